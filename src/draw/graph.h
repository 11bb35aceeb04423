/* SPDX-License-Identifier: MIT */
/**
 * @file graph.h
 * Graphviz at our service: graphs whose nodes stand where they are told to.
 */
#ifndef SHABAKA_DRAW_GRAPH_H
#define SHABAKA_DRAW_GRAPH_H

#include <graphviz/gvc.h>

#include "draw/html.h"

/** Before all else. */
void start_graphviz(void);

Agraph_t *open_graph(const char *name);
void set(void *object, const char *name, const char *value);
void set_number(void *object, const char *name, double value);
/** Where a node stands, in points, y upwards. */
void set_place(Agnode_t *n, double x, double y);

/** A new node of that name; an invisible mark makes the second of a name another one. */
Agnode_t *add_named(Agraph_t *g, const char *first, const char *second);
/** All nodes of a picture, in its order; free() the array. */
Agnode_t **add_nodes(Agraph_t *g, const picture *p);
void add_edges(Agraph_t *g, const picture *p, Agnode_t **nodes);
/** An HTML-like label as a node of its own. */
Agnode_t *add_label(Agraph_t *g, const char *name, const char *html);
extent size_of_label(const char *html);
/** Append plain text as a Graphviz label wants it: no escapes, no entities. */
void add_plain(text *to, const char *plain);
/** Append plain text as a Graphviz name wants it. */
void add_entities(text *to, const char *plain);

void lay_out(Agraph_t *g, const char *engine);
/** Back to before lay_out(), or to nothing at all. */
void forget_layout(Agraph_t *g);
void drop_layout(Agraph_t *g);

/**
 * Dots an inch, before lay_out(): it is too late after it. Ends us where there would be
 * too many.
 * @param area  of the page, in square points
 */
void set_resolution(Agraph_t *g, const char *wanted, unsigned dpi, double area);

/** Write a graph that was laid out to standard output. */
void render(Agraph_t *g, const char *wanted);

#endif
