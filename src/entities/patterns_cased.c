/*
 * Persons in Latin and Cyrillic letters: runs of capitalised words that a title, a given
 * name, a patronymic, an initial or a verb of saying shows to be a person.
 *
 * Measured on Russian news (factRuEval): a listed given name, or any listed name word,
 * and an unknown capital, surnames again: precision .96; verbs of saying .95.
 */
#include "entities/patterns.h"

enum { MAX_WORDS = 4, MAX_WITH_LINKS = 6 };

typedef struct run {
    size_t first, last; /* tokens */
    size_t words;       /* links not counted */
    bool title, strong_title;
    bool said, said_by_woman;
    bool starts_sentence;
} run;

static uint32_t kind(const shb_patterns *p, size_t i) { return p->kinds[i]; }

static bool is_cyrillic(const shb_patterns *p, size_t i) {
    return (p->work->tokens.items[i].flags & TOKEN_CYRILLIC) != 0;
}

/* May the word be part of a person's name at all? */
static bool may_name(const shb_patterns *p, size_t i) {
    uint32_t k = kind(p, i);
    if (!(k & IS_CAPITAL) || (k & IS_TAKEN))
        return false;
    if (k & WORD_GIVEN)
        return !(k & IS_KNOWN) || (k & IS_PLACE);
    if (k & (IS_KNOWN | IS_END | IS_NEVER | WORD_CITY | WORD_AGENCY | WORD_STOP |
             WORD_TITLE | WORD_OFFICE))
        return false;
    if (k & WORD_HEAD)
        return is_cyrillic(p, i) ? false : (k & IS_NAME) != 0;
    return true;
}

/* "bin", "van": lower or upper case between two parts of a name. */
static bool is_link(const shb_patterns *p, size_t i) {
    return (kind(p, i) & WORD_LINK) && !(kind(p, i) & (IS_KNOWN | IS_TAKEN));
}

static bool is_listed_given(const shb_patterns *p, size_t i) {
    return (kind(p, i) & WORD_GIVEN) ||
           ((kind(p, i) & (IS_NAME | IS_LAST | IS_COMMON)) == IS_NAME);
}

/* Two words of different letters make no name: "AMarkets" and who works there. */
static bool same_script(const shb_patterns *p, size_t i, size_t k) {
    const shb_token *a = &p->work->tokens.items[i], *b = &p->work->tokens.items[k];
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC;
    return ((a->flags ^ b->flags) & scripts) == 0;
}

/* "Nikita ISAEV": a surname in capitals behind a given name. */
static bool is_shouted_surname(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    uint32_t other = IS_KNOWN | IS_TAKEN | IS_END | IS_NEVER | IS_INITIAL | WORD_HEAD;
    return (token->flags & TOKEN_CAPITALS) && !(token->flags & TOKEN_DOTTED) &&
           token->length > 3 && !(kind(p, i) & other) && (kind(p, i - 1) & WORD_GIVEN) &&
           (kind(p, i - 1) & IS_CAPITAL) && same_script(p, i - 1, i);
}

/* "Steve Huen Kwok-chuen": the second half, in small letters, of the given name at i; but
 * "Trump-backed". */
static bool is_half_of_name(const shb_patterns *p, size_t i, size_t end) {
    const size_t half = i + 1;
    return half < end && shb_is_second_half(p, half) &&
           !(kind(p, half) &
             (IS_COMMON | WORD_COMMON | IS_NEVER | WORD_TITLE | WORD_LINK)) &&
           (half + 1 >= end || shb_token_gap(&p->work->tokens, half + 1) != GAP_HYPHEN);
}

/* The run of words that begins at i. */
static run run_at(const shb_patterns *p, size_t i, size_t end) {
    run r = {.first = i, .last = i, .words = 1};
    size_t at = i + 1;
    while (at < end && shb_joined(p, at)) {
        if (r.words == 1 && is_shouted_surname(p, at)) {
            r.last = at;
            r.words++;
            break;
        }
        if (may_name(p, at) && same_script(p, i, at)) {
            /* A given name after a whole name begins another person's. */
            at += is_half_of_name(p, at, end);
            r.last = at++;
            r.words++;
            continue;
        }
        if (r.words == 1 && shb_is_surname_and_word(p, at, end)) {
            r.last = at;
            r.words++;
            break;
        }
        size_t link = at;
        while (link < end && link < at + 2 && is_link(p, link) && shb_joined(p, link))
            link++;
        if (link == at || link >= end || !shb_joined(p, link) || !may_name(p, link))
            break;
        r.last = link;
        r.words++;
        at = link + 1;
    }
    return r;
}

/* What stands before: a title, or a verb of saying. */
static void look_before(const shb_patterns *p, run *r, size_t start) {
    r->starts_sentence = r->first == start;
    if (r->first == start)
        return;
    size_t before = r->first - 1;
    shb_gap gap = shb_token_gap(&p->work->tokens, r->first);
    bool stop = gap == GAP_DOT && p->work->tokens.items[before].length <= 4;
    if (gap == GAP_QUOTE || gap == GAP_OTHER || gap == GAP_OPEN)
        r->starts_sentence = true;
    if (gap != GAP_SPACE && !stop)
        return;
    uint32_t k = kind(p, before);
    r->title = (k & WORD_TITLE) != 0;
    r->strong_title = r->title && !(k & WORD_COMMON);
    r->said = (k & WORD_SAY) != 0;
    if (r->said && is_cyrillic(p, before)) {
        const shb_token *verb = &p->work->tokens.items[before];
        r->said_by_woman =
            p->work->tokens.folded[verb->folded + verb->length - 1u] == FOLD_RU(0x430);
    }
}

/* Does the word, in Cyrillic letters, end with one of these? */
static bool has_ending(const shb_patterns *p, size_t i, const char *const *tails,
                       size_t n) {
    const shb_token *token = &p->work->tokens.items[i];
    for (size_t k = 0; k < n; k++)
        if (shb_russian_ends(p->work->tokens.folded + token->folded, token->length,
                             tails[k]))
            return true;
    return false;
}

/* Endings of surnames in all cases. */
static bool is_surname_like(const shb_patterns *p, size_t i) {
    static const char *const tails[] = {
        "ов",   "ова",  "ову",  "овым", "ове",   "овой", "ев",  "ева",  "еву",   "евым",
        "еве",  "евой", "ин",   "ина",  "ину",   "иным", "ине", "иной", "швили", "дзе",
        "енко", "чук",  "чука", "чуку", "чуком", "ян",   "яна", "яну",  "яном"};
    return has_ending(p, i, tails, sizeof tails / sizeof *tails);
}

/* Endings of adjectives that no unknown man's surname has. */
static bool is_adjective_like(const shb_patterns *p, size_t i) {
    static const char *const tails[] = {"ной",  "ных",  "ного", "ному", "ная",
                                        "ное",  "ные",  "ский", "ская", "ское",
                                        "ские", "ских", "ской"};
    return has_ending(p, i, tails, sizeof tails / sizeof *tails);
}

/* Are the endings those of an adjective in some case and its noun: "of the Fifth
 * republic", "of Moscow university"? A verb behind (-la, -li) is none. */
static bool agrees_with_next(const shb_patterns *p, size_t i, size_t end) {
    static const struct {
        const char *adjective[3], *noun[3];
    } agreeing[] = {
        {{"ого", "его"}, {"а", "я"}},    {{"ому", "ему"}, {"у", "ю"}},
        {{"ым", "им"}, {"ом", "ем"}},    {{"ой", "ей"}, {"ы", "и", "е"}},
        {{"ый", "ий"}, {"т", "р", "г"}}, {{"ая", "яя"}, {"а", "я", "ь"}},
        {{"ую", "юю"}, {"у", "ю", "ь"}}, {{"ых", "их"}, {"в", "й", "х"}},
    };
    static const char *const verbs[] = {"ла", "ли", "ло", "ал", "ил"};
    size_t next = i + 1;
    if (!is_cyrillic(p, i) || next >= end || !is_cyrillic(p, next) ||
        shb_token_gap(&p->work->tokens, next) != GAP_SPACE ||
        p->work->tokens.items[next].length < 4 || has_ending(p, next, verbs, 5))
        return false;
    for (size_t k = 0; k < sizeof agreeing / sizeof *agreeing; k++) {
        size_t n = agreeing[k].noun[2] ? 3 : 2;
        if (has_ending(p, i, agreeing[k].adjective, 2) &&
            has_ending(p, next, agreeing[k].noun, n))
            return true;
    }
    return false;
}

bool shb_describes_next(const shb_patterns *p, size_t i, size_t end) {
    return agrees_with_next(p, i, end) && is_adjective_like(p, i);
}

/* A title in the nominative and a word that is in another case: what he heads. */
static bool is_domain(const shb_patterns *p, const run *r) {
    static const char *const oblique[] = {"ии", "ого", "ому", "ую", "ых"};
    if (!r->title || !is_cyrillic(p, r->first))
        return false;
    const shb_token *title = &p->work->tokens.items[r->first - 1];
    const uint8_t *letters = p->work->tokens.folded + title->folded;
    static const char *const nominative[] = {"т",  "р", "ль", "ник", "лер",
                                             "ор", "н", "к",  "ий",  "ь"};
    for (size_t i = 0; i < sizeof nominative / sizeof *nominative; i++)
        if (shb_russian_ends(letters, title->length, nominative[i]))
            return has_ending(p, r->first, oblique, sizeof oblique / sizeof *oblique);
    return false;
}

/* What a title stands before and is no person: not to be asked about again. */
static bool is_no_name(const shb_patterns *p, const run *r, size_t end) {
    uint32_t k = kind(p, r->first);
    /* "Sir Keir": whom the text names in full, else nobody. */
    bool honoured = r->title && (k & WORD_GIVEN) && (kind(p, r->first - 1) & WORD_HONOUR);
    bool foreign = (r->title || r->said) && !same_script(p, r->first - 1, r->first);
    bool none = (k & WORD_PROVINCE) || honoured || foreign || is_domain(p, r) ||
                (agrees_with_next(p, r->last, end) &&
                 !(p->work->tokens.items[r->last + 1].flags & TOKEN_CAPITAL));
    if (none)
        p->kinds[r->first] |= IS_NEVER;
    return none;
}

/* "Президент Косова Хашим Тачи": what stands between a title and a listed person. */
static bool is_before_person(const shb_patterns *p, const run *r, size_t end) {
    const size_t next = r->last + 1u;
    if (!r->title || !is_cyrillic(p, r->first) || next >= end ||
        shb_token_gap(&p->work->tokens, next) != GAP_SPACE ||
        p->candidate[next] == SHB_NO_ENTITY)
        return false;
    const shb_candidate *c = &p->work->candidates[p->candidate[next]];
    return shb_is_mention(c) && c->first == next && c->first < c->last &&
           shb_work_type(p->work, c->entity) == SHB_PERSON;
}

static bool single_accepted(const shb_patterns *p, const run *r, size_t end) {
    uint32_t k = kind(p, r->first);
    if ((k & (IS_SHORT | IS_PLACE | IS_INITIAL | WORD_TITLE)) ||
        p->work->tokens.items[r->first].length < 2 || is_no_name(p, r, end) ||
        is_before_person(p, r, end))
        return false;
    if (is_cyrillic(p, r->first) && (k & (WORD_CITY | WORD_PLACE)))
        return false;
    /* After Mr, Dr, Sen any capital is a surname: Dr. Brown. */
    bool address = r->strong_title && !is_cyrillic(p, r->first) &&
                   p->work->tokens.items[r->first - 1].length <= 4;
    if ((k & IS_COMMON) && !(k & IS_NAME) && !address)
        return false;
    bool listed = (k & (IS_NAME | WORD_GIVEN)) != 0;
    if (is_cyrillic(p, r->first) && !listed && is_adjective_like(p, r->first))
        return false;
    if (is_cyrillic(p, r->first))
        return r->said ? !r->starts_sentence : r->title && (listed || r->strong_title);
    return r->strong_title || (r->title && listed);
}

/* "Hifsa Haroon-Iqbal": a given name as the first half of a surname. */
static bool is_first_of_double(const shb_patterns *p, size_t i, size_t last) {
    return i + 1 == last && !is_cyrillic(p, i) &&
           shb_token_gap(&p->work->tokens, last) == GAP_HYPHEN;
}

/* From the first word that is a person's on: "Republican John McCain". */
static bool trim(const shb_patterns *p, run *r) {
    /* "of the CEC Ella Pamfilova", "of North Ossetia Sergei Menyailo": one or two
     * inflected words, then a given name. */
    for (size_t given = 1; given <= 2 && r->words >= given + 2; given++) {
        const size_t at = r->first + given;
        if (!is_cyrillic(p, r->first) || !may_name(p, at) ||
            (kind(p, at - 1) & (WORD_GIVEN | IS_INITIAL)) ||
            (kind(p, r->first) & (WORD_GIVEN | IS_INITIAL)))
            break;
        if (!(kind(p, at) & WORD_GIVEN) ||
            shb_token_gap(&p->work->tokens, at) != GAP_SPACE)
            continue;
        r->first = at;
        r->words -= given;
        r->title = r->strong_title = false;
        break;
    }
    while (r->words >= 2) {
        if (is_listed_given(p, r->first) || (kind(p, r->first) & IS_INITIAL))
            return true;
        if (r->words == 2 || r->title)
            break;
        size_t next = r->first + 1;
        while (next < r->last && !may_name(p, next))
            next++;
        if (!(kind(p, next) & WORD_GIVEN) || is_first_of_double(p, next, r->last))
            break;
        r->first = next;
        r->words--;
    }
    return false;
}

static bool surname_possible(const shb_patterns *p, size_t i, bool sure) {
    uint32_t k = kind(p, i);
    if (k & IS_PLACE)
        return sure;
    if (k & IS_COMMON)
        return sure || (k & IS_NAME);
    return true;
}

static bool has_patronymic(const shb_patterns *p, const run *r) {
    for (size_t i = r->first + 1; i <= r->last; i++)
        if (kind(p, i) & IS_PATRONYMIC)
            return true;
    return false;
}

/* An ordinary word between two capitals: no person's name. */
static bool has_common_middle(const shb_patterns *p, const run *r) {
    for (size_t i = r->first + 1; i < r->last; i++)
        if (p->work->tokens.items[i].length > 1 &&
            (kind(p, i) & (IS_COMMON | IS_CAPITAL)) == (IS_COMMON | IS_CAPITAL) &&
            !(kind(p, i) & (IS_NAME | IS_INITIAL | WORD_LINK)))
            return true;
    return false;
}

/* "Suu Kyi", a listed surname of two words, or "Владимир Владимирович": they wait for
 * whoever is meant. */
static bool waits_for_bearer(const shb_patterns *p, const run *r) {
    const shb_work *work = p->work;
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    if (p->candidate[r->first] == SHB_NO_ENTITY)
        return false;
    const shb_candidate *c = &work->candidates[p->candidate[r->first]];
    if (!c->short_form || c->first != r->first || c->last != r->last)
        return false;
    if (kind(p, r->last) & IS_PATRONYMIC)
        return true;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_ALONE)
            return true;
    return false;
}

static bool accepted(const shb_patterns *p, run *r, size_t end) {
    /* Saxony-Anhalt, Hewlett-Packard; a double surname after a title. */
    bool hyphen = r->words == 2 && r->last == r->first + 1 &&
                  shb_token_gap(&p->work->tokens, r->last) == GAP_HYPHEN;
    if (r->words == 1 || hyphen)
        return single_accepted(p, r, end);
    if (has_common_middle(p, r))
        return false;
    if (is_cyrillic(p, r->first) && has_patronymic(p, r))
        return r->words <= MAX_WORDS && !waits_for_bearer(p, r);
    bool begins_like_name = trim(p, r);
    size_t limit = r->last - r->first + 1 > r->words ? MAX_WITH_LINKS : MAX_WORDS;
    if (r->words > limit || r->words < 2 || waits_for_bearer(p, r))
        return false;
    uint32_t first = kind(p, r->first), last = kind(p, r->last);
    if (r->words == 2 && r->last == r->first + 1 && shb_is_chinese_name(p, r->first))
        return r->title || !((first | last) & (IS_COMMON | IS_PLACE));
    if (first & WORD_GIVEN)
        return surname_possible(p, r->last, true);
    if (first & IS_INITIAL)
        return !(last & (IS_COMMON | IS_PLACE | IS_INITIAL)) || (last & IS_NAME);
    if (last & IS_INITIAL) /* Ivanov V.V. */
        return is_cyrillic(p, r->first) && !(first & IS_COMMON) && r->words == 2;
    /* "Adviser Yousif Ezzat", though a Khalid Yousif is listed. */
    if (r->title && begins_like_name && (first & IS_SHORT) && !is_cyrillic(p, r->first))
        return !(last & (IS_COMMON | IS_SHORT | IS_PLACE));
    if (r->strong_title || (r->title && begins_like_name))
        return !(first & (IS_COMMON | IS_SHORT)) && surname_possible(p, r->last, false);
    if (begins_like_name)
        return surname_possible(p, r->last, false);
    if (shb_is_full_name_of_speaker(p, r->first, r->last,
                                    r->starts_sentence ? r->first : 0))
        return true;
    /* Unknown first name and a surname that is listed or looks like one. */
    return !r->starts_sentence && is_cyrillic(p, r->first) && !(first & IS_COMMON) &&
           !is_adjective_like(p, r->first) &&
           !(last & (IS_COMMON | IS_SHORT | IS_PLACE)) &&
           ((last & IS_NAME) || is_surname_like(p, r->last));
}

/* Before other runs: "Назначая Ли Сок Бэ". */
static shb_status find_east_asian(shb_patterns *p, size_t sentence) {
    const size_t start = p->work->sentence_tokens[sentence];
    const size_t end = p->work->sentence_tokens[sentence + 1];
    for (size_t i = start; i + 2 < end; i++) {
        if (!(p->work->tokens.items[i].flags & TOKEN_CAPITAL) || (kind(p, i) & IS_TAKEN))
            continue;
        /* "Larry Lee Lap-yip" */
        if (i > start && (kind(p, i - 1) & WORD_GIVEN) && shb_joined(p, i))
            continue;
        if (is_cyrillic(p, i) ? !shb_is_korean_name(p, i, end)
                              : !shb_is_hyphenated_name(p, i, end))
            continue;
        shb_found found = {.first = (uint32_t)i,
                           .last = (uint32_t)i + 2,
                           .sentence = (uint32_t)sentence,
                           .entity = SHB_NO_ENTITY,
                           .how = SHB_HOW_PATTERN,
                           .after_title = i > start && (kind(p, i - 1) & WORD_TITLE)};
        shb_status st = shb_patterns_take(p, found);
        if (st != SHB_OK)
            return st;
        i += 2;
    }
    return SHB_OK;
}

/* Nobody's name, if a word of it is one and the next: but in "Anna Petrova Petrova
 * AnnaHead" the name ends before its second half comes again. */
static bool cut_run_together(const shb_patterns *p, run *r) {
    size_t at = r->first;
    while (at <= r->last && !shb_is_run_together(p, at, true))
        at++;
    if (at > r->last)
        return false;
    for (size_t i = r->first + 2; i < at; i++)
        if (p->work->tokens.items[i].hash == p->work->tokens.items[i - 1].hash) {
            r->last = i - 1;
            return false;
        }
    return true;
}

shb_status shb_find_cased(shb_patterns *p, size_t sentence) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    shb_status st = find_east_asian(p, sentence);
    for (size_t i = start; st == SHB_OK && i < end; i++) {
        if (!may_name(p, i))
            continue;
        run r = run_at(p, i, end);
        size_t behind = r.last + 1;
        look_before(p, &r, start);
        if (r.starts_sentence && r.words > 2 && (kind(p, r.first) & IS_COMMON) &&
            !(kind(p, r.first) & WORD_GIVEN)) {
            i = r.first; /* an ordinary word with the sentence's capital: try without it
                          */
            continue;
        }
        bool given = (kind(p, r.first) & WORD_GIVEN) != 0;
        const bool of_place =
            shb_is_of_place(p, r.first, r.last, r.words > 1, start, given);
        const size_t later = given ? 0 : shb_given_behind_words(p, r.first, r.last);
        if (of_place || shb_belongs_to_thing(p, behind, end)) {
            i = of_place && later ? later - 1 : r.last;
            continue;
        }
        const bool found_whole = accepted(p, &r, end) && !cut_run_together(p, &r);
        if (!found_whole && later) {
            i = later - 1;
            continue;
        }
        if (found_whole) {
            shb_found found = {.first = (uint32_t)r.first,
                               .last = (uint32_t)r.last,
                               .sentence = (uint32_t)sentence,
                               .entity = SHB_NO_ENTITY,
                               .how = SHB_HOW_PATTERN,
                               .surname_only = r.words == 1,
                               .after_title = r.title,
                               .woman = r.said_by_woman};
            st = shb_patterns_take(p, found);
        }
        i = r.last;
    }
    return st;
}
