/* vcard_line.c - parses one line of a vCard (RFC 2426, RFC 6350), also as phones and
 * programs really write it. */
#include "named_values.h"
#include "vcard.h"

#include "core/memory.h"

#include <string.h>

/* ---- types ------------------------------------------------------------------------ */

/* Words of types and labels, in lower case, and their meaning. Columns name the meanings
 * in this order. */
static const struct {
    const char *type, *words;
} meanings[] = {
    {"CELL",
     " cell mobile iphone x-mobile x-iphone applewatch smartphone handy mobil "
     "mobiltelefon diensthandy firmenhandy móvil movil celular cellulare mobiel gsm "
     "мобильный 手机 手提电话 移动电话 携帯 携帯電話 휴대폰 휴대전화 "},
    {"MAIN", " main zentrale hauptnummer centralita centrale switchboard 总机 代表 "},
    {"WORK",
     " work business office arbeit büro geschäftlich dienstlich firma bureau travail "
     "trabajo oficina trabalho lavoro ufficio werk praca рабочий 工作 单位 公司 办公 "
     "办公室 勤務先 会社 직장 회사 "},
    {"HOME",
     " home private privat personal zuhause domicile maison casa privé thuis домашний 家 "
     "家庭 住宅 自宅 집 "},
    {"FAX", " fax telefax facsimile факс 传真 ファックス 팩스 "},
    {"PAGER", " pager beeper 寻呼机 "},
};

/* Types that do not say what a number is for. */
static const char idle_words[] =
    " voice internet pref x-pref other text smtp dom intl postal parcel msg "
    "quoted-printable base64 b ";

static bool ends_in_fax(wn_str lower)
{
    return lower.len >= 3 && !memcmp(lower.ptr + lower.len - 3, "fax", 3);
}

/* The meaning of the word, as a bit; 0: it is not known. */
static unsigned meaning_of(wn_str lower)
{
    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (read_has_word(meanings[i].words, lower))
            return 1u << i;
    return ends_in_fax(lower) ? 1u << 4 : 0; /* no fax number may pass for a telephone */
}

static void add_other(vcard_types *types, wn_str word)
{
    size_t len = strlen(types->others);
    char upper[48] = " ";

    if (word.len + 2 > sizeof(upper) || len + word.len + 2 > sizeof(types->others))
        return;
    for (size_t i = 0; i < word.len; i++)
        upper[i + 1] = (char)(word.ptr[i] >= 'a' && word.ptr[i] <= 'z' ? word.ptr[i] - 32
                                                                       : word.ptr[i]);
    if (!strstr(types->others, upper))
        memcpy(types->others + len, upper, word.len + 2);
}

/* Add the meaning of the word. False: the word is not known. */
static bool add_word(vcard_types *types, wn_str word)
{
    char text[64];
    wn_str lower = read_lowered(text, sizeof(text), word);

    if (lower.len == 0)
        return word.len == 0;
    unsigned meaning = read_has_word(idle_words, lower) ? 0 : meaning_of(lower);
    types->known |= meaning;
    return meaning > 0 || read_has_word(idle_words, lower);
}

void vcard_types_add_to(const vcard_types *types, wn_buf *out)
{
    for (size_t i = 0; i < WN_COUNT(meanings); i++)
        if (types->known >> i & 1)
            wn_buf_format(out, " %s", meanings[i].type);
    wn_buf_add(out, wn_str_of(types->others));
}

/* Add the types of one of Apple's own labels: "_$!<HomeFAX>!$_". False: it is none. */
static bool add_label_of_apple(vcard_types *types, wn_str label)
{
    char text[64];

    if (label.len < 9 || memcmp(label.ptr, "_$!<", 4) != 0)
        return false;
    wn_str inner = {label.ptr + 4, label.len - 8};
    wn_str lower = read_lowered(text, sizeof(text), inner);
    if (lower.len > 3 && ends_in_fax(lower)) {
        text[lower.len - 3] = '\0';
        add_word(types, (wn_str){text, lower.len - 3});
        add_word(types, WN_STR("fax"));
    } else if (!add_word(types, inner)) {
        add_other(types, inner);
    }
    return true;
}

bool vcard_types_label(vcard_types *types, wn_str label)
{
    bool known = true;

    if (add_label_of_apple(types, label))
        return true;
    while (label.len > 0) {
        size_t len = 0;
        while (len < label.len && !strchr(" \t\n/,.:;()[]&+", label.ptr[len]))
            len++;
        known = add_word(types, (wn_str){label.ptr, len}) && known;
        len += len < label.len;
        label = (wn_str){label.ptr + len, label.len - len};
    }
    return known;
}

/* ---- parameters ------------------------------------------------------------------- */

/* Add types from TYPE=WORK,VOICE. Also accepts backslashes before the commas, and stray
 * quotation marks. */
static void add_types(vcard_line *line, wn_str list)
{
    while (list.len > 0) {
        wn_str one = wn_str_trim(wn_str_cut(&list, WN_STR(",")));
        while (one.len > 0 && strchr("\\\"", one.ptr[one.len - 1]))
            one.len--;
        while (one.len > 0 && one.ptr[0] == '"')
            one = (wn_str){one.ptr + 1, one.len - 1};
        one = wn_str_trim(one);
        line->is_preferred = line->is_preferred ||
                             wn_str_equal_nocase(one, WN_STR("PREF")) ||
                             wn_str_equal_nocase(one, WN_STR("X-PREF"));
        if (!add_word(&line->types, one))
            add_other(&line->types, one);
    }
}

/* Take a parameter: TYPE=WORK,VOICE, WORK, CHARSET=GBK, ENCODING=QUOTED-PRINTABLE,
 * PREF=1 */
static void take_parameter(vcard_line *line, wn_str one)
{
    wn_str value = one, name = WN_STR("TYPE");
    bool is_bare = !one.len || !memchr(one.ptr, '=', one.len);

    if (!is_bare)
        name = wn_str_trim(wn_str_cut(&value, WN_STR("=")));
    wn_str bare = value;
    if (bare.len > 1 && bare.ptr[0] == '"' && bare.ptr[bare.len - 1] == '"')
        bare = (wn_str){bare.ptr + 1, bare.len - 2};
    if (wn_str_equal_nocase(name, WN_STR("CHARSET")))
        line->charset = bare;
    if (wn_str_equal_nocase(name, WN_STR("LABEL")))
        line->label = bare;
    if (wn_str_equal_nocase(name, WN_STR("X-APPLE-OMIT-YEAR")))
        line->omitted = bare;
    if (wn_str_equal_nocase(name, WN_STR("PREF")))
        line->is_preferred = wn_str_equal(bare, WN_STR("1"));
    if (is_bare || wn_str_equal_nocase(name, WN_STR("ENCODING"))) {
        line->is_quoted =
            line->is_quoted || wn_str_equal_nocase(bare, WN_STR("QUOTED-PRINTABLE"));
        line->is_base64 = line->is_base64 ||
                          wn_str_equal_nocase(bare, WN_STR("BASE64")) ||
                          wn_str_equal_nocase(bare, WN_STR("B"));
    }
    if (wn_str_equal_nocase(name, WN_STR("TYPE")))
        add_types(line, value);
}

/* ---- the line --------------------------------------------------------------------- */

/* The place of the first of these bytes outside of quotation marks; s.len: there is
 * none. */
static size_t find_plain(wn_str s, const char *set)
{
    bool quoted = false;
    size_t i = 0;

    for (; i < s.len && (quoted || !s.ptr[i] || !strchr(set, s.ptr[i])); i++)
        quoted = s.ptr[i] == '"' ? !quoted : quoted;
    return i;
}

static bool is_parameter(wn_str part)
{
    char text[64];
    size_t name = 0;

    while (name < part.len &&
           strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                  "0123456789-",
                  part.ptr[name]) &&
           part.ptr[name])
        name++;
    if (name > 0 && name < part.len && part.ptr[name] == '=')
        return true;
    wn_str lower = read_lowered(text, sizeof(text), wn_str_trim(part));
    return lower.len > 0 && (read_has_word(idle_words, lower) || meaning_of(lower));
}

/* Where the value begins if no colon ends the parameters: at the first part that is not a
 * parameter (TEL;TYPE="HOME";+31612345678), or after a quotation mark that is never
 * closed. */
static size_t find_value(wn_str rest)
{
    size_t at = 0;

    while (at < rest.len) {
        wn_str part = {rest.ptr + at, rest.len - at};
        part.len = find_plain(part, ";");
        if (!is_parameter(part))
            return at;
        const char *colon = memchr(part.ptr, ':', part.len);
        const char *comma = memrchr(part.ptr, ',', part.len);
        if (colon)
            return (size_t)(colon - rest.ptr) + 1;
        if (comma && at + part.len == rest.len) /* TYPE=CELL,+49 ... */
            return (size_t)(comma - rest.ptr) + 1;
        at += part.len + 1;
    }
    return rest.len;
}

/* Is it a scheme whose colon was taken for the end of the parameters: URL;http://x? */
static bool is_scheme(wn_str word)
{
    static const char *const schemes[] = {"http", "https", "ftp", "tel", "mailto", "sip"};

    for (size_t i = 0; i < WN_COUNT(schemes); i++)
        if (wn_str_equal_nocase(word, wn_str_of(schemes[i])))
            return true;
    return false;
}

/* Set name and group from the beginning of the line. Returns where they end; 0: there is
 * no name. */
static size_t take_name(vcard_line *line, wn_str text)
{
    size_t len = 0, dot = 0;

    while (len < text.len && (unsigned char)text.ptr[len] > ' ' &&
           !strchr(":;\"=,\\", text.ptr[len])) {
        dot = text.ptr[len] == '.' ? len + 1 : dot;
        len++;
    }
    size_t end = len + wn_str_span((wn_str){text.ptr + len, text.len - len}, " \t");
    if (end == text.len || !strchr(":;", text.ptr[end]) || !text.ptr[end] ||
        len - dot == 0 || len - dot >= sizeof(line->upper))
        return 0;
    line->group = (wn_str){text.ptr, dot};
    for (size_t i = dot; i < len; i++)
        line->upper[i - dot] =
            (char)(text.ptr[i] >= 'a' && text.ptr[i] <= 'z' ? text.ptr[i] - 32
                                                            : text.ptr[i]);
    line->name = (wn_str){line->upper, len - dot};
    return end;
}

/* Is it a usual property? A line without a colon must begin with one, else it may be the
 * rest of a note. */
static bool is_usual(wn_str name)
{
    static const char names[] =
        " tel email url adr n fn org title role note bday nickname impp categories uid "
        "rev "
        "anniversary label agent geo tz kind related photo logo sound key ";
    char text[64];

    return (name.len > 2 && name.ptr[0] == 'X' && name.ptr[1] == '-') ||
           read_has_word(names, read_lowered(text, sizeof(text), name));
}

bool vcard_line_parse(wn_str text, vcard_line *out)
{
    *out = (vcard_line){0};
    size_t name = take_name(out, text);

    if (name == 0)
        return false;
    size_t colon = name + find_plain((wn_str){text.ptr + name, text.len - name}, ":");
    size_t value = colon + 1;
    if (colon == text.len) {
        if (!is_usual(out->name))
            return false;
        value = name + 1 + find_value((wn_str){text.ptr + name + 1, text.len - name - 1});
        colon = value - 1;
        out->is_mended = value < text.len;
    }
    wn_str head = {text.ptr + name, colon - name};
    while (head.len > 0) {
        size_t len = find_plain((wn_str){head.ptr + 1, head.len - 1}, ";") + 1;
        wn_str one = wn_str_trim((wn_str){head.ptr + 1, len - 1});
        head = (wn_str){head.ptr + len, head.len - len};
        if (head.len == 0 && is_scheme(one)) {
            value = (size_t)(one.ptr - text.ptr);
            out->is_mended = true;
        } else {
            take_parameter(out, one);
        }
    }
    out->value = (wn_str){text.ptr + value, text.len - value};
    return true;
}
