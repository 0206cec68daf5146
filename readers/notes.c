/* notes.c - what a reader notes about a file; each kind of note is kept once. */
#include "read.h"

#include "core/memory.h"

void read_note(wn_input *input, wn_word word, uint64_t number, wn_str text)
{
    read_note_at(input, word, number, text, 0);
}

void read_note_at(wn_input *input, wn_word word, uint64_t number, wn_str text,
                  uint64_t line)
{
    for (size_t i = 0; i < input->note_count; i++)
        if (input->notes[i].word == word) {
            input->notes[i].number = number;
            return;
        }
    input->notes =
        wn_grow(input->notes, input->note_count, &input->note_room, sizeof(wn_note));
    input->notes[input->note_count++] =
        (wn_note){word, number, wn_arena_str(&input->arena, text), line};
}

void read_unsaved_see(read_unsaved *u, size_t column, uint64_t line)
{
    if (u->count++ == 0)
        u->line = line;
    if (column < READ_MAX_COLUMNS)
        u->columns[column] = true;
}

#define MOST_LETTERS 12 /* columns that are named */

void read_unsaved_note(const read_unsaved *u, wn_input *input)
{
    wn_buf letters = {0};
    char letter[8];
    size_t named = 0;

    for (size_t c = 0; c < READ_MAX_COLUMNS && u->count > 0; c++) {
        if (!u->columns[c] || named++ >= MOST_LETTERS)
            continue;
        wn_buf_format(&letters, "%s%s", named > 1 ? ", " : "",
                      wn_column_letter(letter, c));
    }
    if (named > MOST_LETTERS)
        wn_buf_add(&letters, WN_STR(" ..."));
    if (u->count > 0)
        read_note_at(input, WN_SAY_READ_NOTE_FORMULAS, u->count, wn_buf_str(&letters),
                     u->line);
    wn_buf_release(&letters);
}
