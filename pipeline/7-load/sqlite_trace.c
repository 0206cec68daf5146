/*
 * sqlite_trace.c - why two records are one golden record, or two.
 *
 * The run that compared them kept the weight of each column (winnow_pair.why): it is told
 * as a list whose sum is the weight of the pair.
 */
#include "winnow/trace.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef struct trace {
    sqlite3 *db;
    const char *target;
    wn_buf *out;
    wn_error *err;
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
#define NAMED(e, s, k)                                                             \
    "(" e "='' OR entity=" e ") AND ((source_key=" k " AND (" s "='' OR system=" s \
    ")) OR (" e "<>'' AND " s "='' AND CAST(golden_id AS "                         \
    "TEXT)=" k "))"

static void bind_name(sqlite3_stmt *statement, int at, const name *n)
{
    const wn_str *parts[] = {&n->entity, &n->system, &n->key};

    for (int i = 0; i < 3; i++)
        sqlite3_bind_text(statement, at + i, parts[i]->ptr, (int)parts[i]->len,
                          SQLITE_STATIC);
}

static wn_rc fail(trace *t)
{
    return wn_fail(t->err, WN_E_TARGET, WN_SAY_TARGET_FAILED, t->target, "trace",
                   sqlite3_errmsg(t->db));
}

static const char *column(sqlite3_stmt *row, int i)
{
    const unsigned char *text = sqlite3_column_text(row, i);

    return text ? (const char *)text : "";
}

/* The record's own line: where it stands and what it says. */
static wn_rc tell_record(trace *t, const name *n, sqlite3_int64 *golden)
{
    sqlite3_stmt *row = NULL;
    wn_rc rc = WN_OK;

    if (sqlite3_prepare_v2(
            t->db,
            "SELECT entity, system, source_key, file, line, raw, golden_id FROM "
            "winnow_source WHERE " NAMED("?1", "?2", "?3") " ORDER BY rowid LIMIT 1",
            -1, &row, NULL) != SQLITE_OK)
        return fail(t);
    bind_name(row, 1, n);
    if (sqlite3_step(row) != SQLITE_ROW) {
        rc = wn_fail(t->err, WN_E_USAGE, WN_SAY_TRACE_NO_RECORD, WN_FMT(n->key));
        wn_error_hint(t->err, WN_SAY_TRACE_HINT);
    } else {
        *golden = sqlite3_column_int64(row, 6);
        wn_buf_format(t->out, "%s %s/%s  (%s:%s)\n    %s\n", column(row, 0),
                      column(row, 1), column(row, 2), column(row, 3), column(row, 4),
                      column(row, 5));
    }
    sqlite3_finalize(row);
    return rc;
}

/* "email = +14.2": the name, how it agrees, its weight. */
static void tell_part(trace *t, wn_str part)
{
    wn_lang lang = t->err->lang;
    const char *blank = memrchr(part.ptr, ' ', part.len);
    double weight = blank ? strtod(blank + 1, NULL) : 0;
    wn_str column = {part.ptr, blank ? (size_t)(blank - part.ptr) : part.len};
    const char *how = "";
    char bar[64] = "";

    if (wn_str_equal(column, WN_STR("prior")) || wn_str_equal(column, WN_STR("others"))) {
        column = wn_str_of(wn_say(lang, column.ptr[0] == 'p' ? WN_SAY_TRACE_PRIOR
                                                             : WN_SAY_TRACE_OTHERS));
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

static void tell_why(trace *t, sqlite3_stmt *row)
{
    wn_lang lang = t->err->lang;
    wn_str why = wn_str_of(column(row, 2));
    const char *decision = column(row, 3);

    while (why.len > 0)
        tell_part(t, wn_str_cut(&why, WN_STR(", ")));
    wn_buf_format(t->out, wn_say(lang, WN_SAY_TRACE_SUM), sqlite3_column_double(row, 1),
                  100 * sqlite3_column_double(row, 0));
    wn_buf_add(t->out, wn_str_of(wn_say(lang, !strcmp(column(row, 4), "sure")
                                                  ? WN_SAY_TRACE_SURE
                                                  : WN_SAY_TRACE_REVIEW)));
    if (*decision)
        wn_buf_add(t->out, wn_str_of(wn_say(lang, *decision == 's'
                                                      ? WN_SAY_TRACE_DECIDED_SAME
                                                      : WN_SAY_TRACE_DECIDED_OTHER)));
}

#define SIDE(side, n)                                                              \
    "EXISTS (SELECT 1 FROM winnow_source WHERE entity=p.entity AND system=p." side \
    "_system AND source_key=p." side "_key AND " n ")"

/* The pair of the two itself. *found: there is one. */
static wn_rc tell_direct(trace *t, const name *a, const name *b, bool *found)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(
            t->db,
            "SELECT probability, weight, why, decision, band FROM winnow_pair p WHERE "
            "(" SIDE("left", NAMED("?1", "?2", "?3")) " AND " SIDE(
                "right",
                NAMED(
                    "?4", "?5",
                    "?6")) ") OR (" SIDE("left",
                                         NAMED(
                                             "?4", "?5",
                                             "?6")) " AND " SIDE("right",
                                                                 NAMED(
                                                                     "?1", "?2",
                                                                     "?3")) ") ORDER BY "
                                                                            "weight DESC "
                                                                            "LIMIT 1",
            -1, &row, NULL) != SQLITE_OK)
        return fail(t);
    bind_name(row, 1, a);
    bind_name(row, 4, b);
    *found = sqlite3_step(row) == SQLITE_ROW;
    if (*found)
        tell_why(t, row);
    sqlite3_finalize(row);
    return WN_OK;
}

/* They are one, by way of others: the pairs that hold the golden record together. */
static wn_rc tell_links(trace *t, const name *a, sqlite3_int64 golden)
{
    sqlite3_stmt *row = NULL;
    size_t count = 0;

    if (sqlite3_prepare_v2(
            t->db,
            "SELECT left_system, left_key, right_system, right_key, weight, why FROM "
            "winnow_pair p WHERE left_golden=?4 AND right_golden=?4 AND band='sure' "
            "AND " SIDE("left",
                        "golden_id=?4") " AND entity=(SELECT entity FROM winnow_source "
                                        "WHERE " NAMED(
                                            "?1", "?2",
                                            "?3") " LIMIT 1) ORDER BY weight DESC",
            -1, &row, NULL) != SQLITE_OK)
        return fail(t);
    bind_name(row, 1, a);
    sqlite3_bind_int64(row, 4, golden);
    for (; sqlite3_step(row) == SQLITE_ROW; count++) {
        if (count == 0)
            wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_BY_WAY),
                          (long long)golden);
        wn_buf_format(t->out, "  %s/%s = %s/%s  %+.1f: %s\n", column(row, 0),
                      column(row, 1), column(row, 2), column(row, 3),
                      sqlite3_column_double(row, 4), column(row, 5));
    }
    sqlite3_finalize(row);
    if (count == 0)
        wn_buf_format(t->out, wn_say(t->err->lang, WN_SAY_TRACE_BY_KEY),
                      (long long)golden);
    return WN_OK;
}

static wn_rc tell(trace *t, const name *a, const name *b)
{
    sqlite3_int64 left = 0, right = 0;
    bool found = false;
    wn_rc rc = tell_record(t, a, &left);

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
    trace t = {.target = target, .out = out, .err = err};
    const char *path = strncmp(target, "sqlite:", 7) ? target : target + 7;
    name left = parse(a), right = parse(b);
    wn_rc rc = WN_OK;

    if (sqlite3_open_v2(path, &t.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_exec(t.db, "SELECT pair FROM winnow_pair LIMIT 1", NULL, NULL, NULL) !=
            SQLITE_OK) {
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_TRACE_NO_TARGET, path);
        wn_error_hint(err, WN_SAY_TRACE_TARGET_HINT);
    }
    if (rc >= 0)
        rc = tell(&t, &left, &right);
    sqlite3_close(t.db);
    return rc;
}
