/* date_reader.c - shared by the readers of a date's parts: looking ahead, adding a
 * token. */
#include "date_reader.h"

#include "core/han.h"
#include "core/text.h"

bool date_is_separator(uint32_t c)
{
    return c == ' ' || (c >= '+' && c <= '/') || c == ':' || c == '_' || c == '\'' ||
           c == '@' || c == ';' || c == '~' || c == '\t' || c == '|' || c == 0x2019 ||
           c == 0x60C || c == 0x3001 || c == 0x3002 || (c >= 0x2010 && c <= 0x2015) ||
           c == 0x2212 || c == 0xAB || c == 0xBB || c == 0xBA || c == 0xAA ||
           c == 0x200E || c == 0x200F || c == 0xFEFF || c == 0xA0 || c == 0x202F ||
           c == 0x2009 || c == '"' || c == '\n' || c == '\r' || c == 0xFF1A;
}

date_token *date_add(date_reader *r, date_kind kind, int64_t value)
{
    date_token *t = &r->tokens[r->count++];

    *t = (date_token){.kind = (uint8_t)kind, .value = value, .before = r->before};
    r->before = '\0';
    return t;
}

uint32_t date_peek(const date_reader *r, size_t at, size_t *next)
{
    *next = at;
    if (at >= r->s.len)
        return 0;
    uint32_t c = (unsigned char)r->s.ptr[at];
    if (c < 0x80) {
        *next = at + 1;
        return c;
    }
    return wn_narrow(wn_utf8_next(r->s, next));
}

bool date_unit_mark(date_reader *r, char unit, size_t next)
{
    date_token *last = r->count ? &r->tokens[r->count - 1] : NULL;

    if (!last || last->kind != DATE_NUMBER || last->unit)
        return false;
    last->unit = unit;
    r->before = ' ';
    r->at = next;
    return true;
}
