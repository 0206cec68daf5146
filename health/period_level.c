/* period_level.c - how many records of an entity a system brings, and in how many of them
 * a field is filled. Kept when some check compares the last period with this one. */
#include "period.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* Kinds of rows of winnow_profile: `place` is "system/entity", `name` the field. */
static const char *const kinds[] = {"records", "filled", "empty"};

static bool is_about(const wn_check *check)
{
    return check->rule == WN_RULE_VOLUME || check->rule == WN_RULE_FILL_DROP;
}

/* ---- before ----------------------------------------------------------------------- */

/* Takes a row: period, kind, place, name, count. The oldest come first, so a later period
 * overwrites an earlier one. */
static bool take_level(void *data, const wn_str *cells)
{
    period *p = data;
    wn_history *history = p->history;
    bool is_new;
    int64_t count = 0,
            *at = wn_map_set(&history->level_of, wn_level_fingerprint(cells[2], cells[3]),
                             &is_new);

    if (is_new) {
        history->levels = wn_grow(history->levels, history->level_count,
                                  &history->level_room, sizeof(*history->levels));
        history->levels[history->level_count++] = (wn_level){0};
        *at = (int64_t)history->level_count;
    }
    wn_level *level = &history->levels[*at - 1];
    if (!wn_str_equal(wn_str_of(level->period), cells[0])) {
        *level = (wn_level){0};
        snprintf(level->period, sizeof(level->period), "%.*s", WN_FMT(cells[0]));
    }
    wn_str_number(cells[4], &count);
    uint64_t *const counts[] = {&level->records, &level->filled, &level->empty};
    for (size_t k = 0; k < WN_COUNT(kinds); k++)
        if (wn_str_equal(cells[1], wn_str_of(kinds[k])))
            *counts[k] = (uint64_t)count;
    return true;
}

wn_rc period_read_levels(period *p)
{
    const wn_model *model = &p->context->plan->model;
    bool any = false;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            any = any || is_about(&model->entities[e].checks[c]);
    return any ? db_each(p->db, take_level, p,
                         "SELECT period, kind, place, name, count FROM winnow_profile "
                         "WHERE basis=%L AND period<%L AND kind IN "
                         "('records','filled','empty') ORDER BY period",
                         wn_str_of(p->context->settings->basis),
                         wn_str_of(p->context->settings->period))
               : WN_OK;
}

/* ---- now -------------------------------------------------------------------------- */

wn_rc period_profile_row(period *p, db_inserter *into, const char *kind, wn_str place,
                         wn_str name, uint64_t count)
{
    const db_value row[] = {db_text(wn_str_of(p->context->settings->period)),
                            db_text(wn_str_of(p->context->settings->basis)),
                            db_text(wn_str_of(kind)),
                            db_text(place),
                            db_text(name),
                            db_int((int64_t)count),
                            db_int(p->run)};

    return p->db->class->insert(into, row);
}

static wn_rc write_level(period *p, db_inserter *into, wn_str place,
                         const wn_source *source, const wn_entity *entity, int field)
{
    wn_level level =
        wn_tallies_level(p->context->tallies, p->context->plan, source, entity, field);
    const uint64_t counts[] = {level.records, level.filled, level.empty};
    wn_str name = field < 0 ? WN_STR("") : entity->fields[field].name;
    wn_rc rc = WN_OK;

    for (size_t k = 0; k < WN_COUNT(kinds) && rc >= 0; k++)
        if ((field < 0) == (k == 0) && (k == 0 || level.filled + level.empty > 0))
            rc = period_profile_row(p, into, kinds[k], place, name, counts[k]);
    return rc;
}

/* Writes the numbers of one system and entity that its checks ask for, each once. */
static wn_rc write_levels(period *p, db_inserter *into, const wn_source *source,
                          const wn_entity *entity)
{
    bool *asked = wn_alloc(entity->field_count + 1, sizeof(*asked)), records = false;
    wn_buf place = {0};
    wn_rc rc = WN_OK;

    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        records = records || check->rule == WN_RULE_VOLUME;
        for (size_t i = 0; check->rule == WN_RULE_FILL_DROP && i < check->field_count;
             i++)
            asked[check->fields[i]] = true;
    }
    wn_buf_format(&place, "%.*s/%.*s", WN_FMT(source->system), WN_FMT(entity->name));
    if (records)
        rc = write_level(p, into, wn_buf_str(&place), source, entity, -1);
    for (size_t f = 0; f < entity->field_count && rc >= 0; f++)
        if (asked[f])
            rc = write_level(p, into, wn_buf_str(&place), source, entity, (int)f);
    wn_buf_release(&place);
    free(asked);
    return rc;
}

wn_rc period_write_levels(period *p, db_inserter *into)
{
    const wn_plan *plan = p->context->plan;
    wn_map seen = {0};
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count && rc >= 0; f++) {
        const wn_file *file = &plan->files[f];
        bool is_new;
        wn_map_set(&seen,
                   wn_fingerprint_mix(wn_fingerprint_of(file->source->system),
                                      file->entity->name),
                   &is_new);
        if (is_new && !wn_is_part(p->context, file->source, file->entity))
            rc = write_levels(p, into, file->source, file->entity);
    }
    wn_map_release(&seen);
    return rc;
}

/* A thousand files may be of one system and entity, so each place is added once. They are
 * a list, not terms joined by OR: databases limit the depth of an expression. */
void period_add_levels(const period *p, wn_buf *sql)
{
    const wn_plan *plan = p->context->plan;
    wn_map seen = {0};
    wn_buf place = {0};

    db_sql(sql, " AND (t.kind NOT IN ('records','filled','empty') OR t.place IN (''");
    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        bool is_new;
        if (wn_is_part(p->context, file->source, file->entity))
            continue;
        wn_map_set(&seen,
                   wn_fingerprint_mix(wn_fingerprint_of(file->source->system),
                                      file->entity->name),
                   &is_new);
        if (!is_new)
            continue;
        wn_buf_release(&place);
        wn_buf_format(&place, "%.*s/%.*s", WN_FMT(file->source->system),
                      WN_FMT(file->entity->name));
        db_sql(sql, ",%L", wn_buf_str(&place));
    }
    db_sql(sql, "))");
    wn_buf_release(&place);
    wn_map_release(&seen);
}
