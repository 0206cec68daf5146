/*
 * match_book.c - winnow match: pairs.xlsx for whoever decides, and what they decided.
 *
 * The workbook has pairs of two clusters, which an answer may put together, and the pairs
 * that hold a cluster together and are not sure, which an answer may take apart. The
 * first ones change most: the probability that the answer is not what was done, times the
 * pairs of records that it is about.
 */
#include "match_check.h"

#include "core/fail.h"
#include "core/memory.h"
#include "report/pairs_book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- decisions -------------------------------------------------------------------- */

wn_rc match_decided_read(match_decided *d, match_rows *r)
{
    const cli_options *o = r->options;
    wn_rc rc = cli_read_decisions(o, o->decisions, o->decision_count,
                                  o->output ? stdout : stderr, &d->all, r->err);

    d->rows = r;
    d->all.given = d->all.count;
    if (rc >= 0)
        wn_rulings_open(&d->rulings, &d->all);
    for (uint32_t i = 0; i < r->count && rc >= 0; i++)
        wn_rulings_see(&d->rulings, r->contents[i], i);
    return rc;
}

static uint32_t first_of(void *data, uint32_t record)
{
    const match_decided *d = data;

    return wn_linkage_first(d->rows->linkage, record);
}

void match_decided_join(match_decided *d)
{
    wn_rulings_settle(&d->rulings, first_of, d);
    for (size_t i = 0; i < d->rulings.pair_count; i++) {
        const wn_ruled *p = &d->rulings.pairs[i];
        if (p->ruling == WN_RULING_SAME && !p->is_contrary)
            wn_linkage_join(d->rows->linkage, p->left, p->right);
    }
    d->ruled = wn_alloc(d->rows->count + 1, sizeof(*d->ruled));
    for (size_t i = 0; i < d->rulings.pair_count; i++)
        d->ruled[first_of(d, d->rulings.pairs[i].left)] =
            d->ruled[first_of(d, d->rulings.pairs[i].right)] = 1;
}

bool match_decided_may(void *data, uint32_t x, uint32_t y)
{
    match_decided *d = data;

    if (d->ruled[x] && d->ruled[y] && wn_rulings_apart(&d->rulings, first_of, data, x, y))
        return false;
    d->ruled[x] = d->ruled[y] = d->ruled[x] | d->ruled[y]; /* they become one */
    return true;
}

void match_decided_release(match_decided *d)
{
    wn_rulings_release(&d->rulings);
    wn_decisions_release(&d->all);
    free(d->ruled);
}

/* ---- which pairs ------------------------------------------------------------------ */

typedef struct book_pair {
    wn_link_pair pair;
    double gain;
} book_pair;

typedef struct booking {
    match_rows *rows;
    book_pair *pairs;
    size_t count, room;
    uint32_t *sizes;  /* by first record of a cluster */
    uint32_t *wanted; /* records, rising */
    size_t wanted_count;
    wn_str *values; /* by wanted record and column */
    bool refused;
} booking;

static void add_pair(booking *b, const wn_link_pair *pair, double gain)
{
    b->pairs = wn_grow(b->pairs, b->count, &b->room, sizeof(*b->pairs));
    b->pairs[b->count++] = (book_pair){*pair, gain};
}

#define LEAST_SHOWN 0.1 /* probability of a pair of two clusters */

/* Of each two clusters the likeliest pair. */
static void choose_between(booking *b)
{
    wn_linkage *l = b->rows->linkage;
    size_t count;
    const wn_link_pair *pairs = wn_linkage_pairs(l, &count);
    wn_map seen = {0};

    for (size_t i = 0; i < count; i++) {
        double p = wn_link_probability((double)pairs[i].weight);
        uint32_t x = wn_linkage_first(l, pairs[i].left),
                 y = wn_linkage_first(l, pairs[i].right);
        bool is_new;
        if (p < LEAST_SHOWN)
            break; /* pairs are sorted, the most alike first */
        if (x == y)
            continue;
        wn_map_set(&seen, wn_fingerprint_numbers(x < y ? x : y, x < y ? y : x), &is_new);
        if (is_new)
            add_pair(b, &pairs[i], p * b->sizes[x] * b->sizes[y]);
    }
    wn_map_release(&seen);
}

/* What holds clusters together and is not sure. */
static void choose_within(booking *b)
{
    wn_linkage *l = b->rows->linkage;
    const wn_link_pair **links = wn_linkage_links(l);

    for (uint32_t i = 0; i < b->rows->count; i++) {
        double p = links[i] ? wn_link_probability((double)links[i]->weight) : 1;
        if (100 * p < WN_PAIR_SURE)
            add_pair(b, links[i], (1 - p) * (b->sizes[wn_linkage_first(l, i)] - 1));
    }
    free(links);
}

static int by_gain(const void *left, const void *right)
{
    const book_pair *a = left, *b = right;

    if (a->gain < b->gain || a->gain > b->gain)
        return a->gain > b->gain ? -1 : 1;
    if (a->pair.left != b->pair.left)
        return a->pair.left < b->pair.left ? -1 : 1;
    return a->pair.right < b->pair.right ? -1 : a->pair.right > b->pair.right;
}

static wn_rc choose(booking *b)
{
    b->sizes = wn_alloc(b->rows->count + 1, sizeof(*b->sizes));
    for (uint32_t i = 0; i < b->rows->count; i++)
        b->sizes[wn_linkage_first(b->rows->linkage, i)]++;
    choose_between(b);
    choose_within(b);
    if (b->count > 0)
        qsort(b->pairs, b->count, sizeof(*b->pairs), by_gain);
    size_t listed = b->count < PAIRS_MOST ? b->count : PAIRS_MOST;
    b->wanted = wn_alloc(2 * listed + 1, sizeof(*b->wanted));
    for (size_t i = 0; i < listed; i++) {
        b->wanted[2 * i] = b->pairs[i].pair.left;
        b->wanted[2 * i + 1] = b->pairs[i].pair.right;
    }
    b->wanted_count = match_rows_sort(b->wanted, 2 * listed);
    b->values = wn_alloc(b->wanted_count * b->rows->name_count + 1, sizeof(*b->values));
    return match_rows_values(b->rows, b->wanted, b->wanted_count, b->values);
}

/* ---- writing ---------------------------------------------------------------------- */

static pairs_side side_of(const booking *b, uint32_t record, wn_arena *arena)
{
    wn_lang lang = b->rows->options->lang;
    uint32_t first = wn_linkage_first(b->rows->linkage, record);
    unsigned long long cluster = (unsigned long long)first + 1;
    wn_buf id = {0};

    match_add_id(b->rows, record, &id);
    pairs_side side = {
        .key = b->rows->options->key ? b->rows->ids[record]
                                     : wn_arena_str(arena, wn_buf_str(&id)),
        .group =
            b->sizes[first] > 1
                ? wn_arena_format(arena, wn_say(lang, WN_SAY_PAIRS_GROUP_OF), cluster,
                                  (size_t)b->sizes[first])
                : wn_arena_format(arena, wn_say(lang, WN_SAY_PAIRS_GROUP_ALONE), cluster),
        .values =
            match_rows_found(b->rows, b->wanted, b->wanted_count, b->values, record)};
    wn_buf_release(&id);
    return side;
}

/* What was done with the pair, and why. */
static wn_str apart_of(const booking *b, const wn_link_pair *pair, double probability,
                       wn_arena *arena)
{
    wn_linkage *l = b->rows->linkage;
    wn_lang lang = b->rows->options->lang;

    if (wn_linkage_first(l, pair->left) == wn_linkage_first(l, pair->right))
        return WN_STR("");
    return b->refused ? wn_str_of(wn_say(lang, WN_SAY_APART_COLUMNS))
           : probability < .5
               ? wn_arena_format(arena, wn_say(lang, WN_SAY_APART_UNSURE), "50")
               : wn_str_of(wn_say(lang, WN_SAY_APART_GROUP));
}

static void write_pair(const booking *b, pairs_book *out, const wn_link_pair *pair)
{
    wn_arena arena = {0};
    wn_buf why = {0};
    char id[WN_PAIR_ID + 1];
    double probability = wn_link_probability((double)pair->weight);

    wn_linkage_explain(b->rows->linkage, pair, &why);
    wn_pair_id(b->rows->contents[pair->left], b->rows->contents[pair->right], id);
    pairs_entry entry = {
        .probability = probability,
        .why = wn_buf_str(&why),
        .apart = apart_of(b, pair, probability, &arena),
        .id = wn_str_of(id),
        .sides = {side_of(b, pair->left, &arena), side_of(b, pair->right, &arena)}};
    if (entry.sides[0].values && entry.sides[1].values)
        pairs_book_add(out, &entry);
    wn_buf_release(&why);
    wn_arena_release(&arena);
}

static wn_rc write_all(const booking *b, pairs_book *out)
{
    const match_rows *r = b->rows;
    pairs_field *fields = wn_alloc(r->name_count + 1, sizeof(*fields));
    wn_rc rc = WN_OK;

    for (size_t c = 0; c < r->name_count; c++)
        fields[c] = (pairs_field){r->names[c], r->names[c], SHEET_TEXT, 18};
    if (b->count > 0)
        rc = pairs_book_sheet(out, wn_str_of(wn_say(r->options->lang, WN_SAY_PAIRS_PAGE)),
                              fields, r->name_count, r->err);
    for (size_t i = 0; i < b->count && i < PAIRS_MOST && rc >= 0; i++)
        write_pair(b, out, &b->pairs[i].pair);
    free(fields);
    return rc < 0 ? rc : pairs_book_close(out, r->err);
}

wn_rc match_book_write(match_rows *r, const wn_output *to, bool refused)
{
    booking b = {.rows = r, .refused = refused};

    if (!to->aside) /* a workbook is written in any order */
        return wn_output_fail(to, ESPIPE, r->err);
    wn_rc rc = choose(&b);
    pairs_book *out = rc < 0 ? NULL
                             : pairs_book_new(to, to->folder, r->options->lang,
                                              WN_SAY_PAIRS_HOW_MATCH, r->err);
    if (rc >= 0)
        rc = out ? write_all(&b, out) : r->err->rc;
    if (rc >= 0 && b.count > PAIRS_MOST)
        cli_print(stderr, wn_say(r->options->lang, WN_SAY_MATCH_BOOK_MORE), PAIRS_MOST,
                  b.count);
    pairs_book_free(out);
    free(b.pairs);
    free(b.sizes);
    free(b.wanted);
    free(b.values);
    return rc;
}
