/* unsure.c - notes what somebody should check in each column and table. */
#include "drafting.h"

#include "commands/inspect.h"

#include <string.h>

static bool is_linked(const draft_table *t, size_t column)
{
    for (size_t p = 0; p < t->part_count; p++)
        if (t->parts[p].links && t->parts[p].links[column] >= 0)
            return true;
    return false;
}

/* Note amounts that are loaded without a currency. */
static void doubt_currencies(draft *d, const draft_table *t, const draft_column *c)
{
    const wn_transform *money = wn_transform_find(WN_STR("money"));
    wn_arena arena = {0};
    void *config = wn_config_new(money, &arena);
    wn_str first = WN_STR("");

    wn_config_parse(money, WN_STR("part=currency"), config, &arena);
    for (size_t i = 0; i < c->some_count; i++) {
        wn_cleaned out = {.value = c->some[i]};
        if (money->apply(c->some[i], config, &arena, &out) != WN_CLEAN)
            continue;
        if (first.len && !wn_str_equal(first, out.value)) {
            draft_doubt(d, t, c, WN_DOUBT_UNIT, .6, 2, WN_SAY_DOUBT_CURRENCIES,
                        WN_FMT(draft_shown(d, t)), WN_FMT(c->name), WN_FMT(first),
                        WN_FMT(out.value));
            break;
        }
        first = first.len ? first : out.value;
    }
    wn_arena_release(&arena);
}

static void doubt_column(draft *d, const draft_table *t, const draft_column *c)
{
    const char *type = c->meaning ? c->meaning->type : c->guessed;

    if (type && !strcmp(type, "money"))
        doubt_currencies(d, t, c);
    if (c->no_key)
        draft_doubt(d, t, c, WN_DOUBT_KEY, .6, 2, WN_SAY_DOUBT_NO_KEY,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name));
    else if (c->refuted && !is_linked(t, (size_t)(c - t->columns)))
        draft_doubt(d, t, c, WN_DOUBT_FIELD, .6, 1, WN_SAY_DOUBT_REFUTED,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), c->refuted->name);
    else if (c->how == DRAFT_BY_LIKENESS)
        draft_doubt(d, t, c, WN_DOUBT_FIELD, .6, 1, WN_SAY_DOUBT_LIKE,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), c->meaning->name,
                    WN_FMT(c->says.near));
    else if (c->how == DRAFT_BY_VALUES)
        draft_doubt(d, t, c, WN_DOUBT_FIELD, .85, 1, WN_SAY_DOUBT_BY_VALUES,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), c->meaning->name);
    if (c->meaning && !strncmp(c->meaning->type, "date", 4) &&
        draft_share(c, draft_is_serial) > .5)
        draft_doubt(d, t, c, WN_DOUBT_UNIT, .7, 2, WN_SAY_DOUBT_SERIALS,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name));
    if (c->meaning && c->says.unit.len && draft_unit_is_known(c->says.unit) &&
        (!strcmp(c->meaning->type, "money") || !strcmp(c->meaning->type, "integer")))
        draft_doubt(d, t, c, WN_DOUBT_UNIT, .9, 2, WN_SAY_DOUBT_UNIT,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), WN_FMT(c->says.unit));
    else if (c->meaning && c->says.unit.len && !strcmp(c->meaning->type, "money"))
        draft_doubt(d, t, c, WN_DOUBT_UNIT, .85, 1, WN_SAY_DOUBT_UNIT_STRANGE,
                    WN_FMT(draft_shown(d, t)), WN_FMT(c->name), WN_FMT(c->says.unit));
}

/* Note all columns without a meaning, in one sentence. */
static void doubt_unknown(draft *d, const draft_table *t)
{
    wn_str names = WN_STR("");
    size_t count = 0;

    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        if (column->meaning || column->guessed || column->refuted ||
            column->filled == 0 || is_linked(t, c))
            continue;
        if (count < 5)
            names = wn_arena_format(&d->arena, "%.*s%s%.*s", WN_FMT(names),
                                    count ? ", " : "", WN_FMT(column->name));
        count++;
    }
    if (count > 0)
        draft_doubt(d, t, NULL, WN_DOUBT_FIELD, .7, count * 2 > t->count ? 2 : 1,
                    WN_SAY_DOUBT_UNKNOWN, WN_FMT(draft_shown(d, t)), count,
                    WN_FMT(names));
}

/* Note rows with more or fewer cells than the header: their values may be one column too
 * far. */
static void doubt_rows(draft *d, const draft_table *t)
{
    size_t longer = 0, shorter = 0;

    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        bool more = false;
        for (size_t c = t->count; c < row->source_count; c++)
            more = more || wn_str_trim(row->source[c]).len > 0;
        longer += more;
        shorter += row->source_count < t->count;
    }
    if (longer > 0)
        draft_doubt(d, t, NULL, WN_DOUBT_ROWS, .5, longer * 100 > t->rows.count ? 2 : 1,
                    WN_SAY_DOUBT_ROWS_LONG, WN_FMT(draft_shown(d, t)), longer);
    if (shorter > 0 && shorter * 2 < t->rows.count) /* most: empty ones are left out */
        draft_doubt(d, t, NULL, WN_DOUBT_TABLE, .7, 1, WN_SAY_DOUBT_ROWS_SHORT,
                    WN_FMT(draft_shown(d, t)), shorter);
}

void draft_doubt_columns(draft *d, draft_table *t)
{
    bool no_key = t->part_count > 0 && t->parts[t->part_count - 1].key.len == 0;

    if (t->skipped.len)
        return;
    if (t->input.is_headless)
        draft_doubt(d, t, NULL, WN_DOUBT_HEADER, .6, 2, WN_SAY_DOUBT_HEADLESS,
                    WN_FMT(draft_shown(d, t)));
    if (t->input.encoding && wn_inspect_sure(&t->input) == WN_SAY_SURE_GUESS)
        draft_doubt(d, t, NULL, WN_DOUBT_ENCODING, .9, 2, WN_SAY_DOUBT_ENCODING,
                    WN_FMT(draft_shown(d, t)), t->input.encoding);
    doubt_rows(d, t);
    if (t->is_known)
        return;
    if (no_key)
        draft_doubt(d, t, NULL, WN_DOUBT_KEY, .7, 1, WN_SAY_DOUBT_KEYLESS,
                    WN_FMT(draft_shown(d, t)));
    for (size_t c = 0; c < t->count; c++)
        doubt_column(d, t, &t->columns[c]);
    doubt_unknown(d, t);
}
