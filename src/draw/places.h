/* SPDX-License-Identifier: MIT */
/**
 * @file places.h
 * Where plates stand: near whom they are tied to, and never on one another.
 */
#ifndef SHABAKA_DRAW_PLACES_H
#define SHABAKA_DRAW_PLACES_H

#include "draw/draw.h"

/** Points, y upwards. */
typedef struct area {
    double left, right, bottom, top;
} area;

/**
 * Give every node of a picture a place, in any unit: the one that it came with, else one
 * by its ties.
 */
void find_places(picture *p);

/**
 * Scale the places of `found` to points and move plates apart until none lies on another.
 * @param p      gets the places
 * @param shape  width by height that is aimed at
 * @param room   so many times the area of all plates is the page's, before they are moved
 * @return what the plates cover
 */
area spread(const picture *found, picture *p, double shape, double room);

#endif
