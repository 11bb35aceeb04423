/* SPDX-License-Identifier: MIT */
#include "draw/places.h"

#include <math.h>
#include <stdlib.h>

#include "draw/graph.h"

enum { FEW = 150 }; /* nodes up to which stress majorization looks best */

/* Not every shape can be had by stretching: too much of it tears groups apart. */
static const double least_stretch = .6, most_stretch = 1.7;

static area covered(const picture *p, Agnode_t **nodes) {
    area all = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < p->n_nodes; i++) {
        double w = ND_width(nodes[i]) * 36, h = ND_height(nodes[i]) * 36;
        all.left = fmin(all.left, p->nodes[i].x - w);
        all.right = fmax(all.right, p->nodes[i].x + w);
        all.bottom = fmin(all.bottom, p->nodes[i].y - h);
        all.top = fmax(all.top, p->nodes[i].y + h);
    }
    return all;
}

static void put_places(const picture *p, Agnode_t **nodes) {
    for (size_t i = 0; i < p->n_nodes; i++)
        set_place(nodes[i], p->nodes[i].x, p->nodes[i].y);
}

static void take_places(picture *p, Agnode_t **nodes) {
    for (size_t i = 0; i < p->n_nodes; i++) {
        p->nodes[i].x = ND_coord(nodes[i]).x;
        p->nodes[i].y = ND_coord(nodes[i]).y;
    }
}

void find_places(picture *p) {
    if (p->placed)
        return;
    Agraph_t *g = open_graph("places");
    Agnode_t **nodes = add_nodes(g, p);
    add_edges(g, p, nodes);
    set(g, "splines", "");
    set(g, "model", "subset");
    set(g, "start", "1");
    lay_out(g, p->n_nodes <= FEW ? "neato" : "sfdp");
    take_places(p, nodes);
    drop_layout(g);
    free(nodes);
}

/*
 * Scale places, which are in any unit, so that plates fill a good part of a page of a
 * sensible shape. Moving plates apart makes it larger by what is needed.
 */
static void fill_page(picture *p, Agnode_t **nodes, double shape, double room) {
    double plates = 0;
    area points = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < p->n_nodes; i++) {
        plates += (ND_width(nodes[i]) * 72 + 12) * (ND_height(nodes[i]) * 72 + 12);
        points.left = fmin(points.left, p->nodes[i].x);
        points.right = fmax(points.right, p->nodes[i].x);
        points.bottom = fmin(points.bottom, p->nodes[i].y);
        points.top = fmax(points.top, p->nodes[i].y);
    }
    double width = points.right - points.left, height = points.top - points.bottom;
    double longer = fmax(width, height);
    if (longer <= 0)
        return; /* all in one place */
    width = fmax(width, longer / 10);
    height = fmax(height, longer / 10);
    double stretch = fmin(fmax(shape * height / width, least_stretch), most_stretch);
    double scale = sqrt(room * plates / (stretch * width * height));
    for (size_t i = 0; i < p->n_nodes; i++) {
        p->nodes[i].x *= scale * stretch;
        p->nodes[i].y *= scale;
    }
}

/* Points between plates: among few, thick lines must show between neighbours too. */
static double gap_between(size_t n_nodes) { return fmax(5, 11 - (double)n_nodes / 25); }

area spread(const picture *found, picture *p, double shape, double room) {
    Agraph_t *g = open_graph("spread");
    Agnode_t **nodes = add_nodes(g, p);
    char sep[32];
    for (size_t i = 0; i < p->n_nodes; i++) {
        p->nodes[i].x = found->nodes[i].x;
        p->nodes[i].y = found->nodes[i].y;
    }
    put_places(p, nodes);
    set(g, "splines", "");
    lay_out(g, "nop2"); /* plates know their sizes after it */
    fill_page(p, nodes, shape, room);
    forget_layout(g);
    put_places(p, nodes);
    snprintf(sep, sizeof sep, "+%.1f", gap_between(p->n_nodes));
    set(g, "overlap", "prism");
    set(g, "overlap_scaling", "0");
    set(g, "sep", sep);
    lay_out(g, "nop1");
    take_places(p, nodes);
    area all = covered(p, nodes);
    drop_layout(g);
    free(nodes);
    return all;
}
