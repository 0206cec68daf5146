/* pair_queue.c - the pairs that people decide, and decisions.csv. */
#include "pair_queue.h"

#include "core/memory.h"
#include "core/file.h"
#include "core/text.h"
#include "target/catalog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HEADINGS "pair,decision,who,at\n"
#define MOST_RULINGS ((size_t)64 << 20) /* bytes of decisions.csv */

void pair_queue_release(pair_queue *q)
{
    wn_arena_release(&q->arena);
    wn_map_release(&q->ids);
    free(q->items);
    free(q->steps);
    *q = (pair_queue){0};
}

wn_ruling pair_ruling(const queued_pair *p)
{
    return p->now ? p->now : p->kept;
}

size_t pair_queue_find(const pair_queue *q, wn_str id)
{
    const int64_t *at = wn_map_find(&q->ids, wn_fingerprint_of(id));

    return at && *at > 0 ? (size_t)*at - 1 : q->count;
}

void pair_queue_count(const pair_queue *q, size_t *waiting, size_t *open)
{
    *waiting = *open = 0;
    for (size_t i = 0; i < q->count; i++) {
        *waiting += q->items[i].now && q->items[i].now != q->items[i].kept;
        *open += !pair_ruling(&q->items[i]);
    }
}

size_t pair_queue_next(const pair_queue *q, size_t from)
{
    for (int left = 0; left < 2; left++)
        for (size_t n = 0; n < q->count; n++) {
            size_t i = (from + n) % q->count;
            if (!pair_ruling(&q->items[i]) && q->items[i].is_left == (left == 1))
                return i;
        }
    return q->count;
}

/* ---- from the target -------------------------------------------------------------- */

static wn_str keep(pair_queue *q, wn_str cell)
{
    return wn_arena_str(&q->arena, cell.ptr ? cell : WN_STR(""));
}

static wn_apart apart_of(wn_str name)
{
    for (int i = 0; i < WN_APART_COUNT; i++)
        if (name.ptr && wn_str_equal(name, wn_str_of(wn_apart_names[i])))
            return (wn_apart)i;
    return WN_APART_COUNT; /* of an older winnow: it is not known */
}

static bool take_pair(void *data, const wn_str *c)
{
    pair_queue *q = data;
    bool is_new;
    int64_t *at = wn_map_set(&q->ids, wn_fingerprint_of(c[1]), &is_new);

    if (!is_new)
        return true;
    q->items = wn_grow(q->items, q->count, &q->room, sizeof(*q->items));
    q->items[q->count++] = (queued_pair){
        .entity = keep(q, c[0]),
        .id = keep(q, c[1]),
        .why = keep(q, c[2]),
        .sides = {{keep(q, c[3]), keep(q, c[4]), db_cell_number(c[5]), 1},
                  {keep(q, c[6]), keep(q, c[7]), db_cell_number(c[8]), 1}},
        .probability = c[9].ptr ? strtod(c[9].ptr, NULL) : 0,
        .kept = c[10].ptr ? wn_ruling_of(c[10]) : WN_RULING_NONE,
        .apart = apart_of(c[11]),
    };
    *at = (int64_t)q->count;
    return true;
}

typedef struct counted {
    wn_map sizes; /* of a golden record: its records */
} counted;

static wn_fingerprint golden_of(wn_str entity, int64_t golden)
{
    return wn_fingerprint_numbers(wn_hash(entity, 0), (uint64_t)golden);
}

static bool take_size(void *data, const wn_str *c)
{
    counted *all = data;
    bool is_new;

    *wn_map_set(&all->sizes, golden_of(c[0], db_cell_number(c[1])), &is_new) =
        db_cell_number(c[2]);
    return true;
}

/* What an answer gains: the chance that it is "same", times the pairs of records that
 * this makes one, as in pairs.xlsx. */
static void weigh(pair_queue *q, const counted *all)
{
    for (size_t i = 0; i < q->count; i++) {
        queued_pair *p = &q->items[i];
        for (int s = 0; s < 2; s++) {
            const int64_t *size =
                wn_map_find(&all->sizes, golden_of(p->entity, p->sides[s].golden));
            p->sides[s].members = size && *size > 0 ? (uint32_t)*size : 1;
        }
        p->gain = p->probability * p->sides[0].members * p->sides[1].members;
    }
}

/* Entity by entity, what gains most first; among equals the order is that of the ids. */
static int by_gain(const void *left, const void *right)
{
    const queued_pair *a = left, *b = right;
    int order = wn_str_compare(a->entity, b->entity);

    if (order == 0)
        order = (a->gain < b->gain) - (a->gain > b->gain);
    return order ? order : wn_str_compare(a->id, b->id);
}

static void number(pair_queue *q)
{
    bool is_new;

    if (q->count > 0)
        qsort(q->items, q->count, sizeof(*q->items), by_gain);
    for (size_t i = 0; i < q->count; i++)
        *wn_map_set(&q->ids, wn_fingerprint_of(q->items[i].id), &is_new) = (int64_t)i + 1;
}

#define OF_REVIEW \
    " FROM winnow_pair WHERE pair IS NOT NULL AND (band='review' OR decision IS NOT NULL)"

static wn_rc read_target(pair_queue *q, db *d)
{
    counted all = {0};
    wn_rc rc = db_each(
        d, take_pair, q,
        "SELECT entity, pair, why, left_system, left_key, left_golden, right_system, "
        "right_key, right_golden, probability, decision, %s" OF_REVIEW,
        d->class->has_column(d, WN_STR("winnow_pair"), WN_STR("apart")) ? "apart" : "NULL");

    if (rc >= 0)
        rc = db_each(d, take_size, &all,
                     "SELECT entity, golden_id, count(*) FROM winnow_source WHERE "
                     "golden_id IN (SELECT left_golden" OF_REVIEW
                     " UNION SELECT right_golden" OF_REVIEW
                     ") GROUP BY entity, golden_id");
    weigh(q, &all);
    wn_map_release(&all.sizes);
    number(q);
    return rc;
}

/* ---- decisions.csv ---------------------------------------------------------------- */

static void add_line(wn_buf *out, wn_str id, wn_ruling ruling, wn_str who, wn_str when)
{
    const wn_str cells[] = {id, wn_str_of(wn_ruling_names[ruling]), who, when};

    for (size_t i = 0; i < WN_COUNT(cells); i++) {
        wn_csv_add_safe(out, cells[i]);
        wn_buf_char(out, i + 1 < WN_COUNT(cells) ? ',' : '\n');
    }
}

static wn_str now(char out[32])
{
    time_t at = time(NULL);
    struct tm local;

    localtime_r(&at, &local);
    strftime(out, 32, "%Y-%m-%d %H:%M:%S", &local);
    return wn_str_of(out);
}

/* Take the lines of the file. False: it is not the page's. */
static bool take_lines(pair_queue *q, wn_str text)
{
    wn_str first = wn_str_cut(&text, WN_STR("\n")), cell, says;
    wn_arena arena = {0};

    if (!wn_str_equal(wn_str_trim(first),
                      (wn_str){HEADINGS, sizeof(HEADINGS) - 2}))
        return false;
    while (text.len > 0) {
        wn_str line = wn_str_cut(&text, WN_STR("\n")), rest = line;
        if (!wn_csv_next(&rest, &cell, &arena) || !wn_csv_next(&rest, &says, &arena))
            continue;
        size_t pair = pair_queue_find(q, cell);
        if (pair == q->count)
            continue;
        wn_ruling ruling = wn_ruling_of(says);
        bool is_spent = ruling == WN_RULING_UNDECIDED && !q->items[pair].kept;
        q->items[pair].is_written = true;
        q->items[pair].now = is_spent ? WN_RULING_NONE : ruling;
    }
    wn_arena_release(&arena);
    return true;
}

static bool read_file(pair_queue *q, const room *r)
{
    wn_buf text = {0};
    bool own = !room_has(r, ROOM_RULINGS) ||
               (room_read(r, ROOM_RULINGS, MOST_RULINGS, &text) &&
                take_lines(q, wn_buf_str(&text)));

    wn_buf_release(&text);
    return own;
}

/* Is the file there, and the page's? Made where it is not there. -1: errno says why. */
static int open_file(const room *r)
{
    char head[sizeof(HEADINGS)] = "";
    int fd = openat(r->fd, ROOM_RULINGS, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                    0600);
    ssize_t got = fd < 0 ? -1 : pread(fd, head, sizeof(HEADINGS) - 1, 0);

    if (got == 0 && wn_file_put(fd, WN_STR(HEADINGS)))
        return fd;
    if (got == (ssize_t)sizeof(HEADINGS) - 1 && !strcmp(head, HEADINGS))
        return fd;
    if (fd >= 0) {
        close(fd);
        errno = EEXIST;
    }
    return -1;
}

static bool append(const room *r, wn_str id, wn_ruling ruling, wn_str who)
{
    wn_buf line = {0};
    char at[32];
    int fd = open_file(r);

    add_line(&line, id, ruling, who, now(at));
    bool done = fd >= 0 && wn_file_put(fd, wn_buf_str(&line)) && fdatasync(fd) == 0;
    int why = errno;
    wn_buf_release(&line);
    if (fd >= 0)
        close(fd);
    errno = why;
    return done;
}

/* Write the file again without the pair. */
static bool drop(const room *r, wn_str id)
{
    wn_buf text = {0}, kept = {0};
    wn_arena arena = {0};
    wn_str cell;
    int fd = open_file(r);

    if (fd < 0)
        return false;
    close(fd);
    bool done = room_read(r, ROOM_RULINGS, MOST_RULINGS, &text);
    for (wn_str rest = wn_buf_str(&text); rest.len > 0;) {
        wn_str line = wn_str_cut(&rest, WN_STR("\n")), cells = line;
        if (!wn_csv_next(&cells, &cell, &arena) || !wn_str_equal(cell, id))
            wn_buf_format(&kept, "%.*s\n", WN_FMT(line));
    }
    done = done && room_write(r, ROOM_RULINGS, wn_buf_str(&kept));
    wn_buf_release(&text);
    wn_buf_release(&kept);
    wn_arena_release(&arena);
    return done;
}

/* ---- answers ---------------------------------------------------------------------- */

static bool set(pair_queue *q, const room *r, size_t pair, wn_ruling ruling, wn_str who)
{
    queued_pair *p = &q->items[pair];

    if (p->now == ruling)
        return true;
    if (p->is_written && !drop(r, p->id))
        return false;
    p->is_written = false;
    p->now = WN_RULING_NONE;
    if (ruling != WN_RULING_NONE && !append(r, p->id, ruling, who))
        return false;
    p->is_written = ruling != WN_RULING_NONE;
    p->now = ruling;
    return true;
}

static void remember(pair_queue *q, size_t pair)
{
    q->steps = wn_grow(q->steps, q->step_count, &q->step_room, sizeof(*q->steps));
    q->steps[q->step_count++] =
        (queue_step){pair, q->items[pair].now, q->items[pair].is_left};
}

bool pair_queue_decide(pair_queue *q, const room *r, size_t pair, wn_ruling ruling,
                       wn_str who)
{
    if (ruling == WN_RULING_UNDECIDED && !q->items[pair].kept)
        ruling = WN_RULING_NONE;
    remember(q, pair);
    if (set(q, r, pair, ruling, who))
        return true;
    q->step_count--;
    return false;
}

bool pair_queue_decide_id(pair_queue *q, const room *r, wn_str id, wn_ruling ruling,
                          wn_str who)
{
    size_t pair = pair_queue_find(q, id);

    return pair < q->count ? pair_queue_decide(q, r, pair, ruling, who)
                           : drop(r, id) && append(r, id, ruling, who);
}

void pair_queue_leave(pair_queue *q, size_t pair)
{
    remember(q, pair);
    q->items[pair].is_left = true;
}

bool pair_queue_back(pair_queue *q, const room *r, size_t *pair, wn_str who)
{
    if (q->step_count == 0)
        return false;
    queue_step step = q->steps[q->step_count - 1];
    if (!set(q, r, step.pair, step.before, who))
        return false;
    q->step_count--;
    q->items[step.pair].is_left = step.was_left;
    *pair = step.pair;
    return true;
}

bool pair_queue_tidy(pair_queue *q, const room *r)
{
    bool done = true;

    for (size_t i = 0; i < q->count && done; i++)
        if (q->items[i].is_written && !q->items[i].now) {
            done = drop(r, q->items[i].id);
            q->items[i].is_written = !done;
        }
    return done;
}

/* ---- once for each run ------------------------------------------------------------ */

wn_rc pair_queue_read(pair_queue *q, const room *r, wn_error *err)
{
    db *d = NULL;
    int64_t run = 0;
    wn_rc rc = db_open(&d, r->target, DB_READ, "serve", err);

    if (rc >= 0)
        rc = catalog_latest(d, &run);
    if (rc >= 0 && run != q->run) {
        pair_queue_release(q);
        rc = read_target(q, d);
        q->run = run;
        if (rc >= 0)
            read_file(q, r);
    }
    return db_close(d, rc >= 0, rc);
}
