/*
 * sqlite_backup.c - copies an SQLite target, and checks the copy.
 *
 * The copy is made under a temporary name, checked, and only then gets its own name: so a
 * file with that name is always a whole backup. The target's rows are counted in the same
 * transaction from which the copy is made. SQLite's own check does not notice a letter
 * that changed inside a value; FILE.sha256, in the format of sha256sum, does.
 */
#include "backup.h"
#include "core/fail.h"
#include "core/hash.h"
#include "core/output.h"
#include "core/words.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct counts {
    uint64_t tables, rows;
    wn_map by_table;
    wn_buf names; /* each ends with a NUL */
} counts;

static wn_rc fail(wn_error *err, const char *path, sqlite3 *db)
{
    bool few = db && err->rc >= 0 && sqlite3_system_errno(db) == EMFILE;
    wn_rc rc = wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_FAILED, path,
                       db ? sqlite3_errmsg(db) : "?");

    if (few)
        wn_error_hint(err, WN_SAY_FEW_FILES_HINT);
    return rc;
}

static sqlite3 *open_database(const char *path, int flags, wn_error *err)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
        fail(err, path, db);
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db, 10000);
    return db;
}

/* ---- the bytes -------------------------------------------------------------------- */

enum { HEX = 64 }; /* hexadecimal digits of a SHA-256 */

static void sum_name(char out[4096], const char *file)
{
    snprintf(out, 4096, "%.4000s.sha256", file);
}

static wn_rc write_sum(wn_outputs *files, const char *file, const char *hex,
                       wn_error *err)
{
    char path[4096], line[8192];
    wn_str base = wn_path_base(wn_str_of(file));

    sum_name(path, file);
    snprintf(line, sizeof(line), "%s  %.*s\n", hex, WN_FMT(base));
    wn_output *sum = wn_outputs_add_path(files, path, err);
    return sum ? wn_output_put(sum, wn_str_of(line), err) : err->rc;
}

/* Compares the bytes of `file` with `file`.sha256. *known: there is such a file, and it
 * has a sum. */
static wn_rc check_sum(const char *file, bool *known, wn_error *err)
{
    char path[4096], was[HEX + 1] = "", is[HEX + 1];

    sum_name(path, file);
    FILE *in = fopen(path, "r");
    *known = in && fread(was, 1, HEX, in) == HEX;
    if (in)
        fclose(in);
    if (!*known)
        return WN_OK;
    wn_rc rc = wn_file_sum(file, WN_E_TARGET, is, err);
    if (rc >= 0 && strcmp(was, is) != 0)
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_OTHER_BYTES, file, path);
    return rc;
}

/* ---- counting and checking -------------------------------------------------------- */

static wn_rc count_table(sqlite3 *db, const char *name, const char *path, counts *out,
                         wn_error *err)
{
    char *sql = sqlite3_mprintf("select count(*) from \"%w\"", name);
    sqlite3_stmt *st = NULL;
    wn_rc rc = WN_OK;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW) {
        int64_t rows = sqlite3_column_int64(st, 0);
        *wn_map_set(&out->by_table, wn_fingerprint_of(wn_str_of(name)), NULL) = rows;
        wn_buf_add(&out->names, (wn_str){name, strlen(name) + 1});
        out->tables++;
        out->rows += (uint64_t)rows;
    } else {
        rc = fail(err, path, db);
    }
    sqlite3_finalize(st);
    sqlite3_free(sql);
    return rc;
}

static wn_rc count_all(sqlite3 *db, const char *path, counts *out, wn_error *err)
{
    static const char sql[] =
        "select name from sqlite_master where type = 'table' and name "
        "not like 'sqlite#_%' escape '#' order by name";
    sqlite3_stmt *st = NULL;
    wn_rc rc = WN_OK;
    int code = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

    while (rc >= 0 && code == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        rc = count_table(db, (const char *)sqlite3_column_text(st, 0), path, out, err);
    if (code != SQLITE_OK)
        rc = fail(err, path, db);
    sqlite3_finalize(st);
    return rc;
}

static void release(counts *c)
{
    wn_map_release(&c->by_table);
    wn_buf_release(&c->names);
}

/* Runs SQLite's own check of every page and index. */
static wn_rc check(sqlite3 *db, const char *path, wn_error *err)
{
    sqlite3_stmt *st = NULL;
    const char *found = NULL;
    int code = sqlite3_prepare_v2(db, "pragma integrity_check(1)", -1, &st, NULL);

    if (code == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        found = (const char *)sqlite3_column_text(st, 0);
    wn_rc rc = found && !strcmp(found, "ok")
                   ? WN_OK
                   : wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_UNSOUND, path,
                             found ? found : sqlite3_errmsg(db));
    sqlite3_finalize(st);
    return rc;
}

/* Appends to `said` the tables that have different numbers of rows; returns how many. */
static size_t differences(const counts *a, const counts *b, wn_lang lang, wn_buf *said)
{
    size_t count = 0;

    for (size_t at = 0; at < a->names.len; at += strlen(a->names.ptr + at) + 1) {
        const char *name = a->names.ptr + at;
        const int64_t *x = wn_map_find(&a->by_table, wn_fingerprint_of(wn_str_of(name))),
                      *y = wn_map_find(&b->by_table, wn_fingerprint_of(wn_str_of(name)));
        if (y && *x == *y)
            continue;
        count++;
        wn_buf_format(said, wn_say(lang, WN_SAY_BACKUP_DIFFERS), name, (long long)*x,
                      (long long)(y ? *y : 0));
    }
    return count;
}

static wn_rc copy(sqlite3 *from, sqlite3 *to, const char *path, wn_error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);

    if (backup)
        sqlite3_backup_finish(backup);
    return code == SQLITE_DONE ? WN_OK : fail(err, path, to);
}

/* ---- the two commands ------------------------------------------------------------- */

/* Copies the open target into the new file `part`, checks it, and counts both. */
static wn_rc back_up(sqlite3 *from, const char *target, const char *part, wn_lang lang,
                     wn_buf *said, counts *all, wn_error *err)
{
    counts copied = {0};
    sqlite3 *to = open_database(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    wn_rc rc = to ? WN_OK : err->rc;

    if (rc >= 0 && sqlite3_exec(from, "begin; select count(*) from sqlite_master", NULL,
                                NULL, NULL) != SQLITE_OK)
        rc = fail(err, target, from);
    if (rc >= 0)
        rc = copy(from, to, part, err);
    if (rc >= 0)
        rc = count_all(from, target, all, err);
    if (rc >= 0)
        rc = check(to, part, err);
    if (rc >= 0)
        rc = count_all(to, part, &copied, err);
    if (rc >= 0 && differences(all, &copied, lang, said) > 0)
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_UNSOUND, part, "rows");
    if (to && sqlite3_close(to) != SQLITE_OK && rc >= 0)
        rc = fail(err, part, NULL);
    release(&copied);
    return rc;
}

/* Also true for a symbolic link that leads nowhere. */
static bool exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

/* Makes the copy as a file that nobody else may read. It gets its name, and its sum
 * beside it, when its checks have passed. */
static wn_rc make(wn_outputs *files, sqlite3 *from, const char *target, const char *file,
                  wn_lang lang, wn_buf *said, counts *all, wn_error *err)
{
    char hex[HEX + 1];
    wn_output *copy = wn_outputs_add_path(files, file, err);
    wn_rc rc = copy ? back_up(from, target, copy->aside, lang, said, all, err) : err->rc;

    if (rc >= 0)
        rc = wn_file_sum(copy->aside, WN_E_TARGET, hex, err);
    if (rc >= 0)
        rc = write_sum(files, file, hex, err);
    if (rc >= 0)
        rc = wn_outputs_ready(files, err);
    return rc < 0 ? rc : wn_outputs_keep(files, err);
}

wn_rc wn_backup(const char *target, const char *file, wn_lang lang, wn_buf *said,
                wn_error *err)
{
    char tables[28], rows[28], sum[4096];
    counts all = {0};
    wn_outputs files = {.only_new = true};

    sum_name(sum, file);
    if (exists(file) || exists(sum))
        return wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_EXISTS, exists(file) ? file : sum);
    sqlite3 *from = open_database(target, SQLITE_OPEN_READONLY, err);
    if (!from)
        return err->rc;
    wn_rc rc = make(&files, from, target, file, lang, said, &all, err);
    sqlite3_close(from);
    wn_outputs_drop(&files);
    if (rc >= 0)
        wn_buf_format(said, wn_say(lang, WN_SAY_BACKUP_DONE), file,
                      wn_thousands(tables, all.tables), wn_thousands(rows, all.rows));
    release(&all);
    return rc;
}

wn_rc wn_backup_verify(const char *target, const char *file, wn_lang lang, wn_buf *said,
                       wn_error *err)
{
    char tables[28], rows[28];
    bool known;
    counts now = {0}, restored = {0};
    if (check_sum(file, &known, err) < 0)
        return err->rc;
    sqlite3 *from = open_database(file, SQLITE_OPEN_READONLY, err);
    sqlite3 *to =
        from ? open_database("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) : NULL;
    sqlite3 *current = to ? open_database(target, SQLITE_OPEN_READONLY, err) : NULL;
    wn_rc rc = current ? copy(from, to, file, err) : err->rc;

    if (rc >= 0)
        rc = check(to, file, err);
    if (rc >= 0)
        rc = count_all(to, file, &restored, err);
    if (rc >= 0)
        rc = count_all(current, target, &now, err);
    if (rc >= 0 && restored.tables == 0)
        rc = wn_fail(err, WN_E_TARGET, WN_SAY_BACKUP_UNSOUND, file, "no tables");
    if (rc >= 0) {
        wn_buf_format(said, wn_say(lang, WN_SAY_BACKUP_RESTORES), file,
                      wn_thousands(tables, restored.tables),
                      wn_thousands(rows, restored.rows));
        if (!known)
            wn_buf_format(said, wn_say(lang, WN_SAY_BACKUP_NO_SUM), file);
        differences(&now, &restored, lang, said);
    }
    release(&now);
    release(&restored);
    sqlite3_close(current);
    sqlite3_close(to);
    sqlite3_close(from);
    return rc;
}
