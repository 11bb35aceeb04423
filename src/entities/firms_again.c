/* "BAC Consulting", then BAC; "Macquarie Group", then Macquarie: a firm by its first word
 * alone. */
#include "base/map.h"
#include "entities/patterns.h"

/* Is the word, before the head of a firm's name, no other word, name or place? */
static bool is_own_word(const shb_patterns *p, size_t i) {
    const uint32_t other = IS_ADJECTIVE | IS_STATE | IS_PLACE | IS_COMMON | IS_NEVER |
                           IS_END | IS_NAME | IS_LAST | WORD_GIVEN | WORD_CITY |
                           WORD_PROVINCE | WORD_PLACE | WORD_TITLE | WORD_AGENCY |
                           WORD_HEAD | WORD_LINK | WORD_SAY;
    const shb_token *token = &p->work->tokens.items[i];
    return (token->flags & TOKEN_LATIN) && (token->flags & TOKEN_CAPITAL) &&
           token->length > 2 && !(p->kinds[i] & other);
}

/* What else is named after a town ("Durham University") is not called by it. */
static bool is_firms_head(const shb_patterns *p, size_t i) {
    static const char *const heads[] = {"group",      "holdings",        "bank",
                                        "corp",       "corporation",     "inc",
                                        "ltd",        "limited",         "llc",
                                        "plc",        "company",         "airlines",
                                        "motors",     "technologies",    "securities",
                                        "analytics",  "pharmaceuticals", "airways",
                                        "co",         "industries",      "consulting",
                                        "foundation", "ventures",        "economics"};
    return TOKEN_IS_ONE_OF(p->work, i, heads);
}

static bool is_firm(const shb_patterns *p, size_t first, size_t last) {
    return last == first + 1 && is_firms_head(p, last) && is_own_word(p, first);
}

static bool is_capital(const shb_patterns *p, size_t i) {
    return p->work->tokens.items[i].flags & TOKEN_CAPITAL;
}

/* No other capital beside it, with which it would be a longer name. */
static bool stands_alone(const shb_patterns *p, size_t i, size_t start, size_t end) {
    const shb_tokens *tokens = &p->work->tokens;
    const bool before = i > start && shb_token_gap(tokens, i) <= GAP_HYPHEN &&
                        is_capital(p, i - 1) && !(p->kinds[i - 1] & IS_COMMON);
    const bool behind =
        i + 1 < end && shb_token_gap(tokens, i + 1) <= GAP_HYPHEN && is_capital(p, i + 1);
    return !before && !behind && !(p->kinds[i] & (IS_TAKEN | IS_KNOWN | IS_SHORT));
}

/* The firms of the text, those of patterns and tagger and the listed ones. */
static shb_status note_firms(shb_patterns *p, shb_map *firms) {
    shb_work *work = p->work;
    const shb_tokens *tokens = &work->tokens;
    shb_status st = SHB_OK;
    for (size_t k = 0; st == SHB_OK && k < p->n_found; k++) {
        const shb_found *f = &p->found[k];
        if (f->person == SHB_NO_ENTITY && f->entity != SHB_NO_ENTITY &&
            is_firm(p, f->first, f->last))
            st =
                shb_map_set(work->ctx, firms,
                            (const char *)tokens->folded + tokens->items[f->first].folded,
                            tokens->items[f->first].length, f->entity);
    }
    for (size_t k = 0; st == SHB_OK && k < work->n_candidates; k++) {
        const shb_candidate *c = &work->candidates[k];
        if (shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_ORGANIZATION &&
            is_firm(p, c->first, c->last))
            st =
                shb_map_set(work->ctx, firms,
                            (const char *)tokens->folded + tokens->items[c->first].folded,
                            tokens->items[c->first].length, c->entity);
    }
    return st;
}

shb_status shb_find_firms_again(shb_patterns *p) {
    shb_work *work = p->work;
    const shb_tokens *tokens = &work->tokens;
    shb_map firms = SHB_MAP_INIT;
    shb_status st = note_firms(p, &firms);
    for (uint32_t s = 0; st == SHB_OK && firms.count && s < work->sentences.count; s++) {
        const size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; st == SHB_OK && i < end; i++) {
            if (!is_own_word(p, i) || !stands_alone(p, i, start, end))
                continue;
            const shb_token *token = &tokens->items[i];
            const uint32_t who = shb_map_get(
                &firms, (const char *)tokens->folded + token->folded, token->length);
            if (who != SHB_MAP_NONE)
                st = shb_patterns_take(p, (shb_found){.first = (uint32_t)i,
                                                      .last = (uint32_t)i,
                                                      .sentence = s,
                                                      .person = SHB_NO_ENTITY,
                                                      .entity = who,
                                                      .how = SHB_HOW_SHORT});
        }
    }
    shb_map_done(&firms);
    return st;
}
