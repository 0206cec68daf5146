/* cmd_match.c - winnow match: finds duplicates in any files that can be read; nothing has
 * to be configured. */
#include "match_check.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/output.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct matching {
    match_rows rows;
    match_check check;     /* of --check-pairs */
    match_decided decided; /* of --decisions */
    wn_outputs outputs;
    bool has_model, has_answers, refused;
} matching;

/* ---- what comes out --------------------------------------------------------------- */

/* Write what is in `out` to a file, or (NULL) to stdout, and empty it. */
static wn_rc put(wn_output *to, wn_buf *out, wn_error *err)
{
    wn_rc rc = to ? wn_output_put(to, wn_buf_str(out), err) : WN_OK;

    if (!to) /* main() checks whether stdout could be written */
        cli_put_data(stdout, wn_buf_str(out));
    out->len = 0;
    return rc;
}

static wn_rc write_clusters(matching *r, wn_output *to)
{
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    wn_buf_add(&out, WN_STR("record_id,cluster_id\n"));
    for (uint32_t i = 0; i < r->rows.count && rc >= 0; i++) {
        match_add_id(&r->rows, i, &out);
        wn_buf_format(&out, ",%u\n", wn_linkage_first(r->rows.linkage, i) + 1);
        if (out.len > 60000)
            rc = put(to, &out, r->rows.err);
    }
    rc = rc < 0 ? rc : put(to, &out, r->rows.err);
    wn_buf_release(&out);
    return rc;
}

/* Pairs in --pairs have at least this probability, or are in one cluster. */
#define LEAST_SHOWN 0.1

static wn_rc write_pairs(matching *r, wn_output *to)
{
    size_t count;
    const wn_link_pair *pairs = wn_linkage_pairs(r->rows.linkage, &count);
    wn_link_column column;
    wn_buf out = {0};
    wn_rc rc = WN_OK;

    wn_buf_add(&out, WN_STR("left_id,right_id,probability,weight"));
    for (size_t c = 0; wn_linkage_column(r->rows.linkage, c, &column); c++) {
        wn_buf_char(&out, ',');
        wn_csv_add_safe(&out, column.name);
    }
    wn_buf_char(&out, '\n');
    for (size_t i = 0; i < count && rc >= 0; i++) {
        double weights[WN_LINK_COLUMNS], p = wn_link_probability((double)pairs[i].weight);
        if (p < LEAST_SHOWN && wn_linkage_first(r->rows.linkage, pairs[i].left) !=
                                   wn_linkage_first(r->rows.linkage, pairs[i].right))
            continue;
        wn_linkage_weights(r->rows.linkage, &pairs[i], weights);
        match_add_id(&r->rows, pairs[i].left, &out);
        wn_buf_char(&out, ',');
        match_add_id(&r->rows, pairs[i].right, &out);
        wn_buf_format(&out, ",%.4f,%.2f", p, (double)pairs[i].weight);
        for (size_t c = 0; wn_linkage_column(r->rows.linkage, c, &column); c++)
            wn_buf_format(&out, ",%.2f", weights[c]);
        wn_buf_char(&out, '\n');
        if (out.len > 60000)
            rc = put(to, &out, r->rows.err);
    }
    rc = rc < 0 ? rc : put(to, &out, r->rows.err);
    wn_buf_release(&out);
    return rc;
}

static wn_rc write_book(matching *r, wn_output *to)
{
    return match_book_write(&r->rows, to, r->refused);
}

static wn_rc write_model(matching *r, wn_output *to)
{
    return wn_output_put(to, wn_linkage_model(r->rows.linkage), r->rows.err);
}

static wn_rc write_check(matching *r, wn_output *to)
{
    wn_buf out = {0};
    wn_rc rc = match_check_ask(&r->check, &r->rows, &out);

    rc = rc < 0 ? rc : put(to, &out, r->rows.err);
    wn_buf_release(&out);
    return rc;
}

static wn_rc write_file(matching *r, const char *path,
                        wn_rc (*write)(matching *, wn_output *))
{
    wn_output *to = path ? wn_outputs_add_path(&r->outputs, path, r->rows.err) : NULL;

    return !path ? WN_OK : to ? write(r, to) : r->rows.err->rc;
}

static wn_rc write_pairs_file(matching *r)
{
    const char *path = r->rows.options->pairs;

    return write_file(r, path, cli_is_workbook_name(path) ? write_book : write_pairs);
}

/* Give all output files their names, or none. */
static wn_rc keep_files(matching *r)
{
    wn_rc rc = wn_outputs_ready(&r->outputs, r->rows.err);

    return rc < 0 ? rc : wn_outputs_keep(&r->outputs, r->rows.err);
}

/* Does no column distinguish records, though the rows are not all the same? */
static bool is_blind(const matching *r, const wn_link_summary *s)
{
    return r->rows.count > 1 && s->surplus == 0 && s->columns == 0;
}

static void tell(const matching *r, const wn_link_summary *s, bool refused, FILE *to)
{
    const cli_options *o = r->rows.options;

    const wn_rulings *rulings = &r->decided.rulings;
    size_t unmet = r->decided.all.count - rulings->met;
    char a[28];

    if (unmet > 0 && !o->json && !o->quiet)
        cli_print(to, wn_say(o->lang, WN_SAY_CHECK_UNKNOWN), unmet);
    if (rulings->contrary > 0)
        cli_print(o->json || o->quiet ? stderr : to,
                  wn_say(o->lang, WN_SAY_DECISION_CONTRARY),
                  wn_thousands(a, rulings->contrary), rulings->contrary_id);
    cli_tell_match(o, r->rows.linkage, s, &r->check, refused, to);
}

/* Write no clusters; write the pairs, so that people can look at them. */
static wn_rc refuse(matching *r, const wn_link_summary *s)
{
    r->refused = true;
    wn_rc rc = write_pairs_file(r);

    if (rc >= 0)
        rc = keep_files(r);
    if (rc >= 0)
        tell(r, s, true, stderr);
    r->refused = rc >= 0;
    if (rc >= 0)
        cli_print(stderr, "%s", wn_say(r->rows.options->lang, WN_SAY_MATCH_DOUBTFUL));
    return rc;
}

#define MODEL_LIMIT ((size_t)1 << 20)

/* --model: use the file if it exists; else the learned model is written there at the
 * end. */
static wn_rc load_model(matching *r)
{
    const char *path = r->rows.options->model;
    wn_buf text = {0};
    wn_rc rc = WN_OK;

    if (!path || access(path, F_OK) != 0)
        return WN_OK;
    rc = wn_file_read(path, MODEL_LIMIT, WN_E_SOURCE, &text, r->rows.err);
    r->has_model = rc >= 0;
    if (rc >= 0 && !wn_linkage_use(r->rows.linkage, wn_buf_str(&text))) {
        rc = wn_fail(r->rows.err, WN_E_SOURCE, WN_SAY_MATCH_NO_MODEL, path);
        wn_error_hint(r->rows.err, WN_SAY_MATCH_MODEL_HINT);
    }
    wn_buf_release(&text);
    return rc;
}

/* Check that no input, and no file that is not ours, is written over. A file of a model
 * or of answers that exists is an input; the model may be both, where answers correct it.
 */
static wn_rc check_files(matching *r)
{
    const cli_options *o = r->rows.options;
    bool has_model = o->model && access(o->model, F_OK) == 0;

    r->has_answers = o->check_pairs && access(o->check_pairs, F_OK) == 0;
    const char *const outputs[] = {o->output, o->pairs,
                                   has_model && !r->has_answers ? NULL : o->model,
                                   r->has_answers ? NULL : o->check_pairs};
    const char **inputs = wn_alloc(o->decision_count + 2, sizeof(*inputs));
    size_t count = 0;
    wn_rc rc = cli_check_outputs(o, outputs, WN_COUNT(outputs), r->rows.err);

    if (has_model && !r->has_answers)
        inputs[count++] = o->model;
    if (r->has_answers)
        inputs[count++] = o->check_pairs;
    for (size_t i = 0; i < o->decision_count; i++)
        inputs[count++] = o->decisions[i];
    if (rc >= 0)
        rc = wn_outputs_apart(outputs, WN_COUNT(outputs), inputs, count, r->rows.err);
    free(inputs);
    return rc;
}

/* Write what was found; nothing has its name yet. */
static wn_rc write_found(matching *r)
{
    const cli_options *o = r->rows.options;
    bool is_new = !r->has_model || r->check.found.corrected;
    wn_rc rc =
        o->output ? write_file(r, o->output, write_clusters) : write_clusters(r, NULL);

    if (rc >= 0)
        rc = write_pairs_file(r);
    return rc < 0 || !is_new ? rc : write_file(r, o->model, write_model);
}

static wn_rc match(matching *r)
{
    const cli_options *o = r->rows.options;
    wn_link_summary s;
    wn_rc rc = check_files(r);

    r->outputs.force = o->force;
    r->rows.has_contents =
        o->check_pairs || o->decisions || cli_is_workbook_name(o->pairs);
    if (rc >= 0)
        rc = match_rows_open(&r->rows);
    if (rc >= 0)
        rc = match_rows_add(&r->rows);
    if (rc >= 0)
        rc = load_model(r);
    if (rc < 0)
        return rc;
    wn_linkage_weigh(r->rows.linkage, &(wn_link_settings){.across = o->source != NULL,
                                                          .memory = (uint64_t)o->memory});
    if (r->has_answers)
        rc = match_check_read(&r->check, &r->rows);
    if (rc >= 0 && o->decisions)
        rc = match_decided_read(&r->decided, &r->rows);
    if (rc < 0)
        return rc;
    if (o->decisions)
        match_decided_join(&r->decided);
    wn_linkage_cluster(r->rows.linkage, o->decisions ? match_decided_may : NULL,
                       &r->decided);
    wn_linkage_sum(r->rows.linkage, &s);
    if (is_blind(r, &s))
        return wn_fail(r->rows.err, WN_E_SOURCE, WN_SAY_MATCH_NOTHING);
    if (o->check_pairs && !r->has_answers)
        rc = write_file(r, o->check_pairs, write_check);
    if (rc >= 0 && wn_linkage_is_doubtful(r->rows.linkage, NULL, NULL))
        return refuse(r, &s);
    if (rc >= 0)
        rc = write_found(r);
    if (rc >= 0)
        rc = keep_files(r);
    if (rc >= 0)
        tell(r, &s, false, o->output ? stdout : stderr);
    return rc;
}

int cli_match(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    matching r = {.rows = {.options = o, .err = &err, .diags = {.lang = o->lang}}};

    umask(077); /* output holds personal data of the inputs */
    wn_rc rc =
        o->arg_count > 0 ? match(&r) : wn_fail(&err, WN_E_USAGE, WN_SAY_MATCH_FILES);

    if (r.rows.diags.count > 0)
        cli_print_diags(o, &r.rows.diags);
    if (rc < 0)
        cli_print_error(o, &err);
    wn_outputs_drop(&r.outputs);
    match_decided_release(&r.decided);
    match_rows_release(&r.rows);
    xmlCleanupParser();
    return r.refused ? 2 : cli_exit_code(rc);
}
