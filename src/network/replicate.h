/**
 * @file replicate.h
 * The network of some of the documents, each so many times: what resampling draws, and
 * what shuffled labels give.
 */
#ifndef SHB_NETWORK_REPLICATE_H
#define SHB_NETWORK_REPLICATE_H

#include <shabaka/measures.h>

#include "network/contributions.h"

typedef struct shb_replicate {
    shb_network net; /**< borrows all but its edges */
    double *weights; /**< of each edge of the whole network, 0 where it is missing */
} shb_replicate;

/**
 * @param times  one a document; NULL: each once
 * @param out    free with shb_replicate_done(), also after a failure
 */
shb_status shb_replicate_make(shb_ctx *ctx, const shb_network *whole,
                              const shb_contributions *contributions,
                              const uint32_t *times, shb_replicate *out);
void shb_replicate_done(shb_replicate *replicate);

enum { SHB_MOST_REPLICATED = 16 };

/**
 * Names "a,b" to measures that every node of every replicate has a value of, and that are
 * computed without igraph, so on any thread.
 * @param out     room for SHB_MOST_REPLICATED
 * @param groups  is "groups" among them? NULL: it may not be
 * Errors: SHB_EINVALID
 */
shb_status shb_replicate_measures(shb_ctx *ctx, const char *list, const shb_measure **out,
                                  size_t *count, bool *groups);

#endif
