/* rank: centralities of nodes, and of edges. */
#include <stdlib.h>
#include <string.h>

#include "cli/export.h"
#include "cli/networks.h"
#include "cli/table.h"

typedef struct rank_values {
    cli_common common;
    cli_export_values export;
    const char *by, *type, *distance;
    cli_list from;
    bool edges, outranks;
    uint32_t top;
} rank_values;

static const rank_values rank_defaults = {.top = UINT32_MAX};

#define RANK(member) offsetof(rank_values, member)
static const cli_option rank_options[] = {
    {"by", 0, CLI_NAMES, RANK(by), "MEASURE[:X],...|all",
     "measures, the first one sorts (strength; of edges: betweenness); X is the "
     "parameter of those that have one"},
    {"edges", 0, CLI_FLAG, RANK(edges), NULL, "rank the edges, by their own measures"},
    {"top", 'n', CLI_COUNT, RANK(top), "N", "rows; 0: all (20; all with --json)"},
    {"type", 0, CLI_NAMES, RANK(type), "LIST",
     "only rows of these types (of an edge: both ends)"},
    {"from", 0, CLI_LIST, RANK(from), "NAME",
     "where the walker of pagerank_from starts; may be given again"},
    {"distance", 0, CLI_TEXT, RANK(distance), "inverse|log|none",
     "length of a way along an edge: 1/weight, -log of its share of the maximum, or 1 "
     "(inverse)"},
    {"outranks", 0, CLI_FLAG, RANK(outranks), NULL,
     "how surely A ranks above B, by each measure of a network built with --bootstrap"},
    CLI_GROUP_AT(RANK(export), cli_relabel_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

enum { MAX_MEASURES = 26, MAX_SURE = 5, MAX_COLUMNS = 5 + MAX_MEASURES * (1 + MAX_SURE) };

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

/* What is ranked, by what; the values are owned. */
typedef struct ranking {
    const rank_values *v;
    shb_network *net;
    size_t n_rows;
    bool types[SHB_N_TYPES];
    cli_measure measures[MAX_MEASURES];
    double *values[MAX_MEASURES];
    size_t n;
    unsigned uses; /* of all measures */
    shb_measure_options options;
    uint32_t from[sizeof((cli_list *)0)->items / sizeof *((cli_list *)0)->items];
    uint32_t *groups;
} ranking;

static int parse_measures(cli_run *run, ranking *r) {
    bool edges = r->v->edges;
    const char *list = r->v->by ? r->v->by : edges ? "betweenness" : "strength";
    size_t n;
    const shb_measure *all = edges ? shb_edge_measures(&n) : shb_measures(&n);
    int status = 0;
    if (strcmp(list, "all") == 0) {
        for (size_t i = 0; !status && i < n; i++)
            if (!(all[i].uses & SHB_USES_FROM) || r->v->from.count)
                status = cli_find_measure(run, all[i].name, edges, &r->measures[r->n++]);
    } else {
        while (!status && *list) {
            char text[64];
            size_t len = strcspn(list, ",");
            snprintf(text, sizeof text, "%.*s", (int)len, list);
            if (r->n == MAX_MEASURES)
                return cli_usage(run, "more than %d measures", MAX_MEASURES);
            status = cli_find_measure(run, text, edges, &r->measures[r->n++]);
            list += len + (list[len] == ',');
        }
    }
    for (size_t i = 0; !status && i < r->n; i++)
        r->uses |= r->measures[i].measure->uses;
    if (!status && r->n == 0)
        return cli_usage(run, "--by needs a measure");
    if (!status && r->uses & SHB_USES_FROM && !r->v->from.count)
        return cli_usage(run, "say where the walker starts: --from NAME");
    if (!status && r->v->from.count && !(r->uses & SHB_USES_FROM))
        return cli_usage(run, "--from needs --by pagerank_from");
    return status;
}

static int find_groups(cli_run *run, ranking *r) {
    bool carried;
    size_t n;
    r->groups = calloc(r->net->n_nodes + 1, sizeof *r->groups);
    if (!r->groups)
        return shb_fail_memory(&run->ctx), cli_failed(run);
    if (shb_groups_of(&run->ctx, r->net, r->groups, &n, &carried) != SHB_OK)
        return cli_failed(run);
    r->options.groups = r->groups;
    cli_say(run, carried ? "groups: the %zu of the file\n" : "groups: %zu by leiden\n",
            n);
    return 0;
}

/* The column of a measure in the files to be written. */
static int add_column(cli_run *run, ranking *r, size_t m) {
    shb_column *column;
    shb_status (*add)(shb_ctx *, shb_network *, const char *, shb_column_type,
                      shb_column **) =
        r->v->edges ? shb_edge_column_add : shb_node_column_add;
    if (add(&run->ctx, r->net, r->measures[m].name, SHB_DOUBLE, &column) != SHB_OK)
        return cli_failed(run);
    memcpy(column->cells.doubles, r->values[m], r->n_rows * sizeof(double));
    return 0;
}

static int compute(cli_run *run, ranking *r) {
    int status = 0;
    shb_status (*measure)(shb_ctx *, const shb_network *, const shb_measure *,
                          const shb_measure_options *, double *) =
        r->v->edges ? shb_edge_measure_compute : shb_measure_compute;
    for (size_t i = 0; !status && i < r->v->from.count; i++)
        status = cli_find_node(run, r->net, r->v->from.items[i], &r->from[i]);
    r->options.from = r->from;
    r->options.n_from = r->v->from.count;
    if (!status && r->uses & SHB_USES_GROUPS)
        status = find_groups(run, r);
    for (size_t m = 0; m < r->n && !status; m++) {
        r->options.parameter = r->measures[m].parameter;
        r->values[m] = malloc((r->n_rows + 1) * sizeof(double));
        if (!r->values[m])
            status = (shb_fail_memory(&run->ctx), cli_failed(run));
        else if (measure(&run->ctx, r->net, r->measures[m].measure, &r->options,
                         r->values[m]) != SHB_OK)
            status = cli_failed(run);
        else if (r->v->export.outputs.count)
            status = add_column(run, r, m);
    }
    return status;
}

static int save(cli_run *run, ranking *r) {
    static const char *const distances[] = {"inverse", "log", "none"};
    char names[1024] = "", from[1024] = "";
    size_t used = 0;
    for (size_t m = 0; m < r->n && used < sizeof names; m++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", m ? "," : "",
                                 r->measures[m].name);
    used = 0;
    for (size_t i = 0; i < r->options.n_from && used < sizeof from; i++)
        used += (size_t)snprintf(from + used, sizeof from - used, "%s%s", i ? ", " : "",
                                 r->net->nodes[r->from[i]].id);
    int status = cli_step(
        run, r->net, "{\"distance\":\"%s\",\"do\":\"%s\",%s%s%s\"names\":\"%s\"}",
        distances[r->options.distance], r->v->edges ? "rank_edges" : "rank",
        *from ? "\"from\":\"" : "", from, *from ? "\"," : "", names);
    return status ? status : cli_save(run, r->net, &r->v->export);
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
    if (!(found.replicates || found.left_out) || found.changed ||
        distance != SHB_DISTANCE_INVERSE)
        return 0;
    *out = true;
    if (!v->common.json && found.left_out)
        cli_say(run, "se: standard error, from leaving out each of %u groups of texts\n",
                found.left_out);
    if (!v->common.json && found.replicates)
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

static bool is_wanted(const ranking *r, uint32_t node) {
    const char *type = type_of(r->net, node);
    shb_type parsed;
    return !r->v->type || (type && shb_type_parse(type, &parsed) && r->types[parsed]);
}

static bool put_node(cli_table *table, const ranking *r, uint32_t i) {
    return (!r->v->common.json || cli_table_text(table, r->net->nodes[i].id)) &&
           cli_table_text(table, r->net->nodes[i].label) &&
           cli_table_text(table, type_of(r->net, i));
}

static bool put_edge(cli_table *table, const ranking *r, uint32_t i) {
    const shb_edge *edge = &r->net->edges[i];
    const shb_node *a = &r->net->nodes[edge->a], *b = &r->net->nodes[edge->b];
    return (!r->v->common.json ||
            (cli_table_text(table, a->id) && cli_table_text(table, b->id))) &&
           cli_table_text(table, a->label) && cli_table_text(table, b->label) &&
           cli_table_number(table, edge->weight);
}

static int print(cli_run *run, const ranking *r) {
    static const cli_column of_nodes[] = {{"id", "id", CELL_TEXT},
                                          {"label", "label", CELL_TEXT},
                                          {"type", "type", CELL_TEXT}},
                            of_edges[] = {{"a", "a", CELL_TEXT},
                                          {"b", "b", CELL_TEXT},
                                          {"a", "label_a", CELL_TEXT},
                                          {"b", "label_b", CELL_TEXT},
                                          {"weight", "weight", CELL_NUMBER}};
    cli_column columns[MAX_COLUMNS];
    char names[MAX_MEASURES][MAX_SURE][96];
    bool is_sure = false;
    int status =
        r->v->edges ? 0 : ask_sure(run, r->v, r->net, r->options.distance, &is_sure);
    if (status)
        return status;
    bool edges = r->v->edges, json = r->v->common.json, ok = true;
    size_t n = 0, ids = json ? 0 : edges ? 2 : 1; /* ids are for programs */
    for (size_t i = ids; i < (edges ? 5 : 3); i++)
        columns[n++] = edges ? of_edges[i] : of_nodes[i];
    for (size_t m = 0; m < r->n; m++) {
        columns[n++] =
            (cli_column){r->measures[m].name, r->measures[m].name, CELL_NUMBER};
        for (size_t k = 0; is_sure && k < MAX_SURE; k++)
            if (sure_column(r->net, r->measures[m].measure, k)) {
                snprintf(names[m][k], sizeof names[m][k], "%s_%s",
                         r->measures[m].measure->name, sure[k].suffix);
                columns[n++] = (cli_column){sure[k].title, names[m][k], CELL_NUMBER};
            }
    }
    uint32_t *order = cli_order(run, r->values[0], r->n_rows);
    if (!order)
        return cli_failed(run);
    cli_table table;
    cli_table_start(&table, columns, n, json);
    uint32_t rows = 0, top = r->v->top != UINT32_MAX ? r->v->top : json ? 0 : 20;
    for (size_t k = 0; ok && k < r->n_rows && (top == 0 || rows < top); k++) {
        uint32_t i = order[k];
        const shb_edge *edge = edges ? &r->net->edges[i] : NULL;
        if (edge ? !is_wanted(r, edge->a) || !is_wanted(r, edge->b) : !is_wanted(r, i))
            continue;
        ok = edges ? put_edge(&table, r, i) : put_node(&table, r, i);
        for (size_t m = 0; ok && m < r->n; m++) {
            ok = cli_table_number(&table, r->values[m][i]);
            for (size_t s = 0; ok && is_sure && s < MAX_SURE; s++) {
                const shb_column *column = sure_column(r->net, r->measures[m].measure, s);
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
    static const char *const says[] = {"1 / weight", "-log(weight / (maximum + 1))",
                                       "1 an edge, weights unused"};
    ranking r = {.v = user, .options = SHB_MEASURE_OPTIONS_INIT};
    const rank_values *v = r.v;
    if (!cli_distance(v->distance, &r.options.distance))
        return cli_usage(run, "--distance is inverse, log or none, not '%s'",
                         v->distance);
    if (!cli_types(v->type, r.types))
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
    int status = parse_measures(run, &r);
    if (!status && v->common.words.count != (v->outranks ? 3 : 1))
        status = cli_usage(run, v->outranks ? "--outranks takes GRAPH A B"
                                            : "it takes one GRAPH");
    if (status || (status = cli_load(run, v->common.words.items[0], &r.net)))
        return status;
    const shb_column *type = shb_node_column(r.net, "type");
    if (v->type && (!type || type->type != SHB_STRING)) {
        shb_network_free(r.net);
        return cli_usage(run, "the nodes of this network have no type");
    }
    if (v->outranks) {
        status = print_outranks(run, v, r.net);
        shb_network_free(r.net);
        return status ? status : cli_done(run);
    }
    r.n_rows = v->edges ? r.net->n_edges : r.net->n_nodes;
    status = compute(run, &r);
    if (!status && r.uses & SHB_USES_DISTANCE && !v->common.json)
        cli_say(run, "distance along an edge: %s\n", says[r.options.distance]);
    if (!status && v->export.outputs.count)
        status = save(run, &r);
    if (!status)
        status = print(run, &r);
    for (size_t m = 0; m < r.n; m++)
        free(r.values[m]);
    free(r.groups);
    shb_network_free(r.net);
    return status ? status : cli_done(run);
}

const cli_command cli_rank = {
    "rank",
    "GRAPH [--outranks A B]",
    "centralities",
    "Prints the most central nodes, or edges. Measures over ways read weights as "
    "lengths\n"
    "(--distance); those of groups take the groups of the file (groups -o), else "
    "leiden's.\n"
    "With -o the measures become columns of a network file. A network built with\n"
    "--bootstrap shows the 95 % interval of each measure and rank that was resampled.",
    "shabaka rank net.graphml --by betweenness --top 10\n"
    "shabaka rank net.json --by all --json\n"
    "shabaka rank net.json --by pagerank_from --from BRICS --from ШОС\n"
    "shabaka rank net.json --edges --by betweenness,overlap\n"
    "shabaka rank net.json --by pagerank --type person -o ranked.gexf\n"
    "shabaka rank sure.json --outranks Russia China",
    rank_options,
    &rank_defaults,
    sizeof(rank_values),
    1,
    3,
    true,
    run_rank};
