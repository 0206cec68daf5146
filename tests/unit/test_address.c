/* test_address.c - parts of addresses. If these fail, an address gets a city that only
 * gave its name to a road; a state is taken for a country; the code is that of a county
 * that does not exist any more, without a remark; or parts that are there are not
 * found. */
#include "core/mapping.h"
#include "core/memory.h"

#include "tap.h"

#include <stdio.h>
#include <string.h>

typedef struct expected {
    const char *part, *text, *value; /* value "": the address does not have the part */
    bool changed;
} expected;

static const expected divisions[] = {
    /* divisions of today */
    {"code", "北京市密云区鼓楼大街3号", "110118", false},
    {"code", "河北省唐山市滦州市", "130284", false},
    {"code", "湖南省长沙市望城区", "430112", false},
    {"code", "浙江省杭州市钱塘区", "330114", false},
    {"code", "甘肃省嘉峪关市雄关街道", "620200", false},
    {"code", "江苏省苏州市苏州工业园区星湖街", "320576", false},
    {"code", "新疆维吾尔自治区和田地区和康县", "653228", false},
    {"code", "重庆市两江新区金渝大道", "500157", false},
    /* province and city are written twice */
    {"code", "浙江省绍兴市浙江省绍兴市嵊州市", "330683", false},
    {"code", "浙江省 绍兴市 浙江省 绍兴市 嵊州市 剡溪路", "330683", false},
    {"code", "吉林省吉林市吉林大街", "220200", false},
    /* old divisions: the division of today, with a remark */
    {"district", "湖南省长沙市望城县", "望城区", true},
    {"code", "天津市蓟县渔阳镇", "120119", true},
    {"code", "北京宣武区牛街5号", "110102", true},
    {"district", "上海市闸北区共和新路", "静安区", true},
    {"city", "上海市闸北区共和新路", "上海市", false},
    {"city", "湖北省襄樊市樊城区", "襄阳市", true},
    {"district", "湖北省襄樊市樊城区", "樊城区", false},
    {"city", "安徽省安庆市枞阳县", "铜陵市", true},
    {"code", "安徽省巢湖市含山县", "340522", true},
    {"code", "安徽省巢湖市东风路", "340181", false}, /* the city of today */
    {"province", "四川省万县市龙宝区", "重庆市", true},
    {"code", "山东省莱芜市钢城区", "370117", true},
    /* split into several, or changed since the table was made: as written, with a
     * remark */
    {"code", "杭州市江干区凯旋路", "330104", true},
    {"district", "重庆市渝北区龙溪街道", "渝北区", true},
    /* without a prefecture or a county */
    {"city", "河南省济源市沁园街道", "济源市", false},
    {"district", "河南省省直辖县级行政区划济源市", "济源市", false},
    {"district", "海南省省直辖县级行政单位琼海市", "琼海市", false},
    {"code", "新疆生产建设兵团阿拉尔市", "659002", false},
    {"district", "天津市市辖区河北区", "河北区", false},
    {"district", "重庆市县云阳县", "云阳县", false},
    {"code", "中山市小榄镇", "442000", false},
    {"code", "三沙市", "460300", false},
    /* marks between the parts, doubled, short, in front */
    {"district", "江苏省 / 苏州市 / 昆山市", "昆山市", false},
    {"district", "广东-深圳-南山", "南山区", false},
    {"district", "四川省,成都市,武侯区", "武侯区", false},
    {"district", "天津 天津市 和平区 南京路", "和平区", false},
    {"district", "苏州市苏州市虎丘区", "虎丘区", false},
    {"district", "陕西西安雁塔小寨", "雁塔区", false},
    {"district", "北京门头沟", "门头沟区", false},
    {"district", "上海浦东张江路", "浦东新区", false},
    {"city", "延边州珲春市", "延边朝鲜族自治州", false},
    {"province", "广西自治区桂林市", "广西壮族自治区", false},
    {"district", "青岛市北区台东三路", "市北区", false},
    {"district", "邮编：200040 中国上海市静安区", "静安区", false},
    {"detail", "杭州市西湖区文三路 1-2,3号", "文三路1-2,3号", false},
    {"detail", "江苏省/南京市/鼓楼区/广州路5号", "广州路5号", false},
    {"detail", "中国银行大厦8层", "中国银行大厦8层", false},
    /* several cities have a district of this name */
    {"district", "朝阳区建国路88号", "朝阳区", false},
    {"city", "朝阳区建国路88号", "", false},
    {"code", "西湖区文一路", "", false},
    {"code", "江北区", "", false},
    {"province", "白云区", "", false},
    /* roads and houses named after cities */
    {"city", "天津路12号", "", false},
    {"city", "四川中路33号", "", false},
    {"city", "中山东二路9号", "", false},
    {"city", "成都二环路", "", false},
    {"province", "湖南大道", "", false},
    {"city", "西安门大街7号", "", false},
    {"city", "昆明胡同", "", false},
    {"city", "北京饭店", "", false},
    {"city", "中山市场2楼", "", false},
    {"city", "上海成都北路", "上海市", false},
    {"district", "上海成都北路", "", false},
    /* Hong Kong, Macau, Taiwan */
    {"province", "香港特別行政區中西區", "香港特别行政区", false},
    {"code", "澳门新马路", "820000", false},
    {"city", "臺灣省高雄市", "高雄市", false},
};

static const expected countries[] = {
    {"country", "5 George St, Newcastle, New South Wales", "AU", false},
    {"country", "Kelowna, British Columbia", "CA", false},
    {"country", "Taos, New Mexico", "US", false},
    {"country", "Hoboken, New Jersey 07030", "US", false},
    {"country", "Savannah, Georgia", "", false},
    {"country", "Kutaisi, Georgia", "", false},
    {"country", "Poland, Ohio", "US", false},
    {"country", "Norway, ME", "", false},
    {"country", "Peru, IL 61354", "US", false},
    {"country", "Newark, DE 19711", "US", false},
    {"country", "Dresden, DE 01067", "", false},
    {"country", "Rabat, MA 10000", "", false},
    {"country", "Bandung, ID 40111", "", false},
    {"country", "Geelong VIC 3220", "AU", false},
    {"country", "Armenia, Colombia", "CO", false},
    {"country", "Calle 5, Armenia", "", false}, /* a city in Colombia */
    {"country", "Cra. 14 # 20-15, Centro, Armenia", "", false},
    {"country", "Calle 5, Armenia, Colombia", "CO", false},
    {"country", "12 Abovyan St, Yerevan, Armenia", "AM", false},
    {"country", "Avenida 3, Liberia", "", false}, /* a city in Costa Rica */
    {"country", "Calle 5, Lima, Peru", "PE", false},
    {"country", "Colombia, Missouri", "US", false},
    {"country", "Panama City", "", false},
    {"country", "Jersey City", "", false},
    {"country", "St. George", "", false},
    {"country", "Derry, Northern Ireland", "GB", false},
    {"country", "Wellington, New Zealand", "NZ", false},
    {"country", "Lae, Papua New Guinea", "PG", false},
    {"country", "Bata, Equatorial Guinea", "GQ", false},
    {"country", "Cacheu, Guinea-Bissau", "GW", false},
    {"country", "Maradi, Niger", "NE", false},
    {"country", "Kano, Nigeria", "NG", false},
    {"country", "Puebla, Mexico", "MX", false},
    {"country", "La Paz, Baja California Sur", "MX", false},
    {"country", "Chennai, Tamil Nadu", "IN", false},
    {"country", "Londrina, Paraná", "BR", false},
    {"country", "Baotou, Inner Mongolia", "CN", false},
    {"country", "Volos, Central Macedonia", "", false},
    {"country", "12 Rue de Jordan", "", false},
    {"country", "Reñaca, Viña del Mar", "", false},
    {"country", "Trier, Am Dom", "", false},
    {"country", "Bank of China", "", false},
    {"country", "Quiroga 8, Florida", "", false}, /* a place in Buenos Aires */
    {"country", "Arequipa, PER", "PE", false},
    {"country", "Leeds UK", "GB", false},
    {"country", "Kingstown, Saint Vincent and the Grenadines", "VC", false},
    {"country", "香港中环德辅道", "HK", false},
    {"country", "高雄市前鎮區", "TW", false},
    {"country", "新津县", "CN", false},
};

static void test_part(const expected *e)
{
    const wn_transform *t = wn_transform_find(WN_STR("address"));
    wn_arena arena = {0}, exact = {0};
    void *config = wn_config_new(t, &arena);
    wn_cleaned out = {0};
    char options[32], *in = wn_arena_bytes(&exact, strlen(e->text));

    snprintf(options, sizeof(options), "part=%s", e->part);
    wn_config_parse(t, wn_str_of(options), config, &arena);
    memcpy(in, e->text, strlen(e->text)); /* no NUL behind it */
    wn_verdict v = t->apply((wn_str){in, strlen(e->text)}, config, &arena, &out);
    bool good = *e->value ? v == WN_CLEAN && wn_str_equal(out.value, wn_str_of(e->value))
                          : v == WN_EMPTY;
    if (!ok(good && (out.remark == WN_REMARK_CHANGED) == e->changed, "%s of %s", e->part,
            e->text))
        printf("# verdict %d, \"%.*s\", remark %d\n", (int)v, WN_FMT(out.value),
               (int)out.remark);
    wn_arena_release(&exact);
    wn_arena_release(&arena);
}

/* Where a division was split into several, these are suggested. */
static void test_suggestion(void)
{
    const wn_transform *t = wn_transform_find(WN_STR("address"));
    wn_arena arena = {0};
    void *config = wn_config_new(t, &arena);
    wn_cleaned out = {0};

    wn_config_parse(t, WN_STR("part=code"), config, &arena);
    t->apply(WN_STR("杭州市江干区"), config, &arena, &out);
    ok(wn_str_equal(out.advice, WN_STR("上城区 330102, 钱塘区 330114")),
       "a county that went to two suggests both");
    wn_arena_release(&arena);
}

/* A value of type country is the name of a country and nothing else. */
static void test_country_exact(void)
{
    static const char *const none[] = {"New Jersey",  "California", "Sydney",
                                       "Jersey City", "Nueva York", "Bayern",
                                       "Congo Basin"};
    const wn_transform *t = wn_transform_find(WN_STR("country"));

    for (size_t i = 0; i < WN_COUNT(none); i++) {
        wn_arena arena = {0};
        wn_cleaned out = {0};
        ok(t->apply(wn_str_of(none[i]), NULL, &arena, &out) == WN_INVALID,
           "%s is no country", none[i]);
        wn_arena_release(&arena);
    }
}

int main(void)
{
    for (size_t i = 0; i < WN_COUNT(divisions); i++)
        test_part(&divisions[i]);
    for (size_t i = 0; i < WN_COUNT(countries); i++)
        test_part(&countries[i]);
    test_suggestion();
    test_country_exact();
    return tap_end();
}
