/*
 * "Regional Cooperation Board (RCB)": abbreviations in brackets behind the name that they
 * shorten, and wherever the text has them again. After A. S. Schwartz and M. A. Hearst, A
 * simple algorithm for identifying abbreviation definitions in biomedical text (2003,
 * doi:10.1142/9789812776303_0042), on the initials of words only. Where a body of two
 * words or more stands right before, its initials in its own language, "Ministry of
 * Public Works (MOP)", or a word of syllables, "Institute of Territorial Studies
 * (Ineter)", shorten it too: 100 of 108 read on news.
 */
#include "base/alloc.h"
#include "base/search.h"
#include "entities/heads_russian.h"
#include "entities/work.h"

enum { LEAST_LETTERS = 3, MOST_LETTERS = 8, MOST_WORDS = 12, SHOUTED = 4 };

/* More of them no text of one subject has; each token in capitals is compared with all.
 */
enum { MOST_EXPLAINED = 64 };

/* Heads of names that are no organization's unless an abbreviation shows it. */
static const char *const heads[] = {
    "administration", "assembly",  "army",   "board",      "chamber",      "coalition",
    "community",      "court",     "forum",  "front",      "initiative",   "league",
    "mission",        "network",   "office", "programme",  "observatory",  "secretariat",
    "service",        "structure", "служба", "комитет",    "комиссия",     "фронт",
    "форум",          "лига",      "совет",  "управление", "палата",       "сообщество",
    "агентство",      "структура", "армия",  "сеть",       "министерство", "обсерватория",
};

/* Is token i all that is in brackets, of which the first is at this byte? */
static bool fills_brackets(const shb_work *work, size_t i, size_t open) {
    const shb_token *token = &work->tokens.items[i];
    return token->start == open + 1 && token->end < work->tokens.text_len &&
           work->tokens.text[token->end] == ')' &&
           shb_token_gap(&work->tokens, i) == GAP_OPEN;
}

static bool is_shouted(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    return (token->flags & TOKEN_CAPITALS) && token->length >= SHOUTED;
}

/* All in capitals, of one script; two letters count where nobody shouts beside them. */
static bool is_abbreviation(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    if (!(token->flags & TOKEN_CAPITALS) || (token->flags & TOKEN_DIGIT) ||
        !(token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) || token->length > MOST_LETTERS)
        return false;
    return token->length >= LEAST_LETTERS ||
           (token->length == 2 && !(token->flags & TOKEN_DOTTED) &&
            !(i && is_shouted(work, i - 1)) &&
            !(i + 1 < work->tokens.count && is_shouted(work, i + 1)));
}

/* "Ineter", "MoH": a word with a capital that is no ordinary one. */
static bool is_syllables(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const unsigned other =
        NAME_COMMON | NAME_GIVEN | NAME_NEVER | NAME_ENDS | NAME_FUNCTION;
    return (token->flags & (TOKEN_CAPITAL | TOKEN_LATIN)) ==
               (TOKEN_CAPITAL | TOKEN_LATIN) &&
           !(token->flags & (TOKEN_DIGIT | TOKEN_DOTTED)) &&
           token->length >= LEAST_LETTERS && !shb_token_classes(work, i) &&
           !(shb_name_word(&work->gazetteer->name_words, token->hash) & other);
}

static uint8_t first_letter(const shb_work *work, size_t i) {
    return work->tokens.folded[work->tokens.items[i].folded];
}

/* Where the words begin whose initials, in order, are the letters of token i; words of
 * three letters may be left out, and others in small letters. SIZE_MAX: they are not. */
static size_t first_word_of(const shb_work *work, size_t i, size_t start) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    size_t left = token->length;
    for (size_t word = i; word-- > start && i - word <= MOST_WORDS;) {
        shb_gap gap = shb_token_gap(&work->tokens, word + 1);
        const shb_token *own = &work->tokens.items[word];
        bool capital = own->flags & TOKEN_CAPITAL;
        bool small = own->length <= 3 || !capital;
        if (word + 1 < i && gap != GAP_SPACE && gap != GAP_HYPHEN &&
            gap != GAP_APOSTROPHE)
            break;
        if (first_letter(work, word) == letters[left - 1] &&
            (capital || !(own->flags & TOKEN_LATIN))) {
            if (--left == 0)
                return capital ? word : SIZE_MAX;
        } else if (!small || word + 1 == i) {
            break;
        }
    }
    return SIZE_MAX;
}

/* Not behind a title: "Inspector General of Police (IGP)" is an office. */
static bool has_head(const shb_work *work, size_t first, size_t last) {
    if ((work->tokens.items[first].flags & TOKEN_LATIN) &&
        (shb_token_classes(work, first) & WORD_TITLE))
        return false;
    for (size_t i = first; i <= last; i++) {
        if (shb_token_classes(work, i) & WORD_HEAD)
            return true;
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (shb_token_spells(work, i, heads[k], strlen(heads[k])))
                return true;
    }
    return false;
}

/* Of the mentions before candidate `behind` the body or state that ends right before
 * token i and holds the words from `first` on. */
static uint32_t body_before(const shb_work *work, size_t behind, size_t i, size_t first) {
    for (size_t k = behind; k-- > 0 && behind - k <= 2 * MOST_WORDS;) {
        const shb_candidate *c = &work->candidates[k];
        if (shb_is_mention(c) && c->last + 1u == i && c->first <= first &&
            shb_work_type(work, c->entity) != SHB_PERSON)
            return c->entity;
    }
    return SHB_NO_ENTITY;
}

/* May the tokens before candidate `behind` make one name: are persons and the ends of
 * other names not among them? States and bodies in it, "Botswana Democratic Party", are
 * its parts. */
static bool is_one_name(const shb_work *work, size_t behind, size_t first, size_t last) {
    for (size_t k = behind; k-- > 0 && behind - k <= 2 * MOST_WORDS;) {
        const shb_candidate *c = &work->candidates[k];
        /* "Presidential Drawdown Authority (PDA)" is no body. */
        if (c->first == first && c->last == last && (c->words & WORD_PLACE))
            return false;
        if (c->last >= first && shb_is_mention(c) &&
            (c->first < first || c->last > last ||
             shb_work_type(work, c->entity) == SHB_PERSON))
            return false;
    }
    return true;
}

static void eat_parts(shb_work *work, size_t behind, size_t first) {
    for (size_t k = behind; k-- > 0 && work->candidates[k].first >= first;)
        work->candidates[k].eaten = true;
}

/* The abbreviations that a text explains. */
typedef struct explained {
    shb_work *work;
    struct {
        uint64_t hash;
        uint32_t entity;
    } items[MOST_EXPLAINED];
    size_t n;
    shb_candidate *found; /* to be inserted */
    size_t n_found, capacity;
} explained;

static uint32_t entity_of(const explained *e, uint64_t hash) {
    for (size_t k = 0; k < e->n; k++)
        if (e->items[k].hash == hash)
            return e->items[k].entity;
    return SHB_NO_ENTITY;
}

static shb_status add(explained *e, size_t first, size_t last, uint32_t sentence,
                      uint32_t entity, shb_how how) {
    shb_status st = shb_grow(e->work->ctx, (void **)&e->found, &e->capacity,
                             e->n_found + 1, sizeof *e->found);
    if (st == SHB_OK)
        e->found[e->n_found++] =
            shb_candidate_found(e->work, first, last, sentence, entity, how);
    return st;
}

/* By its letters alone: any capitals, of two letters those of two words turned round,
 * "the Popular Union (UP)"; a word of syllables begins like one of the body's words. */
static bool may_shorten(const shb_work *work, size_t i, const shb_candidate *body) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    if (token->length < LEAST_LETTERS)
        return body->first + 1 == body->last &&
               letters[0] == first_letter(work, body->last) &&
               letters[1] == first_letter(work, body->first);
    bool may = (token->flags & TOKEN_CAPITALS) != 0;
    for (size_t word = body->first; !may && word <= body->last; word++)
        may = first_letter(work, word) == letters[0];
    return may;
}

/* Of two words or more before token i, which is in brackets: the body that it shortens,
 * in whatever language. */
static uint32_t body_of_words_before(const shb_work *work, size_t behind, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    if (shb_name_word(&work->gazetteer->name_words, token->hash) & NAME_COMMON)
        return SHB_NO_ENTITY;
    for (size_t k = behind; k-- > 0 && behind - k <= 2 * MOST_WORDS;) {
        const shb_candidate *c = &work->candidates[k];
        if (shb_is_mention(c) && c->last + 1u == i && c->first < c->last &&
            shb_work_type(work, c->entity) == SHB_ORGANIZATION && may_shorten(work, i, c))
            return c->entity;
    }
    return SHB_NO_ENTITY;
}

/* Token i, an abbreviation in brackets, by the words before it. */
static shb_status explain(explained *e, uint32_t s, size_t i, size_t behind) {
    shb_work *work = e->work;
    const uint64_t hash = work->tokens.items[i].hash;
    const uint32_t known = entity_of(e, hash);
    if (known == SHB_NO_ENTITY && e->n == MOST_EXPLAINED)
        return SHB_OK;
    size_t first = is_abbreviation(work, i)
                       ? first_word_of(work, i, work->sentence_tokens[s])
                       : SIZE_MAX;
    if (first == SIZE_MAX || first + 1 >= i) {
        const uint32_t entity = body_of_words_before(work, behind, i);
        if (known == SHB_NO_ENTITY && entity != SHB_NO_ENTITY) {
            e->items[e->n].hash = hash;
            e->items[e->n++].entity = entity;
        }
        return SHB_OK;
    }
    uint32_t entity = body_before(work, behind, i, first);
    shb_status st = SHB_OK;
    if (entity == SHB_NO_ENTITY) {
        if (work->tokens.items[i].length < LEAST_LETTERS ||
            !is_one_name(work, behind, first, i - 1) || !has_head(work, first, i - 1) ||
            work->options->find == SHB_FIND_GAZETTEER)
            return SHB_OK;
        eat_parts(work, behind, first);
        entity = known;
        const uint32_t from = work->tokens.items[first].start;
        char label[BODY_MAX_LABEL];
        const size_t n = (work->tokens.items[first].flags & TOKEN_CYRILLIC)
                             ? shb_russian_body_label(work, first, i - 1, label)
                             : 0;
        if (known == SHB_NO_ENTITY)
            st = shb_local_entity_add(
                work, SHB_ORGANIZATION, n ? label : work->tokens.text + from,
                n ? n : work->tokens.items[i - 1].end - from, &entity);
        if (st == SHB_OK)
            st = add(e, first, i - 1, s, entity, SHB_HOW_PATTERN);
    }
    if (known == SHB_NO_ENTITY) {
        e->items[e->n].hash = hash;
        e->items[e->n++].entity = entity;
    }
    return st;
}

static bool begins_before(const void *token, const void *byte) {
    return ((const shb_token *)token)->start < *(const size_t *)byte;
}

static shb_status find_explained(explained *e) {
    shb_work *work = e->work;
    const char *text = work->tokens.text, *end = text + work->tokens.text_len;
    size_t behind = 0; /* the candidates before the token */
    shb_status st = SHB_OK;
    uint32_t s = 0;
    for (const char *open = text; st == SHB_OK && open < end; open++) {
        if (!(open = memchr(open, '(', (size_t)(end - open))))
            break;
        const size_t at = (size_t)(open - text), behind_sign = at + 1;
        const size_t i =
            shb_lower_bound(work->tokens.items, work->tokens.count,
                            sizeof *work->tokens.items, &behind_sign, begins_before);
        while (s < work->sentences.count && work->sentence_tokens[s + 1] <= i)
            s++;
        if (s == work->sentences.count)
            break;
        if (i <= work->sentence_tokens[s] || !fills_brackets(work, i, at) ||
            !(is_abbreviation(work, i) || is_syllables(work, i)))
            continue;
        while (behind < work->n_candidates && work->candidates[behind].first < i)
            behind++;
        st = explain(e, s, i, behind);
    }
    return st;
}

/* The abbreviations everywhere in the text, where they are nothing else that is listed.
 */
static shb_status take_everywhere(explained *e) {
    shb_work *work = e->work;
    size_t next = 0; /* the first candidate that does not end before the token */
    shb_status st = SHB_OK;
    for (uint32_t s = 0; s < work->sentences.count; s++)
        for (size_t t = work->sentence_tokens[s];
             st == SHB_OK && t < work->sentence_tokens[s + 1]; t++) {
            uint32_t entity = is_abbreviation(work, t) || is_syllables(work, t)
                                  ? entity_of(e, work->tokens.items[t].hash)
                                  : SHB_NO_ENTITY;
            while (next < work->n_candidates &&
                   (work->candidates[next].last < t || work->candidates[next].eaten))
                next++;
            if (entity == SHB_NO_ENTITY)
                continue;
            shb_candidate *own =
                next < work->n_candidates && work->candidates[next].first <= t
                    ? &work->candidates[next]
                    : NULL;
            if (!own)
                st = add(e, t, t, s, entity, SHB_HOW_SHORT);
            else if (own->first == t && own->last == t &&
                     (own->entity == SHB_NO_ENTITY || own->entity >= LOCAL_ENTITY)) {
                own->entity = entity;
                own->how = SHB_HOW_SHORT;
                own->why = SHB_WHY_NONE;
            }
        }
    return st;
}

shb_status shb_resolve_abbreviations(shb_work *work) {
    explained e = {.work = work};
    shb_status st = find_explained(&e);
    if (st == SHB_OK && e.n)
        st = take_everywhere(&e);
    if (st == SHB_OK)
        st = shb_candidates_merge(work, e.found, e.n_found);
    shb_free(e.found);
    return st;
}
