/*
 * test_keeps.c - a transform uses all that it reads, or says what it left out. If
 * these fail, a digit of a number, a letter of a name or half of a cell is lost
 * without a word, although the books balance.
 *
 * Two properties of each transform are tested, over its examples, over values made up
 * here, and over both with other text beside them:
 *
 * Heard: every letter and digit matters. Another one in its place gives another
 * result, or there is a remark.
 *
 * Kept (for types whose result has the words of the value): the letters and digits
 * that go in come out, but for case and width, or there is a remark.
 *
 * The table `allowed` says what a transform may do without a remark.
 */
#include "core/han.h"
#include "core/mapping.h"
#include "core/memory.h"
#include "core/text.h"
#include "transforms/transforms.h"

#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define ROOM 1024

/* ---- what a transform may do without a remark ------------------------------------- */

/* Is the letter in a tag or an entity of HTML? */
static bool is_markup(const char *in, size_t at)
{
    for (size_t i = at + 1; i-- > 0 && at - i < 8;) {
        if (in[i] == '>' || in[i] == ' ' || (in[i] == ';' && strncmp(in + i, ";amp;", 5)))
            return false;
        if (in[i] == '<' || in[i] == '&')
            return strpbrk(in + at, ">;") != NULL;
    }
    return false;
}

/* Is the letter in "mailto:", "IBAN:" or the like at the beginning? */
static bool is_scheme(const char *in, size_t at)
{
    const char *colon = strchr(in, ':');

    return colon && at < (size_t)(colon - in);
}

/* Is the letter in a time of day, which a date may leave out? */
static bool is_time(const char *in, size_t at)
{
    const char *colon = strchr(in, ':');

    return colon && at + 2 >= (size_t)(colon - in) &&
           at < (size_t)(colon - in) + 9; /* 14:05:06+2 */
}

/* Is the letter in what is less than a second (.000 after seconds, the last three digits
 * of milliseconds), or in the name of a zone in brackets after its offset: +0100
 * (CET)? */
static bool is_fraction(const char *in, size_t at)
{
    const char *dot = strstr(in, ":00."), *zone = strstr(in, "0 (CET)");

    if (zone && at > (size_t)(zone - in) + 2 && at < (size_t)(zone - in) + 6)
        return true;
    size_t digits = strspn(in + strcspn(in, "0123456789"), "0123456789"),
           first = strcspn(in, "0123456789");

    return (dot && at > (size_t)(dot - in) + 2 && at < (size_t)(dot - in) + 7) ||
           (digits == 13 && at >= first + 10);
}

/* Is the letter after the language: zh-CN, de_AT, zh_Hant-TW? */
static bool is_region(const char *in, size_t at)
{
    const char *mark = strpbrk(in, "-_");

    return mark && mark < in + at &&
           strspn(mark, "-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") >
               (size_t)(in + at - mark);
}

/* Is the letter in a form of address: Mr., 先生? part=title gives that. */
static bool is_courtesy(const char *in, size_t at)
{
    static const char *const words[] = {"Mr.", "Mr. &", "先生", "女士"};

    for (size_t i = 0; i < WN_COUNT(words); i++)
        for (const char *w = in; (w = strstr(w, words[i])); w++)
            if (at >= (size_t)(w - in) && at < (size_t)(w - in) + strlen(words[i]))
                return true;
    return false;
}

enum {
    KEEPS,  /* what goes in comes out, in order */
    ADDS,   /* the same, and more: a country's letters, a check character */
    MOVES,  /* the same, in another order */
    WRITES, /* writes a form of its own: only `heard` is tested */
};

static const struct allowed {
    const char *type;
    int change;
    bool (*is_form)(const char *in, size_t at); /* may the letter there be left out? */
} allowed[] = {
    {"address", KEEPS, NULL},
    {"bool", WRITES, NULL},
    {"card", KEEPS, NULL},
    {"cn_id", WRITES, NULL}, /* the century and the check character of 15 digits */
    {"company", KEEPS, NULL},
    {"country", WRITES, NULL},
    {"date", WRITES, is_time},
    {"datetime", WRITES, is_fraction},
    {"email", KEEPS, is_scheme},
    {"gender", WRITES, NULL},
    {"iban", KEEPS, is_scheme},
    {"id", ADDS, NULL},
    {"integer", WRITES, NULL},
    {"language", WRITES, is_region},
    {"link", ADDS, NULL},
    {"money", WRITES, NULL},
    {"name", MOVES, is_courtesy},
    {"percent", WRITES, NULL},
    {"phone", WRITES, NULL},
    {"text", KEEPS, NULL},
    {"url", WRITES, NULL},
    {"uscc", KEEPS, NULL},
    {"vat", ADDS, NULL},
};

/* May the letter be left out? Tags of HTML are never a part of the value. */
static bool is_form(const struct allowed *a, const char *in, size_t at)
{
    return is_markup(in, at) || (a->is_form && a->is_form(in, at));
}

static const struct allowed *allowed_of(const wn_transform *t)
{
    for (size_t i = 0; i < WN_COUNT(allowed); i++)
        if (!strcmp(allowed[i].type, t->name))
            return &allowed[i];
    return NULL;
}

/* ---- asking a transform ----------------------------------------------------------- */

typedef struct result {
    wn_verdict verdict;
    wn_remark remark;
    char value[ROOM];
    size_t len;
} result;

static bool ask(const wn_transform *t, const char *options, const char *in, size_t len,
                result *out)
{
    wn_arena arena = {0};
    wn_cleaned cleaned = {0};
    void *config = wn_config_new(t, &arena);
    bool good = wn_config_parse(t, wn_str_of(options), config, &arena);

    *out = (result){.verdict = WN_INVALID};
    if (good) {
        out->verdict = t->apply((wn_str){in, len}, config, &arena, &cleaned);
        out->remark = cleaned.remark;
        out->len =
            out->verdict == WN_CLEAN && cleaned.value.len < ROOM ? cleaned.value.len : 0;
        memcpy(out->value, cleaned.value.ptr ? cleaned.value.ptr : "", out->len);
    }
    wn_arena_release(&arena);
    return good;
}

/* Return the text on one line, because TAP has one line for each test. */
static const char *on_a_line(const char *text)
{
    static char line[ROOM];
    size_t n = 0;

    for (; text[n] && n + 1 < sizeof(line); n++)
        line[n] = text[n] == '\n' || text[n] == '#' ? ' ' : text[n];
    line[n] = '\0';
    return line;
}

static bool same(const result *a, const result *b)
{
    return a->verdict == b->verdict && a->remark == b->remark && a->len == b->len &&
           memcmp(a->value, b->value, a->len) == 0;
}

/* ---- heard ------------------------------------------------------------------------ */

/* Return the nth other letter or digit of the same kind; 0: there is none that is surely
 * different. One of them may by chance mean the same (Now. and Nov., CHN and Çin), but
 * not all. */
static UChar32 another(UChar32 c, int nth)
{
    static const int steps[] = {1, 5, 11};
    UChar32 step = steps[nth];

    if (c >= '0' && c <= '9')
        return '0' + (c - '0' + (nth == 2 ? 7 : step)) % 10;
    if (c >= 'a' && c <= 'z')
        return 'a' + (c - 'a' + step) % 26;
    if (c >= 'A' && c <= 'Z')
        return 'A' + (c - 'A' + step) % 26;
    if (u_isdigit(c) || !u_isalpha(c))
        return 0;
    for (UChar32 next = c + step; next < c + step + 8; next++)
        if (u_isalpha(next) && u_charType(next) == u_charType(c) &&
            wn_fold_letter((uint32_t)next) != wn_fold_letter((uint32_t)c) &&
            wn_simplified((uint32_t)next) != wn_simplified((uint32_t)c))
            return next;
    return 0;
}

/* Write the text to `out` with the letter from `begin` to `end` replaced by `c`. */
static size_t with_letter(char *out, const char *in, size_t begin, size_t end, UChar32 c)
{
    size_t rest = strlen(in + end);

    memcpy(out, in, begin);
    begin += wn_utf8_put(out + begin, (uint32_t)c);
    memcpy(out + begin, in + end, rest);
    return begin + rest;
}

/* Does every other letter in this place give the same result? */
static bool is_deaf(const wn_transform *t, const char *options, const char *in,
                    size_t begin, size_t end, UChar32 c)
{
    result whole, other;
    char changed[ROOM];

    ask(t, options, in, strlen(in), &whole);
    for (int nth = 0; nth < 3; nth++) {
        UChar32 put = another(c, nth);
        size_t len = put ? with_letter(changed, in, begin, end, put) : 0;
        if (len == 0)
            return false;
        ask(t, options, changed, len, &other);
        if (!same(&whole, &other))
            return false;
    }
    return true;
}

static void test_heard(const wn_transform *t, const struct allowed *a,
                       const char *options, const char *in)
{
    result whole;
    wn_str all = wn_str_of(in);

    if (!ask(t, options, in, all.len, &whole) || whole.verdict != WN_CLEAN ||
        whole.remark != WN_REMARK_NONE)
        return;
    for (size_t at = 0; at < all.len;) {
        size_t begin = at;
        uint32_t c = wn_utf8_next(all, &at);
        if (is_form(a, in, begin) || !is_deaf(t, options, in, begin, at, (UChar32)c))
            continue;
        ok(false, "%s %s: all of \"%s\" is heard", t->name, options ? options : "",
           on_a_line(in));
        printf("# any letter for \"%.*s\" gives \"%.*s\"\n", (int)(at - begin),
               in + begin, (int)whole.len, whole.value);
        return;
    }
}

/* ---- kept ------------------------------------------------------------------------- */

/* Write the letters and digits only, without case, width and marks; return their
 * number. */
static size_t letters_of(const char *text, size_t len, UChar32 *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[ROOM], folded[ROOM * 2];
    int32_t units = 0, at = 0;
    size_t count = 0;

    u_strFromUTF8WithSub(wide, ROOM, &units, text, (int32_t)len, 0xFFFD, NULL, &status);
    units = unorm2_normalize(unorm2_getNFKCCasefoldInstance(&status), wide, units, folded,
                             ROOM * 2, &status);
    while (U_SUCCESS(status) && at < units) {
        UChar32 c;
        U16_NEXT(folded, at, units, c);
        int digit = wn_digit((uint32_t)c);
        if (digit >= 0)
            out[count++] = '0' + digit;
        else if (u_isalpha(c))
            out[count++] = c == 0x131 ? 'i' : c; /* in Turkish I is ı in small letters */
    }
    return count;
}

static int by_code(const void *a, const void *b)
{
    UChar32 x = *(const UChar32 *)a, y = *(const UChar32 *)b;
    return (x > y) - (x < y);
}

/* Write the text without what is only a part of the form; return its length. */
static size_t without_form(const struct allowed *a, const char *in, char *out)
{
    size_t to = 0;

    for (size_t i = 0; in[i]; i++)
        if (!is_form(a, in, i))
            out[to++] = in[i];
    return to;
}

/* Are the `n` letters of `some`, in this order, among the `m` letters of `all`? */
static bool holds(const UChar32 *all, size_t m, const UChar32 *some, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < m && found < n; i++)
        found += all[i] == some[found];
    return found == n;
}

static size_t letters_in(const struct allowed *a, const char *text, size_t len,
                         UChar32 *out)
{
    size_t n = letters_of(text, len, out);

    if (a->change == MOVES)
        qsort(out, n, sizeof(*out), by_code);
    return n;
}

static void test_kept(const wn_transform *t, const struct allowed *a, const char *options,
                      const char *in)
{
    UChar32 all[ROOM * 2], wanted[ROOM * 2], after[ROOM * 2];
    char bare[ROOM];
    result got;

    if (a->change == WRITES || !ask(t, options, in, strlen(in), &got) ||
        got.verdict == WN_INVALID || got.verdict == WN_UNKNOWN ||
        got.remark != WN_REMARK_NONE || memmem(got.value, got.len, "xn--", 4))
        return; /* a domain in ASCII has other letters */
    size_t n = letters_in(a, in, strlen(in), all);
    size_t least = letters_in(a, bare, without_form(a, in, bare), wanted);
    size_t m = letters_in(a, got.value, got.len, after);
    if (holds(after, m, wanted, least) && (a->change == ADDS || holds(all, n, after, m)))
        return;
    ok(false, "%s %s: all of \"%s\" comes out", t->name, options ? options : "",
       on_a_line(in));
    printf("# \"%.*s\"\n", (int)got.len, got.value);
}

/* ---- values ------------------------------------------------------------------------ */

static const struct {
    const char *type, *options, *value;
} values[] = {
    {"money", NULL, "1,234,567.89"},
    {"money", NULL, "EUR 12.50"},
    {"money", NULL, "12,50 €"},
    {"money", "decimal=comma", "1.234.567,8"},
    {"money", NULL, "3.5万元"},
    {"integer", NULL, "12,000"},
    {"percent", NULL, "12.75 %"},
    {"date", NULL, "Tuesday, 5 March 2024"},
    {"date", NULL, "5 mars 2024"},
    {"date", NULL, "2024年3月5日"},
    {"datetime", NULL, "2024-03-05T14:05:06+02:00"},
    {"datetime", NULL, "2024-03-05 02:05:06 PM"},
    {"datetime", NULL, "Tue, 05 Mar 2024 14:05:06 GMT"},
    {"phone", "region=DE", "030 901820"},
    {"phone", "region=CN", "021-55551234-8001"},
    {"phone", NULL, "+44 (0)20 7946 0018"},
    {"phone", "region=US", "+1 (650) 253-0000 ext. 12"},
    {"phone", NULL, "tel:+49-30-901820"},
    {"name", NULL, "Maria José García Márquez"},
    {"name", NULL, "O’Brien, Sinéad"},
    {"name", NULL, "Henry VIII"},
    {"name", NULL, "İpek Şahin"},
    {"name", NULL, "尼格买提·热合曼"},
    {"name", NULL, "長谷川さくら"},
    {"name", NULL, "Nguyễn Văn An"},
    {"name", NULL, "van der Berg"},
    {"name", NULL, "김민수"},
    {"company", NULL, "€uro Tools Ltd"},
    {"company", NULL, "(주)한빛전자"},
    {"company", NULL, "3M 中国有限公司"},
    {"company", NULL, "华信 Cloud Technologies"},
    {"company", NULL, "A.B.C. Corp"},
    {"text", NULL, "می‌خواهم"},
    {"text", NULL, "No. 12/B, 3rd floor"},
    {"email", NULL, "li.lei+crm@mail.example.com"},
    {"url", NULL, "https://www.example.com:8080/a/b?c=d&e=f#g"},
    {"address", NULL, "10 Main Street, Apt. 4B, Springfield, IL 62704"},
    {"address", NULL, "浙江省杭州市西湖区文三路100号2幢301室"},
    {"id", NULL, "KH-2012-000004/b"},
    {"money", NULL, "$1,234.56 USD"},
    {"money", NULL, "壹佰贰拾元"},
    {"money", "decimal=comma", "1.234,50 EUR"},
    {"money", NULL, "Rs. 500/-"},
    {"money", NULL, "-3,50 kr"},
    {"integer", NULL, "120人"},
    {"date", NULL, "5 March 2024 (Tuesday)"},
    {"date", NULL, "5.3.2024 r."},
    {"date", "date-order=dmy", "05.03.24"},
    {"date", NULL, "令和6年3月5日"},
    {"date", NULL, "1 พฤษภาคม พ.ศ. 2566"},
    {"datetime", NULL, "5 March 2024 at noon"},
    {"datetime", NULL, "2024-03-05 14:05:06 Europe/Berlin"},
    {"datetime", NULL, "Tue Mar 05 2024 14:05:06 GMT+0100 (CET)"},
    {"datetime", NULL, "2024年3月5日 下午2点30分"},
    {"phone", "region=GB", "(020) 7946 0018"},
    {"phone", "region=CN", "021-55551234*8001"},
    {"phone", "region=CN", "13800138000（微信同号）"},
    {"phone", "region=CN", "手机：138 0013 8000"},
    {"phone", "region=US", "650-253-0000;650-253-0001"},
    {"phone", "region=IT", "06 1234 5678"},
    {"phone", "region=BR", "(11) 96123-4567"},
    {"name", NULL, "Kenneth Clarke Q.C., M.P."},
    {"name", NULL, "Griffey, Jr., Ken"},
    {"name", NULL, "Prof. Dr. Maria Huber-Wolf"},
    {"name", NULL, "de la Cruz, V"},
    {"name", NULL, "Ouyang Xiaoming"},
    {"name", NULL, "Jane Roe / John Smith"},
    {"name", NULL, "Мария Ивановна Петрова"},
    {"name", NULL, "J. R. R. Tolkien"},
    {"name", NULL, "王芳 总监"},
    {"name", NULL, "張三豐"},
    {"name", NULL, "Müller-Lüdenscheidt, Hans-Jörg"},
    {"name", NULL, "bin Laden, Abd al-Rahman"},
    {"company", NULL, "Smith & Sons (Holdings) p.l.c."},
    {"company", NULL, "北京华信科技有限公司（上海分公司）"},
    {"company", NULL, "株式会社 さくら"},
    {"company", NULL, "#1 Plumbing Inc."},
    {"company", NULL, "ООО «Ромашка»"},
    {"text", NULL, "Größe: 12\" × 3,5 m²"},
    {"text", NULL, "नमस्ते क्‍ष"},
    {"email", NULL, "\"Li Lei\" <li.lei@example.com>"},
    {"email", NULL, "li@sub.example.co.uk"},
    {"url", NULL, "example.com/路径?q=1"},
    {"address", NULL, "Flat 3, 12½ High St., Leeds LS1 4DY"},
    {"address", NULL, "北京市 朝阳区 建国路88号 SOHO现代城 A座1201"},
    {"id", NULL, "a-00012.b"},
    {"uscc", NULL, "91350100M000100Y43"},
    {"cn_id", NULL, "11010519491231002X"},
    {"iban", NULL, "GB29 NWBK 6016 1331 9268 19"},
    {"card", NULL, "4111-1111-1111-1111"},
    {"vat", NULL, "FR 40 303 265 045"},
};

/* Text that stands beside values in real cells; %s is the value. */
static const char *const beside[] = {
    "%s",         " %s ",    "%s.",         "(%s)",      "%s (old)",   "%s; %s",
    "%s / %s",    "%s\n%s",  "%s 张总",     "备注 %s",   "%s x",       "%s 12",
    "\"%s\"",     "%s,",     "%s - ask Jo", "<b>%s</b>", "%s\u200B",   "约 %s",
    "\uFEFF%s",   "%s*",     "No. %s",      "%s,com",    "%s0",        "%s ext 5",
    "%s（微信）", "new: %s", "1 %s",        "%s-2",      "%s and Jo",  "a%s",
    "%s 先生",    "%s %%",   "%s (2)",      "[%s] x",    "%s|%s",      "%s → Jo",
    "~%s",        "%s?",     "Attn: %s",    "%s A",      "%s on",      "%s c/o Ann",
    "%s\tb",      "%s, %s",  "%s #7",       "q %s w",    "%s - old",   "%s财务",
    "%s @ Acme",  "VIP %s",  "%s【重要】",  "小%s总",    "%s（离职）", "Acme: %s",
};

static int asked;

static void test_value(const wn_transform *t, const char *options, const char *value)
{
    const struct allowed *a = allowed_of(t);
    char in[ROOM];

    for (size_t i = 0; a && i < WN_COUNT(beside); i++) {
        if (strlen(value) * 2 + strlen(beside[i]) >= ROOM / 2)
            continue;
        snprintf(in, sizeof(in), beside[i], value, value);
        test_heard(t, a, options, in);
        test_kept(t, a, options, in);
        asked++;
    }
}

/* Does an option take only a part of the value? Then nothing is said of the rest, as is
 * right. */
static bool takes_part(const char *options)
{
    return options && (strstr(options, "part=") || strstr(options, "form=") ||
                       strstr(options, "=remove") || strstr(options, "format=") ||
                       strstr(options, "script="));
}

int main(void)
{
    int wrong = 0;

    for (const wn_transform *const *t = wn_transforms; *t; t++) {
        bool is_open = !strcmp((*t)->name, "choice") || !strcmp((*t)->name, "mask");
        ok(is_open || allowed_of(*t), "%s: what it may change is said", (*t)->name);
        for (const wn_example *e = (*t)->examples; e && e->in; e++)
            if (!takes_part(e->options))
                test_value(*t, e->options, e->in);
        for (size_t i = 0; i < WN_COUNT(values); i++)
            if (!strcmp(values[i].type, (*t)->name))
                test_value(*t, values[i].options, values[i].value);
        ok(tap_bad == wrong, "%s: what is read is used, or said", (*t)->name);
        wrong = tap_bad;
    }
    ok(asked > 5000, "%d values were asked", asked);
    return tap_end();
}
