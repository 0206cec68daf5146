/* decisions.c - reads the decisions that people wrote into a pairs.csv, and says what they
 * mean for the probabilities. */
#include "cli.h"

#include "core/fail.h"
#include "core/stage.h"
#include "winnow/linkage.h"

static size_t find(const wn_input *input, const char *name)
{
    size_t c = 0;

    while (c < input->column_count &&
           !wn_str_equal_nocase(wn_str_trim(input->columns[c]), wn_str_of(name)))
        c++;
    return c;
}

static wn_rc take(const char *path, const wn_record *record, size_t pair, size_t decision,
                  wn_decisions *out, wn_error *err)
{
    wn_str ruling = wn_record_cell(record, decision);

    if (ruling.len == 0)
        return WN_OK;
    if (wn_is_decided_otherwise(out, wn_record_cell(record, pair), ruling)) {
        wn_rc rc = wn_fail(err, WN_E_SOURCE, WN_SAY_DECISION_TWICE, path,
                           (unsigned long long)record->line);
        wn_error_hint(err, WN_SAY_DECISION_TWICE_HINT);
        return rc;
    }
    if (wn_decide(out, wn_record_cell(record, pair), ruling))
        return WN_OK;
    wn_rc rc = wn_fail(err, WN_E_SOURCE, WN_SAY_DECISION_UNKNOWN, path,
                       (unsigned long long)record->line, WN_FMT(ruling));
    wn_error_hint(err, WN_SAY_DECISION_HINT);
    return rc;
}

wn_rc cli_read_decisions(const char *path, wn_decisions *out, wn_error *err)
{
    wn_input input = {0};
    wn_batch batch;
    void *reader = NULL;
    wn_rc rc = wn_input_survey(&input, path, WN_STR(""), err);

    input.chunk = WN_CHUNK;
    wn_batch_init(&batch, 512);
    if (rc >= 0)
        rc = input.reader->open(&reader, &input, err);
    size_t pair = find(&input, "pair"), decision = find(&input, "decision");
    if (rc >= 0 && (pair == input.column_count || decision == input.column_count)) {
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_DECISION_COLUMNS, path);
        wn_error_hint(err, WN_SAY_DECISION_HINT);
    }
    for (bool more = rc >= 0; more && rc >= 0;) {
        rc = input.reader->next(reader, &batch);
        more = rc == WN_MORE;
        for (size_t i = 0; i < batch.count && rc >= 0; i++)
            rc = take(path, &batch.records[i], pair, decision, out, err);
        wn_batch_clear(&batch);
    }
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
    return rc < 0 ? rc : WN_OK;
}

wn_rc cli_read_answers(const char *path, wn_decisions *out, wn_error *err)
{
    wn_rc rc = cli_read_decisions(path, out, err);

    if (rc >= 0 && out->count == 0) {
        rc = wn_fail(err, WN_E_SOURCE, WN_SAY_CHECK_EMPTY, path);
        wn_error_hint(err, WN_SAY_CHECK_EMPTY_HINT);
    }
    return rc;
}

void cli_print_checked(wn_lang lang, uint64_t answers, bool corrected, FILE *to)
{
    wn_word word = answers < WN_LINK_LEAST_ANSWERS ? WN_SAY_CHECK_FEW
                   : corrected                     ? WN_SAY_CHECK_CORRECTED
                                                   : WN_SAY_CHECK_RIGHT;

    cli_print(to, wn_say(lang, word), WN_LINK_LEAST_ANSWERS);
}
