/* cmd_match.c - winnow match: finds duplicates in any files that can be read; nothing has
 * to be configured. */
#include "cli.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"
#include "winnow/linkage.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SOURCES 65535

/* For each column of a file: where its values go. */
typedef struct match_headings {
    size_t count, *to; /* the number of a column of the table, or one of TO_KEY ...
                          TO_NOWHERE below */
} match_headings;

#define TO_KEY SIZE_MAX
#define TO_SOURCE (SIZE_MAX - 1)
#define TO_NEW (SIZE_MAX - 2)     /* not known yet */
#define TO_NOWHERE (SIZE_MAX - 3) /* the mapping does not name it */

/* The rows of all files in one table: columns with the same name or meaning are one. */
typedef struct match_rows {
    const cli_options *options;
    wn_error *err;
    wn_arena arena;
    wn_str *names;      /* names of the columns that are compared */
    const char **types; /* their transforms in the mapping, or NULL */
    size_t name_count, name_room, type_room;
    wn_plan plan; /* the plan of --mapping */
    wn_diags diags;
    match_headings *files; /* by file */
    wn_str *ids;
    size_t count, room;
    wn_map sources; /* values of the --source column, numbered */
    const char *stdin_path;
    /* The file of a row is a column like others: the data decide whether a file has
     * duplicates within itself. */
    size_t file_column;
    wn_str file;
    wn_linkage *linkage;
    wn_outputs outputs;
    bool has_key, has_source, has_model, refused;
} match_rows;

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

static void add_row(match_rows *r, const match_headings *h, const wn_record *record,
                    wn_str *values)
{
    wn_str id = WN_STR(""), source = WN_STR("");

    memset(values, 0, r->name_count * sizeof(*values));
    if (r->file_column < r->name_count)
        values[r->file_column] = r->file;
    for (size_t c = 0; c < record->source_count && c < h->count; c++) {
        wn_str value = wn_str_trim(record->source[c]);
        if (h->to[c] == TO_KEY)
            id = value;
        else if (h->to[c] == TO_SOURCE)
            source = value;
        else if (h->to[c] < r->name_count)
            values[h->to[c]] = value;
    }
    r->ids = wn_grow(r->ids, r->count, &r->room, sizeof(*r->ids));
    r->ids[r->count++] = r->options->key ? wn_arena_str(&r->arena, id) : WN_STR("");
    wn_linkage_add(r->linkage, values, source_of(r, r->has_source ? source : r->file));
}

static wn_rc read_rows(match_rows *r, size_t file)
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
        for (size_t i = 0; rc >= 0 && i < batch.count; i++)
            add_row(r, &r->files[file], &batch.records[i], values);
        wn_batch_clear(&batch);
        if (r->count > UINT32_MAX / 2) {
            rc = wn_fail(r->err, WN_E_SOURCE, WN_SAY_MATCH_TOO_MANY);
            more = false;
        }
        if (rc >= 0 && r->sources.count > MAX_SOURCES) {
            rc = wn_fail(r->err, WN_E_USAGE, WN_SAY_MATCH_SOURCES, r->options->source,
                         MAX_SOURCES);
            more = false;
        }
    }
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
    free(values);
    return rc;
}

/* ---- what comes out --------------------------------------------------------------- */

static void add_id(const match_rows *r, uint32_t record, wn_buf *out)
{
    if (r->options->key)
        wn_csv_add_safe(out, r->ids[record]);
    else
        wn_buf_format(out, "%u", record + 1);
}

/* Write what is in `out` to a file, or (NULL) to stdout, and empty it. */
static wn_rc put(wn_output *to, wn_buf *out, wn_error *err)
{
    wn_rc rc = to ? wn_output_put(to, wn_buf_str(out), err) : WN_OK;

    if (!to) /* main() checks whether stdout could be written */
        cli_put_data(stdout, wn_buf_str(out));
    out->len = 0;
    return rc;
}

static wn_rc write_clusters(match_rows *r, wn_output *to)
{
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    wn_buf_add(&out, WN_STR("record_id,cluster_id\n"));
    for (uint32_t i = 0; i < r->count && rc >= 0; i++) {
        add_id(r, i, &out);
        wn_buf_format(&out, ",%u\n", wn_linkage_first(r->linkage, i) + 1);
        if (out.len > 60000)
            rc = put(to, &out, r->err);
    }
    rc = rc < 0 ? rc : put(to, &out, r->err);
    wn_buf_release(&out);
    return rc;
}

/* Pairs in --pairs have at least this probability, or are in one cluster. */
#define LEAST_SHOWN 0.1

static wn_rc write_pairs(match_rows *r, wn_output *to)
{
    size_t count;
    const wn_link_pair *pairs = wn_linkage_pairs(r->linkage, &count);
    wn_link_column column;
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    wn_buf_add(&out, WN_STR("left_id,right_id,probability,weight"));
    for (size_t c = 0; wn_linkage_column(r->linkage, c, &column); c++) {
        wn_buf_char(&out, ',');
        wn_csv_add_safe(&out, column.name);
    }
    wn_buf_char(&out, '\n');
    for (size_t i = 0; i < count && rc >= 0; i++) {
        double weights[WN_LINK_COLUMNS], p = wn_link_probability((double)pairs[i].weight);
        if (p < LEAST_SHOWN && wn_linkage_first(r->linkage, pairs[i].left) !=
                                   wn_linkage_first(r->linkage, pairs[i].right))
            continue;
        wn_linkage_weights(r->linkage, &pairs[i], weights);
        add_id(r, pairs[i].left, &out);
        wn_buf_char(&out, ',');
        add_id(r, pairs[i].right, &out);
        wn_buf_format(&out, ",%.4f,%.2f", p, (double)pairs[i].weight);
        for (size_t c = 0; wn_linkage_column(r->linkage, c, &column); c++)
            wn_buf_format(&out, ",%.2f", weights[c]);
        wn_buf_char(&out, '\n');
        if (out.len > 60000)
            rc = put(to, &out, r->err);
    }
    rc = rc < 0 ? rc : put(to, &out, r->err);
    wn_buf_release(&out);
    return rc;
}

static wn_rc write_model(match_rows *r, wn_output *to)
{
    return wn_output_put(to, wn_linkage_model(r->linkage), r->err);
}

static wn_rc write_file(match_rows *r, const char *path,
                        wn_rc (*write)(match_rows *, wn_output *))
{
    wn_output *to = path ? wn_outputs_add_path(&r->outputs, path, r->err) : NULL;

    return !path ? WN_OK : to ? write(r, to) : r->err->rc;
}

/* Give all output files their names, or none. */
static wn_rc keep_files(match_rows *r)
{
    wn_rc rc = wn_outputs_ready(&r->outputs, r->err);

    return rc < 0 ? rc : wn_outputs_keep(&r->outputs, r->err);
}

/* Does no column distinguish records, though the rows are not all the same? */
static bool is_blind(const match_rows *r, const wn_link_summary *s)
{
    return r->count > 1 && s->surplus == 0 && s->columns == 0;
}

/* Write no clusters; write the pairs, so that people can look at them. */
static wn_rc refuse(match_rows *r, const wn_link_summary *s)
{
    wn_rc rc = write_file(r, r->options->pairs, write_pairs);

    if (rc >= 0)
        rc = keep_files(r);
    if (rc >= 0)
        cli_tell_match(r->options, r->linkage, s, stderr);
    r->refused = rc >= 0;
    if (rc >= 0)
        cli_print(stderr, "%s", wn_say(r->options->lang, WN_SAY_MATCH_DOUBTFUL));
    return rc;
}

#define MODEL_LIMIT ((size_t)1 << 20)

/* --model: use the file if it exists; else the learned model is written there at the
 * end. */
static wn_rc load_model(match_rows *r)
{
    const char *path = r->options->model;
    wn_buf text = {0};
    wn_rc rc = WN_OK;

    if (!path || access(path, F_OK) != 0)
        return WN_OK;
    rc = wn_file_read(path, MODEL_LIMIT, WN_E_SOURCE, &text, r->err);
    r->has_model = rc >= 0;
    if (rc >= 0 && !wn_linkage_use(r->linkage, wn_buf_str(&text))) {
        rc = wn_fail(r->err, WN_E_SOURCE, WN_SAY_MATCH_NO_MODEL, path);
        wn_error_hint(r->err, WN_SAY_MATCH_MODEL_HINT);
    }
    wn_buf_release(&text);
    return rc;
}

/* Check that no input, and no file that is not ours, is written over. A model file that
 * exists is an input. */
static wn_rc check_files(const match_rows *r)
{
    const cli_options *o = r->options;
    struct stat st;
    bool has_model = o->model && stat(o->model, &st) == 0;
    const char *const outputs[] = {o->output, o->pairs, has_model ? NULL : o->model};
    wn_rc rc = cli_check_outputs(o, outputs, WN_COUNT(outputs), r->err);

    return rc < 0 || !has_model
               ? rc
               : wn_outputs_apart(outputs, WN_COUNT(outputs), &o->model, 1, r->err);
}

static wn_rc match(match_rows *r)
{
    const cli_options *o = r->options;
    wn_link_summary s;
    wn_rc rc = check_files(r);

    if (rc < 0)
        return rc;
    r->outputs.force = o->force;
    r->files = wn_alloc(o->arg_count, sizeof(*r->files));
    if (o->mapping && wn_plan_load(&r->plan, &o->mapping, 1, &r->diags) < 0)
        return wn_fail(r->err, WN_E_MAPPING, WN_SAY_MAPPING_MISTAKES, r->diags.errors);
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
    for (size_t i = 0; i < o->arg_count && rc >= 0; i++) {
        r->file = wn_arena_format(&r->arena, "file %zu", i + 1);
        rc = read_rows(r, i);
    }
    if (rc >= 0)
        rc = load_model(r);
    if (rc < 0)
        return rc;
    wn_linkage_weigh(r->linkage, &(wn_link_settings){.across = o->source != NULL,
                                                     .memory = (uint64_t)o->memory});
    wn_linkage_cluster(r->linkage, NULL, NULL);
    wn_linkage_sum(r->linkage, &s);
    if (is_blind(r, &s))
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_MATCH_NOTHING);
    if (wn_linkage_is_doubtful(r->linkage, NULL, NULL))
        return refuse(r, &s);
    rc = o->output ? write_file(r, o->output, write_clusters) : write_clusters(r, NULL);
    if (rc >= 0)
        rc = write_file(r, o->pairs, write_pairs);
    if (rc >= 0 && !r->has_model)
        rc = write_file(r, o->model, write_model);
    if (rc >= 0)
        rc = keep_files(r);
    if (rc >= 0)
        cli_tell_match(o, r->linkage, &s, o->output ? stdout : stderr);
    return rc;
}

int cli_match(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    match_rows r = {.options = o, .err = &err, .diags = {.lang = o->lang}};

    umask(077); /* output holds personal data of the inputs */
    wn_rc rc =
        o->arg_count > 0 ? match(&r) : wn_fail(&err, WN_E_USAGE, WN_SAY_MATCH_FILES);

    if (r.diags.count > 0)
        cli_print_diags(o, &r.diags);
    if (rc < 0)
        cli_print_error(o, &err);
    wn_outputs_drop(&r.outputs);
    wn_linkage_free(r.linkage);
    wn_diags_release(&r.diags);
    wn_plan_release(&r.plan);
    wn_map_release(&r.sources);
    wn_arena_release(&r.arena);
    for (size_t i = 0; i < o->arg_count && r.files; i++)
        free(r.files[i].to);
    free(r.files);
    free(r.names);
    free(r.types);
    free(r.ids);
    xmlCleanupParser();
    return r.refused ? 2 : cli_exit_code(rc);
}
