/**
 * @file name_words.h
 * Single words that persons are called by, and words that no person is called by: a set
 * of word hashes, for the patterns that find persons whom no list has.
 */
#ifndef SHB_GAZETTEER_NAME_WORDS_H
#define SHB_GAZETTEER_NAME_WORDS_H

#include "text/tokens.h"

/* What is known of a word: bits. */
enum {
    NAME_WORD = 1,   /* part of a person's name */
    NAME_LAST = 2,   /* with NAME_WORD: ends names, does not begin them */
    NAME_COMMON = 4, /* an ordinary word of the language */
    NAME_NEVER = 8, /* with a capital it belongs to another kind of name: Street, Prize */
    NAME_ENDS = 16, /* a name ends before it: Tuesday */
    NAME_GIVEN = 32, /* with NAME_WORD: a given name */
    NAME_FUNCTION = 64, /* a pronoun, preposition, conjunction, particle, auxiliary */
    NAME_BITS = 7
};

/** Open addressing by the upper bits of the hash; the lowest ones make room for the
 * flags. */
typedef struct shb_name_words {
    uint64_t *slots;
    size_t count;
    unsigned shift; /* 64 - log2 of the number of slots */
} shb_name_words;

/**
 * Add the words of a file, one a line.
 * @param plain   flags of a word
 * @param hyphen  flags of a word with a hyphen before it; with a plus it is a given name
 * Errors: SHB_ENOTFOUND, SHB_EIO, SHB_ENOMEM
 */
shb_status shb_name_words_load(shb_ctx *ctx, shb_name_words *words, shb_tokens *scratch,
                               const char *path, unsigned plain, unsigned hyphen,
                               uint64_t *digest);
void shb_name_words_done(shb_name_words *words);

static inline void shb_name_word_prefetch(const shb_name_words *words, uint64_t hash) {
    if (words->slots)
        __builtin_prefetch(&words->slots[hash >> words->shift]);
}

/** Flags of a word, 0 where it is not known. */
static inline unsigned shb_name_word(const shb_name_words *words, uint64_t hash) {
    const uint64_t mask = ((uint64_t)1 << NAME_BITS) - 1;
    if (!words->slots)
        return 0;
    size_t last = ((size_t)1 << (64 - words->shift)) - 1;
    for (size_t i = hash >> words->shift; words->slots[i]; i = (i + 1) & last)
        if (((words->slots[i] ^ hash) & ~mask) == 0)
            return (unsigned)(words->slots[i] & mask);
    return 0;
}

/**
 * Is the one word that was tokenized an ordinary one? Frequent Arabic words are counted
 * without capitals, so that the list holds the commonest names, too; an ordinary noun is
 * frequent both with its article and without.
 */
bool shb_is_common_word(const shb_name_words *words, const shb_tokens *tokens);

#endif
