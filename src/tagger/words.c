#include "tagger/words.h"

#include <string.h>

#include "base/map.h"

enum {
    SHAPE_CAPITAL = 1,
    SHAPE_CAPITALS = 2,
    SHAPE_ARTICLE = 4,
    SHAPE_PROCLITIC = 8,
    SHAPE_DIGIT = 16,
    SHAPE_LENGTHS = 32 /* times 0..4: letters */
};

static uint32_t hash_letters(const uint8_t *letters, size_t n, uint64_t seed) {
    uint64_t hash = SHB_HASH_SEED ^ seed;
    for (size_t i = 0; i < n; i++) {
        uint8_t letter = letters[i] >= '0' && letters[i] <= '9' ? '0' : letters[i];
        hash = (hash ^ letter) * 0x100000001b3u;
    }
    hash ^= hash >> 29;
    uint32_t out = (uint32_t)((hash * 0xbf58476d1ce4e5b9u) >> 32);
    return out ? out : 1;
}

/* wa-, fa-; bi-, ka-, li- before the article; the article; lil-. */
static size_t with_article(const uint8_t *letters, size_t n) {
    size_t skip = 0;
    if (n > 3 && (letters[0] == FOLD_AR(0x648) || letters[0] == FOLD_AR(0x641)))
        skip = 1;
    size_t rest = n - skip;
    const uint8_t *at = letters + skip;
    if (rest > 4 && at[0] == FOLD_AR(0x644) && at[1] == FOLD_AR(0x644))
        return skip + 2;
    if (rest > 5 && (at[0] == FOLD_AR(0x628) || at[0] == FOLD_AR(0x643)) &&
        at[1] == FOLD_AR(0x627) && at[2] == FOLD_AR(0x644))
        return skip + 3;
    if (rest > 4 && at[0] == FOLD_AR(0x627) && at[1] == FOLD_AR(0x644))
        return skip + 2;
    return skip;
}

uint32_t shb_tag_word_key(const shb_tokens *tokens, size_t i, size_t skip) {
    const shb_token *token = &tokens->items[i];
    return hash_letters(tokens->folded + token->folded + skip, token->length - skip,
                        token->flags & TOKEN_CAPITAL);
}

/* wa-, bi-, li- ... before a name: what is left is a known word, and the whole is none.
 */
static bool has_proclitic(const shb_word_classes *classes, const shb_tokens *tokens,
                          size_t i) {
    static const uint8_t clitics[] = {FOLD_AR(0x648), FOLD_AR(0x641), FOLD_AR(0x628),
                                      FOLD_AR(0x644), FOLD_AR(0x643)};
    const shb_token *token = &tokens->items[i];
    return token->length > 3 && classes->n_slots &&
           memchr(clitics, tokens->folded[token->folded], sizeof clitics) &&
           !shb_word_class_of(classes, shb_tag_word_key(tokens, i, 0))->word &&
           shb_word_class_of(classes, shb_tag_word_key(tokens, i, 1))->word;
}

size_t shb_tag_proclitics(const shb_word_classes *classes, const shb_tokens *tokens,
                          size_t i) {
    const shb_token *token = &tokens->items[i];
    if (!(token->flags & TOKEN_ARABIC))
        return 0;
    size_t skip = with_article(tokens->folded + token->folded, token->length);
    return skip ? skip : has_proclitic(classes, tokens, i);
}

static uint32_t stem_of(const shb_tokens *tokens, size_t i, size_t skip) {
    const shb_token *token = &tokens->items[i];
    return hash_letters(tokens->folded + token->folded + skip, token->length - skip, 1);
}

uint32_t shb_tag_word_stem(const shb_word_classes *classes, const shb_tokens *tokens,
                           size_t i) {
    return stem_of(tokens, i, shb_tag_proclitics(classes, tokens, i));
}

static void look_up_classes(const shb_word_classes *classes, const shb_tokens *tokens,
                            size_t i, size_t skip, shb_tag_word *out) {
    if (!classes->n_slots)
        return;
    const shb_word_class *found =
        shb_word_class_of(classes, shb_tag_word_key(tokens, i, 0));
    if (!found->word && skip)
        found = shb_word_class_of(classes, shb_tag_word_key(tokens, i, skip));
    memcpy(out->classes, found->classes, sizeof out->classes);
    out->person = found->person;
    out->organization = found->organization;
}

static uint8_t kind_of(uint32_t facts) {
    static const uint32_t by_weight[] = {
        FACT_FOUND,     FACT_PERSON,  FACT_SHORT,  FACT_STATE, FACT_BODY,
        FACT_ADJECTIVE, FACT_TITLE,   FACT_OFFICE, FACT_SAY,   FACT_HEAD,
        FACT_CITY,      FACT_INITIAL, FACT_LINK,   FACT_OTHER,
    };
    for (uint8_t i = 0; i < sizeof by_weight / sizeof *by_weight; i++)
        if (facts & by_weight[i])
            return (uint8_t)(i + 1);
    if (facts & FACT_GIVEN)
        return facts & FACT_COMMON ? 15 : 16;
    if (facts & FACT_COMMON)
        return 0;
    return facts & FACT_NAME ? 17 : 18;
}

void shb_tag_word_look(const shb_word_classes *classes, const shb_tokens *tokens,
                       size_t i, uint32_t facts, shb_tag_word *out) {
    const shb_token *token = &tokens->items[i];
    const uint8_t *letters = tokens->folded + token->folded;
    size_t n = token->length;
    memset(out, 0, sizeof *out);
    size_t skip = shb_tag_proclitics(classes, tokens, i);
    out->form = hash_letters(letters, n, 0);
    out->stem = stem_of(tokens, i, skip);
    for (size_t k = 0; k < AFFIXES && k < n; k++) {
        out->head[k] = hash_letters(letters, k + 1, 2);
        out->tail[k] = hash_letters(letters + n - k - 1, k + 1, 3);
    }
    out->facts = facts;
    out->kind = kind_of(facts);
    size_t rest = n - skip;
    size_t length = rest <= 2 ? 0 : rest <= 3 ? 1 : rest <= 5 ? 2 : rest <= 8 ? 3 : 4;
    out->shape =
        (uint8_t)((token->flags & TOKEN_CAPITAL ? SHAPE_CAPITAL : 0) |
                  (token->flags & TOKEN_CAPITALS ? SHAPE_CAPITALS : 0) |
                  (skip >= 2 ? SHAPE_ARTICLE : 0) | (skip & 1 ? SHAPE_PROCLITIC : 0) |
                  (token->flags & (TOKEN_DIGIT | TOKEN_STRANGE) ? SHAPE_DIGIT : 0) |
                  SHAPE_LENGTHS * length);
    look_up_classes(classes, tokens, i, skip, out);
}
