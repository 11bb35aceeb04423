/**
 * @file help.h
 * What explains the commands, all of it from their tables.
 */
#ifndef SHB_CLI_HELP_H
#define SHB_CLI_HELP_H

#include <stdio.h>

#include "cli/options.h"

/** Every command, NULL after the last; in main.c. */
extern const cli_command *const cli_commands[];

/** Call each with every option of a command, headings among them. */
void cli_for_each_option(const cli_command *command,
                         void (*each)(const cli_option *, FILE *), FILE *to);
void cli_print_help(const cli_command *command, FILE *to);
void cli_print_overview(FILE *to);
/** The man page, in roff. */
void cli_print_man(FILE *to);
/** The completion script of a shell. @return false: no such shell */
bool cli_print_completion(const char *shell, FILE *to);

#endif
