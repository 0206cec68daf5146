/* encoding.c FILE... - what encoding the survey of each file decides for. */
#include "core/reader.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        wn_error err = {.lang = WN_EN};
        wn_input input = {.chunk = WN_CHUNK};
        wn_input_survey(&input, argv[i], WN_STR(""), &err);
        puts(input.encoding ? input.encoding : "-");
        wn_input_release(&input);
    }
    return 0;
}
