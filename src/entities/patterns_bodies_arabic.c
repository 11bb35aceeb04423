/* Organizations in Arabic that no list has: a head and its complement (the company of X).
 */
#include "entities/arabic_bodies.h"

enum { MAX_COMPLEMENT = 4 };

/* Heads that take any unknown word; the others ask for words with the article. */
static bool takes_unknown(const shb_patterns *p, size_t head) {
    static const char *const heads[] = {"جامعة", "مؤسسة", "شركة", "صحيفة", "قناة",
                                        "مجلة",  "وكالة", "بنك",  "مصرف",  "معهد"};
    return AMONG_FROM(p, head, proclitics(p, head), heads);
}

static bool names_behind(const shb_patterns *p, size_t i, size_t end) {
    return i < end && is_near(p, i) &&
           (p->kinds[i] & (WORD_GIVEN | IS_NAME | IS_SHORT | WORD_LINK | IS_KNOWN));
}

static bool is_feminine(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    return p->work->tokens.folded[token->folded + token->length - 1u] == TA_MARBUTA;
}

/* "Jameel & Sons": the token that ends the company's name, or `last`. */
static size_t with_partners(const shb_patterns *p, size_t last, size_t end) {
    static const char *const words[] = {"وأولاده", "وأبناؤه", "وأبنائه", "وإخوانه",
                                        "وإخوته",  "وشركاه",  "وشركاؤه", "وشركاهم"};
    const bool goes_with_it = last + 1 < end && is_near(p, last + 1) &&
                              TOKEN_IS_ONE_OF(p->work, last + 1, words);
    return last + goes_with_it;
}

/* "Economic and Social": a second adjective, joined to one that ends as it does. */
static size_t second_adjective(const shb_patterns *p, size_t last, size_t end) {
    const size_t i = last + 1;
    const uint32_t other =
        IS_KNOWN | IS_TAKEN | IS_END | WORD_TITLE | WORD_SAY | WORD_HEAD | WORD_OFFICE;
    if (i >= end || !is_near(p, i) || !has_joined_article(p, i) ||
        !has_article(p, last) || is_for(p, last) || (p->kinds[i] & other) ||
        (p->kinds[last] & IS_ADJECTIVE) || shb_describes_body(p, i))
        return 0;
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *a = p->work->tokens.folded + token->folded + token->length;
    const uint8_t *b = p->work->tokens.folded + token[-1].folded + token[-1].length;
    const bool alike =
        a[-1] == b[-1] &&
        (a[-1] == YA || (a[-1] == TA_MARBUTA && a[-2] == YA && b[-2] == YA));
    return alike && !heads_definite(p, i);
}

/* -iyya, with the article: an adjective, though it be a head as well, "academic". */
static bool is_nisba(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *end = p->work->tokens.folded + token->folded + token->length;
    return end[-1] == TA_MARBUTA && end[-2] == YA;
}

/* "The Mashreq Bank the highest", "the Gulf Company Fahd bin", "the institute of
 * antiquities in Delhi": behind a word with the article an ordinary word, a given name,
 * or one behind a proclitic. */
static bool is_bare(const shb_patterns *p, size_t i) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_CITY | IS_PLACE;
    const shb_token *token = &p->work->tokens.items[i];
    const bool complete = (p->kinds[i - 1] & (IS_COMMON | IS_ADJECTIVE | IS_STATE)) ||
                          is_for(p, i - 1) || (p->kinds[i - 1] & WORD_CITY);
    return ((p->kinds[i] & (IS_COMMON | WORD_GIVEN)) && !(p->kinds[i] & WORD_LINK)) ||
           (complete && !(p->kinds[i] & named) &&
            shb_is_proclitic(p->work->tokens.folded[token->folded]));
}

/* "Capital", "Press": the last word of a foreign name that begins with the article. */
static bool ends_foreign(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "كابيتال", "برس",  "بريس",  "جروب",    "غروب", "هولدينغ", "هولدنغ", "ليمتد",
        "ليميتد",  "كورب", "نيوز",  "تايمز",   "بوست", "ريفيو",   "تي",     "إف",
        "بلس",     "لايف", "سبورت", "أونلاين", "فاشن", "موتورز",  "باور",   "جلف"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "A private company", "a German institute": no name of theirs. */
static bool describes(const shb_patterns *p, size_t head, size_t i) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_CITY | IS_PLACE;
    bool agrees = i == head + 1 && is_feminine(p, head) && is_feminine(p, i);
    return (p->kinds[i] & IS_ADJECTIVE) || (agrees && !(p->kinds[i] & named));
}

/* "Central", "Islamic", "Commercial", with the article. */
static bool is_kind_of_body(const shb_patterns *p, size_t i) {
    static const char *const kinds[] = {
        "مركزي",  "وطني",  "دولي",   "تجاري", "إسلامي",   "صناعي",    "عقاري",
        "زراعي",  "أهلي",  "وطنية",  "دولية", "تجارية",   "إسلامية",  "صناعية",
        "عقارية", "أهلية", "مفتوحة", "قابضة", "استثماري", "استثمارية"};
    size_t skip = behind_article(p, i);
    return skip == 2 && !(p->kinds[i] & (IS_TAKEN | IS_KNOWN)) &&
           AMONG_FROM(p, i, skip, kinds);
}

/* "The Central Bank of Kuwait", the state between the words: that state's. */
static bool is_central_bank(const shb_patterns *p, size_t head, size_t last) {
    static const char *const banks[] = {"بنك", "مصرف"};
    static const char *const central[] = {"المركزي"};
    return AMONG_FROM(p, head, proclitics(p, head), banks) &&
           TOKEN_IS_ONE_OF(p->work, last, central);
}

/* Heads whose names go on with what they are for. */
static bool is_firm(const shb_patterns *p, size_t head) {
    static const char *const heads[] = {"شركة", "مؤسسة", "جمعية", "مركز", "معهد"};
    return AMONG_FROM(p, head, proclitics(p, head), heads);
}

/* "nada", he called, folded like a club. */
static bool calls(const shb_patterns *p, size_t head) {
    return shb_token_is(p->work, head, "نادي") && shb_ends_in_maqsura(p->work, head) &&
           head + 1 < p->work->tokens.count &&
           (p->kinds[head + 1] & (IS_COMMON | IS_NAME)) == IS_COMMON;
}

shb_status shb_find_arabic_body(shb_patterns *p, size_t sentence, size_t head,
                                size_t *behind) {
    size_t end = p->work->sentence_tokens[sentence + 1], last = head;
    uint32_t owner = SHB_NO_ENTITY;
    size_t limit = head + MAX_COMPLEMENT;
    bool unknown = takes_unknown(p, head), joined = false;
    static const char *const clubs[] = {"الأدبي", "الثقافي", "التطوعي", "الاجتماعي"};
    /* A movement of lorries, a centre for tourists: in quotes only. */
    if (has_article(p, head) || has_joined_article(p, head) ||
        (p->kinds[head] & WORD_COMMON) || calls(p, head))
        return SHB_OK;
    for (size_t i = head + 1; i < end && i <= limit + (last == limit) && is_near(p, i);
         i++) {
        const size_t more = last > head ? goes_on(p, last, end) : 0;
        if (more) {
            last += more;
            limit += more;
            i = last;
            joined = true;
            continue;
        }
        if (i > head + 2 && second_adjective(p, last, end)) {
            last = i;
            limit++;
            continue;
        }
        uint32_t k = p->kinds[i];
        if (i > limit || (k & (IS_END | WORD_SAY | IS_TAKEN)) ||
            shb_in_mention(p, i, false) || shb_token_is(p->work, i, "ال") ||
            (joined && !(has_article(p, i) && may_agree(p, i))) ||
            shb_describes_body(p, i) ||
            (i == head + 1 && (shb_is_any_body(p, i) || is_for(p, i) ||
                               (!(k & IS_NAME) && shb_is_of_pronoun(p, i)))))
            break;
        /* The King Saud University bears a title; the Pioneer club is called so. */
        const bool club = i == head + 1 && shb_token_is(p->work, head, "نادي") &&
                          shb_token_is(p->work, i, "الرائد");
        if ((k & WORD_TITLE) && !club &&
            (i > head + 1 || !has_article(p, i) || !names_behind(p, i + 1, end)))
            break;
        if (is_place(p, i) || shb_is_future_verb(p, i, i - head))
            break;
        /* A club has one word: "the Ahli club" signs "the player". */
        if (i > head + 1 && shb_token_is(p->work, head, "نادي") &&
            !(k & (IS_ADJECTIVE | WORD_GIVEN)) && !TOKEN_IS_ONE_OF(p->work, i, clubs))
            break;
        /* "the player of the Taawun club, the Syrian Jihad": his nationality */
        if (i > head + 1 && shb_token_is(p->work, head, "نادي") && (k & IS_ADJECTIVE) &&
            i + 1 < end && is_near(p, i + 1) && !has_article(p, i + 1) &&
            (p->kinds[i + 1] & (WORD_GIVEN | IS_NAME)))
            break;
        /* "the company, the method": behind two words with the article an adjective */
        if (i > head + 2 && has_article(p, i) && has_article(p, i - 1) &&
            !may_agree(p, i) && !is_for(p, i) && (k & IS_COMMON) &&
            !may_be_plural(p, i) && !(k & (IS_NAME | IS_LAST | WORD_GIVEN)))
            break;
        /* "the electricity company, the centre", "the company's head office" */
        if (i > head + 1 && heads_definite(p, i) && !is_nisba(p, i))
            break;
        bool state = shb_in_mention(p, i, true);
        bool name =
            (k & (IS_NAME | WORD_GIVEN | WORD_LINK | WORD_CITY)) || !(k & IS_COMMON);
        const bool father = unknown && (p->kinds[i - 1] & WORD_LINK);
        if (i > head + 1 && (p->kinds[i - 1] & (WORD_TITLE | WORD_LINK)) &&
            (name || father)) {
            last = i; /* King Saud; Imam Muhammad bin Saud; Salim bin Mahfouz */
            continue;
        }
        if (i > head + 1 && has_article(p, i - 1) && !has_article(p, i) && !state &&
            !ends_foreign(p, i) && is_bare(p, i))
            break;
        /* "University of Oxford", but not "a private one". */
        bool plain =
            i == head + 1 && shb_token_is(p->work, head, "جامعة") && !is_feminine(p, i);
        if (!has_article(p, i) && !state &&
            (!(unknown && (name || plain || (i > head + 1 && ends_foreign(p, i))) &&
               !(k & IS_CLITIC)) ||
             describes(p, head, i)))
            break;
        last = i;
        if (state) {
            last = p->work->candidates[p->candidate[i]].last;
            /* "the Commercial Bank of Kuwait" */
            if (last + 1 < end && is_near(p, last + 1) && is_kind_of_body(p, last + 1))
                last++;
            last = shb_with_purpose(p, last, end, true);
            owner = p->work->candidates[p->candidate[i]].entity;
            break;
        }
    }
    /* "the foundation of King", whose name is listed; "of Salim bin" */
    while (last > head && (p->kinds[last] & WORD_LINK))
        last--;
    const size_t next = last + 1;
    const bool cut = (p->kinds[last] & WORD_TITLE) && next < end && is_near(p, next) &&
                     ((p->kinds[next] & WORD_GIVEN) || shb_in_mention(p, next, false));
    const bool described = last > head && shb_is_described_body(p, head, last, end);
    if (described && next < end && shb_token_gap(&p->work->tokens, next) == GAP_QUOTE) {
        *behind = last;
        return shb_take_quoted(p, sentence, last, end);
    }
    if (cut || described)
        last = head;
    if (last > head && owner == SHB_NO_ENTITY && is_firm(p, head))
        last = shb_with_purpose(p, last, end, false);
    if (last > head)
        last = with_partners(p, last, end);
    *behind = last;
    shb_status st = last > head ? shb_take_body(p, sentence, head, last) : SHB_OK;
    if (st == SHB_OK && owner != SHB_NO_ENTITY && is_central_bank(p, head, last)) {
        const shb_gazetteer *gazetteer = p->work->gazetteer;
        uint32_t body = shb_body_named(gazetteer, "central-bank");
        if (body < gazetteer->n_bodies)
            p->found[p->n_found - 1].entity = shb_body_entity(gazetteer, body, owner);
    }
    return st;
}
