/*
 * store_rows.c - a group of records as rows.
 *
 * What is new goes into its table. What the target knows already and says otherwise waits
 * in tables named new_, until the entity is at its end (store_publish.c). What says the
 * same as before is not touched, neither its row nor its golden record, so that running
 * an export twice changes nothing; and what people wrote into the target meanwhile stays,
 * as long as the source says nothing new.
 */
#include "finding.h"
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
        s->values[f + 1] = store_has_value(&entity->fields[f], cell)
                               ? db_text(cell->value)
                               : (db_value){.kind = DB_NULL};
    }
}

/* ---- source rows: the cross-reference --------------------------------------------- */

static wn_rc write_source(store *s, const wn_record *record, const store_known *old,
                          uint64_t golden_hash, uint64_t found)
{
    char sha[2 * WN_SHA256_SIZE + 1];
    int64_t golden = record->golden ? (int64_t)record->golden : store_golden_id(s, old);

    wn_hex(sha, record->sha256, WN_SHA256_SIZE);
    s->raw.len = 0;
    wn_csv_row(&s->raw, record->source, record->source_count);
    const db_value row[] = {
        db_text(record->file->source->system),
        db_text(record->file->entity->name),
        db_text(record->key),
        db_int(record->nth),
        db_id((uint64_t)golden),
        db_text(wn_str_of(wn_fate_names[record->fate])),
        db_text(record->file->name),
        db_int((int64_t)record->line),
        db_text((wn_str){sha, sizeof(sha) - 1}),
        db_text((wn_str){s->raw.ptr, s->raw.len - 1}),
        db_int(s->run),
        db_id(record->content),
        record->fate == WN_FATE_LOADED || record->fate == WN_FATE_REVIEW
            ? db_id(golden_hash)
            : (db_value){.kind = DB_NULL},
        {.kind = DB_NULL},
        db_id(found),
    };
    return s->db->class->insert(s->tables[old ? STORE_NEW_SOURCE : STORE_SOURCE], row);
}

/* ---- findings, refusals, lineage, pairs ------------------------------------------- */

/* A sum over what was found of the record, in any order. 0: nothing. */
static uint64_t sum_findings(const wn_record *record)
{
    uint64_t sum = 0;

    for (const wn_finding *f = record->findings; f; f = f->next) {
        uint64_t seed = wn_hash(f->check->id, (uint64_t)(uint32_t)f->field);
        seed = wn_hash(f->value, seed ^ record->golden);
        sum += wn_hash(f->advice, seed ^ (record->fate == WN_FATE_REFUSED)) | 1;
    }
    return sum;
}

/* Other things than before were found of a record that the target knows. */
static wn_rc note_findings(store *s, const wn_record *record, uint64_t found)
{
    const db_value row[] = {db_text(record->file->source->system),
                            db_text(record->file->entity->name), db_text(record->key),
                            db_int(record->nth), db_id(found)};

    s->noted++;
    return s->db->class->insert(s->tables[STORE_NEW_NOTED], row);
}

static wn_rc write_findings(store *s, const wn_record *record, store_table to)
{
    wn_rc rc = WN_OK;

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next)
        rc = finding_insert(s->db, s->tables[to], s->context, record, f, s->run);
    return rc;
}

static wn_rc write_lineage_of(store *s, store_table to, const wn_record *members,
                              size_t field)
{
    const wn_cell *cell = &members[0].golden_cells[field];
    const wn_record *from = &members[cell->winner];
    const db_value row[] = {
        db_text(s->entity->name),
        db_int((int64_t)members[0].golden),
        db_text(s->entity->fields[field].name),
        db_text(from->file->source->system),
        db_text(from->key),
        db_int(from->nth),
        db_text(finding_column(s->context, from, cell->column)),
        db_text(wn_str_of(wn_survive_names[s->entity->fields[field].survive])),
        db_int(s->run),
    };
    return s->db->class->insert(s->tables[to], row);
}

/* Sparse: a field that comes from the surviving record itself (the one that winnow_source
 * calls loaded or review) needs no row; unless `all` are asked for. */
static wn_rc write_lineage(store *s, store_table to, const wn_record *members,
                           size_t count, bool all)
{
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < s->entity->field_count && rc >= 0 && (count > 1 || all); f++)
        if (store_has_value(&s->entity->fields[f], &members[0].golden_cells[f]) &&
            (all || members[0].golden_cells[f].winner != members[0].winner ||
             s->entity->fields[f].survive >= WN_SURVIVE_SUM))
            rc = write_lineage_of(s, to, members, f);
    return rc;
}

wn_rc store_write_pair(store *s, const wn_pair *pair)
{
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
        db_text(pair->why),
        pair->ruling ? db_text(wn_str_of(wn_ruling_names[pair->ruling]))
                     : (db_value){.kind = DB_NULL},
        db_int(s->run),
        db_text(pair->id),
        db_text(pair->sure ? WN_STR("sure") : WN_STR("review")),
    };
    return s->db->class->insert(s->tables[STORE_PAIR], row);
}

/* ---- does the target say so already? ---------------------------------------------- */

static bool same_content(const store *s, const wn_record *record, const store_known *old)
{
    return old && !old->missing && store_same_source(record, old) &&
           (uint64_t)store_golden_id(s, old) == record->golden &&
           old->content == record->content;
}

static bool is_same(const store *s, const wn_record *record, const store_known *old)
{
    return same_content(s, record, old) && old->fate == (uint8_t)record->fate;
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
        rc = s->db->class->insert(s->tables[to], row);
    }
    return rc;
}

/* What was found of the record; *found: the sum of it. Of a record that the target knows
 * only what differs is written, and settled at the end. */
static wn_rc write_found(store *s, const wn_record *record, const store_known *old,
                         uint64_t *found)
{
    wn_rc rc = WN_OK;

    *found = sum_findings(record);
    if (old && old->findings == *found)
        return WN_OK;
    if (old)
        rc = note_findings(s, record, *found);
    if (rc >= 0 && record->fate == WN_FATE_REFUSED)
        rc = write_reasons(s, record, old ? STORE_NEW_REFUSED : STORE_REFUSED);
    return rc < 0 ? rc
                  : write_findings(s, record, old ? STORE_NEW_FINDING : STORE_FINDING);
}

wn_rc store_write_refused(store *s, wn_record *record)
{
    store_known *old = store_see(s, record);
    uint64_t found;
    wn_rc rc = write_found(s, record, old, &found);

    if (rc >= 0 && is_same(s, record, old))
        s->untouched[record->file->number].fates[WN_FATE_REFUSED]++;
    else if (rc >= 0)
        rc = write_source(s, record, old, 0, found);
    return rc;
}

/* ---- a group ---------------------------------------------------------------------- */

typedef struct group {
    wn_record *members;
    size_t count, found; /* so many of them the target knows as of this golden record */
    store_known **old;   /* by member; NULL: it does not know it */
    uint64_t hash;       /* of what the golden record shall say */
    bool all_same, touches, part;
} group;

static wn_rc write_members(store *s, const group *g)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        wn_record *record = &g->members[i];
        /* the surviving record's row has the hash of the golden record */
        bool bears = record->fate != WN_FATE_ABSORBED && g->touches && !g->part;
        uint64_t found;
        rc = write_found(s, record, g->old[i], &found);
        if (rc >= 0 && !bears && is_same(s, record, g->old[i])) {
            record->fate = WN_FATE_UNCHANGED;
            s->untouched[record->file->number].fates[WN_FATE_UNCHANGED]++;
        } else if (rc >= 0) {
            rc = write_source(s, record, g->old[i], g->part ? 0 : g->hash, found);
        }
    }
    return rc;
}

/* A golden record that stands on records of other exports too: this run speaks for its
 * own records only (store_part.c), and fates are those that were given when all were seen
 * together; a newcomer joins what is there. */
static wn_rc begin_part(store *s, const group *g)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        wn_record *record = &g->members[i];
        record->fate = g->old[i] ? (wn_fate)g->old[i]->fate : WN_FATE_ABSORBED;
        if (g->old[i] && (uint64_t)store_golden_id(s, g->old[i]) != record->golden)
            record->fate = WN_FATE_ABSORBED;
        const db_value row[] = {db_int((int64_t)record->golden),
                                db_text(record->file->source->system),
                                db_text(record->key), db_int(record->nth)};
        rc = s->db->class->insert(s->tables[STORE_NEW_MEMBER], row);
    }
    return rc;
}

/* What the golden record shall say waits for the end of the entity. */
static wn_rc change_golden(store *s, const group *g)
{
    wn_rc rc = WN_OK;

    s->changing++;
    if (g->part)
        rc = begin_part(s, g);
    fill_golden(s, &g->members[0]);
    s->values[s->entity->field_count + 1] = db_int(g->part);
    if (rc >= 0)
        rc = s->db->class->insert(s->change, s->values);
    return rc < 0 ? rc
                  : write_lineage(s, STORE_NEW_LINEAGE, g->members, g->count, g->part);
}

static wn_rc new_golden(store *s, group *g)
{
    fill_golden(s, &g->members[0]);
    wn_rc rc = s->db->class->insert(s->insert, s->values);
    return rc < 0 ? rc : write_lineage(s, STORE_LINEAGE, g->members, g->count, false);
}

static void look_up(store *s, group *g)
{
    g->all_same = true;
    for (size_t i = 0; i < g->count; i++) {
        store_known *old = g->old[i] = store_see(s, &g->members[i]);
        g->found += old && (uint64_t)store_golden_id(s, old) == g->members[i].golden;
        g->all_same = g->all_same && is_same(s, &g->members[i], old);
    }
    g->hash = store_hash_cells(s->entity, g->members[0].golden_cells);
}

static wn_rc write_group(store *s, group *g)
{
    uint64_t id = g->members[0].golden;
    wn_rc rc = WN_OK;

    look_up(s, g);
    if (id >= s->first_new) {
        g->touches = true;
        rc = new_golden(s, g);
    } else {
        store_golden *golden = store_golden_of(s, s->entity->number, (int64_t)id);
        g->part = golden->members > g->found;
        /* what others said of it is not known here: the database must see, unless our
         * records say what they said, by the same rules and of the same parents */
        g->touches = g->part ? !(g->all_same && s->same_rules && !s->relinks)
                             : golden->hash != g->hash;
        if (g->touches)
            rc = change_golden(s, g);
    }
    return rc < 0 ? rc : write_members(s, g);
}

wn_rc store_write_group(store *s, wn_record *members, size_t count)
{
    store_known *one, **old = count == 1 ? &one : wn_alloc(count, sizeof(*old));
    group g = {.members = members, .count = count, .old = old};
    wn_rc rc = write_group(s, &g);

    if (old != &one)
        free(old);
    return rc;
}
