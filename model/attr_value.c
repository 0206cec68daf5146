/* attr_value.c - reads the values of attributes: times, shares, probabilities. */
#include "grammar.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

bool parse_duration(wn_str text, wn_duration *out)
{
    static const struct {
        const char *word;
        char unit;
    } units[] = {{"hours", 'h'}, {"hour", 'h'}, {"小时", 'h'}, {"days", 'd'},
                 {"day", 'd'},   {"天", 'd'},   {"日", 'd'},   {"months", 'm'},
                 {"month", 'm'}, {"个月", 'm'}, {"月", 'm'},   {"years", 'y'},
                 {"year", 'y'},  {"年", 'y'}};
    size_t digits = 0;
    int64_t count;

    text = wn_str_trim(text);
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
        digits++;
    if (!wn_str_number((wn_str){text.ptr, digits}, &count) || count > 10000)
        return false;
    wn_str unit = wn_str_trim((wn_str){text.ptr + digits, text.len - digits});
    for (size_t i = 0; i < WN_COUNT(units); i++) {
        if (wn_str_equal(unit, wn_str_of(units[i].word))) {
            *out = (wn_duration){(int)count, units[i].unit};
            return true;
        }
    }
    return false;
}

static bool parse_decimal(wn_str text, double *out)
{
    char copy[32], *end;

    if (text.len == 0 || text.len >= sizeof(copy) ||
        wn_str_span(text, "0123456789.") < text.len)
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    *out = strtod(copy, &end);
    return *end == '\0';
}

bool parse_share(wn_str text, double *out)
{
    text = wn_str_trim(text);
    if (text.len < 2 || text.ptr[text.len - 1] != '%')
        return false;
    text.len--;
    if (!parse_decimal(text, out) || *out > 100)
        return false;
    *out /= 100;
    return true;
}

bool parse_fraction(wn_str text, double *out)
{
    return parse_decimal(text, out) && *out <= 1;
}
