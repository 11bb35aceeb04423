/* What stands around a Russian head of a body tells: its leader is no Russian minister;
 * the abbreviation is, or is not, that of a court. */
#include <string.h>

#include "entities/bodies.h"

static bool begins_name(const shb_work *work, size_t token, size_t end) {
    const unsigned other = NAME_NEVER | NAME_ENDS | NAME_FUNCTION;
    return token < end && shb_token_gap(&work->tokens, token) == GAP_SPACE &&
           (work->tokens.items[token].flags & (TOKEN_CAPITAL | TOKEN_CAPITALS)) ==
               TOKEN_CAPITAL &&
           !(shb_name_word(&work->gazetteer->name_words, work->tokens.items[token].hash) &
             other);
}

/* "глава МИД Ян Новак": whoever headed these bodies of Russia is listed, so that it is
 * another state's whose head is not. */
bool shb_is_led_by_unlisted(const shb_work *work, size_t i) {
    static const char *const led[] = {"foreign-ministry", "defense-ministry",
                                      "finance-ministry", "interior-ministry",
                                      "central-bank"};
    static const char *const heads[] = {"глава", "главы", "главе", "главу", "главой"};
    const shb_candidate *c = &work->candidates[i], *next = c + 1;
    const size_t end = work->sentence_tokens[c->sentence + 1];
    const char *name = work->gazetteer->bodies[c->body].name;
    bool asked = false;
    if (c->first == work->sentence_tokens[c->sentence] ||
        !TOKEN_IS_ONE_OF(work, c->first - 1u, heads) ||
        !begins_name(work, c->last + 1u, end) || !begins_name(work, c->last + 2u, end))
        return false;
    for (size_t k = 0; k < sizeof led / sizeof *led && !asked; k++)
        asked = strcmp(name, led[k]) == 0;
    if (!asked)
        return false;
    for (; next < work->candidates + work->n_candidates && next->first <= c->last + 2u;
         next++)
        if (shb_is_mention(next) || next->short_form || next->adjective != SHB_NO_ENTITY)
            return false;
    return true;
}

bool shb_is_doubtful_head(const shb_work *work, const shb_candidate *c) {
    enum { AROUND = 120 };
    static const uint8_t constitution[] = {
        FOLD_RU(0x43a), FOLD_RU(0x43e), FOLD_RU(0x43d), FOLD_RU(0x441), FOLD_RU(0x442),
        FOLD_RU(0x438), FOLD_RU(0x442), FOLD_RU(0x443), FOLD_RU(0x446)};
    const shb_tokens *tokens = &work->tokens;
    if (c->first != c->last)
        return false;
    if (!shb_token_is(work, c->first, "кс"))
        return shb_token_is(work, c->first, "мо");
    size_t i = c->first > AROUND ? c->first - AROUND : 0;
    for (; i < tokens->count && i < c->first + AROUND; i++)
        if (tokens->items[i].length > sizeof constitution &&
            memcmp(tokens->folded + tokens->items[i].folded, constitution,
                   sizeof constitution) == 0)
            return false;
    return true;
}
