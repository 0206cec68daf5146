/* site.c - what pages know beside the folder: the model, and whether there is a target. */
#include "site.h"

#include <string.h>
#include <sys/stat.h>

bool site_has_target(const serve *s)
{
    const char *target = s->room.target;
    bool is_file = !strstr(target, "://") && !strchr(target, '=');

    return !is_file || wn_path_exists(target);
}

void site_who(const serve *s, wn_buf *out)
{
    room_read(&s->room, ROOM_OWN "/who", 4 * SITE_WHO, out);
    out->len = wn_str_trim(wn_buf_str(out)).len;
}

/* When the mapping and its model were changed; 0: there is none. */
static uint64_t stamp_of(const char *mapping, const wn_plan *plan)
{
    struct stat is = {0}, model = {0};

    if (stat(mapping, &is) != 0)
        return 0;
    if (plan->model.path)
        stat(plan->model.path, &model);
    return (uint64_t)is.st_mtim.tv_sec * 1000003 + (uint64_t)is.st_mtim.tv_nsec +
           (uint64_t)is.st_size + (uint64_t)model.st_mtim.tv_nsec +
           (uint64_t)model.st_mtim.tv_sec;
}

/* The same of all of them; 0: one is not there. */
static uint64_t stamp_of_all(const char *const *paths, size_t count, const wn_plan *plan)
{
    uint64_t all = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t one = stamp_of(paths[i], plan);
        if (!one)
            return 0;
        all = all * 31 + one;
    }
    return all;
}

void site_release(serve *s)
{
    if (s->plan_stamp) {
        wn_plan_release(&s->plan);
        wn_workbooks_release(&s->books);
    }
    s->plan_stamp = 0;
}

const wn_model *site_model(serve *s)
{
    wn_arena arena = {0};
    wn_diags diags = {.lang = s->lang};
    wn_error err = {.lang = s->lang};
    const char *path = room_mapping(&s->room, &arena).ptr;
    bool given = s->room.given_count > 0;
    const char *const *paths = given ? s->room.given : &path;
    size_t count = given ? s->room.given_count : path && *path;
    uint64_t stamp = stamp_of_all(paths, count, &s->plan);

    if (stamp && stamp != s->plan_stamp) {
        site_release(s);
        s->books = (wn_workbooks){0};
        s->plan_ok =
            wn_mappings_load(&s->plan, &s->books, paths, count, &diags, &err) >= 0;
        s->plan_stamp = stamp_of_all(paths, count, &s->plan);
    }
    wn_diags_release(&diags);
    wn_arena_release(&arena);
    return stamp && s->plan_ok ? &s->plan.model : NULL;
}
