#include "export/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

enum { MOST_BYTES = 1 << 30 };

/* Some bytes of the file; *len 0 at its end. */
static shb_status read_some(shb_ctx *ctx, const shb_source *source, char *to,
                            size_t *len) {
    size_t room = *len;
    for (;;) {
        shb_status st = shb_check_cancel(ctx);
        if (st != SHB_OK)
            return st;
        ssize_t n = read(source->fd, to, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", source->name);
        *len = (size_t)n;
        return SHB_OK;
    }
}

/* The same of what the file holds packed. */
static shb_status unpack_some(shb_ctx *ctx, shb_source *source, char *to, size_t *len) {
    size_t room = *len;
    for (;;) {
        size_t taken = source->packed_len - source->packed_at, put = room;
        shb_status st =
            shb_unpacker_run(ctx, source->unpacker, source->name,
                             source->packed + source->packed_at, &taken, to, &put);
        source->packed_at += taken;
        *len = put;
        if (st != SHB_OK || put > 0)
            return st;
        if (taken > 0 || source->packed_at < source->packed_len)
            continue;
        source->packed_at = 0;
        source->packed_len = SHB_SOURCE_BLOCK;
        if ((st = read_some(ctx, source, source->packed, &source->packed_len)) != SHB_OK)
            return st;
        if (source->packed_len == 0)
            return shb_unpacker_complete(source->unpacker)
                       ? SHB_OK
                       : shb_fail(ctx, SHB_ESYNTAX, source->name,
                                  "the compressed file was cut off");
    }
}

/* Fills the whole block, so that the beginning that is looked at is long enough. */
shb_status shb_source_next(shb_ctx *ctx, shb_source *source) {
    shb_status st = SHB_OK;
    source->len = 0;
    while (st == SHB_OK && !source->ended && source->len < SHB_SOURCE_BLOCK) {
        size_t n = SHB_SOURCE_BLOCK - source->len;
        char *to = source->block + source->len;
        st = source->unpacker ? unpack_some(ctx, source, to, &n)
                              : read_some(ctx, source, to, &n);
        if (st == SHB_OK)
            source->len += n;
        source->ended = n == 0;
    }
    return st;
}

/* What was read so far is packed: unpack from its beginning on. */
static shb_status unpack(shb_ctx *ctx, shb_source *source, shb_packing packing) {
    shb_status st = shb_unpacker_new(ctx, packing, &source->unpacker);
    if (st != SHB_OK)
        return st;
    source->packed = source->block;
    source->packed_len = source->len;
    source->ended = false;
    source->block = shb_alloc(SHB_SOURCE_BLOCK);
    return source->block ? shb_source_next(ctx, source) : shb_fail_memory(ctx);
}

shb_status shb_source_open(shb_ctx *ctx, const char *path, shb_source *source) {
    shb_source fresh = {.name = path, .fd = STDIN_FILENO};
    shb_status st;
    if (strcmp(path, "-") == 0) {
        fresh.name = "standard input";
    } else {
        fresh.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (fresh.fd < 0 && errno == ENOENT)
            return shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", path,
                            strerror(ENOENT));
        if (fresh.fd < 0)
            return shb_fail_errno(ctx, errno, NULL, "cannot open '%s'", path);
    }
    fresh.block = shb_alloc(SHB_SOURCE_BLOCK);
    st = fresh.block ? shb_source_next(ctx, &fresh) : shb_fail_memory(ctx);
    shb_packing packing = st == SHB_OK ? shb_packing_of(fresh.block, fresh.len) : 0;
    if (packing)
        st = unpack(ctx, &fresh, packing);
    if (st != SHB_OK)
        shb_source_close(&fresh);
    else
        *source = fresh;
    return st;
}

shb_status shb_source_all(shb_ctx *ctx, shb_source *source, char **out, size_t *len) {
    shb_status st = SHB_OK;
    char *all = NULL;
    size_t used = 0, capacity = 0;
    do {
        if (used + source->len > MOST_BYTES)
            st = shb_fail(ctx, SHB_ELIMIT, source->name, "it has more than 1 GiB");
        else
            st = shb_grow(ctx, (void **)&all, &capacity, used + source->len + 1, 1);
        if (st != SHB_OK)
            goto done;
        memcpy(all + used, source->block, source->len);
        used += source->len;
        if ((st = shb_source_next(ctx, source)) != SHB_OK)
            goto done;
    } while (source->len > 0);
    all[used] = '\0';
    *out = all;
    *len = used;
    all = NULL;
done:
    shb_free(all);
    return st;
}

void shb_source_close(shb_source *source) {
    if (source->fd > STDERR_FILENO)
        close(source->fd);
    shb_free(source->block);
    shb_free(source->packed);
    shb_unpacker_free(source->unpacker);
    *source = (shb_source)SHB_SOURCE_INIT;
}
