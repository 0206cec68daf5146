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
#include "distance.h"
#include "word_compare.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"
#include "transforms/transforms.h"

#include <math.h>
#include <stdlib.h>

/* A number or mailbox that more records have belongs to nobody alone: it is a
 * switchboard. */
#define OWN 4
/* Companies whose names agree to this level or less share a word at most, and not the one
 * that tells. */
#define LITTLE 2
#define NEARLY 4 /* levels from the top: an address that is written otherwise */
#define SLIP 4   /* the level of two dates with one slip */
/* Years between a parent's birthday and a child's. */
#define YOUNGEST_PARENT 15
#define OLDEST_PARENT 50

/* ---- what two records share ------------------------------------------------------- */

static bool is_same(const link_table *t, int column, const int8_t *levels)
{
    return levels[column] < 0 || levels[column] >= t->columns[column].levels - 1;
}

/* What says that the two are one in spite of their names: a tax id, a mailbox (or nearly
 * the same), a birthday, and a number or an address that few others have. */
typedef struct two_names_shared {
    bool identity, mailbox, near_mailbox, birth, phone, house;
    bool other_mailbox; /* each has one, and they are not alike */
} two_names_shared;

/* Is the birthday one that stands for "not known"? More records have it than chance
 * explains. */
static bool is_common(const link_table *t, const link_value *birthday)
{
    return birthday->count > OWN && birthday->count * 100.0 > (double)t->records;
}

static wn_str next_letters(wn_str *rest)
{
    size_t skipped = wn_str_span(*rest, "0123456789._-+");
    wn_str all = {rest->ptr + skipped, rest->len - skipped}, out = {all.ptr, 0};

    while (out.len < all.len && !strchr("0123456789._-+", all.ptr[out.len]))
        out.len++;
    *rest = (wn_str){all.ptr + out.len, all.len - out.len};
    return out;
}

/* jones14@one.example and jones@other.example: the same letters before the @. */
static bool have_same_letters(const link_value *x, const link_value *y)
{
    wn_str a = {x->sound, link_mailbox_length(x)}, b = {y->sound, link_mailbox_length(y)};
    wn_str left = next_letters(&a), right = next_letters(&b);
    bool any = left.len > 0;

    for (; left.len > 0 && right.len > 0;) {
        size_t n = left.len < right.len ? left.len : right.len;
        if (memcmp(left.ptr, right.ptr, n) != 0)
            return false;
        left = (wn_str){left.ptr + n, left.len - n};
        right = (wn_str){right.ptr + n, right.len - n};
        left = left.len ? left : next_letters(&a);
        right = right.len ? right : next_letters(&b);
    }
    return any && left.len == 0 && right.len == 0;
}

static void see_column(const link_table *t, size_t column, const int8_t *levels,
                       uint32_t x, uint32_t y, two_names_shared *out)
{
    const link_column *c = &t->columns[column];
    bool own = x && x == y && c->values.values[x].count <= OWN;

    if (c->role == LINK_ROLE_IDENTITY) /* typed by people */
        out->identity |= levels[column] >= c->levels - 2 && levels[column] > 0;
    else if (c->role == LINK_ROLE_EMAIL && x && y && x != y) {
        bool near = have_same_letters(&c->values.values[x], &c->values.values[y]);
        out->near_mailbox |= near;
        out->other_mailbox |= !near;
    }
    out->mailbox |= own && c->role == LINK_ROLE_EMAIL;
    out->birth |= c->role == LINK_ROLE_BIRTH && levels[column] >= SLIP &&
                  !is_common(t, &c->values.values[x]);
    out->phone |= own && c->source_kind == LINK_KIND_PHONE;
    out->house |= (own || levels[column] >= c->levels - NEARLY) &&
                  c->source_kind == LINK_KIND_ADDRESS;
}

static two_names_shared shared_by(const link_table *t, uint32_t left, uint32_t right,
                                  const int8_t *levels)
{
    two_names_shared out = {0};

    for (size_t c = 0; c < t->column_count; c++)
        see_column(t, c, levels, link_value_id(t, left, c), link_value_id(t, right, c),
                   &out);
    return out;
}

/* FR 40 303265045, FR40303265045 and 303265045: blanks do not count, and one may lack
 * what stands before the number. */
static bool is_end(const link_column *c, uint32_t left, uint32_t right)
{
    wn_str x = link_sound(&c->values.values[left]),
           y = link_sound(&c->values.values[right]);

    while (x.len > 0 && y.len > 0) {
        bool blank = x.ptr[x.len - 1] == ' ', other = y.ptr[y.len - 1] == ' ';
        if (!blank && !other && x.ptr[x.len - 1] != y.ptr[y.len - 1])
            return false;
        x.len -= blank || !other;
        y.len -= other || !blank;
    }
    return true;
}

/* Do both have the same tax id or number of a passport, or, with a slip, nearly so? */
static bool has_same_identity(const link_table *t, uint32_t left, uint32_t right,
                              const int8_t *levels, bool slip)
{
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == LINK_ROLE_IDENTITY && levels[c] > 0 &&
            levels[c] >= t->columns[c].levels - 2 &&
            (slip || is_end(&t->columns[c], link_value_id(t, left, c),
                            link_value_id(t, right, c))))
            return true;
    return false;
}

/* ---- names of two people ---------------------------------------------------------- */

static const link_value *value_of(const link_table *t, uint32_t record, int column)
{
    return &t->columns[column].values.values[link_value_id(t, record, (size_t)column)];
}

/* Do many people speak the two syllables alike: zhen, zheng and zen? */
static bool is_sound_alike(const char *a, const char *b)
{
    while (*a && *a == *b) {
        bool soft = strchr("zcs", *a) != NULL;
        a++, b++;
        a += soft && *a == 'h' && *b != 'h';
        b += soft && *b == 'h' && *a != 'h';
    }
    a += a[0] == 'g' && !a[1];
    b += b[0] == 'g' && !b[1];
    return !*a && !*b;
}

static bool has_sound(wn_str name, const char *sound)
{
    for (size_t at = 0; at < name.len;) {
        const char *other = wn_pinyin(wn_utf8_next(name, &at));
        if (other && is_sound_alike(sound, other))
            return true;
    }
    return false;
}

/* Two names in characters of which one has a syllable that the other has not: 晓明 and
 * 晓亮. Who types by sound may choose another character of that sound, or turn two round,
 * but hardly one of another sound. A part of the name is no other name. */
static bool are_read_otherwise(const link_value *x, const link_value *y)
{
    const link_value *shorter = x->len < y->len ? x : y,
                     *longer = x->len < y->len ? y : x;
    wn_str s = link_text(shorter), other = link_text(longer);

    if (!link_is_han(x) || !link_is_han(y))
        return false;
    for (size_t at = 0; at < s.len;) {
        const char *sound = wn_pinyin(wn_utf8_next(s, &at));
        if (sound && !has_sound(other, sound))
            return true;
    }
    return false;
}

static wn_given_names given_names_of(const link_table *t, uint32_t left, uint32_t right)
{
    return wn_given_names_compare(link_sound(value_of(t, left, t->given)),
                                  link_sound(value_of(t, right, t->given)));
}

static bool are_given_names_apart(const link_table *t, uint32_t left, uint32_t right,
                                  const int8_t *levels)
{
    if (levels[t->given] == LINK_SWAPPED || is_same(t, t->given, levels))
        return false;
    return are_read_otherwise(value_of(t, left, t->given),
                              value_of(t, right, t->given)) ||
           given_names_of(t, left, right) == WN_GIVEN_APART;
}

/* Is a birthday mistyped? So it is where a tax id is nearly the same; a single slip,
 * where the mailbox is. */
static bool is_mistaken(int level, two_names_shared s)
{
    return s.identity || (level == SLIP && s.mailbox);
}

/* 1983-05-04 and 1938-05-04: one year with its last digits exchanged. Hardly anybody has
 * the day of the parent's birthday as well. */
static bool is_exchanged(uint32_t a, uint32_t b)
{
    uint32_t x = a / 10000, y = b / 10000;

    return a % 10000 == b % 10000 && x / 100 == y / 100 && x % 10 == y / 10 % 10 &&
           y % 10 == x / 10 % 10;
}

/* Birthdays of a parent and a child, who may have one name. `slip`: a single slip in the
 * year is a slip. */
static bool are_generations(const link_table *t, uint32_t left, uint32_t right,
                            const int8_t *levels, bool slip)
{
    for (size_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].role != LINK_ROLE_BIRTH || levels[c] < 0 ||
            levels[c] == t->columns[c].levels - 1)
            continue;
        const link_value *x = value_of(t, left, (int)c), *y = value_of(t, right, (int)c);
        bool same_day = x->signature % 10000 == y->signature % 10000;
        if (is_exchanged(x->signature, y->signature) ||
            (slip && same_day && levels[c] == SLIP))
            continue;
        int years = abs((int)(x->signature / 10000) - (int)(y->signature / 10000));
        if (x->signature && y->signature && years >= YOUNGEST_PARENT &&
            years <= OLDEST_PARENT && !is_common(t, x) && !is_common(t, y))
            return !is_mistaken(levels[c], shared_by(t, left, right, levels));
    }
    return false;
}

/* Robert Young and Robert Young Jr. of one house: who leaves the mark out? A birthday or
 * a mailbox would tell. */
static bool is_perhaps_junior(const link_table *t, uint32_t left, uint32_t right,
                              const int8_t *levels)
{
    if (!link_generation(t, left) == !link_generation(t, right))
        return false;
    two_names_shared s = shared_by(t, left, right, levels);
    return !s.birth && !s.mailbox;
}

bool link_are_two(const link_table *t, uint32_t left, uint32_t right,
                  const int8_t *levels, bool slip)
{
    if (t->given < 0 || t->family < 0 || has_same_identity(t, left, right, levels, slip))
        return false;
    if (link_is_small(t) && is_perhaps_junior(t, left, right, levels))
        return true;
    return are_given_names_apart(t, left, right, levels) ||
           are_generations(t, left, right, levels, slip);
}

/* ---- names that differ ------------------------------------------------------------ */

/* mia and mai, Kate and Katharina: one edit, or one name. */
static bool is_near(const link_table *t, const wn_link_pair *p)
{
    const link_value *x = value_of(t, p->left, t->given),
                     *y = value_of(t, p->right, t->given);

    return link_osa(link_sound(x), link_sound(y)) <= 1 ||
           given_names_of(t, p->left, p->right) == WN_GIVEN_SAME;
}

/* Two given names that many people of the table have: the one is no slip of the other. It
 * may be short for it: Dorothe and Dorothea. */
#define MANY 10.0
#define MANY_SHARE 2000.0 /* or one of so many records */

static bool are_both_usual(const link_table *t, const wn_link_pair *p,
                           const int8_t *levels)
{
    const link_value *x = value_of(t, p->left, t->given),
                     *y = value_of(t, p->right, t->given);
    size_t shorter = x->sound_len < y->sound_len ? x->sound_len : y->sound_len;
    double least = fmax(MANY, (double)t->records / MANY_SHARE);

    return !link_is_small(t) && levels[t->given] >= 0 && !is_same(t, t->given, levels) &&
           x->count >= least && y->count >= least && shorter > 2 && !link_is_han(x) &&
           !link_is_han(y) && memcmp(x->sound, y->sound, shorter) != 0 &&
           given_names_of(t, p->left, p->right) != WN_GIVEN_SAME;
}

/* Is it one person who took another family name? She keeps the mailbox, or the birthday
 * and the house. In a small table the number and the address are one sign: people share
 * both. */
static bool is_married(const link_table *t, const two_names_shared *s)
{
    int house = link_is_small(t) ? s->phone || s->house : s->phone + s->house;

    return (s->mailbox || s->near_mailbox) + s->birth + house - s->other_mailbox >= 2;
}

/* Is it one person who goes by another given name? A family shares all but the mailbox,
 * and may share that. */
static bool is_called_otherwise(const link_table *t, const two_names_shared *s)
{
    return link_is_small(t) ? s->mailbox && s->phone : s->mailbox || s->near_mailbox;
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
    if (levels[t->given] == LINK_SWAPPED ||
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

static bool do_people_differ(const link_table *t, const wn_link_pair *p,
                             const int8_t *levels, const two_names_shared *s)
{
    bool given = levels[t->given] == 0 && !is_near(t, p), family = levels[t->family] == 0;
    bool alike = s->mailbox || s->phone || s->birth || s->house;

    if (s->identity || levels[t->given] == LINK_SWAPPED)
        return false;
    if (is_perhaps_junior(t, p->left, p->right, levels))
        return true;
    if (levels[t->family] >= 0 && are_read_otherwise(value_of(t, p->left, t->family),
                                                     value_of(t, p->right, t->family)))
        return !s->mailbox || !s->phone; /* Chinese women keep their names */
    if (!given && !family && are_both_usual(t, p, levels) && !s->mailbox)
        return true;
    if (given || family)
        return given && family ? !s->mailbox || !s->birth
               : given         ? !is_called_otherwise(t, s)
                               : !is_married(t, s);
    return !alike && (levels[t->given] == 0 || has_other_mailbox(t, levels, p));
}

/* Of companies that have little of the name in common, a mailbox or a number may tell
 * more; of those whose names say that they are two, nothing but a tax id. */
static bool do_companies_differ(const link_table *t, const wn_link_pair *p,
                                const int8_t *levels, const two_names_shared *s)
{
    bool own = s->mailbox || s->phone;

    if (has_same_identity(t, p->left, p->right, levels, false))
        return false;
    if (s->identity)
        return true; /* nearly the same tax id: a slip, or the one of another company */
    for (size_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].role == LINK_ROLE_UNIT && levels[c] == 0)
            return true;
        if (t->columns[c].role != LINK_ROLE_COMPANY || levels[c] < 0)
            continue;
        if ((levels[c] <= LITTLE && !own) ||
            link_companies_apart(value_of(t, p->left, (int)c),
                                 value_of(t, p->right, (int)c)))
            return true;
    }
    return false;
}

bool link_names_differ(const link_table *t, const wn_link_pair *p)
{
    int8_t levels[WN_LINK_COLUMNS];

    link_unpack(t, p->pattern, levels);
    two_names_shared s = shared_by(t, p->left, p->right, levels);
    return t->given >= 0 && t->family >= 0 ? do_people_differ(t, p, levels, &s)
                                           : do_companies_differ(t, p, levels, &s);
}
