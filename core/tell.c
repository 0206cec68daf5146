/* tell.c - says how far a run is, to whoever watches it. */
#include "stage.h"

#include <stdio.h>
#include <string.h>

void wn_tell(const wn_context *context, const wn_stage_class *class,
             const wn_entity *entity, uint64_t records, double done)
{
    const wn_watch *watch = context->watch;
    const wn_pass *pass = context->pass;
    wn_lang lang = context->settings->lang;
    const char *what = lang == WN_ZH ? class->zh : class->name;
    char text[160];
    size_t stage = 0;

    if (!watch->progress)
        return;
    while (pass->stages[stage] && pass->stages[stage] != class)
        stage++;
    snprintf(text, sizeof(text), wn_say(lang, pass->reading), what);
    watch->progress(
        watch->data,
        &(wn_progress){.stage = pass->is_run ? stage : WN_STAGE_COUNT + stage,
                       .what = pass->is_run ? what : text,
                       .entity = wn_label(lang, entity->name, entity->zh, entity->name),
                       .records = records,
                       .done = done});
}
