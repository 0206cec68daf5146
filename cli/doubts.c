/* doubts.c - prints what a draft is not sure of, and asks a person about it (--ask). */
#include "session.h"

#include "core/memory.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 10

static void print_doubt(const cli_options *o, FILE *to, const wn_doubt *doubt)
{
    wn_buf cure = {0}, out = {0};

    wn_buf_add(&out, wn_doubt_is_grave(doubt) ? WN_STR("  ! ") : WN_STR("  ? "));
    cli_wrap(&out, doubt->said[o->lang].ptr, 4);
    wn_buf_add(&cure, doubt->cure[o->lang]);
    if (doubt->line)
        wn_buf_format(&cure, wn_say(o->lang, WN_SAY_DOUBT_LINE), doubt->line);
    wn_buf_add(&out, WN_STR("    → "));
    cli_wrap(&out, cure.len ? cure.ptr : "", 6);
    cli_put(to, wn_buf_str(&out));
    wn_buf_release(&cure);
    wn_buf_release(&out);
}

static void print_json(const wn_doubt *doubt, wn_lang lang)
{
    json_t *line = json_pack("{s:s,s:s,s:f,s:b,s:s,s:s,s:s,s:s,s:s,s:i}", "event",
                             "doubt", "kind", wn_doubt_kinds[doubt->kind], "confidence",
                             doubt->confidence, "grave", wn_doubt_is_grave(doubt), "file",
                             doubt->file.ptr, "sheet", doubt->sheet.ptr, "column",
                             doubt->column.ptr, "message", doubt->said[lang].ptr, "cure",
                             doubt->cure[lang].ptr, "line", (int)doubt->line);

    cli_put_json(stdout, line, 0);
}

void cli_print_doubts(const cli_options *o, const wn_drafted *drafted)
{
    size_t shown = 0, all = 0;

    for (size_t i = 0; i < drafted->doubt_count; i++) {
        const wn_doubt *doubt = &drafted->doubts[i];
        if (o->json) {
            print_json(doubt, o->lang);
            continue;
        }
        if (!wn_doubt_is_open(doubt))
            continue;
        if (all++ == 0)
            cli_print(stdout, "%s\n", wn_say(o->lang, WN_SAY_DOUBTS));
        if (shown < SHOWN) {
            print_doubt(o, stdout, doubt);
            shown++;
        }
    }
    if (all > shown)
        cli_print(stdout, wn_say(o->lang, WN_SAY_DOUBTS_MORE), all - shown);
}

/* ---- --ask ------------------------------------------------------------------------ */

static const wn_word questions[WN_DOUBT_KIND_COUNT] = {
    [WN_DOUBT_ENTITY] = WN_SAY_ASK_ENTITY,   [WN_DOUBT_KEY] = WN_SAY_ASK_KEY,
    [WN_DOUBT_LINK] = WN_SAY_ASK_LINK,       [WN_DOUBT_FIELD] = WN_SAY_ASK_FIELD,
    [WN_DOUBT_REGION] = WN_SAY_ASK_REGION,   [WN_DOUBT_ORDER] = WN_SAY_ASK_ORDER,
    [WN_DOUBT_DECIMAL] = WN_SAY_ASK_DECIMAL,
};

/* Does the draft understand the answer? *out: the answer in the draft's own form. */
static bool is_answer(const wn_doubt *doubt, wn_str text, wn_arena *arena, wn_str *out)
{
    const wn_transform *country = wn_transform_find(WN_STR("country"));
    wn_cleaned cleaned = {.value = text};

    *out = text;
    switch (doubt->kind) {
    case WN_DOUBT_REGION:
        if (country->apply(text, wn_config_new(country, arena), arena, &cleaned) !=
            WN_CLEAN)
            return false;
        *out = wn_arena_str(arena, cleaned.value);
        return true;
    case WN_DOUBT_ORDER:
        return wn_str_equal(text, WN_STR("dmy")) || wn_str_equal(text, WN_STR("mdy")) ||
               wn_str_equal(text, WN_STR("ymd"));
    case WN_DOUBT_DECIMAL:
        return wn_str_equal(text, WN_STR("point")) || wn_str_equal(text, WN_STR("comma"));
    case WN_DOUBT_LINK:
        return wn_str_equal(text, WN_STR("-"));
    case WN_DOUBT_ENTITY:
        return wn_str_equal(text, WN_STR("-")) || wn_draft_knows_entity(text);
    case WN_DOUBT_FIELD:
        return wn_draft_knows_meaning(text);
    default:
        return text.len > 0;
    }
}

/* Ask until an answer is understood. *answer "": the draft's decision stays. False:
 * nobody answers any more. */
static bool ask(const cli_options *o, const wn_doubt *doubt, wn_arena *arena,
                wn_str *answer)
{
    char line[512];

    print_doubt(o, stderr, doubt);
    for (;;) {
        cli_print(stderr, "    %s ", wn_say(o->lang, questions[doubt->kind]));
        if (!fgets(line, sizeof(line), stdin))
            return false;
        wn_str text = wn_str_trim(wn_str_of(line));
        *answer = WN_STR("");
        if (text.len == 0)
            return true;
        if (is_answer(doubt, wn_arena_str(arena, text), arena, answer))
            return true;
        cli_print(stderr, "    %s\n", wn_say(o->lang, WN_SAY_ASK_AGAIN));
    }
}

static bool is_same(const wn_draft_answer *a, const wn_doubt *d)
{
    return a->kind == d->kind && wn_str_equal(a->file, d->file) &&
           wn_str_equal(a->sheet, d->sheet) && wn_str_equal(a->column, d->column);
}

/* Can a person be asked about the doubt? Not where it is about a whole list or a split;
 * about links only where there is one. */
static bool has_question(const wn_doubt *doubt)
{
    bool of_column = doubt->column.len > 0;

    return questions[doubt->kind] && wn_doubt_is_open(doubt) &&
           (doubt->kind != WN_DOUBT_ENTITY || !of_column) &&
           (doubt->kind != WN_DOUBT_FIELD || of_column) &&
           (doubt->kind != WN_DOUBT_KEY || !of_column) &&
           (doubt->kind != WN_DOUBT_LINK || doubt->confidence > .5);
}

/* Return the first open doubt that has a question and was not asked yet; NULL: none. */
static const wn_doubt *next_question(const wn_drafted *drafted, const cli_answers *all)
{
    for (size_t i = 0; i < drafted->doubt_count; i++) {
        const wn_doubt *doubt = &drafted->doubts[i];
        bool asked = !has_question(doubt);
        for (size_t a = 0; a < all->count && !asked; a++)
            asked = is_same(&all->items[a], doubt);
        if (!asked)
            return doubt;
    }
    return NULL;
}

wn_rc cli_ask(const cli_options *o, wn_draft_request *request, cli_answers *answers,
              wn_drafted *drafted, wn_error *err)
{
    const wn_doubt *doubt;
    wn_str answer;

    while ((doubt = next_question(drafted, answers)) &&
           ask(o, doubt, &answers->arena, &answer)) {
        answers->items = wn_grow(answers->items, answers->count, &answers->room,
                                 sizeof(*answers->items));
        answers->items[answers->count++] =
            (wn_draft_answer){doubt->kind, wn_arena_str(&answers->arena, doubt->file),
                              wn_arena_str(&answers->arena, doubt->sheet),
                              wn_arena_str(&answers->arena, doubt->column), answer};
        if (answer.len == 0)
            continue; /* the draft's decision stays */
        request->answers = answers->items;
        request->answer_count = answers->count;
        wn_drafted_release(drafted);
        if (wn_draft(request, drafted, err) < 0)
            return err->rc;
    }
    return WN_OK;
}
