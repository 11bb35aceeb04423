/*
 * Pictures: what is chosen and said, and a drawing program that is good, bad, slow or not
 * there. The real one is drawn with too where the environment names it (SHABAKA_DRAW).
 */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/picture_drawing.h"
#include "export/picture_text.h"
#include "export/worker.h"
#include "small_network.h"

static char folder[] = "/tmp/shabaka-picture-XXXXXX";
static char script_path[64], seen_path[64];
static char *real; /* the real program's path, or NULL */

/* ---- helpers ---- */

/* Makes SHABAKA_DRAW a shell script. */
static void fake(const char *body) {
    FILE *f = fopen(script_path, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", body);
    fclose(f);
    assert_int_equal(chmod(script_path, 0700), 0);
    setenv("SHABAKA_DRAW", script_path, 1);
}

static void use_real(void) {
    if (!real)
        skip();
    setenv("SHABAKA_DRAW", real, 1);
}

static shb_status run_script(shb_ctx *ctx, const char *body, shb_str input,
                             uint32_t seconds, shb_output **out) {
    static const char *const arguments[] = {"svg", "--dpi", "110", NULL};
    fake(body);
    assert_int_equal(shb_output_memory(ctx, out), SHB_OK);
    shb_job job = {script_path, arguments, input, seconds};
    return shb_worker_run(ctx, &job, *out);
}

static void expect_failure(const char *body, uint32_t seconds, const char *said) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(run_script(&ctx, body, (shb_str){"x", 1}, seconds, &out), SHB_EDRAW);
    if (!strstr(ctx.err.text, said))
        fail_msg("'%s' does not say '%s'", ctx.err.text, said);
    assert_int_equal(shb_output_bytes(out).len, 0);
    shb_output_abandon(out);
}

static void set_label(shb_network *net, size_t node, const char *label) {
    shb_free(net->nodes[node].label);
    net->nodes[node].label = shb_strdup(label);
    assert_non_null(net->nodes[node].label);
}

static void set_strings(shb_network *net, const char *name, const char *const *cells) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_column *column;
    assert_int_equal(shb_node_column_add(&ctx, net, name, SHB_STRING, &column), SHB_OK);
    for (size_t v = 0; v < net->n_nodes; v++)
        if (cells[v])
            assert_int_equal(shb_cell_set_string(&ctx, column, v, cells[v]), SHB_OK);
}

/* What a writer gives, as text; "" where it failed. Free with free(). */
static char *written(shb_ctx *ctx, const shb_network *net, shb_writer *write,
                     const shb_export_options *options) {
    shb_output *out = NULL;
    assert_int_equal(shb_output_memory(ctx, &out), SHB_OK);
    bool good = write(ctx, net, options, out) == SHB_OK;
    shb_str bytes = shb_output_bytes(out);
    char *copy = strndup(bytes.data, good ? bytes.len : 0);
    shb_output_abandon(out);
    return copy;
}

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

/* ---- the description ---- */

static shb_network *two_nodes(void) {
    static const char *const types[] = {"state", "person"};
    shb_edge edge = {0, 1, 3};
    shb_network *net = small_network(2, &edge, 1);
    set_strings(net, "type", types);
    set_label(net, 0, "Egypt");
    set_label(net, 1, "Jane\tDoe\n\u202e \x1b[31m");
    return net;
}

/* What shabaka-draw gets for a .png; checks with which arguments. Free with free(). */
static char *described(const shb_network *net, const shb_export_options *options,
                       const char *arguments) {
    shb_ctx ctx = SHB_CTX_INIT;
    char script[128], seen[64] = "";
    snprintf(script, sizeof script, "echo \"$@\" > %s; exec cat", seen_path);
    fake(script);
    char *text = written(&ctx, net, shb_png_write, options);
    FILE *f = fopen(seen_path, "r");
    assert_non_null(f);
    assert_non_null(fgets(seen, sizeof seen, f));
    fclose(f);
    assert_string_equal(seen, arguments);
    return text;
}

static void test_description(void **state) {
    (void)state;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.title = "A & B\n<c>";
    shb_network *net = two_nodes();
    char *text = described(net, &options, "png --dpi 110\n");
    assert_string_equal(
        text, "shabaka-draw 1\n"
              "direction\tltr\n"
              "title\t\u2066A & B <c>\u2069\n"
              "kind\tperson\t#d3d5d9\t#6b7280\t#1b1b1b\t\u2066people\u2069\n"
              "kind\tstate\t#6b7280\t#6b7280\t#ffffff\t\u2066states\u2069\n"
              "note\t\u2066The stronger a tie, the thicker its line\u2069\n"
              "note\t\u2066names: 2\u2069\n"
              "note\t\u2066ties between them: 1\u2069\n"
              "node\tstate\t-\t-\t26\t#0072b2\t#0072b2\t#ffffff\t\u2068Egypt\u2069\n"
              "node\tperson\t-\t-\t26\t#b3d5e8\t#0072b2\t#1b1b1b\t\u2068Jane Doe "
              "[31m\u2069\n"
              "edge\t0\t1\t0.333333333\t1.19316552\t#59a3cdb4\n"
              "end\n");
    free(text);
    shb_network_free(net);
}

static shb_network *three_weights(void) {
    shb_edge edges[] = {{0, 1, 1}, {0, 2, 4}, {1, 2, 36}};
    return small_network(3, edges, LENGTH(edges));
}

/* A page has its size, its number of nodes and its resolution; lines are explained. */
/* Ties of 200 and 6,400 have to differ as much as those of 2 and 64 do. */
static void test_heaviness(void **state) {
    (void)state;
    const shb_drawing small = {.lightest = 2, .heaviest = 64};
    const shb_drawing large = {.lightest = 200, .heaviest = 6400};
    assert_float_equal(shb_heaviness(&small, 64), 1, 1e-9);
    assert_float_equal(shb_heaviness(&small, 2), 1 / 6., 1e-9); /* log 2 / log 64 */
    for (double share = 1; share <= 32; share *= 2)
        assert_float_equal(shb_heaviness(&small, 2 * share),
                           shb_heaviness(&large, 200 * share), 1e-9);
    const shb_drawing alike = {.lightest = 5, .heaviest = 5};
    assert_float_equal(shb_heaviness(&alike, 5), 1 / 3., 1e-9); /* thin */
}

static void test_filter_is_told_in_the_words_of_the_picture(void **state) {
    (void)state;
    static const struct {
        const char *language, *note;
    } cases[] = {
        {"en",
         "note\t\u2066filter: ties by \u2066sdsm\u2069, \u2066q \u2264 "
         "\u20660.1\u2069\u2069, only states, people, weight \u2265 \u20663\u2069, "
         "around \u2068Egypt\u2069 \u20662\u2069, top \u206620\u2069 by strength of "
         "ties, no isolates\u2069\n"},
        {"ru",
         "note\t\u2066фильтр: связи по \u2066sdsm\u2069, \u2066q \u2264 "
         "\u20660.1\u2069\u2069, только государства, люди, вес \u2265 \u20663\u2069, "
         "вокруг: \u2068Egypt\u2069 \u20662\u2069, первые \u206620\u2069 по: сила "
         "связей, без одиночных имён\u2069\n"},
        {"ar", "note\t\u2067المرشّح: الروابط المؤكدة: \u2066sdsm\u2069، \u2066q \u2264 "
               "\u20660.1\u2069\u2069، فقط: دول، أشخاص، الوزن \u2265 \u20663\u2069، "
               "حول \u2068Egypt\u2069 \u20662\u2069، أول \u206620\u2069 حسب قوة الروابط، "
               "بلا أسماء منفردة\u2069\n"},
    };
    shb_network *net = two_nodes();
    net->made = shb_strdup(
        "{\"steps\":[{\"alpha\":0.1,\"backbone\":\"sdsm\",\"correct\":\"bh\","
        "\"do\":\"backbone\",\"edges\":9},{\"do\":\"rank\",\"names\":\"degree\"},"
        "{\"do\":\"filter\",\"what\":\"type state,person, weight >= 3, around "
        "Egypt:2, the top 20 by strength, no isolates\"}]}");
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        options.labels = cases[i].language;
        char *text = described(net, &options, "png --dpi 110\n");
        if (!strstr(text, cases[i].note))
            fail_msg("%s: not '%s' in '%s'", cases[i].language, cases[i].note, text);
        free(text);
    }
    shb_network_free(net);
}

static void test_title_of_each_language(void **state) {
    (void)state;
    static const struct {
        const char *labels, *line;
    } cases[] = {{"ar", "title\t\u2067شبكة\u2069\n"},
                 {"ru", "title\t\u2066Сеть\u2069\n"},
                 {"en", "title\t\u2066For all\u2069\n"}};
    shb_network *net = two_nodes();
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        options.labels = cases[i].labels;
        options.title = "For all";
        options.titles[0] = "شبكة";
        options.titles[2] = "Сеть";
        char *text = described(net, &options, "png --dpi 110\n");
        if (!strstr(text, cases[i].line))
            fail_msg("no '%s' in '%s'", cases[i].line, text);
        free(text);
    }
    shb_network_free(net);
}

static void test_page(void **state) {
    (void)state;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.page = "a4-portrait";
    shb_network *net = three_weights();
    char *text = described(net, &options, "png --dpi 300\n");
    assert_non_null(strstr(text, "\npage\t595\t842\t24\n"));
    assert_non_null(strstr(text, "\nwidth\t0\t#6b7280\t\u2066weight\u2069\n"));
    assert_non_null(strstr(text, "\t#6b7280\t\u20661\u2069\nwidth\t"));
    assert_non_null(strstr(text, "\t#6b7280\t\u20666\u2069\nwidth\t5\t"));
    assert_non_null(strstr(text, "\nwidth\t5\t#6b7280\t\u206636\u2069\n"));
    free(text);
    shb_network_free(net);
}

static void test_wrong_options(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = two_nodes(), *empty = small_network(0, NULL, 0);
    fake("exec cat");
    options.dpi = 5000;
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    shb_ctx_clear(&ctx);
    options.dpi = 0;
    options.page = "a5";
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'a5'"));
    shb_ctx_clear(&ctx);
    options.page = NULL;
    options.chart = "pie";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'pie'"));
    shb_ctx_clear(&ctx);
    options.chart = "top:type";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'type'"));
    shb_ctx_clear(&ctx);
    options.chart = "time";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_ENOTFOUND);
    shb_ctx_clear(&ctx);
    options.chart = NULL;
    assert_int_equal(shb_png_write(&ctx, empty, &options, NULL), SHB_EUNSUITED);
    shb_network_free(empty);
    shb_network_free(net);
}

static void expect_memory_is_watched(const shb_network *net,
                                     const shb_export_options *options, bool persistent) {
    bool good = false;
    for (long n = 1; !good; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_alloc_fail_after(n, persistent);
        shb_status st = shb_svg_write(&ctx, net, options, out);
        shb_alloc_fail_after(0, false);
        good = st == SHB_OK;
        if (!good)
            assert_int_equal(st, SHB_ENOMEM);
        shb_output_abandon(out);
        assert_true(n < 500);
    }
}

static void test_memory_runs_out(void **state) {
    (void)state;
    static const char *const charts[] = {"map", "top", "matrix"};
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.title = "title";
    shb_network *net = two_nodes();
    fake("exec cat");
    for (size_t i = 0; i < LENGTH(charts); i++) {
        options.chart = charts[i];
        expect_memory_is_watched(net, &options, false);
        expect_memory_is_watched(net, &options, true);
    }
    shb_network_free(net);
}

/* ---- the worker ---- */

static void test_missing_program(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    char path[SHB_WORKER_PATH];
    setenv("SHABAKA_DRAW", "/nowhere/shabaka-draw", 1);
    assert_int_equal(shb_worker_find(&ctx, path), SHB_EDRAW);
    assert_non_null(strstr(ctx.err.text, "'/nowhere/shabaka-draw'"));
    assert_non_null(strstr(ctx.err.text, "SHABAKA_DRAW"));
}

/* An executable file that is no program: it is found, but cannot be started. */
static void test_no_program(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    static const char *const arguments[] = {NULL};
    fake("");
    FILE *f = fopen(script_path, "w");
    assert_non_null(f);
    fputs("#!/nowhere/interpreter\n", f);
    fclose(f);
    shb_job job = {script_path, arguments, {"", 0}, 5};
    assert_int_equal(shb_worker_run(&ctx, &job, NULL), SHB_EDRAW);
    assert_non_null(strstr(ctx.err.text, "cannot run"));
}

static void test_bad_ends(void **state) {
    (void)state;
    expect_failure("kill -SEGV $$", 20, "killed by signal 11");
    expect_failure("echo 'shabaka-draw: line 3: no' >&2; echo half; exit 2", 20,
                   "status 2: line 3: no; the network");
    expect_failure("cat > /dev/null", 20, "wrote nothing");
    expect_failure("printf 'a\\033[31mb' >&2; exit 1", 20, "status 1: a?[31mb;");
}

static void test_hanging(void **state) {
    (void)state;
    expect_failure("echo half; exec sleep 20", 1, "more than 1 seconds");
}

static void test_deaf_program(void **state) {
    (void)state;
    enum { LARGE = 4 << 20 };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    char *input = calloc(LARGE, 1);
    /* it never reads: no SIGPIPE may reach us */
    assert_int_equal(run_script(&ctx, "echo good", (shb_str){input, LARGE}, 20, &out),
                     SHB_OK);
    assert_memory_equal(shb_output_bytes(out).data, "good\n", 5);
    shb_output_abandon(out);
    /* it says a lot before it reads anything: neither side may wait for ever */
    const char *noisy = "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero; cat";
    assert_int_equal(run_script(&ctx, noisy, (shb_str){input, LARGE}, 20, &out), SHB_OK);
    assert_int_equal(shb_output_bytes(out).len, LARGE + 1000000);
    shb_output_abandon(out);
    free(input);
}

static void test_environment(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    setenv("GVBINDIR", "/tmp", 1);
    assert_int_equal(
        run_script(&ctx, "env; ls /proc/self/fd", (shb_str){"", 0}, 20, &out), SHB_OK);
    unsetenv("GVBINDIR");
    shb_str bytes = shb_output_bytes(out);
    char *text = strndup(bytes.data, bytes.len);
    assert_null(strstr(text, "GVBINDIR"));
    assert_null(strstr(text, "SHABAKA_DRAW"));
    assert_non_null(strstr(text, "LANG=C\n"));
    free(text);
    shb_output_abandon(out);
}

static void test_cancelling(void **state) {
    (void)state;
    volatile int cancel = 1;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    ctx.cancel = &cancel;
    assert_int_equal(run_script(&ctx, "exec sleep 20", (shb_str){"", 0}, 20, &out),
                     SHB_ECANCELLED);
    shb_output_abandon(out);
}

/* ---- with the real program ---- */

static void test_real_svg(void **state) {
    (void)state;
    use_real();
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    /* a title like a label, and labels that are code somewhere */
    static const char *const hostile[] = {"legend",
                                          "legend",
                                          "%1",
                                          "\\N\\G\\n\\",
                                          "<<b>x</b>>",
                                          "&#x202e;&lt;b&gt;",
                                          "a\"];b--c[\"",
                                          "-->]]></svg><script>1",
                                          "\xff\xfe\xed",
                                          "javascript:1",
                                          "",
                                          "node"};
    enum { N = LENGTH(hostile) };
    options.title = "legend";
    shb_network *net = ring_network(N);
    for (size_t v = 0; v < N; v++)
        set_label(net, v, hostile[v]);
    char *first = written(&ctx, net, shb_svg_write, &options);
    char *second = written(&ctx, net, shb_svg_write, &options);
    assert_int_equal(ctx.err.status, SHB_OK);
    assert_string_equal(first, second);
    int quiet = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr doc = xmlReadMemory(first, (int)strlen(first), "x.svg", NULL, quiet);
    assert_non_null(doc);
    xmlFreeDoc(doc);
    assert_null(strstr(first, "<script"));
    assert_null(strstr(first, "xlink:href"));
    assert_non_null(strstr(first, "&lt;&lt;b&gt;x&lt;/b&gt;&gt;"));
    assert_non_null(strstr(first, "&amp;#x202e;&amp;lt;b&amp;gt;"));
    assert_non_null(strstr(first, "\\N\\G\\n\\\u2069"));
    free(first);
    free(second);
    shb_network_free(net);
}

static void test_real_bytes(void **state) {
    (void)state;
    use_real();
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = two_nodes();
    char *pdf = written(&ctx, net, shb_pdf_write, &options);
    char *png = written(&ctx, net, shb_png_write, &options);
    assert_int_equal(ctx.err.status, SHB_OK);
    assert_memory_equal(pdf, "%PDF-", 5);
    assert_memory_equal(png, "\x89PNG", 4);
    free(pdf);
    free(png);
    shb_network_free(net);
}

/* The drawing program believes nobody, us included. */
static void test_real_refusals(void **state) {
    (void)state;
    use_real();
    static const struct {
        const char *input, *said;
    } cases[] = {
        {"", "does not begin"},
        {"shabaka-draw 2\nend\n", "does not begin"},
        {"shabaka-draw 1\n", "ends too early"},
        {"shabaka-draw 1\nend", "ends too early"},
        {"shabaka-draw 1\nend\n", "no nodes"},
        {"shabaka-draw 1\nhello\nend\n", "line 2: 'hello'"},
        {"shabaka-draw 1\ntitle\nend\n", "line 2: 'title' has 0 fields"},
        {"shabaka-draw 1\ntitle\ta\x01\nend\n", "line 2: byte 1"},
        {"shabaka-draw 1\ntitle\t\xed\xa0\x80\nend\n", "line 2: byte 0"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t-1\t#ffffff\t\nend\n", "line 2: '-1'"},
        {"shabaka-draw 1\ntext\t0\t0\t9\tup\t#ffffff\tx\nend\n", "'up'"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t1\t#ffffff\t\n"
         "node\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\nend\n",
         "at once"},
        {"shabaka-draw 1\npage\t10\t500\t0\nend\n", "line 2: '10'"},
        {"shabaka-draw 1\nnode\tdot\t0\t0\tnan\t#fff\t#fff\t#fff\tx\nend\n", "line 2"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t-1\t#ffffff\t\nend\n", "line 2: '-1'"},
        {"shabaka-draw 1\ntext\t0\t0\t9\tup\t#ffffff\tx\nend\n", "'up'"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t1\t#ffffff\t\n"
         "node\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\nend\n",
         "at once"},
        {"shabaka-draw 1\npage\t10\t500\t0\nend\n", "line 2: '10'"},
        {"shabaka-draw 1\nnode\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\n"
         "edge\t0\t1\t1\t1\t#000000\nend\n",
         "line 3: there is no node '1'"},
    };
    static const char *const arguments[] = {"svg", NULL};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_job job = {real, arguments, {cases[i].input, strlen(cases[i].input)}, 20};
        assert_int_equal(shb_worker_run(&ctx, &job, NULL), SHB_EDRAW);
        if (!strstr(ctx.err.text, cases[i].said) || !strstr(ctx.err.text, "status 2"))
            fail_msg("case %zu: '%s'", i, ctx.err.text);
    }
}

static int make_folder(void **state) {
    (void)state;
    const char *named = getenv("SHABAKA_DRAW");
    real = named && access(named, X_OK) == 0 ? strdup(named) : NULL;
    if (!mkdtemp(folder))
        return -1;
    snprintf(script_path, sizeof script_path, "%s/draw", folder);
    snprintf(seen_path, sizeof seen_path, "%s/seen", folder);
    return 0;
}

static int drop_folder(void **state) {
    (void)state;
    unlink(script_path);
    unlink(seen_path);
    free(real);
    return rmdir(folder);
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
        cmocka_unit_test(test_description),
        cmocka_unit_test(test_heaviness),
        cmocka_unit_test(test_filter_is_told_in_the_words_of_the_picture),
        cmocka_unit_test(test_title_of_each_language),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_wrong_options),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_missing_program),
        cmocka_unit_test(test_no_program),
        cmocka_unit_test(test_bad_ends),
        cmocka_unit_test(test_hanging),
        cmocka_unit_test(test_deaf_program),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_cancelling),
        cmocka_unit_test(test_real_svg),
        cmocka_unit_test(test_real_bytes),
        cmocka_unit_test(test_real_refusals),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
