/* page_unusual.c - sections: what is not as usual, better or worse; what was not checked.
 */
#include "page.h"

#include "core/memory.h"

/* ---- unusual ---------------------------------------------------------------------- */

static void write_unusual(page *p, const metrics_unusual *u)
{
    bool share = u->check != NULL;

    page_raw(p, "<li>");
    if (share) {
        page_short(p, page_entity(p, u->check->entity));
        page_raw(p, " · ");
        page_check(p, u->check);
        page_colon(p);
        page_raw(p, "<strong>");
        page_add_share(p->out, u->now);
        wn_buf_format(p->out, "</strong> %s ", page_say(p, WN_SAY_REPORT_USUALLY));
        page_add_share(p->out, u->low < 0 ? 0 : u->low);
        page_raw(p, " – ");
        page_add_share(p->out, u->high > 1 ? 1 : u->high);
    } else {
        char a[28], b[28], c[28];
        page_short(p, page_entity(p, u->entity));
        wn_buf_format(p->out, "%s<strong>%s</strong> %s%s%s %s – %s",
                      page_say(p, WN_SAY_REPORT_COLON), wn_thousands(a, (uint64_t)u->now),
                      page_say(p, WN_SAY_REPORT_RECORDS),
                      page_say(p, WN_SAY_REPORT_COMMA),
                      page_say(p, WN_SAY_REPORT_USUALLY),
                      wn_thousands(b, (uint64_t)(u->low < 0 ? 0 : u->low)),
                      wn_thousands(c, (uint64_t)u->high));
    }
    page_raw(p, "</li>\n");
}

/* Writes the labels of a field that is given as "entity.field". */
static void write_where(page *p, wn_str where)
{
    const wn_model *model = &p->context->plan->model;
    wn_str rest = where;
    int e = wn_entity_find(model, wn_str_cut(&rest, WN_STR(".")));
    int f = e < 0 ? -1 : wn_field_find(&model->entities[e], rest);

    if (f < 0) {
        page_short(p, where);
        return;
    }
    page_short(p, page_entity(p, &model->entities[e]));
    page_raw(p, " · ");
    page_short(p, page_field(p, &model->entities[e].fields[f]));
}

static void write_novelty(page *p, const wn_novelty *n)
{
    static const wn_word words[] = {WN_SAY_REPORT_COLUMN_NEW, WN_SAY_REPORT_COLUMN_GONE,
                                    WN_SAY_REPORT_VALUE_NEW};

    wn_buf_format(p->out, "<li>%s", page_say(p, words[n->kind]));
    page_colon(p);
    if (n->kind == WN_VALUE_NEW)
        write_where(p, n->where);
    else
        page_short(p, n->where);
    if (n->kind != WN_VALUE_NEW || report_shows_values(p->report)) {
        page_raw(p, " · <strong data-value>");
        page_short(p, n->what);
        page_raw(p, "</strong>");
    }
    if (n->kind == WN_VALUE_NEW) {
        char digits[28];
        wn_buf_format(p->out, page_say(p, WN_SAY_REPORT_IN_RECORDS),
                      wn_thousands(digits, n->count));
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
    if (told->is_skipped)
        page_check_id(p, told->check);
    else
        page_check(p, told->check);
    if (told->place.len || told->field)
        page_colon(p);
    page_short(p, told->place);
    if (told->field) {
        page_raw(p, told->place.len ? " · " : "");
        page_short(p, page_field(p, told->field));
    }
    if (told->is_skipped) {
        page_colon(p);
        wn_buf_format(p->out, "%s</li>\n", page_say(p, told->why));
        return;
    }
    if (told->value.len && report_shows_values(p->report)) {
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
            wn_buf_format(p->out, "%s%s %s ", page_say(p, WN_SAY_REPORT_COMMA),
                          told->period, page_say(p, WN_SAY_REPORT_BEFORE));
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

/* Is it good news: do fewer records fail than usual? */
static bool is_better(const metrics_unusual *u)
{
    return u->check && u->now < u->low;
}

static void begin_list(page *p, wn_word heading, size_t shown)
{
    if (shown == 0)
        wn_buf_format(p->out, "<p>%s</p><ul>\n", page_say(p, heading));
}

/* Writes what is worse than usual, or only different. */
static size_t write_worse(page *p, size_t room)
{
    const health_metrics *n = p->metrics;
    const wn_tallies *tallies = p->context->tallies;
    const wn_history *history = p->context->known->history;
    size_t shown = 0;

    for (size_t i = 0; i < tallies->told_count && shown < room; i++)
        if (!tallies->told[i].is_skipped) {
            begin_list(p, WN_SAY_REPORT_UNUSUAL_WORSE, shown++);
            write_told(p, &tallies->told[i]);
        }
    for (size_t i = 0; i < n->unusual_count && shown < room; i++)
        if (!is_better(&n->unusual[i])) {
            begin_list(p, WN_SAY_REPORT_UNUSUAL_WORSE, shown++);
            write_unusual(p, &n->unusual[i]);
        }
    for (size_t i = 0; i < history->novelty_count && shown < room; i++) {
        begin_list(p, WN_SAY_REPORT_UNUSUAL_WORSE, shown++);
        write_novelty(p, &history->novelties[i]);
    }
    page_raw(p, shown ? "</ul>\n" : "");
    return shown;
}

static size_t write_better(page *p, size_t room)
{
    const health_metrics *n = p->metrics;
    size_t shown = 0;

    for (size_t i = 0; i < n->unusual_count && shown < room; i++)
        if (is_better(&n->unusual[i])) {
            begin_list(p, WN_SAY_REPORT_UNUSUAL_BETTER, shown++);
            write_unusual(p, &n->unusual[i]);
        }
    page_raw(p, shown ? "</ul>\n" : "");
    return shown;
}

void page_unusual(page *p)
{
    const wn_history *history = p->context->known->history;
    const wn_tallies *tallies = p->context->tallies;
    size_t all = p->metrics->unusual_count + history->novelty_count;

    for (size_t i = 0; i < tallies->told_count; i++)
        all += !tallies->told[i].is_skipped;
    if (all == 0) {
        if (history->count)
            page_note(p, WN_SAY_REPORT_USUAL);
        else
            page_no_before(p);
        return;
    }
    size_t shown = write_worse(p, PAGE_SHOWN);
    shown += write_better(p, PAGE_SHOWN - shown);
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
static void write_idle(page *p, const wn_entity *entity, page_rows *rows)
{
    if (!page_has_records(p, entity)) {
        if (!page_next(p, rows))
            return;
        page_raw(p, "<li>");
        page_short(p, page_entity(p, entity));
        page_colon(p);
        wn_buf_format(p->out, "%s</li>\n",
                      page_say(p, wn_has_file(p->context->plan, entity)
                                      ? WN_SAY_REPORT_NO_ROWS
                                      : WN_SAY_REPORT_NO_FILE));
        return;
    }
    for (size_t c = 0; c < entity->check_count; c++) {
        const wn_check *check = &entity->checks[c];
        if (p->context->tallies->counts[check->number].applicable ||
            wn_str_equal(check->id, wn_str_of(wn_rules[check->rule]->name)) ||
            is_told(p, check) || !page_next(p, rows))
            continue;
        page_raw(p, "<li>");
        page_short(p, page_entity(p, entity));
        page_raw(p, " · ");
        page_check_id(p, check);
        page_colon(p);
        wn_buf_format(p->out, "%s</li>\n",
                      page_say(p, !wn_check_is_asked(p->context, check)
                                      ? WN_SAY_REPORT_NOT_KEY
                                      : WN_SAY_REPORT_NO_VALUES));
    }
}

void page_not_checked(page *p)
{
    const wn_context *context = p->context;
    const wn_model *model = &context->plan->model;
    page_rows rows = {0};

    page_raw(p, "<ul>\n");
    for (size_t e = 0; e < model->entity_count; e++)
        write_idle(p, &model->entities[e], &rows);
    for (size_t i = 0; i < context->tallies->told_count; i++)
        if (context->tallies->told[i].is_skipped && page_next(p, &rows))
            write_told(p, &context->tallies->told[i]);
    for (size_t f = 0; f < context->plan->file_count; f++)
        for (size_t i = 0; i < context->known->inputs[f].note_count; i++) {
            wn_buf note = {0};
            if (!page_next(p, &rows))
                continue;
            wn_note_say(&context->known->inputs[f].notes[i], p->lang, &note);
            page_raw(p, "<li>");
            page_short(p, context->plan->files[f].name);
            page_colon(p);
            page_text(p, wn_buf_str(&note));
            page_raw(p, "</li>\n");
            wn_buf_release(&note);
        }
    wn_buf_format(p->out, "<li>%s</li></ul>\n", page_say(p, WN_SAY_REPORT_CAVEAT));
    page_shown(p, rows.shown, rows.all);
    if (!p->report->kind->loads) /* a migration shows this in its inventory */
        page_unread(p);
}
