/*
 * compare_tables.c - compares two exports or databases record by record.
 *
 * Each side is read once to get a hash of each record. If there are differences, the
 * sides are read again to find the cells that differ. So memory holds a few numbers for
 * each record, and the text of only those records that differ.
 */
#include "compare.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

#define SCALE 6 /* decimals that sums keep */

__extension__ typedef __int128 wide;

typedef struct sum {
    wide total;
    uint64_t filled, numbers;
    bool open, proven; /* open: a 1.234 was seen, which may be 1234; proven: a point was
                          seen that is sure */
} sum;

typedef struct side {
    const wn_compared *from;
    wn_input input;
    void *reader;
    int *columns; /* by common column: its column in the input */
    int *keys;
    sum *sums;
    wn_map times; /* key -> how often it came */
    uint64_t rows, repeated;
} side;

typedef struct record {
    uint64_t hash;
    bool seen, changed;
} record;

typedef struct comparer {
    wn_comparison *out;
    side sides[2];
    wn_str key;
    size_t key_count;
    wn_map known; /* key and how often it came -> index of the old record */
    record *records;
    size_t count, room;
    wn_map kept; /* index of a changed old record -> its index in kept_rows, + 1 */
    wn_str **kept_rows;
    size_t kept_count, kept_room;
    void (*each)(void *data, const char *kind, wn_str key, wn_str column,
                 wn_str old_value, wn_str new_value);
    void *data;
    wn_error *err;
} comparer;

/* ---- opening ---------------------------------------------------------------------- */

static wn_rc open_side(side *s, wn_error *err)
{
    s->input.chunk = WN_CHUNK;
    wn_rc rc = wn_input_survey(&s->input, s->from->path, WN_STR(""), err);

    s->input.sheet = s->from->sheet;
    s->input.records = s->from->records;
    return rc < 0 ? rc : s->input.reader->open(&s->reader, &s->input, err);
}

static wn_rc open_again(side *s, wn_error *err)
{
    s->input.reader->close(s->reader);
    s->reader = NULL;
    wn_map_release(&s->times);
    return s->input.reader->open(&s->reader, &s->input, err);
}

static void close_side(side *s)
{
    if (s->reader)
        s->input.reader->close(s->reader);
    wn_map_release(&s->times);
    free(s->keys);
    free(s->columns);
    free(s->sums);
    wn_input_release(&s->input);
}

static wn_rc find_keys(comparer *c)
{
    wn_str rest = c->key;

    for (int i = 0; i < 2; i++) /* a key has fewer columns than bytes */
        c->sides[i].keys = wn_alloc(c->key.len, sizeof(int));
    while (rest.len > 0) {
        wn_str name = wn_str_trim(wn_str_cut(&rest, WN_STR(" + ")));
        for (int i = 0; i < 2; i++) {
            side *s = &c->sides[i];
            int column = wn_input_column(&s->input, name);
            if (column < 0)
                return wn_fail(c->err, WN_E_USAGE, WN_SAY_COMPARE_KEY, s->input.path,
                               WN_FMT(name));
            s->keys[c->key_count] = column;
        }
        c->key_count++;
    }
    return c->key_count ? WN_OK : wn_fail(c->err, WN_E_USAGE, WN_SAY_COMPARE_USAGE);
}

/* The names of the columns that only this side has. */
static wn_str only_here(comparer *c, const side *s, const side *other)
{
    wn_buf names = {0};

    for (size_t i = 0; i < s->input.column_count; i++)
        if (wn_input_column(&other->input, s->input.columns[i]) < 0)
            wn_buf_format(&names, "%s%.*s", names.len ? ", " : "",
                          WN_FMT(s->input.columns[i]));
    wn_str text = wn_arena_str(&c->out->arena, wn_buf_str(&names));
    wn_buf_release(&names);
    return text;
}

static void match_columns(comparer *c)
{
    side *a = &c->sides[0], *b = &c->sides[1];
    size_t room = a->input.column_count + 1;

    c->out->columns = wn_alloc(room, sizeof(*c->out->columns));
    for (int i = 0; i < 2; i++) {
        c->sides[i].columns = wn_alloc(room, sizeof(int));
        c->sides[i].sums = wn_alloc(room, sizeof(sum));
    }
    for (size_t i = 0; i < a->input.column_count; i++) {
        int there = wn_input_column(&b->input, a->input.columns[i]);
        if (there < 0)
            continue;
        size_t n = c->out->column_count++;
        a->columns[n] = (int)i;
        b->columns[n] = there;
        c->out->columns[n].name = wn_arena_str(&c->out->arena, a->input.columns[i]);
    }
    c->out->only_old = only_here(c, a, b);
    c->out->only_new = only_here(c, b, a);
}

/* ---- records ---------------------------------------------------------------------- */

/* The cells of the key, " + " between. */
static wn_str key_of(const comparer *c, const side *s, const wn_record *r, wn_buf *out)
{
    out->len = 0;
    wn_buf_add(out, WN_STR(""));
    for (size_t i = 0; i < c->key_count; i++)
        wn_buf_format(out, "%s%.*s", i ? " + " : "",
                      WN_FMT(wn_record_cell(r, (size_t)s->keys[i])));
    return wn_buf_str(out);
}

static wn_fingerprint fingerprint_of(side *s, wn_str key)
{
    wn_fingerprint print = wn_fingerprint_of(key);
    int64_t *times = wn_map_set(&s->times, print, NULL);

    return wn_fingerprint_numbers(print.a ^ print.b, (uint64_t)++ * times);
}

static uint64_t hash_of(const comparer *c, const side *s, const wn_record *r)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < c->out->column_count; i++)
        hash = wn_fingerprint_numbers(
                   hash, wn_fingerprint_of(wn_record_cell(r, (size_t)s->columns[i])).a)
                   .a;
    return hash;
}

/* The number times 10^SCALE: "1234.5" -> 1234500000. False: it is not a plain number, or
 * it is too large to add. */
static bool number_of(wn_str s, wide *out)
{
    bool minus = s.len > 0 && s.ptr[0] == '-', point = false;
    int decimals = 0, digits = 0;
    wide value = 0;

    for (size_t i = minus; i < s.len; i++) {
        if (s.ptr[i] == '.' && !point) {
            point = true;
        } else if (s.ptr[i] >= '0' && s.ptr[i] <= '9') {
            decimals += point;
            if (decimals > SCALE || ++digits > 24)
                return false;
            value = value * 10 + (s.ptr[i] - '0');
        } else {
            return false;
        }
    }
    for (; decimals < SCALE; decimals++)
        value *= 10;
    *out = minus ? -value : value;
    return digits > 0;
}

/* Note what the point in a number means. 1.234 may be 1234. In 0.125, in 12.5 and in what
 * the file stores as a number, the point is surely a decimal point. */
static void note_point(sum *of, wn_str s, bool is_number)
{
    const char *point = memchr(s.ptr, '.', s.len);
    size_t minus = s.ptr[0] == '-', before = point ? (size_t)(point - s.ptr) - minus : 0;

    if (!point)
        return;
    bool open = s.len - minus - before - 1 == 3 && before >= 1 && before <= 3 &&
                s.ptr[minus] != '0' && !is_number;
    of->open = of->open || open;
    of->proven = of->proven || !open;
}

static void add_up(const comparer *c, side *s, const wn_record *r)
{
    for (size_t i = 0; i < c->out->column_count; i++) {
        wn_str text = wn_record_cell(r, (size_t)s->columns[i]);
        wide value = 0;
        s->sums[i].filled += text.len > 0;
        if (text.len > 0 && number_of(text, &value)) {
            s->sums[i].numbers++;
            s->sums[i].total += value;
            note_point(&s->sums[i], text, r->numbers && r->numbers[s->columns[i]]);
        }
    }
}

/* Call `take` for each record of the side. */
static wn_rc each_record(comparer *c, side *s,
                         void (*take)(comparer *c, side *s, const wn_record *r,
                                      wn_str key))
{
    wn_batch batch;
    wn_buf key = {0};
    wn_rc rc = WN_MORE;

    wn_batch_init(&batch, 512);
    while (rc == WN_MORE) {
        rc = s->input.reader->next(s->reader, &batch);
        for (size_t i = 0; i < batch.count; i++)
            take(c, s, &batch.records[i], key_of(c, s, &batch.records[i], &key));
        wn_batch_clear(&batch);
    }
    wn_batch_release(&batch);
    wn_buf_release(&key);
    return rc;
}

static void take_old(comparer *c, side *s, const wn_record *r, wn_str key)
{
    bool is_new;
    int64_t *index = wn_map_set(&c->known, fingerprint_of(s, key), &is_new);

    s->rows++;
    s->repeated += *wn_map_set(&s->times, wn_fingerprint_of(key), NULL) > 1;
    add_up(c, s, r);
    c->records = wn_grow(c->records, c->count, &c->room, sizeof(*c->records));
    c->records[c->count] = (record){.hash = hash_of(c, s, r)};
    *index = (int64_t)c->count++;
}

static void tell(const comparer *c, const char *kind, wn_str key, wn_str column,
                 wn_str old_value, wn_str new_value)
{
    if (c->each)
        c->each(c->data, kind, key, column, old_value, new_value);
}

static void take_new(comparer *c, side *s, const wn_record *r, wn_str key)
{
    const int64_t *index = wn_map_find(&c->known, fingerprint_of(s, key));

    s->rows++;
    s->repeated += *wn_map_set(&s->times, wn_fingerprint_of(key), NULL) > 1;
    add_up(c, s, r);
    if (!index) {
        c->out->added++;
        tell(c, "added", key, WN_STR(""), WN_STR(""), WN_STR(""));
        return;
    }
    record *old_one = &c->records[*index];
    old_one->seen = true;
    old_one->changed = old_one->hash != hash_of(c, s, r);
    c->out->changed += old_one->changed;
    c->out->same += !old_one->changed;
}

/* Second reading of the old side: keep the records that changed, report the missing
 * ones. */
static void keep_old(comparer *c, side *s, const wn_record *r, wn_str key)
{
    const int64_t *index = wn_map_find(&c->known, fingerprint_of(s, key));

    if (!index || (c->records[*index].seen && !c->records[*index].changed))
        return;
    if (!c->records[*index].seen) {
        c->out->missing++;
        tell(c, "missing", key, WN_STR(""), WN_STR(""), WN_STR(""));
        return;
    }
    wn_str *row =
        wn_arena_alloc(&c->out->arena, (c->out->column_count + 1) * sizeof(*row));
    for (size_t i = 0; i < c->out->column_count; i++)
        row[i] = wn_arena_str(&c->out->arena, wn_record_cell(r, (size_t)s->columns[i]));
    c->kept_rows =
        wn_grow(c->kept_rows, c->kept_count, &c->kept_room, sizeof(*c->kept_rows));
    c->kept_rows[c->kept_count++] = row;
    *wn_map_set(&c->kept, wn_fingerprint_numbers((uint64_t)*index, 1), NULL) =
        (int64_t)c->kept_count;
}

static void tell_changes(comparer *c, side *s, const wn_record *r, wn_str key)
{
    const int64_t *index = wn_map_find(&c->known, fingerprint_of(s, key));
    const int64_t *kept =
        index ? wn_map_find(&c->kept, wn_fingerprint_numbers((uint64_t)*index, 1)) : NULL;

    for (size_t i = 0; kept && i < c->out->column_count; i++) {
        wn_str was = c->kept_rows[*kept - 1][i],
               is = wn_record_cell(r, (size_t)s->columns[i]);
        if (wn_str_equal(was, is))
            continue;
        c->out->columns[i].changed++;
        tell(c, "changed", key, c->out->columns[i].name, was, is);
    }
}

/* ---- the sums --------------------------------------------------------------------- */

static void write_sum(wide total, char out[48])
{
    char reversed[48];
    bool minus = total < 0;
    size_t len = 0, put = 0;

    for (wide rest = minus ? -total : total; (rest > 0 || len <= SCALE) && len < 40;
         rest /= 10)
        reversed[len++] = (char)('0' + (int)(rest % 10));
    size_t skip = 0; /* zeros behind the point */
    while (skip < SCALE && reversed[skip] == '0')
        skip++;
    if (minus)
        out[put++] = '-';
    for (size_t i = len; i-- > skip;) {
        out[put++] = reversed[i];
        if (i == SCALE && skip < SCALE)
            out[put++] = '.';
    }
    out[put] = '\0';
}

/* A key is not an amount: its numbers are not summed. */
static bool is_key(const comparer *c, int column)
{
    for (size_t i = 0; i < c->key_count; i++)
        if (c->sides[0].keys[i] == column)
            return true;
    return false;
}

static void conclude(comparer *c)
{
    side *a = &c->sides[0], *b = &c->sides[1];

    for (size_t i = 0; i < c->out->column_count; i++) {
        wn_compare_column *column = &c->out->columns[i];
        column->old_filled = a->sums[i].filled;
        column->new_filled = b->sums[i].filled;
        uint64_t filled = a->sums[i].filled + b->sums[i].filled;
        uint64_t numbers = a->sums[i].numbers + b->sums[i].numbers;
        bool open = (a->sums[i].open && !a->sums[i].proven) ||
                    (b->sums[i].open && !b->sums[i].proven);
        column->is_number = filled > 0 && numbers * 10 >= filled * 9 && !open &&
                            !is_key(c, a->columns[i]);
        write_sum(a->sums[i].total, column->old_sum);
        write_sum(b->sums[i].total, column->new_sum);
    }
    c->out->old_rows = a->rows;
    c->out->new_rows = b->rows;
    c->out->old_repeated = a->repeated;
    c->out->new_repeated = b->repeated;
}

static wn_rc compare(comparer *c)
{
    side *a = &c->sides[0], *b = &c->sides[1];
    wn_rc rc = each_record(c, a, take_old);

    if (rc >= 0)
        rc = each_record(c, b, take_new);
    conclude(c);
    if (rc < 0 || (c->out->changed == 0 && c->out->same == a->rows))
        return rc;
    rc = open_again(a, c->err);
    if (rc >= 0)
        rc = each_record(c, a, keep_old);
    if (rc >= 0 && c->out->changed > 0)
        rc = open_again(b, c->err);
    if (rc >= 0 && c->out->changed > 0)
        rc = each_record(c, b, tell_changes);
    return rc;
}

wn_rc wn_compare(wn_comparison *out, const wn_compared *old_one,
                 const wn_compared *new_one, wn_str key,
                 void (*each)(void *data, const char *kind, wn_str key, wn_str column,
                              wn_str old_value, wn_str new_value),
                 void *data, wn_error *err)
{
    comparer c = {.out = out, .key = key, .each = each, .data = data, .err = err};

    *out = (wn_comparison){0};
    c.sides[0].from = old_one;
    c.sides[1].from = new_one;
    wn_rc rc = open_side(&c.sides[0], err);
    if (rc >= 0)
        rc = open_side(&c.sides[1], err);
    if (rc >= 0)
        rc = find_keys(&c);
    if (rc >= 0) {
        match_columns(&c);
        rc = compare(&c);
    }
    close_side(&c.sides[0]);
    close_side(&c.sides[1]);
    wn_map_release(&c.known);
    wn_map_release(&c.kept);
    free(c.records);
    free(c.kept_rows);
    return rc;
}

void wn_comparison_release(wn_comparison *c)
{
    free(c->columns);
    wn_arena_release(&c->arena);
    *c = (wn_comparison){0};
}
