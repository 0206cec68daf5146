/*
 * survey.c - reads all bytes of an input once, before the first record.
 *
 * It finds size and SHA-256 for the manifest. Because it sees every byte, it knows the
 * encoding of the whole file and need not guess it from the beginning: if a file is ASCII
 * for a million rows and then holds one Chinese name, that name decides.
 */
#include "surveys.h"

#include "core/encoding.h"
#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const wn_reader_class wn_reader_postgres;

#define CHUNK ((size_t)1 << 20)
#define SAMPLE ((size_t)64 << 10)
#define ENOUGH 1000000 /* UTF-8 is sure then: further sequences are not counted */

/* Kinds of files that people pass by mistake, by their first bytes. */
static const struct {
    const char *bytes;
    size_t len;
    wn_word word;
} others[] = {
    {"PK\x03\x04", 4, WN_SAY_READ_IS_ZIP},
    {"\xD0\xCF\x11\xE0", 4, WN_SAY_READ_IS_XLS},
    {"%PDF", 4, WN_SAY_READ_IS_OTHER},
    {"\x89PNG", 4, WN_SAY_READ_IS_OTHER},
    {"\xFF\xD8\xFF", 3, WN_SAY_READ_IS_OTHER},
    {"GIF8", 4, WN_SAY_READ_IS_OTHER},
    {"\x1F\x8B", 2, WN_SAY_READ_IS_OTHER},
    {"7z\xBC\xAF", 4, WN_SAY_READ_IS_OTHER},
    {"Rar!", 4, WN_SAY_READ_IS_OTHER},
    {"SQLite format 3", 15, WN_SAY_READ_IS_SQLITE},
    {"\x7F"
     "ELF",
     4, WN_SAY_READ_IS_OTHER},
    {"{\\rtf", 5, WN_SAY_READ_IS_OTHER},
};

typedef struct survey {
    wn_input *input;
    struct sha256_ctx sha;
    uint64_t good, bad; /* UTF-8 sequences; bytes that are not UTF-8 */
    uint64_t controls, nuls, odd_nuls;
    char tail[4]; /* a sequence that is cut by the end of a chunk */
    size_t tail_count;
    wn_buf head, sample; /* head: the first bytes; sample: lines with bytes above 127 */
    wn_buf broken;       /* lines of these that are not UTF-8 */
    uint64_t utf8_lines, broken_lines;
} survey;

/* Count UTF-8 sequences and bytes that are not UTF-8. */
static void scan_utf8(survey *s, wn_str bytes, bool last)
{
    while (bytes.len > 0) {
        size_t good = wn_utf8_valid(bytes);
        wn_str text = {bytes.ptr, good};
        if (s->good < ENOUGH && !wn_is_ascii(text))
            for (size_t i = 0; i < good; i++)
                s->good += (unsigned char)text.ptr[i] >= 0xC0;
        bytes = (wn_str){bytes.ptr + good, bytes.len - good};
        if (bytes.len == 0)
            return;
        if (!last && bytes.len < 4) {
            memcpy(s->tail, bytes.ptr, bytes.len);
            s->tail_count = bytes.len;
            return;
        }
        s->bad++;
        bytes = (wn_str){bytes.ptr + 1, bytes.len - 1};
    }
}

static void scan_controls(survey *s, wn_str bytes)
{
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

    while ((at = memchr(at, '\0', (size_t)(end - at)))) {
        s->nuls++;
        s->odd_nuls += (size_t)(at - bytes.ptr) % 2;
        at++;
    }
    if (memmem(bytes.ptr, bytes.len, "\xEF\xBF\xBD", 3))
        s->input->has_lost = true;
    if (s->head.len > SAMPLE)
        return;
    for (size_t i = 0; i < bytes.len && i < SAMPLE; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        s->controls += c < 0x20 && !strchr("\t\r\n\f\x1A", c) && c != 0;
    }
}

/* Keep lines with bytes above 127, as a sample of at most SAMPLE bytes. */
static void sample_lines(survey *s, wn_str bytes)
{
    const char *whole = bytes.ptr; /* the first line may have begun in the chunk before */

    while (bytes.len > 0 &&
           (s->sample.len < SAMPLE || (s->bad > 0 && s->broken.len < SAMPLE))) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        size_t len = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
        wn_str line = {bytes.ptr, len > 4096 ? 4096 : len};
        if (!wn_is_ascii(line) && s->sample.len < SAMPLE)
            wn_buf_add(&s->sample, line);
        if (end && bytes.ptr != whole && len < 4096 && wn_utf8_valid(line) < len)
            wn_buf_add(&s->broken, line);
        if (end && bytes.ptr != whole && !wn_is_ascii(line))
            ++*(wn_utf8_valid(line) < line.len ? &s->broken_lines : &s->utf8_lines);
        bytes = (wn_str){bytes.ptr + len, bytes.len - len};
    }
}

/* The reader that is most sure about the first bytes; NULL: none knows them. */
static const wn_reader_class *choose_reader(const wn_input *input, wn_str head,
                                            bool is_binary)
{
    const wn_reader_class *chosen = NULL;
    int best = 0;

    for (size_t i = 0; wn_readers[i]; i++) {
        if (wn_readers[i]->is_binary != is_binary)
            continue;
        int sure = wn_readers[i]->probe(input, head);
        if (sure > best) {
            best = sure;
            chosen = wn_readers[i];
        }
    }
    return chosen;
}

static void scan(survey *s, wn_str bytes)
{
    wn_str whole = bytes;
    wn_buf joined = {0};

    sha256_update(&s->sha, bytes.len, (const uint8_t *)bytes.ptr);
    s->input->bytes += bytes.len;
    if (s->input->bytes == bytes.len) /* the first chunk */
        s->input->reader = choose_reader(s->input, bytes, true);
    if (s->input->reader) /* it is not text */
        return;
    if (s->tail_count > 0) {
        wn_buf_add(&joined, (wn_str){s->tail, s->tail_count});
        wn_buf_add(&joined, bytes);
        whole = wn_buf_str(&joined);
        s->tail_count = 0;
    }
    scan_utf8(s, whole, false);
    scan_controls(s, bytes);
    sample_lines(s, bytes);
    if (s->head.len < SAMPLE)
        wn_buf_add(&s->head,
                   (wn_str){bytes.ptr, bytes.len < SAMPLE ? bytes.len : SAMPLE});
    wn_buf_release(&joined);
}

static const char *utf16_without_mark(const survey *s)
{
    if (s->nuls * 10 < s->input->bytes * 2 || s->input->bytes < 4)
        return NULL;
    return s->odd_nuls * 10 > s->nuls * 9 ? "utf-16le"
           : s->odd_nuls * 10 < s->nuls   ? "utf-16be"
                                          : NULL;
}

static wn_rc fail(wn_error *err, const char *path, wn_word word)
{
    wn_rc rc = wn_fail(err, WN_E_SOURCE, word, path);

    wn_error_hint(err, WN_SAY_READ_SAVE_AS_CSV);
    return rc;
}

static wn_rc choose_encoding(survey *s, wn_str forced, wn_error *err)
{
    wn_input *input = s->input;
    const char *name = wn_encoding_mark(wn_buf_str(&s->head), &input->mark);

    if (!name && forced.len)
        name = wn_encoding_find(forced);
    if (!name)
        name = utf16_without_mark(s);
    if (!name && s->controls * 100 > s->head.len)
        return fail(err, input->path, WN_SAY_READ_NOT_TEXT);
    input->is_utf8 = s->bad == 0;
    if (!name &&
        (s->bad == 0 || s->bad * 20 < s->good || s->broken_lines * 8 < s->utf8_lines))
        name = "utf-8";
    if (!name)
        name = wn_encoding_guess(wn_buf_str(&s->sample));
    if (!name)
        return fail(err, input->path, WN_SAY_READ_NOT_TEXT);
    if (!strcmp(name, "utf-8") && s->broken_lines > 1) /* a single one is an accident */
        input->other = wn_encoding_guess(wn_buf_str(&s->broken));
    input->encoding = name;
    input->has_nul = s->nuls > 0; /* in UTF-16 too, where NUL may be a character */
    input->has_lost = input->has_lost || !(input->is_utf8 && !strcmp(name, "utf-8"));
    return WN_OK;
}

static wn_rc decode_head(survey *s, wn_error *err)
{
    wn_input *input = s->input;
    wn_buf text = {0};
    wn_decoder *decoder = wn_decoder_new(input->encoding);

    if (!decoder)
        return wn_fail(err, WN_E_SOURCE, WN_SAY_READ_ENCODING, input->path,
                       input->encoding);
    wn_decoder_feed(decoder,
                    (wn_str){s->head.ptr + input->mark, s->head.len - input->mark}, false,
                    &text);
    wn_decoder_free(decoder);
    input->head = wn_arena_str(&input->arena, wn_buf_str(&text));
    wn_buf_release(&text);
    return WN_OK;
}

static wn_rc conclude(survey *s, wn_str forced, wn_error *err)
{
    wn_input *input = s->input;
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(&s->sha, sizeof(digest), digest);
    wn_hex(input->sha256, digest, sizeof(digest));
    if (input->bytes == 0)
        return fail(err, input->path, WN_SAY_READ_EMPTY);
    if (input->reader)
        return WN_OK;
    for (size_t i = 0; i < WN_COUNT(others); i++)
        if (s->head.len >= others[i].len &&
            !memcmp(s->head.ptr, others[i].bytes, others[i].len))
            return fail(err, input->path, others[i].word);
    wn_rc rc = choose_encoding(s, forced, err);
    if (rc >= 0)
        rc = decode_head(s, err);
    if (rc >= 0 && wn_str_trim(input->head).len == 0)
        return fail(err, input->path, WN_SAY_READ_EMPTY);
    if (rc >= 0)
        input->reader = choose_reader(input, input->head, false);
    if (rc >= 0 && !input->reader)
        return fail(err, input->path, WN_SAY_READ_NO_FORMAT);
    return rc;
}

wn_rc wn_input_survey(wn_input *input, const char *path, wn_str forced, wn_error *err)
{
    survey s = {.input = input};
    wn_rc rc = WN_OK;
    ssize_t got = 0;

    input->path = wn_arena_str(&input->arena, wn_str_of(path)).ptr;
    if (wn_input_is_address(path)) { /* no file to survey: the server knows */
        input->file = input->path;
        input->path = wn_input_shown(path, &input->arena).ptr;
        input->reader = &wn_reader_postgres;
        input->encoding = "utf-8";
        input->is_utf8 = true;
        return WN_OK;
    }
    if (read_recall(input, path, forced))
        return WN_OK;
    read_known *known = read_known_of(input->surveys, path);
    if (read_unpack(input, err) < 0)
        return err->rc;
    int fd = read_source_open(input, err);
    if (fd < 0)
        return WN_E_SOURCE;
    input->at_hand = fd; /* the readers' probes may look into it, too */
    char *chunk = wn_alloc(CHUNK, 1);
    sha256_init(&s.sha);
    while ((!input->survey_limit || input->bytes < input->survey_limit) &&
           (got = pread(fd, chunk, CHUNK, (off_t)input->bytes)) > 0)
        scan(&s, (wn_str){chunk, (size_t)got});
    scan_utf8(&s, (wn_str){s.tail, s.tail_count}, true);
    if (got < 0)
        rc =
            wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_READ, path, wn_why(err->lang, errno));
    else
        rc = conclude(&s, forced, err);
    if (rc < 0)
        wn_input_let_go(input);
    else if (!input->unpacked)
        read_remember(input, known, forced);
    free(chunk);
    wn_buf_release(&s.head);
    wn_buf_release(&s.sample);
    wn_buf_release(&s.broken);
    return rc;
}

void wn_input_release(wn_input *input)
{
    wn_input_let_go(input);
    wn_arena_release(&input->arena);
    free(input->notes);
    free(input->taken);
    if (input->unpacked > 0)
        close(input->unpacked);
    *input = (wn_input){0};
}
