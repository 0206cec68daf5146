/*
 * store_gone.c - finds what earlier exports of a system had and those of this run lack:
 * columns, or all files of an entity. Their values and records stay (store_stay.c), and a
 * finding tells people.
 *
 * winnow_file has the columns of each file of each run, and which of them each field was
 * made of.
 */
#include "store.h"

#include "core/file.h"
#include "core/memory.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A file of an earlier run, compared with a file of this run of the same system and
 * entity. */
typedef struct earlier {
    store *s;
    const wn_file *file;
    const wn_input *input;
    bool tells; /* this run's file is read as a whole: it can show what is gone */
    int64_t run, latest; /* the earlier run; the last that read such records */
} earlier;

/* Is the file a whole export? A file of refused records, read again, is not: what it
 * lacks is not gone. */
static bool is_whole(const store *s, size_t file)
{
    return wn_input_own_columns(&s->context->known->inputs[file]) == 0;
}

static const wn_bind *bind_of(const wn_file *file, int field)
{
    for (size_t b = 0; b < file->bind_count; b++)
        if (file->binds[b].field == field)
            return &file->binds[b];
    return NULL;
}

static bool is_bound(const wn_bind *bind, wn_str column)
{
    for (size_t c = 0; bind && c < bind->count; c++)
        if (wn_str_equal(bind->columns[c], column))
            return true;
    return false;
}

static bool is_dropped(const wn_file *file, wn_str column)
{
    for (size_t r = 0; r < file->column_rule_count; r++)
        if (!file->column_rules[r].keep &&
            wn_pattern_match(file->column_rules[r].pattern, column))
            return true;
    return false;
}

static void tell(earlier *e, wn_str field, wn_str column)
{
    wn_gones *gones = &e->s->may->load->gones;

    if (!e->tells || e->file->clears)
        return;
    for (size_t i = 0; i < gones->count; i++)
        if (gones->items[i].file == e->file &&
            wn_str_equal(gones->items[i].column, column)) {
            gones->items[i].is_new |= e->run == e->latest;
            return;
        }
    gones->items =
        wn_grow(gones->items, gones->count, &gones->room, sizeof(*gones->items));
    gones->items[gones->count++] =
        (wn_gone){.file = e->file,
                  .system = e->file->source->system,
                  .entity = e->file->entity->name,
                  .column = wn_arena_str(&gones->arena, column),
                  .field = wn_arena_str(&gones->arena, field),
                  .is_new = e->run == e->latest};
}

/* Compares the columns that the field was made of then with those of this run's file. */
static void take_field(earlier *e, wn_str name, const json_t *columns)
{
    int f = wn_field_find(e->file->entity, name);
    const wn_bind *bind = f >= 0 ? bind_of(e->file, f) : NULL;
    size_t same = 0, lost = 0;

    for (size_t i = 0; i < json_array_size(columns); i++) {
        wn_str column = wn_str_of(json_string_value(json_array_get(columns, i)));
        same += is_bound(bind, column);
        lost += wn_input_column(e->input, column) < 0;
    }
    /* when the field is bound to quite other columns, they were renamed */
    if (f < 0 || (bind && (lost == 0 || same == 0)))
        return;
    uint8_t *lack = &e->s->absent[e->file->number].lacks[f];
    if (*lack < (bind ? STORE_LACK_SOME : STORE_LACK_ALL))
        *lack = bind ? STORE_LACK_SOME : STORE_LACK_ALL;
    for (size_t i = 0; i < json_array_size(columns); i++) {
        wn_str column = wn_str_of(json_string_value(json_array_get(columns, i)));
        if (wn_input_column(e->input, column) < 0 && !is_dropped(e->file, column))
            tell(e, name, column);
    }
}

static bool is_field_column(json_t *fields, wn_str column)
{
    for (void *at = json_object_iter(fields); at;
         at = json_object_iter_next(fields, at)) {
        const json_t *columns = json_object_iter_value(at);
        for (size_t i = 0; i < json_array_size(columns); i++)
            if (wn_str_equal(wn_str_of(json_string_value(json_array_get(columns, i))),
                             column))
                return true;
    }
    return false;
}

/* Notes a column of no field that is gone: its values may be in the field `extra`. */
static void take_kept(earlier *e, json_t *fields, wn_str column)
{
    store_gone *gone = &e->s->absent[e->file->number];

    for (size_t i = 0; i < gone->kept_count; i++)
        if (wn_str_equal(gone->kept[i], column))
            return;
    if (column.len == 0 || wn_input_column(e->input, column) >= 0 ||
        is_field_column(fields, column) || is_dropped(e->file, column))
        return;
    gone->kept =
        wn_grow(gone->kept, gone->kept_count, &gone->kept_room, sizeof(*gone->kept));
    gone->kept[gone->kept_count++] = wn_arena_str(&e->s->may->load->gones.arena, column);
}

static void take_columns(earlier *e, json_t *fields, wn_str line)
{
    wn_arena arena = {0};

    for (wn_str cell; wn_csv_next(&line, &cell, &arena);)
        take_kept(e, fields, cell);
    wn_arena_release(&arena);
}

typedef struct reading {
    store *s;
    int64_t *latest;  /* by file: the latest run that read a file of this kind */
    bool *named;      /* by file: an earlier file of this kind had the same name */
    int64_t last;     /* the latest run with these rules; 0: not met yet */
    wn_map looked_at; /* file, columns and fields that were compared already */
} reading;

enum { SYSTEM, ENTITY, NAME, FIELDS, COLUMNS, RUN, SAME_RULES };

static bool is_kind(const wn_file *file, const wn_str *cells)
{
    return wn_str_equal(file->source->system, cells[SYSTEM]) &&
           wn_str_equal(file->entity->name, cells[ENTITY]);
}

/* Notes which files have the name of an earlier file: such a file is compared with its
 * namesake only. */
static bool note_name(void *data, const wn_str *cells)
{
    reading *r = data;
    const wn_plan *plan = r->s->context->plan;

    for (size_t i = 0; i < plan->file_count; i++)
        if (is_kind(&plan->files[i], cells) &&
            wn_str_equal(plan->files[i].name, cells[NAME]))
            r->named[i] = true;
    return true;
}

static void tell_file(store *s, const wn_str *cells)
{
    wn_gones *gones = &s->may->load->gones;

    gones->items =
        wn_grow(gones->items, gones->count, &gones->room, sizeof(*gones->items));
    gones->items[gones->count++] =
        (wn_gone){.name = wn_arena_str(&gones->arena, cells[NAME]),
                  .system = wn_arena_str(&gones->arena, cells[SYSTEM]),
                  .entity = wn_arena_str(&gones->arena, cells[ENTITY]),
                  .field = WN_STR(""),
                  .column = WN_STR(""),
                  .is_new = true};
}

static void take_columns_of(reading *r, size_t i, const wn_str *cells, json_t *fields)
{
    store *s = r->s;
    const wn_file *file = &s->context->plan->files[i];
    int64_t run = strtoll(cells[RUN].ptr, NULL, 10);
    wn_fingerprint print =
        wn_fingerprint_numbers(wn_hash(cells[FIELDS], i), wn_hash(cells[COLUMNS], i));
    const char *name;
    json_t *columns;
    bool is_new;

    r->latest[i] = r->latest[i] ? r->latest[i] : run;
    wn_map_set(&r->looked_at, print, &is_new);
    if (!is_new)
        return; /* an export with the same columns was compared already */
    earlier e = {s,
                 file,
                 &s->context->known->inputs[i],
                 s->context->settings->where_count == 0 && is_whole(s, i),
                 run,
                 r->latest[i]};
    json_object_foreach(fields, name, columns) take_field(&e, wn_str_of(name), columns);
    if (cells[COLUMNS].ptr)
        take_columns(&e, fields, cells[COLUMNS]);
}

/* Takes a file of an earlier run; the rows come with the latest run first. */
static bool take_file(void *data, const wn_str *cells)
{
    reading *r = data;
    const wn_plan *plan = r->s->context->plan;
    int64_t run = strtoll(cells[RUN].ptr, NULL, 10);
    json_t *fields = cells[FIELDS].ptr
                         ? json_loadb(cells[FIELDS].ptr, cells[FIELDS].len, 0, NULL)
                         : NULL;
    bool any = false;

    for (size_t i = 0; i < plan->file_count; i++) {
        if (!is_kind(&plan->files[i], cells) ||
            (r->named[i] && !wn_str_equal(plan->files[i].name, cells[NAME])))
            continue;
        any = true; /* of this name; or this run's file has a new name */
        take_columns_of(r, i, cells, fields);
    }
    if (cells[SAME_RULES].ptr && r->last == 0)
        r->last = run;
    if (!any && run == r->last && r->s->context->settings->where_count == 0)
        tell_file(r->s, cells);
    json_decref(fields);
    return true;
}

#define FILES                                                                      \
    "FROM winnow_file f JOIN winnow_run r ON r.number=f.run WHERE "                \
    "coalesce(r.kind,'run')='run' AND r.undone_by IS NULL AND f.run<>%d ORDER BY " \
    "f.run DESC, f.file"

/* Was a folder or a zip given, without a mapping? It has all that the export put there,
 * so a file can be missing from it. When files are named one by one, a person chose them.
 */
static bool is_of_folder(const wn_context *context)
{
    bool any = false;

    for (size_t i = 0; i < context->settings->given_count && context->settings->drafted;
         i++)
        any = any ||
              wn_str_ends(wn_str_of(context->settings->given[i]), WN_STR(".zip")) ||
              wn_path_is_folder(context->settings->given[i]);
    return any;
}

static wn_rc read_files(reading *r)
{
    store *s = r->s;
    wn_rc rc = db_each(s->db, note_name, r, "SELECT f.system, f.entity, f.file " FILES,
                       (long long)s->run);

    return rc < 0 ? rc
                  : db_each(s->db, take_file, r,
                            "SELECT f.system, f.entity, f.file, f.fields, f.columns, "
                            "f.run, CASE WHEN r.rules=(SELECT n.rules FROM winnow_run n "
                            "WHERE n.number=%d)%s THEN 1 END " FILES,
                            (long long)s->run,
                            is_of_folder(s->context) ? " OR r.mappings LIKE "
                                                       "'%/draft.xml%'"
                                                     : "",
                            (long long)s->run);
}

wn_rc store_find_gone(store *s)
{
    const wn_plan *plan = s->context->plan;
    wn_gones *gones = &s->may->load->gones;
    reading r = {.s = s};
    wn_rc rc = WN_OK;

    s->absent = wn_alloc(plan->file_count + 1, sizeof(*s->absent));
    for (size_t i = 0; i < plan->file_count; i++)
        s->absent[i].lacks = wn_alloc(plan->files[i].entity->field_count + 1, 1);
    r.latest = wn_alloc(plan->file_count + 1, sizeof(*r.latest));
    r.named = wn_alloc(plan->file_count + 1, sizeof(*r.named));
    if (s->living)
        rc = read_files(&r);
    wn_map_release(&r.looked_at);
    for (size_t i = 0; i < gones->count; i++)
        gones->fresh += gones->items[i].is_new;
    free(r.latest);
    free(r.named);
    return rc;
}

/* ---- as findings ------------------------------------------------------------------ */

#define OF_KIND "t.rule='gone' AND t.system=%L AND t.entity=%L"

static wn_rc forget(store *s, const wn_file *file)
{
    wn_buf which = {0};

    db_sql(&which, OF_KIND, file->source->system, file->entity->name);
    wn_rc rc = images_keep(&s->images, "winnow_finding", which.ptr);
    if (rc >= 0)
        rc = own_delete(s->db, "winnow_finding", which.ptr);
    wn_buf_release(&which);
    return rc;
}

static wn_rc note(store *s, const wn_gone *gone)
{
    return db_run(s->db,
                  "INSERT INTO winnow_finding_all (rule, severity, entity, system, "
                  "source_key, file, line, field, \"column\", run, nth) VALUES "
                  "('gone','warn',%L,%L,'',%L,0,%L,%L,%d,0)",
                  gone->entity, gone->system, gone->file ? gone->file->name : gone->name,
                  gone->field, gone->column, (long long)s->run);
}

wn_rc store_note_gone(store *s)
{
    const wn_plan *plan = s->context->plan;
    const wn_gones *gones = &s->context->outcome->load.gones;
    int64_t noted = 0;
    wn_rc rc = WN_OK;

    if (s->living && s->context->settings->where_count == 0)
        rc = db_number(s->db, &noted,
                       "SELECT count(*) FROM winnow_finding WHERE rule='gone'");
    for (size_t i = 0; i < plan->file_count && rc >= 0 && noted > 0; i++)
        if (is_whole(s, i))
            rc = forget(s, &plan->files[i]);
    for (size_t i = 0; i < gones->count && rc >= 0; i++)
        rc = note(s, &gones->items[i]);
    return rc;
}

void store_release_gone(store *s)
{
    for (size_t i = 0; s->absent && i < s->context->plan->file_count; i++) {
        free(s->absent[i].lacks);
        free(s->absent[i].kept);
    }
    free(s->absent);
}
