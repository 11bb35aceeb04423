/* describe: a network in figures and words. */
#include <math.h>
#include <stdlib.h>

#include "cli/networks.h"
#include "cli/table.h"

typedef struct describe_values {
    cli_common common;
    bool degrees;
    uint32_t runs, seed;
} describe_values;

static const describe_values describe_defaults = {.runs = 1000, .seed = 1};

#define DESCRIBE(member) offsetof(describe_values, member)
static const cli_option describe_options[] = {
    {"degrees", 0, CLI_FLAG, DESCRIBE(degrees), NULL,
     "print the distribution of the degrees instead: how many nodes have each, and what "
     "share has as many or more"},
    {"runs", 0, CLI_COUNT, DESCRIBE(runs), "N",
     "samples that p of the power law is counted from; 0: no p (1000)"},
    {"seed", 0, CLI_COUNT, DESCRIBE(seed), "N", "seed of these (1)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int print_figures(cli_run *run, bool json, const shb_network *net,
                         const shb_shape *s, const shb_power_law *law) {
    const cli_figure figures[] = {
        {"documents", net->margins.documents ? (double)net->margins.documents : NAN},
        {"units", net->margins.units ? (double)net->margins.units : NAN},
        {"nodes", (double)s->nodes},
        {"edges", (double)s->edges},
        {"total weight", s->total_weight},
        {"density", s->density},
        {"mean degree", s->mean_degree},
        {"median degree", s->median_degree},
        {"highest degree", s->highest_degree},
        {"power law: exponent", law->exponent},
        {"power law: from degree", law->xmin},
        {"power law: nodes from there", law->tail ? (double)law->tail : NAN},
        {"power law: KS distance", law->distance},
        {"power law: p", law->p},
        {"power law / lognormal: ratio", law->ratio},
        {"power law / lognormal: p", law->ratio_p},
        {"components", (double)s->components},
        {"largest component", (double)s->largest},
        {"isolates", (double)s->isolates},
        {"transitivity", s->transitivity},
        {"diameter (edges)", s->diameter},
        {"mean distance (edges)", s->mean_distance},
        {"assortativity by type", s->assortativity_type},
        {"assortativity by degree", s->assortativity_degree},
        {"groups (leiden)", (double)s->groups},
        {"modularity", s->modularity},
    };
    return cli_print_figures(run, json, figures, sizeof figures / sizeof *figures);
}

/* What the fit allows to say, and no more. */
static void print_law(const shb_shape *s, const shb_power_law *law) {
    enum { FEW = 50 };
    const double RULED_OUT = .1; /* Clauset, Shalizi and Newman 2009 */
    printf(" Half of the nodes have %g neighbours or fewer, one has %g.",
           floor(s->median_degree), s->highest_degree);
    if (isnan(law->p))
        return;
    if (law->p <= RULED_OUT) {
        printf(" The degrees follow no power law (p %s%.3f).",
               law->p < .001 ? "below " : "", fmax(law->p, .001));
        return;
    }
    printf(" From degree %g on, a power law with exponent %.2f is not ruled out for the "
           "%zu nodes there (p %.2f)",
           law->xmin, law->exponent, law->tail, law->p);
    bool differs = law->ratio_p <= RULED_OUT;
    if (law->tail < FEW)
        printf(", but so few could follow many laws.");
    else if (differs && law->ratio < 0)
        printf(", but a lognormal fits better.");
    else if (differs)
        printf(", and it fits better than a lognormal.");
    else
        printf(", but neither is a lognormal: they cannot be told apart.");
}

static void print_words(const shb_network *net, const shb_shape *s,
                        const shb_power_law *law) {
    printf("\nThe network has %zu nodes and %zu edges", s->nodes, s->edges);
    if (net->margins.units)
        printf(", counted in %llu units of %llu texts",
               (unsigned long long)net->margins.units,
               (unsigned long long)net->margins.documents);
    printf(". A node has %.1f neighbours on average; %.1f %% of all pairs are tied.",
           s->mean_degree, 100 * s->density);
    if (s->edges)
        print_law(s, law);
    printf(" %.0f %% of the nodes are in the largest component",
           100.0 * (double)s->largest / (double)s->nodes);
    if (s->isolates)
        printf(", %zu %s tied to none", s->isolates, s->isolates == 1 ? "is" : "are");
    if (!isnan(s->modularity))
        printf(". Leiden finds %zu groups with modularity %.2f", s->groups,
               s->modularity);
    printf(".\n");
}

static int describe(cli_run *run, const describe_values *v, const shb_network *net,
                    const uint64_t *degrees) {
    shb_shape s;
    shb_power_law law;
    if (shb_shape_compute(&run->ctx, net, &s) != SHB_OK ||
        shb_power_law_fit(&run->ctx, degrees, net->n_nodes, v->runs, v->seed, &law) !=
            SHB_OK)
        return cli_failed(run);
    int status = print_figures(run, v->common.json, net, &s, &law);
    if (!status && !v->common.json && s.nodes)
        print_words(net, &s, &law);
    return status;
}

static int ascending(const void *a, const void *b) {
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return (p > q) - (p < q);
}

static int print_degrees(cli_run *run, bool json, uint64_t *degrees, size_t n) {
    static const cli_column columns[] = {
        {"degree", "degree", CELL_NUMBER},
        {"nodes", "nodes", CELL_NUMBER},
        {"share of as many or more", "share_from", CELL_NUMBER}};
    cli_table table;
    cli_table_start(&table, columns, 3, json);
    bool ok = true;
    qsort(degrees, n, sizeof *degrees, ascending);
    for (size_t from = 0, to; ok && from < n; from = to) {
        for (to = from; to < n && degrees[to] == degrees[from];)
            to++;
        ok = cli_table_number(&table, (double)degrees[from]) &&
             cli_table_number(&table, (double)(to - from)) &&
             cli_table_number(&table, shb_round9((double)(n - from) / (double)n));
    }
    return ok ? cli_table_end(run, &table) : EXIT_FAILED;
}

static int run_describe(cli_run *run, void *user) {
    const describe_values *v = user;
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    uint64_t *degrees = calloc(net->n_nodes + 1, sizeof *degrees);
    if (!degrees) {
        shb_fail_memory(&run->ctx);
        status = cli_failed(run);
    } else {
        shb_degrees(net, degrees);
        status = v->degrees ? print_degrees(run, v->common.json, degrees, net->n_nodes)
                            : describe(run, v, net, degrees);
    }
    free(degrees);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_describe = {
    "describe",
    "GRAPH",
    "size, density, shape, in a table and in words",
    "Prints the figures of the network as a whole, and a paragraph that says them. A "
    "power law\n"
    "is fitted to the degrees as Clauset, Shalizi and Newman 2009 "
    "(doi:10.1137/070710111) do it:\n"
    "a p of 0.1 or less rules it out; the ratio to a lognormal (Vuong 1989, "
    "doi:10.2307/1912557)\n"
    "is below 0 where that is nearer.\n"
    "Density 2 m / (n (n-1)), 0 to 1; transitivity 3 triangles / paths of two steps, 0 "
    "to 1 (Luce\n"
    "and Perry 1949, doi:10.1007/BF02289146); diameter and mean distance count edges, "
    "over pairs\n"
    "that reach each other. Assortativity is -1 to 1 (Newman 2003, "
    "doi:10.1103/PhysRevE.67.026126):\n"
    "by type (sum e_tt - sum a_t^2) / (1 - sum a_t^2), by degree the correlation of the "
    "ends'\n"
    "degrees. Modularity is weighted, -0.5 to 1 (Newman and Girvan 2004,\n"
    "doi:10.1103/PhysRevE.69.026113): sum_g (w_gg / T - (s_g / (2 T))^2), as in 'shabaka "
    "help\n"
    "groups'.",
    "shabaka describe net.graphml\nshabaka describe net.json --json\n"
    "shabaka describe net.json --degrees",
    describe_options,
    &describe_defaults,
    sizeof(describe_values),
    1,
    1,
    true,
    run_describe};
