/*
 * grammar.h - the elements and attributes of the mapping language.
 *
 * Inside model/ only. One table says what may be written where; the
 * checker, both schemas and `winnow explain` are made from it.
 */
#ifndef MODEL_GRAMMAR_H
#define MODEL_GRAMMAR_H

#include "xml_tree.h"

typedef enum attr_type {
    ATTR_TEXT,
    ATTR_NAME, /* letters, digits, - and _ */
    ATTR_CALLED, /* an entity or a field of the model, by its name or label */
    ATTR_YES_NO,
    ATTR_NUMBER,   /* a whole number */
    ATTR_FRACTION, /* 0 to 1 */
    ATTR_CHOICE,
    ATTR_TYPE,     /* the name of a transform */
    ATTR_RULE,     /* the name of a kind of check */
    ATTR_DURATION, /* "6 months", "6 个月" */
    ATTR_SHARE,    /* "85%" */
} attr_type;

typedef struct attr_rule {
    const char *name;
    attr_type type;
    bool is_required;
    const char *const *choices; /* ATTR_CHOICE, ends with NULL */
    const char *en, *zh;        /* one sentence for people */
} attr_rule;

typedef struct element_rule {
    const char *name, *parent; /* parent NULL: the root of a file */
    bool takes_options;        /* the options of transforms are attributes, too */
    const attr_rule *attrs;    /* ends with a NULL name */
    const char *en, *zh;
} element_rule;

extern const element_rule grammar[]; /* ends with a NULL name */

bool grammar_is_root(wn_str name); /* a root, or a misspelling of one */
/* Check every element of the document against the table: names, places,
 * attributes, values. Notes all mistakes. */
void grammar_check(xml_doc *doc, const char *root);

bool parse_duration(wn_str text, wn_duration *out);
bool parse_share(wn_str text, double *out);
bool parse_fraction(wn_str text, double *out);

/* Letters, digits, - and _, beginning with a letter, of at most 63 bytes? */
bool is_name(wn_str s);
/* Is the name an option of any transform? */
bool grammar_is_option(wn_str name);
/* The options of all transforms; of options with the same name the first. Returns their
 * number. */
#define GRAMMAR_OPTIONS 96
size_t grammar_options(const wn_option *out[GRAMMAR_OPTIONS]);
/* The values that an attribute may have, ending with NULL, perhaps in `room`; NULL: any
 * value. */
#define GRAMMAR_CHOICES 64
const char *const *grammar_choices_of(const attr_rule *attr,
                                      const char *room[GRAMMAR_CHOICES]);
/* meant.c: the choice, or the number, that was likely meant; "": none comes to mind. */
wn_str choice_meant(const char *const *choices, wn_str text, wn_arena *arena);
wn_str number_meant(attr_type type, wn_str text, wn_arena *arena);
wn_str grammar_choices(wn_arena *arena, const char *const *choices);

#endif
