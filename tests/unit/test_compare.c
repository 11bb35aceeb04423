/* Differences between two networks. */
#include "unit.h"

#include <math.h>

#include <shabaka/measures.h>

#include "small_network.h"

static const shb_edge PAIR[] = {{0, 1, 1}};

static void set_mentions(shb_network *net, const int64_t *mentions) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_column *column;
    assert_int_equal(shb_node_column_add(&ctx, net, "mentions", SHB_INT, &column),
                     SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        column->cells.ints[v] = mentions[v];
}

/* Node v named id instead; the order of ids must stay. */
static void rename_node(shb_network *net, size_t v, const char *id) {
    shb_free(net->nodes[v].id);
    net->nodes[v].id = shb_strdup(id);
    assert_non_null(net->nodes[v].id);
}

static void test_differences_in_order(void **state) {
    (void)state;
    static const shb_edge old_edges[] = {{0, 1, 4}, {0, 2, 1}, {1, 2, 6}, {2, 3, 1}};
    static const shb_edge new_edges[] = {{0, 1, 1}, {0, 2, 1}, {1, 2, 9}, {1, 3, 2}};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *before = small_network(4, old_edges, LENGTH(old_edges));
    shb_network *after = small_network(4, new_edges, LENGTH(new_edges));
    rename_node(before, 3, "x");
    rename_node(after, 3, "y");
    set_mentions(before, (const int64_t[]){5, 7, 9, 2});
    set_mentions(after, (const int64_t[]){6, 9, 8, 3});
    static const struct {
        shb_change change;
        const char *a, *b;
        double before, after;
    } wanted[] = {
        {SHB_CAME, "y", NULL, NAN, 3},          {SHB_WENT, "x", NULL, 2, NAN},
        {SHB_ROSE, "n000001", NULL, 7, 9},      {SHB_ROSE, "n000000", NULL, 5, 6},
        {SHB_FELL, "n000002", NULL, 9, 8},      {SHB_CAME, "n000001", "y", NAN, 2},
        {SHB_WENT, "n000002", "x", 1, NAN},     {SHB_ROSE, "n000001", "n000002", 6, 9},
        {SHB_FELL, "n000000", "n000001", 4, 1},
    };
    shb_difference *got = NULL;
    size_t count = 0;
    assert_int_equal(shb_network_compare(&ctx, before, after, &got, &count), SHB_OK);
    assert_int_equal(count, LENGTH(wanted));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(got[i].change, wanted[i].change);
        assert_string_equal(got[i].a, wanted[i].a);
        assert_int_equal(!got[i].b, !wanted[i].b);
        if (got[i].b)
            assert_string_equal(got[i].b, wanted[i].b);
        assert_true(isnan(wanted[i].before)
                        ? isnan(got[i].before)
                        : fabs(got[i].before - wanted[i].before) < .1);
        assert_true(isnan(wanted[i].after) ? isnan(got[i].after)
                                           : fabs(got[i].after - wanted[i].after) < .1);
        assert_non_null(got[i].label_a);
    }
    free(got);
    assert_int_equal(shb_network_compare(&ctx, before, before, &got, &count), SHB_OK);
    assert_int_equal(count, 0);
    assert_null(got);
    shb_network_free(after);
    shb_network_free(before);
}

static void test_differences_without_mentions(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *before = small_network(0, NULL, 0);
    shb_network *after = small_network(2, PAIR, LENGTH(PAIR));
    shb_difference *got = NULL;
    size_t count = 0;
    shb_alloc_fail_after(1, false);
    assert_int_equal(shb_network_compare(&ctx, before, after, &got, &count), SHB_ENOMEM);
    shb_alloc_fail_after(0, false);
    assert_null(got);
    assert_int_equal(shb_network_compare(&ctx, before, after, &got, &count), SHB_OK);
    assert_int_equal(count, 3);
    assert_int_equal(got[0].change, SHB_CAME);
    assert_true(isnan(got[0].after));
    assert_non_null(got[2].b);
    free(got);
    shb_network_free(after);
    shb_network_free(before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_differences_in_order),
        cmocka_unit_test(test_differences_without_mentions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
