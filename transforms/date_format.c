/* date_format.c - reads dates by a given pattern: format="dd/MM/yyyy". */
#include "moment.h"

date_outcome moment_parse_format(wn_str s, wn_str format, const date_rules *rules,
                                 moment *m)
{
    size_t at = 0;

    *m = (moment){.weekdays = 127, .persian = rules->calendar == CALENDAR_PERSIAN};
    for (size_t i = 0; i < format.len;) {
        char letter = format.ptr[i];
        size_t run = 0;
        int64_t value = 0;
        int digits = 0;
        while (i + run < format.len && format.ptr[i + run] == letter)
            run++;
        int *part = letter == 'y'   ? &m->year
                    : letter == 'M' ? &m->month
                    : letter == 'd' ? &m->day
                    : letter == 'H' ? &m->hour
                    : letter == 'm' ? &m->minute
                    : letter == 's' ? &m->second
                                    : NULL;
        if (!part) {
            if (at >= s.len || s.ptr[at] != letter)
                return DATE_NOT;
            at++;
            i++;
            continue;
        }
        size_t most = run == 1 ? 2 : run;
        for (; at < s.len && digits < (int)most && digits < 9 && s.ptr[at] >= '0' &&
               s.ptr[at] <= '9';
             digits++)
            value = value * 10 + (s.ptr[at++] - '0');
        if (digits == 0)
            return DATE_NOT;
        *part = letter == 'y' ? moment_year(m, value, digits, rules) : (int)value;
        m->has_time = m->has_time || letter == 'H';
        i += run;
    }
    if (at < s.len)
        return DATE_NOT;
    return moment_settle(m);
}
