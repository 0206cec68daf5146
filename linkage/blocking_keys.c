/* blocking_keys.c - the slots of each type of column, and how rare what is in them is. */
#include "blocking_keys.h"
#include "intern.h"

#include "winnow/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_SLOTS 8

static link_blocking_key *add_slot(link_blocking *e, int column, size_t size)
{
    link_blocking_key *s = &e->slots[e->slot_count];

    if (e->slot_count == LINK_BLOCKING_KEYS)
        return NULL;
    e->slot_count++;
    *s = (link_blocking_key){.column = column,
                             .of_value = wn_alloc(size + 1, sizeof(*s->of_value))};
    return s;
}

/* A part of a value as a key: 0 when it has none. */
typedef uint64_t (*blocking_part)(const link_value *v);

static uint64_t hash(const char *from, size_t len)
{
    return wn_hash((wn_str){from, len}, 0x65766964) | 1;
}

static uint64_t whole(const link_value *v)
{
    return hash(v->sound, v->sound_len);
}

static uint64_t beginning(const link_value *v)
{
    return v->sound_len < 5 ? 0 : hash(v->sound, v->sound_len <= 6 ? 4 : 5);
}

static uint64_t end(const link_value *v)
{
    size_t len = v->sound_len <= 6 ? 4 : 5;

    return v->sound_len < 5 ? 0 : hash(v->sound + v->sound_len - len, len);
}

static uint64_t first_three(const link_value *v)
{
    return v->sound_len < 4 ? 0 : hash(v->sound, 3);
}

static uint64_t year_and_month(const link_value *v)
{
    return v->sound_len == 8 ? hash(v->sound, 6) : 0;
}

static uint64_t year_and_day(const link_value *v)
{
    char text[6];

    if (v->sound_len != 8)
        return 0;
    memcpy(text, v->sound, 4);
    memcpy(text + 4, v->sound + 6, 2);
    return hash(text, 6);
}

static uint64_t without_century(const link_value *v)
{
    return v->sound_len == 8 ? hash(v->sound + 2, 6) : 0;
}

static uint64_t year(const link_value *v)
{
    return v->sound_len == 8 ? hash(v->sound, 4) : 0;
}

static uint64_t month_and_day(const link_value *v)
{
    return v->sound_len == 8 ? hash(v->sound + 4, 4) : 0;
}

static uint64_t without_tail(const link_value *v)
{
    return v->sound_len < 6 ? 0 : hash(v->sound, v->sound_len - 2);
}

/* What stands behind area and country codes; of shorter numbers, all but two digits. */
static uint64_t without_head(const link_value *v)
{
    size_t head = v->sound_len > 9 ? v->sound_len - 8 : 2;

    return v->sound_len < 6 ? 0 : hash(v->sound + head, v->sound_len - head);
}

static uint64_t all_but_last(const link_value *v)
{
    return v->sound_len < 4 ? 0 : hash(v->sound, v->sound_len - 1);
}

static size_t mailbox(const link_value *v)
{
    const char *at = memchr(v->sound, '@', v->sound_len);

    return at ? (size_t)(at - v->sound) : v->sound_len;
}

static uint64_t local_part(const link_value *v)
{
    return mailbox(v) < 3 ? 0 : hash(v->sound, mailbox(v));
}

static uint64_t local_beginning(const link_value *v)
{
    return mailbox(v) < 5 ? 0 : hash(v->sound, 5);
}

/* The most telling first: of what two values share, that one is counted. */
#define PARTS 6
static const blocking_part parts[WN_LINK_TYPE_COUNT][PARTS] = {
    [WN_LINK_TEXT] = {whole, beginning, end, first_three},
    [WN_LINK_DIGITS] = {whole, all_but_last, without_tail, without_head},
    [WN_LINK_DATE] = {whole, without_century, year_and_month, year_and_day, month_and_day,
                      year},
    [WN_LINK_EMAIL] = {whole, local_part, local_beginning},
    [WN_LINK_CATEGORY] = {whole},
    [WN_LINK_TOKENS] = {whole},
    [WN_LINK_COMPANY] = {whole},
};

static void add_parts(link_blocking *e, const link_table *t, size_t column)
{
    const link_column *c = &t->columns[column];
    uint64_t *keys = wn_alloc(c->values.count + 1, sizeof(*keys));

    for (size_t p = 0; p < PARTS && parts[c->type][p]; p++) {
        link_interner n = {0};
        link_blocking_key *s = add_slot(e, (int)column, c->values.count);
        for (size_t i = 1; s && i < c->values.count; i++)
            keys[i] = parts[c->type][p](&c->values.values[i]);
        if (s) {
            link_intern_keys(&n, keys, c->values.count, s->of_value);
            s->keys = n.count;
        }
        link_interner_release(&n);
    }
    free(keys);
}

/* Words have no place of their own: each goes to one of eight slots by its number, and
 * where two want the same, the rarer stays. So what two records share is side by side. */
static void add_tokens(link_blocking *e, const link_table *t, size_t column)
{
    const link_column *c = &t->columns[column];
    link_blocking_key *slots[TOKEN_SLOTS];
    size_t first = e->slot_count;

    if (e->slot_count + TOKEN_SLOTS > LINK_BLOCKING_KEYS)
        return;
    for (size_t k = 0; k < TOKEN_SLOTS; k++) {
        slots[k] = add_slot(e, (int)column, c->values.count);
        slots[k]->keys = (uint32_t)t->token_count;
    }
    for (size_t i = 1; i < c->values.count; i++) {
        const link_value *v = &c->values.values[i];
        for (uint8_t k = 0; k < v->token_count; k++) {
            uint32_t token = t->token_lists[v->first_token + k];
            uint32_t *at = &e->slots[first + (token * 0x9E3779B1u >> 29)].of_value[i];
            if (!*at || t->tokens[token].count < t->tokens[*at].count ||
                (t->tokens[token].count == t->tokens[*at].count && token < *at))
                *at = token;
        }
    }
}

/* A key for each value of the column: of the whole, or its beginning. */
static uint64_t *hashes_of(const link_column *c, blocking_part key)
{
    uint64_t *all = wn_alloc(c->values.count + 1, sizeof(*all));

    for (size_t i = 1; i < c->values.count; i++)
        all[i] = key(&c->values.values[i]);
    return all;
}

static uint64_t three_at_most(const link_value *v)
{
    return hash(v->sound, v->sound_len < 3 ? v->sound_len : 3);
}

/* Given and family name whichever way round: whole, and their first three letters. */
static void add_names(link_blocking *e, const link_table *t)
{
    static const blocking_part keys[] = {whole, three_at_most};

    for (size_t p = 0; p < WN_COUNT(keys) && t->given >= 0 && t->family >= 0; p++) {
        link_blocking_key *s = add_slot(e, -1, t->records);
        link_interner n = {0};
        if (!s)
            return;
        uint64_t *given = hashes_of(&t->columns[t->given], keys[p]),
                 *family = hashes_of(&t->columns[t->family], keys[p]),
                 *both = wn_alloc(t->records + 1, sizeof(*both));
        for (uint32_t r = 0; r < t->records; r++) {
            uint64_t a = given[link_value_id(t, r, (size_t)t->given)],
                     b = family[link_value_id(t, r, (size_t)t->family)];
            both[r] = a && b ? link_mix(a + b, a ^ b) : 0;
        }
        link_intern_keys(&n, both, t->records, s->of_value);
        s->keys = n.count;
        link_interner_release(&n);
        free(given);
        free(family);
        free(both);
    }
}

/* What a shared slot makes idle: the others of its column; of words, itself. Names
 * whichever way round say nothing beside the names themselves. */
static void set_covers(link_blocking *e, const link_table *t)
{
    for (size_t k = 0; k < e->slot_count; k++) {
        link_blocking_key *s = &e->slots[k];
        bool words = s->column >= 0 && link_has_words(&t->columns[s->column]) && k > 0 &&
                     e->slots[k - 1].column == s->column;
        s->covers = 1ull << k;
        for (size_t j = 0; j < e->slot_count && !words; j++) {
            bool names = e->slots[j].column < 0 && s->column >= 0 &&
                         (s->column == t->given || s->column == t->family);
            if (e->slots[j].column == s->column || names)
                s->covers |= 1ull << j;
        }
    }
}

static void count_uses(link_blocking *e, const link_table *t)
{
    for (size_t k = 0; k < e->slot_count; k++) {
        link_blocking_key *s = &e->slots[k];
        s->uses = wn_alloc((size_t)s->keys + 1, sizeof(*s->uses));
        if (s->column >= 0)
            for (size_t i = 1; i < t->columns[s->column].values.count; i++)
                s->uses[s->of_value[i]] += t->columns[s->column].values.values[i].count;
        for (uint32_t r = 0; s->column < 0 && r < t->records; r++)
            s->uses[s->of_value[r]]++;
        s->uses[0] = 0;
    }
}

/* Pairs looked at, at most: so many, and so many more for each record. */
#define LOOKS 2e6
#define LOOKS_EACH 8.0

/* What is rare: at most N^0.32, less when too many pairs share what so few have. */
static void choose_few(link_blocking *e, const link_table *t)
{
    double pairs[4096] = {0}, sum = 0;
    uint32_t most = (uint32_t)pow((double)t->records, 0.32);

    most = most < 6 ? 6 : most > WN_COUNT(pairs) - 1 ? WN_COUNT(pairs) - 1 : most;
    for (size_t k = 0; k < e->slot_count; k++)
        for (uint32_t i = 1; i <= e->slots[k].keys; i++) {
            uint32_t n = e->slots[k].uses[i];
            if (n >= 2 && n <= most)
                pairs[n] += n * (n - 1.0) / 2;
        }
    for (e->few = 1; e->few < most; e->few++)
        if ((sum += pairs[e->few + 1]) > LOOKS + LOOKS_EACH * (double)t->records)
            break;
    e->few = e->few < 2 ? 2 : e->few;
}

/* 4 log2 x, at most 255: the exponent, and a quarter for each 2^(1/4) above it. */
static uint8_t quarter_bits(double x)
{
    int exponent;
    double mantissa = frexp(x, &exponent); /* 0.5 to 1 */
    int quarters = 4 * (exponent - 1) + (mantissa >= 0.59460355750136) +
                   (mantissa >= 0.70710678118655) + (mantissa >= 0.84089641525371);

    return (uint8_t)(quarters < 0 ? 0 : quarters < 255 ? quarters : 255);
}

/* Among the record's most telling frequent keys, the rarest first. */
static void add_heavy(link_blocking *e, uint32_t record, size_t slot, uint32_t key)
{
    link_large_block *own = &e->heavy[(size_t)record * e->heavy_most];
    uint32_t uses = e->slots[slot].uses[key];
    size_t at = e->heavy_most;

    while (at > 0 && (own[at - 1].uses == 0 || own[at - 1].uses > uses))
        at--;
    if (at == e->heavy_most)
        return;
    memmove(own + at + 1, own + at, (e->heavy_most - at - 1) * sizeof(*own));
    own[at] = (link_large_block){.uses = uses,
                                 .key = (uint32_t)link_mix(slot, key),
                                 .slot = (uint8_t)slot,
                                 .column = (int8_t)e->slots[slot].column};
}

/* What a value says in the slots of its column, of which bit 0 is the first. */
#define TOGETHER 16
_Static_assert(PARTS + TOKEN_SLOTS <= TOGETHER, "slots of one column");

typedef struct said {
    uint16_t prints[TOGETHER];
    uint8_t bits[TOGETHER];
    uint16_t filled, rare, heavy;
} blocking_row;

static blocking_row said_of(const link_blocking *e, const link_table *t, size_t first,
                            size_t count, uint32_t value)
{
    blocking_row out = {0};

    for (size_t k = 0; k < count; k++) {
        const link_blocking_key *s = &e->slots[first + k];
        uint32_t key = s->of_value[value], uses = key ? s->uses[key] : 0;
        uint16_t bit = (uint16_t)(1u << k);
        if (uses < 2)
            continue; /* nobody to share it with */
        out.prints[k] = (uint16_t)(key * 0x9E3779B1u >> 16 | 1);
        out.bits[k] = quarter_bits((double)t->records / uses);
        out.filled |= bit;
        out.rare |= uses <= e->few ? bit : 0;
        out.heavy |= uses > e->few && uses <= t->records / 2 ? bit : 0;
    }
    return out;
}

static void write_said(link_blocking *e, const link_table *t, uint32_t record,
                       size_t first, size_t count, const blocking_row *what)
{
    uint16_t *prints = link_fingerprints(e, record) + first;
    uint8_t *bits = &e->bits[(size_t)record * e->width + first];

    for (size_t k = 0; k < count; k++) {
        prints[k] = what->prints[k];
        bits[k] = what->bits[k];
    }
    *link_shared_keys(e, record) |= (uint64_t)what->filled << first;
    e->rare[record] |= (uint64_t)what->rare << first;
    for (unsigned left = what->heavy; left; left &= left - 1) {
        size_t slot = first + (size_t)__builtin_ctz(left);
        add_heavy(e, record, slot, link_block_of(e, t, slot, record));
    }
}

#define AHEAD 16

/* What each value says is found out once, and copied to the records that have it.
 * (Measured: a third of the time of asking slot by slot.) */
static void write_column(link_blocking *e, const link_table *t, size_t first,
                         size_t count)
{
    size_t column = (size_t)e->slots[first].column,
           values = t->columns[column].values.count;
    blocking_row *all = wn_realloc(NULL, values, sizeof(*all));

    for (uint32_t i = 0; i < values; i++)
        all[i] = said_of(e, t, first, count, i);
    for (uint32_t r = 0; r < t->records; r++) {
        if (r + AHEAD < t->records)
            __builtin_prefetch(&all[link_value_id(t, r + AHEAD, column)]);
        write_said(e, t, r, first, count, &all[link_value_id(t, r, column)]);
    }
    free(all);
}

static void write_names(link_blocking *e, const link_table *t, size_t first, size_t count)
{
    for (uint32_t r = 0; r < t->records; r++) {
        blocking_row what = said_of(e, t, first, count, r);
        write_said(e, t, r, first, count, &what);
    }
}

static void write_rows(link_blocking *e, const link_table *t)
{
    for (size_t from = 0, to; from < e->slot_count; from = to) {
        for (to = from + 1;
             to < e->slot_count && e->slots[to].column == e->slots[from].column;)
            to++;
        (e->slots[from].column < 0 ? write_names : write_column)(e, t, from, to - from);
    }
}

void link_blocking_open(link_blocking *e, const link_table *t)
{
    *e = (link_blocking){0};
    for (size_t c = 0; c < t->column_count; c++) {
        add_parts(e, t, c);
        if (link_has_words(&t->columns[c]))
            add_tokens(e, t, c);
    }
    add_names(e, t);
    count_uses(e, t);
    set_covers(e, t);
    choose_few(e, t);
    e->width = (e->slot_count + 15) / 16 * 16;
    e->stride = 1 + e->width / 4;
    e->rows = wn_alloc(t->records * e->stride + 1, sizeof(*e->rows));
    e->bits = wn_alloc(t->records * e->width + 16, 1);
    e->rare = wn_alloc(t->records + 1, sizeof(*e->rare));
    /* each two of them are combined: fewer where there are many records */
    e->heavy_most = t->records < 60000 ? 12 : 7;
    e->heavy = wn_alloc(t->records * e->heavy_most + 1, sizeof(*e->heavy));
    write_rows(e, t);
}

void link_blocking_release(link_blocking *e)
{
    for (size_t k = 0; k < e->slot_count; k++) {
        free(e->slots[k].of_value);
        free(e->slots[k].uses);
    }
    free(e->rows);
    free(e->bits);
    free(e->rare);
    free(e->heavy);
    *e = (link_blocking){0};
}

double link_shared_bits(const link_blocking *e, uint32_t record, uint64_t shared)
{
    const uint8_t *bits = &e->bits[(size_t)record * e->width];
    unsigned sum = 0;

    while (shared) {
        int k = __builtin_ctzll(shared);
        sum += bits[k];
        shared &= ~e->slots[k].covers;
    }
    return sum / 4.0;
}
