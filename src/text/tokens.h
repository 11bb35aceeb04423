/**
 * @file tokens.h
 * A text as words: folded letters, their hash, their place in the bytes.
 */
#ifndef SHB_TEXT_TOKENS_H
#define SHB_TEXT_TOKENS_H

#include <shabaka/status.h>

#include "text/fold.h"

/* Flags of a token. */
enum {
    TOKEN_CAPITAL = 1,  /* begins with a capital letter */
    TOKEN_CAPITALS = 2, /* capitals (and digits) only, two letters or more */
    TOKEN_LATIN = 4,
    TOKEN_ARABIC = 8,
    TOKEN_CYRILLIC = 16,
    TOKEN_DIGIT = 32,   /* holds a digit */
    TOKEN_STRANGE = 64, /* holds a letter of another script */
    TOKEN_DOTTED = 128  /* letters with full stops, as in U.S. */
};

/** What stands between a token and the one before it. */
typedef enum shb_gap {
    GAP_SPACE,      /* white space only, or nothing */
    GAP_HYPHEN,     /* one hyphen or dash without space around it */
    GAP_APOSTROPHE, /* one apostrophe */
    GAP_DOT,        /* a full stop, with or without space */
    GAP_QUOTE,      /* quotes, with space perhaps */
    GAP_DASH,       /* a dash with space around it */
    GAP_OPEN,       /* an opening bracket */
    GAP_COMMA,      /* comma, and */
    GAP_OTHER,      /* anything else */
    GAP_LINE        /* the end of a line or paragraph is in it */
} shb_gap;

typedef struct shb_token {
    uint64_t hash;
    uint32_t start, end; /* bytes of the text */
    uint32_t folded;     /* offset into shb_tokens.folded */
    uint16_t length;     /* folded letters */
    uint8_t flags;
    uint8_t maybe; /* the matcher's note: which readings may begin a form */
} shb_token;

/** Reused from text to text. */
typedef struct shb_tokens {
    shb_token *items;
    size_t count, capacity;
    uint32_t *asked; /* room for the matcher: tokens of which it notes any */
    size_t n_asked, asked_capacity;
    uint8_t *gaps; /* of each token, 1 + shb_gap, or 0: nobody has asked yet */
    size_t gaps_capacity;
    uint8_t *folded;
    size_t folded_capacity;
    const char *text;
    size_t text_len;
    size_t width; /* lines.h: at which its lines are broken; 0 until the caller sets it */
} shb_tokens;

#define SHB_TOKENS_INIT                                                                  \
    { NULL, 0, 0, NULL, 0, 0, NULL, 0, NULL, 0, NULL, 0, 0 }

/** Split and fold; text is valid UTF-8, borrowed until the next call. */
shb_status shb_tokenize(shb_ctx *ctx, shb_tokens *tokens, const char *text, size_t len);
void shb_tokens_done(shb_tokens *tokens);

/** What stands before token i; GAP_LINE for the first one. */
shb_gap shb_look_at_gap(const shb_tokens *tokens, size_t i);
static inline shb_gap shb_token_gap(const shb_tokens *tokens, size_t i) {
    if (i == 0 || i >= tokens->count)
        return GAP_LINE;
    return tokens->gaps[i] ? (shb_gap)(tokens->gaps[i] - 1) : shb_look_at_gap(tokens, i);
}

/* The hash of a word of n letters goes over eight of them at a time, the last of them
 * filled up with 0. */
static inline uint64_t shb_word_hash_start(size_t n) { return n * 0x9e3779b97f4a7c15u; }
static inline uint64_t shb_word_hash_eight(uint64_t hash, uint64_t letters) {
    hash = (hash ^ letters) * 0xd6e8feb86659fd93u;
    return hash ^ hash >> 32;
}
static inline uint64_t shb_word_hash_end(uint64_t hash, uint64_t last) {
    hash = (hash ^ last) * 0xd6e8feb86659fd93u;
    return hash ^ hash >> 29;
}
/** The first n of eight bytes, 1 <= n <= 8. */
static inline uint64_t shb_first_bytes(uint64_t bytes, size_t n) {
    return bytes & ~(uint64_t)0 >> (64 - 8 * n);
}

/** Hash of folded letters. p must be readable for 8 bytes past its end. */
static inline uint64_t shb_word_hash(const uint8_t *p, size_t n) {
    uint64_t hash = shb_word_hash_start(n), word;
    while (n > 8) {
        __builtin_memcpy(&word, p, 8);
        hash = shb_word_hash_eight(hash, word);
        p += 8;
        n -= 8;
    }
    __builtin_memcpy(&word, p, 8);
    return shb_word_hash_end(hash, n ? shb_first_bytes(word, n) : 0);
}

#endif
