/* stays.c - prints what a run left unchanged in the target, and why. */
#include "cli.h"

#include <jansson.h>
#include <stdio.h>

#define MOST 5 /* lines of each kind; all are in manifest.json and the report */

static void say_gone(const wn_context *context, const wn_gone *gone)
{
    if (gone->file)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_GONE_COLUMN),
                  WN_FMT(gone->file->name), WN_FMT(gone->column), WN_FMT(gone->entity),
                  WN_FMT(gone->field));
    else
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_GONE_FILE),
                  WN_FMT(gone->name), WN_FMT(gone->entity));
}

static void print_gones(const wn_context *context)
{
    const wn_gones *gones = &context->outcome->load.gones;
    size_t told = 0;

    for (size_t i = 0; i < gones->count && told < MOST; i++) {
        if (!gones->items[i].is_new)
            continue;
        if (told++ == 0)
            cli_label(context->settings->lang, WN_SAY_GONE);
        else
            cli_print(stdout, "          ");
        say_gone(context, &gones->items[i]);
    }
    if (gones->fresh > told)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_GONE_MORE),
                  gones->fresh - told);
    if (told > 0)
        cli_print(stdout, "%s", wn_say(context->settings->lang, WN_SAY_GONE_HINT));
}

void cli_print_stays(const wn_context *context)
{
    const wn_outcome *outcome = context->outcome;
    char digits[28];

    print_gones(context);
    if (outcome->load.older > 0) {
        cli_label(context->settings->lang, WN_SAY_OLDER);
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_OLDER_LINE),
                  wn_thousands(digits, outcome->load.older));
    }
    if (outcome->load.joined > 0) {
        cli_label(context->settings->lang, WN_SAY_EDITED);
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_JOINED_LINE),
                  wn_thousands(digits, outcome->load.joined));
    }
    if (outcome->load.edited > 0) {
        cli_label(context->settings->lang, WN_SAY_EDITED);
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_EDITED_LINE),
                  wn_thousands(digits, outcome->load.edited));
    }
}

void cli_print_stays_json(const wn_context *context)
{
    const wn_outcome *outcome = context->outcome;

    for (size_t i = 0; i < outcome->load.gones.count; i++) {
        const wn_gone *g = &outcome->load.gones.items[i];
        wn_str file = g->file ? g->file->name : g->name;
        cli_put_json(stdout,
                     json_pack("{s:s,s:s%,s:s%,s:s%,s:s%,s:b}", "event", "gone", "file",
                               file.ptr, file.len, "column", g->column.ptr, g->column.len,
                               "entity", g->entity.ptr, g->entity.len, "field",
                               g->field.ptr, g->field.len, "new", g->is_new),
                     0);
    }
    if (outcome->load.older + outcome->load.edited + outcome->load.joined > 0)
        cli_put_json(stdout,
                     json_pack("{s:s,s:I,s:I,s:I}", "event", "stays", "older",
                               (json_int_t)outcome->load.older, "edited",
                               (json_int_t)outcome->load.edited, "joined",
                               (json_int_t)outcome->load.joined),
                     0);
}
