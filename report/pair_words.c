/* pair_words.c - what speaks for and against two records being one, in words. */
#include "pairs_book.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A part of such a text: "full_name/family ~ +8.1". */
typedef struct part {
    wn_str name;
    char sign; /* = ~ x; 0: no column */
    double weight;
} part;

/* Length of a weight, " +8.1", that stands at text.ptr[at] and ends its part; 0: none. */
static size_t weight_at(wn_str text, size_t at)
{
    size_t i = at + 2;

    if (at + 4 >= text.len || text.ptr[at] != ' ' || !strchr("+-", text.ptr[at + 1]))
        return 0;
    while (i < text.len && strchr("0123456789.", text.ptr[i]) && text.ptr[i])
        i++;
    return i > at + 3 && (i == text.len || text.ptr[i] == ',') ? i - at : 0;
}

/* The next part, and *rest behind it. Names may have commas and blanks. */
static bool next_part(wn_str *rest, part *out)
{
    char digits[32];
    size_t at = 0, len = 0;

    while (at < rest->len && !(len = weight_at(*rest, at)))
        at++;
    if (at == rest->len)
        return false;
    snprintf(digits, sizeof(digits), "%.*s", (int)len, rest->ptr + at);
    *out = (part){.name = {rest->ptr, at}, .weight = strtod(digits, NULL)};
    if (at > 2 && rest->ptr[at - 2] == ' ' && strchr("=~x", rest->ptr[at - 1])) {
        out->sign = rest->ptr[at - 1];
        out->name.len -= 2;
    }
    size_t behind = at + len + 2 < rest->len ? at + len + 2 : rest->len;
    *rest = (wn_str){rest->ptr + behind, rest->len - behind};
    return true;
}

/* Is the part about this column, or about a half of it: "full_name/given"? */
static bool is_of(const part *p, wn_str name)
{
    return p->sign && p->name.len >= name.len &&
           !memcmp(p->name.ptr, name.ptr, name.len) &&
           (p->name.len == name.len || p->name.ptr[name.len] == '/');
}

sheet_shade pair_shade(wn_str why, wn_str name)
{
    sheet_shade found = SHEET_PLAIN;
    part p;

    while (name.len > 0 && next_part(&why, &p)) {
        sheet_shade shade = p.sign == '='   ? SHEET_SAME
                            : p.sign == '~' ? SHEET_NEAR
                                            : SHEET_OTHER;
        if (is_of(&p, name) && shade > found)
            found = shade; /* the worst of a name's two halves */
    }
    return found;
}

static const pairs_field *field_of(const part *p, const pairs_field *fields, size_t count)
{
    const pairs_field *found = NULL;

    for (size_t i = 0; i < count; i++)
        if (is_of(p, fields[i].name) && (!found || found->name.len < fields[i].name.len))
            found = &fields[i];
    return found;
}

/* Appends the column's name, or a part of it: "Name (family name)". */
static void add_name(const part *p, const pairs_field *fields, size_t count, wn_lang lang,
                     wn_buf *out)
{
    static const struct {
        const char *part;
        wn_word word;
    } parts[] = {{"given", WN_SAY_PAIR_GIVEN},
                 {"family", WN_SAY_PAIR_FAMILY},
                 {"place", WN_SAY_PAIR_PLACE},
                 {"unit", WN_SAY_PAIR_UNIT}};
    const pairs_field *field = field_of(p, fields, count);
    wn_str label = field ? field->label : p->name, half = p->name;
    size_t i = 0;

    if (out->len)
        wn_buf_add(out, wn_str_of(wn_say(lang, WN_SAY_PAIR_COMMA)));
    if (field)
        half = (wn_str){half.ptr + field->name.len, half.len - field->name.len};
    wn_str_cut(&half, WN_STR("/"));
    while (field && i < WN_COUNT(parts) && !wn_str_equal(half, wn_str_of(parts[i].part)))
        i++;
    if (field && i < WN_COUNT(parts))
        wn_buf_format(out, wn_say(lang, parts[i].word), WN_FMT(label));
    else
        wn_buf_add(out, label);
}

#define LEAST_OTHERS (-1.0) /* bits against a pair: relatives are alike in this, too */

void pair_words(wn_str why, const pairs_field *fields, size_t count, wn_lang lang,
                wn_buf *out)
{
    static const char order[] = "=~x"; /* first what speaks for it */
    wn_buf names = {0};
    bool others = false;
    part p;

    for (size_t i = 0; order[i]; i++) {
        names.len = 0;
        for (wn_str rest = why; next_part(&rest, &p);) {
            if (p.sign == order[i])
                add_name(&p, fields, count, lang, &names);
            others |= !p.sign && wn_str_equal(p.name, WN_STR("others")) &&
                      p.weight < LEAST_OTHERS;
        }
        if (names.len && out->len)
            wn_buf_add(out, wn_str_of(wn_say(lang, WN_SAY_PAIR_SEMICOLON)));
        if (names.len)
            wn_buf_format(out, wn_say(lang, WN_SAY_PAIR_SAME + (wn_word)i),
                          WN_FMT(wn_buf_str(&names)));
    }
    if (others && out->len) {
        wn_buf_add(out, wn_str_of(wn_say(lang, WN_SAY_PAIR_SEMICOLON)));
        wn_buf_add(out, wn_str_of(wn_say(lang, WN_SAY_PAIR_OTHERS)));
    }
    wn_buf_release(&names);
}
