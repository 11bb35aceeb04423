/**
 * @file features.h
 * Features of the tagger as 32-bit hashes, the same in training and at run time.
 *
 * Those of single words around a place, which depend on the word and its distance alone,
 * so that their weights can be summed once a word and kept; and those of the context.
 */
#ifndef SHB_TAGGER_FEATURES_H
#define SHB_TAGGER_FEATURES_H

#include "tagger/words.h"

enum { REACH = 2, PLACES = 2 * REACH + 1, MAX_WORD_FEATURES = 40, MAX_CONTEXT = 40 };

/** Features that a word gives to the place `offset` words behind it (-REACH..REACH). */
size_t shb_tag_word_features(const shb_tag_word *word, int offset,
                             uint32_t out[MAX_WORD_FEATURES]);

/** That the word itself was seen before, this surely (memory.h). */
uint32_t shb_tag_seen_feature(unsigned kind, uint32_t step);

/** A place in a sentence. */
typedef struct shb_tag_place {
    const shb_tag_word *around[PLACES]; /* NULL outside the sentence */
    shb_gap gaps[4];                    /* before words -1, 0, 1, 2; GAP_LINE outside */
    uint8_t since_title; /* words since the last title, 1 and more; 0: none */
} shb_tag_place;

size_t shb_tag_context_features(const shb_tag_place *place, uint32_t out[MAX_CONTEXT]);

#endif
