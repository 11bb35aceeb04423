/* SPDX-License-Identifier: MIT */
/*
 * Title above, legend and small print below, as HTML-like labels.
 *
 * Such labels never wrap by themselves: every cell is measured and rows are filled up to
 * the width of the page, from the side where reading begins.
 */
#include <math.h>
#include <string.h>

#include "draw/html.h"

#define GREY "#555b66"

enum { SPACING = 2 }; /* points between the cells of a row, and above and below it */
static const double least_legend = 7.6; /* points, on paper */

void html_add_escaped(text *to, const char *plain) {
    for (const char *p = plain; *p; p++) {
        char one[2] = {*p, '\0'};
        text_add(to, *p == '&'   ? "&amp;"
                     : *p == '<' ? "&lt;"
                     : *p == '>' ? "&gt;"
                     : *p == '"' ? "&quot;"
                                 : one);
    }
}

static void begin_table(text *to, double spacing) {
    text_format(to,
                "<table border=\"0\" cellborder=\"0\" cellpadding=\"0\" "
                "cellspacing=\"%.0f\">",
                spacing);
}

void html_add_words(text *to, const char *words, double size, const char *colour,
                    bool bold) {
    /* an empty <font> is a syntax error */
    text_format(to, "<font point-size=\"%.1f\" color=\"%s\">%s", size, colour,
                bold ? "<b>" : "");
    html_add_escaped(to, *words ? words : " ");
    text_add(to, bold ? "</b></font>" : "</font>");
}

/* A square of the colour, or a dot, and words on the side to which reading goes. */
static text sign_cell(const cell *c, double size, bool rtl) {
    text sign = {NULL, 0, 0}, words = {NULL, 0, 0}, t = {NULL, 0, 0};
    if (c->look.form == FORM_DOT) {
        text_add(&sign, "<td>");
        html_add_words(&sign, "\u25cf", size, c->look.border, false);
        text_add(&sign, "</td>");
    } else {
        text_format(
            &sign,
            "<td fixedsize=\"true\" width=\"%.0f\" height=\"%.0f\" bgcolor=\"%s\">"
            "</td>",
            size * .9, size * .9, c->look.fill);
    }
    text_add(&words, "<td>");
    html_add_words(&words, c->text, size, "#1b1b1b", false);
    text_add(&words, "</td>");
    begin_table(&t, size / 3 + 1); /* browsers set words a little wider */
    text_add(&t, "<tr>");
    text_add(&t, rtl ? words.bytes : sign.bytes);
    text_add(&t, rtl ? sign.bytes : words.bytes);
    text_add(&t, "</tr></table>");
    return t;
}

/* A small plate as the nodes of that form have it. */
static text kind_cell(const cell *c, double size, bool rtl) {
    static const struct {
        const char *style;
        int border;
    } forms[] = {{" style=\"rounded\"", 1}, {"", 1}, {"", 2}, {"", 1}, {"", 1}};
    if (c->look.form == FORM_DOT)
        return sign_cell(c, size, rtl);
    text t = {NULL, 0, 0};
    begin_table(&t, 0);
    text_format(
        &t, "<tr><td border=\"%d\"%s bgcolor=\"%s\" color=\"%s\" cellpadding=\"%.0f\">",
        forms[c->look.form].border, forms[c->look.form].style, c->look.fill,
        c->look.border, size / 3);
    html_add_words(&t, c->text, size, c->look.ink, false);
    text_add(&t, "</td></tr></table>");
    return t;
}

/* A piece of a line and words; a cell without words is as high as the line is thick. */
static text width_cell(const cell *c, double size, bool rtl) {
    text line = {NULL, 0, 0}, words = {NULL, 0, 0}, t = {NULL, 0, 0};
    if (c->width > 0)
        text_format(&line,
                    "<td><table border=\"0\" cellborder=\"0\" cellpadding=\"0\" "
                    "cellspacing=\"0\"><tr><td fixedsize=\"true\" width=\"%.0f\" "
                    "height=\"%.0f\" bgcolor=\"%s\"></td></tr></table></td>",
                    size * 2, c->width < 1 ? 1 : c->width, c->look.fill);
    text_add(&words, "<td>");
    html_add_words(&words, c->text, size, "#1b1b1b", false);
    text_add(&words, "</td>");
    begin_table(&t, size / 4);
    text_add(&t, "<tr>");
    text_add(&t, rtl ? words.bytes : line.bytes ? line.bytes : "");
    text_add(&t, rtl ? line.bytes ? line.bytes : "" : words.bytes);
    text_add(&t, "</tr></table>");
    return t;
}

static text note_cell(const cell *c, double size) {
    text t = {NULL, 0, 0};
    begin_table(&t, 0);
    text_add(&t, "<tr><td>");
    html_add_words(&t, c->text, size, GREY, false);
    text_add(&t, "</td></tr></table>");
    return t;
}

static double between(double low, double value, double high) {
    return value < low ? low : value > high ? high : value;
}

static void add_gap(text *to, double width) {
    text_format(to, "<td width=\"%.0f\"></td>", between(1, width, 65000));
}

/* What is left of the page's width goes to the far side, or the cells would stretch. */
static void add_row(text *to, const text *items, size_t n, double gap, bool rtl,
                    double left) {
    text_format(to, "<tr><td align=\"%s\">", rtl ? "right" : "left");
    begin_table(to, SPACING);
    text_add(to, "<tr>");
    if (rtl)
        add_gap(to, left);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            add_gap(to, gap);
        text_add(to, "<td>");
        text_add(to, items[rtl ? n - 1 - i : i].bytes);
        text_add(to, "</td>");
    }
    if (!rtl)
        add_gap(to, left);
    text_add(to, "</tr></table></td></tr>");
}

/* As many rows as the cells need. */
static void add_rows(text *to, const text *items, size_t n, double gap, bool rtl,
                     double width, measure *size_of) {
    size_t first = 0;
    double left = width;
    for (size_t i = 0; i < n; i++) {
        double wanted = size_of(items[i].bytes).width + gap + 2 * SPACING;
        if (i > first && wanted > left) {
            add_row(to, items + first, i - first, gap, rtl, left);
            first = i;
            left = width;
        }
        left -= wanted;
    }
    if (first < n)
        add_row(to, items + first, n - first, gap, rtl, left);
}

text html_header(const picture *p, double width, measure *size_of) {
    text t = {NULL, 0, 0};
    if (!p->title || !*p->title)
        return t;
    double size = between(16, width / 30, 60);
    text words = {NULL, 0, 0};
    html_add_words(&words, p->title, size, "#1b1b1b", true);
    double wide = size_of(words.bytes).width;
    if (wide > width) {
        words.len = 0;
        size = between(size / 2, size * width / wide, size);
        html_add_words(&words, p->title, size, "#1b1b1b", true);
    }
    begin_table(&t, 0);
    text_format(&t, "<tr><td width=\"%.0f\" align=\"%s\">", between(1, width, 65000),
                p->rtl ? "right" : "left");
    text_add(&t, words.bytes);
    text_add(&t, "</td></tr></table>");
    return t;
}

text html_footer(const picture *p, double width, measure *size_of) {
    text t = {NULL, 0, 0}, items[2 * DRAW_MAX_CELLS];
    size_t n_kinds = p->kinds.count + p->widths.count;
    if (n_kinds + p->groups.count + p->notes.count == 0)
        return t;
    double size = between(10, width / 85, 24);
    if (p->page_width > 0) /* it will be scaled to the page, and must be read there */
        size = fmax(width / 85, least_legend * width / (p->page_width - 2 * p->margin));
    double small = size * .85;
    begin_table(&t, 0);
    for (size_t i = 0; i < p->kinds.count; i++)
        items[i] = kind_cell(&p->kinds.items[i], size, p->rtl);
    for (size_t i = 0; i < p->widths.count; i++)
        items[p->kinds.count + i] = width_cell(&p->widths.items[i], size, p->rtl);
    add_rows(&t, items, n_kinds, size, p->rtl, width, size_of);
    for (size_t i = 0; i < p->groups.count; i++)
        items[i] = sign_cell(&p->groups.items[i], size, p->rtl);
    add_rows(&t, items, p->groups.count, size, p->rtl, width, size_of);
    for (size_t i = 0; i < p->notes.count; i++)
        items[i] = note_cell(&p->notes.items[i], small);
    add_rows(&t, items, p->notes.count, 2 * small, p->rtl, width, size_of);
    text_add(&t, "</table>");
    return t;
}
