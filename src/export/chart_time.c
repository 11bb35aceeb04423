/* The heaviest ties over time: a row of bars each, by year, month or day. */
#include "export/picture_chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/timeline.h"

enum {
    LONGEST_LABEL = 40,
    ROW = 60,
    BARS = 30, /* points of a row for its bars */
    LENGTH = 560,
    MOST_TICKS = 8,
    MANY_YEARS = 4, /* from which on a year is a bar */
    MANY_MONTHS = 3
};

/* Units of time by their place in "YYYY-MM-DD". */
typedef enum step { YEAR, MONTH, DAY } step;
static const size_t shown[] = {4, 7, 10}; /* letters of a date that say it */

typedef struct frame {
    step unit;
    long first, count; /* periods since year 0 */
    double highest;
    size_t dated, all; /* sentences of the ties drawn */
} frame;

/* Days of the civil calendar; H. Hinnant, chrono-compatible low-level date algorithms. */
static long days_of(long y, long m, long d) {
    y -= m <= 2;
    long era = y / 400, of_era = y % 400;
    long of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static void date_of(long days, long *y, long *m, long *d) {
    long era = days / 146097, of_era = days % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    long month = (5 * of_year + 2) / 153;
    *d = of_year - (153 * month + 2) / 5 + 1;
    *m = month < 10 ? month + 3 : month - 9;
    *y = year + era * 400 + (*m <= 2);
}

static long period_of(step unit, const char *date) {
    long y = atol(date), m = atol(date + 5), d = atol(date + 8);
    return unit == YEAR ? y : unit == MONTH ? y * 12 + m - 1 : days_of(y, m, d);
}

static void put_period(const shb_drawing *d, step unit, long period) {
    long y = period, m = 1, day = 1;
    if (unit == MONTH) {
        y = period / 12;
        m = period % 12 + 1;
    } else if (unit == DAY) {
        date_of(period, &y, &m, &day);
    }
    char date[64];
    snprintf(date, sizeof date, "%04ld-%02ld-%02ld", y, m, day);
    shb_put_isolated(d->out, (shb_str){date, shown[unit]}, SHB_LEFT_TO_RIGHT, SIZE_MAX);
}

/* ---- what is shown ---- */

typedef struct tie {
    double weight;
    size_t edge;
} tie;

static int by_falling_weight(const void *a, const void *b) {
    const tie *p = a, *q = b;
    if (p->weight < q->weight || p->weight > q->weight)
        return p->weight < q->weight ? 1 : -1;
    return (p->edge > q->edge) - (p->edge < q->edge);
}

static shb_status heaviest_edges(shb_ctx *ctx, const shb_drawing *d, tie **out,
                                 size_t *count) {
    size_t n = d->net->n_edges;
    tie *ties = shb_alloc_array(n, sizeof *ties);
    if (!ties)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < n; e++)
        ties[e] = (tie){d->net->edges[e].weight, e};
    if (n)
        qsort(ties, n, sizeof *ties, by_falling_weight);
    *out = ties;
    *count = n < d->limit ? n : d->limit;
    return SHB_OK;
}

static const char *date_at(const shb_network *net, size_t edge, size_t i) {
    const char *date = net->evidence[net->supports[edge].items[i].first].date;
    return shb_is_date(date) ? date : NULL;
}

/* The sentences that a network keeps are the earliest ones: without the others, every tie
 * would seem to end. */
static shb_status check_evidence(shb_ctx *ctx, const shb_network *net, const tie *ties,
                                 size_t n) {
    for (size_t e = 0; e < n; e++) {
        size_t kept = net->supports ? net->supports[ties[e].edge].count : 0;
        if (net->edges[ties[e].edge].weight != (double)kept)
            return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                            "a chart over time needs all sentences of a tie, and of one "
                            "of weight %g there are %zu: build the network with "
                            "--evidence all",
                            net->edges[ties[e].edge].weight, kept);
    }
    return SHB_OK;
}

static shb_status find_frame(shb_ctx *ctx, const shb_network *net, const tie *ties,
                             size_t n, frame *out) {
    const char *first = NULL, *last = NULL;
    frame f = {YEAR, 0, 0, 0, 0, 0};
    for (size_t e = 0; e < n; e++)
        for (size_t i = 0; i < net->supports[ties[e].edge].count; i++) {
            const char *date = date_at(net, ties[e].edge, i);
            f.all++;
            f.dated += date != NULL;
            if (date && (!first || strcmp(date, first) < 0))
                first = date;
            if (date && (!last || strcmp(date, last) > 0))
                last = date;
        }
    if (!first)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                        "no sentence of these ties has a date: texts get theirs from the "
                        "record, the file's or the folder's name");
    if (period_of(YEAR, last) - period_of(YEAR, first) < MANY_YEARS)
        f.unit =
            period_of(MONTH, last) - period_of(MONTH, first) < MANY_MONTHS ? DAY : MONTH;
    f.first = period_of(f.unit, first);
    f.count = period_of(f.unit, last) - f.first + 1;
    *out = f;
    return SHB_OK;
}

static void count_periods(const shb_network *net, size_t edge, const frame *f,
                          double *counts) {
    memset(counts, 0, (size_t)f->count * sizeof *counts);
    for (size_t i = 0; i < net->supports[edge].count; i++) {
        const char *date = date_at(net, edge, i);
        if (date)
            counts[period_of(f->unit, date) - f->first]++;
    }
}

/* ---- drawing ---- */

static shb_status put_pair(shb_ctx *ctx, const shb_drawing *d, const shb_edge *edge) {
    shb_status st = shb_put_node_label(ctx, d, edge->a, LONGEST_LABEL, false);
    shb_puts(d->out, " \u2014 ");
    return st != SHB_OK ? st : shb_put_node_label(ctx, d, edge->b, LONGEST_LABEL, false);
}

static shb_status put_row(shb_ctx *ctx, const shb_drawing *d, size_t edge, const frame *f,
                          const double *counts, double y) {
    const shb_edge *e = &d->net->edges[edge];
    double width = (double)LENGTH / (double)f->count, bottom = y + ROW - 6;
    bool inside = shb_group_of(d, e->a) == shb_group_of(d, e->b);
    shb_color_text fill =
        shb_color_hex(inside ? shb_colour_of(d, e->a) : shb_color_parse(SHB_GREY));
    shb_color_text grid = shb_color_hex(shb_color_parse(SHB_GRID));
    shb_begin_text(d, &(shb_spot){0, y + 6, 10.5, SHB_START, SHB_INK});
    shb_puts(d->out, shb_is_rtl(d) ? "\u2067" : "\u2066");
    shb_status st = put_pair(ctx, d, e);
    shb_puts(d->out, "\u2069\n");
    shb_put_mark(d, &(shb_box){0, bottom, LENGTH, .8, grid});
    shb_begin_text(d, &(shb_spot){LENGTH, y + 6, 9.5, SHB_END, SHB_SOFT_INK});
    shb_printf(d->out, "%s%s: %.0f\u2069\n", shb_is_rtl(d) ? "\u2067" : "\u2066",
               shb_measured_in(d), e->weight);
    long top = 0; /* the highest bar says its number */
    for (long i = 1; i < f->count; i++)
        top = counts[i] > counts[top] ? i : top;
    for (long i = 0; i < f->count; i++) {
        double height = BARS * counts[i] / f->highest;
        if (counts[i] == 0)
            continue;
        shb_begin_box(d, &(shb_box){(double)i * width + width * .1, bottom - height,
                                    width * .8, height, fill});
        put_period(d, f->unit, f->first + i);
        shb_printf(d->out, ": \u2066%.0f\u2069\n", counts[i]);
        if (i == top)
            shb_put_value(d,
                          &(shb_spot){((double)i + .5) * width, bottom - height - 5.5, 8,
                                      SHB_MIDDLE, SHB_SOFT_INK},
                          counts[i]);
    }
    return st;
}

static void put_ticks(const shb_drawing *d, const frame *f, double y) {
    double width = (double)LENGTH / (double)f->count;
    long every = (f->count + MOST_TICKS - 1) / MOST_TICKS;
    for (long i = 0; i < f->count; i += every) {
        shb_begin_text(d, &(shb_spot){((double)i + .5) * width, y + 6, 8.5, SHB_MIDDLE,
                                      SHB_SOFT_INK});
        put_period(d, f->unit, f->first + i);
        shb_putc(d->out, '\n');
    }
}

static shb_status put_notes(shb_ctx *ctx, const shb_drawing *d, const frame *f,
                            size_t n) {
    shb_begin_note(d);
    shb_printf(d->out, "%s: ", d->words->bar);
    shb_put_words(d->out, shb_measured_in(d), d->words->direction);
    shb_printf(d->out, "%s%s", d->words->comma, d->words->by[f->unit]);
    shb_end_note(d);
    shb_put_share(d, d->words->ties, n, d->net->n_edges);
    if (f->dated < f->all)
        shb_put_share(d, d->words->dated, f->dated, f->all);
    return shb_put_source(ctx, d);
}

shb_status shb_put_time(shb_ctx *ctx, shb_drawing *d, const shb_export_options *options,
                        const char *argument) {
    const shb_network *net = d->net;
    frame f = {0};
    tie *ties = NULL;
    size_t n = 0;
    double *counts = NULL;
    (void)options;
    (void)argument;
    shb_status st = heaviest_edges(ctx, d, &ties, &n);
    if (st != SHB_OK || (st = check_evidence(ctx, net, ties, n)) != SHB_OK ||
        (st = find_frame(ctx, net, ties, n, &f)) != SHB_OK)
        goto done;
    counts = shb_alloc_array((size_t)f.count, sizeof *counts);
    if (!counts) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t e = 0; e < n; e++) {
        count_periods(net, ties[e].edge, &f, counts);
        for (long i = 0; i < f.count; i++)
            f.highest = fmax(f.highest, counts[i]);
    }
    st = put_notes(ctx, d, &f, n);
    for (size_t e = 0; e < n && st == SHB_OK; e++) {
        count_periods(net, ties[e].edge, &f, counts);
        st = put_row(ctx, d, ties[e].edge, &f, counts, (double)e * ROW);
    }
    put_ticks(d, &f, (double)n * ROW);
done:
    shb_free(counts);
    shb_free(ties);
    return st;
}
