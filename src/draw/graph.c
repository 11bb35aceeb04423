/* SPDX-License-Identifier: MIT */
/*
 * Graphviz at our service. Nothing from outside is ever parsed as DOT: names and values
 * go in one by one.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draw/graph.h"
#include "draw/pdf.h"

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

void set(void *object, const char *name, const char *value) {
    agsafeset(object, (char *)name, (char *)value, "");
}

void set_number(void *object, const char *name, double value) {
    char digits[64];
    snprintf(digits, sizeof digits, "%.4f", value);
    set(object, name, digits);
}

static void set_html(Agraph_t *g, void *object, const char *name, const char *html) {
    char *shared = agstrdup_html(g, (char *)html);
    agsafeset(object, (char *)name, shared, "");
    agstrfree(g, shared);
}

void set_place(Agnode_t *n, double x, double y) {
    char place[96];
    snprintf(place, sizeof place, "%.4f,%.4f", x, y);
    set(n, "pos", place);
}

Agraph_t *open_graph(const char *name) {
    Agraph_t *g = agopen((char *)name, Agstrictundirected, NULL);
    if (!g)
        die(1, "cannot make a graph");
    return g;
}

void lay_out(Agraph_t *g, const char *engine) {
    if (gvLayout(gvc, g, engine) != 0 || agerrors() > 0)
        die(1, "layout failed: %s", complaint);
}

/* ---- plates ---- */

/* Entities that stand in names are copied as they are. */
void add_entities(text *to, const char *plain) {
    for (const char *p = plain; *p; p++)
        text_add(to, *p == '&' ? "&amp;" : (char[]){*p, '\0'});
}

/* In labels, backslashes begin escapes and entities are decoded: neither is wanted. */
void add_plain(text *to, const char *plain) {
    for (const char *p = plain; *p; p++) {
        char one[2] = {*p, '\0'};
        text_add(to, *p == '\\' ? "\\\\" : *p == '&' ? "&amp;" : one);
    }
}

/*
 * A new node. Its name ends up as what a browser shows when the mouse rests on it, so it
 * is the label; an invisible mark makes the second of a name another one.
 */
Agnode_t *add_named(Agraph_t *g, const char *first, const char *second) {
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

Agnode_t **add_nodes(Agraph_t *g, const picture *p) {
    Agnode_t **made = need(NULL, p->n_nodes, sizeof *made);
    for (size_t i = 0; i < p->n_nodes; i++)
        made[i] = add_node(g, &p->nodes[i]);
    return made;
}

void add_edges(Agraph_t *g, const picture *p, Agnode_t **nodes) {
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

/* ---- words ---- */

Agnode_t *add_label(Agraph_t *g, const char *name, const char *html) {
    Agnode_t *made = add_named(g, name, NULL);
    set(made, "shape", "plaintext");
    set(made, "margin", "0");
    set(made, "width", "0");
    set(made, "height", "0");
    set(made, "fontname", DRAW_FONT);
    set_html(g, made, "label", html);
    return made;
}

extent size_of_label(const char *html) {
    Agraph_t *g = open_graph("label");
    Agnode_t *n = add_label(g, "label", html);
    set_place(n, 0, 0);
    lay_out(g, "nop2");
    extent size = {ND_width(n) * 72, ND_height(n) * 72};
    drop_layout(g);
    return size;
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

void set_resolution(Agraph_t *g, const char *wanted, unsigned dpi, double area) {
    if (!formats[find_format(wanted)].pixels)
        return;
    double pixels = area * (dpi / 72.0) * (dpi / 72.0);
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

void start_graphviz(void) {
    agseterrf(keep_complaint);
    gvc = gvContext();
    if (!gvc)
        die(1, "cannot start Graphviz");
}

void forget_layout(Agraph_t *g) { gvFreeLayout(gvc, g); }

void drop_layout(Agraph_t *g) {
    forget_layout(g);
    agclose(g);
}

void render(Agraph_t *g, const char *wanted) {
    char *bytes = NULL;
    unsigned len = 0;
    if (gvRenderData(gvc, g, formats[find_format(wanted)].renderer, &bytes, &len) != 0 ||
        !bytes || len == 0)
        die(1, "cannot draw: %s", complaint);
    if (strcmp(wanted, "pdf") == 0)
        pdf_fix_date(bytes, len);
    write_all(bytes, len);
}
