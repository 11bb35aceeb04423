/*
 * Russian bodies that no list has: inside a sentence only a name begins with a capital,
 * "эксперт Института стратегических исследований", "данные Федеральной таможенной
 * службы". The name runs from its adjectives over its head and the genitives behind;
 * whose it is belongs to it. One in any case has one entity: head and adjectives go back
 * to the nominative, what stands behind them does not decline.
 */
#include <string.h>

#include "entities/patterns.h"
#include "text/spells.h"

enum { MOST_ADJECTIVES = 3, MOST_BEHIND = 9, MAX_LABEL = 400 };
typedef enum gender { MASCULINE, FEMININE, NEUTER } gender;

typedef struct kind_of_body {
    const char *stem, *nominative; /* ending behind the stem */
    gender gender;
} kind_of_body;

static const kind_of_body kinds[] = {
    {"институт", "", MASCULINE},    {"центр", "", MASCULINE},
    {"фонд", "", MASCULINE},        {"союз", "", MASCULINE},
    {"комитет", "", MASCULINE},     {"совет", "", MASCULINE},
    {"университет", "", MASCULINE}, {"департамент", "", MASCULINE},
    {"трибунал", "", MASCULINE},    {"конгресс", "", MASCULINE},
    {"академи", "я", FEMININE},     {"ассоциаци", "я", FEMININE},
    {"комисси", "я", FEMININE},     {"организаци", "я", FEMININE},
    {"федераци", "я", FEMININE},    {"конфедераци", "я", FEMININE},
    {"корпораци", "я", FEMININE},   {"инспекци", "я", FEMININE},
    {"служб", "а", FEMININE},       {"школ", "а", FEMININE},
    {"палат", "а", FEMININE},       {"лиг", "а", FEMININE},
    {"лаборатори", "я", FEMININE},  {"обсерватори", "я", FEMININE},
    {"агентств", "о", NEUTER},      {"бюро", "", NEUTER},
    {"управлени", "е", NEUTER},     {"объединени", "е", NEUTER},
    {"министерств", "о", NEUTER},   {"обществ", "о", NEUTER},
    {"командовани", "е", NEUTER},   {"сообществ", "о", NEUTER},
};

static const char *const noun_endings[][12] = {
    {"", "а", "у", "ом", "е"},
    {"а", "ы", "и", "е", "у", "ой", "я", "ю", "ей"},
    {"", "о", "а", "у", "ом", "е", "я", "ю", "ем", "и"},
};

static bool ends(const shb_patterns *p, size_t i, const char *ending) {
    const shb_token *token = &p->work->tokens.items[i];
    return shb_russian_ends(p->work->tokens.folded + token->folded, token->length,
                            ending);
}

static bool ends_in_one(const shb_patterns *p, size_t i, const char *const *endings,
                        size_t n) {
    for (size_t k = 0; k < n; k++)
        if (ends(p, i, endings[k]))
            return true;
    return false;
}
#define ENDS_IN_ONE(p, i, list) ends_in_one(p, i, list, sizeof(list) / sizeof *(list))

/* Most words fail at the first letter. */
static bool begins_with(const shb_patterns *p, size_t i, const char *stem) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return shb_begin_with(letters, token->length, stem, strlen(stem)) >= 0;
}

/* The kind of body that the word heads, in any case of the singular, or NULL. */
static const kind_of_body *kind_at(const shb_patterns *p, size_t i) {
    char word[64];
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (!begins_with(p, i, kinds[k].stem))
            continue;
        const char *const *tails = noun_endings[kinds[k].gender];
        const size_t stem = strlen(kinds[k].stem);
        memcpy(word, kinds[k].stem, stem);
        for (size_t n = 0; n < 12 && tails[n]; n++) {
            const size_t tail = strlen(tails[n]);
            memcpy(word + stem, tails[n], tail);
            if (shb_token_spells(p->work, i, word, stem + tail))
                return &kinds[k];
        }
    }
    return NULL;
}

/* An adjective's ending in some case of the singular, with the nominative's. */
typedef struct adjective_ending {
    const char *seen, *nominative;
    gender gender;
} adjective_ending;

static const adjective_ending adjective_endings[] = {
    {"ского", "ский", MASCULINE}, {"скому", "ский", MASCULINE},
    {"ском", "ский", MASCULINE},  {"ским", "ский", MASCULINE},
    {"ский", "ский", MASCULINE},  {"ого", "ый", MASCULINE},
    {"ому", "ый", MASCULINE},     {"ом", "ый", MASCULINE},
    {"ым", "ый", MASCULINE},      {"ый", "ый", MASCULINE},
    {"его", "ий", MASCULINE},     {"ему", "ий", MASCULINE},
    {"ем", "ий", MASCULINE},      {"им", "ий", MASCULINE},
    {"ий", "ий", MASCULINE},      {"ой", "ая", FEMININE},
    {"ую", "ая", FEMININE},       {"ая", "ая", FEMININE},
    {"ей", "яя", FEMININE},       {"юю", "яя", FEMININE},
    {"яя", "яя", FEMININE},       {"ого", "ое", NEUTER},
    {"ому", "ое", NEUTER},        {"ом", "ое", NEUTER},
    {"ым", "ое", NEUTER},         {"им", "ое", NEUTER},
    {"ое", "ое", NEUTER},         {"его", "ее", NEUTER},
    {"ему", "ее", NEUTER},        {"ем", "ее", NEUTER},
    {"ее", "ее", NEUTER},
};

static const adjective_ending *adjective_at(const shb_patterns *p, size_t i,
                                            gender wanted) {
    if (p->work->tokens.items[i].length < 5)
        return NULL;
    for (size_t k = 0; k < sizeof adjective_endings / sizeof *adjective_endings; k++)
        if (adjective_endings[k].gender == wanted &&
            ends(p, i, adjective_endings[k].seen))
            return &adjective_endings[k];
    return NULL;
}

/* In no other name; an adjective of nationality and a region, "Дальнего Востока", may be
 * in a body's. */
static bool is_free(const shb_patterns *p, size_t i) {
    return !(p->kinds[i] & IS_TAKEN) && !shb_in_mention(p, i, false) &&
           !shb_in_mention(p, i, true) &&
           (!(p->kinds[i] & IS_KNOWN) || (p->kinds[i] & (IS_ADJECTIVE | WORD_PLACE)));
}

/* "исследований", "безопасности", "наук": what a noun's or adjective's genitive, in the
 * plural too, may end in; behind "по" its dative. */
static bool may_be_genitive(const shb_patterns *p, size_t i, bool dative) {
    static const char *const genitives[] = {"а",  "я",  "ы",  "и",  "ов",  "ев",  "ей",
                                            "ий", "ой", "ых", "их", "ого", "его", "ств"};
    static const char *const datives[] = {"ам", "ям", "ым", "им",  "у",  "ю",
                                          "е",  "ой", "ей", "ому", "ему"};
    static const char *const bare[] = {
        "дел",      "прав",      "наук",    "стран",  "сил",    "проблем",
        "систем",   "войск",     "услуг",   "цен",    "реформ", "угроз",
        "программ", "перевозок", "закупок", "выплат", "сторон", "женщин"};
    static const char *const plurals[] = {"ых", "их"};
    static const char *const verbs[] = {"ала",  "ила",  "ела",  "ула",  "яла",  "ыла",
                                        "али",  "или",  "ели",  "ули",  "яли",  "ыли",
                                        "лась", "лись", "ется", "ится", "ются", "ятся"};
    static const char *const nouns[] = {"капитала", "персонала", "материала",
                                        "потенциала", "канала"};
    static const char *const none[] = {"страны", "республики", "государства", "региона",
                                       "города", "области",    "бывшего",     "бывшей",
                                       "при",    "для",        "или",         "имени"};
    static const char *const men[] = {"иста", "олога", "веда"};
    const uint32_t no = WORD_TITLE | WORD_SAY;
    const shb_token *token = &p->work->tokens.items[i];
    if (token->length < 3 || (shb_token_classes(p->work, i) & no) ||
        TOKEN_IS_ONE_OF(p->work, i, none) || ENDS_IN_ONE(p, i, men) ||
        (shb_name_word(&p->work->gazetteer->name_words, token->hash) & NAME_FUNCTION))
        return false;
    if (TOKEN_IS_ONE_OF(p->work, i, bare) || TOKEN_IS_ONE_OF(p->work, i, nouns))
        return true;
    return !ENDS_IN_ONE(p, i, verbs) &&
           (ENDS_IN_ONE(p, i, genitives) || (dative && ENDS_IN_ONE(p, i, datives)) ||
            ENDS_IN_ONE(p, i - 1, plurals)); /* "стратегических разработок" */
}

static bool is_medium(const shb_patterns *p, uint32_t entity) {
    return entity < LOCAL_ENTITY && p->work->gazetteer->more[entity].medium;
}

/* The last word of the mention that begins at token i, if it is no person: the body's
 * owner; 0: none. "РАН", "ДНР" own, too, where no list has them. */
static size_t owner_at(const shb_patterns *p, size_t i, bool *organization) {
    const uint32_t k = p->candidate[i];
    const uint8_t asked = TOKEN_CYRILLIC | TOKEN_CAPITALS;
    const uint8_t flags = p->work->tokens.items[i].flags;
    const bool shouted = (flags & (asked | TOKEN_DOTTED)) == asked &&
                         p->work->tokens.items[i].length >= 2 &&
                         p->work->tokens.items[i].length <= 6 && is_free(p, i);
    *organization |= shouted;
    if (shouted || k == SHB_NO_ENTITY)
        return shouted ? i : 0;
    const shb_candidate *c = &p->work->candidates[k];
    if (c->first != i || c->eaten || !shb_is_mention(c) || c->seat ||
        shb_work_type(p->work, c->entity) == SHB_PERSON || is_medium(p, c->entity))
        return 0;
    *organization = shb_work_type(p->work, c->entity) == SHB_ORGANIZATION;
    return c->last;
}

/* "Дальнего Востока", "Генерального инспектора": an adjective, and not before a man. */
static bool is_capital_adjective(const shb_patterns *p, size_t i, size_t end) {
    static const char *const adjectives[] = {"ого", "его", "ой", "ых", "их"};
    return i + 1 < end && shb_token_gap(&p->work->tokens, i + 1) == GAP_SPACE &&
           is_free(p, i) && is_free(p, i + 1) && ENDS_IN_ONE(p, i, adjectives) &&
           !(p->kinds[i] & WORD_GIVEN) && !(p->kinds[i + 1] & WORD_GIVEN) &&
           may_be_genitive(p, i + 1, false);
}

/* @return the name's last word; *words: how many it has behind the head */
static size_t end_of_name(const shb_patterns *p, size_t head, size_t end, size_t *words) {
    const shb_token *tokens = p->work->tokens.items;
    size_t last = head;
    bool dative = false, organization = false;
    *words = 0;
    while (last + 1 < end && last - head < MOST_BEHIND &&
           shb_token_gap(&p->work->tokens, last + 1) == GAP_SPACE) {
        size_t next = last + 1, owner = owner_at(p, next, &organization);
        if (owner) {
            /* "Комитета Госдумы по аграрным вопросам" */
            *words += organization || *words;
            last = *words ? owner : last;
            if (!organization || !*words)
                break;
            continue;
        }
        if (!(tokens[next].flags & TOKEN_CYRILLIC) || !is_free(p, next))
            break;
        if (tokens[next].flags & TOKEN_CAPITAL) {
            /* "Центра японских исследований Института Дальнего Востока" */
            const bool nested = *words && !organization && kind_at(p, next);
            if (organization || !(nested || is_capital_adjective(p, next, end)))
                break;
            last = next + !nested;
            ++*words;
            continue;
        }
        const bool by = shb_token_is(p->work, next, "по");
        const bool and = *words && !organization && shb_token_is(p->work, next, "и");
        /* "гуманитарно-политических" */
        while (next + 1 < end &&
               shb_token_gap(&p->work->tokens, next + 1) == GAP_HYPHEN &&
               is_free(p, next + 1))
            next++;
        /* "Ближнего Востока и Северной Африки" */
        if (and&&(tokens[next].flags & TOKEN_CAPITAL) == 0 && next + 1 < end &&
            (tokens[next + 1].flags & TOKEN_CAPITAL) && !kind_at(p, next + 1) &&
            shb_token_gap(&p->work->tokens, next + 1) == GAP_SPACE &&
            (tokens[next + 2].flags & TOKEN_CAPITAL) &&
            is_capital_adjective(p, next + 1, end)) {
            last = next + 2;
            ++*words;
            continue;
        }
        if (by || and) {
            const size_t behind = next + 1;
            dative |= by;
            if (behind >= end || shb_token_gap(&p->work->tokens, behind) != GAP_SPACE ||
                (tokens[behind].flags & TOKEN_CAPITAL) || !is_free(p, behind) ||
                !may_be_genitive(p, behind, dative) ||
                (and&&behind + 1 < end &&
                 (shb_token_classes(p->work, behind + 1) & WORD_TITLE)))
                break;
            organization = false;
            next = behind;
        } else if (organization || !may_be_genitive(p, next, dative)) {
            break;
        }
        last = next;
        ++*words;
    }
    return last;
}

/* "имени Н. Ф. Гамалеи" */
static size_t with_patron(const shb_patterns *p, size_t last, size_t end) {
    static const char *const words[] = {"имени", "им"};
    const shb_tokens *tokens = &p->work->tokens;
    size_t at = last + 1;
    if (at + 1 >= end || shb_token_gap(tokens, at) != GAP_SPACE ||
        !TOKEN_IS_ONE_OF(p->work, at, words))
        return last;
    while (at + 1 < end && at - last <= MOST_ADJECTIVES + 1 &&
           (tokens->items[at + 1].flags & TOKEN_CAPITAL) &&
           shb_token_gap(tokens, at + 1) <= GAP_DOT)
        at++;
    return at > last + 1 ? at : last;
}

static size_t append(char *out, size_t used, const char *text, size_t n) {
    if (used + n >= MAX_LABEL)
        return used;
    memcpy(out + used, text, n);
    return used + n;
}

/* The word with another ending, of letters of two bytes each. */
static size_t append_word(const shb_patterns *p, char *out, size_t used, size_t i,
                          const char *seen, const char *nominative) {
    const shb_token *token = &p->work->tokens.items[i];
    const size_t cut = strlen(seen);
    used = append(out, used, p->work->tokens.text + token->start,
                  token->end - token->start - cut);
    return append(out, used, nominative, strlen(nominative));
}

static shb_status take(shb_patterns *p, size_t sentence, size_t first, size_t head,
                       size_t last, const kind_of_body *kind) {
    char label[MAX_LABEL];
    const shb_tokens *tokens = &p->work->tokens;
    size_t used = 0;
    for (size_t i = first; i < head; i++) {
        const adjective_ending *a = adjective_at(p, i, kind->gender);
        used = append_word(p, label, used, i, a->seen, a->nominative);
        used = append(label, used, " ", 1);
    }
    const shb_token *token = &tokens->items[head];
    used = append(label, used, tokens->text + token->start, strlen(kind->stem));
    used = append(label, used, kind->nominative, strlen(kind->nominative));
    const size_t from = token->end, to = tokens->items[last].end;
    used = append(label, used, tokens->text + from, to - from);
    uint32_t entity;
    shb_status st = shb_local_entity_add(p->work, SHB_ORGANIZATION, label, used, &entity);
    if (st != SHB_OK)
        return st;
    shb_found found = {.first = (uint32_t)first,
                       .last = (uint32_t)last,
                       .sentence = (uint32_t)sentence,
                       .person = SHB_NO_ENTITY,
                       .entity = entity,
                       .how = SHB_HOW_PATTERN};
    return shb_patterns_take(p, found);
}

shb_status shb_find_russian_body(shb_patterns *p, size_t sentence, size_t first,
                                 size_t *behind) {
    const shb_token *tokens = p->work->tokens.items;
    const size_t start = p->work->sentence_tokens[sentence];
    const size_t end = p->work->sentence_tokens[sentence + 1];
    const uint8_t asked = TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_CYRILLIC;
    const bool named =
        (tokens[first].flags & asked) == (TOKEN_CAPITAL | TOKEN_CYRILLIC) &&
        first > start && shb_token_gap(&p->work->tokens, first) == GAP_SPACE;
    const bool ministry = begins_with(p, first, "министерств");
    if (!(named || ministry) || !is_free(p, first))
        return SHB_OK;
    size_t head = first;
    const kind_of_body *kind = kind_at(p, head);
    if (!kind && !named)
        return SHB_OK;
    while (!kind && head - first < MOST_ADJECTIVES && head + 1 < end &&
           shb_token_gap(&p->work->tokens, head + 1) == GAP_SPACE && is_free(p, head + 1))
        kind = kind_at(p, ++head);
    if (!kind)
        return SHB_OK;
    for (size_t i = first; i < head; i++)
        if (!adjective_at(p, i, kind->gender))
            return SHB_OK;
    size_t words, last = end_of_name(p, head, end, &words);
    if (words == 0 && head == first)
        return SHB_OK;
    last = with_patron(p, last, end);
    /* "Международное информационное агентство «X»": X is its name; the service of a
     * medium is that medium. */
    if (last + 1 < end &&
        (shb_token_gap(&p->work->tokens, last + 1) == GAP_QUOTE ||
         (p->candidate[last + 1] != SHB_NO_ENTITY &&
          is_medium(p, p->work->candidates[p->candidate[last + 1]].entity))))
        return SHB_OK;
    /* "министерство инноваций Армении": shown by whose it is */
    if (!named && !shb_in_mention(p, last, true))
        return SHB_OK;
    *behind = last;
    return take(p, sentence, first, head, last, kind);
}
