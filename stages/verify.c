/* verify.c - a second reading: each record is compared with its golden record. */
#include "audit/verifying.h"

static wn_rc stage_process(wn_stage *stage, wn_batch *batch)
{
    for (size_t r = 0; r < batch->count; r++)
        verify_record(stage->may.verification, &batch->records[r], &batch->arena);
    return WN_OK;
}

const wn_stage_class wn_stage_verify = {
    .name = "verify",
    .en = "hold the target against the sources",
    .zh = "核对",
    .size = sizeof(wn_stage),
    .writes = WN_MAY_VERIFY,
    .process = stage_process,
};
