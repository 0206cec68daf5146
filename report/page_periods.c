/*
 * page_periods.c - index.html beside the months' folders: all periods, side by side.
 *
 * It is made anew from the health.json of each folder beside this run's: what each month
 * said, and not what the database of the history says. Whoever has the folders has the
 * page. It is written where the run's folder is named by its month or by its run, so that
 * no page appears where nobody looks for one.
 */
#include "page.h"

#include "core/calendar.h"
#include "core/file.h"
#include "core/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_PERIODS 60        /* that the page shows: five years */
#define MOST_FOLDERS 2000      /* that are looked into */
#define MOST_BYTES (16L << 20) /* of a health.json */

typedef struct one_period {
    char *folder, name[16], as_of[16];
    double score, dimensions[WN_DIMENSION_COUNT], change;
    int colour, colours[WN_DIMENSION_COUNT];
    bool has_change, has_findings;
    uint64_t records, fresh, fixed, open;
    double clean;
    struct one_quarter {
        char name[16]; /* 2026-Q4; "": the report does not say it */
        double mean[WN_DIMENSION_COUNT + 1], before[WN_DIMENSION_COUNT + 1];
        size_t have, have_before; /* months with a score; of the quarter before */
    } quarter;
} one_period;

static const char *const dimensions[] = {"completeness", "validity",    "uniqueness",
                                         "timeliness",   "consistency", "overall"};

typedef struct all_periods {
    one_period *items;
    size_t count, room;
} all_periods;

/* ---- reading ---------------------------------------------------------------------- */

static int colour_of(const json_t *value)
{
    const char *name = json_string_value(value);

    return !name ? 2 : !strcmp(name, "green") ? 0 : !strcmp(name, "yellow") ? 1 : 2;
}

/* "2026-10", or "2026-10-31" where `day` is set. */
static bool is_date(const char *text, bool day)
{
    static const char form[] = "dddd-dd-dd";
    size_t len = day ? 10 : 7;

    if (!text || strlen(text) != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    int month = atoi(text + 5);
    return month >= 1 && month <= 12;
}

static uint64_t count_of(const json_t *object, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(object, name));

    return number > 0 ? (uint64_t)number : 0;
}

/* The score in 0 to 100; negative: none. */
static double score_of(const json_t *value)
{
    double score = json_number_value(value);

    return json_is_number(value) && score >= 0 && score <= 100 ? score : -1;
}

static void take_quarter(const json_t *quarter, struct one_quarter *out)
{
    const char *name = json_string_value(json_object_get(quarter, "name"));
    const json_t *mean = json_object_get(quarter, "mean"),
                 *before = json_object_get(quarter, "before"), *month;
    size_t i;

    if (!name || strlen(name) != 7)
        return;
    memcpy(out->name, name, 8);
    for (int d = 0; d <= WN_DIMENSION_COUNT; d++) {
        out->mean[d] = score_of(json_object_get(mean, dimensions[d]));
        out->before[d] = score_of(json_object_get(before, dimensions[d]));
    }
    json_array_foreach(json_object_get(quarter, "months"), i, month)
        out->have +=
            score_of(json_object_get(json_object_get(month, "scores"), "overall")) >= 0;
    out->have_before = count_of(quarter, "months_before");
}

/* Takes what one report says; false: it is no health check of a whole period. */
static bool take(const json_t *root, one_period *out)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    const char *profile = json_string_value(json_object_get(root, "profile"));
    const char *name = json_string_value(json_object_get(root, "period"));
    const char *as_of = json_string_value(json_object_get(root, "as_of"));
    const json_t *findings = json_object_get(root, "findings");
    const json_t *change = json_object_get(json_object_get(root, "delta"), "total");

    if (!schema || strcmp(schema, "winnow.health/1") || !profile ||
        strcmp(profile, "full") || !is_date(name, false) || !is_date(as_of, true) ||
        json_is_true(json_object_get(root, "partial")))
        return false;
    memcpy(out->name, name, 8);
    memcpy(out->as_of, as_of, 11);
    out->score = score_of(json_object_get(root, "score"));
    out->colour = colour_of(json_object_get(root, "colour"));
    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        const json_t *cell =
            json_object_get(json_object_get(root, "dimensions"), dimensions[d]);
        out->dimensions[d] = score_of(json_object_get(cell, "score"));
        out->colours[d] = colour_of(json_object_get(cell, "colour"));
    }
    out->has_change = json_is_number(change);
    out->change = json_number_value(change);
    out->records = count_of(root, "records");
    out->clean = json_number_value(json_object_get(root, "clean_share"));
    out->has_findings = json_is_object(findings);
    out->fresh = count_of(findings, "new") + count_of(findings, "returned");
    out->fixed = count_of(findings, "fixed");
    out->open = count_of(findings, "open") + out->fresh;
    take_quarter(json_object_get(root, "quarter"), &out->quarter);
    return true;
}

static void look_into(all_periods *all, const char *parent, const char *folder)
{
    wn_arena arena = {0};
    wn_str path = wn_path_join(&arena, wn_str_of(parent), wn_str_of(folder));
    const char *file = wn_path_join(&arena, path, WN_STR("health.json")).ptr;
    one_period found = {0};
    struct stat st;
    json_t *root = NULL;

    /* a month of a migration has health.json as well, and its own report */
    bool loads = wn_path_exists(wn_path_join(&arena, path, WN_STR("verify.json")).ptr) ||
                 wn_path_exists(wn_path_join(&arena, path, WN_STR("refused.csv")).ptr);
    if (!loads && stat(file, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MOST_BYTES)
        root = json_load_file(file, 0, NULL);
    if (root && take(root, &found)) {
        found.folder = strdup(folder);
        all->items = wn_grow(all->items, all->count, &all->room, sizeof(*all->items));
        all->items[all->count++] = found;
    }
    json_decref(root);
    wn_arena_release(&arena);
}

/* Sorts the newest first; of several of one month, the last one. */
static int by_month(const void *left, const void *right)
{
    const one_period *a = left, *b = right;
    int order = strcmp(b->name, a->name);

    order = order ? order : strcmp(b->as_of, a->as_of);
    return order ? order : strcmp(b->folder, a->folder);
}

static void read_all(all_periods *all, const char *parent)
{
    DIR *dir = opendir(parent);
    size_t looked = 0;

    for (struct dirent *at; dir && looked < MOST_FOLDERS && (at = readdir(dir));)
        if (at->d_name[0] != '.') {
            look_into(all, parent, at->d_name);
            looked++;
        }
    if (dir)
        closedir(dir);
    if (all->count > 0)
        qsort(all->items, all->count, sizeof(*all->items), by_month);
}

/* ---- writing ---------------------------------------------------------------------- */

/* The months from the first to the last, with gaps where there is none. */
static void write_chart(page *p, const all_periods *all)
{
    const wn_model *model = &p->context->plan->model;
    char names[METRICS_MONTHS * 2][16];
    page_point points[WN_COUNT(names)];
    size_t count = 0;

    for (int back = (int)WN_COUNT(names) - 1; back >= 0; back--) {
        page_point point = {.value = -1};
        wn_month_add(names[count], all->items[0].name, -back);
        for (size_t i = all->count; i-- > 0;)
            if (!strcmp(all->items[i].name, names[count]))
                point.value = all->items[i].score;
        if (point.value < 0 && count == 0)
            continue;
        point.name = names[count];
        points[count++] = point;
    }
    if (count < 2)
        return;
    page_points shown = {points, count, model->green, model->yellow};
    page_chart(p, WN_SAY_REPORT_SCORE_BY_MONTH, &shown, true);
}

/* The month, with a link to its page in this language. */
static void write_link(page *p, const one_period *one)
{
    page_raw(p, "<th scope=\"row\" class=\"s\"><a href=\"");
    wn_url_add(p->out, wn_str_of(one->folder));
    wn_buf_format(p->out, "/%s\">%s</a></th>", wn_languages[p->lang].page, one->name);
}

static void write_period(page *p, const one_period *one)
{
    page_raw(p, "<tr>");
    write_link(p, one);
    page_light(p, "td", (wn_cell_score){one->score, one->colour}, true);
    page_raw(p, "</td><td class=\"n\">");
    page_change(p, one->has_change, one->change, false);
    page_raw(p, "</td>");
    for (int d = 0; d < WN_DIMENSION_COUNT; d++) {
        page_light(p, "td", (wn_cell_score){one->dimensions[d], one->colours[d]}, false);
        page_raw(p, "</td>");
    }
    page_number(p, one->records);
    page_raw(p, "<td class=\"n\">");
    if (one->records > 0)
        page_add_share(p->out, one->clean);
    else
        page_raw(p, "—");
    page_raw(p, "</td>");
    const uint64_t counts[] = {one->fresh, one->fixed, one->open};
    for (size_t i = 0; i < WN_COUNT(counts); i++)
        if (one->has_findings)
            page_number(p, counts[i]);
        else
            page_raw(p, "<td class=\"n\">—</td>");
    page_raw(p, "</tr>\n");
}

/* A quarter, above its months: as the report of its last month has it. */
static void write_quarter(page *p, const struct one_quarter *q)
{
    const int all = WN_DIMENSION_COUNT;

    wn_buf_format(p->out,
                  "<tr class=\"quarter\"><th scope=\"rowgroup\" class=\"s\">%s</th>",
                  q->name);
    page_decimal(p, q->mean[all], 1);
    page_raw(p, "<td class=\"n\">");
    page_change(p, q->mean[all] >= 0 && q->before[all] >= 0,
                q->mean[all] - q->before[all], false);
    page_raw(p, "</td>");
    for (int d = 0; d < WN_DIMENSION_COUNT; d++)
        page_decimal(p, q->mean[d], 1);
    page_raw(p, "<td colspan=\"5\">");
    wn_buf_format(p->out, page_say(p, WN_SAY_PERIODS_QUARTER), q->have);
    if (q->have_before > 0 && q->have_before < 3)
        wn_buf_format(p->out, page_say(p, WN_SAY_PERIODS_QUARTER_PART), q->have_before);
    page_raw(p, "</td></tr>\n");
}

/* The months, the newest first, those of a quarter together. */
static void write_months(page *p, const all_periods *all, size_t shown)
{
    char last[24] = "";

    page_raw(p, "<tbody>\n");
    for (size_t i = 0; i < shown; i++) {
        const one_period *one = &all->items[i];
        char own[24];
        snprintf(own, sizeof(own), "%.4s-Q%d", one->name, (atoi(one->name + 5) + 2) / 3);
        bool begins = strcmp(own, last) != 0;
        if (begins && i > 0)
            page_raw(p, "</tbody><tbody>\n");
        if (begins && !strcmp(own, one->quarter.name))
            write_quarter(p, &one->quarter);
        write_period(p, one);
        memcpy(last, own, sizeof(last));
    }
}

static void write_page(page *p, const all_periods *all)
{
    static const wn_word columns[] = {
        WN_SAY_PERIODS_MONTH, WN_SAY_REPORT_SCORE,  WN_SAY_REPORT_CHANGE,
        WN_SAY_COMPLETENESS,  WN_SAY_VALIDITY,      WN_SAY_UNIQUENESS,
        WN_SAY_TIMELINESS,    WN_SAY_CONSISTENCY,   WN_SAY_REPORT_RECORDS,
        WN_SAY_FIGURE_CLEAN,  WN_SAY_PERIODS_FRESH, WN_SAY_REPORT_FIXED,
        WN_SAY_REPORT_OPEN};
    size_t shown = all->count < MOST_PERIODS ? all->count : MOST_PERIODS;

    page_begin(p, WN_SAY_PERIODS_TITLE, all->items[0].name);
    wn_buf_format(p->out, "<nav class=\"top\" aria-label=\"%s\">",
                  page_say(p, WN_SAY_REPORT_LANGUAGE));
    for (wn_lang lang = 0; lang < WN_LANG_COUNT; lang++)
        if (lang != p->lang)
            wn_buf_format(p->out,
                          "<a href=\"index.%s.html\" hreflang=\"%s\" lang=\"%s\">%s</a>",
                          wn_languages[lang].tag, wn_languages[lang].tag,
                          wn_languages[lang].tag, wn_languages[lang].own);
    wn_buf_format(p->out, "</nav><main><h1>%s</h1>\n", page_say(p, WN_SAY_PERIODS_TITLE));
    write_chart(p, all);
    page_note(p, WN_SAY_PERIODS_KEY);
    page_wide(p, true, " many");
    page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < WN_COUNT(columns); i++)
        wn_buf_format(p->out, "<th scope=\"col\"%s>%s</th>", i ? " class=\"n\"" : "",
                      page_say(p, columns[i]));
    page_raw(p, "</tr></thead>");
    write_months(p, all, shown);
    page_table_end(p);
    page_shown(p, shown, all->count);
    page_raw(p, "</main></body></html>\n");
}

/* Writes the page in each language, and once more as index.html in that of the run.
 * Returns whether all of them could be written: one that is not winnow's stays. */
static bool write_files(report *r, const all_periods *all, const char *parent)
{
    const wn_settings *settings = r->stage.context->settings;
    bool good = true;
    wn_error none = {.lang = settings->lang};

    for (wn_lang lang = 0; lang < WN_LANG_COUNT && good; lang++) {
        char name[64];
        wn_buf out = {0};
        page p = {.report = r,
                  .context = r->stage.context,
                  .metrics = &r->metrics,
                  .lang = lang,
                  .out = &out,
                  .tables = &r->tables};
        write_page(&p, all);
        snprintf(name, sizeof(name), "index.%s.html", wn_languages[lang].tag);
        good =
            wn_output_write(parent, name, wn_buf_str(&out), settings->force, &none) >= 0;
        if (good && lang == settings->lang)
            good = wn_output_write(parent, "index.html", wn_buf_str(&out),
                                   settings->force, &none) >= 0;
        wn_buf_release(&out);
    }
    return good;
}

static wn_str folder_of(const report *r)
{
    wn_str folder = wn_str_of(r->stage.context->settings->out_dir);

    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    return folder;
}

bool report_has_periods(const report *r)
{
    const wn_context *context = r->stage.context;
    wn_arena arena = {0};
    const char *own = wn_arena_str(&arena, wn_path_base(folder_of(r))).ptr;
    bool named = is_date(own, false) || !strcmp(own, wn_run_name(context));

    wn_arena_release(&arena);
    return named && r->kind->compares && !wn_is_partial(context->settings);
}

bool report_periods(report *r)
{
    wn_arena arena = {0};
    all_periods all = {0};
    bool written = false;

    if (report_has_periods(r)) {
        const char *parent = wn_arena_str(&arena, wn_path_dir(folder_of(r))).ptr;
        read_all(&all, parent);
        written = all.count > 0 && write_files(r, &all, parent);
    }
    for (size_t i = 0; i < all.count; i++)
        free(all.items[i].folder);
    free(all.items);
    wn_arena_release(&arena);
    return written;
}
