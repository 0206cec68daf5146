/* check.c - winnow check: is the mapping right? */
#include "cli.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static bool is_model(const char *path)
{
    size_t len = strlen(path);

    return len > 10 && !strcmp(path + len - 10, ".model.xml");
}

/* With --in, the files' columns are held against the mapping too. */
static wn_rc check_inputs(const cli_options *o, wn_plan *plan, wn_diags *diags,
                          wn_error *err)
{
    if (wn_plan_fit(plan, o->in, o->in_count, err) < 0)
        return err->rc;
    wn_input *inputs = wn_alloc(plan->file_count, sizeof(*inputs));

    for (size_t i = 0; i < plan->file_count; i++)
        inputs[i].chunk = WN_CHUNK;
    wn_rc rc = wn_inputs_open(plan, o->in, o->in_count, inputs, diags, err);
    for (size_t i = 0; i < plan->file_count; i++)
        wn_input_release(&inputs[i]);
    free(inputs);
    return rc;
}

static wn_rc check_model(const cli_options *o, const char *path, wn_diags *diags)
{
    wn_plan plan;
    wn_rc rc = wn_plan_load_model(&plan, path, diags);

    if (rc >= 0 && !o->quiet && !o->json)
        printf(wn_say(o->lang, WN_SAY_CHECK_MODEL_OK), path, plan.model.entity_count,
               (size_t)plan.model.field_count, (size_t)plan.model.check_count);
    wn_plan_release(&plan);
    return rc;
}

static wn_rc check_mappings(const cli_options *o, const char *const *paths, size_t count,
                            wn_diags *diags, wn_error *err)
{
    wn_plan plan;
    wn_rc rc = wn_plan_load(&plan, paths, count, diags);

    if (rc >= 0 && o->in_count > 0)
        rc = check_inputs(o, &plan, diags, err);
    for (size_t i = 0; i < plan.path_count && rc >= 0 && !o->quiet && !o->json; i++) {
        size_t files = 0, fields = 0;
        for (size_t f = 0; f < plan.file_count; f++) {
            if (strcmp(plan.files[f].mapping, plan.paths[i]) != 0)
                continue;
            files++;
            fields += plan.files[f].bind_count;
        }
        printf(wn_say(o->lang, WN_SAY_CHECK_OK), plan.paths[i], files, fields);
    }
    wn_plan_release(&plan);
    return rc;
}

int cli_check(const cli_options *o)
{
    wn_diags diags = {.lang = o->lang};
    wn_error err = {.lang = o->lang};
    const char *mappings[CLI_MAX_LIST];
    size_t count = 0;
    wn_rc rc = WN_OK;

    if (o->arg_count == 0)
        rc = wn_fail(&err, WN_E_USAGE, WN_SAY_CHECK_NOTHING);
    for (size_t i = 0; i < o->arg_count; i++) {
        if (is_model(o->args[i]))
            rc = check_model(o, o->args[i], &diags) < 0 ? WN_E_MAPPING : rc;
        else
            mappings[count++] = o->args[i];
    }
    if (count > 0 && check_mappings(o, mappings, count, &diags, &err) < 0)
        rc = err.rc < 0 ? err.rc : WN_E_MAPPING;
    cli_print_diags(o, &diags);
    if (err.rc < 0)
        cli_print_error(o, &err);
    else if (diags.errors > 0 && !o->json)
        fprintf(stderr, wn_say(o->lang, WN_SAY_CHECK_MISTAKES), diags.errors);
    wn_diags_release(&diags);
    xmlCleanupParser();
    return cli_exit_code(rc);
}
