#include "export/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

enum { MOST_BYTES = 1 << 30 };

/* Fills the whole block, so that the beginning that is looked at is long enough. */
shb_status shb_source_next(shb_ctx *ctx, shb_source *source) {
    shb_status st = shb_check_cancel(ctx);
    if (st != SHB_OK)
        return st;
    source->len = 0;
    while (!source->ended && source->len < SHB_SOURCE_BLOCK) {
        ssize_t n =
            read(source->fd, source->block + source->len, SHB_SOURCE_BLOCK - source->len);
        if (n > 0)
            source->len += (size_t)n;
        else if (n == 0)
            source->ended = true;
        else if (errno != EINTR)
            return shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", source->name);
        else if ((st = shb_check_cancel(ctx)) != SHB_OK)
            return st;
    }
    return SHB_OK;
}

shb_status shb_source_open(shb_ctx *ctx, const char *path, shb_source *source) {
    shb_source fresh = {path, STDIN_FILENO, NULL, 0, false};
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
    *source = (shb_source)SHB_SOURCE_INIT;
}
