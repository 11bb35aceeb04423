/* Rules of context: when a name that is also a word, or another place, is the name. */
#include <string.h>

#include "entities/work.h"

/* Tokens to the nearest of some words; SIZE_MAX where none is within the window. */
static size_t distance_to(const shb_work *work, const shb_candidate *c,
                          const uint64_t *words, size_t n, size_t window) {
    for (size_t away = 1; n && away <= window; away++) {
        if (c->first >= away && shb_token_among(work, c->first - away, words, n))
            return away;
        if (c->last + away < work->tokens.count &&
            shb_token_among(work, c->last + away, words, n))
            return away;
    }
    return SIZE_MAX;
}

/* A state's own name, which is no word besides. */
static bool is_sure_state(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    if (c->form == SHB_NO_FORM)
        return false;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        bool doubtful = sense->rule && work->gazetteer->rules[sense->rule - 1].only;
        if (sense->kind == SENSE_NAME && !doubtful &&
            work->gazetteer->entities[sense->value].type == SHB_STATE)
            return true;
    }
    return false;
}

static bool state_near(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    for (int step = -1; step <= 1; step += 2)
        for (size_t i = index + (size_t)step; i < work->n_candidates; i += (size_t)step) {
            const shb_candidate *other = &work->candidates[i];
            if (other->sentence != c->sentence ||
                (step > 0 ? other->first > c->last + 3 : other->last + 3 < c->first))
                break;
            if (is_sure_state(work, other))
                return true;
        }
    return false;
}

/* "Ганы, Того и Бенина": does "and" or a comma join the two? */
static bool is_joined(const shb_work *work, const shb_candidate *a,
                      const shb_candidate *b) {
    const shb_tokens *tokens = &work->tokens;
    if (a->last + 1u == b->first)
        return shb_token_gap(tokens, b->first) == GAP_COMMA;
    return a->last + 2u == b->first && shb_token_gap(tokens, a->last + 1u) == GAP_SPACE &&
           shb_token_gap(tokens, b->first) == GAP_SPACE &&
           shb_token_is(work, a->last + 1u, "и");
}

static bool is_listed_with_state(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index], *before = c - 1, *after = c + 1;
    return (index && before->sentence == c->sentence && is_joined(work, before, c) &&
            is_sure_state(work, before)) ||
           (index + 1 < work->n_candidates && after->sentence == c->sentence &&
            is_joined(work, c, after) && is_sure_state(work, after));
}

/* "Niger and Mali": a state right before. */
static bool joins_state(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index], *before = c - 1;
    return index && before->last + 1u == c->first && before->sentence == c->sentence &&
           shb_token_gap(&work->tokens, c->first) == GAP_SPACE &&
           is_sure_state(work, before);
}

/* Alone in quotes or in brackets, «Sabq», (KUNA); a comma or a stop may stand behind. */
static bool in_quotes(const shb_work *work, const shb_candidate *c) {
    static const char *const closing[] = {"\"", "\xc2\xbb", "\xe2\x80\x9d"};
    const shb_tokens *tokens = &work->tokens;
    shb_gap gap = shb_token_gap(tokens, c->first);
    if (gap == GAP_OPEN) {
        size_t end = c->end;
        end += end < tokens->text_len && tokens->text[end] == ' ';
        return end < tokens->text_len && tokens->text[end] == ')';
    }
    /* {Sabq}, as some papers quote */
    if (gap == GAP_OTHER && c->start > 0 && tokens->text[c->start - 1] == '{')
        return c->end < tokens->text_len && tokens->text[c->end] == '}';
    if (gap != GAP_QUOTE)
        return false;
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        size_t len = strlen(closing[i]);
        if (c->end + len <= tokens->text_len &&
            memcmp(tokens->text + c->end, closing[i], len) == 0)
            return true;
    }
    return false;
}

/* "Georgia's president Salome Zourabichvili": in the sentence a person of the state. */
static bool own_person_near(const shb_work *work, size_t index, uint32_t state) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    uint32_t sentence = work->candidates[index].sentence;
    size_t i = index;
    while (i > 0 && work->candidates[i - 1].sentence == sentence)
        i--;
    for (; i < work->n_candidates && work->candidates[i].sentence == sentence; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->form == SHB_NO_FORM || c->first == c->last)
            continue;
        const shb_form *form = &lexicon->forms[c->form];
        for (size_t k = 0; k < form->n_senses; k++) {
            const shb_sense *sense = &lexicon->senses[form->first_sense + k];
            if (sense->kind == SENSE_NAME &&
                work->gazetteer->entities[sense->value].type == SHB_PERSON &&
                work->gazetteer->more[sense->value].owner == state)
                return true;
        }
    }
    return false;
}

bool shb_rule_accepts(const shb_work *work, size_t index, const shb_rule *rule,
                      uint32_t entity) {
    const shb_candidate *c = &work->candidates[index];
    bool has_before = c->first > work->sentence_tokens[c->sentence];
    bool has_after = c->last + 1 < work->sentence_tokens[c->sentence + 1];
    if (rule->no_clitic && c->clitics && !joins_state(work, index))
        return false;
    if (has_before &&
        shb_token_among(work, c->first - 1, rule->not_after, rule->n_not_after))
        return false;
    if (has_after &&
        shb_token_among(work, c->last + 1, rule->not_before, rule->n_not_before))
        return false;
    /* Where both speak, the nearer does. */
    size_t for_it = distance_to(work, c, rule->near, rule->n_near, rule->window);
    size_t against = distance_to(work, c, rule->not_near, rule->n_not_near, rule->window);
    if (against != SIZE_MAX && against <= for_it)
        return false;
    if (!rule->only)
        return true;
    return (has_before &&
            shb_token_among(work, c->first - 1, rule->after, rule->n_after)) ||
           (has_after &&
            shb_token_among(work, c->last + 1, rule->before, rule->n_before)) ||
           (rule->near_state && state_near(work, index)) ||
           (rule->listed && is_listed_with_state(work, index)) ||
           (rule->alone_in_quotes && in_quotes(work, c)) || for_it != SIZE_MAX ||
           own_person_near(work, index, entity);
}
