#include <stdio.h>
#include <string.h>

#include "gazetteer/compiled.h"

shb_status shb_gazetteer_check(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                               size_t *problems) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    *problems = 0;
    for (size_t i = 0; i < lexicon->n_forms; i++) {
        const shb_form *form = &lexicon->forms[i];
        char ids[256] = "";
        size_t n = 0, used = 0;
        bool ruled = false;
        uint32_t first = SHB_NO_ENTITY;
        for (size_t k = 0; k < form->n_senses; k++) {
            const shb_sense *sense = &lexicon->senses[form->first_sense + k];
            if (sense->kind != SENSE_NAME && sense->kind != SENSE_ALONE)
                continue;
            ruled |= sense->rule != 0;
            if (sense->value == first)
                continue;
            first = n ? first : sense->value;
            int wrote = snprintf(ids + used, sizeof ids - used, "%s%s", n ? ", " : "",
                                 gazetteer->entities[sense->value].id);
            used += wrote > 0 && (size_t)wrote < sizeof ids - used ? (size_t)wrote : 0;
            n++;
        }
        if (n < 2 || ruled)
            continue;
        (*problems)++;
        shb_notify(ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
                   "one written form, several entities: %s", ids);
        if (shb_check_cancel(ctx) != SHB_OK)
            return SHB_ECANCELLED;
    }
    return SHB_OK;
}
