/* match_told.c - what winnow match says of what it found: counts, and with --explain what
 * it found out about the columns. */
#include "match_check.h"

#include <jansson.h>
#include <math.h>

typedef struct told {
    const cli_options *options;
    wn_linkage *linkage;
} told;

/* Print what was learned: the memory budget, and of each column its type, its values and
 * the weights of its levels. */
static void explain(const told *r, const wn_link_summary *s, FILE *to)
{
    wn_lang lang = r->options->lang;
    char a[28], b[28], c[28];
    wn_link_column column;
    wn_buf name = {0};

    cli_print(to, wn_say(lang, WN_SAY_MATCH_BUDGET), wn_thousands(a, s->budget),
              wn_thousands(b, s->candidates));
    cli_print(to, "%s", wn_say(lang, WN_SAY_MATCH_COLUMNS));
    for (size_t i = 0; wn_linkage_column(r->linkage, i, &column); i++) {
        size_t width = wn_shown_width(column.name);
        name.len = 0;
        cli_pad(&name, column.name, width < 18 ? 18 : width > 40 ? 40 : width);
        wn_buf_add(&name, width > 40 ? WN_STR("…") : WN_STR(""));
        cli_print(to, "  %s %-9s %10s %10s ", name.ptr, wn_link_type_name(column.type),
                  wn_thousands(a, column.distinct), wn_thousands(c, column.filled));
        for (int l = column.levels - 1; l >= 0; l--)
            cli_print(to, " %+.1f", log2(column.m[l] / column.u[l]));
        cli_print(to, "\n");
    }
    wn_buf_release(&name);
}

/* Print what the linkage found out about the columns, and about pairs that are alike;
 * without --explain only which columns were left out, or leave it open who is who. */
static void tell_notes(const told *r, FILE *to)
{
    wn_link_note note;
    char number[28];

    for (size_t i = 0; wn_linkage_note(r->linkage, i, &note); i++) {
        const char *text =
            wn_say(r->options->lang, WN_SAY_MATCH_REPEATS + (wn_word)note.kind);
        if (!r->options->explain && note.kind != WN_LINK_ONE_SIDED &&
            note.kind != WN_LINK_MIXED)
            continue;
        wn_thousands(number, (uint64_t)(note.number + 0.5));
        if (note.others.len > 0)
            cli_print(to, text, WN_FMT(note.columns), number, WN_FMT(note.others));
        else
            cli_print(to, text, WN_FMT(note.columns));
    }
}

/* Pairs with at least the probability SURE are merged, with at least REVIEW shown to a
 * person, unless a model says otherwise. */
#define SURE 0.95
#define REVIEW 0.80

/* Print how many pairs are in each of the three bands, and how many of those are right by
 * their own probabilities. A pair that names keep apart is for a person, however much it
 * weighs. */
static void tell_bands(const told *r, FILE *to)
{
    size_t count;
    const wn_link_pair *pairs = wn_linkage_pairs(r->linkage, &count);
    double in[3] = {0}, right[3] = {0};
    char text[3][28];

    for (size_t i = 0; i < count; i++) {
        double p = wn_link_probability((double)pairs[i].weight);
        bool together = wn_linkage_first(r->linkage, pairs[i].left) ==
                        wn_linkage_first(r->linkage, pairs[i].right);
        int band = p >= SURE && together ? 0 : p >= REVIEW ? 1 : 2;
        in[band]++;
        right[band] += p;
    }
    for (int b = 0; b < 3; b++) {
        wn_thousands(text[b], (uint64_t)in[b]);
        right[b] = in[b] > 0 ? 100 * right[b] / in[b] : 0;
    }
    cli_print(to, wn_say(r->options->lang, WN_SAY_MATCH_BANDS), text[0], right[0],
              text[1], right[1], text[2], right[2]);
}

/* Print what became of --check-pairs. */
static void tell_check(const cli_options *o, const match_check *c, FILE *to)
{
    wn_lang lang = o->lang;
    const wn_link_check *f = &c->found;

    if (c->asked > 0)
        cli_print(to, wn_say(lang, WN_SAY_CHECK_ASKED), c->asked, o->check_pairs);
    if (c->unknown > 0)
        cli_print(to, wn_say(lang, WN_SAY_CHECK_UNKNOWN), c->unknown);
    if (f->answers == 0)
        return;
    cli_print(to, wn_say(lang, WN_SAY_CHECK_ANSWERS), f->answers, 100 * f->is,
              100 * f->said, f->sure, f->sure_same);
    cli_print_checked(lang, f->answers, f->corrected, to);
}

static void tell_found(const told *r, const wn_link_summary *s, FILE *to)
{
    wn_lang lang = r->options->lang;
    char a[28], b[28], c[28], d[28];

    cli_print(to, wn_say(lang, WN_SAY_MATCH_FOUND), wn_thousands(a, s->records),
              wn_thousands(b, s->surplus), wn_thousands(c, s->clusters));
    if (s->expected_pairs >= 0.5)
        cli_print(to, wn_say(lang, WN_SAY_MATCH_EXPECTED),
                  wn_thousands(d, (uint64_t)(s->expected_pairs + 0.5)),
                  100 * s->precision, 100 * s->recall);
}

static json_t *summary_of(const wn_link_summary *s, const match_check *check,
                          bool refused)
{
    json_t *line = json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:f, s:f, s:f}", "records", (json_int_t)s->records,
        "clusters", (json_int_t)s->clusters, "surplus", (json_int_t)s->surplus, "budget",
        (json_int_t)s->budget, "candidates", (json_int_t)s->candidates, "expected_pairs",
        s->expected_pairs, "precision", s->precision, "recall", s->recall);

    if (check->found.answers > 0)
        json_object_set_new(line, "check",
                            json_pack("{s:I, s:f, s:f, s:b}", "answers",
                                      (json_int_t)check->found.answers, "same",
                                      check->found.is, "said", check->found.said,
                                      "corrected", (int)check->found.corrected));
    if (refused)
        json_object_set_new(line, "refused", json_true());
    return line;
}

void cli_tell_match(const cli_options *options, wn_linkage *linkage,
                    const wn_link_summary *s, const match_check *check, bool refused,
                    FILE *to)
{
    const told told_of = {options, linkage};
    if (options->json) {
        cli_put_json(to, summary_of(s, check, refused), JSON_REAL_PRECISION(6));
        return;
    }
    if (options->explain)
        explain(&told_of, s, to);
    if (options->explain || !options->quiet)
        tell_notes(&told_of, to);
    if (options->explain)
        tell_bands(&told_of, to);
    if (options->quiet)
        return;
    if (!refused)
        tell_found(&told_of, s, to);
    tell_check(options, check, to);
}
