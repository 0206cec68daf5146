/* page_run.c - sections of a migration: what was read, what was changed, and that nothing
 * was lost. */
#include "page.h"

#include "core/memory.h"

#include <stdio.h>

/* ---- the inventory: what was read, and which columns are mapped ------------------- */

static size_t mapped_columns(const wn_file *file, const wn_input *input)
{
    size_t count = 0;

    for (size_t c = 0; c < input->column_count; c++) {
        bool found = false;
        for (size_t b = 0; b < file->bind_count && !found; b++)
            for (size_t k = 0; k < file->binds[b].count && !found; k++)
                found = wn_str_equal(file->binds[b].columns[k], input->columns[c]);
        for (size_t k = 0; k < file->key_count && !found; k++)
            found = wn_str_equal(file->keys[k], input->columns[c]);
        for (size_t t = 0; t < file->term_count && !found; t++)
            for (size_t k = 0; k < file->terms[t].count && !found; k++)
                found = wn_str_equal(file->terms[t].columns[k], input->columns[c]);
        count += found;
    }
    return count;
}

static void write_dropped(page *p)
{
    const wn_plan *plan = p->context->plan;
    size_t all = 0;

    for (size_t i = 0; i < plan->file_count; i++)
        for (size_t k = 0; k < plan->files[i].column_rule_count; k++) {
            const wn_column_rule *rule = &plan->files[i].column_rules[k];
            if (rule->keep || all++ >= PAGE_SHOWN)
                continue;
            if (all == 1)
                wn_buf_format(p->out, "<p>%s</p><ul>",
                              page_say(p, WN_SAY_REPORT_DROPPED));
            page_raw(p, "<li>");
            page_short(p, plan->files[i].name);
            page_raw(p, " · ");
            page_short(p, rule->pattern);
            page_raw(p, " — ");
            page_short(p, rule->why);
            page_raw(p, "</li>");
        }
    if (all)
        page_raw(p, "</ul>\n");
    page_shown(p, all < PAGE_SHOWN ? all : PAGE_SHOWN, all);
}

/* Lists tables, files and rows that were given but are no records. */
void page_unread(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_FILE, WN_SAY_REPORT_UNREAD_TABLE,
                                      WN_SAY_REPORT_UNREAD_WHY, WN_SAY_REPORT_ROWS};
    const wn_unreads *unread = &p->context->outcome->unread;
    size_t shown = unread->count < PAGE_SHOWN ? unread->count : PAGE_SHOWN;
    char digits[28];

    if (unread->count == 0)
        return;
    page_note(p, WN_SAY_REPORT_UNREAD, wn_thousands(digits, unread->rows));
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 3);
    for (size_t i = 0; i < shown; i++) {
        const wn_unread *u = &unread->items[i];
        page_raw(p, "<tr><td>");
        page_short(p, u->file);
        page_raw(p, "</td><td>");
        page_short(p, u->table);
        wn_buf_format(p->out, "</td><td>%s",
                      page_say(p, WN_SAY_UNREAD_FILE + (wn_word)u->why));
        page_raw(p, u->reason[p->lang].len ? " — " : "");
        page_short(p, u->reason[p->lang]);
        page_raw(p, "</td>");
        if (u->is_counted)
            page_number(p, u->rows);
        else
            page_raw(p, "<td>?</td>");
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_shown(p, shown, unread->count);
}

void page_inventory(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_FILE,    WN_SAY_REPORT_ENTITY,
                                      WN_SAY_REPORT_FORMAT,  WN_SAY_REPORT_ROWS,
                                      WN_SAY_REPORT_COLUMNS, WN_SAY_REPORT_MAPPED,
                                      WN_SAY_REPORT_KEPT};
    const wn_plan *plan = p->context->plan;
    size_t shown = plan->file_count < PAGE_SHOWN ? plan->file_count : PAGE_SHOWN;

    page_table(p, WN_SAY_REPORT_INVENTORY_KEY, columns, WN_COUNT(columns), 3);
    for (size_t i = 0; i < shown; i++) {
        const wn_input *input = &p->context->known->inputs[i];
        size_t mapped = mapped_columns(&plan->files[i], input);
        page_raw(p, "<tr><td>");
        page_short(p, plan->files[i].name);
        page_raw(p, "</td><td>");
        page_short(p, page_entity(p, plan->files[i].entity));
        wn_buf_format(p->out, "</td><td>%s%s%s</td>", input->reader->name,
                      input->encoding ? ", " : "",
                      input->encoding ? input->encoding : "");
        page_number(p, p->context->outcome->load.books[i].read);
        page_number(p, input->column_count);
        page_number(p, mapped);
        page_number(p, input->column_count - mapped);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_shown(p, shown, plan->file_count);
    page_unread(p);
    page_stays(p);
    write_dropped(p);
}

/* ---- before and after ------------------------------------------------------------- */

/* Lists columns whose numbers are in thousands or 万, and were scaled. */
static void write_scaled(page *p)
{
    const wn_plan *plan = p->context->plan;
    page_rows rows = {0};
    char digits[28];

    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t b = 0; b < plan->files[f].bind_count; b++) {
            const wn_column_counts *counts =
                wn_tallies_column(p->context->tallies, &plan->files[f], b);
            if (counts->scaled && page_next(p, &rows))
                page_note(p, WN_SAY_REPORT_SCALED, WN_FMT(plan->files[f].path),
                          WN_FMT(plan->files[f].binds[b].columns[0]),
                          wn_thousands(digits, counts->scaled));
        }
    page_shown(p, rows.shown, rows.all);
}

void page_transforms(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ENTITY, WN_SAY_REPORT_FIELD,
                                      WN_SAY_REPORT_TYPE,   WN_SAY_REPORT_EXAMPLE,
                                      WN_SAY_REPORT_HAVE,   WN_SAY_REPORT_CHANGED};
    const wn_model *model = &p->context->plan->model;
    size_t all = 0, shown = 0;

    page_table(p, WN_SAY_REPORT_TRANSFORMS_KEY, columns, WN_COUNT(columns), 4);
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            const report_field *told = &p->report->fields[field->number];
            if (told->changed == 0 || !page_fits(p, all++))
                continue;
            shown++;
            page_raw(p, "<tr><td>");
            page_short(p, page_entity(p, &model->entities[e]));
            page_raw(p, "</td><td>");
            page_short(p, page_field(p, field));
            wn_buf_format(p->out, "</td><td>%s</td><td class=\"v\">", field->type->name);
            for (int i = 0; i < told->example_count; i++) {
                page_raw(p, i ? "<br><code>" : "<code>");
                page_short(p, told->examples[i][0]);
                page_raw(p, "</code> → <code>");
                page_short(p, told->examples[i][1]);
                page_raw(p, "</code>");
            }
            page_raw(p, "</td>");
            page_number(p, told->filled);
            page_number(p, told->changed);
            page_raw(p, "</tr>\n");
        }
    page_table_end(p);
    page_shown(p, shown, all);
    write_scaled(p);
}

/* ---- the books, per file and per field -------------------------------------------- */

/* A table by field: each value of the source is in the target, or the table says why it
 * is not. */
void page_field_books(page *p)
{
    static const wn_word columns[] = {WN_SAY_REPORT_ENTITY, WN_SAY_REPORT_FIELD,
                                      WN_SAY_REPORT_HAVE,   WN_SAY_LOADED,
                                      WN_SAY_ABSORBED,      WN_SAY_REFUSED,
                                      WN_SAY_REPORT_WRONG,  WN_SAY_REPORT_BLANK};
    const wn_model *model = &p->context->plan->model;
    size_t all = 0, shown = 0;

    page_table(p, WN_SAY_REPORT_FIELD_BOOKS, columns, WN_COUNT(columns), 2);
    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++) {
            const wn_field *field = &model->entities[e].fields[f];
            const report_field *told = &p->report->fields[field->number];
            if (told->filled == 0 || !page_fits(p, all++ / 2))
                continue;
            shown++;
            page_raw(p, "<tr><td>");
            page_short(p, page_entity(p, &model->entities[e]));
            page_raw(p, "</td><td>");
            page_short(p, page_field(p, field));
            page_raw(p, "</td>");
            page_number(p, told->filled);
            page_number(p, told->loaded);
            page_number(p, told->absorbed);
            page_number(p, told->refused);
            page_number(p, told->invalid);
            page_number(p, told->blank);
            page_raw(p, "</tr>\n");
        }
    page_table_end(p);
    page_shown(p, shown, all);
}

void page_books(page *p)
{
    const wn_plan *plan = p->context->plan;
    wn_word columns[3 + WN_DISPOSITION_COUNT] = {WN_SAY_REPORT_ENTITY, WN_SAY_REPORT_FILE,
                                                 WN_SAY_READ};
    size_t shown = plan->file_count < PAGE_SHOWN ? plan->file_count : PAGE_SHOWN;

    for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
        columns[3 + f] = WN_SAY_LOADED + (wn_word)f;
    page_note(p, WN_SAY_REPORT_EQUATION);
    page_table(p, WN_SAY_COUNT, columns, WN_COUNT(columns), 2);
    for (size_t i = 0; i < shown; i++) {
        const wn_file_counts *books = &p->context->outcome->load.books[i];
        page_raw(p, "<tr><td>");
        page_short(p, page_entity(p, plan->files[i].entity));
        page_raw(p, "</td><td>");
        page_short(p, plan->files[i].name);
        page_raw(p, "</td>");
        page_number(p, books->read);
        for (int f = 0; f < WN_DISPOSITION_COUNT; f++)
            page_number(p, books->dispositions[f]);
        page_raw(p, "</tr>\n");
    }
    page_table_end(p);
    page_shown(p, shown, plan->file_count);
    if (*p->context->outcome->load.kept_since && !p->context->settings->dry_run)
        page_note(p, WN_SAY_REPORT_KEPT_SINCE, p->context->outcome->load.kept_since);
}
