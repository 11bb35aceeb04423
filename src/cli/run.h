/**
 * @file run.h
 * One run of a command: its context, its exit status, what it says.
 */
#ifndef SHB_CLI_RUN_H
#define SHB_CLI_RUN_H

#include <stdio.h>
#include <sys/types.h>

#include "cli/options.h"

/* Exit statuses: the contract of every command. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_SKIPPED = 3 };

/** A file or folder that the command reads. */
typedef struct cli_read {
    char *path;
    dev_t device;
    ino_t inode;
    bool folder;
} cli_read;

typedef struct cli_run {
    shb_ctx ctx;
    const cli_command *command;
    const cli_common *values; /* of its options */
    cli_read *reads; /* free with cli_free_reads() */
    size_t n_reads, reads_capacity;
    bool quiet;
    uint64_t skipped; /* notices of SHB_NOTICE_SKIPPED */
    bool progress_shown, pipe_closed;
    double started, last_progress;
} cli_run;

/** Print ctx.err and give the exit status that goes with it. Silent where the user
 * stopped it, and where the reader of a pipe went away: main() ends by SIGPIPE then. */
int cli_failed(cli_run *run);
/** A usage error: prints "shabaka COMMAND: ..." and returns EXIT_USAGE. */
int cli_usage(cli_run *run, const char *format, ...) SHB_PRINTF(2, 3);
/** EXIT_DONE, or EXIT_SKIPPED where something was left out. */
int cli_done(cli_run *run);
/** Chatter on standard error, unless --quiet. */
void cli_say(cli_run *run, const char *format, ...) SHB_PRINTF(2, 3);
/** Text of a name or file on standard error, harmless to a terminal. */
void cli_say_plain(const char *text);
void cli_clear_progress(cli_run *run);
/** Refuse a command line that has the command read what it writes: one file by device and
 * inode, however it is named, also one of several that a path stands for, or one in a
 * folder of texts. 0 or an exit status. */
int cli_check_overwrite(cli_run *run);
/** The same for one more file that is read. */
int cli_check_read(cli_run *run, const char *path);
/** The same for files that are named later than the command line: before they are opened.
 */
int cli_check_written(cli_run *run, const cli_outputs *outputs);
void cli_free_reads(cli_run *run);
/** May it be coloured: a terminal, and not NO_COLOR? */
bool cli_colours(FILE *to);

#endif
