/*
 * store_index.c - holds in memory what the target knew of each source record and golden
 * record before this run. So an unchanged record needs no query. It takes 96 bytes for a
 * source record, and 16 for a golden record.
 */
#include "store.h"

#include "checks/check.h"
#include "core/fail.h"
#include "core/memory.h"

#include <string.h>

/* ---- golden records --------------------------------------------------------------- */

store_golden *store_golden_of(store *s, int entity, int64_t id)
{
    store_goldens *all = &s->goldens[entity];
    size_t at = (size_t)id;

    if (id < 0 || at > (size_t)UINT32_MAX)
        at = 0; /* no run makes such an id: share the unused item 0 (ids start at 1) */
    all->items = wn_reach(all->items, at, &all->room, sizeof(*all->items));
    return &all->items[at];
}

bool store_has_value(const wn_field *field, const wn_cell *cell)
{
    /* Columns of ids, numbers and dates accept nothing else; winnow_source keeps what was
     * read. In a column of numbers SQLite would turn the code 1E5 into 100000; a column
     * of whole numbers holds 18 digits. */
    int64_t whole;

    if (!wn_cell_has_value(cell) ||
        (field->type->sql[0] == 'I' && !wn_str_number(cell->value, &whole)))
        return false;
    return cell->state == WN_CELL_CLEAN ||
           (field->target < 0 && !field->type->is_number && !field->type->is_date);
}

/* A decimal without trailing zeros behind its point: PostgreSQL keeps those that were
 * written. Works on the text, so that no digit is lost. */
static wn_str shortest(wn_str value)
{
    if (wn_str_span(value, "-.0123456789") < value.len ||
        !memchr(value.ptr, '.', value.len))
        return value;
    while (value.len > 0 && value.ptr[value.len - 1] == '0')
        value.len--;
    value.len -= value.len > 0 && value.ptr[value.len - 1] == '.';
    return value;
}

/* The value in one form, since databases write times and decimals differently. A time of
 * midnight is the same as its day. */
static wn_str canonical(const wn_field *field, wn_str value)
{
    if (field->type->is_date) {
        if (value.len > 0 && value.ptr[value.len - 1] == 'Z')
            value.len--;
        if (wn_str_ends(value, WN_STR("T00:00:00")))
            value.len -= 9;
        return value;
    }
    return field->type->is_number ? shortest(value) : value;
}

uint64_t store_hash_value(const wn_field *field, wn_str value)
{
    return wn_hash(canonical(field, value), field->print) | 1;
}

uint64_t store_hash_cells(const wn_entity *entity, const wn_cell *cells)
{
    uint64_t hash = 1;

    for (size_t f = 0; f < entity->field_count; f++)
        if (store_has_value(&entity->fields[f], &cells[f]))
            hash += store_hash_value(&entity->fields[f], cells[f].value);
    return hash;
}

uint64_t store_hash_row(const wn_entity *entity, const wn_str *cells)
{
    uint64_t hash = 1;

    for (size_t f = 0; f < entity->field_count; f++)
        if (cells[f].ptr)
            hash += store_hash_value(&entity->fields[f], cells[f]);
    return hash;
}

/* ---- source records --------------------------------------------------------------- */

/* The fingerprint of the nth record with one key. `print` is that of the key; many
 * records may have the same key, even all. */
static wn_fingerprint print_of_nth(wn_fingerprint print, uint64_t nth)
{
    return wn_fingerprint_mix(print, (wn_str){(const char *)&nth, sizeof(nth)});
}

static store_known *find(store *s, wn_fingerprint print, uint64_t nth)
{
    const int64_t *at = wn_map_find(&s->context->known->target->records, print);

    if (at && s->known[*at].nth != nth)
        at = wn_map_find(&s->nths, print_of_nth(print, nth));
    return at ? &s->known[*at] : NULL;
}

store_known *store_next(store *s, wn_fingerprint key)
{
    const int64_t *first = wn_map_find(&s->context->known->target->records, key);

    return first ? find(s, key, ++s->known[*first].times) : NULL;
}

const store_known *store_only(const store *s, wn_fingerprint key)
{
    const int64_t *first = wn_map_find(&s->context->known->target->records, key);
    const store_known *known = first ? &s->known[*first] : NULL;

    return known && known->nth == 1 && !known->repeated ? known : NULL;
}

store_known *store_find_key(store *s, wn_str system, wn_str entity, wn_str key,
                            uint64_t nth)
{
    return find(s, wn_xref_fingerprint(system, entity, key), nth);
}

int64_t store_golden_id(const store *s, const store_known *known)
{
    return known ? s->context->known->target->golden[known - s->known] : 0;
}

bool store_same_source(const wn_record *record, const store_known *known)
{
    uint64_t sha = 0;

    for (int i = 0; i < 8; i++)
        sha = sha << 8 | record->sha256[i];
    return known->sha == sha;
}

store_known *store_see(store *s, const wn_record *record)
{
    if (!s->living)
        return NULL;
    store_known *known =
        store_find_key(s, record->file->source->system, record->file->entity->name,
                       record->key, record->nth);
    if (known && !known->seen) {
        known->seen = true;
        s->pairs[known->pair].seen++;
    }
    return known;
}

wn_str store_updated(const wn_record *record)
{
    int field = record->file->entity->means[WN_MEANS_UPDATED];
    const wn_cell *cell = field >= 0 ? &record->cells[field] : NULL;

    return cell && cell->state == WN_CELL_CLEAN ? cell->value : WN_STR("");
}

bool store_is_older(const wn_record *record, const store_known *known)
{
    return known && record->key.len > 0 && /* rows without a key are no one record */
           store_is_before(store_moment_of(store_updated(record)), known->updated);
}

/* The index into s->pairs of this system and entity; adds the pair when it is new. */
static uint32_t pair_of(store *s, wn_str system, wn_str entity)
{
    const wn_plan *plan = s->context->plan;
    wn_fingerprint print = wn_fingerprint_mix(wn_fingerprint_of(system), entity);
    bool is_new = false;
    int64_t *at = wn_map_set(&s->pair_at, print, &is_new);

    if (!is_new)
        return (uint32_t)*at;
    *at = (int64_t)s->pair_count;
    s->pairs = wn_grow(s->pairs, s->pair_count, &s->pair_room, sizeof(*s->pairs));
    store_exports *pair = &s->pairs[s->pair_count];
    *pair = (store_exports){.system = wn_arena_str(&s->names, system),
                            .entity_name = wn_arena_str(&s->names, entity),
                            .entity = wn_entity_find(&plan->model, entity)};
    pair->prefix = print;
    for (size_t f = 0; f < plan->file_count; f++)
        if (wn_str_equal(plan->files[f].source->system, system) &&
            wn_str_equal(plan->files[f].entity->name, entity))
            pair->read =
                !wn_is_part(s->context, plan->files[f].source, plan->files[f].entity);
    return (uint32_t)s->pair_count++;
}

/* The first 8 bytes of a SHA-256. It is text in targets of version 1, and where a view
 * was written to. */
static uint64_t sha_start(const db_value *sha)
{
    uint64_t number = 0;
    bool is_text = sha->kind == DB_TEXT;

    for (size_t i = 0; i < sha->text.len && i < (is_text ? 16 : 8); i++)
        number = is_text ? number << 4 | (uint64_t)(wn_hex_digit(sha->text.ptr[i]) & 15)
                         : number << 8 | (unsigned char)sha->text.ptr[i];
    return number;
}

store_moment store_moment_of(wn_str date)
{
    store_moment moment = {0};

    return date.ptr && wn_moment(date, &moment.seconds, &moment.has_time)
               ? moment
               : (store_moment){0};
}

bool store_is_before(store_moment a, store_moment b)
{
    if (a.seconds == 0 || b.seconds == 0)
        return false;
    return a.has_time && b.has_time ? a.seconds < b.seconds
                                    : wn_day_of(a.seconds) < wn_day_of(b.seconds);
}

static wn_disposition disposition_of(wn_str name)
{
    int disposition = 0;

    while (disposition < WN_DISPOSITION_COUNT - 1 &&
           !wn_str_equal(name, wn_str_of(wn_disposition_names[disposition])))
        disposition++;
    return (wn_disposition)disposition;
}

size_t store_file_of(const wn_plan *plan, const wn_str *cells, size_t last)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        size_t f = (last + i) % plan->file_count;
        if (wn_str_equal(cells[0], plan->files[f].name) &&
            wn_str_equal(cells[1], plan->files[f].entity->name) &&
            wn_str_equal(cells[2], plan->files[f].source->system))
            return f;
    }
    return plan->file_count;
}

/* What rows of one kind have in common. */
typedef struct index_kind {
    uint32_t pair;
    uint32_t file; /* of the plan; its count: none */
    uint8_t disposition;
} index_kind;

typedef struct indexing {
    store *s;
    bool split; /* false: a target of version 1 */
    index_kind *kinds;
    size_t count, room;
    wn_map at; /* the number of a kind -> index into kinds */
    int64_t last_id;
    index_kind last; /* of the row before */
} indexing;

/* The last three only where !split; else the kind tells them. */
enum {
    KIND,
    KEY,
    NTH,
    GOLDEN,
    SHA,
    CONTENT,
    SAID,
    MISSING,
    FINDINGS,
    SAYS,
    UPDATED,
    FILE_NAME,
    ENTITY,
    SYSTEM,
    FATE
};

/* `texts`: file, entity, system, fate. */
static index_kind kind_of(store *s, const wn_str *texts)
{
    return (index_kind){.pair = pair_of(s, texts[2], texts[1]),
                        .file = (uint32_t)store_file_of(s->context->plan, texts, 0),
                        .disposition = (uint8_t)disposition_of(texts[3])};
}

static bool take_kind(void *data, const wn_str *cells)
{
    indexing *x = data;
    uint64_t id = (uint64_t)db_cell_number(cells[0]);

    x->kinds = wn_grow(x->kinds, x->count, &x->room, sizeof(*x->kinds));
    x->kinds[x->count] = kind_of(x->s, cells + 1);
    *wn_map_set(&x->at, wn_fingerprint_numbers(id, 0), NULL) = (int64_t)x->count++;
    return true;
}

/* The kind of the row. Most rows are of the same kind as the row before. */
static index_kind kind_of_row(indexing *x, const db_value *values)
{
    const wn_str nothing[] = {WN_STR(""), WN_STR(""), WN_STR(""), WN_STR("")};
    int64_t id = db_whole(&values[KIND]);

    if (!x->split) {
        const wn_str texts[] = {values[FILE_NAME].text, values[ENTITY].text,
                                values[SYSTEM].text, values[FATE].text};
        return kind_of(x->s, texts);
    }
    if (id == x->last_id)
        return x->last;
    const int64_t *at = wn_map_find(&x->at, wn_fingerprint_numbers((uint64_t)id, 0));
    x->last_id = id;
    x->last = at ? x->kinds[*at] : kind_of(x->s, nothing);
    return x->last;
}

/* Puts the record into the cross-reference by its key. When several records have the key,
 * s->nths finds each by its nth. */
static void enter(store *s, wn_fingerprint print, uint32_t at, int64_t golden)
{
    wn_target_known *target = s->may->target;
    bool is_new;

    WN_ASSERT(!s->context->known->xref->is_read);
    int64_t *first = wn_map_set(&target->records, print, &is_new);

    target->golden =
        wn_grow(target->golden, at, &s->golden_room, sizeof(*target->golden));
    target->golden[at] = golden;
    const uint32_t both[] = {at, is_new ? at : (uint32_t)*first};
    for (size_t i = 0; i < 2 && !is_new; i++) {
        s->known[both[i]].repeated = true;
        *wn_map_set(&s->nths, print_of_nth(print, s->known[both[i]].nth), NULL) = both[i];
    }
    if (is_new || (golden && !target->golden[*first]))
        *first = at; /* links need a record that has a golden record */
}

static bool take_source(void *data, const db_value *values)
{
    indexing *x = data;
    store *s = x->s;
    wn_target_known *target = s->may->target;
    int64_t golden = db_whole(&values[GOLDEN]);
    uint32_t at = (uint32_t)s->known_count++;
    index_kind kind = kind_of_row(x, values);
    char room[24];
    uint32_t pair = kind.pair;
    int entity = s->pairs[pair].entity;

    s->living = true;
    s->known = wn_grow(s->known, at, &s->known_room, sizeof(*s->known));
    s->known[at] = (store_known){.sha = sha_start(&values[SHA]),
                                 .content = (uint64_t)db_whole(&values[CONTENT]),
                                 .findings = (uint64_t)db_whole(&values[FINDINGS]),
                                 .nth = (uint32_t)db_whole(&values[NTH]),
                                 .updated = store_moment_of(values[UPDATED].text),
                                 .disposition = kind.disposition,
                                 .pair = pair,
                                 .missing = values[MISSING].kind != DB_NULL};
    s->pairs[pair].known++;
    s->rows[kind.file]++;
    enter(s, wn_fingerprint_mix(s->pairs[pair].prefix, db_shown(&values[KEY], room)), at,
          golden);
    if (golden == 0 || entity < 0)
        return true;
    store_golden *of = store_golden_of(s, entity, golden);
    of->members++;
    if (s->known[at].disposition == WN_DISPOSITION_LOADED ||
        s->known[at].disposition == WN_DISPOSITION_REVIEW) {
        of->said = (uint64_t)db_whole(&values[SAID]);
        of->mark = values[SAYS].text.len ? values[SAYS].text.ptr[0] : 0;
    }
    if (target->first[entity] <= golden)
        target->first[entity] = golden + 1;
    return true;
}

static wn_rc read_rows(indexing *x)
{
    db *d = x->s->db;
    wn_rc rc = x->split ? db_each(d, take_kind, x,
                                  "SELECT id, file, entity, system, fate FROM "
                                  "winnow_source_kind")
                        : WN_OK;

    return rc < 0 ? rc
                  : db_read(d, take_source, x,
                            "SELECT %s, source_key, nth, golden_id, sha256, content, "
                            "coalesce(said,golden_hash), missing_since, findings, says, "
                            "updated%s",
                            x->split ? "kind" : "0",
                            x->split ? " FROM winnow_source_row"
                                     : ", file, entity, system, fate FROM "
                                       "winnow_source");
}

/* Index 0 is left free: 0 means no record. */
wn_rc store_read_index(store *s)
{
    wn_target_known *target = s->may->target;
    indexing x = {.s = s,
                  .last_id = -1,
                  .split = s->db->class->has_table(s->db, WN_STR("winnow_source_kind"))};
    int64_t count = 0;
    wn_rc rc = db_number(s->db, &count, "SELECT count(*) FROM %s",
                         x.split ? "winnow_source_row" : "winnow_source");

    if (rc >= 0 && count >= (int64_t)UINT32_MAX)
        rc = wn_fail(s->context->err, WN_E_TARGET, WN_SAY_TARGET_FAILED, s->db->shown,
                     "winnow_source", "2^32 rows");
    if (rc < 0)
        return rc;
    s->known_room = s->golden_room = (size_t)count + 1;
    s->known = wn_alloc(s->known_room, sizeof(*s->known));
    target->golden = wn_alloc(s->golden_room, sizeof(*target->golden));
    wn_map_reserve(&target->records, (size_t)count);
    s->rows = wn_alloc(s->context->plan->file_count + 1, sizeof(*s->rows));
    s->known_count = 1;
    rc = read_rows(&x);
    wn_map_release(&x.at);
    free(x.kinds);
    return rc;
}
