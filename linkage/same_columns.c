/*
 * same_columns.c - columns that hold the same kind of values, where it is chance which of
 * them a value stands in.
 */
#include "column_type.h"
#include "normal_form.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_address(const link_source_column *s)
{
    return !s->ignored && link_kind_by_name(s->name) == LINK_KIND_ADDRESS;
}

static bool are_never_both(const link_table *t, const link_source_column *a,
                           const link_source_column *b)
{
    for (size_t r = 0; r < t->records; r++)
        if (a->ids[r] && b->ids[r])
            return false;
    return true;
}

static void pour(link_table *t, link_source_column *from, link_source_column *to)
{
    for (size_t r = 0; r < t->records; r++) {
        const link_value *v = &from->values.values[from->ids[r]];
        if (!from->ids[r])
            continue;
        to->ids[r] = link_intern_text(&to->values, link_text(v), &to->arena);
        to->values.values[to->ids[r]].count++;
        from->ids[r] = 0;
    }
    from->values.count = 1;
}

/* Some exports have a column for the whole address and several for its parts, and fill
 * the one or the others: a column of addresses that is never filled beside an earlier one
 * goes there. */
void link_gather_addresses(link_table *t)
{
    link_source_column *found[WN_LINK_COLUMNS];
    size_t count = 0;

    for (size_t s = 0; s < t->source_count && count < WN_COUNT(found); s++)
        if (is_address(&t->sources[s]))
            found[count++] = &t->sources[s];
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            if (are_never_both(t, found[a], found[b]))
                pour(t, found[b], found[a]);
}

static uint8_t *phone_types(const link_column *c, double *mobiles)
{
    uint8_t *types = wn_alloc(c->values.count + 1, 1);
    wn_arena arena = {0};
    const wn_transform *phone = wn_transform_find(WN_STR("phone"));
    void *config = wn_config_new(phone, &arena);
    double all = 1;

    wn_config_parse(phone, WN_STR("form=type"), config, &arena);
    *mobiles = 0;
    for (size_t i = 1; i < c->values.count; i++) {
        const link_value *v = &c->values.values[i];
        wn_arena scratch = {0};
        wn_cleaned out = {0};
        wn_str text = wn_arena_format(&scratch, "+%.*s", WN_FMT(link_text(v)));
        if (phone->apply(text, config, &scratch, &out) == WN_CLEAN)
            types[i] = wn_str_equal(out.value, WN_STR("mobile"))  ? 1
                       : wn_str_equal(out.value, WN_STR("fixed")) ? 2
                                                                  : 0;
        *mobiles += types[i] == 1;
        all += types[i] != 0;
        wn_arena_release(&scratch);
    }
    *mobiles /= all;
    wn_arena_release(&arena);
    return types;
}

/* The value of one column as a value of the other. */
static uint32_t move(link_table *t, size_t from, size_t to, uint32_t id)
{
    const link_value *v = &t->columns[from].values.values[id];
    link_dictionary *d = &t->columns[to].values;
    uint32_t moved = link_intern_text(d, link_text(v), &t->arena);

    if (v->apart)
        link_set_sound(&d->values[moved], (wn_str){v->sound, v->sound_len}, &t->arena);
    return moved;
}

/* The number of a value without the words that the other value has, too; 0: it has no
 * others. */
static uint32_t without_words(link_table *t, size_t column, uint32_t id,
                              const link_value *of)
{
    link_dictionary *d = &t->columns[column].values;
    wn_str rest = {d->values[id].sound, d->values[id].sound_len},
           words = {of->sound, of->sound_len};
    char left[256];
    size_t len = 0;

    if (wn_str_equal(rest, words))
        return 0;
    if (d->values[id].apart || rest.len > sizeof(left))
        return id;
    while (rest.len > 0) {
        wn_str word = wn_str_cut(&rest, WN_STR(" "));
        if (link_has_word(words, word))
            continue;
        if (len > 0)
            left[len++] = ' ';
        memcpy(left + len, word.ptr, word.len);
        len += word.len;
    }
    return link_intern_text(d, (wn_str){left, len}, &t->arena);
}

/* Some exports have a column for the whole name and two for its parts, and fill the one
 * or the others: all go to the first. Where both are filled, the other keeps what the
 * first has not: a middle name. */
void link_gather_names(link_table *t, size_t first, size_t other)
{
    for (size_t r = 0; r < t->records; r++) {
        link_cell *row = &t->rows[r * t->column_count];
        if (!row[other].id)
            continue;
        if (row[first].id) {
            row[other].id = without_words(
                t, other, row[other].id, &t->columns[first].values.values[row[first].id]);
        } else {
            row[first].id = move(t, other, first, row[other].id);
            row[other].id = 0;
        }
    }
}

/* 手机 and 固定电话 are often swapped. */
void link_sort_phones(link_table *t, size_t a, size_t b)
{
    double share[2];
    uint8_t *types[2] = {phone_types(&t->columns[a], &share[0]),
                         phone_types(&t->columns[b], &share[1])};
    size_t mobile = share[0] > share[1] ? a : b, fixed = share[0] > share[1] ? b : a;
    const uint8_t *of_mobile = mobile == a ? types[0] : types[1],
                  *of_fixed = mobile == a ? types[1] : types[0];

    for (size_t r = 0; r < t->records && share[0] + share[1] > 0.2; r++) {
        link_cell *row = &t->rows[r * t->column_count];
        uint32_t m = row[mobile].id, f = row[fixed].id;
        bool m_wrong = m && of_mobile[m] == 2, f_wrong = f && of_fixed[f] == 1;
        if ((!m_wrong && !f_wrong) || (m && !m_wrong && f) || (f && !f_wrong && m))
            continue;
        uint32_t new_mobile = move(t, fixed, mobile, f),
                 new_fixed = move(t, mobile, fixed, m);
        row[mobile].id = new_mobile;
        row[fixed].id = new_fixed;
    }
    free(types[0]);
    free(types[1]);
}
