/* json_scan.h - a scan of JSON for brackets, names and the beginnings of values. */
#ifndef READERS_JSON_SCAN_H
#define READERS_JSON_SCAN_H

#include "shape.h"

#define JSON_MOST_DEPTH 512

typedef struct json_level {
    char kind;     /* '{' or '[' */
    uint32_t node; /* its place in a shape */
} json_level;

typedef struct json_scan_class {
    /* A bracket opens: the node of its level. */
    uint32_t (*open)(void *data, char kind);
    /* It closes; the level is gone. */
    void (*close)(void *data, json_level level);
    /* A value that is no bracket: a string as it stands between its marks, else its first
     * letter. NULL: nobody asks. */
    void (*value)(void *data, wn_str text, bool is_string);
} json_scan_class;

typedef struct json_scan {
    const json_scan_class *class;
    void *data;
    wn_input *input;
    wn_error *err;
    read_text text;
    wn_buf buf; /* from what is kept on, else from the string being read on */
    size_t at;
    uint64_t before; /* bytes of the file before buf */
    json_level levels[JSON_MOST_DEPTH];
    size_t depth;
    wn_buf key; /* the name last read */
    bool in_string, in_word, expects_key;
    bool is_kept; /* all from kept_at on stays in buf, and no names are read */
    size_t kept_at, string_at;
    uint64_t line;
    uint64_t strays, stray_line; /* lines of text outside of all brackets; the last */
    bool no_more;
} json_scan;

/* Once more: from the beginning of the file that is open. */
wn_rc json_scan_begin(json_scan *s, const json_scan_class *class, void *data,
                      wn_input *input, wn_error *err);
/* On through the next piece of the file. False at its end, or when err says so. */
bool json_scan_advance(json_scan *s);
void json_scan_release(json_scan *s);

/* json_shape.c: read the whole file and note its places; the first is what stands at the
 * top. `scan` is for use meanwhile. */
wn_rc json_shape_read(shape *s, json_scan *scan, wn_input *input, wn_error *err);
/* Does a value beside the records, or within, say that more pages follow? Its path, or
 * "". */
wn_str json_shape_next_page(const shape *s);

#endif
