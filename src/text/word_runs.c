#include "text/word_runs.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

enum { BLOCK = 64, MOST_WORDS = BLOCK / 2 };

/* ------------------------------------------------------------------------------- ASCII
 */

/* Bit i of each: is byte i a letter or digit, a capital, a digit, beyond ASCII? */
typedef struct ascii_masks {
    uint64_t word, capital, digit, wide;
} ascii_masks;

static inline uint64_t in_range(__m128i v, char low, char high) {
    __m128i in = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
                               _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
    return (uint64_t)(unsigned)_mm_movemask_epi8(in);
}

/* Classify a block of ASCII and put it, in small letters, to out. */
static inline ascii_masks fold_ascii(const unsigned char *text, uint8_t *out) {
    ascii_masks masks = {0, 0, 0, 0};
    for (unsigned i = 0; i < BLOCK; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(text + i));
        __m128i capital = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
                                        _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
        _mm_storeu_si128((__m128i *)(out + i),
                         _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20))));
        uint64_t capitals = (uint64_t)(unsigned)_mm_movemask_epi8(capital);
        uint64_t digits = in_range(v, '0', '9');
        masks.wide |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << i;
        masks.capital |= capitals << i;
        masks.digit |= digits << i;
        masks.word |= (capitals | digits | in_range(v, 'a', 'z')) << i;
    }
    return masks;
}

/* Behind an apostrophe: more than the ending of "Iran's". */
static inline bool may_go_on(const unsigned char *behind) {
    return behind[0] >= 'a' && behind[0] <= 'z' && behind[0] != 's' && behind[1] >= 'a' &&
           behind[1] <= 'z';
}

/*
 * The words that lie whole in the ASCII that a block begins with; returns how many bytes
 * are done with. The last word may go on behind it; one that a full stop, a plus or an
 * apostrophe follows may be more than a word (U.S., OPEC+, Fu'ad): they are left.
 */
static size_t take_ascii_block(shb_tokens *tokens, const unsigned char *text, size_t at,
                               uint8_t *out) {
    ascii_masks masks = fold_ascii(text + at, out);
    unsigned limit = masks.wide ? (unsigned)__builtin_ctzll(masks.wide) : BLOCK;
    uint64_t left = masks.word;
    while (left) {
        unsigned start = (unsigned)__builtin_ctzll(left);
        uint64_t gaps = ~(masks.word >> start);
        if (start > limit)
            return limit;
        if (gaps == 0)
            return start;
        unsigned n = (unsigned)__builtin_ctzll(gaps);
        unsigned end = start + n;
        if (end >= limit)
            return start;
        unsigned char next = text[at + end];
        if (next == '+' || (next == '.' && n == 1) ||
            (next == '\'' && masks.capital >> start & 1 &&
             may_go_on(text + at + end + 1)))
            return start;
        uint64_t own = (((uint64_t)1 << n) - 1) << start;
        unsigned flags = (own & masks.digit) != own ? TOKEN_LATIN : 0;
        flags |= own & masks.digit ? TOKEN_DIGIT : 0;
        flags |= masks.capital >> start & 1 ? TOKEN_CAPITAL : 0;
        if (n > 1 && !(own & ~(masks.capital | masks.digit)) && own & masks.capital)
            flags |= TOKEN_CAPITALS;
        tokens->items[tokens->count++] =
            (shb_token){shb_word_hash(out + start, n),
                        (uint32_t)(at + start),
                        (uint32_t)(at + end),
                        (uint32_t)(out + start - tokens->folded),
                        (uint16_t)n,
                        (uint8_t)flags,
                        0};
        left &= ~own;
    }
    return limit;
}

/* ------------------------------------------------------------------ letters of two bytes
 */

/* An alphabet in two neighbouring leading bytes: 128 characters in eight parts of
 * sixteen, of which some hold letters. */
typedef struct alphabet {
    unsigned char lead;      /* the even one */
    uint8_t flag;            /* of tokens.h */
    uint8_t first_part, end; /* that hold letters */
} alphabet;

static const alphabet arabic = {0xd8, TOKEN_ARABIC, 2, 5};
static const alphabet cyrillic = {0xd0, TOKEN_CYRILLIC, 0, 6};

/* Bit i of each: does a letter of the alphabet begin at byte i; is it a capital; is the
 * byte beyond ASCII, or a letter or digit of ASCII? */
typedef struct wide_masks {
    uint64_t letter, capital, wide, ascii;
} wide_masks;

/*
 * Classify a block, and put what each letter folds to where its first byte was; 0 where
 * none begins.
 */
__attribute__((target("ssse3"), always_inline)) static inline wide_masks
fold_wide(const alphabet *own, const unsigned char *text, uint8_t folded[BLOCK]) {
    const uint8_t *table = shb_fold_plain + ((own->lead & 0x1f) << 6);
    const __m128i one = _mm_set1_epi8(1), none = _mm_setzero_si128();
    wide_masks masks = {0, 0, 0, 0};
    for (unsigned i = 0; i < BLOCK; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(text + i));
        __m128i tail = _mm_loadu_si128((const __m128i *)(text + i + 1));
        __m128i lead =
            _mm_cmpeq_epi8(_mm_or_si128(v, one), _mm_set1_epi8((char)(own->lead | 1)));
        __m128i index = _mm_or_si128(_mm_and_si128(tail, _mm_set1_epi8(0x3f)),
                                     _mm_slli_epi16(_mm_and_si128(v, one), 6));
        __m128i letter = none;
        for (int part = own->first_part; part < own->end; part++) {
            /* What is not in this part gets its high bit set, which looks up 0. */
            __m128i at =
                _mm_adds_epu8(_mm_xor_si128(index, _mm_set1_epi8((char)(part << 4))),
                              _mm_set1_epi8(0x70));
            letter = _mm_or_si128(
                letter, _mm_shuffle_epi8(
                            _mm_loadu_si128((const __m128i *)(table + part * 16)), at));
        }
        letter = _mm_and_si128(letter, lead);
        _mm_storeu_si128((__m128i *)(folded + i), letter);
        /* All of U+0400 to U+042F is capitals. Arabic has none. */
        __m128i capital = _mm_and_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xd0)),
                                        _mm_cmplt_epi8(tail, _mm_set1_epi8((char)0xb0)));
        __m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));
        masks.letter |=
            (uint64_t)(0xffff & ~_mm_movemask_epi8(_mm_cmpeq_epi8(letter, none))) << i;
        masks.capital |= (uint64_t)(unsigned)_mm_movemask_epi8(capital) << i;
        masks.wide |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << i;
        masks.ascii |= (in_range(v, '0', '9') | in_range(small, 'a', 'z')) << i;
    }
    return masks;
}

/* Does a word of n letters end before this byte, without a mark, another script's letter,
 * or a sign that may belong to it? */
static inline bool ends_plainly(const unsigned char *text, size_t n) {
    if (text[0] < 0x80)
        return shb_fold_table[text[0]] == 0 && text[0] != '+' &&
               (text[0] != '.' || n > 1);
    return text[0] < 0xe0 &&
           shb_fold_table[(text[0] & 0x1f) << 6 | (text[1] & 0x3f)] == 0;
}

/* The words that lie whole in a block; returns how many bytes are done with. */
__attribute__((target("ssse3"), always_inline)) static inline size_t
take_wide_block(const alphabet *own, shb_tokens *tokens, size_t at, uint8_t **place) {
    const unsigned char *text = (const unsigned char *)tokens->text + at;
    uint8_t folded[BLOCK + 32] __attribute__((aligned(16)));
    uint8_t *out = *place;
    memset(folded + BLOCK, 0, 32);
    const wide_masks masks = fold_wide(own, text, folded);
    uint64_t left = masks.letter | masks.letter << 1, other = masks.wide & ~left;
    const unsigned limit = masks.ascii ? (unsigned)__builtin_ctzll(masks.ascii) : BLOCK;
    for (;;) {
        unsigned start = left ? (unsigned)__builtin_ctzll(left) : BLOCK;
        unsigned sign = other ? (unsigned)__builtin_ctzll(other) : BLOCK;
        if (sign < start && sign < limit) {
            if (sign + 2 > BLOCK || !ends_plainly(text + sign, 2)) {
                *place = out;
                return sign;
            }
            other &= ~((uint64_t)3 << sign);
            continue;
        }
        unsigned end = start;
        if (start < limit)
            end += (unsigned)__builtin_ctzll(~(left >> start));
        /* The last letter's second byte may lie behind the block. */
        if (start >= limit || end >= BLOCK - 1 || end - start > 32 ||
            !ends_plainly(text + end, (end - start) / 2)) {
            *place = out;
            return start < limit ? start : limit;
        }
        size_t n = (end - start) / 2;
        __m128i letters =
            _mm_packus_epi16(_mm_loadu_si128((const __m128i *)(folded + start)),
                             _mm_loadu_si128((const __m128i *)(folded + start + 16)));
        _mm_storeu_si128((__m128i *)out, letters);
        uint64_t low = (uint64_t)_mm_cvtsi128_si64(letters);
        uint64_t hash = shb_word_hash_start(n);
        if (n > 8) {
            hash = shb_word_hash_eight(hash, low);
            low = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(letters, letters));
        }
        hash = shb_word_hash_end(hash, shb_first_bytes(low, n > 8 ? n - 8 : n));
        unsigned flags = own->flag;
        if (own->flag == TOKEN_ARABIC) {
            if (shb_keep_preposition(out, n, text + end))
                hash = shb_word_hash(out, n);
        } else {
            uint64_t whole = masks.letter & (((uint64_t)1 << (end - start)) - 1) << start;
            flags |= masks.capital >> start & 1 ? TOKEN_CAPITAL : 0;
            flags |= n > 1 && !(whole & ~masks.capital) ? TOKEN_CAPITALS : 0;
        }
        tokens->items[tokens->count++] = (shb_token){hash,
                                                     (uint32_t)(at + start),
                                                     (uint32_t)(at + end),
                                                     (uint32_t)(out - tokens->folded),
                                                     (uint16_t)n,
                                                     (uint8_t)flags,
                                                     0};
        out += n;
        left = left >> end << end;
    }
}

__attribute__((target("ssse3"))) static size_t take_arabic(shb_tokens *tokens, size_t at,
                                                           uint8_t **out) {
    return take_wide_block(&arabic, tokens, at, out);
}

__attribute__((target("ssse3"))) static size_t take_cyrillic(shb_tokens *tokens,
                                                             size_t at, uint8_t **out) {
    return take_wide_block(&cyrillic, tokens, at, out);
}

/* ---------------------------------------------------------------------------- any text
 */

size_t shb_take_word_runs(shb_tokens *tokens, size_t at, uint8_t **out) {
    const unsigned char *text = (const unsigned char *)tokens->text;
    const bool can_look_up = __builtin_cpu_supports("ssse3");
    const size_t most = tokens->count + WORD_RUN_TOKENS - MOST_WORDS;
    while (at + BLOCK + 2 <= tokens->text_len && tokens->count < most) {
        size_t done;
        const unsigned char lead = text[at];
        if (lead < 0x80 && shb_fold_table[lead] == 0) {
            done = 1;
        } else if (lead < 0x80) {
            done = take_ascii_block(tokens, text, at, *out);
            *out += done;
        } else if (!can_look_up) {
            return at;
        } else if ((lead | 1) == 0xd9) {
            done = take_arabic(tokens, at, out);
        } else if ((lead | 1) == 0xd1) {
            done = take_cyrillic(tokens, at, out);
        } else {
            return at;
        }
        at += done;
        if (done == 0)
            return at;
    }
    return at;
}

#else

size_t shb_take_word_runs(shb_tokens *tokens, size_t at, uint8_t **out) {
    (void)tokens, (void)out;
    return at;
}

#endif
