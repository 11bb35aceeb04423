/* Names of places, ships, cars and events that look like persons': what stands before
 * them shows it. */
#include "entities/patterns.h"

static bool is_article(const shb_patterns *p, size_t i) {
    return shb_token_is(p->work, i, "the") || shb_token_is(p->work, i, "a");
}

/* What no person's name stands behind, or hardly ever. */
static bool is_where(const shb_patterns *p, size_t i) {
    static const char *const where[] = {"in",      "near",   "at",   "inside",
                                        "outside", "around", "into", "across"};
    return is_article(p, i) || TOKEN_IS_ONE_OF(p->work, i, where);
}

/* What stands before names of places, ships, cars, events; "the" stands before no person,
 * "in" and "at" before few. */
static bool belongs_to_place(const shb_patterns *p, size_t first, size_t start,
                             bool given) {
    static const char *const latin[] = {
        "st",        "saint",   "san",  "santa", "sao",       "fort", "mount",
        "lake",      "cape",    "port", "los",   "las",       "new",  "camp",
        "hurricane", "typhoon", "uss",  "hms",   "operation", "brp",  "hmas",
        "hmcs",      "ccgs",    "mv",   "rfa"};
    if (first == start)
        return false;
    size_t before = first - 1;
    shb_gap gap = shb_token_gap(&p->work->tokens, first);
    if ((p->work->tokens.items[before].flags & TOKEN_CYRILLIC)) {
        /* the cruiser "Admiral Kuznetsov" */
        if (gap == GAP_SPACE && before > start && (p->kinds[before] & WORD_TITLE) &&
            shb_token_gap(&p->work->tokens, before) == GAP_QUOTE)
            first = before--;
        bool named = gap == GAP_SPACE && shb_token_is(p->work, before, "имени") &&
                     (before == start || !shb_token_is(p->work, before - 1, "от"));
        return named || shb_is_shown_no_person(p, first);
    }
    if (gap != GAP_SPACE && gap != GAP_DOT)
        return false;
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if ((p->work->tokens.items[before].flags & TOKEN_CAPITAL) &&
            shb_token_is(p->work, before, latin[i]))
            return true;
    return gap == GAP_SPACE && !given && is_where(p, before);
}

/* "in Amara Larch's voice" */
static bool has_possessive(const shb_patterns *p, size_t last) {
    const shb_tokens *tokens = &p->work->tokens;
    return last + 1 < tokens->count && shb_token_is(p->work, last + 1, "s") &&
           shb_token_gap(tokens, last + 1) == GAP_APOSTROPHE;
}

bool shb_is_of_place(shb_patterns *p, size_t first, size_t last, bool several,
                     size_t start, bool given) {
    const bool begins = several && shb_begins_like_place(p, first);
    if (!begins && !belongs_to_place(p, first, start, given))
        return false;
    const bool where = first > start && is_where(p, first - 1);
    const bool article = where && is_article(p, first - 1);
    if (where && !article && !begins && (!several || has_possessive(p, last)))
        return false;
    if (!where || (begins && !article))
        for (size_t k = first; k <= last; k++)
            p->kinds[k] |= IS_KNOWN; /* a ship, a street: settled */
    else if (!article && p->n_places < sizeof p->places / sizeof *p->places)
        p->places[p->n_places++] = (shb_span){(uint32_t)first, (uint32_t)last};
    return true;
}

static bool is_place(const shb_patterns *p, const shb_found *found) {
    const shb_token *tokens = p->work->tokens.items;
    for (size_t k = 0; k < p->n_places; k++) {
        const shb_span *place = &p->places[k];
        size_t same = 0, n = place->last - place->first + 1u;
        if (found->last - found->first + 1u != n)
            continue;
        while (same < n &&
               tokens[place->first + same].hash == tokens[found->first + same].hash)
            same++;
        if (same == n)
            return true;
    }
    return false;
}

void shb_forget_places(shb_patterns *p) {
    size_t kept = 0;
    for (size_t i = 0; p->n_places && i < p->n_found; i++) {
        const shb_found *found = &p->found[i];
        if (found->after_title || !is_place(p, found))
            p->found[kept++] = *found;
    }
    if (p->n_places)
        p->n_found = kept;
}
