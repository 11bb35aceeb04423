#include "cooccurrence/entities.h"

#include <string.h>

#include "base/alloc.h"
#include "cooccurrence/spellings.h"
#include "gazetteer/compiled.h"

static shb_status add_entity(shb_ctx *ctx, shb_entities *entities, const char *id,
                             uint32_t gazetteer, uint32_t *out) {
    shb_status st = shb_grow(ctx, (void **)&entities->items, &entities->capacity,
                             entities->count + 1, sizeof *entities->items);
    if (st != SHB_OK)
        return st;
    uint32_t number = (uint32_t)entities->count;
    if (number >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "more than 4 thousand million entities");
    size_t len = strlen(id);
    const char *copy = shb_arena_strndup(&entities->strings, id, len);
    if (!copy)
        return shb_fail_memory(ctx);
    if ((st = shb_map_set(ctx, &entities->by_id, copy, len, number)) != SHB_OK)
        return st;
    entities->items[number] = (shb_counted){
        .id = copy, .gazetteer = gazetteer, .made_person = shb_is_made_person(copy)};
    entities->count++;
    *out = number;
    return SHB_OK;
}

shb_status shb_entities_number(shb_ctx *ctx, shb_entities *entities, const char *id,
                               uint32_t gazetteer, uint32_t *out) {
    const shb_gazetteer *known = entities->gazetteer;
    if (known && !entities->by_gazetteer) {
        entities->by_gazetteer =
            shb_alloc_array(shb_gazetteer_size(known), sizeof *entities->by_gazetteer);
        if (!entities->by_gazetteer)
            return shb_fail_memory(ctx);
    }
    if (!known)
        gazetteer = SHB_NO_ENTITY;
    else if (gazetteer != SHB_NO_ENTITY && gazetteer >= shb_gazetteer_size(known))
        return shb_fail(ctx, SHB_EINVALID, NULL, "'%s' is of another gazetteer", id);
    if (gazetteer != SHB_NO_ENTITY && entities->by_gazetteer[gazetteer]) {
        *out = entities->by_gazetteer[gazetteer] - 1;
        return SHB_OK;
    }
    uint32_t number = shb_map_get(&entities->by_id, id, strlen(id));
    if (number == SHB_MAP_NONE) {
        if (known && gazetteer == SHB_NO_ENTITY &&
            (gazetteer = shb_gazetteer_by_id(known, id)) != SHB_NO_ENTITY) {
            gazetteer = known->meant[gazetteer];
            if (gazetteer == SHB_NO_ENTITY || entities->by_gazetteer[gazetteer]) {
                *out = gazetteer == SHB_NO_ENTITY ? SHB_NO_ENTITY
                                                  : entities->by_gazetteer[gazetteer] - 1;
                return SHB_OK;
            }
            id = shb_gazetteer_entity(known, gazetteer)->id;
        }
        shb_status st = add_entity(ctx, entities, id, gazetteer, &number);
        if (st != SHB_OK)
            return st;
        if (gazetteer != SHB_NO_ENTITY)
            entities->by_gazetteer[gazetteer] = number + 1;
    }
    *out = number;
    return SHB_OK;
}

/* ---- words ---- */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Each run of white space becomes one space; returns the length. */
static size_t squeeze(shb_str text, char *to) {
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool space = is_space(text.data[i]);
        if (!space || i == 0 || !is_space(text.data[i - 1]))
            to[len++] = space ? ' ' : text.data[i];
    }
    return len;
}

enum { PREFIX = sizeof(uint32_t) + 1 }; /* of a word's key: entity and kind of word */

static bool is_tally(const shb_entities *entities, uint32_t number, uint32_t entity,
                     shb_word word, shb_str text) {
    const shb_tally *tally = &entities->tallies[number - 1];
    return number && tally->entity == entity && tally->word == word &&
           tally->text.len == text.len &&
           memcmp(tally->text.data, text.data, text.len) == 0;
}

/* Names differ at their ends: in the case, or in the word that is left out. */
static size_t place_of(uint32_t entity, shb_word word, shb_str text) {
    uint64_t end = 0;
    size_t n = text.len < sizeof end ? text.len : sizeof end;
    memcpy(&end, text.data + text.len - n, n);
    uint64_t mixed = (end ^ (uint64_t)entity << 8 ^ word ^ (uint64_t)text.len << 40) *
                     0x9e3779b97f4a7c15u;
    return mixed >> 52;
}

shb_status shb_entities_tally(shb_ctx *ctx, shb_entities *entities, uint32_t entity,
                              shb_word word, shb_str text, uint64_t count) {
    uint32_t *last = &entities->items[entity].last_tally[word];
    uint32_t *recent = &entities->recent[place_of(entity, word, text)];
    if (is_tally(entities, *last, entity, word, text)) {
        entities->tallies[*last - 1].count += count;
        return SHB_OK;
    }
    if (is_tally(entities, *recent, entity, word, text)) {
        *last = *recent;
        entities->tallies[*last - 1].count += count;
        return SHB_OK;
    }
    shb_status st = shb_grow(ctx, (void **)&entities->key, &entities->key_capacity,
                             PREFIX + text.len, 1);
    if (st != SHB_OK)
        return st;
    char *key = entities->key;
    memcpy(key, &entity, sizeof entity);
    key[PREFIX - 1] = (char)word;
    size_t len = PREFIX + squeeze(text, key + PREFIX);
    uint32_t i = shb_map_get(&entities->by_word, key, len);
    if (i == SHB_MAP_NONE) {
        st = shb_grow(ctx, (void **)&entities->tallies, &entities->tallies_capacity,
                      entities->n_tallies + 1, sizeof *entities->tallies);
        if (st != SHB_OK)
            return st;
        char *copy = shb_arena_strndup(&entities->strings, key, len);
        if (!copy)
            return shb_fail_memory(ctx);
        i = (uint32_t)entities->n_tallies;
        if ((st = shb_map_set(ctx, &entities->by_word, copy, len, i)) != SHB_OK)
            return st;
        entities->tallies[entities->n_tallies++] =
            (shb_tally){entity, word, {copy + PREFIX, len - PREFIX}, 0};
    }
    entities->tallies[i].count += count;
    *last = *recent = i + 1;
    return SHB_OK;
}

bool shb_is_commoner(const shb_tally *x, const shb_tally *y) {
    return x->count != y->count ? x->count > y->count
                                : strcmp(x->text.data, y->text.data) < 0;
}

void shb_entities_commonest(const shb_entities *entities, shb_word word,
                            const shb_tally **out) {
    for (size_t i = 0; i < entities->count; i++)
        out[i] = NULL;
    for (size_t i = 0; i < entities->n_tallies; i++) {
        const shb_tally *tally = &entities->tallies[i];
        const shb_tally **best = &out[tally->entity];
        if (tally->word == word && (!*best || shb_is_commoner(tally, *best)))
            *best = tally;
    }
}

shb_type shb_entities_type(const shb_entities *entities, uint32_t entity) {
    const shb_counted *item = &entities->items[entity];
    if (item->gazetteer != SHB_NO_ENTITY)
        return shb_gazetteer_entity(entities->gazetteer, item->gazetteer)->type;
    shb_type best = SHB_PERSON;
    for (int type = 0; type < SHB_N_TYPES; type++)
        if (item->types[type] > item->types[best])
            best = (shb_type)type;
    return best;
}

void shb_entities_done(shb_entities *entities) {
    shb_map_done(&entities->by_id);
    shb_map_done(&entities->by_word);
    shb_arena_done(&entities->strings);
    shb_free(entities->by_gazetteer);
    shb_free(entities->items);
    shb_free(entities->tallies);
    shb_free(entities->key);
    *entities = (shb_entities){0};
}
