/* decimals.c - numbers such as 1.234 in which the mark may be decimal or group thousands,
 * when no row of the column shows which. */
#include "drafting.h"

typedef struct marks {
    size_t asking, proven[4]; /* proven: by choice of decimal= */
    uint64_t line;
    wn_str first;
} marks;

static const wn_transform *number_type(const draft_column *c)
{
    const char *name = c->meaning ? c->meaning->type : c->guessed;
    const wn_transform *type = name ? wn_transform_find(wn_str_of(name)) : NULL;

    return type && wn_option_find(type, WN_STR("decimal")) ? type : NULL;
}

static marks look_at(const draft_table *t, size_t column, const wn_transform *type,
                     wn_arena *arena)
{
    const void *config = wn_config_new(type, arena);
    marks m = {.asking = 0};

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        if (column >= row->source_count || (row->numbers && row->numbers[column]))
            continue;
        wn_str value = wn_str_trim(row->source[column]);
        wn_reading reading = type->readings(value, config, arena);
        m.proven[1] += reading.set == 1u << 1;
        m.proven[2] += reading.set == 1u << 2;
        if (reading.asks && m.asking++ == 0) {
            m.line = row->line;
            m.first = value;
        }
    }
    return m;
}

void draft_look_at_decimals(draft *d, draft_table *t)
{
    wn_arena arena = {0};

    for (size_t c = 0; !t->skipped.len && c < t->count; c++) {
        draft_column *column = &t->columns[c];
        const wn_transform *type = number_type(column);
        if (!type || draft_answer(d, t, column->name, WN_DOUBT_DECIMAL).len)
            continue;
        marks m = look_at(t, c, type, &arena);
        if (m.asking && (m.proven[1] > 0) == (m.proven[2] > 0))
            draft_doubt(d, t, column, WN_DOUBT_DECIMAL, .3, 3, WN_SAY_DOUBT_DECIMALS,
                        WN_FMT(draft_shown(d, t)), WN_FMT(column->name), m.asking,
                        WN_FMT(m.first), (unsigned long long)m.line);
    }
    wn_arena_release(&arena);
}
