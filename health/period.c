/* period.c - counts what this period finds, and writes it into the database. */
#include "period.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

#define MOST_UNLISTED 2000 /* how many different values that are in no list are kept */

/* ---- the beginning ---------------------------------------------------------------- */

static bool needs_touches(const wn_model *model)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            if (model->entities[e].checks[c].rule == WN_RULE_STALE ||
                model->entities[e].checks[c].rule == WN_RULE_TOUCH_ONLY)
                return true;
    return false;
}

/* Changes rows of one of winnow's own tables by `set`, or deletes them (NULL), and keeps
 * their images. */
static wn_rc change(period *p, const char *table, const char *condition, const char *set)
{
    wn_rc rc = p->images ? images_keep(p->images, table, condition) : WN_OK;

    if (rc < 0)
        return rc;
    return set ? db_run(p->db, "UPDATE %s AS t SET %s WHERE %s", table, set, condition)
               : db_run(p->db, "DELETE FROM %s AS t WHERE %s", table, condition);
}

/* Reads people's answers. "Nothing to do" becomes a waiver until the day in the answer;
 * any other answer takes an earlier waiver back.
 */
static wn_rc take_answers(period *p)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < p->history->answers.count && rc >= 0; i++) {
        const wn_answer *a = &p->history->answers.items[i];
        *wn_map_set(&p->history->answers.known,
                    wn_fingerprint_numbers((uint64_t)a->finding, 0), NULL) =
            (int64_t)i + 1;
        wn_buf which = {0};
        db_sql(&which, "t.finding=%d", (long long)a->finding);
        rc = change(p, "winnow_waiver", which.ptr, NULL);
        if (rc >= 0 && a->reply == WN_REPLY_NO_NEED)
            rc = db_run(p->db,
                        "INSERT INTO winnow_waiver VALUES (%d, %L, %L, %L, %L, %L, %L, "
                        "%L, %L, %d)",
                        (long long)a->finding, a->rule, a->entity, a->system, a->key,
                        a->who, a->note, wn_str_of(a->until),
                        wn_str_of(p->context->settings->period), (long long)p->run);
        wn_buf_release(&which);
    }
    return rc;
}

static wn_rc open_inserters(period *p)
{
    wn_rc rc = db_run(
        p->db, "CREATE TEMP TABLE new_fixed (finding BIGINT PRIMARY KEY);"
               "CREATE TEMP TABLE new_open (finding BIGINT PRIMARY KEY);"
               "CREATE TEMP TABLE new_never (finding BIGINT PRIMARY KEY);"
               "CREATE TEMP TABLE new_touch AS SELECT * FROM winnow_touch WHERE 1=0");

    if (rc < 0)
        return rc;
    p->episodes = own_inserter(p->db, "winnow_episode", "winnow_episode");
    p->changes[PERIOD_FIXED] = p->db->class->inserter(p->db, "new_fixed", "finding", 1);
    p->changes[PERIOD_OPEN] = p->db->class->inserter(p->db, "new_open", "finding", 1);
    p->changes[PERIOD_NEVER] = p->db->class->inserter(p->db, "new_never", "finding", 1);
    p->touched = own_inserter(p->db, "new_touch", "winnow_touch");
    return WN_OK;
}

wn_rc period_begin(period *p, db *d, const wn_stage *stage, row_images *images,
                   int64_t run, bool lives)
{
    const wn_context *context = stage->context;

    *p = (period){.context = context,
                  .history = stage->may.history,
                  .db = d,
                  .images = images,
                  .run = run,
                  .lives = lives,
                  .touches = lives && needs_touches(&context->plan->model)};
    p->keeps = !wn_is_partial(context->settings) && !context->settings->by_owner;
    wn_rc rc = take_answers(p);
    if (rc >= 0)
        rc = period_read(p);
    return rc < 0 ? rc : open_inserters(p);
}

/* ---- records ---------------------------------------------------------------------- */

static wn_rc begin_episode(period *p, const wn_record *record, const wn_check *check,
                           int64_t finding)
{
    const db_value row[] = {db_text(check->id),
                            db_text(record->file->entity->name),
                            db_text(record->file->source->system),
                            db_text(record->key),
                            db_int(finding),
                            db_text(wn_str_of(p->context->settings->period)),
                            {.kind = DB_NULL},
                            db_text(wn_str_of(p->context->settings->basis)),
                            db_int(p->run)};

    return p->keeps && p->is_latest ? p->db->class->insert(p->episodes, row) : WN_OK;
}

/* Counts a finding as still open, returned or new; only the first time it is met. */
static wn_rc take_finding(period *p, const wn_record *record, const wn_check *check)
{
    wn_history *history = p->history;
    int64_t number = wn_finding_number(check, record);
    wn_lifecycle *lifecycle = &history->lifecycles[check->number];
    wn_episode *episode = period_episode(history, check, number);

    if (episode->seen)
        return WN_OK;
    const int64_t *answer = history->answers.count
                                ? wn_map_find(&history->answers.known,
                                              wn_fingerprint_numbers((uint64_t)number, 0))
                                : NULL;
    if (answer)
        history->answers.items[*answer - 1].found = true;
    episode->seen = true;
    if (episode->open) {
        lifecycle->open++;
        return WN_OK;
    }
    episode->first = (uint16_t)wn_month_number(p->context->settings->period);
    if (episode->known)
        lifecycle->returned++;
    else
        lifecycle->fresh++;
    return episode->begun ? WN_OK : begin_episode(p, record, check, number);
}

static bool is_first_of_check(const wn_record *record, const wn_finding *finding)
{
    for (const wn_finding *f = record->findings; f != finding; f = f->next)
        if (f->check == finding->check)
            return false;
    return true;
}

static void count_value(period *p, const wn_entity *entity, const wn_field *field,
                        wn_str value)
{
    char place[160];
    int len = snprintf(place, sizeof(place), "%.*s.%.*s", WN_FMT(entity->name),
                       WN_FMT(field->name));
    wn_fingerprint print =
        wn_fingerprint_mix(wn_fingerprint_of((wn_str){place, (size_t)len}), value);
    int64_t *at = wn_map_set(&p->value_of, print, NULL);

    if (*at <= 0) {
        bool listed = wn_list_find(field->list, value) != NULL;
        if (!listed && p->unlisted == MOST_UNLISTED) {
            p->history->unwatched++;
            return;
        }
        p->unlisted += !listed;
        p->values =
            wn_grow(p->values, p->value_count, &p->value_room, sizeof(*p->values));
        p->values[p->value_count++] =
            (period_value){field, entity, wn_arena_str(&p->arena, value), 0, *at == -1};
        *at = (int64_t)p->value_count;
    }
    p->values[*at - 1].count++;
}

/* Keeps what the record says now for the next period; writes nothing when it is the same
 * as before. */
static wn_rc keep_touch(period *p, const wn_record *record)
{
    const wn_entity *entity = record->file->entity;
    int field = entity->means[WN_MEANS_UPDATED];
    const wn_cell *updated = field >= 0 ? &record->cells[field] : NULL;
    const wn_touch *known = wn_history_touch(p->history, record);
    uint64_t content;
    int64_t at;
    bool timed;
    char since[32];

    if (!updated || updated->state != WN_CELL_CLEAN || record->nth > 1 ||
        !wn_moment(updated->value, &at, &timed))
        return WN_OK;
    content = wn_touch_content(record);
    bool same = known && known->content == content;
    if (same && known->updated == at)
        return WN_OK;
    wn_moment_text(since, same ? known->since : at);
    const db_value row[] = {db_int(wn_record_number(record)),
                            db_text(wn_str_of(p->context->settings->basis)),
                            db_text(wn_str_of(p->context->settings->period)),
                            db_int((int64_t)content),
                            db_text(wn_str_of(since)),
                            db_text(updated->value),
                            db_int(p->run)};
    return p->db->class->insert(p->touched, row);
}

wn_rc period_take(period *p, const wn_batch *batch)
{
    wn_rc rc = WN_OK;

    for (size_t r = 0; r < batch->count && rc >= 0; r++) {
        const wn_record *record = &batch->records[r];
        const wn_entity *entity = record->file->entity;
        if (record->disposition == WN_DISPOSITION_SKIPPED)
            continue;
        for (const wn_finding *f = record->findings; f && rc >= 0 && p->lives;
             f = f->next)
            if (wn_check_is_asked(p->context, f->check) && is_first_of_check(record, f))
                rc = take_finding(p, record, f->check);
        for (size_t f = 0; f < entity->field_count; f++)
            if (entity->fields[f].list && wn_cell_has_value(&record->cells[f]))
                count_value(p, entity, &entity->fields[f], record->cells[f].value);
        if (rc >= 0 && p->touches && p->keeps)
            rc = keep_touch(p, record);
    }
    return rc;
}

/* ---- the end ---------------------------------------------------------------------- */

/* Sorts findings into the PERIOD_ changes. An open finding that was not met is fixed,
 * when its files were read and its check was asked. Also takes back what an earlier run
 * of this period wrote and this one does not confirm. */
static wn_rc sort_out(period *p, bool any[PERIOD_CHANGES])
{
    wn_history *history = p->history;
    wn_rc rc = WN_OK;

    if (p->context->settings->where_count > 0)
        return WN_OK; /* some records were left out: nothing is known of those */
    for (size_t i = 0; i < history->findings.count && rc >= 0; i++) {
        const wn_episode *episode = &history->episodes[i];
        const db_value row[] = {db_int(history->findings.numbers[i])};
        WN_ASSERT((int)episode->check < p->context->plan->model.check_count);
        bool fixed = episode->open && !episode->seen;
        history->lifecycles[episode->check].fixed += fixed;
        const bool is[PERIOD_CHANGES] = {
            [PERIOD_FIXED] = fixed && !episode->ended,
            [PERIOD_OPEN] = episode->ended && episode->seen,
            [PERIOD_NEVER] = episode->begun && !episode->seen,
        };
        for (int k = 0; k < PERIOD_CHANGES && rc >= 0 && p->keeps && p->is_latest; k++)
            if (is[k]) {
                any[k] = true;
                rc = p->db->class->insert(p->changes[k], row);
            }
    }
    return rc;
}

static wn_rc end_episodes(period *p)
{
    static const struct {
        const char *which, *in, *set;
    } changes[PERIOD_CHANGES] = {
        [PERIOD_FIXED] = {"t.to_period IS NULL", "new_fixed", "to_period=%L, run=%d"},
        [PERIOD_OPEN] = {"t.to_period=%L", "new_open", "to_period=NULL, run=%d"},
        [PERIOD_NEVER] = {"t.from_period=%L", "new_never", NULL},
    };
    wn_str this = wn_str_of(p->context->settings->period);
    bool any[PERIOD_CHANGES] = {false};
    wn_rc rc = sort_out(p, any);

    for (int k = 0; k < PERIOD_CHANGES && rc >= 0; k++) {
        wn_buf which = {0}, set = {0};
        if (!any[k])
            continue;
        db_sql(&which, changes[k].which, this);
        db_sql(&which, " AND t.basis=%L AND t.finding IN (SELECT finding FROM %s)",
               wn_str_of(p->context->settings->basis), changes[k].in);
        if (k == PERIOD_FIXED)
            db_sql(&set, changes[k].set, this, (long long)p->run);
        else if (k == PERIOD_OPEN)
            db_sql(&set, changes[k].set, (long long)p->run);
        rc = change(p, "winnow_episode", which.ptr, set.ptr);
        wn_buf_release(&which);
        wn_buf_release(&set);
    }
    return rc;
}

/* Writes one row of winnow_health. */
static wn_rc write_count(period *p, const wn_check *check, wn_str department,
                         const wn_counts *counts, db_inserter *into)
{
    if (counts->applicable == 0)
        return WN_OK;
    const db_value row[] = {db_text(wn_str_of(p->context->settings->period)),
                            db_text(check->id),
                            db_text(check->entity->name),
                            db_text(department),
                            db_int((int64_t)counts->applicable),
                            db_int((int64_t)counts->failed),
                            db_int(p->run),
                            db_text(wn_str_of(p->context->settings->basis)),
                            db_int((int64_t)check->meaning)};
    return p->db->class->insert(into, row);
}

/* Publishes the rows that wait in new_NAME as those of the period. `key`: columns that
 * tell rows apart and are never NULL; `says`: the other columns. Rows that are the same
 * stay as they are. */
static wn_rc publish(period *p, const char *name, const char *key, const char *says,
                     const char *scope)
{
    wn_buf same_key = {0}, same = {0}, which = {0};
    wn_str lists[2] = {wn_str_of(key), wn_str_of(says)};

    for (int i = 0; i < 2; i++)
        while (lists[i].len > 0) {
            wn_str column = wn_str_cut(&lists[i], WN_STR(", "));
            wn_buf *out = i == 0 ? &same_key : &same;
            db_sql(out, i == 0 ? "%sn.%I=t.%I" : "%sn.%I IS NOT DISTINCT FROM t.%I",
                   out->len ? " AND " : "", column, column);
        }
    db_sql(&which, "%s AND NOT EXISTS (SELECT 1 FROM new_%s n WHERE %s AND %s)", scope,
           name, same_key.ptr, same.ptr);
    char table[32];
    snprintf(table, sizeof(table), "winnow_%s", name);
    wn_rc rc = db_run(p->db, "CREATE INDEX new_%s_key ON new_%s (%s)", name, name, key);
    if (rc >= 0)
        rc = change(p, table, which.ptr, NULL);
    if (rc >= 0)
        rc = db_run(p->db,
                    "INSERT INTO %s SELECT * FROM new_%s n WHERE NOT EXISTS (SELECT 1 "
                    "FROM %s t WHERE %s)",
                    table, name, table, same_key.ptr);
    wn_buf_release(&same_key);
    wn_buf_release(&same);
    wn_buf_release(&which);
    return rc;
}

static db_inserter *waiting(period *p, const char *name)
{
    char table[32], own[32];

    snprintf(table, sizeof(table), "new_%s", name);
    snprintf(own, sizeof(own), "winnow_%s", name);
    if (db_run(p->db, "CREATE TEMP TABLE %s AS SELECT * FROM %s WHERE 1=0", table, own) <
        0)
        return NULL;
    return own_inserter(p->db, table, own);
}

static wn_rc write_counts(period *p)
{
    const wn_model *model = &p->context->plan->model;
    const wn_tallies *tallies = p->context->tallies;
    db_inserter *into = waiting(p, "health");
    wn_rc rc = into ? WN_OK : WN_E_TARGET;
    wn_buf scope = {0};

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            if (rc >= 0)
                rc = write_count(p, check, WN_STR(""), &tallies->counts[check->number],
                                 into);
            for (size_t g = 0; g < tallies->group_count && rc >= 0; g++)
                rc = write_count(p, check, tallies->groups[g].name,
                                 &tallies->groups[g].checks[check->number], into);
        }
    db_sql(&scope, "t.period=%L AND t.basis=%L", wn_str_of(p->context->settings->period),
           wn_str_of(p->context->settings->basis));
    if (rc >= 0)
        rc = publish(p, "health", "period, rule, entity, department, basis",
                     "applicable, failed, meaning", scope.ptr);
    wn_buf_release(&scope);
    return rc;
}

/* A name for this set of checks: it changes when any check does. */
static void name_rules(const wn_model *model, char out[32])
{
    uint64_t sum = 0;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            sum += wn_hash(model->entities[e].checks[c].id,
                           model->entities[e].checks[c].meaning);
    snprintf(out, 32, "%08llx", (unsigned long long)(sum >> 32));
}

static wn_rc write_period(period *p)
{
    const wn_report_outcome *out = &p->context->outcome->report;
    const wn_model *model = &p->context->plan->model;
    db_inserter *into = waiting(p, "period");
    double score = wn_score_total(model, p->context->tallies->counts);
    wn_buf scope = {0};
    char rules[32];

    name_rules(model, rules);
    const db_value row[] = {db_text(wn_str_of(p->context->settings->period)),
                            db_text(wn_str_of(p->context->settings->basis)),
                            db_text(wn_str_of(p->context->settings->as_of)),
                            score < 0 ? (db_value){.kind = DB_NULL}
                                      : (db_value){.kind = DB_REAL, .real = score},
                            db_int((int64_t)out->records),
                            db_int((int64_t)out->clean),
                            db_text(wn_str_of(rules)),
                            db_int(p->run)};
    wn_rc rc = into ? p->db->class->insert(into, row) : WN_E_TARGET;
    db_sql(&scope, "t.period=%L AND t.basis=%L", wn_str_of(p->context->settings->period),
           wn_str_of(p->context->settings->basis));
    if (rc >= 0)
        rc = publish(p, "period", "period, basis", "as_of, score, records, clean, rules",
                     scope.ptr);
    wn_buf_release(&scope);
    return rc;
}

/* ---- the profile: rows, columns, values of lists ---------------------------------- */

static void add_novelty(period *p, int kind, wn_str where, wn_str what, uint64_t count)
{
    wn_history *history = p->history;

    history->novelties = wn_grow(history->novelties, history->novelty_count,
                                 &history->novelty_room, sizeof(*history->novelties));
    wn_novelty *n = &history->novelties[history->novelty_count++];
    *n = (wn_novelty){.where = wn_arena_str(&history->arena, where),
                      .what = wn_arena_str(&history->arena, what),
                      .count = count};
    n->kind = kind;
}

static wn_rc write_columns(period *p, db_inserter *into)
{
    const wn_plan *plan = p->context->plan;
    wn_map seen = {0};
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t c = 0; c < p->context->known->inputs[f].column_count && rc >= 0;
             c++) {
            wn_buf place = {0};
            bool is_new;
            wn_buf_format(&place, "%.*s/%.*s", WN_FMT(plan->files[f].source->system),
                          WN_FMT(plan->files[f].entity->name));
            wn_str name = p->context->known->inputs[f].columns[c];
            wn_map_set(&seen,
                       wn_fingerprint_mix(wn_fingerprint_of(wn_buf_str(&place)), name),
                       &is_new);
            if (is_new)
                rc = period_profile_row(p, into, "column", wn_buf_str(&place), name, 1);
            wn_buf_release(&place);
        }
    wn_map_release(&seen);
    return rc;
}

static wn_rc write_values(period *p, db_inserter *into)
{
    bool first = p->history->count == 0;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < p->value_count && rc >= 0; i++) {
        const period_value *v = &p->values[i];
        char place[160];
        int len = snprintf(place, sizeof(place), "%.*s.%.*s", WN_FMT(v->entity->name),
                           WN_FMT(v->field->name));
        wn_str where = {place, (size_t)len};
        rc = period_profile_row(p, into, "value", where, v->value, v->count);
        if (!v->known && !first)
            add_novelty(p, WN_VALUE_NEW, where, v->value, v->count);
    }
    return rc;
}

/* Takes a column. Cells: place, name, "1" when it is new. */
static bool take_column(void *data, const wn_str *cells)
{
    add_novelty(data, cells[2].ptr[0] == '1' ? WN_COLUMN_NEW : WN_COLUMN_GONE, cells[0],
                cells[1], 0);
    return true;
}

/* Finds columns that are new or gone since the last period, in exports that both periods
 * read. */
static wn_rc compare_columns(period *p)
{
    const wn_history *history = p->history;

    if (history->count == 0)
        return WN_OK;
    wn_str last = wn_str_of(history->periods[history->count - 1].name);
    wn_str basis = wn_str_of(p->context->settings->basis);
    return db_each(
        p->db, take_column, p,
        "SELECT n.place, n.name, '1' FROM new_profile n WHERE n.kind='column' AND EXISTS "
        "(SELECT 1 FROM winnow_profile o WHERE o.basis=%L AND o.period=%L AND "
        "o.kind='column' AND o.place=n.place) AND NOT EXISTS (SELECT 1 FROM "
        "winnow_profile o WHERE o.basis=%L AND o.period=%L AND o.kind='column' AND "
        "o.place=n.place AND o.name=n.name) UNION ALL SELECT o.place, o.name, '0' FROM "
        "winnow_profile o WHERE o.basis=%L AND o.period=%L AND o.kind='column' AND "
        "EXISTS "
        "(SELECT 1 FROM new_profile n WHERE n.kind='column' AND n.place=o.place) AND NOT "
        "EXISTS (SELECT 1 FROM new_profile n WHERE n.kind='column' AND n.place=o.place "
        "AND n.name=o.name) ORDER BY 1, 3, 2",
        basis, last, basis, last, basis, last);
}

static wn_rc write_profile(period *p)
{
    const wn_model *model = &p->context->plan->model;
    db_inserter *into = waiting(p, "profile");
    wn_rc rc = into ? WN_OK : WN_E_TARGET;
    wn_buf scope = {0};

    for (size_t e = 0; e < model->entity_count && rc >= 0; e++)
        if (p->context->outcome->report.rows[e])
            rc = period_profile_row(p, into, "rows", model->entities[e].name, WN_STR(""),
                                    p->context->outcome->report.rows[e]);
    if (rc >= 0)
        rc = period_write_activity(p, into);
    if (rc >= 0)
        rc = write_columns(p, into);
    if (rc >= 0)
        rc = write_values(p, into);
    if (rc >= 0)
        rc = period_write_levels(p, into);
    if (rc >= 0)
        rc = compare_columns(p);
    db_sql(&scope, "t.period=%L AND t.basis=%L", wn_str_of(p->context->settings->period),
           wn_str_of(p->context->settings->basis));
    period_add_levels(p, &scope);
    if (rc >= 0 && p->keeps)
        rc =
            publish(p, "profile", "period, basis, kind, place, name", "count", scope.ptr);
    wn_buf_release(&scope);
    return rc;
}

/* ---- what records say ------------------------------------------------------------- */

static wn_rc write_touches(period *p)
{
    wn_buf scope = {0};

    if (!p->touches)
        return WN_OK;
    db_sql(&scope, "t.period=%L AND t.basis=%L", wn_str_of(p->context->settings->period),
           wn_str_of(p->context->settings->basis));
    wn_rc rc = publish(p, "touch", "record, basis, period", "content, since, updated",
                       scope.ptr);
    wn_buf_release(&scope);
    return rc;
}

wn_rc period_finish(period *p)
{
    wn_rc rc = p->lives ? end_episodes(p) : WN_OK;

    if (rc >= 0)
        rc = write_profile(p);
    if (rc >= 0 && p->keeps)
        rc = write_counts(p);
    if (rc >= 0 && p->keeps)
        rc = write_period(p);
    return rc < 0 || !p->keeps ? rc : write_touches(p);
}

void period_release(period *p)
{
    wn_map_release(&p->value_of);
    wn_arena_release(&p->arena);
    free(p->values);
}
