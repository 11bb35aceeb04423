#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "tagger/chain.h"
#include "tagger/memory.h"
#include "tagger/weights.h"

enum { MAX_PART = 1 << 12 };

/* What a word must weigh for some name more than for none (log odds) to be tagged with
 * its neighbours. Of names in running text one in two hundred has no such word, and most
 * words that are worth asking have less (data/models/README.md). */
#define LEAST_LIKELY (0.5F)

/* Words that are not likely in a name: between two of a part, and to a side of it that
 * are asked after all. */
enum { BETWEEN = 2, GROWTH = 2 };

/* How many words memory is asked for ahead of use. */
enum { WORDS_AHEAD = 4, CONTEXTS_AHEAD = 3 };

struct shb_tagging {
    shb_weights weights;    /* of the model at hand, too */
    shb_known_word *copies; /* of the words of a sentence: the cache moves on */
    shb_chain chain;
    shb_tag_memory memory; /* of the text so far */
    shb_tagged *names;
    size_t capacity, names_capacity;
    /* Of each word of the sentence. */
    bool *likely;
    uint16_t *seen; /* in names of the text before */
    size_t likely_capacity, seen_capacity;
    uint32_t *stems; /* of each word of the text that was asked; 0: was not */
    size_t stems_capacity;
};

shb_status shb_tagging_new(shb_ctx *ctx, shb_tagging **out) {
    shb_tagging *t = shb_alloc_array(1, sizeof *t);
    if (!t)
        return shb_fail_memory(ctx);
    shb_status st = shb_weights_init(ctx, &t->weights);
    if (st != SHB_OK) {
        shb_tagging_free(t);
        return st;
    }
    *out = t;
    return SHB_OK;
}

void shb_tagging_free(shb_tagging *t) {
    if (!t)
        return;
    shb_weights_done(&t->weights);
    shb_free(t->copies);
    shb_chain_done(&t->chain);
    shb_free(t->names);
    shb_free(t->likely);
    shb_free(t->seen);
    shb_free(t->stems);
    shb_free(t);
}

static shb_status make_room(shb_ctx *ctx, shb_tagging *t, size_t n) {
    size_t copies = t->capacity;
    if (n <= t->capacity)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&t->copies, &copies, n, sizeof *t->copies);
    if (st == SHB_OK)
        st = shb_chain_room(ctx, &t->chain, n);
    if (st == SHB_OK)
        t->capacity = n;
    return st;
}

/* Some words of a sentence that are tagged together, and the sentence around them. */
typedef struct part {
    const shb_tokens *tokens;
    const uint32_t *facts;
    size_t first, end;       /* the part's tokens */
    size_t from, to;         /* those whose copies are there: the part's, and around */
    size_t before;           /* end of the part before */
    size_t sentence, behind; /* the sentence's */
    /* Of each of the sentence's tokens. */
    const bool *likely;   /* may it be in a name? */
    const uint16_t *seen; /* was it in one? */
} part;

static shb_gap gap_before(const part *p, size_t i) {
    return i > p->sentence && i < p->behind ? shb_token_gap(p->tokens, i) : GAP_LINE;
}

static void ask_for(const shb_tagging *t, const part *p, size_t i) {
    shb_weights_ask(&t->weights, &p->tokens->items[i], p->facts[i] & ALL_FACTS,
                    p->seen[i - p->sentence]);
}

/* With the sums for these places. */
static const shb_known_word *known_word_at(shb_tagging *t, const part *p, size_t i,
                                           uint8_t places) {
    return shb_weights_word(&t->weights, p->tokens, i, p->facts[i] & ALL_FACTS,
                            p->seen[i - p->sentence], places);
}

/* The places around word i that are in first..end. */
static uint8_t places_asked(size_t i, size_t first, size_t end) {
    const size_t least = i + REACH + 1 > end ? i + REACH + 1 - end : 0;
    const size_t most = i + REACH - first < PLACES ? i + REACH - first : PLACES - 1;
    return (uint8_t)((2u << most) - (1u << least));
}

/* Copies of the words that words first..end are scored by. */
static void take_words(shb_tagging *t, part *p, size_t first, size_t end) {
    const size_t from = first < p->sentence + REACH ? p->sentence : first - REACH;
    const size_t to = end + REACH < p->behind ? end + REACH : p->behind;
    for (size_t ahead = from; ahead < to + WORDS_AHEAD; ahead++) {
        if (ahead < to)
            ask_for(t, p, ahead);
        if (ahead < from + WORDS_AHEAD)
            continue;
        const size_t i = ahead - WORDS_AHEAD;
        const uint8_t places = places_asked(i, first, end);
        shb_known_word *copy = &t->copies[i - p->sentence];
        if (i < p->from || i >= p->to || (places & ~copy->summed))
            *copy = *known_word_at(t, p, i, places);
    }
    p->from = p->from == p->to || from < p->from ? from : p->from;
    p->to = to > p->to ? to : p->to;
}

/* Scores of every tag at word i, from what its features and the words around it weigh. */
static void add_up(shb_tagging *t, size_t i, const part *p, shb_awaited *context) {
    shb_weights_add(&t->weights, context);
    shb_tag_sums all = context->sums;
    for (size_t k = 0; k < PLACES; k++) {
        size_t at = i + k - REACH; /* wraps before the first word of the text */
        if (at < p->from || at >= p->to)
            continue;
        const shb_tag_sums *sums = &t->copies[at - p->sentence].sums[k];
        all.eight += sums->eight;
        all.ninth = (int16_t)(all.ninth + sums->ninth);
    }
    shb_chain_step *own = &t->chain.steps[i - p->sentence];
    for (size_t tag = 0; tag < 8; tag++)
        own->scores[tag] = (float)all.eight[tag] * t->weights.tagger->scale;
    own->scores[8] = (float)all.ninth * t->weights.tagger->scale;
}

static uint8_t words_since_title(const part *p, size_t at) {
    for (size_t i = at; i-- > p->sentence && at - i < 7;)
        if (p->facts[i] & FACT_TITLE)
            return (uint8_t)(at - i < 6 ? at - i : 6);
    return 0;
}

/* Scores of every tag at words first..end, from features alone. */
static void score(shb_tagging *t, part *p, size_t first, size_t end) {
    take_words(t, p, first, end);
    uint32_t features[MAX_CONTEXT];
    shb_awaited there[CONTEXTS_AHEAD + 1];
    uint8_t since_title = words_since_title(p, first);
    shb_gap gaps[4] = {GAP_LINE, gap_before(p, first - 1), gap_before(p, first),
                       gap_before(p, first + 1)};
    for (size_t i = first; i < end; i++) {
        shb_tag_place place = {.since_title = since_title};
        for (size_t k = 0; k < PLACES; k++) {
            size_t at = i + k - REACH; /* wraps before the first word of the text */
            if (at >= p->from && at < p->to)
                place.around[k] = &t->copies[at - p->sentence].word;
        }
        gaps[0] = gaps[1];
        gaps[1] = gaps[2];
        gaps[2] = gaps[3];
        gaps[3] = gap_before(p, i + 2);
        memcpy(place.gaps, gaps, sizeof gaps);
        shb_weights_fetch(&t->weights, features,
                          shb_tag_context_features(&place, features),
                          &there[i % (CONTEXTS_AHEAD + 1)]);
        if (i >= first + CONTEXTS_AHEAD)
            add_up(t, i - CONTEXTS_AHEAD, p,
                   &there[(i - CONTEXTS_AHEAD) % (CONTEXTS_AHEAD + 1)]);
        if (p->facts[i] & FACT_TITLE)
            since_title = 1;
        else if (since_title && since_title < 6)
            since_title++;
    }
    size_t left = end - first < CONTEXTS_AHEAD ? first : end - CONTEXTS_AHEAD;
    for (size_t i = left; i < end; i++)
        add_up(t, i, p, &there[i % (CONTEXTS_AHEAD + 1)]);
}

/* How sure the tagger is of each word of the part, for the sentences behind. */
static void remember(shb_tagging *t, const part *p) {
    const size_t n = p->end - p->first;
    float own[N_TAGS], next[N_TAGS];
    shb_chain_word(&t->chain, 0, next);
    for (size_t i = 0; i < n; i++) {
        memcpy(own, next, sizeof own);
        if (i + 1 < n)
            shb_chain_word(&t->chain, i + 1, next);
        uint16_t seen = shb_tag_seen(own, i + 1 < n ? next : NULL);
        if (!seen)
            continue;
        const shb_token *token = &p->tokens->items[p->first + i];
        shb_tag_remember(&t->memory, t->copies[p->first + i - p->sentence].word.stem,
                         shb_tag_tail(p->tokens->folded + token->folded, token->length),
                         seen);
    }
}

/* What stands beside a part is no name. */
static unsigned tag_before(const part *p) {
    return p->first == p->sentence ? N_TAGS : TAG_NONE;
}

static unsigned tag_behind(const part *p) {
    return p->end == p->behind ? N_TAGS : TAG_NONE;
}

/* May a name begin or end with the word, though it was not worth asking by itself? Not
 * with one of small letters. */
static bool is_open(const part *p, size_t i) {
    return (p->facts[i] & (MAY_BE_NAME | FACT_LINK)) ||
           (p->tokens->items[i].flags & (TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_ARABIC));
}

/* Do the word's features speak for a name? */
static bool may_be_named(const shb_tagging *t, const part *p, size_t i) {
    const float *scores = t->chain.steps[i - p->sentence].scores;
    for (size_t tag = TAG_NONE + 1; tag < N_TAGS; tag++)
        if (scores[tag] > scores[TAG_NONE])
            return true;
    return false;
}

/* One more word to a side where a name may go on. */
static bool grow(shb_tagging *t, part *p, size_t core, size_t core_end) {
    bool left = p->first > p->before && p->first + GROWTH > core &&
                is_open(p, p->first - 1) && may_be_named(t, p, p->first);
    bool right = p->end < p->behind && p->end < core_end + GROWTH && is_open(p, p->end) &&
                 may_be_named(t, p, p->end - 1);
    if (left) {
        p->first--;
        score(t, p, p->first, p->first + 1);
    }
    if (right) {
        p->end++;
        score(t, p, p->end - 1, p->end);
    }
    return left || right;
}

static shb_status tag_part(shb_ctx *ctx, shb_tagging *t, part *p, size_t *found) {
    const size_t core = p->first, core_end = p->end;
    score(t, p, core, core_end);
    while (grow(t, p, core, core_end))
        ;
    const size_t n = p->end - p->first;
    t->chain.first = p->first - p->sentence;
    bool any =
        shb_chain_best(&t->chain, t->weights.tagger, n, tag_before(p), tag_behind(p));
    shb_status st = SHB_OK;
    if (!any && !(t->weights.tagger->remembers && shb_chain_is_near(&t->chain, n)))
        return SHB_OK;
    shb_chain_chances(&t->chain, t->weights.tagger, n, tag_before(p), tag_behind(p));
    if (t->weights.tagger->remembers)
        remember(t, p);
    for (size_t i = 0; i < n && any; i++) {
        const uint8_t *tags = t->chain.tags, tag = tags[i];
        if (tag % 2 == 0)
            continue;
        size_t last = i;
        while (last + 1 < n && tags[last + 1] == tag + 1)
            last++;
        st = shb_grow(ctx, (void **)&t->names, &t->names_capacity, *found + 1,
                      sizeof *t->names);
        if (st != SHB_OK)
            return st;
        float chance = shb_chain_span(&t->chain, t->weights.tagger, n, i, last, tag);
        t->names[(*found)++] =
            (shb_tagged){(uint32_t)(p->first + i), (uint32_t)(p->first + last), tag,
                         chance, shb_tagger_confidence(t->weights.tagger, chance)};
    }
    return SHB_OK;
}

/* Does what the word itself weighs speak for a name, or not much against one? */
static bool is_likely(const shb_tagging *t, const shb_known_word *word) {
    const shb_tag_sums *own = &word->sums[REACH];
    int16_t most = own->ninth;
    for (size_t tag = TAG_NONE + 1; tag < 8; tag++)
        if (own->eight[tag] > most)
            most = own->eight[tag];
    return (float)(most - own->eight[TAG_NONE]) * t->weights.tagger->scale >=
           LEAST_LIKELY;
}

/* What was seen of the sentence's words in others. */
static void recall(shb_tagging *t, const part *p) {
    for (size_t i = p->sentence; t->memory.count && i < p->behind; i++) {
        const shb_token *token = &p->tokens->items[i];
        const uint8_t *letters = p->tokens->folded + token->folded;
        if (shb_tag_may_recall(&t->memory, shb_tag_tail(letters, token->length)))
            t->seen[i - p->sentence] = shb_tag_recall(
                &t->memory, shb_tag_word_stem(&t->weights.tagger->classes, p->tokens, i));
    }
}

/* Which of the sentence's words are worth to be tagged. Is any? */
static bool find_likely(shb_tagging *t, const part *p) {
    bool any = false;
    size_t ahead = p->sentence;
    for (size_t i = p->sentence; i < p->behind; i++) {
        for (; ahead < p->behind && ahead < i + 2 * WORDS_AHEAD; ahead++)
            if (p->facts[ahead] & MAY_BE_NAME)
                ask_for(t, p, ahead);
        bool likely = false;
        if (p->facts[i] & MAY_BE_NAME) {
            const shb_known_word *word = known_word_at(t, p, i, OWN_PLACE);
            likely = is_likely(t, word);
            t->stems[i] = t->weights.tagger->remembers ? word->word.stem : 0;
        }
        t->likely[i - p->sentence] = likely;
        any |= likely;
    }
    return any;
}

/* The words that may be names, or lead to one, next to a likely one, or one word apart
 * ("Faisal bin Turki"), are tagged with it, and so on. */
static void take_neighbours(shb_tagging *t, const part *p) {
    static const uint32_t asked = MAY_BE_NAME | FACT_LINK;
    const size_t n = p->behind - p->sentence;
    const uint32_t *facts = p->facts + p->sentence;
    bool *likely = t->likely;
    for (size_t i = 1; i < n; i++)
        likely[i] |= (facts[i] & asked) && (likely[i - 1] || (i > 1 && likely[i - 2]));
    for (size_t i = n - 1; i-- > 0;)
        likely[i] |=
            (facts[i] & asked) && (likely[i + 1] || (i + 2 < n && likely[i + 2]));
}

/* The next part behind the one at hand: words that are likely in a name, and the few
 * others between them. False where there is none. */
static bool next_part(part *p) {
    const bool *likely = p->likely - p->sentence;
    size_t i = p->end;
    while (i < p->behind && !likely[i])
        i++;
    if (i == p->behind)
        return false;
    p->before = p->end;
    p->first = i;
    for (size_t last = i;
         i < p->behind && i <= last + BETWEEN + 1 && i < p->first + MAX_PART; i++)
        if (likely[i]) {
            last = i;
            p->end = i + 1;
        }
    p->from = p->to = 0;
    return true;
}

shb_status shb_tagging_begin(shb_ctx *ctx, shb_tagging *t, size_t n) {
    shb_tag_forget(&t->memory);
    shb_status st =
        shb_grow(ctx, (void **)&t->stems, &t->stems_capacity, n, sizeof *t->stems);
    if (st == SHB_OK)
        memset(t->stems, 0, n * sizeof *t->stems);
    return st;
}

bool shb_tag_has_news(shb_tagging *t, size_t number, size_t first, size_t end) {
    t->memory.sentence = (uint32_t)number + 1;
    for (size_t i = first; t->memory.count && i < end; i++)
        if (t->stems[i] && shb_tag_is_news(&t->memory, t->stems[i]))
            return true;
    return false;
}

shb_status shb_tag_sentence(shb_ctx *ctx, shb_tagging *t, const shb_tagger *tagger,
                            const shb_tokens *tokens, const uint32_t *facts,
                            size_t number, size_t first, size_t end,
                            const shb_tagged **out, size_t *n) {
    part p = {
        .tokens = tokens, .facts = facts, .end = first, .sentence = first, .behind = end};
    *n = 0;
    t->weights.tagger = tagger;
    shb_status room = shb_grow(ctx, (void **)&t->likely, &t->likely_capacity, end - first,
                               sizeof *t->likely);
    if (room == SHB_OK)
        room = shb_grow(ctx, (void **)&t->seen, &t->seen_capacity, end - first,
                        sizeof *t->seen);
    if (room != SHB_OK)
        return room;
    p.likely = t->likely;
    p.seen = t->seen;
    memset(t->seen, 0, (end - first) * sizeof *t->seen);
    t->memory.sentence = (uint32_t)number + 1;
    if (tagger->remembers)
        recall(t, &p);
    if (!find_likely(t, &p))
        return SHB_OK;
    take_neighbours(t, &p);
    shb_status st = make_room(ctx, t, end - first);
    while (st == SHB_OK && next_part(&p))
        st = tag_part(ctx, t, &p, n);
    *out = t->names;
    return st;
}
