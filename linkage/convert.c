/*
 * convert.c - values into the form they are compared in.
 *
 * A column of whole names becomes two, given and family; a company's name three: what it
 * is called, where it is, and whether it is a branch.
 */
#include "column_type.h"
#include "comparison.h"
#include "saved.h"

#include "winnow/han.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const wn_transform *transform(const char *name)
{
    return wn_transform_find(wn_str_of(name));
}

/* ---- folding ---------------------------------------------------------------------- */

/* Small letters without accents, simplified; other marks are blanks, but @ and a dot
 * between characters. Apostrophes go. */
static wn_str folded(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len * 3 + 1);
    size_t len = 0;
    bool blank = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t c = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        c = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 32 : c)
                     : wn_fold_letter(wn_simplified(wn_narrow(c)));
        bool word = c >= 0x80 ? wn_is_letter(c) || wn_digit(c) >= 0
                              : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                    c == '@' || c == '.';
        if (c == '\'' || c == 0x2019 || c == 0)
            continue;
        if (!word) {
            blank = true;
            continue;
        }
        if (blank && len > 0)
            out[len++] = ' ';
        blank = false;
        len += wn_utf8_put(out + len, c);
    }
    while (len > 0 && (out[len - 1] == '.' || out[len - 1] == ' '))
        len--;
    wn_arena_trim(arena, out, s.len * 3 + 1, len);
    return (wn_str){out, len};
}

static wn_str digits_of(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < s.len;) {
        int digit = wn_digit(wn_utf8_next(s, &at));
        if (digit >= 0)
            out[len++] = (char)('0' + digit);
    }
    return (wn_str){out, len};
}

/* What a scanner, or an eye, takes for each other: o and 0, l and 1. */
static const char *const letters_like_digits = "o0l1i1|1z2s5b8g9",
                         *const digits_like_letters = "0o1l|l2z5s8b9g";

static char like(char c, const char *pairs)
{
    for (; *pairs; pairs += 2)
        if (*pairs == c)
            return pairs[1];
    return '\0';
}

/* 276|0 is 27610: a number in which letters stand that look like digits, and no others.
 */
static wn_str mended_digits(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        char small = (char)(s.ptr[i] | (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? 32 : 0));
        bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        bool letter = (small >= 'a' && small <= 'z') || small == '|';
        out[i] = letter ? like(small, letters_like_digits) : s.ptr[i];
        if (out[i] == '\0')
            return s;
        digits += digit;
    }
    return digits * 2 > s.len ? (wn_str){out, s.len} : s;
}

/* he|en is helen: a bar is no mark within a name. */
static wn_str without_bars(wn_str s, wn_arena *arena)
{
    if (!memchr(s.ptr, '|', s.len))
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        out[i] = s.ptr[i] == '|' ? 'l' : s.ptr[i];
    return (wn_str){out, s.len};
}

/* r0bin5on is robinson: digits between letters. */
static wn_str mended_letters(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len + 1);
    size_t letters = 0, changed = 0;

    for (size_t i = 0; i < s.len; i++) {
        char letter = like(s.ptr[i], digits_like_letters);
        out[i] = letter ? letter : s.ptr[i];
        changed += letter != '\0';
        letters += s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    }
    return changed && letters > changed ? (wn_str){out, s.len} : s;
}

/* As Latin letters: Chinese characters as pinyin, the first as a surname's when it is
 * one; Васильев as vasilev. */
static wn_str sound_of(wn_str s, bool surname, wn_arena *arena)
{
    bool first = true;
    size_t len = 0;

    if (wn_is_ascii(s))
        return s;
    char *out = wn_arena_bytes(arena, s.len * 8 + 8);
    const char *compound = surname ? wn_compound_surname(s) : NULL;
    size_t at = compound ? 6 : 0;
    if (compound)
        len = (size_t)(stpcpy(out, compound) - out);
    while (at < s.len) {
        uint32_t c = wn_utf8_next(s, &at);
        const char *sound =
            surname && first && !compound ? wn_pinyin_surname(c) : wn_pinyin(c);
        first = false;
        sound = sound ? sound : c >= 0x80 ? wn_latin_ascii(c) : NULL;
        if (sound)
            len = (size_t)(stpcpy(out + len, sound) - out);
        else if (c != 0x44A && c != 0x44C) /* ъ and ь have no sound */
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

#define MOST_DIGITS 18 /* of a number; an identity number of China */
#define LEAST_DIGITS 7 /* of a telephone number */

/* ---- from source columns to compared ones ----------------------------------------- */

typedef struct convert_state {
    link_table *table;
    const link_source_column *source;
    link_column *to;
    uint32_t *of_value; /* number of a source value -> of a compared one */
    const wn_transform *transform, *text;
    const void *config, *text_config;
    link_kind kind;
    wn_arena scratch;
} convert_state;

static uint32_t put(convert_state *c, wn_str text, wn_str sound)
{
    uint32_t id = link_intern_text(&c->to->values, text, &c->table->arena);

    if (id && sound.ptr != text.ptr && sound.len) {
        link_value *v = &c->to->values.values[id];
        v->sound = wn_arena_str(&c->table->arena, sound).ptr;
        v->sound_len = (uint32_t)sound.len;
    }
    return id;
}

static bool has_people(const link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].role == LINK_ROLE_GIVEN)
            return true;
    return false;
}

/* No branch: the whole, or the group. A short name without a form does not say. */
static wn_str unit_of(wn_str company)
{
    bool han = false;

    for (size_t at = 0; at < company.len && !han;)
        han = wn_is_han(wn_utf8_next(company, &at));
    return memmem(company.ptr, company.len, "集团", 6)           ? WN_STR("集团")
           : han && !memmem(company.ptr, company.len, "公司", 6) ? WN_STR("")
                                                                 : WN_STR("-");
}

/* é©¬åˆš is 马刚, read in a wrong encoding at some time before. */
static wn_str mended(convert_state *c, wn_str raw)
{
    wn_cleaned out = {0};

    if (!memchr(raw.ptr, 0xC3, raw.len) && !memchr(raw.ptr, 0xC2, raw.len))
        return raw; /* no letter of Western Europe is in it */
    return c->text->apply(raw, c->text_config, &c->scratch, &out) == WN_CLEAN &&
                   out.remark == WN_REMARK_GARBLED
               ? out.value
               : raw;
}

/* Of a cell with several numbers the first; digits alone. */
static wn_str first_number(wn_str s, wn_arena *arena)
{
    if (wn_str_ends(s, WN_STR(".0"))) /* a spreadsheet took it for a quantity */
        s.len -= 2;
    s = mended_digits(s, arena);
    wn_str digits = digits_of(s, arena);

    for (size_t i = 0; i < s.len && digits.len > MOST_DIGITS; i++) {
        if (s.ptr[i] != ' ' && s.ptr[i] != '/' && s.ptr[i] != ',' && s.ptr[i] != '|')
            continue;
        wn_str first = digits_of((wn_str){s.ptr, i}, arena);
        if (first.len >= LEAST_DIGITS)
            return first;
    }
    return digits;
}

/* Of a name that came in parts, the one that is asked for. */
static bool is_part(const convert_state *c, wn_str *raw)
{
    wn_str rest = *raw;
    bool person = c->kind == LINK_KIND_GIVEN || c->kind == LINK_KIND_FAMILY;

    if (!person || !memchr(raw->ptr, *WN_LINK_PARTS, raw->len))
        return false;
    wn_str given = wn_str_cut(&rest, WN_STR(WN_LINK_PARTS));
    *raw = c->kind == LINK_KIND_GIVEN ? given : rest;
    return true;
}

static uint32_t convert(convert_state *c, wn_str raw)
{
    wn_cleaned out = {0};
    wn_verdict verdict = WN_INVALID;
    bool part = is_part(c, &raw);

    raw = mended(c, raw);
    if (c->transform && !part)
        verdict = c->transform->apply(raw, c->config, &c->scratch, &out);
    if (c->kind == LINK_KIND_UNIT && verdict != WN_CLEAN)
        return put(c, unit_of(raw), WN_STR(""));
    wn_str clean = verdict == WN_CLEAN ? out.value : raw;
    if (out.remark == WN_REMARK_SHARED && has_people(c->table))
        return 0; /* info@: of a company it says much, of a person nothing */
    if ((c->transform && verdict == WN_EMPTY) || out.remark == WN_REMARK_MISPLACED ||
        link_is_placeholder(folded(raw, &c->scratch), c->kind))
        return 0;
    switch (c->to->type) {
    case WN_LINK_DATE: {
        wn_str digits = digits_of(clean, &c->scratch);
        if (verdict != WN_CLEAN)
            digits = digits_of(raw, &c->scratch); /* 1957502-13 is a slip away */
        bool good = digits.len >= 6 && digits.len <= 10;
        return put(c, good ? digits : folded(raw, &c->scratch), WN_STR(""));
    }
    case WN_LINK_DIGITS: {
        wn_str digits = first_number(wn_str_cut(&clean, WN_STR(";")), &c->scratch);
        if (c->kind == LINK_KIND_PHONE &&
            (digits.len < 5 || out.remark == WN_REMARK_DAMAGED))
            return 0; /* 0, 110, 6.14945E+10 */
        return put(c, digits.len ? digits : folded(raw, &c->scratch), WN_STR(""));
    }
    case WN_LINK_EMAIL:
        return put(c, verdict == WN_CLEAN ? clean : folded(raw, &c->scratch), WN_STR(""));
    default: {
        bool spoken = c->kind == LINK_KIND_FAMILY || c->kind == LINK_KIND_GIVEN ||
                      c->kind == LINK_KIND_CITY;
        wn_str text =
            folded(spoken ? without_bars(clean, &c->scratch) : clean, &c->scratch);
        if (c->kind == LINK_KIND_CITY && text.len > 6 && wn_str_ends(text, WN_STR("市")))
            text.len -= 3;
        wn_str sound =
            spoken ? sound_of(text, c->kind == LINK_KIND_FAMILY, &c->scratch) : text;
        return put(c, text, spoken ? mended_letters(sound, &c->scratch) : text);
    }
    }
}

static void fill(link_table *t, size_t column, const link_source_column *s,
                 const uint32_t *of_value)
{
    for (size_t r = 0; r < t->records; r++)
        t->rows[r * t->column_count + column].id = of_value[s->ids[r]];
}

/* When all values are where they belong: how often each comes, and rows in brief. */
static void count_values(link_table *t, size_t column)
{
    link_column *c = &t->columns[column];

    for (size_t r = 0; r < t->records; r++) {
        link_cell *cell = &t->rows[r * t->column_count + column];
        if (!cell->id)
            continue;
        cell->brief = c->values.values[cell->id].brief;
        c->values.values[cell->id].count++;
        c->filled++;
    }
}

static link_column *new_column(link_table *t, wn_str name, wn_link_type type, link_kind k)
{
    static const link_role roles[] = {[LINK_KIND_GIVEN] = LINK_ROLE_GIVEN,
                                      [LINK_KIND_FAMILY] = LINK_ROLE_FAMILY,
                                      [LINK_KIND_BIRTH] = LINK_ROLE_BIRTH,
                                      [LINK_KIND_EMAIL] = LINK_ROLE_EMAIL,
                                      [LINK_KIND_IDENTITY] = LINK_ROLE_IDENTITY,
                                      [LINK_KIND_COMPANY] = LINK_ROLE_COMPANY,
                                      [LINK_KIND_LINK] = LINK_ROLE_LINK,
                                      [LINK_KIND_UNIT] = LINK_ROLE_UNIT,
                                      [LINK_KIND_ATTRIBUTE] = LINK_ROLE_ATTRIBUTE,
                                      [LINK_KIND_ADMIN] = LINK_ROLE_NONE};
    link_column *c = &t->columns[t->column_count];

    *c = (link_column){
        .name = name, .type = type, .levels = link_level_count(type), .role = roles[k]};
    link_dictionary_open(&c->values);
    return c;
}

/* A column that is planned; the values come when the number of columns is known. */
typedef struct convert_plan {
    link_source_column *source;
    link_kind kind;
    const char *transform, *options;
    uint32_t *of_value;
} convert_plan;

static const char *options_of_dates(const link_shape *h)
{
    return (h->orders & 8) && !(h->orders & 4) ? "date-order=mdy" : "date-order=dmy";
}

/* Source columns of these kinds become several; of others, one. */
static const struct {
    link_kind of, kind;
    wn_link_type type;
    const char *transform, *options, *part;
} forms[] = {
    {LINK_KIND_PERSON, LINK_KIND_GIVEN, WN_LINK_TEXT, "name", "part=given", "/given"},
    {LINK_KIND_PERSON, LINK_KIND_FAMILY, WN_LINK_TEXT, "name", "part=family", "/family"},
    {LINK_KIND_COMPANY, LINK_KIND_COMPANY, WN_LINK_COMPANY, "company", "part=key", ""},
    {LINK_KIND_COMPANY, LINK_KIND_PLACE, WN_LINK_CATEGORY, "company", "part=place",
     "/place"},
    {LINK_KIND_COMPANY, LINK_KIND_UNIT, WN_LINK_CATEGORY, "company", "part=branch",
     "/unit"},
    {LINK_KIND_UNKNOWN, LINK_KIND_UNKNOWN, WN_LINK_SKIP, NULL, "", ""},
};

static const char *transform_of(link_kind k, wn_link_type type)
{
    return type == WN_LINK_DATE    ? "date"
           : type == WN_LINK_EMAIL ? "email"
           : k == LINK_KIND_PHONE  ? "phone"
           : k == LINK_KIND_URL    ? "url"
                                   : NULL;
}

/* What an earlier run took the column for; false: it was not compared. */
static bool recall(const link_saved_model *saved, wn_str source, link_kind *k,
                   wn_link_type *type)
{
    for (size_t i = 0; i < saved->column_count; i++)
        if (wn_str_equal(saved->columns[i].source, source)) {
            *k = saved->columns[i].kind;
            *type = saved->columns[i].type;
            return true;
        }
    return false;
}

static size_t plan_column(link_table *t, link_source_column *s, convert_plan *plans,
                          size_t count)
{
    link_shape h;

    link_shape_of(s, &h);
    link_kind k = link_kind_of(s, &h, t->records);
    wn_link_type type = link_type_of(k, &h);
    if (t->saved && !recall(t->saved, s->name, &k, &type))
        return count;
    size_t needed = k == LINK_KIND_COMPANY ? 3 : k == LINK_KIND_PERSON ? 2 : 1;
    if (type == WN_LINK_SKIP || count + needed > WN_LINK_COLUMNS)
        return count;
    for (size_t i = 0; i < WN_COUNT(forms); i++) {
        bool whole = forms[i].of == LINK_KIND_UNKNOWN && k != LINK_KIND_PERSON &&
                     k != LINK_KIND_COMPANY;
        if (forms[i].of != k && !whole)
            continue;
        bool own = forms[i].of == LINK_KIND_UNKNOWN;
        wn_str name =
            own ? s->name
                : wn_arena_format(&t->arena, "%.*s%s", WN_FMT(s->name), forms[i].part);
        link_column *made =
            new_column(t, name, own ? type : forms[i].type, own ? k : forms[i].kind);
        made->source = wn_arena_str(&t->arena, s->name);
        made->source_kind = k;
        made->source_type = type;
        t->column_count++;
        plans[count++] = (convert_plan){s, own ? k : forms[i].kind,
                                        own ? transform_of(k, type) : forms[i].transform,
                                        own && type == WN_LINK_DATE ? options_of_dates(&h)
                                        : own && k == LINK_KIND_URL ? "part=domain"
                                                                    : forms[i].options,
                                        NULL};
    }
    return count;
}

/* Numbers of a column are compared as of the country that most of them can be of, so that
 * one with its country code meets one without. */
static const char *options_of_phones(const link_source_column *s, wn_arena *arena)
{
    wn_str values[400];
    size_t step = s->values.count / WN_COUNT(values) + 1, count = 0;
    double share;

    for (size_t i = 1; i < s->values.count; i += step)
        values[count++] = (wn_str){s->values.values[i].text, s->values.values[i].len};
    const char *region = wn_phone_region(values, count, 0.5, &share);
    return region && *region ? wn_arena_format(arena, "region=%s", region).ptr : "";
}

static void convert_column(link_table *t, size_t column, convert_plan *p)
{
    wn_arena settings = {0};
    convert_state c = {
        .table = t, .source = p->source, .to = &t->columns[column], .kind = p->kind};

    c.of_value = wn_alloc(p->source->values.count + 1, sizeof(*c.of_value));
    c.text_config = wn_config_new(c.text = transform("text"), &settings);
    if (p->transform) {
        void *config = wn_config_new(c.transform = transform(p->transform), &settings);
        const char *options = c.transform->role == WN_ROLE_PHONE
                                  ? options_of_phones(p->source, &settings)
                                  : p->options;
        wn_config_parse(c.transform, wn_str_of(options), config, &settings);
        c.config = config;
    }
    for (size_t i = 1; i < p->source->values.count && !link_is_cancelled(t); i++) {
        const link_value *v = &p->source->values.values[i];
        c.of_value[i] = convert(&c, (wn_str){v->text, v->len});
        wn_arena_reset(&c.scratch);
    }
    p->of_value = c.of_value;
    wn_arena_release(&c.scratch);
    wn_arena_release(&settings);
}

/* Bob is short for Robert. (The brief says then that the value must be looked at.) */
static void set_full_names(link_table *t, link_column *c)
{
    for (size_t i = 1; i < c->values.count; i++) {
        link_value *v = &c->values.values[i];
        const char *full = wn_full_names((wn_str){v->sound, v->sound_len});
        size_t k = 0;
        if (!full)
            continue;
        while (k < t->full_count && t->fulls[k] != full)
            k++;
        if (k == t->full_count) {
            t->fulls = wn_grow(t->fulls, k, &t->full_room, sizeof(*t->fulls));
            t->fulls[t->full_count++] = full;
        }
        v->full = (uint16_t)(k + 1);
        v->brief |= LINK_SIGNATURE_LOOK;
    }
}

static void set_briefs(link_column *c)
{

    for (size_t i = 1; i < c->values.count; i++) {
        link_value *v = &c->values.values[i];
        wn_str sound = {v->sound, v->sound_len};
        if (c->type == WN_LINK_EMAIL)
            sound = wn_str_cut(&sound, WN_STR("@"));
        v->brief =
            c->type == WN_LINK_DATE ? link_date_signature(sound) : link_signature(sound);
    }
    if (c->role == LINK_ROLE_GIVEN || c->role == LINK_ROLE_FAMILY)
        link_set_scripts(c);
}

/* Given and family names, where there is one of each. */
static void find_names(link_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].role == LINK_ROLE_GIVEN && t->given < 0)
            t->given = (int)c;
        if (t->columns[c].role == LINK_ROLE_FAMILY && t->family < 0)
            t->family = (int)c;
    }
}

/* How much a column can tell: how often it is filled, and with how many values. A number
 * that belongs to one person tells much even where few have it. */
static double information(const link_source_column *s, size_t records)
{
    double filled = 0;

    for (size_t i = 1; i < s->values.count; i++)
        filled += s->values.values[i].count;
    double bits = filled / (double)records * log2((double)s->values.count);
    return link_kind_by_name(s->name) == LINK_KIND_IDENTITY ? 20 * bits : bits;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? 1 : x > y ? -1 : 0;
}

/* What a column must tell at least, where there are more than can be compared. */
static double least_information(const link_table *t)
{
    double *all = wn_alloc(t->source_count + 1, sizeof(*all)), least = 0;

    for (size_t s = 0; s < t->source_count; s++)
        all[s] = information(&t->sources[s], t->records);
    qsort(all, t->source_count, sizeof(*all), by_size);
    if (t->source_count > WN_LINK_COLUMNS)
        least = all[WN_LINK_COLUMNS];
    free(all);
    return least;
}

static size_t plan_columns(link_table *t, convert_plan *plans)
{
    link_gather_addresses(t);
    link_restore_swapped_values(t);
    double least = least_information(t);
    size_t count = 0;

    for (size_t s = 0; s < t->source_count; s++) {
        size_t before = count;
        if (t->saved || information(&t->sources[s], t->records) >= least)
            count = plan_column(t, &t->sources[s], plans, count);
        if (count == before)
            link_source_release(&t->sources[s]);
    }
    return count;
}

void link_table_prepare(link_table *t, bool across)
{
    convert_plan plans[WN_LINK_COLUMNS];

    if (!across && link_find_all_same(t))
        return;
    size_t count = plan_columns(t, plans);

    t->rows = wn_alloc(t->records * (count + 1), sizeof(*t->rows));
    for (size_t c = 0; c < count; c++) {
        convert_column(t, c, &plans[c]);
        fill(t, c, plans[c].source, plans[c].of_value);
        free(plans[c].of_value);
        if (c + 1 == count || plans[c + 1].source != plans[c].source)
            link_source_release(plans[c].source);
    }
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++)
            if (plans[a].kind == LINK_KIND_PHONE && plans[b].kind == LINK_KIND_PHONE)
                link_sort_phones(t, a, b);
            else if (plans[a].kind == plans[b].kind &&
                     (plans[a].kind == LINK_KIND_GIVEN ||
                      plans[a].kind == LINK_KIND_FAMILY))
                link_gather_names(t, a, b);
    if (!across) /* copies in one source are for that source to find */
        link_find_copies(t);
    for (size_t c = 0; c < count; c++) {
        link_column *column = &t->columns[c];
        set_briefs(column);
        if (column->role == LINK_ROLE_GIVEN)
            set_full_names(t, column);
        count_values(t, c);
        if (column->type == WN_LINK_TEXT || link_has_words(column))
            link_tokenize(t, column);
    }
    for (size_t c = 0; c < count; c++)
        link_dictionary_close(&t->columns[c].values);
    link_dictionary_release(&t->token_names); /* tokens have their texts themselves */
    link_weigh_tokens(t);
    link_choose_sample(t);
    find_names(t);
}
