/* Pictures: what of a network is drawn, and how its words are laid. */
#include "unit.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/picture_drawing.h"
#include "export/picture_text.h"
#include "small_network.h"

static char *isolated(const char *text, shb_direction direction, size_t most) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    shb_put_isolated(out, (shb_str){text, strlen(text)}, direction, most);
    shb_str bytes = shb_output_bytes(out);
    char *copy = strndup(bytes.data, bytes.len);
    shb_output_abandon(out);
    return copy;
}

static void expect_isolated(const char *text, shb_direction direction, size_t most,
                            const char *expected) {
    char *got = isolated(text, direction, most);
    assert_string_equal(got, expected);
    free(got);
}

/* ---- what is drawn ---- */

/* A star of 30 around node 0 with weights 30..1, whose leaves are tied in a ring of 1. */
static shb_network *star_and_ring(size_t isolates) {
    shb_edge edges[60];
    size_t n = 0;
    for (uint32_t v = 1; v <= 30; v++)
        edges[n++] = (shb_edge){0, v, 31 - v};
    edges[n++] = (shb_edge){1, 2, 1};
    edges[n++] = (shb_edge){1, 30, 1};
    for (uint32_t v = 2; v < 30; v++)
        edges[n++] = (shb_edge){v, v + 1, 1};
    return small_network(31 + isolates, edges, n);
}

static void test_choosing(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_picture_part part;
    shb_network *net = star_and_ring(10);
    assert_int_equal(shb_picture_choose(&ctx, net, 500, NULL, 0, &part), SHB_OK);
    assert_int_equal(part.n_nodes, 31); /* those without ties are only told of */
    assert_int_equal(part.isolates, 10);
    assert_int_equal(part.plates, 31);
    assert_int_equal(part.nodes[0], 0);
    assert_int_equal(part.nodes[1], 1);
    assert_int_equal(part.n_edges, 60);
    assert_true(net->edges[part.edges[0]].weight <= net->edges[part.edges[59]].weight);
    shb_picture_part_done(&part);
    shb_network_free(net);

    net = star_and_ring(11);
    assert_int_equal(shb_picture_choose(&ctx, net, 5, NULL, 0, &part), SHB_OK);
    assert_int_equal(part.isolates, 11);
    assert_int_equal(part.n_nodes, 5); /* 0, 1, 2, 3, 4 by strength */
    assert_int_equal(part.places[4], 4);
    assert_int_equal(part.places[5], UINT32_MAX);
    assert_int_equal(part.n_edges, 7); /* four of the star, three of the ring */
    shb_picture_part_done(&part);
    shb_network_free(net);
}

/* A ring of 181 heavy nodes, of which 120 are named; pairs of dots apart say nothing. */
static void test_islands(void **state) {
    (void)state;
    enum { RING = 181, PAIRS = 5, N = RING + 2 * PAIRS };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_edge edges[RING + PAIRS];
    size_t n = 0;
    for (uint32_t v = 0; v + 1 < RING; v++)
        edges[n++] = (shb_edge){v, v + 1, 9};
    edges[n++] = (shb_edge){0, RING - 1, 9};
    for (uint32_t v = RING; v < N; v += 2)
        edges[n++] = (shb_edge){v, v + 1, 1};
    shb_network *net = small_network(N, edges, n);
    shb_picture_part part;
    assert_int_equal(shb_picture_choose(&ctx, net, 500, NULL, 0, &part), SHB_OK);
    assert_int_equal(part.n_nodes, RING);
    assert_int_equal(part.plates, 120);
    assert_int_equal(part.n_edges, RING);
    assert_int_equal(part.isolates, 0);
    for (uint32_t v = 0; v < RING; v++)
        assert_int_equal(part.nodes[part.places[v]], v);
    for (uint32_t v = RING; v < N; v++)
        assert_int_equal(part.places[v], UINT32_MAX);
    shb_picture_part_done(&part);
    shb_network_free(net);
}

/* The weakest leaf of a star, and a node without ties, are drawn if they are marked. */
static void test_marked(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const uint32_t marked[] = {30, 33};
    shb_network *net = star_and_ring(4);
    shb_picture_part part;
    assert_int_equal(shb_picture_choose(&ctx, net, 9, marked, 2, &part), SHB_OK);
    assert_int_equal(part.n_nodes, 9);
    assert_int_equal(part.isolates, 3);
    /* the two, then the three neighbours of 30 by strength, then the strongest */
    const uint32_t first[] = {30, 33, 0, 1, 29, 2, 3, 4, 5};
    assert_memory_equal(part.nodes, first, sizeof first);
    size_t ties = 0;
    for (size_t i = 0; i < part.n_edges; i++)
        ties += net->edges[part.edges[i]].b == 30;
    assert_int_equal(ties, 3);
    shb_picture_part_done(&part);
    shb_network_free(net);
}

static void test_choosing_without_edges(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_picture_part part;
    shb_network *net = small_network(20, NULL, 0);
    assert_int_equal(shb_picture_choose(&ctx, net, 12, NULL, 0, &part), SHB_OK);
    assert_int_equal(part.n_nodes, 12);
    assert_int_equal(part.isolates, 0);
    assert_int_equal(part.n_edges, 0);
    shb_picture_part_done(&part);
    shb_network_free(net);
}

/* In a complete network of 40, about three edges a node stay, and two of each node. */
static void test_no_hairball(void **state) {
    (void)state;
    enum { N = 40 };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_edge edges[N * (N - 1) / 2];
    size_t n = 0, degrees[N] = {0};
    for (uint32_t a = 0; a < N; a++)
        for (uint32_t b = a + 1; b < N; b++)
            edges[n++] = (shb_edge){a, b, 1 + (a * 7 + b * 13) % 17};
    shb_network *net = small_network(N, edges, n);
    shb_picture_part part;
    assert_int_equal(shb_picture_choose(&ctx, net, 500, NULL, 0, &part), SHB_OK);
    assert_int_equal(part.n_edges, 3 * N);
    for (size_t i = 0; i < part.n_edges; i++) {
        degrees[net->edges[part.edges[i]].a]++;
        degrees[net->edges[part.edges[i]].b]++;
    }
    for (size_t v = 0; v < N; v++)
        assert_true(degrees[v] >= 2);
    shb_picture_part_done(&part);
    shb_network_free(net);
}

/* ---- words ---- */

static void test_isolates(void **state) {
    (void)state;
    expect_isolated("روسيا", SHB_RIGHT_TO_LEFT, 60, "\u2067روسيا\u2069");
    expect_isolated("OPEC+", SHB_RIGHT_TO_LEFT, 60, "\u2067OPEC+\u200e\u2069");
    expect_isolated("OPEC+", SHB_LEFT_TO_RIGHT, 60, "\u2066OPEC+\u2069");
    expect_isolated("Египет", SHB_FIRST_STRONG, 4, "\u2068Егип\u2026\u2069");
    /* a mark belongs to its letter and is not counted */
    expect_isolated("مُذ", SHB_FIRST_STRONG, 2, "\u2068مُذ\u2069");
    expect_isolated("", SHB_FIRST_STRONG, 4, "\u2068\u2069");
}

static void test_breaking(void **state) {
    (void)state;
    shb_str brief = {"European Union", 14};
    shb_str organization = {"World Trade Organization Council", 32};
    shb_str solid = {"abcdefghijklmnopqrstuvwxyzabcdef", 32};
    assert_int_equal(shb_label_break(brief), 14);
    assert_int_equal(shb_label_break(organization), 11);
    assert_int_equal(shb_label_break(solid), 32);
}

static void test_language(void **state) {
    (void)state;
    static const char *const arabic[] = {"حلف الناتو NATO", "مصر", NULL};
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = small_network(3, NULL, 0);
    set_label(net, 0, "حلف الناتو NATO");
    set_label(net, 1, "مصر");
    set_label(net, 2, "Египет");
    assert_string_equal(shb_picture_words_for(net, &options)->kinds[1], "دول");
    assert_int_equal(shb_label_direction(net, 0, net->nodes[0].label), SHB_FIRST_STRONG);
    set_strings(net, "label_ar", arabic);
    assert_int_equal(shb_label_direction(net, 0, net->nodes[0].label), SHB_RIGHT_TO_LEFT);
    assert_int_equal(shb_label_direction(net, 2, net->nodes[2].label), SHB_FIRST_STRONG);
    options.labels = "ru";
    assert_string_equal(shb_picture_words_for(net, &options)->kinds[1], "государства");
    shb_network_free(net);
}

static void test_titles(void **state) {
    (void)state;
    static const struct {
        const char *title;
        shb_direction direction;
    } cases[] = {
        {"BRICS, 2001-2025", SHB_LEFT_TO_RIGHT},
        {"Кто с кем упомянут", SHB_LEFT_TO_RIGHT},
        {"من يُذكر مع من", SHB_RIGHT_TO_LEFT},
        {"BRICS ومنظمة شنغهاي ومجلس الأمن", SHB_RIGHT_TO_LEFT},
        {"Al Jazeera (الجزيرة) in 2015", SHB_LEFT_TO_RIGHT},
        {"2001-2025", SHB_FIRST_STRONG},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_int_equal(shb_title_direction(cases[i].title), cases[i].direction);
}

static void test_unit(void **state) {
    (void)state;
    shb_network *net = small_network(1, NULL, 0);
    assert_int_equal(shb_picture_unit(net), 4);
    net->made = shb_strdup("{\"program\":\"shabaka\",\"unit\":\"paragraph\"}");
    assert_int_equal(shb_picture_unit(net), 1);
    shb_free(net->made);
    net->made = shb_strdup("{\"unit\":\"paragraph\",\"steps\":[{\"do\":\"weight\"}]}");
    assert_int_equal(shb_picture_unit(net), 1);
    assert_int_equal(shb_picture_weight_unit(net), 4);
    shb_free(net->made);
    net->made = shb_strdup("{\"unit\": \"moon\"}");
    assert_int_equal(shb_picture_unit(net), 4);
    shb_network_free(net);
}

static void test_colours(void **state) {
    (void)state;
    shb_color orange = shb_color_parse("#e8833a");
    assert_string_equal(shb_color_hex(orange).text, "#e8833a");
    assert_string_equal(shb_color_hex(shb_color_tint(orange, 0)).text, "#ffffff");
    assert_string_equal(shb_color_hex_alpha(orange, 128).text, "#e8833a80");
    assert_string_equal(shb_color_hex_alpha(orange, 999).text, "#e8833aff");
    /* 3:1 is too little under white text: three quarters of it are 4.5:1 */
    assert_string_equal(shb_color_hex(shb_color_under_white(orange)).text, "#ae622c");
    shb_color black = {0, 0, 0};
    assert_string_equal(shb_color_hex(shb_color_under_white(black)).text, "#000000");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choosing),
        cmocka_unit_test(test_islands),
        cmocka_unit_test(test_marked),
        cmocka_unit_test(test_choosing_without_edges),
        cmocka_unit_test(test_no_hairball),
        cmocka_unit_test(test_isolates),
        cmocka_unit_test(test_breaking),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_unit),
        cmocka_unit_test(test_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
