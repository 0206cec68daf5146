/*
 * transform.h - one way to judge and rewrite one value.
 *
 * A transform is a pure function of the text and its options: it uses no clock
 * and no file, and keeps nothing of the last record. Its examples are printed
 * by `winnow explain` and in the manual, and run as tests, so they are true.
 *
 *     const wn_transform *type = wn_transform_find(WN_STR("phone"));
 *     void *config = wn_config_new(type, &settings);
 *     wn_config_parse(type, WN_STR("region=DE"), config, &settings);
 *     wn_cleaned out;
 *     if (wn_transform_apply(type, WN_STR("(030) 1234-5678"), config, &arena, &out) ==
 *         WN_CLEAN)
 *         printf("%.*s\n", WN_FMT(out.value)); // +493012345678
 *
 * All tables are constant. Once no option of a config is set any more, any number of
 * threads may use the config, each with an arena of its own.
 */
#ifndef WINNOW_TRANSFORM_H
#define WINNOW_TRANSFORM_H

#include "winnow/arena.h"
#include "winnow/option.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wn_verdict {
    WN_CLEAN,   /* out has the canonical form (it may equal the input) */
    WN_EMPTY,   /* no value: blanks, or the type's own word for none (0000-00-00) */
    WN_INVALID, /* no value of this type; the value in out is not used */
    WN_UNKNOWN, /* may be a value of this type, but which one is not known: not in the
                   list, a phone number without a known country; out is not used */
} wn_verdict;

/* The value could be read, but a person should look at it. Each remark is a rule of its
 * own (checks/remarks.c has the sentences), in the same order as in core/rules.def. */
typedef enum wn_remark {
    WN_REMARK_NONE,
    WN_REMARK_SEVERAL,    /* several values in one cell; the first was taken */
    WN_REMARK_REST,       /* the cell has more text than the value; it was left out */
    WN_REMARK_TWO_PEOPLE, /* Tom and Ann Smith */
    WN_REMARK_MISPLACED,  /* a company, phone number or mailbox in a name */
    WN_REMARK_GARBLED,    /* some program before read it in a wrong encoding */
    WN_REMARK_AMBIGUOUS,  /* it can be read in two ways: day and month, the mark of the
                             fraction, a time zone; advice: one of them, or "" */
    WN_REMARK_NO_YEAR,    /* a birthday whose year only means "not known" */
    WN_REMARK_DAMAGED,    /* 1.23E+15: a spreadsheet has removed digits */
    WN_REMARK_TYPO,       /* a typing mistake is likely; advice: what was meant */
    WN_REMARK_SHARED,     /* info@: a mailbox that is not one person's */
    WN_REMARK_INCOMPLETE, /* a local phone number; the advice has the area code */
    WN_REMARK_REGION,     /* a phone number whose country is not known */
    WN_REMARK_PRIVATE,    /* a bank card or an identity number in free text */
    WN_REMARK_DUMMY,      /* well-formed, but not real: test@test.com, 1970-01-01 */
    WN_REMARK_CHANGED,    /* letters or digits were changed, or some were assumed */
    WN_REMARK_COUNT
} wn_remark;

/* What a transform says about a value. Zeroed by the caller. */
typedef struct wn_cleaned {
    wn_str value; /* CLEAN: the canonical form; in the arena, the input, or static */
    wn_remark remark;
    bool scaled;   /* the value was multiplied by the unit of its column */
    int8_t fits;   /* 1: the value proves the way of writing that the options say; -1: it
                      proves another one; 0: it proves nothing */
    uint8_t shape; /* the shape of the value, below WN_SHAPES; see there */
    uint8_t taken; /* a set of WN_TAKEN_... */
    wn_str advice; /* what the value is likely to be, or ""; in the arena or static */
} wn_cleaned;

/* AS_USUAL: the value can be read in several ways, and was read as an option says, or as
 * most such values are. AGAINST: the value cannot be read in that way. A column that has
 * both kinds of values must be looked at as a whole. */
#define WN_TAKEN_AS_USUAL 1
#define WN_TAKEN_AGAINST 2

/* A value proves how the other values of its shape in the column are written, and nothing
 * about other shapes: dates with dots may have another order than dates with slashes. */
#define WN_SHAPES 4
enum { WN_SHAPE_HYPHENS, WN_SHAPE_SLASHES, WN_SHAPE_DOTS, WN_SHAPE_OTHER }; /* of dates */
#define WN_DAY_FIRST 2 /* the index of this choice of date-order= */

/* In which ways a value can be read, where the column can decide between them: the
 * choices of the type's `question`, as a set (1u << choice). 0: the value proves nothing
 * and asks nothing. */
typedef struct wn_reading {
    uint8_t set, shape;
    bool asks; /* several choices are possible, and none of them is usual */
} wn_reading;

typedef struct wn_example {
    const char *options; /* "region=US", or NULL */
    const char *in;
    const char *out; /* NULL: INVALID or UNKNOWN; "": EMPTY; equal to `in`: CLEAN, or
                        UNKNOWN */
} wn_example;

/* How values of the type are compared when records are matched. */
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

/* When does a word of the model's list of blanks mean "no value" in a field of the type?
 * Not always: NA may be Namibia, and 123456 an amount or a postcode. */
typedef enum wn_blanks {
    WN_BLANKS_LISTED, /* always: a value of the type is such a word only by chance */
    WN_BLANKS_WORDS,  /* if it has no digit: any text may be a value of the type */
    WN_BLANKS_KEYS,   /* the same, for keys: any word may be a key */
    WN_BLANKS_OWN,    /* if the type does not accept it as a value */
} wn_blanks;

/* What another column of the row says about the place of a value. */
typedef enum wn_place {
    WN_PLACE_COUNTRY, /* also for a column of any other name */
    WN_PLACE_STATE,
    WN_PLACE_POSTCODE,
    WN_PLACE_ADDRESS,
    WN_PLACE_CITY,
} wn_place;

typedef struct wn_transform {
    const char *name;
    const char *en, *zh;      /* one sentence */
    const wn_option *options; /* ends with WN_OPT_END; NULL: none */
    size_t config_size;       /* of the struct that the options fill; 0: none */
    bool is_number;           /* min= and max= are values, not lengths */
    bool is_date;             /* values sort as text and can grow stale */
    wn_role role;
    wn_blanks blanks;
    const char *sql;  /* column type in a database */
    const char *mask; /* how a report shows it, unless mask= says otherwise */
    /* The option that the rows of a column can answer: date-order, decimal. Or NULL. */
    const char *question;
    /* What one value says about the question. */
    wn_reading (*readings)(wn_str in, const void *config, wn_arena *arena);
    /* Write into the config what all rows say about values of a shape. choice 0: nothing.
     * mixed: the rows contradict each other. */
    void (*settle)(void *config, unsigned shape, unsigned choice, bool mixed);
    /* The config for one record. `value` is the record's cell in a column that the
     * WN_OPT_COLUMN option names, for example the country beside a phone number. With
     * several columns it is called for each, in order. Returns a config in the arena,
     * which borrows `value`, or `config` itself. NULL: the type has no such option. */
    const void *(*with)(const void *config, const wn_option *option, wn_place place,
                        wn_str value, wn_arena *arena);
    unsigned remarks; /* 1u << remark for each it can make */
    wn_verdict (*apply)(wn_str in, const void *config, wn_arena *arena, wn_cleaned *out);
    const wn_example *examples; /* ends with a NULL in; NULL: none */
} wn_transform;

const wn_transform *wn_transform_find(wn_str name); /* NULL: there is none */
/* All transforms, sorted by name, from 0. NULL: there are no more. */
const wn_transform *wn_transform_at(size_t i);

/* Judge and rewrite one value; it is trimmed first. `config` comes from wn_config_new.
 * *out need not be zeroed; its texts live as long as the arena and the value. */
wn_verdict wn_transform_apply(const wn_transform *transform, wn_str value,
                              const void *config, wn_arena *arena, wn_cleaned *out);
const char *wn_verdict_name(wn_verdict verdict); /* "clean", "empty" ... */
/* The name of the remark's rule in a mapping, "typo"; "" for WN_REMARK_NONE. And the
 * sentence for people. */
const char *wn_remark_name(wn_remark remark);
const char *wn_remark_text(wn_remark remark, wn_lang lang);

/* A new config, which holds the options of a transform, all at their defaults. In the
 * arena; never NULL. */
void *wn_config_new(const wn_transform *transform, wn_arena *arena);
/* Set the options of a text like "region=US order=auto"; other options stay. False: a
 * name or a value is wrong; the options before it are set. Values are copied into the
 * arena. */
bool wn_config_parse(const wn_transform *transform, wn_str text, void *config,
                     wn_arena *arena);
const wn_option *wn_option_find(const wn_transform *transform, wn_str name); /* or NULL */

/* A key that is the same for different spellings of one name. In the arena; "": there is
 * nothing to compare. */
wn_str wn_person_key(wn_str name, wn_arena *arena); /* 张伟 = 張偉 = Zhang Wei */
/* 北京华信科技有限公司 = 华信科技. *place becomes the city or province in the name, or
 * ""; `place` may be NULL. */
wn_str wn_company_key(wn_str name, wn_arena *arena, wn_str *place);

#ifdef __cplusplus
}
#endif

#endif
