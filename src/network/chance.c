#include "network/chance.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static double log_factorial(double n) {
    int sign;
    return lgamma_r(n + 1, &sign);
}

static double log_choose(double n, double k) {
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

/*
 * Sums of terms that fall (or rise and fall) by known ratios: from `first` on, until they
 * no longer matter.
 */
typedef double ratio(double x, const double *with); /* term(x + 1) / term(x) */

static double sum_up(double first, double from, double to, ratio *r, const double *with) {
    double sum = 0, term = first;
    for (double x = from; x <= to && term > 0; x++) {
        sum += term;
        double step = r(x, with);
        if (step < 1 && term * step < sum * 1e-17 * (1 - step))
            break;
        term *= step;
    }
    return sum;
}

static double sum_down(double first, double from, double to, ratio *r,
                       const double *with) {
    double sum = 0, term = first;
    for (double x = from; x >= to && term > 0; x--) {
        sum += term;
        if (x == to)
            break;
        double step = 1 / r(x - 1, with);
        if (step < 1 && term * step < sum * 1e-17 * (1 - step))
            break;
        term *= step;
    }
    return sum;
}

/* The tail from k on, by the side that is shorter and keeps its digits. */
static double tail(double k, double low, double high, double mean, double log_term,
                   double log_below, ratio *r, const double *with) {
    if (k > mean)
        return fmin(1, sum_up(exp(log_term), k, high, r, with));
    return fmax(0, 1 - sum_down(exp(log_below), k - 1, low, r, with));
}

static double hypergeometric_ratio(double x, const double *w) {
    return (w[1] - x) * (w[2] - x) / ((x + 1) * (w[0] - w[1] - w[2] + x + 1));
}

static double hypergeometric_log(double x, const double *w) {
    return log_choose(w[1], x) + log_choose(w[0] - w[1], w[2] - x) -
           log_choose(w[0], w[2]);
}

double shb_hypergeometric_tail(uint64_t k, uint64_t total, uint64_t marked,
                               uint64_t drawn) {
    const double w[] = {(double)total, (double)marked, (double)drawn};
    double low = fmax(0, w[1] + w[2] - w[0]), high = fmin(w[1], w[2]), x = (double)k;
    if (x <= low)
        return 1;
    if (x > high)
        return 0;
    return tail(x, low, high, w[1] * w[2] / w[0], hypergeometric_log(x, w),
                hypergeometric_log(x - 1, w), hypergeometric_ratio, w);
}

static double binomial_ratio(double x, const double *w) {
    return (w[0] - x) / (x + 1) * w[1] / (1 - w[1]);
}

static double binomial_log(double x, const double *w) {
    return log_choose(w[0], x) + x * log(w[1]) + (w[0] - x) * log1p(-w[1]);
}

double shb_binomial_tail(uint64_t k, uint64_t n, double p) {
    const double w[] = {(double)n, p};
    double x = (double)k;
    if (k == 0 || p >= 1)
        return k > n ? 0 : 1;
    if (k > n || p <= 0)
        return 0;
    return tail(x, 0, w[0], w[0] * p, binomial_log(x, w), binomial_log(x - 1, w),
                binomial_ratio, w);
}

static double log_beta(double a, double b) {
    int sign;
    return lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign);
}

static double beta_binomial_ratio(double x, const double *w) {
    return (w[0] - x) / (x + 1) * (x + w[1]) / (w[0] - x - 1 + w[2]);
}

static double beta_binomial_log(double x, const double *w) {
    return log_choose(w[0], x) + log_beta(x + w[1], w[0] - x + w[2]) -
           log_beta(w[1], w[2]);
}

double shb_beta_binomial_tail(uint64_t k, uint64_t n, double a, double b) {
    const double w[] = {(double)n, a, b};
    double x = (double)k;
    if (k == 0 || k > n)
        return k == 0;
    return tail(x, 0, w[0], w[0] * a / (a + b), beta_binomial_log(x, w),
                beta_binomial_log(x - 1, w), beta_binomial_ratio, w);
}

double shb_normal_tail(double z) { return .5 * erfc(z / sqrt(2)); }

/* ---- Poisson-binomial ---- */

enum { DIRECT = 96, BEYOND = 48 }; /* terms of the convolution */

/* The first `n` probabilities of all groups together; true unless one underflows. */
static bool convolve(const shb_trials *groups, size_t n_groups, size_t n, double *out) {
    double one[DIRECT + BEYOND], before[DIRECT + BEYOND];
    memset(out, 0, n * sizeof *out);
    out[0] = 1;
    for (size_t g = 0; g < n_groups; g++) {
        const double w[] = {(double)groups[g].n, groups[g].p};
        size_t last = groups[g].n < n - 1 ? (size_t)groups[g].n : n - 1;
        if (!(w[1] > 0) || groups[g].n == 0)
            continue;
        one[0] = exp(w[0] * log1p(-w[1]));
        if (!(one[0] > 1e-250))
            return false;
        size_t end = 0;
        for (; end < last && one[end] > 1e-290; end++)
            one[end + 1] = one[end] * binomial_ratio((double)end, w);
        memcpy(before, out, n * sizeof *out);
        for (size_t x = 0; x < n; x++) {
            double sum = 0;
            for (size_t y = 0; y <= end && y <= x; y++)
                sum += one[y] * before[x - y];
            out[x] = sum;
        }
    }
    return true;
}

static double mean_of(const shb_trials *groups, size_t n, double tilt) {
    double mean = 0;
    for (size_t g = 0; g < n; g++) {
        double up = groups[g].p * tilt;
        mean += (double)groups[g].n * up / (1 - groups[g].p + up);
    }
    return mean;
}

/* e^theta that moves the mean to k. */
static double tilt_for(double k, const shb_trials *groups, size_t n) {
    double low = -600, high = 600;
    for (int step = 0; step < 200 && high - low > 1e-12; step++) {
        double middle = (low + high) / 2;
        *(mean_of(groups, n, exp(middle)) < k ? &low : &high) = middle;
    }
    return exp((low + high) / 2);
}

/*
 * P(X = x) = e^(K - theta x) P'(X = x) with X' the tilted variable, whose mean is k; its
 * probabilities come from an inverse transform with as many points as it has room.
 */
static double tilted_tail(uint64_t k, const shb_trials *groups, size_t n_groups) {
    double tilt = tilt_for((double)k, groups, n_groups), log_tilt = log(tilt);
    double log_mass = 0, variance = 0, most = 0;
    for (size_t g = 0; g < n_groups; g++) {
        double n = (double)groups[g].n, p = groups[g].p;
        double up = p * tilt / (1 - p + p * tilt);
        log_mass += n * log1p(p * (tilt - 1));
        variance += n * up * (1 - up);
        most += p > 0 ? n : 0;
    }
    if ((double)k > most)
        return 0;
    double reach = ceil(12 * sqrt(variance) + 40), points = 2 * reach;
    /* The sum over x in [k, k + reach) of e^(-theta (x - k)) P'(X = x), point by point;
     * the points mirror each other, and their size falls from the first on. */
    double sum = 0;
    for (double l = 0; l <= reach; l++) {
        double angle = 2 * M_PI * l / points;
        double complex turn = cexp(I * angle), log_phi = 0;
        for (size_t g = 0; g < n_groups; g++) {
            double p = groups[g].p, up = p * tilt / (1 - p + p * tilt);
            log_phi += (double)groups[g].n * clog(1 - up + up * turn);
        }
        double complex back = conj(turn) / tilt;
        double complex steps =
            cabs(1 - back) < 1e-300 ? reach : (1 - cpow(back, reach)) / (1 - back);
        double complex start = cexp(log_phi - I * angle * (double)k);
        sum += (l > 0 && l < reach ? 2 : 1) * creal(start * steps);
        if (creal(log_phi) < -50)
            break;
    }
    return fmin(1, exp(log_mass - log_tilt * (double)k) * sum / points);
}

double shb_poisson_binomial_tail(uint64_t k, const shb_trials *groups, size_t n_groups) {
    double mean = mean_of(groups, n_groups, 1);
    if (k == 0)
        return 1;
    if (k < DIRECT) {
        double terms[DIRECT + BEYOND], sum = 0;
        bool upper = (double)k > mean;
        size_t n = upper ? (size_t)k + BEYOND : (size_t)k;
        if (convolve(groups, n_groups, n, terms)) {
            for (size_t x = n; x-- > (upper ? (size_t)k : 0);)
                sum += terms[x];
            return upper ? fmin(1, sum) : fmax(0, 1 - sum);
        }
    }
    if ((double)k > mean)
        return tilted_tail(k, groups, n_groups);
    /* Below the mean the other side is the small one: failures instead of successes. */
    double total = 0, p;
    shb_trials *turned = shb_alloc_array(n_groups, sizeof *turned);
    if (!turned)
        return NAN;
    for (size_t g = 0; g < n_groups; g++) {
        turned[g] = (shb_trials){groups[g].n, 1 - groups[g].p};
        total += (double)groups[g].n;
    }
    p = 1 - tilted_tail((uint64_t)(total - (double)k + 1), turned, n_groups);
    shb_free(turned);
    return fmax(0, p);
}

/* ---- many tests ---- */

typedef struct ranked {
    double p;
    size_t at;
} ranked;

static int by_p(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

shb_status shb_correct(shb_ctx *ctx, const double *p, size_t n, double tests,
                       shb_correction_kind kind, double *q) {
    ranked *list = shb_alloc_array(n, sizeof *list);
    size_t count = 0;
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        q[i] = p[i];
        if (!isnan(p[i]))
            list[count++] = (ranked){p[i], i};
    }
    qsort(list, count, sizeof *list, by_p);
    double bound = kind == CORRECT_BH ? 1 : 0;
    for (size_t i = count; kind == CORRECT_BH && i-- > 0;) {
        bound = fmin(bound, list[i].p * tests / (double)(i + 1));
        q[list[i].at] = bound;
    }
    for (size_t i = 0; kind == CORRECT_HOLM && i < count; i++) {
        bound = fmax(bound, fmin(1, list[i].p * (tests - (double)i)));
        q[list[i].at] = bound;
    }
    shb_free(list);
    return SHB_OK;
}
