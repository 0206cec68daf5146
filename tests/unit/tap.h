/* tap.h - the three lines every unit test needs. */
#ifndef TESTS_UNIT_TAP_H
#define TESTS_UNIT_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int tap_count, tap_bad;

__attribute__((format(printf, 2, 3))) static bool ok(bool good, const char *format, ...)
{
    va_list args;

    printf("%sok %d - ", good ? "" : "not ", ++tap_count);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    tap_bad += !good;
    return good;
}

static int tap_end(void)
{
    printf("1..%d\n", tap_count);
    return tap_bad != 0 || tap_count == 0;
}

/* A template for mkstemp or mkdtemp, where files that are soon gone belong. `name` is what
 * it begins with. */
__attribute__((unused)) static void tap_temporary(char *out, size_t size, const char *name)
{
    const char *folder = getenv("TMPDIR");

    snprintf(out, size, "%s/%s-XXXXXX", folder && *folder ? folder : P_tmpdir, name);
}

#endif
