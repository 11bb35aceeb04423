/**
 * @file walk.h
 * From the paths that the user named to one regular file after the other. Folders are
 * read when they are reached, one level of names at a time; links in them are not
 * followed; a file or folder that was met before is told and left out.
 */
#ifndef SHB_READ_WALK_H
#define SHB_READ_WALK_H

#include <shabaka/status.h>
#include <sys/stat.h>

typedef struct shb_walk shb_walk;

/** One file that was found, not opened yet. Borrowed until the next call. */
typedef struct shb_found {
    const char *path; /**< as the user would write it; "-" is standard input */
    struct stat info; /**< a regular file, a pipe or a character device */
    int folder;       /**< that `name` is in; AT_FDCWD for what the user named */
    const char *name;
} shb_found;

/**
 * Sort the paths and check that they are there.
 * @param out  free with shb_walk_free()
 * Errors: SHB_ENOTFOUND, SHB_ENOMEM
 */
shb_status shb_walk_new(shb_ctx *ctx, const char *const *paths, size_t n_paths,
                        shb_walk **out);
void shb_walk_free(shb_walk *walk);

/**
 * The next file. After SHB_EIO (something that cannot be read, with its path in ctx->err,
 * or whole with shb_walk_path()) or SHB_ELIMIT the next call goes on behind it.
 *
 * @param done  true at the end, and out untouched
 * Errors: SHB_EIO, SHB_ELIMIT, SHB_ECANCELLED, SHB_ENOMEM
 */
shb_status shb_walk_next(shb_ctx *ctx, shb_walk *walk, shb_found *out, bool *done);

/** The path of what was met last. */
const char *shb_walk_path(const shb_walk *walk);

/** Open what was found; in folders no link is followed and nothing waited for. */
shb_status shb_found_open(shb_ctx *ctx, const shb_found *found, int *fd);

/** Sizes of all files together, by a walk of its own; 0 if one has no size. */
shb_status shb_walk_total(shb_ctx *ctx, const shb_walk *walk, uint64_t *bytes);

#endif
