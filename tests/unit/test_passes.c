/*
 * test_passes.c - no two stages of a pass may write the same thing. If this fails, a
 * figure of the report depends on which stage wrote last.
 */
#include "tap.h"
#include "run/pipeline.h"

/* Return how many stages of the pass name this bit in `writes`. */
static int writers(const wn_pass *pass, unsigned bit)
{
    int count = 0;

    for (size_t s = 0; pass->stages[s]; s++)
        count += (pass->stages[s]->writes & bit) != 0;
    return count;
}

static void test_writers(const wn_pass *pass)
{
    int most = 0;

    for (unsigned bit = 1; bit; bit <<= 1)
        most = writers(pass, bit) > most ? writers(pass, bit) : most;
    ok(most == 1, "%s: what is changed has one writer", pass->name);
}

/* Workers run at the same time, so the stages that they run may write nothing that is
 * shared. */
static void test_workers(const wn_pass *pass)
{
    size_t workers = 0;
    bool good = true, behind = false;

    for (size_t s = 1; pass->stages[s]; s++) {
        workers += pass->stages[s]->is_parallel;
        good = good && !(pass->stages[s]->is_parallel && pass->stages[s]->writes);
        behind = behind || !pass->stages[s]->is_parallel;
        good = good && !(pass->stages[s]->is_parallel && behind);
    }
    ok(good && (workers > 0 || pass == &wn_pass_order),
       "%s: workers come first and change nothing but counts", pass->name);
    ok(pass->stages[0]->drain && !pass->stages[0]->is_parallel,
       "%s: the first stage reads", pass->name);
}

/* Else a stage is written behind an array of stages. */
static void test_room(const wn_pass *pass)
{
    size_t stages = 0, workers = 0;

    for (; pass->stages[stages]; stages++)
        workers += pass->stages[stages]->is_parallel;
    ok(stages <= WN_STAGE_COUNT && workers + 1 <= WN_STAGES_AT_ONCE &&
           (pass != &wn_pass_run || stages == WN_STAGE_COUNT),
       "%s: there is room for its stages, and a run has WN_STAGE_COUNT", pass->name);
}

static void test_grants(void)
{
    wn_xref xref = {0};
    wn_load_outcome load = {0};
    const wn_grants all = {.xref = &xref, .load = &load};
    wn_grants some = wn_grants_of(&all, WN_MAY_LOAD | WN_MAY_REPORT);

    ok(some.load == &load && !some.xref && !some.report,
       "a stage is handed what its class names, and nothing else");
}

int main(void)
{
    size_t count = 0;

    for (; wn_passes[count]; count++) {
        test_writers(wn_passes[count]);
        test_workers(wn_passes[count]);
        test_room(wn_passes[count]);
    }
    ok(count >= 6, "all passes are looked at");
    test_grants();
    return tap_end();
}
