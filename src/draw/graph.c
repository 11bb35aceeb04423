/* SPDX-License-Identifier: MIT */
/*
 * The picture as a Graphviz graph, drawn in two passes: the first moves plates apart
 * until none lies on another, the second puts title and legend around the page that came
 * out.
 *
 * Nothing from outside is ever parsed as DOT: names and values go in one by one.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <graphviz/gvc.h>

#include "draw/html.h"
#include "draw/pdf.h"

enum {
    FEW = 150,      /* nodes up to which stress majorization looks best */
    NARROWEST = 440 /* points; a page less wide has no room for a legend */
};

static const double shape = 1.4; /* of the page: width by height */
static const double least_stretch = .7, most_stretch = 1.6;
static const double room = 5; /* so many times the area of all plates is the page's */

static GVC_t *gvc;
static char complaint[200];

/* Graphviz complains in pieces; the first piece that says something is kept. */
static int keep_complaint(char *message) {
    if (!complaint[0] && strlen(message) > 12) {
        snprintf(complaint, sizeof complaint, "%s", message);
        complaint[strcspn(complaint, "\n")] = '\0';
    }
    return 0;
}

static void set(void *object, const char *name, const char *value) {
    agsafeset(object, (char *)name, (char *)value, "");
}

static void set_number(void *object, const char *name, double value) {
    char digits[64];
    snprintf(digits, sizeof digits, "%.4f", value);
    set(object, name, digits);
}

static void set_html(Agraph_t *g, void *object, const char *name, const char *html) {
    char *shared = agstrdup_html(g, (char *)html);
    agsafeset(object, (char *)name, shared, "");
    agstrfree(g, shared);
}

static void set_place(Agnode_t *n, double x, double y) {
    char place[96];
    snprintf(place, sizeof place, "%.4f,%.4f", x, y);
    set(n, "pos", place);
}

static Agraph_t *open_graph(const char *name) {
    Agraph_t *g = agopen((char *)name, Agstrictundirected, NULL);
    if (!g)
        die(1, "cannot make a graph");
    return g;
}

static void lay_out(Agraph_t *g, const char *engine) {
    if (gvLayout(gvc, g, engine) != 0 || agerrors() > 0)
        die(1, "layout failed: %s", complaint);
}

/* ---- plates ---- */

/* Entities that stand in names are copied as they are. */
static void add_entities(text *to, const char *plain) {
    for (const char *p = plain; *p; p++)
        text_add(to, *p == '&' ? "&amp;" : (char[]){*p, '\0'});
}

/* In labels, backslashes begin escapes and entities are decoded: neither is wanted. */
static void add_plain(text *to, const char *plain) {
    for (const char *p = plain; *p; p++) {
        char one[2] = {*p, '\0'};
        text_add(to, *p == '\\' ? "\\\\" : *p == '&' ? "&amp;" : one);
    }
}

/*
 * A new node. Its name ends up as what a browser shows when the mouse rests on it, so it
 * is the label; an invisible mark makes the second of a name another one.
 */
static Agnode_t *add_named(Agraph_t *g, const char *first, const char *second) {
    text name = {NULL, 0, 0};
    /* the library keeps names that begin with % for itself */
    text_add(&name, first[0] == '%' ? "\u200e" : "");
    add_entities(&name, first);
    if (second) {
        text_add(&name, " ");
        add_entities(&name, second);
    }
    while (agnode(g, name.bytes, 0))
        text_add(&name, "\u200e");
    Agnode_t *made = agnode(g, name.bytes, 1);
    if (!made)
        die(1, "cannot make a node");
    free(name.bytes);
    return made;
}

static void dress_dot(Agnode_t *made, const node *n) {
    set(made, "shape", "circle");
    set(made, "style", "filled");
    set(made, "fixedsize", "true");
    set(made, "label", "");
    set(made, "penwidth", "0.6");
    set_number(made, "width", n->size / 72);
    set_number(made, "height", n->size / 72);
}

static void dress_plate(Agnode_t *made, const node *n) {
    text label = {NULL, 0, 0};
    for (int i = 0; i < 2 && n->label[i]; i++) {
        text_add(&label, i ? "\\n" : "");
        add_plain(&label, n->label[i]);
    }
    set(made, "shape", "box");
    set(made, "style", n->look.form == FORM_PERSON ? "filled,rounded" : "filled");
    set(made, "penwidth", n->look.form == FORM_ORGANIZATION ? "2.2" : "0.9");
    set(made, "margin", "0.09,0.04");
    set(made, "width", "0.1");
    set(made, "height", "0.1");
    set(made, "label", label.bytes);
    set(made, "fontname", DRAW_FONT);
    set(made, "fontcolor", n->look.ink);
    set_number(made, "fontsize", n->size);
    free(label.bytes);
}

static Agnode_t *add_node(Agraph_t *g, const node *n) {
    Agnode_t *made = add_named(g, n->label[0], n->label[1]);
    set(made, "color", n->look.border);
    set(made, "fillcolor", n->look.fill);
    if (n->look.form == FORM_DOT)
        dress_dot(made, n);
    else
        dress_plate(made, n);
    return made;
}

static Agnode_t **add_nodes(Agraph_t *g, const picture *p) {
    Agnode_t **made = need(NULL, p->n_nodes, sizeof *made);
    for (size_t i = 0; i < p->n_nodes; i++)
        made[i] = add_node(g, &p->nodes[i]);
    return made;
}

static void add_edges(Agraph_t *g, const picture *p, Agnode_t **nodes) {
    for (size_t i = 0; i < p->n_edges; i++) {
        const edge *e = &p->edges[i];
        if (e->a == e->b)
            continue;
        Agedge_t *made = agedge(g, nodes[e->a], nodes[e->b], NULL, 1);
        if (!made)
            die(1, "cannot make an edge");
        set_number(made, "penwidth", e->width);
        set_number(made, "weight", 1 + 4 * e->pull);
        set_number(made, "len", 2.2 - 1.2 * e->pull);
        set(made, "color", e->colour);
    }
}

/* ---- first pass: where plates stand ---- */

typedef struct area {
    double left, right, bottom, top;
} area;

/* What plates at their nodes' places cover. */
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

/*
 * Scale places, which came in any unit, so that plates fill a good part of a page of a
 * sensible shape. Moving plates apart makes it larger by what is needed.
 */
static void fill_page(picture *p, Agnode_t **nodes) {
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

/* Fills in p->nodes' positions, in points; returns what the plates cover. */
static area find_places(picture *p) {
    Agraph_t *g = open_graph("places");
    Agnode_t **nodes = add_nodes(g, p);
    set(g, "splines", "");
    if (p->placed) {
        put_places(p, nodes);
    } else {
        add_edges(g, p, nodes);
        set(g, "model", "subset");
        set(g, "start", "1");
    }
    lay_out(g, p->placed ? "nop2" : p->n_nodes <= FEW ? "neato" : "sfdp");
    take_places(p, nodes);
    fill_page(p, nodes);
    gvFreeLayout(gvc, g);
    put_places(p, nodes);
    set(g, "overlap", "prism");
    set(g, "overlap_scaling", "0");
    set(g, "sep", "+5");
    lay_out(g, "nop1");
    take_places(p, nodes);
    area all = covered(p, nodes);
    gvFreeLayout(gvc, g);
    agclose(g);
    free(nodes);
    return all;
}

/* ---- second pass: the page ---- */

static Agnode_t *add_label(Agraph_t *g, const char *name, const char *html) {
    Agnode_t *made = add_named(g, name, NULL);
    set(made, "shape", "plaintext");
    set(made, "margin", "0");
    set(made, "width", "0");
    set(made, "height", "0");
    set(made, "fontname", DRAW_FONT);
    set_html(g, made, "label", html);
    return made;
}

static extent size_of_label(const char *html) {
    Agraph_t *g = open_graph("label");
    Agnode_t *n = add_label(g, "label", html);
    set_place(n, 0, 0);
    lay_out(g, "nop2");
    extent size = {ND_width(n) * 72, ND_height(n) * 72};
    gvFreeLayout(gvc, g);
    agclose(g);
    return size;
}

/* Title and legend stand over and under the plates; both are as wide as the page. */
static void add_surroundings(Agraph_t *g, const picture *p, const area *all) {
    double width = fmax(all->right - all->left, NARROWEST);
    double middle = (all->left + all->right) / 2, gap = fmax(14, width / 60);
    text header = html_header(p, width, size_of_label);
    text footer = html_footer(p, width, size_of_label);
    extent head = {0, 0}, foot = {0, 0};
    if (header.bytes)
        head = size_of_label(header.bytes);
    if (footer.bytes)
        foot = size_of_label(footer.bytes);
    /* what is wider than the page starts where reading starts */
    double side = p->rtl ? -1 : 1;
    double widest = fmax(width, fmax(head.width, foot.width));
    if (header.bytes)
        set_place(add_label(g, p->title, header.bytes),
                  middle + side * (head.width - widest) / 2,
                  all->top + gap + head.height / 2);
    if (footer.bytes)
        set_place(add_label(g, "legend", footer.bytes),
                  middle + side * (foot.width - widest) / 2,
                  all->bottom - gap - foot.height / 2);
}

static Agraph_t *make_page(const picture *p, const area *all) {
    text name = {NULL, 0, 0};
    add_entities(&name, p->title && *p->title ? p->title : "shabaka");
    Agraph_t *g = open_graph(name.bytes);
    Agnode_t **nodes = add_nodes(g, p);
    put_places(p, nodes);
    add_edges(g, p, nodes);
    add_surroundings(g, p, all);
    set(g, "splines", "line");
    set(g, "outputorder", "edgesfirst");
    set(g, "bgcolor", "white");
    set(g, "pad", "0.3");
    free(nodes);
    free(name.bytes);
    lay_out(g, "nop2");
    return g;
}

/* ---- out ---- */

static const struct {
    const char *name, *renderer;
    bool pixels;
} formats[] = {
    {"svg", "svg", false},
    {"png", "png", true},
    {"pdf", "pdf", false},
    {"dot", "dot", false},
};

static size_t find_format(const char *wanted) {
    size_t i = 0, n = sizeof formats / sizeof *formats;
    while (i < n && strcmp(formats[i].name, wanted) != 0)
        i++;
    return i;
}

bool knows_format(const char *wanted) {
    return find_format(wanted) < sizeof formats / sizeof *formats;
}

static void set_resolution(Agraph_t *g, unsigned dpi) {
    boxf page = GD_bb(g);
    double inch = dpi / 72.0;
    double pixels = (page.UR.x - page.LL.x) * inch * ((page.UR.y - page.LL.y) * inch);
    if (pixels > DRAW_MAX_PIXELS)
        die(1,
            "the picture would have %.0f million pixels: draw fewer nodes, or with "
            "fewer dots an inch, or as svg or pdf",
            pixels / 1e6);
    set_number(g, "dpi", dpi);
}

static void write_all(const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n < 0 && errno != EINTR)
            die(1, "cannot write to standard output: %s", strerror(errno));
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
}

void draw_picture(const picture *given, const char *wanted, unsigned dpi) {
    picture p = *given;
    size_t format = find_format(wanted);
    agseterrf(keep_complaint);
    gvc = gvContext();
    if (!gvc)
        die(1, "cannot start Graphviz");
    area all = find_places(&p);
    Agraph_t *g = make_page(&p, &all);
    if (formats[format].pixels)
        set_resolution(g, dpi);
    char *bytes = NULL;
    unsigned len = 0;
    if (gvRenderData(gvc, g, formats[format].renderer, &bytes, &len) != 0 || !bytes ||
        len == 0)
        die(1, "cannot draw: %s", complaint);
    if (strcmp(wanted, "pdf") == 0)
        pdf_fix_date(bytes, len);
    write_all(bytes, len);
}
