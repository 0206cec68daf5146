/*
 * test_store.c - a run in a database, and what the next run knows of it. If these
 * fail, a customer loaded in January gets a second number in February, or a value that
 * somebody corrected is overwritten by the export that has it wrong.
 */
#include "tap.h"
#include "target/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char model_text[] =
    "<model version=\"1\" name=\"m\"><entity name=\"person\">"
    "<field name=\"number\" type=\"id\" key=\"yes\"/>"
    "<field name=\"name\" type=\"text\"/><field name=\"city\" type=\"text\"/>"
    "</entity></model>";

enum { NUMBER, NAME, CITY, FIELDS };

static wn_plan plan;
static wn_source source = {0};
static wn_file file = {0};
static wn_input input = {0};
static char folder[512], target[600], path[600];

static bool load_model(void)
{
    wn_diags diags = {0};
    FILE *out;

    tap_temporary(folder, sizeof(folder), "test_store");
    if (!mkdtemp(folder))
        return false;
    snprintf(target, sizeof(target), "%s/t.db", folder);
    snprintf(path, sizeof(path), "%s/m.model.xml", folder);
    out = fopen(path, "w");
    if (!out)
        return false;
    fputs(model_text, out);
    fclose(out);
    bool good = wn_plan_load_model(&plan, path, &diags) >= 0;
    wn_diags_release(&diags);
    source.system = WN_STR("crm");
    file = (wn_file){
        .source = &source, .entity = &plan.model.entities[0], .name = WN_STR("p.csv")};
    plan.files = &file;
    plan.file_count = 1;
    input.path = "p.csv";
    input.reader = wn_readers[0];
    return good;
}

/* The data of one run, as the driver has them. */
typedef struct one_run {
    wn_settings settings;
    wn_target_known known_target;
    wn_xref xref;
    wn_decisions decisions;
    wn_outcome outcome;
    wn_tallies tallies;
    wn_watch watch;
    wn_error err;
    wn_knowledge known;
    wn_context context;
    wn_stage stage;
    store *store;
} one_run;

static wn_rc open_run(one_run *r, const char *id)
{
    size_t entities = plan.model.entity_count;

    *r = (one_run){.settings = {.target = target,
                                .out_dir = folder,
                                .run_id = id,
                                .as_of = "2026-01-31",
                                .started_at = "2026-01-31T00:00:00Z",
                                .no_backup = true}};
    wn_target_known_begin(&r->known_target, entities);
    wn_xref_begin(&r->xref, entities);
    wn_outcome_init(&r->outcome, &plan);
    wn_tallies_init(&r->tallies, &plan);
    r->known = (wn_knowledge){.inputs = &input,
                              .target = &r->known_target,
                              .xref = &r->xref,
                              .decisions = &r->decisions};
    r->context = (wn_context){.plan = &plan,
                              .settings = &r->settings,
                              .known = &r->known,
                              .outcome = &r->outcome,
                              .tallies = &r->tallies,
                              .watch = &r->watch,
                              .err = &r->err};
    r->stage = (wn_stage){.context = &r->context,
                          .may = {.target = &r->known_target,
                                  .decisions = &r->decisions,
                                  .load = &r->outcome.load}};
    wn_rc rc = store_open(&r->store, &r->stage);
    return rc < 0 ? rc : store_begin(r->store, &plan.model.entities[0]);
}

static void end_run(one_run *r, bool committed)
{
    size_t entities = plan.model.entity_count;

    store_close(r->store, committed);
    wn_target_known_release(&r->known_target, entities);
    wn_xref_release(&r->xref, entities);
    wn_outcome_release(&r->outcome);
    wn_tallies_release(&r->tallies);
    wn_decisions_release(&r->decisions);
}

/* Write one record as match and merge would give it. */
static wn_rc write_one(one_run *r, const char *key, const char *name, uint64_t golden)
{
    wn_batch batch;
    const char *const texts[FIELDS] = {key, name, "Berlin"};

    wn_batch_init(&batch, 4);
    batch.entity = &plan.model.entities[0];
    wn_record *record = wn_batch_append(&batch);
    record->file = &file;
    record->number = record->line = record->cluster = 1;
    record->nth = 1;
    record->golden = golden;
    record->key = wn_str_of(key);
    record->sha256[0] = (uint8_t)wn_hash(wn_str_of(name), 1);
    record->source = wn_arena_alloc(&batch.arena, FIELDS * sizeof(wn_str));
    record->source_count = FIELDS;
    record->cells = wn_arena_alloc(&batch.arena, FIELDS * sizeof(*record->cells));
    for (int f = 0; f < FIELDS; f++) {
        record->source[f] = wn_str_of(texts[f]);
        record->cells[f] = (wn_cell){.raw = wn_str_of(texts[f]),
                                     .value = wn_str_of(texts[f]),
                                     .column = (uint32_t)f,
                                     .state = WN_CELL_CLEAN};
    }
    record->golden_cells = record->cells;
    wn_rc rc = store_write(r->store, &batch);
    wn_batch_release(&batch);
    return rc;
}

static wn_rc finish(one_run *r, wn_file_counts *counts)
{
    wn_rc rc = store_end(r->store);

    if (rc >= 0)
        rc = store_count_rows(r->store, counts);
    return rc < 0 ? rc : store_commit(r->store);
}

static uint64_t known_as(const one_run *r, const char *key)
{
    return wn_xref_find(&r->context, wn_xref_fingerprint(source.system, WN_STR("person"),
                                                         wn_str_of(key)));
}

static void test_first_run(void)
{
    one_run r;
    wn_file_counts counts = {0};
    wn_rc rc = open_run(&r, "one");

    ok(rc >= 0 && known_as(&r, "K1") == 0, "a new target knows nobody");
    if (rc >= 0)
        rc = write_one(&r, "K1", "Ann", 1);
    if (rc >= 0)
        rc = finish(&r, &counts);
    ok(rc >= 0 && counts.dispositions[WN_DISPOSITION_LOADED] == 1,
       "one record is counted from the target's rows: %s", r.err.text);
    end_run(&r, rc >= 0);
}

static void test_second_run(void)
{
    one_run r;
    wn_file_counts counts = {0};
    wn_rc rc = open_run(&r, "two");

    ok(rc >= 0 && known_as(&r, "K1") == 1 && known_as(&r, "K2") == 0,
       "the next run knows the record by its golden id");
    ok(r.known_target.first[0] == 2, "and gives no id a second time");
    if (rc >= 0)
        rc = write_one(&r, "K1", "Ann", 1);
    if (rc >= 0)
        rc = finish(&r, &counts);
    ok(rc >= 0 && counts.dispositions[WN_DISPOSITION_UNCHANGED] == 1 &&
           counts.dispositions[WN_DISPOSITION_LOADED] == 0,
       "what says the same is unchanged");
    end_run(&r, rc >= 0);
}

static void test_rollback(void)
{
    one_run r;
    wn_rc rc = open_run(&r, "three");

    if (rc >= 0)
        rc = write_one(&r, "K2", "Bob", 2);
    end_run(&r, false);
    ok(rc >= 0, "a record is written, and the run ends before its commit");
    rc = open_run(&r, "four");
    ok(rc >= 0 && known_as(&r, "K2") == 0 && r.known_target.first[0] == 2,
       "nothing of it is there");
    end_run(&r, false);
}

static void test_hashes(void)
{
    const wn_entity *person = &plan.model.entities[0];
    const wn_str none = {NULL, 0}, row[] = {WN_STR("K1"), WN_STR("Ann"), none},
                 other[] = {WN_STR("K1"), none, WN_STR("Ann")};

    ok(store_hash_row(person, row) ==
           1 + store_hash_value(&person->fields[NUMBER], row[0]) +
               store_hash_value(&person->fields[NAME], row[1]),
       "the hash of a row is that of its values; no value adds nothing");
    ok(store_hash_row(person, row) != store_hash_row(person, other),
       "a value in another column is another row");
}

static void test_says(void)
{
    const wn_entity *person = &plan.model.entities[0];
    store_said said = {0};
    int found = 0;
    wn_buf says = {0};

    store_says_begin(&said);
    store_says_add(&said, 200, &person->fields[NAME], WN_STR("Ann"));
    store_says_add(&said, 1, &person->fields[NUMBER], WN_STR("7"));
    store_says_text(&said, STORE_SAYS_ALL, &says);
    wn_str all = wn_buf_str(&says);
    ok(store_says_that(all, 200, &person->fields[NAME], WN_STR("Ann")) &&
           !store_says_that(all, 200, &person->fields[NAME], WN_STR("Anna")),
       "what a source said of a field is known again, and nothing else is");
    ok(!store_says_find(all, 2, &person->fields[CITY]).ptr &&
           store_says_that(all, 2, &person->fields[CITY], (wn_str){NULL, 0}),
       "of a field that it was silent about it said nothing");
    for (int n = 0; n < 300; n++)
        if (store_says_find(all, n, &person->fields[NUMBER]).ptr)
            found += n;
    ok(found == 201, "and of each column what was said of it");
    store_says_release(&said);
    wn_buf_release(&says);
}

static void test_moments(void)
{
    store_moment day = store_moment_of(WN_STR("2026-01-31")),
                 noon = store_moment_of(WN_STR("2026-01-31T12:00:00")),
                 later = store_moment_of(WN_STR("2026-01-31T13:00:00")),
                 none = store_moment_of(WN_STR("soon"));

    ok(store_is_before(noon, later) && !store_is_before(later, noon),
       "of two moments the earlier is before");
    ok(!store_is_before(day, noon) && !store_is_before(noon, day),
       "a day and a moment of it are of the same day");
    ok(!store_is_before(none, noon) && !store_is_before(noon, none),
       "what is no date is before nothing");
}

int main(void)
{
    if (!ok(load_model(), "the model is loaded"))
        return tap_end();
    test_first_run();
    test_second_run();
    test_rollback();
    test_hashes();
    test_says();
    test_moments();
    plan.files = NULL;
    plan.file_count = 0;
    wn_plan_release(&plan);
    unlink(target);
    unlink(path);
    rmdir(folder);
    return tap_end();
}
