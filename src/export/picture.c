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
#include "export/names.h"
#include "export/picture_color.h"
#include "export/picture_part.h"
#include "export/picture_text.h"
#include "export/worker.h"

enum {
    DEFAULT_LIMIT = 500,
    DEFAULT_DPI = 110,
    SECONDS = 60,
    ALL_PLATES = 180,  /* nodes up to which all have a plate; */
    MOST_PLATES = 120, /* past that so many, and the others are dots */
    LONGEST_LABEL = 60,
    LONGEST_TITLE = 140,
    LONGEST_NAME = 24, /* of a community's members in the legend */
    MOST_GROUPS = 8,   /* in the legend */
    MANY_EDGES = 400
};

static const char plain_colour[] = "#4e79a7"; /* where the network names none */
static const char grey[] = "#6b7280";
static const char ink[] = "#1b1b1b", white[] = "#ffffff";

enum { PERSON, STATE, ORGANIZATION, OTHER, FORMS };
static const char *const forms[FORMS] = {"person", "state", "organization", "other"};

/* All that the lines of one picture are made from. */
typedef struct drawing {
    const shb_network *net;
    const shb_picture_part *part;
    const shb_picture_words *words;
    const shb_column *labels, *types, *colours, *groups, *x, *y;
    double strongest, heaviest;
    size_t plates;
    uint8_t *light; /* of each node: MARKED, BESIDE or PALE; NULL: nothing stands out */
    shb_output *out;
} drawing;

/* ---- what stands out ---- */

enum { PALE, BESIDE, MARKED };

static shb_status find_light(shb_ctx *ctx, drawing *d,
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

static bool is_pale(const drawing *d, uint32_t node) {
    return d->light && d->light[node] == PALE;
}

static bool is_pale_edge(const drawing *d, const shb_edge *edge) {
    return d->light && d->light[edge->a] != MARKED && d->light[edge->b] != MARKED;
}

/* ---- nodes ---- */

static size_t form_of(const drawing *d, uint32_t node) {
    const char *type = d->types ? d->types->cells.strings[node] : NULL;
    size_t form = 0;
    while (form < OTHER && (!type || strcmp(type, forms[form]) != 0))
        form++;
    return form;
}

static shb_color colour_of(const drawing *d, uint32_t node) {
    const char *colour = d->colours ? d->colours->cells.strings[node] : NULL;
    return shb_color_parse(colour && shb_is_color(colour) ? colour : plain_colour);
}

/* Community, or 0 where there is none. */
static int64_t group_of(const drawing *d, uint32_t node) {
    double group = d->groups ? shb_cell_number(d->groups, node) : 0;
    return group >= 1 && group < 1e9 ? (int64_t)group : 0;
}

typedef struct look {
    shb_color_text fill, border;
    const char *ink;
} look;

static look look_of(size_t form, shb_color colour) {
    static const double shares[FORMS] = {.30, 1, .12, .20};
    if (form == STATE) {
        shb_color_text dark = shb_color_hex(shb_color_under_white(colour));
        return (look){dark, dark, white};
    }
    return (look){shb_color_hex(shb_color_tint(colour, shares[form])),
                  shb_color_hex(colour), ink};
}

/* The same plate, nearly gone: there for its place, not to be read first. */
static look pale_look(look l) {
    return (look){shb_color_hex(shb_color_tint(shb_color_parse(l.fill.text), .22)),
                  shb_color_hex(shb_color_tint(shb_color_parse(l.border.text), .30)),
                  "#9aa1ac"};
}

static void put_look(shb_output *out, const look *l) {
    shb_printf(out, "\t%s\t%s\t%s\t", l->fill.text, l->border.text, l->ink);
}

/* The text of a label in one line or two; all of it with `most` characters at most. */
static shb_status put_label(shb_ctx *ctx, const drawing *d, uint32_t node, size_t most,
                            bool two_lines) {
    char *clean = NULL;
    const char *shown = shb_shown_label(d->net, d->labels, node);
    shb_direction direction = shb_label_direction(d->net, node, shown);
    shb_status st = shb_label_clean(ctx, shown, &clean);
    if (st != SHB_OK)
        return st;
    shb_str all = {clean, strlen(clean)};
    if (all.len == 0)
        all = (shb_str){"?", 1};
    size_t end = two_lines ? shb_label_break(all) : all.len;
    shb_str first = {all.data, end};
    shb_put_isolated(d->out, first, direction, most);
    size_t used = shb_label_length(first);
    if (end < all.len && used < most) {
        shb_putc(d->out, '\t');
        shb_put_isolated(d->out, (shb_str){all.data + end + 1, all.len - end - 1},
                         direction, most - used);
    }
    shb_free(clean);
    return SHB_OK;
}

static void put_place(const drawing *d, uint32_t node) {
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

static shb_status put_nodes(shb_ctx *ctx, const drawing *d) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < d->part->n_nodes && st == SHB_OK; i++) {
        uint32_t node = d->part->nodes[i];
        bool plate = i < d->plates;
        size_t form = form_of(d, node);
        double f = d->strongest > 0 ? sqrt(d->part->strengths[node] / d->strongest) : 0;
        look l = look_of(form, colour_of(d, node));
        if (is_pale(d, node))
            l = pale_look(l);
        shb_printf(d->out, "node\t%s", plate ? forms[form] : "dot");
        put_place(d, node);
        shb_putc(d->out, '\t');
        shb_put_double(d->out, shb_round9(plate ? 9 + 17 * f : 6.5 + 30 * f));
        put_look(d->out, &l);
        st = put_label(ctx, d, node, LONGEST_LABEL, plate);
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

static void put_edges(const drawing *d) {
    faintness least = faintness_for(d->part->n_edges);
    for (size_t i = 0; i < d->part->n_edges; i++) {
        const shb_edge *e = &d->net->edges[d->part->edges[i]];
        double g = log1p(e->weight) / log1p(d->heaviest);
        bool inside = group_of(d, e->a) == group_of(d, e->b);
        double share = inside ? least.inside + (.85 - least.inside) * g
                              : least.between + (.65 - least.between) * g;
        double opacity = least.opacity + (240 - least.opacity) * g;
        if (is_pale_edge(d, e))
            opacity *= .2;
        shb_color tint =
            shb_color_tint(inside ? colour_of(d, e->a) : shb_color_parse(grey), share);
        shb_printf(d->out, "edge\t%u\t%u\t", d->part->places[e->a],
                   d->part->places[e->b]);
        shb_put_double(d->out, shb_round9(g));
        shb_putc(d->out, '\t');
        shb_put_double(d->out, shb_round9(.4 + 4.6 * pow(g, 1.6)));
        shb_printf(d->out, "\t%s\n", shb_color_hex_alpha(tint, opacity).text);
    }
}

/* ---- legend ---- */

static void put_words(shb_output *out, const char *words, shb_direction direction) {
    shb_put_isolated(out, (shb_str){words, strlen(words)}, direction, SIZE_MAX);
}

/* One sample of each form that occurs, in a colour that no community has. */
static void put_kinds(const drawing *d) {
    bool occurs[FORMS] = {false};
    for (size_t i = 0; i < d->part->n_nodes; i++)
        occurs[form_of(d, d->part->nodes[i])] = true;
    for (size_t form = 0; form < FORMS; form++)
        if (occurs[form]) {
            look l = look_of(form, shb_color_parse(grey));
            shb_printf(d->out, "kind\t%s", forms[form]);
            put_look(d->out, &l);
            put_words(d->out, d->words->kinds[form], d->words->direction);
            shb_putc(d->out, '\n');
        }
    if (d->plates < d->part->n_nodes) {
        look l = look_of(PERSON, shb_color_parse(grey));
        shb_puts(d->out, "kind\tdot");
        put_look(d->out, &l);
        put_words(d->out, d->words->dots, d->words->direction);
        shb_putc(d->out, '\n');
    }
}

typedef struct community {
    int64_t group;
    size_t members;
    uint32_t first, second; /* its strongest; second UINT32_MAX where there is none */
} community;

static int by_falling_members(const void *a, const void *b) {
    const community *p = a, *q = b;
    if (p->members != q->members)
        return p->members < q->members ? 1 : -1;
    return (p->group > q->group) - (p->group < q->group);
}

/* Communities of what is drawn, by falling size; the strongest node comes first in each.
 */
static shb_status find_communities(shb_ctx *ctx, const drawing *d, community **out,
                                   size_t *out_count) {
    size_t n = d->part->n_nodes, count = 0, room = 0;
    community *found = NULL;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = d->part->nodes[i];
        int64_t group = group_of(d, node);
        size_t k = 0;
        while (k < count && found[k].group != group)
            k++;
        if (group == 0)
            continue;
        if (k == count) {
            shb_status st =
                shb_grow(ctx, (void **)&found, &room, count + 1, sizeof *found);
            if (st != SHB_OK) {
                shb_free(found);
                return st;
            }
            found[count++] = (community){group, 0, node, UINT32_MAX};
        } else if (found[k].second == UINT32_MAX) {
            found[k].second = node;
        }
        found[k].members++;
    }
    if (count)
        qsort(found, count, sizeof *found, by_falling_members);
    *out = found;
    *out_count = count;
    return SHB_OK;
}

/* A community is called by its two strongest members. */
static shb_status put_groups(shb_ctx *ctx, const drawing *d) {
    community *all = NULL;
    size_t count = 0;
    shb_status st = find_communities(ctx, d, &all, &count);
    for (size_t i = 0; st == SHB_OK && count > 1 && i < count && i < MOST_GROUPS; i++) {
        if (all[i].second == UINT32_MAX)
            break;
        shb_color_text colour = shb_color_hex(colour_of(d, all[i].first));
        bool rtl = d->words->direction == SHB_RIGHT_TO_LEFT;
        shb_printf(d->out, "group\t%s\t%s", colour.text, rtl ? "\u2067" : "\u2066");
        st = put_label(ctx, d, all[i].first, LONGEST_NAME, false);
        shb_puts(d->out, d->words->comma);
        if (st == SHB_OK)
            st = put_label(ctx, d, all[i].second, LONGEST_NAME, false);
        shb_puts(d->out, all[i].members > 2 ? "\u2026\u2069\n" : "\u2069\n");
    }
    shb_free(all);
    return st;
}

/* ---- small print ---- */

static void begin_note(const drawing *d) {
    bool rtl = d->words->direction == SHB_RIGHT_TO_LEFT;
    shb_printf(d->out, "note\t%s", rtl ? "\u2067" : "\u2066");
}

static void end_note(const drawing *d) { shb_puts(d->out, "\u2069\n"); }

static void put_count(const drawing *d, const char *what, uint64_t count) {
    if (!what || count == 0)
        return;
    begin_note(d);
    shb_printf(d->out, "%s: %llu", what, (unsigned long long)count);
    end_note(d);
}

static void put_share(const drawing *d, const char *what, size_t shown, size_t all) {
    if (shown == all) {
        put_count(d, what, all);
        return;
    }
    begin_note(d);
    shb_printf(d->out, "%s: %zu %s %zu", what, shown, d->words->of, all);
    end_note(d);
}

/* YYYY-MM-DD and nothing else: it is told in a file of ours, but the file may be
 * anyone's. */
static const char *date_cell(const shb_column *column, size_t row) {
    const char *date =
        column && column->type == SHB_STRING ? column->cells.strings[row] : NULL;
    bool good = date && strlen(date) == 10 && strspn(date, "0123456789-") == 10;
    return good ? date : NULL;
}

static void put_period(const drawing *d) {
    const shb_column *firsts = shb_edge_column(d->net, "first");
    const shb_column *lasts = shb_edge_column(d->net, "last");
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < d->net->n_edges; i++) {
        const char *from = date_cell(firsts, i), *to = date_cell(lasts, i);
        if (from && (!first || strcmp(from, first) < 0))
            first = from;
        if (to && (!last || strcmp(to, last) > 0))
            last = to;
    }
    if (!first || !last)
        return;
    begin_note(d);
    shb_printf(d->out, "%s: ", d->words->period);
    put_words(d->out, first, SHB_LEFT_TO_RIGHT);
    if (strcmp(first, last) != 0) {
        shb_puts(d->out, " \u2013 ");
        put_words(d->out, last, SHB_LEFT_TO_RIGHT);
    }
    end_note(d);
}

static void put_filter(const drawing *d) {
    char filter[160];
    size_t len = shb_picture_filter(d->net, filter, sizeof filter);
    if (len == 0)
        return;
    shb_puts(d->out, "note\t");
    put_words(d->out, d->words->filter, d->words->direction);
    shb_puts(d->out, ": ");
    shb_put_isolated(d->out, (shb_str){filter, len}, SHB_LEFT_TO_RIGHT, sizeof filter);
    shb_putc(d->out, '\n');
}

static void put_notes(const drawing *d) {
    const shb_margins *margins = &d->net->margins;
    size_t unit = shb_picture_unit(d->net);
    if (d->part->n_edges > 0) {
        shb_puts(d->out, "note\t");
        put_words(d->out, d->words->reading[unit], d->words->direction);
        shb_putc(d->out, '\n');
    }
    put_share(d, d->words->names, d->part->n_nodes, d->net->n_nodes);
    put_share(d, d->words->ties, d->part->n_edges, d->net->n_edges);
    put_count(d, d->words->alone, d->part->isolates);
    put_count(d, d->words->texts, margins->documents);
    put_count(d, unit < 4 ? d->words->units[unit] : NULL, margins->units);
    put_period(d);
    put_filter(d);
}

/* ---- the whole ---- */

static shb_status put_title(shb_ctx *ctx, shb_output *out, const char *title) {
    char *clean = NULL;
    if (!title)
        return SHB_OK;
    shb_status st = shb_label_clean(ctx, title, &clean);
    if (st == SHB_OK && *clean) {
        shb_puts(out, "title\t");
        shb_put_isolated(out, (shb_str){clean, strlen(clean)}, SHB_FIRST_STRONG,
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

static void prepare(drawing *d, const shb_export_options *options) {
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
    d->plates = part->n_nodes <= ALL_PLATES ? part->n_nodes : MOST_PLATES;
    d->strongest = part->n_nodes ? part->strengths[part->nodes[0]] : 0;
    for (size_t i = 0; i < part->n_edges; i++)
        d->heaviest = fmax(d->heaviest, net->edges[part->edges[i]].weight);
}

static shb_status describe(shb_ctx *ctx, drawing *d, const shb_export_options *options) {
    prepare(d, options);
    shb_printf(d->out, DRAW_GREETING "\ndirection\t%s\n",
               d->words->direction == SHB_RIGHT_TO_LEFT ? "rtl" : "ltr");
    shb_status st = put_title(ctx, d->out, options->title);
    put_kinds(d);
    if (st == SHB_OK)
        st = put_groups(ctx, d);
    put_notes(d);
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
                   "the picture shows the %zu strongest of %zu nodes", part->n_nodes,
                   net->n_nodes);
    if (part->isolates > 0)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "the picture leaves out %zu nodes without ties", part->isolates);
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

static unsigned resolution_of(const shb_export_options *options) {
    return options->dpi ? options->dpi : DEFAULT_DPI;
}

static shb_status check(shb_ctx *ctx, const shb_network *net,
                        const shb_export_options *options,
                        char program[SHB_WORKER_PATH]) {
    unsigned resolution = resolution_of(options);
    if (net && net->n_nodes == 0)
        return shb_fail(ctx, SHB_EUNSUITED, NULL, "the network has no nodes to draw");
    if (resolution < DRAW_MIN_DPI || resolution > DRAW_MAX_DPI)
        return shb_fail(ctx, SHB_EINVALID, NULL, "%u dots an inch: give %d to %d",
                        resolution, DRAW_MIN_DPI, DRAW_MAX_DPI);
    return shb_worker_find(ctx, program);
}

shb_status shb_picture_check(shb_ctx *ctx, const shb_network *net,
                             const shb_export_options *options) {
    char program[SHB_WORKER_PATH];
    return check(ctx, net, options, program);
}

static shb_status draw(shb_ctx *ctx, const shb_network *net,
                       const shb_export_options *options, const char *format,
                       shb_output *out) {
    char program[SHB_WORKER_PATH], dpi[16], *input = NULL;
    shb_picture_part part = {0};
    drawing d = {.net = net, .part = &part};
    shb_output *text = NULL;
    size_t limit = options->draw_limit ? options->draw_limit : DEFAULT_LIMIT;
    shb_status st = check(ctx, net, options, program);
    if (st != SHB_OK ||
        (st =
             shb_picture_choose(ctx, net, limit < DRAW_MAX_NODES ? limit : DRAW_MAX_NODES,
                                &part)) != SHB_OK ||
        (st = shb_output_memory(ctx, &text)) != SHB_OK)
        goto done;
    d.out = text;
    if ((st = find_light(ctx, &d, options)) != SHB_OK ||
        (st = describe(ctx, &d, options)) != SHB_OK ||
        (st = take_text(ctx, &text, &input)) != SHB_OK)
        goto done;
    tell_what_is_left_out(ctx, net, &part);
    snprintf(dpi, sizeof dpi, "%u", resolution_of(options));
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
