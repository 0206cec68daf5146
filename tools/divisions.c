/*
 * divisions.c - runs while winnow is built: writes transforms/divisions.tsv (from
 * stdin) as an array for cn_address.c, sorted by name; each division is also there by
 * its short forms (杭州 for 杭州市).
 */
#include "pool.h"

#include <stdbool.h>

#define MOST 30000

static struct entry {
    char *name, *instead;
    int code, now; /* now: code of the division of today; 0: none, or several */
    bool is_short, is_former;
    size_t name_at, instead_at; /* among all texts; 0: none */
} entries[MOST];
static int count;

static void add(const struct entry *like, const char *name, bool is_short)
{
    if (count == MOST)
        exit(1);
    entries[count] = *like;
    entries[count].name = strdup(name);
    entries[count++].is_short = is_short;
}

/* Ends of names that people leave out, the longest first, and what they write instead:
 * 延边州, 广西自治区, 琼中县. */
static const struct {
    const char *end, *instead;
} ends[] = {{"维吾尔自治区", "自治区"},
            {"壮族自治区", "自治区"},
            {"回族自治区", "自治区"},
            {"特别行政区", NULL},
            {"自治区", NULL},
            {"自治州", "州"},
            {"自治县", "县"},
            {"自治旗", "旗"},
            {"地区", NULL},
            {"林区", NULL},
            {"新区", NULL},
            {"省", NULL},
            {"市", NULL},
            {"盟", NULL},
            {"县", NULL},
            {"区", NULL},
            {"旗", NULL}};
static const char *const peoples[] = {
    "蒙古族", "藏族",   "回族",   "彝族",   "壮族",     "布依族", "朝鲜族",   "满族",
    "侗族",   "瑶族",   "白族",   "傣族",   "土家族",   "黎族",   "哈尼族",   "哈萨克族",
    "哈萨克", "傈僳族", "佤族",   "景颇族", "柯尔克孜", "羌族",   "苗族",     "畲族",
    "水族",   "仡佬族", "蒙古",   "拉祜族", "土族",     "撒拉族", "东乡族",   "保安族",
    "裕固族", "塔吉克", "毛南族", "仫佬族", "怒族",     "独龙族", "达斡尔族", "纳西族",
    "普米族", "布朗族", "各族"};

static bool cut_end(char *name, const char *end)
{
    size_t len = strlen(name), n = strlen(end);

    if (len < n + 6 || strcmp(name + len - n, end) != 0)
        return false;
    name[len - n] = '\0';
    return true;
}

static bool cut_people(char *name)
{
    for (size_t i = 0; i < sizeof(peoples) / sizeof(peoples[0]); i++)
        if (cut_end(name, peoples[i]))
            return true;
    return false;
}

static void add_short(const struct entry *e)
{
    char text[128], other[160];
    const char *instead = NULL;
    bool cut = false;

    if (e->code % 100 > 70 && e->code % 100 < 80)
        return; /* a development zone is always called by its full name */
    snprintf(text, sizeof(text), "%s", e->name);
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]) && !cut; i++) {
        cut = cut_end(text, ends[i].end);
        instead = ends[i].instead;
    }
    if (!cut)
        return;
    while (cut_people(text))
        ;
    add(e, text, true);
    snprintf(other, sizeof(other), "%s%s", text, instead ? instead : "");
    if (instead && strcmp(other, e->name) != 0)
        add(e, other, true);
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
    if (x->is_former != y->is_former)
        return x->is_former - y->is_former;
    if (x->is_short != y->is_short)
        return x->is_short - y->is_short;
    return level(x->code) != level(y->code) ? level(x->code) - level(y->code)
                                            : x->code - y->code;
}

static int by_code(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->code != y->code             ? x->code - y->code
           : x->is_former != y->is_former ? x->is_former - y->is_former
                                          : x->is_short - y->is_short;
}

static void read_line(char *line)
{
    char *rest = line, *code = strsep(&rest, "\t"), *name = strsep(&rest, "\t");
    struct entry e = {.name = name, .code = atoi(code), .now = atoi(code)};

    if (rest) {
        bool stays = *rest == '~'; /* given up after the table was made: its code stays */
        rest += stays;
        e.is_former = !stays;
        e.now = stays || strlen(rest) != 6 ? 0 : atoi(rest);
        e.instead = e.now ? NULL : strdup(rest);
    }
    add(&e, e.name, false);
    add_short(&e);
}

static const char *name_of(int code)
{
    for (int i = 0; i < count; i++)
        if (entries[i].code == code && !entries[i].is_former && !entries[i].is_short)
            return entries[i].name;
    return "";
}

/* The names and codes of the divisions that replaced an old one. */
static size_t add_instead(const char *codes)
{
    char text[1000];
    size_t len = 0;

    if (!codes || *codes == '-')
        return 0;
    for (const char *c = codes; c; c = strchr(c, ' ') ? strchr(c, ' ') + 1 : NULL)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s %06d",
                                c == codes ? "" : ", ", name_of(atoi(c)), atoi(c));
    return len < sizeof(text) ? pool_add(text) : 0;
}

static void print_texts(void)
{
    pool_add(""); /* so that 0 is none */
    for (int i = 0; i < count; i++) {
        entries[i].name_at = pool_add(entries[i].name);
        entries[i].instead_at = add_instead(entries[i].instead);
    }
    pool_write("", "division");
}

/* Write the entries by name, and an index by their first two characters. */
static void print_sorted(void)
{
    qsort(entries, (size_t)count, sizeof(*entries), by_name);
    printf("static const struct division divisions[] = {\n");
    for (int i = 0; i < count; i++) {
        const struct entry *e = &entries[i];
        printf("{%zu,%zu,%d,%d,%zu,%d,%d},\n", e->name_at, e->instead_at, e->code, e->now,
               strlen(e->name), e->is_short, e->is_former);
    }
    printf("};\nstatic const struct division_start { uint64_t start; uint32_t first; } "
           "divisions_by_start[] = {\n");
    for (int i = 0; i < count; i++) {
        if (i > 0 && !strncmp(entries[i - 1].name, entries[i].name, 6))
            continue;
        printf("{0x");
        for (int b = 0; b < 6; b++)
            printf("%02x", (unsigned char)entries[i].name[b]);
        printf(",%d},\n", i);
    }
    printf("{UINT64_MAX,%d}};\n", count);
}

int main(void)
{
    char line[4096];

    while (fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line != '#' && strchr(line, '\t'))
            read_line(line);
    }
    if (count < 8000) {
        fprintf(stderr, "divisions: the table is not whole\n");
        return 1;
    }
    qsort(entries, (size_t)count, sizeof(*entries), by_code);
    printf("/* Written by tools/divisions.c. */\n");
    print_texts();
    printf("static const struct division_name { uint32_t code, name; } "
           "divisions_by_code[] = {\n");
    for (int i = 0, last = 0; i < count; i++)
        if (!entries[i].is_short && entries[i].code != last)
            printf("{%d,%zu},\n", last = entries[i].code, entries[i].name_at);
    printf("};\n");
    print_sorted();
    return 0;
}
