/*
 * functions.c - prints the SQL of the extension: a function for each transform, by the
 * table of transforms. What it prints is kept in winnow--VERSION.sql (make generated).
 */
#include "winnow/transform.h"

#include <stdio.h>
#include <string.h>

#define EACH "LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;\n"

static const char head[] =
    "-- The functions of the extension winnow, printed by "
    "packaging/postgres/functions.c.\n"
    "-- A change after a release is a new version of the extension, with a script from "
    "the\n"
    "-- version before it.\n"
    "\\echo Use \"CREATE EXTENSION winnow\" to load this file. \\quit\n"
    "\n"
    "-- What is known of a value: what `winnow apply` says of it.\n"
    "CREATE TYPE winnow.judged AS (state text, value text, remark text, suggestion "
    "text);\n";

static const char tail[] =
    "\n"
    "CREATE FUNCTION winnow.judge(transform text, value text, VARIADIC options text[] "
    "DEFAULT '{}')\n"
    "    RETURNS winnow.judged AS 'MODULE_PATHNAME', 'winnow_judge' " EACH
    "COMMENT ON FUNCTION winnow.judge(text, text, text[]) IS $$What winnow says of a "
    "value. "
    "state: clean, empty, invalid (no such value; or, where the remark is ambiguous, one "
    "that has "
    "two readings) or unknown (it may be one, but which is not known); value: as the type is written where it is clean, the text as it stands "
    "where it is "
    "invalid or unknown; remark: why a person should look at it, or NULL; suggestion: "
    "what it is "
    "likely to be, or NULL. Options as for winnow apply: 'region=CN'$$;\n"
    "CREATE FUNCTION winnow.apply(transform text, value text, VARIADIC options text[] "
    "DEFAULT '{}')\n"
    "    RETURNS text AS 'MODULE_PATHNAME', 'winnow_apply' " EACH
    "COMMENT ON FUNCTION winnow.apply(text, text, text[]) IS $$The value as the type is "
    "written; "
    "NULL where it is none, or not known. Options as for winnow apply: 'region=CN'$$;\n"
    "CREATE FUNCTION winnow.name_key(name text)\n"
    "    RETURNS text AS 'MODULE_PATHNAME', 'winnow_name_key' STRICT " EACH
    "COMMENT ON FUNCTION winnow.name_key(text) IS $$The same for all spellings of a "
    "person's name: "
    "zhang wei for ZHANG Wei and for Wei Zhang in Chinese characters; NULL: nothing to "
    "compare$$;\n"
    "CREATE FUNCTION winnow.company_key(name text)\n"
    "    RETURNS text AS 'MODULE_PATHNAME', 'winnow_company_key' STRICT " EACH
    "COMMENT ON FUNCTION winnow.company_key(text) IS $$The same for all spellings of a "
    "company's "
    "name, without its legal form and its place; NULL: nothing to compare$$;\n"
    "CREATE FUNCTION winnow.jaro_winkler(a text, b text)\n"
    "    RETURNS float8 AS 'MODULE_PATHNAME', 'winnow_jaro_winkler' STRICT " EACH
    "COMMENT ON FUNCTION winnow.jaro_winkler(text, text) IS $$How alike two spellings "
    "are, 0 to 1, "
    "by their first 64 characters; what is less than 0.7 may be 0$$;\n"
    "CREATE FUNCTION winnow.version()\n"
    "    RETURNS text AS 'MODULE_PATHNAME', 'winnow_version' LANGUAGE C STABLE PARALLEL "
    "SAFE;\n"
    "COMMENT ON FUNCTION winnow.version() IS $$The version of winnow that answers. "
    "Another one may "
    "read some values otherwise: REINDEX what is made with its functions$$;\n";

/* What a mapping has and SQL has not: a list of the model, a file. */
static bool is_for_sql(const wn_option *o)
{
    return o->type != WN_OPT_LIST && o->type != WN_OPT_KEY;
}

/* date-order is date_order; words that SQL keeps for itself stand in quotes. */
static void print_name(const char *name)
{
    static const char *const kept[] = {"window", "decimal", "order", NULL};
    const char *quote = "";

    for (size_t i = 0; kept[i]; i++)
        if (!strcmp(kept[i], name))
            quote = "\"";
    printf("%s", quote);
    for (; *name; name++)
        putchar(*name == '-' ? '_' : *name);
    printf("%s", quote);
}

static void print_comment(const wn_transform *t)
{
    printf("COMMENT ON FUNCTION winnow.%s(text", t->name);
    for (const wn_option *o = t->options; o && o->type != WN_OPT_END; o++)
        if (is_for_sql(o))
            printf(", text");
    printf(") IS $$%s", t->en);
    for (const wn_option *o = t->options; o && o->type != WN_OPT_END; o++) {
        if (!is_for_sql(o))
            continue;
        printf("\n");
        print_name(o->name);
        printf(": %s%s", o->type == WN_OPT_COLUMN ? "what stands in the " : "", o->en);
        for (size_t i = 0; o->type == WN_OPT_CHOICE && o->choices[i]; i++)
            printf("%s%s", i ? " | " : " (", o->choices[i]);
        printf("%s", o->type == WN_OPT_CHOICE ? ")" : "");
    }
    printf("$$;\n");
}

static void print_function(const wn_transform *t)
{
    printf("\nCREATE FUNCTION winnow.%s(value text", t->name);
    for (const wn_option *o = t->options; o && o->type != WN_OPT_END; o++) {
        if (!is_for_sql(o))
            continue;
        printf(", ");
        print_name(o->name);
        printf(" text DEFAULT NULL");
    }
    printf(")\n    RETURNS text AS 'MODULE_PATHNAME', 'winnow_%s' " EACH, t->name);
    print_comment(t);
}

int main(void)
{
    const wn_transform *t;

    printf("%s", head);
    for (size_t i = 0; (t = wn_transform_at(i)); i++)
        if (!wn_option_find(t, WN_STR("list"))) /* a choice is one of a model's list */
            print_function(t);
    printf("%s", tail);
    return 0;
}
