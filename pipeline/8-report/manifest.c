/* manifest.c - manifest.json: what was read, by which rules, and the books. */
#include "report.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/resource.h>

static json_t *inputs_json(const wn_context *context)
{
    json_t *inputs = json_array();

    for (size_t i = 0; i < context->plan->file_count; i++) {
        const wn_input *input = &context->inputs[i];
        wn_str path = context->plan->files[i].path;
        json_array_append_new(inputs,
                              json_pack("{s:s%,s:s,s:I,s:s,s:s}", "path", path.ptr,
                                        path.len, "sha256", input->sha256, "bytes",
                                        (json_int_t)input->bytes, "encoding",
                                        input->encoding, "format", input->reader->name));
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
        const wn_books *books = &context->results->books[i];
        json_t *row = json_pack("{s:s%,s:s%,s:I}", "entity", file->entity->name.ptr,
                                file->entity->name.len, "file", file->path.ptr,
                                file->path.len, "read", (json_int_t)books->read);
        for (int f = 0; f < WN_FATE_COUNT; f++)
            json_object_set_new(row, wn_fate_names[f],
                                json_integer((json_int_t)books->fates[f]));
        json_array_append_new(all, row);
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
        total += context->seconds[i];
        if (context->seconds[i] > 0)
            json_object_set_new(seconds, names[i], json_real(context->seconds[i]));
    }
    json_object_set_new(seconds, "total", json_real(total));
    return seconds;
}

void report_manifest(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    json_t *root = json_pack("{s:s,s:s,s:s,s:i,s:b}", "schema", "winnow.run/1", "id",
                             context->run_id, "version", WINNOW_VERSION, "exit",
                             context->results->colour, "dry_run", context->dry_run);
    if (context->results->gated)
        json_object_set_new(root, "gated", json_true());
    json_object_set_new(root, "inputs", inputs_json(context));
    json_object_set_new(root, "mapping", mappings_json(context->plan));
    json_object_set_new(root, "books", books_json(context));
    json_object_set_new(root, "target", json_string(context->target_shown));
    json_object_set_new(root, "seconds", seconds_json(context));
    json_object_set_new(root, "peak_kb", json_integer(usage.ru_maxrss));
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
    wn_buf_add(out, wn_str_of(text));
    wn_buf_char(out, '\n');
    free(text);
    json_decref(root);
}
