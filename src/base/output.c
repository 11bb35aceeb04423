#include <shabaka/output.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum { CHUNK = 256 * 1024 };

struct shb_output {
    char *bytes;
    size_t used, capacity;
    int fd;          /* -1: in memory */
    int failed;      /* errno of the first failure, or 0 */
    char *path;      /* as the user named it */
    char *target;    /* the regular file to replace, links followed; or NULL */
    char *temporary; /* what is written until then; or NULL */
};

static void discard(shb_output *out) {
    if (out->fd > STDERR_FILENO)
        close(out->fd);
    if (out->temporary)
        unlink(out->temporary);
    shb_free(out->temporary);
    shb_free(out->target);
    shb_free(out->path);
    shb_free(out->bytes);
    shb_free(out);
}

static shb_output *sink_new(const char *path) {
    shb_output *out = shb_alloc_array(1, sizeof *out);
    if (!out)
        return NULL;
    out->fd = -1;
    out->capacity = path ? CHUNK : 4096;
    out->bytes = shb_alloc(out->capacity);
    out->path = shb_strdup(path ? path : "");
    if (!out->bytes || !out->path) {
        discard(out);
        return NULL;
    }
    return out;
}

shb_status shb_output_memory(shb_ctx *ctx, shb_output **out) {
    shb_output *sink = sink_new(NULL);
    if (!sink)
        return shb_fail_memory(ctx);
    *out = sink;
    return SHB_OK;
}

/* A temporary file beside the target, with the mode that the target has or would get. */
static shb_status open_temporary(shb_ctx *ctx, shb_output *out, const struct stat *old) {
    size_t len = strlen(out->target);
    const char *slash = strrchr(out->target, '/');
    size_t folder = slash ? (size_t)(slash - out->target) + 1 : 0;
    out->temporary = shb_alloc(len + 32);
    if (!out->temporary)
        return shb_fail_memory(ctx);
    memcpy(out->temporary, out->target, folder);
    snprintf(out->temporary + folder, len + 32 - folder, ".shabaka-XXXXXX");
    out->fd = mkostemp(out->temporary, O_CLOEXEC);
    if (out->fd < 0) {
        int why = errno;
        shb_free(out->temporary);
        out->temporary = NULL;
        return shb_fail_errno(ctx, why, out->path, "cannot write '%s'", out->path);
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(out->fd, old ? old->st_mode & 07777 : 0666 & ~mask);
    return SHB_OK;
}

shb_status shb_output_open(shb_ctx *ctx, const char *path, shb_output **result) {
    shb_status st = SHB_OK;
    shb_output *out = sink_new(path);
    if (!out)
        return shb_fail_memory(ctx);
    if (strcmp(path, "-") == 0) {
        out->fd = STDOUT_FILENO;
        *result = out;
        return SHB_OK;
    }
    struct stat info;
    bool exists = stat(path, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) {
        st = shb_fail(ctx, SHB_EIO, path, "cannot write '%s': it is a folder", path);
    } else if (exists && !S_ISREG(info.st_mode)) {
        out->fd = open(path, O_WRONLY | O_CLOEXEC);
        if (out->fd < 0)
            st = shb_fail_errno(ctx, errno, path, "cannot write '%s'", path);
    } else {
        char resolved[PATH_MAX];
        bool followed = exists && realpath(path, resolved);
        struct stat link;
        if (!exists && lstat(path, &link) == 0 && S_ISLNK(link.st_mode))
            st = shb_fail(ctx, SHB_EIO, path,
                          "cannot write '%s': it is a link to a file that is not there",
                          path);
        if (st == SHB_OK) {
            out->target = shb_strdup(followed ? resolved : path);
            st = out->target ? open_temporary(ctx, out, exists ? &info : NULL)
                             : shb_fail_memory(ctx);
        }
    }
    if (st != SHB_OK) {
        discard(out);
        return st;
    }
    *result = out;
    return SHB_OK;
}

/* A temporary file comes and goes; a pipe or device would see that it is opened. */
shb_status shb_output_check(shb_ctx *ctx, const char *path) {
    struct stat info;
    shb_output *out = NULL;
    if (strcmp(path, "-") == 0 ||
        (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)))
        return SHB_OK;
    shb_status st = shb_output_open(ctx, path, &out);
    shb_output_abandon(out);
    return st;
}

static void flush(shb_output *out) {
    size_t at = 0;
    while (!out->failed && at < out->used) {
        ssize_t n = write(out->fd, out->bytes + at, out->used - at);
        if (n >= 0)
            at += (size_t)n;
        else if (errno != EINTR)
            out->failed = errno;
    }
    out->used = 0;
}

shb_str shb_output_bytes(const shb_output *out) {
    return (shb_str){out->bytes, out->used};
}

/* A rename is only durable when the folder that holds the name is. */
static int sync_folder(const char *file) {
    char folder[PATH_MAX];
    const char *slash = strrchr(file, '/');
    size_t len = slash ? (size_t)(slash - file) : 0;
    if (len >= sizeof folder)
        return 0;
    memcpy(folder, slash ? file : ".", slash ? len : 1);
    folder[slash ? len : 1] = '\0';
    int fd = open(slash && len == 0 ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    int why = fsync(fd) != 0 && errno != EINVAL && errno != EROFS ? errno : 0;
    close(fd);
    return why;
}

shb_status shb_output_status(shb_ctx *ctx, const shb_output *out) {
    if (out->failed == ENOMEM)
        return shb_fail_memory(ctx);
    if (out->failed && strcmp(out->path, "-") == 0)
        return shb_fail_errno(ctx, out->failed, NULL, "cannot write to standard output");
    if (out->failed)
        return shb_fail_errno(ctx, out->failed, NULL, "cannot write '%s'", out->path);
    return SHB_OK;
}

shb_status shb_output_close(shb_ctx *ctx, shb_output *out) {
    if (out->fd >= 0) {
        flush(out);
        if (!out->failed && out->temporary && fsync(out->fd) != 0)
            out->failed = errno;
        if (out->fd > STDERR_FILENO && close(out->fd) != 0 && !out->failed)
            out->failed = errno;
        out->fd = -1;
    }
    if (!out->failed && out->temporary) {
        if (rename(out->temporary, out->target) != 0) {
            out->failed = errno;
        } else {
            shb_free(out->temporary);
            out->temporary = NULL;
            out->failed = sync_folder(out->target);
        }
    }
    shb_status st = shb_output_status(ctx, out);
    discard(out);
    return st;
}

void shb_output_abandon(shb_output *out) {
    if (out)
        discard(out);
}

/* What does not fit into the bytes at hand. */
static void write_more(shb_output *out, const void *data, size_t len) {
    if (out->fd >= 0) {
        if (len > CHUNK - out->used)
            flush(out);
        if (len > CHUNK) {
            const char *p = data;
            for (; len > CHUNK; len -= CHUNK, p += CHUNK) {
                memcpy(out->bytes, p, CHUNK);
                out->used = CHUNK;
                flush(out);
            }
            data = p;
        }
    } else if (out->capacity - out->used < len) {
        shb_ctx quiet = SHB_CTX_INIT;
        if (shb_grow(&quiet, (void **)&out->bytes, &out->capacity, out->used + len, 1) !=
            SHB_OK) {
            out->failed = ENOMEM;
            return;
        }
    }
    memcpy(out->bytes + out->used, data, len);
    out->used += len;
}

void shb_write(shb_output *out, const void *data, size_t len) {
    if (len > out->capacity - out->used) {
        write_more(out, data, len);
        return;
    }
    memcpy(out->bytes + out->used, data, len);
    out->used += len;
}

void shb_puts(shb_output *out, const char *text) { shb_write(out, text, strlen(text)); }

void shb_putc(shb_output *out, char c) {
    if (out->used < out->capacity)
        out->bytes[out->used++] = c;
    else
        write_more(out, &c, 1);
}

void shb_printf(shb_output *out, const char *format, ...) {
    char small[512];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    if (n >= 0 && (size_t)n < sizeof small) {
        shb_write(out, small, (size_t)n);
    } else if (n >= 0) {
        char *large = shb_alloc((size_t)n + 1);
        if (large) {
            vsnprintf(large, (size_t)n + 1, format, again);
            shb_write(out, large, (size_t)n);
            shb_free(large);
        } else {
            out->failed = ENOMEM;
        }
    }
    va_end(again);
    va_end(args);
}
