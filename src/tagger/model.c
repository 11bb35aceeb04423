#include "tagger/model.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <zstd.h>

#include "base/alloc.h"
#include "base/map.h"
#include "tagger/memory.h"

enum { MAX_MODEL = 1 << 28 };

/* A file's bytes, taken one piece after the other. */
typedef struct bytes {
    const char *at, *end;
} bytes;

static bool take(bytes *b, void *out, size_t n) {
    if ((size_t)(b->end - b->at) < n)
        return false;
    memcpy(out, b->at, n);
    b->at += n;
    return true;
}

static size_t slots_for(size_t n) {
    size_t slots = 16;
    while (slots < n + n / 2)
        slots *= 2;
    return slots;
}

uint64_t shb_tag_checksum(const char *data, size_t len) {
    uint64_t sum = len, word = 0;
    for (size_t i = 0; i < len; i += sizeof word) {
        size_t n = len - i < sizeof word ? len - i : sizeof word;
        word = 0;
        memcpy(&word, data + i, n);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
        sum ^= sum >> 32;
    }
    return sum;
}

static shb_status read_whole(shb_ctx *ctx, const char *path, char **out, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return shb_fail_errno(ctx, errno, path, "cannot open '%s'", path);
    shb_status st = SHB_OK;
    char *data = NULL;
    long size = -1;
    if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 ||
        fseek(file, 0, SEEK_SET) != 0) {
        st = shb_fail_errno(ctx, errno, path, "cannot read '%s'", path);
        goto done;
    }
    if (!(data = shb_alloc((size_t)size))) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    if (fread(data, 1, (size_t)size, file) != (size_t)size) {
        st = shb_fail_errno(ctx, errno, path, "cannot read '%s'", path);
        goto done;
    }
    *out = data;
    *len = (size_t)size;
    data = NULL;
done:
    shb_free(data);
    fclose(file);
    return st;
}

/* SHB_ESYNTAX where the bytes are not the rows, without recording it. */
static shb_status take_rows(shb_ctx *ctx, shb_tagger *tagger, bytes *b) {
    uint32_t n;
    if (!take(b, &n, sizeof n) || (size_t)(b->end - b->at) / (4 + N_TAGS) < n)
        return SHB_ESYNTAX;
    tagger->n_rows = n;
    tagger->n_slots = (size_t)n + n / 2 + 16;
    tagger->rows = shb_alloc_table(tagger->n_slots, sizeof *tagger->rows);
    if (!tagger->rows)
        return shb_fail_memory(ctx);
    const char *keys = b->at, *weights = keys + 4 * (size_t)n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t key;
        memcpy(&key, keys + 4 * (size_t)i, sizeof key);
        shb_tag_row *row = (shb_tag_row *)shb_tag_row_of(tagger, key);
        row->key = key;
        memcpy(row->weights, weights + N_TAGS * (size_t)i, N_TAGS);
    }
    b->at += (4 + N_TAGS) * (size_t)n;
    return SHB_OK;
}

static shb_status take_classes(shb_ctx *ctx, shb_tagger *tagger, bytes *b) {
    uint32_t n;
    if (!take(b, &n, sizeof n) || (size_t)(b->end - b->at) / sizeof(shb_word_class) < n)
        return SHB_ESYNTAX;
    shb_word_classes *classes = &tagger->classes;
    classes->count = n;
    classes->n_slots = slots_for(n);
    classes->slots = shb_alloc_table(classes->n_slots, sizeof *classes->slots);
    if (!classes->slots)
        return shb_fail_memory(ctx);
    for (uint32_t i = 0; i < n; i++) {
        shb_word_class word;
        if (!take(b, &word, sizeof word))
            return SHB_ESYNTAX;
        *shb_word_class_of(classes, word.word) = word;
    }
    return SHB_OK;
}

static shb_status unpack(shb_ctx *ctx, const char *path, char **out, size_t *len) {
    char *packed = NULL;
    size_t packed_len = 0;
    shb_status st = read_whole(ctx, path, &packed, &packed_len);
    if (st != SHB_OK)
        return st;
    unsigned long long size = ZSTD_getFrameContentSize(packed, packed_len);
    if (size > MAX_MODEL) /* as are the codes for errors */
        goto damaged;
    if (!(*out = shb_alloc((size_t)size))) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    *len = ZSTD_decompress(*out, (size_t)size, packed, packed_len);
    if (!ZSTD_isError(*len) && *len == size)
        goto done;
damaged:
    st =
        shb_fail(ctx, SHB_ESYNTAX, path, "'%s' is damaged: install the data again", path);
done:
    shb_free(packed);
    return st;
}

shb_status shb_tagger_load(shb_ctx *ctx, const char *path, uint64_t *digest,
                           shb_tagger **out) {
    char *data = NULL;
    size_t len = 0;
    char magic[sizeof MODEL_MAGIC - 1];
    uint64_t sum = 0;
    shb_status st = unpack(ctx, path, &data, &len);
    shb_tagger *tagger = st == SHB_OK ? shb_alloc_array(1, sizeof *tagger) : NULL;
    if (!tagger) {
        st = st == SHB_OK ? shb_fail_memory(ctx) : st;
        goto done;
    }
    bytes b = {data, data + len};
    if (!take(&b, magic, sizeof magic) || memcmp(magic, MODEL_MAGIC, sizeof magic) != 0 ||
        len < sizeof magic + sizeof sum) {
        st = shb_fail(ctx, SHB_ESYNTAX, path,
                      "'%s' is no model that this version reads: install its data again",
                      path);
        goto done;
    }
    b.end -= sizeof sum;
    memcpy(&sum, b.end, sizeof sum);
    if (sum != shb_tag_checksum(data, len - sizeof sum) ||
        !take(&b, &tagger->scale, sizeof tagger->scale) ||
        !take(&b, &tagger->slope, sizeof tagger->slope) ||
        !take(&b, &tagger->offset, sizeof tagger->offset) ||
        !take(&b, tagger->pairs, sizeof tagger->pairs))
        st = SHB_ESYNTAX;
    if (st == SHB_OK)
        st = take_rows(ctx, tagger, &b);
    if (st == SHB_OK)
        st = take_classes(ctx, tagger, &b);
    if (st == SHB_ESYNTAX)
        st = shb_fail(ctx, SHB_ESYNTAX, path, "'%s' is damaged: install the data again",
                      path);
    if (st != SHB_OK)
        goto done;
    *digest = shb_hash_stable(*digest, &sum, sizeof sum);
    tagger->salt = sum;
    shb_tagger_prepare(tagger);
    *out = tagger;
    tagger = NULL;
done:
    shb_tagger_free(tagger);
    shb_free(data);
    return st;
}

void shb_tagger_prepare(shb_tagger *tagger) {
    for (uint32_t step = 1; step < 1 << SEEN_BITS; step++)
        tagger->remembers |=
            shb_tag_row_of(tagger, shb_tag_seen_feature(0, step))->key != 0;
    for (unsigned a = 0; a <= N_TAGS; a++)
        for (unsigned b = 0; b < N_TAGS; b++)
            tagger->chance[a][b] = shb_tag_follows(a, b) ? expf(tagger->pairs[a][b]) : 0;
}

void shb_tagger_free(shb_tagger *tagger) {
    if (!tagger)
        return;
    shb_free(tagger->rows);
    shb_free(tagger->classes.slots);
    shb_free(tagger);
}

float shb_tagger_confidence(const shb_tagger *tagger, float chance) {
    const float LEAST = 1e-6f;
    float p = chance < LEAST ? LEAST : chance > 1 - LEAST ? 1 - LEAST : chance;
    return 1 / (1 + expf(-(tagger->slope * logf(p / (1 - p)) + tagger->offset)));
}

bool shb_tagger_knows(const shb_tagger *tagger, const shb_tokens *tokens, size_t i) {
    const shb_word_classes *classes = &tagger->classes;
    if (shb_word_class_of(classes, shb_tag_word_key(tokens, i, 0))->word)
        return true;
    size_t skip = shb_tagger_proclitics(tagger, tokens, i);
    return skip && shb_word_class_of(classes, shb_tag_word_key(tokens, i, skip))->word;
}

size_t shb_tagger_proclitics(const shb_tagger *tagger, const shb_tokens *tokens,
                             size_t i) {
    return shb_tag_proclitics(&tagger->classes, tokens, i);
}
