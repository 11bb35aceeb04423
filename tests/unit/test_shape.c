/* Shape, ways, neighbourhoods. */
#include "unit.h"

#include <math.h>

#include <shabaka/measures.h>

#include "small_network.h"

/* ---- shape ---- */

static void test_shape(void **state) {
    (void)state;
    /* a path of 4, where like is tied to like but for one edge; a pair; an isolate */
    static const shb_edge edges[] = {{0, 1, 1}, {1, 2, 2}, {2, 3, 1.5}, {4, 5, 1}};
    static const char *const types[] = {"state",  "state",  "person", "person",
                                        "person", "person", "state"};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_shape s;
    shb_network *net = small_network(7, edges, LENGTH(edges));
    assert_int_equal(shb_shape_compute(&ctx, net, &s), SHB_OK);
    assert_int_equal(s.nodes, 7);
    assert_int_equal(s.edges, 4);
    assert_int_equal(s.components, 3);
    assert_int_equal(s.largest, 4);
    assert_int_equal(s.isolates, 1);
    assert_near(s.density, 8. / 42);
    assert_near(s.mean_degree, 8. / 7);
    assert_near(s.total_weight, 5.5);
    assert_near(s.transitivity, 0);
    assert_near(s.diameter, 3);
    assert_near(s.mean_distance, 11. / 7); /* 3*1 + 2*2 + 1*3 + 1 over 7 */
    assert_true(isnan(s.assortativity_type));
    set_strings(net, "type", types);
    assert_int_equal(shb_shape_compute(&ctx, net, &s), SHB_OK);
    /* ends: state 3/8, person 5/8; within 6/8; (6/8 - 34/64) / (1 - 34/64) = 14/30 */
    assert_near(s.assortativity_type, 14. / 30);
    shb_network_free(net);
}

static void test_shape_without_edges(void **state) {
    (void)state;
    for (size_t n = 0; n < 3; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_shape s;
        shb_network *net = small_network(n, NULL, 0);
        assert_int_equal(shb_shape_compute(&ctx, net, &s), SHB_OK);
        assert_int_equal(s.components, n);
        assert_int_equal(s.isolates, n);
        assert_int_equal(s.largest, n > 0);
        assert_int_equal(s.groups, n);
        assert_true(n == 2 ? fabs(s.density) < 1e-9 : isnan(s.density));
        assert_true(isnan(s.diameter) && isnan(s.mean_distance) && isnan(s.modularity) &&
                    isnan(s.transitivity) && isnan(s.assortativity_type));
        shb_network_free(net);
    }
}

static void test_distances_past_64_nodes(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_shape s;
    shb_network *net = ring_network(131);
    assert_int_equal(shb_shape_compute(&ctx, net, &s), SHB_OK);
    assert_near(s.diameter, 65);
    assert_near(s.mean_distance, 33); /* 2 * (1 + ... + 65) / 130 */
    shb_network_free(net);
}

/* The farthest pair is among the first 64 nodes, not among the last. */
static void test_diameter_is_the_largest_of_all(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_shape s;
    shb_edge edges[65];
    for (uint32_t v = 0; v < 63; v++)
        edges[v] = (shb_edge){v, v + 1, 1};
    edges[63] = (shb_edge){32, 64, 1};
    edges[64] = (shb_edge){32, 65, 1};
    shb_network *net = small_network(66, edges, 65);
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_OK);
    assert_int_equal(shb_shape_compute(&ctx, net, &s), SHB_OK);
    assert_near(s.diameter, 63);
    shb_network_free(net);
}

/* ---- ways and neighbourhoods ---- */

static void test_shortest_way(void **state) {
    (void)state;
    /* direct 0-3 is weak: round by 1 and 2 is shorter unless every step counts the same
     */
    static const shb_edge edges[] = {{0, 1, 5}, {0, 3, 1}, {1, 2, 5}, {2, 3, 5}};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(5, edges, LENGTH(edges));
    uint32_t *way = NULL;
    size_t count = 99;
    assert_int_equal(
        shb_shortest_way(&ctx, net, 3, 0, SHB_DISTANCE_INVERSE, &way, &count), SHB_OK);
    assert_int_equal(count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(way[i], 3 - i);
    free(way);
    assert_int_equal(shb_shortest_way(&ctx, net, 3, 0, SHB_DISTANCE_NONE, &way, &count),
                     SHB_OK);
    assert_int_equal(count, 2);
    free(way);
    assert_int_equal(shb_shortest_way(&ctx, net, 2, 2, SHB_DISTANCE_LOG, &way, &count),
                     SHB_OK);
    assert_int_equal(count, 1);
    assert_int_equal(way[0], 2);
    free(way);
    assert_int_equal(shb_shortest_way(&ctx, net, 0, 4, SHB_DISTANCE_LOG, &way, &count),
                     SHB_OK);
    assert_int_equal(count, 0);
    assert_null(way);
    assert_int_equal(shb_shortest_way(&ctx, net, 0, 5, SHB_DISTANCE_LOG, &way, &count),
                     SHB_EINVALID);
    shb_network_free(net);
}

static void test_ego(void **state) {
    (void)state;
    static const shb_edge edges[] = {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {4, 5, 1}};
    static const struct {
        uint32_t centre, steps;
        bool within[6];
    } cases[] = {
        {1, 0, {0, 1, 0, 0, 0, 0}},
        {1, 1, {1, 1, 1, 0, 0, 0}},
        {0, 2, {1, 1, 1, 0, 0, 0}},
        {0, UINT32_MAX, {1, 1, 1, 1, 0, 0}},
    };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(6, edges, LENGTH(edges));
    bool got[6];
    for (size_t i = 0; i < LENGTH(cases); i++) {
        assert_int_equal(shb_ego(&ctx, net, cases[i].centre, cases[i].steps, got),
                         SHB_OK);
        assert_memory_equal(got, cases[i].within, sizeof got);
    }
    assert_int_equal(shb_ego(&ctx, net, 6, 1, got), SHB_EINVALID);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape),
        cmocka_unit_test(test_shape_without_edges),
        cmocka_unit_test(test_distances_past_64_nodes),
        cmocka_unit_test(test_diameter_is_the_largest_of_all),
        cmocka_unit_test(test_shortest_way),
        cmocka_unit_test(test_ego),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
