/* vcard.h - one line of a vCard: what it says, even if it is written wrongly. */
#ifndef READERS_VCARD_H
#define READERS_VCARD_H

#include "read.h"

/* The types of a property: WORK, FAX; and types that only this file uses. */
typedef struct vcard_types {
    unsigned known;
    char others[96]; /* " X-SCHOOL", with a blank before each */
} vcard_types;

typedef struct vcard_line {
    char upper[64]; /* holds `name` */
    wn_str name, group;
    vcard_types types;
    wn_str charset, value;
    wn_str label;   /* of vCard 4.0: the address as it is printed on an envelope */
    wn_str omitted; /* the year that means "no year" (X-APPLE-OMIT-YEAR) */
    bool is_quoted, is_base64, is_preferred;
    bool is_mended; /* the value does not stand after a colon, as it should */
} vcard_line;

/* False: the line is not a property: no name at its beginning, or no value. */
bool vcard_line_parse(wn_str text, vcard_line *out);
/* Add the types that a label names ("Zentrale", "_$!<HomeFAX>!$_"). False: the label also
 * says something else and should be kept. */
bool vcard_types_label(vcard_types *types, wn_str label);
/* Append " WORK FAX", always in the same order. */
void vcard_types_add_to(const vcard_types *types, wn_buf *out);

/* ---- vcard_value.c ---------------------------------------------------------------- */

bool vcard_starts(wn_str s, const char *with); /* ignores case */
/* Append the value; its backslash escapes are resolved. */
void vcard_add_text(wn_buf *out, wn_str s);
/* Cut off the part before the next ';' that has no backslash. */
wn_str vcard_cut_part(wn_str *rest);
/* Decode the value as its parameters say, and append it. False: it is not text. */
bool vcard_decode(const vcard_line *line, wn_buf *text);
/* The number of "tel:+49-30-1234", the address of "mailto:a@b.example". */
wn_str vcard_without_scheme(wn_str property, wn_str value);
/* Is it a date without a year: "--0415", or with a year that means none (Apple: 1604)?
 * Then out gets "--04-15". */
bool vcard_has_no_year(const vcard_line *line, wn_str date, wn_buf *out);
/* Append the name in reading order: Bell;Anna;M. -> Anna M. Bell, 张;伟 -> 张伟 */
void vcard_join_name(wn_buf *out, wn_str n);

#endif
