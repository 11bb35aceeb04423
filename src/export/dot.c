/*
 * DOT for Graphviz and Gephi. Gephi's reader swallows what follows a `graph [...]` or
 * `node [...]`, so the body has quoted nodes and edges only, each with its own
 * attributes.
 */
#include <string.h>

#include "export/escape.h"
#include "export/formats.h"
#include "export/names.h"

/*
 * What Graphviz 2.42 reads on nodes and edges: some draw otherwise, `image` and
 * `shapefile` open files, `href` makes links. A column of such a name is no wish of that
 * kind. `group` is ours to keep.
 */
static const char *const reserved[] = {"area",
                                       "arrowhead",
                                       "arrowsize",
                                       "arrowtail",
                                       "class",
                                       "color",
                                       "colorscheme",
                                       "comment",
                                       "constraint",
                                       "decorate",
                                       "dir",
                                       "distortion",
                                       "edgehref",
                                       "edgetarget",
                                       "edgetooltip",
                                       "edgeurl",
                                       "fillcolor",
                                       "fixedsize",
                                       "fontcolor",
                                       "fontname",
                                       "fontsize",
                                       "gradientangle",
                                       "head_lp",
                                       "headclip",
                                       "headhref",
                                       "headlabel",
                                       "headport",
                                       "headtarget",
                                       "headtooltip",
                                       "headurl",
                                       "height",
                                       "href",
                                       "id",
                                       "image",
                                       "imagepos",
                                       "imagescale",
                                       "k",
                                       "label",
                                       "labelangle",
                                       "labeldistance",
                                       "labelfloat",
                                       "labelfontcolor",
                                       "labelfontname",
                                       "labelfontsize",
                                       "labelhref",
                                       "labeljust",
                                       "labelloc",
                                       "labeltarget",
                                       "labeltooltip",
                                       "labelurl",
                                       "layer",
                                       "len",
                                       "lhead",
                                       "lp",
                                       "ltail",
                                       "margin",
                                       "minlen",
                                       "nojustify",
                                       "ordering",
                                       "orientation",
                                       "overlap",
                                       "penwidth",
                                       "peripheries",
                                       "pin",
                                       "pos",
                                       "rank",
                                       "rects",
                                       "regular",
                                       "root",
                                       "samehead",
                                       "sametail",
                                       "samplepoints",
                                       "shape",
                                       "shapefile",
                                       "showboxes",
                                       "sides",
                                       "size",
                                       "skew",
                                       "sortv",
                                       "style",
                                       "tail_lp",
                                       "tailclip",
                                       "tailhref",
                                       "taillabel",
                                       "tailport",
                                       "tailtarget",
                                       "tailtooltip",
                                       "tailurl",
                                       "target",
                                       "tooltip",
                                       "url",
                                       "vertices",
                                       "weight",
                                       "width",
                                       "xlabel",
                                       "xlp",
                                       "x",
                                       "y",
                                       "z",
                                       NULL};

/* Drawn: as pos and fillcolor. */
static const shb_field_rules rules = {reserved, shb_is_drawing, NULL};

static void put_id(shb_output *out, const shb_network *net, bool own, size_t node) {
    shb_putc(out, '"');
    if (own) {
        shb_puts(out, net->nodes[node].id);
    } else {
        shb_putc(out, 'n');
        shb_put_int(out, (int64_t)node);
    }
    shb_putc(out, '"');
}

static void put_number(shb_output *out, const char *before, double value) {
    shb_puts(out, before);
    shb_put_double(out, value);
}

static void put_cell(shb_output *out, const shb_column *column, size_t row) {
    if (column->type == SHB_STRING) {
        shb_put_dot(out, column->cells.strings[row]);
        return;
    }
    shb_putc(out, '"');
    if (column->type == SHB_DOUBLE)
        shb_put_double(out, column->cells.doubles[row]);
    else if (column->type == SHB_BOOL)
        shb_puts(out, column->cells.ints[row] ? "true" : "false");
    else
        shb_put_int(out, column->cells.ints[row]);
    shb_putc(out, '"');
}

static void put_fields(shb_output *out, const shb_network *net, const shb_fields *fields,
                       size_t row) {
    for (size_t i = 0; i < fields->count; i++) {
        const shb_field *field = &fields->items[i];
        if (field->column && shb_cell_is_missing(field->column, row))
            continue;
        shb_puts(out, ", \"");
        shb_puts(out, field->name);
        shb_puts(out, "\"=");
        if (field->column)
            put_cell(out, field->column, row);
        else
            shb_put_dot(out, net->nodes[row].id);
    }
}

static bool has_cell(const shb_column *column, size_t row) {
    return column && !shb_cell_is_missing(column, row);
}

shb_status shb_dot_write(shb_ctx *ctx, const shb_network *net,
                         const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    const shb_column *x = shb_drawing_column(net, "x"), *y = shb_drawing_column(net, "y");
    const shb_column *color = shb_drawing_column(net, "color");
    const bool own = shb_ids_fit(net);
    shb_fields nodes = {NULL, 0}, edges = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_NODES, &rules, !own, &nodes);
    if (st != SHB_OK ||
        (st = shb_fields_make(ctx, net, SHB_OF_EDGES, &rules, false, &edges)) != SHB_OK)
        goto done;
    shb_puts(out, "graph \"shabaka\" {\n");
    for (size_t i = 0; i < net->n_nodes; i++) {
        put_id(out, net, own, i);
        shb_puts(out, " [\"label\"=");
        shb_put_dot(out, shb_shown_label(net, labels, i));
        put_fields(out, net, &nodes, i);
        if (has_cell(x, i) && has_cell(y, i)) {
            put_number(out, ", \"pos\"=\"", shb_cell_number(x, i));
            put_number(out, ",", shb_cell_number(y, i));
            shb_putc(out, '"');
        }
        if (has_cell(color, i)) {
            shb_puts(out, ", \"style\"=\"filled\", \"fillcolor\"=");
            shb_put_dot(out, color->cells.strings[i]);
        }
        shb_puts(out, "];\n");
    }
    if ((st = shb_check_cancel(ctx)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[i];
        put_id(out, net, own, edge->a);
        shb_puts(out, " -- ");
        put_id(out, net, own, edge->b);
        put_number(out, " [\"weight\"=\"", edge->weight);
        shb_putc(out, '"');
        put_fields(out, net, &edges, i);
        shb_puts(out, "];\n");
    }
    shb_puts(out, "}\n");
    st = shb_check_cancel(ctx);
done:
    shb_fields_done(&nodes);
    shb_fields_done(&edges);
    return st;
}
