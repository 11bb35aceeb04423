/* SPDX-License-Identifier: MIT */
/*
 * A picture on its page: title above, legend and small print below, and, where the page
 * has a size, all of it turned, stretched and scaled so that it fills that page.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/chart.h"
#include "draw/letters.h"

enum {
    NARROWEST = 440, /* points; a page less wide has no room for a legend */
    TRIES = 4        /* at a shape that fills the page */
};

static const double usual_shape = 1.4; /* of the plates: width by height */
/* Of the plates' own area: few names stand freely, many have to be read on paper. */
static const double free_room = 5, page_room = 3.4;
enum { FREELY = 80 };
static const double largest_scale = 1.5; /* few names need not fill a page */
static const double usual_pad = 22;      /* points around a picture without a page */

/* What stands around plates; all of it as wide as they. */
typedef struct surroundings {
    area plates; /* not less wide than a legend needs */
    text header, footer;
    extent head, foot;
    double gap, widest;
} surroundings;

static double width_of(const area *a) { return a->right - a->left; }
static double height_of(const area *a) { return a->top - a->bottom; }

static void widen(area *a, double width) {
    double more = fmax(0, width - width_of(a)) / 2;
    a->left -= more;
    a->right += more;
}

static surroundings surround(const picture *p, area plates) {
    widen(&plates, NARROWEST);
    double width = width_of(&plates);
    surroundings s = {.plates = plates, .gap = fmax(14, width / 60)};
    s.header = html_header(p, width, size_of_label);
    s.footer = html_footer(p, width, size_of_label);
    if (s.header.bytes)
        s.head = size_of_label(s.header.bytes);
    if (s.footer.bytes)
        s.foot = size_of_label(s.footer.bytes);
    s.widest = fmax(width, fmax(s.head.width, s.foot.width));
    return s;
}

static void forget(surroundings *s) {
    free(s->header.bytes);
    free(s->footer.bytes);
}

/* Of the whole: what is wider than the plates sticks out where reading ends. */
static area whole(const picture *p, const surroundings *s) {
    area a = s->plates;
    double more = s->widest - width_of(&a);
    *(p->rtl ? &a.left : &a.right) += p->rtl ? -more : more;
    a.top += s->header.bytes ? s->gap + s->head.height : 0;
    a.bottom -= s->footer.bytes ? s->gap + s->foot.height : 0;
    return a;
}

static double shape_of(const picture *p, area plates) {
    surroundings s = surround(p, plates);
    area a = whole(p, &s);
    forget(&s);
    return width_of(&a) / height_of(&a);
}

/* ---- a page of a size ---- */

static double shape_of_page(const picture *p) {
    return (p->page_width - 2 * p->margin) / (p->page_height - 2 * p->margin);
}

/* A network that is higher than wide is turned for a page that is not, and back. */
static void turn(picture *p) {
    area a = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < p->n_nodes; i++) {
        a.left = fmin(a.left, p->nodes[i].x);
        a.right = fmax(a.right, p->nodes[i].x);
        a.bottom = fmin(a.bottom, p->nodes[i].y);
        a.top = fmax(a.top, p->nodes[i].y);
    }
    if ((width_of(&a) > height_of(&a)) == (p->page_width > p->page_height))
        return;
    for (size_t i = 0; i < p->n_nodes; i++) {
        double x = p->nodes[i].x;
        p->nodes[i].x = -p->nodes[i].y;
        p->nodes[i].y = x;
    }
}

/* Plates in the shape that comes nearest to the page's. */
static area fit(const picture *found, picture *p) {
    double wanted = shape_of_page(p), shape = wanted * 1.2, best = shape;
    double least = HUGE_VAL;
    area all = {0};
    for (int i = 0; i < TRIES; i++) {
        all = spread(found, p, shape, page_room);
        double got = shape_of(p, all), off = fabs(log(got / wanted));
        if (off < least) {
            least = off;
            best = shape;
        }
        shape *= wanted / got;
    }
    return spread(found, p, best, page_room);
}

/* Blank beside or above and below the plates, until all has the shape of the page. */
static area fill_up(const picture *p, area plates) {
    double wanted = shape_of_page(p);
    for (int i = 0; i < TRIES; i++) {
        surroundings s = surround(p, plates);
        area a = whole(p, &s);
        forget(&s);
        widen(&plates, fmax(width_of(&plates), wanted * height_of(&a)));
    }
    surroundings s = surround(p, plates);
    area a = whole(p, &s);
    forget(&s);
    double more = fmax(0, width_of(&a) / wanted - height_of(&a)) / 2;
    plates.top += more;
    plates.bottom -= more;
    return plates;
}

static void add_corner(Agraph_t *g, const char *name, double x, double y) {
    Agnode_t *made = add_named(g, name, NULL);
    set(made, "shape", "point");
    set(made, "style", "invis");
    set(made, "width", "0.001");
    set_place(made, x, y);
}

/* Two invisible points make the graph as large as the page, margins and all. */
static void set_page(Agraph_t *g, const picture *p, const area *a) {
    double scale = fmin((p->page_width - 2 * p->margin) / width_of(a),
                        (p->page_height - 2 * p->margin) / height_of(a));
    scale = fmin(scale, largest_scale);
    double width = p->page_width / scale / 2, height = p->page_height / scale / 2;
    double x = (a->left + a->right) / 2, y = (a->bottom + a->top) / 2;
    char size[64];
    add_corner(g, "corner", x - width, y - height);
    add_corner(g, "corner", x + width, y + height);
    snprintf(size, sizeof size, "%.6f,%.6f!", p->page_width / 72, p->page_height / 72);
    set(g, "size", size);
    set(g, "pad", "0");
    set(g, "margin", "0");
}

/* ---- the picture ---- */

static void add_surroundings(Agraph_t *g, const picture *p, const surroundings *s) {
    area a = whole(p, s);
    /* what is wider than the plates starts where reading starts */
    double middle = (a.left + a.right) / 2, side = p->rtl ? -1 : 1;
    if (s->header.bytes)
        set_place(add_label(g, p->title, s->header.bytes),
                  middle + side * (s->head.width - s->widest) / 2,
                  s->plates.top + s->gap + s->head.height / 2);
    if (s->footer.bytes)
        set_place(add_label(g, "legend", s->footer.bytes),
                  middle + side * (s->foot.width - s->widest) / 2,
                  s->plates.bottom - s->gap - s->foot.height / 2);
}

static Agraph_t *make_page(const picture *p, area plates, const char *wanted,
                           unsigned dpi) {
    text name = {NULL, 0, 0};
    add_entities(&name, p->title && *p->title ? p->title : "shabaka");
    Agraph_t *g = open_graph(name.bytes);
    Agnode_t **nodes = add_nodes(g, p);
    for (size_t i = 0; i < p->n_nodes; i++)
        set_place(nodes[i], p->nodes[i].x, p->nodes[i].y);
    add_edges(g, p, nodes);
    add_shapes(g, p);
    surroundings s = surround(p, plates);
    add_surroundings(g, p, &s);
    area a = whole(p, &s);
    set(g, "splines", "line");
    set(g, "outputorder", "edgesfirst");
    set(g, "bgcolor", "white");
    if (p->page_width > 0) {
        set_page(g, p, &a);
        set_resolution(g, wanted, dpi, p->page_width * p->page_height);
    } else {
        set_number(g, "pad", usual_pad / 72);
        set_resolution(g, wanted, dpi,
                       (width_of(&a) + 2 * usual_pad) * (height_of(&a) + 2 * usual_pad));
    }
    forget(&s);
    free(nodes);
    free(name.bytes);
    lay_out(g, "nop2");
    return g;
}

/* Where everything stands; returns what it covers. */
static area arrange(picture *p) {
    if (p->n_shapes > 0)
        return measure_shapes(p);
    find_places(p);
    if (p->page_width > 0)
        turn(p);
    picture found = *p;
    found.nodes = need(NULL, p->n_nodes, sizeof *found.nodes);
    memcpy(found.nodes, p->nodes, p->n_nodes * sizeof *found.nodes);
    double room = p->n_nodes <= FREELY ? free_room : page_room;
    area plates =
        p->page_width > 0 ? fit(&found, p) : spread(&found, p, usual_shape, room);
    free(found.nodes);
    return plates;
}

void draw_picture(const picture *given, const char *wanted, unsigned dpi) {
    picture p = *given;
    start_graphviz();
    free_letters();
    area plates = arrange(&p);
    if (p.page_width > 0)
        plates = fill_up(&p, plates);
    render(make_page(&p, plates, wanted, dpi), wanted);
}
