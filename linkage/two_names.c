/*
 * two_names.c - pairs whose names say that they are two.
 *
 * A model that trained itself may find that a town, or a common domain of mailboxes,
 * tells as much for a match as other names tell against it. But two people with other
 * names, or two companies that have no word in common, are one only if something else
 * belongs to them alone.
 */
#include "cluster.h"
#include "column_type.h"
#include "comparison.h"

/* A number or mailbox that more records have belongs to nobody alone: it is a
 * switchboard. */
#define OWN 4
/* Companies whose names agree to this level or less share a word at most, and not the one
 * that tells. */
#define LITTLE 2

/* Does the column say that the two are one in spite of their names? A number, a mailbox
 * or a tax id does; where only the family name differs (people marry) also a birthday or
 * an address. Twins have both in common, but not the given name. */
static bool is_own(const link_table *t, size_t column, bool family, const int8_t *levels,
                   const wn_link_pair *p)
{
    const link_column *c = &t->columns[column];
    uint32_t x = link_value_id(t, p->left, column),
             y = link_value_id(t, p->right, column);
    bool own = c->source_kind == LINK_KIND_PHONE || c->role == LINK_ROLE_EMAIL;
    bool moved = c->role == LINK_ROLE_BIRTH || c->source_kind == LINK_KIND_ADDRESS;

    if (c->role == LINK_ROLE_IDENTITY) /* typed by people */
        return levels[column] >= c->levels - 2 && levels[column] > 0;
    return x && x == y && (own || (family && moved)) && c->values.values[x].count <= OWN;
}

typedef struct two_names_difference {
    int parts;   /* how many parts of the name differ: of a person two at most */
    bool family; /* only the family name differs; of companies: a word is the same */
} two_names_difference;

static two_names_difference differing_parts(const link_table *t, const int8_t *levels)
{
    two_names_difference s = {0};

    if (t->given >= 0 && t->family >= 0) {
        bool given = levels[t->given] == 0, family = levels[t->family] == 0;
        return (two_names_difference){given + family, family && !given};
    }
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == LINK_ROLE_COMPANY && levels[c] >= 0 &&
            levels[c] <= LITTLE)
            s = (two_names_difference){1, levels[c] > 0};
    return s;
}

static bool is_same(const link_table *t, int column, const int8_t *levels)
{
    return levels[column] < 0 || levels[column] >= t->columns[column].levels - 1;
}

static wn_str mailbox(const link_column *c, uint32_t id)
{
    wn_str address = {c->values.values[id].sound, c->values.values[id].sound_len};

    return wn_str_cut(&address, WN_STR("@"));
}

/* People whose names are alike but not the same, and who have different mailboxes. (Their
 * addresses may be alike, too: first.last is alike for all of a domain.) */
static bool has_other_mailbox(const link_table *t, const int8_t *levels,
                              const wn_link_pair *p)
{
    if (t->given < 0 || t->family < 0 || levels[t->given] == LINK_SWAPPED ||
        (is_same(t, t->given, levels) && is_same(t, t->family, levels)))
        return false;
    for (size_t c = 0; c < t->column_count; c++) {
        uint32_t x = link_value_id(t, p->left, c), y = link_value_id(t, p->right, c);
        if (t->columns[c].role == LINK_ROLE_EMAIL && x && y &&
            !wn_str_equal(mailbox(&t->columns[c], x), mailbox(&t->columns[c], y)))
            return true;
    }
    return false;
}

bool link_names_differ(const link_table *t, const wn_link_pair *p)
{
    int8_t levels[WN_LINK_COLUMNS];
    int own = 0;

    link_unpack(t, p->pattern, levels);
    two_names_difference s = differing_parts(t, levels);
    if (s.parts == 0 && has_other_mailbox(t, levels, p))
        s = (two_names_difference){1, true};
    for (size_t c = 0; s.parts > 0 && c < t->column_count; c++)
        own += is_own(t, c, s.family, levels, p);
    return own < s.parts;
}
