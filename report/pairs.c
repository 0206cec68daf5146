/*
 * pairs.c - pairs.csv, for programs, and pairs.xlsx, for people: the pairs that a person
 * should look at, and those that people decided about.
 *
 * Both are written while pairs come by. The workbook is for whoever decides: it is not
 * masked, and shows what both records say. pairs.csv is masked.
 */
#include "report.h"
#include "pairs_book.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

/* ---- pairs.csv -------------------------------------------------------------------- */

wn_rc report_pairs_open(report *r)
{
    const wn_settings *settings = r->stage.context->settings;
    wn_error *err = r->stage.context->err;

    /* a byte order mark, so that a spreadsheet reads Chinese as Chinese */
    wn_buf_add(&r->pairs.out,
               WN_STR("\xEF\xBB\xBF"
                      "entity,left_system,left_key,left_name,left_file,left_line,left_id,"
                      "right_system,right_key,right_name,right_file,right_line,right_id,"
                      "probability,weight,why,pair,decision\n"));
    r->pairs_book = pairs_book_new(report_begin(r, "pairs.xlsx"), settings->out_dir,
                                   settings->lang, WN_SAY_PAIRS_HOW_RUN, err);
    return r->pairs_book ? report_stream_open(r, &r->pairs, "pairs.csv") : err->rc;
}

static void write_side(report *r, const wn_entity *entity, const wn_side *side,
                       wn_arena *arena)
{
    wn_buf *out = &r->pairs.out;

    wn_csv_add_safe(out, side->system);
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, side->key);
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, report_name(r, entity, side->cells, arena));
    wn_buf_char(out, ',');
    wn_csv_add_safe(out, side->path);
    if (side->line)
        wn_buf_format(out, side->line_is_record ? ",#%llu" : ",%llu",
                      (unsigned long long)side->line);
    else
        wn_buf_char(out, ',');
    wn_buf_format(out, ",%llu,", (unsigned long long)side->golden);
}

static void write_row(report *r, const wn_pair *pair, wn_arena *arena)
{
    wn_csv_add_safe(&r->pairs.out, pair->entity->name);
    wn_buf_char(&r->pairs.out, ',');
    write_side(r, pair->entity, &pair->left, arena);
    write_side(r, pair->entity, &pair->right, arena);
    wn_buf_format(&r->pairs.out, "%.4f,%.2f,", pair->probability, pair->weight);
    wn_csv_add_safe(&r->pairs.out, pair->why);
    wn_buf_format(&r->pairs.out, ",%.*s,%s\n", WN_FMT(pair->id),
                  wn_ruling_names[pair->ruling]);
    r->pair_rows++;
}

/* ---- pairs.xlsx ------------------------------------------------------------------- */

static bool is_name(const wn_field *field)
{
    return field->type->role == WN_ROLE_PERSON || field->type->role == WN_ROLE_COMPANY;
}

/* The fields that are shown, in the arena: first the name, by which people know the
 * record. */
static size_t shown_fields(const wn_entity *entity, const wn_field ***out,
                           wn_arena *arena)
{
    size_t count = 0;

    *out = wn_arena_alloc(arena, (entity->field_count + 1) * sizeof(**out));
    for (int pass = 0; pass < 2; pass++)
        for (size_t f = 0; f < entity->field_count; f++) {
            const wn_field *field = &entity->fields[f];
            bool first = field->required && is_name(field);
            if (!field->key && (int)f != entity->extra && first == (pass == 0))
                (*out)[count++] = field;
        }
    return count;
}

/* Numbers and days are typed; whatever may have leading zeros is text. */
static sheet_kind kind_of(const wn_field *field)
{
    return !strcmp(field->type->name, "date") ? SHEET_DATE
           : field->type->is_number           ? SHEET_NUMBER
                                              : SHEET_TEXT;
}

static double width_of(const wn_field *field)
{
    static const struct {
        wn_role role;
        double width;
    } widths[] = {{WN_ROLE_COMPANY, 24}, {WN_ROLE_EMAIL, 24},  {WN_ROLE_ADDRESS, 28},
                  {WN_ROLE_URL, 22},     {WN_ROLE_TAX_ID, 21}, {WN_ROLE_PHONE, 16}};

    for (size_t i = 0; i < WN_COUNT(widths); i++)
        if (widths[i].role == field->type->role)
            return widths[i].width;
    return kind_of(field) == SHEET_TEXT ? 14 : 11;
}

static wn_rc begin_sheet(report *r, const wn_entity *entity, wn_arena *arena)
{
    wn_lang lang = r->stage.context->settings->lang;
    const wn_field **shown;
    size_t count = shown_fields(entity, &shown, arena);
    pairs_field *fields = wn_arena_alloc(arena, (count + 1) * sizeof(*fields));

    for (size_t i = 0; i < count; i++)
        fields[i] = (pairs_field){
            shown[i]->name, wn_label(lang, shown[i]->en, shown[i]->zh, shown[i]->name),
            kind_of(shown[i]), width_of(shown[i])};
    r->pairs_of = entity;
    return pairs_book_sheet(r->pairs_book,
                            wn_label(lang, entity->en, entity->zh, entity->name), fields,
                            count, r->stage.context->err);
}

/* What the record says in a field: as it was cleaned, else as it was written; of a link
 * the key, since its value is an id of the target by now. */
static wn_str value_of(const wn_entity *entity, const wn_side *side, size_t f)
{
    const wn_cell *cell = side->cells ? &side->cells[f] : NULL;

    if (!cell)
        return side->values && entity->fields[f].target < 0 ? side->values[f]
                                                            : WN_STR("");
    return !wn_cell_has_value(cell)        ? WN_STR("")
           : entity->fields[f].target >= 0 ? cell->raw
                                           : cell->value;
}

static pairs_side side_of(const report *r, const wn_entity *entity, const wn_side *side,
                          wn_arena *arena)
{
    wn_lang lang = r->stage.context->settings->lang;
    const wn_field **shown;
    size_t count = shown_fields(entity, &shown, arena);
    wn_str *values = wn_arena_alloc(arena, (count + 1) * sizeof(*values));
    unsigned long long golden = side->golden, line = side->line;

    for (size_t i = 0; i < count; i++)
        values[i] = value_of(entity, side, (size_t)(shown[i] - entity->fields));
    return (pairs_side){
        /* where there is only one, that need not be said */
        .system = r->stage.context->plan->source_count > 1 ? side->system : WN_STR(""),
        .key = side->key,
        .group =
            side->members > 1
                ? wn_arena_format(arena, wn_say(lang, WN_SAY_PAIRS_GROUP_OF), golden,
                                  side->members)
                : wn_arena_format(arena, wn_say(lang, WN_SAY_PAIRS_GROUP_ALONE), golden),
        .where = side->path.len == 0
                     ? wn_str_of(wn_say(lang, WN_SAY_PAIRS_IN_TARGET))
                     : wn_arena_format(arena, "%.*s%c%llu", WN_FMT(side->path),
                                       side->line_is_record ? '#' : ':', line),
        .values = values};
}

/* Why they were not put together. */
static wn_str apart_of(const report *r, const wn_pair *pair, wn_arena *arena)
{
    wn_lang lang = r->stage.context->settings->lang;
    char limit[16];

    if (pair->ruling && pair->apart != WN_APART_CONTRARY)
        return WN_STR("");
    snprintf(limit, sizeof(limit), "%.4g", 100 * pair->entity->merge_at);
    return pair->apart != WN_APART_UNSURE
               ? wn_str_of(wn_say(lang, WN_SAY_APART_UNSURE + (wn_word)pair->apart))
               : wn_arena_format(arena, wn_say(lang, WN_SAY_APART_UNSURE), limit);
}

wn_rc report_pairs_add(report *r, const wn_pair *pair, wn_arena *arena)
{
    wn_rc rc = WN_OK;

    write_row(r, pair, arena);
    if (r->pairs_of != pair->entity)
        rc = begin_sheet(r, pair->entity, arena);
    pairs_entry entry = {.probability = pair->probability,
                         .why = pair->why,
                         .apart = apart_of(r, pair, arena),
                         .id = pair->id,
                         .ruling = pair->ruling,
                         .may_accept = wn_apart_may_join(pair->apart),
                         .sides = {side_of(r, pair->entity, &pair->left, arena),
                                   side_of(r, pair->entity, &pair->right, arena)}};
    if (rc >= 0)
        r->pairs_beyond += !pairs_book_add(r->pairs_book, &entry);
    return rc;
}

void report_pairs_left(const report *r)
{
    char a[28];

    if (r->pairs_beyond > 0)
        report_left(r, WN_SAY_LEFT_PAIRS, PAIRS_MOST, wn_thousands(a, r->pairs_beyond));
}

wn_rc report_pairs_end(report *r)
{
    wn_rc rc = report_stream_flush(r, &r->pairs, true);

    return rc < 0 ? rc : pairs_book_close(r->pairs_book, r->stage.context->err);
}

void report_pairs_release(report *r)
{
    pairs_book_free(r->pairs_book);
    wn_buf_release(&r->pairs.out);
}
