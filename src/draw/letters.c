/* SPDX-License-Identifier: MIT */
/*
 * Graphviz sets letters on whole points, as for a screen of long ago: on paper they stand
 * unevenly, and who copies text from a PDF gets blanks inside words. All its texts share
 * one Pango context, which any of them leads to.
 */
#include "draw/letters.h"

#include <pango/pangocairo.h>

static PangoContext *context_of(Agnode_t *n) {
    const textlabel_t *label = ND_label(n);
    if (!label || label->html || label->u.txt.nspans < 1 || !label->u.txt.span[0].layout)
        return NULL;
    return pango_layout_get_context(label->u.txt.span[0].layout);
}

void free_letters(void) {
    Agraph_t *g = open_graph("letters");
    Agnode_t *n = add_named(g, "letters", NULL);
    set(n, "fontname", DRAW_FONT);
    set_place(n, 0, 0);
    lay_out(g, "nop2");
    PangoContext *context = context_of(n);
    if (context) {
        cairo_font_options_t *options =
            cairo_font_options_copy(pango_cairo_context_get_font_options(context));
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        pango_cairo_context_set_font_options(context, options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(context, FALSE);
    }
    drop_layout(g);
}
