/* Russian heads that stand for the bodies of several states, and so for none. */
#include "entities/bodies.h"

/* "МИД ЕС": of a bloc. */
static bool is_of_bloc(const shb_work *work, size_t i) {
    const shb_candidate *after = shb_next_adjacent(work, i);
    return after && shb_is_mention(after) && after->body == SHB_NO_ENTITY &&
           after->entity < LOCAL_ENTITY &&
           shb_work_type(work, after->entity) == SHB_ORGANIZATION &&
           work->gazetteer->more[after->entity].owner == SHB_NO_ENTITY;
}

/* "двух", "этих", "арабских", "27": what agrees with a genitive in the plural. */
static bool agrees_with_many(const shb_work *work, size_t at) {
    static const char *const counts[] = {"пяти",   "шести",  "семи", "восьми",
                                         "девяти", "десяти", "ряда", "большинства"};
    const shb_token *token = &work->tokens.items[at];
    const uint8_t last = work->tokens.folded[token->folded + token->length - 1u];
    return (token->flags & TOKEN_DIGIT) ||
           ((token->flags & TOKEN_CYRILLIC) && last == FOLD_RU(0x445)) ||
           TOKEN_IS_ONE_OF(work, at, counts);
}

/* "МИД стран Азии", "МИД обеих стран", "МИД семи арабских государств". */
static bool is_of_states(const shb_work *work, const shb_candidate *c) {
    enum { WORDS = 3 };
    static const char *const many[] = {"стран", "государств", "республик", "держав",
                                       "сторон"};
    const size_t end = work->sentence_tokens[c->sentence + 1];
    for (size_t n = 0, at = c->last + 1u; n <= WORDS && at < end; n++, at++) {
        if (shb_token_gap(&work->tokens, at) != GAP_SPACE)
            return false;
        if (TOKEN_IS_ONE_OF(work, at, many))
            return true;
        if (!agrees_with_many(work, at))
            return false;
    }
    return false;
}

/* "МИД и Минобороны двух стран": the body that is joined behind, or NULL. */
static const shb_candidate *joined_body(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i], *next = c + 1;
    return i + 1 < work->n_candidates && next->sentence == c->sentence &&
                   next->first == c->last + 2u && next->body != SHB_NO_ENTITY &&
                   shb_token_is(work, c->last + 1u, "и")
               ? next
               : NULL;
}

/* "встреча глав МИД", not "главам МИД и Минобороны": each has a ministry of his own. */
static bool has_several_heads(const shb_work *work, const shb_candidate *c) {
    static const char *const heads[] = {"глав", "главам", "главами", "главах"};
    return c->first > work->sentence_tokens[c->sentence] &&
           TOKEN_IS_ONE_OF(work, c->first - 1u, heads);
}

bool shb_is_of_several(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    if (!(work->tokens.items[c->first].flags & TOKEN_CYRILLIC))
        return false;
    const shb_candidate *joined = joined_body(work, i);
    return is_of_bloc(work, i) || is_of_states(work, c) ||
           (joined ? is_of_states(work, joined) : has_several_heads(work, c));
}
