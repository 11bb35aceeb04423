#include "network/zeta.h"

#include <math.h>
#include <stddef.h>

/*
 * Euler and Maclaurin: the first terms one by one, the rest as an integral with
 * corrections. All terms are in parts of q^-s.
 */
double shb_zeta(double s, double q, double *slope) {
    /* Bernoulli numbers B2, B4, ... over (2j)! */
    static const double corrections[] = {1. / 12,          -1. / 720,
                                         1. / 30240,       -1. / 1209600,
                                         1. / 47900160,    -691. / 1307674368000.,
                                         1. / 74724249600.};
    enum { N_CORRECTIONS = sizeof corrections / sizeof *corrections };
    const double FAR = fmax(12, s); /* there the corrections shrink fast */
    double sum = 0, by_s = 0, at = q;
    for (; at < FAR; at++) {
        double log_at = log(at / q), term = exp(-s * log_at);
        sum += term;
        by_s -= term * log_at;
    }
    double log_at = log(at / q), power = exp(-s * log_at);
    double rest = power * at / (s - 1);
    sum += rest + power / 2;
    by_s -= rest * (log_at + 1 / (s - 1)) + power / 2 * log_at;
    double factor = s * power / at, logs = 1 / s - log_at;
    for (int j = 0; j < N_CORRECTIONS; j++) {
        double term = corrections[j] * factor;
        sum += term;
        by_s += term * logs;
        double one = s + 2 * j + 1, other = s + 2 * j + 2;
        factor *= one * other / (at * at);
        logs += 1 / one + 1 / other;
    }
    if (slope)
        *slope = by_s / sum;
    return sum;
}
