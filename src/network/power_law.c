/*
 * A power law fitted to whole numbers, as Clauset, Shalizi and Newman 2009 do it: the
 * exponent by likelihood, the start by the least Kolmogorov-Smirnov distance, p by
 * doing all of it again on numbers drawn from what was fitted.
 */
#include <shabaka/degrees.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/random.h"
#include "network/lognormal.h"
#include "network/zeta.h"

typedef struct fit {
    double exponent, distance;
    size_t from; /* the class that it starts with */
} fit;

/* ---- classes of equal values ---- */

static int ascending(const void *a, const void *b) {
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* Sort n values, then write each once with its count; returns how many. */
static size_t classify(double *values, size_t n, shb_class *out) {
    size_t k = 0;
    qsort(values, n, sizeof *values, ascending);
    for (size_t i = 0; i < n; i++) {
        if (k == 0 || out[k - 1].value < values[i])
            out[k++] = (shb_class){values[i], 0};
        out[k - 1].count++;
    }
    return k;
}

static double count_from(const shb_class *classes, size_t from, size_t k) {
    double n = 0;
    for (size_t i = from; i < k; i++)
        n += classes[i].count;
    return n;
}

/* ---- one fit ---- */

/*
 * Where the slope of the likelihood is 0: the mean of log(x / xmin) is what the law makes
 * of it. The slope falls all the way, so the root is caught between two exponents.
 */
static double find_exponent(const shb_class *classes, size_t k) {
    const double LEAST = 1 + 1e-6, MOST = 200, EXACT = 1e-12;
    double xmin = classes[0].value, n = 0, mean = 0, slope;
    for (size_t i = 0; i < k; i++) {
        n += classes[i].count;
        mean += classes[i].count * log(classes[i].value / xmin);
    }
    mean /= n;
    double low = LEAST, high = MOST, at = fmin(1 + 1 / mean, 20);
    for (int step = 0; step < 100 && high - low > EXACT * high; step++) {
        shb_zeta(at, xmin, &slope);
        double above = -slope - mean;
        if (above > 0)
            low = at;
        else
            high = at;
        /* Newton's step, its slope from near by; else the middle. */
        const double NEAR = 1e-6;
        double near_by;
        shb_zeta(at + NEAR, xmin, &near_by);
        double next = at + above / ((near_by - slope) / NEAR);
        if (fabs(next - at) <= EXACT * at)
            return next;
        at = next > low && next < high ? next : (low + high) / 2;
    }
    return at;
}

/* The largest distance between what is observed and what is fitted, both counted up to x
 * and below x; it stops where it is past `enough`. */
static double find_distance(const shb_class *classes, size_t k, double exponent, double n,
                            double enough) {
    double xmin = classes[0].value, all = shb_zeta(exponent, xmin, NULL);
    double seen = 0, most = 0;
    for (size_t i = 0; i < k && most < enough; i++) {
        double x = classes[i].value, scale = exp(-exponent * log(x / xmin)) / all;
        double from = shb_zeta(exponent, x, NULL) * scale; /* P(X >= x) */
        double below = fabs(1 - from - seen / n);
        seen += classes[i].count;
        double up_to = fabs(1 - (from - scale) - seen / n);
        most = fmax(most, fmax(below, up_to));
    }
    return most;
}

/* Of all starts but the last value the one of least distance; none: exponent NaN. */
static fit find_fit(const shb_class *classes, size_t k) {
    fit best = {NAN, INFINITY, 0};
    for (size_t from = 0; from + 1 < k; from++) {
        double exponent = find_exponent(classes + from, k - from);
        double distance = find_distance(classes + from, k - from, exponent,
                                        count_from(classes, from, k), best.distance);
        if (distance < best.distance)
            best = (fit){exponent, distance, from};
    }
    return best;
}

/* ---- is it one? ---- */

typedef struct bootstrap {
    const double *values; /* sorted */
    size_t n, n_below;    /* of these, below the start */
    double xmin, exponent;
    uint64_t seed;
    double *cumulative; /* P(X < xmin + i) */
    size_t n_cumulative;
    double *distances; /* of each run */
} bootstrap;

/* By the table; beyond it as if the law were continuous. */
static double draw_value(const bootstrap *b, uint64_t *state) {
    double share = shb_random_share(state);
    size_t low = 0, high = b->n_cumulative;
    if (share >= b->cumulative[high - 1]) {
        double left = (1 - share) / (1 - b->cumulative[high - 1]);
        double start = b->xmin + (double)(high - 1);
        return fmin(1e15, floor((start - .5) * pow(left, -1 / (b->exponent - 1)) + .5));
    }
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (b->cumulative[middle] <= share)
            low = middle;
        else
            high = middle;
    }
    return b->xmin + (double)low;
}

static shb_status run_once(void *user, size_t run) {
    bootstrap *b = user;
    uint64_t start = b->seed + run, state = shb_random_next(&start);
    double *values = shb_alloc_array(b->n, sizeof *values);
    shb_class *classes = shb_alloc_array(b->n, sizeof *classes);
    if (values && classes) {
        for (size_t i = 0; i < b->n; i++) {
            size_t which = (size_t)(shb_random_share(&state) * (double)b->n);
            values[i] = which < b->n_below ? b->values[which] : draw_value(b, &state);
        }
        b->distances[run] = find_fit(classes, classify(values, b->n, classes)).distance;
    }
    shb_status st = values && classes ? SHB_OK : SHB_ENOMEM;
    shb_free(values);
    shb_free(classes);
    return st;
}

static shb_status find_p(shb_ctx *ctx, bootstrap *b, uint32_t runs, double distance,
                         double *out) {
    enum { TABLE = 1 << 16 };
    size_t farther = 0;
    double all = shb_zeta(b->exponent, b->xmin, NULL), sum = 0;
    b->n_cumulative = TABLE;
    b->cumulative = shb_alloc_array(TABLE, sizeof *b->cumulative);
    b->distances = shb_alloc_array(runs, sizeof *b->distances);
    shb_status st = b->cumulative && b->distances ? SHB_OK : shb_fail_memory(ctx);
    for (size_t i = 0; st == SHB_OK && i < TABLE; i++) {
        b->cumulative[i] = sum;
        sum += exp(-b->exponent * log1p((double)i / b->xmin)) / all;
    }
    if (st == SHB_OK)
        st = shb_parallel(ctx, runs, run_once, b);
    for (size_t i = 0; st == SHB_OK && i < runs; i++)
        farther += b->distances[i] >= distance;
    if (st == SHB_OK)
        *out = (double)farther / runs;
    shb_free(b->cumulative);
    shb_free(b->distances);
    return st;
}

/* ---- or something else? ---- */

/*
 * Vuong 1989: is the mean difference of the log-likelihoods other than 0? A lognormal far
 * enough out is the power law itself: then there is nothing between them but rounding.
 */
static void compare(const shb_class *classes, size_t k, double exponent, double n,
                    shb_power_law *out) {
    const double SAME = .05;
    double xmin = classes[0].value, sum = 0, squares = 0;
    double log_all = log(shb_zeta(exponent, xmin, NULL));
    shb_lognormal other = shb_lognormal_fit(classes, k);
    for (size_t i = 0; i < k; i++) {
        double x = classes[i].value;
        double difference =
            -exponent * log(x / xmin) - log_all - shb_lognormal_log(&other, xmin, x);
        sum += classes[i].count * difference;
        squares += classes[i].count * difference * difference;
    }
    double mean = sum / n, deviation = sqrt(fmax(0, squares / n - mean * mean));
    out->lognormal_mu = shb_round9(other.mu);
    out->lognormal_sigma = shb_round9(other.sigma);
    out->ratio = fabs(sum) < SAME ? 0 : sum / (deviation * sqrt(n));
    out->ratio_p = erfc(fabs(out->ratio) / sqrt(2));
}

static double known(double value) { return isfinite(value) ? shb_round9(value) : NAN; }

shb_status shb_power_law_fit(shb_ctx *ctx, const uint64_t *numbers, size_t count,
                             uint32_t runs, uint32_t seed, shb_power_law *out) {
    shb_power_law law = {NAN, NAN, NAN, NAN, 0, NAN, NAN, NAN, NAN};
    double *values = shb_alloc_array(count, sizeof *values);
    shb_class *classes = shb_alloc_array(count, sizeof *classes);
    shb_status st = values && classes ? SHB_OK : shb_fail_memory(ctx);
    size_t n = 0, k;
    if (st != SHB_OK)
        goto done;
    for (size_t i = 0; i < count; i++)
        if (numbers[i] > 0)
            values[n++] = (double)numbers[i];
    k = classify(values, n, classes);
    fit best = find_fit(classes, k);
    if (!isnan(best.exponent)) {
        double tail = count_from(classes, best.from, k);
        bootstrap b = {.values = values,
                       .n = n,
                       .n_below = n - (size_t)tail,
                       .xmin = classes[best.from].value,
                       .exponent = best.exponent,
                       .seed = (uint64_t)seed << 32};
        law.exponent = known(best.exponent);
        law.xmin = b.xmin;
        law.distance = known(best.distance);
        law.tail = (size_t)tail;
        compare(classes + best.from, k - best.from, best.exponent, tail, &law);
        law.ratio = known(law.ratio);
        law.ratio_p = known(law.ratio_p);
        if (runs)
            st = find_p(ctx, &b, runs, best.distance, &law.p);
    }
    if (st == SHB_OK)
        *out = law;
done:
    shb_free(values);
    shb_free(classes);
    return st;
}
