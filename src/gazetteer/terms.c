#include "gazetteer/terms.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/search.h"
#include "gazetteer/compiled.h"

shb_status shb_terms_add(shb_ctx *ctx, shb_gazetteer *gazetteer, uint32_t entity,
                         const shb_json *line) {
    shb_terms *terms = &gazetteer->terms;
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(line, "offices"), i, item) {
        const uint32_t offices =
            shb_office_bits(gazetteer, json_string_value(json_object_get(item, "title")));
        const json_int_t from = json_integer_value(json_object_get(item, "from"));
        const json_int_t to = json_integer_value(json_object_get(item, "to"));
        if (!offices || from <= 0 || from >= TERM_OPEN)
            continue;
        shb_status st = shb_grow(ctx, (void **)&terms->items, &terms->capacity,
                                 terms->count + 1, sizeof *terms->items);
        if (st != SHB_OK)
            return st;
        terms->items[terms->count++] =
            (shb_term){entity, offices, (uint16_t)from,
                       to > 0 && to < TERM_OPEN ? (uint16_t)to : TERM_OPEN};
    }
    return SHB_OK;
}

static int by_entity(const void *a, const void *b) {
    const shb_term *x = a, *y = b;
    return x->entity != y->entity ? (x->entity > y->entity) - (x->entity < y->entity)
                                  : (x->from > y->from) - (x->from < y->from);
}

void shb_terms_sort(shb_terms *terms) {
    if (terms->count)
        qsort(terms->items, terms->count, sizeof *terms->items, by_entity);
}

void shb_terms_done(shb_terms *terms) {
    shb_free(terms->items);
    *terms = (shb_terms){0};
}

static bool is_of_earlier(const void *item, const void *key) {
    return ((const shb_term *)item)->entity < *(const uint32_t *)key;
}

shb_term_time shb_term_at(const shb_terms *terms, uint32_t entity, uint32_t offices,
                          unsigned year) {
    shb_term_time time = TERM_NONE;
    size_t i = shb_lower_bound(terms->items, terms->count, sizeof *terms->items, &entity,
                               is_of_earlier);
    for (; i < terms->count && terms->items[i].entity == entity; i++) {
        const shb_term *term = &terms->items[i];
        const shb_term_time own = year < term->from ? TERM_AHEAD
                                  : year > term->to ? TERM_PAST
                                                    : TERM_NOW;
        if ((term->offices & offices) && own > time)
            time = own;
    }
    return time;
}
