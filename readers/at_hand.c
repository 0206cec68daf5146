/*
 * at_hand.c - the file of an input that is still open from its survey.
 *
 * A survey leaves the file open for its first reader. Opening takes long on a network
 * share, and it ensures that the file that is read is the one that was surveyed.
 */
#include "read.h"

#include "core/fail.h"
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int read_source_open(wn_input *input, wn_error *err)
{
    int fd = input->at_hand;

    input->at_hand = 0;
    if (fd <= 0)
        return wn_file_open(input->file, WN_E_SOURCE, err);
    if (lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_READ, input->path, wn_why(err->lang, errno));
    close(fd);
    return -1;
}

int wn_input_at_hand(const wn_input *input)
{
    int fd = input->at_hand > 0 ? fcntl(input->at_hand, F_DUPFD_CLOEXEC, 3) : 0;

    return fd > 0 ? fd : 0;
}

void wn_input_let_go(wn_input *input)
{
    if (input->at_hand > 0)
        close(input->at_hand);
    input->at_hand = 0;
}
