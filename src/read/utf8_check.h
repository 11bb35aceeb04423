/**
 * @file utf8_check.h
 * Is it UTF-8? At the speed of memory, and to the byte where it is not.
 */
#ifndef SHB_READ_UTF8_CHECK_H
#define SHB_READ_UTF8_CHECK_H

#include <stddef.h>

/**
 * Length of the longest valid beginning: len when all is valid UTF-8 (no overlong forms,
 * no surrogates, nothing past U+10FFFF), else where the first bad sequence starts.
 *
 * Source: Keiser and Lemire, Validating UTF-8 in less than one instruction per byte,
 * 2021, doi:10.1002/spe.2940, where the processor has SSSE3.
 */
size_t shb_utf8_valid(const char *data, size_t len);

/** The same on any processor, some times slower. */
size_t shb_utf8_valid_portable(const char *data, size_t len);

/**
 * What to do about text of which shb_utf8_valid() takes only a part: the encoding that
 * its letters point to, or how to have damaged bytes left out. For a message.
 */
const char *shb_utf8_advice(const char *data, size_t len);

#endif
