/* db_open.c - the table of the kinds of databases; opens a target. */
#include "db.h"

#include "core/fail.h"

#include <stdio.h>
#include <string.h>

/* A new kind of database is a line here and a file in this folder. */
static const db_class *const classes[] = {&db_csv, &db_postgres, &db_sqlite, NULL};

const db_class *db_class_of(const char *target)
{
    for (size_t i = 0; classes[i]; i++)
        if (classes[i]->accepts(target))
            return classes[i];
    return NULL;
}

static bool take_version(void *data, const wn_str *cells)
{
    wn_str said = cells[0].ptr ? cells[0] : WN_STR("?");

    snprintf(data, 32, "%.*s", (int)(said.len < 31 ? said.len : 31), said.ptr);
    return false;
}

/* Refuses tables of a newer winnow: their contents may have another meaning. */
static wn_rc check_version(db *d)
{
    char said[32] = "";
    int64_t version = 0;

    if (!d->class->has_table(d, WN_STR("winnow_schema")))
        return WN_OK;
    wn_rc rc = db_each(d, take_version, said, "SELECT max(version) FROM winnow_schema");
    if (rc < 0 || !strcmp(said, "?") ||
        (wn_str_number(wn_str_of(said), &version) && version >= 1 &&
         version <= DB_VERSION))
        return rc;
    rc = wn_fail(d->err, WN_E_TARGET, WN_SAY_TARGET_NEWER, d->shown,
                 WN_FMT(wn_str_of(said)), (long long)DB_VERSION);
    wn_error_hint(d->err, WN_SAY_TARGET_NEWER_HINT);
    return rc;
}

wn_rc db_open(db **out, const char *target, db_mode mode, const char *who, wn_error *err)
{
    const db_class *class = db_class_of(target);

    *out = NULL;
    if (!class)
        return wn_fail(err, WN_E_USAGE, WN_SAY_TARGET_UNKNOWN, target);
    wn_rc rc = class->open(out, target, mode, who, err);
    return rc < 0 ? rc : check_version(*out);
}

wn_rc db_close(db *d, bool committed, wn_rc rc)
{
    if (d)
        d->class->close(d, committed);
    return rc;
}
