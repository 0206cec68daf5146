/*
 * store_count.c - the end of a run: its files, the records that are in no export any
 * more, and the books, counted from rows.
 */
#include "store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* {"name":["Account Name"],...}: the columns that each field is made of. The caller frees
 * it. */
static char *fields_of(const wn_file *file)
{
    json_t *fields = json_object();

    for (size_t b = 0; b < file->bind_count; b++) {
        const wn_bind *bind = &file->binds[b];
        wn_str name = file->entity->fields[bind->field].name;
        json_t *columns = json_array();
        for (size_t c = 0; c < bind->count; c++)
            json_array_append_new(
                columns, json_stringn(bind->columns[c].ptr, bind->columns[c].len));
        json_object_setn_new(fields, name.ptr, name.len, columns);
    }
    char *text = json_dumps(fields, JSON_COMPACT);
    json_decref(fields);
    return text;
}

wn_rc store_write_files(store *s)
{
    const wn_plan *plan = s->context->plan;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < plan->file_count && rc >= 0; i++) {
        const wn_file *file = &plan->files[i];
        const wn_input *input = &s->context->known->inputs[i];
        char *path = realpath(input->path, NULL), *fields = fields_of(file);
        s->raw.len = 0;
        wn_csv_row(&s->raw, input->columns, input->column_count);
        rc = db_run(
            s->db, "INSERT INTO winnow_file VALUES (%d,%L,%L,%L,%L,%d,%L,%L,%L,%L,%L)",
            (long long)s->run, file->source->system, file->entity->name, file->name,
            wn_str_of(input->sha256), (long long)input->bytes,
            wn_str_of(input->reader->name), wn_str_of(input->encoding),
            wn_buf_str(&s->raw), wn_str_of(path ? path : input->path), wn_str_of(fields));
        free(path);
        free(fields);
    }
    return rc;
}

/* ---- records that are in no export any more --------------------------------------- */

/* Takes a record of a system whose exports were read, but which is in none of them. */
static bool take_missing(void *data, const wn_str *cells)
{
    store *s = data;
    int64_t nth = 0;

    wn_str_number(cells[3], &nth);
    const store_known *known =
        store_find_key(s, cells[0], cells[1], cells[2], (uint64_t)nth);
    if (!known || known->seen || !s->pairs[known->pair].read)
        return true;
    wn_buf *out = &s->may->load->missing;
    for (int i = 0; i < 7; i++) {
        if (i > 0)
            wn_buf_char(out, ',');
        wn_csv_add_safe(out, cells[i].ptr ? cells[i] : WN_STR(""));
    }
    wn_buf_char(out, '\n');
    s->missing++;
    if (!cells[6].ptr && s->pairs[known->pair].entity >= 0)
        s->tallies[s->pairs[known->pair].entity].gone++;
    const db_value row[] = {db_text(cells[0]), db_text(cells[1]), db_text(cells[2]),
                            db_int(nth)};
    return s->db->class->insert(s->gone, row) >= 0;
}

static bool any_missing(const store *s)
{
    for (size_t i = 0; i < s->pair_count; i++)
        if (s->pairs[i].read && s->pairs[i].seen < s->pairs[i].known)
            return true;
    return false;
}

#define SAME_KEY                                                                 \
    "n.source_key=t.source_key AND n.system=t.system AND n.entity=t.entity AND " \
    "n.nth=t.nth"
#define IS_GONE \
    "t.missing_since IS NULL AND EXISTS (SELECT 1 FROM new_gone n WHERE " SAME_KEY ")"

wn_rc store_find_missing(store *s)
{
    if (!any_missing(s))
        return WN_OK;
    wn_rc rc = db_run(s->db, "CREATE TEMP TABLE new_gone (system TEXT, entity TEXT, "
                             "source_key TEXT, nth BIGINT)");
    if (rc < 0)
        return rc;
    s->gone =
        s->db->class->inserter(s->db, "new_gone", "system, entity, source_key, nth", 4);
    rc = db_each(s->db, take_missing, s,
                 "SELECT t.system, t.entity, t.source_key, t.nth, t.golden_id, t.file, "
                 "t.missing_since FROM winnow_source t WHERE EXISTS (SELECT 1 FROM "
                 "winnow_file f WHERE f.run=%d AND f.system=t.system AND "
                 "f.entity=t.entity) ORDER BY t.entity, t.system, t.source_key, t.nth",
                 (long long)s->run);
    rc = rc < 0 ? rc : s->context->err->rc; /* an error of take_missing */
    if (rc < 0 || s->missing == 0 || !s->context->settings->mark_missing)
        return rc;
    rc = db_run(s->db,
                "CREATE INDEX new_gone_key ON new_gone (source_key, system, entity, "
                "nth)");
    if (rc >= 0)
        rc = images_keep(&s->images, "winnow_source", IS_GONE);
    return rc < 0
               ? rc
               : db_run(
                     s->db,
                     "UPDATE winnow_source_all AS t SET missing_since=%L FROM new_gone n "
                     "WHERE t.missing_since IS NULL AND " SAME_KEY,
                     wn_str_of(s->context->settings->as_of));
}

/* ---- the books -------------------------------------------------------------------- */

typedef struct counting {
    const wn_plan *plan;
    wn_file_counts *books;
    size_t last;
} counting;

static bool count_row(void *data, const wn_str *cells)
{
    counting *c = data;

    c->last = store_file_of(c->plan, cells, c->last);
    if (c->last == c->plan->file_count)
        return false; /* a row of no file: the books will not balance */
    int64_t rows = 0;
    wn_str_number(cells[4], &rows);
    for (int i = 0; i < WN_DISPOSITION_COUNT; i++)
        if (wn_str_equal(cells[3], wn_str_of(wn_disposition_names[i])))
            c->books[c->last].dispositions[i] += (uint64_t)rows;
    return true;
}

wn_rc store_count_rows(store *s, wn_file_counts *books)
{
    const wn_plan *plan = s->context->plan;
    uint64_t dispositions[WN_DISPOSITION_COUNT] = {0}, read = 0;
    counting c = {.plan = plan, .books = books};

    /* rows that this run wrote, and those that needed no change */
    memcpy(books, s->untouched, plan->file_count * sizeof(*books));
    wn_rc rc = db_each(s->db, count_row, &c,
                       "SELECT k.file, k.entity, k.system, k.fate, c.n FROM (SELECT "
                       "kind, count(*) AS n FROM winnow_source_row WHERE run=%d GROUP "
                       "BY kind) c JOIN winnow_source_kind k ON k.id=c.kind",
                       (long long)s->run);
    for (size_t i = 0; i < plan->file_count && rc >= 0; i++) {
        read += s->context->outcome->read.records[i];
        dispositions[WN_DISPOSITION_SKIPPED] +=
            s->context->outcome->load.books[i].dispositions[WN_DISPOSITION_SKIPPED];
        for (int f = 0; f < WN_DISPOSITION_SKIPPED; f++)
            dispositions[f] += books[i].dispositions[f];
    }
    if (rc >= 0)
        rc = db_run(s->db,
                    "UPDATE winnow_run SET read=%d, loaded=%d, unchanged=%d, review=%d, "
                    "refused=%d, absorbed=%d, skipped=%d, missing=%d WHERE number=%d",
                    (long long)read, (long long)dispositions[WN_DISPOSITION_LOADED],
                    (long long)dispositions[WN_DISPOSITION_UNCHANGED],
                    (long long)dispositions[WN_DISPOSITION_REVIEW],
                    (long long)dispositions[WN_DISPOSITION_REFUSED],
                    (long long)dispositions[WN_DISPOSITION_ABSORBED],
                    (long long)dispositions[WN_DISPOSITION_SKIPPED],
                    (long long)s->missing, (long long)s->run);
    return rc;
}
