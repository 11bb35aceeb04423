/* Names that are, here, of a thing that bears them, or a part of another's. */
#include "entities/patterns.h"

#include <string.h>

bool shb_is_on_a_ship(const shb_work *work, size_t first, size_t start) {
    enum { MOST_BETWEEN = 5 };
    static const char *const ships[] = {"حاملة",   "سفينة",   "ناقلة",   "غواصة",
                                        "مدمرة",   "فرقاطة",  "يخت",     "قطار",
                                        "وحاملة",  "لحاملة",  "بحاملة",  "السفينة",
                                        "الناقلة", "الغواصة", "المدمرة", "الفرقاطة"};
    static const char *const between[] = {"يو", "إس", "آر", "إتش", "إم", "اس", "ام"};
    for (size_t i = first; i > start && first - i < MOST_BETWEEN; i--) {
        const shb_token *token = &work->tokens.items[i - 1];
        const uint8_t *letters = work->tokens.folded + token->folded;
        const shb_gap gap = shb_token_gap(&work->tokens, i);
        if (gap != GAP_SPACE && !(i == first && gap == GAP_QUOTE))
            return false;
        if (TOKEN_IS_ONE_OF(work, i - 1, ships))
            return true;
        bool article = token->length > 3 && letters[0] == FOLD_AR(0x627) &&
                       letters[1] == FOLD_AR(0x644);
        if (!article && !TOKEN_IS_ONE_OF(work, i - 1, between))
            return false;
    }
    return false;
}

/* The street, airport or hospital that bears the name; but "imprisonment of", and what
 * has the article is complete without it. */
static bool is_behind_stop(const shb_work *work, const shb_candidate *c) {
    shb_gap gap = shb_token_gap(&work->tokens, c->first);
    return c->first > work->sentence_tokens[c->sentence] &&
           (gap == GAP_SPACE || gap == GAP_QUOTE) &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP) &&
           !shb_is_another_word(work, c->first - 1);
}

/* Is the name, in Cyrillic letters, in a case of its own behind "street of"? */
static bool is_genitive(const shb_work *work, const shb_candidate *c, uint32_t person) {
    static const char *const endings[] = {"а", "я", "ого", "его", "ой", "ей", "ы", "и"};
    const shb_token *token = &work->tokens.items[c->last];
    const char *label = work->gazetteer->entities[person].labels[SHB_RU];
    const char *surname = label ? strrchr(label, ' ') : NULL;
    surname = surname ? surname + 1 : label;
    if (!surname || shb_token_is(work, c->last, surname))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (shb_russian_ends(work->tokens.folded + token->folded, token->length,
                             endings[i]))
            return true;
    return false;
}

/* What in the words before "named after" is so named: the university of friendship. */
static uint32_t named_before(const shb_work *work, const shb_candidate *c, size_t at) {
    enum { WORDS_BETWEEN = 6 };
    size_t start = work->sentence_tokens[c->sentence];
    uint32_t classes = 0;
    for (size_t k = 0; k < WORDS_BETWEEN && at > start && !classes; k++) {
        if (shb_token_gap(&work->tokens, at) != GAP_SPACE)
            break;
        at--;
        if (k == 0 && shb_token_is(work, at, "от")) /* "on behalf of" */
            break;
        classes = shb_token_things(work, at) | (shb_token_classes(work, at) & WORD_HEAD);
    }
    return classes;
}

/* "Lenin Street", "Kennedy International Airport"; "улица Ленина", "театр имени Ленина";
 * Arabic as Russian, but without a case: the classes of the thing that bears the name. */
static uint32_t thing_beside(const shb_work *work, const shb_candidate *c,
                             uint32_t person) {
    static const char *const inside[] = {"international", "national", "memorial"};
    static const char *const small[] = {"airport", "stadium"};
    const shb_tokens *tokens = &work->tokens;
    const uint8_t flags = tokens->items[c->first].flags;
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    bool first = c->first == work->sentence_tokens[c->sentence];
    shb_gap gap = shb_token_gap(tokens, c->first);
    if (flags & TOKEN_LATIN) {
        next += next + 1 < end && shb_token_gap(tokens, next) == GAP_SPACE &&
                TOKEN_IS_ONE_OF(work, next, inside);
        return next < end && shb_token_gap(tokens, next) == GAP_SPACE &&
                       ((tokens->items[next].flags & TOKEN_CAPITAL) ||
                        TOKEN_IS_ONE_OF(work, next, small))
                   ? shb_token_things(work, next)
                   : 0;
    }
    if (first)
        return 0;
    uint32_t before = shb_token_things(work, c->first - 1);
    if (flags & TOKEN_ARABIC)
        return c->clitics == 0 && gap == GAP_SPACE && !shb_previous_has_article(work, c)
                   ? before
                   : 0;
    if (shb_token_is(work, c->first - 1, "имени") ||
        (gap == GAP_DOT && shb_token_is(work, c->first - 1, "им")))
        return named_before(work, c, c->first - 1);
    return gap == GAP_SPACE && (before & WORD_STREET) && is_genitive(work, c, person)
               ? WORD_STREET
               : 0;
}

bool shb_is_on_a_sign(const shb_work *work, shb_candidate *c, uint32_t person) {
    uint32_t thing = thing_beside(work, c, person);
    /* But a university that bears the name is an organization to be found. */
    c->refused |= thing && !(thing & WORD_HEAD) &&
                  !(work->tokens.items[c->first].flags & TOKEN_ARABIC);
    return thing != 0;
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
    /* "the aircraft carrier Abraham Lincoln" */
    if (c->first < c->last && c->clitics == 0 &&
        shb_is_on_a_ship(work, c->first, work->sentence_tokens[c->sentence]))
        return true;
    return c->first > work->sentence_tokens[c->sentence] && c->clitics == 0 &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP) &&
           !shb_is_another_word(work, c->first - 1) &&
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

/* "The Minsk agreements", "the Paris climate accord": treaties in small letters, of one
 * capital alone. What is not in the plural needs the article: "a Moscow protocol". */
static bool is_treaty_in_small(const shb_work *work, const shb_candidate *c, size_t next,
                               size_t end) {
    static const char *const plural[] = {"accords", "agreements"};
    static const char *const kinds[] = {"climate", "change", "peace", "ceasefire",
                                        "truce"};
    static const char *const joins[] = {"and", "or"};
    const shb_tokens *tokens = &work->tokens;
    size_t start = work->sentence_tokens[c->sentence];
    bool the = c->first > start && shb_token_is(work, c->first - 1, "the");
    if (c->first > start && TOKEN_IS_ONE_OF(work, c->first - 1, joins))
        return false;
    while (TOKEN_IS_ONE_OF(work, next, kinds) && next + 1 < end &&
           shb_token_gap(tokens, next + 1) == GAP_SPACE)
        next++;
    return (shb_token_classes(work, next) & WORD_TREATY) &&
           (the || TOKEN_IS_ONE_OF(work, next, plural));
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
        uint32_t found = (shb_token_classes(work, before - 1) & wanted) |
                         (shb_token_things(work, before - 1) & WORD_STREET);
        bool shared = next < end && (shb_token_is(work, next, "مع") ||
                                     (c + 1 < work->candidates + work->n_candidates &&
                                      c[1].first == next && c[1].clitics && !c[1].words));
        return shared ? found & ~(uint32_t)WORD_TREATY : found;
    }
    if (!(tokens->items[c->first].flags & TOKEN_LATIN))
        return 0;
    if (next < end && shb_token_gap(tokens, next) == GAP_SPACE) {
        uint32_t found = (shb_token_classes(work, next) & wanted) |
                         (shb_token_things(work, next) & WORD_STREET);
        if (found && (tokens->items[next].flags & TOKEN_CAPITAL))
            return found;
        if (seat && is_treaty_in_small(work, c, next, end))
            return WORD_TREATY;
    }
    if (before > start + 1 && shb_token_is(work, before - 1, "the"))
        before--;
    bool of = before > start + 1 && shb_token_is(work, before - 1, "of") &&
              (tokens->items[before - 2].flags & TOKEN_CAPITAL);
    return of ? shb_token_classes(work, before - 2) & wanted : 0;
}

/* "Minsk-2", "Minsk II": the second of its treaties. */
static bool is_numbered(const shb_work *work, const shb_candidate *c) {
    static const char *const romans[] = {"ii", "iii", "iv"};
    size_t next = c->last + 1u;
    if (next >= work->sentence_tokens[c->sentence + 1])
        return false;
    const shb_token *token = &work->tokens.items[next];
    shb_gap gap = shb_token_gap(&work->tokens, next);
    if (gap == GAP_HYPHEN && (token->flags & TOKEN_DIGIT))
        return token->length <= 2;
    return (gap == GAP_HYPHEN || gap == GAP_SPACE) && (token->flags & TOKEN_CAPITALS) &&
           TOKEN_IS_ONE_OF(work, next, romans);
}

bool shb_is_of_treaty(const shb_work *work, const shb_candidate *c,
                      const shb_sense *sense) {
    return sense->kind == SENSE_SEAT &&
           ((gives_its_name(work, c, true) & (WORD_TREATY | WORD_STREET)) ||
            is_numbered(work, c));
}

/*
 * "Cuba Gooding Jr.", "Ireland Baldwin": a state's name that people are given, before a
 * surname that no given name is. Behind "of" or "in" it is the state, whoever is named
 * next.
 */
static bool is_given_name(const shb_work *work, shb_candidate *c) {
    static const char *const called[] = {"israel",  "india",  "ireland", "cuba",
                                         "georgia", "jordan", "chad"};
    static const char *const of[] = {"of",   "in",   "from", "to",      "with",
                                     "for",  "by",   "near", "against", "between",
                                     "into", "over", "on",   "and",     "at"};
    const shb_tokens *tokens = &work->tokens;
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    const shb_candidate *after = c + 1;
    if (c->first != c->last || next >= end || !TOKEN_IS_ONE_OF(work, c->first, called) ||
        shb_token_gap(tokens, next) != GAP_SPACE ||
        (after < work->candidates + work->n_candidates && after->first == next))
        return false;
    /* "Israel August 23" */
    if (shb_token_is(work, next, "august") ||
        (next + 1 < end && (tokens->items[next + 1].flags & TOKEN_DIGIT)))
        return false;
    const uint8_t flags = tokens->items[next].flags;
    const unsigned word =
        shb_name_word(&work->gazetteer->name_words, tokens->items[next].hash);
    const unsigned other = NAME_COMMON | NAME_NEVER | NAME_ENDS | NAME_GIVEN;
    if (!(flags & TOKEN_CAPITAL) || (flags & TOKEN_CAPITALS) || !(word & NAME_WORD) ||
        (word & other) ||
        (c->first > work->sentence_tokens[c->sentence] &&
         TOKEN_IS_ONE_OF(work, c->first - 1, of)))
        return false;
    c->words |= WORD_GIVEN; /* for the patterns, which then find the person */
    return true;
}

/* "Lisa Monaco", "Jack London", "Mr London": a surname that is a state's or a capital's
 * name, right behind a given name that nothing else is. */
static bool is_surname(const shb_work *work, const shb_candidate *c) {
    static const char *const addresses[] = {"Mr", "Mrs", "Ms"};
    const size_t start = work->sentence_tokens[c->sentence], given = c->first - 1u;
    const shb_token *own = &work->tokens.items[c->first];
    if (c->first != c->last || c->first == start || c->clitics ||
        !(own->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) || !(own->flags & TOKEN_CAPITAL) ||
        (own->flags & TOKEN_CAPITALS))
        return false;
    const shb_token *before = &work->tokens.items[given];
    const shb_gap gap = shb_token_gap(&work->tokens, c->first);
    if (gap == GAP_DOT || gap == GAP_SPACE)
        if (TOKEN_IS_ONE_OF(work, given, addresses))
            return true;
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC;
    if (gap != GAP_SPACE || !(before->flags & TOKEN_CAPITAL) ||
        (before->flags & TOKEN_CAPITALS) || ((before->flags ^ own->flags) & scripts))
        return false;
    const shb_candidate *last = c - 1;
    if (c > work->candidates && last->sentence == c->sentence && last->last == given &&
        (last->entity != SHB_NO_ENTITY || !last->words))
        return false;
    const unsigned word =
        shb_name_word(&work->gazetteer->name_words, work->tokens.items[given].hash);
    return (shb_token_classes(work, given) == WORD_GIVEN || (word & NAME_GIVEN)) &&
           !(word & (NAME_COMMON | NAME_NEVER | NAME_ENDS));
}

/* Кинотеатр «Россия», отель «Турция»: alone in quotes behind what may be called so. */
static bool is_title_of_house(const shb_work *work, const shb_candidate *c) {
    const shb_tokens *tokens = &work->tokens;
    size_t next = c->last + 1u;
    return (tokens->items[c->first].flags & TOKEN_CYRILLIC) && is_behind_stop(work, c) &&
           shb_token_gap(tokens, c->first) == GAP_QUOTE &&
           (next >= tokens->count || tokens->text[c->end] == '"' ||
            memcmp(tokens->text + c->end, "\xc2\xbb", 2) == 0);
}

/* "Real Madrid", "Dynamo Kyiv", «Динамо-Москва»: the capital that a club plays for. */
static bool is_of_club(const shb_work *work, const shb_candidate *c) {
    if (c->first == work->sentence_tokens[c->sentence] || c->clitics)
        return false;
    const shb_gap gap = shb_token_gap(&work->tokens, c->first);
    const uint8_t flags = work->tokens.items[c->first - 1].flags;
    return (gap == GAP_SPACE || gap == GAP_HYPHEN || gap == GAP_QUOTE) &&
           (flags & (TOKEN_CAPITAL | TOKEN_ARABIC)) &&
           (shb_token_things(work, c->first - 1u) & WORD_CLUB);
}

/* "Samsung India", "Amnesty International UK": a branch, named after the state that it is
 * in; its name is the company's with the state. */
static bool is_branch(const shb_work *work, shb_candidate *c, const shb_sense *sense) {
    shb_candidate *of = c > work->candidates ? c - 1 : NULL;
    const size_t next = c->last + 1u;
    if (!of || of->last + 1u != c->first || of->sentence != c->sentence ||
        !shb_is_mention(of) || of->entity >= LOCAL_ENTITY || sense->kind != SENSE_NAME ||
        !work->gazetteer->more[of->entity].has_branches ||
        !(work->tokens.items[c->first].flags & TOKEN_LATIN) ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE ||
        (next < work->tokens.count && shb_token_gap(&work->tokens, next) == GAP_HYPHEN))
        return false;
    of->last = c->last;
    of->end = c->end;
    c->eaten = true;
    return true;
}

static bool is_word_in_capitals(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t wanted = TOKEN_CAPITALS | TOKEN_LATIN;
    return (token->flags & (wanted | TOKEN_DOTTED)) == wanted && token->length > 1 &&
           (shb_name_word(&work->gazetteer->name_words, token->hash) & NAME_COMMON);
}

/* "WHO WILL WIN", "RESPONSE WILL BE SWIFT": an ordinary word in a line of capitals, where
 * two of the four words beside it are others. Media, which news writes small at times
 * (the bbc), are no words. */
static bool is_shouted_word(const shb_work *work, const shb_candidate *c,
                            uint32_t entity) {
    const size_t start = work->sentence_tokens[c->sentence];
    const size_t end = work->sentence_tokens[c->sentence + 1];
    if (c->first != c->last || !is_word_in_capitals(work, c->first) ||
        work->gazetteer->more[entity].medium)
        return false;
    size_t shouted = 0;
    for (size_t i = c->first > start + 2 ? c->first - 2u : start;
         i < end && i <= c->last + 2u; i++)
        shouted += i != c->first && is_word_in_capitals(work, i);
    return shouted >= 2;
}

bool shb_is_of_something(const shb_work *work, shb_candidate *c, const shb_sense *sense) {
    if (inside_capitalised_name(work, c) || is_shouted_word(work, c, sense->value))
        return true;
    if (sense->kind == SENSE_SEAT && is_of_club(work, c)) {
        c->refused |= !(work->tokens.items[c->first].flags & TOKEN_ARABIC);
        return true;
    }
    if (work->gazetteer->entities[sense->value].type == SHB_STATE)
        return gives_its_name(work, c, false) || is_town_of_province(work, c) ||
               is_given_name(work, c) || is_surname(work, c) ||
               is_title_of_house(work, c) || is_branch(work, c, sense);
    if (work->gazetteer->entities[sense->value].type != SHB_PERSON)
        return false;
    if (shb_is_on_a_sign(work, c, sense->value))
        return true;
    bool place = names_a_place(work, c);
    /* But a university that bears the name is an organization to be found. */
    bool body = c->last + 1u < work->sentence_tokens[c->sentence + 1] &&
                (shb_token_classes(work, c->last + 1u) & WORD_HEAD);
    c->refused |= place && c->first != c->last && !body &&
                  !(work->tokens.items[c->first].flags & TOKEN_ARABIC);
    return place || shb_is_father(work, c->first);
}
