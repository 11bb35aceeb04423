#include "read/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

enum { BEGINNING = 1024 }; /* bytes that tell what kind of file it is */

static const uint64_t RATIO_LIMIT = 2000, RATIO_FROM = 64 << 20;

/* One read(2), told to the caller's cancelling; 0 bytes is the end. */
static shb_status read_some(shb_ctx *ctx, shb_input *in, void *to, size_t room,
                            size_t *got) {
    for (;;) {
        shb_status st = shb_check_cancel(ctx);
        if (st != SHB_OK)
            return st;
        ssize_t n = read(in->fd, to, room < SHB_BLOCK ? room : SHB_BLOCK);
        if (n >= 0) {
            *got = (size_t)n;
            in->consumed += (uint64_t)n;
            in->file_ended = n == 0;
            return SHB_OK;
        }
        if (errno != EINTR)
            return shb_fail_errno(ctx, errno, in->path, "cannot be read");
    }
}

static shb_status refill_block(shb_ctx *ctx, shb_input *in) {
    in->block_at = in->block_end = 0;
    return read_some(ctx, in, in->block, SHB_BLOCK, &in->block_end);
}

static shb_status check_limits(shb_ctx *ctx, const shb_input *in) {
    if (in->unpacked > in->max_bytes)
        return shb_fail(ctx, SHB_ELIMIT, in->path, "is larger than %llu bytes: split it",
                        (unsigned long long)in->max_bytes);
    uint64_t packed = in->consumed - (in->block_end - in->block_at);
    if (in->unpacker && in->unpacked > RATIO_FROM && in->unpacked / RATIO_LIMIT > packed)
        return shb_fail(ctx, SHB_ELIMIT, in->path,
                        "unpacks to more than %llu times its size: no text does; unpack "
                        "it yourself if you trust it",
                        (unsigned long long)RATIO_LIMIT);
    return SHB_OK;
}

static shb_status unpack_some(shb_ctx *ctx, shb_input *in, char *to, size_t room,
                              size_t *got) {
    for (;;) {
        size_t taken = in->block_end - in->block_at;
        size_t put = room;
        shb_status st = shb_unpacker_run(ctx, in->unpacker, in->path,
                                         in->block + in->block_at, &taken, to, &put);
        in->block_at += taken;
        if (st != SHB_OK || put > 0) {
            *got = put;
            return st;
        }
        if (in->block_at < in->block_end)
            continue; /* the beginning of a member gives nothing yet */
        if (!in->file_ended)
            st = refill_block(ctx, in);
        if (st != SHB_OK)
            return st;
        if (in->file_ended) {
            *got = 0;
            if (shb_unpacker_complete(in->unpacker))
                return SHB_OK;
            return shb_fail_at(ctx, SHB_ESYNTAX, in->path, 0, in->consumed,
                               "the compressed file is cut off: get it again");
        }
    }
}

/* Unpacked bytes, not yet converted. */
static shb_status read_plain(shb_ctx *ctx, shb_input *in, char *to, size_t room,
                             size_t *got) {
    size_t n = 0;
    shb_status st = SHB_OK;
    if (in->unpacker) {
        st = unpack_some(ctx, in, to, room, &n);
    } else if (in->block_at < in->block_end) {
        n = in->block_end - in->block_at;
        n = n < room ? n : room;
        memcpy(to, in->block + in->block_at, n);
        in->block_at += n;
    } else if (!in->file_ended) {
        st = read_some(ctx, in, to, room, &n);
    }
    if (st != SHB_OK)
        return st;
    in->unpacked += n;
    in->plain_ended = n == 0;
    *got = n;
    return check_limits(ctx, in);
}

static shb_status fill_beginning(shb_ctx *ctx, shb_input *in) {
    shb_status st = SHB_OK;
    while (st == SHB_OK && in->block_end < 4 && !in->file_ended) {
        size_t n = 0;
        st = read_some(ctx, in, in->block + in->block_end, SHB_BLOCK - in->block_end, &n);
        in->block_end += n;
    }
    if (st != SHB_OK)
        return st;
    shb_packing packing = shb_packing_of(in->block, in->block_end);
    if (packing != SHB_UNPACKED)
        st = shb_unpacker_new(ctx, packing, &in->unpacker);
    while (st == SHB_OK && in->plain_end < BEGINNING && !in->plain_ended) {
        size_t n = 0;
        st =
            read_plain(ctx, in, in->plain + in->plain_end, SHB_BLOCK - in->plain_end, &n);
        in->plain_end += n;
    }
    /* A fault that comes after good bytes comes again when these have been read. */
    if (st != SHB_OK && in->plain_end > 0 && st == SHB_ESYNTAX) {
        shb_ctx_clear(ctx);
        st = SHB_OK;
    }
    return st;
}

shb_status shb_input_open(shb_ctx *ctx, shb_input *in, int fd, const char *path,
                          const char *encoding, uint64_t max_bytes) {
    unsigned char *block = in->block ? in->block : shb_alloc(SHB_BLOCK);
    char *plain = in->plain ? in->plain : shb_alloc(SHB_BLOCK);
    *in = (shb_input){.path = path, .fd = fd, .max_bytes = max_bytes};
    in->block = block;
    in->plain = plain;
    shb_status st = SHB_OK;
    if (!block || !plain)
        st = shb_fail_memory(ctx);
    else if (fstat(fd, &in->before) != 0)
        st = shb_fail_errno(ctx, errno, path, "cannot be read");
    else
        st = fill_beginning(ctx, in);
    if (st == SHB_OK) {
        const char *told = shb_bom_encoding(in->plain, in->plain_end, &in->bom_len);
        in->plain_at = in->bom_len;
        if (told)
            encoding = told;
        if (encoding && !shb_encoding_is_utf8(encoding))
            st = shb_decoder_new(ctx, encoding, &in->decoder);
    }
    if (st != SHB_OK)
        shb_input_close(in);
    return st;
}

shb_str shb_input_beginning(const shb_input *in) {
    return (shb_str){in->plain + in->plain_at, in->plain_end - in->plain_at};
}

static shb_status decode_some(shb_ctx *ctx, shb_input *in, char *to, size_t room,
                              size_t *got) {
    for (;;) {
        if (in->plain_at == in->plain_end && !in->plain_ended) {
            in->plain_at = in->plain_end = 0;
            shb_status st = read_plain(ctx, in, in->plain, SHB_BLOCK, &in->plain_end);
            if (st != SHB_OK)
                return st;
        }
        size_t taken = in->plain_end - in->plain_at, put = room;
        shb_decoder_run(in->decoder, in->plain + in->plain_at, &taken, in->plain_ended,
                        to, &put);
        in->plain_at += taken;
        if (put > 0 || (in->plain_ended && in->plain_at == in->plain_end)) {
            *got = put;
            return SHB_OK;
        }
    }
}

shb_status shb_input_read(shb_ctx *ctx, shb_input *in, char *to, size_t room,
                          size_t *got) {
    size_t n = 0;
    shb_status st = SHB_OK;
    if (in->decoder) {
        st = decode_some(ctx, in, to, room, &n);
    } else if (in->plain_at < in->plain_end) {
        n = in->plain_end - in->plain_at;
        n = n < room ? n : room;
        memcpy(to, in->plain + in->plain_at, n);
        in->plain_at += n;
    } else if (!in->plain_ended) {
        st = read_plain(ctx, in, to, room, &n);
    }
    if (st == SHB_OK)
        *got = n;
    return st;
}

bool shb_input_changed(const shb_input *in) {
    struct stat now;
    if (in->fd < 0 || !S_ISREG(in->before.st_mode) || fstat(in->fd, &now) != 0)
        return false;
    return now.st_size != in->before.st_size ||
           now.st_mtim.tv_sec != in->before.st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != in->before.st_mtim.tv_nsec;
}

void shb_input_close(shb_input *in) {
    if (in->fd >= 0)
        close(in->fd);
    in->fd = -1;
    shb_unpacker_free(in->unpacker);
    shb_decoder_free(in->decoder);
    in->unpacker = NULL;
    in->decoder = NULL;
}

void shb_input_done(shb_input *in) {
    shb_input_close(in);
    shb_free(in->block);
    shb_free(in->plain);
    in->block = NULL;
    in->plain = NULL;
}
