/*
 * classes.c - pairs that are neither plain matches nor strangers: relatives and
 * colleagues, who share what they live or work with, and people who moved or changed
 * employers.
 */
#include "em.h"

#include <math.h>

/* Does the column belong to one person: a birthday, a mailbox, a tax id? */
bool link_is_individual(const link_table *t, size_t c, bool given_too)
{
    link_role role = t->columns[c].role;

    return role == LINK_ROLE_BIRTH || role == LINK_ROLE_EMAIL ||
           role == LINK_ROLE_IDENTITY || (given_too && role == LINK_ROLE_GIVEN);
}

/* Share of the bits that a class in between has in columns: 0 of one person's without the
 * given name, 1 with it, 2 all. Negative: there are no such columns. */
static double share_of(const link_em *e, int k, const link_model *model,
                       const link_table *t, size_t column, int which)
{
    double all = 0, shared = 0;

    for (size_t c = 0; c < t->column_count; c++) {
        if (c == column || (which < 2 && !link_is_individual(t, c, which == 1)))
            continue;
        double bits = link_em_bits(model, e->m, c);
        all += bits;
        shared += e->shared[k][c] * bits;
    }
    return all > 0 ? shared / all : -1;
}

/* Do both names agree? The one that the session was chosen by does. */
static bool shares_names(const link_em *e, int k, const link_table *t, size_t column)
{
    return t->given >= 0 && t->family >= 0 &&
           ((int)column == t->given || e->shared[k][t->given] >= 0.8) &&
           ((int)column == t->family || e->shared[k][t->family] >= 0.8);
}

static bool has_birthdays(const link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == LINK_ROLE_BIRTH ||
            t->columns[c].role == LINK_ROLE_IDENTITY)
            return true;
    return false;
}

/* What the class in between is: +1 the same person who moved, -1 a look-alike, 0 neither
 * can be said. By how much of what belongs to one person it shares; a look-alike shares
 * nothing of it, nor the given name. Who changes employers changes the mailbox too: where
 * there are no birthdays, names say it. */
int link_judge_class(const link_em *e, int k, const link_model *model,
                     const link_table *t, size_t column)
{
    double own = share_of(e, k, model, t, column, 0),
           with_name = share_of(e, k, model, t, column, 1),
           all = share_of(e, k, model, t, column, 2);

    if (!has_birthdays(t) && shares_names(e, k, t, column))
        return (int)column != t->given && (int)column != t->family ? 1 : own >= 0.5;
    if (own < 0)
        own = with_name;
    if (own >= 0)
        return own >= 0.5 ? 1 : own < 0.03 && with_name < 0.1 ? -1 : 0;
    return all >= 0 && all < 0.30                       ? -1
           : t->columns[column].role == LINK_ROLE_BIRTH ? 1
                                                        : 0;
}

/* Columns in which the class agrees as matches do, as bits. */
static uint32_t shared_columns(const link_class *class, const link_table *t)
{
    uint32_t columns = 0;

    for (size_t c = 0; c < t->column_count; c++)
        columns |= (uint32_t)(class->shared[c] >= 0.5) << c;
    return columns;
}

/* Two sessions often find the same class: then it is kept once. */
void link_keep_class(link_model *model, const link_em *e, int k, const link_table *t,
                     size_t column, int side)
{
    link_class class = {.is_match = side > 0, .ratio = e->between_pairs[k] / e->matches};

    for (size_t c = 0; c < t->column_count; c++)
        class.shared[c] = c == column ? 0.98 : e->shared[k][c];
    for (size_t i = 0; i < model->class_count && side < 0; i++)
        if (!model->classes[i].is_match &&
            shared_columns(&model->classes[i], t) == shared_columns(&class, t))
            return;
    if (model->class_count < LINK_CLASSES)
        model->classes[model->class_count++] = class;
}

/* Small tables show too few relatives and colleagues to learn from, but have them all the
 * same: pairs that share all but what belongs to one person, and, of colleagues, the
 * family name. */
void link_add_relatives(link_model *model, const link_table *t)
{
    bool individual = false;

    if ((double)t->records >= LINK_SMALL_TABLE || model->class_count + 2 > LINK_CLASSES)
        return;
    link_class *relatives = &model->classes[model->class_count],
               *colleagues = relatives + 1;
    *relatives = *colleagues = (link_class){.ratio = 1};
    for (size_t c = 0; c < t->column_count; c++) {
        bool own = link_is_individual(t, c, true);
        bool name = own || t->columns[c].role == LINK_ROLE_FAMILY;
        relatives->shared[c] = own ? 0.03 : 0.9;
        colleagues->shared[c] = name ? 0.03 : 0.9;
        individual = individual || own;
    }
    model->class_count += individual ? 2 : 0;
}

/* Without columns that only follow from others among them. */
static uint32_t own_columns(const link_model *model, const link_table *t,
                            uint32_t columns)
{
    uint32_t own = columns;

    for (size_t c = 0; c < t->column_count; c++)
        if (columns >> c & 1 && model->parent[c] >= 0 && columns >> model->parent[c] & 1)
            own &= ~(1u << c);
    return own;
}

/* How many look-alikes there are is counted over all records, as candidates are chosen
 * not to be such: pairs that are the same in all that the class shares, less those that
 * are by chance and those that are matches. */
static double share_of_lookalikes(const link_model *model, const link_table *t,
                                  const link_class *class, uint32_t columns)
{
    double strangers = 1, matches = model->prior, all = 1;

    for (size_t c = 0; c < t->column_count; c++) {
        int top = t->columns[c].levels - 1;
        if (!(columns >> c & 1))
            continue;
        bool follows = model->parent[c] >= 0 && columns >> model->parent[c] & 1;
        strangers *=
            follows ? model->m[c][top] / exp2(model->parent_weight[c]) : model->u[c][top];
        matches *= model->m[c][top];
        all *= class->shared[c] * model->m[c][top] +
               (1 - class->shared[c]) * model->u[c][top];
    }
    /* those that share more are counted already */
    for (size_t k = 0; k < model->class_count; k++)
        if ((shared_columns(&model->classes[k], t) & columns) == columns)
            strangers += model->classes[k].least;
    return (link_count_agreeing(t, columns) / model->pairs - strangers - matches) / all;
}

/* Those that share most columns first. */
static void sort_classes(link_model *model, const link_table *t)
{
    for (size_t i = 1; i < model->class_count; i++)
        for (size_t k = i; k > 0; k--) {
            link_class *a = &model->classes[k - 1], *b = &model->classes[k], c = *a;
            if (__builtin_popcount(shared_columns(a, t)) >=
                __builtin_popcount(shared_columns(b, t)))
                break;
            *a = *b;
            *b = c;
        }
}

/* One column and what follows from it make no class: u and the parents say it all. */
void link_finish_classes(link_model *model, const link_table *t)
{
    size_t kept = 0;

    sort_classes(model, t);
    for (size_t k = 0; k < model->class_count; k++) {
        link_class class = model->classes[k];
        uint32_t columns = shared_columns(&class, t),
                 own = own_columns(model, t, columns);
        if (!class.is_match && own != columns && !(own & (own - 1)))
            continue;
        double share = class.is_match || !columns
                           ? 0
                           : share_of_lookalikes(model, t, &class, columns);
        class.least = share > 0 && share < 0.02 ? share : 0;
        class.prior = fmax(class.prior, class.least);
        model->classes[kept++] = class;
    }
    model->class_count = kept;
}
