/**
 * @file decided.h
 * What decided that a name which the gazetteer knows, or a pattern found, is a mention of
 * an entity, or none.
 */
#ifndef SHABAKA_DECIDED_H
#define SHABAKA_DECIDED_H

#include <shabaka/mentions.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_why {
    SHB_WHY_NONE,
    /* mentions */
    SHB_WHY_LISTED,
    SHB_WHY_RULE,
    SHB_WHY_MARKS,
    SHB_WHY_AROUND,
    SHB_WHY_NAME_FIRST,
    SHB_WHY_ORDER,
    SHB_WHY_BEFORE,
    SHB_WHY_AFTER,
    SHB_WHY_ALONE,
    SHB_WHY_GIVEN,
    SHB_WHY_OFFICE,
    SHB_WHY_OFFICE_DATE,
    SHB_WHY_DATE,
    SHB_WHY_OWNER_BESIDE,
    SHB_WHY_OWNER_TEXT,
    SHB_WHY_PATTERN,
    SHB_WHY_PATTERN_SHORT,
    SHB_WHY_ADJECTIVE,
    SHB_WHY_TAGGER,
    SHB_WHY_ALIKE,
    SHB_WHY_DECIDED,
    /* no mentions */
    SHB_WHY_NOT_RULE,
    SHB_WHY_NOT_SEAT,
    SHB_WHY_NOT_STATE,
    SHB_WHY_NOT_ADJECTIVE,
    SHB_WHY_NOT_WHOLE,
    SHB_WHY_NOT_PERSON,
    SHB_WHY_NOT_WEAK,
    SHB_WHY_NOT_ANOTHER,
    SHB_WHY_NOT_NAMED,
    SHB_WHY_NOT_OWNED,
    SHB_WHY_NOT_DECIDED,
    SHB_WHY_NOT_NAME,
    SHB_N_WHYS
} shb_why;

/** First of those that make no mention. */
#define SHB_WHY_FIRST_NOT SHB_WHY_NOT_RULE

SHB_API const char *shb_why_name(shb_why why); /**< "listed", for tables */
SHB_API const char *shb_why_text(shb_why why); /**< in words */

/** A stretch of the text that was looked at. */
typedef struct shb_considered {
    uint32_t start, end;    /**< bytes, without proclitics */
    uint32_t word;          /**< byte where the first word begins, with them */
    uint32_t form;          /**< of the gazetteer; UINT32_MAX for a pattern's find */
    uint32_t entity;        /**< index into the gazetteer, or SHB_NO_ENTITY */
    const char *id, *label; /**< NULL where it is no mention */
    shb_type type;
    uint8_t how, clitics; /**< shb_how; letters taken off the first word */
    shb_why why;
} shb_considered;

/**
 * What was looked at in the text of the last shb_annotate(), in its order; only where the
 * options ask to explain. Borrowed until the next call.
 */
SHB_API const shb_considered *shb_annotator_considered(const shb_annotator *annotator,
                                                       size_t *n);

/** How often each was what decided, over all texts: SHB_N_WHYS numbers. */
SHB_API const uint64_t *shb_annotator_decided(const shb_annotator *annotator);

#ifdef __cplusplus
}
#endif
#endif
