/* The network itself: names on plates, and lines between them. */
#include "export/picture_chart.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "export/formats.h"

enum { LONGEST_LABEL = 60, MANY_EDGES = 400 };

static const char ink[] = "#9aa1ac"; /* of what pales */

/* ---- what stands out ---- */

enum { PALE, BESIDE, MARKED };

static shb_status find_light(shb_ctx *ctx, shb_drawing *d,
                             const shb_export_options *options) {
    if (options->n_highlight == 0)
        return SHB_OK;
    d->light = shb_alloc_array(d->net->n_nodes, 1);
    if (!d->light)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < options->n_highlight; i++)
        if (options->highlight[i] < d->net->n_nodes)
            d->light[options->highlight[i]] = MARKED;
    for (size_t e = 0; e < d->net->n_edges; e++) {
        const shb_edge *edge = &d->net->edges[e];
        if (d->light[edge->a] == MARKED && d->light[edge->b] == PALE)
            d->light[edge->b] = BESIDE;
        if (d->light[edge->b] == MARKED && d->light[edge->a] == PALE)
            d->light[edge->a] = BESIDE;
    }
    return SHB_OK;
}

static bool is_pale(const shb_drawing *d, uint32_t node) {
    return d->light && d->light[node] == PALE;
}

static bool is_pale_edge(const shb_drawing *d, const shb_edge *edge) {
    return d->light && d->light[edge->a] != MARKED && d->light[edge->b] != MARKED;
}

/* ---- nodes ---- */

/* The same plate, nearly gone: there for its place, not to be read first. */
static shb_look pale_look(shb_look l) {
    return (shb_look){shb_color_hex(shb_color_tint(shb_color_parse(l.fill.text), .22)),
                      shb_color_hex(shb_color_tint(shb_color_parse(l.border.text), .30)),
                      ink};
}

static void put_place(const shb_drawing *d, uint32_t node) {
    shb_output *out = d->out;
    shb_putc(out, '\t');
    if (!d->x) {
        shb_puts(out, "-\t-");
        return;
    }
    shb_put_double(out, shb_cell_number(d->x, node));
    shb_putc(out, '\t');
    shb_put_double(out, -shb_cell_number(d->y, node)); /* columns count y downwards */
}

static shb_status put_nodes(shb_ctx *ctx, const shb_drawing *d) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < d->part->n_nodes && st == SHB_OK; i++) {
        uint32_t node = d->part->nodes[i];
        bool plate = i < d->part->plates;
        shb_form form = shb_form_of(d, node);
        double f = d->strongest > 0 ? sqrt(d->part->strengths[node] / d->strongest) : 0;
        shb_look l = shb_look_of(form, shb_colour_of(d, node));
        if (is_pale(d, node))
            l = pale_look(l);
        shb_printf(d->out, "node\t%s", plate ? shb_form_name(form) : "dot");
        put_place(d, node);
        shb_putc(d->out, '\t');
        shb_put_double(d->out, shb_round9(plate ? 10.5 + 15.5 * f : 6.5 + 30 * f));
        shb_put_look(d->out, &l);
        st = shb_put_node_label(ctx, d, node, LONGEST_LABEL, plate);
        shb_putc(d->out, '\n');
    }
    return st;
}

/* ---- edges ---- */

/* Of the lightest edge; the heaviest has the same in every picture. */
typedef struct faintness {
    double inside, between, opacity;
} faintness;

/* Many light lines would hide what matters, few would be lost on paper. */
static faintness faintness_for(size_t n_edges) {
    return n_edges > MANY_EDGES ? (faintness){.35, .25, 90} : (faintness){.55, .42, 150};
}

static void put_edges(const shb_drawing *d) {
    faintness least = faintness_for(d->part->n_edges);
    for (size_t i = 0; i < d->part->n_edges; i++) {
        const shb_edge *e = &d->net->edges[d->part->edges[i]];
        double g = shb_heaviness(d, e->weight);
        bool inside = shb_group_of(d, e->a) == shb_group_of(d, e->b);
        double share = inside ? least.inside + (.85 - least.inside) * g
                              : least.between + (.65 - least.between) * g;
        double opacity = least.opacity + (240 - least.opacity) * g;
        if (is_pale_edge(d, e))
            opacity *= .2;
        shb_color tint = shb_color_tint(
            inside ? shb_colour_of(d, e->a) : shb_color_parse(SHB_GREY), share);
        shb_printf(d->out, "edge\t%u\t%u\t", d->part->places[e->a],
                   d->part->places[e->b]);
        shb_put_double(d->out, shb_round9(g));
        shb_putc(d->out, '\t');
        shb_put_double(d->out, shb_round9(shb_line_width(d, e->weight)));
        shb_printf(d->out, "\t%s\n", shb_color_hex_alpha(tint, opacity).text);
    }
}

/* ---- the whole ---- */

/* Positions are used where every drawn node has one. */
static bool is_placed(const shb_column *column, const shb_picture_part *part) {
    for (size_t i = 0; column && i < part->n_nodes; i++)
        if (!(fabs(shb_cell_number(column, part->nodes[i])) < 1e9))
            return false;
    return column != NULL;
}

static void prepare(shb_drawing *d) {
    const shb_network *net = d->net;
    const shb_picture_part *part = d->part;
    d->x = shb_node_column(net, "x");
    d->y = shb_node_column(net, "y");
    if (!is_placed(d->x, part) || !is_placed(d->y, part))
        d->x = d->y = NULL;
    for (size_t i = 0; i < part->n_nodes; i++)
        d->strongest = fmax(d->strongest, part->strengths[part->nodes[i]]);
}

static void tell_what_is_left_out(shb_ctx *ctx, const shb_network *net,
                                  const shb_picture_part *part) {
    size_t weak = net->n_nodes - part->isolates - part->n_nodes;
    if (weak > 0)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture shows %zu of %zu nodes, the strongest", part->n_nodes,
                   net->n_nodes);
    if (part->n_edges < part->ties)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture draws %zu of the %zu ties between its names, the "
                   "strongest of each",
                   part->n_edges, part->ties);
    if (part->isolates > 0)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture leaves out %zu node%s without ties", part->isolates,
                   part->isolates == 1 ? "" : "s");
}

shb_status shb_put_map(shb_ctx *ctx, shb_drawing *d, const shb_export_options *options,
                       const char *argument) {
    (void)argument;
    prepare(d);
    shb_status st = find_light(ctx, d, options);
    if (st == SHB_OK)
        st = shb_put_legend(ctx, d);
    if (st == SHB_OK)
        st = put_nodes(ctx, d);
    put_edges(d);
    tell_what_is_left_out(ctx, d->net, d->part);
    shb_free(d->light);
    d->light = NULL;
    return st;
}
