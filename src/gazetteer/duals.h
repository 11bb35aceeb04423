/**
 * @file duals.h
 * Arabic heads of names in the dual and plural: "wizarata al-kharijiyya wal-difa'", the
 * ministries of foreign affairs and of defence, "harakata fath wa-hamas".
 */
#ifndef SHB_GAZETTEER_DUALS_H
#define SHB_GAZETTEER_DUALS_H

#include "gazetteer/lexicon.h"

enum { DUALS_MAX = 3 };

/** The name with its head in the dual (nominative, oblique) and the plural; how many. */
size_t shb_duals(const shb_phrase *name, shb_phrase out[DUALS_MAX]);

/** Of a first word of a name, folded: the head in the singular if it is such a dual or
 * plural, else NULL; UTF-8. */
const char *shb_singular_head(const uint8_t *letters, size_t n);

#endif
