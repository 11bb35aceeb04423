#include "gazetteer/image_layout.h"

#include <string.h>

const char shb_image_magic[16] = "shabaka\ngazette";

void shb_image_shapes(uint32_t shapes[9]) {
    const uint32_t own[9] = {
        sizeof(shb_form),        sizeof(shb_sense),       sizeof(shb_lexicon_slot),
        sizeof(shb_entity_more), sizeof(shb_flat_entity), sizeof(shb_flat_rule),
        sizeof(shb_flat_body),   sizeof(shb_term),        0x01020304};
    memcpy(shapes, own, sizeof own);
}

const shb_checksum shb_checksum_start = {
    {0x9e3779b97f4a7c15u, 0xd6e8feb86659fd93u, 0xff51afd7ed558ccdu, 0xc4ceb9fe1a85ec53u}};

void shb_checksum_add(shb_checksum *sum, const void *data, size_t size) {
    const unsigned char *p = data;
    for (size_t at = 0; at + 32 <= size; at += 32) {
        uint64_t words[4];
        memcpy(words, p + at, sizeof words);
        for (size_t i = 0; i < 4; i++) {
            sum->lanes[i] = (sum->lanes[i] ^ words[i]) * 0xd6e8feb86659fd93u;
            sum->lanes[i] ^= sum->lanes[i] >> 32;
        }
    }
}

uint64_t shb_checksum_end(const shb_checksum *sum) {
    return shb_hash_stable(SHB_HASH_SEED, sum->lanes, sizeof sum->lanes);
}

void shb_image_sum(shb_checksum *sum, shb_output *out, const void *data, size_t size) {
    char tail[ALIGNMENT] = {0};
    size_t whole = size / ALIGNMENT * ALIGNMENT, rest = size - whole;
    if (rest)
        memcpy(tail, (const char *)data + whole, rest);
    shb_checksum_add(sum, data, whole);
    if (rest)
        shb_checksum_add(sum, tail, sizeof tail);
    if (!out)
        return;
    shb_write(out, data, whole);
    if (rest)
        shb_write(out, tail, sizeof tail);
}
