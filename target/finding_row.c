/* finding_row.c - writes a finding as a row of winnow_finding. */
#include "finding_row.h"

wn_str finding_field(const wn_record *record, const wn_finding *finding)
{
    const wn_entity *entity = record->file->entity;

    return finding->field >= 0 ? entity->fields[finding->field].name : WN_STR("");
}

wn_str finding_column(const wn_context *context, const wn_record *record, uint32_t column)
{
    const wn_input *input = &context->known->inputs[record->file->number];

    return column < input->column_count ? input->columns[column] : WN_STR("");
}

wn_rc finding_insert(own_writer *into, const wn_context *context, const wn_record *record,
                     const wn_finding *finding, int64_t run)
{
    const db_value row[] = {
        db_text(finding->check->id),
        db_text(wn_str_of(wn_severity_names[finding->check->severity])),
        db_text(record->file->entity->name),
        db_text(record->file->source->system),
        db_text(record->key),
        db_id(record->golden),
        db_text(record->file->name),
        db_int((int64_t)record->line),
        db_text(finding_field(record, finding)),
        db_text(finding_column(context, record, finding->column)),
        db_text(finding->value),
        db_int(run),
        finding->advice.len ? db_text(finding->advice) : (db_value){.kind = DB_NULL},
        db_int(record->nth),
    };

    return own_write(into, row);
}
