/* row_faults.c - findings about the record as a whole: what readers note about a row,
 * problems of keys, and what the target already holds of the record. */
#include "check.h"

static wn_check_result look_key(const wn_check_context *cx)
{
    if (cx->record->key.len > 0)
        return WN_PASSED;
    const wn_cell *cell =
        cx->entity->key >= 0 ? &cx->record->cells[cx->entity->key] : NULL;
    bool read = cell && cell->state != WN_CELL_ABSENT;
    wn_record_note(cx->record, cx->arena, cx->check, cx->entity->key,
                   read ? cell->column : WN_NO_COLUMN, read ? cell->raw : WN_STR(""));
    wn_record_judge(cx->record, cx->check->disposition);
    return WN_FAILED;
}

/* A row of the table: name, dimension, severity, limits, look(), texts. */
#define OF_RECORD(id, text, dim, sev, low, high, how, says, says_zh, act, act_zh) \
    const wn_rule wn_rule_##id = {                                                \
        .name = text,                                                             \
        .dimension = dim,                                                         \
        .severity = sev,                                                          \
        .green = low,                                                             \
        .red = high,                                                              \
        .for_record = true,                                                       \
        .look = how,                                                              \
        .en = says,                                                               \
        .zh = says_zh,                                                            \
        .do_en = act,                                                             \
        .do_zh = act_zh,                                                          \
    }

OF_RECORD(key_missing, "key-missing", WN_CONSISTENCY, WN_ERROR, 0, .01, look_key,
          "the record has no key", "记录没有主键", "give it a key in the old system",
          "请在旧系统里补上主键");
OF_RECORD(key_repeated, "key-repeated", WN_UNIQUENESS, WN_WARN, .01, .05, NULL,
          "an earlier record has the same key and says otherwise",
          "前面已有相同主键而内容不同的记录", "merged; look at which of them is right",
          "已合并；请核对哪一条正确");
OF_RECORD(row_short, "row-short", WN_VALIDITY, WN_WARN, .001, .01, wn_check_noted,
          "the row has fewer cells than the header", "该行的列数少于表头",
          "look at the row in the file; a delimiter is missing", "请看该行，缺少分隔符");
OF_RECORD(row_long, "row-long", WN_VALIDITY, WN_WARN, .001, .01, wn_check_noted,
          "the row has more cells than the header", "该行的列数多于表头",
          "look at the row in the file; a value holds a bare delimiter",
          "请看该行，值里有未加引号的分隔符");
OF_RECORD(row_quotes, "row-quotes", WN_VALIDITY, WN_WARN, .001, .01, wn_check_noted,
          "quotation marks in the row are wrong; it was read so that it fits the header",
          "该行的引号有误；已按表头的列数读取",
          "look at the row in the file and correct its quotation marks",
          "请看该行，并改正引号");
OF_RECORD(text_lost, "text-lost", WN_VALIDITY, WN_WARN, .001, .01, wn_check_noted,
          "some characters were lost before or while reading",
          "有字符在读取前或读取时已丢失",
          "export again as UTF-8, or give encoding= in the mapping",
          "请用 UTF-8 重新导出，或在映射里写明 encoding=");
OF_RECORD(nul_byte, "nul-byte", WN_VALIDITY, WN_WARN, .001, .01, wn_check_noted,
          "the value held NUL bytes; they were taken out", "值里有 NUL 字节，已去掉",
          "look at the value in the old system", "请在旧系统里查看该值");
OF_RECORD(edited, "edited", WN_CONSISTENCY, WN_WARN, 0, 1, NULL,
          "somebody changed the value in the target, and the source has a new one; the "
          "target's stays",
          "目标库里的值有人改过，来源又有新值；保留目标库的值",
          "make both say the same; conflict= in the model decides it for all",
          "请让两边一致；也可在模型里用 conflict= 统一规定");
OF_RECORD(older, "older", WN_TIMELINESS, WN_WARN, 0, 1, NULL,
          "the record is older than what the target has of it; nothing was overwritten",
          "该记录比目标库里的旧；没有覆盖",
          "load the newest export; --older takes the values of an older one",
          "请导入最新的导出；--older 表示采用较旧的值");
