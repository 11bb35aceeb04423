/* GraphML as Gephi, Cytoscape, networkx, igraph and graphology all read it. */
#include <string.h>

#include "base/alloc.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/record.h"

/*
 * Names that Gephi takes for a property, whatever the value: a column of that name would
 * vanish from its table and change the drawing. `id` and `timeset` are columns of its
 * own. One file has one set of key ids, so that `weight` is only the edges'.
 */
static const char *const node_reserved[] = {
    "label", "nodelabel", "x", "xpos",  "y",  "ypos",    "z",      "zpos", "size",
    "r",     "g",         "b", "color", "id", "timeset", "weight", NULL};
static const char *const edge_reserved[] = {"edgelabel", "weight", "r",       "g",
                                            "b",         "color",  "id",      "key",
                                            "source",    "target", "timeset", NULL};

static const shb_field_rules node_rules = {node_reserved, NULL, shb_is_drawing};
static const shb_field_rules edge_rules = {edge_reserved, NULL, NULL};

static const char *const type_names[] = {[SHB_INT] = "long",
                                         [SHB_DOUBLE] = "double",
                                         [SHB_STRING] = "string",
                                         [SHB_BOOL] = "boolean"};

/* A key's start tag in each cell, `<data key="...">`, made once. */
struct key {
    const shb_column *column; /* NULL: the node's id */
    const char *name;
    char *id;
    char *tag;
};

struct keys {
    struct key *items;
    size_t count;
};

static void keys_done(struct keys *keys) {
    for (size_t i = 0; i < keys->count; i++) {
        shb_free(keys->items[i].id);
        shb_free(keys->items[i].tag);
    }
    shb_free(keys->items);
}

/* `label` is the nodes' and `weight` the edges' property, which no column has. */
static bool is_key(const struct keys *keys, const char *id) {
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->items[i].id, id) == 0)
            return true;
    return strcmp(id, "label") == 0 || strcmp(id, "weight") == 0;
}

/* The three texts one after another, in memory of their own. */
static char *join(const char *first, const char *middle, const char *last) {
    size_t a = strlen(first), b = strlen(middle), c = strlen(last);
    char *text = shb_alloc(a + b + c + 1);
    if (text) {
        memcpy(text, first, a);
        memcpy(text + a, middle, b);
        memcpy(text + a + b, last, c + 1);
    }
    return text;
}

/* An id is the name, with "edge_" before it where the nodes have the same. */
static shb_status make_keys(shb_ctx *ctx, const shb_fields *fields,
                            const struct keys *others, struct keys *out) {
    out->items = shb_alloc_array(fields->count, sizeof *out->items);
    if (!out->items)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < fields->count; i++) {
        struct key *key = &out->items[i];
        *key = (struct key){fields->items[i].column, fields->items[i].name, NULL, NULL};
        key->id = shb_strdup(key->name);
        while (key->id && others && (is_key(others, key->id) || is_key(out, key->id))) {
            char *longer = join("edge_", key->id, "");
            shb_free(key->id);
            key->id = longer;
        }
        key->tag = key->id ? join("<data key=\"", key->id, "\">") : NULL;
        out->count++;
        if (!key->tag)
            return shb_fail_memory(ctx);
    }
    return SHB_OK;
}

static void put_key(shb_output *out, const char *id, const char *side, const char *name,
                    const char *type) {
    const char *const parts[] = {"<key id=\"",      id,   "\" for=\"",       side,
                                 "\" attr.name=\"", name, "\" attr.type=\"", type,
                                 "\"/>\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        shb_puts(out, parts[i]);
}

static void put_keys(shb_output *out, const char *side, const struct keys *keys) {
    for (size_t i = 0; i < keys->count; i++) {
        const struct key *key = &keys->items[i];
        put_key(out, key->id, side, key->name,
                type_names[key->column ? key->column->type : SHB_STRING]);
    }
}

static void put_cells(shb_output *out, const struct keys *keys, const shb_network *net,
                      size_t row) {
    for (size_t i = 0; i < keys->count; i++) {
        const struct key *key = &keys->items[i];
        if (key->column && shb_cell_is_missing(key->column, row))
            continue;
        shb_puts(out, key->tag);
        if (key->column)
            shb_put_cell(out, key->column, row, shb_put_xml_text);
        else
            shb_put_xml_text(out, net->nodes[row].id);
        shb_puts(out, "</data>");
    }
}

static void put_id(shb_output *out, const shb_written *written, size_t node) {
    if (written->own_ids) {
        shb_puts(out, written->net->nodes[node].id);
    } else {
        shb_putc(out, 'n');
        shb_put_int(out, (int64_t)node);
    }
}

static shb_status put_nodes(shb_ctx *ctx, shb_output *out, const shb_written *written,
                            const struct keys *keys) {
    const shb_network *net = written->net;
    for (size_t i = 0; i < net->n_nodes; i++) {
        if (i % 4096 == 0 && shb_check_cancel(ctx) != SHB_OK)
            return SHB_ECANCELLED;
        shb_puts(out, "<node id=\"");
        put_id(out, written, i);
        shb_puts(out, "\"><data key=\"label\">");
        shb_put_xml_text(out, shb_shown_label(net, written->labels, i));
        shb_puts(out, "</data>");
        put_cells(out, keys, net, i);
        shb_puts(out, "</node>\n");
    }
    return SHB_OK;
}

static shb_status put_edges(shb_ctx *ctx, shb_output *out, const shb_written *written,
                            const struct keys *keys) {
    const shb_network *net = written->net;
    for (size_t i = 0; i < net->n_edges; i++) {
        if (i % 4096 == 0 && shb_check_cancel(ctx) != SHB_OK)
            return SHB_ECANCELLED;
        const shb_edge *edge = &net->edges[i];
        shb_puts(out, "<edge id=\"e");
        shb_put_int(out, (int64_t)i);
        shb_puts(out, "\" source=\"");
        put_id(out, written, edge->a);
        shb_puts(out, "\" target=\"");
        put_id(out, written, edge->b);
        shb_puts(out, "\"><data key=\"weight\">");
        shb_put_double(out, edge->weight);
        shb_puts(out, "</data>");
        put_cells(out, keys, net, i);
        shb_puts(out, "</edge>\n");
    }
    return SHB_OK;
}

shb_status shb_graphml_write(shb_ctx *ctx, const shb_network *net,
                             const shb_export_options *options, shb_output *out) {
    shb_written written = {
        net, shb_ids_fit(net), shb_label_column(net, options), {NULL, 0}, {NULL, 0}};
    struct keys nodes = {NULL, 0}, edges = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_NODES, &node_rules, !written.own_ids,
                                    &written.nodes);
    if (st != SHB_OK ||
        (st = shb_fields_make(ctx, net, SHB_OF_EDGES, &edge_rules, false,
                              &written.edges)) != SHB_OK ||
        (st = make_keys(ctx, &written.nodes, NULL, &nodes)) != SHB_OK ||
        (st = make_keys(ctx, &written.edges, &nodes, &edges)) != SHB_OK)
        goto done;
    shb_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    put_key(out, "label", "node", "label", "string");
    put_keys(out, "node", &nodes);
    put_key(out, "weight", "edge", "weight", "double");
    put_keys(out, "edge", &edges);
    shb_puts(out, "<graph edgedefault=\"undirected\">\n");
    if ((st = put_nodes(ctx, out, &written, &nodes)) != SHB_OK ||
        (st = put_edges(ctx, out, &written, &edges)) != SHB_OK)
        goto done;
    shb_puts(out, "</graph>\n");
    if (!options->bare && (st = shb_record_write(ctx, &written, out)) != SHB_OK)
        goto done;
    shb_puts(out, "</graphml>\n");
done:
    keys_done(&nodes);
    keys_done(&edges);
    shb_fields_done(&written.nodes);
    shb_fields_done(&written.edges);
    return st;
}
