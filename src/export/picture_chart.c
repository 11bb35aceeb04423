#include "export/picture_chart.h"

#include <math.h>

static void put_numbers(shb_output *out, const double *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        shb_putc(out, '\t');
        shb_put_double(out, shb_round9(values[i]));
    }
}

void shb_begin_box(const shb_drawing *d, const shb_box *box) {
    double x = shb_is_rtl(d) ? -box->x - box->width : box->x;
    const double numbers[] = {x, box->y, box->width, box->height};
    shb_puts(d->out, "box");
    put_numbers(d->out, numbers, 4);
    shb_printf(d->out, "\t%s\t", box->fill.text);
}

void shb_begin_text(const shb_drawing *d, const shb_spot *spot) {
    static const char *const sides[] = {"left", "middle", "right"};
    bool rtl = shb_is_rtl(d);
    const double numbers[] = {rtl ? -spot->x : spot->x, spot->y, spot->size};
    shb_puts(d->out, "text");
    put_numbers(d->out, numbers, 3);
    shb_printf(d->out, "\t%s\t%s\t", sides[rtl ? SHB_END - spot->align : spot->align],
               spot->ink);
}

void shb_put_mark(const shb_drawing *d, const shb_box *box) {
    shb_begin_box(d, box);
    shb_putc(d->out, '\n');
}

void shb_put_value(const shb_drawing *d, const shb_spot *spot, double value) {
    shb_begin_text(d, spot);
    if (value == floor(value) && fabs(value) < 1e15)
        shb_printf(d->out, "\u2066%.0f\u2069\n", value);
    else
        shb_printf(d->out, "\u2066%.3g\u2069\n", value);
}
