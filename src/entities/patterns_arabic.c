/*
 * Persons in Arabic, which has no capitals: TITLE COMPLEMENT{0,7} NAME, a listed given
 * name and what follows it, a verb of saying and a listed name word, a patronymic with
 * bin.
 *
 * Measured on news (100 sentences read): precision 51/59, recall 51/59 with 400 given
 * names; before the names of 26 leaders the title stands right before in 20 %, one word
 * between in 34 %, two 18 %, more 6 %, none 22 %.
 */
#include "entities/persons.h"
#include "text/arabic_letters.h"

enum { MAX_COMPLEMENT = 7, MAX_WORDS = 4, MAX_WITH_LINKS = 6 };

typedef enum evidence { BY_NAME, BY_SAYING, BY_TITLE, BY_DEFINITE_TITLE } evidence;

static bool starts_with_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > 3 && letters[0] == FOLD_AR(0x627) &&
           letters[1] == FOLD_AR(0x644) && !shb_bears_hamza(p->work, i);
}

/* al-, lil-, wal-, bil- ... */
static bool is_definite(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    if (token->length < 4)
        return false;
    for (size_t skip = 0; skip < 2; skip++) {
        if (skip == 1 && !shb_is_proclitic(letters[0]) && letters[0] != FOLD_AR(0x644))
            break; /* "Tal...", "Sal..." begin names */
        bool lam = letters[skip + 1] == FOLD_AR(0x644);
        if (lam && (letters[skip] == FOLD_AR(0x627) || letters[skip] == FOLD_AR(0x644)))
            return true;
    }
    return false;
}

static bool has_clitic(const shb_patterns *p, size_t i) {
    if (p->kinds[i] & IS_CLITIC)
        return true;
    uint32_t c = p->candidate[i];
    return c != SHB_NO_ENTITY && p->work->candidates[c].clitics > 0;
}

/* wa-, bi-, li- before a name begin another one; an fa or kaf is rather its own letter.
 */
static bool begins_another(const shb_patterns *p, size_t i) {
    uint8_t letter = p->work->tokens.folded[p->work->tokens.items[i].folded];
    bool own = letter == FOLD_AR(0x641) || letter == FOLD_AR(0x643);
    return has_clitic(p, i) && !(own && (p->kinds[i] & IS_CLITIC));
}

static bool is_near(const shb_patterns *p, size_t i) {
    shb_gap gap = shb_token_gap(&p->work->tokens, i);
    return gap == GAP_SPACE || gap == GAP_HYPHEN;
}

static bool is_link(const shb_patterns *p, size_t i) {
    return (p->kinds[i] & WORD_LINK) && !(p->kinds[i] & IS_KNOWN);
}

static bool is_listed(const shb_patterns *p, size_t i) {
    return (p->kinds[i] & (WORD_GIVEN | IS_NAME)) != 0;
}

/* May the word stand in a name? A given name always may; nothing else that is known. */
static bool may_name(const shb_patterns *p, size_t i) {
    uint32_t k = p->kinds[i];
    const shb_token *token = &p->work->tokens.items[i];
    if (!(token->flags & TOKEN_ARABIC) || (k & IS_TAKEN))
        return false;
    /* Klaus is a name, not "like Laos". */
    if (k & WORD_GIVEN)
        return !(k & IS_KNOWN) || ((k & IS_NAME) && !(k & IS_CLITIC) && has_clitic(p, i));
    if (k & (IS_KNOWN | IS_COMMON | IS_END | IS_NEVER | WORD_TITLE | WORD_SAY |
             WORD_STOP | WORD_HEAD | WORD_CITY | WORD_AGENCY | WORD_OFFICE | WORD_COMMON))
        return false;
    return token->length >= 3;
}

/* A given name that is an ordinary word too: only beside another listed word. */
static bool is_doubtful(const shb_patterns *p, size_t i) {
    return (p->kinds[i] & (WORD_GIVEN | WORD_COMMON)) == (WORD_GIVEN | WORD_COMMON);
}

/* "bin" and the like, between a person's name and his father's. */
static bool is_son_of(const shb_patterns *p, size_t i) {
    static const char *const words[] = {"بن", "ابن", "بنت"};
    return (p->work->tokens.items[i].flags & TOKEN_ARABIC) &&
           TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "Al" of a house: any word may follow it. */
static bool is_house(const shb_patterns *p, size_t i) {
    return is_link(p, i) && shb_token_is(p->work, i, "آل");
}

/* "Zayn al-Din", "Nasr Allah": the closed list of what stands before. */
static bool is_closed_by_next(const shb_patterns *p, size_t i, size_t end) {
    static const char *const closers[] = {"الدين", "الله"};
    static const char *const openers[] = {
        "زين",  "صلاح", "نور",  "علاء", "عز",   "شمس",   "جمال", "سيف",  "محيي", "ناصر",
        "بهاء", "تقي",  "خير",  "شهاب", "قطب",  "ركن",   "سعد",  "فخر",  "كمال", "نصر",
        "ضياء", "شرف",  "عماد", "حسام", "بدر",  "برهان", "جلال", "فضل",  "عطا",  "جار",
        "خلف",  "ضيف",  "رزق",  "جاد",  "تاج",  "محي",   "نجم",  "سراج", "مجد",  "نظام",
        "شجاع", "غياث", "سيد",  "وجيه", "معين", "ولي",   "حبيب", "عبد",  "هبة",  "خليل"};
    return i + 1 < end && is_near(p, i + 1) &&
           !((p->kinds[i] | p->kinds[i + 1]) & IS_KNOWN) &&
           TOKEN_IS_ONE_OF(p->work, i + 1, closers) &&
           TOKEN_IS_ONE_OF(p->work, i, openers);
}

/* "Abd al-X", "Abu X": two words that are one name, and a sure one. */
static bool opens_compound(const shb_patterns *p, size_t i, size_t end) {
    static const char *const openers[] = {"عبد", "أبو", "أبا", "أبي"};
    static const char *const joined[] = {"وعبد", "لعبد", "بعبد", "وأبو",
                                         "وأبا", "وأبي", "لأبي"};
    if (is_closed_by_next(p, i, end))
        return true;
    if (!is_link(p, i) || i + 1 >= end || !is_near(p, i + 1))
        return false;
    bool opener =
        TOKEN_IS_ONE_OF(p->work, i, openers) || TOKEN_IS_ONE_OF(p->work, i, joined);
    uint32_t k = p->kinds[i + 1];
    /* "Abd al-Ahad": as Sunday is called. */
    if (opener && shb_token_is(p->work, i + 1, "الأحد"))
        k &= ~(uint32_t)IS_END;
    if (!opener || (k & (IS_KNOWN | IS_END | IS_TAKEN | WORD_SAY)))
        return false;
    return starts_with_article(p, i + 1) || is_listed(p, i + 1) || !(k & IS_COMMON);
}

/* "bin Abi Talib": behind "bin" any word may follow. */
static bool opens_kunya(const shb_patterns *p, size_t i, size_t end) {
    static const char *const openers[] = {"أبو", "أبا", "أبي"};
    return i + 1 < end && is_near(p, i + 1) && TOKEN_IS_ONE_OF(p->work, i, openers) &&
           !(p->kinds[i + 1] & (IS_KNOWN | IS_END | IS_TAKEN | WORD_SAY));
}

/* al-Faisal, al-Fahd: a given name with the article is a family. */
static bool is_given_with_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    uint32_t k = shb_lexicon_word(&p->work->gazetteer->lexicon,
                                  shb_word_hash(letters + 2, token->length - 2u));
    return (k & WORD_GIVEN) != 0;
}

/* al-...i right behind a given name, though it be an ordinary word too: al-Harbi; and
 * those that the list of name words marks as last, such as al-Khatib. */
static bool is_family_name(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    if ((p->kinds[i] & IS_COMMON) && shb_ends_in_maqsura(p->work, i))
        return false; /* "the level", folded like a nisba */
    uint32_t other = IS_KNOWN | IS_END | IS_TAKEN | WORD_TITLE | WORD_OFFICE | WORD_STOP;
    return starts_with_article(p, i) && !(p->kinds[i] & other) && token->length >= 5 &&
           (p->work->tokens.folded[token->folded + token->length - 1u] ==
                FOLD_AR(0x64a) ||
            (p->kinds[i] & IS_LAST) || is_given_with_article(p, i));
}

static bool ends_in_alef(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    return p->work->tokens.folded[token->folded + token->length - 1u] == FOLD_AR(0x627);
}

/* "Abdullah Talab, director of": a word behind a given name, closed by a comma and his
 * office, is his surname. */
static bool is_before_office(const shb_patterns *p, size_t i, size_t end) {
    uint32_t other =
        IS_KNOWN | IS_END | IS_TAKEN | WORD_SAY | WORD_TITLE | WORD_OFFICE | WORD_STOP;
    return i + 1 < end && !(p->kinds[i] & other) &&
           p->work->tokens.items[i].length >= 3 && !starts_with_article(p, i) &&
           !begins_another(p, i) && !ends_in_alef(p, i) &&
           shb_token_gap(&p->work->tokens, i + 1) == GAP_COMMA &&
           (p->kinds[i + 1] & WORD_TITLE);
}

/* "The minister Bandar al-Kharif said that": behind a title and a given name a word with
 * the article, closed by a particle or a comma, though it be an ordinary one; but not
 * "the former". */
static bool is_closed_surname(const shb_patterns *p, size_t i, size_t end) {
    static const char *const others[] = {
        "السابق",  "الأسبق",  "الحالي",  "الجديد",  "الراحل", "المكلف",  "الماضي",
        "الأول",   "الثاني",  "المذكور", "الموقوف", "القادم", "السابقة", "الحالية",
        "الجديدة", "المعتقل", "الوحيد",  "المقبل",  "المنتخب"};
    const uint32_t other = IS_KNOWN | IS_END | IS_TAKEN | IS_ADJECTIVE | WORD_TITLE |
                           WORD_OFFICE | WORD_STOP | WORD_HEAD | WORD_SAY;
    const uint32_t closer = IS_END | WORD_TITLE;
    if (!starts_with_article(p, i) || (p->kinds[i] & other) ||
        p->work->tokens.items[i].length < 5 || TOKEN_IS_ONE_OF(p->work, i, others))
        return false;
    return i + 1 < end && (shb_token_gap(&p->work->tokens, i + 1) == GAP_COMMA ||
                           (is_near(p, i + 1) && (p->kinds[i + 1] & closer)));
}

/* The "li" of Zhao Lijian, apart and an ordinary word: two letters between two parts. */
static bool is_middle_syllable(const shb_patterns *p, size_t i, size_t first,
                               size_t end) {
    uint32_t other = IS_KNOWN | IS_END | IS_TAKEN | WORD_SAY | WORD_TITLE;
    return i == first + 1 && p->work->tokens.items[i].length == 2 &&
           (p->kinds[first] & (IS_NAME | WORD_GIVEN)) == IS_NAME &&
           !(p->kinds[i] & other) && i + 1 < end && is_near(p, i + 1) &&
           may_name(p, i + 1) && !has_clitic(p, i + 1) && !starts_with_article(p, i + 1);
}

/* "And bin Farhan affirmed": a word before "bin" that is no
 * name. Alone many a common word is one (Eid, Mufarrij), behind wa- and fa- hardly. */
static bool is_verb_or_noun(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    bool joined = letters[0] == FOLD_AR(0x648) || letters[0] == FOLD_AR(0x641);
    if (is_listed(p, i) || token->length < 3)
        return false;
    uint64_t rest = shb_word_hash(letters + 1, token->length - 1u);
    unsigned known = joined ? shb_name_word(&p->work->gazetteer->name_words, rest) : 0;
    uint32_t classes = joined ? shb_lexicon_word(&p->work->gazetteer->lexicon, rest) : 0;
    bool common = (known & (NAME_COMMON | NAME_WORD)) == NAME_COMMON;
    return ((p->kinds[i] | classes) & WORD_SAY) || (common && !(classes & WORD_GIVEN));
}

/* wa- and a given name too short for the lexicon to strip: "and Ali bin", "and Omar bin".
 */
static bool is_joined_given(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return letters[0] == FOLD_AR(0x648) && token->length == 4 && !is_listed(p, i) &&
           (shb_lexicon_word(&p->work->gazetteer->lexicon,
                             shb_word_hash(letters + 1, token->length - 1u)) &
            WORD_GIVEN);
}

typedef struct name {
    size_t last, words, listed, unknown;
    bool linked, compound;
} name;

/* The longest name that begins at `first`. words = 0: none. */
static name name_at(const shb_patterns *p, size_t first, size_t end, evidence by) {
    name n = {first, 0, 0, 0, false, false};
    size_t allowed_unknown = by >= BY_TITLE ? 3 : 2;
    bool father = false; /* the word before is "bin" */
    bool sure = false;   /* the word before is a given name and nothing else */
    for (size_t i = first; i < end; i++) {
        if (i > first &&
            (!is_near(p, i) || begins_another(p, i) || shb_is_and_hamza(p->work, i) ||
             (!is_listed(p, i) && !father && shb_is_of_pronoun(p, i))))
            break;
        if (n.words == (n.linked ? MAX_WITH_LINKS : MAX_WORDS) ||
            shb_is_future_verb(p, i, n.words))
            break;
        if (opens_compound(p, i, end) || (father && opens_kunya(p, i, end))) {
            n.words++;
            n.listed++;
            n.last = ++i;
            n.compound |= i == first + 1;
            sure = true;
            father = false;
            continue;
        }
        if (n.words > 0 && shb_is_son_by_age(p, i))
            break;
        if ((is_link(p, i) || is_son_of(p, i)) && n.words > 0 && !father && i + 1 < end &&
            is_near(p, i + 1) && (may_name(p, i + 1) || is_son_of(p, i))) {
            father = is_son_of(p, i);
            n.linked |= father;
            continue;
        }
        if (is_house(p, i) && n.listed > 0 && !father && i + 1 < end &&
            is_near(p, i + 1)) {
            father = true;
            continue;
        }
        /* "Ibn" begins a name as well: "the work of Ibn Adam". */
        bool before_son =
            i + 1 < end && is_near(p, i + 1) && is_son_of(p, i + 1) &&
            !starts_with_article(p, i) && !(i == first && is_verb_or_noun(p, i)) &&
            (n.words > 0 || is_listed(p, i) || !shb_token_is(p->work, i + 1, "ابن"));
        uint32_t ordinary =
            IS_KNOWN | IS_END | IS_TAKEN | WORD_TITLE | WORD_SAY | WORD_STOP;
        uint32_t unlike = father ? ordinary & ~(uint32_t)WORD_TITLE : ordinary;
        /* "Abdullah bin Ali" is not the "Bin Ali" whom a list has. */
        if (father && p->candidate[i] == p->candidate[i - 1])
            unlike &= ~(uint32_t)IS_KNOWN;
        bool by_father = (father || before_son) && !(p->kinds[i] & unlike) &&
                         p->work->tokens.items[i].length >= 2;
        bool marked_last =
            n.listed > 0 && (p->kinds[i] & IS_LAST) && (sure || by != BY_NAME);
        bool family = (marked_last || (sure && by != BY_SAYING)) && is_family_name(p, i);
        family |= sure && is_before_office(p, i, end);
        family |= sure && n.words == 1 && by == BY_DEFINITE_TITLE &&
                  is_closed_surname(p, i, end);
        family |= sure && n.compound && n.words == 1 && by >= BY_TITLE &&
                  shb_is_surname_of_servant(p, i, end);
        /* "Saif Saad al-Mawani,": the family, behind a father whom no list has. */
        family |= !sure && n.words > 1 && (p->kinds[first] & WORD_GIVEN) &&
                  is_family_name(p, i) && !shb_is_party_word(p, i) &&
                  (i + 1 == end || is_closed_surname(p, i, end));
        if (!may_name(p, i) && !by_father && !family &&
            !is_middle_syllable(p, i, first, end))
            break;
        bool article = starts_with_article(p, i);
        if (article && n.words == 0 && !(p->kinds[i] & WORD_GIVEN))
            break;
        bool listed = is_listed(p, i) || by_father || family;
        if (!listed && (n.unknown == allowed_unknown || (by == BY_NAME && n.listed == 0)))
            break;
        n.words++;
        n.listed += listed;
        n.unknown += !listed;
        n.last = i;
        sure = (p->kinds[i] & WORD_GIVEN) && !is_doubtful(p, i);
        father = false;
        /* A family name with the article ends it, unless "bin" goes on. */
        if (article && n.words > 1 && !(i + 1 < end && is_son_of(p, i + 1)))
            break;
    }
    return n;
}

/* "said the team's striker": a word that the next one defines, no name. */
static bool heads_a_noun(const shb_patterns *p, size_t i) {
    return i + 1 < p->work->tokens.count && is_near(p, i + 1) &&
           starts_with_article(p, i + 1) && !starts_with_article(p, i) &&
           (p->kinds[i + 1] & IS_COMMON) && !(p->kinds[i + 1] & (IS_END | IS_NAME));
}

/* With one listed word only: the second is a family name, not any rare word. */
static bool accepted(const shb_patterns *p, size_t first, const name *n, evidence by,
                     bool adjacent) {
    uint32_t k = p->kinds[first];
    bool given = (k & WORD_GIVEN) != 0;
    bool listed = given || (k & (IS_NAME | IS_LAST)) == IS_NAME;
    if (n->words == 0)
        return false;
    if (n->linked && n->words >= 2)
        return true;
    if (n->words == 1) {
        if (n->compound)
            return by >= BY_TITLE && adjacent;
        if (k & IS_SHORT)
            return false;
        if (by == BY_SAYING)
            return (k & IS_NAME) && !(k & (IS_CLITIC | WORD_GIVEN)) &&
                   p->work->tokens.items[first].length >= 4 && !heads_a_noun(p, first);
        if (by == BY_DEFINITE_TITLE)
            return given ? adjacent && !has_clitic(p, first)
                         : (k & IS_NAME) && !(k & IS_CLITIC);
        return false;
    }
    if (n->compound)
        return true;
    /* "General Alain Pellegrini": right behind a title, a rare word ends it. */
    if (is_doubtful(p, first))
        return (n->listed >= 2 || (by == BY_DEFINITE_TITLE &&
                                   (adjacent || starts_with_article(p, n->last)))) &&
               !has_clitic(p, first);
    if (given)
        return true;
    if (has_clitic(p, first) && by == BY_NAME)
        return n->listed >= 2 && n->unknown == 0;
    switch (by) {
    case BY_DEFINITE_TITLE:
        return !has_clitic(p, first);
    case BY_TITLE:
        return n->listed >= 1 && !has_clitic(p, first);
    case BY_SAYING:
        /* "Zuckerberg wrote a post": a listed surname and an object. */
        return listed && !has_clitic(p, first) &&
               !((k & IS_SHORT) && n->unknown > 0 && ends_in_alef(p, n->last));
    default:
        return listed && n->listed >= 2;
    }
}

/* With the article, bil- and wal- too. */
static bool is_whole(const shb_patterns *p, size_t i) {
    const uint8_t *letters = p->work->tokens.folded + p->work->tokens.items[i].folded;
    return starts_with_article(p, i) ||
           (p->work->tokens.items[i].length > 4 && shb_is_proclitic(letters[0]) &&
            letters[1] == FOLD_AR(0x627) && letters[2] == FOLD_AR(0x644));
}

/* "Ahmad's company, Ahmad Street", but not "the company, Ahmad": what has the article is
 * whole, where a title says that a name follows. */
static bool names_a_thing(const shb_patterns *p, size_t first, size_t start,
                          bool titled) {
    size_t before = first;
    if (shb_is_on_a_ship(p->work, first, start))
        return true;
    /* the web site "X" */
    const bool quoted = first > start && (p->kinds[first - 1] & WORD_STOP) &&
                        shb_token_gap(&p->work->tokens, first) == GAP_QUOTE;
    while (before > start && first - before < 3 &&
           (is_near(p, before) || (quoted && before == first)) &&
           (before == first || (p->kinds[before] & WORD_TITLE)))
        before--;
    for (size_t i = before; i < first; i++) {
        bool whole = is_whole(p, i) && ((p->kinds[i] & WORD_HEAD) || titled);
        /* "the office of Sheikh Muhammad Yazbek" */
        whole |= (titled || first - before > 1) && shb_token_is(p->work, i, "مكتب");
        if ((p->kinds[i] & (WORD_STOP | WORD_HEAD)) && !whole)
            return true;
    }
    return false;
}

bool shb_names_a_thing(const shb_patterns *p, size_t first, size_t start) {
    return names_a_thing(p, first, start, false);
}

/* What follows "bin" or "Abd" where the name before was given up is no name of its own.
 */
static bool is_inside_name(const shb_patterns *p, size_t first, size_t start) {
    return first > start && is_near(p, first) &&
           (is_son_of(p, first - 1) || is_house(p, first - 1) ||
            opens_compound(p, first - 1, first + 1));
}

static shb_status try_name(shb_patterns *p, size_t sentence, size_t first, evidence by,
                           bool adjacent, size_t *last) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    *last = first;
    if (is_inside_name(p, first, start))
        return SHB_OK;
    const uint32_t k = p->candidate[first];
    if (k != SHB_NO_ENTITY && p->work->candidates[k].last > first &&
        shb_bearer_of_short(p->work, k) != SHB_NO_ENTITY) {
        *last = p->work->candidates[k].last;
        return SHB_OK;
    }
    name n = name_at(p, first, end, by);
    if (!accepted(p, first, &n, by, adjacent) || shb_are_two_bearers(p, first, n.last) ||
        names_a_thing(p, first, start, by >= BY_TITLE))
        return SHB_OK;
    /* "Kim shuhida", was seen: of whom the text names in full, and a rare word;
     * "President Hadi taradu", they drove out. */
    if ((by == BY_NAME || shb_ends_like_plural_verb(p, n.last)) && n.words == 2 &&
        n.unknown == 1 && (p->kinds[first] & IS_SHORT) &&
        shb_bearer_of_short(p->work, k) != SHB_NO_ENTITY)
        return SHB_OK;
    *last = n.last;
    shb_found found = {.first = (uint32_t)first,
                       .last = (uint32_t)n.last,
                       .sentence = (uint32_t)sentence,
                       .entity = SHB_NO_ENTITY,
                       .how = SHB_HOW_PATTERN,
                       .surname_only = n.words == 1 && !n.linked,
                       .after_title = by >= BY_TITLE};
    return shb_patterns_take(p, found);
}

/* What stands between a rank or an office and its bearer. */
static bool is_rank_word(const shb_patterns *p, size_t i) {
    static const char *const words[] = {"أول",    "ركن",   "أركان", "حرب",
                                        "طيار",   "بحري",  "الركن", "الطيار",
                                        "متقاعد", "سابقا", "حاليا"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* Behind a title: skip its complement; the token where a name may begin, or end. */
static size_t skip_complement(const shb_patterns *p, size_t title, size_t end,
                              bool *definite) {
    bool weak = p->kinds[title] & WORD_COMMON;
    *definite = !weak && is_definite(p, title);
    size_t i = title + 1;
    for (size_t n = 0; i < end && n <= MAX_COMPLEMENT; n++, i++) {
        uint32_t k = p->kinds[i];
        if (!is_near(p, i) && !(shb_token_gap(&p->work->tokens, i) == GAP_DOT &&
                                p->work->tokens.items[i - 1].length == 1))
            return end;
        /* "chairman of the Authority for Civil Aviation": bodies are found before. */
        if (k & IS_TAKEN) {
            while (i + 1 < end && (p->kinds[i + 1] & IS_TAKEN) && is_near(p, i + 1))
                i++;
            *definite |= !weak;
            continue;
        }
        /* "First Lieutenant-General", "Staff Major" */
        if (is_rank_word(p, i))
            continue;
        const size_t seat = shb_seat_of_title(p, i, end);
        if (seat) {
            *definite |= !weak && !(k & IS_END);
            i = seat;
            continue;
        }
        bool thing = (k & WORD_STOP) && !is_definite(p, i);
        if (thing || (k & (IS_END | WORD_SAY)))
            return end;
        if ((k & WORD_GIVEN && !(k & IS_KNOWN)) || opens_compound(p, i, end))
            return i;
        if (k & (IS_KNOWN | WORD_OFFICE | WORD_TITLE)) {
            bool person = (k & IS_KNOWN) && !(k & (IS_STATE | IS_ADJECTIVE | IS_PLACE));
            if (person)
                return end;
            *definite |= !weak && ((k & (IS_STATE | IS_ADJECTIVE)) || is_definite(p, i));
            continue;
        }
        if (is_definite(p, i)) {
            *definite |= !weak;
            continue;
        }
        if (k & (IS_COMMON | WORD_HEAD | WORD_CITY))
            continue;
        return i;
    }
    return end;
}

shb_status shb_find_arabic(shb_patterns *p, size_t sentence) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    for (size_t i = start; i < end; i++) {
        uint32_t k = p->kinds[i];
        size_t last = i;
        shb_status st = SHB_OK;
        if ((k & (IS_KNOWN | IS_TAKEN)) ||
            !(p->work->tokens.items[i].flags & TOKEN_ARABIC))
            continue;
        if (k & WORD_TITLE) {
            bool definite;
            size_t first = skip_complement(p, i, end, &definite);
            if (first < end && !names_a_thing(p, i, start, true))
                st = try_name(p, sentence, first, definite ? BY_DEFINITE_TITLE : BY_TITLE,
                              first == i + 1, &last);
        } else if ((k & WORD_SAY) && i + 1 < end && is_near(p, i + 1) &&
                   may_name(p, i + 1) && is_listed(p, i + 1)) {
            st = try_name(p, sentence, i + 1, BY_SAYING, true, &last);
        } else if ((is_listed(p, i) && may_name(p, i)) || is_link(p, i) ||
                   is_closed_by_next(p, i, end) ||
                   (i + 1 < end && is_son_of(p, i + 1) && is_near(p, i + 1))) {
            if (i + 1 < end && is_son_of(p, i + 1) && is_joined_given(p, i))
                p->kinds[i] |= IS_NAME | IS_CLITIC;
            if (!is_son_of(p, i))
                st = try_name(p, sentence, i, BY_NAME, false, &last);
        }
        if (st != SHB_OK)
            return st;
        if (p->kinds[last] & IS_TAKEN)
            i = last;
    }
    return SHB_OK;
}
