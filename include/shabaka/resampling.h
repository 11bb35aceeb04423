/**
 * @file resampling.h
 * How sure are the measures of a network? Its documents are drawn again and again, and
 * the network of each draw is measured. It needs the units (shb_network.incidence).
 *
 * Documents are drawn whole, for what one text says is not independent: as many as there
 * are, each time any of them, in the order of their ids, by a stream of random numbers
 * that belongs to the seed and the replicate's number. So neither the order of the inputs
 * nor the number of threads changes a draw.
 */
#ifndef SHABAKA_RESAMPLING_H
#define SHABAKA_RESAMPLING_H

#include <shabaka/measures.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_RESAMPLE_OPTIONS_INIT. */
typedef struct shb_resample_options {
    uint32_t
        replicates; /**< of the bootstrap, from 20; groups of the jackknife, from 2 */
    uint32_t seed;  /**< of the draws, or of the groups */
    const char *measures; /**< names, "a,b"; those that every node has a value of; and
                               "groups", which the jackknife leaves out */
    const char *weight;   /**< of the replicates' edges: count, fractional, decay */
} shb_resample_options;
#define SHB_RESAMPLE_OPTIONS_INIT                                                        \
    { 200, 1, "strength,degree,pagerank", "count" }

/** SHB_EINVALID where a measure or weight cannot be resampled, or there are too few or
 * too many replicates: to be told before the texts are read. */
SHB_API shb_status shb_resample_check(shb_ctx *ctx, const shb_resample_options *options,
                                      bool jackknife);

/**
 * The bootstrap. Adds, for each measure M, the node columns M_low, M_high
 * (2.5 and 97.5 % quantiles, by linear interpolation), M_rank_low, M_rank_high (of its
 * rank, 1 + how many are above it; the order statistics just outside); the edge column
 * `presence` (share of the replicates that have the edge); and to the record, for the
 * first 100 by each measure, how often each outranks each.
 *
 * With "groups" Leiden's groups of every draw (resolution 1, seed + number of the draw)
 * are laid beside those of the whole network: node columns `group` and `group_stability`
 * (share of the draws in which it has a tie, in which it is where most of its group are);
 * edge column `together` (share of the draws in which both ends have a tie, in which one
 * group has both); in the record the mean and the quantiles of their agreement (NMI).
 *
 * Draws are worked off on ctx->jobs threads; any number gives the same. Groups are found
 * one draw at a time, for igraph has one thread.
 * Source: Efron 1979, doi:10.1214/aos/1176344552
 * Errors: SHB_ENOTFOUND (no units), SHB_EINVALID (a measure that is none, or that not
 *         every node has), SHB_ECANCELLED, SHB_ENOMEM
 */
SHB_API shb_status shb_network_bootstrap(shb_ctx *ctx, shb_network *net,
                                         const shb_resample_options *options);

/**
 * Delete-a-group jackknife: the documents, in an order drawn by the seed, are dealt out
 * to `replicates` groups (at most one a document), and each is left out once. Adds the
 * node columns M_se, the standard errors; of fewer than two documents nothing, and says
 * so by ctx->notice.
 * Source: Tukey 1958, doi:10.1214/aoms/1177706647; groups: Kott 2001, J. Off. Stat. 17
 */
SHB_API shb_status shb_network_jackknife(shb_ctx *ctx, shb_network *net,
                                         const shb_resample_options *options);

/** What the record says of a bootstrap, and of a jackknife. */
typedef struct shb_resampled {
    uint32_t replicates, seed;     /**< 0 replicates: there was none */
    uint32_t left_out; /**< groups of texts that a jackknife left out; 0: none */
    uint32_t groups;               /**< of the whole network, 0: none were drawn */
    double nmi, nmi_low, nmi_high; /**< how alike the draws' groups are to these */
    bool changed; /**< the network was cut or weighed anew since: its measures are not
                       those that the intervals are of */
} shb_resampled;
SHB_API shb_status shb_network_resampled(shb_ctx *ctx, const shb_network *net,
                                         shb_resampled *out);

/**
 * The share of the replicates in which node a ranks above node b by a measure, ties as
 * half.
 * @param out  NaN where the record does not hold it: not both are among the first 100
 */
SHB_API shb_status shb_network_outranks(shb_ctx *ctx, const shb_network *net,
                                        const char *measure, const char *a, const char *b,
                                        double *out);

#ifdef __cplusplus
}
#endif
#endif
