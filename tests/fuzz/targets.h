/*
 * targets.h - what is fed with made-up bytes: one target for each reader, the draft, the
 * mapping language, the transforms and what else takes apart what others wrote.
 *
 * guided.c hands them to clang's libFuzzer, replay.c feeds the kept corpus, in which each
 * folder is a target. A target ends the process where something does not hold.
 */
#ifndef TESTS_FUZZ_TARGETS_H
#define TESTS_FUZZ_TARGETS_H

#include "core/text.h"

typedef struct fuzz_target {
    const char *name;
    const char *file; /* what it reads is put there: "input.csv"; NULL: it reads none */
    size_t most;      /* bytes; more of them say nothing new */
    void (*feed)(const char *file, wn_str bytes);
} fuzz_target;

extern const fuzz_target fuzz_targets[]; /* ends with a NULL name */
const fuzz_target *fuzz_target_find(const char *name);
void fuzz_feed(const fuzz_target *target, wn_str bytes);

/* Else it says what is broken, and ends. */
#define FUZZ_MUST(holds, ...) ((holds) ? (void)0 : fuzz_broken(__VA_ARGS__))
void fuzz_broken(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* No NUL, and UTF-8 throughout. */
void fuzz_must_be_text(wn_str text, const char *what);
/* Of bytes for several things: "=== NAME\n" and what follows, up to the next such line.
 * What stands before the first has the name "". False: there is no more. */
bool fuzz_next_part(wn_str *rest, wn_str *name, wn_str *body);
wn_str fuzz_part(wn_str bytes, const char *name); /* "": there is none */

/* ---- files.c: targets that read a file --------------------------------------------- */

void fuzz_read(const char *file, wn_str bytes);
void fuzz_read_sheet(const char *file, wn_str bytes);  /* the bytes are the parts */
void fuzz_read_stream(const char *file, wn_str bytes); /* .. the stream in an .xls */
void fuzz_read_memo(const char *file,
                    wn_str bytes); /* the part "memo" is a file beside */
void fuzz_read_archive(const char *file, wn_str bytes);
void fuzz_draft(const char *file, wn_str bytes);   /* the parts are files */
void fuzz_mapping(const char *file, wn_str bytes); /* .. and what it names */
void fuzz_decisions(const char *file, wn_str bytes);
void fuzz_worklist(const char *file, wn_str bytes);
void fuzz_linkage(const char *file, wn_str bytes);

/* ---- wrap.c: containers around parts ------------------------------------------------
 */

/* A zip archive of the parts, not packed; what a workbook needs beside is added. */
void fuzz_wrap_zip(wn_str parts, wn_buf *out);
/* A compound file whose stream Workbook this is. */
void fuzz_wrap_ole(wn_str stream, wn_buf *out);

#endif
