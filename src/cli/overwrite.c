/* What a command reads it may not write: the file would be lost. */
#include "cli/run.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The i-th file that the option has the command read, or write; NULL past the last. */
static const char *file_of(const cli_run *run, const cli_option *option, bool written,
                           size_t i) {
    const void *value = (const char *)run->values + option->offset;
    const cli_list *list = value;
    const cli_outputs *outputs = value;
    switch (option->kind) {
    case CLI_FILE:
    case CLI_WRITTEN:
        return i == 0 && written == (option->kind == CLI_WRITTEN)
                   ? *(const char *const *)value
                   : NULL;
    case CLI_FILES:
        return !written && i < list->count ? list->items[i] : NULL;
    case CLI_OUTPUT:
        return written && i < outputs->count ? outputs->items[i].path : NULL;
    default:
        return NULL;
    }
}

static bool is_file(const char *path, int standard, struct stat *info) {
    int failed = strcmp(path, "-") == 0 ? fstat(standard, info) : stat(path, info);
    return failed == 0 && S_ISREG(info->st_mode);
}

static bool is_written(const char *path, const struct stat *read) {
    struct stat info;
    return is_file(path, STDOUT_FILENO, &info) && info.st_dev == read->st_dev &&
           info.st_ino == read->st_ino;
}

int cli_check_read(cli_run *run, const char *path) {
    struct stat read;
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(run->command, options);
    const char *to;
    if (!is_file(path, STDIN_FILENO, &read))
        return 0;
    bool lost = is_written("-", &read);
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; (to = file_of(run, &options[o], true, i)) != NULL; i++)
            lost |= is_written(to, &read);
    return lost ? cli_usage(run,
                            "'%s' would be both read and written, and so be lost: write "
                            "to another file",
                            path)
                : 0;
}

int cli_check_overwrite(cli_run *run) {
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(run->command, options);
    const cli_list *words = &run->values->words;
    const char *path;
    int status = 0;
    for (size_t i = 0; i < words->count && !status; i++)
        status = cli_check_read(run, words->items[i]);
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0;
             !status && (path = file_of(run, &options[o], false, i)) != NULL; i++)
            status = cli_check_read(run, path);
    return status;
}
