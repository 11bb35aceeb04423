#include "entities/work.h"

#include <stdlib.h>
#include <string.h>

#include "text/spells.h"

#include "base/alloc.h"

static shb_status add(shb_work *work, const shb_match *match, uint32_t sentence) {
    shb_status st =
        shb_grow(work->ctx, (void **)&work->candidates, &work->candidates_capacity,
                 work->n_candidates + 1, sizeof *work->candidates);
    if (st != SHB_OK)
        return st;
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[match->form];
    __builtin_prefetch(&lexicon->senses[form->first_sense]);
    __builtin_prefetch(lexicon->folded + form->folded);
    work->candidates[work->n_candidates++] = (shb_candidate){.first = match->first,
                                                             .last = match->last,
                                                             .start = match->start,
                                                             .end = match->end,
                                                             .sentence = sentence,
                                                             .form = match->form,
                                                             .entity = SHB_NO_ENTITY,
                                                             .adjective = SHB_NO_ENTITY,
                                                             .body = SHB_NO_ENTITY,
                                                             .how = SHB_HOW_GAZETTEER,
                                                             .clitics = match->clitics,
                                                             .melted = match->melted};
    return SHB_OK;
}

/* What the senses of its form make of a candidate, whichever entity is chosen. */
static void sum_up(const shb_lexicon *lexicon, shb_candidate *c) {
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + i];
        if (sense->kind == SENSE_ADJECTIVE && c->adjective == SHB_NO_ENTITY)
            c->adjective = sense->value;
        else if (sense->kind == SENSE_BODY && c->body == SHB_NO_ENTITY)
            c->body = sense->value;
        else if (sense->kind == SENSE_WORD)
            c->words |= sense->value & ~(uint32_t)WORD_ASKED;
    }
}

/* Once what add() asked for has come from memory: those whose letters agree stay. */
static void settle(shb_work *work) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    size_t n = 0;
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        const shb_match match = {c->form, c->first,   c->last,  c->start,
                                 c->end,  c->clitics, c->melted};
        if (!shb_match_holds(lexicon, &work->tokens, &match))
            continue;
        sum_up(lexicon, c);
        if (n != i)
            work->candidates[n] = *c;
        n++;
    }
    work->n_candidates = n;
}

/* Where a longer name begins inside the match and goes on behind it, or `end`: "Crown
 * Prince Mohammed" stops before "Mohammed bin Zayed". */
static size_t longer_name_at(const shb_work *work, const shb_match *match, size_t end) {
    for (size_t i = match->first + 1u; i <= match->last; i++) {
        shb_match other;
        if (work->tokens.items[i].maybe && !shb_is_father(work, i) &&
            shb_match_at(work->gazetteer, &work->tokens, i, end, &other) &&
            other.last > match->last &&
            other.last - other.first > match->last - match->first)
            return i;
    }
    return end;
}

shb_status shb_find_candidates(shb_work *work) {
    size_t n_sentences = work->sentences.count, token = 0;
    const shb_tokens *tokens = &work->tokens;
    shb_status st = shb_grow(work->ctx, (void **)&work->sentence_tokens,
                             &work->sentence_tokens_capacity, n_sentences + 1,
                             sizeof *work->sentence_tokens);
    if (st != SHB_OK)
        return st;
    work->n_candidates = 0;
    shb_match_prepare(work->gazetteer, &work->tokens,
                      work->options->find == SHB_FIND_GAZETTEER);
    const uint32_t *asked = tokens->asked, *last_asked = asked + tokens->n_asked;
    for (size_t s = 0; s < n_sentences; s++) {
        const shb_sentence *sentence = &work->sentences.items[s];
        while (token < tokens->count && tokens->items[token].start < sentence->start)
            token++;
        work->sentence_tokens[s] = (uint32_t)token;
        size_t end = token, i = token, stop;
        while (end < tokens->count && tokens->items[end].start < sentence->end)
            end++;
        for (stop = end; asked < last_asked && *asked < end;) {
            shb_match match;
            if (*asked < i) {
                asked++;
                continue;
            }
            i = *asked;
            stop = i < stop ? stop : end;
            if (!shb_match_at(work->gazetteer, tokens, i, stop, &match)) {
                i++;
                continue;
            }
            if (match.last > match.first && stop == end &&
                (stop = longer_name_at(work, &match, end)) != end)
                continue;
            if ((st = add(work, &match, (uint32_t)s)) != SHB_OK)
                return st;
            i = match.last + 1;
        }
        token = end;
    }
    work->sentence_tokens[n_sentences] = (uint32_t)token;
    settle(work);
    return SHB_OK;
}

shb_candidate shb_candidate_found(const shb_work *work, size_t first, size_t last,
                                  size_t sentence, uint32_t entity, shb_how how) {
    return (shb_candidate){.first = (uint32_t)first,
                           .last = (uint32_t)last,
                           .start = work->tokens.items[first].start,
                           .end = work->tokens.items[last].end,
                           .sentence = (uint32_t)sentence,
                           .form = SHB_NO_FORM,
                           .entity = entity,
                           .adjective = SHB_NO_ENTITY,
                           .body = SHB_NO_ENTITY,
                           .how = how};
}

shb_status shb_candidate_insert(shb_work *work, const shb_candidate *candidate) {
    shb_candidate own = *candidate;
    shb_status st =
        shb_grow(work->ctx, (void **)&work->candidates, &work->candidates_capacity,
                 work->n_candidates + 1, sizeof *work->candidates);
    if (st != SHB_OK)
        return st;
    size_t at = work->n_candidates;
    while (at > 0 && work->candidates[at - 1].first > own.first)
        at--;
    memmove(work->candidates + at + 1, work->candidates + at,
            (work->n_candidates - at) * sizeof own);
    work->candidates[at] = own;
    work->n_candidates++;
    return SHB_OK;
}

static int by_first(const void *a, const void *b) {
    const shb_candidate *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

shb_status shb_candidates_merge(shb_work *work, shb_candidate *more, size_t n) {
    if (n == 0)
        return SHB_OK;
    shb_status st =
        shb_grow(work->ctx, (void **)&work->candidates, &work->candidates_capacity,
                 work->n_candidates + n, sizeof *work->candidates);
    if (st != SHB_OK)
        return st;
    qsort(more, n, sizeof *more, by_first);
    size_t old = work->n_candidates, to = old + n;
    work->n_candidates = to;
    while (n > 0)
        work->candidates[--to] =
            old > 0 && work->candidates[old - 1].first > more[n - 1].first
                ? work->candidates[--old]
                : more[--n];
    return SHB_OK;
}

static bool is_close(const shb_work *work, size_t token) {
    shb_gap gap = shb_token_gap(&work->tokens, token);
    return gap == GAP_SPACE || gap == GAP_HYPHEN;
}

shb_candidate *shb_next_adjacent(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    if (i + 1 >= work->n_candidates)
        return NULL;
    shb_candidate *next = &work->candidates[i + 1];
    return next->sentence == c->sentence && next->first == c->last + 1 &&
                   is_close(work, next->first)
               ? next
               : NULL;
}

shb_candidate *shb_previous_adjacent(const shb_work *work, size_t i) {
    if (i == 0)
        return NULL;
    shb_candidate *c = &work->candidates[i], *previous = c - 1;
    return previous->sentence == c->sentence && previous->last + 1 == c->first &&
                   is_close(work, c->first)
               ? previous
               : NULL;
}

bool shb_token_is_n(const shb_work *work, size_t i, const char *word, size_t len) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    return shb_spell(letters, token->length, word, len);
}

bool shb_token_is_one_of(const shb_work *work, size_t i, const char *const *words,
                         size_t n) {
    for (size_t k = 0; k < n; k++)
        if (shb_token_is(work, i, words[k]))
            return true;
    return false;
}

static bool among(uint64_t hash, const uint64_t *hashes, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (hashes[i] == hash)
            return true;
    return false;
}

bool shb_token_among(const shb_work *work, size_t i, const uint64_t *hashes, size_t n) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    if (n == 0)
        return false;
    if (among(token->hash, hashes, n))
        return true;
    if (!(token->flags & TOKEN_ARABIC) || token->length < 4)
        return false;
    static const uint8_t clitics[] = {FOLD_AR(0x648), FOLD_AR(0x641), FOLD_AR(0x628),
                                      FOLD_AR(0x644), FOLD_AR(0x643)};
    return memchr(clitics, letters[0], sizeof clitics) &&
           among(shb_word_hash(letters + 1, token->length - 1u), hashes, n);
}

static uint32_t classes_of(const shb_work *work, size_t i,
                           uint32_t word(const shb_lexicon *, uint64_t)) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    uint32_t classes = word(lexicon, token->hash);
    static const uint8_t conjunctions[] = {FOLD_AR(0x648), FOLD_AR(0x641)};
    static const uint8_t prepositions[] = {FOLD_AR(0x628), FOLD_AR(0x644),
                                           FOLD_AR(0x643)};
    size_t taken = 0;
    if (classes || !(token->flags & TOKEN_ARABIC))
        return classes;
    if (token->length > 3 && memchr(conjunctions, letters[0], sizeof conjunctions))
        taken = 1;
    if (taken)
        classes = word(lexicon, shb_word_hash(letters + 1, token->length - 1u));
    if (!classes && token->length > taken + 3 &&
        memchr(prepositions, letters[taken], sizeof prepositions))
        classes =
            word(lexicon, shb_word_hash(letters + taken + 1, token->length - taken - 1u));
    return classes;
}

uint32_t shb_token_classes(const shb_work *work, size_t i) {
    return classes_of(work, i, shb_lexicon_word);
}

uint32_t shb_token_things(const shb_work *work, size_t i) {
    return classes_of(work, i, shb_lexicon_word_beside) & WORD_BESIDE;
}

bool shb_is_father(const shb_work *work, size_t i) {
    static const char *const links[] = {"بن",  "ابن",  "بنت", "bin",
                                        "ibn", "bint", "бин", "бен"};
    if (i == 0 || shb_token_gap(&work->tokens, i) != GAP_SPACE)
        return false;
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        if (shb_token_is(work, i - 1, links[k]))
            return true;
    return false;
}
