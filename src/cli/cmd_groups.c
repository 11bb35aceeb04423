/* groups: communities, how sure they are, and who stands between them. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/export.h"
#include "cli/networks.h"
#include "cli/table.h"

typedef struct groups_values {
    cli_common common;
    cli_export_values export;
    const char *by, *compare, *between, *distance;
    double resolution;
    uint32_t seed, top, runs;
    bool consensus, stability;
} groups_values;

static const groups_values groups_defaults = {
    .by = "leiden", .resolution = 1, .seed = 1, .top = UINT32_MAX, .runs = 100};

#define GROUPS(member) offsetof(groups_values, member)
static const cli_option groups_options[] = {
    {"by", 0, CLI_TEXT, GROUPS(by), "METHOD", "how to find them (leiden)"},
    {"resolution", 0, CLI_NUMBER, GROUPS(resolution), "X",
     "higher gives more and smaller groups; leiden, louvain and cpm (1)"},
    {"seed", 0, CLI_COUNT, GROUPS(seed), "N", "seed of the random choices (1)"},
    {"consensus", 0, CLI_FLAG, GROUPS(consensus), NULL,
     "the groups that many seeds agree on (Lancichinetti and Fortunato 2012, "
     "doi:10.1038/srep00336)"},
    {"stability", 0, CLI_FLAG, GROUPS(stability), NULL,
     "how often each node stays with most of its group over many seeds, as a column, and "
     "the mean of each group"},
    {"runs", 0, CLI_COUNT, GROUPS(runs), "N",
     "seeds of --consensus and --stability, from --seed on (100)", NULL,
     "consensus|stability"},
    {"compare", 0, CLI_NAMES, GROUPS(compare), "METHOD,...|all",
     "print how alike the groups of other methods are: NMI, ARI, VI"},
    {"between", 0, CLI_TEXT, GROUPS(between), "A,B",
     "print who stands between two groups, each a number or one of its members: the "
     "share of shortest ways from one to the other (Flom et al. 2004), and its own ties"},
    {"distance", 0, CLI_TEXT, GROUPS(distance), "inverse|log|none",
     "length of an edge for --between (inverse)"},
    {"top", 'n', CLI_COUNT, GROUPS(top), "N",
     "members shown of each group (5); rows of --between (20); 0: all"},
    CLI_GROUP_AT(GROUPS(export), cli_relabel_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

/* The groups found; arrays are owned. */
typedef struct found {
    const groups_values *v;
    shb_network *net;
    const shb_group_method *method;
    uint32_t *group;
    size_t n_groups;
    double modularity;
    double *stability; /* NULL: not asked for */
    char **names, **members;
} found;

static int out_of_memory(cli_run *run) {
    shb_fail_memory(&run->ctx);
    return cli_failed(run);
}

static int find(cli_run *run, found *f) {
    const groups_values *v = f->v;
    shb_ctx *ctx = &run->ctx;
    size_t n = f->net->n_nodes, rounds = 0, top = v->top == UINT32_MAX ? 5 : v->top;
    f->group = calloc(n + 1, sizeof *f->group);
    f->names = calloc(n + 1, sizeof *f->names);
    f->members = calloc(n + 1, sizeof *f->members);
    f->stability = v->stability ? calloc(n + 1, sizeof *f->stability) : NULL;
    if (!f->group || !f->names || !f->members || (v->stability && !f->stability))
        return out_of_memory(run);
    shb_status st =
        v->consensus ? shb_groups_consensus(ctx, f->net, f->method, v->resolution,
                                            v->seed, v->runs, f->group, &f->n_groups,
                                            &f->modularity, &rounds)
                     : shb_groups_compute(ctx, f->net, f->method, v->resolution, v->seed,
                                          f->group, &f->n_groups, &f->modularity);
    if (st == SHB_OK && v->stability)
        st = shb_groups_stability(ctx, f->net, f->method, v->resolution, v->seed, v->runs,
                                  f->group, f->stability);
    if (st == SHB_OK)
        st = shb_groups_name(ctx, f->net, f->group, f->n_groups, 3, ", ", f->names);
    if (st == SHB_OK)
        st = shb_groups_name(ctx, f->net, f->group, f->n_groups, top ? top : n, "\n",
                             f->members);
    if (st != SHB_OK)
        return cli_failed(run);
    if (rounds)
        cli_say(run, "consensus of %u runs after %zu rounds\n", v->runs, rounds);
    return 0;
}

/* ---- as columns of a file ---- */

static int add_columns(cli_run *run, const found *f) {
    shb_column *column;
    shb_network *net = f->net;
    shb_ctx *ctx = &run->ctx;
    shb_status st = shb_node_column_add(ctx, net, "group", SHB_INT, &column);
    for (size_t i = 0; st == SHB_OK && i < net->n_nodes; i++)
        column->cells.ints[i] = f->group[i];
    if (st == SHB_OK)
        st = shb_node_column_add(ctx, net, "group_name", SHB_STRING, &column);
    for (size_t i = 0; st == SHB_OK && i < net->n_nodes; i++)
        st = shb_cell_set_string(ctx, column, i, f->names[f->group[i] - 1]);
    if (st == SHB_OK && f->stability &&
        (st = shb_node_column_add(ctx, net, "stability", SHB_DOUBLE, &column)) == SHB_OK)
        memcpy(column->cells.doubles, f->stability, net->n_nodes * sizeof(double));
    /* These were those of other groups. */
    shb_node_column_drop(net, "color");
    shb_node_column_drop(net, "group_stability");
    shb_edge_column_drop(net, "together");
    return st == SHB_OK ? 0 : cli_failed(run);
}

static int save(cli_run *run, const found *f) {
    const groups_values *v = f->v;
    char runs[64] = "";
    if (v->consensus)
        snprintf(runs, sizeof runs, "\"agreement\":\"consensus\",\"runs\":%u,", v->runs);
    int status = add_columns(run, f);
    if (!status)
        status =
            cli_step(run, f->net,
                     "{%s\"do\":\"groups\",\"groups\":%zu,\"method\":\"%s\","
                     "\"modularity\":%.9g,\"resolution\":%.9g,\"seed\":%u}",
                     runs, f->n_groups, f->method->name,
                     isnan(f->modularity) ? 0 : f->modularity, v->resolution, v->seed);
    return status ? status : cli_save(run, f->net, &v->export);
}

/* ---- tables ---- */

static int end_table(cli_run *run, cli_table *table, bool ok) {
    if (ok)
        return cli_table_end(run, table);
    cli_table_free(table);
    return out_of_memory(run);
}

static int print_groups(cli_run *run, const found *f) {
    static const cli_column all[] = {{"group", "group", CELL_NUMBER},
                                     {"size", "size", CELL_NUMBER},
                                     {"stability", "stability", CELL_NUMBER},
                                     {"name", "name", CELL_TEXT},
                                     {"members", "members", CELL_LIST}};
    bool json = f->v->common.json, ok = true;
    cli_column columns[5];
    size_t n = 0, alone = 0, n_nodes = f->net->n_nodes;
    for (size_t i = 0; i < 5; i++)
        if ((i != 2 || f->stability) && (i != 3 || json))
            columns[n++] = all[i];
    size_t *size = calloc(f->n_groups + 1, sizeof *size);
    double *stays = calloc(f->n_groups + 1, sizeof *stays);
    cli_table table;
    cli_table_start(&table, columns, n, json);
    ok = size && stays;
    for (size_t i = 0; ok && i < n_nodes; i++) {
        size[f->group[i]]++;
        stays[f->group[i]] += f->stability ? f->stability[i] : 0;
    }
    for (size_t g = 1; ok && g <= f->n_groups; g++) {
        if (size[g] == 1 && !json) {
            alone++;
            continue;
        }
        ok = cli_table_number(&table, (double)g) &&
             cli_table_number(&table, (double)size[g]);
        if (f->stability)
            ok = ok && cli_table_number(&table, shb_round9(stays[g] / (double)size[g]));
        if (json)
            ok = ok && cli_table_text(&table, f->names[g - 1]);
        ok = ok && cli_table_text(&table, f->members[g - 1]);
    }
    free(size);
    free(stays);
    int status = end_table(run, &table, ok);
    if (!status && alone)
        cli_say(run, "%zu more are alone in their group\n", alone);
    if (!status && !isnan(f->modularity))
        cli_say(run, "%zu groups by %s, modularity %.3f\n", f->n_groups, f->method->name,
                f->modularity);
    return status;
}

/* One row of another method. */
static int compare_one(cli_run *run, const found *f, const shb_group_method *method,
                       cli_table *table) {
    const groups_values *v = f->v;
    shb_agreement with = {NAN, NAN, NAN};
    size_t n = 0;
    double modularity = NAN;
    uint32_t *other = calloc(f->net->n_nodes + 1, sizeof *other);
    if (!other)
        return out_of_memory(run);
    shb_status st = shb_groups_compute(&run->ctx, f->net, method, v->resolution, v->seed,
                                       other, &n, &modularity);
    if (st == SHB_OK)
        st = shb_groups_agreement(&run->ctx, f->group, other, f->net->n_nodes, &with);
    free(other);
    if (st != SHB_OK)
        return cli_failed(run);
    bool ok = cli_table_text(table, method->name) && cli_table_number(table, (double)n) &&
              cli_table_number(table, modularity) && cli_table_number(table, with.nmi) &&
              cli_table_number(table, with.ari) && cli_table_number(table, with.vi);
    return ok ? 0 : out_of_memory(run);
}

static int print_comparison(cli_run *run, const found *f) {
    static const cli_column columns[] = {{"method", "method", CELL_TEXT},
                                         {"groups", "groups", CELL_NUMBER},
                                         {"modularity", "modularity", CELL_NUMBER},
                                         {"nmi", "nmi", CELL_NUMBER},
                                         {"ari", "ari", CELL_NUMBER},
                                         {"vi", "vi", CELL_NUMBER}};
    bool all = strcmp(f->v->compare, "all") == 0;
    size_t n;
    const shb_group_method *methods = shb_group_methods(&n);
    int status = 0;
    cli_table table;
    cli_table_start(&table, columns, 6, f->v->common.json);
    for (size_t i = 0; all && !status && i < n; i++)
        if (&methods[i] != f->method)
            status = compare_one(run, f, &methods[i], &table);
    for (const char *list = f->v->compare; !all && !status && *list;) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        const shb_group_method *method = shb_group_method_by_name(name);
        status = method ? compare_one(run, f, method, &table)
                        : cli_usage(run, "unknown method '%s'", name);
        list += len + (list[len] == ',');
    }
    if (!status)
        cli_say(run, "beside the %zu groups by %s%s\n", f->n_groups, f->method->name,
                f->v->consensus ? ", consensus" : "");
    if (!status)
        return cli_table_end(run, &table);
    cli_table_free(&table);
    return status;
}

/* "3", or one of its members. */
static int find_group(cli_run *run, const found *f, const char *text, size_t len,
                      uint32_t *out) {
    char name[512];
    snprintf(name, sizeof name, "%.*s", (int)len, text);
    if (*name && strspn(name, "0123456789") == strlen(name)) {
        unsigned long number = strtoul(name, NULL, 10);
        if (number < 1 || number > f->n_groups)
            return cli_usage(run, "there is no group %s; there are %zu", name,
                             f->n_groups);
        *out = (uint32_t)number;
        return 0;
    }
    uint32_t node;
    int status = cli_find_node(run, f->net, name, &node);
    if (!status)
        *out = f->group[node];
    return status;
}

static int print_between(cli_run *run, const found *f) {
    static const cli_column all[] = {{"id", "id", CELL_TEXT},
                                     {"label", "label", CELL_TEXT},
                                     {"type", "type", CELL_TEXT},
                                     {"group", "group", CELL_NUMBER},
                                     {"to A", "to_a", CELL_NUMBER},
                                     {"to B", "to_b", CELL_NUMBER},
                                     {"between", "between", CELL_NUMBER}};
    const groups_values *v = f->v;
    const char *comma = strchr(v->between, ',');
    size_t n = f->net->n_nodes;
    uint32_t a = 0, b = 0, rows = 0, top = v->top == UINT32_MAX ? 20 : v->top;
    shb_distance distance;
    if (!cli_distance(v->distance, &distance))
        return cli_usage(run, "--distance is inverse, log or none, not '%s'",
                         v->distance);
    if (!comma)
        return cli_usage(run, "--between needs two groups: A,B");
    int status = find_group(run, f, v->between, (size_t)(comma - v->between), &a);
    if (!status)
        status = find_group(run, f, comma + 1, strlen(comma + 1), &b);
    if (status)
        return status;
    if (a == b)
        return cli_usage(run, "both are in group %u", a);
    double *values = malloc(3 * (n + 1) * sizeof *values);
    uint32_t *order = NULL;
    if (!values)
        return out_of_memory(run);
    double *between = values, *to_a = values + n, *to_b = values + 2 * n;
    if (shb_between_groups(&run->ctx, f->net, f->group, a, b, distance, between, to_a,
                           to_b) != SHB_OK ||
        !(order = cli_order(run, between, n))) {
        free(values);
        return cli_failed(run);
    }
    bool json = v->common.json, ok = true;
    const shb_column *types = shb_node_column(f->net, "type");
    cli_table table;
    cli_table_start(&table, json ? all : all + 1, json ? 7 : 6, json);
    for (size_t k = 0; ok && k < n && (top == 0 || rows < top); k++) {
        uint32_t i = order[k];
        if (!(between[i] > 0))
            break;
        ok = (!json || cli_table_text(&table, f->net->nodes[i].id)) &&
             cli_table_text(&table, f->net->nodes[i].label) &&
             cli_table_text(&table, types && types->type == SHB_STRING
                                        ? types->cells.strings[i]
                                        : NULL) &&
             cli_table_number(&table, f->group[i]) && cli_table_number(&table, to_a[i]) &&
             cli_table_number(&table, to_b[i]) && cli_table_number(&table, between[i]);
        rows++;
    }
    free(order);
    free(values);
    cli_say(run, "A is group %u: %s\nB is group %u: %s\n", a, f->names[a - 1], b,
            f->names[b - 1]);
    return end_table(run, &table, ok);
}

static int run_groups(cli_run *run, void *user) {
    const groups_values *v = user;
    found f = {.v = v, .method = shb_group_method_by_name(v->by), .modularity = NAN};
    if (!f.method)
        return cli_usage(run, "unknown method '%s'", v->by);
    if (!f.method->resolves && !v->compare &&
        cli_given(run->command, &v->common, "resolution"))
        return cli_usage(run, "--resolution needs --by leiden, louvain or cpm, not %s",
                         v->by);
    int status = cli_load(run, v->common.words.items[0], &f.net);
    if (!status)
        status = find(run, &f);
    if (!status && v->export.outputs.count)
        status = save(run, &f);
    if (!status)
        status = v->between   ? print_between(run, &f)
                 : v->compare ? print_comparison(run, &f)
                              : print_groups(run, &f);
    for (size_t g = 0; g < f.n_groups; g++) {
        free(f.names ? f.names[g] : NULL);
        free(f.members ? f.members[g] : NULL);
    }
    free(f.names);
    free(f.members);
    free(f.group);
    free(f.stability);
    shb_network_free(f.net);
    return status ? status : cli_done(run);
}

const cli_command cli_groups = {
    "groups",
    "GRAPH",
    "communities",
    "Finds groups of nodes that are named together more than with others, and prints "
    "the\n"
    "members of each that are named most with the rest of it. With -o the group, its "
    "name (its\n"
    "first three members) and its stability become columns of a network file. NMI: Danon "
    "et al.\n"
    "2005, doi:10.1088/1742-5468/2005/09/P09008; ARI: Hubert and Arabie 1985, "
    "doi:10.1007/BF01908075;\n"
    "VI, in nats: Meila 2007, doi:10.1016/j.jmva.2006.11.013.",
    "shabaka groups net.graphml\nshabaka groups net.json --by infomap -o grouped.gexf\n"
    "shabaka groups net.json --consensus --stability -o sure.json\n"
    "shabaka groups net.json --compare all\n"
    "shabaka groups net.json --between BRICS,НАТО",
    groups_options,
    &groups_defaults,
    sizeof(groups_values),
    1,
    1,
    true,
    run_groups};
