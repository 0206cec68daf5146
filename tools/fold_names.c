/*
 * fold_names.c NAME - runs while winnow is built: writes a table of words from stdin
 * (one row for a meaning, one column for a language, words between bars) as C tables
 * for headings/name_words.h.
 *
 * Words are folded by the code that folds the names of columns at run time. With
 * `sounds`, Chinese words are also listed as they sound: xingming.
 */
#include "headings/name_parts.h"
#include "headings/name_words.h"

#include "core/han.h"
#include "core/text.h"
#include "pool.h"

#include <ctype.h>

#define MOST_WORDS 20000
#define MOST_ROWS 1000
#define CHINESE 2u /* the bit of the language */

typedef struct entry {
    heading_word word;
    const char *text, *shown;
} entry;

typedef struct list {
    entry words[MOST_WORDS];
    size_t count;
} list;

static list all, sounds;
static char *rows[MOST_ROWS][2];
static size_t row_count, languages, before_languages;

static _Noreturn void stop(const char *why, const char *what)
{
    fprintf(stderr, "names: %s: %s\n", why, what);
    exit(1);
}

static void add(list *to, wn_str text, const char *shown, unsigned language)
{
    heading_word word = {.len = (uint8_t)text.len,
                         .letters = (uint8_t)wn_utf8_count(text),
                         .row = (uint16_t)(row_count - 1),
                         .languages = (uint16_t)language};

    for (size_t i = 0; i < to->count; i++) {
        entry *e = &to->words[i];
        if (e->word.row == word.row && e->word.len == word.len &&
            !memcmp(e->text, text.ptr, text.len)) {
            e->word.languages |= word.languages;
            return;
        }
    }
    if (to->count == MOST_WORDS || text.len > HEADING_ROOM)
        stop("there is no room", shown);
    for (size_t at = 0; at < text.len;)
        word.mask |= 1u << wn_utf8_next(text, &at) % 32;
    to->words[to->count++] = (entry){word, strndup(text.ptr, text.len), shown};
}

static void add_sound(wn_str text, const char *shown)
{
    char sound[256];
    size_t len = 0;

    for (size_t at = 0; at < text.len;) {
        uint32_t c = wn_utf8_next(text, &at);
        const char *pinyin = wn_pinyin(c);
        if ((!pinyin && c >= 0x80) || len > 200)
            return;
        len += (size_t)sprintf(sound + len, "%s", pinyin ? pinyin : (char[2]){(char)c});
    }
    if (len >= 5 && !wn_is_ascii(text))
        add(&sounds, (wn_str){sound, len}, shown, CHINESE);
}

static void add_cell(char *cell, unsigned language)
{
    char *word;

    while ((word = strsep(&cell, "|"))) {
        static heading_parts parts;
        wn_str trimmed = wn_str_trim(wn_str_of(word));
        char *shown = strndup(trimmed.ptr, trimmed.len);
        if (!trimmed.len)
            continue;
        if (!heading_parts_of(trimmed, &parts))
            stop("not a word", shown);
        add(&all, (wn_str){parts.text, parts.len}, shown, language);
        if (language == CHINESE)
            add_sound((wn_str){parts.text, parts.len}, shown);
    }
}

static void add_row(char *line)
{
    char *cell;

    if (row_count == MOST_ROWS)
        stop("there is no room", line);
    rows[row_count][0] = rows[row_count][1] = "";
    row_count++;
    for (size_t i = 0; (cell = strsep(&line, "\t")); i++) {
        if (i < before_languages)
            rows[row_count - 1][i] = strdup(cell);
        else if (i < before_languages + languages)
            add_cell(cell, 1u << (i - before_languages));
        else
            stop("too many columns", cell);
    }
}

static void read_header(char *line)
{
    char *cell;
    bool seen = false;

    while ((cell = strsep(&line, "\t"))) {
        seen = seen || !strcmp(cell, "en");
        before_languages += !seen;
        languages += seen;
    }
    if (before_languages < 1 || before_languages > 2 || languages > 16)
        stop("no such header", "");
}

static uint32_t first_letter(const entry *e)
{
    size_t at = 0;

    return wn_utf8_next(wn_str_of(e->text), &at);
}

static int weight(unsigned set) /* English and Chinese count more than others */
{
    return __builtin_popcount(set) + ((set & 1) ? 2 : 0) + ((set & CHINESE) ? 2 : 0);
}

static int compare(const void *left, const void *right)
{
    const entry *one = left, *other = right;
    const heading_word *a = &one->word, *b = &other->word;
    uint32_t first_a = first_letter(one), first_b = first_letter(other);
    int text = strcmp(one->text, other->text);

    return first_a != first_b         ? (first_a < first_b ? -1 : 1)
           : a->letters != b->letters ? a->letters - b->letters
           : text                     ? text
           : weight(a->languages) != weight(b->languages)
               ? weight(b->languages) - weight(a->languages)
               : a->row - b->row;
}

static void print_list(list *l, const char *name)
{
    static uint16_t at[1 << 16];
    char id[64] = "HEADING_LIST_";
    uint32_t size = 256;

    while (size < l->count * 2)
        size *= 2;
    memset(at, 0, sizeof(at));
    for (size_t i = 0, len = strlen(id); i <= strlen(name); i++)
        id[len + i] = (char)toupper((unsigned char)name[i]);
    qsort(l->words, l->count, sizeof(*l->words), compare);
    for (size_t i = 0; i < l->count; i++) {
        entry *e = &l->words[i];
        e->word.text = (uint32_t)pool_add(e->text);
        e->word.shown = (uint32_t)pool_add(e->shown);
    }
    pool_write("", name);
    printf("static const heading_word %s_list[] = {\n", name);
    for (size_t i = 0; i < l->count; i++) {
        const char *text = l->words[i].text;
        const heading_word *w = &l->words[i].word;
        printf("{%u,%u,%uu,%d,%d,%d,%d,%s},\n", w->text, w->shown, w->mask, w->row,
               w->languages, w->len, w->letters, id);
        uint32_t hash = HEADING_HASH_BEGIN;
        for (size_t b = 0; b < w->len; b++)
            hash = heading_hash_more(hash, text[b]);
        if (i > 0 && !strcmp(text, l->words[i - 1].text))
            continue;
        hash = (hash ^ hash >> 15) % size;
        while (at[hash])
            hash = (hash + 1) % size;
        at[hash] = (uint16_t)(i + 1);
    }
    printf("};\nstatic const uint16_t %s_at[] = {", name);
    for (uint32_t i = 0; i < size; i++)
        printf("%d,", at[i]);
    printf("};\nconst heading_words heading_words_%s = {%s_list, %zu, %s_at, %u};\n",
           name, name, l->count, name, size);
}

int main(int argc, char **argv)
{
    static char line[1 << 20];
    bool has_header = false;

    if (argc < 2)
        return 1;
    while (fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#' || !*line)
            continue;
        if (has_header)
            add_row(line);
        else
            read_header(line);
        has_header = true;
    }
    printf("/* Written by tools/fold_names.c. */\nstatic const %s_row %s_rows[] = {\n",
           argv[1], argv[1]);
    for (size_t i = 0; i < row_count; i++)
        printf("ROW(%s,%s)\n", rows[i][0], rows[i][1]);
    printf("};\n");
    print_list(&all, argv[1]);
    if (argc > 2)
        print_list(&sounds, argv[2]);
    return 0;
}
