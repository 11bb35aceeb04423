#include "cli/cli.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool cli_colours(FILE *to) { return isatty(fileno(to)) && !getenv("NO_COLOR"); }

void cli_clear_progress(cli_run *run) {
    if (run->progress_shown)
        fputs("\r\033[K", stderr);
    run->progress_shown = false;
}

/* Hostile file names must not reach the terminal raw. */
static void print_safely(const char *text) {
    shb_ctx quiet = SHB_CTX_INIT;
    shb_output *out = NULL;
    if (shb_output_memory(&quiet, &out) != SHB_OK)
        return;
    shb_put_plain(out, (shb_str){text, strlen(text)});
    shb_str safe = shb_output_bytes(out);
    fwrite(safe.data, 1, safe.len, stderr);
    shb_output_abandon(out);
}

int cli_failed(cli_run *run) {
    char line[1024];
    cli_clear_progress(run);
    run->pipe_closed |= run->ctx.err.sys_errno == EPIPE;
    if (run->ctx.err.status == SHB_ECANCELLED || run->pipe_closed)
        return EXIT_FAILED;
    fprintf(stderr, "shabaka %s: ", run->command->name);
    print_safely(shb_error_format(&run->ctx.err, line, sizeof line));
    fputc('\n', stderr);
    return run->ctx.err.status == SHB_EINVALID ? EXIT_USAGE : EXIT_FAILED;
}

int cli_usage(cli_run *run, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cli_clear_progress(run);
    fprintf(stderr, "shabaka %s: ", run->command->name);
    print_safely(text);
    fprintf(stderr, "; see 'shabaka %s --help'\n", run->command->name);
    return EXIT_USAGE;
}

int cli_done(cli_run *run) { return run->skipped ? EXIT_SKIPPED : EXIT_DONE; }

void cli_say(cli_run *run, const char *format, ...) {
    if (run->quiet)
        return;
    cli_clear_progress(run);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

/* -------------------------------------------------------------------------- gazetteer */

size_t cli_gazetteer_files(cli_run *run, const cli_text_values *texts,
                           const char *files[3 + 256]) {
    static const char *const shipped[] = {"gazetteer/states.jsonl",
                                          "gazetteer/organizations.jsonl",
                                          "gazetteer/persons.jsonl"};
    static char paths[3][4096];
    size_t n = 0;
    if (texts->gazetteer_only) {
        files[n++] = texts->gazetteer_only;
    } else {
        for (; n < 3; n++) {
            if (shb_data_path(&run->ctx, shipped[n], paths[n], sizeof paths[n]) != SHB_OK)
                return 0;
            files[n] = paths[n];
        }
    }
    for (size_t i = 0; i < texts->gazetteer.count; i++)
        files[n++] = texts->gazetteer.items[i];
    return n;
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
        texts->decisions, texts->origins,
        compiled_path(texts, compiled, sizeof compiled) ? compiled : NULL};
    shb_status st = shb_gazetteer_load_with(&run->ctx, files, n, &options, out);
    return st == SHB_OK ? 0 : cli_failed(run);
}

/* One of some words, by number; -1: none of them. */
static int choice(const char *value, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
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
    int find = texts->find ? choice(texts->find, finds) : 0;
    if (find < 0)
        return cli_usage(run, "--find is gazetteer, patterns or all, not '%s'",
                         texts->find);
    out->annotate.find = (shb_find)find;
    int drop = texts->capitals ? choice(texts->capitals, capitals) : 0;
    if (drop < 0)
        return cli_usage(run, "--capitals is state or drop, not '%s'", texts->capitals);
    out->annotate.drop_capitals = drop == 1;
    int count = texts->adjectives ? choice(texts->adjectives, adjectives) : 0;
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
        while (ok && (len = getline(&line, &room, list)) >= 0) {
            while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
                line[--len] = '\0';
            if (len > 0)
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
    *out = paths;
    *count = n;
    return 0;
}

/* --------------------------------------------------------------------------- networks */

bool cli_types(const char *list, bool types[SHB_N_TYPES]) {
    char name[32];
    for (shb_type t = 0; t < SHB_N_TYPES; t++)
        types[t] = list == NULL;
    while (list && *list) {
        size_t len = strcspn(list, ",");
        shb_type type;
        if (len >= sizeof name)
            return false;
        memcpy(name, list, len);
        name[len] = '\0';
        if (!shb_type_parse(name, &type))
            return false;
        types[type] = true;
        list += len + (list[len] == ',');
    }
    return true;
}

bool cli_distance(const char *name, shb_distance *out) {
    static const char *const names[] = {"inverse", "log", "none", NULL};
    int which = name ? choice(name, names) : 0;
    if (which < 0)
        return false;
    *out = (shb_distance)which;
    return true;
}

int cli_find_measure(cli_run *run, const char *text, bool edges, cli_measure *out) {
    char name[sizeof out->name], *end;
    size_t len = strcspn(text, ":");
    snprintf(name, sizeof name, "%.*s", (int)len, text);
    snprintf(out->name, sizeof out->name, "%s", text);
    out->measure = edges ? shb_edge_measure_by_name(name) : shb_measure_by_name(name);
    out->parameter = -1;
    if (!out->measure)
        return cli_usage(run, "unknown measure%s '%s'", edges ? " of edges" : "", name);
    if (!text[len])
        return 0;
    out->parameter = strtod(text + len + 1, &end);
    if (!out->measure->parameter)
        return cli_usage(run, "%s takes no number, as in '%s'", name, text);
    if (*end || end == text + len + 1 || !(out->parameter >= 0))
        return cli_usage(run, "'%s' needs a number: %s", text, out->measure->parameter);
    if (out->measure->whole && floor(out->parameter) < out->parameter)
        return cli_usage(run, "'%s' needs a whole number: %s", text,
                         out->measure->parameter);
    return 0;
}

int cli_load(cli_run *run, const char *path, shb_network **out) {
    return shb_network_load(&run->ctx, path, out) == SHB_OK ? 0 : cli_failed(run);
}

static const char *const layouts[] = {"auto", "given", "none", NULL};

/* "ar=TEXT" is the title in that language, any other the one for all. */
static void take_titles(const cli_list *titles, shb_export_options *out) {
    for (size_t i = 0; i < titles->count; i++) {
        const char *text = titles->items[i];
        shb_lang lang = 0;
        while (lang < SHB_N_LANGS &&
               (strncmp(text, shb_lang_name(lang), 2) != 0 || text[2] != '='))
            lang++;
        if (lang < SHB_N_LANGS)
            out->titles[lang] = text + 3;
        else
            out->title = text;
    }
}

static shb_export_options options_of(const cli_export_values *values) {
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.bare = values->bare;
    options.labels = values->labels;
    take_titles(&values->title, &options);
    options.dpi = values->dpi;
    options.page = values->page;
    options.chart = values->chart;
    options.draw_limit = values->draw;
    if (values->gexf_version)
        options.gexf_version = values->gexf_version;
    return options;
}

static int check_outputs(cli_run *run, const shb_network *net,
                         const cli_export_values *values) {
    shb_export_options options = options_of(values);
    for (size_t i = 0; i < values->outputs.count; i++)
        if (shb_export_check(&run->ctx, net, values->outputs.items[i].format,
                             values->outputs.items[i].path, &options) != SHB_OK)
            return cli_failed(run);
    return 0;
}

bool cli_knows_language(const char *name) {
    shb_lang lang = 0;
    while (lang < SHB_N_LANGS && strcmp(name, shb_lang_name(lang)) != 0)
        lang++;
    return lang < SHB_N_LANGS;
}

/* Which files heed an option of writing. */
static const struct {
    const char *option, *formats, *what;
} heeded[] = {
    {"title", "svg png pdf html cyjs graphology", "picture or page"},
    {"highlight", "svg png pdf", "picture"},
    {"chart", "svg png pdf", "picture"},
    {"page", "svg png pdf", "picture"},
    {"draw", "svg png pdf", "picture"},
    {"dpi", "png", ".png"},
    {"bare", "graphml", ".graphml"},
    {"gexf-version", "gexf gexf-dynamic", ".gexf"},
};

static bool names_format(const char *formats, const char *name) {
    size_t len = strlen(name);
    for (const char *at = formats; (at = strstr(at, name)) != NULL; at += len)
        if ((at == formats || at[-1] == ' ') && (!at[len] || at[len] == ' '))
            return true;
    return false;
}

static int check_heeded(cli_run *run, const cli_common *common,
                        const cli_outputs *outputs) {
    for (size_t i = 0; i < sizeof heeded / sizeof *heeded; i++) {
        bool heeds = !cli_given(run->command, common, heeded[i].option);
        for (size_t o = 0; !heeds && o < outputs->count; o++)
            heeds = names_format(heeded[i].formats, outputs->items[o].format->name);
        if (!heeds)
            return cli_usage(run, "--%s needs a %s to write: -o FILE", heeded[i].option,
                             heeded[i].what);
    }
    return 0;
}

int cli_check_export(cli_run *run, const cli_command *command, const cli_common *common) {
    _Static_assert(offsetof(cli_export_values, outputs) == 0, "-o leads to all");
    const cli_option *o = command->options;
    while (o && o->name && o->kind != CLI_OUTPUT)
        o++;
    if (!o || !o->name)
        return 0;
    const cli_export_values *values =
        (const cli_export_values *)(const void *)((const char *)common + o->offset);
    if (values->layout && choice(values->layout, layouts) < 0)
        return cli_usage(run, "--layout is auto, given or none, not '%s'",
                         values->layout);
    int status = check_heeded(run, common, &values->outputs);
    if (status)
        return status;
    return check_outputs(run, NULL, values);
}

int cli_save(cli_run *run, shb_network *net, const cli_export_values *values) {
    int layout = values->layout ? choice(values->layout, layouts) : 0;
    int status = check_outputs(run, net, values);
    if (status)
        return status;
    shb_export_options options = options_of(values);
    uint32_t marked[sizeof values->highlight.items / sizeof *values->highlight.items];
    for (size_t i = 0; i < values->highlight.count; i++) {
        status = cli_find_node(run, net, values->highlight.items[i], &marked[i]);
        if (status)
            return status;
    }
    options.highlight = marked;
    options.n_highlight = values->highlight.count;
    enum { AUTO, GIVEN, NONE };
    bool laid_out = false;
    /* What does not show the network is written first, without the look. */
    for (int shows = 0; shows < 2; shows++)
        for (size_t i = 0; i < values->outputs.count; i++) {
            const cli_output *output = &values->outputs.items[i];
            if (output->format->shows != (shows == 1))
                continue;
            if (shows && layout == NONE) {
                shb_node_column_drop(net, "x");
                shb_node_column_drop(net, "y");
            }
            if (shows && !laid_out && layout == AUTO) {
                bool fast = false;
                if (shb_network_lay_out(&run->ctx, net, false, &fast) != SHB_OK)
                    return cli_failed(run);
                if (fast)
                    cli_say(run, "more than 5,000 nodes: laid out by a faster method\n");
                laid_out = true;
            }
            if (shb_network_save(&run->ctx, net, output->format, output->path,
                                 &options) != SHB_OK)
                return cli_failed(run);
        }
    return 0;
}

const char *cli_node_text(const shb_network *net, const char *name, uint32_t node) {
    const shb_column *column = shb_node_column(net, name);
    return column && column->type == SHB_STRING ? column->cells.strings[node] : NULL;
}

/* Was the node's spelling of this id joined to another? */
static bool was_id(const shb_network *net, uint32_t node, const char *id) {
    const char *ids = cli_node_text(net, "same_as", node);
    for (size_t len; ids && *ids; ids += len + (ids[len] == ' ')) {
        len = strcspn(ids, " ");
        if (strlen(id) == len && memcmp(ids, id, len) == 0)
            return true;
    }
    return false;
}

/* The best of its labels. */
static double likeness(const shb_network *net, uint32_t node, const char *name) {
    static const char *const columns[] = {"label_ar", "label_en", "label_ru"};
    shb_ctx quiet = SHB_CTX_INIT;
    double best = 0, own;
    if (shb_name_likeness(&quiet, name, net->nodes[node].label, &own) == SHB_OK)
        best = own;
    for (size_t i = 0; i < 3; i++) {
        const char *label = cli_node_text(net, columns[i], node);
        if (label && shb_name_likeness(&quiet, name, label, &own) == SHB_OK &&
            own > best)
            best = own;
    }
    return best;
}

/* Up to five nodes that are written much like it. */
static void suggest(cli_run *run, const shb_network *net, const double *alike) {
    const double ENOUGH = .7;
    uint32_t *order = cli_order(run, alike, net->n_nodes);
    for (size_t k = 0; order && k < net->n_nodes && k < 5; k++) {
        const shb_node *node = &net->nodes[order[k]];
        if (alike[order[k]] < ENOUGH)
            break;
        fputs(k ? " " : "perhaps:\n ", stderr);
        print_safely(node->label);
        fputs(" (", stderr);
        print_safely(node->id);
        fputs(")\n", stderr);
    }
    free(order);
}

/* The node of the first entity of that name that the network holds. */
static uint32_t find_by_gazetteer(cli_run *run, const shb_network *net,
                                  const char *name) {
    shb_ctx quiet = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    uint32_t entities[16], node = UINT32_MAX;
    (void)run;
    if (shb_gazetteer_load_shipped(&quiet, &gazetteer) != SHB_OK)
        return UINT32_MAX;
    size_t n = shb_gazetteer_find_any_case(gazetteer, (shb_str){name, strlen(name)},
                                           entities, 16);
    for (size_t i = 0; i < n && node == UINT32_MAX; i++)
        node = shb_network_node(net, shb_gazetteer_entity(gazetteer, entities[i])->id);
    shb_gazetteer_free(gazetteer);
    return node;
}

int cli_find_node(cli_run *run, const shb_network *net, const char *name, uint32_t *out) {
    uint32_t node = shb_network_node(net, name);
    double *alike = NULL;
    if (node == UINT32_MAX) {
        if (!(alike = malloc((net->n_nodes + 1) * sizeof *alike))) {
            shb_fail_memory(&run->ctx);
            return cli_failed(run);
        }
        for (uint32_t i = net->n_nodes; i-- > 0;)
            if ((alike[i] = likeness(net, i, name)) >= 1 || was_id(net, i, name))
                node = i;
    }
    if (node == UINT32_MAX)
        node = find_by_gazetteer(run, net, name);
    if (node == UINT32_MAX) {
        shb_fail(&run->ctx, SHB_ENOTFOUND, NULL, "no node is named '%s' in this network",
                 name);
        cli_failed(run);
        suggest(run, net, alike);
    }
    free(alike);
    *out = node;
    return node == UINT32_MAX ? EXIT_FAILED : 0;
}
