/* test_same_columns.c - columns that say again what others say, records in another order,
 * and rows that are the same without being copies: who is merged must not depend on it. */
#include "tap.h"

#include "core/memory.h"
#include "winnow/linkage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE 1500
#define COLUMNS 6

static const char *const given[] = {"Anna",  "Bruno", "Clara", "Dieter", "Emilia",
                                    "Felix", "Greta", "Hanno", "Ilse",   "Jonas"};
static const char *const middle[] = {"Lind", "Berg", "Wolf", "Stein", "Hof", "Feld"};
static const char *const end[] = {"mann", "er", "ke", "ner", "hardt", "ow"};

/* One of 2,250 people: every third is there twice, the second time with another town and
 * a slip in the family name. */
typedef struct person {
    char given[16], family[32], birth[16], town[16], mobile[16], extra[64];
} person;

static void make(int i, person *p)
{
    int who = i < PEOPLE ? i : (i - PEOPLE) * 3;
    unsigned h = (unsigned)who * 2654435761u;

    snprintf(p->given, sizeof(p->given), "%s", given[h >> 8 & 7]);
    snprintf(p->family, sizeof(p->family), "%s%s", middle[(h >> 12) % 6],
             end[(h >> 16) % 6]);
    snprintf(p->birth, sizeof(p->birth), "19%02d-%02d-%02d", 40 + (int)((h >> 5) % 50),
             1 + (int)((h >> 11) % 12), 1 + (int)((h >> 3) % 28));
    snprintf(p->town, sizeof(p->town), "Town %c", 'a' + (int)((h >> 20) % 20));
    snprintf(p->mobile, sizeof(p->mobile), "0171%07u", (h >> 4) % 9999991);
    if (i >= PEOPLE) {
        p->family[2] = 'x';
        snprintf(p->town, sizeof(p->town), "Town %c", 'a' + (int)((h >> 7) % 20));
    }
}

#define ALL (PEOPLE + PEOPLE / 3)

typedef struct table {
    const char *names[COLUMNS];
    size_t columns;
    void (*extra)(person *p); /* fills the last column, or NULL */
    bool backwards;           /* rows and columns from the last to the first */
} table;

/* `model`: of an earlier run, or "". */
static wn_linkage *match_with(const table *t, wn_str model)
{
    wn_str names[COLUMNS], values[COLUMNS];
    wn_linkage *l;

    for (size_t c = 0; c < t->columns; c++)
        names[t->backwards ? t->columns - 1 - c : c] = wn_str_of(t->names[c]);
    l = wn_linkage_new(names, NULL, t->columns);
    for (int r = 0; r < ALL; r++) {
        person p = {0};
        make(t->backwards ? ALL - 1 - r : r, &p);
        if (t->extra)
            t->extra(&p);
        const char *all[COLUMNS] = {p.given, p.family, p.birth, p.town, p.mobile, p.extra};
        for (size_t c = 0; c < t->columns; c++)
            values[t->backwards ? t->columns - 1 - c : c] = wn_str_of(all[c]);
        wn_linkage_add(l, values, 0);
    }
    if (model.len > 0)
        ok(wn_linkage_use(l, model), "a model is used again");
    wn_linkage_weigh(l, &(wn_link_settings){0});
    wn_linkage_cluster(l, NULL, NULL);
    return l;
}

static wn_linkage *match(const table *t)
{
    return match_with(t, WN_STR(""));
}

/* How many of the pairs that are there are found, and how many wrong ones. */
static void score(wn_linkage *l, int *found, int *wrong)
{
    *found = *wrong = 0;
    for (uint32_t r = 0; r < ALL; r++) {
        uint32_t first = wn_linkage_first(l, r);
        bool same = first < PEOPLE && r >= PEOPLE && (r - PEOPLE) * 3 == first;
        *found += same;
        *wrong += first != r && !same;
    }
}

static void full_name(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%s %s", p->given, p->family);
}

static void other_way(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%s, %s", p->family, p->given);
}

static void initials(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%.1s%.3s", p->given, p->family);
}

static void year(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%.4s", p->birth);
}

static void copy(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%s", p->mobile);
}

/* A column more that says nothing new must change next to nothing. */
static void repeats(void)
{
    static const struct {
        const char *heading;
        void (*extra)(person *p);
    } more[] = {{"full name", full_name}, {"label", other_way}, {"short", initials},
                {"year", year},           {"phone 2", copy}};
    table t = {.names = {"first name", "last name", "birthday", "town", "mobile"},
               .columns = 5};
    int found, wrong, then_found, then_wrong;

    wn_linkage *plain = match(&t);
    score(plain, &found, &wrong);
    wn_linkage_free(plain);
    ok(found > PEOPLE / 3 * 95 / 100 && wrong < 5, "%d of %d found, %d wrong", found,
       PEOPLE / 3, wrong);
    for (size_t i = 0; i < WN_COUNT(more); i++) {
        t.names[5] = more[i].heading;
        t.columns = 6;
        t.extra = more[i].extra;
        wn_linkage *l = match(&t);
        score(l, &then_found, &then_wrong);
        ok(abs(then_found - found) <= 3 && then_wrong <= wrong + 2,
           "with \"%s\" beside them: %d, %d wrong", more[i].heading, then_found,
           then_wrong);
        wn_linkage_free(l);
    }
}

/* What is found out is told in the names of the columns. */
static void told(void)
{
    table t = {.names = {"first name", "last name", "birthday", "town", "mobile", "label"},
               .columns = 6,
               .extra = other_way};
    wn_linkage *l = match(&t);
    wn_link_note note;
    size_t repeats = 0;

    for (size_t i = 0; wn_linkage_note(l, i, &note); i++)
        repeats += note.kind == WN_LINK_REPEATS && note.number > 95 &&
                   wn_str_equal(note.columns, WN_STR("label")) &&
                   wn_str_equal(note.others, WN_STR("first name, last name"));
    ok(repeats == 1, "label repeats first and last name, and nothing else does");
    wn_linkage_free(l);
}

/* A saved model knows which columns repeat others: with it the same records weigh the
 * same. */
static void saved(void)
{
    table t = {.names = {"first name", "last name", "birthday", "town", "mobile", "label"},
               .columns = 6,
               .extra = other_way};
    wn_linkage *one = match(&t), *again = match_with(&t, wn_linkage_model(one));
    size_t count, count_again, differ = 0;
    const wn_link_pair *pairs = wn_linkage_pairs(one, &count),
                       *then = wn_linkage_pairs(again, &count_again);

    for (size_t i = 0; i < count && i < count_again; i++)
        differ += fabsf(pairs[i].weight - then[i].weight) > 0.01f;
    ok(count > 100 && count == count_again && differ == 0,
       "of %zu pairs %zu weigh otherwise with the model that was kept", count, differ);
    wn_linkage_free(one);
    wn_linkage_free(again);
}

/* The same groups, whatever the order of rows and columns. */
static void order(void)
{
    table t = {.names = {"first name", "last name", "birthday", "town", "mobile"},
               .columns = 5};
    wn_linkage *one = match(&t);
    size_t count, count_back, differ = 0;

    t.backwards = true;
    wn_linkage *other = match(&t);
    for (uint32_t r = 0; r < ALL; r++) /* who is with record r? Its first, either way */
        for (uint32_t k = r + 1; k < ALL && k <= r + PEOPLE; k += 7)
            differ += (wn_linkage_first(one, r) == wn_linkage_first(one, k)) !=
                      (wn_linkage_first(other, ALL - 1 - r) ==
                       wn_linkage_first(other, ALL - 1 - k));
    const wn_link_pair *pairs = wn_linkage_pairs(one, &count),
                       *back = wn_linkage_pairs(other, &count_back);
    for (size_t i = 0; i < count && count == count_back; i++)
        differ += pairs[i].weight < back[i].weight || pairs[i].weight > back[i].weight ||
                  pairs[i].left != ALL - 1 - back[i].right ||
                  pairs[i].right != ALL - 1 - back[i].left;
    ok(count > 100 && count == count_back && differ == 0,
       "%zu pairs and their weights are the same backwards: %zu differ", count, differ);
    wn_linkage_free(one);
    wn_linkage_free(other);
}

/* Without headings, given and family names are known by the mailboxes made of them. */
static void mailbox(person *p)
{
    snprintf(p->extra, sizeof(p->extra), "%s.%s@mail.example", p->given, p->family);
}

static void no_headings(void)
{
    table named = {.names = {"first name", "last name", "birthday", "town", "mobile",
                             "email"},
                   .columns = 6,
                   .extra = mailbox},
          numbered = {.names = {"c1", "c2", "c3", "c4", "c5", "c6"},
                      .columns = 6,
                      .extra = mailbox};
    wn_linkage *a = match(&named), *b = match(&numbered);
    int found, wrong, then_found, then_wrong;

    score(a, &found, &wrong);
    score(b, &then_found, &then_wrong);
    ok(found > 400 && abs(found - then_found) <= 3 && then_wrong <= wrong + 2,
       "headings that say nothing: %d found, %d wrong; with them %d, %d", then_found,
       then_wrong, found, wrong);
    wn_linkage_free(a);
    wn_linkage_free(b);
}

/* A column of years is compared as years; four digits alone do not make one: postcodes. */
static void years(void)
{
    const wn_str names[] = {WN_STR("name"), WN_STR("born"), WN_STR("area")};
    wn_linkage *l = wn_linkage_new(names, NULL, 3);
    char name[48], born[8], area[8];
    wn_link_column column;
    int year = -1, code = -1;

    for (int i = 0; i < 900; i++) {
        person p = {0};
        make(i, &p);
        snprintf(name, sizeof(name), "%s %s", p.given, p.family);
        snprintf(born, sizeof(born), "%d", 1880 + i * 7 % 110);
        snprintf(area, sizeof(area), "%d", 1000 + i * 13 % 300 * 7);
        wn_linkage_add(l, (wn_str[]){wn_str_of(name), wn_str_of(born), wn_str_of(area)}, 0);
    }
    wn_linkage_weigh(l, &(wn_link_settings){0});
    for (size_t i = 0; wn_linkage_column(l, i, &column); i++) {
        if (wn_str_equal(column.name, names[1]))
            year = (int)column.type;
        if (wn_str_equal(column.name, names[2]))
            code = (int)column.type;
    }
    ok(year == WN_LINK_YEAR && code == WN_LINK_DIGITS,
       "years are years, and postcodes are none: %d, %d", year, code);
    wn_linkage_free(l);
}

/* Rows that are the same in what is compared, and not in the rest. */
static void copies(void)
{
    const wn_str names[] = {WN_STR("name"), WN_STR("city"), WN_STR("segment"),
                            WN_STR("created at")};
    wn_linkage *l = wn_linkage_new(names, NULL, 4);
    char name[64], city[8], segment[8], created[24];

    for (int i = 0; i < 900; i++) { /* 300 people, three times in one row, whole or not */
        person p = {0};
        make(i / 3 % 150, &p); /* each name is that of two people */
        snprintf(name, sizeof(name), "%s %s", p.given, p.family);
        snprintf(city, sizeof(city), "C%d", i / 3 % 5);
        snprintf(segment, sizeof(segment), "S%d", i / 3 % 3);
        snprintf(created, sizeof(created), "2020-01-%02d 10:%02d:%02d", 1 + i / 3 % 28,
                 i / 3 % 60, i % 3 == 2);
        wn_linkage_add(l, (wn_str[]){wn_str_of(name), wn_str_of(city), wn_str_of(segment),
                                     wn_str_of(created)},
                       0);
    }
    wn_linkage_weigh(l, &(wn_link_settings){0});
    wn_linkage_copies(l, NULL, NULL);
    int whole = 0, others = 0;
    for (uint32_t r = 0; r < 900; r++) {
        uint32_t first = wn_linkage_first(l, r);
        whole += first != r && r % 3 == 1 && first == r - 1;
        others += first != r && !(r % 3 == 1 && first == r - 1);
    }
    ok(whole == 300 && others == 0,
       "a copy is the same in all columns, those not compared too: %d, %d others", whole,
       others);
    wn_linkage_free(l);
}

int main(void)
{
    repeats();
    told();
    saved();
    order();
    no_headings();
    years();
    copies();
    return tap_end();
}
