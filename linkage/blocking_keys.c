/* blocking_keys.c - the blocking keys of each type of column, and the blocks of records.
 */
#include "blocking_keys.h"
#include "intern.h"

#include "core/hash.h"
#include "core/memory.h"
#include "core/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORD_KEYS 8 /* of a column that is compared word by word */

/* `size`: values of the column, or records. NULL: there are as many keys as can be. */
static link_blocking_key *add_key(link_blocking *b, int column, size_t size)
{
    link_blocking_key *key = &b->keys[b->key_count];

    if (b->key_count == LINK_BLOCKING_KEYS)
        return NULL;
    b->key_count++;
    *key = (link_blocking_key){.column = column,
                               .blocks = wn_alloc(size + 1, sizeof(*key->blocks))};
    return key;
}

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

/* 1983-04-05 and 1938-05-04 */
static uint64_t digits_in_any_order(const link_value *v)
{
    char text[8];

    if (v->sound_len != sizeof(text))
        return 0;
    memcpy(text, v->sound, sizeof(text));
    for (size_t i = 1; i < sizeof(text); i++)
        for (size_t k = i; k > 0 && text[k - 1] > text[k]; k--) {
            char digit = text[k];
            text[k] = text[k - 1];
            text[k - 1] = digit;
        }
    return hash(text, sizeof(text));
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

/* What follows area and country codes; of shorter numbers, all but two digits. */
static uint64_t without_head(const link_value *v)
{
    size_t head = v->sound_len > 9 ? v->sound_len - 8 : 2;

    return v->sound_len < 6 ? 0 : hash(v->sound + head, v->sound_len - head);
}

static uint64_t all_but_last(const link_value *v)
{
    return v->sound_len < 4 ? 0 : hash(v->sound, v->sound_len - 1);
}

static uint64_t local_part(const link_value *v)
{
    return link_mailbox_length(v) < 3 ? 0 : hash(v->sound, link_mailbox_length(v));
}

static uint64_t local_beginning(const link_value *v)
{
    return link_mailbox_length(v) < 5 ? 0 : hash(v->sound, 5);
}

/* The keys of a type, the one with the smallest blocks first: of all that two values
 * share, only the first counts. */
#define PARTS 7
static const link_blocking_part parts[WN_LINK_TYPE_COUNT][PARTS] = {
    [WN_LINK_TEXT] = {whole, beginning, end, first_three},
    [WN_LINK_DIGITS] = {whole, all_but_last, without_tail, without_head},
    [WN_LINK_DATE] = {whole, without_century, digits_in_any_order, year_and_month,
                      year_and_day, month_and_day, year},
    [WN_LINK_EMAIL] = {whole, local_part, local_beginning},
    [WN_LINK_CATEGORY] = {whole},
    [WN_LINK_TOKENS] = {whole},
    [WN_LINK_COMPANY] = {whole},
    [WN_LINK_YEAR] = {whole, all_but_last},
};

/* Interning takes hashes to the numbers of blocks. */
static void number_blocks(link_blocking_key *key, const uint64_t *hashes, size_t count)
{
    link_interner n = {0};

    link_intern_keys(&n, hashes, count, key->blocks);
    key->block_count = n.count;
    link_interner_release(&n);
}

static void add_parts(link_blocking *b, const link_table *t, size_t column)
{
    const link_column *c = &t->columns[column];

    for (size_t p = 0; p < PARTS && parts[c->type][p]; p++) {
        link_blocking_key *key = add_key(b, (int)column, c->values.count);
        if (key)
            key->part = parts[c->type][p];
    }
}

/* A value has any number of words, but keys are fixed: each word goes under one of eight
 * keys, chosen by its number; of two words under one key the rarer stays. So two records
 * that share a word have it under the same key. */
static void add_words(link_blocking *b, const link_table *t, size_t column)
{
    if (b->key_count + WORD_KEYS > LINK_BLOCKING_KEYS)
        return;
    for (size_t k = 0; k < WORD_KEYS; k++) {
        link_blocking_key *key = add_key(b, (int)column, t->columns[column].values.count);
        key->block_count = (uint32_t)t->token_count;
        key->word = (int)k;
    }
}

static void fill_words(link_blocking_key *keys, const link_table *t)
{
    const link_column *c = &t->columns[keys->column];

    for (size_t i = 1; i < c->values.count; i++) {
        const link_value *v = &c->values.values[i];
        for (uint8_t k = 0; k < v->token_count; k++) {
            uint32_t token = t->token_lists[v->first_token + k];
            uint32_t *at = &keys[token * 0x9E3779B1u >> 29].blocks[i];
            if (!*at || t->tokens[token].count < t->tokens[*at].count ||
                (t->tokens[token].count == t->tokens[*at].count && token < *at))
                *at = token;
        }
    }
}

/* Of each value of the column, the hash of that part. */
static uint64_t *hashes_of(const link_column *c, link_blocking_part part)
{
    uint64_t *all = wn_alloc(c->values.count + 1, sizeof(*all));

    for (size_t i = 1; i < c->values.count; i++)
        all[i] = part(&c->values.values[i]);
    return all;
}

static uint64_t three_at_most(const link_value *v)
{
    return hash(v->sound, v->sound_len < 3 ? v->sound_len : 3);
}

/* The consonants, those that are written for each other as one: yana and jana, maksym and
 * maxim, philip and filipp. */
static uint64_t consonants(const link_value *v)
{
    /* by letter from a: what stands for it; blank: a vowel */
    static const char like[] = " bkd fghiiklmn pkrst vvkis";
    char text[16];
    size_t len = 0;

    for (uint32_t i = 0; i < v->sound_len && len + 2 < sizeof(text); i++) {
        char c = v->sound[i], next = i + 1 < v->sound_len ? v->sound[i + 1] : '\0';
        if (c < 'a' || c > 'z')
            continue;
        char as = c == 'p' && next == 'h' ? 'f' : c == 'h' && i > 0 ? ' ' : like[c - 'a'];
        bool again = len > 0 && text[len - 1] == as;
        if (as != ' ' && !again && (as != 'i' || i == 0))
            text[len++] = as;
        if (c == 'x')
            text[len++] = 's';
    }
    return len < 2 ? 0 : hash(text, len);
}

/* Both names in either order: whole, the first three letters of each, and consonants. */
static void add_names(link_blocking *b, const link_table *t)
{
    static const link_blocking_part name_parts[] = {whole, three_at_most, consonants};

    for (size_t p = 0; p < WN_COUNT(name_parts) && t->given >= 0 && t->family >= 0; p++) {
        link_blocking_key *key = add_key(b, -1, t->records);
        if (key)
            key->part = name_parts[p];
    }
}

static void fill_names(link_blocking_key *key, const link_table *t)
{
    uint64_t *given = hashes_of(&t->columns[t->given], key->part),
             *family = hashes_of(&t->columns[t->family], key->part),
             *both = wn_alloc(t->records + 1, sizeof(*both));

    for (uint32_t r = 0; r < t->records; r++) {
        uint64_t x = given[link_value_id(t, r, (size_t)t->given)],
                 y = family[link_value_id(t, r, (size_t)t->family)];
        both[r] = x && y ? link_mix(x + y, x ^ y) : 0;
    }
    free(given);
    free(family);
    number_blocks(key, both, t->records);
    free(both);
}

typedef struct blocking_work {
    link_blocking *b;
    const link_table *t;
} blocking_work;

/* Find the blocks of a key. The first key of words finds those of all eight. */
static void fill_key(void *data, size_t number)
{
    const blocking_work *w = data;
    link_blocking_key *key = &w->b->keys[number];

    if (key->column < 0) {
        fill_names(key, w->t);
    } else if (key->part) {
        const link_column *c = &w->t->columns[key->column];
        uint64_t *hashes = hashes_of(c, key->part);
        number_blocks(key, hashes, c->values.count);
        free(hashes);
    } else if (key->word == 0) {
        fill_words(key, w->t);
    }
}

/* How many records are in each block of a key. */
static void count_sizes(void *data, size_t number)
{
    const blocking_work *w = data;
    const link_table *t = w->t;
    link_blocking_key *key = &w->b->keys[number];

    key->sizes = wn_alloc((size_t)key->block_count + 1, sizeof(*key->sizes));
    if (key->column >= 0)
        for (size_t i = 1; i < t->columns[key->column].values.count; i++)
            key->sizes[key->blocks[i]] += t->columns[key->column].values.values[i].count;
    for (uint32_t r = 0; key->column < 0 && r < t->records; r++)
        key->sizes[key->blocks[r]]++;
    key->sizes[0] = 0;
}

/* A shared key covers the others of its column; a shared word covers itself alone; a
 * shared name covers the keys of both names. */
static void set_covers(link_blocking *b, const link_table *t)
{
    for (size_t k = 0; k < b->key_count; k++) {
        link_blocking_key *key = &b->keys[k];
        bool words = key->column >= 0 && link_has_words(&t->columns[key->column]) &&
                     k > 0 && b->keys[k - 1].column == key->column;
        key->covers = 1ull << k;
        for (size_t j = 0; j < b->key_count && !words; j++) {
            bool names = b->keys[j].column < 0 && key->column >= 0 &&
                         (key->column == t->given || key->column == t->family);
            if (b->keys[j].column == key->column || names)
                key->covers |= 1ull << j;
        }
    }
}

/* How many pairs small blocks may have: so many, and so many for each record. */
#define LOOKS 2e6
#define LOOKS_EACH 8.0

/* A small block has at most N^0.32 records; less where all small blocks together would
 * have too many pairs. */
static void choose_small_size(link_blocking *b, const link_table *t)
{
    double pairs[4096] = {0}, sum = 0;
    uint32_t most = (uint32_t)pow((double)t->records, 0.32);

    most = most < 6 ? 6 : most > WN_COUNT(pairs) - 1 ? WN_COUNT(pairs) - 1 : most;
    for (size_t k = 0; k < b->key_count; k++)
        for (uint32_t i = 1; i <= b->keys[k].block_count; i++) {
            uint32_t n = b->keys[k].sizes[i];
            if (n >= 2 && n <= most)
                pairs[n] += n * (n - 1.0) / 2;
        }
    for (b->small_size = 1; b->small_size < most; b->small_size++)
        if ((sum += pairs[b->small_size + 1]) > LOOKS + LOOKS_EACH * (double)t->records)
            break;
    b->small_size = b->small_size < 2 ? 2 : b->small_size;
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

/* Among the large blocks of the record, the smallest of which are kept in order. */
static void add_large(link_blocking *b, uint32_t record, size_t key, uint32_t number)
{
    link_large *own = &b->large[(size_t)record * b->large_most],
               large = number << LINK_KEY_BITS | (uint32_t)key;
    size_t at = b->large_most;

    while (at > 0 && (own[at - 1] == 0 || own[at - 1] > large))
        at--;
    if (at == b->large_most)
        return;
    memmove(own + at + 1, own + at, (b->large_most - at - 1) * sizeof(*own));
    own[at] = large;
}

/* What one value (or, of names, one record) has under the keys of a column. In the sets,
 * bit 0 is the first key of the column. */
#define TOGETHER 16
_Static_assert(PARTS + WORD_KEYS <= TOGETHER, "keys of one column");

typedef struct blocking_row {
    uint16_t fingerprints[TOGETHER];
    uint16_t filled, small, large;
} blocking_row;

/* Notes what the blocks tell, too. */
static blocking_row row_of(const link_blocking *b, const link_table *t, size_t first,
                           size_t count, uint32_t value)
{
    blocking_row out = {0};

    for (size_t k = 0; k < count; k++) {
        const link_blocking_key *key = &b->keys[first + k];
        uint32_t block = key->blocks[value],
                 size = block ? link_block_size(b, first + k, block) : 0;
        uint16_t bit = (uint16_t)(1u << k);
        if (size < 2)
            continue; /* it is alone in its block */
        out.fingerprints[k] = (uint16_t)(block * 0x9E3779B1u >> 16 | 1);
        key->bits[(size_t)value * count] = quarter_bits((double)t->records / size);
        out.filled |= bit;
        out.small |= size <= b->small_size ? bit : 0;
        out.large |= size > b->small_size && size <= t->records / 2 ? bit : 0;
    }
    return out;
}

static void write_row(link_blocking *b, const link_table *t, uint32_t record,
                      size_t first, size_t count, const blocking_row *row)
{
    uint16_t *fingerprints = link_fingerprints(b, record) + first;

    memcpy(fingerprints, row->fingerprints, count * sizeof(*fingerprints));
    *link_filled_keys(b, record) |= (uint64_t)row->filled << first;
    b->small[record] |= (uint64_t)row->small << first;
    for (unsigned left = row->large; left; left &= left - 1) {
        size_t key = first + (size_t)__builtin_ctz(left);
        uint32_t number = b->keys[key].sizes[link_block_of(b, t, key, record)];
        if (number & LINK_IS_LARGE)
            add_large(b, record, key, number & ~LINK_IS_LARGE);
    }
}

#define AHEAD 16
#define SLICE 16384 /* records, or values */

/* The keys of a column, and the row of each of its values. */
typedef struct blocking_writing {
    link_blocking *b;
    const link_table *t;
    size_t first, count, values;
    blocking_row *rows; /* of names NULL: each record has its own */
} blocking_writing;

static size_t slices_of(size_t count)
{
    return (count + SLICE - 1) / SLICE;
}

static uint32_t end_of(size_t slice, size_t count)
{
    return (uint32_t)(count - slice * SLICE < SLICE ? count : (slice + 1) * SLICE);
}

static void make_rows(void *data, size_t slice)
{
    const blocking_writing *w = data;

    for (uint32_t i = (uint32_t)(slice * SLICE); i < end_of(slice, w->values); i++)
        w->rows[i] = row_of(w->b, w->t, w->first, w->count, i);
}

static void write_slice(void *data, size_t slice)
{
    const blocking_writing *w = data;
    const link_table *t = w->t;
    size_t column = (size_t)w->b->keys[w->first].column;
    uint32_t end = end_of(slice, t->records);

    for (uint32_t r = (uint32_t)(slice * SLICE); r < end; r++) {
        if (w->rows) {
            if (r + AHEAD < t->records)
                __builtin_prefetch(&w->rows[link_value_id(t, r + AHEAD, column)]);
            write_row(w->b, t, r, w->first, w->count,
                      &w->rows[link_value_id(t, r, column)]);
        } else {
            blocking_row row = row_of(w->b, t, w->first, w->count, r);
            write_row(w->b, t, r, w->first, w->count, &row);
        }
    }
}

/* The row of each value is made once and copied to the records that have the value.
 * (Measured: a third of the time of asking key by key.) */
static void write_column(link_blocking *b, const link_table *t, size_t first,
                         size_t count)
{
    int column = b->keys[first].column;
    blocking_writing w = {.b = b, .t = t, .first = first, .count = count};

    size_t values = column < 0 ? t->records : t->columns[column].values.count;
    uint8_t *bits = wn_alloc(values * count + 1, sizeof(*bits));
    for (size_t k = 0; k < count; k++) {
        b->keys[first + k].bits = bits + k;
        b->keys[first + k].together = count;
    }
    if (column >= 0) {
        w.values = values;
        w.rows = wn_realloc(NULL, values, sizeof(*w.rows));
        wn_parallel(t->threads, slices_of(w.values), make_rows, &w);
    }
    wn_parallel(t->threads, slices_of(t->records), write_slice, &w);
    free(w.rows);
}

static void write_rows(link_blocking *b, const link_table *t)
{
    WN_ASSERT(b->key_count <= LINK_BLOCKING_KEYS);
    for (size_t from = 0, to; from < b->key_count; from = to) {
        for (to = from + 1;
             to < b->key_count && b->keys[to].column == b->keys[from].column;)
            to++;
        WN_ASSERT(to - from <= TOGETHER);
        write_column(b, t, from, to - from);
    }
}

void link_blocking_open(link_blocking *b, const link_table *t)
{
    *b = (link_blocking){0};
    for (size_t c = 0; c < t->column_count; c++) {
        add_parts(b, t, c);
        if (link_has_words(&t->columns[c]))
            add_words(b, t, c);
    }
    add_names(b, t);
    wn_parallel(t->threads, b->key_count, fill_key, &(blocking_work){b, t});
    wn_parallel(t->threads, b->key_count, count_sizes, &(blocking_work){b, t});
    set_covers(b, t);
    choose_small_size(b, t);
    link_number_large(b);
    b->width = (b->key_count + 7) / 8 * 8;
    b->stride = 1 + b->width / 4;
    b->rows = wn_alloc(t->records * b->stride + 1, sizeof(*b->rows));
    b->small = wn_alloc(t->records + 1, sizeof(*b->small));
    /* they are combined two by two: fewer of them where there are many records */
    b->large_most = t->records < 60000 ? LINK_LARGE_MOST : 7;
    b->large = wn_alloc(t->records * b->large_most + 1, sizeof(*b->large));
    write_rows(b, t);
}

void link_blocking_forget(link_blocking *b, size_t key)
{
    free(b->keys[key].blocks);
    free(b->keys[key].sizes);
    b->keys[key].blocks = b->keys[key].sizes = NULL;
}

void link_blocking_release(link_blocking *b)
{
    for (size_t k = 0; k < b->key_count; k++) {
        link_blocking_forget(b, k);
        if (k == 0 || b->keys[k - 1].column != b->keys[k].column)
            free(b->keys[k].bits);
    }
    free(b->rows);
    free(b->small);
    free(b->larges);
    free(b->large);
    *b = (link_blocking){0};
}

double link_shared_bits(const link_blocking *b, const link_table *t, uint32_t record,
                        uint64_t shared)
{
    unsigned sum = 0;

    while (shared) {
        const link_blocking_key *key = &b->keys[__builtin_ctzll(shared)];
        uint32_t of =
            key->column < 0 ? record : link_value_id(t, record, (size_t)key->column);
        sum += key->bits[of * key->together];
        shared &= ~key->covers;
    }
    return sum / 4.0;
}
