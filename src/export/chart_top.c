/* Bars: the names with most of something, with its interval where columns give one. */
#include "export/picture_chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "export/formats.h"

enum { LONGEST_LABEL = 44, ROW = 25, BAR = 17, LONGEST_BAR = 460 };

/* What is compared: a column, or the strength of nodes where no column is named. */
typedef struct measure {
    const shb_column *values, *low, *high;
    const char *name;
} measure;

typedef struct row {
    double value;
    uint32_t node;
} row;

static const shb_column *numbers(const shb_network *net, const char *name) {
    const shb_column *column = shb_node_column(net, name);
    return column && (column->type == SHB_INT || column->type == SHB_DOUBLE) ? column
                                                                             : NULL;
}

static shb_status find_measure(shb_ctx *ctx, const shb_network *net, const char *wanted,
                               measure *out) {
    char name[256];
    const char *usual = numbers(net, "mentions") ? "mentions" : "strength";
    out->name = *wanted ? wanted : usual;
    out->values = numbers(net, out->name);
    if (!out->values && strcmp(out->name, "strength") != 0)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "the nodes have no column of numbers '%s'; 'shabaka rank GRAPH "
                        "--by %s -o FILE' adds measures",
                        out->name, out->name);
    snprintf(name, sizeof name, "%s_low", out->name);
    out->low = numbers(net, name);
    snprintf(name, sizeof name, "%s_high", out->name);
    out->high = numbers(net, name);
    if (!out->low || !out->high)
        out->low = out->high = NULL;
    return SHB_OK;
}

static int by_falling_value(const void *a, const void *b) {
    const row *p = a, *q = b;
    if (p->value < q->value || p->value > q->value)
        return p->value < q->value ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

static shb_status rank_rows(shb_ctx *ctx, const shb_drawing *d, const measure *m,
                            row **out, size_t *count) {
    row *rows = shb_alloc_array(d->net->n_nodes, sizeof *rows);
    size_t n = 0;
    if (!rows)
        return shb_fail_memory(ctx);
    for (uint32_t v = 0; v < d->net->n_nodes; v++) {
        double value = m->values ? shb_cell_number(m->values, v) : d->part->strengths[v];
        if (isfinite(value))
            rows[n++] = (row){value, v};
    }
    if (n)
        qsort(rows, n, sizeof *rows, by_falling_value);
    *out = rows;
    *count = n < d->limit ? n : d->limit;
    return SHB_OK;
}

/* ---- drawing ---- */

typedef struct scale {
    double low, per_point;
} scale;

static double at(const scale *s, double value) { return (value - s->low) / s->per_point; }

/* An end of the interval, or the value itself where there is none. */
static double limit_of(const shb_column *column, const row *r) {
    double value = column ? shb_cell_number(column, r->node) : r->value;
    return isfinite(value) ? value : r->value;
}

static scale find_scale(const measure *m, const row *rows, size_t n) {
    double low = 0, high = 0;
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, limit_of(m->low, &rows[i]));
        high = fmax(high, limit_of(m->high, &rows[i]));
    }
    return (scale){low, high > low ? (high - low) / LONGEST_BAR : 1};
}

static void put_interval(const shb_drawing *d, double from, double to, double y) {
    shb_color_text ink = shb_color_hex(shb_color_parse(SHB_INK));
    shb_put_mark(d, &(shb_box){from, y - .6, to - from, 1.2, ink});
    shb_put_mark(d, &(shb_box){from - .6, y - 3.5, 1.2, 7, ink});
    shb_put_mark(d, &(shb_box){to - .6, y - 3.5, 1.2, 7, ink});
}

static shb_status put_row(shb_ctx *ctx, const shb_drawing *d, const measure *m,
                          const scale *s, const row *r, double y) {
    double from = at(s, fmin(0, r->value)), to = at(s, fmax(0, r->value)), end = to;
    shb_color_text fill = shb_color_hex(shb_colour_of(d, r->node));
    shb_begin_text(d, &(shb_spot){-8, y, 11.5, SHB_END, SHB_INK});
    shb_status st = shb_put_node_label(ctx, d, r->node, LONGEST_LABEL, false);
    shb_putc(d->out, '\n');
    shb_begin_box(d, &(shb_box){from, y - BAR / 2., to - from, BAR, fill});
    if (st == SHB_OK)
        st = shb_put_node_label(ctx, d, r->node, LONGEST_LABEL, false);
    shb_putc(d->out, '\n');
    if (m->low) {
        double low = at(s, limit_of(m->low, r)), high = at(s, limit_of(m->high, r));
        put_interval(d, low, high, y);
        end = fmax(end, high);
    }
    shb_put_value(d, &(shb_spot){end + 6, y, 10.5, SHB_START, SHB_SOFT_INK}, r->value);
    return st;
}

/* A measure is called by our words for it, else by its own name. */
static void put_name(const shb_drawing *d, const measure *m) {
    const char *words = strcmp(m->name, "mentions") == 0   ? d->words->mentions
                        : strcmp(m->name, "strength") == 0 ? d->words->strength
                                                           : NULL;
    if (words)
        shb_put_words(d->out, words, d->words->direction);
    else
        shb_put_isolated(d->out, (shb_str){m->name, strlen(m->name)}, SHB_LEFT_TO_RIGHT,
                         LONGEST_LABEL);
}

static void put_heading(const shb_drawing *d, const measure *m, double x) {
    shb_begin_text(d, &(shb_spot){x, -12, 10.5, SHB_START, SHB_SOFT_INK});
    put_name(d, m);
    shb_putc(d->out, '\n');
}

static shb_status put_notes(shb_ctx *ctx, const shb_drawing *d, const measure *m,
                            size_t n) {
    if (m->low) {
        shb_begin_note(d);
        shb_puts(d->out, d->words->interval);
        shb_end_note(d);
    }
    shb_put_share(d, d->words->names, n, d->net->n_nodes);
    return shb_put_source(ctx, d);
}

shb_status shb_put_top(shb_ctx *ctx, shb_drawing *d, const shb_export_options *options,
                       const char *argument) {
    measure m = {0};
    row *rows = NULL;
    size_t n = 0;
    (void)options;
    shb_status st = find_measure(ctx, d->net, argument, &m);
    if (st != SHB_OK || (st = rank_rows(ctx, d, &m, &rows, &n)) != SHB_OK)
        return st;
    if (n == 0) {
        shb_free(rows);
        return shb_fail(ctx, SHB_EINVALID, NULL, "no node has a number in '%s'", m.name);
    }
    for (size_t i = 0; i < n; i++)
        d->part->nodes[i] = rows[i].node;
    d->part->n_nodes = n;
    scale s = find_scale(&m, rows, n);
    st = shb_put_groups(ctx, d);
    if (st == SHB_OK)
        st = put_notes(ctx, d, &m, n);
    put_heading(d, &m, at(&s, 0));
    for (size_t i = 0; i < n && st == SHB_OK; i++)
        st = put_row(ctx, d, &m, &s, &rows[i], ((double)i + .5) * ROW);
    shb_color_text ink = shb_color_hex(shb_color_parse(SHB_INK));
    shb_put_mark(d, &(shb_box){at(&s, 0) - .5, 0, 1, (double)n * ROW, ink});
    shb_free(rows);
    return st;
}
