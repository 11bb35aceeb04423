/* Names that no list has: the order in which they are looked for, and their candidates.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "entities/persons.h"

/* Percent of known words; texts in Arabic have 70 and more, and where it has letters of
 * another language in its script, 85. Of words in small letters: lists of names have
 * none. */
enum {
    ARABIC_LEAST = 60,
    ENGLISH_LEAST = 70,
    RUSSIAN_LEAST = 58,
    SURE = 85,
    ONE_LETTER_IN = 30
};

/* Letters of Ukrainian, Serbian, Kazakh and others that Russian has not. */
static bool has_other_cyrillic(const shb_tokens *tokens) {
    size_t seen = 0, other = 0;
    for (size_t at = 0; at + 1 < tokens->text_len; at++) {
        const unsigned char lead = (unsigned char)tokens->text[at];
        const unsigned char next = (unsigned char)tokens->text[at + 1];
        if (lead < 0xd0 || lead > 0xd3)
            continue;
        seen++;
        other += lead >= 0xd2 || (lead == 0xd0 && next >= 0x82 && next <= 0x8f) ||
                 (lead == 0xd1 && next >= 0x92 && next <= 0x9f);
    }
    return other * 60 > seen;
}

/* German, French, Ukrainian: a text in Latin or Cyrillic letters, whose words are neither
 * English nor Russian. Names in other letters than the text's tell nothing of it. */
static bool is_of_other_language(const shb_patterns *p) {
    const shb_tokens *tokens = &p->work->tokens;
    size_t latin = 0, cyrillic = 0, n = tokens->count;
    for (size_t i = 0; i < n; i++) {
        latin += (tokens->items[i].flags & TOKEN_LATIN) != 0;
        cyrillic += (tokens->items[i].flags & TOKEN_CYRILLIC) != 0;
    }
    if (2 * latin <= n && 2 * cyrillic <= n)
        return false;
    const bool english = latin > cyrillic;
    const int known = p->known_words[english ? SHB_EN : SHB_RU].small;
    return (known >= 0 && known < (english ? ENGLISH_LEAST : RUSSIAN_LEAST)) ||
           (!english && known < SURE && has_other_cyrillic(tokens));
}

/* One letter in thirty that Arabic has not: Persian ya, kaf, gaf, pe, che, zhe, and those
 * of Urdu. Agencies in Iran write their Arabic with the first two. */
static bool has_persian_letters(const shb_tokens *tokens) {
    static const char *const letters[] = {"ی", "ک", "گ", "پ", "چ", "ژ",
                                          "ہ", "ے", "ں", "ٹ", "ڈ", "ڑ"};
    size_t seen = 0, persian = 0;
    for (size_t at = 0; at + 1 < tokens->text_len; at++) {
        const unsigned char lead = (unsigned char)tokens->text[at];
        if (lead < 0xd8 || lead > 0xdb)
            continue;
        seen++;
        for (size_t k = 0; lead != 0xd8 && k < sizeof letters / sizeof *letters; k++)
            persian += memcmp(tokens->text + at, letters[k], 2) == 0;
    }
    return persian * ONE_LETTER_IN > seen;
}

static bool is_arabic(const shb_patterns *p) {
    const int known = p->known_words[SHB_AR].all;
    return known < 0 || known >= SURE ||
           (known >= ARABIC_LEAST && !has_persian_letters(&p->work->tokens));
}

static int by_token(const void *a, const void *b) {
    const shb_found *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void by_place(shb_patterns *p) {
    if (p->n_found > 1)
        qsort(p->found, p->n_found, sizeof *p->found, by_token);
}

/* Who they are, and their surnames alone; the finds are in order and stay so. */
static shb_status name_all(shb_persons *r, bool arabic) {
    shb_status st = shb_name_finds(r, 0);
    if (st == SHB_OK)
        st = shb_find_surnames(r);
    if (st == SHB_OK && arabic)
        st = shb_find_word_surnames(r);
    by_place(r->patterns);
    return st;
}

static shb_status find_by_rule(shb_persons *r) {
    shb_patterns *p = r->patterns;
    shb_status st = SHB_OK;
    const bool arabic = is_arabic(p);
    p->other_language = is_of_other_language(p);
    size_t n = p->other_language ? 0 : p->work->sentences.count;
    if ((st = shb_note_speakers(p)) != SHB_OK)
        return st;
    for (size_t s = 0; st == SHB_OK && s < n; s++)
        if ((st = shb_find_bodies(p, s)) == SHB_OK &&
            (st = shb_find_cased(p, s)) == SHB_OK && arabic)
            st = shb_find_arabic(p, s);
    if (st != SHB_OK)
        return st;
    shb_forget_places(p);
    by_place(p);
    return name_all(r, arabic);
}

/* Are these the tokens behind the head of a body's name: "the Ahli club", "Ahli"? */
static bool is_without_head(const shb_patterns *p, const shb_found *body,
                            const shb_found *other) {
    const shb_token *tokens = p->work->tokens.items;
    size_t n = body->last - body->first;
    if (other->person != SHB_NO_ENTITY || other->last - other->first + 1 != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (tokens[body->first + 1 + i].hash != tokens[other->first + i].hash)
            return false;
    return true;
}

/* A body of this text with its head and without is one. */
static void join_bodies(shb_patterns *p) {
    const shb_token *tokens = p->work->tokens.items;
    uint64_t begins = 0; /* a bit for the first word behind each head */
    for (size_t i = 0; i < p->n_found; i++) {
        const shb_found *body = &p->found[i];
        if (body->person == SHB_NO_ENTITY && body->last > body->first &&
            (p->kinds[body->first] & WORD_HEAD))
            begins |= UINT64_C(1) << (tokens[body->first + 1].hash & 63);
    }
    for (size_t k = 0; begins && k < p->n_found; k++) {
        shb_found *other = &p->found[k];
        if (other->person != SHB_NO_ENTITY || (p->kinds[other->first] & WORD_HEAD) ||
            !(begins >> (tokens[other->first].hash & 63) & 1))
            continue;
        for (size_t i = 0; i < p->n_found; i++)
            if ((p->kinds[p->found[i].first] & WORD_HEAD) &&
                p->found[i].person == SHB_NO_ENTITY &&
                is_without_head(p, &p->found[i], other)) {
                other->entity = p->found[i].entity;
                break;
            }
    }
}

/* What the tagger adds, and the surnames of the persons that are new. */
static shb_status find_by_tagger(shb_persons *r) {
    shb_patterns *p = r->patterns;
    size_t known = p->n_found;
    bool gave_up = false;
    shb_status st = shb_find_tagged(p, &gave_up);
    if (st != SHB_OK || p->n_found == known)
        return st;
    if (gave_up) {
        shb_persons_done(r);
        shb_persons_init(r, p);
        shb_forget_given_up(p);
        by_place(p);
        return name_all(r, true);
    }
    if ((st = shb_name_finds(r, known)) != SHB_OK)
        return st;
    by_place(p);
    return shb_find_surnames(r);
}

/* A listed person of whom the text has the full name. */
static bool is_alike(const shb_found *found) {
    return found->person != SHB_NO_ENTITY && found->entity < LOCAL_ENTITY &&
           found->how != SHB_HOW_SHORT;
}

/* "Oglu" of "Imam Oglu", as the list calls him whom the text means. */
static bool is_part_of_short_form(const shb_patterns *p, const shb_found *found) {
    const uint32_t k = p->candidate[found->first];
    const shb_candidate *c = k != SHB_NO_ENTITY ? &p->work->candidates[k] : NULL;
    return c && c->first <= found->first && c->last >= found->last &&
           c->last - c->first > found->last - found->first && !shb_is_mention(c) &&
           (p->work->tokens.items[c->first].flags & TOKEN_ARABIC) &&
           shb_bearer_of_short(p->work, k) != SHB_NO_ENTITY;
}

/* Insert what was found among the candidates, all at once, and mark what it covers. */
static shb_status add_candidates(shb_patterns *p) {
    shb_work *work = p->work;
    size_t used = 0;
    for (size_t i = 0; i < p->n_found; i++) {
        shb_found *found = &p->found[i];
        if (is_part_of_short_form(p, found))
            found->entity = SHB_NO_ENTITY;
        used += found->entity != SHB_NO_ENTITY;
        for (size_t t = found->first; found->entity != SHB_NO_ENTITY && t <= found->last;
             t++)
            if (p->candidate[t] != SHB_NO_ENTITY)
                work->candidates[p->candidate[t]].eaten = true;
    }
    shb_status st =
        shb_grow(work->ctx, (void **)&work->candidates, &work->candidates_capacity,
                 work->n_candidates + used, sizeof *work->candidates);
    if (st != SHB_OK)
        return st;
    size_t to = work->n_candidates + used, from = work->n_candidates;
    work->n_candidates = to;
    for (size_t i = p->n_found; i-- > 0;) {
        const shb_found *found = &p->found[i];
        if (found->entity == SHB_NO_ENTITY)
            continue;
        while (from > 0 && work->candidates[from - 1].first >= found->first)
            work->candidates[--to] = work->candidates[--from];
        shb_candidate *c = &work->candidates[--to];
        *c = shb_candidate_found(work, found->first, found->last, found->sentence,
                                 found->entity, found->how);
        c->start = found->start; /* behind proclitics */
        c->end = found->end;
        c->why = is_alike(found) ? SHB_WHY_ALIKE : SHB_WHY_NONE;
        c->confidence = found->confidence;
    }
    return SHB_OK;
}

shb_status shb_find_by_pattern(shb_work *work) {
    shb_patterns p;
    shb_status st = shb_patterns_init(work, &p);
    if (st != SHB_OK)
        return st;
    shb_persons r;
    shb_persons_init(&r, &p);
    st = find_by_rule(&r);
    if (st == SHB_OK && work->options->find == SHB_FIND_ALL && !p.other_language)
        st = find_by_tagger(&r);
    if (st == SHB_OK)
        st = shb_find_named_again(&p);
    if (st == SHB_OK)
        st = shb_find_firms_again(&p);
    if (st == SHB_OK)
        join_bodies(&p);
    by_place(&p);
    if (st == SHB_OK)
        st = shb_settle_short_bodies(&p);
    if (st == SHB_OK)
        st = shb_settle_given_names(&p);
    by_place(&p);
    if (st == SHB_OK && p.n_found)
        st = add_candidates(&p);
    shb_persons_done(&r);
    shb_free(p.found);
    return st;
}

shb_status shb_look_for_facts(shb_work *work, const uint32_t **facts) {
    shb_patterns p;
    shb_status st = shb_patterns_init(work, &p);
    if (st != SHB_OK)
        return st;
    shb_persons r;
    shb_persons_init(&r, &p);
    if ((st = find_by_rule(&r)) == SHB_OK && !(*facts = shb_facts(&p)))
        st = shb_fail_memory(work->ctx);
    shb_persons_done(&r);
    shb_free(p.found);
    return st;
}
