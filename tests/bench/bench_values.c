/*
 * bench_values.c - ns a value, on a column of typical mixed values, one core, and the
 * allocations they cost: make bench-values. ICU is timed in the same run where it
 * does the same work (libphonenumber by tests/oracle/phone).
 */
#include "core/mapping.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/udat.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define BATCH 512 /* values between two resets of the arena, as in the pipeline */

static uint64_t allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    allocations++;
    return __real_realloc(old, size);
}

static uint64_t state = 88172645463325252u;

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % n);
}

#define PICK(list) list[below((unsigned)WN_COUNT(list))]

static const char *const families[] = {"张",   "王", "李", "赵", "陈",
                                       "欧阳", "單", "曾", "刘", "黄"};
static const char *const givens[] = {"伟", "秀英", "晓红", "建国",
                                     "芳", "志強", "明",   "丽娜"};
static const char *const firsts[] = {"James", "MARY",   "Jörg", "anna",
                                     "Juan",  "Pierre", "Li"};
static const char *const lasts[] = {"Smith",   "Müller", "de la Vega",
                                    "O'BRIEN", "Zhang",  "van Dijk"};
static const char *const brands[] = {"华信", "天成", "星联", "創能",
                                     "远景", "Acme", "Delta"};
static const char *const trades[] = {"科技", "贸易", "文化传媒", "医疗器械",
                                     "企业管理咨询"};
static const char *const forms[] = {"有限公司", "有限责任公司", "股份有限公司",
                                    "集团有限公司"};
static const char *const places[] = {"北京", "上海市", "浙江省杭州市", "深圳", ""};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void make_date(char *out, size_t room)
{
    unsigned y = 1990 + below(36), m = 1 + below(12), d = 13 + below(15), h = below(24);

    switch (below(8)) {
    case 0:
        snprintf(out, room, "%u/%u/%u", y, m, d);
        break;
    case 1:
        snprintf(out, room, "%u年%u月%u日", y, m, d);
        break;
    case 2:
        snprintf(out, room, "%u-%02u-%02uT%02u:30:00.000Z", y, m, d, h);
        break;
    case 3:
        snprintf(out, room, "%s %u, %u", months[m - 1], d, y);
        break;
    case 4:
        snprintf(out, room, "%u/%u/%u", m, d, y);
        break;
    default:
        snprintf(out, room, "%u-%02u-%02u %02u:30:00", y, m, d, h);
        break;
    }
}

static void make_phone(char *out, size_t room)
{
    unsigned a = below(10000), b = below(10000), c = below(1000);

    switch (below(8)) {
    case 0:
        snprintf(out, room, "+1 (212) %03u-%04u", 200 + c % 800, a);
        break;
    case 1:
        snprintf(out, room, "030 %04u%04u", 1000 + a % 9000, b);
        break;
    case 2:
        snprintf(out, room, "+44 20 %04u %04u", 7000 + a % 1000, b);
        break;
    case 3:
        snprintf(out, room, "010-6%03u%04u", c, a);
        break;
    case 4:
        snprintf(out, room, "138 %04u %04u", a, b);
        break;
    case 5:
        snprintf(out, room, "+86-139-%04u-%04u", a, b);
        break;
    default:
        snprintf(out, room, "135%04u%04u", a, b);
        break;
    }
}

static void make_name(char *out, size_t room)
{
    if (below(3))
        snprintf(out, room, "%s%s%s", PICK(families), below(8) ? "" : " ", PICK(givens));
    else if (below(4))
        snprintf(out, room, "%s %s", PICK(firsts), PICK(lasts));
    else
        snprintf(out, room, "%s, %s", PICK(lasts), PICK(firsts));
}

static void make_company(char *out, size_t room)
{
    static const char *const latin[] = {"Inc.", "LLC", "GmbH & Co. KG", "Ltd", "S.A."};

    if (below(4))
        snprintf(out, room, "%s%s%s%s", PICK(places), PICK(brands), PICK(trades),
                 PICK(forms));
    else
        snprintf(out, room, "%s %s %s", PICK(lasts), PICK(firsts), PICK(latin));
}

static void make_email(char *out, size_t room)
{
    static const char *const domains[] = {"gmail.com", "qq.com", "example.com",
                                          "huaxin-demo.cn"};

    snprintf(out, room, "%s.%u@%s", PICK(months), below(10000), PICK(domains));
}

static void make_text(char *out, size_t room)
{
    snprintf(out, room, "Call %s back on %s %u, wants%sa quote for %u units",
             below(2) ? "Acme" : "Delta", PICK(months), 1 + below(28),
             below(8) ? " " : "  ", below(1000));
}

static void make_han(char *out, size_t room)
{
    snprintf(out, room, "%s市%s路%u号，客戶要求報價%u萬元", PICK(places), PICK(brands),
             below(300), below(100));
}

static void make_money(char *out, size_t room)
{
    static const char *const shapes[] = {"¥%u,%03u.50", "%u%03u", "%u.%03u,00 EUR",
                                         "%u.%u万"};

    snprintf(out, room, PICK(shapes), 1 + below(99), below(1000));
}

static void make_uscc(char *out, size_t room)
{
    snprintf(out, room, "91350100M%06uY43", below(1000000));
}

/* ---- ours ---------------------------------------------------------------------- */

typedef struct column {
    char *text;
    wn_str *values;
    size_t count;
} column;

static column make_column(void (*make)(char *, size_t), size_t count)
{
    column c = {malloc(count * 96), malloc(count * sizeof(wn_str)), count};

    for (size_t i = 0; i < count; i++) {
        make(c.text + i * 96, 96);
        c.values[i] = wn_str_of(c.text + i * 96);
    }
    return c;
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

typedef enum work { APPLY, PERSON_KEY, COMPANY_KEY } work;

static double time_ours(const char *label, const column *c, work what, const char *name,
                        const char *options)
{
    wn_arena arena = {0}, settings = {0};
    const wn_transform *t = wn_transform_find(wn_str_of(name));
    void *config = wn_config_new(t, &settings);
    size_t good = 0;

    wn_config_parse(t, wn_str_of(options), config, &settings);
    allocations = 0;
    double start = now();
    for (size_t i = 0; i < c->count; i++) {
        wn_cleaned out = {0};
        if (what == APPLY)
            good += t->apply(c->values[i], config, &arena, &out) == WN_CLEAN;
        else
            good += (what == PERSON_KEY ? wn_person_key(c->values[i], &arena)
                                        : wn_company_key(c->values[i], &arena, NULL))
                        .len > 0;
        if (i % BATCH == BATCH - 1)
            wn_arena_reset(&arena);
    }
    double ns = (now() - start) / (double)c->count;
    printf("%-22s %7.1f ns   %5.1f %% clean   %llu allocations for %zu values\n", label,
           ns, 100.0 * (double)good / (double)c->count, (unsigned long long)allocations,
           c->count);
    wn_arena_release(&arena);
    wn_arena_release(&settings);
    return ns;
}

/* ---- ICU ----------------------------------------------------------------------- */

static void compare(const char *label, double theirs, double ours)
{
    printf("  ICU %-16s %7.1f ns   %.0fx\n", label, theirs, theirs / ours);
}

/* One call of udat_parse with the pattern that fits: an ICU program must know it. */
static double time_dates(const column *c)
{
    static const char *const patterns[] = {
        "y/M/d",    "y'年'M'月'd'日'", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "MMM d, y", "M/d/y",           "yyyy-MM-dd HH:mm:ss"};
    UDateFormat *formats[WN_COUNT(patterns)];
    UErrorCode code = U_ZERO_ERROR;
    size_t count = c->count / 20, parsed = 0;

    for (size_t i = 0; i < WN_COUNT(patterns); i++) {
        UChar pattern[64];
        u_strFromUTF8(pattern, 64, NULL, patterns[i], -1, &code);
        formats[i] = udat_open(UDAT_PATTERN, UDAT_PATTERN, "en_US", u"UTC", -1, pattern,
                               -1, &code);
        udat_setLenient(formats[i], false);
    }
    double spent = 0;
    for (size_t i = 0; i < count; i++) {
        UChar text[96];
        u_strFromUTF8(text, 96, NULL, c->values[i].ptr, -1, &code);
        for (size_t k = 0; k < WN_COUNT(patterns); k++) {
            UErrorCode bad = U_ZERO_ERROR;
            int32_t at = 0;
            double start = now();
            udat_parse(formats[k], text, -1, &at, &bad);
            double took = now() - start;
            if (U_SUCCESS(bad) && at == u_strlen(text)) {
                spent += took;
                parsed++;
                break;
            }
        }
    }
    for (size_t i = 0; i < WN_COUNT(patterns); i++)
        udat_close(formats[i]);
    return parsed ? spent / (double)parsed : 0;
}

static double time_transliterator(const column *c, const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar id[64];
    size_t count = c->count / 100;

    u_uastrcpy(id, name);
    UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    double start = now();
    for (size_t i = 0; i < count && U_SUCCESS(code); i++) {
        UChar text[256];
        int32_t len = 0, limit;
        u_strFromUTF8(text, 256, &len, c->values[i].ptr, -1, &code);
        limit = len;
        utrans_transUChars(t, text, &len, 255, 0, &limit, &code);
    }
    double ns = (now() - start) / (double)count;
    utrans_close(t);
    return ns;
}

static double time_nfkc(const column *c)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&code);
    double start = now();

    for (size_t i = 0; i < c->count; i++) {
        UChar text[128], out[256];
        int32_t len = 0;
        u_strFromUTF8(text, 128, &len, c->values[i].ptr, -1, &code);
        unorm2_normalize(nfkc, text, len, out, 256, &code);
    }
    return (now() - start) / (double)c->count;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? (size_t)atol(argv[1]) : 1000000;
    column dates = make_column(make_date, n), phones = make_column(make_phone, n),
           names = make_column(make_name, n), companies = make_column(make_company, n),
           emails = make_column(make_email, n), texts = make_column(make_text, n),
           notes = make_column(make_han, n), amounts = make_column(make_money, n),
           codes = make_column(make_uscc, n);

    compare("udat_parse", time_dates(&dates),
            time_ours("date", &dates, APPLY, "date", "date-order=mdy"));
    time_ours("datetime", &dates, APPLY, "datetime", "date-order=mdy");
    time_ours("phone", &phones, APPLY, "phone", "region=CN");
    compare("Han-Latin", time_transliterator(&names, "Han-Latin; Latin-ASCII; Lower"),
            time_ours("name key", &names, PERSON_KEY, "name", ""));
    time_ours("name", &names, APPLY, "name", "");
    time_ours("company key", &companies, COMPANY_KEY, "company", "");
    time_ours("company", &companies, APPLY, "company", "");
    time_ours("email", &emails, APPLY, "email", "");
    compare("NFKC", time_nfkc(&texts),
            time_ours("text, ASCII", &texts, APPLY, "text", ""));
    time_ours("text, Chinese", &notes, APPLY, "text", "");
    compare("Trad-Simplified", time_transliterator(&notes, "Traditional-Simplified"),
            time_ours("text, simplified", &notes, APPLY, "text", "script=simplified"));
    time_ours("address", &notes, APPLY, "address", "");
    time_ours("money", &amounts, APPLY, "money", "");
    time_ours("uscc", &codes, APPLY, "uscc", "");
    return 0;
}
