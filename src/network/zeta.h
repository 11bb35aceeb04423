/**
 * @file zeta.h
 * Hurwitz's zeta function: what a power law over whole numbers sums to.
 */
#ifndef SHB_NETWORK_ZETA_H
#define SHB_NETWORK_ZETA_H

/**
 * q^s zeta(s, q) = sum over k >= 0 of (1 + k/q)^-s, for s > 1 and q >= 1: about 12
 * digits. The factor keeps it in range for any s.
 * @param slope  of its logarithm, by s; may be NULL
 */
double shb_zeta(double s, double q, double *slope);

#endif
