/**
 * @file groups.h
 * Communities: how to find them, how sure they are, how alike two divisions are.
 * To be called from one thread at a time.
 */
#ifndef SHABAKA_GROUPS_H
#define SHABAKA_GROUPS_H

#include <shabaka/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A way to find communities. */
typedef struct shb_group_method {
    const char *name, *formula, *summary, *source;
    bool resolves; /**< it takes a resolution */
} shb_group_method;
SHB_API const shb_group_method *shb_group_methods(size_t *count);
SHB_API const shb_group_method *shb_group_method_by_name(const char *name);

/**
 * Communities, numbered from 1 by falling size, then by smallest node.
 * @param out         n_nodes numbers
 * @param n_groups,modularity  may be NULL; modularity is weighted, NaN without edges
 */
SHB_API shb_status shb_groups_compute(shb_ctx *ctx, const shb_network *net,
                                      const shb_group_method *method, double resolution,
                                      uint32_t seed, uint32_t *out, size_t *n_groups,
                                      double *modularity);

/**
 * The groups that the network carries in its column "group" where every node has one,
 * else those of Leiden with resolution 1 and seed 1.
 * @param carried  which of the two; may be NULL
 */
SHB_API shb_status shb_groups_of(shb_ctx *ctx, const shb_network *net, uint32_t *out,
                                 size_t *n_groups, bool *carried);

/**
 * What many seeds agree on: runs with seed, seed + 1, ... give each pair of nodes the
 * share of runs that put it into one group; shares below one half are dropped, and the
 * same method divides what is left, until all runs agree.
 *
 * Up to 1,000 nodes the pairs are all pairs, beyond that the tied ones (Tandon et al.
 * 2019, doi:10.1103/PhysRevE.99.042301).
 *
 * @param runs      at least 1
 * @param out       n_nodes numbers, as those of shb_groups_compute()
 * @param n_groups,modularity,rounds  may be NULL; rounds: how often it began anew
 * Source: Lancichinetti and Fortunato 2012, doi:10.1038/srep00336
 */
SHB_API shb_status shb_groups_consensus(shb_ctx *ctx, const shb_network *net,
                                        const shb_group_method *method, double resolution,
                                        uint32_t seed, uint32_t runs, uint32_t *out,
                                        size_t *n_groups, double *modularity,
                                        size_t *rounds);

/**
 * How often each node stays with its group: the share of runs (seed, seed + 1, ...) in
 * which it is where most of its group are.
 * @param groups  those to ask about
 * @param out     n_nodes shares, 0 to 1; one alone in its group always stays
 */
SHB_API shb_status shb_groups_stability(shb_ctx *ctx, const shb_network *net,
                                        const shb_group_method *method, double resolution,
                                        uint32_t seed, uint32_t runs,
                                        const uint32_t *groups, double *out);

/** How alike two divisions of the same nodes are. */
typedef struct shb_agreement {
    double nmi; /**< mutual information over the mean of both entropies, 0 to 1 (the
                   same); Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008 */
    double ari; /**< pairs treated alike beyond chance, 1: the same, about 0: chance;
                     Hubert and Arabie 1985, doi:10.1007/BF01908075 */
    double vi;  /**< variation of information in nats, 0 (the same) to log n;
                     Meila 2007, doi:10.1016/j.jmva.2006.11.013 */
} shb_agreement;

/** @param a,b  n numbers of groups; NaN without nodes */
SHB_API shb_status shb_groups_agreement(shb_ctx *ctx, const uint32_t *a,
                                        const uint32_t *b, size_t n, shb_agreement *out);

/**
 * Who moved: a group of `a` goes where most of its members go (of equals, where its first
 * member among them goes); who is elsewhere in `b` moved.
 * @param a,b  n numbers of groups
 */
SHB_API shb_status shb_groups_moved(shb_ctx *ctx, const uint32_t *a, const uint32_t *b,
                                    size_t n, bool *out);

/**
 * A name for each group: the labels of the `top` members that have most weight inside it,
 * with `between` between them.
 * @param groups  numbers from 1 to n_groups
 * @param out     n_groups strings; the caller frees each with free()
 */
SHB_API shb_status shb_groups_name(shb_ctx *ctx, const shb_network *net,
                                   const uint32_t *groups, size_t n_groups, size_t top,
                                   const char *between, char **out);

#ifdef __cplusplus
}
#endif
#endif
