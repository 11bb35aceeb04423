/**
 * @file word_runs.h
 * Most words of a text are plain: letters of one script with a space behind. These are
 * taken a block at a time, where the processor can; shb_tokenize() takes the rest.
 */
#ifndef SHB_TEXT_WORD_RUNS_H
#define SHB_TEXT_WORD_RUNS_H

#include "text/tokens.h"

/** Tokens that one call may append. */
enum { WORD_RUN_TOKENS = 256 };

/**
 * Append the plain words from a byte on, up to the first that is not, or until the tokens
 * may be too many.
 * @param at   not inside a word
 * @param out  where folded letters go; moved behind what was put there
 * @return  the byte where it stopped: `at` itself, perhaps
 */
size_t shb_take_word_runs(shb_tokens *tokens, size_t at, uint8_t **out);

/* Final alef maqsura is ya in all names but one: ala is the commonest preposition, Ali a
 * given name. `end` is just past the word. */
static inline bool shb_keep_preposition(uint8_t *word, size_t n,
                                        const unsigned char *end) {
    if (end[-1] != 0x89 || end[-2] != 0xd9 || n < 3 || n > 4 ||
        word[n - 3] != FOLD_AR(0x639) || word[n - 2] != FOLD_AR(0x644))
        return false;
    word[n - 1] = FOLD_AR(0x649);
    return true;
}

#endif
