/**
 * @file pairs.h
 * A table of pairs of small integers with their counts: dense rows in the order of their
 * first coming, and an open-addressing index over them.
 */
#ifndef SHB_COOCCURRENCE_PAIRS_H
#define SHB_COOCCURRENCE_PAIRS_H

#include <shabaka/status.h>

typedef struct shb_pair {
    uint64_t key;   /**< shb_pair_key() */
    uint64_t units; /**< of counting that name both */
    uint32_t documents;
    uint32_t first, last; /**< dates as yyyymmdd, 0 where unknown */
} shb_pair;

typedef struct shb_pairs {
    shb_pair *rows;
    size_t count, capacity;
    uint32_t *slots; /**< row + 1, or 0 where free */
    size_t n_slots;  /**< a power of two, or 0 */
    uint64_t secret; /**< so that no crafted text can make the slots collide */
} shb_pairs;

#define SHB_PAIRS_INIT                                                                   \
    { NULL, 0, 0, NULL, 0, 0 }

/** The smaller number in the upper half. */
static inline uint64_t shb_pair_key(uint32_t a, uint32_t b) {
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}
static inline uint32_t shb_pair_low(uint64_t key) { return (uint32_t)(key >> 32); }
static inline uint32_t shb_pair_high(uint64_t key) { return (uint32_t)key; }

/**
 * The row of a pair, made with all counts zero where it is new.
 * Errors: SHB_ENOMEM; SHB_ELIMIT past 4 G pairs
 */
shb_status shb_pairs_row(shb_ctx *ctx, shb_pairs *pairs, uint64_t key, uint32_t *out);

/** Ask for the memory that shb_pairs_row() will want for this key some steps later. */
void shb_pairs_prefetch(const shb_pairs *pairs, uint64_t key);

/** Forget all pairs, keep the room; takes time in proportion to the pairs alone. */
void shb_pairs_reset(shb_pairs *pairs);
void shb_pairs_done(shb_pairs *pairs);

#endif
