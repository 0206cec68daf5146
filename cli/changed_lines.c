/* changed_lines.c - prints what a run changed in the target, or, dry, would change: a
 * line a table, and the fields. Values stand in changes.csv alone. */
#include "cli.h"

#include "core/memory.h"
#include "report/changed.h"

#include <jansson.h>

#define MOST 5 /* fields of a table; all are in manifest.json */

static void print_fields(wn_lang lang, const wn_change *change)
{
    char digits[28];

    for (size_t f = 0; f < change->field_count && f < MOST; f++)
        cli_print(stdout, wn_say(lang, f ? WN_SAY_CHANGES_COMMA : WN_SAY_CHANGES_FIELDS),
                  WN_FMT(change->fields[f].name),
                  wn_thousands(digits, change->fields[f].count));
    if (change->field_count > MOST)
        cli_print(stdout, wn_say(lang, WN_SAY_CHANGES_MORE), change->field_count - MOST);
    if (change->field_count > 0)
        cli_print(stdout, "\n");
}

/* Lines that are there only where they say something. */
static void print_rest(wn_lang lang, const wn_change *change)
{
    const struct {
        wn_word word;
        uint64_t count;
    } lines[] = {{WN_SAY_CHANGES_JOINED, change->joined},
                 {WN_SAY_CHANGES_APART, change->apart},
                 {WN_SAY_CHANGES_ADDED, change->added},
                 {WN_SAY_CHANGES_GONE, change->gone_known ? change->gone : 0},
                 {WN_SAY_CHANGES_UNREAD, change->unread}};
    char digits[28];

    for (size_t i = 0; i < WN_COUNT(lines); i++)
        if (lines[i].count > 0)
            cli_print(stdout, wn_say(lang, lines[i].word),
                      wn_thousands(digits, lines[i].count));
}

static void print_change(wn_lang lang, const wn_change *change, bool first)
{
    char a[28], b[28], c[28];
    wn_str name = change->entity && lang == WN_ZH && change->entity->zh.len
                      ? change->entity->zh
                      : change->table;

    cli_print(stdout, "          ");
    cli_print(stdout, wn_say(lang, first ? WN_SAY_CHANGES_NEW : WN_SAY_CHANGES_LINE),
              WN_FMT(name), wn_thousands(a, change->fresh),
              wn_thousands(b, change->changed), wn_thousands(c, change->same));
    print_fields(lang, change);
    if (!first)
        print_rest(lang, change);
}

/* A first load says it only before it is done: after it, all that is there is of it. */
void cli_print_changes(const wn_context *context)
{
    const wn_load_outcome *load = &context->outcome->load;
    static const wn_word words[WN_CHANGE_STATES] = {
        [WN_CHANGE_ANEW] = WN_SAY_CHANGES_ANEW,
        [WN_CHANGE_FIRST] = WN_SAY_CHANGES_FIRST,
        [WN_CHANGE_AGAIN] = WN_SAY_CHANGES_WOULD};
    wn_change_state state = wn_change_state_of(load);
    bool dry = context->settings->dry_run, is_again = state == WN_CHANGE_AGAIN;
    wn_lang lang = context->settings->lang;

    if (!words[state] || !(dry || is_again)) /* a gate has a line of its own */
        return;
    cli_label(lang, WN_SAY_CHANGES);
    cli_print(stdout, "%s",
              wn_say(lang, is_again && !dry ? WN_SAY_CHANGES_DID : words[state]));
    for (size_t i = 0; i < load->changes.count; i++)
        print_change(lang, &load->changes.items[i], !is_again);
}

void cli_print_changes_json(const wn_context *context)
{
    const wn_load_outcome *load = &context->outcome->load;
    wn_change_state state = wn_change_state_of(load);

    cli_put_json(stdout,
                 json_pack("{s:s,s:s,s:b}", "event", "changes", "state",
                           wn_change_names[state], "dry_run", context->settings->dry_run),
                 0);
    for (size_t i = 0; i < load->changes.count && state != WN_CHANGE_GATED; i++) {
        json_t *row = changed_row(&load->changes.items[i]);
        json_object_set_new(row, "event", json_string("change"));
        cli_put_json(stdout, row, 0);
    }
}
