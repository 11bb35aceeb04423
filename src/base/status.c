#include <shabaka/status.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *shb_version(void) { return SHB_VERSION; }

void shb_ctx_clear(shb_ctx *ctx) { memset(&ctx->err, 0, sizeof ctx->err); }

/* Cuts at a character's start, so that a long name stays valid UTF-8. */
static void copy_cut(char *to, size_t size, const char *from) {
    size_t len = strlen(from);
    if (len >= size) {
        len = size - 1;
        while (len && ((unsigned char)from[len] & 0xc0) == 0x80)
            len--;
    }
    memcpy(to, from, len);
    to[len] = '\0';
}

static shb_status record(shb_ctx *ctx, shb_status status, int sys_errno, const char *file,
                         uint64_t line, uint64_t byte, const char *format, va_list args) {
    if (ctx->err.status != SHB_OK)
        return status;
    shb_error *err = &ctx->err;
    err->status = status;
    err->sys_errno = sys_errno;
    err->line = line;
    err->byte = byte;
    copy_cut(err->file, sizeof err->file, file ? file : "");
    int n = vsnprintf(err->text, sizeof err->text, format, args);
    if (sys_errno && n >= 0 && (size_t)n + 3 < sizeof err->text)
        snprintf(err->text + n, sizeof err->text - (size_t)n, ": %s",
                 strerror(sys_errno));
    return status;
}

shb_status shb_fail(shb_ctx *ctx, shb_status status, const char *file, const char *format,
                    ...) {
    va_list args;
    va_start(args, format);
    record(ctx, status, 0, file, 0, 0, format, args);
    va_end(args);
    return status;
}

shb_status shb_fail_errno(shb_ctx *ctx, int sys_errno, const char *file,
                          const char *format, ...) {
    va_list args;
    va_start(args, format);
    record(ctx, SHB_EIO, sys_errno, file, 0, 0, format, args);
    va_end(args);
    return SHB_EIO;
}

shb_status shb_fail_at(shb_ctx *ctx, shb_status status, const char *file, uint64_t line,
                       uint64_t byte, const char *format, ...) {
    va_list args;
    va_start(args, format);
    record(ctx, status, 0, file, line, byte, format, args);
    va_end(args);
    return status;
}

shb_status shb_fail_memory(shb_ctx *ctx) {
    return shb_fail(ctx, SHB_ENOMEM, NULL, "memory ran out");
}

void shb_notify(shb_ctx *ctx, shb_notice_kind kind, const char *file, uint64_t line,
                uint64_t byte, const char *format, ...) {
    if (!ctx->notice)
        return;
    char text[384];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    shb_notice notice = {kind, file, line, byte, text};
    ctx->notice(ctx->user, &notice);
}

shb_status shb_check_cancel(shb_ctx *ctx) {
    if (ctx->cancel && *ctx->cancel)
        return shb_fail(ctx, SHB_ECANCELLED, NULL, "interrupted");
    return SHB_OK;
}

const char *shb_error_format(const shb_error *err, char *buf, size_t size) {
    if (!err->file[0])
        snprintf(buf, size, "%s", err->text);
    else if (err->line)
        snprintf(buf, size, "%s:%llu: %s", err->file, (unsigned long long)err->line,
                 err->text);
    else if (err->byte)
        snprintf(buf, size, "%s: byte %llu: %s", err->file, (unsigned long long)err->byte,
                 err->text);
    else
        snprintf(buf, size, "%s: %s", err->file, err->text);
    return buf;
}
