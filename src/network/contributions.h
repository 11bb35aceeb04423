/**
 * @file contributions.h
 * What each document adds to the weight of each edge: the base of weights that counts
 * alone do not give, of resampling and of series in time.
 */
#ifndef SHB_NETWORK_CONTRIBUTIONS_H
#define SHB_NETWORK_CONTRIBUTIONS_H

#include <shabaka/network.h>

typedef enum shb_share {
    SHB_SHARE_COUNT,      /**< 1 a unit that names both */
    SHB_SHARE_FRACTIONAL, /**< 1 / (k - 1) a unit that names k */
    SHB_SHARE_DECAY       /**< exp(-d) a pair of sentences d apart */
} shb_share;

/** "count", "fractional", "decay". False: none of these. */
bool shb_share_by_name(const char *name, shb_share *out);

typedef struct shb_contribution {
    uint32_t edge;
    double weight;
} shb_contribution;

/** Those of document d are items[starts[d]] to items[starts[d + 1] - 1]. */
typedef struct shb_contributions {
    size_t n_documents;
    size_t *starts; /**< and one more */
    shb_contribution *items;
} shb_contributions;

/**
 * In the order of the incidence, so that sums over it are the same in every run.
 * @param out  free with shb_contributions_done()
 * Errors: SHB_ENOTFOUND where the network does not hold its units (for SHB_SHARE_DECAY:
 *         its sentences); SHB_ENOMEM, SHB_ECANCELLED
 */
shb_status shb_contributions_make(shb_ctx *ctx, const shb_network *net, shb_share share,
                                  shb_contributions *out);
void shb_contributions_done(shb_contributions *contributions);

/** Where the edges of each node a < b begin, and one more; the caller frees it. */
shb_status shb_edge_starts(shb_ctx *ctx, const shb_network *net, size_t **out);
/** The edge (a, b), a < b, or UINT32_MAX. */
uint32_t shb_edge_between(const shb_network *net, const size_t *starts, uint32_t a,
                          uint32_t b);

#endif
