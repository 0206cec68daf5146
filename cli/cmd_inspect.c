/* cmd_inspect.c - winnow inspect FILE...: shows what is in these files, before anything
 * is done with them. */
#include "cli.h"

#include "commands/inspect.h"
#include "core/fail.h"
#include "core/mask.h"
#include "core/memory.h"
#include "headings/default_mask.h"
#include "model/pack.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SAMPLES 3

/* The hundred most frequent surnames in China. */
static const char surnames[] = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯"
                               "邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
                               "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
                               "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
                               "严覃武戴莫孔向汤";

/* Is it like a name: two or three characters that begin with a surname (张伟), or two or
 * three words with capitals (Ann Lee)? */
static bool is_like_name(wn_str s)
{
    size_t words = 0, count = wn_utf8_count(s);
    bool begins = true;

    if (s.len >= 6 && count <= 4 && s.len == 3 * count)
        return memmem(surnames, sizeof(surnames) - 1, s.ptr, 3) != NULL;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool capital = (c >= 'A' && c <= 'Z') || (begins && c >= 0xC3);
        if (c < 0x80 && (c | 32) - 'a' + 0u > 25u && !strchr(" .'-", c))
            return false;
        if (begins && c != ' ' && !capital)
            return false;
        words += begins && c != ' ';
        begins = c == ' ';
    }
    return words == 2 || words == 3;
}

#define AGE 16 /* years: an older date may be somebody's birthday */

/* Is it a day without a time, and so long ago that an adult may be born on it? */
static bool is_like_birth(wn_str s)
{
    time_t now = time(NULL);
    struct tm today;
    size_t digits = 0;

    localtime_r(&now, &today);
    for (size_t i = 0; i + 4 <= s.len; i++) {
        digits = wn_str_span((wn_str){s.ptr + i, s.len - i}, "0123456789");
        if (digits >= 4) {
            int year = (s.ptr[i] - '0') * 1000 + (s.ptr[i + 1] - '0') * 100 +
                       (s.ptr[i + 2] - '0') * 10 + (s.ptr[i + 3] - '0');
            if (digits == 8 && year > 1231) /* 20240309, but not 12311999 */
                return year >= 1900 && year <= today.tm_year + 1900 - AGE;
            if (digits == 4)
                return year >= 1900 && year <= today.tm_year + 1900 - AGE &&
                       !memchr(s.ptr, ':', s.len);
            i += digits - 1;
        }
    }
    return false;
}

/* Are four in five of the most frequent values like this, placeholders left out? */
static bool most_are(const wn_profile_summary *s, bool (*like)(wn_str s))
{
    size_t all = 0, hits = 0;

    for (size_t i = 0; i < s->top_count; i++) {
        bool idle = wn_mask_is_idle(s->top[i].text);
        all += !idle;
        hits += !idle && like(s->top[i].text);
    }
    return all > 0 && 5 * hits >= 4 * all;
}

/* How are values of a column shown? By the column's name, else by their type. A column of
 * no type is taken for names, unless it is a list of words. In all columns wn_mask_shown
 * masks what is personal by itself. */
static wn_str mask_of(const wn_profile_summary *s, wn_str column)
{
    static const char *const kinds[][2] = {
        {"email", "email"},  {"phone", "phone"},  {"uscc", "tail4"}, {"cn_id", "tail4"},
        {"iban", "tail4"},   {"vat", "tail4"},    {"card", "tail4"}, {"datetime", "none"},
        {"integer", "none"}, {"percent", "none"}, {"money", "none"}, {"country", "none"},
        {"gender", "none"},  {"bool", "none"},    {"url", "none"}};
    wn_str kind;
    bool known = wn_heading_mask(column, &kind);

    if (!wn_str_equal(kind, WN_STR("none")))
        return kind;
    if (s->type && !strcmp(s->type->name, "datetime") && !known &&
        most_are(s, is_like_birth))
        return WN_STR("year");
    for (size_t i = 0; s->type && i < WN_COUNT(kinds); i++)
        if (!strcmp(s->type->name, kinds[i][0]))
            return wn_str_of(kinds[i][1]);
    bool is_list = s->distinct < 30 && (double)s->filled > 20 * s->distinct;
    return is_list && (known || !most_are(s, is_like_name)) ? WN_STR("none")
                                                            : WN_STR("name");
}

static wn_str sample(const wn_profile_summary *s, size_t i, wn_str column,
                     wn_arena *arena)
{
    wn_str text = wn_mask_shown(mask_of(s, column), s->top[i].text, NULL, arena);
    char *p = (char *)(uintptr_t)text.ptr;

    for (size_t k = 0; k < text.len; k++)
        if ((unsigned char)p[k] < 0x20)
            p[k] = ' ';
    return text;
}

/* ---- for people ------------------------------------------------------------------- */

static void print_column(wn_buf *out, const wn_inspection *it, size_t c)
{
    char letter[8], digits[28];
    wn_profile_summary s;
    wn_arena arena = {0};

    wn_buf_format(out, "  ");
    cli_pad(out, wn_str_of(wn_column_letter(letter, c + it->input.left)), 4);
    cli_pad(out, it->input.columns[c], 20);
    wn_buf_char(out, ' ');
    if (!it->columns[c].profile) {
        wn_buf_char(out, '\n');
        return;
    }
    wn_profile_sum(it->columns[c].profile, &s);
    cli_pad(out, wn_str_of(s.type ? s.type->name : s.filled ? "text" : "-"), 9);
    wn_str different = wn_arena_format(&arena, "%s%s", s.estimated ? "~" : "",
                                       wn_thousands(digits, (uint64_t)(s.distinct + .5)));
    wn_buf_format(out, "%3u %%%11s  ", cli_percent(s.filled, it->rows), different.ptr);
    wn_buf samples = {0};
    for (size_t i = 0; i < s.top_count && i < SAMPLES; i++) {
        wn_str text = sample(&s, i, it->input.columns[c], &arena);
        wn_buf_format(&samples, "%s%.*s", i ? ", " : "", WN_FMT(text));
    }
    cli_pad(out, wn_buf_str(&samples), 26); /* so that the line fits into 80 columns */
    while (out->len > 0 && out->ptr[out->len - 1] == ' ')
        out->len--;
    wn_buf_char(out, '\n');
    wn_buf_release(&samples);
    wn_arena_release(&arena);
}

static const wn_word damages[WN_DAMAGE_COUNT] = {
    [WN_DAMAGE_SCIENTIFIC] = WN_SAY_DAMAGE_SCIENTIFIC,
    [WN_DAMAGE_ZEROS] = WN_SAY_DAMAGE_ZEROS,
    [WN_DAMAGE_ROUNDED] = WN_SAY_DAMAGE_ROUNDED,
    [WN_DAMAGE_MARKS] = WN_SAY_DAMAGE_MARKS,
    [WN_DAMAGE_GARBLED] = WN_SAY_DAMAGE_GARBLED,
};

/* Call `each` with the text of each warning. */
static void each_warning(const wn_inspection *it, wn_lang lang,
                         void (*each)(void *data, wn_str text), void *data)
{
    wn_buf text = {0};
    char letter[8];

    for (size_t i = 0; i < it->input.note_count; i++) {
        text.len = 0;
        wn_note_say(&it->input.notes[i], lang, &text);
        each(data, wn_buf_str(&text));
    }
    if (it->is_cut) {
        text.len = 0;
        wn_buf_format(&text, wn_say(lang, WN_SAY_INSPECT_CUT),
                      (unsigned long long)it->rows);
        each(data, wn_buf_str(&text));
    }
    if (it->input.column_count > WN_INSPECT_COLUMNS) {
        text.len = 0;
        wn_buf_format(&text, wn_say(lang, WN_SAY_INSPECT_COLUMNS), it->input.column_count,
                      WN_INSPECT_COLUMNS);
        each(data, wn_buf_str(&text));
    }
    for (size_t c = 0; c < it->input.column_count; c++)
        for (int d = 0; d < WN_DAMAGE_COUNT; d++) {
            uint64_t count = it->columns[c].damaged[d];
            if (count == 0)
                continue;
            text.len = 0;
            wn_buf_format(&text, wn_say(lang, damages[d]), WN_FMT(it->input.columns[c]),
                          wn_column_letter(letter, c + it->input.left),
                          (unsigned long long)count);
            each(data, wn_buf_str(&text));
        }
    wn_buf_release(&text);
}

static void print_warning(void *data, wn_str text)
{
    wn_buf_format(data, "  ! %.*s\n", WN_FMT(text));
}

static void print_tables(wn_buf *out, const wn_inspection *it, wn_lang lang)
{
    const wn_input *input = &it->input;

    for (size_t i = 0; input->table_count > 1 && i < input->table_count; i++)
        wn_buf_format(
            out, "  %s%zu %.*s%s%s\n", i == input->table ? "* " : "  ", i + 1,
            WN_FMT(input->tables[i].name), input->tables[i].is_hidden ? "  " : "",
            input->tables[i].is_hidden ? wn_say(lang, WN_SAY_INSPECT_HIDDEN) : "");
}

static void print(wn_buf *out, const wn_inspection *it, wn_lang lang)
{
    const wn_input *input = &it->input;
    char rows[28], bytes[28];
    wn_str base = wn_str_of(input->path);

    wn_buf_format(out, "%.*s\n  %s", WN_FMT(base), input->reader->name);
    if (input->dialect.len)
        wn_buf_format(out, " (%s)",
                      wn_str_equal(input->dialect, WN_STR("\t")) ? "TAB"
                                                                 : input->dialect.ptr);
    if (input->encoding)
        wn_buf_format(out, " · %s (%s)", input->encoding,
                      wn_say(lang, wn_inspect_sure(input)));
    wn_buf_format(out, wn_say(lang, WN_SAY_INSPECT_SIZE), wn_thousands(rows, it->rows),
                  input->column_count, wn_thousands(bytes, input->bytes));
    wn_pack_match match;
    if (wn_pack_find(input, &match))
        wn_buf_format(out, wn_say(lang, WN_SAY_INSPECT_PACK), wn_pack_name(match.pack),
                      wn_pack_name(match.pack));
    print_tables(out, it, lang);
    wn_buf_add(out, wn_str_of(wn_say(lang, WN_SAY_INSPECT_HEAD)));
    for (size_t c = 0; c < input->column_count; c++)
        print_column(out, it, c);
    each_warning(it, lang, print_warning, out);
    wn_buf_char(out, '\n');
}

/* ---- for scripts ------------------------------------------------------------------ */

static void add_warning(void *data, wn_str text)
{
    json_array_append_new(data, json_stringn(text.ptr, text.len));
}

static json_t *column_json(const wn_inspection *it, size_t c)
{
    char letter[8];
    wn_profile_summary s = {0};
    wn_arena arena = {0};
    json_t *samples = json_array();
    wn_str name = it->input.columns[c];

    if (it->columns[c].profile)
        wn_profile_sum(it->columns[c].profile, &s);
    for (size_t i = 0; i < s.top_count && i < SAMPLES; i++) {
        wn_str text = sample(&s, i, name, &arena);
        json_array_append_new(samples, json_stringn(text.ptr, text.len));
    }
    json_t *column = json_pack(
        "{s:s, s:s%, s:s, s:I, s:I, s:b, s:o}", "letter",
        wn_column_letter(letter, c + it->input.left), "name", name.ptr, name.len, "type",
        s.type ? s.type->name : "text", "filled", (json_int_t)s.filled, "distinct",
        (json_int_t)(s.distinct + .5), "estimated", s.estimated, "samples", samples);
    wn_arena_release(&arena);
    return column;
}

static void print_json(const wn_inspection *it, wn_lang lang)
{
    const wn_input *input = &it->input;
    json_t *columns = json_array(), *tables = json_array(), *warnings = json_array();

    for (size_t c = 0; c < input->column_count; c++)
        json_array_append_new(columns, column_json(it, c));
    for (size_t i = 0; i < input->table_count; i++)
        json_array_append_new(
            tables, json_pack("{s:s%, s:b, s:b}", "name", input->tables[i].name.ptr,
                              input->tables[i].name.len, "hidden",
                              input->tables[i].is_hidden, "read", i == input->table));
    each_warning(it, lang, add_warning, warnings);
    wn_pack_match match;
    const char *pack = wn_pack_find(input, &match) ? wn_pack_name(match.pack) : "";
    json_t *all = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:o, s:o, s:o}", "pack", pack, "path",
        input->path, "format", input->reader->name, "encoding",
        input->encoding ? input->encoding : "", "delimiter",
        input->dialect.len ? input->dialect.ptr : "", "bytes", (json_int_t)input->bytes,
        "rows", (json_int_t)it->rows, "sha256", input->sha256, "sheets", tables,
        "columns", columns, "warnings", warnings);
    cli_put_json(stdout, all, 0);
}

/* ---- the command ------------------------------------------------------------------ */

static wn_rc inspect_table(const cli_options *o, wn_surveys *surveys, const char *path,
                           wn_inspection *it, wn_str sheet)
{
    wn_error err = {.lang = o->lang};
    wn_buf out = {0};

    *it = (wn_inspection){
        .input = {.surveys = surveys, .sheet = sheet, .records = wn_str_of(o->records)}};
    wn_rc rc = wn_inspect(it, path, &err);
    if (rc < 0) {
        cli_print_error(o, &err);
    } else if (o->json) {
        print_json(it, o->lang);
    } else {
        print(&out, it, o->lang);
        cli_put(stdout, wn_buf_str(&out));
    }
    wn_buf_release(&out);
    return rc;
}

/* Inspect every table of the file, unless the user asked for one. */
static wn_rc inspect_one(const cli_options *o, wn_surveys *surveys, const char *path)
{
    wn_inspection first, other;
    wn_rc worst = inspect_table(o, surveys, path, &first, wn_str_of(o->sheet));

    for (size_t i = 0; !o->sheet && i < first.input.table_count; i++) {
        const wn_table *table = &first.input.tables[i];
        if (i == first.input.table || table->is_hidden)
            continue;
        wn_rc rc = inspect_table(o, surveys, path, &other, table->name);
        worst = rc < 0 && worst >= 0 ? rc : worst;
        wn_inspection_release(&other);
    }
    wn_inspection_release(&first);
    return worst;
}

int cli_inspect(const cli_options *o)
{
    wn_error err = {.lang = o->lang};
    wn_input_list list = {0};
    wn_rc worst = WN_OK;

    if (o->arg_count == 0) {
        wn_rc rc = wn_fail(&err, WN_E_USAGE, WN_SAY_INSPECT_NOTHING);
        cli_print_error(o, &err);
        return cli_exit_code(rc);
    }
    list.surveys = wn_surveys_new();
    cli_print_repeated(o, list.surveys, o->args, o->arg_count);
    for (size_t i = 0; i < o->arg_count; i++)
        wn_input_list_add(&list, o->args[i]);
    for (size_t i = 0; i < list.count; i++) {
        wn_rc rc = inspect_one(o, list.surveys, list.paths[i]);
        worst = rc < 0 && worst >= 0 ? rc : worst;
    }
    wn_surveys_free(list.surveys);
    wn_input_list_release(&list);
    return worst < 0 ? cli_exit_code(worst) : 0;
}
