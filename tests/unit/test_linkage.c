/* test_linkage.c - the engine by its header: people made up, linked, saved and linked
 * again. If these fail, the same customers are grouped another way next month, or a file
 * that is no model is believed. */
#include "linkage/column_type.h"
#include "winnow/linkage.h"

#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE 400

static const wn_str columns[] = {
    {"Name", 4}, {"Birthday", 8}, {"Mobile", 6}, {"Email", 5}, {"City", 4}};
static const char *const syllables[] = {"ka",  "lo", "mi",  "ren", "su", "ta",
                                        "vel", "no", "bri", "dan", "ge", "hol"};

static uint64_t seed;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const char *syllable(void)
{
    return syllables[below(WN_COUNT(syllables))];
}

/* Every person twice, the second time with a slip; then the first one a third time. */
static wn_linkage *people(void)
{
    wn_linkage *l = wn_linkage_new(columns, NULL, WN_COUNT(columns));
    char name[64], birthday[16], mobile[16], mail[64];
    const char *const towns[] = {"York", "Bath", "Leeds"};

    seed = 7;
    for (int i = 0; i < PEOPLE; i++) {
        char family[32];
        snprintf(family, sizeof(family), "%s%s%s", syllable(), syllable(), syllable());
        snprintf(name, sizeof(name), "%s%s %s", syllable(), syllable(), family);
        snprintf(birthday, sizeof(birthday), "19%02u-%02u-%02u", 40 + below(60),
                 1 + below(12), 1 + below(28));
        snprintf(mobile, sizeof(mobile), "139%08u", below(100000000));
        snprintf(mail, sizeof(mail), "%s%u@example.com", syllable(), below(100000));
        wn_str row[] = {wn_str_of(name), wn_str_of(birthday), wn_str_of(mobile),
                        wn_str_of(mail), wn_str_of(towns[i % 3])};
        wn_linkage_add(l, row, 0);
        if (i == 0)
            wn_linkage_add(l, row, 0); /* a copy */
        row[i % 3 + 1] = WN_STR("");
        name[1] = 'x';
        wn_linkage_add(l, row, 0);
    }
    return l;
}

static void numbered(void)
{
    wn_linkage *l = people();
    wn_link_summary sum;
    int wrong = 0;

    wn_linkage_weigh(l, &(wn_link_settings){0});
    ok(!wn_linkage_is_doubtful(l, NULL, NULL), "what tells people apart is not doubtful");
    wn_linkage_cluster(l, NULL, NULL);
    wn_linkage_sum(l, &sum);
    for (uint32_t i = 1; i < PEOPLE; i++)
        wrong += wn_linkage_first(l, 2 * i + 2) != 2 * i + 1;
    ok(wrong <= PEOPLE / 50 && sum.clusters >= PEOPLE * 98 / 100,
       "people are found again: all but %d of %d", wrong, PEOPLE);
    ok(wn_linkage_first(l, 1) == 0, "and a copy of a row");
    ok(sum.records == 2 * PEOPLE + 1 && fabs(sum.expected_pairs - PEOPLE) < PEOPLE / 20,
       "as many pairs as there are were expected: %.1f", sum.expected_pairs);
    wn_linkage_free(l);
}

/* The weights of the columns, the prior and what speaks for others are the pair's. */
static void explained(const wn_linkage *l, const wn_link_pair *pair)
{
    double weights[WN_LINK_COLUMNS], sum = 0, told = 0;
    wn_link_column column;
    wn_buf text = {0};
    size_t count = 0;

    for (; wn_linkage_column(l, count, &column); count++)
        for (int level = 0; level < column.levels; level++)
            sum += column.m[level];
    ok(fabs(sum - (double)count) < 1e-6, "m of the levels of a column add up to one");
    wn_linkage_weights(l, pair, weights);
    wn_linkage_explain(l, pair, &text);
    for (const char *at = text.ptr; (at = strpbrk(at, "+-"));)
        told += strtod(at, (char **)(uintptr_t)&at);
    ok(fabs(told - (double)pair->weight) < 0.05 * (double)(count + 3),
       "what is explained adds up to the weight: %s", text.ptr);
    wn_link_pair again = wn_linkage_compare(l, pair->left, pair->right);
    ok(again.weight == pair->weight && again.pattern == pair->pattern,
       "compared once more, the pair is the same");
    wn_buf_release(&text);
}

static bool are_same(const wn_linkage *a, const wn_linkage *b)
{
    size_t n, k;
    const wn_link_pair *x = wn_linkage_pairs(a, &n), *y = wn_linkage_pairs(b, &k);
    bool same = n == k;

    for (size_t i = 0; i < n && same; i++)
        same = x[i].left == y[i].left && x[i].right == y[i].right &&
               x[i].weight == y[i].weight && x[i].pattern == y[i].pattern;
    return same;
}

static void saved(void)
{
    wn_linkage *first = people(), *again = people(), *used = people();
    size_t count;

    wn_linkage_weigh(first, &(wn_link_settings){0});
    wn_linkage_weigh(again, &(wn_link_settings){0});
    const wn_link_pair *pairs = wn_linkage_pairs(first, &count);
    ok(count >= PEOPLE * 9 / 10 && are_same(first, again), "twice the same pairs: %zu",
       count);
    explained(first, &pairs[0]);
    wn_str model = wn_linkage_model(first);
    ok(model.len > 0 && wn_linkage_use(used, model), "a model is read as it was written");
    wn_linkage_weigh(used, &(wn_link_settings){0});
    ok(are_same(first, used), "and weighs every pair as before");
    ok(wn_linkage_model(used).len == 0, "it is not learned again");
    wn_linkage_free(used);
    wn_linkage_free(again);
    wn_linkage_free(first);
}

/* The text with the first `from` in it made `to`. */
static wn_str with(wn_buf *room, wn_str text, const char *from, const char *to)
{
    const char *at = memmem(text.ptr, text.len, from, strlen(from));
    size_t before = at ? (size_t)(at - text.ptr) : text.len;

    room->len = 0;
    wn_buf_add(room, (wn_str){text.ptr, before});
    wn_buf_add(room, wn_str_of(at ? to : ""));
    if (at)
        wn_buf_add(room, (wn_str){at + strlen(from), text.len - before - strlen(from)});
    return wn_buf_str(room);
}

static void refused(void)
{
    static const char *const changes[][2] = {
        {"\"winnow_model\": 1", "\"winnow_model\": 2"},
        {"\"winnow_model\"", "\"model\""},
        {"\"prior\": 0", "\"prior\": 7"},
        {"\"prior\": 0", "\"prior\": -0"},
        {"\"m\": [", "\"m\": [1.5, "},
        {"\"u\": [", "\"u\": [0.5, "},
        {"\"kind\": \"", "\"kind\": \"no "},
        {"\"parent\": ", "\"parent\": 99"},
        {"\"columns\": [", "\"columns\": [], \"rest\": ["},
    };
    wn_linkage *l = people(), *other = people();
    wn_buf room = {0};

    wn_linkage_weigh(l, &(wn_link_settings){0});
    wn_str model = wn_linkage_model(l);
    ok(!wn_linkage_use(other, WN_STR("")) && !wn_linkage_use(other, WN_STR("{}")) &&
           !wn_linkage_use(other, (wn_str){model.ptr, model.len - 2}),
       "no model: nothing, an empty one, one that is cut off");
    for (size_t i = 0; i < WN_COUNT(changes); i++)
        ok(!wn_linkage_use(other, with(&room, model, changes[i][0], changes[i][1])),
           "no model: %s", changes[i][1]);
    ok(wn_linkage_use(other, model), "the model itself is one");
    wn_buf_release(&room);
    wn_linkage_free(other);
    wn_linkage_free(l);
}

/* Too little to learn from ends well. */
static void small(void)
{
    for (int rows = 0; rows <= 2; rows++) {
        wn_linkage *l = wn_linkage_new(columns, NULL, WN_COUNT(columns));
        wn_link_summary sum;
        for (int i = 0; i < rows; i++)
            wn_linkage_add(l,
                           (wn_str[]){WN_STR("Mary Stone"), WN_STR("1980-05-06"),
                                      WN_STR("13912345678"), WN_STR("m@example.com"),
                                      WN_STR("Bath")},
                           0);
        wn_linkage_weigh(l, &(wn_link_settings){0});
        wn_linkage_cluster(l, NULL, NULL);
        wn_linkage_sum(l, &sum);
        ok(sum.records == (uint64_t)rows &&
               sum.surplus == (rows < 2 ? 0 : (uint64_t)rows - 1),
           "%d rows: %d too many", rows, (int)sum.surplus);
        wn_linkage_free(l);
    }
}

static void headings(void)
{
    static const struct {
        const char *name;
        link_kind kind;
    } cases[] = {{"Mobile", LINK_KIND_PHONE},        {"手机号", LINK_KIND_PHONE},
                 {"手機", LINK_KIND_PHONE},          {"E-Mail", LINK_KIND_EMAIL},
                 {"First Name", LINK_KIND_GIVEN},    {"姓", LINK_KIND_FAMILY},
                 {"姓名", LINK_KIND_PERSON},         {"Name", LINK_KIND_PERSON},
                 {"Names", LINK_KIND_UNKNOWN},       {"Date of birth", LINK_KIND_BIRTH},
                 {"DOB", LINK_KIND_BIRTH},           {"doberman", LINK_KIND_UNKNOWN},
                 {"created phone", LINK_KIND_ADMIN}, {"", LINK_KIND_UNKNOWN},
                 {"所属部门", LINK_KIND_ADMIN},      {"Strasse", LINK_KIND_ADDRESS}};

    for (size_t i = 0; i < WN_COUNT(cases); i++)
        ok(link_kind_by_name(wn_str_of(cases[i].name)) == cases[i].kind, "\"%s\": %s",
           cases[i].name, link_kind_names[link_kind_by_name(wn_str_of(cases[i].name))]);
    ok(wn_link_heading(WN_STR("Mobile")) == wn_link_heading(WN_STR("手机号")) &&
           wn_link_heading(WN_STR("Mobile")) != wn_link_heading(WN_STR("Email")),
       "two headings of one meaning");
    ok(wn_link_is_given(WN_STR("名")) && wn_link_is_family(WN_STR("Surname")) &&
           !wn_link_is_given(WN_STR("Surname")),
       "the parts of a name");
}

int main(void)
{
    numbered();
    saved();
    refused();
    small();
    headings();
    return tap_end();
}
