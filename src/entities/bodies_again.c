/* "The Senate Tax Committee ... the Tax Committee": a body by the last words of its name
 * is that whose full name the text has last before, else next behind. */
#include "entities/patterns.h"

#include <stdlib.h>

/* How many names to each side are asked; bounded, or crafted text takes quadratic time.
 */
enum { BODIES_ASKED = 256 };

typedef struct body {
    uint32_t first, last;
    uint32_t entity;
} body;

static bool is_latin(const shb_patterns *p, size_t i) {
    return (p->work->tokens.items[i].flags & TOKEN_LATIN) != 0;
}

/* An unlisted body in Latin letters. */
static bool is_unlisted(const shb_patterns *p, const shb_found *f) {
    return f->person == SHB_NO_ENTITY && f->entity != SHB_NO_ENTITY &&
           f->entity >= LOCAL_ENTITY && is_latin(p, f->first) &&
           shb_work_type(p->work, f->entity) == SHB_ORGANIZATION;
}

/* No owner, nor any other word of a longer name: "Ford Carrier Strike Group". */
static bool stands_alone(const shb_patterns *p, size_t i) {
    const shb_tokens *tokens = &p->work->tokens;
    if (i == 0 || shb_token_gap(tokens, i) > GAP_APOSTROPHE)
        return true;
    return shb_token_is(p->work, i - 1, "the") ||
           (!(tokens->items[i - 1].flags & TOKEN_CAPITAL) &&
            !shb_token_is(p->work, i - 1, "s"));
}

/* "the Air Force", "the Council", "a High School": only described, where the text does
 * not name it in full. */
static bool is_described(const shb_patterns *p, const shb_found *f) {
    static const char *const one[] = {"guard",  "league",  "legion",    "state",
                                      "states", "marines", "jewish",    "conservative",
                                      "steel",  "allied",  "government"};
    static const char *const two[][2] = {
        {"air", "force"},         {"coast", "guard"},          {"task", "force"},
        {"strike", "group"},      {"high", "school"},          {"law", "school"},
        {"medical", "center"},    {"select", "committee"},     {"civil", "service"},
        {"public", "service"},    {"military", "service"},     {"civil", "society"},
        {"border", "guard"},      {"high", "technologies"},    {"southern", "front"},
        {"northern", "front"},    {"defense", "force"},        {"defence", "force"},
        {"defense", "forces"},    {"defence", "forces"},       {"first", "nation"},
        {"first", "nations"},     {"army", "corps"},           {"army", "command"},
        {"local", "authority"},   {"military", "council"},     {"ground", "forces"},
        {"internal", "security"}, {"press", "corps"},          {"open", "society"},
        {"national", "security"}, {"public", "administration"}};
    const size_t words = f->last - f->first + 1u;
    if (words == 1)
        return (p->kinds[f->first] & (WORD_HEAD | IS_COMMON)) ==
                   (WORD_HEAD | IS_COMMON) ||
               TOKEN_IS_ONE_OF(p->work, f->first, one);
    for (size_t k = 0; words == 2 && k < sizeof two / sizeof *two; k++)
        if (shb_token_is(p->work, f->first, two[k][0]) &&
            shb_token_is(p->work, f->last, two[k][1]))
            return true;
    return false;
}

static int by_first(const void *a, const void *b) {
    const body *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* The bodies of three words and more, by place, the finds and the listed. */
static size_t note_bodies(const shb_patterns *p, body *out) {
    const shb_work *work = p->work;
    size_t n = 0;
    for (size_t i = 0; i < p->n_found; i++) {
        const shb_found *f = &p->found[i];
        if (is_unlisted(p, f) && f->last - f->first >= 2)
            out[n++] = (body){f->first, f->last, f->entity};
    }
    for (size_t k = 0; k < work->n_candidates; k++) {
        const shb_candidate *c = &work->candidates[k];
        if (c->last - c->first >= 2 && is_latin(p, c->first) && shb_is_mention(c) &&
            shb_work_type(work, c->entity) == SHB_ORGANIZATION)
            out[n++] = (body){c->first, c->last, c->entity};
    }
    if (n > 1)
        qsort(out, n, sizeof *out, by_first);
    return n;
}

/* Does the body's name end with tokens first..last, behind another word in capitals? But
 * "Council of the River Bank". */
static bool ends_with(const shb_patterns *p, const body *full, const shb_found *f) {
    const shb_token *tokens = p->work->tokens.items;
    const size_t n = f->last - f->first + 1u;
    if (full->last - full->first < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (tokens[full->last - i].hash != tokens[f->last - i].hash)
            return false;
    const size_t before = full->last - n;
    return (tokens[before].flags & TOKEN_CAPITAL) &&
           shb_token_gap(&p->work->tokens, before + 1) == GAP_SPACE;
}

static uint32_t body_of(const shb_patterns *p, const body *bodies, size_t n,
                        const shb_found *f) {
    size_t low = 0, high = n; /* the first that begins behind */
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (bodies[middle].first <= f->first)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t k = low; k > 0 && low - k < BODIES_ASKED; k--)
        if (ends_with(p, &bodies[k - 1], f))
            return bodies[k - 1].entity;
    for (size_t k = low; k < n && k - low < BODIES_ASKED; k++)
        if (ends_with(p, &bodies[k], f))
            return bodies[k].entity;
    return SHB_NO_ENTITY;
}

shb_status shb_settle_short_bodies(shb_patterns *p) {
    bool any = false;
    for (size_t i = 0; i < p->n_found && !any; i++)
        any = is_unlisted(p, &p->found[i]);
    if (!any)
        return SHB_OK;
    const size_t most = p->n_found + p->work->n_candidates;
    body *bodies = shb_arena_alloc(&p->work->arena, most * sizeof *bodies);
    if (!bodies)
        return shb_fail_memory(p->work->ctx);
    const size_t n = note_bodies(p, bodies);
    for (size_t i = 0; i < p->n_found; i++) {
        shb_found *f = &p->found[i];
        if (!is_unlisted(p, f))
            continue;
        const bool asked = f->last > f->first && stands_alone(p, f->first);
        const uint32_t entity = asked ? body_of(p, bodies, n, f) : SHB_NO_ENTITY;
        if (entity != SHB_NO_ENTITY && entity != f->entity) {
            f->entity = entity;
            f->how = SHB_HOW_SHORT;
        } else if (is_described(p, f))
            f->entity = SHB_NO_ENTITY;
    }
    return SHB_OK;
}
