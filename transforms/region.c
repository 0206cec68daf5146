/*
 * region.c - which country the text beside a telephone number names: by a country's name,
 * a state or province, a postcode that only one country has, an address, a Chinese city.
 *
 * What two countries write alike proves nothing (CA is Canada, California and Cagliari).
 * For a text of two letters the name of the column decides. For the code of a state, or a
 * city in pinyin (Anyang is in Korea, too), the number must fit the country's plan.
 */
#include "region.h"

#include "cn_address.h"
#include "postcode.h"
#include "transforms.h"
#include "core/han.h"
#include "core/lookup.h"
#include "core/memory.h"
#include "core/text.h"

#include <string.h>

#include "phone_areas.inc"
#include "region_words.inc"

extern const wn_transform wn_transform_country;

/* Words in the folded names of columns; the first that is found counts. "=": it must be
 * the whole name. */
static const struct {
    wn_place place;
    const char *words;
} columns[] = {
    {WN_PLACE_COUNTRY, "country|nation|国|pays|paese|pais"},
    {WN_PLACE_POSTCODE, "zip|postal|postcode|postleitzahl|plz|codepost|邮编|邮政编码|"
                        "邮便|우편|индекс|pocztowy|posta kodu|=cep|=cap|=cp|=c.p."},
    {WN_PLACE_STATE, "state|provin|region|bundesland|kanton|prefecture|省|州|地区|"
                     "estado|=prov|=prov.|=uf|=eyalet|область|都道府|wojewodz"},
    {WN_PLACE_ADDRESS, "address|adress|street|strasse|straße|anschrift|direccion|"
                       "indirizzo|地址|住所|주소|адрес|улица|adres|endereco|morada|"
                       "logradouro|=calle|=via|=rue|ulica|straat|domicil"},
    {WN_PLACE_CITY,
     "city|town|stadt|ciudad|citta|ville|城市|市|=ort|woonplaats|=plaats|"
     "localid|poblacion|municip|comune|miasto|miejscowosc|город|=il|sehir"},
};

/* Writes s in small letters without accents to out. */
static wn_str folded(wn_str s, char *out, size_t room)
{
    size_t len = 0;

    for (size_t at = 0; at < s.len && len + 4 < room;) {
        uint32_t c = wn_fold_letter(wn_simplified(wn_utf8_next(s, &at)));
        if (c)
            len += wn_utf8_put(out + len, c);
    }
    return (wn_str){out, len};
}

wn_place wn_place_of(wn_str column)
{
    char room[128];
    wn_str name = folded(column, room, sizeof(room));

    for (size_t i = 0; i < WN_COUNT(columns); i++) {
        wn_str rest = wn_str_of(columns[i].words);
        while (rest.len > 0) {
            wn_str word = wn_str_cut(&rest, WN_STR("|"));
            bool whole = word.ptr[0] == '=';
            word = (wn_str){word.ptr + whole, word.len - whole};
            if (whole ? wn_str_equal(name, word)
                      : memmem(name.ptr, name.len, word.ptr, word.len) != NULL)
                return columns[i].place;
        }
    }
    return WN_PLACE_COUNTRY;
}

/* Has the text a digit that is not in markup? No country has one in its name. */
static bool is_numbered(wn_str s)
{
    bool digit = false;

    for (size_t i = 0; i < s.len; i++) {
        if (memchr("&<>_\\%", s.ptr[i], 6))
            return false;
        digit |= s.ptr[i] >= '0' && s.ptr[i] <= '9';
    }
    return digit;
}

static const char *country_named(wn_str name, wn_arena *scratch)
{
    wn_cleaned out = {0};

    if (is_numbered(name))
        return NULL;
    return wn_transform_country.apply(name, NULL, scratch, &out) == WN_CLEAN
               ? out.value.ptr
               : NULL;
}

/* The entry of a state's name; it begins with "!" if an address may end with the name,
 * with "?" if several countries have the name. */
static const char *state_found(wn_str name)
{
    char room[64];

    return name.len >= 2 && name.len < 40
               ? lookup_find(&region_words, folded(name, room, sizeof(room)))
               : NULL;
}

static region_hint state_named(wn_str name)
{
    const char *found = state_found(name);

    return !found          ? (region_hint){0}
           : *found == '?' ? (region_hint){.likely = found + 1}
                           : (region_hint){.sure = found + (*found == '!')};
}

/* CN, TW, HK or MO: the region of the Chinese division that the text begins with; NULL:
 * there is none. 県 is written in Japan, not in China; 縣 in China and Korea. */
static const char *chinese(wn_str s, wn_arena *scratch)
{
    if (wn_is_ascii(s) || memmem(s.ptr, s.len, "県", 3))
        return NULL;
    return cn_address_region(cn_address_text(s, scratch));
}

/* ---- addresses -------------------------------------------------------------------- */

static wn_str behind_last(wn_str s, char mark)
{
    const char *found = s.len ? memrchr(s.ptr, mark, s.len) : NULL;

    return found ? wn_str_trim((wn_str){found + 1, (size_t)(s.ptr + s.len - found - 1)})
                 : s;
}

static wn_str behind_bytes(wn_str s, size_t len)
{
    return (wn_str){s.ptr + len, s.len - len};
}

static bool is_capitals(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < 'A' || s.ptr[i] > 'Z')
            return false;
    return true;
}

static bool has_small(wn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')
            return true;
    return false;
}

/* Is the word in the list (bars between words)? Case does not matter. */
static bool is_listed(wn_str word, const char *list)
{
    char room[40];
    wn_str small = folded(word, room, sizeof(room)), rest = wn_str_of(list);

    while (rest.len > 0)
        if (wn_str_equal(wn_str_cut(&rest, WN_STR("|")), small))
            return true;
    return false;
}

/* Does the word before a country's name make it another place: Inner Mongolia, Rue de
 * Jordan, Bank of China? Names such as South Africa were looked up whole before. */
static bool is_other_place(wn_str before)
{
    wn_str word = behind_last(wn_str_trim(before), ' ');

    return is_listed(word,
                     "new|nuevo|nueva|nouveau|nouvelle|nova|novo|north|south|east|west|"
                     "northern|southern|eastern|western|central|upper|lower|inner|"
                     "outer|middle|greater|little|old|alta|baja|lake|mount|fort|port|"
                     "cape|san|santa|santo|st|st.|saint|of|de|del|do|da|di|du|la|el|"
                     "los|rue|via|calle|rua|avenida|av.|av|plaza|hotel|place|am|bei");
}

/* Is it a town with a country's name: Armenia in Colombia, Liberia in Costa Rica? So it
 * is if the address begins in Spanish. */
static bool is_town(wn_str name, wn_str address)
{
    wn_str street = wn_str_cut(&address, WN_STR(" "));

    return is_listed(name, "armenia|liberia") &&
           is_listed(street, "calle|cl|cl.|cll|cll.|carrera|cra|cra.|cr|cr.|kr|kr.|kra|"
                             "avenida|av|av.|avda|avda.|diagonal|transversal|barrio|"
                             "manzana|urbanizacion|edificio|centro");
}

/* Is the name too short to be trusted? Three letters are a code only alone and in
 * capitals: Viña del Mar is not in Morocco. A single Chinese character is no country
 * here. */
static bool is_short(wn_str name)
{
    char room[16];
    size_t count = 0, at = 0;
    wn_str small = folded(name, room, sizeof(room));

    for (; at < small.len; count++)
        wn_utf8_next(small, &at);
    return count <= (wn_is_ascii(small) ? 3 : 1);
}

static const char *country_last(wn_str name, wn_str address, bool alone,
                                wn_arena *scratch)
{
    if (name.len <= 2 && !is_listed(name, "uk"))
        return NULL;
    if (name.len < 10 && is_short(name) && !is_listed(name, "usa|uk|uae|u.s.") &&
        !(alone && is_capitals(name) && has_small(address)))
        return NULL;
    const char *country = country_named(name, scratch);
    wn_str before = {address.ptr, (size_t)(name.ptr - address.ptr)};
    return country && (is_town(name, address) || (!alone && is_other_place(before)))
               ? NULL
               : country;
}

/* What the end of an address tells: a country; a state whose name is unique; or likely
 * ones. New York is certain; Georgia may be the country, CA may be Cagliari. */
static region_hint named_last(wn_str name, wn_str address, bool alone, wn_arena *scratch)
{
    wn_str state = name;

    while (state.len > 0 && strchr("0123456789- ", state.ptr[state.len - 1]))
        state.len--;
    const char *found = state.len > 3 || is_capitals(state) ? state_found(state) : NULL;
    const char *country = country_last(name, address, alone, scratch);
    if (found && *found == '!')
        return (region_hint){.sure = found + 1};
    if (found && *found == '?' && state.len <= 3) {
        wn_str code = wn_str_trim(behind_bytes(name, state.len));
        return (region_hint){.sure = postcode_state_region(code, state),
                             .likely = found + 1};
    }
    if (country && (!found || *found == '?' || !strcmp(found, country)))
        return (region_hint){.sure = country};
    return (region_hint){.likely = found && *found == '?' ? found + 1 : found};
}

/* What an address names last: Deutschland; "IL 62704" is likely in the United States. */
static region_hint at_end(wn_str address, wn_arena *scratch)
{
    wn_str last = behind_last(behind_last(address, ','), '\n');
    size_t starts[4] = {0}, words = 1; /* starts of the last one to three words */

    for (size_t i = last.len; i > 1 && words < WN_COUNT(starts); i--)
        if (last.ptr[i - 1] == ' ')
            starts[words++] = i;
    region_hint hint = named_last(last, address, true, scratch);
    while (words > 1 && !hint.sure && !hint.likely) {
        size_t at = starts[--words];
        wn_str name = {last.ptr + at, last.len - at};
        if (is_other_place((wn_str){last.ptr, at}) && state_found(name))
            return (region_hint){0}; /* Nueva Victoria */
        hint = named_last(name, address, false, scratch);
    }
    return hint;
}

static region_hint of_address(wn_str s, wn_arena *scratch)
{
    region_hint hint = at_end(s, scratch);

    if (!hint.sure && !(hint.sure = postcode_region_of_address(s)))
        hint.sure = chinese(s, scratch);
    return hint;
}

const char *region_area_code(wn_str place, wn_arena *scratch)
{
    cn_address a;
    wn_str text = cn_address_text(place, scratch);

    if (cn_address_parse(text, &a))
        return lookup_find(&phone_areas, a.city);
    char *small = wn_arena_bytes(scratch, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned)((text.ptr[i] | 32) - 'a') < 26)
            small[len++] = (char)(text.ptr[i] | 32);
    return lookup_find(&phone_areas, (wn_str){small, len});
}

/* ---- one text --------------------------------------------------------------------- */

static region_hint of_country(wn_str s, wn_arena *scratch)
{
    const char *named = country_named(s, scratch);

    if (named || s.len < 4)
        return (region_hint){.sure = named};
    region_hint hint = state_named(s);
    return hint.sure ? hint : of_address(s, scratch);
}

static region_hint of_state(wn_str s, wn_arena *scratch)
{
    region_hint hint = state_named(s);

    if (!hint.sure && !hint.likely && s.len > 3 &&
        !(hint.sure = country_named(s, scratch)))
        hint.sure = chinese(s, scratch);
    return hint;
}

static region_hint of_city(wn_str s, wn_arena *scratch)
{
    if (memchr(s.ptr, ',', s.len))
        return of_address(s, scratch);
    if (!wn_is_ascii(s))
        return (region_hint){.sure = chinese(s, scratch)};
    return (region_hint){.likely = region_area_code(s, scratch) ? "CN" : NULL};
}

region_hint region_ask(wn_str text, wn_place place, wn_arena *scratch)
{
    wn_str s = wn_str_trim(text);

    if (s.len < 2 || s.len > 500)
        return (region_hint){0};
    switch (place) {
    case WN_PLACE_STATE:
        return of_state(s, scratch);
    case WN_PLACE_POSTCODE:
        return (region_hint){.sure = postcode_region(s)};
    case WN_PLACE_CITY:
        return of_city(s, scratch);
    case WN_PLACE_ADDRESS:
        return of_address(s, scratch);
    default:
        return of_country(s, scratch);
    }
}

const char *wn_region_of(wn_str text, wn_place place)
{
    wn_arena scratch = {0};
    region_hint hint = region_ask(text, place, &scratch);

    wn_arena_release(&scratch);
    return hint.sure;
}
