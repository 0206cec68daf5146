/*
 * normalize_column.c - judge and rewrite a column of values.
 *
 *     cut -d, -f4 customers.csv | normalize_column phone region=DE
 *
 * reads a value a line, and prints for each: what it is now (or was, where it is no such
 * value), a verdict, and what a person should look at.
 */
#include <winnow/transform.h>

#include <stdio.h>
#include <stdlib.h>

/* The types there are, and the options of one. */
static int usage(const wn_transform *type)
{
    if (type) {
        fprintf(stderr, "%s: %s\n", type->name, type->en);
        for (const wn_option *o = type->options; o && o->type != WN_OPT_END; o++)
            fprintf(stderr, "  %s= %s\n", o->name, o->en);
        return 2;
    }
    fputs("normalize_column TYPE [OPTION=VALUE ...] < values\n", stderr);
    for (size_t i = 0; (type = wn_transform_at(i)) != NULL; i++)
        fprintf(stderr, "  %-10s %s\n", type->name, type->en);
    return 2;
}

static void print(wn_str line, wn_verdict verdict, const wn_cleaned *out)
{
    wn_str shown = verdict == WN_CLEAN ? out->value : wn_str_trim(line);

    printf("%.*s\t%s\t%s", WN_FMT(shown), wn_verdict_name(verdict),
           wn_remark_name(out->remark));
    if (out->advice.len > 0)
        printf(" (%.*s?)", WN_FMT(out->advice));
    putchar('\n');
}

int main(int argc, char **argv)
{
    wn_arena settings = {0}, arena = {0}; /* of the whole column; of one value */
    const wn_transform *type = argc > 1 ? wn_transform_find(wn_str_of(argv[1])) : NULL;

    if (!type)
        return usage(NULL);
    void *config = wn_config_new(type, &settings);
    for (int i = 2; i < argc; i++)
        if (!wn_config_parse(type, wn_str_of(argv[i]), config, &settings))
            return usage(type);

    char *line = NULL;
    size_t room = 0;
    for (ssize_t len; (len = getline(&line, &room, stdin)) >= 0;) {
        wn_cleaned out;
        wn_str value = {line, (size_t)len};
        wn_verdict verdict = wn_transform_apply(type, value, config, &arena, &out);
        print(value, verdict, &out);
        wn_arena_reset(&arena); /* what was written into it is printed */
    }
    free(line);
    wn_arena_release(&arena);
    wn_arena_release(&settings);
    return 0;
}
