/**
 * @file picture_color.h
 * Tints and shades of a community's colour.
 */
#ifndef SHB_EXPORT_PICTURE_COLOR_H
#define SHB_EXPORT_PICTURE_COLOR_H

/** Red, green, blue: 0 to 255. */
typedef struct shb_color {
    double r, g, b;
} shb_color;

/** "#rrggbb" as a string to put into a file. */
typedef struct shb_color_text {
    char text[10];
} shb_color_text;

shb_color shb_color_parse(const char *hex);

/** That share (0 to 1) of the colour, the rest white. */
shb_color shb_color_tint(shb_color color, double share);

/**
 * Darkened until white text on it can be read: contrast of 4.5 to 1 (WCAG 2.1, success
 * criterion 1.4.3).
 */
shb_color shb_color_under_white(shb_color color);

shb_color_text shb_color_hex(shb_color color);
/** With opacity, 0 to 255: "#rrggbbaa". */
shb_color_text shb_color_hex_alpha(shb_color color, double opacity);

#endif
