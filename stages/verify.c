/*
 * verify.c - a second reading: each record is compared with its golden record. Workers
 * find its row in the target and hash its values; what depends on the records before is
 * done in the order of the file.
 */
#include "audit/verifying.h"

struct expecting {
    wn_stage stage;
    wn_fingerprint prefix; /* of the file's system and entity */
};

static wn_rc begin_file(wn_stage *stage, const wn_file *file)
{
    ((struct expecting *)stage)->prefix =
        wn_fingerprint_mix(wn_fingerprint_of(file->source->system), file->entity->name);
    return WN_OK;
}

static wn_rc process_expect(wn_stage *stage, wn_batch *batch)
{
    const struct expecting *e = (struct expecting *)stage;

    for (size_t r = 0; r < batch->count; r++)
        verify_look(stage->context->known->verification, e->prefix, &batch->records[r],
                    &batch->arena);
    return WN_OK;
}

static wn_rc process_verify(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++)
        verify_record(stage->may.verification, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_stage_expect = {
    .name = "expect",
    .en = "find the row of every record, and hash its values",
    .zh = "推算",
    .size = sizeof(struct expecting),
    .is_parallel = true,
    .begin_file = begin_file,
    .process = process_expect,
};

const wn_stage_class wn_stage_verify = {
    .name = "verify",
    .en = "hold the target against the sources",
    .zh = "核对",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_VERIFY,
    .process = process_verify,
};
