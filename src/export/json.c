/* The network as node-link JSON: see json.h for the shape of the file. */
#include "export/json.h"

#include <string.h>

#include "export/json_cells.h"

static const char *const type_names[] = {[SHB_INT] = "int",
                                         [SHB_DOUBLE] = "double",
                                         [SHB_STRING] = "string",
                                         [SHB_BOOL] = "bool"};

static void put_u64(shb_output *out, uint64_t value) {
    if (value <= INT64_MAX)
        shb_put_int(out, (int64_t)value);
    else
        shb_printf(out, "%llu", (unsigned long long)value);
}

static void put_number(shb_output *out, const char *name, uint64_t value) {
    shb_puts(out, name);
    put_u64(out, value);
}

static void put_text(shb_output *out, const char *name, const char *text) {
    shb_puts(out, name);
    shb_put_json_z(out, text);
}

/* Between the items of a list that has one a line. */
static void start_line(shb_output *out, size_t i) { shb_puts(out, i > 0 ? ",\n" : "\n"); }

/* ---- nodes and edges ---- */

static void put_cells(shb_output *out, const shb_columns *columns, size_t row) {
    for (size_t i = 0; i < columns->count; i++) {
        const shb_column *column = &columns->items[i];
        if (shb_cell_is_missing(column, row))
            continue;
        shb_putc(out, ',');
        shb_put_json_z(out, column->name);
        shb_putc(out, ':');
        shb_put_json_cell(out, column, row);
    }
}

static const shb_column *label_column(const shb_network *net,
                                      const shb_export_options *options) {
    static const struct {
        const char *lang, *column;
    } columns[] = {{"ar", "label_ar"}, {"en", "label_en"}, {"ru", "label_ru"}};
    for (size_t i = 0; options && options->labels && i < 3; i++)
        if (strcmp(options->labels, columns[i].lang) == 0) {
            const shb_column *column = shb_node_column(net, columns[i].column);
            return column && column->type == SHB_STRING ? column : NULL;
        }
    return NULL;
}

static void put_nodes(shb_output *out, const shb_network *net,
                      const shb_export_options *options) {
    const shb_column *labels = label_column(net, options);
    shb_puts(out, "\"nodes\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        const char *label = labels ? labels->cells.strings[i] : NULL;
        start_line(out, i);
        put_text(out, "{\"id\":", net->nodes[i].id);
        put_text(out, ",\"label\":", label ? label : net->nodes[i].label);
        put_cells(out, &net->node_columns, i);
        shb_putc(out, '}');
    }
    shb_puts(out, "\n]");
}

static void put_supports(shb_output *out, const shb_supports *supports) {
    shb_putc(out, '[');
    for (size_t i = 0; i < supports->count; i++) {
        const shb_support *support = &supports->items[i];
        bool two = support->first != support->second;
        if (i > 0)
            shb_putc(out, ',');
        put_number(out, two ? "[" : "", support->first);
        if (two) {
            put_number(out, ",", support->second);
            shb_putc(out, ']');
        }
    }
    shb_putc(out, ']');
}

static void put_edges(shb_output *out, const shb_network *net) {
    shb_puts(out, "\"links\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[i];
        start_line(out, i);
        put_text(out, "{\"source\":", net->nodes[edge->a].id);
        put_text(out, ",\"target\":", net->nodes[edge->b].id);
        shb_puts(out, ",\"weight\":");
        shb_put_double(out, edge->weight);
        put_cells(out, &net->edge_columns, i);
        if (net->supports) {
            shb_puts(out, ",\"evidence\":");
            put_supports(out, &net->supports[i]);
        }
        shb_putc(out, '}');
    }
    shb_puts(out, "\n]");
}

/* ---- what only our file has ---- */

/* White space between the tokens goes, so that the record is one line. */
static void put_made(shb_output *out, const char *made) {
    bool quoted = false;
    for (const char *p = made; *p; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (!quoted && strchr(" \t\r\n", *p))
            continue;
        shb_putc(out, *p);
        if (quoted && *p == '\\' && p[1])
            shb_putc(out, *++p);
    }
}

static void put_sizes(shb_output *out, const char *name, const uint64_t *sizes,
                      size_t n) {
    shb_puts(out, name);
    for (size_t i = 0; i < n; i++)
        put_number(out, i > 0 ? "," : "", sizes[i]);
    shb_putc(out, ']');
}

static void put_types(shb_output *out, const char *name, const shb_columns *columns) {
    shb_puts(out, name);
    for (size_t i = 0; i < columns->count; i++) {
        put_text(out, i > 0 ? ",[" : "[", columns->items[i].name);
        put_text(out, ",", type_names[columns->items[i].type]);
        shb_putc(out, ']');
    }
    shb_putc(out, ']');
}

static void put_record(shb_output *out, const shb_network *net) {
    const shb_margins *margins = &net->margins;
    shb_puts(out, "\"shabaka\":{\"format\":1");
    if (net->made) {
        shb_puts(out, ",\"made\":");
        put_made(out, net->made);
    }
    put_number(out, ",\"margins\":{\"documents\":", margins->documents);
    put_number(out, ",\"units\":", margins->units);
    put_sizes(out, ",\"unit_sizes\":[", margins->unit_sizes, margins->n_unit_sizes);
    put_sizes(out, ",\"document_sizes\":[", margins->document_sizes,
              margins->n_document_sizes);
    put_types(out, "},\"columns\":{\"nodes\":[", &net->node_columns);
    put_types(out, ",\"edges\":[", &net->edge_columns);
    shb_puts(out, "}}");
}

static void put_piece(shb_output *out, const shb_evidence *piece) {
    put_text(out, "{\"doc\":", piece->doc);
    put_text(out, ",\"date\":", piece->date);
    put_number(out, ",\"sentence\":", piece->sentence);
    put_number(out, ",\"start\":", piece->start);
    put_number(out, ",\"end\":", piece->end);
    put_text(out, ",\"text\":", piece->text);
    shb_puts(out, ",\"mentions\":[");
    for (size_t i = 0; i < piece->n_marked; i++) {
        put_number(out, i > 0 ? ",[" : "[", piece->marked[i].node);
        put_number(out, ",", piece->marked[i].start);
        put_number(out, ",", piece->marked[i].end);
        shb_putc(out, ']');
    }
    shb_puts(out, "]}");
}

shb_status shb_json_write(shb_ctx *ctx, const shb_network *net,
                          const shb_export_options *options, shb_output *out) {
    shb_puts(out, "{\"directed\":false,\"multigraph\":false,\"graph\":{},\n");
    put_nodes(out, net, options);
    shb_puts(out, ",\n");
    put_edges(out, net);
    shb_puts(out, ",\n");
    put_record(out, net);
    if (net->supports) {
        shb_puts(out, ",\n\"evidence\":[");
        for (size_t i = 0; i < net->n_evidence; i++) {
            start_line(out, i);
            put_piece(out, &net->evidence[i]);
        }
        shb_puts(out, "\n]");
    }
    shb_puts(out, "}\n");
    return shb_check_cancel(ctx);
}

shb_status shb_json_write_record(shb_ctx *ctx, const shb_network *net, shb_output *out) {
    shb_putc(out, '{');
    put_record(out, net);
    if (net->supports) {
        shb_puts(out, ",\"evidence\":[");
        for (size_t i = 0; i < net->n_evidence; i++) {
            shb_puts(out, i > 0 ? "," : "");
            put_piece(out, &net->evidence[i]);
        }
        shb_puts(out, "],\"supports\":[");
        for (size_t i = 0; i < net->n_edges; i++) {
            shb_puts(out, i > 0 ? "," : "");
            put_supports(out, &net->supports[i]);
        }
        shb_putc(out, ']');
    }
    shb_putc(out, '}');
    return shb_check_cancel(ctx);
}
