/**
 * @file leading.h
 * The leading eigenvector of a network's weights.
 */
#ifndef SHB_NETWORK_LEADING_H
#define SHB_NETWORK_LEADING_H

#include <shabaka/network.h>

/**
 * Each node's value in the eigenvector of the largest eigenvalue: 1 for the highest, 0
 * outside the component that has this eigenvalue. Where several components have it, each
 * has its own highest at 1. All 0 without edges.
 *
 * Own code, because ARPACK (igraph's way) gives components that tie by chance, fails on
 * huge weights and on long chains, and differs between builds.
 *
 * @param out  n_nodes values, right to 9 places wherever the eigenvalue stands clear of
 *             the component's next one
 * @param value  the eigenvalue, in parts of the largest weight; 0 without edges
 * Cost:   O(n + m) a step; tens of steps, in a long chain thousands
 * Errors: SHB_ENOMEM, SHB_ECANCELLED
 * Source: conjugate gradients on the Rayleigh quotient, Bradbury and Fletcher 1966,
 *         doi:10.1007/BF02162089
 */
shb_status shb_leading_vector(shb_ctx *ctx, const shb_network *net, double *out,
                              double *value);

#endif
