/* describe: a network in figures and words. */
#include "cli/cli.h"

#include <math.h>

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
