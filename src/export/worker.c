#include "export/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"

#ifndef SHB_LIBEXEC_DIR
#define SHB_LIBEXEC_DIR "/usr/local/libexec/shabaka"
#endif

enum {
    MAX_ARGUMENTS = 8,
    TICK = 100, /* milliseconds between two looks at the cancel flag and the clock */
    READ_SIZE = 64 * 1024,
    MAX_COMPLAINT = 200
};
static const size_t max_output = (size_t)1 << 30;
static const char unharmed[] = "the network can still be written in the other formats";

/* ---- finding ---- */

static bool folder_of_program(char *out, size_t size) {
    ssize_t len = readlink("/proc/self/exe", out, size - 1);
    if (len <= 0)
        return false;
    out[len] = '\0';
    *strrchr(out, '/') = '\0';
    return true;
}

static bool join(char *out, const char *folder) {
    int len = snprintf(out, SHB_WORKER_PATH, "%s/shabaka-draw", folder);
    return len > 0 && len < SHB_WORKER_PATH && access(out, X_OK) == 0;
}

shb_status shb_worker_find(shb_ctx *ctx, char *out) {
    const char *named = secure_getenv("SHABAKA_DRAW");
    if (named && *named) {
        if (strlen(named) >= SHB_WORKER_PATH || access(named, X_OK) != 0)
            return shb_fail(ctx, SHB_EDRAW, NULL,
                            "cannot run '%s', which SHABAKA_DRAW names; %s", named,
                            unharmed);
        strcpy(out, named);
        return SHB_OK;
    }
    char folder[SHB_WORKER_PATH];
    if (!folder_of_program(folder, sizeof folder))
        strcpy(folder, ".");
    if (join(out, folder) || join(out, SHB_LIBEXEC_DIR))
        return SHB_OK;
    return shb_fail(ctx, SHB_EDRAW, NULL,
                    "no program 'shabaka-draw' in '%s' or '%s': install it or set "
                    "SHABAKA_DRAW to its path; %s",
                    folder, SHB_LIBEXEC_DIR, unharmed);
}

/* ---- running ---- */

/* A worker under way. Ends of pipes that are closed are -1. */
typedef struct worker {
    pid_t pid; /* 0: not started, or waited for */
    int input, output, errors;
    size_t sent;
    char *bytes; /* its standard output so far */
    size_t len, room;
    char complaint[MAX_COMPLAINT];
    size_t complaint_len;
    int64_t deadline;
} worker;

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_end(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void worker_done(worker *w) {
    close_end(&w->input);
    close_end(&w->output);
    close_end(&w->errors);
    if (w->pid > 0) {
        kill(w->pid, SIGKILL);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    shb_free(w->bytes);
}

static shb_status start_failed(shb_ctx *ctx, const char *program, int why) {
    return shb_fail(ctx, SHB_EDRAW, NULL, "cannot run '%s': %s; %s", program,
                    strerror(why), unharmed);
}

/* ends[i] becomes the child's descriptor i; argv and environment are ready. */
static int spawn(pid_t *pid, const char *program, char *const *argv,
                 char *const *environment, const int ends[3]) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int why = posix_spawn_file_actions_init(&actions);
    if (why != 0)
        return why;
    if ((why = posix_spawnattr_init(&attributes)) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return why;
    }
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    for (int i = 0; i < 3 && why == 0; i++)
        why = posix_spawn_file_actions_adddup2(&actions, ends[i], i);
    if (why == 0)
        why = posix_spawn(pid, program, &actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

/* Keeps a descriptor clear of 0, 1, 2: a dup2 of the child must not overwrite another. */
static int lift(int fd) {
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int lifted = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return lifted;
}

/* Standard input is a socket, since writing to one can be told to raise no SIGPIPE. */
static int open_ends(worker *w, int theirs[3]) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return errno;
    w->input = lift(pair[0]);
    theirs[0] = lift(pair[1]);
    if (pipe2(pair, O_CLOEXEC) != 0)
        return errno;
    w->output = lift(pair[0]);
    theirs[1] = lift(pair[1]);
    if (pipe2(pair, O_CLOEXEC) != 0)
        return errno;
    w->errors = lift(pair[0]);
    theirs[2] = lift(pair[1]);
    for (int i = 0; i < 3; i++)
        if (theirs[i] < 0 || (i == 0 ? w->input : i == 1 ? w->output : w->errors) < 0)
            return EMFILE;
    shutdown(w->input, SHUT_RD);
    fcntl(w->input, F_SETFL, O_NONBLOCK);
    fcntl(w->output, F_SETFL, O_NONBLOCK);
    fcntl(w->errors, F_SETFL, O_NONBLOCK);
    return 0;
}

static shb_status start(shb_ctx *ctx, worker *w, const shb_job *job) {
    const char *argv[MAX_ARGUMENTS + 2] = {job->program};
    for (size_t i = 0; i < MAX_ARGUMENTS && job->arguments[i]; i++)
        argv[i + 1] = job->arguments[i];
    char home[SHB_WORKER_PATH + 8] =
        "HOME=/"; /* fonts of the user's own are found there */
    const char *own = secure_getenv("HOME");
    if (own && strlen(own) < SHB_WORKER_PATH)
        snprintf(home, sizeof home, "HOME=%s", own);
    const char *environment[] = {"LANG=C", "LC_ALL=C", "TZ=UTC0", home, NULL};
    int theirs[3] = {-1, -1, -1};
    int why = open_ends(w, theirs);
    if (why == 0)
        why = spawn(&w->pid, job->program, (char *const *)argv,
                    (char *const *)environment, theirs);
    for (int i = 0; i < 3; i++)
        close_end(&theirs[i]);
    if (why != 0) {
        w->pid = 0;
        return start_failed(ctx, job->program, why);
    }
    w->deadline = now_ms() + (int64_t)job->seconds * 1000;
    return SHB_OK;
}

static void feed(worker *w, shb_str input) {
    while (w->sent < input.len) {
        ssize_t n =
            send(w->input, input.data + w->sent, input.len - w->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n < 0)
            break; /* it stopped reading; its status will say why */
        w->sent += (size_t)n;
    }
    close_end(&w->input);
}

static shb_status drain_output(shb_ctx *ctx, worker *w) {
    for (;;) {
        shb_status st =
            shb_grow(ctx, (void **)&w->bytes, &w->room, w->len + READ_SIZE, 1);
        if (st != SHB_OK)
            return st;
        ssize_t n = read(w->output, w->bytes + w->len, READ_SIZE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return SHB_OK;
        if (n <= 0) {
            close_end(&w->output);
            return SHB_OK;
        }
        w->len += (size_t)n;
        if (w->len > max_output)
            return shb_fail(ctx, SHB_EDRAW, NULL,
                            "shabaka-draw wrote more than 1 GiB and was stopped; %s",
                            unharmed);
    }
}

/* Keeps the beginning; the rest is read, so that it never waits for us, and dropped. */
static void drain_errors(worker *w) {
    char piece[512];
    ssize_t n;
    while ((n = read(w->errors, piece, sizeof piece)) > 0) {
        size_t room = MAX_COMPLAINT - 1 - w->complaint_len;
        size_t take = (size_t)n < room ? (size_t)n : room;
        memcpy(w->complaint + w->complaint_len, piece, take);
        w->complaint_len += take;
    }
    if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        close_end(&w->errors);
}

static shb_status check_time(shb_ctx *ctx, const worker *w, const shb_job *job) {
    if (now_ms() >= w->deadline)
        return shb_fail(
            ctx, SHB_EDRAW, NULL,
            "shabaka-draw took more than %u seconds and was stopped: draw fewer "
            "nodes; %s",
            job->seconds, unharmed);
    return shb_check_cancel(ctx);
}

/* Full duplex: whoever is ready is served, so neither side waits for the other for ever.
 */
static shb_status converse(shb_ctx *ctx, worker *w, const shb_job *job) {
    shb_status st = SHB_OK;
    while (st == SHB_OK && (w->output >= 0 || w->errors >= 0)) {
        struct pollfd ends[] = {
            {w->input, POLLOUT, 0}, {w->output, POLLIN, 0}, {w->errors, POLLIN, 0}};
        int ready = poll(ends, 3, TICK);
        if (ready < 0 && errno != EINTR)
            return shb_fail_errno(ctx, errno, NULL, "cannot wait for shabaka-draw");
        if (ready > 0 && ends[0].revents)
            feed(w, job->input);
        if (ready > 0 && ends[2].revents)
            drain_errors(w);
        if (ready > 0 && ends[1].revents)
            st = drain_output(ctx, w);
        if (st == SHB_OK)
            st = check_time(ctx, w, job);
    }
    return st;
}

static shb_status wait_for_end(shb_ctx *ctx, worker *w, const shb_job *job, int *status) {
    for (;;) {
        pid_t got = waitpid(w->pid, status, WNOHANG);
        if (got == w->pid) {
            w->pid = 0;
            return SHB_OK;
        }
        if (got < 0 && errno != EINTR) {
            w->pid = 0;
            return shb_fail_errno(ctx, errno, NULL,
                                  "cannot learn how shabaka-draw ended");
        }
        shb_status st = check_time(ctx, w, job);
        if (st != SHB_OK)
            return st;
        nanosleep(&(struct timespec){0, 2000000}, NULL);
    }
}

/* Its first line, without its own name and without anything that a terminal would obey.
 */
static const char *first_complaint(worker *w) {
    w->complaint[w->complaint_len] = '\0';
    w->complaint[strcspn(w->complaint, "\n")] = '\0';
    for (char *p = w->complaint; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    static const char name[] = "shabaka-draw: ";
    bool named = strncmp(w->complaint, name, sizeof name - 1) == 0;
    return w->complaint + (named ? sizeof name - 1 : 0);
}

static shb_status judge(shb_ctx *ctx, worker *w, int status) {
    const char *said = first_complaint(w);
    if (WIFSIGNALED(status))
        return shb_fail(ctx, SHB_EDRAW, NULL,
                        "shabaka-draw was killed by signal %d%s%s; %s", WTERMSIG(status),
                        *said ? ": " : "", said, unharmed);
    if (WEXITSTATUS(status) != 0)
        return shb_fail(ctx, SHB_EDRAW, NULL,
                        "shabaka-draw failed with status %d%s%s; %s", WEXITSTATUS(status),
                        *said ? ": " : "", said, unharmed);
    if (w->len == 0)
        return shb_fail(ctx, SHB_EDRAW, NULL, "shabaka-draw wrote nothing; %s", unharmed);
    return SHB_OK;
}

shb_status shb_worker_run(shb_ctx *ctx, const shb_job *job, shb_output *out) {
    worker w = {.input = -1, .output = -1, .errors = -1};
    int status = 0;
    shb_status st = start(ctx, &w, job);
    if (st == SHB_OK)
        st = converse(ctx, &w, job);
    if (st == SHB_OK)
        st = wait_for_end(ctx, &w, job, &status);
    /* a Ctrl-C reaches the child too: then it is the user who stopped, not the child */
    if (st == SHB_OK)
        st = shb_check_cancel(ctx);
    if (st == SHB_OK)
        st = judge(ctx, &w, status);
    if (st == SHB_OK)
        shb_write(out, w.bytes, w.len);
    worker_done(&w);
    return st;
}
