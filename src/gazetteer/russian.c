#include "gazetteer/russian.h"

#include <string.h>

/*
 * Endings are written in UTF-8 in the tables below and folded once a use; names are
 * short and loading is not hot.
 */

typedef enum { GEN, DAT, ACC, INS, PREP, N_CASES } grammatical_case;

static size_t fold_ending(const char *utf8, uint8_t *out) {
    size_t n = 0;
    for (; *utf8; utf8 += 2) {
        uint32_t c = (uint32_t)((unsigned char)utf8[0] & 0x1f) << 6 |
                     ((unsigned char)utf8[1] & 0x3f);
        out[n++] = FOLD_RU(c);
    }
    return n;
}

/* Asked some hundred times a name: inline, for most endings are literals. */
static inline bool ends(const shb_phrase_word *word, const char *utf8) {
    size_t n = strlen(utf8) / 2;
    if (word->length < n)
        return false;
    const uint8_t *letters = word->letters + word->length - n;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *c = (const unsigned char *)utf8 + 2 * i;
        if (letters[i] != FOLD_RU((uint32_t)(c[0] & 0x1f) << 6 | (c[1] & 0x3f)))
            return false;
    }
    return true;
}

static bool is(const shb_phrase_word *word, const char *utf8) {
    return word->length == strlen(utf8) / 2 && ends(word, utf8);
}

/* Replace the last `cut` letters by an ending. */
static void put(shb_phrase_word *word, size_t cut, const char *utf8) {
    uint8_t ending[16];
    size_t n = fold_ending(utf8, ending);
    if (cut > word->length || word->length - cut + n > WORD_MAX_LETTERS)
        return;
    memcpy(word->letters + word->length - cut, ending, n);
    word->length = (uint8_t)(word->length - cut + n);
}

static bool one_of(uint8_t letter, const char *utf8) {
    uint8_t letters[24];
    size_t n = fold_ending(utf8, letters);
    return memchr(letters, letter, n) != NULL;
}

static uint8_t letter_from_end(const shb_phrase_word *word, size_t i) {
    return word->length > i ? word->letters[word->length - 1 - i] : 0;
}

static bool is_vowel(uint8_t letter) { return one_of(letter, "аеиоуыэюя"); }

/* One row: ending of the nominative, letters cut, endings of GEN DAT ACC INS PREP. */
typedef struct declension {
    const char *nominative;
    uint8_t cut;
    const char *cases[N_CASES];
} declension;

static const declension adjectives[] = {
    {"ский", 2, {"ого", "ому", "ий", "им", "ом"}},
    {"цкий", 2, {"ого", "ому", "ий", "им", "ом"}},
    {"кий", 2, {"ого", "ому", "ий", "им", "ом"}},
    {"гий", 2, {"ого", "ому", "ий", "им", "ом"}},
    {"хий", 2, {"ого", "ому", "ий", "им", "ом"}},
    {"ий", 2, {"его", "ему", "ий", "им", "ем"}},
    {"ый", 2, {"ого", "ому", "ый", "ым", "ом"}},
    {"кой", 2, {"ого", "ому", "ой", "им", "ом"}},
    {"жой", 2, {"ого", "ому", "ой", "им", "ом"}},
    {"шой", 2, {"ого", "ому", "ой", "им", "ом"}},
    {"ой", 2, {"ого", "ому", "ой", "ым", "ом"}},
    {"жая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"чая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"щая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"сшая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"йшая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"вшая", 2, {"ей", "ей", "ую", "ей", "ей"}},
    {"ая", 2, {"ой", "ой", "ую", "ой", "ой"}},
    {"яя", 2, {"ей", "ей", "юю", "ей", "ей"}},
    {"кое", 2, {"ого", "ому", "ое", "им", "ом"}},
    {"гое", 2, {"ого", "ому", "ое", "им", "ом"}},
    {"хое", 2, {"ого", "ому", "ое", "им", "ом"}},
    {"ое", 2, {"ого", "ому", "ое", "ым", "ом"}},
    {"ее", 2, {"его", "ему", "ее", "им", "ем"}},
    {"ие", 2, {"их", "им", "ие", "ими", "их"}},
    {"ые", 2, {"ых", "ым", "ые", "ыми", "ых"}},
};

/* Longest ending first. */
static const declension nouns[] = {
    {"ия", 2, {"ии", "ии", "ию", "ией", "ии"}},
    {"ие", 2, {"ия", "ию", "ие", "ием", "ии"}},
    {"ство", 1, {"а", "у", "о", "ом", "е"}},
    {"ий", 2, {"ия", "ию", "ий", "ием", "ии"}},
    {"й", 1, {"я", "ю", "й", "ем", "е"}},
    {"га", 1, {"и", "е", "у", "ой", "е"}},
    {"ка", 1, {"и", "е", "у", "ой", "е"}},
    {"ха", 1, {"и", "е", "у", "ой", "е"}},
    {"жа", 1, {"и", "е", "у", "ей", "е"}},
    {"ча", 1, {"и", "е", "у", "ей", "е"}},
    {"ша", 1, {"и", "е", "у", "ей", "е"}},
    {"ща", 1, {"и", "е", "у", "ей", "е"}},
    {"ца", 1, {"ы", "е", "у", "ей", "е"}},
    {"а", 1, {"ы", "е", "у", "ой", "е"}},
    {"я", 1, {"и", "е", "ю", "ей", "е"}},
};
static const declension feminine_soft = {"ь", 1, {"и", "и", "ь", "ью", "и"}};
static const declension masculine_soft = {"ь", 1, {"я", "ю", "ь", "ем", "е"}};
static const declension hard = {"", 0, {"а", "у", "", "ом", "е"}};
static const declension hissing = {"", 0, {"а", "у", "", "ем", "е"}};
static const declension surname_man = {"", 0, {"а", "у", "а", "ым", "е"}};
static const declension surname_woman = {"а", 1, {"ой", "ой", "у", "ой", "ой"}};
static const declension neuter_soft = {"е", 1, {"я", "ю", "е", "ем", "е"}};
static const declension neuter = {"о", 1, {"а", "у", "о", "ом", "е"}};
static const declension plural_hard = {"ы", 1, {"ов", "ам", "ы", "ами", "ах"}};
static const declension plural_zero = {"ы", 1, {"", "ам", "ы", "ами", "ах"}};
static const declension plural_islands = {"а", 1, {"ов", "ам", "а", "ами", "ах"}};
static const declension plural_people = {"е", 1, {"", "ам", "", "ами", "ах"}};
static const declension plural_brothers = {"я", 1, {"ев", "ям", "ев", "ями", "ях"}};
static const declension plural_news = {"я", 1, {"й", "ям", "я", "ями", "ях"}};
static const declension plural_sheets = {"и", 1, {"ей", "ям", "и", "ями", "ях"}};
static const declension plural_soft = {"и", 1, {"й", "ям", "и", "ями", "ях"}};
static const declension plural_members = {"ы", 1, {"ев", "ам", "ев", "ами", "ах"}};
static const declension plural_doctors = {"и", 1, {"ей", "ам", "ей", "ами", "ах"}};
static const declension plural_people_soft = {"и", 1, {"ей", "ям", "ей", "ьми", "ях"}};
static const declension plural_greeks = {"и", 1, {"ов", "ам", "ов", "ами", "ах"}};
static const declension plural_roads = {"и", 1, {"", "ам", "и", "ами", "ах"}};
static const declension plural_helmets = {"ки", 2, {"ок", "кам", "ки", "ками", "ках"}};
static const declension plural_friends = {"ья", 2, {"ей", "ьям", "ей", "ьями", "ьях"}};

/* Words whose plural, fleeting vowel or neuter no ending tells: Эхо declines, Бюро not.
 */
static const struct {
    const char *word;
    const declension *row;
} by_word[] = {
    {"штаты", &plural_hard},
    {"эмираты", &plural_hard},
    {"нидерланды", &plural_hard},
    {"филиппины", &plural_zero},
    {"мальдивы", &plural_zero},
    {"багамы", &plural_zero},
    {"бермуды", &plural_zero},
    {"сейшелы", &plural_zero},
    {"коморы", &plural_zero},
    {"острова", &plural_islands},
    {"фиджи", NULL},
    {"нации", &plural_soft},
    {"силы", &plural_zero},
    {"соломоны", &plural_zero},
    {"талибы", &plural_hard},
    {"хуситы", &plural_hard},
    {"братья", &plural_brothers},
    {"мусульмане", &plural_people},
    {"марианы", &plural_zero},
    {"известия", &plural_news},
    {"ведомости", &plural_sheets},
    {"афины", &plural_zero},
    {"отряды", &plural_hard},
    {"патриоты", &plural_hard},
    {"демократы", &plural_hard},
    {"социалисты", &plural_hard},
    {"коммунисты", &plural_hard},
    {"лейбористы", &plural_hard},
    {"консерваторы", &plural_hard},
    {"вертолеты", &plural_hard},
    {"борцы", &plural_hard},
    {"финны", &plural_hard},
    {"аргументы", &plural_hard},
    {"институты", &plural_hard},
    {"заводы", &plural_hard},
    {"кхмеры", &plural_hard},
    {"репортеры", &plural_hard},
    {"соколы", &plural_hard},
    {"тигры", &plural_hard},
    {"центры", &plural_hard},
    {"кортесы", &plural_hard},
    {"фолкленды", &plural_hard},
    {"бригады", &plural_zero},
    {"машины", &plural_zero},
    {"антилы", &plural_zero},
    {"гебриды", &plural_zero},
    {"фареры", &plural_zero},
    {"республиканцы", &plural_members},
    {"врачи", &plural_doctors},
    {"люди", &plural_people_soft},
    {"греки", &plural_greeks},
    {"дороги", &plural_roads},
    {"каски", &plural_helmets},
    {"друзья", &plural_friends},
    {"свидетели", &plural_sheets},
    {"парни", &plural_sheets},
    {"авиалинии", &plural_soft},
    {"территории", &plural_soft},
    {"косово", &neuter},
    {"эхо", &neuter},
    {"право", &neuter},
    {"яблоко", &neuter},
    {"зеркало", &neuter},
    {"слово", &neuter},
    {"дело", &neuter},
};
static const struct {
    const char *word, *stem;
} fleeting[] = {
    {"египет", "египт"},
    {"павел", "павл"},
    {"лев", "льв"},
    {"орел", "орл"},
    {"комитет", NULL},
    {"конец", "конц"},
    {"дворец", "дворц"},
    {"чернец", "чернц"},
    {"елисеец", NULL},
    {"эсминец", "эсминц"},
    {"комсомолец", "комсомольц"},
    {"авианосец", "авианосц"},
};

static void apply(shb_phrase_word *word, const declension *row, grammatical_case which,
                  bool animate) {
    const char *ending = row->cases[which];
    /* Animate masculines have the genitive in the accusative. */
    if (which == ACC && animate &&
        (row == &hard || row == &hissing || row == &masculine_soft || ends(word, "й")))
        ending = row->cases[GEN];
    put(word, row->cut, ending);
}

static const declension *find_row(const declension *rows, size_t n,
                                  const shb_phrase_word *word) {
    for (size_t i = 0; i < n; i++)
        if (ends(word, rows[i].nominative))
            return &rows[i];
    return NULL;
}
#define ROWS(table) (table), sizeof(table) / sizeof *(table)

static bool declinable(const shb_phrase_word *word) {
    return (word->flags & TOKEN_CYRILLIC) && !(word->flags & TOKEN_CAPITALS) &&
           word->length > 1;
}

static bool is_plural(const shb_phrase_word *word) {
    for (size_t i = 0; i < sizeof by_word / sizeof *by_word; i++)
        if (is(word, by_word[i].word))
            return by_word[i].row != &neuter;
    return false;
}

/* feminine: for a final soft sign. */
static void decline_noun(shb_phrase_word *word, grammatical_case which, bool animate,
                         bool feminine) {
    for (size_t i = 0; i < sizeof by_word / sizeof *by_word; i++)
        if (is(word, by_word[i].word)) {
            if (by_word[i].row)
                apply(word, by_word[i].row, which, animate);
            return;
        }
    for (size_t i = 0; i < sizeof fleeting / sizeof *fleeting; i++)
        if (is(word, fleeting[i].word) && fleeting[i].stem) {
            if (which == ACC && !animate)
                return;
            put(word, word->length, fleeting[i].stem);
            put(word, 0, hard.cases[which == ACC ? GEN : which]);
            return;
        }
    uint8_t last = letter_from_end(word, 0);
    /* Samoa, Nicaragua, Korrea stay as they are. */
    if (last == FOLD_RU(0x430) && one_of(letter_from_end(word, 1), "еоуэ"))
        return;
    const declension *row = find_row(ROWS(nouns), word);
    if (!row && !animate && ends(word, "ье")) /* no Cartier */
        row = &neuter_soft;
    if (!row && ends(word, "ь"))
        row = feminine ? &feminine_soft : &masculine_soft;
    if (!row && !is_vowel(last) && !ends(word, "ъ"))
        row = one_of(last, "жцчшщ") ? &hissing : &hard;
    if (row)
        apply(word, row, which, animate);
}

static bool is_adjective(const shb_phrase_word *word) {
    return word->length > 4 && find_row(ROWS(adjectives), word) != NULL &&
           !ends(word, "ание") && !ends(word, "ение") && !ends(word, "ствие");
}

/* Before the noun of an Arabic name: Jabhat al-Nusra. */
static bool is_article(const shb_phrase_word *word) {
    return word->joined && word->length >= 2 && word->length <= 3 &&
           one_of(word->letters[0], "аэ");
}

/* Of words joined by a hyphen the first (Guinea-Bissau) or the last (Sri-Lanka). */
static void decline_phrase(shb_phrase *phrase, grammatical_case which, bool feminine,
                           bool last_part) {
    for (size_t i = 0; i < phrase->count; i++) {
        shb_phrase_word *word = &phrase->words[i];
        if (last_part && i + 1 < phrase->count &&
            (word->joined || word->length == 1 || is_article(word + 1)))
            continue;
        if (!declinable(word))
            return;
        if (i + 1 < phrase->count && is_adjective(word)) {
            apply(word, find_row(ROWS(adjectives), word), which, false);
            continue;
        }
        /* Brothers-Muslims: an apposition in the plural is declined with its noun. */
        bool both = word->joined && i + 1 < phrase->count && is_plural(word) &&
                    is_plural(word + 1);
        decline_noun(word, which, false, feminine);
        if (both)
            decline_noun(word + 1, which, false, feminine);
        /* "Law and Justice" */
        if (i + 3 == phrase->count && is(word + 1, "и") && declinable(word + 2))
            decline_noun(word + 2, which, false, feminine);
        return;
    }
}

static void decline_man(shb_phrase_word *word, grammatical_case which, bool foreign) {
    if (!declinable(word) || ends(word, "швили") || ends(word, "ых") || ends(word, "их"))
        return;
    if (!foreign &&
        (ends(word, "ов") || ends(word, "ев") || ends(word, "ин") || ends(word, "ын")) &&
        word->length > 3) {
        apply(word, &surname_man, which, true);
        return;
    }
    if (is_adjective(word) && !ends(word, "ие") && !ends(word, "ые") &&
        !ends(word, "ое") && !ends(word, "ее") &&
        (ends(word, "ский") || ends(word, "цкий") || ends(word, "ый") ||
         ends(word, "ой"))) {
        const declension *row = find_row(ROWS(adjectives), word);
        put(word, row->cut, row->cases[which == ACC ? GEN : which]);
        return;
    }
    decline_noun(word, which, true, false);
}

static void decline_woman(shb_phrase_word *word, grammatical_case which, bool given) {
    if (!declinable(word))
        return;
    if (!given &&
        (ends(word, "ова") || ends(word, "ева") || ends(word, "ина") ||
         ends(word, "ына") || ends(word, "ска") || ends(word, "цка")) && /* Новацка */
        word->length > 4)
        apply(word, &surname_woman, which, true);
    else if (ends(word, "ая"))
        apply(word, find_row(ROWS(adjectives), word), which, false);
    else if (ends(word, "а") || ends(word, "я"))
        decline_noun(word, which, true, true);
    else if (given && ends(word, "ь"))
        apply(word, &feminine_soft, which, true);
}

static size_t add_new(const shb_phrase *phrase, shb_phrase *out, size_t n) {
    for (size_t k = 0; k < n; k++) {
        bool same = out[k].count == phrase->count;
        for (size_t i = 0; same && i < phrase->count; i++)
            same = out[k].words[i].length == phrase->words[i].length &&
                   memcmp(out[k].words[i].letters, phrase->words[i].letters,
                          phrase->words[i].length) == 0;
        if (same)
            return n;
    }
    if (n < RUSSIAN_MAX_FORMS)
        out[n++] = *phrase;
    return n;
}

/* Kasym-Zhomarta, but Franka-Valtera: of a double given name often the last part alone is
 * declined; of a double surname both are. */
static bool is_joined_given(const shb_phrase *phrase, size_t i) {
    if (!phrase->words[i].joined)
        return false;
    while (i < phrase->count && phrase->words[i].joined)
        i++;
    return i + 1 < phrase->count;
}

/* "bin", "al": between two parts of a name, never declined; nor is "Abdel" before what is
 * part of the same name. */
static bool is_link(const shb_phrase *phrase, size_t i) {
    static const char *const openers[] = {"абд", "абдель", "абдул", "абу", "ибн"};
    const shb_phrase_word *word = &phrase->words[i];
    if (i + 1 >= phrase->count)
        return false;
    for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
        if (is(word, openers[k]))
            return true;
    bool small = !(word->flags & TOKEN_CAPITAL) && !ends(word, "ский"); /* папа римский */
    return i > 0 &&
           (small || (word->length == 3 && (ends(word, "аль") || ends(word, "эль"))));
}

size_t shb_russian_decline(const shb_phrase *nominative, shb_russian_class how,
                           shb_phrase out[RUSSIAN_MAX_FORMS]) {
    size_t n = add_new(nominative, out, 0);
    if (how == RUSSIAN_FIXED)
        return n;
    bool again = false;
    for (size_t i = 0; i < nominative->count; i++)
        again |= nominative->words[i].joined;
    /* Both readings where spelling does not decide: soft sign, foreign -ov and -in; and
     * again for a double given name, a double surname ("Диас-Канеля") and a place with a
     * hyphen. */
    for (int reading = 0; reading < (again ? 4 : 2); reading++)
        for (grammatical_case which = GEN; which < N_CASES; which++) {
            shb_phrase phrase = *nominative;
            if (how == RUSSIAN_PHRASE) {
                decline_phrase(&phrase, which, reading % 2 == 0, reading >= 2);
            } else {
                size_t from = how == RUSSIAN_MAN_LAST ? phrase.count - 1 : 0;
                for (size_t i = from; i < phrase.count; i++)
                    if (is_link(&phrase, i) ||
                        (phrase.words[i].joined &&
                         (reading < 2) == is_joined_given(&phrase, i)))
                        continue;
                    else if (how == RUSSIAN_WOMAN)
                        decline_woman(&phrase.words[i], which, i + 1 < phrase.count);
                    else
                        decline_man(&phrase.words[i], which,
                                    reading % 2 == 1 || how == RUSSIAN_MAN_LAST);
            }
            n = add_new(&phrase, out, n);
        }
    return n;
}

size_t shb_russian_adjective(const shb_phrase *masculine,
                             shb_phrase out[RUSSIAN_MAX_FORMS]) {
    static const char *const genders[2][4] = {{"ий", "ая", "ое", "ие"},
                                              {"ый", "ая", "ое", "ые"}};
    size_t n = add_new(masculine, out, 0);
    const shb_phrase_word *word = &masculine->words[0];
    if (masculine->count != 1 || (!ends(word, "ий") && !ends(word, "ый")))
        return n;
    for (size_t gender = 0; gender < 4; gender++) {
        shb_phrase phrase = *masculine;
        put(&phrase.words[0], 2, genders[ends(word, "ый")][gender]);
        shb_phrase nominative = phrase;
        n = add_new(&phrase, out, n);
        for (grammatical_case which = GEN; which < N_CASES; which++) {
            phrase = nominative;
            apply(&phrase.words[0], find_row(ROWS(adjectives), &phrase.words[0]), which,
                  false);
            n = add_new(&phrase, out, n);
        }
    }
    return n;
}
