#include "text/tokens.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "text/lines.h"
#include "text/word_runs.h"

enum { PADDING = 16, MAX_LENGTH = 0xffff };

void shb_tokens_done(shb_tokens *tokens) {
    shb_free(tokens->items);
    shb_free(tokens->asked);
    shb_free(tokens->gaps);
    shb_free(tokens->folded);
    *tokens = (shb_tokens)SHB_TOKENS_INIT;
}

/* A lone capital, its stop, and another capital with a stop: U.S., not the end of a line.
 */
static bool goes_on_dotted(const unsigned char *text, size_t len, size_t at) {
    if (at + 1 >= len)
        return false;
    size_t next = at + 1;
    uint32_t c = shb_utf8_next((const char *)text, len, &next);
    uint16_t entry = c == SHB_BAD_CHAR ? 0 : shb_fold_char(c);
    return (entry & FOLD_UPPER) && !(entry & FOLD_DIGIT) && next < len &&
           text[next] == '.';
}

/* "Fu'ad", "Qa’ida": where a name goes on behind the apostrophe at `at`, with letters
 * that are no English ending ("She'll"); 0: it does not. Sana'a, whose last letter could
 * be anything, is two words. */
static size_t goes_on_behind_apostrophe(const unsigned char *text, size_t len,
                                        size_t at) {
    enum { LEAST = 2, MOST = 6 };
    static const char *const endings[] = {"ll", "re", "ve", "em", "til", "cause"};
    if (text[at] == '\'')
        at++;
    else if (at + 3 <= len && memcmp(text + at, "\xe2\x80\x99", 3) == 0)
        at += 3;
    else
        return 0;
    size_t n = 0;
    while (at + n < len && n <= MOST && text[at + n] >= 'a' && text[at + n] <= 'z')
        n++;
    size_t behind = at + n;
    uint16_t letter =
        behind < len ? shb_fold_char(shb_utf8_next((const char *)text, len, &behind)) : 0;
    if (n < LEAST || n > MOST || text[at] == 's' || letter & (0xff | FOLD_TWO))
        return 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strlen(endings[i]) == n && memcmp(text + at, endings[i], n) == 0)
            return 0;
    return at;
}

/* Latin letters that look like Cyrillic ones, for words that mix the two by mistake. */
static const char latin_alike[] = "aeopcyxkmthb";
static const uint16_t cyrillic_alike[] = {0x430, 0x435, 0x43e, 0x440, 0x441, 0x443,
                                          0x445, 0x43a, 0x43c, 0x442, 0x43d, 0x432};

static void mend_mixed(uint8_t *word, size_t n, uint8_t *flags) {
    for (size_t i = 0; i < n; i++)
        if (word[i] >= 'a' && word[i] <= 'z' && !strchr(latin_alike, word[i]))
            return;
    for (size_t i = 0; i < n; i++)
        if (word[i] >= 'a' && word[i] <= 'z')
            word[i] = FOLD_RU(cyrillic_alike[strchr(latin_alike, word[i]) - latin_alike]);
    *flags &= (uint8_t)~TOKEN_LATIN;
}

static inline uint8_t token_flags(unsigned any, unsigned all, unsigned first, size_t n) {
    unsigned flags = (any & FOLD_LATIN_LETTER ? TOKEN_LATIN : 0) |
                     (any & FOLD_ARABIC_LETTER ? TOKEN_ARABIC : 0) |
                     (any & FOLD_CYRILLIC_LETTER ? TOKEN_CYRILLIC : 0) |
                     (any & FOLD_DIGIT ? TOKEN_DIGIT : 0) |
                     (any & FOLD_STRANGE ? TOKEN_STRANGE : 0);
    if ((first & FOLD_UPPER) && !(first & FOLD_DIGIT))
        flags |= TOKEN_CAPITAL;
    if ((all & FOLD_UPPER) && n > 1 && (any & (FOLD_LATIN_LETTER | FOLD_CYRILLIC_LETTER)))
        flags |= TOKEN_CAPITALS;
    return (uint8_t)flags;
}

shb_status shb_tokenize(shb_ctx *ctx, shb_tokens *tokens, const char *bytes, size_t len) {
    shb_fold_init();
    const unsigned char *text = (const unsigned char *)bytes;
    tokens->count = 0;
    tokens->text = bytes;
    tokens->text_len = len;
    tokens->width = 0;
    /* A word takes two bytes of text at least; one byte folds to two letters at most. */
    shb_status st = shb_grow(ctx, (void **)&tokens->folded, &tokens->folded_capacity,
                             len + PADDING, 1);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&tokens->items, &tokens->capacity, len / 4 + 64,
                      sizeof *tokens->items);
    if (st != SHB_OK)
        return st;

    uint8_t *out = tokens->folded, *word = out;
    unsigned any = 0, all = ~0u, first = 0;
    bool dotted = false;
    size_t start = 0, end = 0, at = 0;
    for (;;) {
        if (out == word) {
            if ((st = shb_grow(ctx, (void **)&tokens->items, &tokens->capacity,
                               tokens->count + WORD_RUN_TOKENS, sizeof *tokens->items)) !=
                SHB_OK)
                return st;
            at = shb_take_word_runs(tokens, at, &out);
            word = out;
        }
        uint16_t entry = 0;
        size_t next = at + 1;
        if (at < len) {
            unsigned char c = text[at];
            if (c < 0x80) {
                entry = shb_fold_table[c];
            } else if (c < 0xe0) {
                entry = shb_fold_table[(c & 0x1f) << 6 | (text[at + 1] & 0x3f)];
                next = at + 2;
            } else {
                next = at;
                uint32_t wide = shb_utf8_next(bytes, len, &next);
                entry = wide == SHB_BAD_CHAR ? 0 : shb_fold_char(wide);
            }
        }
        /* A proclitic before Latin letters, with a tatweel or without: li-RT. */
        const bool parts = (any & FOLD_ARABIC_LETTER) && (entry & FOLD_LATIN_LETTER);
        if (!parts && (entry & 0xff || entry & FOLD_TWO)) {
            if (out == word) {
                start = at;
                first = entry;
            }
            any |= entry;
            all &= entry;
            if (__builtin_expect(entry & FOLD_TWO, 0)) {
                memcpy(out, shb_fold_pairs[entry & 0xff], 2);
                out += 2;
            } else {
                *out++ = (uint8_t)entry;
            }
            at = end = next;
            /* Most letters are followed by another of their kind. */
            while (at < len && text[at] < 0x80 && !(any & FOLD_ARABIC_LETTER) &&
                   (entry = shb_fold_table[text[at]]) & 0xff) {
                *out++ = (uint8_t)entry;
                any |= entry;
                all &= entry;
                at++;
            }
            while (
                at < len && text[at] >= 0xc2 && text[at] < 0xe0 &&
                (entry = shb_fold_table[(text[at] & 0x1f) << 6 | (text[at + 1] & 0x3f)]) &
                    0xff &&
                !(entry & FOLD_TWO)) {
                *out++ = (uint8_t)entry;
                any |= entry;
                all &= entry;
                at += 2;
            }
            end = at;
            continue;
        }
        if (entry & FOLD_DROP) {
            at = next;
            if (out != word)
                end = next;
            continue;
        }
        if (out != word) {
            size_t n = (size_t)(out - word);
            if (at < len && text[at] == '.' && (n == 1 || dotted) &&
                (first & FOLD_UPPER) && !(first & FOLD_DIGIT) &&
                goes_on_dotted(text, len, at)) {
                dotted = true;
                at++;
                continue;
            }
            if (at < len && text[at] == '+') {
                *out++ = '+'; /* OPEC+ is another word than OPEC */
                end = ++at;
                continue;
            }
            if (dotted && at < len && text[at] == '.')
                end = at + 1;
            if (at < len && (first & FOLD_UPPER) && (any & FOLD_LATIN_LETTER) && n > 1) {
                size_t behind = goes_on_behind_apostrophe(text, len, at);
                if (behind) {
                    at = behind;
                    continue;
                }
            }
            if (tokens->count + 1 >= tokens->capacity) {
                st = shb_grow(ctx, (void **)&tokens->items, &tokens->capacity,
                              tokens->count + 2, sizeof *tokens->items);
                if (st != SHB_OK)
                    return st;
            }
            uint8_t flags = token_flags(any, all, first, n);
            if (flags & TOKEN_ARABIC)
                (void)shb_keep_preposition(word, n, text + end);
            if (dotted)
                flags |= TOKEN_DOTTED;
            if ((flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) ==
                (TOKEN_LATIN | TOKEN_CYRILLIC))
                mend_mixed(word, n, &flags);
            tokens->items[tokens->count++] =
                (shb_token){shb_word_hash(word, n),
                            (uint32_t)start,
                            (uint32_t)end,
                            (uint32_t)(word - tokens->folded),
                            (uint16_t)(n < MAX_LENGTH ? n : MAX_LENGTH),
                            flags,
                            0};
            word = out;
            any = 0, all = ~0u, first = 0;
            dotted = false;
        }
        if (parts)
            continue;
        if (at >= len)
            break;
        at = next;
    }
    st = shb_grow(ctx, (void **)&tokens->asked, &tokens->asked_capacity, tokens->count,
                  sizeof *tokens->asked);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&tokens->gaps, &tokens->gaps_capacity,
                      tokens->count + 1, 1);
    if (st == SHB_OK)
        memset(tokens->gaps, 0, tokens->count);
    return st;
}

/* What one character between words does to the gap; the worst of a gap counts. */
static shb_gap gap_of(uint32_t c) {
    switch (c) {
    case ' ':
    case '\t':
    case 0xa0:
    case 0x202f:
    case 0x2009:
    case 0x1a:
        return GAP_SPACE;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return GAP_HYPHEN;
    case '\'':
    case 0x2019:
    case 0x2018:
    case 0x02bc:
    case 0x02bb:
    case '`':
    case 0xb4:
        return GAP_APOSTROPHE;
    case '.':
        return GAP_DOT;
    case '"':
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x2039:
    case 0x203a:
        return GAP_QUOTE;
    case '(':
    case '[':
        return GAP_OPEN;
    case ',':
    case 0x60c:
        return GAP_COMMA;
    case '\n':
    case '\r':
    case 0x2028:
    case 0x2029:
    case 0x85:
        return GAP_LINE;
    default:
        return GAP_OTHER;
    }
}

static shb_gap worst_gap(const shb_tokens *tokens, size_t at, size_t to) {
    if (to == at + 1 && tokens->text[at] == ' ')
        return GAP_SPACE;
    shb_gap worst = GAP_SPACE;
    size_t signs = 0, spaces = 0;
    while (at < to) {
        size_t here = at;
        uint32_t c = shb_utf8_next(tokens->text, tokens->text_len, &at);
        if (c == SHB_BAD_CHAR || (shb_fold_char(c) & FOLD_DROP))
            continue;
        shb_gap gap = gap_of(c);
        if (gap == GAP_LINE &&
            shb_wrap_goes_on(tokens->text, tokens->text_len, here, tokens->width)) {
            spaces += signs == 0; /* behind a hyphen it is none: "Port-", "au-Prince" */
            continue;
        }
        if (gap == GAP_SPACE) {
            spaces++;
            continue;
        }
        signs++;
        if (gap > worst)
            worst = gap;
    }
    if (signs > 1 && (worst == GAP_HYPHEN || worst == GAP_DOT))
        return GAP_OTHER;
    if (worst == GAP_HYPHEN && spaces)
        return GAP_DASH;
    if (worst == GAP_APOSTROPHE && spaces)
        return GAP_QUOTE;
    return worst;
}

shb_gap shb_look_at_gap(const shb_tokens *tokens, size_t i) {
    shb_gap gap = worst_gap(tokens, tokens->items[i - 1].end, tokens->items[i].start);
    tokens->gaps[i] = (uint8_t)(gap + 1);
    return gap;
}
