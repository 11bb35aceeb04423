/* The heads of Russian bodies, and the names of bodies in the nominative. */
#include "entities/heads_russian.h"

#include <string.h>

#include "text/spells.h"

enum { MOST_ADJECTIVES = 3 };

static const shb_body_kind kinds[] = {
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

/* Others that make no body of the words behind them, but go back to the nominative, too.
 */
static const shb_body_kind other_kinds[] = {
    {"музе", "й", MASCULINE},   {"завод", "", MASCULINE},   {"театр", "", MASCULINE},
    {"фронт", "", MASCULINE},   {"суд", "", MASCULINE},     {"банк", "", MASCULINE},
    {"колледж", "", MASCULINE}, {"альянс", "", MASCULINE},  {"клуб", "", MASCULINE},
    {"парти", "я", FEMININE},   {"компани", "я", FEMININE}, {"арми", "я", FEMININE},
    {"коалици", "я", FEMININE}, {"милици", "я", FEMININE},  {"флотили", "я", FEMININE},
    {"мисси", "я", FEMININE},   {"групп", "а", FEMININE},   {"больниц", "а", FEMININE},
    {"движени", "е", NEUTER},   {"собрани", "е", NEUTER},   {"братств", "о", NEUTER},
};

static const char *const noun_endings[][12] = {
    {"", "а", "у", "ом", "е", "й", "я", "ю", "ем"},
    {"а", "ы", "и", "е", "у", "ой", "я", "ю", "ей"},
    {"", "о", "а", "у", "ом", "е", "я", "ю", "ем", "и"},
};

static bool ends(const shb_patterns *p, size_t i, const char *ending) {
    const shb_token *token = &p->work->tokens.items[i];
    return shb_russian_ends(p->work->tokens.folded + token->folded, token->length,
                            ending);
}

/* Most words fail at the first letter. */
static bool begins_with(const shb_patterns *p, size_t i, const char *stem) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return shb_begin_with(letters, token->length, stem, strlen(stem)) >= 0;
}

/* The word's kind of body among those, in any case of the singular, or NULL. */
static const shb_body_kind *kind_among(const shb_patterns *p, size_t i,
                                       const shb_body_kind *some, size_t n_some) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    for (size_t k = 0; k < n_some; k++) {
        const int stem =
            shb_begin_with(letters, token->length, some[k].stem, strlen(some[k].stem));
        const char *const *tails = noun_endings[some[k].gender];
        for (size_t n = 0; stem >= 0 && n < 12 && tails[n]; n++)
            if (strlen(tails[n]) / 2 == token->length - (size_t)stem &&
                (!*tails[n] || shb_russian_ends(letters, token->length, tails[n])))
                return &some[k];
    }
    return NULL;
}

const shb_body_kind *shb_russian_kind(const shb_patterns *p, size_t i) {
    return kind_among(p, i, kinds, sizeof kinds / sizeof *kinds);
}

/* An adjective's ending in some case of the singular, with the nominative's. */
typedef struct adjective_ending {
    const char *seen, *nominative;
    shb_gender gender;
} adjective_ending;

static const adjective_ending adjective_endings[] = {
    {"ского", "ский", MASCULINE}, {"скому", "ский", MASCULINE},
    {"ском", "ский", MASCULINE},  {"ским", "ский", MASCULINE},
    {"ский", "ский", MASCULINE},  {"кого", "кий", MASCULINE},
    {"кому", "кий", MASCULINE},   {"ким", "кий", MASCULINE},
    {"ьего", "ий", MASCULINE},    {"ьему", "ий", MASCULINE},
    {"ьим", "ий", MASCULINE},     {"ого", "ый", MASCULINE},
    {"ому", "ый", MASCULINE},     {"ом", "ый", MASCULINE},
    {"ым", "ый", MASCULINE},      {"ый", "ый", MASCULINE},
    {"его", "ий", MASCULINE},     {"ему", "ий", MASCULINE},
    {"ой", "ой", MASCULINE},      {"ем", "ий", MASCULINE},
    {"им", "ий", MASCULINE},      {"ий", "ий", MASCULINE},
    {"ой", "ая", FEMININE},       {"ую", "ая", FEMININE},
    {"ая", "ая", FEMININE},       {"ей", "яя", FEMININE},
    {"юю", "яя", FEMININE},       {"яя", "яя", FEMININE},
    {"ого", "ое", NEUTER},        {"ому", "ое", NEUTER},
    {"ом", "ое", NEUTER},         {"ым", "ое", NEUTER},
    {"им", "ое", NEUTER},         {"ое", "ое", NEUTER},
    {"его", "ее", NEUTER},        {"ему", "ее", NEUTER},
    {"ем", "ее", NEUTER},         {"ее", "ее", NEUTER},
};

static const adjective_ending *adjective_at(const shb_patterns *p, size_t i,
                                            shb_gender wanted) {
    if (p->work->tokens.items[i].length < 5)
        return NULL;
    for (size_t k = 0; k < sizeof adjective_endings / sizeof *adjective_endings; k++)
        if (adjective_endings[k].gender == wanted &&
            ends(p, i, adjective_endings[k].seen))
            return &adjective_endings[k];
    return NULL;
}

bool shb_is_free_for_body(const shb_patterns *p, size_t i) {
    return !(p->kinds[i] & IS_TAKEN) && !shb_in_mention(p, i, false) &&
           !shb_in_mention(p, i, true) &&
           (!(p->kinds[i] & IS_KNOWN) || (p->kinds[i] & (IS_ADJECTIVE | WORD_PLACE)));
}

static size_t append(char *out, size_t used, const char *text, size_t n) {
    if (used + n >= BODY_MAX_LABEL)
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

/* The adjective's nominative: "Городского", "Мирового" are not in -ий, -ый. */
static const char *nominative_of(const shb_patterns *p, size_t i,
                                 const adjective_ending *a) {
    static const char *const stems[] = {
        "город", "мор",     "дон",     "твер",  "муж",   "завод", "больш",   "миров",
        "делов", "правов",  "страхов", "целев", "игров", "краев", "областн", "окружн",
        "втор",  "передов", "золот",   "свят",  "лесн",  "речн"};
    static const char *const sibilant[] = {"шей", "щей", "чей", "жей"};
    const size_t length = p->work->tokens.items[i].length;
    for (size_t k = 0; k < sizeof sibilant / sizeof *sibilant; k++)
        if (a->gender == FEMININE && ends(p, i, sibilant[k]))
            return "ая";
    for (size_t k = 0; a->gender == MASCULINE && k < sizeof stems / sizeof *stems; k++)
        if (length == (strlen(stems[k]) + strlen(a->seen)) / 2 &&
            begins_with(p, i, stems[k]))
            return strncmp(a->seen, "ск", strlen("ск")) == 0 ? "ской" : "ой";
    return a->nominative;
}

/* Behind the head as it is written, but "им. Н. Ф. Гамалеи" as "имени Гамалеи". */
static size_t append_rest(const shb_patterns *p, char *out, size_t used, size_t head,
                          size_t last) {
    const shb_tokens *tokens = &p->work->tokens;
    bool patron = false;
    for (size_t i = head + 1; i <= last; i++) {
        const shb_token *token = &tokens->items[i];
        if (patron && i < last &&
            (token->length == 1 || (token->flags & TOKEN_DOTTED))) /* initials */
            continue;
        const uint32_t from = patron ? token->start : token[-1].end;
        const bool by = !(token->flags & TOKEN_CAPITAL) && shb_token_is(p->work, i, "им");
        used = append(out, used, " ", patron);
        used = append(out, used, tokens->text + from,
                      (by ? token->start : token->end) - from);
        used = append(out, used, "имени", by ? strlen("имени") : 0);
        patron = by || shb_token_is(p->work, i, "имени");
    }
    return used;
}

/* A part of an adjective before a hyphen: "торгово-". */
static bool is_half(const shb_patterns *p, size_t i) {
    return shb_token_gap(&p->work->tokens, i + 1) == GAP_HYPHEN;
}

static size_t append_body(const shb_patterns *p, char *out, size_t first, size_t head,
                          size_t last, const shb_body_kind *kind) {
    const shb_token *tokens = p->work->tokens.items;
    size_t used = 0;
    for (size_t i = first; i < head; i++) {
        const adjective_ending *a =
            is_half(p, i) ? NULL : adjective_at(p, i, kind->gender);
        used = append_word(p, out, used, i, a ? a->seen : "",
                           a ? nominative_of(p, i, a) : "");
        used = append(out, used, a ? " " : "-", 1);
    }
    used =
        append(out, used, p->work->tokens.text + tokens[head].start, strlen(kind->stem));
    used = append(out, used, kind->nominative, strlen(kind->nominative));
    return append_rest(p, out, used, head, last);
}

const shb_body_kind *shb_russian_head(const shb_patterns *p, size_t first, size_t end,
                                      bool all, size_t *head) {
    const shb_body_kind *kind = NULL;
    for (*head = first; *head < end && *head - first <= MOST_ADJECTIVES + 1u; ++*head) {
        const shb_gap gap = shb_token_gap(&p->work->tokens, *head);
        if (*head > first && ((gap != GAP_SPACE && gap != GAP_HYPHEN) ||
                              (!all && !shb_is_free_for_body(p, *head))))
            return NULL;
        kind = shb_russian_kind(p, *head);
        if (!kind && all)
            kind = kind_among(p, *head, other_kinds,
                              sizeof other_kinds / sizeof *other_kinds);
        if (kind)
            break;
    }
    if (!kind || (*head > first && is_half(p, *head - 1)))
        return NULL;
    for (size_t i = first; i < *head; i++)
        if (!is_half(p, i) && !adjective_at(p, i, kind->gender))
            return NULL;
    return kind;
}

size_t shb_russian_body_label(shb_work *work, size_t first, size_t last,
                              char out[BODY_MAX_LABEL]) {
    size_t head;
    const shb_patterns p = {.work = work};
    const shb_body_kind *kind = shb_russian_head(&p, first, last + 1, true, &head);
    if (work->tokens.items[first].flags & TOKEN_CAPITALS)
        return 0;
    return kind ? append_body(&p, out, first, head, last, kind) : 0;
}
