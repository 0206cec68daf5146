/*
 * options.c - the command line, by one table: it is parsed by it here; help.c makes
 * --help, the man page and the shell completion of it.
 */
#include "options.h"

#include "winnow/calendar.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SETS(member) offsetof(cli_options, member)

const char cli_any_number[] = "*";

/* clang-format off: a table */
const option_row cli_rows[] = {
    {OPT_IN, "in", "PATH", "run health check verify",
     "a file or folder in which the mapping's <file path> are looked up",
     "到哪个文件或文件夹里找映射写的文件", 0, cli_any_number},
    {OPT_TO, "to", "TARGET", "run",
     "where to load: PATH.db, sqlite:PATH, postgresql://..., csv:DIR or none (default: "
     "clean.db in the run's folder)",
     "装入哪里：PATH.db、sqlite:PATH、postgresql://...、csv:DIR 或 "
     "none（默认为运行文件夹里的 clean.db）",
     SETS(to), NULL},
    {OPT_OUT, "out", "DIR", "run health export verify",
     "folder of the files (default: runs/<id>, export-SYSTEM)",
     "输出文件夹，默认 runs/<编号>、export-系统名", SETS(out), NULL},
    {OPT_AS_OF, "as-of", "DATE", "run health",
     "the day that ages are counted from, YYYY-MM-DD (default: today)",
     "以哪一天计算多久未更新，YYYY-MM-DD，默认今天", 0, NULL},
    {OPT_DRY_RUN, "dry-run", NULL, "run health", "do everything but change the target",
     "全部照做，但不改动目标库", SETS(dry_run), NULL},
    {OPT_WHERE, "where", "FIELD=VALUE", "run health",
     "only records with this value; the others are counted as skipped",
     "只处理该字段等于该值的记录，其余计为跳过", 0, cli_any_number},
    {OPT_DECISIONS, "decisions", "FILE", "run",
     "a pairs.csv in which people wrote same or different; kept in the target",
     "填了判定（same 或 different）的 pairs.csv，存入目标库", SETS(decisions), NULL},
    {OPT_JOBS, "jobs", "N", "run health verify",
     "workers (default: as many as there are cores)", "并行数，默认与处理器核数相同", 0,
     NULL},
    {OPT_RECORDS, "records", "PATH", "cat draft run health match inspect compare verify",
     "for XML and JSON: path of the record element", "XML、JSON：记录元素的路径",
     SETS(records), NULL},
    {OPT_SHEET, "sheet", "NAME", "cat draft run health match inspect compare verify",
     "the sheet or table to read, by name or number; else the first that fits",
     "要读的工作表或表，名称或序号；不写则取第一个合适的", SETS(sheet), NULL},
    {OPT_AS, "as", "SYSTEM", "export", "salesforce, hubspot, zoho, dynamics or csv",
     "salesforce、hubspot、zoho、dynamics 或 csv", SETS(as), NULL},
    {OPT_MAPPING, "mapping", "FILE", "match",
     "compare the columns this mapping names, as the types it gives them",
     "只比较映射里写的列，按它给的类型", SETS(mapping), NULL},
    {OPT_MEMORY, "memory", "SIZE", "match run health",
     "what candidates may take, such as 800M or 4G (default: half of what there is)",
     "候选配对可用的内存，如 800M 或 4G，默认为一半", 0, NULL},
    {OPT_MERGE, "merge", "ENTITY:ID", "undo",
     "the golden record whose records are different; the next run takes it apart",
     "哪条黄金记录的各条记录其实不同，下次运行时拆开", SETS(merge), NULL},
    {OPT_RUN, "run", "ID", "undo verify",
     "which run, by its id in winnow_run (verify: default the latest)",
     "哪一次运行（winnow_run 里的编号；verify 默认最近一次）", SETS(run), NULL},
    {OPT_ASK, "ask", NULL, "run",
     "without a mapping: ask about what the draft is not sure of, before it is used",
     "没有映射时：先逐条询问起草时不确定的地方", SETS(ask), NULL},
    {OPT_STRICT, "strict", NULL, "run",
     "without a mapping: load nothing while the draft has doubts of weight (exit 3)",
     "没有映射时：起草有重要疑问就不装入，退出码 3", SETS(strict), NULL},
    {OPT_MARK_MISSING, "mark-missing", NULL, "run",
     "mark records that the exports have no more (winnow_source.missing_since)",
     "给导出里已经没有的记录做标记（winnow_source.missing_since）", SETS(mark_missing),
     NULL},
    {OPT_OLDER, "older", NULL, "run",
     "overwrite newer values with those of an older export (by updated_at)",
     "用较旧的导出覆盖较新的值（按 updated_at 判断）", SETS(older), NULL},
    {OPT_MAX_REFUSED, "max-refused", "N|N%", "run",
     "load nothing when more records than that are refused (exit 2)",
     "拒收超过此数（或百分比）时什么都不装入，退出码 2", 0, NULL},
    {OPT_NO_VERIFY, "no-verify", NULL, "run",
     "do not read the sources a second time to hold them against the target",
     "不再次读取来源与目标库核对", SETS(no_verify), NULL},
    {OPT_NO_BACKUP, "no-backup-ok", NULL, "run",
     "change a target that has records without a copy of it before",
     "改动已有数据的目标库前不做备份", SETS(no_backup), NULL},
    {OPT_DB, "db", "TARGET", "health",
     "check the golden records of this target instead of exports",
     "检查这个目标库里的黄金记录，而不是导出文件", SETS(db), NULL},
    {OPT_HISTORY, "history", "TARGET", "health",
     "where past periods are kept (default: the --db target, else runs/history.db)",
     "历次体检存在哪里，默认 --db 目标库，否则 runs/history.db", SETS(history), NULL},
    {OPT_PERIOD, "period", "YYYY-MM|key|full", "health",
     "the month; key: a weekly look at the checks with key=\"yes\", which keeps nothing",
     "月份；key：每周只查 key=\"yes\" 的检查，不写入历史", 0, NULL},
    {OPT_WORKLISTS, "worklists", "PATH", "health",
     "a worklists.xlsx in which people chose outcomes, or a folder of them",
     "填了处理结果的 worklists.xlsx，或放这些文件的文件夹", 0, cli_any_number},
    {OPT_FAIL_ON, "fail-on", "red|yellow|never", "health",
     "from which colour on the exit code is not 0 (default: yellow)",
     "从哪种颜色起退出码不为 0，默认 yellow", SETS(fail_on), "red yellow never"},
    {OPT_APPLY, "apply", NULL, "health",
     "with --db: put records on the lists that checks propose (winnow_list); undo "
     "reverses",
     "与 --db 连用：把建议的记录写入名单（winnow_list），可用 undo 撤销", SETS(apply),
     NULL},
    {OPT_UNMASKED, "unmasked", NULL, "run health check",
     "reports and work lists show names, numbers and mailboxes as they are",
     "报告和工作表不遮盖姓名、号码和邮箱", SETS(unmasked), NULL},
    {OPT_BY_DEPARTMENT, "by-department", NULL, "run health",
     "one more workbook for each department", "另外给每个部门一份工作簿",
     SETS(by_department), NULL},
    {OPT_BY_OWNER, "by-owner", NULL, "health",
     "rank owners instead of departments; nothing of it is kept",
     "按负责人而不是部门排名，不写入历史", SETS(by_owner), NULL},
    {OPT_KEY, "key", "COLUMN", "match compare",
     "column that names a record; A + B: both (match: default, its row)",
     "用哪一列称呼记录；A + B：两列合起来（查重时默认行号）", SETS(key), NULL},
    {OPT_SOURCE, "source", "COLUMN", "match",
     "column of the source: link across sources only", "来源列：只在不同来源之间配对",
     SETS(source), NULL},
    {OPT_PAIRS, "pairs", "FILE", "match",
     "write the pairs and the weights of their columns",
     "写出各对记录、概率和每一列的权重", SETS(pairs), NULL},
    {OPT_MODEL, "model", "FILE", "match",
     "compare as this file says; where it is not there, keep what was learned in it",
     "按此文件里的模型比较；文件不存在时，把学到的模型写入", SETS(model), NULL},
    {OPT_EXPLAIN, "explain", NULL, "match",
     "say what was found out: types, budget, weights",
     "说明推断出的列类型、预算和各级权重", SETS(explain), NULL},
    {OPT_OUTPUT, "output", "FILE", "draft match compare backup",
     "write there instead of to stdout", "写入该文件，而不是标准输出", SETS(output),
     NULL},
    {OPT_FORCE, "force", NULL, "run health draft match compare export verify",
     "also replace files that winnow did not write, or that somebody changed since",
     "也替换不是 winnow 写的、或写出后被改过的文件", SETS(force), NULL},
    {OPT_SCHEMA, "schema", "xsd|rng", "explain", "print the mapping language as a schema",
     "输出映射语言的 schema", SETS(schema), "xsd rng"},
    {OPT_COMPLETION, "completion", "bash", "explain", "print the shell completion",
     "输出命令行补全脚本", SETS(completion), "bash"},
    {OPT_MAN, "man", NULL, "explain", "print the man page", "输出 man 手册页", SETS(man),
     NULL},
    {OPT_BATCH, "batch", "N", "run health",
     "records a batch; results do not depend on it", "每批记录数，不影响结果", 0, NULL},
    {OPT_CHUNK, "chunk", "N", "run health cat",
     "bytes read at a time; results do not depend on it", "每次读取的字节数，不影响结果",
     0, NULL},
    {OPT_LANG, "lang", "en|zh", NULL,
     "language of messages and reports (default: lang= of the mapping, or the locale)",
     "提示和报告的语言，默认按映射文件的 lang=，其次随系统", 0, NULL},
    {OPT_QUIET, "quiet", NULL, NULL, "say nothing but errors", "只显示错误", SETS(quiet),
     NULL},
    {OPT_JSON, "json", NULL, NULL, "one JSON object a line instead of prose",
     "用 JSON 代替文字，每行一个对象", SETS(json), NULL},
    {OPT_COLOR, "color", "auto|always|never", NULL,
     "colours on the terminal (NO_COLOR is obeyed)", "终端颜色（遵守 NO_COLOR）", 0,
     NULL},
    {OPT_HELP, "help", NULL, NULL, "this help", "显示帮助", 0, NULL},
    {OPT_VERSION, "version", NULL, NULL, "print the version", "显示版本", 0, NULL},
};
/* clang-format on */
const size_t cli_row_count = WN_COUNT(cli_rows);

const cli_command cli_commands[] = {
    {"run", "MAPPING... | FILE...", cli_run,
     "read, clean, match, load and report; without a mapping one is drafted",
     "读取、清洗、查重、装入并出报告；没有映射时先起草一份", true},
    {"health", "MAPPING... | --db TARGET", cli_health,
     "how good the data is, and whether it gets better: report, work lists, history",
     "数据体检：报告、待办工作表、历史趋势", true},
    {"check", "MAPPING...", cli_check,
     "is the mapping right? every mistake at its place; --in: how valid each column is",
     "检查映射，指出每处错误的位置；加 --in：每一列的有效率", false},
    {"draft", "FILE...", cli_draft, "propose a mapping for exports nobody mapped yet",
     "为还没有映射的导出文件起草映射", false},
    {"match", "FILE...", cli_match,
     "which rows are the same person or company? nothing to configure",
     "找出同一个人或公司的各行，无需配置", false},
    {"trace", "TARGET ENTITY:ID", cli_trace,
     "where a value came from; pair A B: why two records are the same, or not",
     "一个值从哪里来；pair A B：两条记录为什么是（不是）同一个", false},
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

static bool names(const char *list, const char *name)
{
    wn_str rest = wn_str_of(list);

    while (rest.len > 0)
        if (wn_str_equal(wn_str_cut(&rest, WN_STR(" ")), wn_str_of(name)))
            return true;
    return false;
}

static const option_row *find_row(const char *name)
{
    const option_row *row = cli_rows;

    while (strcmp(row->name, name))
        row++;
    return row;
}

bool cli_takes(const cli_command *command, const option_row *row)
{
    return !row->commands || (command && names(row->commands, command->name));
}

static wn_lang locale_lang(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < WN_COUNT(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "zh", 2) ? WN_EN : WN_ZH;
    }
    return WN_EN;
}

/* What a company wrote into its mapping goes before the locale of the machine: cron has
 * none, and a server often has another's. */
void cli_take_lang(cli_options *o, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count && !o->has_lang; i++)
        o->has_lang = wn_mapping_lang(paths[i], &o->lang);
}

/* ---- parsing ---------------------------------------------------------------------- */

static int wrong(const cli_options *o, wn_word word, const char *text)
{
    cli_print(stderr, "winnow: ");
    cli_print(stderr, wn_say(o->lang, word), text);
    cli_print(stderr, "\n%s\n", wn_say(o->lang, WN_SAY_HELP_HINT));
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

static int set_where(cli_options *o, const char *arg)
{
    wn_str value = wn_str_of(arg), field = wn_str_cut(&value, WN_STR("="));

    if (field.len == 0 || field.len == strlen(arg))
        return wrong(o, WN_SAY_OPTION_VALUE, arg);
    o->wheres = wn_grow(o->wheres, o->where_count, &o->where_room, sizeof(*o->wheres));
    o->wheres[o->where_count++] = (wn_where){field, value};
    return 0;
}

static bool add_text(const char ***list, size_t *count, size_t *room, const char *text)
{
    *list = wn_grow(*list, *count, room, sizeof(**list));
    (*list)[(*count)++] = text;
    return true;
}

/* Options that need more than being noted. */
static bool set_special(cli_options *o, int id, const char *arg)
{
    switch (id) {
    case OPT_IN:
        return add_text(&o->in, &o->in_count, &o->in_room, arg);
    case OPT_WORKLISTS:
        return add_text(&o->worklists, &o->worklist_count, &o->worklist_room, arg);
    case OPT_AS_OF:
        o->as_of = arg;
        return is_date(arg);
    case OPT_PERIOD:
        o->only_key = o->only_key || !strcmp(arg, "key");
        if (!names("key full", arg))
            o->period = arg;
        return names("key full", arg) || wn_is_month(wn_str_of(arg));
    case OPT_MAX_REFUSED:
        o->max_refused = arg;
        return is_limit(arg);
    case OPT_JOBS:
        return count_of(arg, 256, &o->jobs);
    case OPT_BATCH:
        return count_of(arg, 1 << 20, &o->batch);
    case OPT_CHUNK:
        return count_of(arg, 1 << 30, &o->chunk);
    case OPT_MEMORY:
        return size_of(arg, &o->memory);
    case OPT_LANG:
        o->lang = !strncmp(arg, "zh", 2) ? WN_ZH : WN_EN;
        o->has_lang = true;
        return !strcmp(arg, "en") || !strncmp(arg, "zh", 2);
    case OPT_COLOR:
        o->color = !strcmp(arg, "always")  ? COLOR_ALWAYS
                   : !strcmp(arg, "never") ? COLOR_NEVER
                                           : COLOR_AUTO;
        return names("auto always never", arg);
    default:
        return true; /* --help and --version: the caller sees to them */
    }
}

/* `seen`: by row, which were there before. */
static int set(cli_options *o, int id, const char *arg, bool *seen)
{
    bool good = true;

    for (size_t i = 0; i < cli_row_count; i++) {
        if (cli_rows[i].id != id)
            continue;
        if (seen[i] && cli_rows[i].arg && cli_rows[i].words != cli_any_number)
            return wrong(o, WN_SAY_OPTION_TWICE, cli_rows[i].name);
        seen[i] = true;
        if (id == OPT_WHERE)
            return set_where(o, arg);
        if (cli_rows[i].offset == 0) /* args, which no option sets */
            good = set_special(o, id, arg);
        else if (cli_rows[i].arg)
            *(const char **)((char *)o + cli_rows[i].offset) = arg;
        else
            *(bool *)((char *)o + cli_rows[i].offset) = true;
        good = good && (!cli_rows[i].words || cli_rows[i].words == cli_any_number ||
                        names(cli_rows[i].words, arg));
    }
    return good ? 0 : wrong(o, WN_SAY_OPTION_VALUE, arg);
}

static const cli_command *command_find(const char *name)
{
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!strcmp(c->name, name))
            return c;
    return NULL;
}

static int unknown_command(const cli_options *o, const char *name)
{
    wn_str candidates[WN_COUNT(cli_commands)];
    size_t count = 0;

    for (const cli_command *c = cli_commands; c->name; c++)
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
    wn_str candidates[WN_COUNT(cli_rows)];
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

/* A password on the command line is for us alone: others see it in the list of processes
 * until it is written over. The copies live as long as the process. */
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
    struct option longs[WN_COUNT(cli_rows) + 1] = {{0}};
    size_t count = 0;
    bool help = false, version = false, seen[WN_COUNT(cli_rows)] = {false};
    int id;

    *o = (cli_options){.lang = locale_lang()};
    hide_passwords(argc, argv);
    for (int i = 1; i + 1 < argc; i++) /* first: errors in the right language */
        if (!strcmp(argv[i], "--lang"))
            o->lang = !strncmp(argv[i + 1], "zh", 2) ? WN_ZH : WN_EN;
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
                             cli_takes(command, find_row("output")) ? ":o:" : ":", longs,
                             NULL)) != -1) {
        if (id == ':')
            return wrong(o, WN_SAY_OPTION_NEEDS_VALUE, argv[optind - 1]);
        if (id == '?')
            return unknown_option(o, command, argv[optind - 1]);
        help = help || id == OPT_HELP;
        version = version || id == OPT_VERSION;
        int code = set(o, id, optarg, seen);
        if (code)
            return code;
    }
    if (version)
        cli_print(stdout, "winnow %s\n", WINNOW_VERSION);
    else if (help || !command)
        cli_help(command, o->lang, help ? stdout : stderr);
    if (version || help || !command) {
        *command_out = NULL;
        return version || help ? 0 : 3;
    }
    for (int i = optind + 1; i < argc; i++)
        add_text(&o->args, &o->arg_count, &o->arg_room, argv[i]);
    cli_take_lang(o, o->args, o->arg_count);
    cli_take_lang(o, &o->mapping, o->mapping != NULL);
    return 0;
}

void cli_release(cli_options *o)
{
    free(o->args);
    free(o->in);
    free(o->wheres);
    free(o->worklists);
    *o = (cli_options){0};
}
