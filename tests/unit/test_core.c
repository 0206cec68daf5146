/* test_core.c - the basic parts of core/: encodings, findings, texts and the like. */
#include "core/encoding.h"
#include "core/finding.h"
#include "core/han.h"
#include "core/memory.h"
#include "core/zone.h"

#include "tap.h"

#include <stdlib.h>
#include <string.h>

static void test_words(void)
{
    wn_lang lang = WN_LANG_COUNT;

    ok(wn_lang_find(WN_STR("zh_CN.UTF-8"), &lang) && lang == WN_ZH,
       "zh_CN.UTF-8 is Chinese");
    ok(!wn_lang_find(WN_STR("zhuang"), &lang) && !wn_lang_find(WN_STR(""), &lang),
       "what begins like a language is none");
    for (int r = 0; r < WN_RULE_COUNT; r++)
        ok(wn_rules[r]->name && wn_rules[r]->en && wn_rules[r]->zh &&
               wn_rules[r]->do_en && wn_rules[r]->do_zh &&
               wn_rules[r]->green < wn_rules[r]->red,
           "rule %d is described in both languages", r);
}

static void test_utf8(void)
{
    static const struct {
        const char *text;
        size_t valid;
    } cases[] = {{"abc", 3},
                 {"张", 3},
                 {"a\xC0\x80", 1},
                 {"\xED\xA0\x80", 0},
                 {"\xF5\x80\x80\x80", 0},
                 {"12345678\xFF", 8},
                 {"\xF0\x9F\x98\x80", 4},
                 {"ab\xE5\xBC", 2}};

    for (size_t i = 0; i < WN_COUNT(cases); i++)
        ok(wn_utf8_valid(wn_str_of(cases[i].text)) == cases[i].valid, "utf-8 case %zu",
           i);
    bool round = true;
    for (uint32_t c = 0x20; c < 0x110000; c += 97) {
        char bytes[4];
        size_t at = 0, len;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        len = wn_utf8_put(bytes, c);
        round = round && wn_utf8_next((wn_str){bytes, len}, &at) == c && at == len;
    }
    ok(round, "what is written as utf-8 reads the same");
    ok(wn_utf8_width(WN_STR("a张")) == 3, "Chinese characters take two columns");
    wn_buf shown = {0};
    wn_str steering = WN_STR("张\033[2J\x7f\xC2\x85\u202e\xff\t\n");
    wn_buf_shown(&shown, steering, true);
    ok(wn_str_equal(wn_buf_str(&shown), WN_STR("张␛[2J␡<U+0085><U+202E>\uFFFD\t\n")),
       "what steers a terminal is shown, what is no UTF-8 is marked");
    ok(wn_shown_width((wn_str){steering.ptr, steering.len - 2}) == 24,
       "its width is that of what is shown");
    wn_buf_release(&shown);
}

static void test_csv(void)
{
    static const char *const cases[][2] = {{"a", "a"},
                                           {"a,b", "\"a,b\""},
                                           {"a\"b", "\"a\"\"b\""},
                                           {"a\nb", "\"a\nb\""},
                                           {"", ""}};
    static const char *const guarded[][2] = {
        {"=1+1", "'=1+1"}, {"+8613800138000", "+8613800138000"},
        {"-5", "-5"},      {"@SUM(A1)", "'@SUM(A1)"},
        {"a=b", "a=b"},    {"-", "'-"}};

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        wn_buf out = {0};
        wn_csv_add(&out, wn_str_of(cases[i][0]));
        ok(wn_str_equal(wn_buf_str(&out), wn_str_of(cases[i][1])), "csv cell %zu", i);
        wn_buf_release(&out);
    }
    for (size_t i = 0; i < WN_COUNT(guarded); i++) {
        wn_buf out = {0};
        wn_csv_add_safe(&out, wn_str_of(guarded[i][0]));
        ok(wn_str_equal(wn_buf_str(&out), wn_str_of(guarded[i][1])),
           "no formula runs from a refusal: %s", guarded[i][0]);
        wn_buf_release(&out);
    }
}

static void test_map(void)
{
    wn_map map = {0};
    char text[32];
    bool good = true;

    for (int i = 0; i < 5000; i++) {
        int len = snprintf(text, sizeof(text), "key %d", i);
        *wn_map_set(&map, wn_fingerprint_of((wn_str){text, (size_t)len}), NULL) = i;
    }
    for (int i = 0; i < 5000; i++) {
        int len = snprintf(text, sizeof(text), "key %d", i);
        const int64_t *found =
            wn_map_find(&map, wn_fingerprint_of((wn_str){text, (size_t)len}));
        good = good && found && *found == i;
    }
    ok(good && map.count == 5000, "a map gives back what was put in");
    ok(!wn_map_find(&map, wn_fingerprint_of(WN_STR("other"))), "and nothing else");
    wn_map_release(&map);
}

static void test_encodings(void)
{
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"gb18030", "客户名称,联系人,手机\n北京华信科技有限公司,张伟,13800138001\n"
                    "上海远景教育咨询有限公司,李娜,13611112222\n"},
        {"big5", "客戶名稱,聯絡人,電話\n台北資訊股份有限公司,陳志明,02-23456789\n"
                 "高雄貿易有限公司,林美玲,07-3456789\n"},
        {"shift_jis", "会社名,担当者,電話番号\n株式会社さくら電機,田中一郎,03-1234-5678\n"
                      "東京システム開発,鈴木ひろし,03-8765-4321\n"},
        {"euc-kr", "회사명,담당자,전화번호\n서울전자 주식회사,김철수,02-123-4567\n"
                   "부산무역,이영희,051-765-4321\n"},
        {"windows-1252",
         "Name;Stadt;Straße\nMüller;München;Hauptstraße\nGarçon;Besançon;Rue d'été\n"
         "Jörg Weiß;Köln;Königsallee\n"},
        {"ibm850", "Firma;Ort;Straße\nMüller Getränke;Köln;Hauptstraße 3\n"
                   "Bäckerei Groß;Düsseldorf;Mühlweg 4\n"},
        {"ibm850", "name,city\nA,Montréal\nB,Québec\n"}, /* not Japanese */
        {"windows-1251",
         "Имя,Город,Улица\nИван Петров,Москва,Тверская\nАнна Сидорова,Казань,Баумана\n"},
    };

    for (size_t i = 0; i < WN_COUNT(cases); i++) {
        /* made by iconv: that of libc would do, too */
        char command[64], bytes[1024];
        snprintf(command, sizeof(command), "iconv -f utf-8 -t %s",
                 !strcmp(cases[i].name, "shift_jis") ? "CP932" : cases[i].name);
        char path[256];
        const char *folder = getenv("TMPDIR");
        snprintf(path, sizeof(path), "%s/winnow-test-XXXXXX", folder ? folder : "/tmp");
        int fd = mkstemp(path);
        FILE *in = fdopen(fd, "w");
        fputs(cases[i].text, in);
        fclose(in);
        char whole[512];
        snprintf(whole, sizeof(whole), "%s %s", command, path);
        FILE *out = popen(whole, "r");
        size_t len = fread(bytes, 1, sizeof(bytes), out);
        pclose(out);
        remove(path);
        const char *guess = wn_encoding_guess((wn_str){bytes, len});
        if (!ok(guess && !strcmp(guess, cases[i].name), "%s is told from the others",
                cases[i].name))
            printf("# guessed %s of %zu bytes\n", guess ? guess : "nothing", len);
        wn_buf text = {0};
        wn_decode_text((wn_str){bytes, len}, &text);
        ok(wn_str_equal(wn_buf_str(&text), wn_str_of(cases[i].text)),
           "%s decodes to what it was", cases[i].name);
        wn_buf_release(&text);
    }
    ok(wn_encoding_find(WN_STR("GBK")) && !wn_encoding_find(WN_STR("klingon")),
       "names of encodings");
}

static void test_rest(void)
{
    wn_arena arena = {0};
    wn_str names[] = {WN_STR("industry"), WN_STR("行业分类"), WN_STR("电话号码"),
                      WN_STR("email")};
    static const char *const wrong[][2] = {{"industy", "industry"},
                                           {"行业", "行业分类"},
                                           {"电话号马", "电话号码"},
                                           {"Email", "email"},
                                           {"zzz", ""}};

    for (size_t i = 0; i < WN_COUNT(wrong); i++)
        ok(wn_str_equal(wn_suggest(wn_str_of(wrong[i][0]), names, WN_COUNT(names)),
                        wn_str_of(wrong[i][1])),
           "did you mean: %s", wrong[i][0]);
    const wn_zone *zone = wn_zone_load(WN_STR("America/New_York"), &arena);
    int64_t utc = 0;
    ok(zone && wn_zone_wall(zone, 1720533900, &utc) == WN_WALL_ONCE &&
           utc == 1720533900 + 4 * 3600,
       "summer time in New York");
    ok(zone && wn_zone_wall(zone, 1704888300, &utc) == WN_WALL_ONCE &&
           utc == 1704888300 + 5 * 3600,
       "winter time in New York");
    ok(!wn_zone_load(WN_STR("Mars/Olympus"), &arena), "an unknown time zone is unknown");
    ok(wn_simplified(0x5F35) == 0x5F20, "張 is 张");
    ok(!strcmp(wn_pinyin(0x5F20), "zhang"), "张 reads zhang");
    int64_t number;
    ok(wn_str_number(WN_STR("-12"), &number) && number == -12, "numbers");
    ok(!wn_str_number(WN_STR("99999999999999999999"), &number),
       "a number too long is none");
    wn_arena_release(&arena);
}

int main(void)
{
    test_words();
    test_utf8();
    test_csv();
    test_map();
    test_encodings();
    test_rest();
    return tap_end();
}
