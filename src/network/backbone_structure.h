/**
 * @file backbone_structure.h
 * Backbones without chance: what holds the network together. keep: n_edges flags.
 */
#ifndef SHB_NETWORK_BACKBONE_STRUCTURE_H
#define SHB_NETWORK_BACKBONE_STRUCTURE_H

#include <shabaka/network.h>

/** Maximum spanning forest (Kruskal 1956); of equal weights the first in order. */
shb_status shb_keep_spanning(shb_ctx *ctx, const shb_network *net, bool *keep);
/** Ties between nodes of coreness k or more (Seidman 1983). */
shb_status shb_keep_core(shb_ctx *ctx, const shb_network *net, double k, bool *keep);
/** The n heaviest ties of each node, equal ones of the last together. */
shb_status shb_keep_top(shb_ctx *ctx, const shb_network *net, double n, bool *keep);
/** Ties of this weight or more. */
shb_status shb_keep_threshold(shb_ctx *ctx, const shb_network *net, double weight,
                              bool *keep);
/**
 * Ties that are a shortest way between their ends, lengths 1 / weight; ultrametric: the
 * length of a way is its longest tie. (Simas et al. 2021)
 */
shb_status shb_keep_metric(shb_ctx *ctx, const shb_network *net, bool *keep);
shb_status shb_keep_ultrametric(shb_ctx *ctx, const shb_network *net, bool *keep);

#endif
