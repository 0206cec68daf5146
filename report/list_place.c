/* list_place.c - where a row of a work list is: its web address, its file and line. */
#include "list_name.h"
#include "report.h"

#include <string.h>

/* The web address of the record in its system, by the pattern in the mapping; "" without
 * a pattern or a key. The key is percent-encoded (RFC 3986). */
wn_str list_link(const wn_record *record, wn_arena *arena)
{
    wn_str rest = record->file->link, mark = WN_STR("{key}");
    wn_buf out = {0};

    if (rest.len == 0 || record->key.len == 0)
        return WN_STR("");
    wn_buf_add(&out, wn_str_cut(&rest, mark));
    for (size_t i = 0; i < record->key.len; i++) {
        unsigned char c = (unsigned char)record->key.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c | 32) - 'a' + 0u < 26u ||
                     (c && strchr("-._~", c));
        wn_buf_format(&out, plain ? "%c" : "%%%02X", c);
    }
    wn_buf_add(&out, rest);
    wn_str link = wn_arena_str(arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return link;
}

/* Where the finding is: FILE:LINE or FILE#NUMBER, and the column with its letter. */
wn_str list_where(const report *r, const wn_record *record, const wn_finding *f,
                  wn_arena *arena)
{
    const wn_input *input = &r->stage.context->known->inputs[record->file->number];
    char letter[8];

    if (f->column >= input->column_count)
        return wn_arena_format(arena, "%.*s%c%llu", WN_FMT(record->file->name),
                               wn_line_mark(r->stage.context, record->file),
                               (unsigned long long)record->line);
    return wn_arena_format(arena, "%.*s%c%llu %s %.*s", WN_FMT(record->file->name),
                           wn_line_mark(r->stage.context, record->file),
                           (unsigned long long)record->line,
                           wn_column_letter(letter, f->column + input->left),
                           WN_FMT(input->columns[f->column]));
}

sheet_kind list_kind(const wn_record *record, const wn_finding *f)
{
    const wn_field *field =
        f->field >= 0 ? &record->file->entity->fields[f->field] : NULL;

    return !field || field->key ? SHEET_TEXT
           : field->type->is_date
               ? (!strcmp(field->type->name, "date") ? SHEET_DATE : SHEET_MOMENT)
           : field->type->is_number ? SHEET_NUMBER
                                    : SHEET_TEXT;
}
