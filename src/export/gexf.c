/*
 * GEXF 1.3, or 1.2draft for networkx before 3.6. The dynamic one is for Gephi's timeline:
 * its second block of attributes is more than graphology's reader takes.
 */
#include <stdio.h>
#include <string.h>

#include "export/escape.h"
#include "export/formats.h"
#include "export/names.h"
#include "export/timeline.h"

/* networkx puts attributes and properties into one dictionary, by title. */
static const char *const node_reserved[] = {"id",  "label",  "viz",     "pid", "start",
                                            "end", "spells", "parents", NULL};
static const char *const edge_reserved[] = {
    "id",  "label", "weight", "source", "target", "type", "kind",
    "viz", "start", "end",    "key",    "spells", NULL};

/* Positions, sizes and colours are elements of their own; x without y is no position. */
static bool is_viz(const shb_network *net, const shb_column *column) {
    if (strcmp(column->name, "x") == 0 || strcmp(column->name, "y") == 0)
        return shb_drawing_column(net, "x") && shb_drawing_column(net, "y");
    return shb_is_drawing(net, column);
}

static const shb_field_rules node_rules = {node_reserved, is_viz, NULL};
static const shb_field_rules edge_rules = {edge_reserved, NULL, NULL};

static const struct version {
    const char *name, *start;
} versions[] = {
    {"1.3", "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" "
            "version=\"1.3\">\n"},
    {"1.2", "<gexf xmlns=\"http://www.gexf.net/1.2draft\" "
            "xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n"},
};

static const char *const type_names[] = {[SHB_INT] = "long",
                                         [SHB_DOUBLE] = "double",
                                         [SHB_STRING] = "string",
                                         [SHB_BOOL] = "boolean"};

/* What is looked up once for all nodes. */
struct look {
    const shb_column *x, *y, *size, *color;
};

struct writing {
    const shb_network *net;
    bool own_ids;
    const shb_column *labels;
    shb_fields nodes, edges;
    struct look look;
    const shb_timeline *time; /* NULL: static */
};

/* Numeric ids, since graphology takes the title only beside one. */
static void put_attributes(shb_output *out, const char *side, const shb_fields *fields) {
    if (fields->count == 0)
        return;
    shb_puts(out, "<attributes class=\"");
    shb_puts(out, side);
    shb_puts(out, "\">\n");
    for (size_t i = 0; i < fields->count; i++) {
        const shb_field *field = &fields->items[i];
        shb_puts(out, "<attribute id=\"");
        shb_put_int(out, (int64_t)i);
        shb_puts(out, "\" title=\"");
        shb_puts(out, field->name);
        shb_puts(out, "\" type=\"");
        shb_puts(out, type_names[field->column ? field->column->type : SHB_STRING]);
        shb_puts(out, "\"/>\n");
    }
    shb_puts(out, "</attributes>\n");
}

static void put_id(shb_output *out, const struct writing *w, size_t node) {
    if (w->own_ids) {
        shb_puts(out, w->net->nodes[node].id);
    } else {
        shb_putc(out, 'n');
        shb_put_int(out, (int64_t)node);
    }
}

static void put_value(shb_output *out, const struct writing *w, const shb_column *column,
                      size_t row) {
    if (column)
        shb_put_cell(out, column, row, shb_put_xml_attribute);
    else
        shb_put_xml_attribute(out, w->net->nodes[row].id);
}

static void put_span(shb_output *out, const shb_span *spans, size_t row) {
    if (spans)
        shb_printf(out, " start=\"%s\" end=\"%s\"", spans[row].first, spans[row].last);
}

/* Gephi knows the weight over time by the id "weight". */
static void put_days(shb_output *out, const shb_timeline *time, size_t edge) {
    for (size_t i = time->days_at[edge]; i < time->days_at[edge + 1]; i++) {
        shb_puts(out, "<attvalue for=\"weight\" value=\"");
        shb_put_double(out, time->days[i].weight);
        shb_printf(out, "\" start=\"%s\" end=\"%s\"/>", time->days[i].date,
                   time->days[i].date);
    }
}

static void put_values(shb_output *out, const struct writing *w, const shb_fields *fields,
                       size_t row, const shb_timeline *days) {
    bool any = false;
    for (size_t i = 0; i < fields->count; i++) {
        const shb_column *column = fields->items[i].column;
        if (column && shb_cell_is_missing(column, row))
            continue;
        if (!any)
            shb_puts(out, "<attvalues>");
        any = true;
        shb_puts(out, "<attvalue for=\"");
        shb_put_int(out, (int64_t)i);
        shb_puts(out, "\" value=\"");
        put_value(out, w, column, row);
        shb_puts(out, "\"/>");
    }
    if (days && !any)
        shb_puts(out, "<attvalues>");
    if (days)
        put_days(out, days, row);
    if (any || days)
        shb_puts(out, "</attvalues>");
}

static bool has_cell(const shb_column *column, size_t row) {
    return column && !shb_cell_is_missing(column, row);
}

static void put_look(shb_output *out, const struct look *look, size_t row) {
    if (has_cell(look->size, row) && shb_cell_number(look->size, row) >= 0) {
        shb_puts(out, "<viz:size value=\"");
        shb_put_double(out, shb_cell_number(look->size, row));
        shb_puts(out, "\"/>");
    }
    if (has_cell(look->x, row) && has_cell(look->y, row)) {
        shb_puts(out, "<viz:position x=\"");
        shb_put_double(out, shb_cell_number(look->x, row));
        shb_puts(out, "\" y=\"");
        shb_put_double(out, shb_cell_number(look->y, row));
        shb_puts(out, "\" z=\"0\"/>");
    }
    if (has_cell(look->color, row)) {
        unsigned rgb[3];
        shb_color_parts(look->color->cells.strings[row], rgb);
        shb_printf(out, "<viz:color r=\"%u\" g=\"%u\" b=\"%u\"/>", rgb[0], rgb[1],
                   rgb[2]);
    }
}

static shb_status put_nodes(shb_ctx *ctx, shb_output *out, const struct writing *w) {
    shb_puts(out, "<nodes>\n");
    for (size_t i = 0; i < w->net->n_nodes; i++) {
        if (i % 4096 == 0 && shb_check_cancel(ctx) != SHB_OK)
            return SHB_ECANCELLED;
        shb_puts(out, "<node id=\"");
        put_id(out, w, i);
        shb_puts(out, "\" label=\"");
        shb_put_xml_attribute(out, shb_shown_label(w->net, w->labels, i));
        shb_putc(out, '"');
        put_span(out, w->time ? w->time->nodes : NULL, i);
        shb_putc(out, '>');
        put_values(out, w, &w->nodes, i, NULL);
        put_look(out, &w->look, i);
        shb_puts(out, "</node>\n");
    }
    shb_puts(out, "</nodes>\n");
    return SHB_OK;
}

static shb_status put_edges(shb_ctx *ctx, shb_output *out, const struct writing *w) {
    shb_puts(out, "<edges>\n");
    for (size_t i = 0; i < w->net->n_edges; i++) {
        if (i % 4096 == 0 && shb_check_cancel(ctx) != SHB_OK)
            return SHB_ECANCELLED;
        const shb_edge *edge = &w->net->edges[i];
        shb_puts(out, "<edge id=\"e");
        shb_put_int(out, (int64_t)i);
        shb_puts(out, "\" source=\"");
        put_id(out, w, edge->a);
        shb_puts(out, "\" target=\"");
        put_id(out, w, edge->b);
        shb_puts(out, "\" weight=\"");
        shb_put_double(out, edge->weight);
        shb_putc(out, '"');
        put_span(out, w->time ? w->time->edges : NULL, i);
        shb_putc(out, '>');
        put_values(out, w, &w->edges, i, w->time && w->time->days ? w->time : NULL);
        shb_puts(out, "</edge>\n");
    }
    shb_puts(out, "</edges>\n");
    return SHB_OK;
}

static const struct version *version_of(const shb_export_options *options) {
    const char *name = options->gexf_version ? options->gexf_version : "1.3";
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (strcmp(versions[i].name, name) == 0)
            return &versions[i];
    return NULL;
}

static void put_graph(shb_output *out, const struct writing *w) {
    shb_puts(out, w->time ? "<graph mode=\"dynamic\" timeformat=\"date\" "
                            "defaultedgetype=\"undirected\">\n"
                          : "<graph mode=\"static\" defaultedgetype=\"undirected\">\n");
    put_attributes(out, "node", &w->nodes);
    put_attributes(out, "edge", &w->edges);
    if (w->time && w->time->days)
        shb_puts(out, "<attributes class=\"edge\" mode=\"dynamic\">\n<attribute "
                      "id=\"weight\" title=\"Weight\" type=\"double\"/>\n"
                      "</attributes>\n");
}

shb_status shb_gexf_check(shb_ctx *ctx, const shb_network *net,
                          const shb_export_options *options) {
    (void)net;
    return version_of(options)
               ? SHB_OK
               : shb_fail(ctx, SHB_EINVALID, NULL,
                          "no GEXF version '%s': take 1.3 or 1.2", options->gexf_version);
}

shb_status shb_gexf_dynamic_check(shb_ctx *ctx, const shb_network *net,
                                  const shb_export_options *options) {
    shb_status st = shb_gexf_check(ctx, net, options);
    return st == SHB_OK && net ? shb_timeline_check(ctx, net) : st;
}

static shb_status write_gexf(shb_ctx *ctx, const shb_network *net,
                             const shb_export_options *options, const shb_timeline *time,
                             shb_output *out) {
    const struct version *version = version_of(options);
    struct writing w = {net,
                        shb_ids_fit(net),
                        shb_label_column(net, options),
                        {NULL, 0},
                        {NULL, 0},
                        {shb_drawing_column(net, "x"), shb_drawing_column(net, "y"),
                         shb_drawing_column(net, "size"),
                         shb_drawing_column(net, "color")},
                        time};
    shb_status st = shb_gexf_check(ctx, net, options);
    if (st != SHB_OK)
        return st;
    st = shb_fields_make(ctx, net, SHB_OF_NODES, &node_rules, !w.own_ids, &w.nodes);
    if (st != SHB_OK || (st = shb_fields_make(ctx, net, SHB_OF_EDGES, &edge_rules, false,
                                              &w.edges)) != SHB_OK)
        goto done;
    shb_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    shb_puts(out, version->start);
    shb_puts(out, "<meta><creator>shabaka</creator></meta>\n");
    put_graph(out, &w);
    if ((st = put_nodes(ctx, out, &w)) == SHB_OK &&
        (st = put_edges(ctx, out, &w)) == SHB_OK)
        shb_puts(out, "</graph>\n</gexf>\n");
done:
    shb_fields_done(&w.nodes);
    shb_fields_done(&w.edges);
    return st;
}

shb_status shb_gexf_write(shb_ctx *ctx, const shb_network *net,
                          const shb_export_options *options, shb_output *out) {
    return write_gexf(ctx, net, options, NULL, out);
}

shb_status shb_gexf_dynamic_write(shb_ctx *ctx, const shb_network *net,
                                  const shb_export_options *options, shb_output *out) {
    shb_timeline time;
    shb_status st = shb_timeline_make(ctx, net, &time);
    if (st != SHB_OK)
        return st;
    if (!time.days)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "weights over time are counts of dated sentences: write the file by "
                   "build, or build with --evidence all; spans are written");
    st = write_gexf(ctx, net, options, &time, out);
    shb_timeline_done(&time);
    return st;
}
