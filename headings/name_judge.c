/*
 * name_judge.c - the meaning of a known thing together with the words around it:
 * "Parent", "Account" and "ID" mean parent_id; "Rabatt" and "Code" do not mean a
 * discount.
 */
#include "name_read.h"

#include "core/memory.h"

#include <string.h>

/* An owner and a thing that together mean another thing: the name of a company is the
 * company, the number of an order is its order_no. With other owners the meaning of the
 * thing does not change, if may_own allows it. */
static const struct {
    heading_owner of;
    const char *thing, *meaning;
} joined[] = {
    {HEADING_OF_COMPANY, "id", "account_id"},
    {HEADING_OF_COMPANY, "row_no", "account_id"},
    {HEADING_OF_COMPANY, "name", "company"},
    {HEADING_OF_COMPANY, "kind", "category"},
    {HEADING_OF_PERSON, "id", "contact_id"},
    {HEADING_OF_PERSON, "row_no", "contact_id"},
    {HEADING_OF_PERSON, "name", "person"},
    {HEADING_OF_PARENT, "id", "parent_id"},
    {HEADING_OF_PARENT, "row_no", "parent_id"},
    {HEADING_OF_PARENT, "account_id", "parent_id"},
    {HEADING_OF_PARENT, "parent_id", "parent_id"},
    {HEADING_OF_PARENT, "name", "parent_company"},
    {HEADING_OF_PARENT, "company", "parent_company"},
    {HEADING_OF_PARENT, "parent_company", "parent_company"},
    {HEADING_OF_DEAL, "id", "deal_id"},
    {HEADING_OF_DEAL, "row_no", "deal_id"},
    {HEADING_OF_DEAL, "name", "deal_name"},
    {HEADING_OF_DEAL, "job_title", "deal_name"},
    {HEADING_OF_DEAL, "subject", "deal_name"},
    {HEADING_OF_DEAL, "revenue", "amount"},
    {HEADING_OF_DEAL, "total", "amount"},
    {HEADING_OF_DEAL, "price", "amount"},
    {HEADING_OF_DEAL, "status", "stage"},
    {HEADING_OF_USER, "id", "user_id"},
    {HEADING_OF_USER, "row_no", "user_id"},
    {HEADING_OF_USER, "name", "person"},
    {HEADING_OF_OWNER, "id", "owner"},
    {HEADING_OF_OWNER, "row_no", "owner"},
    {HEADING_OF_OWNER, "name", "owner"},
    {HEADING_OF_OWNER, "person", "owner"},
    {HEADING_OF_OWNER, "user_id", "owner"},
    {HEADING_OF_OWNER, "department", "department"},
    {HEADING_OF_LEAD, "id", "lead_id"},
    {HEADING_OF_LEAD, "row_no", "lead_id"},
    {HEADING_OF_LEAD, "name", "person"},
    {HEADING_OF_TICKET, "id", "ticket_id"},
    {HEADING_OF_TICKET, "row_no", "ticket_id"},
    {HEADING_OF_TICKET, "name", "subject"},
    {HEADING_OF_TICKET, "job_title", "subject"},
    {HEADING_OF_PRODUCT, "id", "product_id"},
    {HEADING_OF_PRODUCT, "row_no", "sku"},
    {HEADING_OF_PRODUCT, "name", "product_name"},
    {HEADING_OF_PRODUCT, "job_title", "product_name"},
    {HEADING_OF_ORDER, "id", "order_id"},
    {HEADING_OF_ORDER, "row_no", "order_no"},
    {HEADING_OF_ORDER, "name", "order_no"},
    {HEADING_OF_ORDER, "happened_at", "order_date"},
    {HEADING_OF_ORDER, "amount", "total"},
    {HEADING_OF_INVOICE, "id", "invoice_no"},
    {HEADING_OF_INVOICE, "row_no", "invoice_no"},
    {HEADING_OF_INVOICE, "name", "invoice_no"},
    {HEADING_OF_INVOICE, "happened_at", "invoice_date"},
    {HEADING_OF_INVOICE, "amount", "total"},
    {HEADING_OF_ACTIVITY, "id", "id"},
    {HEADING_OF_ACTIVITY, "name", "subject"},
    {HEADING_OF_ACTIVITY, "job_title", "subject"},
    {HEADING_OF_ACTIVITY, "note", "content"},
    {HEADING_OF_ACTIVITY, "happened_at", "happened_at"},
};

/* A thing, and the meaning it has when an id follows: "Account Name.id", owner_id. */
static const struct {
    const char *thing, *meaning;
} numbered_things[] = {{"company", "account_id"},       {"person", "contact_id"},
                       {"parent_company", "parent_id"}, {"deal_name", "deal_id"},
                       {"product_name", "product_id"},  {"order_no", "order_id"},
                       {"username", "user_id"}};

/* Things whose name may contain a word like "number" or "code"; things that keep their
 * meaning when an id follows; parts of an address. */
static const char numbers[] =
    " phone mobile fax country state postcode language currency "
    "vat tax_id registration_no iban bic house_no po_box id "
    "row_no order_no invoice_no sku account_id contact_id deal_id "
    "user_id lead_id ticket_id product_id order_id parent_id "
    "external_id bank_account national_id wechat im ";
static const char with_id[] =
    " owner country state city industry category stage status "
    "source currency language department job_title kind pipeline "
    "payment_terms email wechat im tags salutation name_prefix "
    "invoice_no account_id contact_id deal_id user_id lead_id "
    "ticket_id product_id order_id parent_id manager_id "
    "external_id id unit channel priority gender ";
static const char of_address[] = " address address_2 house_no po_box city district state "
                                 "postcode country phone mobile fax company email im "
                                 "website ";
static const char of_places[] = " address address_2 house_no po_box city district state "
                                "postcode country phone mobile fax email website company "
                                "person name given_name family_name im wechat job_title "
                                "department vat tax_id registration_no salutation "
                                "middle_name name_prefix name_suffix profile_url ";
static const char of_lines[] =
    " id row_no status price total amount discount quantity note "
    "currency kind category unit happened_at due_date name "
    "source created_at updated_at tax tax_rate priority "
    "subject content owner payment_terms payment_method "
    "order_date invoice_date payment_date person company ";

static bool is_among(const char *list, const char *name)
{
    size_t len = strlen(name);

    for (const char *at = list; (at = strstr(at, name)); at += len)
        if (at[-1] == ' ' && at[len] == ' ')
            return true;
    return false;
}

/* What the words around the thing say. */
typedef struct around {
    heading_owner of;
    heading_use use;
    bool has[HEADING_WHATS];
    heading_what last; /* the last word after the thing: "Angelegt von" ends in noise */
    bool is_field;     /* the piece before is a word like "Feld", "custom" */
    bool has_year;     /* "Revenue 2023" */
    bool is_number;    /* the thing is "number", "code": not "line no" */
    unsigned rank, words;
    const heading_piece *unit;
    unsigned languages; /* in which the thing may have its meaning */
    unsigned common;    /* of the words that say the owner and the use */
} around;

static void see_owner(around *a, heading_owner of)
{
    if (a->of != HEADING_OF_PARENT && a->of != HEADING_OF_ELSE)
        a->of = of;
}

static bool is_latin(const heading_word *word)
{
    return (unsigned char)*heading_text(word).ptr < 0x80;
}

/* The languages that the thing may have beside this word: those of the word; any, if all
 * systems use the word (ID, No) or if its script differs from the thing's (客户 Email).
 */
static unsigned beside(const heading_piece *p, const heading_word *core)
{
    bool used_by_all = (p->word->languages & 1) && p->around->what > HEADING_IS_noise;

    if (!p->cuts && (used_by_all || (!is_latin(p->word) && is_latin(core))))
        return ~0u;
    return p->word->languages;
}

static void see_piece(around *a, const heading_piece *p, const heading_piece *core)
{
    heading_what what = p->around ? p->around->what : HEADING_WHATS;

    if (!p->around) {
        if (!p->word && p->number >= HEADING_YEARS)
            a->has_year = true;
        else if (!p->word && !a->is_field) /* the 7 of "Field 7" is no rank */
            a->rank = p->number;
        return;
    }
    a->has[what] = true;
    a->is_field =
        (what == HEADING_IS_first || what == HEADING_IS_noise) && p->from < core->from;
    a->words += what != HEADING_IS_required && what != HEADING_IS_optional &&
                what != HEADING_IS_unit;
    if (p->from > core->from)
        a->last = what;
    a->languages &= beside(p, core->word);
    if (what == HEADING_IS_owner)
        see_owner(a, (heading_owner)p->around->value);
    if (what == HEADING_IS_use &&
        !(p->around->value == HEADING_USE_MAIN && a->use != HEADING_USE_PLAIN))
        a->use = (heading_use)p->around->value;
    if (what == HEADING_IS_unit)
        a->unit = p;
    if (what == HEADING_IS_owner || what == HEADING_IS_use)
        a->common &= p->word->languages;
}

static bool is_dated(const heading_meaning *m)
{
    return !strncmp(m->type, "date", 4);
}

static bool is_number_type(const heading_meaning *m)
{
    return !strcmp(m->type, "money") || !strcmp(m->type, "percent") ||
           !strcmp(m->type, "integer") || !strcmp(m->name, "quantity") ||
           !strcmp(m->name, "payment_terms");
}

/* May the thing have this unit? An amount in per cent is another thing. */
static bool may_measure(const heading_piece *unit, const heading_meaning *m)
{
    return is_number_type(m) &&
           (!wn_str_equal(heading_text(unit->word), WN_STR("%")) || strcmp(m->type, "money"));
}

/* Does the thing, with this owner, mean a field of a record? */
static bool may_own(const around *a, const heading_meaning *m)
{
    switch (a->of) {
    case HEADING_OF_PARENT:
    case HEADING_OF_OWNER:
    case HEADING_OF_ELSE:
        return false;
    case HEADING_OF_PRODUCT:
    case HEADING_OF_ORDER:
    case HEADING_OF_INVOICE:
    case HEADING_OF_ACTIVITY:
        return is_among(of_lines, m->name);
    case HEADING_OF_DEAL:
        return strcmp(m->name, "happened_at") != 0;
    default: /* "number of" them is a count, and not a number that they have */
        return !is_among(" happened_at quantity total ", m->name);
    }
}

static bool may_serve(const around *a, const heading_meaning *m)
{
    switch (a->use) {
    case HEADING_USE_PLAIN:
        return true;
    case HEADING_USE_ASSISTANT:
    case HEADING_USE_EMERGENCY:
        return false;
    case HEADING_USE_MAIN:
        return !is_dated(m);
    case HEADING_USE_OTHER:
        return is_among(of_places, m->name) ||
               is_among(" category industry note ", m->name);
    default:
        return is_among(of_places, m->name);
    }
}

/* The meaning of the thing together with the words around it; NULL: no known one. */
static const heading_meaning *joint(const around *a, const heading_meaning *m)
{
    const char *name = m->name;
    bool is_joined = false;

    for (size_t i = 0; i < WN_COUNT(joined) && a->of && !is_joined; i++)
        if (joined[i].of == a->of && !strcmp(joined[i].thing, name) &&
            (a->is_number || strcmp(name, "row_no"))) {
            name = joined[i].meaning;
            is_joined = true;
        }
    if (a->of && !is_joined && !may_own(a, m))
        return NULL;
    if (a->has[HEADING_IS_number] && !is_joined && !is_among(numbers, name))
        return NULL;
    for (size_t i = 0; i < WN_COUNT(numbered_things) && a->has[HEADING_IS_id]; i++)
        if (!strcmp(numbered_things[i].thing, name)) {
            name = numbered_things[i].meaning;
            is_joined = true;
        }
    if (a->has[HEADING_IS_id] && !is_joined && !is_among(with_id, name))
        return NULL;
    if ((a->use == HEADING_USE_BILLING || a->use == HEADING_USE_SHIPPING) &&
        !strcmp(name, "name"))
        name = "person";
    if ((a->has[HEADING_IS_date] && !is_dated(m)) ||
        (a->last == HEADING_IS_noise && is_dated(m)) ||
        (a->has[HEADING_IS_address] && !is_among(of_address, name)) ||
        (a->last == HEADING_IS_address && !strcmp(m->name, "company")) ||
        (a->has[HEADING_IS_phone] && !is_among(" mobile fax ", name)) ||
        (a->unit && !may_measure(a->unit, m)) || !may_serve(a, m))
        return NULL;
    return is_joined || strcmp(name, m->name) ? heading_meaning_find(name) : m;
}

void heading_meanings_add(heading *out, const heading_meaning *meaning,
                          unsigned languages)
{
    for (size_t i = 0; i < out->meaning_count; i++)
        if (out->meanings[i] == meaning) {
            out->languages[i] |= languages;
            return;
        }
    if (out->meaning_count == HEADING_MEANINGS)
        return;
    out->meanings[out->meaning_count] = meaning;
    out->languages[out->meaning_count++] = languages;
}

/* Put the meaning first that values can confirm or refute: "Client" beside "Fournisseur"
 * is a yes or no, "Contact number" may be a phone, "Stato" is a country or a status. */
static void told_by_values_first(heading *out)
{
    for (size_t i = 1; i < out->meaning_count; i++) {
        const heading_meaning *m = out->meanings[i];
        unsigned languages = out->languages[i];
        if (strcmp(m->type, "bool") && strcmp(m->type, "country") &&
            strcmp(m->type, "phone"))
            continue;
        memmove(out->meanings + 1, out->meanings, i * sizeof(*out->meanings));
        memmove(out->languages + 1, out->languages, i * sizeof(*out->languages));
        out->meanings[0] = m;
        out->languages[0] = languages;
    }
}

static bool is_number_word(const heading_word *thing)
{
    wn_str text = heading_text(thing);
    const heading_word *w =
        heading_words_find(&heading_words_qualifiers, text, heading_hash(text));

    while (w && heading_around_of(w)->what != HEADING_IS_number)
        w = heading_words_next(&heading_words_qualifiers, w);
    return w != NULL;
}

static around see(const heading_cover *cover, heading_owner owner)
{
    around a = {.of = owner, .last = HEADING_WHATS, .languages = ~0u, .common = ~0u};

    for (size_t i = 0; i < cover->count; i++)
        see_piece(&a, &cover->pieces[i], cover->core);
    if (a.has[HEADING_IS_again])
        a.rank = 2;
    a.is_number = is_number_word(cover->core->word);
    return a;
}

/* The piece as written in the name. */
static wn_str raw_of(const heading_parts *parts, const heading_piece *piece)
{
    const heading_part *first = &parts->words[piece->at], *last = first;

    while (last + 1 < parts->words + parts->count && last[1].from < piece->to)
        last++;
    const char *begin = first->raw.ptr, *end = last->raw.ptr + last->raw.len;
    if (piece->from != first->from) { /* 金额|万元: so many characters before the end */
        size_t count = piece->word->letters;
        for (const char *at = end; at > begin && count > 0;)
            if ((*--at & 0xC0) != 0x80 && --count == 0)
                begin = at;
    }
    return (wn_str){begin, (size_t)(end - begin)};
}

/* Is the value known to be another person's or thing's? Then the name has no meaning, and
 * no other reading of it is tried. */
static bool is_of_others(const around *a)
{
    return a->of == HEADING_OF_PARENT || a->of == HEADING_OF_OWNER ||
           a->of == HEADING_OF_ELSE || a->use == HEADING_USE_ASSISTANT ||
           a->use == HEADING_USE_EMERGENCY;
}

#define THING_FIRST 0x78u /* French, Spanish, Portuguese, Italian */

/* A reading with fewer pieces is better: it knows longer parts of the name. So a blocked
 * one ("number of" contacts) wins over readings with more pieces. With as many pieces,
 * the better one has the thing last ("Company contact"), in some languages first; else
 * the better one has the longer thing. */
static bool is_better(const heading_reading *best, const heading_reading *other)
{
    bool found = other->name.meaning_count > 0;

    if (other->pieces != best->pieces)
        return other->pieces < best->pieces;
    if (!found || best->name.meaning_count == 0)
        return found;
    if (other->at != best->at)
        return (other->at < best->at) == ((other->name.languages[0] & ~THING_FIRST) == 0);
    return other->core > best->core;
}

void heading_judge(const heading_parts *parts, const heading_cover *cover,
                   heading_owner owner, heading_reading *best)
{
    around a = see(cover, owner);
    heading_reading this = {.name = {.of = a.of, .use = a.use, .rank = a.rank},
                            .pieces = cover->count,
                            .core = (size_t)(cover->core->to - cover->core->from),
                            .at = cover->core->from};
    bool is_nothing = false;

    for (const heading_word *w = cover->core->word; w && !is_nothing;
         w = heading_words_next(&heading_words_names, w)) {
        const heading_meaning *m = heading_meaning_of(w);
        unsigned languages = w->languages & a.languages;
        if (!languages || (*heading_shown(w) == '=' && a.words > 0))
            continue;
        is_nothing = *m->name == '-' && this.name.meaning_count == 0;
        best->is_blocked = best->is_blocked || is_nothing || is_of_others(&a) ||
                           (a.unit && is_number_type(m) && !may_measure(a.unit, m));
        m = *m->name == '-' ? NULL : joint(&a, m);
        if (m && (!a.has_year || is_number_type(m)))
            heading_meanings_add(&this.name, m,
                                 languages & a.common ? languages & a.common : languages);
    }
    if (this.name.meaning_count == 0 && !is_nothing) {
        if (best->name.meaning_count == 0) {
            best->name.of = a.of;
            best->name.use = a.use;
        }
        return;
    }
    if (!is_better(best, &this))
        return;
    told_by_values_first(&this.name);
    this.name.is_required_mark = a.has[HEADING_IS_required];
    this.name.how = cover->count == 1 ? HEADING_EXACT : HEADING_STRIPPED;
    if (a.unit)
        this.name.unit = raw_of(parts, a.unit);
    this.is_blocked = best->is_blocked;
    *best = this;
}
