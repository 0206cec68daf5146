/* test_linkage.c - the engine through its public header: made-up people are linked, the
 * model is saved, and they are linked again. If these fail, the same customers are
 * grouped differently next month, or a file that is no model is used as one. */
#include "core/memory.h"
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

/* Add every person twice, the second time with a slip; then the first person a third
 * time. */
static wn_linkage *people(size_t column_count)
{
    wn_linkage *l = wn_linkage_new(columns, NULL, column_count);
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
    wn_linkage *l = people(WN_COUNT(columns));
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

/* Fifty copies of one row take the memory of one, but count as fifty. */
static void copies(void)
{
    wn_linkage *l = people(WN_COUNT(columns));
    wn_link_summary sum;
    size_t count, inside = 0;

    for (int i = 0; i < 50; i++)
        wn_linkage_add(l,
                       (wn_str[]){WN_STR("Zoe Zuckermann"), WN_STR("1971-02-03"),
                                  WN_STR("13811112222"), WN_STR("zoe@example.com"),
                                  WN_STR("York")},
                       0);
    wn_linkage_weigh(l, &(wn_link_settings){0});
    wn_linkage_cluster(l, NULL, NULL);
    wn_linkage_sum(l, &sum);
    const wn_link_pair *pairs = wn_linkage_pairs(l, &count);
    for (size_t i = 0; i < count; i++)
        inside += pairs[i].left > 2 * PEOPLE && pairs[i].right > 2 * PEOPLE;
    ok(wn_linkage_first(l, 2 * PEOPLE + 50) == 2 * PEOPLE + 1 && inside == 0,
       "copies are one group, and no pairs of them are compared");
    ok(fabs(sum.expected_pairs - PEOPLE - 50 * 49 / 2) < PEOPLE / 20,
       "all their pairs are counted: %.0f", sum.expected_pairs);
    wn_linkage_free(l);
}

/* Check the probabilities of the levels, as far as they can be counted here. */
static void probabilities(const wn_linkage *l)
{
    static const double towns[] = {269, 266, 266}; /* records of each */
    double all = 2 * PEOPLE + 1, same = 0, sum = 0;
    wn_link_column column;
    size_t count = 0;

    for (; wn_linkage_column(l, count, &column); count++)
        for (int level = 0; level < column.levels; level++)
            sum += column.m[level];
    ok(fabs(sum - (double)count) < 1e-6, "m of the levels of a column add up to one");
    for (size_t i = 0; i < WN_COUNT(towns); i++)
        same += towns[i] * (towns[i] - 1) / (all * (all - 1));
    wn_linkage_column(l, count - 1, &column);
    ok(fabs(column.u[1] - same) < 0.002, "u of one town is how often two have it: %.4f",
       column.u[1]);
}

/* The weights of the columns, the prior, and what speaks for others add up to the weight
 * of the pair. */
static void explained(const wn_linkage *l)
{
    size_t count, wrong = 0, other = 0;
    const wn_link_pair *pairs = wn_linkage_pairs(l, &count);
    wn_buf text = {0};

    for (size_t i = 0; i < count; i++) {
        double told = 0;
        text.len = 0;
        wn_linkage_explain(l, &pairs[i], &text);
        for (const char *at = text.ptr; (at = strpbrk(at, "+-"));)
            told += strtod(at, (char **)(uintptr_t)&at);
        wrong += fabs(told - (double)pairs[i].weight) > 0.5;
        wn_link_pair again = wn_linkage_compare(l, pairs[i].left, pairs[i].right);
        other += again.weight != pairs[i].weight || again.pattern != pairs[i].pattern;
    }
    ok(wrong == 0, "what is explained adds up to the weight: %s", text.ptr);
    ok(other == 0, "compared once more, pairs are the same");
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

static void saved(size_t column_count)
{
    wn_linkage *first = people(column_count), *again = people(column_count),
               *used = people(column_count);
    size_t count;

    wn_linkage_weigh(first, &(wn_link_settings){0});
    wn_linkage_weigh(again, &(wn_link_settings){0});
    wn_linkage_pairs(first, &count);
    ok(count >= PEOPLE * 9 / 10 && are_same(first, again),
       "%zu columns: twice the same pairs: %zu", column_count, count);
    explained(first);
    if (column_count > 1)
        probabilities(first);
    wn_str model = wn_linkage_model(first);
    ok(model.len > 0 && wn_linkage_use(used, model), "a model is read as it was written");
    wn_linkage_weigh(used, &(wn_link_settings){0});
    ok(are_same(first, used), "and weighs every pair as before");
    ok(wn_linkage_model(used).len == 0, "it is not learned again");
    wn_linkage_free(used);
    wn_linkage_free(again);
    wn_linkage_free(first);
}

/* Return the text with the first `from` in it replaced by `to`. */
static wn_str with(wn_buf *room, wn_str text, const char *from, const char *to)
{
    const char *at = memmem(text.ptr, text.len, from, strlen(from));
    size_t before = at ? (size_t)(at - text.ptr) : text.len;

    if (!at)
        return text;
    room->len = 0;
    wn_buf_add(room, (wn_str){text.ptr, before});
    wn_buf_add(room, wn_str_of(to));
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
        {"\"m\": [\n    0", "\"m\": [\n    7"},
        {"\"m\": [", "\"m\": [0.5, "},
        {"\"u\": [", "\"u\": [0.5, "},
        {"\"kind\": \"", "\"kind\": \"no "},
        {"\"parent\": -1", "\"parent\": 19"},
        {"\"columns\": [", "\"columns\": [], \"rest\": ["},
    };
    wn_linkage *l = people(WN_COUNT(columns)), *other = people(WN_COUNT(columns));
    wn_buf room = {0};

    wn_linkage_weigh(l, &(wn_link_settings){0});
    wn_str model = wn_linkage_model(l);
    ok(!wn_linkage_use(other, WN_STR("")) && !wn_linkage_use(other, WN_STR("{}")) &&
           !wn_linkage_use(other, (wn_str){model.ptr, model.len - 2}),
       "no model: nothing, an empty one, one that is cut off");
    for (size_t i = 0; i < WN_COUNT(changes); i++) {
        wn_str changed = with(&room, model, changes[i][0], changes[i][1]);
        ok(!wn_str_equal(changed, model) && !wn_linkage_use(other, changed),
           "no model: change %zu", i + 1);
    }
    ok(wn_linkage_use(other, model), "the model itself is one");
    wn_buf_release(&room);
    wn_linkage_free(other);
    wn_linkage_free(l);
}

/* A table too small to learn from is no error. */
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
    copies();
    saved(WN_COUNT(columns));
    saved(1);
    refused();
    small();
    headings();
    return tap_end();
}
