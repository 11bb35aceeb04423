/**
 * @file backbone_weights.h
 * Null models of how a node spreads its strength over its ties. p: n_edges values.
 */
#ifndef SHB_NETWORK_BACKBONE_WEIGHTS_H
#define SHB_NETWORK_BACKBONE_WEIGHTS_H

#include <shabaka/network.h>

/** Serrano et al. 2009: the smaller p of the two ends; 1 at an end with one tie. */
shb_status shb_disparity(shb_ctx *ctx, const shb_network *net, double *p);
/** Coscia and Neffke 2017: the score by its error, as a normal tail. */
shb_status shb_noise_corrected(shb_ctx *ctx, const shb_network *net, double *p);
/** Dianati 2016: binomial; weights must be counts. */
shb_status shb_mlf(shb_ctx *ctx, const shb_network *net, double *p);
/** Foti et al. 2011: share of the end's ties that are heavier; the smaller of both. */
shb_status shb_lans(shb_ctx *ctx, const shb_network *net, double *p);
/** Marcaccioli and Livan 2019: Polya's urn with reinforcement `a` >= 0; counts. */
shb_status shb_polya(shb_ctx *ctx, const shb_network *net, double a, double *p);

#endif
