/* plan_texts.c - which texts a plan is made of: files, or what stands for them; and which
 * model its mappings name. */
#include "build.h"

#include "core/file.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

wn_rc plan_load_text(xml_doc *doc, plan_texts t, const char *path, wn_diags *diags)
{
    for (size_t i = 0; i < t.count; i++) {
        if (!strcmp(t.items[i].path, path))
            return xml_parse(doc, path, t.items[i].mapping, diags);
        if (!strcmp(t.items[i].model_path, path))
            return xml_parse(doc, path, t.items[i].model, diags);
    }
    return xml_load(doc, path, diags);
}

/* All mappings must name the same model. Are these the same file, whatever the spelling
 * of its path, or have they the same content? */
static bool same_model(plan_texts t, const char *left, const char *right)
{
    wn_diags quiet = {0};
    char a[PATH_MAX], b[PATH_MAX];
    xml_doc docs[2] = {{0}};

    if (realpath(left, a) && realpath(right, b) && !strcmp(a, b))
        return true;
    bool same = plan_load_text(&docs[0], t, left, &quiet) == WN_OK &&
                plan_load_text(&docs[1], t, right, &quiet) == WN_OK &&
                !strcmp(docs[0].sha256, docs[1].sha256);
    xml_release(&docs[0]);
    xml_release(&docs[1]);
    wn_diags_release(&quiet);
    return same;
}

/* Say that the model is not there, and which one lies in its folder. */
static void note_no_model(xml_doc *doc, const char *path)
{
    const xml_node *root = &doc->nodes[0];
    wn_str folder = wn_arena_str(&doc->arena, wn_path_dir(wn_str_of(path)));
    DIR *dir = opendir(folder.len ? folder.ptr : ".");
    wn_str found = WN_STR("");

    for (const struct dirent *e; dir && (e = readdir(dir));)
        if (wn_str_ends(wn_str_of(e->d_name), WN_STR(".model.xml")) &&
            (found.len == 0 || wn_str_compare(wn_str_of(e->d_name), found) < 0))
            found = wn_arena_str(&doc->arena, wn_str_of(e->d_name));
    if (dir)
        closedir(dir);
    xml_note(doc, root, xml_attr_find(root, "model"),
             found.len ? WN_SAY_MAP_MODEL_CLOSE : WN_SAY_MAP_MODEL_MISSING, path,
             WN_FMT(found));
}

/* The model that the mapping names, or NULL; a file that is not there is noted. */
static const char *model_path(wn_arena *arena, plan_texts t, xml_doc *doc)
{
    for (size_t i = 0; i < t.count; i++)
        if (!strcmp(t.items[i].path, doc->path))
            return t.items[i].model_path;
    wn_str name = doc->count ? node_text(&doc->nodes[0], "model") : WN_STR("");
    if (!name.len)
        return NULL;
    const char *path = wn_path_join(arena, wn_path_dir(wn_str_of(doc->path)), name).ptr;
    if (access(path, F_OK) == 0)
        return path;
    note_no_model(doc, path);
    return NULL;
}

const char *plan_find_model(wn_arena *arena, plan_texts t, xml_doc *docs, size_t count)
{
    const char *first = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *path = model_path(arena, t, &docs[i]);
        if (path && first && !same_model(t, first, path))
            xml_note(&docs[i], &docs[i].nodes[0],
                     xml_attr_find(&docs[i].nodes[0], "model"), WN_SAY_MAP_MODELS_DIFFER,
                     path, first);
        if (!first)
            first = path;
    }
    return first;
}
