/* Communities and positions: numbering, determinism, every method on any network. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include <shabaka/measures.h>

#include "small_network.h"

/* Two triangles joined by one weak tie, a pair, an isolate. */
static const shb_edge TWO_TRIANGLES[] = {{0, 1, 5}, {0, 2, 5}, {1, 2, 5}, {2, 3, 1},
                                         {3, 4, 4}, {3, 5, 4}, {4, 5, 4}, {6, 7, 2}};

static void test_known_groups(void **state) {
    (void)state;
    static const uint32_t wanted[] = {1, 1, 1, 2, 2, 2, 3, 3, 4};
    shb_network *net = small_network(9, TWO_TRIANGLES, LENGTH(TWO_TRIANGLES));
    size_t count;
    const shb_group_method *methods = shb_group_methods(&count);
    assert_true(count >= 5);
    for (size_t m = 0; m < count; m++) {
        shb_ctx ctx = SHB_CTX_INIT;
        uint32_t group[9];
        size_t n = 0;
        double modularity = NAN;
        assert_int_equal(
            shb_groups_compute(&ctx, net, &methods[m], 1, 1, group, &n, &modularity),
            SHB_OK);
        if (n != 4)
            fail_msg("%s finds %zu groups", methods[m].name, n);
        assert_memory_equal(group, wanted, sizeof wanted);
        /* 30 of weight, 15 + 1/2 ... : sum of inside shares less the squares of
         * strengths. */
        double inside = (15.0 + 12 + 2) / 30;
        double squares = pow(31.0 / 60, 2) + pow(25.0 / 60, 2) + pow(4.0 / 60, 2);
        assert_true(fabs(modularity - (inside - squares)) < 1e-9);
        assert_ptr_equal(shb_group_method_by_name(methods[m].name), &methods[m]);
    }
    assert_null(shb_group_method_by_name("astrology"));
    shb_network_free(net);
}

static void test_groups_of_any_network(void **state) {
    (void)state;
    shb_network *nets[] = {small_network(0, NULL, 0), small_network(1, NULL, 0),
                           small_network(5, NULL, 0)};
    size_t count;
    const shb_group_method *methods = shb_group_methods(&count);
    for (size_t k = 0; k < LENGTH(nets); k++) {
        for (size_t m = 0; m < count; m++) {
            shb_ctx ctx = SHB_CTX_INIT;
            uint32_t group[5] = {0};
            size_t n = 99;
            double modularity = 0;
            assert_int_equal(shb_groups_compute(&ctx, nets[k], &methods[m], 1, 1, group,
                                                &n, &modularity),
                             SHB_OK);
            assert_int_equal(n, nets[k]->n_nodes);
            assert_true(isnan(modularity));
        }
        shb_network_free(nets[k]);
    }
}

/* A random network of n nodes and about m edges. */
static shb_network *random_network(uint32_t n, size_t m) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_edge *edges = malloc(m * sizeof *edges);
    srand(11);
    for (size_t i = 0; i < m; i++) {
        uint32_t a = (uint32_t)rand() % n, b = (uint32_t)rand() % n;
        if (a == b)
            b = (b + 1) % n;
        edges[i] = (shb_edge){a < b ? a : b, a < b ? b : a, 1 + rand() % 5};
    }
    shb_network *net = small_network(n, edges, m);
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_OK);
    free(edges);
    return net;
}

static void check_layout(shb_network *net) {
    const shb_column *x = shb_node_column(net, "x"), *y = shb_node_column(net, "y");
    const shb_column *size = shb_node_column(net, "size"),
                     *group = shb_node_column(net, "group");
    const shb_column *color = shb_node_column(net, "color");
    assert_true(x && y && size && group && color);
    for (size_t i = 0; i < net->n_nodes; i++) {
        assert_true(isfinite(x->cells.doubles[i]) && isfinite(y->cells.doubles[i]));
        assert_true(size->cells.doubles[i] >= 4 && size->cells.doubles[i] <= 40);
        assert_true(group->cells.ints[i] >= 1);
        assert_int_equal(color->cells.strings[i][0], '#');
        assert_int_equal(strlen(color->cells.strings[i]), 7);
        for (size_t k = 0; net->n_nodes <= 400 && k < i; k++)
            assert_false(x->cells.doubles[i] == x->cells.doubles[k] &&
                         y->cells.doubles[i] == y->cells.doubles[k]);
    }
}

static void test_positions(void **state) {
    (void)state;
    static const uint32_t sizes[] = {0, 1, 2, 9, 60, 200, 400};
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        double first[400];
        for (int twice = 0; twice < 2; twice++) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_network *net =
                sizes[s] == 9  ? small_network(9, TWO_TRIANGLES, LENGTH(TWO_TRIANGLES))
                : sizes[s] < 3 ? small_network(sizes[s], NULL, 0)
                               : random_network(sizes[s], sizes[s] * 2);
            bool fast = true;
            assert_int_equal(shb_network_lay_out(&ctx, net, false, &fast), SHB_OK);
            assert_false(fast);
            check_layout(net);
            const double *x =
                net->n_nodes ? shb_node_column(net, "x")->cells.doubles : NULL;
            for (size_t i = 0; i < net->n_nodes; i++) {
                if (twice)
                    assert_true(first[i] == x[i]);
                first[i] = x[i];
            }
            shb_network_free(net);
        }
    }
}

static void test_given_positions_stay(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(9, TWO_TRIANGLES, LENGTH(TWO_TRIANGLES));
    static const char *const names[] = {"x", "y"};
    for (size_t c = 0; c < 2; c++) {
        shb_column *column;
        assert_int_equal(shb_node_column_add(&ctx, net, names[c], SHB_DOUBLE, &column),
                         SHB_OK);
        for (size_t i = 0; i < 9; i++)
            column->cells.doubles[i] = (double)(i * 10 + c);
    }
    assert_int_equal(shb_network_lay_out(&ctx, net, false, NULL), SHB_OK);
    for (size_t i = 0; i < 9; i++)
        assert_true(shb_node_column(net, "x")->cells.doubles[i] == (double)(i * 10));
    assert_int_equal(shb_network_lay_out(&ctx, net, true, NULL), SHB_OK);
    check_layout(net);
    bool moved = false;
    for (size_t i = 0; i < 9; i++)
        moved |= shb_node_column(net, "x")->cells.doubles[i] != (double)(i * 10);
    assert_true(moved);
    shb_network_free(net);
}

static void test_large_networks_go_fast(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = random_network(5500, 9000);
    bool fast = false;
    assert_int_equal(shb_network_lay_out(&ctx, net, false, &fast), SHB_OK);
    assert_true(fast);
    check_layout(net);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_groups),
        cmocka_unit_test(test_groups_of_any_network),
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_given_positions_stay),
        cmocka_unit_test(test_large_networks_go_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
