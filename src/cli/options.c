#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMON(member) offsetof(cli_common, member)

/* Every command has these; --json only those that print a table. */
static const cli_option common_options[] = {
    {"", 0, 0, 0, NULL, "Common"},
    {"json", 0, CLI_FLAG, COMMON(json), NULL, "print JSON instead of a table"},
    {"quiet", 'q', CLI_FLAG, COMMON(quiet), NULL, "say nothing but errors"},
    {"jobs", 'j', CLI_SOME, COMMON(jobs), "N",
     "threads; any number gives the same result (one a processor)"},
    {"help", 'h', CLI_FLAG, COMMON(help), NULL, "this help"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static const cli_option *find_in(const cli_option *options, const char *name, size_t len,
                                 char letter) {
    for (; options && options->name; options++)
        if ((letter && options->letter == letter) ||
            (!letter && options->name[0] && strlen(options->name) == len &&
             memcmp(options->name, name, len) == 0))
            return options;
    return NULL;
}

static const cli_option *find_option(const cli_command *command, const char *name,
                                     size_t len, char letter) {
    const cli_option *option = find_in(command->options, name, len, letter);
    if (!option)
        option = find_in(common_options, name, len, letter);
    if (option && !command->prints_table && strcmp(option->name, "json") == 0)
        return NULL;
    return option;
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
        *(const char **)place = argument;
        return !option->knows || option->knows(argument) ||
               refuse(command, option, argument);
    case CLI_NAMES:
        return store_names(command, option, values, argument);
    case CLI_LIST: {
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

static const cli_option *option_of_kind(const cli_command *command, cli_kind kind) {
    for (const cli_option *o = command->options; o && o->name; o++)
        if (o->name[0] && o->kind == kind)
            return o;
    return NULL;
}

static void mark_given(const cli_command *command, cli_common *values,
                       const cli_option *option) {
    for (size_t i = 0; command->options && command->options[i].name && i < 64; i++)
        if (&command->options[i] == option)
            values->given |= (uint64_t)1 << i;
}

bool cli_given(const cli_command *command, const cli_common *values, const char *name) {
    for (size_t i = 0; command->options && command->options[i].name && i < 64; i++)
        if (strcmp(command->options[i].name, name) == 0)
            return values->given >> i & 1;
    return false;
}

/* The words of the command line that are left. */
typedef struct arguments {
    int left;
    char **next;
} arguments;

static bool take_option(const cli_command *command, cli_common *values,
                        const cli_option *option, const char *argument,
                        const char *written, arguments *more) {
    if (option->kind != CLI_FLAG && !argument) {
        if (more->left == 0)
            return complain(command, "'%s' needs an argument", written);
        argument = *more->next++;
        more->left--;
    }
    mark_given(command, values, option);
    return store(command, option, values, argument);
}

/* --name, --name=value, --name value */
static bool take_long(const cli_command *command, cli_common *values, const char *arg,
                      arguments *more) {
    const char *name = arg + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const cli_option *option = find_option(command, name, len, 0);
    if (!option)
        return complain(command, "unknown option '%s'", arg);
    if (option->kind == CLI_FLAG && equals)
        return complain(command, "'--%s' takes no argument", option->name);
    return take_option(command, values, option, equals ? equals + 1 : NULL, arg, more);
}

/* -q, -o value, -ovalue, -qo value */
static bool take_letters(const cli_command *command, cli_common *values, const char *arg,
                         arguments *more) {
    for (const char *letter = arg + 1; *letter; letter++) {
        const cli_option *option = find_option(command, letter, 1, *letter);
        if (!option)
            return complain(command, "unknown option '%s'", arg);
        bool flag = option->kind == CLI_FLAG;
        if (!take_option(command, values, option, flag || !letter[1] ? NULL : letter + 1,
                         arg, more))
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
static bool check_needs(const cli_command *command, const cli_common *values) {
    for (const cli_option *o = command->options; o && o->name; o++)
        if (o->needs && cli_given(command, values, o->name) &&
            !is_any_given(command, values, o->needs)) {
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

bool cli_parse(const cli_command *command, int argc, char **argv, cli_common *values) {
    arguments more = {argc, argv};
    bool only_words = false;
    while (more.left > 0) {
        const char *arg = *more.next++;
        more.left--;
        if (!only_words && strcmp(arg, "--") == 0)
            only_words = true;
        else if (only_words || arg[0] != '-' || arg[1] == '\0'
                     ? !take_word(command, values, arg)
                 : arg[1] == '-' ? !take_long(command, values, arg, &more)
                                 : !take_letters(command, values, arg, &more))
            return false;
    }
    if (values->help)
        return true;
    const cli_option *output = option_of_kind(command, CLI_OUTPUT);
    if (output && ((cli_outputs *)(void *)((char *)values + output->offset))->next)
        return complain(command, "--%s stands before the -o that it is for", "format");
    if (!check_needs(command, values))
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

/* ------------------------------------------------------------------------------- help */

static void print_option(const cli_option *option, FILE *to) {
    if (!option->name[0]) {
        fprintf(to, "\n%s:\n", option->help);
        return;
    }
    char left[96];
    int n = option->letter
                ? snprintf(left, sizeof left, "  -%c, --%s", option->letter, option->name)
                : snprintf(left, sizeof left, "      --%s", option->name);
    if (option->argument && n > 0)
        n += snprintf(left + n, sizeof left - (size_t)n, " %s", option->argument);
    fprintf(to, "%s", left);
    int column = 32;
    if (n > column - 2)
        fprintf(to, "\n%*s", column, "");
    else
        fprintf(to, "%*s", column - n, "");
    /* Wrap at 90 columns. */
    const char *p = option->help;
    size_t room = 58;
    while (strlen(p) > room) {
        size_t cut = room;
        while (cut && p[cut] != ' ')
            cut--;
        fprintf(to, "%.*s\n%*s", (int)cut, p, column, "");
        p += cut + 1;
    }
    fprintf(to, "%s\n", p);
}

static void for_each_option(const cli_command *command,
                            void (*each)(const cli_option *, FILE *), FILE *to) {
    for (const cli_option *o = command->options; o && o->name; o++)
        each(o, to);
    for (const cli_option *o = common_options; o->name; o++)
        if (command->prints_table || strcmp(o->name, "json") != 0)
            each(o, to);
}

static void print_associations(FILE *to) {
    size_t n;
    const shb_association *all = shb_associations(&n);
    fprintf(to,
            "\nAssociation measures, from N units, n_i and n_j that name either, n_ij "
            "that name both:\n");
    for (size_t i = 0; i < n; i++)
        fprintf(to, "  %-16s %s\n  %16s %s\n  %16s %s\n", all[i].name, all[i].formula, "",
                all[i].summary, "", all[i].source);
}

static void print_backbones(FILE *to) {
    size_t n;
    const shb_backbone *all = shb_backbones(&n);
    fprintf(to,
            "\nBackbones, from N units, n_i that name i, weights w, degrees k, strengths "
            "s; p is 0 to 1:\n");
    for (size_t i = 0; i < n; i++) {
        fprintf(to, "  %-12s %s\n  %12s %s\n", all[i].name, all[i].summary, "",
                all[i].formula);
        if (all[i].parameter)
            fprintf(to, "  %12s X: %s, from %g (%g)\n", "", all[i].parameter,
                    all[i].least, all[i].standard);
        if (all[i].source[0])
            fprintf(to, "  %12s %s\n", "", all[i].source);
    }
}

static void print_centralities(const char *title, const shb_measure *all, size_t n,
                               FILE *to) {
    fprintf(to, "\n%s:\n", title);
    for (size_t i = 0; i < n; i++) {
        fprintf(to, "  %-19s %s\n  %19s %s\n  %19s %s\n", all[i].name, all[i].summary, "",
                all[i].formula, "", all[i].source);
        if (all[i].parameter)
            fprintf(to, "  %19s X: %s (%g)\n", "", all[i].parameter, all[i].standard);
    }
}

static void print_measures(const cli_command *command, FILE *to) {
    size_t n;
    if (strcmp(command->name, "rank") == 0) {
        const shb_measure *measures = shb_measures(&n);
        print_centralities(
            "Measures, with weights w, degrees k, strengths s, distances d", measures, n,
            to);
        measures = shb_edge_measures(&n);
        print_centralities("Measures of edges (--edges)", measures, n, to);
    } else if (strcmp(command->name, "groups") == 0) {
        const shb_group_method *methods = shb_group_methods(&n);
        fprintf(to, "\nMethods:\n");
        for (size_t i = 0; i < n; i++)
            fprintf(to, "  %-14s %s\n  %14s %s\n  %14s %s\n", methods[i].name,
                    methods[i].summary, "", methods[i].formula, "", methods[i].source);
    } else if (strcmp(command->name, "convert") == 0 ||
               strcmp(command->name, "build") == 0) {
        const shb_format *formats = shb_formats(&n);
        fprintf(to, "\nFormats:\n");
        for (size_t i = 0; i < n; i++)
            fprintf(to, "  %-13s .%-16s %s%s\n", formats[i].name, formats[i].extension,
                    formats[i].summary, formats[i].reads ? "" : "; not read back");
        print_associations(to);
    } else if (strcmp(command->name, "filter") == 0) {
        print_backbones(to);
    }
}

void cli_print_help(const cli_command *command, FILE *to) {
    fprintf(to, "usage: shabaka %s %s [OPTION]...\n\n%s\n", command->name,
            command->arguments, command->text);
    for_each_option(command, print_option, to);
    print_measures(command, to);
    fprintf(to, "\nExamples:\n");
    for (const char *p = command->examples; *p;) {
        size_t len = strcspn(p, "\n");
        fprintf(to, "  %.*s\n", (int)len, p);
        p += len + (p[len] == '\n');
    }
}

void cli_print_overview(FILE *to) {
    fprintf(to,
            "usage: shabaka COMMAND [ARGUMENT]...\n\n"
            "Finds the people, states and organizations that texts name, and builds the\n"
            "network of who is named with whom in one sentence.\n\nCommands:\n");
    for (size_t i = 0; cli_commands[i]; i++)
        fprintf(to, "  %-11s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    fprintf(to,
            "\n'shabaka help COMMAND' explains one; 'man shabaka' all.\n"
            "Exit status: 0 done; 1 failed; 2 wrong usage; 3 done, but some input was "
            "skipped.\n");
}

/* --------------------------------------------------------------------------- man page */

static void roff(const char *text, FILE *to) {
    for (const char *p = text; *p; p++) {
        if (*p == '\\')
            fputs("\\e", to);
        else if (*p == '-')
            fputs("\\-", to);
        else if (*p == '\n' && p[1] == '\n')
            fputs("\n.PP", to);
        else if ((*p == '.' || *p == '\'') && (p == text || p[-1] == '\n'))
            fprintf(to, "\\&%c", *p);
        else
            fputc(*p, to);
    }
}

static void roff_option(const cli_option *option, FILE *to) {
    if (!option->name[0])
        return;
    fputs(".TP\n.B ", to);
    if (option->letter)
        fprintf(to, "\\-%c, ", option->letter);
    fputs("\\-\\-", to);
    roff(option->name, to);
    if (option->argument) {
        fputs(" \\fI", to);
        roff(option->argument, to);
        fputs("\\fR", to);
    }
    fputc('\n', to);
    roff(option->help, to);
    fputc('\n', to);
}

static void roff_method(const char *name, const char *formula, const char *summary,
                        const char *source, FILE *to) {
    fprintf(to, ".TP\n.B %s\n", name);
    roff(formula, to);
    fputs(": ", to);
    roff(summary, to);
    fputs("\n", to);
    roff(source, to);
}

static void roff_measures(const char *title, const shb_measure *all, size_t n, FILE *to) {
    fprintf(to, ".SH %s\n", title);
    for (size_t i = 0; i < n; i++) {
        roff_method(all[i].name, all[i].formula, all[i].summary, all[i].source, to);
        if (all[i].parameter)
            fprintf(to, "\nX: %s (%g)", all[i].parameter, all[i].standard);
        fputc('\n', to);
    }
}

void cli_print_man(FILE *to) {
    fprintf(to,
            ".TH SHABAKA 1 \"\" \"shabaka " SHB_VERSION "\" \"User commands\"\n"
            ".SH NAME\nshabaka \\- networks of who is named with whom\n"
            ".SH SYNOPSIS\n.B shabaka\n.I COMMAND\n[\\fIARGUMENT\\fR]...\n"
            ".SH DESCRIPTION\nshabaka reads texts in Arabic, English and Russian, finds "
            "the people, states and organizations that they name, and builds the "
            "network of who is named with whom in one sentence. Every tie leads back to "
            "its sentences. Results go to standard output, everything else to standard "
            "error.\n.SH COMMANDS\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        const cli_command *command = cli_commands[i];
        fprintf(to, ".SS shabaka %s ", command->name);
        roff(command->arguments, to);
        fputc('\n', to);
        roff(command->text, to);
        fputc('\n', to);
        for_each_option(command, roff_option, to);
        fputs(".PP\nExamples:\n.nf\n", to);
        roff(command->examples, to);
        fputs("\n.fi\n", to);
    }
    size_t n;
    const shb_measure *measures = shb_measures(&n);
    roff_measures("MEASURES", measures, n, to);
    measures = shb_edge_measures(&n);
    roff_measures("MEASURES OF EDGES", measures, n, to);
    const shb_association *associations = shb_associations(&n);
    fputs(".SH ASSOCIATION MEASURES\n", to);
    for (size_t i = 0; i < n; i++) {
        roff_method(associations[i].name, associations[i].formula,
                    associations[i].summary, associations[i].source, to);
        fputc('\n', to);
    }
    const shb_backbone *backbones = shb_backbones(&n);
    fputs(".SH BACKBONES\n", to);
    for (size_t i = 0; i < n; i++) {
        roff_method(backbones[i].name, backbones[i].formula, backbones[i].summary,
                    backbones[i].source, to);
        fputc('\n', to);
    }
    fputs(
        ".SH EXIT STATUS\n0 done; 1 failed; 2 wrong usage; 3 done, but some inputs or "
        "records were skipped, each named on standard error. Where the reader of a pipe "
        "goes away, as head does, it ends quietly by SIGPIPE.\n"
        ".SH ENVIRONMENT\n.TP\n.B SHABAKA_DATA\nfolder of gazetteers and language data\n"
        ".TP\n.B SHABAKA_DRAW\nthe drawing program\n.TP\n.B NO_COLOR\nno colours on the "
        "terminal\n",
        to);
}

/* ------------------------------------------------------------------------ completions */

static void word_of_option(const cli_option *option, FILE *to) {
    if (option->name[0])
        fprintf(to, " --%s", option->name);
}

static void complete_bash(FILE *to) {
    fputs("_shabaka() {\n    local cur=${COMP_WORDS[COMP_CWORD]}\n"
          "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W '",
          to);
    for (size_t i = 0; cli_commands[i]; i++)
        fprintf(to, "%s ", cli_commands[i]->name);
    fputs("' -- \"$cur\"))\n        return\n    fi\n    [[ $cur == -* ]] || return\n"
          "    case ${COMP_WORDS[1]} in\n",
          to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "    %s) COMPREPLY=($(compgen -W '", cli_commands[i]->name);
        for_each_option(cli_commands[i], word_of_option, to);
        fputs("' -- \"$cur\")) ;;\n", to);
    }
    fputs("    esac\n}\ncomplete -o default -F _shabaka shabaka\n", to);
}

static void complete_zsh(FILE *to) {
    fputs("#compdef shabaka\nif (( CURRENT == 2 )); then\n  compadd", to);
    for (size_t i = 0; cli_commands[i]; i++)
        fprintf(to, " %s", cli_commands[i]->name);
    fputs("\nelif [[ $words[CURRENT] == -* ]]; then\n  case $words[2] in\n", to);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "  %s) compadd --", cli_commands[i]->name);
        for_each_option(cli_commands[i], word_of_option, to);
        fputs(" ;;\n", to);
    }
    fputs("  esac\nelse\n  _files\nfi\n", to);
}

static void complete_fish(FILE *to) {
    for (size_t i = 0; cli_commands[i]; i++)
        fprintf(to, "complete -c shabaka -n __fish_use_subcommand -a %s -d \"%s\"\n",
                cli_commands[i]->name, cli_commands[i]->summary);
    for (size_t i = 0; cli_commands[i]; i++) {
        fprintf(to, "for o in (string split ' ' --");
        for_each_option(cli_commands[i], word_of_option, to);
        fprintf(to,
                " | string match -r '^--.+' | string sub -s 3)\n  complete -c shabaka -n "
                "'__fish_seen_subcommand_from %s' -l $o\nend\n",
                cli_commands[i]->name);
    }
}

bool cli_print_completion(const char *shell, FILE *to) {
    static const struct {
        const char *shell;
        void (*print)(FILE *);
    } shells[] = {
        {"bash", complete_bash}, {"zsh", complete_zsh}, {"fish", complete_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shell, shells[i].shell) == 0) {
            shells[i].print(to);
            return true;
        }
    return false;
}
