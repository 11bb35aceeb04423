/* rank: centralities. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct rank_values {
    cli_common common;
    cli_export_values export;
    const char *by, *type, *distance;
    uint32_t top;
    bool outranks;
} rank_values;

static const rank_values rank_defaults = {.by = "strength", .top = UINT32_MAX};

#define RANK(member) offsetof(rank_values, member)
static const cli_option rank_options[] = {
    {"by", 0, CLI_NAMES, RANK(by), "MEASURE,...|all",
     "measures, the first one sorts (strength)"},
    {"top", 'n', CLI_COUNT, RANK(top), "N", "rows; 0: all (20; all with --json)"},
    {"type", 0, CLI_NAMES, RANK(type), "LIST", "only rows of these types"},
    {"distance", 0, CLI_TEXT, RANK(distance), "inverse|log|none",
     "length of a way along an edge: 1/weight, -log of its share of the maximum, or 1 "
     "(inverse)"},
    {"outranks", 0, CLI_FLAG, RANK(outranks), NULL,
     "how surely A ranks above B, by each measure of a network built with --bootstrap"},
    CLI_EXPORT_OPTIONS(rank_values),
    {NULL, 0, 0, 0, NULL, NULL},
};

enum { MAX_MEASURES = 64, MAX_SURE = 5, MAX_COLUMNS = 3 + MAX_MEASURES * (1 + MAX_SURE) };

/* What build --bootstrap and --jackknife add to a measure. */
static const struct {
    const char *suffix, *title;
} sure[MAX_SURE] = {{"low", "low"},
                    {"high", "high"},
                    {"rank_low", "rank from"},
                    {"rank_high", "to"},
                    {"se", "se"}};

/* Its column of that suffix, and the column's name; NULL where the network has none. */
static const shb_column *sure_column(const shb_network *net, const shb_measure *measure,
                                     size_t which) {
    char name[96];
    snprintf(name, sizeof name, "%s_%s", measure->name, sure[which].suffix);
    return shb_node_column(net, name);
}

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

static const char *type_of(const shb_network *net, uint32_t node) {
    const shb_column *column = shb_node_column(net, "type");
    return column && column->type == SHB_STRING ? column->cells.strings[node] : NULL;
}

/* Are the intervals those of the measures as they are now? Says what they are. */
static int ask_sure(cli_run *run, const rank_values *v, const shb_network *net,
                    shb_distance distance, bool *out) {
    shb_resampled found;
    *out = false;
    if (shb_network_resampled(&run->ctx, net, &found) != SHB_OK)
        return cli_failed(run);
    if (found.changed)
        cli_say(run, "the network was cut or weighed anew since it was resampled: no "
                     "intervals\n");
    if (!found.replicates || found.changed || distance != SHB_DISTANCE_INVERSE)
        return 0;
    *out = true;
    if (!v->common.json)
        cli_say(run,
                "low to high: 2.5 to 97.5 %% of %u draws of the texts; a draw misses "
                "ties that one text alone names\n",
                found.replicates);
    return 0;
}

static int print_outranks(cli_run *run, const rank_values *v, const shb_network *net) {
    static const cli_column columns[] = {{"measure", "measure", CELL_TEXT},
                                         {"a", "a", CELL_TEXT},
                                         {"b", "b", CELL_TEXT},
                                         {"probability", "probability", CELL_NUMBER}};
    uint32_t a, b;
    shb_resampled found;
    int status = cli_find_node(run, net, v->common.words.items[1], &a);
    if (!status)
        status = cli_find_node(run, net, v->common.words.items[2], &b);
    if (status)
        return status;
    if (shb_network_resampled(&run->ctx, net, &found) != SHB_OK)
        return cli_failed(run);
    cli_table table;
    cli_table_start(&table, columns, 4, v->common.json);
    size_t n, known = 0;
    const shb_measure *all = shb_measures(&n);
    for (size_t m = 0; m < n && !status; m++) {
        double share;
        if (shb_network_outranks(&run->ctx, net, all[m].name, net->nodes[a].id,
                                 net->nodes[b].id, &share) != SHB_OK)
            status = cli_failed(run);
        else if (share >= 0) {
            known++;
            if (!cli_table_text(&table, all[m].name) ||
                !cli_table_text(&table, v->common.json ? net->nodes[a].id
                                                       : net->nodes[a].label) ||
                !cli_table_text(&table, v->common.json ? net->nodes[b].id
                                                       : net->nodes[b].label) ||
                !cli_table_number(&table, share))
                status = (shb_fail_memory(&run->ctx), cli_failed(run));
        }
    }
    if (!status && !known) {
        shb_fail(&run->ctx, SHB_ENOTFOUND, NULL,
                 found.replicates ? "the draws are kept for the first 100 by each "
                                    "measure, and these are not both among them"
                                  : "this network was not built with --bootstrap");
        status = cli_failed(run);
    }
    if (status) {
        cli_table_free(&table);
        return status;
    }
    cli_say(run,
            "share of %u draws of the texts in which a ranks above b, ties as half\n",
            found.replicates);
    return cli_table_end(run, &table);
}

static int print_ranking(cli_run *run, const rank_values *v, const shb_network *net,
                         const shb_measure **measures, size_t n_measures, double **values,
                         shb_distance distance) {
    cli_column columns[MAX_COLUMNS];
    char names[MAX_MEASURES][MAX_SURE][96];
    bool is_sure;
    int status = ask_sure(run, v, net, distance, &is_sure);
    if (status)
        return status;
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
    for (size_t m = 0; m < n_measures; m++) {
        columns[n++] = (cli_column){measures[m]->name, measures[m]->name, CELL_NUMBER};
        for (size_t k = 0; is_sure && k < MAX_SURE; k++)
            if (sure_column(net, measures[m], k)) {
                snprintf(names[m][k], sizeof names[m][k], "%s_%s", measures[m]->name,
                         sure[k].suffix);
                columns[n++] = (cli_column){sure[k].title, names[m][k], CELL_NUMBER};
            }
    }
    uint32_t *order = cli_order(run, values[0], net->n_nodes);
    if (!order)
        return cli_failed(run);
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
        for (size_t m = 0; ok && m < n_measures; m++) {
            ok = cli_table_number(&table, values[m][i]);
            for (size_t s = 0; ok && is_sure && s < MAX_SURE; s++) {
                const shb_column *column = sure_column(net, measures[m], s);
                ok = !column || cli_table_number(&table, shb_cell_number(column, i));
            }
        }
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
    if (v->common.words.count != (v->outranks ? 3 : 1))
        return cli_usage(run, v->outranks ? "--outranks takes GRAPH A B"
                                          : "it takes one GRAPH");
    shb_network *net = NULL;
    if ((status = cli_load(run, v->common.words.items[0], &net)))
        return status;
    if (v->outranks) {
        status = print_outranks(run, v, net);
        shb_network_free(net);
        return status ? status : cli_done(run);
    }
    bool any_distance = false;
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
            any_distance |= measures[m]->uses_distance;
    }
    if (!status && any_distance && !v->common.json) {
        static const char *const says[] = {"1 / weight", "-log(weight / (maximum + 1))",
                                           "1 an edge, weights unused"};
        cli_say(run, "distance along an edge: %s\n", says[distance]);
    }
    static const char *const distances[] = {"inverse", "log", "none"};
    if (!status && v->export.outputs.count &&
        !(status =
              cli_step(run, net, "{\"distance\":\"%s\",\"do\":\"rank\",\"names\":\"%s\"}",
                       distances[distance], v->by)))
        status = cli_save(run, net, &v->export);
    if (!status)
        status = print_ranking(run, v, net, measures, n, values, distance);
    for (size_t m = 0; m < n; m++)
        free(values[m]);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_rank = {
    "rank",
    "GRAPH [--outranks A B]",
    "centralities",
    "Prints the most central nodes. Measures over ways read weights as lengths "
    "(--distance).\n"
    "With -o the measures become columns of a network file. A network built with\n"
    "--bootstrap shows the 95 % interval of each measure and rank that was resampled.",
    "shabaka rank net.graphml --by betweenness --top 10\n"
    "shabaka rank net.json --by all --json\n"
    "shabaka rank net.json --by pagerank --type person -o ranked.gexf\n"
    "shabaka rank sure.json --outranks Russia China",
    rank_options,
    &rank_defaults,
    sizeof(rank_values),
    1,
    3,
    true,
    run_rank};
