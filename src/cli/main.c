/* shabaka: commands over the library's public headers. */
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/export.h"
#include "cli/help.h"

extern const cli_command cli_build, cli_mentions, cli_rank, cli_groups, cli_why,
    cli_compare, cli_describe, cli_filter, cli_methods, cli_convert, cli_view,
    cli_gazetteer, cli_help;

/** Every command, in the order of the help. A new one is a file and a line here. */
const cli_command *const cli_commands[] = {
    &cli_build,   &cli_mentions,  &cli_rank,   &cli_groups,  &cli_why,
    &cli_compare, &cli_describe,  &cli_filter, &cli_methods, &cli_convert,
    &cli_view,    &cli_gazetteer, &cli_help,   NULL,
};

static volatile int interrupted;
static bool pipe_closed; /* the reader of what is written went away */

static void on_interrupt(int signal) { interrupted = signal; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void on_notice(void *user, const shb_notice *notice) {
    cli_run *run = user;
    static const char *const kinds[] = {"note", "warning", "skipped"};
    if (notice->kind == SHB_NOTICE_SKIPPED)
        run->skipped++;
    if (run->quiet && notice->kind == SHB_NOTICE_INFO)
        return;
    cli_clear_progress(run);
    shb_ctx quiet = SHB_CTX_INIT;
    shb_output *out = NULL;
    if (shb_output_memory(&quiet, &out) != SHB_OK)
        return;
    shb_printf(out, "shabaka: %s: ", kinds[notice->kind]);
    if (notice->file && notice->file[0]) {
        shb_put_plain(out, (shb_str){notice->file, strlen(notice->file)});
        if (notice->line)
            shb_printf(out, ":%llu", (unsigned long long)notice->line);
        if (notice->byte)
            shb_printf(out, ": byte %llu", (unsigned long long)notice->byte);
        shb_puts(out, ": ");
    }
    shb_put_plain(out, (shb_str){notice->text, strlen(notice->text)});
    shb_putc(out, '\n');
    shb_str line = shb_output_bytes(out);
    fwrite(line.data, 1, line.len, stderr);
    shb_output_abandon(out);
}

static void on_progress(void *user, const shb_progress *progress) {
    cli_run *run = user;
    double at = now();
    if (run->quiet || !isatty(STDERR_FILENO) || at - run->last_progress < 0.2 ||
        at - run->started < 0.5)
        return;
    run->last_progress = at;
    run->progress_shown = true;
    fprintf(stderr, "\r\033[K%s: %llu texts, %.1f MB", progress->stage,
            (unsigned long long)progress->documents, (double)progress->done_bytes / 1e6);
    if (progress->total_bytes > progress->done_bytes && progress->done_bytes > 0) {
        double part = (double)progress->done_bytes / (double)progress->total_bytes;
        fprintf(stderr, ", %.0f %%, %.0f s left", 100 * part,
                (at - run->started) * (1 - part) / part);
    }
    fflush(stderr);
}

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0)
            return cli_commands[i];
    return NULL;
}

static int run_command(const cli_command *command, int argc, char **argv) {
    cli_common *values = calloc(1, command->values_size);
    if (!values) {
        fprintf(stderr, "shabaka: memory ran out\n");
        return EXIT_FAILED;
    }
    if (command->defaults)
        memcpy(values, command->defaults, command->values_size);
    int status = EXIT_USAGE;
    if (cli_parse(command, argc, argv, values)) {
        cli_run run = {.ctx = SHB_CTX_INIT,
                       .command = command,
                       .values = values,
                       .quiet = values->quiet};
        run.ctx.cancel = &interrupted;
        run.ctx.notice = on_notice;
        run.ctx.progress = on_progress;
        run.ctx.user = &run;
        run.ctx.jobs = values->jobs;
        run.started = now();
        if (values->help) {
            cli_print_help(command, stdout);
            status = EXIT_DONE;
        } else if ((status = cli_check_export(&run, command, values)) == 0 &&
                   (status = cli_check_overwrite(&run)) == 0) {
            status = command->run(&run, values);
            cli_clear_progress(&run);
            pipe_closed = run.pipe_closed;
        }
        cli_free_reads(&run);
    }
    cli_parse_done(values);
    free(values);
    return status;
}

/* stdio does not keep why it failed. */
static bool reader_is_gone(void) {
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) > 0 && out.revents & POLLERR;
}

static void die_of(int signal_) {
    signal(signal_, SIG_DFL);
    raise(signal_);
}

static void handle_signals(void) {
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A closed pipe and a file-size limit come back as errors of write, so that files and
     * shabaka-draw are left in order; see the end of main(). */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int main(int argc, char **argv) {
    /* libgomp reads it once: igraph's PageRank then sums in one order. */
    setenv("OMP_NUM_THREADS", "1", 1);
#ifdef __GLIBC__
    /* What a worker frees is then the others' to use: a fifth less memory, no slower. */
    mallopt(M_ARENA_MAX, 1);
#endif
    handle_signals();
    int status = EXIT_USAGE;
    if (argc < 2) {
        cli_print_overview(stderr);
    } else if (strcmp(argv[1], "--version") == 0) {
        printf("shabaka %s\n", shb_version());
        status = EXIT_DONE;
    } else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_print_overview(stdout);
        status = EXIT_DONE;
    } else {
        const cli_command *command = find_command(argv[1]);
        if (command)
            status = run_command(command, argc - 2, argv + 2);
        else
            fprintf(stderr, "shabaka: unknown command '%s'; see 'shabaka help'\n",
                    argv[1]);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        pipe_closed |= reader_is_gone();
        if (!pipe_closed)
            fprintf(stderr, "shabaka: cannot write to standard output\n");
        status = EXIT_FAILED;
    }
    if (interrupted)
        die_of(interrupted);
    if (pipe_closed)
        die_of(SIGPIPE);
    return status;
}
