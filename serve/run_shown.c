/*
 * run_shown.c - a run as its files tell of it: manifest.json, verify.json, refused.csv; and
 * all that the command said, as a terminal shows it.
 */
#include "run_shown.h"

#include "core/memory.h"

#include <stdlib.h>

#define MOST_JSON ((size_t)16 << 20)
#define MOST_REFUSED ((size_t)64 << 20)
#define MOST_REASONS 20

/* A file of the run's folder; the caller gives it back with json_decref. NULL: it is not
 * there, or no JSON. */
static json_t *read_json(const serve *s, const job *j, const char *name)
{
    wn_arena arena = {0};
    wn_buf text = {0};
    json_t *out = NULL;
    wn_str path = wn_path_join(&arena, run_shown_folder(s, j, &arena), wn_str_of(name));

    if (room_read(&s->room, path.ptr, MOST_JSON, &text))
        out = json_loadb(text.ptr, text.len, 0, NULL);
    wn_buf_release(&text);
    wn_arena_release(&arena);
    return out;
}

wn_str run_shown_folder(const serve *s, const job *j, wn_arena *arena)
{
    wn_buf text = {0};

    job_text(&s->room, j, "folder", &text);
    wn_str folder = wn_arena_str(arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return guard_path(folder) ? folder : WN_STR(ROOM_OWN);
}

static bool is_gated(const json_t *manifest)
{
    return json_is_true(json_object_get(manifest, "gated"));
}

/* ---- is it done, and right? ------------------------------------------------------- */

/* The target was held against the sources again, or it was not. */
static void write_verified(frame *f, const json_t *verify)
{
    uint64_t compared = json_count(verify, "compared"), all = json_count(verify, "records"),
             wrong = json_count(verify, "differ") + json_count(verify, "missing") +
                     json_count(verify, "altered");
    bool is_right = wrong == 0 && compared == all && all > 0;

    if (!verify)
        frame_put(f, "p class=\"c1 note\"", WN_SAY_SERVE_UNVERIFIED);
    else
        frame_put(f, is_right ? "p class=\"c0 note\"" : "p class=\"c2 note\"",
                  WN_SAY_SERVE_VERIFIED, (unsigned long long)compared,
                  (unsigned long long)all, (unsigned long long)wrong);
}

static void write_outcome(frame *f, const job *j, const json_t *manifest)
{
    json_t *verify = read_json(f->site, j, "verify.json");
    static const char *const classes[] = {"p class=\"c0 note\"", "p class=\"c1 note\"",
                                          "p class=\"c2 note\""};

    if (is_gated(manifest))
        frame_put(f, classes[2], WN_SAY_SERVE_GATED);
    else if (j->kind == JOB_LOAD)
        write_verified(f, verify);
    frame_put(f, classes[j->code], WN_SAY_SERVE_COLOUR,
              wn_say(f->lang, WN_SAY_GOOD + (wn_word)j->code));
    json_decref(verify);
}

/* ---- books ------------------------------------------------------------------------ */

static const struct {
    const char *name;
    wn_word word;
} books[] = {{"read", WN_SAY_SERVE_READ},         {"loaded", WN_SAY_SERVE_LOADED},
             {"unchanged", WN_SAY_SERVE_UNCHANGED}, {"review", WN_SAY_SERVE_REVIEW},
             {"refused", WN_SAY_SERVE_REFUSED},   {"absorbed", WN_SAY_SERVE_ABSORBED},
             {"skipped", WN_SAY_SERVE_SKIPPED}};

static void write_books(frame *f, const json_t *manifest)
{
    const json_t *rows = json_object_get(manifest, "books");
    uint64_t sums[WN_COUNT(books)] = {0}, rest = 0;

    frame_put(f, "h3", WN_SAY_SERVE_BOOKS);
    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    frame_put(f, "th scope=\"col\"", WN_SAY_SERVE_FILE);
    for (size_t b = 0; b < WN_COUNT(books); b++)
        frame_put(f, "th scope=\"col\" class=\"n\"", books[b].word);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        frame_raw(f, "<tr><th scope=\"row\">");
        frame_text(f, json_member(row, "file"));
        frame_raw(f, " <span class=\"dim\">");
        frame_text(f, json_member(row, "entity"));
        frame_raw(f, "</span></th>");
        for (size_t b = 0; b < WN_COUNT(books); b++) {
            uint64_t count = json_count(row, books[b].name);
            sums[b] += count;
            rest += b > 0 ? count : 0;
            frame_raw(f, "<td class=\"n\">");
            frame_number(f, count);
            frame_raw(f, "</td>");
        }
        frame_raw(f, "</tr>\n");
    }
    frame_raw(f, "</tbody></table></div>\n");
    if (sums[0] == 0)
        frame_put(f, "p class=\"c2 note\"", WN_SAY_SERVE_READ_NOTHING);
    else
        frame_put(f, sums[0] == rest ? "p class=\"c0 note\"" : "p class=\"c2 note\"",
                  sums[0] == rest ? WN_SAY_SERVE_BALANCED : WN_SAY_SERVE_UNBALANCED,
                  (unsigned long long)sums[0], (unsigned long long)rest);
}

static void write_unread(frame *f, const json_t *manifest)
{
    const json_t *rows = json_object_get(manifest, "not_read");

    if (json_array_size(rows) == 0)
        return;
    frame_put(f, "h3", WN_SAY_SERVE_UNREAD);
    frame_raw(f, "<ul>");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        frame_raw(f, "<li>");
        frame_text(f, json_member(row, "file"));
        frame_raw(f, " ");
        frame_text(f, json_member(row, "table"));
        frame_raw(f, " · ");
        frame_say(f, WN_SAY_SERVE_ROWS, (unsigned long long)json_count(row, "rows"));
        frame_raw(f, "</li>");
    }
    frame_raw(f, "</ul>\n");
}

/* ---- refused, by reason ----------------------------------------------------------- */

enum { FILE_CELL, LINE_CELL, KEY_CELL, RULE_CELL, COLUMN_CELL, VALUE_CELL, REASON_CELL, CELLS };

typedef struct reason {
    wn_str file, column, text;
    size_t count;
} reason;

typedef struct reasons {
    reason items[MOST_REASONS];
    size_t count, others, all;
    wn_arena arena;
} reasons;

static void add_reason(reasons *all, const wn_str *cells)
{
    all->all++;
    for (size_t i = 0; i < all->count; i++) {
        reason *r = &all->items[i];
        if (wn_str_equal(r->file, cells[FILE_CELL]) &&
            wn_str_equal(r->column, cells[COLUMN_CELL]) &&
            wn_str_equal(r->text, cells[REASON_CELL])) {
            r->count++;
            return;
        }
    }
    if (all->count == MOST_REASONS)
        all->others++;
    else
        all->items[all->count++] =
            (reason){cells[FILE_CELL], cells[COLUMN_CELL], cells[REASON_CELL], 1};
}

/* The rows of refused.csv, whose first cells are told apart. */
static void read_reasons(wn_str text, reasons *all)
{
    wn_str cells[CELLS], extra;
    bool first = true;

    while (text.len > 0) {
        wn_str row = wn_csv_cut(&text);
        size_t n = 0;
        while (n < CELLS && wn_csv_next(&row, &cells[n], &all->arena))
            n++;
        while (n == CELLS && wn_csv_next(&row, &extra, &all->arena))
            ;
        if (!first && n == CELLS)
            add_reason(all, cells);
        first = false;
    }
}

static void write_refused(frame *f, wn_str folder)
{
    reasons *all = wn_alloc(1, sizeof(*all));
    wn_buf text = {0};
    wn_str path = wn_path_join(&all->arena, folder, WN_STR("refused.csv"));

    if (!room_read(&f->site->room, path.ptr, MOST_REFUSED, &text))
        frame_put(f, "p class=\"c1 note\"", WN_SAY_SERVE_REFUSED_LARGE);
    read_reasons(wn_buf_str(&text), all);
    if (all->count > 0) {
        frame_put(f, "h3", WN_SAY_SERVE_REFUSED_WHY);
        frame_raw(f, "<ul>");
    }
    for (size_t i = 0; i < all->count; i++) {
        frame_raw(f, "<li><b>");
        frame_number(f, all->items[i].count);
        frame_raw(f, "</b> · ");
        frame_text(f, all->items[i].file);
        frame_raw(f, " ");
        frame_text(f, all->items[i].column);
        frame_raw(f, " · ");
        frame_text(f, all->items[i].text);
        frame_raw(f, "</li>");
    }
    if (all->others)
        frame_put(f, "li", WN_SAY_SERVE_OTHERS, all->others);
    if (all->count > 0)
        frame_raw(f, "</ul>\n");
    wn_buf_release(&text);
    wn_arena_release(&all->arena);
    free(all);
}

/* ---- a run ------------------------------------------------------------------------ */

static void write_links(frame *f, wn_str folder)
{
    static const char *const files[] = {"worklists.xlsx", "pairs.xlsx", "sample.xlsx",
                                        "refused.csv", "changes.csv",
                                        "summary.md"};
    wn_arena arena = {0};

    frame_raw(f, "<p class=\"links\"><a href=\"/saved/");
    wn_buf_add(f->out, folder);
    wn_buf_format(f->out, "/%s\">", wn_languages[f->lang].page);
    frame_say(f, WN_SAY_SERVE_REPORT);
    frame_raw(f, "</a>");
    for (size_t i = 0; i < WN_COUNT(files); i++)
        if (room_has(&f->site->room,
                     wn_path_join(&arena, folder, wn_str_of(files[i])).ptr))
            wn_buf_format(f->out, " · <a href=\"/saved/%.*s/%s\">%s</a>", WN_FMT(folder),
                          files[i], files[i]);
    frame_raw(f, "</p>\n");
    wn_arena_release(&arena);
}

static void write_duplicates(frame *f, const json_t *manifest)
{
    uint64_t pairs = json_count(json_object_get(manifest, "duplicates"), "review_pairs");

    if (pairs == 0 || is_gated(manifest))
        return;
    frame_raw(f, "<p>");
    frame_say(f, WN_SAY_SERVE_PAIRS_WAIT, (unsigned long long)pairs);
    if (!json_is_true(json_object_get(manifest, "dry_run"))) {
        frame_raw(f, " <a class=\"button yes\" href=\"/pairs\">");
        frame_say(f, WN_SAY_SERVE_GO_PAIRS);
        frame_raw(f, "</a>");
    }
    frame_raw(f, "</p>\n");
}

void run_shown_said(frame *f, const job *j)
{
    wn_buf text = {0};

    job_text(&f->site->room, j, "out", &text);
    job_text(&f->site->room, j, "err", &text);
    frame_raw(f, "<details open><summary>");
    frame_say(f, WN_SAY_SERVE_SAID);
    frame_raw(f, "</summary><pre class=\"said\" tabindex=\"0\">");
    frame_text(f, wn_buf_str(&text));
    frame_raw(f, "</pre></details>\n");
    wn_buf_release(&text);
}

void run_shown(frame *f, const job *j)
{
    json_t *manifest = read_json(f->site, j, "manifest.json");
    wn_arena arena = {0};
    wn_str folder = run_shown_folder(f->site, j, &arena);

    if (manifest) {
        write_outcome(f, j, manifest);
        write_books(f, manifest);
        change_shown(f, manifest, folder);
        write_duplicates(f, manifest);
        write_unread(f, manifest);
        write_refused(f, folder);
        write_links(f, folder);
    }
    run_shown_said(f, j);
    json_decref(manifest);
    wn_arena_release(&arena);
}

wn_str run_shown_id(const serve *s, const job *j, wn_arena *arena)
{
    json_t *manifest = read_json(s, j, "manifest.json");
    wn_str id = is_gated(manifest) ? WN_STR("")
                                   : wn_arena_str(arena, json_member(manifest, "id"));

    json_decref(manifest);
    return id;
}
