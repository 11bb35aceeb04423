/* What a command reads it may not write: the file would be lost. */
#include "cli/run.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The i-th file that the option has the command read; NULL past the last. */
static const char *read_by(const cli_run *run, const cli_option *option, size_t i) {
    const void *value = (const char *)run->values + option->offset;
    const cli_list *list = value;
    if (option->kind == CLI_FILE)
        return i == 0 ? *(const char *const *)value : NULL;
    return option->kind == CLI_FILES && i < list->count ? list->items[i] : NULL;
}

/* --- what is read ------------------------------------------------------------------ */

static bool is_file(const char *path, int standard, struct stat *info) {
    int failed = strcmp(path, "-") == 0 ? fstat(standard, info) : stat(path, info);
    return failed == 0 && S_ISREG(info->st_mode);
}

static bool note(cli_run *run, const char *path) {
    struct stat info;
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    if (!folder && !is_file(path, STDIN_FILENO, &info))
        return true;
    if (run->n_reads == run->reads_capacity) {
        size_t larger = run->reads_capacity * 2 + 16;
        cli_read *moved = realloc(run->reads, larger * sizeof *moved);
        if (!moved)
            return false;
        run->reads = moved;
        run->reads_capacity = larger;
    }
    cli_read *read = &run->reads[run->n_reads];
    *read = (cli_read){strdup(path), info.st_dev, info.st_ino, folder};
    run->n_reads += read->path != NULL;
    return read->path != NULL;
}

/* Where there is no NAME.csv, or NAME is that of one of its two tables, both are read. */
static int note_all(cli_run *run, const char *path) {
    const shb_format *format = shb_format_by_path(path);
    char files[2][PATH_MAX];
    size_t n = 0;
    bool several = access(path, F_OK) != 0, ok = note(run, path);
    while (format && n < 2 && shb_format_file(format, path, n, files[n], PATH_MAX))
        several |= strcmp(files[n++], path) == 0;
    for (size_t i = 0; ok && several && i < n; i++)
        ok = note(run, files[i]);
    return ok ? 0 : (shb_fail_memory(&run->ctx), cli_failed(run));
}

void cli_free_reads(cli_run *run) {
    for (size_t i = 0; i < run->n_reads; i++)
        free(run->reads[i].path);
    free(run->reads);
}

/* --- and written ------------------------------------------------------------------- */

/* As folders are read: links in them are not followed, hidden names passed over. */
static bool lies_in(const char *file, const cli_read *folder) {
    char path[PATH_MAX];
    struct stat info;
    char *slash;
    if (!realpath(file, path))
        return false;
    while ((slash = strrchr(path, '/')) != NULL && slash[1] != '.') {
        bool root = slash == path;
        slash[root] = '\0';
        if (stat(path, &info) == 0 && info.st_dev == folder->device &&
            info.st_ino == folder->inode)
            return true;
        if (root)
            break;
    }
    return false;
}

/* What is no text is passed over in a folder: the picture of the last run. */
static bool may_be_text(const char *path) {
    enum { BEGINNING = 4096 };
    char bytes[BEGINNING];
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    return !shb_reader_not_text(bytes, n);
}

static int check_file(cli_run *run, const char *file, size_t from) {
    struct stat info;
    if (!is_file(file, STDOUT_FILENO, &info))
        return 0;
    for (size_t i = from; i < run->n_reads; i++) {
        const cli_read *read = &run->reads[i];
        if (read->folder && lies_in(file, read) && may_be_text(file))
            return cli_usage(run,
                             "'%s' would be both read and written, and so be lost: it is "
                             "in '%s'; write to another folder",
                             file, read->path);
        if (!read->folder && info.st_dev == read->device && info.st_ino == read->inode)
            return cli_usage(run,
                             "'%s' would be both read and written, and so be lost: write "
                             "to another file",
                             read->path);
    }
    return 0;
}

static int check_outputs(cli_run *run, const cli_outputs *outputs, size_t from) {
    char file[PATH_MAX];
    int status = 0;
    for (size_t i = 0; i < outputs->count && !status; i++) {
        const cli_output *output = &outputs->items[i];
        status = check_file(run, output->path, from);
        for (size_t k = 0; !status && shb_format_file(output->format, output->path, k,
                                                      file, sizeof file);
             k++)
            status = check_file(run, file, from);
    }
    return status;
}

int cli_check_written(cli_run *run, const cli_outputs *outputs) {
    return check_outputs(run, outputs, 0);
}

/* Would what is read from the from-th on be written over? */
static int check_reads(cli_run *run, size_t from) {
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(run->command, options);
    int status = check_file(run, "-", from);
    for (size_t o = 0; o < n && !status; o++) {
        const void *value = (const char *)run->values + options[o].offset;
        const char *const *path = value;
        if (options[o].kind == CLI_OUTPUT)
            status = check_outputs(run, value, from);
        else if (options[o].kind == CLI_WRITTEN && *path)
            status = check_file(run, *path, from);
    }
    return status;
}

int cli_check_read(cli_run *run, const char *path) {
    size_t from = run->n_reads;
    int status = note_all(run, path);
    return status ? status : check_reads(run, from);
}

int cli_check_overwrite(cli_run *run) {
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(run->command, options);
    const cli_list *words = &run->values->words;
    const char *path;
    int status = 0;
    for (size_t i = 0; i < words->count && !status; i++)
        status = note_all(run, words->items[i]);
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; !status && (path = read_by(run, &options[o], i)) != NULL; i++)
            status = note_all(run, path);
    return status ? status : check_reads(run, 0);
}
