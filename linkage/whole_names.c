/*
 * whole_names.c - a whole name beside the given and the family name of its row says again
 * what they say. What is left of it, a middle name or a title, is worth comparing.
 */
#include "column_type.h"
#include "normal_form.h"

#include "core/memory.h"

#include <string.h>

static const link_source_column *source_of(const link_table *t, link_kind kind)
{
    for (size_t s = 0; s < t->source_count; s++) {
        const link_source_column *c = &t->sources[s];
        int found = c->found ? c->found : (int)link_kind_by_name(c->name);
        if (!c->ignored && !c->transform && found == (int)kind)
            return c;
    }
    return NULL;
}

static wn_str folded_value(const link_source_column *s, size_t record, wn_arena *scratch)
{
    const link_value *v = &s->values.values[s->ids[record]];

    return s->ids[record] ? link_folded(link_text(v), scratch) : WN_STR("");
}

/* The words of a whole name that neither part has. */
static wn_str rest_of(wn_str whole, wn_str given, wn_str family, wn_arena *scratch)
{
    char *out = wn_arena_bytes(scratch, whole.len + 1);
    size_t len = 0;

    while (whole.len > 0) {
        wn_str word = wn_str_cut(&whole, WN_STR(" "));
        if (link_has_word(given, word) || link_has_word(family, word))
            continue;
        if (len > 0)
            out[len++] = ' ';
        memcpy(out + len, word.ptr, word.len);
        len += word.len;
    }
    return (wn_str){out, len};
}

static void cut_whole_name(link_table *t, link_source_column *whole,
                           const link_source_column *given,
                           const link_source_column *family)
{
    wn_arena scratch = {0};

    for (size_t r = 0; r < t->records; r++, wn_arena_reset(&scratch)) {
        if (!whole->ids[r] || !given->ids[r] || !family->ids[r])
            continue;
        wn_str name = folded_value(whole, r, &scratch),
               rest = rest_of(name, folded_value(given, r, &scratch),
                              folded_value(family, r, &scratch), &scratch);
        if (rest.len == name.len)
            continue;
        whole->values.values[whole->ids[r]].count--;
        whole->ids[r] = link_intern_text(&whole->values, rest, &whole->arena);
        whole->values.values[whole->ids[r]].count += whole->ids[r] != 0;
    }
    wn_arena_release(&scratch);
}

void link_cut_whole_names(link_table *t)
{
    const link_source_column *given = source_of(t, LINK_KIND_GIVEN),
                             *family = source_of(t, LINK_KIND_FAMILY);

    for (size_t s = 0; s < t->source_count && given && family; s++)
        if (!t->sources[s].ignored && !t->sources[s].transform &&
            link_kind_by_name(t->sources[s].name) == LINK_KIND_PERSON)
            cut_whole_name(t, &t->sources[s], given, family);
}
