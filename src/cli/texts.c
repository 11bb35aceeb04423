#include "cli/texts.h"

#include <shabaka/periods.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AT(member) offsetof(cli_text_values, member)
const cli_option cli_text_group[] = {
    {"", 0, 0, 0, NULL, "Reading"},
    {"files-from", 0, CLI_FILE, AT(files_from), "FILE",
     "read the names of inputs from FILE, one a line (- is standard input)"},
    {"encoding", 0, CLI_TEXT, AT(encoding), "NAME",
     "encoding of texts without BOM: windows-1256, koi8-r, ... (UTF-8)"},
    {"text-field", 0, CLI_TEXT, AT(text_field), "NAME",
     "field of a record that holds the text (guessed)"},
    {"id-field", 0, CLI_TEXT, AT(id_field), "NAME",
     "field that holds the id (guessed; else PATH#LINE)"},
    {"date-field", 0, CLI_TEXT, AT(date_field), "NAME",
     "field that holds the date (guessed; else from the file's or folder's name)"},
    {"title-field", 0, CLI_TEXT, AT(title_field), "NAME",
     "field that holds the title (guessed)"},
    {"strict", 0, CLI_FLAG, AT(strict), NULL,
     "stop, and write nothing, at the first input that cannot be read"},
    {"", 0, 0, 0, NULL, "Names"},
    {"gazetteer", 0, CLI_FILES, AT(gazetteer), "FILE",
     "add the names of FILE to the built-in ones"},
    {"gazetteer-only", 0, CLI_FILE, AT(gazetteer_only), "FILE",
     "use the names of FILE alone"},
    {"not-compiled", 0, CLI_FLAG, AT(not_compiled), NULL,
     "read all names from their files; neither use nor write .FILE.compiled beside a "
     "large list"},
    {"decisions", 0, CLI_FILES, AT(decisions), "FILE",
     "apply a file of decisions: same, different, not, rename, name; may be given again"},
    {"find", 0, CLI_TEXT, AT(find), "gazetteer|patterns|all",
     "listed names only, unlisted ones by pattern too, or by the tagger, too "
     "(all)"},
    {"capitals", 0, CLI_TEXT, AT(capitals), "state|drop",
     "a capital or palace is its state, or no mention (state)"},
    {"adjectives", 0, CLI_TEXT, AT(adjectives), "ignore|state",
     "an adjective of nationality is no mention, or its state (ignore)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

/* -------------------------------------------------------------------------- gazetteer */

size_t cli_gazetteer_files(cli_run *run, const cli_text_values *texts,
                           const char *files[3 + 256]) {
    static char paths[SHB_N_SHIPPED][SHB_PATH_SIZE];
    size_t n = 0;
    if (texts->gazetteer_only) {
        files[n++] = texts->gazetteer_only;
    } else {
        if (shb_gazetteer_shipped(&run->ctx, paths) != SHB_OK)
            return 0;
        for (; n < SHB_N_SHIPPED; n++)
            files[n] = paths[n];
    }
    for (size_t i = 0; i < texts->gazetteer.count; i++)
        files[n++] = texts->gazetteer.items[i];
    return n;
}

bool cli_date(const char *text, char out[11]) {
    shb_periods periods;
    if (!text)
        return true;
    if (strlen(text) != 10 || *text < '0' || *text > '9' || strchr(text, ',') ||
        !shb_periods_parse(text, &periods))
        return false;
    memcpy(out, text, 11);
    return true;
}

/* A large list of the user's is compiled once, beside it; a small one as fast as it would
 * be read. */
static bool compiled_path(const cli_text_values *texts, char *out, size_t size) {
    enum { WORTH_IT = 4 << 20 };
    const char *largest = texts->gazetteer_only;
    off_t sum = 0, most = 0;
    struct stat info;
    if (texts->not_compiled)
        return false;
    if (largest && stat(largest, &info) == 0)
        sum = most = info.st_size;
    for (size_t i = 0; i < texts->gazetteer.count; i++) {
        if (stat(texts->gazetteer.items[i], &info) != 0)
            continue;
        sum += info.st_size;
        if (info.st_size > most) {
            most = info.st_size;
            largest = texts->gazetteer.items[i];
        }
    }
    const char *slash = largest ? strrchr(largest, '/') : NULL;
    int folder = slash ? (int)(slash + 1 - largest) : 0;
    /* Hidden, or a folder of texts that holds the list would hold it as a text, too. */
    int n = largest ? snprintf(out, size, "%.*s.%s.compiled", folder, largest,
                               largest + folder)
                    : 0;
    return sum >= WORTH_IT && n > 0 && (size_t)n < size;
}

int cli_load_gazetteer(cli_run *run, const cli_text_values *texts, shb_gazetteer **out) {
    const char *files[3 + 256];
    size_t n = cli_gazetteer_files(run, texts, files);
    if (n == 0)
        return cli_failed(run);
    char compiled[4096 + 16];
    const shb_gazetteer_options options = {
        texts->decisions.items,
        texts->decisions.count,
        texts->origins,
        compiled_path(texts, compiled, sizeof compiled) ? compiled : NULL,
        texts->gazetteer.count + (texts->gazetteer_only != NULL),
        texts->find && strcmp(texts->find, "gazetteer") == 0,
        texts->not_compiled};
    shb_status st = shb_gazetteer_load_with(&run->ctx, files, n, &options, out);
    return st == SHB_OK ? 0 : cli_failed(run);
}

int cli_text_options(cli_run *run, const cli_text_values *texts, uint32_t jobs,
                     shb_pipeline_options *out) {
    static const char *const finds[] = {"all", "patterns", "gazetteer", NULL};
    static const char *const capitals[] = {"state", "drop", NULL};
    static const char *const adjectives[] = {"ignore", "state", NULL};
    *out = (shb_pipeline_options)SHB_PIPELINE_OPTIONS_INIT;
    out->jobs = jobs;
    out->read.encoding = texts->encoding;
    out->read.text_field = texts->text_field;
    out->read.id_field = texts->id_field;
    out->read.date_field = texts->date_field;
    out->read.title_field = texts->title_field;
    out->read.strict = texts->strict;
    int find = texts->find ? cli_choice(texts->find, finds) : 0;
    if (find < 0)
        return cli_usage(run, "--find is gazetteer, patterns or all, not '%s'",
                         texts->find);
    out->annotate.find = (shb_find)find;
    int drop = texts->capitals ? cli_choice(texts->capitals, capitals) : 0;
    if (drop < 0)
        return cli_usage(run, "--capitals is state or drop, not '%s'", texts->capitals);
    out->annotate.drop_capitals = drop == 1;
    int count = texts->adjectives ? cli_choice(texts->adjectives, adjectives) : 0;
    if (count < 0)
        return cli_usage(run, "--adjectives is ignore or state, not '%s'",
                         texts->adjectives);
    out->annotate.adjectives = count == 1;
    return 0;
}

/* ----------------------------------------------------------------------------- inputs */

static bool add_path(char ***paths, size_t *n, size_t *capacity, const char *path) {
    if (*n == *capacity) {
        size_t larger = *capacity * 2 + 64;
        char **moved = realloc(*paths, larger * sizeof *moved);
        if (!moved)
            return false;
        *paths = moved;
        *capacity = larger;
    }
    (*paths)[*n] = strdup(path);
    return (*paths)[(*n)++] != NULL;
}

void cli_free_paths(char **paths, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
}

int cli_paths(cli_run *run, const cli_list *words, const char *files_from, char ***out,
              size_t *count) {
    char **paths = NULL;
    size_t n = 0, capacity = 0;
    bool ok = true;
    int status = 0;
    for (size_t i = 0; ok && i < words->count; i++)
        ok = add_path(&paths, &n, &capacity, words->items[i]);
    if (ok && files_from) {
        FILE *list = strcmp(files_from, "-") == 0 ? stdin : fopen(files_from, "r");
        if (!list) {
            shb_fail_errno(&run->ctx, errno, NULL, "cannot open '%s'", files_from);
            cli_free_paths(paths, n);
            return cli_failed(run);
        }
        char *line = NULL;
        size_t room = 0;
        ssize_t len;
        while (ok && !status && (len = getline(&line, &room, list)) >= 0) {
            while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
                line[--len] = '\0';
            if (len > 0 && (status = cli_check_read(run, line)) == 0)
                ok = add_path(&paths, &n, &capacity, line);
        }
        free(line);
        if (list != stdin)
            fclose(list);
    }
    if (!ok) {
        cli_free_paths(paths, n);
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    if (status) {
        cli_free_paths(paths, n);
        return status;
    }
    *out = paths;
    *count = n;
    return 0;
}
