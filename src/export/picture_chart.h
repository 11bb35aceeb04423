/**
 * @file picture_chart.h
 * The kinds of pictures. Each writes its legend and what is drawn, as lines of
 * draw/protocol.h.
 */
#ifndef SHB_EXPORT_PICTURE_CHART_H
#define SHB_EXPORT_PICTURE_CHART_H

#include "export/picture_drawing.h"

/** @param argument  what follows the chart's name and a colon, or "" */
typedef shb_status shb_chart_writer(shb_ctx *ctx, shb_drawing *d,
                                    const shb_export_options *options,
                                    const char *argument);

shb_chart_writer shb_put_map;    /**< names on plates and lines between them */
shb_chart_writer shb_put_top;    /**< bars: the names with most of a column */
shb_chart_writer shb_put_matrix; /**< who with whom, a square a pair, by community */
shb_chart_writer shb_put_time;   /**< the heaviest ties, a row each, over time */

/* Charts are laid out from left to right, in points, y downwards; where reading runs from
 * right to left, all of it is mirrored on its way out. */

typedef struct shb_box {
    double x, y, width, height; /**< x, y: its corner where reading starts, above */
    shb_color_text fill;
} shb_box;

typedef enum shb_align { SHB_START, SHB_MIDDLE, SHB_END } shb_align;

typedef struct shb_spot {
    double x, y, size; /**< y: the middle of the line; size: of the font */
    shb_align align;   /**< which part of the text is at x */
    const char *ink;
} shb_spot;

/**
 * Begin a line `box` or `text`; what it says is to be written next, isolated, and "\n". A
 * box may say nothing; it is shown where the mouse rests.
 */
void shb_begin_box(const shb_drawing *d, const shb_box *box);
void shb_begin_text(const shb_drawing *d, const shb_spot *spot);
/** A box that says nothing. */
void shb_put_mark(const shb_drawing *d, const shb_box *box);
/** A number, as short as it can be read. */
void shb_put_value(const shb_drawing *d, const shb_spot *spot, double value);

#define SHB_INK "#1b1b1b"
#define SHB_SOFT_INK "#555b66"
#define SHB_GRID "#d9dce1"

#endif
