#include "read/utf8_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_tail(unsigned char c) { return (c & 0xc0) == 0x80; }

/* Length of the sequence that starts at p, or 0 if it is bad. Unicode 15, table 3-7. */
static size_t sequence(const unsigned char *p, size_t left) {
    unsigned char lead = p[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4 || left < 2)
        return 0;
    unsigned char low = 0x80, high = 0xbf; /* of the second byte */
    if (lead == 0xe0)
        low = 0xa0;
    else if (lead == 0xed)
        high = 0x9f;
    else if (lead == 0xf0)
        low = 0x90;
    else if (lead == 0xf4)
        high = 0x8f;
    if (p[1] < low || p[1] > high)
        return 0;
    if (lead < 0xe0)
        return 2;
    if (left < 3 || !is_tail(p[2]))
        return 0;
    if (lead < 0xf0)
        return 3;
    return left >= 4 && is_tail(p[3]) ? 4 : 0;
}

/* Small letters, which are most, are e0..ff in windows-1251, c0..df in KOI8-R; those of
 * Arabic are in both halves. */
const char *shb_utf8_advice(const char *data, size_t len) {
    enum { LOOK = 1 << 16, MOST = 5, FEW = 8 };
    const unsigned char *p = (const unsigned char *)data;
    size_t good = 0, bad = 0, lower = 0, upper = 0;
    size_t from = shb_utf8_valid(data, len); /* of a long text it may be far in */
    from = from < LOOK ? 0 : from;
    size_t end = len - from < LOOK ? len : from + LOOK;
    for (size_t at = from; at < end;) {
        size_t n = sequence(p + at, len - at);
        good += n > 1;
        bad += n == 0;
        lower += n == 0 && p[at] >= 0xc0 && p[at] < 0xe0;
        upper += n == 0 && p[at] >= 0xe0;
        at += n ? n : 1;
    }
    if (good > bad)
        return "'iconv -c -f UTF-8 -t UTF-8' leaves out the bytes that are damaged";
    if ((lower + upper) * FEW < end - from)
        return "--encoding says what it is (windows-1252?), or 'iconv -c -f UTF-8 -t "
               "UTF-8' "
               "leaves such bytes out";
    if (lower * MOST < upper)
        return "--encoding windows-1251, by its letters, may say what it is";
    if (upper * MOST < lower)
        return "--encoding koi8-r, by its letters, may say what it is";
    return "--encoding windows-1256, by its letters, may say what it is";
}

size_t shb_utf8_valid_portable(const char *data, size_t len) {
    const unsigned char *p = (const unsigned char *)data;
    size_t at = 0;
    while (at < len) {
        uint64_t word;
        if (len - at >= sizeof word) {
            memcpy(&word, p + at, sizeof word);
            if (!(word & 0x8080808080808080u)) {
                at += sizeof word;
                continue;
            }
        }
        size_t n = sequence(p + at, len - at);
        if (n == 0)
            return at;
        at += n;
    }
    return len;
}

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define SSSE3 __attribute__((target("ssse3")))

/* What two neighbouring bytes may do wrong, one bit each. */
enum {
    TOO_SHORT = 1 << 0,  /* a lead byte, then no tail */
    TOO_LONG = 1 << 1,   /* ASCII, then a tail */
    OVERLONG_3 = 1 << 2, /* e0 80..9f */
    TOO_LARGE = 1 << 3,  /* f4 90..bf, f5.. */
    SURROGATE = 1 << 4,  /* ed a0..bf */
    OVERLONG_2 = 1 << 5, /* c0, c1 */
    OVERLONG_4 = 1 << 6, /* f0 80..8f; also f5.. 80..8f */
    TWO_TAILS = 1 << 7,  /* right only as third or fourth byte */
    ANY_LOW = TOO_SHORT | TOO_LONG | TWO_TAILS,
    ANY_F5 = ANY_LOW | TOO_LARGE | OVERLONG_4
};

typedef struct state {
    __m128i previous, errors;
} state;

SSSE3 static inline __m128i high_half(__m128i bytes) {
    return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x0f));
}

/* Non-zero where the block ends within a sequence. */
SSSE3 static inline __m128i unfinished(__m128i block) {
    const __m128i most = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                       (char)0xef, (char)0xdf, (char)0xbf);
    return _mm_subs_epu8(block, most);
}

SSSE3 static inline void check_block(state *s, __m128i block) {
    const __m128i first_high = _mm_setr_epi8(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        (char)TWO_TAILS, (char)TWO_TAILS, (char)TWO_TAILS, (char)TWO_TAILS,
        TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
        TOO_SHORT | TOO_LARGE | OVERLONG_4);
    const __m128i first_low = _mm_setr_epi8(
        (char)(ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4),
        (char)(ANY_LOW | OVERLONG_2), (char)ANY_LOW, (char)ANY_LOW,
        (char)(ANY_LOW | TOO_LARGE), (char)ANY_F5, (char)ANY_F5, (char)ANY_F5,
        (char)ANY_F5, (char)ANY_F5, (char)ANY_F5, (char)ANY_F5, (char)ANY_F5,
        (char)(ANY_F5 | SURROGATE), (char)ANY_F5, (char)ANY_F5);
    enum { TAIL = TOO_LONG | OVERLONG_2 | TWO_TAILS };
    const __m128i second_high = _mm_setr_epi8(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        TOO_SHORT, (char)(TAIL | OVERLONG_3 | OVERLONG_4),
        (char)(TAIL | OVERLONG_3 | TOO_LARGE), (char)(TAIL | SURROGATE | TOO_LARGE),
        (char)(TAIL | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
    if (_mm_movemask_epi8(block) == 0) {
        s->errors = _mm_or_si128(s->errors, unfinished(s->previous));
        s->previous = block;
        return;
    }
    __m128i one_back = _mm_alignr_epi8(block, s->previous, 15);
    __m128i two_back = _mm_alignr_epi8(block, s->previous, 14);
    __m128i three_back = _mm_alignr_epi8(block, s->previous, 13);
    __m128i wrong = _mm_and_si128(
        _mm_shuffle_epi8(first_high, high_half(one_back)),
        _mm_and_si128(
            _mm_shuffle_epi8(first_low, _mm_and_si128(one_back, _mm_set1_epi8(0x0f))),
            _mm_shuffle_epi8(second_high, high_half(block))));
    /* Two tails must stand exactly where a lead of three or four bytes asks for them. */
    __m128i third = _mm_subs_epu8(two_back, _mm_set1_epi8(0xe0 - 0x80));
    __m128i fourth = _mm_subs_epu8(three_back, _mm_set1_epi8(0xf0 - 0x80));
    __m128i asked =
        _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8((char)TWO_TAILS));
    s->errors = _mm_or_si128(s->errors, _mm_xor_si128(wrong, asked));
    s->previous = block;
}

SSSE3 static inline bool has_errors(const state *s) {
    return _mm_movemask_epi8(_mm_cmpeq_epi8(s->errors, _mm_setzero_si128())) != 0xffff;
}

SSSE3 static size_t valid_ssse3(const char *data, size_t len) {
    enum { STEP = 1024 }; /* looking at the errors more often costs more than it saves */
    state s = {_mm_setzero_si128(), _mm_setzero_si128()};
    size_t at = 0, step = 0;
    while (len - at >= 16) {
        step = at;
        size_t end = len - at < STEP ? at + ((len - at) & ~(size_t)15) : at + STEP;
        for (; at < end; at += 16)
            check_block(&s, _mm_loadu_si128((const __m128i *)(const void *)(data + at)));
        if (has_errors(&s))
            goto bad;
    }
    step = at;
    char last[16] = {0}; /* ends in ASCII, so that an unfinished sequence shows */
    memcpy(last, data + at, len - at);
    check_block(&s, _mm_loadu_si128((const __m128i *)(const void *)last));
    if (!has_errors(&s))
        return len;
bad:
    /* Back to the start of a character: all before the step was right. */
    step = step > 4 ? step - 4 : 0;
    while (step > 0 && is_tail((unsigned char)data[step]))
        step++;
    return step + shb_utf8_valid_portable(data + step, len - step);
}

size_t shb_utf8_valid(const char *data, size_t len) {
    return __builtin_cpu_supports("ssse3") ? valid_ssse3(data, len)
                                           : shb_utf8_valid_portable(data, len);
}

#else

size_t shb_utf8_valid(const char *data, size_t len) {
    return shb_utf8_valid_portable(data, len);
}

#endif
