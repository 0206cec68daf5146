/*
 * pack.h - the mappings that are shipped, one for each system whose exports are known.
 * They are compiled in, so that a draft finds them wherever the program stands.
 */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "core/reader.h"

/* Does one of the signatures fit the file that was opened? */
bool wn_signature_fits(const wn_signature *signatures, size_t count,
                       const wn_input *input);

/* A <file> of a pack that an input is. */
typedef struct wn_pack_match {
    size_t pack;  /* number of the pack */
    int node;     /* of its <file> */
    size_t known; /* columns of the input that it knows */
} wn_pack_match;

size_t wn_pack_count(void);
const char *wn_pack_name(size_t pack); /* "salesforce" */
/* The <file> of a pack whose signature fits, the one that knows most columns; of the same
 * pack and entity none but `other` is left out. False: no pack knows the file. */
bool wn_pack_find(const wn_input *input, wn_pack_match *out);

/* One line for people: name, title, how well it is known, entities. */
void wn_pack_explain(size_t pack, wn_lang lang, wn_buf *out);
/* The pack's <source> and, of the <file>, its entity and the rows for columns that the
 * input has. *used: by column, set where a row takes it. Fields that were taken are added
 * to `fields`. */
void wn_pack_write_source(const wn_pack_match *m, wn_buf *out);
wn_str wn_pack_entity(const wn_pack_match *m, wn_arena *arena);
/* The <file>s of the pack that share the matched one's path and say by where= which rows
 * are theirs; else the matched one alone. Their nodes, `room` at most; how many. */
size_t wn_pack_parts(const wn_pack_match *m, const wn_input *input, int *nodes,
                     size_t room);
wn_str wn_pack_where(const wn_pack_match *m, wn_arena *arena);
/* The only column that the field ENTITY_id is from, as the input writes it; "": none. */
wn_str wn_pack_id(const wn_pack_match *m, const wn_input *input, wn_arena *arena);
wn_str wn_pack_key(const wn_pack_match *m, const wn_input *input, wn_arena *arena);
void wn_pack_write_fields(const wn_pack_match *m, const wn_input *input, bool *used,
                          wn_str *fields, size_t *field_count, size_t room,
                          wn_arena *arena, wn_buf *out);

#endif
