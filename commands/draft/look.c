/*
 * look.c - reads the first rows of all tables of all files: sheets, sections, record
 * elements, tables of a database; and counts their values.
 */
#include "drafting.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ROWS 5000
#define MOST_CELLS 200000 /* cells that are read of a table */
#define FEW_CELLS 40000   /* the same, if there are many tables */
#define MANY_TABLES 20
#define MOST_TABLES 400 /* in a file; the others are named as not read */
#define MOST_AROUND 40  /* tables found below or beside others */
#define HEAD (1 << 20)  /* bytes that are read to find the encoding */

static size_t rows_for(size_t tables, size_t columns)
{
    size_t rows = (tables > MANY_TABLES ? FEW_CELLS : MOST_CELLS) / (columns + 1);

    return rows > MOST_ROWS ? MOST_ROWS : rows < 100 ? 100 : rows;
}

static void count_value(draft_column *c, wn_str value)
{
    bool is_new;

    value = wn_str_trim(value);
    if (value.len == 0)
        return;
    c->filled++;
    c->characters += wn_utf8_count(value);
    ++*wn_map_set(&c->values, wn_fingerprint_of(value), &is_new);
    c->distinct += is_new;
    if (is_new && c->some_count < DRAFT_SOME)
        c->some[c->some_count++] = value;
}

static void look_at_values(draft_table *t)
{
    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        for (size_t c = 0; c < t->count && c < row->source_count; c++)
            count_value(&t->columns[c], row->source[c]);
    }
}

static void name_columns(draft_table *t)
{
    t->count = t->input.column_count;
    t->columns = wn_alloc(t->count + 1, sizeof(*t->columns));
    for (size_t c = 0; c < t->count; c++)
        t->columns[c].name = t->input.columns[c];
    t->header = t->count;
    for (size_t c = 0; c < t->count; c++)
        t->header = wn_hash(t->columns[c].name, t->header);
}

/* Open the table and read its first rows. */
static wn_rc read_table(draft_table *t, size_t tables, wn_error *err)
{
    void *reader = NULL;
    int next = wn_input_at_hand(&t->input);
    wn_rc rc = t->input.reader->open(&reader, &t->input, err);
    size_t room = rows_for(tables, t->input.column_count);

    wn_batch_init(&t->rows, room);
    if (rc >= 0)
        wn_input_looked(&t->input);
    if (rc >= 0)
        rc = t->input.reader->next(reader, &t->rows);
    t->is_whole = t->rows.count < room;
    if (reader)
        t->input.reader->close(reader);
    wn_input_let_go(&t->input);
    t->input.at_hand = next;
    if (rc >= 0) {
        name_columns(t);
        look_at_values(t);
    }
    return rc;
}

static draft_table *add_table(draft *d, draft_table table)
{
    draft_table *t = wn_alloc(1, sizeof(*t));

    *t = table;
    d->tables = wn_grow(d->tables, d->table_count, &d->table_room, sizeof(*d->tables));
    d->tables[d->table_count++] = t;
    return t;
}

void draft_table_free(draft_table *t)
{
    for (size_t c = 0; c < t->count; c++)
        wn_map_release(&t->columns[c].values);
    free(t->columns);
    wn_batch_release(&t->rows);
    for (size_t p = 0; p < DRAFT_PARTS; p++) {
        wn_map_release(&t->parts[p].names);
        free(t->parts[p].has);
        free(t->parts[p].rows);
        free(t->parts[p].links);
    }
    wn_input_release(&t->input);
    free(t);
}

/* The input for another table of the same file. It shares what the survey found. */
static wn_input sibling(const wn_input *first, wn_str sheet)
{
    wn_input other = {.path = first->path,
                      .file = first->file,
                      .bytes = first->bytes,
                      .encoding = first->encoding,
                      .mark = first->mark,
                      .is_utf8 = first->is_utf8,
                      .other = first->other,
                      .has_nul = first->has_nul,
                      .has_lost = first->has_lost,
                      .head = first->head,
                      .records = first->records,
                      .sheet = sheet,
                      .chunk = first->chunk,
                      .survey_limit = first->survey_limit,
                      .at_hand = wn_input_at_hand(first),
                      .surveys = first->surveys,
                      .surveyed = first->surveyed,
                      .reader = first->reader};

    return other;
}

/* Read another table of the same file. One that cannot be read, or has no rows, is left
 * out. */
static void look_at_sibling(draft *d, const draft_table *first, wn_str sheet,
                            size_t tables)
{
    wn_error quiet = {.lang = WN_EN};
    draft_table *t = add_table(d, (draft_table){.path = first->path,
                                                .file_name = first->file_name,
                                                .input = sibling(&first->input, sheet)});

    wn_rc rc = read_table(t, tables, &quiet);
    wn_input_let_go(&t->input);
    if (rc >= 0 && t->rows.count > 0)
        return;
    draft_table_free(t);
    d->table_count--;
}

static bool has_sheet(const draft *d, size_t from, wn_str sheet)
{
    for (size_t i = from; i < d->table_count; i++)
        if (wn_str_equal(d->tables[i]->input.sheet, sheet))
            return true;
    return false;
}

/* Read the tables that stand below or beside one that was read; its notes name them. */
static void look_around(draft *d, size_t from)
{
    size_t most = d->table_count + MOST_AROUND;

    for (size_t i = from; i < d->table_count && d->table_count < most; i++)
        for (size_t n = 0; n < d->tables[i]->input.note_count; n++) {
            wn_note note = d->tables[i]->input.notes[n];
            bool other = note.word == WN_SAY_READ_NOTE_TABLES ||
                         note.word == WN_SAY_READ_NOTE_BESIDE;
            if (other && note.text.len && !has_sheet(d, from, note.text))
                look_at_sibling(d, d->tables[from], wn_arena_str(&d->arena, note.text),
                                d->table_count - from);
        }
}

static void look_at_siblings(draft *d, draft_table *first)
{
    size_t count = first->input.table_count, from = d->table_count - 1;

    for (size_t i = 0; i < count && i < MOST_TABLES; i++) {
        wn_str name = first->input.tables[i].name;
        if (i != first->input.table && !first->input.tables[i].is_hidden)
            look_at_sibling(d, first, name, count);
    }
    look_around(d, from);
}

wn_rc draft_look_at(draft *d, const char *path, wn_str file_name, wn_error *err)
{
    const wn_draft_request *request = d->request;
    draft_table *t = add_table(d, (draft_table){.path = path,
                                                .file_name = file_name,
                                                .input = {.surveys = request->surveys,
                                                          .chunk = WN_CHUNK,
                                                          .records = request->records,
                                                          .sheet = request->sheet,
                                                          .survey_limit = HEAD}});
    wn_rc rc = wn_input_survey(&t->input, path, WN_STR(""), err);

    if (rc >= 0)
        rc = read_table(t, 1, err);
    if (rc < 0) {
        d->table_count--;
        draft_table_free(t);
        return rc;
    }
    if (request->sheet.len == 0)
        look_at_siblings(d, t);
    wn_input_let_go(&t->input);
    return WN_OK;
}

wn_str draft_table_name(const draft_table *t)
{
    if (t->input.table_count > 1 && !t->input.sheet.len)
        return t->input.tables[t->input.table].name;
    return t->input.sheet;
}
