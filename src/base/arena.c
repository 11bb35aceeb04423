#include "base/arena.h"

#include <string.h>

#include "base/alloc.h"

struct shb_arena_block {
    struct shb_arena_block *older;
    size_t size;
    _Alignas(16) char bytes[];
};

enum { FIRST_BLOCK = 64 * 1024 };

void *shb_arena_alloc(shb_arena *arena, size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (!arena->block || arena->block->size - arena->used < size) {
        size_t room = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
        if (room > 16 * 1024 * 1024)
            room = 16 * 1024 * 1024;
        if (room < size)
            room = size;
        struct shb_arena_block *block = shb_alloc(sizeof *block + room);
        if (!block)
            return NULL;
        block->older = arena->block;
        block->size = room;
        arena->block = block;
        arena->used = 0;
    }
    void *p = arena->block->bytes + arena->used;
    arena->used += size;
    return p;
}

char *shb_arena_strndup(shb_arena *arena, const char *text, size_t len) {
    char *copy = shb_arena_alloc(arena, len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

void shb_arena_reset(shb_arena *arena) {
    struct shb_arena_block *newest = arena->block;
    if (!newest)
        return;
    while (newest->older) {
        struct shb_arena_block *older = newest->older;
        newest->older = older->older;
        shb_free(older);
    }
    arena->used = 0;
}

void shb_arena_done(shb_arena *arena) {
    while (arena->block) {
        struct shb_arena_block *older = arena->block->older;
        shb_free(arena->block);
        arena->block = older;
    }
    arena->used = 0;
}
