/* rank, groups, describe: measures of a network in tables. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------- rank */

typedef struct rank_values {
    cli_common common;
    cli_export_values export;
    const char *by, *type, *distance;
    uint32_t top;
} rank_values;

static const rank_values rank_defaults = {.by = "strength", .top = UINT32_MAX};

#define RANK(member) offsetof(rank_values, member)
static const cli_option rank_options[] = {
    {"by", 0, CLI_TEXT, RANK(by), "MEASURE,...|all",
     "measures, the first one sorts (strength)"},
    {"top", 'n', CLI_COUNT, RANK(top), "N", "rows; 0: all (20; all with --json)"},
    {"type", 0, CLI_TEXT, RANK(type), "LIST", "only rows of these types"},
    {"distance", 0, CLI_TEXT, RANK(distance), "inverse|log|none",
     "length of a way along an edge: 1/weight, -log of its share of the maximum, or 1 "
     "(inverse)"},
    CLI_EXPORT_OPTIONS(rank_values),
    {NULL, 0, 0, 0, NULL, NULL},
};

enum { MAX_MEASURES = 64 };

static int parse_measures(cli_run *run, const char *list, const shb_measure **out,
                          size_t *count) {
    if (strcmp(list, "all") == 0) {
        const shb_measure *all = shb_measures(count);
        for (size_t i = 0; i < *count; i++)
            out[i] = &all[i];
        return 0;
    }
    *count = 0;
    while (*list) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        const shb_measure *measure = shb_measure_by_name(name);
        if (!measure || *count == MAX_MEASURES)
            return cli_usage(run, "unknown measure '%s'", name);
        out[(*count)++] = measure;
        list += len + (list[len] == ',');
    }
    return *count ? 0 : cli_usage(run, "--by needs a measure");
}

static const double *sort_by;

/* Falling value, missing last, then by id. */
static int by_value(const void *a, const void *b) {
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    double x = sort_by[i], y = sort_by[k];
    if (isnan(x) != isnan(y))
        return isnan(x) ? 1 : -1;
    if (!isnan(x) && x != y)
        return x > y ? -1 : 1;
    return i < k ? -1 : i > k;
}

static const char *type_of(const shb_network *net, uint32_t node) {
    const shb_column *column = shb_node_column(net, "type");
    return column && column->type == SHB_STRING ? column->cells.strings[node] : NULL;
}

static int print_ranking(cli_run *run, const rank_values *v, const shb_network *net,
                         const shb_measure **measures, size_t n_measures,
                         double **values) {
    cli_column columns[MAX_MEASURES + 3] = {{"label", "label", CELL_TEXT},
                                            {"type", "type", CELL_TEXT}};
    static const cli_column id = {"id", "id", CELL_TEXT};
    size_t n = 0;
    bool types[SHB_N_TYPES];
    if (!cli_types(v->type, types))
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
    if (v->common.json)
        columns[n++] = id;
    columns[n++] = (cli_column){"label", "label", CELL_TEXT};
    columns[n++] = (cli_column){"type", "type", CELL_TEXT};
    for (size_t m = 0; m < n_measures; m++)
        columns[n++] = (cli_column){measures[m]->name, measures[m]->name, CELL_NUMBER};
    uint32_t *order = malloc((net->n_nodes + 1) * sizeof *order);
    if (!order) {
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    for (uint32_t i = 0; i < net->n_nodes; i++)
        order[i] = i;
    sort_by = values[0];
    qsort(order, net->n_nodes, sizeof *order, by_value);
    cli_table table;
    cli_table_start(&table, columns, n, v->common.json);
    bool ok = true;
    uint32_t rows = 0, top = v->top != UINT32_MAX ? v->top : v->common.json ? 0 : 20;
    for (size_t k = 0; ok && k < net->n_nodes && (top == 0 || rows < top); k++) {
        uint32_t i = order[k];
        const char *type = type_of(net, i);
        shb_type parsed;
        if (v->type && (!type || !shb_type_parse(type, &parsed) || !types[parsed]))
            continue;
        if (v->common.json)
            ok = cli_table_text(&table, net->nodes[i].id);
        ok = ok && cli_table_text(&table, net->nodes[i].label) &&
             cli_table_text(&table, type);
        for (size_t m = 0; ok && m < n_measures; m++)
            ok = cli_table_number(&table, values[m][i]);
        rows++;
    }
    free(order);
    if (!ok) {
        cli_table_free(&table);
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    return cli_table_end(run, &table);
}

static int run_rank(cli_run *run, void *user) {
    rank_values *v = user;
    const shb_measure *measures[MAX_MEASURES];
    double *values[MAX_MEASURES] = {NULL};
    size_t n = 0;
    shb_distance distance;
    if (!cli_distance(v->distance, &distance))
        return cli_usage(run, "--distance is inverse, log or none, not '%s'",
                         v->distance);
    int status = parse_measures(run, v->by, measures, &n);
    if (status)
        return status;
    shb_network *net = NULL;
    if ((status = cli_load(run, v->common.words.items[0], &net)))
        return status;
    bool distances = false;
    for (size_t m = 0; m < n && !status; m++) {
        values[m] = malloc((net->n_nodes + 1) * sizeof(double));
        shb_column *column;
        if (!values[m])
            status = (shb_fail_memory(&run->ctx), cli_failed(run));
        else if (shb_measure_compute(&run->ctx, net, measures[m], distance, values[m]) !=
                     SHB_OK ||
                 (v->export.outputs.count &&
                  shb_node_column_add(&run->ctx, net, measures[m]->name, SHB_DOUBLE,
                                      &column) != SHB_OK))
            status = cli_failed(run);
        else if (v->export.outputs.count)
            memcpy(column->cells.doubles, values[m], net->n_nodes * sizeof(double));
        if (!status)
            distances |= measures[m]->uses_distance;
    }
    if (!status && distances && !v->common.json) {
        static const char *const says[] = {"1 / weight", "-log(weight / (maximum + 1))",
                                           "1 an edge, weights unused"};
        cli_say(run, "distance along an edge: %s\n", says[distance]);
    }
    if (!status && v->export.outputs.count)
        status = cli_save(run, net, &v->export);
    if (!status)
        status = print_ranking(run, v, net, measures, n, values);
    for (size_t m = 0; m < n; m++)
        free(values[m]);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_rank = {
    "rank",
    "GRAPH",
    "centralities",
    "Prints the most central nodes. Measures over ways read weights as lengths "
    "(--distance).\n"
    "With -o the measures become columns of a network file.",
    "shabaka rank net.graphml --by betweenness --top 10\n"
    "shabaka rank net.json --by all --json\n"
    "shabaka rank net.json --by pagerank --type person -o ranked.gexf",
    rank_options,
    &rank_defaults,
    sizeof(rank_values),
    1,
    1,
    true,
    run_rank};

/* ----------------------------------------------------------------------------- groups */

typedef struct groups_values {
    cli_common common;
    cli_export_values export;
    const char *by;
    double resolution;
    uint32_t seed, top;
} groups_values;

static const groups_values groups_defaults = {
    .by = "leiden", .resolution = 1, .seed = 1, .top = 5};

#define GROUPS(member) offsetof(groups_values, member)
static const cli_option groups_options[] = {
    {"by", 0, CLI_TEXT, GROUPS(by), "METHOD", "how to find them (leiden)"},
    {"resolution", 0, CLI_NUMBER, GROUPS(resolution), "X",
     "higher gives more and smaller groups; leiden and louvain (1)"},
    {"seed", 0, CLI_COUNT, GROUPS(seed), "N", "seed of the random choices (1)"},
    {"top", 'n', CLI_COUNT, GROUPS(top), "N", "members shown of each group (5)"},
    CLI_EXPORT_OPTIONS(groups_values),
    {NULL, 0, 0, 0, NULL, NULL},
};

static int print_groups(cli_run *run, const groups_values *v, const shb_network *net,
                        const uint32_t *group, size_t n_groups, double *strength) {
    static const cli_column columns[] = {{"group", "group", CELL_NUMBER},
                                         {"size", "size", CELL_NUMBER},
                                         {"members", "members", CELL_TEXT}};
    uint32_t *order = malloc((net->n_nodes + 1) * sizeof *order);
    cli_table table;
    cli_table_start(&table, columns, 3, v->common.json);
    bool ok = order != NULL;
    for (uint32_t i = 0; ok && i < net->n_nodes; i++)
        order[i] = i;
    if (ok) {
        sort_by = strength;
        qsort(order, net->n_nodes, sizeof *order, by_value);
    }
    size_t alone = 0;
    for (uint32_t g = 1; ok && g <= n_groups; g++) {
        char members[1024] = "";
        size_t size = 0, used = 0;
        for (size_t k = 0; k < net->n_nodes; k++) {
            uint32_t i = order[k];
            if (group[i] != g)
                continue;
            size_t len = strlen(net->nodes[i].label);
            if (size < v->top && used + len + 4 < sizeof members)
                used += (size_t)snprintf(members + used, sizeof members - used, "%s%s",
                                         size ? ", " : "", net->nodes[i].label);
            size++;
        }
        if (size == 1 && !v->common.json) {
            alone++;
            continue;
        }
        ok = cli_table_number(&table, g) && cli_table_number(&table, (double)size) &&
             cli_table_text(&table, members);
    }
    free(order);
    if (!ok) {
        cli_table_free(&table);
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    int status = cli_table_end(run, &table);
    if (alone)
        cli_say(run, "%zu more are alone in their group\n", alone);
    return status;
}

static int run_groups(cli_run *run, void *user) {
    groups_values *v = user;
    const shb_group_method *method = shb_group_method_by_name(v->by);
    if (!method)
        return cli_usage(run, "unknown method '%s'", v->by);
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    uint32_t *group = calloc(net->n_nodes + 1, sizeof *group);
    double *strength = calloc(net->n_nodes + 1, sizeof *strength), modularity = NAN;
    size_t n_groups = 0;
    shb_column *column;
    if (!group || !strength)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_groups_compute(&run->ctx, net, method, v->resolution, v->seed, group,
                                &n_groups, &modularity) != SHB_OK ||
             shb_measure_compute(&run->ctx, net, shb_measure_by_name("strength"),
                                 SHB_DISTANCE_NONE, strength) != SHB_OK ||
             shb_node_column_add(&run->ctx, net, "group", SHB_INT, &column) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        for (size_t i = 0; i < net->n_nodes; i++)
            column->cells.ints[i] = group[i];
        /* The colours were those of other groups. */
        shb_node_column_drop(net, "color");
        status = cli_save(run, net, &v->export);
    }
    if (!status)
        status = print_groups(run, v, net, group, n_groups, strength);
    if (!status && !isnan(modularity))
        cli_say(run, "%zu groups by %s, modularity %.3f\n", n_groups, method->name,
                modularity);
    free(group);
    free(strength);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_groups = {
    "groups",
    "GRAPH",
    "communities",
    "Finds groups of nodes that are named together more than with others, and prints "
    "the\n"
    "strongest members of each. With -o the group becomes a column of a network file.",
    "shabaka groups net.graphml\nshabaka groups net.json --by infomap -o grouped.gexf",
    groups_options,
    &groups_defaults,
    sizeof(groups_values),
    1,
    1,
    true,
    run_groups};

/* --------------------------------------------------------------------------- describe */

typedef struct describe_values {
    cli_common common;
} describe_values;

static int run_describe(cli_run *run, void *user) {
    describe_values *v = user;
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    shb_shape s;
    if (shb_shape_compute(&run->ctx, net, &s) != SHB_OK) {
        shb_network_free(net);
        return cli_failed(run);
    }
    static const cli_column columns[] = {{"figure", "figure", CELL_TEXT},
                                         {"value", "value", CELL_NUMBER}};
    const struct {
        const char *name;
        double value;
    } rows[] = {
        {"documents", net->margins.documents ? (double)net->margins.documents : NAN},
        {"units", net->margins.units ? (double)net->margins.units : NAN},
        {"nodes", (double)s.nodes},
        {"edges", (double)s.edges},
        {"total weight", s.total_weight},
        {"density", s.density},
        {"mean degree", s.mean_degree},
        {"components", (double)s.components},
        {"largest component", (double)s.largest},
        {"isolates", (double)s.isolates},
        {"transitivity", s.transitivity},
        {"diameter (edges)", s.diameter},
        {"mean distance (edges)", s.mean_distance},
        {"assortativity by type", s.assortativity_type},
        {"groups (leiden)", (double)s.groups},
        {"modularity", s.modularity},
    };
    cli_table table;
    cli_table_start(&table, columns, 2, v->common.json);
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof rows / sizeof *rows; i++)
        ok = cli_table_text(&table, rows[i].name) &&
             cli_table_number(&table, rows[i].value);
    status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    if (!status && !v->common.json && s.nodes) {
        printf("\nThe network has %zu nodes and %zu edges", s.nodes, s.edges);
        if (net->margins.units)
            printf(", counted in %llu units of %llu texts",
                   (unsigned long long)net->margins.units,
                   (unsigned long long)net->margins.documents);
        printf(". A node has %.1f neighbours on average; %.1f %% of all pairs are tied. ",
               s.mean_degree, 100 * s.density);
        printf("%.0f %% of the nodes are in the largest component",
               100.0 * (double)s.largest / (double)s.nodes);
        if (s.isolates)
            printf(", %zu are tied to none", s.isolates);
        if (!isnan(s.modularity))
            printf(". Leiden finds %zu groups with modularity %.2f", s.groups,
                   s.modularity);
        printf(".\n");
    }
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_describe = {
    "describe",
    "GRAPH",
    "size, density, shape, in a table and in words",
    "Prints the figures of the network as a whole, and a paragraph that says them.",
    "shabaka describe net.graphml\nshabaka describe net.json --json",
    NULL,
    NULL,
    sizeof(describe_values),
    1,
    1,
    true,
    run_describe};
