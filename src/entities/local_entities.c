/* Entities that one document alone names: no list has them. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "entities/work.h"

/* "person:x-abc-def": readable where the name is Latin, else the hash of the folded name.
 */
static void local_id(const shb_tokens *name, shb_type type, char *out, size_t size) {
    int n = snprintf(out, size, "%s:x", shb_type_name(type));
    uint64_t hash = SHB_HASH_SEED;
    bool latin = true;
    for (size_t i = 0; i < name->count; i++) {
        const uint8_t *word = name->folded + name->items[i].folded;
        hash = shb_hash_stable(hash, word, name->items[i].length);
        hash = shb_hash_stable(hash, " ", 1);
        for (size_t k = 0; k < name->items[i].length; k++)
            latin &= word[k] < 0x7f && word[k] != '+';
    }
    for (size_t i = 0; latin && i < name->count; i++)
        n += snprintf(out + n, size - (size_t)n, "-%.*s", name->items[i].length,
                      (const char *)name->folded + name->items[i].folded);
    if (!latin || (size_t)n + 1 >= size)
        snprintf(out, size, "%s:x-%012llx", shb_type_name(type),
                 (unsigned long long)(hash & 0xffffffffffffu));
}

char *shb_label_copy(shb_arena *arena, const char *text, size_t len) {
    char *label = shb_arena_strndup(arena, text, len), *to = label;
    for (size_t i = 0; label && i < len; i++) {
        bool space = text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r');
        if (!space)
            *to++ = text[i];
        else if (to > label && to[-1] != ' ')
            *to++ = ' ';
    }
    if (label)
        *to = '\0';
    return label;
}

shb_status shb_local_entity_add(shb_work *work, shb_type type, const char *label,
                                size_t len, uint32_t *out) {
    shb_tokens name = SHB_TOKENS_INIT;
    shb_status st = shb_tokenize(work->ctx, &name, label, len);
    if (st != SHB_OK)
        goto done;
    char id[160];
    local_id(&name, type, id, sizeof id);
    uint32_t known = shb_map_get(&work->local_ids, id, strlen(id));
    if (known != SHB_MAP_NONE) {
        *out = LOCAL_ENTITY + known;
        goto done;
    }
    if ((st = shb_grow(work->ctx, (void **)&work->locals, &work->locals_capacity,
                       work->n_locals + 1, sizeof *work->locals)) != SHB_OK)
        goto done;
    shb_local_entity entity = {shb_arena_strndup(&work->arena, id, strlen(id)),
                               shb_label_copy(&work->arena, label, len), type};
    if (!entity.id || !entity.label) {
        st = shb_fail_memory(work->ctx);
        goto done;
    }
    if ((st = shb_map_set(work->ctx, &work->local_ids, entity.id, strlen(id),
                          (uint32_t)work->n_locals)) != SHB_OK)
        goto done;
    *out = LOCAL_ENTITY + (uint32_t)work->n_locals;
    work->locals[work->n_locals++] = entity;
done:
    shb_tokens_done(&name);
    return st;
}
