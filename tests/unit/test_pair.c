/* What lies between two nodes; nodes tied through others. */
#include "unit.h"

#include <math.h>

#include <shabaka/measures.h>

#include "small_network.h"

/* 0-1 weak; 0-2-1 and the longer 0-3-4-1 strong; 5 alone. */
static const shb_edge EDGES[] = {{0, 1, 1}, {0, 2, 3}, {0, 3, 5},
                                 {1, 2, 3}, {1, 4, 3}, {3, 4, 9}};

static void check_way(const shb_network *net, uint32_t a, uint32_t b,
                      const uint32_t *want, size_t n) {
    shb_ctx ctx = SHB_CTX_INIT;
    uint32_t *way = NULL;
    size_t count = 99;
    assert_int_equal(shb_strongest_way(&ctx, net, a, b, &way, &count), SHB_OK);
    assert_int_equal(count, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(way[i], want[i]);
    shb_free(way);
}

static void test_strongest_way(void **state) {
    (void)state;
    static const uint32_t there[] = {0, 2, 1}, direct[] = {3, 4}, self[] = {5};
    static const uint32_t back[] = {1, 2, 0};
    shb_network *net = small_network(6, EDGES, LENGTH(EDGES));
    check_way(net, 0, 1, there, 3); /* as strong as the longer one */
    check_way(net, 1, 0, back, 3);
    check_way(net, 3, 4, direct, 2);
    check_way(net, 5, 5, self, 1);
    check_way(net, 0, 5, NULL, 0);
    shb_ctx ctx = SHB_CTX_INIT;
    uint32_t *way;
    size_t count;
    assert_int_equal(shb_strongest_way(&ctx, net, 0, 6, &way, &count), SHB_EINVALID);
    shb_network_free(net);
}

static void test_common_neighbours(void **state) {
    (void)state;
    static const shb_edge edges[] = {{0, 1, 7}, {0, 2, 3}, {0, 3, 2}, {0, 4, 9},
                                     {1, 2, 3}, {1, 3, 8}, {1, 4, 3}, {1, 5, 1}};
    static const uint32_t want[] = {4, 2, 3};
    shb_network *net = small_network(6, edges, LENGTH(edges));
    shb_ctx ctx = SHB_CTX_INIT;
    shb_common *list = NULL;
    size_t count;
    assert_int_equal(shb_common_neighbours(&ctx, net, 0, 1, &list, &count), SHB_OK);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(list[i].node, want[i]);
        assert_int_equal(list[i].edge_a, shb_network_edge(net, 0, want[i]));
        assert_int_equal(list[i].edge_b, shb_network_edge(net, 1, want[i]));
    }
    assert_true(fabs(list[2].strength - 2) < 1e-12);
    shb_free(list);
    assert_int_equal(shb_common_neighbours(&ctx, net, 0, 5, &list, &count), SHB_OK);
    assert_int_equal(count, 1);
    shb_free(list);
    assert_int_equal(shb_common_neighbours(&ctx, net, 0, 9, &list, &count), SHB_EINVALID);
    shb_network_free(net);
}

/* 0, 1, 2 and 6 are the ends, 3, 4, 5 tie them; 5 ties one only. */
static const shb_edge TWO_SIDES[] = {{0, 3, 1}, {0, 4, 2}, {1, 2, 9}, {1, 3, 5},
                                     {1, 4, 1}, {2, 4, 4}, {2, 5, 4}};
static const bool ENDS[] = {true, true, true, false, false, false, true};
static const bool THROUGH[] = {false, false, false, true, true, true, false};

static void test_projection(void **state) {
    (void)state;
    shb_network *net = small_network(7, TWO_SIDES, LENGTH(TWO_SIDES)), *made = NULL;
    shb_ctx ctx = SHB_CTX_INIT;
    assert_int_equal(shb_network_project(&ctx, net, ENDS, THROUGH, false, &made), SHB_OK);
    assert_int_equal(made->n_nodes, 4);
    assert_int_equal(made->n_edges, 3); /* 0-1 through two, 0-2 and 1-2 through 4 */
    assert_true(fabs(made->edges[0].weight - 2) < 1e-12);
    assert_true(fabs(made->edges[2].weight - 1) < 1e-12);
    const shb_column *via = shb_edge_column(made, "via");
    assert_non_null(via); /* as strong: the first comes first */
    assert_string_equal(via->cells.strings[0], "n000003, n000004");
    assert_string_equal(made->nodes[3].id, "n000006");
    shb_network_free(made);
    assert_int_equal(shb_network_project(&ctx, net, ENDS, THROUGH, true, &made), SHB_OK);
    assert_true(fabs(made->edges[0].weight - 1.5) < 1e-12); /* 3 ties two, 4 three */
    shb_network_free(made);
    shb_network_free(net);
}

static void test_memory_running_out(void **state) {
    (void)state;
    shb_network *net = small_network(7, TWO_SIDES, LENGTH(TWO_SIDES));
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_network *made = NULL;
        uint32_t *way = NULL;
        shb_common *list = NULL;
        size_t count;
        assert_true(n < 300);
        shb_alloc_fail_after(n, false);
        st = shb_network_project(&ctx, net, ENDS, THROUGH, true, &made);
        if (st == SHB_OK)
            st = shb_strongest_way(&ctx, net, 0, 5, &way, &count);
        if (st == SHB_OK)
            st = shb_common_neighbours(&ctx, net, 0, 1, &list, &count);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        assert_int_equal(ctx.err.status, st);
        shb_network_free(made);
        shb_free(way);
        shb_free(list);
    }
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strongest_way),
        cmocka_unit_test(test_common_neighbours),
        cmocka_unit_test(test_projection),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
