/**
 * @file source.h
 * A file of a network while it is read: block by block, with a look at its beginning.
 */
#ifndef SHB_EXPORT_SOURCE_H
#define SHB_EXPORT_SOURCE_H

#include <shabaka/status.h>

enum { SHB_SOURCE_BLOCK = 256 * 1024 };

typedef struct shb_source {
    const char *name; /**< for the messages; borrowed */
    int fd;
    char *block; /**< the bytes that were read last */
    size_t len;
    bool ended; /**< no byte follows the block */
} shb_source;

#define SHB_SOURCE_INIT                                                                  \
    { NULL, -1, NULL, 0, false }

/**
 * Open a path ("-": standard input) and read the first block.
 * Errors: SHB_ENOTFOUND, SHB_EIO, SHB_ENOMEM
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
