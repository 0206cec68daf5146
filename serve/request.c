/* request.c - fields of a request, and the plainest answers. */
#include "request.h"

#include "core/memory.h"

wn_str request_field(const request *q, const char *name)
{
    for (size_t i = 0; i < q->field_count; i++)
        if (wn_str_equal(q->fields[i].name, wn_str_of(name)))
            return wn_str_trim(q->fields[i].value);
    return WN_STR("");
}

int64_t request_number(const request *q, const char *name, int64_t other)
{
    int64_t number;

    return wn_str_number(request_field(q, name), &number) ? number : other;
}

void request_add(request *q, wn_str name, wn_str value)
{
    q->fields = wn_grow(q->fields, q->field_count, &q->field_room, sizeof(*q->fields));
    q->fields[q->field_count++] =
        (serve_field){wn_arena_str(&q->arena, name), wn_arena_str(&q->arena, value)};
}

void reply_go(reply *a, request *q, const char *address)
{
    a->status = 303;
    a->location = wn_arena_str(&q->arena, wn_str_of(address));
}

void reply_say(reply *a, const request *q, unsigned status, wn_word word)
{
    a->status = status;
    a->type = "text/plain; charset=utf-8";
    a->body.len = 0;
    wn_buf_format(&a->body, "%s\n", wn_say(q->lang, word));
}
