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

#ifdef __cplusplus
}
#endif
#endif
