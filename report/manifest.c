/* manifest.c - manifest.json: which files were read, by which mappings, and the books. */
#include "changed.h"
#include "report.h"

#include "core/artefacts.h"
#include "core/drafted.h"
#include "core/memory.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/resource.h>

static json_t *inputs_json(const wn_context *context)
{
    json_t *inputs = json_array();

    for (size_t i = 0; i < context->plan->file_count; i++) {
        const wn_input *input = &context->known->inputs[i];
        wn_str path = context->plan->files[i].path;
        json_array_append_new(
            inputs, json_pack("{s:s%,s:s,s:I,s:s,s:s}", "path", path.ptr, path.len,
                              "sha256", input->sha256, "bytes", (json_int_t)input->bytes,
                              "encoding", input->encoding ? input->encoding : "",
                              "format", input->reader->name));
    }
    return inputs;
}

static json_t *mappings_json(const wn_plan *plan)
{
    json_t *mappings = json_array();

    for (size_t i = 0; i < plan->path_count; i++)
        json_array_append_new(mappings, json_pack("{s:s,s:s}", "path", plan->paths[i],
                                                  "sha256", plan->sha256[i]));
    json_array_append_new(mappings, json_pack("{s:s,s:s}", "path", plan->model.path,
                                              "sha256", plan->model.sha256));
    return mappings;
}

static json_t *books_json(const wn_context *context)
{
    json_t *all = json_array();

    for (size_t i = 0; i < context->plan->file_count; i++) {
        const wn_file *file = &context->plan->files[i];
        const wn_file_counts *books = &context->outcome->load.books[i];
        json_t *row = json_pack("{s:s%,s:s%,s:I}", "entity", file->entity->name.ptr,
                                file->entity->name.len, "file", file->name.ptr,
                                file->name.len, "read", (json_int_t)books->read);
        for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
            json_object_set_new(row, wn_disposition_names[f],
                                json_integer((json_int_t)books->dispositions[f]));
        json_array_append_new(all, row);
    }
    return all;
}

/* What a draft decided, with its evidence. */
static json_t *decisions_json(const wn_drafted *drafted, wn_lang lang)
{
    json_t *all = json_array();

    for (size_t i = 0; i < drafted->doubt_count; i++) {
        const wn_doubt *d = &drafted->doubts[i];
        json_array_append_new(
            all,
            json_pack("{s:s,s:f,s:b,s:s,s:s,s:s,s:s,s:s,s:i}", "kind",
                      wn_doubt_kinds[d->kind], "confidence", d->confidence, "grave",
                      wn_doubt_is_grave(d), "file", d->file.ptr, "sheet", d->sheet.ptr,
                      "column", d->column.ptr, "decided", d->said[lang].ptr, "cure",
                      d->cure[lang].ptr, "line", (int)d->line));
    }
    return all;
}

/* What the given files have that was not read. */
static json_t *unread_json(const wn_context *context)
{
    const wn_unreads *unread = &context->outcome->unread;
    json_t *all = json_array();

    for (size_t i = 0; i < unread->count; i++) {
        const wn_unread *u = &unread->items[i];
        wn_str why = u->reason[context->settings->lang];
        json_t *row =
            json_pack("{s:s%,s:s%,s:o,s:s}", "file", u->file.ptr, u->file.len, "table",
                      u->table.ptr, u->table.len, "rows",
                      u->is_counted ? json_integer((json_int_t)u->rows) : json_null(),
                      "reason", wn_unread_names[u->why]);
        if (u->is_more)
            json_object_set_new(row, "more", json_true());
        if (why.len)
            json_object_set_new(row, "why", json_stringn(why.ptr, why.len));
        json_array_append_new(all, row);
    }
    return all;
}

/* Columns and files that earlier exports had and those of this run lack. */
static json_t *gone_json(const wn_gones *gones)
{
    json_t *all = json_array();

    for (size_t i = 0; i < gones->count; i++) {
        const wn_gone *g = &gones->items[i];
        wn_str file = g->file ? g->file->name : g->name;
        json_array_append_new(all, json_pack("{s:s%,s:s%,s:s%,s:s%,s:s%,s:b}", "file",
                                             file.ptr, file.len, "column", g->column.ptr,
                                             g->column.len, "entity", g->entity.ptr,
                                             g->entity.len, "field", g->field.ptr,
                                             g->field.len, "system", g->system.ptr,
                                             g->system.len, "new", g->is_new));
    }
    return all;
}

/* Columns with values that were scaled, or that their type refused. */
static json_t *columns_json(const wn_context *context)
{
    const wn_plan *plan = context->plan;
    json_t *all = json_array();

    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t b = 0; b < plan->files[f].bind_count; b++) {
            const wn_file *file = &plan->files[f];
            const wn_bind *bind = &file->binds[b];
            const wn_column_counts *counts = wn_tallies_column(context->tallies, file, b);
            if (counts->scaled + wn_column_refused(counts) == 0)
                continue;
            json_array_append_new(
                all, json_pack("{s:s%,s:s%,s:s,s:I,s:I,s:I}", "file", file->path.ptr,
                               file->path.len, "column", bind->columns[0].ptr,
                               bind->columns[0].len, "field",
                               file->entity->fields[bind->field].name.ptr, "filled",
                               (json_int_t)counts->filled, "refused",
                               (json_int_t)wn_column_refused(counts), "scaled",
                               (json_int_t)counts->scaled));
        }
    return all;
}

static json_t *seconds_json(const wn_context *context)
{
    static const char *const names[] = {"read",  "map",   "normalize", "validate",
                                        "match", "merge", "load",      "report"};
    json_t *seconds = json_object();
    double total = 0;

    for (size_t i = 0; i < WN_COUNT(names); i++) {
        total += context->outcome->seconds[i];
        if (context->outcome->seconds[i] > 0)
            json_object_set_new(seconds, names[i],
                                json_real(context->outcome->seconds[i]));
    }
    json_object_set_new(seconds, "total", json_real(total));
    return seconds;
}

/* What the model expects of duplicates, and what people's answers say of that. */
static json_t *duplicates_json(const wn_context *context)
{
    const wn_match_outcome *match = &context->outcome->match;
    json_t *checked = json_array();

    for (size_t e = 0; e < context->plan->model.entity_count; e++) {
        const struct wn_match_checked *c = &match->checked[e];
        wn_str name = context->plan->model.entities[e].name;
        if (c->answers > 0)
            json_array_append_new(
                checked, json_pack("{s:s%,s:I,s:f,s:f,s:b}", "entity", name.ptr, name.len,
                                   "answers", (json_int_t)c->answers, "said", c->said,
                                   "same", c->is, "corrected", (int)c->corrected));
    }
    return json_pack("{s:I,s:f,s:f,s:o}", "review_pairs",
                     (json_int_t)match->review_pairs, "expected_in_review",
                     match->expected_in_review, "expected_elsewhere",
                     match->expected_elsewhere, "checked", checked);
}

/* The files that are not written for this audience. */
static json_t *left_out_json(const wn_context *context)
{
    json_t *all = json_array();

    for (wn_str rest = wn_str_of(context->outcome->report.left_out); rest.len > 0;) {
        wn_str name = wn_str_cut(&rest, WN_STR(" "));
        json_array_append_new(all, json_stringn(name.ptr, name.len));
    }
    return all;
}

void report_manifest(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    json_t *root =
        json_pack("{s:s,s:s,s:s,s:i,s:b}", "schema", "winnow.run/1", "id",
                  wn_run_name(context), "version", WINNOW_VERSION, "exit",
                  context->outcome->report.colour, "dry_run", context->settings->dry_run);
    json_object_set_new(root, "audience",
                        json_string(wn_audience_names[context->settings->audience]));
    if (context->outcome->load.gated)
        json_object_set_new(root, "gated", json_true());
    json_object_set_new(root, "inputs", inputs_json(context));
    json_object_set_new(root, "mapping", mappings_json(context->plan));
    json_object_set_new(root, "books", books_json(context));
    if (context->settings->drafted)
        json_object_set_new(
            root, "decisions",
            decisions_json(context->settings->drafted, context->settings->lang));
    json_object_set_new(root, "not_read", unread_json(context));
    if (r->kind->loads)
        json_object_set_new(root, "changes", changed_json(&context->outcome->load));
    json_object_set_new(root, "gone", gone_json(&context->outcome->load.gones));
    json_object_set_new(root, "older",
                        json_integer((json_int_t)context->outcome->load.older));
    json_object_set_new(root, "edited",
                        json_integer((json_int_t)context->outcome->load.edited));
    json_object_set_new(root, "joined",
                        json_integer((json_int_t)context->outcome->load.joined));
    json_object_set_new(root, "duplicates", duplicates_json(context));
    json_object_set_new(root, "columns", columns_json(context));
    json_object_set_new(root, "target", json_string(context->settings->target_shown));
    if (*context->outcome->load.kept_since && !context->settings->dry_run)
        json_object_set_new(root, "kept_since",
                            json_string(context->outcome->load.kept_since));
    if (context->settings->audience != WN_AUDIENCE_ADMIN)
        json_object_set_new(root, "left_out", left_out_json(context));
    json_object_set_new(root, "seconds", seconds_json(context));
    json_object_set_new(root, "peak_kb", json_integer(usage.ru_maxrss));
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
    wn_buf_add(out, wn_str_of(text));
    wn_buf_char(out, '\n');
    free(text);
    json_decref(root);
}
