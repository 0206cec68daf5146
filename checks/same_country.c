/*
 * same_country.c - a telephone number or mail domain belongs to another country than the
 * record: a German number in a record of China.
 *
 * The country of the record comes from the check's other fields (country, province,
 * address): the first that names one for certain is believed.
 */
#include "check.h"
#include "core/words.h"
#include "transforms/origin.h"

#include <stdio.h>

static bool is_judged(const wn_field *field)
{
    wn_role role = field->type->role;

    return role == WN_ROLE_PHONE || role == WN_ROLE_EMAIL || role == WN_ROLE_URL;
}

static bool prepare(wn_check *check, wn_lang lang, char *why)
{
    size_t judged = 0;

    for (size_t i = 0; i < check->field_count; i++)
        judged += is_judged(&check->entity->fields[check->fields[i]]);
    snprintf(why, WN_WHY_ROOM, "%s", wn_say(lang, WN_SAY_CHECK_COUNTRY_FIELDS));
    return judged > 0 && judged < check->field_count;
}

static const char *country_of(const wn_check_context *cx)
{
    const char *found = NULL;

    for (size_t i = 0; i < cx->check->field_count && !found; i++) {
        const wn_cell *cell = wn_check_cell(cx, i);
        const wn_field *field = wn_check_field(cx, i);
        if (is_judged(field) || !wn_cell_has_value(cell) ||
            cell->state == WN_CELL_INVALID)
            continue;
        found = wn_origin_of(cell->value, wn_check_place(field), cx->arena);
    }
    return found;
}

static wn_check_result look(const wn_check_context *cx)
{
    const char *country = country_of(cx);
    wn_check_result worst = WN_NOT_APPLICABLE;

    for (size_t i = 0; i < cx->check->field_count && country; i++) {
        const wn_cell *cell = wn_check_cell(cx, i);
        const wn_field *field = wn_check_field(cx, i);
        if (!is_judged(field) || cell->state != WN_CELL_CLEAN)
            continue;
        wn_agreement found =
            field->type->role == WN_ROLE_PHONE
                ? wn_origin_of_phone(cell->value, country)
                : wn_origin_of_domain(wn_check_domain(field, cell), country, cx->arena);
        if (found == WN_DISAGREES)
            wn_check_note(cx, i, cx->check->disposition);
        wn_check_result outcome = found == WN_DISAGREES ? WN_FAILED
                                  : found == WN_AGREES  ? WN_PASSED
                                                        : WN_NOT_APPLICABLE;
        worst = outcome > worst ? outcome : worst;
    }
    return worst;
}

const wn_rule wn_rule_same_country = {
    .name = "same-country",
    .dimension = WN_CONSISTENCY,
    .severity = WN_INFO,
    .green = .02,
    .red = .10,
    .in_model = true,
    .min_fields = 2,
    .prepare = prepare,
    .look = look,
    .en = "the number or the domain is of another country than the record",
    .zh = "电话或域名所属国家与记录的国家不一致",
    .do_en =
        "look which of the two is right; somebody may have moved, or the country was "
        "never asked",
    .do_zh = "请核对哪一个正确：可能已搬迁，或国家从未核实",
    .about_en =
        "Telephone numbers, mailboxes and web addresses among the fields are held "
        "against the country that the first of the others surely tells (country, "
        "province, postcode, address). Nothing is told by .com and the like, by .io "
        ".ai .co .me .tv and others that everybody registers, by mailboxes that "
        "anybody may have (gmail.com, yahoo.de), by 1-800 numbers. Parts go with "
        "their country (Hong Kong and China, Puerto Rico and the USA).",
    .about_zh =
        "字段里的电话、邮箱和网址，与其余字段（国家、省份、邮编、地址）中第一个能确定的"
        "国家比较。.com 一类域名、.io .ai .co .me .tv 等各国都注册的域名、人人可用的邮箱"
        "（gmail.com、yahoo.de）和 1-800 "
        "号码不作依据。地区归其所属国家（香港与中国、波多黎各与美国）。",
};
