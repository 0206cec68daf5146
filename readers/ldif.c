/*
 * ldif.c - LDIF (RFC 2849): address books of Thunderbird, and exports of directories.
 *
 * An entry is a record; its line is the line of its dn. The columns are the attributes,
 * in their first spelling; several values are joined with " | ". By their objectClass,
 * entries are people, groups (mailing lists) or others (containers, devices): each is a
 * table. Changes of entries are not records. Values in other files (attr:< file:...) are
 * not read.
 */
#include "lines.h"
#include "mime.h"
#include "named_values.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 255

enum { PEOPLE, GROUPS, OTHERS, TABLES };
static const char *const table_names[] = {"people", "groups", "others"};

/* What is counted and told to the user. */
enum {
    IN_GROUPS,
    IN_OTHERS,
    CHANGES,
    NO_DN,
    JOINED,
    STRANGE,
    LEFT_OUT,
    ADDRESSES,
    PLAIN,
    GUESSED
};
static const wn_word note_words[] = {[IN_GROUPS] = WN_SAY_READ_NOTE_LDIF_GROUPS,
                                     [IN_OTHERS] = WN_SAY_READ_NOTE_LDIF_OTHERS,
                                     [CHANGES] = WN_SAY_READ_NOTE_LDIF_CHANGES,
                                     [NO_DN] = WN_SAY_READ_NOTE_LDIF_NO_DN,
                                     [JOINED] = WN_SAY_READ_NOTE_CARD_JOINED,
                                     [STRANGE] = WN_SAY_READ_NOTE_LDIF_STRANGE,
                                     [LEFT_OUT] = WN_SAY_READ_NOTE_BINARY,
                                     [ADDRESSES] = WN_SAY_READ_NOTE_LDIF_URL,
                                     [PLAIN] = WN_SAY_READ_NOTE_LDIF_BASE64,
                                     [GUESSED] = WN_SAY_READ_NOTE_LDIF_ENCODING};

/* An attribute of the current entry: places in r->entry. It is kept until the entry is
 * complete, because only then the entry's kind is known. */
typedef struct attribute {
    size_t name, name_len, value, value_len;
} attribute;

struct reader {
    wn_input *input;
    wn_error *err;
    read_lines lines;
    read_fields fields;
    wn_buf line; /* a whole line, joined if it was folded */
    uint64_t line_number;
    bool has_line;
    wn_buf entry;
    attribute *attributes;
    size_t count, room;
    uint64_t entry_line;
    bool in_entry, has_dn, is_change;
    bool is_over;   /* an empty line followed: the next attribute begins an entry */
    bool dropped;   /* the last value was left out */
    unsigned kinds; /* bits: what its classes and attributes say */
    uint64_t entries[TABLES]; /* by table: how many entries */
    int wanted;               /* the table to read; -1: counting */
    wn_buf bytes, text;
    uint64_t counts[WN_COUNT(note_words)];
    wn_batch *batch;
};

/* Count, and note it in the pass for names: only that pass sees every line. */
static void note(struct reader *r, int what, uint64_t line)
{
    char text[24];

    r->counts[what]++;
    snprintf(text, sizeof(text), "%llu", (unsigned long long)line);
    if (r->wanted >= 0 && !r->fields.is_settled)
        read_note(r->input, note_words[what], r->counts[what], wn_str_of(text));
}

/* ---- what an entry is ------------------------------------------------------------- */

/* Bits: what the classes and attributes of an entry say. */
enum {
    DEVICE = 1,
    GROUP = 2,
    PERSON = 4,
    CONTAINER = 8,
    HAS_MEMBERS = 16,
    LIKE_PERSON = 32,
    HAS_NAME = 64,
    CLASSLESS = 128
};

static const struct {
    unsigned kind;
    const char *classes; /* in lower case, with blanks around each */
} classes[] = {
    {DEVICE, " computer device ieee802device printqueue "},
    {GROUP,
     " groupofnames groupofuniquenames groupofmembers groupofurls group posixgroup "
     "mozillaablist mailgroup inetmailgroup rfc822mailgroup nismailalias mailinglist "
     "evolutionpersonlist distributionlist "},
    {PERSON,
     " person inetorgperson organizationalperson residentialperson pilotperson "
     "newpilotperson mozillaabpersonalpha mozillaorgperson evolutionperson officeperson "
     "user contact "},
    {CONTAINER,
     " organizationalunit dcobject domain domaindns container organization country "
     "locality organizationalrole builtindomain applicationprocess alias referral "
     "subentry "},
};
/* Left out: certificates, keys, pictures; and passwords, because they are nobody's
 * business. */
static const char never_read[] =
    " jpegphoto photo thumbnailphoto thumbnaillogo audio usercertificate "
    "usersmimecertificate userpkcs12 cacertificate crosscertificatepair objectguid "
    "objectsid msexchmailboxguid ms-ds-consistencyguid userpassword unicodepwd "
    "sambantpassword sambalmpassword krbprincipalkey sshpublickey ";

static bool is_among(const char *words, wn_str word)
{
    char text[64];

    return read_has_word(words, read_lowered(text, sizeof(text), word));
}

/* The table for these bits; the first that matches decides. */
static int table_of(unsigned kinds)
{
    static const struct {
        unsigned all;
        int table;
    } order[] = {{DEVICE, OTHERS},
                 {GROUP, GROUPS},
                 {PERSON, PEOPLE},
                 {CONTAINER, OTHERS},
                 {HAS_MEMBERS, GROUPS},
                 {LIKE_PERSON, PEOPLE},
                 {CLASSLESS | HAS_NAME, PEOPLE}};

    for (size_t i = 0; i < WN_COUNT(order); i++)
        if ((kinds & order[i].all) == order[i].all)
            return order[i].table;
    return OTHERS;
}

static void judge(struct reader *r, wn_str name, wn_str value)
{
    static const struct {
        unsigned kind;
        const char *attributes;
    } tells[] = {
        {HAS_MEMBERS, " member uniquemember memberuid rfc822mailmember "},
        {LIKE_PERSON,
         " sn surname givenname gn mail mobile telephonenumber displayname "},
        {HAS_NAME, " cn commonname uid "},
    };

    if (wn_str_equal_nocase(name, WN_STR("objectClass"))) {
        r->kinds &= ~(unsigned)CLASSLESS;
        for (size_t i = 0; i < WN_COUNT(classes); i++)
            if (is_among(classes[i].classes, value))
                r->kinds |= classes[i].kind;
    }
    for (size_t i = 0; i < WN_COUNT(tells); i++)
        if (is_among(tells[i].attributes, name))
            r->kinds |= tells[i].kind;
}

/* ---- entries ---------------------------------------------------------------------- */

static void give_entry(struct reader *r)
{
    int table = table_of(r->kinds);

    r->entries[table]++;
    if (r->wanted < 0)
        return;
    if (table != r->wanted) {
        if (r->wanted == PEOPLE)
            note(r, table == GROUPS ? IN_GROUPS : IN_OTHERS, r->entry_line);
        return;
    }
    for (size_t i = 0; i < r->count; i++) {
        const attribute *a = &r->attributes[i];
        read_fields_put(&r->fields, (wn_str){r->entry.ptr + a->name, a->name_len},
                        (wn_str){r->entry.ptr + a->value, a->value_len});
    }
    read_fields_give(&r->fields, r->batch, r->entry_line);
}

static void close_entry(struct reader *r)
{
    if (r->in_entry && !r->has_dn)
        note(r, NO_DN, r->entry_line);
    else if (r->in_entry && r->is_change)
        note(r, CHANGES, r->entry_line);
    else if (r->in_entry)
        give_entry(r);
    r->entry.len = r->count = 0;
    r->in_entry = r->has_dn = r->is_change = r->is_over = false;
    r->kinds = CLASSLESS;
}

static void add_attribute(struct reader *r, wn_str name, wn_str value)
{
    if (value.len == 0 || !read_lines_fit(&r->lines, r->entry.len + name.len + value.len))
        return;
    r->attributes = wn_grow(r->attributes, r->count, &r->room, sizeof(*r->attributes));
    r->attributes[r->count++] =
        (attribute){r->entry.len, name.len, r->entry.len + name.len, value.len};
    wn_buf_add(&r->entry, name);
    wn_buf_add(&r->entry, value);
}

/* Handle a line that is not an attribute. It belongs to the value before it, if that line
 * was broken; else it is not understood. */
static void add_rest(struct reader *r, wn_str text)
{
    if (r->is_change || wn_str_trim(text).len == 0 ||
        (r->dropped && read_is_base64(wn_str_trim(text))) ||
        !read_lines_fit(&r->lines, r->entry.len + text.len + 1))
        return;
    if (r->dropped || r->is_over || !r->in_entry) {
        note(r, STRANGE, r->line_number);
        add_attribute(r, READ_STRANGE, wn_str_trim(text));
        r->dropped = false;
        return;
    }
    note(r, JOINED, r->line_number);
    wn_buf_char(&r->entry, '\n');
    wn_buf_add(&r->entry, text);
    r->attributes[r->count - 1].value_len += text.len + 1;
}

/* ---- lines ------------------------------------------------------------------------ */

/* The text of a value in base64; "": it is not text. */
static wn_str decoded(struct reader *r, wn_str value)
{
    if (!read_is_base64(value)) {
        note(r, PLAIN, r->line_number);
        return value;
    }
    r->bytes.len = r->text.len = 0;
    read_add_base64(&r->bytes, value);
    wn_str bytes = wn_buf_str(&r->bytes);
    if (!read_is_text(bytes)) {
        note(r, LEFT_OUT, r->line_number);
        return WN_STR("");
    }
    if (wn_utf8_valid(bytes) == bytes.len)
        return bytes;
    if (!wn_decode_text(bytes, &r->text)) {
        note(r, PLAIN, r->line_number);
        return value;
    }
    note(r, GUESSED, r->line_number);
    return wn_buf_str(&r->text);
}

/* Length of the attribute's name with its options; 0: the line does not begin with a
 * name. */
static size_t name_length(wn_str line)
{
    size_t len = wn_str_span(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789-.;_=*");

    return len > 0 && len <= LONGEST_NAME && len < line.len && line.ptr[len] == ':' ? len
                                                                                    : 0;
}

/* The name without ";range=0-1499". Other options stay: cn;lang-de is a column of its
 * own. */
static wn_str without_range(wn_str name)
{
    const char *range = memmem(name.ptr, name.len, ";range=", 7);

    return range ? (wn_str){name.ptr, (size_t)(range - name.ptr)} : name;
}

/* Is it an address like file:///x? Only then "attr:<" means one: some programs write
 * "attr:<b>". */
static bool is_address(wn_str s)
{
    s = wn_str_trim(s);
    size_t len = wn_str_span(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    return len > 0 && len < s.len && s.ptr[len] == ':';
}

/* Handle a line about the entry that is not one of its attributes. False: it is an
 * attribute. `name` has no options. */
static bool take_special(struct reader *r, wn_str name, wn_str value)
{
    if (wn_str_equal_nocase(name, WN_STR("version")) && !r->in_entry)
        return true;
    if (wn_str_equal_nocase(name, WN_STR("dn")) && r->has_dn)
        close_entry(r);
    if (!r->in_entry || (wn_str_equal_nocase(name, WN_STR("dn")) && !r->has_dn))
        r->entry_line = r->line_number;
    r->in_entry = true;
    if (wn_str_equal_nocase(name, WN_STR("changetype"))) {
        r->is_change = !wn_str_equal_nocase(value, WN_STR("add"));
        return true;
    }
    if (wn_str_equal_nocase(name, WN_STR("control")))
        return true;
    r->has_dn = r->has_dn || wn_str_equal_nocase(name, WN_STR("dn"));
    return false;
}

/* Handle a line: "attr: text", "attr:: base64" or "attr:< address". */
static void take_line(struct reader *r, wn_str line)
{
    size_t len = name_length(line);

    if (len == 0) {
        add_rest(r, line);
        return;
    }
    if (r->is_over)
        close_entry(r);
    wn_str name = {line.ptr, len}, rest = name, base = wn_str_cut(&rest, WN_STR(";"));
    char how = len + 1 < line.len ? line.ptr[len + 1] : ' ';
    if (how == '<' && !is_address((wn_str){line.ptr + len + 2, line.len - len - 2}))
        how = ' ';
    size_t skip = len + 1 + (how == ':' || how == '<');
    wn_str value = wn_str_trim((wn_str){line.ptr + skip, line.len - skip});
    if (take_special(r, base, value))
        return;
    if (value.len > 0 &&
        (is_among(never_read, base) || wn_str_ends(name, WN_STR(";binary")))) {
        note(r, LEFT_OUT, r->line_number);
        r->dropped = true;
        return;
    }
    r->dropped = false;
    if (how == ':' && value.len > 0)
        value = decoded(r, value);
    else if (how == '<' && value.len > 0)
        note(r, ADDRESSES, r->line_number);
    judge(r, base, value);
    add_attribute(r, without_range(name), value);
}

static void finish_line(struct reader *r)
{
    wn_str line = wn_buf_str(&r->line);

    if (r->has_line && line.len > 0 && line.ptr[0] != '#')
        take_line(r, line);
    r->has_line = false;
}

/* Handle one line. False: at the end, or err is set. */
static bool advance(void *reader)
{
    struct reader *r = reader;
    wn_str line;

    if (!read_lines_next(&r->lines, &line)) {
        finish_line(r);
        close_entry(r);
        return false;
    }
    if (r->has_line && line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t')) {
        wn_buf_add(&r->line, (wn_str){line.ptr + 1, line.len - 1});
        return read_lines_fit(&r->lines, r->line.len);
    }
    finish_line(r);
    if (wn_str_trim(line).len == 0)
        r->is_over = r->in_entry;
    r->line.len = 0;
    wn_buf_add(&r->line, line);
    r->has_line = line.len > 0;
    r->line_number = r->lines.number;
    return r->err->rc >= 0;
}

/* ---- the reader ------------------------------------------------------------------- */

static wn_rc begin(struct reader *r)
{
    r->in_entry = r->has_line = false;
    close_entry(r);
    memset(r->counts, 0, sizeof(r->counts));
    return read_lines_open(&r->lines, r->input, r->err);
}

/* Is it LDIF? The first line that is not a comment or a version must be a dn, and what
 * follows must look like attributes, except a few broken lines. */
static int reader_probe(const wn_input *input, wn_str head)
{
    bool has_dn = false;
    size_t good = 0, bad = 0;

    (void)input;
    while (head.len > 0 && good + bad < 100) {
        wn_str line = wn_str_cut(&head, WN_STR("\n"));
        if (wn_str_trim(line).len == 0 || strchr("# \t-", line.ptr[0]))
            continue;
        wn_str name = {line.ptr, name_length(line)};
        wn_str value = {line.ptr + name.len, line.len - name.len};
        bool is_dn = wn_str_equal_nocase(name, WN_STR("dn")) &&
                     (wn_str_trim(value).len == 1 || value.ptr[1] == ':' ||
                      memchr(value.ptr, '=', value.len));
        if (!has_dn && !is_dn && !wn_str_equal_nocase(name, WN_STR("version")))
            return 0;
        good += has_dn && name.len > 0;
        bad += name.len == 0;
        has_dn = has_dn || is_dn;
    }
    return has_dn && good > 0 && bad * 4 <= good ? 90 : 0;
}

static wn_rc reader_next(void *reader, wn_batch *batch)
{
    struct reader *r = reader;

    r->batch = batch;
    return read_fields_next(&r->fields, batch, advance, r);
}

static void reader_close(void *reader)
{
    struct reader *r = reader;

    read_lines_close(&r->lines);
    read_fields_release(&r->fields);
    wn_buf_release(&r->line);
    wn_buf_release(&r->entry);
    wn_buf_release(&r->bytes);
    wn_buf_release(&r->text);
    free(r->attributes);
    free(r);
}

/* List the tables that have entries, and choose one. */
static wn_rc choose_table(struct reader *r)
{
    wn_input *input = r->input;
    int of[TABLES];

    input->tables = wn_arena_alloc(&input->arena, TABLES * sizeof(wn_table));
    input->table_count = 0;
    for (int i = 0; i < TABLES; i++) {
        if (r->entries[i] == 0)
            continue;
        of[input->table_count] = i;
        input->tables[input->table_count++] =
            (wn_table){wn_str_of(table_names[i]), i == OTHERS};
    }
    if (input->table_count == 0)
        return wn_fail(r->err, WN_E_SOURCE, WN_SAY_READ_LDIF_NO_ENTRIES, input->path);
    if (read_choose_table(input, r->err) < 0)
        return r->err->rc;
    r->wanted = of[input->table];
    return WN_OK;
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->lines.text.fd = -1;
    r->wanted = -1;
    read_fields_init(&r->fields, input, err);
    r->fields.any_case = true;
    if (begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc < 0 || choose_table(r) < 0 || begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc < 0)
        return err->rc;
    read_fields_settle(&r->fields);
    return begin(r);
}

const wn_reader_class wn_reader_ldif = {
    .name = "ldif",
    .en = "LDIF: address books and directories",
    .zh = "LDIF：通讯录与目录",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
