/* test_scarce.c - memory is out at every place in turn where a transform asks for some:
 * what comes is the right answer or none, and the next call is right. If this fails, a
 * server that uses the library reads a value wrong because its memory was short. */
#include "tap.h"

#include "core/memory.h"
#include "winnow/transform.h"

#include <malloc.h>
#include <setjmp.h>
#include <string.h>
#include <unicode/uclean.h>

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
void __real_free(void *memory);
void __wrap_free(void *memory);

/* What would be in use after each asking; of it `most` is granted. */
static size_t in_use, most = SIZE_MAX;
static size_t *needs, need_count, need_room;

static bool is_short(size_t size)
{
    if (need_count == need_room) {
        need_room = need_room ? need_room * 2 : 1024;
        needs = realloc(needs, need_room * sizeof(*needs));
    }
    needs[need_count++] = in_use + size;
    return in_use + size > most;
}

static void *taken(void *memory)
{
    in_use += memory ? malloc_usable_size(memory) : 0;
    return memory;
}

static void given_back(void *memory)
{
    in_use -= memory ? malloc_usable_size(memory) : 0;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_short(count * size) ? NULL : taken(__real_calloc(count, size));
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    if (is_short(count * size))
        return NULL;
    given_back(old);
    return taken(__real_reallocarray(old, count, size));
}

void __wrap_free(void *memory)
{
    given_back(memory);
    __real_free(memory);
}

static void *icu_alloc(const void *context, size_t size)
{
    (void)context;
    return is_short(size) ? NULL : taken(malloc(size));
}

static void *icu_realloc(const void *context, void *old, size_t size)
{
    (void)context;
    if (is_short(size))
        return NULL;
    given_back(old);
    return taken(realloc(old, size));
}

static void icu_free(const void *context, void *memory)
{
    (void)context;
    __wrap_free(memory);
}

static jmp_buf out;

static void leave(size_t bytes, void *data)
{
    (void)bytes;
    (void)data;
    longjmp(out, 1);
}

typedef struct answer {
    bool came;
    wn_verdict verdict;
    wn_cleaned cleaned;
} answer;

/* Apply the transform, with so many bytes at most. */
__attribute__((noinline)) static void ask(const wn_transform *t, const wn_example *e,
                                          size_t bytes, wn_arena *arena, answer *a)
{
    *a = (answer){0};
    need_count = 0;
    most = bytes;
    if (setjmp(out) == 0) {
        void *config = wn_config_new(t, arena);
        if (e->options && !wn_config_parse(t, wn_str_of(e->options), config, arena))
            a->verdict = WN_INVALID; /* as an option that is none */
        else
            a->verdict =
                wn_transform_apply(t, wn_str_of(e->in), config, arena, &a->cleaned);
        a->came = true;
    }
    most = SIZE_MAX;
}

static bool is_same(const answer *a, const answer *b)
{
    return a->came && a->verdict == b->verdict &&
           a->cleaned.remark == b->cleaned.remark &&
           wn_str_equal(a->cleaned.advice, b->cleaned.advice) &&
           (a->verdict != WN_CLEAN || wn_str_equal(a->cleaned.value, b->cleaned.value));
}

static size_t places, wrong;

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return x < y ? -1 : x > y;
}

static void test_example(const wn_transform *t, const wn_example *e)
{
    wn_arena kept = {0}, arena = {0};
    answer right, got;

    ask(t, e, SIZE_MAX, &kept, &right);
    ask(t, e, SIZE_MAX, &arena,
        &got); /* what ICU keeps is there: what is left to need? */
    wn_arena_release(&arena);
    size_t count = need_count, *levels = realloc(NULL, (count + 1) * sizeof(*levels));
    memcpy(levels, needs, count * sizeof(*levels));
    qsort(levels, count, sizeof(*levels), by_size);
    for (size_t at = 0; at < count; at++) {
        if (at > 0 && levels[at] == levels[at - 1])
            continue;
        places++;
        ask(t, e, levels[at] - 1, &arena, &got);
        bool bad = got.came && !is_same(&got, &right);
        wn_arena_release(&arena);
        ask(t, e, SIZE_MAX, &arena, &got);
        bad = bad || !is_same(&got, &right);
        wn_arena_release(&arena);
        if (bad && wrong == 0)
            printf("# %s: %s, with %zu bytes\n", t->name, e->in, levels[at] - 1);
        wrong += bad;
    }
    __real_free(levels);
    wn_arena_release(&kept);
}

static const struct {
    const char *transform;
    wn_example example;
} more[] = {
    {"email",
     {NULL,
      "anna@b\xC3\xBC"
      "cher.example",
      NULL}},
    {"url", {NULL, "https://\xE4\xBE\x8B\xE5\xAD\x90.example/x", NULL}},
    {"datetime", {"timezone=Europe/Berlin", "2024-07-01 12:00", NULL}},
    {"text", {NULL, "M\xC3\x83\xC6\x92\xC3\x82\xC2\xBCller", NULL}},
};

int main(void)
{
    UErrorCode code = U_ZERO_ERROR;
    const wn_transform *t;

    u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &code);
    ok(U_SUCCESS(code), "ICU asks this test for memory");
    wn_on_memory_out(leave, NULL);
    for (size_t i = 0; (t = wn_transform_at(i)); i++) {
        places = wrong = 0;
        for (const wn_example *e = t->examples; e && e->in; e++)
            test_example(t, e);
        for (size_t m = 0; m < WN_COUNT(more); m++)
            if (!strcmp(more[m].transform, t->name))
                test_example(t, &more[m].example);
        ok(wrong == 0, "%s: at %zu places, never a wrong answer", t->name, places);
    }
    wn_on_memory_out(NULL, NULL);
    u_cleanup();
    __real_free(needs);
    return tap_end();
}
