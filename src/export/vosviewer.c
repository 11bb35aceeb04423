/*
 * VOSviewer's JSON: items are numbered from 1; a cluster is a number; what is counted is
 * a weight (it sizes the items), what is measured a score (it colours them).
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/json_cells.h"

static bool is_number(const shb_column *column) {
    return column->type == SHB_INT || column->type == SHB_DOUBLE;
}

/* Weights may not be negative; a column that is the look or the cluster is neither. */
static bool is_weight(const shb_network *net, const shb_column *column) {
    if (column->type != SHB_INT || strcmp(column->name, "group") == 0 ||
        shb_is_drawing(net, column))
        return false;
    for (size_t i = 0; i < net->n_nodes; i++)
        if (!shb_cell_is_missing(column, i) && column->cells.ints[i] < 0)
            return false;
    return true;
}

static bool is_score(const shb_network *net, const shb_column *column) {
    return is_number(column) && !is_weight(net, column) &&
           strcmp(column->name, "group") != 0 && !shb_is_drawing(net, column);
}

static void put_numbers(shb_output *out, const shb_network *net, size_t node, bool first,
                        bool (*belongs)(const shb_network *, const shb_column *)) {
    for (size_t i = 0; i < net->node_columns.count; i++) {
        const shb_column *column = &net->node_columns.items[i];
        if (!belongs(net, column) || shb_cell_is_missing(column, node))
            continue;
        if (!first)
            shb_putc(out, ',');
        first = false;
        shb_put_json_z(out, column->name);
        shb_putc(out, ':');
        shb_put_json_cell(out, column, node);
    }
}

static void put_cell(shb_output *out, const char *name, const shb_column *column,
                     size_t node) {
    if (!column || shb_cell_is_missing(column, node))
        return;
    shb_printf(out, ",\"%s\":", name);
    shb_put_json_cell(out, column, node);
}

static void put_item(shb_output *out, const shb_network *net, const shb_column *labels,
                     const double *strength, const double *links, size_t node) {
    const shb_column *group = shb_node_column(net, "group");
    shb_printf(out, "{\"id\":%zu,\"label\":", node + 1);
    shb_put_json_z(out, shb_shown_label(net, labels, node));
    shb_puts(out, ",\"description\":");
    shb_put_json_z(out, net->nodes[node].id);
    put_cell(out, "x", shb_drawing_column(net, "x"), node);
    put_cell(out, "y", shb_drawing_column(net, "y"), node);
    if (group && group->type == SHB_INT && !shb_cell_is_missing(group, node) &&
        group->cells.ints[node] >= 1)
        put_cell(out, "cluster", group, node);
    shb_puts(out, ",\"weights\":{\"Links\":");
    shb_put_double(out, links[node]);
    shb_puts(out, ",\"Total link strength\":");
    shb_put_double(out, strength[node]);
    put_numbers(out, net, node, false, is_weight);
    shb_puts(out, "},\"scores\":{");
    put_numbers(out, net, node, true, is_score);
    shb_puts(out, "}}");
}

shb_status shb_vosviewer_write(shb_ctx *ctx, const shb_network *net,
                               const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    double *strength = shb_alloc_array(2 * net->n_nodes, sizeof *strength);
    if (!strength)
        return shb_fail_memory(ctx);
    double *links = strength + net->n_nodes;
    for (size_t i = 0; i < net->n_edges; i++) {
        const uint32_t ends[] = {net->edges[i].a, net->edges[i].b};
        for (int k = 0; k < 2; k++) {
            strength[ends[k]] += net->edges[i].weight;
            links[ends[k]]++;
        }
    }
    shb_puts(out, "{\"network\":{\"items\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        shb_puts(out, i ? ",\n" : "\n");
        put_item(out, net, labels, strength, links, i);
    }
    shb_puts(out, "\n],\"links\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[i];
        shb_printf(out,
                   "%s\n{\"source_id\":%u,\"target_id\":%u,\"strength\":", i ? "," : "",
                   edge->a + 1, edge->b + 1);
        shb_put_double(out, edge->weight);
        shb_putc(out, '}');
    }
    shb_puts(out, "\n]}}\n");
    shb_free(strength);
    return shb_check_cancel(ctx);
}
