/*
 * column_region.c - the country of phone numbers that have no country code. It is found
 * from evidence: columns of the same row that name a country, else the rest of the table.
 * Without evidence there is no country, and the numbers stay as they were read.
 */
#include "drafting.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#define ENOUGH 2.0 /* weight of evidence that is needed */
#define MANY 20  /* if nearly all of this many numbers fit a country, it is not chance */
#define VALID .8 /* share of the local numbers that must be valid in the country */

typedef struct evidence {
    char region[3];
    double weight;
    wn_str why; /* the strongest evidence */
} evidence;

typedef struct weighing {
    evidence all[40];
    size_t count;
} weighing;

static void speak(weighing *w, const char *region, double weight, wn_str why)
{
    size_t at = 0;

    while (at < w->count && memcmp(w->all[at].region, region, 2) != 0)
        at++;
    if (at == WN_COUNT(w->all))
        return;
    if (at == w->count) {
        memcpy(w->all[w->count].region, region, 2);
        w->count++;
    }
    if (weight >= w->all[at].weight || !w->all[at].why.len)
        w->all[at].why = why;
    w->all[at].weight += weight;
}

/* The country that a language of the names speaks for. Many countries share a language.
 * The order is that of the language bits in headings/name_words.h. */
static const struct {
    const char *language, *region;
    double weight;
} spoken[] = {{"en", NULL, 0}, {"zh", "CN", 2},   {"de", "DE", .5},  {"fr", "FR", .5},
              {"es", NULL, 0}, {"pt", NULL, 0},   {"it", "IT", 1.5}, {"nl", "NL", 1},
              {"pl", "PL", 2}, {"ru", "RU", 1.5}, {"ja", "JP", 2},   {"ko", "KR", 2},
              {"tr", "TR", 2}};

static const struct {
    const char *encoding, *region;
} encoded[] = {{"gb18030", "CN"},      {"big5", "TW"},        {"shift_jis", "JP"},
               {"euc-jp", "JP"},       {"windows-949", "KR"}, {"euc-kr", "KR"},
               {"windows-1251", "RU"}, {"koi8-r", "RU"},      {"windows-1254", "TR"}};

static bool is_phone_column(const draft_column *c)
{
    return (c->meaning && !strcmp(c->meaning->type, "phone")) ||
           (!c->meaning && c->guessed && !strcmp(c->guessed, "phone"));
}

static bool is_abroad(wn_str s)
{
    return s.len > 3 && (s.ptr[0] == '+' || !memcmp(s.ptr, "00", 2) ||
                         !memcmp(s.ptr, "(+", 2) || !memcmp(s.ptr, "\xEF\xBC\x8B", 3));
}

/* Ask the transform for the region of each value that names one. The region of most
 * values is evidence. */
static void ask_values(weighing *w, const draft_column *c, const char *type,
                       const char *options, double weight, wn_str why)
{
    const wn_transform *transform = wn_transform_find(wn_str_of(type));
    wn_arena arena = {0};
    weighing own = {0};
    double all = 0;
    void *config = wn_config_new(transform, &arena);

    wn_config_parse(transform, wn_str_of(options), config, &arena);
    for (size_t i = 0; i < c->some_count; i++) {
        wn_cleaned out = {.value = c->some[i]};
        if (!strcmp(type, "phone") && !is_abroad(c->some[i]))
            continue;
        if (transform->apply(c->some[i], config, &arena, &out) != WN_CLEAN ||
            out.value.len < 2)
            continue;
        char region[3] = {out.value.ptr[0], out.value.ptr[1], '\0'};
        if (region[0] < 'A' || region[0] > 'Z')
            continue;
        speak(&own, region, 1, why);
        all++;
    }
    for (size_t i = 0; i < own.count && all >= 2; i++)
        if (own.all[i].weight >= .8 * all)
            speak(w, own.all[i].region, weight * own.all[i].weight / all, why);
    wn_arena_release(&arena);
}

/* Domains of mailboxes: .de, .fr. Evidence if nearly all mailboxes under a country's
 * domain have the same one. */
static void ask_mailboxes(weighing *w, const draft_column *c)
{
    weighing own = {0};
    double all = 0;

    for (size_t i = 0; i < c->some_count; i++) {
        wn_str s = c->some[i];
        if (s.len < 4 || s.ptr[s.len - 3] != '.')
            continue;
        char end[3] = {(char)(s.ptr[s.len - 2] & ~32), (char)(s.ptr[s.len - 1] & ~32), 0};
        if (end[0] < 'A' || end[0] > 'Z' || end[1] < 'A' || end[1] > 'Z' ||
            strstr("CO IO AI ME TV CC EU WS", end))
            continue;
        speak(&own, strcmp(end, "UK") ? end : "GB", 1, WN_STR("e-mail"));
        all++;
    }
    for (size_t i = 0; i < own.count && all >= 3; i++)
        if (own.all[i].weight >= .8 * all)
            speak(w, own.all[i].region, 1.5, c->name);
}

static size_t local_numbers(const draft_table *t)
{
    size_t local = 0;

    for (size_t c = 0; c < t->count; c++)
        for (size_t r = 0; is_phone_column(&t->columns[c]) && r < t->rows.count; r++) {
            wn_str cell = wn_record_cell(&t->rows.records[r], c);
            local += cell.len > 0 && !is_abroad(cell);
        }
    return local;
}

/* Share of the local numbers that are valid in the region. */
static double validity(const draft_table *t, const char *region)
{
    char options[16];
    double sum = 0, columns = 0;

    snprintf(options, sizeof(options), "region=%s", region);
    for (size_t c = 0; c < t->count; c++) {
        if (!is_phone_column(&t->columns[c]) || t->columns[c].some_count == 0)
            continue;
        sum += draft_fit_with(&t->columns[c], "phone", options);
        columns++;
    }
    return columns > 0 ? sum / columns : 0;
}

/* Countries that speak a language which does not decide the country alone. */
static const struct {
    const char *language, *regions[8];
} homes[] = {{"fr", {"FR", "BE", "CH", "CA", "LU"}},
             {"es", {"ES", "MX", "AR", "CO", "CL", "PE", "EC"}},
             {"pt", {"PT", "BR"}},
             {"it", {"IT", "CH"}},
             {"nl", {"NL", "BE"}},
             {"de", {"DE", "AT", "CH"}},
             {"ru", {"RU", "BY", "UA"}}}; /* not KZ: it has Russian numbers */

/* Of the countries that speak the table's language: the only one in which its numbers are
 * valid. */
static void ask_homes(const draft_table *t, wn_str language, weighing *w)
{
    const char *only = NULL;
    size_t fitting = 0;

    for (size_t h = 0; h < WN_COUNT(homes); h++)
        for (size_t r = 0; wn_str_equal(language, wn_str_of(homes[h].language)) &&
                           r < 8 && homes[h].regions[r];
             r++)
            if (validity(t, homes[h].regions[r]) >= VALID) {
                only = homes[h].regions[r];
                fitting++;
            }
    if (fitting == 1 && local_numbers(t) >= 2)
        speak(w, only, ENOUGH, language);
}

static void ask_table(const draft_table *t, weighing *w)
{
    for (size_t c = 0; c < t->count; c++) {
        const draft_column *column = &t->columns[c];
        const char *meaning = column->meaning ? column->meaning->name : "";
        if (is_phone_column(column))
            ask_values(w, column, "phone", "form=region", 2.5, column->name);
        else if (!strcmp(meaning, "iban") || !strcmp(meaning, "vat"))
            ask_values(w, column, meaning, "", 2.5, column->name);
        else if (!strcmp(meaning, "country"))
            ask_values(w, column, "country", "", 2.5, column->name);
        else if (!strcmp(meaning, "email"))
            ask_mailboxes(w, column);
    }
    for (size_t i = 0; i < WN_COUNT(spoken); i++)
        if (spoken[i].region && t->languages == 1u << i)
            speak(w, spoken[i].region, spoken[i].weight, wn_str_of(spoken[i].language));
    for (size_t i = 0; i < WN_COUNT(spoken); i++)
        if (t->languages == 1u << i)
            ask_homes(t, wn_str_of(spoken[i].language), w);
    for (size_t i = 0; t->input.encoding && i < WN_COUNT(encoded); i++)
        if (!strcmp(t->input.encoding, encoded[i].encoding))
            speak(w, encoded[i].region, 1, wn_str_of(t->input.encoding));
}

/* Columns that can give the country of a number, the surest first. */
static const char *const placing[] = {"country", "state", "postcode", "address", "city"};

static bool says_place(const draft_column *c, size_t meaning)
{
    return draft_means(c, placing[meaning]) && c->filled > 0 && c->says.rank < 2;
}

/* Has the number a place of its own: "Home phone" beside "Home country"? */
static bool has_own_place(const draft_table *t, heading_use use)
{
    for (size_t m = 0; m < WN_COUNT(placing) && use; m++)
        for (size_t c = 0; c < t->count; c++)
            if (says_place(&t->columns[c], m) && t->columns[c].says.use == use)
                return true;
    return false;
}

wn_str draft_region_from(draft *d, const draft_table *t, heading_use use)
{
    bool own = has_own_place(t, use);
    wn_str all = WN_STR("");

    for (size_t m = 0; m < WN_COUNT(placing); m++)
        for (size_t c = 0; c < t->count; c++) {
            const draft_column *column = &t->columns[c];
            if (says_place(column, m) &&
                (!own || column->says.use == use || !column->says.use))
                all = wn_arena_format(&d->arena, "%.*s%s%.*s", WN_FMT(all),
                                      all.len ? " | " : "", WN_FMT(column->name));
        }
    return all;
}

static const evidence *heaviest(const weighing *w)
{
    const evidence *best = NULL;

    for (size_t i = 0; i < w->count; i++)
        if (!best || w->all[i].weight > best->weight)
            best = &w->all[i];
    return best;
}

void draft_find_region(draft *d, draft_table *t)
{
    weighing w = {0};
    size_t local = t->skipped.len ? 0 : local_numbers(t);
    wn_str answer = draft_answer(d, t, WN_STR(""), WN_DOUBT_REGION);

    if (local == 0)
        return;
    t->region_from = draft_region_from(d, t, HEADING_USE_PLAIN);
    if (answer.len == 2) {
        memcpy(t->region, answer.ptr, 2);
        return;
    }
    ask_table(t, &w);
    const evidence *best = heaviest(&w);
    bool country = draft_column_for(t, "country") &&
                   draft_column_for(t, "country")->filled * 2 > t->rows.count;
    double valid = best && best->weight >= ENOUGH ? validity(t, best->region) : 0;
    if (valid >= VALID) {
        bool sure = best->weight >= 4 || (valid >= .95 && local >= MANY);
        memcpy(t->region, best->region, 3);
        if (!country)
            draft_doubt(d, t, NULL, WN_DOUBT_REGION, sure ? .92 : .8, 2,
                        WN_SAY_DOUBT_REGION_SET, WN_FMT(draft_shown(d, t)), local,
                        best->region, WN_FMT(best->why));
    } else if (!country && t->region_from.len) {
        draft_doubt(d, t, NULL, WN_DOUBT_REGION, .3, 1, WN_SAY_DOUBT_REGION_ROWS,
                    WN_FMT(draft_shown(d, t)), local, WN_FMT(t->region_from));
    } else if (!country) {
        draft_doubt(d, t, NULL, WN_DOUBT_REGION, .3, 2, WN_SAY_DOUBT_REGION_NONE,
                    WN_FMT(draft_shown(d, t)), local);
    }
}
