/* option.c - sets the fields of a transform's config from "key=value", by its option
 * table. */
#include "transforms.h"
#include "core/mapping.h"
#include "core/mask.h"
#include "core/zone.h"

static bool set_choice(const wn_option *option, wn_str text, int *field)
{
    for (int i = 0; option->choices[i]; i++) {
        if (wn_str_equal(text, wn_str_of(option->choices[i]))) {
            *field = i;
            return true;
        }
    }
    return false;
}

static bool set_number(wn_str text, int *field)
{
    int64_t number;

    if (text.len != 4 || !wn_str_number(text, &number))
        return false;
    *field = (int)number;
    return true;
}

static bool set_region(wn_str text, wn_str *field, wn_arena *arena)
{
    if (text.len != 2 || text.ptr[0] < 'A' || text.ptr[0] > 'Z' || text.ptr[1] < 'A' ||
        text.ptr[1] > 'Z')
        return false;
    *field = wn_arena_str(arena, text);
    return true;
}

static bool set_list(wn_str text, const wn_list **field, const wn_model *model)
{
    for (size_t i = 0; model && i < model->list_count; i++)
        if (wn_str_equal(model->lists[i].name, text))
            *field = &model->lists[i];
    return *field != NULL;
}

static bool set_key(wn_str path, const wn_key **field, wn_arena *arena)
{
    wn_key *key = wn_arena_alloc(arena, sizeof(*key));

    *field = key;
    return wn_key_load(wn_arena_str(arena, path).ptr, key);
}

bool wn_option_set(const wn_option *option, wn_str text, void *config, wn_arena *arena,
                   const wn_model *model)
{
    void *field = (char *)config + option->offset;

    switch (option->type) {
    case WN_OPT_TEXT:
    case WN_OPT_COLUMN:
        *(wn_str *)field = wn_arena_str(arena, text);
        return true;
    case WN_OPT_CHOICE:
        return set_choice(option, text, field);
    case WN_OPT_NUMBER:
        return set_number(text, field);
    case WN_OPT_REGION:
        return set_region(text, field, arena);
    case WN_OPT_UNIT:
        return wn_unit_factor(text, field);
    case WN_OPT_ZONE:
        return (*(const wn_zone **)field = wn_zone_load(text, arena)) != NULL;
    case WN_OPT_LIST:
        return set_list(text, field, model);
    case WN_OPT_KEY:
        return set_key(text, field, arena);
    case WN_OPT_END:
        break;
    }
    return false;
}

const wn_option *wn_option_find(const wn_transform *transform, wn_str name)
{
    for (const wn_option *o = transform->options; o && o->type != WN_OPT_END; o++)
        if (wn_str_equal(name, wn_str_of(o->name)))
            return o;
    return NULL;
}

void *wn_config_new(const wn_transform *transform, wn_arena *arena)
{
    void *config = wn_arena_alloc(arena, transform->config_size + 1);

    for (const wn_option *o = transform->options; o && o->type != WN_OPT_END; o++)
        if (o->fallback)
            wn_option_set(o, wn_str_of(o->fallback), config, arena, NULL);
    return config;
}

bool wn_config_parse(const wn_transform *transform, wn_str text, void *config,
                     wn_arena *arena)
{
    while (text.len > 0) {
        wn_str value = wn_str_cut(&text, WN_STR(" "));
        wn_str name = wn_str_cut(&value, WN_STR("="));
        const wn_option *option = wn_option_find(transform, name);
        if (name.len == 0)
            continue;
        if (!option || !wn_option_set(option, value, config, arena, NULL))
            return false;
    }
    return true;
}
