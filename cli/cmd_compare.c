/* cmd_compare.c - winnow compare OLD NEW --key COLUMN: compares two exports or
 * databases. */
#include "cli.h"

#include "commands/compare.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"

#include <jansson.h>
#include <string.h>

static void write_difference(void *data, const char *kind, wn_str key, wn_str column,
                             wn_str old_value, wn_str new_value)
{
    wn_buf *out = data;
    wn_str cells[] = {wn_str_of(kind), key, column, old_value, new_value};

    for (size_t i = 0; i < WN_COUNT(cells); i++) {
        if (i > 0)
            wn_buf_char(out, ',');
        wn_csv_add_safe(out, cells[i]);
    }
    wn_buf_char(out, '\n');
}

static void print(const wn_comparison *c, wn_lang lang)
{
    char a[28], b[28], d[28], e[28];

    cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_RECORDS), wn_thousands(a, c->same),
              wn_thousands(b, c->changed), wn_thousands(d, c->missing),
              wn_thousands(e, c->added));
    cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_ROWS), wn_thousands(a, c->old_rows),
              wn_thousands(b, c->new_rows));
    if (c->old_repeated + c->new_repeated > 0)
        cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_REPEATED),
                  wn_thousands(a, c->old_repeated), wn_thousands(b, c->new_repeated));
    for (size_t i = 0; i < c->column_count; i++) {
        const wn_compare_column *column = &c->columns[i];
        if (column->changed > 0)
            cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_CHANGED), WN_FMT(column->name),
                      wn_thousands(a, column->changed));
        if (column->is_number && strcmp(column->old_sum, column->new_sum))
            cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_SUM), WN_FMT(column->name),
                      column->old_sum, column->new_sum);
    }
    if (c->only_old.len)
        cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_ONLY_OLD), WN_FMT(c->only_old));
    if (c->only_new.len)
        cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_ONLY_NEW), WN_FMT(c->only_new));
}

/* Since when both are run in parallel: no more than their runs prove. */
static void print_days(const cli_options *o, const wn_compare_days *days)
{
    wn_lang lang = o->lang;
    char a[28];

    if (!days->old_says && !days->new_says)
        return; /* two exports: nobody can know */
    if (!days->old_says || !days->new_says)
        cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_DAYS_UNKNOWN),
                  o->args[days->old_says]);
    else if (days->count == 0)
        cli_print(stdout, wn_say(lang, WN_SAY_COMPARE_DAYS_NONE), WN_COMPARE_USUAL);
    else
        cli_print(stdout,
                  wn_say(lang, days->count < WN_COMPARE_USUAL
                                   ? WN_SAY_COMPARE_DAYS
                                   : WN_SAY_COMPARE_DAYS_ENOUGH),
                  wn_thousands(a, days->count), days->first, days->last,
                  WN_COMPARE_USUAL);
}

static json_t *json_days(const wn_compare_days *days)
{
    if (!days->old_says || !days->new_says)
        return json_null();
    return json_pack("{s:I, s:s, s:s}", "days", (json_int_t)days->count, "first",
                     days->first, "last", days->last);
}

static void print_json(const wn_comparison *c, const wn_compare_days *days)
{
    json_t *columns = json_array();

    for (size_t i = 0; i < c->column_count; i++) {
        const wn_compare_column *column = &c->columns[i];
        json_t *one = json_pack("{s:s%, s:I, s:I, s:I}", "name", column->name.ptr,
                                column->name.len, "changed", (json_int_t)column->changed,
                                "old_filled", (json_int_t)column->old_filled,
                                "new_filled", (json_int_t)column->new_filled);
        if (column->is_number) {
            json_object_set_new(one, "old_sum", json_string(column->old_sum));
            json_object_set_new(one, "new_sum", json_string(column->new_sum));
        }
        json_array_append_new(columns, one);
    }
    json_t *all = json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s, s:o, s:o}", "old_rows",
        (json_int_t)c->old_rows, "new_rows", (json_int_t)c->new_rows, "same",
        (json_int_t)c->same, "changed", (json_int_t)c->changed, "missing",
        (json_int_t)c->missing, "added", (json_int_t)c->added, "old_repeated",
        (json_int_t)c->old_repeated, "new_repeated", (json_int_t)c->new_repeated,
        "only_old", c->only_old.ptr, "only_new", c->only_new.ptr, "columns", columns,
        "parallel", json_days(days));
    cli_put_json(stdout, all, 0);
}

static wn_rc write_file(const cli_options *o, wn_str bytes, wn_error *err)
{
    wn_outputs all = {.force = o->force};
    wn_output *file = wn_outputs_add_path(&all, o->output, err);

    return wn_outputs_finish(&all, file ? wn_output_put(file, bytes, err) : err->rc, err);
}

int cli_compare(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_comparison c = {0};
    wn_buf differences = {0};
    wn_compared sides[2] = {{0}};
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < 2 && i < o->arg_count; i++)
        sides[i] = (wn_compared){o->args[i], wn_str_of(o->sheet), wn_str_of(o->records)};
    wn_buf_add(&differences, WN_STR("\xEF\xBB\xBFkind,key,column,old,new\n"));
    if (o->arg_count != 2 || !o->key)
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_COMPARE_USAGE);
    else
        rc = cli_check_outputs(o, &o->output, 1, &err);
    if (rc >= 0)
        rc = wn_compare(&c, &sides[0], &sides[1], wn_str_of(o->key),
                        o->output ? write_difference : NULL, &differences, &err);
    if (rc >= 0 && o->output)
        rc = write_file(o, wn_buf_str(&differences), &err);
    wn_compare_days days = {0};
    if (rc >= 0 && !(o->quiet && !o->json))
        days = wn_compare_parallel(o->args[0], o->args[1]);
    if (rc < 0) {
        cli_print_error(o, &err);
    } else if (o->json) {
        print_json(&c, &days);
    } else if (!o->quiet) {
        print(&c, o->lang);
        print_days(o, &days);
    }
    bool differ = c.changed + c.missing + c.added > 0;
    wn_comparison_release(&c);
    wn_buf_release(&differences);
    return rc < 0 ? cli_exit_code(rc) : differ;
}
