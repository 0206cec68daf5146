/* sink.h - one kind of target. The load stage has the table of sinks. */
#ifndef TARGET_SINK_H
#define TARGET_SINK_H

#include "core/stage.h"

typedef struct wn_sink_class {
    const char *name;
    const char *en, *zh;
    bool (*accepts)(const char *target);
    /* Opens one transaction on settings->target; nothing is visible before commit. Says
     * what the target knows, as far as the stage may. On failure close is called. The
     * stage outlives the sink. */
    wn_rc (*open)(void **sink_out, const wn_stage *stage);
    wn_rc (*begin)(void *sink, const wn_entity *entity);
    /* Whole groups of records, surviving record among them. A record that
     * changed nothing in the target becomes WN_DISPOSITION_UNCHANGED. */
    wn_rc (*write)(void *sink, wn_batch *batch);
    /* All records are written: count them from the target's rows. */
    wn_rc (*count)(void *sink, wn_file_counts *books);
    wn_rc (*commit)(void *sink);
    void (*close)(void *sink, bool committed); /* rolls back what was not committed */
} wn_sink_class;

#endif
