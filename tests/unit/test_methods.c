/* The paragraph and what it cites. */
#include "unit.h"

#include <shabaka/shabaka.h>

#include "base/alloc.h"
#include "methods/citations.h"

/* "Freeman 1977, doi:...; Brandes 2001, doi:..." are two. */
static void assert_cited(const char *name, const char *formula, const char *summary,
                         const char *source) {
    if (!formula || !*formula || !summary || !*summary)
        fail_msg("%s says not what it is", name);
    bool wanted[256] = {false};
    size_t sources = *source != '\0';
    assert_true(shb_citations() <= 256);
    for (const char *p = source; (p = strchr(p, ';')); p++)
        sources++;
    if (shb_citations_mark(source, wanted) != sources)
        fail_msg("%s: an entry is missing for '%s'", name, source);
}

static void test_every_source_has_an_entry(void **state) {
    (void)state;
    size_t n;
    const shb_measure *measures = shb_measures(&n);
    for (size_t i = 0; i < n; i++)
        assert_cited(measures[i].name, measures[i].formula, measures[i].summary,
                     measures[i].source);
    measures = shb_edge_measures(&n);
    for (size_t i = 0; i < n; i++)
        assert_cited(measures[i].name, measures[i].formula, measures[i].summary,
                     measures[i].source);
    const shb_group_method *methods = shb_group_methods(&n);
    for (size_t i = 0; i < n; i++)
        assert_cited(methods[i].name, methods[i].formula, methods[i].summary,
                     methods[i].source);
    const shb_association *associations = shb_associations(&n);
    for (size_t i = 0; i < n; i++)
        assert_cited(associations[i].name, associations[i].formula,
                     associations[i].summary, associations[i].source);
    const shb_backbone *backbones = shb_backbones(&n);
    for (size_t i = 0; i < n; i++)
        assert_cited(backbones[i].name, backbones[i].formula, backbones[i].summary,
                     backbones[i].source);
}

static void says(const char *made, const char *wanted, const char *unwanted) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net;
    shb_output *out;
    assert_int_equal(shb_network_new(&ctx, &net), SHB_OK);
    net->made = shb_strdup(made);
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        assert_int_equal(shb_methods_write(&ctx, net, lang, out), SHB_OK);
        shb_str text = shb_output_bytes(out);
        char *copy = shb_strndup(text.data, text.len);
        if (wanted && !strstr(copy, wanted))
            fail_msg("'%s' is not in: %s", wanted, copy);
        if (unwanted && strstr(copy, unwanted))
            fail_msg("'%s' is in: %s", unwanted, copy);
        assert_null(strchr(copy, '{'));
        shb_free(copy);
        shb_output_abandon(out);
    }
    shb_network_free(net);
}

#define MADE "\"version\":\"9.8\",\"unit\":\"window\",\"window\":3,\"min_mentions\":5"

static void test_paragraph_says_what_was_done(void **state) {
    (void)state;
    says("{" MADE "}", "9.8", NULL);
    says("{" MADE "}", "3", "{window}");
    says("{" MADE ",\"since\":\"2020-01-02\"}", "2020-01-02", NULL);
    says("{" MADE "}", NULL, "2020");
    says("{" MADE ",\"steps\":[{\"do\":\"weight\",\"measure\":\"npmi\",\"dropped\":7}]}",
         "Bouma 2009", NULL);
    says("{" MADE
         ",\"steps\":[{\"do\":\"backbone\",\"backbone\":\"mst\",\"edges\":9,\"kept\":4,"
         "\"parameter\":0}]}",
         "Kruskal 1956", "Benjamini");
    says("{" MADE ",\"gazetteer\":\"5e\"}", "5e", "341");
    says("{" MADE ",\"gazetteer\":\"5e\",\"own_list\":\"added\",\"own_entities\":341,"
         "\"own_names\":812}",
         "341", NULL);
    says("{" MADE ",\"gazetteer\":\"5e\",\"own_list\":\"alone\",\"own_entities\":341,"
         "\"own_names\":812}",
         "812", "capital");
    says("{" MADE ",\"decisions\":{\"same\":8,\"not\":3,\"rename\":1}}",
         " 12 (same 8, not 3, rename 1)", "341");
    says("{" MADE ",\"steps\":[{\"do\":\"something new\"}]}", "9.8", "something");
}

static void test_citations_are_those_that_apply(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net;
    shb_output *out;
    assert_int_equal(shb_network_new(&ctx, &net), SHB_OK);
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_methods_cite(&ctx, net, out), SHB_ENOTFOUND);
    shb_ctx_clear(&ctx);
    net->made =
        shb_strdup("{" MADE ",\"steps\":[{\"do\":\"rank\",\"names\":\"pagerank\"},"
                   "{\"do\":\"backbone\",\"backbone\":\"sdsm\",\"correct\":\"bh\"}]}");
    assert_int_equal(shb_methods_cite(&ctx, net, out), SHB_OK);
    shb_str text = shb_output_bytes(out);
    char *copy = shb_strndup(text.data, text.len);
    assert_non_null(strstr(copy, "@article{brin1998"));
    assert_non_null(strstr(copy, "@article{neal2014"));
    assert_non_null(strstr(copy, "@article{benjamini1995"));
    assert_null(strstr(copy, "freeman"));
    assert_null(strstr(copy, "holm"));
    shb_free(copy);
    shb_output_abandon(out);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_source_has_an_entry),
        cmocka_unit_test(test_paragraph_says_what_was_done),
        cmocka_unit_test(test_citations_are_those_that_apply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
