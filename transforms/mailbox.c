/* mailbox.c - domains where anybody can have a mailbox (mailbox_words.tsv). */
#include "domain.h"
#include "origin.h"
#include "core/lookup.h"

#include "mailbox_words.inc"

/* Is it an ending that a company known in many countries may use after its name: com,
 * de, co.uk, com.br? */
static bool is_of_a_country(wn_str end)
{
    wn_str last = end, category = wn_str_cut(&last, WN_STR("."));

    if (last.len == 0)
        return category.len == 2 || wn_str_equal(category, WN_STR("com"));
    return last.len == 2 && (wn_str_equal(category, WN_STR("co")) ||
                             wn_str_equal(category, WN_STR("com")) ||
                             wn_str_equal(category, WN_STR("ne")));
}

bool wn_mailbox_is_private(wn_str domain)
{
    wn_str end = domain_registered(domain);
    const char *known = lookup_find(&mailbox_words, end);

    if (known && *known == 'd')
        return true;
    wn_str name = wn_str_cut(&end, WN_STR("."));
    known = lookup_find(&mailbox_words, name);
    return known && *known == 'f' && is_of_a_country(end);
}
