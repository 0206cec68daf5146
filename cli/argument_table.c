/* argument_table.c - the arguments of commands and examples, for the help and the man page;
 * and the words that stand for values, in the language of the user. */
#include "options.h"

#include "core/memory.h"

/* clang-format off: tables */
const cli_argument cli_arguments[] = {
    {"run health", "MAPPING",
     "a mapping: a file that says which column becomes which field; or the name of one "
     "that comes with winnow, such as salesforce (winnow explain packs lists them), and "
     "behind it DIR, the exports",
     "映射：写明哪一列成为哪个字段的文件；或自带映射的名称，如 wecom、企业微信（winnow "
     "explain packs 列出全部），后面写放导出文件的文件夹"},
    {"check", "MAPPING", "a mapping, or a model (NAME.model.xml)",
     "映射，或模型（名称.model.xml）"},
    {"run", "FILE", "an export, or a folder of exports: a mapping is drafted for them",
     "导出文件，或放导出文件的文件夹：自动为它们起草映射"},
    {"serve", "DIR",
     "the folder with the exports, where the results are put, too (default: this one)",
     "放导出文件的文件夹，结果也放在其中（默认为当前文件夹）"},
    {"serve", "MAPPING",
     "mappings, used as run does; decisions and runs are put into this folder",
     "映射，用法与 run 相同；判定和运行结果放在当前文件夹里"},
    {"sheet", "MAPPING", "a mapping, as .xml or .xlsx, or one that comes with winnow",
     "映射，.xml 或 .xlsx，或自带映射的名称"},
    {"draft", "FILE", "an export, or a folder of exports",
     "导出文件，或放导出文件的文件夹"},
    {"match", "FILE", "a table of people or companies in any format that winnow reads",
     "人员或公司的表，程序能读的任何格式"},
    {"inspect", "FILE", "a file, a folder or an archive of files",
     "文件、文件夹或压缩包"},
    {"cat", "FILE", "the file to read; -: the standard input",
     "要读的文件；写 - 表示标准输入"},
    {"trace", "ENTITY:ID",
     "a record of the target, such as account:42; with .FIELD behind it one value",
     "目标库里的一条记录，如 account:42；后面加 .字段 则只看一个值"},
    {"trace", "rows", "the rows of all sources as they were read", "所有来源的原始行"},
    {"trace", "pair A B",
     "two records, each ENTITY:ID, or [ENTITY:][SYSTEM/]KEY as the source has it",
     "两条记录，各写作 实体:编号，或来源里的 [实体:][系统/]键"},
    {"trace verify undo backup export", "TARGET",
     "what winnow loaded: a .db file, or postgresql://...",
     "winnow 导入的目标库：.db 文件，或 postgresql://..."},
    {"backup", "verify FILE", "prove that this copy restores", "证明这个副本可以恢复"},
    {"compare", "OLD NEW", "two exports, or two databases", "两个导出文件，或两个数据库"},
    {"apply", "TRANSFORM",
     "a type of values: phone, email, date ... (winnow explain lists them)",
     "值的类型：phone、email、date 等（winnow explain 列出全部）"},
    {"apply", "KEY=VALUE", "an option of that type, such as region=CN",
     "该类型的选项，如 region=CN"},
    {"explain", "TOPIC",
     "an element, type, check, entity or list, by name or label; packs; "
     "without one: everything",
     "元素、类型、检查、实体或列表的名称或中文名；packs；不写则列出全部"},
};
const size_t cli_argument_count = WN_COUNT(cli_arguments);

const cli_example cli_examples[] = {
    {NULL, "winnow run customers.xlsx",
     "a list, cleaned, with a report of what was found",
     "清洗一份名单，并报告发现了什么"},
    {"run", "winnow run customers.xlsx", "clean one list: a mapping is drafted for it",
     "清洗一份名单：自动起草映射"},
    {"run", "winnow run crm.xml --in exports --to clean.db",
     "load a folder of exports into clean.db", "把一个文件夹里的导出文件导入 clean.db"},
    {"run", "winnow run salesforce exports --to clean.db",
     "the same with the mapping for Salesforce that comes with winnow",
     "用自带的 Salesforce 映射导入"},
    {"health", "winnow health crm.xml --in exports --period 2026-10",
     "the report of October", "十月的体检报告"},
    {"check", "winnow check crm.xml --in exports",
     "the mapping, and how valid each column is", "检查映射，并给出每一列的有效率"},
    {"serve", "winnow serve exports", "look at exports, map, load, decide duplicates",
     "查看导出文件、映射、导入、判定重复"},
    {"sheet", "winnow sheet crm.xml --in exports -o crm.xlsx",
     "the mapping for Excel, with values and problems beside it",
     "把映射写成 Excel 工作簿，旁边有样例和问题"},
    {"sheet", "winnow sheet salesforce -o crm.xml",
     "a mapping that comes with winnow, as a file to edit", "把自带映射写成文件，供您修改"},
    {"sheet", "winnow sheet crm.xlsx -o crm.xml", "and back, with what people changed",
     "再写回 XML，带上改动"},
    {"sheet", "winnow sheet crm.xml --in exports --set 'Customers!F12=Phone' -o crm.xml",
     "one cell of that workbook changed, in the mapping itself",
     "只改工作簿里的一个单元格，直接写进映射"},
    {"draft", "winnow draft customers.xlsx deals.csv -o crm.xlsx",
     "the same as a workbook", "同样起草，写成 Excel 工作簿"},
    {"draft", "winnow draft customers.xlsx deals.csv -o crm.xml",
     "a mapping to look through and correct", "起草一份映射，供核对修改"},
    {"match", "winnow match people.csv -o groups.csv --pairs pairs.csv",
     "the groups of one person each, and the doubtful pairs",
     "同一人的各组记录，以及有疑问的配对"},
    {"trace", "winnow trace clean.db contact:17.mobile",
     "which file and row a number came from", "一个号码来自哪个文件、哪一行"},
    {"verify", "winnow verify clean.db", "hold the latest run against its sources again",
     "把最近一次运行与来源再核对一遍"},
    {"undo", "winnow undo clean.db --run 2026-10-01T08-00-00Z",
     "the target as it was before that run", "目标库恢复到那次运行之前"},
    {"inspect", "winnow inspect exports", "what is in a folder of files",
     "查看文件夹里有什么"},
    {"backup", "winnow backup clean.db -o copy.db", "a copy, checked and counted",
     "复制并核对"},
    {"compare", "winnow compare old.csv new.csv --key Id",
     "what changed between two exports", "两次导出之间变了什么"},
    {"export", "winnow export clean.db --as hubspot --out hubspot",
     "files for HubSpot's importer", "HubSpot 导入用的文件"},
    {"cat", "winnow cat contacts.xls > contacts.csv", "an old workbook as CSV",
     "把旧工作簿转成 CSV"},
    {"apply", "echo 13812345678 | winnow apply phone region=CN",
     "clean<TAB>+8613812345678", "clean<TAB>+8613812345678"},
    {"explain", "winnow explain contact", "the fields of a contact", "联系人有哪些字段"},
    {"explain", "winnow explain industry", "the values of a list", "一个列表有哪些值"},
    {"explain", "winnow explain --mapping map.xml --diff -o changes.html",
     "what changes for people, as a page in both languages", "有哪些变化，写成中英文网页"},
};
const size_t cli_example_count = WN_COUNT(cli_examples);

static const struct {
    const char *word, *zh;
} words[] = {
    {"MAPPING", "映射"}, {"FILE", "文件"},      {"TARGET", "目标库"}, {"ENTITY", "实体"},
    {"ID", "编号"},      {"OLD", "旧"},         {"NEW", "新"},        {"COLUMN", "列"},
    {"SYSTEM", "系统"},  {"TRANSFORM", "类型"}, {"KEY", "选项"},      {"VALUE", "值"},
    {"TOPIC", "主题"},   {"PATH", "路径"},      {"DIR", "文件夹"},    {"DATE", "日期"},
    {"CELL", "单元格"},  {"TEXT", "文字"},
    {"FIELD", "字段"},   {"N", "数"},           {"NAME", "名称"},     {"SIZE", "大小"},
};
/* clang-format on */

void cli_usage_add(wn_buf *out, const char *text, wn_lang lang)
{
    wn_str rest = wn_str_of(text);

    while (rest.len > 0) {
        size_t len = wn_str_span(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), i = WN_COUNT(words);
        wn_str word = {rest.ptr, len ? len : 1};
        if (len && lang == WN_ZH)
            for (i = 0; i < WN_COUNT(words); i++)
                if (wn_str_equal(word, wn_str_of(words[i].word)))
                    break;
        wn_buf_add(out, i < WN_COUNT(words) ? wn_str_of(words[i].zh) : word);
        rest = (wn_str){rest.ptr + word.len, rest.len - word.len};
    }
}
