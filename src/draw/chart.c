/* SPDX-License-Identifier: MIT */
#include "draw/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static text html_of(const mark *s) {
    text html = {NULL, 0, 0};
    html_add_words(&html, s->words, s->size, s->colour, false);
    return html;
}

/* From the point where it is aligned to its upper left corner. */
static void measure_text(mark *s) {
    text html = html_of(s);
    extent size = size_of_label(html.bytes);
    free(html.bytes);
    s->width = size.width;
    s->height = size.height;
    s->x -= s->align * size.width / 2;
    s->y += size.height / 2;
}

area measure_shapes(picture *p) {
    area all = {HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < p->n_shapes; i++) {
        mark *s = &p->shapes[i];
        if (s->size > 0)
            measure_text(s);
        all.left = fmin(all.left, s->x);
        all.right = fmax(all.right, s->x + s->width);
        all.top = fmax(all.top, s->y);
        all.bottom = fmin(all.bottom, s->y - s->height);
    }
    return all;
}

static void add_box(Agraph_t *g, const mark *s, size_t number) {
    char name[32];
    snprintf(name, sizeof name, "box %zu", number);
    Agnode_t *made = add_named(g, *s->words ? s->words : name, NULL);
    set(made, "shape", "box");
    set(made, "style", "filled");
    set(made, "fixedsize", "true");
    set(made, "label", "");
    set(made, "penwidth", "0");
    set(made, "color", s->colour);
    set(made, "fillcolor", s->colour);
    set_number(made, "width", s->width / 72);
    set_number(made, "height", s->height / 72);
    set_place(made, s->x + s->width / 2, s->y - s->height / 2);
}

static void add_text(Agraph_t *g, const mark *s, size_t number) {
    char name[32];
    text html = html_of(s);
    snprintf(name, sizeof name, "text %zu", number);
    Agnode_t *made = add_label(g, name, html.bytes);
    set_place(made, s->x + s->width / 2, s->y - s->height / 2);
    free(html.bytes);
}

void add_shapes(Agraph_t *g, const picture *p) {
    for (size_t i = 0; i < p->n_shapes; i++)
        if (p->shapes[i].size > 0)
            add_text(g, &p->shapes[i], i);
        else
            add_box(g, &p->shapes[i], i);
}
