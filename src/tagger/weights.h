/**
 * @file weights.h
 * What features weigh for each tag: rows of the model, the busiest kept together, and the
 * words whose sums are known.
 */
#ifndef SHB_TAGGER_WEIGHTS_H
#define SHB_TAGGER_WEIGHTS_H

#include "tagger/model.h"

typedef int16_t shb_eight_sums __attribute__((vector_size(16), aligned(2), may_alias));
typedef int8_t shb_eight_weights __attribute__((vector_size(8), aligned(1), may_alias));

/** For each tag: eight at once, and the ninth. */
typedef struct shb_tag_sums {
    shb_eight_sums eight;
    int16_t ninth;
} shb_tag_sums;
_Static_assert(N_TAGS == 9, "a sum a tag");

/** A word's features, and the sums of their weights for the places around it that were
 * asked for. */
typedef struct shb_known_word {
    uint64_t key; /* hash, flags, facts and model; 0: empty */
    shb_tag_word word;
    uint8_t summed; /* a bit for each of the sums that is there */
    shb_tag_sums sums[PLACES];
} shb_known_word;
enum { OWN_PLACE = 1 << REACH };

/** What features weigh together, once those on their way from memory are there, too. */
typedef struct shb_awaited {
    shb_tag_sums sums;
    uint32_t features[MAX_WORD_FEATURES > MAX_CONTEXT ? MAX_WORD_FEATURES : MAX_CONTEXT];
    size_t n;
} shb_awaited;

/** One a thread, for all languages' models. */
typedef struct shb_weights {
    const shb_tagger *tagger; /* at hand */
    shb_known_word *words;
    shb_tag_row *recent; /* rows, by their features' first bits */
} shb_weights;

shb_status shb_weights_init(shb_ctx *ctx, shb_weights *weights);
void shb_weights_done(shb_weights *weights);

/** Most features of a text are those of a few thousand rows, which lie far apart in the
 * model: they are kept together. The others are on their way until shb_weights_add(). */
void shb_weights_fetch(shb_weights *weights, const uint32_t *features, size_t n,
                       shb_awaited *out);
void shb_weights_add(shb_weights *weights, shb_awaited *there);

/** A word with these facts, seen so elsewhere: its place in memory is asked for. */
void shb_weights_ask(const shb_weights *weights, const shb_token *token, uint32_t facts,
                     uint16_t seen);
/** The same with the sums for these places, a bit each; borrowed until the next call. */
const shb_known_word *shb_weights_word(shb_weights *weights, const shb_tokens *tokens,
                                       size_t i, uint32_t facts, uint16_t seen,
                                       uint8_t places);

#endif
