/*
 * system.c - which tables have keys from the same system. Numbers of two systems do not
 * mean the same record: two lists that both count from 1 are different, unless the same
 * numbers have the same names.
 */
#include "drafting.h"

#include "core/file.h"
#include "target/target.h"

#include <string.h>

static const wn_str nobody = {"draft", 5};

static bool is_name(const draft_column *c)
{
    return c->meaning &&
           (!strcmp(c->meaning->type, "name") || !strcmp(c->meaning->type, "company") ||
            !strcmp(c->meaning->name, "name"));
}

/* The names in the row as one hash; 0: the row has no name. */
static int64_t name_of(const draft_table *t, const wn_record *row)
{
    uint64_t hash = 0;
    char folded[256];

    for (size_t c = 0; c < row->source_count && c < t->count; c++) {
        wn_str name = is_name(&t->columns[c])
                          ? wn_fold(row->source[c], folded, sizeof(folded))
                          : WN_STR("");
        if (name.len)
            hash = wn_hash(name, hash + 1);
    }
    return (int64_t)hash;
}

/* For each row's key, keep a hash of the record's name. */
static void name_keys(const draft_table *t, draft_part *part)
{
    size_t key = (size_t)part->key_column;

    for (size_t r = 0; r < t->rows.count && part->key_column >= 0; r++) {
        const wn_record *row = &t->rows.records[r];
        int64_t name = key < row->source_count ? name_of(t, row) : 0;
        if (name && row->source[key].len)
            *wn_map_set(&part->names, wn_fingerprint_of(row->source[key]), NULL) = name;
    }
}

/* Are two parts of one system? If they share keys, at least half of these must have the
 * same names. If they share none, tables with the same columns are of one system. */
static bool are_of_one(const draft_table *ta, const draft_part *a, const draft_table *tb,
                       const draft_part *b)
{
    size_t both = 0, same = 0;

    for (size_t i = 0; i < a->names.room; i++) {
        const wn_map_slot *slot = &a->names.slots[i];
        const int64_t *other =
            wn_map_is_used(slot)
                ? wn_map_find(&b->names, (wn_fingerprint){slot->a, slot->b})
                : NULL;
        both += other != NULL;
        same += other && *other == slot->value;
    }
    return both ? same * 2 >= both : ta->header == tb->header;
}

/* The system of a file that the target has loaded before: its records stay in the system
 * they had, whatever other files there are this time. "": not loaded before. */
static wn_str known_system(const draft *d, const draft_table *t, const draft_part *part)
{
    wn_str table = draft_table_name(t), file = t->file_name;

    for (size_t i = 0; i < d->request->known_count; i++) {
        const wn_known_file *known = &d->request->known[i];
        wn_str rest = known->file;
        if (!wn_str_equal(known->entity, d->entities[part->entity].name) ||
            rest.len < file.len || memcmp(rest.ptr, file.ptr, file.len))
            continue;
        rest = (wn_str){rest.ptr + file.len, rest.len - file.len};
        if (rest.len == 0 ||
            (rest.ptr[0] == '/' && table.len && wn_str_ends(rest, table)))
            return known->system;
    }
    return WN_STR("");
}

static bool is_system(const draft *d, wn_str name)
{
    for (size_t i = 0; i < d->request->known_count; i++)
        if (wn_str_equal(d->request->known[i].system, name))
            return true;
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++)
            if (wn_str_equal(d->tables[i]->parts[p].system, name))
                return true;
    return wn_str_equal(name, nobody);
}

/* A new system, named like the sheet or file, with a number if the name is taken. */
static wn_str own_system(draft *d, const draft_table *t)
{
    wn_str sheet = draft_table_name(t), base = wn_path_base(wn_str_of(t->path));
    const char *dot = memrchr(base.ptr, '.', base.len);
    wn_str stem = dot ? (wn_str){base.ptr, (size_t)(dot - base.ptr)} : base;
    wn_str name = draft_own_name(sheet.len ? sheet : stem, &d->arena);

    name = name.len ? name : WN_STR("file");
    wn_str own = name;
    for (int n = 2; is_system(d, own); n++)
        own = wn_arena_format(&d->arena, "%.*s_%d", WN_FMT(name), n);
    return own;
}

/* The system of a part: that of another list of the same entity, if both are of one
 * system. If no such list fits, a system of its own. If there is no such list,
 * `usual`. */
static wn_str system_of(draft *d, const draft_table *t, const draft_part *part,
                        wn_str usual)
{
    bool seen = false;

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            const draft_part *other = &d->tables[i]->parts[p];
            if (other == part || !other->system.len || other->entity != part->entity)
                continue;
            if (are_of_one(t, part, d->tables[i], other))
                return other->system;
            seen = true;
        }
    return seen ? own_system(d, t) : usual;
}

/* The system of all known files if it is the same, else "draft". */
static wn_str usual_system(const draft *d)
{
    wn_str usual = WN_STR("");

    for (size_t i = 0; i < d->table_count; i++) {
        if (!d->tables[i]->is_known)
            continue;
        wn_str name = wn_str_of(wn_pack_name(d->tables[i]->match.pack));
        usual = usual.len && !wn_str_equal(usual, name) ? nobody : name;
    }
    return usual.len ? usual : nobody;
}

/* First the parts that point to no other, then the parts that point to them. */
void draft_name_systems(draft *d)
{
    wn_str usual = usual_system(d);

    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++) {
            draft_part *part = &d->tables[i]->parts[p];
            name_keys(d->tables[i], part);
            if (d->tables[i]->is_known)
                part->system = wn_str_of(wn_pack_name(d->tables[i]->match.pack));
            else
                part->system = known_system(d, d->tables[i], part);
        }
    for (int turn = 0; turn < 8; turn++)
        for (size_t i = 0; i < d->table_count; i++)
            for (size_t p = 0; p < d->tables[i]->part_count; p++) {
                draft_table *t = d->tables[i];
                draft_part *part = &t->parts[p];
                bool own_kin = part->kin == part;
                if (part->system.len)
                    continue;
                if (p > 0 && t->parts[0].system.len)
                    part->system = t->parts[0].system;
                else if (part->kin && !own_kin && turn < 7)
                    part->system = part->kin->system; /* "" until that part has one */
                else
                    part->system = system_of(d, t, part, usual);
            }
}
