/*
 * canonical.c - the order in which records are compared, which is not the order in which
 * they came: so that the same records give the same groups in any order of rows and
 * columns.
 *
 * What is sampled, summed up or numbered depends on order in its last bits, and pairs at
 * a threshold depend on those. So records are put into the order of their contents, and
 * values are numbered anew, before anything is learned of them: whatever comes after sees
 * the same table. Records with the same content may stand for each other.
 */
#include "canonical.h"
#include "intern.h"

#include "core/memory.h"
#include "core/parallel.h"

#include <stdlib.h>
#include <string.h>

/* By content, then by source, then as they came. */
static int by_content(const void *left, const void *right)
{
    const link_place *a = left, *b = right;

    if (a->content != b->content)
        return a->content < b->content ? -1 : 1;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

#define AHEAD 16 /* records */
#define DIGIT 11 /* bits of a pass of the radix sort */

/* The upper bits by a radix sort, records of one bucket as above. */
static void sort_places(link_place *places, size_t count)
{
    link_place *room = wn_realloc(NULL, count + 1, sizeof(*room)), *from = places,
               *to = room;

    for (int shift = 64 - 2 * DIGIT; shift < 64; shift += DIGIT) {
        size_t at[(1 << DIGIT) + 1] = {0};
        for (size_t i = 0; i < count; i++)
            at[(from[i].content >> shift & ((1 << DIGIT) - 1)) + 1]++;
        for (size_t i = 0; i < 1 << DIGIT; i++)
            at[i + 1] += at[i];
        for (size_t i = 0; i < count; i++)
            to[at[from[i].content >> shift & ((1 << DIGIT) - 1)]++] = from[i];
        link_place *done = from;
        from = to;
        to = done;
    }
    for (size_t i = 0, end; i < count; i = end) { /* after two passes: from == places */
        for (end = i + 1; end < count && places[end].content >> (64 - 2 * DIGIT) ==
                                             places[i].content >> (64 - 2 * DIGIT);)
            end++;
        if (end - i > 1)
            qsort(places + i, end - i, sizeof(*places), by_content);
    }
    free(room);
}

/* Number the values of a column anew, in the order in which the records have them. */
static void renumber(link_table *t, link_source_column *s)
{
    link_dictionary *d = &s->values;
    uint32_t *now = wn_alloc(d->count + 1, sizeof(*now)), count = 1;
    link_value *values = wn_realloc(NULL, d->room, sizeof(*values));

    values[0] = d->values[0];
    for (size_t r = 0; r < t->records; r++) {
        uint32_t *id = &s->ids[r];
        if (*id && !now[*id]) {
            values[count] = d->values[*id];
            now[*id] = count++;
        }
        *id = now[*id];
    }
    WN_ASSERT(count == d->count);
    for (size_t i = 0; i < d->slot_room; i++)
        if (d->slots[i])
            d->slots[i] = (d->slots[i] >> 32 << 32) | now[(uint32_t)d->slots[i]];
    free(d->values);
    free(now);
    d->values = values;
}

static int by_name(const void *left, const void *right)
{
    const link_source_column *a = left, *b = right;
    int order = wn_str_compare(a->name, b->name);

    return order ? order : a->given_at < b->given_at ? -1 : a->given_at > b->given_at;
}

/* Put the values of a column into the order of the records. */
static void order_column(void *data, size_t column)
{
    link_table *t = data;
    link_source_column *s = &t->sources[column];

    if (s->ignored)
        return;
    uint32_t *ids = wn_realloc(NULL, t->records + 1, sizeof(*ids));
    for (size_t r = 0; r < t->records; r++) {
        if (r + AHEAD < t->records)
            __builtin_prefetch(&s->ids[t->places[r + AHEAD].record]);
        ids[r] = s->ids[t->places[r].record];
    }
    memcpy(s->ids, ids, t->records * sizeof(*ids));
    free(ids);
    renumber(t, s);
}

void link_order_records(link_table *t)
{
    if (t->records == 0)
        return;
    for (uint32_t r = 0; r < t->records; r++) {
        t->places[r].origin = t->origin[r];
        t->places[r].record = r;
    }
    sort_places(t->places, t->records);
    qsort(t->sources, t->source_count, sizeof(*t->sources), by_name);
    wn_parallel(t->threads, t->source_count, order_column, t);
    for (size_t r = 0; r < t->records; r++)
        t->origin[r] = (uint16_t)t->places[r].origin;
}

/* ---- rows ------------------------------------------------------------------------- */

#define LEAST_VALUES 3 /* of a row that several records may share */

/* A row's values as one number; 0: it has too few of them. */
static uint64_t print_of(const link_table *t, const link_cell *row)
{
    uint64_t h = 0x636f7079;
    uint32_t filled = 0;

    for (size_t c = 0; c < t->column_count; c++) {
        filled += row[c].id != 0;
        h = link_mix(h, row[c].id);
    }
    return filled < LEAST_VALUES ? 0 : h | 1;
}

/* Open the lists of rows and copies; there are at most as many of each as records. */
static void open_rows(link_table *t)
{
    t->all = t->records;
    t->record = wn_realloc(NULL, t->all + 1, sizeof(*t->record));
    t->number = wn_realloc(NULL, t->all + 1, sizeof(*t->number));
    t->rows_like = wn_alloc(t->all + 1, sizeof(*t->rows_like));
    t->copies = wn_realloc(NULL, t->all + 1, sizeof(*t->copies));
    t->copy_count = 0;
    t->records = 0;
}

/* While rows are added, copy number i is called COPY + i. */
#define COPY (1u << 31)

/* Copies have the numbers behind the rows. */
static void close_rows(link_table *t)
{
    for (size_t i = 0; i < t->copy_count; i++) {
        link_copy *copy = &t->copies[i];
        t->record[t->records + i] = copy->record;
        if (copy->whole_of != LINK_NOTHING && copy->whole_of >= COPY)
            copy->whole_of = (uint32_t)t->records + (copy->whole_of - COPY);
    }
    for (uint32_t i = 0; i < t->all; i++)
        t->number[t->record[i]] = i;
    t->copies = wn_realloc(t->copies, t->copy_count + 1, sizeof(*t->copies));
    free(t->places);
    t->places = NULL;
}

static uint32_t add_row(link_table *t, size_t place)
{
    uint32_t row = (uint32_t)t->records++;
    size_t width = t->column_count;

    memmove(&t->rows[row * width], &t->rows[place * width], width * sizeof(*t->rows));
    t->origin[row] = (uint16_t)t->places[place].origin;
    t->record[row] = t->places[place].record;
    t->rows_like[row] = 1;
    return row;
}

/* Records with the same content stand side by side; `last` is the first of those that
 * were seen last. */
static void add_copy(link_table *t, size_t place, uint32_t row, uint32_t *last)
{
    bool whole = t->places[place].content == t->places[place - 1].content;

    t->copies[t->copy_count] = (link_copy){.row = row,
                                           .record = t->places[place].record,
                                           .whole_of = whole ? *last : LINK_NOTHING};
    if (!whole)
        *last = COPY + (uint32_t)t->copy_count;
    t->copy_count++;
    t->rows_like[row]++;
}

void link_number_rows(link_table *t, bool may_share)
{
    size_t all = t->records;
    link_interner seen = {0};
    uint32_t *row_of = wn_realloc(NULL, all + 2, sizeof(*row_of)), last = 0;

    open_rows(t);
    for (uint32_t p = 0; p < all; p++) {
        uint64_t print =
            may_share ? print_of(t, &t->rows[(size_t)p * t->column_count]) : 0;
        uint32_t before = seen.count, n = print ? link_intern_key(&seen, print) : 0;
        if (print && seen.count == before) {
            add_copy(t, p, row_of[n], &last);
            continue;
        }
        row_of[n] = last = add_row(t, p);
    }
    link_interner_release(&seen);
    free(row_of);
    close_rows(t);
}

bool link_find_all_same(link_table *t)
{
    size_t filled = 0, all = t->records;
    uint32_t last = 0;

    for (size_t c = 0; c < t->source_count; c++) {
        const link_dictionary *d = &t->sources[c].values;
        if (d->count > 2 || (d->count == 2 && d->values[1].count < t->records))
            return false; /* two values, or a value and nothing */
        filled += d->count == 2;
    }
    if (filled < LEAST_VALUES || t->records < 2)
        return false;
    t->rows = wn_alloc(1, sizeof(*t->rows));
    open_rows(t);
    for (size_t p = 0; p < all; p++)
        if (p == 0)
            add_row(t, p);
        else
            add_copy(t, p, 0, &last);
    close_rows(t);
    return true;
}

double link_copy_pairs(const link_table *t)
{
    double pairs = 0, before = 0;

    for (size_t i = 0; i < t->copy_count; i++) { /* those of one content come together */
        uint32_t of = t->copies[i].whole_of;
        before = of == LINK_NOTHING                         ? 0
                 : i > 0 && of == t->copies[i - 1].whole_of ? before + 1
                                                            : 1;
        pairs += before;
    }
    return pairs;
}
