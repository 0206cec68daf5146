/* which_mapping.c - of several mappings that were named, the one that Columns and Values
 * show; and a mapping that is a workbook, which they show and do not change. */
#include "which_mapping.h"

#include "core/file.h"
#include "workbook/workbook.h"

void which_mapping_take(serve *s, const request *q)
{
    int64_t asked = request_number(q, "mapping", 0);

    s->room.shown = asked > 0 && (uint64_t)asked < s->room.given_count ? (size_t)asked : 0;
}

void which_mapping_add(const serve *s, wn_buf *out, const char *path)
{
    wn_buf_format(out, "%s?", path);
    if (s->room.shown)
        wn_buf_format(out, "mapping=%zu&", s->room.shown);
}

void which_mapping_table(const serve *s, wn_buf *out, wn_str table)
{
    which_mapping_add(s, out, "/columns");
    wn_buf_format(out, "table=");
    wn_url_add(out, table);
}

static void write_tabs(frame *f, const char *page)
{
    const room *r = &f->site->room;

    wn_buf_format(f->out, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
                  wn_say(f->lang, WN_SAY_SERVE_MAPPINGS));
    for (size_t i = 0; i < r->given_count; i++) {
        wn_buf_format(f->out, "<li><a href=\"%s?mapping=%zu\"%s>", page, i,
                      i == r->shown ? " aria-current=\"true\"" : "");
        frame_text(f, wn_path_base(wn_str_of(r->given[i])));
        frame_raw(f, "</a></li>");
    }
    frame_raw(f, "</ul></nav>\n");
}

void write_which_mapping(frame *f, const char *page)
{
    wn_arena arena = {0};
    wn_str mapping = room_mapping(&f->site->room, &arena);
    bool is_book = mapping.len && wn_is_workbook(mapping.ptr);

    if (f->site->room.given_count > 1)
        write_tabs(f, page);
    if (is_book) {
        frame_raw(f, "<div class=\"c1 note\"><p>");
        frame_say(f, WN_SAY_SERVE_BOOK_MAPPING, WN_FMT(wn_path_base(mapping)));
        frame_raw(f, "</p>");
        if (f->site->room.given_count == 0) {
            frame_form(f, "/columns", "");
            frame_button(f, "what", "xml", "yes", WN_SAY_SERVE_BOOK_TO_XML);
            frame_raw(f, "</form>");
        }
        frame_raw(f, "</div>\n");
    }
    wn_arena_release(&arena);
}

bool mapping_to_xml(serve *s, request *q, mapping_change *c)
{
    const char *mapping = room_mapping(&s->room, &q->arena).ptr;
    const char *const words[] = {"sheet", mapping, "--lang", wn_languages[q->lang].code,
                                 "-o", ROOM_MAPPING, NULL};

    if (!mapping || !wn_is_workbook(mapping) || s->room.given_count)
        return true; /* of a page from before: it shows what is now */
    if (job_start(&s->room, JOB_EDIT, words, 0, &c->job, &c->err) >= 0)
        job_wait(&s->room, &c->job, MAPPING_PATIENCE);
    return c->err.rc >= 0 && (c->job.state != JOB_ENDED || c->job.code == 0);
}
