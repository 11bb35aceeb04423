/* Persons whose given name stands beside words that are in no name, or in others' too;
 * and names that such words make those of places and things. */
#include "entities/patterns.h"

/* "Wadi Araba", "Kfar Kila": the first word of places, which nobody is called. */
bool shb_begins_like_place(const shb_patterns *p, size_t first) {
    static const char *const words[] = {"ras",  "wadi",   "beit",     "deir",    "kfar",
                                        "kafr", "kiryat", "ain",      "ein",     "jebel",
                                        "bir",  "bab",    "tell",     "khirbet", "velyka",
                                        "bila", "malaya", "bolshaya", "nahr",    "ayn"};
    return (p->work->tokens.items[first].flags & TOKEN_LATIN) &&
           TOKEN_IS_ONE_OF(p->work, first, words);
}

/* A word right behind that makes the run the name of a street, a prize, a university. */
bool shb_belongs_to_thing(const shb_patterns *p, size_t behind, size_t end) {
    if (behind >= end || shb_token_gap(&p->work->tokens, behind) != GAP_SPACE)
        return false;
    static const char *const small[] = {"airport", "airbase", "stadium"};
    if (TOKEN_IS_ONE_OF(p->work, behind, small))
        return true;
    uint32_t k = p->kinds[behind];
    return (k & IS_CAPITAL) && ((k & IS_NEVER) || (k & WORD_HEAD)) &&
           !(p->work->tokens.items[behind].flags & TOKEN_CYRILLIC);
}

/* What stands before a street, a hall, a lake. */
static bool is_behind_place(const shb_patterns *p, size_t given) {
    static const char *const before[] = {"the",  "a",       "at",      "in",     "on",
                                         "near", "outside", "inside",  "around", "st",
                                         "san",  "saint",   "through", "along",  "down"};
    return given > 0 && shb_token_gap(&p->work->tokens, given) < GAP_COMMA &&
           TOKEN_IS_ONE_OF(p->work, given - 1, before);
}

/*
 * "Erik Prince, founder of", "Naomi Long said": a surname that is a title, a colour, a
 * place, right behind a given name, where the name ends; but not "Charles Prince of",
 * "Maria Judge Smith", "in Alexander Hall", "Mary Lake Road".
 */
bool shb_is_surname_and_word(const shb_patterns *p, size_t i, size_t end) {
    static const char *const places[] = {"black", "church", "cross", "day",      "field",
                                         "fox",   "green",  "hall",  "hill",     "lake",
                                         "long",  "post",   "west",  "southern", "white"};
    const shb_token *tokens = p->work->tokens.items;
    const uint32_t k = p->kinds[i], settled = IS_KNOWN | IS_TAKEN | WORD_GIVEN;
    const size_t next = i + 1;
    if (!(k & IS_CAPITAL) || (k & settled) || !(tokens[i].flags & TOKEN_LATIN) ||
        !(p->kinds[i - 1] & WORD_GIVEN))
        return false;
    const bool ends = next >= end || !shb_joined(p, next);
    const bool title = k & WORD_TITLE;
    if (!title && (!TOKEN_IS_ONE_OF(p->work, i, places) || is_behind_place(p, i - 1) ||
                   (!ends && shb_token_gap(&p->work->tokens, next) == GAP_HYPHEN)))
        return false;
    return ends ||
           (!(tokens[next].flags & TOKEN_CAPITAL) && !shb_token_is(p->work, next, "of"));
}

/*
 * "The Udmurt Republic Alexander Brechalov", "Perm Territory Dmitry Makhonin": what
 * somebody heads, then his name. An unknown word alone may be a given name itself
 * ("Ghadaer Mohammed bin Suroor").
 */
size_t shb_given_behind_words(const shb_patterns *p, size_t first, size_t last) {
    const uint32_t named = IS_NAME | IS_LAST | IS_INITIAL | WORD_GIVEN | WORD_LINK;
    const uint32_t settled = IS_KNOWN | IS_TAKEN;
    for (size_t i = first + 1; i < last && (p->work->tokens.items[i].flags & TOKEN_LATIN);
         i++)
        if ((p->kinds[i] & WORD_GIVEN) && !(p->kinds[i] & settled) &&
            !(p->kinds[i - 1] & named) &&
            (i - first > 1 || (p->kinds[first] & (IS_COMMON | IS_NEVER))) &&
            shb_token_gap(&p->work->tokens, i) == GAP_SPACE)
            return i;
    return 0;
}
