/* What needs the units themselves: periods, slices, weights, resampling, time, trials. */
#include "unit.h"

#include <shabaka/associations.h>
#include <shabaka/backbones.h>
#include <shabaka/resampling.h>
#include <shabaka/series.h>
#include <shabaka/slices.h>

#include "base/alloc.h"
#include "pages.h"

/* ---- periods ---- */

static void test_periods(void **state) {
    (void)state;
    static const struct {
        const char *period;
        uint32_t date;
        const char *name;
        uint32_t first, last;
    } cases[] = {
        {"day", 20240229, "2024-02-29", 20240229, 20240229},
        {"week", 20250101, "2025-W01", 20241230, 20250105},
        {"week", 20210103, "2020-W53", 20201228, 20210103},
        {"week", 19691231, "1970-W01", 19691229, 19700104},
        {"month", 20230201, "2023-02", 20230201, 20230228},
        {"month", 19000228, "1900-02", 19000201, 19000228},
        {"quarter", 20151231, "2015-Q4", 20151001, 20151231},
        {"year", 20001231, "2000", 20000101, 20001231},
        {"2001-09-11,2003-03-20", 20010910, "before-2001-09-11", 0, 20010910},
        {"2001-09-11,2003-03-20", 20010911, "2001-09-11", 20010911, 20030319},
        {"2001-09-11,2003-03-20", 20240101, "2003-03-20", 20030320, 0},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_periods periods;
        char name[32];
        uint32_t first, last;
        assert_true(shb_periods_parse(cases[i].period, &periods));
        int32_t number = shb_period_of(&periods, cases[i].date);
        shb_period_name(&periods, number, name);
        shb_period_days(&periods, number, &first, &last);
        assert_string_equal(name, cases[i].name);
        assert_int_equal(first, cases[i].first);
        assert_int_equal(last, cases[i].last);
        if (last)
            assert_int_equal(shb_period_of(&periods, last), number);
    }
}

static void test_no_periods(void **state) {
    (void)state;
    static const char *const wrong[] = {"",
                                        "months",
                                        "2024-02-30",
                                        "2024-1-01",
                                        "2024-01-01,",
                                        "2024-01-01,2024-01-01",
                                        "2024-02-01,2024-01-01",
                                        "2024-01-01x"};
    shb_periods periods;
    for (size_t i = 0; i < LENGTH(wrong); i++)
        assert_false(shb_periods_parse(wrong[i], &periods));
}

/* ---- networks that keep their units ---- */

static const struct {
    const char *id, *date, *text;
} pages[] = {{"one", "2024-01-05", "A B C|D A B|AB|AB|CD"},
             {"two", "2024-01-31", "B A E|F A B|AB/AB|CD"},
             {"three", "", "A B|BX XY YZ"},
             {"four", "2024-03-09", "AB|AB|ABC|E"},
             {"five", "2024-03-10", "|F"}};

static shb_status add_all(shb_ctx *ctx, shb_slices *slices, size_t from, size_t step) {
    shb_status st = SHB_OK;
    for (size_t i = from; i < LENGTH(pages) && st == SHB_OK; i += step) {
        struct page page;
        parse(&page, pages[i].id, pages[i].date, pages[i].text);
        st = shb_slices_add(ctx, slices, &page.doc, &page.annotation, NULL);
    }
    return st;
}

/* The first slice of two countings joined. */
static shb_status make(shb_ctx *ctx, const shb_count_options *count,
                       const shb_slice_options *options, shb_network **out) {
    shb_slices *x = NULL, *y = NULL;
    shb_slice slice;
    shb_status st = shb_slices_new(ctx, NULL, count, options, &x);
    if (st == SHB_OK)
        st = shb_slices_new(ctx, NULL, count, options, &y);
    if (st == SHB_OK && (st = add_all(ctx, x, 0, 2)) == SHB_OK &&
        (st = add_all(ctx, y, 1, 2)) == SHB_OK)
        st = shb_slices_merge(ctx, x, y);
    if (st == SHB_OK)
        st = shb_slices_take(ctx, x, "en", &slice, out);
    shb_slices_free(x);
    shb_slices_free(y);
    return st;
}

static shb_network *network_of(shb_unit unit, uint32_t window) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_count_options count = SHB_COUNT_OPTIONS_INIT;
    shb_slice_options options = SHB_SLICE_OPTIONS_INIT;
    shb_network *net = NULL;
    count.unit = unit;
    count.window = window;
    count.keep_units = true;
    count.keep_sentences = unit == SHB_UNIT_SENTENCE || unit == SHB_UNIT_WINDOW;
    assert_int_equal(make(&ctx, &count, &options, &net), SHB_OK);
    return net;
}

static size_t edge_of(const shb_network *net, char a, char b) {
    return shb_network_edge(net, shb_network_node(net, ids[a - 'A']),
                            shb_network_node(net, ids[b - 'A']));
}

static void test_incidence(void **state) {
    (void)state;
    shb_network *net = network_of(SHB_UNIT_SENTENCE, 1);
    const shb_incidence *all = net->incidence;
    static const char *const order[] = {"five", "four", "one", "three", "two"};
    assert_int_equal(all->n_documents, LENGTH(order));
    for (size_t i = 0; i < LENGTH(order); i++)
        assert_string_equal(all->documents[i].id, order[i]);
    assert_int_equal(all->documents[0].n_units, 2);
    assert_int_equal(all->documents[1].units - all->documents[0].units, 1);
    assert_int_equal(all->units.count, all->documents[5].units);
    assert_int_equal(all->units.count, 1 + 4 + 5 + 2 + 5);
    for (size_t r = 0; r < all->units.count; r++)
        for (size_t i = all->units.starts[r] + 1; i < all->units.starts[r + 1]; i++)
            assert_true(all->units.nodes[i - 1] < all->units.nodes[i]);
    shb_network_free(net);
}

static void test_sums(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = network_of(SHB_UNIT_WINDOW, 2);
    double *sums = shb_alloc_array(net->n_edges, sizeof *sums);
    assert_non_null(sums);
    assert_int_equal(
        shb_association_compute(&ctx, net, shb_association_by_name("fractional"), sums),
        SHB_OK);
    /* E and F of "two": the window "B A E|F A B" alone, which names four. */
    assert_float_equal(sums[edge_of(net, 'E', 'F')], 1. / 3, 1e-9);
    assert_int_equal(
        shb_association_compute(&ctx, net, shb_association_by_name("decay"), sums),
        SHB_OK);
    /* E in the first sentence, F in the second; C and D in one, and C next to D. */
    assert_float_equal(sums[edge_of(net, 'E', 'F')], .367879441, 1e-9);
    assert_float_equal(sums[edge_of(net, 'C', 'D')], 2 + .367879441, 1e-9);
    shb_free(sums);
    shb_network_free(net);
}

static void test_without_units(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_count_options count = SHB_COUNT_OPTIONS_INIT;
    shb_slice_options options = SHB_SLICE_OPTIONS_INIT;
    shb_resample_options resample = SHB_RESAMPLE_OPTIONS_INIT;
    shb_periods periods;
    shb_network *net = NULL;
    double sums[64];
    assert_true(shb_periods_parse("month", &periods));
    assert_int_equal(make(&ctx, &count, &options, &net), SHB_OK);
    assert_true(net->n_edges <= LENGTH(sums));
    const shb_status found[] = {
        shb_network_bootstrap(&ctx, net, &resample),
        shb_network_jackknife(&ctx, net, &resample),
        shb_network_trend(&ctx, net, &periods),
        shb_network_burst(&ctx, net, &periods, 2, 1),
        shb_network_fdsm(&ctx, net, 10, 1),
        shb_association_compute(&ctx, net, shb_association_by_name("decay"), sums),
    };
    for (size_t i = 0; i < LENGTH(found); i++)
        assert_int_equal(found[i], SHB_ENOTFOUND);
    count.keep_units = count.keep_sentences = true;
    count.unit = SHB_UNIT_DOCUMENT;
    shb_network_free(net);
    shb_ctx_clear(&ctx);
    net = NULL;
    assert_int_equal(make(&ctx, &count, &options, &net), SHB_EINVALID);
    assert_null(net);
}

/* ---- memory ---- */

static bool everything(shb_ctx *ctx, shb_network **net) {
    shb_count_options count = SHB_COUNT_OPTIONS_INIT;
    shb_slice_options options = SHB_SLICE_OPTIONS_INIT;
    shb_resample_options resample = {20, 1, "strength,pagerank", "fractional"};
    shb_periods month, year;
    shb_resampled resampled;
    double share, sums[64];
    count.evidence = 1;
    count.keep_units = count.keep_sentences = true;
    options.periods = &year;
    return shb_periods_parse("month", &month) && shb_periods_parse("year", &year) &&
           make(ctx, &count, &options, net) == SHB_OK && *net &&
           shb_association_compute(ctx, *net, shb_association_by_name("fractional"),
                                   sums) == SHB_OK &&
           shb_network_bootstrap(ctx, *net, &resample) == SHB_OK &&
           shb_network_jackknife(ctx, *net, &resample) == SHB_OK &&
           shb_network_fdsm(ctx, *net, 5, 1) == SHB_OK &&
           shb_network_trend(ctx, *net, &month) == SHB_OK &&
           shb_network_burst(ctx, *net, &month, 2, .5) == SHB_OK &&
           shb_network_resampled(ctx, *net, &resampled) == SHB_OK &&
           shb_network_outranks(ctx, *net, "strength", "person:a", "person:c", &share) ==
               SHB_OK;
}

/* Replicates are alike: later allocations are failed with gaps. */
static void test_memory(void **state) {
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n += 1 + n / 50) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_network *net = NULL;
            ctx.jobs = 1;
            shb_alloc_fail_after(n, persistent);
            bool good = everything(&ctx, &net);
            shb_alloc_fail_after(0, false);
            shb_network_free(net);
            if (good) {
                assert_true(n > 100);
                break;
            }
            assert_int_equal(ctx.err.status, SHB_ENOMEM);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_periods),       cmocka_unit_test(test_no_periods),
        cmocka_unit_test(test_incidence),     cmocka_unit_test(test_sums),
        cmocka_unit_test(test_without_units), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
