/* test_guard.c - which requests the page of winnow serve answers. If one test fails, a page
 * of the internet may ask it, or an upload is written outside the folder. */
#include "tap.h"
#include "core/memory.h"
#include "serve/guard.h"

#include <stdio.h>
#include <string.h>

static void test_hosts(void)
{
    static const struct {
        const char *host;
        int port;
        bool own;
    } cases[] = {
        {"127.0.0.1:8123", 8123, true},
        {"localhost:8123", 8123, true},
        {"LOCALHOST:8123", 8123, true},
        {"[::1]:8123", 8123, true},
        {"127.0.0.1", 80, true},
        {"127.0.0.1", 8123, false},
        {"127.0.0.1:8124", 8123, false},
        {"127.0.0.1:81234", 8123, false},
        {"127.0.0.1:8123.evil.example", 8123, false},
        {"127.0.0.1.evil.example:8123", 8123, false},
        {"evil.example:8123", 8123, false},
        {"user@127.0.0.1:8123", 8123, false},
        {"127.1:8123", 8123, false},
        {"0.0.0.0:8123", 8123, false},
        {"localhost.:8123", 8123, false},
        {" 127.0.0.1:8123", 8123, false},
        {"::1:8123", 8123, false},
        {"", 8123, false},
    };
    char origin[80];

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        bool host = guard_host(wn_str_of(cases[i].host), cases[i].port);
        ok(host == cases[i].own, "host \"%s\" at %d", cases[i].host, cases[i].port);
        snprintf(origin, sizeof(origin), "http://%s", cases[i].host);
        ok(guard_origin(wn_str_of(origin), cases[i].port) == cases[i].own, "origin %s", origin);
    }
    ok(!guard_origin(WN_STR("https://127.0.0.1:8123"), 8123), "another scheme");
    ok(!guard_origin(WN_STR("null"), 8123), "a page without an origin");
    ok(!guard_origin(WN_STR("http://127.0.0.1:8123/x"), 8123), "more than an origin");
    ok(!guard_origin(WN_STR(""), 8123), "no origin");
}

static void test_cookies(void)
{
    static const char *const cases[][2] = {
        {"winnow-1=abc", "abc"},
        {"a=b; winnow-1=abc; c=d", "abc"},
        {"a=b;winnow-1=abc", "abc"},
        {"winnow-1=a=b", "a=b"},
        {"winnow-1=abc; winnow-1=abd", ""},
        {"xwinnow-1=abc", ""},
        {"winnow-11=abc", ""},
        {"winnow-1", ""},
        {"winnow-1=", ""},
        {"", ""},
        {";;;=;", ""},
    };

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        wn_str got = guard_cookie(wn_str_of(cases[i][0]), WN_STR("winnow-1"));
        ok(wn_str_equal(got, wn_str_of(cases[i][1])), "the cookie of \"%s\"", cases[i][0]);
    }
    ok(guard_same(WN_STR("abc"), WN_STR("abc")), "the same key");
    ok(!guard_same(WN_STR("abc"), WN_STR("abd")), "another key");
    ok(!guard_same(WN_STR("abc"), WN_STR("abcd")), "a longer key");
    ok(!guard_same(WN_STR(""), WN_STR("")), "no key is none");
}

static void test_names(void)
{
    static const struct {
        const char *given, *name; /* NULL: refused */
    } cases[] = {
        {"Kunden.csv", "Kunden.csv"},
        {"客户 清单.xlsx", "客户 清单.xlsx"},
        {"C:\\Users\\x\\list.csv", "list.csv"},
        {"../../etc/passwd", "passwd"},
        {"a/b/c.csv", "c.csv"},
        {" a.csv ", "a.csv"},
        {".ssh", NULL},
        {"a/..", NULL},
        {"..", NULL},
        {"a/", NULL},
        {"", NULL},
        {"   ", NULL},
        {"a\x01.csv", NULL},
        {"a\xE2\x80\xAE" "vsc.exe", NULL},
        {"a\xFF.csv", NULL},
    };
    char out[GUARD_NAME + 1], longest[400];

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        bool is = guard_name(wn_str_of(cases[i].given), out);
        ok(is == (cases[i].name != NULL) && (!is || !strcmp(out, cases[i].name)),
           "the name of \"%s\"", cases[i].given);
    }
    memset(longest, 'a', sizeof(longest));
    ok(guard_name((wn_str){longest, 255}, out) && strlen(out) == 255, "255 bytes are a name");
    ok(!guard_name((wn_str){longest, 256}, out), "256 are none");
}

static void test_paths(void)
{
    static const struct {
        const char *path;
        bool good;
    } cases[] = {
        {"runs/2026-10-01T08-00-00Z/report.en.html", true},
        {"runs/health/2026-10/worklists.xlsx", true},
        {"runs", true},
        {"runs/../map.xml", false},
        {"runs/./a", false},
        {"/etc/passwd", false},
        {"runs//a", false},
        {"runs/.winnow-files", false},
        {"runs\\a", false},
        {"", false},
    };

    for (size_t i = 0; i < WN_COUNT(cases); i++)
        ok(guard_path(wn_str_of(cases[i].path)) == cases[i].good, "the path \"%s\"",
           cases[i].path);
    ok(wn_str_equal(guard_kind(WN_STR("multipart/form-data; boundary=x")),
                    WN_STR("multipart/form-data")),
       "the kind of a form");
}

int main(void)
{
    test_hosts();
    test_cookies();
    test_names();
    test_paths();
    return tap_end();
}
