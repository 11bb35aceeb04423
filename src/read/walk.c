#include "read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "read/seen.h"

enum { MOST_DEPTH = 200 }; /* folders within folders: each holds a file descriptor */

/* A folder on the way to where the walk is. */
typedef struct level {
    DIR *folder;
    shb_arena arena; /* of the names */
    char **names;
    size_t n_names, next;
    size_t path_len; /* of the folder's path with its slash */
} level;

struct shb_walk {
    char **paths; /* sorted by bytes, "-" last */
    size_t n_paths, next;
    level *levels;
    size_t n_levels, levels_capacity;
    char *path; /* of what was met last */
    size_t path_capacity;
    shb_seen seen; /* devices and inodes */
};

/* --- the list of names ------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_stdin(const char *path) { return strcmp(path, "-") == 0; }

static int standard_input_last(const void *a, const void *b) {
    int order = is_stdin(*(char *const *)a) - is_stdin(*(char *const *)b);
    return order ? order : by_bytes(a, b);
}

shb_status shb_walk_new(shb_ctx *ctx, const char *const *paths, size_t n_paths,
                        shb_walk **out) {
    shb_status st = SHB_OK;
    shb_walk *w = shb_alloc_array(1, sizeof *w);
    if (w)
        w->paths = shb_alloc_array(n_paths, sizeof *w->paths);
    if (!w || !w->paths) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (; w->n_paths < n_paths; w->n_paths++) {
        const char *path = paths[w->n_paths];
        struct stat info;
        if (!is_stdin(path) && stat(path, &info) != 0 &&
            (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG)) {
            st = shb_fail(ctx, SHB_ENOTFOUND, path, "does not exist");
            goto done;
        }
        w->paths[w->n_paths] = shb_strdup(path);
        if (!w->paths[w->n_paths]) {
            st = shb_fail_memory(ctx);
            goto done;
        }
    }
    qsort(w->paths, n_paths, sizeof *w->paths, standard_input_last);
    *out = w;
done:
    if (st != SHB_OK)
        shb_walk_free(w);
    return st;
}

static void leave_folder(shb_walk *w) {
    level *top = &w->levels[--w->n_levels];
    if (top->folder)
        closedir(top->folder);
    shb_arena_done(&top->arena);
    shb_free(top->names);
}

void shb_walk_free(shb_walk *w) {
    if (!w)
        return;
    while (w->n_levels > 0)
        leave_folder(w);
    for (size_t i = 0; i < w->n_paths; i++)
        shb_free(w->paths[i]);
    shb_free(w->paths);
    shb_free(w->levels);
    shb_free(w->path);
    shb_seen_done(&w->seen);
    shb_free(w);
}

const char *shb_walk_path(const shb_walk *w) { return w->path ? w->path : ""; }

static shb_status set_path(shb_ctx *ctx, shb_walk *w, size_t keep, const char *name) {
    size_t len = strlen(name);
    shb_status st =
        shb_grow(ctx, (void **)&w->path, &w->path_capacity, keep + len + 2, 1);
    if (st == SHB_OK)
        memcpy(w->path + keep, name, len + 1);
    return st;
}

/* --- folders ----------------------------------------------------------------------- */

static shb_status read_names(shb_ctx *ctx, shb_walk *w, level *top) {
    size_t capacity = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(top->folder);
        if (!entry)
            break;
        if (entry->d_name[0] == '.') /* hidden, itself, its parent */
            continue;
        shb_status st = shb_grow(ctx, (void **)&top->names, &capacity, top->n_names + 1,
                                 sizeof *top->names);
        if (st != SHB_OK)
            return st;
        char *name = shb_arena_strndup(&top->arena, entry->d_name, strlen(entry->d_name));
        if (!name)
            return shb_fail_memory(ctx);
        top->names[top->n_names++] = name;
    }
    if (errno)
        return shb_fail_errno(ctx, errno, w->path, "cannot be read");
    if (top->n_names)
        qsort(top->names, top->n_names, sizeof *top->names, by_bytes);
    return SHB_OK;
}

static shb_status enter_folder(shb_ctx *ctx, shb_walk *w, int parent, const char *name) {
    if (w->n_levels == MOST_DEPTH)
        return shb_fail(ctx, SHB_ELIMIT, w->path, "folders nested more than %d deep",
                        MOST_DEPTH);
    shb_status st = shb_grow(ctx, (void **)&w->levels, &w->levels_capacity,
                             w->n_levels + 1, sizeof *w->levels);
    if (st != SHB_OK)
        return st;
    int link = parent == AT_FDCWD ? 0 : O_NOFOLLOW;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | link);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        int why = errno;
        if (fd >= 0)
            close(fd);
        return why == ENOMEM ? shb_fail_memory(ctx)
                             : shb_fail_errno(ctx, why, w->path, "cannot be opened");
    }
    level *top = &w->levels[w->n_levels++];
    *top = (level){.folder = folder, .arena = SHB_ARENA_INIT};
    st = read_names(ctx, w, top);
    size_t len = strlen(w->path);
    if (st == SHB_OK && (len == 0 || w->path[len - 1] != '/'))
        memcpy(w->path + len++, "/", 2);
    top->path_len = len;
    if (st != SHB_OK)
        leave_folder(w);
    return st;
}

/* --- one step ---------------------------------------------------------------------- */

static shb_status met_before(shb_ctx *ctx, shb_walk *w, const struct stat *info,
                             bool *again) {
    uint64_t key[2] = {(uint64_t)info->st_dev, (uint64_t)info->st_ino};
    shb_status st = shb_seen_add(ctx, &w->seen, key, sizeof key, again);
    if (st == SHB_OK && *again)
        shb_notify(ctx, SHB_NOTICE_WARNING, w->path, 0, 0,
                   "%s that was reached before: read once",
                   S_ISDIR(info->st_mode) ? "a folder" : "a file");
    return st;
}

/* What is at w->path: a folder is entered, a file given out. */
static shb_status visit(shb_ctx *ctx, shb_walk *w, shb_found *found, bool *is_file) {
    const struct stat *info = &found->info;
    bool named = found->folder == AT_FDCWD;
    if (S_ISLNK(info->st_mode))
        return shb_fail(
            ctx, SHB_EIO, w->path,
            "links in folders are not followed: name it itself to have it read");
    bool readable = S_ISREG(info->st_mode) || S_ISDIR(info->st_mode) ||
                    (named && (S_ISFIFO(info->st_mode) || S_ISCHR(info->st_mode) ||
                               S_ISSOCK(info->st_mode)));
    if (!readable)
        return shb_fail(ctx, SHB_EIO, w->path, "is neither a file nor a folder");
    bool again;
    shb_status st = met_before(ctx, w, info, &again);
    if (st != SHB_OK || again)
        return st;
    if (S_ISDIR(info->st_mode))
        return enter_folder(ctx, w, found->folder, found->name);
    found->path = w->path;
    *is_file = true;
    return SHB_OK;
}

static shb_status next_in_folder(shb_ctx *ctx, shb_walk *w, shb_found *found,
                                 bool *is_file) {
    level *top = &w->levels[w->n_levels - 1];
    if (top->next == top->n_names) {
        leave_folder(w);
        return SHB_OK;
    }
    found->name = top->names[top->next++];
    found->folder = dirfd(top->folder);
    shb_status st = set_path(ctx, w, top->path_len, found->name);
    if (st != SHB_OK)
        return st;
    if (fstatat(found->folder, found->name, &found->info, AT_SYMLINK_NOFOLLOW) != 0)
        return shb_fail_errno(ctx, errno, w->path, "cannot be read");
    return visit(ctx, w, found, is_file);
}

static shb_status next_named(shb_ctx *ctx, shb_walk *w, shb_found *found, bool *is_file) {
    found->name = w->paths[w->next++];
    found->folder = AT_FDCWD;
    shb_status st = set_path(ctx, w, 0, found->name);
    if (st != SHB_OK)
        return st;
    bool standard = is_stdin(found->name);
    if ((standard ? fstat(STDIN_FILENO, &found->info)
                  : stat(found->name, &found->info)) != 0)
        return shb_fail_errno(ctx, errno, w->path, "cannot be opened");
    if (standard && S_ISDIR(found->info.st_mode))
        return shb_fail(ctx, SHB_EIO, w->path, "standard input is a folder");
    return visit(ctx, w, found, is_file);
}

shb_status shb_walk_next(shb_ctx *ctx, shb_walk *w, shb_found *out, bool *done) {
    while (w->n_levels > 0 || w->next < w->n_paths) {
        shb_found found = {0};
        bool is_file = false;
        shb_status st = shb_check_cancel(ctx);
        if (st == SHB_OK)
            st = w->n_levels > 0 ? next_in_folder(ctx, w, &found, &is_file)
                                 : next_named(ctx, w, &found, &is_file);
        if (st != SHB_OK)
            return st;
        if (is_file) {
            *out = found;
            *done = false;
            return SHB_OK;
        }
    }
    *done = true;
    return SHB_OK;
}

shb_status shb_found_open(shb_ctx *ctx, const shb_found *found, int *fd) {
    bool named = found->folder == AT_FDCWD;
    int flags = O_RDONLY | O_CLOEXEC | (named ? 0 : O_NOFOLLOW | O_NONBLOCK);
    for (;;) {
        shb_status st = shb_check_cancel(ctx);
        if (st != SHB_OK)
            return st;
        int opened = named && is_stdin(found->name)
                         ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                         : openat(found->folder, found->name, flags);
        if (opened < 0 && errno == EINTR)
            continue;
        if (opened < 0)
            return shb_fail_errno(ctx, errno, found->path, "cannot be opened");
        struct stat now;
        if (fstat(opened, &now) != 0 || now.st_ino != found->info.st_ino ||
            now.st_dev != found->info.st_dev) {
            close(opened);
            return shb_fail(
                ctx, SHB_EIO, found->path,
                "was replaced by another file while it was opened: read again");
        }
        *fd = opened;
        return SHB_OK;
    }
}

shb_status shb_walk_total(shb_ctx *ctx, const shb_walk *walk, uint64_t *bytes) {
    shb_ctx quiet = SHB_CTX_INIT;
    shb_walk *w = NULL;
    uint64_t total = 0;
    quiet.cancel = ctx->cancel;
    shb_status st =
        shb_walk_new(&quiet, (const char *const *)walk->paths, walk->n_paths, &w);
    bool done = st != SHB_OK;
    while (!done) {
        shb_found found;
        st = shb_walk_next(&quiet, w, &found, &done);
        if (st == SHB_ENOMEM || st == SHB_ECANCELLED)
            break;
        shb_ctx_clear(&quiet);
        if (st != SHB_OK || done)
            continue;
        if (!S_ISREG(found.info.st_mode)) {
            total = 0;
            break;
        }
        total += (uint64_t)found.info.st_size;
    }
    shb_walk_free(w);
    if (st == SHB_ECANCELLED)
        return shb_check_cancel(ctx);
    if (st == SHB_ENOMEM)
        return shb_fail_memory(ctx);
    *bytes = total;
    return SHB_OK;
}
