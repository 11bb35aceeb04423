/**
 * @file decompress.h
 * gzip and zstd, told by their first bytes, member after member to the very last byte.
 */
#ifndef SHB_READ_DECOMPRESS_H
#define SHB_READ_DECOMPRESS_H

#include <shabaka/status.h>

typedef enum shb_packing { SHB_UNPACKED, SHB_GZIP, SHB_ZSTD } shb_packing;

/** By the first bytes of a file; four are enough. */
shb_packing shb_packing_of(const void *data, size_t len);

typedef struct shb_unpacker shb_unpacker;

/** @param out  free with shb_unpacker_free(). Errors: SHB_ENOMEM */
shb_status shb_unpacker_new(shb_ctx *ctx, shb_packing packing, shb_unpacker **out);
void shb_unpacker_free(shb_unpacker *unpacker);

/**
 * Unpack some. What was unpacked before a fault is given out first, the fault comes with
 * the next call, so that nothing good is lost.
 *
 * @param path     for the messages
 * @param in       *in_len bytes; *in_len becomes how many were taken
 * @param to       room for *to_len bytes; *to_len becomes how many were put there
 * Errors: SHB_ESYNTAX with the byte of the compressed file (broken, or other bytes after
 *         its end), SHB_ELIMIT (a zstd window of more than 128 MiB), SHB_ENOMEM
 */
shb_status shb_unpacker_run(shb_ctx *ctx, shb_unpacker *unpacker, const char *path,
                            const void *in, size_t *in_len, char *to, size_t *to_len);

/** May the file end here? Else it was cut off. */
bool shb_unpacker_complete(const shb_unpacker *unpacker);

#endif
