/* lang.c - the language in which a command speaks. */
#include "cli.h"

#include "workbook/workbook.h"

/* A mapping's language comes before the machine's locale: cron has no locale, and that of
 * a server is often another. */
void cli_take_lang(cli_options *o, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count && !o->has_lang; i++)
        o->has_lang = wn_mapping_lang(paths[i], &o->lang) ||
                      wn_workbook_says_lang(paths[i], &o->lang);
}
