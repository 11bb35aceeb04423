/*
 * Where nodes are drawn, how large and in which colour.
 *
 * Each component is laid out on its own; the largest comes on top, the others in rows
 * below it, nodes without ties last: so nothing flies away from the rest.
 */
#include <shabaka/measures.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/place.h"

enum {
    CAREFUL = 5000, /* nodes of a component up to which there is time for many rounds */
    SPACING = 100,  /* points: a picture of n nodes is SPACING * sqrt(n) long */
    SMALLEST = 4,   /* points: a node without ties, and the strongest */
    LARGEST = 40,
    GAP = 60 /* points between components, and between nodes without ties */
};

/* ---- putting components together ---- */

typedef struct box {
    double width, height;
} box;

/* Scale so that the longer side is that long, with the corner at 0, 0. */
static box fit(shb_point *points, size_t k, double length) {
    shb_point min = points[0], max = points[0];
    for (size_t v = 1; v < k; v++) {
        min = (shb_point){fmin(min.x, points[v].x), fmin(min.y, points[v].y)};
        max = (shb_point){fmax(max.x, points[v].x), fmax(max.y, points[v].y)};
    }
    double longer = fmax(max.x - min.x, max.y - min.y);
    double scale = longer > 0 ? length / longer : 0;
    for (size_t v = 0; v < k; v++) {
        points[v].x = (points[v].x - min.x) * scale;
        points[v].y = (points[v].y - min.y) * scale;
    }
    return (box){(max.x - min.x) * scale, (max.y - min.y) * scale};
}

/* Boxes in rows, as they come; corners into out. Rows are centred on 0. */
static void pack(const box *boxes, size_t count, shb_point *out) {
    double widest = 0, area = 0, y = 0;
    for (size_t i = 0; i < count; i++) {
        widest = fmax(widest, boxes[i].width);
        if (i > 0)
            area += (boxes[i].width + GAP) * (boxes[i].height + GAP);
    }
    double limit = fmax(widest, sqrt(2 * area));
    for (size_t first = 0, next = 0; first < count; first = next) {
        double width = -GAP, height = 0;
        for (; next < count && width + GAP + boxes[next].width <= limit; next++) {
            width += GAP + boxes[next].width;
            height = fmax(height, boxes[next].height);
        }
        double x = -width / 2;
        for (size_t i = first; i < next; i++) {
            out[i] = (shb_point){x, y + (height - boxes[i].height) / 2};
            x += boxes[i].width + GAP;
        }
        y += height + GAP;
    }
}

/* Components are numbered by falling size, so that those of one node come last. */
static shb_status place_all(shb_ctx *ctx, const shb_network *net, shb_point *out,
                            bool *fast) {
    size_t n = net->n_nodes, count = 0;
    shb_parts parts = {0};
    uint32_t *numbers = shb_alloc_array(n, sizeof *numbers);
    shb_point *points = shb_alloc_array(n, sizeof *points);
    shb_point *corners = shb_alloc_array(n, sizeof *corners);
    box *boxes = shb_alloc_array(n, sizeof *boxes);
    shb_status st = numbers && points && corners && boxes ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_components(ctx, net, numbers, &count);
    if (st == SHB_OK)
        st = shb_parts_init(ctx, net, numbers, count, &parts);
    *fast = false;
    for (size_t i = 0; st == SHB_OK && i < count; i++) {
        shb_network part = shb_part(&parts, i);
        bool quick = part.n_nodes > CAREFUL;
        shb_point *own = points + parts.node_starts[i];
        st = shb_place(ctx, &part, quick, own);
        if (st == SHB_OK) /* a pair is SPACING long */
            boxes[i] = fit(own, part.n_nodes, SPACING * sqrt((double)part.n_nodes - 1));
        *fast = *fast || quick;
    }
    if (st == SHB_OK) {
        pack(boxes, count, corners);
        for (size_t i = 0; i < n; i++) {
            uint32_t v = parts.nodes[i];
            shb_point corner = corners[numbers[v] - 1];
            out[v] = (shb_point){points[i].x + corner.x, points[i].y + corner.y};
        }
    }
    shb_parts_done(&parts);
    shb_free(boxes);
    shb_free(corners);
    shb_free(points);
    shb_free(numbers);
    return st;
}

/* ---- the finished picture ---- */

static double to_hundredths(double value) {
    double rounded = round(value * 100) / 100;
    return rounded + 0.0; /* no -0 */
}

typedef struct placed {
    shb_point at;
    size_t node;
} placed;

static int by_row(const void *a, const void *b) {
    const placed *p = a, *q = b;
    if (p->at.y < q->at.y || p->at.y > q->at.y)
        return p->at.y > q->at.y ? 1 : -1;
    if (p->at.x < q->at.x || p->at.x > q->at.x)
        return p->at.x > q->at.x ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

/* Scale, keep nodes off each other, centre on 0, round, and leave none on another's
 * place. */
static shb_status finish(shb_ctx *ctx, const double *sizes, size_t n, shb_point *points) {
    shb_status st = SHB_OK;
    placed *sorted = shb_alloc_array(n, sizeof *sorted);
    double *radii = shb_alloc_array(n, sizeof *radii);
    if (!sorted || !radii) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    double length = SPACING * sqrt((double)n);
    fit(points, n, length);
    for (size_t v = 0; v < n; v++)
        radii[v] = sizes[v] / 2;
    if ((st = shb_part_discs(ctx, points, radii, n, 2)) != SHB_OK)
        goto done;
    box whole = fit(points, n, length);
    for (size_t v = 0; v < n; v++) {
        sorted[v].node = v;
        sorted[v].at.x = to_hundredths(points[v].x - whole.width / 2);
        sorted[v].at.y = to_hundredths(points[v].y - whole.height / 2);
    }
    qsort(sorted, n, sizeof *sorted, by_row);
    for (size_t i = 1; i < n; i++) {
        const placed *last = &sorted[i - 1];
        placed *own = &sorted[i];
        if (!(own->at.y > last->at.y) && !(own->at.x > last->at.x))
            own->at.x = to_hundredths(last->at.x + 1);
    }
    for (size_t i = 0; i < n; i++)
        points[sorted[i].node] = sorted[i].at;
done:
    shb_free(radii);
    shb_free(sorted);
    return st;
}

/*
 * The first six are Okabe and Ito's (in Wong 2011, doi:10.1038/nmeth.1618); each of the rest
 * is as far as can be from all before it, for eyes that lack a kind of cones too (simulated
 * as Machado et al. 2009 do, doi:10.1109/TVCG.2009.113; distances in OKLab).
 */
static const char *const PALETTE[] = {
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7",
    "#7d4453", "#6718da", "#b63286", "#8d7ed7", "#a02b1e", "#935954",
};

static const char *color_of(uint32_t group, bool tied) {
    enum { COLORS = sizeof PALETTE / sizeof *PALETTE };
    return tied && group >= 1 && group <= COLORS ? PALETTE[group - 1] : SHB_REST_COLOR;
}

/* Diameters: the area grows with strength, so that it shows the weight of all ties. */
static void find_sizes(const shb_network *net, double *sizes) {
    double max = 0;
    memset(sizes, 0, net->n_nodes * sizeof *sizes);
    for (size_t e = 0; e < net->n_edges; e++) {
        sizes[net->edges[e].a] += net->edges[e].weight;
        sizes[net->edges[e].b] += net->edges[e].weight;
    }
    for (size_t v = 0; v < net->n_nodes; v++)
        max = fmax(max, sizes[v]);
    for (size_t v = 0; v < net->n_nodes; v++) {
        double share = max > 0 ? sizes[v] / max : 0;
        sizes[v] = SMALLEST + (LARGEST - SMALLEST) * sqrt(share);
    }
}

/* ---- columns ---- */

/* Whether the network has the column with a cell for every node. */
static bool is_complete(const shb_network *net, const char *name) {
    const shb_column *column = shb_node_column(net, name);
    for (size_t v = 0; column && v < net->n_nodes; v++)
        if (column->type == SHB_STRING ? !column->cells.strings[v]
                                       : isnan(shb_cell_number(column, v)))
            return false;
    return column != NULL;
}

static bool is_number(const shb_network *net, const char *name) {
    const shb_column *column = shb_node_column(net, name);
    return column && column->type != SHB_STRING && is_complete(net, name);
}

static shb_status store_places(shb_ctx *ctx, shb_network *net, const shb_point *points) {
    shb_column *x, *y;
    shb_status st = shb_node_column_add(ctx, net, "x", SHB_DOUBLE, &x);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        x->cells.doubles[v] = points[v].x;
    if (st == SHB_OK)
        st = shb_node_column_add(ctx, net, "y", SHB_DOUBLE, &y);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        y->cells.doubles[v] = points[v].y;
    return st;
}

static shb_status store_sizes(shb_ctx *ctx, shb_network *net, const double *sizes) {
    shb_column *size;
    shb_status st = shb_node_column_add(ctx, net, "size", SHB_DOUBLE, &size);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        size->cells.doubles[v] = to_hundredths(sizes[v]);
    return st;
}

static shb_status store_groups(shb_ctx *ctx, shb_network *net, const uint32_t *groups) {
    shb_column *group;
    shb_status st = shb_node_column_add(ctx, net, "group", SHB_INT, &group);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        group->cells.ints[v] = groups[v];
    return st;
}

static shb_status store_colors(shb_ctx *ctx, shb_network *net, const uint32_t *groups,
                               const double *sizes) {
    shb_column *color;
    shb_status st = shb_node_column_add(ctx, net, "color", SHB_STRING, &color);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        st = shb_cell_set_string(ctx, color, v, color_of(groups[v], sizes[v] > SMALLEST));
    return st;
}

shb_status shb_network_lay_out(shb_ctx *ctx, shb_network *net, bool again, bool *fast) {
    size_t n = net->n_nodes;
    bool places_given = is_number(net, "x") && is_number(net, "y") && !again;
    bool size_given = is_complete(net, "size") && !again;
    bool group_given = is_complete(net, "group") && !again;
    bool color_given = is_complete(net, "color") && !again;
    bool was_fast = false;
    shb_point *points = shb_alloc_array(n, sizeof *points);
    double *sizes = shb_alloc_array(n, sizeof *sizes);
    uint32_t *groups = shb_alloc_array(n, sizeof *groups);
    shb_status st = points && sizes && groups ? SHB_OK : shb_fail_memory(ctx);
    if (st != SHB_OK)
        goto done;
    find_sizes(net, sizes);

    /* everything is computed before the first column changes */
    if (!places_given && n > 0 &&
        ((st = place_all(ctx, net, points, &was_fast)) != SHB_OK ||
         (st = finish(ctx, sizes, n, points)) != SHB_OK))
        goto done;
    if (group_given && is_number(net, "group")) {
        const shb_column *given = shb_node_column(net, "group");
        for (size_t v = 0; v < n; v++) {
            double group = shb_cell_number(given, v);
            groups[v] = group >= 1 && group < UINT32_MAX ? (uint32_t)group : 0;
        }
    } else if (!group_given || !color_given) {
        st = shb_groups_compute(ctx, net, shb_group_method_by_name("leiden"), 1, 1,
                                groups, NULL, NULL);
    }

    if (st == SHB_OK && !places_given)
        st = store_places(ctx, net, points);
    if (st == SHB_OK && !size_given)
        st = store_sizes(ctx, net, sizes);
    if (st == SHB_OK && !group_given)
        st = store_groups(ctx, net, groups);
    if (st == SHB_OK && !color_given)
        st = store_colors(ctx, net, groups, sizes);
    if (st == SHB_OK && fast)
        *fast = was_fast;
done:
    shb_free(groups);
    shb_free(sizes);
    shb_free(points);
    return st;
}
