#include "cli/options.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMON(member) offsetof(cli_common, member)

/* Every command has these; --json only those that print a table. */
const cli_option cli_common_group[] = {
    {"", 0, 0, 0, NULL, "Common"},
    {"json", 0, CLI_FLAG, COMMON(json), NULL, "print JSON instead of a table"},
    {"quiet", 'q', CLI_FLAG, COMMON(quiet), NULL, "say nothing but warnings and errors"},
    {"jobs", 'j', CLI_SOME, COMMON(jobs), "N",
     "threads; any number gives the same result (one a processor)"},
    {"help", 'h', CLI_FLAG, COMMON(help), NULL, "this help"},
    {NULL, 0, 0, 0, NULL, NULL},
};
enum { N_COMMON = sizeof cli_common_group / sizeof *cli_common_group };

/* Behind the n options that are in out; those of a group stand in its place. */
static size_t append(const cli_option *options, size_t place, cli_option *out, size_t n) {
    for (const cli_option *o = options; o && o->name; o++) {
        if (o->kind == CLI_GROUP) {
            n = append(o->group, place + o->offset, out, n);
            continue;
        }
        assert(n + N_COMMON < CLI_MAX_OPTIONS);
        out[n] = *o;
        out[n++].offset += place;
    }
    return n;
}

size_t cli_list_options(const cli_command *command, cli_option out[CLI_MAX_OPTIONS]) {
    size_t n = append(command->options, 0, out, 0);
    for (const cli_option *o = cli_common_group; o->name; o++)
        if (command->prints_table || strcmp(o->name, "json") != 0)
            out[n++] = *o;
    return n;
}

bool cli_given(const cli_command *command, const cli_common *values, const char *name) {
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(command, options);
    for (size_t i = 0; i < n; i++)
        if (strcmp(options[i].name, name) == 0)
            return values->given[i];
    return false;
}

int cli_choice(const char *value, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

static bool complain(const cli_command *command, const char *what, const char *value) {
    fprintf(stderr, "shabaka %s: ", command->name);
    fprintf(stderr, what, value);
    fprintf(stderr, "; see 'shabaka %s --help'\n", command->name);
    return false;
}

static bool refuse(const cli_command *command, const cli_option *option,
                   const char *value) {
    fprintf(stderr, "shabaka %s: --%s knows no '%s'; see 'shabaka %s --help'\n",
            command->name, option->name, value, command->name);
    return false;
}

/* Names with commas between, behind those that the same option gave before. */
static bool store_names(const cli_command *command, const cli_option *option,
                        cli_common *values, const char *argument) {
    const char **place = (const char **)(void *)((char *)values + option->offset);
    const char *before = *place, *usual = NULL;
    if (command->defaults)
        usual = *(const char *const *)(const void *)((const char *)command->defaults +
                                                     option->offset);
    for (const char *list = argument; list;) {
        char name[256];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        if (len == 0 || (option->knows && !option->knows(name)))
            return refuse(command, option, name);
        list = list[len] ? list + len + 1 : NULL;
    }
    *place = argument;
    if (!before || before == usual)
        return true;
    cli_list *made = &values->appended;
    if (made->count == sizeof made->items / sizeof *made->items)
        return complain(command, "too many of '--%s'", option->name);
    size_t room = strlen(before) + strlen(argument) + 2;
    char *both = malloc(room);
    if (!both)
        return complain(command, "%s", "memory ran out");
    snprintf(both, room, "%s,%s", before, argument);
    made->items[made->count++] = *place = both;
    return true;
}

/* Two files of one name, or two on one stream, would be one. */
static bool is_taken(const cli_outputs *outputs, const char *path) {
    for (size_t i = 0; i < outputs->count; i++)
        if (strcmp(outputs->items[i].path, path) == 0)
            return true;
    return false;
}

static bool store(const cli_command *command, const cli_option *option,
                  cli_common *values, const char *argument) {
    char *place = (char *)values + option->offset;
    char *end = NULL;
    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)place = true;
        return true;
    case CLI_TEXT:
    case CLI_FILE:
    case CLI_WRITTEN:
        *(const char **)place = argument;
        return !option->knows || option->knows(argument) ||
               refuse(command, option, argument);
    case CLI_NAMES:
        return store_names(command, option, values, argument);
    case CLI_LIST:
    case CLI_FILES: {
        cli_list *list = (cli_list *)place;
        if (list->count == sizeof list->items / sizeof *list->items)
            return complain(command, "too many of '--%s'", option->name);
        list->items[list->count++] = argument;
        return true;
    }
    case CLI_SOME:
    case CLI_COUNT: {
        unsigned long value = strtoul(argument, &end, 10);
        if (!*argument || *end || *argument == '-' || value > UINT32_MAX)
            return complain(command, "'%s' is no whole number", argument);
        if (value == 0 && option->kind == CLI_SOME)
            return complain(command, "--%s is a whole number from 1", option->name);
        *(uint32_t *)place = (uint32_t)value;
        return true;
    }
    case CLI_NUMBER: {
        double value = strtod(argument, &end);
        if (!*argument || *end || !isfinite(value))
            return complain(command, "'%s' is no number", argument);
        *(double *)place = value;
        return true;
    }
    case CLI_FORMAT: {
        cli_outputs *outputs = (cli_outputs *)place;
        outputs->next = shb_format_by_name(argument);
        if (!outputs->next)
            return complain(command, "unknown format '%s'", argument);
        return true;
    }
    case CLI_OUTPUT: {
        cli_outputs *outputs = (cli_outputs *)place;
        if (outputs->count == sizeof outputs->items / sizeof *outputs->items)
            return complain(command, "too many of '-%s'", "o");
        if (is_taken(outputs, argument))
            return complain(command, "'-o %s' is given twice", argument);
        const shb_format *format =
            outputs->next ? outputs->next : shb_format_by_path(argument);
        outputs->next = NULL;
        if (!format && strcmp(argument, "-") == 0)
            format = shb_format_by_name("json");
        if (!format)
            return complain(command,
                            "cannot tell the format of '%s' from its extension: name it "
                            "with --format before -o",
                            argument);
        outputs->items[outputs->count++] = (cli_output){argument, format};
        return true;
    }
    case CLI_GROUP:
        break; /* cli_list_options() leaves none */
    }
    return false;
}

static bool take_word(const cli_command *command, cli_common *values, const char *word) {
    if (values->words.count == sizeof values->words.items / sizeof *values->words.items)
        return complain(
            command,
            "too many arguments from '%s' on: name a folder, or use --files-from", word);
    values->words.items[values->words.count++] = word;
    return true;
}

/* A command line while it is read. */
typedef struct parsing {
    const cli_command *command;
    cli_common *values;
    int left; /* words that are still to come */
    char **next;
    size_t n;
    cli_option options[CLI_MAX_OPTIONS];
} parsing;

static const cli_option *find_option(const parsing *p, const char *name, size_t len,
                                     char letter) {
    for (const cli_option *o = p->options; o < p->options + p->n; o++)
        if (letter ? o->letter == letter
                   : len && strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

static bool take_option(parsing *p, const cli_option *option, const char *argument,
                        const char *written) {
    if (option->kind != CLI_FLAG && !argument) {
        if (p->left == 0)
            return complain(p->command, "'%s' needs an argument", written);
        argument = *p->next++;
        p->left--;
    }
    p->values->given[option - p->options] = true;
    return store(p->command, option, p->values, argument);
}

/* --name, --name=value, --name value */
static bool take_long(parsing *p, const char *arg) {
    const char *name = arg + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const cli_option *option = find_option(p, name, len, 0);
    if (!option)
        return complain(p->command, "unknown option '%s'", arg);
    if (option->kind == CLI_FLAG && equals)
        return complain(p->command, "'--%s' takes no argument", option->name);
    return take_option(p, option, equals ? equals + 1 : NULL, arg);
}

/* -q, -o value, -ovalue, -qo value */
static bool take_letters(parsing *p, const char *arg) {
    for (const char *letter = arg + 1; *letter; letter++) {
        const cli_option *option = find_option(p, letter, 1, *letter);
        if (!option)
            return complain(p->command, "unknown option '%s'", arg);
        bool flag = option->kind == CLI_FLAG;
        if (!take_option(p, option, flag || !letter[1] ? NULL : letter + 1, arg))
            return false;
        if (!flag)
            break;
    }
    return true;
}

static bool is_any_given(const cli_command *command, const cli_common *values,
                         const char *names) {
    for (const char *at = names; *at; at += *at == '|') {
        char name[64];
        size_t len = strcspn(at, "|");
        snprintf(name, sizeof name, "%.*s", (int)len, at);
        if (cli_given(command, values, name))
            return true;
        at += len;
    }
    return false;
}

/* An option that nothing heeds would look as if it had been. */
static bool check_needs(const parsing *p) {
    const cli_command *command = p->command;
    for (size_t i = 0; i < p->n; i++) {
        const cli_option *o = &p->options[i];
        if (!o->needs || !p->values->given[i] ||
            is_any_given(command, p->values, o->needs))
            continue;
        fprintf(stderr, "shabaka %s: --%s needs ", command->name, o->name);
        for (const char *at = o->needs, *before = "--"; *at; before = " or --") {
            int len = (int)strcspn(at, "|");
            fprintf(stderr, "%s%.*s", before, len, at);
            at += len + (at[len] == '|');
        }
        fprintf(stderr, "; see 'shabaka %s --help'\n", command->name);
        return false;
    }
    return true;
}

/* A --format that no -o follows. */
static bool is_format_left(const parsing *p) {
    for (const cli_option *o = p->options; o < p->options + p->n; o++)
        if (o->name[0] && o->kind == CLI_OUTPUT &&
            ((const cli_outputs *)(const void *)((const char *)p->values + o->offset))
                ->next)
            return true;
    return false;
}

bool cli_parse(const cli_command *command, int argc, char **argv, cli_common *values) {
    parsing p = {.command = command, .values = values, .left = argc, .next = argv};
    p.n = cli_list_options(command, p.options);
    bool only_words = false;
    while (p.left > 0) {
        const char *arg = *p.next++;
        p.left--;
        if (!only_words && strcmp(arg, "--") == 0)
            only_words = true;
        else if (only_words || arg[0] != '-' || arg[1] == '\0'
                     ? !take_word(command, values, arg)
                 : arg[1] == '-' ? !take_long(&p, arg)
                                 : !take_letters(&p, arg))
            return false;
    }
    if (values->help)
        return true;
    if (is_format_left(&p))
        return complain(command, "--%s stands before the -o that it is for", "format");
    if (!check_needs(&p))
        return false;
    if (values->words.count < command->min_words)
        return complain(command, "it needs %s", command->arguments);
    if (values->words.count > command->max_words)
        return complain(command, "one argument too many: '%s'",
                        values->words.items[command->max_words]);
    return true;
}

void cli_parse_done(cli_common *values) {
    for (size_t i = 0; i < values->appended.count; i++)
        free((char *)(uintptr_t)values->appended.items[i]);
}
