/* worklists.c - reads work lists that people filled in, and takes what they say as
 * answers. */
#include "session.h"

#include "filled.h"
#include "report/list_name.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD, SYSTEM, OWNER, OUTCOME, UNTIL, NOTE, FINDING, WANTED };

static const wn_word headings[WANTED] = {
    [RECORD] = WN_SAY_LIST_RECORD,   [SYSTEM] = WN_SAY_LIST_SYSTEM,
    [OWNER] = WN_SAY_LIST_OWNER,     [OUTCOME] = WN_SAY_LIST_OUTCOME,
    [UNTIL] = WN_SAY_LIST_UNTIL,     [NOTE] = WN_SAY_LIST_NOTE,
    [FINDING] = WN_SAY_LIST_FINDING,
};

/* The reading of one sheet. */
typedef struct reading {
    cli_session *s;
    const char *path;
    wn_str sheet;
    int at[WANTED]; /* number of each wanted column, or -1 */
    const wn_check *check;
} reading;

static bool find_columns(reading *r, const wn_input *input)
{
    for (int w = 0; w < WANTED; w++) {
        r->at[w] = -1;
        for (size_t c = 0; c < input->column_count && r->at[w] < 0; c++)
            if (filled_is_word(input->columns[c], headings[w]))
                r->at[w] = (int)c;
    }
    return r->at[OUTCOME] >= 0 && (r->at[FINDING] >= 0 || r->at[RECORD] >= 0);
}

static wn_str cell(const reading *r, const wn_record *record, int which)
{
    return r->at[which] >= 0 ? wn_record_cell(record, (size_t)r->at[which]) : WN_STR("");
}

/* Return the number of the row's finding: from the finding's code, else from the record
 * that the row names. 0: neither is there. */
static int64_t number_of(const reading *r, const wn_record *record)
{
    wn_str code = cell(r, record, FINDING), key = cell(r, record, RECORD);
    char text[32], *end = NULL;

    snprintf(text, sizeof(text), "%.*s", WN_FMT(code));
    if (text[0] == 'x') {
        int64_t number = strtoll(text + 1, &end, 16);
        if (*end == '\0' && number > 0)
            return number;
    }
    return r->check && key.len
               ? wn_finding_number_of(r->check->id, cell(r, record, SYSTEM),
                                      r->check->entity->name, key)
               : 0;
}

/* Set `out` to the day until which the answer holds, as people write days; if they wrote
 * none, a year from now. */
static void until_of(const reading *r, const wn_record *record, char out[16])
{
    const wn_transform *date = wn_transform_find(WN_STR("date"));
    wn_arena arena = {0};
    wn_cleaned cleaned = {0};
    wn_str text = cell(r, record, UNTIL);
    char in_a_year[32];

    cleaned.value = text;
    if (text.len &&
        date->apply(text, wn_config_new(date, &arena), &arena, &cleaned) == WN_CLEAN)
        snprintf(out, 16, "%.10s", cleaned.value.ptr);
    else {
        wn_moment_before(in_a_year, r->s->run.settings.as_of, (wn_duration){-1, 'y'});
        snprintf(out, 16, "%.10s", in_a_year);
    }
    wn_arena_release(&arena);
}

static void tell_unknown(const reading *r, const wn_record *record, wn_str outcome)
{
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(r->s->options->lang, WN_SAY_ANSWER_UNKNOWN), r->path,
              WN_FMT(r->sheet), (unsigned long long)record->line, WN_FMT(outcome));
    cli_print(stderr, "\n");
}

/* Two people may have the same finding on their lists: does this reply contradict an
 * earlier one? */
static bool is_disputed(const reading *r, const wn_record *record, int64_t number,
                        int reply)
{
    wn_history *history = &r->s->run.history;
    wn_fingerprint finding = wn_fingerprint_numbers((uint64_t)number, 0);
    const int64_t *at = wn_map_find(&history->answers.known, finding);
    wn_reply other = at ? history->answers.items[*at - 1].reply : (wn_reply)reply;

    *wn_map_set(&history->answers.known, finding, NULL) =
        (int64_t)history->answers.count + 1;
    if ((int)other == reply)
        return false;
    wn_fail(&r->s->run.err, WN_E_SOURCE, WN_SAY_ANSWER_DISAGREE, r->path,
            WN_FMT(r->sheet), (unsigned long long)record->line,
            WN_FMT(cell(r, record, OUTCOME)),
            wn_say(r->s->options->lang, WN_SAY_REPLY_FIXED + (wn_word)other));
    wn_error_hint(&r->s->run.err, WN_SAY_ANSWER_DISAGREE_HINT);
    return true;
}

static void take_row(const reading *r, const wn_record *record)
{
    wn_history *history = &r->s->run.history;
    wn_arena *arena = &history->answers.arena;
    wn_str outcome = cell(r, record, OUTCOME);
    int reply = 0;

    if (outcome.len == 0)
        return;
    while (reply < WN_REPLY_COUNT &&
           !filled_is_word(outcome, WN_SAY_REPLY_FIXED + (wn_word)reply))
        reply++;
    int64_t number = number_of(r, record);
    if (reply == WN_REPLY_COUNT || number == 0) {
        tell_unknown(r, record, outcome);
        return;
    }
    if (is_disputed(r, record, number, reply))
        return;
    history->answers.items =
        wn_grow(history->answers.items, history->answers.count, &history->answers.room,
                sizeof(*history->answers.items));
    wn_answer *answer = &history->answers.items[history->answers.count++];
    wn_str who = cell(r, record, OWNER);
    *answer = (wn_answer){
        .rule = r->check ? r->check->id : wn_arena_str(arena, r->sheet),
        .entity = r->check ? r->check->entity->name : WN_STR(""),
        .system = wn_arena_str(arena, cell(r, record, SYSTEM)),
        .key = wn_arena_str(arena, cell(r, record, RECORD)),
        .note = wn_arena_str(arena, cell(r, record, NOTE)),
        .who = wn_arena_str(arena, who.len ? who : wn_path_base(wn_str_of(r->path))),
        .finding = number,
        .reply = (wn_reply)reply};
    until_of(r, record, answer->until);
}

/* Read one sheet. *understood: it is a work list. */
static wn_rc read_sheet(cli_session *s, const char *path, wn_str title, bool *understood)
{
    wn_input input = {0};
    wn_batch batch;
    void *reader = NULL;
    wn_rc rc = wn_input_survey(&input, path, WN_STR(""), &s->run.err);
    reading r = {.s = s, .path = path, .sheet = title};

    input.chunk = WN_CHUNK;
    input.sheet = title;
    wn_batch_init(&batch, 512);
    if (rc >= 0)
        rc = input.reader->open(&reader, &input, &s->run.err);
    bool more = rc >= 0 && find_columns(&r, &input);
    *understood = *understood || more;
    r.check = list_check(&s->run.plan.model, title);
    while (more && rc >= 0) {
        rc = input.reader->next(reader, &batch);
        more = rc == WN_MORE;
        for (size_t i = 0; i < batch.count && s->run.err.rc >= 0; i++)
            take_row(&r, &batch.records[i]);
        rc = s->run.err.rc < 0 ? s->run.err.rc : rc;
        wn_batch_clear(&batch);
    }
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
    return rc < 0 ? rc : WN_OK;
}

/* List the names of the sheets; for a CSV the file's own name. */
static wn_rc list_sheets(cli_session *s, const char *path, wn_str **out, size_t *count)
{
    wn_input input = {0};
    void *reader = NULL;
    wn_rc rc = wn_input_survey(&input, path, WN_STR(""), &s->run.err);

    input.chunk = WN_CHUNK;
    if (rc >= 0)
        rc = input.reader->open(&reader, &input, &s->run.err);
    *count = rc >= 0 ? input.table_count : 0;
    *out = wn_alloc(*count + 1, sizeof(**out));
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = wn_arena_str(&s->arena, input.tables[i].name);
    if (rc >= 0 && *count == 0)
        (*out)[(*count)++] = WN_STR("");
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    return rc;
}

static void print_read(const cli_session *s, const char *path, size_t count)
{
    const cli_options *o = s->options;
    char a[28];

    if (o->json)
        cli_put_json(stdout,
                     json_pack("{s:s,s:s,s:i}", "event", "answers", "file", path, "read",
                               (int)count),
                     0);
    else if (!o->quiet)
        cli_print(stdout, wn_say(o->lang, WN_SAY_ANSWER_READ), path,
                  wn_thousands(a, count));
}

/* Read one file. *understood: it is a work list. */
static wn_rc read_list(cli_session *s, const char *path, bool *understood)
{
    wn_str *sheets = NULL;
    size_t count = 0, before = s->run.history.answers.count;
    wn_rc rc = list_sheets(s, path, &sheets, &count);

    for (size_t i = 0; i < count && rc >= 0; i++)
        rc = read_sheet(s, path, sheets[i], understood);
    if (rc >= 0 && *understood) {
        cli_session_own(s, path);
        print_read(s, path, s->run.history.answers.count - before);
    }
    free(sheets);
    return rc;
}

static bool is_lock(const char *path)
{
    wn_str base = wn_path_base(wn_str_of(path));

    return base.len > 2 && !memcmp(base.ptr, "~$", 2);
}

/* A file of the folder that is no work list is passed over with a message; but a workbook
 * that cannot be read may be one, and is an error. */
static wn_rc pass_over(cli_session *s, const char *path, wn_rc rc)
{
    wn_str name = wn_str_of(path);

    if (rc < 0 &&
        (rc != WN_E_SOURCE || s->run.err.word == WN_WORD_NUMBER(WN_SAY_ANSWER_DISAGREE) ||
         wn_str_ends(name, WN_STR(".xlsx")) || wn_str_ends(name, WN_STR(".xls"))))
        return rc;
    s->run.err = (wn_error){.lang = s->run.err.lang};
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(s->options->lang, WN_SAY_ANSWER_PASSED), path);
    cli_print(stderr, "\n");
    return WN_OK;
}

/* Read a file, or all files of a folder. `seen`: files that were read before. */
static wn_rc read_path(cli_session *s, const char *path, wn_map *seen)
{
    wn_input_list list = {.surveys = s->run.surveys};
    bool any = false;
    wn_rc rc = WN_OK;

    wn_input_list_add(&list, path);
    bool alone = list.count == 1 && !strcmp(list.paths[0], path);
    for (size_t i = 0; i < list.count && rc >= 0; i++) {
        const char *each = wn_arena_str(&s->arena, wn_str_of(list.paths[i])).ptr;
        bool understood = false, is_new;
        wn_map_set(
            seen, wn_fingerprint_of(wn_input_identity(s->run.surveys, each, &list.arena)),
            &is_new);
        any = any || !is_new;
        if (!is_new || is_lock(each))
            continue;
        rc = read_list(s, each, &understood);
        if (!alone && !understood)
            rc = pass_over(s, each, rc);
        any = any || understood;
    }
    if (rc >= 0 && !any)
        rc = wn_fail(&s->run.err, WN_E_SOURCE, WN_SAY_ANSWER_NO_LIST, path);
    wn_input_list_release(&list);
    return rc;
}

wn_rc cli_read_worklists(cli_session *s)
{
    const cli_options *o = s->options;
    wn_map seen = {0};
    wn_rc rc = WN_OK;

    cli_print_repeated(o, s->run.surveys, o->worklists, o->worklist_count);
    for (size_t i = 0; i < o->worklist_count && rc >= 0; i++)
        rc = read_path(s, o->worklists[i], &seen);
    wn_map_release(&seen);
    return rc;
}
