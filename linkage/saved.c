/*
 * saved.c - a trained model as JSON, and back, so that this month's records are compared
 * as those of the last month were.
 *
 * A model comes from a file that may say anything: every number is checked before it is
 * used.
 */
#include "saved.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1

/* ---- writing ---------------------------------------------------------------------- */

static json_t *numbers(const double *from, int count)
{
    json_t *list = json_array();

    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_real(from[i]));
    return list;
}

static json_t *column_of(const link_model *model, const link_table *t, size_t c)
{
    const link_column *column = &t->columns[c];

    json_t *made_of = json_array();

    for (uint32_t of = t->made_of[c]; of; of &= of - 1)
        json_array_append_new(made_of, json_integer(__builtin_ctz(of)));
    return json_pack(
        "{s:s%, s:s%, s:s, s:s, s:b, s:o, s:i, s:f, s:f, s:o, s:o}", "name",
        column->name.ptr, column->name.len, "source", column->source.ptr,
        column->source.len, "kind", link_kind_names[column->source_kind], "type",
        link_type_names[column->source_type], "month_first", (int)column->month_first,
        "made_of", made_of, "parent", model->parent[c], "parent_weight",
        model->parent[c] >= 0 ? model->parent_weight[c] : 0.0, "counts",
        model->calibration.factor[2 + c], "m", numbers(model->m[c], model->levels[c]),
        "u", numbers(model->u[c], model->levels[c]));
}

void link_model_write(const link_model *model, const link_table *t, wn_buf *out)
{
    json_t *columns = json_array(), *classes = json_array();

    for (size_t c = 0; c < t->column_count; c++)
        json_array_append_new(columns, column_of(model, t, c));
    for (size_t k = 0; k < model->class_count; k++) {
        const link_class *class = &model->classes[k];
        json_array_append_new(
            classes,
            json_pack("{s:b, s:f, s:f, s:f, s:o}", "match", (int)class->is_match, "prior",
                      class->prior, "least", class->least, "ratio", class->ratio,
                      "shared", numbers(class->shared, (int)t->column_count)));
    }
    json_t *root = json_pack(
        "{s:i, s:f, s:f, s:f, s:b, s:b, s:o, s:o, s:o, s:o}", "winnow_model", VERSION,
        "records", (double)t->all, "pairs", model->pairs, "prior", model->prior, "alone",
        (int)model->alone, "derived", model->derived != NULL, "derived_u",
        numbers(model->derived_u, 3), "columns", columns, "classes", classes,
        "calibration",
        json_pack("{s:i, s:f, s:f}", "answers", (int)model->calibration.answers, "shift",
                  model->calibration.factor[0], "slope", model->calibration.factor[1]));
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    if (text)
        wn_buf_add(out, wn_str_of(text));
    free(text);
    json_decref(root);
}

/* ---- reading ---------------------------------------------------------------------- */

static double number(const json_t *object, const char *key)
{
    double value = json_number_value(json_object_get(object, key));

    return isfinite(value) ? value : 0;
}

static wn_str text(const json_t *object, const char *key, wn_arena *arena)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value)
               ? wn_arena_str(
                     arena, (wn_str){json_string_value(value), json_string_length(value)})
               : WN_STR("");
}

static int index_of(wn_str name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (wn_str_equal(name, wn_str_of(names[i])))
            return i;
    return -1;
}

/* Read a list of probabilities; returns how many, or -1. */
static int probabilities(const json_t *list, double *out, size_t most)
{
    size_t count = json_array_size(list);

    for (size_t i = 0; i < count && i < most; i++) {
        out[i] = json_number_value(json_array_get(list, i));
        if (!(out[i] >= 0 && out[i] <= 1))
            return -1;
        out[i] = fmax(out[i], 1e-12);
    }
    return count <= most ? (int)count : -1;
}

/* Numbers of columns as bits; *good becomes false where one is none. */
static uint32_t column_bits(const json_t *list, size_t columns, bool *good)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < json_array_size(list); i++) {
        json_int_t n = json_integer_value(json_array_get(list, i));
        *good = *good && n >= 0 && n < (json_int_t)columns;
        bits |= *good ? 1u << n : 0;
    }
    return bits;
}

#define MOST_FACTOR 100.0 /* of a calibration */

static bool parse_column(const json_t *from, size_t columns, link_saved_column *out,
                         wn_arena *arena)
{
    int k = index_of(text(from, "kind", arena), link_kind_names, LINK_KIND_COUNT);
    int type = index_of(text(from, "type", arena), link_type_names, WN_LINK_TYPE_COUNT);

    *out = (link_saved_column){.name = text(from, "name", arena),
                               .source = text(from, "source", arena),
                               .parent = (int)number(from, "parent"),
                               .parent_weight = number(from, "parent_weight"),
                               .counts = number(from, "counts")};
    out->levels = probabilities(json_object_get(from, "m"), out->m, 8);
    if (k < 0 || k == LINK_KIND_ADMIN || type <= WN_LINK_SKIP || out->levels < 2 ||
        probabilities(json_object_get(from, "u"), out->u, 8) != out->levels ||
        fabs(number(from, "parent")) > WN_LINK_COLUMNS || out->parent >= (int)columns ||
        fabs(out->parent_weight) > 64 || fabs(out->counts) > MOST_FACTOR)
        return false;
    bool good = true;
    const json_t *first = json_object_get(from, "month_first");
    out->month_first = first ? json_is_true(first) : -1;
    out->made_of = column_bits(json_object_get(from, "made_of"), columns, &good);
    out->kind = (link_kind)k;
    out->type = (wn_link_type)type;
    return good;
}

static bool parse_class(const json_t *from, size_t columns, link_class *out)
{
    double share[3] = {number(from, "prior"), number(from, "least"),
                       number(from, "ratio")};

    *out = (link_class){.prior = share[0],
                        .least = share[1],
                        .ratio = share[2],
                        .is_match = json_is_true(json_object_get(from, "match"))};
    return share[0] >= 0 && share[0] < 0.5 && share[1] >= 0 && share[1] < 0.5 &&
           share[2] >= 0 && (share[2] < 1e6 || !out->is_match) &&
           probabilities(json_object_get(from, "shared"), out->shared, WN_LINK_COLUMNS) ==
               (int)columns;
}

static bool parse_calibration(const json_t *from, link_saved_model *out)
{
    out->answers = number(from, "answers");
    out->shift = number(from, "shift");
    out->slope = number(from, "slope");
    return out->answers >= 0 && out->answers < 1e9 && fabs(out->shift) <= MOST_FACTOR &&
           fabs(out->slope) <= MOST_FACTOR;
}

static bool parse(const json_t *root, link_saved_model *out, wn_arena *arena)
{
    const json_t *columns = json_object_get(root, "columns"),
                 *classes = json_object_get(root, "classes");

    out->column_count = json_array_size(columns);
    out->class_count = json_array_size(classes);
    out->records = number(root, "records");
    out->pairs = number(root, "pairs");
    out->prior = number(root, "prior");
    out->alone = json_is_true(json_object_get(root, "alone"));
    out->derived = json_is_true(json_object_get(root, "derived"));
    if (number(root, "winnow_model") != VERSION || out->column_count < 1 ||
        out->column_count > WN_LINK_COLUMNS || out->class_count > LINK_CLASSES ||
        !(out->records >= 2) || !(out->pairs >= 1) || !(out->prior > 0) ||
        !(out->prior <= 0.5) ||
        probabilities(json_object_get(root, "derived_u"), out->derived_u, 3) != 3 ||
        !parse_calibration(json_object_get(root, "calibration"), out))
        return false;
    for (size_t c = 0; c < out->column_count; c++)
        if (!parse_column(json_array_get(columns, c), out->column_count, &out->columns[c],
                          arena))
            return false;
    for (size_t k = 0; k < out->class_count; k++)
        if (!parse_class(json_array_get(classes, k), out->column_count, &out->classes[k]))
            return false;
    return true;
}

bool link_model_parse(wn_str json, link_saved_model *out, wn_arena *arena)
{
    json_t *root = json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, NULL);

    *out = (link_saved_model){0};
    bool good = root && parse(root, out, arena);
    json_decref(root);
    return good;
}

/* ---- use -------------------------------------------------------------------------- */

/* Which of the saved columns is this one; -1: none. */
static int saved_column(const link_saved_model *saved, const link_model *model,
                        const link_table *t, size_t c)
{
    for (size_t i = 0; i < saved->column_count; i++)
        if (wn_str_equal(saved->columns[i].name, t->columns[c].name) &&
            saved->columns[i].levels == model->levels[c])
            return (int)i;
    return -1;
}

/* The column of the table that a saved one is; -1: it has none. */
static int column_now(const int *of, size_t count, int saved)
{
    for (size_t c = 0; c < count && saved >= 0; c++)
        if (of[c] == saved)
            return (int)c;
    return -1;
}

static bool is_named(const link_saved_model *saved, size_t i, wn_str name)
{
    return wn_str_equal(saved->columns[i].name, name);
}

uint32_t link_saved_made_of(const link_saved_model *saved, const link_table *t, size_t c)
{
    uint32_t of = 0, bits = 0;

    for (size_t i = 0; i < saved->column_count; i++)
        if (is_named(saved, i, t->columns[c].name))
            of = saved->columns[i].made_of;
    for (; of; of &= of - 1)
        for (size_t k = 0; k < t->column_count; k++)
            if (k != c && is_named(saved, (size_t)__builtin_ctz(of), t->columns[k].name))
                bits |= 1u << k;
    return bits;
}

static void apply_classes(const link_saved_model *saved, link_model *model,
                          const link_table *t, const int *of)
{
    /* priors are shares of all pairs: with twice the records they are half */
    double scale = (double)t->all / model->pairs / (saved->records / saved->pairs);

    model->prior = fmin(saved->prior * scale, 0.5);
    model->class_count = saved->class_count;
    for (size_t k = 0; k < saved->class_count; k++) {
        link_class *class = &model->classes[k];
        *class = saved->classes[k];
        class->prior = fmin(class->prior * scale, 0.02);
        class->least = fmin(class->least * scale, 0.02);
        for (size_t c = 0; c < t->column_count; c++)
            class->shared[c] = of[c] < 0 ? 0.5 : saved->classes[k].shared[of[c]];
    }
}

static void apply_calibration(const link_saved_model *saved, link_model *model,
                              const link_table *t, const int *of)
{
    link_calibration *to = &model->calibration;

    to->answers = (size_t)saved->answers;
    to->factor[0] = saved->shift;
    to->factor[1] = saved->slope;
    for (size_t c = 0; c < t->column_count; c++)
        to->factor[2 + c] = of[c] < 0 ? 0 : saved->columns[of[c]].counts;
}

void link_model_apply(const link_saved_model *saved, link_model *model,
                      const link_table *t)
{
    int of[WN_LINK_COLUMNS];

    for (size_t c = 0; c < t->column_count; c++) {
        of[c] = saved_column(saved, model, t, c);
        for (int l = 0; l < model->levels[c]; l++) {
            double u = link_default_u(t, c), m = link_default_m(model, t, c, l);
            model->m[c][l] = of[c] < 0 ? m : saved->columns[of[c]].m[l];
            model->u[c][l] = of[c] >= 0                      ? saved->columns[of[c]].u[l]
                             : l == t->columns[c].levels - 1 ? u
                                                             : (1 - u) / model->levels[c];
            model->weight[c][l] = log2(model->m[c][l] / model->u[c][l]);
        }
    }
    for (size_t c = 0; c < t->column_count; c++) {
        model->parent[c] =
            of[c] < 0 ? -1
                      : column_now(of, t->column_count, saved->columns[of[c]].parent);
        model->parent_weight[c] = of[c] < 0 ? 0 : saved->columns[of[c]].parent_weight;
    }
    memcpy(model->derived_u, saved->derived_u, sizeof(model->derived_u));
    model->alone = saved->alone;
    apply_classes(saved, model, t, of);
    apply_calibration(saved, model, t, of);
}
