/*
 * transform.h - one way to judge and rewrite one value.
 *
 * A transform is a pure function of the text and its options: no clock, no
 * file, no memory of the last record. Its examples are printed by `winnow
 * explain` and in the manual, and run as tests, so the manual cannot lie.
 *
 *     const wn_transform *type = wn_transform_find(WN_STR("phone"));
 *     void *config = wn_config_new(type, &settings);
 *     wn_config_parse(type, WN_STR("region=DE"), config, &settings);
 *     wn_cleaned out;
 *     if (wn_transform_apply(type, WN_STR("(030) 1234-5678"), config, &arena, &out) ==
 *         WN_CLEAN)
 *         printf("%.*s\n", WN_FMT(out.value)); // +493012345678
 *
 * All tables are constant. A config that nobody sets any more may be used by any number
 * of threads, each with an arena of its own.
 */
#ifndef WINNOW_TRANSFORM_H
#define WINNOW_TRANSFORM_H

#include "winnow/arena.h"
#include "winnow/option.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wn_verdict {
    WN_CLEAN,   /* out is the canonical form (it may equal in) */
    WN_EMPTY,   /* says nothing: blanks, or the type's own "never" (0000-00-00) */
    WN_INVALID, /* not such a thing at all; out is not looked at */
    WN_UNKNOWN, /* it can be one, and which is not known: not in the list, a telephone
                   number of no known country; out is not looked at */
} wn_verdict;

/* What a person should look at though the value could be read; each is a rule of
 * its own (checks/remarks.c has the words). The order is that of the rules. */
typedef enum wn_remark {
    WN_REMARK_NONE,
    WN_REMARK_SEVERAL,    /* several values in one cell; the first was taken */
    WN_REMARK_REST,       /* text beside the value, which was not taken */
    WN_REMARK_TWO_PEOPLE, /* Tom and Ann Smith */
    WN_REMARK_MISPLACED,  /* a company, phone number or mailbox in a name */
    WN_REMARK_GARBLED,    /* read in a wrong encoding, at some time before */
    WN_REMARK_AMBIGUOUS,  /* it can be read in two ways: day and month, the mark of the
                             fraction, a time zone; advice: one of them, or "" */
    WN_REMARK_NO_YEAR,    /* a birthday whose year stands for none */
    WN_REMARK_DAMAGED,    /* 1.23E+15: a spreadsheet has taken digits away */
    WN_REMARK_TYPO,       /* a typing mistake is likely; the advice says which */
    WN_REMARK_SHARED,     /* info@: nobody's own mailbox */
    WN_REMARK_INCOMPLETE, /* a local phone number; the advice has the area code */
    WN_REMARK_REGION,     /* a telephone number of a country that nothing tells */
    WN_REMARK_PRIVATE,    /* a bank card or an identity number in free text */
    WN_REMARK_DUMMY,      /* well-formed, and nobody's: test@test.com, 1970-01-01 */
    WN_REMARK_CHANGED, /* letters or digits are not those that were read, or supposed */
    WN_REMARK_COUNT
} wn_remark;

/* What a transform says of a value. Zeroed by the caller. */
typedef struct wn_cleaned {
    wn_str value; /* CLEAN: the canonical form; in the arena, the input, or static */
    wn_remark remark;
    bool scaled;   /* it was multiplied by the unit that its column counts in */
    int8_t fits;   /* how it was said to be written: 1 proves that, -1 the contrary */
    uint8_t shape; /* which of the column's values are of its kind; below WN_SHAPES */
    uint8_t taken; /* a set of WN_TAKEN_... */
    wn_str advice; /* what it is likely to be, or ""; in the arena or static */
} wn_cleaned;

/* A value that several readings leave open was read as an option says, or as most are;
 * and one that cannot be read so. Both in one column: it must be looked at as a whole. */
#define WN_TAKEN_AS_USUAL 1
#define WN_TAKEN_AGAINST 2

/* Values of a column prove something for those of their own shape: dates with dots need
 * not have the order of those with slashes. */
#define WN_SHAPES 4
enum { WN_SHAPE_HYPHENS, WN_SHAPE_SLASHES, WN_SHAPE_DOTS, WN_SHAPE_OTHER }; /* of dates */
#define WN_DAY_FIRST 2 /* of the choices of date-order= */

/* How a value can be read, where its column can tell it: the choices of the type's
 * `question`, as a set (1u << choice). 0: it proves nothing and asks nothing. */
typedef struct wn_reading {
    uint8_t set, shape;
    bool asks; /* several are left, and none is usual */
} wn_reading;

typedef struct wn_example {
    const char *options; /* "region=US", or NULL */
    const char *in;
    const char *out; /* NULL: INVALID or UNKNOWN; "": EMPTY; `in` itself may be UNKNOWN */
} wn_example;

/* What a value of the type is compared as, when records are matched. */
typedef enum wn_role {
    WN_ROLE_NONE,
    WN_ROLE_PERSON,
    WN_ROLE_COMPANY,
    WN_ROLE_PHONE,
    WN_ROLE_EMAIL,
    WN_ROLE_TAX_ID,
    WN_ROLE_URL,
    WN_ROLE_ADDRESS,
    WN_ROLE_LINK,
    WN_ROLE_COUNT
} wn_role;

/* What a word of the model's list of blanks is to a type: NA is Namibia, 123456 an amount
 * or a postcode. */
typedef enum wn_blanks {
    WN_BLANKS_LISTED, /* a blank: no value of the type is called so, but by chance */
    WN_BLANKS_WORDS,  /* a blank, unless a digit is in it: any text may be a value, */
    WN_BLANKS_KEYS,   /* and any word a key */
    WN_BLANKS_OWN,    /* a blank where the type does not accept it */
} wn_blanks;

/* What a column beside a value tells of its place. */
typedef enum wn_place {
    WN_PLACE_COUNTRY, /* or a column of any other name */
    WN_PLACE_STATE,
    WN_PLACE_POSTCODE,
    WN_PLACE_ADDRESS,
    WN_PLACE_CITY,
} wn_place;

typedef struct wn_transform {
    const char *name;
    const char *en, *zh;      /* one sentence */
    const wn_option *options; /* ends with WN_OPT_END; NULL: none */
    size_t config_size;       /* of the struct the options fill; 0: none */
    bool is_number;           /* min= and max= are values, not lengths */
    bool is_date;             /* values sort as text and can grow stale */
    wn_role role;
    wn_blanks blanks;
    const char *sql;  /* column type in a database */
    const char *mask; /* how a report shows it, unless mask= says otherwise */
    /* The option that a column's rows can answer: date-order, decimal. NULL: none. */
    const char *question;
    wn_reading (*readings)(wn_str in, const void *config, wn_arena *arena);
    /* Take down in the config what the rows say of a shape: the choice, or 0: nothing;
     * mixed: they contradict each other. */
    void (*settle)(void *config, unsigned shape, unsigned choice, bool mixed);
    /* The config of one record, whose cell of a column that the WN_OPT_COLUMN option
     * names says `value`: a phone number's country beside it. Of several columns each is
     * asked, in order. In the arena, or `config` itself; it borrows `value`. NULL: there
     * is no such option. */
    const void *(*with)(const void *config, const wn_option *option, wn_place place,
                        wn_str value, wn_arena *arena);
    unsigned remarks; /* 1u << remark for each it can make */
    wn_verdict (*apply)(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out);
    const wn_example *examples; /* ends with a NULL in; NULL: none */
} wn_transform;

const wn_transform *wn_transform_find(wn_str name); /* NULL: there is none */
/* All of them, by name: 0, 1 ... NULL: there are no more. */
const wn_transform *wn_transform_at(size_t i);

/* Judge and rewrite one value, trimmed before. `config` as wn_config_new made it. *out
 * need not be zeroed; what is in it lives as long as the arena and the value. */
wn_verdict wn_transform_apply(const wn_transform *transform, wn_str value,
                              const void *config, wn_arena *arena, wn_cleaned *out);
const char *wn_verdict_name(wn_verdict verdict); /* "clean", "empty" ... */
/* "typo", as a check of a mapping is called; "": WN_REMARK_NONE. And a sentence. */
const char *wn_remark_name(wn_remark remark);
const char *wn_remark_text(wn_remark remark, wn_lang lang);

/* What options of a transform are set in. A config with every option at its default. In
 * the arena; never NULL. */
void *wn_config_new(const wn_transform *transform, wn_arena *arena);
/* "region=US order=auto" over what is set. False at a wrong name or value: what stands
 * before it is set. Values are copied into the arena. */
bool wn_config_parse(const wn_transform *transform, wn_str text, void *config,
                     wn_arena *arena);
const wn_option *wn_option_find(const wn_transform *transform, wn_str name); /* or NULL */

/* Keys under which two spellings of one name meet. Both write into the arena
 * and return "" when there is nothing to compare. */
wn_str wn_person_key(wn_str name, wn_arena *arena); /* 张伟 = 張偉 = Zhang Wei */
/* 北京华信科技有限公司 = 华信科技. *place, unless NULL, is the city or province that the
 * name names, or "". */
wn_str wn_company_key(wn_str name, wn_arena *arena, wn_str *place);

#ifdef __cplusplus
}
#endif

#endif
