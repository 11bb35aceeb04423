/* Who is named with whom: a square a pair, the strongest names, community by community.
 */
#include "export/picture_chart.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "export/formats.h"

enum {
    LONGEST_LABEL = 40,
    CELL = 18,
    MOST_NUMBERS = 40 /* names up to which numbers in the squares can be read */
};

static const double cell_gap = .8; /* points between squares */

typedef struct member {
    size_t group_place, place; /* of the group's strongest, and its own, by strength */
    uint32_t node;
} member;

static int by_group(const void *a, const void *b) {
    const member *p = a, *q = b;
    if (p->group_place != q->group_place)
        return p->group_place < q->group_place ? -1 : 1;
    return (p->place > q->place) - (p->place < q->place);
}

/* The drawn nodes, each group in one run; the group of the strongest comes first. */
static void order_by_group(const shb_drawing *d, member *out) {
    size_t n = d->part->n_nodes;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = d->part->nodes[i];
        size_t k = 0;
        while (shb_group_of(d, d->part->nodes[k]) != shb_group_of(d, node))
            k++;
        out[i] = (member){k, i, node};
    }
    qsort(out, n, sizeof *out, by_group);
}

/* ---- drawing ---- */

static bool is_dark(shb_color c) { return .299 * c.r + .587 * c.g + .114 * c.b < 150; }

static shb_status put_pair(shb_ctx *ctx, const shb_drawing *d, const member *a,
                           const member *b, shb_box box) {
    size_t edge = shb_network_edge(d->net, a->node, b->node);
    if (edge == SIZE_MAX)
        return SHB_OK;
    double weight = d->net->edges[edge].weight;
    double g = shb_heaviness(d, weight);
    bool inside = shb_group_of(d, a->node) == shb_group_of(d, b->node);
    shb_color colour = shb_color_tint(
        inside ? shb_colour_of(d, a->node) : shb_color_parse(SHB_GREY), .12 + .88 * g);
    box.fill = shb_color_hex(colour);
    shb_begin_box(d, &box);
    shb_status st = shb_put_node_label(ctx, d, a->node, LONGEST_LABEL, false);
    shb_puts(d->out, " \u2014 ");
    if (st == SHB_OK)
        st = shb_put_node_label(ctx, d, b->node, LONGEST_LABEL, false);
    shb_printf(d->out, ": \u2066%.4g\u2069\n", weight);
    const char *ink = is_dark(colour) ? "#ffffff" : SHB_INK;
    shb_spot spot = {box.x + box.width / 2, box.y + box.height / 2, 6.8, SHB_MIDDLE, ink};
    if (d->part->n_nodes <= MOST_NUMBERS)
        shb_put_value(d, &spot, weight);
    return st;
}

static shb_status put_line(shb_ctx *ctx, const shb_drawing *d, const member *members,
                           size_t i) {
    shb_status st = SHB_OK;
    double middle = ((double)i + .5) * CELL;
    shb_spot number = {-12, middle, 7.5, SHB_MIDDLE, SHB_SOFT_INK};
    shb_begin_text(d, &(shb_spot){-24, middle, 10.5, SHB_END, SHB_INK});
    st = shb_put_node_label(ctx, d, members[i].node, LONGEST_LABEL, false);
    shb_putc(d->out, '\n');
    shb_put_value(d, &number, (double)i + 1);
    shb_put_value(d, &(shb_spot){middle, -9, 7.5, SHB_MIDDLE, SHB_SOFT_INK},
                  (double)i + 1);
    for (size_t k = 0; k < d->part->n_nodes && st == SHB_OK; k++)
        if (k != i)
            st = put_pair(ctx, d, &members[i], &members[k],
                          (shb_box){.x = (double)k * CELL + cell_gap / 2,
                                    .y = (double)i * CELL + cell_gap / 2,
                                    .width = CELL - cell_gap,
                                    .height = CELL - cell_gap});
    return st;
}

/* What lies under the squares: the whole, the diagonal, and lines between groups. */
static void put_ground(const shb_drawing *d, const member *members) {
    size_t n = d->part->n_nodes;
    double side = (double)n * CELL;
    shb_color_text pale = shb_color_hex(shb_color_parse("#f4f5f7"));
    shb_color_text line = shb_color_hex(shb_color_parse("#9aa1ac"));
    shb_color_text none = shb_color_hex(shb_color_parse(SHB_GRID));
    shb_put_mark(d, &(shb_box){0, 0, side, side, pale});
    for (size_t i = 0; i < n; i++)
        shb_put_mark(d, &(shb_box){(double)i * CELL, (double)i * CELL, CELL, CELL, none});
    for (size_t i = 0; i <= n; i++) {
        bool border =
            i == 0 || i == n || members[i].group_place != members[i - 1].group_place;
        if (!border)
            continue;
        double place = (double)i * CELL - .4;
        shb_put_mark(d, &(shb_box){place, 0, .8, side, line});
        shb_put_mark(d, &(shb_box){0, place, side, .8, line});
    }
}

static shb_status put_notes(shb_ctx *ctx, const shb_drawing *d) {
    shb_begin_note(d);
    shb_printf(d->out, "%s: ", d->words->darker);
    shb_put_words(d->out, shb_measured_in(d), d->words->direction);
    shb_end_note(d);
    shb_put_share(d, d->words->names, d->part->n_nodes, d->net->n_nodes);
    return shb_put_source(ctx, d);
}

shb_status shb_put_matrix(shb_ctx *ctx, shb_drawing *d, const shb_export_options *options,
                          const char *argument) {
    (void)options;
    (void)argument;
    size_t n = d->part->n_nodes;
    member *members = shb_alloc_array(n, sizeof *members);
    if (!members)
        return shb_fail_memory(ctx);
    order_by_group(d, members);
    shb_status st = shb_put_groups(ctx, d);
    if (st == SHB_OK)
        st = put_notes(ctx, d);
    put_ground(d, members);
    for (size_t i = 0; i < n && st == SHB_OK; i++)
        st = put_line(ctx, d, members, i);
    shb_free(members);
    return st;
}
