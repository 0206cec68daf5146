/* test_profile.c - what is said of a column's values. If these fail, a consultant maps a
 * column by a wrong picture of it. */
#include "commands/profile.h"

#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void test_counts(void)
{
    wn_profile *p = wn_profile_new();
    wn_profile_summary s;

    wn_profile_sum(p, &s);
    ok(s.rows == 0 && s.filled == 0 && s.distinct == 0 && !s.type,
       "an empty column says nothing");
    for (int i = 0; i < 300; i++)
        wn_profile_add(p, wn_str_of(i % 3 ? "北京" : i % 2 ? "Shanghai" : " "));
    wn_profile_sum(p, &s);
    ok(s.rows == 300 && s.filled == 250, "rows and filled ones are counted");
    ok(fabs(s.distinct - 2) < .5, "two different values");
    ok(s.shortest == 2 && s.longest == 8, "lengths in characters");
    ok(s.top_count == 2 && wn_str_equal(s.top[0].text, WN_STR("北京")) &&
           s.top[0].count == 200,
       "the most frequent first, exact while few are different");
    ok(wn_str_equal(s.patterns[0].text, WN_STR("汉")), "what it looks like");
    wn_profile_free(p);
}

static void test_distinct(uint64_t different)
{
    wn_profile *p = wn_profile_new();
    wn_profile_summary s;
    char text[32];

    for (uint64_t i = 0; i < 3 * different; i++) {
        snprintf(text, sizeof(text), "K%llu", (unsigned long long)(i % different));
        wn_profile_add(p, wn_str_of(text));
    }
    wn_profile_sum(p, &s);
    if (!ok(fabs(s.distinct / (double)different - 1) < .06 &&
                s.estimated == (different > 255) &&
                (s.estimated || s.distinct == (double)different),
            "%llu different values, exactly or said to be within 6 %%",
            (unsigned long long)different))
        printf("# estimated %.0f\n", s.distinct);
    wn_profile_free(p);
}

static void test_frequent(void)
{
    wn_profile *p = wn_profile_new();
    wn_profile_summary s;
    char text[32];

    for (int i = 0; i < 100000; i++) { /* one in four the same, the rest all different */
        snprintf(text, sizeof(text), "once %d", i);
        wn_profile_add(p, wn_str_of(i % 4 ? text : "often"));
    }
    wn_profile_sum(p, &s);
    ok(wn_str_equal(s.top[0].text, WN_STR("often")) && s.top[0].count >= 25000,
       "a frequent value is found among a hundred thousand");
    wn_profile_free(p);
}

static void test_type(const char *type, const char *const *values, size_t count)
{
    wn_profile *p = wn_profile_new();
    wn_profile_summary s;

    for (int i = 0; i < 60; i++)
        wn_profile_add(p, wn_str_of(values[(size_t)i % count]));
    wn_profile_sum(p, &s);
    const char *got = s.type ? s.type->name : "none";
    if (!ok(!strcmp(got, type), "%s ... is %s", values[0], type))
        printf("# got %s\n", got);
    wn_profile_free(p);
}

#define TEST_TYPE(type, ...)                            \
    test_type(type, (const char *const[]){__VA_ARGS__}, \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

int main(void)
{
    test_counts();
    test_distinct(50);
    test_distinct(5000);
    test_distinct(200000);
    test_frequent();
    TEST_TYPE("email", "li@example.com", "b@example.cn");
    TEST_TYPE("phone", "13800138000", "010-65551234");
    TEST_TYPE("datetime", "2024-03-09", "2023年5月1日");
    TEST_TYPE("integer", "12", "4", "1200");
    TEST_TYPE("money", "¥1,200.50", "2400元");
    TEST_TYPE("none", "00120", "00121", "00199");
    TEST_TYPE("none", "张伟", "李娜");
    return tap_end();
}
