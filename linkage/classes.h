/*
 * classes.h - pairs that are neither plain matches nor plain non-matches: relatives and
 * colleagues, who share what they live or work with, and people who moved.
 */
#ifndef LINKAGE_CLASSES_H
#define LINKAGE_CLASSES_H

#include "em.h"

/* What a class in between is: +1 the same person who moved, -1 a look-alike, 0 it cannot
 * be said. `column`: the one that the session's pairs agree in. */
int link_judge_class(const link_em *e, int k, const link_model *model,
                     const link_table *t, size_t column);
/* Take the class into the model; `side`: what link_judge_class said. */
void link_keep_class(link_model *model, const link_em *e, int k, const link_table *t,
                     size_t column, int side);
/* Where there are too few records to learn of relatives and colleagues: add them. */
void link_add_relatives(link_model *model, const link_table *t);
/* When all sessions are done: how many look-alikes there are; classes that are none go.
 */
void link_finish_classes(link_model *model, const link_table *t);

#endif
