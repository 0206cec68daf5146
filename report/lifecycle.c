/*
 * lifecycle.c - list-NAME.csv: the records that checks propose for a list (move-to=). A
 * person moves them there in the old system; winnow only writes the proposal.
 */
#include "report.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct list {
    wn_str name;
    report_stream stream;
} list;

typedef struct lifecycle {
    list *lists; /* as many as the model names */
    size_t count, room;
    wn_arena row;
} lifecycle;

static report_stream *stream_of(report *r, wn_str name, wn_rc *rc)
{
    lifecycle *l = r->lifecycle;
    char file[96];

    for (size_t i = 0; i < l->count; i++)
        if (wn_str_equal(l->lists[i].name, name))
            return &l->lists[i].stream;
    l->lists = wn_grow(l->lists, l->count, &l->room, sizeof(*l->lists));
    snprintf(file, sizeof(file), "list-%.*s.csv", name.len < 63 ? (int)name.len : 63,
             name.ptr); /* safe: the model allows only letters, digits, - and _ */
    l->lists[l->count] = (list){.name = name};
    report_stream *stream = &l->lists[l->count++].stream;
    *rc = report_stream_open(r, stream, file);
    wn_buf_add(&stream->out,
               WN_STR("\xEF\xBB\xBF"
                      "entity,system,key,name,field,value,department,owner,check\n"));
    return *rc < 0 ? NULL : stream;
}

static wn_rc add(report *r, const wn_record *record, const wn_finding *f)
{
    const wn_entity *entity = record->file->entity;
    wn_arena *arena = &r->lifecycle->row;
    wn_rc rc = WN_OK;
    report_stream *stream = stream_of(r, f->check->move_to, &rc);

    if (!stream)
        return rc;
    const wn_str cells[] = {
        entity->name,
        record->file->source->system,
        report_shown_key(r, record->file->source->system, record->file->entity,
                         record->key, arena),
        report_name(r, entity, record->cells, arena),
        f->field >= 0 ? entity->fields[f->field].name : WN_STR(""),
        report_value(r, f, record, arena),
        report_cell(record, WN_MEANS_DEPARTMENT),
        report_cell(record, WN_MEANS_OWNER),
        f->check->id,
    };
    for (size_t i = 0; i < WN_COUNT(cells); i++) {
        if (i > 0)
            wn_buf_char(&stream->out, ',');
        wn_csv_add_safe(&stream->out, cells[i]);
    }
    wn_buf_char(&stream->out, '\n');
    wn_arena_reset(arena);
    return report_stream_flush(r, stream, false);
}

wn_rc report_lifecycle_add(report *r, const wn_record *record)
{
    wn_rc rc = WN_OK;

    for (const wn_finding *f = record->findings; f && rc >= 0; f = f->next) {
        if (f->check->move_to.len == 0 || !wn_check_is_asked(r->stage.context, f->check))
            continue;
        if (!r->lifecycle)
            r->lifecycle = wn_alloc(1, sizeof(*r->lifecycle));
        rc = add(r, record, f);
    }
    return rc;
}

wn_rc report_lifecycle_end(report *r)
{
    wn_rc rc = WN_OK;

    for (size_t i = 0; r->lifecycle && i < r->lifecycle->count && rc >= 0; i++)
        rc = report_stream_flush(r, &r->lifecycle->lists[i].stream, true);
    return rc;
}

void report_lifecycle_release(report *r)
{
    for (size_t i = 0; r->lifecycle && i < r->lifecycle->count; i++)
        wn_buf_release(&r->lifecycle->lists[i].stream.out);
    if (r->lifecycle) {
        wn_arena_release(&r->lifecycle->row);
        free(r->lifecycle->lists);
    }
    free(r->lifecycle);
}
