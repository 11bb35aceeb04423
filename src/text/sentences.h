/**
 * @file sentences.h
 * Sentence bounds, on the original bytes.
 *
 * A line break ends a sentence, but for texts whose lines are broken at a width (lines.h),
 * where paragraphs end at empty lines and at lines that stop short; so do . ! ? and the Arabic question mark, with what
 * closes a quote after them, before white space. Abbreviations, initials, list numbers,
 * `..` in brackets and a small letter after the stop do not. A run past 16 KiB is cut at
 * a space.
 */
#ifndef SHB_TEXT_SENTENCES_H
#define SHB_TEXT_SENTENCES_H

#include <shabaka/mentions.h>

/** Reused from text to text. */
typedef struct shb_sentences {
    shb_sentence *items; /**< mentions not filled in */
    size_t count, capacity;
    size_t width; /**< at which the text's lines are broken; 0: a line is a paragraph */
} shb_sentences;

#define SHB_SENTENCES_INIT                                                               \
    { NULL, 0, 0, 0 }
#define SHB_SENTENCE_LIMIT 16384

shb_status shb_split_sentences(shb_ctx *ctx, shb_sentences *sentences, const char *text,
                               size_t len);
void shb_sentences_done(shb_sentences *sentences);

#endif
