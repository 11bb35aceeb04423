/**
 * @file timeline.h
 * When the nodes and edges of a network were: spans of days, and weights day by day.
 */
#ifndef SHB_EXPORT_TIMELINE_H
#define SHB_EXPORT_TIMELINE_H

#include <shabaka/network.h>

/** "YYYY-MM-DD", by its signs; NULL is none. */
bool shb_is_date(const char *text);

/** Days as "YYYY-MM-DD", first <= last; borrowed from the network. */
typedef struct shb_span {
    const char *first, *last;
} shb_span;

/** So much weight on one day. */
typedef struct shb_day {
    const char *date;
    double weight;
} shb_day;

typedef struct shb_timeline {
    shb_span whole;    /**< of all edges */
    shb_span *nodes;   /**< of a node's edges; the whole where it has none with a date */
    shb_span *edges;   /**< its own; the whole where it has no date */
    shb_day *days;     /**< of all edges, by day; NULL where the evidence is not whole */
    size_t *days_at;   /**< of each edge in days, and one more */
    char (*dates)[11]; /**< where days are those of documents: one each */
} shb_timeline;

/** Errors: SHB_ENOTFOUND where no edge has a date */
shb_status shb_timeline_check(shb_ctx *ctx, const shb_network *net);

/**
 * Spans from the edges' columns `first` and `last`; days from the units, where the
 * network holds them, or from the evidence, where that is kept for every unit of every
 * edge
 * (--evidence all). Both must be dated and make up the weights.
 * @param out  free with shb_timeline_done()
 * Errors: SHB_ENOTFOUND where no edge has a date
 */
shb_status shb_timeline_make(shb_ctx *ctx, const shb_network *net, shb_timeline *out);
void shb_timeline_done(shb_timeline *timeline);

#endif
