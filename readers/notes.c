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
