/* Persons and organizations that the tagger finds where list and patterns have none. */
#include "entities/patterns.h"
#include "tagger/tagger.h"

/* Is the word worth the tagger's time? Ordinary words, small letters and what is in a
 * name already are not: they are tagged as neighbours only. */
static bool may_be_name(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    uint32_t k = p->kinds[i];
    if ((k & (IS_KNOWN | IS_TAKEN)) || (token->flags & (TOKEN_DIGIT | TOKEN_STRANGE)))
        return false;
    /* The last byte of a quote or bracket: names of bodies are ordinary words at times.
     */
    char before = token->start ? p->work->tokens.text[token->start - 1] : ' ';
    bool quoted = before == '"' || before == '\xab' || before == '\x9c' || before == '(';
    bool named = k & (IS_NAME | WORD_GIVEN | WORD_HEAD | IS_SHORT);
    if (token->flags & TOKEN_ARABIC)
        return named || quoted || !(k & (IS_COMMON | WORD_COMMON | WORD_STOP | WORD_SAY));
    return (token->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS)) != 0;
}

const uint32_t *shb_facts(const shb_patterns *p) {
    static const struct {
        uint32_t kind, fact;
    } table[] = {
        {IS_NAME, FACT_NAME},           {IS_LAST, FACT_LAST},
        {WORD_GIVEN, FACT_GIVEN},       {IS_COMMON | WORD_COMMON, FACT_COMMON},
        {IS_NEVER, FACT_OTHER},         {IS_END, FACT_OTHER},
        {WORD_TITLE, FACT_TITLE},       {WORD_OFFICE, FACT_OFFICE},
        {WORD_SAY, FACT_SAY},           {WORD_LINK, FACT_LINK},
        {WORD_HEAD, FACT_HEAD},         {WORD_CITY, FACT_CITY},
        {IS_ADJECTIVE, FACT_ADJECTIVE}, {IS_INITIAL, FACT_INITIAL},
    };
    static const uint32_t fact_of_type[SHB_N_TYPES] = {
        [SHB_PERSON] = FACT_PERSON,
        [SHB_STATE] = FACT_STATE,
        [SHB_ORGANIZATION] = FACT_BODY,
    };
    shb_work *work = p->work;
    size_t n = work->tokens.count;
    uint32_t *facts = shb_arena_alloc(&work->arena, (n + 1) * sizeof *facts);
    if (!facts)
        return NULL;
    facts[n] = 0;
    for (size_t i = 0; i < n; i++) {
        facts[i] = 0;
        for (size_t k = 0; p->kinds[i] && k < sizeof table / sizeof *table; k++)
            if (p->kinds[i] & table[k].kind)
                facts[i] |= table[k].fact;
        uint32_t c = p->candidate[i];
        if (c == SHB_NO_ENTITY)
            continue;
        const shb_candidate *candidate = &work->candidates[c];
        if (p->kinds[i] & IS_SHORT)
            facts[i] |= FACT_SHORT;
        if (candidate->first == i)
            facts[i] |= FACT_FIRST;
        if (shb_is_mention(candidate))
            facts[i] |= fact_of_type[shb_work_type(work, candidate->entity)];
        else if (p->kinds[i] & IS_STATE)
            facts[i] |= FACT_BODY;
    }
    for (size_t k = 0; k < p->n_found; k++) {
        const shb_found *found = &p->found[k];
        if (found->entity == SHB_NO_ENTITY)
            continue;
        for (uint32_t i = found->first; i <= found->last; i++)
            facts[i] |= found->person == SHB_NO_ENTITY ? FACT_BODY : FACT_FOUND;
        facts[found->first] |= FACT_FIRST;
    }
    for (size_t i = 0; i < n; i++)
        if (may_be_name(p, i))
            facts[i] |= MAY_BE_NAME;
    /* An ordinary word that begins a sentence has its capital from there. */
    for (size_t s = 0; s < work->sentences.count; s++) {
        uint32_t i = work->sentence_tokens[s];
        if (i < work->sentence_tokens[s + 1] && (facts[i] & FACT_COMMON) &&
            !(facts[i + 1] & MAY_BE_NAME))
            facts[i] &= ~(uint32_t)MAY_BE_NAME;
    }
    return facts;
}

/* --------------------------------------------------------------- where it is used */

/* Least chance for an organization of ordinary words. */
#define ALL_ORDINARY .9f

enum { SAMPLE = 200, SAMPLE_LEAST = 6, LANGUAGE_LEAST = 70 /* percent */ };

static const uint8_t script_of[SHB_N_LANGS] = {
    [SHB_AR] = TOKEN_ARABIC,
    [SHB_EN] = TOKEN_LATIN,
    [SHB_RU] = TOKEN_CYRILLIC,
};

int shb_known_words(const shb_work *work, shb_lang lang) {
    const shb_tagger *tagger = work->gazetteer->taggers[lang];
    size_t seen = 0, known = 0;
    for (size_t i = 0; tagger && i < work->tokens.count && seen < SAMPLE; i++) {
        if (!(work->tokens.items[i].flags & script_of[lang]))
            continue;
        seen++;
        known += shb_tagger_knows(tagger, &work->tokens, i);
    }
    return seen < SAMPLE_LEAST ? -1 : (int)(known * 100 / seen);
}

/* The script of most words of a sentence. */
static shb_lang language_of(const shb_work *work, size_t first, size_t end) {
    size_t words[SHB_N_LANGS] = {0};
    for (size_t i = first; i < end; i++)
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            words[lang] += (work->tokens.items[i].flags & script_of[lang]) != 0;
    shb_lang best = 0;
    for (shb_lang lang = 1; lang < SHB_N_LANGS; lang++)
        if (words[lang] > words[best])
            best = lang;
    return words[best] * 2 > end - first ? best : SHB_N_LANGS;
}

/* ------------------------------------------------------------------ what is taken */

/* How sure the tagger must be: a name of one word is wrong more often, and more so where
 * any word has a capital. */
static float least_chance(const shb_patterns *p, const shb_tagged *name, size_t start) {
    static const float least[2][2] = {{.75f, .7f}, {.45f, .6f}};
    bool one = name->first == name->last;
    bool cased = !(p->work->tokens.items[name->first].flags & TOKEN_ARABIC);
    float more = one && cased ? name->first == start ? .2f : .1f : 0;
    return least[!one][name->tag != TAG_B_PERSON] + more;
}

static bool holds(const shb_patterns *p, const shb_tagged *name, uint32_t kinds) {
    for (uint32_t i = name->first; i <= name->last; i++)
        if (p->kinds[i] & kinds)
            return true;
    return false;
}

/* No name goes over a comma or a bracket; an organization's may go over a quote; a
 * person's ends before a word that is in none. */
static void cut_at_signs(const shb_patterns *p, shb_tagged *name) {
    for (uint32_t i = name->first + 1; i <= name->last; i++) {
        bool quote = name->tag == TAG_B_ORGANIZATION &&
                     shb_token_gap(&p->work->tokens, i) == GAP_QUOTE;
        bool ends = name->tag == TAG_B_PERSON && (p->kinds[i] & IS_END);
        if (ends || (!quote && !shb_joined(p, i)))
            name->last = i - 1;
    }
}

/* Titles before the name, and ordinary words that the tagger took with it. */
static void trim_person(const shb_patterns *p, shb_tagged *name) {
    const uint32_t named = WORD_GIVEN | IS_NAME | WORD_LINK;
    while (name->first < name->last &&
           (p->kinds[name->first] & (WORD_TITLE | IS_COMMON | WORD_OFFICE)) &&
           !(p->kinds[name->first] & named))
        name->first++;
}

/* Does the name stand in the text without its first letter, too? A single word says so
 * only where it is no ordinary one. */
static bool stands_without_letter(const shb_work *work, const shb_tagged *name,
                                  uint64_t rest, unsigned known) {
    const shb_token *tokens = work->tokens.items;
    size_t more = name->last - name->first;
    if (more == 0 && (known & NAME_COMMON))
        return false;
    for (size_t i = 0; i + more < work->tokens.count; i++) {
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
static bool begins_with_proclitic(const shb_work *work, const shb_tagger *tagger,
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
    return (parted && (known & NAME_WORD) && sure) ||
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

/* Weapons, power stations, prisons: abbreviations that stand before or behind a name. */
static bool is_installation(const shb_work *work, const shb_tagged *name) {
    static const char *const words[] = {"отрк", "рсзо", "рлс", "зрк", "птрк", "мбр",
                                        "зрпк", "аэс",  "гэс", "тэц", "сизо", "бпла"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_is(work, name->first, words[k]) ||
            shb_token_is(work, name->last, words[k]))
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

static bool is_person(const shb_patterns *p, const shb_tagged *name, size_t start) {
    bool one = name->first == name->last;
    const shb_token *token = &p->work->tokens.items[name->first];
    uint32_t k = p->kinds[name->first];
    if (one && (token->length < 3 || is_plural_or_god(p, name->first) ||
                (k & (WORD_TITLE | IS_ADJECTIVE | IS_NEVER | IS_END))))
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

/* A district, province or street, and a range or shore, at either end of the name; in
 * Russian also behind its adjective. */
static bool is_district(const shb_work *work, const shb_tagged *name) {
    static const char *const words[] = {
        "район",  "округ",  "штат",  "область", "авеню",  "проспект", "площадь", "улица",
        "хребет", "кавказ", "залив", "zone",    "refuge", "province", "avenue"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_spells(work, name->first, words[k], strlen(words[k])) ||
            shb_token_spells(work, name->last, words[k], strlen(words[k])))
            return true;
    /* raion, raiona, raionom; but raionny is of a district's court */
    const uint32_t second = name->first + 1;
    return second < name->last && work->tokens.items[second].length <= 7 &&
           (shb_token_spells(work, second, "район", strlen("район")) ||
            shb_token_spells(work, second, "округ", strlen("округ")));
}

/* Not titles alone, nor a single Latin letter; and ordinary words alone, "the world
 * body", hardly ever. */
static bool is_organization(const shb_patterns *p, const shb_tagged *name) {
    uint32_t titles = 0, ordinary = 0, words = name->last - name->first + 1;
    for (uint32_t i = name->first; i <= name->last; i++) {
        titles += (p->kinds[i] & (WORD_TITLE | WORD_OFFICE)) != 0;
        ordinary += (p->kinds[i] & (IS_COMMON | WORD_COMMON)) != 0;
    }
    if ((words == 1 && is_latin_letter(p->work, name->first)) ||
        is_district(p->work, name))
        return false;
    /* "the Government", "Parliament": Russian writes them with a capital, too. */
    if (words == 1 && ordinary &&
        (p->work->tokens.items[name->first].flags & TOKEN_CYRILLIC))
        return false;
    return titles < words && (ordinary < words || name->chance >= ALL_ORDINARY) &&
           p->work->tokens.items[name->first].length > 1;
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
    return name->first == name->last && (p->kinds[name->first] & IS_PLACE);
}

/* Of one script, not parted by "and", and in no name that is known already. */
static bool is_free(const shb_patterns *p, const shb_tagged *name, uint8_t script) {
    bool listed_end = may_end_with_listed(p, name);
    for (uint32_t i = name->first; i <= name->last; i++) {
        bool parted = name->tag == TAG_B_PERSON &&
                      (shb_token_is(p->work, i, "and") || shb_token_is(p->work, i, "и"));
        if (!(p->work->tokens.items[i].flags & script) || parted ||
            ((p->kinds[i] & IS_SHORT) && !(listed_end && i == name->last) &&
             !(i > name->first && shb_is_father(p->work, i))))
            return false;
    }
    return !holds(p, name, IS_TAKEN | IS_KNOWN);
}

static shb_status take(shb_patterns *p, shb_lang lang, size_t sentence, shb_tagged name) {
    const shb_work *work = p->work;
    const shb_token *tokens = work->tokens.items;
    size_t start = work->sentence_tokens[sentence];
    bool person = name.tag == TAG_B_PERSON;
    cut_at_signs(p, &name);
    if (person)
        trim_person(p, &name);
    if (name.chance < least_chance(p, &name, start) ||
        !is_free(p, &name, script_of[lang]) || is_city(p, &name) ||
        is_refused(p, &name) || is_people(work, &name) || is_installation(work, &name))
        return SHB_OK;
    if (lang != SHB_AR &&
        !(tokens[name.first].flags & tokens[name.last].flags & TOKEN_CAPITAL))
        return SHB_OK;
    if (person ? !is_person(p, &name, start) : !is_organization(p, &name))
        return SHB_OK;
    if (lang == SHB_AR &&
        begins_with_proclitic(work, work->gazetteer->taggers[lang], &name))
        p->kinds[name.first] |= IS_CLITIC;
    shb_found found = {.first = name.first,
                       .last = name.last,
                       .sentence = (uint32_t)sentence,
                       .person = person ? 0 : SHB_NO_ENTITY,
                       .entity = SHB_NO_ENTITY,
                       .how = SHB_HOW_TAGGER,
                       .confidence = name.confidence,
                       .surname_only = person && name.first == name.last};
    return shb_patterns_take(p, found);
}

static shb_status tag_sentence(shb_patterns *p, const uint32_t *facts, size_t sentence,
                               shb_lang lang) {
    shb_work *work = p->work;
    const shb_tagger *tagger = work->gazetteer->taggers[lang];
    const shb_tagged *names;
    size_t n;
    shb_status st = SHB_OK;
    if (!work->tagging)
        st = shb_tagging_new(work->ctx, &work->tagging);
    if (st == SHB_OK)
        st = shb_tag_sentence(work->ctx, work->tagging, tagger, &work->tokens, facts,
                              work->sentence_tokens[sentence],
                              work->sentence_tokens[sentence + 1], &names, &n);
    for (size_t i = 0; st == SHB_OK && i < n; i++)
        if (names[i].tag == TAG_B_PERSON || names[i].tag == TAG_B_ORGANIZATION)
            st = take(p, lang, sentence, names[i]);
    return st;
}

shb_status shb_find_tagged(shb_patterns *p) {
    const shb_work *work = p->work;
    bool usable[SHB_N_LANGS], any = false;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        any |= usable[lang] = p->known_words[lang] >= LANGUAGE_LEAST;
    if (!any)
        return SHB_OK;
    const uint32_t *facts = shb_facts(p);
    if (!facts)
        return shb_fail_memory(work->ctx);
    shb_status st = SHB_OK;
    for (size_t s = 0; st == SHB_OK && s < work->sentences.count; s++) {
        shb_lang lang =
            language_of(work, work->sentence_tokens[s], work->sentence_tokens[s + 1]);
        if (lang < SHB_N_LANGS && usable[lang])
            st = tag_sentence(p, facts, s, lang);
    }
    return st;
}
