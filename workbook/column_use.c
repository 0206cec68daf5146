/* column_use.c - what uses a column of a table beside a row of its own: a column needs no
 * decision where one of these does. The same uses that cover it in a run, see
 * run/inputs.c. */
#include "writing.h"

#include "core/reader.h"

bool book_is_meant(const wn_seen_file *seen, wn_str name, wn_str column)
{
    if (wn_str_equal(name, column) || !wn_fold_equal(name, column))
        return wn_str_equal(name, column);
    for (size_t s = 0; seen && s < seen->column_count; s++)
        if (wn_str_equal(seen->columns[s].name, name))
            return false;
    return true;
}

static bool is_among(const wn_seen_file *seen, const wn_str *names, size_t count,
                     wn_str column)
{
    for (size_t i = 0; i < count; i++)
        if (book_is_meant(seen, names[i], column))
            return true;
    return false;
}

static bool gives_context(const wn_seen_file *seen, const wn_bind *bind, wn_str column)
{
    for (size_t i = 0; i < bind->context_column_count; i++)
        if (book_is_meant(seen, bind->context_columns[i].column, column))
            return true;
    return false;
}

static bool is_in_where(const wn_seen_file *seen, const wn_file *file, wn_str column)
{
    for (size_t t = 0; t < file->term_count; t++)
        if (is_among(seen, file->terms[t].columns, file->terms[t].count, column))
            return true;
    return false;
}

static bool uses(const wn_seen_file *seen, const wn_file *file, wn_str column)
{
    for (size_t b = 0; b < file->bind_count; b++)
        if (is_among(seen, file->binds[b].columns, file->binds[b].count, column) ||
            gives_context(seen, &file->binds[b], column))
            return true;
    for (size_t r = 0; r < file->column_rule_count; r++)
        if (wn_pattern_match(file->column_rules[r].pattern, column))
            return true;
    return is_among(seen, file->keys, file->key_count, column) ||
           is_in_where(seen, file, column);
}

static bool is_same_table(const wn_file *a, const wn_file *b)
{
    return wn_str_equal(a->path, b->path) && wn_str_equal(a->sheet, b->sheet) &&
           wn_str_equal(a->records, b->records);
}

wn_str book_part_of(const wn_seen_file *seen, const wn_file *file, wn_str column)
{
    for (size_t b = 0; b < file->bind_count; b++)
        if (is_among(seen, file->binds[b].columns + 1, file->binds[b].count - 1, column))
            return file->binds[b].columns[0];
    return WN_STR("");
}

wn_str book_use_of(book_writing *w, size_t at, wn_str column)
{
    const wn_seen_file *seen = w->seen->files ? &w->seen->files[at] : NULL;
    const wn_file *files = w->plan->files, *file = &files[at];

    for (size_t b = 0; b < file->bind_count; b++)
        if (gives_context(seen, &file->binds[b], column))
            return wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_USE_CONTEXT),
                                   WN_FMT(file->binds[b].columns[0]));
    if (is_among(seen, file->keys, file->key_count, column))
        return wn_str_of(wn_say(w->lang, WN_SAY_BOOK_USE_KEY));
    if (is_in_where(seen, file, column))
        return wn_str_of(wn_say(w->lang, WN_SAY_BOOK_USE_WHERE));
    for (size_t i = 0; i < w->plan->file_count; i++)
        if (i != at && is_same_table(&files[i], file) && uses(seen, &files[i], column))
            return wn_arena_format(&w->arena, wn_say(w->lang, WN_SAY_BOOK_USE_SHEET),
                                   WN_FMT(w->sheets[i]));
    return WN_STR("");
}
