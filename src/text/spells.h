/**
 * @file spells.h
 * Folded letters beside a word as the program or its data write it.
 */
#ifndef SHB_TEXT_SPELLS_H
#define SHB_TEXT_SPELLS_H

#include "base/utf8.h"
#include "text/fold.h"

/** The word's folded letters; there must be room for as many as it has bytes. */
static inline size_t shb_fold_word(const char *word, size_t len, uint8_t *letters) {
    size_t n = 0;
    for (size_t at = 0; at < len;)
        letters[n++] = (uint8_t)shb_fold_char(shb_utf8_next(word, len, &at));
    return n;
}

/** How many of n folded letters the word takes, if they begin with it, else -1. */
static inline int shb_begin_with(const uint8_t *letters, size_t n, const char *word,
                                 size_t len) {
    size_t read = 0;
    for (size_t at = 0; at < len; read++)
        if (read >= n ||
            letters[read] != (uint8_t)shb_fold_char(shb_utf8_next(word, len, &at)))
            return -1;
    return (int)read;
}

/* Does the last letter speak against the word? Arabic words begin alike. */
static inline bool shb_ends_otherwise(const uint8_t *letters, size_t n, const char *word,
                                      size_t len) {
    const unsigned char last = (unsigned char)word[len - 1];
    const unsigned char lead = len > 1 ? (unsigned char)word[len - 2] : 0;
    if (last >= 0x80 && (lead < 0xc2 || lead >= 0xe0))
        return false;
    const uint16_t entry =
        shb_fold_table[last < 0x80 ? last : (lead & 0x1f) << 6 | (last & 0x3f)];
    return letters[n - 1] != (uint8_t)entry;
}

/** Do n folded letters spell the word? */
static inline bool shb_spell(const uint8_t *letters, size_t n, const char *word,
                             size_t len) {
    return n > 0 && len > 0 && !shb_ends_otherwise(letters, n, word, len) &&
           shb_begin_with(letters, n, word, len) == (int)n;
}

#endif
