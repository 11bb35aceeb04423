#include "tagger/chain.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

shb_status shb_chain_room(shb_ctx *ctx, shb_chain *t, size_t n) {
    size_t steps = t->capacity, tags = steps;
    size_t forward = steps * N_TAGS, backward = forward, local = forward;
    shb_status st;
    if (n <= t->capacity)
        return SHB_OK;
    if ((st = shb_grow(ctx, (void **)&t->steps, &steps, n, sizeof *t->steps)) != SHB_OK ||
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

void shb_chain_done(shb_chain *t) {
    shb_free(t->steps);
    shb_free(t->tags);
    shb_free(t->forward);
    shb_free(t->backward);
    shb_free(t->local);
}

bool shb_chain_best(shb_chain *t, const shb_tagger *tagger, size_t n, unsigned before,
                    unsigned behind) {
    shb_chain_step *steps = t->steps + t->first;
    float best[N_TAGS], now[N_TAGS];
    for (unsigned tag = 0; tag < N_TAGS; tag++)
        best[tag] = shb_tag_follows(before, tag)
                        ? tagger->pairs[before][tag] + steps[0].scores[tag]
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
            now[tag] = most + steps[i].scores[tag];
            steps[i].from[tag] = at;
        }
        memcpy(best, now, sizeof best);
    }
    for (unsigned tag = 0; behind != N_TAGS && tag < N_TAGS; tag++)
        best[tag] += tagger->pairs[tag][behind];
    uint8_t tag = 0;
    for (uint8_t other = 1; other < N_TAGS; other++)
        if (best[other] > best[tag])
            tag = other;
    bool any = false;
    for (size_t i = n; i-- > 0;) {
        t->tags[i] = tag;
        any |= tag != TAG_NONE;
        tag = steps[i].from[tag];
    }
    return any;
}

void shb_chain_chances(shb_chain *t, const shb_tagger *tagger, size_t n, unsigned before,
                       unsigned behind) {
    const shb_chain_step *steps = t->steps + t->first;
    float *local = t->local, *forward = t->forward, *backward = t->backward;
    for (size_t i = 0; i < n; i++) {
        float most = steps[i].scores[0];
        for (size_t tag = 1; tag < N_TAGS; tag++)
            if (steps[i].scores[tag] > most)
                most = steps[i].scores[tag];
        for (size_t tag = 0; tag < N_TAGS; tag++)
            local[i * N_TAGS + tag] = expf(steps[i].scores[tag] - most);
    }
    for (size_t i = 0; i < n; i++) {
        float sum = 0, *own = forward + i * N_TAGS, *word = local + i * N_TAGS;
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            float in = 0;
            if (i == 0)
                in = tagger->chance[before][tag];
            else
                for (size_t other = 0; other < N_TAGS; other++)
                    in += own[other - N_TAGS] * tagger->chance[other][tag];
            own[tag] = in * word[tag];
            sum += own[tag];
        }
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            own[tag] /= sum;
            word[tag] /= sum;
        }
    }
    float *last = backward + (n - 1) * N_TAGS, all = 0;
    for (size_t tag = 0; tag < N_TAGS; tag++) {
        last[tag] = behind == N_TAGS ? 1 : tagger->chance[tag][behind];
        all += forward[(n - 1) * N_TAGS + tag] * last[tag];
    }
    for (size_t tag = 0; tag < N_TAGS; tag++)
        last[tag] /= all;
    for (size_t i = n - 1; i-- > 0;)
        for (size_t tag = 0; tag < N_TAGS; tag++) {
            float sum = 0;
            for (size_t next = 0; next < N_TAGS; next++)
                sum += tagger->chance[tag][next] * local[(i + 1) * N_TAGS + next] *
                       backward[(i + 1) * N_TAGS + next];
            backward[i * N_TAGS + tag] = sum;
        }
}

float shb_chain_span(const shb_chain *t, const shb_tagger *tagger, size_t n, size_t first,
                     size_t last, uint8_t tag) {
    float p = t->forward[first * N_TAGS + tag];
    uint8_t own = tag;
    for (size_t i = first + 1; i <= last; i++) {
        p *= tagger->chance[own][tag + 1] * t->local[i * N_TAGS + tag + 1u];
        own = (uint8_t)(tag + 1);
    }
    if (last + 1 == n)
        return p * t->backward[last * N_TAGS + own];
    float after = 0;
    for (unsigned next = 0; next < N_TAGS; next++)
        if (next != tag + 1u)
            after += tagger->chance[own][next] * t->local[(last + 1) * N_TAGS + next] *
                     t->backward[(last + 1) * N_TAGS + next];
    return p * after;
}

/* Chances of an eighth or more ask for scores that are not much lower than the best. */
bool shb_chain_is_near(const shb_chain *t, size_t n) {
    static const float NEAR = 2;
    const shb_chain_step *steps = t->steps + t->first;
    for (size_t i = 0; i < n; i++) {
        const float *scores = steps[i].scores;
        float most = scores[1];
        for (size_t tag = 2; tag < N_TAGS; tag++)
            most = scores[tag] > most ? scores[tag] : most;
        if (most > scores[TAG_NONE] - NEAR)
            return true;
    }
    return false;
}

void shb_chain_word(const shb_chain *t, size_t i, float out[N_TAGS]) {
    for (size_t tag = 0; tag < N_TAGS; tag++)
        out[tag] = t->forward[i * N_TAGS + tag] * t->backward[i * N_TAGS + tag];
}
