/* page_data.c - sections about the data: duplicates, fields, lifecycle. */
#include "page.h"

#include "core/memory.h"

/* ---- duplicates ------------------------------------------------------------------- */

/* The label of a channel, when a list of some field of sources has it; else its name. */
static wn_str channel_label(const page *p, wn_str name)
{
    const wn_model *model = &p->context->plan->model;

    for (size_t e = 0; e < model->entity_count; e++) {
        int field = model->entities[e].means[WN_MEANS_SOURCE];
        const wn_list *list = field >= 0 ? model->entities[e].fields[field].list : NULL;
        const wn_list_item *item = list ? wn_list_find(list, name) : NULL;
        wn_str label = !item ? WN_STR("") : p->lang == WN_ZH ? item->zh : item->en;
        if (label.len)
            return label;
    }
    return name;
}

static void write_channels(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_CHANNEL, WN_SAY_REPORT_DUPLICATES};
    const report *r = p->report;
    size_t shown = r->channel_count < PAGE_SHOWN ? r->channel_count : PAGE_SHOWN;

    if (shown == 0 || !report_shows_values(r))
        return;
    page_table(p, WN_SAY_REPORT_CHANNELS, columns, WN_COUNT(columns), 1);
    for (size_t i = 0; i < shown; i++) {
        page_raw(p, "<tr><th scope=\"row\">");
        page_short(p, channel_label(p, r->channels[i].name));
        page_raw(p, "</th>");
        page_number(p, r->channels[i].count);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_shown(p, shown, r->channel_count);
}

void page_duplicates(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ENTITY, WN_SAY_REPORT_CHECKED,
                                      WN_SAY_REPORT_DUPLICATES, WN_SAY_REPORT_SHARE};
    const wn_model *model = &p->context->plan->model;
    const wn_outcome *outcome = p->context->outcome;
    char a[28], b[28], c[28];
    bool any = false;
    page_rows rows = {0};

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (check->rule != WN_RULE_DUPLICATES || counts->applicable == 0 ||
            !page_next(p, &rows))
            continue;
        if (!any)
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 1);
        any = true;
        page_raw(p, "<tr><th scope=\"row\">");
        page_short(p, page_entity(p, check->entity));
        page_raw(p, "</th>");
        page_number(p, counts->applicable);
        page_number(p, counts->failed);
        page_share(p, counts->failed, counts->applicable);
        page_raw(p, "</tr>\n");
    }
    if (!any) {
        page_note(p, WN_SAY_REPORT_NOT_MATCHED);
        return;
    }
    page_table_end(p);
    page_shown(p, rows.shown, rows.all);
    page_note(p, WN_SAY_REPORT_DUPLICATES_KEY, wn_thousands(a, outcome->merge.surplus),
              wn_thousands(b, outcome->merge.groups),
              wn_thousands(c, outcome->match.review_pairs));
    page_note(p, WN_SAY_REPORT_DUPLICATES_REMAIN,
              wn_thousands(a, (uint64_t)(outcome->match.expected_in_review + 0.5)),
              wn_thousands(b, (uint64_t)(outcome->match.expected_elsewhere + 0.5)));
    write_channels(p);
}

/* ---- fields ----------------------------------------------------------------------- */

/* The parts of a bar, from the left: what they are, their classes in the style. */
static const struct {
    wn_word word;
    const char *class;
} parts[] = {
    {WN_SAY_REPORT_FILLED, "good"},
    {WN_SAY_REPORT_WRONG, "bad"},
    {WN_SAY_REPORT_BLANK, "blank"},
    {WN_SAY_REPORT_EMPTY, "none"},
};

/* A bar as wide as its cell, whatever that is; its label says what it shows. */
static void write_bar(page *p, const uint64_t *states, uint64_t all)
{
    const uint64_t counts[] = {
        states[WN_CELL_CLEAN], states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN],
        states[WN_CELL_BLANK], states[WN_CELL_EMPTY] + states[WN_CELL_ABSENT]};

    page_raw(p, "<td><div class=\"bar aim\" role=\"img\" aria-label=\"");
    for (size_t i = 0; i < WN_COUNT(parts); i++) {
        wn_buf_format(p->out, "%s%s ", i ? page_say(p, WN_SAY_REPORT_COMMA) : "",
                      page_say(p, parts[i].word));
        page_add_share(p->out, (double)counts[i] / (double)all);
    }
    page_raw(p, "\">");
    for (size_t i = 0; i < WN_COUNT(parts); i++)
        wn_buf_format(p->out, "<i class=\"%s\" style=\"width:%.3f%%\"></i>",
                      parts[i].class, 100 * (double)counts[i] / (double)all);
    page_raw(p, "</div></td>");
}

static void write_key(page *p)
{
    page_raw(p, "<p class=\"key dim\">");
    for (size_t i = 0; i < WN_COUNT(parts); i++)
        wn_buf_format(p->out, "<span class=\"%s\"></span>%s", parts[i].class,
                      page_say(p, parts[i].word));
    page_raw(p, "</p>\n");
    page_note(p, WN_SAY_REPORT_FIELDS_KEY);
}

static void write_field(page *p, const wn_entity *entity, const wn_field *field,
                        const uint64_t *states, uint64_t all)
{
    double share;
    bool rare = false;

    wn_tallies_filled(p->context->tallies, field, &share);
    for (size_t c = 0; c < entity->check_count; c++)
        for (size_t i = 0; i < entity->checks[c].field_count; i++)
            rare = rare || (entity->checks[c].rule == WN_RULE_USAGE &&
                            &entity->fields[entity->checks[c].fields[i]] == field &&
                            share < entity->checks[c].share);
    page_raw(p, "<tr><th scope=\"row\">");
    page_short(p, page_field(p, field));
    page_raw(p, rare ? " ▽</th>" : "</th>");
    write_bar(p, states, all);
    page_raw(p, "<td class=\"n\" data-share>");
    page_add_share(p->out, (double)states[WN_CELL_CLEAN] / (double)all);
    page_raw(p, "</td>");
    page_number(p, states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN]);
    page_number(p, states[WN_CELL_BLANK]);
    page_number(p, states[WN_CELL_EMPTY] + states[WN_CELL_ABSENT]);
    page_raw(p, "</tr>\n");
}

/* How many records have the field, filled or empty; 0: no file has it. */
static uint64_t cells_of(const page *p, const wn_entity *entity, size_t f)
{
    const uint64_t *states = p->context->tallies->states[entity->fields[f].number];
    uint64_t all = 0;

    for (int s = 0; s < WN_CELL_STATE_COUNT; s++)
        all += states[s];
    return all == states[WN_CELL_ABSENT] || (int)f == entity->extra ? 0 : all;
}

/* Writes the fields without anything to report, in one line. */
static void write_complete(page *p, const wn_entity *entity)
{
    size_t count = 0;

    for (size_t f = 0; f < entity->field_count; f++) {
        uint64_t all = cells_of(p, entity, f);
        if (all == 0 ||
            p->context->tallies->states[entity->fields[f].number][WN_CELL_CLEAN] < all ||
            count++ >= PAGE_SHOWN || !page_fits(p, 0))
            continue;
        if (count == 1)
            wn_buf_format(p->out, "<p class=\"dim\">● %s ",
                          page_say(p, WN_SAY_REPORT_COMPLETE));
        else
            page_raw(p, page_say(p, WN_SAY_REPORT_LIST_COMMA));
        page_short(p, page_field(p, &entity->fields[f]));
    }
    if (count > PAGE_SHOWN)
        page_more(p, count - PAGE_SHOWN);
    if (count)
        page_raw(p, "</p>\n");
}

static void write_fields_of(page *p, const wn_entity *entity)
{
    static const wn_word columns[] = {WN_SAY_REPORT_FIELD,  WN_SAY_REPORT_FILL,
                                      WN_SAY_REPORT_FILLED, WN_SAY_REPORT_WRONG,
                                      WN_SAY_REPORT_BLANK,  WN_SAY_REPORT_EMPTY};
    size_t brought = 0, shown = 0;

    page_raw(p, "<h4>");
    page_short(p, page_entity(p, entity));
    page_raw(p, "</h4>");
    for (size_t f = 0; f < entity->field_count; f++) {
        const uint64_t *states = p->context->tallies->states[entity->fields[f].number];
        uint64_t all = cells_of(p, entity, f);
        if (all == 0 || states[WN_CELL_CLEAN] == all)
            continue;
        if (brought == 0)
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
        if (page_fits(p, brought++)) {
            write_field(p, entity, &entity->fields[f], states, all);
            shown++;
        }
    }
    if (brought)
        page_table_end(p);
    page_shown(p, shown, brought);
    write_complete(p, entity);
}

void page_fields(page *p)
{
    const wn_model *model = &p->context->plan->model;
    size_t all = 0, shown = 0;

    write_key(p);
    page_raw(p, "<div class=\"halves\">\n"); /* side by side on paper */
    for (size_t e = 0; e < model->entity_count; e++)
        if (page_has_records(p, &model->entities[e]) && page_fits(p, all++)) {
            page_raw(p, "<div>\n");
            write_fields_of(p, &model->entities[e]);
            page_raw(p, "</div>\n");
            shown++;
        }
    page_raw(p, "</div>\n");
    page_shown(p, shown, all);
}

/* ---- lifecycle -------------------------------------------------------------------- */

void page_lifecycle(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ENTITY,  WN_SAY_REPORT_CHECK,
                                      WN_SAY_REPORT_LIST,    WN_SAY_REPORT_RECORDS,
                                      WN_SAY_REPORT_CHECKED, WN_SAY_REPORT_SHARE};
    const unsigned long rules =
        1ul << WN_RULE_STALE | 1ul << WN_RULE_INACTIVE | 1ul << WN_RULE_ARCHIVE_AFTER;
    const wn_model *model = &p->context->plan->model;
    bool any = false;
    page_rows rows = {0};

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (!metrics_is_of(rules, check) || counts->applicable == 0 ||
            !page_next(p, &rows))
            continue;
        if (!any) {
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
        }
        any = true;
        page_raw(p, "<tr><td>");
        page_short(p, page_entity(p, check->entity));
        page_raw(p, "</td><td>");
        page_check_id(p, check);
        page_raw(p, "</td><td>");
        page_short(p, check->move_to.len ? check->move_to : WN_STR("—"));
        page_raw(p, "</td>");
        page_number(p, counts->failed);
        page_number(p, counts->applicable);
        page_share(p, counts->failed, counts->applicable);
        page_raw(p, "</tr>\n");
    }
    if (!any)
        return;
    page_table_end(p);
    page_shown(p, rows.shown, rows.all);
    page_note(p,
              p->context->settings->apply ? WN_SAY_REPORT_APPLIED : WN_SAY_REPORT_LISTED);
    page_note(p, WN_SAY_REPORT_DECAY);
}
