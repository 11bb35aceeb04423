/**
 * @file methods.h
 * How a network was made, in words.
 */
#ifndef SHABAKA_METHODS_H
#define SHABAKA_METHODS_H

#include <shabaka/gazetteer.h>
#include <shabaka/network.h>
#include <shabaka/output.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A paragraph for the methods section of a paper, from the network's own record alone.
 * Errors: SHB_ENOTFOUND where the network carries no record
 */
SHB_API shb_status shb_methods_write(shb_ctx *ctx, const shb_network *net, shb_lang lang,
                                     shb_output *out);

/**
 * BibTeX entries of the program and of every method and measure that the record names.
 * Errors: SHB_ENOTFOUND where the network carries no record
 */
SHB_API shb_status shb_methods_cite(shb_ctx *ctx, const shb_network *net,
                                    shb_output *out);

/**
 * Add to the record what was done to the network after it was counted, so that
 * shb_methods_write() can say it: `step` becomes the last item of the list "steps".
 * @param step  a JSON object as text, such as {"do": "filter", "min_weight": 3}; nothing
 * in it may differ between two runs (no clock, jobs, machine, file name) Errors:
 * SHB_ESYNTAX; a network without a record gets one that holds the steps alone
 */
SHB_API shb_status shb_network_add_step(shb_ctx *ctx, shb_network *net, const char *step);

/**
 * Were two networks counted alike, so that shb_network_compare() compares like with like?
 * What else may make differences (gazetteer, types, filters) is told as a warning; where
 * one carries no record nothing is known, and nothing said.
 * Errors: SHB_EUNSUITED where their units of counting or their weights are not the same
 */
SHB_API shb_status shb_networks_comparable(shb_ctx *ctx, const shb_network *before,
                                           const shb_network *after);

#ifdef __cplusplus
}
#endif
#endif
