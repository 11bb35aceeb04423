/**
 * @file counts.h
 * What the counting holds, shared by the files of this room.
 */
#ifndef SHB_COOCCURRENCE_COUNTS_H
#define SHB_COOCCURRENCE_COUNTS_H

#include <shabaka/cooccurrence.h>

#include "cooccurrence/entities.h"
#include "cooccurrence/evidence.h"
#include "cooccurrence/pairs.h"
#include "cooccurrence/rare.h"
#include "cooccurrence/spellings.h"
#include "cooccurrence/units.h"

#define SHB_N_MARKS 4

/** items[k] = how many name k entities; such as are left out at the end among them. */
typedef struct shb_sizes {
    uint64_t *items;
    size_t count, capacity;
} shb_sizes;

/** Two sentences of one unit that support a pair of the document at hand. */
typedef struct shb_link {
    uint32_t first, second; /**< sentences of the document */
    uint32_t next;          /**< link + 1, 0 at the end */
} shb_link;

/** The links of one pair, in the order of the text. */
typedef struct shb_trail {
    uint32_t head, last, count; /**< head and last: link + 1 */
} shb_trail;

/** Room for the document at hand, used again for the next. */
typedef struct shb_desk {
    uint32_t *numbers;  /**< by the annotation's entity; UINT32_MAX: not met yet */
    uint64_t *mentions; /**< by the annotation's entity */
    size_t numbers_capacity, mentions_capacity;
    shb_name *names; /**< that count, by sentence */
    size_t names_capacity;
    size_t *names_at; /**< by sentence, and one more */
    size_t names_at_capacity;
    uint32_t *kept; /**< by sentence: its place in the store, or UINT32_MAX */
    size_t kept_capacity;
    uint64_t *named; /**< of a unit: entity << 32 | sentence, ascending */
    size_t named_capacity;
    size_t *starts; /**< of each entity in named, and one more */
    size_t starts_capacity;
    shb_pairs pairs;   /**< of this document */
    shb_trail *trails; /**< by row of pairs */
    size_t n_trails, trails_capacity;
    shb_link *links;
    size_t n_links, links_capacity;
    shb_tokens before; /**< words before a name */
} shb_desk;

struct shb_counts {
    shb_count_options options;
    uint32_t since, until; /**< yyyymmdd, 0: open */
    shb_entities entities;
    shb_pairs pairs;
    shb_evidence_store evidence; /**< by row of pairs */
    shb_sizes unit_sizes, document_sizes;
    shb_rares rare_in_units, rare_in_documents;
    shb_unit_store units;            /**< with keep_units */
    shb_appearances appearances;     /**< with join_spellings */
    uint64_t languages[SHB_N_LANGS]; /**< documents by the script of most letters */
    shb_count_totals totals;
    uint64_t joined; /**< persons that had several ids: shb_counts_join() */
    shb_desk desk;
};

/** "YYYY-MM-DD" as yyyymmdd, or 0 where it is no date. */
uint32_t shb_date_pack(shb_str text);
/** The other way; out holds 11 bytes, "" for 0. */
void shb_date_unpack(uint32_t date, char out[11]);

shb_status shb_sizes_add(shb_ctx *ctx, shb_sizes *sizes, size_t k, uint64_t count);

/**
 * Add what one document, or a whole other counting, knows of a pair.
 * @param out  its row
 * Errors: SHB_ENOMEM; SHB_ELIMIT on overflow
 */
shb_status shb_counts_pair(shb_ctx *ctx, shb_counts *counts, const shb_pair *pair,
                           uint32_t *out);

void shb_desk_done(shb_desk *desk);

/**
 * The column same_as, and the labels in each script, of joined persons; before the nodes
 * are sorted. Does nothing where none was joined.
 * @param nodes  by entity; UINT32_MAX: no node
 * @param lang   of the labels, or SHB_N_LANGS: as in the texts
 */
shb_status shb_counts_name_joined(shb_ctx *ctx, const shb_counts *counts,
                                  const uint32_t *nodes, int lang, shb_network *net);

/**
 * made.c: how the network of these counts was made, as a JSON object; free *record.
 * @param lang  of the labels, or SHB_N_LANGS: as in the texts
 * @param made  members to put into it, as a JSON object; or NULL
 */
shb_status shb_counts_record(shb_ctx *ctx, const shb_counts *counts, int lang,
                             const char *made, char **record);

/** Doubtful, or with too few mentions: no node, if nothing more of it is met. */
bool shb_is_rare(const shb_counts *counts, const shb_counted *item);

#endif
