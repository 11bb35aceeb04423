/* From a name as the data file has it to every form in which a text may write it. */
#include "gazetteer/compiled.h"

#include <string.h>

#include "base/utf8.h"
#include "gazetteer/duals.h"
#include "gazetteer/russian.h"
#include "text/arabic_letters.h"
#include "text/spells.h"

/* The first word with a capital; of a state's company the last: the airline Iran Air
 * flies no Iran air strikes. */
static uint8_t capital_word(const shb_phrase *phrase, bool company) {
    uint8_t word = FORM_ANY_CASE;
    bool last = company && (phrase->words[0].flags & TOKEN_LATIN);
    for (size_t i = 0; i < phrase->count && (last || word == FORM_ANY_CASE); i++)
        if (phrase->words[i].flags & TOKEN_CAPITAL)
            word = (uint8_t)i;
    return word;
}

static bool all_capitals(const shb_phrase *phrase) {
    for (size_t i = 0; i < phrase->count; i++)
        if (!(phrase->words[i].flags & TOKEN_CAPITALS))
            return false;
    return true;
}

/* The sense that the maker adds for all forms of one name. */
typedef struct adding {
    shb_form_maker *maker;
    shb_sense sense;
    uint8_t capital, flags;
    const char *listed; /* kept for the origins, or NULL */
} adding;

static shb_status add(shb_ctx *ctx, const adding *a, const shb_phrase *phrase,
                      shb_made made) {
    shb_gazetteer *gazetteer = a->maker->gazetteer;
    uint32_t form = SHB_NO_FORM;
    if (phrase->count == 0)
        return SHB_OK;
    shb_status st = shb_lexicon_add(ctx, &gazetteer->lexicon, phrase, a->capital,
                                    a->flags, a->sense, &form);
    if (st != SHB_OK || !a->listed)
        return st;
    return shb_origins_add(
        ctx, &gazetteer->origins,
        (shb_origin){form, 0, a->sense, made, a->maker->derived, a->listed});
}

/* Arabic letters of a literal, folded. */
static bool word_is(const shb_phrase_word *word, const char *utf8) {
    size_t n = 0;
    for (; utf8[0] && utf8[1]; utf8 += 2, n++) {
        uint32_t c = (uint32_t)((unsigned char)utf8[0] & 0x1f) << 6 |
                     ((unsigned char)utf8[1] & 0x3f);
        if (n >= word->length || word->letters[n] != (uint8_t)shb_fold_char(c))
            return false;
    }
    return n == word->length;
}

static void glue(shb_phrase *phrase, size_t at) {
    shb_phrase_word *word = &phrase->words[at], *next = &phrase->words[at + 1];
    if ((size_t)word->length + next->length > WORD_MAX_LETTERS)
        return;
    memcpy(word->letters + word->length, next->letters, next->length);
    word->length = (uint8_t)(word->length + next->length);
    memmove(next, next + 1, (phrase->count - at - 2) * sizeof *next);
    phrase->count--;
}

/* The space after abd, abu, aba and ibn, and before Allah and al-din, is optional. */
static bool may_glue(const shb_phrase *phrase, size_t at) {
    static const char *const openers[] = {"عبد", "أبو", "أبا", "أبي", "ابن"};
    static const char *const closers[] = {"الله", "الدين"};
    const shb_phrase_word *word = &phrase->words[at];
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (word_is(word, openers[i]))
            return true;
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (word_is(&phrase->words[at + 1], closers[i]) && word->length > 2)
            return true;
    return false;
}

static bool ends_like(const shb_phrase_word *word, const uint8_t *letters, size_t n) {
    return word->length > n && memcmp(word->letters + word->length - n, letters, n) == 0;
}

/* Where a word that is written glued comes apart: Abd|al-Karim, Nasr|Allah; or 0. */
static size_t seam(const shb_phrase_word *word) {
    static const uint8_t abd[] = {AIN, BA, DAL};
    static const uint8_t allah[] = {ALEF, LAM, LAM, HA};
    static const uint8_t al_din[] = {ALEF, LAM, DAL, YA, NUN};
    if (word->length < 6)
        return 0;
    if (memcmp(word->letters, abd, 3) == 0 && word->letters[3] == ALEF &&
        word->letters[4] == LAM)
        return 3;
    if (ends_like(word, allah, sizeof allah) && word->length >= sizeof allah + 3)
        return word->length - sizeof allah;
    if (ends_like(word, al_din, sizeof al_din))
        return word->length - sizeof al_din;
    return 0;
}

/* The other way round: a name listed glued is also written apart. */
static bool split_glued(const shb_phrase *phrase, size_t at, shb_phrase *out) {
    const shb_phrase_word *word = &phrase->words[at];
    size_t cut = seam(word);
    if (cut == 0 || phrase->count >= FORM_MAX_WORDS)
        return false;
    *out = *phrase;
    memmove(&out->words[at + 2], &phrase->words[at + 1],
            (phrase->count - at - 1) * sizeof *word);
    out->words[at].length = (uint8_t)cut;
    out->words[at + 1] = *word;
    out->words[at + 1].length = (uint8_t)(word->length - cut);
    memmove(out->words[at + 1].letters, word->letters + cut, word->length - cut);
    out->count++;
    return true;
}

/* "Harakata Fath wa-Hamas": bodies and organizations are also named two at once. */
static bool may_stand_in_dual(const adding *a) {
    return a->sense.kind == SENSE_BODY ||
           (a->sense.kind == SENSE_NAME &&
            a->maker->gazetteer->entities[a->sense.value].type == SHB_ORGANIZATION);
}

/* The other spellings of an Arabic word, in Egypt and around; in Xinhua's Arabic, and of
 * those who write America with one letter more. */
static const char *const respelled_arabic[][2] = {
    {"شؤون", "شئون"},
    {"الشؤون", "الشئون"},
    {"لشؤون", "لشئون"},
    {"للشؤون", "للشئون"},
    {"الأوروبي", "الأوربي"},
    {"الأوروبية", "الأوربية"},
    {"شنغهاي", "شانغهاي"},
    {"لشنغهاي", "لشانغهاي"},
    {"الأمريكي", "الأميركي"},
    {"الأمريكية", "الأميركية"},
    {"للأمريكيين", "للأميركيين"},
    {"أمريكا", "أميركا"},
    {"الديمقراطي", "الديموقراطي"},
    {"الديمقراطية", "الديموقراطية"},
    {"الفيدرالي", "الفدرالي"},
    {"الفيدرالية", "الفدرالية"},
};
enum { N_RESPELLED_ARABIC = sizeof respelled_arabic / sizeof *respelled_arabic };

static void respell_word(shb_phrase_word *word, const char *other) {
    word->length = (uint8_t)shb_fold_word(other, strlen(other), word->letters);
}

/* Each word that has another spelling in it, to or fro. */
static bool respell_arabic(shb_phrase *phrase) {
    bool any = false;
    for (size_t i = 0; i < phrase->count; i++)
        for (size_t k = 0; k < 2 * N_RESPELLED_ARABIC; k++) {
            shb_phrase_word *word = &phrase->words[i];
            if (!word_is(word, respelled_arabic[k / 2][k % 2]))
                continue;
            respell_word(word, respelled_arabic[k / 2][1 - k % 2]);
            any = true;
            break;
        }
    return any;
}

static shb_status add_arabic(shb_ctx *ctx, const adding *a, const shb_phrase *phrase) {
    shb_status st = add(ctx, a, phrase, MADE_AS_LISTED);
    shb_phrase written = *phrase;
    if (st == SHB_OK && respell_arabic(&written))
        st = add(ctx, a, &written, MADE_RESPELLED);
    shb_phrase glued = *phrase, apart;
    for (size_t i = 0; st == SHB_OK && i + 1 < glued.count; i++)
        if (may_glue(&glued, i)) {
            glue(&glued, i);
            st = add(ctx, a, &glued, MADE_TOGETHER);
        }
    for (size_t i = 0; st == SHB_OK && i < phrase->count; i++)
        if (split_glued(phrase, i, &apart))
            st = add(ctx, a, &apart, MADE_APART);
    /* Abd Allah bin Abd al-Aziz: all of them apart. */
    shb_phrase all = *phrase;
    for (size_t i = 0; i < all.count; i++)
        if (split_glued(&all, i, &apart))
            all = apart;
    if (st == SHB_OK && all.count > phrase->count + 1)
        st = add(ctx, a, &all, MADE_APART);
    /* Final ta marbuta written as ha, in longer names only. */
    for (size_t i = 0; st == SHB_OK && i < phrase->count; i++) {
        const shb_phrase_word *word = &phrase->words[i];
        if (word->length >= 6 && word->letters[word->length - 1] == TA_MARBUTA) {
            shb_phrase other = *phrase;
            other.words[i].letters[word->length - 1] = HA;
            st = add(ctx, a, &other, MADE_HA);
        }
    }
    shb_phrase duals[DUALS_MAX];
    const size_t n_duals = may_stand_in_dual(a) ? shb_duals(phrase, duals) : 0;
    for (size_t i = 0; st == SHB_OK && i < n_duals; i++)
        st = add(ctx, a, &duals[i], MADE_DUAL);
    return st;
}

/* Listed with the article, as al-afghan is; but almani, German, and albani only begin so:
 * they end as a nisba does. */
static bool is_definite(const shb_phrase_word *listed) {
    return listed->length > 2 && listed->letters[0] == ALEF &&
           listed->letters[1] == LAM && listed->letters[listed->length - 1] != YA;
}

static void with_article(shb_phrase_word *word) {
    if (word->length + 2u > WORD_MAX_LETTERS)
        return;
    memmove(word->letters + 2, word->letters, word->length);
    word->letters[0] = ALEF;
    word->letters[1] = LAM;
    word->length = (uint8_t)(word->length + 2);
}

static void feminine(shb_phrase_word *word) {
    if (word->length < WORD_MAX_LETTERS && word->letters[word->length - 1] == YA)
        word->letters[word->length++] = TA_MARBUTA;
}

/* As the press declines an abbreviation that is read as a word: МИДа, ЦИКом. */
static shb_status add_declined_capitals(shb_ctx *ctx, const adding *a,
                                        const shb_phrase *phrase) {
    shb_phrase small = *phrase, forms[RUSSIAN_MAX_FORMS];
    adding mixed = *a;
    shb_status st = SHB_OK;
    small.words[0].flags &= (uint8_t)~TOKEN_CAPITALS;
    mixed.flags = FORM_MIXED;
    size_t n = shb_russian_decline(&small, RUSSIAN_PHRASE, forms);
    for (size_t i = 1; st == SHB_OK && i < n; i++)
        st = add(ctx, &mixed, &forms[i], MADE_DECLINED);
    return st;
}

/* Single words of a few letters with a capital inside, which small letters make another
 * word: БиГ. */
static bool capital_inside(const shb_phrase *phrase, const char *name) {
    size_t capitals = 0;
    for (size_t at = 0, len = strlen(name); at < len;)
        capitals += (shb_fold_char(shb_utf8_next(name, len, &at)) & FOLD_UPPER) != 0;
    return phrase->count == 1 && phrase->words[0].length <= 4 && capitals > 1 &&
           !all_capitals(phrase);
}

/* The plurals and the dual of a nisba of one word: al-iraniyyun, al-faransiyyin. */
static shb_status add_nisba_numbers(shb_ctx *ctx, const adding *a,
                                    const shb_phrase *phrase) {
    static const uint8_t endings[][3] = {
        {FOLD_AR(0x648), FOLD_AR(0x646)}, /* -un */
        {YA, FOLD_AR(0x646)},             /* -in */
        {ALEF, FOLD_AR(0x646)},           /* -an */
        {ALEF, FOLD_AR(0x62a)},           /* -at */
        {TA, ALEF, FOLD_AR(0x646)},       /* -atan, of two ministries */
        {TA, YA, FOLD_AR(0x646)},         /* -atayn */
    };
    const shb_phrase_word *listed = &phrase->words[0];
    shb_status st = SHB_OK;
    if (phrase->count != 1 || listed->length + 5u > WORD_MAX_LETTERS ||
        listed->letters[listed->length - 1] != YA)
        return SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < sizeof endings / sizeof *endings; i++) {
        shb_phrase many = *phrase;
        shb_phrase_word *word = &many.words[0];
        const size_t n = endings[i][2] ? 3 : 2;
        memcpy(word->letters + word->length, endings[i], n);
        word->length = (uint8_t)(word->length + n);
        if ((st = add(ctx, a, &many, MADE_NISBA)) != SHB_OK)
            break;
        with_article(word);
        st = add(ctx, a, &many, MADE_NISBA);
    }
    return st;
}

/* Nisba: with and without article, both genders; of two words also the last one alone
 * feminine and the first one alone definite (al-janub afriqiyya). */
static shb_status add_nisba(shb_ctx *ctx, const adding *a, const shb_phrase *phrase) {
    shb_status st = SHB_OK;
    for (int form = 0; st == SHB_OK && form < 8; form++) {
        shb_phrase nisba = *phrase;
        bool article = form & 1, female = form & 2, mixed = form & 4;
        if (mixed && phrase->count == 1)
            break;
        for (size_t i = 0; i < nisba.count; i++) {
            if (female && (!mixed || i + 1 == nisba.count))
                feminine(&nisba.words[i]);
            if (article && (!mixed || i == 0) && !is_definite(&phrase->words[i]))
                with_article(&nisba.words[i]);
        }
        st = add(ctx, a, &nisba, form ? MADE_NISBA : MADE_AS_LISTED);
    }
    return st == SHB_OK ? add_nisba_numbers(ctx, a, phrase) : st;
}

static shb_russian_class russian_class(const shb_gazetteer *gazetteer, uint32_t entity,
                                       shb_sense_kind kind) {
    if (kind == SENSE_WORD || gazetteer->entities[entity].type != SHB_PERSON)
        return RUSSIAN_PHRASE;
    const shb_entity_more *more = &gazetteer->more[entity];
    if (more->gender == 'f')
        return RUSSIAN_WOMAN;
    return more->family_first || more->one_piece ? RUSSIAN_MAN_LAST : RUSSIAN_MAN;
}

static shb_status add_russian(shb_ctx *ctx, const adding *a, const shb_phrase *phrase,
                              shb_russian_class how) {
    shb_phrase forms[RUSSIAN_MAX_FORMS];
    size_t n = shb_russian_decline(phrase, how, forms);
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < n; i++)
        st = add(ctx, a, &forms[i], i ? MADE_DECLINED : MADE_AS_LISTED);
    return st;
}

/* The other spelling of an English word; a hyphen or space makes two words of one. Names
 * of organizations alone hold the abbreviations: Kim Jong Un is none. */
static const char *const respelled[][2] = {
    {"organization", "organisation"}, {"organizations", "organisations"},
    {"cooperation", "co-operation"},  {"center", "centre"},
    {"us", "united states"},          {"un", "united nations"},
    {"uk", "united kingdom"},         {"eu", "european union"},
};
enum { N_RESPELLED = sizeof respelled / sizeof *respelled, RESPELLED_WORDS = 4 };

static bool word_spells(const shb_phrase_word *word, const char *latin, size_t n) {
    return word->length == n && memcmp(word->letters, latin, n) == 0;
}

/* Do the words at `at` spell it, hyphen included? How many they are, else 0. */
static size_t words_spelling(const shb_phrase *phrase, size_t at, const char *spelling) {
    const shb_phrase_word *word = &phrase->words[at];
    size_t head = strcspn(spelling, "- ");
    if (!word_spells(word, spelling, head))
        return 0;
    if (!spelling[head])
        return 1;
    const char *tail = spelling + head + 1;
    return at + 1 < phrase->count && word->joined == (spelling[head] == '-') &&
                   word_spells(word + 1, tail, strlen(tail))
               ? 2
               : 0;
}

static bool respell(const shb_phrase *phrase, size_t at, size_t n, const char *spelling,
                    shb_phrase *out) {
    size_t head = strcspn(spelling, "- "), put = spelling[head] ? 2 : 1;
    if (phrase->count - n + put > FORM_MAX_WORDS)
        return false;
    *out = *phrase;
    memmove(&out->words[at + put], &phrase->words[at + n],
            (phrase->count - at - n) * sizeof *phrase->words);
    out->count = phrase->count - n + put;
    for (size_t k = 0; k < put; k++) {
        const char *letters = k ? spelling + head + 1 : spelling;
        shb_phrase_word *word = &out->words[at + k];
        *word = phrase->words[at];
        word->length = (uint8_t)(k ? strlen(letters) : head);
        memcpy(word->letters, letters, word->length);
        word->joined =
            k + 1 < put ? spelling[head] == '-' : phrase->words[at + n - 1].joined;
    }
    return true;
}

/* The name, and with each word from `from` on in its other spelling. */
static shb_status add_english(shb_ctx *ctx, const adding *a, const shb_phrase *phrase,
                              size_t from, shb_made made) {
    const bool body =
        a->sense.kind == SENSE_NAME && !a->maker->company &&
        a->maker->gazetteer->entities[a->sense.value].type == SHB_ORGANIZATION;
    const size_t n_respelled = body ? N_RESPELLED : RESPELLED_WORDS;
    shb_status st = add(ctx, a, phrase, made);
    for (size_t i = from; st == SHB_OK && i < phrase->count; i++)
        for (size_t k = 0; k < 2 * n_respelled; k++) {
            const char *one = respelled[k / 2][k % 2],
                       *other = respelled[k / 2][1 - k % 2];
            size_t n = words_spelling(phrase, i, one);
            shb_phrase written;
            if (n && respell(phrase, i, n, other, &written)) {
                st = add_english(ctx, a, &written, i + (strpbrk(other, "- ") ? 2 : 1),
                                 MADE_RESPELLED);
                break;
            }
        }
    return st;
}

static uint16_t rule_for(const shb_gazetteer *gazetteer, const shb_phrase *phrase,
                         shb_lang lang) {
    char key[FORM_MAX_WORDS * (WORD_MAX_LETTERS + 1) + 1];
    size_t n = 0;
    key[n++] = (char)('0' + lang);
    for (size_t i = 0; i < phrase->count; i++) {
        memcpy(key + n, phrase->words[i].letters, phrase->words[i].length);
        n += phrase->words[i].length;
        key[n++] = 0;
    }
    uint32_t rule = shb_map_get(&gazetteer->rule_of, key, n);
    return rule == SHB_MAP_NONE ? 0 : (uint16_t)(rule + 1);
}

shb_status shb_forms_add(shb_ctx *ctx, shb_form_maker *maker, const char *name,
                         shb_lang lang, shb_sense_kind kind, uint32_t value) {
    shb_phrase phrase;
    if (!shb_phrase_parse(ctx, &maker->tokens, name, strlen(name), &phrase))
        return ctx->err.status;
    maker->added++;
    bool arabic = phrase.words[0].flags & TOKEN_ARABIC;
    bool cyrillic = phrase.words[0].flags & TOKEN_CYRILLIC;
    bool decided = maker->whose == WHOSE_DECIDED && kind == SENSE_NAME;
    /* A name in Latin letters in the Russian list is the English name. */
    uint16_t rule = decided ? 0
                            : rule_for(maker->gazetteer, &phrase,
                                       arabic     ? SHB_AR
                                       : cyrillic ? SHB_RU
                                                  : SHB_EN);
    adding a = {maker,
                {value, (uint8_t)kind, lang & 0x3f, maker->whose & 3, rule},
                FORM_ANY_CASE,
                0,
                NULL};
    if (maker->gazetteer->keeps_origins && kind != SENSE_WORD &&
        !(a.listed = shb_arena_strndup(&maker->gazetteer->strings, name, strlen(name))))
        return shb_fail_memory(ctx);
    bool cased = kind != SENSE_WORD && kind != SENSE_BODY &&
                 !(kind == SENSE_ADJECTIVE && lang == SHB_RU);
    if (cased)
        a.capital = capital_word(&phrase, maker->company);
    a.flags |= phrase.signs;
    if (kind != SENSE_WORD && all_capitals(&phrase))
        a.flags |= FORM_CAPITALS;
    if (kind != SENSE_WORD && capital_inside(&phrase, name))
        a.flags |= FORM_MIXED;
    if (arabic && kind == SENSE_ADJECTIVE)
        return add_nisba(ctx, &a, &phrase);
    if (arabic) {
        bool state =
            kind == SENSE_NAME && maker->gazetteer->entities[value].type == SHB_STATE;
        if (phrase.count == 1 && phrase.words[0].length == 3 && state)
            a.flags |= FORM_SHORT_OK;
        return add_arabic(ctx, &a, &phrase);
    }
    if (cyrillic && kind == SENSE_ADJECTIVE) {
        shb_phrase forms[RUSSIAN_MAX_FORMS];
        size_t n = shb_russian_adjective(&phrase, forms);
        shb_status st = SHB_OK;
        for (size_t i = 0; st == SHB_OK && i < n; i++)
            st = add(ctx, &a, &forms[i], i ? MADE_DECLINED : MADE_AS_LISTED);
        return st;
    }
    if (cyrillic && phrase.count == 1 && phrase.words[0].length >= 3 &&
        a.flags & FORM_CAPITALS) {
        shb_status st = add_declined_capitals(ctx, &a, &phrase);
        return st == SHB_OK ? add(ctx, &a, &phrase, MADE_AS_LISTED) : st;
    }
    if (cyrillic && kind == SENSE_BODY)
        return add_russian(ctx, &a, &phrase, RUSSIAN_PHRASE);
    if (cyrillic)
        return add_russian(ctx, &a, &phrase,
                           russian_class(maker->gazetteer, value, kind));
    if (kind != SENSE_WORD && phrase.count > 1)
        return add_english(ctx, &a, &phrase, 0, MADE_AS_LISTED);
    return add(ctx, &a, &phrase, MADE_AS_LISTED);
}
