/* answered.c - what became of the answers that people gave: decisions about pairs, and
 * work lists. Said is what was read and did nothing. */
#include "cli.h"

#include "core/history.h"

/* Decisions given to this run that are about no record of it. Where nothing was matched
 * anew, that is not known. */
static void print_unmet(const wn_context *context)
{
    uint64_t met = context->outcome->match.met, given = context->known->decisions->given;
    char a[28], b[28];

    for (size_t e = 0; e < context->plan->model.entity_count; e++)
        if (context->known->xref->again[e])
            return;
    if (met < given)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_DECISION_UNMET),
                  wn_thousands(a, given - met), wn_thousands(b, given));
}

/* Answers "undecided" about pairs of which the target keeps no decision. */
static void print_idle(const wn_context *context)
{
    const wn_decisions *all = context->known->decisions;
    uint64_t idle = 0;
    char a[28];

    for (size_t i = 0; i < all->given; i++)
        idle += all->items[i].ruling == WN_RULING_UNDECIDED && !all->items[i].before;
    if (idle)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_DECISION_IDLE),
                  wn_thousands(a, idle));
}

/* Decisions that are taken back, contradict each other, or wait for an export. */
static void print_undone(const wn_context *context)
{
    const wn_match_outcome *match = &context->outcome->match;
    wn_lang lang = context->settings->lang;
    char a[28];

    if (match->taken_back)
        cli_print(stdout, wn_say(lang, WN_SAY_DECISION_TAKEN_BACK),
                  wn_thousands(a, match->taken_back));
    if (match->contrary)
        cli_print(stdout, wn_say(lang, WN_SAY_DECISION_CONTRARY),
                  wn_thousands(a, match->contrary), match->contrary_id);
    if (match->out_of_reach)
        cli_print(stdout, wn_say(lang, WN_SAY_DECISION_OUT_OF_REACH),
                  wn_thousands(a, match->out_of_reach));
}

/* Answers of work lists whose finding was never listed. Where only a part was looked at,
 * that is not known. */
static void print_strange(const wn_context *context)
{
    const wn_history *history = context->known->history;
    uint64_t strange = 0;
    char a[28], b[28];

    if (wn_is_partial(context->settings))
        return;
    for (size_t i = 0; i < history->answers.count; i++) {
        const wn_answer *answer = &history->answers.items[i];
        strange += !answer->found &&
                   wn_index_find(&history->findings, answer->finding) == WN_NOWHERE;
    }
    if (strange)
        cli_print(stdout, wn_say(context->settings->lang, WN_SAY_ANSWER_STRANGE),
                  wn_thousands(a, strange), wn_thousands(b, history->answers.count));
}

void cli_print_answered(const wn_context *context)
{
    print_unmet(context);
    print_undone(context);
    print_idle(context);
    print_strange(context);
}
