/**
 * @file series.h
 * Edges over time, period by period: do they rise or fall, and when do they burst? Of all
 * dated units, so it needs these (shb_network.incidence); undated documents are out.
 *
 * In period t, n_t units are counted and r_t of them name both ends of an edge; N and R
 * are their sums over all periods.
 */
#ifndef SHABAKA_SERIES_H
#define SHABAKA_SERIES_H

#include <shabaka/network.h>
#include <shabaka/periods.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A straight trend of the share r_t / n_t. Adds the edge columns `trend` (z of the
 * Cochran-Armitage test; negative where the share falls), `trend_p` (both sides) and
 * `trend_q` (false discovery rate over all edges; Benjamini and Hochberg 1995,
 * doi:10.1111/j.2517-6161.1995.tb02031.x); missing where all is in one period.
 * Source: Armitage 1955, doi:10.2307/3001775
 * Errors: SHB_ENOTFOUND (no units, or no date), SHB_ENOMEM, SHB_ECANCELLED
 */
SHB_API shb_status shb_network_trend(shb_ctx *ctx, shb_network *net,
                                     const shb_periods *periods);

/**
 * Bursts, by an automaton of two states in batches: r_t is binomial with p_0 = R / N, or
 * with p_1 = scale p_0 while the edge bursts; a burst's beginning costs gamma ln m, m the
 * number of periods from the first to the last with a unit. Adds the edge columns
 * `bursts` (how many), and of the heaviest (of equal ones the first) `burst` (its weight:
 * how much likelier its counts are, ln), `burst_first` and `burst_last` (its days).
 * Source: Kleinberg 2002, doi:10.1145/775047.775061
 * Errors: also SHB_EINVALID (scale not above 1, gamma below 0)
 */
SHB_API shb_status shb_network_burst(shb_ctx *ctx, shb_network *net,
                                     const shb_periods *periods, double scale,
                                     double gamma);

#ifdef __cplusplus
}
#endif
#endif
