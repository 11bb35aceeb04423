#include "tagger/memory.h"

#include <string.h>

#include "tagger/tagger.h"

enum { MEMORY_SLOTS = 1 << MEMORY_BITS };

void shb_tag_forget(shb_tag_memory *memory) {
    if (memory->count)
        memset(memory->slots, 0, sizeof memory->slots);
    memset(memory->tails, 0, sizeof memory->tails);
    memory->count = 0;
    memory->sentence = 0;
}

static uint16_t step_of(float chance) {
    static const float steps[] = {.2F, .5F, .8F, .95F};
    uint16_t out = 0;
    while (out < sizeof steps / sizeof *steps && chance >= steps[out])
        out++;
    return out;
}

uint16_t shb_tag_seen(const float *own, const float *next) {
    float first = next ? next[TAG_I_PERSON] : 0; /* of a person of more words */
    if (own[TAG_B_PERSON] < first)
        first = own[TAG_B_PERSON];
    float more = own[TAG_I_PERSON] > first ? own[TAG_I_PERSON] : first;
    const float chances[SEEN_KINDS] = {
        own[TAG_B_PERSON] + own[TAG_I_PERSON],
        own[TAG_B_ORGANIZATION] + own[TAG_I_ORGANIZATION],
        own[TAG_B_PLACE] + own[TAG_I_PLACE],
        more,
    };
    uint16_t seen = 0;
    for (unsigned k = 0; k < SEEN_KINDS; k++)
        seen |= (uint16_t)(step_of(chances[k]) << (k * SEEN_BITS));
    return seen;
}

static size_t slot_of(const shb_tag_memory *memory, uint32_t stem) {
    size_t i = stem * 0x9e3779b1u >> (32 - MEMORY_BITS);
    while (memory->slots[i].stem && memory->slots[i].stem != stem)
        i = (i + 1) & (MEMORY_SLOTS - 1);
    return i;
}

static bool is_past(const shb_tag_memory *memory, const struct remembered *slot) {
    return memory->window && memory->sentence > slot->last &&
           memory->sentence - slot->last > memory->window;
}

static uint16_t surest(uint16_t a, uint16_t b) {
    uint16_t out = 0;
    for (unsigned at = 0; at < SEEN_KINDS * SEEN_BITS; at += SEEN_BITS) {
        const uint16_t mask = (uint16_t)(((1 << SEEN_BITS) - 1) << at);
        out |= (a & mask) > (b & mask) ? a & mask : b & mask;
    }
    return out;
}

void shb_tag_remember(shb_tag_memory *memory, uint32_t stem, uint32_t tail,
                      uint16_t seen) {
    if (memory->count > MEMORY_SLOTS / 2) { /* a book: begin anew */
        uint32_t sentence = memory->sentence;
        shb_tag_forget(memory);
        memory->sentence = sentence;
    }
    struct remembered *slot = &memory->slots[slot_of(memory, stem)];
    const uint32_t now = memory->sentence;
    if (!slot->stem || is_past(memory, slot)) {
        memory->count += slot->stem == 0;
        *slot = (struct remembered){stem, now, now, now, seen};
    } else {
        const uint16_t all = surest(seen, slot->seen);
        if (all != slot->seen && now > slot->raised)
            slot->raised = now;
        slot->seen = all;
        slot->first = now < slot->first ? now : slot->first;
        slot->last = now > slot->last ? now : slot->last;
    }
    memory->tails[tail >> 6 & 7] |= UINT64_C(1) << (tail & 63);
}

uint16_t shb_tag_recall(const shb_tag_memory *memory, uint32_t stem) {
    const struct remembered *slot = &memory->slots[slot_of(memory, stem)];
    const bool own = slot->first == memory->sentence && slot->last == memory->sentence;
    return own || is_past(memory, slot) ? 0 : slot->seen;
}

bool shb_tag_is_news(const shb_tag_memory *memory, uint32_t stem) {
    const struct remembered *slot = &memory->slots[slot_of(memory, stem)];
    return slot->stem && slot->raised > memory->sentence;
}
