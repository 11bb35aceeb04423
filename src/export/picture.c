/*
 * Networks as pictures. What is drawn, in which words and colours, is decided here; where
 * each plate ends up on the page and how it becomes bytes is shabaka-draw's work.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "draw/protocol.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/picture_drawing.h"
#include "export/worker.h"

enum {
    DEFAULT_LIMIT = 500,
    DEFAULT_DPI = 110,
    SECONDS = 60,
    LONGEST_LABEL = 60,
    LONGEST_TITLE = 140,
    MANY_EDGES = 400
};

/* ---- pages ---- */

static const shb_page pages[] = {
    {"a4", 842, 595, 24, 60, 300},    {"a4-portrait", 595, 842, 24, 60, 300},
    {"a3", 1191, 842, 24, 130, 300},  {"a3-portrait", 842, 1191, 24, 130, 300},
    {"slide", 960, 540, 20, 40, 144},
};

const shb_page *shb_pages(size_t *count) {
    *count = sizeof pages / sizeof *pages;
    return pages;
}

/* @param out  NULL where no page is asked for */
static shb_status find_page(shb_ctx *ctx, const char *name, const shb_page **out) {
    size_t n;
    const shb_page *all = shb_pages(&n);
    *out = NULL;
    if (!name)
        return SHB_OK;
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0) {
            *out = &all[i];
            return SHB_OK;
        }
    return shb_fail(ctx, SHB_EINVALID, NULL,
                    "there is no page '%s': give a4, a3 or slide, or a4-portrait or "
                    "a3-portrait",
                    name);
}

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
                      "#9aa1ac"};
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
        shb_put_double(d->out, shb_round9(plate ? 9 + 17 * f : 6.5 + 30 * f));
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
        double g = log1p(e->weight) / log1p(d->heaviest);
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

static shb_status put_title(shb_ctx *ctx, shb_output *out, const char *title) {
    char *clean = NULL;
    if (!title)
        return SHB_OK;
    shb_status st = shb_label_clean(ctx, title, &clean);
    if (st == SHB_OK && *clean) {
        shb_puts(out, "title\t");
        shb_put_isolated(out, (shb_str){clean, strlen(clean)}, shb_title_direction(clean),
                         LONGEST_TITLE);
        shb_putc(out, '\n');
    }
    shb_free(clean);
    return st;
}

static const shb_column *string_column(const shb_network *net, const char *name) {
    const shb_column *column = shb_node_column(net, name);
    return column && column->type == SHB_STRING ? column : NULL;
}

/* Positions are used where every drawn node has one. */
static bool is_placed(const shb_column *column, const shb_picture_part *part) {
    for (size_t i = 0; column && i < part->n_nodes; i++)
        if (!(fabs(shb_cell_number(column, part->nodes[i])) < 1e9))
            return false;
    return column != NULL;
}

static void prepare(shb_drawing *d, const shb_export_options *options) {
    const shb_network *net = d->net;
    const shb_picture_part *part = d->part;
    d->words = shb_picture_words_for(net, options);
    d->labels = shb_label_column(net, options);
    d->types = string_column(net, "type");
    d->colours = string_column(net, "color");
    d->groups = shb_node_column(net, "group");
    d->x = shb_node_column(net, "x");
    d->y = shb_node_column(net, "y");
    if (!is_placed(d->x, part) || !is_placed(d->y, part))
        d->x = d->y = NULL;
    for (size_t i = 0; i < part->n_nodes; i++)
        d->strongest = fmax(d->strongest, part->strengths[part->nodes[i]]);
    for (size_t i = 0; i < part->n_edges; i++)
        d->heaviest = fmax(d->heaviest, net->edges[part->edges[i]].weight);
    d->lightest = part->n_edges ? net->edges[part->edges[0]].weight : 0;
}

static void put_page(shb_output *out, const shb_page *page) {
    const double sizes[] = {page->width, page->height, page->margin};
    shb_puts(out, "page");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        shb_putc(out, '\t');
        shb_put_double(out, sizes[i]);
    }
    shb_putc(out, '\n');
}

static shb_status describe(shb_ctx *ctx, shb_drawing *d, const shb_page *page,
                           const shb_export_options *options) {
    prepare(d, options);
    shb_printf(d->out, DRAW_GREETING "\ndirection\t%s\n",
               d->words->direction == SHB_RIGHT_TO_LEFT ? "rtl" : "ltr");
    if (page)
        put_page(d->out, page);
    shb_status st = put_title(ctx, d->out, options->title);
    if (st == SHB_OK)
        st = shb_put_legend(ctx, d);
    if (st == SHB_OK)
        st = put_nodes(ctx, d);
    put_edges(d);
    shb_puts(d->out, "end\n");
    return st;
}

static void tell_what_is_left_out(shb_ctx *ctx, const shb_network *net,
                                  const shb_picture_part *part) {
    size_t weak = net->n_nodes - part->isolates - part->n_nodes;
    if (weak > 0)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture shows %zu of %zu nodes, the strongest", part->n_nodes,
                   net->n_nodes);
    if (part->isolates > 0)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture leaves out %zu node%s without ties", part->isolates,
                   part->isolates == 1 ? "" : "s");
}

/* Only closing tells whether memory was enough for all of it. */
static shb_status take_text(shb_ctx *ctx, shb_output **sink, char **out) {
    shb_str bytes = shb_output_bytes(*sink);
    char *copy = shb_strndup(bytes.data, bytes.len);
    shb_status st = shb_output_close(ctx, *sink);
    *sink = NULL;
    if (st == SHB_OK && !copy)
        st = shb_fail_memory(ctx);
    if (st == SHB_OK)
        *out = copy;
    else
        shb_free(copy);
    return st;
}

static shb_status draw(shb_ctx *ctx, const shb_network *net,
                       const shb_export_options *options, const char *format,
                       shb_output *out) {
    char program[SHB_WORKER_PATH], dpi[16], *input = NULL;
    shb_picture_part part = {0};
    shb_drawing d = {.net = net, .part = &part};
    shb_output *text = NULL;
    const shb_page *page;
    shb_status st = find_page(ctx, options->page, &page);
    if (st != SHB_OK)
        return st;
    unsigned resolution = options->dpi ? options->dpi : page ? page->dpi : DEFAULT_DPI;
    size_t limit = options->draw_limit ? options->draw_limit
                   : page              ? page->nodes
                                       : DEFAULT_LIMIT;
    if (net->n_nodes == 0)
        return shb_fail(ctx, SHB_EINVALID, NULL, "the network has no nodes to draw");
    if (resolution < DRAW_MIN_DPI || resolution > DRAW_MAX_DPI)
        return shb_fail(ctx, SHB_EINVALID, NULL, "%u dots an inch: give %d to %d",
                        resolution, DRAW_MIN_DPI, DRAW_MAX_DPI);
    if ((st = shb_worker_find(ctx, program)) != SHB_OK ||
        (st = shb_picture_choose(
             ctx, net, limit < DRAW_MAX_NODES ? limit : DRAW_MAX_NODES,
             options->highlight, options->n_highlight, &part)) != SHB_OK ||
        (st = shb_output_memory(ctx, &text)) != SHB_OK)
        goto done;
    d.out = text;
    if ((st = find_light(ctx, &d, options)) != SHB_OK ||
        (st = describe(ctx, &d, page, options)) != SHB_OK ||
        (st = take_text(ctx, &text, &input)) != SHB_OK)
        goto done;
    tell_what_is_left_out(ctx, net, &part);
    snprintf(dpi, sizeof dpi, "%u", resolution);
    const char *arguments[] = {format, "--dpi", dpi, NULL};
    shb_job job = {program, arguments, {input, strlen(input)}, SECONDS};
    st = shb_worker_run(ctx, &job, out);
done:
    shb_free(d.light);
    shb_free(input);
    shb_output_abandon(text);
    shb_picture_part_done(&part);
    return st;
}

shb_status shb_svg_write(shb_ctx *ctx, const shb_network *net,
                         const shb_export_options *options, shb_output *out) {
    return draw(ctx, net, options, "svg", out);
}

shb_status shb_png_write(shb_ctx *ctx, const shb_network *net,
                         const shb_export_options *options, shb_output *out) {
    return draw(ctx, net, options, "png", out);
}

shb_status shb_pdf_write(shb_ctx *ctx, const shb_network *net,
                         const shb_export_options *options, shb_output *out) {
    return draw(ctx, net, options, "pdf", out);
}
