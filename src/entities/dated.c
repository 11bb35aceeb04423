/*
 * Predecessor or successor, by the text's date: "President Bush" in a text of 1991 is the
 * father, "former President Bush" in one of 1995, too. Years tell; in the year of the
 * change both hold the office, and nothing is decided here.
 */
#include "entities/work.h"

static bool may_be_called(const shb_sense *sense) {
    return sense->kind == SENSE_SHORT || sense->kind == SENSE_ALONE ||
           sense->kind == SENSE_WEAK;
}

/* "former President", "бывший президент", "the late": before the title, or, in Arabic,
 * between it and the name. */
static bool has_left_office(const shb_work *work, const shb_candidate *c) {
    enum { TITLE = 6 };
    static const char *const words[] = {
        "former", "ex",     "late",   "экс",     "бывший", "бывшего",  "бывшему",
        "бывшим", "бывшем", "бывшая", "бывшей",  "бывшую", "покойный", "покойного",
        "السابق", "الأسبق", "الراحل", "السابقة", "الراحلة"};
    const size_t start = work->sentence_tokens[c->sentence];
    for (size_t i = c->first; i > start && c->first - i < TITLE; i--) {
        if (shb_token_gap(&work->tokens, i) > GAP_HYPHEN)
            return false;
        if (TOKEN_IS_ONE_OF(work, i - 1, words))
            return true;
    }
    return false;
}

/* How well the year fits who is called by an office: best who holds it, then who held it,
 * then who will; but who held it, where it says former. 0: no year is known. */
enum { FITS_BEST = 3 };
static int fit(const shb_work *work, uint32_t person, uint32_t offices, bool former) {
    static const int fits[][2] = {[TERM_NONE] = {0, 0},
                                  [TERM_AHEAD] = {1, 1},
                                  [TERM_PAST] = {2, 3},
                                  [TERM_NOW] = {3, 2}};
    return fits[shb_term_at(&work->gazetteer->terms, person, offices, work->year)]
               [former];
}

bool shb_is_before_office(const shb_work *work, uint32_t person, uint32_t offices) {
    return work->year && person != SHB_NO_ENTITY &&
           shb_term_at(&work->gazetteer->terms, person, offices, work->year + 1) ==
               TERM_AHEAD;
}

uint32_t shb_holder_at_date(const shb_work *work, const shb_candidate *c,
                            uint32_t offices, uint32_t state) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    const bool former = work->year && has_left_office(work, c);
    uint32_t holder = SHB_NO_ENTITY;
    int best = 0;
    bool unknown = false;
    for (size_t k = 0; work->year && k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        const shb_entity_more *more = &work->gazetteer->more[sense->value];
        if (!may_be_called(sense) || sense->value == holder ||
            !(more->offices & offices) ||
            (state != SHB_NO_ENTITY && more->owner != state))
            continue;
        const int own = fit(work, sense->value, offices, former);
        unknown |= own == 0;
        if (own == best)
            holder = SHB_NO_ENTITY;
        if (own > best) {
            best = own;
            holder = sense->value;
        }
    }
    return unknown && best < FITS_BEST ? SHB_NO_ENTITY : holder;
}

/* By an office of one state that both held. Who has another office now is as likely to be
 * in the news as who has that one. */
static bool fits_better(const shb_work *work, uint32_t person, uint32_t other,
                        bool former, int least) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    const shb_entity_more *a = &gazetteer->more[person], *b = &gazetteer->more[other];
    const uint32_t offices = a->owner == b->owner ? a->offices & b->offices : 0;
    if (!offices || (!former && shb_term_at(&gazetteer->terms, other, ~offices,
                                            work->year) == TERM_NOW))
        return false;
    const int own = fit(work, person, offices, former);
    const int others = fit(work, other, offices, former);
    return own >= least && others > 0 && own > others;
}

unsigned shb_date_speaks_for(const shb_work *work, const shb_candidate *c,
                             uint32_t person) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    const bool former = work->year && has_left_office(work, c);
    unsigned others = 0;
    for (size_t k = 0; work->year && k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        others +=
            shb_sense_names(sense) && fits_better(work, person, sense->value, former, 0);
    }
    return others;
}

uint32_t shb_relative_at_date(const shb_work *work, const shb_candidate *c,
                              uint32_t person) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    const bool former = work->year && has_left_office(work, c);
    uint32_t relative = SHB_NO_ENTITY;
    for (size_t k = 0; work->year && k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (!may_be_called(sense) || sense->value == relative ||
            !fits_better(work, sense->value, person, former, FITS_BEST))
            continue;
        if (relative != SHB_NO_ENTITY)
            return SHB_NO_ENTITY;
        relative = sense->value;
    }
    return relative;
}
