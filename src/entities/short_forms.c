/* Short forms, and names too weak to stand alone, by whom the text names in full. */
#include "entities/bodies.h"

static bool holds_office(const shb_work *work, uint32_t entity) {
    return work->gazetteer->more[entity].offices != 0;
}

static bool may_be(const shb_work *work, uint32_t entity, uint8_t gender) {
    uint8_t own = work->gazetteer->more[entity].gender;
    return !gender || !own || own == gender;
}

static bool is_titled(const shb_candidate *c) {
    return c->why == SHB_WHY_OFFICE || c->why == SHB_WHY_OFFICE_DATE;
}

/* "Trump Jr.", "Biden the younger": his son. */
static bool is_junior(const shb_work *work, const shb_candidate *c) {
    static const char *const words[] = {"Jr",       "Junior",  "младший", "младшего",
                                        "младшему", "младшим", "младшем", "الابن"};
    size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] &&
           shb_token_gap(&work->tokens, next) <= GAP_HYPHEN &&
           TOKEN_IS_ONE_OF(work, next, words);
}

/* Of the form's entities the one named last before, else the one named first after; if
 * offices are given, of those who held one, and if a gender is, of those who are not
 * known to be of another. The surname of one who stands alone and holds an office is not
 * his son's, whom the text names in full. */
static uint32_t named_elsewhere(shb_work *work, size_t index, bool weak, uint32_t offices,
                                uint8_t gender) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[work->candidates[index].form];
    uint32_t before = SHB_NO_ENTITY, after = SHB_NO_ENTITY, last = 0, first = UINT32_MAX;
    uint32_t titled = SHB_NO_ENTITY, alone = SHB_NO_ENTITY;
    bool junior = is_junior(work, &work->candidates[index]);
    for (size_t k = 0; work->may_be_named && k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        bool fits = weak ? sense->kind == SENSE_WEAK
                         : sense->kind == SENSE_SHORT || sense->kind == SENSE_ALONE;
        if (!fits ||
            (offices && !(work->gazetteer->more[sense->value].offices & offices)))
            continue;
        if (sense->kind == SENSE_ALONE && alone == SHB_NO_ENTITY && !junior &&
            may_be(work, sense->value, gender) && holds_office(work, sense->value))
            alone = sense->value;
        if (!(work->may_be_named >> sense->value % 64 & 1) ||
            !may_be(work, sense->value, gender))
            continue;
        uint32_t named = work->last_named[sense->value];
        if (named != SHB_NO_ENTITY && (before == SHB_NO_ENTITY || named > last)) {
            before = sense->value;
            last = named;
        }
        if (named != SHB_NO_ENTITY && is_titled(&work->candidates[named]))
            titled = sense->value;
        named = work->first_named[sense->value];
        if (named < first) {
            after = sense->value;
            first = named;
        }
    }
    /* Who is called by title and surname is called by the surname, not his wife. */
    if (alone != SHB_NO_ENTITY && work->last_named[alone] != SHB_NO_ENTITY)
        titled = alone;
    if (titled != SHB_NO_ENTITY && !holds_office(work, before))
        before = titled;
    else if (before == SHB_NO_ENTITY && after != SHB_NO_ENTITY &&
             alone != SHB_NO_ENTITY && after != alone && !holds_office(work, after))
        after = SHB_NO_ENTITY;
    if (before != SHB_NO_ENTITY || after != SHB_NO_ENTITY)
        work->candidates[index].why =
            before != SHB_NO_ENTITY ? SHB_WHY_BEFORE : SHB_WHY_AFTER;
    return before != SHB_NO_ENTITY ? before : after;
}

/* In full, by title and surname, or a body by its head and owner. */
static bool names_in_full(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
           (c->how == SHB_HOW_GAZETTEER || is_titled(c) ||
            (c->how == SHB_HOW_PATTERN &&
             shb_work_type(work, c->entity) == SHB_ORGANIZATION));
}

/* Who is meant by the surname alone, where its rule, if it has one, does not speak
 * against it: Harris is the Vice President beside Biden. */
static uint32_t stands_alone(const shb_work *work, size_t index, uint8_t gender) {
    const shb_candidate *c = &work->candidates[index];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind == SENSE_ALONE && may_be(work, sense->value, gender) &&
            shb_sense_usable(work, index, sense))
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
    /* "Shukri and Kerry": behind "and", "to" another begins. */
    if (shb_token_gap(tokens, c->first) != GAP_SPACE || c->clitics)
        return false;
    const shb_candidate *before = index ? &work->candidates[index - 1] : NULL;
    uint32_t classes = shb_token_classes(work, c->first - 1);
    /* Where only names are looked for, a title before it is no candidate. */
    bool known = classes || (before && before->last == c->first - 1);
    if (classes & WORD_GIVEN)
        return true;
    /* "Ugarit Abu Assad" */
    if ((classes & WORD_LINK) && (token->flags & TOKEN_CAPITAL))
        return true;
    if (known || !(token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)))
        return false;
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC;
    if ((token->flags ^ tokens->items[c->first].flags) & scripts)
        return false; /* "Brexit", then a name in other letters */
    /* Nobody is called "While", nor "Despite" behind a stop without space. */
    static const char *const labels[] = {"republican", "democrat", "presidents"};
    const unsigned word = shb_name_word(&work->gazetteer->name_words, token->hash);
    if ((word & (NAME_FUNCTION | NAME_ENDS)) ||
        TOKEN_IS_ONE_OF(work, c->first - 1, labels))
        return false;
    bool starts =
        c->first - 1 == work->sentence_tokens[c->sentence] ||
        ((word & NAME_COMMON) && shb_token_gap(tokens, c->first - 1) >= GAP_DOT);
    return (token->flags & TOKEN_CAPITAL) && !starts && token->length > 2 &&
           !(token->flags & TOKEN_CAPITALS);
}

static uint32_t first_person(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if ((sense->kind == SENSE_ALONE || sense->kind == SENSE_SHORT) &&
            work->gazetteer->entities[sense->value].type == SHB_PERSON)
            return sense->value;
    }
    return SHB_NO_ENTITY;
}

/* "Park Chung-hee", where the surname stands first. */
static bool goes_on_in_korean(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    const shb_token *given = &work->tokens.items[next];
    uint32_t person = first_person(work, c);
    return person != SHB_NO_ENTITY && work->gazetteer->more[person].family_first &&
           next + 1 < end && (given->flags & TOKEN_CAPITAL) &&
           (given->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE &&
           shb_token_gap(&work->tokens, next + 1) == GAP_HYPHEN &&
           !(given[1].flags & TOKEN_CAPITAL);
}

static bool is_russian_initial(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    return token->length == 1 && (token->flags & TOKEN_CYRILLIC) &&
           (token->flags & TOKEN_CAPITAL) && token->end < work->tokens.text_len &&
           work->tokens.text[token->end] == '.';
}

/* "Medvedeva N. P.": is the initial behind the surname another than the person's own?
 * Where a surname follows, it is that one's. */
static bool has_other_initial(const shb_work *work, const shb_candidate *c) {
    const size_t first = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    size_t next = first;
    while (next < end && next < first + 2 && is_russian_initial(work, next))
        next++;
    bool anothers = next < end && (work->tokens.items[next].flags & TOKEN_CAPITAL);
    if (next == first || anothers || c->first < c->last ||
        shb_work_type(work, c->entity) != SHB_PERSON ||
        shb_token_gap(&work->tokens, first) != GAP_SPACE)
        return false;
    const uint8_t own = work->gazetteer->more[c->entity].openings[SHB_RU][0];
    return own && own != work->tokens.folded[work->tokens.items[first].folded];
}

/* "Sheikh Hamad", though a Hussein al-Sheikh is in the text. */
static bool is_title_of_next(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] && c->first == c->last &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE &&
           (work->tokens.items[next].flags & TOKEN_CAPITAL) &&
           (shb_token_classes(work, c->first) & WORD_TITLE);
}

/* "President William McKinley", though a William Lai is listed: a given name before a
 * surname. */
static bool is_given_name_of_next(const shb_work *work, const shb_candidate *c) {
    const shb_token *own = &work->tokens.items[c->first];
    size_t next = c->last + 1u;
    if (c->first != c->last || next >= work->sentence_tokens[c->sentence + 1] ||
        shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return false;
    const shb_token *token = &work->tokens.items[next];
    const shb_name_words *words = &work->gazetteer->name_words;
    const unsigned other = NAME_COMMON | NAME_NEVER | NAME_ENDS | NAME_FUNCTION;
    const unsigned known = shb_name_word(words, token->hash);
    bool given = (shb_token_classes(work, c->first) & WORD_GIVEN) ||
                 (shb_name_word(words, own->hash) & NAME_GIVEN);
    bool name = token->flags & TOKEN_ARABIC
                    ? known & NAME_WORD
                    : (token->flags & TOKEN_CAPITAL) && !(token->flags & TOKEN_CAPITALS);
    return given && name && !(known & other) &&
           !(shb_token_classes(work, next) & ~(uint32_t)WORD_GIVEN);
}

/* "Mr Meng", "Dr. Hall": a person's surname, whoever bears it. */
static bool is_addressed(const shb_work *work, const shb_candidate *c) {
    static const char *const addresses[] = {
        "madam",     "madame",      "monsieur",      "governor",   "senator",
        "professor", "congressman", "congresswoman", "ambassador", "minister"};
    const size_t before = c->first - 1u, next = c->last + 1u;
    const shb_token *tokens = work->tokens.items;
    if (!c->short_form || work->options->find == SHB_FIND_GAZETTEER ||
        c->first == work->sentence_tokens[c->sentence] ||
        !(tokens[before].flags & TOKEN_LATIN) || first_person(work, c) == SHB_NO_ENTITY)
        return false;
    const bool title =
        (tokens[before].flags & TOKEN_CAPITAL) &&
        (tokens[before].length <= 4 || TOKEN_IS_ONE_OF(work, before, addresses));
    if (!title && !shb_token_is(work, before, "surnamed"))
        return false;
    const shb_gap gap = shb_token_gap(&work->tokens, c->first);
    const uint32_t classes = shb_token_classes(work, before);
    const bool goes_on = next < work->sentence_tokens[c->sentence + 1] &&
                         shb_token_gap(&work->tokens, next) <= GAP_HYPHEN &&
                         (tokens[next].flags & TOKEN_CAPITAL);
    return (gap == GAP_SPACE || gap == GAP_DOT) && (classes & WORD_TITLE) &&
           !(classes & WORD_COMMON) && !goes_on;
}

/* A name to the tagger or by its title, of nobody whom the text names in full: somebody
 * whom no list has. That he is the listed one whose state the text names is right in 5 of
 * 14. */
static shb_status settle_unlisted(shb_work *work, shb_candidate *c) {
    c->how = c->tagged_person ? SHB_HOW_TAGGER : SHB_HOW_PATTERN;
    c->why = c->tagged_person ? SHB_WHY_TAGGER : SHB_WHY_PATTERN;
    return shb_local_entity_add(work, SHB_PERSON, work->tokens.text + c->start,
                                c->end - c->start, &c->entity);
}

/* The one of the form's persons whom the state has. */
static uint32_t person_of_state(const shb_work *work, const shb_candidate *c,
                                uint32_t state) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    uint32_t person = SHB_NO_ENTITY;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if ((sense->kind != SENSE_ALONE && sense->kind != SENSE_SHORT) ||
            work->gazetteer->more[sense->value].owner != state || sense->value == person)
            continue;
        if (person != SHB_NO_ENTITY)
            return SHB_NO_ENTITY;
        person = sense->value;
    }
    return person;
}

/* "King Abdullah of Saudi Arabia", though the text names him of Jordan. */
static bool is_of_another_state(const shb_work *work, size_t index, uint32_t person) {
    uint32_t owner = work->gazetteer->more[person].owner;
    uint32_t state =
        owner != SHB_NO_ENTITY ? shb_title_state(work, index) : SHB_NO_ENTITY;
    return state != SHB_NO_ENTITY && state != owner;
}

static bool is_rather_a_word(const shb_work *work, const shb_candidate *c) {
    size_t start = work->sentence_tokens[c->sentence];
    size_t end = work->sentence_tokens[c->sentence + 1];
    return c->first == c->last && (shb_is_function_word(work, c->first, start) ||
                                   (first_person(work, c) != SHB_NO_ENTITY &&
                                    shb_opens_phrase(work, c->first, start, end)));
}

/* "The Sudanese prime minister" in Arabic, though an al-Sudani is in the text: behind a
 * noun with the article; but "Mr al-Sudani". */
static bool is_nationality_of_noun(const shb_work *work, const shb_candidate *c) {
    return c->adjective != SHB_NO_ENTITY && shb_is_arabic(work, c) &&
           shb_previous_has_article(work, c) &&
           !shb_token_is(work, c->first - 1u, "السيد");
}

/* "РК-55": a missile. */
static bool is_numbered(const shb_work *work, const shb_candidate *c) {
    const size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] &&
           (work->tokens.items[c->last].flags & TOKEN_CAPITALS) &&
           (work->tokens.items[next].flags & TOKEN_DIGIT) &&
           shb_token_gap(&work->tokens, next) == GAP_HYPHEN;
}

/* "XI Congress": a number, though Xi be in the text. */
static bool is_roman_number(const shb_work *work, const shb_candidate *c) {
    static const uint8_t digits[] = {'i', 'v', 'x', 'l', 'c', 'd', 'm'};
    const shb_token *token = &work->tokens.items[c->first];
    if (c->first != c->last || !(token->flags & TOKEN_CAPITALS))
        return false;
    for (size_t i = 0; i < token->length; i++)
        if (!memchr(digits, work->tokens.folded[token->folded + i], sizeof digits))
            return false;
    return true;
}

/* Merz, whom the text has named in full, in Arabic letters is written as Meretz. */
static void outrank_organization(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    if (c->form == SHB_NO_FORM || c->first != c->last || !shb_is_arabic(work, c) ||
        c->entity >= LOCAL_ENTITY || shb_work_type(work, c->entity) != SHB_ORGANIZATION ||
        !work->may_be_named)
        return;
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if ((sense->kind != SENSE_SHORT && sense->kind != SENSE_ALONE) ||
            shb_work_type(work, sense->value) != SHB_PERSON ||
            work->last_named[sense->value] == SHB_NO_ENTITY)
            continue;
        c->entity = sense->value;
        c->how = SHB_HOW_SHORT;
        c->why = SHB_WHY_BEFORE;
        return;
    }
}

static void resolve_short_form(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    if (c->entity != SHB_NO_ENTITY && !c->eaten && c->short_form)
        outrank_organization(work, index);
    if (c->eaten || c->entity != SHB_NO_ENTITY || c->form == SHB_NO_FORM)
        return;
    const uint8_t refused = c->why; /* as a full name, before */
    if (c->weak) {
        c->entity = named_elsewhere(work, index, true, 0, 0);
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
            c->why = refused ? refused : SHB_WHY_NOT_WEAK;
            c->entity = shb_office_holder(work, index, &c->why);
        }
    }
    if (!c->short_form || c->entity != SHB_NO_ENTITY)
        return;
    if (is_rather_a_word(work, c) || is_numbered(work, c) || is_roman_number(work, c)) {
        c->why = SHB_WHY_NOT_NAME;
        return;
    }
    if (is_nationality_of_noun(work, c)) {
        c->why = SHB_WHY_NOT_ADJECTIVE;
        return;
    }
    if (part_of_another_name(work, index) || is_title_of_next(work, c) ||
        is_given_name_of_next(work, c) || goes_on_in_korean(work, c)) {
        c->why = refused ? refused : SHB_WHY_NOT_ANOTHER;
        return;
    }
    uint32_t bearer = first_person(work, c);
    if (bearer != SHB_NO_ENTITY && shb_is_on_a_sign(work, c, bearer)) {
        c->why = SHB_WHY_NOT_PERSON;
        return;
    }
    const uint8_t gender = shb_title_gender(work, index);
    const uint32_t offices = shb_title_offices(work, index);
    uint32_t named =
        offices ? named_elsewhere(work, index, false, offices, gender) : SHB_NO_ENTITY;
    if (named != SHB_NO_ENTITY)
        c->why = SHB_WHY_OFFICE;
    else
        named = named_elsewhere(work, index, false, 0, gender);
    if (named != SHB_NO_ENTITY && shb_title_denies(work, index, named)) {
        c->why = SHB_WHY_NOT_ANOTHER;
        return;
    }
    if (named != SHB_NO_ENTITY && is_of_another_state(work, index, named))
        named = person_of_state(work, c, shb_title_state(work, index));
    uint8_t how_held = SHB_WHY_NONE;
    uint32_t holder = shb_office_holder(work, index, &how_held);
    /* "President Macron" is not his wife, whom the text names in full; nor is "President
     * Clinton" her who held another office, nor "President Kirchner" the husband when she
     * was president. */
    bool of_family = named != SHB_NO_ENTITY && holder != SHB_NO_ENTITY &&
                     (!holds_office(work, named) || how_held == SHB_WHY_OFFICE_DATE ||
                      (offices && !(work->gazetteer->more[named].offices & offices)));
    if (named != SHB_NO_ENTITY && !of_family) {
        c->entity = named;
        c->how = SHB_HOW_SHORT;
        return;
    }
    c->entity = holder;
    if (holder != SHB_NO_ENTITY) {
        c->why = how_held;
        return;
    }
    c->entity = stands_alone(work, index, gender);
    c->why = c->entity != SHB_NO_ENTITY ? SHB_WHY_ALONE
             : refused                  ? refused
                                        : SHB_WHY_NOT_NAMED;
    uint32_t other = c->entity != SHB_NO_ENTITY ? shb_relative_at_date(work, c, c->entity)
                                                : SHB_NO_ENTITY;
    if (other != SHB_NO_ENTITY) {
        c->entity = other;
        c->why = SHB_WHY_DATE;
    }
}

/* What the candidate names in full; an adjective of nationality tells whose capital a
 * short form is ("the Azerbaijani minister", then Baku). */
static uint32_t named_by(const shb_work *work, const shb_candidate *c) {
    return names_in_full(work, c) ? c->entity : c->eaten ? SHB_NO_ENTITY : c->adjective;
}

static void note_named(shb_work *work, uint32_t *named, size_t index) {
    uint32_t entity = named_by(work, &work->candidates[index]);
    if (entity == SHB_NO_ENTITY)
        return;
    named[entity] = (uint32_t)index;
    work->may_be_named |= (uint64_t)1 << entity % 64;
}

shb_status shb_resolve_short_forms(shb_work *work) {
    work->may_be_named = 0;
    for (size_t i = work->n_candidates; i-- > 0;)
        note_named(work, work->first_named, i);
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        resolve_short_form(work, i);
        if (c->short_form && c->entity < LOCAL_ENTITY && has_other_initial(work, c)) {
            c->entity = SHB_NO_ENTITY;
            c->why = SHB_WHY_NOT_ANOTHER;
        }
        if (!c->eaten && !c->refused && c->entity == SHB_NO_ENTITY &&
            c->why != SHB_WHY_NOT_ANOTHER && c->why != SHB_WHY_NOT_NAME &&
            (c->tagged_person || is_addressed(work, c)))
            st = settle_unlisted(work, c);
        shb_settle_number(work, i);
        note_named(work, work->last_named, i);
    }
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->entity < LOCAL_ENTITY)
            work->first_named[c->entity] = work->last_named[c->entity] = SHB_NO_ENTITY;
        if (c->adjective != SHB_NO_ENTITY)
            work->first_named[c->adjective] = work->last_named[c->adjective] =
                SHB_NO_ENTITY;
    }
    return st == SHB_OK ? shb_resolve_given_names(work) : st;
}
