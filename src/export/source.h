/**
 * @file source.h
 * A file of a network while it is read: block by block, with a look at its beginning.
 */
#ifndef SHB_EXPORT_SOURCE_H
#define SHB_EXPORT_SOURCE_H

#include <shabaka/status.h>

#include "read/decompress.h"

enum { SHB_SOURCE_BLOCK = 256 * 1024 };

typedef struct shb_source {
    const char *name; /**< for the messages; borrowed */
    int fd;
    char *block; /**< the bytes that were read last */
    size_t len;
    bool ended;             /**< no byte follows the block */
    shb_unpacker *unpacker; /**< of a compressed file, else NULL */
    char *packed; /**< bytes of it: those from packed_at on are to be unpacked */
    size_t packed_at, packed_len;
} shb_source;

#define SHB_SOURCE_INIT                                                                  \
    { NULL, -1, NULL, 0, false, NULL, NULL, 0, 0 }

/**
 * Open a path ("-": standard input) and read the first block; gzip and zstd are told by
 * their first bytes, and unpacked.
 * Errors: SHB_ESYNTAX and SHB_ELIMIT (compressed files); SHB_ENOTFOUND, SHB_EIO,
 * SHB_ENOMEM
 */
shb_status shb_source_open(shb_ctx *ctx, const char *path, shb_source *source);

/** The next block in place of the last; len 0 at the end. Errors: SHB_EIO, SHB_ECANCELLED
 */
shb_status shb_source_next(shb_ctx *ctx, shb_source *source);

/** The block and all that follows it as one text; free with shb_free(). SHB_ELIMIT > 1
 * GiB */
shb_status shb_source_all(shb_ctx *ctx, shb_source *source, char **out, size_t *len);

void shb_source_close(shb_source *source);

#endif
