/* embed.c - runs while winnow is built: writes standard input as a C array of bytes. */
#include <stdio.h>

int main(int argc, char **argv)
{
    int c, column = 0;

    printf("static const unsigned char %s[] = {\n", argc > 1 ? argv[1] : "embedded");
    while ((c = getchar()) != EOF)
        printf("%d,%s", c, ++column % 24 ? "" : "\n");
    printf("};\n");
    return 0;
}
