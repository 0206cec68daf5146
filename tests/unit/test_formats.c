/*
 * test_formats.c - numbers of sheets by their cell formats, as table rows. If one
 * fails, a user's dates, postcodes or phone numbers arrive as other numbers.
 */
#include "tap.h"
#include "core/memory.h"
#include "readers/number_format.h"

#include <string.h>

static const struct {
    const char *code;
    double value;
    const char *read, *shown; /* shown NULL: the same as `read` */
} rows[] = {
    {"General", 0.1 + 0.2, "0.3", NULL},
    {"General", 13800138000.0, "13800138000", NULL},
    {"General", 1e21, "1000000000000000000000", NULL},
    {"0.00", 2, "2", NULL},
    {"yyyy\\-mm\\-dd;@", 45413, "2024-05-01", NULL},
    {"m/d/yy h:mm", 45413.5, "2024-05-01 12:00:00", NULL},
    {"dd.mm.yyyy", 60, "1900-02-29", NULL},
    {"dd.mm.yyyy", 61, "1900-03-01", NULL},
    {"dd.mm.yyyy", 1, "1900-01-01", NULL},
    {"dd.mm.yyyy", 0, "1900-01-00", NULL},
    {"dd.mm.yyyy", -5, "-5", NULL},
    {"yyyy\"年\"m\"月\"d\"日\"", 45413, "2024-05-01", NULL},
    {"[$-804]yyyy\"年\"m\"月\";@", 45413, "2024-05-01", NULL},
    {"h:mm AM/PM", 0.25, "06:00:00", NULL},
    {"[h]:mm:ss", 1.5, "36:00:00", NULL},
    {"mmm-yy", 45413, "2024-05-01", NULL},
    {"0%", .15, "15%", NULL},
    {"00000", 1234, "01234", NULL},
    {"000\\-00\\-0000", 12345678, "012-34-5678", NULL},
    {"[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 2125551234, "(212) 555-1234", NULL},
    {"[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5551234, "555-1234", NULL},
    {"[Red]0.00", 3.5, "3.5", NULL},
    {"0.00E+00", 12345, "12345", NULL},
    {"#,##0\\ \"pcs\"", 1200, "1200", "1,200 pcs"},
    {"_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", 0, "0", " -   "},
    {"_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", -5, "-5", " (5)"},
    {"[>=100000]0.000\\ \\<;[Red]0.000\\ \\>", 12345.6789, "12345.6789", "12345.679 >"},
};

int main(void)
{
    wn_arena arena = {0};
    char out[READ_NUMBER_ROOM];

    for (size_t i = 0; i < WN_COUNT(rows); i++) {
        read_number_format f = read_format_of(wn_str_of(rows[i].code), &arena);
        wn_str got = read_format_number(rows[i].value, WN_STR(""), f, false, out);
        ok(wn_str_equal(got, wn_str_of(rows[i].read)), "%g as %s: %.*s", rows[i].value,
           rows[i].code, WN_FMT(got));
        got = read_format_shown(rows[i].value, WN_STR(""), f, false, out);
        ok(wn_str_equal(got, wn_str_of(rows[i].shown ? rows[i].shown : rows[i].read)),
           "%g shown as %s: \"%.*s\"", rows[i].value, rows[i].code, WN_FMT(got));
    }
    ok(read_format_builtin(14).kind == READ_NUMBER_DATE, "14 is a date");
    ok(read_format_builtin(3).kind == READ_NUMBER_PLAIN, "3 is a number");
    wn_str day =
        read_format_number(43951, WN_STR(""), read_format_builtin(14), true, out);
    ok(wn_str_equal(day, WN_STR("2024-05-01")), "days since 1904");
    wn_arena_release(&arena);
    return tap_end();
}
