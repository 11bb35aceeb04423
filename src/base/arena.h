/**
 * @file arena.h
 * Memory that lives as long as one document or one handle and goes all at once.
 */
#ifndef SHB_BASE_ARENA_H
#define SHB_BASE_ARENA_H

#include <shabaka/status.h>

typedef struct shb_arena {
    struct shb_arena_block *block;
    size_t used;
} shb_arena;

#define SHB_ARENA_INIT                                                                   \
    { NULL, 0 }

void *shb_arena_alloc(shb_arena *arena, size_t size); /**< 16-byte aligned, or NULL */
char *shb_arena_strndup(shb_arena *arena, const char *text, size_t len);
void shb_arena_reset(shb_arena *arena); /**< keeps one block for the next document */
void shb_arena_done(shb_arena *arena);

#endif
