/* Centralities of nodes and edges: known values, parameters, cancelling, memory. */
#include "unit.h"

#include <math.h>
#include <signal.h>
#include <sys/time.h>

#include <shabaka/measures.h>

#include "small_network.h"

static const shb_measure_options *by(shb_distance distance) {
    static shb_measure_options options[SHB_DISTANCE_NONE + 1];
    options[distance] = (shb_measure_options)SHB_MEASURE_OPTIONS_INIT;
    options[distance].distance = distance;
    return &options[distance];
}

/* ---- centralities ---- */

static const shb_edge PATH[] = {{0, 1, 2}, {1, 2, 1}};
static const shb_edge TRIANGLE_AND_TAIL[] = {{0, 1, 1}, {0, 2, 2}, {0, 3, 4}, {1, 2, 3}};
static const shb_edge PAIR[] = {{0, 1, 1}};

typedef struct expectation {
    const char *measure;
    shb_distance distance;
    double values[4];
} expectation;

static void check_values(const shb_network *net, const expectation *want) {
    shb_ctx ctx = SHB_CTX_INIT;
    double got[4];
    const shb_measure *measure = shb_measure_by_name(want->measure);
    assert_non_null(measure);
    assert_int_equal(shb_measure_compute(&ctx, net, measure, by(want->distance), got),
                     SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++) {
        bool same = isnan(want->values[v]) ? isnan(got[v])
                                           : fabs(got[v] - want->values[v]) < 1e-9;
        if (!same)
            fail_msg("%s of node %zu is %.9g, not %.9g", want->measure, v, got[v],
                     want->values[v]);
    }
}

static void check_all(size_t n, const shb_edge *edges, size_t n_edges,
                      const expectation *wanted, size_t count) {
    shb_network *net = small_network(n, edges, n_edges);
    for (size_t i = 0; i < count; i++)
        check_values(net, &wanted[i]);
    shb_network_free(net);
}

static void test_values_on_a_path(void **state) {
    (void)state;
    static const expectation wanted[] = {
        {"degree", SHB_DISTANCE_INVERSE, {1, 2, 1}},
        {"strength", SHB_DISTANCE_INVERSE, {2, 3, 1}},
        {"betweenness", SHB_DISTANCE_INVERSE, {0, 1, 0}},
        {"closeness", SHB_DISTANCE_INVERSE, {1, 1.33333333, .8}},
        {"closeness", SHB_DISTANCE_NONE, {.666666667, 1, .666666667}},
        {"harmonic", SHB_DISTANCE_INVERSE, {1.33333333, 1.5, .833333333}},
        {"eccentricity", SHB_DISTANCE_INVERSE, {1.5, 1, 1.5}},
        {"eccentricity", SHB_DISTANCE_LOG, {1.5040774, 1.09861229, 1.5040774}},
        {"eccentricity", SHB_DISTANCE_NONE, {2, 1, 2}},
        {"eigenvector", SHB_DISTANCE_INVERSE, {.894427191, 1, .447213595}},
        {"coreness", SHB_DISTANCE_INVERSE, {1, 1, 1}},
        {"clustering", SHB_DISTANCE_INVERSE, {NAN, 0, NAN}},
        {"transitivity_local", SHB_DISTANCE_INVERSE, {NAN, 0, NAN}},
        {"constraint", SHB_DISTANCE_INVERSE, {1, .555555556, 1}},
        {"reach", SHB_DISTANCE_INVERSE, {1, 1, 1}},
        {"cutpoint", SHB_DISTANCE_INVERSE, {0, 1, 0}},
        {"effective_size", SHB_DISTANCE_INVERSE, {1, 2, 1}},
        {"clustering_onnela", SHB_DISTANCE_INVERSE, {NAN, 0, NAN}},
        /* Leiden has all in one group */
        {"participation", SHB_DISTANCE_INVERSE, {0, 0, 0}},
        {"within_group", SHB_DISTANCE_INVERSE, {0, 1.22474487, -1.22474487}},
        {"role", SHB_DISTANCE_INVERSE, {1, 1, 1}},
    };
    check_all(3, PATH, LENGTH(PATH), wanted, LENGTH(wanted));
}

static void test_values_with_a_triangle(void **state) {
    (void)state;
    static const expectation wanted[] = {
        {"clustering", SHB_DISTANCE_INVERSE, {.214285714, 1, 1, NAN}},
        {"transitivity_local", SHB_DISTANCE_INVERSE, {.333333333, 1, 1, NAN}},
        {"coreness", SHB_DISTANCE_INVERSE, {2, 2, 2, 1}},
        {"cutpoint", SHB_DISTANCE_INVERSE, {1, 0, 0, 0}},
        /* cube root of 1/4 2/4 3/4, over 3 pairs of neighbours, and over 1 */
        {"clustering_onnela",
         SHB_DISTANCE_INVERSE,
         {.151426716, .454280148, .454280148, NAN}},
        /* 0: 3 - 2/7 3/3 - 1/7 3/3; 1: 2 - 3/4 2/4 - 1/4 2/3; 2: 2 - 3/5 1/4 - 2/5 1/3 */
        {"effective_size", SHB_DISTANCE_INVERSE, {2.57142857, 1.45833333, 1.71666667, 1}},
        /* 0-1 is 1 long, 0-2-1 only 1/2 + 1/3: so 2 lies on 0-1 and 3-1, 0 on 3-1, 3-2 */
        {"betweenness", SHB_DISTANCE_INVERSE, {.666666667, 0, .666666667, 0}},
        {"betweenness", SHB_DISTANCE_NONE, {.666666667, 0, 0, 0}},
    };
    check_all(4, TRIANGLE_AND_TAIL, LENGTH(TRIANGLE_AND_TAIL), wanted, LENGTH(wanted));
}

static void test_ways_of_equal_length_tie(void **state) {
    (void)state;
    /* 0-3 either by 1 (1/3 + 2/3) or by 2 (2/3 + 1/3): the binary sums differ */
    static const shb_edge edges[] = {{0, 1, 3}, {0, 2, 1.5}, {1, 3, 1.5}, {2, 3, 3}};
    static const expectation wanted[] = {
        {"betweenness",
         SHB_DISTANCE_INVERSE,
         {.166666667, .166666667, .166666667, .166666667}},
    };
    check_all(4, edges, LENGTH(edges), wanted, LENGTH(wanted));
}

static void test_values_with_an_isolate(void **state) {
    (void)state;
    static const expectation wanted[] = {
        {"degree", SHB_DISTANCE_INVERSE, {1, 1, 0}},
        {"closeness", SHB_DISTANCE_INVERSE, {1, 1, NAN}},
        {"harmonic", SHB_DISTANCE_INVERSE, {.5, .5, 0}},
        {"betweenness", SHB_DISTANCE_INVERSE, {0, 0, 0}},
        {"eigenvector", SHB_DISTANCE_INVERSE, {1, 1, 0}},
        {"pagerank", SHB_DISTANCE_INVERSE, {.465116279, .465116279, .0697674419}},
        {"coreness", SHB_DISTANCE_INVERSE, {1, 1, 0}},
        {"constraint", SHB_DISTANCE_INVERSE, {1, 1, NAN}},
        {"eccentricity", SHB_DISTANCE_INVERSE, {1, 1, 0}},
    };
    check_all(3, PAIR, LENGTH(PAIR), wanted, LENGTH(wanted));
}

static void test_leading_components(void **state) {
    (void)state;
    /* two alike; and one that leads though it comes last */
    static const shb_edge tied[] = {{0, 1, 2}, {2, 3, 2}};
    static const expectation both[] = {{"eigenvector", SHB_DISTANCE_NONE, {1, 1, 1, 1}}};
    check_all(4, tied, LENGTH(tied), both, LENGTH(both));
    static const shb_edge heavy[] = {{0, 1, 2}, {2, 3, 9}};
    static const expectation one[] = {{"eigenvector", SHB_DISTANCE_NONE, {0, 0, 1, 1}}};
    check_all(4, heavy, LENGTH(heavy), one, LENGTH(one));
}

static void test_values_of_a_single_node(void **state) {
    (void)state;
    static const expectation wanted[] = {
        {"degree", SHB_DISTANCE_INVERSE, {0}},
        {"strength", SHB_DISTANCE_INVERSE, {0}},
        {"betweenness", SHB_DISTANCE_INVERSE, {0}},
        {"closeness", SHB_DISTANCE_INVERSE, {NAN}},
        {"harmonic", SHB_DISTANCE_INVERSE, {0}},
        {"eigenvector", SHB_DISTANCE_INVERSE, {NAN}},
        {"pagerank", SHB_DISTANCE_INVERSE, {1}},
        {"coreness", SHB_DISTANCE_INVERSE, {0}},
        {"clustering", SHB_DISTANCE_INVERSE, {NAN}},
        {"constraint", SHB_DISTANCE_INVERSE, {NAN}},
        {"eccentricity", SHB_DISTANCE_INVERSE, {0}},
    };
    check_all(1, NULL, 0, wanted, LENGTH(wanted));
}

static void test_parameters(void **state) {
    (void)state;
    shb_network *net = small_network(4, TRIANGLE_AND_TAIL, LENGTH(TRIANGLE_AND_TAIL));
    shb_ctx ctx = SHB_CTX_INIT;
    shb_measure_options options = SHB_MEASURE_OPTIONS_INIT;
    double values[4];
    const shb_measure *reach = shb_measure_by_name("reach");
    options.parameter = 1;
    assert_int_equal(shb_measure_compute(&ctx, net, reach, &options, values), SHB_OK);
    assert_near(values[0], 1);
    assert_near(values[1], 2. / 3);
    assert_near(values[3], 1. / 3);
    options.parameter = 0;
    assert_int_equal(shb_measure_compute(&ctx, net, reach, &options, values),
                     SHB_EINVALID);
    shb_ctx_clear(&ctx);
    uint32_t from[] = {3, 4}, groups[] = {1, 2, 2, 9};
    options = (shb_measure_options)SHB_MEASURE_OPTIONS_INIT;
    options.from = from;
    options.n_from = 2;
    const shb_measure *walk = shb_measure_by_name("pagerank_from");
    assert_int_equal(shb_measure_compute(&ctx, net, walk, &options, values),
                     SHB_EINVALID);
    shb_ctx_clear(&ctx);
    options.parameter = 0; /* never goes on */
    options.n_from = 1;
    assert_int_equal(shb_measure_compute(&ctx, net, walk, &options, values), SHB_OK);
    assert_near(values[3], 1);
    assert_near(values[0], 0);
    options.groups = groups;
    assert_int_equal(shb_measure_compute(&ctx, net, shb_measure_by_name("participation"),
                                         &options, values),
                     SHB_EINVALID);
    shb_ctx_clear(&ctx);
    groups[3] = 4;
    assert_int_equal(shb_measure_compute(&ctx, net, shb_measure_by_name("participation"),
                                         &options, values),
                     SHB_OK);
    assert_near(values[0], 1 - (9 + 16) / 49.); /* 3 of 7 to group 2, 4 to group 4 */
    assert_near(values[3], 0);
    shb_network_free(net);
}

static void test_edge_measures(void **state) {
    (void)state;
    static const struct {
        const char *name;
        double values[4];
    } wanted[] = {
        {"bridge", {0, 0, 1, 0}},
        {"shared", {1, 1, 0, 1}},
        {"overlap", {.5, .5, 0, 1}},
        /* 0-1 goes by 2 (1/2 + 1/3 is less than 1), so its edge carries nothing */
        {"betweenness", {0, 4 / 6., 3 / 6., 3 / 6.}},
    };
    shb_network *net = small_network(4, TRIANGLE_AND_TAIL, LENGTH(TRIANGLE_AND_TAIL));
    for (size_t i = 0; i < LENGTH(wanted); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        double values[4];
        const shb_measure *measure = shb_edge_measure_by_name(wanted[i].name);
        assert_non_null(measure);
        assert_int_equal(shb_edge_measure_compute(&ctx, net, measure, NULL, values),
                         SHB_OK);
        for (size_t e = 0; e < 4; e++)
            assert_near(values[e], wanted[i].values[e]);
    }
    shb_network_free(net);
    shb_ctx ctx = SHB_CTX_INIT;
    net = small_network(2, PAIR, LENGTH(PAIR));
    double value;
    assert_int_equal(shb_edge_measure_compute(
                         &ctx, net, shb_edge_measure_by_name("overlap"), NULL, &value),
                     SHB_OK);
    assert_true(isnan(value));
    assert_int_equal(
        shb_edge_measure_compute(&ctx, net, shb_measure_by_name("degree"), NULL, &value),
        SHB_EINVALID);
    shb_network_free(net);
}

static void test_every_measure_takes_any_network(void **state) {
    (void)state;
    /* the smallest and nearly the largest weight that there is */
    static const shb_edge extremes[] = {
        {0, 1, 5e-324}, {0, 2, 1e308}, {1, 2, 1e-300}, {2, 3, 1e308}};
    shb_network *nets[] = {small_network(0, NULL, 0), small_network(2, NULL, 0),
                           small_network(4, extremes, LENGTH(extremes))};
    size_t count;
    const shb_measure *measures = shb_measures(&count);
    assert_true(count >= 11);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(shb_measure_by_name(measures[i].name), &measures[i]);
        assert_true(strlen(measures[i].summary) > 0 && strlen(measures[i].source) > 0);
        for (size_t k = 0; k < LENGTH(nets); k++)
            for (int d = SHB_DISTANCE_INVERSE; d <= SHB_DISTANCE_NONE; d++) {
                shb_ctx ctx = SHB_CTX_INIT;
                double values[4] = {0, 0, 0, 0};
                if (shb_measure_compute(&ctx, nets[k], &measures[i], by((shb_distance)d),
                                        values) != SHB_OK)
                    fail_msg("%s: %s", measures[i].name, ctx.err.text);
                for (size_t v = 0; v < 4; v++)
                    assert_false(isinf(values[v]));
            }
    }
    for (size_t k = 0; k < LENGTH(nets); k++)
        shb_network_free(nets[k]);
    assert_null(shb_measure_by_name("nothing"));
}

static void test_unknown_measure(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_measure made_up = {"made_up", "", "", "", 0, NULL, 0, 0, 0};
    shb_network *net = small_network(2, PAIR, LENGTH(PAIR));
    double values[2] = {7, 7};
    assert_int_equal(shb_measure_compute(&ctx, net, &made_up, NULL, values),
                     SHB_EINVALID);
    assert_true(values[0] > 6.9);
    shb_network_free(net);
}

/* ---- failing ---- */

static volatile int asked_to_stop;

static void stop(int signal_number) {
    (void)signal_number;
    asked_to_stop = 1;
}

static void test_long_measures_can_be_cancelled(void **state) {
    (void)state;
    static const char *const names[] = {"betweenness", "closeness", "harmonic",
                                        "eccentricity"};
    shb_network *net = ring_network(20000);
    double *values = calloc(net->n_nodes, sizeof *values);
    assert_non_null(values);
    struct sigaction action = {.sa_handler = stop}, before;
    sigaction(SIGALRM, &action, &before);
    for (size_t i = 0; i < LENGTH(names); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        ctx.cancel = &asked_to_stop;
        asked_to_stop = 0;
        struct itimerval soon = {.it_value = {.tv_usec = 50000}};
        setitimer(ITIMER_REAL, &soon, NULL);
        assert_int_equal(shb_measure_compute(&ctx, net, shb_measure_by_name(names[i]),
                                             by(SHB_DISTANCE_INVERSE), values),
                         SHB_ECANCELLED);
        assert_int_equal(ctx.err.status, SHB_ECANCELLED);
        assert_true(values[0] < 1e-300); /* untouched */
    }
    sigaction(SIGALRM, &before, NULL);
    free(values);
    shb_network_free(net);
}

static void test_threads_change_no_bit(void **state) {
    (void)state;
    shb_network *net = ring_network(301);
    for (size_t e = 0; e < net->n_edges; e++)
        net->edges[e].weight = 1 + (double)(e * 7919 % 13) / 3;
    static const char *const names[] = {"betweenness", "closeness", "harmonic",
                                        "eccentricity"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        double one[301], many[301];
        shb_ctx ctx = SHB_CTX_INIT;
        ctx.jobs = 1;
        const shb_measure *measure = shb_measure_by_name(names[i]);
        assert_int_equal(
            shb_measure_compute(&ctx, net, measure, by(SHB_DISTANCE_INVERSE), one),
            SHB_OK);
        for (ctx.jobs = 2; ctx.jobs < 9; ctx.jobs += 3) {
            assert_int_equal(
                shb_measure_compute(&ctx, net, measure, by(SHB_DISTANCE_INVERSE), many),
                SHB_OK);
            assert_memory_equal(one, many, sizeof one);
        }
    }
    shb_network_free(net);
}

static void test_sampled_betweenness_is_near(void **state) {
    (void)state;
    shb_network *net = ring_network(2500);
    double exact[2500], sampled[2500];
    shb_ctx ctx = SHB_CTX_INIT;
    assert_int_equal(shb_measure_compute(&ctx, net, shb_measure_by_name("betweenness"),
                                         by(SHB_DISTANCE_NONE), exact),
                     SHB_OK);
    assert_int_equal(shb_measure_compute(&ctx, net,
                                         shb_measure_by_name("betweenness_sampled"),
                                         by(SHB_DISTANCE_NONE), sampled),
                     SHB_OK);
    for (size_t v = 0; v < 2500; v++)
        assert_true(fabs(sampled[v] - exact[v]) < .0304);
    assert_true(memcmp(exact, sampled, sizeof exact) != 0);
    shb_network_free(net);
}

static void test_memory_running_out(void **state) {
    (void)state;
    shb_network *net = small_network(4, TRIANGLE_AND_TAIL, LENGTH(TRIANGLE_AND_TAIL));
    static const char *const names[] = {
        "closeness", "eigenvector",       "betweenness",    "katz",    "pagerank_from",
        "reach",     "clustering_onnela", "effective_size", "cutpoint"};
    shb_status st = SHB_OK;
    for (size_t i = 0; i < LENGTH(names); i++) {
        st = SHB_ENOMEM;
        for (long n = 1; st != SHB_OK; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            double values[4];
            ctx.jobs = 1;
            assert_true(n < 100);
            shb_alloc_fail_after(n, false);
            st = shb_measure_compute(&ctx, net, shb_measure_by_name(names[i]),
                                     by(SHB_DISTANCE_NONE), values);
            shb_alloc_fail_after(0, false);
            assert_true(st == SHB_OK || st == SHB_ENOMEM);
            assert_int_equal(ctx.err.status, st);
        }
    }
    st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_shape shape;
        assert_true(n < 100);
        shb_alloc_fail_after(n, false);
        st = shb_shape_compute(&ctx, net, &shape);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
    }
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_on_a_path),
        cmocka_unit_test(test_values_with_a_triangle),
        cmocka_unit_test(test_ways_of_equal_length_tie),
        cmocka_unit_test(test_values_with_an_isolate),
        cmocka_unit_test(test_leading_components),
        cmocka_unit_test(test_values_of_a_single_node),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_edge_measures),
        cmocka_unit_test(test_every_measure_takes_any_network),
        cmocka_unit_test(test_unknown_measure),
        cmocka_unit_test(test_long_measures_can_be_cancelled),
        cmocka_unit_test(test_threads_change_no_bit),
        cmocka_unit_test(test_sampled_betweenness_is_near),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
