/**
 * @file chance.h
 * Tails of the distributions that ties are tested against, exact to about 9 digits also
 * where they are tiny, and corrections for many tests.
 */
#ifndef SHB_NETWORK_CHANCE_H
#define SHB_NETWORK_CHANCE_H

#include <shabaka/status.h>

/** P(X >= k), X hypergeometric: of `total`, `marked` are marked and `drawn` are drawn. */
double shb_hypergeometric_tail(uint64_t k, uint64_t total, uint64_t marked,
                               uint64_t drawn);

/** P(X >= k), X binomial. */
double shb_binomial_tail(uint64_t k, uint64_t n, double p);

/** P(X >= k), X beta-binomial with parameters a, b > 0 (Polya's urn). */
double shb_beta_binomial_tail(uint64_t k, uint64_t n, double a, double b);

/** n trials that succeed with probability p each. */
typedef struct shb_trials {
    uint64_t n;
    double p;
} shb_trials;

/**
 * P(X >= k), X the number of successes of all groups together (Poisson-binomial).
 * Convolution of the groups where k is small; else the discrete Fourier transform of the
 * exponentially tilted distribution, so that a tiny tail keeps its digits.
 * Source: Hong 2013, doi:10.1016/j.csda.2012.10.006 (transform); Esscher 1932 (tilting)
 */
double shb_poisson_binomial_tail(uint64_t k, const shb_trials *groups, size_t n_groups);

/** P(Z >= z), Z standard normal. */
double shb_normal_tail(double z);

typedef enum shb_correction_kind {
    CORRECT_NONE,
    CORRECT_BH,  /**< Benjamini and Hochberg 1995: false discovery rate */
    CORRECT_HOLM /**< Holm 1979: probability of any false one */
} shb_correction_kind;

/**
 * Adjusted p values.
 * @param tests  how many were made in all, at least n: those not listed have p = 1
 * @param p, q   n values; NaN stays NaN and counts as no test listed
 */
shb_status shb_correct(shb_ctx *ctx, const double *p, size_t n, double tests,
                       shb_correction_kind kind, double *q);

#endif
