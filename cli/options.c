/*
 * options.c - parses the command line by two tables: that of the options
 * (option_table.c) and that of the commands, below. help.c makes --help, the man page
 * and the completion from both.
 */
#include "options.h"

#include "core/calendar.h"
#include "core/memory.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const cli_command commands[] = {
    {"run", "MAPPING... | FILE...", cli_run,
     "read, clean, match, load and report; without a mapping one is drafted",
     "读取、清洗、查重、导入并出报告；没有映射时先起草一份", true},
    {"health", "MAPPING... | --db TARGET", cli_health,
     "how good the data is, and whether it gets better: report, work lists, history",
     "数据体检：报告、待办工作表、历史趋势", true},
    {"check", "MAPPING...", cli_check,
     "is the mapping right? every mistake at its place; --in: how valid each column is",
     "检查映射，指出每处错误的位置；加 --in：每一列的有效率", false},
    {"draft", "FILE...", cli_draft, "propose a mapping for exports nobody mapped yet",
     "为还没有映射的导出文件起草映射", false},
    {"sheet", "MAPPING -o FILE", cli_sheet,
     "a mapping as a workbook for Excel (FILE.xlsx), and back (FILE.xml)",
     "把映射写成 Excel 工作簿（.xlsx），或写回 XML（.xml）", false},
    {"serve", "[DIR] | MAPPING...", cli_serve,
     "all of it on a page in the browser, on this machine only",
     "在浏览器里完成全部工作，仅限本机", true},
    {"match", "FILE...", cli_match,
     "which rows are the same person or company? nothing to configure",
     "找出同一个人或公司的各行，无需配置", false},
    {"trace", "TARGET ENTITY:ID", cli_trace,
     "where a value came from; pair A B: why two records are one; rows: what was read",
     "一个值从哪里来；pair A B：两条记录为什么是（不是）同一个；rows：原始行", false},
    {"verify", "TARGET [--run ID]", cli_verify,
     "read the target back and hold it against the sources",
     "再次读取来源，与目标库逐条核对", false},
    {"undo", "TARGET --run ID", cli_undo,
     "put back what a run changed; --merge ID takes one merge apart",
     "撤销一次运行；--merge 编号 拆开一次合并", true},
    {"inspect", "FILE...", cli_inspect,
     "what is in these files: format, encoding, columns, samples, damage",
     "查看文件：格式、编码、列、样例、损坏", false},
    {"backup", "TARGET [verify FILE]", cli_backup,
     "copy a target safely; prove that a copy restores",
     "安全复制目标库；证明副本可以恢复", false},
    {"compare", "OLD NEW --key COLUMN", cli_compare,
     "two exports or databases, record by record", "两个导出文件或数据库逐条比对", false},
    {"export", "TARGET --as SYSTEM", cli_export,
     "files that the new CRM's importer takes, and in which order",
     "生成新 CRM 导入工具要的文件，并写明顺序", false},
    {"cat", "FILE", cli_cat, "any readable file as clean UTF-8 CSV on stdout",
     "把任何可读的文件转成 UTF-8 CSV 输出", false},
    {"apply", "TRANSFORM [KEY=VALUE]...", cli_apply,
     "a filter: one value a line in, STATE<TAB>VALUE a line out",
     "过滤器：每行一个值，输出 状态<TAB>值", false},
    {"explain", "[TOPIC]", cli_explain,
     "every element, transform, rule and option there is",
     "列出所有元素、转换、规则和选项", false},
    {NULL, NULL, NULL, NULL, NULL, false},
};

static const option_row *row_of(int id)
{
    const option_row *row = cli_rows;

    while (row->id != id)
        row++;
    return row;
}

static wn_lang locale_lang(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    wn_lang lang;

    for (size_t i = 0; i < WN_COUNT(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return wn_lang_find(wn_str_of(value), &lang) ? lang : WN_EN;
    }
    return WN_EN;
}

/* ---- parsing ---------------------------------------------------------------------- */

static int wrong(const cli_options *o, wn_word word, const char *text)
{
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(o->lang, word), text);
    cli_print(stderr, "\n%s\n", wn_say(o->lang, WN_SAY_HELP_HINT));
    return 3;
}

/* Say what the option takes. `text`: what is wrong with it, NULL: no value was given. */
static int wrong_value(const cli_options *o, const cli_command *command,
                       const option_row *row, const char *text)
{
    const char *what = o->lang == WN_ZH ? row->zh : row->en;
    wn_buf shape = {0};

    cli_usage_add(&shape, row->arg ? row->arg : "", o->lang);
    wn_buf_char(&shape, '\0');
    cli_print(stderr, "winnow: ");
    if (text)
        cli_print(stderr, wn_say(o->lang, WN_SAY_OPTION_VALUE), row->name, text,
                  row->name, shape.ptr, what);
    else
        cli_print(stderr, wn_say(o->lang, WN_SAY_OPTION_VALUE_MISSING), row->name,
                  row->name, shape.ptr, what);
    cli_print(stderr, "\n");
    cli_print(stderr, wn_say(o->lang, command ? WN_SAY_HELP_HINT_OF : WN_SAY_HELP_HINT),
              command ? command->name : "");
    cli_print(stderr, "\n");
    wn_buf_release(&shape);
    return 3;
}

static bool is_date(const char *s)
{
    size_t len = strlen(s);

    return len == 10 && s[4] == '-' && s[7] == '-' && strspn(s, "0123456789-") == 10 &&
           atoi(s + 5) >= 1 && atoi(s + 5) <= 12 && atoi(s + 8) >= 1 && atoi(s + 8) <= 31;
}

/* 100 or 2.5% */
static bool is_limit(const char *text)
{
    char *end;
    double number = strtod(text, &end);

    return end > text && *text != '-' && number >= 0 && number < 1e12 &&
           (*end == '\0' || !strcmp(end, "%"));
}

static bool count_of(const char *text, int64_t most, int64_t *out)
{
    return wn_str_number(wn_str_of(text), out) && *out >= 1 && *out <= most;
}

/* 800M, 4G, 65536 */
static bool size_of(const char *text, int64_t *out)
{
    static const char units[] = "KMGT";
    size_t len = strlen(text);
    const char *unit = len ? strchr(units, text[len - 1] & ~32) : NULL;
    int shift = unit && *unit ? (int)(unit - units + 1) * 10 : 0;

    if (!wn_str_number((wn_str){text, len - (shift > 0)}, out) || *out < 1 ||
        *out > INT64_MAX >> shift)
        return false;
    *out <<= shift;
    return true;
}

static bool add_where(cli_options *o, const char *arg)
{
    wn_str value = wn_str_of(arg), field = wn_str_cut(&value, WN_STR("="));

    if (field.len == 0 || field.len == strlen(arg))
        return false;
    o->wheres = wn_grow(o->wheres, o->where_count, &o->where_room, sizeof(*o->wheres));
    o->wheres[o->where_count++] = (wn_where){field, value};
    return true;
}

static bool add_text(const char ***list, size_t *count, size_t *room, const char *text)
{
    *list = wn_grow(*list, *count, room, sizeof(**list));
    (*list)[(*count)++] = text;
    return true;
}

/* Handle options that do more than set a member. False: the argument is wrong. */
static bool set_special(cli_options *o, int id, const char *arg)
{
    switch (id) {
    case OPT_IN:
        return add_text(&o->in, &o->in_count, &o->in_room, arg);
    case OPT_SET:
        return add_text(&o->sets, &o->set_count, &o->set_room, arg);
    case OPT_WHERE:
        return add_where(o, arg);
    case OPT_WORKLISTS:
        return add_text(&o->worklists, &o->worklist_count, &o->worklist_room, arg);
    case OPT_DECISIONS:
        return add_text(&o->decisions, &o->decision_count, &o->decision_room, arg);
    case OPT_AS_OF:
        o->as_of = arg;
        return is_date(arg);
    case OPT_PERIOD:
        o->only_key = o->only_key || !strcmp(arg, "key");
        if (!option_names("key full", arg))
            o->period = arg;
        return option_names("key full", arg) || wn_is_month(wn_str_of(arg));
    case OPT_MAX_REFUSED:
        o->max_refused = arg;
        return is_limit(arg);
    case OPT_JOBS:
        return count_of(arg, 256, &o->jobs);
    case OPT_PORT:
        return count_of(arg, 65535, &o->port);
    case OPT_BATCH:
        return count_of(arg, 1 << 20, &o->batch);
    case OPT_CHUNK:
        return count_of(arg, 1 << 30, &o->chunk);
    case OPT_MEMORY:
        return size_of(arg, &o->memory);
    case OPT_LANG:
        o->has_lang = true;
        return wn_lang_find(wn_str_of(arg), &o->lang);
    case OPT_COLOR:
        o->color = !strcmp(arg, "always")  ? COLOR_ALWAYS
                   : !strcmp(arg, "never") ? COLOR_NEVER
                                           : COLOR_AUTO;
        return option_names("auto always never", arg);
    default:
        return true; /* --help and --version: cli_parse() handles them */
    }
}

/* `seen`: by row of cli_rows, which options were there before. */
static int set(cli_options *o, const cli_command *command, int id, const char *arg,
               bool *seen)
{
    const option_row *row = row_of(id);
    size_t at = (size_t)(row - cli_rows);
    bool good = true;

    if (seen[at] && row->arg && row->words != cli_any_number)
        return wrong(o, WN_SAY_OPTION_TWICE, row->name);
    seen[at] = true;
    if (row->offset == 0) /* offset 0 is `args`: no option sets it */
        good = set_special(o, id, arg);
    else if (row->arg)
        *(const char **)((char *)o + row->offset) = arg;
    else
        *(bool *)((char *)o + row->offset) = true;
    good = good &&
           (!row->words || row->words == cli_any_number || option_names(row->words, arg));
    return good ? 0 : wrong_value(o, command, row, arg);
}

static const cli_command *command_find(const char *name)
{
    for (const cli_command *c = commands; c->name; c++)
        if (!strcmp(c->name, name))
            return c;
    return NULL;
}

static int unknown_command(const cli_options *o, const char *name)
{
    wn_str candidates[WN_COUNT(commands)];
    size_t count = 0;

    for (const cli_command *c = commands; c->name; c++)
        candidates[count++] = wn_str_of(c->name);
    wn_str close = wn_suggest(wn_str_of(name), candidates, count);
    if (close.len == 0)
        return wrong(o, WN_SAY_COMMAND_UNKNOWN, name);
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(o->lang, WN_SAY_COMMAND_CLOSE), name, WN_FMT(close));
    cli_print(stderr, "\n");
    return 3;
}

static int unknown_option(const cli_options *o, const cli_command *command,
                          const char *name)
{
    wn_str candidates[OPTION_ROWS];
    size_t count = 0;

    for (size_t i = 0; i < cli_row_count; i++)
        if (cli_takes(command, &cli_rows[i]))
            candidates[count++] = wn_str_of(cli_rows[i].name);
    wn_str close = wn_suggest(wn_str_of(name + strspn(name, "-")), candidates, count);
    if (close.len == 0)
        return wrong(o, WN_SAY_OPTION_UNKNOWN, name);
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(o->lang, WN_SAY_OPTION_CLOSE), name, WN_FMT(close));
    cli_print(stderr, "\n");
    return 3;
}

/* Write over passwords in the arguments after copying them: until then other users see
 * them in the list of processes. The copies live as long as the process. */
static void hide_passwords(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        wn_arena arena = {0};
        bool address = strstr(argv[i], "://") || strstr(argv[i], "password=");
        wn_str shown = address ? wn_input_shown(argv[i], &arena) : WN_STR("");
        size_t len = strlen(argv[i]);
        if (address && (shown.len != len || memcmp(shown.ptr, argv[i], len) != 0)) {
            char *copy = strdup(argv[i]);
            memset(argv[i], 0, len);
            memcpy(argv[i], shown.ptr, shown.len < len ? shown.len : len);
            argv[i] = copy;
        }
        wn_arena_release(&arena);
    }
}

int cli_parse(cli_options *o, int argc, char **argv, const cli_command **command_out)
{
    struct option longs[OPTION_ROWS + 1] = {{0}};
    size_t count = 0;
    bool help = false, version = false, seen[OPTION_ROWS] = {false};
    int id;

    *o = (cli_options){.lang = locale_lang(), .commands = commands};
    hide_passwords(argc, argv);
    for (int i = 1; i + 1 < argc; i++) /* first: errors in this language */
        if (!strcmp(argv[i], "--lang"))
            wn_lang_find(wn_str_of(argv[i + 1]), &o->lang);
    const cli_command *command =
        argc > 1 && argv[1][0] != '-' ? command_find(argv[1]) : NULL;
    *command_out = command;
    if (argc > 1 && argv[1][0] != '-' && !command)
        return unknown_command(o, argv[1]);
    for (size_t i = 0; i < cli_row_count; i++)
        if (cli_takes(command, &cli_rows[i]))
            longs[count++] = (struct option){
                cli_rows[i].name, cli_rows[i].arg ? required_argument : no_argument, NULL,
                cli_rows[i].id};
    opterr = 0;
    while ((id = getopt_long(argc, argv,
                             cli_takes(command, row_of(OPT_OUTPUT)) ? ":o:" : ":", longs,
                             NULL)) != -1) {
        if (id == ':')
            return wrong_value(o, command, row_of(optopt), NULL);
        if (id == '?' && optopt >= OPT_IN)
            return wrong(o, WN_SAY_OPTION_NO_VALUE, row_of(optopt)->name);
        if (id == '?')
            return unknown_option(o, command, argv[optind - 1]);
        help = help || id == OPT_HELP;
        version = version || id == OPT_VERSION;
        int code = set(o, command, id, optarg, seen);
        if (code)
            return code;
    }
    if (version)
        cli_print(stdout, "winnow %s\n", WINNOW_VERSION);
    else if (help || !command)
        cli_help(commands, command, o->lang, help ? stdout : stderr);
    if (version || help || !command) {
        *command_out = NULL;
        return version || help ? 0 : 3;
    }
    for (int i = optind + 1; i < argc; i++)
        add_text(&o->args, &o->arg_count, &o->arg_room, argv[i]);
    wn_error err = {.lang = o->lang};
    if (cli_take_packs(o, command, &err) < 0) {
        cli_print_error(o, &err);
        return cli_exit_code(err.rc);
    }
    cli_take_lang(o, o->args, o->arg_count);
    cli_take_lang(o, &o->mapping, o->mapping != NULL);
    return 0;
}

void cli_release(cli_options *o)
{
    free(o->args);
    free(o->in);
    free(o->sets);
    free(o->wheres);
    free(o->worklists);
    free(o->decisions);
    *o = (cli_options){0};
}
