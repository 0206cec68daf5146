/*
 * test_merge.c - whose value survives. If these fail, a golden record has a value that
 * the model did not ask for: an old telephone number, the shorter of two addresses, a
 * wrong sum.
 */
#include "tap.h"
#include "checks/check.h"
#include "core/memory.h"
#include "core/stage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const wn_stage_class wn_stage_merge;

static const char model_text[] =
    "<model version=\"1\" name=\"m\">"
    "<list name=\"level\"><item code=\"gold\"/><item code=\"silver\"/>"
    "<item code=\"none\"/></list>"
    "<entity name=\"person\">"
    "<field name=\"number\" type=\"id\" key=\"yes\"/>"
    "<field name=\"newest\" type=\"text\"/><field name=\"oldest\" type=\"text\"/>"
    "<field name=\"longest\" type=\"text\"/><field name=\"frequent\" type=\"text\"/>"
    "<field name=\"first\" type=\"text\"/>"
    "<field name=\"level\" type=\"choice\" list=\"level\"/>"
    "<field name=\"spent\" type=\"integer\"/><field name=\"tags\" type=\"text\"/>"
    "<field name=\"updated_at\" type=\"datetime\"/>"
    "</entity><match entity=\"person\"><survive field=\"*\" from=\"newest\"/><survive "
    "field=\"oldest\" from=\"oldest\"/>"
    "<survive field=\"longest\" from=\"longest\"/>"
    "<survive field=\"frequent\" from=\"most-frequent\"/>"
    "<survive field=\"first\" from=\"first\"/><survive field=\"level\" "
    "from=\"list-order\"/>"
    "<survive field=\"spent\" from=\"sum\"/><survive field=\"tags\" from=\"union\"/>"
    "</match></model>";

enum {
    ID,
    NEWEST,
    OLDEST,
    LONGEST,
    FREQUENT,
    FIRST,
    LEVEL,
    SPENT,
    TAGS,
    UPDATED,
    FIELDS
};

static wn_plan plan;
static wn_source sources[2];
static wn_file files[2];
static wn_merge_outcome merged;

static bool load_model(void)
{
    char path[512];
    wn_diags diags = {0};

    tap_temporary(path, sizeof(path), "test_merge");
    int fd = mkstemp(path);
    bool written = fd >= 0 && write(fd, model_text, sizeof(model_text) - 1) > 0;

    if (fd >= 0)
        close(fd);
    bool good = written && wn_plan_load_model(&plan, path, &diags) >= 0;
    for (size_t i = 0; i < diags.count; i++)
        printf("# %.*s\n", WN_FMT(diags.items[i].text));
    unlink(path);
    wn_diags_release(&diags);
    for (int s = 0; good && s < 2; s++) {
        sources[s] = (wn_source){.system = wn_str_of(s ? "erp" : "crm"), .number = s};
        files[s] = (wn_file){
            .source = &sources[s], .entity = &plan.model.entities[0], .number = s};
    }
    return good;
}

/* Add a record of a source. `cells`: its cells with bars between; "": empty; "!...":
 * refused by its type. */
static wn_record *add(wn_batch *batch, int source, const char *cells)
{
    wn_record *record = wn_batch_append(batch);
    wn_str rest = wn_str_of(cells);

    record->file = &files[source];
    record->number = batch->count;
    record->cluster = record->golden = 1;
    record->cells = wn_arena_alloc(&batch->arena, FIELDS * sizeof(*record->cells));
    for (int f = 0; f < FIELDS; f++) {
        wn_cell *cell = &record->cells[f];
        wn_str text = wn_str_cut(&rest, WN_STR("|"));
        bool bad = text.len && text.ptr[0] == '!';
        cell->value = bad ? (wn_str){text.ptr + 1, text.len - 1} : text;
        cell->raw = cell->value;
        cell->state = bad ? WN_CELL_INVALID : text.len ? WN_CELL_CLEAN : WN_CELL_EMPTY;
    }
    record->key = record->cells[ID].value;
    return record;
}

static void merge(wn_batch *batch)
{
    static wn_knowledge known;
    static wn_settings settings;
    static wn_watch watch;
    wn_error err = {0};
    wn_tallies tallies;
    wn_plan of_files = plan;

    of_files.files = files;
    of_files.file_count = 2;
    wn_tallies_init(&tallies, &of_files);
    const wn_context context = {.plan = &of_files,
                                .settings = &settings,
                                .known = &known,
                                .tallies = &tallies,
                                .watch = &watch,
                                .err = &err};
    wn_stage stage = {
        .class = &wn_stage_merge, .context = &context, .may = {.merge = &merged}};
    merged = (wn_merge_outcome){0};
    batch->entity = &plan.model.entities[0];
    wn_stage_merge.process(&stage, batch);
    wn_tallies_release(&tallies);
}

static const char *const people[] = {
    "1|Li|early|a|x||silver|10|red|2024-01-01T00:00:00",
    "2|Lee|late|abc|y|second|gold|20|red; blue|2026-01-01T00:00:00",
    "3||later|ab|y|third|none||green|2025-01-01T00:00:00",
};
static const char *const wanted[FIELDS] = {
    [NEWEST] = "Lee",   [OLDEST] = "early",
    [LONGEST] = "abc",  [FREQUENT] = "y",
    [FIRST] = "second", [LEVEL] = "gold",
    [SPENT] = "30",     [UPDATED] = "2026-01-01T00:00:00",
};

/* The rules do not ask who came first, so any order gives the same golden record. */
static void test_rules(void)
{
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    for (size_t o = 0; o < WN_COUNT(orders); o++) {
        wn_batch batch;
        bool same = true;
        wn_batch_init(&batch, 8);
        for (int i = 0; i < 3; i++) /* the second person is source 0's alone */
            add(&batch, orders[o][i] != 1, people[orders[o][i]]);
        merge(&batch);
        for (int f = 0; f < FIELDS; f++)
            if (wanted[f] && !wn_str_equal(batch.records[0].golden_cells[f].value,
                                           wn_str_of(wanted[f]))) {
                printf("# field %d: %.*s, wanted %s\n", f,
                       WN_FMT(batch.records[0].golden_cells[f].value), wanted[f]);
                same = false;
            }
        ok(same, "order %zu: each field has the value that its rule asks for", o);
        wn_batch_release(&batch);
    }
}

static void test_union(void)
{
    wn_batch batch;

    wn_batch_init(&batch, 8);
    add(&batch, 0, "1||||||||red|");
    add(&batch, 0, "2||||||||green|");
    add(&batch, 0, "3||||||||red|");
    merge(&batch);
    wn_str tags = batch.records[0].golden_cells[TAGS].value;
    ok(wn_str_equal(tags, WN_STR("red; green")), "a union has each text once: %.*s",
       WN_FMT(tags));
    wn_batch_release(&batch);
}

static void test_refused_values(void)
{
    wn_batch batch;

    wn_batch_init(&batch, 8);
    add(&batch, 0, "1|good||||||5||2024-01-01T00:00:00");
    add(&batch, 0, "2|!bad||||||!many||2026-01-01T00:00:00");
    merge(&batch);
    const wn_cell *golden = batch.records[0].golden_cells;
    ok(wn_str_equal(golden[NEWEST].value, WN_STR("good")) && golden[NEWEST].winner == 0,
       "a value that its type refused does not win over one that is valid, though newer");
    ok(wn_str_equal(golden[SPENT].value, WN_STR("5")), "nor is it part of a sum");
    wn_batch_release(&batch);
}

static void test_books(void)
{
    wn_batch batch;
    size_t loaded = 0, absorbed = 0, review = 0;

    wn_batch_init(&batch, 8);
    for (int i = 0; i < 3; i++)
        add(&batch, i > 0, people[i]);
    batch.records[2].disposition = WN_DISPOSITION_REVIEW;
    wn_record *alone = add(&batch, 0, people[0]);
    alone->cluster = alone->golden = 4;
    wn_record *refused = add(&batch, 0, people[1]);
    refused->cluster = 5;
    refused->golden = 0;
    refused->disposition = WN_DISPOSITION_REFUSED;
    merge(&batch);
    for (size_t i = 0; i < 3; i++) {
        loaded += batch.records[i].disposition == WN_DISPOSITION_LOADED;
        absorbed += batch.records[i].disposition == WN_DISPOSITION_ABSORBED;
        review += batch.records[i].disposition == WN_DISPOSITION_REVIEW;
    }
    ok(loaded == 0 && absorbed == 2 && review == 1,
       "one of a group survives, for a person to look at if one of its members is");
    ok(merged.groups == 1 && merged.surplus == 2,
       "and the two beyond the first are told");
    ok(alone->disposition == WN_DISPOSITION_LOADED && alone->golden_cells == alone->cells,
       "a record alone is as it came");
    ok(refused->disposition == WN_DISPOSITION_REFUSED, "a refused one stays refused");
    wn_batch_release(&batch);
}

int main(void)
{
    if (!ok(load_model(), "the model is loaded"))
        return tap_end();
    test_rules();
    test_union();
    test_refused_values();
    test_books();
    wn_plan_release(&plan);
    return tap_end();
}
