/* test_text.c - texts, mailboxes, codes and placeholders as people leave them. If these
 * fail, a Persian word is misspelt, mail goes to somebody else, or a person's number is
 * taken for a company's, and nobody is told. */
#include "tap.h"
#include "core/mapping.h"
#include "core/memory.h"

#include <stdio.h>
#include <string.h>

/* value NULL: refused. */
static const struct {
    const char *transform, *options, *in, *value;
    wn_remark remark;
    const char *advice;
} cases[] = {
    /* a zero-width non-joiner between Persian letters is spelling; elsewhere it is
     * dirt */
    {"text", NULL, "نمی‌دانم", "نمی‌دانم", WN_REMARK_NONE, ""},
    {"text", NULL, "کتاب‌‌ها", "کتاب‌ها", WN_REMARK_NONE, ""},
    {"text", NULL, "‌سلام‌", "سلام", WN_REMARK_NONE, ""},
    {"text", NULL, "क्‍ष", "क्‍ष", WN_REMARK_NONE, ""},
    {"text", NULL, "ab‌cd‍", "abcd", WN_REMARK_NONE, ""},
    {"text", NULL, "👩‍🚀 ❤️ 1️⃣", "👩‍🚀 ❤️ 1️⃣",
     WN_REMARK_NONE, ""},
    {"text", NULL, "a️b", "ab", WN_REMARK_NONE, ""},
    {"text", NULL, "\xE2\x81\xA7left\xE2\x81\xA9 \xE2\x80\x8Fright", "left right",
     WN_REMARK_NONE, ""},
    {"text", NULL, "co\xC2\xADop\xEF\xBB\xBF", "coop", WN_REMARK_NONE, ""},
    {"name", "part=key", "علی‌رضا احمدی", "ahmdy عlyrda", WN_REMARK_NONE,
     ""},
    /* a capital and the mark after it are no garbled letter */
    {"text", NULL, "TORTÉ®", "TORTÉ®", WN_REMARK_NONE, ""},
    {"text", NULL, "TORTÉ™ and «THÉ»", "TORTÉ™ and «THÉ»", WN_REMARK_NONE, ""},
    {"text", NULL, "„BRÜ“", "„BRÜ“", WN_REMARK_NONE, ""},
    {"text", NULL, "NOÉ’S", "NOÉ’S", WN_REMARK_NONE, ""},
    {"text", NULL, "LUÃ®", "LUÃ®", WN_REMARK_NONE, ""},
    {"text", NULL, "MÉ™ryÉ™m", "Məryəm", WN_REMARK_GARBLED, ""},
    {"text", NULL, "Ä°zmir", "İzmir", WN_REMARK_GARBLED, ""},
    {"text", NULL, "NOÃ‰", "NOÉ", WN_REMARK_GARBLED, ""},
    /* a family name is converted as a name: 范 and 余 stay (範 is a pattern, 餘 a
     * remainder) */
    {"text", "script=traditional", "范经理", "范經理", WN_REMARK_NONE, ""},
    {"text", "script=traditional", "已联系余女士。", "已聯繫余女士。", WN_REMARK_NONE,
     ""},
    {"text", "script=traditional", "范总，余额", "范總，餘額", WN_REMARK_NONE, ""},
    {"text", "script=traditional", "于总部，由于主任", "於總部，由於主任", WN_REMARK_NONE,
     ""},
    {"text", "script=traditional", "规范经理", "規範經理", WN_REMARK_NONE, ""},
    /* tags are removed, text that only looks like a tag stays */
    {"text", NULL, "<Bo Berg> said <b>no</b>", "<Bo Berg> said no", WN_REMARK_NONE, ""},
    {"name", NULL, "<p>Anna Berg</p>", "Anna Berg", WN_REMARK_NONE, ""},
    {"company", NULL, "Nord&nbsp;&amp;&nbsp;S&uuml;d<br/>GmbH", "Nord & Süd GmbH",
     WN_REMARK_NONE, ""},
    {"company", NULL, "北京 3M 中国 有限公司", "北京 3M 中国有限公司", WN_REMARK_NONE,
     ""},
    {"company", NULL, "北方 Север 公司", "北方 Север 公司", WN_REMARK_NONE, ""},
    /* another mark in place of a dot: suggested, not changed */
    {"email", NULL, "wang@mail.com,cn", NULL, WN_REMARK_TYPO, "wang@mail.com.cn"},
    {"email", NULL, "wang@mail,com", NULL, WN_REMARK_TYPO, "wang@mail.com"},
    {"email", NULL, "wang@mail.co，uk", NULL, WN_REMARK_TYPO, "wang@mail.co.uk"},
    {"email", NULL, "wang@mail.co uk", NULL, WN_REMARK_TYPO, "wang@mail.co.uk"},
    {"email", NULL, "wang@mail.com;cn", NULL, WN_REMARK_TYPO, "wang@mail.com.cn"},
    {"email", NULL, "a@firm.cn,b@mail.com,cn", NULL, WN_REMARK_NONE, ""},
    {"email", NULL, "wang@firm.cn, desk", "wang@firm.cn", WN_REMARK_REST, ""},
    {"email", NULL, "wang@firm.cn,王伟", "wang@firm.cn", WN_REMARK_REST, ""},
    {"email", NULL, "wang@firm.com®", NULL, WN_REMARK_NONE, ""},
    {"email", NULL, "wang@☃.net", NULL, WN_REMARK_NONE, ""},
    {"gender", NULL, "Женский", "female", WN_REMARK_NONE, ""},
    {"gender", NULL, "KADIN", "female", WN_REMARK_NONE, ""},
    {"gender", NULL, "남성", "male", WN_REMARK_NONE, ""},
    {"gender", NULL, "أنثى", "female", WN_REMARK_NONE, ""},
    {"bool", NULL, "نعم", "1", WN_REMARK_NONE, ""},
    {"bool", NULL, "ไม่ใช่", "0", WN_REMARK_NONE, ""},
    {"bool", NULL, "YANLIŞ", "0", WN_REMARK_NONE, ""},
    {"language", NULL, "繁體中文", "zh", WN_REMARK_NONE, ""},
    {"language", NULL, "Português (Brasil)", "pt", WN_REMARK_NONE, ""},
    {"language", NULL, "ｐｔ－ＢＲ", "pt", WN_REMARK_NONE, ""},
    {"language", NULL, "English (fluent)", NULL, WN_REMARK_NONE, ""},
    {"language", NULL, "ger", "de", WN_REMARK_NONE, ""},
    {"email", NULL, "chen@126.c0m", NULL, WN_REMARK_NONE, ""},
    {"email", NULL, "chen@126.xn--fiqs8s", "chen@126.xn--fiqs8s", WN_REMARK_NONE, ""},
    {"email", NULL, "chen@126.com微信", NULL, WN_REMARK_NONE, ""},
    {"email", NULL, "chen@126.com.\xD0\xB0\xD1\x81", "chen@126.com.xn--80a8a",
     WN_REMARK_NONE, ""},
    {"email", NULL, "ann@b\xD0\xB0ker.com", NULL, WN_REMARK_NONE, ""},
    {"url", NULL, "www.baker.com / www.baker.de", "http://www.baker.com",
     WN_REMARK_SEVERAL, ""},
    {"email", NULL, "wang@例え.jp", "wang@xn--r8jz45g.jp", WN_REMARK_NONE, ""},
    {"email", NULL, "电邮：wang@firm.cn", "wang@firm.cn", WN_REMARK_REST, ""},
    {"email", NULL, "Courriel : wang@firm.fr", "wang@firm.fr", WN_REMARK_REST, ""},
    {"email", NULL, "(wang@firm.cn)", "wang@firm.cn", WN_REMARK_NONE, ""},
    {"email", NULL, "wang@firm.cn。", "wang@firm.cn", WN_REMARK_NONE, ""},
    {"email", NULL, "Wang <a@firm.cn>; Bo <b@firm.cn>", "a@firm.cn", WN_REMARK_SEVERAL,
     ""},
    {"email", NULL, "a@firm.cn; b@firm", "a@firm.cn", WN_REMARK_REST, ""},
    {"email", NULL, "Wang Wei wang@firm.cn", NULL, WN_REMARK_NONE, ""},
    {"email", NULL, "none@none.de", "none@none.de", WN_REMARK_DUMMY, ""},
    {"email", NULL, "noemail@firm.cn", "noemail@firm.cn", WN_REMARK_DUMMY, ""},
    {"email", NULL, "x@x.org", "x@x.org", WN_REMARK_DUMMY, ""},
    {"email", NULL, "na@firm.cn", "na@firm.cn", WN_REMARK_NONE, ""},
    {"email", NULL, "office@firm.cn", "office@firm.cn", WN_REMARK_SHARED, ""},
    /* codes that nobody has, or that are of another kind */
    {"uscc", NULL, "000000000000000000", NULL, WN_REMARK_NONE, ""},
    {"uscc", NULL, "11010519491231002X", NULL, WN_REMARK_MISPLACED, ""},
    {"uscc", NULL, "123456789012345678", "123456789012345678", WN_REMARK_DUMMY, ""},
    {"cn_id", NULL, "123456200001010009", "123456200001010009", WN_REMARK_DUMMY, ""},
    {"cn_id", NULL, "110105194902300020", NULL, WN_REMARK_NONE, ""}, /* 30 February */
    {"cn_id", NULL, "111111111111111111", NULL, WN_REMARK_NONE, ""},
    {"url", NULL, "http://ba ker.com", NULL, WN_REMARK_NONE, ""},
    {"url", NULL, "www. baker.com", "http://www.baker.com", WN_REMARK_NONE, ""},
    {"url", NULL, "http://www.winnow", NULL, WN_REMARK_NONE, ""},
    {"url", NULL, "www.winnow.cn", "http://www.winnow.cn", WN_REMARK_NONE, ""},
    /* private data in a note */
    {"text", NULL, "pay GB29 NWBK 6016 1331 9268 19", "pay GB29 NWBK 6016 1331 9268 19",
     WN_REMARK_PRIVATE, ""},
    {"text", NULL, "nl91abna0417164300", "nl91abna0417164300", WN_REMARK_PRIVATE, ""},
    {"text", NULL, "GB29 NWBK 6016 1331 9268 18", "GB29 NWBK 6016 1331 9268 18",
     WN_REMARK_NONE, ""},
    {"text", NULL, "SSN: 219-09-9998", "SSN: 219-09-9998", WN_REMARK_PRIVATE, ""},
    {"text", NULL, "part 219-09-9998", "part 219-09-9998", WN_REMARK_NONE, ""},
    {"text", NULL, "证号11010519491231002x", "证号11010519491231002x", WN_REMARK_PRIVATE,
     ""},
    /* X means yes in some lists and no in others */
    {"bool", NULL, "X", "1", WN_REMARK_CHANGED, ""},
    {"bool", "cross=yes", "x", "1", WN_REMARK_NONE, ""},
    {"bool", "cross=no", "Ｘ", "0", WN_REMARK_NONE, ""},
    {"bool", NULL, "○", "1", WN_REMARK_NONE, ""},
    {"bool", NULL, "×", "0", WN_REMARK_NONE, ""},
};

int main(void)
{
    wn_arena arena = {0};

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        const wn_transform *type = wn_transform_find(wn_str_of(cases[i].transform));
        void *config = wn_config_new(type, &arena);
        wn_cleaned out = {.value = wn_str_of(cases[i].in)};

        if (cases[i].options)
            wn_config_parse(type, wn_str_of(cases[i].options), config, &arena);
        bool clean =
            type->apply(wn_str_of(cases[i].in), config, &arena, &out) == WN_CLEAN;
        bool good = clean == (cases[i].value != NULL) && out.remark == cases[i].remark &&
                    (!clean || wn_str_equal(out.value, wn_str_of(cases[i].value))) &&
                    wn_str_equal(out.advice, wn_str_of(cases[i].advice));
        if (!ok(good, "%s: %s", cases[i].transform, cases[i].in))
            printf("# clean %d, remark %d, \"%.*s\", advice \"%.*s\"\n", clean,
                   (int)out.remark, WN_FMT(out.value), WN_FMT(out.advice));
    }
    wn_arena_release(&arena);
    return tap_end();
}
