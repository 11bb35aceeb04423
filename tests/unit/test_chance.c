/* Tails, corrections, backbones: values known from elsewhere, and memory running out. */
#include "unit.h"

#include <math.h>

#include <shabaka/backbones.h>

#include "base/alloc.h"
#include "network/chance.h"
#include "small_network.h"


static void assert_close(double got, double wanted) {
    if (!(fabs(got - wanted) <= 1e-9 * fabs(wanted) + 1e-300))
        fail_msg("%.17g is not %.17g", got, wanted);
}

/* By hand: of 52 cards 4 are aces and 5 are drawn. */
static void test_hypergeometric(void **state) {
    (void)state;
    assert_close(shb_hypergeometric_tail(0, 52, 4, 5), 1);
    assert_close(shb_hypergeometric_tail(4, 52, 4, 5), 48. / 2598960);
    assert_close(shb_hypergeometric_tail(1, 52, 4, 5), 1 - 1712304. / 2598960);
    assert_close(shb_hypergeometric_tail(5, 52, 4, 5), 0);
    /* all are named in all units: no other outcome */
    assert_close(shb_hypergeometric_tail(7, 7, 7, 7), 1);
}

static void test_binomial(void **state) {
    (void)state;
    assert_close(shb_binomial_tail(10, 10, .5), 1. / 1024);
    assert_close(shb_binomial_tail(1, 10, .5), 1023. / 1024);
    assert_close(shb_binomial_tail(0, 10, .5), 1);
    assert_close(shb_binomial_tail(11, 10, .5), 0);
    assert_close(shb_binomial_tail(3, 3, 1e-100), 1e-300);
}

/* Polya's urn with a = b = 1: every outcome is as likely. */
static void test_beta_binomial(void **state) {
    (void)state;
    for (uint64_t k = 0; k <= 9; k++)
        assert_close(shb_beta_binomial_tail(k, 9, 1, 1), (10. - (double)k) / 10);
}

static void test_poisson_binomial(void **state) {
    (void)state;
    static const shb_trials coins[] = {{3, .5}, {2, .25}};
    /* P(all five) = 1/8 * 1/16; P(at least one) = 1 - 1/8 * 9/16 */
    assert_close(shb_poisson_binomial_tail(5, coins, 2), 1. / 128);
    assert_close(shb_poisson_binomial_tail(1, coins, 2), 1 - 9. / 128);
    assert_close(shb_poisson_binomial_tail(0, coins, 2), 1);
    /* Groups of one probability are a binomial, far out as well: the transform. */
    static const shb_trials same[] = {{40000, .01}, {60000, .01}};
    const uint64_t points[] = {97, 900, 1000, 1100, 1500, 3000};
    for (size_t i = 0; i < LENGTH(points); i++) {
        double wanted = shb_binomial_tail(points[i], 100000, .01);
        double got = shb_poisson_binomial_tail(points[i], same, 2);
        if (!(fabs(got - wanted) <= 1e-7 * wanted))
            fail_msg("%llu: %.17g is not %.17g", (unsigned long long)points[i], got,
                     wanted);
    }
}

static void test_corrections(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const double p[] = {.01, NAN, .04, .03};
    double q[4];
    assert_int_equal(shb_correct(&ctx, p, 4, 4, CORRECT_BH, q), SHB_OK);
    assert_close(q[0], .04);
    assert_true(isnan(q[1]));
    assert_close(q[2], .04 * 4 / 3);
    assert_close(q[3], .04 * 4 / 3);
    assert_int_equal(shb_correct(&ctx, p, 4, 4, CORRECT_HOLM, q), SHB_OK);
    assert_close(q[0], .04);
    assert_close(q[2], .09);
    assert_close(q[3], .09);
}

static const shb_edge KITE[] = {{0, 1, 9}, {0, 2, 4}, {1, 2, 4}, {2, 3, 1}};

static void keeps(const char *name, double parameter, const bool wanted[4]) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(4, KITE, 4);
    shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
    bool keep[4];
    options.parameter = parameter;
    assert_int_equal(shb_backbone_compute(&ctx, net, shb_backbone_by_name(name), &options,
                                          NULL, NULL, keep, NULL),
                     SHB_OK);
    for (int e = 0; e < 4; e++)
        if (keep[e] != wanted[e])
            fail_msg("%s: edge %d", name, e);
    shb_network_free(net);
}

static void test_structure(void **state) {
    (void)state;
    keeps("mst", -1, (bool[]){true, true, false, true});
    keeps("ultrametric", -1, (bool[]){true, true, true, true});
    keeps("threshold", 4, (bool[]){true, true, true, false});
    keeps("kcore", 2, (bool[]){true, true, true, false});
    keeps("top", 1, (bool[]){true, true, true, true});
    /* 1/9 + 1/4 is longer than 1/4 */
    keeps("metric", -1, (bool[]){true, true, true, true});
}

static void test_no_counts(void **state) {
    (void)state;
    shb_network *net = small_network(4, KITE, 4);
    shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
    bool keep[4];
    double values[4];
    shb_ctx ctx = SHB_CTX_INIT, other = SHB_CTX_INIT;
    assert_int_equal(shb_backbone_compute(&ctx, net, shb_backbone_by_name("sdsm"),
                                          &options, NULL, NULL, keep, NULL),
                     SHB_ENOTFOUND);
    assert_int_equal(
        shb_association_compute(&other, net, shb_association_by_name("npmi"), values),
        SHB_ENOTFOUND);
    shb_network_free(net);
}

/* A network with counts: four entities in 40 units; and tried by fdsm. */
static shb_network *counted(void) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(4, KITE, 4);
    shb_column *named;
    assert_int_equal(shb_node_column_add(&ctx, net, "sentences", SHB_INT, &named),
                     SHB_OK);
    for (int v = 0; v < 4; v++)
        named->cells.ints[v] = 12;
    shb_column *tried;
    assert_int_equal(shb_edge_column_add(&ctx, net, "p_fdsm", SHB_DOUBLE, &tried),
                     SHB_OK);
    for (int e = 0; e < 4; e++)
        tried->cells.doubles[e] = .01 * (e + 1);
    net->margins.units = 40;
    net->margins.n_unit_sizes = 3;
    net->margins.unit_sizes = shb_alloc_array(3, sizeof(uint64_t));
    net->margins.unit_sizes[1] = 12;
    net->margins.unit_sizes[2] = 18;
    net->margins.unit_sizes[0] = 10;
    return net;
}

/* Its q is over all six pairs of the four nodes. */
static void test_tried(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = counted();
    shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
    const shb_backbone *fdsm = shb_backbone_by_name("fdsm");
    double p[4], q[4], tests;
    bool keep[4];
    options.alpha = .065;
    options.correction = SHB_CORRECT_HOLM;
    assert_int_equal(shb_backbone_compute(&ctx, net, fdsm, &options, p, q, keep, &tests),
                     SHB_OK);
    assert_float_equal(tests, 6, 0);
    assert_float_equal(p[1], .02, 1e-12);
    assert_float_equal(q[0], .06, 1e-12);
    assert_true(keep[0] && !keep[1]);
    shb_edge_column(net, "p_fdsm")->cells.doubles[0] = 0;
    assert_int_equal(shb_backbone_compute(&ctx, net, fdsm, &options, p, q, keep, &tests),
                     SHB_EINVALID);
    shb_network_free(net);
}

static void test_contradicting_counts(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = counted();
    double values[4];
    net->edges[0].weight = 13; /* above the 12 units that name either */
    assert_int_equal(
        shb_association_compute(&ctx, net, shb_association_by_name("npmi"), values),
        SHB_EUNSUITED);
    shb_network_free(net);
}

static void test_memory_running_out(void **state) {
    (void)state;
    size_t n;
    const shb_backbone *all = shb_backbones(&n);
    for (size_t i = 0; i < n; i++) {
        shb_status st = SHB_ENOMEM;
        for (long k = 1; st != SHB_OK; k++) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_network *net = counted();
            shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
            bool keep[4];
            assert_true(k < 60);
            shb_alloc_fail_after(k, false);
            st = shb_backbone_compute(&ctx, net, &all[i], &options, NULL, NULL, keep,
                                      NULL);
            shb_alloc_fail_after(0, false);
            assert_true(st == SHB_OK || st == SHB_ENOMEM);
            shb_network_free(net);
        }
    }
    shb_status st = SHB_ENOMEM;
    for (long k = 1; st != SHB_OK; k++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_network *net = counted();
        assert_true(k < 200);
        shb_alloc_fail_after(k, false);
        st = shb_association_weigh(&ctx, &net, shb_association_by_name("pmi"), NULL);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        shb_network_free(net);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hypergeometric),
        cmocka_unit_test(test_binomial),
        cmocka_unit_test(test_beta_binomial),
        cmocka_unit_test(test_poisson_binomial),
        cmocka_unit_test(test_corrections),
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_no_counts),
        cmocka_unit_test(test_tried),
        cmocka_unit_test(test_contradicting_counts),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
