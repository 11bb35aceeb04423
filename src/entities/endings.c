/* The endings of Russian names: a table says which nominatives a word may come from. */
#include "entities/endings.h"

#include <pthread.h>
#include <string.h>

typedef struct ending {
    const char *seen, *nominative; /* endings, UTF-8 */
    const char *stem;              /* letters one of which must precede, or NULL */
    uint8_t cases, genders;
} ending;

static const ending endings[] = {
    {"а", "", "бвгджзклмнпрстфхцчшщ", GEN | ACC, MAN},
    {"у", "", "бвгджзклмнпрстфхцчшщ", DAT, MAN},
    {"ом", "", "бвгдзклмнпрстфх", INS, MAN},
    {"ем", "", "жцчшщ", INS, MAN},
    {"е", "", "бвгджзклмнпрстфхцчшщ", PREP, MAN},
    {"ым", "", "вн", INS, MAN},
    {"я", "й", "аеиоуяюэы", GEN | ACC, MAN},
    {"ю", "й", "аеиоуяюэы", DAT, MAN},
    {"ем", "й", "аеиоуяюэы", INS, MAN},
    {"е", "й", "аеоуяюэы", PREP, MAN},
    {"ии", "ий", NULL, PREP, MAN},
    {"я", "ь", "бвгдзклмнпрстф", GEN | ACC, MAN},
    {"ю", "ь", "бвгдзклмнпрстф", DAT, MAN},
    {"ем", "ь", "бвгдзклмнпрстф", INS, MAN},
    {"е", "ь", "лрнт", PREP, MAN},
    {"ы", "а", "бвдзлмнпрстфц", GEN, BOTH},
    {"и", "а", "гкхжчшщ", GEN, BOTH},
    {"е", "а", "бвгджзклмнпрстфхцчшщ", DAT | PREP, BOTH},
    {"у", "а", "бвгджзклмнпрстфхцчшщ", ACC, BOTH},
    {"ой", "а", "бвгдзклмнпрстфх", INS, BOTH},
    {"ей", "а", "жцчшщ", INS, BOTH},
    {"ой", "а", "вн", GEN | DAT | INS | PREP, WOMAN},
    {"и", "я", "лнрсдтзваеоь", GEN, BOTH},
    {"е", "я", "лнрсдтзваеоь", DAT | PREP, BOTH},
    {"ю", "я", "лнрсдтзваиеоь", ACC, BOTH},
    {"ей", "я", "лнрсдтзваиеоь", INS, BOTH},
    {"ии", "ия", NULL, GEN | DAT | PREP, BOTH},
    {"и", "ь", "влн", GEN | DAT | PREP, WOMAN},
    {"ью", "ь", NULL, INS, WOMAN},
    {"ого", "ий", "кгх", GEN | ACC, MAN},
    {"ому", "ий", "кгх", DAT, MAN},
    {"им", "ий", "кгх", INS, MAN},
    {"ом", "ий", "к", PREP, MAN},
    {"ого", "ый", "внрлмт", GEN | ACC, MAN},
    {"ому", "ый", "внрлмт", DAT, MAN},
    {"ым", "ый", "нрлмт", INS, MAN},
    {"ого", "ой", "втн", GEN | ACC, MAN},
    {"ому", "ой", "втн", DAT, MAN},
    {"ой", "ая", "кгхвнрлмт", GEN | DAT | INS | PREP, WOMAN},
    {"ую", "ая", NULL, ACC, WOMAN},
    {"ца", "ец", "вм", GEN | ACC, MAN},
    {"цу", "ец", "вм", DAT, MAN},
    {"цем", "ец", "вм", INS, MAN},
    {"це", "ец", "вм", PREP, MAN},
    {"вла", "вел", "а", GEN | ACC, MAN},
    {"влу", "вел", "а", DAT, MAN},
    {"влом", "вел", "а", INS, MAN},
    {"вле", "вел", "а", PREP, MAN},
    {"льва", "лев", NULL, GEN | ACC, MAN},
    {"льву", "лев", NULL, DAT, MAN},
    {"львом", "лев", NULL, INS, MAN},
    {"льве", "лев", NULL, PREP, MAN},
};

/*
 * Endings, or whole words of at most 8 letters, folded at first use: the letters from the
 * last to the first, a byte each, so that a word is compared with each at once.
 */
enum { MAX_TAILS = 48, TAIL_LETTERS = 8, ALPHABET = 32 };
typedef struct tails {
    const char *utf8[MAX_TAILS];
    bool whole;
    uint8_t count;
    uint32_t last; /* a bit for each last letter */
    uint64_t letters[MAX_TAILS], mask[MAX_TAILS];
} tails;

/* The commonest endings of surnames. */
static tails surnames = {
    .utf8 = {"ов",    "ев",   "ин",   "ын",  "ова", "ева", "ина",  "ский", "ская",
             "цкий",  "цкая", "ски",  "цки", "ко",  "ук",  "юк",   "ян",   "швили",
             "дзе",   "ич",   "ой",   "их",  "ых",  "вна", "чна",  "ер",   "ман",
             "сон",   "тон",  "берг", "ус",  "ос",  "ард", "арт",  "инг",  "анг",
             "штейн", "ис",   "улла", "ес",  "ез",  "ар",  "стра", "сма"}};

static tails men_in_a = {
    .whole = true,
    .utf8 = {"илия",    "илья",  "никита", "кузьма", "лука",   "фома",    "данила",
             "мустафа", "савва", "николя", "муса",   "иса",    "абдулла", "миша",
             "саша",    "гоша",  "андреа", "джошуа", "никола", "яша",     "паша",
             "леша",    "дима",  "вова",   "алеша",  "коля",   "толя",    "ваня",
             "петя",    "вася",  "сережа", "женя",   "костя",  "боря",    "митя",
             "федя",    "гриша", "юра",    "дана",   "раджа",  "джума",   "захария",
             "зия",     "яхья"}};

/* Women, though a man's name has this genitive: Marina, Yulia. */
static tails rather_women = {.whole = true,
                             .utf8 = {"фрида", "лора", "альбина", "дина", "аделина",
                                      "василиса", "юлия", "марина", "кристина", "рената",
                                      "гюльнара", "гульнара", "эльмира", "сюзанна",
                                      "хелена", "эвелина", "кира"}};

/* Endings that a surname has in another case than the nominative, nearly always. */
static tails oblique = {.utf8 = {"ого", "ому", "овым", "евым", "иным", "ским", "цким",
                                 "овой", "евой", "иной", "ской", "цкой"}};

static tails native = {.utf8 = {"ов", "ев", "ин"}};
static tails womens = {.utf8 = {"ова", "ева", "ина"}};
static tails other_womens = {.utf8 = {"вна", "ска", "цка", "ая"}};
static tails patronymics = {
    .utf8 = {
        "ович",   "овича",  "овичу",   "овичем", "овиче",  "евич",  "евича",
        "евичу",  "евичем", "евиче",   "овна",   "овны",   "овне",  "овну",
        "овной",  "евна",   "евны",    "евне",   "евну",   "евной", "ильич",
        "ильича", "ильичу", "ильичом", "инична", "иничны",
    }};
static tails plurals = {.utf8 = {"ых", "их"}};
static tails longer = {.utf8 = {"ому", "ая"}}; /* than an ending of one letter */

static bool is_vowel(uint8_t letter) {
    static const uint8_t vowels[] = {FOLD_RU(0x430), FOLD_RU(0x435), FOLD_RU(0x438),
                                     FOLD_RU(0x43e), FOLD_RU(0x443), FOLD_RU(0x44b),
                                     FOLD_RU(0x44d), FOLD_RU(0x44e), FOLD_RU(0x44f)};
    return memchr(vowels, letter, sizeof vowels) != NULL;
}

/* Fold a Russian literal without asking the table: two bytes a letter. */
static size_t fold_literal(const char *utf8, uint8_t *out) {
    size_t n = 0;
    for (; *utf8; utf8 += 2)
        out[n++] = (uint8_t)FOLD_RU((uint32_t)((unsigned char)utf8[0] & 0x1f) << 6 |
                                    ((unsigned char)utf8[1] & 0x3f));
    return n;
}

bool shb_russian_ends(const uint8_t *letters, size_t n, const char *utf8) {
    uint8_t tail[32];
    size_t length = fold_literal(utf8, tail);
    return n >= length && memcmp(letters + n - length, tail, length) == 0;
}

static uint64_t backwards(const uint8_t *letters, size_t n) {
    uint64_t out = 0;
    size_t first = n > TAIL_LETTERS ? n - TAIL_LETTERS : 0;
    for (size_t i = first; i < n; i++)
        out = out << 8 | letters[i];
    return out;
}

static bool ends_in(const uint8_t *letters, size_t n, const tails *set) {
    const size_t last = n ? (size_t)letters[n - 1] - FOLD_CYRILLIC : ALPHABET;
    if (last >= ALPHABET || !(set->last >> last & 1) || (set->whole && n > TAIL_LETTERS))
        return false;
    const uint64_t word = backwards(letters, n);
    for (size_t i = 0; i < set->count; i++)
        if ((word & set->mask[i]) == set->letters[i])
            return true;
    return false;
}

static void fold_tails(tails *set) {
    uint8_t tail[TAIL_LETTERS * 2];
    while (set->count < MAX_TAILS && set->utf8[set->count]) {
        size_t n = fold_literal(set->utf8[set->count], tail);
        bool all = set->whole || n == TAIL_LETTERS;
        set->last |= 1u << (tail[n - 1] - FOLD_CYRILLIC);
        set->letters[set->count] = backwards(tail, n);
        set->mask[set->count++] = all ? UINT64_MAX : (UINT64_C(1) << 8 * n) - 1;
    }
}

/* The same table, folded, its rows found by the last letter of what is seen. */
enum { N_ENDINGS = sizeof endings / sizeof *endings, ROWS_A_LETTER = 16 };
static struct folded_ending {
    uint8_t seen[5], nominative[4];
    uint8_t n_seen, n_nominative;
    uint32_t stem; /* a bit for each letter, 0: any */
} folded[N_ENDINGS];
static struct { uint8_t rows[ROWS_A_LETTER], n; } by_last[ALPHABET];
static pthread_once_t folded_once = PTHREAD_ONCE_INIT;

static void fold_endings(void) {
    tails *const sets[] = {&surnames, &men_in_a,    &rather_women, &oblique, &native,
                           &womens,   &patronymics, &other_womens, &plurals, &longer};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        fold_tails(sets[i]);
    for (size_t i = 0; i < N_ENDINGS; i++) {
        struct folded_ending *row = &folded[i];
        uint8_t stem[40];
        row->n_seen = (uint8_t)fold_literal(endings[i].seen, row->seen);
        row->n_nominative = (uint8_t)fold_literal(endings[i].nominative, row->nominative);
        size_t n = endings[i].stem ? fold_literal(endings[i].stem, stem) : 0;
        for (size_t k = 0; k < n; k++)
            row->stem |= 1u << (stem[k] - FOLD_CYRILLIC);
        size_t last = row->seen[row->n_seen - 1] - FOLD_CYRILLIC;
        if (by_last[last].n < ROWS_A_LETTER)
            by_last[last].rows[by_last[last].n++] = (uint8_t)i;
    }
}

/* The rows of the table that may fit a word; none for another script's last letter. */
static size_t rows_for(const uint8_t *letters, size_t n, const uint8_t **out) {
    pthread_once(&folded_once, fold_endings);
    size_t last = n ? (size_t)letters[n - 1] - FOLD_CYRILLIC : ALPHABET;
    if (last >= ALPHABET)
        return 0;
    *out = by_last[last].rows;
    return by_last[last].n;
}

/* Undo one ending; false where it does not fit. */
static bool undo(size_t number, const uint8_t *letters, size_t n, shb_phrase_word *out) {
    const struct folded_ending *row = &folded[number];
    size_t kept = n - row->n_seen;
    if (n < row->n_seen + (row->stem ? 2u : 0u) ||
        memcmp(letters + kept, row->seen, row->n_seen) != 0)
        return false;
    if (row->stem) {
        size_t before = (size_t)letters[kept - 1] - FOLD_CYRILLIC;
        if (before >= ALPHABET || !(row->stem >> before & 1))
            return false;
    }
    size_t length = kept + row->n_nominative;
    if (length > WORD_MAX_LETTERS || length < 2)
        return false;
    memcpy(out->letters, letters, kept);
    memcpy(out->letters + kept, row->nominative, row->n_nominative);
    out->length = (uint8_t)length;
    out->flags = TOKEN_CYRILLIC | TOKEN_CAPITAL;
    return true;
}

uint64_t shb_phrase_word_hash(const shb_phrase_word *word) {
    uint8_t padded[WORD_MAX_LETTERS + 8] = {0};
    memcpy(padded, word->letters, word->length);
    return shb_word_hash(padded, word->length);
}

static unsigned known(const shb_name_words *words, const shb_phrase_word *word) {
    return shb_name_word(words, shb_phrase_word_hash(word));
}

/* A given name in -a, -ya is a woman's. */
static uint8_t genders_of_given(const uint8_t *letters, size_t n, uint8_t genders) {
    bool in_a = letters[n - 1] == FOLD_RU(0x430) || letters[n - 1] == FOLD_RU(0x44f);
    return in_a && !ends_in(letters, n, &men_in_a) ? genders & WOMAN : genders;
}

/* The word as it is: cases and genders that its ending leaves open. */
static shb_option unchanged(const uint8_t *letters, size_t n, bool given) {
    shb_option o = {.cases = NOM, .genders = BOTH, .weight = 1};
    memcpy(o.word.letters, letters, n);
    o.word.length = (uint8_t)n;
    o.word.flags = TOKEN_CYRILLIC | TOKEN_CAPITAL;
    uint8_t last = letters[n - 1];
    bool in_a = last == FOLD_RU(0x430) || last == FOLD_RU(0x44f);
    if (in_a && given)
        o.genders = genders_of_given(letters, n, BOTH);
    else if (in_a && (ends_in(letters, n, &womens) || ends_in(letters, n, &other_womens)))
        o.genders = WOMAN;
    else if (is_vowel(last) && !in_a)
        o.cases = ANY;
    else if (ends_in(letters, n, &plurals))
        o.cases = ANY;
    return o;
}

/* Is it a surname by its ending? */
bool shb_is_usual_surname(const shb_phrase_word *word) {
    return ends_in(word->letters, word->length, &surnames);
}

/* Is it a woman's of a known surname: Belova, of Belov? */
static bool is_known_womans(const shb_name_words *words, const shb_phrase_word *word) {
    if (word->length < 5 || !ends_in(word->letters, word->length, &womens))
        return false;
    shb_phrase_word man = *word;
    man.length--;
    return known(words, &man) & NAME_WORD;
}

/* How likely the word is a name, beside others that it may be a form of. */
static float likelihood(const shb_name_words *words, const shb_phrase_word *word,
                        bool given) {
    if (known(words, word) & NAME_WORD)
        return 3;
    return given                          ? 1
           : is_known_womans(words, word) ? 3
           : shb_is_usual_surname(word)   ? 2
                                          : 1;
}

/* The word as it is, an unknown one, beside what it may be a form of: "Goldwatera" rather
 * comes of a known name, "Zhukovskim" of any; names in -i and -o do not decline. */
static float doubt_unchanged(const uint8_t *letters, size_t n, bool known_other) {
    const uint8_t last = letters[n - 1];
    if (ends_in(letters, n, &oblique))
        return .02f;
    if (last == FOLD_RU(0x438) || last == FOLD_RU(0x43e))
        return 1;
    if (last == FOLD_RU(0x443) || last == FOLD_RU(0x44e))
        return .15f;
    const bool in_a = last == FOLD_RU(0x430) || last == FOLD_RU(0x44f);
    return known_other ? .3f : is_vowel(last) && !in_a ? .6f : 1;
}

/* Does it only add a case: "Kasbekom", "Avgustoj"? */
static bool is_simple(const ending *row) {
    return !*row->nominative || strcmp(row->nominative, "а") == 0;
}

static size_t without_unknown(shb_option *options, size_t n) {
    size_t kept = 1;
    for (size_t i = 1; i < n; i++)
        if (!options[i].unknown)
            options[kept++] = options[i];
    return kept;
}

size_t shb_russian_options(const shb_name_words *words, const uint8_t *letters, size_t n,
                           bool given, shb_option out[MAX_OPTIONS]) {
    size_t count = 0;
    if (n == 0 || n > WORD_MAX_LETTERS)
        return 0;
    pthread_once(&folded_once, fold_endings);
    out[count++] = unchanged(letters, n, given);
    out[0].weight = likelihood(words, &out[0].word, given);
    bool known_other = false, other_given = false;
    const uint8_t *rows;
    size_t n_rows = n < 3 ? 0 : rows_for(letters, n, &rows);
    for (size_t r = 0; r < n_rows && count < MAX_OPTIONS; r++) {
        size_t i = rows[r];
        shb_option o = {.cases = endings[i].cases, .genders = endings[i].genders};
        if (!undo(i, letters, n, &o.word))
            continue;
        unsigned flags = known(words, &o.word);
        o.unknown = !(flags & NAME_WORD);
        if (given && o.unknown && !is_simple(&endings[i]))
            continue;
        o.common_given = (flags & NAME_GIVEN) != 0;
        if (given)
            o.genders = genders_of_given(o.word.letters, o.word.length, o.genders);
        /* -ov, -in: the instrumental in -ym is theirs alone, -om is another name's. */
        const bool of_russia = ends_in(o.word.letters, o.word.length, &native);
        if (strcmp(endings[i].seen, "ым") == 0 && !*endings[i].nominative && !of_russia)
            continue;
        o.weight = likelihood(words, &o.word, given);
        if ((strcmp(endings[i].seen, "ом") == 0 && of_russia) ||
            (folded[i].n_seen == 1 && ends_in(letters, n, &longer)))
            o.weight /= 8;
        /* "Baydnu" is rather the dative of a consonant than a woman's accusative. */
        if (!given && o.weight <= 1 && endings[i].cases == ACC)
            o.weight *= .3f;
        known_other |= (flags & NAME_WORD) != 0;
        other_given |= o.common_given;
        out[count++] = o;
    }
    const unsigned itself = known(words, &out[0].word);
    out[0].unknown = !(itself & NAME_WORD);
    out[0].common_given = (itself & NAME_GIVEN) != 0;
    if (given && (known_other || !out[0].unknown))
        count = without_unknown(out, count);
    if (!given && count > 1 && !(itself & NAME_WORD) &&
        !is_known_womans(words, &out[0].word))
        out[0].weight *= doubt_unchanged(letters, n, known_other);
    /* "Marii" is a name too, but hardly beside Maria. */
    if (given && other_given && !(itself & NAME_GIVEN))
        out[0].weight /= 10;
    return count;
}

unsigned shb_russian_name_word(const shb_name_words *words, const shb_token *token,
                               const uint8_t *letters) {
    unsigned flags = shb_name_word(words, token->hash), found = 0;
    if (flags || token->length < 4 || token->length > WORD_MAX_LETTERS)
        return flags;
    const uint8_t *rows;
    size_t n_rows = rows_for(letters, token->length, &rows);
    for (size_t r = 0; r < n_rows; r++) {
        shb_phrase_word word;
        if (!undo(rows[r], letters, token->length, &word) || word.length < 3)
            continue;
        unsigned other = known(words, &word);
        if (other & NAME_WORD)
            found = found && (found & NAME_LAST) != (other & NAME_LAST)
                        ? NAME_WORD
                        : other & (NAME_WORD | NAME_LAST | NAME_GIVEN);
    }
    return found;
}

bool shb_russian_patronymic(const uint8_t *letters, size_t n) {
    if (n < 5 || n > 20)
        return false;
    pthread_once(&folded_once, fold_endings);
    return ends_in(letters, n, &patronymics);
}

bool shb_is_rather_womans(const shb_phrase_word *word) {
    return ends_in(word->letters, word->length, &rather_women);
}

bool shb_ends_in_vowel(const shb_phrase_word *word) {
    return word->length && is_vowel(word->letters[word->length - 1]);
}
