/*
 * profile.c - sketches of a column: HyperLogLog for how many are different (Flajolet
 * et al. 2007, with linear counting below 2.5 m), space-saving counters for the most
 * frequent (Metwally et al. 2005), and a sample that types are tried on.
 */
#include "profile.h"

#include "core/hash.h"
#include "core/mapping.h"
#include "core/memory.h"
#include "core/text.h"
#include "transforms/transforms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REGISTERS 4096 /* 2^12: standard error 1.04 / sqrt(4096) */
#define COUNTERS 256
#define KEPT 48    /* bytes of a value that are kept */
#define SAMPLE 400 /* values that types are tried on */
#define LEAST_SHARE 0.9

typedef struct counter {
    uint64_t hash, count;
    char text[KEPT];
    uint8_t len;
} counter;

typedef struct counters {
    counter at[COUNTERS];
    size_t used;
} counters;

struct wn_profile {
    uint64_t rows, filled, characters;
    size_t shortest, longest;
    uint8_t registers[REGISTERS];
    counters values, patterns;
    wn_arena arena; /* of the sample */
    wn_str sample[SAMPLE];
    size_t sampled;
};

/* Types that the values alone can show, the strictest first. */
static const char *const guessable[] = {
    "uscc",  "cn_id",   "iban",    "vat",   "email",   "url",    "card", "datetime",
    "phone", "integer", "percent", "money", "country", "gender", "bool"};

wn_profile *wn_profile_new(void)
{
    wn_profile *p = wn_alloc(1, sizeof(*p));

    p->shortest = SIZE_MAX;
    return p;
}

void wn_profile_free(wn_profile *p)
{
    if (!p)
        return;
    wn_arena_release(&p->arena);
    free(p);
}

static void note_distinct(wn_profile *p, uint64_t hash)
{
    size_t index = hash >> 52;
    uint64_t rest = hash << 12 | 1u << 11;
    uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);

    if (rank > p->registers[index])
        p->registers[index] = rank;
}

/* Space-saving: a value that has no counter takes over the smallest counter, with its
 * count. */
static void count_text(counters *c, wn_str text, uint64_t hash)
{
    size_t smallest = 0;

    for (size_t i = 0; i < c->used; i++) {
        if (c->at[i].hash == hash) {
            c->at[i].count++;
            if (i > 0 && c->at[i].count > c->at[i - 1].count) { /* frequent ones first */
                counter swap = c->at[i];
                c->at[i] = c->at[i - 1];
                c->at[i - 1] = swap;
            }
            return;
        }
        smallest = c->at[i].count < c->at[smallest].count ? i : smallest;
    }
    counter *to = c->used < COUNTERS ? &c->at[c->used++] : &c->at[smallest];
    to->hash = hash;
    to->count++;
    while (text.len > KEPT)
        for (text.len--;
             text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80;)
            text.len--;
    memcpy(to->text, text.ptr, text.len);
    to->len = (uint8_t)text.len;
}

size_t wn_profile_pattern(wn_str value, char *out, size_t room)
{
    size_t len = 0;
    char last = '\0';

    for (size_t at = 0; at < value.len && len + 4 <= room;) {
        uint32_t c = wn_utf8_next(value, &at);
        char class = c >= '0' && c <= '9'                                  ? '9'
                     : c >= 'A' && c <= 'Z'                                ? 'A'
                     : (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000) ? 'a'
                     : c >= 0x2E80                                         ? 'H'
                                                                           : (char)c;
        if (class == last && class != '9')
            continue;
        last = class;
        if (class == 'H')
            len += wn_utf8_put(out + len, 0x6C49);
        else
            out[len++] = c < 0x80 || class == 'a' ? class : '.';
    }
    return len;
}

/* Sample every value at first, then fewer and fewer, so that the sample covers the whole
 * column. */
static void keep_sample(wn_profile *p, wn_str value)
{
    bool wanted = p->sampled < SAMPLE / 2 || (p->filled & (p->filled - 1)) == 0 ||
                  p->filled % 997 == 0;

    if (wanted && p->sampled < SAMPLE && value.len <= 200)
        p->sample[p->sampled++] = wn_arena_str(&p->arena, value);
}

void wn_profile_add(wn_profile *p, wn_str value)
{
    char pattern[KEPT];

    p->rows++;
    value = wn_str_trim(value);
    if (value.len == 0)
        return;
    p->filled++;
    uint64_t hash = wn_hash(value, 0);
    note_distinct(p, hash);
    count_text(&p->values, value, hash);
    size_t len = wn_profile_pattern(value, pattern, sizeof(pattern));
    count_text(&p->patterns, (wn_str){pattern, len}, wn_hash((wn_str){pattern, len}, 0));
    size_t characters = wn_utf8_count(value);
    p->characters += characters;
    p->shortest = characters < p->shortest ? characters : p->shortest;
    p->longest = characters > p->longest ? characters : p->longest;
    keep_sample(p, value);
}

static double estimate(const wn_profile *p)
{
    double sum = 0, m = REGISTERS;
    size_t zeros = 0;

    for (size_t i = 0; i < REGISTERS; i++) {
        sum += ldexp(1, -p->registers[i]);
        zeros += p->registers[i] == 0;
    }
    double raw = 0.7213 / (1 + 1.079 / m) * m * m / sum;
    double few = zeros ? m * log(m / (double)zeros) : raw;
    double found = raw <= 2.5 * m && zeros ? few : raw;
    return found > (double)p->filled ? (double)p->filled : found;
}

static int by_count(const void *a, const void *b)
{
    const counter *x = a, *y = b;

    return x->count != y->count
               ? (x->count < y->count) - (x->count > y->count)
               : memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);
}

static size_t top_of(counters *c, wn_profile_item *out)
{
    qsort(c->at, c->used, sizeof(*c->at), by_count);
    size_t count = c->used < WN_PROFILE_TOP ? c->used : WN_PROFILE_TOP;
    for (size_t i = 0; i < count; i++)
        out[i] = (wn_profile_item){{c->at[i].text, c->at[i].len}, c->at[i].count};
    return count;
}

#define MOST_COUNTED 15 /* longer numbers that are digits only are codes */

/* May the value be of this type? Digits alone are a date only if complete (20240309), and
 * a number only without leading zeros: 43210 may be anything, 00120 is a code. */
static bool may_be(const wn_transform *type, wn_str value)
{
    size_t digits = wn_str_span(value, "0123456789");

    if (digits < value.len)
        return true;
    if (type->is_date)
        return value.len == 8 || value.len == 14;
    return !type->is_number || value.len == 1 ||
           (value.ptr[0] != '0' && value.len <= MOST_COUNTED);
}

static double share_of(wn_profile *p, const wn_transform *type)
{
    wn_arena arena = {0};
    const void *config = wn_config_new(type, &p->arena);
    size_t hits = 0;
    double share;

    if (type->role == WN_ROLE_PHONE) /* one number alone does not show its country */
        return wn_phone_region(p->sample, p->sampled, LEAST_SHARE, &share) ? share : 0;
    for (size_t i = 0; i < p->sampled; i++) {
        wn_cleaned out = {0};
        hits += may_be(type, p->sample[i]) &&
                type->apply(p->sample[i], config, &arena, &out) == WN_CLEAN &&
                !((type->is_date || type->is_number) && out.remark == WN_REMARK_REST);
        wn_arena_reset(&arena);
    }
    wn_arena_release(&arena);
    return p->sampled ? (double)hits / (double)p->sampled : 0;
}

/* Numbers alone are no percentages. */
static bool has_percent_sign(const wn_profile *p)
{
    static const char *const signs[] = {"%", "％", "‰", "٪", "百分"};

    for (size_t v = 0; v < p->sampled; v++)
        for (size_t i = 0; i < WN_COUNT(signs); i++)
            if (memmem(p->sample[v].ptr, p->sample[v].len, signs[i], strlen(signs[i])))
                return true;
    return false;
}

void wn_profile_sum(wn_profile *p, wn_profile_summary *out)
{
    *out = (wn_profile_summary){.rows = p->rows, .filled = p->filled};
    if (p->filled == 0)
        return;
    out->estimated = p->values.used == COUNTERS;
    out->distinct = out->estimated ? estimate(p) : (double)p->values.used;
    out->shortest = p->shortest;
    out->longest = p->longest;
    out->mean = (double)p->characters / (double)p->filled;
    out->top_count = top_of(&p->values, out->top);
    out->pattern_count = top_of(&p->patterns, out->patterns);
    for (size_t i = 0; i < WN_COUNT(guessable) && p->sampled >= 3 && !out->type; i++) {
        const wn_transform *type = wn_transform_find(wn_str_of(guessable[i]));
        double share = share_of(p, type);
        if (share < LEAST_SHARE ||
            (type == wn_transform_find(WN_STR("percent")) && !has_percent_sign(p)))
            continue;
        out->type = type;
        out->confidence = share;
    }
}
