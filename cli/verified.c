/* verified.c - prints what a second reading of the sources found. */
#include "cli.h"

#include <jansson.h>

#define MOST_LINES 20 /* differences on the terminal; the rest is in verify.json */

static void print_verified_json(const wn_verified *v)
{
    cli_put_json(stdout,
                 json_pack("{s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "event", "verify",
                           "records", (json_int_t)v->records, "compared",
                           (json_int_t)v->compared, "differ", (json_int_t)v->differ,
                           "missing", (json_int_t)v->missing, "altered",
                           (json_int_t)v->altered, "edited", (json_int_t)v->edited,
                           "stayed", (json_int_t)v->stayed, "older", (json_int_t)v->older,
                           "uncovered", (json_int_t)v->uncovered),
                 0);
}

void cli_print_verified(const cli_options *o, const wn_verified *v, bool alone)
{
    char a[28], b[28], c[28], d[28];
    uint64_t wrong = v->differ + v->missing + v->altered;
    size_t lines = 0;

    if (o->json) {
        print_verified_json(v);
        return;
    }
    if (o->quiet)
        return;
    cli_label(o->lang, WN_SAY_VERIFY);
    cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_LINE), wn_thousands(a, v->compared),
              wn_thousands(b, v->records), wn_thousands(c, wrong));
    if (v->edited > 0)
        cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_EDITED),
                  wn_thousands(a, v->edited));
    if (v->stayed > 0)
        cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_STAYED),
                  wn_thousands(a, v->stayed));
    if (v->older > 0)
        cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_OLDER),
                  wn_thousands(a, v->older));
    if (alone)
        cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_GOLDEN),
                  wn_thousands(a, v->golden), wn_thousands(b, v->values),
                  wn_thousands(c, v->uncovered), wn_thousands(d, v->sampled),
                  (unsigned long long)v->seed);
    for (wn_str rest = wn_buf_str(&v->list); rest.len > 0 && lines < MOST_LINES;
         lines++) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n"));
        cli_print(stdout, "%.*s\n", WN_FMT(line));
    }
    wrong += alone ? v->edited : 0; /* edited golden records are named as well */
    if (wrong > lines)
        cli_print(stdout, wn_say(o->lang, WN_SAY_VERIFY_MORE),
                  wn_thousands(a, wrong - lines));
}
