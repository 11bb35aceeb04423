/* Counting: units, margins, evidence, labels, and that joined counts are the same. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include <shabaka/cooccurrence.h>

#include "base/alloc.h"
#include "export/json.h"
#include "pages.h"

static shb_status count(shb_ctx *ctx, shb_counts *counts, const char *id,
                        const char *date, const char *text) {
    struct page page;
    parse(&page, id, date, text);
    return shb_counts_add(ctx, counts, &page.doc, &page.annotation, NULL);
}

/* One document, "doc", counted with these options, as a network. */
static shb_network *network_of(const shb_count_options *options, const char *text) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *counts = NULL;
    shb_network *net = NULL;
    assert_int_equal(shb_counts_new(&ctx, NULL, options, &counts), SHB_OK);
    assert_int_equal(count(&ctx, counts, "doc", "2024-02-03", text), SHB_OK);
    assert_int_equal(shb_counts_network(&ctx, counts, "en", NULL, &net), SHB_OK);
    shb_counts_free(counts);
    return net;
}

static double weight(const shb_network *net, char a, char b) {
    size_t edge = shb_network_edge(net, shb_network_node(net, ids[a - 'A']),
                                   shb_network_node(net, ids[b - 'A']));
    return edge == SIZE_MAX ? 0 : net->edges[edge].weight;
}

static int64_t cell(const shb_network *net, const char *column, char letter) {
    return shb_node_column(net, column)
        ->cells.ints[shb_network_node(net, ids[letter - 'A'])];
}

static void assert_sizes(const uint64_t *sizes, size_t n, const char *expected) {
    char text[256] = "";
    for (size_t i = 0; i < n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%llu", i ? " " : "",
                 (unsigned long long)sizes[i]);
    assert_string_equal(text, expected);
}

/* ---- units ---- */

static void test_sentences(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    shb_network *net = network_of(&options, "A + B, + A -|A, B, C|A|...");
    assert_int_equal(net->n_nodes, 3);
    assert_int_equal(net->n_edges, 3);
    assert_true(weight(net, 'A', 'B') == 2);
    assert_true(weight(net, 'A', 'C') == 1);
    assert_true(weight(net, 'B', 'C') == 1);
    assert_int_equal(cell(net, "mentions", 'A'), 4);
    assert_int_equal(cell(net, "sentences", 'A'), 3);
    assert_int_equal(cell(net, "documents", 'A'), 1);
    assert_int_equal(net->margins.documents, 1);
    assert_int_equal(net->margins.units, 4);
    assert_sizes(net->margins.unit_sizes, net->margins.n_unit_sizes, "1 1 1 1");
    assert_sizes(net->margins.document_sizes, net->margins.n_document_sizes, "0 0 0 1");
    assert_string_equal(shb_edge_column(net, "first")->cells.strings[0], "2024-02-03");
    assert_string_equal(shb_node_column(net, "type")->cells.strings[0], "person");
    assert_string_equal(shb_node_column(net, "found")->cells.strings[0], "gazetteer");
    assert_null(shb_node_column(net, "label_ar")->cells.strings[0]);
    shb_network_free(net);
}

static void test_paragraphs(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.unit = SHB_UNIT_PARAGRAPH;
    shb_network *net = network_of(&options, "A|B/C|A/B");
    assert_true(weight(net, 'A', 'B') == 1);
    assert_true(weight(net, 'A', 'C') == 1);
    assert_true(weight(net, 'B', 'C') == 0);
    assert_int_equal(net->margins.units, 3);
    assert_int_equal(cell(net, "sentences", 'B'), 2);
    shb_network_free(net);
}

static void test_documents(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.unit = SHB_UNIT_DOCUMENT;
    shb_network *net = network_of(&options, "A|-|B|-|-|A|-|C B");
    assert_true(weight(net, 'A', 'B') == 1);
    assert_int_equal(net->margins.units, 1);
    /* A stands in 0 and 5, B in 2 and 7: both pairs are two apart, the earlier is taken.
     */
    size_t edge = shb_network_edge(net, 0, 1);
    assert_int_equal(net->supports[edge].count, 1);
    assert_int_equal(net->evidence[net->supports[edge].items[0].first].sentence, 0);
    assert_int_equal(net->evidence[net->supports[edge].items[0].second].sentence, 2);
    edge = shb_network_edge(net, 1, 2);
    assert_int_equal(net->supports[edge].items[0].first,
                     net->supports[edge].items[0].second);
    shb_network_free(net);
}

static void test_windows(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.unit = SHB_UNIT_WINDOW;
    options.window = 3;
    /* Windows 0-2, 1-3, 2-4: A and B meet in the first two, by the same two sentences. */
    shb_network *net = network_of(&options, "-|A|B|-|C");
    assert_true(weight(net, 'A', 'B') == 2);
    assert_true(weight(net, 'B', 'C') == 1);
    assert_true(weight(net, 'A', 'C') == 0);
    assert_int_equal(net->margins.units, 3);
    assert_int_equal(net->supports[shb_network_edge(net, 0, 1)].count, 1);
    shb_network_free(net);
    /* A shorter document is one window. */
    net = network_of(&options, "A|B");
    assert_true(weight(net, 'A', 'B') == 1);
    assert_int_equal(net->margins.units, 1);
    shb_network_free(net);
    /* The pair's nearest sentences change twice, so there are three pieces of evidence.
     */
    net = network_of(&options, "A|-|B|A|-|B");
    assert_true(weight(net, 'A', 'B') == 4);
    assert_int_equal(net->supports[0].count, 3);
    shb_network_free(net);
}

/* ---- what is left out ---- */

static void test_marks_and_types(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    shb_network *net = network_of(&options, "a B X");
    assert_int_equal(net->n_edges, 3);
    assert_string_equal(shb_node_column(net, "found")->cells.strings[1], "pattern");
    shb_network_free(net);
    options.without_marks[SHB_MARK_DATELINE] = true;
    options.types[SHB_ORGANIZATION] = false;
    net = network_of(&options, "a B X|A");
    assert_int_equal(net->n_edges, 0);
    assert_int_equal(net->n_nodes, 2);
    assert_int_equal(cell(net, "mentions", 'A'), 1);
    assert_sizes(net->margins.unit_sizes, net->margins.n_unit_sizes, "0 2");
    assert_non_null(strstr(net->made, "\"without\":[\"dateline\"],\"types\":[\"person\","
                                      "\"state\"]"));
    shb_network_free(net);
}

static void test_limits(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.max_entities = 2;
    shb_network *net = network_of(&options, "A B C|A B");
    assert_int_equal(net->n_edges, 1);
    assert_true(weight(net, 'A', 'B') == 1);
    assert_int_equal(cell(net, "sentences", 'C'), 1);
    assert_non_null(strstr(net->made, "\"units_dropped\":1"));
    shb_network_free(net);
    options.min_mentions = 2;
    net = network_of(&options, "A B|A C|B");
    assert_int_equal(net->n_nodes, 2);
    assert_int_equal(net->n_edges, 1);
    assert_int_equal(net->evidence[0].n_marked, 2);
    shb_network_free(net);
}

/* Units and documents have the sizes that they have in the network. */
static void test_sizes_of_what_is_left(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *counts = NULL, *other = NULL;
    shb_network *net = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.min_mentions = 2;
    options.keep_units = true;
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &other), SHB_OK);
    assert_int_equal(count(&ctx, counts, "x", "", "A B C D|A B|E C|F"), SHB_OK);
    assert_int_equal(count(&ctx, other, "y", "", "E"), SHB_OK); /* the second of E */
    assert_int_equal(shb_counts_merge(&ctx, counts, other), SHB_OK);
    assert_int_equal(shb_counts_network(&ctx, counts, "en", NULL, &net), SHB_OK);
    assert_int_equal(net->n_nodes, 4);
    assert_sizes(net->margins.unit_sizes, net->margins.n_unit_sizes, "1 1 2 1");
    assert_sizes(net->margins.document_sizes, net->margins.n_document_sizes,
                 "0 1 0 0 1");
    const shb_rows *units = &net->incidence->units;
    assert_int_equal(units->starts[1] - units->starts[0], 3);
    shb_network_free(net);
    shb_counts_free(counts);
    shb_counts_free(other);

    options.min_mentions = 1;
    struct page page;
    parse(&page, "x", "", "A B|A");
    page.mentions[1].how = SHB_HOW_TAGGER;
    page.mentions[1].confidence = .5f;
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
    assert_int_equal(shb_counts_add(&ctx, counts, &page.doc, &page.annotation, NULL),
                     SHB_OK);
    assert_int_equal(shb_counts_network(&ctx, counts, "en", NULL, &net), SHB_OK);
    assert_sizes(net->margins.unit_sizes, net->margins.n_unit_sizes, "0 2");
    shb_network_free(net);
    shb_counts_free(counts);
}

static void test_dates(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *counts = NULL;
    shb_network *net = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    strcpy(options.since, "2024-13-01");
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_EINVALID);
    assert_null(counts);
    shb_ctx_clear(&ctx);
    strcpy(options.since, "2024-01-02");
    strcpy(options.until, "2024-01-04");
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
    static const char *const dates[] = {"2024-01-01", "2024-01-02", "2024-01-04",
                                        "2024-01-05", "",           "soon"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(count(&ctx, counts, dates[i], dates[i], "A B"), SHB_OK);
    const shb_count_totals *totals = shb_counts_totals(counts);
    assert_int_equal(totals->documents, 2);
    assert_int_equal(totals->documents_outside, 4);
    assert_int_equal(shb_counts_network(&ctx, counts, "en", NULL, &net), SHB_OK);
    assert_string_equal(shb_edge_column(net, "first")->cells.strings[0], "2024-01-02");
    assert_string_equal(shb_edge_column(net, "last")->cells.strings[0], "2024-01-04");
    shb_network_free(net);
    shb_counts_free(counts);
}

static void test_nothing(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *counts = NULL;
    shb_network *net = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    shb_counts_free(NULL);
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
    assert_int_equal(count(&ctx, counts, "empty", "", ""), SHB_OK);
    assert_int_equal(shb_counts_totals(counts)->documents, 0);
    assert_int_equal(shb_counts_network(&ctx, counts, NULL, NULL, &net), SHB_OK);
    assert_int_equal(net->n_nodes, 0);
    assert_int_equal(net->margins.documents, 0);
    shb_network_free(net);
    /* A document without mentions counts; an annotation that points outside does not. */
    assert_int_equal(count(&ctx, counts, "none", "", "-|-"), SHB_OK);
    assert_int_equal(shb_counts_totals(counts)->units, 2);
    struct page page;
    parse(&page, "bad", "", "A B");
    page.mentions[1].end = 99;
    assert_int_equal(shb_counts_add(&ctx, counts, &page.doc, &page.annotation, NULL),
                     SHB_EINVALID);
    shb_counts_free(counts);
    options.unit = SHB_UNIT_WINDOW, options.window = 0;
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_EINVALID);
}

/* ---- evidence ---- */

static void assert_evidence(const shb_network *net, const char *expected) {
    char all[512] = "";
    for (size_t i = 0; i < net->supports[0].count; i++) {
        const shb_evidence *piece = &net->evidence[net->supports[0].items[i].first];
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s:%u", i ? " " : "",
                 piece->doc, piece->sentence);
    }
    assert_string_equal(all, expected);
}

static void test_evidence(void **state) {
    (void)state;
    static const struct {
        uint32_t limit;
        const char *expected;
    } cases[] = {
        {1, "old:0"},
        {2, "old:0 new:1"},
        /* the undated one's first before any second */
        {3, "undated:0 old:0 new:1"},
        {4, "undated:0 old:0 old:1 new:1"},
        {SHB_EVIDENCE_ALL, "undated:0 undated:1 old:0 old:1 old:2 new:1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_counts *counts = NULL;
        shb_network *net = NULL;
        shb_count_options options = SHB_COUNT_OPTIONS_INIT;
        options.evidence = cases[i].limit;
        assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
        assert_int_equal(count(&ctx, counts, "undated", "", "A B|A B"), SHB_OK);
        assert_int_equal(count(&ctx, counts, "new", "2024-05-05", "-|B A"), SHB_OK);
        assert_int_equal(count(&ctx, counts, "old", "2023-05-05", "A B|A B|A B"), SHB_OK);
        assert_int_equal(shb_counts_network(&ctx, counts, "en", NULL, &net), SHB_OK);
        assert_true(net->edges[0].weight == 6);
        assert_int_equal(shb_edge_column(net, "documents")->cells.ints[0], 3);
        assert_evidence(net, cases[i].expected);
        shb_network_free(net);
        shb_counts_free(counts);
    }
    shb_count_options none = SHB_COUNT_OPTIONS_INIT;
    none.evidence = 0;
    shb_network *net = network_of(&none, "A B");
    assert_null(net->supports);
    assert_int_equal(net->n_evidence, 0);
    shb_network_free(net);
}

static void test_marks_in_evidence(void **state) {
    (void)state;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    shb_network *net = network_of(&options, "- C|-- B --- A");
    assert_int_equal(net->n_evidence, 1);
    assert_string_equal(net->evidence[0].text, "-- B --- A");
    assert_int_equal(net->evidence[0].start, 4);
    assert_int_equal(net->evidence[0].end, 14);
    assert_int_equal(net->evidence[0].sentence, 1);
    assert_int_equal(net->evidence[0].marked[0].start, 3);
    assert_int_equal(net->evidence[0].marked[0].node, 1);
    assert_int_equal(net->evidence[0].marked[1].node, 0);
    shb_network_free(net);
}

/* ---- joining ---- */

enum { DOCUMENTS = 40 };

static uint32_t seed;
static uint32_t below(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static void make_corpus(char names[][16], char dates[][11], char texts[][120]) {
    for (int i = 0; i < DOCUMENTS; i++) {
        size_t len = 1 + below(100);
        snprintf(names[i], 16, "doc-%02d", i);
        dates[i][0] = '\0';
        if (below(4))
            snprintf(dates[i], 11, "2024-01-%02u", 1 + below(5));
        for (size_t j = 0; j < len; j++)
            texts[i][j] = "ABCDEFXYab-- ||/"[below(16)];
        texts[i][len] = '\0';
    }
}

static char *as_json(const shb_counts *counts) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    shb_output *out = NULL;
    assert_int_equal(shb_counts_network(&ctx, counts, NULL, "{\"x\": 1}", &net), SHB_OK);
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_json_write(&ctx, net, NULL, out), SHB_OK);
    shb_str bytes = shb_output_bytes(out);
    char *copy = strndup(bytes.data, bytes.len);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    shb_network_free(net);
    return copy;
}

static void join_in_some_way(const shb_count_options *options) {
    static char names[DOCUMENTS][16], dates[DOCUMENTS][11], texts[DOCUMENTS][120];
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *parts[5] = {NULL}, *whole = NULL;
    size_t order[DOCUMENTS], n = 2 + below(4);
    make_corpus(names, dates, texts);
    assert_int_equal(shb_counts_new(&ctx, NULL, options, &whole), SHB_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(shb_counts_new(&ctx, NULL, options, &parts[i]), SHB_OK);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        assert_int_equal(count(&ctx, whole, names[i], dates[i], texts[i]), SHB_OK);
        size_t j = below((uint32_t)i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < DOCUMENTS; i++)
        assert_int_equal(count(&ctx, parts[below((uint32_t)n)], names[order[i]],
                               dates[order[i]], texts[order[i]]),
                         SHB_OK);
    while (n > 1) { /* a random tree */
        size_t from = below((uint32_t)n);
        shb_counts *last = parts[n - 1];
        parts[n - 1] = parts[from];
        parts[from] = last;
        n--;
        assert_int_equal(shb_counts_merge(&ctx, parts[below((uint32_t)n)], parts[n]),
                         SHB_OK);
        shb_counts_free(parts[n]);
    }
    assert_memory_equal(shb_counts_totals(whole), shb_counts_totals(parts[0]),
                        sizeof(shb_count_totals));
    char *expected = as_json(whole), *joined = as_json(parts[0]);
    assert_string_equal(joined, expected);
    free(expected);
    free(joined);
    shb_counts_free(whole);
    shb_counts_free(parts[0]);
}

static void test_merge(void **state) {
    (void)state;
    static const uint32_t limits[] = {0, 1, 2, 5, SHB_EVIDENCE_ALL};
    for (uint32_t run = 0; run < 100; run++) {
        shb_count_options options = SHB_COUNT_OPTIONS_INIT;
        seed = run + 1;
        options.evidence = limits[run % 5];
        options.unit = (shb_unit)(run / 5 % 4);
        options.window = 2 + run % 3;
        options.max_entities = run % 7 ? 1000 : 5;
        options.min_mentions = 1 + run % 2 * 20;
        join_in_some_way(&options);
    }
}

static void test_merge_refuses_other_ways(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *x = NULL, *y = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &x), SHB_OK);
    options.evidence = 7;
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &y), SHB_OK);
    assert_int_equal(shb_counts_merge(&ctx, x, y), SHB_EINVALID);
    assert_int_equal(shb_counts_merge(&ctx, x, x), SHB_EINVALID);
    shb_counts_free(x);
    shb_counts_free(y);
}

/* ---- labels and the record ---- */

static void remember(void *user, const shb_notice *notice) {
    snprintf(user, 200, "%s", notice->text);
}

static void test_labels(void **state) {
    (void)state;
    static const char *const lines =
        "{\"id\": \"state:FR\", \"type\": \"state\", \"names\": {\"ar\": [\"فرنسا\"], "
        "\"en\": [\"France\"]}}\n";
    static const struct {
        const char *asked, *listed, *unlisted;
    } cases[] = {
        {"ar", "فرنسا", "Léa"},         {"en", "France", "Léa"}, {"ru", "France", "Léa"},
        {"source", "la France", "Lea"}, {NULL, "France", "Léa"},
    };
    char path[] = "/tmp/shabaka-test-XXXXXX", notice[200] = "";
    const char *file = path;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
    close(fd);
    shb_ctx ctx = SHB_CTX_INIT;
    ctx.notice = remember;
    ctx.user = notice;
    shb_gazetteer *gazetteer = NULL;
    shb_counts *counts = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    assert_int_equal(shb_gazetteer_load(&ctx, &file, 1, &gazetteer), SHB_OK);
    assert_int_equal(shb_counts_new(&ctx, gazetteer, &options, &counts), SHB_OK);
    /* Whether by number or by id, and whatever type a stranger gives it: the same node.
     */
    const shb_entity_ref refs[] = {{"state:FR", "x", SHB_STATE, 0},
                                   {"state:FR", "x", SHB_PERSON, SHB_NO_ENTITY},
                                   {"person:lea", "Léa", SHB_PERSON, SHB_NO_ENTITY}};
    const shb_mention mentions[] = {{0, 9, 0, 0, 0, -1},
                                    {10, 13, 2, 0, 0, -1},
                                    {14, 25, 1, 0, 0, -1},
                                    {26, 29, 2, 0, 0, -1}};
    const shb_sentence sentence = {0, 29, 0, 0, 4};
    const shb_annotation annotation = {&sentence, 1, mentions, 4, refs, 3};
    shb_str text = str("la France Lea la \n\tFrance Lia");
    shb_doc doc = {str("d"), {"", 0}, {"", 0}, {"", 0}};
    assert_int_equal(shb_counts_add(&ctx, counts, &doc, &annotation, &text), SHB_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_network *net = NULL;
        assert_int_equal(shb_counts_network(&ctx, counts, cases[i].asked, NULL, &net),
                         SHB_OK);
        assert_int_equal(net->n_nodes, 2);
        assert_string_equal(net->nodes[1].label, cases[i].listed);
        assert_string_equal(net->nodes[0].label, cases[i].unlisted);
        assert_string_equal(shb_node_column(net, "type")->cells.strings[1], "state");
        assert_string_equal(shb_node_column(net, "label_ar")->cells.strings[1], "فرنسا");
        assert_null(shb_node_column(net, "label_ru")->cells.strings[1]);
        shb_network_free(net);
    }
    assert_string_equal(notice, "labels in English, the language of most texts "
                                "(--labels ar|en|ru|source)");
    shb_network *net = NULL;
    assert_int_equal(shb_counts_network(&ctx, counts, "fr", NULL, &net), SHB_EINVALID);
    assert_null(net);
    shb_counts_free(counts);
    shb_gazetteer_free(gazetteer);
    unlink(path);
}

static void test_language(void **state) {
    (void)state;
    static const struct {
        const char *texts[3], *language;
    } cases[] = {
        {{"نص", "text", "текст"}, "Arabic"},
        {{"text", "текст", "2024"}, "English"},
        {{"text", "текст", "ещё"}, "Russian"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char notice[200] = "";
        shb_ctx ctx = SHB_CTX_INIT;
        ctx.notice = remember;
        ctx.user = notice;
        shb_counts *counts = NULL;
        shb_network *net = NULL;
        shb_count_options options = SHB_COUNT_OPTIONS_INIT;
        assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
        for (int j = 0; j < 3; j++) {
            const shb_sentence sentence = {0, (uint32_t)strlen(cases[i].texts[j]), 0, 0,
                                           0};
            const shb_annotation annotation = {&sentence, 1, NULL, 0, NULL, 0};
            shb_doc doc = {str("d"), str(cases[i].texts[j]), {"", 0}, {"", 0}};
            assert_int_equal(shb_counts_add(&ctx, counts, &doc, &annotation, NULL),
                             SHB_OK);
        }
        assert_int_equal(shb_counts_network(&ctx, counts, NULL, NULL, &net), SHB_OK);
        assert_non_null(strstr(notice, cases[i].language));
        shb_network_free(net);
        shb_counts_free(counts);
    }
}

static void test_record(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_counts *counts = NULL;
    shb_network *net = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    assert_int_equal(shb_counts_new(&ctx, NULL, &options, &counts), SHB_OK);
    assert_int_equal(
        shb_counts_network(&ctx, counts, "en", " {\"find\": \"all\"} ", &net), SHB_OK);
    assert_string_equal(
        net->made,
        "{\"program\":\"shabaka\",\"version\":\"" SHB_VERSION
        "\",\"unit\":\"sentence\",\"evidence\":5,\"without\":[],\"types\":[\"person\","
        "\"state\",\"organization\"],\"found\":[],\"since\":null,\"until\":null,\"min_"
        "mentions\":1,\"min_confidence\":0.8,\"doubtful_dropped\":0,"
        "\"spellings\":\"joined\",\"persons_joined\":0,\"max_entities\":1000,\"units_dropped\":0,\"labels\":\"en\",\"gazetteer\":null,"
        "\"find\": \"all\"}");
    shb_network_free(net);
    net = NULL;
    assert_int_equal(shb_counts_network(&ctx, counts, "en", "[]", &net), SHB_EINVALID);
    assert_null(net);
    shb_counts_free(counts);
}

/* ---- memory ---- */

static bool everything(shb_ctx *ctx, shb_network **net) {
    shb_counts *x = NULL, *y = NULL;
    shb_count_options options = SHB_COUNT_OPTIONS_INIT;
    options.evidence = 2;
    bool good = shb_counts_new(ctx, NULL, &options, &x) == SHB_OK &&
                shb_counts_new(ctx, NULL, &options, &y) == SHB_OK &&
                count(ctx, x, "one", "2024-01-01", "A B C|D A B|AB|AB|CD") == SHB_OK &&
                count(ctx, y, "two", "2023-01-01", "B A E|F A B|AB/AB|CD") == SHB_OK &&
                count(ctx, y, "three", "", "A B|BX XY YZ") == SHB_OK &&
                shb_counts_merge(ctx, x, y) == SHB_OK &&
                shb_counts_network(ctx, x, NULL, "{\"a\":1}", net) == SHB_OK;
    shb_counts_free(x);
    shb_counts_free(y);
    return good;
}

static void test_memory(void **state) {
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_network *net = NULL;
            shb_alloc_fail_after(n, persistent);
            bool good = everything(&ctx, &net);
            shb_alloc_fail_after(0, false);
            if (good) {
                assert_true(n > 50);
                shb_network_free(net);
                break;
            }
            assert_int_equal(ctx.err.status, SHB_ENOMEM);
            assert_null(net);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_marks_and_types),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_sizes_of_what_is_left),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_marks_in_evidence),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_merge_refuses_other_ways),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
