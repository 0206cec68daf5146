/* terminal.c - prints errors and mistakes of a mapping. */
#include "cli.h"

#include "core/history.h"

#include <jansson.h>

int cli_exit_code(wn_rc rc)
{
    switch (rc) {
    case WN_OK:
    case WN_MORE:
        return 0;
    case WN_E_USAGE:
    case WN_E_MAPPING:
        return 3;
    case WN_E_SOURCE:
        return 4;
    case WN_E_TARGET:
        return 5;
    case WN_E_INTERRUPTED:
        return 130;
    case WN_E_INTERNAL:
    case WN_ASKS_ORDER: /* users never see these two: the run begins again, or asks */
    case WN_ASKS_COLUMNS:
        break;
    }
    return 70;
}

static void print_json(json_t *object)
{
    cli_put_json(stdout, object, 0);
}

void cli_print_error(const cli_options *o, const wn_error *err)
{
    cli_print_error_as(o, err, cli_exit_code(err->rc));
}

void cli_print_error_as(const cli_options *o, const wn_error *err, int code)
{
    if (o->json)
        print_json(json_pack("{s:s,s:i,s:s,s:I,s:s,s:s}", "event", "error", "exit", code,
                             "file", err->file, "line", (json_int_t)err->line, "message",
                             err->text, "hint", err->hint));
    cli_put_prefix(o);
    if (err->file[0] && err->line) {
        cli_put_line(stderr, err->file);
        cli_print(stderr, ":%llu: ", (unsigned long long)err->line);
    }
    cli_put_line(stderr, err->text);
    cli_print(stderr, "\n");
    if (err->hint[0]) {
        cli_print(stderr, "        ");
        cli_put_line(stderr, err->hint);
        cli_print(stderr, "\n");
    }
}

unsigned cli_percent(uint64_t part, uint64_t all)
{
    unsigned p = all ? (unsigned)(part * 100 / all) : 0;

    return part > 0 && p == 0 ? 1 : p;
}

void cli_pad(wn_buf *out, wn_str text, size_t width)
{
    size_t at = 0, used = 0;

    while (at < text.len) {
        size_t next = at;
        wn_utf8_next(text, &next);
        wn_str one = {text.ptr + at, next - at};
        size_t w = wn_shown_width(one);
        if (used + w > width)
            break;
        wn_buf_shown(out, one, false);
        used += w;
        at = next;
    }
    for (; used < width; used++)
        wn_buf_char(out, ' ');
}

void cli_print_diags(const cli_options *o, wn_diags *diags)
{
    wn_buf out = {0};

    wn_diags_settle(diags);
    for (size_t i = 0; o->json && i < diags->count; i++) {
        const wn_diag *d = &diags->items[i];
        json_t *line = json_pack("{s:s,s:s,s:i,s:i,s:s%}", "event",
                                 d->is_note ? "note" : "mistake", "file", d->file, "line",
                                 (int)d->line, "column", (int)d->column, "message",
                                 d->text.ptr, d->text.len);
        if (d->place.len)
            json_object_set_new(line, "cell", json_stringn(d->place.ptr, d->place.len));
        print_json(line);
    }
    if (!o->json) {
        wn_diags_write(diags, &out);
        cli_put(stderr, wn_buf_str(&out));
    }
    wn_buf_release(&out);
}

#define MOST_REPEATED 3

void cli_print_repeated(const cli_options *o, wn_surveys *surveys,
                        const char *const *paths, size_t count)
{
    wn_input_list list = {.surveys = surveys};

    for (size_t i = 0; i < count && !o->quiet; i++)
        wn_input_list_add(&list, paths[i]);
    for (size_t i = 0; i < list.repeated_count && i < MOST_REPEATED; i++) {
        cli_print(stderr, "winnow: ");
        cli_print(stderr, wn_say(o->lang, WN_SAY_GIVEN_TWICE), list.repeated[i]);
        cli_print(stderr, "\n");
    }
    if (list.repeated_count > MOST_REPEATED) {
        cli_print(stderr, "winnow: ");
        cli_print(stderr, wn_say(o->lang, WN_SAY_GIVEN_TWICE_MORE),
                  list.repeated_count - MOST_REPEATED);
        cli_print(stderr, "\n");
    }
    wn_input_list_release(&list);
}

void cli_label(wn_lang lang, wn_word word)
{
    const char *text = wn_say(lang, word);
    int pad = 10 - (int)wn_utf8_width(wn_str_of(text));

    cli_print(stdout, "%s%*s", text, pad > 1 ? pad : 1, "");
}
