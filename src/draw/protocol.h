/* SPDX-License-Identifier: MIT */
/**
 * @file protocol.h
 * What shabaka-draw reads on its standard input: one picture, as lines of UTF-8.
 *
 *     shabaka-draw svg|png|pdf|dot [--dpi N]  < picture  > file
 *
 * The first word of a line says what it is; fields are parted by one tab. Texts hold no
 * control characters; they arrive ready for showing (cut, and with their direction set by
 * isolates), for shabaka-draw changes none. Lines come in this order:
 *
 *     shabaka-draw 1
 *     direction ltr|rtl                    side from which the page is read
 *     page      WIDTH HEIGHT MARGIN        points; none or one: it is filled
 *     title     TEXT                       none or one
 *     kind      FORM FILL BORDER INK TEXT  legend: what a form means; any number
 *     width     WIDTH COLOUR TEXT          legend: what a line's width means; any number,
 *                                          0 for words without a line
 *     group     COLOUR TEXT                legend: what a colour means; any number
 *     note      TEXT                       piece of the small print below; any number
 *     node      FORM X Y SIZE FILL BORDER INK LABEL [SECOND LINE OF LABEL]
 *     edge      A B PULL WIDTH COLOUR      lightest first; A, B: nodes by number from 0
 *     box       X Y WIDTH HEIGHT FILL TIP  a chart: a rectangle from its upper left
 * corner text      X Y SIZE ALIGN INK TEXT    a chart: X is where ALIGN (left, middle,
 * right) of the text is, Y the middle of its height end
 *
 * A picture has nodes and edges, or boxes and texts, not both. Boxes and texts stand
 * where they are told to, in points, y downwards, later ones upon earlier ones.
 *
 * FORM    person (rounded plate), state (dark plate), organization (thick border), other
 *         (plain plate), dot (small disk without text)
 * X, Y    position, y upwards, in any unit; all nodes have one, or all have `-` and
 *         shabaka-draw finds positions itself
 * SIZE    points of the font; of a dot its diameter
 * PULL    0 to 1, how near the ends want to be; used only where positions are found here
 * COLOUR, FILL, BORDER, INK   #rrggbb or #rrggbbaa
 *
 * A missing `end` is an error: half a picture is never drawn. Exit status: 0 done; 1
 * failed; 2 wrong usage or input. What went wrong is one line on standard error.
 */
#ifndef SHABAKA_DRAW_PROTOCOL_H
#define SHABAKA_DRAW_PROTOCOL_H

#define DRAW_GREETING "shabaka-draw 1"
#define DRAW_FONT "Noto Sans Arabic,Noto Sans,DejaVu Sans,sans-serif"

enum {
    DRAW_MAX_NODES = 20000,
    DRAW_MAX_EDGES = 200000,
    DRAW_MAX_SHAPES = 40000,
    DRAW_MAX_INPUT = 64 << 20, /* bytes */
    DRAW_MAX_TEXT = 4096,      /* bytes of one field */
    DRAW_MAX_CELLS = 64,       /* lines of one kind in the legend and the small print */
    DRAW_MIN_PAGE = 100,       /* points */
    DRAW_MAX_PAGE = 5000,
    DRAW_MIN_DPI = 20,
    DRAW_MAX_DPI = 1200,
    DRAW_MAX_PIXELS = 120 * 1000 * 1000,
    DRAW_MEMORY = 2047, /* MiB that shabaka-draw allows itself */
    DRAW_SECONDS = 55   /* of processor time that it allows itself */
};

#endif
