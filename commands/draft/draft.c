/*
 * draft.c - drafts a mapping for exports that nobody mapped yet. It decides about every
 * table of every file, in an order in which each decision has what it needs.
 */
#include "drafting.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "workbook/workbook.h"

#include <stdlib.h>
#include <string.h>

/* Mappings, models and the schema of a draft before lie among the exports: nobody's data,
 * unless somebody names them. */
static bool is_of_winnow(const wn_draft_request *request, const char *path)
{
    for (size_t i = 0; i < request->count; i++)
        if (!strcmp(request->paths[i], path))
            return wn_is_workbook(path);
    bool is_xml = wn_str_ends(wn_str_of(path), WN_STR(".xml")); /* others are not opened */
    return (is_xml && wn_is_mapping(path)) || wn_is_workbook(path) ||
           wn_str_equal(wn_path_base(wn_str_of(path)), WN_STR("winnow.xsd"));
}

static void look_at_files(draft *d)
{
    wn_input_list list = {.surveys = d->request->surveys};
    wn_error first = {.lang = d->err->lang};

    for (size_t i = 0; i < d->request->count; i++)
        wn_input_list_add(&list, d->request->paths[i]);
    wn_str *names = wn_arena_alloc(&d->arena, (list.count + 1) * sizeof(*names));
    wn_input_names(list.paths, list.count, names, &d->arena);
    for (size_t i = 0; i < list.count; i++) {
        wn_error own = {.lang = d->err->lang};
        if (is_of_winnow(d->request, list.paths[i]))
            continue;
        const char *path = wn_arena_str(&d->arena, wn_str_of(list.paths[i])).ptr;
        if (draft_look_at(d, path, names[i], &own) < 0 && first.rc >= 0)
            first = own;
    }
    if (d->table_count == 0 && first.rc < 0)
        *d->err = first;
    else if (d->table_count == 0)
        wn_fail(d->err, WN_E_SOURCE, WN_SAY_FOLDER_EMPTY,
                d->request->count ? d->request->paths[0] : "");
    wn_input_list_release(&list);
}

/* Mark the columns that the known system's mapping uses. */
static void mark_packed(draft *d, draft_table *t, const wn_pack_match *match)
{
    wn_str fields[256];
    size_t count = 0;
    wn_buf unused = {0};
    bool *used = wn_alloc(t->count + 1, sizeof(*used));

    wn_pack_write_fields(match, &t->input, used, fields, &count, WN_COUNT(fields),
                         &d->arena, &unused);
    for (size_t c = 0; c < t->count; c++)
        t->columns[c].is_packed = t->columns[c].is_packed || used[c];
    wn_buf_release(&unused);
    free(used);
}

/* Take the parts of the table from the known system's mapping. */
static void take_pack(draft *d, draft_table *t)
{
    int nodes[DRAFT_PARTS];

    t->part_count = wn_pack_parts(&t->match, &t->input, nodes, DRAFT_PARTS);
    for (size_t p = 0; p < t->part_count; p++) {
        wn_pack_match match = t->match;
        match.node = nodes[p];
        t->parts[p] = (draft_part){
            .key_column = -1,
            .node = nodes[p],
            .entity = draft_entity_find(d, wn_pack_entity(&match, &d->arena)),
            .where = wn_pack_where(&match, &d->arena)};
        mark_packed(d, t, &match);
    }
}

/* A table with a header but no records, while other tables have records, is skipped: a
 * run would stop at it. */
static bool is_without_records(draft *d, draft_table *t)
{
    bool others = false;

    for (size_t i = 0; i < d->table_count; i++)
        others = others || d->tables[i]->rows.count > 0;
    if (t->rows.count > 0 || !t->is_whole || !others)
        return false;
    t->skipped = WN_STR("no records / 没有记录");
    draft_doubt(d, t, NULL, WN_DOUBT_TABLE, .85, 1, WN_SAY_DOUBT_NO_RECORDS,
                WN_FMT(draft_shown(d, t)));
    return true;
}

static void decide(draft *d)
{
    draft_read_names(d);
    for (size_t i = 0; i < d->table_count; i++) {
        draft_table *t = d->tables[i];
        if (is_without_records(d, t))
            continue;
        draft_name_columns(d, t);
        t->is_known = wn_pack_find(&t->input, &t->match);
        if (t->is_known)
            take_pack(d, t);
        if (!t->is_known || draft_is_otherwise(d, t))
            draft_decide_entity(d, t);
    }
    for (size_t i = 0; i < d->table_count; i++)
        draft_split(d, d->tables[i]);
    draft_choose_keys(d, true);
    draft_choose_keys(d, false);
    draft_key_by_names(d);
    draft_find_links(d);
    draft_name_systems(d);
    for (size_t i = 0; i < d->table_count; i++) {
        draft_find_region(d, d->tables[i]);
        draft_look_at_dates(d, d->tables[i]);
        draft_look_at_decimals(d, d->tables[i]);
        draft_doubt_columns(d, d->tables[i]);
    }
}

wn_rc wn_draft(const wn_draft_request *request, wn_drafted *out, wn_error *err)
{
    draft d = {.request = request, .out = out, .err = err};

    draft_fields_open(&d);
    look_at_files(&d);
    if (err->rc >= 0) {
        decide(&d);
        draft_write(&d);
        draft_sort_doubts(out);
    }
    for (size_t i = d.table_count; i-- > 0;)
        draft_table_free(d.tables[i]);
    free(d.tables);
    draft_fields_close(&d);
    wn_buf_release(&d.lists);
    wn_arena_release(&d.arena);
    return err->rc;
}
