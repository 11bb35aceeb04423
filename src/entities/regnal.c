/* "Charles I", "Benedict XV", al-baba binidiktus al-khamis `ashar: the number tells which
 * one of the name. */
#include <string.h>

#include "entities/work.h"

/* Before whose names a number may be one letter, or an Arabic word. */
static const char *const crowned[] = {
    "King",      "Queen",      "Pope",       "Emperor",     "Empress", "Tsar",   "Sultan",
    "король",    "королева",   "короля",     "королю",      "папа",    "папы",   "папе",
    "император", "императора", "царь",       "царя",        "الملك",   "ملك",    "الملكة",
    "البابا",    "بابا",       "الإمبراطور", "الإمبراطورة", "القيصر",  "السلطان"};
static const char *const ordinals[] = {"الأول",  "الأولى", "الثاني", "الثانية", "الثالث",
                                       "الرابع", "الخامس", "السادس", "السابع",  "الثامن",
                                       "التاسع", "العاشر", "الحادي"};

bool shb_is_ordinal(const shb_work *work, size_t i) {
    return TOKEN_IS_ONE_OF(work, i, ordinals);
}

bool shb_begins_with_crown(const shb_work *work, const shb_candidate *c) {
    return c->first < c->last && TOKEN_IS_ONE_OF(work, c->first, crowned);
}

static bool is_crowned(const shb_work *work, const shb_candidate *c) {
    return TOKEN_IS_ONE_OF(work, c->first, crowned) ||
           (c->first > work->sentence_tokens[c->sentence] &&
            TOKEN_IS_ONE_OF(work, c->first - 1u, crowned));
}

/* I, IV, XVI */
static bool is_roman(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    const uint8_t capital = token->length == 1 ? TOKEN_CAPITAL : TOKEN_CAPITALS;
    if (!(token->flags & capital) || !(token->flags & TOKEN_LATIN) || token->length > 5)
        return false;
    for (size_t k = 0; k < token->length; k++)
        if (letters[k] != 'i' && letters[k] != 'v' && letters[k] != 'x')
            return false;
    return true;
}

/* The last token of the number behind the candidate; its own last where there is none. */
static size_t end_of_number(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    if (next >= end || shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return c->last;
    /* Alone, I is no word where letters are not Latin. */
    if (is_roman(work, next))
        return work->tokens.items[next].length > 1 || is_crowned(work, c) ||
                       !(work->tokens.items[c->last].flags & TOKEN_LATIN)
                   ? next
                   : c->last;
    if (!shb_is_ordinal(work, next) || !is_crowned(work, c))
        return c->last;
    bool teen = next + 1 < end && shb_token_gap(&work->tokens, next + 1) == GAP_SPACE &&
                shb_token_is(work, next + 1, "عشر");
    return next + teen;
}

/* Does a listed name of the person end there that begins within the candidate? "King
 * Charles" and "Charles III" make King Charles III. */
static bool is_own_number(const shb_work *work, const shb_candidate *c, size_t last) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    for (size_t i = c->first; i <= c->last; i++) {
        shb_match match;
        if (!shb_match_at(work->gazetteer, &work->tokens, i, last + 1, &match) ||
            match.last != last || !shb_match_holds(lexicon, &work->tokens, &match))
            continue;
        const shb_form *form = &lexicon->forms[match.form];
        for (size_t k = 0; k < form->n_senses; k++) {
            const shb_sense *sense = &lexicon->senses[form->first_sense + k];
            if (sense->kind == SENSE_NAME && sense->value == c->entity)
                return true;
        }
    }
    return false;
}

/* "John McCain III" is no king: the number is of his family, and he is mostly meant. */
static bool is_of_family(const shb_work *work, const shb_candidate *c) {
    const char *label = work->gazetteer->entities[c->entity].labels[SHB_EN];
    const char *last = label ? strrchr(label, ' ') : NULL;
    bool numbered = last && last[1 + strspn(last + 1, "IVX")] == '\0';
    return c->first < c->last && !numbered && !is_crowned(work, c);
}

void shb_settle_number(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    if (c->eaten || c->entity >= LOCAL_ENTITY || !shb_is_mention(c) ||
        shb_work_type(work, c->entity) != SHB_PERSON)
        return;
    size_t last = end_of_number(work, c);
    if (last == c->last)
        return;
    if (!is_own_number(work, c, last) && !is_of_family(work, c)) {
        c->entity = SHB_NO_ENTITY;
        c->why = SHB_WHY_NOT_ANOTHER;
        return;
    }
    c->last = (uint32_t)last;
    c->end = work->tokens.items[last].end;
    for (size_t k = index + 1;
         k < work->n_candidates && work->candidates[k].first <= last; k++)
        work->candidates[k].eaten = true;
}
