/* choose_table.c - which table of a file is read: a sheet, a table of a database. */
#include "read.h"

#include "core/fail.h"

#include <string.h>

static bool is_place(wn_str s)
{
    size_t letters =
        wn_str_span(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    return s.len > 0 && wn_str_span((wn_str){s.ptr + letters, s.len - letters},
                                    "0123456789") == s.len - letters;
}

/* A range as spreadsheets write it: "E:F", "A6:C90", "6:90". */
static bool range_of(wn_str text, wn_range *out)
{
    wn_range r = {0};
    wn_str last = text, first = wn_str_cut(&last, WN_STR(":"));

    if (!is_place(first) || !is_place(last))
        return false;
    r.left = read_place(first, &r.top);
    r.right = read_place(last, &r.bottom);
    if (r.left == SIZE_MAX && r.right == SIZE_MAX) {
        r.left = 0;
        r.right = READ_MAX_COLUMNS - 1;
    }
    if (r.top == 0 && r.bottom == 0) {
        r.top = 1;
        r.bottom = READ_LAST_ROW;
    }
    *out = r;
    return r.right < READ_MAX_COLUMNS && r.left <= r.right && r.top > 0 &&
           r.top <= r.bottom;
}

/* Split "Name!A6:F90" into name and range, unless a sheet has this whole name. */
static wn_str cut_range(wn_input *input)
{
    wn_str name = input->sheet;
    const char *mark = name.len ? memrchr(name.ptr, '!', name.len) : NULL;

    input->range = (wn_range){0};
    for (size_t i = 0; mark && i < input->table_count; i++)
        if (wn_str_equal(input->tables[i].name, name))
            return name;
    size_t len = mark ? (size_t)(mark - name.ptr) : name.len;
    if (mark && range_of((wn_str){mark + 1, name.len - len - 1}, &input->range))
        return (wn_str){name.ptr, len};
    input->range = (wn_range){0};
    return name;
}

wn_rc read_choose_table(wn_input *input, wn_error *err)
{
    wn_str wanted = cut_range(input);
    int64_t number = 0;
    wn_buf names = {0};

    for (size_t i = 0; i < input->table_count; i++)
        input->tables[i].name = read_as_text(input, input->tables[i].name, &input->arena);
    for (size_t i = 0; wanted.len && i < input->table_count; i++)
        if (wn_str_equal(input->tables[i].name, wanted)) {
            input->table = i;
            return WN_OK;
        }
    if (wanted.len && wn_str_number(wanted, &number) && number >= 1 &&
        (uint64_t)number <= input->table_count) {
        input->table = (size_t)number - 1;
        return WN_OK;
    }
    if (!wanted.len) {
        input->table = 0;
        while (input->table < input->table_count && input->tables[input->table].is_hidden)
            input->table++;
        if (input->table == input->table_count)
            input->table = 0;
        return WN_OK;
    }
    for (size_t i = 0; i < input->table_count && names.len < 400; i++)
        wn_buf_format(&names, "%s%.*s", i ? ", " : "", WN_FMT(input->tables[i].name));
    wn_fail(err, WN_E_SOURCE, WN_SAY_READ_SHEET_UNKNOWN, input->path, WN_FMT(wanted));
    wn_error_hint(err, WN_SAY_READ_SHEET_NAMES, WN_FMT(wn_buf_str(&names)));
    wn_buf_release(&names);
    return err->rc;
}
