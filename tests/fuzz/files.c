/*
 * files.c - targets that read a file: readers, drafts, mappings, and files that people
 * send back. The files are in a folder in memory where the system has one.
 */
#include "targets.h"

#include "cli/session.h"
#include "core/file.h"
#include "core/memory.h"
#include "winnow/linkage.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[128];

static void empty_folder(void)
{
    DIR *d = *folder ? opendir(folder) : NULL;
    char path[512];

    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.') {
            snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
            unlink(path);
        }
    if (d)
        closedir(d);
}

static void remove_folder(void)
{
    empty_folder();
    rmdir(folder);
}

/* Return the path for a file of that name. */
static const char *place(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    const char *tmp = getenv("TMPDIR");

    if (!*folder) {
        snprintf(folder, sizeof(folder), "/dev/shm/winnow-fuzz-XXXXXX");
        if (!mkdtemp(folder)) {
            snprintf(folder, sizeof(folder), "%.90s/winnow-fuzz-XXXXXX",
                     tmp && *tmp ? tmp : "/tmp");
            FUZZ_MUST(mkdtemp(folder), "a folder for files");
        }
        atexit(remove_folder);
    }
    snprintf(path, 256, "%s/%.100s", folder, name);
    return path;
}

static const char *put(const char *name, wn_str bytes)
{
    wn_error err = {.lang = WN_EN};
    const char *path = place(name);

    unlink(path); /* wn_file_write does not replace a file */
    FUZZ_MUST(wn_file_write(path, bytes, &err) >= 0, "%s", err.text);
    return path;
}

/* Make the path of a file in the folder from a part's name. */
static const char *file_name(wn_str name, char out[64])
{
    size_t len = 0;

    for (size_t i = 0; i < name.len && len < 40; i++)
        if (strchr("abcdefghijklmnopqrstuvwxyz.-_0123456789", name.ptr[i]) &&
            name.ptr[i] && (len || name.ptr[i] != '.'))
            out[len++] = name.ptr[i];
    out[len] = '\0';
    return out;
}

/* ---- readers ---------------------------------------------------------------------- */

/* All that a reading gives, as text; to compare two readings. */
typedef struct reading {
    wn_buf text;
    wn_word failed; /* the error, where it failed */
    wn_rc rc;
    size_t tables;
} reading;

typedef struct manner {
    size_t chunk, batch, table; /* table 0: the reader chooses */
    bool is_raw;
} manner;

static void add_text(reading *r, wn_str text)
{
    wn_buf_add(&r->text, text);
    wn_buf_char(&r->text, '\x1f');
}

static void add_columns(reading *r, const wn_input *input)
{
    wn_map seen = {0};
    bool is_new;

    for (size_t c = 0; c < input->column_count; c++) {
        add_text(r, input->columns[c]);
        FUZZ_MUST(input->columns[c].len > 0, "column %zu has a name", c);
        wn_map_set(&seen, wn_fingerprint_of(input->columns[c]), &is_new);
        FUZZ_MUST(is_new, "one column has the name %.*s", WN_FMT(input->columns[c]));
    }
    wn_map_release(&seen);
}

static void add_records(reading *r, const wn_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const wn_record *record = &batch->records[i];
        wn_buf_format(&r->text, "\n%llu:", (unsigned long long)record->line);
        FUZZ_MUST(record->line > 0, "a record has a line");
        for (size_t c = 0; c < record->source_count; c++)
            add_text(r, record->source[c]);
    }
}

static void add_notes(reading *r, const wn_input *input)
{
    for (size_t i = 0; i < input->note_count; i++) {
        wn_note_say(&input->notes[i], WN_EN, &r->text);
        wn_buf_char(&r->text, '\n');
    }
}

static void read_once(const char *path, wn_str sheet, manner how, reading *out)
{
    wn_error err = {.lang = WN_EN};
    wn_input input = {.chunk = how.chunk, .is_raw = how.is_raw, .sheet = sheet};
    wn_batch batch;
    void *reader = NULL;

    wn_batch_init(&batch, how.batch);
    out->rc = wn_input_survey(&input, path, WN_STR(""), &err);
    if (out->rc >= 0)
        out->rc = input.reader->open(&reader, &input, &err);
    if (out->rc >= 0) {
        add_columns(out, &input);
        out->tables = input.table_count;
        for (out->rc = WN_MORE; out->rc == WN_MORE; wn_batch_clear(&batch)) {
            out->rc = input.reader->next(reader, &batch);
            add_records(out, &batch);
        }
        add_notes(out, &input);
    }
    FUZZ_MUST(out->rc >= 0 || (err.rc < 0 && err.text[0]), "a failure says why");
    FUZZ_MUST(out->rc < 0 || err.rc >= 0, "a reading that failed says so: %s", err.text);
    out->failed = err.word;
    if (out->rc >= 0) /* in a broken file the parser may give half a character */
        fuzz_must_be_text(wn_buf_str(&out->text), "what was read");
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
}

/* The result must be the same for any size of the pieces that are read. */
static void read_twice(const char *path, wn_str sheet, size_t seed)
{
    reading whole = {0}, pieces = {0}, raw = {0};

    read_once(path, sheet, (manner){.chunk = 65536, .batch = 512}, &whole);
    read_once(path, sheet, (manner){.chunk = 1 + seed % 61, .batch = 1 + seed % 5},
              &pieces);
    read_once(path, sheet, (manner){.chunk = 4096, .batch = 64, .is_raw = true}, &raw);
    FUZZ_MUST((whole.rc < 0) == (pieces.rc < 0), "in pieces %d (%d), as a whole %d (%d)",
              (int)pieces.rc, (int)pieces.failed, (int)whole.rc, (int)whole.failed);
    if (whole.rc >= 0 && !wn_str_equal(wn_buf_str(&whole.text), wn_buf_str(&pieces.text)))
        fuzz_broken("pieces are the whole:\n%.*s\n---- in pieces of %zu:\n%.*s",
                    WN_FMT(wn_buf_str(&whole.text)), 1 + seed % 61,
                    WN_FMT(wn_buf_str(&pieces.text)));
    size_t tables = sheet.len == 0 ? whole.tables : 0;
    wn_buf_release(&whole.text);
    wn_buf_release(&pieces.text);
    wn_buf_release(&raw.text);
    if (tables > 1) {
        read_twice(path, WN_STR("2"), seed);
        read_twice(path, WN_STR("1!A2:C9"), seed);
    }
}

void fuzz_read(const char *file, wn_str bytes)
{
    read_twice(put(file, bytes), WN_STR(""), bytes.len);
}

void fuzz_read_sheet(const char *file, wn_str bytes)
{
    wn_buf zip = {0};

    fuzz_wrap_zip(bytes, &zip);
    read_twice(put(file, wn_buf_str(&zip)), WN_STR(""), bytes.len);
    wn_buf_release(&zip);
}

void fuzz_read_stream(const char *file, wn_str bytes)
{
    wn_buf book = {0};

    if (bytes.len > 4 && !memcmp(bytes.ptr, "\xD0\xCF\x11\xE0", 4))
        wn_buf_add(&book, bytes);
    else
        fuzz_wrap_ole(bytes, &book);
    read_twice(put(file, wn_buf_str(&book)), WN_STR(""), bytes.len);
    wn_buf_release(&book);
}

void fuzz_read_memo(const char *file, wn_str bytes)
{
    static const char mark[] = "=== memo\n";
    const char *at = memmem(bytes.ptr, bytes.len, mark, sizeof(mark) - 1);
    size_t len = at ? (size_t)(at - bytes.ptr) : bytes.len;

    unlink(place("input.dbt"));
    unlink(place("input.fpt"));
    if (at)
        put(bytes.len % 2 ? "input.fpt" : "input.dbt",
            (wn_str){at + sizeof(mark) - 1, bytes.len - len - (sizeof(mark) - 1)});
    read_twice(put(file, (wn_str){bytes.ptr, len}), WN_STR(""), bytes.len);
}

void fuzz_read_archive(const char *file, wn_str bytes)
{
    const char *path = put(file, bytes);
    wn_input_list list = {0};
    wn_arena arena = {0};
    reading all = {0};

    wn_input_list_add(&list, path);
    for (size_t i = 0; i < list.count && i < 4; i++)
        read_once(list.paths[i], WN_STR(""), (manner){.chunk = 4096, .batch = 64}, &all);
    wn_str *names = wn_arena_alloc(&arena, (list.count + 1) * sizeof(*names));
    wn_input_names(list.paths, list.count, names, &arena);
    read_once(path, WN_STR(""), (manner){.chunk = 4096, .batch = 64}, &all);
    wn_buf_release(&all.text);
    wn_input_list_release(&list);
    wn_arena_release(&arena);
}

/* ---- drafts and mappings ----------------------------------------------------------- */

static void say_diags(wn_diags *diags, const char *what)
{
    wn_buf said = {0};

    wn_diags_write(diags, &said);
    fuzz_broken("%s:\n%.*s", what, WN_FMT(wn_buf_str(&said)));
}

/* Every draft must be a valid mapping, and fit the files that it was drafted for. */
static void use_draft(const wn_drafted *drafted)
{
    const char *path = put("draft.xml", wn_buf_str(&drafted->mapping));
    const char *in = folder;
    wn_error err = {.lang = WN_EN};
    wn_diags diags = {.lang = WN_EN};
    wn_plan plan;

    put("crm.model.xml", wn_buf_str(&drafted->model));
    fuzz_must_be_text(wn_buf_str(&drafted->mapping), "a draft");
    if (wn_plan_load(&plan, NULL, 0, &path, 1, &diags) < 0)
        say_diags(&diags, "a draft is a mapping");
    wn_rc rc = wn_plan_fit(&plan, &in, 1, NULL, &err);
    wn_input *inputs = wn_alloc(plan.file_count + 1, sizeof(*inputs));
    for (size_t i = 0; i < plan.file_count; i++)
        inputs[i].chunk = 4096;
    if (rc >= 0)
        rc = wn_inputs_open(&plan, &in, 1, NULL, inputs, &diags, &err);
    if (diags.errors > 0)
        say_diags(&diags, "a draft fits its files");
    FUZZ_MUST(rc >= 0, "what was drafted can be read: %s", err.text);
    for (size_t i = 0; i < plan.file_count; i++)
        wn_input_release(&inputs[i]);
    free(inputs);
    wn_plan_release(&plan);
    wn_diags_release(&diags);
}

void fuzz_draft(const char *file, wn_str bytes)
{
    const char *paths[4];
    char names[4][64], copies[4][256];
    wn_draft_request request = {.paths = paths};
    wn_drafted drafted = {0};
    wn_error err = {.lang = WN_EN};
    wn_str name, body;

    (void)file;
    empty_folder();
    while (request.count < WN_COUNT(paths) && fuzz_next_part(&bytes, &name, &body)) {
        size_t n = request.count++;
        file_name(name, names[n]);
        if (!names[n][0])
            snprintf(names[n], sizeof(names[n]), "f%zu.csv", n);
        snprintf(copies[n], sizeof(copies[n]), "%s", put(names[n], body));
        paths[n] = copies[n];
    }
    wn_rc rc = wn_draft(&request, &drafted, &err);
    FUZZ_MUST(rc >= 0 || err.text[0], "a failure says why");
    if (rc >= 0)
        use_draft(&drafted);
    wn_drafted_release(&drafted);
}

/* A small model, so that most of the time goes into the mapping. */
static const char small_model[] =
    "<model version=\"1\" name=\"m\">\n<entity name=\"account\">"
    "<field name=\"account_id\" type=\"id\" key=\"yes\"/>"
    "<field name=\"name\" type=\"company\" required=\"yes\" missing=\"review\"/>"
    "<field name=\"phone\" type=\"phone\"/><field name=\"size\" type=\"integer\"/>"
    "<field name=\"stage\" type=\"choice\" list=\"stages\"/>"
    "<field name=\"updated_at\" type=\"datetime\"/></entity>\n<entity name=\"contact\">"
    "<field name=\"contact_id\" type=\"id\" key=\"yes\"/><field name=\"name\" "
    "type=\"name\"/><field name=\"account\" type=\"link\" target=\"account\"/></entity>\n"
    "<list name=\"stages\"><item code=\"OPEN\" zh=\"开\" also=\"open|o\"/></list>\n"
    "<match entity=\"account\"/>\n</model>\n";

void fuzz_mapping(const char *file, wn_str bytes)
{
    const char *path = place("mapping.xml");
    char name[64];
    wn_str part, body;
    wn_diags diags = {.lang = bytes.len % 2 ? WN_EN : WN_ZH};
    bool is_model = bytes.len && memmem(bytes.ptr, bytes.len, "<model", 6);
    wn_buf said = {0};
    wn_plan plan;

    (void)file;
    empty_folder();
    put("m.xml", wn_str_of(small_model));
    put("mapping.xml", WN_STR(""));
    while (fuzz_next_part(&bytes, &part, &body))
        put(part.len && *file_name(part, name) ? name : "mapping.xml", body);
    wn_rc rc = wn_plan_load(&plan, NULL, 0, &path, 1, &diags);
    FUZZ_MUST((rc < 0) == (diags.errors > 0), "mistakes are said: %d", (int)rc);
    wn_plan_release(&plan);
    if (is_model) {
        wn_plan_load_model(&plan, path, &diags);
        wn_plan_release(&plan);
    }
    wn_diags_write(&diags, &said);
    for (size_t i = 0; i < diags.count; i++)
        FUZZ_MUST(diags.items[i].text.len > 0, "a mistake is said");
    wn_buf_release(&said);
    wn_diags_release(&diags);
}

/* ---- what people send back -------------------------------------------------------- */

void fuzz_decisions(const char *file, wn_str bytes)
{
    wn_error err = {.lang = WN_EN};
    cli_options options = {.quiet = true};
    wn_decisions all = {0};
    const char *path = put(file, bytes);
    wn_rc rc = cli_read_decisions(&options, &path, 1, stderr, &all, &err);

    FUZZ_MUST(rc >= 0 || err.text[0], "a failure says why");
    wn_decisions_release(&all);
}

void fuzz_worklist(const char *file, wn_str bytes)
{
    const char *path = put(file, bytes);
    cli_options options = {.worklists = &path, .worklist_count = 1};
    cli_session s;

    cli_session_init(&s, &options, &wn_pass_health, wn_health_files);
    s.run.settings.as_of = "2026-01-31";

    wn_rc rc = cli_read_worklists(&s);
    FUZZ_MUST(rc >= 0 || s.run.err.text[0], "a failure says why");
    for (size_t i = 0; i < s.run.history.answers.count; i++)
        fuzz_must_be_text(wn_str_of(s.run.history.answers.items[i].until), "a day");
    free(s.own);
    wn_run_release(&s.run);
    wn_arena_release(&s.arena);
}

static void link_rows(wn_linkage *linkage, const wn_input *input, const wn_batch *batch)
{
    wn_str values[16];

    for (size_t r = 0; r < batch->count; r++) {
        const wn_record *record = &batch->records[r];
        for (size_t c = 0; c < input->column_count && c < WN_COUNT(values); c++)
            values[c] = c < record->source_count ? record->source[c] : WN_STR("");
        wn_linkage_add(linkage, values, (uint16_t)(r % 3));
    }
}

/* A group is named by its first record, and all its records must say so. */
static void finish_linking(wn_linkage *linkage, bool across)
{
    wn_link_settings settings = {.across = across};
    wn_link_summary sum;
    wn_buf why = {0};
    size_t count;

    wn_linkage_weigh(linkage, &settings);
    wn_linkage_cluster(linkage, NULL, NULL);
    wn_linkage_sum(linkage, &sum);
    for (uint32_t i = 0; i < sum.records; i++) {
        uint32_t first = wn_linkage_first(linkage, i);
        FUZZ_MUST(first <= i && wn_linkage_first(linkage, first) == first,
                  "record %u is of group %u", i, first);
    }
    const wn_link_pair *pairs = wn_linkage_pairs(linkage, &count);
    for (size_t i = 0; i < count && i < 4; i++)
        wn_linkage_explain(linkage, &pairs[i], &why);
    wn_buf_release(&why);
}

void fuzz_linkage(const char *file, wn_str bytes)
{
    wn_error err = {.lang = WN_EN};
    wn_input input = {.chunk = 4096};
    wn_batch batch;
    void *reader = NULL;

    wn_batch_init(&batch, 64);
    if (wn_input_survey(&input, put(file, bytes), WN_STR(""), &err) >= 0 &&
        input.reader->open(&reader, &input, &err) >= 0) {
        wn_linkage *linkage = wn_linkage_new(
            input.columns, NULL, input.column_count < 16 ? input.column_count : 16);
        for (wn_rc rc = WN_MORE; rc == WN_MORE; wn_batch_clear(&batch)) {
            rc = input.reader->next(reader, &batch);
            link_rows(linkage, &input, &batch);
        }
        finish_linking(linkage, bytes.len % 3 == 0);
        wn_linkage_free(linkage);
    }
    if (reader)
        input.reader->close(reader);
    wn_input_release(&input);
    wn_batch_release(&batch);
}
