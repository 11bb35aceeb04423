/**
 * @file output.h
 * Where bytes go: files that are old or new but never half, pipes, memory; and the one
 * way in which numbers and JSON strings are written.
 */
#ifndef SHABAKA_OUTPUT_H
#define SHABAKA_OUTPUT_H

#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A buffered sink; errors stick and are reported by shb_output_close(). */
typedef struct shb_output shb_output;

/**
 * Open a path for writing. A regular file is written beside itself under a temporary name
 * and renamed by shb_output_close(); a symbolic link is followed; a device or pipe is
 * written directly; "-" is standard output.
 */
SHB_API shb_status shb_output_open(shb_ctx *ctx, const char *path, shb_output **out);

/** Could it be opened? Leaves nothing behind; pipes and devices are not touched. */
SHB_API shb_status shb_output_check(shb_ctx *ctx, const char *path);

/** A sink in memory; see shb_output_bytes(). */
SHB_API shb_status shb_output_memory(shb_ctx *ctx, shb_output **out);

/** What a memory sink holds so far; borrowed. */
SHB_API shb_str shb_output_bytes(const shb_output *out);

/** SHB_OK, or the first write error so far, recorded: a long writer may stop at it. */
SHB_API shb_status shb_output_status(shb_ctx *ctx, const shb_output *out);

/** Flush, fsync, rename; frees in any case. Every write error comes out here. */
SHB_API shb_status shb_output_close(shb_ctx *ctx, shb_output *out);

/** Throw away what was written (the old file stays) and free. Takes NULL. */
SHB_API void shb_output_abandon(shb_output *out);

SHB_API void shb_write(shb_output *out, const void *data, size_t len);
SHB_API void shb_puts(shb_output *out, const char *text);
SHB_API void shb_putc(shb_output *out, char c);
SHB_API void shb_printf(shb_output *out, const char *format, ...) SHB_PRINTF(2, 3);

/** Integer in decimal. */
SHB_API void shb_put_int(shb_output *out, int64_t value);
/** Shortest decimal that reads back as the same double; "NaN" and infinities as 0 are the
 * caller's fault: leave them out. Whole numbers have no point. */
SHB_API void shb_put_double(shb_output *out, double value);
/** The same into a buffer of at least 32 bytes; returns its length. */
SHB_API size_t shb_double_text(double value, char *buf);
/** value rounded to 9 significant digits, as all measures are. */
SHB_API double shb_round9(double value);
/** A JSON string with its quotes; control characters escaped. Invalid UTF-8 becomes
 * U+FFFD. */
SHB_API void shb_put_json(shb_output *out, shb_str text);
SHB_API void shb_put_json_z(shb_output *out, const char *text);
/** Text for a terminal: control characters, escapes and bidi controls made visible. */
SHB_API void shb_put_plain(shb_output *out, shb_str text);
/** Columns that the text takes on a terminal. */
SHB_API size_t shb_text_width(shb_str text);

#ifdef __cplusplus
}
#endif
#endif
