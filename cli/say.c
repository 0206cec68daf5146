/*
 * say.c - all output to terminals.
 *
 * Names and values come from files that others made: an escape sequence in one could
 * move the cursor, and a direction mark could turn a name around. So all messages go
 * through this file, and such characters are shown, not sent. Data that a command was
 * asked for (cat, apply, a CSV on stdout) goes out unchanged.
 */
#include "cli.h"

#include "core/memory.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_put(FILE *to, wn_str text)
{
    wn_buf shown = {0};

    wn_buf_shown(&shown, text, true);
    cli_put_data(to, wn_buf_str(&shown));
    wn_buf_release(&shown);
}

void cli_put_line(FILE *to, const char *text)
{
    wn_buf shown = {0};

    wn_buf_shown(&shown, wn_str_of(text), false);
    cli_put_data(to, wn_buf_str(&shown));
    wn_buf_release(&shown);
}

bool cli_put_data(FILE *to, wn_str data)
{
    return data.len == 0 || fwrite(data.ptr, 1, data.len, to) == data.len;
}

void cli_print(FILE *to, const char *format, ...)
{
    char few[1024], *text = few;
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(few, sizeof(few), format, args);
    va_end(args);
    if (len >= (int)sizeof(few)) {
        text = wn_alloc((size_t)len + 1, 1);
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    if (len > 0)
        cli_put(to, (wn_str){text, (size_t)len});
    if (text != few)
        free(text);
}

/* In JSON such characters can only be inside strings, where \uXXXX is the same text. */
void cli_put_json(FILE *to, json_t *object, size_t flags)
{
    char *text = object ? json_dumps(object, JSON_COMPACT | flags) : NULL;
    wn_str s = wn_str_of(text ? text : "{}");
    wn_buf out = {0};

    for (size_t at = 0, from = 0; at < s.len; from = at) {
        uint32_t c = wn_utf8_next(s, &at);
        if (!wn_is_hidden(c))
            wn_buf_add(&out, (wn_str){s.ptr + from, at - from});
        else if (c < 0x10000)
            wn_buf_format(&out, "\\u%04X", (unsigned)c);
        else
            wn_buf_format(&out, "\\u%04X\\u%04X",
                          0xD800 + (unsigned)((c - 0x10000) >> 10),
                          0xDC00 + (unsigned)(c & 0x3FF));
    }
    wn_buf_char(&out, '\n');
    cli_put_data(to, wn_buf_str(&out));
    wn_buf_release(&out);
    free(text);
    json_decref(object);
}

/* ---- what winnow itself sends ----------------------------------------------------- */

bool cli_is_colored(const cli_options *o, FILE *to)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    return isatty(fileno(to)) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

void cli_put_prefix(const cli_options *o)
{
    bool color = cli_is_colored(o, stderr);

    cli_put_data(stderr, color ? WN_STR("\033[31mwinnow:\033[0m ") : WN_STR("winnow: "));
}

void cli_clear_line(void)
{
    cli_put_data(stderr, WN_STR("\r\033[K"));
}
