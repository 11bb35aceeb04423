/**
 * @file picture_text.h
 * Words in a picture: labels with their direction, and what stands below in small print.
 */
#ifndef SHB_EXPORT_PICTURE_TEXT_H
#define SHB_EXPORT_PICTURE_TEXT_H

#include <shabaka/export.h>

/** Direction of a piece of text among others. */
typedef enum shb_direction {
    SHB_FIRST_STRONG, /**< as its first letter runs */
    SHB_LEFT_TO_RIGHT,
    SHB_RIGHT_TO_LEFT
} shb_direction;

/** What a picture says in its own words. */
typedef struct shb_picture_words {
    size_t language; /**< Arabic, English, Russian */
    shb_direction direction;
    const char *kinds[4]; /**< people, states, organizations, others */
    const char *dots;     /**< what has no room for its name */
    const char *names, *ties, *ties_between, *texts, *of, *alone, *period, *comma;
    const char *filter, *weight, *tied, *only, *around, *component, *first, *by_measure,
        *backbone, *through; /**< of what was taken */
    const char *mentions, *strength, *interval, *darker, *bar, *dated; /**< of charts */
    const char *by[3];    /**< year, month, day */
    const char *units[4]; /**< sentences, paragraphs, (texts are told anyway), windows */
    const char
        *reading[5]; /**< how to read a line, by unit; last: where it is not known */
} shb_picture_words;

/** In the language of the labels asked for, else of most labels (by their letters). */
const shb_picture_words *shb_picture_words_for(const shb_network *net,
                                               const shb_export_options *options);

/** How a node's shown label runs: as the label_* column that holds the same text. */
shb_direction shb_label_direction(const shb_network *net, size_t node, const char *label);

/**
 * Write text as one line, cleaned, cut at `most` characters, isolated from what is
 * around. After "+", a left-to-right mark keeps it in its place in right-to-left text.
 * @return false where nothing of it can be shown
 */
bool shb_put_isolated(shb_output *out, shb_str clean, shb_direction direction,
                      size_t most);

/** Where a long label breaks into two lines: its length where it does not. */
size_t shb_label_break(shb_str clean);

/** Characters, marks not counted. */
size_t shb_label_length(shb_str text);

/** The unit of counting, 0 to 3 as in shb_unit, by the record; 4 where it is not known.
 */
size_t shb_picture_unit(const shb_network *net);

/** What the weights of edges count, likewise; 4 too where they are another measure. */
size_t shb_picture_weight_unit(const shb_network *net);

/** The title in a language, 0 to 2, or the one for all; NULL where there is none. */
const char *shb_title_in(const shb_export_options *options, size_t language);

/** The title where a file has one, in the language of the labels. */
const char *shb_title_for(const shb_network *net, const shb_export_options *options);

/** How a title runs: from right to left where half its letters are Arabic. */
shb_direction shb_title_direction(const char *title);

#endif
