/**
 * @file image_layout.h
 * What is in a compiled gazetteer's file, for those who write and read it.
 */
#ifndef SHB_GAZETTEER_IMAGE_LAYOUT_H
#define SHB_GAZETTEER_IMAGE_LAYOUT_H

#include "base/text.h"
#include "gazetteer/compiled.h"

enum { ALIGNMENT = 64, BLOCK = 1 << 18, NO_STRING = 0 };

/* What is in the file, in this order; most of it just as it is in memory. */
typedef enum shb_image_section {
    FORMS,
    SENSES,
    FOLDED,
    SLOTS,
    FILTERS, /* N_FILTERS of them */
    LONGER = FILTERS + N_FILTERS,
    NAME_WORDS,
    MORE,
    STATE_NUMBER,
    STATES,
    MEANT,
    ALIKE_NAMES,
    ALIKE_WORDS,
    TERMS,
    OPENINGS,
    ENTITIES,
    IDS,
    BODIES,
    RULES,
    RULE_WORDS,
    NEVER,
    APART,
    STRINGS,
    N_SECTIONS
} shb_image_section;

typedef struct shb_image_header {
    char magic[16], code[24];
    uint64_t key, checksum, size;
    uint32_t shapes[9]; /* sizes of the structures, and the order of bytes */
    uint64_t n_entities, n_listed, n_states, n_forms, n_senses, n_slots, n_ids;
    uint64_t own_entities, own_names;
    uint32_t filter_shift[N_FILTERS], longer_shift, name_shift;
    struct {
        uint64_t offset, size;
    } sections[N_SECTIONS];
} shb_image_header;

/* Strings are offsets into their section; 0 is none. */
typedef struct shb_flat_entity {
    uint32_t id, labels[SHB_N_LANGS], type;
} shb_flat_entity;
typedef struct shb_flat_id {
    uint32_t id, entity;
} shb_flat_id;
typedef struct shb_flat_body {
    uint32_t name, labels[SHB_N_LANGS], first_made, needs_owner, follows, by_name, party,
        force, of, otherwise;
} shb_flat_body;

enum { N_WORD_LISTS = 6 };
typedef struct shb_flat_rule {
    uint32_t first_word[N_WORD_LISTS];
    uint16_t n[N_WORD_LISTS], window;
    bool near_state, listed, only, alone_in_quotes, no_clitic;
} shb_flat_rule;

/** What the file begins with. */
extern const char shb_image_magic[16];

/** Sizes of the structures, and the order of bytes: what another machine has otherwise.
 */
void shb_image_shapes(uint32_t shapes[9]);

static inline size_t shb_image_rounded(size_t size) {
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

typedef struct shb_checksum {
    uint64_t lanes[4];
} shb_checksum;

extern const shb_checksum shb_checksum_start;

/** Of a whole number of 32 bytes. */
void shb_checksum_add(shb_checksum *sum, const void *data, size_t size);
uint64_t shb_checksum_end(const shb_checksum *sum);

/** Add a section, filled up with 0 to whole blocks; write it, too, unless out is NULL. */
void shb_image_sum(shb_checksum *sum, shb_output *out, const void *data, size_t size);

#endif
