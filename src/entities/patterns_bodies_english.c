/* English names of bodies, which no list has: a head in capitals ("University",
 * "Council") with the capitals before it and what stands behind "of", "for", "on",
 * "against".
 */
#include "entities/patterns.h"

enum { MAX_BEFORE = 4, MAX_BEHIND = 3 };

bool shb_is_body_word(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint32_t title = shb_token_is(p->work, i, "crown") ? 0 : WORD_TITLE; /* Court */
    return (token->flags & (TOKEN_CAPITAL | TOKEN_LATIN)) ==
               (TOKEN_CAPITAL | TOKEN_LATIN) &&
           !(p->kinds[i] & (IS_TAKEN | IS_END | title)) && token->length > 1 &&
           !shb_in_mention(p, i, false);
}

static bool is_of(const shb_patterns *p, size_t i) {
    return shb_token_is(p->work, i, "of") || shb_token_is(p->work, i, "for") ||
           (shb_token_is(p->work, i, "on") && !shb_token_is(p->work, i - 1, "service")) ||
           shb_token_is(p->work, i, "against");
}

/* "Ways and Means Committee": to the word before an "and" that joins two ordinary words.
 */
static size_t over_and(const shb_patterns *p, size_t first, size_t start) {
    bool joined = first >= start + 2 && shb_joined(p, first) &&
                  shb_joined(p, first - 1) && shb_token_is(p->work, first - 1, "and") &&
                  shb_is_body_word(p, first - 2);
    const uint32_t names = IS_KNOWN | IS_NAME | WORD_GIVEN | IS_STATE | IS_ADJECTIVE;
    return joined && (p->kinds[first] & IS_COMMON) && (p->kinds[first - 2] & IS_COMMON) &&
                   !((p->kinds[first] | p->kinds[first - 2]) & names)
               ? first - 2
               : first;
}

/* "Senate Foreign Relations Committee", "Hamas Political Bureau": where the body begins
 * that stands right before its own organ. But Citigroup Inc is Citigroup. */
static size_t with_body_before(const shb_patterns *p, size_t head, size_t first,
                               size_t start) {
    static const char *const organs[] = {
        "committee",  "subcommittee", "commission",  "caucus",  "council",
        "bureau",     "department",   "directorate", "school",  "college",
        "institute",  "center",       "centre",      "service", "network",
        "court",      "tribunal",     "foundation",  "agency",  "authority",
        "laboratory", "secretariat",  "academy",     "fund"};
    if (first == start || !TOKEN_IS_ONE_OF(p->work, head, organs) ||
        shb_token_gap(&p->work->tokens, first) != GAP_SPACE ||
        !shb_in_mention(p, first - 1, false))
        return first;
    const shb_candidate *c = &p->work->candidates[p->candidate[first - 1]];
    return c->last + 1 == first && c->first >= start &&
                   shb_work_type(p->work, c->entity) == SHB_ORGANIZATION
               ? c->first
               : first;
}

/* "Committee on the Communist Party", "Council of the African Union": the last word of
 * the body that stands behind "of" or "on", or last. */
static size_t with_body_behind(const shb_patterns *p, size_t last, size_t name,
                               size_t end) {
    if (name >= end || !shb_joined(p, name) || !shb_in_mention(p, name, false) ||
        (p->kinds[name] & IS_TAKEN))
        return last;
    const shb_candidate *c = &p->work->candidates[p->candidate[name]];
    return c->first == name && shb_work_type(p->work, c->entity) == SHB_ORGANIZATION
               ? c->last
               : last;
}

/* A headline of capitalised words: there a capital shows nothing. */
static bool is_headline(const shb_patterns *p, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        const shb_token *token = &p->work->tokens.items[i];
        if ((token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) &&
            !(token->flags & TOKEN_CAPITAL) && token->length > 3)
            return false;
    }
    return true;
}

/* "State Space Agency of Ukraine Ivan Petrenko": who heads it stands right behind. */
static bool begins_person(const shb_patterns *p, size_t i, size_t end) {
    return (p->kinds[i] & WORD_GIVEN) && i + 1 < end && shb_joined(p, i + 1) &&
           shb_is_body_word(p, i + 1);
}

/* "the Obama Administration", "Administration of Justice Act": no body. */
static bool is_no_administration(const shb_patterns *p, size_t first, size_t head) {
    return shb_token_is(p->work, head, "administration") &&
           (first == head || (p->kinds[first] & IS_SHORT));
}

static size_t with_capitals(const shb_patterns *p, size_t last, size_t end) {
    while (last + 1 < end && shb_joined(p, last + 1) && shb_is_body_word(p, last + 1) &&
           !begins_person(p, last + 1, end))
        last++;
    return last;
}

/* "Institute of Allergy and Infectious Diseases", "Council of Heads of State", "Council
 * for the Development of Physical Culture and Sport": the last word of what its first
 * words in capitals, which end at `last`, are of. */
static size_t with_complement(const shb_patterns *p, size_t last, size_t end) {
    for (bool joined = false; last + 2 < end && shb_joined(p, last + 1);) {
        size_t name = last + 2;
        const bool more = shb_token_is(p->work, last + 1, "of");
        if (more && shb_token_is(p->work, name, "the"))
            name++;
        if ((!more && (joined || !shb_token_is(p->work, last + 1, "and"))) ||
            name >= end || !shb_joined(p, name) || !shb_is_body_word(p, name) ||
            (more && !(p->kinds[name] & IS_COMMON)))
            break;
        joined = !more;
        last = with_capitals(p, name, end);
    }
    return last;
}

shb_status shb_find_english_body(shb_patterns *p, size_t sentence, size_t head,
                                 size_t *behind) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    size_t first = head, last = head, most = MAX_BEFORE;
    while (first > start && head - first < most && shb_joined(p, first) &&
           shb_is_body_word(p, first - 1)) {
        if (shb_token_is(p->work, first - 1, "the"))
            break;
        bool opens = first - 1 == start && (p->kinds[first - 1] & IS_COMMON) &&
                     !(p->kinds[first - 1] & IS_NEVER);
        if (opens)
            break;
        first--;
        const size_t whole = over_and(p, first, start);
        most += first - whole; /* "National Security and Foreign Policy Committee" */
        first = whole;
    }
    const size_t owner = with_body_before(p, head, first, start);
    /* What is only "Russian" or "France" before it describes. */
    size_t named = owner < first;
    for (size_t i = first; i < head; i++)
        named += !(p->kinds[i] & (IS_KNOWN | IS_ADJECTIVE | IS_STATE));
    while (last + 1 < end && shb_joined(p, last + 1) && shb_is_body_word(p, last + 1) &&
           (p->kinds[last + 1] & WORD_HEAD))
        last++;
    const size_t head_end = last;
    size_t of = last + 1;
    *behind = last;
    /* "Brady Press Briefing Room": a head that is a word of other names, too. */
    if ((p->kinds[last] & WORD_COMMON) && of < end && shb_joined(p, of) &&
        shb_is_body_word(p, of))
        return SHB_OK;
    bool goes_on = of < end && shb_joined(p, of) && is_of(p, of);
    size_t name = of + 1;
    if (goes_on && name < end && shb_token_is(p->work, name, "the"))
        name++;
    size_t words = 0;
    while (goes_on && name + words < end && words < MAX_BEHIND &&
           shb_joined(p, name + words) && shb_is_body_word(p, name + words) &&
           !(words && begins_person(p, name + words, end)))
        words++;
    if (words > 0)
        last = name + words - 1;
    else if (goes_on && named && !shb_token_is(p->work, of, "for") &&
             !shb_token_is(p->work, of, "against"))
        last = with_body_behind(p, last, name, end);
    if (words > 0)
        last = with_complement(p, last, end);
    *behind = last;
    bool ordinary = true;
    for (size_t i = first; i <= last; i++)
        ordinary &= (p->kinds[i] & (IS_COMMON | WORD_HEAD)) != 0;
    /* "Ghana News Agency", but "Russian agency" */
    bool of_state = first < head && head < head_end && (p->kinds[first] & IS_PLACE);
    if ((named == 0 && words == 0 && !of_state) ||
        (ordinary && is_headline(p, start, end)) || is_no_administration(p, first, head))
        return SHB_OK;
    return shb_take_body(p, sentence, owner, last);
}
