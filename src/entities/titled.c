/* What a title tells of the name behind it: "Vice President Harris" is she who held that
 * office. */
#include <string.h>

#include "entities/work.h"
#include "text/arabic_letters.h"
#include "text/spells.h"

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
    return (token->flags & TOKEN_ARABIC) && token->length >= 5 &&
           memchr(clitics, letters[0], sizeof clitics) &&
           shb_spell(letters + 1, token->length - 1u, word, len);
}

/* Most titles end with another letter. */
static bool ends_otherwise(const shb_work *work, size_t i, const char *title,
                           size_t len) {
    const shb_token *token = &work->tokens.items[i];
    return !(token->flags & TOKEN_CYRILLIC) &&
           shb_ends_otherwise(work->tokens.folded + token->folded, token->length, title,
                              len);
}

size_t shb_title_before(const shb_work *work, size_t start, size_t i, const char *title) {
    size_t len = strlen(title), words = 0;
    while (len > 0) {
        if (i > start && ends_otherwise(work, i - 1, title, len))
            return 0;
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
        if (token->length < clitic + 2)
            break;
        const uint64_t hash =
            clitic ? shb_word_hash(letters + 1, token->length - 1u) : token->hash;
        const size_t bit = shb_office_end_bit(letters + clitic, hash);
        if (work->gazetteer->office_ends[bit >> 5] >> (bit & 31) & 1)
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
        return shb_is_before_office(work, holder, offices) ? SHB_NO_ENTITY : holder;
    uint32_t then = shb_holder_at_date(work, c, offices, state);
    if (then != SHB_NO_ENTITY) {
        *why = SHB_WHY_OFFICE_DATE;
        return then;
    }
    /* Of two who held it, father and son, who is called by the surname alone. */
    return two_alone || shb_is_before_office(work, alone, offices) ? SHB_NO_ENTITY
                                                                   : alone;
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
