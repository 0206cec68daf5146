/* db.c - builds and runs SQL, for any kind of database. */
#include "db.h"

#include "core/fail.h"

#include <stdarg.h>
#include <stdio.h>

/* Appends the text between two marks; a mark inside the text is doubled. A NUL becomes
 * U+FFFD: no database accepts a NUL in a text. */
static void add_quoted(wn_buf *sql, wn_str text, char mark)
{
    wn_buf_char(sql, mark);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\0') {
            wn_buf_add(sql, WN_STR("\xEF\xBF\xBD"));
            continue;
        }
        if (text.ptr[i] == mark)
            wn_buf_char(sql, mark);
        wn_buf_char(sql, text.ptr[i]);
    }
    wn_buf_char(sql, mark);
}

static void add_all(wn_buf *sql, const char *format, va_list args)
{
    for (const char *p = format; *p; p++) {
        if (*p != '%') {
            wn_buf_char(sql, *p);
            continue;
        }
        switch (*++p) {
        case 'I':
            add_quoted(sql, va_arg(args, wn_str), '"');
            break;
        case 'L':
            add_quoted(sql, va_arg(args, wn_str), '\'');
            break;
        case 's':
            wn_buf_add(sql, wn_str_of(va_arg(args, const char *)));
            break;
        case 'd':
            wn_buf_format(sql, "%lld", va_arg(args, long long));
            break;
        default:
            wn_buf_char(sql, *p);
        }
    }
}

void db_sql(wn_buf *sql, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_all(sql, format, args);
    va_end(args);
}

wn_rc db_run_built(db *d, wn_buf *sql)
{
    wn_buf_add(sql, WN_STR("")); /* ends with a NUL even when nothing was added */
    wn_rc rc = sql->len ? d->class->run(d, sql->ptr) : WN_OK;

    wn_buf_release(sql);
    return rc;
}

wn_rc db_run(db *d, const char *format, ...)
{
    wn_buf sql = {0};
    va_list args;

    va_start(args, format);
    add_all(&sql, format, args);
    va_end(args);
    return db_run_built(d, &sql);
}

/* One of the two functions takes the rows. */
static wn_rc ask(db *d, db_row row, db_value_row value_row, void *data,
                 const char *format, va_list args)
{
    wn_buf sql = {0};

    add_all(&sql, format, args);
    wn_rc rc = row ? d->class->query(d, sql.ptr, row, data)
                   : d->class->read(d, sql.ptr, value_row, data);
    wn_buf_release(&sql);
    return rc;
}

wn_rc db_each(db *d, db_row row, void *data, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wn_rc rc = ask(d, row, NULL, data, format, args);
    va_end(args);
    return rc;
}

wn_rc db_read(db *d, db_value_row row, void *data, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    wn_rc rc = ask(d, NULL, row, data, format, args);
    va_end(args);
    return rc;
}

int64_t db_whole(const db_value *value)
{
    return value->kind == DB_NUMBER ? value->number
           : value->kind == DB_TEXT ? db_cell_number(value->text)
                                    : 0;
}

wn_str db_shown(const db_value *value, char room[24])
{
    uint64_t left =
        value->number < 0 ? -(uint64_t)value->number : (uint64_t)value->number;
    size_t at = 24;

    if (value->kind != DB_NUMBER)
        return value->text;
    do {
        room[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (value->number < 0)
        room[--at] = '-';
    return (wn_str){room + at, 24 - at};
}

static bool take_number(void *data, const wn_str *cells)
{
    if (cells[0].ptr)
        wn_str_number(cells[0], data);
    return false;
}

wn_rc db_number(db *d, int64_t *out, const char *format, ...)
{
    wn_buf sql = {0};
    va_list args;

    *out = 0;
    va_start(args, format);
    add_all(&sql, format, args);
    va_end(args);
    wn_rc rc = d->class->query(d, sql.ptr, take_number, out);
    wn_buf_release(&sql);
    return rc;
}

void db_add_fields(const db *d, wn_buf *sql, const char *alias, const wn_entity *entity)
{
    for (size_t f = 0; f < entity->field_count; f++) {
        db_sql(sql, ", ");
        d->class->dialect->text(sql, alias, &entity->fields[f]);
    }
}

void db_add_names(wn_buf *sql, const wn_entity *entity)
{
    db_sql(sql, "id");
    for (size_t f = 0; f < entity->field_count; f++)
        db_sql(sql, ",%I", entity->fields[f].name);
}

wn_rc db_fail(db *d, const char *doing, const char *why)
{
    wn_str text = wn_str_trim(wn_str_of(why)), line = wn_str_cut(&text, WN_STR("\n"));
    char shown[512];

    snprintf(shown, sizeof(shown), "%.*s", (int)(line.len < 500 ? line.len : 500),
             line.ptr);
    return wn_fail(d->err, WN_E_TARGET, WN_SAY_TARGET_FAILED, d->shown, doing, shown);
}
