/**
 * @file mentions.h
 * Sentences and mentions of one document, and their JSON lines.
 */
#ifndef SHABAKA_MENTIONS_H
#define SHABAKA_MENTIONS_H

#include <shabaka/gazetteer.h>
#include <shabaka/output.h>
#include <shabaka/reader.h>
#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a mention was found. Names: shb_how_name(). */
typedef enum shb_how {
    SHB_HOW_GAZETTEER, /**< a listed name */
    SHB_HOW_SHORT,     /**< a short form of an entity named elsewhere in the text */
    SHB_HOW_PATTERN,   /**< a body or person by pattern */
    SHB_HOW_TAGGER,    /**< the statistical tagger */
    SHB_HOW_OTHER      /**< read from mention lines of another program */
} shb_how;

/** Where a mention stands, when that is not the running text. */
typedef enum shb_mark {
    SHB_MARK_NONE,
    SHB_MARK_DATELINE,
    SHB_MARK_SOURCE,
    SHB_MARK_BYLINE
} shb_mark;

SHB_API const char *shb_how_name(shb_how how);
SHB_API const char *shb_mark_name(shb_mark mark); /**< "" for SHB_MARK_NONE */

/** An entity that a document names; strings live as long as the annotation. */
typedef struct shb_entity_ref {
    const char *id;    /**< NUL-terminated, NMTOKEN */
    const char *label; /**< in the document's language where known */
    shb_type type;
    uint32_t gazetteer; /**< index into the gazetteer, or SHB_NO_ENTITY */
} shb_entity_ref;

typedef struct shb_mention {
    uint32_t start, end; /**< bytes into the document's text, end exclusive */
    uint32_t entity;     /**< index into shb_annotation.entities */
    uint8_t how, mark;   /**< shb_how, shb_mark */
    float confidence;    /**< 0..1, negative where it has none */
} shb_mention;

typedef struct shb_sentence {
    uint32_t start, end;   /**< bytes into the text, white space around left out */
    uint32_t paragraph;    /**< from 0 */
    uint32_t first, count; /**< its mentions */
} shb_sentence;

/** All that was found in one document: borrowed from the annotator until its next call.
 */
typedef struct shb_annotation {
    const shb_sentence *sentences;
    size_t n_sentences;
    const shb_mention *mentions; /**< by sentence, then start */
    size_t n_mentions;
    const shb_entity_ref *entities;
    size_t n_entities;
} shb_annotation;

typedef enum shb_find { SHB_FIND_ALL, SHB_FIND_PATTERNS, SHB_FIND_GAZETTEER } shb_find;

/** Initialise with SHB_ANNOTATE_OPTIONS_INIT. */
typedef struct shb_annotate_options {
    shb_find find;
    bool drop_capitals; /**< capitals and seats are no mentions of their state */
    bool adjectives; /**< an adjective of nationality is a mention of its state, outside
                          the names of bodies */
    bool explain;    /**< keep what was looked at, for shb_annotator_considered() */
} shb_annotate_options;

#define SHB_ANNOTATE_OPTIONS_INIT                                                        \
    { SHB_FIND_ALL, false, false, false }

/** One a thread; the gazetteer is shared and must outlive it. */
typedef struct shb_annotator shb_annotator;

SHB_API shb_status shb_annotator_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                     const shb_annotate_options *options,
                                     shb_annotator **out);
SHB_API void shb_annotator_free(shb_annotator *annotator);

/**
 * Find sentences and mentions. Decides within this one document.
 * Errors: SHB_ENOMEM; SHB_ELIMIT for a text of 4 GiB or more.
 */
SHB_API shb_status shb_annotate(shb_ctx *ctx, shb_annotator *annotator,
                                const shb_doc *doc, shb_annotation *out);

/** Write one JSON line a sentence. */
SHB_API shb_status shb_mentions_write(shb_ctx *ctx, const shb_doc *doc,
                                      const shb_annotation *annotation, shb_output *out);

/** Reads JSON lines of mentions (whoever wrote them) back into documents. */
typedef struct shb_mentions_reader shb_mentions_reader;

/** @param path a file, or "-" */
SHB_API shb_status shb_mentions_open(shb_ctx *ctx, const char *path,
                                     shb_mentions_reader **out);
/**
 * The next document: the run of lines with one `doc`. doc->text is empty: offsets are
 * those of the lines, and `texts` holds each sentence's text.
 * @param texts  one a sentence, borrowed until the next call
 */
SHB_API shb_status shb_mentions_next(shb_ctx *ctx, shb_mentions_reader *reader,
                                     shb_doc *doc, shb_annotation *annotation,
                                     const shb_str **texts, bool *done);
SHB_API void shb_mentions_free(shb_mentions_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
