/* Words in Latin letters that speak alone in a text, "Shahawy said", "Ms Shahawy": behind
 * another unknown word, "Hassaan Shahawy", they are a surname. */
#include <stdlib.h>
#include <string.h>

#include "entities/patterns.h"

static int by_hash(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* May the word be a surname, and nothing else that is known? */
static bool may_be_surname(const shb_patterns *p, size_t i) {
    const uint32_t other = IS_KNOWN | IS_COMMON | IS_NEVER | IS_END | IS_SHORT |
                           IS_PLACE | IS_STATE | IS_ADJECTIVE | WORD_GIVEN | WORD_TITLE |
                           WORD_HEAD | WORD_CITY | WORD_PROVINCE | WORD_PLACE |
                           WORD_AGENCY | WORD_SAY;
    const shb_token *token = &p->work->tokens.items[i];
    return (token->flags & TOKEN_LATIN) && (p->kinds[i] & IS_CAPITAL) &&
           token->length > 3 && !(p->kinds[i] & other);
}

static bool is_capital(const shb_patterns *p, size_t i) {
    return p->work->tokens.items[i].flags & TOKEN_CAPITAL;
}

static bool speaks(const shb_patterns *p, size_t i, size_t start, size_t end) {
    static const char *const addresses[] = {"mr", "mrs", "ms", "dr", "miss"};
    const shb_tokens *tokens = &p->work->tokens;
    const size_t next = i + 1;
    if (!may_be_surname(p, i) ||
        (next < end && shb_token_gap(tokens, next) <= GAP_HYPHEN && is_capital(p, next)))
        return false;
    const bool joined = i > start && shb_token_gap(tokens, i) <= GAP_DOT;
    if (joined && is_capital(p, i - 1))
        return TOKEN_IS_ONE_OF(p->work, i - 1, addresses);
    if (joined && shb_token_gap(tokens, i) == GAP_SPACE && (p->kinds[i - 1] & WORD_SAY))
        return true;
    return next < end && shb_token_gap(tokens, next) == GAP_SPACE &&
           (p->kinds[next] & WORD_SAY);
}

shb_status shb_note_speakers(shb_patterns *p) {
    shb_work *work = p->work;
    size_t n = 0;
    p->speakers =
        shb_arena_alloc(&work->arena, (work->tokens.count + 1) * sizeof *p->speakers);
    if (!p->speakers)
        return shb_fail_memory(work->ctx);
    for (size_t s = 0; s < work->sentences.count; s++) {
        const size_t start = work->sentence_tokens[s];
        const size_t end = work->sentence_tokens[s + 1];
        for (size_t i = start; i < end; i++)
            if (speaks(p, i, start, end))
                p->speakers[n++] = work->tokens.items[i].hash;
    }
    p->n_speakers = n;
    if (n > 1)
        qsort(p->speakers, n, sizeof *p->speakers, by_hash);
    return SHB_OK;
}

/* "Debutant Schrager", "Submissions: Xulu": a rare word of the language with the
 * sentence's capital; "CentOS Stream". */
static bool is_rather_a_word(const shb_patterns *p, size_t i, size_t start) {
    static const char *const tails[] = {"s", "ing", "tion", "ant", "ent", "ist", "er"};
    const shb_token *token = &p->work->tokens.items[i];
    const char *letters = (const char *)p->work->tokens.folded + token->folded;
    for (size_t at = token->start + 1u; at < token->end; at++)
        if (p->work->tokens.text[at] >= 'A' && p->work->tokens.text[at] <= 'Z')
            return true;
    for (size_t k = 0; i == start && k < sizeof tails / sizeof *tails; k++) {
        const size_t n = strlen(tails[k]);
        if (token->length > n && memcmp(letters + token->length - n, tails[k], n) == 0)
            return true;
    }
    return false;
}

bool shb_is_full_name_of_speaker(const shb_patterns *p, size_t first, size_t last,
                                 size_t start) {
    const shb_token *tokens = p->work->tokens.items;
    return last == first + 1 && p->n_speakers && may_be_surname(p, first) &&
           may_be_surname(p, last) && tokens[first].hash != tokens[last].hash &&
           !is_rather_a_word(p, first, start) &&
           bsearch(&p->work->tokens.items[last].hash, p->speakers, p->n_speakers,
                   sizeof *p->speakers, by_hash);
}
