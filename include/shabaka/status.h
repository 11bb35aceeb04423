/**
 * @file status.h
 * Statuses, the caller's context (errors, cancelling, notices) and borrowed strings.
 *
 * Every function that can fail returns a shb_status and writes what, where and why
 * into ctx->err; the first error wins until shb_ctx_clear(). The library never prints,
 * exits or aborts.
 */
#ifndef SHABAKA_STATUS_H
#define SHABAKA_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SHB_VERSION "0.1.0"

#if defined(__GNUC__)
#define SHB_API __attribute__((visibility("default")))
#define SHB_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define SHB_API
#define SHB_PRINTF(fmt, args)
#endif

typedef enum shb_status {
    SHB_OK = 0,
    SHB_ENOMEM, /**< memory ran out */
    SHB_EIO,    /**< the system refused to open, read, write or rename; see sys_errno */
    SHB_EENCODING,  /**< bytes that are no text in the encoding expected */
    SHB_ESYNTAX,    /**< a file that breaks its own format */
    SHB_EINVALID,   /**< an argument or option that makes no sense */
    SHB_ELIMIT,     /**< a safety limit was reached */
    SHB_ENOTFOUND,  /**< a file, name, node or measure that is not there */
    SHB_EUNSUITED,  /**< a network that does not fit what was asked of it */
    SHB_EIGRAPH,    /**< igraph failed; its reason is in the text */
    SHB_EDRAW,      /**< shabaka-draw failed, was missing or took too long */
    SHB_ECANCELLED, /**< the caller asked to stop */
    SHB_EINTERNAL   /**< a fault of ours */
} shb_status;

/** A borrowed piece of UTF-8, not NUL-terminated. */
typedef struct shb_str {
    const char *data;
    size_t len;
} shb_str;

/** The first error: fixed size, so that reporting needs no memory. */
typedef struct shb_error {
    shb_status status;
    int sys_errno;       /**< errno, or 0 */
    uint64_t line, byte; /**< 1-based line and 0-based byte where known, else 0 */
    char file[512];      /**< subject file, or "" */
    char text[384];      /**< a sentence without capital and full stop */
} shb_error;

typedef enum shb_notice_kind {
    SHB_NOTICE_INFO,    /**< worth saying once */
    SHB_NOTICE_WARNING, /**< the result stands, but the user should know */
    SHB_NOTICE_SKIPPED  /**< an input or record was left out: exit status 3 */
} shb_notice_kind;

/** Something to tell the user; the pointers are valid during the call only. */
typedef struct shb_notice {
    shb_notice_kind kind;
    const char *file;    /**< may be NULL */
    uint64_t line, byte; /**< 0 where unknown */
    const char *text;
} shb_notice;

/** How far a long run is. total_bytes is 0 where it is not known (a pipe). */
typedef struct shb_progress {
    const char *stage;
    uint64_t done_bytes, total_bytes;
    uint64_t documents;
} shb_progress;

/**
 * The caller's side of every call; lives on the caller's stack, one a thread.
 * Callbacks are called on the thread that uses this context.
 */
typedef struct shb_ctx {
    shb_error err;
    const volatile int *cancel; /**< non-zero asks to stop; may be NULL */
    void (*notice)(void *user, const shb_notice *notice);
    void (*progress)(void *user, const shb_progress *progress);
    void *user;
    uint32_t jobs; /**< threads that a long computation may use; 0: one a processor */
} shb_ctx;

#define SHB_CTX_INIT                                                                     \
    { {SHB_OK, 0, 0, 0, "", ""}, NULL, NULL, NULL, NULL, 0 }

/** Forget the error. */
SHB_API void shb_ctx_clear(shb_ctx *ctx);

/**
 * Record an error unless one is recorded already.
 * @return status, so that `return shb_fail(...)` reads well
 */
SHB_API shb_status shb_fail(shb_ctx *ctx, shb_status status, const char *file,
                            const char *format, ...) SHB_PRINTF(4, 5);

/** The same with errno and its text appended. */
SHB_API shb_status shb_fail_errno(shb_ctx *ctx, int sys_errno, const char *file,
                                  const char *format, ...) SHB_PRINTF(4, 5);

/** The same with a place in the file. */
SHB_API shb_status shb_fail_at(shb_ctx *ctx, shb_status status, const char *file,
                               uint64_t line, uint64_t byte, const char *format, ...)
    SHB_PRINTF(6, 7);

/** SHB_ENOMEM, recorded. */
SHB_API shb_status shb_fail_memory(shb_ctx *ctx);

/** Tell the user something through ctx->notice. */
SHB_API void shb_notify(shb_ctx *ctx, shb_notice_kind kind, const char *file,
                        uint64_t line, uint64_t byte, const char *format, ...)
    SHB_PRINTF(6, 7);

/** SHB_OK, or SHB_ECANCELLED (recorded) when the caller asked to stop. */
SHB_API shb_status shb_check_cancel(shb_ctx *ctx);

/** The whole error as one line: "FILE:LINE: text". Returns buf. */
SHB_API const char *shb_error_format(const shb_error *err, char *buf, size_t size);

/** The library's version at run time. */
SHB_API const char *shb_version(void);

#ifdef __cplusplus
}
#endif
#endif
