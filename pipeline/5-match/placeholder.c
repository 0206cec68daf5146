/* placeholder.c - what people type to get past a required field. It is no value. */
#include "columns.h"

bool match_is_placeholder(wn_str s, kind k)
{
    bool name =
        k == KIND_GIVEN || k == KIND_FAMILY || k == KIND_PERSON || k == KIND_COMPANY;

    /* a name of a person or company is no number at all */
    return wn_is_placeholder(s) ||
           (name && s.len > 0 && wn_str_span(s, "0123456789") == s.len);
}
