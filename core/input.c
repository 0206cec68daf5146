/* input.c - finds the columns of an input by the names in a mapping; names of files. */
#include "file.h"
#include "memory.h"
#include "reader.h"

#include <stdlib.h>
#include <string.h>

static int find_unless_twice(const wn_input *input, wn_str name, bool folded)
{
    wn_fingerprint wanted = folded ? wn_fold_fingerprint(name) : (wn_fingerprint){0};
    int found = -1;

    for (size_t i = 0; i < input->column_count; i++) {
        wn_fingerprint column =
            folded ? wn_fold_fingerprint(input->columns[i]) : (wn_fingerprint){0};
        if (folded ? column.a != wanted.a || column.b != wanted.b
                   : !wn_str_equal(name, input->columns[i]))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

int wn_input_column(const wn_input *input, wn_str name)
{
    int found = find_unless_twice(input, name, false);

    return found >= 0 ? found : find_unless_twice(input, name, true);
}

bool wn_input_is_address(const char *path)
{
    return !strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11) ||
           !strncmp(path, "host=", 5) || !strncmp(path, "service=", 8) ||
           strstr(path, "dbname=") != NULL;
}

/* Remove the value of password=...: up to the next blank or &, or to its closing quote.
 */
static wn_str without_password(const char *text, wn_arena *arena)
{
    const char *word = strstr(text, "password="), *end = word ? word + 9 : NULL;

    if (!word)
        return wn_str_of(text);
    if (*end == '\'') {
        for (end++; *end && *end != '\''; end++)
            end += *end == '\\' && end[1];
        end += *end == '\'';
    } else {
        end += strcspn(end, " &");
    }
    return wn_arena_format(arena, "%.*spassword=***%s", (int)(word - text), text, end);
}

/* postgresql://anna:secret@host/crm -> postgresql://anna@host/crm */
wn_str wn_input_shown(const char *path, wn_arena *arena)
{
    const char *from = strstr(path, "://");

    if (!from)
        return without_password(path, arena);
    from += 3;
    size_t len = strcspn(from, "/?");
    const char *at = memrchr(from, '@', len),
               *colon = at ? memchr(from, ':', (size_t)(at - from)) : NULL;
    if (!colon)
        return without_password(path, arena);
    return without_password(
        wn_arena_format(arena, "%.*s%s", (int)(colon - path), path, at).ptr, arena);
}

size_t wn_input_own_columns(const wn_input *input)
{
    size_t count = 0;

    while (count < input->column_count) {
        wn_str name = input->columns[input->column_count - 1 - count];
        if (name.len < 8 || memcmp(name.ptr, "winnow: ", 8) != 0)
            break;
        count++;
    }
    return count;
}

/* The name of a sheet or a query without the characters that a file name cannot have. */
static wn_str as_file_name(wn_str table, wn_arena *arena)
{
    wn_str name = wn_arena_str(arena, table);
    char *bytes = (char *)(uintptr_t)name.ptr;

    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)bytes[i] < ' ' || strchr("/\\:*?\"<>|", bytes[i]))
            bytes[i] = '_';
    if (name.len <= 80 && wn_str_equal(name, table))
        return name;
    while (name.len > 80 || (name.len > 0 && wn_utf8_valid(name) < name.len))
        name.len--;
    return wn_arena_format(arena, "%.*s-%08x", WN_FMT(name),
                           (unsigned)(wn_hash(table, 0) & 0xFFFFFFFF));
}

/* A path that stays inside the folder it is put into: /a/../b becomes a/_/b. */
static wn_str as_inner_path(wn_str path, wn_arena *arena)
{
    wn_buf inner = {0};

    while (path.len > 0) {
        wn_str part = wn_str_cut(&path, WN_STR("/"));
        if (part.len == 0 || wn_str_equal(part, WN_STR(".")))
            continue;
        if (inner.len > 0)
            wn_buf_char(&inner, '/');
        wn_buf_add(&inner, wn_str_equal(part, WN_STR("..")) ? WN_STR("_") : part);
    }
    wn_str out = wn_arena_str(arena, wn_buf_str(&inner));
    wn_buf_release(&inner);
    return out;
}

wn_str wn_refused_name(const wn_file *file, wn_arena *arena)
{
    wn_str path = file->path, table = file->sheet.len ? file->sheet : file->records;

    if (wn_input_is_address(path.ptr))
        path = file->entity->name;
    else
        path = as_inner_path(path, arena);
    if (table.len > 0)
        return wn_arena_format(arena, "%.*s.%.*s.csv", WN_FMT(path),
                               WN_FMT(as_file_name(table, arena)));
    return wn_arena_format(arena, "%.*s%s", WN_FMT(path),
                           wn_str_ends(path, WN_STR(".csv")) ? "" : ".csv");
}

void wn_note_say(const wn_note *note, wn_lang lang, wn_buf *out)
{
    wn_buf_format(out, wn_say(lang, note->word), (unsigned long long)note->number,
                  WN_FMT(note->text), (unsigned long long)note->line);
}

bool wn_pattern_match(wn_str pattern, wn_str name)
{
    const char *star = NULL; /* the last * so far; it may match more characters */
    size_t p = 0, n = 0, taken = 0;

    while (n < name.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = pattern.ptr + p++;
            taken = n;
        } else if (p < pattern.len && pattern.ptr[p] == name.ptr[n]) {
            p++;
            n++;
        } else if (star) {
            p = (size_t)(star - pattern.ptr) + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

const char *wn_column_letter(char *out, size_t column)
{
    char reversed[8];
    size_t len = 0;

    for (column++; column > 0 && len < 7; column = (column - 1) / 26)
        reversed[len++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < len; i++)
        out[i] = reversed[len - 1 - i];
    out[len] = '\0';
    return out;
}

void wn_input_column_rules(const wn_input *input, const wn_file *file, int *out)
{
    wn_map exact = {0}; /* fast, because a draft has a <keep> for each column */
    size_t open_count = 0;
    int *open_ones = wn_alloc(file->column_rule_count + 1, sizeof(*open_ones));

    for (size_t r = file->column_rule_count; r-- > 0;)
        if (!memchr(file->column_rules[r].pattern.ptr, '*',
                    file->column_rules[r].pattern.len))
            *wn_map_set(&exact, wn_fingerprint_of(file->column_rules[r].pattern), NULL) =
                (int64_t)r;
    for (size_t r = 0; r < file->column_rule_count; r++)
        if (memchr(file->column_rules[r].pattern.ptr, '*',
                   file->column_rules[r].pattern.len))
            open_ones[open_count++] = (int)r;
    for (size_t c = 0; c < input->column_count; c++) {
        const int64_t *found = wn_map_find(&exact, wn_fingerprint_of(input->columns[c]));
        out[c] = found ? (int)*found : -1;
        for (size_t i = 0; i < open_count && (out[c] < 0 || open_ones[i] < out[c]); i++)
            if (wn_pattern_match(file->column_rules[open_ones[i]].pattern,
                                 input->columns[c]))
                out[c] = open_ones[i];
    }
    wn_map_release(&exact);
    free(open_ones);
}
