/*
 * phone_metadata.cc - libphonenumber with the plans of transforms/phone_plans.tsv.
 *
 * The library asks two functions for its metadata; those here stand before its own, so
 * that its code and ours are compared on the same plans, however old the library is. The
 * examples of numbers, which the table does not have, are the library's own: some are of
 * plans that have changed, and then both must say so.
 */
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <phonenumbers/phonemetadata.pb.h>

using i18n::phonenumbers::NumberFormat;
using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneMetadataCollection;
using i18n::phonenumbers::PhoneNumberDesc;

typedef PhoneNumberDesc *(PhoneMetadata::*description)();

/* A function's own, as the library asks before main() begins. */
static const std::map<std::string, description> &kinds()
{
    static const std::map<std::string, description> all = {
        {"general", &PhoneMetadata::mutable_general_desc},
        {"premium", &PhoneMetadata::mutable_premium_rate},
        {"toll-free", &PhoneMetadata::mutable_toll_free},
        {"shared-cost", &PhoneMetadata::mutable_shared_cost},
        {"voip", &PhoneMetadata::mutable_voip},
        {"personal", &PhoneMetadata::mutable_personal_number},
        {"pager", &PhoneMetadata::mutable_pager},
        {"uan", &PhoneMetadata::mutable_uan},
        {"voicemail", &PhoneMetadata::mutable_voicemail},
        {"fixed", &PhoneMetadata::mutable_fixed_line},
        {"mobile", &PhoneMetadata::mutable_mobile}};

    return all;
}

static std::vector<std::string> cut(const std::string &text, char mark)
{
    std::vector<std::string> cells;
    std::stringstream in(text);

    for (std::string cell; std::getline(in, cell, mark);)
        cells.push_back(cell);
    cells.resize(std::max(cells.size(), (size_t)9));
    return cells;
}

static void begin_region(PhoneMetadata *m, const std::vector<std::string> &c)
{
    m->set_id(c[1]);
    m->set_country_code(std::stoi(c[2]));
    if (c[3].find("main") != std::string::npos)
        m->set_main_country_for_code(true);
    if (c[3].find("same") != std::string::npos)
        m->set_same_mobile_and_fixed_line_pattern(true);
    m->set_international_prefix(c[4]);
    if (!c[5].empty())
        m->set_national_prefix_for_parsing(c[5]);
    if (!c[6].empty())
        m->set_national_prefix_transform_rule(c[6]);
    if (!c[7].empty())
        m->set_leading_digits(c[7]);
    if (!c[8].empty())
        m->set_preferred_extn_prefix(c[8]);
    for (auto &kind : kinds())
        if (kind.first != "general")
            (m->*kind.second)()->add_possible_length(-1);
}

static void read_kind(PhoneNumberDesc *desc, const std::vector<std::string> &c)
{
    desc->Clear();
    desc->set_national_number_pattern(c[1]);
    for (auto &length : cut(c[2], ','))
        if (!length.empty())
            desc->add_possible_length(std::stoi(length));
    for (auto &length : cut(c[3], ','))
        if (!length.empty())
            desc->add_possible_length_local_only(std::stoi(length));
}

static void read_format(NumberFormat *f, const std::vector<std::string> &c)
{
    f->set_pattern(c[1]);
    f->set_format(c[2]);
    if (!c[3].empty())
        f->set_national_prefix_formatting_rule(c[3]);
    if (!c[4].empty())
        f->add_leading_digits_pattern(c[4]);
}

static const void *own(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        abort();
    return found;
}

static void take_examples(PhoneMetadataCollection *all)
{
    auto get = (const void *(*)())own("_ZN4i18n12phonenumbers12metadata_getEv");
    auto size = (int (*)())own("_ZN4i18n12phonenumbers13metadata_sizeEv");
    std::map<std::string, PhoneMetadata *> by_name;
    PhoneMetadataCollection old;

    old.ParseFromArray(get(), size());
    for (int i = 0; i < old.metadata_size(); i++) {
        PhoneMetadata *m = old.mutable_metadata(i);
        by_name[m->id() + std::to_string(m->country_code())] = m;
    }
    for (int i = 0; i < all->metadata_size(); i++) {
        PhoneMetadata *m = all->mutable_metadata(i);
        auto found = by_name.find(m->id() + std::to_string(m->country_code()));
        for (auto &kind : kinds())
            if (found != by_name.end() && (m->*kind.second)()->has_national_number_pattern())
                (m->*kind.second)()->set_example_number(
                    (found->second->*kind.second)()->example_number());
    }
}

static std::string read_plans()
{
    const char *path = getenv("PHONE_PLANS");
    std::ifstream in(path ? path : "transforms/phone_plans.tsv");
    PhoneMetadataCollection all;
    PhoneMetadata *m = NULL;

    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> c = cut(line, '\t');
        if (line.empty() || line[0] == '#')
            continue;
        if (c[0] == "region")
            begin_region(m = all.add_metadata(), c);
        else if (c[0] == "format")
            read_format(m->add_number_format(), c);
        else
            read_kind((m->*kinds().at(c[0]))(), c);
    }
    take_examples(&all);
    return all.SerializeAsString();
}

static const std::string &plans()
{
    static const std::string text = read_plans();

    return text;
}

namespace i18n {
namespace phonenumbers {
int metadata_size()
{
    return (int)plans().size();
}
const void *metadata_get()
{
    return plans().data();
}
} // namespace phonenumbers
} // namespace i18n
