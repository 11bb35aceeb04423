/* Names that are, here, of a thing that bears them, or a part of another's. */
#include "entities/work.h"

/* The street, airport or hospital that bears the name; but "imprisonment of", and what
 * has the article is complete without it. */
static bool is_behind_stop(const shb_work *work, const shb_candidate *c) {
    shb_gap gap = shb_token_gap(&work->tokens, c->first);
    return c->first > work->sentence_tokens[c->sentence] &&
           (gap == GAP_SPACE || gap == GAP_QUOTE) &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP);
}

static bool names_a_place(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u;
    const shb_token *token = &work->tokens.items[c->first];
    if (token->flags & TOKEN_CYRILLIC)
        return c->first != c->last && is_behind_stop(work, c);
    if ((token->flags & TOKEN_LATIN) && c->first != c->last) {
        /* "USS Abraham Lincoln", "George Washington University" */
        bool ship = is_behind_stop(work, c);
        if (ship || next >= work->sentence_tokens[c->sentence + 1] ||
            shb_token_gap(&work->tokens, next) != GAP_SPACE ||
            !(work->tokens.items[next].flags & TOKEN_CAPITAL))
            return ship;
        return (shb_token_classes(work, next) & WORD_HEAD) ||
               (shb_name_word(&work->gazetteer->name_words,
                              work->tokens.items[next].hash) &
                NAME_NEVER);
    }
    return c->first > work->sentence_tokens[c->sentence] && c->clitics == 0 &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP) &&
           shb_token_gap(&work->tokens, c->first) == GAP_SPACE &&
           !shb_previous_has_article(work, c) &&
           !shb_token_is(work, c->first - 1, "سجن") &&
           !shb_token_is(work, c->first - 1, "بسجن");
}

/* A part of an unlisted name: "Michael Jordan" is no state, "Sofia Coppola" no capital.
 */
static bool inside_capitalised_name(const shb_work *work, const shb_candidate *c) {
    const shb_tokens *tokens = &work->tokens;
    if (c->first != c->last || !(tokens->items[c->first].flags & TOKEN_LATIN) ||
        tokens->items[c->first].flags & TOKEN_CAPITALS)
        return false;
    size_t before = c->first;
    if (before <= work->sentence_tokens[c->sentence] + 0u)
        return false;
    const shb_token *token = &tokens->items[before - 1];
    return token->flags & TOKEN_CAPITAL && shb_token_gap(tokens, before) == GAP_SPACE &&
           work->gazetteer->lexicon.n_forms > 0 &&
           (shb_token_is(work, before - 1, "new") ||
            shb_token_is(work, before - 1, "south") ||
            shb_token_is(work, before - 1, "san"));
}

/* "Paris, Texas", "Lebanon, Tennessee", "Paris in the state of Texas": a town there. In a
 * list of provinces ("Georgia, Texas and Ohio") the name is one of them, too. */
static bool is_town_of_province(const shb_work *work, const shb_candidate *c) {
    static const char *const kinds[] = {"штат", "штате", "штата", "ولاية", "بولاية"};
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    if (next >= end || shb_token_gap(&work->tokens, next) == GAP_SPACE) {
        if (next >= end || !shb_token_is(work, next, "بولاية"))
            return false;
    } else if (shb_token_gap(&work->tokens, next) != GAP_COMMA &&
               shb_token_gap(&work->tokens, next) != GAP_OPEN) {
        return false;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (next < end && shb_token_is(work, next, kinds[i])) {
            next++;
            break;
        }
    const shb_candidate *stop = work->candidates + work->n_candidates, *o = c + 1;
    while (o < stop && o->first < next)
        o++;
    if (o == stop || o->first != next || !(o->words & WORD_PROVINCE))
        return false;
    /* "Puerto Rico, Texas, Florida": a list. */
    return o + 1 == stop || o[1].first != o->last + 1u || !(o[1].words & WORD_PROVINCE);
}

/*
 * "Gulf of Guinea", "Japan Airlines", "Oslo accords", the University of Cairo: what a
 * state or capital beside gives its name to. Treaties only bear capitals' names: "the
 * agreement of Iran with" is the state's own.
 */
static uint32_t gives_its_name(const shb_work *work, const shb_candidate *c, bool seat) {
    const shb_tokens *tokens = &work->tokens;
    const uint32_t wanted = WORD_NAMESAKE | (seat ? WORD_TREATY : 0);
    size_t before = c->first, next = c->last + 1u;
    size_t start = work->sentence_tokens[c->sentence];
    size_t end = work->sentence_tokens[c->sentence + 1];
    if (tokens->items[c->first].flags & TOKEN_ARABIC) {
        if (before == start || c->clitics || shb_token_gap(tokens, before) != GAP_SPACE)
            return 0;
        uint32_t found = shb_token_classes(work, before - 1) & wanted;
        bool shared = next < end && (shb_token_is(work, next, "مع") ||
                                     (c + 1 < work->candidates + work->n_candidates &&
                                      c[1].first == next && c[1].clitics && !c[1].words));
        return shared ? found & WORD_NAMESAKE : found;
    }
    if (!(tokens->items[c->first].flags & TOKEN_LATIN))
        return 0;
    /* "agreements" and "accords" name the treaty in small letters, too. */
    if (next < end && shb_token_gap(tokens, next) == GAP_SPACE) {
        uint32_t found = shb_token_classes(work, next) & wanted;
        if (found && (tokens->items[next].flags & TOKEN_CAPITAL ||
                      (found & WORD_TREATY && shb_token_is(work, next, "accords"))))
            return found;
    }
    if (before > start + 1 && shb_token_is(work, before - 1, "the"))
        before--;
    bool of = before > start + 1 && shb_token_is(work, before - 1, "of") &&
              (tokens->items[before - 2].flags & TOKEN_CAPITAL);
    return of ? shb_token_classes(work, before - 2) & wanted : 0;
}

bool shb_is_of_treaty(const shb_work *work, const shb_candidate *c,
                      const shb_sense *sense) {
    return sense->kind == SENSE_SEAT && (gives_its_name(work, c, true) & WORD_TREATY);
}

bool shb_is_of_something(const shb_work *work, shb_candidate *c, const shb_sense *sense) {
    if (inside_capitalised_name(work, c))
        return true;
    if (work->gazetteer->entities[sense->value].type == SHB_STATE)
        return gives_its_name(work, c, false) || is_town_of_province(work, c);
    if (work->gazetteer->entities[sense->value].type != SHB_PERSON)
        return false;
    bool place = names_a_place(work, c);
    /* But a university that bears the name is an organization to be found. */
    bool body = c->last + 1u < work->sentence_tokens[c->sentence + 1] &&
                (shb_token_classes(work, c->last + 1u) & WORD_HEAD);
    c->refused |= place && c->first != c->last && !body &&
                  !(work->tokens.items[c->first].flags & TOKEN_ARABIC);
    return place || shb_is_father(work, c->first);
}
