/*
 * store_stay.c - decides which values of a golden record in the target stay.
 *
 * A run writes only what the sources changed, and decides only about what it has read.
 * These values stay:
 *
 *   - a value from a record of an export that this run has not read,
 *   - a value whose column the export has no longer: absent is not empty,
 *   - a value of a record of which the target has a newer version,
 *   - a value that a person changed in the target, while the source says the same as
 *     before; when both changed, the model's conflict= decides.
 *
 * Lineage tells from which record a value is; store_says.c what the sources said before.
 */
#include "store.h"

#include "core/finding.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A golden record while this file decides about its values. */
typedef struct staying {
    store *s;
    store_group *g;
    wn_cell *cells; /* its new values */
    wn_arena *arena;
    char mark; /* STORE_SAYS_ALL, _STAY or _ASK */
} staying;

/* What the sources said of the field when the golden record was written last. */
static wn_str says_of(const staying *w, size_t f)
{
    return store_says_find(w->g->now->says, w->s->nows.numbers[f],
                           &w->s->entity->fields[f]);
}

static bool said_that(const staying *w, size_t f, wn_str value)
{
    return store_says_that(w->g->now->says, w->s->nows.numbers[f],
                           &w->s->entity->fields[f], value);
}

/* ---- who says something? ---------------------------------------------------------- */

static const store_origin *origin_of(const store_now *now, wn_str field)
{
    const store_origin *found = NULL;

    for (size_t i = 0; i < now->origin_count; i++)
        if (now->origins[i].field.len == 0 ? !found
                                           : wn_str_equal(now->origins[i].field, field))
            found = &now->origins[i];
    return found;
}

static const wn_record *member_of(const store_group *g, const store_origin *origin)
{
    for (size_t i = 0; i < g->count && origin; i++) {
        const wn_record *record = &g->members[i];
        if (wn_str_equal(record->key, origin->key) && record->nth == origin->nth &&
            wn_str_equal(record->file->source->system, origin->system))
            return record;
    }
    return NULL;
}

/* Is `text` a part of `there`, the value in the target? */
static bool is_less(wn_str text, wn_str there)
{
    return there.ptr && text.len < there.len &&
           memmem(there.ptr, there.len, text.ptr, text.len);
}

/* Was the record read, but cannot decide about the field? So it is when the record is
 * older than the target's version, or its file lacks columns of the field. */
static bool is_silent(const staying *w, const wn_record *record, size_t f)
{
    const wn_cell *cell = &record->cells[f];
    store_lack lack = (store_lack)w->s->absent[record->file->number].lacks[f];

    if (w->g->older[record - w->g->members])
        return true;
    if (record->file->clears)
        return false;
    if (store_has_value(&w->s->entity->fields[f], cell))
        return lack == STORE_LACK_SOME && is_less(cell->value, w->g->now->cells[f]);
    return lack != STORE_LACK_NONE || cell->state == WN_CELL_ABSENT;
}

/* Is the field a sum or a union that lacks a member? It must be made of all members. */
static bool is_short_of(const staying *w, size_t f)
{
    bool made = w->s->entity->fields[f].survive >= WN_SURVIVE_SUM;

    for (size_t i = 0; made && i < w->g->count; i++)
        if (is_silent(w, &w->g->members[i], f) &&
            (w->g->older[i] || w->s->absent[w->g->members[i].file->number].lacks[f]))
            return true;
    return false;
}

/* Does the newest value count, and is the winner's newer than the target's? The value in
 * the target is from `from`, of which the target has a newer version than this run. */
static bool is_newest(const staying *w, size_t f, const wn_record *winner,
                      const wn_record *from)
{
    const store_known *old = w->g->old[from - w->g->members];

    return w->s->entity->fields[f].survive == WN_SURVIVE_NEWEST && old &&
           store_is_before(old->updated, store_moment_of(store_updated(winner)));
}

/* May this run decide about the field? `has`: it has a value. `from`: the record of the
 * group from which the target's value is, or NULL. */
static bool speaks(const staying *w, size_t f, bool has, const wn_record *from)
{
    const store_group *g = w->g;
    const wn_field *field = &w->s->entity->fields[f];
    const wn_record *winner = &g->members[w->cells[f].winner];

    if (has && is_silent(w, winner, f))
        return false;
    if (g->part && (!has || (field->survive >= WN_SURVIVE_SUM && g->now->cells[f].ptr)))
        return false; /* records that were not read may have a value, or a share in it */
    if (g->now->cells[f].ptr && is_short_of(w, f))
        return false;
    if (!g->now->cells[f].ptr && (!g->now->says.ptr || !says_of(w, f).ptr))
        return true; /* no source has said anything before */
    if (from && g->older[from - g->members] && has && is_newest(w, f, winner, from))
        return true;
    return from ? !is_silent(w, from, f) : !g->part;
}

/* ---- one value -------------------------------------------------------------------- */

typedef enum verdict { WRITE, STAY, STAY_SETTLED, ASK, READ_ANEW } verdict;

/* Is the value of an unchanged source row, by unchanged rules, now read in another way?
 * Then other rows of its column came or went, which decide how the column is read (date
 * order, the mark of decimals). */
static bool is_read_anew(const staying *w, size_t f, const wn_record *from)
{
    const store_group *g = w->g;
    const wn_record *winner = &g->members[w->cells[f].winner];
    const store_known *old = g->old[winner - g->members];

    return from == winner && w->s->same_rules && !w->s->context->settings->older &&
           w->s->entity->fields[f].type->question && old &&
           store_same_source(winner, old);
}

static verdict judge(const staying *w, size_t f, wn_str said, const wn_record *from)
{
    const wn_field *field = &w->s->entity->fields[f];
    const store_now *now = w->g->now;
    wn_str there = now->cells[f];
    bool as_left = now->left == 0 || now->left == now->hash;

    if (!said.ptr == !there.ptr &&
        (!said.ptr || store_hash_value(field, said) == store_hash_value(field, there)))
        return WRITE;
    if (!speaks(w, f, said.ptr != NULL, from))
        return STAY;
    if (there.ptr && is_read_anew(w, f, from) &&
        (!now->says.ptr || said_that(w, f, there)))
        return READ_ANEW;
    if (!now->says.ptr && as_left)
        return WRITE; /* no person edited the row */
    if (now->says.ptr && said_that(w, f, said))
        return STAY;
    if (now->says.ptr && said_that(w, f, there))
        return WRITE;
    return field->conflict == WN_CONFLICT_SOURCE   ? WRITE
           : field->conflict == WN_CONFLICT_PERSON ? STAY_SETTLED
                                                   : ASK;
}

/* Asks a person: a finding with the source's value now, and the target's as advice. */
static void ask(staying *w, size_t f, wn_str there)
{
    const store_group *g = w->g;
    const wn_entity *entity = w->s->entity;
    wn_record *kept = &g->members[g->members[0].winner];
    const wn_cell *cell = &g->members[0].golden_cells[f];
    const wn_check *check = entity->implied[WN_RULE_EDITED];

    w->s->may->load->edited++;
    if (!check)
        return;
    wn_record_note(kept, w->arena, check, (int32_t)f, cell->column,
                   store_has_value(&entity->fields[f], cell) ? cell->value : WN_STR(""))
        ->advice = there.ptr ? wn_arena_str(w->arena, there) : WN_STR("");
    wn_record_judge(kept, WN_POLICY_REVIEW);
}

/* Writes a finding: the value of an unchanged row stays as it was read first. */
static void doubt(staying *w, size_t f, wn_str there)
{
    const store_group *g = w->g;
    const wn_check *check = w->s->entity->implied[WN_RULE_AMBIGUOUS];

    if (check)
        wn_record_note(&g->members[g->members[0].winner], w->arena, check, (int32_t)f,
                       g->members[0].golden_cells[f].column, w->cells[f].raw)
            ->advice = wn_arena_str(w->arena, there);
}

static void say(staying *w, size_t f, wn_str value)
{
    store_says_add(&w->s->said, w->s->nows.numbers[f], &w->s->entity->fields[f], value);
}

/* Keeps what the sources said of the field before. When that is not known and nobody
 * edited the row, they said the value in the target. */
static void keep_said(staying *w, size_t f, wn_str there)
{
    const store_now *now = w->g->now;
    wn_str before = now->says.ptr ? says_of(w, f) : (wn_str){0};

    if (before.ptr)
        store_says_keep(&w->s->said, w->s->nows.numbers[f], before);
    else if (!now->says.ptr && (now->left == 0 || now->left == now->hash) && there.ptr)
        say(w, f, there);
    else if (!now->says.ptr && there.ptr)
        say(w, f, (wn_str){0});
}

/* Keeps what they said of the columns that this run's model lacks. */
static void keep_others(staying *w)
{
    store *s = w->s;
    const wn_entity *whole = store_whole(s, s->entity);

    for (size_t c = 0; c < s->nows.columns; c++) {
        const wn_field *field = &whole->fields[c];
        if (s->nows.fields[c] < 0)
            store_says_keep(&s->said, field->number,
                            store_says_find(w->g->now->says, field->number, field));
    }
}

static void decide(staying *w, size_t f)
{
    const wn_field *field = &w->s->entity->fields[f];
    wn_cell *cell = &w->cells[f];
    bool has = store_has_value(field, cell);
    wn_str said = has ? cell->value : (wn_str){0}, there = w->g->now->cells[f];
    const store_origin *origin = origin_of(w->g->now, field->name);
    verdict v = judge(w, f, said, member_of(w->g, origin));

    if (v == WRITE || v == STAY_SETTLED) {
        if (has)
            say(w, f, said);
    } else {
        keep_said(w, f, there);
    }
    if (v == WRITE)
        return;
    if (v == ASK)
        ask(w, f, there);
    if (v == READ_ANEW)
        doubt(w, f, there);
    bool asks = v == ASK || v == READ_ANEW || w->mark == STORE_SAYS_ASK;
    w->mark = asks ? STORE_SAYS_ASK : STORE_SAYS_STAY;
    w->g->stays[f] = true;
    if (origin && there.ptr)
        w->g->from[f] = origin;
    *cell = (wn_cell){.raw = there.ptr ? there : WN_STR(""),
                      .value = there.ptr ? there : WN_STR(""),
                      .column = WN_NO_COLUMN,
                      .winner = cell->winner,
                      .state = there.ptr ? WN_CELL_CLEAN : WN_CELL_EMPTY};
}

/* ---- extra: keeps the values of columns that are gone ----------------------------- */

static void keep_extra(staying *w)
{
    int f = w->s->entity->extra;
    const store_group *g = w->g;
    const wn_record *record = &g->members[f >= 0 ? w->cells[f].winner : 0];
    const store_gone *gone = &w->s->absent[record->file->number];

    if (f < 0 || gone->kept_count == 0 || !g->now->cells[f].ptr || record->file->clears)
        return;
    json_t *old = json_loadb(g->now->cells[f].ptr, g->now->cells[f].len, 0, NULL);
    json_t *new = wn_cell_has_value(&w->cells[f])
                      ? json_loadb(w->cells[f].value.ptr, w->cells[f].value.len, 0, NULL)
                      : json_object();
    for (size_t i = 0; i < gone->kept_count && json_is_object(new); i++) {
        json_t *value = json_object_getn(old, gone->kept[i].ptr, gone->kept[i].len);
        if (value && !json_object_getn(new, gone->kept[i].ptr, gone->kept[i].len))
            json_object_setn(new, gone->kept[i].ptr, gone->kept[i].len, value);
    }
    if (json_object_size(new) > 0) {
        char *text = json_dumps(new, JSON_COMPACT);
        w->cells[f].value = wn_arena_str(w->arena, wn_str_of(text));
        w->cells[f].state = WN_CELL_CLEAN;
        free(text);
    }
    json_decref(old);
    json_decref(new);
}

/* ---- the golden record ------------------------------------------------------------ */

/* Fills s->said for a golden record that is not in the target. Returns the same hash as
 * store_hash_cells. */
static uint64_t say_all(store *s, const wn_cell *cells)
{
    uint64_t hash = 1;

    for (size_t f = 0; f < s->entity->field_count; f++)
        if (store_has_value(&s->entity->fields[f], &cells[f]))
            hash += store_says_add(&s->said, s->nows.numbers[f], &s->entity->fields[f],
                                   cells[f].value);
    return hash;
}

void store_stay(store *s, store_group *g, wn_arena *arena)
{
    size_t fields = s->entity->field_count;
    staying w = {.s = s, .g = g, .arena = arena, .mark = STORE_SAYS_ALL};

    store_says_begin(&s->said);
    if (g->now) {
        /* a copy: the cells of a group of one are the record's own, and must not change
         */
        w.cells = wn_arena_alloc(arena, (fields + 1) * sizeof(*w.cells));
        memcpy(w.cells, g->members[0].golden_cells, fields * sizeof(*w.cells));
        g->from = wn_arena_alloc(arena, (fields + 1) * sizeof(*g->from));
        g->stays = wn_arena_alloc(arena, (fields + 1) * sizeof(*g->stays));
        keep_extra(&w);
        for (size_t f = 0; f < fields; f++)
            decide(&w, f);
        g->members[0].golden_cells = w.cells;
        g->left = store_hash_cells(s->entity, w.cells) + g->now->others;
        keep_others(&w);
    } else {
        g->said = g->left = say_all(s, g->members[0].golden_cells);
    }
    if (g->left != g->said && w.mark == STORE_SAYS_ALL)
        w.mark = STORE_SAYS_STAY;
    store_says_text(&s->said, w.mark, &s->says);
    g->says = wn_arena_str(arena, wn_buf_str(&s->says));
}
