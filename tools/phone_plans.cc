/*
 * phone_plans.cc - writes transforms/phone_plans.tsv from the metadata inside
 * libphonenumber's shared library: make phone-plans. An ordinary build needs
 * neither this tool nor that library; tools/phone_automata.c reads the table.
 *
 * The argument is the library's version, which the library itself cannot say.
 */
#include <phonenumbers/phonemetadata.pb.h>

#include <cstdio>
#include <string>

namespace i18n {
namespace phonenumbers {
int metadata_size();
const void *metadata_get();
} // namespace phonenumbers
} // namespace i18n

using i18n::phonenumbers::NumberFormat;
using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneMetadataCollection;
using i18n::phonenumbers::PhoneNumberDesc;

static void write_desc(const char *name, const PhoneNumberDesc &desc)
{
    if (desc.national_number_pattern().empty())
        return;
    printf("%s\t%s\t", name, desc.national_number_pattern().c_str());
    for (int i = 0; i < desc.possible_length_size(); i++)
        printf("%s%d", i ? "," : "", desc.possible_length(i));
    printf("\t");
    for (int i = 0; i < desc.possible_length_local_only_size(); i++)
        printf("%s%d", i ? "," : "", desc.possible_length_local_only(i));
    printf("\n");
}

static void write_region(const PhoneMetadata &m)
{
    printf("region\t%s\t%d\t%s%s\t%s\t%s\t%s\t%s\t%s\n", m.id().c_str(), m.country_code(),
           m.main_country_for_code() ? "main" : "",
           m.same_mobile_and_fixed_line_pattern() ? "same" : "",
           m.international_prefix().c_str(), m.national_prefix_for_parsing().c_str(),
           m.national_prefix_transform_rule().c_str(), m.leading_digits().c_str(),
           m.preferred_extn_prefix().c_str());
    write_desc("general", m.general_desc());
    write_desc("premium", m.premium_rate());
    write_desc("toll-free", m.toll_free());
    write_desc("shared-cost", m.shared_cost());
    write_desc("voip", m.voip());
    write_desc("personal", m.personal_number());
    write_desc("pager", m.pager());
    write_desc("uan", m.uan());
    write_desc("voicemail", m.voicemail());
    write_desc("fixed", m.fixed_line());
    write_desc("mobile", m.mobile());
    for (const NumberFormat &f : m.number_format()) {
        int leads = f.leading_digits_pattern_size();
        printf("format\t%s\t%s\t%s\t%s\n", f.pattern().c_str(), f.format().c_str(),
               f.national_prefix_formatting_rule().c_str(),
               leads ? f.leading_digits_pattern(leads - 1).c_str() : "");
    }
}

int main(int argc, char **argv)
{
    PhoneMetadataCollection all;
    using namespace i18n::phonenumbers;

    if (argc != 2 || !all.ParseFromArray(metadata_get(), metadata_size())) {
        fprintf(stderr, "usage: phone_plans VERSION (or the metadata cannot be read)\n");
        return 1;
    }
    printf("# Telephone number plans of all regions, written by tools/phone_plans.cc.\n"
           "# version\t%s\n"
           "# From the metadata of libphonenumber, Copyright (C) The Libphonenumber "
           "Authors,\n"
           "# licensed under the Apache License, Version 2.0 "
           "(http://www.apache.org/licenses/LICENSE-2.0).\n"
           "# region: id, country code, flags, international prefix, national prefix, "
           "its rewriting, leading digits, label of extensions\n"
           "# a type of number: pattern, lengths, lengths dialled locally only\n"
           "# format: pattern, how it is written, with the national prefix, for numbers "
           "beginning with\n",
           argv[1]);
    for (const PhoneMetadata &m : all.metadata())
        write_region(m);
    return 0;
}
