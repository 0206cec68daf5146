/* linkage.c - include/winnow/linkage.h on top of the engine. */
#include "link.h"
#include "calibrate.h"
#include "canonical.h"
#include "found_out.h"
#include "saved.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct wn_linkage {
    link_table table;
    link_job job;
    link_groups groups;
    link_saved_model saved;
    link_notes notes;
    bool grouped, clustered; /* are groups open; were pairs put together? */
};

wn_linkage *wn_linkage_new(const wn_str *names, const char *const *types, size_t count)
{
    wn_linkage *l = wn_alloc(1, sizeof(*l));

    link_table_init(&l->table, names, types, count);
    l->job.table = &l->table;
    l->job.model.email = -1;
    return l;
}

void wn_linkage_threads(wn_linkage *l, size_t threads)
{
    l->table.threads = threads;
}

bool wn_linkage_use(wn_linkage *l, wn_str model)
{
    if (!link_model_parse(model, &l->saved, &l->table.arena))
        return false;
    l->table.saved = &l->saved;
    return true;
}

wn_str wn_linkage_model(const wn_linkage *l)
{
    return wn_buf_str(&l->job.trained);
}

void wn_linkage_add(wn_linkage *l, const wn_str *values, uint16_t source)
{
    link_table_add(&l->table, values, source);
}

void wn_linkage_rest(wn_linkage *l, uint64_t rest)
{
    WN_ASSERT(l->table.records > 0);
    link_table_rest(&l->table, rest);
}

void wn_linkage_watch(wn_linkage *l, void (*progress)(void *data, double done),
                      void *data)
{
    l->table.told = progress;
    l->table.listener = data;
}

static void open_groups(wn_linkage *l)
{
    if (!l->grouped)
        link_groups_open(&l->groups, l->table.all, l->table.record);
    l->grouped = true;
}

void wn_linkage_weigh(wn_linkage *l, const wn_link_settings *settings)
{
    double records = (double)l->table.records;

    if (settings->renew && l->table.saved &&
        !(l->saved.answers > 0) && /* what people said is not forgotten */
        (l->saved.records < LINK_SMALL_TABLE || l->saved.records * 2 < records))
        l->table.saved = NULL;
    l->job.settings = *settings;
    l->table.cancelled = settings->cancelled;
    link_tell(&l->table, 0);
    link_table_prepare(&l->table, settings->across);
    link_job_pairs(&l->job);
    if (l->table.records >= LINK_LARGE_TABLE)
        wn_give_back();
    link_notes_make(&l->notes, &l->job.model, &l->table);
}

bool wn_linkage_note(const wn_linkage *l, size_t i, wn_link_note *out)
{
    if (i < l->notes.count)
        *out = l->notes.items[i];
    return i < l->notes.count;
}

/* Where columns tell records apart, at least this share of the pairs above one half is
 * right, by the model's own estimate; of fewer pairs nothing can be said. (Measured:
 * people and companies .923 and more, products .841, films .819.) */
#define LEAST_PRECISION 0.88
#define LEAST_PAIRS 100.0
/* The same of the pairs within clusters, once there are clusters. (Measured: people,
 * companies, papers .89 to 1.00, films .815, of which a tenth was right.) */
#define LEAST_TOGETHER 0.86
#define LEAST_INSIDE 30.0

static double pair_copies(const wn_linkage *l, const wn_link_pair *p)
{
    return link_pair_copies(&l->table, l->table.number[p->left],
                            l->table.number[p->right]);
}

/* How many pairs of records are within clusters; *expected: how many of them are right by
 * their own probabilities. */
static double pairs_together(wn_linkage *l, double *expected)
{
    double inside = link_copy_pairs(&l->table);

    *expected = inside;
    for (size_t i = 0; i < l->job.pair_count; i++) {
        const wn_link_pair *p = &l->job.pairs[i];
        if (link_root(&l->groups, l->table.number[p->left]) !=
            link_root(&l->groups, l->table.number[p->right]))
            continue;
        double times = pair_copies(l, p);
        inside += times;
        *expected += wn_link_probability((double)p->weight) * times;
    }
    return inside;
}

bool wn_linkage_is_doubtful(wn_linkage *l, wn_link_may is_open, void *data)
{
    double count = link_copy_pairs(&l->table), right = count;

    if (l->table.saved)
        return false;
    if (l->clustered) {
        double expected, inside = pairs_together(l, &expected);
        if (inside >= LEAST_INSIDE && expected < LEAST_TOGETHER * inside)
            return true;
    }
    for (size_t i = 0; i < l->job.pair_count; i++) {
        const wn_link_pair *p = &l->job.pairs[i];
        if (p->weight < 0)
            break; /* they are sorted by weight */
        if (is_open && !is_open(data, p->left, p->right))
            continue;
        double times = pair_copies(l, p);
        count += times;
        right += times * wn_link_probability((double)p->weight);
    }
    return count >= LEAST_PAIRS &&
           (right < LEAST_PRECISION * count || l->job.model.mixed);
}

void wn_linkage_join(wn_linkage *l, uint32_t a, uint32_t b)
{
    WN_ASSERT(a < l->table.all && b < l->table.all);
    open_groups(l);
    link_join(&l->groups, l->table.number[a], l->table.number[b]);
}

void wn_linkage_cluster(wn_linkage *l, wn_link_may may, void *data)
{
    open_groups(l);
    link_job_groups(&l->job, &l->groups, may, data);
    l->clustered = true;
}

void wn_linkage_copies(wn_linkage *l, wn_link_may may, void *data)
{
    open_groups(l);
    link_job_copies(&l->job, &l->groups, may, data);
}

uint32_t wn_linkage_first(wn_linkage *l, uint32_t record)
{
    open_groups(l);
    return link_first(&l->groups, l->table.number[record]);
}

const wn_link_pair *wn_linkage_pairs(const wn_linkage *l, size_t *count_out)
{
    *count_out = l->job.pair_count;
    return l->job.pairs;
}

/* The rows of two records, the lower one first: where the two sides of a pair are not
 * weighed alike, they are in the same order each time. */
static void rows_of(const wn_linkage *l, uint32_t left, uint32_t right, uint32_t *low,
                    uint32_t *high)
{
    uint32_t a = link_row(&l->table, l->table.number[left]),
             b = link_row(&l->table, l->table.number[right]);

    *low = a < b ? a : b;
    *high = a < b ? b : a;
}

/* By compared column. Returns what they add up to, before calibration. */
static double weights_of(const wn_linkage *l, const wn_link_pair *pair,
                         const int8_t *levels, double *out)
{
    link_column_bits bits;
    uint32_t low, high;

    rows_of(l, pair->left, pair->right, &low, &high);
    link_weigh_columns(&l->job.model, &l->table, low, high, levels, &bits);
    for (size_t c = 0; c < l->table.column_count; c++)
        out[c] = bits.level[c] + bits.near[c];
    return link_raw_bits(&l->job.model, &l->table, levels, &bits);
}

void wn_linkage_weights(const wn_linkage *l, const wn_link_pair *pair, double *out)
{
    int8_t levels[WN_LINK_COLUMNS] = {0};
    double weights[WN_LINK_COLUMNS];

    link_unpack(&l->table, pair->pattern, levels);
    weights_of(l, pair, levels, weights);
    for (size_t i = 0; i < l->table.column_count; i++)
        out[i] = weights[l->table.shown[i]];
}

wn_link_pair wn_linkage_compare(const wn_linkage *l, uint32_t left, uint32_t right)
{
    WN_ASSERT(left < l->table.all && right < l->table.all);
    int8_t levels[WN_LINK_COLUMNS];
    wn_link_pair pair = {.left = left, .right = right};
    uint32_t low, high;

    rows_of(l, left, right, &low, &high);
    link_levels_of(&l->job.model, &l->table, low, high, levels);
    pair.pattern = link_pack(&l->table, levels);
    pair.weight = (float)link_pair_weight(&l->job.model, &l->table, low, high, levels);
    return pair;
}

const wn_link_pair **wn_linkage_links(wn_linkage *l)
{
    const wn_link_pair **links = wn_alloc(l->table.all + 1, sizeof(*links));
    link_groups tree;

    link_groups_open(&tree, l->table.all, NULL);
    for (size_t i = 0; i < l->job.pair_count; i++) {
        const wn_link_pair *p = &l->job.pairs[i];
        uint32_t x = link_root(&tree, p->left), y = link_root(&tree, p->right);
        if (x == y || wn_linkage_first(l, p->left) != wn_linkage_first(l, p->right))
            continue;
        links[x < y ? y : x] = p; /* the higher root ceases to be one */
        link_join(&tree, x, y);
    }
    link_groups_release(&tree);
    return links;
}

/* ---- what people say -------------------------------------------------------------- */

/* A number that does not tell how alike two records are. */
static uint64_t shuffled(const wn_link_pair *p)
{
    uint64_t seed = ((uint64_t)p->left << 32 | p->right) ^ 0x9e3779b97f4a7c15u;

    for (int i = 0; i < 4; i++)
        link_random(&seed);
    return seed;
}

static int by_shuffled(const void *a, const void *b)
{
    uint64_t x = shuffled(a), y = shuffled(b);

    return x < y ? -1 : x > y;
}

size_t wn_linkage_choose(const wn_linkage *l, wn_link_pair *out, size_t most)
{
    size_t *chosen = wn_alloc(most + 1, sizeof(*chosen)),
           count = link_choose(l->job.pairs, l->job.pair_count, chosen, most);

    for (size_t i = 0; i < count; i++)
        out[i] = l->job.pairs[chosen[i]];
    qsort(out, count, sizeof(*out), by_shuffled);
    free(chosen);
    return count;
}

/* Count what the model says of a pair that people answered, and what they say. */
static void count_answer(const wn_linkage *l, const wn_link_answer *a, wn_link_check *out)
{
    wn_link_pair pair = wn_linkage_compare(l, a->left, a->right);
    double p = wn_link_probability((double)pair.weight);

    out->answers++;
    out->said += p;
    out->is += a->same;
    out->sure += p >= 0.95;
    out->sure_same += p >= 0.95 && a->same;
}

void wn_linkage_check(wn_linkage *l, const wn_link_answer *answers, size_t count,
                      wn_link_check *out)
{
    link_answer *rows = wn_alloc(count + 1, sizeof(*rows));

    *out = (wn_link_check){0};
    for (size_t i = 0; i < count; i++) {
        rows[i].same = answers[i].same;
        rows_of(l, answers[i].left, answers[i].right, &rows[i].left, &rows[i].right);
        count_answer(l, &answers[i], out);
    }
    if (count > 0) {
        out->said /= (double)count;
        out->is /= (double)count;
    }
    if (count >= WN_LINK_LEAST_ANSWERS && l->table.column_count > 0) {
        l->job.model.mixed = 0;
        out->corrected = link_calibrate(&l->job.model, &l->table, rows, count);
        if (out->corrected) {
            link_job_reweigh(&l->job);
            l->job.trained.len = 0;
            link_model_write(&l->job.model, &l->table, &l->job.trained);
        }
        link_notes_make(&l->notes, &l->job.model, &l->table);
    }
    free(rows);
}

typedef struct linkage_part {
    wn_str name;
    const char *sign;
    double weight;
} linkage_part;

static int by_size(const void *a, const void *b)
{
    double x = fabs(((const linkage_part *)a)->weight),
           y = fabs(((const linkage_part *)b)->weight);

    return x < y ? 1 : x > y ? -1 : 0;
}

/* As printf writes it with %+.1f, which takes 3,000 instructions; asked where the next
 * digit is a 5, or nearly one. */
static void add_bits(wn_buf *out, double bits)
{
    double tenths = fabs(bits) * 10, whole = floor(tenths);

    if (!(tenths < 1e6) || tenths < 1 || fabs(tenths - whole - 0.5) < 1e-6) {
        wn_buf_format(out, "%+.1f", bits);
        return;
    }
    char text[12];
    size_t at = sizeof(text);
    unsigned number = (unsigned)whole + (tenths - whole > 0.5);
    for (unsigned left = number / 10; at == sizeof(text) || left > 0; left /= 10)
        text[--at] = (char)('0' + left % 10);
    wn_buf_char(out, bits < 0 ? '-' : '+');
    wn_buf_add(out, (wn_str){text + at, sizeof(text) - at});
    wn_buf_char(out, '.');
    wn_buf_char(out, (char)('0' + number % 10));
}

void wn_linkage_explain(const wn_linkage *l, const wn_link_pair *pair, wn_buf *out)
{
    const link_model *model = &l->job.model;
    double weights[WN_LINK_COLUMNS], all, rest;
    int8_t levels[WN_LINK_COLUMNS] = {0};
    linkage_part parts[WN_LINK_COLUMNS + 3];
    size_t count = 0;

    link_unpack(&l->table, pair->pattern, levels);
    all = rest = weights_of(l, pair, levels, weights);
    for (size_t i = 0; i < l->table.column_count; i++) {
        size_t c = l->table.shown[i];
        if (levels[c] < 0)
            continue;
        const char *sign = levels[c] == 0                                ? "x"
                           : levels[c] == l->table.columns[c].levels - 1 ? "="
                                                                         : "~";
        parts[count++] = (linkage_part){l->table.columns[c].name, sign, weights[c]};
        rest -= weights[c];
    }
    double prior = log2(model->prior / (1 - model->prior));
    parts[count++] = (linkage_part){WN_STR("prior"), "", prior};
    parts[count++] = (linkage_part){WN_STR("others"), "", rest - prior};
    parts[count++] = (linkage_part){WN_STR("answers"), "", (double)pair->weight - all};
    qsort(parts, count, sizeof(*parts), by_size);
    for (size_t i = 0; i < count && fabs(parts[i].weight) >= 0.05; i++) {
        wn_buf_add(out, i ? WN_STR(", ") : WN_STR(""));
        wn_buf_add(out, parts[i].name);
        wn_buf_add(out, *parts[i].sign ? WN_STR(" ") : WN_STR(""));
        wn_buf_add(out, wn_str_of(parts[i].sign));
        wn_buf_char(out, ' ');
        add_bits(out, parts[i].weight);
    }
}

void wn_linkage_sum(wn_linkage *l, wn_link_summary *out)
{
    double inside, expected;

    *out = l->job.summary;
    out->columns = l->table.column_count;
    open_groups(l);
    for (uint32_t r = 0; r < l->table.all; r++)
        if (link_root(&l->groups, r) == r && l->groups.size[r] > 1) {
            out->clusters++;
            out->surplus += l->groups.size[r] - 1;
        }
    inside = pairs_together(l, &expected);
    out->precision = inside > 0 ? expected / inside : 1;
    out->recall = out->expected_pairs > 0 ? fmin(expected / out->expected_pairs, 1) : 1;
}

bool wn_linkage_column(const wn_linkage *l, size_t i, wn_link_column *out)
{
    if (i >= l->table.column_count)
        return false;
    size_t at = l->table.shown[i];
    const link_column *c = &l->table.columns[at];
    *out = (wn_link_column){.name = c->name,
                            .type = c->type,
                            .distinct = c->values.count - 1,
                            .filled = c->filled,
                            .levels = l->job.model.levels[at]};
    memcpy(out->m, l->job.model.m[at], sizeof(out->m));
    memcpy(out->u, l->job.model.u[at], sizeof(out->u));
    return true;
}

void wn_linkage_free(wn_linkage *l)
{
    if (!l)
        return;
    link_job_release(&l->job);
    link_notes_release(&l->notes);
    if (l->grouped)
        link_groups_release(&l->groups);
    link_table_release(&l->table);
    free(l);
}
