#include "network/tails.h"

#include <math.h>

#include "base/alloc.h"

/* Where the 2.5 % quantile lies among N values that count from 0. */
static double position(size_t values) { return .025 * (double)(values - 1); }

shb_status shb_tails_init(shb_ctx *ctx, size_t n, size_t values, shb_tails *out) {
    size_t kept = (size_t)position(values) + 2;
    shb_tails t = {.n = n, .kept = kept < values ? kept : values};
    t.low = shb_alloc_array(n * t.kept, sizeof *t.low);
    t.high = shb_alloc_array(n * t.kept, sizeof *t.high);
    if (!t.low || !t.high) {
        shb_tails_done(&t);
        return shb_fail_memory(ctx);
    }
    *out = t;
    return SHB_OK;
}

void shb_tails_done(shb_tails *t) {
    shb_free(t->low);
    shb_free(t->high);
    *t = (shb_tails){0};
}

/* Into ascending order; sign -1 turns that round. */
static void insert(double *list, size_t held, size_t kept, double value, double sign) {
    size_t at = held < kept ? held : kept - 1;
    if (held >= kept && sign * list[at] <= sign * value)
        return;
    for (; at > 0 && sign * list[at - 1] > sign * value; at--)
        list[at] = list[at - 1];
    list[at] = value;
}

void shb_tails_add(shb_tails *t, const double *values) {
    for (size_t i = 0; i < t->n; i++) {
        insert(t->low + i * t->kept, t->added, t->kept, values[i], 1);
        insert(t->high + i * t->kept, t->added, t->kept, values[i], -1);
    }
    t->added++;
}

static double between(const double *list, size_t kept, double at) {
    size_t below = (size_t)at, above = below + 1 < kept ? below + 1 : below;
    return list[below] + (at - (double)below) * (list[above] - list[below]);
}

void shb_tails_quantiles(const shb_tails *t, size_t thing, double *low, double *high) {
    *low = between(t->low + thing * t->kept, t->kept, position(t->added));
    *high = between(t->high + thing * t->kept, t->kept, position(t->added));
}

void shb_tails_outside(const shb_tails *t, size_t thing, double *low, double *high) {
    size_t at = (size_t)position(t->added);
    *low = t->low[thing * t->kept + at];
    *high = t->high[thing * t->kept + at];
}
