/**
 * @file associations.h
 * How strongly two entities are tied, beyond how often each is named: measures on the 2x2
 * table of the units of counting.
 *
 * Of N units n_i name entity i, n_j name j, n_ij name both; E = n_i n_j / N is what
 * chance would give. All come from the network's own counts (margins, the nodes'
 * `sentences`, the edges' weights), never from its degrees.
 */
#ifndef SHABAKA_ASSOCIATIONS_H
#define SHABAKA_ASSOCIATIONS_H

#include <shabaka/network.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct shb_association {
    const char *name;    /**< "npmi": also the column's name */
    const char *formula; /**< in N, n_i, n_j, n_ij, E */
    const char *summary; /**< one line: what it says, and its range */
    const char *source;  /**< author, year, DOI */
    bool of_units;       /**< needs the units themselves (shb_network.incidence), or the
                              column that was once made of them */
} shb_association;

/** All measures, in the order of the help. */
SHB_API const shb_association *shb_associations(size_t *count);
SHB_API const shb_association *shb_association_by_name(const char *name);

/**
 * One value an edge.
 * @param out  n_edges values, rounded to 9 significant digits; NaN where undefined
 * Errors: SHB_ENOTFOUND where the network does not carry the counts
 */
SHB_API shb_status shb_association_compute(shb_ctx *ctx, const shb_network *net,
                                           const shb_association *measure, double *out);

/**
 * Put a measure in the place of the weights. The counts stay in the edge column `units`;
 * edges whose value is not above 0 are dropped, for no weight may be.
 * @param net      replaced by the network with the new weights
 * @param dropped  how many edges; may be NULL
 */
SHB_API shb_status shb_association_weigh(shb_ctx *ctx, shb_network **net,
                                         const shb_association *measure, size_t *dropped);

#ifdef __cplusplus
}
#endif
#endif
