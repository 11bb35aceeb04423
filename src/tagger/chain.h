/**
 * @file chain.h
 * The likeliest tags of a row of words, and how likely they are, from each word's scores.
 */
#ifndef SHB_TAGGER_CHAIN_H
#define SHB_TAGGER_CHAIN_H

#include "tagger/model.h"

typedef struct shb_chain_step {
    float scores[N_TAGS]; /* of each tag, by the features */
    uint8_t from[N_TAGS];
} shb_chain_step;

typedef struct shb_chain {
    shb_chain_step *steps;
    size_t first;                      /* step of the first word of the row */
    float *forward, *backward, *local; /* N_TAGS a word */
    uint8_t *tags;
    size_t capacity;
} shb_chain;

shb_status shb_chain_room(shb_ctx *ctx, shb_chain *t, size_t n);
void shb_chain_done(shb_chain *t);

/** The likeliest tags (Viterbi 1967). Does any name begin? `before`, `behind`: the tags
 * before the first word and behind the last, N_TAGS where the sentence ends. */
bool shb_chain_best(shb_chain *t, const shb_tagger *tagger, size_t n, unsigned before,
                    unsigned behind);
/** Is any word not far from being in a name? */
bool shb_chain_is_near(const shb_chain *t, size_t n);

/** Forward and backward chances, both scaled so that a word's forward ones sum to 1. */
void shb_chain_chances(shb_chain *t, const shb_tagger *tagger, size_t n, unsigned before,
                       unsigned behind);
/** Of each tag at word i. */
void shb_chain_word(const shb_chain *t, size_t i, float out[N_TAGS]);
/** That words first..last, and no more, are a name that begins with `tag`. */
float shb_chain_span(const shb_chain *t, const shb_tagger *tagger, size_t n, size_t first,
                     size_t last, uint8_t tag);

#endif
