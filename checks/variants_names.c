/* variants_names.c - pinyin; Chinese and English names of the same thing. */
#include "variants.h"

#include "core/han.h"
#include "core/memory.h"

#include <string.h>

/* English names of places and departments that Chinese columns hold, as cores: small
 * letters, no blanks, singular. `only`: the place is never written in pinyin. */
static const struct {
    const char *han, *latin;
    bool only;
} names[] = {
    {"华东", "eastchina", false},
    {"华南", "southchina", false},
    {"华西", "westchina", false},
    {"华北", "northchina", false},
    {"华中", "centralchina", false},
    {"东北", "northeastchina", false},
    {"东北", "northeast", false},
    {"西北", "northwestchina", false},
    {"西北", "northwest", false},
    {"西南", "southwestchina", false},
    {"西南", "southwest", false},
    {"东南", "southeastchina", false},
    {"东南", "southeast", false},
    {"销售", "sale", false},
    {"市场", "marketing", false},
    {"财务", "finance", false},
    {"人力资源", "humanresource", false},
    {"人力资源", "hr", false},
    {"研发", "rd", false},
    {"研发", "researchdevelopment", false},
    {"采购", "purchasing", false},
    {"采购", "procurement", false},
    {"法务", "legal", false},
    {"行政", "administration", false},
    {"客服", "customerservice", false},
    {"售后", "aftersale", false},
    {"运营", "operation", false},
    {"生产", "production", false},
    {"物流", "logistic", false},
    {"信息技术", "it", false},
    {"信息技术", "informationtechnology", false},
    {"陕西", "shaanxi", true},
    {"内蒙古", "innermongolia", false},
    {"西藏", "tibet", false},
    {"香港", "hongkong", false},
    {"澳门", "macau", false},
    {"澳门", "macao", false},
    {"台北", "taipei", false},
    {"高雄", "kaohsiung", false},
    {"台中", "taichung", false},
    {"哈尔滨", "harbin", false},
    {"呼和浩特", "hohhot", false},
    {"乌鲁木齐", "urumqi", false},
    {"拉萨", "lhasa", false},
    {"喀什", "kashgar", false},
    {"重庆", "chongqing", true},
    {"厦门", "xiamen", true},
    {"长沙", "changsha", true},
    {"长春", "changchun", true},
    {"长治", "changzhi", true},
    {"成都", "chengdu", true},
    {"大连", "dalian", true},
    {"蚌埠", "bengbu", true},
    {"六安", "luan", true},
    {"台州", "taizhou", true},
    {"丽水", "lishui", true},
    {"乐山", "leshan", true},
    {"乐清", "yueqing", true},
    {"朝阳", "chaoyang", true},
    {"西安", "xian", true},
    {"石家庄", "shijiazhuang", true},
};

wn_str variants_translate(wn_str core)
{
    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (wn_str_equal(core, wn_str_of(names[i].latin)))
            return wn_str_of(names[i].han);
    return WN_STR("");
}

wn_str variants_pinyin(wn_str core, wn_arena *arena)
{
    char *out = wn_arena_bytes(arena, core.len * 4 + 1);
    size_t len = 0;

    for (size_t i = 0; i < WN_COUNT(names); i++)
        if (names[i].only && wn_str_equal(core, wn_str_of(names[i].han)))
            return WN_STR("");
    for (size_t at = 0; at < core.len;) {
        const char *sound = wn_pinyin(wn_utf8_next(core, &at));
        if (!sound)
            return WN_STR("");
        len = (size_t)(stpcpy(out + len, sound) - out);
    }
    return (wn_str){out, len};
}

bool variants_cut_place(wn_str *core, variants_kind *kind)
{
    static const struct {
        const char *word;
        variants_kind kind;
    } ends[] = {{"city", VARIANTS_CITY},
                {"municipality", VARIANTS_CITY},
                {"shi", VARIANTS_CITY},
                {"province", VARIANTS_PROVINCE},
                {"sheng", VARIANTS_PROVINCE},
                {"district", VARIANTS_DISTRICT},
                {"region", VARIANTS_DISTRICT},
                {"qu", VARIANTS_DISTRICT},
                {"county", VARIANTS_COUNTY},
                {"xian", VARIANTS_COUNTY},
                {"prefecture", VARIANTS_PREFECTURE}};

    for (size_t i = 0; i < WN_COUNT(ends); i++) {
        wn_str word = wn_str_of(ends[i].word);
        if (core->len <= word.len + 1 || !wn_str_ends(*core, word))
            continue;
        core->len -= word.len;
        *kind = ends[i].kind;
        return true;
    }
    return false;
}

/* ---- syllables -------------------------------------------------------------------- */

#define LONGEST 6 /* letters of a syllable: zhuang */

void variants_learn(variants_syllables *all)
{
    for (uint32_t c = 0x4E00; c <= 0x9FFF; c++) {
        const char *sound = wn_pinyin(c);
        if (sound)
            wn_map_set(&all->known, wn_fingerprint_of(wn_str_of(sound)), NULL);
    }
}

bool variants_is_pinyin(const variants_syllables *all, wn_str word)
{
    bool ends[64] = {true}; /* ends[n]: the first n letters are whole syllables */

    if (word.len == 0 || word.len >= WN_COUNT(ends))
        return false;
    for (size_t at = 0; at < word.len; at++)
        for (size_t n = 1; n <= LONGEST && at + n <= word.len && ends[at]; n++)
            ends[at + n] =
                ends[at + n] ||
                wn_map_find(&all->known, wn_fingerprint_of((wn_str){word.ptr + at, n}));
    return ends[word.len];
}
