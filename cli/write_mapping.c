/* write_mapping.c - a mapping as a workbook or as XML: what sheet, check and draft write
 * with -o. */
#include "session.h"

#include "commands/look_closely.h"
#include "core/encoding.h"
#include "core/fail.h"
#include "core/memory.h"
#include "workbook/xml_edit.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SCHEMA "winnow.xsd"
#define MOST_FILE ((size_t)16 << 20)

/* ---- as XML ----------------------------------------------------------------------- */

static bool is_there(const char *path, wn_str text)
{
    wn_buf there = {0};
    wn_error quiet = {.lang = WN_EN};
    bool same = wn_file_read(path, text.len + 1, WN_E_TARGET, &there, &quiet) >= 0 &&
                wn_str_equal(wn_buf_str(&there), text);

    wn_buf_release(&there);
    return same;
}

/* Is the output the mapping that was read, with some cells changed? */
static bool is_given(const cli_options *o, const char *path)
{
    struct stat a, b;

    return o->set_count && path == o->output && stat(o->args[0], &a) == 0 &&
           stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static wn_rc put(const cli_options *o, wn_outputs *all, const char *path, wn_str bytes,
                 wn_error *err)
{
    wn_output *file = wn_outputs_add_path(all, path, err);

    if (file)
        file->replaces = is_given(o, path);
    return file ? wn_output_put(file, bytes, err) : err->rc;
}

/* The text with the name of its schema behind the first line: with it, editors complete
 * and check. An instruction, no attribute: so the root stays as the language has it. */
static void name_schema(wn_buf *out, wn_str xml)
{
    wn_str rest = xml, first = wn_str_cut(&rest, WN_STR("\n"));

    wn_buf_format(out,
                  "%.*s\n<?xml-model href=\"" SCHEMA "\" type=\"application/xml\" "
                  "schematypens=\"http://www.w3.org/2001/XMLSchema\"?>\n",
                  WN_FMT(first));
    wn_buf_add(out, rest);
}

/* Put the schema beside the draft, unless a file of that name is somebody else's. */
static wn_rc put_schema(const cli_options *o, wn_outputs *all, wn_str folder, wn_arena *arena, wn_error *err)
{
    wn_standing stands = wn_output_stands(
        wn_arena_str(arena, folder.len ? folder : WN_STR(".")).ptr, SCHEMA);
    wn_buf schema = {0};
    wn_rc rc = WN_OK;

    wn_schema_xsd(&schema);
    if (stands == WN_STANDS_NOTHING || stands == WN_STANDS_OWN)
        rc = put(o, all, wn_path_join(arena, folder, WN_STR(SCHEMA)).ptr,
                 wn_buf_str(&schema), err);
    wn_buf_release(&schema);
    return rc;
}

/* The mapping that names its model so. */
static void name_model(wn_str mapping, wn_str name, wn_buf *out)
{
    edit_doc doc;
    edit_span *spans = NULL;

    edit_open(&doc, mapping);
    if (doc.count > 0)
        edit_set(&doc, &doc.nodes[0], "model", name);
    edit_apply(&doc, out, &spans);
    free(spans);
    edit_close(&doc);
}

static wn_str model_of(wn_str mapping, wn_arena *arena)
{
    edit_doc doc;

    edit_open(&doc, mapping);
    wn_str name =
        wn_arena_str(arena, doc.count ? edit_value(&doc.nodes[0], "model") : WN_STR(""));
    edit_close(&doc);
    return name;
}

/* Where the model goes, beside the mapping in the folder; *name is what the mapping calls
 * it. Never over a model that somebody may have edited: if another one is there, this one
 * gets a name after the mapping's own. */
static wn_str place_model(const cli_options *o, wn_str folder, wn_str model, wn_str *name,
                          wn_arena *arena)
{
    wn_str path = wn_path_join(arena, folder, *name),
           base = wn_path_base(wn_str_of(o->output));
    struct stat there;

    if (is_there(path.ptr, model))
        return path;
    *name = wn_path_base(*name);
    path = wn_path_join(arena, folder, *name);
    bool is_mapping = wn_str_equal(*name, base);
    if (is_mapping || (lstat(path.ptr, &there) == 0 && !is_there(path.ptr, model))) {
        base.len -= wn_str_ends(base, WN_STR(".xml")) ? 4 : 0;
        *name = wn_arena_format(arena, "%.*s.model.xml", WN_FMT(base));
        path = wn_path_join(arena, folder, *name);
    }
    return path;
}

wn_rc cli_write_xml(const cli_options *o, wn_str text, wn_str model, bool with_schema,
                    wn_error *err)
{
    wn_arena arena = {0};
    wn_outputs all = {.force = o->force};
    wn_buf mapping = {0}, named[2] = {{0}, {0}};
    wn_str folder = wn_path_dir(wn_str_of(o->output)), name = model_of(text, &arena);

    if (with_schema) {
        name_schema(&named[0], text);
        name_schema(&named[1], model);
        text = wn_buf_str(&named[0]);
        model = wn_buf_str(&named[1]);
    }
    wn_str path = place_model(o, folder, model, &name, &arena);
    name_model(text, name, &mapping);
    wn_rc rc = put(o, &all, o->output, wn_buf_str(&mapping), err);
    if (rc >= 0 && !is_there(path.ptr, model))
        rc = put(o, &all, path.ptr, model, err);
    if (rc >= 0 && with_schema)
        rc = put_schema(o, &all, folder, &arena, err);
    rc = wn_outputs_finish(&all, rc, err);
    if (rc >= 0 && !o->quiet)
        cli_print(
            stderr,
            wn_say(o->lang, with_schema ? WN_SAY_DRAFT_WRITTEN : WN_SAY_SHEET_WRITTEN),
            o->output, path.ptr);
    wn_buf_release(&mapping);
    wn_buf_release(&named[0]);
    wn_buf_release(&named[1]);
    wn_arena_release(&arena);
    return rc;
}

/* ---- as a workbook ---------------------------------------------------------------- */

/* Tell of UTF-8 what the declaration says of another encoding. */
static void declare_utf8(wn_str text, wn_buf *out)
{
    const char *end = text.len > 5 && !memcmp(text.ptr, "<?xml", 5)
                          ? memmem(text.ptr, text.len, "?>", 2)
                          : NULL;

    if (end) {
        wn_buf_add(out, WN_STR("<?xml version=\"1.0\" encoding=\"UTF-8\""));
        text = (wn_str){end, text.len - (size_t)(end - text.ptr)};
    }
    wn_buf_add(out, text);
}

static wn_rc read_text(const char *path, wn_arena *arena, wn_str *out, wn_error *err)
{
    wn_buf bytes = {0}, text = {0}, declared = {0};
    wn_rc rc = wn_file_read(path, MOST_FILE, WN_E_MAPPING, &bytes, err);
    wn_str is = wn_buf_str(&bytes);

    if (rc >= 0 && wn_utf8_valid(is) != is.len && wn_decode_text(is, &text)) {
        declare_utf8(wn_buf_str(&text), &declared);
        is = wn_buf_str(&declared);
    }
    *out = wn_arena_str(arena, is);
    wn_buf_release(&bytes);
    wn_buf_release(&text);
    wn_buf_release(&declared);
    return rc;
}

wn_rc cli_mapping_text(cli_session *s, wn_text *out)
{
    const wn_plan *plan = &s->run.plan;
    const wn_text *text = wn_workbooks_text(&s->run.books, plan->paths[0]);

    if (text) {
        *out = *text;
        return WN_OK;
    }
    *out = (wn_text){.path = plan->paths[0], .model_path = plan->model.path};
    wn_rc rc = read_text(out->path, &s->arena, &out->mapping, &s->run.err);
    if (rc >= 0)
        rc = read_text(out->model_path, &s->arena, &out->model, &s->run.err);
    return rc;
}

wn_rc cli_put_book(cli_session *s, const wn_text *text, const wn_columns *columns,
                   const wn_output *output, size_t *problems)
{
    const cli_options *o = s->options;
    wn_seen seen;

    wn_look_closely(&s->run, columns, s->drafted.mapping.len ? &s->drafted : NULL,
                    o->unmasked, &s->arena, &seen);
    return wn_workbook_write(&s->run.plan, text, &seen, output,
                             wn_path_base(wn_str_of(o->output)).ptr, o->lang, problems,
                             &s->run.err);
}

static wn_rc write_workbook(cli_session *s, const wn_text *text,
                            const wn_columns *columns)
{
    const cli_options *o = s->options;
    wn_outputs all = {.force = o->force};
    size_t problems = 0;

    wn_output *output = wn_outputs_add_path(&all, o->output, &s->run.err);
    wn_rc rc = output ? cli_put_book(s, text, columns, output, &problems) : s->run.err.rc;
    rc = wn_outputs_finish(&all, rc, &s->run.err);
    if (rc >= 0 && !o->quiet)
        cli_print(stderr, wn_say(o->lang, WN_SAY_BOOK_WRITTEN), o->output,
                  s->run.plan.file_count, problems);
    return rc;
}

wn_rc cli_write_mapping(cli_session *s, const wn_columns *columns)
{
    const cli_options *o = s->options;
    wn_text text;

    if (s->run.plan.path_count != 1)
        return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_SHEET_ONE);
    if (cli_mapping_text(s, &text) < 0)
        return s->run.err.rc;
    if (cli_is_workbook_name(o->output))
        return write_workbook(s, &text, columns);
    if (wn_str_ends(wn_str_of(o->output), WN_STR(".xml")))
        return cli_write_xml(o, text.mapping, text.model, false, &s->run.err);
    return wn_fail(&s->run.err, WN_E_USAGE, WN_SAY_BOOK_OUTPUT_KIND, o->output);
}

wn_rc cli_mark_workbook(cli_session *s)
{
    const cli_options *o = s->options;
    const wn_workbooks *books = &s->run.books;
    wn_outputs all = {.force = o->force};
    size_t problems = 0;

    wn_diags_settle(&s->run.diags);
    wn_output *output = wn_outputs_add_path(&all, o->output, &s->run.err);
    wn_rc rc = output ? wn_workbook_mark(books->items[0], &s->run.diags, output,
                                         &problems, &s->run.err)
                      : s->run.err.rc;
    rc = wn_outputs_finish(&all, rc, &s->run.err);
    if (rc >= 0 && !o->quiet)
        cli_print(stderr, wn_say(o->lang, WN_SAY_BOOK_MARKED), o->output, problems);
    return rc;
}

/* ---- a draft as a workbook --------------------------------------------------------- */

wn_rc cli_write_draft_book(cli_session *s)
{
    const cli_options *o = s->options;
    wn_text text = {.path = o->output,
                    .mapping = wn_buf_str(&s->drafted.mapping),
                    .model = wn_buf_str(&s->drafted.model)};
    wn_columns columns = {.closely = true};

    text.model_path = wn_arena_format(&s->arena, "%s:crm.model.xml", o->output).ptr;
    wn_workbooks_add(&s->run.books, &text);
    for (size_t i = 0; i < o->arg_count; i++)
        cli_session_add_in(s, o->args[i]);
    wn_rc rc = wn_run_load(&s->run, &o->output, 1);
    if (rc >= 0)
        rc = cli_session_look(s, &columns);
    if (rc >= 0)
        rc = cli_write_mapping(s, &columns);
    wn_columns_release(&columns);
    return rc;
}
