/* match_rows.c - reads the files that winnow match is given into one table. */
#include "match_rows.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SOURCES 65535

/* Marks in match_headings. */
#define TO_KEY SIZE_MAX
#define TO_SOURCE (SIZE_MAX - 1)
#define TO_NEW (SIZE_MAX - 2)     /* not known yet */
#define TO_NOWHERE (SIZE_MAX - 3) /* the mapping does not name it */

static bool is_column(const char *wanted, wn_str name)
{
    return wanted && wn_str_equal_nocase(wn_str_of(wanted), wn_str_trim(name));
}

static size_t column_named(match_rows *r, wn_str name, const char *type)
{
    size_t i = 0;

    while (i < r->name_count && !wn_str_equal(r->names[i], name))
        i++;
    if (i == r->name_count) {
        r->names = wn_grow(r->names, i, &r->name_room, sizeof(*r->names));
        r->types = wn_grow(r->types, i, &r->type_room, sizeof(*r->types));
        r->types[i] = type;
        r->names[r->name_count++] = wn_arena_str(&r->arena, name);
    }
    return i;
}

static wn_rc open_input(match_rows *r, wn_input *input, const char *path,
                        void **reader_out)
{
    if (!strcmp(path, "-")) { /* stdin comes once, but is read twice */
        if (!r->stdin_path)
            r->stdin_path = wn_file_stdin(&r->arena, WN_E_SOURCE, r->err);
        path = r->stdin_path;
    }
    wn_rc rc = path ? wn_input_survey(input, path, WN_STR(""), r->err) : r->err->rc;
    input->chunk = WN_CHUNK;
    input->records = wn_str_of(r->options->records);
    input->sheet = wn_str_of(r->options->sheet);
    return rc < 0 ? rc : input->reader->open(reader_out, input, r->err);
}

static bool has_column(const match_headings *h, size_t column)
{
    for (size_t c = 0; c < h->count; c++)
        if (h->to[c] == column)
            return true;
    return false;
}

/* Return how many columns of the table have this meaning (see wn_link_heading) and are
 * not in the file by name; *found is the last of them. */
static size_t like(const match_rows *r, const match_headings *h, int heading,
                   size_t *found)
{
    size_t count = 0;

    for (size_t i = 0; i < r->name_count && heading; i++)
        if (wn_link_heading(r->names[i]) == heading && !has_column(h, i)) {
            *found = i;
            count++;
        }
    return count;
}

static bool is_new(const match_headings *h, size_t c)
{
    return h->to[c] == TO_NEW;
}

/* Place the columns of this file whose names no earlier file had. If exactly one of them
 * and exactly one of the table have the same meaning (Mobile, 手机号), they become one
 * column; so do the only columns of two files. */
static void place_new(match_rows *r, match_headings *h, const wn_str *names)
{
    size_t own = 0;
    int *says = wn_alloc(h->count + 1, sizeof(*says));

    for (size_t c = 0; c < h->count; c++) {
        own += h->to[c] < TO_NOWHERE || is_new(h, c);
        says[c] = is_new(h, c) ? wn_link_heading(names[c]) : 0;
    }
    for (size_t c = 0; c < h->count; c++) {
        size_t rivals = 0, found = 0;
        if (!is_new(h, c))
            continue;
        for (size_t k = 0; k < h->count && says[c]; k++)
            rivals += k != c && says[k] == says[c];
        bool same = rivals == 0 && like(r, h, says[c], &found) == 1;
        if (own == 1 && r->name_count == 1)
            same = true; /* the only column */
        h->to[c] = same ? found : column_named(r, names[c], NULL);
    }
    free(says);
}

/* With a mapping: place the columns that it names, each under its field's name. Where a
 * <field> joins several columns, each keeps its own heading, because that says what it
 * is. */
static wn_rc place_mapped(match_rows *r, match_headings *h, const wn_input *input,
                          const char *path)
{
    const wn_file *file = cli_file_of(&r->plan, input->columns, input->column_count);

    if (!file) {
        wn_rc rc = wn_fail(r->err, WN_E_MAPPING, WN_SAY_MATCH_NOT_MAPPED, path);
        wn_error_hint(r->err, WN_SAY_MATCH_NOT_MAPPED_HINT);
        return rc;
    }
    for (size_t c = 0; c < h->count; c++) {
        size_t nth = 0;
        const wn_bind *bind = cli_bind_of(file, input->columns[c], &nth);
        if (h->to[c] == TO_KEY || h->to[c] == TO_SOURCE)
            continue;
        h->to[c] = TO_NOWHERE;
        if (!bind || bind->field == file->entity->key)
            continue;
        const wn_field *field = &file->entity->fields[bind->field];
        bool joined = bind->count > 1 && !bind->first_filled;
        wn_str name = joined    ? input->columns[c]
                      : nth > 0 ? wn_arena_format(&r->arena, "%.*s %zu",
                                                  WN_FMT(field->name), nth + 1)
                                : field->name;
        h->to[c] = column_named(r, name, joined ? NULL : field->type->name);
    }
    return WN_OK;
}

/* Read the header of a file. All headers are read first: the table needs all columns
 * before its first row. */
static wn_rc read_header(match_rows *r, size_t file)
{
    wn_input input = {0};
    void *reader = NULL;
    match_headings *h = &r->files[file];
    wn_rc rc = open_input(r, &input, r->options->args[file], &reader);

    h->to = wn_alloc(input.column_count + 1, sizeof(*h->to));
    for (size_t c = 0; rc >= 0 && c < input.column_count; c++) {
        bool key = is_column(r->options->key, input.columns[c]);
        bool source = is_column(r->options->source, input.columns[c]);
        size_t known = 0;
        r->has_key = r->has_key || key;
        r->has_source = r->has_source || source;
        while (known < r->name_count && !wn_str_equal(r->names[known], input.columns[c]))
            known++;
        h->to[h->count++] = key                     ? TO_KEY
                            : source                ? TO_SOURCE
                            : known < r->name_count ? known
                                                    : TO_NEW;
    }
    if (rc >= 0 && r->options->mapping)
        rc = place_mapped(r, h, &input, r->options->args[file]);
    place_new(r, h, input.columns);
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    return rc;
}

static uint16_t source_of(match_rows *r, wn_str value)
{
    bool is_new;
    int64_t *number = wn_map_set(&r->sources, wn_fingerprint_of(value), &is_new);

    if (is_new)
        *number = (int64_t)(r->sources.count - 1) % MAX_SOURCES; /* read_rows ends */
    return (uint16_t)*number;
}

/* The values of a row by column of the table. */
static match_row split_row(const match_rows *r, const match_headings *h,
                           const wn_record *record, wn_str *values)
{
    match_row row = {values, WN_STR(""), WN_STR("")};

    memset(values, 0, r->name_count * sizeof(*values));
    if (r->file_column < r->name_count)
        values[r->file_column] = r->file;
    for (size_t c = 0; c < record->source_count && c < h->count; c++) {
        wn_str value = wn_str_trim(record->source[c]);
        if (h->to[c] == TO_KEY)
            row.id = value;
        else if (h->to[c] == TO_SOURCE)
            row.source = value;
        else if (h->to[c] < r->name_count)
            values[h->to[c]] = value;
    }
    return row;
}

/* A hash of what a row says, whatever the order of its columns and in whichever file. */
static uint64_t content_of(const match_rows *r, const match_row *row)
{
    uint64_t sum = wn_hash(row->id, 1) + wn_hash(row->source, 2);

    for (size_t c = 0; c < r->name_count; c++)
        if (c != r->file_column && row->values[c].len > 0)
            sum += wn_hash(row->values[c], wn_hash(r->names[c], 3));
    return sum ? sum : 1;
}

static void add_row(void *data, const match_row *row)
{
    match_rows *r = data;

    if (r->has_contents) {
        r->contents =
            wn_grow(r->contents, r->count, &r->content_room, sizeof(*r->contents));
        r->contents[r->count] = content_of(r, row);
    }
    r->ids = wn_grow(r->ids, r->count, &r->id_room, sizeof(*r->ids));
    r->ids[r->count++] = r->options->key ? wn_arena_str(&r->arena, row->id) : WN_STR("");
    wn_linkage_add(r->linkage, row->values,
                   source_of(r, r->has_source ? row->source : r->file));
}

/* Print what is read in another way than it stands in the file, as a run does. */
static void print_notes(const match_rows *r, const wn_input *input, size_t file)
{
    wn_buf out = {0};

    for (size_t i = 0; i < input->note_count && !r->options->quiet; i++) {
        wn_buf_format(&out, "          %s: ", r->options->args[file]);
        wn_note_say(&input->notes[i], r->options->lang, &out);
        wn_buf_char(&out, '\n');
    }
    cli_put(stderr, wn_buf_str(&out));
    wn_buf_release(&out);
}

static wn_rc read_rows(match_rows *r, size_t file, match_take take, void *data)
{
    wn_input input = {0};
    wn_batch batch;
    void *reader = NULL;
    wn_rc rc = open_input(r, &input, r->options->args[file], &reader);
    wn_str *values = wn_alloc(r->name_count + 1, sizeof(*values));

    wn_batch_init(&batch, 512);
    for (bool more = rc >= 0; more;) {
        rc = input.reader->next(reader, &batch);
        more = rc == WN_MORE;
        for (size_t i = 0; rc >= 0 && i < batch.count; i++) {
            const match_row row =
                split_row(r, &r->files[file], &batch.records[i], values);
            take(data, &row);
        }
        wn_batch_clear(&batch);
        if (r->count > WN_LINK_RECORDS) {
            rc = wn_fail(r->err, WN_E_SOURCE, WN_SAY_MATCH_TOO_MANY);
            more = false;
        }
        if (rc >= 0 && r->sources.count > MAX_SOURCES) {
            rc = wn_fail(r->err, WN_E_USAGE, WN_SAY_MATCH_SOURCES, r->options->source,
                         MAX_SOURCES);
            more = false;
        }
    }
    if (rc >= 0 && take == add_row)
        print_notes(r, &input, file);
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
    free(values);
    return rc;
}

wn_rc match_rows_open(match_rows *r)
{
    const cli_options *o = r->options;
    wn_rc rc = WN_OK;

    r->files = wn_alloc(o->arg_count, sizeof(*r->files));
    if (o->mapping &&
        wn_mappings_load(&r->plan, &r->books, &o->mapping, 1, &r->diags, r->err) < 0)
        return r->err->rc < 0 ? r->err->rc
                              : wn_fail(r->err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES,
                                        r->diags.errors);
    for (size_t i = 0; i < o->arg_count && rc >= 0; i++)
        rc = read_header(r, i);
    if (rc >= 0 && o->key && !r->has_key)
        rc = wn_fail(r->err, WN_E_USAGE, WN_SAY_MATCH_NO_COLUMN, o->key);
    if (rc >= 0 && o->source && !r->has_source)
        rc = wn_fail(r->err, WN_E_USAGE, WN_SAY_MATCH_NO_COLUMN, o->source);
    if (rc < 0)
        return rc;
    r->file_column = o->arg_count > 1 && !o->source
                         ? column_named(r, WN_STR("(file)"), NULL)
                         : SIZE_MAX;
    r->linkage = wn_linkage_new(r->names, r->types, r->name_count);
    return rc;
}

wn_rc match_rows_again(match_rows *r, match_take take, void *data)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < r->options->arg_count && rc >= 0; i++) {
        r->file = wn_arena_format(&r->arena, "file %zu", i + 1);
        rc = read_rows(r, i, take, data);
    }
    return rc;
}

wn_rc match_rows_add(match_rows *r)
{
    return match_rows_again(r, add_row, r);
}

/* ---- records once more ------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

size_t match_rows_sort(uint32_t *records, size_t count)
{
    size_t kept = 0;

    if (count > 0)
        qsort(records, count, sizeof(*records), by_number);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || records[i] != records[kept - 1])
            records[kept++] = records[i];
    return kept;
}

typedef struct rows_kept {
    match_rows *rows;
    const uint32_t *records;
    size_t count, at;
    wn_str *values;
    uint32_t next; /* the number of the row that comes next */
} rows_kept;

static void keep_wanted(void *data, const match_row *row)
{
    rows_kept *k = data;
    match_rows *r = k->rows;

    if (k->at == k->count || k->next++ != k->records[k->at])
        return;
    for (size_t c = 0; c < r->name_count; c++)
        k->values[k->at * r->name_count + c] = wn_arena_str(&r->arena, row->values[c]);
    k->at++;
}

wn_rc match_rows_values(match_rows *r, const uint32_t *records, size_t count, wn_str *out)
{
    rows_kept kept = {r, records, count, 0, out, 0};

    return match_rows_again(r, keep_wanted, &kept);
}

const wn_str *match_rows_found(const match_rows *r, const uint32_t *records, size_t count,
                               const wn_str *values, uint32_t record)
{
    const uint32_t *found =
        count ? bsearch(&record, records, count, sizeof(record), by_number) : NULL;

    return found ? &values[(size_t)(found - records) * r->name_count] : NULL;
}

void match_add_id(const match_rows *r, uint32_t record, wn_buf *out)
{
    if (r->options->key)
        wn_csv_add_safe(out, r->ids[record]);
    else
        wn_buf_format(out, "%u", record + 1);
}

void match_rows_release(match_rows *r)
{
    wn_linkage_free(r->linkage);
    wn_diags_release(&r->diags);
    wn_workbooks_release(&r->books);
    wn_plan_release(&r->plan);
    wn_map_release(&r->sources);
    wn_arena_release(&r->arena);
    for (size_t i = 0; i < r->options->arg_count && r->files; i++)
        free(r->files[i].to);
    free(r->files);
    free(r->names);
    free(r->types);
    free(r->ids);
    free(r->contents);
}
