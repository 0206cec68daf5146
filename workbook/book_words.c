/*
 * book_words.c - the words in the cells of a mapping's workbook, and what they mean.
 *
 * People type them, so they are read with any width, case and blanks, in any language,
 * and the names of the mapping language are always understood too.
 */
#include "book_words.h"

#include "core/memory.h"
#include "report/sheet.h"

#include <string.h>

const char *const book_own_field[] = {"to", "from", "note", NULL};
const char *const book_own_column[] = {"from", "as", "why", "note", NULL};
const char *const book_own_file[] = {"entity", "path", "sheet", "key",
                                     "where",  "note", NULL};
const char *const book_own_source[] = {"system", "region", "timezone", "note", NULL};

bool book_same(wn_str cell, wn_str text, wn_arena *arena)
{
    return wn_str_equal(wn_str_trim(cell),
                        wn_str_trim(sheet_shown(text, SHEET_LONGEST, arena)));
}

/* ---- actions ---------------------------------------------------------------------- */

/* What people write for an action, beside its own word. */
static const struct {
    const char *text;
    book_action action;
} other_words[] = {
    {"field", BOOK_MAP},
    {"映射", BOOK_MAP},
    {"导入", BOOK_MAP},
    {"yes", BOOK_MAP},
    {"是", BOOK_MAP},
    {"extra", BOOK_KEEP},
    {"保存", BOOK_KEEP},
    {"留", BOOK_KEEP},
    {"skip", BOOK_DROP},
    {"ignore", BOOK_DROP},
    {"delete", BOOK_DROP},
    {"no", BOOK_DROP},
    {"part of another row", BOOK_PART},
    {"已并入其他行", BOOK_PART},
    {"不要", BOOK_DROP},
    {"删除", BOOK_DROP},
    {"忽略", BOOK_DROP},
    {"否", BOOK_DROP},
};

bool book_action_find(wn_str text, book_action *out)
{
    for (int a = 0; a < BOOK_ACTION_COUNT; a++)
        if (wn_is_word(text, WN_SAY_BOOK_MAP + (wn_word)a)) {
            *out = (book_action)a;
            return true;
        }
    for (size_t i = 0; i < WN_COUNT(other_words); i++)
        if (wn_fold_equal(text, wn_str_of(other_words[i].text))) {
            *out = other_words[i].action;
            return true;
        }
    return false;
}

bool book_yes_no(wn_str text, bool *yes)
{
    const wn_transform *type = wn_transform_find(WN_STR("bool"));
    wn_arena arena = {0};
    wn_cleaned out;
    bool says = wn_transform_apply(type, text, wn_config_new(type, &arena), &arena,
                                   &out) == WN_CLEAN;

    *yes = says && wn_str_equal(out.value, WN_STR("1"));
    wn_arena_release(&arena);
    return says;
}

/* ---- options ---------------------------------------------------------------------- */

static const struct {
    const char *name;
    wn_word word;
} options[] = {
    {"type", WN_SAY_BOOK_OPT_TYPE},
    {"region", WN_SAY_BOOK_OPT_REGION},
    {"region-from", WN_SAY_BOOK_OPT_REGION_FROM},
    {"date-order", WN_SAY_BOOK_OPT_ORDER},
    {"decimal", WN_SAY_BOOK_OPT_DECIMAL},
    {"unit", WN_SAY_BOOK_OPT_UNIT},
    {"timezone", WN_SAY_BOOK_OPT_ZONE},
    {"format", WN_SAY_BOOK_OPT_FORMAT},
    {"calendar", WN_SAY_BOOK_OPT_CALENDAR},
    {"serial", WN_SAY_BOOK_OPT_SERIAL},
    {"window", WN_SAY_BOOK_OPT_WINDOW},
    {"no-year", WN_SAY_BOOK_OPT_NO_YEAR},
    {"kind", WN_SAY_BOOK_OPT_KIND},
    {"part", WN_SAY_BOOK_OPT_PART},
    {"order", WN_SAY_BOOK_OPT_NAMES},
    {"form", WN_SAY_BOOK_OPT_FORM},
    {"script", WN_SAY_BOOK_OPT_SCRIPT},
    {"pinyin", WN_SAY_BOOK_OPT_PINYIN},
    {"markup", WN_SAY_BOOK_OPT_MARKUP},
    {"lines", WN_SAY_BOOK_OPT_LINES},
    {"cross", WN_SAY_BOOK_OPT_CROSS},
    {"area", WN_SAY_BOOK_OPT_AREA},
    {"area-from", WN_SAY_BOOK_OPT_AREA_FROM},
    {"list", WN_SAY_BOOK_OPT_LIST},
    {"join", WN_SAY_BOOK_OPT_JOIN},
    {"refused", WN_SAY_BOOK_OPT_REFUSED},
    {"encoding", WN_SAY_BOOK_OPT_ENCODING},
    {"system", WN_SAY_BOOK_OPT_SYSTEM},
    {"once", WN_SAY_BOOK_OPT_ONCE},
    {"gone", WN_SAY_BOOK_OPT_GONE},
    {"records", WN_SAY_BOOK_OPT_RECORDS},
    {"link", WN_SAY_BOOK_OPT_LINK},
    {"key-file", WN_SAY_BOOK_OPT_KEY_FILE},
};

/* Values that have words, of these options only: NO is Norway where a country is asked
 * for. */
static const struct {
    const char *option, *value;
    wn_word word;
} values[] = {
    {"date-order", "dmy", WN_SAY_BOOK_VALUE_DMY},
    {"date-order", "mdy", WN_SAY_BOOK_VALUE_MDY},
    {"date-order", "ymd", WN_SAY_BOOK_VALUE_YMD},
    {"decimal", "point", WN_SAY_BOOK_VALUE_POINT},
    {"decimal", "comma", WN_SAY_BOOK_VALUE_COMMA},
    {"once", "yes", WN_SAY_BOOK_VALUE_YES},
    {"once", "no", WN_SAY_BOOK_VALUE_NO},
    {"cross", "yes", WN_SAY_BOOK_VALUE_YES},
    {"cross", "no", WN_SAY_BOOK_VALUE_NO},
};

static const struct {
    const char *type;
    wn_word word;
} types[] = {
    {"address", WN_SAY_BOOK_TYPE_ADDRESS},
    {"bool", WN_SAY_BOOK_TYPE_BOOL},
    {"card", WN_SAY_BOOK_TYPE_CARD},
    {"choice", WN_SAY_BOOK_TYPE_CHOICE},
    {"cn_id", WN_SAY_BOOK_TYPE_CN_ID},
    {"company", WN_SAY_BOOK_TYPE_COMPANY},
    {"country", WN_SAY_BOOK_TYPE_COUNTRY},
    {"date", WN_SAY_BOOK_TYPE_DATE},
    {"datetime", WN_SAY_BOOK_TYPE_DATETIME},
    {"email", WN_SAY_BOOK_TYPE_EMAIL},
    {"gender", WN_SAY_BOOK_TYPE_GENDER},
    {"iban", WN_SAY_BOOK_TYPE_IBAN},
    {"id", WN_SAY_BOOK_TYPE_ID},
    {"integer", WN_SAY_BOOK_TYPE_INTEGER},
    {"language", WN_SAY_BOOK_TYPE_LANGUAGE},
    {"link", WN_SAY_BOOK_TYPE_LINK},
    {"money", WN_SAY_BOOK_TYPE_MONEY},
    {"name", WN_SAY_BOOK_TYPE_NAME},
    {"percent", WN_SAY_BOOK_TYPE_PERCENT},
    {"phone", WN_SAY_BOOK_TYPE_PHONE},
    {"text", WN_SAY_BOOK_TYPE_TEXT},
    {"url", WN_SAY_BOOK_TYPE_URL},
    {"uscc", WN_SAY_BOOK_TYPE_USCC},
    {"vat", WN_SAY_BOOK_TYPE_VAT},
};

wn_str book_option_label(wn_lang lang, wn_str name)
{
    for (size_t i = 0; i < WN_COUNT(options); i++)
        if (wn_str_equal(name, wn_str_of(options[i].name)))
            return wn_str_of(wn_say(lang, options[i].word));
    return name;
}

const char *book_option_name(size_t i)
{
    return i < WN_COUNT(options) ? options[i].name : NULL;
}

wn_str book_type_label(wn_lang lang, wn_str type)
{
    for (size_t i = 0; i < WN_COUNT(types); i++)
        if (wn_str_equal(type, wn_str_of(types[i].type)))
            return wn_str_of(wn_say(lang, types[i].word));
    return type;
}

static bool is_own(wn_str name, const char *const *own)
{
    for (; *own; own++)
        if (wn_str_equal(name, wn_str_of(*own)))
            return true;
    return false;
}

wn_str book_value_label(wn_lang lang, wn_str option, wn_str value)
{
    if (wn_str_equal(option, WN_STR("type")))
        return book_type_label(lang, value);
    for (size_t i = 0; i < WN_COUNT(values); i++)
        if (wn_str_equal(option, wn_str_of(values[i].option)) &&
            wn_str_equal(value, wn_str_of(values[i].value)))
            return wn_str_of(wn_say(lang, values[i].word));
    return value;
}

/* Must the value stand in quotation marks, so that reading finds its end? */
static bool is_quoted(wn_str value)
{
    return value.len == 0 || value.ptr[0] == ' ' || value.ptr[value.len - 1] == ' ' ||
           memchr(value.ptr, ';', value.len) || memchr(value.ptr, '"', value.len) ||
           memmem(value.ptr, value.len, "；", 3);
}

void book_say_option(wn_str name, wn_str plain, const char *equals, wn_lang lang,
                     wn_buf *out)
{
    wn_str value = book_value_label(lang, name, plain);

    wn_buf_format(out, "%.*s%s", WN_FMT(book_option_label(lang, name)), equals);
    if (!is_quoted(value)) {
        wn_buf_add(out, value);
        return;
    }
    wn_buf_char(out, '"');
    for (size_t k = 0; k < value.len; k++) {
        if (value.ptr[k] == '"')
            wn_buf_char(out, '"');
        wn_buf_char(out, value.ptr[k]);
    }
    wn_buf_char(out, '"');
}

void book_say_options(const edit_node *node, const char *const *own, const char *equals,
                      wn_lang lang, wn_buf *out)
{
    size_t before = out->len;

    for (size_t i = 0; i < node->attr_count; i++) {
        const edit_attr *a = &node->attrs[i];
        if (is_own(a->name, own))
            continue;
        wn_buf_format(out, "%s", out->len > before ? lang == WN_ZH ? "；" : "; " : "");
        book_say_option(a->name, a->value, equals, lang, out);
    }
}

/* The option that begins here as XML has it, name="value"; false: none does. */
static bool option_at(wn_str text, size_t at, wn_str *name, wn_str *value, size_t *end)
{
    size_t from = at;
    bool first = at == 0 ||
                 !((text.ptr[at - 1] | 32) >= 'a' && (text.ptr[at - 1] | 32) <= 'z') ||
                 text.ptr[at - 1] == '-';

    while (at < text.len &&
           (text.ptr[at] == '-' || (text.ptr[at] >= 'a' && text.ptr[at] <= 'z')))
        at++;
    *name = (wn_str){text.ptr + from, at - from};
    if (!first || at == from || at + 1 >= text.len ||
        memcmp(text.ptr + at, "=\"", 2) != 0)
        return false;
    const char *quote = memchr(text.ptr + at + 2, '"', text.len - at - 2);
    if (!quote)
        return false;
    *value = (wn_str){text.ptr + at + 2, (size_t)(quote - text.ptr) - at - 2};
    *end = (size_t)(quote - text.ptr) + 1;
    for (size_t i = 0; i < WN_COUNT(options); i++)
        if (wn_str_equal(*name, wn_str_of(options[i].name)))
            return true;
    return false;
}

/* What a problem says in the words of XML, and where that is in a workbook. */
static const struct {
    const char *xml;
    wn_word word;
} places[] = {
    {"<field>", WN_SAY_BOOK_ROW},        {"<keep>", WN_SAY_BOOK_ROW},
    {"<drop>", WN_SAY_BOOK_ROW},         {"<file>", WN_SAY_BOOK_ROW_FILES},
    {"<skip>", WN_SAY_BOOK_ROW_FILES},   {" to=", WN_SAY_BOOK_FIELD},
    {" from=", WN_SAY_BOOK_FROM},        {" why=", WN_SAY_BOOK_WHY},
    {" key=", WN_SAY_BOOK_FILE_KEY},     {" entity=", WN_SAY_BOOK_FILE_ENTITY},
    {" path=", WN_SAY_BOOK_FILE_PATH},   {" sheet=", WN_SAY_BOOK_FILE_TABLE},
    {" unit=", WN_SAY_BOOK_OPT_UNIT},    {" encoding=", WN_SAY_BOOK_OPT_ENCODING},
    {" where=", WN_SAY_BOOK_FILE_WHERE},
};

/* Append the place that begins here, in words; 0: none does, or one that has a value. */
static size_t say_place(wn_lang lang, wn_str text, size_t at, wn_buf *out)
{
    for (size_t i = 0; i < WN_COUNT(places); i++) {
        size_t len = strlen(places[i].xml);
        bool is_column = places[i].xml[0] == ' ';
        const char *word = wn_say(lang, places[i].word);
        if (text.len - at < len || memcmp(text.ptr + at, places[i].xml, len) != 0 ||
            (at + len < text.len && text.ptr[at + len] == '"'))
            continue;
        wn_buf_format(out, !is_column ? "%s" : lang == WN_ZH ? "“%s”" : " \"%s\"", word);
        return len;
    }
    return 0;
}

wn_str book_in_words(wn_lang lang, wn_str text, wn_arena *arena)
{
    wn_buf out = {0};
    wn_str name, value;
    size_t end, len;

    for (size_t at = 0; at < text.len;) {
        if (option_at(text, at, &name, &value, &end)) {
            wn_buf_format(&out, "%.*s=%.*s", WN_FMT(book_option_label(lang, name)),
                          WN_FMT(book_value_label(lang, name, value)));
            at = end;
        } else if ((len = say_place(lang, text, at, &out))) {
            at += len;
        } else {
            wn_buf_char(&out, text.ptr[at++]);
        }
    }
    wn_str words = wn_arena_str(arena, wn_buf_str(&out));
    wn_buf_release(&out);
    return words;
}

/* The length of the mark at the place, if it is this one, also in full width. */
static size_t mark_at(wn_str text, size_t at, const char *marks)
{
    while (*marks) {
        size_t len = (unsigned char)*marks < 0x80 ? 1 : 3;
        if (at + len <= text.len && !memcmp(text.ptr + at, marks, len))
            return len;
        marks += len;
    }
    return 0;
}

/* Take the value that begins here, to its semicolon or line's end; *at moves behind. */
static wn_str take_value(wn_str text, size_t *at, wn_arena *arena)
{
    wn_buf value = {0};
    size_t quote;

    while (*at < text.len && text.ptr[*at] == ' ')
        ++*at;
    bool quoted = (quote = mark_at(text, *at, "\"“”＂")) > 0;
    *at += quote;
    while (*at < text.len) {
        size_t end = mark_at(text, *at, quoted ? "\"“”＂" : ";；\n");
        if (end && quoted && text.ptr[*at] == '"' && mark_at(text, *at + 1, "\"")) {
            ++*at; /* a doubled mark is one */
        } else if (end) {
            *at += quoted ? end : 0;
            break;
        }
        wn_buf_char(&value, text.ptr[(*at)++]);
    }
    wn_str out = wn_arena_str(arena, quoted ? wn_buf_str(&value)
                                            : wn_str_trim(wn_buf_str(&value)));
    wn_buf_release(&value);
    return out;
}

static wn_str name_of(wn_str label)
{
    for (size_t i = 0; i < WN_COUNT(options); i++)
        if (wn_fold_equal(label, wn_str_of(options[i].name)) ||
            wn_is_word(label, options[i].word))
            return wn_str_of(options[i].name);
    return WN_STR("");
}

static wn_str value_of(wn_str option, wn_str label)
{
    for (size_t i = 0; i < WN_COUNT(types) && wn_str_equal(option, WN_STR("type")); i++)
        if (wn_is_word(label, types[i].word) ||
            wn_fold_equal(label, wn_str_of(types[i].type)))
            return wn_str_of(types[i].type);
    for (size_t i = 0; i < WN_COUNT(values); i++)
        if (wn_str_equal(option, wn_str_of(values[i].option)) &&
            wn_is_word(label, values[i].word))
            return wn_str_of(values[i].value);
    return label;
}

size_t book_read_options(wn_str text, book_option out[BOOK_OPTIONS], wn_str *bad,
                         wn_arena *arena)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len;) {
        size_t mark = mark_at(text, at, " ;；\n,，"), from = at;
        if (mark) {
            at += mark;
            continue;
        }
        while (at < text.len && !mark_at(text, at, "=＝:：;；\n"))
            at++;
        wn_str label = wn_str_trim((wn_str){text.ptr + from, at - from});
        size_t equals = mark_at(text, at, "=＝:：");
        wn_str name = name_of(label);
        if (!equals || !name.len || count == BOOK_OPTIONS) {
            *bad = label;
            return SIZE_MAX;
        }
        at += equals;
        wn_str value = take_value(text, &at, arena);
        out[count++] = (book_option){name, value_of(name, value)};
    }
    return count;
}

/* ---- fields and entities ---------------------------------------------------------- */

/* "label (name)": what stands in the brackets at the end; "": nothing does. */
static wn_str in_brackets(wn_str text)
{
    const char *open = text.len ? memrchr(text.ptr, '(', text.len) : NULL;

    return open && text.ptr[text.len - 1] == ')'
               ? (wn_str){open + 1, text.len - (size_t)(open - text.ptr) - 2}
               : WN_STR("");
}

static wn_str label_of(wn_str label, wn_str name, bool is_alone, wn_arena *arena)
{
    return is_alone ? label
                    : wn_arena_format(arena, "%.*s (%.*s)", WN_FMT(label), WN_FMT(name));
}

wn_str book_field_label(const wn_entity *entity, const wn_field *field, wn_lang lang,
                        wn_arena *arena)
{
    wn_str label = wn_label(lang, field->en, field->zh, field->name);
    wn_named named = wn_field_named(entity, label);

    return label_of(label, field->name,
                    named.at == (int)(field - entity->fields) && named.other < 0, arena);
}

wn_named book_field_find(const wn_entity *entity, wn_str text)
{
    wn_named named = wn_field_named(entity, text);
    int at = wn_field_find(entity, in_brackets(text));

    return named.at < 0 ? (wn_named){at, -1} : named;
}

wn_str book_entity_label(const wn_model *model, const wn_entity *entity, wn_lang lang,
                         wn_arena *arena)
{
    wn_str label = wn_label(lang, entity->en, entity->zh, entity->name);
    wn_named named = wn_entity_named(model, label);

    return label_of(label, entity->name, named.at == entity->number && named.other < 0,
                    arena);
}

wn_str book_list_label(const wn_model *model, const wn_list *list, wn_lang lang,
                       wn_arena *arena)
{
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            if (field->list == list)
                return wn_arena_format(
                    arena, "%.*s (%.*s)",
                    WN_FMT(wn_label(lang, field->en, field->zh, field->name)),
                    WN_FMT(list->name));
        }
    return list->name;
}

wn_named book_entity_find(const wn_model *model, wn_str text)
{
    wn_named named = wn_entity_named(model, text);
    int at = wn_entity_find(model, in_brackets(text));

    return named.at < 0 ? (wn_named){at, -1} : named;
}
