/**
 * @file tails.h
 * The smallest and largest of many values of each of n things, as they come: all that
 * the outer quantiles need, whatever the number of values.
 */
#ifndef SHB_NETWORK_TAILS_H
#define SHB_NETWORK_TAILS_H

#include <shabaka/status.h>

typedef struct shb_tails {
    size_t n, kept; /**< values kept of each thing at each end */
    size_t added;   /**< values of each so far */
    double *low;    /**< ascending, `kept` of each thing */
    double *high;   /**< descending, likewise */
} shb_tails;

/** @param values  of each thing there will be. Free with shb_tails_done(). */
shb_status shb_tails_init(shb_ctx *ctx, size_t n, size_t values, shb_tails *out);
void shb_tails_done(shb_tails *tails);

/** One more value of each thing. */
void shb_tails_add(shb_tails *tails, const double *values);

/** The 2.5 and 97.5 % quantiles, linear between order statistics (Hyndman and Fan 1996,
 * doi:10.2307/2684934, type 7). */
void shb_tails_quantiles(const shb_tails *tails, size_t thing, double *low, double *high);

/** The order statistics just outside of these. */
void shb_tails_outside(const shb_tails *tails, size_t thing, double *low, double *high);

#endif
