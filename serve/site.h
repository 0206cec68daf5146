/* site.h - shared by the pages: what they know, and how they are written. */
#ifndef SERVE_SITE_H
#define SERVE_SITE_H

#include "finding_kinds.h"
#include "http.h"
#include "jobs.h"
#include "pair_queue.h"
#include "serve.h"

#include "workbook/workbook.h"

struct serve {
    room room;
    http *http;
    wn_lang lang;
    char address[96];
    pair_queue pairs;
    wn_plan plan; /* of the mapping, as it was when plan_stamp was taken */
    wn_workbooks books;
    uint64_t plan_stamp; /* 0: none was read */
    bool plan_ok;
    finding_kinds findings[FINDING_PLACES];
};

/* site.c: the model of the mapping, for labels; NULL: there is none, or it is wrong. */
const wn_model *site_model(serve *s);
bool site_has_target(const serve *s);
/* Append the name of who decides, as it was given; "": nobody said. */
#define SITE_WHO 60
void site_who(const serve *s, wn_buf *out);
void site_release(serve *s);

/* A page: what answers a path. */
typedef void serve_see(serve *s, request *q, reply *a);
serve_see see_files, start_draft;                       /* see_files.c */
serve_see take_files, take_answers;                     /* take_files.c */
serve_see see_columns, take_columns;                    /* see_columns.c */
serve_see see_values, take_value;                      /* see_values.c */
serve_see take_back;                                    /* mapping_edit.c */
serve_see see_try, start_run, cancel_run, start_undo;   /* see_try.c */
serve_see see_pairs, take_ruling;                       /* see_pairs.c */
serve_see see_decided;                                  /* see_decided.c */
serve_see see_health, start_health;                     /* see_health.c */
serve_see see_findings;                                 /* see_findings.c */
serve_see see_record;                                   /* see_record.c */
serve_see see_waivers, take_waiver_change;              /* see_waivers.c */
serve_see see_saved;                                    /* see_saved.c: files of runs */
serve_see see_job;                                      /* see_job.c: how far it is, for the script */

/* ---- frame.c: writing a page ------------------------------------------------------ */

typedef struct frame {
    serve *site;
    const request *request;
    wn_buf *out;
    wn_lang lang;
} frame;

/* The head of a page, up to <main>; `path`: which entry of the list of pages it is. */
frame frame_begin(serve *s, const request *q, reply *a, wn_word title, const char *path);
void frame_end(frame *f);
void frame_raw(frame *f, const char *html);
void frame_text(frame *f, wn_str text); /* escaped */
/* The sentence with its arguments, escaped. */
void frame_say(frame *f, wn_word word, ...) WN_SAYS(2, 3);
/* The sentence in an element of this name: frame_put(f, "h2", ...), "p class=\"dim\"". */
void frame_put(frame *f, const char *element, wn_word word, ...) WN_SAYS(3, 4);
void frame_number(frame *f, uint64_t number);
/* Begin a form that changes something; it ends with "</form>". */
void frame_form(frame *f, const char *action, const char *attributes);
/* A button of a form; name NULL: it sends nothing of its own. */
void frame_button(frame *f, const char *name, const char *value, const char *class,
                  wn_word word);
/* Links to the page before and the next one of a list: `address` and a number. */
void frame_ways(frame *f, const char *address, size_t from, size_t page, bool more);
/* The command of a job, how far it is, or what became of it. */
void frame_job(frame *f, const job *j);
/* What a mistake is, above all else. */
void frame_error(frame *f, const wn_error *err);
/* A whole page that says this alone. */
void frame_alone(serve *s, const request *q, reply *a, unsigned status, wn_word word);

#endif
