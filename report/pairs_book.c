/*
 * pairs_book.c - pairs.xlsx: pairs of records that a person decides.
 *
 * A pair is two rows, one below the other: what the two records say in each compared
 * column, coloured by how it agrees, with the reasons in words. Rows may be sorted: each
 * has the number of its pair, and its code, which is what answers are read by
 * (cli/decisions.c). A code begins and ends with a letter, so that a spreadsheet that
 * fills it down does not count it up; it ends with "a" where the cell "accept the rest"
 * on the first sheet counts for the pair.
 *
 * The first pairs are those whose answer gains most: the probability that it is "same",
 * times the pairs of records that this makes one (match_pairs.c).
 */
#include "pairs_book.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER, DECISION, CHANCE, WHY, SYSTEM, RECORD, GROUP, BEFORE };
enum { WHERE, NOTE, CODE, AFTER };

static const sheet_column before[BEFORE] = {
    [NUMBER] = {.word = WN_SAY_PAIRS_NUMBER, .width = 6},
    [DECISION] = {.word = WN_SAY_PAIRS_DECISION, .width = 11},
    [CHANCE] = {.word = WN_SAY_PAIRS_CHANCE, .width = 10},
    [WHY] = {.word = WN_SAY_PAIRS_WHY, .width = 54},
    [SYSTEM] = {.word = WN_SAY_LIST_SYSTEM, .width = 11, .hides = true},
    [RECORD] = {.word = WN_SAY_LIST_RECORD, .width = 16},
    [GROUP] = {.word = WN_SAY_PAIRS_GROUP, .width = 13, .hides = true},
};
static const sheet_column after[AFTER] = {
    [WHERE] = {.word = WN_SAY_LIST_WHERE, .width = 22, .hides = true},
    [NOTE] = {.word = WN_SAY_LIST_NOTE, .width = 24},
    [CODE] = {.word = WN_SAY_LIST_FINDING, .width = 8, .is_left_out = true},
};

#define MOST_FIELDS 200

typedef struct listed {
    char name[SHEET_NAME];
    size_t pairs, sure;
} listed;

struct pairs_book {
    book book;
    sheet cover;
    wn_word how;
    sheet sheet; /* lxw NULL: none is begun */
    pairs_field *fields;
    sheet_column *columns;
    size_t field_count;
    listed *sheets;
    size_t sheet_count, sheet_room;
};

pairs_book *pairs_book_new(const wn_output *output, const char *folder, wn_lang lang,
                           wn_word how, wn_error *err)
{
    static const wn_word lines[] = {WN_SAY_PAIRS_README_1, WN_SAY_PAIRS_README_2,
                                    WN_SAY_PAIRS_README_3, WN_SAY_PAIRS_README_4,
                                    WN_SAY_PAIRS_README_5};
    pairs_book *b = wn_alloc(1, sizeof(*b));

    b->how = how;
    if (book_open(&b->book, output, folder, lang, err) < 0 ||
        book_cover(&b->book, &b->cover, wn_say(lang, WN_SAY_PAIRS_TITLE), err) < 0) {
        pairs_book_free(b);
        return NULL;
    }
    for (size_t i = 0; i < WN_COUNT(lines); i++)
        sheet_line(&b->book, &b->cover, wn_say(lang, lines[i]));
    return b;
}

static void end_sheet(pairs_book *b)
{
    const char *choices[] = {wn_say(b->book.lang, WN_SAY_PAIRS_SAME),
                             wn_say(b->book.lang, WN_SAY_PAIRS_DIFFERENT),
                             wn_say(b->book.lang, WN_SAY_PAIRS_UNDECIDED), NULL};

    if (b->sheet.lxw)
        sheet_finish(&b->sheet, DECISION, choices);
    b->sheet = (sheet){0};
}

wn_rc pairs_book_sheet(pairs_book *b, wn_str name, const pairs_field *fields,
                       size_t count, wn_error *err)
{
    wn_arena *arena = &b->book.arena;

    end_sheet(b);
    count = count < MOST_FIELDS ? count : MOST_FIELDS;
    b->field_count = count;
    b->fields = wn_arena_alloc(arena, (count + 1) * sizeof(*b->fields));
    b->columns = wn_arena_alloc(arena, (BEFORE + count + AFTER) * sizeof(*b->columns));
    memcpy(b->columns, before, sizeof(before));
    for (size_t i = 0; i < count; i++) {
        b->fields[i] = fields[i];
        b->fields[i].name = wn_arena_str(arena, fields[i].name);
        b->fields[i].label = wn_arena_str(arena, fields[i].label);
        b->columns[BEFORE + i] = (sheet_column){
            .label = b->fields[i].label, .width = fields[i].width, .hides = true};
    }
    memcpy(b->columns + BEFORE + count, after, sizeof(after));
    b->sheets = wn_grow(b->sheets, b->sheet_count, &b->sheet_room, sizeof(*b->sheets));
    listed *l = &b->sheets[b->sheet_count++];
    *l = (listed){0};
    return book_sheet(&b->book, &b->sheet, wn_arena_str(arena, name).ptr, b->columns,
                      BEFORE + count + AFTER, DECISION + 1, l->name, err);
}

/* ---- rows ------------------------------------------------------------------------- */

/* How the values of a column agree: as the linkage says, else by what they are. */
static sheet_shade shade_of(const pairs_entry *e, const pairs_field *field, size_t i)
{
    wn_str left = e->sides[0].values[i], right = e->sides[1].values[i];

    if (left.len == 0 || right.len == 0)
        return SHEET_PLAIN;
    sheet_shade told = pair_shade(e->why, field->name);
    return told ? told : wn_str_equal(left, right) ? SHEET_SAME : SHEET_OTHER;
}

static void write_reason(pairs_book *b, const pairs_entry *e, bool first, wn_buf *out)
{
    out->len = 0;
    if (first)
        pair_words(e->why, b->fields, b->field_count, b->book.lang, out);
    else if (e->apart.len)
        wn_buf_format(out, wn_say(b->book.lang, WN_SAY_PAIR_APART), WN_FMT(e->apart));
}

static void write_side(pairs_book *b, const pairs_entry *e, int side, const char *code)
{
    const pairs_side *s = &e->sides[side];
    bool first = side == 0;
    wn_lang lang = b->book.lang;
    wn_buf why = {0};
    char text[32];
    uint16_t at = 0;
    const wn_str ruling = e->ruling && first
                              ? wn_str_of(wn_say(lang, WN_SAY_PAIRS_SAME +
                                                           (e->ruling - WN_RULING_SAME)))
                              : WN_STR("");
#define PUT(kind, shade, text) \
    sheet_cell(&b->book, &b->sheet, at++, kind, shade, first, text)
    snprintf(text, sizeof(text), "%zu", b->sheets[b->sheet_count - 1].pairs);
    PUT(SHEET_NUMBER, SHEET_PLAIN, wn_str_of(text));
    PUT(SHEET_TEXT, SHEET_INPUT, ruling);
    snprintf(text, sizeof(text), "%.4f", e->probability);
    PUT(SHEET_PERCENT, first ? SHEET_PLAIN : SHEET_FAINT, wn_str_of(text));
    write_reason(b, e, first, &why);
    PUT(SHEET_TEXT, SHEET_PLAIN, wn_buf_str(&why));
    PUT(SHEET_TEXT, SHEET_PLAIN, s->system);
    PUT(SHEET_TEXT, SHEET_PLAIN, s->key);
    PUT(SHEET_TEXT, SHEET_PLAIN, s->group);
    for (size_t i = 0; i < b->field_count; i++)
        PUT(b->fields[i].kind, shade_of(e, &b->fields[i], i), s->values[i]);
    PUT(SHEET_TEXT, SHEET_FAINT, s->where);
    PUT(SHEET_TEXT, SHEET_INPUT, WN_STR(""));
    PUT(SHEET_TEXT, SHEET_FAINT, wn_str_of(code));
#undef PUT
    sheet_next(&b->sheet);
    wn_buf_release(&why);
}

bool pairs_book_add(pairs_book *b, const pairs_entry *e)
{
    listed *l = &b->sheets[b->sheet_count - 1];
    char code[64];
    bool sure = e->may_accept && 100 * e->probability >= WN_PAIR_SURE && !e->ruling;

    if (l->pairs == PAIRS_MOST)
        return false;
    l->pairs++;
    l->sure += sure;
    /* the number of the pair, too: so it is seen when cells were moved to other rows */
    snprintf(code, sizeof(code), "x%.*s%c%zu", WN_PAIR_ID, e->id.ptr, sure ? 'a' : 'x',
             l->pairs);
    write_side(b, e, 0, code);
    write_side(b, e, 1, code);
    return true;
}

/* ---- the first sheet -------------------------------------------------------------- */

/* The cell with which all the rest is accepted; it is found again by what stands beside
 * it. */
static void write_accept(pairs_book *b, size_t sure)
{
    wn_lang lang = b->book.lang;
    sheet *s = &b->cover;
    const char *choices[] = {wn_say(lang, WN_SAY_PAIRS_YES), NULL};
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = (char **)(uintptr_t)choices,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    char text[512], digits[28];

    snprintf(text, sizeof(text), wn_say(lang, WN_SAY_PAIRS_ACCEPT), WN_PAIR_SURE);
    worksheet_write_string(s->lxw, s->row, 0, text, b->book.head);
    sheet_cell(&b->book, s, 1, SHEET_TEXT, SHEET_INPUT, true, WN_STR(""));
    worksheet_data_validation_cell(s->lxw, s->row, 1, &validation);
    sheet_next(s);
    snprintf(text, sizeof(text), wn_say(lang, WN_SAY_PAIRS_ACCEPT_HOW),
             wn_thousands(digits, sure));
    sheet_line(&b->book, s, text);
}

static void write_sheets(pairs_book *b)
{
    static const wn_word heads[] = {WN_SAY_PAIRS_SHEET, WN_SAY_PAIRS_COUNT,
                                    WN_SAY_PAIRS_SURE};
    sheet *s = &b->cover;
    char text[64];

    for (uint16_t c = 0; c < WN_COUNT(heads); c++) {
        snprintf(text, sizeof(text), wn_say(b->book.lang, heads[c]), WN_PAIR_SURE);
        worksheet_write_string(s->lxw, s->row, c, text, b->book.head);
    }
    s->lines = 2;
    sheet_next(s);
    for (size_t i = 0; i < b->sheet_count; i++) {
        sheet_link(&b->book, s, 0, b->sheets[i].name, b->sheets[i].name);
        snprintf(text, sizeof(text), "%zu", b->sheets[i].pairs);
        sheet_cell(&b->book, s, 1, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        snprintf(text, sizeof(text), "%zu", b->sheets[i].sure);
        sheet_cell(&b->book, s, 2, SHEET_NUMBER, SHEET_PLAIN, false, wn_str_of(text));
        sheet_next(s);
    }
}

wn_rc pairs_book_close(pairs_book *b, wn_error *err)
{
    size_t sure = 0;

    end_sheet(b);
    for (size_t i = 0; i < b->sheet_count; i++)
        sure += b->sheets[i].sure;
    sheet_line(&b->book, &b->cover, wn_say(b->book.lang, b->how));
    sheet_next(&b->cover);
    if (b->sheet_count == 0) {
        sheet_line(&b->book, &b->cover, wn_say(b->book.lang, WN_SAY_PAIRS_NONE));
    } else {
        write_sheets(b);
    }
    if (sure > 0) {
        sheet_next(&b->cover);
        write_accept(b, sure);
    }
    return book_close(&b->book, err);
}

void pairs_book_free(pairs_book *b)
{
    if (!b)
        return;
    book_drop(&b->book);
    free(b->sheets);
    free(b);
}
