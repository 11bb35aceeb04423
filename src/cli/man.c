/* The man page, from the tables of the commands and of what the library computes. */
#include "cli/counting.h"
#include "cli/export.h"
#include "cli/help.h"
#include "cli/texts.h"
#include "cli/units.h"

/* Options that several commands have, told once. */
static const struct {
    const char *title;
    const cli_option *options;
} shared[] = {
    {"every command", cli_common_group},     {"writing", cli_export_group},
    {"associations", cli_association_group}, {"counting", cli_count_group},
    {"reading texts", cli_text_group},
};
enum { N_SHARED = sizeof shared / sizeof *shared };

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

/* A command's own options; marks the shared ones that it has, too. */
static void roff_own(const cli_option *options, bool has[N_SHARED], FILE *to) {
    for (const cli_option *o = options; o && o->name; o++) {
        size_t k = 0;
        while (k < N_SHARED && shared[k].options != o->group)
            k++;
        if (k < N_SHARED)
            has[k] = true;
        else if (o->kind == CLI_GROUP)
            roff_own(o->group, has, to);
        else
            roff_option(o, to);
    }
}

static void roff_options(const cli_command *command, FILE *to) {
    bool has[N_SHARED] = {true};
    roff_own(command->options, has, to);
    fputs(".PP\nAlso the options", to);
    for (size_t k = 0, n = 0; k < N_SHARED; k++)
        if (has[k])
            fprintf(to, "%s of %s", n++ ? "," : "", shared[k].title);
    fputs(": OPTIONS OF SEVERAL COMMANDS.\n", to);
}

static void roff_shared(FILE *to) {
    fputs(".SH OPTIONS OF SEVERAL COMMANDS\n", to);
    for (size_t k = 0; k < N_SHARED; k++) {
        fprintf(to, ".SS Of %s\n", shared[k].title);
        for (const cli_option *o = shared[k].options; o->name; o++)
            roff_option(o, to);
    }
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
        roff_options(command, to);
        fputs(".PP\nExamples:\n.nf\n", to);
        roff(command->examples, to);
        fputs("\n.fi\n", to);
    }
    roff_shared(to);
    size_t n;
    const shb_format *formats = shb_formats(&n);
    fputs(".SH FORMATS\n", to);
    for (size_t i = 0; i < n; i++) {
        fprintf(to, ".TP\n.B %s\n", formats[i].name);
        roff(formats[i].extension, to);
        fputs(": ", to);
        roff(formats[i].summary, to);
        fputs(formats[i].reads ? "\n" : "; not read back\n", to);
    }
    const shb_measure *measures = shb_measures(&n);
    roff_measures("MEASURES", measures, n, to);
    measures = shb_edge_measures(&n);
    roff_measures("MEASURES OF EDGES", measures, n, to);
    const shb_group_method *methods = shb_group_methods(&n);
    fputs(".SH METHODS OF GROUPS\n", to);
    for (size_t i = 0; i < n; i++) {
        roff_method(methods[i].name, methods[i].formula, methods[i].summary,
                    methods[i].source, to);
        fputc('\n', to);
    }
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
