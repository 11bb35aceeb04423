#include "cooccurrence/rare.h"

#include "base/alloc.h"

shb_status shb_rares_add(shb_ctx *ctx, shb_rares *rares, uint64_t place, uint32_t entity,
                         uint32_t size) {
    shb_status st = shb_grow(ctx, (void **)&rares->items, &rares->capacity,
                             rares->count + 1, sizeof *rares->items);
    if (st == SHB_OK)
        rares->items[rares->count++] = (shb_rare){place, entity, size};
    return st;
}

shb_status shb_rares_merge(shb_ctx *ctx, shb_rares *into, const shb_rares *from,
                           const uint32_t *numbers, uint64_t offset) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < from->count && st == SHB_OK; i++) {
        const shb_rare *own = &from->items[i];
        st = shb_rares_add(ctx, into, offset + own->place, numbers[own->entity],
                           own->size);
    }
    return st;
}

void shb_rares_leave_out(const shb_rares *rares, const uint32_t *nodes, uint64_t *sizes) {
    for (size_t i = 0, end = 0; i < rares->count; i = end) {
        uint32_t size = rares->items[i].size, left_out = 0;
        for (; end < rares->count && rares->items[end].place == rares->items[i].place;
             end++)
            left_out += nodes[rares->items[end].entity] == UINT32_MAX;
        sizes[size]--;
        sizes[size - left_out]++;
    }
}
