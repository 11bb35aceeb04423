#include "cli/help.h"

#include <string.h>

void cli_for_each_option(const cli_command *command,
                         void (*each)(const cli_option *, FILE *), FILE *to) {
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(command, options);
    for (size_t i = 0; i < n; i++)
        each(&options[i], to);
}

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
    cli_for_each_option(command, print_option, to);
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
