/* SPDX-License-Identifier: MIT */
/**
 * @file pdf.h
 * The same picture gives the same bytes.
 */
#ifndef SHABAKA_DRAW_PDF_H
#define SHABAKA_DRAW_PDF_H

#include <stddef.h>

/** Put 1980-01-01 in place of the hour of drawing; no length changes. */
void pdf_fix_date(char *bytes, size_t len);

#endif
