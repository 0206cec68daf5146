/* targets.c - the table of targets, and the targets that take values, not files. */
#include "targets.h"

#include "commands/profile.h"
#include "core/encoding.h"
#include "core/memory.h"
#include "core/reader.h"
#include "linkage/distance.h"
#include "readers/number_format.h"
#include "serve/guard.h"
#include "transforms/transforms.h"
#include "winnow/linkage.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *running = "";

void fuzz_broken(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fprintf(stderr, "%s: does not hold: ", running);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}

void fuzz_must_be_text(wn_str text, const char *what)
{
    FUZZ_MUST(wn_utf8_valid(text) == text.len, "%s is UTF-8: %.*s", what, WN_FMT(text));
    FUZZ_MUST(text.len == 0 || !memchr(text.ptr, 0, text.len), "%s has no NUL: %.*s",
              what, WN_FMT(text));
}

bool fuzz_next_part(wn_str *rest, wn_str *name, wn_str *body)
{
    wn_str mark = WN_STR("=== ");

    if (rest->len == 0)
        return false;
    *name = WN_STR("");
    if (rest->len > mark.len && !memcmp(rest->ptr, mark.ptr, mark.len)) {
        *name = wn_str_cut(rest, WN_STR("\n"));
        *name = (wn_str){name->ptr + mark.len, name->len - mark.len};
    }
    const char *end =
        rest->len ? memmem(rest->ptr, rest->len, "\n=== ", mark.len + 1) : NULL;
    size_t len = end ? (size_t)(end - rest->ptr) + 1 : rest->len;
    *body = (wn_str){rest->ptr, len};
    *rest = (wn_str){rest->ptr + len, rest->len - len};
    return true;
}

wn_str fuzz_part(wn_str bytes, const char *wanted)
{
    wn_str name, body;

    while (fuzz_next_part(&bytes, &name, &body))
        if (wn_str_equal(name, wn_str_of(wanted)))
            return body;
    return WN_STR("");
}

/* ---- transforms ------------------------------------------------------------------ */

static bool is_day(wn_str s)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int number[3] = {0};

    if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
        return false;
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            continue;
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        int *part = &number[(i > 4) + (i > 7)];
        *part = *part * 10 + s.ptr[i] - '0';
    }
    int year = number[0], month = number[1], day = number[2];
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
           (month != 2 || day < 29 || leap);
}

/* Is it text as readers give it: UTF-8 without NUL? */
static bool is_text(wn_str in)
{
    return wn_utf8_valid(in) == in.len && !(in.len && memchr(in.ptr, 0, in.len));
}

/* Check a value that a transform calls clean. */
static void look_at_clean(const wn_transform *t, wn_str in, const wn_cleaned *out)
{
    wn_str value = out->value;

    FUZZ_MUST(value.len > 0, "%s: clean is something: %.*s", t->name, WN_FMT(in));
    if (!is_text(in))
        return;
    fuzz_must_be_text(value, t->name);
    fuzz_must_be_text(out->advice, t->name);
    bool is_key = !strcmp(t->name, "id") ||
                  !strcmp(t->name, "link"); /* keys are kept byte by byte */
    for (size_t i = 0; i < value.len && !is_key; i++)
        FUZZ_MUST((unsigned char)value.ptr[i] >= ' ' || value.ptr[i] == '\n' ||
                      value.ptr[i] == '\t',
                  "%s: clean has no controls: %.*s", t->name, WN_FMT(in));
    if (t->is_date)
        FUZZ_MUST(is_day(value), "%s: a day that there is: %.*s, of %.*s", t->name,
                  WN_FMT(value), WN_FMT(in));
}

static void apply(const wn_transform *t, wn_str in, const void *config, bool plain,
                  wn_arena *arena)
{
    wn_cleaned out = {0}, again = {0};

    if (t->readings)
        t->readings(in, config, arena);
    if (t->apply(in, config, arena, &out) != WN_CLEAN)
        return;
    look_at_clean(t, in, &out);
    if (!plain || !strcmp(t->name, "text")) /* &amp;lt; changes again */
        return;
    wn_verdict verdict = t->apply(out.value, config, arena, &again);
    FUZZ_MUST(verdict == WN_CLEAN && wn_str_equal(out.value, again.value),
              "%s: twice is once: %.*s, then %.*s, then (%d) %.*s", t->name, WN_FMT(in),
              WN_FMT(out.value), (int)verdict, WN_FMT(again.value));
}

/* The first line is a type and its options ("phone region=CN"); lines "beside=..." say
 * what the columns beside have; the rest is the value. */
static void feed_transform(const char *file, wn_str bytes)
{
    wn_arena arena = {0};
    wn_str options = wn_str_cut(&bytes, WN_STR("\n")), beside = WN_STR("");
    wn_str name = wn_str_cut(&options, WN_STR(" "));
    const wn_transform *t = wn_transform_find(name);

    (void)file;
    if (bytes.len > 7 && !memcmp(bytes.ptr, "beside=", 7)) {
        beside = wn_str_cut(&bytes, WN_STR("\n"));
        beside = (wn_str){beside.ptr + 7, beside.len - 7};
    }
    void *config = t ? wn_config_new(t, &arena) : NULL;
    /* key= names a file: not here */
    bool good = t && !memmem(options.ptr, options.len, "key=", 4) &&
                wn_config_parse(t, options, config, &arena);
    if (good)
        apply(t, bytes, config, wn_str_trim(options).len == 0, &arena);
    for (const wn_option *o = t ? t->options : NULL; o && o->type != WN_OPT_END; o++)
        for (wn_place p = WN_PLACE_COUNTRY;
             good && beside.len && o->type == WN_OPT_COLUMN && p <= WN_PLACE_CITY; p++)
            apply(t, bytes, t->with(config, o, p, beside, &arena), false, &arena);
    wn_arena_release(&arena);
}

/* Give one value to all transforms, and to all code that looks at values. */
static void feed_value(const char *file, wn_str bytes)
{
    wn_arena arena = {0};
    wn_profile *profile = wn_profile_new();
    wn_profile_summary sum;
    wn_unit unit;
    wn_str rest = bytes, lines[32];
    size_t count = 0;
    double share;

    (void)file;
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        apply(*t, bytes, wn_config_new(*t, &arena), true, &arena);
    while (rest.len > 0 && count < WN_COUNT(lines)) {
        lines[count] = wn_str_cut(&rest, WN_STR("\n"));
        wn_profile_add(profile, lines[count++]);
    }
    wn_profile_sum(profile, &sum);
    wn_phone_region(lines, count, 0.9, &share);
    for (wn_place p = WN_PLACE_COUNTRY; p <= WN_PLACE_CITY; p++)
        wn_region_of(bytes, p);
    wn_place_of(bytes);
    wn_unit_factor(bytes, &unit);
    wn_link_heading(bytes);
    wn_str person = wn_person_key(bytes, &arena);
    wn_str company = wn_company_key(bytes, &arena, NULL);
    if (is_text(bytes)) {
        fuzz_must_be_text(person, "a person's key");
        fuzz_must_be_text(company, "a company's key");
    }
    wn_company_has_form(bytes, &arena);
    wn_company_level(bytes);
    wn_company_form(bytes, &arena);
    wn_company_trade(company);
    wn_given_names_compare(bytes, person);
    wn_profile_free(profile);
    wn_arena_release(&arena);
}

/* ---- encodings, distances, patterns, formats -----------------------------------------
 */

static void decode(const char *encoding, wn_str bytes, size_t piece, wn_buf *out)
{
    wn_decoder *decoder = wn_decoder_new(encoding);

    FUZZ_MUST(decoder, "%s can be read", encoding);
    while (bytes.len > piece) {
        wn_decoder_feed(decoder, (wn_str){bytes.ptr, piece}, false, out);
        bytes = (wn_str){bytes.ptr + piece, bytes.len - piece};
    }
    wn_decoder_feed(decoder, bytes, true, out);
    wn_decoder_free(decoder);
    fuzz_must_be_text((wn_str){"", 0}, encoding);
    FUZZ_MUST(wn_utf8_valid(wn_buf_str(out)) == out->len, "%s gives UTF-8", encoding);
}

static void feed_encoding(const char *file, wn_str bytes)
{
    wn_buf text = {0}, whole = {0}, pieces = {0};
    const char *name = wn_decode_text(bytes, &text);
    size_t mark = 0;

    (void)file;
    wn_encoding_mark(bytes, &mark);
    FUZZ_MUST(mark <= bytes.len, "a mark is of the text");
    if (name) {
        decode(name, bytes, SIZE_MAX, &whole);
        decode(name, bytes, 1 + bytes.len % 7, &pieces);
        FUZZ_MUST(wn_str_equal(wn_buf_str(&whole), wn_buf_str(&pieces)),
                  "%s in pieces is %s", name, name);
    }
    wn_encoding_find(bytes);
    wn_buf_release(&text);
    wn_buf_release(&whole);
    wn_buf_release(&pieces);
}

static void feed_distance(const char *file, wn_str bytes)
{
    wn_str b = bytes, a = wn_str_cut(&b, WN_STR("\n")), pair[] = {a, b};
    double alike = link_jaro_winkler(a, b);
    int edits = link_osa(a, b);

    (void)file;
    FUZZ_MUST(alike >= 0 && alike <= 1, "alike %g: %.*s, %.*s", alike, WN_FMT(a),
              WN_FMT(b));
    FUZZ_MUST(alike == link_jaro_winkler(b, a), "alike both ways: %.*s, %.*s", WN_FMT(a),
              WN_FMT(b));
    FUZZ_MUST(a.len == 0 || link_jaro_winkler(a, a) == 1, "alike itself: %.*s",
              WN_FMT(a));
    FUZZ_MUST(edits == link_osa(b, a), "edits both ways: %.*s, %.*s", WN_FMT(a),
              WN_FMT(b));
    FUZZ_MUST(edits == (int)wn_edits(a, b), "edits %d, and %u: %.*s, %.*s", edits,
              wn_edits(a, b), WN_FMT(a), WN_FMT(b));
    wn_suggest(a, pair, 2);
    wn_sounds_alike(a, b);
}

static void feed_pattern(const char *file, wn_str bytes)
{
    char folded[64];
    wn_str name = bytes, pattern = wn_str_cut(&name, WN_STR("\n"));

    (void)file;
    wn_pattern_match(pattern, name);
    if (!memchr(pattern.ptr, '*', pattern.len))
        FUZZ_MUST(wn_pattern_match(pattern, name) || !wn_str_equal(pattern, name),
                  "a name is a pattern of itself: %.*s", WN_FMT(name));
    wn_profile_pattern(name, folded, sizeof(folded));
}

/* The first line is a number format, the next a number. */
static void feed_format(const char *file, wn_str bytes)
{
    char number[64], out[READ_NUMBER_ROOM];
    wn_arena arena = {0};
    wn_str rest = bytes, code = wn_str_cut(&rest, WN_STR("\n"));
    read_number_format format = read_format_of(code, &arena);

    (void)file;
    snprintf(number, sizeof(number), "%.*s", rest.len < 63 ? (int)rest.len : 63,
             rest.ptr);
    double value = strtod(number, NULL);
    wn_str written = wn_str_of(number);
    for (int i = 0; i < 4; i++) {
        wn_str text = (i & 1 ? read_format_shown
                             : read_format_number)(value, written, format, i & 2, out);
        FUZZ_MUST(text.ptr != out || text.len <= sizeof(out), "%zu bytes of %zu",
                  text.len, sizeof(out));
        FUZZ_MUST(!text.len || !memchr(text.ptr, 0, text.len) ||
                      memchr(code.ptr, 0, code.len),
                  "no NUL in %.*s as %.*s", WN_FMT(written), WN_FMT(code));
    }
    wn_arena_release(&arena);
}

/* Each line is what a browser may send to the page of winnow serve. */
static void feed_guard(const char *file, wn_str bytes)
{
    char name[GUARD_NAME + 1];

    (void)file;
    for (wn_str line; bytes.len > 0;) {
        line = wn_str_cut(&bytes, WN_STR("\n"));
        if (guard_host(line, 8123))
            FUZZ_MUST(wn_str_ends(line, WN_STR(":8123")) && line.len <= 14,
                      "a host of this machine: %.*s", WN_FMT(line));
        if (guard_origin(line, 8123))
            FUZZ_MUST(line.len <= 21, "an origin of this machine: %.*s", WN_FMT(line));
        if (guard_name(line, name))
            FUZZ_MUST(name[0] && name[0] != '.' && !strpbrk(name, "/\\\n") &&
                          strlen(name) <= GUARD_NAME,
                      "a name: %s", name);
        if (guard_path(line))
            FUZZ_MUST(!memmem(line.ptr, line.len, "/.", 2) && line.ptr[0] != '.' &&
                          line.ptr[0] != '/',
                      "a path below: %.*s", WN_FMT(line));
        wn_str cookie = guard_cookie(line, WN_STR("winnow-8123"));
        FUZZ_MUST(cookie.len == 0 || !memchr(cookie.ptr, ';', cookie.len), "a cookie: %.*s",
                  WN_FMT(cookie));
        guard_same(line, cookie);
        guard_kind(line);
    }
}

/* The bytes are a model that `winnow match` saved. */
static void feed_saved(const char *file, wn_str bytes)
{
    static const wn_str names[] = {{"Name", 4}, {"Phone", 5}, {"Company", 7}};
    static const char *const rows[][3] = {{"Ann Bell", "+4930123456", "Acme GmbH"},
                                          {"Anne Bell", "+4930123456", "Acme"},
                                          {"Bo Ray", "+4930123457", "Beta AG"}};
    wn_linkage *linkage = wn_linkage_new(names, NULL, WN_COUNT(names));
    wn_link_settings settings = {0};

    (void)file;
    for (size_t r = 0; r < WN_COUNT(rows); r++) {
        wn_str values[3];
        for (size_t c = 0; c < 3; c++)
            values[c] = wn_str_of(rows[r][c]);
        wn_linkage_add(linkage, values, 0);
    }
    wn_linkage_use(linkage, bytes);
    wn_linkage_weigh(linkage, &settings);
    wn_linkage_cluster(linkage, NULL, NULL);
    wn_linkage_free(linkage);
}

/* ---- the table --------------------------------------------------------------------- */

const fuzz_target fuzz_targets[] = {{"csv", "input.csv", 4096, fuzz_read},
                                    {"fixed", "input.txt", 4096, fuzz_read},
                                    {"json", "input.json", 4096, fuzz_read},
                                    {"xml", "input.xml", 4096, fuzz_read},
                                    {"xml_sheet", "input.xls", 4096, fuzz_read},
                                    {"html", "input.xls", 4096, fuzz_read},
                                    {"vcard", "input.vcf", 4096, fuzz_read},
                                    {"ldif", "input.ldif", 4096, fuzz_read},
                                    {"sqlite", "input.db", 8192, fuzz_read},
                                    {"dbf", "input.dbf", 4096, fuzz_read_memo},
                                    {"xlsx", "input.xlsx", 8192, fuzz_read_sheet},
                                    {"xls", "input.xls", 8192, fuzz_read_stream},
                                    {"zip", "input.zip", 4096, fuzz_read_archive},
                                    {"draft", NULL, 4096, fuzz_draft},
                                    {"mapping", NULL, 8192, fuzz_mapping},
                                    {"decisions", "input.csv", 2048, fuzz_decisions},
                                    {"worklist", "input.csv", 2048, fuzz_worklist},
                                    {"linkage", "input.csv", 4096, fuzz_linkage},
                                    {"guard", NULL, 1024, feed_guard},
                                    {"saved", NULL, 4096, feed_saved},
                                    {"transform", NULL, 512, feed_transform},
                                    {"value", NULL, 512, feed_value},
                                    {"encoding", NULL, 4096, feed_encoding},
                                    {"distance", NULL, 512, feed_distance},
                                    {"pattern", NULL, 256, feed_pattern},
                                    {"format", NULL, 256, feed_format},
                                    {0}};

const fuzz_target *fuzz_target_find(const char *name)
{
    for (const fuzz_target *t = fuzz_targets; t->name; t++)
        if (!strcmp(t->name, name))
            return t;
    return NULL;
}

void fuzz_feed(const fuzz_target *target, wn_str bytes)
{
    running = target->name;
    if (bytes.len > target->most)
        bytes.len = target->most;
    target->feed(target->file, bytes);
}
