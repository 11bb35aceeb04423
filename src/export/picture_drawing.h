/**
 * @file picture_drawing.h
 * One picture under way: what is drawn of which network, and how a node looks.
 */
#ifndef SHB_EXPORT_PICTURE_DRAWING_H
#define SHB_EXPORT_PICTURE_DRAWING_H

#include "export/picture_color.h"
#include "export/picture_part.h"
#include "export/picture_text.h"

/** Of a plate, by the type of its node. */
typedef enum shb_form {
    SHB_FORM_PERSON,
    SHB_FORM_STATE,
    SHB_FORM_ORGANIZATION,
    SHB_FORM_OTHER,
    SHB_N_FORMS
} shb_form;

/** All that the lines of one picture are made from. */
typedef struct shb_drawing {
    const shb_network *net;
    shb_picture_part *part;
    const shb_picture_words *words;
    const shb_column *labels, *types, *colours, *groups, *x, *y;
    double strongest, heaviest, lightest; /**< strength of a node, weights of edges */
    size_t limit;   /**< nodes, or what else a chart shows, at most */
    uint8_t *light; /**< of each node: how it stands out; NULL: nothing does */
    shb_output *out;
} shb_drawing;

/** Colours of a plate; ink is that of its text. */
typedef struct shb_look {
    shb_color_text fill, border;
    const char *ink;
} shb_look;

#define SHB_GREY "#6b7280" /**< what belongs to no community */

/** What protocol.h calls the form. */
const char *shb_form_name(shb_form form);
shb_form shb_form_of(const shb_drawing *d, uint32_t node);
shb_color shb_colour_of(const shb_drawing *d, uint32_t node);
/** Community, or 0 where there is none. */
int64_t shb_group_of(const shb_drawing *d, uint32_t node);
shb_look shb_look_of(shb_form form, shb_color colour);
void shb_put_look(shb_output *out, const shb_look *look);
/** How heavy an edge of that weight is among those drawn: above 0, at most 1. */
double shb_heaviness(const shb_drawing *d, double weight);
/** Points of the line of an edge of that weight. */
double shb_line_width(const shb_drawing *d, double weight);
/** Own words, isolated. */
void shb_put_words(shb_output *out, const char *words, shb_direction direction);
/** A node's label in one line or two; of all of it `most` characters at most. */
shb_status shb_put_node_label(shb_ctx *ctx, const shb_drawing *d, uint32_t node,
                              size_t most, bool two_lines);

/** Is the page read from right to left? */
bool shb_is_rtl(const shb_drawing *d);

/** The lines kind, width, group and note of protocol.h. */
shb_status shb_put_legend(shb_ctx *ctx, const shb_drawing *d);
/** The lines group alone. */
shb_status shb_put_groups(shb_ctx *ctx, const shb_drawing *d);
/** A note: "names: 20 of 330", or "names: 20" where that is all. */
void shb_put_share(const shb_drawing *d, const char *what, size_t shown, size_t all);
/** One note: begin, then any text, then end. */
void shb_begin_note(const shb_drawing *d);
void shb_end_note(const shb_drawing *d);
/** Notes: what was read, when it was written, what was taken of it. */
shb_status shb_put_source(shb_ctx *ctx, const shb_drawing *d);
/** A note of what was taken of the network: none where it is whole. */
shb_status shb_put_filter(shb_ctx *ctx, const shb_drawing *d);
/** What weights count, in words; of weights that are no counts, only that. */
const char *shb_measured_in(const shb_drawing *d);

#endif
