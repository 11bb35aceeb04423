/**
 * @file backbone_units.h
 * Null models of who is named in which unit, from the margins alone.
 */
#ifndef SHB_NETWORK_BACKBONE_UNITS_H
#define SHB_NETWORK_BACKBONE_UNITS_H

#include "network/tables.h"

/**
 * Entities keep how often they are named; which units name them is drawn evenly: the
 * hypergeometric test. p: n_edges values.
 * Source: Tumminello et al. 2011, doi:10.1371/journal.pone.0017994; Neal 2013,
 *         doi:10.1007/s13278-013-0107-y
 */
shb_status shb_fixedrow(shb_ctx *ctx, const shb_network *net, const shb_tables *tables,
                        double *p);

/**
 * Entities keep how often they are named, units how many they name, both on average: the
 * probabilities of the bipartite configuration model, and the Poisson-binomial of each
 * pair. Units of one size are alike, so that the cost does not grow with the units.
 * Entities that the network has lost (filtered, too rare) count as named once each.
 * Source: Neal 2014, doi:10.1016/j.socnet.2014.06.001; Saracco et al. 2017,
 *         doi:10.1088/1367-2630/aa6b38
 */
shb_status shb_sdsm(shb_ctx *ctx, const shb_network *net, const shb_tables *tables,
                    double *p);

/** The p of the column p_fdsm, that shb_network_fdsm() made. */
shb_status shb_fdsm(shb_ctx *ctx, const shb_network *net, double *p);

#endif
