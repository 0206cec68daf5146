/*
 * sqlite_part.c - a golden record that stands on records of other exports too,
 * which this run has not read.
 *
 * This run may speak only for its own records: a field changes when it is
 * empty, or when its value came from a record of this run (lineage says which,
 * and without lineage it is the surviving record). What others said stays, and
 * so do the fates that were given when all were seen together.
 */
#include "sqlite.h"

#include <string.h>

/* Is the record the statement stands on a member of the group? */
static bool is_member(sqlite3_stmt *row, const wn_record *members, size_t count)
{
    wn_str system = {(const char *)sqlite3_column_text(row, 0),
                     (size_t)sqlite3_column_bytes(row, 0)};
    wn_str key = {(const char *)sqlite3_column_text(row, 1),
                  (size_t)sqlite3_column_bytes(row, 1)};

    for (size_t i = 0; i < count; i++)
        if (wn_str_equal(members[i].file->source->system, system) &&
            wn_str_equal(members[i].key, key) &&
            members[i].nth == (uint32_t)sqlite3_column_int64(row, 2))
            return true;
    return false;
}

static bool base_is_ours(struct sink *s, const wn_record *members, size_t count)
{
    sqlite3_stmt *base = s->statements[STATEMENT_SOURCE_BASE];

    sqlite3_bind_int64(base, 1, (sqlite3_int64)members[0].golden);
    sqlite_text(base, 2, s->entity->name);
    bool ours = sqlite3_step(base) == SQLITE_ROW && is_member(base, members, count);
    sqlite3_reset(base);
    return ours;
}

static bool field_is_ours(struct sink *s, const wn_record *members, size_t count,
                          size_t field, bool base_ours)
{
    sqlite3_stmt *lineage = s->statements[STATEMENT_LINEAGE_FIND];
    bool ours = base_ours;

    if (s->entity->fields[field].survive >= WN_SURVIVE_SUM)
        return false; /* made of all members, of which some are not here */
    sqlite3_bind_int64(lineage, 1, (sqlite3_int64)members[0].golden);
    sqlite_text(lineage, 2, s->entity->name);
    sqlite_text(lineage, 3, s->entity->fields[field].name);
    if (sqlite3_step(lineage) == SQLITE_ROW)
        ours = is_member(lineage, members, count);
    sqlite3_reset(lineage);
    return ours;
}

/* Fates of when all were seen together; a newcomer joins what is there. */
static void restore_fates(wn_record *members, size_t count, sqlite_stored *old)
{
    for (size_t i = 0; i < count; i++) {
        members[i].fate = old[i].found ? old[i].fate : WN_FATE_ABSORBED;
        old[i].same = old[i].same_content;
    }
}

wn_rc sqlite_update_part(struct sink *s, wn_record *members, size_t count,
                         sqlite_stored *old, bool *changed)
{
    const wn_entity *entity = s->entity;
    const wn_cell *cells = members[0].golden_cells;
    bool base_ours = base_is_ours(s, members, count);
    wn_rc rc = WN_OK;

    restore_fates(members, count, old);
    sqlite3_bind_int64(s->find, 1, (sqlite3_int64)members[0].golden);
    if (sqlite3_step(s->find) != SQLITE_ROW) {
        sqlite3_reset(s->find);
        return WN_OK; /* deleted by somebody; a run over all exports brings it back */
    }
    sqlite_bind_cells(s->update, entity, members[0].golden, cells);
    for (size_t f = 0; f < entity->field_count && rc >= 0; f++) {
        bool empty = sqlite3_column_type(s->find, (int)f + 1) == SQLITE_NULL;
        if (sqlite_says(s->find, (int)f + 1, &entity->fields[f], &cells[f]))
            continue;
        if (sqlite_has_value(&entity->fields[f], &cells[f]) &&
            (empty || field_is_ours(s, members, count, f, base_ours))) {
            *changed = true;
            rc = sqlite_write_lineage(s, members, f);
        } else {
            sqlite3_bind_value(s->update, (int)f + 2,
                               sqlite3_column_value(s->find, (int)f + 1));
        }
    }
    if (rc >= 0 && *changed)
        rc = sqlite_write_history(s, members[0].golden);
    if (rc >= 0 && *changed)
        rc = sqlite_step(s, s->update);
    sqlite3_reset(s->find);
    return rc;
}
