#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/alloc.h"
#include "crf.h"

shb_tagger *crf_compile(const crf *m, const shb_word_classes *classes,
                        const float calibration[2]) {
    shb_tagger *out = need(shb_alloc_array(1, sizeof *out));
    float most = 0;
    for (size_t i = 0; i < m->n_rows * N_TAGS; i++)
        most = fabsf(m->weights[i]) > most ? fabsf(m->weights[i]) : most;
    out->scale = most / 127;
    out->slope = calibration[0];
    out->offset = calibration[1];
    memcpy(out->pairs, m->pairs, sizeof out->pairs);
    out->n_slots = 16;
    while (out->n_slots < m->n_rows * 2)
        out->n_slots *= 2;
    out->rows = need(shb_alloc_array(out->n_slots, sizeof *out->rows));
    for (size_t i = 0; i < m->n_slots; i++) {
        if (!m->keys[i] || m->rows[i] == UINT32_MAX)
            continue;
        const float *weights = m->weights + (size_t)m->rows[i] * N_TAGS;
        float own = 0;
        for (size_t k = 0; k < N_TAGS; k++)
            own = fabsf(weights[k]) > own ? fabsf(weights[k]) : own;
        if (own == 0)
            continue;
        shb_tag_row *row = (shb_tag_row *)shb_tag_row_of(out, m->keys[i]);
        row->key = m->keys[i];
        out->n_rows++;
        for (size_t k = 0; k < N_TAGS; k++)
            row->weights[k] = (int8_t)lroundf(weights[k] / out->scale);
    }
    shb_tagger_prepare(out);
    out->classes = *classes;
    out->classes.slots = need(shb_alloc_array(classes->n_slots, sizeof *classes->slots));
    memcpy(out->classes.slots, classes->slots, classes->n_slots * sizeof *classes->slots);
    return out;
}

static int by_key(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void tagger_write(const shb_tagger *tagger, const char *path) {
    shb_tag_row *rows = need(malloc((tagger->n_rows + 1) * sizeof *rows));
    shb_word_class *words = need(malloc((tagger->classes.count + 1) * sizeof *words));
    uint32_t n_rows = 0, n_words = 0;
    for (size_t i = 0; i < tagger->n_slots; i++)
        if (tagger->rows[i].key)
            rows[n_rows++] = tagger->rows[i];
    for (size_t i = 0; i < tagger->classes.n_slots; i++)
        if (tagger->classes.slots[i].word)
            words[n_words++] = tagger->classes.slots[i];
    qsort(rows, n_rows, sizeof *rows, by_key);
    qsort(words, n_words, sizeof *words, by_key);
    char *data = NULL;
    size_t size = 0;
    FILE *memory = need(open_memstream(&data, &size));
    fwrite(MODEL_MAGIC, 1, sizeof MODEL_MAGIC - 1, memory);
    fwrite(&tagger->scale, sizeof tagger->scale, 1, memory);
    fwrite(&tagger->slope, sizeof tagger->slope, 1, memory);
    fwrite(&tagger->offset, sizeof tagger->offset, 1, memory);
    fwrite(tagger->pairs, sizeof tagger->pairs, 1, memory);
    fwrite(&n_rows, sizeof n_rows, 1, memory);
    for (uint32_t i = 0; i < n_rows; i++)
        fwrite(&rows[i].key, sizeof rows[i].key, 1, memory);
    for (uint32_t i = 0; i < n_rows; i++)
        fwrite(rows[i].weights, 1, N_TAGS, memory);
    fwrite(&n_words, sizeof n_words, 1, memory);
    fwrite(words, sizeof *words, n_words, memory);
    if (fclose(memory) != 0)
        fail("no memory", NULL);
    uint64_t sum = shb_tag_checksum(data, size);
    data = need(realloc(data, size + sizeof sum));
    memcpy(data + size, &sum, sizeof sum);
    size += sizeof sum;
    size_t room = ZSTD_compressBound(size);
    char *packed = need(malloc(room));
    size_t n = ZSTD_compress(packed, room, data, size, 19);
    FILE *out = fopen(path, "wb");
    if (ZSTD_isError(n) || !out || fwrite(packed, 1, n, out) != n || fclose(out) != 0)
        fail("cannot write", path);
    fprintf(stderr, "%s: %u rows of weights, %u words, %zu bytes\n", path, n_rows, n_words,
            n);
    free(packed);
    free(data);
    free(rows);
    free(words);
}
