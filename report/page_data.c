/* page_data.c - sections about the data: duplicates, fields, lifecycle, what is unusual,
 * what was not checked. */
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

    if (shown == 0)
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

    page_heading(p, WN_SAY_REPORT_DUPLICATES_TITLE, "duplicates");
    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (check->rule != WN_RULE_DUPLICATES || counts->applicable == 0)
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
    page_note(p, WN_SAY_REPORT_DUPLICATES_KEY, wn_thousands(a, outcome->merge.surplus),
              wn_thousands(b, outcome->merge.groups),
              wn_thousands(c, outcome->match.review_pairs));
    page_note(p, WN_SAY_REPORT_DUPLICATES_REMAIN,
              wn_thousands(a, (uint64_t)(outcome->match.expected_in_review + 0.5)),
              wn_thousands(b, (uint64_t)(outcome->match.expected_elsewhere + 0.5)));
    write_channels(p);
}

/* ---- fields ----------------------------------------------------------------------- */

static void write_bar(page *p, const uint64_t *states, uint64_t all, wn_str name)
{
    double good = 200.0 * (double)states[WN_CELL_CLEAN] / (double)all;
    double bad =
        200.0 * (double)(states[WN_CELL_INVALID] + states[WN_CELL_UNKNOWN]) / (double)all;
    double blank = 200.0 * (double)states[WN_CELL_BLANK] / (double)all;

    page_raw(p, "<td><svg role=\"img\" width=\"200\" height=\"14\" aria-label=\"");
    page_short(p, name);
    wn_buf_format(
        p->out,
        " %.1f %%\"><rect width=\"200\" height=\"14\" fill=\"#eaeef2\"/>"
        "<rect width=\"%.1f\" height=\"14\" fill=\"#2c6e49\"/>"
        "<rect x=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"#b42318\"/>"
        "<rect x=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"#b7791f\"/>"
        "<path d=\"M170 0V14\" stroke=\"#1b1f24\" stroke-dasharray=\"2 2\"/></svg></td>",
        good / 2, good, good, bad, good + bad, blank);
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
    write_bar(p, states, all, page_field(p, field));
    page_share(p, states[WN_CELL_CLEAN], all);
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
            count++ >= PAGE_SHOWN)
            continue;
        if (count == 1)
            wn_buf_format(p->out, "<p class=\"dim\">● %s ",
                          page_say(p, WN_SAY_REPORT_COMPLETE));
        else
            page_raw(p, ", ");
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
    size_t brought = 0;

    page_raw(p, "<h3>");
    page_short(p, page_entity(p, entity));
    page_raw(p, "</h3>");
    for (size_t f = 0; f < entity->field_count; f++) {
        const uint64_t *states = p->context->tallies->states[entity->fields[f].number];
        uint64_t all = cells_of(p, entity, f);
        if (all == 0 || states[WN_CELL_CLEAN] == all)
            continue;
        if (brought == 0)
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
        if (brought++ < PAGE_SHOWN)
            write_field(p, entity, &entity->fields[f], states, all);
    }
    if (brought)
        page_table_end(p);
    page_shown(p, brought < PAGE_SHOWN ? brought : PAGE_SHOWN, brought);
    write_complete(p, entity);
}

void page_fields(page *p)
{
    const wn_model *model = &p->context->plan->model;

    page_heading(p, WN_SAY_REPORT_FIELDS, "fields");
    page_note(p, WN_SAY_REPORT_FIELDS_KEY);
    for (size_t e = 0; e < model->entity_count; e++)
        if (page_has_records(p, &model->entities[e]))
            write_fields_of(p, &model->entities[e]);
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

    for (size_t i = 0; metrics_check(model, i); i++) {
        const wn_check *check = metrics_check(model, i);
        const wn_counts *counts = &p->context->tallies->counts[check->number];
        if (!metrics_is_of(rules, check) || counts->applicable == 0)
            continue;
        if (!any) {
            page_heading(p, WN_SAY_REPORT_LIFECYCLE, "lifecycle");
            page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
        }
        any = true;
        page_raw(p, "<tr><td>");
        page_short(p, page_entity(p, check->entity));
        page_raw(p, "</td><td>");
        page_check(p, check);
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
    page_note(p,
              p->context->settings->apply ? WN_SAY_REPORT_APPLIED : WN_SAY_REPORT_LISTED);
    page_note(p, WN_SAY_REPORT_DECAY);
}

/* ---- unusual ---------------------------------------------------------------------- */

static void write_unusual(page *p, const metrics_unusual *u)
{
    bool share = u->check != NULL;

    page_raw(p, "<li>");
    if (share) {
        page_short(p, page_entity(p, u->check->entity));
        page_raw(p, " · ");
        page_check(p, u->check);
        page_raw(p, ": <strong>");
        page_add_share(p->out, u->now);
        wn_buf_format(p->out, "</strong> %s ", page_say(p, WN_SAY_REPORT_USUALLY));
        page_add_share(p->out, u->low < 0 ? 0 : u->low);
        page_raw(p, " – ");
        page_add_share(p->out, u->high > 1 ? 1 : u->high);
    } else {
        char a[28], b[28], c[28];
        page_short(p, page_entity(p, u->entity));
        wn_buf_format(p->out, ": <strong>%s</strong> %s, %s %s – %s",
                      wn_thousands(a, (uint64_t)u->now),
                      page_say(p, WN_SAY_REPORT_RECORDS),
                      page_say(p, WN_SAY_REPORT_USUALLY),
                      wn_thousands(b, (uint64_t)(u->low < 0 ? 0 : u->low)),
                      wn_thousands(c, (uint64_t)u->high));
    }
    page_raw(p, "</li>\n");
}

static void write_novelty(page *p, const wn_novelty *n)
{
    static const wn_word words[] = {WN_SAY_REPORT_COLUMN_NEW, WN_SAY_REPORT_COLUMN_GONE,
                                    WN_SAY_REPORT_VALUE_NEW};

    wn_buf_format(p->out, "<li>%s: ", page_say(p, words[n->kind]));
    page_short(p, n->where);
    page_raw(p, " · <strong>");
    page_short(p, n->what);
    page_raw(p, "</strong>");
    if (n->kind == WN_VALUE_NEW) {
        char digits[28];
        wn_buf_format(p->out, " (%s)", wn_thousands(digits, n->count));
    }
    page_raw(p, "</li>\n");
}

/* Writes an item: entity · label: place · field value now (period: before). */
static void write_told(page *p, const wn_told *told)
{
    char digits[28];

    page_raw(p, "<li>");
    page_short(p, page_entity(p, told->check->entity));
    page_raw(p, " · ");
    page_check(p, told->check);
    page_raw(p, told->place.len || told->field ? ": " : "");
    page_short(p, told->place);
    if (told->field) {
        page_raw(p, told->place.len ? " · " : "");
        page_short(p, page_field(p, told->field));
    }
    if (told->is_skipped) {
        wn_buf_format(p->out, ": %s</li>\n", page_say(p, told->why));
        return;
    }
    if (told->value.len) {
        wn_arena arena = {0};
        page_raw(p, " · ");
        page_short(p, report_masked(p->report, told->field, told->value, &arena));
        wn_arena_release(&arena);
    }
    for (int i = 0; i < 2; i++) {
        double number = i == 0 ? told->now : told->before;
        if (number < 0)
            continue;
        if (i == 1)
            wn_buf_format(p->out, ", %s %s ", told->period,
                          page_say(p, WN_SAY_REPORT_BEFORE));
        else
            page_raw(p, " <strong>");
        if (told->is_count)
            page_raw(p, wn_thousands(digits, (uint64_t)number));
        else
            page_add_share(p->out, number);
        page_raw(p, i == 0 ? "</strong>" : "");
    }
    page_raw(p, "</li>\n");
}

void page_unusual(page *p)
{
    const health_metrics *n = p->metrics;
    const wn_history *history = p->context->known->history;
    const wn_tallies *tallies = p->context->tallies;
    size_t all = n->unusual_count + history->novelty_count, shown = 0;

    for (size_t i = 0; i < tallies->told_count; i++)
        all += !tallies->told[i].is_skipped;

    page_heading(p, WN_SAY_REPORT_UNUSUAL, "unusual");
    if (all == 0) {
        if (history->count)
            page_note(p, WN_SAY_REPORT_USUAL);
        else
            page_no_before(p);
        return;
    }
    page_raw(p, "<ul>\n");
    for (size_t i = 0; i < tallies->told_count && shown < PAGE_SHOWN; i++)
        if (!tallies->told[i].is_skipped) {
            write_told(p, &tallies->told[i]);
            shown++;
        }
    for (size_t i = 0; i < n->unusual_count && shown < PAGE_SHOWN; i++, shown++)
        write_unusual(p, &n->unusual[i]);
    for (size_t i = 0; i < history->novelty_count && shown < PAGE_SHOWN; i++, shown++)
        write_novelty(p, &history->novelties[i]);
    page_raw(p, "</ul>\n");
    page_shown(p, shown, all);
    page_note(p, WN_SAY_REPORT_UNUSUAL_KEY);
}

/* ---- not checked ------------------------------------------------------------------ */

/* Does the check itself tell why it was not asked? */
static bool is_told(const page *p, const wn_check *check)
{
    const wn_tallies *tallies = p->context->tallies;

    for (size_t i = 0; i < tallies->told_count; i++)
        if (tallies->told[i].is_skipped && tallies->told[i].check == check)
            return true;
    return false;
}

/* Writes that the entity has no records; or which checks that the admin wrote applied to
 * no record. */
static void write_idle(page *p, const wn_entity *entity)
{
    if (!page_has_records(p, entity)) {
        page_raw(p, "<li>");
        page_short(p, page_entity(p, entity));
        wn_buf_format(p->out, ": %s</li>\n",
                      page_say(p, wn_has_file(p->context->plan, entity)
                                      ? WN_SAY_REPORT_NO_ROWS
                                      : WN_SAY_REPORT_NO_FILE));
        return;
    }
    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        if (p->context->tallies->counts[check->number].applicable ||
            wn_str_equal(check->id, wn_str_of(wn_rules[check->rule]->name)) ||
            is_told(p, check))
            continue;
        page_raw(p, "<li>");
        page_short(p, page_entity(p, entity));
        page_raw(p, " · ");
        page_check(p, check);
        wn_buf_format(p->out, ": %s</li>\n",
                      page_say(p, !wn_check_is_asked(p->context, check)
                                      ? WN_SAY_REPORT_NOT_KEY
                                      : WN_SAY_REPORT_NO_VALUES));
    }
}

void page_not_checked(page *p)
{
    const wn_context *context = p->context;
    const wn_model *model = &context->plan->model;
    size_t skips = 0, notes = 0;

    page_heading(p, WN_SAY_REPORT_NOT_CHECKED, "not-checked");
    page_raw(p, "<ul>\n");
    for (size_t e = 0; e < model->entity_count; e++)
        write_idle(p, &model->entities[e]);
    for (size_t i = 0; i < context->tallies->told_count; i++)
        if (context->tallies->told[i].is_skipped && skips++ < PAGE_SHOWN)
            write_told(p, &context->tallies->told[i]);
    for (size_t f = 0; f < context->plan->file_count; f++)
        for (size_t i = 0; i < context->known->inputs[f].note_count; i++) {
            wn_buf note = {0};
            if (notes++ >= PAGE_SHOWN)
                continue;
            wn_note_say(&context->known->inputs[f].notes[i], p->lang, &note);
            page_raw(p, "<li>");
            page_short(p, context->plan->files[f].name);
            page_raw(p, ": ");
            page_text(p, wn_buf_str(&note));
            page_raw(p, "</li>\n");
            wn_buf_release(&note);
        }
    wn_buf_format(p->out, "<li>%s</li></ul>\n", page_say(p, WN_SAY_REPORT_CAVEAT));
    page_shown(p,
               (notes < PAGE_SHOWN ? notes : PAGE_SHOWN) +
                   (skips < PAGE_SHOWN ? skips : PAGE_SHOWN),
               notes + skips);
    if (!p->report->kind->loads) /* a migration shows this in its inventory */
        page_unread(p);
}
