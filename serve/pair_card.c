/* pair_card.c - reads the two golden records of a pair, and their source records. */
#include "pair_card.h"

#include "core/memory.h"
#include "target/catalog.h"

typedef struct reading {
    pair_card *card;
    db *db;
    raw_reader raw;
    const wn_entity *has;   /* the entity as the target has it */
    const wn_entity *known; /* as the model has it; NULL: it does not */
    const wn_model *model;
    const queued_pair *pair;
    wn_lang lang;
    int side;
    wn_str *values[2]; /* by field of `has` */
} reading;

void pair_card_release(pair_card *c)
{
    wn_buf_release(&c->why);
    wn_arena_release(&c->arena);
    *c = (pair_card){0};
}

static wn_str keep(reading *r, wn_str cell)
{
    return wn_arena_str(&r->card->arena, cell.ptr ? cell : WN_STR(""));
}

static const wn_entity *entity_of(const wn_model *model, wn_str name)
{
    for (size_t e = 0; model && e < model->entity_count; e++)
        if (wn_str_equal(model->entities[e].name, name))
            return &model->entities[e];
    return NULL;
}

/* ---- values ----------------------------------------------------------------------- */

static bool take_values(void *data, const wn_str *cells)
{
    reading *r = data;

    for (size_t f = 0; f < r->has->field_count; f++)
        r->values[r->side][f] = keep(r, cells[f + 1]);
    return false;
}

static wn_rc read_values(reading *r)
{
    wn_buf sql = {0};

    r->values[r->side] = wn_arena_alloc(&r->card->arena,
                                        (r->has->field_count + 1) * sizeof(wn_str));
    wn_buf_add(&sql, WN_STR("SELECT g.id"));
    db_add_fields(r->db, &sql, "g", r->has);
    db_sql(&sql, " FROM %I g WHERE g.id=%d", r->has->name,
           (long long)r->pair->sides[r->side].golden);
    wn_rc rc = r->db->class->query(r->db, sql.ptr, take_values, r);
    wn_buf_release(&sql);
    return rc;
}

static bool take_text(void *data, const wn_str *cells)
{
    reading *r = data;

    r->values[r->side][r->has->field_count] = keep(r, cells[0]);
    return false;
}

/* The field by which people know a record: of a required name, else its key. */
static const wn_field *naming_field(const wn_entity *entity)
{
    const wn_field *found = NULL;

    for (size_t f = 0; f < entity->field_count; f++) {
        const wn_field *field = &entity->fields[f];
        bool is_name = field->type->role == WN_ROLE_PERSON ||
                       field->type->role == WN_ROLE_COMPANY;
        if (is_name && (!found || (field->required && !found->required)))
            found = field;
    }
    return found;
}

/* In place of an id of the target: what the record is called that a link leads to. */
static wn_rc name_links(reading *r, const catalog *c)
{
    wn_rc rc = WN_OK;

    for (size_t f = 0; f < r->has->field_count && rc >= 0; f++) {
        wn_str *value = &r->values[r->side][f], *name =
            &r->values[r->side][r->has->field_count];
        if (r->has->fields[f].target < 0 || value->len == 0)
            continue;
        const wn_entity *to = &c->model.entities[r->has->fields[f].target];
        const wn_field *field = naming_field(to);
        *name = WN_STR("");
        if (field)
            rc = db_each(r->db, take_text, r, "SELECT %I FROM %I WHERE id=%L", field->name,
                         to->name, *value);
        if (name->len)
            *value = *name;
    }
    return rc;
}

/* ---- rows ------------------------------------------------------------------------- */

/* How the values agree: as the linkage says of the two records. A group shows what was made
 * of several, which may be another value than theirs: what is not the same text is there
 * nearly the same at most. */
static sheet_shade shade_of(const reading *r, wn_str name, wn_str left, wn_str right)
{
    bool alone = r->pair->sides[0].members == 1 && r->pair->sides[1].members == 1;
    sheet_shade told = pair_shade(r->pair->why, name);

    if (left.len == 0 || right.len == 0)
        return SHEET_PLAIN;
    if (alone && told)
        return told;
    if (wn_str_equal(left, right))
        return SHEET_SAME;
    return told == SHEET_SAME || told == SHEET_NEAR ? SHEET_NEAR : SHEET_OTHER;
}

static const wn_field *known_field(const reading *r, wn_str name)
{
    for (size_t f = 0; r->known && f < r->known->field_count; f++)
        if (wn_str_equal(r->known->fields[f].name, name))
            return &r->known->fields[f];
    return NULL;
}

static wn_str label_of(const reading *r, const wn_field *field)
{
    const wn_field *known = known_field(r, field->name);

    return known ? wn_label(r->lang, known->en, known->zh, known->name) : field->name;
}

/* A code of a list as people call it. */
static wn_str shown(const reading *r, const wn_field *field, wn_str value)
{
    const wn_field *known = known_field(r, field->name);
    const wn_list_item *item =
        known && known->list && value.len ? wn_list_has(known->list, value) : NULL;

    return item ? wn_label(r->lang, item->en, item->zh, value) : value;
}

static void add_rows(reading *r)
{
    pair_card *c = r->card;
    size_t count = r->has->field_count;

    c->rows = wn_arena_alloc(&c->arena, (count + 1) * sizeof(*c->rows));
    for (int first = 1; first >= 0; first--)
        for (size_t f = 0; f < count; f++) {
            const wn_field *field = &r->has->fields[f];
            wn_str left = r->values[0][f], right = r->values[1][f];
            const wn_field *known = known_field(r, field->name);
            if ((field == naming_field(r->has)) != (first == 1) ||
                (known && known->key) || /* it stands above, and always differs */
                (left.len == 0 && right.len == 0) ||
                wn_str_equal(field->name, WN_STR("extra")))
                continue;
            c->rows[c->row_count++] =
                (card_row){label_of(r, field),
                           {shown(r, field, left), shown(r, field, right)},
                           shade_of(r, field->name, left, right)};
        }
}

static void say_why(reading *r)
{
    size_t count = r->has->field_count;
    pairs_field *fields = wn_arena_alloc(&r->card->arena, (count + 1) * sizeof(*fields));

    for (size_t f = 0; f < count; f++)
        fields[f] = (pairs_field){.name = r->has->fields[f].name,
                                  .label = label_of(r, &r->has->fields[f])};
    pair_words(r->pair->why, fields, count, r->lang, &r->card->why);
}

static wn_rc read_sides(reading *r, const catalog *c)
{
    wn_rc rc = WN_OK;

    for (r->side = 0; r->side < 2 && rc >= 0; r->side++) {
        rc = read_values(r);
        if (rc >= 0)
            rc = name_links(r, c);
        r->card->groups[r->side] =
            (group){.entity = r->pair->entity, .golden = r->pair->sides[r->side].golden};
        if (rc >= 0)
            rc = group_read(&r->card->groups[r->side], r->db, &r->raw, &r->card->arena);
    }
    return rc;
}

wn_rc pair_card_read(pair_card *c, const char *target, const queued_pair *pair,
                     const wn_model *model, wn_lang lang, wn_error *err)
{
    catalog all = {0};
    reading r = {.card = c, .model = model, .pair = pair, .lang = lang};

    *c = (pair_card){0};
    wn_rc rc = db_open(&r.db, target, DB_READ, "serve", err);
    if (rc >= 0)
        rc = raw_reader_open(&r.raw, target, err);
    if (rc >= 0)
        rc = catalog_read(&all, r.db);
    r.has = entity_of(&all.model, pair->entity);
    r.known = entity_of(model, pair->entity);
    c->entity = wn_arena_str(&c->arena, r.known ? wn_label(lang, r.known->en, r.known->zh,
                                                           r.known->name)
                                                : pair->entity);
    c->merge_at = r.known ? r.known->merge_at : 0;
    if (rc >= 0 && r.has) {
        rc = read_sides(&r, &all);
        if (rc >= 0) {
            add_rows(&r);
            say_why(&r);
        }
    }
    catalog_release(&all);
    raw_reader_close(&r.raw);
    return db_close(r.db, rc >= 0, rc);
}
