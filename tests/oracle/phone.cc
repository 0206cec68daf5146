/*
 * phone.cc - phone_number.c beside libphonenumber: make check-oracle.
 *
 * Example numbers of all regions and random ones, mutated as people and exports
 * mutate them; both libraries read each, and E.164, valid and type must be equal. Both
 * have the plans of transforms/phone_plans.tsv (phone_metadata.cc).
 *   phone COUNT SEED      compares COUNT numbers, prints differences and a sum
 *   phone - < FILE        compares lines REGION<TAB>NUMBER
 *   phone typical COUNT   only the figures, for numbers as a CRM has them
 * Figures of the time per number are printed for both, from the same run.
 */
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/region_code.h>

extern "C" {
#include "transforms/phone_number.h"
}

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
typedef std::chrono::steady_clock wall;

struct number {
    std::string region, text;
};

static const PhoneNumberUtil &library = *PhoneNumberUtil::GetInstance();
static std::mt19937 dice;

static unsigned below(unsigned n)
{
    return dice() % n;
}

/* phone_type in the library's numbering. */
static int theirs_of(phone_type type)
{
    switch (type) {
    case PHONE_PREMIUM: return PhoneNumberUtil::PREMIUM_RATE;
    case PHONE_TOLL_FREE: return PhoneNumberUtil::TOLL_FREE;
    case PHONE_SHARED_COST: return PhoneNumberUtil::SHARED_COST;
    case PHONE_VOIP: return PhoneNumberUtil::VOIP;
    case PHONE_PERSONAL: return PhoneNumberUtil::PERSONAL_NUMBER;
    case PHONE_PAGER: return PhoneNumberUtil::PAGER;
    case PHONE_UAN: return PhoneNumberUtil::UAN;
    case PHONE_VOICEMAIL: return PhoneNumberUtil::VOICEMAIL;
    case PHONE_FIXED: return PhoneNumberUtil::FIXED_LINE;
    case PHONE_MOBILE: return PhoneNumberUtil::MOBILE;
    case PHONE_FIXED_OR_MOBILE: return PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
    default: return PhoneNumberUtil::UNKNOWN;
    }
}

static std::string say(bool parsed, const std::string &text, bool valid, int type,
                       const std::string &region)
{
    if (!parsed)
        return "no number";
    return text + (valid ? " valid type " + std::to_string(type) + " " + region
                         : " not valid");
}

static std::string ask_library(const number &n)
{
    PhoneNumber p;
    std::string text, region;

    if (library.Parse(n.text, n.region, &p) != PhoneNumberUtil::NO_PARSING_ERROR)
        return say(false, "", false, 0, "");
    library.Format(p, PhoneNumberUtil::E164, &text);
    if (p.has_extension() && !p.extension().empty())
        text += ";ext=" + p.extension();
    library.GetRegionCodeForNumber(p, &region);
    return say(true, text, library.IsValidNumber(p), library.GetNumberType(p), region);
}

static std::string ask_winnow(const number &n)
{
    phone_number p;
    char text[PHONE_TEXT_ROOM];

    if (!phone_parse({n.text.data(), n.text.size()}, {n.region.data(), n.region.size()},
                     &p))
        return say(false, "", false, 0, "");
    return say(true, std::string(text, phone_e164(&p, text)), p.type != PHONE_UNKNOWN,
               theirs_of(p.type), phone_region_id(&p));
}

static std::string national_of_library(const number &n)
{
    PhoneNumber p;
    std::string text;

    if (library.Parse(n.text, n.region, &p) == PhoneNumberUtil::NO_PARSING_ERROR)
        library.Format(p, PhoneNumberUtil::NATIONAL, &text);
    return text;
}

static std::string national_of_winnow(const number &n)
{
    phone_number p;
    char text[PHONE_TEXT_ROOM];

    if (!phone_parse({n.text.data(), n.text.size()}, {n.region.data(), n.region.size()},
                     &p))
        return "";
    return std::string(text, phone_national(&p, text));
}

/* ---- numbers ------------------------------------------------------------------- */

static std::vector<std::string> regions()
{
    std::set<std::string> all;

    library.GetSupportedRegions(&all);
    return std::vector<std::string>(all.begin(), all.end());
}

static std::string example(const std::string &region)
{
    static const PhoneNumberUtil::PhoneNumberType types[] = {
        PhoneNumberUtil::FIXED_LINE, PhoneNumberUtil::MOBILE, PhoneNumberUtil::TOLL_FREE,
        PhoneNumberUtil::PREMIUM_RATE, PhoneNumberUtil::SHARED_COST, PhoneNumberUtil::VOIP,
        PhoneNumberUtil::PERSONAL_NUMBER, PhoneNumberUtil::UAN};
    static const PhoneNumberUtil::PhoneNumberFormat forms[] = {
        PhoneNumberUtil::E164, PhoneNumberUtil::INTERNATIONAL, PhoneNumberUtil::NATIONAL,
        PhoneNumberUtil::NATIONAL, PhoneNumberUtil::RFC3966};
    PhoneNumber n;
    std::string text;

    if (!library.GetExampleNumberForType(region, types[below(2) ? below(2) : below(8)], &n))
        library.GetExampleNumber(region, &n);
    if (below(3)) { /* other last digits */
        uint64_t number = n.national_number(), tail = below(2) ? 1000 : 100000;
        if (number > tail * 10)
            n.set_national_number(number - number % tail + below((unsigned)tail));
    }
    if (!below(20))
        n.set_extension(std::to_string(below(10000)));
    library.Format(n, forms[below(5)], &text);
    return text;
}

static std::string random_number()
{
    std::string text = below(2) ? "" : "+";

    for (unsigned i = 3 + below(14); i > 0; i--)
        text += (char)('0' + below(10));
    return text;
}

/* One slip of a finger, a clerk or an export. */
static void mutate(std::string &s)
{
    static const char *const marks[] = {" ", "-", ".", "/", "(", ")", "+", "0", "00", "x",
                                        "ext", "#", ",", ";", "*", "~", "\xC2\xA0",
                                        "\xE2\x80\x93", "\xEF\xBC\x88", "\xE3\x80\x80",
                                        "\xEF\xBC\x95", "a", "tel:", " ext. 5", "\xE8\xBD\xAC"};
    size_t at = below((unsigned)s.size() + 1);

    while (at < s.size() && (s[at] & 0xC0) == 0x80)
        at++;
    switch (below(6)) {
    case 0: s.insert(at, marks[below(sizeof(marks) / sizeof(marks[0]))]); break;
    case 1: s.insert(at, 1, (char)('0' + below(10))); break;
    case 2: if (at < s.size() && !(s[at] & 0x80)) s.erase(at, 1); break;
    case 3: if (at < s.size() && s[at] >= '0' && s[at] <= '9') s[at] = (char)('0' + below(10)); break;
    case 4: if (at + 1 < s.size() && !((s[at] | s[at + 1]) & 0x80)) std::swap(s[at], s[at + 1]); break;
    case 5: s = (below(2) ? "0" : "00") + s.substr(s[0] == '+' ? 1 : 0); break;
    }
}

static std::vector<number> make_numbers(size_t count)
{
    std::vector<std::string> all = regions();
    std::vector<number> numbers;

    while (numbers.size() < count) {
        number n = {all[below((unsigned)all.size())], ""};
        n.text = below(8) ? example(n.region) : random_number();
        for (unsigned i = below(4); i > 1; i--)
            mutate(n.text);
        if (!below(8))
            n.region = all[below((unsigned)all.size())];
        numbers.push_back(n);
    }
    return numbers;
}

/* China, America, Germany and Britain, three in a hundred of them junk. */
static std::vector<number> typical_numbers(size_t count)
{
    static const char *const homes[] = {"CN", "US", "DE", "GB"};
    std::vector<number> numbers;

    while (numbers.size() < count) {
        number n = {homes[below(4)], ""};
        n.text = below(33) ? example(n.region) : "call back";
        numbers.push_back(n);
    }
    return numbers;
}

static void print_figures(const std::vector<number> &numbers);

static std::vector<number> read_numbers()
{
    std::vector<number> numbers;
    std::string line;

    while (std::getline(std::cin, line)) {
        size_t tab = line.find('\t');
        if (tab != std::string::npos)
            numbers.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return numbers;
}

/* What both do for a figure: parse, is it valid, its type, E.164. */
static size_t work_of_library(const number &n)
{
    PhoneNumber p;
    std::string text;

    if (library.Parse(n.text, n.region, &p) != PhoneNumberUtil::NO_PARSING_ERROR)
        return 1;
    library.Format(p, PhoneNumberUtil::E164, &text);
    return text.size() + library.IsValidNumber(p) + (size_t)library.GetNumberType(p);
}

static size_t work_of_winnow(const number &n)
{
    phone_number p;
    char text[PHONE_TEXT_ROOM];

    if (!phone_parse({n.text.data(), n.text.size()}, {n.region.data(), n.region.size()},
                     &p))
        return 1;
    return phone_e164(&p, text) + p.type;
}

/* The one difference that is meant: a digit of another script in an extension, or
 * beside letters. The library drops it or leaves it as it is; winnow reads it. */
static bool is_explained(const number &n)
{
    return n.text.find("\xEF\xBC\x95") != std::string::npos;
}

template <typename F> static double time_of(const std::vector<number> &numbers, F ask)
{
    size_t sum = 0;
    auto start = wall::now();

    for (const number &n : numbers)
        sum += ask(n);
    double ns = std::chrono::duration<double, std::nano>(wall::now() - start).count();
    return sum ? ns / (double)numbers.size() : 0;
}

static void print_figures(const std::vector<number> &numbers)
{
    double theirs = time_of(numbers, work_of_library),
           ours = time_of(numbers, work_of_winnow);

    printf("phone: libphonenumber %.0f ns, winnow %.0f ns a number: %.0fx\n", theirs, ours,
           theirs / ours);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    if (!strcmp(argv[1], "typical")) {
        print_figures(typical_numbers(argc > 2 ? (size_t)atol(argv[2]) : 100000));
        return 0;
    }
    dice.seed(argc > 2 ? (unsigned)atoi(argv[2]) : 1);
    std::vector<number> numbers =
        argv[1][0] == '-' ? read_numbers() : make_numbers((size_t)atol(argv[1]));
    size_t equal = 0, explained = 0, national = 0, shown = 0, valid = 0;

    for (const number &n : numbers) {
        std::string theirs = ask_library(n), ours = ask_winnow(n);
        equal += theirs == ours;
        valid += theirs.find(" valid type") != std::string::npos;
        explained += theirs != ours && is_explained(n);
        if (theirs != ours && !is_explained(n) && shown++ < 40)
            printf("# %s \"%s\"\n#   libphonenumber %s\n#   winnow         %s\n",
                   n.region.c_str(), n.text.c_str(), theirs.c_str(), ours.c_str());
        if (theirs == ours) {
            std::string a = national_of_library(n), b = national_of_winnow(n);
            national += a == b;
            if (a != b && shown++ < 40)
                printf("# %s \"%s\" national: \"%s\" and \"%s\"\n", n.region.c_str(),
                       n.text.c_str(), a.c_str(), b.c_str());
        }
    }
    printf("phone: %zu of %zu equal to libphonenumber (%.4f %%), %zu of them valid, "
           "%zu in national format; %zu with a digit that the library loses\n",
           equal, numbers.size(), 100.0 * (double)equal / (double)numbers.size(), valid,
           national, explained);
    print_figures(numbers);
    return (equal + explained) * 10000 >= numbers.size() * 9999 && !numbers.empty() ? 0 : 1;
}
