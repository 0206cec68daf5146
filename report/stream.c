/* stream.c - begins files of the run's folder, and writes them, whole or as streams. */
#include "report.h"

#include "core/artefacts.h"
#include "core/memory.h"

#define FLUSH_AT ((size_t)1 << 16)

bool report_goes(const report *r, const char *name)
{
    return wn_artefact_goes(name, r->stage.context->settings->audience);
}

bool report_shows_values(const report *r)
{
    return r->stage.context->settings->audience == WN_AUDIENCE_ADMIN;
}

wn_output *report_begin(report *r, const char *name)
{
    WN_ASSERT(report_goes(r, name));
    return wn_outputs_add(&r->outputs, r->stage.context->settings->out_dir, name,
                          r->stage.context->err);
}

wn_rc report_write(report *r, const char *name, const wn_buf *bytes)
{
    wn_output *file = report_begin(r, name);

    return file ? wn_output_put(file, wn_buf_str(bytes), r->stage.context->err)
                : r->stage.context->err->rc;
}

wn_rc report_stream_open(report *r, report_stream *stream, const char *name)
{
    stream->file = report_begin(r, name);
    return stream->file ? WN_OK : r->stage.context->err->rc;
}

wn_rc report_stream_flush(report *r, report_stream *stream, bool all)
{
    if (stream->out.len <= (all ? 0 : FLUSH_AT))
        return WN_OK;
    wn_rc rc =
        wn_output_put(stream->file, wn_buf_str(&stream->out), r->stage.context->err);
    stream->out.len = 0;
    return rc;
}
