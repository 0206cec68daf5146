/* explain_model.c - for people: the fields of an entity, the values of a list. */
#include "core/mapping.h"
#include "core/memory.h"

#include <string.h>

/* The text, and blanks up to this width. */
static void column(wn_buf *out, wn_str text, size_t width)
{
    size_t used = wn_utf8_width(text);

    wn_buf_add(out, text);
    do
        wn_buf_char(out, ' ');
    while (++used < width);
}

/* The type in a few words: what its sentence says before the first mark. */
static wn_str in_words(const wn_transform *type, wn_lang lang)
{
    static const char *const ends[] = {",",  ";",  ":",  " (", ". ",
                                       "，", "；", "：", "（", "。"};
    wn_str text = wn_str_of(lang == WN_ZH ? type->zh : type->en);

    for (size_t i = 0; i < WN_COUNT(ends); i++) {
        const char *at = memmem(text.ptr, text.len, ends[i], strlen(ends[i]));
        if (at)
            text.len = (size_t)(at - text.ptr);
    }
    return text;
}

static wn_str both_labels(wn_lang lang, wn_str en, wn_str zh, wn_arena *arena)
{
    wn_str first = lang == WN_ZH ? zh : en, second = lang == WN_ZH ? en : zh;

    if (first.len == 0 || second.len == 0 || wn_str_equal(first, second))
        return first.len ? first : second;
    return wn_arena_format(arena, "%.*s / %.*s", WN_FMT(first), WN_FMT(second));
}

static void explain_field(wn_buf *out, const wn_model *model, const wn_field *f,
                          wn_lang lang, wn_arena *arena)
{
    column(out,
           wn_arena_format(arena, "  %.*s%s", WN_FMT(f->name), f->required ? "*" : ""),
           20);
    column(out, both_labels(lang, f->en, f->zh, arena), 38);
    if (f->list)
        wn_buf_format(out, wn_say(lang, WN_SAY_EXPLAIN_OF_LIST), WN_FMT(f->list->name));
    else if (f->target >= 0)
        wn_buf_format(out, wn_say(lang, WN_SAY_EXPLAIN_LINK_TO),
                      WN_FMT(model->entities[f->target].name));
    else {
        wn_str words = in_words(f->type, lang);
        wn_buf_format(out, "%s: %.*s", f->type->name, WN_FMT(words));
    }
    wn_buf_char(out, '\n');
}

static void explain_entity(wn_buf *out, const wn_model *model, const wn_entity *e,
                           wn_lang lang, wn_arena *arena)
{
    wn_str labels = both_labels(lang, e->en, e->zh, arena);

    wn_buf_format(out, wn_say(lang, WN_SAY_EXPLAIN_ENTITY), WN_FMT(e->name),
                  WN_FMT(labels), e->field_count);
    for (size_t f = 0; f < e->field_count; f++)
        explain_field(out, model, &e->fields[f], lang, arena);
}

/* Which fields have the list? */
static void explain_users(wn_buf *out, const wn_model *model, const wn_list *list)
{
    size_t count = 0;

    for (size_t e = 0; e < model->entity_count; e++)
        for (size_t f = 0; f < model->entities[e].field_count; f++)
            if (model->entities[e].fields[f].list == list)
                wn_buf_format(out, "%s%.*s.%.*s", count++ ? ", " : "",
                              WN_FMT(model->entities[e].name),
                              WN_FMT(model->entities[e].fields[f].name));
    if (count == 0)
        wn_buf_char(out, '-');
    wn_buf_char(out, '\n');
}

static void explain_list(wn_buf *out, const wn_model *model, const wn_list *list,
                         wn_lang lang, wn_arena *arena)
{
    wn_buf_format(out, wn_say(lang, WN_SAY_EXPLAIN_LIST), WN_FMT(list->name),
                  list->count);
    explain_users(out, model, list);
    for (size_t i = 0; i < list->count; i++) {
        const wn_list_item *item = &list->items[i];
        wn_str labels = both_labels(lang, item->en, item->zh, arena);
        size_t others = 0;
        column(out, wn_arena_format(arena, "  %.*s", WN_FMT(item->code)), 16);
        wn_buf_add(out, labels);
        wn_buf_char(out, '\n');
        for (size_t s = 0; s < list->spelling_count; s++) {
            wn_str spelling = list->spellings[s];
            if (wn_list_has(list, spelling) != item ||
                wn_str_equal(spelling, item->code) || wn_str_equal(spelling, item->zh) ||
                wn_str_equal(spelling, item->en))
                continue;
            wn_buf_format(out, "%s%.*s", others++ ? " | " : "                  ",
                          WN_FMT(spelling));
        }
        if (others > 0)
            wn_buf_char(out, '\n');
        for (size_t w = others = 0; w < list->word_count; w++)
            if (list->words[w].item == i)
                wn_buf_format(out, "%s%.*s",
                              others++ ? " | " : wn_say(lang, WN_SAY_EXPLAIN_CONTAINS),
                              WN_FMT(list->words[w].word));
        if (others > 0)
            wn_buf_char(out, '\n');
    }
}

bool wn_model_explain(const wn_model *model, wn_lang lang, wn_str topic, wn_buf *out)
{
    wn_arena arena = {0};
    wn_named named = wn_entity_named(model, topic);
    wn_str field = topic, owner = wn_str_cut(&field, WN_STR("."));
    size_t before = out->len;

    if (named.at >= 0)
        explain_entity(out, model, &model->entities[named.at], lang, &arena);
    if (named.other >= 0)
        explain_entity(out, model, &model->entities[named.other], lang, &arena);
    for (size_t l = 0; l < model->list_count; l++)
        if (wn_fold_equal(model->lists[l].name, topic))
            explain_list(out, model, &model->lists[l], lang, &arena);
    bool done = out->len > before;
    for (size_t e = 0; e < model->entity_count && !done; e++) {
        const wn_entity *entity = &model->entities[e];
        wn_named in = wn_entity_named(model, owner);
        wn_named at = field.len == 0    ? wn_field_named(entity, topic)
                      : in.at == (int)e ? wn_field_named(entity, field)
                                        : (wn_named){-1, -1};
        if (at.at < 0)
            continue;
        wn_buf_format(out, "%.*s\n", WN_FMT(entity->name));
        explain_field(out, model, &entity->fields[at.at], lang, &arena);
        if (at.other >= 0)
            explain_field(out, model, &entity->fields[at.other], lang, &arena);
    }
    wn_arena_release(&arena);
    return out->len > before;
}

void wn_model_topics(const wn_model *model, wn_str *names, size_t *count, size_t room)
{
    for (size_t e = 0; e < model->entity_count && *count + 2 < room; e++) {
        names[(*count)++] = model->entities[e].name;
        if (model->entities[e].zh.len)
            names[(*count)++] = model->entities[e].zh;
    }
    for (size_t l = 0; l < model->list_count && *count < room; l++)
        names[(*count)++] = model->lists[l].name;
}
