/*
 * package.c - the parts of a zip archive as streams of bytes, with libzip.
 *
 * The size that a part states is checked before it is opened: a few bytes that unpack to
 * gigabytes are not a workbook.
 */
#include "package.h"

#include "core/fail.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

#define MOST_BYTES ((uint64_t)16 << 30) /* of a part, unpacked */
#define LEAST_DOUBTED ((uint64_t)64 << 20)
#define MOST_SWELL 400 /* times; sheets of empty formatted cells reach 100 */

wn_rc read_package_open(read_package *p, wn_input *input, wn_error *err)
{
    int why = 0;

    *p = (read_package){.input = input, .err = err};
    if (input->at_hand > 0) {
        int fd = read_source_open(input, err);
        p->zip = fd >= 0 ? zip_fdopen(fd, 0, &why) : NULL;
        if (!p->zip && fd >= 0)
            close(fd);
    } else {
        p->zip = zip_open(input->file, ZIP_RDONLY, &why);
    }
    if (!p->zip)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ZIP_BROKEN, input->path);
    return WN_OK;
}

bool read_package_has(const read_package *p, const char *name)
{
    return zip_name_locate(p->zip, name, ZIP_FL_NOCASE) >= 0;
}

size_t read_package_count(const read_package *p)
{
    zip_int64_t count = zip_get_num_entries(p->zip, 0);

    return count > 0 ? (size_t)count : 0;
}

const char *read_package_name(const read_package *p, size_t number)
{
    return zip_get_name(p->zip, number, 0);
}

void read_package_close(read_package *p)
{
    if (p->zip)
        zip_discard(p->zip);
    p->zip = NULL;
}

read_part *read_part_open(read_package *p, const char *name)
{
    zip_int64_t at = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);

    return at < 0 ? NULL : read_part_open_at(p, (size_t)at);
}

read_part *read_part_open_at(read_package *p, size_t number)
{
    const char *name = read_package_name(p, number);
    zip_stat_t st;

    if (!name || zip_stat_index(p->zip, number, 0, &st) != 0)
        return NULL;
    bool swells = (st.valid & ZIP_STAT_SIZE) && (st.valid & ZIP_STAT_COMP_SIZE) &&
                  st.size > LEAST_DOUBTED && st.size / MOST_SWELL > st.comp_size;
    if (swells || st.size > MOST_BYTES) {
        wn_fail(p->err, WN_E_SOURCE, WN_SAY_READ_ZIP_SWELLS, p->input->path, name);
        return NULL;
    }
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE) {
        wn_fail(p->err, WN_E_SOURCE, WN_SAY_READ_ENCRYPTED, p->input->path);
        return NULL;
    }
    read_part *part = zip_fopen_index(p->zip, number, 0);
    if (!part)
        wn_fail(p->err, WN_E_SOURCE, WN_SAY_READ_ZIP_BROKEN, p->input->path);
    return part;
}

uint64_t read_part_size(const read_package *p, const char *name)
{
    zip_stat_t st;
    bool is_known =
        zip_stat(p->zip, name, ZIP_FL_NOCASE, &st) == 0 && (st.valid & ZIP_STAT_SIZE);

    return is_known ? st.size : 0;
}

size_t read_part_next(read_package *p, read_part *part, char *to, size_t room)
{
    zip_int64_t got = zip_fread(part, to, room);

    if (got < 0) {
        wn_fail(p->err, WN_E_SOURCE, WN_SAY_READ_ZIP_BROKEN, p->input->path);
        return 0;
    }
    return (size_t)got;
}

void read_part_close(read_part *part)
{
    if (part)
        zip_fclose(part);
}
