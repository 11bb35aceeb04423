/**
 * @file model.h
 * The inside of a tagger's model, for decoding and for the program that trains it.
 *
 * File: one zstd frame, of, little-endian: MODEL_MAGIC; float scale, slope, offset; float
 * pairs[N_TAGS + 1][N_TAGS]; uint32 n_rows; n_rows keys (uint32, rising), n_rows times N_TAGS weights
 * (int8); uint32 n_words; n_words shb_word_class, rising; uint64 shb_tag_checksum() of
 * all before.
 */
#ifndef SHB_TAGGER_MODEL_H
#define SHB_TAGGER_MODEL_H

#include "tagger/tagger.h"

#define MODEL_MAGIC "shabaka tagger 2\n"

enum { ROW_WEIGHTS = 12 }; /* N_TAGS, and room so that a row has 16 bytes */

typedef struct shb_tag_row {
    uint32_t key; /* 0: an empty slot */
    int8_t weights[ROW_WEIGHTS];
} shb_tag_row;

struct shb_tagger {
    shb_tag_row *rows; /* open addressing */
    size_t n_slots, n_rows;
    float scale;                      /* of one step of a weight */
    float slope, offset; /* of a confidence's log odds, so that it is as often right */
    float pairs[N_TAGS + 1][N_TAGS];  /* from tag to tag; the last row: from the start */
    float chance[N_TAGS + 1][N_TAGS]; /* exp(pairs), 0 for what cannot follow */
    bool remembers;                   /* does what was seen before weigh anything? */
    uint64_t salt;                    /* tells its words from another model's */
    shb_word_classes classes;
};

/** What follows from rows and pairs, once all are there. */
void shb_tagger_prepare(shb_tagger *tagger);

/** Keys are hashes: their share of the range is a place. */
static inline size_t shb_tag_slot(const shb_tagger *tagger, uint32_t key) {
    return (uint64_t)key * tagger->n_slots >> 32;
}

static inline const shb_tag_row *shb_tag_row_of(const shb_tagger *tagger, uint32_t key) {
    size_t i = shb_tag_slot(tagger, key);
    while (tagger->rows[i].key && tagger->rows[i].key != key)
        i = i + 1 < tagger->n_slots ? i + 1 : 0;
    return &tagger->rows[i];
}

uint64_t shb_tag_checksum(const char *data, size_t len);

/** Can `tag` follow `before`? N_TAGS as `before` is the start. */
static inline bool shb_tag_follows(unsigned before, unsigned tag) {
    bool inside = tag != TAG_NONE && tag % 2 == 0;
    return !inside || before == tag || before + 1 == tag;
}

#endif
