/* vcard.h - one line of a vCard: what it says, also where it is written wrongly. */
#ifndef READERS_VCARD_H
#define READERS_VCARD_H

#include "read.h"

/* What a property is for: WORK, FAX; and types that only the file knows. */
typedef struct vcard_types {
    unsigned known;
    char others[96]; /* " X-SCHOOL", with a blank before each */
} vcard_types;

typedef struct vcard_line {
    char upper[64]; /* where `name` is */
    wn_str name, group;
    vcard_types types;
    wn_str charset, value;
    wn_str label;   /* of vCard 4.0: the address as it stands on an envelope */
    wn_str omitted; /* the year that stands for none (X-APPLE-OMIT-YEAR) */
    bool is_quoted, is_base64, is_preferred;
    bool is_mended; /* the value does not stand behind a colon as it should */
} vcard_line;

/* False: it is no property; no name stands at its beginning, or no value is found. */
bool vcard_line_parse(wn_str text, vcard_line *out);
/* A label as people write it ("Zentrale", "_$!<HomeFAX>!$_") names types. False: it says
 * something else, too, and should be kept. */
bool vcard_types_label(vcard_types *types, wn_str label);
/* Append " WORK FAX", always in the same order. */
void vcard_types_add_to(const vcard_types *types, wn_buf *out);

/* ---- vcard_value.c ---------------------------------------------------------------- */

bool vcard_starts(wn_str s, const char *with); /* in any case */
/* Append the value with what its backslashes stand for. */
void vcard_add_text(wn_buf *out, wn_str s);
/* Cut at a ';' that no backslash guards. */
wn_str vcard_cut_part(wn_str *rest);
/* Append the value in the encoding that its parameters say; false: it is no text. */
bool vcard_decode(const vcard_line *line, wn_buf *text);
/* The number of tel:+49-30-1234, the address of mailto:a@b.example */
wn_str vcard_without_scheme(wn_str property, wn_str value);
/* --0415, or a year that stands for none (Apple's is 1604): "--04-15" */
bool vcard_has_no_year(const vcard_line *line, wn_str date, wn_buf *out);
/* Bell;Anna;M. -> Anna M. Bell, 张;伟 -> 张伟 */
void vcard_join_name(wn_buf *out, wn_str n);

#endif
