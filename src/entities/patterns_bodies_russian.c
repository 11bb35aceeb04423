/*
 * Russian bodies that no list has: inside a sentence only a name begins with a capital,
 * "эксперт Института стратегических исследований", "данные Федеральной таможенной
 * службы". The name runs from its adjectives over its head and the genitives behind;
 * whose it is belongs to it. One in any case has one entity: head and adjectives go back
 * to the nominative, what stands behind them does not decline.
 */
#include <string.h>

#include "entities/heads_russian.h"
#include "text/spells.h"

enum { MOST_BEHIND = 9 };
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

/* "исследований", "безопасности", "наук": what a noun's or adjective's genitive, in the
 * plural too, may end in; behind "по" its dative. */
static bool may_be_genitive(const shb_patterns *p, size_t i, bool dative) {
    static const char *const genitives[] = {"а",  "я",  "ы",  "и",  "ов",  "ев",  "ей",
                                            "ий", "ой", "ых", "их", "ого", "его", "ств"};
    static const char *const datives[] = {"ам", "ям", "ым", "им",  "у",  "ю",
                                          "е",  "ой", "ей", "ому", "ему"};
    static const char *const bare[] = {
        "дел",       "прав",    "наук",   "стран",  "сил",   "проблем", "систем",
        "войск",     "услуг",   "цен",    "реформ", "угроз", "оценок",  "разработок",
        "поставок",  "рисков",  "сми",    "медиа",  "рек",   "вод",     "программ",
        "перевозок", "закупок", "выплат", "сторон", "женщин"};
    static const char *const plurals[] = {"ых", "их"};
    static const char *const verbs[] = {
        "ала", "ила", "ела", "ула",  "яла",  "ыла",  "али",  "или",  "ели", "ули",
        "яли", "ыли", "лся", "лась", "лись", "ется", "ится", "ются", "ятся"};
    static const char *const nouns[] = {"капитала",   "персонала", "материала",
                                        "потенциала", "канала",    "чая",
                                        "края",       "случая"};
    static const char *const none[] = {
        "страны",  "республики", "государства", "региона", "города",  "области",
        "бывшего", "бывшей",     "при",         "для",     "или",     "таки",
        "вчера",   "завтра",     "сегодня",     "тогда",   "сначала", "снова",
        "всегда",  "иногда",     "когда",       "хотя",    "имени"};
    static const char *const others[] = {"иста", "олога", "веда", "щий",
                                         "ский", "цкий",  "ая",   "яя"};
    static const char *const means[] = {"ами", "ями", "ыми", "ими"};
    static const char *const ruling[] = {"управления", "управление", "торговле",
                                         "торговли"};
    const uint32_t no = WORD_TITLE | WORD_SAY;
    /* "управления воздушными операциями"; not "центр властями" */
    if (ENDS_IN_ONE(p, i, means) && !ENDS_IN_ONE(p, i - 1, means) &&
        !TOKEN_IS_ONE_OF(p->work, i - 1, ruling))
        return false;
    const shb_token *token = &p->work->tokens.items[i];
    if (token->length < 3 || (shb_token_classes(p->work, i) & no) ||
        TOKEN_IS_ONE_OF(p->work, i, none) ||
        (ENDS_IN_ONE(p, i, others) && !TOKEN_IS_ONE_OF(p->work, i, nouns)) ||
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
                         p->work->tokens.items[i].length <= 6 &&
                         shb_is_free_for_body(p, i);
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
           shb_is_free_for_body(p, i) && shb_is_free_for_body(p, i + 1) &&
           ENDS_IN_ONE(p, i, adjectives) && !(p->kinds[i] & WORD_GIVEN) &&
           !(p->kinds[i + 1] & WORD_GIVEN) && may_be_genitive(p, i + 1, false);
}

/* "стран Африки": in the genitive. */
static bool is_region(const shb_patterns *p, size_t i) {
    static const char *const regions[] = {
        "африки",     "азии",          "европы",  "америки", "кавказа",  "арктики",
        "антарктики", "сибири",        "урала",   "балкан",  "поволжья", "заполярья",
        "крыма",      "приднестровья", "океании", "севера",  "востока"};
    return shb_is_free_for_body(p, i) && TOKEN_IS_ONE_OF(p->work, i, regions);
}

/* "дальнего Востока": the adjective in small letters. */
static bool ends_adjective(const shb_patterns *p, size_t adjective, size_t i) {
    static const char *const endings[] = {"него", "ского", "ных", "ских", "ной", "ской"};
    return !(p->work->tokens.items[adjective].flags & TOKEN_CAPITAL) &&
           shb_is_free_for_body(p, i) && ENDS_IN_ONE(p, adjective, endings) &&
           !(p->kinds[i] & WORD_GIVEN) && may_be_genitive(p, i, false) &&
           !shb_russian_kind(p, i) && !(p->kinds[i] & (IS_NAME | IS_ADJECTIVE));
}

/* "по социальным, гуманитарным и культурным вопросам" */
static bool goes_on_behind_comma(const shb_patterns *p, size_t last, size_t end) {
    static const char *const plurals[] = {"ым", "им", "ых", "их"};
    const shb_token *next = &p->work->tokens.items[last + 1];
    return shb_token_gap(&p->work->tokens, last + 1) == GAP_COMMA &&
           ENDS_IN_ONE(p, last, plurals) && ENDS_IN_ONE(p, last + 1, plurals) &&
           last + 2 < end && shb_token_gap(&p->work->tokens, last + 2) == GAP_SPACE &&
           next->length > 5 && !(next->flags & TOKEN_CAPITAL) &&
           !(p->work->tokens.items[last].flags & TOKEN_CAPITAL);
}

/* @return the name's last word; *words: how many it has behind the head */
static size_t end_of_name(const shb_patterns *p, size_t head, size_t end, size_t *words) {
    const shb_token *tokens = p->work->tokens.items;
    size_t last = head;
    bool dative = false, organization = false;
    *words = 0;
    while (last + 1 < end && last - head < MOST_BEHIND &&
           (shb_token_gap(&p->work->tokens, last + 1) == GAP_SPACE ||
            goes_on_behind_comma(p, last, end))) {
        size_t next = last + 1, owner = owner_at(p, next, &organization);
        if (owner) {
            /* "Комитета Госдумы по аграрным вопросам" */
            *words += organization || *words;
            last = *words ? owner : last;
            if (!organization || !*words)
                break;
            continue;
        }
        if (!(tokens[next].flags & TOKEN_CYRILLIC) || !shb_is_free_for_body(p, next))
            break;
        if (tokens[next].flags & TOKEN_CAPITAL) {
            /* "Центра японских исследований Института Дальнего Востока" */
            const bool nested = *words && !organization && shb_russian_kind(p, next);
            const bool region = is_region(p, next) || ends_adjective(p, last, next);
            if (organization || !(nested || region || is_capital_adjective(p, next, end)))
                break;
            last = next + !(nested || region);
            ++*words;
            continue;
        }
        const bool by = shb_token_is(p->work, next, "по");
        const bool and = *words && !organization && shb_token_is(p->work, next, "и");
        /* "гуманитарно-политических" */
        while (next + 1 < end &&
               shb_token_gap(&p->work->tokens, next + 1) == GAP_HYPHEN &&
               shb_is_free_for_body(p, next + 1))
            next++;
        /* "Центральной Азии и Афганистана", "Азии и Африки" */
        if (and&&(tokens[last].flags & TOKEN_CAPITAL) && next + 1 < end &&
            shb_token_gap(&p->work->tokens, next + 1) == GAP_SPACE &&
            (is_region(p, next + 1) || shb_in_mention(p, next + 1, true))) {
            const size_t whose = owner_at(p, next + 1, &organization);
            last = whose ? whose : next + 1;
            ++*words;
            continue;
        }
        /* "Ближнего Востока и Северной Африки" */
        if (and&&(tokens[next].flags & TOKEN_CAPITAL) == 0 && next + 1 < end &&
            (tokens[next + 1].flags & TOKEN_CAPITAL) && !shb_russian_kind(p, next + 1) &&
            shb_token_gap(&p->work->tokens, next + 1) == GAP_SPACE &&
            (tokens[next + 2].flags & TOKEN_CAPITAL) &&
            is_capital_adjective(p, next + 1, end)) {
            last = next + 2;
            ++*words;
            continue;
        }
        if (by || and) {
            size_t behind = next + 1;
            while (behind + 1 < end &&
                   shb_token_gap(&p->work->tokens, behind + 1) == GAP_HYPHEN &&
                   shb_is_free_for_body(p, behind + 1))
                behind++;
            static const char *const phrases[] = {"поводу",  "словам", "мнению", "данным",
                                                  "причине", "случаю", "итогам"};
            if (by && TOKEN_IS_ONE_OF(p->work, behind, phrases))
                break;
            dative |= by;
            if (next + 1 >= end ||
                shb_token_gap(&p->work->tokens, next + 1) != GAP_SPACE ||
                (tokens[next + 1].flags & TOKEN_CAPITAL) ||
                !shb_is_free_for_body(p, behind) || !may_be_genitive(p, behind, dative) ||
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

/* May the word go on a name in the genitive: "Рузвельта", "Гамалеи", "Орджоникидзе"? */
static bool is_of_patron(const shb_patterns *p, size_t i) {
    static const char *const endings[] = {"а", "я",  "ы",  "и",  "о", "е",
                                          "у", "го", "ой", "ых", "их"};
    const uint8_t flags = p->work->tokens.items[i].flags;
    const uint8_t asked = TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_CYRILLIC;
    return (flags & asked) == (TOKEN_CAPITAL | TOKEN_CYRILLIC) &&
           ENDS_IN_ONE(p, i, endings);
}

static size_t end_of_patron(const shb_patterns *p, size_t after, size_t end) {
    const shb_tokens *tokens = &p->work->tokens;
    size_t at = after + 1, words = 0;
    if (at >= end || shb_token_gap(tokens, at) > GAP_DOT)
        return after;
    while (at + 1 < end &&
           ((p->kinds[at] & IS_INITIAL) || tokens->items[at].length == 1) &&
           shb_token_gap(tokens, at + 1) <= GAP_DOT)
        at++;
    const bool initials = at > after + 1;
    if (!(tokens->items[at].flags & TOKEN_CAPITAL) || tokens->items[at].length < 2 ||
        (p->kinds[at] & (IS_COMMON | IS_NAME)) == IS_COMMON)
        return after;
    const uint32_t listed = p->candidate[at];
    if (shb_in_mention(p, at, false) && p->work->candidates[listed].first == at)
        return p->work->candidates[listed].last;
    /* "Франклина Рузвельта": given names, a surname, and no other person behind them */
    bool given = p->kinds[at] & WORD_GIVEN;
    for (; at + 1 < end; at++, words++) {
        const shb_gap gap = shb_token_gap(tokens, at + 1);
        if (gap == GAP_HYPHEN && (tokens->items[at + 1].flags & TOKEN_CAPITAL))
            continue;
        if (initials || gap != GAP_SPACE || words == 2 || !is_of_patron(p, at + 1) ||
            ((p->kinds[at + 1] & WORD_GIVEN) && !(given && words == 0)))
            break;
        if (!given && !(p->kinds[at] & IS_NAME) && words == 0 &&
            !(p->kinds[at + 1] & IS_NAME))
            break;
    }
    return at;
}

/* "имени Н. Ф. Гамалеи", and whose it is */
size_t shb_with_patron(const shb_patterns *p, size_t last, size_t end) {
    static const char *const words[] = {"имени", "им"};
    const shb_tokens *tokens = &p->work->tokens;
    const size_t at = last + 1;
    if (at + 1 >= end || shb_token_gap(tokens, at) != GAP_SPACE ||
        !TOKEN_IS_ONE_OF(p->work, at, words) ||
        (tokens->items[at].flags & TOKEN_CAPITAL)) /* "И.М." */
        return last;
    size_t patron = end_of_patron(p, at, end);
    if (patron == at)
        return last;
    bool organization = false;
    const size_t owner =
        patron + 1 < end && shb_token_gap(tokens, patron + 1) == GAP_SPACE
            ? owner_at(p, patron + 1, &organization)
            : 0;
    return owner ? owner : patron;
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
    const bool ministry =
        shb_begin_with(p->work->tokens.folded + tokens[first].folded,
                       tokens[first].length, "министерств", strlen("министерств")) >= 0;
    if (!(named || ministry) || !shb_is_free_for_body(p, first))
        return SHB_OK;
    size_t head;
    const shb_body_kind *kind = named || shb_russian_kind(p, first)
                                    ? shb_russian_head(p, first, end, false, &head)
                                    : NULL;
    if (!kind)
        return SHB_OK;
    size_t words, last = end_of_name(p, head, end, &words);
    if (words == 0 && head == first)
        return SHB_OK;
    last = shb_with_patron(p, last, end);
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
    return shb_take_body(p, sentence, first, last);
}
