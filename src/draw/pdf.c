/* SPDX-License-Identifier: MIT */
/*
 * cairo 1.16 writes the hour into every file and knows no SOURCE_DATE_EPOCH. The
 * dictionary with the date stands uncompressed near the end, after all streams.
 */
#include "draw/pdf.h"

#include <string.h>

static const char key[] = "/CreationDate (D:";
static const char fixed[] = "19800101000000";

void pdf_fix_date(char *bytes, size_t len) {
    const size_t need = sizeof key - 1 + sizeof fixed - 1;
    for (size_t at = len < need ? 0 : len - need + 1; at-- > 0;)
        if (memcmp(bytes + at, key, sizeof key - 1) == 0) {
            memcpy(bytes + at + sizeof key - 1, fixed, sizeof fixed - 1);
            return;
        }
}
