#include "cli/run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool cli_colours(FILE *to) { return isatty(fileno(to)) && !getenv("NO_COLOR"); }

void cli_clear_progress(cli_run *run) {
    if (run->progress_shown)
        fputs("\r\033[K", stderr);
    run->progress_shown = false;
}

void cli_say_plain(const char *text) {
    shb_ctx quiet = SHB_CTX_INIT;
    shb_output *out = NULL;
    if (shb_output_memory(&quiet, &out) != SHB_OK)
        return;
    shb_put_plain(out, (shb_str){text, strlen(text)});
    shb_str safe = shb_output_bytes(out);
    fwrite(safe.data, 1, safe.len, stderr);
    shb_output_abandon(out);
}

int cli_failed(cli_run *run) {
    char line[1024];
    cli_clear_progress(run);
    run->pipe_closed |= run->ctx.err.sys_errno == EPIPE;
    if (run->ctx.err.status == SHB_ECANCELLED || run->pipe_closed)
        return EXIT_FAILED;
    fprintf(stderr, "shabaka %s: ", run->command->name);
    cli_say_plain(shb_error_format(&run->ctx.err, line, sizeof line));
    fputc('\n', stderr);
    return run->ctx.err.status == SHB_EINVALID ? EXIT_USAGE : EXIT_FAILED;
}

int cli_usage(cli_run *run, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cli_clear_progress(run);
    fprintf(stderr, "shabaka %s: ", run->command->name);
    cli_say_plain(text);
    fprintf(stderr, "; see 'shabaka %s --help'\n", run->command->name);
    return EXIT_USAGE;
}

int cli_done(cli_run *run) { return run->skipped ? EXIT_SKIPPED : EXIT_DONE; }

void cli_say(cli_run *run, const char *format, ...) {
    if (run->quiet)
        return;
    cli_clear_progress(run);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}
