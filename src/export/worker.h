/**
 * @file worker.h
 * Another program at work for us: bytes in, bytes out, and nothing that it does can hurt
 * more than its own result.
 */
#ifndef SHB_EXPORT_WORKER_H
#define SHB_EXPORT_WORKER_H

#include <shabaka/output.h>

/** Longest path of the program that is looked for. */
#define SHB_WORKER_PATH 4096

/** One run of a worker. */
typedef struct shb_job {
    const char *program;          /**< path; no search, no shell */
    const char *const *arguments; /**< after the program's name; NULL at the end */
    shb_str input;                /**< for its standard input */
    uint32_t seconds;             /**< of wall time, after which it is killed */
} shb_job;

/**
 * Where shabaka-draw is: $SHABAKA_DRAW, else beside the running program, else in
 * SHB_LIBEXEC_DIR.
 * @param out  at least SHB_WORKER_PATH bytes
 * Errors: SHB_EDRAW, which says where it was looked for
 */
shb_status shb_worker_find(shb_ctx *ctx, char *out);

/**
 * Run a job and append its standard output to `out`, only when all went well.
 *
 * It gets a minimal environment (LANG, TZ, HOME) and no file of ours. It fails when it
 * cannot start, ends with another status than 0 or by a signal, takes too long, or writes
 * nothing or more than 1 GiB. Its first line on standard error is put into the message.
 * Errors: SHB_EDRAW, SHB_ECANCELLED (within 0.1 s), SHB_ENOMEM
 */
shb_status shb_worker_run(shb_ctx *ctx, const shb_job *job, shb_output *out);

#endif
