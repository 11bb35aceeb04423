#include "export/picture_color.h"

#include <math.h>
#include <stdio.h>

#include "export/names.h"

shb_color shb_color_parse(const char *hex) {
    unsigned parts[3];
    shb_color_parts(hex, parts);
    return (shb_color){parts[0], parts[1], parts[2]};
}

shb_color shb_color_tint(shb_color color, double share) {
    double white = 255 * (1 - share);
    return (shb_color){white + share * color.r, white + share * color.g,
                       white + share * color.b};
}

static double linear(double channel) {
    double c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double contrast_to_white(shb_color c) {
    double luminance = 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    return 1.05 / (luminance + 0.05);
}

shb_color shb_color_under_white(shb_color color) {
    shb_color dark = color;
    for (int percent = 99; percent > 0 && contrast_to_white(dark) < 4.5; percent--)
        dark = (shb_color){color.r * percent / 100, color.g * percent / 100,
                           color.b * percent / 100};
    return dark;
}

static unsigned whole(double channel) {
    return channel <= 0 ? 0 : channel >= 255 ? 255 : (unsigned)(channel + .5);
}

shb_color_text shb_color_hex(shb_color color) {
    shb_color_text hex;
    snprintf(hex.text, sizeof hex.text, "#%02x%02x%02x", whole(color.r), whole(color.g),
             whole(color.b));
    return hex;
}

shb_color_text shb_color_hex_alpha(shb_color color, double opacity) {
    shb_color_text hex;
    snprintf(hex.text, sizeof hex.text, "#%02x%02x%02x%02x", whole(color.r),
             whole(color.g), whole(color.b), whole(opacity));
    return hex;
}
