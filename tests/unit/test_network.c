/* The network's own structure: columns, canonical order, parts. */
#include "unit.h"

#include <math.h>

#include <shabaka/methods.h>
#include <shabaka/network.h>

#include "base/alloc.h"

static char *text(const char *from) { return shb_strdup(from); }

/*
 * Nodes c, a, b with edges c-a (weight 1), a-c (2), b-b (loop) and a-b (4); two sentences
 * in the wrong order. NULL where memory ran out.
 */
static shb_network *messy(shb_ctx *ctx) {
    static const char *const ids[] = {"c", "a", "b"};
    shb_network *net = NULL;
    shb_column *column;
    if (shb_network_new(ctx, &net) != SHB_OK)
        return NULL;
    net->nodes = shb_alloc_array(3, sizeof *net->nodes);
    net->edges = shb_alloc_array(4, sizeof *net->edges);
    net->supports = shb_alloc_array(4, sizeof *net->supports);
    net->evidence = shb_alloc_array(2, sizeof *net->evidence);
    if (!net->nodes || !net->edges || !net->supports || !net->evidence)
        goto failed;
    net->n_nodes = 3, net->n_edges = 4, net->n_evidence = 2;
    for (size_t i = 0; i < 3; i++) {
        net->nodes[i].id = text(ids[i]);
        net->nodes[i].label = text(ids[i]);
        if (!net->nodes[i].id || !net->nodes[i].label)
            goto failed;
    }
    const shb_edge edges[] = {{0, 1, 1}, {1, 0, 2}, {2, 2, 9}, {1, 2, 4}};
    memcpy(net->edges, edges, sizeof edges);
    static const shb_support supports[] = {{1, 0}, {0, 0}, {0, 0}, {1, 1}};
    for (size_t i = 0; i < 4; i++) {
        net->supports[i].items = shb_alloc_array(1, sizeof(shb_support));
        if (!net->supports[i].items)
            goto failed;
        net->supports[i].items[0] = supports[i];
        net->supports[i].count = 1;
    }
    for (size_t i = 0; i < 2; i++) {
        shb_evidence *piece = &net->evidence[i];
        piece->doc = text(i ? "first" : "second");
        piece->date = text("2024-01-01");
        piece->text = text("xyz");
        piece->marked = shb_alloc_array(2, sizeof *piece->marked);
        if (!piece->doc || !piece->date || !piece->text || !piece->marked)
            goto failed;
        piece->marked[0] = (shb_marked){0, 2, 3};
        piece->marked[1] = (shb_marked){1, 0, 1};
        piece->n_marked = 2;
    }
    if (shb_node_column_add(ctx, net, "rank", SHB_INT, &column) != SHB_OK)
        goto failed;
    for (int i = 0; i < 3; i++)
        column->cells.ints[i] = i;
    if (shb_edge_column_add(ctx, net, "note", SHB_STRING, &column) != SHB_OK ||
        shb_cell_set_string(ctx, column, 1, "second of two") != SHB_OK ||
        shb_cell_set_string(ctx, column, 2, "of the loop") != SHB_OK)
        goto failed;
    return net;
failed:
    shb_network_free(net);
    return NULL;
}

static void test_empty(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL, *part = NULL;
    size_t joined = 7, loops = 7;
    assert_int_equal(shb_network_new(&ctx, &net), SHB_OK);
    assert_int_equal(shb_network_canonical(&ctx, net, &joined, &loops), SHB_OK);
    assert_int_equal(joined, 0);
    assert_int_equal(loops, 0);
    assert_int_equal(shb_network_node(net, "a"), UINT32_MAX);
    assert_true(shb_network_edge(net, 0, 1) == SIZE_MAX);
    assert_null(shb_node_column(net, "type"));
    shb_node_column_drop(net, "type");
    bool none = false;
    assert_int_equal(shb_network_part(&ctx, net, &none, NULL, &part), SHB_OK);
    assert_int_equal(part->n_nodes, 0);
    shb_network_free(part);
    shb_network_free(net);
    shb_network_free(NULL);
}

static void test_canonical(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = messy(&ctx);
    size_t joined, loops;
    assert_non_null(net);
    assert_int_equal(shb_network_canonical(&ctx, net, &joined, &loops), SHB_OK);
    assert_int_equal(joined, 1);
    assert_int_equal(loops, 1);
    assert_string_equal(net->nodes[0].id, "a");
    assert_string_equal(net->nodes[1].id, "b");
    assert_string_equal(net->nodes[2].id, "c");
    assert_int_equal(shb_node_column(net, "rank")->cells.ints[0], 1);
    assert_int_equal(shb_node_column(net, "rank")->cells.ints[2], 0);
    assert_int_equal(net->n_edges, 2);
    assert_int_equal(shb_network_edge(net, 1, 0), 0);
    assert_int_equal(shb_network_edge(net, 2, 0), 1);
    assert_true(shb_network_edge(net, 2, 1) == SIZE_MAX);
    assert_true(net->edges[0].weight == 4);
    assert_true(net->edges[1].weight == 3);
    /* The first of the joined edges has no note, so the second gives it. */
    char **notes = shb_edge_column(net, "note")->cells.strings;
    assert_null(notes[0]);
    assert_string_equal(notes[1], "second of two");
    /* "first" comes first; marks are sorted and name the nodes' new places. */
    assert_string_equal(net->evidence[0].doc, "first");
    assert_int_equal(net->evidence[0].marked[0].start, 0);
    assert_int_equal(net->evidence[0].marked[0].node, 0);
    assert_int_equal(net->evidence[0].marked[1].node, 2);
    /* c-a was supported by (first, second): turned round, it is (second, first). */
    assert_int_equal(net->supports[0].count, 1);
    assert_int_equal(net->supports[0].items[0].first, 0);
    assert_int_equal(net->supports[1].count, 2);
    assert_int_equal(net->supports[1].items[0].first, 1);
    assert_int_equal(net->supports[1].items[0].second, 0);
    assert_int_equal(net->supports[1].items[1].first, 1);
    assert_int_equal(net->supports[1].items[1].second, 1);
    shb_network_free(net);
}

static void test_canonical_refuses_bad_references(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = messy(&ctx);
    assert_non_null(net);
    net->edges[1].b = 3;
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_EINVALID);
    net->edges[1].b = 0;
    net->supports[0].items[0].second = 2;
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_EINVALID);
    shb_network_free(net);
}

static void test_columns(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = messy(&ctx);
    shb_column *column;
    assert_non_null(net);
    assert_int_equal(shb_node_column_add(&ctx, net, "x", SHB_DOUBLE, &column), SHB_OK);
    assert_true(isnan(shb_cell_number(column, 0)));
    column->cells.doubles[0] = 0.5;
    assert_true(shb_cell_number(column, 0) == 0.5);
    /* In its place, with all cells missing again. */
    assert_int_equal(shb_node_column_add(&ctx, net, "rank", SHB_STRING, &column), SHB_OK);
    assert_int_equal(net->node_columns.count, 2);
    assert_string_equal(net->node_columns.items[0].name, "rank");
    assert_null(column->cells.strings[0]);
    assert_true(isnan(shb_cell_number(column, 0)));
    assert_int_equal(shb_cell_set_string(&ctx, column, 0, "one"), SHB_OK);
    assert_int_equal(shb_cell_set_string(&ctx, column, 0, "two"), SHB_OK);
    assert_string_equal(column->cells.strings[0], "two");
    shb_node_column_drop(net, "rank");
    assert_null(shb_node_column(net, "rank"));
    assert_non_null(shb_node_column(net, "x"));
    assert_int_equal(shb_edge_column_add(&ctx, net, "sure", SHB_BOOL, &column), SHB_OK);
    assert_true(isnan(shb_cell_number(column, 3)));
    column->cells.ints[3] = 1;
    assert_true(shb_cell_number(column, 3) == 1);
    shb_edge_column_drop(net, "sure");
    shb_network_free(net);
}

static void test_part(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = messy(&ctx), *part = NULL;
    assert_non_null(net);
    assert_int_equal(shb_network_canonical(&ctx, net, NULL, NULL), SHB_OK);
    net->made = text("{}");
    net->margins.documents = 3;
    net->margins.unit_sizes = shb_alloc_array(2, sizeof(uint64_t));
    net->margins.n_unit_sizes = 2;
    net->margins.unit_sizes[1] = 5;
    const bool nodes[] = {true, true, false}, edges[] = {true, true};
    assert_int_equal(shb_network_part(&ctx, net, nodes, edges, &part), SHB_OK);
    assert_int_equal(part->n_nodes, 2);
    assert_int_equal(part->n_edges, 1);
    assert_int_equal(shb_node_column(part, "rank")->cells.ints[1], 2);
    assert_int_equal(part->n_evidence, 1);
    assert_string_equal(part->evidence[0].doc, "first");
    assert_int_equal(part->evidence[0].n_marked, 1);
    assert_int_equal(part->supports[0].items[0].second, 0);
    assert_int_equal(part->margins.documents, 3);
    assert_int_equal(part->margins.unit_sizes[1], 5);
    assert_string_equal(part->made, "{}");
    shb_network_free(part);
    /* Without edges no evidence is left; without supports there is none to begin with. */
    const bool all[] = {true, true, true}, no[] = {false, false};
    assert_int_equal(shb_network_part(&ctx, net, all, no, &part), SHB_OK);
    assert_int_equal(part->n_nodes, 3);
    assert_int_equal(part->n_evidence, 0);
    shb_network_free(part);
    shb_network_free(net);
}

static void test_memory(void **state) {
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_network *part = NULL;
            const bool all[] = {true, true, true};
            shb_alloc_fail_after(n, persistent);
            shb_network *net = messy(&ctx);
            bool good = net && shb_network_canonical(&ctx, net, NULL, NULL) == SHB_OK &&
                        shb_network_part(&ctx, net, all, NULL, &part) == SHB_OK;
            shb_alloc_fail_after(0, false);
            if (!good)
                assert_null(part);
            shb_network_free(part);
            shb_network_free(net);
            if (good) {
                assert_true(n > 20);
                break;
            }
        }
}

static void test_steps_are_recorded_in_order(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net;
    assert_int_equal(shb_network_new(&ctx, &net), SHB_OK);
    assert_int_equal(shb_network_add_step(&ctx, net, "{\"do\":\"filter\"}"), SHB_OK);
    assert_int_equal(shb_network_add_step(&ctx, net, "{\"do\":\"rank\"}"), SHB_OK);
    assert_string_equal(net->made, "{\"steps\":[{\"do\":\"filter\"},{\"do\":\"rank\"}]}");
    assert_int_equal(shb_network_add_step(&ctx, net, "[]"), SHB_ESYNTAX);
    assert_int_equal(shb_network_add_step(&ctx, net, "{"), SHB_ESYNTAX);
    assert_string_equal(net->made, "{\"steps\":[{\"do\":\"filter\"},{\"do\":\"rank\"}]}");
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_canonical_refuses_bad_references),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_part),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_steps_are_recorded_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
