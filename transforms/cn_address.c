/*
 * cn_address.c - reads an address from left to right: province, city, district, each by
 * its full or its short name, each inside the one before. A division that no longer
 * exists is found by its former name, unless a division of today has that name.
 */
#include "cn_address.h"

#include "core/han.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

struct division {
    uint32_t name, instead; /* places in division_texts; instead: what there is now, if
                               several; 0: none */
    int code, now; /* GB/T 2260: province * 10000 + city * 100 + district; 0: several */
    uint8_t len;
    bool is_short, is_former;
};

#include "divisions.inc"

static wn_str name_at(const struct division *d)
{
    return (wn_str){division_texts + d->name, d->len};
}

enum { PROVINCE, CITY, DISTRICT };

static int level_of(int code)
{
    return code % 10000 == 0 ? PROVINCE : code % 100 == 0 ? CITY : DISTRICT;
}

static wn_str behind(wn_str s, size_t len)
{
    return (wn_str){s.ptr + len, s.len - len};
}

static bool begins(wn_str s, const char *word)
{
    size_t len = strlen(word);

    return s.len >= len && !memcmp(s.ptr, word, len);
}

/* Length in bytes of the word in the list that s begins with; 0: none. */
static size_t word_of(wn_str s, const char *const *words)
{
    for (; *words; words++)
        if (begins(s, *words))
            return strlen(*words);
    return 0;
}

/* The divisions whose names begin with the first two characters of the text. */
typedef struct range {
    size_t first, end;
} range;

static range range_of(wn_str text)
{
    size_t low = 0, high = WN_COUNT(divisions_by_start) - 1;
    uint64_t start = 0;

    for (size_t i = 0; i < 6 && text.len >= 6; i++)
        start = start << 8 | (unsigned char)text.ptr[i];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (divisions_by_start[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    if (divisions_by_start[low].start != start)
        return (range){0};
    return (range){divisions_by_start[low].first, divisions_by_start[low + 1].first};
}

static bool is_at(const struct division *d, wn_str text)
{
    return d->len <= text.len && !memcmp(name_at(d).ptr, text.ptr, d->len);
}

/* Is the division inside of the one found before? */
static bool is_inside(int code, int within)
{
    if (within == 0)
        return true;
    if (level_of(code) <= level_of(within))
        return false;
    return level_of(within) == PROVINCE ? code / 10000 == within / 10000
                                        : code / 100 == within / 100;
}

/* ---- short names ------------------------------------------------------------------ */

/* Does the text begin with a division inside `within`, by any name? */
static bool has_inside(wn_str text, int within)
{
    range r = range_of(text);

    for (size_t i = r.first; i < r.end; i++)
        if (is_at(&divisions[i], text) && is_inside(divisions[i].code, within))
            return true;
    return false;
}

/* How many bytes tell several roads of one name apart: 东 of 南京东路, 南二 of
 * 中山南二路. */
static size_t road_side(wn_str s)
{
    static const char *const sides[] = {"东", "西", "南", "北", "中", NULL};
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六",
                                          "七", "八", "九", "十", "环", NULL};
    size_t side = word_of(s, sides), number = word_of(behind(s, side), numbers);

    if (!side && number)
        side = word_of(behind(s, number), numbers);
    return side + number;
}

/* Is the short name, with this code, a place when `rest` follows it? Not before a word
 * for a road, house or division: 重庆路 (in Beihai), 南京西路 and 西安门大街 are roads,
 * 北京饭店 is a house, 朝阳区 is not part of 朝阳市. But yes if `rest` begins with a
 * place inside it (北京西城, 北京门头沟). */
static bool stands_alone(wn_str rest, int code)
{
    static const char *const ends[] = {
        "区",   "县",     "市",     "省",   "旗",   "州",   "盟",   "镇",   "乡",
        "村",   "路",     "街",     "道",   "巷",   "弄",   "里",   "桥",   "站",
        "胡同", "社区",   "大道",   "大街", "大桥", "大厦", "大楼", "大学", "公路",
        "高速", "广场",   "公园",   "花园", "饭店", "宾馆", "酒店", "公寓", "新村",
        "小区", "大酒店", "大饭店", "银行", "人家", "菜馆", NULL};
    static const char *const roads[] = {"路",   "街", "巷",   "弄",   "大道",
                                        "大街", "站", "胡同", "大桥", NULL};

    if (rest.len < 3)
        return true;
    size_t one = (unsigned char)rest.ptr[0] >= 0xE0 ? 3 : 0, side = road_side(rest);
    bool road = word_of(rest, ends) || (one && word_of(behind(rest, one), roads)) ||
                (side && word_of(behind(rest, side), roads));
    return !road || (rest.len >= 6 && has_inside(rest, code));
}

/* ---- one division ----------------------------------------------------------------- */

typedef struct found {
    const struct division *division;
    size_t len;
    bool several; /* several divisions have this name: 鼓楼区 */
} found;

/* Divisions `i` to `end` have the same name. Returns the one that lies inside `within`:
 * the only one, or the one of the highest level (湘潭: the city, not the county).
 * *several: it is not the only one of its level. */
static const struct division *choose(size_t i, size_t end, wn_str rest, int within,
                                     bool former, bool *several)
{
    const struct division *best = NULL;

    *several = false;
    for (; i < end; i++) {
        const struct division *d = &divisions[i];
        if (d->is_former != former || !is_inside(d->code, within) ||
            begins(rest, "场") || /* 中山市场 */
            ((d->is_short || (d->len == 6 && !within)) && !stands_alone(rest, d->code)))
            continue;
        if (!best)
            best = d;
        else if (best->is_short == d->is_short &&
                 level_of(best->code) == level_of(d->code) &&
                 (best->now != d->now || !d->now))
            *several = true;
    }
    return best;
}

/* Does the name mean the former division, although one of today has the name too? 赣县 is
 * the former name, and now the short name, of 赣县区; 巢湖市 was a city with counties
 * (巢湖市庐江县). */
static bool is_rather(const struct division *old, const struct division *today,
                      wn_str rest)
{
    return !today || (today->is_short && !old->is_short && old->now == today->now) ||
           (level_of(today->code) == DISTRICT && level_of(old->code) == CITY &&
            rest.len >= 6 && has_inside(rest, old->code));
}

static found of_name(range r, wn_str text, int within)
{
    found f = {.len = divisions[r.first].len}, old = {.len = f.len};
    wn_str rest = behind(text, f.len);

    f.division = choose(r.first, r.end, rest, within, false, &f.several);
    old.division = choose(r.first, r.end, rest, within, true, &old.several);
    return old.division && !f.several && is_rather(old.division, f.division, rest) ? old
                                                                                   : f;
}

/* The division with the longest name that the text begins with, inside `within`. The
 * table has shorter names before the longer names that begin with them, so it is
 * searched from the end. */
static found next_division(wn_str text, int within)
{
    range r = range_of(text);

    while (r.end > r.first) {
        size_t last = r.end - 1;
        if (!is_at(&divisions[last], text)) {
            r.end--;
            continue;
        }
        while (last > r.first && divisions[last - 1].len == divisions[last].len &&
               is_at(&divisions[last - 1], text))
            last--;
        found f = of_name((range){last, r.end}, text, within);
        if (f.division)
            return f;
        r.end = last;
    }
    return (found){0};
}

/* Length of the same division's name written once more: 上海市上海市浦东新区, 上海
 * 上海市. Forms with one field for each level print that. */
static size_t repeated(wn_str text, int code)
{
    range r = range_of(text);
    size_t best = 0;

    for (size_t i = r.first; i < r.end; i++) {
        const struct division *d = &divisions[i];
        if (d->code == code && d->len > best && is_at(d, text) &&
            (!d->is_short || stands_alone(behind(text, d->len), code)))
            best = d->len;
    }
    return best;
}

/* ---- between them ----------------------------------------------------------------- */

static wn_str without_marks(wn_str s)
{
    static const char *const marks[] = {"、", "·", "—", "→", NULL};

    while (s.len > 0) {
        size_t len = strchr(" ,/|-_>;:\t", s.ptr[0]) ? 1 : word_of(s, marks);
        if (len == 0 || s.ptr[0] == '\0')
            break;
        s = behind(s, len);
    }
    return s;
}

/* Skips 市辖区 and other words that tables use for the level between a province and a
 * county. 县 (重庆市县城口县) and the corps of Xinjiang are skipped only if a county
 * follows. */
static wn_str without_gap(wn_str text, int within)
{
    static const char *const gaps[] = {"市辖区",
                                       "省直辖县级行政区划",
                                       "省直辖县级行政单位",
                                       "自治区直辖县级行政区划",
                                       "自治区直辖县级行政单位",
                                       "省直辖行政单位",
                                       "直辖县级行政区划",
                                       "直辖县级",
                                       "省直管县级市",
                                       "省直辖县级市",
                                       "省直辖县",
                                       "省直管县",
                                       "省直辖",
                                       "省直管",
                                       "生产建设兵团",
                                       "县",
                                       NULL};
    size_t gap = word_of(text, gaps);
    wn_str rest = without_marks(behind(text, gap));

    bool empty = gap > 3 && gap != strlen("生产建设兵团");
    if (!gap || (!empty && !next_division(rest, within).division))
        return text;
    return rest;
}

/* Skips what may stand before the first division: 100080, 邮编:100080, 中国. */
static wn_str without_front(wn_str text)
{
    static const char *const words[] = {"邮政编码",       "邮编", "地址",
                                        "中华人民共和国", "中国", NULL};
    wn_str s = without_marks(text);

    for (size_t len = 1; len > 0; s = without_marks(behind(s, len))) {
        len = word_of(s, words);
        if (!len && wn_str_span(s, "0123456789") == 6)
            len = 6;
    }
    return s;
}

/* ---- all of them ------------------------------------------------------------------ */

static wn_str name_of(int code)
{
    const struct division_name *named =
        wn_find_key(divisions_by_code, WN_COUNT(divisions_by_code),
                    sizeof(*divisions_by_code), (uint32_t)code);

    return wn_str_of(named ? division_texts + named->name : NULL);
}

/* Is it a province that is one city: Beijing, Tianjin, Shanghai, Chongqing? */
static bool is_municipality(int code)
{
    int province = code / 10000;

    return province == 11 || province == 12 || province == 31 || province == 50;
}

wn_str cn_address_text(wn_str s, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, s.len * 3 + 4);
    size_t len = 0;
    bool blank = false;

    for (size_t at = 0; at < s.len;) {
        uint32_t read = wn_utf8_next(s, &at);
        uint32_t c = wn_narrow(read == 0x4E7E ? read : wn_simplified(read)); /* 乾县 */
        if (c == ' ' || c == '\n') {
            blank = len > 0;
            continue;
        }
        if (blank && c < 0x80 && (unsigned char)out[len - 1] < 0x80)
            out[len++] = ' ';
        blank = false;
        len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

/* Length of province and city written once more: 浙江省杭州市浙江省杭州市西湖区. */
static size_t repeated_all(wn_str text, int code)
{
    size_t again = repeated(text, code);

    if (again || level_of(code) != CITY)
        return again;
    size_t province = repeated(text, code / 10000 * 10000);
    wn_str rest = without_marks(behind(text, province));
    size_t city = province ? repeated(rest, code) : 0;
    return city ? (size_t)(rest.ptr - text.ptr) + city : 0;
}

/* Takes the next division off the front of out->detail. Returns its code, as it was
 * when the name was in use; 0: there is none. */
static int take_next(cn_address *out, int within, const struct division **last)
{
    wn_str text = without_marks(out->detail);
    found f = {0};

    if (within) {
        text = without_gap(text, within);
        f = next_division(text, within);
        size_t again = repeated_all(text, within);
        if (again > f.len || (again && again == f.len && f.division->is_short)) {
            text = without_gap(without_marks(behind(text, again)), within);
            f = next_division(text, within);
        }
        /* 青岛市南区, 济南市中区: one 市 both ends the city and begins the district */
        if (!f.division && level_of(within) == CITY &&
            (begins(text, "南区") || begins(text, "北区") || begins(text, "中区"))) {
            wn_str whole = {text.ptr - 3, text.len + 3};
            if (begins(whole, "市"))
                f = next_division(whole, within);
            text = f.division ? whole : text;
        }
    } else {
        text = without_front(text);
        f = next_division(text, within);
    }
    if (f.several) {
        out->district = f.division->is_short ? WN_STR("") : name_at(f.division);
        return 0;
    }
    if (!f.division) {
        if (within)
            out->detail = text;
        return 0;
    }
    *last = f.division;
    out->detail = behind(text, f.len);
    return f.division->code;
}

/* Sets the parts from today's divisions; `was`: the code that the written name had. */
static void fill(cn_address *out, int was, const struct division *last, bool city_former)
{
    int now = last->now ? last->now : was;

    out->instead = last->now || !last->instead ? NULL : division_texts + last->instead;
    out->code = now / 10000 == 71 ? 710000 : now;
    out->new_code = now != was;
    out->new_province = now / 10000 != was / 10000;
    out->new_city =
        is_municipality(now) ? out->new_province : now / 100 != was / 100 || city_former;
    out->province = name_of(now / 10000 * 10000);
    if (is_municipality(now))
        out->city = out->province;
    else if (level_of(now) != PROVINCE)
        out->city = name_of(now / 100 * 100);
    if (level_of(now) == DISTRICT) {
        out->district =
            last->now || !last->is_former ? name_of(now) : name_at(last);
        out->new_district = last->is_former && last->now && level_of(was) == DISTRICT &&
                            !wn_str_equal(out->district, name_at(last));
        wn_str name = out->district; /* 天门市, outside of prefectures, is its own city */
        if (!out->city.len && name.len > 3 && !memcmp(name.ptr + name.len - 3, "市", 3))
            out->city = name;
    } else {
        out->new_district = level_of(was) == DISTRICT;
    }
}

bool cn_address_parse(wn_str text, cn_address *out)
{
    const struct division *last = NULL;
    int within = 0;
    bool city_former = false;

    *out = (cn_address){.detail = text};
    for (int i = 0; i < 3; i++) {
        int code = take_next(out, within, &last);
        if (!code)
            break;
        within = code;
        city_former = city_former || (last->is_former && level_of(within) == CITY);
    }
    if (within == 0)
        return false;
    out->detail = without_marks(out->detail);
    fill(out, within, last, city_former);
    return true;
}

const char *cn_address_region(wn_str text)
{
    const struct division *first = NULL;
    cn_address a = {.detail = text};
    int province = take_next(&a, 0, &first) / 10000;

    return province == 0    ? NULL
           : province == 71 ? "TW"
           : province == 81 ? "HK"
           : province == 82 ? "MO"
                            : "CN";
}
