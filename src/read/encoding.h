/**
 * @file encoding.h
 * Other encodings into UTF-8, piece by piece. A sequence that means nothing in the
 * encoding comes out as one byte 0xff, which the check of the UTF-8 then finds: so that
 * only the record that holds it is lost.
 */
#ifndef SHB_READ_ENCODING_H
#define SHB_READ_ENCODING_H

#include <shabaka/status.h>

/** ICU name of the encoding that a byte order mark at the beginning tells, or NULL. */
const char *shb_bom_encoding(const void *data, size_t len, size_t *bom_len);

/** Does this name mean UTF-8, so that nothing is to be converted? */
bool shb_encoding_is_utf8(const char *name);

typedef struct shb_decoder shb_decoder;

/** Errors: SHB_EINVALID (no such encoding), SHB_ENOMEM */
shb_status shb_decoder_new(shb_ctx *ctx, const char *encoding, shb_decoder **out);
void shb_decoder_free(shb_decoder *decoder);

enum { SHB_DECODER_ROOM = 64 }; /**< least room that one call needs */

/**
 * Convert some. At the end call with last = true until it gives nothing more.
 *
 * @param in_len  bytes there are; becomes how many were taken
 * @param to_len  room, at least SHB_DECODER_ROOM; becomes how many were put there
 */
void shb_decoder_run(shb_decoder *decoder, const char *in, size_t *in_len, bool last,
                     char *to, size_t *to_len);

/** Has a sequence been met that means nothing, and at which byte of the input first? */
bool shb_decoder_failed(const shb_decoder *decoder, uint64_t *byte);

/** The encoding as ICU calls it. */
const char *shb_decoder_name(const shb_decoder *decoder);

#endif
