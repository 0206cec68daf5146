/*
 * option.h - the keys a transform accepts.
 *
 * Each transform lists its keys in one table. The table is the only place
 * where a key is named: the mapping checker, `winnow explain`, the schemas
 * and `winnow apply` all read it. The table is constant; options are set with
 * wn_config_parse (transform.h).
 *
 *     for (const wn_option *o = type->options; o && o->type != WN_OPT_END; o++)
 *         printf("%s= %s\n", o->name, o->en);
 */
#ifndef WINNOW_OPTION_H
#define WINNOW_OPTION_H

#include "winnow/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wn_option_type {
    WN_OPT_END = 0,
    WN_OPT_TEXT,   /* wn_str */
    WN_OPT_CHOICE, /* int: index into choices */
    WN_OPT_NUMBER, /* int of four digits, for example a year */
    WN_OPT_COLUMN, /* wn_str: a column of the same file, see wn_transform.with */
    WN_OPT_REGION, /* wn_str of two capital letters (ISO 3166-1 alpha-2) */
    WN_OPT_ZONE,   /* const wn_zone *: a name of the IANA time zone database */
    WN_OPT_UNIT,   /* wn_unit: the unit of a number, see wn_unit_factor */
    WN_OPT_LIST, /* const wn_list *: a controlled list of the model; only in a mapping */
    WN_OPT_KEY,  /* const wn_key *: the key of pseudonyms, from a file */
} wn_option_type;

typedef struct wn_option {
    const char *name;
    wn_option_type type;
    size_t offset;              /* of the field in the transform's config struct */
    const char *fallback;       /* the default, written as a user would; NULL: none */
    const char *const *choices; /* WN_OPT_CHOICE, ends with NULL */
    const char *en, *zh;        /* one sentence for people */
} wn_option;

#ifdef __cplusplus
}
#endif

#endif
