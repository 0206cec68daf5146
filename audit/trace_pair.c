/*
 * trace_pair.c - why two records are one golden record, or two.
 *
 * The run that compared them kept the weight of each column (winnow_pair.why, or a block
 * of winnow_why). The weights are told as a list; their sum is the weight of the pair.
 */
#include "trace.h"

#include "core/fail.h"
#include "core/memory.h"
#include "target/catalog.h"
#include "target/raw_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WHYS "winnow_why"

typedef struct trace {
    db *db;
    raw_reader reader;
    wn_rc rc; /* of its last call */
    wn_buf *out;
    wn_error *err;
    int64_t golden; /* golden id of the record that was told last */
    size_t told;
} trace;

/* A record as the user names it. */
typedef struct name {
    wn_str entity, system, key; /* "": any */
} name;

static name parse(wn_str text)
{
    name n = {WN_STR(""), WN_STR(""), text};
    const char *colon = memchr(text.ptr, ':', text.len);

    if (colon) {
        n.entity = (wn_str){text.ptr, (size_t)(colon - text.ptr)};
        n.key = (wn_str){colon + 1, text.len - n.entity.len - 1};
    }
    const char *slash = n.key.len ? memchr(n.key.ptr, '/', n.key.len) : NULL;
    if (slash) {
        n.system = (wn_str){n.key.ptr, (size_t)(slash - n.key.ptr)};
        n.key = (wn_str){slash + 1, n.key.len - n.system.len - 1};
    }
    return n;
}

/* The source records a name may mean: by key, or with an entity by golden id. */
static void add_named(wn_buf *sql, const name *n)
{
    int64_t id;

    db_sql(sql, "((source_key=%L", n->key);
    if (n->system.len)
        db_sql(sql, " AND system=%L", n->system);
    db_sql(sql, ")");
    if (n->entity.len && !n->system.len && wn_str_number(n->key, &id))
        db_sql(sql, " OR golden_id=%d", (long long)id);
    db_sql(sql, ")");
    if (n->entity.len)
        db_sql(sql, " AND entity=%L", n->entity);
}

static wn_str text(wn_str cell)
{
    return cell.ptr ? cell : WN_STR("");
}

static bool take_record(void *data, const wn_str *cells)
{
    trace *t = data;
    wn_str row;

    t->told++;
    t->golden = db_cell_number(cells[5]);
    t->rc = raw_read(&t->reader, "winnow_raw", cells[6], cells[7], &row);
    wn_buf_format(t->out, "%.*s %.*s/%.*s  (%.*s:%.*s)\n    %.*s\n", WN_FMT(cells[0]),
                  WN_FMT(cells[1]), WN_FMT(cells[2]), WN_FMT(cells[3]), WN_FMT(cells[4]),
                  WN_FMT(row));
    return false;
}

/* Tell one line of the record: where it stands and what it says. */
static wn_rc tell_record(trace *t, const name *n, int64_t *golden)
{
    wn_buf named = {0};

    t->told = 0;
    add_named(&named, n);
    wn_rc rc =
        db_each(t->db, take_record, t,
                "SELECT entity, system, source_key, file, line, golden_id, raw, %s FROM "
                "%s s WHERE %s ORDER BY run, file, line LIMIT 1",
                t->reader.place, t->reader.source, named.ptr);
    wn_buf_release(&named);
    rc = rc < 0 ? rc : t->rc;
    if (rc >= 0 && t->told == 0) {
        rc = wn_fail(t->err, WN_E_USAGE, WN_SAY_TRACE_NO_RECORD, WN_FMT(n->key));
        wn_error_hint(t->err, WN_SAY_TRACE_HINT);
    }
    *golden = t->golden;
    return rc;
}

/* What a pair's weight has beside those of its columns (see wn_linkage_explain). */
static const struct beside {
    const char *name;
    wn_word says;
} besides[] = {{"prior", WN_SAY_TRACE_PRIOR},
               {"others", WN_SAY_TRACE_OTHERS},
               {"answers", WN_SAY_TRACE_ANSWERS}};

static const struct beside *find_beside(wn_str said)
{
    for (size_t i = 0; i < WN_COUNT(besides); i++)
        if (wn_str_equal(said, wn_str_of(besides[i].name)))
            return &besides[i];
    return NULL;
}

/* Tell a part such as "email = +14.2": column name, how the two agree, weight. */
static void tell_part(trace *t, wn_str part)
{
    wn_lang lang = t->err->lang;
    const char *blank = memrchr(part.ptr, ' ', part.len);
    double weight = blank ? strtod(blank + 1, NULL) : 0;
    wn_str column = {part.ptr, blank ? (size_t)(blank - part.ptr) : part.len};
    const char *how = "";
    char bar[64] = "";

    const struct beside *beside = find_beside(column);

    if (beside) {
        column = wn_str_of(wn_say(lang, beside->says));
    } else if (column.len > 2 && column.ptr[column.len - 2] == ' ') {
        char sign = column.ptr[column.len - 1];
        how = wn_say(lang, sign == '='   ? WN_SAY_TRACE_SAME
                           : sign == '~' ? WN_SAY_TRACE_NEAR
                                         : WN_SAY_TRACE_OTHER);
        column.len -= 2;
    }
    size_t length = (size_t)fmin(fabs(weight), 20);
    memset(bar, weight < 0 ? '-' : '+', length);
    wn_buf_format(t->out, "  %+6.1f  %-20s  %.*s%s%s\n", weight, bar, WN_FMT(column),
                  *how ? ": " : "", how);
}

static bool take_why(void *data, const wn_str *cells)
{
    trace *t = data;
    wn_lang lang = t->err->lang;
    wn_str why, decision = text(cells[3]);

    t->told++;
    t->rc = raw_read(&t->reader, WHYS, cells[2], cells[5], &why);
    while (why.len > 0)
        tell_part(t, wn_str_cut(&why, WN_STR(", ")));
    wn_buf_format(t->out, wn_say(lang, WN_SAY_TRACE_SUM), strtod(cells[1].ptr, NULL),
                  100 * strtod(cells[0].ptr, NULL));
    wn_buf_add(t->out, wn_str_of(wn_say(lang, wn_str_equal(text(cells[4]), WN_STR("sure"))
                                                  ? WN_SAY_TRACE_SURE
                                                  : WN_SAY_TRACE_REVIEW)));
    if (decision.len)
        wn_buf_add(t->out, wn_str_of(wn_say(lang, decision.ptr[0] == 's'
                                                      ? WN_SAY_TRACE_DECIDED_SAME
                                                      : WN_SAY_TRACE_DECIDED_OTHER)));
    return false;
}

static void add_side(wn_buf *sql, const char *side, const char *named)
{
    db_sql(sql,
           "EXISTS (SELECT 1 FROM winnow_source s WHERE s.entity=p.entity AND "
           "s.system=p.%s_system AND s.source_key=p.%s_key AND %s)",
           side, side, named);
}

/* Tell the pair of these two records, if the run compared them. *found: it did. */
static wn_rc tell_direct(trace *t, const name *a, const name *b, bool *found)
{
    wn_buf first = {0}, second = {0}, sql = {0};

    t->told = 0;
    add_named(&first, a);
    add_named(&second, b);
    db_sql(
        &sql,
        "SELECT probability, weight, why, decision, band, %s FROM winnow_pair p WHERE (",
        t->reader.place);
    add_side(&sql, "left", first.ptr);
    db_sql(&sql, " AND ");
    add_side(&sql, "right", second.ptr);
    db_sql(&sql, ") OR (");
    add_side(&sql, "left", second.ptr);
    db_sql(&sql, " AND ");
    add_side(&sql, "right", first.ptr);
    db_sql(&sql, ") ORDER BY weight DESC LIMIT 1");
    wn_rc rc = t->db->class->query(t->db, sql.ptr, take_why, t);
    rc = rc < 0 ? rc : t->rc;
    *found = t->told > 0;
    wn_buf_release(&first);
    wn_buf_release(&second);
    wn_buf_release(&sql);
    return rc;
}

static bool take_link(void *data, const wn_str *cells)
{
    trace *t = data;
    wn_str why;

    t->rc = raw_read(&t->reader, WHYS, cells[5], cells[6], &why);
    if (t->told++ == 0)
        wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_BY_WAY),
                      (long long)t->golden);
    wn_buf_format(t->out, "  %.*s/%.*s = %.*s/%.*s  %+.1f: %.*s\n", WN_FMT(cells[0]),
                  WN_FMT(cells[1]), WN_FMT(cells[2]), WN_FMT(cells[3]),
                  strtod(cells[4].ptr, NULL), WN_FMT(why));
    return t->rc >= 0;
}

/* The two are one golden record through other records: tell the pairs that hold it
 * together. */
static wn_rc tell_links(trace *t, const name *a, int64_t golden)
{
    wn_buf named = {0};

    t->told = 0;
    t->golden = golden;
    add_named(&named, a);
    wn_rc rc =
        db_each(t->db, take_link, t,
                "SELECT left_system, left_key, right_system, right_key, weight, why, "
                "%s FROM winnow_pair p WHERE left_golden=%d AND right_golden=%d AND "
                "band='sure' AND entity=(SELECT entity FROM winnow_source WHERE %s "
                "LIMIT 1) ORDER BY weight DESC",
                t->reader.place, (long long)golden, (long long)golden, named.ptr);
    rc = rc < 0 ? rc : t->rc;
    wn_buf_release(&named);
    if (rc >= 0 && t->told == 0)
        wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_BY_KEY),
                      (long long)golden);
    return rc;
}

static wn_rc tell(trace *t, const name *a, const name *b)
{
    catalog c = {0};
    int64_t left = 0, right = 0;
    bool found = false;
    wn_rc rc = catalog_read(&c, t->db);

    catalog_release(&c);
    if (rc >= 0)
        rc = tell_record(t, a, &left);
    if (rc >= 0)
        rc = tell_record(t, b, &right);
    if (rc >= 0)
        rc = tell_direct(t, a, b, &found);
    if (rc < 0 || found)
        return rc;
    if (left && left == right)
        return tell_links(t, a, left);
    wn_buf_add(t->out, wn_str_of(wn_say(t->err->lang, WN_SAY_TRACE_NO_PAIR)));
    return WN_OK;
}

wn_rc wn_trace_pair(const char *target, wn_str a, wn_str b, wn_buf *out, wn_error *err)
{
    trace t = {.out = out, .err = err};
    name left = parse(a), right = parse(b);
    wn_rc rc = db_open(&t.db, target, DB_READ, "trace", err);

    if (rc >= 0)
        rc = raw_reader_open(&t.reader, target, err);
    if (rc >= 0)
        rc = tell(&t, &left, &right);
    raw_reader_close(&t.reader);
    return db_close(t.db, rc >= 0, rc);
}
