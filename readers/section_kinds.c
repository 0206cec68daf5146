/* section_kinds.c - the ways to write several tables into one text. To add one: a file in
 * this folder, and a line here. */
#include "sections.h"

#include "core/memory.h"

static const sections_kind *const kinds[] = {&sections_typed, &sections_template};

sections *sections_find(wn_input *input, read_dialect *dialect)
{
    for (size_t i = 0; i < WN_COUNT(kinds); i++) {
        if (!kinds[i]->is(input->head, dialect))
            continue;
        sections *s = wn_alloc(1, sizeof(*s));
        s->kind = kinds[i];
        s->state = wn_alloc(1, s->kind->size);
        s->input = input;
        return s;
    }
    return NULL;
}
