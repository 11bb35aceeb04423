/* What is known of each word: from its candidate, from the word lists, from its letters.
 */
#include "entities/patterns.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "text/arabic_letters.h"

/* "Lord Cameron": who is meant is settled once all full names are known. */
static bool waits_for_its_title(const shb_work *work, const shb_candidate *c) {
    uint8_t unused;
    return (c->short_form || c->weak) && c->entity == SHB_NO_ENTITY &&
           shb_office_holder(work, (size_t)(c - work->candidates), &unused) !=
               SHB_NO_ENTITY;
}

static uint32_t kinds_of_candidate(const shb_work *work, const shb_candidate *c) {
    uint32_t kinds = c->words;
    if (c->eaten || c->refused || (c->words & WORD_PLACE) || waits_for_its_title(work, c))
        return kinds | IS_KNOWN;
    if (c->adjective != SHB_NO_ENTITY)
        kinds |= IS_ADJECTIVE;
    if (c->entity != SHB_NO_ENTITY) {
        kinds |= IS_KNOWN;
        if (shb_work_type(work, c->entity) != SHB_PERSON)
            kinds |= IS_STATE;
        if (c->first == c->last && shb_work_type(work, c->entity) == SHB_STATE)
            kinds |= IS_PLACE;
    } else if (c->body != SHB_NO_ENTITY) {
        kinds |= IS_KNOWN | IS_STATE;
    } else if (c->adjective != SHB_NO_ENTITY) {
        kinds |= IS_KNOWN;
    } else if (c->short_form || c->weak) {
        kinds |= IS_SHORT;
    } else if (c->form != SHB_NO_FORM && c->words == 0 && c->first == c->last) {
        kinds |= IS_PLACE; /* a name that its context refused: Jordan, Chad */
    }
    return kinds;
}

static uint32_t kinds_from_flags(unsigned flags) {
    return (flags & NAME_WORD ? IS_NAME : 0) | (flags & NAME_LAST ? IS_LAST : 0) |
           (flags & NAME_COMMON ? IS_COMMON : 0) | (flags & NAME_NEVER ? IS_NEVER : 0) |
           (flags & NAME_ENDS ? IS_END : 0) | (flags & NAME_GIVEN ? WORD_GIVEN : 0);
}

/* A rare word that is only another form of a common one: with a pronoun or a plural
 * behind, or a verb with the prefixes of the tenth and fifth stems before. */
static bool is_inflected_common(const shb_name_words *words, const uint8_t *letters,
                                size_t n) {
    static const struct {
        uint8_t letters[3], length, least;
    } tails[] = {
        {{HA}, 1, 3},       /* -h */
        {{HA, ALEF}, 2, 3}, /* -ha */
        {{HA, MIM}, 2, 3},  /* -hm */
        {{HA, MIM, ALEF}, 3, 3},
        {{NUN, ALEF}, 2, 3}, /* -na */
        {{ALEF}, 1, 4},      /* -an, the object's */
        {{YA, NUN}, 2, 4},   /* -in */
        {{WAW, NUN}, 2, 4},  /* -un */
        {{ALEF, TA}, 2, 4},  /* -at */
    };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t stem = n - tails[i].length;
        if (n < (size_t)tails[i].length + tails[i].least ||
            letters[n - 1] != tails[i].letters[tails[i].length - 1] ||
            memcmp(letters + stem, tails[i].letters, tails[i].length) != 0)
            continue;
        if (shb_name_word(words, shb_word_hash(letters, stem)) & NAME_COMMON)
            return true;
        /* Before a pronoun the feminine ending opens: t for its closed form. */
        uint8_t opened[WORD_MAX_LETTERS + 8] = {0};
        if (stem < 4 || stem > WORD_MAX_LETTERS || letters[stem - 1] != TA)
            continue;
        memcpy(opened, letters, stem);
        opened[stem - 1] = TA_MARBUTA;
        if (shb_name_word(words, shb_word_hash(opened, stem)) & NAME_COMMON)
            return true;
    }
    bool future = letters[0] == YA || letters[0] == TA || letters[0] == NUN;
    bool tenth = letters[1] == FOLD_AR(0x633) && letters[2] == TA;
    bool fifth = letters[0] == YA && letters[1] == TA;
    return n >= 5 && future && (tenth || fifth);
}

/* Abd al-Rahim, written as one word: a given name, however often the news has it. */
static bool is_servant_of(const uint8_t *letters, size_t n) {
    static const uint8_t opener[] = {AIN, BA, DAL, ALEF, LAM};
    return n > sizeof opener + 2 && memcmp(letters, opener, sizeof opener) == 0;
}

static uint32_t arabic_kinds(const shb_name_words *words, const shb_token *token,
                             const uint8_t *letters) {
    if (is_servant_of(letters, token->length))
        return WORD_GIVEN | IS_NAME;
    if (shb_is_proclitic(letters[0]) && is_servant_of(letters + 1, token->length - 1u))
        return WORD_GIVEN | IS_NAME | IS_CLITIC;
    unsigned flags = shb_name_word(words, token->hash);
    if (flags)
        return kinds_from_flags(flags);
    size_t n = token->length;
    bool melted = n > 2 && letters[0] == LAM && letters[1] == LAM;
    if (n < 3)
        return 0;
    if (melted || is_inflected_common(words, letters, n))
        return IS_COMMON;
    /* "la-yu'min", does not believe, written as one word */
    if (n > 5 && letters[0] == LAM && letters[1] == ALEF &&
        (letters[2] == YA || letters[2] == TA) &&
        ((shb_name_word(words, shb_word_hash(letters + 2, n - 2)) |
          shb_name_word(words, shb_word_hash(letters + 3, n - 3))) &
         NAME_COMMON))
        return IS_COMMON | IS_END;
    if (n < 4 || !shb_is_proclitic(letters[0]))
        return 0;
    flags = shb_name_word(words, shb_word_hash(letters + 1, n - 1));
    if (flags & NAME_COMMON)
        return IS_COMMON;
    if ((flags & NAME_WORD) && !(flags & NAME_LAST) && n > 4)
        return IS_NAME | IS_CLITIC;
    /* wa-bil-, wa-lil-: two proclitics and the article. */
    if (n > 5 && shb_is_proclitic(letters[1])) {
        if (letters[1] == LAM && letters[2] == LAM)
            return IS_COMMON;
        flags = shb_name_word(words, shb_word_hash(letters + 2, n - 2));
        if (flags & NAME_COMMON)
            return IS_COMMON;
    }
    bool article = n > 5 && letters[1] == ALEF && letters[2] == LAM;
    return article || is_inflected_common(words, letters + 1, n - 1) ? IS_COMMON : 0;
}

/* "Abd", "Abu", "Abi" behind a proclitic: too short for the lexicon to strip. */
static bool is_joined_opener(const shb_token *token, const uint8_t *letters) {
    static const uint8_t openers[][3] = {
        {AIN, BA, DAL},
        {ALEF, BA, WAW},
        {ALEF, BA, YA},
    };
    if (token->length != 4 || !shb_is_proclitic(letters[0]))
        return false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (memcmp(letters + 1, openers[i], 3) == 0)
            return true;
    return false;
}

/* wa- and fa- before a verb of three letters, too short for the lexicon to strip: "and he
 * said". */
static bool is_joined_say(const shb_patterns *p, const shb_token *token,
                          const uint8_t *letters) {
    return token->length == 4 &&
           (letters[0] == FOLD_AR(0x648) || letters[0] == FOLD_AR(0x641)) &&
           (shb_lexicon_word(&p->work->gazetteer->lexicon,
                             shb_word_hash(letters + 1, 3)) &
            WORD_SAY);
}

/* Is token i one capital Latin letter, with a capital word right behind? */
static bool is_bare_letter(const shb_tokens *tokens, size_t i) {
    const uint8_t capital = TOKEN_CAPITAL | TOKEN_LATIN;
    return i + 1 < tokens->count && tokens->items[i].length == 1 &&
           (tokens->items[i].flags & capital) == capital &&
           (tokens->items[i + 1].flags & capital) == capital &&
           shb_token_gap(tokens, i + 1) == GAP_SPACE;
}

/* H E, H H, H M: His Excellency, Highness, Majesty. */
static bool is_excellency(const shb_work *work, size_t i) {
    static const char *const honours[] = {"e", "h", "m"};
    return i + 2 < work->tokens.count && shb_token_is(work, i, "h") &&
           TOKEN_IS_ONE_OF(work, i + 1, honours);
}

/*
 * "R B Kumar", "V Krishnan": initials without stops, as Indian papers write them. Two
 * are sure; one asks for a title before it, or for a small word and a name behind.
 */
static bool is_bare_initial(const shb_patterns *p, size_t i) {
    const shb_tokens *tokens = &p->work->tokens;
    if (!is_bare_letter(tokens, i))
        return false;
    if ((i && is_bare_letter(tokens, i - 1)) || is_bare_letter(tokens, i + 1))
        return true;
    const shb_token *next = &tokens->items[i + 1];
    const unsigned asked = NAME_WORD | NAME_COMMON | NAME_NEVER;
    const bool near = i && shb_token_gap(tokens, i) == GAP_SPACE;
    if (near && (shb_token_classes(p->work, i - 1) & WORD_TITLE))
        return true;
    const bool inside = near && !(tokens->items[i - 1].flags & TOKEN_CAPITAL);
    return inside && !shb_token_is(p->work, i, "a") && !shb_token_is(p->work, i, "i") &&
           !shb_token_is(p->work, i, "x") && !(next->flags & TOKEN_CAPITALS) &&
           (shb_name_word(&p->work->gazetteer->name_words, next->hash) & asked) ==
               NAME_WORD;
}

/* "DK Shivakumar", "MK Stalin", as Indian papers write them: two letters behind a title
 * in small letters, before a word that may be a surname. */
static bool is_double_initial(const shb_patterns *p, size_t i) {
    static const char *const others[] = {"us", "uk", "un", "eu", "pm", "fm", "cm", "hm",
                                         "dm", "tv", "vp", "mp", "ai", "it", "am", "la",
                                         "ac", "fc", "sc", "ap", "rt", "dj", "st", "dr",
                                         "gb", "ny", "nj", "dc", "ni", "nz", "sa"};
    const shb_tokens *tokens = &p->work->tokens;
    const shb_token *token = &tokens->items[i];
    const uint8_t wanted = TOKEN_CAPITALS | TOKEN_LATIN;
    if (token->length != 2 || (token->flags & wanted) != wanted ||
        (token->flags & TOKEN_DOTTED) || i == 0 || i + 1 >= tokens->count ||
        TOKEN_IS_ONE_OF(p->work, i, others))
        return false;
    const shb_token *next = token + 1;
    const unsigned other = NAME_COMMON | NAME_NEVER | NAME_ENDS | NAME_GIVEN;
    return shb_token_gap(tokens, i) == GAP_SPACE &&
           shb_token_gap(tokens, i + 1) == GAP_SPACE &&
           !(token[-1].flags & TOKEN_CAPITAL) &&
           (shb_token_classes(p->work, i - 1) & WORD_TITLE) &&
           (next->flags & TOKEN_CAPITAL) && !(next->flags & TOKEN_CAPITALS) &&
           next->length > 3 &&
           !(shb_name_word(&p->work->gazetteer->name_words, next->hash) & other);
}

/* "A way", written with the sign of the indefinite, -an: no names end so in news. */
static bool has_tanwin(const shb_tokens *tokens, const shb_token *token,
                       const uint8_t *letters) {
    static const char sign[] = "\u064b"; /* before or behind the alef */
    size_t tail = 2 * (sizeof sign - 1), n = token->end - token->start;
    return letters[token->length - 1] == ALEF && n > 2u * token->length && n > tail &&
           memmem(tokens->text + token->end - tail, tail, sign, sizeof sign - 1) != NULL;
}

static uint32_t kinds_of_word(const shb_patterns *p, size_t i) {
    const shb_tokens *tokens = &p->work->tokens;
    const shb_token *token = &tokens->items[i];
    const shb_name_words *words = &p->work->gazetteer->name_words;
    const uint8_t *letters = tokens->folded + token->folded;
    if (token->flags & (TOKEN_DIGIT | TOKEN_STRANGE))
        return IS_END;
    if ((token->flags & TOKEN_ARABIC) && is_joined_opener(token, letters))
        return WORD_LINK | IS_CLITIC;
    if ((token->flags & TOKEN_ARABIC) && has_tanwin(tokens, token, letters))
        return IS_COMMON | IS_END;
    if (token->flags & TOKEN_ARABIC)
        return arabic_kinds(words, token, letters) |
               (is_joined_say(p, token, letters) ? WORD_SAY : 0);
    if (!(token->flags & TOKEN_CAPITAL))
        return 0;
    bool stop = i + 1 < tokens->count && token->end < tokens->text_len &&
                tokens->text[token->end] == '.';
    if (token->length == 1 &&
        (is_excellency(p->work, i) || (i && is_excellency(p->work, i - 1))))
        return IS_END;
    if (token->length == 1)
        return stop || is_bare_initial(p, i) ? IS_INITIAL | IS_CAPITAL
                                             : IS_CAPITAL | IS_COMMON;
    if (token->flags & TOKEN_DOTTED)
        return token->length <= 3 ? IS_INITIAL | IS_CAPITAL : IS_END;
    if (is_double_initial(p, i))
        return IS_INITIAL | IS_CAPITAL;
    uint32_t kinds = token->flags & TOKEN_CAPITALS ? 0 : IS_CAPITAL;
    if (token->flags & TOKEN_CYRILLIC) {
        kinds |= kinds_from_flags(shb_russian_name_word(words, token, letters));
        if (shb_russian_patronymic(letters, token->length))
            kinds |= IS_PATRONYMIC;
        return kinds;
    }
    return kinds | kinds_from_flags(shb_name_word(words, token->hash));
}

/* Brian is a given name, not "in" Ryan, of which the lexicon knows. */
static bool is_read_whole(const shb_patterns *p, const shb_candidate *c) {
    return c->clitics > 0 && c->first == c->last &&
           (c->short_form || (c->words & WORD_GIVEN)) && c->entity == SHB_NO_ENTITY &&
           !c->weak && (p->kinds[c->first] & (WORD_GIVEN | IS_CLITIC)) == WORD_GIVEN;
}

static bool has_article(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    return token->length > 3 && letters[0] == ALEF && letters[1] == LAM;
}

/* "and he performed": folded like "valley"; "ala", on: folded like the name Ali, but
 * written with another last letter; "fa-inna": folded like "van", but written with a
 * hamza below, or before an article. */
bool shb_is_another_word(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    if (token->length == 4 && shb_token_is(work, i, "وأدى"))
        return memmem(work->tokens.text + token->start, token->end - token->start, "أ",
                      strlen("أ")) != NULL;
    if (token->length == 3 && shb_token_is(work, i, "فإن"))
        return memmem(work->tokens.text + token->start, token->end - token->start, "إ",
                      strlen("إ")) != NULL ||
               (i + 1 < work->tokens.count && has_article(work, i + 1));
    /* "now", folded like Alan, whose madda stands first */
    if (token->length == 4 && shb_token_is(work, i, "الآن"))
        return memmem(work->tokens.text + token->start, token->end - token->start, "لآ",
                      strlen("لآ")) != NULL;
    /* "ashrafa 'ala", supervised, is nobody's name. */
    if (token->length == 4 && shb_token_is(work, i, "أشرف")) {
        const uint8_t *next = work->tokens.folded + token[1].folded;
        return i + 1 < work->tokens.count && token[1].length >= 3 &&
               token[1].length <= 5 && next[0] == AIN && next[1] == LAM;
    }
    const char *end = work->tokens.text + token->end;
    return token->length == 3 && token->end - token->start >= 6 && end[-2] == '\xd9' &&
           end[-1] == '\x89' && shb_token_is(work, i, "علي");
}

static bool is_future_of(const shb_patterns *p, const uint8_t *letters, size_t n) {
    const shb_name_words *words = &p->work->gazetteer->name_words;
    return (shb_name_word(words, shb_word_hash(letters + 1, n - 1)) |
            shb_name_word(words, shb_word_hash(letters + 2, n - 2))) &
           NAME_COMMON;
}

/* "The two will arrive", "they will arrive". */
static bool is_of_several(const uint8_t *letters, size_t n) {
    return n >= 6 && letters[n - 1] == NUN &&
           (letters[n - 2] == ALEF || letters[n - 2] == WAW);
}

bool shb_is_future_verb(const shb_patterns *p, size_t i, size_t words) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    const size_t n = token->length;
    if (!(token->flags & TOKEN_ARABIC) || n < 5 || words == 0 ||
        letters[0] != FOLD_AR(0x633) ||
        (letters[1] != YA && letters[1] != TA && letters[1] != NUN) ||
        (p->kinds[i] & (IS_NAME | WORD_GIVEN | IS_KNOWN)))
        return false;
    return (words >= 2 && is_future_of(p, letters, n)) ||
           (is_of_several(letters, n) && is_future_of(p, letters, n - 2));
}

/* How many words memory is asked for ahead of use. */
enum { WORDS_AHEAD = 12 };

shb_status shb_patterns_init(shb_work *work, shb_patterns *out) {
    size_t n = work->tokens.count;
    shb_patterns p = {.work = work};
    p.kinds = shb_arena_alloc(&work->arena, (n + 1) * sizeof *p.kinds);
    p.candidate = shb_arena_alloc(&work->arena, (n + 1) * sizeof *p.candidate);
    if (!p.kinds || !p.candidate)
        return shb_fail_memory(work->ctx);
    for (size_t i = 0; i < n; i++) {
        if (i + WORDS_AHEAD < n)
            shb_name_word_prefetch(&work->gazetteer->name_words,
                                   work->tokens.items[i + WORDS_AHEAD].hash);
        p.kinds[i] = kinds_of_word(&p, i);
        if ((p.kinds[i] & WORD_GIVEN) && shb_is_another_word(work, i))
            p.kinds[i] = IS_END | IS_COMMON;
        p.candidate[i] = SHB_NO_ENTITY;
    }
    p.kinds[n] = IS_END;
    for (size_t k = 0; k < work->n_candidates; k++) {
        const shb_candidate *c = &work->candidates[k];
        if (is_read_whole(&p, c))
            continue;
        uint32_t kinds = kinds_of_candidate(work, c);
        if ((c->words & WORD_GIVEN) && c->adjective != SHB_NO_ENTITY &&
            c->first == c->last && shb_is_given_here(&p, c->first, c->clitics > 0))
            kinds &= ~(uint32_t)(IS_KNOWN | IS_ADJECTIVE);
        /* "Abraham Accords" is nobody. */
        if ((c->words & WORD_TREATY) &&
            (work->tokens.items[c->first].flags & TOKEN_LATIN))
            kinds |= IS_NEVER;
        for (size_t i = c->first; i <= c->last; i++) {
            if (p.candidate[i] != SHB_NO_ENTITY && c->eaten)
                continue;
            p.kinds[i] |= kinds;
            if (!(kinds & IS_KNOWN) && c->first != c->last)
                p.kinds[i] |= shb_token_classes(work, i);
            p.candidate[i] = (uint32_t)k;
            if ((kinds & (WORD_GIVEN | WORD_LINK | WORD_STOP)) &&
                shb_is_another_word(work, i))
                p.kinds[i] = IS_END | IS_COMMON;
        }
    }
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        p.known_words[lang] = shb_known_words(work, lang);
    *out = p;
    return SHB_OK;
}

bool shb_joined(const shb_patterns *p, size_t i) {
    const shb_token *before = &p->work->tokens.items[i - 1];
    switch (shb_token_gap(&p->work->tokens, i)) {
    case GAP_SPACE:
    case GAP_HYPHEN:
    case GAP_APOSTROPHE:
        return true;
    case GAP_DOT: /* J. Smith, Mr. Smith, Gen. Smith */
        return (p->kinds[i - 1] & IS_INITIAL) ||
               ((p->kinds[i - 1] & WORD_TITLE) && before->length <= 4);
    default:
        return false;
    }
}

/* The byte behind the first letter of a token. */
static uint32_t skip_letter(const shb_tokens *tokens, const shb_token *token) {
    size_t at = token->start;
    bool seen = false;
    while (at < token->end) {
        size_t next = at;
        uint32_t c = shb_utf8_next(tokens->text, token->end, &next);
        if (c != SHB_BAD_CHAR && (shb_fold_char(c) & 0xff)) {
            if (seen)
                break;
            seen = true;
        }
        at = next;
    }
    return (uint32_t)at;
}

shb_status shb_patterns_take(shb_patterns *p, shb_found found) {
    shb_work *work = p->work;
    shb_status st = shb_grow(work->ctx, (void **)&p->found, &p->found_capacity,
                             p->n_found + 1, sizeof *p->found);
    if (st != SHB_OK)
        return st;
    const shb_tokens *tokens = &work->tokens;
    uint32_t own = p->candidate[found.first];
    found.start = tokens->items[found.first].start;
    found.end = tokens->items[found.last].end;
    if (p->kinds[found.first] & IS_CLITIC)
        found.start = skip_letter(tokens, &tokens->items[found.first]);
    else if (own != SHB_NO_ENTITY && work->candidates[own].first == found.first)
        found.start = work->candidates[own].start;
    for (size_t i = found.first; i <= found.last; i++)
        p->kinds[i] |= IS_TAKEN;
    p->found[p->n_found++] = found;
    return SHB_OK;
}

size_t shb_seat_of_title(const shb_patterns *p, size_t i, size_t end) {
    static const char *const prepositions[] = {"في", "لدى"};
    const bool in = TOKEN_IS_ONE_OF(p->work, i, prepositions);
    i += in;
    if (i >= end || shb_token_gap(&p->work->tokens, i) != GAP_SPACE)
        return 0;
    if (in && (p->kinds[i] & IS_TAKEN)) {
        while (i + 1 < end && (p->kinds[i + 1] & IS_TAKEN) &&
               shb_token_gap(&p->work->tokens, i + 1) == GAP_SPACE)
            i++;
        return i;
    }
    if (in && (p->kinds[i] & WORD_CITY))
        return i;
    if (p->candidate[i] == SHB_NO_ENTITY)
        return 0;
    const shb_candidate *c = &p->work->candidates[p->candidate[i]];
    if (c->first != i || !shb_is_mention(c) || c->last >= end)
        return 0;
    const shb_type type = shb_work_type(p->work, c->entity);
    return type == SHB_ORGANIZATION || (in && type == SHB_STATE) ? c->last : 0;
}
