/* Communities and components. */
#include "unit.h"

#include <math.h>

#include <shabaka/measures.h>

#include "small_network.h"

/* A triangle 0 1 2, a clique 3 4 5 6, the edge 2-3 between them; 7 is alone. */
static const shb_edge TWO[] = {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1},
                               {3, 5, 1}, {3, 6, 1}, {4, 5, 1}, {4, 6, 1}, {5, 6, 1}};
static const uint32_t TWO_GROUPS[] = {2, 2, 2, 1, 1, 1, 1, 3};

static const shb_group_method *method(const char *name) {
    const shb_group_method *found = shb_group_method_by_name(name);
    assert_non_null(found);
    return found;
}

static void check_groups(const shb_network *net, const char *name, const uint32_t *want) {
    shb_ctx ctx = SHB_CTX_INIT;
    uint32_t got[8];
    assert_int_equal(shb_groups_compute(&ctx, net, method(name), 1, 1, got, NULL, NULL),
                     SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        if (got[v] != want[v])
            fail_msg("%s: node %zu is in %u, not in %u", name, v, got[v], want[v]);
}

static void test_two_clear_groups(void **state) {
    (void)state;
    static const char *const names[] = {"leiden", "louvain", "infomap", "walktrap"};
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    for (size_t i = 0; i < LENGTH(names); i++)
        check_groups(net, names[i], TWO_GROUPS);
    for (size_t e = 0; e < net->n_edges; e++) /* only proportions count */
        net->edges[e].weight *= .37;
    for (size_t i = 0; i < LENGTH(names); i++)
        check_groups(net, names[i], TWO_GROUPS);
    shb_network_free(net);
}

static void test_modularity_is_weighted(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    uint32_t groups[8];
    size_t count = 0;
    double modularity = 0;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    /* inside 3 and 6 of 10, ends 7 and 13 of 20 */
    assert_int_equal(shb_groups_compute(&ctx, net, method("leiden"), 1, 1, groups, &count,
                                        &modularity),
                     SHB_OK);
    assert_int_equal(count, 3);
    assert_true(fabs(modularity - (.9 - .1225 - .4225)) < 1e-9);
    net->edges[0].weight = 11; /* inside 13 and 6 of 20, ends 27 and 13 of 40 */
    assert_int_equal(shb_groups_compute(&ctx, net, method("leiden"), 1, 1, groups, &count,
                                        &modularity),
                     SHB_OK);
    assert_int_equal(count, 3);
    assert_true(fabs(modularity - (.95 - .455625 - .105625)) < 1e-9);
    shb_network_free(net);
}

static void test_resolution(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    uint32_t groups[8];
    size_t count = 0;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    static const char *const names[] = {"leiden", "louvain"};
    for (size_t i = 0; i < LENGTH(names); i++) {
        assert_int_equal(
            shb_groups_compute(&ctx, net, method(names[i]), 100, 1, groups, &count, NULL),
            SHB_OK);
        assert_int_equal(count, 8);
        assert_int_equal(
            shb_groups_compute(&ctx, net, method(names[i]), 0, 1, groups, &count, NULL),
            SHB_OK);
        assert_int_equal(count, 2);
    }
    assert_int_equal(
        shb_groups_compute(&ctx, net, method("leiden"), -1, 1, groups, NULL, NULL),
        SHB_EINVALID);
    assert_int_equal(
        shb_groups_compute(&ctx, net, method("leiden"), NAN, 1, groups, NULL, NULL),
        SHB_EINVALID);
    shb_network_free(net);
}

/* A thousand nodes, each tied to some before it; with weights that are no whole numbers.
 */
static shb_network *tangled_network(void) {
    enum { N = 1000, EACH = 4 };
    shb_edge *edges = calloc(N * EACH, sizeof *edges);
    assert_non_null(edges);
    size_t count = 0;
    uint32_t random = 1;
    for (uint32_t v = EACH; v < N; v++)
        for (uint32_t k = 0; k < EACH; k++) {
            random = random * 1664525 + 1013904223;
            uint32_t a = (v / EACH) * k + (random >> 8) % (v / EACH); /* a < v, differs */
            edges[count++] = (shb_edge){a, v, 1 + (random >> 16) % 100 / 7.};
        }
    shb_network *net = small_network(N, edges, count);
    free(edges);
    shb_ctx ctx = SHB_CTX_INIT;
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_OK);
    return net;
}

static void test_every_method_is_numbered_and_repeatable(void **state) {
    (void)state;
    shb_network *net = tangled_network();
    size_t n = net->n_nodes, n_methods;
    const shb_group_method *methods = shb_group_methods(&n_methods);
    uint32_t *first = calloc(n, sizeof *first), *second = calloc(n, sizeof *second);
    size_t *sizes = calloc(n + 2, sizeof *sizes);
    assert_true(first && second && sizes && n_methods >= 5);
    assert_string_equal(methods[0].name, "leiden");
    for (size_t i = 0; i < n_methods; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        size_t count = 0;
        double q1, q2;
        assert_int_equal(
            shb_groups_compute(&ctx, net, &methods[i], 1, 3, first, &count, &q1), SHB_OK);
        assert_int_equal(
            shb_groups_compute(&ctx, net, &methods[i], 1, 3, second, NULL, &q2), SHB_OK);
        assert_memory_equal(first, second, n * sizeof *first);
        assert_memory_equal(&q1, &q2, sizeof q1);
        memset(sizes, 0, (n + 2) * sizeof *sizes);
        for (size_t v = 0; v < n; v++) {
            assert_in_range(first[v], 1, count);
            sizes[first[v]]++;
        }
        for (size_t g = 1; g < count; g++)
            assert_true(sizes[g] >= sizes[g + 1] && sizes[g + 1] > 0);
    }
    free(sizes);
    free(second);
    free(first);
    shb_network_free(net);
}

static void test_without_edges_each_is_alone(void **state) {
    (void)state;
    size_t n_methods;
    const shb_group_method *methods = shb_group_methods(&n_methods);
    for (size_t n = 0; n < 4; n++) {
        shb_network *net = small_network(n, NULL, 0);
        for (size_t i = 0; i < n_methods; i++) {
            shb_ctx ctx = SHB_CTX_INIT;
            uint32_t groups[4];
            size_t count = 99;
            double modularity = 0;
            assert_int_equal(shb_groups_compute(&ctx, net, &methods[i], 1, 1, groups,
                                                &count, &modularity),
                             SHB_OK);
            assert_int_equal(count, n);
            assert_true(isnan(modularity));
            for (size_t v = 0; v < n; v++)
                assert_int_equal(groups[v], v + 1);
        }
        shb_network_free(net);
    }
}

static void test_extreme_weights(void **state) {
    (void)state;
    static const shb_edge edges[] = {
        {0, 1, 5e-324}, {0, 2, 1e308}, {1, 2, 1e-300}, {2, 3, 1e308}};
    shb_network *net = small_network(4, edges, LENGTH(edges));
    size_t n_methods;
    const shb_group_method *methods = shb_group_methods(&n_methods);
    for (size_t i = 0; i < n_methods; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        uint32_t groups[4];
        size_t count = 0;
        double modularity;
        assert_int_equal(
            shb_groups_compute(&ctx, net, &methods[i], 1, 1, groups, &count, &modularity),
            SHB_OK);
        assert_in_range(count, 1, 4);
        assert_false(isnan(modularity));
    }
    shb_network_free(net);
}

static void test_unknown_method(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    uint32_t groups[8];
    shb_group_method made_up = {"made_up", "", ""};
    assert_null(shb_group_method_by_name("made_up"));
    assert_int_equal(shb_groups_compute(&ctx, net, &made_up, 1, 1, groups, NULL, NULL),
                     SHB_EINVALID);
    shb_network_free(net);
}

static void test_consensus_and_stability(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    uint32_t groups[8];
    size_t count = 0, rounds = 0;
    double modularity = 0, stays[8];
    assert_int_equal(shb_groups_consensus(&ctx, net, method("leiden"), 1, 1, 10, groups,
                                          &count, &modularity, &rounds),
                     SHB_OK);
    assert_memory_equal(groups, TWO_GROUPS, sizeof groups);
    assert_int_equal(count, 3);
    assert_int_equal(rounds, 1);
    /* inside 3 and 6 of 10, ends 7 and 13 of 20 */
    assert_true(fabs(modularity - (.9 - .1225 - .4225)) < 1e-9);
    assert_int_equal(
        shb_groups_stability(&ctx, net, method("leiden"), 1, 1, 10, groups, stays),
        SHB_OK);
    for (size_t v = 0; v < 8; v++)
        assert_true(stays[v] > .999);
    groups[2] = 1; /* put with the others, it never stays with them */
    assert_int_equal(
        shb_groups_stability(&ctx, net, method("leiden"), 1, 1, 10, groups, stays),
        SHB_OK);
    assert_true(stays[2] < .001 && stays[3] > .999);
    assert_int_equal(shb_groups_consensus(&ctx, net, method("leiden"), 1, 1, 0, groups,
                                          NULL, NULL, NULL),
                     SHB_EINVALID);
    shb_network_free(net);
}

static void test_consensus_of_any_network(void **state) {
    (void)state;
    size_t n_methods, count;
    const shb_group_method *methods = shb_group_methods(&n_methods);
    shb_network *nets[] = {small_network(0, NULL, 0), small_network(3, NULL, 0),
                           ring_network(1100)};
    uint32_t *groups = calloc(1100, sizeof *groups);
    assert_non_null(groups);
    for (size_t k = 0; k < LENGTH(nets); k++)
        for (size_t i = 0; i < n_methods; i++) {
            shb_ctx ctx = SHB_CTX_INIT;
            assert_int_equal(shb_groups_consensus(&ctx, nets[k], &methods[i], 1, 1, 4,
                                                  groups, &count, NULL, NULL),
                             SHB_OK);
            for (size_t v = 0; v < nets[k]->n_nodes; v++)
                assert_in_range(groups[v], 1, count);
        }
    free(groups);
    for (size_t k = 0; k < LENGTH(nets); k++)
        shb_network_free(nets[k]);
}

static void test_agreement(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_agreement got;
    static const uint32_t a[] = {1, 1, 2, 2}, b[] = {5, 6, 5, 6}, one[] = {9, 9, 9, 9};
    assert_int_equal(shb_groups_agreement(&ctx, a, a, 4, &got), SHB_OK);
    assert_true(got.nmi > .999999 && got.ari > .999999 && got.vi < 1e-9);
    /* crossed: no information, 0 of 2 pairs, 2/3 of a pair by chance */
    assert_int_equal(shb_groups_agreement(&ctx, a, b, 4, &got), SHB_OK);
    assert_true(fabs(got.nmi) < 1e-9 && fabs(got.ari + .5) < 1e-9);
    assert_true(fabs(got.vi - 2 * log(2)) < 1e-8);
    assert_int_equal(shb_groups_agreement(&ctx, a, one, 4, &got), SHB_OK);
    assert_true(fabs(got.nmi) < 1e-9 && fabs(got.ari) < 1e-9);
    assert_int_equal(shb_groups_agreement(&ctx, one, one, 4, &got), SHB_OK);
    assert_true(got.nmi > .999999 && got.ari > .999999 && got.vi < 1e-9);
    assert_int_equal(shb_groups_agreement(&ctx, a, b, 0, &got), SHB_OK);
    assert_true(isnan(got.nmi) && isnan(got.ari) && isnan(got.vi));
}

static void test_components(void **state) {
    (void)state;
    static const shb_edge edges[] = {{0, 5, 1}, {1, 4, 1}, {3, 6, 1}, {4, 6, 1}};
    static const uint32_t want[] = {2, 1, 3, 1, 1, 2, 1};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(7, edges, LENGTH(edges));
    uint32_t got[7];
    size_t count = 0;
    assert_int_equal(shb_components(&ctx, net, got, &count), SHB_OK);
    assert_int_equal(count, 3);
    assert_memory_equal(got, want, sizeof want);
    shb_network_free(net);
    net = small_network(0, NULL, 0);
    assert_int_equal(shb_components(&ctx, net, got, &count), SHB_OK);
    assert_int_equal(count, 0);
    shb_network_free(net);
}

static void test_memory_running_out(void **state) {
    (void)state;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        uint32_t groups[8] = {7};
        assert_true(n < 100);
        shb_alloc_fail_after(n, false);
        st = shb_groups_compute(&ctx, net, method("leiden"), 1, 1, groups, NULL, NULL);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || (st == SHB_ENOMEM && groups[0] == 7));
        assert_int_equal(ctx.err.status, st);
    }
    st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        uint32_t groups[8] = {7};
        double stays[8], modularity;
        assert_true(n < 200);
        shb_alloc_fail_after(n, false);
        st = shb_groups_consensus(&ctx, net, method("leiden"), 1, 1, 2, groups, NULL,
                                  &modularity, NULL);
        if (st == SHB_OK)
            st = shb_groups_stability(&ctx, net, method("leiden"), 1, 1, 2, TWO_GROUPS,
                                      stays);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        assert_int_equal(ctx.err.status, st);
    }
    shb_network_free(net);
}

static void test_cancelled_before_it_starts(void **state) {
    (void)state;
    volatile int cancel = 1;
    shb_ctx ctx = SHB_CTX_INIT;
    ctx.cancel = &cancel;
    shb_network *net = small_network(8, TWO, LENGTH(TWO));
    uint32_t groups[8];
    assert_int_equal(
        shb_groups_compute(&ctx, net, method("leiden"), 1, 1, groups, NULL, NULL),
        SHB_ECANCELLED);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_clear_groups),
        cmocka_unit_test(test_modularity_is_weighted),
        cmocka_unit_test(test_resolution),
        cmocka_unit_test(test_every_method_is_numbered_and_repeatable),
        cmocka_unit_test(test_without_edges_each_is_alone),
        cmocka_unit_test(test_extreme_weights),
        cmocka_unit_test(test_unknown_method),
        cmocka_unit_test(test_consensus_and_stability),
        cmocka_unit_test(test_consensus_of_any_network),
        cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_components),
        cmocka_unit_test(test_memory_running_out),
        cmocka_unit_test(test_cancelled_before_it_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
