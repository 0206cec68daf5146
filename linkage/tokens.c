/*
 * tokens.c - the words of a value, weighed by how rare they are.
 *
 * Letters and digits without a gap are a word. Chinese and Japanese are written without
 * gaps: of them, each two neighbouring characters are a word.
 */
#include "table.h"

#include "core/hash.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

#define MOST 24 /* words of a value; an address has ten */

static void add(link_table *t, link_value *v, const char *from, size_t len)
{
    uint32_t id = link_intern_text(&t->token_names, (wn_str){from, len}, &t->arena);

    if (id >= t->token_count) { /* a new one */
        while (t->token_count <= id) {
            t->tokens =
                wn_grow(t->tokens, t->token_count, &t->token_room, sizeof(*t->tokens));
            t->tokens[t->token_count++] = (link_token){0};
        }
        wn_str text = link_text(&t->token_names.values[id]);
        bool word = text.len >= 4 && (unsigned char)text.ptr[0] < 0x80;
        t->tokens[id] = (link_token){.text = text.ptr,
                                     .len = (uint32_t)text.len,
                                     .signature = word ? link_signature(text) : 0};
    }
    for (uint8_t i = 0; i < v->token_count; i++)
        if (t->token_lists[v->first_token + i] == id)
            return; /* the word is there already */
    t->token_lists =
        wn_grow(t->token_lists, t->list_count, &t->list_room, sizeof(*t->token_lists));
    t->token_lists[t->list_count++] = id;
    t->tokens[id].count += v->count;
    v->may_slip |= t->tokens[id].signature != 0;
    v->token_count++;
}

static bool is_word(uint32_t c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

static bool is_ideograph(uint32_t c)
{
    return wn_is_han(c) || (c >= 0x3040 && c <= 0x30FF);
}

static void cut(link_table *t, link_value *v)
{
    wn_str s = link_text(v);
    size_t word = SIZE_MAX,
           before = SIZE_MAX; /* where the word, and the character before, begin */

    v->first_token = (uint32_t)t->list_count;
    for (size_t at = 0; at <= s.len && v->token_count < MOST;) {
        size_t from = at;
        uint32_t c = at < s.len ? wn_utf8_next(s, &at) : ' ';
        bool ideograph = is_ideograph(c), inside = !ideograph && is_word(c);
        if (word != SIZE_MAX && !inside)
            add(t, v, s.ptr + word, from - word);
        word = !inside ? SIZE_MAX : word == SIZE_MAX ? from : word;
        if (ideograph && before != SIZE_MAX)
            add(t, v, s.ptr + before, at - before);
        before = ideograph ? from : SIZE_MAX;
        if (from == s.len)
            break;
    }
}

void link_tokenize(link_table *t, link_column *c)
{
    for (size_t i = 1; i < c->values.count; i++)
        cut(t, &c->values.values[i]);
}

/* Words that weigh log2 of all records single out one record; with so many bits less, a
 * few others may share them. */
#define A_FEW 2.0F

void link_weigh_tokens(link_table *t)
{
    t->token_lists =
        wn_realloc(t->token_lists, t->list_count + 1, sizeof(*t->token_lists));
    t->list_room = t->list_count + 1;
    t->distinctive = (float)log2((double)t->records + 1) - A_FEW;
    for (size_t i = 1; i < t->token_count; i++)
        t->tokens[i].weight =
            (float)log2(((double)t->records + 1) / (1 + (double)t->tokens[i].count));
    for (size_t c = 0; c < t->column_count; c++)
        for (size_t i = 1; i < t->columns[c].values.count; i++) {
            link_value *v = &t->columns[c].values.values[i];
            v->token_weight = 0;
            for (uint8_t k = 0; k < v->token_count; k++)
                v->token_weight += t->tokens[t->token_lists[v->first_token + k]].weight;
        }
}
