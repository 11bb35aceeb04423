/* Whose ministry, parliament or bank it is, where no owner stands beside it. */
#include <string.h>

#include "entities/bodies.h"

/* "Turki bin Saud", "Mansur al-Turki": a name, no nationality. */
static bool is_in_a_name(const shb_work *work, const shb_candidate *c) {
    const shb_tokens *tokens = &work->tokens;
    size_t start = work->sentence_tokens[c->sentence], next = c->last + 1u;
    if (!shb_is_arabic(work, c))
        return false;
    if (next < tokens->count && shb_token_is(work, next, "بن"))
        return true;
    return c->first > start && shb_token_gap(tokens, c->first) == GAP_SPACE &&
           (shb_token_classes(work, c->first - 1u) & WORD_GIVEN);
}

/* The state that a candidate is, or is the adjective of. */
uint32_t shb_state_or_nationality(const shb_work *work, const shb_candidate *c) {
    if (c->adjective != SHB_NO_ENTITY)
        return is_in_a_name(work, c) ? SHB_NO_ENTITY : c->adjective;
    return shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_STATE
               ? c->entity
               : SHB_NO_ENTITY;
}

/* Of a listed person, also by the surname that stands alone for one ("Lavrov"), which is
 * settled later; Arabic ones, words at times, told wrongly as often as rightly. */
static uint32_t owner_of_person(const shb_work *work, const shb_candidate *c) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (shb_is_mention(c))
        return c->entity < LOCAL_ENTITY &&
                       gazetteer->entities[c->entity].type == SHB_PERSON
                   ? gazetteer->more[c->entity].owner
                   : SHB_NO_ENTITY;
    if (!c->short_form || c->eaten || c->words || c->form == SHB_NO_FORM ||
        shb_is_arabic(work, c))
        return SHB_NO_ENTITY;
    const shb_form *form = &gazetteer->lexicon.forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &gazetteer->lexicon.senses[form->first_sense + k];
        if (sense->kind == SENSE_ALONE)
            return gazetteer->more[sense->value].owner;
    }
    return SHB_NO_ENTITY;
}

/* A person right behind, or behind his title: "the foreign ministry's Johnson", "foreign
 * ministry spokesman Johnson", "MID strany Johnson". */
uint32_t shb_owner_by_person(const shb_work *work, size_t i) {
    enum { TITLES = 3 };
    static const char *const own[] = {"страны", "республики", "королевства"};
    const shb_candidate *c = &work->candidates[i], *next = c + 1;
    const shb_candidate *stop = work->candidates + work->n_candidates;
    const size_t end = work->sentence_tokens[c->sentence + 1];
    size_t at = c->last + 1u;
    at += at < end && shb_token_is(work, at, "s") &&
          shb_token_gap(&work->tokens, at) == GAP_APOSTROPHE;
    for (size_t n = 0; n <= TITLES && at < end; n++, at++) {
        while (next < stop && next->first < at)
            next++;
        if (shb_token_gap(&work->tokens, at) != GAP_SPACE)
            break;
        if (next < stop && next->first == at &&
            owner_of_person(work, next) != SHB_NO_ENTITY)
            return owner_of_person(work, next);
        if (!(shb_token_classes(work, at) & WORD_TITLE) &&
            !(n == 0 && TOKEN_IS_ONE_OF(work, at, own)))
            break;
    }
    return SHB_NO_ENTITY;
}

/* "Ankara welcomed it through the spokesman of the foreign ministry": the state whose
 * voice the body is. */
static uint32_t owner_by_voice(const shb_work *work, size_t i) {
    enum { MOST_BETWEEN = 5 };
    static const char *const voices[] = {"عبر", "لسان", "بلسان"};
    const shb_candidate *c = &work->candidates[i];
    if (!shb_is_arabic(work, c))
        return SHB_NO_ENTITY;
    for (size_t k = i; k-- > 0 && work->candidates[k].sentence == c->sentence;) {
        const shb_candidate *state = &work->candidates[k];
        if (state->last + MOST_BETWEEN + 1u < c->first)
            break;
        if (!shb_is_mention(state) || shb_work_type(work, state->entity) != SHB_STATE)
            continue;
        for (size_t at = state->last + 1u; at < c->first; at++)
            if (TOKEN_IS_ONE_OF(work, at, voices))
                return state->entity;
        break;
    }
    return SHB_NO_ENTITY;
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

bool shb_has_body(const shb_gazetteer *gazetteer, uint32_t state, uint32_t body) {
    const char *of = body < gazetteer->n_bodies ? gazetteer->bodies[body].of : NULL;
    if (!of)
        return true;
    const char *code = strchr(gazetteer->entities[state].id, ':');
    size_t n = code ? strlen(++code) : 0;
    for (const char *p = of; n && (p = strstr(p, code)) != NULL; p++)
        if (p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

/* "The Commerce Ministry", "parliament": what English calls so is not America's, which
 * has departments and a Congress. */
static bool is_called_otherwise(const shb_work *work, size_t i, uint32_t state) {
    static const char *const words[] = {"ministry", "parliament"};
    const shb_candidate *c = &work->candidates[i];
    bool so_called = false;
    if (state != SHB_NO_ENTITY && shb_is_led_by_unlisted(work, i) &&
        state == shb_gazetteer_by_id(work->gazetteer, "state:RU"))
        return true;
    for (size_t k = c->first; k <= c->last && !so_called; k++)
        so_called = TOKEN_IS_ONE_OF(work, k, words);
    return so_called && state == shb_gazetteer_by_id(work->gazetteer, "state:US");
}

/* The state or nationality that candidate c is, if it may own what candidate i heads.
 * Brussels in the news is the seat of the Union and of NATO: nothing of Belgium's stands
 * beside it. */
static uint32_t owner_at(const shb_work *work, const shb_candidate *c, size_t i) {
    uint32_t state = shb_state_or_nationality(work, c);
    if (state == SHB_NO_ENTITY ||
        !shb_has_body(work->gazetteer, state, work->candidates[i].body) ||
        is_called_otherwise(work, i, state))
        return SHB_NO_ENTITY;
    bool union_seat =
        c->seat && state == shb_gazetteer_by_id(work->gazetteer, "state:BE");
    return union_seat ? SHB_NO_ENTITY : state;
}

/* Of a body that few states have: the first of them that the text names. */
static uint32_t state_that_has(const shb_work *work, size_t i) {
    const uint32_t body = work->candidates[i].body;
    uint32_t state = SHB_NO_ENTITY;
    for (size_t k = 0; work->gazetteer->bodies[body].of && state == SHB_NO_ENTITY &&
                       k < work->n_candidates;
         k++)
        state = owner_at(work, &work->candidates[k], i);
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
uint32_t shb_state_behind(const shb_work *work, const shb_candidate *c) {
    uint32_t state = shb_state_or_nationality(work, c);
    return state != SHB_NO_ENTITY ? state : owner_of_person(work, c);
}

/* "the foreign ministry in Warsaw": the state whose seat it is; in Arabic also "the
 * interior ministry in the Kingdom of Saudi Arabia". */
uint32_t shb_owner_by_seat(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i], *next = c + 1;
    size_t in = c->last + 1u;
    if (i + 1 >= work->n_candidates || next->sentence != c->sentence ||
        next->first != in + 1 || !shb_is_mention(next) ||
        shb_token_gap(&work->tokens, in) != GAP_SPACE)
        return SHB_NO_ENTITY;
    bool state = shb_is_arabic(work, c) && shb_work_type(work, next->entity) == SHB_STATE;
    if (state && shb_token_is(work, in, "في"))
        return next->entity;
    /* Russian says where, not whither: "in Warsaw" ends with -e, -i, "to Brussels" not.
     */
    const shb_token *seat = &work->tokens.items[next->last];
    uint8_t end = work->tokens.folded[seat->folded + seat->length - 1u];
    if ((seat->flags & TOKEN_CYRILLIC) && end != FOLD_RU(0x435) &&
        end != FOLD_RU(0x438) && end != FOLD_RU(0x43e))
        return SHB_NO_ENTITY;
    return next->seat && (shb_token_is(work, in, "in") || shb_token_is(work, in, "в"))
               ? next->entity
               : SHB_NO_ENTITY;
}

/* The nearest state or nationality in this sentence, else the state of the nearest person
 * there ("Johnson left the foreign ministry"), else a state of the two sentences before.
 */
uint32_t shb_state_before(const shb_work *work, size_t i) {
    const uint32_t body = work->candidates[i].body;
    const uint32_t sentence = work->candidates[i].sentence;
    uint32_t of_person = SHB_NO_ENTITY;
    for (size_t k = i; k-- > 0;) {
        const shb_candidate *other = &work->candidates[k];
        if (other->sentence != sentence && of_person != SHB_NO_ENTITY)
            return of_person;
        if (other->sentence + 2 < sentence)
            break;
        uint32_t state = owner_at(work, other, i);
        if (state != SHB_NO_ENTITY)
            return state;
        if (of_person == SHB_NO_ENTITY && other->sentence == sentence &&
            !work->gazetteer->bodies[body].of && !shb_is_arabic(work, other))
            of_person = shb_state_behind(work, other);
        if (of_person != SHB_NO_ENTITY && is_called_otherwise(work, i, of_person))
            of_person = SHB_NO_ENTITY;
    }
    return of_person;
}

bool shb_is_ministry(const shb_gazetteer *gazetteer, uint32_t body) {
    static const char ending[] = "-ministry";
    const char *name = gazetteer->bodies[body].name;
    size_t n = strlen(name);
    return n >= sizeof ending && strcmp(name + n - (sizeof ending - 1), ending) == 0;
}

uint32_t shb_state_in_sentence(const shb_work *work, size_t i) {
    const uint32_t sentence = work->candidates[i].sentence;
    uint32_t state = SHB_NO_ENTITY;
    for (size_t k = i; state == SHB_NO_ENTITY && k-- > 0;) {
        if (work->candidates[k].sentence != sentence || i - k > NAMES_ASKED)
            break;
        state = shb_state_or_nationality(work, &work->candidates[k]);
    }
    return state;
}

/* "His German counterpart": of another state than the text. */
static bool is_counterpart(const shb_work *work, const shb_candidate *c) {
    static const char *const words[] = {"نظيره",   "ونظيره",  "لنظيره",  "بنظيره",
                                        "نظيرته",  "ونظيرته", "لنظيرته", "نظيرها",
                                        "ونظيرها", "لنظيرها", "نظيرتها"};
    return c->adjective != SHB_NO_ENTITY && shb_is_arabic(work, c) &&
           c->first > work->sentence_tokens[c->sentence] &&
           TOKEN_IS_ONE_OF(work, c->first - 1, words);
}

/*
 * In Arabic news, which is mostly of one state, the one that the text so far names most,
 * the first of two; its persons count twice, and once more the state that stands nearest
 * in the sentence. Of 58 ministries without an owner, read where these differ, that was
 * right of 43, without the weights of 38, the state that the text names first of 24;
 * of 39 others, with what is said beside and before, 31 and 27.
 */
uint32_t shb_state_most_named(const shb_work *work, size_t i) {
    enum { BEFORE = 1000, MAX_STATES = 512, OF_PERSON = 2 };
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t times[MAX_STATES] = {0};
    uint32_t best = SHB_NO_ENTITY;
    size_t from = i > BEFORE ? i - BEFORE : 0;
    uint32_t most = 0;
    uint32_t nearest =
        i < work->n_candidates ? shb_state_in_sentence(work, i) : SHB_NO_ENTITY;
    if (nearest < gazetteer->n_listed && gazetteer->state_number[nearest] < MAX_STATES)
        times[gazetteer->state_number[nearest]] = 1;
    for (int counting = 1; counting >= 0; counting--)
        for (size_t k = from; k < i && best == SHB_NO_ENTITY; k++) {
            const shb_candidate *c = &work->candidates[k];
            uint32_t state =
                is_counterpart(work, c) ? SHB_NO_ENTITY : shb_state_behind(work, c);
            uint32_t rank = state < gazetteer->n_listed ? gazetteer->state_number[state]
                                                        : SHB_NO_ENTITY;
            if (rank >= MAX_STATES)
                continue;
            if (counting)
                times[rank] += shb_state_or_nationality(work, c) == state ? 1 : OF_PERSON;
            if (times[rank] > most)
                most = times[rank];
            if (!counting && times[rank] == most)
                best = state;
        }
    return best;
}

uint32_t shb_owner_of_senate(const shb_work *work, size_t i) {
    enum { AROUND = 1000, OF_PERSON = 2 };
    static const char *const owners[] = {
        "state:US", "state:FR", "state:IT", "state:BR", "state:AR", "state:PK",
        "state:BE", "state:MX", "state:PH", "state:EG", "state:CA", "state:AU",
        "state:RO", "state:ES", "state:NG", "state:KE", "state:KH", "state:CL",
        "state:CO", "state:PL", "state:PY", "state:BO", "state:UY", "state:HT",
        "state:MG", "state:KZ", "state:DZ", "state:MR"};
    enum { N_OWNERS = sizeof owners / sizeof *owners };
    uint32_t states[N_OWNERS];
    size_t times[N_OWNERS] = {0}, best = 0;
    for (size_t k = 0; k < N_OWNERS; k++)
        states[k] = shb_gazetteer_by_id(work->gazetteer, owners[k]);
    size_t end = i + AROUND < work->n_candidates ? i + AROUND : work->n_candidates;
    for (size_t c = i > AROUND ? i - AROUND : 0; c < end; c++) {
        const shb_candidate *other = &work->candidates[c];
        uint32_t state = shb_state_behind(work, other);
        if (state == SHB_NO_ENTITY && shb_is_mention(other) &&
            other->entity < LOCAL_ENTITY)
            state = work->gazetteer->more[other->entity].owner; /* of its Congress */
        if (state == SHB_NO_ENTITY)
            continue;
        bool named = shb_state_or_nationality(work, other) == state;
        for (size_t k = 0; k < N_OWNERS; k++)
            times[k] += states[k] == state ? (named ? 1 : OF_PERSON) : 0;
    }
    for (size_t k = 1; k < N_OWNERS; k++)
        if (times[k] > times[best])
            best = k;
    return times[best] ? states[best] : SHB_NO_ENTITY;
}

/* The nearest state behind, in this sentence and the next; but not one that this is only
 * about, "the Defence Ministry reported a strike on Ukraine", nor, but for a capital,
 * what stands behind that. */
static uint32_t state_after(const shb_work *work, size_t i) {
    const uint32_t sentence = work->candidates[i].sentence;
    uint32_t object = SHB_NO_ENTITY;
    for (size_t k = i + 1; k < work->n_candidates && k - i <= NAMES_ASKED; k++) {
        const shb_candidate *other = &work->candidates[k];
        if (other->sentence > sentence + 1)
            break;
        uint32_t state = owner_at(work, other, i);
        if (state == SHB_NO_ENTITY || state == object)
            continue;
        if (other->sentence != sentence)
            return state;
        if (object == SHB_NO_ENTITY ? !shb_is_object(work, other)
                                    : shb_is_place_of_report(work, other))
            return state;
        if (object == SHB_NO_ENTITY)
            object = state;
    }
    return SHB_NO_ENTITY;
}

size_t shb_times_named(const shb_work *work, size_t i, uint32_t state) {
    const size_t from = i > NAMES_ASKED ? i - NAMES_ASKED : 0;
    size_t n = 0;
    for (size_t k = from; k < work->n_candidates && k < i + NAMES_ASKED; k++)
        n += shb_state_or_nationality(work, &work->candidates[k]) == state;
    return n;
}

/* The Verkhovna Rada, then "the CEC": the owner of the nearest listed body of a state. */
static uint32_t owner_of_listed(const shb_work *work, size_t i) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    for (size_t k = i; k-- > 0 && i - k <= NAMES_ASKED;) {
        const shb_candidate *c = &work->candidates[k];
        if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY ||
            shb_work_type(work, c->entity) != SHB_ORGANIZATION ||
            gazetteer->more[c->entity].owner == SHB_NO_ENTITY)
            continue;
        const uint32_t owner = gazetteer->more[c->entity].owner;
        for (uint32_t b = 0; b < gazetteer->n_bodies; b++)
            if (!gazetteer->bodies[b].party &&
                shb_body_entity(gazetteer, b, owner) == c->entity)
                return owner;
    }
    return SHB_NO_ENTITY;
}

/* Minfin, Minobrnauki; Genshtab, which is no ministry, likewise. */
static bool is_ministry_contracted(const shb_work *work, const shb_candidate *c) {
    static const uint8_t min[] = {FOLD_RU(0x43c), FOLD_RU(0x438), FOLD_RU(0x43d)};
    const shb_token *token = &work->tokens.items[c->first];
    const uint8_t *letters = work->tokens.folded + token->folded;
    return (token->length > sizeof min + 1 && memcmp(letters, min, sizeof min) == 0) ||
           shb_token_spells(work, c->first, "генштаб", sizeof "генштаб" - 1);
}

/* "ЦБ", "Центробанк": other states call theirs the national bank. */
static bool is_central_bank_contracted(const shb_work *work, const shb_candidate *c) {
    return shb_token_is(work, c->first, "цб") ||
           shb_token_spells(work, c->first, "центробанк", sizeof "центробанк" - 1);
}

/* "МИД этой страны", "the Palestinian Authority's foreign ministry": the words beside it
 * point to what was named last, not to the owner that it has elsewhere. */
static bool points_back(const shb_work *work, size_t i) {
    static const char *const words[] = {"страны", "республики",  "королевства", "этой",
                                        "этого",  "государства", "еврейского"};
    const shb_candidate *c = &work->candidates[i], *before = c - 1;
    const size_t behind = c->last + 1u;
    if (behind < work->sentence_tokens[c->sentence + 1] &&
        shb_token_is_one_of(work, behind, words, sizeof words / sizeof *words))
        return true;
    return i > 0 && before->sentence == c->sentence && before->last + 2u >= c->first &&
           !memchr(work->tokens.text + before->end, ':', c->start - before->end) &&
           (shb_state_or_nationality(work, before) != SHB_NO_ENTITY ||
            (shb_is_mention(before) && before->entity < LOCAL_ENTITY &&
             work->gazetteer->more[before->entity].owner != SHB_NO_ENTITY));
}

/*
 * What is contracted and bare is, in Russian news, Russia's own: a ministry, unless the
 * text names the state before it more often than Russia; the central bank, unless by two
 * or more.
 */
static uint32_t owner_of_contraction(const shb_work *work, size_t i, uint32_t before) {
    const shb_candidate *c = &work->candidates[i];
    if (c->first != c->last || !(work->tokens.items[c->first].flags & TOKEN_CAPITAL))
        return before;
    bool bank = is_central_bank_contracted(work, c) && !points_back(work, i);
    if (!bank && !is_ministry_contracted(work, c))
        return before;
    uint32_t russia = shb_gazetteer_by_id(work->gazetteer, "state:RU");
    if (russia == SHB_NO_ENTITY)
        return before;
    if (is_called_otherwise(work, i, russia))
        return before;
    size_t own = shb_times_named(work, i, russia);
    size_t of_other = before == SHB_NO_ENTITY ? 0 : shb_times_named(work, i, before);
    return own + bank >= of_other && own + bank > 0 ? russia : before;
}

/* "Johnson left the foreign ministry": a listed person of some state before it in the
 * sentence. */
static bool follows_person(const shb_work *work, size_t i) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    for (size_t k = i; k-- > 0;) {
        const shb_candidate *c = &work->candidates[k];
        if (c->sentence != work->candidates[i].sentence)
            break;
        if (shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
            gazetteer->entities[c->entity].type == SHB_PERSON &&
            gazetteer->more[c->entity].owner != SHB_NO_ENTITY)
            return true;
    }
    return false;
}

/*
 * A person right behind tells it; the state whose voice it is;
 * the others of a list of bodies; who runs it; the seat where
 * it is; the owner of the body behind; the owner that the body last had in the text; that
 * which a ministry has nowhere another of; Russia for its own contractions; the nearest
 * state before; the owner that it has later; the nearest state after; one that has such a
 * body; the state most named; the owner of another body.
 */
uint32_t shb_owner_by_context(const shb_work *work, size_t i, uint32_t last,
                              uint32_t first, bool sole) {
    const shb_candidate *c = &work->candidates[i];
    if (is_called_otherwise(work, i, last))
        last = SHB_NO_ENTITY;
    if (is_called_otherwise(work, i, first))
        first = SHB_NO_ENTITY;
    uint32_t state = shb_owner_by_person(work, i);
    if (state == SHB_NO_ENTITY)
        state = owner_by_voice(work, i);
    if (state == SHB_NO_ENTITY)
        state = shb_owner_of_list(work, i);
    if (state == SHB_NO_ENTITY)
        state = owner_by_ruler(work, i);
    if (state == SHB_NO_ENTITY)
        state = shb_owner_by_seat(work, i);
    if (state == SHB_NO_ENTITY)
        state = owner_of_next(work, i);
    if (state == SHB_NO_ENTITY)
        state = last;
    if (state == SHB_NO_ENTITY && sole && shb_is_ministry(work->gazetteer, c->body) &&
        !points_back(work, i) && !follows_person(work, i))
        state = first;
    if (state == SHB_NO_ENTITY)
        state = shb_is_arabic(work, c) && shb_is_ministry(work->gazetteer, c->body)
                    ? shb_state_most_named(work, i)
                    : owner_of_contraction(work, i, shb_state_before(work, i));
    if (state == SHB_NO_ENTITY)
        state = first;
    if (state == SHB_NO_ENTITY)
        state = state_after(work, i);
    if (state == SHB_NO_ENTITY)
        state = state_that_has(work, i);
    if (state == SHB_NO_ENTITY && !work->gazetteer->bodies[c->body].of)
        state = shb_state_most_named(work, i);
    if (state == SHB_NO_ENTITY && !work->gazetteer->bodies[c->body].of)
        state = owner_of_listed(work, i);
    return is_called_otherwise(work, i, state) ? SHB_NO_ENTITY : state;
}
