/* Ministries, parliaments, central banks: a head and its owner are one organization. */
#include <string.h>

#include "entities/work.h"
#include "text/arabic_letters.h"

typedef struct owner_found {
    uint32_t state;
    size_t candidate; /* that is eaten by the body's name */
    bool before;
} owner_found;

static uint32_t state_of(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY && !c->seat &&
                   work->gazetteer->entities[c->entity].type == SHB_STATE
               ? c->entity
               : SHB_NO_ENTITY;
}

static bool is_arabic(const shb_work *work, const shb_candidate *c) {
    return (work->tokens.items[c->first].flags & TOKEN_ARABIC) != 0;
}

/* "of", "of the": what stands between an English head and its owner behind. */
static size_t skip_of(const shb_work *work, size_t token, size_t end) {
    if (token < end && shb_token_is(work, token, "of"))
        token++;
    else
        return token;
    if (token < end && shb_token_is(work, token, "the"))
        token++;
    return token;
}

static bool owner_behind(const shb_work *work, size_t i, owner_found *out) {
    const shb_candidate *c = &work->candidates[i];
    if (i + 1 >= work->n_candidates)
        return false;
    const shb_candidate *next = &work->candidates[i + 1];
    size_t end = work->sentence_tokens[c->sentence + 1];
    size_t wanted = c->last + 1u;
    bool latin = work->tokens.items[c->last].flags & TOKEN_LATIN;
    if (next->sentence != c->sentence || wanted >= end)
        return false;
    shb_gap gap = shb_token_gap(&work->tokens, wanted);
    if (gap != GAP_SPACE && gap != GAP_HYPHEN)
        return false;
    if (latin) {
        wanted = skip_of(work, wanted, end);
        bool ends_in_of = shb_token_is(work, c->last, "of");
        if (ends_in_of && shb_token_is(work, wanted, "the") && wanted + 1 < end)
            wanted++;
        if (wanted == c->last + 1u && !ends_in_of)
            return false;
    }
    uint32_t state = SHB_NO_ENTITY;
    if (next->first == wanted) {
        state =
            is_arabic(work, c) && next->adjective != SHB_NO_ENTITY && next->clitics == 0
                ? next->adjective
                : state_of(work, next);
    } else if (is_arabic(work, c) && next->first == wanted + 1 &&
               next->adjective != SHB_NO_ENTITY && next->clitics == 0) {
        /* One word of the body's own name between: defence and aviation, foreign affairs.
         */
        const shb_token *token = &work->tokens.items[wanted];
        const uint8_t *p = work->tokens.folded + token->folded;
        bool joined = token->length > 4 && p[0] == WAW && p[1] == ALEF && p[2] == LAM;
        if (joined && shb_token_gap(&work->tokens, wanted + 1) == GAP_SPACE)
            state = next->adjective;
    }
    /* "critics in Congress of Israel's war" */
    bool possessive = latin && next->last + 1u < end &&
                      shb_token_is(work, next->last + 1u, "s") &&
                      shb_token_gap(&work->tokens, next->last + 1u) == GAP_APOSTROPHE;
    if (state == SHB_NO_ENTITY || possessive)
        return false;
    *out = (owner_found){state, i + 1, false};
    return true;
}

static bool owner_before(const shb_work *work, size_t i, owner_found *out) {
    const shb_candidate *c = &work->candidates[i];
    if (i == 0 || is_arabic(work, c))
        return false;
    const shb_candidate *previous = &work->candidates[i - 1];
    if (previous->sentence != c->sentence)
        return false;
    size_t gap_token = previous->last + 1u;
    bool touches = gap_token == c->first;
    bool possessive = gap_token + 1 == c->first && shb_token_is(work, gap_token, "s") &&
                      shb_token_gap(&work->tokens, gap_token) == GAP_APOSTROPHE;
    if (touches && shb_token_gap(&work->tokens, c->first) != GAP_SPACE) {
        /* "Iraq' foreign ministry" does not happen; "the states' central banks" is none.
         */
        return false;
    }
    if (!touches && !possessive)
        return false;
    uint32_t state = previous->adjective;
    if (state == SHB_NO_ENTITY)
        state = state_of(work, previous);
    /* "Tehran's Supreme National Security Council" */
    if (state == SHB_NO_ENTITY && possessive && previous->seat)
        state = previous->entity;
    bool cyrillic = work->tokens.items[c->first].flags & TOKEN_CYRILLIC;
    if (cyrillic && previous->adjective == SHB_NO_ENTITY)
        return false;
    if (state == SHB_NO_ENTITY)
        return false;
    *out = (owner_found){state, i - 1, true};
    return true;
}

/* al-Kharijiyya after "minister", "policy" or "affairs" is a portfolio, no body. */
static bool is_portfolio(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    if (c->first == work->sentence_tokens[c->sentence] || c->first != c->last ||
        !is_arabic(work, c))
        return false;
    return shb_token_classes(work, c->first - 1) & WORD_OFFICE;
}

/* A short Arabic head without nisba names the body only where someone speaks for it. */
static bool is_spoken_for(const shb_work *work, size_t i) {
    static const char *const words[] = {
        "باسم", "بيان",  "مقر",  "قالت",  "وقالت",  "أعلنت", "وأعلنت", "أكدت", "وأكدت",
        "مبنى", "أفادت", "ذكرت", "وذكرت", "متحدثة", "نددت",  "أدانت",  "دعت",  "طالبت"};
    const shb_candidate *c = &work->candidates[i];
    if (c->first == work->sentence_tokens[c->sentence])
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_is(work, c->first - 1, words[k]))
            return true;
    return false;
}

static void own(shb_work *work, size_t i, uint32_t state) {
    shb_candidate *c = &work->candidates[i];
    c->entity = shb_body_entity(work->gazetteer, c->body, state);
    c->how = SHB_HOW_PATTERN;
    c->why = SHB_WHY_OWNER_TEXT;
}

static void join(shb_work *work, size_t i, const owner_found *owner) {
    shb_candidate *c = &work->candidates[i], *part = &work->candidates[owner->candidate];
    own(work, i, owner->state);
    if (c->entity == SHB_NO_ENTITY)
        return;
    if (owner->before) {
        c->start = part->start;
        c->first = part->first;
    } else {
        c->end = part->end;
        c->last = part->last;
    }
    c->why = SHB_WHY_OWNER_BESIDE;
    part->eaten = true;
}

/* The state that a candidate is, or is the adjective of. */
static uint32_t state_or_nationality(const shb_work *work, const shb_candidate *c) {
    if (c->adjective != SHB_NO_ENTITY)
        return c->adjective;
    return shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_STATE
               ? c->entity
               : SHB_NO_ENTITY;
}

/* A person right behind: "the foreign ministry's Johnson". */
static uint32_t owner_by_person(const shb_work *work, size_t i) {
    const shb_candidate *next = shb_next_adjacent(work, i);
    if (!next || !shb_is_mention(next) || next->entity >= LOCAL_ENTITY ||
        work->gazetteer->entities[next->entity].type != SHB_PERSON)
        return SHB_NO_ENTITY;
    return work->gazetteer->more[next->entity].owner;
}

/* "the Hamas-run health ministry": the state of who runs it. */
static uint32_t owner_by_ruler(const shb_work *work, size_t i) {
    static const char *const words[] = {"run", "controlled", "led"};
    const shb_candidate *c = &work->candidates[i], *before = c - 1;
    if (i == 0 || before->sentence != c->sentence || before->last + 2 != c->first ||
        !shb_is_mention(before) || before->entity >= LOCAL_ENTITY ||
        shb_token_gap(&work->tokens, c->first - 1u) != GAP_HYPHEN ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return SHB_NO_ENTITY;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_is(work, c->first - 1u, words[k]))
            return work->gazetteer->more[before->entity].owner;
    return SHB_NO_ENTITY;
}

/* The state or nationality there, if it has such a body: Russia has no House of
 * Representatives. */
static uint32_t owner_at(const shb_work *work, const shb_candidate *c, uint32_t body) {
    uint32_t state = state_or_nationality(work, c);
    const char *of =
        body < work->gazetteer->n_bodies ? work->gazetteer->bodies[body].of : NULL;
    if (state == SHB_NO_ENTITY || !of)
        return state;
    const char *code = strchr(work->gazetteer->entities[state].id, ':');
    size_t n = code ? strlen(++code) : 0;
    for (const char *p = of; n && (p = strstr(p, code)) != NULL; p++)
        if (p[-1] == ' ' && p[n] == ' ')
            return state;
    return SHB_NO_ENTITY;
}

/* Of a body that few states have: the first of them that the text names. */
static uint32_t state_that_has(const shb_work *work, size_t i) {
    const uint32_t body = work->candidates[i].body;
    uint32_t state = SHB_NO_ENTITY;
    for (size_t k = 0; work->gazetteer->bodies[body].of && state == SHB_NO_ENTITY &&
                       k < work->n_candidates;
         k++)
        state = owner_at(work, &work->candidates[k], body);
    return state;
}

/* "of the American congress" behind the head: the owner of both. */
static uint32_t owner_of_next(const shb_work *work, size_t i) {
    const shb_candidate *next = shb_next_adjacent(work, i);
    const shb_candidate *body =
        next ? shb_next_adjacent(work, (size_t)(next - work->candidates)) : NULL;
    return body && body->body != SHB_NO_ENTITY ? next->adjective : SHB_NO_ENTITY;
}

/* The state that a candidate is, or the adjective of, or a person of. */
static uint32_t state_behind(const shb_work *work, const shb_candidate *c) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t state = state_or_nationality(work, c);
    if (state == SHB_NO_ENTITY && shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
        gazetteer->entities[c->entity].type == SHB_PERSON)
        state = gazetteer->more[c->entity].owner;
    return state;
}

/* The nearest state or nationality in this sentence, else the state of the nearest person
 * there ("Johnson left the foreign ministry"), else a state of the two sentences before.
 */
static uint32_t state_before(const shb_work *work, size_t i) {
    const uint32_t body = work->candidates[i].body;
    const uint32_t sentence = work->candidates[i].sentence;
    uint32_t of_person = SHB_NO_ENTITY;
    for (size_t k = i; k-- > 0;) {
        const shb_candidate *other = &work->candidates[k];
        if (other->sentence != sentence && of_person != SHB_NO_ENTITY)
            return of_person;
        if (other->sentence + 2 < sentence)
            break;
        uint32_t state = owner_at(work, other, body);
        if (state != SHB_NO_ENTITY)
            return state;
        if (of_person == SHB_NO_ENTITY && other->sentence == sentence &&
            !work->gazetteer->bodies[body].of && !is_arabic(work, other))
            of_person = state_behind(work, other);
    }
    return of_person;
}

static bool is_ministry(const shb_work *work, const shb_candidate *c) {
    static const char ending[] = "-ministry";
    const char *name = work->gazetteer->bodies[c->body].name;
    size_t n = strlen(name);
    return n >= sizeof ending && strcmp(name + n - (sizeof ending - 1), ending) == 0;
}

/*
 * In Arabic news, which is mostly of one state, the one that the text so far names most,
 * the first of two. Of 403 ministries whose owner stands beside them it is the owner of
 * 233, the nearest state of 201.
 */
static uint32_t state_most_named(const shb_work *work, size_t i) {
    enum { BEFORE = 1000, MAX_STATES = 512 };
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint16_t times[MAX_STATES] = {0};
    uint32_t best = SHB_NO_ENTITY;
    size_t from = i > BEFORE ? i - BEFORE : 0, most = 0;
    for (int counting = 1; counting >= 0; counting--)
        for (size_t k = from; k < i && best == SHB_NO_ENTITY; k++) {
            uint32_t state = state_behind(work, &work->candidates[k]);
            uint32_t rank = state < gazetteer->n_listed ? gazetteer->state_number[state]
                                                        : SHB_NO_ENTITY;
            if (rank >= MAX_STATES)
                continue;
            if (counting && ++times[rank] > most)
                most = times[rank];
            else if (!counting && times[rank] == most)
                best = state;
        }
    return best;
}

static uint32_t state_after(const shb_work *work, size_t i) {
    for (size_t k = i + 1; k < work->n_candidates; k++) {
        const shb_candidate *other = &work->candidates[k];
        if (other->sentence > work->candidates[i].sentence + 1)
            break;
        uint32_t state = owner_at(work, other, work->candidates[i].body);
        if (state != SHB_NO_ENTITY)
            return state;
    }
    return SHB_NO_ENTITY;
}

static size_t times_named(const shb_work *work, uint32_t state) {
    size_t n = 0;
    for (size_t k = 0; k < work->n_candidates; k++)
        n += state_or_nationality(work, &work->candidates[k]) == state;
    return n;
}

/*
 * Minobrnauki, Minfin: bare, in Russian news, are Russia's own, unless the text names the
 * state before it more often than Russia.
 */
static uint32_t owner_of_contraction(const shb_work *work, size_t i, uint32_t before) {
    const shb_candidate *c = &work->candidates[i];
    const shb_token *token = &work->tokens.items[c->first];
    const uint8_t *letters = work->tokens.folded + token->folded;
    static const uint8_t min[] = {FOLD_RU(0x43c), FOLD_RU(0x438), FOLD_RU(0x43d)};
    if (c->first != c->last || token->length <= sizeof min + 1 ||
        memcmp(letters, min, sizeof min) != 0 || !(token->flags & TOKEN_CAPITAL))
        return before;
    uint32_t russia = shb_gazetteer_by_id(work->gazetteer, "state:RU");
    size_t own = russia == SHB_NO_ENTITY ? 0 : times_named(work, russia);
    return own > 0 && (before == SHB_NO_ENTITY || own >= times_named(work, before))
               ? russia
               : before;
}

/* Nazbank, TsB: one capitalised Cyrillic word names the body, "the central bank" only
 * describes it. */
static bool is_contraction(const shb_work *work, const shb_candidate *c) {
    const uint8_t flags = work->tokens.items[c->first].flags;
    return c->first == c->last && (flags & TOKEN_CYRILLIC) && (flags & TOKEN_CAPITAL);
}

/*
 * "Security Council Secretary", "the deputy chairman of the Security Council": officers
 * that the listed council, of the United Nations, has not.
 */
static bool has_officer_of_state(const shb_work *work, size_t i) {
    static const char *const officers[] = {"secretary",      "deputy chairman",
                                           "deputy head",    "секретарь",
                                           "замсекретаря",   "зампред",
                                           "зампредседателя", "заместитель председателя"};
    const shb_candidate *c = &work->candidates[i];
    size_t before = c->first, next = c->last + 1u;
    size_t start = work->sentence_tokens[c->sentence];
    size_t end = work->sentence_tokens[c->sentence + 1];
    if (is_arabic(work, c))
        return false;
    if (next < end && shb_token_gap(&work->tokens, next) == GAP_SPACE &&
        shb_token_is(work, next, "secretary"))
        return true;
    if (before > start && shb_token_is(work, before - 1, "the"))
        before--;
    if (before > start && shb_token_is(work, before - 1, "of"))
        before--;
    for (size_t k = 0; k < sizeof officers / sizeof *officers; k++)
        if (shb_title_before(work, start, before, officers[k]))
            return true;
    return false;
}

/*
 * "the Supreme Court", "the Foreign Intelligence Service": two capitals or more inside a
 * sentence, in Russian one, name the body. A congress or a senate so named is another's.
 */
static bool is_proper_name(const shb_work *work, const shb_candidate *c) {
    const shb_token *tokens = work->tokens.items;
    bool listed = c->entity != SHB_NO_ENTITY || work->gazetteer->bodies[c->body].follows;
    if (listed || c->first == c->last || is_arabic(work, c) ||
        c->first == work->sentence_tokens[c->sentence])
        return false;
    size_t last = tokens[c->first].flags & TOKEN_CYRILLIC ? c->first : c->last;
    for (size_t i = c->first; i <= last; i++)
        if (!(tokens[i].flags & TOKEN_CAPITAL) || tokens[i].flags & TOKEN_CAPITALS)
            return false;
    return true;
}

/* "Texas Senate", "the House of Representatives of the state of Ohio": no state's. */
static bool is_of_province(const shb_work *work, size_t i) {
    static const char *const parts[] = {"штата", "штатов", "области", "края",
                                        "провинции"};
    const shb_candidate *c = &work->candidates[i];
    static const char *const elections[] = {"seat",     "race",     "candidate",
                                            "primary",  "election", "nominee",
                                            "campaign", "runoff",   "contest"};
    const shb_candidate *before = shb_previous_adjacent(work, i);
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    /* But "the Alabama Senate seat" is one in Washington. */
    for (size_t k = 0; next < end && k < sizeof elections / sizeof *elections; k++)
        if (shb_token_is(work, next, elections[k]))
            return false;
    if (before && (before->words & WORD_PROVINCE))
        return true;
    const shb_candidate *after = shb_next_adjacent(work, i);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (next < end && shb_token_is(work, next, parts[k]))
            return true;
    return after && (after->words & WORD_PROVINCE);
}

/* "the congress" in small letters is the listed one where its state was named last. */
static bool is_another_congress(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    uint8_t flags = work->tokens.items[c->first].flags;
    if (c->entity == SHB_NO_ENTITY || c->entity >= LOCAL_ENTITY ||
        c->how != SHB_HOW_GAZETTEER || c->first != c->last ||
        !(flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) || (flags & TOKEN_CAPITAL))
        return false;
    uint32_t owner = work->gazetteer->more[c->entity].owner;
    uint32_t before = state_before(work, i);
    /* Russian writes the American ones small. */
    return before != owner && (before != SHB_NO_ENTITY || !(flags & TOKEN_CYRILLIC) ||
                               times_named(work, owner) == 0);
}

/* A listed body by its own name, the Verkhovna Rada: "the parliament" behind is it. */
static void remember_listed(const shb_work *work, const shb_candidate *c,
                            uint32_t *last_owner) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY ||
        gazetteer->entities[c->entity].type != SHB_ORGANIZATION ||
        gazetteer->more[c->entity].owner == SHB_NO_ENTITY)
        return;
    for (size_t b = 0; b < gazetteer->n_bodies; b++)
        if (gazetteer->bodies[b].by_name &&
            shb_body_entity(gazetteer, (uint32_t)b, gazetteer->more[c->entity].owner) ==
                c->entity)
            last_owner[b] = gazetteer->more[c->entity].owner;
}

/* @param named  the text has named the body with its owner before: "the central bank" */
static bool lacks_owner(const shb_work *work, size_t i, bool named) {
    const shb_candidate *c = &work->candidates[i];
    if (c->body == SHB_NO_ENTITY || c->eaten || c->entity != SHB_NO_ENTITY ||
        is_portfolio(work, i) ||
        (work->gazetteer->bodies[c->body].needs_owner && !named &&
         !is_contraction(work, c) && !is_proper_name(work, c)))
        return false;
    bool bare = is_arabic(work, c) && c->first == c->last;
    return !bare || is_spoken_for(work, i);
}

/* ------------------------------------------------------------- the Security Council */

/* Does the form also name a listed body, that of no state? */
static bool names_listed(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_NAME)
            return true;
    return false;
}

static bool is_council(const shb_work *work, const shb_candidate *c) {
    return c->body < work->gazetteer->n_bodies && !c->eaten && !is_arabic(work, c) &&
           strcmp(work->gazetteer->bodies[c->body].name, "security-council") == 0 &&
           names_listed(work, c);
}

/* Whose council has this officer: that of the person behind the title, else of the state
 * that is nearest, or named most. */
static uint32_t state_of_officer(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    uint32_t state = SHB_NO_ENTITY;
    if (i + 1 < work->n_candidates && c[1].sentence == c->sentence &&
        c[1].first <= c->last + 2u)
        state = state_behind(work, c + 1);
    if (state == SHB_NO_ENTITY)
        state = state_before(work, i);
    return state != SHB_NO_ENTITY ? state : state_most_named(work, work->n_candidates);
}

/*
 * "The Security Council" is the United Nations', but not where an officer shows a
 * state's, nor behind that state's own, until the text names the former in full; where
 * the text has no United Nations at all, nor before.
 */
static void settle_councils(shb_work *work) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t nations = shb_gazetteer_by_id(gazetteer, "organization:un");
    uint32_t council = shb_gazetteer_by_id(gazetteer, "organization:un-security-council");
    uint32_t last = SHB_NO_ENTITY, first = SHB_NO_ENTITY;
    bool other = false; /* the United Nations are in the text */
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        other |= shb_is_mention(c) && c->body == SHB_NO_ENTITY &&
                 (c->entity == nations || c->entity == council);
        if (first == SHB_NO_ENTITY && is_council(work, c))
            first = c->how == SHB_HOW_PATTERN        ? gazetteer->more[c->entity].owner
                    : has_officer_of_state(work, i) ? state_of_officer(work, i)
                                                    : SHB_NO_ENTITY;
    }
    if (first == SHB_NO_ENTITY)
        return;
    last = other ? SHB_NO_ENTITY : first;
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->entity == council && c->body == SHB_NO_ENTITY)
            last = SHB_NO_ENTITY;
        if (!is_council(work, c))
            continue;
        if (c->how == SHB_HOW_PATTERN)
            last = gazetteer->more[c->entity].owner;
        else if (has_officer_of_state(work, i))
            last = state_of_officer(work, i);
        if (c->how != SHB_HOW_PATTERN && last != SHB_NO_ENTITY)
            own(work, i, last);
    }
}

shb_status shb_resolve_bodies(shb_work *work) {
    enum { MAX_BODIES = 256 };
    uint32_t first_owner[MAX_BODIES], last_owner[MAX_BODIES];
    owner_found owner;
    for (size_t b = 0; b < MAX_BODIES; b++)
        first_owner[b] = last_owner[b] = SHB_NO_ENTITY;
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->body >= MAX_BODIES || c->eaten || is_portfolio(work, i))
            continue;
        if (owner_behind(work, i, &owner) || owner_before(work, i, &owner)) {
            join(work, i, &owner);
            if (first_owner[c->body] == SHB_NO_ENTITY)
                first_owner[c->body] = owner.state;
        }
    }
    settle_councils(work);
    /* Bodies without owner: a person named right behind tells it; then the owner that the
     * body last had in the text; Russia for its own contractions; the nearest state
     * before; the owner that it has later; the nearest state after. */
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->body >= MAX_BODIES) {
            remember_listed(work, c, last_owner);
            continue;
        }
        if (c->how == SHB_HOW_PATTERN && c->entity < LOCAL_ENTITY) {
            last_owner[c->body] = work->gazetteer->more[c->entity].owner;
            continue;
        }
        /* "Peru's Congress", then "Congress", which alone would be another's. */
        if (c->entity != SHB_NO_ENTITY && !c->eaten &&
            work->gazetteer->bodies[c->body].follows &&
            last_owner[c->body] != SHB_NO_ENTITY)
            own(work, i, last_owner[c->body]);
        if (is_of_province(work, i) || is_another_congress(work, i)) {
            c->entity = SHB_NO_ENTITY;
            continue;
        }
        if (!lacks_owner(work, i, last_owner[c->body] != SHB_NO_ENTITY))
            continue;
        uint32_t state = owner_by_person(work, i);
        if (state == SHB_NO_ENTITY)
            state = owner_by_ruler(work, i);
        if (state == SHB_NO_ENTITY)
            state = owner_of_next(work, i);
        if (state == SHB_NO_ENTITY)
            state = last_owner[c->body];
        if (state == SHB_NO_ENTITY)
            state = is_arabic(work, c) && is_ministry(work, c)
                        ? state_most_named(work, i)
                        : owner_of_contraction(work, i, state_before(work, i));
        if (state == SHB_NO_ENTITY)
            state = first_owner[c->body];
        if (state == SHB_NO_ENTITY)
            state = state_after(work, i);
        if (state == SHB_NO_ENTITY)
            state = state_that_has(work, i);
        if (state == SHB_NO_ENTITY && !work->gazetteer->bodies[c->body].of)
            state = state_most_named(work, i);
        if (state != SHB_NO_ENTITY) {
            own(work, i, state);
            last_owner[c->body] = state;
        }
    }
    return SHB_OK;
}
