/**
 * @file text.h
 * Texts that are owned; free them with shb_free(). What is given out stays untouched on
 * failure.
 */
#ifndef SHB_BASE_TEXT_H
#define SHB_BASE_TEXT_H

#include <shabaka/output.h>

/** A copy of len bytes, with a 0 behind them. */
shb_status shb_text_copy(shb_ctx *ctx, const char *text, size_t len, char **out);

/** Free *text, and put a copy of `with` in its place. */
shb_status shb_text_replace(shb_ctx *ctx, char **text, const char *with);

/** What a sink in memory holds, with a 0 behind it; closes the sink in any case, for only
 * that tells whether memory was enough for all of it. */
shb_status shb_text_take(shb_ctx *ctx, shb_output *sink, char **out);

#endif
