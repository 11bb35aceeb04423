#include "gazetteer/origins.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/search.h"
#include "gazetteer/compiled.h"

shb_status shb_origins_add(shb_ctx *ctx, shb_origins *origins, shb_origin origin) {
    shb_status st = shb_grow(ctx, (void **)&origins->items, &origins->capacity,
                             origins->count + 1, sizeof *origins->items);
    if (st != SHB_OK)
        return st;
    origin.order = (uint32_t)origins->count;
    origins->items[origins->count++] = origin;
    return SHB_OK;
}

static int by_form(const void *a, const void *b) {
    const shb_origin *x = a, *y = b;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

void shb_origins_sort(shb_origins *origins, const uint32_t *numbers) {
    for (size_t i = 0; i < origins->count; i++)
        origins->items[i].form = numbers[origins->items[i].form];
    if (origins->count)
        qsort(origins->items, origins->count, sizeof *origins->items, by_form);
}

static bool is_of_form_before(const void *item, const void *form) {
    return ((const shb_origin *)item)->form < *(const uint32_t *)form;
}

const shb_origin *shb_origins_find(const shb_origins *origins, uint32_t form,
                                   const shb_sense *sense) {
    size_t at = shb_lower_bound(origins->items, origins->count, sizeof *origins->items,
                                &form, is_of_form_before);
    for (; at < origins->count && origins->items[at].form == form; at++) {
        const shb_origin *origin = &origins->items[at];
        if (origin->sense.kind == sense->kind && origin->sense.value == sense->value)
            return origin;
    }
    return NULL;
}

void shb_origins_done(shb_origins *origins) {
    shb_free(origins->items);
    *origins = (shb_origins){NULL, 0, 0};
}

static const char *const made_names[] = {
    [MADE_AS_LISTED] = "as listed",      [MADE_TOGETHER] = "written together",
    [MADE_APART] = "written apart",      [MADE_HA] = "ta marbuta as ha",
    [MADE_DECLINED] = "declined",        [MADE_NISBA] = "article, feminine or plural",
    [MADE_DUAL] = "dual or plural head", [MADE_RESPELLED] = "other spelling",
};

static const char *const list_names[] = {
    [SENSE_NAME] = "names",           [SENSE_ALONE] = "alone",
    [SENSE_SHORT] = "short",          [SENSE_WEAK] = "weak",
    [SENSE_SEAT] = "capital",         [SENSE_ADJECTIVE] = "adjectives",
    [SENSE_BODY] = "body of a state", [SENSE_WORD] = "word of the language",
};

bool shb_gazetteer_bearer(const shb_gazetteer *gazetteer, uint32_t form, size_t i,
                          shb_bearer *out) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    if (form >= lexicon->n_forms || i >= lexicon->forms[form].n_senses)
        return false;
    const shb_sense *sense = &lexicon->senses[lexicon->forms[form].first_sense + i];
    const shb_origin *origin = shb_origins_find(&gazetteer->origins, form, sense);
    bool entity = sense->kind != SENSE_WORD && sense->kind != SENSE_BODY;
    *out = (shb_bearer){
        .entity = entity ? sense->value : SHB_NO_ENTITY,
        .list = list_names[sense->kind],
        .lang = (shb_lang)sense->lang,
        .capitals = lexicon->forms[form].flags & FORM_CAPITALS,
        .listed = origin ? origin->listed : NULL,
        .made = origin ? made_names[origin->made] : NULL,
        .family = origin && origin->derived,
        .rule = sense->rule ? gazetteer->rules[sense->rule - 1].text : NULL,
    };
    return true;
}
