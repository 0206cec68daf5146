/* sink.h - a sink: one kind of target. stages/load.c has the table of sinks. */
#ifndef TARGET_SINK_H
#define TARGET_SINK_H

#include "core/stage.h"

typedef struct wn_sink_class {
    const char *name;
    const char *en, *zh;
    bool (*accepts)(const char *target);
    /* Opens one transaction on settings->target; others see nothing before commit. Fills
     * what the target knows into stage->may, as far as the stage was granted it. After a
     * failure the caller calls close. The stage outlives the sink. */
    wn_rc (*open)(void **sink_out, const wn_stage *stage);
    wn_rc (*begin)(void *sink, const wn_entity *entity);
    /* Writes a batch of whole groups, each with its surviving record. A record that
     * changes nothing in the target becomes WN_DISPOSITION_UNCHANGED. */
    wn_rc (*write)(void *sink, wn_batch *batch);
    /* Called after the last record: fills `books`, by file, by counting the target's rows
     * (not the calls of write). */
    wn_rc (*count)(void *sink, wn_file_counts *books);
    wn_rc (*commit)(void *sink);
    void (*close)(void *sink, bool committed); /* rolls back what was not committed */
} wn_sink_class;

#endif
