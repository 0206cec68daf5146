/* see_job.c - how far a command is, for the page's script: JSON. */
#include "site.h"

void see_job(serve *s, request *q, reply *a)
{
    static const char *const states[] = {[JOB_NONE] = "none", [JOB_RUNS] = "runs",
                                         [JOB_ENDED] = "ended", [JOB_BROKEN] = "broken"};
    wn_buf progress = {0};
    job j;

    job_find(&s->room, request_field(q, "id"), &j);
    if (j.state == JOB_RUNS)
        job_text(&s->room, &j, "progress", &progress);
    a->type = "application/json";
    /* the command writes whole lines of JSON over each other: take it where it is whole */
    wn_str line = wn_str_trim(wn_buf_str(&progress));
    bool whole = line.len > 1 && line.ptr[0] == '{' && line.ptr[line.len - 1] == '}';
    wn_buf_format(&a->body, "{\"state\":\"%s\",\"progress\":%.*s}\n", states[j.state],
                  whole ? (int)line.len : 4, whole ? line.ptr : "null");
    wn_buf_release(&progress);
}
