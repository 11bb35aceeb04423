/**
 * @file decisions_work.h
 * The decisions of all files while they are made into lines: decisions.c reads and writes
 * them, contradictions.c holds them against each other.
 */
#ifndef SHB_GAZETTEER_DECISIONS_WORK_H
#define SHB_GAZETTEER_DECISIONS_WORK_H

#include "base/arena.h"
#include "gazetteer/compiled.h"

/* One line: about `a`; b is another entity, or text. */
typedef struct decision {
    shb_decision_kind verb;
    const char *file;
    uint64_t line;
    const char *a,
        *b; /* ids; but b is text where it renames or names, a may be of `not` */
    bool a_is_id;
    uint32_t a_number, b_number; /* of ids, from 0 */
} decision;

/* What lines call the same is one: `is` leads to the id that stands for all. */
typedef struct id_entry {
    const char *id;
    uint32_t is;
} id_entry;

typedef struct reading {
    const char *file; /* that is read */
    const shb_gazetteer *known;
    decision *items; /* in the order of the files and their lines */
    size_t count, capacity;
    id_entry *ids;
    size_t n_ids, ids_capacity;
    shb_map number_of, unknown; /* unknown: ids that were told */
    shb_arena arena;
} reading;

/** The language whose label or name the decision's text is. */
shb_lang shb_decision_lang(const decision *d);
/** The id, by number, that stands for all that are the same as this one. */
uint32_t shb_decision_stands_for(const reading *r, uint32_t id);
/** Number the ids; of those that are the same, the listed one that its line names first
 * stands for all, else the first. */
shb_status shb_decisions_join(shb_ctx *ctx, reading *r);
/** Refuse two that cannot both stand, with the places of all. */
shb_status shb_decisions_check(shb_ctx *ctx, const reading *r);

#endif
