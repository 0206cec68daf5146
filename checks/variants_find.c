/*
 * variants_find.c - finds the values of a column that are spellings of one; see
 * variants.h.
 *
 * Values that share a key are joined (union-find: a forest of parents). Then values of
 * different kinds (city, department) are separated again; the groups that remain are the
 * classes. At last a rare class may turn out to be a typing mistake of a frequent one.
 */
#include "variants.h"

#include "core/memory.h"
#include "transforms/transforms.h"

#include <stdlib.h>
#include <string.h>

#define FEWEST_LETTERS 7 /* of a word that may have a typing mistake */
#define LONGEST 64       /* bytes of a value that is compared for typing mistakes */

typedef struct finder {
    const values *values;
    variants_key *keys;
    uint32_t *parents;
    uint32_t *order;  /* the values, the most frequent first */
    uint32_t *better; /* see variants_find */
    uint64_t *sizes;  /* records of each class, under its most frequent value */
    uint64_t frequent;
    variants_syllables syllables;
    wn_arena arena;
} finder;

/* ---- the forest ------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parents, uint32_t at)
{
    while (parents[at] != at)
        at = parents[at] = parents[parents[at]];
    return at;
}

static void unite(finder *f, uint32_t left, uint32_t right)
{
    uint32_t a = root_of(f->parents, left), b = root_of(f->parents, right);

    if (a < b)
        f->parents[b] = a;
    else
        f->parents[a] = b;
}

/* Join the values for which what() gives the same text. */
static void unite_same(finder *f, wn_str (*what)(const variants_key *key))
{
    wn_map first = {0};
    bool is_new;

    for (uint32_t i = 0; i < f->values->count; i++) {
        wn_str text = what(&f->keys[i]);
        if (text.len == 0)
            continue;
        int64_t *at = wn_map_set(&first, wn_fingerprint_of(text), &is_new);
        if (is_new)
            *at = i;
        else
            unite(f, i, (uint32_t)*at);
    }
    wn_map_release(&first);
}

static wn_str core_of(const variants_key *key)
{
    return key->core;
}

static wn_str sorted_of(const variants_key *key)
{
    return key->sorted;
}

/* ---- pinyin and English ----------------------------------------------------------- */

/* Index the Chinese values by core and by pinyin: value index + 1; negative where
 * several cores have the same pinyin. */
static void index_han(finder *f, wn_map *cores, wn_map *sounds)
{
    for (uint32_t i = 0; i < f->values->count; i++) {
        const variants_key *key = &f->keys[i];
        bool is_new, is_first;
        if (!key->is_han)
            continue;
        *wn_map_set(cores, wn_fingerprint_of(key->core), &is_first) = i + 1;
        wn_str sound = is_first ? variants_pinyin(key->core, &f->arena) : WN_STR("");
        if (sound.len == 0)
            continue;
        int64_t *at = wn_map_set(sounds, wn_fingerprint_of(sound), &is_new);
        *at = is_new ? (int64_t)i + 1 : -1;
    }
}

/* The Chinese value that this core in Latin letters names, as index + 1; 0: none. */
static int64_t han_of(const wn_map *cores, const wn_map *sounds, wn_str core)
{
    wn_str han = variants_translate(core);
    const int64_t *known = han.len ? wn_map_find(cores, wn_fingerprint_of(han)) : NULL,
                  *read = wn_map_find(sounds, wn_fingerprint_of(core));

    if (known && read && *read != *known)
        return 0; /* the two ways disagree */
    return known ? *known : read && *read > 0 ? *read : 0;
}

static void unite_translated(finder *f)
{
    wn_map cores = {0}, sounds = {0};

    index_han(f, &cores, &sounds);
    for (uint32_t i = 0; i < f->values->count && cores.count; i++) {
        variants_key *key = &f->keys[i];
        wn_str core = key->core;
        variants_kind kind = VARIANTS_PLAIN;
        if (key->is_han)
            continue;
        int64_t han = han_of(&cores, &sounds, core);
        if (!han && key->kind == VARIANTS_PLAIN && variants_cut_place(&core, &kind))
            han = han_of(&cores, &sounds, core);
        else
            kind = key->kind;
        if (han) {
            key->kind = kind;
            unite(f, i, (uint32_t)han - 1);
        }
    }
    wn_map_release(&cores);
    wn_map_release(&sounds);
}

/* ---- classes ---------------------------------------------------------------------- */

/* Separate the kinds within one tree: 吉林市 and 吉林省 are two, and nobody knows which
 * of them 吉林 is. */
static void take_apart(finder *f)
{
    size_t count = f->values->count;
    unsigned *kinds = wn_alloc(count, sizeof(*kinds));
    wn_map classes = {0};
    bool is_new;

    for (uint32_t i = 0; i < count; i++)
        kinds[root_of(f->parents, i)] |=
            f->keys[i].kind == VARIANTS_PLAIN ? 0 : 1u << f->keys[i].kind;
    for (uint32_t i = 0; i < count; i++)
        f->better[i] = root_of(f->parents, i);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t root = f->better[i];
        bool several = kinds[root] & (kinds[root] - 1);
        int64_t *at = wn_map_set(
            &classes, wn_fingerprint_numbers(root, several ? f->keys[i].kind : 0),
            &is_new);
        if (is_new)
            *at = i;
        f->parents[i] = (uint32_t)*at;
    }
    wn_map_release(&classes);
    free(kinds);
}

static int by_count(const void *left, const void *right, void *data)
{
    const values *v = data;
    const value *a = &v->items[*(const uint32_t *)left],
                *b = &v->items[*(const uint32_t *)right];

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return wn_str_compare(a->text, b->text);
}

/* The most frequent spelling of each class stands for it. */
static void choose(finder *f)
{
    size_t count = f->values->count;
    uint32_t *best = wn_alloc(count, sizeof(*best)); /* by class, + 1 */

    for (uint32_t i = 0; i < count; i++)
        f->order[i] = i;
    qsort_r(f->order, count, sizeof(*f->order), by_count, (void *)f->values);
    for (size_t k = 0; k < count; k++) {
        uint32_t i = f->order[k], class = f->parents[i];
        if (best[class] == 0)
            best[class] = i + 1;
        f->better[i] = best[class] - 1;
        f->sizes[f->better[i]] += f->values->items[i].count;
    }
    free(best);
}

/* ---- typing mistakes -------------------------------------------------------------- */

static bool is_lettered(wn_str word)
{
    for (size_t at = 0; at < word.len;) {
        uint32_t c = wn_utf8_next(word, &at);
        if (c < 'a' || wn_is_han(c) || (c > 'z' && c < 0x80))
            return false;
    }
    return true;
}

/* Is `rare` a typing mistake? One letter of one long word differs, and not the first
 * letter (Hangzhou is not Changzhou). A word of pinyin is another place. */
static bool is_slip(const finder *f, wn_str rare, wn_str usual)
{
    size_t differ = 0;

    while (rare.len > 0 || usual.len > 0) {
        wn_str a = wn_str_cut(&rare, WN_STR(" ")), b = wn_str_cut(&usual, WN_STR(" "));
        if (wn_str_equal(a, b))
            continue;
        if (differ++ || wn_utf8_count(a) < FEWEST_LETTERS ||
            wn_utf8_count(b) < FEWEST_LETTERS || a.ptr[0] != b.ptr[0] ||
            !is_lettered(a) || !is_lettered(b) || wn_edits(a, b) != 1 ||
            variants_is_pinyin(&f->syllables, a))
            return false;
    }
    return differ == 1;
}

/* Are they the names of two different countries? */
static bool are_places(wn_str rare, wn_str usual)
{
    const char *a = wn_region_of(rare, WN_PLACE_COUNTRY),
               *b = wn_region_of(usual, WN_PLACE_COUNTRY);

    return a && b && strcmp(a, b) != 0;
}

/* The words without the byte at `at` (at the length: all of them). Two words that
 * differ in one letter share such a text. */
static wn_fingerprint without(wn_str words, size_t at)
{
    char less[LONGEST];
    size_t behind = at < words.len ? words.len - at - 1 : 0;

    memcpy(less, words.ptr, at);
    memcpy(less + at, words.ptr + words.len - behind, behind);
    return wn_fingerprint_of((wn_str){less, at + behind});
}

static bool is_candidate(const finder *f, uint32_t i)
{
    wn_str words = f->keys[i].words;

    return f->better[i] == i && words.len >= FEWEST_LETTERS && words.len <= LONGEST &&
           wn_is_ascii(words);
}

/* A class, frequent enough, of which these words are a typing mistake; -1: none. */
static int64_t usual_of(const finder *f, const wn_map *known, uint32_t i)
{
    wn_str words = f->keys[i].words;

    for (size_t at = 0; at <= words.len; at++) {
        const int64_t *found = wn_map_find(known, without(words, at));
        uint32_t usual = found ? (uint32_t)*found : i;
        if (usual != i && f->sizes[usual] >= f->frequent * f->sizes[i] &&
            is_slip(f, words, f->keys[usual].words) &&
            !are_places(f->values->items[i].text, f->values->items[usual].text))
            return usual;
    }
    return -1;
}

static void join_slips(finder *f)
{
    size_t count = f->values->count;
    wn_map known = {0};
    bool is_new;

    for (size_t k = 0; k < count; k++) {
        uint32_t i = f->order[k];
        if (!is_candidate(f, i))
            continue;
        int64_t usual = usual_of(f, &known, i);
        if (usual >= 0) {
            f->better[i] = (uint32_t)usual;
            continue;
        }
        wn_str words = f->keys[i].words;
        for (size_t at = 0; at <= words.len; at++) {
            int64_t *place = wn_map_set(&known, without(words, at), &is_new);
            *place = is_new ? i : *place; /* the first one is more frequent: keep it */
        }
    }
    for (uint32_t i = 0; i < count; i++) /* so are its other spellings */
        f->better[i] = f->better[f->better[i]];
    wn_map_release(&known);
}

void variants_find(const values *v, uint64_t frequent, uint32_t *better)
{
    finder f = {.values = v, .better = better, .frequent = frequent};

    f.keys = wn_alloc(v->count, sizeof(*f.keys));
    f.parents = wn_alloc(v->count, sizeof(*f.parents));
    f.order = wn_alloc(v->count, sizeof(*f.order));
    f.sizes = wn_alloc(v->count, sizeof(*f.sizes));
    for (uint32_t i = 0; i < v->count; i++) {
        variants_key_of(&f.keys[i], v->items[i].text, &f.arena);
        f.parents[i] = i;
    }
    unite_same(&f, core_of);
    unite_same(&f, sorted_of);
    unite_translated(&f);
    take_apart(&f);
    choose(&f);
    variants_learn(&f.syllables);
    join_slips(&f);
    wn_map_release(&f.syllables.known);
    wn_arena_release(&f.arena);
    free(f.keys);
    free(f.parents);
    free(f.order);
    free(f.sizes);
}
