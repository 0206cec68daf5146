/* test_origin.c - names without a legal form, and what numbers, domains and postcodes
 * tell of a place. If these fail, people get work lists of records that are right. */
#include "checks/exact.h"

#include "tap.h"
#include "core/memory.h"
#include "transforms/origin.h"
#include "transforms/transforms.h"

#include <string.h>

static wn_arena arena;

static const char *const with_none[] = {"上海市锦天城律师事务所",
                                        "立信会计师事务所",
                                        "北京市中伦（深圳）律师事务所",
                                        "复旦大学",
                                        "杭州市第二中学",
                                        "四川大学华西医院",
                                        "成都市武侯区人民法院",
                                        "中华人民共和国商务部",
                                        "苏州市教育局",
                                        "中国工商银行北京分行",
                                        "招商银行成都高新支行",
                                        "中国人民银行",
                                        "浙江省企业家协会",
                                        "中国红十字基金会",
                                        "宁波市海曙区老王面馆",
                                        "义乌市小李五金商行",
                                        "温州市鹿城区阿明服装经营部",
                                        "广州市白云区好味道餐饮店",
                                        "清河县永兴羊绒制品厂",
                                        "南京市鼓楼区人民政府",
                                        "深圳市龙华区居民委员会",
                                        "上海图书馆",
                                        "张三个人工作室",
                                        "東京大学",
                                        "国立研究開発法人理化学研究所",
                                        "서울대학교",
                                        "University of Leeds",
                                        "Leeds Beckett University",
                                        "Technische Universität München",
                                        "Universität zu Köln",
                                        "Université de Lausanne",
                                        "Universidad de Chile",
                                        "St. Thomas' Hospital",
                                        "Hospital for Sick Children",
                                        "Klinikum Stuttgart",
                                        "Universitätsklinikum Bonn",
                                        "City of Leeds",
                                        "County of Kent",
                                        "Stadt Köln",
                                        "Landratsamt Freising",
                                        "Finanzamt Bonn",
                                        "Ministry of Health",
                                        "Bundesministerium der Finanzen",
                                        "Ministère de la Culture",
                                        "Volkshochschule Aachen",
                                        "Trinity College",
                                        "Institute of Directors",
                                        "Rotary Foundation",
                                        "Deutscher Fußball-Verband",
                                        "Industrie- und Handelskammer Köln",
                                        "Kanzlei Weber & Kollegen",
                                        "Law Offices of Ann Hill",
                                        "Ayuntamiento de Sevilla",
                                        "Московский государственный университет",
                                        "Городская больница №4"};

static const char *const with_one[] = {"华信科技",
                                       "阿里巴巴",
                                       "招商银行",
                                       "滴滴出行",
                                       "工行",
                                       "天猫网站",
                                       "Gamma",
                                       "Acme",
                                       "Huaxin Technology",
                                       "Delta Robotics",
                                       "College Textbooks",
                                       "Hospitality Partners",
                                       "Cityscape",
                                       "Schoolbag",
                                       "Ford",
                                       "同仁堂",
                                       "总部",
                                       "Stadler",
                                       "店",
                                       "Landmark Homes"};

static void institutions(void)
{
    for (size_t i = 0; i < WN_COUNT(with_none); i++)
        ok(wn_is_institution(wn_str_of(with_none[i])), "no legal form is asked of %s",
           with_none[i]);
    for (size_t i = 0; i < WN_COUNT(with_one); i++)
        ok(!wn_is_institution(wn_str_of(with_one[i])), "but of %s", with_one[i]);
}

static void origins(void)
{
    static const struct {
        const char *what, *region;
        wn_agreement is;
    } phones[] = {{"+493022730", "CN", WN_DISAGREES},
                  {"+8613800138000", "CN", WN_AGREES},
                  {"+85228123456", "CN", WN_AGREES},
                  {"+8613800138000", "DE", WN_DISAGREES},
                  {"+14165550187", "US", WN_DISAGREES},
                  {"+12125550123", "US", WN_AGREES},
                  {"+18005550123", "CA", WN_SAYS_NOTHING},
                  {"+17875550123", "US", WN_AGREES},
                  {"+441534850000", "GB", WN_AGREES},
                  {"12345", "CN", WN_SAYS_NOTHING},
                  {"+442079460018;ext=12", "FR", WN_DISAGREES}},
      domains[] = {
          {"firma.de", "CN", WN_DISAGREES},       {"firma.de", "DE", WN_AGREES},
          {"x.co.uk", "GB", WN_AGREES},           {"x.com.cn", "US", WN_DISAGREES},
          {"x.com", "CN", WN_SAYS_NOTHING},       {"x.io", "CN", WN_SAYS_NOTHING},
          {"x.ai", "DE", WN_SAYS_NOTHING},        {"x.tv", "DE", WN_SAYS_NOTHING},
          {"x.me", "DE", WN_SAYS_NOTHING},        {"x.co", "DE", WN_SAYS_NOTHING},
          {"gmail.com", "CN", WN_SAYS_NOTHING},   {"yahoo.de", "CN", WN_SAYS_NOTHING},
          {"mail.ru", "DE", WN_SAYS_NOTHING},     {"x.eu", "CN", WN_SAYS_NOTHING},
          {"x.xn--fiqs8s", "DE", WN_DISAGREES},   {"x.hk", "CN", WN_AGREES},
          {"x.solutions", "DE", WN_SAYS_NOTHING}, {"", "DE", WN_SAYS_NOTHING}};

    for (size_t i = 0; i < WN_COUNT(phones); i++)
        ok(wn_origin_of_phone(wn_str_of(phones[i].what), phones[i].region) ==
               phones[i].is,
           "%s in %s", phones[i].what, phones[i].region);
    for (size_t i = 0; i < WN_COUNT(domains); i++)
        ok(wn_origin_of_domain(wn_str_of(domains[i].what), domains[i].region, &arena) ==
               domains[i].is,
           "%s in %s", domains[i].what, domains[i].region);
}

typedef struct postcode_case {
    const char *postcode, *place;
    wn_place kind;
    wn_agreement is;
} postcode_case;

static void test_postcode(const postcode_case *p, bool states)
{
    ok(wn_origin_of_postcode(wn_str_of(p->postcode), wn_str_of(p->place), p->kind, states,
                             &arena) == p->is,
       "%s in %s%s", p->postcode, p->place, states ? ", of a country of states" : "");
}

static void postcodes(void)
{
    static const postcode_case cases[] = {
        {"100080", "北京", WN_PLACE_CITY, WN_AGREES},
        {"200000", "北京市", WN_PLACE_CITY, WN_DISAGREES},
        {"215000", "苏州", WN_PLACE_CITY, WN_AGREES},
        {"310000", "江苏省苏州市姑苏区人民路1号", WN_PLACE_ADDRESS, WN_DISAGREES},
        {"401120", "重庆", WN_PLACE_STATE, WN_AGREES},
        {"137400", "内蒙古自治区", WN_PLACE_STATE, WN_AGREES},
        {"137400", "吉林省", WN_PLACE_STATE, WN_AGREES},
        {"010010", "呼和浩特市", WN_PLACE_CITY, WN_AGREES},
        {"850000", "拉萨", WN_PLACE_CITY, WN_AGREES},
        {"850000", "成都", WN_PLACE_CITY, WN_DISAGREES},
        {"12345", "北京", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"SW1A 1AA", "Germany", WN_PLACE_COUNTRY, WN_DISAGREES},
        {"SW1A 1AA", "北京", WN_PLACE_CITY, WN_DISAGREES},
        {"1012 AB", "Netherlands", WN_PLACE_COUNTRY, WN_AGREES},
        {"12345", "Germany", WN_PLACE_COUNTRY, WN_SAYS_NOTHING},
        {"100080", "华信", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"518000", "广州市", WN_PLACE_CITY, WN_AGREES}, /* the province agrees */
        {"610000", "朝阳区", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"10008", "北京市", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"", "北京市", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"404000", "四川省万县市", WN_PLACE_CITY, WN_AGREES}, /* postcode of today */
        {"634000", "四川省万县市", WN_PLACE_CITY, WN_SAYS_NOTHING}, /* and the old one */
        {"62704", "Texas", WN_PLACE_STATE, WN_SAYS_NOTHING},
    };
    static const postcode_case of_states[] = {
        {"62704", "IL", WN_PLACE_STATE, WN_AGREES},
        {"62704", "Texas", WN_PLACE_STATE, WN_DISAGREES},
        {"62704", "Texas", WN_PLACE_CITY, WN_SAYS_NOTHING},
        {"62704-1234", " illinois", WN_PLACE_STATE, WN_AGREES},
        {"2000", "NSW", WN_PLACE_STATE, WN_AGREES},
        {"3000", "New South Wales", WN_PLACE_STATE, WN_DISAGREES},
        {"10115", "Berlin", WN_PLACE_STATE, WN_SAYS_NOTHING},
        {"310012", "浙江省", WN_PLACE_STATE, WN_AGREES},
    };

    for (size_t i = 0; i < WN_COUNT(cases); i++)
        test_postcode(&cases[i], false);
    for (size_t i = 0; i < WN_COUNT(of_states); i++)
        test_postcode(&of_states[i], true);
}

static void mailboxes(void)
{
    static const char *const private[] = {"gmail.com",    "qq.com",        "vip.163.com",
                                          "yahoo.com.br", "hotmail.co.uk", "outlook.de",
                                          "live.nl",      "gmx.at",        "sina.com.cn",
                                          "orange.fr",    "naver.com"};
    static const char *const firms[] = {"huaxin.cn",         "live.example.com",
                                        "gmail.example",     "163.com.example.cn",
                                        "outlook-tools.com", "",
                                        "yahoo.consulting"};

    for (size_t i = 0; i < WN_COUNT(private); i++)
        ok(wn_mailbox_is_private(wn_str_of(private[i])), "%s is anybody's", private[i]);
    for (size_t i = 0; i < WN_COUNT(firms); i++)
        ok(!wn_mailbox_is_private(wn_str_of(firms[i])), "\"%s\" is not", firms[i]);
}

static void numbers(void)
{
    static const struct {
        const char *a;
        char op;
        const char *b, *is; /* NULL: there is no exact result */
    } sums[] = {{"0.1", '+', "0.2", "0.3"},
                {"100", '-', "100.01", "-0.01"},
                {"12.50", '*', "8", "100"},
                {"1", '/', "8", "0.125"},
                {"-7", '/', "2", "-3.5"},
                {"1", '/', "3", ""},
                {"1", '/', "0", NULL},
                {"0.00", '+', "-0", "0"},
                {"99999999999999999999", '*', "99999999999999999999", NULL},
                {"123456789012345678901234567890123456", '+', "0.000001", NULL},
                {"100000000000000000000", '/', "100000000000000000000", "1"}};

    for (size_t i = 0; i < WN_COUNT(sums); i++) {
        exact a, b, c;
        char text[EXACT_ROOM + 1] = "";
        bool good =
            exact_read(wn_str_of(sums[i].a), &a) && exact_read(wn_str_of(sums[i].b), &b);
        good = good && (sums[i].op == '+'   ? exact_add(a, b, &c)
                        : sums[i].op == '-' ? exact_subtract(a, b, &c)
                        : sums[i].op == '*' ? exact_multiply(a, b, &c)
                                            : exact_divide(a, b, &c));
        if (good)
            text[exact_write(c, text)] = '\0';
        ok(good == (sums[i].is != NULL) && (!good || !strcmp(text, sums[i].is)),
           "%s %c %s is \"%s\", not \"%s\"", sums[i].a, sums[i].op, sums[i].b,
           sums[i].is ? sums[i].is : "unknown", text);
    }
    exact bad;
    ok(!exact_read(WN_STR("12e3"), &bad) && !exact_read(WN_STR(""), &bad) &&
           !exact_read(WN_STR("-"), &bad) && !exact_read(WN_STR("1.2.3"), &bad),
       "what is no number is not taken for one");
}

int main(void)
{
    institutions();
    origins();
    postcodes();
    mailboxes();
    numbers();
    wn_arena_release(&arena);
    return tap_end();
}
