/* The man page, from the tables of the commands and of what the library computes. */
#include "cli/help.h"

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
        cli_for_each_option(command, roff_option, to);
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
