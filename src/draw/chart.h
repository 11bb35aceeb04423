/* SPDX-License-Identifier: MIT */
/**
 * @file chart.h
 * Boxes and texts that stand where they are told to.
 */
#ifndef SHABAKA_DRAW_CHART_H
#define SHABAKA_DRAW_CHART_H

#include "draw/graph.h"
#include "draw/places.h"

/** Measure texts and give all shapes their boxes; returns what they cover. */
area measure_shapes(picture *p);

/** Add measured shapes to a page. */
void add_shapes(Agraph_t *g, const picture *p);

#endif
