/*
 * Networks as pictures. What is drawn, in which words and colours, is decided here; where
 * each plate ends up on the page and how it becomes bytes is shabaka-draw's work.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "draw/protocol.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/picture_chart.h"
#include "export/worker.h"

enum { DEFAULT_DPI = 110, SECONDS = 60, LONGEST_TITLE = 140 };

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

/* ---- charts ---- */

static const struct chart {
    const char *name;
    uint32_t nodes;    /* drawn at most, where no page says less; */
    uint32_t of_crowd; /* of a network of more than these, only so many, all with names */
    bool by_page;      /* a page of another size has room for another number */
    shb_chart_writer *put;
} charts[] = {
    {"map", 500, 100, true, shb_put_map},
    {"top", 20, 20, false, shb_put_top},
    {"matrix", 30, 30, false, shb_put_matrix},
    {"time", 8, 8, false, shb_put_time},
};

/* @param argument  gets what stands after a colon, "" where nothing does */
static shb_status find_chart(shb_ctx *ctx, const char *wanted, const struct chart **out,
                             const char **argument) {
    const char *name = wanted ? wanted : "map";
    size_t len = strcspn(name, ":");
    *argument = name[len] ? name + len + 1 : "";
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (strlen(charts[i].name) == len && memcmp(charts[i].name, name, len) == 0) {
            *out = &charts[i];
            return SHB_OK;
        }
    return shb_fail(ctx, SHB_EINVALID, NULL,
                    "there is no chart '%s': give map, top, top:COLUMN, matrix or time",
                    name);
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

static void prepare(shb_drawing *d, const shb_export_options *options) {
    const shb_network *net = d->net;
    const shb_picture_part *part = d->part;
    d->words = shb_picture_words_for(net, options);
    d->labels = shb_label_column(net, options);
    d->types = string_column(net, "type");
    d->colours = string_column(net, "color");
    d->groups = shb_node_column(net, "group");
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
                           const struct chart *chart, const char *argument,
                           const shb_export_options *options) {
    prepare(d, options);
    shb_printf(d->out, DRAW_GREETING "\ndirection\t%s\n", shb_is_rtl(d) ? "rtl" : "ltr");
    if (page)
        put_page(d->out, page);
    shb_status st = put_title(ctx, d->out, shb_title_in(options, d->words->language));
    if (st == SHB_OK)
        st = chart->put(ctx, d, options, argument);
    shb_puts(d->out, "end\n");
    return st;
}

/* What the options ask for, checked before anything is drawn. */
typedef struct drawing_plan {
    const shb_page *page;
    const struct chart *chart;
    const char *argument;
    unsigned dpi;
    size_t limit; /* nodes drawn */
    char program[SHB_WORKER_PATH];
} drawing_plan;

static shb_status make_plan(shb_ctx *ctx, const shb_network *net,
                            const shb_export_options *options, drawing_plan *out) {
    *out = (drawing_plan){.argument = ""};
    shb_status st = find_page(ctx, options->page, &out->page);
    if (st != SHB_OK ||
        (st = find_chart(ctx, options->chart, &out->chart, &out->argument)) != SHB_OK)
        return st;
    const shb_page *page = out->page;
    out->dpi = options->dpi ? options->dpi : page ? page->dpi : DEFAULT_DPI;
    out->limit = out->chart->nodes;
    if (net && net->n_nodes > out->limit)
        out->limit = out->chart->of_crowd;
    if (out->chart->by_page && page)
        out->limit = page->nodes;
    if (options->draw_limit)
        out->limit = options->draw_limit;
    if (net && net->n_nodes == 0)
        return shb_fail(ctx, SHB_EUNSUITED, NULL, "the network has no nodes to draw");
    if (out->dpi < DRAW_MIN_DPI || out->dpi > DRAW_MAX_DPI)
        return shb_fail(ctx, SHB_EINVALID, NULL, "%u dots an inch: give %d to %d",
                        out->dpi, DRAW_MIN_DPI, DRAW_MAX_DPI);
    return shb_worker_find(ctx, out->program);
}

shb_status shb_picture_check(shb_ctx *ctx, const shb_network *net,
                             const shb_export_options *options) {
    drawing_plan plan;
    return make_plan(ctx, net, options, &plan);
}

static shb_status draw(shb_ctx *ctx, const shb_network *net,
                       const shb_export_options *options, const char *format,
                       shb_output *out) {
    char dpi[16], *input = NULL;
    shb_picture_part part = {0};
    shb_drawing d = {.net = net, .part = &part};
    shb_output *text = NULL;
    drawing_plan plan;
    shb_status st = make_plan(ctx, net, options, &plan);
    if (st != SHB_OK)
        return st;
    if ((st = shb_picture_choose(
             ctx, net, plan.limit < DRAW_MAX_NODES ? plan.limit : DRAW_MAX_NODES,
             options->highlight, options->n_highlight, &part)) != SHB_OK ||
        (st = shb_output_memory(ctx, &text)) != SHB_OK)
        goto done;
    d.out = text;
    d.limit = plan.limit;
    if ((st = describe(ctx, &d, plan.page, plan.chart, plan.argument, options)) != SHB_OK)
        goto done;
    st = shb_text_take(ctx, text, &input);
    text = NULL;
    if (st != SHB_OK)
        goto done;
    snprintf(dpi, sizeof dpi, "%u", plan.dpi);
    const char *arguments[] = {format, "--dpi", dpi, NULL};
    shb_job job = {plan.program, arguments, {input, strlen(input)}, SECONDS};
    st = shb_worker_run(ctx, &job, out);
done:
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
