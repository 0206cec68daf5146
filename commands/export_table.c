/*
 * export_table.c - what each importer accepts: files, headers, limits and words.
 *
 * Salesforce: Data Loader takes API names and an .sdl map; the Import Wizard takes at
 * most 50,000 rows. HubSpot: one object in each file, labels as headers, 20 MB. Zoho:
 * labels, 25,000 rows, none of the characters " | < >. Dynamics: exact display names,
 * UTF-8 with a byte order mark, less than 8 MB.
 */
#include "export_table.h"

#include "core/memory.h"

#include <string.h>

static const export_column salesforce_accounts[] = {
    {"Winnow_Id__c", "id", EXPORT_KEY, true},
    {"Legacy_Id__c", "account_id", EXPORT_TEXT, false},
    {"Name", "name", EXPORT_TEXT, true},
    {"Phone", "phone", EXPORT_TEXT, false},
    {"Website", "website", EXPORT_TEXT, false},
    {"Industry", "industry", EXPORT_VALUE, false},
    {"AccountSource", "source", EXPORT_VALUE, false},
    {"Rating", "intent", EXPORT_VALUE, false},
    {"BillingStreet", "address", EXPORT_TEXT, false},
    {"BillingCity", "city", EXPORT_TEXT, false},
    {"NumberOfEmployees", "employees", EXPORT_TEXT, false},
    {"AnnualRevenue", "revenue", EXPORT_TEXT, false},
    {"Description", "note", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column salesforce_contacts[] = {
    {"Winnow_Id__c", "id", EXPORT_KEY, true},
    {"Legacy_Id__c", "contact_id", EXPORT_TEXT, false},
    {"Account.Winnow_Id__c", "account_id", EXPORT_PARENT, false},
    {"LastName", "full_name", EXPORT_FAMILY, true},
    {"FirstName", "full_name", EXPORT_GIVEN, false},
    {"Title", "title", EXPORT_TEXT, false},
    {"Email", "email", EXPORT_TEXT, false},
    {"MobilePhone", "mobile", EXPORT_TEXT, false},
    {"Phone", "phone", EXPORT_TEXT, false},
    {"MailingStreet", "address", EXPORT_TEXT, false},
    {"MailingCity", "city", EXPORT_TEXT, false},
    {"Birthdate", "birthday", EXPORT_DATE, false},
    {"LeadSource", "source", EXPORT_VALUE, false},
    {"Description", "note", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column salesforce_deals[] = {
    {"Winnow_Id__c", "id", EXPORT_KEY, true},
    {"Legacy_Id__c", "deal_id", EXPORT_TEXT, false},
    {"Account.Winnow_Id__c", "account_id", EXPORT_PARENT, false},
    {"Name", "name", EXPORT_TEXT, true},
    {"StageName", "stage", EXPORT_VALUE, true},
    {"CloseDate", "closed_at", EXPORT_DATE, true},
    {"Amount", "amount", EXPORT_TEXT, false},
    {"LeadSource", "source", EXPORT_VALUE, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_object salesforce[] = {{"account", "1-Account", salesforce_accounts},
                                           {"contact", "2-Contact", salesforce_contacts},
                                           {"deal", "3-Opportunity", salesforce_deals},
                                           {NULL, NULL, NULL}};

static const export_column hubspot_companies[] = {
    {"Winnow ID", "id", EXPORT_KEY, true},
    {"Company name", "name", EXPORT_TEXT, true},
    {"Company Domain Name", "website", EXPORT_TEXT, false},
    {"Phone Number", "phone", EXPORT_TEXT, false},
    {"Street Address", "address", EXPORT_TEXT, false},
    {"City", "city", EXPORT_TEXT, false},
    {"Industry", "industry", EXPORT_VALUE, false},
    {"Annual Revenue", "revenue", EXPORT_TEXT, false},
    {"Number of Employees", "employees", EXPORT_TEXT, false},
    {"Company owner", "owner", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column hubspot_contacts[] = {
    {"Winnow ID", "id", EXPORT_KEY, true},
    {"First Name", "full_name", EXPORT_GIVEN, false},
    {"Last Name", "full_name", EXPORT_FAMILY, false},
    {"Email", "email", EXPORT_TEXT, false},
    {"Phone Number", "phone", EXPORT_TEXT, false},
    {"Mobile Phone Number", "mobile", EXPORT_TEXT, false},
    {"Job Title", "title", EXPORT_TEXT, false},
    {"Company Name", "account_id", EXPORT_PARENT_NAME, false},
    {"Street Address", "address", EXPORT_TEXT, false},
    {"City", "city", EXPORT_TEXT, false},
    {"Date of birth", "birthday", EXPORT_DATE, false},
    {"Contact owner", "owner", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column hubspot_deals[] = {
    {"Winnow ID", "id", EXPORT_KEY, true},
    {"Deal Name", "name", EXPORT_TEXT, true},
    {"Deal Stage", "stage", EXPORT_VALUE, true},
    {"Pipeline", NULL, EXPORT_TEXT, false},
    {"Amount", "amount", EXPORT_TEXT, false},
    {"Close Date", "closed_at", EXPORT_DATE, false},
    {"Associated Company", "account_id", EXPORT_PARENT_NAME, false},
    {"Deal owner", "owner", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_object hubspot[] = {{"account", "1-companies", hubspot_companies},
                                        {"contact", "2-contacts", hubspot_contacts},
                                        {"deal", "3-deals", hubspot_deals},
                                        {NULL, NULL, NULL}};

static const export_column zoho_accounts[] = {
    {"Winnow Id", "id", EXPORT_KEY, true},
    {"Account Name", "name", EXPORT_TEXT, true},
    {"Phone", "phone", EXPORT_TEXT, false},
    {"Website", "website", EXPORT_TEXT, false},
    {"Industry", "industry", EXPORT_VALUE, false},
    {"Rating", "intent", EXPORT_VALUE, false},
    {"Billing Street", "address", EXPORT_TEXT, false},
    {"Billing City", "city", EXPORT_TEXT, false},
    {"Employees", "employees", EXPORT_TEXT, false},
    {"Annual Revenue", "revenue", EXPORT_TEXT, false},
    {"Account Owner", "owner", EXPORT_TEXT, false},
    {"Description", "note", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column zoho_contacts[] = {
    {"Winnow Id", "id", EXPORT_KEY, true},
    {"First Name", "full_name", EXPORT_GIVEN, false},
    {"Last Name", "full_name", EXPORT_FAMILY, true},
    {"Account Name", "account_id", EXPORT_PARENT_NAME, false},
    {"Email", "email", EXPORT_TEXT, false},
    {"Mobile", "mobile", EXPORT_TEXT, false},
    {"Phone", "phone", EXPORT_TEXT, false},
    {"Title", "title", EXPORT_TEXT, false},
    {"Lead Source", "source", EXPORT_VALUE, false},
    {"Mailing Street", "address", EXPORT_TEXT, false},
    {"Mailing City", "city", EXPORT_TEXT, false},
    {"Date of Birth", "birthday", EXPORT_DATE, false},
    {"Contact Owner", "owner", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column zoho_deals[] = {
    {"Winnow Id", "id", EXPORT_KEY, true},
    {"Deal Name", "name", EXPORT_TEXT, true},
    {"Account Name", "account_id", EXPORT_PARENT_NAME, true},
    {"Stage", "stage", EXPORT_VALUE, true},
    {"Closing Date", "closed_at", EXPORT_DATE, true},
    {"Amount", "amount", EXPORT_TEXT, false},
    {"Lead Source", "source", EXPORT_VALUE, false},
    {"Deal Owner", "owner", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_object zoho[] = {{"account", "1-Accounts", zoho_accounts},
                                     {"contact", "2-Contacts", zoho_contacts},
                                     {"deal", "3-Deals", zoho_deals},
                                     {NULL, NULL, NULL}};

static const export_column dynamics_accounts[] = {
    {"Account Number", "id", EXPORT_KEY, true},
    {"Account Name", "name", EXPORT_TEXT, true},
    {"Main Phone", "phone", EXPORT_TEXT, false},
    {"Website", "website", EXPORT_TEXT, false},
    {"Industry", "industry", EXPORT_VALUE, false},
    {"Address 1: Street 1", "address", EXPORT_TEXT, false},
    {"Address 1: City", "city", EXPORT_TEXT, false},
    {"Number of Employees", "employees", EXPORT_TEXT, false},
    {"Annual Revenue", "revenue", EXPORT_TEXT, false},
    {"Description", "note", EXPORT_TEXT, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column dynamics_contacts[] = {
    {"Employee", "id", EXPORT_KEY, true},
    {"First Name", "full_name", EXPORT_GIVEN, false},
    {"Last Name", "full_name", EXPORT_FAMILY, true},
    {"Company Name", "account_id", EXPORT_PARENT_NAME, false},
    {"Job Title", "title", EXPORT_TEXT, false},
    {"Email", "email", EXPORT_TEXT, false},
    {"Mobile Phone", "mobile", EXPORT_TEXT, false},
    {"Business Phone", "phone", EXPORT_TEXT, false},
    {"Address 1: Street 1", "address", EXPORT_TEXT, false},
    {"Address 1: City", "city", EXPORT_TEXT, false},
    {"Birthday", "birthday", EXPORT_DATE, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_column dynamics_deals[] = {
    {"Topic", "name", EXPORT_TEXT, true},
    {"Account", "account_id", EXPORT_PARENT_NAME, false},
    {"Est. Revenue", "amount", EXPORT_TEXT, false},
    {"Est. Close Date", "closed_at", EXPORT_DATE, false},
    {"Description", "stage", EXPORT_VALUE, false},
    {NULL, NULL, EXPORT_TEXT, false}};

static const export_object dynamics[] = {{"account", "1-accounts", dynamics_accounts},
                                         {"contact", "2-contacts", dynamics_contacts},
                                         {"deal", "3-opportunities", dynamics_deals},
                                         {NULL, NULL, NULL}};

/* Exports every column of the target as it is. */
static const export_object csv[] = {{"account", "1-account", NULL},
                                    {"contact", "2-contact", NULL},
                                    {"deal", "3-deal", NULL},
                                    {NULL, NULL, NULL}};

const export_system export_systems[] = {
    {"salesforce", "Salesforce (Data Loader, Import Wizard)", salesforce, 50000, 0, false,
     true, true, NULL,
     "Make a text field Winnow_Id__c (external id, unique) and a text field Legacy_Id__c "
     "on "
     "Account, Contact and Opportunity first; then upsert by Winnow_Id__c in this order, "
     "with the .sdl map beside each file.",
     "先在 Account、Contact、Opportunity 上建文本字段 Winnow_Id__c（外部 ID、唯一）和 "
     "Legacy_Id__c，再按此顺序以 Winnow_Id__c 执行 Upsert，并选用同名的 .sdl 映射。"},
    {"hubspot", "HubSpot", hubspot, 1048575, (size_t)20 << 20, false, true, false, NULL,
     "Make a property \"Winnow ID\" on each object first; choose yyyy-mm-dd for dates in "
     "the "
     "import dialog.",
     "先在各对象上建属性“Winnow ID”；导入对话框里日期格式选 yyyy-mm-dd。"},
    {"zoho", "Zoho CRM", zoho, 25000, 0, false, true, false, "\"|<>",
     "Characters that Zoho does not take (\" | < >) were replaced; choose yyyy-MM-dd for "
     "dates.",
     "Zoho 不接受的字符（\" | < >）已替换；日期格式选 yyyy-MM-dd。"},
    {"dynamics", "Microsoft Dynamics 365", dynamics, 0, (size_t)7900 << 10, true, false,
     false, NULL,
     "Choose yyyy-MM-dd for dates in the wizard; parents are found by their name.",
     "导入向导里日期格式选 yyyy-MM-dd；上级记录按名称查找。"},
    {"csv", "CSV", csv, 0, 0, true, false, false, NULL,
     "Every column as it is in the target.", "目标库里的所有列，原样输出。"},
    {NULL, NULL, NULL, 0, 0, false, false, false, NULL, NULL, NULL}};


/* The words that a new organisation has in its lists; "*": for every system. */
static const struct {
    const char *system, *field, *code, *word;
} words[] = {
    {"salesforce", "stage", "OPEN", "Prospecting"},
    {"salesforce", "stage", "PROPOSAL", "Proposal/Price Quote"},
    {"salesforce", "stage", "NEGOTIATION", "Negotiation/Review"},
    {"hubspot", "stage", "OPEN", "Appointment Scheduled"},
    {"hubspot", "stage", "PROPOSAL", "Presentation Scheduled"},
    {"hubspot", "stage", "NEGOTIATION", "Contract Sent"},
    {"zoho", "stage", "OPEN", "Qualification"},
    {"zoho", "stage", "PROPOSAL", "Proposal/Price Quote"},
    {"zoho", "stage", "NEGOTIATION", "Negotiation/Review"},
    {"*", "stage", "OPEN", "Prospecting"},
    {"*", "stage", "PROPOSAL", "Proposal"},
    {"*", "stage", "NEGOTIATION", "Negotiation"},
    {"*", "stage", "WON", "Closed Won"},
    {"*", "stage", "LOST", "Closed Lost"},
    {"*", "intent", "A", "Hot"},
    {"*", "intent", "B", "Warm"},
    {"*", "intent", "C", "Cold"},
    {"*", "intent", "D", ""},
    {"*", "industry", "IT", "Technology"},
    {"*", "industry", "MFG", "Manufacturing"},
    {"*", "industry", "EDU", "Education"},
    {"*", "industry", "MED", "Healthcare"},
    {"*", "industry", "FIN", "Finance"},
    {"*", "industry", "RET", "Retail"},
    {"*", "industry", "LOG", "Transportation"},
    {"*", "industry", "RE", "Construction"},
    {"*", "industry", "AGR", "Agriculture"},
    {"*", "industry", "CUL", "Media"},
    {"*", "industry", "SVC", "Consulting"},
    {"*", "industry", "ENE", "Energy"},
    {"*", "industry", "GOV", "Government"},
    {"*", "industry", "OTH", "Other"},
    {"*", "source", "WEB", "Web"},
    {"*", "source", "EVENT", "Trade Show"},
    {"*", "source", "REF", "Partner Referral"},
    {"*", "source", "ADS", "Advertisement"},
    {"*", "source", "CALL", "Phone Inquiry"},
    {"*", "source", "SOCIAL", "Social media"},
    {"*", "source", "MAIL", "Email"},
    {"*", "source", "OTH", "Other"},
};

const char *export_word(const char *system, wn_str field, wn_str code)
{
    for (size_t i = 0; i < WN_COUNT(words); i++)
        if ((words[i].system[0] == '*' || !strcmp(words[i].system, system)) &&
            wn_str_equal(field, wn_str_of(words[i].field)) &&
            wn_str_equal(code, wn_str_of(words[i].code)))
            return words[i].word;
    return "";
}
