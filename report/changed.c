/* changed.c - what a run changes in the target: as JSON, and its examples as a table. */
#include "changed.h"

#include <inttypes.h>
#include <jansson.h>

static json_t *fields_json(const wn_change *change)
{
    json_t *all = json_array();

    for (size_t f = 0; f < change->field_count; f++)
        json_array_append_new(all,
                              json_pack("{s:s%,s:I}", "field", change->fields[f].name.ptr,
                                        change->fields[f].name.len, "changed",
                                        (json_int_t)change->fields[f].count));
    return all;
}

json_t *changed_row(const wn_change *change)
{
    json_t *row = json_pack("{s:s%}", "table", change->table.ptr, change->table.len);
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {{"before", change->before},   {"new", change->fresh},
                  {"changed", change->changed}, {"same", change->same},
                  {"joined", change->joined},   {"apart", change->apart},
                  {"added", change->added},     {"unread", change->unread}};

    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
        json_object_set_new(row, counts[i].name,
                            json_integer((json_int_t)counts[i].count));
    json_object_set_new(row, "gone",
                        change->gone_known ? json_integer((json_int_t)change->gone)
                                           : json_null());
    json_object_set_new(row, "fields", fields_json(change));
    return row;
}

json_t *changed_json(const wn_load_outcome *load)
{
    wn_change_state state = wn_change_state_of(load);
    json_t *tables = json_array();

    for (size_t i = 0; i < load->changes.count && state != WN_CHANGE_GATED; i++)
        json_array_append_new(tables, changed_row(&load->changes.items[i]));
    return json_pack("{s:s,s:o}", "state", wn_change_names[state], "tables", tables);
}

void changed_examples(const wn_load_outcome *load, wn_buf *out)
{
    if (wn_change_state_of(load) == WN_CHANGE_GATED)
        return;
    for (size_t i = 0; i < load->changes.count; i++) {
        const wn_change *change = &load->changes.items[i];
        for (size_t f = 0; f < change->field_count; f++)
            for (size_t x = 0; x < change->fields[f].example_count; x++) {
                const struct wn_change_example *e = &change->fields[f].examples[x];
                wn_csv_add_safe(out, change->table);
                wn_buf_format(out, ",%" PRId64 ",", e->id);
                wn_csv_add_safe(out, change->fields[f].name);
                wn_buf_char(out, ',');
                wn_csv_add_safe(out, e->before.ptr ? e->before : WN_STR(""));
                wn_buf_char(out, ',');
                wn_csv_add_safe(out, e->after.ptr ? e->after : WN_STR(""));
                wn_buf_char(out, '\n');
            }
    }
}
