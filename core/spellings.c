/* spellings.c - finds values among spellings: items of a list, words for "no value". */
#include "han.h"
#include "mapping.h"
#include "memory.h"

#include <stdlib.h>

static void add_spelling(wn_list *list, wn_str spelling, int64_t item)
{
    bool is_new;

    spelling = wn_str_trim(spelling);
    if (spelling.len == 0)
        return;
    int64_t *value = wn_map_set(&list->index, wn_spelling_fingerprint(spelling), &is_new);
    if (!is_new)
        return;
    *value = item;
    list->spellings = wn_grow(list->spellings, list->spelling_count, &list->spelling_room,
                              sizeof(*list->spellings));
    list->spellings[list->spelling_count++] = spelling;
}

void wn_list_add(wn_list *list, wn_list_item item, wn_str synonyms, wn_str separator)
{
    int64_t number = (int64_t)list->count;

    list->items = wn_grow(list->items, list->count, &list->room, sizeof(*list->items));
    list->items[list->count++] = item;
    add_spelling(list, item.code, number);
    add_spelling(list, item.zh, number);
    add_spelling(list, item.en, number);
    while (synonyms.len > 0) { /* a bar may be full-width */
        wn_str some = wn_str_cut(&synonyms, separator);
        while (some.len > 0)
            add_spelling(list, wn_str_cut(&some, WN_STR("｜")), number);
    }
}

const wn_list_item *wn_list_has(const wn_list *list, wn_str value)
{
    const int64_t *found = wn_map_find(&list->index, wn_spelling_fingerprint(value));

    return found ? &list->items[*found] : NULL;
}

/* Characters of one kind make up a word: digits, or letters of a script that puts blanks
 * between words. 0: another character. */
static int kind_of(uint32_t c)
{
    return wn_digit(c) >= 0 ? 1 : c < 0x0590 && wn_is_letter(c) ? 2 : 0;
}

static uint32_t folded(wn_str text, size_t *at)
{
    return wn_simplified(wn_fold_letter(wn_narrow(wn_utf8_next(text, at))));
}

/* Where the word, which begins at `at`, ends in the text; 0: it is not there. Case, width
 * and traditional characters are no difference. */
static size_t end_of(wn_str text, size_t at, wn_str word)
{
    for (size_t i = 0; i < word.len;)
        if (at >= text.len || folded(text, &at) != folded(word, &i))
            return 0;
    return at;
}

/* The kind of the character at the place; of the one before, where `before`. */
static int kind_at(wn_str text, size_t at, bool before)
{
    if (before ? at == 0 : at >= text.len)
        return 0;
    at = before ? wn_utf8_before(text, at) : at;
    return kind_of(wn_utf8_next(text, &at));
}

/* Does the text contain the word? It is not part of another: "ad" is not in "trade", nor
 * "1" in "10". */
static bool has_word(wn_str text, wn_str word)
{
    int first = kind_at(word, 0, false), last = kind_at(word, word.len, true);

    for (size_t at = 0; at < text.len; wn_utf8_next(text, &at)) {
        size_t end = end_of(text, at, word);
        if (end && !(first && kind_at(text, at, true) == first) &&
            !(last && kind_at(text, end, false) == last))
            return true;
    }
    return false;
}

const wn_list_item *wn_list_find(const wn_list *list, wn_str value)
{
    const wn_list_item *item = wn_list_has(list, value);

    if (item)
        return item;
    for (size_t i = 0; i < list->word_count; i++)
        if (has_word(value, list->words[i].word))
            return &list->items[list->words[i].item];
    return NULL;
}

void wn_list_contains(wn_list *list, wn_str words)
{
    while (words.len > 0) {
        wn_str some = wn_str_cut(&words, WN_STR("|"));
        while (some.len > 0) {
            wn_str word = wn_str_trim(wn_str_cut(&some, WN_STR("｜")));
            if (word.len == 0)
                continue;
            list->words = wn_grow(list->words, list->word_count, &list->word_room,
                                  sizeof(*list->words));
            list->words[list->word_count++] =
                (struct wn_list_word){word, list->count - 1};
        }
    }
}

void wn_list_release(wn_list *list)
{
    free(list->items);
    free(list->spellings);
    free(list->words);
    wn_map_release(&list->index);
}

wn_str wn_list_nearest(const wn_list *list, wn_str value)
{
    wn_str near = wn_suggest(value, list->spellings, list->spelling_count);

    /* 华北 is no mistake for 华南, nor UK for US: words so short must sound alike */
    return wn_utf8_count(value) < 3 && !wn_sounds_alike(value, near) ? WN_STR("") : near;
}

/* The first character, folded; -1: folding removes it. */
static int32_t first_folded(wn_str value)
{
    char folded[8];
    size_t at = 0, end = 0;
    unsigned char byte = value.len ? (unsigned char)value.ptr[0] : 0;

    if ((unsigned)(byte - '0') < 10 || (unsigned)((byte | 0x20) - 'a') < 26)
        return byte >= 'A' ? byte | 0x20 : byte; /* most values begin so */
    if (byte >= 0xE4 && byte <= 0xE9)            /* or with a Chinese character */
        return (int32_t)wn_simplified(wn_utf8_next(value, &at));
    wn_utf8_next(value, &end);
    wn_str one = wn_fold((wn_str){value.ptr, end}, folded, sizeof(folded));
    return one.len ? (int32_t)wn_utf8_next(one, &at) : -1;
}

/* The fingerprint of a word for "no value". In a number, points and hyphens count, though
 * folding removes them: 1,234.56 is not the listed 123456. */
static wn_fingerprint blank_print(wn_str value)
{
    return wn_has_digit(value) ? wn_fingerprint_of(value)
                               : wn_spelling_fingerprint(value);
}

void wn_blank_add(wn_model *model, wn_str value)
{
    value = wn_str_trim(value);
    if (value.len == 0)
        return;
    *wn_map_set(&model->blanks, blank_print(value), NULL) = 1;
    if (value.len > model->blank_longest)
        model->blank_longest = value.len;
    for (size_t at = 0; at < value.len; at++) { /* folded, "- 无" begins with 无 */
        int32_t first = first_folded((wn_str){value.ptr + at, value.len - at});
        if (first < 0)
            continue;
        model->blank_first[(uint32_t)first % WN_COUNT(model->blank_first)] = true;
        break;
    }
}

bool wn_model_is_blank(const wn_model *model, wn_str value)
{
    /* the length or the first character is enough to refuse most values */
    if (value.len > 3 * model->blank_longest + 4)
        return false;
    int32_t first = first_folded(value);
    if (first >= 0 && !model->blank_first[(uint32_t)first % WN_COUNT(model->blank_first)])
        return false;
    return wn_map_find(&model->blanks, blank_print(value)) != NULL;
}

bool wn_value_is_blank(const wn_model *model, const wn_transform *type,
                       const void *config, wn_str value, wn_arena *arena)
{
    wn_cleaned out = {.value = value};

    if (!wn_model_is_blank(model, value))
        return false;
    switch (type->blanks) {
    case WN_BLANKS_WORDS:
    case WN_BLANKS_KEYS:
        return !wn_has_digit(value);
    case WN_BLANKS_OWN:
        return type->apply(value, config, arena, &out) != WN_CLEAN || out.remark;
    case WN_BLANKS_LISTED:
        break;
    }
    return true;
}

bool wn_blank_is_plain(const wn_transform *type, wn_str value)
{
    static const char *const words[] = {"",    "na",  "无",   "空",   "空白",
                                        "nan", "nil", "null", "none", "blank"};
    bool may_be_name = type->role == WN_ROLE_PERSON || type->role == WN_ROLE_COMPANY;
    size_t count = WN_COUNT(words) - (may_be_name ? 5 : 0);
    char letters[16];
    size_t len = 0;

    if (wn_str_equal_nocase(value, WN_STR("na")))
        return false; /* Napoli, Namibia, a name: n/a is plain */
    if (wn_str_equal(value, WN_STR("\\N")))
        return true; /* as MySQL and PostgreSQL write it */
    for (size_t at = 0; at < value.len;) {
        uint32_t c = wn_lower(wn_simplified(wn_narrow(wn_utf8_next(value, &at))));
        if (wn_digit(c) >= 0 || len + 4 > sizeof(letters))
            return false;
        if (wn_is_letter(c))
            len += wn_utf8_put(letters + len, c);
    }
    for (size_t i = 0; i < count; i++)
        if (wn_str_equal((wn_str){letters, len}, wn_str_of(words[i])))
            return true;
    return false;
}
