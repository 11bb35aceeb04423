/**
 * @file degrees.h
 * How degrees are distributed: is it a power law?
 */
#ifndef SHABAKA_DEGREES_H
#define SHABAKA_DEGREES_H

#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** P(x) ~ x^-exponent from xmin on. NaN where there are fewer than two values. */
typedef struct shb_power_law {
    double exponent, xmin;
    double distance; /**< Kolmogorov-Smirnov, of the numbers from xmin on */
    double p;        /**< how often numbers drawn from such a law are as far from theirs;
                          the source rules the law out at 0.1 or less; NaN without runs */
    size_t tail;     /**< how many numbers are xmin or more */
    double lognormal_mu, lognormal_sigma; /**< the likeliest one of the same tail */
    double ratio;   /**< log-likelihood over the lognormal's, in standard deviations:
                         above 0 for the power law, 0 where both are the same */
    double ratio_p; /**< of a ratio as far from 0, if both were equally near */
} shb_power_law;

/**
 * Fit it to whole numbers; those that are 0 are left out.
 *
 * @param runs  of the bootstrap: p is right to about 0.5 / sqrt(runs); 0: none
 * @param seed  of these; the same for any number of threads
 * Cost:   values^2 a run; on ctx->jobs threads
 * Errors: SHB_ENOMEM, SHB_ECANCELLED
 * Source: Clauset, Shalizi and Newman 2009, doi:10.1137/070710111; the ratio: Vuong 1989,
 *         doi:10.2307/1912557
 */
SHB_API shb_status shb_power_law_fit(shb_ctx *ctx, const uint64_t *numbers, size_t count,
                                     uint32_t runs, uint32_t seed, shb_power_law *out);

#ifdef __cplusplus
}
#endif
#endif
