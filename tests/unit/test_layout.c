/* Positions, sizes, groups and colours. */
#include "unit.h"

#include <math.h>

#include <shabaka/measures.h>

#include "network/place.h"
#include "small_network.h"

static const char REST[] = "#9aa0a6";

static shb_column *column(const shb_network *net, const char *name,
                          shb_column_type type) {
    shb_column *found = shb_node_column(net, name);
    assert_non_null(found);
    assert_int_equal(found->type, type);
    return found;
}

static void lay_out(shb_network *net, bool again) {
    shb_ctx ctx = SHB_CTX_INIT;
    bool fast = true;
    if (shb_network_lay_out(&ctx, net, again, &fast) != SHB_OK)
        fail_msg("%s", ctx.err.text);
    assert_int_equal(fast, net->n_nodes > 5000);
}

/* k cliques of the given size, each tied to the next by one edge, and some isolates. */
static shb_network *cliques(uint32_t k, uint32_t size, uint32_t isolates) {
    shb_edge *edges = calloc(k * (size * size / 2 + 1), sizeof *edges);
    assert_non_null(edges);
    size_t count = 0;
    for (uint32_t c = 0; c < k; c++) {
        for (uint32_t a = c * size; a < (c + 1) * size; a++)
            for (uint32_t b = a + 1; b < (c + 1) * size; b++)
                edges[count++] = (shb_edge){a, b, 1 + (a + b) % 5};
        if (c + 1 < k)
            edges[count++] = (shb_edge){(c + 1) * size - 1, (c + 1) * size, 1};
    }
    shb_network *net = small_network(k * size + isolates, edges, count);
    free(edges);
    return net;
}

static bool is_hundredth(double value) {
    return fabs(value * 100 - round(value * 100)) < 1e-6;
}

/* What holds for every layout. */
static void check_layout(const shb_network *net) {
    size_t n = net->n_nodes;
    const double *x = column(net, "x", SHB_DOUBLE)->cells.doubles;
    const double *y = column(net, "y", SHB_DOUBLE)->cells.doubles;
    const double *size = column(net, "size", SHB_DOUBLE)->cells.doubles;
    const int64_t *group = column(net, "group", SHB_INT)->cells.ints;
    char **color = column(net, "color", SHB_STRING)->cells.strings;
    double min_x = 0, max_x = 0, min_y = 0, max_y = 0;
    for (size_t v = 0; v < n; v++) {
        assert_true(isfinite(x[v]) && isfinite(y[v]));
        assert_true(is_hundredth(x[v]) && is_hundredth(y[v]) && is_hundredth(size[v]));
        assert_true(size[v] >= 4 && size[v] <= 40);
        assert_true(group[v] >= 1 && group[v] <= (int64_t)n);
        assert_int_equal(strlen(color[v]), 7);
        min_x = fmin(min_x, x[v]);
        max_x = fmax(max_x, x[v]);
        min_y = fmin(min_y, y[v]);
        max_y = fmax(max_y, y[v]);
        for (size_t u = n < 2000 ? 0 : v; u < v; u++)
            assert_true(fabs(x[u] - x[v]) > .001 || fabs(y[u] - y[v]) > .001);
    }
    assert_true(fabs(min_x + max_x) < .1 && fabs(min_y + max_y) < .1);
    double longer = fmax(max_x - min_x, max_y - min_y);
    assert_true(n < 2 || fabs(longer - 100 * sqrt((double)n)) < .1);
}

static void test_any_size(void **state) {
    (void)state;
    static const struct {
        uint32_t cliques, size, isolates;
    } cases[] = {{0, 0, 0},  {0, 0, 1}, {0, 0, 7},   {1, 2, 0},   {1, 3, 2},  {2, 4, 1},
                 {1, 30, 0}, {9, 5, 3}, {20, 9, 11}, {2, 170, 0}, {40, 8, 50}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_network *net = cliques(cases[i].cliques, cases[i].size, cases[i].isolates);
        lay_out(net, false);
        check_layout(net);
        shb_network_free(net);
    }
}

static void test_past_5000_nodes(void **state) {
    (void)state;
    shb_network *net = ring_network(5100);
    lay_out(net, false);
    check_layout(net);
    shb_network_free(net);
}

static void test_twice_the_same(void **state) {
    (void)state;
    shb_network *first = cliques(12, 9, 5), *second = cliques(12, 9, 5);
    lay_out(first, false);
    lay_out(second, false);
    lay_out(second, true);
    for (size_t v = 0; v < first->n_nodes; v++) {
        static const char *const names[] = {"x", "y", "size"};
        for (size_t i = 0; i < LENGTH(names); i++)
            assert_memory_equal(&shb_node_column(first, names[i])->cells.doubles[v],
                                &shb_node_column(second, names[i])->cells.doubles[v],
                                sizeof(double));
        assert_string_equal(shb_node_column(first, "color")->cells.strings[v],
                            shb_node_column(second, "color")->cells.strings[v]);
    }
    shb_network_free(second);
    shb_network_free(first);
}

static void test_sizes_and_colors(void **state) {
    (void)state;
    static const shb_edge edges[] = {{0, 1, 4}, {0, 2, 12}, {1, 2, 4}};
    shb_network *net = small_network(4, edges, LENGTH(edges));
    lay_out(net, false);
    const double *size = column(net, "size", SHB_DOUBLE)->cells.doubles;
    char **color = column(net, "color", SHB_STRING)->cells.strings;
    const int64_t *group = column(net, "group", SHB_INT)->cells.ints;
    assert_true(fabs(size[0] - 40) < 1e-9);
    assert_true(fabs(size[1] - 29.46) < 1e-9); /* 4 + 36 * sqrt(1/2) */
    assert_true(fabs(size[3] - 4) < 1e-9);
    assert_string_equal(color[0], "#0072b2");
    assert_string_equal(color[3], REST);
    assert_int_equal(group[0], 1);
    assert_int_equal(group[3], 2);
    shb_network_free(net);
}

static void test_groups_past_the_twelfth_are_grey(void **state) {
    (void)state;
    shb_network *net = cliques(14, 6, 0);
    lay_out(net, false);
    char **color = column(net, "color", SHB_STRING)->cells.strings;
    const int64_t *group = column(net, "group", SHB_INT)->cells.ints;
    size_t grey = 0;
    for (size_t v = 0; v < net->n_nodes; v++) {
        assert_int_equal(strcmp(color[v], REST) == 0, group[v] > 12);
        grey += group[v] > 12;
    }
    assert_int_equal(grey, 12);
    shb_network_free(net);
}

/* Nodes of a group are nearer to its middle than to any other group's, nearly all. */
static void test_groups_stay_together(void **state) {
    (void)state;
    enum { K = 8, SIZE = 25 };
    shb_network *net = cliques(K, SIZE, 0);
    lay_out(net, false);
    const double *x = column(net, "x", SHB_DOUBLE)->cells.doubles;
    const double *y = column(net, "y", SHB_DOUBLE)->cells.doubles;
    shb_point middles[K] = {{0, 0}};
    for (size_t v = 0; v < K * SIZE; v++) {
        middles[v / SIZE].x += x[v] / SIZE;
        middles[v / SIZE].y += y[v] / SIZE;
    }
    size_t astray = 0;
    for (size_t v = 0; v < K * SIZE; v++) {
        size_t nearest = 0;
        for (size_t c = 1; c < K; c++)
            if (hypot(x[v] - middles[c].x, y[v] - middles[c].y) <
                hypot(x[v] - middles[nearest].x, y[v] - middles[nearest].y))
                nearest = c;
        astray += nearest != v / SIZE;
    }
    assert_true(astray <= 4);
    shb_network_free(net);
}

static void test_nodes_do_not_overlap(void **state) {
    (void)state;
    shb_network *net = cliques(12, 12, 20);
    lay_out(net, false);
    const double *x = column(net, "x", SHB_DOUBLE)->cells.doubles;
    const double *y = column(net, "y", SHB_DOUBLE)->cells.doubles;
    const double *size = column(net, "size", SHB_DOUBLE)->cells.doubles;
    for (size_t v = 0; v < net->n_nodes; v++)
        for (size_t u = 0; u < v; u++)
            assert_true(hypot(x[u] - x[v], y[u] - y[v]) > (size[u] + size[v]) / 2 - 1);
    shb_network_free(net);
}

/* ---- columns that are there already ---- */

static void add_doubles(shb_network *net, const char *name, double first) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_column *added;
    assert_int_equal(shb_node_column_add(&ctx, net, name, SHB_DOUBLE, &added), SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        added->cells.doubles[v] = first + (double)v;
}

static void test_given_columns_are_kept(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = cliques(2, 4, 1);
    add_doubles(net, "x", 1000);
    add_doubles(net, "y", 2000);
    add_doubles(net, "size", 3000);
    shb_column *group, *color;
    assert_int_equal(shb_node_column_add(&ctx, net, "group", SHB_INT, &group), SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        group->cells.ints[v] = 3;
    lay_out(net, false);
    assert_true(column(net, "x", SHB_DOUBLE)->cells.doubles[4] > 1003.9);
    assert_true(column(net, "y", SHB_DOUBLE)->cells.doubles[4] > 2003.9);
    assert_true(column(net, "size", SHB_DOUBLE)->cells.doubles[4] > 3003.9);
    assert_int_equal(column(net, "group", SHB_INT)->cells.ints[4], 3);
    /* colours follow the groups that are there */
    assert_string_equal(column(net, "color", SHB_STRING)->cells.strings[4], "#009e73");

    color = column(net, "color", SHB_STRING);
    assert_int_equal(shb_cell_set_string(&ctx, color, 4, "#123456"), SHB_OK);
    lay_out(net, false);
    assert_string_equal(column(net, "color", SHB_STRING)->cells.strings[4], "#123456");
    lay_out(net, true);
    check_layout(net);
    shb_network_free(net);
}

static void test_incomplete_columns_are_made_anew(void **state) {
    (void)state;
    shb_network *net = cliques(2, 4, 1);
    add_doubles(net, "x", 1000);
    lay_out(net, false); /* x without y */
    check_layout(net);
    add_doubles(net, "x", 1000);
    shb_node_column(net, "y")->cells.doubles[3] = NAN;
    shb_node_column(net, "group")->cells.ints[2] = SHB_MISSING_INT;
    lay_out(net, false);
    check_layout(net);
    shb_network_free(net);
}

static void test_groups_with_names(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = cliques(2, 4, 0);
    shb_column *group;
    assert_int_equal(shb_node_column_add(&ctx, net, "group", SHB_STRING, &group), SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        assert_int_equal(shb_cell_set_string(&ctx, group, v, "press"), SHB_OK);
    lay_out(net, false);
    assert_string_equal(column(net, "group", SHB_STRING)->cells.strings[0], "press");
    assert_string_equal(column(net, "color", SHB_STRING)->cells.strings[0], "#0072b2");
    assert_string_equal(column(net, "color", SHB_STRING)->cells.strings[7], "#e69f00");
    shb_network_free(net);
}

/* ---- failing ---- */

static void test_memory_running_out(void **state) {
    (void)state;
    shb_network *net = cliques(7, 7, 2);
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_true(n < 2000);
        shb_alloc_fail_after(n, n % 2);
        st = shb_network_lay_out(&ctx, net, true, NULL);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        assert_int_equal(ctx.err.status, st);
    }
    check_layout(net);
    shb_network_free(net);
}

static void test_cancelled(void **state) {
    (void)state;
    volatile int cancel = 1;
    shb_ctx ctx = SHB_CTX_INIT;
    ctx.cancel = &cancel;
    shb_network *net = cliques(3, 5, 0);
    assert_int_equal(shb_network_lay_out(&ctx, net, false, NULL), SHB_ECANCELLED);
    assert_null(shb_node_column(net, "x"));
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_size),
        cmocka_unit_test(test_past_5000_nodes),
        cmocka_unit_test(test_twice_the_same),
        cmocka_unit_test(test_sizes_and_colors),
        cmocka_unit_test(test_groups_past_the_twelfth_are_grey),
        cmocka_unit_test(test_groups_stay_together),
        cmocka_unit_test(test_nodes_do_not_overlap),
        cmocka_unit_test(test_given_columns_are_kept),
        cmocka_unit_test(test_incomplete_columns_are_made_anew),
        cmocka_unit_test(test_groups_with_names),
        cmocka_unit_test(test_memory_running_out),
        cmocka_unit_test(test_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
