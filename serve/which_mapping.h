/* which_mapping.h - of several mappings that were named, the one that Columns and Values
 * show; and a mapping that is a workbook, which they show and do not change. */
#ifndef SERVE_WHICH_MAPPING_H
#define SERVE_WHICH_MAPPING_H

#include "mapping_edit.h"

/* Show the mapping that the request is about (field "mapping"); 0: the first. */
void which_mapping_take(serve *s, const request *q);
/* Append the path with what says which mapping is shown: "/columns?mapping=2&". */
void which_mapping_add(const serve *s, wn_buf *out, const char *path);
/* The same of the page Columns with this table. */
void which_mapping_table(const serve *s, wn_buf *out, wn_str table);
/* The list of mappings, where there are several; and what can be done with a workbook. */
void write_which_mapping(frame *f, const char *page);
/* Write the mapping that is a workbook as map.xml, which is then used. False: the change
 * says why not. */
bool mapping_to_xml(serve *s, request *q, mapping_change *c);

#endif
