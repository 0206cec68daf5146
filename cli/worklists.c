/* worklists.c - reads work lists that people filled in, and takes what they say as
 * answers. */
#include "session.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "readers/filled.h"
#include "report/list_name.h"

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

/* The reading of one file. */
typedef struct reading {
    cli_session *s;
    filled_sheet sheet;
    int at[WANTED]; /* column of each heading, or -1 */
    bool has_head;  /* of this sheet: its headings were found */
    wn_str lost;    /* of this sheet: where a code stands above all headings, or "" */
    const wn_check *check;
    bool understood; /* a sheet is a work list */
    size_t problems; /* answers that were not taken, and told */
    /* Of this sheet: the rows with an answer, and the findings of the records that all
     * its rows name. */
    struct answer_row {
        wn_str cells[WANTED];
        uint64_t line;
    } * rows;
    size_t row_count, row_room;
    wn_map named;
    wn_arena arena; /* of one sheet */
} reading;

static bool take_headings(reading *r, const wn_str *cells, size_t count)
{
    int at[WANTED];

    for (int w = 0; w < WANTED; w++) {
        at[w] = -1;
        for (size_t c = 0; c < count && at[w] < 0; c++)
            if (wn_is_word(cells[c], headings[w]))
                at[w] = (int)c;
    }
    if (at[OUTCOME] < 0 || (at[FINDING] < 0 && at[RECORD] < 0))
        return false;
    memcpy(r->at, at, sizeof(at));
    r->has_head = r->understood = true;
    return true;
}

/* The number in the code of a finding; 0: it is no code. */
static int64_t number_in(wn_str code)
{
    char text[32], *end = NULL;

    snprintf(text, sizeof(text), "%.*s", WN_FMT(code));
    if (code.len < 2 || code.len > 17 || text[0] != 'x')
        return 0;
    int64_t number = (int64_t)strtoull(text + 1, &end, 16);
    return *end == '\0' && number > 0 ? number : 0;
}

/* The number of the finding of the record that the row names; 0: it names none. */
static int64_t named_by(const reading *r, const wn_str *row)
{
    return r->check && row[RECORD].len
               ? wn_finding_number_of(r->check->id, row[SYSTEM], r->check->entity->name,
                                      row[RECORD])
               : 0;
}

/* Return the number of the row's finding: from the finding's code, else from the record
 * that the row names. 0: neither is there. */
static int64_t number_of(const reading *r, const wn_str *row)
{
    int64_t number = number_in(row[FINDING]);

    return number ? number : named_by(r, row);
}

/* Has the row the code of another record of the sheet? */
static bool is_moved(const reading *r, const wn_str *row)
{
    int64_t number = number_in(row[FINDING]), named = named_by(r, row);

    return number && named && number != named &&
           wn_map_find(&r->named, wn_fingerprint_numbers((uint64_t)number, 0));
}

/* Set `out` to the day until which the answer holds, as people write days; if they wrote
 * none, a year from now. False: it cannot be read, or has passed. */
static bool until_of(reading *r, wn_str text, char out[16])
{
    const wn_transform *date = wn_transform_find(WN_STR("date"));
    const char *as_of = r->s->run.settings.as_of;
    wn_cleaned cleaned;
    char in_a_year[32];

    if (!text.len) {
        wn_moment_before(in_a_year, as_of, (wn_duration){-1, 'y'});
        snprintf(out, 16, "%.10s", in_a_year);
        return true;
    }
    if (wn_transform_apply(date, text, wn_config_new(date, &r->arena), &r->arena,
                           &cleaned) != WN_CLEAN)
        return false;
    snprintf(out, 16, "%.10s", cleaned.value.ptr);
    return strcmp(out, as_of) >= 0;
}

#define MOST_TOLD 20 /* problems of a file; more are counted */

static void tell(reading *r, uint64_t line, int which, wn_word word, wn_str text)
{
    int column = r->at[which] < 0 ? 0 : r->at[which];
    wn_str place = filled_place(&r->sheet, line, (size_t)column, &r->arena);

    if (r->problems++ >= MOST_TOLD)
        return;
    cli_print(stderr, "winnow: %.*s: ", WN_FMT(place));
    cli_print(stderr, wn_say(r->s->options->lang, word), WN_FMT(text));
    cli_print(stderr, "\n");
}

/* Two people may have the same finding on their lists: does this reply contradict an
 * earlier one? */
static bool is_disputed(reading *r, const wn_str *row, uint64_t line, int64_t number,
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
    wn_fail(&r->s->run.err, WN_E_SOURCE, WN_SAY_ANSWER_DISAGREE, r->sheet.path,
            WN_FMT(r->sheet.name), (unsigned long long)line, WN_FMT(row[OUTCOME]),
            wn_say(r->s->options->lang, WN_SAY_REPLY_FIXED + (wn_word)other));
    wn_error_hint(&r->s->run.err, WN_SAY_ANSWER_DISAGREE_HINT);
    return true;
}

static void take_answer(reading *r, const wn_str *row, uint64_t line)
{
    wn_history *history = &r->s->run.history;
    wn_arena *arena = &history->answers.arena;
    wn_answer answer = {.finding = number_of(r, row)};
    int reply = 0;

    while (reply < WN_REPLY_COUNT &&
           !wn_is_word(row[OUTCOME], WN_SAY_REPLY_FIXED + (wn_word)reply))
        reply++;
    if (reply == WN_REPLY_COUNT) {
        tell(r, line, OUTCOME, WN_SAY_ANSWER_UNKNOWN, row[OUTCOME]);
    } else if (answer.finding == 0) {
        tell(r, line, FINDING, WN_SAY_ANSWER_NO_CODE, row[FINDING]);
    } else if (is_moved(r, row)) {
        tell(r, line, FINDING, WN_SAY_ANSWER_MOVED, row[RECORD]);
    } else if (!until_of(r, row[UNTIL], answer.until)) {
        tell(r, line, UNTIL, WN_SAY_ANSWER_UNTIL, row[UNTIL]);
    } else if (!is_disputed(r, row, line, answer.finding, reply)) {
        wn_str who = row[OWNER].len ? row[OWNER] : wn_path_base(wn_str_of(r->sheet.path));
        answer.reply = (wn_reply)reply;
        answer.rule = r->check ? r->check->id : wn_arena_str(arena, r->sheet.name);
        answer.entity = r->check ? r->check->entity->name : WN_STR("");
        answer.system = wn_arena_str(arena, row[SYSTEM]);
        answer.key = wn_arena_str(arena, row[RECORD]);
        answer.note = wn_arena_str(arena, row[NOTE]);
        answer.who = wn_arena_str(arena, who);
        history->answers.items =
            wn_grow(history->answers.items, history->answers.count,
                    &history->answers.room, sizeof(*history->answers.items));
        history->answers.items[history->answers.count++] = answer;
    }
}

static wn_rc take_row(void *data, const wn_str *cells, size_t count, uint64_t line)
{
    reading *r = data;
    wn_str row[WANTED];

    if (take_headings(r, cells, count))
        return WN_OK;
    for (size_t c = 0; c < count && !r->has_head && !r->lost.len; c++)
        if (cells[c].len > 9 && number_in(wn_str_trim(cells[c])))
            r->lost = filled_place(&r->sheet, line, c, &r->s->arena);
    for (int w = 0; w < WANTED; w++)
        row[w] = r->at[w] >= 0 && (size_t)r->at[w] < count ? wn_str_trim(cells[r->at[w]])
                                                           : WN_STR("");
    int64_t named = named_by(r, row);
    if (named)
        wn_map_set(&r->named, wn_fingerprint_numbers((uint64_t)named, 0), NULL);
    if (!row[OUTCOME].len)
        return WN_OK;
    r->rows = wn_grow(r->rows, r->row_count, &r->row_room, sizeof(*r->rows));
    struct answer_row *kept = &r->rows[r->row_count++];
    kept->line = line;
    for (int w = 0; w < WANTED; w++)
        kept->cells[w] = wn_arena_str(&r->arena, row[w]);
    return WN_OK;
}

static wn_str bare_name(const char *path, wn_arena *arena)
{
    wn_str base = wn_path_base(wn_str_of(path));
    size_t end = base.len;

    while (end > 0 && base.ptr[end - 1] != '.')
        end--;
    return wn_arena_str(arena, (wn_str){base.ptr, end > 1 ? end - 1 : base.len});
}

static wn_rc begin_sheet(void *data, const filled_sheet *next)
{
    reading *r = data;

    r->sheet = *next;
    r->has_head = false;
    r->lost = WN_STR("");
    for (int w = 0; w < WANTED; w++)
        r->at[w] = -1;
    if (!r->sheet.name.len) /* a file of one sheet is called what its sheet was */
        r->sheet.name = bare_name(next->path, &r->s->arena);
    r->check = list_check(&r->s->run.plan.model, r->sheet.name);
    return WN_OK;
}

/* Take the answers of the sheet. One that has codes and no headings was a work list: what
 * people wrote there would be passed over. */
static wn_rc end_sheet(void *data)
{
    reading *r = data;

    for (size_t i = 0; i < r->row_count && r->s->run.err.rc >= 0; i++)
        take_answer(r, r->rows[i].cells, r->rows[i].line);
    r->row_count = 0;
    wn_map_release(&r->named);
    wn_arena_reset(&r->arena);
    if (r->s->run.err.rc < 0 || r->has_head || !r->lost.len)
        return r->s->run.err.rc;
    wn_fail(&r->s->run.err, WN_E_SOURCE, WN_SAY_ANSWER_NO_HEAD, WN_FMT(r->lost));
    wn_error_hint(&r->s->run.err, WN_SAY_ANSWER_NO_HEAD_HINT);
    return r->s->run.err.rc;
}

static void print_read(const reading *r, const char *path, size_t count)
{
    const cli_options *o = r->s->options;
    char a[28], b[28];

    if (o->json)
        cli_put_json(stdout,
                     json_pack("{s:s,s:s,s:i,s:i}", "event", "answers", "file", path,
                               "read", (int)count, "not_taken", (int)r->problems),
                     0);
    else if (!o->quiet && r->problems)
        cli_print(stdout, wn_say(o->lang, WN_SAY_ANSWER_READ_SOME), path,
                  wn_thousands(a, count), wn_thousands(b, r->problems));
    else if (!o->quiet)
        cli_print(stdout, wn_say(o->lang, WN_SAY_ANSWER_READ), path,
                  wn_thousands(a, count));
}

/* Read one file. *understood: it is a work list. */
static wn_rc read_list(cli_session *s, const char *path, bool *understood)
{
    size_t before = s->run.history.answers.count;
    reading r = {.s = s};
    filled_taker taker = {&r, begin_sheet, take_row, end_sheet, NULL};
    wn_rc rc = filled_read(path, NULL, &taker, &s->run.err);

    *understood = r.understood;
    if (rc >= 0 && *understood) {
        cli_session_own(s, path);
        print_read(&r, path, s->run.history.answers.count - before);
    }
    wn_arena_release(&r.arena);
    wn_map_release(&r.named);
    free(r.rows);
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
         s->run.err.word == WN_WORD_NUMBER(WN_SAY_ANSWER_NO_HEAD) ||
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
