/*
 * Names that several entities bear: Oman and Amman in Arabic, two persons of one name.
 * The vowel marks decide where they are written; then who held the office at the text's
 * date; then what else the text names; then a state's own name before a capital's; then
 * the user's own list, and the order of the gazetteer. A name that the user decided about
 * is as decided.
 */
#include "entities/work.h"

#include <string.h>

/* How often the text around names an entity by other names, one of its nationality, a
 * person or body of its own or of its state's. */
static uint32_t evidence_for(const shb_work *work, size_t index, uint32_t entity) {
    enum { ITSELF = 3, ITS_STATE = 1, ITS_PEERS = 1, ITS_OWN = 1, AROUND = 1000 };
    uint32_t owner = work->gazetteer->more[entity].owner, score = 0;
    size_t from = index > AROUND ? index - AROUND : 0;
    for (size_t i = from; i < work->n_candidates && i < index + AROUND; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->contested || c->eaten)
            continue;
        if (c->entity == entity || c->adjective == entity)
            score += ITSELF;
        else if (owner != SHB_NO_ENTITY && (c->entity == owner || c->adjective == owner))
            score += ITS_STATE;
        else if (owner != SHB_NO_ENTITY && c->entity < LOCAL_ENTITY &&
                 work->gazetteer->more[c->entity].owner == owner)
            score += ITS_PEERS;
        else if (c->entity < LOCAL_ENTITY &&
                 work->gazetteer->more[c->entity].owner == entity)
            score += ITS_OWN;
    }
    return score;
}

static bool has_marks(const char *text, size_t len) {
    for (size_t i = 0; i + 1 < len; i++)
        if (text[i] == '\xd9' && (unsigned char)text[i + 1] >= 0x8b &&
            (unsigned char)text[i + 1] <= 0x92)
            return true;
    return false;
}

/* 1: marked as the label is; -1: both are marked, otherwise; 0: nothing to compare. */
static int marks_say(const shb_work *work, const shb_candidate *c, uint32_t entity) {
    const char *label = work->gazetteer->entities[entity].labels[SHB_AR];
    const char *text = work->tokens.text + c->start;
    size_t len = c->end - c->start, n = label ? strlen(label) : 0;
    if (n == 0 || !has_marks(label, n) || !has_marks(text, len))
        return 0;
    return len == n && memcmp(text, label, n) == 0 ? 1 : -1;
}

/* By the heaviest part in which the best differs from the next: see the score below. */
static shb_why what_decided(int64_t best, int64_t second) {
    int64_t more = best - second;
    return more > INT64_C(1) << 45                         ? SHB_WHY_DECIDED
           : more > INT64_C(1) << 37                       ? SHB_WHY_MARKS
           : more > INT64_C(1) << 28                       ? SHB_WHY_DATE
           : (best & ~INT64_C(1)) > (second & ~INT64_C(1)) ? SHB_WHY_AROUND
           : more > 0                                      ? SHB_WHY_NAME_FIRST
                                                           : SHB_WHY_ORDER;
}

static void decide(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    int64_t best = INT64_MIN, second = INT64_MIN;
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + i];
        if (!shb_sense_names(sense) || !shb_sense_usable(work, index, sense))
            continue;
        /* In falling weight: a decision, marks, the date, evidence, a name rather than a
         * capital.
         */
        int64_t score =
            (sense->whose == WHOSE_DECIDED) * (INT64_C(1) << 50) +
            marks_say(work, c, sense->value) * (INT64_C(1) << 40) +
            (int64_t)shb_date_speaks_for(work, c, sense->value) * (INT64_C(1) << 30) +
            2 * (int64_t)evidence_for(work, index, sense->value) +
            (sense->kind == SENSE_NAME);
        if (score <= best) {
            second = score > second ? score : second;
        } else {
            second = best;
            best = score;
            c->entity = sense->value;
            c->seat = sense->kind == SENSE_SEAT;
        }
    }
    if (second != INT64_MIN)
        c->why = what_decided(best, second);
}

void shb_resolve_contested(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++)
        if (work->candidates[i].contested && !work->candidates[i].eaten)
            decide(work, i);
}
