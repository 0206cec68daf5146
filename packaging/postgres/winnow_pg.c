/*
 * winnow_pg.c - winnow's value functions in PostgreSQL. Nothing in here judges a value:
 * each function is a door to one of libwinnow.
 *
 * A call site keeps the options of its last row, read; another row with the same ones
 * reads them no more. What winnow asks for comes from malloc, by arenas that go with the
 * memory of the call site; when there is none, the statement ends with an ERROR, and
 * what was being made goes with the arenas, too.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#undef _

#include "core/mapping.h"
#include "linkage/distance.h"
#include "winnow/transform.h"

PG_MODULE_MAGIC;

/* A statement cannot be stopped within a value: none may take more than some seconds. */
#define LONGEST (16 * 1024 * 1024)

static void memory_out(size_t bytes, void *data)
{
    (void)data;
    ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"),
                    errdetail("winnow asked for %zu bytes.", bytes)));
}

static void must_be_utf8(void)
{
    if (GetDatabaseEncoding() != PG_UTF8)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("winnow reads UTF-8, and this database is in %s",
                               GetDatabaseEncodingName())));
}

void _PG_init(void);
void _PG_init(void)
{
    if (OidIsValid(MyDatabaseId)) /* not so in shared_preload_libraries */
        must_be_utf8();
    wn_on_memory_out(memory_out, NULL);
}

static wn_str text_of(text *t)
{
    wn_str s = {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};

    must_be_utf8();
    CHECK_FOR_INTERRUPTS();
    if (s.len > LONGEST)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                        errmsg("a value of %zu bytes is too long for winnow", s.len),
                        errhint("It takes %d bytes at most; ask octet_length() before.",
                                LONGEST)));
    return s;
}

static text *text_from(wn_str s)
{
    return cstring_to_text_with_len(s.ptr, (int)s.len);
}

/* ---- call sites -------------------------------------------------------------------- */

/* An option that reads what stands beside the value, and the text that does. */
typedef struct beside {
    const wn_option *option;
    wn_str text;
} beside;

#define MOST_BESIDE 4

typedef struct site {
    const wn_transform *type;
    void *config;
    beside besides[MOST_BESIDE];
    int beside_count;
    char **names; /* of the function's parameters; NULL: they are given as key=value */
    StringInfoData is;  /* what the config was made of; "": there is none */
    StringInfoData now; /* what this row asks for */
    TupleDesc row;
    wn_arena settings, arena;
    MemoryContextCallback end;
} site;

static void site_end(void *arg)
{
    site *s = arg;

    wn_arena_release(&s->arena);
    wn_arena_release(&s->settings);
}

static site *site_of(FunctionCallInfo fcinfo)
{
    site *s = fcinfo->flinfo->fn_extra;

    if (!s) {
        MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
        s = palloc0(sizeof(*s));
        initStringInfo(&s->is);
        initStringInfo(&s->now);
        s->end.func = site_end;
        s->end.arg = s;
        MemoryContextRegisterResetCallback(CurrentMemoryContext, &s->end);
        fcinfo->flinfo->fn_extra = s;
        MemoryContextSwitchTo(before);
    }
    wn_arena_reset(&s->arena);
    return s;
}

/* ---- options ----------------------------------------------------------------------- */

static void refuse(const site *s, const wn_option *o, wn_str name, wn_str value)
{
    StringInfoData hint;

    initStringInfo(&hint);
    if (o)
        appendStringInfo(&hint, "%s=: %s", o->name, o->en);
    for (size_t i = 0; o && o->type == WN_OPT_CHOICE && o->choices[i]; i++)
        appendStringInfo(&hint, "%s%s", i ? ", " : ". It is one of: ", o->choices[i]);
    for (o = o ? NULL : s->type->options; o && o->type != WN_OPT_END; o++)
        appendStringInfo(&hint, "%s%s=", hint.len ? " " : "It has: ", o->name);
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("winnow: %s has no option %.*s=%.*s", s->type->name,
                           WN_FMT(name), WN_FMT(value)),
                    hint.len ? errhint("%s", hint.data) : 0));
}

static void set_option(site *s, wn_str name, wn_str value)
{
    const wn_option *o = wn_option_find(s->type, name);

    /* a user of the database must not read the server's files, and a list is of a model
     */
    if (o && (o->type == WN_OPT_KEY || o->type == WN_OPT_LIST))
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                 errmsg("winnow: %s= is not for SQL: it names a file or a list of a "
                        "mapping",
                        o->name)));
    if (o && o->type == WN_OPT_COLUMN) {
        if (s->beside_count == MOST_BESIDE)
            refuse(s, o, name, value);
        s->besides[s->beside_count].option = o;
        s->besides[s->beside_count++].text = wn_arena_str(&s->settings, value);
        return;
    }
    if (!o || !wn_option_set(o, value, s->config, &s->settings, NULL))
        refuse(s, o, name, value);
}

static void begin_options(site *s)
{
    wn_arena_reset(&s->settings);
    s->beside_count = 0;
    s->config = wn_config_new(s->type, &s->settings);
}

/* Are the options those of the row before? Else they are read; only then, at the end,
 * they are kept: an error on the way leaves none. */
static bool is_as_before(const site *s)
{
    return s->is.len == s->now.len && s->now.len > 0 &&
           !memcmp(s->is.data, s->now.data, s->now.len);
}

static void keep(site *s)
{
    resetStringInfo(&s->is);
    appendBinaryStringInfo(&s->is, s->now.data, s->now.len);
}

static void add_text(StringInfo to, text *t)
{
    int32 len = t ? (int32)VARSIZE_ANY_EXHDR(t) : -1;

    appendBinaryStringInfo(to, (const char *)&len, sizeof(len));
    if (t)
        appendBinaryStringInfo(to, VARDATA_ANY(t), len);
}

/* The names of the function's parameters, as the options are called. By name, not by
 * place: the library may be of a later version than the functions. */
static void find_names(site *s, FunctionCallInfo fcinfo)
{
    Oid *types;
    char *modes;
    MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
    HeapTuple function =
        SearchSysCache1(PROCOID, ObjectIdGetDatum(fcinfo->flinfo->fn_oid));

    if (!HeapTupleIsValid(function))
        elog(ERROR, "winnow: function %u is gone", fcinfo->flinfo->fn_oid);
    int count = get_func_arg_info(function, &types, &s->names, &modes);
    ReleaseSysCache(function);
    MemoryContextSwitchTo(before);
    if (count < PG_NARGS() || !s->names)
        elog(ERROR, "winnow: function %u has no names of parameters",
             fcinfo->flinfo->fn_oid);
    for (int i = 1; i < PG_NARGS(); i++)
        for (char *c = s->names[i]; *c; c++)
            *c = *c == '_' ? '-' : *c;
}

/* Of winnow.phone(value, region, ...): each parameter but the first is an option. */
static void take_parameters(site *s, FunctionCallInfo fcinfo, const char *transform)
{
    text *given[FUNC_MAX_ARGS];

    if (!s->names)
        find_names(s, fcinfo);
    resetStringInfo(&s->now);
    appendStringInfoChar(&s->now, ' ');
    for (int i = 1; i < PG_NARGS(); i++) {
        given[i] = PG_ARGISNULL(i) ? NULL : PG_GETARG_TEXT_PP(i);
        add_text(&s->now, given[i]);
    }
    if (!is_as_before(s)) {
        resetStringInfo(&s->is);
        s->type = wn_transform_find(wn_str_of(transform));
        begin_options(s);
        for (int i = 1; i < PG_NARGS(); i++)
            if (given[i])
                set_option(s, wn_str_of(s->names[i]), text_of(given[i]));
        keep(s);
    }
}

/* Of winnow.apply(transform, value, 'region=CN', ...). */
static void take_options(site *s, FunctionCallInfo fcinfo)
{
    text *name = PG_GETARG_TEXT_PP(0);
    ArrayType *array = PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2);
    Datum *options;
    bool *nulls;
    int count = 0;

    resetStringInfo(&s->now);
    add_text(&s->now, name);
    if (array)
        appendBinaryStringInfo(&s->now, (const char *)array, VARSIZE(array));
    if (!is_as_before(s)) {
        resetStringInfo(&s->is);
        s->type = wn_transform_find(text_of(name));
        if (!s->type)
            ereport(ERROR,
                    (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                     errmsg("winnow has no transform \"%s\"", text_to_cstring(name))));
        begin_options(s);
        if (array)
            deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &options, &nulls,
                              &count);
        for (int i = 0; i < count; i++) {
            wn_str value = nulls[i] ? WN_STR("") : text_of(DatumGetTextPP(options[i]));
            wn_str option = wn_str_cut(&value, WN_STR("="));
            if (option.len > 0)
                set_option(s, option, value);
        }
        keep(s);
    }
}

/* ---- the functions ------------------------------------------------------------------
 */

static wn_verdict look(site *s, text *value, wn_cleaned *out)
{
    const void *config = s->config;

    for (int i = 0; i < s->beside_count; i++)
        config = s->type->with(config, s->besides[i].option, WN_PLACE_COUNTRY,
                               s->besides[i].text, &s->arena);
    return wn_transform_apply(s->type, text_of(value), config, &s->arena, out);
}

static Datum value_or_null(FunctionCallInfo fcinfo, site *s, text *value)
{
    wn_cleaned out;

    if (look(s, value, &out) != WN_CLEAN)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(text_from(out.value));
}

static Datum one_value(FunctionCallInfo fcinfo, const char *transform)
{
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    site *s = site_of(fcinfo);
    take_parameters(s, fcinfo, transform);
    return value_or_null(fcinfo, s, PG_GETARG_TEXT_PP(0));
}

/* A function for each transform; functions.c prints their SQL. */
#define TRANSFORM(name)                   \
    PG_FUNCTION_INFO_V1(winnow_##name);   \
    Datum winnow_##name(PG_FUNCTION_ARGS) \
    {                                     \
        return one_value(fcinfo, #name);  \
    }
TRANSFORM(address)
TRANSFORM(bool)
TRANSFORM(card)
TRANSFORM(cn_id)
TRANSFORM(company)
TRANSFORM(country)
TRANSFORM(date)
TRANSFORM(datetime)
TRANSFORM(email)
TRANSFORM(gender)
TRANSFORM(iban)
TRANSFORM(id)
TRANSFORM(integer)
TRANSFORM(language)
TRANSFORM(link)
TRANSFORM(mask)
TRANSFORM(money)
TRANSFORM(name)
TRANSFORM(percent)
TRANSFORM(phone)
TRANSFORM(text)
TRANSFORM(url)
TRANSFORM(uscc)
TRANSFORM(vat)

PG_FUNCTION_INFO_V1(winnow_apply);
Datum winnow_apply(PG_FUNCTION_ARGS)
{
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    site *s = site_of(fcinfo);
    take_options(s, fcinfo);
    return value_or_null(fcinfo, s, PG_GETARG_TEXT_PP(1));
}

static Datum text_or_null(wn_str s, bool *is_null)
{
    *is_null = s.len == 0;
    return s.len ? PointerGetDatum(text_from(s)) : (Datum)0;
}

PG_FUNCTION_INFO_V1(winnow_judge);
Datum winnow_judge(PG_FUNCTION_ARGS)
{
    Datum cells[4];
    bool nulls[4];
    wn_cleaned out;

    if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
        PG_RETURN_NULL();
    site *s = site_of(fcinfo);
    take_options(s, fcinfo);
    if (!s->row) {
        MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
        if (get_call_result_type(fcinfo, NULL, &s->row) != TYPEFUNC_COMPOSITE ||
            s->row->natts != 4)
            elog(ERROR, "winnow: winnow.judged has not its four columns");
        s->row = BlessTupleDesc(s->row);
        MemoryContextSwitchTo(before);
    }
    text *value = PG_GETARG_TEXT_PP(1);
    wn_verdict verdict = look(s, value, &out);
    wn_str shown = verdict == WN_CLEAN   ? out.value
                   : verdict == WN_EMPTY ? WN_STR("")
                                         : wn_str_trim(text_of(value));
    cells[0] = text_or_null(wn_str_of(wn_verdict_name(verdict)), &nulls[0]);
    cells[1] = text_or_null(shown, &nulls[1]);
    cells[2] = text_or_null(wn_str_of(wn_remark_name(out.remark)), &nulls[2]);
    cells[3] = text_or_null(out.advice, &nulls[3]);
    PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(s->row, cells, nulls)));
}

PG_FUNCTION_INFO_V1(winnow_name_key);
Datum winnow_name_key(PG_FUNCTION_ARGS)
{
    site *s = site_of(fcinfo);
    wn_str key = wn_person_key(text_of(PG_GETARG_TEXT_PP(0)), &s->arena);

    if (key.len == 0)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(text_from(key));
}

PG_FUNCTION_INFO_V1(winnow_company_key);
Datum winnow_company_key(PG_FUNCTION_ARGS)
{
    site *s = site_of(fcinfo);
    wn_str key = wn_company_key(text_of(PG_GETARG_TEXT_PP(0)), &s->arena, NULL);

    if (key.len == 0)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(text_from(key));
}

PG_FUNCTION_INFO_V1(winnow_jaro_winkler);
Datum winnow_jaro_winkler(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(
        link_jaro_winkler(text_of(PG_GETARG_TEXT_PP(0)), text_of(PG_GETARG_TEXT_PP(1))));
}

PG_FUNCTION_INFO_V1(winnow_version);
Datum winnow_version(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(cstring_to_text(WINNOW_VERSION));
}
