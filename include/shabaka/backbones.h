/**
 * @file backbones.h
 * Which ties are more than chance, or hold a network together: null models of units and
 * entities, of weights, and structural backbones.
 */
#ifndef SHABAKA_BACKBONES_H
#define SHABAKA_BACKBONES_H

#include <shabaka/associations.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_correction {
    SHB_CORRECT_NONE,
    SHB_CORRECT_BH,  /**< false discovery rate: Benjamini and Hochberg 1995,
                          doi:10.1111/j.2517-6161.1995.tb02031.x */
    SHB_CORRECT_HOLM /**< any false one: Holm 1979, jstor:4615733 */
} shb_correction;
#define SHB_N_CORRECTIONS 3
SHB_API const char *shb_correction_name(shb_correction correction);

typedef struct shb_backbone {
    const char *name;
    const char *formula; /**< with n_ij units that name both, w_ij weights, k_i degrees,
                            s_i strengths; p of those that test is 0 to 1 */
    const char *summary, *source;
    const char *parameter;  /**< what NAME:X sets, or NULL */
    double standard, least; /**< X where it is not said; the least that makes sense */
    bool tests;             /**< gives p values */
    bool of_units;          /**< needs the margins and counts of the units */
} shb_backbone;

/** All backbones, in the order of the help. */
SHB_API const shb_backbone *shb_backbones(size_t *count);
SHB_API const shb_backbone *shb_backbone_by_name(const char *name);

/** Initialise with SHB_BACKBONE_OPTIONS_INIT. */
typedef struct shb_backbone_options {
    double parameter; /**< below 0: the standard one */
    double alpha;     /**< ties of q <= alpha are kept */
    shb_correction correction;
} shb_backbone_options;
#define SHB_BACKBONE_OPTIONS_INIT                                                        \
    { -1, .05, SHB_CORRECT_BH }

/**
 * Compute one backbone. A test of units is one of all n (n - 1) / 2 pairs of nodes, for a
 * pair that is never named together was tested, too; a test of weights is one of the
 * edges.
 * @param p,q   n_edges values each, 9 significant digits, NaN where the backbone does not
 *              test; q is corrected; may be NULL
 * @param keep  n_edges flags
 * @param tests how many tests the correction counts, 0 without; may be NULL
 * Errors: SHB_ENOTFOUND (no counts in this network), SHB_EINVALID (a parameter out of its
 *         range), SHB_EUNSUITED (weights that are no counts where these are asked for)
 */
SHB_API shb_status shb_backbone_compute(shb_ctx *ctx, const shb_network *net,
                                        const shb_backbone *backbone,
                                        const shb_backbone_options *options, double *p,
                                        double *q, bool *keep, double *tests);

/**
 * The fixed degree sequence model by simulation: in each trial what the units name is
 * traded until all else is chance, every unit naming as many and every entity being named
 * in as many units as it is. The edge column `p_fdsm` says in what share of the trials,
 * the observed one among them, a pair met as often as observed or more: no p is under
 * 1 / (trials + 1). `fdsm` among the backbones takes it from there.
 *
 * A trial starts at what was observed and makes 10 trades a unit (after 5, which are
 * customary, p of six units was still up to .06 off that of all their matrices). Trials
 * have random numbers of their own by the seed, on ctx->jobs threads: the same for any
 * number.
 * Cost: O(trials (names + sum k^2 log n)) time
 * Source: Godard and Neal 2022, doi:10.1093/comnet/cnac049 (fastball); p: Phipson and
 *         Smyth 2010, doi:10.2202/1544-6115.1585
 * Errors: SHB_ENOTFOUND (no units in this network), SHB_EINVALID (units that overlap, no
 *         trials), SHB_ECANCELLED, SHB_ENOMEM
 */
SHB_API shb_status shb_network_fdsm(shb_ctx *ctx, shb_network *net, uint32_t trials,
                                    uint32_t seed);

#ifdef __cplusplus
}
#endif
#endif
