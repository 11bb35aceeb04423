/**
 * @file lines.h
 * Lines of a text that was broken at a width: a printed page, mail, an old archive.
 *
 * In such a text most lines end without a sentence's end, the next goes on, and they are
 * of like length, because a line is broken where the next word has no room. There a line
 * break is a space, but for lines that stop short of the width: headlines, items of lists,
 * the last line of a paragraph.
 */
#ifndef SHB_TEXT_LINES_H
#define SHB_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The usual length of a line, in characters, if the text is broken at a width; else 0: a
 * line break ends what stands before it. Looks at the first thousand lines at most.
 */
size_t shb_wrap_width(const char *text, size_t len);

/** Does the sentence go on over the line break at text[at]? Never where width is 0. */
bool shb_wrap_goes_on(const char *text, size_t len, size_t at, size_t width);

#endif
