/* health.c - health.json for scripts, summary.md for a chat message. */
#include "report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const colours[] = {"green", "yellow", "red"};
static const char *const severities[] = {"info", "warn", "error"};
static const char *const dimensions[] = {"completeness", "validity", "uniqueness",
                                         "timeliness", "consistency"};

/* One decimal, so that a file does not differ in the 15th digit. */
static json_t *decimal(double number)
{
    return json_real((double)(long long)(number * 10 + 0.5) / 10);
}

static json_t *check_json(const report *r, const wn_check *check)
{
    const wn_ledger *ledger = r->stage.context->ledger;
    double share = report_share(ledger, check);
    double score = report_check_score(share, check->green, check->red);
    int colour = share <= check->green ? 0 : share <= check->red ? 1 : 2;

    return json_pack("{s:s%,s:s%,s:s,s:s,s:s,s:I,s:I,s:f,s:f,s:o,s:s}", "id",
                     check->id.ptr, check->id.len, "entity", check->entity->name.ptr,
                     check->entity->name.len, "rule", wn_rules[check->rule].name,
                     "dimension", dimensions[wn_rules[check->rule].dimension], "severity",
                     severities[check->severity], "applicable",
                     (json_int_t)ledger->applicable[check->number], "failed",
                     (json_int_t)ledger->failed[check->number], "green", check->green,
                     "red", check->red, "score", decimal(score), "colour",
                     colours[colour]);
}

static json_t *cells_json(const report_cell *cells)
{
    json_t *object = json_object();

    for (int d = 0; d <= WN_DIMENSION_COUNT; d++)
        if (cells[d].score >= 0)
            json_object_set_new(object,
                                d < WN_DIMENSION_COUNT ? dimensions[d] : "overall",
                                json_pack("{s:o,s:s}", "score", decimal(cells[d].score),
                                          "colour", colours[cells[d].colour]));
    return object;
}

void report_health(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    const wn_model *model = &context->plan->model;
    report_cell total = r->scores.dimensions[WN_DIMENSION_COUNT];
    json_t *root = json_pack("{s:s,s:s%,s:s}", "schema", "winnow.health/1", "period",
                             context->as_of, (size_t)7, "as_of", context->as_of);
    json_t *rules = json_array(), *entities = json_object();

    json_object_set_new(root, "score",
                        total.score < 0 ? json_null() : decimal(total.score));
    json_object_set_new(root, "colour",
                        total.score < 0 ? json_null()
                                        : json_string(colours[total.colour]));
    json_object_set_new(
        root, "clean_share",
        json_real(r->records ? (double)r->clean / (double)r->records : 0));
    json_object_set_new(root, "dimensions", cells_json(r->scores.dimensions));
    for (size_t e = 0; e < model->entity_count; e++) {
        const wn_entity *entity = &model->entities[e];
        if (r->scores.cells[e][WN_DIMENSION_COUNT].score < 0)
            continue;
        json_object_setn_new(entities, entity->name.ptr, entity->name.len,
                             cells_json(r->scores.cells[e]));
        for (size_t c = 0; c < entity->check_count; c++)
            if (context->ledger->applicable[entity->checks[c].number])
                json_array_append_new(rules, check_json(r, &entity->checks[c]));
    }
    json_object_set_new(root, "entities", entities);
    json_object_set_new(root, "rules", rules);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    wn_buf_add(out, wn_str_of(text));
    wn_buf_char(out, '\n');
    free(text);
    json_decref(root);
}

/* The check that costs most, weighted by its severity. */
static const wn_check *worst_check(const report *r, const wn_check *const *seen,
                                   size_t count)
{
    const wn_model *model = &r->stage.context->plan->model;
    const wn_check *worst = NULL;
    double lowest = 90;

    for (size_t e = 0; e < model->entity_count; e++) {
        for (size_t c = 0; c < model->entities[e].check_count; c++) {
            const wn_check *check = &model->entities[e].checks[c];
            bool taken = r->stage.context->ledger->applicable[check->number] == 0;
            for (size_t i = 0; i < count; i++)
                taken = taken || seen[i] == check;
            double score = report_check_score(
                report_share(r->stage.context->ledger, check), check->green, check->red);
            if (taken || score >= lowest)
                continue;
            lowest = score;
            worst = check;
        }
    }
    return worst;
}

void report_summary(report *r, wn_buf *out)
{
    const wn_context *context = r->stage.context;
    wn_lang lang = context->lang;
    report_cell total = r->scores.dimensions[WN_DIMENSION_COUNT];
    const wn_check *worst[3] = {0};
    uint64_t read = 0, refused = 0;
    char a[28], b[28], c[28];

    for (size_t f = 0; f < context->plan->file_count; f++) {
        read += context->results->books[f].read;
        refused += context->results->books[f].fates[WN_FATE_REFUSED];
    }
    wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_TITLE), context->as_of);
    if (total.score >= 0)
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_SCORE), total.score,
                      wn_say(lang, WN_SAY_GOOD + (wn_word)total.colour));
    wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_BOOKS), wn_thousands(a, read),
                  wn_thousands(b, context->results->surplus), wn_thousands(c, refused));
    for (size_t i = 0; i < WN_COUNT(worst); i++) {
        worst[i] = worst_check(r, worst, i);
        if (!worst[i])
            break;
        wn_str label = wn_check_label(worst[i], lang);
        wn_str entity = lang == WN_ZH && worst[i]->entity->zh.len
                            ? worst[i]->entity->zh
                            : worst[i]->entity->name;
        wn_buf_format(out, wn_say(lang, WN_SAY_SUMMARY_FIX), WN_FMT(entity),
                      WN_FMT(label),
                      wn_thousands(a, context->ledger->failed[worst[i]->number]));
    }
}
