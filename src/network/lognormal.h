/**
 * @file lognormal.h
 * A lognormal distribution rounded to whole numbers, from a least one on.
 */
#ifndef SHB_NETWORK_LOGNORMAL_H
#define SHB_NETWORK_LOGNORMAL_H

#include <stddef.h>

/** A value, and how many have it. */
typedef struct shb_class {
    double value, count;
} shb_class;

/** P(X = x) is that of x - 1/2 to x + 1/2, in parts of all from xmin - 1/2 on. */
typedef struct shb_lognormal {
    double mu, sigma;
} shb_lognormal;

/** log P(X = x | X >= xmin); minus infinity where it is past what doubles hold. */
double shb_lognormal_log(const shb_lognormal *law, double xmin, double x);

/**
 * The likeliest, by Nelder and Mead 1965 (doi:10.1093/comjnl/7.4.308).
 * @param classes  k of them, ascending, the first is xmin
 */
shb_lognormal shb_lognormal_fit(const shb_class *classes, size_t k);

#endif
