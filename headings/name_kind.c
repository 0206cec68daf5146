/*
 * name_kind.c - the kind of records in a sheet, a table or a file, by its name. The last
 * known word decides ("Account contacts"). A word that may be half of a compound counts
 * only if nothing but numbers and noise follow ("Customer 2024", not "Customer survey").
 */
#include "name_parts.h"
#include "name_rows.h"

#include "core/lookup.h"

#include <string.h>

#include "noise_words.inc"

static const char endings[] =
    " csv tsv txt tab xls xlsx xlsm xlsb ods json xml vcf ldif iif "
    "db sqlite dbf html htm sql zip gz jsonl dump dat mdb ndjson ";
static bool is_among(const char *list, wn_str word)
{
    char padded[24];

    if (word.len == 0 || word.len + 2 > sizeof(padded))
        return false;
    padded[0] = padded[word.len + 1] = ' ';
    memcpy(padded + 1, word.ptr, word.len);
    return memmem(list, strlen(list), padded, word.len + 2) != NULL;
}

static bool is_ending(wn_str ending)
{
    char small[8];

    if (ending.len >= sizeof(small))
        return false;
    for (size_t i = 0; i < ending.len; i++)
        small[i] =
            (char)(ending.ptr[i] >= 'A' && ending.ptr[i] <= 'Z' ? ending.ptr[i] + 32
                                                                : ending.ptr[i]);
    return is_among(endings, (wn_str){small, ending.len});
}

static wn_str without_ending(wn_str name)
{
    const char *slash = memrchr(name.ptr, '/', name.len), *dot;

    if (slash)
        name = (wn_str){slash + 1, (size_t)(name.ptr + name.len - slash - 1)};
    while ((dot = memrchr(name.ptr, '.', name.len)) &&
           is_ending((wn_str){dot + 1, (size_t)(name.ptr + name.len - dot - 1)}))
        name.len = (size_t)(dot - name.ptr);
    return name;
}

static bool is_noise_word(wn_str word)
{
    const char *role = lookup_find(&noise_words, word);

    return role && *role == 'w';
}

/* 客户信息表 without 表 and 信息. */
static wn_str without_tail(wn_str word)
{
    for (uint32_t i = 1; i < noise_words.count; i++) {
        const struct lookup_word *w = &noise_words.words[i];
        if (*noise_words.meanings[w->meaning] == 'e' &&
            wn_str_ends(word, lookup_text(&noise_words, w))) {
            word.len -= w->len;
            i = 0;
        }
    }
    return word;
}

static wn_str text_of(const heading_parts *p, size_t word)
{
    return (wn_str){p->text + p->words[word].from,
                    (size_t)(p->words[word].to - p->words[word].from)};
}

/* Are these words numbers and noise only? */
static bool is_noise(const heading_parts *p, size_t from, size_t to)
{
    for (size_t w = from; w < to; w++) {
        wn_str word = text_of(p, w);
        if (p->words[w].script != HEADING_DIGITS && word.len > 1 &&
            !is_noise_word(word) && without_tail(word).len > 0)
            return false;
    }
    return true;
}

/* Words of a name, from `first` up to `last`. */
typedef struct run {
    const heading_parts *parts;
    size_t first, last;
} run;

static const char *kind_of_text(run r, wn_str text)
{
    const heading_word *word =
        heading_words_find(&heading_words_kinds, text, heading_hash(text));
    bool ends = is_noise(r.parts, r.last + 1, r.parts->count),
         begins = is_noise(r.parts, 0, r.first);

    for (; word; word = heading_words_next(&heading_words_kinds, word)) {
        const char *kind = heading_kind_at(word);
        bool whole = !strcmp(kind, "read_me") || *kind == '-';
        if ((ends || *heading_shown(word) != '=') && (!whole || (ends && begins)))
            return kind;
    }
    return NULL;
}

/* The kind of the longest known run of words that ends at `last`; in a Chinese word, of
 * its longest known end. */
static const char *kind_before(const heading_parts *p, size_t last)
{
    const heading_part *w = &p->words[last];
    wn_str text = text_of(p, last);

    for (size_t first = 0; first <= last; first++) {
        size_t from = p->words[first].from;
        const char *kind =
            kind_of_text((run){p, first, last}, (wn_str){p->text + from, w->to - from});
        if (kind)
            return kind;
    }
    for (int turn = 0; turn < 2 && w->script == HEADING_IDEOGRAPHS; turn++) {
        for (size_t at = 0; at + 6 <= text.len; at += 3) {
            const char *kind = kind_of_text((run){p, at ? last + 1 : last, last},
                                            (wn_str){text.ptr + at, text.len - at});
            if (kind)
                return kind;
        }
        text = without_tail(text);
    }
    return NULL;
}

const char *heading_kind_of(wn_str name)
{
    heading_parts parts;

    if (!heading_parts_of(without_ending(name), &parts))
        return NULL;
    for (size_t last = parts.count; last-- > 0;) {
        const char *kind = kind_before(&parts, last);
        if (kind)
            return *kind == '-' ? NULL : kind;
    }
    return NULL;
}
