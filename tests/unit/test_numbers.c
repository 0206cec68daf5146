/* test_numbers.c - amounts, and what the marks in them mean. If these fail, a sum is a
 * thousand times too large or too small, and nobody is told. */
#include "tap.h"
#include "core/mapping.h"
#include "core/memory.h"

#include <string.h>

static const wn_transform *transform(const char *name)
{
    return wn_transform_find(wn_str_of(name));
}

/* Return the result as text: "1234.5", "1234.5 rest", "refused", "refused ambiguous". */
static wn_str say(const char *name, const char *options, const char *in, wn_arena *arena)
{
    static const char *const remarks[WN_REMARK_COUNT] = {
        [WN_REMARK_SEVERAL] = " several",
        [WN_REMARK_REST] = " rest",
        [WN_REMARK_AMBIGUOUS] = " ambiguous",
        [WN_REMARK_CHANGED] = " changed"};
    const wn_transform *type = transform(name);
    void *config = wn_config_new(type, arena);
    wn_cleaned out = {.value = wn_str_of(in)};

    wn_config_parse(type, wn_str_of(options), config, arena);
    wn_verdict verdict = type->apply(wn_str_of(in), config, arena, &out);
    const char *remark = remarks[out.remark] ? remarks[out.remark] : "";
    return verdict == WN_CLEAN
               ? wn_arena_format(arena, "%.*s%s", WN_FMT(out.value), remark)
               : wn_arena_format(arena, "refused%s", remark);
}

typedef struct example {
    const char *type, *options, *in, *want;
} example;

static const example examples[] = {
    /* after a leading zero the mark begins the fraction */
    {"money", "", "0,375", "0.375"},
    {"money", "", "-0.005", "-0.005"},
    {"money", "decimal=point", "0,5", "refused"},
    /* three digits after the only mark */
    {"money", "", "47.250", "refused ambiguous"},
    {"money", "", "8.400 €", "refused ambiguous"},
    {"money", "", "8,400 €", "8400"},
    {"money", "decimal=comma", "8,400 €", "8.4"},
    {"integer", "", "2.500", "refused ambiguous"},
    {"percent", "", "7.250%", "refused ambiguous"},
    {"money", "", "4711.250", "4711.25"},
    {"money", "", "4 711.250", "4711.25"},
    {"money", "", "₫ 45.000", "45000"},
    {"money", "", "2.750 KWD", "2.75"},
    {"money", "", "3.125万", "31250"},
    {"money", "", "3,125 Mio. €", "refused ambiguous"},
    {"money", "part=currency", "8.400 €", "EUR"},
    /* groups of digits have a fixed length */
    {"money", "", "7 00", "refused"},
    {"money", "", "77,77,77", "refused"},
    {"money", "", "4,71,100", "471100"},
    {"money", "", "3,0000,0000", "300000000"},
    {"money", "", "6’543’210.50", "6543210.5"},
    {"money", "", "6 543 210,5", "6543210.5"},
    {"money", "", "6.543,210.5", "refused"},
    {"money", "", "0.500.000", "refused"},
    {"money", "decimal=comma", "7.5", "refused"},
    /* words that multiply are a part of the amount; ¢ after it means cents */
    {"money", "", "R$ 7,5 mil", "refused ambiguous"},
    {"money", "", "Rp 7,5 juta", "7500000"},
    {"money", "", "450 nghìn ₫", "450000"},
    {"money", "", "7,5 millions d’euros", "7500000"},
    {"money", "", "7.5 ล้านบาท", "7500000"},
    {"money", "", "75 ¢", "refused ambiguous"},
    {"money", "", "¢7,500.25", "7500.25"},
    {"percent", "", "7,5 Prozent", "7.5"},
    {"percent", "", "٧٪", "7"},
    {"percent", "", "7 per cent", "7"},
    {"percent", "unit=1", "7 procent", "7"},
    {"percent", "", "7 percentage points", "refused"},
    /* signs */
    {"money", "", "￥7,500-", "refused ambiguous"},
    {"money", "", "7,500- EUR", "-7500"},
    {"money", "", "–25", "-25"},
    {"money", "", "-25-", "refused"},
    {"money", "", "--25", "refused"},
    {"money", "", "USD - 25", "refused ambiguous"},
    {"money", "", "99,- Kč", "99"},
    {"money", "", "1.234,- Kč", "1234"},
    {"money", "", "1.234.-", "refused"},
    {"money", "", "1,234,-", "refused"},
    {"money", "", "Rs. 500.50/-", "500.5"},
    {"money", "", "CHF 1'200.—", "1200"},
    /* two units */
    {"money", "", "7 k万", "refused"},
    {"money", "", "7 m bn", "refused"},
    {"money", "", "7 USD EUR", "refused"},
    {"money", "", "US$ 7 USD", "7"},
    {"money", "", "7,50 KM", "7.5 changed"},
    {"money", "", "7 KM", "refused ambiguous"},
    {"money", "", "7 K", "refused ambiguous"},
    {"money", "", "7K", "7000"},
    {"money", "", "3W", "30000"},
    {"money", "", "12 ft", "refused ambiguous"},
    {"money", "part=currency", "4 990 Ft", "HUF"},
    {"money", "part=currency", "Rs. 750/-", "INR"},
    {"money", "", "฿99", "99"},
    {"money", "part=currency", "99 đ", "VND"},
    {"money", "", "٢٬٥٠٠٫٧٥ درهم", "2500.75"},
    /* written in characters */
    {"money", "", "三十五万", "350000"},
    {"money", "", "伍仟零捌拾元整", "5080"},
    {"money", "", "七元五角三分", "7.53"},
    {"money", "", "2亿3000万", "230000000"},
    {"money", "", "三百五", "refused"},
    {"money", "", "三五元", "refused"},
    {"money", "", "5分", "refused"},
    {"money", "unit=万元", "三十", "300000"},
    /* text beside the amount */
    {"money", "", "approx. 75 USD", "75 rest"},
    {"money", "", "75 € inkl. MwSt.", "75 rest"},
    {"money", "", "75,50 € **", "75.5"},
    {"money", "", "75 € 82,50 €", "75 several"},
    {"money", "", "75-80 €", "refused"},
    {"money", "", "75 €/Tag", "refused"},
    {"money", "", "$75+", "refused"},
    {"money", "", "minus 75 €", "refused"},
    {"money", "", "3 x 75 €", "refused"},
    {"money", "", "75 € x ٣", "refused"},
    {"integer", "", "about 75", "refused"},
    {"percent", "", "%15", "15"},
    {"percent", "", "百分之十二", "12"},
    {"percent", "", "5k%", "refused"},
};

/* Return what a value proves of its column: the decimal marks by which it can be read,
 * and whether it asks. */
static wn_str proof(const char *name, const char *in, wn_arena *arena)
{
    const wn_transform *type = transform(name);
    wn_reading r = type->readings(wn_str_of(in), wn_config_new(type, arena), arena);

    return wn_arena_format(arena, "%u%s", r.set, r.asks ? " asks" : "");
}

static const example proofs[] = {
    {"money", "", "99,50", "4"},      {"money", "", "1.234,5", "4"},
    {"money", "", "0.125", "2"},      {"money", "", "1,234.5", "2"},
    {"money", "", "1.234", "6 asks"}, {"money", "", "1,234", "6"},
    {"money", "", "1234", "0"},       {"money", "", "1 234", "0"},
    {"money", "", "5.000 Rp", "4"},   {"percent", "", "1,234", "6 asks"},
    {"money", "", "soon", "0"},       {"money", "", "99,50 € net", "4"},
    {"money", "", "1.234,-", "4"},
    {"money", "", "1,234.-", "2"},
    {"money", "", "from $1.234", "6 asks"},
    {"money", "", "<b>1.234</b>", "6 asks"},
    {"money", "", "￥7,500-", "6"},
    {"money", "", "7,500 K", "6"},
    {"integer", "", "1.234 €", "0"},
    {"integer", "", "1.234&nbsp;", "6 asks"},
    {"integer", "", "1,234 € net", "0"},
    {"percent", "", "<b>1,5</b>%", "4"},
};

int main(void)
{
    wn_arena arena = {0};

    for (size_t i = 0; i < WN_COUNT(examples); i++) {
        const example *e = &examples[i];
        wn_str got = say(e->type, e->options, e->in, &arena);
        ok(wn_str_equal(got, wn_str_of(e->want)), "%s %s \"%s\": %.*s, wanted %s",
           e->type, e->options, e->in, WN_FMT(got), e->want);
    }
    for (size_t i = 0; i < WN_COUNT(proofs); i++) {
        const example *e = &proofs[i];
        wn_str got = proof(e->type, e->in, &arena);
        ok(wn_str_equal(got, wn_str_of(e->want)), "\"%s\" proves %.*s, wanted %s", e->in,
           WN_FMT(got), e->want);
    }
    wn_arena_release(&arena);
    return tap_end();
}
