/*
 * surveys.c - remembers what was found out about files.
 *
 * A run asks the same questions about a file many times: is it an archive, which format,
 * which columns? First to find out what a mapping means, then for each <file> that reads
 * it, at the end for files that nothing read. The first answer is kept while the file is
 * the same: same device, inode, size and times. To check these needs no opening.
 */
#include "surveys.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_HELD ((size_t)64 << 20) /* bytes; nothing more is kept beyond it */

/* What a survey found out about a file, with the encoding that was forced. */
struct read_surveyed {
    read_known *of;
    wn_str forced;
    uint64_t limit; /* so many bytes were surveyed; 0: all of them */
    wn_input input;
    shape shape;    /* of nested values; without nodes for other formats */
    struct looked { /* its tables, for each records= and sheet= that was asked */
        wn_str records, sheet;
        wn_input input;
    } * *looks;
    size_t count, room;
};

struct wn_surveys {
    read_known **items;
    size_t count, room;
    wn_map last; /* device and inode -> index of its newest entry, + 1 */
    size_t held;
    wn_arena arena;
};

wn_surveys *wn_surveys_new(void)
{
    return wn_alloc(1, sizeof(wn_surveys));
}

static void forget(wn_input *input)
{
    free(input->notes);
    wn_arena_release(&input->arena);
}

static void free_surveyed(read_surveyed *s)
{
    for (size_t i = 0; i < s->count; i++) {
        forget(&s->looks[i]->input);
        free(s->looks[i]);
    }
    free(s->looks);
    forget(&s->input);
    shape_release(&s->shape);
    free(s);
}

void wn_surveys_free(wn_surveys *s)
{
    for (size_t i = 0; s && i < s->count; i++) {
        for (size_t k = 0; k < s->items[i]->count; k++)
            free_surveyed(s->items[i]->surveyed[k]);
        free(s->items[i]->surveyed);
        free(s->items[i]);
    }
    if (!s)
        return;
    free(s->items);
    wn_map_release(&s->last);
    wn_arena_release(&s->arena);
    free(s);
}

/* ---- files ------------------------------------------------------------------------ */

bool read_is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* If the file changed, a new entry is made. The old one stays to the end, because inputs
 * borrow texts from it. */
read_known *read_known_of(wn_surveys *s, const char *path)
{
    struct stat st;

    if (!s || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return NULL;
    int64_t *at =
        wn_map_set(&s->last, wn_fingerprint_numbers(st.st_dev, st.st_ino), NULL);
    if (*at > 0 && read_is_same_file(&s->items[*at - 1]->st, &st))
        return s->items[*at - 1];
    read_known *known = wn_alloc(1, sizeof(*known));
    *known = (read_known){.surveys = s, .st = st};
    s->items = wn_grow(s->items, s->count, &s->room, sizeof(*s->items));
    s->items[s->count++] = known;
    *at = (int64_t)s->count;
    return known;
}

/* ---- inputs ----------------------------------------------------------------------- */

static wn_note *copy_of_notes(const wn_input *input)
{
    wn_note *notes = NULL;

    if (input->note_count > 0) {
        notes = wn_alloc(input->note_count, sizeof(*notes));
        memcpy(notes, input->notes, input->note_count * sizeof(*notes));
    }
    return notes;
}

/* Copy what is known into the input. Its arena, and how it is named and read, stay its
 * own. */
static void take(wn_input *input, const wn_input *known)
{
    wn_input own = *input;

    *input = *known;
    input->path = own.path;
    input->file = own.file;
    input->surveys = own.surveys;
    input->surveyed = own.surveyed;
    input->at_hand = own.at_hand;
    input->chunk = own.chunk;
    input->survey_limit = own.survey_limit;
    input->records = own.records;
    input->sheet = own.sheet;
    input->arena = own.arena;
    input->notes = copy_of_notes(known);
    input->note_room = known->note_count;
    free(own.notes);
}

/* Take over the input's texts, so that later inputs can borrow them. */
static wn_input keep(wn_surveys *s, wn_input *input)
{
    wn_input kept = *input;

    s->held += input->arena.held;
    kept.notes = copy_of_notes(input);
    kept.note_room = input->note_count;
    kept.at_hand = 0;
    kept.taken = NULL;
    input->arena = (wn_arena){0};
    return kept;
}

bool read_recall(wn_input *input, const char *path, wn_str forced)
{
    const read_known *known = read_known_of(input->surveys, path);

    for (size_t i = 0; known && i < known->count; i++) {
        read_surveyed *s = known->surveyed[i];
        if (!wn_str_equal(s->forced, forced) ||
            (s->limit && s->limit != input->survey_limit))
            continue;
        input->surveyed = s;
        input->file = input->path;
        take(input, &s->input);
        return true;
    }
    return false;
}

void read_remember(wn_input *input, read_known *known, wn_str forced)
{
    struct stat st;

    if (!known || known->surveys->held > MOST_HELD || fstat(input->at_hand, &st) != 0 ||
        !read_is_same_file(&st, &known->st))
        return;
    read_surveyed *s = wn_alloc(1, sizeof(*s));
    bool is_whole = input->bytes == (uint64_t)st.st_size;
    *s = (read_surveyed){.of = known,
                         .forced = wn_arena_str(&known->surveys->arena, forced),
                         .limit = is_whole ? 0 : input->survey_limit};
    s->input = keep(known->surveys, input);
    known->surveyed =
        wn_grow(known->surveyed, known->count, &known->room, sizeof(*known->surveyed));
    known->surveyed[known->count++] = s;
    input->surveyed = s;
}

/* ---- looks ------------------------------------------------------------------------ */

static bool is_unchanged(const wn_input *input)
{
    return input->surveyed &&
           read_known_of(input->surveys, input->file) == input->surveyed->of;
}

bool read_recall_shape(wn_input *input, shape *out)
{
    const read_surveyed *s = input->surveyed;

    if (!s || s->shape.count == 0 || !is_unchanged(input))
        return false;
    *out = shape_copy(&s->shape, NULL);
    out->input = input;
    return true;
}

void read_remember_shape(const wn_input *input, const shape *found)
{
    read_surveyed *s = input->surveyed;

    if (!s || s->shape.count > 0 || input->note_count > 0 || !is_unchanged(input) ||
        s->of->surveys->held > MOST_HELD)
        return;
    s->shape = shape_copy(found, &s->of->surveys->arena);
    s->of->surveys->held += found->count * sizeof(*found->nodes);
}

static const wn_input *find_look(const wn_input *input)
{
    const read_surveyed *s = input->surveyed;

    if (!s || input->is_raw || !is_unchanged(input))
        return NULL;
    for (size_t i = 0; i < s->count; i++)
        if (wn_str_equal(s->looks[i]->records, input->records) &&
            wn_str_equal(s->looks[i]->sheet, input->sheet))
            return &s->looks[i]->input;
    return NULL;
}

void wn_input_looked(wn_input *input)
{
    read_surveyed *s = input->surveyed;

    if (!s || input->is_raw || find_look(input) || s->of->surveys->held > MOST_HELD)
        return;
    struct looked *l = wn_alloc(1, sizeof(*l));
    l->records = wn_arena_str(&s->of->surveys->arena, input->records);
    l->sheet = wn_arena_str(&s->of->surveys->arena, input->sheet);
    l->input = keep(s->of->surveys, input);
    s->looks = wn_grow(s->looks, s->count, &s->room, sizeof(*s->looks));
    s->looks[s->count++] = l;
}

wn_rc wn_input_look(wn_input *input, wn_error *err)
{
    void *reader = NULL;
    const wn_input *known = find_look(input);

    if (known) {
        take(input, known);
        return WN_OK;
    }
    int next = wn_input_at_hand(input);
    wn_rc rc = input->reader->open(&reader, input, err);
    if (reader)
        input->reader->close(reader);
    wn_input_let_go(input);
    input->at_hand = next;
    if (rc >= 0)
        wn_input_looked(input);
    return rc;
}
