#include "export/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/contributions.h"

void shb_timeline_done(shb_timeline *t) {
    shb_free(t->nodes);
    shb_free(t->edges);
    shb_free(t->days);
    shb_free(t->days_at);
    shb_free(t->dates);
    *t = (shb_timeline){0};
}

bool shb_is_date(const char *text) {
    static const char shape[] = "dddd-dd-dd";
    if (!text || strlen(text) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    return true;
}

static void widen(shb_span *span, const char *first, const char *last) {
    if (!span->first || strcmp(first, span->first) < 0)
        span->first = first;
    if (!span->last || strcmp(last, span->last) > 0)
        span->last = last;
}

static const char *cell(const shb_column *column, size_t row) {
    return column && column->type == SHB_STRING ? column->cells.strings[row] : NULL;
}

static bool span_of(const shb_network *net, size_t edge, shb_span *out) {
    const char *from = cell(shb_edge_column(net, "first"), edge),
               *to = cell(shb_edge_column(net, "last"), edge);
    if (!shb_is_date(from) || !shb_is_date(to) || strcmp(from, to) > 0)
        return false;
    *out = (shb_span){from, to};
    return true;
}

shb_status shb_timeline_check(shb_ctx *ctx, const shb_network *net) {
    shb_span span;
    for (size_t e = 0; e < net->n_edges; e++)
        if (span_of(net, e, &span))
            return SHB_OK;
    return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                    "no edge of this network has a date: texts get theirs from the "
                    "record, the file's or the folder's name");
}

static void find_spans(const shb_network *net, shb_timeline *t) {
    for (size_t e = 0; e < net->n_edges; e++) {
        if (!span_of(net, e, &t->edges[e]))
            continue;
        const shb_span *own = &t->edges[e];
        widen(&t->whole, own->first, own->last);
        widen(&t->nodes[net->edges[e].a], own->first, own->last);
        widen(&t->nodes[net->edges[e].b], own->first, own->last);
    }
    for (size_t e = 0; e < net->n_edges; e++)
        if (!t->edges[e].first)
            t->edges[e] = t->whole;
    for (size_t v = 0; v < net->n_nodes; v++)
        if (!t->nodes[v].first)
            t->nodes[v] = t->whole;
}

/* Is there a dated piece of evidence for each unit that an edge counts? */
static bool evidence_is_whole(const shb_network *net, size_t *n) {
    *n = 0;
    for (size_t e = 0; e < net->n_edges; e++) {
        if (!net->supports || net->edges[e].weight != (double)net->supports[e].count)
            return false;
        for (size_t i = 0; i < net->supports[e].count; i++)
            if (!shb_is_date(net->evidence[net->supports[e].items[i].first].date))
                return false;
        *n += net->supports[e].count;
    }
    return true;
}

static int by_date(const void *left, const void *right) {
    const shb_day *a = left, *b = right;
    return strcmp(a->date, b->date);
}

static shb_status make_room(shb_ctx *ctx, const shb_network *net, size_t n,
                            shb_timeline *t) {
    t->days = shb_alloc_array(n, sizeof *t->days);
    t->days_at = shb_alloc_array(net->n_edges + 2, sizeof *t->days_at);
    return t->days && t->days_at ? SHB_OK : shb_fail_memory(ctx);
}

/* The days of each edge, n of them from days_at on, in order and each once. */
static void join_days(const shb_network *net, shb_timeline *t) {
    size_t used = 0;
    for (size_t e = 0, from = 0, to; e < net->n_edges; e++, from = to) {
        to = t->days_at[e + 1];
        t->days_at[e] = used;
        if (to > from)
            qsort(t->days + from, to - from, sizeof *t->days, by_date);
        for (size_t i = from; i < to; i++) {
            if (i > from && strcmp(t->days[used - 1].date, t->days[i].date) == 0)
                t->days[used - 1].weight += t->days[i].weight;
            else
                t->days[used++] = t->days[i];
        }
    }
    t->days_at[net->n_edges] = used;
}

static shb_status days_of_evidence(shb_ctx *ctx, const shb_network *net,
                                   shb_timeline *t) {
    size_t n, used = 0;
    if (!evidence_is_whole(net, &n))
        return SHB_OK;
    shb_status st = make_room(ctx, net, n, t);
    if (st != SHB_OK)
        return st;
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_supports *supports = &net->supports[e];
        for (size_t i = 0; i < supports->count; i++)
            t->days[used++] = (shb_day){net->evidence[supports->items[i].first].date, 1};
        t->days_at[e + 1] = used;
    }
    join_days(net, t);
    return SHB_OK;
}

/* Counts each edge's days into days_at[edge + 2]. */
static bool units_are_whole(const shb_network *net, const shb_contributions *all,
                            size_t *days_at) {
    for (size_t d = 0; d < all->n_documents; d++)
        for (size_t i = all->starts[d]; i < all->starts[d + 1]; i++) {
            if (!net->incidence->documents[d].date)
                return false;
            days_at[all->items[i].edge + 2u]++;
        }
    for (size_t e = 0; e < net->n_edges; e++)
        if (net->edges[e].weight != (double)days_at[e + 2])
            return false;
    return true;
}

static void fill_days(const shb_network *net, const shb_contributions *all,
                      shb_timeline *t) {
    for (size_t e = 2; e < net->n_edges + 2; e++)
        t->days_at[e] += t->days_at[e - 1];
    for (size_t d = 0; d < all->n_documents; d++) {
        uint32_t date = net->incidence->documents[d].date;
        snprintf(t->dates[d], sizeof t->dates[d], "%04u-%02u-%02u", date / 10000 % 10000,
                 date / 100 % 100, date % 100);
        for (size_t i = all->starts[d]; i < all->starts[d + 1]; i++)
            t->days[t->days_at[all->items[i].edge + 1u]++] = (shb_day){t->dates[d], 1};
    }
    join_days(net, t);
}

static shb_status days_of_units(shb_ctx *ctx, const shb_network *net, shb_timeline *t) {
    shb_contributions all;
    shb_status st = shb_contributions_make(ctx, net, SHB_SHARE_COUNT, &all);
    if (st != SHB_OK)
        return st;
    st = make_room(ctx, net, all.starts[all.n_documents], t);
    if (st == SHB_OK && !(t->dates = shb_alloc_array(all.n_documents, sizeof *t->dates)))
        st = shb_fail_memory(ctx);
    if (st == SHB_OK) {
        if (units_are_whole(net, &all, t->days_at)) {
            fill_days(net, &all, t);
        } else {
            shb_free(t->days);
            t->days = NULL;
        }
    }
    shb_contributions_done(&all);
    return st;
}

shb_status shb_timeline_make(shb_ctx *ctx, const shb_network *net, shb_timeline *out) {
    shb_timeline t = {.nodes = shb_alloc_array(net->n_nodes, sizeof *t.nodes),
                      .edges = shb_alloc_array(net->n_edges, sizeof *t.edges)};
    shb_status st = t.nodes && t.edges ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK && (st = shb_timeline_check(ctx, net)) == SHB_OK) {
        find_spans(net, &t);
        st = net->incidence ? days_of_units(ctx, net, &t)
                            : days_of_evidence(ctx, net, &t);
    }
    if (st == SHB_OK)
        *out = t;
    else
        shb_timeline_done(&t);
    return st;
}
