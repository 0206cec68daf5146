/* compare_days.c - since when two systems are run in parallel: the days on which both
 * targets were loaded. */
#include "compare.h"

#include "core/memory.h"
#include "target/db.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef struct day_list {
    char (*items)[11];
    size_t count, room;
} day_list;

static bool is_day(wn_str text)
{
    static const char form[] = "dddd-dd-dd";

    for (size_t i = 0; i < text.len && i < 10; i++)
        if (form[i] == 'd' ? text.ptr[i] < '0' || text.ptr[i] > '9'
                           : text.ptr[i] != form[i])
            return false;
    return text.len == 10;
}

static bool take_day(void *data, const wn_str *cells)
{
    day_list *days = data;

    if (cells[0].ptr && is_day(cells[0])) {
        days->items =
            wn_grow(days->items, days->count, &days->room, sizeof(*days->items));
        memcpy(days->items[days->count], cells[0].ptr, 10);
        days->items[days->count++][10] = '\0';
    }
    return true;
}

/* A file is asked only when it is an SQLite database: any path names one. */
static bool is_database(const char *path)
{
    static const char magic[16] = "SQLite format 3";
    char head[16] = "";

    if (db_class_of(path) == &db_postgres)
        return true;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool is = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
              !memcmp(head, magic, sizeof(head));
    if (fd >= 0)
        close(fd);
    return is;
}

/* The days on which runs that still hold began; false: it is no target. */
static bool read_days(const char *path, day_list *out)
{
    wn_error quiet = {.lang = WN_EN};
    db *d = NULL;
    bool is_target = false;

    if (!is_database(path))
        return false;
    if (db_open(&d, path, DB_READ, "compare", &quiet) >= 0)
        is_target = d->class->has_table(d, WN_STR("winnow_run")) &&
                    db_each(d, take_day, out,
                            "SELECT DISTINCT substr(started_at,1,10) FROM winnow_run "
                            "WHERE coalesce(kind,'run')='run' AND undone_by IS NULL "
                            "ORDER BY 1") >= 0;
    db_close(d, false, WN_OK);
    return is_target;
}

wn_compare_days wn_compare_parallel(const char *old_one, const char *new_one)
{
    day_list a = {0}, b = {0};
    wn_compare_days out = {.old_says = read_days(old_one, &a),
                           .new_says = read_days(new_one, &b)};

    for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
        int order = strcmp(a.items[i], b.items[k]);
        if (order == 0) {
            if (out.count == 0)
                memcpy(out.first, a.items[i], 11);
            memcpy(out.last, a.items[i], 11);
            out.count++;
        }
        i += order <= 0;
        k += order >= 0;
    }
    free(a.items);
    free(b.items);
    return out;
}
