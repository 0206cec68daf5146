/* lang.c - the language in which a command speaks. */
#include "cli.h"

/* What a company wrote into its mapping goes before the locale of the machine: cron has
 * none, and a server often has another's. */
void cli_take_lang(cli_options *o, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count && !o->has_lang; i++)
        o->has_lang = wn_mapping_lang(paths[i], &o->lang);
}
