/**
 * @file slices.h
 * Counting into slices of time: a counting a period, or a window of periods that rolls,
 * each the same as a counting of its own with since and until.
 */
#ifndef SHABAKA_SLICES_H
#define SHABAKA_SLICES_H

#include <shabaka/cooccurrence.h>
#include <shabaka/periods.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_SLICE_OPTIONS_INIT. */
typedef struct shb_slice_options {
    const shb_periods *periods; /**< NULL: all in one slice; must outlive the slices */
    uint32_t rolling;           /**< periods a slice */
} shb_slice_options;
#define SHB_SLICE_OPTIONS_INIT                                                           \
    { NULL, 1 }

typedef struct shb_slices shb_slices;

SHB_API shb_status shb_slices_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                  const shb_count_options *count,
                                  const shb_slice_options *options, shb_slices **out);
SHB_API void shb_slices_free(shb_slices *slices);

/** As shb_counts_add(), in each slice that the document's date lies in. */
SHB_API shb_status shb_slices_add(shb_ctx *ctx, shb_slices *slices, const shb_doc *doc,
                                  const shb_annotation *annotation, const shb_str *texts);

/** As shb_counts_merge(); what only `from` has is taken out of it. */
SHB_API shb_status shb_slices_merge(shb_ctx *ctx, shb_slices *into, shb_slices *from);

/** A slice that was taken. */
typedef struct shb_slice {
    char name[72]; /**< of its period, or "FIRST_LAST" of several; "" of all in one */
    shb_count_totals totals;
    uint64_t doubtful; /**< see shb_counts_doubtful() */
    uint64_t joined;   /**< see shb_counts_join() */
} shb_slice;

/**
 * The next slice, by time, as a network; its counts are given up. Windows that reach
 * before the first or behind the last period with a text are not whole and left out.
 * @param labels  see shb_counts_network(); NULL: most of the texts of all slices
 * @param out     free with shb_network_free(); NULL after the last
 */
SHB_API shb_status shb_slices_take(shb_ctx *ctx, shb_slices *slices, const char *labels,
                                   shb_slice *slice, shb_network **out);

/** Texts that no slice takes: undated, or outside since and until. */
SHB_API uint64_t shb_slices_outside(const shb_slices *slices);

#ifdef __cplusplus
}
#endif
#endif
