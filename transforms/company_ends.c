/*
 * company_ends.c - legal forms that stand before or after a Chinese, Japanese, Korean or
 * Thai name without a blank: 株式会社サンプル, （株）サンプル, (주)삼성.
 */
#include "company_words.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

/* Forms with the same beginning: the longest first. The second string, if any, is the
 * full form. */
static const char *const ends[][2] = {
    {"주식회사", NULL},
    {"유한책임회사", NULL},
    {"유한회사", NULL},
    {"합자회사", NULL},
    {"합명회사", NULL},
    {"합자조합", NULL},
    {"농업회사법인", NULL},
    {"영농조합법인", NULL},
    {"사회복지법인", NULL},
    {"사회적협동조합", NULL},
    {"협동조합", NULL},
    {"사단법인", NULL},
    {"재단법인", NULL},
    {"의료법인", NULL},
    {"학교법인", NULL},
    {"㈜", "주식회사"},
    {"(주)", "주식회사"},
    {"(유)", "유한회사"},
    {"(합)", "합자회사"},
    {"(사)", "사단법인"},
    {"(재)", "재단법인"},
    {"株式会社", NULL},
    {"株式會社", "株式会社"},
    {"有限会社", NULL},
    {"有限會社", "有限会社"},
    {"有限責任事業組合", NULL},
    {"投資事業有限責任組合", NULL},
    {"合同会社", NULL},
    {"合資会社", NULL},
    {"合名会社", NULL},
    {"相互会社", NULL},
    {"特定目的会社", NULL},
    {"外国会社", NULL},
    {"一般社団法人", NULL},
    {"一般財団法人", NULL},
    {"公益社団法人", NULL},
    {"公益財団法人", NULL},
    {"特定非営利活動法人", NULL},
    {"NPO法人", "特定非営利活動法人"},
    {"医療法人社団", NULL},
    {"医療法人財団", NULL},
    {"社会医療法人", NULL},
    {"医療法人", NULL},
    {"学校法人", NULL},
    {"宗教法人", NULL},
    {"社会福祉法人", NULL},
    {"地方独立行政法人", NULL},
    {"独立行政法人", NULL},
    {"国立大学法人", NULL},
    {"税理士法人", NULL},
    {"弁護士法人", NULL},
    {"監査法人", NULL},
    {"投資法人", NULL},
    {"農事組合法人", NULL},
    {"協同組合", NULL},
    {"㈱", "株式会社"},
    {"㈲", "有限会社"},
    {"(株)", "株式会社"},
    {"(有)", "有限会社"},
    {"(同)", "合同会社"},
    {"(資)", "合資会社"},
    {"(名)", "合名会社"},
    {"(医)", "医療法人"},
    {"(学)", "学校法人"},
    {"(社)", "社団法人"},
    {"(財)", "財団法人"},
    {"(一社)", "一般社団法人"},
    {"(一財)", "一般財団法人"},
    {"(公社)", "公益社団法人"},
    {"(公財)", "公益財団法人"},
    {"(福)", "社会福祉法人"},
    {"(特非)", "特定非営利活動法人"},
    {"บริษัทมหาชนจำกัด", NULL},
    {"บริษัทจำกัด", NULL},
    {"บริษัท", "บริษัทจำกัด"},
    {"ห้างหุ้นส่วนจำกัด", NULL},
    {"ห้างหุ้นส่วนสามัญ", NULL},
    {"จำกัด (มหาชน)", "บริษัทมหาชนจำกัด"},
    {"จำกัด(มหาชน)", "บริษัทมหาชนจำกัด"},
    {"จำกัด", "บริษัทจำกัด"},
};

/* How many bytes the form takes at the front (or end) of the name, with brackets of any
 * width; 0: it is not there. */
static size_t taken(wn_str name, const char *form, bool front)
{
    size_t len = strlen(form);

    if (*form != '(') {
        bool there = front ? len < name.len && !memcmp(name.ptr, form, len)
                           : len < name.len && wn_str_ends(name, (wn_str){form, len});
        return there ? len : 0;
    }
    static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
    wn_str inside = {form + 1, len - 2};
    for (size_t wide = 0; wide < 2; wide++) {
        size_t mark = strlen(open[wide]), all = inside.len + 2 * mark;
        if (name.len <= all)
            continue;
        const char *at = front ? name.ptr : name.ptr + name.len - all;
        if (!memcmp(at, open[wide], mark) && !memcmp(at + mark, inside.ptr, inside.len) &&
            !memcmp(at + mark + inside.len, close[wide], mark))
            return all;
    }
    return 0;
}

static wn_str trimmed(wn_str s)
{
    s = wn_str_trim(s);
    while (s.len > 3 && !memcmp(s.ptr, "　", 3))
        s = wn_str_trim((wn_str){s.ptr + 3, s.len - 3});
    while (s.len > 3 && wn_str_ends(s, WN_STR("　")))
        s = wn_str_trim((wn_str){s.ptr, s.len - 3});
    return s;
}

/* Can one of the forms begin, or end, with this character? For most names the answer is
 * no, and they are done. */
static bool may_begin(uint32_t c)
{
    switch (c) {
    case 0x28:
    case 0x4E:
    case 0xE08:  /* จ */
    case 0xE1A:  /* บ */
    case 0xE2B:  /* ห */
    case 0x321C: /* ㈜ */
    case 0x3231: /* ㈱ */
    case 0x3232: /* ㈲ */
    case 0x4E00: /* 一 */
    case 0x516C: /* 公 */
    case 0x533B: /* 医 */
    case 0x5354: /* 協 */
    case 0x5408: /* 合 */
    case 0x56FD: /* 国 */
    case 0x5730: /* 地 */
    case 0x5916: /* 外 */
    case 0x5B66: /* 学 */
    case 0x5B97: /* 宗 */
    case 0x5F01: /* 弁 */
    case 0x6295: /* 投 */
    case 0x6709: /* 有 */
    case 0x682A: /* 株 */
    case 0x7279: /* 特 */
    case 0x72EC: /* 独 */
    case 0x76E3: /* 監 */
    case 0x76F8: /* 相 */
    case 0x793E: /* 社 */
    case 0x7A0E: /* 税 */
    case 0x8FB2: /* 農 */
    case 0xB18D: /* 농 */
    case 0xC0AC: /* 사 */
    case 0xC601: /* 영 */
    case 0xC720: /* 유 */
    case 0xC758: /* 의 */
    case 0xC7AC: /* 재 */
    case 0xC8FC: /* 주 */
    case 0xD559: /* 학 */
    case 0xD569: /* 합 */
    case 0xD611: /* 협 */
    case 0xFF08: /* （ */
        return true;
    default:
        return false;
    }
}

static bool may_end(uint32_t c)
{
    switch (c) {
    case 0x29:
    case 0xE0D:  /* ญ */
    case 0xE14:  /* ด */
    case 0xE17:  /* ท */
    case 0x321C: /* ㈜ */
    case 0x3231: /* ㈱ */
    case 0x3232: /* ㈲ */
    case 0x4EBA: /* 人 */
    case 0x5408: /* 合 */
    case 0x56E3: /* 団 */
    case 0x793E: /* 社 */
    case 0xC0AC: /* 사 */
    case 0xC778: /* 인 */
    case 0xD569: /* 합 */
    case 0xFF09: /* ） */
        return true;
    default:
        return false;
    }
}

wn_str company_ends(wn_str name, wn_str *form)
{
    for (bool again = true; again && name.len > 0;) {
        size_t first = 0, last = wn_utf8_before(name, name.len);
        bool front = may_begin(wn_utf8_next(name, &first));
        bool end = may_end(wn_utf8_next(name, &last));
        again = false;
        for (size_t i = 0; i < WN_COUNT(ends) && !again && (front || end); i++) {
            size_t before = front ? taken(name, ends[i][0], true) : 0;
            size_t behind = end && !before ? taken(name, ends[i][0], false) : 0;
            wn_str rest =
                trimmed((wn_str){name.ptr + before, name.len - before - behind});
            if ((!before && !behind) || rest.len == 0)
                continue;
            if (!form->len)
                *form = wn_str_of(ends[i][ends[i][1] ? 1 : 0]);
            name = rest;
            again = true;
        }
    }
    return name;
}
