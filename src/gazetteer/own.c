/* What of a gazetteer is the user's own, and where it meets what is shipped. */
#include "base/alloc.h"
#include "gazetteer/compiled.h"

const shb_own_names *shb_gazetteer_own(const shb_gazetteer *gazetteer) {
    return &gazetteer->own;
}

/* Of the senses of a form, the first that names an entity by such a line; NULL where none
 * does. What was decided to be nobody is nobody's. */
static const shb_sense *first_bearer(const shb_gazetteer *gazetteer, const shb_form *form,
                                     shb_whose whose) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->whose == whose && shb_sense_names(sense) &&
            gazetteer->meant[sense->value] != SHB_NO_ENTITY)
            return sense;
    }
    return NULL;
}

void shb_own_tell_shared(shb_ctx *ctx, const shb_gazetteer *gazetteer) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    const shb_entity *ours = NULL, *theirs = NULL;
    bool *told = shb_alloc_array(gazetteer->n_entities, sizeof *told);
    size_t count = 0;
    for (size_t i = 0; told && i < lexicon->n_forms; i++) {
        const shb_sense *own = first_bearer(gazetteer, &lexicon->forms[i], WHOSE_OWN);
        const shb_sense *other =
            own ? first_bearer(gazetteer, &lexicon->forms[i], WHOSE_SHIPPED) : NULL;
        if (!other || told[own->value] ||
            gazetteer->meant[own->value] == gazetteer->meant[other->value])
            continue;
        if (!ours) {
            ours = &gazetteer->entities[own->value];
            theirs = &gazetteer->entities[other->value];
        }
        told[own->value] = true;
        count++;
    }
    shb_free(told);
    if (ours)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "of your own list with a name that others have, too: %zu (%s one of "
                   "%s); where the text does not tell which is meant, it is yours. To "
                   "leave the other out, write 'not %s' in a file for --decisions; to "
                   "make them one, 'same %s %s'",
                   count, ours->id, theirs->id, theirs->id, ours->id, theirs->id);
}
