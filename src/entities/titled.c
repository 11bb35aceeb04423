/*
 * What a title tells of the name behind it: "Vice President Harris" is she who held that
 * office, "Sir Keir" he whom the text names in full.
 */
#include <string.h>

#include "base/utf8.h"
#include "entities/work.h"
#include "text/arabic_letters.h"

/* ----------------------------------------------------------------------------- offices
 */

static shb_lang script_of(const shb_work *work, size_t i) {
    uint8_t flags = work->tokens.items[i].flags;
    return flags & TOKEN_ARABIC ? SHB_AR : flags & TOKEN_CYRILLIC ? SHB_RU : SHB_EN;
}

/* Does the token spell the word, in Arabic behind a proclitic, too? */
static bool spells(const shb_work *work, size_t i, const char *word, size_t len) {
    static const uint8_t clitics[] = {WAW, FA, BA, LAM, KAF};
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    if (shb_token_spells(work, i, word, len))
        return true;
    if (!(token->flags & TOKEN_ARABIC) || token->length < 5 ||
        !memchr(clitics, letters[0], sizeof clitics))
        return false;
    size_t n = 1;
    for (size_t at = 0; at < len; n++)
        if (n >= token->length ||
            letters[n] != (uint8_t)shb_fold_char(shb_utf8_next(word, len, &at)))
            return false;
    return n == token->length;
}

size_t shb_title_before(const shb_work *work, size_t start, size_t i, const char *title) {
    size_t len = strlen(title), words = 0;
    while (len > 0) {
        size_t from = len;
        while (from > 0 && title[from - 1] != ' ' && title[from - 1] != '-')
            from--;
        shb_gap gap = i > start ? shb_token_gap(&work->tokens, i) : GAP_OTHER;
        bool short_form = gap == GAP_DOT && words == 0 && len <= 4; /* Sen. */
        if (gap != GAP_SPACE && gap != GAP_HYPHEN && !short_form)
            return 0;
        if (!spells(work, --i, title + from, len - from))
            return 0;
        words++;
        len = from > 0 ? from - 1 : 0;
    }
    return words;
}

static uint32_t state_of(const shb_work *work, const shb_candidate *c) {
    if (c->adjective != SHB_NO_ENTITY)
        return c->adjective;
    return shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_STATE
               ? c->entity
               : SHB_NO_ENTITY;
}

/* "King Abdullah of Saudi Arabia", "Saudi King Abdullah". */
static uint32_t state_around(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    for (size_t k = index + 1; k < work->n_candidates; k++) {
        const shb_candidate *next = &work->candidates[k];
        if (next->first > c->last + 2u || next->sentence != c->sentence)
            break;
        if (next->first == c->last + 2u && shb_token_is(work, c->last + 1u, "of"))
            return state_of(work, next);
    }
    size_t title = shb_begins_with_crown(work, c) ? c->first : c->first - 1u;
    for (size_t k = index; k-- > 0;) {
        const shb_candidate *before = &work->candidates[k];
        if (before->last + 1u < title || before->sentence != c->sentence)
            break;
        if (before->last + 1u == title &&
            shb_token_gap(&work->tokens, title) == GAP_SPACE)
            return state_of(work, before);
    }
    return SHB_NO_ENTITY;
}

/* Russian names the state between, "премьер Великобритании Джонсон", or a body whose
 * first word is the title's last: "глава МИД Великобритании Джонсон". Where the title
 * ends; 0: nothing is between. */
static size_t skip_state(const shb_work *work, size_t index, uint32_t *state) {
    const shb_candidate *before = shb_previous_adjacent(work, index);
    if (!before || before->entity >= LOCAL_ENTITY ||
        script_of(work, before->first) != SHB_RU ||
        shb_token_gap(&work->tokens, work->candidates[index].first) != GAP_SPACE)
        return 0;
    const shb_type type = shb_work_type(work, before->entity);
    const uint32_t owner = work->gazetteer->more[before->entity].owner;
    if (type == SHB_PERSON || (type == SHB_ORGANIZATION && owner == SHB_NO_ENTITY))
        return 0;
    *state = type == SHB_STATE ? before->entity : owner;
    return before->first + (type == SHB_ORGANIZATION);
}

/* "The American president, the former, Bush": where the name begins with the adjective
 * of standing that Arabic puts between. */
static size_t skip_standing(const shb_work *work, const shb_candidate *c) {
    static const char *const words[] = {"السابق",  "السابقة",  "الأسبق",  "الراحل",
                                        "الراحلة", "الحالي",   "الحالية", "المنتخب",
                                        "المكلف",  "المستقيل", "المقال"};
    return c->first > work->sentence_tokens[c->sentence] &&
                   shb_token_gap(&work->tokens, c->first) == GAP_SPACE &&
                   TOKEN_IS_ONE_OF(work, c->first - 1u, words)
               ? c->first - 1u
               : c->first;
}

static const shb_candidate *candidate_before(const shb_work *work, size_t index,
                                             size_t token) {
    if (token == work->candidates[index].first)
        return shb_previous_adjacent(work, index);
    while (index > 0 && work->candidates[index - 1].last >= token)
        index--;
    const shb_candidate *before = index ? &work->candidates[index - 1] : NULL;
    return before && before->last + 1u == token &&
                   before->sentence == work->candidates[index].sentence
               ? before
               : NULL;
}

/* Whose title it is, and where it ends: Arabic names the nationality between, "the
 * Chinese president Xi". */
static size_t skip_nationality(const shb_work *work, size_t index, uint32_t *state) {
    const shb_candidate *c = &work->candidates[index];
    bool arabic = script_of(work, c->first) == SHB_AR;
    const size_t name = arabic ? skip_standing(work, c) : c->first;
    const shb_candidate *before = candidate_before(work, index, name);
    const size_t title_end = arabic ? 0 : skip_state(work, index, state);
    if (title_end)
        return title_end;
    if (!arabic)
        *state = state_around(work, index);
    else
        *state = before ? state_of(work, before) : SHB_NO_ENTITY;
    return arabic && *state != SHB_NO_ENTITY ? before->first : name;
}

/* May a title end with this token? */
static bool may_end_title(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    for (size_t clitic = 0; clitic < 2; clitic++) {
        size_t bit = shb_office_start_bit(letters + clitic);
        if (token->length >= clitic + 2 &&
            work->gazetteer->office_starts[bit >> 5] >> (bit & 31) & 1)
            return true;
        if (!(token->flags & TOKEN_ARABIC))
            break;
    }
    return false;
}

/* The offices whose title, the longest that fits, ends before token i. */
static uint32_t offices_before(const shb_work *work, size_t start, size_t i) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t offices = 0;
    size_t longest = 1;
    if (i == start || !may_end_title(work, i - 1))
        return 0;
    for (size_t k = 0; k < gazetteer->n_offices; k++) {
        const shb_office *office = &gazetteer->offices[k];
        shb_lang lang = script_of(work, i - 1);
        for (size_t t = 0; t < office->n_titles[lang]; t++) {
            size_t words = shb_title_before(work, start, i, office->titles[lang][t]);
            if (words > longest)
                offices = 0;
            if (words >= longest) {
                longest = words;
                offices |= UINT32_C(1) << k;
            }
        }
    }
    return offices;
}

/* "Ambassador Liu Xiaoming", "Governor Kim Guadagno": a capital in the same letters
 * behind, of no ordinary word nor of another name. */
static bool has_capital_behind(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    const shb_candidate *after = shb_next_adjacent(work, index);
    if (after && shb_is_mention(after))
        return false;
    static const char *const sons[] = {"bin", "ibn", "бин", "бен", "ибн"};
    const size_t next = c->last + 1u;
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC;
    const shb_token *own = &work->tokens.items[c->last], *token = own + 1;
    const unsigned other = NAME_COMMON | NAME_ENDS | NAME_NEVER | NAME_FUNCTION;
    if (next >= work->sentence_tokens[c->sentence + 1] ||
        shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return false;
    return TOKEN_IS_ONE_OF(work, next, sons) ||
           ((token->flags & TOKEN_CAPITAL) && !(token->flags & TOKEN_CAPITALS) &&
            !((own->flags ^ token->flags) & scripts) &&
            !(shb_name_word(&work->gazetteer->name_words, token->hash) & other));
}

/* "Foreign minister Julie Bishop": the short form is her given name. */
static bool goes_on(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    size_t next = c->last + 1u;
    if (script_of(work, c->first) != SHB_AR)
        return has_capital_behind(work, index);
    if (shb_token_classes(work, c->last) & WORD_GIVEN)
        return !c->weak;
    if (next >= work->sentence_tokens[c->sentence + 1] ||
        shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return false;
    unsigned flags =
        shb_name_word(&work->gazetteer->name_words, work->tokens.items[next].hash);
    return (flags & NAME_WORD) && !(flags & (NAME_COMMON | NAME_ENDS));
}

uint32_t shb_title_offices(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    size_t start = work->sentence_tokens[c->sentence];
    uint32_t state;
    return c->clitics || c->first == start
               ? 0
               : offices_before(work, start, skip_nationality(work, index, &state));
}

uint32_t shb_office_holder(const shb_work *work, size_t index, uint8_t *why) {
    const shb_candidate *c = &work->candidates[index];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    uint32_t state, holder = SHB_NO_ENTITY, alone = SHB_NO_ENTITY;
    size_t start = work->sentence_tokens[c->sentence];
    bool two = false, two_alone = false;
    if (c->clitics || c->first == start)
        return SHB_NO_ENTITY;
    uint32_t offices = offices_before(work, start, skip_nationality(work, index, &state));
    if (!offices || goes_on(work, index))
        return SHB_NO_ENTITY;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind != SENSE_SHORT && sense->kind != SENSE_ALONE &&
            sense->kind != SENSE_WEAK)
            continue;
        const shb_entity_more *more = &work->gazetteer->more[sense->value];
        if (!(more->offices & offices) ||
            (state != SHB_NO_ENTITY && more->owner != state))
            continue;
        if (sense->kind == SENSE_ALONE) {
            two_alone |= alone != SHB_NO_ENTITY && alone != sense->value;
            alone = sense->value;
        }
        two |= holder != SHB_NO_ENTITY && holder != sense->value;
        holder = sense->value;
    }
    if (holder != SHB_NO_ENTITY)
        *why = SHB_WHY_OFFICE;
    if (!two)
        return holder;
    uint32_t then = shb_holder_at_date(work, c, offices, state);
    if (then != SHB_NO_ENTITY) {
        *why = SHB_WHY_OFFICE_DATE;
        return then;
    }
    /* Of two who held it, father and son, who is called by the surname alone. */
    return two_alone ? SHB_NO_ENTITY : alone;
}

bool shb_title_denies(const shb_work *work, size_t index, uint32_t person) {
    static const char *const titles[] = {"الملك", "للملك", "King", "король"};
    const shb_gazetteer *gazetteer = work->gazetteer;
    const shb_candidate *c = &work->candidates[index];
    uint32_t kings = 0;
    if (person >= LOCAL_ENTITY || gazetteer->entities[person].type != SHB_PERSON ||
        c->clitics || c->first == work->sentence_tokens[c->sentence] ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    for (size_t k = 0; k < gazetteer->n_offices; k++)
        for (size_t n = 0; n < gazetteer->offices[k].n_called; n++)
            if (strcmp(gazetteer->offices[k].called[n], "king") == 0)
                kings |= UINT32_C(1) << k;
    for (size_t k = 0; k < sizeof titles / sizeof *titles; k++)
        if (shb_token_spells(work, c->first - 1u, titles[k], strlen(titles[k])))
            return !(gazetteer->more[person].offices & kings);
    return false;
}

uint32_t shb_title_state(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    size_t start = work->sentence_tokens[c->sentence];
    uint32_t state;
    if (c->clitics || (c->first == start && !shb_begins_with_crown(work, c)))
        return SHB_NO_ENTITY;
    size_t end = skip_nationality(work, index, &state);
    return shb_begins_with_crown(work, c) || offices_before(work, start, end)
               ? state
               : SHB_NO_ENTITY;
}

uint8_t shb_title_gender(const shb_work *work, size_t index) {
    static const struct {
        const char *title;
        uint8_t gender;
    } titles[] = {{"Mr", 'm'},        {"Mister", 'm'},  {"Mrs", 'f'},
                  {"Ms", 'f'},        {"Miss", 'f'},    {"Madam", 'f'},
                  {"Madame", 'f'},    {"Lady", 'f'},    {"господин", 'm'},
                  {"господина", 'm'}, {"госпожа", 'f'}, {"госпожи", 'f'},
                  {"мадам", 'f'},     {"السيد", 'm'},   {"السيدة", 'f'}};
    const shb_candidate *c = &work->candidates[index];
    if (c->clitics || c->first == work->sentence_tokens[c->sentence])
        return 0;
    shb_gap gap = shb_token_gap(&work->tokens, c->first);
    for (size_t k = 0; k < sizeof titles / sizeof *titles; k++)
        if ((gap == GAP_SPACE || gap == GAP_DOT) &&
            shb_token_is(work, c->first - 1u, titles[k].title))
            return titles[k].gender;
    return 0;
}

/* -------------------------------------------------------------- given names alone */

/* In Arabic the honour must be that of the full name: Prince Khalid is no Sheikh Khalid.
 */
static bool has_honour(const shb_work *work, const shb_candidate *c, size_t title) {
    const shb_token *own = &work->tokens.items[title];
    return !(own->flags & TOKEN_ARABIC) ||
           (c->first > 0 && shb_token_among(work, c->first - 1u, &own->hash, 1));
}

/* Whose first name the token spells: of the persons named in full the last before, else
 * the first after. */
static uint32_t bearer_of_given_name(const shb_work *work, size_t token) {
    uint64_t hash = work->tokens.items[token].hash;
    for (int pass = 0; pass < 2; pass++)
        for (size_t n = 0; n < work->n_candidates; n++) {
            size_t i = pass == 0 ? work->n_candidates - 1 - n : n;
            const shb_candidate *c = &work->candidates[i];
            if ((pass == 0) == (c->first < token) && c->first < c->last &&
                shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_PERSON &&
                work->tokens.items[c->first].hash == hash &&
                has_honour(work, c, token - 1))
                return c->entity;
        }
    return SHB_NO_ENTITY;
}

/* "Prince Turki bin Abdullah", "Prince Abdullah al-Faisal"; "King Faisal Centre". */
static bool is_in_longer_name(const shb_work *work, size_t sentence, size_t i) {
    static const char *const links[] = {"بن", "ابن", "آل", "عبد", "بنت"};
    const shb_gazetteer *gazetteer = work->gazetteer;
    size_t start = work->sentence_tokens[sentence], next = i + 1;
    if (i >= start + 2 && shb_token_gap(&work->tokens, i - 1) == GAP_SPACE &&
        (shb_token_classes(work, i - 2) & (WORD_STOP | WORD_HEAD)))
        return true;
    if (next >= work->sentence_tokens[sentence + 1] ||
        shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return false;
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        if (shb_token_is(work, next, links[k]))
            return true;
    const shb_token *token = &work->tokens.items[next];
    const uint8_t *letters = work->tokens.folded + token->folded;
    bool article = token->length > 4 && letters[0] == ALEF && letters[1] == LAM;
    uint64_t bare = article ? shb_word_hash(letters + 2, token->length - 2u) : 0;
    return (shb_name_word(&gazetteer->name_words, token->hash) & NAME_WORD) ||
           (article && (shb_lexicon_word(&gazetteer->lexicon, bare) & WORD_GIVEN));
}

/* Is the token all of the name that stands behind a title of honour? */
static bool stands_alone(const shb_work *work, size_t sentence, size_t i) {
    size_t end = work->sentence_tokens[sentence + 1];
    if (i >= end || shb_token_gap(&work->tokens, i) != GAP_SPACE)
        return false;
    uint8_t flags = work->tokens.items[i].flags;
    if (flags & TOKEN_ARABIC)
        return !is_in_longer_name(work, sentence, i);
    bool goes_on = i + 1 < end && shb_token_gap(&work->tokens, i + 1) == GAP_SPACE &&
                   (work->tokens.items[i + 1].flags & TOKEN_CAPITAL);
    return (flags & TOKEN_CAPITAL) && !goes_on;
}

/* The pattern's find that is just this token; *free: nothing is there. */
static shb_candidate *found_at(const shb_work *work, size_t i, bool *free) {
    shb_candidate *own = NULL;
    *free = true;
    for (size_t k = 0; k < work->n_candidates && work->candidates[k].first <= i; k++) {
        shb_candidate *c = &work->candidates[k];
        if (c->last < i || c->eaten || !(shb_is_mention(c) || c->first != c->last))
            continue;
        *free = false;
        own = c->first == c->last && c->entity >= LOCAL_ENTITY ? c : NULL;
    }
    return own;
}

/* ------------------------------------------------------------------------- bin X alone
 */

static bool is_son_of(const shb_work *work, size_t i) {
    size_t n = work->tokens.items[i].length;
    return (n == 2 && shb_token_is(work, i, "بن")) ||
           (n == 3 && shb_token_is(work, i, "ابن"));
}

/* Is anybody's father named here, from whom "Bin Farhan" may be? */
static bool names_father(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->first + 2u <= c->last &&
           is_son_of(work, c->first + 1) && shb_work_type(work, c->entity) == SHB_PERSON;
}

/* Whose father the token names: of the persons named in full before, the last. */
static uint32_t son_of(const shb_work *work, size_t token, size_t candidate) {
    uint64_t hash = work->tokens.items[token].hash;
    for (size_t n = 0; n < NAMES_ASKED && n < candidate; n++) {
        const shb_candidate *c = &work->candidates[candidate - 1 - n];
        if (names_father(work, c) && work->tokens.items[c->first + 2u].hash == hash)
            return c->entity;
    }
    return SHB_NO_ENTITY;
}

/* May the word be the son's name? All but ordinary words, titles and verbs. */
static bool may_be_son(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    const shb_name_words *words = &work->gazetteer->name_words;
    uint32_t classes = shb_token_classes(work, i);
    unsigned known = shb_name_word(words, token->hash);
    if (!(known & NAME_WORD) && letters[0] == WAW && token->length > 3) {
        uint64_t rest = shb_word_hash(letters + 1, token->length - 1u);
        known |= shb_name_word(words, rest);
        classes |= shb_lexicon_word(&work->gazetteer->lexicon, rest);
    }
    return (classes & WORD_GIVEN) || (known & NAME_WORD) ||
           !((classes & (WORD_SAY | WORD_TITLE)) || (known & NAME_COMMON));
}

/* "Bin Farhan said", behind no name of a son. */
static shb_status resolve_fathers(shb_work *work) {
    size_t k = 0, named = 0; /* the token behind the mentions so far */
    while (k < work->n_candidates && !names_father(work, &work->candidates[k]))
        k++;
    if (k == work->n_candidates)
        return SHB_OK;
    k = 0;
    for (size_t s = 0; s < work->sentences.count; s++) {
        size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; i + 1 < end; i++) {
            for (; k < work->n_candidates && work->candidates[k].first <= i + 1; k++)
                if (shb_is_mention(&work->candidates[k]) &&
                    work->candidates[k].last >= named)
                    named = work->candidates[k].last + 1u;
            if (!(work->tokens.items[i].flags & TOKEN_ARABIC) || !is_son_of(work, i) ||
                shb_token_gap(&work->tokens, i + 1) != GAP_SPACE || named > i)
                continue;
            bool chain = (i + 2 < end && is_son_of(work, i + 2)) ||
                         (shb_token_classes(work, i + 1) & WORD_LINK);
            uint32_t entity = chain || (i > start && may_be_son(work, i - 1))
                                  ? SHB_NO_ENTITY
                                  : son_of(work, i + 1, k);
            if (entity == SHB_NO_ENTITY)
                continue;
            shb_candidate found =
                shb_candidate_found(work, i, i + 1, s, entity, SHB_HOW_SHORT);
            shb_status st = shb_candidate_insert(work, &found);
            if (st != SHB_OK)
                return st;
        }
    }
    return SHB_OK;
}

shb_status shb_resolve_given_names(shb_work *work) {
    shb_status st = resolve_fathers(work);
    for (size_t k = 0; st == SHB_OK && k < work->n_candidates; k++) {
        const shb_candidate *title = &work->candidates[k];
        size_t i = title->last + 1u;
        bool free;
        if (!(title->words & WORD_HONOUR) || !stands_alone(work, title->sentence, i))
            continue;
        shb_candidate *own = found_at(work, i, &free);
        uint32_t bearer = own || free ? bearer_of_given_name(work, i) : SHB_NO_ENTITY;
        if (bearer == SHB_NO_ENTITY)
            continue;
        if (own) {
            own->entity = bearer;
            own->how = SHB_HOW_SHORT;
            continue;
        }
        shb_candidate found =
            shb_candidate_found(work, i, i, title->sentence, bearer, SHB_HOW_SHORT);
        st = shb_candidate_insert(work, &found);
    }
    return st;
}
