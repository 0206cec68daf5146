/* option_table.c - the table of all options. */
#include "options.h"

#include "core/memory.h"

#include <stddef.h>

#define SETS(member) offsetof(cli_options, member)

const char cli_any_number[] = "*";

static const char languages[] = ""
#define LANGUAGE(name, code, tag, own) "|" #code
#include "winnow/languages.def"
#undef LANGUAGE
    ;

/* clang-format off: a table */
const option_row cli_rows[] = {
    {OPT_IN, "in", "PATH", "run health check sheet verify",
     "a file or folder in which the mapping's <file path> are looked up",
     "到哪个文件或文件夹里找映射写的文件", 0, cli_any_number},
    {OPT_TO, "to", "TARGET", "run",
     "where to load: PATH.db, sqlite:PATH, postgresql://..., csv:DIR or none (default: "
     "clean.db in the run's folder)",
     "导入哪里：PATH.db、sqlite:PATH、postgresql://...、csv:DIR 或 "
     "none（默认为运行文件夹里的 clean.db）",
     SETS(to), NULL},
    {OPT_OUT, "out", "DIR", "run health export verify",
     "folder of the files (default: runs/<id>, export-SYSTEM)",
     "输出文件夹，默认 runs/<编号>、export-系统名", SETS(out), NULL},
    {OPT_AS_OF, "as-of", "YYYY-MM-DD", "run health",
     "the day that ages are counted from (default: today)",
     "以哪一天计算多久未更新，默认今天", 0, NULL},
    {OPT_DRY_RUN, "dry-run", NULL, "run health undo", "do everything but change the target",
     "全部照做，但不改动目标库", SETS(dry_run), NULL},
    {OPT_WHERE, "where", "FIELD=VALUE", "run health",
     "only records with this value; the others are counted as skipped",
     "只处理该字段等于该值的记录，其余计为跳过", 0, cli_any_number},
    {OPT_DECISIONS, "decisions", "FILE", "run match",
     "a pairs.xlsx or pairs.csv in which people wrote same, different or undecided; run keeps it in "
     "the "
     "target",
     "填了判定（相同、不同、未定）的 pairs.xlsx 或 pairs.csv；run 会存入目标库", 0,
     cli_any_number},
    {OPT_JOBS, "jobs", "N", "run health verify",
     "workers (default: as many as there are cores)", "并行数，默认与处理器核数相同", 0,
     NULL},
    {OPT_RECORDS, "records", "PATH", "cat draft run health match inspect compare verify",
     "for XML and JSON: path of the record element", "XML、JSON：记录元素的路径",
     SETS(records), NULL},
    {OPT_SHEET, "sheet", "NAME", "cat draft run health match inspect compare verify",
     "the sheet or table to read, by name or number; else the first that fits",
     "要读的工作表或表，名称或序号；不写则取第一个合适的", SETS(sheet), NULL},
    {OPT_SET, "set", "CELL=TEXT", "sheet",
     "change this cell of the workbook, such as Customers!F12=Phone, before it is written; "
     "FILE.xml may be MAPPING itself",
     "写出之前先改这个单元格，如 Customers!F12=电话；FILE.xml 可以就是原映射", 0,
     cli_any_number},
    {OPT_AS, "as", "SYSTEM", "export", "salesforce, hubspot, zoho, dynamics or csv",
     "salesforce、hubspot、zoho、dynamics 或 csv", SETS(as), NULL},
    {OPT_MAPPING, "mapping", "FILE", "match explain",
     "match: compare the columns this mapping names, as the types it gives them; explain: "
     "alone, this mapping as a data standard; with a topic, its model instead of the one "
     "that ships",
     "match：只比较映射里写的列，按它给的类型；explain：单独用时把映射列成数据标准，"
     "带主题时用它的模型而不是自带的",
     SETS(mapping), NULL},
    {OPT_DIFF, "diff", NULL, "explain",
     "with --mapping: only what changes for the people who work with the data",
     "与 --mapping 连用：只列出对使用者有变化的内容", SETS(diff), NULL},
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
     "没有映射时：起草有重要疑问就不导入，退出码 3", SETS(strict), NULL},
    {OPT_MARK_MISSING, "mark-missing", NULL, "run",
     "mark records that the exports have no more (winnow_source.missing_since)",
     "给导出里已经没有的记录做标记（winnow_source.missing_since）", SETS(mark_missing),
     NULL},
    {OPT_OLDER, "older", NULL, "run",
     "overwrite newer values with those of an older export (by updated_at)",
     "用较旧的导出覆盖较新的值（按 updated_at 判断）", SETS(older), NULL},
    {OPT_MAX_REFUSED, "max-refused", "N|N%", "run",
     "load nothing when more records than that are refused (exit 2)",
     "拒收超过此数（或百分比）时什么都不导入，退出码 2", 0, NULL},
    {OPT_NO_VERIFY, "no-verify", NULL, "run",
     "do not read the sources a second time to hold them against the target",
     "不再次读取来源与目标库核对", SETS(no_verify), NULL},
    {OPT_NO_BACKUP, "no-backup-ok", NULL, "run",
     "change a target that has records without a copy of it before",
     "改动已有数据的目标库前不做备份", SETS(no_backup), NULL},
    {OPT_DB, "db", "TARGET", "health serve",
     "health: check the golden records of this target instead of exports; serve: where to "
     "load (default: clean.db in the folder)",
     "health：检查这个目标库里的黄金记录，而不是导出文件；serve：导入哪里（默认为文件夹里的 "
     "clean.db）",
     SETS(db), NULL},
    {OPT_PORT, "port", "N", "serve", "the port of the page (default: one that is free)",
     "页面使用的端口，默认任选一个空闲的", 0, NULL},
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
    {OPT_UNMASKED, "unmasked", NULL, "run health check sheet draft",
     "reports and work lists show names, numbers and mailboxes as they are",
     "报告和工作表不遮盖姓名、号码和邮箱", SETS(unmasked), NULL},
    {OPT_BY_DEPARTMENT, "by-department", NULL, "run health",
     "one more workbook for each department", "另外给每个部门一份工作簿",
     SETS(by_department), NULL},
    {OPT_BY_MANAGER, "by-manager", NULL, "run health",
     "one more workbook for each manager, with the rows of all their people (by the file "
     "of users)",
     "另外给每个主管一份工作簿，含其下属负责的全部待办（按员工文件里的上级）",
     SETS(by_manager), NULL},
    {OPT_BY_OWNER, "by-owner", NULL, "health",
     "rank owners instead of departments; nothing of it is kept",
     "按负责人而不是部门排名，不写入历史", SETS(by_owner), NULL},
    {OPT_AUDIENCE, "audience", "summary|department|admin", "run health",
     "whom the folder is for; summary: pages and figures without values; department: also "
     "a work list for each department; admin (default): all files",
     "输出文件夹给谁看：summary 只有不含具体值的报告和数字；department 另加每个部门各自的工作表；"
     "admin（默认）全部文件",
     SETS(audience), "summary department admin"},
    {OPT_KEY, "key", "COLUMN", "match compare",
     "column that names a record; A + B: both (match: default, its row)",
     "用哪一列称呼记录；A + B：两列合起来（查重时默认行号）", SETS(key), NULL},
    {OPT_SOURCE, "source", "COLUMN", "match",
     "column of the source: link across sources only", "来源列：只在不同来源之间配对",
     SETS(source), NULL},
    {OPT_PAIRS, "pairs", "FILE", "match",
     "write the pairs: FILE.csv with the weights of their columns; FILE.xlsx for people "
     "who decide them",
     "写出各对记录：FILE.csv 有每一列的权重；FILE.xlsx 供人判定", SETS(pairs), NULL},
    {OPT_CHECK_PAIRS, "check-pairs", "FILE", "match run",
     "match: write 100 pairs for a person, or read their answers; run: as --decisions; "
     "both: where the answers contradict the probabilities, correct these",
     "match：写出 100 对请人判定，或读入判定；run：同 "
     "--decisions；判定与概率不符时修正概率",
     SETS(check_pairs), NULL},
    {OPT_MODEL, "model", "FILE", "match",
     "compare as this file says; where it is not there, keep what was learned in it",
     "按此文件里的模型比较；文件不存在时，把学到的模型写入", SETS(model), NULL},
    {OPT_EXPLAIN, "explain", NULL, "match",
     "say what was found out: types, budget, weights",
     "说明推断出的列类型、预算和各级权重", SETS(explain), NULL},
    {OPT_OUTPUT, "output", "FILE", "draft check sheet match compare backup explain",
     "write there instead of to stdout", "写入该文件，而不是标准输出", SETS(output),
     NULL},
    {OPT_FORCE, "force", NULL, "run health draft check sheet match compare export verify explain",
     "also replace files that winnow did not write, or that somebody changed since",
     "也替换不是 winnow 写的、或写出后被改过的文件", SETS(force), NULL},
    {OPT_SCHEMA, "schema", "xsd|rng", "explain", "print the mapping language as a schema",
     "输出映射语言的 schema", SETS(schema), "xsd rng"},
    {OPT_COMPLETION, "completion", "bash|zsh|fish", "explain",
     "print the completion for this shell", "输出该 shell 的命令行补全脚本",
     SETS(completion), "bash zsh fish"},
    {OPT_MAN, "man", NULL, "explain", "print the man page", "输出 man 手册页", SETS(man),
     NULL},
    {OPT_BATCH, "batch", "N", "run health",
     "records a batch; results do not depend on it", "每批记录数，不影响结果", 0, NULL},
    {OPT_CHUNK, "chunk", "N", "run health cat",
     "bytes read at a time; results do not depend on it", "每次读取的字节数，不影响结果",
     0, NULL},
    {OPT_LANG, "lang", languages + 1, NULL,
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
_Static_assert(WN_COUNT(cli_rows) <= OPTION_ROWS, "room for each");

bool option_names(const char *list, const char *name)
{
    wn_str rest = wn_str_of(list);

    while (rest.len > 0)
        if (wn_str_equal(wn_str_cut(&rest, WN_STR(" ")), wn_str_of(name)))
            return true;
    return false;
}

bool cli_takes(const cli_command *command, const option_row *row)
{
    return !row->commands || (command && option_names(row->commands, command->name));
}
