/*
 * name.c - names of people. The value stays in its script. person.c and han_name.c take a
 * name apart, name_key.c makes the key by which names are compared.
 */
#include "han_name.h"
#include "mojibake.h"
#include "name_people.h"
#include "name_piece.h"
#include "name_typed.h"
#include "person.h"
#include "tidy.h"
#include "transforms.h"
#include "core/han.h"
#include "core/memory.h"
#include "winnow/transform.h"

#include <string.h>

enum { ORDER_AUTO, ORDER_FAMILY_FIRST, ORDER_GIVEN_FIRST };
static const char *const orders[] = {"auto", "family-first", "given-first", NULL};

enum {
    PART_FULL,
    PART_FAMILY,
    PART_GIVEN,
    PART_TITLE,
    PART_SUFFIX,
    PART_NICKNAME,
    PART_KEY
};
static const char *const parts[] = {"full",   "family",   "given", "title",
                                    "suffix", "nickname", "key",   NULL};

struct config {
    int order, part;
};

static const wn_option options[] = {
    {.name = "order",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, order),
     .fallback = "auto",
     .choices = orders,
     .en = "which part of a Latin name is written first, where no comma says it",
     .zh = "拉丁字母姓名哪一部分在前（没有逗号时）"},
    {.name = "part",
     .type = WN_OPT_CHOICE,
     .offset = offsetof(struct config, part),
     .fallback = "full",
     .choices = parts,
     .en = "take this part of the name only; key: pinyin or plain letters, to compare by",
     .zh = "只取姓名的这一部分；key：用于比对的拼音或拉丁字母"},
    {.type = WN_OPT_END},
};

typedef struct census { /* what characters a name has */
    size_t han, other, letters, digits;
    bool impossible; /* a mailbox, or a character that was lost */
    bool business;   /* characters at the end of company names */
    bool strange;    /* marks of ASCII */
    bool beside;     /* marks between a name and what is typed beside it */
    bool marks;      /* marks between two people */
    bool dot;        /* a middle dot of some kind */
} census;

static census count_characters(wn_str s)
{
    static const bool beside[128] = {
        ['!'] = true, ['#'] = true, ['*'] = true, ['+'] = true, ['/'] = true,
        [':'] = true, ['<'] = true, ['='] = true, ['>'] = true, ['@'] = true,
        ['['] = true, [']'] = true, ['_'] = true, ['{'] = true, ['|'] = true,
        ['}'] = true, ['~'] = true, ['?'] = true, [';'] = true};
    census c = {0};

    for (size_t at = 0; at < s.len;) {
        uint32_t x = (unsigned char)s.ptr[at] < 0x80 ? (unsigned char)s.ptr[at++]
                                                     : wn_utf8_next(s, &at);
        c.impossible = c.impossible || x == '@' || x == 0xFFFD;
        c.business = c.business || x == 0x53F8 || x == 0x9650 || x == 0x56E2 ||
                     x == 0x5382 || x == 0x6240 || x == 0x9662; /* 司限团厂所院 */
        c.marks = c.marks || x == 0x3001 || x == '/' || x == ';' || x == '|';
        if (x >= '0' && x <= '9')
            c.digits++;
        else if ((x | 32) >= 'a' && (x | 32) <= 'z')
            c.letters++;
        else if (x < 0x80) {
            c.strange = c.strange || x != ' ';
            c.beside = c.beside || beside[x];
        } else if (wn_is_han(x) || x == 0x3005) /* 々 */
            c.han++;
        else if (x == 0xB7)
            c.dot = true;
        else if (x != 0x3001) {
            c.other++;
            c.beside =
                c.beside || (x >= 0x2010 && x < 0x3040 && x != 0x2019) || x > 0x1F000;
        }
    }
    return c;
}

static wn_str without_blanks(wn_str s, wn_arena *arena)
{
    if (!memchr(s.ptr, ' ', s.len))
        return s;
    char *out = wn_arena_bytes(arena, s.len);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != ' ')
            out[len++] = s.ptr[i];
    return (wn_str){out, len};
}

static wn_str clean_han(wn_str s, int part, wn_arena *arena, wn_remark *remark)
{
    const char *blank = memchr(s.ptr, ' ', s.len);
    han_name n;

    if (blank && memchr(blank + 1, ' ', (size_t)(s.ptr + s.len - blank - 1)))
        s = without_blanks(s, arena);
    han_name_parse(s, &n);
    if (n.unsure && (part == PART_FAMILY || part == PART_GIVEN)) {
        *remark = WN_REMARK_AMBIGUOUS;
        bool two =
            n.family.len == 6 && n.given.len == 6 && !blank; /* 张王淑芬: the likeliest */
        wn_str whole = {n.family.ptr, n.dotted ? n.family.len : 0};
        return two                 ? (part == PART_FAMILY ? n.family : n.given)
               : n.family.len == 0 ? (part == PART_GIVEN ? n.given : whole) /* 鹏华老师 */
               : part == PART_GIVEN ? whole
                                    : WN_STR("");
    }
    switch (part) {
    case PART_FAMILY:
        return n.family;
    case PART_GIVEN:
        return n.given;
    case PART_TITLE:
        return n.title;
    case PART_FULL: /* 王先生 needs its title */
        if (n.title.len == 0 || !(n.given.len || n.dotted))
            return without_blanks(s, arena);
        if (!han_name_is_courtesy(n.title))
            *remark = WN_REMARK_REST;
        return without_blanks((wn_str){s.ptr, s.len - n.title.len}, arena);
    default:
        return WN_STR("");
    }
}

/* Is the name in kana or hangul? Such a name does not show where its parts meet. */
static bool is_syllabic(wn_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = wn_utf8_next(s, &at);
        if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3))
            return true;
    }
    return false;
}

/* 田中 さくら, 김 민준 */
static wn_str clean_syllabic(wn_str s, int part, wn_arena *arena, wn_remark *remark)
{
    wn_str family, given, title;
    bool courtesy;
    wn_str bare = han_name_honorific(s, &title, &courtesy);

    if (part == PART_TITLE)
        return title;
    if (part == PART_FULL) { /* 김 부장님 says less without its title */
        if (title.len == 0 || wn_utf8_count(bare) < 3)
            return s;
        *remark = courtesy ? *remark : WN_REMARK_REST;
        return bare;
    }
    if (bare.len > 0 && !is_syllabic(bare))
        return clean_han(bare, part, arena, remark);
    if (!han_name_syllabic(bare, &family, &given) &&
        (part == PART_FAMILY || part == PART_GIVEN))
        *remark = WN_REMARK_AMBIGUOUS;
    return part == PART_FAMILY ? family : part == PART_GIVEN ? given : WN_STR("");
}

/* Has the name only letters and marks of names? If not, it is left as it is. */
static bool is_plain_name(wn_str s)
{
    bool letter = false;

    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.ptr[i] : ' ';
        if (strchr(" ,\"()", c)) {
            if (i > 0 && !letter && !strchr(" ,&\"()", s.ptr[i - 1]))
                return false; /* a word without a letter */
            letter = false;
            continue;
        }
        bool alone =
            (i == 0 || s.ptr[i - 1] == ' ') && (i + 1 == s.len || s.ptr[i + 1] == ' ');
        letter = letter || (c & 0x80) || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (!(c & 0x80) && !((c | 32) >= 'a' && (c | 32) <= 'z') &&
            !(c >= '0' && c <= '9') && !strchr(".-'\"()!", c) && !(c == '&' && alone))
            return false;
    }
    return true;
}

static bool ends_in_one_of(wn_str s, const char *const *ends)
{
    for (; *ends; ends++) {
        size_t len = strlen(*ends);
        if (s.len > len &&
            wn_str_equal_nocase((wn_str){s.ptr + s.len - len, len}, wn_str_of(*ends)))
            return true;
    }
    return false;
}

/* Does the name end in a patronymic, in Latin letters: Ivanova Anna Petrovna? A man's
 * counts only after a Russian family name (Ivanov Ivan Petrovich), as Abramovich may be
 * a family name. */
static bool ends_in_latin_patronymic(wn_str s)
{
    static const char *const women[] = {"ovna", "evna", NULL};
    static const char *const men[] = {"ovich", "evich", "ilyich", "kuzmich", NULL};
    static const char *const families[] = {"ov",   "ev",   "in",  "sky", "skiy",
                                           "skii", "enko", "yuk", NULL};
    const char *blank = memchr(s.ptr, ' ', s.len), *second = NULL;

    if (blank)
        second = memchr(blank + 1, ' ', (size_t)(s.ptr + s.len - blank - 1));
    if (!second || memchr(second + 1, ' ', (size_t)(s.ptr + s.len - second - 1)))
        return false;
    return ends_in_one_of(s, women) ||
           (ends_in_one_of(s, men) &&
            ends_in_one_of((wn_str){s.ptr, (size_t)(blank - s.ptr)}, families));
}

/* Does the name end in a patronymic? A patronymic follows the given name, so the family
 * name is first: Васильев Александр Павлович. */
static bool ends_in_patronymic(wn_str s)
{
    static const char *const ends[] = {"вич", "вна", "чна", "ВИЧ", "ВНА", "ЧНА"};

    if (wn_is_ascii(s))
        return ends_in_latin_patronymic(s);

    for (size_t i = 0; i < WN_COUNT(ends); i++)
        if (wn_str_ends(s, wn_str_of(ends[i])))
            return true;
    return false;
}

static bool begins_with_family(wn_str s)
{
    return !memchr(s.ptr, ',', s.len) && ends_in_patronymic(s) &&
           memchr(s.ptr, ' ', s.len);
}

static person_order order_of(const struct config *c, wn_str s)
{
    return c->order == ORDER_FAMILY_FIRST  ? PERSON_FAMILY_FIRST
           : c->order == ORDER_GIVEN_FIRST ? PERSON_GIVEN_FIRST
           : begins_with_family(s)         ? PERSON_FAMILY_FIRST
                                           : PERSON_AUTO;
}

/* Does a rewritten name give the same text when it is read again? If not ("e la Vega,
 * Juan"), the name is left as it was. */
static bool is_stable(wn_str name, person_order order, wn_arena *arena)
{
    person p;
    bool supposed = false;
    char *text = wn_arena_bytes(arena, name.len * 2 + 64);

    order = order == PERSON_FAMILY_FIRST ? PERSON_AUTO : order;
    if (begins_with_family(name))
        order = PERSON_FAMILY_FIRST;
    return person_parse(name, order, &p) && !p.two_people && !p.company &&
           wn_str_equal(name, (wn_str){text, person_write(&p, -1, text, &supposed)});
}

/* Writes the name in one piece, if it is certainly one person's. */
static wn_str write_full(wn_str s, const person *p, person_order order, wn_arena *arena,
                         wn_remark *remark)
{
    size_t room = s.len * 2 + 64;
    char *text = wn_arena_bytes(arena, room);
    bool supposed = false;

    if (p->two_people || p->company || p->others || p->marks || p->maiden)
        return s; /* not one person, or not known */
    wn_str name = {text, person_write(p, -1, text, &supposed)};
    wn_arena_trim(arena, text, room, name.len);
    census made = count_characters(name);
    if (made.letters + made.other == 0 ||
        !(wn_str_equal(name, s) || is_stable(name, order, arena)))
        return s; /* "Mr. &": nothing but the title was a word */
    for (size_t i = 0; i < p->count && !*remark; i++)
        if (p->words[i].part == PERSON_NICKNAME)
            *remark = WN_REMARK_REST;
    if (supposed)
        *remark = WN_REMARK_CHANGED;
    return name;
}

static wn_str clean_latin(wn_str s, const struct config *c, wn_arena *arena,
                          wn_remark *remark)
{
    static const int wanted[] = {[PART_FULL] = -1,
                                 [PART_FAMILY] = PERSON_FAMILY,
                                 [PART_GIVEN] = PERSON_GIVEN,
                                 [PART_TITLE] = PERSON_TITLE,
                                 [PART_SUFFIX] = PERSON_SUFFIX,
                                 [PART_NICKNAME] = PERSON_NICKNAME};
    person p;
    person_order order = order_of(c, s);
    bool main = c->part == PART_FAMILY || c->part == PART_GIVEN, supposed = false;

    if (!is_plain_name(s) || !person_parse(s, order, &p)) {
        if (main && !*remark)
            *remark = WN_REMARK_AMBIGUOUS;
        return c->part == PART_FULL ? s : WN_STR("");
    }
    if (p.count > 0 && person_word_is(&p.words[0], 'w') && name_is_job(s)) {
        *remark = WN_REMARK_DUMMY; /* Sales Manager */
        return c->part == PART_FULL ? s : WN_STR("");
    }
    *remark = p.two_people || p.others ? WN_REMARK_TWO_PEOPLE
              : p.company              ? WN_REMARK_MISPLACED
              : main && p.either       ? WN_REMARK_AMBIGUOUS
              : main && p.maiden       ? WN_REMARK_REST
              : p.notes                ? WN_REMARK_REST
                                       : *remark;
    if (c->part == PART_FULL)
        return write_full(s, &p, order, arena, remark);
    if (main && (p.either || p.two_names || p.company))
        return WN_STR("");
    size_t room = s.len * 2 + 64;
    char *text = wn_arena_bytes(arena, room);
    size_t len = person_write(&p, wanted[c->part], text, &supposed);
    wn_arena_trim(arena, text, room, len);
    if (supposed)
        *remark = WN_REMARK_CHANGED;
    return (wn_str){text, len};
}

/* A name in two scripts: its Chinese characters tell the parts, if they are a name; 王
 * beside David is the family name. */
static wn_str clean_mixed(wn_str s, const struct config *c, wn_arena *arena,
                          wn_remark *remark)
{
    wn_str family, name = name_typed_mixed(s, arena, &family, remark);

    if (c->part == PART_FAMILY && family.len)
        return family;
    if (family.ptr == name.ptr || !name.len)
        return clean_han(name, c->part, arena, remark);
    return (unsigned char)*name.ptr >= 0xE3 ? clean_han(name, c->part, arena, remark)
                                            : clean_latin(name, c, arena, remark);
}

/* Cleans one person's name; n: what characters s has. */
static wn_str clean(wn_str s, census n, const struct config *c, wn_arena *arena,
                    wn_remark *remark)
{
    if (n.han > 0) {
        s = n.other > 0 || n.strange || n.dot ? han_name_dots(s, arena) : s;
        n = count_characters(s);
    }
    if (c->part == PART_KEY)
        return wn_person_key(s, arena);
    if (n.han > 0 && !n.letters && !n.other && !n.digits && !n.strange)
        return clean_han(s, c->part, arena, remark);
    if ((n.han > 0 || !n.letters) && is_syllabic(s))
        return clean_syllabic(s, c->part, arena, remark);
    if (n.han > 0 && c->part != PART_FULL)
        return clean_mixed(s, c, arena, remark);
    if (n.han > 0 || (!n.letters && c->part == PART_FULL && !n.other))
        return c->part == PART_FULL ? s : WN_STR("");
    return clean_latin(s, c, arena, remark);
}

static bool is_two(wn_str s, const census *n)
{
    return n->han == 0 ? n->marks && name_is_two_latin(s)
                       : n->other + n->letters == 0 && name_is_two_han(s);
}

/* Is a note behind the comma (Jane Roe, key contact), or a company at either side of it
 * (Smith, Acme Ltd)? In full the latter may be the name of a company. */
static bool is_beside_comma(wn_str s, const census *n, bool full)
{
    const char *comma = n->strange && n->han == 0 ? memrchr(s.ptr, ',', s.len) : NULL;

    if (!comma)
        return false;
    wn_str before = {s.ptr, (size_t)(comma - s.ptr)},
           behind = wn_str_trim((wn_str){comma + 1, s.len - before.len - 1});
    return (name_is_latin_note(behind) && !strpbrk(person_roles(behind), "wC")) ||
           (!full && (name_is_firm(behind) || name_is_company(before, false)));
}

/* Is something beside the name, so that it must be looked for? A Chinese name may have
 * notes without a mark. */
static bool may_have_more(wn_str s, const census *n, int part)
{
    return n->beside || n->digits > 0 || n->han > 3 ||
           (n->han > 0 && n->han * 3 < s.len) ||
           (n->strange &&
            (*s.ptr == '(' || s.ptr[s.len - 1] == ')' || memmem(s.ptr, s.len, " - ", 3) ||
             memmem(s.ptr, s.len, "--", 2))) ||
           (n->han > 1 && name_may_be_note(s)) ||
           is_beside_comma(s, n, part == PART_FULL);
}

/* Finds the name in the cell; *n: its characters. False: the cell has nobody's name. */
static bool find_name(wn_str *s, census *n, int part, typed_name *typed,
                      wn_remark *remark)
{
    name_typed_read(*s, n->han * 3 == s->len, is_two(*s, n), typed);
    if (typed->nobody) {
        *remark = typed->remark == WN_REMARK_MISPLACED ? typed->remark : WN_REMARK_DUMMY;
        return false;
    }
    if (typed->cut || (typed->marks && part != PART_FULL)) {
        *remark = typed->remark ? typed->remark : *remark;
        *s = typed->name;
        *n = count_characters(*s);
    }
    return true;
}

/* What the parts of a cell are that names nobody, or two people, or a company. */
static wn_verdict no_name(int part, wn_cleaned *out)
{
    bool nobody = out->remark == WN_REMARK_DUMMY;

    if (part == PART_FULL || (part == PART_KEY && !nobody))
        return WN_CLEAN;
    out->value = WN_STR("");
    return WN_EMPTY;
}

/* What a cell has, before its name is taken apart. */
typedef struct looked {
    wn_str name;
    census characters;
    typed_name typed;
} looked;

/* Finds the name in the cell. WN_CLEAN: it is to be taken apart, unless *is_done. The
 * parts given and family find the same. */
static wn_verdict look(wn_str in, int part, wn_arena *arena, looked *l, wn_cleaned *out,
                       bool *is_done)
{
    mojibake mended =
        mojibake_suspected(in) ? mojibake_mend(in, arena, &in) : MOJIBAKE_NONE;
    wn_str s = tidy(in, TIDY_NARROW | TIDY_MARKUP, arena);
    census n = count_characters(s);
    typed_name typed = {.title = WN_STR("")};

    *is_done = true;
    out->value = s;
    out->remark = mended == MOJIBAKE_MENDED ? WN_REMARK_GARBLED : WN_REMARK_NONE;
    if (s.len == 0)
        return WN_EMPTY;
    bool dummy = name_is_dummy(s);
    if (!dummy && s.len <= 200 && n.han + n.other + n.letters > 0 &&
        may_have_more(s, &n, part) && !find_name(&s, &n, part, &typed, &out->remark))
        return no_name(part, out);
    if (n.impossible || n.digits > 2 || s.len > 200 || n.han + n.other + n.letters == 0) {
        out->remark = n.impossible || n.digits > 4 ? WN_REMARK_MISPLACED : WN_REMARK_NONE;
        return WN_INVALID;
    }
    if ((n.han == 0 || n.business) && name_is_company(s, n.han > 0)) {
        out->remark = WN_REMARK_MISPLACED;
        return no_name(part, out);
    }
    if (is_two(s, &n)) {
        out->remark = WN_REMARK_TWO_PEOPLE;
        return no_name(part, out);
    }
    bool note = !dummy && n.han == 0 && name_is_latin_note(s);
    if (dummy || note)
        out->remark = WN_REMARK_DUMMY;
    if (note)
        return no_name(part, out);
    *l = (looked){s, n, typed};
    *is_done = false;
    return WN_CLEAN;
}

static wn_verdict take_apart(const looked *l, const struct config *c, wn_arena *arena,
                             wn_cleaned *out)
{
    struct config own = *c;

    if (l->typed.alone && !memchr(l->name.ptr, ' ', l->name.len))
        own.order = ORDER_FAMILY_FIRST;
    out->value = c->part == PART_TITLE && l->typed.title.len
                     ? l->typed.title
                     : clean(l->name, l->characters, &own, arena, &out->remark);
    return out->value.len ? WN_CLEAN : WN_EMPTY;
}

static wn_verdict apply(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out)
{
    const struct config *c = config;
    looked l;
    bool is_done;
    wn_verdict verdict = look(in, c->part, arena, &l, out, &is_done);

    return is_done ? verdict : take_apart(&l, c, arena, out);
}

void wn_person_take(wn_str name, wn_arena *arena, wn_taken *out)
{
    static const int taken[] = {PART_GIVEN, PART_FAMILY};
    wn_cleaned found = {0};
    looked l;
    bool is_done;
    wn_verdict verdict = look(name, PART_GIVEN, arena, &l, &found, &is_done);

    for (size_t i = 0; i < WN_COUNT(taken); i++) {
        out[i] = (wn_taken){verdict, found};
        if (!is_done)
            out[i].verdict = take_apart(&l, &(struct config){.part = taken[i]}, arena,
                                        &out[i].out);
    }
}

static const wn_example examples[] = {
    {NULL, " 张 三 ", "张三"},
    {NULL, "张伟先生", "张伟"},
    {NULL, "王先生", "王先生"},
    {NULL, "张伟(采购)", "张伟"},
    {"part=family", "欧阳晓红", "欧阳"},
    {"part=given", "欧阳晓红", "晓红"},
    {"part=title", "张伟经理", "经理"},
    {"part=key", "单伟", "shan wei"},
    {"part=key", "Wei, ZHANG", "wei zhang"},
    {NULL, "ZHANG WEI", "Zhang Wei"},
    {NULL, "ZHANG Wei", "Wei Zhang"},
    {NULL, "Zhang, Wei", "Wei Zhang"},
    {"order=family-first", "Müller Jörg", "Jörg Müller"},
    {"order=family-first", "张 伟", "张伟"},
    {NULL, "Ludwig van der Berg", "Ludwig van der Berg"},
    {NULL, "VAN DER BERG, LUDWIG III", "Ludwig van der Berg III"},
    {NULL, "o'brien", "O'Brien"},
    {NULL, "RONALD MCDONALD", "Ronald McDonald"},
    {NULL, "ÉLODIE BRÛLÉ", "Élodie Brûlé"},
    {NULL, "Mr. John Smith", "John Smith"},
    {NULL, "Dr. Jörg Müller", "Dr. Jörg Müller"},
    {"part=family", "Juan Q. de la Vega III", "de la Vega"},
    {"part=suffix", "de la Vega, Juan Q., Jr.", "Jr."},
    {"part=nickname", "Benjamin \"Ben\" Franklin", "Ben"},
    {NULL, "Benjamin \"Ben\" Franklin", "Benjamin Franklin"},
    {NULL, "Ｚｈａｎｇ　Ｗｅｉ", "Zhang Wei"},
    {NULL, "田中 さくら", "田中 さくら"},
    {NULL, "𠮷𠮷", "𠮷𠮷"},
    {NULL, "Mr. &", "Mr. &"},
    {NULL, "Анна Петрова", "Анна Петрова"},
    {"part=family", "Baron Whitlock Jr.", "Whitlock"},
    {NULL, "Whitlock, Jr., Sam", "Sam Whitlock Jr."},
    {NULL, "EDWARD VII", "Edward VII"},
    {NULL, "Jane Roe KC", "Jane Roe KC"},
    {NULL, "AYŞE IŞIK", "Ayşe Işık"},
    {NULL, "NGUYEN VAN AN", "Nguyen Van An"},
    {"part=family", "Ouyang Xiaohong", "Ouyang"},
    {"part=family", "Yang Li", ""},
    {"part=given", "阿依古丽•买买提", "阿依古丽·买买提"},
    {"part=family", "张王淑芬", "张王"},
    {"part=family", "鈴木一郎", "鈴木"},
    {"part=given", "上野はるか", ""},
    {"part=key", "Zhang Xiao Ming", "xiaoming zhang"},
    {NULL, "Jane Roe / John Smith", "Jane Roe / John Smith"},
    {"part=family", "Jane Roe; John Smith", ""},
    {NULL, "13800138000", NULL},
    {NULL, "li@example.com", NULL},
    {NULL, NULL, NULL},
};

const wn_transform wn_transform_name = {
    .name = "name",
    .en =
        "the name of a person; of two people in one cell nothing is taken apart; a part "
        "that the words do not show (Yang Li, 田中健) is left empty, with a remark",
    .zh = "人名；一格两个人不拆分；看不出先后的部分（如 Yang Li、田中健）留空并提示",
    .options = options,
    .config_size = sizeof(struct config),
    .role = WN_ROLE_PERSON,
    .sql = "TEXT",
    .mask = "name",
    .remarks = 1u << WN_REMARK_TWO_PEOPLE | 1u << WN_REMARK_MISPLACED |
               1u << WN_REMARK_REST | 1u << WN_REMARK_AMBIGUOUS | 1u << WN_REMARK_DUMMY |
               1u << WN_REMARK_CHANGED | 1u << WN_REMARK_GARBLED,
    .apply = apply,
    .examples = examples,
};
