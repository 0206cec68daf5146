/* placeholder_value.c - what people type to get past a required field is no value. */
#include "column_type.h"

bool link_is_placeholder(wn_str s, link_kind k)
{
    bool name = k == LINK_KIND_GIVEN || k == LINK_KIND_FAMILY || k == LINK_KIND_PERSON ||
                k == LINK_KIND_COMPANY;

    /* the number that forms are tried with in China; and a person's or company's name
     * that is a number */
    return wn_is_placeholder(s) || wn_str_equal(s, WN_STR("13800138000")) ||
           wn_str_equal(s, WN_STR("8613800138000")) ||
           (name && s.len > 0 && wn_str_span(s, "0123456789") == s.len);
}
