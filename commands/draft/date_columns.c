/*
 * date_columns.c - dates whose day and month may have been exchanged: by Excel, which
 * turned half of a column into dates of its own, or because both orders are in one
 * column.
 */
#include "drafting.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { ISO_LOW, ISO_HIGH, DAY_FIRST, MONTH_FIRST, EITHER, SHAPES };

/* The shape of a date: "2021-05-03" with a last number up to 12, or above it; 17/11/2020;
 * 11/17/2020; 3/5/2021. */
static int shape_of(wn_str s)
{
    int numbers[3] = {0}, count = 0;
    size_t digits = 0;

    for (size_t i = 0; i < s.len && count < 3; i++) {
        char c = s.ptr[i];
        if (c >= '0' && c <= '9') {
            numbers[count] = numbers[count] * 10 + (c - '0');
            if (++digits > 4)
                return SHAPES;
        } else if (digits > 0 && strchr("-/.", c)) {
            count++;
            digits = 0;
        } else if (digits > 0 && (c == ' ' || c == 'T') && count == 2) {
            break;
        } else {
            return SHAPES;
        }
    }
    if (count != 2 || numbers[0] == 0)
        return SHAPES;
    if (numbers[0] > 31)
        return numbers[2] <= 12 ? ISO_LOW : ISO_HIGH;
    return numbers[0] > 12 ? DAY_FIRST : numbers[1] > 12 ? MONTH_FIRST : EITHER;
}

typedef struct shapes {
    size_t count[SHAPES];
    uint64_t line[SHAPES]; /* line of the first of each shape */
} shapes;

/* Count the dates with this mark between their numbers; '\0': with any mark. */
static shapes look_at(const draft_table *t, size_t column, char mark)
{
    shapes s = {{0}, {0}};

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        wn_str text = wn_record_cell(row, column);
        int shape = shape_of(text);
        if (shape == SHAPES ||
            (mark && text.ptr[wn_str_span(text, "0123456789")] != mark))
            continue;
        if (s.count[shape]++ == 0)
            s.line[shape] = row->line;
    }
    return s;
}

static const char marks[] = {'-', '/', '.'};

/* Dates whose order no other date with the same mark shows; and whether dates of one mark
 * have both orders. */
typedef struct open_dates {
    size_t count;
    uint64_t line;
    bool only_dots; /* dates with dots: no country writes the month first */
    bool both;
    uint64_t day, month; /* line of one with the day first, one with the month first */
} open_dates;

static open_dates open_of(const draft_table *t, size_t column)
{
    open_dates out = {.only_dots = true};

    for (size_t i = 0; i < WN_COUNT(marks); i++) {
        shapes s = look_at(t, column, marks[i]);
        if (s.count[DAY_FIRST] && s.count[MONTH_FIRST] && !out.both) {
            out.both = true;
            out.day = s.line[DAY_FIRST];
            out.month = s.line[MONTH_FIRST];
        }
        if (!s.count[EITHER] || s.count[DAY_FIRST] || s.count[MONTH_FIRST])
            continue;
        out.only_dots = out.only_dots && marks[i] == '.';
        out.line = out.count && out.line < s.line[EITHER] ? out.line : s.line[EITHER];
        out.count += s.count[EITHER];
    }
    return out;
}

static bool is_date(const draft_column *c)
{
    const char *type = c->meaning ? c->meaning->type : c->guessed;

    return type && !strncmp(type, "date", 4);
}

/* A date column of the table that shows its order; NULL if none does, or if two orders
 * are shown. */
static const draft_column *proof_beside(const draft_table *t, const char **order)
{
    const draft_column *day = NULL, *month = NULL;

    for (size_t c = 0; c < t->count; c++) {
        shapes s = is_date(&t->columns[c]) ? look_at(t, c, '\0') : (shapes){{0}, {0}};
        day = s.count[DAY_FIRST] ? &t->columns[c] : day;
        month = s.count[MONTH_FIRST] ? &t->columns[c] : month;
    }
    *order = day ? "dmy" : "mdy";
    return day && month ? NULL : day ? day : month;
}

/* Decide the order of dates that do not show whether the day or the month is first. */
static void settle_order(draft *d, const draft_table *t, draft_column *c,
                         const open_dates *o)
{
    const char *order;
    const draft_column *proof = proof_beside(t, &order);

    proof = proof == c ? NULL : proof; /* its own dates with other marks prove nothing */

    if (o->only_dots) {
        c->order = "dmy";
        draft_doubt(d, t, c, WN_DOUBT_ORDER, .88, 1, WN_SAY_DOUBT_DATES_DOTS,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), o->count,
                    (unsigned long long)o->line);
    } else if (proof) {
        c->order = order;
        draft_doubt(d, t, c, WN_DOUBT_ORDER, .85, 1, WN_SAY_DOUBT_DATES_BESIDE,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), o->count,
                    (unsigned long long)o->line, c->order, WN_FMT(proof->name));
    } else {
        draft_doubt(d, t, c, WN_DOUBT_ORDER, .3, 3, WN_SAY_DOUBT_DATES_OPEN,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), o->count,
                    (unsigned long long)o->line);
    }
}

static bool is_sheet(const draft_table *t)
{
    return !strncmp(t->input.reader->name, "xls", 3) ||
           strstr(t->input.reader->name, "sheet");
}

void draft_look_at_dates(draft *d, draft_table *t)
{
    for (size_t c = 0; !t->skipped.len && c < t->count; c++) {
        draft_column *column = &t->columns[c];
        if (!is_date(column) || draft_answer(d, t, column->name, WN_DOUBT_ORDER).len)
            continue;
        shapes s = look_at(t, c, '\0');
        open_dates o = open_of(t, c);
        size_t texts = s.count[DAY_FIRST] + s.count[MONTH_FIRST];
        bool one_kind = !s.count[DAY_FIRST] || !s.count[MONTH_FIRST];
        if (is_sheet(t) && s.count[ISO_LOW] >= 2 && s.count[ISO_HIGH] == 0 && texts > 0 &&
            one_kind) {
            int text = s.count[DAY_FIRST] ? DAY_FIRST : MONTH_FIRST;
            draft_doubt(d, t, column, WN_DOUBT_ORDER, .2, 3, WN_SAY_DOUBT_DATES_SWAPPED,
                        WN_FMT(draft_shown(d, t)), WN_FMT(column->name), s.count[ISO_LOW],
                        (unsigned long long)s.line[ISO_LOW], texts,
                        (unsigned long long)s.line[text]);
        } else if (o.both) {
            draft_doubt(d, t, column, WN_DOUBT_ORDER, .2, 3, WN_SAY_DOUBT_DATES_BOTH,
                        WN_FMT(draft_shown(d, t)), WN_FMT(column->name),
                        (unsigned long long)o.day, (unsigned long long)o.month);
        } else if (o.count) {
            settle_order(d, t, column, &o);
        }
    }
}
