#include "network/lognormal.h"

#include <math.h>
#include <stdbool.h>

/* P(Z > z), Z standard normal */
static double above(double z) { return .5 * erfc(z / sqrt(2)); }

/* P(from < Z < to), from the tail that both are nearer to */
static double between(double from, double to) {
    return from > 0 ? above(from) - above(to) : above(-to) - above(-from);
}

double shb_lognormal_log(const shb_lognormal *law, double xmin, double x) {
    double from = (log(x - .5) - law->mu) / law->sigma;
    double to = (log(x + .5) - law->mu) / law->sigma;
    double least = (log(xmin - .5) - law->mu) / law->sigma;
    const double PAST = 35; /* beyond 37 the tail of a normal is no normal double */
    if (least > PAST)
        return -INFINITY;
    return log(between(from, to)) - log(above(least));
}

/* ---- the likeliest ---- */

typedef struct point {
    double mu, log_sigma, cost;
} point;

static double cost_of(const shb_class *classes, size_t k, double mu, double log_sigma) {
    shb_lognormal law = {mu, exp(log_sigma)};
    double sum = 0;
    for (size_t i = 0; i < k; i++)
        sum -= classes[i].count *
               shb_lognormal_log(&law, classes[0].value, classes[i].value);
    return isfinite(sum) ? sum : INFINITY;
}

static point try_at(const shb_class *classes, size_t k, double mu, double log_sigma) {
    return (point){mu, log_sigma, cost_of(classes, k, mu, log_sigma)};
}

/* from + factor * (to - from) */
static point go(const shb_class *classes, size_t k, point from, point to, double factor) {
    return try_at(classes, k, from.mu + factor * (to.mu - from.mu),
                  from.log_sigma + factor * (to.log_sigma - from.log_sigma));
}

static void sort_three(point *p) {
    for (int i = 1; i < 3; i++)
        for (int j = i; j > 0 && p[j].cost < p[j - 1].cost; j--) {
            point swapped = p[j];
            p[j] = p[j - 1];
            p[j - 1] = swapped;
        }
}

static void improve(const shb_class *classes, size_t k, point *p) {
    point centre = {(p[0].mu + p[1].mu) / 2, (p[0].log_sigma + p[1].log_sigma) / 2, 0};
    point reflected = go(classes, k, centre, p[2], -1);
    if (reflected.cost < p[0].cost) {
        point expanded = go(classes, k, centre, p[2], -2);
        p[2] = expanded.cost < reflected.cost ? expanded : reflected;
    } else if (reflected.cost < p[1].cost) {
        p[2] = reflected;
    } else {
        bool outside = reflected.cost < p[2].cost;
        point nearer = go(classes, k, centre, p[2], outside ? -.5 : .5);
        if (nearer.cost < (outside ? reflected.cost : p[2].cost)) {
            p[2] = nearer;
        } else {
            p[1] = go(classes, k, p[0], p[1], .5);
            p[2] = go(classes, k, p[0], p[2], .5);
        }
    }
    sort_three(p);
}

shb_lognormal shb_lognormal_fit(const shb_class *classes, size_t k) {
    enum { MOST_STEPS = 4000, RESTARTS = 3 };
    const double EXACT = 1e-11;
    double n = 0, mean = 0, square = 0;
    for (size_t i = 0; i < k; i++) {
        n += classes[i].count;
        mean += classes[i].count * log(classes[i].value);
        square += classes[i].count * log(classes[i].value) * log(classes[i].value);
    }
    mean /= n;
    double deviation = sqrt(fmax(1e-4, square / n - mean * mean));
    point best = try_at(classes, k, mean, log(deviation));
    /* It may come to rest on a ridge: so it starts anew where it did. */
    for (int restart = 0; restart < RESTARTS; restart++) {
        point p[3] = {best, try_at(classes, k, best.mu + .5, best.log_sigma),
                      try_at(classes, k, best.mu, best.log_sigma + .5)};
        sort_three(p);
        for (int step = 0; step < MOST_STEPS; step++) {
            improve(classes, k, p);
            bool flat = p[2].cost - p[0].cost <= EXACT * fabs(p[0].cost);
            if (flat && fabs(p[2].mu - p[0].mu) <= 1e-7 * (1 + fabs(p[0].mu)) &&
                fabs(p[2].log_sigma - p[0].log_sigma) <= 1e-7)
                break;
        }
        best = p[0];
    }
    return (shb_lognormal){best.mu, exp(best.log_sigma)};
}
