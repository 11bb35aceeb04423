/* SPDX-License-Identifier: MIT */
/**
 * @file letters.h
 * Letters where the font wants them, not on whole points.
 */
#ifndef SHABAKA_DRAW_LETTERS_H
#define SHABAKA_DRAW_LETTERS_H

#include "draw/graph.h"

/** Once, after start_graphviz() and before any text is measured. */
void free_letters(void);

#endif
