/* Listed entities that a name may be of: as the lists write it, or as it sounds. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/search.h"
#include "gazetteer/compiled.h"
#include "text/sounds.h"

/* A label of a listed person, by the sounds of its last word. */
typedef struct sounding {
    uint32_t entity;
    shb_sound_key key;
    shb_sounds sounds;
} sounding;

struct shb_resembling {
    const shb_gazetteer *gazetteer;
    sounding *items; /* by key, then in the lists' order */
    size_t count, capacity;
};

static int by_key(const void *left, const void *right) {
    const sounding *x = left, *y = right;
    int order = shb_sound_key_order(&x->key, &y->key);
    return order ? order : (x->entity > y->entity) - (x->entity < y->entity);
}

static bool has_lower_key(const void *item, const void *other) {
    const sounding *x = item, *y = other;
    return shb_sound_key_order(&x->key, &y->key) < 0;
}

static shb_status sound_out(shb_ctx *ctx, shb_tokens *scratch, const char *name,
                            sounding *out, bool *told) {
    shb_status st = shb_tokenize(ctx, scratch, name, strlen(name));
    *told = st == SHB_OK && shb_sounds_of(scratch, &out->sounds);
    if (*told)
        out->key = shb_sounds_last_key(&out->sounds);
    return st;
}

static shb_status gather(shb_ctx *ctx, shb_resembling *all) {
    const shb_gazetteer *gazetteer = all->gazetteer;
    shb_tokens scratch = SHB_TOKENS_INIT;
    shb_status st = SHB_OK;
    for (uint32_t i = 0; st == SHB_OK && i < gazetteer->n_listed; i++) {
        const shb_entity *entity = &gazetteer->entities[i];
        for (shb_lang lang = 0; st == SHB_OK && lang < SHB_N_LANGS; lang++) {
            bool told = false;
            if (entity->type != SHB_PERSON || !entity->labels[lang] ||
                gazetteer->meant[i] != i)
                continue;
            st = shb_grow(ctx, (void **)&all->items, &all->capacity, all->count + 1,
                          sizeof *all->items);
            if (st == SHB_OK)
                st = sound_out(ctx, &scratch, entity->labels[lang],
                               &all->items[all->count], &told);
            if (told)
                all->items[all->count++].entity = i;
        }
    }
    shb_tokens_done(&scratch);
    return st;
}

shb_status shb_resembling_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                              shb_resembling **out) {
    shb_resembling *all = shb_alloc_array(1, sizeof *all);
    if (!all)
        return shb_fail_memory(ctx);
    all->gazetteer = gazetteer;
    shb_status st = gather(ctx, all);
    if (st != SHB_OK) {
        shb_resembling_free(all);
        return st;
    }
    if (all->count)
        qsort(all->items, all->count, sizeof *all->items, by_key);
    *out = all;
    return SHB_OK;
}

void shb_resembling_free(shb_resembling *all) {
    if (!all)
        return;
    shb_free(all->items);
    shb_free(all);
}

typedef struct taken {
    uint32_t *items;
    size_t count, max;
} taken;

static void take(taken *t, uint32_t entity) {
    for (size_t i = 0; i < t->count; i++)
        if (t->items[i] == entity)
            return;
    if (t->count < t->max && entity != SHB_NO_ENTITY)
        t->items[t->count++] = entity;
}

shb_status shb_resembling_find(shb_ctx *ctx, const shb_resembling *all, shb_type type,
                               const char *name, uint32_t *out, size_t max, size_t *n) {
    enum { BEARERS = 8 };
    const shb_gazetteer *gazetteer = all->gazetteer;
    uint32_t bearers[BEARERS];
    taken t = {out, *n, max};
    size_t found =
        shb_gazetteer_find(gazetteer, (shb_str){name, strlen(name)}, bearers, BEARERS);
    for (size_t i = 0; i < found; i++)
        take(&t, gazetteer->meant[bearers[i]]);
    shb_tokens scratch = SHB_TOKENS_INIT;
    sounding own = {.entity = 0};
    bool told = false;
    shb_status st = SHB_OK;
    if (type == SHB_PERSON)
        st = sound_out(ctx, &scratch, name, &own, &told);
    shb_tokens_done(&scratch);
    size_t at = told ? shb_lower_bound(all->items, all->count, sizeof *all->items, &own,
                                       has_lower_key)
                     : all->count;
    for (; at < all->count && shb_sound_key_order(&all->items[at].key, &own.key) == 0;
         at++)
        if (shb_sounds_alike(&all->items[at].sounds, &own.sounds) ||
            shb_sounds_cut_short(&all->items[at].sounds, &own.sounds))
            take(&t, all->items[at].entity);
    *n = t.count;
    return st;
}
