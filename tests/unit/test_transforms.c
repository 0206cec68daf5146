/* test_transforms.c - every example of every transform is a test, so that `winnow
 * explain` and the manual are always right; and keys of the same name or company are
 * equal. */
#include "core/mapping.h"
#include "core/memory.h"
#include "transforms/transforms.h"

#include "tap.h"

#include <string.h>

static const char *shown(const char *text)
{
    static char line[256]; /* TAP has one line for each test */
    size_t n = 0;

    for (; *text && n + 1 < sizeof(line); text++)
        line[n++] = *text == '\n' || *text == '#' ? ' ' : *text;
    line[n] = '\0';
    return line;
}

static void test_example(const wn_transform *t, const wn_example *e)
{
    wn_arena arena = {0};
    void *config = wn_config_new(t, &arena);
    wn_cleaned out = {0};
    bool good = wn_config_parse(t, wn_str_of(e->options), config, &arena);

    /* a copy on the heap without a NUL after it: reading too far is caught */
    wn_arena exact = {0};
    char *in = wn_arena_bytes(&exact, strlen(e->in));
    memcpy(in, e->in, strlen(e->in));
    wn_verdict v = t->apply((wn_str){in, strlen(e->in)}, config, &arena, &out);
    if (!e->out)
        good = good && (v == WN_INVALID || v == WN_UNKNOWN);
    else if (!*e->out)
        good = good && v == WN_EMPTY;
    else
        good = good && ((v == WN_UNKNOWN && !strcmp(e->in, e->out)) ||
                        (v == WN_CLEAN && wn_str_equal(out.value, wn_str_of(e->out))));
    if (!ok(good, "%s: %s", t->name, shown(e->in)))
        printf("# verdict %d, got \"%.*s\"\n", (int)v, WN_FMT(out.value));
    wn_arena_release(&exact);
    wn_arena_release(&arena);
}

static void test_keys_meet(const char *a, const char *b, bool person, bool meet)
{
    wn_arena arena = {0};
    wn_str x = person ? wn_person_key(wn_str_of(a), &arena)
                      : wn_company_key(wn_str_of(a), &arena, NULL);
    wn_str y = person ? wn_person_key(wn_str_of(b), &arena)
                      : wn_company_key(wn_str_of(b), &arena, NULL);

    if (!ok(wn_str_equal(x, y) == meet && x.len > 0, "%s %s %s", a,
            meet ? "meets" : "is not", b))
        printf("# keys \"%.*s\" and \"%.*s\"\n", WN_FMT(x), WN_FMT(y));
    wn_arena_release(&arena);
}

/* A transform gives its own output back unchanged: cleaning twice is cleaning once. */
static void test_twice(const wn_transform *t)
{
    bool good = true;

    for (const wn_example *e = t->examples; e && e->in; e++) {
        wn_arena arena = {0};
        wn_cleaned out = {0};
        if (e->options || !e->out || !*e->out)
            continue;
        void *config = wn_config_new(t, &arena);
        wn_verdict v = t->apply(wn_str_of(e->out), config, &arena, &out);
        bool kept = v == WN_UNKNOWN && !strcmp(e->in, e->out);
        if (!kept && (v != WN_CLEAN || !wn_str_equal(out.value, wn_str_of(e->out)))) {
            printf("# %s: \"%s\" became \"%.*s\"\n", t->name, e->out, WN_FMT(out.value));
            good = false;
        }
        wn_arena_release(&arena);
    }
    ok(good, "%s: cleaning twice is cleaning once", t->name);
}

/* The remark that a person should see is given, and what was probably meant is
 * suggested. */
static void test_remark(const char *type, const char *in, wn_remark remark,
                        const char *advice)
{
    wn_arena arena = {0};
    const wn_transform *t = wn_transform_find(wn_str_of(type));
    wn_cleaned out = {0};

    t->apply(wn_str_of(in), wn_config_new(t, &arena), &arena, &out);
    if (!ok(out.remark == remark && wn_str_equal(out.advice, wn_str_of(advice)) &&
                (!remark || t->remarks >> remark & 1),
            "%s: %s is remarked on", type, shown(in)))
        printf("# remark %d, advice \"%.*s\"\n", (int)out.remark, WN_FMT(out.advice));
    wn_arena_release(&arena);
}

static void test_remarks(void)
{
    test_remark("phone", "+8613800138000/+8613900139000", WN_REMARK_SEVERAL, "");
    test_remark("phone", "+8613800138000/13900139000", WN_REMARK_SEVERAL, "");
    test_remark("phone", "13800138000", WN_REMARK_REGION, "");
    test_remark("phone", "13800138000/13900139000", WN_REMARK_REGION, "");
    test_remark("phone", "8613800138000", WN_REMARK_REGION, "+8613800138000");
    test_remark("phone", "(212) 555-0123", WN_REMARK_REGION, "");
    test_remark("phone", "12345", WN_REMARK_NONE, "");
    test_remark("phone", "00000000", WN_REMARK_NONE, "");
    test_remark("phone", "+44 1234", WN_REMARK_NONE, "");
    test_remark("phone", "1.38001E+10", WN_REMARK_DAMAGED, "");
    test_remark("email", "li@gmial.com", WN_REMARK_TYPO, "li@gmail.com");
    test_remark("email", "li@example.con", WN_REMARK_TYPO, "li@example.com");
    test_remark("email", "info@example.com", WN_REMARK_SHARED, "");
    test_remark("email", "li@example.com", WN_REMARK_NONE, "");
    test_remark("name", "Tom and Ann Smith", WN_REMARK_TWO_PEOPLE, "");
    test_remark("name", "张三、李四", WN_REMARK_TWO_PEOPLE, "");
    test_remark("name", "华信科技有限公司", WN_REMARK_MISPLACED, "");
    test_remark("name", "张三13800138000", WN_REMARK_MISPLACED, "");
    test_remark("name", "张伟", WN_REMARK_NONE, "");
    test_remark("date", "03/04/2024", WN_REMARK_AMBIGUOUS, "");
    test_remark("text", "锟斤拷", WN_REMARK_GARBLED, "");
    test_remark("text", "张??", WN_REMARK_GARBLED, "");
    test_remark("text", "card 4111 1111 1111 1111", WN_REMARK_PRIVATE, "");
    test_remark("text", "身份证 11010519491231002X", WN_REMARK_PRIVATE, "");
    test_remark("text", "order 11010519491231012X", WN_REMARK_NONE, "");
    test_remark("text", "order 4111 1111 1111 1112", WN_REMARK_NONE, "");
    test_remark("id", "1.23457E+17", WN_REMARK_DAMAGED, "");
}

/* Test a unit: else thousands would be loaded as ones, or ones as thousands. */
static void test_unit(const char *word, int power, const char *currency)
{
    wn_unit unit;
    bool is_one = wn_unit_factor(wn_str_of(word), &unit);

    ok(power < 0 ? !is_one
                 : is_one && unit.power == power && !strcmp(unit.currency, currency),
       "unit %s", word);
}

static void test_units(void)
{
    static const struct {
        const char *word;
        int power; /* -1: the word is no unit */
        const char *currency;
    } units[] = {
        {"万元", 4, "CNY"},       {"万", 4, ""},
        {"千元", 3, "CNY"},       {"亿", 8, ""},
        {"百万", 6, ""},          {"K", 3, ""},
        {"K€", 3, "EUR"},         {"T€", 3, "EUR"},
        {"TEUR", 3, "EUR"},       {"thousand", 3, ""},
        {"thousands", 3, ""},     {"Tsd.", 3, ""},
        {"Mio.", 6, ""},          {"Mio. €", 6, "EUR"},
        {"million", 6, ""},       {"m", 6, ""},
        {"000s", 3, ""},          {"$000", 3, ""},
        {"USD 000", 3, "USD"},    {"RMB'000", 3, "CNY"},
        {"千円", 3, "JPY"},       {"百万円", 6, "JPY"},
        {"тыс. руб.", 3, "RUB"},  {"тыс. рублей", 3, "RUB"},
        {"bin TL", 3, "TRY"},     {"migliaia", 3, ""},
        {"млн", 6, ""},           {"in T€", 3, "EUR"},
        {"单位：万元", 4, "CNY"}, {"million USD", 6, "USD"},
        {"USD", 0, "USD"},        {"元", 0, "CNY"},
        {"万人", 4, ""},          {"萬元", 4, "CNY"},
        {"tys. zł", 3, "PLN"},    {"%", -1, ""},
        {"cm", -1, ""},           {"kg", -1, ""},
        {"months", -1, ""},       {"", -1, ""},
        {"12", -1, ""},           {"k m", -1, ""},
        {"一级", -1, ""},         {"必填", -1, ""},
        {"\xFF\xFE", -1, ""},
    };

    for (size_t i = 0; i < WN_COUNT(units); i++)
        test_unit(units[i].word, units[i].power, units[i].currency);
}

/* A name that is taken apart once has the parts that the transform gives one by one. */
static void test_taken(const char *type, const char *in,
                       void (*take)(wn_str, wn_arena *, wn_taken *),
                       const char *const *parts)
{
    const wn_transform *t = wn_transform_find(wn_str_of(type));
    wn_arena arena = {0};
    wn_taken taken[WN_MOST_TAKEN];
    wn_str name = wn_str_of(in);
    bool good = true;

    take(name, &arena, taken);
    for (size_t i = 0; parts[i]; i++) {
        void *config = wn_config_new(t, &arena);
        wn_cleaned out = {0};
        wn_config_parse(t, wn_str_of(parts[i]), config, &arena);
        wn_verdict verdict = t->apply(name, config, &arena, &out);
        good = good && verdict == taken[i].verdict && out.remark == taken[i].out.remark &&
               (verdict != WN_CLEAN || wn_str_equal(out.value, taken[i].out.value));
    }
    ok(good, "%s taken apart at once: %s", type, shown(in));
    wn_arena_release(&arena);
}

static void test_all_taken(void)
{
    static const char *const person[] = {"part=given", "part=family", NULL},
                             *const company[] = {"part=key", "part=place", "part=branch",
                                                 NULL};

    for (const wn_transform *const *t = wn_transforms; *t; t++)
        for (const wn_example *e = (*t)->examples; e && e->in; e++) {
            test_taken("name", e->in, wn_person_take, person);
            test_taken("company", e->in, wn_company_take, company);
        }
}

int main(void)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++) {
        for (const wn_example *e = (*t)->examples; e && e->in; e++)
            test_example(*t, e);
        test_twice(*t);
        ok(!!(*t)->examples || !strcmp((*t)->name, "choice"), "%s: has examples",
           (*t)->name);
    }
    test_all_taken();
    test_remarks();
    test_units();
    test_keys_meet("张伟", "張偉", true, true);
    test_keys_meet("Caf\xC3\xA9 Nord GmbH", "Cafe\xCC\x81 Nord GmbH", false, true);
    test_keys_meet("张伟", "Zhang Wei", true, true);
    test_keys_meet("张伟", "ZHANG,Wei", true, true);
    test_keys_meet("欧阳晓红", "Ouyang Xiaohong", true, true);
    test_keys_meet("单伟", "Shan Wei", true, true); /* as a surname, 单 is read Shan */
    test_keys_meet("Jörg Müller", "MULLER, Jorg", true, true);
    test_keys_meet("张伟", "张玮玮", true, false);
    test_keys_meet("歐陽曉紅", "Ouyang Xiaohong", true, true);
    test_keys_meet("Анна Петрова", "Anna Petrova", true, true);
    test_keys_meet("김민수", "Gimminsu", true, true);
    test_keys_meet("张伟经理", "张伟", true, true);
    test_keys_meet("吕布", "Lv Bu", true, true);
    test_keys_meet("北京华信科技有限公司", "华信科技", false, true);
    test_keys_meet("北京華信科技有限公司", "北京华信科技有限责任公司", false, true);
    test_keys_meet("Delta Robotics, Inc.", "DELTA ROBOTICS", false, true);
    test_keys_meet("Müller & Söhne GmbH & Co. KG", "Mueller Soehne", false, false);
    test_keys_meet("Procter & Gamble Co.", "Procter and Gamble", false, true);
    test_keys_meet("华信科技（北京）有限公司", "北京华信科技有限公司", false, true);
    test_keys_meet("ООО «Ромашка»", "Ромашка, ООО", false, true);
    test_keys_meet("深圳市天成贸易有限公司", "深圳市天成贸易有限公司深圳分公司", false,
                   false);
    return tap_end();
}
