#include "cooccurrence/spellings.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "text/sounds.h"

/* A person whose name can be told from its sounds. */
typedef struct person {
    uint32_t entity, group; /* group: a person's number; at last the first of it */
    size_t first, end;      /* his texts, in appearances */
    uint8_t walks;
    shb_sound_key key;
    shb_sounds sounds;
} person;

typedef struct people {
    person *items;
    size_t count, capacity;
    const shb_entities *entities;
    const shb_appearances *appearances;
} people;

bool shb_is_made_person(const char *id) { return strncmp(id, "person:x-", 9) == 0; }

shb_status shb_appearances_add(shb_ctx *ctx, shb_appearances *all, uint32_t entity,
                               uint64_t document) {
    shb_status st = shb_grow(ctx, (void **)&all->items, &all->capacity, all->count + 1,
                             sizeof *all->items);
    if (st == SHB_OK)
        all->items[all->count++] = (shb_appearance){entity, document};
    return st;
}

static int by_entity(const void *left, const void *right) {
    const shb_appearance *x = left, *y = right;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    return (x->document > y->document) - (x->document < y->document);
}

/* By key, then id, so that nothing depends on the order of the texts. */
static int by_key(const void *left, const void *right) {
    const person *x = left, *y = right;
    int order = shb_sound_key_order(&x->key, &y->key);
    return order ? order : (x->entity > y->entity) - (x->entity < y->entity);
}

static shb_status gather(shb_ctx *ctx, people *all) {
    const shb_entities *entities = all->entities;
    shb_tokens name = SHB_TOKENS_INIT;
    shb_status st = SHB_OK;
    const shb_tally **labels = shb_alloc_array(entities->count, sizeof *labels);
    if (!labels)
        return shb_fail_memory(ctx);
    shb_entities_commonest(entities, SHB_WORD_LABEL, labels);
    size_t at = 0;
    for (uint32_t i = 0; i < entities->count && st == SHB_OK; i++) {
        const shb_counted *item = &entities->items[i];
        const shb_appearances *seen = all->appearances;
        size_t first = at;
        while (at < seen->count && seen->items[at].entity == i)
            at++;
        if (at == first || !item->mentions || !labels[i] ||
            item->gazetteer != SHB_NO_ENTITY)
            continue;
        if ((st = shb_grow(ctx, (void **)&all->items, &all->capacity, all->count + 1,
                           sizeof *all->items)) != SHB_OK ||
            (st = shb_tokenize(ctx, &name, labels[i]->text.data, labels[i]->text.len)) !=
                SHB_OK)
            break;
        person *own = &all->items[all->count];
        if (!shb_sounds_of(&name, &own->sounds))
            continue;
        own->entity = i;
        own->first = first;
        own->end = at;
        own->walks = item->walks;
        own->key = shb_sounds_key(&own->sounds);
        all->count++;
    }
    shb_tokens_done(&name);
    shb_free(labels);
    return st;
}

static bool in_one_text(const people *all, const person *a, const person *b) {
    const shb_appearance *items = all->appearances->items;
    size_t i = a->first, j = b->first;
    while (i < a->end && j < b->end) {
        if (items[i].document == items[j].document)
            return true;
        if (items[i].document < items[j].document)
            i++;
        else
            j++;
    }
    return false;
}

static bool may_be_one(const people *all, const person *a, const person *b) {
    bool other_walk = a->walks && b->walks && !(a->walks & b->walks);
    const shb_counted *items = all->entities->items;
    const shb_gazetteer *gazetteer = all->entities->gazetteer;
    bool apart =
        gazetteer && shb_told_apart(gazetteer, items[a->entity].id, items[b->entity].id);
    return !other_walk && !apart && !in_one_text(all, a, b);
}

/* Persons first..end-1 are of one key: those that sound alike get one group's number. */
static void link_alike(person *items, size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
        items[i].group = (uint32_t)i;
    for (size_t i = first; i < end; i++)
        for (size_t j = i + 1; j < end; j++) {
            uint32_t keep = items[i].group, gone = items[j].group;
            if (keep == gone || !shb_sounds_alike(&items[i].sounds, &items[j].sounds))
                continue;
            for (size_t k = first; k < end; k++)
                if (items[k].group == gone)
                    items[k].group = keep;
        }
}

/* Of the group that person `at` begins: is each like each other, and none against it? */
static bool is_sure(const people *all, size_t at, size_t end) {
    const person *items = all->items;
    for (size_t i = at; i < end; i++)
        for (size_t j = i + 1; items[i].group == items[at].group && j < end; j++)
            if (items[j].group == items[at].group &&
                (!shb_sounds_alike(&items[i].sounds, &items[j].sounds) ||
                 !may_be_one(all, &items[i], &items[j])))
                return false;
    return true;
}

static void join_group(const people *all, size_t at, size_t end, uint32_t *out) {
    const shb_counted *items = all->entities->items;
    uint32_t least = all->items[at].entity, group = all->items[at].group;
    for (size_t i = at; i < end; i++)
        if (all->items[i].group == group &&
            strcmp(items[all->items[i].entity].id, items[least].id) < 0)
            least = all->items[i].entity;
    for (size_t i = at; i < end; i++)
        if (all->items[i].group == group)
            out[all->items[i].entity] = least;
}

static void match(const people *all, uint32_t *out) {
    for (size_t first = 0, end = 0; first < all->count; first = end) {
        while (end < all->count &&
               shb_sound_key_order(&all->items[first].key, &all->items[end].key) == 0)
            end++;
        if (end - first < 2)
            continue;
        link_alike(all->items, first, end);
        for (size_t i = first; i < end; i++) {
            size_t before = first;
            while (all->items[before].group != all->items[i].group)
                before++;
            if (before == i && is_sure(all, i, end))
                join_group(all, i, end, out);
        }
    }
}

shb_status shb_spellings_match(shb_ctx *ctx, const shb_entities *entities,
                               shb_appearances *appearances, uint32_t *out) {
    people all = {.entities = entities, .appearances = appearances};
    for (uint32_t i = 0; i < entities->count; i++)
        out[i] = i;
    if (appearances->count)
        qsort(appearances->items, appearances->count, sizeof *appearances->items,
              by_entity);
    shb_status st = gather(ctx, &all);
    if (st == SHB_OK && all.count) {
        qsort(all.items, all.count, sizeof *all.items, by_key);
        match(&all, out);
    }
    shb_free(all.items);
    return st;
}
