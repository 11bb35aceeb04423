/* help: what explains the commands. */
#include <string.h>

#include "cli/help.h"
#include "cli/run.h"

typedef struct values {
    cli_common common;
    bool man;
    const char *completion;
} values;

static const cli_option options[] = {
    {"man", 0, CLI_FLAG, offsetof(values, man), NULL, "print the man page (roff)"},
    {"completion", 0, CLI_TEXT, offsetof(values, completion), "bash|zsh|fish",
     "print the completion script of a shell"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_help(cli_run *run, void *user) {
    values *v = user;
    if (v->man) {
        cli_print_man(stdout);
        return EXIT_DONE;
    }
    if (v->completion)
        return cli_print_completion(v->completion, stdout)
                   ? EXIT_DONE
                   : cli_usage(run, "no completion for '%s'", v->completion);
    if (v->common.words.count == 0) {
        cli_print_overview(stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, v->common.words.items[0]) == 0) {
            cli_print_help(cli_commands[i], stdout);
            return EXIT_DONE;
        }
    return cli_usage(run, "unknown command '%s'", v->common.words.items[0]);
}

const cli_command cli_help = {
    "help",
    "[COMMAND]",
    "explains a command",
    "Prints the commands, or one command's options and examples.",
    "shabaka help build",
    options,
    NULL,
    sizeof(values),
    0,
    1,
    false,
    run_help};
