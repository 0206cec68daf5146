/*
 * own_writer.c - writes rows into winnow's own tables that are split. The texts that many
 * rows share are written once, as a row of NAME_kind; a row has the number of that.
 *
 * Rows that follow each other are mostly of few kinds: those looked up last are found by
 * comparing their texts.
 */
#include "own_writer.h"

#include "core/hash.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define MOST 32  /* columns that a table may have */
#define SLOTS 64 /* a power of two: kinds that are found without a map */

typedef struct kind {
    wn_str *texts; /* by shared column; ptr NULL: no text */
    int64_t id;    /* its number in the table */
} kind;

struct own_writer {
    db *db;
    const own_table *own;
    db_inserter *into;
    own_column columns[MOST];
    size_t count, shared;
    bool split;
    kind *kinds; /* all that are known; the first is none */
    size_t kind_count, kind_room;
    wn_map at;           /* the shared texts -> index into kinds */
    size_t slots[SLOTS]; /* those looked up last */
    int64_t last;        /* the highest number that is known */
    wn_arena arena;
    wn_buf hex;
};

/* ---- kinds ------------------------------------------------------------------------ */

static wn_fingerprint print_of(const wn_str *texts, size_t count)
{
    wn_fingerprint print = wn_fingerprint_numbers(count, 0);

    for (size_t i = 0; i < count; i++)
        print = texts[i].ptr ? wn_fingerprint_mix(print, texts[i])
                             : wn_fingerprint_mix(print, WN_STR("\0NULL"));
    return print;
}

static size_t keep_kind(own_writer *w, int64_t id, const wn_str *texts)
{
    size_t at = w->kind_count++;

    w->kinds = wn_grow(w->kinds, at, &w->kind_room, sizeof(*w->kinds));
    w->kinds[at] = (kind){wn_arena_alloc(&w->arena, w->shared * sizeof(*texts) + 1), id};
    for (size_t i = 0; i < w->shared; i++)
        w->kinds[at].texts[i] =
            texts[i].ptr ? wn_arena_str(&w->arena, texts[i]) : (wn_str){0};
    *wn_map_set(&w->at, print_of(texts, w->shared), NULL) = (int64_t)at;
    w->last = id > w->last ? id : w->last;
    return at;
}

static bool take_kind(void *data, const wn_str *cells)
{
    keep_kind(data, db_cell_number(cells[0]), cells + 1);
    return true;
}

/* Reads the kinds that are not known yet: triggers write some, too. */
static wn_rc read_kinds(own_writer *w)
{
    wn_buf texts = {0};

    own_add_some(&texts, w->own, true, ", ");
    wn_rc rc = db_each(w->db, take_kind, w, "SELECT id%s FROM %s_kind WHERE id>%d",
                       texts.ptr, w->own->name, (long long)w->last);
    wn_buf_release(&texts);
    return rc;
}

static wn_rc add_kind(own_writer *w, const wn_str *texts, size_t *out)
{
    wn_buf sql = {0};
    wn_rc rc = read_kinds(w);
    const int64_t *found = wn_map_find(&w->at, print_of(texts, w->shared));

    *out = found ? (size_t)*found : 0;
    if (rc < 0 || found)
        return rc;
    *out = keep_kind(w, w->last + 1, texts);
    db_sql(&sql, "INSERT INTO %s_kind (id", w->own->name);
    own_add_some(&sql, w->own, true, ", ");
    db_sql(&sql, ") VALUES (%d", (long long)w->last);
    for (size_t i = 0; i < w->shared; i++)
        db_sql(&sql, texts[i].ptr ? ", %L" : ", NULL", texts[i]);
    db_sql(&sql, ")");
    return db_run_built(w->db, &sql);
}

static bool same_texts(const wn_str *a, const wn_str *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!a[i].ptr != !b[i].ptr || !wn_str_equal(a[i], b[i]))
            return false;
    return true;
}

static wn_rc find_kind(own_writer *w, const wn_str *texts, int64_t *id)
{
    uintptr_t place = 0;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < w->shared; i++)
        place = place * 31 + ((uintptr_t)texts[i].ptr ^ texts[i].len);
    size_t *slot = &w->slots[(place ^ place >> 7 ^ place >> 14) & (SLOTS - 1)];
    if (!*slot || !same_texts(w->kinds[*slot].texts, texts, w->shared)) {
        const int64_t *at = wn_map_find(&w->at, print_of(texts, w->shared));
        if (at)
            *slot = (size_t)*at;
        else
            rc = add_kind(w, texts, slot);
    }
    *id = w->kinds[*slot].id;
    return rc;
}

/* ---- rows ------------------------------------------------------------------------- */

static wn_rc write_split(own_writer *w, const db_value *row)
{
    wn_str texts[MOST];
    db_value values[MOST];
    size_t shared = 0, count = 1;
    int64_t id = 0;

    for (size_t i = 0; i < w->count; i++) {
        if (w->columns[i].shared)
            texts[shared++] = row[i].kind == DB_NULL ? (wn_str){0}
                              : row[i].text.ptr      ? row[i].text
                                                     : WN_STR("");
        else
            values[count++] = row[i];
    }
    wn_rc rc = find_kind(w, texts, &id);
    values[0] = db_int(id);
    return rc < 0 ? rc : w->db->class->insert(w->into, values);
}

/* In a table that waits, bytes are a text, as in the view. */
static wn_rc write_waiting(own_writer *w, const db_value *row)
{
    db_value values[MOST];

    for (size_t i = 0; i < w->count; i++) {
        values[i] = row[i];
        if (row[i].kind != DB_BYTES)
            continue;
        w->hex.len = 0;
        wn_hex(wn_buf_reserve(&w->hex, 2 * row[i].text.len + 1),
               (const uint8_t *)row[i].text.ptr, row[i].text.len);
        values[i] = db_text((wn_str){w->hex.ptr, 2 * row[i].text.len});
    }
    return w->db->class->insert(w->into, values);
}

wn_rc own_write(own_writer *w, const db_value *row)
{
    return w->split ? write_split(w, row) : write_waiting(w, row);
}

wn_rc own_writer_open(own_writer **out, db *d, const char *own, bool waits)
{
    own_writer *w = wn_alloc(1, sizeof(*w));
    wn_str rest = wn_str_of(own_find(own)->columns);
    wn_buf columns = {0}, table = {0};

    *out = w;
    w->db = d;
    w->own = own_find(own);
    w->split = w->own->all && !waits;
    w->kinds = wn_grow(NULL, 0, &w->kind_room, sizeof(*w->kinds));
    w->kinds[w->kind_count++] = (kind){0};
    WN_ASSERT(own_column_count(w->own) < MOST);
    while (own_next_column(&rest, &w->columns[w->count]))
        w->shared += w->columns[w->count++].shared;
    wn_buf_format(&table,
                  waits      ? "new_%s"
                  : w->split ? "%s_row"
                             : "%s",
                  waits ? own + strlen("winnow_") : own);
    if (w->split) {
        wn_buf_add(&columns, WN_STR("kind"));
        own_add_some(&columns, w->own, false, ", ");
    } else {
        own_add_columns(&columns, w->own);
    }
    w->into = d->class->inserter(d, table.ptr, columns.ptr,
                                 w->split ? w->count - w->shared + 1 : w->count);
    wn_buf_release(&columns);
    wn_buf_release(&table);
    return w->split ? read_kinds(w) : WN_OK;
}

void own_writer_close(own_writer *w)
{
    if (!w)
        return;
    wn_map_release(&w->at);
    free(w->kinds);
    wn_arena_release(&w->arena);
    wn_buf_release(&w->hex);
    free(w);
}
