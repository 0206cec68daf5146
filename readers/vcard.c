/*
 * vcard.c - vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), many in one file.
 *
 * A card is a record. Its columns: KIND (of every card: "individual", "org", "group" ..),
 * FN, "N family", "N given", "TEL CELL", "EMAIL WORK", "ADR HOME city" and so on. Several
 * values are joined with " | ", the preferred one first. A label says what the properties
 * of its group are for. Dates without a year have columns of their own. A card inside a
 * card becomes columns "AGENT FN" and so on of the outer card. Pictures and sounds are
 * left out. A line that is not understood is kept in the column "(not understood)" of its
 * card, or of the card before it. Lines that continue in the next line (which then begins
 * with a blank; in version 2.1, quoted-printable, with "=" at their end) are joined as
 * bytes, because a character may be cut.
 */
#include "vcard.h"
#include "lines.h"
#include "mime.h"
#include "named_values.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is counted and told to the user. */
enum {
    MENDED,
    JOINED,
    UNCLOSED,
    STRANGE,
    LEFT_OUT,
    NO_YEAR,
    NAMED,
    COMPANIES,
    GROUPS,
    AGENTS
};
static const wn_word note_words[] = {
    [MENDED] = WN_SAY_READ_NOTE_CARD_MENDED, [JOINED] = WN_SAY_READ_NOTE_CARD_JOINED,
    [UNCLOSED] = WN_SAY_READ_NOTE_CARD_OPEN, [STRANGE] = WN_SAY_READ_NOTE_CARD_STRANGE,
    [LEFT_OUT] = WN_SAY_READ_NOTE_BINARY,    [NO_YEAR] = WN_SAY_READ_NOTE_NO_YEAR,
    [NAMED] = WN_SAY_READ_NOTE_CARD_NAMED,   [COMPANIES] = WN_SAY_READ_NOTE_CARD_ORG,
    [GROUPS] = WN_SAY_READ_NOTE_CARD_GROUP,  [AGENTS] = WN_SAY_READ_NOTE_CARD_AGENT};

/* A line of the card. Lines are kept until the card is complete, because a label may come
 * after the line it belongs to. */
typedef struct held {
    size_t at, len; /* place in r->card */
    uint64_t line;
    bool is_agents; /* of a card inside the card */
    bool is_label, is_preferred;
    bool is_prose;   /* may continue in a line without a name */
    bool is_strange; /* is not a property */
} held;

struct reader {
    wn_input *input;
    wn_error *err;
    read_lines lines;
    read_fields fields;
    wn_buf line; /* a whole line, joined if it was folded */
    uint64_t line_number;
    bool has_line, quoted;
    bool soft;        /* the next line continues it, however that begins */
    size_t depth;     /* of cards inside cards; 0: outside */
    bool has_card;    /* stays true after its END: lines that follow are added to it */
    bool after_agent; /* the next BEGIN is a card inside this one */
    bool dropped;     /* the last line was left out */
    wn_buf card;
    held *held;
    size_t held_count, held_room;
    uint64_t card_line;
    wn_map labels; /* group -> index of its label among `held` */
    wn_buf name, parts, nickname, org, kind; /* names of the card; see remember() */
    bool is_company;
    uint64_t counts[WN_COUNT(note_words)];
    wn_batch *batch;
};

/* Count, and note it in the first pass, which sees every line. */
static void note(struct reader *r, int what, uint64_t line)
{
    char text[24];

    r->counts[what]++;
    snprintf(text, sizeof(text), "%llu", (unsigned long long)line);
    if (!r->fields.is_settled)
        read_note(r->input, note_words[what], r->counts[what], wn_str_of(text));
}

/* ---- values ----------------------------------------------------------------------- */

/* The parts of N, ADR and ORG, in order. */
static const char *const name_parts[] = {" family", " given", " middle", " prefix",
                                         " suffix"};
static const char *const address_parts[] = {" box",    " extra",    " street", " city",
                                            " region", " postcode", " country"};
static const char *const company_parts[] = {"", " unit"};

/* Properties with parts. If there are more parts than names, the rest goes into column
 * `more`. */
static const struct {
    const char *property;
    const char *const *parts;
    size_t count;
    const char *more;
} structured[] = {{"N", name_parts, WN_COUNT(name_parts), " more"},
                  {"ADR", address_parts, WN_COUNT(address_parts), " more"},
                  {"ORG", company_parts, WN_COUNT(company_parts), " unit"}};

static const char *const kinds[] = {"KIND", "X-ADDRESSBOOKSERVER-KIND"};
static const char *const left_out[] = {"BEGIN", "END", "VERSION", "PRODID"};
static const char *const binary[] = {"PHOTO", "LOGO", "SOUND", "KEY"};
static const char *const prose[] = {"NOTE", "ADR", "LABEL", "ORG",       "TITLE",
                                    "ROLE", "FN",  "N",     "CATEGORIES"};
static const char *const dates[] = {"BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE",
                                    "DEATHDATE"};

static bool is_one_of(wn_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wn_str_equal(s, wn_str_of(words[i])))
            return true;
    return false;
}

/* Put a value into the column that is named `column` with `ending`. */
static void put_value(struct reader *r, wn_str column, const char *ending, wn_str value)
{
    wn_buf clean = {0}, name = {0};

    vcard_add_text(&clean, value);
    wn_str text = wn_str_trim(wn_buf_str(&clean));
    wn_buf_format(&name, "%.*s%s", WN_FMT(column), ending);
    if (text.len > 0)
        read_fields_put(&r->fields, wn_buf_str(&name), text);
    wn_buf_release(&clean);
    wn_buf_release(&name);
}

static void put_parts(struct reader *r, size_t which, wn_str column, wn_str value)
{
    for (size_t i = 0; value.len > 0; i++)
        put_value(r, column,
                  i < structured[which].count ? structured[which].parts[i]
                                              : structured[which].more,
                  vcard_cut_part(&value));
}

static void put_property(struct reader *r, const held *h, const vcard_line *line,
                         wn_str value)
{
    wn_buf column = {0}, date = {0};
    size_t which = 0;

    if (h->is_agents)
        wn_buf_add(&column, WN_STR("AGENT "));
    wn_buf_add(&column, line->name);
    vcard_types_add_to(&line->types, &column);
    while (which < WN_COUNT(structured) &&
           !wn_str_equal(line->name, wn_str_of(structured[which].property)))
        which++;
    put_value(r, wn_buf_str(&column), " label", line->label);
    value = vcard_without_scheme(line->name, wn_str_trim(value));
    if (which < WN_COUNT(structured)) {
        put_parts(r, which, wn_buf_str(&column), value);
    } else if (is_one_of(line->name, dates, WN_COUNT(dates)) &&
               vcard_has_no_year(line, value, &date)) {
        put_value(r, wn_buf_str(&column), " without year", wn_buf_str(&date));
        note(r, NO_YEAR, h->line);
    } else {
        put_value(r, wn_buf_str(&column), "", value);
    }
    wn_buf_release(&column);
    wn_buf_release(&date);
}

/* ---- the card --------------------------------------------------------------------- */

/* Remember the values that say who or what the card is about. */
static void remember(struct reader *r, wn_str name, wn_str value)
{
    const struct {
        const char *name;
        wn_buf *to;
    } kept[] = {{"FN", &r->name},           {"N", &r->parts},
                {"NICKNAME", &r->nickname}, {"ORG", &r->org},
                {"KIND", &r->kind},         {"X-ADDRESSBOOKSERVER-KIND", &r->kind}};

    value = wn_str_trim(value);
    if (wn_str_equal(name, WN_STR("X-ABSHOWAS")))
        r->is_company = wn_str_equal_nocase(value, WN_STR("COMPANY"));
    for (size_t i = 0; i < WN_COUNT(kept); i++) {
        if (!wn_str_equal(name, wn_str_of(kept[i].name)) || kept[i].to->len > 0)
            continue;
        if (kept[i].to == &r->parts)
            vcard_join_name(&r->parts, value);
        else
            vcard_add_text(kept[i].to, kept[i].to == &r->org
                                           ? wn_str_trim(vcard_cut_part(&value))
                                           : value);
    }
}

/* Give the card: if it has no FN, make one, and set KIND. A card is a company if it says
 * so, or if its only name is that of the organization. */
static void give_card(struct reader *r)
{
    wn_str org = wn_buf_str(&r->org), parts = wn_buf_str(&r->parts);
    wn_str kind = wn_buf_str(&r->kind), name = wn_buf_str(&r->name);
    bool is_named = name.len > 0;

    if (!is_named)
        name = parts.len > 0         ? parts
               : r->nickname.len > 0 ? wn_buf_str(&r->nickname)
                                     : org;
    if (!is_named && name.len > 0) {
        read_fields_put(&r->fields, WN_STR("FN"), name);
        note(r, NAMED, r->card_line);
    }
    bool says_nothing = kind.len == 0 || wn_str_equal_nocase(kind, WN_STR("individual"));
    bool is_firm = org.len > 0 && wn_str_equal_nocase(name, org) &&
                   (parts.len == 0 || wn_str_equal_nocase(parts, org));
    if ((says_nothing && (r->is_company || is_firm)) ||
        wn_str_equal_nocase(kind, WN_STR("organization")) ||
        wn_str_equal_nocase(kind, WN_STR("org")))
        kind = WN_STR("org");
    else if (says_nothing)
        kind = WN_STR("individual");
    else if (wn_str_equal_nocase(kind, WN_STR("group")))
        kind = WN_STR("group");
    if (wn_str_equal(kind, WN_STR("org")))
        note(r, COMPANIES, r->card_line);
    if (wn_str_equal(kind, WN_STR("group")))
        note(r, GROUPS, r->card_line);
    read_fields_put(&r->fields, WN_STR("KIND"), kind);
    read_fields_give(&r->fields, r->batch, r->card_line);
}

/* Use the label of the property's group: it names types, or is kept beside the value. */
static void apply_label(struct reader *r, vcard_line *line, wn_str value)
{
    bool is_named = line->group.len > 0 && !wn_str_equal(line->name, WN_STR("X-ABADR"));
    const int64_t *at =
        is_named ? wn_map_find(&r->labels, wn_fingerprint_of(line->group)) : NULL;
    const held *l = at ? &r->held[*at] : NULL;
    vcard_line label;
    wn_buf text = {0};

    if (!l ||
        !vcard_line_parse((wn_str){wn_buf_from(&r->card, l->at).ptr, l->len}, &label))
        return;
    if (vcard_decode(&label, &text) && wn_str_trim(wn_buf_str(&text)).len > 0 &&
        !vcard_types_label(&line->types, wn_str_trim(wn_buf_str(&text)))) {
        if (!wn_str_equal(line->name, WN_STR("ADR")) &&
            !is_one_of(line->name, dates, WN_COUNT(dates)))
            wn_buf_format(&text, ": %.*s", WN_FMT(wn_str_trim(value)));
        put_value(r, line->name, " label", wn_buf_str(&text));
    }
    wn_buf_release(&text);
}

static void put_line(struct reader *r, const held *h)
{
    wn_str whole = {wn_buf_from(&r->card, h->at).ptr, h->len};
    vcard_line line;
    wn_buf text = {0};

    if (h->is_strange)
        read_fields_put(&r->fields, READ_STRANGE, wn_str_trim(whole));
    if (h->is_strange || !vcard_line_parse(whole, &line))
        return;
    if (!vcard_decode(&line, &text)) {
        note(r, LEFT_OUT, h->line);
    } else {
        if (!h->is_agents) {
            remember(r, line.name, wn_buf_str(&text));
            apply_label(r, &line, wn_buf_str(&text));
        }
        if (h->is_agents || !is_one_of(line.name, kinds, WN_COUNT(kinds)))
            put_property(r, h, &line, wn_buf_str(&text));
    }
    wn_buf_release(&text);
}

static void forget_card(struct reader *r)
{
    r->card.len = r->name.len = r->parts.len = r->nickname.len = r->org.len = 0;
    r->kind.len = r->held_count = 0;
    r->is_company = r->has_card = false;
    wn_map_release(&r->labels);
}

static void close_card(struct reader *r)
{
    if (!r->has_card)
        return;
    bool values = r->fields.is_settled; /* first pass: only names, in the file's order */

    for (int turn = 0; turn < 1 + values; turn++)
        for (size_t i = 0; i < r->held_count; i++)
            if (!r->held[i].is_label && (!values || r->held[i].is_preferred == !turn))
                put_line(r, &r->held[i]);
    give_card(r);
    forget_card(r);
}

/* ---- lines ------------------------------------------------------------------------ */

static void begin_card(struct reader *r)
{
    if (r->depth > 0 && r->after_agent) {
        note(r, AGENTS, r->line_number);
        r->depth++;
        return;
    }
    if (r->depth > 0)
        note(r, UNCLOSED, r->card_line);
    close_card(r);
    r->depth = 1;
    r->has_card = true;
    r->card_line = r->line_number;
}

static void hold(struct reader *r, held one, wn_str text)
{
    if (!read_lines_fit(&r->lines, r->card.len + text.len))
        return;
    one.at = r->card.len;
    one.len = text.len;
    one.line = r->line_number;
    one.is_agents = r->depth > 1;
    r->held = wn_grow(r->held, r->held_count, &r->held_room, sizeof(*r->held));
    r->held[r->held_count++] = one;
    wn_buf_add(&r->card, text);
}

static void hold_property(struct reader *r, const vcard_line *line, wn_str text)
{
    bool is_label = r->depth == 1 && line->group.len > 0 &&
                    wn_str_equal(line->name, WN_STR("X-ABLABEL"));

    if (line->is_mended)
        note(r, MENDED, r->line_number);
    if (is_label)
        *wn_map_set(&r->labels, wn_fingerprint_of(line->group), NULL) =
            (int64_t)r->held_count;
    hold(r,
         (held){.is_label = is_label,
                .is_preferred = line->is_preferred,
                .is_prose = is_one_of(line->name, prose, WN_COUNT(prose))},
         text);
}

static void hold_strange(struct reader *r, wn_str text)
{
    note(r, STRANGE, r->line_number);
    hold(r, (held){.is_strange = true}, text);
}

/* Handle a line that is not a property: it belongs to the line before, if that was
 * broken. */
static void hold_rest(struct reader *r, wn_str text)
{
    if (wn_str_trim(text).len == 0 || (r->dropped && read_is_base64(wn_str_trim(text))))
        return;
    bool goes_on =
        !r->dropped && r->held_count > 0 && r->held[r->held_count - 1].is_prose;
    r->dropped = false;
    if (r->depth == 0 || !goes_on) {
        hold_strange(r, text);
        return;
    }
    if (!read_lines_fit(&r->lines, r->card.len + text.len + 1))
        return;
    note(r, JOINED, r->line_number);
    wn_buf_char(&r->card, '\n');
    wn_buf_add(&r->card, text);
    r->held[r->held_count - 1].len += text.len + 1;
}

static void take_line(struct reader *r, wn_str text)
{
    vcard_line line;

    if (!vcard_line_parse(text, &line)) {
        hold_rest(r, text);
        return;
    }
    wn_str value = wn_str_trim(line.value);
    bool is_card = wn_str_equal_nocase(value, WN_STR("VCARD"));
    bool is_agent = wn_str_equal(line.name, WN_STR("AGENT")) &&
                    (value.len == 0 || wn_str_equal_nocase(value, WN_STR("BEGIN:VCARD")));
    bool is_binary = is_one_of(line.name, binary, WN_COUNT(binary)) &&
                     (line.is_base64 || !vcard_starts(value, "http"));
    r->dropped = is_binary;
    if (is_card && wn_str_equal(line.name, WN_STR("BEGIN")))
        begin_card(r);
    else if (is_card && wn_str_equal(line.name, WN_STR("END")))
        r->depth -= r->depth > 0;
    else if (is_binary && value.len > 0)
        note(r, LEFT_OUT, r->line_number);
    else if (r->depth == 0)
        hold_strange(r, text);
    else if (!is_binary && !is_agent &&
             !is_one_of(line.name, left_out, WN_COUNT(left_out)))
        hold_property(r, &line, text);
    r->after_agent = is_agent;
    if (is_agent && value.len > 0 && r->depth > 0)
        begin_card(r);
}

static void finish_line(struct reader *r)
{
    if (r->has_line)
        take_line(r, wn_buf_str(&r->line));
    r->has_line = false;
}

static bool is_edge(wn_str line)
{
    return vcard_starts(line, "END:VCARD") || vcard_starts(line, "BEGIN:VCARD");
}

/* Handle a line of the file: it continues the line before, or begins a new one. */
static void take_physical(struct reader *r, wn_str s)
{
    bool folded = s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t');
    bool goes_on = r->has_line && (folded || (r->soft && !is_edge(s)));

    if (goes_on) {
        wn_buf_add(&r->line, r->soft ? s : (wn_str){s.ptr + 1, s.len - 1});
    } else {
        finish_line(r);
        r->line.len = 0;
        wn_buf_add(&r->line, s);
        r->has_line = s.len > 0;
        r->quoted = false;
        r->line_number = r->lines.number;
    }
    wn_str line = wn_buf_str(&r->line);
    while (line.len > 0 &&
           (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    r->soft = line.len > 0 && line.ptr[line.len - 1] == '=';
    if (r->soft && !goes_on) {
        vcard_line parsed;
        r->quoted = vcard_line_parse(line, &parsed) && parsed.is_quoted;
    }
    r->soft = r->soft && r->quoted;
    if (r->soft)
        r->line.len = line.len - 1;
    read_lines_fit(&r->lines, r->line.len);
}

/* Handle one line. False: at the end, or err is set. */
static bool advance(void *reader)
{
    struct reader *r = reader;
    wn_str line;

    if (read_lines_next(&r->lines, &line)) {
        take_physical(r, line);
        return r->err->rc >= 0;
    }
    finish_line(r);
    if (r->depth == 0)
        close_card(r);
    return false;
}

/* ---- the reader ------------------------------------------------------------------- */

static wn_rc begin(struct reader *r)
{
    forget_card(r);
    r->line.len = r->depth = 0;
    r->has_line = r->quoted = r->soft = r->after_agent = r->dropped = false;
    memset(r->counts, 0, sizeof(r->counts));
    return read_lines_open(&r->lines, r->input, r->err);
}

static int reader_probe(const wn_input *input, wn_str head)
{
    (void)input;
    return vcard_starts(wn_str_trim(head), "BEGIN:VCARD") ? 95 : 0;
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
    wn_buf *const bufs[] = {&r->line,     &r->card, &r->name, &r->parts,
                            &r->nickname, &r->org,  &r->kind};

    for (size_t i = 0; i < WN_COUNT(bufs); i++)
        wn_buf_release(bufs[i]);
    read_lines_close(&r->lines);
    read_fields_release(&r->fields);
    wn_map_release(&r->labels);
    free(r->held);
    free(r);
}

static wn_rc reader_open(void **reader_out, wn_input *input, wn_error *err)
{
    struct reader *r = wn_alloc(1, sizeof(*r));

    *reader_out = r;
    r->input = input;
    r->err = err;
    r->lines.text.fd = -1;
    input->table_count = 0;
    read_fields_init(&r->fields, input, err);
    read_fields_put(&r->fields, WN_STR("KIND"), WN_STR("")); /* the first column */
    if (begin(r) < 0)
        return err->rc;
    while (advance(r))
        ;
    if (err->rc >= 0 && r->depth > 0) {
        wn_fail(err, WN_E_SOURCE, WN_SAY_READ_VCARD_CUT);
        wn_error_at(err, input->path, r->card_line);
    }
    if (err->rc < 0)
        return err->rc;
    read_fields_settle(&r->fields);
    return begin(r);
}

const wn_reader_class wn_reader_vcard = {
    .name = "vcard",
    .en = "vCards 2.1, 3.0 and 4.0",
    .zh = "vCard 2.1、3.0、4.0 名片",
    .probe = reader_probe,
    .open = reader_open,
    .next = reader_next,
    .close = reader_close,
};
