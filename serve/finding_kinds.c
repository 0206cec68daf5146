/* finding_kinds.c - counts findings by kind, once for each run: they may be a million. */
#include "finding_kinds.h"

#include "core/memory.h"
#include "target/catalog.h"

#include <stdlib.h>

void finding_kinds_release(finding_kinds *k)
{
    wn_arena_release(&k->arena);
    free(k->items);
    *k = (finding_kinds){0};
}

static wn_str keep(finding_kinds *k, wn_str cell)
{
    return wn_arena_str(&k->arena, cell.ptr ? cell : WN_STR(""));
}

static bool take_kind(void *data, const wn_str *c)
{
    finding_kinds *k = data;

    k->items = wn_grow(k->items, k->count, &k->room, sizeof(*k->items));
    k->items[k->count++] = (finding_kind){keep(k, c[0]), keep(k, c[1]), keep(k, c[2]),
                                          keep(k, c[3]), (uint64_t)db_cell_number(c[4])};
    return true;
}

static wn_rc read_kinds(finding_kinds *k, db *d)
{
    if (!d->class->has_table(d, WN_STR("winnow_finding_row")))
        return WN_OK; /* of an older winnow: the next run brings it up to date */
    return db_each(d, take_kind, k,
                   "SELECT k.rule, k.severity, k.entity, k.field, sum(c.n) FROM (SELECT "
                   "kind, count(*) AS n FROM winnow_finding_row GROUP BY kind) c JOIN "
                   "winnow_finding_kind k ON k.id=c.kind GROUP BY k.rule, k.severity, "
                   "k.entity, k.field ORDER BY 5 DESC, 1, 3, 4");
}

wn_rc finding_kinds_read(finding_kinds *k, const char *target, wn_error *err)
{
    db *d = NULL;
    int64_t run = 0;
    wn_rc rc = db_open(&d, target, DB_READ, "serve", err);

    if (rc >= 0)
        rc = catalog_latest(d, &run);
    if (rc >= 0 && run != k->run) {
        finding_kinds_release(k);
        rc = read_kinds(k, d);
        k->run = rc >= 0 ? run : 0;
    }
    return db_close(d, rc >= 0, rc);
}
