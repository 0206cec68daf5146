/* transforms.c - the list of transforms. To add one: a line here and a file beside it. */
#include "transforms.h"
#include "winnow/transform.h"

/* clang-format off */
extern const wn_transform
    wn_transform_address, wn_transform_bool, wn_transform_card, wn_transform_choice,
    wn_transform_cn_id, wn_transform_company, wn_transform_country, wn_transform_date,
    wn_transform_datetime, wn_transform_email, wn_transform_gender, wn_transform_iban,
    wn_transform_id, wn_transform_integer, wn_transform_language, wn_transform_link,
    wn_transform_mask,
    wn_transform_money, wn_transform_name, wn_transform_percent, wn_transform_phone, wn_transform_text,
    wn_transform_url, wn_transform_uscc, wn_transform_vat;

const wn_transform *const wn_transforms[] = {
    &wn_transform_address, &wn_transform_bool, &wn_transform_card, &wn_transform_choice,
    &wn_transform_cn_id, &wn_transform_company, &wn_transform_country, &wn_transform_date,
    &wn_transform_datetime, &wn_transform_email, &wn_transform_gender, &wn_transform_iban,
    &wn_transform_id, &wn_transform_integer, &wn_transform_language, &wn_transform_link,
    &wn_transform_mask,
    &wn_transform_money, &wn_transform_name, &wn_transform_percent, &wn_transform_phone, &wn_transform_text,
    &wn_transform_url, &wn_transform_uscc, &wn_transform_vat, NULL,
};
/* clang-format on */

const wn_transform *wn_transform_at(size_t i)
{
    return i + 1 < sizeof(wn_transforms) / sizeof(wn_transforms[0]) ? wn_transforms[i]
                                                                    : NULL;
}

wn_verdict wn_transform_apply(const wn_transform *transform, wn_str value,
                              const void *config, wn_arena *arena, wn_cleaned *out)
{
    wn_str in = wn_str_trim(value);

    *out = (wn_cleaned){.value = in};
    return in.len ? transform->apply(in, config, arena, out) : WN_EMPTY;
}

const char *wn_verdict_name(wn_verdict verdict)
{
    static const char *const names[] = {"clean", "empty", "invalid", "unknown"};

    return names[verdict];
}

const wn_transform *wn_transform_find(wn_str name)
{
    for (const wn_transform *const *t = wn_transforms; *t; t++)
        if (wn_str_equal(name, wn_str_of((*t)->name)))
            return *t;
    return NULL;
}
