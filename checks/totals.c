/* totals.c - shared by the checks that are asked of columns, files and entities instead
 * of records: once, when the sums of the run are known. */
#include "check.h"

void wn_total_count(const wn_check_context *cx, bool failed, wn_told told)
{
    wn_tallies *tallies = cx->context->tallies;

    tallies->counts[cx->check->number].applicable++;
    tallies->counts[cx->check->number].failed += failed;
    told.check = cx->check;
    if (failed && (told.field || told.place.len))
        wn_tallies_tell(tallies, told);
}

void wn_total_skip(const wn_check_context *cx, int field, wn_str place, wn_word why)
{
    wn_tallies_tell(cx->context->tallies,
                    (wn_told){.check = cx->check,
                              .field = field < 0 ? NULL : &cx->entity->fields[field],
                              .place = place,
                              .before = -1,
                              .is_skipped = true,
                              .why = why});
}

const wn_source *wn_total_system(const wn_check_context *cx, size_t i)
{
    const wn_plan *plan = cx->context->plan;
    const wn_file *file = &plan->files[i];

    if (file->entity != cx->entity)
        return NULL;
    for (size_t f = 0; f < i; f++)
        if (plan->files[f].entity == cx->entity &&
            wn_str_equal(plan->files[f].source->system, file->source->system))
            return NULL;
    return file->source;
}

bool wn_is_part(const wn_context *context, const wn_source *source,
                const wn_entity *entity)
{
    const wn_plan *plan = context->plan;

    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity &&
            (!source || wn_str_equal(plan->files[f].source->system, source->system)) &&
            wn_input_own_columns(&context->known->inputs[f]) > 0)
            return true;
    return context->settings->where_count > 0;
}

bool wn_has_file(const wn_plan *plan, const wn_entity *entity)
{
    for (size_t f = 0; f < plan->file_count; f++)
        if (plan->files[f].entity == entity)
            return true;
    return false;
}

bool wn_is_brought(const wn_plan *plan, const wn_entity *entity, int field)
{
    for (size_t f = 0; f < plan->file_count; f++)
        for (size_t b = 0;
             plan->files[f].entity == entity && b < plan->files[f].bind_count; b++)
            if (plan->files[f].binds[b].field == field)
                return true;
    return false;
}
