/* room.h - the folder that is served, and what is called how in it. */
#ifndef SERVE_ROOM_H
#define SERVE_ROOM_H

#include "core/text.h"
#include "winnow/error.h"

#define ROOM_OWN ".winnow"         /* the server's own folder in it */
#define ROOM_MAPPING "map.xml"     /* what a draft is called */
#define ROOM_TARGET "clean.db"     /* where it is loaded */
#define ROOM_RULINGS "decisions.csv" /* what people decided about pairs */
#define ROOM_RUNS "runs"           /* a folder for each run */
#define ROOM_HISTORY ROOM_RUNS "/history.db" /* what the monthly checks keep */
#define ROOM_ANSWERS "answers"     /* work lists that people sent back */

/* All paths are below `folder`, which is the working directory of the commands. */
typedef struct room {
    wn_arena arena;
    const char *folder;
    int fd;             /* of the folder */
    const char *target; /* as a command takes it */
    const char *const *given; /* mappings that were named: they know where their files are */
    size_t given_count;
    size_t shown; /* which of them the pages show just now */
    const char *program;
} room;

/* Open the folder, and make the server's own in it. WN_E_USAGE, WN_E_TARGET. */
wn_rc room_open(room *r, const char *folder, wn_error *err);
void room_close(room *r);

/* The name of the mapping that is there now, or of the given one that is shown; "": there
 * is none. In the arena. */
wn_str room_mapping(const room *r, wn_arena *arena);
/* Append the mappings, and where their files are looked up, to the words of a command;
 * returns how many words there are then. There is room for SERVE_MAPPINGS and two. */
size_t room_add_mappings(const room *r, const char **words, size_t count, wn_arena *arena);
bool room_has(const room *r, const char *path); /* is it there, and no link? */
/* The files in the folder that may be exports: neither hidden nor written by winnow, and
 * no mapping; sorted. */
typedef struct room_names {
    wn_str *items;
    size_t count, room;
} room_names;
void room_exports(const room *r, room_names *out, wn_arena *arena);
/* The other names, which nobody looks at: winnow's own, mappings, folders, links. */
void room_left_out(const room *r, room_names *out, wn_arena *arena);
/* The mappings in the folder that are not used, since another is. */
void room_other_mappings(const room *r, room_names *out, wn_arena *arena);
/* A number that changes when one of these files does. */
uint64_t room_stamp(const room *r, const room_names *names);
/* Open a file below the folder, following no link on the way; -1: errno says why. `size`
 * may be NULL. */
int room_file(const room *r, const char *path, uint64_t *size);
/* Append the file, at most `limit` bytes of it. False: it cannot be read, or is longer. */
bool room_read(const room *r, const char *path, size_t limit, wn_buf *out);
/* Write the file whole, by a rename, mode 0600. False: errno says why. */
bool room_write(const room *r, const char *path, wn_str bytes);
/* The folders below `path`, the last name first. */
void room_folders(const room *r, const char *path, room_names *out, wn_arena *arena);
/* The files in the folder `path`, sorted. */
void room_files(const room *r, const char *path, room_names *out, wn_arena *arena);

#endif
