/*
 * test_names.c - what the names of columns and lists mean. If these fail, a user loses
 * a column whose name is not known, or gets a wrong one where a name is misunderstood.
 *
 * A case is: the meanings; "of" whose; "for" what use; a rank; "in" a unit; a star for
 * a must; a tilde for a name that is only like a known one. "-": the name says
 * nothing.
 */
#include "tap.h"

#include "core/memory.h"
#include "headings/name_rows.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct name_case {
    const char *name, *says;
} name_case;

static const name_case cases[] = {
#include "test_names.inc"
};

static const name_case kinds[] = {
#include "test_kinds.inc"
};

static const char *const owners[] = {"",        "company",  "person", "parent",  "deal",
                                     "user",    "lead",     "ticket", "product", "order",
                                     "invoice", "activity", "owner",  "else"};
static const char *const uses[] = {"",        "work", "home",  "billing",   "shipping",
                                   "mailing", "main", "other", "assistant", "emergency"};

static void say(const heading *n, char *out)
{
    *out = '\0';
    if (n->meaning_count == 0) {
        strcpy(out, "-");
        return;
    }
    for (size_t i = 0; i < n->meaning_count; i++)
        out += sprintf(out, "%s%s", i ? " " : "", n->meanings[i]->name);
    if (n->of)
        out += sprintf(out, " of %s", owners[n->of]);
    if (n->use)
        out += sprintf(out, " for %s", uses[n->use]);
    if (n->rank)
        out += sprintf(out, " %u", n->rank);
    if (n->unit.len)
        out += sprintf(out, " in %.*s", (int)n->unit.len, n->unit.ptr);
    if (n->is_required_mark)
        out += sprintf(out, " *");
    if (n->how == HEADING_NEAR)
        out += sprintf(out, " ~");
}

static void read_names(void)
{
    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        heading name;
        char said[256];
        bool found = heading_read(wn_str_of(cases[i].name), &name);
        say(&name, said);
        ok(!strcmp(said, cases[i].says) && found == (name.meaning_count > 0) &&
               (name.near.len > 0) == (name.how == HEADING_NEAR),
           "%s: %s, not %s", cases[i].name, cases[i].says, said);
    }
    for (size_t i = 0; i < WN_COUNT(kinds); i++) {
        const char *kind = heading_kind_of(wn_str_of(kinds[i].name));
        ok(!strcmp(kind ? kind : "-", kinds[i].says), "%s is a list of: %s",
           kinds[i].name, kinds[i].says);
    }
}

/* Test the members that the rest of a draft relies on. */
static void members(void)
{
    static const char column[] = "年营业额(万元)";
    heading name;

    heading_read(wn_str_of("Nachname"), &name);
    ok(name.languages[0] == 1u << 2 && name.how == HEADING_EXACT, "Nachname is German");
    heading_read(wn_str_of("客户 Email"), &name);
    ok(name.meaning_count == 1 && name.of == HEADING_OF_COMPANY && name.languages[0] & 1,
       "words of two scripts stand together");
    heading_read(wn_str_of("xingming"), &name);
    ok(wn_str_equal(name.near, WN_STR("姓名")) && name.languages[0] == 1u << 1,
       "what it is like is said as people write it");
    heading_read(wn_str_of(column), &name);
    ok(name.unit.ptr > column && wn_str_equal(name.unit, WN_STR("万元")),
       "a unit is a piece of the name");
    heading_read(wn_str_of("Assistant's Phone"), &name);
    ok(name.meaning_count == 0 && name.use == HEADING_USE_ASSISTANT,
       "an assistant's phone is nobody's, and why is said");
}

/* May two meanings share a word, because values tell them apart? See the head of
 * names.tsv. */
static bool is_told_by_values(const heading_meaning *m)
{
    return !strcmp(m->type, "bool") || !strcmp(m->type, "country") ||
           !strcmp(m->type, "phone");
}

/* No word of a language has two meanings: it would get one of them by chance. */
static void one_meaning(void)
{
    size_t twice = 0;

    for (size_t i = 0; i < heading_words_names.count; i++) {
        const heading_word *a = &heading_words_names.words[i], *b = a;
        while ((b = heading_words_next(&heading_words_names, b)))
            if ((a->languages & b->languages) &&
                !is_told_by_values(heading_meaning_of(a)) &&
                !is_told_by_values(heading_meaning_of(b))) {
                printf("# %s: %s, %s\n", heading_shown(a), heading_meaning_of(a)->name,
                       heading_meaning_of(b)->name);
                twice++;
            }
    }
    ok(twice == 0, "a word means one thing in a language");
    for (size_t i = twice = 0; i < heading_words_kinds.count; i++) {
        const heading_word *a = &heading_words_kinds.words[i], *b = a;
        while ((b = heading_words_next(&heading_words_kinds, b)))
            if (a->languages & b->languages) {
                printf("# %s: %s, %s\n", heading_shown(a), heading_kind_at(a),
                       heading_kind_at(b));
                twice++;
            }
    }
    ok(twice == 0, "a name of a list, too");
}

/* Names of any bytes: truncated, repeated, very long. ASan catches reads outside. */
static void hostile(void)
{
    static char text[70000];
    heading name;
    size_t known = 0;

    srand(17);
    for (int i = 0; i < 20000; i++) {
        size_t len = (size_t)(rand() % 300);
        for (size_t b = 0; b < len; b++)
            text[b] = (char)(rand() % 3 ? cases[(size_t)rand() % WN_COUNT(cases)].name[0]
                                        : 1 + rand() % 255);
        known += heading_read((wn_str){text, len}, &name);
        known += heading_kind_of((wn_str){text, len}) != NULL;
    }
    for (size_t i = 0; i < WN_COUNT(cases); i++)
        for (size_t len = 0; len <= strlen(cases[i].name); len++) {
            char *own = malloc(len + 1); /* exactly as long, for ASan */
            memcpy(own, cases[i].name, len);
            known += heading_read((wn_str){own, len}, &name);
            known += heading_kind_of((wn_str){own, len}) != NULL;
            free(own);
        }
    memset(text, 'a', sizeof(text));
    known += heading_read((wn_str){text, sizeof(text)}, &name);
    ok(known > 0, "any bytes are read");
}

/* 200 unknown columns in each of 50 sheets: a draft of them takes less than a second. */
static void fast(void)
{
    clock_t begin = clock();
    heading name;
    char text[64];

    for (int i = 0; i < 10000; i++) {
        int len = i % 2 ? sprintf(text, "Kennzahl Vorjahr Quartal %d", i)
                        : sprintf(text, "上次检查结果说明项%d", i);
        heading_read((wn_str){text, (size_t)len}, &name);
    }
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    ok(seconds < 3, "ten thousand names take no time: %.0f ms", seconds * 1000);
}

int main(void)
{
    ok(heading_meaning_find("postcode") &&
           !strcmp(heading_meaning_find("vat")->type, "vat") &&
           !heading_meaning_find("-") && !heading_meaning_find("nothing"),
       "meanings are found by their name");
    read_names();
    members();
    one_meaning();
    hostile();
    fast();
    return tap_end();
}
