/* aliases.c - counts, for each group of records that are one company, how each
 * department writes its name. */
#include "aliases.h"

#include "core/memory.h"

#include <stdlib.h>

#define MOST 2000 /* groups that are kept */

/* The field with the company's name, or -1. */
static int name_field(const wn_entity *entity)
{
    for (size_t f = 0; f < entity->field_count; f++)
        if (entity->fields[f].type->role == WN_ROLE_COMPANY)
            return (int)f;
    return -1;
}

static int by_size(const void *left, const void *right)
{
    const spelled_group *a = left, *b = right;

    if (a->records != b->records)
        return a->records < b->records ? 1 : -1;
    return wn_str_compare(a->kept, b->kept);
}

static spelled_group copy_of(const spelled_group *group, wn_arena *arena)
{
    spelled_group copy = *group;

    copy.kept = wn_arena_str(arena, group->kept);
    copy.uses = wn_arena_alloc(arena, (group->count + 1) * sizeof(*copy.uses));
    for (size_t i = 0; i < group->count; i++) {
        copy.uses[i] = group->uses[i];
        copy.uses[i].text = wn_arena_str(arena, group->uses[i].text);
        copy.uses[i].department = wn_arena_str(arena, group->uses[i].department);
    }
    return copy;
}

/* Keeps the largest groups only, and gives the memory of the others back. */
static void cut(spellings *s)
{
    wn_arena arena = {0};

    if (s->count > 0)
        qsort(s->groups, s->count, sizeof(*s->groups), by_size);
    s->count = s->count < MOST ? s->count : MOST;
    for (size_t i = 0; i < s->count; i++)
        s->groups[i] = copy_of(&s->groups[i], &arena);
    wn_arena_release(&s->arena);
    s->arena = arena;
}

static int by_text(const void *left, const void *right)
{
    const spelling_use *a = left, *b = right;
    int order = wn_str_compare(a->text, b->text);

    return order ? order : wn_str_compare(a->department, b->department);
}

static int by_use(const void *left, const void *right)
{
    const spelling_use *a = left, *b = right;
    int order = wn_str_compare(a->text, b->text);

    if (a->all != b->all)
        return a->all < b->all ? 1 : -1;
    if (order)
        return order;
    if (a->records != b->records)
        return a->records < b->records ? 1 : -1;
    return wn_str_compare(a->department, b->department);
}

/* Adds equal uses up, and puts the most frequent spelling first. */
static void settle(spelled_group *group)
{
    spelling_use *uses = group->uses;
    size_t count = 0;

    qsort(uses, group->count, sizeof(*uses), by_text);
    for (size_t i = 0; i < group->count; i++)
        if (count > 0 && by_text(&uses[count - 1], &uses[i]) == 0)
            uses[count - 1].records += uses[i].records;
        else
            uses[count++] = uses[i];
    for (size_t from = 0, to = 0; from < count; from = to) {
        uint64_t all = 0;
        for (; to < count && wn_str_equal(uses[from].text, uses[to].text); to++)
            all += uses[to].records;
        for (size_t i = from; i < to; i++)
            uses[i].all = all;
        group->spellings++;
    }
    qsort(uses, count, sizeof(*uses), by_use);
    group->count = count < SPELLING_USES ? count : SPELLING_USES;
    group->beyond = count - group->count;
}

/* Looks at the records of one group. */
static void take_group(report *r, const wn_record *members, size_t count, wn_arena *arena)
{
    spellings *s = r->spellings;
    const wn_entity *entity = members[0].file->entity;
    int name = name_field(entity);
    spelled_group group = {.entity = entity};

    if (name < 0)
        return;
    const wn_field *field = &entity->fields[name];
    group.uses = wn_arena_alloc(arena, count * sizeof(*group.uses));
    for (size_t i = 0; i < count; i++) {
        const wn_cell *cell = &members[i].cells[name];
        if (wn_cell_has_value(cell) && !members[i].again)
            group.uses[group.count++] =
                (spelling_use){wn_str_trim(cell->raw),
                               report_cell(&members[i], WN_MEANS_DEPARTMENT), 1, 0};
    }
    group.records = group.count;
    if (group.count < 2)
        return;
    settle(&group);
    if (group.spellings < 2)
        return;
    for (size_t i = 0; i < group.count; i++) {
        group.uses[i].text = report_masked(r, field, group.uses[i].text, arena);
        group.uses[i].department = report_seen(r, group.uses[i].department, arena);
    }
    const wn_cell *kept =
        &(members[0].golden_cells ? members[0].golden_cells : members[0].cells)[name];
    group.kept = report_masked(r, field, kept->value, arena);
    s->all++;
    if (s->count == 2 * MOST)
        cut(s);
    s->groups = wn_grow(s->groups, s->count, &s->room, sizeof(*s->groups));
    s->groups[s->count++] = copy_of(&group, &s->arena);
}

void report_spellings_open(report *r)
{
    r->spellings = wn_alloc(1, sizeof(*r->spellings));
}

void report_spellings_add(report *r, wn_batch *batch)
{
    size_t to = 0;

    for (size_t from = 0; from < batch->count; from = to) {
        const wn_record *first = &batch->records[from];
        for (to = from + 1; to < batch->count &&
                            batch->records[to].cluster == first->cluster &&
                            batch->records[to].file->entity == first->file->entity;)
            to++;
        if (to - from > 1 && first->file->entity->matched)
            take_group(r, first, to - from, &batch->arena);
    }
}

void report_spellings_end(report *r)
{
    cut(r->spellings);
}

void report_spellings_release(report *r)
{
    if (!r->spellings)
        return;
    free(r->spellings->groups);
    wn_arena_release(&r->spellings->arena);
    free(r->spellings);
}
