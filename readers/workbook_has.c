/* workbook_has.c - looks for a sheet in the list of sheets of a workbook. */
#include "workbook_has.h"

#include "package.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_LIST ((size_t)1 << 20) /* bytes of the list that are looked at */

bool read_workbook_has(const char *path, const char *sheet)
{
    wn_error quiet = {.lang = WN_EN};
    wn_input input = {.path = path, .file = path};
    read_package p = {0};
    wn_buf list = {0};
    struct stat st;
    char mark[128];
    bool has = false;

    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
        read_package_open(&p, &input, &quiet) < 0)
        return false;
    read_part *part = read_part_open(&p, "xl/workbook.xml");
    while (part && list.len < MOST_LIST) {
        size_t got = read_part_next(&p, part, wn_buf_reserve(&list, 4096), 4096);
        if (got == 0)
            break;
        list.len += got;
    }
    snprintf(mark, sizeof(mark), "name=\"%s\"", sheet);
    has = list.len > 0 && memmem(list.ptr, list.len, mark, strlen(mark));
    if (part)
        read_part_close(part);
    read_package_close(&p);
    wn_buf_release(&list);
    return has;
}
