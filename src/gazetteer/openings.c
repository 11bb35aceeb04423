/* How the labels begin: what most bearers of a surname fail at, where a given name stands
 * before it. The words together, since labels of a large list lie far apart. */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/compiled.h"

static void take_letters(const char *label, uint8_t out[2]) {
    size_t len = strlen(label), n = 0;
    uint8_t letters[3];
    for (size_t at = 0; n < 2 && at < len;)
        n += shb_fold_letters(shb_utf8_next(label, len, &at), letters + n);
    memcpy(out, letters, n < 2 ? n : 2);
}

/* The first of several words, kept once; *out stays 0 where it is the only one. */
static shb_status take_word(shb_ctx *ctx, shb_openings *openings, shb_map *known,
                            const char *label, uint32_t *out) {
    const size_t len = strcspn(label, " -");
    if (len == 0 || !label[len])
        return SHB_OK;
    *out = shb_map_get(known, label, len);
    if (*out != SHB_MAP_NONE)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&openings->words, &openings->capacity,
                             openings->used + len + 1, 1);
    if (st != SHB_OK)
        return st;
    *out = (uint32_t)openings->used;
    memcpy(openings->words + *out, label, len);
    openings->words[*out + len] = '\0';
    openings->used += len + 1;
    return shb_map_set(ctx, known, label, len, *out);
}

shb_status shb_openings_make(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    shb_openings *openings = &gazetteer->openings;
    shb_map known = {0};
    shb_status st = shb_grow(ctx, (void **)&openings->words, &openings->capacity, 1, 1);
    if (st == SHB_OK)
        openings->words[openings->used++] = '\0'; /* 0 is no word */
    for (size_t i = 0; st == SHB_OK && i < gazetteer->n_entities; i++)
        for (shb_lang lang = 0; st == SHB_OK && lang < SHB_N_LANGS; lang++) {
            const char *label = gazetteer->entities[i].labels[lang];
            if (!label || gazetteer->entities[i].type != SHB_PERSON)
                continue;
            take_letters(label, gazetteer->more[i].openings[lang]);
            st = take_word(ctx, openings, &known, label,
                           &gazetteer->more[i].first_word[lang]);
        }
    shb_map_done(&known);
    return st;
}

void shb_openings_done(shb_openings *openings) {
    shb_free(openings->words);
    *openings = (shb_openings){0};
}
