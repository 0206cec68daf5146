/* cmd_sheet.c - winnow sheet: a mapping as a workbook, and back. It is a check that writes
 * what it read; with --set some cells of the workbook are changed, and the XML is written
 * that they say then. */
#include "session.h"

#include "core/fail.h"
#include "core/output.h"

/* The workbook in which the cells are: the given one; or one that is made of the XML,
 * beside the output, and goes when `all` does. NULL: the error says why. */
static const char *book_of(cli_session *s, const wn_columns *columns, wn_outputs *all)
{
    wn_text text;
    size_t problems = 0;

    if (s->run.books.count > 0)
        return s->options->args[0];
    wn_output *aside = wn_outputs_add_path(all, s->options->output, &s->run.err);
    bool done = aside && cli_mapping_text(s, &text) >= 0 &&
                cli_put_book(s, &text, columns, aside, &problems) >= 0;
    return done ? aside->aside : NULL;
}

/* Change the cells, and write the XML if it is right. */
static wn_rc write_changed(cli_session *s, const wn_columns *columns, wn_workbooks *books,
                           wn_plan *plan, wn_diags *diags)
{
    const cli_options *o = s->options;
    wn_outputs all = {.force = true};
    wn_workbook *book = NULL;
    const char *path = book_of(s, columns, &all);
    wn_rc rc = path ? wn_workbook_edit(&book, path, o->args[0], o->sets, o->set_count,
                                       diags, &s->run.err)
                    : s->run.err.rc;

    wn_outputs_drop(&all);
    if (book)
        wn_workbooks_take(books, book);
    if (rc >= 0)
        rc = wn_mappings_load(plan, books, o->args, 1, diags, &s->run.err);
    if (rc >= 0) {
        const wn_text *text = wn_workbook_text(book);
        rc = cli_write_xml(o, text->mapping, text->model, false, &s->run.err);
    }
    return rc;
}

static wn_rc set_cells(cli_session *s)
{
    const cli_options *o = s->options;
    wn_diags diags = {.lang = o->lang};
    wn_columns columns = {.closely = true};
    wn_workbooks books = {0};
    wn_plan plan = {0};

    wn_rc rc = wn_mappings_load(&s->run.plan, &s->run.books, o->args, 1, &s->run.diags,
                                &s->run.err);
    for (size_t i = 0; i < o->in_count; i++)
        cli_session_add_in(s, o->in[i]);
    bool is_mapping = rc >= 0;
    if (is_mapping && o->in_count)
        rc = cli_session_look(s, &columns);
    if (is_mapping && (rc >= 0 || columns.items)) {
        s->run.err = (wn_error){.lang = o->lang}; /* questions about the files can wait */
        rc = write_changed(s, o->in_count ? &columns : NULL, &books, &plan, &diags);
        cli_print_diags(o, &diags);
    } else {
        cli_print_diags(o, &s->run.diags);
    }
    if (rc < 0 && s->run.err.rc >= 0)
        wn_fail(&s->run.err, WN_E_MAPPING, WN_SAY_SHEET_SET_NOT, o->output);
    wn_columns_release(&columns);
    wn_plan_release(&plan);
    wn_diags_release(&diags);
    wn_workbooks_release(&books);
    return rc;
}

static int with_cells(const cli_options *o)
{
    cli_session s;
    wn_rc rc;

    cli_session_init(&s, o, &wn_pass_run, NULL);
    if (!wn_str_ends(wn_str_of(o->output), WN_STR(".xml")))
        rc = wn_fail(&s.run.err, WN_E_USAGE, WN_SAY_SHEET_SET_XML, o->output);
    else
        rc = set_cells(&s);
    if (rc < 0)
        cli_print_error(o, &s.run.err);
    cli_session_end(&s);
    return cli_exit_code(rc);
}

int cli_sheet(const cli_options *o)
{
    if (o->arg_count != 1 || !o->output) {
        wn_error err = {.lang = o->lang};
        wn_fail(&err, WN_E_USAGE, WN_SAY_SHEET_ONE);
        cli_print_error(o, &err);
        return cli_exit_code(err.rc);
    }
    return o->set_count ? with_cells(o) : cli_check(o);
}
