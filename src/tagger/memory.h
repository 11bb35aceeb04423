/**
 * @file memory.h
 * What a text says of its words: how sure the tagger was, at the surest, that one was
 * part of a name. Who is named in full once is named by one word elsewhere.
 */
#ifndef SHB_TAGGER_MEMORY_H
#define SHB_TAGGER_MEMORY_H

#include "tagger/words.h"

enum {
    MEMORY_BITS = 11,
    SEEN_BITS = 3, /* for each of SEEN_KINDS, from the lowest */
    SEEN_KINDS = 4 /* in a person, an organization, a place, a person of more words */
};

typedef struct shb_tag_memory {
    struct remembered {
        uint32_t stem;                /* 0: an empty slot */
        uint32_t first, last, raised; /* sentences that say so; the last to say more */
        uint16_t seen;
    } slots[1 << MEMORY_BITS];
    uint64_t tails[8]; /* a bit for the last letters of each word */
    size_t count;
    uint32_t sentence; /* at hand */
    uint32_t window;   /* forgotten after that many sentences without; 0: never */
} shb_tag_memory;

void shb_tag_forget(shb_tag_memory *memory);

/** From the chances of a word (each tag's) and of the next one, which may be NULL; 0: not
 * worth to be remembered. */
uint16_t shb_tag_seen(const float *own, const float *next);

void shb_tag_remember(shb_tag_memory *memory, uint32_t stem, uint32_t tail,
                      uint16_t seen);
/** What other sentences than the one at hand say of a word, or 0. */
uint16_t shb_tag_recall(const shb_tag_memory *memory, uint32_t stem);

/** Did a sentence behind the one at hand say more of the word than those before? */
bool shb_tag_is_news(const shb_tag_memory *memory, uint32_t stem);

/** A number for the last letters of a word, which proclitics do not change. */
static inline uint32_t shb_tag_tail(const uint8_t *letters, size_t n) {
    return n < 3 ? n : (letters[n - 1] * 31u + letters[n - 2]) * 31u + letters[n - 3];
}

/** May anything be remembered of a word that ends so? */
static inline bool shb_tag_may_recall(const shb_tag_memory *memory, uint32_t tail) {
    return memory->tails[tail >> 6 & 7] >> (tail & 63) & 1;
}

#endif
