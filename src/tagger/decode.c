#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "tagger/model.h"

enum { CACHE_BITS = 15, RECENT_BITS = 14, MAX_PART = 1 << 12, MARGIN = 2 };

/* What a word must weigh for some name more than for none (log odds) to be tagged with
 * its neighbours. Of names in running text one in two hundred has no such word, and most
 * words that are worth asking have less (data/models/README.md). */
#define LEAST_LIKELY (0.5F)

/* How many words memory is asked for ahead of use. */
enum { WORDS_AHEAD = 4, CONTEXTS_AHEAD = 3, CACHE_LINE = 64 };

typedef int16_t eight_sums __attribute__((vector_size(16), aligned(2), may_alias));
typedef int8_t eight_weights __attribute__((vector_size(8), aligned(1), may_alias));

/* What features weigh for each tag: eight at once, and the ninth. */
typedef struct tag_sums {
    eight_sums eight;
    int16_t ninth;
} tag_sums;
_Static_assert(N_TAGS == 9, "tag_sums holds a sum a tag");

/* A word's features, and the sums of their weights for the places around it. */
typedef struct known_word {
    uint64_t key; /* hash, flags, facts and model; 0: empty */
    shb_tag_word word;
    tag_sums sums[PLACES];
} known_word;

typedef struct step {
    float scores[N_TAGS]; /* of each tag, by the features */
    uint8_t from[N_TAGS];
} step;

struct shb_tagging {
    const shb_tagger *tagger; /* of this sentence */
    known_word *cache;        /* of all languages' words */
    shb_tag_row *recent;      /* rows of all models, by their features' first bits */
    known_word *copies;       /* of the words of a sentence: the cache moves on */
    step *steps;
    float *forward, *backward, *local; /* N_TAGS a word */
    uint8_t *tags;
    shb_tagged *names;
    size_t capacity, names_capacity;
    bool *likely; /* of each word of the sentence */
    size_t likely_capacity;
};

shb_status shb_tagging_new(shb_ctx *ctx, shb_tagging **out) {
    shb_tagging *t = shb_alloc_array(1, sizeof *t);
    if (!t)
        return shb_fail_memory(ctx);
    t->cache = shb_alloc_table((size_t)1 << CACHE_BITS, sizeof *t->cache);
    t->recent = shb_alloc_table((size_t)1 << RECENT_BITS, sizeof *t->recent);
    if (!t->cache || !t->recent) {
        shb_tagging_free(t);
        return shb_fail_memory(ctx);
    }
    *out = t;
    return SHB_OK;
}

void shb_tagging_free(shb_tagging *t) {
    if (!t)
        return;
    shb_free(t->cache);
    shb_free(t->recent);
    shb_free(t->copies);
    shb_free(t->steps);
    shb_free(t->forward);
    shb_free(t->backward);
    shb_free(t->local);
    shb_free(t->tags);
    shb_free(t->names);
    shb_free(t->likely);
    shb_free(t);
}

static shb_status make_room(shb_ctx *ctx, shb_tagging *t, size_t n) {
    size_t copies = t->capacity, steps = t->capacity, tags = t->capacity;
    size_t forward = t->capacity * N_TAGS, backward = forward, local = forward;
    shb_status st;
    if (n <= t->capacity)
        return SHB_OK;
    if ((st = shb_grow(ctx, (void **)&t->copies, &copies, n, sizeof *t->copies)) !=
            SHB_OK ||
        (st = shb_grow(ctx, (void **)&t->steps, &steps, n, sizeof *t->steps)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&t->tags, &tags, n, sizeof *t->tags)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&t->forward, &forward, n * N_TAGS, sizeof(float))) !=
            SHB_OK ||
        (st = shb_grow(ctx, (void **)&t->backward, &backward, n * N_TAGS,
                       sizeof(float))) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&t->local, &local, n * N_TAGS, sizeof(float))) !=
            SHB_OK)
        return st;
    t->capacity = n;
    return SHB_OK;
}

static inline tag_sums with_row(tag_sums sums, const shb_tag_row *row) {
    sums.eight +=
        __builtin_convertvector(*(const eight_weights *)row->weights, eight_sums);
    sums.ninth = (int16_t)(sums.ninth + row->weights[8]);
    return sums;
}

/* What features weigh together, once those on their way from memory are there, too. */
typedef struct awaited {
    tag_sums sums;
    uint32_t features[MAX_WORD_FEATURES > MAX_CONTEXT ? MAX_WORD_FEATURES : MAX_CONTEXT];
    size_t n;
} awaited;

static shb_tag_row *recent_of(shb_tagging *t, uint32_t feature) {
    return &t->recent[feature >> (32 - RECENT_BITS)];
}

/* Most features of a text are those of a few thousand rows, which lie far apart in the
 * model: they are kept together. The others are fetched long before they are summed. */
static void fetch(shb_tagging *t, const uint32_t *features, size_t n, awaited *out) {
    const uint32_t salt = (uint32_t)t->tagger->salt;
    tag_sums sums = {0};
    size_t n_missing = 0;
    for (size_t i = 0; i < n; i++) {
        const shb_tag_row *row = recent_of(t, features[i]);
        if (row->key == (features[i] ^ salt)) {
            sums = with_row(sums, row);
            continue;
        }
        __builtin_prefetch(&t->tagger->rows[shb_tag_slot(t->tagger, features[i])]);
        out->features[n_missing++] = features[i];
    }
    out->sums = sums;
    out->n = n_missing;
}

static void add_rows(shb_tagging *t, awaited *there) {
    const uint32_t salt = (uint32_t)t->tagger->salt;
    tag_sums sums = there->sums;
    for (size_t i = 0; i < there->n; i++) {
        uint32_t feature = there->features[i];
        shb_tag_row *kept = recent_of(t, feature);
        *kept = *shb_tag_row_of(t->tagger, feature);
        kept->key = feature ^ salt;
        sums = with_row(sums, kept);
    }
    there->sums = sums;
}

static void look(shb_tagging *t, const shb_tokens *tokens, size_t i, uint32_t facts,
                 known_word *out) {
    uint32_t features[MAX_WORD_FEATURES];
    awaited there[PLACES];
    shb_tag_word_look(&t->tagger->classes, tokens, i, facts, &out->word);
    for (int k = 0; k < PLACES; k++)
        fetch(t, features, shb_tag_word_features(&out->word, k - REACH, features),
              &there[k]);
    for (size_t k = 0; k < PLACES; k++) {
        add_rows(t, &there[k]);
        out->sums[k] = there[k].sums;
    }
}

static uint64_t key_of(const shb_tagging *t, const shb_token *token, uint32_t facts) {
    uint64_t key = token->hash ^ t->tagger->salt ^
                   ((uint64_t)facts << 8 | token->flags) * 0x9e3779b97f4a7c15u;
    return key + (key == 0);
}

static known_word *slot_of(const shb_tagging *t, uint64_t key) {
    return &t->cache[(key * 0xd6e8feb86659fd93u) >> (64 - CACHE_BITS)];
}

/* Some words of a sentence that are tagged together, and the sentence around them. */
typedef struct part {
    const shb_tokens *tokens;
    const uint32_t *facts;
    size_t first, end;       /* the part's tokens */
    size_t sentence, behind; /* the sentence's */
    uint8_t since_title;
    const bool *likely; /* of each of the sentence's tokens: may it be in a name? */
} part;

static shb_gap gap_before(const part *p, size_t i) {
    return i > p->sentence && i < p->behind ? shb_token_gap(p->tokens, i) : GAP_LINE;
}

static void ask_for(const shb_tagging *t, const part *p, size_t i) {
    const char *slot = (const char *)slot_of(
        t, key_of(t, &p->tokens->items[i], p->facts[i] & ALL_FACTS));
    for (size_t at = 0; at < sizeof(known_word); at += CACHE_LINE)
        __builtin_prefetch(slot + at);
}

static const known_word *known_word_at(shb_tagging *t, const part *p, size_t i) {
    uint32_t facts = p->facts[i] & ALL_FACTS;
    uint64_t key = key_of(t, &p->tokens->items[i], facts);
    known_word *slot = slot_of(t, key);
    if (slot->key != key) {
        slot->key = key;
        look(t, p->tokens, i, facts, slot);
    }
    return slot;
}

/* The part's words and those around it, from..to, into the copies. */
static void take_words(shb_tagging *t, const part *p, size_t from, size_t to) {
    for (size_t i = from; i < to + WORDS_AHEAD; i++) {
        if (i < to)
            ask_for(t, p, i);
        if (i >= from + WORDS_AHEAD)
            t->copies[i - WORDS_AHEAD - from] = *known_word_at(t, p, i - WORDS_AHEAD);
    }
}

/* Scores of every tag at word i, from what its features and the words around it weigh. */
static void add_up(shb_tagging *t, size_t i, const part *p, size_t from, size_t to,
                   awaited *context) {
    add_rows(t, context);
    tag_sums all = context->sums;
    for (size_t k = 0; k < PLACES; k++) {
        size_t at = i + k - REACH; /* wraps before the first word of the text */
        if (at < from || at >= to)
            continue;
        const tag_sums *sums = &t->copies[at - from].sums[k];
        all.eight += sums->eight;
        all.ninth = (int16_t)(all.ninth + sums->ninth);
    }
    step *own = &t->steps[i - p->first];
    for (size_t tag = 0; tag < 8; tag++)
        own->scores[tag] = (float)all.eight[tag] * t->tagger->scale;
    own->scores[8] = (float)all.ninth * t->tagger->scale;
}

/* Scores of every tag at every word, from features alone. */
static void score(shb_tagging *t, const part *p) {
    size_t from = p->first < p->sentence + REACH ? p->sentence : p->first - REACH;
    size_t to = p->end + REACH < p->behind ? p->end + REACH : p->behind;
    take_words(t, p, from, to);
    uint32_t features[MAX_CONTEXT];
    awaited there[CONTEXTS_AHEAD + 1];
    uint8_t since_title = p->since_title;
    shb_gap gaps[4] = {GAP_LINE, gap_before(p, p->first - 1), gap_before(p, p->first),
                       gap_before(p, p->first + 1)};
    for (size_t i = p->first; i < p->end; i++) {
        shb_tag_place place = {.since_title = since_title};
        for (size_t k = 0; k < PLACES; k++) {
            size_t at = i + k - REACH; /* wraps before the first word of the text */
            if (at >= from && at < to)
                place.around[k] = &t->copies[at - from].word;
        }
        gaps[0] = gaps[1];
        gaps[1] = gaps[2];
        gaps[2] = gaps[3];
        gaps[3] = gap_before(p, i + 2);
        memcpy(place.gaps, gaps, sizeof gaps);
        fetch(t, features, shb_tag_context_features(&place, features),
              &there[i % (CONTEXTS_AHEAD + 1)]);
        if (i >= p->first + CONTEXTS_AHEAD)
            add_up(t, i - CONTEXTS_AHEAD, p, from, to,
                   &there[(i - CONTEXTS_AHEAD) % (CONTEXTS_AHEAD + 1)]);
        if (p->facts[i] & FACT_TITLE)
            since_title = 1;
        else if (since_title && since_title < 6)
            since_title++;
    }
    size_t left = p->end - p->first < CONTEXTS_AHEAD ? p->first : p->end - CONTEXTS_AHEAD;
    for (size_t i = left; i < p->end; i++)
        add_up(t, i, p, from, to, &there[i % (CONTEXTS_AHEAD + 1)]);
}

/* The likeliest tags (Viterbi 1967). Does any name begin? */
static bool best_tags(shb_tagging *t, size_t n, unsigned before) {
    const shb_tagger *tagger = t->tagger;
    float best[N_TAGS], now[N_TAGS];
    for (unsigned tag = 0; tag < N_TAGS; tag++)
        best[tag] = shb_tag_follows(before, tag)
                        ? tagger->pairs[before][tag] + t->steps[0].scores[tag]
                        : -1e9f;
    for (size_t i = 1; i < n; i++) {
        for (unsigned tag = 0; tag < N_TAGS; tag++) {
            bool inside = tag != TAG_NONE && tag % 2 == 0;
            unsigned from = inside ? tag - 1 : 0, end = inside ? tag + 1 : N_TAGS;
            float most = -1e9f;
            uint8_t at = (uint8_t)from;
            for (unsigned other = from; other < end; other++) {
                float sum = best[other] + tagger->pairs[other][tag];
                if (sum > most) {
                    most = sum;
                    at = (uint8_t)other;
                }
            }
            now[tag] = most + t->steps[i].scores[tag];
            t->steps[i].from[tag] = at;
        }
        memcpy(best, now, sizeof best);
    }
    uint8_t tag = 0;
    for (uint8_t other = 1; other < N_TAGS; other++)
        if (best[other] > best[tag])
            tag = other;
    bool any = false;
    for (size_t i = n; i-- > 0;) {
        t->tags[i] = tag;
        any |= tag != TAG_NONE;
        tag = t->steps[i].from[tag];
    }
    return any;
}

/* Forward and backward chances, both scaled so that a word's forward ones sum to 1. */
static void chances(shb_tagging *t, size_t n, unsigned before) {
    float *local = t->local, *forward = t->forward, *backward = t->backward;
    for (size_t i = 0; i < n; i++) {
        float most = t->steps[i].scores[0];
        for (size_t tag = 1; tag < N_TAGS; tag++)
            if (t->steps[i].scores[tag] > most)
                most = t->steps[i].scores[tag];
        for (size_t tag = 0; tag < N_TAGS; tag++)
            local[i * N_TAGS + tag] = expf(t->steps[i].scores[tag] - most);
    }
    for (size_t i = 0; i < n; i++) {
        float sum = 0, *own = forward + i * N_TAGS, *word = local + i * N_TAGS;
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            float in = 0;
            if (i == 0)
                in = t->tagger->chance[before][tag];
            else
                for (size_t other = 0; other < N_TAGS; other++)
                    in += own[other - N_TAGS] * t->tagger->chance[other][tag];
            own[tag] = in * word[tag];
            sum += own[tag];
        }
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            own[tag] /= sum;
            word[tag] /= sum;
        }
    }
    for (size_t tag = 0; tag < N_TAGS; tag++)
        backward[(n - 1) * N_TAGS + tag] = 1;
    for (size_t i = n - 1; i-- > 0;)
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            float sum = 0;
            for (size_t next = 0; next < N_TAGS; next++)
                sum += t->tagger->chance[tag][next] * local[(i + 1) * N_TAGS + next] *
                       backward[(i + 1) * N_TAGS + next];
            backward[i * N_TAGS + tag] = sum;
        }
}

/* That words first..last, and no more, are a name that begins with `tag`. */
static float chance_of(const shb_tagging *t, size_t n, size_t first, size_t last,
                       uint8_t tag) {
    float p = t->forward[first * N_TAGS + tag];
    uint8_t own = tag;
    for (size_t i = first + 1; i <= last; i++) {
        p *= t->tagger->chance[own][tag + 1] * t->local[i * N_TAGS + tag + 1u];
        own = (uint8_t)(tag + 1);
    }
    if (last + 1 == n)
        return p;
    float after = 0;
    for (unsigned next = 0; next < N_TAGS; next++)
        if (next != tag + 1u)
            after += t->tagger->chance[own][next] * t->local[(last + 1) * N_TAGS + next] *
                     t->backward[(last + 1) * N_TAGS + next];
    return p * after;
}

static shb_status tag_part(shb_ctx *ctx, shb_tagging *t, const part *p, size_t *found) {
    size_t n = p->end - p->first;
    unsigned before = p->first == p->sentence ? N_TAGS : TAG_NONE;
    shb_status st = make_room(ctx, t, n + 2 * REACH);
    if (st != SHB_OK)
        return st;
    score(t, p);
    if (!best_tags(t, n, before))
        return SHB_OK;
    chances(t, n, before);
    for (size_t i = 0; i < n; i++) {
        uint8_t tag = t->tags[i];
        if (tag % 2 == 0)
            continue;
        size_t last = i;
        while (last + 1 < n && t->tags[last + 1] == tag + 1)
            last++;
        st = shb_grow(ctx, (void **)&t->names, &t->names_capacity, *found + 1,
                      sizeof *t->names);
        if (st != SHB_OK)
            return st;
        float chance = chance_of(t, n, i, last, tag);
        t->names[(*found)++] =
            (shb_tagged){(uint32_t)(p->first + i), (uint32_t)(p->first + last), tag,
                         chance, shb_tagger_confidence(t->tagger, chance)};
    }
    return SHB_OK;
}

/* Does what the word itself weighs speak for a name, or not much against one? */
static bool is_likely(const shb_tagging *t, const known_word *word) {
    const tag_sums *own = &word->sums[REACH];
    int16_t most = own->ninth;
    for (size_t tag = TAG_NONE + 1; tag < 8; tag++)
        if (own->eight[tag] > most)
            most = own->eight[tag];
    return (float)(most - own->eight[TAG_NONE]) * t->tagger->scale >= LEAST_LIKELY;
}

/* Which of the sentence's words are worth to be tagged. Is any? */
static bool find_likely(shb_tagging *t, const part *p) {
    bool any = false;
    size_t ahead = p->sentence;
    for (size_t i = p->sentence; i < p->behind; i++) {
        for (; ahead < p->behind && ahead < i + 2 * WORDS_AHEAD; ahead++)
            if (p->facts[ahead] & MAY_BE_NAME)
                ask_for(t, p, ahead);
        bool likely = (p->facts[i] & MAY_BE_NAME) && is_likely(t, known_word_at(t, p, i));
        t->likely[i - p->sentence] = likely;
        any |= likely;
    }
    return any;
}

/* The words that may be names next to a likely one, or one word apart ("Faisal bin
 * Turki"), are tagged with it, and so on. */
static void take_neighbours(shb_tagging *t, const part *p) {
    const size_t n = p->behind - p->sentence;
    const uint32_t *facts = p->facts + p->sentence;
    bool *likely = t->likely;
    for (size_t i = 1; i < n; i++)
        likely[i] |=
            (facts[i] & MAY_BE_NAME) && (likely[i - 1] || (i > 1 && likely[i - 2]));
    for (size_t i = n - 1; i-- > 0;)
        likely[i] |=
            (facts[i] & MAY_BE_NAME) && (likely[i + 1] || (i + 2 < n && likely[i + 2]));
}

/* Where the next part ends that begins at p->first: words that are likely in a name, and
 * those around them. Moves p->first to the next such word's margin; false where there is
 * none. */
static bool next_part(part *p) {
    const bool *likely = p->likely - p->sentence;
    size_t i = p->first;
    while (i < p->behind && !likely[i])
        i++;
    if (i == p->behind)
        return false;
    size_t last = i, first_word = i;
    for (; i < p->behind && i <= last + 2 * MARGIN && i < p->first + MAX_PART; i++)
        if (likely[i])
            last = i;
    if (first_word > p->first + MARGIN)
        p->first = first_word - MARGIN;
    p->end = last + MARGIN < p->behind ? last + MARGIN + 1 : p->behind;
    p->since_title = 0;
    for (size_t k = p->first; k-- > p->sentence && p->first - k < 7;)
        if (p->facts[k] & FACT_TITLE) {
            size_t since = p->first - k;
            p->since_title = (uint8_t)(since < 6 ? since : 6);
            break;
        }
    return true;
}

shb_status shb_tag_sentence(shb_ctx *ctx, shb_tagging *t, const shb_tagger *tagger,
                            const shb_tokens *tokens, const uint32_t *facts, size_t first,
                            size_t end, const shb_tagged **out, size_t *n) {
    part p = {.tokens = tokens,
              .facts = facts,
              .first = first,
              .sentence = first,
              .behind = end};
    *n = 0;
    t->tagger = tagger;
    shb_status room = shb_grow(ctx, (void **)&t->likely, &t->likely_capacity, end - first,
                               sizeof *t->likely);
    if (room != SHB_OK)
        return room;
    p.likely = t->likely;
    if (!find_likely(t, &p))
        return SHB_OK;
    take_neighbours(t, &p);
    while (next_part(&p)) {
        shb_status st = tag_part(ctx, t, &p, n);
        if (st != SHB_OK)
            return st;
        p.first = p.end;
    }
    *out = t->names;
    return SHB_OK;
}
