/* SPDX-License-Identifier: MIT */
/**
 * @file html.h
 * What stands around the network: title, legend and small print as HTML-like labels.
 */
#ifndef SHABAKA_DRAW_HTML_H
#define SHABAKA_DRAW_HTML_H

#include "draw/draw.h"

/** Points. */
typedef struct extent {
    double width, height;
} extent;

/** How large such a label comes out. */
typedef extent measure(const char *html);

/** Labels for a page of that width; bytes is NULL where there is nothing to say. */
text html_header(const picture *p, double width, measure *size_of);
text html_footer(const picture *p, double width, measure *size_of);

/** Append words in a font of that size. */
void html_add_words(text *to, const char *words, double size, const char *colour,
                    bool bold);

/** Append plain text with & < > " as entities. */
void html_add_escaped(text *to, const char *plain);

#endif
