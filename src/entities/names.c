/* Which entity a known form stands for, here. */
#include "entities/work.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* ------------------------------------------------- words that are a state and an
 * adjective */

static bool previous_has_article(const shb_work *work, const shb_candidate *c) {
    if (c->first == work->sentence_tokens[c->sentence])
        return false;
    const shb_token *token = &work->tokens.items[c->first - 1];
    const uint8_t *p = work->tokens.folded + token->folded;
    size_t n = token->length;
    static const uint8_t alef_lam[] = {FOLD_AR(0x627), FOLD_AR(0x644)};
    static const uint8_t lam_lam[] = {FOLD_AR(0x644), FOLD_AR(0x644)};
    if (shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    for (size_t skip = 0; skip < 2 && n > skip + 3; skip++)
        if (memcmp(p + skip, alef_lam, 2) == 0 || memcmp(p + skip, lam_lam, 2) == 0)
            return true;
    return false;
}

/* "the Gulf and Saudi rules": wa- and another adjective with the article before. */
static bool joins_adjective(const shb_work *work, const shb_candidate *c) {
    if (c->first == work->sentence_tokens[c->sentence] ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE ||
        work->tokens.folded[work->tokens.items[c->first].folded] != FOLD_AR(0x648))
        return false;
    const shb_candidate *before = c - 1;
    bool nationality = c > work->candidates && before->last + 1 == c->first &&
                       before->adjective != SHB_NO_ENTITY &&
                       before->entity == SHB_NO_ENTITY && before->clitics == 0;
    return nationality || shb_token_is(work, c->first - 1, "الخليجية");
}

/* Al-suudiyya after a word with the article is its adjective; suriya after an indefinite
 * feminine is. Both measured on Arabic news. */
static bool reads_as_adjective(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->first];
    if (c->first != c->last || !(token->flags & TOKEN_ARABIC))
        return false;
    if (c->clitics)
        return joins_adjective(work, c);
    const uint8_t *p = work->tokens.folded + token->folded;
    bool definite = token->length > 3 && p[0] == FOLD_AR(0x627) && p[1] == FOLD_AR(0x644);
    if (definite)
        return previous_has_article(work, c) &&
               !shb_token_is(work, c->first - 1, "العربية") &&
               !shb_token_is(work, c->first - 1, "المملكة");
    if (c->first == work->sentence_tokens[c->sentence] ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    const shb_token *before = &work->tokens.items[c->first - 1];
    const uint8_t *q = work->tokens.folded + before->folded;
    size_t n = before->length;
    if (n < 3 || (q[0] == FOLD_AR(0x627) && q[1] == FOLD_AR(0x644)))
        return false;
    static const char *const nouns[] = {"مصادر", "مناطق", "غير",
                                        "أطراف", "فصائل", "قوات"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (shb_token_is(work, c->first - 1, nouns[i]))
            return true;
    bool feminine = q[n - 1] == FOLD_AR(0x629) ||
                    (q[n - 1] == FOLD_AR(0x62a) && q[n - 2] == FOLD_AR(0x627));
    /* "the government of Syria", "to the city of": a construct that names the state. */
    static const char *const owners[] = {"حكومة", "دولة", "جمهورية", "سيادة", "عاصمة"};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (shb_token_is(work, c->first - 1, owners[i]))
            return false;
    return feminine;
}

/* ------------------------------------------------------------------------ full names */

/* The street, airport or hospital that bears the name; but "imprisonment of", and what
 * has the article is complete without it. */
static bool is_behind_stop(const shb_work *work, const shb_candidate *c) {
    shb_gap gap = shb_token_gap(&work->tokens, c->first);
    return c->first > work->sentence_tokens[c->sentence] &&
           (gap == GAP_SPACE || gap == GAP_QUOTE) &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP);
}

static bool names_a_place(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u;
    const shb_token *token = &work->tokens.items[c->first];
    if (token->flags & TOKEN_CYRILLIC)
        return c->first != c->last && is_behind_stop(work, c);
    if ((token->flags & TOKEN_LATIN) && c->first != c->last) {
        /* "USS Abraham Lincoln", "George Washington University" */
        bool ship = is_behind_stop(work, c);
        if (ship || next >= work->sentence_tokens[c->sentence + 1] ||
            shb_token_gap(&work->tokens, next) != GAP_SPACE ||
            !(work->tokens.items[next].flags & TOKEN_CAPITAL))
            return ship;
        return (shb_token_classes(work, next) & WORD_HEAD) ||
               (shb_name_word(&work->gazetteer->name_words,
                              work->tokens.items[next].hash) &
                NAME_NEVER);
    }
    return c->first > work->sentence_tokens[c->sentence] && c->clitics == 0 &&
           (shb_token_classes(work, c->first - 1) & WORD_STOP) &&
           shb_token_gap(&work->tokens, c->first) == GAP_SPACE &&
           !previous_has_article(work, c) && !shb_token_is(work, c->first - 1, "سجن") &&
           !shb_token_is(work, c->first - 1, "بسجن");
}

static bool usable(const shb_work *work, const shb_sense *sense, size_t index) {
    return sense->rule == 0 ||
           shb_rule_accepts(work, index, &work->gazetteer->rules[sense->rule - 1],
                            sense->value);
}

bool shb_sense_usable(const shb_work *work, size_t index, const shb_sense *sense) {
    return usable(work, sense, index) &&
           !(sense->kind == SENSE_SEAT && work->options->drop_capitals);
}

/* A part of an unlisted name: "Michael Jordan" is no state, "Sofia Coppola" no capital.
 */
static bool inside_capitalised_name(const shb_work *work, const shb_candidate *c) {
    const shb_tokens *tokens = &work->tokens;
    if (c->first != c->last || !(tokens->items[c->first].flags & TOKEN_LATIN) ||
        tokens->items[c->first].flags & TOKEN_CAPITALS)
        return false;
    size_t before = c->first;
    if (before <= work->sentence_tokens[c->sentence] + 0u)
        return false;
    const shb_token *token = &tokens->items[before - 1];
    return token->flags & TOKEN_CAPITAL && shb_token_gap(tokens, before) == GAP_SPACE &&
           work->gazetteer->lexicon.n_forms > 0 &&
           (shb_token_is(work, before - 1, "new") ||
            shb_token_is(work, before - 1, "south") ||
            shb_token_is(work, before - 1, "san"));
}

/* "Paris, Texas", "Lebanon, Tennessee", "Paris in the state of Texas": a town there. In a
 * list of provinces ("Georgia, Texas and Ohio") the name is one of them, too. */
static bool is_town_of_province(const shb_work *work, const shb_candidate *c) {
    static const char *const kinds[] = {"штат", "штате", "штата", "ولاية", "بولاية"};
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    if (next >= end || shb_token_gap(&work->tokens, next) == GAP_SPACE) {
        if (next >= end || !shb_token_is(work, next, "بولاية"))
            return false;
    } else if (shb_token_gap(&work->tokens, next) != GAP_COMMA &&
               shb_token_gap(&work->tokens, next) != GAP_OPEN) {
        return false;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (next < end && shb_token_is(work, next, kinds[i])) {
            next++;
            break;
        }
    const shb_candidate *stop = work->candidates + work->n_candidates, *o = c + 1;
    while (o < stop && o->first < next)
        o++;
    if (o == stop || o->first != next || !(o->words & WORD_PROVINCE))
        return false;
    /* "Puerto Rico, Texas, Florida": a list. */
    return o + 1 == stop || o[1].first != o->last + 1u || !(o[1].words & WORD_PROVINCE);
}

bool shb_token_spells(const shb_work *work, size_t i, const char *name, size_t len) {
    static const char *const endings[] = {"а", "я", "й", "ь"};
    const shb_token *token = &work->tokens.items[i];
    if (!(token->flags & TOKEN_CYRILLIC))
        return shb_token_is_n(work, i, name, len);
    for (size_t k = 0; k < sizeof endings / sizeof *endings && len > 4; k++)
        if (memcmp(name + len - 2, endings[k], 2) == 0) {
            len -= 2;
            break;
        }
    const uint8_t *letters = work->tokens.folded + token->folded;
    size_t n = 0;
    for (size_t at = 0; at < len; n++)
        if (n >= token->length ||
            letters[n] != (uint8_t)shb_fold_char(shb_utf8_next(name, len, &at)))
            return false;
    return n >= 2 && token->length - n <= 3;
}

/*
 * The first word of the person's own label right before a short form: a full name whose
 * middle is left out ("Frank Steinmeier") or an initial. A short form that is a given
 * name, too, may be another man's. SIZE_MAX where there is none.
 */
static size_t own_given_name(const shb_work *work, size_t index, uint32_t entity) {
    const shb_candidate *c = &work->candidates[index];
    size_t start = work->sentence_tokens[c->sentence];
    if (c->first == start || c->clitics ||
        work->gazetteer->entities[entity].type != SHB_PERSON)
        return SIZE_MAX;
    size_t given = c->first - 1u;
    /* "Antony J. Blinken" */
    if (given > start && shb_token_gap(&work->tokens, c->first) == GAP_DOT &&
        work->tokens.items[given].length == 1 &&
        (work->tokens.items[given].flags & TOKEN_CAPITAL))
        given--;
    else if (shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return SIZE_MAX;
    if (shb_token_gap(&work->tokens, given + 1) != GAP_SPACE ||
        (index && work->candidates[index - 1].last == given &&
         work->candidates[index - 1].first != work->candidates[index - 1].last) ||
        (shb_token_classes(work, c->last) & WORD_GIVEN))
        return SIZE_MAX;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *label = work->gazetteer->entities[entity].labels[lang];
        size_t first = label ? strcspn(label, " -") : 0;
        if (first && label[first] && shb_token_spells(work, given, label, first) &&
            !shb_token_is_n(work, c->first, label, first))
            return given;
    }
    return SIZE_MAX;
}

/* "S. V. Lavrov": where the initials begin, if the first is that of the label's first
 * word in the same script; else the token itself. */
static size_t initials_before(const shb_work *work, size_t index, uint32_t entity) {
    const shb_candidate *c = &work->candidates[index];
    const shb_tokens *tokens = &work->tokens;
    size_t first = c->first, start = work->sentence_tokens[c->sentence];
    if (work->gazetteer->entities[entity].type != SHB_PERSON)
        return first;
    while (first > start && c->first - first < 2 &&
           tokens->items[first - 1].length == 1 &&
           (tokens->items[first - 1].flags & TOKEN_CAPITAL) &&
           shb_token_gap(tokens, first) == GAP_DOT)
        first--;
    for (shb_lang lang = 0; first < c->first && lang < SHB_N_LANGS; lang++) {
        const char *label = work->gazetteer->entities[entity].labels[lang];
        size_t at = 0, len = label ? strlen(label) : 0;
        uint8_t letter = len ? (uint8_t)shb_fold_char(shb_utf8_next(label, len, &at)) : 0;
        if (letter && tokens->folded[tokens->items[first].folded] == letter)
            return first;
    }
    return c->first;
}

/*
 * "Gulf of Guinea", "Japan Airlines", "Oslo accords", the University of Cairo: what a
 * state or capital beside gives its name to. Treaties only bear capitals' names: "the
 * agreement of Iran with" is the state's own.
 */
static uint32_t gives_its_name(const shb_work *work, const shb_candidate *c, bool seat) {
    const shb_tokens *tokens = &work->tokens;
    const uint32_t wanted = WORD_NAMESAKE | (seat ? WORD_TREATY : 0);
    size_t before = c->first, next = c->last + 1u;
    size_t start = work->sentence_tokens[c->sentence];
    size_t end = work->sentence_tokens[c->sentence + 1];
    if (tokens->items[c->first].flags & TOKEN_ARABIC) {
        if (before == start || c->clitics || shb_token_gap(tokens, before) != GAP_SPACE)
            return 0;
        uint32_t found = shb_token_classes(work, before - 1) & wanted;
        bool shared = next < end && (shb_token_is(work, next, "مع") ||
                                     (c + 1 < work->candidates + work->n_candidates &&
                                      c[1].first == next && c[1].clitics && !c[1].words));
        return shared ? found & WORD_NAMESAKE : found;
    }
    if (!(tokens->items[c->first].flags & TOKEN_LATIN))
        return 0;
    /* "agreements" and "accords" name the treaty in small letters, too. */
    if (next < end && shb_token_gap(tokens, next) == GAP_SPACE) {
        uint32_t found = shb_token_classes(work, next) & wanted;
        if (found && (tokens->items[next].flags & TOKEN_CAPITAL ||
                      (found & WORD_TREATY && shb_token_is(work, next, "accords"))))
            return found;
    }
    if (before > start + 1 && shb_token_is(work, before - 1, "the"))
        before--;
    bool of = before > start + 1 && shb_token_is(work, before - 1, "of") &&
              (tokens->items[before - 2].flags & TOKEN_CAPITAL);
    return of ? shb_token_classes(work, before - 2) & wanted : 0;
}

/* Bakiran, "early", is no "in Accra": a known word with the accusative's alef; but "to
 * Syria" is the proclitic before a word that itself is known, Syrian. */
static bool is_adverb(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->first];
    const char *text = work->tokens.text + c->start;
    bool hamza = text[0] == '\xd8' && (text[1] == '\xa3' || text[1] == '\xa5');
    const uint8_t *letters = work->tokens.folded + token->folded;
    const shb_name_words *words = &work->gazetteer->name_words;
    if (token->length < 5 || letters[token->length - 1] != FOLD_AR(0x627))
        return false;
    size_t stem = token->length - 1u;
    uint64_t bare = shb_word_hash(letters + 1, stem - 1);
    const shb_lexicon_slot *known =
        shb_lexicon_slot_of(&work->gazetteer->lexicon, shb_key_next(0, bare));
    return (shb_name_word(words, token->hash) & NAME_COMMON) && !hamza &&
           shb_name_word(words, shb_word_hash(letters, stem)) &&
           !(known && known->form != SHB_NO_FORM);
}

static bool is_of_treaty(const shb_work *work, const shb_candidate *c,
                         const shb_sense *sense) {
    return sense->kind == SENSE_SEAT && (gives_its_name(work, c, true) & WORD_TREATY);
}

/* Is it the name of a thing, or part of another's name? */
static bool is_of_something(const shb_work *work, shb_candidate *c,
                            const shb_sense *sense) {
    if (inside_capitalised_name(work, c))
        return true;
    if (work->gazetteer->entities[sense->value].type == SHB_STATE)
        return gives_its_name(work, c, false) || is_town_of_province(work, c);
    if (work->gazetteer->entities[sense->value].type != SHB_PERSON)
        return false;
    bool place = names_a_place(work, c);
    /* But a university that bears the name is an organization to be found. */
    bool body = c->last + 1u < work->sentence_tokens[c->sentence + 1] &&
                (shb_token_classes(work, c->last + 1u) & WORD_HEAD);
    c->refused |= place && c->first != c->last && !body &&
                  !(work->tokens.items[c->first].flags & TOKEN_ARABIC);
    return place || shb_is_father(work, c->first);
}

static void take_given_name(shb_work *work, size_t index, uint32_t entity, size_t first) {
    shb_candidate *c = &work->candidates[index];
    c->first = (uint32_t)first;
    c->start = work->tokens.items[c->first].start;
    c->entity = entity;
    c->why = SHB_WHY_GIVEN;
    if (index && work->candidates[index - 1].last == c->first)
        work->candidates[index - 1].eaten = true;
}

/* "Al Saud" behind a listed name of the house's man belongs to it. */
static void take_house(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    size_t end = work->sentence_tokens[c->sentence + 1], last = c->last + 2u;
    if (c->entity == SHB_NO_ENTITY || c->first == c->last || last >= end ||
        shb_work_type(work, c->entity) != SHB_PERSON ||
        !(work->tokens.items[c->first].flags & TOKEN_ARABIC) ||
        !shb_token_is(work, last - 1, "آل") ||
        shb_token_gap(&work->tokens, last - 1) != GAP_SPACE ||
        shb_token_gap(&work->tokens, last) != GAP_SPACE)
        return;
    c->last = (uint32_t)last;
    c->end = work->tokens.items[last].end;
    for (size_t k = index + 1; k < work->n_candidates; k++) {
        if (work->candidates[k].first > last)
            break;
        work->candidates[k].eaten = true;
    }
}

static void choose(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    uint8_t flags = work->tokens.items[c->first].flags;
    if (c->clitics && c->first == c->last && !c->words && is_adverb(work, c))
        return;
    /* "he said": the word, not Qaboos bin Said. */
    if (c->words && (flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) && !(flags & TOKEN_CAPITAL))
        return;
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + i];
        switch ((shb_sense_kind)sense->kind) {
        case SENSE_NAME:
        case SENSE_SEAT:
            if (is_of_treaty(work, c, sense)) {
                c->refused = true;
                c->why = SHB_WHY_NOT_PERSON;
                break;
            }
            if (!shb_sense_usable(work, index, sense)) {
                c->refused |= usable(work, sense, index);
                c->why = c->refused ? SHB_WHY_NOT_SEAT : SHB_WHY_NOT_RULE;
                break;
            }
            if (c->entity != SHB_NO_ENTITY) {
                c->contested |= c->entity != sense->value;
                break;
            }
            c->why = SHB_WHY_NOT_STATE;
            if (c->adjective != SHB_NO_ENTITY && reads_as_adjective(work, c))
                break;
            c->why = SHB_WHY_NOT_PERSON;
            if (is_of_something(work, c, sense))
                break;
            c->entity = sense->value;
            c->why = sense->rule ? SHB_WHY_RULE : SHB_WHY_LISTED;
            c->seat = sense->kind == SENSE_SEAT;
            break;
        case SENSE_WEAK:
            c->weak = true;
            if (sense->rule && c->entity != SHB_NO_ENTITY && usable(work, sense, index))
                c->contested |= c->entity != sense->value;
            else if (sense->rule && usable(work, sense, index)) {
                c->entity = sense->value;
                c->why = SHB_WHY_RULE;
            }
            break;
        case SENSE_ALONE:
        case SENSE_SHORT: {
            c->short_form = true;
            if (c->entity != SHB_NO_ENTITY)
                break;
            size_t initials = sense->kind == SENSE_ALONE
                                  ? initials_before(work, index, sense->value)
                                  : c->first;
            size_t given = own_given_name(work, index, sense->value);
            if (given != SIZE_MAX)
                take_given_name(work, index, sense->value, given);
            else if (initials < c->first)
                take_given_name(work, index, sense->value, initials);
            break;
        }
        default:
            break;
        }
    }
}

shb_status shb_resolve_names(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++)
        if (!work->candidates[i].eaten) {
            choose(work, i);
            take_house(work, i);
        }
    shb_resolve_contested(work);
    return SHB_OK;
}

/* ------------------------------------------------------------------------ short forms */

/* Of the form's entities the one named last before, else the one named first after. */
static uint32_t named_elsewhere(shb_work *work, size_t index, bool weak) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[work->candidates[index].form];
    uint32_t before = SHB_NO_ENTITY, after = SHB_NO_ENTITY, last = 0, first = UINT32_MAX;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        bool fits = weak ? sense->kind == SENSE_WEAK
                         : sense->kind == SENSE_SHORT || sense->kind == SENSE_ALONE;
        if (!fits)
            continue;
        uint32_t named = work->last_named[sense->value];
        if (named != SHB_NO_ENTITY && (before == SHB_NO_ENTITY || named > last)) {
            before = sense->value;
            last = named;
        }
        named = work->first_named[sense->value];
        if (named < first) {
            after = sense->value;
            first = named;
        }
    }
    if (before != SHB_NO_ENTITY || after != SHB_NO_ENTITY)
        work->candidates[index].why =
            before != SHB_NO_ENTITY ? SHB_WHY_BEFORE : SHB_WHY_AFTER;
    return before != SHB_NO_ENTITY ? before : after;
}

static bool names_in_full(const shb_candidate *c) {
    return shb_is_mention(c) && c->how == SHB_HOW_GAZETTEER && c->entity < LOCAL_ENTITY;
}

static uint32_t stands_alone(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind == SENSE_ALONE)
            return sense->value;
    }
    return SHB_NO_ENTITY;
}

/* A capitalised or unknown word right before makes it another person's surname:
 * "Melania Trump" is not Donald, "Erik Prince" no prince. */
static bool part_of_another_name(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    const shb_tokens *tokens = &work->tokens;
    if (c->first == work->sentence_tokens[c->sentence])
        return false;
    const shb_token *token = &tokens->items[c->first - 1];
    if (shb_token_gap(tokens, c->first) != GAP_SPACE)
        return false;
    const shb_candidate *before = index ? &work->candidates[index - 1] : NULL;
    uint32_t classes = shb_token_classes(work, c->first - 1);
    /* Where only names are looked for, a title before it is no candidate. */
    bool known = classes || (before && before->last == c->first - 1);
    if (classes & WORD_GIVEN)
        return true;
    if (known || !(token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)))
        return false;
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC;
    if ((token->flags ^ tokens->items[c->first].flags) & scripts)
        return false; /* "Brexit", then a name in other letters */
    bool starts = c->first - 1 == work->sentence_tokens[c->sentence];
    return (token->flags & TOKEN_CAPITAL) && !starts && token->length > 2 &&
           !(token->flags & TOKEN_CAPITALS);
}

/* "Sheikh Hamad", though a Hussein al-Sheikh is in the text. */
static bool is_title_of_next(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] && c->first == c->last &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE &&
           (work->tokens.items[next].flags & TOKEN_CAPITAL) &&
           (shb_token_classes(work, c->first) & WORD_TITLE);
}

static void resolve_short_form(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    if (c->eaten || c->entity != SHB_NO_ENTITY || c->form == SHB_NO_FORM)
        return;
    const uint8_t refused = c->why; /* as a full name, before */
    if (c->weak) {
        c->entity = named_elsewhere(work, index, true);
        if (c->entity != SHB_NO_ENTITY && shb_work_type(work, c->entity) == SHB_PERSON &&
            part_of_another_name(work, index))
            c->entity = SHB_NO_ENTITY;
        /* "al-Sharq al-Awsat", a paper in quotes only: else the Middle East. */
        if (c->entity < LOCAL_ENTITY && work->gazetteer->more[c->entity].medium &&
            (work->tokens.items[c->first].flags & TOKEN_ARABIC))
            c->entity = SHB_NO_ENTITY;
        if (c->entity != SHB_NO_ENTITY)
            c->how = SHB_HOW_SHORT;
        else {
            c->entity = shb_office_holder(work, index);
            c->why = c->entity != SHB_NO_ENTITY ? SHB_WHY_OFFICE
                     : refused                  ? refused
                                                : SHB_WHY_NOT_WEAK;
        }
    }
    if (!c->short_form || c->entity != SHB_NO_ENTITY)
        return;
    if (part_of_another_name(work, index) || is_title_of_next(work, c)) {
        c->why = refused ? refused : SHB_WHY_NOT_ANOTHER;
        return;
    }
    uint32_t named = named_elsewhere(work, index, false);
    if (named != SHB_NO_ENTITY && shb_title_denies(work, index, named)) {
        c->why = SHB_WHY_NOT_ANOTHER;
        return;
    }
    if (named != SHB_NO_ENTITY) {
        c->entity = named;
        c->how = SHB_HOW_SHORT;
        return;
    }
    c->entity = shb_office_holder(work, index);
    if (c->entity != SHB_NO_ENTITY) {
        c->why = SHB_WHY_OFFICE;
        return;
    }
    c->entity = stands_alone(work, c);
    c->why = c->entity != SHB_NO_ENTITY ? SHB_WHY_ALONE
             : refused                  ? refused
                                        : SHB_WHY_NOT_NAMED;
}

shb_status shb_resolve_short_forms(shb_work *work) {
    for (size_t i = work->n_candidates; i-- > 0;)
        if (names_in_full(&work->candidates[i]))
            work->first_named[work->candidates[i].entity] = (uint32_t)i;
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        resolve_short_form(work, i);
        if (names_in_full(c))
            work->last_named[c->entity] = (uint32_t)i;
    }
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->entity < LOCAL_ENTITY)
            work->first_named[c->entity] = work->last_named[c->entity] = SHB_NO_ENTITY;
    }
    return shb_resolve_given_names(work);
}

/* ------------------------------------------------------------------------- adjectives */

void shb_count_adjectives(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->adjective == SHB_NO_ENTITY || c->entity != SHB_NO_ENTITY || c->eaten ||
            c->body != SHB_NO_ENTITY)
            continue;
        c->entity = c->adjective;
        c->why = SHB_WHY_ADJECTIVE;
        c->how = SHB_HOW_GAZETTEER;
    }
}
