/* job_lines.c - what a command printed with --json. */
#include "job_lines.h"

wn_str json_member(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    return json_is_string(value)
               ? (wn_str){json_string_value(value), json_string_length(value)}
               : WN_STR("");
}

uint64_t json_count(const json_t *object, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(object, name));

    return number > 0 ? (uint64_t)number : 0;
}

void job_each_line(const room *r, const job *j, void (*take)(void *data, const json_t *line),
                   void *data)
{
    wn_buf text = {0};

    job_text(r, j, "out", &text);
    for (wn_str rest = wn_buf_str(&text); rest.len > 0;) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        json_t *object = json_loadb(line.ptr, line.len, 0, NULL);
        if (json_is_object(object))
            take(data, object);
        json_decref(object);
    }
    wn_buf_release(&text);
}
