/*
 * two_names.c - a pair whose names say that it is two.
 *
 * A model that trained itself may take a town, or mailboxes of one domain, for as much as
 * it takes a name against it. Two people of other names, and two companies that have no
 * word in common, are put together by nobody where nothing else is theirs alone.
 */
#include "cluster.h"
#include "column_type.h"
#include "comparison.h"

/* Records that may have a number or a mailbox in common and still be one: a switchboard
 * has more. */
#define OWN 4
/* Levels of companies' names that have a word in common, and not the one that tells. */
#define LITTLE 2

/* What a strange part of the name leaves: a number, a mailbox, a tax id; where only the
 * family name is another (people marry) also a birthday and an address. Twins have both.
 */
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
    int parts;   /* of the name that differ: of a person two, of a company one */
    bool family; /* only the family name; the companies' names are a little alike */
} two_names_difference;

static two_names_difference strange_parts(const link_table *t, const int8_t *levels)
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

/* People whose names are only alike, each with a mailbox of the own: first.last is like
 * any other of its domain. */
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
    two_names_difference s = strange_parts(t, levels);
    if (s.parts == 0 && has_other_mailbox(t, levels, p))
        s = (two_names_difference){1, true};
    for (size_t c = 0; s.parts > 0 && c < t->column_count; c++)
        own += is_own(t, c, s.family, levels, p);
    return own < s.parts;
}
