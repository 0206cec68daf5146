/* books.c - what people see at the end of a run or a health check. */
#include "cli.h"

#include "core/artefacts.h"
#include "core/history.h"
#include "health/feeds.h"
#include "run/pipeline.h"

#include <jansson.h>
#include <string.h>

static void print_json(json_t *object)
{
    cli_put_json(stdout, object, 0);
}

/* ---- what is not read ------------------------------------------------------------- */

static void print_unread_json(const wn_context *context)
{
    const wn_unreads *unread = &context->outcome->unread;

    for (size_t i = 0; i < unread->count; i++) {
        const wn_unread *u = &unread->items[i];
        wn_str why = u->reason[context->settings->lang];
        print_json(json_pack(
            "{s:s,s:s%,s:s%,s:o,s:s,s:s%}", "event", "not_read", "file", u->file.ptr,
            u->file.len, "table", u->table.ptr, u->table.len, "rows",
            u->is_counted ? json_integer((json_int_t)u->rows) : json_null(), "reason",
            wn_unread_names[u->why], "why", why.len ? why.ptr : "", why.len));
    }
}

/* Add a text such as "crm.xlsx sheet Orders 40" or "scan.pdf (not understood)". */
static void add_unread(wn_buf *out, const wn_unread *u, wn_lang lang)
{
    char digits[28];

    if (u->table.len)
        wn_buf_format(
            out, wn_say(lang, u->is_sheet ? WN_SAY_UNREAD_SHEET : WN_SAY_UNREAD_TABLE),
            WN_FMT(u->file), WN_FMT(u->table));
    else
        wn_buf_add(out, u->file);
    if (u->is_counted)
        wn_buf_format(out, " %s%s", wn_thousands(digits, u->rows), u->is_more ? "+" : "");
    if (u->why != WN_UNREAD_FILE)
        wn_buf_format(out, " (%s)", wn_say(lang, WN_SAY_UNREAD_FILE + (wn_word)u->why));
}

#define MOST_UNREAD 5 /* on the terminal; all are in manifest.json and the report */

static void print_unread(const wn_context *context)
{
    const wn_unreads *unread = &context->outcome->unread;
    char digits[28];
    size_t told = 0;
    wn_buf out = {0};

    if (unread->open == 0)
        return;
    if (unread->rows > 0)
        wn_buf_format(&out, wn_say(context->settings->lang, WN_SAY_UNREAD_ROWS),
                      wn_thousands(digits, unread->rows));
    for (size_t i = 0; i < unread->count && told < MOST_UNREAD; i++)
        if (wn_unread_is_open(&unread->items[i])) {
            if (told++ > 0)
                wn_buf_add(&out, wn_str_of(wn_say(context->settings->lang,
                                                  WN_SAY_UNREAD_COMMA)));
            add_unread(&out, &unread->items[i], context->settings->lang);
        }
    if (unread->open > told)
        wn_buf_format(&out, wn_say(context->settings->lang, WN_SAY_UNREAD_MORE),
                      unread->open - told);
    cli_label(context->settings->lang, WN_SAY_UNREAD);
    cli_print(stdout, "%s\n%s", out.ptr,
              wn_say(context->settings->lang, WN_SAY_UNREAD_HINT));
    wn_buf_release(&out);
}

/* ---- how old the files are -------------------------------------------------------- */

/* Print which files are late, and which are of different times: the first;
 * all are in the report. */
static void print_feeds(const wn_context *context, bool asks_late)
{
    feeds all;
    size_t told = 0;
    wn_lang lang = context->settings->lang;

    feeds_find(&all, context, asks_late);
    for (size_t i = 0; i < all.skew_count + all.count && told < MOST_UNREAD; i++) {
        const feed *one = i < all.skew_count ? NULL : &all.items[i - all.skew_count];
        wn_buf line = {0};
        if (one && !one->late)
            continue;
        if (one)
            feeds_say_late(one, lang, &line);
        else
            feeds_say_skew(&all.skews[i], lang, &line);
        wn_buf wrapped = {0};
        cli_label(lang, WN_SAY_FEEDS);
        cli_wrap(&wrapped, line.ptr, 10);
        cli_put(stdout, wn_buf_str(&wrapped));
        wn_buf_release(&wrapped);
        wn_buf_release(&line);
        told++;
    }
    if (all.skew_count + all.late > told)
        cli_print(stdout, wn_say(lang, WN_SAY_FEEDS_MORE),
                  all.skew_count + all.late - told);
    feeds_release(&all);
}

/* Print what workbooks and pages have no room for. */
static void print_left(const wn_context *context, bool json)
{
    wn_str rest = wn_buf_str(&context->outcome->report.left[context->settings->lang]);

    while (rest.len > 0) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        if (json) {
            print_json(json_pack("{s:s,s:s%}", "event", "left_out", "message", line.ptr,
                                 line.len));
            continue;
        }
        cli_label(context->settings->lang, WN_SAY_LEFT_LABEL);
        cli_print(stdout, "%.*s\n", WN_FMT(line));
    }
}

/* Print what is not written because of whom the folder is for. */
static void print_left_out(const wn_context *context)
{
    if (!*context->outcome->report.left_out)
        return;
    cli_label(context->settings->lang, WN_SAY_LEFT_LABEL);
    cli_print(stdout, wn_say(context->settings->lang, WN_SAY_LEFT_OUT_FOR),
              wn_audience_names[context->settings->audience],
              context->outcome->report.left_out);
}

/* ---- the books -------------------------------------------------------------------- */

static void print_books_json(const wn_context *context)
{
    const wn_plan *plan = context->plan;

    for (size_t i = 0; i < plan->file_count; i++) {
        const wn_file_counts *books = &context->outcome->load.books[i];
        json_t *row =
            json_pack("{s:s,s:s%,s:s%,s:I}", "event", "books", "entity",
                      plan->files[i].entity->name.ptr, plan->files[i].entity->name.len,
                      "file", plan->files[i].name.ptr, plan->files[i].name.len, "read",
                      (json_int_t)books->read);
        for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
            json_object_set_new(row, wn_disposition_names[f],
                                json_integer((json_int_t)books->dispositions[f]));
        print_json(row);
    }
    print_unread_json(context);
    cli_print_stays_json(context);
    cli_print_changes_json(context);
    print_left(context, true);
    print_json(json_pack(
        "{s:s,s:s,s:i,s:s,s:f,s:I,s:I,s:s}", "event", "done", "run",
        context->settings->run_id, "exit", context->outcome->report.colour, "target",
        context->settings->target_shown, "score", context->outcome->report.score,
        "groups", (json_int_t)context->outcome->merge.groups, "review_pairs",
        (json_int_t)context->outcome->match.review_pairs, "out",
        context->settings->out_dir));
}

static void print_read(const wn_context *context)
{
    char digits[28];

    for (size_t i = 0; i < context->plan->file_count; i++) {
        const wn_file *file = &context->plan->files[i];
        wn_str name = context->settings->lang == WN_ZH && file->entity->zh.len
                          ? file->entity->zh
                          : file->entity->name;
        if (i == 0)
            cli_label(context->settings->lang, WN_SAY_READ);
        else
            cli_print(stdout, "%10s", "");
        const wn_input *input = &context->known->inputs[i];
        cli_print(stdout, "%.*s %s (%.*s, %s)\n", WN_FMT(name),
                  wn_thousands(digits, context->outcome->load.books[i].read),
                  WN_FMT(file->name),
                  input->encoding ? input->encoding : input->reader->name);
    }
}

/* Count values that are words of the model's <blank>, but say more than nothing. */
static uint64_t count_blanks(const wn_context *context)
{
    const wn_model *model = &context->plan->model;
    uint64_t count = 0;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t c = 0; c < model->entities[e].check_count; c++)
            if (model->entities[e].checks[c].rule == WN_RULE_BLANK)
                count +=
                    context->tallies->counts[model->entities[e].checks[c].number].failed;
    return count;
}

static void print_normalize(const wn_context *context)
{
    uint64_t filled = 0, invalid = 0;
    uint64_t scaled = 0, blanks = count_blanks(context);
    char a[28], b[28], c[28];

    for (size_t i = 0; i < context->tallies->column_count; i++)
        scaled += context->tallies->columns[i].scaled;
    for (size_t f = 0; f < context->tallies->fields; f++) {
        const uint64_t *states = context->tallies->states[f];
        invalid += states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN];
        filled +=
            states[WN_CELL_CLEAN] + states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN];
    }
    cli_label(context->settings->lang, WN_SAY_NORMALIZE);
    cli_print(stdout, wn_say(context->settings->lang, WN_SAY_NORMALIZED),
              wn_thousands(a, context->tallies->changed), wn_thousands(b, filled),
              wn_thousands(c, invalid));
    if (scaled > 0) {
        cli_label(context->settings->lang, WN_SAY_NORMALIZE);
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_SCALED),
                  wn_thousands(a, scaled));
    }
    if (blanks > 0) {
        cli_label(context->settings->lang, WN_SAY_NORMALIZE);
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_BLANKS),
                  wn_thousands(a, blanks));
    }
}

static void print_equation(const wn_context *context)
{
    uint64_t read = 0, dispositions[WN_DISPOSITION_COUNT] = {0};
    char digits[28];
    bool first = true;

    for (size_t i = 0; i < context->plan->file_count; i++) {
        read += context->outcome->load.books[i].read;
        for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
            dispositions[f] += context->outcome->load.books[i].dispositions[f];
    }
    cli_label(context->settings->lang, WN_SAY_BOOKS);
    cli_print(stdout, "%s %s =", wn_thousands(digits, read),
              wn_say(context->settings->lang, WN_SAY_READ));
    for (int f = 0; f < WN_DISPOSITION_COUNT; f++) {
        if (dispositions[f] == 0 &&
            (f == WN_DISPOSITION_UNCHANGED || f == WN_DISPOSITION_SKIPPED))
            continue;
        cli_print(stdout, "%s %s %s", first ? "" : " +",
                  wn_thousands(digits, dispositions[f]),
                  wn_say(context->settings->lang, WN_SAY_LOADED + (wn_word)f));
        first = false;
    }
    cli_print(stdout, " ✔\n");
}

static void print_gate(const wn_context *context)
{
    uint64_t read = 0, refused = 0;
    char a[28], b[28], limit[32];

    for (size_t i = 0; i < context->plan->file_count; i++) {
        read += context->outcome->load.books[i].read;
        refused += context->outcome->load.books[i].dispositions[WN_DISPOSITION_REFUSED];
    }
    snprintf(limit, sizeof(limit), "%g%s", context->settings->max_refused,
             context->settings->max_is_share ? "%" : "");
    cli_print(stdout, wn_say(context->settings->lang, WN_SAY_GATE_REFUSED),
              wn_thousands(a, refused), wn_thousands(b, read), limit);
    cli_print(stdout, "\n");
}

static void print_end(const wn_context *context)
{
    const wn_outcome *outcome = context->outcome;
    wn_lang lang = context->settings->lang;

    cli_label(context->settings->lang, WN_SAY_HEALTH);
    if (outcome->report.score < 0)
        cli_print(stdout, "%s\n", wn_say(lang, WN_SAY_REPORT_NO_SCORE));
    else
        cli_print(stdout, wn_say(lang, WN_SAY_HEALTH_LINE), outcome->report.score,
                  wn_say(lang, WN_SAY_GOOD + (wn_word)outcome->report.colour),
                  wn_say(lang, WN_SAY_COMPLETENESS + (wn_word)outcome->report.weakest));
    cli_label(context->settings->lang, WN_SAY_ARTEFACTS);
    cli_print(stdout, "%s/  %s\n", context->settings->out_dir, outcome->report.artefacts);
    print_left_out(context);
    print_left(context, false);
    if (outcome->load.backup[0]) {
        cli_label(context->settings->lang, WN_SAY_BACKUP);
        cli_print(stdout, "%s\n", outcome->load.backup);
    }
    cli_label(context->settings->lang, WN_SAY_TARGET);
    if (outcome->load.gated)
        print_gate(context);
    else if (context->settings->dry_run)
        cli_print(stdout, wn_say(lang, WN_SAY_DRY_RUN_LINE),
                  context->settings->target_shown);
    else
        cli_print(stdout, "%s\n", context->settings->target_shown);
}

/* Was the same table already told about, for a file before this one? */
static bool is_told(const wn_context *context, size_t file)
{
    const wn_input *input = &context->known->inputs[file];

    for (size_t i = 0; i < file; i++)
        if (!strcmp(context->known->inputs[i].path, input->path) &&
            wn_str_equal(context->known->inputs[i].sheet, input->sheet) &&
            wn_str_equal(context->known->inputs[i].records, input->records))
            return true;
    return false;
}

/* Print what was read in another way than it stands in the file: titles, totals, empty
 * rows. */
static void print_notes(const wn_context *context)
{
    wn_buf out = {0};

    for (size_t f = 0; f < context->plan->file_count; f++) {
        const wn_input *input = &context->known->inputs[f];
        for (size_t i = 0; i < input->note_count && !is_told(context, f); i++) {
            if (wn_note_is_settled(context, input, &input->notes[i]))
                continue;
            wn_buf_format(&out, "          %.*s: ", WN_FMT(context->plan->files[f].path));
            wn_note_say(&input->notes[i], context->settings->lang, &out);
            wn_buf_char(&out, '\n');
        }
    }
    cli_put(stdout, wn_buf_str(&out));
    wn_buf_release(&out);
}

static void print_doubtful(const wn_context *context)
{
    const wn_model *model = &context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++)
        if (context->outcome->match.doubtful[e])
            cli_print(stdout, wn_say(context->settings->lang, WN_SAY_MATCHED_NONE),
                      WN_FMT(model->entities[e].name));
}

/* Print how many duplicates may remain, and what people's answers changed. */
static void print_estimates(const wn_context *context)
{
    const wn_match_outcome *match = &context->outcome->match;
    wn_lang lang = context->settings->lang;
    uint64_t answers = 0;
    char a[28], b[28];

    if (match->review_pairs > 0 || match->expected_elsewhere >= 0.5)
        cli_print(stdout, wn_say(lang, WN_SAY_MATCHED_REMAIN),
                  wn_thousands(a, (uint64_t)(match->expected_in_review + 0.5)),
                  wn_thousands(b, (uint64_t)(match->expected_elsewhere + 0.5)));
    cli_print_answered(context);
    for (size_t e = 0; e < context->plan->model.entity_count; e++)
        answers += match->checked[e].answers;
    if (context->settings->check_pairs && answers == 0)
        cli_print(stdout, "%s", wn_say(lang, WN_SAY_MATCHED_UNCHECKED));
    for (size_t e = 0; e < context->plan->model.entity_count; e++) {
        const struct wn_match_checked *c = &match->checked[e];
        const wn_entity *entity = &context->plan->model.entities[e];
        wn_str label = wn_label(lang, entity->en, entity->zh, entity->name);
        if (context->known->xref->again[e])
            cli_print(stdout, wn_say(lang, WN_SAY_MATCHED_AGAIN), WN_FMT(label));
        if (c->answers == 0)
            continue;
        cli_print(stdout, wn_say(lang, WN_SAY_MATCHED_CHECKED), WN_FMT(label),
                  wn_thousands(a, c->answers), 100 * c->is, 100 * c->said);
        cli_print_checked(lang, c->answers, c->corrected, stdout);
    }
}

void cli_print_books(const cli_options *o, const wn_context *context,
                     const wn_verified *verified)
{
    char a[28], b[28], c[28];

    if (o->json) {
        print_books_json(context);
        if (verified && verified->records)
            cli_print_verified(o, verified, false);
        return;
    }
    if (o->quiet)
        return;
    print_read(context);
    print_notes(context);
    print_unread(context);
    print_feeds(context, false);
    print_normalize(context);
    cli_label(context->settings->lang, WN_SAY_MATCH);
    cli_print(stdout, wn_say(context->settings->lang, WN_SAY_MATCHED),
              wn_thousands(a, context->outcome->merge.surplus),
              wn_thousands(b, context->outcome->merge.groups),
              wn_thousands(c, context->outcome->match.review_pairs));
    print_estimates(context);
    print_doubtful(context);
    print_equation(context);
    cli_print_stays(context);
    cli_print_changes(context);
    if (verified && verified->records)
        cli_print_verified(o, verified, false);
    print_end(context);
}

/* ---- a health check --------------------------------------------------------------- */

static void print_health_json(const wn_context *context)
{
    const wn_outcome *outcome = context->outcome;
    json_t *done = json_pack(
        "{s:s,s:s,s:s,s:i,s:f,s:s}", "event", "health", "run", context->settings->run_id,
        "period", context->settings->period, "exit", outcome->report.colour, "score",
        outcome->report.score, "out", context->settings->out_dir);

    if (outcome->report.delta_known)
        json_object_set_new(done, "delta", json_real(outcome->report.delta));
    print_unread_json(context);
    print_left(context, true);
    print_json(done);
}

void cli_print_health(const cli_options *o, const wn_context *context)
{
    const wn_outcome *outcome = context->outcome;
    char a[28], b[28];

    if (o->json) {
        print_health_json(context);
        return;
    }
    if (o->quiet)
        return;
    print_read(context);
    print_notes(context);
    print_unread(context);
    print_feeds(context, true);
    cli_print_answered(context);
    cli_label(context->settings->lang, WN_SAY_HEALTH);
    if (outcome->report.score < 0)
        cli_print(stdout, "%s\n",
                  wn_say(context->settings->lang, WN_SAY_REPORT_NO_SCORE));
    else
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_HEALTH_LINE),
                  outcome->report.score,
                  wn_say(context->settings->lang,
                         WN_SAY_GOOD + (wn_word)outcome->report.colour),
                  wn_say(context->settings->lang,
                         WN_SAY_COMPLETENESS + (wn_word)outcome->report.weakest));
    cli_label(context->settings->lang, WN_SAY_PERIOD);
    if (outcome->report.delta_known)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_PERIOD_LINE),
                  context->settings->period, outcome->report.delta);
    else
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_PERIOD_FIRST),
                  context->settings->period);
    cli_label(context->settings->lang, WN_SAY_CLEAN_LABEL);
    cli_print(stdout, wn_say(context->settings->lang, WN_SAY_CLEAN_LINE),
              wn_thousands(a, context->outcome->report.clean),
              wn_thousands(b, context->outcome->report.records));
    cli_label(context->settings->lang, WN_SAY_ARTEFACTS);
    cli_print(stdout, "%s/  %s\n", context->settings->out_dir, outcome->report.artefacts);
    print_left_out(context);
    print_left(context, false);
    cli_label(context->settings->lang, WN_SAY_HISTORY);
    cli_print(stdout, "%s\n", context->settings->target_shown);
}
