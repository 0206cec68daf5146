/* date_zone.c - CST is Chicago's time and Shanghai's: which it is, the zone of the column
 * must say. Names that nearly always mean one of them mean it where the zone does not
 * say otherwise. */
#include "date_zone.h"

/* s0 .. of date_terms.tsv; 0 ends (no name here is Greenwich's). */
static const struct {
    const char *name;
    bool first; /* is meant unless the column is of another */
    int16_t minutes[4];
} zones[] = {
    {"CST", false, {-360, 480, -300, 570}}, /* Chicago, Shanghai, Havana, Adelaide */
    {"IST", false, {330, 120, 60}},         /* Delhi, Jerusalem, Dublin */
    {"BST", false, {60, 360, 660}},         /* London, Dhaka, Bougainville */
    {"EST", true, {-300, 600, 660}},        /* New York; Sydney */
    {"PST", true, {-480, 480}},             /* Los Angeles; Manila */
    {"CDT", true, {-300, -240, 540}},       /* Chicago; Havana; Shanghai once */
    {"AST", false, {-240, 180}},            /* Halifax, Riyadh */
    {"GST", false, {240, 600}},             /* Dubai, Guam */
    {"AMT", false, {-240, 240}},            /* Manaus, Yerevan */
    {"SST", false, {-660, 480}},            /* Samoa, Singapore */
    {"WST", false, {480, 780}},             /* Perth, Apia */
    {"ECT", false, {-300, -240}},           /* Quito, the eastern Caribbean */
    {"ADT", false, {-180, 240}},            /* Halifax, Riyadh */
};

bool date_zone_has(int name, int minutes)
{
    for (size_t i = 0; i < WN_COUNT(zones[0].minutes); i++)
        if (minutes && zones[name - 1].minutes[i] == minutes)
            return true;
    return false;
}

bool date_zone_settle(int name, int minutes, int *offset)
{
    bool is_own = date_zone_has(name, minutes);

    *offset = is_own ? minutes : zones[name - 1].minutes[0];
    return is_own || zones[name - 1].first;
}
