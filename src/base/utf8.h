/**
 * @file utf8.h
 * Decoding of one character at a time, for the paths that are not hot.
 */
#ifndef SHB_BASE_UTF8_H
#define SHB_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define SHB_BAD_CHAR UINT32_MAX

/**
 * The character at data[*at], which must be < len; advances *at past it, or by one byte
 * and returns SHB_BAD_CHAR where the bytes are no UTF-8.
 */
uint32_t shb_utf8_next(const char *data, size_t len, size_t *at);

/** The character before data[*at]; moves *at back to its start. For valid UTF-8. */
uint32_t shb_utf8_previous(const char *data, size_t *at);

/** Encode; returns the number of bytes (1-4) put into out. */
size_t shb_utf8_put(uint32_t c, char out[4]);

#endif
