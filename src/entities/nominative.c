/*
 * Russian names of persons back to the nominative.
 *
 * A table of endings says which nominatives an observed word may come from, in which
 * cases and of which gender. A reading of a whole name is a choice for each word such
 * that all agree in case and gender. Weights are the shares of the cases measured in news
 * (the nominative 46 %, genitive and accusative 44 %, dative 5 %, instrumental 5 %);
 * whoever sees the name several times in a text adds up the weights of the readings.
 */
#include "entities/patterns.h"

#include <pthread.h>
#include <string.h>

enum { NOM = 1, GEN = 2, DAT = 4, ACC = 8, INS = 16, PREP = 32, ANY = 63 };
enum { MAN = 1, WOMAN = 2, BOTH = 3 };

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
    {"и", "я", "лнрсдтзваео", GEN, BOTH},
    {"е", "я", "лнрсдтзваео", DAT | PREP, BOTH},
    {"ю", "я", "лнрсдтзваиео", ACC, BOTH},
    {"ей", "я", "лнрсдтзваиео", INS, BOTH},
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
    {"вла", "вел", "а", GEN | ACC, MAN},
    {"влу", "вел", "а", DAT, MAN},
    {"влом", "вел", "а", INS, MAN},
    {"вле", "вел", "а", PREP, MAN},
    {"льва", "лев", NULL, GEN | ACC, MAN},
    {"льву", "лев", NULL, DAT, MAN},
    {"львом", "лев", NULL, INS, MAN},
    {"льве", "лев", NULL, PREP, MAN},
};

/* The commonest endings of Russian and Ukrainian surnames. */
static const char *const surnames[] = {
    "ов", "ев", "ин", "ын", "ова",   "ева", "ина", "ский", "ская", "цкий", "цкая",
    "ко", "ук", "юк", "ян", "швили", "дзе", "ич",  "ой",   "их",   "ых"};

static const char *const men_in_a[] = {
    "илья",   "никита", "кузьма", "лука",    "фома", "данила", "мустафа", "савва",
    "николя", "муса",   "иса",    "абдулла", "миша", "саша",   "гоша",    "андреа",
    "лука",   "джошуа", "никола", "яша",     "паша", "леша",   "дима",    "вова"};

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

static bool among(const uint8_t *letters, size_t n, const char *const *list,
                  size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == 2 * n && shb_russian_ends(letters, n, list[i]))
            return true;
    return false;
}
#define AMONG(letters, n, list) among(letters, n, list, sizeof(list) / sizeof *(list))

/* The same table, folded, its rows found by the last letter of what is seen. */
enum { N_ENDINGS = sizeof endings / sizeof *endings, ALPHABET = 32, ROWS_A_LETTER = 16 };
static struct folded_ending {
    uint8_t seen[5], nominative[4];
    uint8_t n_seen, n_nominative;
    uint32_t stem; /* a bit for each letter, 0: any */
} folded[N_ENDINGS];
static struct { uint8_t rows[ROWS_A_LETTER], n; } by_last[ALPHABET];
static pthread_once_t folded_once = PTHREAD_ONCE_INIT;

static void fold_endings(void) {
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

/* What a word may be in the nominative. */
typedef struct option {
    shb_phrase_word word;
    uint8_t cases, genders;
    bool common_given; /* among the common given names */
    float weight;
} option;
enum { MAX_OPTIONS = 10 };

static uint64_t hash_of(const shb_phrase_word *word) {
    uint8_t padded[WORD_MAX_LETTERS + 8] = {0};
    memcpy(padded, word->letters, word->length);
    return shb_word_hash(padded, word->length);
}

static unsigned known(const shb_name_words *words, const shb_phrase_word *word) {
    return shb_name_word(words, hash_of(word));
}

/* The word as it is: cases and genders that its ending leaves open. */
static option unchanged(const uint8_t *letters, size_t n, bool given) {
    option o = {.cases = NOM, .genders = BOTH, .weight = 1};
    memcpy(o.word.letters, letters, n);
    o.word.length = (uint8_t)n;
    o.word.flags = TOKEN_CYRILLIC | TOKEN_CAPITAL;
    uint8_t last = letters[n - 1];
    bool in_a = last == FOLD_RU(0x430) || last == FOLD_RU(0x44f);
    if (in_a && given && !AMONG(letters, n, men_in_a))
        o.genders = WOMAN;
    else if (in_a &&
             (shb_russian_ends(letters, n, "ова") ||
              shb_russian_ends(letters, n, "ева") ||
              shb_russian_ends(letters, n, "ина") || shb_russian_ends(letters, n, "ая")))
        o.genders = WOMAN;
    else if (is_vowel(last) && !in_a)
        o.cases = ANY;
    else if (shb_russian_ends(letters, n, "ых") || shb_russian_ends(letters, n, "их"))
        o.cases = ANY;
    return o;
}

static size_t options_of(const shb_name_words *words, const uint8_t *letters, size_t n,
                         bool given, option out[MAX_OPTIONS]) {
    size_t count = 0;
    if (n == 0 || n > WORD_MAX_LETTERS)
        return 0;
    out[count++] = unchanged(letters, n, given);
    out[0].weight = known(words, &out[0].word) & NAME_WORD ? 3 : 1;
    const uint8_t *rows;
    size_t n_rows = n < 3 ? 0 : rows_for(letters, n, &rows);
    for (size_t r = 0; r < n_rows && count < MAX_OPTIONS; r++) {
        size_t i = rows[r];
        option o = {
            .cases = endings[i].cases, .genders = endings[i].genders, .weight = 1};
        if (!undo(i, letters, n, &o.word))
            continue;
        unsigned flags = known(words, &o.word);
        if (given && !(flags & NAME_WORD))
            continue;
        o.common_given = (flags & NAME_GIVEN) != 0;
        uint8_t last = o.word.letters[o.word.length - 1];
        if (given && last == FOLD_RU(0x430) &&
            !AMONG(o.word.letters, o.word.length, men_in_a))
            o.genders &= WOMAN;
        bool usual = false;
        for (size_t k = 0; !given && k < sizeof surnames / sizeof *surnames; k++)
            usual |= shb_russian_ends(o.word.letters, o.word.length, surnames[k]);
        /* -ov, -in: the instrumental in -ym is theirs alone, -om is another name's. */
        bool native = shb_russian_ends(o.word.letters, o.word.length, "ов") ||
                      shb_russian_ends(o.word.letters, o.word.length, "ев") ||
                      shb_russian_ends(o.word.letters, o.word.length, "ин");
        if (strcmp(endings[i].seen, "ым") == 0 && !*endings[i].nominative && !native)
            continue;
        if (strcmp(endings[i].seen, "ом") == 0 && native)
            o.weight /= 4;
        o.weight *= flags & NAME_WORD ? 3 : usual ? 2 : 1;
        out[count++] = o;
    }
    return count;
}

static float weight_of(unsigned cases) {
    return cases & NOM   ? 46
           : cases & GEN ? 44
           : cases & ACC ? 8
           : cases & DAT ? 5
           : cases & INS ? 5
                         : 2;
}

/* Put a reading into the list, likeliest first; the same nominative counts once. */
static size_t keep(const shb_reading *reading, shb_reading *out, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (out[i].key == reading->key) {
            if (out[i].weight >= reading->weight)
                return n;
            memmove(out + i, out + i + 1, (n - i - 1) * sizeof *out);
            n--;
            break;
        }
    size_t at = n;
    while (at > 0 && out[at - 1].weight < reading->weight)
        at--;
    if (at == MAX_READINGS)
        return n;
    if (n == MAX_READINGS)
        n--;
    memmove(out + at + 1, out + at, (n - at) * sizeof *out);
    out[at] = *reading;
    return n + 1;
}

/* The likeliest option of a middle word that agrees, else the word as it is. */
static shb_phrase_word middle(const shb_name_words *words, const uint8_t *letters,
                              size_t n, unsigned cases, unsigned genders) {
    option options[MAX_OPTIONS];
    size_t count = options_of(words, letters, n, false, options);
    bool patronymic = shb_russian_patronymic(letters, n);
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        bool agrees = (options[i].cases & cases) && (options[i].genders & genders);
        bool real = patronymic || (known(words, &options[i].word) & NAME_WORD);
        if (agrees && real && !(options[best].cases & cases))
            best = i;
    }
    return options[best].word;
}

/* What stands before the surname: how it declines, if at all. */
static size_t given_options(const shb_work *work, const shb_token *token, option *out) {
    const shb_name_words *words = &work->gazetteer->name_words;
    const uint8_t *letters = work->tokens.folded + token->folded;
    size_t n = options_of(words, letters, token->length, true, out);
    if (n == 0)
        return 0;
    if (!(known(words, &out[0].word) & NAME_WORD)) {
        /* Chinese and Korean: only the last part declines. */
        if (n > 1)
            out[0].weight /= 20;
        out[0].cases = ANY;
    } else if (token->length <= 3 && n < MAX_OPTIONS) {
        /* The same for a listed name that does not decline here: Kim Chen Yn. */
        out[n] = out[0];
        out[n].cases = ANY;
        out[n++].weight /= 4;
    }
    return n;
}

/* The words of one reading; false where a word is too long. */
static bool put_words(const shb_work *work, size_t first, size_t last,
                      const option *given, const option *family, unsigned cases,
                      unsigned genders, shb_reading *out) {
    shb_phrase *phrase = &out->nominative;
    const shb_tokens *tokens = &work->tokens;
    if (last > first)
        phrase->words[phrase->count++] = given->word;
    for (size_t i = first + 1; i < last; i++) {
        const shb_token *token = &tokens->items[i];
        if (token->length == 0 || token->length > WORD_MAX_LETTERS)
            return false;
        phrase->words[phrase->count++] =
            middle(&work->gazetteer->name_words, tokens->folded + token->folded,
                   token->length, cases, genders);
    }
    phrase->words[phrase->count++] = family->word;
    for (size_t i = 0; i < phrase->count; i++)
        out->key = shb_key_next(out->key, hash_of(&phrase->words[i]));
    return true;
}

static uint8_t last_letter(const shb_phrase_word *word) {
    return word->length ? word->letters[word->length - 1] : 0;
}

/*
 * How likely the name is a woman's: one in a consonant is a man's, nine times of ten; one
 * that may also be some case of a common man's name (Alexandra) is rather his.
 */
static float woman_weight(const option *given, size_t n, size_t which) {
    uint8_t last = last_letter(&given[which].word);
    if (last && !is_vowel(last))
        return .1f;
    for (size_t i = 0; i < n; i++)
        if (i != which && given[i].common_given && !(given[i].genders & WOMAN))
            return .6f;
    return 1.2f;
}

size_t shb_russian_readings(const shb_work *work, size_t first, size_t last,
                            bool nominative, shb_reading out[MAX_READINGS]) {
    const shb_tokens *tokens = &work->tokens;
    const shb_token *tail = &tokens->items[last];
    option given[MAX_OPTIONS], family[MAX_OPTIONS];
    size_t n_given = 0, n = 0;
    if (last - first >= FORM_MAX_WORDS)
        return 0;
    size_t n_family =
        options_of(&work->gazetteer->name_words, tokens->folded + tail->folded,
                   tail->length, false, family);
    if (last > first)
        n_given = given_options(work, &tokens->items[first], given);
    if (n_given == 0) {
        given[0] = (option){.cases = ANY, .genders = BOTH, .weight = 1};
        n_given = 1;
    }
    for (size_t g = 0; g < n_given; g++)
        for (size_t f = 0; f < n_family; f++) {
            unsigned cases = given[g].cases & family[f].cases;
            unsigned genders = given[g].genders & family[f].genders;
            /* A woman's surname in a consonant does not decline. */
            uint8_t end = last_letter(&family[f].word);
            if (f == 0 && given[g].genders == WOMAN && !is_vowel(end) &&
                end != FOLD_RU(0x439))
                cases = given[g].cases;
            if (nominative)
                cases &= NOM;
            if (!cases || !genders)
                continue;
            shb_reading reading = {.woman = genders == WOMAN};
            if (!put_words(work, first, last, &given[g], &family[f], cases, genders,
                           &reading))
                return 0;
            reading.weight = weight_of(cases) * given[g].weight * family[f].weight;
            if (genders == WOMAN)
                reading.weight *= woman_weight(given, n_given, g);
            n = keep(&reading, out, n);
        }
    return n;
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
    static const char *const tails[] = {
        "ович",   "овича",  "овичу",   "овичем", "овиче",  "евич",  "евича",
        "евичу",  "евичем", "евиче",   "овна",   "овны",   "овне",  "овну",
        "овной",  "евна",   "евны",    "евне",   "евну",   "евной", "ильич",
        "ильича", "ильичу", "ильичом", "инична", "иничны",
    };
    if (n < 5 || n > 20)
        return false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (shb_russian_ends(letters, n, tails[i]))
            return true;
    return false;
}
