/*
 * decisions.c - reads what people decided about pairs: a pairs.xlsx or pairs.csv that
 * they filled in, and sorted, filtered, cut or saved with another program.
 *
 * A row is known by its code, else by the number of its pair, which its other row has,
 * too. What cannot be understood is told with its cell, and then nothing is done: an
 * answer that is passed over would look like one that was taken.
 */
#include "cli.h"

#include "core/fail.h"
#include "core/memory.h"
#include "readers/filled.h"
#include "winnow/linkage.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { CODE, DECISION, NUMBER, WANTED };

/* The headings; the first of each are those of a pairs.csv. */
static const struct {
    const char *plain;
    wn_word word;
} headings[WANTED] = {[CODE] = {"pair", WN_SAY_LIST_FINDING},
                      [DECISION] = {"decision", WN_SAY_PAIRS_DECISION},
                      [NUMBER] = {"no", WN_SAY_PAIRS_NUMBER}};

/* A row with an answer. */
typedef struct decided_row {
    wn_str code, number, ruling, place;
} decided_row;

/* A pair of the file. */
typedef struct decided_pair {
    wn_str id;
    wn_str place; /* of its answer; "": there is none */
    bool may_accept;
    bool is_rest; /* it is to be accepted, if no file decides it */
    size_t file;  /* the last one that has it */
} decided_pair;

typedef struct reading {
    const char *path;
    wn_lang lang;
    wn_decisions *out;
    wn_arena arena;
    filled_sheet sheet;
    int at[WANTED];   /* columns of the sheet, or -1 */
    bool any;         /* a sheet has pairs */
    bool is_headless; /* this sheet has pairs and no headings */
    wn_map numbered;  /* of this sheet: number of a pair -> pair + 1 */
    decided_row *rows;
    size_t row_count, row_room; /* of this sheet */
    decided_pair *pairs;
    size_t pair_count, pair_room;
    wn_map known;           /* id -> pair + 1 */
    bool accepts;           /* this file says so */
    size_t file;            /* its number */
    size_t answers[WN_RULING_COUNT]; /* of this file */
    wn_buf problems;        /* a line each */
    size_t problem_count;
} reading;

#define MOST_TOLD 20 /* problems; more are counted */

static void tell(reading *r, wn_str place, wn_word word, ...) WN_SAYS(3, 4);

static void tell(reading *r, wn_str place, wn_word word, ...)
{
    va_list args;

    if (r->problem_count++ >= MOST_TOLD)
        return;
    va_start(args, word);
    wn_buf_format(&r->problems, "%.*s: ", WN_FMT(place));
    wn_buf_format_args(&r->problems, wn_say(r->lang, word), args);
    wn_buf_char(&r->problems, '\n');
    va_end(args);
}

static wn_str cell_of(const wn_str *cells, size_t count, int at)
{
    return at >= 0 && (size_t)at < count ? wn_str_trim(cells[at]) : WN_STR("");
}

/* ---- headings, and the first sheet ------------------------------------------------ */

/* Is the row one of headings? Then its columns are those of the rows below. */
static bool take_headings(reading *r, const wn_str *cells, size_t count, uint64_t line)
{
    int at[WANTED] = {-1, -1, -1};
    int found = 0;
    bool again = r->at[CODE] >= 0 || r->at[DECISION] >= 0;

    for (int w = 0; w < WANTED; w++) {
        for (size_t c = 0; c < count && at[w] < 0; c++)
            if (wn_fold_equal(cells[c], wn_str_of(headings[w].plain)) ||
                wn_is_word(cells[c], headings[w].word))
                at[w] = (int)c;
        found += at[w] >= 0;
    }
    if (found < 2 || (again && (at[CODE] < 0 || at[DECISION] < 0)))
        return false;
    memcpy(r->at, at, sizeof(at));
    if (at[DECISION] < 0 || at[CODE] < 0)
        tell(r, filled_place(&r->sheet, line, 0, &r->arena), WN_SAY_DECISION_COLUMN,
             wn_say(r->lang, at[CODE] < 0 ? WN_SAY_LIST_FINDING : WN_SAY_PAIRS_DECISION));
    r->any = true;
    return true;
}

static bool is_accept(wn_str cell)
{
    char text[256];

    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++) {
        snprintf(text, sizeof(text), wn_say(lang, WN_SAY_PAIRS_ACCEPT), WN_PAIR_SURE);
        if (wn_fold_equal(cell, wn_str_of(text)))
            return true;
    }
    return false;
}

/* The cell beside the question whether the rest is accepted. */
static void take_accept(reading *r, const wn_str *cells, size_t count, uint64_t line)
{
    size_t c = 0;

    while (c < count && !is_accept(cells[c]))
        c++;
    for (c++; c < count; c++) {
        wn_str answer = wn_str_trim(cells[c]);
        wn_ruling ruling = wn_ruling_of(answer);
        if (answer.len == 0)
            continue;
        if (ruling != WN_RULING_SAME && ruling != WN_RULING_DIFFERENT)
            tell(r, filled_place(&r->sheet, line, c, &r->arena), WN_SAY_DECISION_ACCEPT,
                 WN_FMT(answer));
        r->accepts |= ruling == WN_RULING_SAME;
    }
}

/* ---- rows ------------------------------------------------------------------------- */

/* A code: the pair's id, or "x", the id, a letter, and the number of the pair. */
typedef struct pair_code {
    wn_str id, number; /* "": it says none */
    bool may_accept;
} pair_code;

static pair_code code_of(wn_str text)
{
    if (text.len < WN_PAIR_ID + 2 || (text.ptr[0] | 32) != 'x')
        return (pair_code){.id = text};
    const char *letter = text.ptr + 1 + WN_PAIR_ID;
    return (pair_code){.id = {text.ptr + 1, WN_PAIR_ID},
                       .number = {letter + 1, text.len - WN_PAIR_ID - 2},
                       .may_accept = (*letter | 32) == 'a'};
}

/* The pair that the code names; NULL: it names none. */
static decided_pair *pair_of(reading *r, wn_str text)
{
    pair_code code = code_of(text);
    wn_str id = code.id;
    bool is_new;

    if (!wn_is_pair_id(id))
        return NULL;
    int64_t *at = wn_map_set(&r->known, wn_fold_fingerprint(id), &is_new);
    if (is_new) {
        r->pairs = wn_grow(r->pairs, r->pair_count, &r->pair_room, sizeof(*r->pairs));
        r->pairs[r->pair_count++] = (decided_pair){.id = wn_arena_str(&r->arena, id),
                                                   .may_accept = code.may_accept};
        *at = (int64_t)r->pair_count;
    }
    r->pairs[*at - 1].may_accept |= code.may_accept;
    r->pairs[*at - 1].file = r->file;
    return &r->pairs[*at - 1];
}

/* A pair without headings above it was of a sheet of pairs; its answers would be passed
 * over. Told once for a sheet. */
static void tell_headless(reading *r, const wn_str *cells, size_t count, uint64_t line)
{
    for (size_t c = 0; c < count && !r->is_headless; c++)
        if (cells[c].len > WN_PAIR_ID && wn_is_pair_id(code_of(cells[c]).id)) {
            r->is_headless = r->any = true;
            tell(r, filled_place(&r->sheet, line, c, &r->arena), WN_SAY_DECISION_NO_HEAD);
        }
}

/* Does the row say another number than its code? Then one of the two was moved. */
static bool is_moved(wn_str code, wn_str number)
{
    wn_str own = code_of(code).number;

    return own.len > 0 && number.len > 0 && !wn_fold_equal(own, number);
}

static wn_rc take_row(void *data, const wn_str *cells, size_t count, uint64_t line)
{
    reading *r = data;

    if (take_headings(r, cells, count, line))
        return WN_OK;
    if (r->at[DECISION] < 0 && r->at[CODE] < 0) {
        take_accept(r, cells, count, line);
        tell_headless(r, cells, count, line);
        return WN_OK;
    }
    wn_str code = cell_of(cells, count, r->at[CODE]),
           number = cell_of(cells, count, r->at[NUMBER]),
           ruling = cell_of(cells, count, r->at[DECISION]);
    decided_pair *pair = pair_of(r, code);
    if (pair && number.len && !is_moved(code, number))
        *wn_map_set(&r->numbered, wn_fold_fingerprint(number), NULL) =
            pair - r->pairs + 1;
    if (ruling.len == 0)
        return WN_OK;
    r->rows = wn_grow(r->rows, r->row_count, &r->row_room, sizeof(*r->rows));
    r->rows[r->row_count++] =
        (decided_row){wn_arena_str(&r->arena, code), wn_arena_str(&r->arena, number),
                      wn_arena_str(&r->arena, ruling),
                      filled_place(&r->sheet, line, (size_t)r->at[DECISION], &r->arena)};
    return WN_OK;
}

static wn_rc begin_sheet(void *data, const filled_sheet *sheet)
{
    reading *r = data;

    r->sheet = *sheet;
    for (int w = 0; w < WANTED; w++)
        r->at[w] = -1;
    wn_map_release(&r->numbered);
    r->row_count = 0;
    r->is_headless = false;
    return WN_OK;
}

static void take_answer(reading *r, const decided_row *row)
{
    const int64_t *at = wn_map_find(&r->numbered, wn_fold_fingerprint(row->number));
    decided_pair *pair = row->code.len               ? pair_of(r, row->code)
                         : at && row->number.len > 0 ? &r->pairs[*at - 1]
                                                     : NULL;
    wn_ruling ruling = wn_ruling_of(row->ruling);

    if (ruling == WN_RULING_NONE) {
        tell(r, row->place, WN_SAY_DECISION_UNKNOWN, WN_FMT(row->ruling));
    } else if (!pair) {
        tell(r, row->place, WN_SAY_DECISION_NO_CODE);
    } else if (is_moved(row->code, row->number)) {
        tell(r, row->place, WN_SAY_DECISION_MOVED, WN_FMT(row->number),
             WN_FMT(code_of(row->code).number));
    } else if (wn_is_decided_otherwise(r->out, pair->id, row->ruling)) {
        tell(r, row->place, WN_SAY_DECISION_TWICE, WN_FMT(row->ruling),
             WN_FMT(pair->place));
    } else if (wn_decide(r->out, pair->id, row->ruling) && pair->place.len == 0) {
        pair->place = row->place;
        r->answers[ruling]++;
    }
}

static wn_rc end_sheet(void *data)
{
    reading *r = data;

    for (size_t i = 0; i < r->row_count; i++)
        take_answer(r, &r->rows[i]);
    return WN_OK;
}

/* The pairs of this file that it accepts unless somebody decides them. */
static void note_rest(reading *r)
{
    for (size_t i = 0; i < r->pair_count && r->accepts; i++)
        r->pairs[i].is_rest |= r->pairs[i].may_accept && r->pairs[i].file == r->file;
}

static size_t accept_rest(reading *r)
{
    size_t accepted = 0;

    for (size_t i = 0; i < r->pair_count; i++)
        if (r->pairs[i].is_rest && r->pairs[i].place.len == 0 &&
            !wn_is_decided_otherwise(r->out, r->pairs[i].id, WN_STR("same")))
            accepted += wn_decide(r->out, r->pairs[i].id, WN_STR("same"));
    return accepted;
}

/* ---- the whole -------------------------------------------------------------------- */

static wn_rc refuse(reading *r, wn_error *err)
{
    wn_str rest = wn_buf_str(&r->problems);

    while (rest.len > 0) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        cli_print(stderr, "winnow: %.*s\n", WN_FMT(line));
    }
    wn_rc rc =
        wn_fail(err, WN_E_SOURCE, WN_SAY_DECISION_UNREAD, r->path, r->problem_count);
    wn_error_hint(err, WN_SAY_DECISION_HINT);
    return rc;
}

static void print_read(const cli_options *o, const reading *r, FILE *to)
{
    const size_t *n = r->answers;
    char text[4][28];

    if (o->json)
        cli_put_json(to,
                     json_pack("{s:s,s:s,s:i,s:i,s:i}", "event", "answers", "file",
                               r->path, "same", (int)n[WN_RULING_SAME], "different",
                               (int)n[WN_RULING_DIFFERENT], "undecided",
                               (int)n[WN_RULING_UNDECIDED]),
                     0);
    if (o->json || o->quiet)
        return;
    wn_thousands(text[0], n[WN_RULING_SAME] + n[WN_RULING_DIFFERENT] +
                              n[WN_RULING_UNDECIDED]);
    for (int i = WN_RULING_SAME; i < WN_RULING_COUNT; i++)
        wn_thousands(text[i], n[i]);
    if (n[WN_RULING_UNDECIDED])
        cli_print(to, wn_say(o->lang, WN_SAY_DECISION_READ_OPEN), r->path, text[0],
                  text[WN_RULING_SAME], text[WN_RULING_DIFFERENT],
                  text[WN_RULING_UNDECIDED]);
    else
        cli_print(to, wn_say(o->lang, WN_SAY_DECISION_READ), r->path, text[0],
                  text[WN_RULING_SAME], text[WN_RULING_DIFFERENT]);
}

static void print_accepted(const cli_options *o, size_t accepted, FILE *to)
{
    char a[28];

    if (o->json)
        cli_put_json(
            to, json_pack("{s:s,s:i}", "event", "accepted", "pairs", (int)accepted), 0);
    else if (!o->quiet)
        cli_print(to, wn_say(o->lang, WN_SAY_DECISION_ACCEPTED), WN_PAIR_SURE,
                  wn_thousands(a, accepted));
}

static wn_rc read_file(reading *r, const cli_options *o, const char *path, FILE *to,
                       wn_error *err)
{
    filled_taker taker = {r, begin_sheet, take_row, end_sheet, NULL};

    r->path = path;
    r->file++;
    r->any = r->accepts = false;
    r->problem_count = 0;
    memset(r->answers, 0, sizeof(r->answers));
    wn_rc rc = filled_read(path, NULL, &taker, err);
    if (rc >= 0 && !r->any) {
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_DECISION_COLUMNS, path);
        wn_error_hint(err, WN_SAY_DECISION_HINT);
    } else if (rc >= 0 && r->problem_count > 0) {
        rc = refuse(r, err);
    } else if (rc >= 0) {
        note_rest(r);
        print_read(o, r, to);
    }
    return rc;
}

wn_rc cli_read_decisions(const cli_options *o, const char *const *paths, size_t count,
                         FILE *to, wn_decisions *out, wn_error *err)
{
    reading r = {.lang = o->lang, .out = out};
    bool accepts = false;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < count && rc >= 0; i++) {
        rc = read_file(&r, o, paths[i], to, err);
        accepts |= r.accepts;
    }
    if (rc >= 0 && accepts)
        print_accepted(o, accept_rest(&r), to);
    wn_map_release(&r.numbered);
    wn_map_release(&r.known);
    free(r.rows);
    free(r.pairs);
    wn_buf_release(&r.problems);
    wn_arena_release(&r.arena);
    return rc;
}

wn_rc cli_read_answers(const cli_options *o, const char *path, FILE *to,
                       wn_decisions *out, wn_error *err)
{
    wn_rc rc = cli_read_decisions(o, &path, 1, to, out, err);

    if (rc >= 0 && out->count == 0) {
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_CHECK_EMPTY, path);
        wn_error_hint(err, WN_SAY_CHECK_EMPTY_HINT);
    }
    return rc;
}

void cli_print_checked(wn_lang lang, uint64_t answers, bool corrected, FILE *to)
{
    wn_word word = answers < WN_LINK_LEAST_ANSWERS ? WN_SAY_CHECK_FEW
                   : corrected                     ? WN_SAY_CHECK_CORRECTED
                                                   : WN_SAY_CHECK_RIGHT;

    cli_print(to, wn_say(lang, word), WN_LINK_LEAST_ANSWERS);
}
