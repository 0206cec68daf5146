/* classes.c - what a class of pairs is, by the columns that it shares. */
#include "classes.h"

#include <math.h>

typedef enum classes_columns {
    CLASSES_OWN,      /* those that belong to one person (birthday, mailbox, tax id) */
    CLASSES_OWN_NAME, /* and the given name */
    CLASSES_ALL
} classes_columns;

/* Of the bits that these columns tell, the share that a class in between has in common
 * with matches. Negative: there are no such columns. */
static double share_of(const link_em *e, int k, const link_model *model,
                       const link_table *t, size_t column, classes_columns which)
{
    double all = 0, shared = 0;

    for (size_t c = 0; c < t->column_count; c++) {
        if (c == column || t->columns[c].is_repeat ||
            (which != CLASSES_ALL &&
             !link_is_individual(t, c, which == CLASSES_OWN_NAME)))
            continue;
        double bits = link_em_bits(model, e->m, c);
        all += bits;
        shared += e->shared[k][c] * bits;
    }
    return all > 0 ? shared / all : -1;
}

/* Do both names agree? A name that is the session's column always does. */
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

/* By how much the class shares of what belongs to one person: a look-alike shares nothing
 * of it, nor the given name. Who changes employers gets another mailbox, too: so where
 * there are no birthdays, the names decide. */
int link_judge_class(const link_em *e, int k, const link_model *model,
                     const link_table *t, size_t column)
{
    double own = share_of(e, k, model, t, column, CLASSES_OWN),
           with_name = share_of(e, k, model, t, column, CLASSES_OWN_NAME),
           all = share_of(e, k, model, t, column, CLASSES_ALL);

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

/* Two sessions often find the same look-alikes: they are kept once. */
void link_keep_class(link_model *model, const link_em *e, int k, const link_table *t,
                     size_t column, int side)
{
    link_class class = {.is_match = side > 0, .ratio = e->between_pairs[k] / e->matches};

    for (size_t c = 0; c < t->column_count; c++)
        class.shared[c] = c == column                                   ? 0.98
                          : t->columns[c].is_repeat                     ? 0
                          : side < 0 && link_is_individual(t, c, false) ? 0
                                                                        : e->shared[k][c];
    for (size_t i = 0; i < model->class_count && side < 0; i++)
        if (!model->classes[i].is_match &&
            shared_columns(&model->classes[i], t) == shared_columns(&class, t))
            return;
    if (model->class_count < LINK_CLASSES)
        model->classes[model->class_count++] = class;
}

/* Relatives share all but what belongs to one person; colleagues do not share the family
 * name either. A small table of people has too few of them to learn from; companies have
 * neither. */
void link_add_relatives(link_model *model, const link_table *t)
{
    if (!link_is_small(t) || t->given < 0 || model->class_count + 2 > LINK_CLASSES)
        return;
    link_class *relatives = &model->classes[model->class_count],
               *colleagues = relatives + 1;
    *relatives = *colleagues = (link_class){.ratio = 1};
    for (size_t c = 0; c < t->column_count; c++) {
        bool own = link_is_individual(t, c, true);
        bool name = own || t->columns[c].role == LINK_ROLE_FAMILY;
        relatives->shared[c] = own ? 0.03 : 0.9;
        colleagues->shared[c] = name ? 0.03 : 0.9;
    }
    model->class_count += 2;
}

/* These columns but those that follow from another one of them. */
static uint32_t own_columns(const link_model *model, const link_table *t,
                            uint32_t columns)
{
    uint32_t own = columns;

    for (size_t c = 0; c < t->column_count; c++)
        if (columns >> c & 1 && model->parent[c] >= 0 && columns >> model->parent[c] & 1)
            own &= ~(1u << c);
    return own;
}

/* The share of look-alikes of the class among all pairs. It cannot be counted among
 * candidates, which are chosen to be matches; so it is counted over all records: pairs
 * that are the same in all columns of the class, less those by chance and less matches.
 */
static double share_of_lookalikes(const link_model *model, const link_table *t,
                                  const link_class *class, uint32_t columns)
{
    double chance = 1, matches = model->prior, all = 1;

    for (size_t c = 0; c < t->column_count; c++) {
        int top = t->columns[c].levels - 1;
        if (!(columns >> c & 1))
            continue;
        bool follows = model->parent[c] >= 0 && columns >> model->parent[c] & 1;
        chance *=
            follows ? model->m[c][top] / exp2(model->parent_weight[c]) : model->u[c][top];
        matches *= model->m[c][top];
        all *= class->shared[c] * model->m[c][top] +
               (1 - class->shared[c]) * model->u[c][top];
    }
    /* classes that share more columns come before it and are counted */
    for (size_t k = 0; k < model->class_count; k++)
        if ((shared_columns(&model->classes[k], t) & columns) == columns)
            chance += model->classes[k].least;
    return (link_count_agreeing(t, columns) / model->pairs - chance - matches) / all;
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

/* A class that shares one column only, and what follows from that one, tells nothing that
 * u and the parents do not tell. */
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
