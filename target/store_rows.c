/*
 * store_rows.c - writes a group of records as rows.
 *
 * A new row goes into its table. A row that changes one of the target waits in a table
 * named new_, until the entity is at its end (store_publish.c). A record that is the same
 * as before is not touched, neither its row nor its golden record. So loading an export
 * twice changes nothing, and what people wrote into the target stays as long as the
 * source says nothing new.
 */
#include "finding_row.h"
#include "store.h"

#include <stdlib.h>
#include <string.h>

/* ---- golden records --------------------------------------------------------------- */

static void fill_golden(store *s, const wn_record *first)
{
    const wn_entity *entity = s->entity;

    s->values[0] = db_int((int64_t)first->golden);
    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_cell *cell = &first->golden_cells[f];
        s->values[f + 1] = !store_has_value(&entity->fields[f], cell)
                               ? (db_value){.kind = DB_NULL}
                           : entity->fields[f].type->is_number ? db_decimal(cell->value)
                                                               : db_text(cell->value);
    }
}

/* ---- source rows: the cross-reference --------------------------------------------- */

static wn_str moment_text(store_moment moment, char room[32])
{
    wn_moment_text(room, moment.seconds);
    return (wn_str){room, moment.has_time ? strlen(room) : 10};
}

/* When the source changed the record last. When it does not say so this time, this is
 * what it said before. */
static wn_str updated_then(const wn_record *record, const store_known *old, char room[32])
{
    wn_str now = store_updated(record);

    return now.len > 0 || !old || old->updated.seconds == 0
               ? now
               : moment_text(old->updated, room);
}

/* The hash, in the row of a surviving record; NULL in other rows. */
static db_value if_kept(const store_group *g, uint64_t hash)
{
    return g ? db_id(hash) : (db_value){.kind = DB_NULL};
}

/* Keeps the row as it was read: in a block, or, in a target of plain text, as text. The
 * row of a record that waits and says the same is in the target already. */
static wn_rc keep_raw(store *s, const wn_record *record, const store_known *old,
                      db_value *raw, db_value *place)
{
    int64_t at = 0;

    if (old && store_same_source(record, old)) {
        s->same_raws++;
        return WN_OK;
    }
    s->raw.len = 0;
    wn_csv_row(&s->raw, record->source, record->source_count);
    wn_str row = {s->raw.ptr, s->raw.len - 1};
    if (s->db->plain) {
        *raw = db_text(row);
        return WN_OK;
    }
    wn_rc rc = raw_rows_add(s->raws, row, &at);
    *place = db_int(at);
    return rc;
}

/* Writes the row of a source record. `g`: its group, when it is the surviving record;
 * else NULL. `found`: the sum of its findings. */
static wn_rc write_source(store *s, const wn_record *record, const store_known *old,
                          const store_group *g, uint64_t found)
{
    int64_t golden = record->golden ? (int64_t)record->golden : store_golden_id(s, old);
    char before[32];
    wn_str updated = updated_then(record, old, before);

    db_value raw = {.kind = DB_NULL}, place = {.kind = DB_NULL};
    wn_rc rc = keep_raw(s, record, old, &raw, &place);
    const db_value row[] = {
        db_text(record->file->source->system),
        db_text(record->file->entity->name),
        db_text(record->key),
        db_int(record->nth),
        db_id((uint64_t)golden),
        db_text(wn_str_of(wn_disposition_names[record->disposition])),
        db_text(record->file->name),
        db_int((int64_t)record->line),
        db_bytes((wn_str){(const char *)record->sha256, WN_SHA256_SIZE}),
        raw,
        db_int(s->run),
        db_id(record->content),
        if_kept(g, g ? g->left : 0),
        {.kind = DB_NULL},
        db_id(found),
        if_kept(g && g->said != g->left ? g : NULL, g ? g->said : 0),
        g ? db_text(g->says) : (db_value){.kind = DB_NULL},
        updated.len ? db_text(updated) : (db_value){.kind = DB_NULL},
        place,
    };
    return rc < 0 ? rc : own_write(s->tables[old ? STORE_NEW_SOURCE : STORE_SOURCE], row);
}

/* ---- findings, refusals, lineage, pairs ------------------------------------------- */

/* A sum over the record's findings, in any order. 0: it has none. */
static uint64_t sum_findings(const wn_record *record)
{
    uint64_t sum = 0;

    for (const wn_finding *f = record->findings; f; f = f->next) {
        uint64_t seed = wn_hash(f->check->id, (uint64_t)(uint32_t)f->field);
        seed = wn_hash(f->value, seed ^ record->golden);
        sum +=
            wn_hash(f->advice, seed ^ (record->disposition == WN_DISPOSITION_REFUSED)) |
            1;
    }
    return sum;
}

/* Notes that the findings of a record that the target knows have changed. */
static wn_rc note_findings(store *s, const wn_record *record, uint64_t found)
{
    const db_value row[] = {db_text(record->file->source->system),
                            db_text(record->file->entity->name), db_text(record->key),
                            db_int(record->nth), db_id(found)};

    s->noted++;
    return s->db->class->insert(s->new_noted, row);
}

static wn_rc write_findings(store *s, const wn_record *record, store_table to)
{
    wn_rc rc = WN_OK;

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next)
        rc = finding_insert(s->tables[to], s->context, record, f, s->run);
    return rc;
}

static wn_rc write_lineage_of(store *s, store_table to, const wn_record *members,
                              size_t field, const store_origin *stays)
{
    const wn_cell *cell = &members[0].golden_cells[field];
    const wn_record *from = &members[cell->winner];
    store_origin origin = {
        .system = from->file->source->system,
        .key = from->key,
        .nth = from->nth,
        .column = finding_column(s->context, from, cell->column),
        .rule = wn_str_of(wn_survive_names[s->entity->fields[field].survive])};
    if (stays) {
        wn_str rule = stays->rule.len ? stays->rule : origin.rule;
        origin = *stays;
        origin.rule = rule;
    }
    const db_value row[] = {
        db_text(s->entity->name),
        db_int((int64_t)members[0].golden),
        db_text(s->entity->fields[field].name),
        db_text(origin.system),
        db_text(origin.key),
        db_int((int64_t)origin.nth),
        db_text(origin.column.ptr ? origin.column : WN_STR("")),
        db_text(origin.rule),
        db_int(s->run),
    };
    return own_write(s->tables[to], row);
}

/* Is the value from the surviving record? Then it needs no row of lineage. */
static bool is_own(const store_group *g, size_t f)
{
    const wn_record *kept = &g->members[g->members[0].winner];
    const store_origin *stays = g->from ? g->from[f] : NULL;

    if (!stays)
        return g->members[0].golden_cells[f].winner == g->members[0].winner;
    return wn_str_equal(stays->key, kept->key) && stays->nth == kept->nth &&
           wn_str_equal(stays->system, kept->file->source->system);
}

/* Writes the lineage of the group's fields. It is sparse: a field whose value is from the
 * surviving record (in winnow_source with fate loaded or review) has no row, unless this
 * run has not read all records of the golden record. */
static wn_rc write_lineage(store *s, store_table to, const store_group *g)
{
    const wn_entity *entity = s->entity;
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < entity->field_count && rc >= 0; f++)
        if (store_has_value(&entity->fields[f], &g->members[0].golden_cells[f]) &&
            (g->part || !is_own(g, f) ||
             (g->count > 1 && entity->fields[f].survive >= WN_SURVIVE_SUM)))
            rc = write_lineage_of(s, to, g->members, f, g->from ? g->from[f] : NULL);
    return rc;
}

/* Why a pair was put together goes into a block; in a target that has records, only pairs
 * that it has not are written at the end, so there it stays in the row. */
static wn_rc write_pair(store *s, const wn_pair *pair)
{
    bool apart = pair->sure && !pair->ruling && !s->living && !s->db->plain;
    int64_t place = 0;
    wn_rc rc = apart ? raw_rows_add(s->whys, pair->why, &place) : WN_OK;
    const db_value row[] = {
        db_text(pair->entity->name),
        db_text(pair->left.system),
        db_text(pair->left.key),
        db_text(pair->right.system),
        db_text(pair->right.key),
        db_int((int64_t)pair->left.golden),
        db_int((int64_t)pair->right.golden),
        {.kind = DB_REAL, .real = pair->probability},
        {.kind = DB_REAL, .real = pair->weight},
        db_text(apart ? WN_STR("") : pair->why),
        pair->ruling ? db_text(wn_str_of(wn_ruling_names[pair->ruling]))
                     : (db_value){.kind = DB_NULL},
        db_int(s->run),
        db_text(pair->id),
        db_text(pair->sure ? WN_STR("sure") : WN_STR("review")),
        db_id((uint64_t)place),
        pair->sure ? (db_value){.kind = DB_NULL}
                   : db_text(wn_str_of(wn_apart_names[pair->apart])),
    };
    return rc < 0 ? rc : own_write(s->tables[STORE_PAIR], row);
}

/* ---- is the record in the target already? ----------------------------------------- */

static bool same_content(const store *s, const wn_record *record, const store_known *old)
{
    return old && !old->missing && store_same_source(record, old) &&
           (uint64_t)store_golden_id(s, old) == record->golden &&
           old->content == record->content;
}

static bool is_same(const store *s, const wn_record *record, const store_known *old)
{
    return same_content(s, record, old) &&
           old->disposition == (uint8_t)record->disposition;
}

static wn_rc write_reasons(store *s, const wn_record *record, store_table to)
{
    const wn_entity *entity = record->file->entity;
    wn_rc rc = WN_OK;

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        const db_value row[] = {
            db_text(entity->name),
            db_text(record->file->source->system),
            db_text(record->key),
            db_text(record->file->name),
            db_int((int64_t)record->line),
            db_text(f->check->id),
            db_text(finding_field(record, f)),
            db_text(finding_column(s->context, record, f->column)),
            db_text(f->value),
            db_int(s->run),
            db_int(record->nth),
        };
        rc = own_write(s->tables[to], row);
    }
    return rc;
}

/* Writes the record's findings and refusals; *found: the sum of its findings. For a
 * record that the target knows, only when the sum has changed; store_settle compares them
 * with the old ones at the end. */
static wn_rc write_found(store *s, const wn_record *record, const store_known *old,
                         uint64_t *found)
{
    wn_rc rc = WN_OK;

    *found = sum_findings(record);
    if (old && old->findings == *found)
        return WN_OK;
    if (old)
        rc = note_findings(s, record, *found);
    if (rc >= 0 && record->disposition == WN_DISPOSITION_REFUSED)
        rc = write_reasons(s, record, old ? STORE_NEW_REFUSED : STORE_REFUSED);
    return rc < 0 ? rc
                  : write_findings(s, record, old ? STORE_NEW_FINDING : STORE_FINDING);
}

/* ---- refused, and older than what is there ---------------------------------------- */

static void note_older(store *s, wn_record *record, const store_known *old,
                       wn_arena *arena)
{
    const wn_entity *entity = record->file->entity;
    const wn_check *check = entity->implied[WN_RULE_OLDER];
    int updated = entity->means[WN_MEANS_UPDATED];
    char then[32];

    s->may->load->older++;
    if (check)
        wn_record_note(record, arena, check, updated, record->cells[updated].column,
                       store_updated(record))
            ->advice = wn_arena_str(arena, moment_text(old->updated, then));
}

/* The target has a newer version of the record: its row and its golden record stay. This
 * record is not refused either. */
static wn_rc pass_older(store *s, wn_record *record, const store_known *old)
{
    uint64_t found;

    record->disposition = WN_DISPOSITION_UNCHANGED;
    s->untouched[record->file->number].dispositions[WN_DISPOSITION_UNCHANGED]++;
    return write_found(s, record, old, &found);
}

static wn_rc write_refused(store *s, wn_record *record, wn_arena *arena)
{
    store_known *old = store_see(s, record);
    uint64_t found;

    if (!s->context->settings->older && store_is_older(record, old)) {
        note_older(s, record, old, arena);
        return pass_older(s, record, old);
    }
    wn_rc rc = write_found(s, record, old, &found);
    if (rc >= 0 && is_same(s, record, old))
        s->untouched[record->file->number].dispositions[WN_DISPOSITION_REFUSED]++;
    else if (rc >= 0)
        rc = write_source(s, record, old, NULL, found);
    return rc;
}

/* ---- a group ---------------------------------------------------------------------- */

static bool is_survivor(wn_disposition disposition)
{
    return disposition == WN_DISPOSITION_LOADED || disposition == WN_DISPOSITION_REVIEW;
}

static wn_rc write_member(store *s, const store_group *g, size_t i)
{
    wn_record *record = &g->members[i];
    uint64_t found;

    if (g->older[i])
        return pass_older(s, record, g->old[i]);
    /* the surviving record's row has the hash of the golden record: it changes with it */
    bool bears = is_survivor(record->disposition) && g->touches && !g->part;
    wn_rc rc = write_found(s, record, g->old[i], &found);
    if (rc >= 0 && !bears && is_same(s, record, g->old[i])) {
        record->disposition = WN_DISPOSITION_UNCHANGED;
        s->untouched[record->file->number].dispositions[WN_DISPOSITION_UNCHANGED]++;
    } else if (rc >= 0) {
        rc = write_source(s, record, g->old[i],
                          is_survivor(record->disposition) ? g : NULL, found);
    }
    return rc;
}

/* Begins a golden record of which this run has not read all records, or has read older
 * versions. Its records keep the dispositions from when all were read together; a new
 * record is absorbed. */
static wn_rc begin_part(store *s, const store_group *g)
{
    for (size_t i = 0; i < g->count; i++) {
        wn_record *record = &g->members[i];
        record->disposition =
            g->old[i] ? (wn_disposition)g->old[i]->disposition : WN_DISPOSITION_ABSORBED;
        if (g->old[i] && (uint64_t)store_golden_id(s, g->old[i]) != record->golden)
            record->disposition = WN_DISPOSITION_ABSORBED;
    }
    const db_value row[] = {
        db_int((int64_t)g->members[0].golden), db_int((int64_t)g->left),
        g->said != g->left ? db_int((int64_t)g->said) : (db_value){.kind = DB_NULL},
        db_text(g->says)};
    return s->db->class->insert(s->new_hash, row);
}

static wn_rc write_stays(store *s, const store_group *g)
{
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < s->entity->field_count && rc >= 0; f++) {
        const db_value row[] = {db_int((int64_t)g->members[0].golden),
                                db_int((int64_t)f)};
        if (!g->stays || !g->stays[f])
            continue;
        s->stays[f] = true;
        rc = s->db->class->insert(s->new_stay, row);
    }
    return rc;
}

/* Puts the changed golden record into the new_ tables. One that somebody deleted comes
 * back when its sources say something new and all of them were read. */
static wn_rc change_golden(store *s, const store_group *g)
{
    const store_golden *golden =
        store_golden_of(s, s->entity->number, (int64_t)g->members[0].golden);
    wn_rc rc = g->part ? begin_part(s, g) : WN_OK;

    if (!g->now && (g->part || golden->said == g->said))
        return rc;
    s->changing++;
    fill_golden(s, &g->members[0]);
    s->values[s->entity->field_count + 1] = db_int(g->part);
    if (rc >= 0)
        rc = s->db->class->insert(s->change, s->values);
    if (rc >= 0)
        rc = write_stays(s, g);
    return rc < 0 ? rc : write_lineage(s, STORE_NEW_LINEAGE, g);
}

static wn_rc new_golden(store *s, store_group *g)
{
    fill_golden(s, &g->members[0]);
    wn_rc rc = s->db->class->insert(s->insert, s->values);
    return rc < 0 ? rc : write_lineage(s, STORE_LINEAGE, g);
}

static bool is_new(const store *s, const store_group *g)
{
    return g->members[0].golden >= s->first_new;
}

/* Fills in what the target knows of the group, and whether its golden record may change.
 */
static void look_up(store *s, store_group *g, wn_arena *arena)
{
    bool kept_same = true, held = false;

    g->old = wn_arena_alloc(arena, g->count * sizeof(*g->old));
    g->older = wn_arena_alloc(arena, g->count * sizeof(*g->older));
    g->all_same = true;
    for (size_t i = 0; i < g->count; i++) {
        wn_record *record = &g->members[i];
        store_known *old = g->old[i] = store_see(s, record);
        g->older[i] = !s->context->settings->older && store_is_older(record, old);
        if (g->older[i])
            note_older(s, record, old, arena);
        held = held || g->older[i];
        bool same = g->older[i] || is_same(s, record, old);
        g->found += old && (uint64_t)store_golden_id(s, old) == record->golden;
        g->all_same = g->all_same && same;
        kept_same = kept_same && (same || !is_survivor(record->disposition));
    }
    if (is_new(s, g)) {
        g->touches = true;
        return;
    }
    g->said = store_hash_cells(s->entity, g->members[0].golden_cells);
    const store_golden *golden =
        store_golden_of(s, s->entity->number, (int64_t)g->members[0].golden);
    g->part = held || golden->members > g->found;
    /* of a part, what the other records said is not known here: so the golden record must
     * be read, unless our records, the rules and the parents are the same as before */
    g->touches = golden->mark == STORE_SAYS_ASK ||
                 (golden->mark == STORE_SAYS_STAY && !(s->same_rules && g->all_same)) ||
                 (g->part ? !(g->all_same && s->same_rules && !s->relinks)
                          : golden->said != g->said || !kept_same);
}

static wn_rc write_group(store *s, store_group *g, wn_arena *arena)
{
    bool fresh = is_new(s, g);
    wn_rc rc = WN_OK;

    if (g->touches) {
        g->now = fresh ? NULL : store_now_find(s, (int64_t)g->members[0].golden);
        store_stay(s, g, arena);
        rc = fresh ? new_golden(s, g) : change_golden(s, g);
    }
    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        s->tallies[s->entity->number].added += !fresh && !g->old[i];
        rc = write_member(s, g, i);
    }
    return rc;
}

/* Fills `groups` with the groups of the batch, and `ids` with the golden records of the
 * target that they may change. Returns how many groups. */
static size_t find_groups(store *s, wn_batch *batch, store_group *groups, int64_t *ids,
                          size_t *id_count)
{
    size_t count = 0;

    for (size_t from = 0, to; from < batch->count; from = to) {
        wn_record *first = &batch->records[from];
        for (to = from + 1;
             to < batch->count && batch->records[to].cluster == first->cluster;)
            to++;
        if (first->disposition == WN_DISPOSITION_SKIPPED)
            continue;
        store_group *g = &groups[count++];
        *g = (store_group){.members = first, .count = to - from};
        if (first->disposition == WN_DISPOSITION_REFUSED)
            continue;
        look_up(s, g, &batch->arena);
        if (g->touches && !is_new(s, g))
            ids[(*id_count)++] = (int64_t)first->golden;
    }
    return count;
}

wn_rc store_write_batch(store *s, wn_batch *batch)
{
    store_group *groups =
        wn_arena_alloc(&batch->arena, (batch->count + 1) * sizeof(*groups));
    int64_t *ids = wn_arena_alloc(&batch->arena, (batch->count + 1) * sizeof(*ids));
    size_t id_count = 0, count = find_groups(s, batch, groups, ids, &id_count);
    wn_rc rc = store_now_read(s, ids, id_count);

    for (size_t i = 0; i < count && rc >= 0; i++)
        rc = groups[i].members->disposition == WN_DISPOSITION_REFUSED
                 ? write_refused(s, groups[i].members, &batch->arena)
                 : write_group(s, &groups[i], &batch->arena);
    for (size_t i = 0; i < batch->pair_count && rc >= 0; i++)
        if (!s->context->known->xref->again[batch->pairs[i].entity->number])
            rc = write_pair(s, &batch->pairs[i]); /* else it is there */
    return rc;
}
