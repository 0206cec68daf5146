/* json_scan.h - scans JSON for brackets, names and the first byte of values. */
#ifndef READERS_JSON_SCAN_H
#define READERS_JSON_SCAN_H

#include "shape.h"

#define JSON_MOST_DEPTH 512

typedef struct json_level {
    char kind;     /* '{' or '[' */
    uint32_t node; /* its node in a shape */
} json_level;

typedef struct json_scan_class {
    /* A bracket opens. Returns the node for its level. */
    uint32_t (*open)(void *data, char kind);
    /* A bracket closes. Its level is already removed. */
    void (*close)(void *data, json_level level);
    /* A value that is not a bracket: a string without its quotes (escapes are kept), else
     * only the first letter of the value. NULL: values are not wanted. */
    void (*value)(void *data, wn_str text, bool is_string);
} json_scan_class;

typedef struct json_scan {
    const json_scan_class *class;
    void *data;
    wn_input *input;
    wn_error *err;
    read_text text;
    wn_buf buf; /* text from kept_at or from the current string on, else unread text */
    size_t at;
    uint64_t before; /* bytes of the file before buf */
    json_level levels[JSON_MOST_DEPTH];
    size_t depth;
    wn_buf key; /* the last name that was read */
    bool in_string, in_word, expects_key;
    bool is_kept; /* keep all from kept_at on in buf; names are not read meanwhile */
    size_t kept_at, string_at;
    uint64_t line;
    uint64_t strays, stray_line; /* strays: lines with text outside of all brackets */
    bool no_more;
} json_scan;

/* Start a scan at the beginning of the file. If `s` has it open already, the same open
 * file is read again. */
wn_rc json_scan_begin(json_scan *s, const json_scan_class *class, void *data,
                      wn_input *input, wn_error *err);
/* Scan the next piece of the file. False: at its end, or err is set. */
bool json_scan_advance(json_scan *s);
void json_scan_release(json_scan *s);

/* json_shape.c: read the whole file and collect its places in `s`; node 1 is the top
 * value. `scan` is used for it and keeps the file open for the next json_scan_begin. */
wn_rc json_shape_read(shape *s, json_scan *scan, wn_input *input, wn_error *err);
/* The path of a value that says more pages of data follow; "": there is none. */
wn_str json_shape_next_page(const shape *s);

#endif
