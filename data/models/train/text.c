#include "text.h"

#include <shabaka/reader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tagger/words.h"

enum { TABLE_BITS = 22 };

typedef struct counted {
    uint32_t key, count, number;
} counted;

void *need(void *p) {
    if (!p) {
        fputs("no memory\n", stderr);
        exit(1);
    }
    return p;
}

static void text_add(text *c, uint32_t word) {
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? 2 * c->capacity : 1 << 20;
        c->words = need(realloc(c->words, c->capacity * sizeof *c->words));
    }
    c->words[c->count++] = word;
}

void text_read(text *c, char **paths, size_t n) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_reader *reader = NULL;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    shb_status st =
        shb_reader_open(&ctx, (const char *const *)paths, n, &options, &reader);
    shb_doc doc;
    bool done = false;
    while (st == SHB_OK && (st = shb_reader_next(&ctx, reader, &doc, &done)) == SHB_OK &&
           !done) {
        if ((st = shb_tokenize(&ctx, &tokens, doc.text.data, doc.text.len)) != SHB_OK)
            break;
        for (size_t i = 0; i < tokens.count; i++) {
            shb_gap gap = shb_token_gap(&tokens, i);
            if (gap >= GAP_DOT)
                text_add(c, 2 + (uint32_t)gap); /* punctuation is a word, too */
            text_add(c, shb_tag_word_key(&tokens, i, 0));
        }
        text_add(c, TEXT_END);
    }
    if (st != SHB_OK) {
        fprintf(stderr, "%s\n", ctx.err.text);
        exit(1);
    }
    shb_tokens_done(&tokens);
    shb_reader_free(reader);
}

static counted *slot_of(counted *table, uint32_t key) {
    size_t i = (key * 0x9e3779b1u) >> (32 - TABLE_BITS);
    while (table[i].key && table[i].key != key)
        i = (i + 1) & (((size_t)1 << TABLE_BITS) - 1);
    return &table[i];
}

static int commonest_first(const void *a, const void *b) {
    const counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->key > y->key) - (x->key < y->key);
}

uint32_t *text_number(text *c, size_t *n_words) {
    counted *table = need(calloc((size_t)1 << TABLE_BITS, sizeof *table));
    size_t used = 0;
    for (size_t i = 0; i < c->count; i++) {
        counted *slot = slot_of(table, c->words[i]);
        used += slot->key == 0;
        slot->key = c->words[i];
        slot->count++;
    }
    counted *sorted = need(malloc(used * sizeof *sorted));
    size_t n = 0;
    for (size_t i = 0; i < (size_t)1 << TABLE_BITS; i++)
        if (table[i].key)
            sorted[n++] = table[i];
    qsort(sorted, n, sizeof *sorted, commonest_first);
    if (n < *n_words)
        *n_words = n;
    uint32_t *keys = need(malloc((*n_words + 1) * sizeof *keys));
    for (size_t i = 0; i < *n_words; i++) {
        keys[i + 1] = sorted[i].key;
        slot_of(table, sorted[i].key)->number = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < c->count; i++)
        c->words[i] = slot_of(table, c->words[i])->number;
    free(table);
    free(sorted);
    return keys;
}
