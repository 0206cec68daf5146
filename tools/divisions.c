/*
 * divisions.c - runs while winnow is built: transforms/divisions.tsv (on stdin) as an
 * array sorted by name, each with its short form (杭州 of 杭州市), for cn_address.c.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 20000

static struct entry {
    char *name, *now;
    int code;
    bool is_short;
} entries[MOST];
static int count;

static void add(const char *name, const char *now, int code, bool is_short)
{
    if (count == MOST)
        exit(1);
    entries[count++] = (struct entry){strdup(name), strdup(now), code, is_short};
}

/* Ends of names that people leave out, the longest first. */
static const char *const ends[] = {
    "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州",
    "自治县",       "自治旗",     "地区",       "林区",       "省",     "市",
    "盟",           "县",         "区",         "旗"};
static const char *const peoples[] = {
    "蒙古族", "藏族",   "回族",   "彝族",   "壮族",   "布依族",   "朝鲜族",
    "满族",   "侗族",   "瑶族",   "白族",   "傣族",   "土家族",   "黎族",
    "哈尼族", "哈萨克", "傈僳族", "佤族",   "景颇族", "柯尔克孜", "羌族",
    "苗族",   "畲族",   "水族",   "仡佬族", "蒙古",   "拉祜族"};

static bool cut_end(char *name, const char *const *list, size_t n)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < n; i++) {
        size_t end = strlen(list[i]);
        if (len >= end + 6 && !strcmp(name + len - end, list[i])) {
            name[len - end] = '\0';
            return true;
        }
    }
    return false;
}

static void add_short(const char *name, const char *now, int code)
{
    char text[128];

    snprintf(text, sizeof(text), "%s", name);
    if (!cut_end(text, ends, sizeof(ends) / sizeof(ends[0])))
        return;
    while (cut_end(text, peoples, sizeof(peoples) / sizeof(peoples[0])))
        ;
    add(text, now, code, true);
}

static int level(int code)
{
    return code % 10000 == 0 ? 0 : code % 100 == 0 ? 1 : 2;
}

static int by_name(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    if (order)
        return order;
    if (x->is_short != y->is_short)
        return x->is_short - y->is_short;
    return level(x->code) != level(y->code) ? level(x->code) - level(y->code)
                                            : x->code - y->code;
}

static int by_code(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->code != y->code ? x->code - y->code : x->is_short - y->is_short;
}

int main(void)
{
    char line[512], name[128], now[128];
    int code;

    while (fgets(line, sizeof(line), stdin)) {
        if (*line == '#' ||
            sscanf(line, "%d %127[^\t\n] %127[^\t\n]", &code, name, now) != 3)
            continue;
        add(name, now, code, false);
        add_short(name, now, code);
        if (strcmp(name, now) != 0) {
            add(now, now, code, false);
            add_short(now, now, code);
        }
    }
    if (count < 3000) {
        fprintf(stderr, "divisions: the table is not whole\n");
        return 1;
    }
    qsort(entries, (size_t)count, sizeof(*entries), by_name);
    printf("/* Written by tools/divisions.c. */\n"
           "static const struct division divisions[] = {\n");
    for (int i = 0; i < count; i++)
        printf("{\"%s\",\"%s\",%d,%d},\n", entries[i].name, entries[i].now,
               entries[i].code, entries[i].is_short);
    printf("};\nstatic const struct division_name { uint32_t code; const char *now; } "
           "divisions_by_code[] = "
           "{\n");
    qsort(entries, (size_t)count, sizeof(*entries), by_code);
    for (int i = 0, last = 0; i < count; i++)
        if (!entries[i].is_short && entries[i].code != last)
            printf("{%d,\"%s\"},\n", last = entries[i].code, entries[i].now);
    printf("};\n");
    return 0;
}
