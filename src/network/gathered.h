/**
 * @file gathered.h
 * What is gathered of one measure over many replicates: the ends of its values and ranks,
 * or their spread, and who outranks whom.
 */
#ifndef SHB_NETWORK_GATHERED_H
#define SHB_NETWORK_GATHERED_H

#include <shabaka/measures.h>
#include <shabaka/output.h>

#include "network/tails.h"

typedef struct shb_gathered {
    const shb_measure *measure;
    size_t n;
    shb_tails of_values, of_ranks;
    double *mean, *squares; /**< of the jackknife: Welford 1962, doi:10.2307/1266577 */
    uint32_t *first;        /**< nodes, by falling measure of the whole network */
    size_t n_first;
    uint32_t *twice; /**< first by first: how often it outranks, ties as 1 of 2 */
    size_t added;
} shb_gathered;

/** 1 + how many are above each node. */
shb_status shb_ranks(shb_ctx *ctx, const double *values, size_t n, double *out);

/**
 * Ready for so many replicates, in any of which each of n nodes has a value.
 * @param whole  the values of the whole network; NULL: of the jackknife, that has no
 * ranks
 * @param out    free with shb_gathered_done(), also after a failure
 */
shb_status shb_gathered_init(shb_ctx *ctx, const shb_measure *measure, size_t n,
                             const double *whole, size_t replicates, shb_gathered *out);
void shb_gathered_done(shb_gathered *gathered);

/** One replicate more. The spread of the jackknife depends on their order. */
void shb_gathered_add(shb_gathered *gathered, const double *values, const double *ranks);

/** Node columns: M_low, M_high, M_rank_low, M_rank_high; of the jackknife M_se. */
shb_status shb_gathered_keep(shb_ctx *ctx, const shb_gathered *gathered,
                             shb_network *net);

/** For the record: {"measure", "ids", "twice"}. */
void shb_gathered_put_first(const shb_gathered *gathered, const shb_network *net,
                            shb_output *out);

#endif
