/*
 * match_check.c - winnow match --check-pairs: pairs for a person, and their answers.
 *
 * A pair stands in two rows below each other, so that a person sees what differs. It is
 * named by the contents of its two records: an answer stays good when rows are sorted or
 * added, and is not used when a record has changed.
 */
#include "match_check.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

#define ASKED 100 /* pairs */

/* ---- asking --------------------------------------------------------------------- */

typedef struct asking {
    match_rows *rows;
    wn_link_pair pairs[ASKED];
    size_t count;
    uint32_t wanted[2 * ASKED]; /* records, rising */
    wn_str *values;             /* by wanted record and column */
    size_t wanted_count;
} asking;

/* Pairs of records that say the same in all columns are nothing to ask about. */
static void choose(asking *a)
{
    size_t all = wn_linkage_choose(a->rows->linkage, a->pairs, ASKED);

    for (size_t i = 0; i < all; i++)
        if (a->rows->contents[a->pairs[i].left] != a->rows->contents[a->pairs[i].right])
            a->pairs[a->count++] = a->pairs[i];
    for (size_t i = 0; i < a->count; i++) {
        a->wanted[2 * i] = a->pairs[i].left;
        a->wanted[2 * i + 1] = a->pairs[i].right;
    }
    a->wanted_count = match_rows_sort(a->wanted, 2 * a->count);
}

static void add_row(const asking *a, size_t pair, uint32_t record, wn_buf *out)
{
    const match_rows *r = a->rows;
    const wn_link_pair *p = &a->pairs[pair];
    const wn_str *values =
        match_rows_found(r, a->wanted, a->wanted_count, a->values, record);
    char id[WN_PAIR_ID + 1];

    wn_pair_id(r->contents[p->left], r->contents[p->right], id);
    wn_buf_format(out, "%zu,%s,,", pair + 1, id);
    match_add_id(r, record, out);
    for (size_t c = 0; c < r->name_count && values; c++) {
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, values[c]);
    }
    wn_buf_char(out, '\n');
}

wn_rc match_check_ask(match_check *c, match_rows *r, wn_buf *out)
{
    asking *a = wn_alloc(1, sizeof(*a));

    a->rows = r;
    choose(a);
    a->values = wn_alloc(a->wanted_count * r->name_count + 1, sizeof(*a->values));
    wn_rc rc = match_rows_values(r, a->wanted, a->wanted_count, a->values);
    wn_buf_add(out, WN_STR("no,pair,decision,record_id"));
    for (size_t i = 0; i < r->name_count; i++) {
        wn_buf_char(out, ',');
        wn_csv_add_safe(out, r->names[i]);
    }
    wn_buf_char(out, '\n');
    for (size_t i = 0; i < a->count && rc >= 0; i++) {
        add_row(a, i, a->pairs[i].left, out);
        add_row(a, i, a->pairs[i].right, out);
    }
    c->asked = a->count;
    free(a->values);
    free(a);
    return rc;
}

/* ---- answers -------------------------------------------------------------------- */

/* Records by content: the number of one of them + 1. */
static void number_contents(const match_rows *r, const wn_decisions *all, wn_map *out)
{
    for (size_t i = 0; i < all->count; i++) {
        *wn_map_set(out, wn_fingerprint_numbers(all->items[i].left, 0), NULL) = 0;
        *wn_map_set(out, wn_fingerprint_numbers(all->items[i].right, 0), NULL) = 0;
    }
    for (size_t i = 0; i < r->count; i++) {
        wn_fingerprint print = wn_fingerprint_numbers(r->contents[i], 0);
        if (wn_map_find(out, print))
            *wn_map_set(out, print, NULL) = (int64_t)i + 1;
    }
}

static uint32_t numbered(const wn_map *contents, uint64_t content)
{
    const int64_t *number = wn_map_find(contents, wn_fingerprint_numbers(content, 0));

    return number ? (uint32_t)*number : 0;
}

size_t match_answers(const match_rows *r, const wn_decisions *all, wn_link_answer *out)
{
    wn_map contents = {0};
    size_t count = 0;

    number_contents(r, all, &contents);
    for (size_t i = 0; i < all->count; i++) {
        const wn_decision *d = &all->items[i];
        uint32_t left = numbered(&contents, d->left),
                 right = numbered(&contents, d->right);
        if (left && right && left != right && d->ruling != WN_RULING_UNDECIDED)
            out[count++] =
                (wn_link_answer){left - 1, right - 1, d->ruling == WN_RULING_SAME};
    }
    wn_map_release(&contents);
    return count;
}

static void hold_against(match_check *c, match_rows *r, const wn_decisions *all)
{
    wn_link_answer *answers = wn_alloc(all->count + 1, sizeof(*answers));
    size_t count = match_answers(r, all, answers);

    c->unknown = all->count - count;
    wn_linkage_check(r->linkage, answers, count, &c->found);
    free(answers);
}

wn_rc match_check_read(match_check *c, match_rows *r)
{
    wn_decisions all = {0};
    const char *path = r->options->check_pairs;
    wn_rc rc = cli_read_answers(r->options, path, stderr, &all, r->err);

    if (rc >= 0)
        hold_against(c, r, &all);
    if (rc >= 0 && c->found.answers == 0) {
        rc = wn_fail(r->err, WN_E_SOURCE, WN_SAY_CHECK_STRANGE, path);
        wn_error_hint(r->err, WN_SAY_CHECK_STRANGE_HINT);
    }
    wn_decisions_release(&all);
    return rc;
}
