/*
 * column.c - what a column means. Its name decides, in the language of the other columns,
 * unless its values contradict it. Without a known name, its values decide.
 */
#include "drafting.h"

#include "core/han.h"
#include "core/memory.h"

#include <string.h>

#define LANGUAGES 16
#define ENOUGH .5       /* share of values that must fit what the name means */
#define ENOUGH_ALIKE .8 /* the same, if the name is only similar to a known one */
#define CERTAIN .9      /* the same, if only the values say it */

bool draft_means(const draft_column *c, const char *meaning)
{
    return c->meaning && !strcmp(c->meaning->name, meaning);
}

draft_column *draft_column_for(const draft_table *t, const char *meaning)
{
    for (size_t c = 0; c < t->count; c++)
        if (draft_means(&t->columns[c], meaning))
            return &t->columns[c];
    return NULL;
}

bool draft_is_expression(wn_str name)
{
    return memmem(name.ptr, name.len, " + ", 3) || memmem(name.ptr, name.len, " | ", 3);
}

/* Letters that are not Latin are written as they sound: 公司 as "gongsi". */
wn_str draft_own_name(wn_str name, wn_arena *arena)
{
    char room[64];
    size_t len = 0;
    bool gap = false;

    for (size_t at = 0; at < name.len;) {
        uint32_t c = wn_fold_letter(wn_simplified(wn_narrow(wn_utf8_next(name, &at))));
        char plain[2] = {(char)c, '\0'};
        const char *sound = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? plain
                            : c < 0x80                                       ? NULL
                            : wn_pinyin(c) ? wn_pinyin(c)
                                           : wn_latin_ascii(c);
        if (sound && len + strlen(sound) + 2 > sizeof(room))
            break;
        if (sound && (gap || (len == 0 && *sound <= '9')))
            room[len++] = '_';
        if (sound)
            len = (size_t)(stpcpy(room + len, sound) - room);
        gap = !sound && len > 0;
    }
    return wn_arena_str(arena, (wn_str){room, len});
}

/* ---- by name ---------------------------------------------------------------------- */

/* The languages that most column names of the table belong to. */
static unsigned languages_of(const draft_table *t)
{
    size_t votes[LANGUAGES] = {0}, most = 0;
    unsigned best = 0;

    for (size_t c = 0; c < t->count; c++) {
        const heading *n = &t->columns[c].says;
        for (unsigned bit = 0; n->meaning_count && bit < LANGUAGES; bit++)
            votes[bit] += n->languages[0] >> bit & 1;
    }
    for (unsigned bit = 0; bit < LANGUAGES; bit++)
        most = votes[bit] > most ? votes[bit] : most;
    for (unsigned bit = 0; most && bit < LANGUAGES; bit++)
        best |= votes[bit] == most ? 1u << bit : 0;
    return best;
}

/* Is the meaning one that is written in words: a name, a city; never a number or a
 * flag? */
static bool is_worded(const heading_meaning *meaning)
{
    static const char *const others[] = {"job_title", "city",      "department",
                                         "industry",  "deal_name", "subject"};

    for (size_t i = 0; i < WN_COUNT(others); i++)
        if (!strcmp(meaning->name, others[i]))
            return true;
    return !strcmp(meaning->type, "name") || !strcmp(meaning->type, "company");
}

/* Does the value have a sign of an amount or a percentage? */
static bool has_sign(wn_str value)
{
    static const char *const signs[] = {"%",   "$",   "€",   "£",   "¥",
                                        "￥",  "元",  "円",  "₽", "EUR",
                                        "USD", "CNY", "RMB", "GBP", "CHF"};

    for (size_t i = 0; i < WN_COUNT(signs); i++)
        if (memmem(value.ptr, value.len, signs[i], strlen(signs[i])))
            return true;
    return false;
}

/* "country_id/id" holds the key of a country's record, not the country. */
static bool is_reference(const draft_column *c)
{
    return c->name.len > 3 &&
           (wn_str_ends(c->name, WN_STR("/id")) || wn_str_ends(c->name, WN_STR("/.id")));
}

static bool is_believed(const draft_column *c, const heading_meaning *meaning)
{
    double enough = c->says.how == HEADING_NEAR ? ENOUGH_ALIKE : ENOUGH;

    if (is_reference(c) && strcmp(meaning->type, "link") && strcmp(meaning->type, "id"))
        return false;
    bool counted = !strcmp(meaning->type, "money") || !strcmp(meaning->type, "integer");
    if (c->says.how == HEADING_NEAR && has_sign(c->name) && !counted)
        return false; /* "Cotisation (€)" is not "cotation" */
    if (c->some_count == 0)
        return c->says.how != HEADING_NEAR;
    if (is_worded(meaning) && (draft_share(c, draft_has_letters) < .5 ||
                               (draft_fit(c, "bool") == 1 && c->distinct <= 2)))
        return false;
    return !draft_is_strict(meaning->type) || draft_fit(c, meaning->type) >= enough;
}

/* If values of a column named OPPORTUNITY are numbers, it is the amount. */
static void take_amount(draft_column *c)
{
    if (!c->meaning && c->refuted && !strcmp(c->refuted->name, "deal_name") &&
        draft_fit(c, "money") >= CERTAIN)
        c->meaning = heading_meaning_find("amount");
}

/* Take the first meaning of the name that the values allow; meanings in the table's
 * language first. */
static void take_by_name(const draft_table *t, draft_column *c)
{
    for (int turn = 0; turn < 2 && !c->meaning; turn++)
        for (size_t i = 0; i < c->says.meaning_count && !c->meaning; i++) {
            bool spoken = (c->says.languages[i] & t->languages) != 0;
            if (spoken != (turn == 0))
                continue;
            if (is_believed(c, c->says.meanings[i]))
                c->meaning = c->says.meanings[i];
            else if (!c->refuted)
                c->refuted = c->says.meanings[i];
        }
    take_amount(c);
    if (draft_means(c, "website") && draft_share(c, draft_is_profile) > .5)
        c->meaning = heading_meaning_find("profile_url");
    c->how = !c->meaning                    ? DRAFT_UNKNOWN
             : c->says.how == HEADING_NEAR  ? DRAFT_BY_LIKENESS
             : c->says.how == HEADING_EXACT ? DRAFT_BY_NAME
                                            : DRAFT_BY_PART;
    if (c->meaning)
        c->refuted = NULL;
}

static bool begins(wn_str s, const char *with)
{
    size_t len = strlen(with);

    return s.len >= len && memcmp(s.ptr, with, len) == 0;
}

/* The text in the last brackets; "": there are no brackets. */
static wn_str in_brackets(wn_str name)
{
    static const char *const opening[] = {"(", "（", "[", "【"}, *const closing[] = {
                                                                     ")", "）", "]",
                                                                     "】"};
    wn_str in = WN_STR("");

    for (size_t at = 0; at < name.len; at++)
        for (size_t i = 0; i < WN_COUNT(opening); i++) {
            wn_str rest = {name.ptr + at, name.len - at};
            if (!begins(rest, opening[i]))
                continue;
            wn_str_cut(&rest, wn_str_of(opening[i]));
            in = wn_str_cut(&rest, wn_str_of(closing[i]));
        }
    return wn_str_trim(in);
}

/* Find the unit of numbers in a name, in any language: (in k€), （单位：万元）. */
static void take_unit(draft_column *c)
{
    static const char *const before[] = {"in ",  "en ",  "em ",  "w ", "в ", "单位",
                                         "單位", "単位", "단위", ":",  "："};
    const char *type = c->meaning ? c->meaning->type : "";

    if ((strcmp(type, "money") && strcmp(type, "integer")) ||
        (c->says.unit.len && draft_unit_is_known(c->says.unit)))
        return;
    wn_str in = in_brackets(c->name);
    for (size_t i = 0; i < WN_COUNT(before); i++)
        if (begins(in, before[i])) {
            wn_str_cut(&in, wn_str_of(before[i]));
            in = wn_str_trim(in);
        }
    if (in.len && draft_unit_is_known(in))
        c->says.unit = in;
}

/* "Nom" beside "Prénom" is the family name; "Nombre" beside "Apellidos" is the given
 * name. */
static void settle_bare_name(draft_table *t)
{
    draft_column *bare = draft_column_for(t, "name");
    bool family = draft_column_for(t, "family_name"),
         given = draft_column_for(t, "given_name");

    for (size_t c = 0; !bare && c < t->count; c++) /* not beside 姓氏 */
        if (draft_means(&t->columns[c], "person") &&
            wn_utf8_count(t->columns[c].name) <= 2)
            bare = &t->columns[c];
    bool part = bare && (draft_means(bare, "name") || !bare->says.meaning_count ||
                         wn_utf8_count(bare->name) <= 2);
    if (!part || family == given)
        return;
    bare->meaning = heading_meaning_find(family ? "given_name" : "family_name");
}

/* Is it called a name, but not a user name or another name that is not the record's? */
static bool is_called_name(const draft_column *c)
{
    static const char *const others[] = {"username", "loginname", "filename",  "nickname",
                                         "pagename", "hostname",  "domainname"};
    char room[256];
    wn_str name = wn_fold(c->name, room, sizeof(room));

    for (size_t i = 0; i < WN_COUNT(others); i++)
        if (wn_str_equal(name, wn_str_of(others[i])))
            return false;
    return !c->meaning && !c->guessed && !draft_is_expression(c->name) &&
           (wn_str_ends(name, WN_STR("name")) || wn_str_ends(name, WN_STR("名称")));
}

/* Records without a name are refused. If no column is known as the name, take the first
 * one that is called some name: "Site name". */
static void take_called_name(draft_table *t)
{
    static const char *const names[] = {"name",        "company",     "person",
                                        "family_name", "given_name",  "deal_name",
                                        "subject",     "product_name"};

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (draft_column_for(t, names[i]))
            return;
    for (size_t c = 0; c < t->count; c++)
        if (is_called_name(&t->columns[c])) {
            t->columns[c].meaning = heading_meaning_find("name");
            t->columns[c].how = DRAFT_BY_LIKENESS;
            t->columns[c].refuted = NULL;
            t->columns[c].says.near = WN_STR("Name");
            return;
        }
}

/* ---- by values -------------------------------------------------------------------- */

/* Types that values alone can show, the strictest first, and their meanings. Numbers are
 * not among them: a code, an account, a percentage may look the same. */
static const struct {
    const char *type, *meaning;
    size_t least; /* needs this many different values */
} shown[] = {{"uscc", "tax_id", 2},
             {"cn_id", NULL, 2},
             {"iban", "iban", 2},
             {"email", "email", 2},
             {"url", "website", 2}};

static const char *type_of_values(const draft_column *c)
{
    if (c->some_count < 3)
        return NULL;
    if (draft_fit(c, "datetime") >= CERTAIN && draft_share(c, draft_is_serial) == 0)
        return "datetime";
    if (draft_share(c, has_sign) < CERTAIN)
        return NULL;
    return draft_fit(c, "percent") >= CERTAIN ? "percent"
           : draft_fit(c, "money") >= CERTAIN ? "money"
                                              : NULL;
}

static void take_by_values(const draft_table *t, draft_column *c)
{
    const char *meaning = NULL;

    for (size_t i = 0; i < WN_COUNT(shown) && !c->guessed; i++)
        if (c->some_count >= shown[i].least && draft_fit(c, shown[i].type) >= CERTAIN &&
            (strcmp(shown[i].type, "url") || draft_share(c, draft_is_site) >= CERTAIN)) {
            c->guessed = shown[i].type;
            meaning = shown[i].meaning;
        }
    if (!c->guessed)
        c->guessed = type_of_values(c);
    if (!c->guessed && draft_is_phones(c))
        c->guessed = meaning = "phone";
    if (meaning && !draft_column_for(t, meaning)) {
        c->meaning = heading_meaning_find(meaning);
        c->how = DRAFT_BY_VALUES;
    }
}

/* ---- answers ---------------------------------------------------------------------- */

static void take_answer(const draft *d, const draft_table *t, draft_column *c)
{
    wn_str answer = draft_answer(d, t, c->name, WN_DOUBT_FIELD);

    if (!answer.len)
        return;
    c->meaning = heading_meaning_find(answer.ptr);
    c->how = DRAFT_BY_ANSWER;
    c->refuted = NULL;
}

/* "ContactName" beside "FirstName" and "LastName" is the name of a company if its values
 * do not contain the last names. */
static void settle_display_name(draft_table *t)
{
    draft_column *whole = draft_column_for(t, "person");
    const draft_column *family = draft_column_for(t, "family_name");
    size_t same = 0, other = 0, at = whole ? (size_t)(whole - t->columns) : 0;

    if (!whole || !family || draft_column_for(t, "company") ||
        draft_column_for(t, "name"))
        return;
    for (size_t r = 0; r < t->rows.count; r++) {
        const wn_record *row = &t->rows.records[r];
        size_t f = (size_t)(family - t->columns);
        wn_str name = at < row->source_count ? row->source[at] : WN_STR(""),
               part = f < row->source_count ? row->source[f] : WN_STR("");
        bool has = part.len && memmem(name.ptr, name.len, part.ptr, part.len);
        same += has;
        other += name.len > 0 && !has;
    }
    if (other > 4 * same)
        whole->meaning = heading_meaning_find("company");
}

void draft_name_columns(draft *d, draft_table *t)
{
    for (size_t c = 0; c < t->count; c++)
        if (!draft_is_expression(t->columns[c].name)) /* from= would cut it */
            heading_read(t->columns[c].name, &t->columns[c].says);
    t->languages = languages_of(t);
    for (size_t c = 0; c < t->count; c++)
        take_by_name(t, &t->columns[c]);
    for (size_t c = 0; c < t->count; c++)
        take_unit(&t->columns[c]);
    settle_bare_name(t);
    settle_display_name(t);
    for (size_t c = 0; c < t->count; c++)
        if (!t->columns[c].meaning && !draft_is_expression(t->columns[c].name) &&
            !is_reference(&t->columns[c]))
            take_by_values(t, &t->columns[c]);
    take_called_name(t);
    for (size_t c = 0; c < t->count; c++)
        take_answer(d, t, &t->columns[c]);
}
