/*
 * Arabic heads in the dual and plural, behind which several names are joined: "wizarata
 * al-kharijiyya wal-difa' al-rusiyyatan", "harakatay Fath wa-Hamas". The lexicon has the
 * first name with such a head; those behind "and" are looked up with the head in the
 * singular.
 */
#include "entities/bodies.h"

#include "base/alloc.h"
#include "gazetteer/duals.h"
#include "text/arabic_letters.h"
#include "text/spells.h"

/* The head in the singular of a candidate that has it in the dual or plural, else NULL.
 */
static const char *singular_of(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    if (c->first == c->last || c->form == SHB_NO_FORM || !shb_is_arabic(work, c))
        return NULL;
    const shb_form *form = &lexicon->forms[c->form];
    const char *head = (const char *)lexicon->folded + form->folded;
    return shb_singular_head((const uint8_t *)head, strlen(head));
}

static uint64_t hash_of(const char *word, bool article) {
    uint8_t letters[WORD_MAX_LETTERS + 8] = {ALEF, LAM};
    size_t n = article ? 2 : 0;
    n += shb_fold_word(word, strlen(word), letters + n);
    return shb_word_hash(letters, n);
}

/* Do the words of the form behind its head stand from token i, the first of them without
 * `skip` letters? */
static bool holds(const shb_work *work, const shb_form *form, size_t i, size_t skip) {
    const uint8_t *p = work->gazetteer->lexicon.folded + form->folded;
    p += strlen((const char *)p) + 1;
    for (size_t k = 1; k < form->n_words; k++, i++, skip = 0) {
        const shb_token *token = &work->tokens.items[i];
        const size_t length = token->length - skip;
        if (memcmp(p, work->tokens.folded + token->folded + skip, length) != 0 ||
            p[length] != 0)
            return false;
        p += length + 1;
    }
    return true;
}

static bool means(const shb_work *work, const shb_form *form, shb_sense_kind kind) {
    const shb_sense *sense = &work->gazetteer->lexicon.senses[form->first_sense];
    for (size_t k = 0; k < form->n_senses; k++)
        if (sense[k].kind == kind &&
            (kind != SENSE_NAME ||
             shb_work_type(work, sense[k].value) == SHB_ORGANIZATION))
            return true;
    return false;
}

/* The longest name of the head and what stands from token i, its first word without
 * `skip` letters, that means such a thing: its form, and its last token. */
static uint32_t named_with(const shb_work *work, const char *head, bool article, size_t i,
                           size_t skip, size_t end, shb_sense_kind kind, size_t *last) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded + skip;
    uint32_t found = SHB_NO_FORM;
    uint64_t key = shb_key_next(shb_key_next(0, hash_of(head, article)),
                                shb_word_hash(letters, token->length - skip));
    for (size_t k = i;;) {
        const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, key);
        if (!slot)
            break;
        if (slot->form != SHB_NO_FORM && means(work, &lexicon->forms[slot->form], kind) &&
            holds(work, &lexicon->forms[slot->form], i, skip)) {
            found = slot->form;
            *last = k;
        }
        if (!slot->longer || ++k >= end || shb_token_gap(&work->tokens, k) != GAP_SPACE)
            break;
        key = shb_key_next(key, work->tokens.items[k].hash);
    }
    return found;
}

static uint32_t body_of(const shb_work *work, uint32_t form) {
    const shb_form *f = &work->gazetteer->lexicon.forms[form];
    const shb_sense *sense = &work->gazetteer->lexicon.senses[f->first_sense];
    for (size_t k = 0; k < f->n_senses; k++)
        if (sense[k].kind == SENSE_BODY)
            return sense[k].value;
    return SHB_NO_ENTITY;
}

/* The name at token i that goes on with the head: as a candidate, or false. */
static bool joined_name(const shb_work *work, const shb_candidate *head, size_t i,
                        shb_candidate *out) {
    const size_t end = work->sentence_tokens[head->sentence + 1];
    const char *singular = singular_of(work, head);
    const bool heads_body = head->body != SHB_NO_ENTITY;
    size_t skip = 1, last = i;
    if (i >= end || shb_token_gap(&work->tokens, i) > GAP_COMMA ||
        !(work->tokens.items[i].flags & TOKEN_ARABIC) ||
        work->tokens.folded[work->tokens.items[i].folded] != WAW)
        return false;
    if (work->tokens.items[i].length == 1) { /* before quotes */
        skip = 0;
        if (++i >= end)
            return false;
    } else if (work->tokens.items[i].length < 4) {
        return false;
    }
    uint32_t form = SHB_NO_FORM;
    for (int way = heads_body ? 0 : 2; form == SHB_NO_FORM && way < 4; way++)
        form = named_with(work, singular, way & 1, i, skip, end,
                          way < 2 ? SENSE_BODY : SENSE_NAME, &last);
    if (form == SHB_NO_FORM)
        return false;
    *out = shb_candidate_found(work, i, last, head->sentence, SHB_NO_ENTITY,
                               SHB_HOW_GAZETTEER);
    out->start += skip ? 2 : 0; /* the two bytes of waw */
    out->clitics = (uint8_t)skip;
    out->form = form;
    out->body = heads_body ? body_of(work, form) : SHB_NO_ENTITY;
    out->joined = heads_body;
    return true;
}

/* Puts it in the place of the candidates that it covers, from number i; false where there
 * is none of them, or a longer one, when *room is false. */
static bool replace(shb_work *work, size_t i, const shb_candidate *own, bool *room) {
    bool put = false;
    *room = true;
    for (; i < work->n_candidates && work->candidates[i].first <= own->last; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->last < own->first)
            continue;
        if (c->first < own->first || c->last > own->last) {
            *room = false;
            return false;
        }
        if (put)
            c->eaten = true;
        else
            *c = *own;
        put = true;
    }
    return put;
}

shb_status shb_join_dual_heads(shb_work *work) {
    shb_candidate *more = NULL;
    size_t n_more = 0, capacity = 0;
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < work->n_candidates; i++) {
        if (!singular_of(work, &work->candidates[i]))
            continue;
        shb_candidate head = work->candidates[i], next;
        bool room = true;
        work->candidates[i].dual = true;
        for (size_t at = head.last + 1u; room && joined_name(work, &head, at, &next);
             at = next.last + 1u) {
            if (replace(work, i + 1, &next, &room) || !room)
                continue;
            if ((st = shb_grow(work->ctx, (void **)&more, &capacity, n_more + 1,
                               sizeof *more)) != SHB_OK)
                break;
            more[n_more++] = next;
        }
    }
    if (st == SHB_OK)
        st = shb_candidates_merge(work, more, n_more);
    shb_free(more);
    return st;
}

/* Whose it is that shares a head is asked of the last; two ministries of nobody are none.
 */
bool shb_leaves_owner(const shb_work *work, size_t i) {
    const bool joined = i + 1 < work->n_candidates && work->candidates[i + 1].joined;
    return joined || (work->candidates[i].dual && !work->candidates[i].joined);
}

static uint32_t owner_of(const shb_work *work, uint32_t entity) {
    return entity < LOCAL_ENTITY ? work->gazetteer->more[entity].owner : SHB_NO_ENTITY;
}

/* Of the bodies behind one head the last has the owner beside it, or the first has him by
 * the context: he is the owner of all. */
void shb_share_owner(shb_work *work) {
    for (size_t i = work->n_candidates; i-- > 1;) {
        const shb_candidate *c = &work->candidates[i];
        size_t before = i - 1;
        if (!c->joined || c->entity == SHB_NO_ENTITY || c->eaten)
            continue;
        while (before > 0 && work->candidates[before].eaten)
            before--;
        if (work->candidates[before].entity == SHB_NO_ENTITY &&
            work->candidates[before].body != SHB_NO_ENTITY &&
            owner_of(work, c->entity) != SHB_NO_ENTITY)
            shb_own_body(work, before, owner_of(work, c->entity));
    }
    for (size_t i = 1; i < work->n_candidates; i++) {
        size_t before = i - 1;
        while (before > 0 && work->candidates[before].eaten)
            before--;
        const shb_candidate *head = &work->candidates[before];
        if (work->candidates[i].joined && !work->candidates[i].eaten &&
            work->candidates[i].entity == SHB_NO_ENTITY &&
            work->candidates[i].body != SHB_NO_ENTITY && head->entity < LOCAL_ENTITY &&
            (head->joined || head->dual))
            shb_own_body(work, i, owner_of(work, head->entity));
    }
}

/* "wizarata al-kharijiyya al-rusiyya wal-siniyya": one ministry each of two states. */
bool shb_own_second(shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    if (i + 1 >= work->n_candidates)
        return false;
    size_t next = i + 1;
    while (next < work->n_candidates && work->candidates[next].eaten)
        next++;
    shb_candidate *second = work->candidates + next;
    if (next >= work->n_candidates || second->sentence != c->sentence ||
        second->first != c->last + 1u || second->adjective == SHB_NO_ENTITY ||
        second->clitics != 1 || second->entity != SHB_NO_ENTITY ||
        work->tokens.folded[work->tokens.items[second->first].folded] != WAW)
        return false;
    second->body = c->body;
    shb_own_body(work, next, second->adjective);
    return true;
}

void shb_share_back(shb_work *work, size_t i, uint32_t state, uint32_t *last_owner) {
    for (; state != SHB_NO_ENTITY && i > 0 && work->candidates[i].joined; i--) {
        const shb_candidate *c = &work->candidates[i - 1];
        if (c->eaten || c->entity != SHB_NO_ENTITY ||
            c->body >= work->gazetteer->n_bodies)
            return;
        shb_own_body(work, i - 1, state);
        last_owner[c->body] = state;
    }
}
