/*
 * fuzz.c [SECONDS [SEED [FILE...]]] - feeds mutated inputs to every reader, to the
 * mapping parser and to each transform, for so many seconds; built with ASan and
 * UBSan. Any result is right as long as nothing breaks. Seeds are the samples.
 */
#include "core/file.h"
#include "core/memory.h"
#include "core/reader.h"
#include "transforms/transforms.h"
#include "winnow/linkage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint64_t state;

static uint64_t next(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? state % below : 0;
}

static void mutate(wn_buf *b)
{
    static const char *const bits[] = {
        "\"",         ",",        "\n",           "\r", "\0",   "<",  ">",  "&",
        "\xFF",       "\xE5\xBC", "\xEF\xBB\xBF", "=",  "<!--", "--", "</", "/>",
        "9999999999", "“",        "＝",           "年", "+",    "-",  ";",  "\t",
        "|"};

    for (uint64_t n = 1 + next(8); n > 0 && b->len > 0; n--) {
        size_t at = (size_t)next(b->len);
        switch (next(5)) {
        case 0:
            b->ptr[at] = (char)next(256);
            break;
        case 1:
            b->len = at;
            break;
        case 2:
            memmove(b->ptr + at, b->ptr + at + 1, b->len - at - 1);
            b->len--;
            break;
        default: {
            const char *bit = bits[next(WN_COUNT(bits))];
            wn_buf tail = {0};
            wn_buf_add(&tail, (wn_str){b->ptr + at, b->len - at});
            b->len = at;
            wn_buf_add(b, (wn_str){bit, *bit ? strlen(bit) : 1});
            wn_buf_add(b, wn_buf_str(&tail));
            wn_buf_release(&tail);
        }
        }
    }
}

/* Link the rows that were read; add some of them twice, with one letter less. */
static void link_rows(wn_linkage *linkage, const wn_input *input, const wn_batch *batch)
{
    wn_str values[64];

    for (size_t r = 0; r < batch->count; r++)
        for (uint64_t times = 1 + next(3); times > 0; times--) {
            for (size_t c = 0; c < WN_COUNT(values) && c < input->column_count; c++) {
                const wn_record *record = &batch->records[r];
                values[c] = c < record->source_count ? record->source[c] : WN_STR("");
                values[c].len -= values[c].len > 0 && next(8) == 0;
            }
            wn_linkage_add(linkage, values, (uint16_t)next(3));
        }
}

static void finish_linking(wn_linkage *linkage)
{
    wn_link_summary sum;
    wn_buf out = {0};
    size_t count;

    wn_linkage_weigh(linkage, &(wn_link_settings){.across = next(3) == 0});
    wn_linkage_cluster(linkage, NULL, NULL);
    wn_linkage_sum(linkage, &sum);
    const wn_link_pair *pairs = wn_linkage_pairs(linkage, &count);
    if (count > 0)
        wn_linkage_explain(linkage, &pairs[next(count)], &out);
    wn_buf_release(&out);
    wn_linkage_free(linkage);
}

static void read_all(const char *path)
{
    wn_linkage *linkage = NULL;
    wn_error err = {.lang = WN_EN};
    wn_input input = {.chunk = 1 + (size_t)next(200), .is_raw = next(4) == 0};
    wn_batch batch;
    void *reader = NULL;

    wn_batch_init(&batch, 5);
    if (wn_input_survey(&input, path, WN_STR(""), &err) >= 0) {
        if (input.reader->open(&reader, &input, &err) >= 0) {
            linkage = wn_linkage_new(input.columns, NULL,
                                     input.column_count < 64 ? input.column_count : 64);
            for (wn_rc rc = WN_MORE; rc == WN_MORE; wn_batch_clear(&batch)) {
                rc = input.reader->next(reader, &batch);
                link_rows(linkage, &input, &batch);
            }
            finish_linking(linkage);
        }
        if (reader)
            input.reader->close(reader);
    }
    wn_input_release(&input);
    wn_batch_release(&batch);
}

static void check_mapping(const char *path)
{
    wn_diags diags = {.lang = next(2) ? WN_EN : WN_ZH};
    wn_plan plan;
    wn_buf out = {0};

    if (next(3))
        wn_plan_load(&plan, NULL, 0, &path, 1, &diags);
    else
        wn_plan_load_model(&plan, path, &diags);
    wn_diags_write(&diags, &out);
    wn_buf_release(&out);
    wn_plan_release(&plan);
    wn_diags_release(&diags);
}

static void ask_places(wn_str text)
{
    double share;
    char *copy = wn_alloc(text.len + 1, 1);
    wn_str exact = {copy, text.len};

    memcpy(copy, text.ptr, text.len);
    for (wn_place place = WN_PLACE_COUNTRY; place <= WN_PLACE_CITY; place++)
        wn_region_of(exact, place);
    wn_place_of(exact);
    wn_phone_region(&exact, 1, 0.9, &share);
    free(copy);
}

static void transform(wn_str text)
{
    ask_places(text);
    for (const wn_transform *const *t = wn_transforms; *t; t++) {
        wn_arena arena = {0};
        wn_cleaned out = {0};
        char *copy = wn_alloc(text.len + 1, 1);
        memcpy(copy, text.ptr, text.len);
        (*t)->apply((wn_str){copy, text.len}, wn_config_new(*t, &arena), &arena, &out);
        wn_person_key((wn_str){copy, text.len}, &arena);
        wn_company_key((wn_str){copy, text.len}, &arena, NULL);
        free(copy);
        wn_arena_release(&arena);
    }
}

/* Set each option of a transform at random, or leave it. */
static void choose_options(const wn_transform *t, void *config, wn_arena *arena)
{
    static const char *const texts[] = {"CN",         "US",      "DE",   "AR",
                                        "GB",         "1969",    "1930", "Asia/Shanghai",
                                        "yyyy-MM-dd", "dd.MM.yy"};

    for (const wn_option *o = t->options; o && o->type != WN_OPT_END; o++) {
        size_t count = 0;
        if (next(2))
            continue;
        while (o->choices && o->choices[count])
            count++;
        wn_option_set(o, wn_str_of(count ? o->choices[next(count)] : texts[next(10)]),
                      config, arena, NULL);
    }
}

/* Mutate an example of a transform and give it to this or another transform: a value that
 * it calls clean must be text, and must stay the same when cleaned again. */
static bool mutate_example(void)
{
    size_t transforms = 0, examples = 0;
    while (wn_transforms[transforms])
        transforms++;
    const wn_transform *from = wn_transforms[next(transforms)];
    const wn_transform *to = next(4) ? from : wn_transforms[next(transforms)];
    while (from->examples && from->examples[examples].in)
        examples++;
    if (examples == 0)
        return true;
    wn_arena arena = {0};
    wn_buf bytes = {0};
    wn_cleaned out = {0}, again = {0};
    bool good = true, plain = next(2);
    wn_buf_add(&bytes, wn_str_of(from->examples[next(examples)].in));
    if (next(4))
        mutate(&bytes);
    char *exact = wn_alloc(bytes.len + 1, 1);
    char *copy = bytes.len ? memcpy(exact + 1, bytes.ptr, bytes.len) : exact;
    void *config = wn_config_new(to, &arena);
    if (!plain)
        choose_options(to, config, &arena);
    if (to->apply((wn_str){copy, bytes.len}, config, &arena, &out) == WN_CLEAN) {
        bool text = wn_utf8_valid(wn_buf_str(&bytes)) == bytes.len;
        good = out.value.len > 0 && (!text || wn_utf8_valid(out.value) == out.value.len);
        if (plain && strcmp(to->name, "text"))
            good = good && to->apply(out.value, config, &arena, &again) == WN_CLEAN &&
                   wn_str_equal(out.value, again.value);
    }
    if (to->readings)
        to->readings((wn_str){copy, bytes.len}, config, &arena);
    wn_person_key((wn_str){copy, bytes.len}, &arena);
    wn_company_key((wn_str){copy, bytes.len}, &arena, NULL);
    if (!good)
        printf("%s: \"%.*s\" became \"%.*s\", then \"%.*s\"\n", to->name, (int)bytes.len,
               bytes.ptr, WN_FMT(out.value), WN_FMT(again.value));
    free(exact);
    wn_buf_release(&bytes);
    wn_arena_release(&arena);
    return good;
}

int main(int argc, char **argv)
{
    static const char *const samples[] = {"samples/salesforce/Account.csv",
                                          "samples/chinese/客户列表.csv",
                                          "samples/erp/customers.xml"};
    const char *const *seeds = argc > 3 ? (const char *const *)argv + 3 : samples;
    size_t seed_count = argc > 3 ? (size_t)argc - 3 : WN_COUNT(samples);
    static const char *const maps[] = {"samples/salesforce.xml", "samples/chinese.xml",
                                       "mappings/crm.model.xml"};
    time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 10);
    const char *folder = getenv("TMPDIR");
    char dir[256], path[300], model[300];
    uint64_t runs = 0;
    wn_error err = {.lang = WN_EN};

    state = argc > 2 && *argv[2] ? strtoull(argv[2], NULL, 10)
                                 : (uint64_t)time(NULL) * 2654435761u | 1;
    printf("seed %llu\n", (unsigned long long)state);
    snprintf(dir, sizeof(dir), "%.200s/winnow-fuzz-XXXXXX",
             folder && *folder ? folder : "/tmp");
    if (!mkdtemp(dir))
        return 1;
    snprintf(path, sizeof(path), "%s/input", dir);
    snprintf(model, sizeof(model), "%s/crm.model.xml", dir);
    for (; time(NULL) < end; runs++) {
        wn_buf bytes = {0};
        bool map = next(argc > 3 ? 8 : 2) == 1;
        wn_file_read(map ? maps[next(3)] : seeds[next(seed_count)], 1 << 24, WN_E_SOURCE,
                     &bytes, &err);
        mutate(&bytes);
        unlink(path); /* wn_file_write does not replace a file */
        if (wn_file_write(path, wn_buf_str(&bytes), &err) < 0)
            return fprintf(stderr, "%s\n", err.text) < 0 ? 2 : 1;
        if (map)
            check_mapping(path);
        else
            read_all(path);
        for (int i = 0; i < 20 && bytes.len > 0; i++) {
            size_t at = (size_t)next(bytes.len), len = (size_t)next(40);
            transform(
                (wn_str){bytes.ptr + at, at + len > bytes.len ? bytes.len - at : len});
        }
        wn_buf_release(&bytes);
        for (int i = 0; i < (argc > 3 ? 4 : 200); i++)
            if (!mutate_example())
                return 1;
    }
    unlink(path);
    rmdir(dir);
    printf("%llu runs, nothing broke\n", (unsigned long long)runs);
    return runs == 0;
}
