/*
 * name_cover.c - the ways to cut a name into one known thing and known words around it:
 * Kunden|name, 客户|手机, mailing|city, account|_|id. Words of letters are cut inside
 * only where both sides are known; Chinese, Japanese and Korean ones anywhere.
 */
#include "name_read.h"

#include "core/text.h"

#include <string.h>

#define MOST_STEPS 1500 /* a hostile name must not take forever */
#define LONGEST 72      /* bytes of a piece */
#define LEAST_LETTERS 3 /* fewest letters of a piece that is cut out of a word */

typedef struct search {
    const heading_parts *parts;
    heading_owner owner;
    heading_reading *best;
    heading_cover cover;
    unsigned steps;
    uint8_t word_of[HEADING_ROOM + 1]; /* by byte: number of its word */
} search;

static void go_on(search *s, size_t from);

static const heading_part *word_at(const search *s, size_t byte)
{
    return &s->parts->words[s->word_of[byte]];
}

static bool begins_word(const search *s, size_t byte)
{
    return byte == s->parts->len || word_at(s, byte)->from == byte;
}

static bool is_free(const search *s, size_t byte)
{
    return word_at(s, byte)->script == HEADING_IDEOGRAPHS;
}

/* Is it a short word for a number that may follow a name without a gap: accountid,
 * Kundennr? */
static bool is_short_end(wn_str text)
{
    return wn_str_equal(text, WN_STR("id")) || wn_str_equal(text, WN_STR("nr")) ||
           wn_str_equal(text, WN_STR("no"));
}

/* May a piece begin and end here? A word of letters is cut only at its ends, or where the
 * piece is so long that it is no accident. */
static bool may_cut(const search *s, size_t from, size_t to, bool *cuts)
{
    bool inside_from = !begins_word(s, from) && !is_free(s, from),
         inside_to = !begins_word(s, to) && !is_free(s, to);

    *cuts = inside_from || inside_to;
    if (word_at(s, from)->bracket != word_at(s, to - 1)->bracket && !begins_word(s, from))
        return false; /* 会社|名（漢字） */
    return !*cuts || to - from >= LEAST_LETTERS ||
           (inside_from && begins_word(s, to) &&
            is_short_end((wn_str){s->parts->text + from, to - from}));
}

static void take(search *s, heading_piece piece)
{
    if (s->cover.count == HEADING_PIECES)
        return;
    s->cover.pieces[s->cover.count++] = piece;
    if (!piece.around && piece.word)
        s->cover.core = &s->cover.pieces[s->cover.count - 1];
    go_on(s, piece.to);
    if (!piece.around && piece.word)
        s->cover.core = NULL;
    s->cover.count--;
}

static bool is_beside_slash(const search *s, const heading_piece *p)
{
    return word_at(s, p->from)->before == '/' ||
           (p->to < s->parts->len && word_at(s, p->to)->before == '/');
}

/* May a word around the thing be at this place? */
static bool may_stand(const search *s, const heading_around *around,
                      const heading_piece *p)
{
    const heading_part *w = &s->parts->words[p->at];
    bool whole = begins_word(s, p->from) && begins_word(s, p->to);

    switch (around->what) {
    case HEADING_IS_first:
        return p->from == 0 && whole && s->parts->count > 1;
    case HEADING_IS_last:
        return s->cover.core && (whole || is_free(s, p->from));
    case HEADING_IS_id:
        return s->cover.core != NULL;
    case HEADING_IS_unit:
        return (whole && (w->bracket || w->before == '/' || w->script == HEADING_SIGN ||
                          p->to == s->parts->len)) ||
               (p->to == s->parts->len &&
                wn_utf8_count(heading_text(p->word)) > 1);
    case HEADING_IS_required:
    case HEADING_IS_again:
        return whole || is_free(s, p->from);
    case HEADING_IS_optional:
        return w->bracket > 0 || (whole && w->spaced && p->to == s->parts->len);
    case HEADING_IS_phone: /* "phone / fax" means both */
        return !is_beside_slash(s, p);
    case HEADING_IS_never:
        return false;
    default:
        return true;
    }
}

static void try_piece(search *s, size_t from, size_t to, uint32_t hash)
{
    wn_str text = {s->parts->text + from, to - from};
    heading_piece piece = {
        .from = (uint8_t)from, .to = (uint8_t)to, .at = s->word_of[from]};

    if (!may_cut(s, from, to, &piece.cuts))
        return;
    piece.word =
        s->cover.core ? NULL : heading_words_find(&heading_words_names, text, hash);
    if (piece.word)
        take(s, piece);
    piece.word = heading_words_find(&heading_words_qualifiers, text, hash);
    for (; piece.word;
         piece.word = heading_words_next(&heading_words_qualifiers, piece.word)) {
        piece.around = heading_around_of(piece.word);
        if (may_stand(s, piece.around, &piece))
            take(s, piece);
    }
}

static void take_number(search *s, size_t from)
{
    const heading_parts *p = s->parts;
    const heading_part *w = word_at(s, from);
    int64_t number;

    if (w->script != HEADING_DIGITS || w->from != from || w->to - w->from > 4 ||
        !wn_str_number((wn_str){p->text + from, (size_t)(w->to - w->from)}, &number) ||
        (number > 99 && (number < HEADING_YEARS || number >= HEADING_YEARS + 100)))
        return;
    take(s, (heading_piece){.from = w->from, .to = w->to, .number = (unsigned)number});
}

static void go_on(search *s, size_t from)
{
    const heading_parts *p = s->parts;
    uint32_t hashes[LONGEST + 4];
    size_t ends[LONGEST + 4], count = 0;
    uint32_t hash = HEADING_HASH_BEGIN;

    if (from == p->len) {
        if (s->cover.core)
            heading_judge(p, &s->cover, s->owner, s->best);
        return;
    }
    if (s->steps++ > MOST_STEPS || s->cover.count >= s->best->pieces)
        return;
    for (size_t at = from; at < p->len && at - from < LONGEST;) {
        size_t next = at;
        wn_utf8_next((wn_str){p->text, p->len}, &next);
        for (; at < next; at++)
            hash = heading_hash_more(hash, p->text[at]);
        hashes[count] = hash;
        ends[count++] = at;
    }
    while (count-- > 0) /* long ones first */
        try_piece(s, from, ends[count], hashes[count]);
    take_number(s, from);
}

void heading_cover_all(const heading_parts *parts, heading_owner owner,
                       heading_reading *best)
{
    search s = {.parts = parts, .owner = owner, .best = best};

    for (size_t w = 0; w < parts->count; w++)
        memset(s.word_of + parts->words[w].from, (int)w,
               (size_t)(parts->words[w].to - parts->words[w].from));
    go_on(&s, 0);
}
