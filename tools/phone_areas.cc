/*
 * phone_areas.cc - writes transforms/phone_areas.tsv, the area codes of Chinese cities,
 * from libphonenumber's geocoding data: make phone-areas. An ordinary build needs neither
 * this tool nor that library. The argument is the library's version.
 */
#include <phonenumbers/geocoding/phonenumber_offline_geocoder.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>

using namespace i18n::phonenumbers;

static const PhoneNumberOfflineGeocoder geocoder;

/* Where numbers of the area are, by a few that are possible there. */
static std::string place_of(int area, const icu::Locale &locale)
{
    static const char *const locals[] = {"62503000", "82503000", "6250300", "8250300",
                                         "3250300",  "2250300",  "5250300"};

    for (const char *local : locals) {
        PhoneNumber number;
        number.set_country_code(86);
        number.set_national_number(std::stoull(std::to_string(area) + local));
        if (PhoneNumberUtil::GetInstance()->IsValidNumber(number)) {
            std::string place = geocoder.GetDescriptionForNumber(number, locale);
            if (!place.empty())
                return place;
        }
    }
    return "";
}

/* 河北省石家庄市 -> 石家庄市; several of one area stand behind 、. */
static void add_chinese(std::string text, std::set<std::string> &words)
{
    for (const char *end : {"省", "自治区", "新疆", "宁夏", "西藏", "广西", "内蒙古"}) {
        size_t at = text.find(end);
        if (at != std::string::npos)
            text = text.substr(at + std::string(end).size());
    }
    for (size_t at; !text.empty();
         text = at == std::string::npos ? "" : text.substr(at + 3)) {
        at = text.find("、");
        std::string name = text.substr(0, at);
        if (name.size() < 6)
            continue;
        words.insert(name);
        size_t city = name.rfind("市");
        if (city != std::string::npos && city == name.size() - 3 && city >= 6)
            words.insert(name.substr(0, city));
    }
}

/* "Shijiazhuang, Hebei" -> shijiazhuang; "Chengdu/Ziyang/Meishan, Sichuan" -> three. */
static void add_english(std::string text, std::set<std::string> &words)
{
    text = text.substr(0, text.find(','));
    for (size_t at; !text.empty();
         text = at == std::string::npos ? "" : text.substr(at + 1)) {
        at = text.find('/');
        std::string name = text.substr(0, at);
        for (char &c : name)
            c = c >= 'A' && c <= 'Z' ? char(c | 32) : c;
        if (name.size() > 3)
            words.insert(name);
    }
}

/* Cities that share a code with another one, or have a new name. */
static const struct {
    int area;
    const char *words[6];
} more[] = {{710, {"襄阳", "襄阳市", "xiangyang"}},
            {731, {"株洲", "株洲市", "zhuzhou"}},
            {731, {"湘潭", "湘潭市", "xiangtan"}},
            {856, {"铜仁", "铜仁市", "tongren"}},
            {857, {"毕节", "毕节市", "bijie"}},
            {898, {"三亚", "三亚市", "sanya"}},
            {898, {"海口", "海口市", "haikou"}},
            {898, {"儋州", "儋州市", "danzhou"}},
            {935, {"金昌", "金昌市"}},
            {937, {"嘉峪关", "嘉峪关市", "jiayuguan"}},
            {972, {"海东", "海东市", "haidong"}},
            {771, {"崇左", "崇左市", "chongzuo"}},
            {772, {"来宾", "来宾市", "laibin"}},
            {775, {"贵港", "贵港市", "guigang"}},
            {774, {"贺州", "贺州市", "hezhou"}}};

int main(int argc, char **argv)
{
    std::map<int, std::set<std::string>> areas;
    std::map<std::string, int> uses;

    if (argc != 2)
        return 1;
    for (int area = 10; area < 1000; area = area == 10   ? 20
                                            : area == 29 ? 310
                                                         : area + 1) {
        add_chinese(place_of(area, icu::Locale::getSimplifiedChinese()), areas[area]);
        add_english(place_of(area, icu::Locale::getEnglish()), areas[area]);
    }
    for (const auto &one : more)
        for (const char *word : one.words)
            if (word)
                areas[one.area].insert(word);
    for (const auto &area : areas)
        for (const std::string &word : area.second)
            uses[word]++;
    printf(
        "# Area codes of Chinese cities, from libphonenumber's geocoding data.\n"
        "# version\t%s\n"
        "# Copyright (C) The Libphonenumber Authors, licensed under the Apache License,\n"
        "# Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0).\n",
        argv[1]);
    for (const auto &area : areas) {
        std::string line;
        for (const std::string &word : area.second)
            if (uses[word] == 1) /* of two areas: nothing can be said */
                line += (line.empty() ? "" : "|") + word;
        if (!line.empty())
            printf("%d\t%s\n", area.first, line.c_str());
    }
    return 0;
}
