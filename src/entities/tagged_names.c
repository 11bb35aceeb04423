/* Which finds of the tagger are names of persons and bodies, and where they begin and
 * end. */
#include "entities/tagged.h"
#include "text/arabic_letters.h"

/* How many words to a side are asked for a name; bounded, or crafted text takes quadratic
 * time. */
enum { WORDS_ASKED = 10000 };

/* Least chance for an organization of ordinary words. */
#define ALL_ORDINARY .9f
/* Least chance for a single word that ends or begins a full name of the text. */
#define PART_OF_NAME .3f
/* What the tagger says against a list or a rule. */
#define SURE .8f

/* How sure the tagger must be: a name of one word is wrong more often, and more so where
 * any word has a capital; but less of an Arabic one that the text has in a full name. */
static float least_chance(const shb_patterns *p, const shb_tagged *name, size_t start) {
    static const float least[2][2] = {{.75f, .7f}, {.45f, .6f}};
    bool one = name->first == name->last;
    bool cased = !(p->work->tokens.items[name->first].flags & TOKEN_ARABIC);
    if (one && !cased && name->tag == TAG_B_PERSON && name->chance >= PART_OF_NAME &&
        name->chance < least[0][0] && shb_is_in_full_name(p, name->first))
        return PART_OF_NAME;
    float more = one && cased ? name->first == start ? .2f : .1f : 0;
    return least[!one][name->tag != TAG_B_PERSON] + more;
}

/* al-...in, al-...un: those whom he honoured, no surname of his. */
static bool is_definite_plural(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    if (!(token->flags & TOKEN_ARABIC) || token->length < 7 ||
        letters[0] != FOLD_AR(0x627) || letters[1] != FOLD_AR(0x644) ||
        (p->kinds[i] & (IS_NAME | IS_LAST | WORD_GIVEN)))
        return false;
    const uint8_t *end = letters + token->length;
    return end[-1] == FOLD_AR(0x646) &&
           (end[-2] == FOLD_AR(0x64a) || end[-2] == FOLD_AR(0x648));
}

/* "Ahmad kathiran", much: an ordinary word in -an, whose vowel is not written. */
static bool is_adverb(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    return (token->flags & TOKEN_ARABIC) && token->length > 3 &&
           p->work->tokens.folded[token->folded + token->length - 1u] == ALEF &&
           (p->kinds[i] & (IS_COMMON | IS_NAME | IS_LAST | WORD_GIVEN)) == IS_COMMON;
}

/* No name goes over a comma or a bracket; an organization's may go over a quote; a
 * person's ends before a word that is in none. */
static void cut_at_signs(const shb_patterns *p, shb_tagged *name) {
    for (uint32_t i = name->first + 1; i <= name->last; i++) {
        bool quote = name->tag == TAG_B_ORGANIZATION &&
                     shb_token_gap(&p->work->tokens, i) == GAP_QUOTE;
        bool ends =
            name->tag == TAG_B_PERSON &&
            ((p->kinds[i] & IS_END) || is_definite_plural(p, i) || is_adverb(p, i)) &&
            !shb_token_is(p->work, i - 1, "عبد"); /* al-Ahad, Sunday */
        ends |= shb_is_future_verb(p, i, i - name->first);
        if (ends || (!quote && !shb_joined(p, i)))
            name->last = i - 1;
    }
}

/* "Maj Gen Ryder", "Dame Priti": ranks that people are called by, too, but not first. */
static bool is_rank(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint32_t kinds = p->kinds[i];
    return (token->flags & TOKEN_LATIN) && (kinds & WORD_TITLE) &&
           !(kinds & (WORD_GIVEN | WORD_LINK)) &&
           (token->length <= 3 || !(kinds & WORD_COMMON));
}

/* Titles before the name, and ordinary words that the tagger took with it: but not where
 * it is sure of a foreign name that looks like one, "Wayne", "Rod". */
static void trim_person(const shb_patterns *p, shb_tagged *name) {
    const uint32_t named = WORD_GIVEN | IS_NAME | WORD_LINK;
    bool arabic = p->work->tokens.items[name->first].flags & TOKEN_ARABIC;
    uint32_t other = WORD_TITLE | WORD_OFFICE | IS_END |
                     (arabic && name->chance >= SURE ? 0 : IS_COMMON);
    while (name->first < name->last &&
           (is_rank(p, name->first) ||
            ((p->kinds[name->first] & other) && !(p->kinds[name->first] & named))))
        name->first++;
}

/* "Ahmad Abu", "Jean-Marc de", "bin Qudama": Arabic names neither end with a link,
 * whatever it leads to ("de la Sabliere"), nor begin with "bin" behind another word. */
static void complete_person(const shb_patterns *p, shb_tagged *name, size_t start,
                            size_t end) {
    const uint32_t other = IS_KNOWN | IS_END | WORD_SAY | WORD_TITLE;
    if (!(p->work->tokens.items[name->first].flags & TOKEN_ARABIC))
        return;
    uint32_t last = name->last;
    while ((p->kinds[last] & WORD_LINK) && last + 1 < end && shb_joined(p, last + 1)) {
        bool la = last + 2 < end && shb_token_is(p->work, last + 1, "لا");
        last += la ? 2 : 1;
        if ((p->kinds[last] & other) || !shb_joined(p, last))
            break;
        name->last = last;
    }
    /* "Abd al-Aziz al-Eid" */
    if (name->last == name->first + 1 && shb_token_is(p->work, name->first, "عبد") &&
        shb_is_surname_of_servant(p, name->last + 1, end))
        name->last++;
    /* "Benedict the Fifteenth": two words */
    if (name->last > name->first && name->last + 1 < end &&
        shb_is_ordinal(p->work, name->last) && shb_joined(p, name->last + 1) &&
        shb_token_is(p->work, name->last + 1, "عشر"))
        name->last++;
    if (shb_token_is(p->work, name->first, "بن") && name->first > start &&
        shb_joined(p, name->first) && !(p->kinds[name->first - 1] & other))
        name->first--;
}

/* wa- and a first name, even one too short for the lexicon to strip: "and Fahd". */
static bool is_and_first_name(const shb_patterns *p, uint32_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    if (!(token->flags & TOKEN_ARABIC) || token->length < 4 ||
        letters[0] != FOLD_AR(0x648) ||
        ((p->kinds[i] & (IS_NAME | WORD_GIVEN)) && !(p->kinds[i] & IS_CLITIC)))
        return false;
    const shb_name_words *words = &p->work->gazetteer->name_words;
    uint64_t rest = shb_word_hash(letters + 1, token->length - 1u);
    unsigned known = shb_name_word(words, rest),
             whole = shb_name_word(words, token->hash);
    return (p->kinds[i] & IS_CLITIC) || (known & NAME_GIVEN) ||
           (shb_lexicon_word(&p->work->gazetteer->lexicon, rest) & WORD_GIVEN) ||
           (!whole && (known & (NAME_WORD | NAME_LAST)) == NAME_WORD);
}

uint32_t shb_next_person(const shb_patterns *p, const shb_tagged *name) {
    uint32_t i = name->first + 1;
    while (i <= name->last && !is_and_first_name(p, i))
        i++;
    return i;
}

/* Does the name stand in the text without its first letter, too? A single word says so
 * only where it is no ordinary one. */
static bool stands_without_letter(const shb_work *work, const shb_tagged *name,
                                  uint64_t rest, unsigned known) {
    const shb_token *tokens = work->tokens.items;
    size_t more = name->last - name->first;
    if (more == 0 && (known & NAME_COMMON))
        return false;
    size_t from = name->first > WORDS_ASKED ? name->first - WORDS_ASKED : 0;
    size_t end = name->first + WORDS_ASKED < work->tokens.count
                     ? name->first + WORDS_ASKED
                     : work->tokens.count;
    for (size_t i = from; i + more < end; i++) {
        size_t same = 0;
        while (tokens[i].hash == rest && same < more &&
               tokens[i + same + 1].hash == tokens[name->first + same + 1].hash)
            same++;
        if (tokens[i].hash == rest && same == more)
            return true;
    }
    return false;
}

/* Is the first letter a proclitic? Then the whole is no name word, and what is left is
 * one, or the text has the name without it. "Farid" is an ordinary word, but no fa-
 * before a rare name "Rid"; only "and" stands before any name. */
static bool has_proclitic(const shb_work *work, const shb_tagger *tagger,
                          const shb_tagged *name) {
    const shb_token *token = &work->tokens.items[name->first];
    const uint8_t *letters = work->tokens.folded + token->folded;
    const shb_name_words *words = &work->gazetteer->name_words;
    unsigned whole = shb_name_word(words, token->hash);
    if (token->length <= 3 || !shb_is_proclitic(letters[0]) || (whole & NAME_WORD))
        return false;
    uint64_t rest = shb_word_hash(letters + 1, token->length - 1u);
    unsigned known = shb_name_word(words, rest);
    bool sure =
        letters[0] == FOLD_AR(0x648) || (known & NAME_GIVEN) || !(whole & NAME_COMMON);
    bool parted = shb_tagger_proclitics(tagger, &work->tokens, name->first) == 1;
    bool and_rare = !whole && letters[0] == FOLD_AR(0x648) &&
                    letters[1] != FOLD_AR(0x627); /* but Watson */
    return (parted && (((known & NAME_WORD) && sure) || and_rare)) ||
           stands_without_letter(work, name, rest, known);
}

/* Two words or more that begin or end with a word of other names: Tana River, Кэмп-Таджи.
 * Arabic ones are no such list. */
static bool names_a_place(const shb_patterns *p, const shb_tagged *name) {
    uint32_t first = p->kinds[name->first], last = p->kinds[name->last];
    if (name->first == name->last ||
        (p->work->tokens.items[name->first].flags & TOKEN_ARABIC))
        return false;
    uint32_t person = name->last - name->first == 1 ? WORD_GIVEN | IS_NAME : WORD_GIVEN;
    return ((first & IS_NEVER) && !(first & (WORD_GIVEN | IS_NAME))) ||
           ((last & IS_NEVER) && !(first & person));
}

/* "Iraqis", "North Koreans": the last word without its plural is an adjective of
 * nationality. */
static bool is_people(const shb_work *work, const shb_tagged *name) {
    const shb_token *token = &work->tokens.items[name->last];
    const uint8_t *letters = work->tokens.folded + token->folded;
    if (!(token->flags & TOKEN_LATIN) || token->length < 5 ||
        letters[token->length - 1] != 's')
        return false;
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    uint64_t key = 0;
    for (uint32_t i = name->first; i < name->last; i++)
        key = shb_key_next(key, work->tokens.items[i].hash);
    key = shb_key_next(key, shb_word_hash(letters, token->length - 1u));
    const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, key);
    if (!slot || slot->form == SHB_NO_FORM)
        return false;
    const shb_form *form = &lexicon->forms[slot->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_ADJECTIVE)
            return true;
    return false;
}

/* "Astronomers", "Americans": the plural of a nisba, in Arabic; and God. */
static bool is_plural_or_god(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *end = p->work->tokens.folded + token->folded + token->length;
    if (!(token->flags & TOKEN_ARABIC) || (p->kinds[i] & (IS_NAME | WORD_GIVEN)))
        return false;
    bool plural = token->length > 4 && end[-1] == FOLD_AR(0x646) &&
                  (end[-2] == FOLD_AR(0x648) || end[-2] == FOLD_AR(0x64a)) &&
                  end[-3] == FOLD_AR(0x64a);
    return plural || shb_token_is(p->work, i, "الله");
}

/* "Madame High Commissioner": titles, and nobody. */
static bool is_all_titles(const shb_patterns *p, const shb_tagged *name) {
    for (uint32_t i = name->first; i <= name->last; i++)
        if (!(p->kinds[i] & WORD_TITLE) ||
            !(p->work->tokens.items[i].flags & TOKEN_LATIN))
            return false;
    return true;
}

static bool is_person(const shb_patterns *p, const shb_tagged *name, size_t start) {
    bool one = name->first == name->last;
    const shb_token *token = &p->work->tokens.items[name->first];
    uint32_t k = p->kinds[name->first];
    if (one && (token->length < 3 || is_plural_or_god(p, name->first) ||
                (k & (WORD_TITLE | IS_ADJECTIVE | IS_NEVER | IS_END))))
        return false;
    /* "Ben Gurion Airport", which Arabic begins with the airport; but "Dr Shari'". */
    const bool titled = name->first > start && (p->kinds[name->first - 1] & WORD_TITLE);
    if ((k & WORD_STOP) && (token->flags & TOKEN_ARABIC) && !titled)
        return false;
    /* "Roe v Wade" */
    static const char *const against[] = {"v", "vs", "versus"};
    for (size_t i = name->first + 1; i < name->last; i++)
        if (TOKEN_IS_ONE_OF(p->work, i, against) &&
            !(p->work->tokens.items[i].flags & TOKEN_CAPITAL))
            return false;
    if (is_all_titles(p, name) || shb_is_run_together(p, name->first, true) ||
        shb_is_run_together(p, name->last, true))
        return false;
    /* "Braulio Carrillo National", a park. */
    if (!one && (p->kinds[name->last] & (IS_NEVER | IS_NAME | WORD_GIVEN)) == IS_NEVER)
        return false;
    /* What begins a sentence has a capital anyway. */
    if (one && name->first == start && (k & IS_COMMON))
        return false;
    return !shb_names_a_thing(p, name->first, start) && !names_a_place(p, name);
}

/* As Arabic writes it: what is left of an abbreviation. */
static bool is_latin_letter(const shb_work *work, size_t i) {
    static const char *const letters[] = {"إيه", "بي",  "سي",  "دي", "إي",   "إف", "جي",
                                          "إتش", "آي",  "جيه", "كي", "كيه",  "إل", "إم",
                                          "إن",  "أو",  "كيو", "آر", "إس",   "تي", "يو",
                                          "في",  "إكس", "واي", "زد", "دبليو"};
    for (size_t k = 0; k < sizeof letters / sizeof *letters; k++)
        if (shb_token_is(work, i, letters[k]))
            return true;
    return false;
}

/* "Larger", "Red" in some case. */
static bool is_adjective(const shb_work *work, size_t i) {
    static const char *const endings[] = {"ый", "ий", "ой", "ая", "ое", "ые",  "ие",
                                          "ую", "ых", "их", "ым", "им", "ого", "ому"};
    const shb_token *token = &work->tokens.items[i];
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (shb_russian_ends(work->tokens.folded + token->folded, token->length,
                             endings[k]))
            return true;
    return false;
}

/* "Acme (ACM)": no initials of a name that is one word, but what an exchange calls it. */
static bool is_ticker(const shb_patterns *p, size_t i) {
    const shb_tokens *tokens = &p->work->tokens;
    if (i == 0 || !(tokens->items[i].flags & TOKEN_CAPITALS) ||
        shb_token_gap(tokens, i) != GAP_OPEN || p->candidate[i - 1] == SHB_NO_ENTITY)
        return false;
    const shb_candidate *c = &p->work->candidates[p->candidate[i - 1]];
    bool more = i > 1 && shb_token_gap(tokens, i - 1) == GAP_SPACE &&
                (tokens->items[i - 2].flags & TOKEN_CAPITAL);
    return !more && c->first == c->last && shb_is_mention(c) &&
           shb_work_type(p->work, c->entity) == SHB_ORGANIZATION;
}

/* Not titles alone, nor a single Latin letter; and ordinary words alone, "the world
 * body", hardly ever. */
static bool is_organization(const shb_patterns *p, const shb_tagged *name, size_t start,
                            size_t end) {
    const shb_work *work = p->work;
    uint32_t titles = 0, ordinary = 0, words = name->last - name->first + 1;
    for (uint32_t i = name->first; i <= name->last; i++) {
        titles += (p->kinds[i] & (WORD_TITLE | WORD_OFFICE)) != 0;
        ordinary += (p->kinds[i] & (IS_COMMON | WORD_COMMON)) != 0;
    }
    if (words == 1 && (is_latin_letter(work, name->first) || is_ticker(p, name->first)))
        return false;
    for (uint32_t i = name->first; i <= name->last; i++)
        if (shb_is_run_together(p, i, false))
            return false;
    /* "the Government", "Parliament": Russian writes them with a capital, too. */
    bool cyrillic = work->tokens.items[name->first].flags & TOKEN_CYRILLIC;
    if (words == 1 && ordinary && cyrillic)
        return false;
    /* "Large Kamen", "Red Village": a place, a street; but the Large theatre. */
    bool quoted = shb_token_gap(&work->tokens, name->first) == GAP_QUOTE;
    if (words == 2 && cyrillic && !quoted && (p->kinds[name->first] & IS_NEVER) &&
        is_adjective(work, name->first))
        return false;
    /* A headline in Russian: its first word has a capital anyway. */
    if (words > 1 && words == end - start && (p->kinds[name->first] & IS_COMMON) &&
        cyrillic)
        return false;
    return titles < words && (ordinary < words || name->chance >= ALL_ORDINARY) &&
           work->tokens.items[name->first].length > 1;
}

/* A listed surname may end an unlisted name, behind what may be a given name. */
static bool may_end_with_listed(const shb_patterns *p, const shb_tagged *name) {
    uint32_t k = p->kinds[name->first];
    uint8_t flags = p->work->tokens.items[name->first].flags;
    if (name->tag != TAG_B_PERSON || name->first == name->last || (k & IS_SHORT))
        return false;
    return flags & TOKEN_ARABIC ? (k & (WORD_GIVEN | IS_NAME)) != 0
                                : !(flags & TOKEN_CAPITALS);
}

/* A listed city, and no more. */
static bool is_city(const shb_patterns *p, const shb_tagged *name) {
    for (uint32_t i = name->first; i <= name->last; i++)
        if (!(p->kinds[i] & WORD_CITY))
            return false;
    return true;
}

/* A listed name of one word that its context refused: no other thing's, either. */
static bool is_refused(const shb_patterns *p, const shb_tagged *name) {
    return (name->first == name->last && (p->kinds[name->first] & IS_PLACE)) ||
           shb_are_two_bearers(p, name->first, name->last);
}

static bool is_named_around(const shb_work *work, size_t index, uint32_t entity) {
    size_t from = index > NAMES_ASKED ? index - NAMES_ASKED : 0;
    for (size_t k = from; k < work->n_candidates && k < index + NAMES_ASKED; k++)
        if (shb_is_mention(&work->candidates[k]) && work->candidates[k].entity == entity)
            return true;
    return false;
}

/* A listed short form, of nothing but persons: also of one whom no list has. But the
 * given name of one whom the text names begins no other's: "Prince Khalid honoured". */
static bool may_be_anothers(const shb_patterns *p, const shb_tagged *name, size_t i) {
    const shb_work *work = p->work;
    const shb_candidate *c = &work->candidates[p->candidate[i]];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    if (c->form == SHB_NO_FORM)
        return false;
    const shb_form *form = &lexicon->forms[c->form];
    bool begins = i == name->first && i < name->last;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind == SENSE_WORD || sense->kind == SENSE_BODY)
            continue;
        if (shb_work_type(work, sense->value) != SHB_PERSON ||
            (begins && is_named_around(work, p->candidate[i], sense->value)))
            return false;
    }
    return true;
}

/* A known word that a longer name may hold: a listed person's name behind a given name
 * ("Ahmad Ali Abdullah Salih" is his son), or a nationality behind it ("Muhammad Sa'id
 * al-Kindi", the Canadian). */
static bool may_be_part(const shb_patterns *p, const shb_tagged *name, uint32_t i) {
    const shb_work *work = p->work;
    if (p->candidate[i] == SHB_NO_ENTITY || name->chance < SURE)
        return false;
    const shb_candidate *c = &work->candidates[p->candidate[i]];
    if (c->first <= name->first || c->last > name->last)
        return false;
    if (!shb_is_mention(c))
        return c->adjective != SHB_NO_ENTITY && i == name->last;
    return shb_work_type(work, c->entity) == SHB_PERSON && c->first < c->last &&
           (p->kinds[name->first] & (WORD_GIVEN | IS_NAME)) != 0;
}

/* Of one script, not parted by "and", and in no name that is known already. */
static bool is_free(const shb_patterns *p, const shb_tagged *name, uint8_t script,
                    bool outranks) {
    bool listed_end = may_end_with_listed(p, name);
    bool whole = name->tag == TAG_B_PERSON && script == TOKEN_ARABIC;
    for (uint32_t i = name->first; i <= name->last; i++) {
        bool parted = name->tag == TAG_B_PERSON &&
                      (shb_token_is(p->work, i, "and") || shb_token_is(p->work, i, "и"));
        if (!(p->work->tokens.items[i].flags & script) || parted ||
            ((p->kinds[i] & IS_SHORT) && !(listed_end && i == name->last) &&
             !(whole && may_be_anothers(p, name, i)) &&
             !(i > name->first && shb_is_father(p->work, i))))
            return false;
    }
    for (uint32_t i = name->first; i <= name->last; i++)
        if (((p->kinds[i] & IS_TAKEN) && !outranks) ||
            ((p->kinds[i] & IS_KNOWN) && !(whole && may_be_part(p, name, i))))
            return false;
    return true;
}

void shb_bound_tagged(const shb_patterns *p, size_t sentence, shb_tagged *name) {
    const uint32_t *starts = p->work->sentence_tokens + sentence;
    cut_at_signs(p, name);
    if (name->tag != TAG_B_PERSON)
        return;
    trim_person(p, name);
    complete_person(p, name, starts[0], starts[1]);
}

bool shb_is_tagged_name(const shb_patterns *p, size_t sentence, const shb_tagged *name,
                        uint8_t script, bool outranks) {
    const shb_work *work = p->work;
    const shb_token *tokens = work->tokens.items;
    size_t start = work->sentence_tokens[sentence];
    size_t end = work->sentence_tokens[sentence + 1];
    if (name->chance < least_chance(p, name, start) ||
        !is_free(p, name, script, outranks) || is_city(p, name) || is_refused(p, name) ||
        is_people(work, name))
        return false;
    if (script != TOKEN_ARABIC &&
        !(tokens[name->first].flags & tokens[name->last].flags & TOKEN_CAPITAL))
        return false;
    return name->tag == TAG_B_PERSON ? is_person(p, name, start)
                                     : is_organization(p, name, start, end);
}

bool shb_begins_with_proclitic(const shb_patterns *p, const shb_tagger *tagger,
                               const shb_tagged *name) {
    return (name->tag == TAG_B_PERSON && is_and_first_name(p, name->first)) ||
           (name->first < name->last && shb_is_and_hamza(p->work, name->first)) ||
           has_proclitic(p->work, tagger, name);
}
