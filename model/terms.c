/*
 * terms.c - where= of a <file>: which rows of a table are its records.
 *
 * Names of columns may contain any text, so a name ends at an operator with blanks around
 * it: "Type of customer = company | firm and E-mail | Mobile filled".
 */
#include "build.h"

#include "core/memory.h"

#include <string.h>

/* The offset of the first `mark` in the text, or the text's length. */
static size_t find(wn_str text, wn_str mark)
{
    const char *at = memmem(text.ptr, text.len, mark.ptr, mark.len);

    return at ? (size_t)(at - text.ptr) : text.len;
}

/* Cut the operator and the text after it off; returns the operator. "": there is none. */
static wn_str cut_operator(wn_str *text, wn_str *behind)
{
    static const wn_str between[] = {{" = ", 3}, {" != ", 4}},
                        last[] = {{" filled", 7}, {" empty", 6}};
    size_t at = text->len;
    wn_str found = WN_STR("");

    for (size_t i = 0; i < WN_COUNT(between); i++)
        if (find(*text, between[i]) < at) {
            at = find(*text, between[i]);
            found = between[i];
        }
    for (size_t i = 0; i < WN_COUNT(last) && !found.len; i++)
        if (wn_str_ends(*text, last[i])) {
            found = last[i];
            at = text->len - found.len;
        }
    *behind =
        wn_str_trim((wn_str){text->ptr + at + found.len, text->len - at - found.len});
    text->len = at;
    return found;
}

/* Cut off the next condition, up to an " and " that another condition follows. So "Terms
 * and conditions = yes" and "trade = fish and chips" are one condition each. */
static wn_str cut_term(wn_str *rest)
{
    wn_str word = WN_STR(" and "), term = {rest->ptr, 0}, unused;

    for (;;) {
        wn_str left = {rest->ptr + term.len, rest->len - term.len};
        size_t len = find(left, word);
        term.len += len;
        if (len == left.len)
            break;
        wn_str one = term,
               others = {left.ptr + len + word.len, left.len - len - word.len};
        if (cut_operator(&one, &unused).len && cut_operator(&others, &unused).len)
            break;
        term.len += word.len;
    }
    size_t gone = term.len + word.len < rest->len ? term.len + word.len : rest->len;
    *rest = (wn_str){rest->ptr + gone, rest->len - gone};
    return wn_str_trim(term);
}

static void read_values(wn_term *term, wn_str text, wn_arena *arena)
{
    size_t room = text.len / 2 + 1;

    term->values = wn_arena_alloc(arena, room * sizeof(*term->values));
    term->folded = wn_arena_alloc(arena, room * sizeof(*term->folded));
    while (text.len > 0) {
        wn_str value = wn_str_trim(wn_str_cut(&text, WN_STR(" | ")));
        if (value.len == 0)
            continue;
        size_t size = 2 * value.len + 8;
        term->values[term->value_count] = wn_arena_str(arena, value);
        term->folded[term->value_count++] =
            wn_fold(value, wn_arena_bytes(arena, size), size);
    }
}

/* Read one condition. False: it cannot be read. */
static bool read_term(wn_term *term, wn_str text, wn_arena *arena)
{
    wn_str behind, unused_text, sign = cut_operator(&text, &behind);
    bool unused, compares = sign.len && sign.ptr[sign.len - 1] == ' ';

    *term = (wn_term){.negated = sign.len && (sign.ptr[1] == '!' || sign.ptr[1] == 'e')};
    parse_columns(text, arena, &term->columns, &term->count, &unused);
    if (compares)
        read_values(term, behind, arena);
    if (compares && cut_operator(&behind, &unused_text).len) /* A = b or C = d */
        return false;
    return sign.len && term->count && (!compares || term->value_count);
}

void terms_build(wn_file *file, xml_doc *doc, const xml_node *node, wn_arena *arena)
{
    const xml_attr *attr = xml_attr_find(node, "where");
    wn_str rest = attr ? wn_str_trim(attr->value) : WN_STR("");

    file->terms = wn_arena_alloc(arena, (rest.len / 4 + 1) * sizeof(*file->terms));
    if (attr && rest.len == 0)
        xml_note(doc, node, attr, WN_SAY_MAP_EMPTY, WN_FMT(attr->name));
    while (rest.len > 0) {
        wn_str text = cut_term(&rest);
        if (read_term(&file->terms[file->term_count], text, arena))
            file->term_count++;
        else
            xml_note(doc, node, attr, WN_SAY_MAP_WHERE_ROWS, WN_FMT(text));
    }
}
