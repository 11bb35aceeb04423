/**
 * @file cooccurrence.h
 * Counting who is named with whom: per unit (sentence, paragraph, document, window),
 * each pair once a unit; with margins and a deterministic choice of evidence.
 */
#ifndef SHABAKA_COOCCURRENCE_H
#define SHABAKA_COOCCURRENCE_H

#include <shabaka/mentions.h>
#include <shabaka/network.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_unit {
    SHB_UNIT_SENTENCE,
    SHB_UNIT_PARAGRAPH,
    SHB_UNIT_DOCUMENT,
    SHB_UNIT_WINDOW /**< every run of N sentences of a document; a shorter one is one unit
                     */
} shb_unit;

#define SHB_EVIDENCE_ALL UINT32_MAX

/** Initialise with SHB_COUNT_OPTIONS_INIT. */
typedef struct shb_count_options {
    shb_unit unit;
    uint32_t window;         /**< sentences a window; SHB_UNIT_WINDOW only */
    uint32_t evidence;       /**< sentences kept an edge */
    bool without_marks[4];   /**< by shb_mark: such mentions are left out of everything */
    bool types[SHB_N_TYPES]; /**< types that become nodes */
    char since[11],
        until[11];         /**< "" or YYYY-MM-DD inclusive; undated texts are then out */
    uint32_t min_mentions; /**< nodes with fewer are left out at the end */
    float min_confidence;  /**< nodes that only the tagger found, once, with less
                                confidence are left out at the end */
    uint32_t max_entities; /**< a unit that names more is counted in no pair */
    bool keep_units;       /**< the network gets its units: shb_network.incidence */
    bool keep_sentences;   /**< and its sentences; SHB_UNIT_SENTENCE, SHB_UNIT_WINDOW */
    bool join_spellings;   /**< see shb_counts_join() */
    bool names_in_full;    /**< evidence has sentences that name an entity alone, too, and
                                joined nodes all labels, a line each: column `spellings` */
    uint32_t set; /**< goes with each document: from which of several piles it is */
} shb_count_options;

#define SHB_COUNT_OPTIONS_INIT                                                           \
    {                                                                                    \
        SHB_UNIT_SENTENCE, 1, 5, {false, false, false, false}, {true, true, true}, "",   \
            "", 1, 0.8f, 1000, false, false, true, false, 0                                     \
    }

typedef struct shb_counts shb_counts;

/** @param gazetteer  for labels in all languages; may be NULL; must outlive the counts */
SHB_API shb_status shb_counts_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                  const shb_count_options *options, shb_counts **out);
SHB_API void shb_counts_free(shb_counts *counts);

/**
 * Count one document.
 * @param texts  each sentence's text, or NULL to take it from doc->text
 */
SHB_API shb_status shb_counts_add(shb_ctx *ctx, shb_counts *counts, const shb_doc *doc,
                                  const shb_annotation *annotation, const shb_str *texts);

/**
 * Add all of `from`, which stays the caller's. Associative and commutative. After a
 * failed shb_counts_add() or shb_counts_merge() the counts are fit only for
 * shb_counts_free().
 */
SHB_API shb_status shb_counts_merge(shb_ctx *ctx, shb_counts *into,
                                    const shb_counts *from);

/** What the counting met, for the closing summary. */
typedef struct shb_count_totals {
    uint64_t documents, documents_outside; /**< outside --since/--until */
    uint64_t sentences, units;
    uint64_t units_dropped;                /**< past max_entities */
    uint64_t mentions;                     /**< those that options leave out among them */
} shb_count_totals;
SHB_API const shb_count_totals *shb_counts_totals(const shb_counts *counts);
/**
 * Join the spellings and scripts of one unlisted person, if options->join_spellings says
 * so: names of two words or more that sound alike word for word, stand in no text
 * together, and of which none is like a third that is not like the others. The smallest
 * id stays, the others become same_as. Afterwards the counts are fit only for making the
 * network.
 * @param joined  persons that had several ids; may be NULL
 */
SHB_API shb_status shb_counts_join(shb_ctx *ctx, shb_counts *counts, uint64_t *joined);
/** How many entities min_confidence leaves out. */
SHB_API uint64_t shb_counts_doubtful(const shb_counts *counts);

/**
 * The network, in canonical order.
 * @param labels  language of `label`: "ar", "en", "ru", "source" (as the texts write it),
 *                or NULL for the language of most of the texts
 * @param made    members to put into the record of how it was made, as a JSON object, or
 * NULL
 * @param out     free with shb_network_free()
 */
SHB_API shb_status shb_counts_network(shb_ctx *ctx, const shb_counts *counts,
                                      const char *labels, const char *made,
                                      shb_network **out);

/**
 * The same at half the memory: the counts give up their evidence on the way and are then
 * fit only for shb_counts_free().
 */
SHB_API shb_status shb_counts_spend(shb_ctx *ctx, shb_counts *counts, const char *labels,
                                    const char *made, shb_network **out);

#ifdef __cplusplus
}
#endif
#endif
