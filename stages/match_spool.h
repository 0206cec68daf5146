/* match_spool.h - keeps records in a file until their groups are known. */
#ifndef STAGES_MATCH_SPOOL_H
#define STAGES_MATCH_SPOOL_H

#include "core/stage.h"

typedef struct match_spool {
    int fd;
    uint64_t *offsets; /* by record: where it begins in the file; one more at the end */
    size_t count, room;
    wn_buf out; /* bytes that are not yet written */
    uint64_t written;
    char *window; /* a part of the file, for reading in order */
    uint64_t window_at;
    size_t window_len;
    wn_error *err;
    const char *dir;
} match_spool;

wn_rc match_spool_open(match_spool *spool, const char *dir, wn_error *err);
wn_rc match_spool_add(match_spool *spool, const wn_record *record,
                      const wn_entity *entity);
wn_rc match_spool_flush(match_spool *spool);
/* Read the record at the index and append it to the batch; its bytes are in the batch's
 * arena. NULL: it cannot be read, spool->err says why. */
wn_record *match_spool_read(match_spool *spool, size_t index, const wn_plan *plan,
                            wn_batch *batch);
/* The same for records that are asked for in order, whatever is read between them. */
wn_record *match_spool_next(match_spool *spool, size_t index, const wn_plan *plan,
                            wn_batch *batch);
/* Empty the spool for the next entity. After an error nothing may be added. */
wn_rc match_spool_clear(match_spool *spool);
void match_spool_close(match_spool *spool);

#endif
