#include <shabaka/series.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/chance.h"
#include "network/contributions.h"

/* Of one edge, the periods in which it has units. */
typedef struct event {
    uint32_t period; /* from the first of the network */
    uint32_t count;
} event;

typedef struct series {
    int32_t first; /* number of the first period */
    size_t n_periods;
    double *units;  /* n_t */
    double *before; /* their sums up to each, and one more */
    double n;       /* N */
    event *events;  /* by edge, ascending */
    size_t *starts; /* of each edge, and one more */
} series;

static void series_done(series *s) {
    shb_free(s->units);
    shb_free(s->before);
    shb_free(s->events);
    shb_free(s->starts);
}

/* ---- counting by period ---- */

static shb_status count_periods(shb_ctx *ctx, const shb_incidence *all,
                                const shb_periods *periods, series *s) {
    enum { MOST = 4000000 }; /* days of 10,000 years */
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t d = 0; d < all->n_documents; d++) {
        if (!all->documents[d].date)
            continue;
        int32_t period = shb_period_of(periods, all->documents[d].date);
        first = period < first ? period : first;
        last = period > last ? period : last;
    }
    if (first > last || last - first >= MOST)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                        "no text has a date: it comes from the record, the file's or the "
                        "folder's name");
    s->first = first;
    s->n_periods = (size_t)(last - first) + 1;
    s->units = shb_alloc_array(s->n_periods, sizeof *s->units);
    s->before = shb_alloc_array(s->n_periods + 1, sizeof *s->before);
    if (!s->units || !s->before)
        return shb_fail_memory(ctx);
    for (size_t d = 0; d < all->n_documents; d++)
        if (all->documents[d].date)
            s->units[shb_period_of(periods, all->documents[d].date) - first] +=
                (double)all->documents[d].n_units;
    for (size_t t = 0; t < s->n_periods; t++)
        s->before[t + 1] = s->before[t] + s->units[t];
    s->n = s->before[s->n_periods];
    return SHB_OK;
}

static int by_period(const void *left, const void *right) {
    const event *x = left, *y = right;
    return (x->period > y->period) - (x->period < y->period);
}

/* Those of one period into one; returns how many are left. */
static size_t gather(event *events, size_t n) {
    size_t kept = 0;
    if (n)
        qsort(events, n, sizeof *events, by_period);
    for (size_t i = 0; i < n; i++) {
        if (kept && events[kept - 1].period == events[i].period)
            events[kept - 1].count++;
        else
            events[kept++] = events[i];
    }
    return kept;
}

static shb_status make_series(shb_ctx *ctx, const shb_network *net,
                              const shb_periods *periods, series *s) {
    shb_contributions all;
    shb_status st = shb_contributions_make(ctx, net, SHB_SHARE_COUNT, &all);
    if (st != SHB_OK)
        return st;
    if ((st = count_periods(ctx, net->incidence, periods, s)) != SHB_OK)
        goto done;
    s->starts = shb_alloc_array(net->n_edges + 2, sizeof *s->starts);
    s->events = shb_alloc_array(all.starts[all.n_documents], sizeof *s->events);
    if (!s->starts || !s->events) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (int fills = 0; fills < 2; fills++) {
        for (size_t d = 0; d < all.n_documents; d++) {
            uint32_t date = net->incidence->documents[d].date;
            for (size_t i = all.starts[d]; date && i < all.starts[d + 1]; i++) {
                size_t *place = &s->starts[all.items[i].edge + (fills ? 1u : 2u)];
                if (fills)
                    s->events[*place] =
                        (event){(uint32_t)(shb_period_of(periods, date) - s->first), 1};
                ++*place;
            }
        }
        for (size_t e = 2; !fills && e < net->n_edges + 2; e++)
            s->starts[e] += s->starts[e - 1];
    }
    size_t used = 0;
    for (size_t e = 0, from = 0; e < net->n_edges; e++) {
        size_t end = s->starts[e + 1], kept = gather(s->events + from, end - from);
        memmove(s->events + used, s->events + from, kept * sizeof *s->events);
        s->starts[e] = used;
        used += kept;
        from = end;
    }
    s->starts[net->n_edges] = used;
done:
    shb_contributions_done(&all);
    return st;
}

static double count_of(const series *s, size_t edge) {
    double sum = 0;
    for (size_t i = s->starts[edge]; i < s->starts[edge + 1]; i++)
        sum += s->events[i].count;
    return sum;
}

/* ---- trend ---- */

static double trend_of(const series *s, size_t edge, double middle, double spread) {
    double r = count_of(s, edge), share = r / s->n, moved = 0;
    for (size_t i = s->starts[edge]; i < s->starts[edge + 1]; i++)
        moved += s->events[i].count * (s->events[i].period - middle);
    double variance = share * (1 - share) * spread;
    return variance > 0 ? moved / sqrt(variance) : NAN;
}

static shb_status fill_trend(shb_ctx *ctx, shb_network *net, const series *s) {
    double middle = 0, spread = 0;
    size_t n = net->n_edges;
    double *p = shb_alloc_array(2 * n, sizeof *p);
    shb_column *z, *column;
    if (!p)
        return shb_fail_memory(ctx);
    for (size_t t = 0; t < s->n_periods; t++)
        middle += (double)t * s->units[t] / s->n;
    for (size_t t = 0; t < s->n_periods; t++)
        spread += s->units[t] * ((double)t - middle) * ((double)t - middle);
    shb_status st = shb_edge_column_add(ctx, net, "trend", SHB_DOUBLE, &z);
    for (size_t e = 0; st == SHB_OK && e < n; e++) {
        double value = trend_of(s, e, middle, spread);
        p[e] = isnan(value) ? NAN : erfc(fabs(value) / sqrt(2));
        z->cells.doubles[e] = isnan(value) ? NAN : shb_round9(value);
    }
    if (st == SHB_OK)
        st = shb_correct(ctx, p, n, (double)n, CORRECT_BH, p + n);
    for (int q = 0; q < 2 && st == SHB_OK; q++) {
        st =
            shb_edge_column_add(ctx, net, q ? "trend_q" : "trend_p", SHB_DOUBLE, &column);
        for (size_t e = 0; st == SHB_OK && e < n; e++)
            column->cells.doubles[e] = isnan(p[e]) ? NAN : shb_round9(p[q * n + e]);
    }
    shb_free(p);
    return st;
}

shb_status shb_network_trend(shb_ctx *ctx, shb_network *net, const shb_periods *periods) {
    series s = {0};
    shb_status st = make_series(ctx, net, periods, &s);
    if (st == SHB_OK)
        st = fill_trend(ctx, net, &s);
    series_done(&s);
    return st;
}

/* ---- bursts ---- */

typedef struct burst {
    double weight;
    uint32_t first, last; /* periods */
} burst;

/* What the two states cost a batch, -ln of the likelihood; the binomial coefficient is
 * the same in both. */
typedef struct costs {
    double hit[2], miss[2]; /* of a unit that names both, and of one that does not */
    double up;
} costs;

static double cost(const costs *c, int state, double hits, double units) {
    return hits * c->hit[state] + (units - hits) * c->miss[state];
}

/*
 * The cheapest way through the states. Between two periods with hits lie periods without:
 * to fall at once or to stay up all the way is cheapest there, so that a gap is one step.
 * Steps: gap 0, event 0, gap 1, event 1, ... Was the best way that is up, or down, in a
 * step up in the one before?
 */
struct way {
    bool *up_from_up, *down_from_up; /* by step */
};

static size_t find_bursts(const series *s, size_t edge, const costs *c, struct way *way,
                          burst *heaviest) {
    const event *events = s->events + s->starts[edge];
    size_t n = s->starts[edge + 1] - s->starts[edge], found = 0;
    double low = 0, high = INFINITY;
    uint32_t next = 0;
    for (size_t i = 0; i < 2 * n; i++) {
        const event *at = &events[i / 2];
        double hits = i % 2 ? at->count : 0;
        double units =
            i % 2 ? s->units[at->period] : s->before[at->period] - s->before[next];
        way->down_from_up[i] = high < low;
        way->up_from_up[i] = high <= low + c->up;
        double stay = fmin(low, high), rise = fmin(high, low + c->up);
        low = stay + cost(c, 0, hits, units);
        high = rise + cost(c, 1, hits, units);
        if (i % 2)
            next = at->period + 1;
    }
    /* Backwards; the last gap falls at once. */
    bool up = high < low;
    burst now = {0, 0, 0};
    *heaviest = now;
    for (size_t i = 2 * n; i-- > 0;) {
        const event *at = &events[i / 2];
        if (up) {
            double hits = i % 2 ? at->count : 0;
            double units = i % 2 ? s->units[at->period]
                                 : s->before[at->period] -
                                       (i ? s->before[events[i / 2 - 1].period + 1] : 0);
            if (now.weight == 0 && i % 2)
                now.last = at->period;
            now.weight += cost(c, 0, hits, units) - cost(c, 1, hits, units);
            if (i % 2)
                now.first = at->period;
        }
        bool before = up ? way->up_from_up[i] : way->down_from_up[i];
        if (up && (!before || i == 0)) {
            found++;
            if (now.weight >= heaviest->weight)
                *heaviest = now;
            now = (burst){0, 0, 0};
        }
        up = before;
    }
    return found;
}

static shb_status set_day(shb_ctx *ctx, shb_column *column, size_t edge, uint32_t date) {
    char text[16];
    if (!date)
        return SHB_OK;
    snprintf(text, sizeof text, "%04u-%02u-%02u", date / 10000 % 10000, date / 100 % 100,
             date % 100);
    return shb_cell_set_string(ctx, column, edge, text);
}

struct burst_columns {
    shb_column bursts, burst, first, last;
};

static shb_status add_burst_columns(shb_ctx *ctx, shb_network *net,
                                    struct burst_columns *out) {
    const struct {
        const char *name;
        shb_column_type type;
        shb_column *place;
    } columns[] = {{"bursts", SHB_INT, &out->bursts},
                   {"burst", SHB_DOUBLE, &out->burst},
                   {"burst_first", SHB_STRING, &out->first},
                   {"burst_last", SHB_STRING, &out->last}};
    shb_status st = SHB_OK;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && st == SHB_OK; i++) {
        shb_column *column;
        st = shb_edge_column_add(ctx, net, columns[i].name, columns[i].type, &column);
        if (st == SHB_OK)
            *columns[i].place = *column; /* its cells stay when columns are added */
    }
    return st;
}

static shb_status fill_bursts(shb_ctx *ctx, shb_network *net, const series *s,
                              const shb_periods *periods, double scale, double gamma) {
    struct burst_columns columns;
    size_t most = 0;
    for (size_t e = 0; e < net->n_edges; e++)
        most = s->starts[e + 1] - s->starts[e] > most ? s->starts[e + 1] - s->starts[e]
                                                      : most;
    bool *room = shb_alloc_array(4 * most, sizeof *room);
    if (!room)
        return shb_fail_memory(ctx);
    struct way way = {room, room + 2 * most};
    shb_status st = add_burst_columns(ctx, net, &columns);
    for (size_t e = 0; e < net->n_edges && st == SHB_OK; e++) {
        const double MOST_LIKELY = .9999; /* p_1 is a probability */
        double share = count_of(s, e) / s->n,
               burst_share = fmin(share * scale, MOST_LIKELY);
        burst heaviest = {0, 0, 0};
        columns.bursts.cells.ints[e] = 0;
        columns.burst.cells.doubles[e] = 0;
        if (!(share > 0) || !(burst_share > share))
            continue;
        costs c = {{-log(share), -log(burst_share)},
                   {-log1p(-share), -log1p(-burst_share)},
                   gamma * log((double)s->n_periods)};
        size_t found = find_bursts(s, e, &c, &way, &heaviest);
        columns.bursts.cells.ints[e] = (int64_t)found;
        columns.burst.cells.doubles[e] = shb_round9(heaviest.weight);
        if (!found)
            continue;
        uint32_t first, last, unused;
        shb_period_days(periods, s->first + (int32_t)heaviest.first, &first, &unused);
        shb_period_days(periods, s->first + (int32_t)heaviest.last, &unused, &last);
        if ((st = set_day(ctx, &columns.first, e, first)) == SHB_OK)
            st = set_day(ctx, &columns.last, e, last);
    }
    shb_free(room);
    return st;
}

shb_status shb_network_burst(shb_ctx *ctx, shb_network *net, const shb_periods *periods,
                             double scale, double gamma) {
    if (!(scale > 1 && scale < INFINITY && gamma >= 0 && gamma < INFINITY))
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "a burst's scale is above 1, its gamma 0 or more");
    series s = {0};
    shb_status st = make_series(ctx, net, periods, &s);
    if (st == SHB_OK)
        st = fill_bursts(ctx, net, &s, periods, scale, gamma);
    series_done(&s);
    return st;
}
