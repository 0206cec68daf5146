/*
 * features.c - what records are compared by: one fingerprint a value.
 *
 * Only values that a transform accepted count as evidence.
 */
#include "match.h"

#include <string.h>

static uint64_t print(wn_str s)
{
    uint64_t h = s.len ? wn_hash(s, 0x51ed270b) : 0;

    return s.len && h == 0 ? 1 : h;
}

static wn_str domain_of(wn_str url)
{
    wn_str rest = url;

    wn_str_cut(&rest, WN_STR("://"));
    wn_str host = wn_str_cut(&rest, WN_STR("/"));
    if (host.len > 4 && !memcmp(host.ptr, "www.", 4))
        host = (wn_str){host.ptr + 4, host.len - 4};
    return host;
}

static wn_str without_extension(wn_str phone)
{
    return wn_str_cut(&phone, WN_STR(";"));
}

static void set(match_features *f, int slot, uint64_t value)
{
    if (f->slot[slot] == 0)
        f->slot[slot] = value;
}

static void add_phone(match_features *f, uint64_t value)
{
    if (f->slot[MATCH_PHONE] == 0)
        f->slot[MATCH_PHONE] = value;
    else if (f->slot[MATCH_PHONE] != value)
        set(f, MATCH_SECOND_PHONE, value);
}

static bool is_no_evidence(const wn_entity *entity, size_t field, wn_str value)
{
    for (size_t i = 0; i < entity->never_count; i++)
        if (entity->nevers[i].list && entity->nevers[i].field == (int)field &&
            wn_list_find(entity->nevers[i].list, value))
            return true;
    return false;
}

static void add_company(match_features *f, wn_str value, wn_arena *scratch)
{
    char folded[512];
    wn_str place;

    set(f, MATCH_COMPANY, print(wn_company_key(value, scratch, &place)));
    set(f, MATCH_FULL, print(wn_fold(value, folded, sizeof(folded))));
    set(f, MATCH_PLACE, print(place));
}

match_features match_features_of(const wn_record *record, const wn_entity *entity,
                                 wn_arena *scratch)
{
    match_features f = {{0}};

    for (size_t i = 0; i < entity->field_count; i++) {
        const wn_cell *cell = &record->cells[i];
        wn_role role = entity->fields[i].type->role;
        if (cell->state != WN_CELL_CLEAN || role == WN_ROLE_NONE ||
            is_no_evidence(entity, i, cell->value))
            continue;
        switch (role) {
        case WN_ROLE_PERSON:
            set(&f, MATCH_PERSON, print(wn_person_key(cell->value, scratch)));
            break;
        case WN_ROLE_COMPANY:
            add_company(&f, cell->value, scratch);
            break;
        case WN_ROLE_PHONE:
            add_phone(&f, print(without_extension(cell->value)));
            break;
        case WN_ROLE_EMAIL:
            set(&f, MATCH_EMAIL, print(cell->value));
            break;
        case WN_ROLE_TAX_ID:
            set(&f, MATCH_TAX_ID, print(cell->value));
            break;
        case WN_ROLE_URL:
            set(&f, MATCH_DOMAIN, print(domain_of(cell->value)));
            break;
        case WN_ROLE_ADDRESS:
            set(&f, MATCH_ADDRESS, print(cell->value));
            break;
        case WN_ROLE_LINK:
            if (entity->fields[i].target != entity->number)
                set(&f, MATCH_LINK, print(cell->value));
            break;
        case WN_ROLE_NONE:
        case WN_ROLE_COUNT:
            break;
        }
    }
    return f;
}
