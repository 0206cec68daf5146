/*
 * phone_automata.c - runs while winnow is built: turns the patterns of
 * transforms/phone_plans.tsv (on stdin) into automata over digits.
 *
 *   of a region         says whether a national number fits its general pattern
 *   of a country code   says to which of its regions the number belongs, and its type
 *
 * Patterns are regular expressions over digits, at most 17 digits long, so the
 * automata have no loops: subsets of states of the pattern are followed digit by
 * digit, and equal ends are shared from the leaves up, over all regions at once.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 17
#define MAX_REGIONS 300
#define MAX_FORMATS 1000
#define MAX_COLUMNS 9

/* The kinds that a number is tried as, in this order (phone_number.h has the same
 * types). */
enum {
    GENERAL,
    PREMIUM,
    TOLL_FREE,
    SHARED,
    VOIP,
    PERSONAL,
    PAGER,
    UAN,
    VOICEMAIL,
    FIXED,
    MOBILE,
    LEAD,
    KINDS
};
static const char *const kinds[] = {"general",   "premium",  "toll-free", "shared-cost",
                                    "voip",      "personal", "pager",     "uan",
                                    "voicemail", "fixed",    "mobile"};
static const char *const types[] = {
    "PHONE_UNKNOWN",   "PHONE_PREMIUM",  "PHONE_TOLL_FREE", "PHONE_SHARED_COST",
    "PHONE_VOIP",      "PHONE_PERSONAL", "PHONE_PAGER",     "PHONE_UAN",
    "PHONE_VOICEMAIL", "PHONE_FIXED",    "PHONE_MOBILE",    "PHONE_FIXED_OR_MOBILE"};

static struct region {
    char *id, *idd, *prefix, *rule, *label, *patterns[KINDS];
    uint32_t lengths[KINDS], local;
    int code, main, same, general, formats, format_count;
} regions[MAX_REGIONS];
static int region_count;
static char version[32], date[32]; /* of the plans, from "# version", "# date" */
static struct format {
    char *pattern, *text, *national, *lead;
} formats[MAX_FORMATS];
static int format_count;

static void fail(const char *what, const char *where)
{
    fprintf(stderr, "phone_automata: %s: %s\n", what, where);
    exit(1);
}

static void *grow(void *array, size_t count, size_t size)
{
    if (count & (count - 1) || (count > 0 && count < 64))
        return array;
    array = realloc(array, (count ? count * 2 : 64) * size);
    if (!array)
        fail("no memory", "");
    return array;
}

/* ---- patterns to states -------------------------------------------------------- */

typedef struct state {
    int digits; /* bits 0 to 9: with such a digit go to `to`; 0: a fork to `to` and
                   `other`, or an end */
    int to, other, end; /* end: region * KINDS + kind + 1 */
} state;

static state *states;
static int state_count;

static int add_state(int digits, int to, int other, int end)
{
    states = grow(states, (size_t)state_count, sizeof(*states));
    states[state_count] = (state){digits, to, other, end};
    return state_count++;
}

/* Return the place after the bracket that closes the one at p. */
static const char *behind(const char *p)
{
    int depth = 0;

    if (*p == '[')
        return strchr(p, ']') + 1;
    do {
        depth += (*p == '(') - (*p == ')');
        if (!*p)
            fail("a bracket is missing", p);
    } while (p++, depth > 0);
    return p;
}

static int class_of(const char *p, const char *end)
{
    int digits = 0;

    if (*p == '\\' && p[1] == 'd')
        return 1023;
    if (*p != '[')
        return *p >= '0' && *p <= '9' ? 1 << (*p - '0') : (fail("not a digit", p), 0);
    for (p++; p < end - 1; p++) {
        int first = *p, last = p[1] == '-' ? *(p += 2) : first;
        if (first == '\\') {
            p++;
            return 1023;
        }
        for (int c = first; c <= last; c++)
            digits |= 1 << (c - '0');
    }
    return digits;
}

static int build_any(const char *p, const char *end, int next);

/* Return a state from which the piece p..end leads to the state `next`. */
static int build_piece(const char *p, const char *end, int next)
{
    if (*p == '(')
        return build_any(p + (p[1] == '?' ? 3 : 1), end - 1, next);
    return add_state(class_of(p, end), next, -1, 0);
}

static int build_sequence(const char *p, const char *end, int next)
{
    struct {
        const char *p, *end;
        int least, most;
    } pieces[64];
    int count = 0;

    while (p < end && *p != '$') {
        const char *start = p;
        p = *p == '(' || *p == '[' ? behind(p) : p + (*p == '\\' ? 2 : 1);
        pieces[count].p = start;
        pieces[count].end = p;
        int least = 1, most = 1, used = 0;
        if (p < end && *p == '?') {
            least = 0;
            p++;
        } else if (p < end && *p == '{') {
            if (sscanf(p, "{%d,%d}%n", &least, &most, &used) < 2 || !used) {
                if (sscanf(p, "{%d}%n", &least, &used) < 1 || !used)
                    fail("a repetition that is not understood", p);
                most = least;
            }
            p += used;
        }
        pieces[count].least = least;
        pieces[count].most = most;
        if (++count == 64)
            fail("a pattern is too long", start);
    }
    while (count-- > 0) {
        int end_of = next;
        for (int i = pieces[count].least; i < pieces[count].most; i++)
            next = add_state(0, build_piece(pieces[count].p, pieces[count].end, next),
                             end_of, 0);
        for (int i = 0; i < pieces[count].least; i++)
            next = build_piece(pieces[count].p, pieces[count].end, next);
    }
    return next;
}

static int build_any(const char *p, const char *end, int next)
{
    int fork = -1;

    for (;;) {
        const char *bar = p;
        while (bar < end && *bar != '|')
            bar = *bar == '(' || *bar == '[' ? behind(bar) : bar + 1;
        int branch = build_sequence(p, bar, next);
        fork = fork < 0 ? branch : add_state(0, branch, fork, 0);
        if (bar == end)
            return fork;
        p = bar + 1;
    }
}

static int build_pattern(const char *pattern, int end)
{
    int last = add_state(0, -1, -1, end + 1);

    if (end % KINDS == LEAD) { /* any digits may follow the leading digits */
        int loop = add_state(1023, 0, -1, 0);
        states[loop].to = last = add_state(0, last, loop, 0);
    }
    return build_any(pattern, pattern + strlen(pattern), last);
}

/* ---- states to automata -------------------------------------------------------- */

typedef struct set {
    int *items, count;
} set;

static struct node {
    uint16_t next[10], accept;
} * nodes;
static int node_count = 1; /* node 0: nothing fits any more */

static struct seen {
    set states;
    int depth, node;
} * seen;
static int seen_count, seen_index[1 << 22], node_index[1 << 18];

static void add_closure(set *s, int state)
{
    if (state < 0)
        return;
    if (!states[state].digits && !states[state].end) {
        add_closure(s, states[state].to);
        add_closure(s, states[state].other);
        return;
    }
    for (int i = 0; i < s->count; i++)
        if (s->items[i] == state)
            return;
    s->items = grow(s->items, (size_t)s->count, sizeof(int));
    s->items[s->count++] = state;
}

static uint64_t hash_of(const void *bytes, size_t len, uint64_t h)
{
    for (size_t i = 0; i < len; i++)
        h = (h ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int share_node(const struct node *n)
{
    size_t mask = sizeof(node_index) / sizeof(int) - 1;
    size_t at = hash_of(n, sizeof(*n), 14695981039346656037u) & mask;

    for (; node_index[at]; at = (at + 1) & mask)
        if (!memcmp(&nodes[node_index[at]], n, sizeof(*n)))
            return node_index[at];
    if (node_count > 65000)
        fail("more nodes than 16 bits can count", "");
    nodes = grow(nodes, (size_t)node_count, sizeof(*nodes));
    nodes[node_count] = *n;
    return node_index[at] = node_count++;
}

/* Return what the ends in a set say of a number with `depth` digits: 1 for the general
 * pattern of a region; for a country code region << 4 | type. */
static uint16_t accept_of(const set *s, int depth, const int *of_code)
{
    static unsigned char fits[MAX_REGIONS][KINDS];
    uint16_t accept = 0;

    memset(fits, 0, sizeof(fits));
    for (int i = 0; i < s->count; i++) {
        int end = states[s->items[i]].end - 1;
        if (end < 0)
            continue;
        const struct region *r = &regions[end / KINDS];
        uint32_t lengths = r->lengths[end % KINDS];
        if (!of_code)
            return 1;
        fits[end / KINDS][end % KINDS] = !lengths || lengths >> depth & 1;
    }
    for (int i = 0; of_code && of_code[i] >= 0; i++) {
        const struct region *r = &regions[of_code[i]];
        const unsigned char *f = fits[of_code[i]];
        int type = 0;
        for (int k = PREMIUM; k <= MOBILE && !type && f[GENERAL]; k++)
            type = f[k] ? k : 0;
        if (type == FIXED && (r->same || f[MOBILE]))
            type = MOBILE + 1;
        else if (type == MOBILE && r->same)
            type = 0;
        if (of_code[1] < 0 || (r->patterns[LEAD] ? f[LEAD] : type != 0)) {
            accept = type ? (uint16_t)(i << 4 | type) : 0;
            break;
        }
    }
    return accept;
}

static int node_of(set s, int depth, const int *of_code)
{
    size_t mask = sizeof(seen_index) / sizeof(int) - 1;

    qsort(s.items, (size_t)s.count, sizeof(int), by_number);
    size_t size = (size_t)s.count * sizeof(int);
    size_t at = hash_of(s.items, size, (uint64_t)depth * 7919 + 1) & mask;
    for (; seen_index[at]; at = (at + 1) & mask) {
        const struct seen *x = &seen[seen_index[at] - 1];
        if (x->depth == depth && x->states.count == s.count &&
            !memcmp(x->states.items, s.items, size)) {
            free(s.items);
            return x->node;
        }
    }
    struct node n = {.accept = accept_of(&s, depth, of_code)};
    bool any = n.accept != 0;
    for (int d = 0; d < 10 && depth < LONGEST; d++) {
        set to = {0};
        for (int i = 0; i < s.count; i++)
            if (states[s.items[i]].digits >> d & 1)
                add_closure(&to, states[s.items[i]].to);
        n.next[d] = to.count ? (uint16_t)node_of(to, depth + 1, of_code) : 0;
        any = any || n.next[d];
    }
    seen = grow(seen, (size_t)seen_count, sizeof(*seen));
    seen[seen_count] = (struct seen){s, depth, any ? share_node(&n) : 0};
    for (at = at & mask; seen_index[at]; at = (at + 1) & mask)
        ;
    seen_index[at] = ++seen_count;
    return seen[seen_count - 1].node;
}

/* Return the automaton of a list of regions, ended by -1, of one country code; or of one
 * region's general pattern. */
static int automaton(const int *list, int of_code)
{
    set start = {0};

    for (int i = 0; list[i] >= 0; i++)
        for (int k = 0; k < (of_code ? KINDS : 1); k++)
            if (regions[list[i]].patterns[k])
                add_closure(&start, build_pattern(regions[list[i]].patterns[k],
                                                  list[i] * KINDS + k));
    return node_of(start, 0, of_code ? list : NULL);
}

/* Return the digits with which a match can begin, one bit for each. */
static int first_digits(const char *pattern)
{
    set start = {0};
    int digits = 0;

    if (*pattern)
        add_closure(&start, build_pattern(pattern, GENERAL));
    for (int i = 0; i < start.count; i++)
        digits |= states[start.items[i]].end ? 1023 : states[start.items[i]].digits;
    return digits;
}

/* ---- the table in, the tables out ---------------------------------------------- */

static uint32_t lengths_of(char *text)
{
    uint32_t bits = 0;

    for (char *part = strtok(text, ","); part; part = strtok(NULL, ","))
        if (atoi(part) > 0 && atoi(part) <= LONGEST)
            bits |= 1u << atoi(part);
    return bits;
}

static void read_line(char **cell)
{
    struct region *r = &regions[region_count - 1];

    if (!strcmp(cell[0], "region")) {
        if (region_count++ == MAX_REGIONS)
            fail("too many regions", cell[1]);
        r++;
        *r = (struct region){.id = cell[1],
                             .code = atoi(cell[2]),
                             .idd = cell[4],
                             .prefix = cell[5],
                             .rule = cell[6],
                             .label = cell[8],
                             .formats = format_count,
                             .main = !!strstr(cell[3], "main"),
                             .same = !!strstr(cell[3], "same")};
        r->patterns[LEAD] = *cell[7] ? cell[7] : NULL;
        return;
    }
    if (region_count == 0)
        fail("no region yet", cell[0]);
    if (!strcmp(cell[0], "format")) {
        if (format_count == MAX_FORMATS)
            fail("too many formats", cell[1]);
        formats[format_count++] = (struct format){cell[1], cell[2], cell[3], cell[4]};
        r->format_count++;
        return;
    }
    for (int k = 0; k <= MOBILE; k++) {
        if (strcmp(cell[0], kinds[k]))
            continue;
        r->patterns[k] = cell[1];
        r->lengths[k] = lengths_of(cell[2]);
        if (k == GENERAL)
            r->local = lengths_of(cell[3]);
        return;
    }
    fail("a line that is not understood", cell[0]);
}

static void read_table(void)
{
    static char line[65536];

    while (fgets(line, sizeof(line), stdin)) {
        char *cell[MAX_COLUMNS], *rest = strdup(line);
        int count = 0;
        rest[strcspn(rest, "\n")] = '\0';
        sscanf(rest, "# version\t%31s", version);
        sscanf(rest, "# date\t%31s", date);
        if (*rest == '#' || !*rest)
            continue;
        while (rest && count < MAX_COLUMNS)
            cell[count++] = strsep(&rest, "\t");
        while (count < MAX_COLUMNS)
            cell[count++] = (char *)"";
        read_line(cell);
    }
    if (region_count < 200 || !*version || !*date)
        fail("the table is not whole", "transforms/phone_plans.tsv");
}

static void write_string(const char *text)
{
    printf("\"");
    for (; *text; text++)
        printf(*text == '\\' || *text == '"' ? "\\%c" : "%c", *text);
    printf("\",");
}

static int by_code(const void *a, const void *b)
{
    const struct region *x = a, *y = b;

    return x->code != y->code   ? x->code - y->code
           : x->main != y->main ? y->main - x->main
                                : strcmp(x->id, y->id);
}

static void write_regions(void)
{
    printf("static const struct phone_region phone_regions[] = {\n");
    for (int i = 0; i < region_count; i++) {
        const struct region *r = &regions[i];
        printf("{\"%s\",%d,%d,0x%xu,0x%xu,%d,%d,%d,%d,", r->id, r->code, r->general,
               r->lengths[GENERAL], r->local, r->formats, r->format_count,
               first_digits(r->idd), first_digits(r->prefix));
        write_string(r->idd);
        write_string(r->prefix);
        write_string(r->rule);
        write_string(r->label);
        printf("},\n");
    }
    printf("};\nstatic const struct phone_format phone_formats[] = {\n");
    for (int i = 0; i < format_count; i++) {
        printf("{");
        write_string(formats[i].pattern);
        write_string(formats[i].text);
        write_string(formats[i].national);
        write_string(formats[i].lead);
        printf("},\n");
    }
    printf("};\n");
}

/* Write the index of regions by their two letters; numbers begin at 1. 001 and the like
 * have no letters. */
static void write_index(void)
{
    printf("static const uint16_t phone_region_at[26 * 26] = {");
    for (int i = 0; i < region_count; i++)
        if (regions[i].id[0] >= 'A')
            printf("[%d]=%d,", (regions[i].id[0] - 'A') * 26 + regions[i].id[1] - 'A',
                   i + 1);
    printf("};\n");
}

/* Write the country codes by number: the automaton and the first region of each. */
static void write_codes(void)
{
    printf("static const struct phone_code phone_codes[1000] = {\n");
    for (int i = 0, end; i < region_count; i = end) {
        int list[MAX_REGIONS], count = 0;
        for (end = i; end < region_count && regions[end].code == regions[i].code; end++)
            list[count++] = end;
        list[count] = -1;
        printf("[%d]={%d,%d,%d},\n", regions[i].code, automaton(list, 1), i, count);
    }
    printf("};\n");
}

int main(void)
{
    nodes = calloc(64, sizeof(*nodes));
    read_table();
    qsort(regions, (size_t)region_count, sizeof(*regions), by_code);
    printf("/* Written by tools/phone_automata.c. */\n"
           "#define PHONE_PLANS \"%s\"\n#define PHONE_PLANS_DATE \"%s\"\n"
           "#ifndef PHONE_PLANS_NAMED_ONLY\n",
           version, date);
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        printf("_Static_assert(%s == %zu, \"\");\n", types[i], i);
    for (int i = 0; i < region_count; i++)
        regions[i].general = automaton((int[]){i, -1}, 0);
    write_codes();
    write_regions();
    write_index();
    printf("static const struct phone_node phone_nodes[] = {\n");
    for (int i = 0; i < node_count; i++) {
        printf("{{");
        for (int d = 0; d < 10; d++)
            printf("%d,", nodes[i].next[d]);
        printf("},%d},\n", nodes[i].accept);
    }
    printf("};\n#endif\n");
    return 0;
}
