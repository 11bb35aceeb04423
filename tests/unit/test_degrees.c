/* Power laws, the zeta function under them, and work in parallel. */
#include "unit.h"

#include <math.h>

#include <shabaka/degrees.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/random.h"
#include "network/lognormal.h"
#include "network/zeta.h"

static void assert_close(double got, double want, double within) {
    if (!(fabs(got - want) <= within * fmax(1, fabs(want))))
        fail_msg("%.15g, not %.15g", got, want);
}

static void test_zeta(void **state) {
    (void)state;
    const double pi = acos(-1);
    assert_close(shb_zeta(2, 1, NULL), pi * pi / 6, 1e-12);
    assert_close(shb_zeta(4, 1, NULL), pi * pi * pi * pi / 90, 1e-12);
    assert_close(shb_zeta(2, 3, NULL), 9 * (pi * pi / 6 - 1.25), 1e-12);
    assert_close(shb_zeta(1.0001, 1, NULL), 10000.577222946, 1e-12);
    /* many terms, one by one */
    static const double cases[][2] = {{2.5, 7}, {6, 40}, {25, 12}, {80, 13}, {150, 900}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        double s = cases[i][0], q = cases[i][1], sum = 0, step = 1e-5, slope;
        for (double k = 2e6; k-- > 0;)
            sum += pow((q + k) / q, -s);
        sum += pow((q + 2e6) / q, -s) * (q + 2e6) / (s - 1);
        assert_close(shb_zeta(s, q, &slope), sum, 1e-10);
        double around =
            log(shb_zeta(s + step, q, NULL) / shb_zeta(s - step, q, NULL)) / (2 * step);
        assert_close(slope, around, 1e-6);
    }
}

static void test_too_few(void **state) {
    (void)state;
    static const uint64_t none[] = {0, 0}, alike[] = {3, 3, 3, 0};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_power_law law;
    assert_int_equal(shb_power_law_fit(&ctx, NULL, 0, 10, 1, &law), SHB_OK);
    assert_true(isnan(law.exponent) && isnan(law.p) && law.tail == 0);
    assert_int_equal(shb_power_law_fit(&ctx, none, 2, 10, 1, &law), SHB_OK);
    assert_true(isnan(law.exponent));
    assert_int_equal(shb_power_law_fit(&ctx, alike, 4, 10, 1, &law), SHB_OK);
    assert_true(isnan(law.exponent) && isnan(law.ratio));
}

/* Numbers that follow a law exactly: floor((1 - share)^(-1 / (exponent - 1))) is near one
 * for large numbers. */
static void draw(uint64_t *numbers, size_t n, double start, double exponent) {
    uint64_t state = 5;
    for (size_t i = 0; i < n; i++)
        numbers[i] = (uint64_t)floor(
            (start - .5) * pow(1 - shb_random_share(&state), -1 / (exponent - 1)) + .5);
}

static void test_a_law_is_found(void **state) {
    (void)state;
    enum { N = 4000 };
    static uint64_t numbers[N];
    draw(numbers, N, 20, 2.4);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_power_law law;
    assert_int_equal(shb_power_law_fit(&ctx, numbers, N, 100, 1, &law), SHB_OK);
    assert_close(law.exponent, 2.4, .03);
    assert_true(law.p > .1 && law.tail > 500 && law.ratio > -1.7);
    uint64_t state_of = 9;
    for (size_t i = 0; i < N; i++) /* geometric: a tail much too thin */
        numbers[i] = 1 + (uint64_t)(-20 * log(1 - shb_random_share(&state_of)));
    assert_int_equal(shb_power_law_fit(&ctx, numbers, N, 100, 1, &law), SHB_OK);
    assert_true(law.p <= .1 && law.ratio < 0);
}

static void test_seeds_and_threads(void **state) {
    (void)state;
    static uint64_t numbers[300];
    draw(numbers, 300, 3, 2.1);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_power_law one, other;
    ctx.jobs = 1;
    assert_int_equal(shb_power_law_fit(&ctx, numbers, 300, 60, 1, &one), SHB_OK);
    ctx.jobs = 4;
    assert_int_equal(shb_power_law_fit(&ctx, numbers, 300, 60, 1, &other), SHB_OK);
    assert_close(one.p, other.p, 0);
    bool differs = false;
    for (uint32_t seed = 2; seed < 6; seed++) {
        assert_int_equal(shb_power_law_fit(&ctx, numbers, 300, 60, seed, &other), SHB_OK);
        differs |= fabs(one.p - other.p) > 1e-9;
        assert_true(fabs(one.p - other.p) < .4);
    }
    assert_true(differs);
    assert_int_equal(shb_power_law_fit(&ctx, numbers, 300, 0, 1, &other), SHB_OK);
    assert_true(isnan(other.p) && fabs(other.exponent - one.exponent) < 1e-12);
}

static void test_lognormal(void **state) {
    (void)state;
    shb_class classes[400];
    const shb_lognormal law = {2, .7};
    double sum = 0;
    for (size_t i = 0; i < LENGTH(classes); i++) {
        double x = (double)(i + 3), share = exp(shb_lognormal_log(&law, 3, x));
        classes[i] = (shb_class){x, 1e6 * share};
        sum += share;
    }
    assert_close(sum, 1, 1e-6); /* nearly nothing is beyond */
    shb_lognormal got = shb_lognormal_fit(classes, LENGTH(classes));
    assert_close(got.mu, 2, 1e-4);
    assert_close(got.sigma, .7, 1e-4);
}

static void test_failing(void **state) {
    (void)state;
    static uint64_t numbers[50];
    draw(numbers, 50, 2, 2.1);
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_power_law law = {.tail = 77};
        ctx.jobs = 1;
        assert_true(n < 100);
        shb_alloc_fail_after(n, false);
        st = shb_power_law_fit(&ctx, numbers, 50, 3, 1, &law);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || (st == SHB_ENOMEM && law.tail == 77));
        assert_int_equal(ctx.err.status, st);
    }
    volatile int cancel = 1;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_power_law law;
    ctx.cancel = &cancel;
    assert_int_equal(shb_power_law_fit(&ctx, numbers, 50, 3, 1, &law), SHB_ECANCELLED);
}

static shb_status square(void *user, size_t i) {
    size_t *out = user;
    out[i] = i * i;
    return SHB_OK;
}

static void test_parallel_does_each(void **state) {
    (void)state;
    for (uint32_t jobs = 0; jobs < 100; jobs += 33)
        for (size_t n = 0; n < 500; n = 3 * n + 1) {
            size_t out[500] = {0};
            shb_ctx ctx = SHB_CTX_INIT;
            ctx.jobs = jobs;
            assert_int_equal(shb_parallel(&ctx, n, square, out), SHB_OK);
            for (size_t i = 0; i < 500; i++)
                assert_int_equal(out[i], i < n ? i * i : 0);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeta),
        cmocka_unit_test(test_too_few),
        cmocka_unit_test(test_a_law_is_found),
        cmocka_unit_test(test_seeds_and_threads),
        cmocka_unit_test(test_lognormal),
        cmocka_unit_test(test_failing),
        cmocka_unit_test(test_parallel_does_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
