/*
 * change_shown.c - what a load changed in the target, or, tried, would change: the
 * numbers are of manifest.json, the values before and after of changes.csv.
 */
#include "run_shown.h"

#include "core/memory.h"

#define MOST_EXAMPLES ((size_t)1 << 20)

static const struct {
    const char *name;
    wn_word word;
} counts[] = {
    {"new", WN_SAY_SERVE_CHANGE_NEW},       {"changed", WN_SAY_SERVE_CHANGE_CHANGED},
    {"same", WN_SAY_SERVE_CHANGE_SAME},     {"gone", WN_SAY_SERVE_CHANGE_GONE},
    {"joined", WN_SAY_SERVE_CHANGE_JOINED}, {"apart", WN_SAY_SERVE_CHANGE_APART}};

static void write_row(frame *f, const json_t *table)
{
    frame_raw(f, "<tr><th scope=\"row\">");
    frame_text(f, json_member(table, "table"));
    frame_raw(f, "</th>");
    for (size_t i = 0; i < WN_COUNT(counts); i++) {
        frame_raw(f, "<td class=\"n\">");
        if (json_is_integer(json_object_get(table, counts[i].name)))
            frame_number(f, json_count(table, counts[i].name));
        else
            frame_say(f, WN_SAY_SERVE_CHANGE_UNKNOWN);
        frame_raw(f, "</td>");
    }
    frame_raw(f, "</tr>\n");
}

static void write_fields(frame *f, const json_t *table)
{
    const json_t *fields = json_object_get(table, "fields");

    if (json_array_size(fields) == 0)
        return;
    frame_raw(f, "<li>");
    frame_say(f, WN_SAY_SERVE_CHANGE_FIELDS, WN_FMT(json_member(table, "table")));
    for (size_t i = 0; i < json_array_size(fields); i++) {
        const json_t *field = json_array_get(fields, i);
        frame_raw(f, i ? " · " : " ");
        frame_text(f, json_member(field, "field"));
        frame_raw(f, " <b>");
        frame_number(f, json_count(field, "changed"));
        frame_raw(f, "</b>");
    }
    frame_raw(f, "</li>\n");
}

/* Below the table: which fields, and what the numbers leave open. */
static void write_notes(frame *f, const json_t *tables)
{
    static const struct {
        const char *name;
        wn_word word;
    } notes[] = {{"added", WN_SAY_SERVE_CHANGE_ADDED},
                 {"unread", WN_SAY_SERVE_CHANGE_NOT_READ}};

    frame_raw(f, "<ul>");
    for (size_t t = 0; t < json_array_size(tables); t++) {
        const json_t *table = json_array_get(tables, t);
        write_fields(f, table);
        for (size_t i = 0; i < WN_COUNT(notes); i++)
            if (json_count(table, notes[i].name))
                frame_put(f, "li", notes[i].word, WN_FMT(json_member(table, "table")),
                          (unsigned long long)json_count(table, notes[i].name));
    }
    frame_raw(f, "</ul>\n");
}

enum { TABLE_CELL, ID_CELL, FIELD_CELL, BEFORE_CELL, AFTER_CELL, CELLS };

static void write_rows(frame *f, wn_str rows, wn_arena *arena)
{
    wn_csv_cut(&rows); /* the header */
    while (rows.len > 0) {
        wn_str row = wn_csv_cut(&rows), cell;
        frame_raw(f, "<tr>");
        for (size_t i = 0; i < CELLS && wn_csv_next(&row, &cell, arena); i++) {
            frame_raw(f, "<td>");
            frame_text(f, wn_csv_bare(cell));
            frame_raw(f, "</td>");
        }
        frame_raw(f, "</tr>\n");
    }
}

static void write_examples(frame *f, wn_str folder)
{
    static const wn_word heads[CELLS] = {
        WN_SAY_SERVE_CHANGE_TABLE, WN_SAY_SERVE_CHANGE_ID, WN_SAY_SERVE_CHANGE_FIELD,
        WN_SAY_SERVE_CHANGE_BEFORE, WN_SAY_SERVE_CHANGE_AFTER};
    wn_arena arena = {0};
    wn_buf text = {0};
    wn_str path = wn_path_join(&arena, folder, WN_STR("changes.csv"));

    if (room_has(&f->site->room, path.ptr) &&
        room_read(&f->site->room, path.ptr, MOST_EXAMPLES, &text)) {
        frame_raw(f, "<details><summary>");
        frame_say(f, WN_SAY_SERVE_CHANGE_EXAMPLES);
        frame_raw(f, "</summary><div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        for (size_t i = 0; i < CELLS; i++)
            frame_put(f, "th scope=\"col\"", heads[i]);
        frame_raw(f, "</tr></thead><tbody>\n");
        write_rows(f, wn_buf_str(&text), &arena);
        frame_raw(f, "</tbody></table></div></details>\n");
    }
    wn_buf_release(&text);
    wn_arena_release(&arena);
}

static void write_tables(frame *f, const json_t *tables, wn_str folder)
{
    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    frame_put(f, "th scope=\"col\"", WN_SAY_SERVE_CHANGE_TABLE);
    for (size_t i = 0; i < WN_COUNT(counts); i++)
        frame_put(f, "th scope=\"col\" class=\"n\"", counts[i].word);
    frame_raw(f, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(tables); i++)
        write_row(f, json_array_get(tables, i));
    frame_raw(f, "</tbody></table></div>\n");
    write_notes(f, tables);
    write_examples(f, folder);
}

/* Nothing where nothing is known: a run of an older winnow, or one that a gate stopped.
 */
void change_shown(frame *f, const json_t *manifest, wn_str folder)
{
    static const struct {
        const char *state;
        wn_word word;
    } states[] = {{"first", WN_SAY_SERVE_CHANGE_FIRST},
                  {"again", WN_SAY_SERVE_CHANGE_AGAIN},
                  {"anew", WN_SAY_SERVE_CHANGE_ANEW}};
    const json_t *changes = json_object_get(manifest, "changes");
    bool dry = json_is_true(json_object_get(manifest, "dry_run"));

    for (size_t i = 0; i < WN_COUNT(states); i++) {
        if (!wn_str_equal(json_member(changes, "state"), wn_str_of(states[i].state)))
            continue;
        frame_put(f, "h3", dry ? WN_SAY_SERVE_CHANGE_WOULD : WN_SAY_SERVE_CHANGE_DID);
        frame_put(f, "p class=\"dim\"", states[i].word);
        if (json_array_size(json_object_get(changes, "tables")) > 0)
            write_tables(f, json_object_get(changes, "tables"), folder);
    }
}
