/* table.c - which of several tables of a file is read: sheets, tables of a database. */
#include "read.h"

#include <string.h>

wn_rc read_choose_table(wn_input *input, wn_error *err)
{
    wn_str wanted = input->sheet;
    int64_t number = 0;
    wn_buf names = {0};

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
