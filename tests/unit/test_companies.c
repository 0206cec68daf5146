/* test_companies.c - which part of a company's name is its legal form. If these fail,
 * part=base cuts names, or a form is not found, and the same company is in a list
 * twice. */
#include "tap.h"
#include "core/memory.h"
#include "transforms/company.h"
#include "transforms/transforms.h"
#include "winnow/transform.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *base;
    const char *form; /* NULL: not tested */
} cases[] = {
    /* marks that belong to the name stay */
    {"¥en Works Ltd", "¥en Works", "Ltd"},
    {"@Home Care GmbH", "@Home Care", "GmbH"},
    {"Bang! Media, Inc.", "Bang! Media", "Inc."},
    {"Kraft* AG", "Kraft*", "AG"},
    {".dot GmbH", ".dot", "GmbH"},
    {"J.R.R. Books Ltd", "J.R.R. Books", "Ltd"},
    {"X.Y. Ltd.", "X.Y.", "Ltd"},
    {"Miller Bros. Inc", "Miller Bros.", "Inc."},
    {"Alpine (Austria) GmbH", "Alpine (Austria)", "GmbH"},
    {"Alpine (Austria GmbH)", "Alpine (Austria)", "GmbH"},
    {"\"Nova\" S.A.", "Nova", "S.A."},
    {"Nova \"Beta\" Labs Ltd", "Nova \"Beta\" Labs", "Ltd"},
    /* forms written in full, whose end alone is a form, too */
    {"Kern Gesellschaft m.b.H.", "Kern", "GmbH"},
    {"Kern Entreprise unipersonnelle à responsabilité limitée", "Kern", NULL},
    {"Kern S.à r.l.", "Kern", NULL},
    {"Kern Public Limited", "Kern", NULL},
    {"Kern društvo s ograničenom odgovornošću", "Kern", "d.o.o."},
    {"Kern DAC", "Kern", NULL},
    /* the base is never empty */
    {"Me Ltda", "Me", "Ltda."},
    {"Limited Ltd", "Limited", "Ltd"},
    {"Co Co Co Ltd", "Co", NULL},
    {"SE", "SE", ""},
    /* ordinary words that look like forms */
    {"Help Me", "Help Me", ""},
    {"WHAT IT IS", "WHAT IT IS", ""},
    {"Thermal Spa", "Thermal Spa", ""},
    {"OFFICINE ROSSI SPA", "OFFICINE ROSSI", "S.p.A."},
    {"Fjord AS", "Fjord", "A/S"},
    {"Fjord as", "Fjord as", ""},
    {"AS Fjord", "AS Fjord", ""},
    {"AS \"Fjord\"", "Fjord", NULL},
    {"Growth Partners II", "Growth Partners II", ""},
    {"Baltic Trust Bank", "Baltic Trust Bank", ""},
    {"Acorn Group", "Acorn Group", "Group"},
    {"Acorn Group plc", "Acorn Group", "PLC"},
    {"The Acorn Company", "The Acorn", "Co."},
    {"PT Bukit Hijau", "Bukit Hijau", "PT"},
    {"PT Boats Inc.", "PT Boats", "Inc."},
    {"Oy Kuusi Ab", "Kuusi", "AB"},
    {"SC Munte SRL", "Munte", NULL},
    {"SC Hill Inc", "SC Hill", "Inc."},
    /* forms of ISO 20275 */
    {"Kite Proprietary Limited", "Kite", "Proprietary Limited"},
    {"Mlyn, družstevný podnik poľ.", "Mlyn", NULL},
    {"Duna Zrt.", "Duna", "Kft."},
    {"Sol Sociedad Anónima de Capital Variable", "Sol", NULL},
    {"Бор ЕООД", "Бор", NULL},
    {"Արև ՍՊԸ", "Արև", NULL},
    {"Công ty Cổ phần Hoa Sen", "Hoa Sen", NULL},
    /* forms without a blank before or after them */
    {"株式会社さくら", "さくら", "株式会社"},
    {"さくら株式会社", "さくら", "株式会社"},
    {"（有）山田商店", "山田商店", "有限会社"},
    {"山田商店㈲", "山田商店", "有限会社"},
    {"医療法人社団若葉会", "若葉会", "医療法人社団"},
    {"(주)한빛", "한빛", "주식회사"},
    {"한빛(유)", "한빛", "유한회사"},
    {"주식회사한빛", "한빛", "주식회사"},
    {"บริษัท ดาว จำกัด (มหาชน)", "ดาว", NULL},
    {"华信 Robotics Co., Ltd.", "华信 Robotics", "Ltd"},
};

/* Legal forms that are one, or two. */
static const struct {
    const char *a, *b;
    bool same;
} forms[] = {
    {"Alpine Inc", "Alpine Corporation", true},
    {"Alpine Ltd", "Alpine Limited", true},
    {"Alpine Inc", "Alpine LLC", false},
    {"Alpine GmbH", "Alpine GmbH & Co. KG", false},
    {"高山有限公司", "高山有限责任公司", true},
    {"高山有限公司", "高山厂", false},
};

int main(void)
{
    for (size_t i = 0; i < WN_COUNT(forms); i++) {
        wn_arena arena = {0};
        uint64_t a = wn_company_form(wn_str_of(forms[i].a), &arena),
                 b = wn_company_form(wn_str_of(forms[i].b), &arena);
        ok(a && b && (a == b) == forms[i].same, "%s, %s: one form, or two", forms[i].a,
           forms[i].b);
        wn_arena_release(&arena);
    }
    wn_arena arena = {0};
    company c;

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        company_parse(wn_str_of(cases[i].name), &arena, &c);
        bool form = !cases[i].form || wn_str_equal(c.form, wn_str_of(cases[i].form));
        if (!ok(wn_str_equal(c.base, wn_str_of(cases[i].base)) && form, "%s",
                cases[i].name))
            printf("# \"%.*s\", form \"%.*s\"\n", WN_FMT(c.base), WN_FMT(c.form));
    }
    /* names are compared without regard to how the form is written */
    wn_str a = wn_company_key(WN_STR("Rheintal Ag"), &arena, NULL);
    wn_str b = wn_company_key(WN_STR("RHEINTAL AG"), &arena, NULL);
    ok(wn_str_equal(a, b), "Ag and AG are one firm's");
    a = wn_company_key(WN_STR("株式会社さくら"), &arena, NULL);
    b = wn_company_key(WN_STR("さくら㈱"), &arena, NULL);
    ok(wn_str_equal(a, b), "before and behind, in full and short");
    char many[400] = "";
    for (int i = 0; i < 50; i++)
        strcat(many, "word ");
    strcat(many, "end Ltd");
    company_parse(wn_str_of(many), &arena, &c);
    ok(c.base.len == strlen(many), "nothing is lost of a name of many words");
    wn_arena_release(&arena);
    return tap_end();
}
