/*
 * word_table.c NAME [ends] - runs while winnow is built: turns a table
 * "meaning<TAB>word|word ..." on stdin into a hash table in C (core/lookup.h looks
 * words up in it).
 *
 * With "ends", the last word of each phrase is in it, too, after a $: its meaning is
 * the number of words of the longest phrase that ends with it, single letters counted
 * one by one (s. r. o.).
 */
#include "pool.h"

#include <stdint.h>

#define MAX_WORDS 30000
#define MAX_MEANINGS 8192
#define MOST 20 /* words of a phrase that are counted at most */

static struct {
    char *text;
    int meaning;
    size_t place; /* of the text among all */
} words[MAX_WORDS];
static char *meanings[MAX_MEANINGS + MOST];
static int word_count = 1, meaning_count;

/* FNV-1a, as in core/lookup.h. */
static uint32_t hash_of(const char *text, size_t len)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * 16777619u;
    return h;
}

static void too_long(void)
{
    fprintf(stderr, "words: the table is too long\n");
    exit(1);
}

static void add(char *text)
{
    for (int i = 1; i < word_count; i++)
        if (!strcmp(words[i].text, text))
            return; /* the first meaning is kept */
    if (word_count == MAX_WORDS)
        too_long();
    words[word_count].text = strdup(text);
    words[word_count++].meaning = meaning_count - 1;
}

/* ---- ends ----------------------------------------------------------------------- */

static struct {
    char word[256];
    int most;
} ends[MAX_WORDS];
static int end_count;

static void add_end(const char *word, int count)
{
    int i = 0;

    while (i < end_count && strcmp(ends[i].word, word))
        i++;
    if (strlen(word) + 1 > sizeof(ends[i].word) || i == MAX_WORDS)
        too_long();
    if (i == end_count)
        strcpy(ends[end_count++].word, word);
    if (count > ends[i].most)
        ends[i].most = count < MOST ? count : MOST;
}

/* Add the ends of a phrase. Its last word, if short, may also be written letter by
 * letter. */
static void add_ends(const char *text)
{
    int count = 0;
    const char *last = text + (*text == '='), *letter = last;

    if (strchr("^/", *text))
        return;
    for (const char *at = last; *at;) {
        size_t len = strcspn(at, " "), letters = 0;
        last = at;
        for (size_t i = 0; i < len; i++)
            if ((at[i] & 0xC0) != 0x80) {
                letters++;
                letter = at + i;
            }
        count += letters <= 6 ? (int)letters : 1;
        at += len;
        at += *at == ' ';
    }
    add_end(last, count);
    if (strlen(last) <= 6)
        add_end(letter, count);
}

static void write_ends(void)
{
    static char text[300];

    for (int i = 1, count = word_count; i < count; i++)
        add_ends(words[i].text);
    for (int n = 1; n <= MOST; n++) {
        snprintf(text, sizeof(text), "%d", n);
        meanings[meaning_count++] = strdup(text);
        for (int i = 0; i < end_count; i++)
            if (ends[i].most == n) {
                snprintf(text, sizeof(text), "$%s", ends[i].word);
                add(text);
            }
    }
}

static void read_words(void)
{
    static char line[1 << 20];

    while (fgets(line, sizeof(line), stdin)) {
        char *rest = line, *meaning = strsep(&rest, "\t"), *word;
        line[strcspn(line, "\n")] = '\0';
        if (rest)
            rest[strcspn(rest, "\n")] = '\0';
        if (*line == '#' || !rest)
            continue;
        if (meaning_count == MAX_MEANINGS)
            too_long();
        meanings[meaning_count++] = strdup(meaning);
        while ((word = strsep(&rest, "|")))
            if (*word)
                add(word);
    }
}

static void write_texts(const char *name)
{
    printf("static const char *const %s_meanings[] = {", name);
    for (int i = 0; i < meaning_count; i++)
        printf("\"%s\",", meanings[i]);
    printf("};\n");
    for (int i = 1; i < word_count; i++)
        words[i].place = pool_add(words[i].text);
    pool_write("", name);
}

static void write_table(const char *name)
{
    static int table[65536];
    uint32_t firsts[32] = {0}, size = 256;

    while (size < (uint32_t)word_count * 2)
        size *= 2;
    printf("static const struct lookup_word %s_words[] = {{0,0,0},\n", name);
    for (int i = 1; i < word_count; i++) {
        size_t len = strlen(words[i].text);
        uint32_t h = hash_of(words[i].text, len), at = (h ^ h >> 15) % size;
        h = hash_of(words[i].text, len < 3 ? len : 3);
        firsts[h >> 5 & 31] |= 1u << (h & 31);
        while (table[at])
            at = (at + 1) % size;
        table[at] = i;
        printf("{%zu,%d,%zu},\n", words[i].place, words[i].meaning, len);
    }
    printf("};\nstatic const uint16_t %s_at[] = {", name);
    for (uint32_t i = 0; i < size; i++)
        printf("%d,", table[i]);
    printf("};\nstatic const lookup %s = {%s_texts, %s_words, %s_at, %s_meanings, %u, %d, {",
           name, name, name, name, name, size - 1, word_count);
    for (int i = 0; i < 32; i++)
        printf("%uu,", firsts[i]);
    printf("}};\n");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    read_words();
    if (word_count < 10) {
        fprintf(stderr, "words: the table %s has %d words; fewer than 9 are no table\n",
                argv[1], word_count - 1);
        return 1;
    }
    if (argc > 2)
        write_ends();
    printf("/* Written by tools/word_table.c. */\n");
    write_texts(argv[1]);
    write_table(argv[1]);
    return 0;
}
