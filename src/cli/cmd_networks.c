/* compare, filter, convert, methods, view: from network to network, or to words. */
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---------------------------------------------------------------------------- compare */

typedef struct compare_values {
    cli_common common;
    uint32_t top;
} compare_values;
static const compare_values compare_defaults = {.top = 20};
static const cli_option compare_options[] = {
    {"top", 'n', CLI_COUNT, offsetof(compare_values, top), "N",
     "rows of each kind of change; 0: all (20)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_compare(cli_run *run, void *user) {
    compare_values *v = user;
    static const char *const changes[] = {"came", "went", "rose", "fell"};
    static const cli_column columns[] = {{"change", "change", CELL_TEXT},
                                         {"what", "what", CELL_TEXT},
                                         {"a", "a", CELL_TEXT},
                                         {"b", "b", CELL_TEXT},
                                         {"before", "before", CELL_NUMBER},
                                         {"after", "after", CELL_NUMBER}};
    shb_network *old = NULL, *new = NULL;
    shb_difference *list = NULL;
    size_t n = 0;
    int status = cli_load(run, v->common.words.items[0], &old);
    if (!status)
        status = cli_load(run, v->common.words.items[1], &new);
    if (!status && shb_network_compare(&run->ctx, old, new, &list, &n) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        cli_table table;
        cli_table_start(&table, columns, 6, v->common.json);
        size_t shown[2][4] = {{0}}, all[2][4] = {{0}};
        bool ok = true;
        for (size_t i = 0; ok && i < n; i++) {
            const shb_difference *d = &list[i];
            bool edge = d->b != NULL;
            all[edge][d->change]++;
            if (v->top && shown[edge][d->change] == v->top)
                continue;
            shown[edge][d->change]++;
            ok = cli_table_text(&table, changes[d->change]) &&
                 cli_table_text(&table, edge ? "edge" : "node") &&
                 cli_table_text(&table, v->common.json ? d->a : d->label_a) &&
                 cli_table_text(&table, v->common.json ? d->b : d->label_b) &&
                 cli_table_number(&table, d->before) &&
                 cli_table_number(&table, d->after);
        }
        status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
        for (int edge = 0; edge < 2; edge++)
            cli_say(run, "%s: %zu came, %zu went, %zu rose, %zu fell\n",
                    edge ? "edges" : "nodes", all[edge][0], all[edge][1], all[edge][2],
                    all[edge][3]);
    }
    free(list);
    shb_network_free(old);
    shb_network_free(new);
    return status ? status : cli_done(run);
}

const cli_command cli_compare = {
    "compare",
    "OLD NEW",
    "what changed between two networks",
    "Lists nodes and edges that came, went, rose and fell: mentions of nodes, weights "
    "of\n"
    "edges.",
    "shabaka compare 2023.json 2024.json\nshabaka compare old.graphml new.graphml --json",
    compare_options,
    &compare_defaults,
    sizeof(compare_values),
    2,
    2,
    true,
    run_compare};

/* ----------------------------------------------------------------------------- filter */

typedef struct filter_values {
    cli_common common;
    cli_export_values export;
    double min_weight;
    const char *type, *ego, *by;
    uint32_t top, component;
    bool no_isolates;
} filter_values;
static const filter_values filter_defaults = {.by = "strength"};

#define FILTER(member) offsetof(filter_values, member)
static const cli_option filter_options[] = {
    {"min-weight", 0, CLI_NUMBER, FILTER(min_weight), "W", "edges of weight W or more"},
    {"type", 0, CLI_TEXT, FILTER(type), "LIST", "nodes of these types"},
    {"ego", 0, CLI_TEXT, FILTER(ego), "NAME[:K]",
     "a node and all within K steps of it (1)"},
    {"component", 0, CLI_COUNT, FILTER(component), "N",
     "the N-th largest component; 1 is the largest"},
    {"top", 'n', CLI_COUNT, FILTER(top), "N", "the N most central nodes"},
    {"by", 0, CLI_TEXT, FILTER(by), "MEASURE", "measure of --top (strength)"},
    {"no-isolates", 0, CLI_FLAG, FILTER(no_isolates), NULL,
     "drop nodes that keep no edge"},
    CLI_EXPORT_OPTIONS(filter_values),
    {NULL, 0, 0, 0, NULL, NULL},
};

/* Replace *net by its part; 0 or an exit status. */
static int keep(cli_run *run, shb_network **net, const bool *nodes, const bool *edges) {
    shb_network *part = NULL;
    if (shb_network_part(&run->ctx, *net, nodes, edges, &part) != SHB_OK)
        return cli_failed(run);
    shb_network_free(*net);
    *net = part;
    return 0;
}

static int filter_type(cli_run *run, const filter_values *v, shb_network **net,
                       bool *nodes) {
    bool types[SHB_N_TYPES];
    if (!cli_types(v->type, types))
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
    const shb_column *column = shb_node_column(*net, "type");
    if (!column || column->type != SHB_STRING)
        return cli_usage(run, "the nodes of this network have no type");
    for (size_t i = 0; i < (*net)->n_nodes; i++) {
        shb_type type;
        const char *name = column->cells.strings[i];
        nodes[i] = name && shb_type_parse(name, &type) && types[type];
    }
    return keep(run, net, nodes, NULL);
}

static int filter_ego(cli_run *run, const filter_values *v, shb_network **net,
                      bool *nodes) {
    char name[512];
    uint32_t steps = 1, centre = 0;
    snprintf(name, sizeof name, "%s", v->ego);
    char *colon = strrchr(name, ':');
    if (colon && colon[1] && strspn(colon + 1, "0123456789") == strlen(colon + 1)) {
        steps = (uint32_t)atoi(colon + 1);
        *colon = '\0';
    }
    int status = cli_find_node(run, *net, name, &centre);
    if (status)
        return status;
    if (shb_ego(&run->ctx, *net, centre, steps, nodes) != SHB_OK)
        return cli_failed(run);
    return keep(run, net, nodes, NULL);
}

static int filter_component(cli_run *run, const filter_values *v, shb_network **net,
                            bool *nodes) {
    uint32_t *component = calloc((*net)->n_nodes + 1, sizeof *component);
    size_t n = 0;
    int status = 0;
    if (!component)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_components(&run->ctx, *net, component, &n) != SHB_OK)
        status = cli_failed(run);
    for (size_t i = 0; !status && i < (*net)->n_nodes; i++)
        nodes[i] = component[i] == v->component;
    free(component);
    return status ? status : keep(run, net, nodes, NULL);
}

typedef struct ranked_node {
    double value;
    uint32_t node;
} ranked_node;

static int by_rank(const void *x, const void *y) {
    const ranked_node *a = x, *b = y;
    if (isnan(a->value) != isnan(b->value))
        return isnan(a->value) ? 1 : -1;
    if (!isnan(a->value) && a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static int filter_top(cli_run *run, const filter_values *v, shb_network **net,
                      bool *nodes) {
    const shb_measure *measure = shb_measure_by_name(v->by);
    size_t n = (*net)->n_nodes;
    if (!measure)
        return cli_usage(run, "unknown measure '%s'", v->by);
    double *values = malloc((n + 1) * sizeof *values);
    ranked_node *order = malloc((n + 1) * sizeof *order);
    int status = 0;
    if (!values || !order)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_measure_compute(&run->ctx, *net, measure, SHB_DISTANCE_INVERSE,
                                 values) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        for (size_t i = 0; i < n; i++)
            order[i] = (ranked_node){values[i], (uint32_t)i};
        qsort(order, n, sizeof *order, by_rank);
        memset(nodes, 0, n * sizeof *nodes);
        for (size_t i = 0; i < n && i < v->top; i++)
            nodes[order[i].node] = true;
    }
    free(values);
    free(order);
    return status ? status : keep(run, net, nodes, NULL);
}

static int run_filter(cli_run *run, void *user) {
    filter_values *v = user;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write the part: -o FILE");
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    bool *nodes = calloc(net->n_nodes + 1, 1), *edges = calloc(net->n_edges + 1, 1);
    if (!nodes || !edges)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    if (!status && v->type)
        status = filter_type(run, v, &net, nodes);
    if (!status && v->min_weight > 0) {
        for (size_t i = 0; i < net->n_nodes; i++)
            nodes[i] = true;
        for (size_t i = 0; i < net->n_edges; i++)
            edges[i] = net->edges[i].weight >= v->min_weight;
        status = keep(run, &net, nodes, edges);
    }
    if (!status && v->ego)
        status = filter_ego(run, v, &net, nodes);
    if (!status && v->component)
        status = filter_component(run, v, &net, nodes);
    if (!status && v->top)
        status = filter_top(run, v, &net, nodes);
    if (!status && v->no_isolates) {
        memset(nodes, 0, net->n_nodes);
        for (size_t i = 0; i < net->n_edges; i++)
            nodes[net->edges[i].a] = nodes[net->edges[i].b] = true;
        status = keep(run, &net, nodes, NULL);
    }
    if (!status) {
        /* A part is drawn for itself. */
        static const char *const look[] = {"x", "y", "size", "group", "color"};
        for (size_t i = 0; i < 5 && !v->export.layout; i++)
            shb_node_column_drop(net, look[i]);
        status = cli_save(run, net, &v->export);
    }
    if (!status)
        cli_say(run, "nodes %zu, edges %zu\n", net->n_nodes, net->n_edges);
    free(nodes);
    free(edges);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_filter = {
    "filter",
    "GRAPH -o FILE",
    "a part of it",
    "Writes the part of a network that passes all conditions, which are applied in this\n"
    "order: type, weight, ego, component, top, isolates. GRAPH may be - and -o too, so "
    "that\n"
    "commands chain.",
    "shabaka filter net.json --min-weight 3 --no-isolates -o strong.svg\n"
    "shabaka filter net.json --ego Putin:1 -o putin.gexf\n"
    "shabaka filter net.json --type state -o - | shabaka rank - --by betweenness",
    filter_options,
    &filter_defaults,
    sizeof(filter_values),
    1,
    1,
    false,
    run_filter};

/* ---------------------------------------------------------------------------- convert */

typedef struct convert_values {
    cli_common common;
    cli_export_values export;
} convert_values;
static const cli_option convert_options[] = {
    CLI_EXPORT_OPTIONS(convert_values),
    {"labels", 0, CLI_TEXT, offsetof(convert_values, export.labels), "ar|en|ru",
     "show the labels of that language"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_convert(cli_run *run, void *user) {
    convert_values *v = user;
    bool known = !v->export.labels;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write it: -o FILE");
    for (shb_lang lang = 0; !known && lang < SHB_N_LANGS; lang++)
        known = strcmp(v->export.labels, shb_lang_name(lang)) == 0;
    if (!known)
        return cli_usage(run, "--labels is ar, en or ru, not '%s'", v->export.labels);
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status)
        status = cli_save(run, net, &v->export);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_convert = {
    "convert",
    "GRAPH -o FILE",
    "any format to any other",
    "Reads a network and writes it in other formats. What a format cannot hold is left "
    "out.",
    "shabaka convert net.graphml -o net.gexf -o net.csv\n"
    "shabaka convert other.graphml --layout given -o net.json",
    convert_options,
    NULL,
    sizeof(convert_values),
    1,
    1,
    false,
    run_convert};

/* ---------------------------------------------------------------------------- methods */

typedef struct methods_values {
    cli_common common;
    const char *lang;
} methods_values;
static const methods_values methods_defaults = {.lang = "en"};
static const cli_option methods_options[] = {
    {"lang", 0, CLI_TEXT, offsetof(methods_values, lang), "ar|en|ru", "language (en)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_methods(cli_run *run, void *user) {
    methods_values *v = user;
    shb_lang lang = 0;
    while (lang < SHB_N_LANGS && strcmp(shb_lang_name(lang), v->lang) != 0)
        lang++;
    if (lang == SHB_N_LANGS)
        return cli_usage(run, "--lang is ar, en or ru, not '%s'", v->lang);
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status) {
        shb_output *out = cli_stdout(run);
        if (!out) {
            status = EXIT_FAILED;
        } else {
            shb_status st = shb_methods_write(&run->ctx, net, lang, out);
            if (st != SHB_OK)
                status = cli_failed(run);
            int closed = cli_close(run, out);
            status = status ? status : closed;
        }
    }
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_methods = {
    "methods",
    "GRAPH",
    "how it was made, for a paper, with citations",
    "Prints a paragraph for the methods section of a paper, from the record that the "
    "network\n"
    "carries, with what to cite.",
    "shabaka methods net.graphml\nshabaka methods net.json --lang ar",
    methods_options,
    &methods_defaults,
    sizeof(methods_values),
    1,
    1,
    false,
    run_methods};

/* ------------------------------------------------------------------------------- view */

typedef struct view_values {
    cli_common common;
} view_values;

static int run_view(cli_run *run, void *user) {
    view_values *v = user;
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    char folder[] = "/tmp/shabaka-XXXXXX", path[64];
    const char *made = mkdtemp(folder);
    cli_export_values out = {.outputs = {.count = 1}};
    if (!made) {
        shb_fail_errno(&run->ctx, errno, NULL, "cannot make a folder in '/tmp'");
        status = cli_failed(run);
    } else {
        snprintf(path, sizeof path, "%s/network.html", folder);
        out.outputs.items[0] = (cli_output){path, shb_format_by_name("html")};
        status = cli_save(run, net, &out);
    }
    shb_network_free(net);
    if (status)
        return status;
    printf("%s\n", path);
    fflush(stdout);
    char *args[] = {"xdg-open", path, NULL};
    pid_t child;
    bool desktop = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
    int how = 0;
    if (!desktop || posix_spawnp(&child, args[0], NULL, NULL, args, environ) != 0 ||
        waitpid(child, &how, 0) < 0 || how != 0)
        cli_say(run, "no browser could be opened here: open that file in one\n");
    return cli_done(run);
}

const cli_command cli_view = {"view",
                              "GRAPH",
                              "opens it as a page in the browser",
                              "Writes the network as one HTML page into a temporary "
                              "folder, prints its path, and opens\n"
                              "it with xdg-open where there is a desktop.",
                              "shabaka view net.graphml",
                              NULL,
                              NULL,
                              sizeof(view_values),
                              1,
                              1,
                              false,
                              run_view};
