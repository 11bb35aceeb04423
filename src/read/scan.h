/**
 * @file scan.h
 * Looking for one of a few bytes, 16 at a time where the processor can.
 */
#ifndef SHB_READ_SCAN_H
#define SHB_READ_SCAN_H

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>

/* First set bit of a mask that is not 0. */
static inline unsigned shb_first_bit(unsigned mask) {
    return (unsigned)__builtin_ctz(mask);
}

static inline __m128i shb_load(const char *p) {
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}
#endif

/** First quote, backslash or control character (where a JSON string may not go on), or
 * end. */
static inline const char *shb_scan_json_string(const char *p, const char *end) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1f);
    for (; end - p >= 16; p += 16) {
        __m128i block = shb_load(p);
        __m128i hit = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)),
            _mm_cmpeq_epi8(_mm_min_epu8(block, control), block));
        unsigned mask = (unsigned)_mm_movemask_epi8(hit);
        if (mask)
            return p + shb_first_bit(mask);
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

/** First a or b, or end. */
static inline const char *shb_scan_either(const char *p, const char *end, char a,
                                          char b) {
#ifdef __SSE2__
    const __m128i first = _mm_set1_epi8(a), second = _mm_set1_epi8(b);
    for (; end - p >= 16; p += 16) {
        __m128i block = shb_load(p);
        unsigned mask = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(block, first), _mm_cmpeq_epi8(block, second)));
        if (mask)
            return p + shb_first_bit(mask);
    }
#endif
    while (p < end && *p != a && *p != b)
        p++;
    return p;
}

#endif
