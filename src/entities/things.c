/* Names of missiles, films, laws, streets: what no list has and the tagger takes for a
 * body's or a person's. The words that show it: classes `thing` and `stop` of
 * words.jsonl.
 */
#include "entities/patterns.h"

#include <string.h>

enum {
    MOST_LISTED = 8, /* words of names before in a list: missiles "A", "B" and "C" */
    MOST_TO_TITLE = 6
};

static const shb_token *token_at(const shb_patterns *p, size_t i) {
    return &p->work->tokens.items[i];
}

static bool is_of_class(const shb_patterns *p, size_t i, uint32_t classes) {
    const shb_lexicon *lexicon = &p->work->gazetteer->lexicon;
    return (shb_lexicon_word_beside(lexicon, token_at(p, i)->hash) & classes) != 0;
}

static bool is_capitals(const shb_patterns *p, size_t i) {
    return (token_at(p, i)->flags & TOKEN_CAPITALS) != 0;
}

/* "Strategic Arms Treaty (SAT)": the words whose initials it has are a thing's, no
 * body's. The head of an English phrase is its last word. */
static bool shortens_thing(const shb_patterns *p, size_t i) {
    const shb_tokens *tokens = &p->work->tokens;
    const shb_token *token = token_at(p, i);
    if (!is_capitals(p, i) || shb_token_gap(tokens, i) != GAP_OPEN)
        return false;
    const size_t most = token->flags & TOKEN_LATIN ? 1 : token->length + 1u;
    bool thing = false;
    for (size_t n = 1; n <= most && n <= i; n++) {
        const shb_token *word = token_at(p, i - n);
        bool initial = memchr(tokens->folded + token->folded,
                              tokens->folded[word->folded], token->length) != NULL;
        if ((!initial && word->length > 3) || is_of_class(p, i - n, WORD_HEAD))
            return false;
        thing |= initial && is_of_class(p, i - n, WORD_THING);
        if (thing || shb_token_gap(tokens, i - n) >= GAP_COMMA)
            break;
    }
    return thing;
}

/* Behind an opening quote: the last byte of one of ", \xc2\xab, \xe2\x80\x9c. */
static bool is_quoted(const shb_patterns *p, size_t i) {
    uint32_t start = token_at(p, i)->start;
    return start > 0 && strchr("\"\xab\x9c", p->work->tokens.text[start - 1]);
}

/* Does the word right before show it? `bare`: classes of words that need no quotes. */
static bool is_shown_thing(const shb_patterns *p, size_t first, uint32_t bare) {
    if (first == 0)
        return false;
    if (!is_quoted(p, first))
        return (shb_token_gap(&p->work->tokens, first) == GAP_SPACE &&
                is_of_class(p, first - 1, bare)) ||
               shortens_thing(p, first);
    for (size_t at = first; at > 0 && first - at <= MOST_LISTED; at--) {
        shb_gap gap = shb_token_gap(&p->work->tokens, at);
        if (gap == GAP_QUOTE && is_of_class(p, at - 1, WORD_BESIDE | WORD_STOP))
            return true;
        bool goes_on = gap <= GAP_QUOTE || gap == GAP_COMMA;
        if (!goes_on || (!(token_at(p, at - 1)->flags & TOKEN_CAPITAL) &&
                         !shb_token_is(p->work, at - 1, "и")))
            break;
    }
    return false;
}

/* "ПВО", "Act": the name's own words. */
static bool says_thing(const shb_patterns *p, size_t first, size_t last) {
    const shb_tokens *tokens = &p->work->tokens;
    if (token_at(p, first)->flags & TOKEN_LATIN)
        return is_of_class(p, last, WORD_THING) ||
               (last > first && is_of_class(p, first, WORD_STOP));
    if (!(token_at(p, first)->flags & TOKEN_CYRILLIC))
        return false;
    if (is_capitals(p, last) && is_of_class(p, last, WORD_THING))
        return true;
    if (first == last && is_quoted(p, first))
        return false;
    /* "Власти Ленска", "Аэропорт Ленска", "Ленский район", "Ленский район Якутии" */
    return is_of_class(p, first, WORD_THING | WORD_STREET | WORD_BEARER | WORD_STOP) ||
           (last > first && shb_token_gap(tokens, first + 1) == GAP_SPACE &&
            is_of_class(p, first + 1, WORD_STREET | WORD_BEARER));
}

/* The same word, in Russian in another case. */
static bool is_same_word(const shb_patterns *p, size_t i, size_t k) {
    const shb_token *a = token_at(p, i), *b = token_at(p, k);
    if (a->hash == b->hash)
        return true;
    size_t less = a->length < b->length ? a->length : b->length;
    size_t more = a->length + b->length - less;
    const uint8_t *folded = p->work->tokens.folded;
    return (a->flags & b->flags & TOKEN_CYRILLIC) && less >= 5 && more - less <= 2 &&
           memcmp(folded + a->folded, folded + b->folded, less - 1) == 0;
}

static bool is_same_name(const shb_patterns *p, size_t at, size_t first, size_t last) {
    if (at + (last - first) >= p->work->tokens.count)
        return false;
    for (size_t i = first; i <= last; i++)
        if (!is_same_word(p, i, at + i - first))
            return false;
    return true;
}

/* Somebody of the town's or the ship's may be meant: "the mayor of the town Nguyen Ngoc".
 * Else what is right behind "the town" and begins with no given name is the town's. */
static uint32_t classes_before_person(const shb_patterns *p, size_t first) {
    for (size_t n = 2; n <= MOST_TO_TITLE && n <= first; n++) {
        if (shb_token_gap(&p->work->tokens, first - n + 1) > GAP_HYPHEN)
            break;
        if (p->kinds[first - n] & (WORD_TITLE | WORD_OFFICE))
            return 0;
    }
    /* "gave the order to Ivan Petrov" */
    bool order =
        is_of_class(p, first - 1, WORD_STREET) && is_of_class(p, first - 1, WORD_BEARER);
    return (order ? 0 : WORD_STOP | WORD_STREET) |
           (p->kinds[first] & WORD_GIVEN ? 0 : WORD_BEARER);
}

bool shb_is_shown_no_person(const shb_patterns *p, size_t first) {
    if (first == 0)
        return false;
    bool foreign = (token_at(p, first - 1)->flags & TOKEN_CYRILLIC) &&
                   (token_at(p, first)->flags & TOKEN_LATIN);
    return is_shown_thing(p, first,
                          classes_before_person(p, first) | (foreign ? WORD_THING : 0));
}

/* Where a name may be shown to be a thing's. */
static shb_status find_places(shb_patterns *p) {
    const size_t n = p->work->tokens.count;
    p->things = shb_arena_alloc(&p->work->arena, (n + 1) * sizeof *p->things);
    if (!p->things)
        return shb_fail_memory(p->work->ctx);
    for (size_t i = 1; i < n; i++)
        if ((token_at(p, i)->flags & TOKEN_CAPITAL) &&
            (is_quoted(p, i) || is_capitals(p, i) ||
             is_of_class(p, i - 1, WORD_BESIDE | WORD_STOP)))
            p->things[p->n_things++] = (uint32_t)i;
    return SHB_OK;
}

shb_status shb_is_thing(shb_patterns *p, size_t first, size_t last, bool person,
                        bool *out) {
    *out = !person && says_thing(p, first, last);
    if (*out || (token_at(p, first)->flags & TOKEN_ARABIC))
        return SHB_OK;
    /* "Pushkin" Street and Pushkin: but a ship bears the whole name. */
    if (person && first == last && (token_at(p, first)->flags & TOKEN_CYRILLIC)) {
        *out = shb_is_shown_no_person(p, first);
        return SHB_OK;
    }
    shb_status st = p->things ? SHB_OK : find_places(p);
    for (size_t k = 0; st == SHB_OK && k < p->n_things && !*out; k++)
        *out = is_same_name(p, p->things[k], first, last) &&
               (person ? shb_is_shown_no_person(p, p->things[k])
                       : is_shown_thing(p, p->things[k],
                                        WORD_STOP | WORD_STREET | WORD_BEARER));
    return st;
}
