/**
 * @file tagger.h
 * Names by a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001):
 * weights for features of a word and its neighbours, and for pairs of tags.
 */
#ifndef SHB_TAGGER_TAGGER_H
#define SHB_TAGGER_TAGGER_H

#include "tagger/features.h"

/** B- begins a name, I- goes on. */
enum {
    TAG_NONE,
    TAG_B_PERSON,
    TAG_I_PERSON,
    TAG_B_PLACE,
    TAG_I_PLACE,
    TAG_B_ORGANIZATION,
    TAG_I_ORGANIZATION,
    TAG_B_OTHER,
    TAG_I_OTHER,
    N_TAGS
};

/** A model of one language: read-only once loaded, shared by all threads. */
typedef struct shb_tagger shb_tagger;

/** Errors: SHB_ENOTFOUND, SHB_EIO, SHB_ESYNTAX (no model, or another version of it),
 * SHB_ENOMEM. */
shb_status shb_tagger_load(shb_ctx *ctx, const char *path, uint64_t *digest,
                           shb_tagger **out);
void shb_tagger_free(shb_tagger *tagger);

/** Is the word among the commonest words of the model's language? */
bool shb_tagger_knows(const shb_tagger *tagger, const shb_tokens *tokens, size_t i);
/** How many letters of token i are Arabic proclitics, as far as the model can tell. */
size_t shb_tagger_proclitics(const shb_tagger *tagger, const shb_tokens *tokens,
                             size_t i);

/** A chance of the model as a share of names that are right, on texts that it has not
 * seen. */
float shb_tagger_confidence(const shb_tagger *tagger, float chance);

/** Reused from sentence to sentence, whatever their models; one a thread. */
typedef struct shb_tagging shb_tagging;
shb_status shb_tagging_new(shb_ctx *ctx, shb_tagging **out);
void shb_tagging_free(shb_tagging *tagging);
/** A new text of n tokens: what was found in the last one says nothing of its words. */
shb_status shb_tagging_begin(shb_ctx *ctx, shb_tagging *tagging, size_t n);

/** A name in a sentence. */
typedef struct shb_tagged {
    uint32_t first, last; /* tokens */
    uint8_t tag;          /* TAG_B_... */
    float chance;     /* that just these words are a name of this type, by the model */
    float confidence; /* the same, as often right as it says (Platt 1999) */
} shb_tagged;

/**
 * The names of tokens first..end-1, one sentence. What it finds is remembered for the
 * other sentences.
 * @param number of the sentence in the text, 0 and more
 * @param facts  FACT_... of each token of the text; only words with MAY_BE_NAME and those
 *               around them are tagged
 * @param out    borrowed until the next call
 */
shb_status shb_tag_sentence(shb_ctx *ctx, shb_tagging *tagging, const shb_tagger *tagger,
                            const shb_tokens *tokens, const uint32_t *facts,
                            size_t number, size_t first, size_t end,
                            const shb_tagged **out, size_t *n);

/** Have sentences behind it said more of its words since it was tagged, so that it is
 * worth to be tagged again? */
bool shb_tag_has_news(shb_tagging *tagging, size_t number, size_t first, size_t end);

#endif
