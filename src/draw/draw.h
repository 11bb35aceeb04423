/* SPDX-License-Identifier: MIT */
/**
 * @file draw.h
 * The picture as read, and the ways from input to bytes.
 *
 * shabaka-draw lives for one picture: memory goes when it ends, and any failure ends it.
 */
#ifndef SHABAKA_DRAW_DRAW_H
#define SHABAKA_DRAW_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/protocol.h"

typedef enum form {
    FORM_PERSON,
    FORM_STATE,
    FORM_ORGANIZATION,
    FORM_OTHER,
    FORM_DOT
} form;

/** Fill, border and text of a plate: "#rrggbb". */
typedef struct look {
    form form;
    const char *fill, *border, *ink;
} look;

typedef struct node {
    look look;
    double x, y, size;
    const char *label[2]; /* lines; the second may be NULL */
} node;

typedef struct edge {
    size_t a, b;
    double pull, width;
    const char *colour;
} edge;

typedef enum align { ALIGN_LEFT, ALIGN_MIDDLE, ALIGN_RIGHT } align;

/** A box of a chart, or a text: then size is that of its font. */
typedef struct mark {
    double x, y, width, height, size; /* y upwards */
    align align;
    const char *colour, *words; /* of a box, what is shown where the mouse rests */
} mark;

/** A cell of the legend or a piece of the small print; look is set for all but notes. */
typedef struct cell {
    look look;
    const char *text;
    double width; /* of a line */
} cell;

typedef struct cell_list {
    cell items[DRAW_MAX_CELLS];
    size_t count;
} cell_list;

typedef struct picture {
    bool rtl, placed;                       /* placed: the nodes came with positions */
    double page_width, page_height, margin; /* points; 0: as large as it comes out */
    const char *title;
    cell_list kinds, widths, groups, notes;
    node *nodes;
    size_t n_nodes, nodes_room;
    edge *edges;
    size_t n_edges, edges_room;
    mark *shapes;
    size_t n_shapes, shapes_room;
} picture;

/** Print one line on standard error and end with that status. */
_Noreturn void die(int status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** realloc of n items that does not return on failure. */
void *need(void *old, size_t n, size_t size);

/** Text that grows: an HTML-like label on its way. */
typedef struct text {
    char *bytes;
    size_t len, room;
} text;
void text_add(text *to, const char *bytes);
void text_format(text *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The whole of standard input, with a NUL after it. */
char *read_input(size_t *len);
/** Takes the input apart; the picture's strings point into it. */
picture read_picture(char *input, size_t len);

/** @param wanted  "svg", "png", "pdf" or "dot"; false if there is no such format */
bool knows_format(const char *wanted);
/** Draw and write to standard output. */
void draw_picture(const picture *p, const char *wanted, unsigned dpi);

#endif
