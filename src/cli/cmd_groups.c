/* groups: communities. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    uint32_t *order = cli_order(run, strength, net->n_nodes);
    cli_table table;
    cli_table_start(&table, columns, 3, v->common.json);
    bool ok = order != NULL;
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
             shb_measure_compute(&run->ctx, net, shb_measure_by_name("strength"), NULL,
                                 strength) != SHB_OK ||
             shb_node_column_add(&run->ctx, net, "group", SHB_INT, &column) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        for (size_t i = 0; i < net->n_nodes; i++)
            column->cells.ints[i] = group[i];
        /* The colours were those of other groups. */
        shb_node_column_drop(net, "color");
        status = cli_step(run, net,
                          "{\"do\":\"groups\",\"groups\":%zu,\"method\":\"%s\","
                          "\"modularity\":%.9g,\"resolution\":%.9g,\"seed\":%u}",
                          n_groups, method->name, isnan(modularity) ? 0 : modularity,
                          v->resolution, v->seed);
    }
    if (!status) {
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
