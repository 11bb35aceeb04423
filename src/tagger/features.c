#include "tagger/features.h"

#include "tagger/memory.h"

/* One number for each kind of feature; never used twice. */
enum {
    BIAS = 1,
    FORM,
    STEM,
    HEAD,
    TAIL = HEAD + AFFIXES,
    SHAPE = TAIL + AFFIXES,
    FACTS,
    FACT,
    CLASS,
    PERSON = CLASS + CLASS_SIZES,
    ORGANIZATION,
    BESIDE, /* pairs and triples from here */
    SEEN = 128,
};

static inline uint32_t seen_as(const shb_tag_word *word, unsigned kind) {
    return word->seen >> (kind * SEEN_BITS) & ((1 << SEEN_BITS) - 1);
}

static inline uint32_t mix(uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)kind << 40) ^ ((uint64_t)a << 8) ^ b;
    h *= 0x9e3779b97f4a7c15u;
    h ^= h >> 31;
    h = (h ^ a) * 0xbf58476d1ce4e5b9u;
    uint32_t out = (uint32_t)(h >> 32);
    return out ? out : 1;
}

uint32_t shb_tag_seen_feature(unsigned kind, uint32_t step) {
    return mix(SEEN + kind, step, REACH);
}

size_t shb_tag_word_features(const shb_tag_word *word, int offset,
                             uint32_t out[MAX_WORD_FEATURES]) {
    size_t n = 0;
    uint32_t place = (uint32_t)(offset + REACH);
    int far = offset < 0 ? -offset : offset;
#define ADD(kind, value) out[n++] = mix((kind), (value), place)
    ADD(STEM, word->stem);
    ADD(FACTS, word->facts);
    for (size_t s = 0; s < CLASS_SIZES; s++)
        if (word->classes[s] && (far < 2 || s == 1))
            ADD(CLASS + s, word->classes[s]);
    if (far < 2) {
        ADD(SHAPE, word->shape);
        ADD(PERSON, word->person);
        ADD(ORGANIZATION, word->organization);
        for (unsigned k = 0; word->seen && k < SEEN_KINDS; k++)
            if (seen_as(word, k))
                ADD(SEEN + k, seen_as(word, k));
    }
    if (far == 0) {
        ADD(BIAS, 0);
        ADD(FORM, word->form);
        for (size_t k = 0; k < AFFIXES; k++) {
            if (word->head[k])
                ADD(HEAD + k, word->head[k]);
            if (word->tail[k])
                ADD(TAIL + k, word->tail[k]);
        }
        for (uint32_t bit = 0; bit < N_FACTS; bit++)
            if (word->facts >> bit & 1)
                ADD(FACT, bit);
    }
#undef ADD
    return n;
}

static const shb_tag_word nothing = {.kind = 255, .shape = 255};

size_t shb_tag_context_features(const shb_tag_place *place, uint32_t out[MAX_CONTEXT]) {
    const shb_tag_word *w[PLACES];
    for (size_t i = 0; i < PLACES; i++)
        w[i] = place->around[i] ? place->around[i] : &nothing;
    const shb_tag_word *far = w[0], *last = w[1], *own = w[2], *next = w[3], *then = w[4];
    size_t n = 0;
    uint32_t kind = BESIDE;
#define ADD(a, b) out[n++] = mix(kind++, (a), (b))
    ADD(last->stem ^ own->stem * 31u, 0);
    ADD(own->stem ^ next->stem * 31u, 0);
    ADD(last->stem, own->kind);
    ADD(next->stem, own->kind);
    ADD(last->classes[1] | (uint32_t)own->classes[1] << 16, 0);
    ADD(own->classes[1] | (uint32_t)next->classes[1] << 16, 0);
    ADD(last->classes[0] | (uint32_t)own->classes[0] << 12, next->classes[0]);
    ADD(last->kind | (uint32_t)own->kind << 8, next->kind);
    ADD(far->kind | (uint32_t)last->kind << 8, own->kind);
    ADD(own->kind | (uint32_t)next->kind << 8, then->kind);
    ADD(last->shape | (uint32_t)own->shape << 8, next->shape);
    ADD(last->kind | (uint32_t)own->kind << 8, own->shape);
    ADD(last->person | (uint32_t)own->person << 8, next->person);
    ADD(last->organization | (uint32_t)own->organization << 8, next->organization);
    ADD(place->since_title, own->kind);
    ADD(place->since_title | (uint32_t)own->person << 8, own->shape);
    uint32_t before = place->gaps[1], behind = place->gaps[2];
    ADD(before, behind);
    ADD(before | (uint32_t)own->shape << 8, 0);
    ADD(behind | (uint32_t)own->shape << 8, 0);
    ADD(before | (uint32_t)last->kind << 8, own->kind);
    ADD(behind | (uint32_t)next->kind << 8, own->kind);
    ADD(before | (uint32_t)own->classes[0] << 8, 0);
    ADD(behind | (uint32_t)own->classes[0] << 8, 0);
    if (!own->seen)
        return n;
    ADD(own->seen, 0);
    ADD(own->seen, own->kind);
    for (unsigned k = 0; k < 2; k++) /* person, organization */
        ADD(seen_as(own, k) | seen_as(last, k) << 8, seen_as(next, k));
    ADD(seen_as(own, 0) | (uint32_t)last->kind << 8, next->kind);
    ADD(seen_as(own, 0), own->shape);
#undef ADD
    return n;
}
