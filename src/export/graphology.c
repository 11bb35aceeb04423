/* graphology's serialized graph, for sigma.js and Gephi Lite. */
#include "export/picture_text.h"
#include "export/formats.h"
#include "export/json_cells.h"

/* sigma reads type as the name of a drawing program: ours would stop it. */
static const char *const node_reserved[] = {"label", "type", "key", NULL};
static const char *const edge_reserved[] = {"weight", "type", "key", NULL};

static const shb_field_rules node_rules = {node_reserved, NULL, NULL};
static const shb_field_rules edge_rules = {edge_reserved, NULL, NULL};

shb_status shb_graphology_write(shb_ctx *ctx, const shb_network *net,
                                const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    bool own = shb_ids_fit(net);
    shb_fields nodes = {NULL, 0}, edges = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_NODES, &node_rules, !own, &nodes);
    if (st != SHB_OK || (st = shb_fields_make(ctx, net, SHB_OF_EDGES, &edge_rules, false,
                                              &edges)) != SHB_OK)
        goto done;
    shb_puts(out, "{\"attributes\":{\"name\":");
    const char *title = shb_title_for(net, options);
    shb_put_json_z(out, title ? title : "shabaka");
    shb_puts(out, "},\"options\":{\"type\":\"undirected\",\"multi\":false,"
                  "\"allowSelfLoops\":false},\"nodes\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        shb_puts(out, i ? ",\n{" : "\n{");
        shb_put_json_id(out, net, own, "key", i);
        shb_puts(out, ",\"attributes\":{\"label\":");
        shb_put_json_z(out, shb_shown_label(net, labels, i));
        shb_put_json_fields(out, net, &nodes, i);
        shb_puts(out, "}}");
    }
    shb_puts(out, "\n],\"edges\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        shb_printf(out, "%s\n{\"key\":\"e%zu\",", i ? "," : "", i);
        shb_put_json_id(out, net, own, "source", net->edges[i].a);
        shb_putc(out, ',');
        shb_put_json_id(out, net, own, "target", net->edges[i].b);
        shb_puts(out, ",\"undirected\":true,\"attributes\":{\"weight\":");
        shb_put_double(out, net->edges[i].weight);
        shb_put_json_fields(out, net, &edges, i);
        shb_puts(out, "}}");
    }
    shb_puts(out, "\n]}\n");
    st = shb_check_cancel(ctx);
done:
    shb_fields_done(&nodes);
    shb_fields_done(&edges);
    return st;
}
