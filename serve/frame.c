/* frame.c - what all pages have: head, list of pages, forms, and how a job is shown. */
#include "site.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdarg.h>
#include <string.h>

static const struct {
    const char *path;
    wn_word name;
} places[] = {{"/", WN_SAY_SERVE_FILES},
              {"/columns", WN_SAY_SERVE_MAPPING},
              {"/values", WN_SAY_BOOK_SHEET_VALUES},
              {"/try", WN_SAY_SERVE_TRY},
              {"/pairs", WN_SAY_SERVE_PAIRS},
              {"/health", WN_SAY_SERVE_HEALTH}};

void frame_raw(frame *f, const char *html)
{
    wn_buf_add(f->out, wn_str_of(html));
}

void frame_text(frame *f, wn_str text)
{
    wn_html_add(f->out, text);
}

static void say_args(frame *f, wn_word word, va_list args)
{
    wn_buf text = {0};

    wn_buf_format_args(&text, wn_say(f->lang, word), args);
    frame_text(f, wn_buf_str(&text));
    wn_buf_release(&text);
}

void frame_say(frame *f, wn_word word, ...)
{
    va_list args;

    va_start(args, word);
    say_args(f, word, args);
    va_end(args);
}

void frame_put(frame *f, const char *element, wn_word word, ...)
{
    va_list args;

    wn_buf_format(f->out, "<%s>", element);
    va_start(args, word);
    say_args(f, word, args);
    va_end(args);
    wn_buf_format(f->out, "</%.*s>\n", (int)strcspn(element, " "), element);
}

void frame_number(frame *f, uint64_t number)
{
    char digits[28];

    frame_raw(f, wn_thousands(digits, number));
}

/* ---- head and foot ---------------------------------------------------------------- */

static void write_places(frame *f, const char *path)
{
    wn_buf_format(f->out, "<nav aria-label=\"%s\"><ol>",
                  wn_say(f->lang, WN_SAY_SERVE_PLACES));
    for (size_t i = 0; i < WN_COUNT(places); i++) {
        bool here = !strcmp(places[i].path, path);
        wn_buf_format(f->out, "<li><a href=\"%s\"%s>", places[i].path,
                      here ? " aria-current=\"page\"" : "");
        frame_say(f, places[i].name);
        frame_raw(f, "</a></li>");
    }
    frame_raw(f, "</ol></nav>");
}

static void write_languages(frame *f)
{
    frame_form(f, "/language", " class=\"languages\"");
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        if (lang != f->lang)
            wn_buf_format(f->out,
                          "<button name=\"to\" value=\"%s\" lang=\"%s\">%s</button>",
                          wn_languages[lang].code, wn_languages[lang].tag,
                          wn_languages[lang].own);
    frame_raw(f, "</form>");
}

frame frame_begin(serve *s, const request *q, reply *a, wn_word title, const char *path)
{
    frame f = {.site = s, .request = q, .out = &a->body, .lang = q->lang};
    wn_str folder = wn_path_base(wn_str_of(s->room.folder));

    wn_buf_format(f.out,
                  "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                  "<title>",
                  wn_languages[f.lang].tag);
    frame_say(&f, title);
    frame_raw(&f, " · ");
    frame_text(&f, folder);
    frame_raw(&f, "</title><link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/app.css\">"
                  "<script src=\"/app.js\" defer></script></head>\n<body>"
                  "<a class=\"skip\" href=\"#main\">");
    frame_say(&f, WN_SAY_SERVE_SKIP);
    frame_raw(&f, "</a><header class=\"site\"><strong>");
    frame_text(&f, folder);
    frame_raw(&f, "</strong>");
    write_places(&f, path);
    write_languages(&f);
    frame_raw(&f, "</header>\n<main id=\"main\">\n");
    frame_put(&f, "h1", title);
    return f;
}

void frame_end(frame *f)
{
    frame_raw(f, "</main></body></html>\n");
}

void frame_alone(serve *s, const request *q, reply *a, unsigned status, wn_word word)
{
    frame f = frame_begin(s, q, a, WN_SAY_SERVE_SORRY, "");

    a->status = status;
    frame_put(&f, "p", word);
    frame_end(&f);
}

/* ---- forms ------------------------------------------------------------------------ */

void frame_form(frame *f, const char *action, const char *attributes)
{
    wn_buf_format(f->out,
                  "<form method=\"post\" action=\"%s\"%s>"
                  "<input type=\"hidden\" name=\"form\" value=\"%s\">",
                  action, attributes, http_form(f->site->http));
    if (f->site->room.shown)
        wn_buf_format(f->out, "<input type=\"hidden\" name=\"mapping\" value=\"%zu\">",
                      f->site->room.shown);
}

void frame_button(frame *f, const char *name, const char *value, const char *class,
                  wn_word word)
{
    frame_raw(f, "<button");
    if (name)
        wn_buf_format(f->out, " name=\"%s\" value=\"%s\"", name, value);
    wn_buf_format(f->out, " class=\"%s\">", class);
    frame_say(f, word);
    frame_raw(f, "</button>");
}

static void write_way(frame *f, const char *address, size_t to, wn_word word)
{
    frame_raw(f, "<a class=\"button\" href=\"");
    frame_text(f, wn_str_of(address));
    wn_buf_format(f->out, "%zu\">", to);
    frame_say(f, word);
    frame_raw(f, "</a> ");
}

void frame_ways(frame *f, const char *address, size_t from, size_t page, bool more)
{
    frame_raw(f, "<p>");
    if (from > 0)
        write_way(f, address, from > page ? from - page : 0, WN_SAY_SERVE_PAGE_BEFORE);
    if (more)
        write_way(f, address, from + page, WN_SAY_SERVE_PAGE_NEXT);
    frame_raw(f, "</p>\n");
}

void frame_error(frame *f, const wn_error *err)
{
    frame_raw(f, "<div class=\"c2 note\" role=\"alert\"><p>");
    frame_text(f, wn_str_of(err->text));
    frame_raw(f, "</p>");
    if (err->hint[0]) {
        frame_raw(f, "<p>");
        frame_text(f, wn_str_of(err->hint));
        frame_raw(f, "</p>");
    }
    frame_raw(f, "</div>\n");
}

/* ---- jobs ------------------------------------------------------------------------- */

static void write_text(frame *f, const job *j, const char *name, const char *element)
{
    wn_buf text = {0};

    job_text(&f->site->room, j, name, &text);
    wn_str shown = wn_str_trim(wn_buf_str(&text));
    if (shown.len > 0) {
        wn_buf_format(f->out, "<%s>", element);
        frame_text(f, shown);
        wn_buf_format(f->out, "</%.*s>\n", (int)strcspn(element, " "), element);
    }
    wn_buf_release(&text);
}

/* While it runs: the script asks how far it is, and without one the page comes again. */
static void write_running(frame *f, const job *j)
{
    wn_buf_format(f->out,
                  "<div class=\"note job\" data-job=\"%s\" role=\"status\"><noscript>"
                  "<meta http-equiv=\"refresh\" content=\"3\"></noscript><p>",
                  j->id);
    frame_say(f, WN_SAY_SERVE_RUNS);
    frame_raw(f, " <code>");
    write_text(f, j, "command", "span");
    frame_raw(f, "</code></p><progress max=\"1\" aria-label=\"");
    frame_say(f, WN_SAY_SERVE_RUNS);
    frame_raw(f, "\"></progress> <span class=\"far\"></span>");
    frame_form(f, "/cancel", "");
    wn_buf_format(f->out, "<input type=\"hidden\" name=\"job\" value=\"%s\">", j->id);
    frame_button(f, NULL, NULL, "quiet", WN_SAY_SERVE_STOP);
    frame_raw(f, "</form></div>\n");
}

void frame_job(frame *f, const job *j)
{
    if (j->state == JOB_NONE)
        return;
    if (j->state == JOB_RUNS) {
        write_running(f, j);
        return;
    }
    if (j->state == JOB_BROKEN || j->code > 2) {
        bool is_killed = j->state == JOB_BROKEN || (j->code > 128 && j->code != 130);
        frame_raw(f, "<div class=\"c2 note\" role=\"alert\"><p>");
        frame_say(f, is_killed        ? WN_SAY_SERVE_BROKEN
                     : j->code == 130 ? WN_SAY_SERVE_STOPPED
                                      : WN_SAY_SERVE_FAILED);
        frame_raw(f, "</p>");
        write_text(f, j, "err", "pre");
        frame_raw(f, "</div>\n");
    }
    frame_raw(f, "<p class=\"dim\">");
    frame_say(f, WN_SAY_SERVE_COMMAND);
    frame_raw(f, " <code>");
    write_text(f, j, "command", "span");
    frame_raw(f, "</code></p>\n");
}
