/**
 * @file permutation.h
 * Do two sets of documents differ by more than chance? Their labels are shuffled: were
 * there no difference, any other dealing out of the documents would be as good. What one
 * text says often counts as one text, so this holds where tests that take units as
 * independent do not. It needs the units (shb_network.incidence).
 */
#ifndef SHABAKA_PERMUTATION_H
#define SHABAKA_PERMUTATION_H

#include <shabaka/backbones.h>
#include <shabaka/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_PERMUTE_OPTIONS_INIT. */
typedef struct shb_permute_options {
    uint32_t permutations; /**< from 19 */
    uint32_t seed;
    const char *measures; /**< of nodes, "a,b"; see shb_network_bootstrap(); "": none */
    uint32_t least;       /**< test nodes and edges that so many units name, in both sets
                               together: which these are does not depend on the labels */
    shb_correction correction; /**< for each measure, over all nodes or edges tested */
} shb_permute_options;
#define SHB_PERMUTE_OPTIONS_INIT                                                         \
    { 999, 1, "strength,degree,pagerank", 1, SHB_CORRECT_BH }

/** One tested difference. */
typedef struct shb_tested {
    const char *measure; /**< "share" of the units that name it, or a measure's name */
    uint32_t a, b;       /**< nodes; b is UINT32_MAX where it is one node's */
    double before, after;
    double by_chance; /**< mean of after - before over the shuffles: not 0 where the sets
                           differ in size and the measure grows with it */
    double p;         /**< twice the smaller of both tails, the labels as they are counted
                           among the shuffles: at least 2 / (permutations + 1) */
    double q;
} shb_tested;

/**
 * Test shares of units of nodes and edges, and measures of nodes in the networks of
 * either set alone, weighed by counts.
 *
 * @param net  built of both sets; shb_document.set is 0 (before) or 1 (after)
 * @param out  nodes, then edges; by measure as listed, share first; by rising p, then by
 *             what is farther from chance; free with free()
 * Source: Fisher 1935, The Design of Experiments; the + 1: Phipson and Smyth 2010,
 *         doi:10.2202/1544-6115.1585
 * Errors: SHB_ENOTFOUND (no units), SHB_EUNSUITED (a set is empty, a document is in both),
 *         SHB_EINVALID (an option), SHB_ECANCELLED, SHB_ENOMEM
 */
SHB_API shb_status shb_network_permute(shb_ctx *ctx, const shb_network *net,
                                       const shb_permute_options *options,
                                       shb_tested **out, size_t *count);

/** What is wrong with the options: to be told before texts are read. */
SHB_API shb_status shb_permute_check(shb_ctx *ctx, const shb_permute_options *options);

#ifdef __cplusplus
}
#endif
#endif
