/**
 * @file options.h
 * What a command is, and its options: one table that parses, that the help prints, and
 * that the man page and the shells' completions are made from.
 */
#ifndef SHB_CLI_OPTIONS_H
#define SHB_CLI_OPTIONS_H

#include <shabaka/shabaka.h>

typedef enum cli_kind {
    CLI_FLAG,    /* bool */
    CLI_TEXT,    /* const char * */
    CLI_FILE,    /* const char *, a file that is read */
    CLI_WRITTEN, /* const char *, a file that is written */
    CLI_LIST,    /* cli_list, each use appends */
    CLI_FILES,   /* the same, of files that are read */
    CLI_NAMES,   /* const char *, names with commas between; each use appends */
    CLI_COUNT,   /* uint32_t, a whole number */
    CLI_SOME,    /* the same, from 1 */
    CLI_NUMBER,  /* double */
    CLI_OUTPUT,  /* cli_outputs: -o, with the format named before it */
    CLI_FORMAT,  /* cli_outputs: the format of the next -o */
    CLI_GROUP    /* none of its own: the options of `group`, whose values begin here */
} cli_kind;

typedef struct cli_list {
    const char *items[256];
    size_t count;
} cli_list;

typedef struct cli_output {
    const char *path;
    const shb_format *format;
} cli_output;

typedef struct cli_outputs {
    cli_output items[32];
    size_t count;
    const shb_format *next;
} cli_outputs;

/** One option: the list that parses is the list that the help prints. */
typedef struct cli_option {
    const char *name; /* without --; NULL ends the list, "" is a heading */
    char letter;      /* or 0 */
    cli_kind kind;
    size_t offset; /* of the value in the command's struct */
    const char *argument;
    const char *help;
    bool (*knows)(const char *value); /* of CLI_TEXT, or of each of CLI_NAMES; or NULL */
    const char *needs; /* options, | between: one must stand beside it; or NULL */
    const struct cli_option *group;
} cli_option;

/** In a table of options: those of a group, their values at `place`. */
#define CLI_GROUP_AT(place, group)                                                       \
    { "", 0, CLI_GROUP, place, NULL, NULL, NULL, NULL, group }
enum { CLI_MAX_OPTIONS = 96 /* of a command, with its groups and their headings */ };

/** First member of every command's values. */
typedef struct cli_common {
    bool help, json, quiet;
    uint32_t jobs;
    cli_list words;              /* what is no option */
    bool given[CLI_MAX_OPTIONS]; /* options used, in the order of cli_list_options() */
    cli_list appended;           /* texts of CLI_NAMES that were made, and are freed */
} cli_common;

struct cli_run;

typedef struct cli_command {
    const char *name, *arguments, *summary, *text;
    const char *examples; /* one a line */
    const cli_option *options;
    const void *defaults; /* of size values_size */
    size_t values_size;
    unsigned min_words, max_words;
    bool prints_table; /* has --json */
    int (*run)(struct cli_run *run, void *values);
} cli_command;

/** --json, --quiet, --jobs, --help. */
extern const cli_option cli_common_group[];

/** All options of a command, its groups' and the common ones too. @return how many */
size_t cli_list_options(const cli_command *command, cli_option out[CLI_MAX_OPTIONS]);
/** Parse into values; prints what is wrong. @return false: exit with EXIT_USAGE */
bool cli_parse(const cli_command *command, int argc, char **argv, cli_common *values);
/** Was the option of that name used? */
bool cli_given(const cli_command *command, const cli_common *values, const char *name);
/** Free what parsing made. */
void cli_parse_done(cli_common *values);
/** One of some words, NULL after the last, by number; -1: none of them. */
int cli_choice(const char *value, const char *const *words);

#endif
