/**
 * @file utf8.h
 * Decoding of one character at a time, for the paths that are not hot.
 */
#ifndef SHB_BASE_UTF8_H
#define SHB_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define SHB_BAD_CHAR UINT32_MAX

/** As shb_utf8_next(), for any character. */
uint32_t shb_utf8_next_any(const char *data, size_t len, size_t *at);

/**
 * The character at data[*at], which must be < len; advances *at past it, or by one byte
 * and returns SHB_BAD_CHAR where the bytes are no UTF-8.
 */
static inline uint32_t shb_utf8_next(const char *data, size_t len, size_t *at) {
    const unsigned char *p = (const unsigned char *)data + *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] >= 0xc2 && p[0] < 0xe0 && len - *at >= 2 && (p[1] & 0xc0) == 0x80) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    }
    return shb_utf8_next_any(data, len, at);
}

/** The character before data[*at]; moves *at back to its start. For valid UTF-8. */
uint32_t shb_utf8_previous(const char *data, size_t *at);

/** Encode; returns the number of bytes (1-4) put into out. */
size_t shb_utf8_put(uint32_t c, char out[4]);

#endif
