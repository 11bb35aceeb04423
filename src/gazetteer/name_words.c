#include "gazetteer/name_words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "gazetteer/lexicon.h"
#include "text/arabic_letters.h"

static const uint64_t flag_mask = ((uint64_t)1 << NAME_BITS) - 1;

static void put(shb_name_words *words, uint64_t hash, unsigned flags) {
    size_t last = ((size_t)1 << (64 - words->shift)) - 1;
    size_t i = hash >> words->shift;
    while (words->slots[i] && ((words->slots[i] ^ hash) & ~flag_mask) != 0)
        i = (i + 1) & last;
    words->count += words->slots[i] == 0;
    words->slots[i] |= (hash & ~flag_mask) | flags;
}

/* Room for so many words with at least half of the slots empty. */
static shb_status reserve(shb_ctx *ctx, shb_name_words *words, size_t n) {
    size_t old = words->slots ? (size_t)1 << (64 - words->shift) : 0;
    if (n <= old / 2)
        return SHB_OK;
    unsigned bits = 10;
    while (((size_t)1 << bits) / 2 < n)
        bits++;
    uint64_t *slots = shb_alloc_array((size_t)1 << bits, sizeof *slots);
    if (!slots)
        return shb_fail_memory(ctx);
    shb_name_words grown = {slots, 0, 64 - bits};
    for (size_t i = 0; i < old; i++)
        if (words->slots[i])
            put(&grown, words->slots[i], (unsigned)(words->slots[i] & flag_mask));
    shb_free(words->slots);
    *words = grown;
    return SHB_OK;
}

static shb_status read_file(shb_ctx *ctx, const char *path, char **out, size_t *len) {
    shb_status st = SHB_OK;
    char *text = NULL;
    size_t capacity = 0, used = 0, got;
    FILE *file = fopen(path, "rb");
    if (!file)
        return shb_fail_errno(ctx, errno, path, "cannot open '%s'", path);
    do {
        if ((st = shb_grow(ctx, (void **)&text, &capacity, used + (1 << 19), 1)) !=
            SHB_OK)
            goto done;
        got = fread(text + used, 1, 1 << 19, file);
        used += got;
    } while (got > 0);
    if (ferror(file)) {
        st = shb_fail_errno(ctx, errno, path, "cannot read '%s'", path);
        goto done;
    }
    *out = text;
    *len = used;
    text = NULL;
done:
    shb_free(text);
    fclose(file);
    return st;
}

shb_status shb_name_words_load(shb_ctx *ctx, shb_name_words *words, shb_tokens *scratch,
                               const char *path, unsigned plain, unsigned hyphen,
                               uint64_t *digest) {
    char *text = NULL;
    size_t len = 0;
    shb_status st = read_file(ctx, path, &text, &len);
    if (st != SHB_OK)
        return st;
    if ((st = shb_tokenize(ctx, scratch, text, len)) != SHB_OK ||
        (st = reserve(ctx, words, words->count + scratch->count)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < scratch->count; i++) {
        const shb_token *token = &scratch->items[i];
        char mark = token->start > 0 ? text[token->start - 1] : '\n';
        put(words, token->hash,
            mark == '-'   ? hyphen
            : mark == '+' ? plain | NAME_GIVEN
                          : plain);
    }
    *digest = shb_hash_stable(*digest, text, len);
done:
    /* The tokens borrow the text. */
    scratch->text = NULL;
    scratch->text_len = scratch->count = 0;
    shb_free(text);
    return st;
}

void shb_name_words_done(shb_name_words *words) {
    shb_free(words->slots);
    *words = (shb_name_words){NULL, 0, 0};
}

static bool is_common(const shb_name_words *words, const uint8_t *letters, size_t n) {
    uint8_t word[WORD_MAX_LETTERS + 16] = {0};
    if (n > WORD_MAX_LETTERS)
        return false;
    memcpy(word, letters, n);
    return shb_name_word(words, shb_word_hash(word, n)) & NAME_COMMON;
}

bool shb_is_common_word(const shb_name_words *words, const shb_tokens *tokens) {
    static const uint8_t article[] = {ALEF, LAM};
    uint8_t other[WORD_MAX_LETTERS + 2];
    if (tokens->count != 1)
        return false;
    const shb_token *token = &tokens->items[0];
    const uint8_t *word = tokens->folded + token->folded;
    size_t n = token->length;
    if (n > WORD_MAX_LETTERS || token->flags & TOKEN_CAPITALS ||
        !is_common(words, word, n))
        return false;
    if (!(token->flags & TOKEN_ARABIC))
        return true;
    if (n > 4 && memcmp(word, article, 2) == 0)
        return is_common(words, word + 2, n - 2);
    memcpy(other, article, 2);
    memcpy(other + 2, word, n);
    return is_common(words, other, n + 2);
}
