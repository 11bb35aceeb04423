#include "tagger/weights.h"

#include "base/alloc.h"

enum { WORDS_BITS = 15, RECENT_BITS = 14, CACHE_LINE = 64 };

shb_status shb_weights_init(shb_ctx *ctx, shb_weights *w) {
    w->words = shb_alloc_table((size_t)1 << WORDS_BITS, sizeof *w->words);
    w->recent = shb_alloc_table((size_t)1 << RECENT_BITS, sizeof *w->recent);
    return w->words && w->recent ? SHB_OK : shb_fail_memory(ctx);
}

void shb_weights_done(shb_weights *w) {
    shb_free(w->words);
    shb_free(w->recent);
}

static inline shb_tag_sums with_row(shb_tag_sums sums, const shb_tag_row *row) {
    sums.eight +=
        __builtin_convertvector(*(const shb_eight_weights *)row->weights, shb_eight_sums);
    sums.ninth = (int16_t)(sums.ninth + row->weights[8]);
    return sums;
}

static shb_tag_row *recent_of(shb_weights *w, uint32_t feature) {
    return &w->recent[feature >> (32 - RECENT_BITS)];
}

void shb_weights_fetch(shb_weights *w, const uint32_t *features, size_t n,
                       shb_awaited *out) {
    const uint32_t salt = (uint32_t)w->tagger->salt;
    shb_tag_sums sums = {0};
    size_t n_missing = 0;
    for (size_t i = 0; i < n; i++) {
        const shb_tag_row *row = recent_of(w, features[i]);
        if (row->key == (features[i] ^ salt)) {
            sums = with_row(sums, row);
            continue;
        }
        __builtin_prefetch(&w->tagger->rows[shb_tag_slot(w->tagger, features[i])]);
        out->features[n_missing++] = features[i];
    }
    out->sums = sums;
    out->n = n_missing;
}

void shb_weights_add(shb_weights *w, shb_awaited *there) {
    const uint32_t salt = (uint32_t)w->tagger->salt;
    shb_tag_sums sums = there->sums;
    for (size_t i = 0; i < there->n; i++) {
        uint32_t feature = there->features[i];
        shb_tag_row *kept = recent_of(w, feature);
        *kept = *shb_tag_row_of(w->tagger, feature);
        kept->key = feature ^ salt;
        sums = with_row(sums, kept);
    }
    there->sums = sums;
}

static void sum_up(shb_weights *w, shb_known_word *known, uint8_t places) {
    uint32_t features[MAX_WORD_FEATURES];
    shb_awaited there[PLACES];
    const uint8_t missing = places & (uint8_t)~known->summed;
    for (int k = 0; k < PLACES; k++)
        if (missing >> k & 1)
            shb_weights_fetch(w, features,
                              shb_tag_word_features(&known->word, k - REACH, features),
                              &there[k]);
    for (size_t k = 0; k < PLACES; k++)
        if (missing >> k & 1) {
            shb_weights_add(w, &there[k]);
            known->sums[k] = there[k].sums;
        }
    known->summed |= missing;
}

static uint64_t key_of(const shb_weights *w, const shb_token *token, uint32_t facts,
                       uint16_t seen) {
    uint64_t key = token->hash ^ w->tagger->salt ^
                   ((uint64_t)seen << 40 | (uint64_t)facts << 8 | token->flags) *
                       0x9e3779b97f4a7c15u;
    return key + (key == 0);
}

static shb_known_word *slot_of(const shb_weights *w, uint64_t key) {
    return &w->words[(key * 0xd6e8feb86659fd93u) >> (64 - WORDS_BITS)];
}

void shb_weights_ask(const shb_weights *w, const shb_token *token, uint32_t facts,
                     uint16_t seen) {
    const char *slot = (const char *)slot_of(w, key_of(w, token, facts, seen));
    for (size_t at = 0; at < sizeof(shb_known_word); at += CACHE_LINE)
        __builtin_prefetch(slot + at);
}

const shb_known_word *shb_weights_word(shb_weights *w, const shb_tokens *tokens, size_t i,
                                       uint32_t facts, uint16_t seen, uint8_t places) {
    const uint64_t key = key_of(w, &tokens->items[i], facts, seen);
    shb_known_word *slot = slot_of(w, key);
    if (slot->key != key) {
        slot->key = key;
        slot->summed = 0;
        shb_tag_word_look(&w->tagger->classes, tokens, i, facts, &slot->word);
        slot->word.seen = seen;
    }
    if (places & ~slot->summed)
        sum_up(w, slot, places);
    return slot;
}
