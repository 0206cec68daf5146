/*
 * repeats.c - columns that say again what others say: a copy, a full name beside its
 * parts, initials, the year beside the date, a key made of several columns.
 *
 * Evidence counts once. A column is made of others where its values can be put together
 * from pieces of the other values of their row: whole words, beginnings of words, digits
 * from the midst of a number. That this is no chance is seen by trying the same with the
 * values of another row. The finding is about cells, not about the column: where one
 * record has the full name only, and the other one too, the full names are compared.
 */
#include "repeats.h"
#include "saved.h"

#include "core/memory.h"

#include <stdlib.h>

#define TRIED 800    /* records in which a column is looked at */
#define LONGEST 96   /* bytes of a value that are looked at; longer ones are no repeats */
#define LEAST 0.1    /* share of a column's cells that are made of others */
#define CHANCE 0.25  /* of that share: as many at most are so with another row */
#define LEAST_SEEN 4 /* cells that are */
#define USED 0.1     /* share of these in which a column takes part */
/* Characters that are compared at most, to find the columns and then by record, so that
 * no file takes long: nothing is looked for beyond. (Usual rows take 100 to 2,000.) */
#define STEPS 300000000
#define STEPS_EACH 5000

typedef struct repeats_text {
    char text[LONGEST];
    bool begins[LONGEST]; /* does a word begin here? */
    size_t len;           /* 0: no value, or too long a value */
} repeats_text;

typedef struct repeats_row {
    repeats_text cells[WN_LINK_COLUMNS];
} repeats_row;

static bool is_word(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void take_text(const link_value *v, repeats_text *out)
{
    bool begins = true;

    out->len = 0;
    for (uint32_t i = 0; i < v->sound_len && v->sound_len <= LONGEST; i++) {
        bool word = is_word((unsigned char)v->sound[i]);
        if (word) {
            out->begins[out->len] = begins;
            out->text[out->len++] = v->sound[i];
        }
        begins = !word;
    }
}

/* The letters and digits of these columns of a record. */
static void take_row(const link_table *t, uint32_t record, uint32_t columns,
                     repeats_row *out)
{
    for (uint32_t rest = columns; rest; rest &= rest - 1) {
        size_t c = (size_t)__builtin_ctz(rest);
        take_text(&t->columns[c].values.values[link_value_id(t, record, c)],
                  &out->cells[c]);
    }
}

/* Does comparing the column see pieces of its values? Of an address of e-mail, or of a
 * category, it sees the whole only. */
static bool has_pieces(const link_column *c)
{
    return c->type != WN_LINK_EMAIL && c->type != WN_LINK_CATEGORY;
}

#define NOTHING (1u << 31) /* explained by no column yet: the empty text */
_Static_assert(WN_LINK_COLUMNS < 31, "columns as bits");

/* `explained[n]`: the columns that explain the first n bytes of `whole`; 0: they are not
 * explained. Add what the first `from` bytes and a piece of `part` explain. */
static void add_pieces(const repeats_text *whole, size_t from, const repeats_text *part,
                       uint32_t bit, uint32_t *explained, uint64_t *steps)
{
    for (size_t s = 0; s < part->len && *steps > 1; s++, --*steps) {
        bool digits = is_digit(part->text[s]) && is_digit(whole->text[from]);
        if (!part->begins[s] && !digits)
            continue;
        for (size_t n = 0; from + n < whole->len && s + n < part->len && *steps > 1 &&
                           whole->text[from + n] == part->text[s + n];) {
            n++;
            --*steps;
            if ((n >= 2 || part->begins[s]) && !explained[from + n])
                explained[from + n] = explained[from] | bit;
        }
    }
}

/* Which of these columns of a row make up the value, as bits; 0: they do not. Takes from
 * *steps. */
static uint32_t made_of(const link_table *t, const repeats_text *whole,
                        const repeats_row *row, uint32_t columns, uint64_t *steps)
{
    uint32_t explained[LONGEST + 1] = {NOTHING};

    for (uint32_t rest = columns; rest && whole->len; rest &= rest - 1) {
        const repeats_text *part = &row->cells[__builtin_ctz(rest)];
        if (part->len == whole->len && !memcmp(part->text, whole->text, whole->len))
            return rest & -rest;
    }
    for (size_t i = 0; i < whole->len; i++)
        for (uint32_t rest = columns; rest && explained[i]; rest &= rest - 1) {
            int p = __builtin_ctz(rest);
            if (has_pieces(&t->columns[p]))
                add_pieces(whole, i, &row->cells[p], rest & -rest, explained, steps);
        }
    return whole->len ? explained[whole->len] & ~NOTHING : 0;
}

/* ---- which columns ------------------------------------------------------------------ */

typedef struct repeats_sample {
    repeats_row *rows;
    size_t count;
    uint64_t steps; /* that are left */
} repeats_sample;

static void draw(repeats_sample *s, const link_table *t)
{
    size_t step = t->sample_count / TRIED + 1;

    s->rows = wn_alloc(t->sample_count / step + 2, sizeof(*s->rows));
    s->count = 0;
    s->steps = STEPS;
    for (size_t i = 0; i < t->sample_count; i += step)
        take_row(t, t->sample[i], (1u << t->column_count) - 1, &s->rows[s->count++]);
}

static double mean_length(const repeats_sample *s, size_t column)
{
    double all = 0, filled = 0;

    for (size_t i = 0; i < s->count; i++) {
        all += (double)s->rows[i].cells[column].len;
        filled += s->rows[i].cells[column].len > 0;
    }
    return filled > 0 ? all / filled : 0;
}

/* The columns that the values of a column are made of, as bits, or 0. */
static uint32_t columns_of(const link_table *t, repeats_sample *s, size_t column,
                           uint32_t others)
{
    double used[WN_LINK_COLUMNS] = {0}, filled = 0, seen = 0, chance = 0;
    uint32_t of = 0;

    for (size_t i = 0; i < s->count; i++) {
        const repeats_text *whole = &s->rows[i].cells[column];
        uint32_t made = made_of(t, whole, &s->rows[i], others, &s->steps);
        filled += whole->len > 0;
        seen += made != 0;
        chance += made_of(t, whole, &s->rows[(i + s->count / 2) % s->count], others,
                          &s->steps) != 0;
        for (; made; made &= made - 1)
            used[__builtin_ctz(made)]++;
    }
    if (seen < LEAST_SEEN || seen < LEAST * filled || chance > CHANCE * seen)
        return 0;
    for (size_t c = 0; c < t->column_count; c++)
        of |= (uint32_t)(used[c] >= USED * seen) << c;
    return of;
}

/* The longest first: a full name is made of its parts, not the parts of it. */
static void find_columns(link_table *t)
{
    repeats_sample s;
    uint32_t left = (1u << t->column_count) - 1;

    draw(&s, t);
    for (uint32_t open = left; open;) {
        size_t longest = (size_t)__builtin_ctz(open);
        for (uint32_t rest = open; rest; rest &= rest - 1) {
            size_t c = (size_t)__builtin_ctz(rest);
            if (mean_length(&s, c) > mean_length(&s, longest))
                longest = c;
        }
        open &= ~(1u << longest);
        t->made_of[longest] = columns_of(t, &s, longest, left & ~(1u << longest));
        if (t->made_of[longest])
            left &= ~(1u << longest);
    }
    free(s.rows);
}

/* ---- which cells -------------------------------------------------------------------- */

static void mark_cells(link_table *t, size_t column)
{
    uint32_t columns = t->made_of[column] | 1u << column;
    repeats_row row;

    for (uint32_t r = 0; r < t->records && !link_is_cancelled(t); r++) {
        if (!link_value_id(t, r, column))
            continue;
        take_row(t, r, columns, &row);
        uint64_t steps = STEPS_EACH;
        bool made = made_of(t, &row.cells[column], &row, t->made_of[column], &steps) != 0;
        t->repeated[r] |= (uint32_t)made << column;
        t->columns[column].repeated += made;
    }
    t->columns[column].is_repeat =
        t->columns[column].repeated * 2 > t->columns[column].filled;
}

void link_find_repeats(link_table *t)
{
    uint32_t any = 0;

    if (!t->saved)
        find_columns(t);
    for (size_t c = 0; t->saved && c < t->column_count; c++)
        t->made_of[c] = link_saved_made_of(t->saved, t, c);
    for (size_t c = 0; c < t->column_count; c++)
        any |= t->made_of[c];
    if (!any)
        return;
    t->repeated = wn_alloc(t->records + 1, sizeof(*t->repeated));
    for (size_t c = 0; c < t->column_count; c++)
        if (t->made_of[c])
            mark_cells(t, c);
}
