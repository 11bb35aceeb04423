/* Cytoscape JSON (.cyjs): Cytoscape's own, and what Cytoscape.js takes as it is. */
#include "export/picture_text.h"
#include "export/formats.h"
#include "export/json_cells.h"

/* "parent" would put a node into another; positions are members of their own. */
static const char *const node_reserved[] = {"id",          "label",  "name",
                                            "shared_name", "parent", NULL};
static const char *const edge_reserved[] = {"id",     "source", "target",      "weight",
                                            "parent", "name",   "shared_name", NULL};

static bool is_place(const shb_network *net, const shb_column *column) {
    return column == shb_drawing_column(net, "x") ||
           column == shb_drawing_column(net, "y");
}

static const shb_field_rules node_rules = {node_reserved, is_place, NULL};
static const shb_field_rules edge_rules = {edge_reserved, NULL, NULL};

/* On a screen y grows downwards. */
static void put_place(shb_output *out, const shb_network *net, size_t node) {
    const shb_column *x = shb_drawing_column(net, "x"), *y = shb_drawing_column(net, "y");
    if (!x || !y || shb_cell_is_missing(x, node) || shb_cell_is_missing(y, node))
        return;
    double down = -shb_cell_number(y, node);
    shb_puts(out, ",\"position\":{\"x\":");
    shb_put_double(out, shb_cell_number(x, node));
    shb_puts(out, ",\"y\":");
    shb_put_double(out, down == 0 ? 0 : down);
    shb_putc(out, '}');
}

shb_status shb_cytoscape_write(shb_ctx *ctx, const shb_network *net,
                               const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    bool own = shb_ids_fit(net);
    shb_fields nodes = {NULL, 0}, edges = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_NODES, &node_rules, !own, &nodes);
    if (st != SHB_OK || (st = shb_fields_make(ctx, net, SHB_OF_EDGES, &edge_rules, false,
                                              &edges)) != SHB_OK)
        goto done;
    shb_puts(out, "{\"format_version\":\"1.0\",\"generated_by\":\"shabaka\","
                  "\"target_cytoscapejs_version\":\"~3.0\",\"data\":{\"name\":");
    const char *title = shb_title_for(net, options);
    shb_put_json_z(out, title ? title : "shabaka");
    shb_puts(out, "},\"elements\":{\"nodes\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        shb_puts(out, i ? ",\n{\"data\":{" : "\n{\"data\":{");
        shb_put_json_id(out, net, own, "id", i);
        shb_puts(out, ",\"name\":");
        shb_put_json_z(out, shb_shown_label(net, labels, i));
        shb_puts(out, ",\"label\":");
        shb_put_json_z(out, shb_shown_label(net, labels, i));
        shb_put_json_fields(out, net, &nodes, i);
        shb_putc(out, '}');
        put_place(out, net, i);
        shb_putc(out, '}');
    }
    shb_puts(out, "\n],\"edges\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        shb_printf(out, "%s\n{\"data\":{\"id\":\"e%zu\",", i ? "," : "", i);
        shb_put_json_id(out, net, own, "source", net->edges[i].a);
        shb_putc(out, ',');
        shb_put_json_id(out, net, own, "target", net->edges[i].b);
        shb_puts(out, ",\"weight\":");
        shb_put_double(out, net->edges[i].weight);
        shb_put_json_fields(out, net, &edges, i);
        shb_puts(out, "}}");
    }
    shb_puts(out, "\n]}}\n");
    st = shb_check_cancel(ctx);
done:
    shb_fields_done(&nodes);
    shb_fields_done(&edges);
    return st;
}
