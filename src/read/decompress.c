#include "read/decompress.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/alloc.h"

enum {
    GZIP_WINDOW = 16 + 15,      /* zlib: gzip wrapper, largest window */
    ZSTD_WINDOW_LOG_LIMIT = 27, /* 128 MiB; zstd itself would allow 2 GiB */
    MOST_AT_ONCE = 1 << 30      /* zlib counts in unsigned int */
};

struct shb_unpacker {
    shb_packing packing;
    z_stream gzip;
    ZSTD_DCtx *zstd;
    uint64_t taken;    /* bytes of the file so far */
    uint64_t members;  /* that came to their end */
    bool between;      /* members: the file may end here */
    bool padding;      /* zero bytes after the last member, as tapes leave them */
    shb_status broken; /* stays broken */
    char why[128];
};

shb_packing shb_packing_of(const void *data, size_t len) {
    const unsigned char *p = data;
    if (len >= 2 && p[0] == 0x1f && p[1] == 0x8b)
        return SHB_GZIP;
    if (len >= 4 && memcmp(p, "\x28\xb5\x2f\xfd", 4) == 0)
        return SHB_ZSTD;
    if (len >= 4 && (p[0] & 0xf0) == 0x50 && memcmp(p + 1, "\x2a\x4d\x18", 3) == 0)
        return SHB_ZSTD; /* a skippable frame comes first */
    return SHB_UNPACKED;
}

static void *zlib_alloc(void *unused, unsigned n, unsigned size) {
    (void)unused;
    return shb_alloc_array(n, size);
}

static void zlib_free(void *unused, void *p) {
    (void)unused;
    shb_free(p);
}

shb_status shb_unpacker_new(shb_ctx *ctx, shb_packing packing, shb_unpacker **out) {
    shb_unpacker *u = shb_alloc_array(1, sizeof *u);
    if (!u)
        return shb_fail_memory(ctx);
    u->packing = packing;
    u->between = true;
    bool ready;
    if (packing == SHB_GZIP) {
        u->gzip.zalloc = zlib_alloc;
        u->gzip.zfree = zlib_free;
        ready = inflateInit2(&u->gzip, GZIP_WINDOW) == Z_OK;
    } else {
        u->zstd = ZSTD_createDCtx();
        ready = u->zstd && !ZSTD_isError(ZSTD_DCtx_setParameter(
                               u->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_LIMIT));
    }
    if (!ready) {
        shb_unpacker_free(u);
        return shb_fail_memory(ctx);
    }
    *out = u;
    return SHB_OK;
}

void shb_unpacker_free(shb_unpacker *u) {
    if (!u)
        return;
    if (u->packing == SHB_GZIP)
        inflateEnd(&u->gzip);
    ZSTD_freeDCtx(u->zstd);
    shb_free(u);
}

bool shb_unpacker_complete(const shb_unpacker *u) { return u->between && !u->broken; }

static void mark_broken(shb_unpacker *u, shb_status status, const char *why) {
    u->broken = status;
    size_t len = strlen(why);
    if (len >= sizeof u->why)
        len = sizeof u->why - 1;
    memcpy(u->why, why, len);
    u->why[len] = '\0';
}

static const char other_bytes[] = "other bytes after the end of the compressed data";

/* Zero bytes may pad the last member; anything but a new member after it is a fault. */
static size_t skip_padding(shb_unpacker *u, const unsigned char *in, size_t len) {
    size_t at = 0;
    while (at < len && in[at] == 0)
        at++;
    u->padding |= at > 0;
    if (at < len && (u->padding || in[at] != 0x1f))
        mark_broken(u, SHB_ESYNTAX, other_bytes);
    return at;
}

static void run_gzip(shb_unpacker *u, const unsigned char *in, size_t *in_len, char *to,
                     size_t *to_len) {
    size_t skipped = 0;
    if (u->between && u->members && *in_len) {
        skipped = skip_padding(u, in, *in_len);
        if (u->broken || skipped == *in_len) {
            *in_len = skipped;
            *to_len = 0;
            return;
        }
        inflateReset(&u->gzip);
    }
    z_stream *z = &u->gzip;
    z->next_in = (Bytef *)(uintptr_t)(in + skipped);
    z->avail_in = (uInt)(*in_len - skipped);
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)*to_len;
    if (z->avail_in)
        u->between = false;
    int rc = u->between ? Z_OK : inflate(z, Z_NO_FLUSH);
    *in_len -= z->avail_in;
    *to_len -= z->avail_out;
    if (rc == Z_STREAM_END) {
        u->between = true;
        u->members++;
    } else if (rc == Z_MEM_ERROR) {
        mark_broken(u, SHB_ENOMEM, "memory ran out");
    } else if (rc == Z_DATA_ERROR && u->members && z->total_out == 0 &&
               z->total_in < 10) {
        mark_broken(u, SHB_ESYNTAX, other_bytes);
    } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
        mark_broken(u, SHB_ESYNTAX, z->msg ? z->msg : "invalid data");
    }
}

static void run_zstd(shb_unpacker *u, const unsigned char *in, size_t *in_len, char *to,
                     size_t *to_len) {
    ZSTD_inBuffer from = {in, *in_len, 0};
    ZSTD_outBuffer into = {to, *to_len, 0};
    if (u->between && *in_len == 0) {
        *to_len = 0;
        return;
    }
    size_t rc = ZSTD_decompressStream(u->zstd, &into, &from);
    *in_len = from.pos;
    *to_len = into.pos;
    u->between = rc == 0;
    if (rc == 0) {
        u->members++;
    } else if (ZSTD_isError(rc)) {
        ZSTD_ErrorCode code = ZSTD_getErrorCode(rc);
        if (code == ZSTD_error_memory_allocation)
            mark_broken(u, SHB_ENOMEM, "memory ran out");
        else if (code == ZSTD_error_frameParameter_windowTooLarge)
            mark_broken(u, SHB_ELIMIT,
                        "needs more than 128 MiB to unpack; compress it "
                        "again without --long or --ultra");
        else if (code == ZSTD_error_prefix_unknown && u->members)
            mark_broken(u, SHB_ESYNTAX, other_bytes);
        else
            mark_broken(u, SHB_ESYNTAX, ZSTD_getErrorName(rc));
    }
}

shb_status shb_unpacker_run(shb_ctx *ctx, shb_unpacker *u, const char *path,
                            const void *in, size_t *in_len, char *to, size_t *to_len) {
    if (!u->broken) {
        if (*in_len > MOST_AT_ONCE)
            *in_len = MOST_AT_ONCE;
        if (*to_len > MOST_AT_ONCE)
            *to_len = MOST_AT_ONCE;
        if (u->packing == SHB_GZIP)
            run_gzip(u, in, in_len, to, to_len);
        else
            run_zstd(u, in, in_len, to, to_len);
        u->taken += *in_len;
        if (!u->broken || *to_len > 0)
            return SHB_OK;
    }
    *in_len = *to_len = 0;
    if (u->broken == SHB_ENOMEM)
        return shb_fail_memory(ctx);
    return shb_fail_at(ctx, u->broken, path, 0, u->taken,
                       "the compressed file is broken at byte %llu: %s",
                       (unsigned long long)u->taken, u->why);
}
