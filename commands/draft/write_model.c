/* write_model.c - writes the model as XML: the one that ships, plus the fields, entities
 * and lists that the draft adds. */
#include "drafting.h"

#include <string.h>

static bool is_read(const draft *d, size_t entity)
{
    for (size_t i = 0; i < d->table_count; i++)
        for (size_t p = 0; p < d->tables[i]->part_count; p++)
            if (!d->tables[i]->skipped.len &&
                d->tables[i]->parts[p].entity == (int)entity)
                return true;
    return false;
}

/* Write the new entities. Each needs a field, so one that keeps all columns as they are
 * gets one too. */
static void write_own_entities(const draft *d, wn_buf *model)
{
    for (size_t e = 0; e < d->entity_count; e++) {
        const draft_entity *own = &d->entities[e];
        if (own->in_model || (own->fields.len == 0 && !is_read(d, e)))
            continue;
        wn_buf_add(model, WN_STR("  <entity"));
        wn_xml_attr(model, "name", own->name);
        wn_buf_add(model, WN_STR(" note=\"of the files / 来自文件\">\n"));
        wn_buf_add(model, own->fields.len ? wn_buf_str(&own->fields)
                                          : WN_STR("    <field name=\"name\" "
                                                   "type=\"text\" mask=\"all\"/>\n"));
        wn_buf_add(model, WN_STR("  </entity>\n\n"));
    }
}

/* The text up to the mark; the mark stays for the next call. Without a mark, all of
 * it. */
static wn_str up_to(wn_str *rest, const char *mark)
{
    const char *at = memmem(rest->ptr, rest->len, mark, strlen(mark));
    size_t len = at ? (size_t)(at - rest->ptr) : rest->len;
    wn_str part = {rest->ptr, len};

    *rest = (wn_str){rest->ptr + len, rest->len - len};
    return part;
}

void draft_write_model(draft *d)
{
    wn_str rest = wn_pack_model();
    wn_buf *model = &d->out->model;

    for (size_t e = 0; e < d->entity_count && d->entities[e].in_model; e++) {
        wn_buf_add(model, up_to(&rest, "  </entity>"));
        wn_buf_add(model, wn_buf_str(&d->entities[e].fields));
        wn_buf_add(model, up_to(&rest, "\n"));
    }
    wn_buf_add(model, up_to(&rest, "  <!-- 2."));
    write_own_entities(d, model);
    wn_buf_add(model, up_to(&rest, "  <blank"));
    wn_buf_add(model, wn_buf_str(&d->lists));
    wn_buf_add(model, rest);
}
