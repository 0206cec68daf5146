/* own.c - winnow's own tables: their columns, and statements about them. */
#include "own.h"

#include "core/memory.h"

#include <string.h>

const own_table own_tables[] = {
    {"winnow_run",
     "number:N! id:T! version:T started_at:T as_of:T rules:T read:N loaded:N unchanged:N "
     "review:N refused:N absorbed:N skipped:N missing:N kind:T undo_of:N undone_by:N "
     "mappings:T first_ids:T matched:T",
     "number", NULL, NULL},
    {"winnow_file",
     "run:N! system:T entity:T file:T sha256:T bytes:N format:T encoding:T columns:T "
     "path:T fields:T",
     NULL, NULL, NULL},
    {"winnow_source",
     "system:T!& entity:T!& source_key:T! nth:N! golden_id:N fate:T!& file:T!& line:N! "
     "sha256:B! raw:T run:N! content:N golden_hash:N missing_since:T findings:N "
     "said:N says:T updated:T place:N-",
     "source_key, system, entity, nth", "winnow_source_all", "source_key, nth"},
    {"winnow_raw", "id:N! run:N! data:B!", "id", NULL, NULL},
    {"winnow_why", "id:N! run:N! data:B!", "id", NULL, NULL},
    {"winnow_lineage",
     "entity:T!& golden_id:N! field:T!& system:T!& source_key:T! nth:N! column:T& "
     "rule:T!& run:N!",
     "golden_id, entity, field", "winnow_lineage_all", "golden_id"},
    {"winnow_refused",
     "entity:T!& system:T!& source_key:T! file:T!& line:N! rule:T!& field:T& column:T& "
     "value:T run:N! nth:N!",
     NULL, "winnow_refused_all", NULL},
    {"winnow_pair",
     "entity:T! left_system:T! left_key:T! right_system:T! right_key:T! left_golden:N "
     "right_golden:N probability:R! weight:R! why:T! decision:T run:N! pair:T band:T "
     "place:N apart:T",
     NULL, NULL, NULL},
    {"winnow_model", "entity:T! model:T! run:N!", "entity", NULL, NULL},
    {"winnow_history", "run:N! entity:T! golden_id:N! before:T table_name:T! step:N!",
     NULL, NULL, NULL},
    {"winnow_finding",
     "rule:T!& severity:T!& entity:T!& system:T!& source_key:T! golden_id:N file:T!& "
     "line:N! field:T& column:T& value:T run:N! suggestion:T nth:N!",
     NULL, "winnow_finding_all", NULL},
    {"winnow_health",
     "period:T! rule:T! entity:T! department:T! applicable:N! failed:N! run:N! basis:T! "
     "meaning:N!",
     "period, rule, entity, department, basis", NULL, NULL},
    {"winnow_period",
     "period:T! basis:T! as_of:T! score:R records:N! clean:N! rules:T! run:N!",
     "period, basis", NULL, NULL},
    {"winnow_profile", "period:T! basis:T! kind:T! place:T! name:T! count:N! run:N!",
     "period, basis, kind, place, name", NULL, NULL},
    {"winnow_episode",
     "rule:T! entity:T! system:T! source_key:T! finding:N! from_period:T! to_period:T "
     "basis:T! run:N!",
     NULL, NULL, NULL},
    {"winnow_waiver",
     "finding:N! rule:T! entity:T! system:T! source_key:T! who:T! why:T! until:T! "
     "period:T! run:N!",
     "finding", NULL, NULL},
    {"winnow_touch", "record:N! basis:T! period:T! content:N! since:T! updated:T! run:N!",
     "record, basis, period", NULL, NULL},
    {"winnow_list", "entity:T! golden_id:N! list:T! rule:T! period:T! run:N!",
     "entity, golden_id, list", NULL, NULL},
    {"winnow_column", "entity:T! field:T! type:T! source:T run:N!", "entity, field", NULL,
     NULL},
    {"winnow_schema", "version:N! run:N!", NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

bool own_next_column(wn_str *rest, own_column *out)
{
    wn_str word = wn_str_cut(rest, WN_STR(" ")), name = wn_str_cut(&word, WN_STR(":"));

    if (name.len == 0)
        return false;
    *out = (own_column){.name = name,
                        .type = word.ptr[0] == 'N'   ? "BIGINT"
                                : word.ptr[0] == 'R' ? "DOUBLE PRECISION"
                                                     : "TEXT",
                        .full = memchr(word.ptr, '!', word.len) != NULL,
                        .shared = memchr(word.ptr, '&', word.len) != NULL,
                        .hidden = memchr(word.ptr, '-', word.len) != NULL,
                        .bytes = word.ptr[0] == 'B'};
    return true;
}

const own_table *own_find(const char *name)
{
    const own_table *own = own_tables;

    while (strcmp(own->name, name) != 0)
        own++;
    return own;
}

const char *own_all(const own_table *own)
{
    return own->all ? own->all : own->name;
}

void own_add_columns(wn_buf *sql, const own_table *own)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    for (bool first = true; own_next_column(&rest, &column); first = false)
        db_sql(sql, "%s%I", first ? "" : ", ", column.name);
}

void own_add_some(wn_buf *sql, const own_table *own, bool shared, const char *before)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;

    while (own_next_column(&rest, &column))
        if (column.shared == shared)
            db_sql(sql, "%s%I", before, column.name);
}

size_t own_column_count(const own_table *own)
{
    size_t count = 1;

    for (const char *p = own->columns; *p; p++)
        count += *p == ' ';
    return count;
}

db_inserter *own_inserter(db *d, const char *table, const char *own)
{
    const own_table *like = own_find(own);
    wn_buf columns = {0};

    own_add_columns(&columns, like);
    db_inserter *into = d->class->inserter(d, table, columns.ptr, own_column_count(like));
    wn_buf_release(&columns);
    return into;
}

bool own_has(const own_table *own, const char *name)
{
    wn_str rest = wn_str_of(own->columns);
    own_column column;
    bool found = false;

    while (own_next_column(&rest, &column))
        found = found || wn_str_equal(column.name, wn_str_of(name));
    return found;
}

wn_rc own_delete(db *d, const char *table, const char *condition)
{
    const own_table *own = own_find(table);

    return own->all ? db_run(d,
                             "DELETE FROM %s_row WHERE %s IN (SELECT t.row_id FROM %s t "
                             "WHERE %s)",
                             table, d->class->dialect->row, own->all, condition)
                    : db_run(d, "DELETE FROM %s AS t WHERE %s", table, condition);
}
