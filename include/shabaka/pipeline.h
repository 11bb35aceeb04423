/**
 * @file pipeline.h
 * The whole way from texts to network, in parallel and in order.
 */
#ifndef SHABAKA_PIPELINE_H
#define SHABAKA_PIPELINE_H

#include <shabaka/cooccurrence.h>
#include <shabaka/decided.h>
#include <shabaka/slices.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_PIPELINE_OPTIONS_INIT. */
typedef struct shb_pipeline_options {
    shb_read_options read;
    shb_annotate_options annotate;
    shb_count_options count;
    shb_slice_options slice;
    const char *labels; /**< see shb_counts_network() */
    uint32_t jobs;      /**< worker threads; 0: one a processor */
} shb_pipeline_options;

#define SHB_PIPELINE_OPTIONS_INIT                                                        \
    {                                                                                    \
        SHB_READ_OPTIONS_INIT, SHB_ANNOTATE_OPTIONS_INIT, SHB_COUNT_OPTIONS_INIT,        \
            SHB_SLICE_OPTIONS_INIT, NULL, 0                                              \
    }

/** What a run met, for its closing summary. */
typedef struct shb_pipeline_totals {
    shb_read_totals read;
    shb_count_totals count;
    uint64_t decided[SHB_N_WHYS]; /**< what decided the mentions, and what was none */
    uint64_t doubtful; /**< entities left out by min_confidence */
    uint64_t joined;   /**< persons whose spellings were joined */
} shb_pipeline_totals;

/**
 * Texts, or mention lines, to counts in slices of time (options->slice), to be taken with
 * shb_slices_take(). Same input, same slices, for any number of jobs.
 * @param mentions  a path of mention lines, or "-"; NULL: the texts of `paths`
 * @param totals    without the count: that is each slice's
 */
SHB_API shb_status shb_count_all(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                 const char *const *paths, size_t n_paths,
                                 const char *mentions,
                                 const shb_pipeline_options *options, shb_slices **out,
                                 shb_pipeline_totals *totals);

/** Texts to network, all in one slice. */
SHB_API shb_status shb_build(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                             const char *const *paths, size_t n_paths,
                             const shb_pipeline_options *options, shb_network **out,
                             shb_pipeline_totals *totals);

/** Mention lines (a path or "-") to network. */
SHB_API shb_status shb_build_mentions(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                      const char *path,
                                      const shb_pipeline_options *options,
                                      shb_network **out, shb_pipeline_totals *totals);

/** Texts to mention lines, in the order of the inputs. */
SHB_API shb_status shb_annotate_all(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                    const char *const *paths, size_t n_paths,
                                    const shb_pipeline_options *options, shb_output *out,
                                    shb_pipeline_totals *totals);

#ifdef __cplusplus
}
#endif
#endif
