/*
 * worklist.c - worklists.xlsx: the findings that people put right, a sheet for each
 * check.
 *
 * Findings are spooled to a file without a name while records come by; at the end one
 * workbook after the other is written. What people write in the column "outcome" is read
 * back next month. It is matched by the code of the finding, or, when that column is
 * gone, by the check, the system and the record's key.
 *
 * A health check lists all findings. A migration lists only the first of each check, and
 * says so: winnow_finding and refused.csv have all of them, and nobody works through a
 * workbook of a million rows, which would double the time of the run (measured: 400,000
 * records with 900,000 findings, 9 s without it and 17 s with it).
 */
#include "report.h"
#include "list_name.h"
#include "managers.h"

#include "core/calendar.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    RECORD,
    SYSTEM,
    LINK,
    WHERE,
    NAME,
    RULE,
    FIELD,
    VALUE,
    ADVICE,
    DEPARTMENT,
    OWNER,
    FIRST_SEEN,
    MONTHS,
    DAYS,
    OUTCOME,
    UNTIL,
    NOTE,
    FINDING,
    COLUMN_COUNT
};

static const sheet_column columns[COLUMN_COUNT] = {
    [RECORD] = {.word = WN_SAY_LIST_RECORD, .width = 16},
    [SYSTEM] = {.word = WN_SAY_LIST_SYSTEM, .width = 12, .hides = true},
    [LINK] = {.word = WN_SAY_LIST_LINK, .width = 24, .hides = true},
    [WHERE] = {.word = WN_SAY_LIST_WHERE, .width = 26},
    [NAME] = {.word = WN_SAY_LIST_NAME, .width = 18, .hides = true},
    [RULE] = {.word = WN_SAY_LIST_RULE, .width = 28},
    [FIELD] = {.word = WN_SAY_LIST_FIELD, .width = 14, .hides = true},
    [VALUE] = {.word = WN_SAY_LIST_VALUE, .width = 22, .hides = true},
    [ADVICE] = {.word = WN_SAY_LIST_ADVICE, .width = 22, .hides = true},
    [DEPARTMENT] = {.word = WN_SAY_LIST_DEPARTMENT, .width = 14, .hides = true},
    [OWNER] = {.word = WN_SAY_LIST_OWNER, .width = 14, .hides = true},
    [FIRST_SEEN] = {.word = WN_SAY_LIST_FIRST_SEEN, .width = 11},
    [MONTHS] = {.word = WN_SAY_LIST_MONTHS, .width = 9},
    [DAYS] = {.word = WN_SAY_LIST_DAYS, .width = 9, .hides = true},
    [OUTCOME] = {.word = WN_SAY_LIST_OUTCOME, .width = 14},
    [UNTIL] = {.word = WN_SAY_LIST_UNTIL, .width = 12},
    [NOTE] = {.word = WN_SAY_LIST_NOTE, .width = 30},
    [FINDING] = {.word = WN_SAY_LIST_FINDING, .width = 8, .is_left_out = true},
};

#define MOST_ROWS 1048575 /* rows that Excel allows below the headings */
#define MOST_BOOKS 200

/* A row in the spool: this head, then the bytes of the cells, which have these sizes. */
typedef struct spooled {
    uint32_t check, book, kind, sizes[COLUMN_COUNT]; /* kind: of the value, sheet_kind */
} spooled;

typedef struct worklists {
    FILE *spool;
    uint64_t *rows;                         /* by check */
    wn_map book_of;                         /* department, folded -> index */
    wn_str *books;                          /* their departments */
    size_t book_count, book_room, bookless; /* bookless: departments without a book */
    uint64_t homeless; /* findings of records without a department, or without a book */
    wn_arena arena;    /* names */
    wn_arena row;      /* of one record */
} worklists;

/* ---- while records come by -------------------------------------------------------- */

wn_rc report_lists_open(report *r)
{
    const char *folder = r->stage.context->settings->out_dir;
    int fd = wn_file_nameless(folder);

    r->lists = wn_alloc(1, sizeof(*r->lists));
    r->lists->rows = wn_alloc(r->stage.context->tallies->checks, sizeof(*r->lists->rows));
    r->lists->spool = fd >= 0 ? fdopen(fd, "w+b") : NULL;
    if (r->lists->spool)
        return WN_OK;
    wn_fail(r->stage.context->err, WN_E_TARGET, WN_SAY_CANNOT_WRITE, folder,
            wn_why(r->stage.context->err->lang, errno));
    if (fd >= 0)
        close(fd);
    return r->stage.context->err->rc;
}

/* The number of the department's book; MOST_BOOKS: it has none, nor has "". */
static uint32_t book_of(worklists *lists, wn_str department)
{
    bool is_new = false;

    if (department.len == 0)
        return MOST_BOOKS;
    int64_t *at =
        wn_map_set(&lists->book_of, wn_spelling_fingerprint(department), &is_new);
    if (is_new && lists->book_count < MOST_BOOKS) {
        lists->books = wn_grow(lists->books, lists->book_count, &lists->book_room,
                               sizeof(*lists->books));
        lists->books[lists->book_count] = wn_arena_str(&lists->arena, department);
        *at = (int64_t)lists->book_count++;
    } else if (is_new) {
        *at = MOST_BOOKS;
        lists->bookless++;
    }
    return (uint32_t)*at;
}

static wn_rc spool(report *r, const spooled *head, const wn_str *cells)
{
    FILE *to = r->lists->spool;
    bool good = fwrite(head, sizeof(*head), 1, to) == 1;

    for (int c = 0; c < COLUMN_COUNT && good; c++)
        good = head->sizes[c] == 0 ||
               fwrite(cells[c].ptr, 1, head->sizes[c], to) == head->sizes[c];
    return good ? WN_OK
                : wn_fail(r->stage.context->err, WN_E_TARGET, WN_SAY_CANNOT_WRITE,
                          r->stage.context->settings->out_dir,
                          wn_why(r->stage.context->err->lang, errno));
}

/* Fills the cells that are the same for all findings of the record. */
static void fill_record(report *r, const wn_record *record, wn_str *cells)
{
    const wn_entity *entity = record->file->entity;
    wn_arena *arena = &r->lists->row;

    cells[RECORD] = report_shown_key(r, record->file->source->system,
                                     record->file->entity, record->key, arena);
    cells[SYSTEM] = record->file->source->system;
    if (wn_str_equal(cells[RECORD], record->key)) /* else the link would show the key */
        cells[LINK] = list_link(record, arena);
    cells[NAME] = report_name(r, entity, record->cells, arena);
    cells[DEPARTMENT] = report_cell(record, WN_MEANS_DEPARTMENT);
    cells[OWNER] = report_cell(record, WN_MEANS_OWNER);
}

/* What the field says that the finding is about, where the finding itself does not: the
 * value that is to be put right. */
static wn_str value_now(report *r, const wn_record *record, const wn_field *field, int f)
{
    const wn_cell *cell = &record->cells[f];

    return wn_cell_has_value(cell) ? report_masked(r, field, cell->value, &r->lists->row)
                                   : WN_STR("");
}

/* How many days ago the check of this month was: "" where there was none that is kept. */
static wn_str days_since(const report *r, const char *month, wn_arena *arena)
{
    const wn_context *context = r->stage.context;
    const wn_history *history = context->known->history;
    const char *day =
        strcmp(month, context->settings->period) ? "" : context->settings->as_of;
    int64_t then, now;
    bool timed;

    for (size_t i = 0; i < history->count; i++)
        if (!strcmp(history->periods[i].name, month))
            day = history->periods[i].as_of;
    if (!r->kind->compares || !wn_moment(wn_str_of(day), &then, &timed) ||
        !wn_moment(wn_str_of(context->settings->as_of), &now, &timed) || now < then)
        return WN_STR("");
    return wn_arena_format(arena, "%lld", (long long)((now - then) / WN_DAY));
}

static void fill_finding(report *r, const wn_record *record, const wn_finding *f,
                         wn_str *cells)
{
    const wn_context *context = r->stage.context;
    const wn_entity *entity = record->file->entity;
    wn_arena *arena = &r->lists->row;
    int64_t number = wn_finding_number(f->check, record);
    const wn_episode *episode = wn_history_episode(context->known->history, number);
    int now = wn_month_number(context->settings->period),
        since = episode && episode->first ? episode->first : now;
    char first[16];
    const wn_field *field = f->field >= 0 ? &entity->fields[f->field] : NULL;
    wn_lang lang = context->settings->lang;

    cells[WHERE] = list_where(r, record, f, arena);
    cells[RULE] = wn_check_label(f->check, lang);
    cells[FIELD] = field ? wn_label(lang, field->en, field->zh, field->name) : WN_STR("");
    cells[VALUE] = report_value(r, f, record, arena);
    if (cells[VALUE].len == 0 && field && !field->key && field->target < 0)
        cells[VALUE] = value_now(r, record, field, f->field);
    cells[ADVICE] =
        f->advice.len ? report_masked(r, field, f->advice, arena) : WN_STR("");
    wn_month_name(first, since);
    cells[FIRST_SEEN] = wn_arena_str(arena, wn_str_of(first));
    cells[MONTHS] = wn_arena_format(arena, "%d", now - since);
    cells[DAYS] = days_since(r, first, arena);
    /* "x" makes it a text: a spreadsheet would round a number */
    cells[FINDING] = wn_arena_format(arena, "x%llx", (unsigned long long)number);
}

/* Is the finding listed? It is asked, and the list of its check is not full. */
static bool is_listed(const report *r, const wn_finding *f)
{
    return wn_check_is_asked(r->stage.context, f->check) &&
           (!r->kind->most_listed ||
            r->lists->rows[f->check->number] < r->kind->most_listed);
}

static bool any_listed(report *r, const wn_record *record)
{
    bool any = false;

    for (const wn_finding *f = record->findings; f; f = f->next)
        if (is_listed(r, f))
            any = true;
        else
            r->lists->rows[f->check->number]++;
    return any;
}

wn_rc report_lists_add(report *r, const wn_record *record)
{
    const wn_settings *settings = r->stage.context->settings;
    wn_str cells[COLUMN_COUNT] = {{0}};
    wn_rc rc = WN_OK;

    if (settings->audience == WN_AUDIENCE_SUMMARY || !any_listed(r, record))
        return WN_OK;
    fill_record(r, record, cells);
    if (r->managers)
        managers_see(r, cells[OWNER]);
    spooled head = {.book = settings->by_department ||
                                    settings->audience == WN_AUDIENCE_DEPARTMENT
                                ? book_of(r->lists, cells[DEPARTMENT])
                                : 0};
    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        if (!is_listed(r, f))
            continue;
        r->lists->rows[f->check->number]++;
        fill_finding(r, record, f, cells);
        head.check = (uint32_t)f->check->number;
        head.kind = list_kind(record, f);
        for (int c = 0; c < COLUMN_COUNT; c++)
            head.sizes[c] = (uint32_t)cells[c].len;
        rc = spool(r, &head, cells);
        r->lists->homeless += head.book == MOST_BOOKS;
    }
    wn_arena_reset(&r->lists->row);
    return rc;
}

/* ---- the workbooks ---------------------------------------------------------------- */

/* Whose rows a workbook has. */
typedef enum book_of_whom { OF_ALL, OF_DEPARTMENT, OF_MANAGER } book_of_whom;

typedef struct writing {
    report *r;
    book_of_whom whom;
    int64_t number; /* of the department, or of the manager */
    book book;
    sheet cover;
    sheet *sheets;             /* by check */
    uint64_t *rows;            /* by check: in this workbook */
    char (*names)[SHEET_NAME]; /* by check: its first sheet */
    metrics_fix *order;        /* what has rows: what gains most comes first */
    size_t count;
    char *cells; /* of one row */
    size_t room;
} writing;

/* Opens the sheet of the check, which is called what the check is called. */
static wn_rc open_sheet(writing *w, const wn_check *check)
{
    char name[SHEET_NAME];

    list_name(&w->r->stage.context->plan->model, check, w->book.lang, name);
    return book_sheet(&w->book, &w->sheets[check->number], name, columns, COLUMN_COUNT, 0,
                      w->names[check->number], w->r->stage.context->err);
}

static void end_sheet(writing *w, int check)
{
    const char *choices[WN_REPLY_COUNT + 1] = {0};

    if (!w->sheets[check].lxw)
        return;
    for (int i = 0; i < WN_REPLY_COUNT; i++)
        choices[i] = wn_say(w->book.lang, WN_SAY_REPLY_FIXED + (wn_word)i);
    sheet_finish(&w->sheets[check], OUTCOME, choices);
}

static const wn_check *check_numbered(const wn_model *model, uint32_t number)
{
    for (size_t i = 0; metrics_check(model, i); i++)
        if (metrics_check(model, i)->number == (int)number)
            return metrics_check(model, i);
    return NULL;
}

/* Reads the next row of the spool; false: there is none. */
static bool read_row(writing *w, spooled *head, wn_str *cells)
{
    FILE *from = w->r->lists->spool;
    size_t all = 0;

    if (fread(head, sizeof(*head), 1, from) != 1)
        return false;
    for (int c = 0; c < COLUMN_COUNT; c++)
        all += head->sizes[c];
    if (all > w->room) {
        w->room = all * 2;
        w->cells = wn_realloc(w->cells, w->room, 1);
    }
    if (fread(w->cells, 1, all, from) != all)
        return false;
    all = 0;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        cells[c] = (wn_str){w->cells + all, head->sizes[c]};
        all += head->sizes[c];
    }
    return true;
}

void report_lists_left(report *r)
{
    worklists *lists = r->lists;
    uint64_t most = r->kind->most_listed;
    size_t cut = 0, split = 0;
    char a[28];

    for (size_t c = 0; c < r->stage.context->tallies->checks; c++) {
        cut += most && lists->rows[c] > most;
        split += !most && lists->rows[c] > MOST_ROWS;
    }
    if (!report_goes(r, "worklists.xlsx") && lists->homeless > 0)
        report_left(r, WN_SAY_LEFT_HOMELESS, wn_thousands(a, lists->homeless));
    else if (lists->bookless > 0)
        report_left(r, WN_SAY_LEFT_BOOKS, (size_t)MOST_BOOKS,
                    lists->bookless + MOST_BOOKS);
    if (r->managers)
        managers_choose(r, MOST_BOOKS);
    if (cut > 0)
        report_left(r, WN_SAY_LEFT_FINDINGS, REPORT_MOST_LISTED, cut);
    if (split > 0)
        report_left(r, WN_SAY_LEFT_SHEETS, split);
}

/* ---- their order ------------------------------------------------------------------ */

static int by_gain(const void *left, const void *right)
{
    const metrics_fix *a = left, *b = right;

    if (a->gain != b->gain)
        return a->gain < b->gain ? 1 : -1;
    return a->failed != b->failed ? (a->failed < b->failed ? 1 : -1)
                                  : a->check->number - b->check->number;
}

static bool is_of(const writing *w, const spooled *head, const wn_str *cells)
{
    return w->whom == OF_MANAGER ? managers_is_above(w->r, w->number, cells[OWNER])
                                 : w->whom == OF_ALL || head->book == (uint64_t)w->number;
}

/* Finds which checks have rows in this workbook, and puts first what gains most. */
static void find_order(writing *w)
{
    const wn_context *context = w->r->stage.context;
    const wn_model *model = &context->plan->model;
    double total = w->r->metrics.scores.dimensions[WN_DIMENSION_COUNT].score;
    wn_str cells[COLUMN_COUNT];
    spooled head;

    rewind(w->r->lists->spool);
    while (read_row(w, &head, cells))
        w->rows[head.check] += is_of(w, &head, cells);
    for (size_t i = 0; metrics_check(model, i); i++) {
        metrics_fix fix = {.check = metrics_check(model, i)};
        if (w->rows[fix.check->number] == 0)
            continue;
        fix.failed = w->rows[fix.check->number];
        fix.gain = total < 0 ? 0 : metrics_total_without(context, &fix, 1) - total;
        w->order[w->count++] = fix;
    }
    if (w->count > 0)
        qsort(w->order, w->count, sizeof(*w->order), by_gain);
}

/* ---- the first sheet -------------------------------------------------------------- */

static wn_rc begin_readme(writing *w)
{
    static const wn_word lines[] = {WN_SAY_LIST_README_1, WN_SAY_LIST_README_2,
                                    WN_SAY_LIST_README_3, WN_SAY_LIST_README_4,
                                    WN_SAY_LIST_README_5, WN_SAY_LIST_README_6};
    const wn_context *context = w->r->stage.context;
    char text[256];

    snprintf(text, sizeof(text), "%s · %s", wn_say(w->book.lang, w->r->kind->title),
             context->settings->period);
    if (book_cover(&w->book, &w->cover, text, context->err) < 0)
        return context->err->rc;
    for (size_t i = 0; i < WN_COUNT(lines); i++)
        sheet_line(&w->book, &w->cover, wn_say(w->book.lang, lines[i]));
    sheet_next(&w->cover);
    sheet_left(&w->book, &w->cover, w->r);
    return WN_OK;
}

/* A line for each sheet: a link to it, its rows, what they gain. */
static void end_readme(writing *w)
{
    static const wn_word heads[] = {WN_SAY_PAIRS_SHEET, WN_SAY_LIST_ROWS,
                                    WN_SAY_LIST_GAIN, WN_SAY_LIST_CHECK};
    sheet *s = &w->cover;
    char text[512], digits[28];

    for (uint16_t c = 0; c < WN_COUNT(heads) && w->count > 0; c++)
        worksheet_write_string(s->lxw, s->row, c, wn_say(w->book.lang, heads[c]),
                               w->book.head);
    s->lines = 2;
    sheet_next(s);
    for (size_t i = 0; i < w->count; i++) {
        const wn_check *check = w->order[i].check;
        uint64_t all = w->r->lists->rows[check->number];
        wn_str label = wn_check_label(check, w->book.lang);
        int len = snprintf(text, sizeof(text), "%.*s",
                           label.len < 200 ? (int)label.len : 200, label.ptr);
        if (w->r->kind->most_listed && all > w->r->kind->most_listed)
            snprintf(text + len, sizeof(text) - (size_t)len,
                     wn_say(w->book.lang, WN_SAY_LIST_FIRST), REPORT_MOST_LISTED,
                     wn_thousands(digits, all));
        sheet_link(&w->book, s, 0, w->names[check->number], text);
        snprintf(text, sizeof(text), "%llu", (unsigned long long)w->order[i].failed);
        sheet_cell(&w->book, s, 1, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        snprintf(text, sizeof(text), "%.2f", w->order[i].gain);
        if (w->order[i].gain >= 0.005)
            sheet_cell(&w->book, s, 2, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        sheet_cell(&w->book, s, 3, SHEET_TEXT, SHEET_FAINT, false, check->id);
        sheet_next(s);
    }
}

static const sheet_kind kinds[COLUMN_COUNT] = {
    [FIRST_SEEN] = SHEET_MONTH,
    [MONTHS] = SHEET_NUMBER,
    [DAYS] = SHEET_NUMBER, [UNTIL] = SHEET_DATE};
static const sheet_shade shades[COLUMN_COUNT] = {[OUTCOME] = SHEET_INPUT,
                                                 [UNTIL] = SHEET_INPUT,
                                                 [NOTE] = SHEET_INPUT,
                                                 [FINDING] = SHEET_FAINT};

static wn_rc write_row(writing *w, const spooled *head, const wn_str *cells)
{
    sheet *s = &w->sheets[head->check];
    wn_rc rc = WN_OK;

    if (s->lxw && s->row > MOST_ROWS) { /* Excel's limit: go on in another sheet */
        end_sheet(w, (int)head->check);
        s->lxw = NULL;
    }
    if (!s->lxw)
        rc =
            open_sheet(w, check_numbered(&w->r->stage.context->plan->model, head->check));
    if (rc < 0)
        return rc;
    for (int c = 0; c < COLUMN_COUNT; c++)
        sheet_cell(&w->book, s, (uint16_t)c,
                   c == VALUE || c == ADVICE ? (sheet_kind)head->kind : kinds[c],
                   shades[c], false, cells[c]);
    sheet_next(s);
    return WN_OK;
}

static wn_rc write_rows(writing *w)
{
    const wn_context *context = w->r->stage.context;
    wn_str cells[COLUMN_COUNT];
    spooled head;
    wn_rc rc = WN_OK;

    find_order(w);
    for (size_t i = 0; i < w->count && rc >= 0; i++)
        rc = open_sheet(w, w->order[i].check);
    rewind(w->r->lists->spool);
    while (rc >= 0 && read_row(w, &head, cells)) {
        if (is_of(w, &head, cells))
            rc = write_row(w, &head, cells);
        if (wn_is_cancelled(context->watch) && rc >= 0)
            rc = wn_fail(context->err, WN_E_INTERRUPTED, WN_SAY_INTERRUPTED);
    }
    for (size_t c = 0; c < context->tallies->checks && rc >= 0; c++)
        end_sheet(w, (int)c);
    return rc;
}

static wn_rc write_book(report *r, const char *name, book_of_whom whom, int64_t number)
{
    const wn_context *context = r->stage.context;
    writing w = {.r = r, .whom = whom, .number = number};
    size_t checks = context->tallies->checks;

    wn_rc rc = book_open(&w.book, report_begin(r, name), context->settings->out_dir,
                         context->settings->lang, context->err);
    if (rc < 0)
        return rc;
    w.sheets = wn_alloc(checks + 1, sizeof(*w.sheets));
    w.rows = wn_alloc(checks + 1, sizeof(*w.rows));
    w.names = wn_alloc(checks + 1, sizeof(*w.names));
    w.order = wn_alloc(checks + 1, sizeof(*w.order));
    rc = begin_readme(&w);
    if (rc >= 0)
        rc = write_rows(&w);
    if (rc >= 0) {
        end_readme(&w);
        rc = book_close(&w.book, context->err);
    }
    book_drop(&w.book);
    free(w.sheets);
    free(w.rows);
    free(w.names);
    free(w.order);
    free(w.cells);
    return rc;
}

bool report_has_lists(const report *r)
{
    return r->lists->book_count > 0;
}

wn_rc report_lists_end(report *r)
{
    worklists *lists = r->lists;
    wn_str names[2 * MOST_BOOKS];
    size_t count = 0, managed;
    wn_rc rc = report_goes(r, "worklists.xlsx")
                   ? write_book(r, "worklists.xlsx", OF_ALL, 0)
                   : WN_OK;

    for (; count < lists->book_count && rc >= 0; count++) {
        names[count] = list_book_name(names, count, lists->books[count], &lists->arena);
        rc = write_book(r, names[count].ptr, OF_DEPARTMENT, (int64_t)count);
    }
    const int64_t *managers = managers_chosen(r, &managed);
    for (size_t i = 0; i < managed && rc >= 0; i++, count++) {
        wn_str name = managers_name(r, managers[i]);
        names[count] = list_book_name(names, count, name, &lists->arena);
        rc = write_book(r, names[count].ptr, OF_MANAGER, managers[i]);
    }
    return rc;
}

void report_lists_release(report *r)
{
    if (!r->lists)
        return;
    if (r->lists->spool)
        fclose(r->lists->spool);
    wn_map_release(&r->lists->book_of);
    free(r->lists->rows);
    free(r->lists->books);
    wn_arena_release(&r->lists->arena);
    wn_arena_release(&r->lists->row);
    free(r->lists);
}
