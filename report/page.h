/* page.h - a page of the report while it is written. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report.h"

typedef struct page {
    const struct report *report;
    const wn_context *context;
    const health_metrics *metrics;
    wn_lang lang;
    wn_buf *out;
    int *tables;    /* see report */
    size_t written; /* bytes of the sections before */
} page;

extern const char *const page_shapes[]; /* by colour: ● ◆ ■ */

#define PAGE_SHOWN 50      /* rows of a table that could be as long as the data */
#define PAGE_SECTION 40000 /* bytes of a section, and of a page: from here on, ... */
#define PAGE_FULL 160000   /* ... such tables get no more rows */

const char *page_say(const page *p, wn_word word) WN_SAID(2);
void page_raw(page *p, const char *text);
void page_colon(page *p);
void page_text(page *p, wn_str text);  /* escaped */
void page_short(page *p, wn_str text); /* escaped, and cut when it is long */
/* Is there room for one more row of a list, after `rows` of them? */
bool page_fits(const page *p, size_t rows);
/* The same for lists that are counted while they are written: one more row. */
typedef struct page_rows {
    size_t all, shown;
} page_rows;
bool page_next(const page *p, page_rows *rows);
/* A paragraph: the sentence `word` with its arguments. */
void page_note(page *p, wn_word word, ...) WN_SAYS(2, 3);
/* A sentence: why the page shows nothing of earlier periods. */
void page_no_before(page *p);

/* Begins a table with a caption (WN_SAY_COUNT: none). The columns from index `numeric` on
 * hold numbers. */
void page_table(page *p, wn_word caption, const wn_word *columns, size_t count,
                size_t numeric);
void page_table_end(page *p);
/* Begins a table without a head. `hints`: it is likely to be wider than a phone. */
void page_wide(page *p, bool hints, const char *classes);
void page_row(page *p, const wn_word head); /* a row that begins with a heading */
void page_number(page *p, uint64_t number);
void page_decimal(page *p, double number, int digits); /* negative: a dash */
void page_share(page *p, uint64_t part, uint64_t whole);
/* "12.3 %" for 0.123; "0 %" and "100 %" only when the share is exactly that. */
void page_add_share(wn_buf *out, double share);
/* "↑ 0.6 better". `less`: a smaller number is better. */
void page_change(page *p, bool known, double change, bool less);
void page_light(page *p, const char *tag, wn_cell_score cell, bool word);
/* "shown 50 of 1,234"; nothing when all are shown. */
void page_shown(page *p, size_t shown, size_t all);
void page_more(page *p, size_t more); /* "and 12 more", after a list in one line */

void page_check(page *p, const wn_check *check); /* its label */
void page_check_id(page *p,
                   const wn_check *check); /* the same, and its id: in the proof */
void page_month(page *p, int month);       /* its short name; 1: January */
wn_str page_entity(const page *p, const wn_entity *entity);
wn_str page_field(const page *p, const wn_field *field);
bool page_has_records(const page *p, const wn_entity *entity);

void page_stays(page *p);  /* what a run left as it was in the target */
void page_unread(page *p); /* tables, files and rows that were given but not read */

/* A score by month. */
typedef struct page_point {
    const char *name; /* YYYY-MM */
    double value;     /* negative: not known */
    bool rules_changed;
} page_point;
typedef struct page_points {
    const page_point *items;
    size_t count;
    double green, yellow;
} page_points;
void page_chart(page *p, wn_word name, const page_points *points, bool has_axis);
/* The head of a page, up to <body>. */
void page_begin(page *p, wn_word title, const char *when);
void page_begin_as(page *p, const char *title); /* the same; the title is escaped */

/* The sections, one function each. */
void page_switch(page *p);
void page_sign(page *p);
void page_verdict(page *p);
void page_trend(page *p);
void page_changes(page *p);
void page_three(page *p);
void page_decisions(page *p);
void page_fixes(page *p);
void page_goals(page *p);
void page_departments(page *p);
void page_unusual(page *p);
void page_feeds(page *p);
void page_follow_up(page *p);
void page_answers(page *p);
void page_not_checked(page *p);
void page_lights(page *p);
void page_months(page *p);
void page_quarter(page *p);
void page_figures(page *p);
void page_books(page *p);
void page_inventory(page *p);
void page_field_books(page *p);
void page_transforms(page *p);
void page_duplicates(page *p);
void page_spellings(page *p);
void page_fields(page *p);
void page_values(page *p);
void page_lifecycle(page *p);
void page_checks(page *p);
void page_waivers(page *p);
void page_how(page *p);

#endif
