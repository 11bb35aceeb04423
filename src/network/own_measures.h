/**
 * @file own_measures.h
 * The measures that need no igraph; both tables are in measures.c.
 */
#ifndef SHB_NETWORK_OWN_MEASURES_H
#define SHB_NETWORK_OWN_MEASURES_H

#include <shabaka/measures.h>

/**
 * One value a node (an edge) into out, not yet rounded; what is not finite counts as
 * undefined. The parameter in the options is set and in its range; groups are given where
 * the measure uses them.
 */
typedef shb_status shb_own_measure(shb_ctx *ctx, const shb_network *net,
                                   const shb_measure_options *options, double *out);

/* degree_measures.c: ties counted */
shb_own_measure shb_degree, shb_strength, shb_coreness;
/* way_measures.c: shortest ways */
shb_own_measure shb_betweenness, shb_betweenness_sampled, shb_closeness, shb_harmonic,
    shb_eccentricity, shb_edge_betweenness;
/* walks.c: what ties pass on */
shb_own_measure shb_eigenvector, shb_katz, shb_pagerank, shb_pagerank_from;
/* neighbourhood.c: ties of neighbours */
shb_own_measure shb_clustering_onnela, shb_effective_size, shb_edge_shared,
    shb_edge_overlap;
/* cuts.c: what falls apart */
shb_own_measure shb_cutpoint, shb_edge_bridge;
/* steps.c */
shb_own_measure shb_reach;
/* group_roles.c: places in the groups */
shb_own_measure shb_participation, shb_within_group, shb_role;

#endif
