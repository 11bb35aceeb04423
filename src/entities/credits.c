/* "Reporting by A and B; editing by C", "A/Getty Images", "D contributed to this report",
 * "© E": who wrote the text or took its picture, and for whom. */
#include "entities/work.h"

#include <string.h>

enum { CREDITED_TOKENS = 60, GAP_BYTES = 8 };

static const shb_token *token_at(const shb_work *work, size_t i) {
    return &work->tokens.items[i];
}

static void mark(const shb_work *work, shb_candidate *c) {
    shb_type type = shb_work_type(work, c->entity);
    if (!c->mark && type != SHB_STATE)
        c->mark = type == SHB_PERSON ? SHB_MARK_BYLINE : SHB_MARK_SOURCE;
}

/* The mention that holds token i; candidates from `from` on are its sentence's or later.
 */
static shb_candidate *mention_at(const shb_work *work, size_t from, size_t i) {
    for (size_t k = from; k < work->n_candidates && work->candidates[k].first <= i; k++)
        if (work->candidates[k].last >= i && shb_is_mention(&work->candidates[k]))
            return &work->candidates[k];
    return NULL;
}

/* A word between names. */
static bool joins(const shb_work *work, size_t i) {
    static const char *const words[] = {"and", "in",   "of",   "at",  "for",
                                        "via", "with", "from", "the", "by",
                                        "s",   "и",    "в",    "из",  "و"};
    return TOKEN_IS_ONE_OF(work, i, words);
}

static bool parts(shb_gap gap) { return gap == GAP_QUOTE || gap >= GAP_LINE; }

/* Does what stands between tokens i-1 and i hold the sign? */
static bool has_sign(const shb_work *work, size_t i, const char *sign) {
    size_t end = token_at(work, i)->start, n = strlen(sign);
    size_t at = i ? token_at(work, i - 1)->end : 0;
    if (end - at > GAP_BYTES)
        at = end - GAP_BYTES;
    for (; at + n <= end; at++)
        if (work->tokens.text[at] == sign[0] &&
            memcmp(work->tokens.text + at, sign, n) == 0)
            return true;
    return false;
}

/* One more token of the names: marked where it is in a mention, passed where it joins or
 * may be of an unknown name. Two mentions have more than a space between them. */
static bool pass(const shb_work *work, size_t from, size_t i, const shb_candidate **last,
                 bool joined) {
    shb_candidate *c = mention_at(work, from, i);
    if (c && c != *last) {
        if (*last && !joined)
            return false;
        mark(work, c);
        *last = c;
        return true;
    }
    return c || joins(work, i) || (token_at(work, i)->flags & TOKEN_CAPITAL);
}

/* "Photo: Jane Doe / Acme", but not "Photo: The minister Jane Doe speaks": behind a colon
 * nothing but names. */
static bool is_caption(const shb_work *work, size_t from, size_t first, size_t end) {
    bool named = false;
    for (size_t i = first; i < end; i++) {
        if (i > first && shb_token_gap(&work->tokens, i) != GAP_SPACE)
            return false;
        const shb_candidate *c = mention_at(work, from, i);
        if (c && (i > first || shb_work_type(work, c->entity) == SHB_STATE))
            return !named;
        named |= c != NULL;
        if (c)
            i = c->last;
        else if (!(token_at(work, i)->flags & TOKEN_CAPITAL))
            return !joins(work, i) && !(token_at(work, i)->flags & TOKEN_ARABIC);
    }
    return false;
}

static void mark_names_behind(const shb_work *work, size_t from, size_t first,
                              size_t end) {
    const shb_candidate *last = NULL;
    for (size_t i = first; i < end && i - first < CREDITED_TOKENS; i++) {
        shb_gap gap = shb_token_gap(&work->tokens, i);
        bool closed = i > first && (parts(gap) || has_sign(work, i, ")"));
        bool joined = gap > GAP_DOT || joins(work, i - 1);
        if (closed || !pass(work, from, i, &last, joined))
            break;
    }
}

static void mark_names_before(const shb_work *work, size_t from, size_t start,
                              size_t end) {
    const shb_candidate *last = NULL;
    for (size_t i = end; i-- > start && end - i < CREDITED_TOKENS;) {
        shb_gap gap = shb_token_gap(&work->tokens, i + 1);
        bool joined = gap > GAP_DOT || gap == GAP_APOSTROPHE || joins(work, i + 1);
        if (parts(gap) || !pass(work, from, i, &last, joined))
            break;
    }
}

/* The phrase at token i, or NULL. What stands before the names begins a line, a bracket
 * or with a capital. */
static const shb_credit *credit_at(const shb_work *work, size_t i, size_t end) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    const shb_token *tokens = work->tokens.items;
    const shb_credit *best = NULL;
    for (size_t k = 0; k < gazetteer->n_credits; k++) {
        const shb_credit *credit = &gazetteer->credits[k];
        size_t n = 0;
        while (n < credit->n && i + n < end && tokens[i + n].hash == credit->words[n])
            n++;
        if (n < credit->n || (best && best->n >= n))
            continue;
        const shb_token *last = &tokens[i + n - 1];
        shb_gap gap = shb_token_gap(&work->tokens, i);
        bool small = !(tokens[i].flags & (TOKEN_CAPITAL | TOKEN_ARABIC)) &&
                     gap != GAP_OPEN && gap != GAP_LINE;
        if ((credit->colon && (last->end >= work->tokens.text_len ||
                               work->tokens.text[last->end] != ':')) ||
            (small && !credit->behind))
            continue;
        best = credit;
    }
    return best;
}

static void mark_beside_words(shb_work *work) {
    const uint64_t *starts = work->gazetteer->credit_starts;
    size_t from = 0;
    for (size_t s = 0; s < work->sentences.count; s++) {
        size_t first = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        while (from < work->n_candidates && work->candidates[from].sentence < s)
            from++;
        if (from == work->n_candidates)
            return;
        if (work->candidates[from].sentence != s)
            continue;
        for (size_t i = first; i < end; i++) {
            uint64_t cell = token_at(work, i)->hash % CREDIT_STARTS;
            const shb_credit *credit =
                starts[cell / 64] >> cell % 64 & 1 ? credit_at(work, i, end) : NULL;
            if (credit && credit->behind)
                mark_names_before(work, from, first, i);
            else if (credit &&
                     !(credit->colon && is_caption(work, from, i + credit->n, end)))
                mark_names_behind(work, from, i + credit->n, end);
        }
    }
}

static bool is_agency(const shb_work *work, size_t i) {
    return (token_at(work, i)->flags & TOKEN_CAPITAL) &&
           shb_token_among(work, i, work->gazetteer->agencies,
                           work->gazetteer->n_agencies);
}

/* "X/Getty Images", "AP Photo/X", "X/Pool/AFP", "© X/Y": persons, and the agency itself.
 */
static void mark_beside_signs(shb_work *work) {
    for (size_t k = 0; k < work->n_candidates; k++) {
        shb_candidate *c = &work->candidates[k];
        if (!shb_is_mention(c) || c->mark ||
            (shb_work_type(work, c->entity) != SHB_PERSON && !shb_is_medium(work, c)))
            continue;
        size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
        bool first = c->first == work->sentence_tokens[c->sentence];
        bool stroke = next < end && has_sign(work, next, "/");
        bool behind = !first && has_sign(work, c->first, "/");
        if ((stroke && is_agency(work, next)) ||
            (behind && is_agency(work, c->first - 1)) ||
            has_sign(work, c->first, "\xc2\xa9"))
            mark(work, c);
    }
}

void shb_mark_credits(shb_work *work) {
    mark_beside_words(work);
    mark_beside_signs(work);
}
