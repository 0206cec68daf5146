/* period_read.c - reads what earlier periods found. */
#include "period.h"

#include "checks/check.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void copy(char *out, size_t room, wn_str text)
{
    snprintf(out, room, "%.*s", WN_FMT(text));
}

static const wn_check *check_named(const wn_model *model, wn_str entity, wn_str id)
{
    int e = wn_entity_find(model, entity);

    for (size_t c = 0; e >= 0 && c < model->entities[e].check_count; c++)
        if (wn_str_equal(model->entities[e].checks[c].id, id))
            return &model->entities[e].checks[c];
    return NULL;
}

static wn_fingerprint print_of(int64_t number)
{
    return wn_fingerprint_numbers((uint64_t)number, 0);
}

/* Appends a condition, "(e.system='a' AND e.entity='x') OR ...": rows about the systems
 * and entities of this run's files. */
static void add_scope(const period *p, wn_buf *sql)
{
    const wn_plan *plan = p->context->plan;
    wn_map seen = {0};

    db_sql(sql, "(1=0");
    for (size_t f = 0; f < plan->file_count; f++) {
        const wn_file *file = &plan->files[f];
        bool is_new; /* a thousand files may be of one system and entity */
        wn_map_set(&seen,
                   wn_fingerprint_mix(wn_fingerprint_of(file->source->system),
                                      file->entity->name),
                   &is_new);
        if (is_new)
            db_sql(sql, " OR (e.system=%L AND e.entity=%L)", file->source->system,
                   file->entity->name);
    }
    db_sql(sql, ")");
    wn_map_release(&seen);
}

/* ---- periods and their counts ----------------------------------------------------- */

static bool take_period(void *data, const wn_str *cells)
{
    period *p = data;
    wn_history *history = p->history;
    const wn_model *model = &p->context->plan->model;

    history->periods = wn_grow(history->periods, history->count, &history->room,
                               sizeof(*history->periods));
    wn_period *next = &history->periods[history->count++];
    *next = (wn_period){.score = cells[1].ptr ? strtod(cells[1].ptr, NULL) : -1,
                        .records = (uint64_t)db_cell_number(cells[2]),
                        .clean = (uint64_t)db_cell_number(cells[3])};
    copy(next->name, sizeof(next->name), cells[0]);
    copy(next->rules, sizeof(next->rules), cells[4]);
    copy(next->as_of, sizeof(next->as_of), cells[5]);
    next->counts = wn_alloc((size_t)model->check_count, sizeof(*next->counts));
    next->asked = wn_alloc((size_t)model->check_count, sizeof(*next->asked));
    next->rows = wn_alloc(model->entity_count, sizeof(*next->rows));
    return true;
}

static wn_period *period_named(wn_history *history, wn_str name)
{
    for (size_t i = 0; i < history->count; i++)
        if (wn_str_equal(wn_str_of(history->periods[i].name), name))
            return &history->periods[i];
    return NULL;
}

/* Takes counts: period, rule, entity, department, applicable, failed, meaning. */
static bool take_counts(void *data, const wn_str *cells)
{
    period *p = data;
    wn_period *of = period_named(p->history, cells[0]);
    const wn_check *check = check_named(&p->context->plan->model, cells[2], cells[1]);
    wn_counts counts = {(uint64_t)db_cell_number(cells[4]),
                        (uint64_t)db_cell_number(cells[5])};

    if (!of || !check || check->meaning != (uint64_t)db_cell_number(cells[6]))
        return true;
    if (cells[3].len == 0) {
        of->counts[check->number] = counts;
        of->asked[check->number] = true;
    } else if (!p->context->settings->by_owner &&
               of == &p->history->periods[p->history->count - 1]) {
        period_group(p, cells[3])->counts[check->number] = counts;
    }
    return true;
}

/* Takes a number of records: period, entity, count. */
static bool take_rows(void *data, const wn_str *cells)
{
    period *p = data;
    wn_period *of = period_named(p->history, cells[0]);
    int entity = wn_entity_find(&p->context->plan->model, cells[1]);

    if (of && entity >= 0)
        of->rows[entity] = (uint64_t)db_cell_number(cells[2]);
    return true;
}

#define MOST_PERIODS 36 /* nothing looks back further */

static wn_rc read_periods(period *p)
{
    wn_str this = wn_str_of(p->context->settings->period),
           basis = wn_str_of(p->context->settings->basis);
    char from[16];
    int64_t later = 0;

    wn_month_add(from, p->context->settings->period, -MOST_PERIODS);
    wn_rc rc = db_each(p->db, take_period, p,
                       "SELECT period, score, records, clean, rules, as_of FROM "
                       "winnow_period WHERE basis=%L AND period<%L AND period>=%L ORDER BY period",
                       basis, this, wn_str_of(from));
    if (rc >= 0)
        rc = db_each(p->db, take_counts, p,
                     "SELECT period, rule, entity, department, applicable, failed, "
                     "meaning FROM winnow_health WHERE basis=%L AND period<%L AND "
                     "period>=%L ORDER BY period, department",
                     basis, this, wn_str_of(from));
    if (rc >= 0)
        rc = db_each(p->db, take_rows, p,
                     "SELECT period, place, count FROM winnow_profile WHERE basis=%L AND "
                     "kind='rows' AND period<%L AND period>=%L",
                     basis, this, wn_str_of(from));
    if (rc >= 0)
        rc = period_read_levels(p);
    if (rc >= 0)
        rc = period_read_activity(p);
    if (rc >= 0)
        rc = db_number(p->db, &later,
                       "SELECT count(*) FROM winnow_period WHERE basis=%L AND period>%L",
                       basis, this);
    p->is_latest = later == 0;
    return rc;
}

/* ---- findings --------------------------------------------------------------------- */

wn_episode *period_episode(wn_history *history, const wn_check *check, int64_t number)
{
    bool is_new;
    uint32_t at = wn_index_add(&history->findings, number, &is_new);

    if (is_new) {
        history->episodes = wn_grow(history->episodes, at, &history->episode_room,
                                    sizeof(*history->episodes));
        history->episodes[at] = (wn_episode){.check = (uint32_t)check->number};
    }
    return &history->episodes[at];
}

/* Takes an episode: rule, entity, finding, from_period, to_period. The oldest come first,
 * none is later than this period. */
static bool take_episode(void *data, const wn_str *cells)
{
    period *p = data;
    wn_str this = wn_str_of(p->context->settings->period);
    const wn_check *check = check_named(&p->context->plan->model, cells[1], cells[0]);

    if (!check || !wn_check_is_asked(p->context, check))
        return true; /* the check is not asked now: nothing is known of its findings */
    wn_episode *episode = period_episode(p->history, check, db_cell_number(cells[2]));
    if (wn_str_equal(cells[3], this)) {
        episode->begun = true;
        return true;
    }
    episode->known = true;
    episode->open = !cells[4].ptr || wn_str_compare(cells[4], this) >= 0;
    episode->ended = cells[4].ptr && wn_str_equal(cells[4], this);
    episode->first = (uint16_t)wn_month_number(cells[3].ptr);
    return true;
}

static wn_rc read_episodes(period *p)
{
    wn_buf sql = {0};

    db_sql(&sql,
           "SELECT e.rule, e.entity, e.finding, e.from_period, e.to_period FROM "
           "winnow_episode e WHERE e.basis=%L AND e.from_period<=%L AND ",
           wn_str_of(p->context->settings->basis),
           wn_str_of(p->context->settings->period));
    add_scope(p, &sql);
    db_sql(&sql, " ORDER BY e.from_period");
    wn_rc rc = p->db->class->query(p->db, sql.ptr, take_episode, p);
    wn_buf_release(&sql);
    return rc;
}

static bool take_waiver(void *data, const wn_str *cells)
{
    period *p = data;
    wn_history *history = p->history;

    history->waivers = wn_grow(history->waivers, history->waiver_count,
                               &history->waiver_room, sizeof(*history->waivers));
    wn_waiver *waiver = &history->waivers[history->waiver_count++];
    *waiver = (wn_waiver){.finding = db_cell_number(cells[0])};
    wn_str *const texts[] = {&waiver->rule, &waiver->entity, &waiver->system,
                             &waiver->key,  &waiver->who,    &waiver->why};
    for (size_t i = 0; i < WN_COUNT(texts); i++)
        *texts[i] = wn_arena_str(&history->arena, cells[i + 1]);
    copy(waiver->until, sizeof(waiver->until), cells[7]);
    if (wn_str_compare(cells[7], wn_str_of(p->context->settings->as_of)) >= 0)
        *wn_map_set(&history->waived, print_of(waiver->finding), NULL) =
            (int64_t)history->waiver_count;
    return true;
}

/* Reads the waivers that people wrote in this period or before it. */
static wn_rc read_waivers(period *p)
{
    return db_each(p->db, take_waiver, p,
                   "SELECT finding, rule, entity, system, source_key, who, why, until "
                   "FROM winnow_waiver WHERE period<=%L ORDER BY rule, source_key",
                   wn_str_of(p->context->settings->period));
}

/* ---- what records said before ----------------------------------------------------- */

/* Takes what a record said before: record, content, since, updated. Oldest first. */
static bool take_touch(void *data, const wn_str *cells)
{
    period *p = data;
    wn_history *history = p->history;
    int64_t since, updated;
    bool timed, is_new;

    if (!wn_moment(cells[2], &since, &timed) || !wn_moment(cells[3], &updated, &timed))
        return true;
    uint32_t place = wn_index_add(&history->touched, db_cell_number(cells[0]), &is_new);
    history->touches = wn_grow(history->touches, history->touched.count - 1,
                               &history->touch_room, sizeof(*history->touches));
    history->touches[place] =
        (wn_touch){(uint64_t)db_cell_number(cells[1]), since, updated};
    return true;
}

static wn_rc read_touches(period *p)
{
    return p->touches
               ? db_each(p->db, take_touch, p,
                         "SELECT record, content, since, updated FROM winnow_touch WHERE "
                         "basis=%L AND period<%L ORDER BY period",
                         wn_str_of(p->context->settings->basis),
                         wn_str_of(p->context->settings->period))
               : WN_OK;
}

/* ---- values that were seen before ------------------------------------------------- */

static bool take_value(void *data, const wn_str *cells)
{
    period *p = data;
    bool is_new = false;

    *wn_map_set(&p->value_of, wn_fingerprint_mix(wn_fingerprint_of(cells[0]), cells[1]),
                &is_new) = -1; /* known before, and not met in this period yet */
    return true;
}

static wn_rc read_values(period *p)
{
    return db_each(p->db, take_value, p,
                   "SELECT DISTINCT place, name FROM winnow_profile WHERE basis=%L AND "
                   "kind='value' AND period<%L",
                   wn_str_of(p->context->settings->basis),
                   wn_str_of(p->context->settings->period));
}

/* Takes a value of the last period: place, name, count. */
static bool take_count(void *data, const wn_str *cells)
{
    period *p = data;
    wn_history *history = p->history;
    wn_str field = wn_arena_str(&history->arena, cells[0]);
    wn_str entity = wn_str_cut(&field, WN_STR("."));

    history->values = wn_grow(history->values, history->value_count,
                              &history->value_room, sizeof(*history->values));
    history->values[history->value_count++] = (wn_value_count){
        entity, field, wn_arena_str(&history->arena, cells[1]),
        (uint64_t)db_cell_number(cells[2])};
    return true;
}

static wn_rc read_last_values(period *p)
{
    const wn_history *history = p->history;

    return history->count == 0
               ? WN_OK
               : db_each(p->db, take_count, p,
                         "SELECT place, name, count FROM winnow_profile WHERE basis=%L "
                         "AND kind='value' AND period=%L ORDER BY place, name",
                         wn_str_of(p->context->settings->basis),
                         wn_str_of(history->periods[history->count - 1].name));
}

wn_rc period_read(period *p)
{
    /* only some of the records are read: they cannot be compared with a whole period */
    wn_rc rc = p->context->settings->where_count > 0 ? WN_OK : read_periods(p);

    if (rc >= 0)
        rc = read_waivers(p);
    if (rc >= 0 && p->lives)
        rc = read_episodes(p);
    if (rc >= 0)
        rc = read_touches(p);
    if (rc >= 0)
        rc = read_last_values(p);
    return rc < 0 ? rc : read_values(p);
}
