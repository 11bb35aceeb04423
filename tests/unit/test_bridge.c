/* The bridge to igraph: its errors, warnings and handlers. */
#include "unit.h"

#include "network/bridge.h"
#include "small_network.h"

static const shb_edge PATH[] = {{0, 1, 2}, {1, 2, 1}};

static igraph_error_t fail_deep(const shb_graph *g, void *user) {
    (void)user;
    igraph_vector_t left_behind;
    IGRAPH_CHECK(igraph_vector_init(&left_behind, 1000));
    IGRAPH_FINALLY(igraph_vector_destroy, &left_behind);
    igraph_vector_int_t cores;
    IGRAPH_CHECK(igraph_vector_int_init(&cores, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &cores);
    IGRAPH_CHECK(igraph_coreness(&g->graph, &cores, (igraph_neimode_t)77));
    return IGRAPH_SUCCESS;
}

static igraph_error_t break_promise(const shb_graph *g, void *user) {
    (void)g;
    (void)user;
    igraph_vector_t left_behind;
    IGRAPH_CHECK(igraph_vector_init(&left_behind, 1000));
    IGRAPH_FINALLY(igraph_vector_destroy, &left_behind);
    IGRAPH_FATAL("two is three");
}

static igraph_error_t warn(const shb_graph *g, void *user) {
    (void)g;
    (void)user;
    IGRAPH_WARNING("two is nearly three");
    return IGRAPH_SUCCESS;
}

static igraph_error_t draw_number(const shb_graph *g, void *user) {
    (void)g;
    *(igraph_integer_t *)user = igraph_rng_get_integer(igraph_rng_default(), 0, 1 << 30);
    return IGRAPH_SUCCESS;
}

static void test_igraph_errors_become_statuses(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(3, PATH, LENGTH(PATH));
    assert_int_equal(shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 1, fail_deep, NULL),
                     SHB_EIGRAPH);
    assert_memory_equal(ctx.err.text, "igraph: ", 8);
    assert_true(strlen(ctx.err.text) > 8);
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 1, break_promise, NULL),
                     SHB_EIGRAPH);
    assert_string_equal(ctx.err.text, "igraph: two is three");
    shb_network_free(net);
}

static void count_notice(void *user, const shb_notice *notice) {
    assert_int_equal(notice->kind, SHB_NOTICE_WARNING);
    assert_string_equal(notice->text, "igraph: two is nearly three");
    ++*(int *)user;
}

static void test_igraph_warnings_become_notices(void **state) {
    (void)state;
    int count = 0;
    shb_ctx ctx = SHB_CTX_INIT;
    ctx.notice = count_notice;
    ctx.user = &count;
    shb_network *net = small_network(3, PATH, LENGTH(PATH));
    assert_int_equal(shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 1, warn, NULL), SHB_OK);
    assert_int_equal(count, 1);
    shb_network_free(net);
}

static void test_the_callers_igraph_is_left_alone(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = small_network(3, PATH, LENGTH(PATH));
    igraph_integer_t first, second, other;
    igraph_error_handler_t *was = igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_rng_seed(igraph_rng_default(), 5);
    igraph_integer_t expected = igraph_rng_get_integer(igraph_rng_default(), 0, 1 << 30);
    igraph_rng_seed(igraph_rng_default(), 5);
    shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 1, draw_number, &first);
    shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 1, draw_number, &second);
    shb_graph_run(&ctx, net, SHB_DISTANCE_NONE, 2, draw_number, &other);
    assert_int_equal(first, second);
    assert_int_not_equal(first, other);
    assert_int_equal(igraph_rng_get_integer(igraph_rng_default(), 0, 1 << 30), expected);
    assert_ptr_equal(igraph_set_error_handler(was), igraph_error_handler_ignore);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_igraph_errors_become_statuses),
        cmocka_unit_test(test_igraph_warnings_become_notices),
        cmocka_unit_test(test_the_callers_igraph_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
