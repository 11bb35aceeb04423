/**
 * @file input.h
 * The bytes of one file: read in blocks, unpacked, converted to UTF-8, never mapped.
 */
#ifndef SHB_READ_INPUT_H
#define SHB_READ_INPUT_H

#include <sys/stat.h>

#include "read/decompress.h"
#include "read/encoding.h"

enum { SHB_BLOCK = 256 * 1024 };

/** One input at a time; its buffers serve the next one too. */
typedef struct shb_input {
    const char *path; /* for the messages; borrowed while open */
    int fd;           /* -1 while closed */
    struct stat before;
    uint64_t max_bytes;

    unsigned char *block; /* bytes of the file */
    size_t block_at, block_end;
    uint64_t consumed; /* of the file */
    bool file_ended;

    shb_unpacker *unpacker; /* NULL: not compressed */
    uint64_t unpacked;

    char *plain; /* unpacked, not yet converted; at first the file's beginning */
    size_t plain_at, plain_end;
    shb_decoder *decoder; /* NULL: is UTF-8 or should be */
    size_t bom_len;
    bool plain_ended;
} shb_input;

#define SHB_INPUT_INIT                                                                   \
    { .fd = -1 }

/**
 * Take over an open file, also on failure, and look at its beginning.
 * @param encoding  that it is said to be in, or NULL; a byte order mark wins
 * Errors: those of shb_input_read()
 */
shb_status shb_input_open(shb_ctx *ctx, shb_input *input, int fd, const char *path,
                          const char *encoding, uint64_t max_bytes);

/** The beginning before conversion, without byte order mark; after opening only. */
shb_str shb_input_beginning(const shb_input *input);

/**
 * Some bytes of UTF-8, or of what should be.
 * @param room  at least SHB_DECODER_ROOM
 * @param got   how many; 0 at the end
 * Errors: SHB_EIO, SHB_ESYNTAX (broken compression), SHB_ELIMIT, SHB_ENOMEM,
 *         SHB_ECANCELLED
 */
shb_status shb_input_read(shb_ctx *ctx, shb_input *input, char *to, size_t room,
                          size_t *got);

/** Has the file changed since it was opened? */
bool shb_input_changed(const shb_input *input);

void shb_input_close(shb_input *input); /**< may be called again */
void shb_input_done(shb_input *input);  /**< closes and frees the buffers */

#endif
