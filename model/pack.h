/*
 * pack.h - the mappings that ship with winnow (packs), one for each system whose exports
 * are known. They are compiled in, so that a draft finds them wherever the program is.
 */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "core/mapping.h"
#include "core/reader.h"

/* Does one of the signatures fit the input? Its columns must be known. */
bool wn_signature_fits(const wn_signature *signatures, size_t count,
                       const wn_input *input);

/* The <file> of a pack that fits an input. */
typedef struct wn_pack_match {
    size_t pack;  /* number of the pack */
    int node;     /* number of the <file>'s element */
    size_t known; /* how well it fits: more for more columns that it knows */
} wn_pack_match;

size_t wn_pack_count(void);
const char *wn_pack_name(size_t pack); /* "salesforce" */
#define WN_PACK "pack:"
const char *wn_pack_path(size_t pack); /* "pack:salesforce": in place of a mapping's path */
/* The path of the pack that people call so, by its name or its system's; else NULL, and
 * the name that is close, or "". */
const char *wn_pack_called(wn_str name, wn_str *close);
/* The pack of this path, and the model of all packs. False: it is the path of none. */
bool wn_pack_text(const char *path, wn_text *out);
wn_str wn_pack_model(void); /* mappings/crm.model.xml */
/* Find the <file> that fits the input best: its signature fits, and it knows most of the
 * columns. False: no pack knows the input. */
bool wn_pack_find(const wn_input *input, wn_pack_match *out);

/* Append, for people, the pack's name and title, how well it is known, and its note. */
void wn_pack_explain(size_t pack, wn_lang lang, wn_buf *out);
/* Append the pack's <source>; the entity of the <file>. */
void wn_pack_write_source(const wn_pack_match *m, wn_buf *out);
wn_str wn_pack_entity(const wn_pack_match *m, wn_arena *arena);
/* If several <file>s of the pack read the matched one's path and divide its rows by
 * where=: all of them; else the matched one alone. Puts at most `room` element numbers
 * into nodes; returns how many. */
size_t wn_pack_parts(const wn_pack_match *m, const wn_input *input, int *nodes,
                     size_t room);
wn_str wn_pack_where(const wn_pack_match *m, wn_arena *arena);
/* The column that alone gives the field ENTITY_id, as the input writes it; "": none. */
wn_str wn_pack_id(const wn_pack_match *m, const wn_input *input, wn_arena *arena);
wn_str wn_pack_key(const wn_pack_match *m, const wn_input *input, wn_arena *arena);
/* Append the elements of the <file> for columns that the input has. Sets used[column] for
 * each column that an element reads, and adds their fields to `fields`, which has `room`.
 */
void wn_pack_write_fields(const wn_pack_match *m, const wn_input *input, bool *used,
                          wn_str *fields, size_t *field_count, size_t room,
                          wn_arena *arena, wn_buf *out);

#endif
