/*
 * see_findings.c - what was found, by kind, and each kind finding by finding, with a way to
 * the record's story.
 *
 * Findings stand in the order in which they were written; the next page begins behind the
 * last row of this one, so that a page of a million is as quick as the first.
 */
#include "findings.h"

#include "core/finding.h"
#include "core/mapping.h"
#include "core/mask.h"
#include "core/memory.h"
#include "group.h"
#include "target/db.h"

#define PAGE 50

static const struct {
    const char *name;
    wn_word word;
} places[FINDING_PLACES] = {[FINDINGS_LOADED] = {"load", WN_SAY_SERVE_FINDINGS_LOADED},
                            [FINDINGS_CHECKED] = {"check", WN_SAY_SERVE_FINDINGS_CHECKED}};

finding_place finding_place_of(const request *q)
{
    return wn_str_equal(request_field(q, "of"), WN_STR("check")) ? FINDINGS_CHECKED
                                                                 : FINDINGS_LOADED;
}

const char *finding_place_name(finding_place place)
{
    return places[place].name;
}

const char *finding_target(const serve *s, finding_place place)
{
    if (place == FINDINGS_CHECKED)
        return room_has(&s->room, ROOM_HISTORY) ? ROOM_HISTORY : NULL;
    return site_has_target(s) ? s->room.target : NULL;
}

/* ---- names ------------------------------------------------------------------------ */

static const wn_entity *entity_of(const wn_model *model, wn_str name)
{
    for (size_t e = 0; model && e < model->entity_count; e++)
        if (wn_str_equal(model->entities[e].name, name))
            return &model->entities[e];
    return NULL;
}

static const wn_field *field_of(const wn_entity *entity, wn_str name)
{
    for (size_t f = 0; entity && f < entity->field_count; f++)
        if (wn_str_equal(entity->fields[f].name, name))
            return &entity->fields[f];
    return NULL;
}

wn_str finding_check_label(serve *s, wn_str rule, wn_str entity, wn_lang lang)
{
    const wn_entity *of = entity_of(site_model(s), entity);
    int built_in = wn_rule_find(rule);

    for (size_t c = 0; of && c < of->check_count; c++)
        if (wn_str_equal(of->checks[c].id, rule))
            return wn_check_label(&of->checks[c], lang);
    return built_in >= 0 ? wn_label(lang, wn_str_of(wn_rules[built_in]->en),
                                    wn_str_of(wn_rules[built_in]->zh), rule)
                         : rule;
}

static wn_str severity_label(wn_str name, wn_lang lang)
{
    for (int i = 0; wn_severity_names[i]; i++)
        if (wn_str_equal(name, wn_str_of(wn_severity_names[i])))
            return wn_str_of(wn_say(lang, WN_SAY_SEVERITY_INFO + (wn_word)i));
    return name;
}

static wn_str entity_label(serve *s, wn_str name, wn_lang lang)
{
    const wn_entity *e = entity_of(site_model(s), name);

    return e ? wn_label(lang, e->en, e->zh, e->name) : name;
}

static wn_str field_label(serve *s, wn_str entity, wn_str name, wn_lang lang)
{
    const wn_field *field = field_of(entity_of(site_model(s), entity), name);

    return field ? wn_label(lang, field->en, field->zh, field->name) : name;
}

/* ---- by kind ---------------------------------------------------------------------- */

static void add_part(wn_buf *out, const char *name, wn_str value)
{
    wn_buf_format(out, "&amp;%s=", name);
    wn_url_add(out, value);
}

static void write_kind(frame *f, finding_place place, const finding_kind *k)
{
    serve *s = f->site;

    wn_buf_format(f->out, "<tr><th scope=\"row\"><a href=\"/findings?of=%s",
                  places[place].name);
    add_part(f->out, "rule", k->rule);
    add_part(f->out, "entity", k->entity);
    add_part(f->out, "field", k->field);
    frame_raw(f, "\">");
    frame_text(f, finding_check_label(s, k->rule, k->entity, f->lang));
    frame_raw(f, "</a> <small class=\"dim\">");
    frame_text(f, k->rule);
    frame_raw(f, " ");
    frame_text(f, severity_label(k->severity, f->lang));
    frame_raw(f, "</small></th><td>");
    frame_text(f, entity_label(s, k->entity, f->lang));
    frame_raw(f, "</td><td>");
    frame_text(f, field_label(s, k->entity, k->field, f->lang));
    frame_raw(f, "</td><td class=\"n\">");
    frame_number(f, k->count);
    frame_raw(f, "</td></tr>\n");
}

static void write_heads(frame *f, const wn_word *words, size_t count)
{
    frame_raw(f, "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++)
        frame_put(f, "th scope=\"col\"", words[i]);
    frame_raw(f, "</tr></thead><tbody>\n");
}

static void write_kinds(frame *f, finding_place place, const char *target)
{
    static const wn_word heads[] = {WN_SAY_LIST_RULE, WN_SAY_SERVE_ENTITY, WN_SAY_LIST_FIELD,
                                    WN_SAY_SERVE_COUNT};
    finding_kinds *all = &f->site->findings[place];
    wn_error err = {.lang = f->lang};

    if (finding_kinds_read(all, target, &err) < 0) {
        frame_error(f, &err);
        return;
    }
    if (all->count == 0) {
        frame_put(f, "p", WN_SAY_SERVE_NO_FINDINGS);
        return;
    }
    write_heads(f, heads, WN_COUNT(heads));
    for (size_t i = 0; i < all->count; i++)
        write_kind(f, place, &all->items[i]);
    frame_raw(f, "</tbody></table></div>\n");
}

/* ---- finding by finding ------------------------------------------------------------ */

typedef struct listing {
    frame *frame;
    finding_place place;
    const finding_kind *kind;
    const wn_field *field;
    size_t count;
    wn_str last; /* the row that was shown last */
    wn_arena arena;
} listing;

enum { ROW, KEY, GOLDEN, SYSTEM, FILE_NAME, LINE, VALUE, ADVICE };

/* As the reports show it: what identifies people is masked; of a finding about private
 * values in a wrong place all of it is. */
static void write_value(listing *l, wn_str value)
{
    frame *f = l->frame;
    bool is_private = wn_str_equal(l->kind->rule, WN_STR("private"));

    frame_raw(f, "<td class=\"v\">");
    if (value.ptr && value.len)
        frame_text(f, l->field && !is_private
                          ? wn_field_shown(l->field, value, NULL, &l->arena)
                          : wn_mask_shown(WN_STR("all"), value, NULL, &l->arena));
    frame_raw(f, "</td>");
}

static void write_story(listing *l, const wn_str *c)
{
    frame *f = l->frame;

    wn_buf_format(f->out, "<td><a href=\"/record?of=%s", places[l->place].name);
    add_part(f->out, "entity", l->kind->entity);
    if (c[GOLDEN].ptr && c[GOLDEN].len)
        add_part(f->out, "golden", c[GOLDEN]);
    add_part(f->out, "system", c[SYSTEM]);
    add_part(f->out, "key", c[KEY]);
    add_part(f->out, "rule", l->kind->rule);
    frame_raw(f, "\">");
    frame_say(f, WN_SAY_SERVE_STORY);
    frame_raw(f, "</a></td></tr>\n");
}

static bool take_finding(void *data, const wn_str *c)
{
    listing *l = data;
    frame *f = l->frame;

    if (l->count++ == PAGE)
        return false;
    l->last = wn_arena_str(&l->arena, c[ROW]);
    frame_raw(f, "<tr><th scope=\"row\">");
    frame_text(f, group_is_made_up(c[KEY]) ? WN_STR("—") : wn_mask_parts(c[KEY], &l->arena));
    frame_raw(f, "</th><td class=\"dim\">");
    frame_text(f, c[FILE_NAME]);
    wn_buf_format(f->out, ":%.*s</td>", WN_FMT(c[LINE]));
    write_value(l, c[VALUE]);
    write_value(l, c[ADVICE]);
    write_story(l, c);
    return true;
}

static wn_rc read_findings(listing *l, const char *target, wn_str after, wn_error *err)
{
    db *d = NULL;
    wn_buf sql = {0};
    wn_rc rc = db_open(&d, target, DB_READ, "serve", err);

    if (rc >= 0) {
        const char *row = d->class->dialect->row;
        db_sql(&sql,
               "SELECT t.%s, t.source_key, t.golden_id, k.system, k.file, t.line, t.value, "
               "t.suggestion FROM winnow_finding_row t JOIN winnow_finding_kind k ON "
               "k.id=t.kind WHERE t.kind IN (SELECT id FROM winnow_finding_kind WHERE "
               "rule=%L AND entity=%L AND coalesce(field,'')=%L)",
               row, l->kind->rule, l->kind->entity, l->kind->field);
        if (after.len)
            db_sql(&sql, " AND t.%s>%L", row, after);
        db_sql(&sql, " ORDER BY t.%s LIMIT %d", row, PAGE + 1);
        rc = d->class->query(d, sql.ptr, take_finding, l);
    }
    wn_buf_release(&sql);
    return db_close(d, rc >= 0, rc);
}

static void write_more(frame *f, const listing *l, bool is_first)
{
    frame_raw(f, "<p>");
    for (int next = 0; next < 2; next++) {
        if (next ? l->count <= PAGE : is_first)
            continue;
        wn_buf_format(f->out, "<a class=\"button\" href=\"/findings?of=%s",
                      places[l->place].name);
        add_part(f->out, "rule", l->kind->rule);
        add_part(f->out, "entity", l->kind->entity);
        add_part(f->out, "field", l->kind->field);
        if (next)
            add_part(f->out, "after", l->last);
        frame_raw(f, "\">");
        frame_say(f, next ? WN_SAY_SERVE_PAGE_NEXT : WN_SAY_SERVE_PAGE_FIRST);
        frame_raw(f, "</a> ");
    }
    frame_raw(f, "</p>\n");
}

static void write_findings(frame *f, finding_place place, const char *target)
{
    static const wn_word heads[] = {WN_SAY_LIST_RECORD, WN_SAY_LIST_WHERE,
                                    WN_SAY_LIST_VALUE, WN_SAY_LIST_ADVICE,
                                    WN_SAY_SERVE_STORY};
    const request *q = f->request;
    const finding_kind kind = {.rule = request_field(q, "rule"),
                               .entity = request_field(q, "entity"),
                               .field = request_field(q, "field")};
    wn_str after = request_field(q, "after");
    wn_error err = {.lang = f->lang};
    listing l = {.frame = f, .place = place, .kind = &kind};

    l.field = field_of(entity_of(site_model(f->site), kind.entity), kind.field);
    frame_raw(f, "<h2>");
    frame_text(f, finding_check_label(f->site, kind.rule, kind.entity, f->lang));
    frame_raw(f, " · ");
    frame_text(f, entity_label(f->site, kind.entity, f->lang));
    frame_raw(f, " ");
    frame_text(f, field_label(f->site, kind.entity, kind.field, f->lang));
    frame_raw(f, "</h2>");
    frame_put(f, "p class=\"dim\"", WN_SAY_SERVE_FINDINGS_MASKED);
    write_heads(f, heads, WN_COUNT(heads));
    read_findings(&l, target, after, &err);
    frame_raw(f, "</tbody></table></div>\n");
    if (err.rc < 0)
        frame_error(f, &err);
    write_more(f, &l, after.len == 0);
    wn_arena_release(&l.arena);
}

/* ---- the page --------------------------------------------------------------------- */

void findings_links(frame *f)
{
    frame_raw(f, "<p class=\"links\">");
    for (finding_place p = 0; p < FINDING_PLACES; p++)
        if (finding_target(f->site, p)) {
            wn_buf_format(f->out, "<a href=\"/findings?of=%s\">", places[p].name);
            frame_say(f, places[p].word);
            frame_raw(f, "</a> ");
        }
    frame_raw(f, "</p>\n");
}

void see_findings(serve *s, request *q, reply *a)
{
    finding_place place = finding_place_of(q);
    frame f = frame_begin(s, q, a, places[place].word, "/health");
    const char *target = finding_target(s, place);

    findings_links(&f);
    if (!target)
        frame_put(&f, "p", WN_SAY_SERVE_NO_FINDINGS);
    else if (request_field(q, "rule").len)
        write_findings(&f, place, target);
    else
        write_kinds(&f, place, target);
    frame_end(&f);
}
