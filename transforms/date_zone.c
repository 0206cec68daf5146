/* date_zone.c - CST is the time of Chicago or of Shanghai; the zone of the column
 * decides. Names that nearly always mean one zone mean that one, unless the column says
 * otherwise. */
#include "date_zone.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

/* `name`: the number of the name (s0 .. of date_terms.tsv); `zones`: the zones of the
 * IANA database where the name means this offset; `usual`: this meaning holds in all
 * other columns. */
static const struct {
    uint8_t name;
    bool usual;
    int16_t minutes;
    const char *zones; /* blanks around each */
} meanings[] = {
    {0, false, -360,
     " America/Chicago US/Central America/Winnipeg America/Mexico_City America/Regina "
     "America/Guatemala America/Costa_Rica "},
    {0, false, 480,
     " Asia/Shanghai Asia/Taipei PRC ROC Asia/Macau Asia/Chongqing Asia/Harbin "},
    {0, false, -300, " America/Havana Cuba "},
    {0, false, 570, " Australia/Adelaide Australia/Darwin "},
    {1, false, 330, " Asia/Kolkata Asia/Calcutta "},
    {1, false, 120, " Asia/Jerusalem Asia/Tel_Aviv Israel "},
    {1, false, 60, " Europe/Dublin Eire "},
    {2, false, 60,
     " Europe/London GB Europe/Belfast Europe/Jersey Europe/Guernsey "
     "Europe/Isle_of_Man "},
    {2, false, 360, " Asia/Dhaka "},
    {2, false, 660, " Pacific/Bougainville "},
    {3, true, -300, " America/New_York "},
    {3, false, 600,
     " Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Hobart "
     "Australia/Canberra "},
    {4, true, -480, " America/Los_Angeles "},
    {4, false, 480, " Asia/Manila "},
    {5, true, -300, " America/Chicago "},
    {5, false, -240, " America/Havana Cuba "},
    {6, false, -240, " America/Halifax America/Puerto_Rico Atlantic/Bermuda "},
    {6, false, 180, " Asia/Riyadh Asia/Kuwait Asia/Baghdad Asia/Qatar Asia/Bahrain "},
    {7, false, 240, " Asia/Dubai Asia/Muscat "},
    {7, false, 600, " Pacific/Guam "},
    {8, false, -240, " America/Manaus "},
    {8, false, 240, " Asia/Yerevan "},
    {9, false, -660, " Pacific/Pago_Pago "},
    {9, false, 480, " Asia/Singapore "},
    {10, false, 480, " Australia/Perth "},
    {10, false, 780, " Pacific/Apia "},
    {11, false, -300, " America/Guayaquil "},
    {11, false, -240, " America/Martinique America/Barbados "},
    {12, false, -180, " America/Halifax Atlantic/Bermuda "},
    {12, false, 240, " Asia/Baghdad "},
};

bool date_zone_has(int name, int minutes)
{
    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (meanings[i].name == name - 1 && meanings[i].minutes == minutes)
            return true;
    return false;
}

bool date_zone_settle(int name, const char *zone, int *minutes)
{
    char own[80];
    bool found = false;

    snprintf(own, sizeof(own), " %s ", zone ? zone : "");
    for (size_t i = 0; i < WN_COUNT(meanings); i++) {
        if (meanings[i].name != name - 1)
            continue;
        bool is_own = zone && strstr(meanings[i].zones, own);
        if (is_own || meanings[i].usual)
            *minutes = meanings[i].minutes;
        if (is_own)
            return true;
        found = found || meanings[i].usual;
    }
    return found;
}
