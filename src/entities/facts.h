/**
 * @file facts.h
 * What this stage knows of the words of a text before it looks for unlisted names: for
 * the program that trains the tagger, so that it learns from just what it will see.
 */
#ifndef SHB_ENTITIES_FACTS_H
#define SHB_ENTITIES_FACTS_H

#include <shabaka/mentions.h>

#include "text/tokens.h"

typedef struct shb_looked_up {
    const shb_tokens *tokens;
    const uint32_t *facts;     /* FACT_... of each token */
    const uint32_t *sentences; /* first token of each; one more at the end */
    size_t n_sentences;
} shb_looked_up;

/** Everything is borrowed until the annotator's next call. */
shb_status shb_annotator_look(shb_ctx *ctx, shb_annotator *annotator, const shb_doc *doc,
                              shb_looked_up *out);

#endif
