/* aliases.h - one company, written in several ways: which department writes which. */
#ifndef REPORT_ALIASES_H
#define REPORT_ALIASES_H

#include "report.h"

/* One way to write it, in one department; texts are masked as the report shows them. */
typedef struct spelling_use {
    wn_str text, department; /* department "": the record says none */
    uint64_t records, all;   /* all: of this spelling, in any department */
} spelling_use;

#define SPELLING_USES 24 /* of one company, that are kept */

typedef struct spelled_group {
    const wn_entity *entity;
    wn_str kept; /* the name that stays */
    uint64_t records;
    size_t spellings, count, beyond; /* beyond: uses that are not kept */
    spelling_use *uses;              /* the most frequent spelling first */
} spelled_group;

/* The groups with more than one spelling, those of the most records first; at most 2,000
 * of them are kept. */
typedef struct spellings {
    spelled_group *groups;
    size_t count, room;
    uint64_t all;
    wn_arena arena;
} spellings;

#endif
