/* Completion of commands and options in the shells. */
#include "cli/help.h"

#include <string.h>

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
        cli_for_each_option(cli_commands[i], word_of_option, to);
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
        cli_for_each_option(cli_commands[i], word_of_option, to);
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
        cli_for_each_option(cli_commands[i], word_of_option, to);
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
