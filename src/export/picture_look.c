#include "export/picture_drawing.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/names.h"

static const char plain_colour[] = "#0072b2"; /* where the network names none */
static const char ink[] = "#1b1b1b", white[] = "#ffffff";

static const char *const forms[SHB_N_FORMS] = {"person", "state", "organization",
                                               "other"};

const char *shb_form_name(shb_form form) { return forms[form]; }

shb_form shb_form_of(const shb_drawing *d, uint32_t node) {
    const char *type = d->types ? d->types->cells.strings[node] : NULL;
    shb_form form = SHB_FORM_PERSON;
    while (form < SHB_FORM_OTHER && (!type || strcmp(type, forms[form]) != 0))
        form++;
    return form;
}

shb_color shb_colour_of(const shb_drawing *d, uint32_t node) {
    const char *colour = d->colours ? d->colours->cells.strings[node] : NULL;
    return shb_color_parse(colour && shb_is_color(colour) ? colour : plain_colour);
}

int64_t shb_group_of(const shb_drawing *d, uint32_t node) {
    double group = d->groups ? shb_cell_number(d->groups, node) : 0;
    return group >= 1 && group < 1e9 ? (int64_t)group : 0;
}

shb_look shb_look_of(shb_form form, shb_color colour) {
    static const double shares[SHB_N_FORMS] = {.30, 1, .12, .20};
    if (form == SHB_FORM_STATE) {
        shb_color_text dark = shb_color_hex(shb_color_under_white(colour));
        return (shb_look){dark, dark, white};
    }
    return (shb_look){shb_color_hex(shb_color_tint(colour, shares[form])),
                      shb_color_hex(colour), ink};
}

void shb_put_look(shb_output *out, const shb_look *l) {
    shb_printf(out, "\t%s\t%s\t%s\t", l->fill.text, l->border.text, l->ink);
}

/* By ratios, from half the lightest on: where the weakest drawn tie is 200 and the
 * strongest 6,000, they still differ as 2 and 60 do. */
double shb_heaviness(const shb_drawing *d, double weight) {
    const double LEAST_RANGE = 8; /* ties that hardly differ are drawn alike, and thin */
    double from = d->lightest / 2;
    return log(weight / from) / log(fmax(d->heaviest / from, LEAST_RANGE));
}

double shb_line_width(const shb_drawing *d, double weight) {
    return .4 + 4.6 * pow(shb_heaviness(d, weight), 1.6);
}

bool shb_is_rtl(const shb_drawing *d) { return d->words->direction == SHB_RIGHT_TO_LEFT; }

void shb_put_words(shb_output *out, const char *words, shb_direction direction) {
    shb_put_isolated(out, (shb_str){words, strlen(words)}, direction, SIZE_MAX);
}

shb_status shb_put_node_label(shb_ctx *ctx, const shb_drawing *d, uint32_t node,
                              size_t most, bool two_lines) {
    char *clean = NULL;
    const char *shown = shb_shown_label(d->net, d->labels, node);
    shb_direction direction = shb_label_direction(d->net, node, shown);
    shb_status st = shb_label_clean(ctx, shown, &clean);
    if (st != SHB_OK)
        return st;
    shb_str all = {clean, strlen(clean)};
    if (all.len == 0)
        all = (shb_str){"?", 1};
    size_t end = two_lines ? shb_label_break(all) : all.len;
    shb_str first = {all.data, end};
    shb_put_isolated(d->out, first, direction, most);
    size_t used = shb_label_length(first);
    if (end < all.len && used < most) {
        shb_putc(d->out, '\t');
        shb_put_isolated(d->out, (shb_str){all.data + end + 1, all.len - end - 1},
                         direction, most - used);
    }
    shb_free(clean);
    return SHB_OK;
}
