/*
 * derive.c - e-mail addresses that are made of their owner's name.
 *
 * wei.zhang83@example.com of Zhang Wei tells, beside that name, only "83@example.com":
 * two people of one name at one company may well have addresses alike. So the names are
 * cut out and what is left (the template) is counted; and where names agree, addresses
 * have levels of their own, whose u is that of two people of one name.
 */
#include "model.h"

#include "core/hash.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 200
#define TRIED 5000      /* records: are their addresses made of names? */
#define NAMESAKES 20000 /* pairs that are simulated */

static wn_str text_of(const link_table *t, uint32_t record, int column)
{
    uint32_t id = link_value_id(t, record, (size_t)column);
    const link_value *v = &t->columns[column].values.values[id];

    return id ? (wn_str){v->sound, v->sound_len} : WN_STR("");
}

/* Where the domain begins; the end of an address that has lost its @. */
static const char *domain_of(const char *mail, size_t len)
{
    const char *at = memchr(mail, '@', len);

    return at ? at : mail + len;
}

/* The template of the address: \1 for the given name, \2 for the family name. Length 0:
 * it has neither. */
static size_t template_of(const link_table *t, const link_model *model, uint32_t record,
                          char *out)
{
    wn_str mail = text_of(t, record, model->email);
    const int columns[2] = {t->given, t->family};
    size_t len = mail.len < LONGEST ? mail.len : 0;
    bool hit = false;

    if (len)
        memcpy(out, mail.ptr, len);
    for (int k = 0; k < 2 && len; k++) {
        wn_str name = text_of(t, record, columns[k]);
        char *found = name.len >= 3 ? memmem(out, len, name.ptr, name.len) : NULL;
        if (!found || found > domain_of(out, len))
            continue;
        hit = true;
        *found = (char)(1 + k);
        size_t tail = len - (size_t)(found - out) - name.len;
        memmove(found + 1, found + name.len, tail);
        len -= name.len - 1;
    }
    return hit ? len : 0;
}

/* Another record's template with this record's names in it; 0: they are missing or too
 * long.
 */
static size_t filled_in(const link_table *t, const char *template, size_t len,
                        uint32_t record, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        wn_str piece = template[i] == 1   ? text_of(t, record, t->given)
                       : template[i] == 2 ? text_of(t, record, t->family)
                                          : (wn_str){template + i, 1};
        if (piece.len == 0 || n + piece.len >= LONGEST)
            return 0;
        memcpy(out + n, piece.ptr, piece.len);
        n += piece.len;
    }
    return n;
}

/* u of the levels of derived addresses: how alike one record's address is to that which
 * another would have if it had the same name. */
static void simulate_namesakes(link_model *model, const link_table *t, double same,
                               uint64_t *seed)
{
    double seen[4] = {0.5, 0.5, 0.5, 0.5}, all = 2;

    for (int i = 0; i < 4 * NAMESAKES && all < NAMESAKES; i++) {
        uint32_t a = (uint32_t)(link_random(seed) % t->records),
                 b = (uint32_t)(link_random(seed) % t->records);
        char template[LONGEST], mail[LONGEST];
        if (a == b || model->derived[a] <= 0 || model->derived[b] <= 0)
            continue;
        size_t len = template_of(t, model, b, template);
        link_value other = {.sound = mail};
        other.sound_len = (uint16_t)(len ? filled_in(t, template, len, a, mail) : 0);
        if (!other.sound_len)
            continue;
        const link_value *own =
            &t->columns[model->email]
                 .values.values[link_value_id(t, a, (size_t)model->email)];
        wn_str local = {mail, other.sound_len};
        other.signature = link_signature(wn_str_cut(&local, WN_STR("@")));
        bool equal = own->sound_len == other.sound_len &&
                     !memcmp(own->sound, mail, own->sound_len);
        seen[equal ? 3 : link_compare_values(t, (size_t)model->email, own, &other)]++;
        all++;
    }
    model->derived_u[0] = same;
    model->derived_u[1] = seen[2] / all;
    model->derived_u[2] = seen[1] / all;
}

/* Do a good part of the addresses have the given name in them, and a good part the family
 * name? */
static bool are_made_of_names(const link_table *t, const link_model *model,
                              uint64_t *seed)
{
    double both[2] = {0}, made[2] = {0};
    const int columns[2] = {t->given, t->family};

    for (int i = 0; i < TRIED; i++) {
        uint32_t r = (uint32_t)(link_random(seed) % t->records);
        wn_str mail = text_of(t, r, model->email);
        for (int k = 0; k < 2 && mail.len; k++) {
            wn_str name = text_of(t, r, columns[k]);
            if (name.len < 3)
                continue;
            const char *found = memmem(mail.ptr, mail.len, name.ptr, name.len);
            both[k]++;
            made[k] += found && found < domain_of(mail.ptr, mail.len);
        }
    }
    return both[0] > 50 && both[1] > 50 && made[0] > 0.3 * both[0] &&
           made[1] > 0.3 * both[1];
}

void link_derive(link_model *model, const link_table *t, uint64_t *seed)
{
    wn_map seen = {0};
    double all = 0, same = 0;

    model->email = -1;
    for (size_t c = 0; c < t->column_count && model->email < 0; c++)
        if (t->columns[c].type == WN_LINK_EMAIL)
            model->email = (int)c;
    if (model->email < 0 || t->given < 0 || t->family < 0 ||
        !are_made_of_names(t, model, seed))
        return;
    model->derived = wn_alloc(t->records + 1, sizeof(*model->derived));
    uint64_t *hashes = wn_alloc(t->records + 1, sizeof(*hashes));
    for (uint32_t r = 0; r < t->records; r++) {
        char template[LONGEST];
        size_t len = template_of(t, model, r, template);
        if (len == 0)
            continue;
        hashes[r] = wn_hash((wn_str){template, len}, 4242) | 1;
        ++*wn_map_set(&seen, (wn_fingerprint){hashes[r], 0}, NULL);
        all++;
    }
    for (uint32_t r = 0; r < t->records; r++) {
        if (!hashes[r])
            continue;
        double n = (double)*wn_map_find(&seen, (wn_fingerprint){hashes[r], 0});
        model->derived[r] = (float)(n / all);
        same += n / all / all;
    }
    wn_map_release(&seen);
    free(hashes);
    simulate_namesakes(model, t, same, seed);
}
