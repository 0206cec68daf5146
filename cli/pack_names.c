/* pack_names.c - mappings that ship with winnow, given by their names: winnow run salesforce DIR */
#include "options.h"

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "model/pack.h"
#include "workbook/workbook.h"

#include <string.h>

const char cli_pack_commands[] = "run health check sheet";

/* A file of that name is meant before the pack, and a folder where it may be data: a
 * mapping is none. "pack:NAME" is always the pack. */
static bool is_there(const char *arg, bool data)
{
    return wn_path_exists(arg) && (data || !wn_path_is_folder(arg));
}

/* Put the path of the pack in place of its name. Other arguments stay as they are, but for
 * a word that is no file and no pack: WN_E_USAGE. */
static wn_rc take_name(const char **arg, bool data, wn_error *err)
{
    bool marked = !strncmp(*arg, WN_PACK, strlen(WN_PACK));
    wn_str name = wn_str_of(*arg + (marked ? strlen(WN_PACK) : 0)), close;

    if (name.len == 0 || (!marked && (strpbrk(*arg, "/.:=") || is_there(*arg, data))))
        return WN_OK;
    const char *path = wn_pack_called(name, &close);
    if (path) {
        *arg = path;
        return WN_OK;
    }
    if (!marked && wn_path_exists(*arg))
        return WN_OK;
    if (close.len)
        wn_fail(err, WN_E_USAGE, WN_SAY_PACK_CLOSE, WN_FMT(name), WN_FMT(close));
    else
        wn_fail(err, WN_E_USAGE, WN_SAY_PACK_UNKNOWN, WN_FMT(name));
    wn_error_hint(err, WN_SAY_PACK_HINT);
    return err->rc;
}

/* Behind packs, what is no mapping is data. */
static void take_data(cli_options *o)
{
    size_t packs = 0, mappings = 0, kept = 0;
    wn_text text;

    for (size_t i = 0; i < o->arg_count; i++) {
        packs += wn_pack_text(o->args[i], &text);
        mappings += wn_is_mapping_file(o->args[i]);
    }
    if (packs == 0 || packs < mappings)
        return;
    for (size_t i = 0; i < o->arg_count; i++)
        if (wn_pack_text(o->args[i], &text)) {
            o->args[kept++] = o->args[i];
        } else {
            o->in = wn_grow(o->in, o->in_count, &o->in_room, sizeof(*o->in));
            o->in[o->in_count++] = o->args[i];
        }
    o->arg_count = kept;
}

wn_rc cli_take_packs(cli_options *o, const cli_command *command, wn_error *err)
{
    bool takes = option_names(cli_pack_commands, command->name);
    bool data = option_names("run health", command->name) && o->in_count == 0;
    wn_rc rc = WN_OK;

    for (size_t i = 0; i < o->arg_count && takes && rc >= 0; i++)
        rc = take_name(&o->args[i], data, err);
    if (o->mapping && rc >= 0)
        rc = take_name(&o->mapping, false, err);
    if (takes && rc >= 0)
        take_data(o);
    return rc;
}
