/*
 * sqlite_rows.c - the rows of a run.
 *
 * In an empty target everything is inserted. In a living one each source row
 * is looked up first: what says the same as before is not touched, neither
 * its row nor its golden record, so that running an export twice changes
 * nothing.
 */
#include "sqlite.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- golden records --------------------------------------------------------------- */

bool sqlite_has_value(const wn_field *field, const wn_cell *cell)
{
    /* A link that leads nowhere cannot stand in a column of ids; and in a column
     * of numbers SQLite would make 100000 of the code 1E5. */
    return wn_cell_has_value(cell) && (cell->state == WN_CELL_CLEAN ||
                                       (field->target < 0 && !field->type->is_number));
}

void sqlite_bind_cells(sqlite3_stmt *statement, const wn_entity *entity, uint64_t golden,
                       const wn_cell *cells)
{
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)golden);
    for (size_t f = 0; f < entity->field_count; f++) {
        if (sqlite_has_value(&entity->fields[f], &cells[f]))
            sqlite_text(statement, (int)f + 2, cells[f].value);
        else
            sqlite3_bind_null(statement, (int)f + 2);
    }
}

/* Does the column already say this? Numbers are compared as numbers. */
bool sqlite_says(sqlite3_stmt *row, int at, const wn_field *field, const wn_cell *cell)
{
    int64_t number;

    if (!sqlite_has_value(field, cell))
        return sqlite3_column_type(row, at) == SQLITE_NULL;
    switch (sqlite3_column_type(row, at)) {
    case SQLITE_NULL:
        return false;
    case SQLITE_INTEGER:
        if (wn_str_number(cell->value, &number))
            return sqlite3_column_int64(row, at) == number;
        /* fall through */
    case SQLITE_FLOAT: {
        char text[64];
        size_t len =
            cell->value.len < sizeof(text) - 1 ? cell->value.len : sizeof(text) - 1;
        memcpy(text, cell->value.ptr, len);
        text[len] = '\0';
        double difference = sqlite3_column_double(row, at) - strtod(text, NULL);
        return difference < 1e-9 && difference > -1e-9;
    }
    default:
        return wn_str_equal(cell->value,
                            (wn_str){(const char *)sqlite3_column_text(row, at),
                                     (size_t)sqlite3_column_bytes(row, at)});
    }
}

wn_rc sqlite_write_history(struct sink *s, uint64_t golden)
{
    sqlite3_stmt *statement = s->statements[STATEMENT_HISTORY_INSERT];
    json_t *before = json_object();

    for (size_t f = 0; f < s->entity->field_count; f++) {
        const char *text = (const char *)sqlite3_column_text(s->find, (int)f + 1);
        json_object_setn_new(before, s->entity->fields[f].name.ptr,
                             s->entity->fields[f].name.len,
                             text ? json_string(text) : json_null());
    }
    char *dump = json_dumps(before, JSON_COMPACT);
    sqlite3_bind_int64(statement, 1, s->run);
    sqlite_text(statement, 2, s->entity->name);
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)golden);
    sqlite_text(statement, 4, wn_str_of(dump));
    wn_rc rc = sqlite_step(s, statement);
    free(dump);
    json_decref(before);
    return rc;
}

static wn_rc count_members(struct sink *s, uint64_t golden, int64_t *out)
{
    sqlite3_stmt *statement = s->statements[STATEMENT_SOURCE_MEMBERS];

    sqlite3_bind_int64(statement, 1, (sqlite3_int64)golden);
    sqlite_text(statement, 2, s->entity->name);
    wn_rc rc = sqlite3_step(statement) == SQLITE_ROW ? WN_OK : sqlite_fail(s, "count");
    *out = rc < 0 ? 0 : sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return rc;
}

/* Bring the golden record up to date. */
static wn_rc update_golden(struct sink *s, uint64_t golden, const wn_cell *cells,
                           bool *changed)
{
    const wn_entity *entity = s->entity;
    wn_rc rc = WN_OK;

    sqlite3_bind_int64(s->find, 1, (sqlite3_int64)golden);
    if (sqlite3_step(s->find) != SQLITE_ROW) {
        sqlite3_reset(s->find);
        *changed = true;
        sqlite_bind_cells(s->insert, entity, golden, cells);
        return sqlite_step(s, s->insert); /* somebody deleted it: it is back */
    }
    *changed = false;
    for (size_t f = 0; f < entity->field_count; f++)
        *changed =
            *changed || !sqlite_says(s->find, (int)f + 1, &entity->fields[f], &cells[f]);
    if (*changed) {
        sqlite_bind_cells(s->update, entity, golden, cells);
        rc = sqlite_write_history(s, golden);
    }
    if (*changed && rc >= 0)
        rc = sqlite_step(s, s->update);
    sqlite3_reset(s->find);
    return rc;
}

/* ---- source rows: the cross-reference --------------------------------------------- */

static void bind_identity(sqlite3_stmt *statement, const wn_record *record)
{
    sqlite_text(statement, 1, record->file->source->system);
    sqlite_text(statement, 2, record->file->entity->name);
    sqlite_text(statement, 3, record->key);
    sqlite3_bind_int64(statement, 4, record->nth);
}

static wn_rc find_source(struct sink *s, const wn_record *record, sqlite_stored *out)
{
    sqlite3_stmt *find = s->statements[STATEMENT_SOURCE_FIND];

    *out = (sqlite_stored){.fate = record->fate};
    if (!s->living)
        return WN_OK;
    bind_identity(find, record);
    int code = sqlite3_step(find);
    if (code == SQLITE_ROW) {
        out->found = true;
        out->golden = sqlite3_column_int64(find, 0);
        for (int f = 0; f < WN_FATE_COUNT; f++)
            if (!strcmp((const char *)sqlite3_column_text(find, 1), wn_fate_names[f]))
                out->fate = (wn_fate)f;
        out->same_content =
            (uint64_t)out->golden == record->golden &&
            sqlite3_column_bytes(find, 2) == WN_SHA256_SIZE &&
            !memcmp(sqlite3_column_blob(find, 2), record->sha256, WN_SHA256_SIZE);
        out->same = out->same_content && out->fate == record->fate;
    }
    sqlite3_reset(find);
    return code == SQLITE_ROW || code == SQLITE_DONE ? WN_OK : sqlite_fail(s, "find");
}

static wn_rc write_source(struct sink *s, const wn_record *record,
                          const sqlite_stored *old)
{
    sqlite3_stmt *statement =
        s->statements[old->found ? STATEMENT_SOURCE_UPDATE : STATEMENT_SOURCE_INSERT];

    s->raw.len = 0;
    wn_csv_row(&s->raw, record->source, record->source_count);
    bind_identity(statement, record);
    if (record->golden || old->golden)
        sqlite3_bind_int64(statement, 5,
                           record->golden ? (sqlite3_int64)record->golden : old->golden);
    else
        sqlite3_bind_null(statement, 5);
    sqlite_text(statement, 6, wn_str_of(wn_fate_names[record->fate]));
    sqlite_text(statement, 7, record->file->path);
    sqlite3_bind_int64(statement, 8, (sqlite3_int64)record->line);
    sqlite3_bind_blob(statement, 9, record->sha256, WN_SHA256_SIZE, SQLITE_STATIC);
    sqlite_text(statement, 10, (wn_str){s->raw.ptr, s->raw.len - 1});
    sqlite3_bind_int64(statement, 11, s->run);
    if (record->content)
        sqlite3_bind_int64(statement, 12, (sqlite3_int64)record->content);
    else
        sqlite3_bind_null(statement, 12);
    return sqlite_step(s, statement);
}

/* ---- findings, refusals, lineage, pairs ------------------------------------------- */

wn_str sqlite_column_name(const struct sink *s, const wn_record *record, uint32_t column)
{
    const wn_input *input = &s->context->inputs[record->file->number];

    return column < input->column_count ? input->columns[column] : WN_STR("");
}

static wn_rc write_findings(struct sink *s, const wn_record *record)
{
    static const char *const severities[] = {"info", "warn", "error"};
    sqlite3_stmt *statement = s->statements[STATEMENT_FINDING_INSERT];
    const wn_entity *entity = record->file->entity;
    wn_rc rc = WN_OK;

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        sqlite_text(statement, 1, f->check->id);
        sqlite_text(statement, 2, wn_str_of(severities[f->check->severity]));
        sqlite_text(statement, 3, entity->name);
        sqlite_text(statement, 4, record->file->source->system);
        sqlite_text(statement, 5, record->key);
        if (record->golden)
            sqlite3_bind_int64(statement, 6, (sqlite3_int64)record->golden);
        else
            sqlite3_bind_null(statement, 6);
        sqlite_text(statement, 7, record->file->path);
        sqlite3_bind_int64(statement, 8, (sqlite3_int64)record->line);
        sqlite_text(statement, 9,
                    f->field >= 0 ? entity->fields[f->field].name : WN_STR(""));
        sqlite_text(statement, 10, sqlite_column_name(s, record, f->column));
        sqlite_text(statement, 11, f->value);
        sqlite3_bind_int64(statement, 12, s->run);
        if (f->advice.len)
            sqlite_text(statement, 13, f->advice);
        else
            sqlite3_bind_null(statement, 13);
        rc = sqlite_step(s, statement);
    }
    return rc;
}

wn_rc sqlite_write_lineage(struct sink *s, const wn_record *members, size_t field)
{
    sqlite3_stmt *statement = s->statements[STATEMENT_LINEAGE_INSERT];
    const wn_cell *cell = &members[0].golden_cells[field];
    const wn_record *from = &members[cell->winner];

    sqlite_text(statement, 1, s->entity->name);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)members[0].golden);
    sqlite_text(statement, 3, s->entity->fields[field].name);
    sqlite_text(statement, 4, from->file->source->system);
    sqlite_text(statement, 5, from->key);
    sqlite3_bind_int64(statement, 6, from->nth);
    sqlite_text(statement, 7, sqlite_column_name(s, from, cell->column));
    sqlite_text(statement, 8,
                wn_str_of(wn_survive_names[s->entity->fields[field].survive]));
    return sqlite_step(s, statement);
}

/* Sparse: a field that comes from the surviving record itself (the one that
 * winnow_source calls loaded or review) needs no row. */
static wn_rc write_lineage(struct sink *s, const wn_record *members)
{
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < s->entity->field_count && rc >= 0; f++)
        if (sqlite_has_value(&s->entity->fields[f], &members[0].golden_cells[f]) &&
            (members[0].golden_cells[f].winner != members[0].winner ||
             s->entity->fields[f].survive >= WN_SURVIVE_SUM))
            rc = sqlite_write_lineage(s, members, f);
    return rc;
}

static wn_rc replace_lineage(struct sink *s, const wn_record *members, size_t count,
                             bool is_new)
{
    sqlite3_stmt *forget = s->statements[STATEMENT_LINEAGE_DELETE];
    wn_rc rc = WN_OK;

    if (!is_new) {
        sqlite_text(forget, 1, s->entity->name);
        sqlite3_bind_int64(forget, 2, (sqlite3_int64)members[0].golden);
        rc = sqlite_step(s, forget);
    }
    return rc >= 0 && count > 1 ? write_lineage(s, members) : rc;
}

wn_rc sqlite_write_pair(struct sink *s, const wn_pair *pair)
{
    sqlite3_stmt *statement = s->statements[STATEMENT_PAIR_INSERT];

    sqlite_text(statement, 1, pair->entity->name);
    sqlite_text(statement, 2, pair->left.system);
    sqlite_text(statement, 3, pair->left.key);
    sqlite_text(statement, 4, pair->right.system);
    sqlite_text(statement, 5, pair->right.key);
    sqlite3_bind_int64(statement, 6, (sqlite3_int64)pair->left.golden);
    sqlite3_bind_int64(statement, 7, (sqlite3_int64)pair->right.golden);
    sqlite3_bind_double(statement, 8, pair->probability);
    sqlite3_bind_double(statement, 9, pair->weight);
    sqlite_text(statement, 10, pair->why);
    sqlite3_bind_null(statement, 11);
    if (pair->ruling)
        sqlite_text(statement, 11, wn_str_of(wn_ruling_names[pair->ruling]));
    sqlite3_bind_int64(statement, 12, s->run);
    sqlite_text(statement, 13, pair->id);
    sqlite_text(statement, 14, pair->sure ? WN_STR("sure") : WN_STR("review"));
    return sqlite_step(s, statement);
}

wn_rc sqlite_write_refused(struct sink *s, wn_record *record)
{
    sqlite3_stmt *statement = s->statements[STATEMENT_REFUSED_INSERT];
    const wn_entity *entity = record->file->entity;
    sqlite_stored old;
    wn_rc rc = find_source(s, record, &old);

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        sqlite_text(statement, 1, entity->name);
        sqlite_text(statement, 2, record->file->source->system);
        sqlite_text(statement, 3, record->key);
        sqlite_text(statement, 4, record->file->path);
        sqlite3_bind_int64(statement, 5, (sqlite3_int64)record->line);
        sqlite_text(statement, 6, f->check->id);
        sqlite_text(statement, 7,
                    f->field >= 0 ? entity->fields[f->field].name : WN_STR(""));
        sqlite_text(statement, 8, sqlite_column_name(s, record, f->column));
        sqlite_text(statement, 9, f->value);
        sqlite3_bind_int64(statement, 10, s->run);
        rc = sqlite_step(s, statement);
    }
    if (rc >= 0)
        rc = write_findings(s, record);
    if (rc >= 0 && old.same)
        s->untouched[record->file->number].fates[WN_FATE_REFUSED]++;
    else if (rc >= 0)
        rc = write_source(s, record, &old);
    return rc;
}

/* ---- a group ---------------------------------------------------------------------- */

static wn_rc write_members(struct sink *s, wn_record *members, size_t count,
                           const sqlite_stored *old, bool untouched)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < count && rc >= 0; i++) {
        rc = write_findings(s, &members[i]);
        if (rc >= 0 && untouched && old[i].same) {
            members[i].fate = WN_FATE_UNCHANGED;
            s->untouched[members[i].file->number].fates[WN_FATE_UNCHANGED]++;
        } else if (rc >= 0) {
            rc = write_source(s, &members[i], &old[i]);
        }
    }
    return rc;
}

/* The golden record of the group, new, as it was, or brought up to date. */
static wn_rc write_golden(struct sink *s, wn_record *members, size_t count, bool all_same,
                          size_t found, sqlite_stored *old, bool *changed)
{
    uint64_t golden = members[0].golden;
    int64_t behind = 0;
    wn_rc rc;

    if (golden >= s->first_new) {
        sqlite_bind_cells(s->insert, s->entity, golden, members[0].golden_cells);
        rc = sqlite_step(s, s->insert);
        return rc < 0 ? rc : replace_lineage(s, members, count, true);
    }
    *changed = false;
    if (all_same && s->same_rules && s->regrouped == 0)
        return WN_OK;
    rc = count_members(s, golden, &behind);
    if (rc >= 0 && (size_t)behind > found)
        return sqlite_update_part(s, members, count, old, changed);
    if (rc >= 0)
        rc = update_golden(s, golden, members[0].golden_cells, changed);
    return rc >= 0 && *changed ? replace_lineage(s, members, count, false) : rc;
}

wn_rc sqlite_write_group(struct sink *s, wn_record *members, size_t count)
{
    sqlite_stored one, *old = count == 1 ? &one : wn_alloc(count, sizeof(*old));
    bool all_same = true, changed = true;
    size_t found = 0;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < count && rc >= 0; i++) {
        rc = find_source(s, &members[i], &old[i]);
        all_same = all_same && old[i].same;
        found += old[i].found;
    }
    if (rc >= 0)
        rc = write_golden(s, members, count, all_same, found, old, &changed);
    if (rc >= 0)
        rc = write_members(s, members, count, old, !changed);
    if (old != &one)
        free(old);
    return rc;
}

/* ---- at the end ------------------------------------------------------------------- */

/* In a living target: what is no longer found goes, what is new comes, what is
 * found again stays as it was. */
wn_rc sqlite_settle_living(struct sink *s)
{
    static const struct {
        const char *table, *key, *keep;
    } tables[] = {
        {"finding", "rule,entity,system,source_key,field,value,ifnull(golden_id,0)", "1"},
        {"refused", "rule,entity,system,source_key,field,value,file", "1"},
        {"pair",
         "entity,left_system,left_key,right_system,right_key,ifnull(left_golden,0),"
         "ifnull(right_golden,0),pair,band,ifnull(decision,'')",
         "(decision IS NULL OR pair IN (SELECT pair FROM temp.new_pair))"},
    };
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < WN_COUNT(tables) && rc >= 0; i++) {
        const char *system = i == 2 ? "left_system" : "system";
        char *sql = sqlite3_mprintf(
            "DELETE FROM winnow_%s WHERE %d AND %s AND (%s, entity) IN (SELECT DISTINCT "
            "system, "
            "entity FROM winnow_file WHERE run=%lld) AND (%s) NOT IN (SELECT %s FROM "
            "temp.new_%s);"
            "INSERT INTO winnow_%s SELECT * FROM temp.new_%s WHERE (%s) NOT IN (SELECT "
            "%s "
            "FROM winnow_%s);",
            tables[i].table, s->context->where_count == 0, tables[i].keep, system, s->run,
            tables[i].key, tables[i].key, tables[i].table, tables[i].table,
            tables[i].table, tables[i].key, tables[i].key, tables[i].table);
        rc = sqlite_run(s, sql);
        sqlite3_free(sql);
    }
    return rc;
}

wn_rc sqlite_write_health(struct sink *s)
{
    const wn_model *model = &s->context->plan->model;
    sqlite3_stmt *statement = s->statements[STATEMENT_HEALTH_INSERT];
    wn_rc rc = WN_OK;

    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        for (size_t c = 0; c < entity->check_count && rc >= 0; c++) {
            const wn_check *check = &entity->checks[c];
            uint64_t applicable = s->context->ledger->applicable[check->number];
            if (applicable == 0)
                continue;
            sqlite_text(statement, 1, (wn_str){s->context->as_of, 7});
            sqlite_text(statement, 2, check->id);
            sqlite_text(statement, 3, entity->name);
            sqlite3_bind_int64(statement, 4, (sqlite3_int64)applicable);
            sqlite3_bind_int64(statement, 5,
                               (sqlite3_int64)s->context->ledger->failed[check->number]);
            rc = sqlite_step(s, statement);
        }
    }
    return rc;
}

static bool is_column(sqlite3_stmt *row, int at, wn_str text)
{
    return wn_str_equal(text, (wn_str){(const char *)sqlite3_column_text(row, at),
                                       (size_t)sqlite3_column_bytes(row, at)});
}

/* The <file> that the source row came by; most rows follow one of the same. */
static size_t file_of_row(const wn_plan *plan, sqlite3_stmt *row, size_t last)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        size_t f = (last + i) % plan->file_count;
        if (is_column(row, 0, plan->files[f].path) &&
            is_column(row, 1, plan->files[f].entity->name) &&
            is_column(row, 2, plan->files[f].source->system))
            return f;
    }
    return plan->file_count;
}

/* One pass over the rows this run wrote, and those it found to say so already. */
static wn_rc count_sources(struct sink *s, wn_books *books)
{
    const wn_plan *plan = s->context->plan;
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT file, entity, system, fate FROM winnow_source "
                                "WHERE run=%lld",
                                s->run);
    int code = sqlite3_prepare_v2(s->db, sql, -1, &row, NULL);
    size_t last = 0;

    memcpy(books, s->untouched, plan->file_count * sizeof(*books));
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row);
        if (code != SQLITE_ROW ||
            (last = file_of_row(plan, row, last)) == plan->file_count)
            break; /* a row of no file: the books will say so */
        for (int i = 0; i < WN_FATE_COUNT; i++)
            books[last].fates[i] += is_column(row, 3, wn_str_of(wn_fate_names[i]));
    }
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return code == SQLITE_DONE || code == SQLITE_ROW ? WN_OK
                                                     : sqlite_fail(s, "count rows");
}

wn_rc sqlite_write_files(struct sink *s)
{
    const wn_plan *plan = s->context->plan;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < plan->file_count && rc >= 0; i++) {
        const wn_file *file = &plan->files[i];
        const wn_input *input = &s->context->inputs[i];
        s->raw.len = 0;
        wn_csv_row(&s->raw, input->columns, input->column_count);
        char *sql = sqlite3_mprintf(
            "INSERT INTO winnow_file VALUES (%lld,'%.*q','%.*q','%.*q',%Q,%lld,%Q,%Q,%Q)",
            s->run, WN_FMT(file->source->system), WN_FMT(file->entity->name),
            WN_FMT(file->path), input->sha256, (long long)input->bytes,
            input->reader->name, input->encoding, s->raw.ptr);
        rc = sqlite_run(s, sql);
        sqlite3_free(sql);
    }
    return rc;
}

wn_rc sqlite_count_rows(struct sink *s, wn_books *books)
{
    const wn_plan *plan = s->context->plan;
    uint64_t fates[WN_FATE_COUNT] = {0}, read = 0;
    wn_rc rc = count_sources(s, books);

    for (size_t i = 0; i < plan->file_count && rc >= 0; i++) {
        read += s->context->results->books[i].read;
        fates[WN_FATE_SKIPPED] += s->context->results->books[i].fates[WN_FATE_SKIPPED];
        for (int f = 0; f < WN_FATE_SKIPPED; f++)
            fates[f] += books[i].fates[f];
    }
    char *sql = sqlite3_mprintf(
        "UPDATE winnow_run SET read=%lld, loaded=%lld, unchanged=%lld, review=%lld, "
        "refused=%lld, absorbed=%lld, skipped=%lld WHERE number=%lld",
        (long long)read, (long long)fates[WN_FATE_LOADED],
        (long long)fates[WN_FATE_UNCHANGED], (long long)fates[WN_FATE_REVIEW],
        (long long)fates[WN_FATE_REFUSED], (long long)fates[WN_FATE_ABSORBED],
        (long long)fates[WN_FATE_SKIPPED], s->run);
    if (rc >= 0)
        rc = sqlite_run(s, sql);
    sqlite3_free(sql);
    return rc;
}
