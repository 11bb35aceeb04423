/*
 * Russian names of persons back to the nominative.
 *
 * A table of endings says which nominatives an observed word may come from, in which
 * cases and of which gender. A reading of a whole name is a choice for each word such
 * that all agree in case and gender. Weights are the shares of the cases measured in news
 * (the nominative 46 %, genitive and accusative 44 %, dative 5 %, instrumental 5 %);
 * whoever sees the name several times in a text adds up the weights of the readings.
 */
#include "entities/endings.h"

#include <string.h>

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
    shb_option options[MAX_OPTIONS];
    size_t count = shb_russian_options(words, letters, n, false, options);
    bool patronymic = shb_russian_patronymic(letters, n);
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        bool agrees = (options[i].cases & cases) && (options[i].genders & genders);
        bool real = patronymic || !options[i].unknown;
        if (agrees && real && !(options[best].cases & cases))
            best = i;
    }
    return options[best].word;
}

/* What stands before the surname: how it declines, if at all. */
static size_t given_options(const shb_work *work, const shb_token *token,
                            shb_option *out) {
    const shb_name_words *words = &work->gazetteer->name_words;
    const uint8_t *letters = work->tokens.folded + token->folded;
    size_t n = shb_russian_options(words, letters, token->length, true, out);
    if (n == 0)
        return 0;
    if (out[0].unknown) {
        /* Chinese and Korean: only the last part declines. */
        if (n > 1 && !out[1].unknown)
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
                      const shb_option *given, const shb_option *family, unsigned cases,
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
        out->key = shb_key_next(out->key, shb_phrase_word_hash(&phrase->words[i]));
    return true;
}

static uint8_t last_letter(const shb_phrase_word *word) {
    return word->length ? word->letters[word->length - 1] : 0;
}

static bool ends_in_a(const shb_phrase_word *word) {
    return last_letter(word) == FOLD_RU(0x430) || last_letter(word) == FOLD_RU(0x44f);
}

static size_t syllables(const shb_phrase_word *word) {
    size_t n = 0;
    for (size_t i = 1; i <= word->length; i++)
        n += shb_ends_in_vowel(
            &(shb_phrase_word){.letters = {word->letters[i - 1]}, .length = 1});
    return n;
}

/* The words of a name: what each may be. */
typedef struct choice {
    shb_option given[MAX_OPTIONS], family[MAX_OPTIONS];
    size_t n_given, n_family;
    bool lone; /* no given name */
} choice;

/*
 * How likely the name is a woman's: one in a consonant is a man's, nine times of ten; one
 * that may also be some case of a man's name (Alexandra) is rather his, and so is a
 * surname beside a given name that does not tell.
 */
static float woman_weight(const choice *c, size_t g, size_t f) {
    const shb_option *given = &c->given[g];
    if (c->lone)
        return c->family[f].common_given ? 1 : .4f;
    if (shb_is_rather_womans(&given->word))
        return 1.2f;
    if (!shb_ends_in_vowel(&given->word))
        return .1f;
    if (g == 0 && given->unknown && ends_in_a(&given->word))
        return .4f;
    if (g == 0 && !ends_in_a(&given->word))
        return .6f;
    for (size_t i = 0; i < c->n_given; i++)
        if (i != g && !(c->given[i].genders & WOMAN) &&
            (c->given[i].common_given ||
             (!given->common_given && c->given[i].word.length > 3)))
            return .6f;
    return 1.2f;
}

/* "Felipe", "Paolo": beside them a surname in -a is no form of another. */
static bool is_southern(const shb_phrase_word *given) {
    return last_letter(given) == FOLD_RU(0x43e) || last_letter(given) == FOLD_RU(0x435);
}

/* In which cases given name g and surname f agree; and how likely that is. */
static unsigned agreement(const choice *c, size_t g, size_t f, float *weight) {
    const shb_option *given = &c->given[g], *family = &c->family[f];
    const unsigned cases = given->cases & family->cases;
    const shb_phrase_word *seen = &c->given[0].word;
    *weight = 1;
    /* An unknown surname in -a is rather a form, unless the given name is southern. */
    if (f == 0 && family->unknown && ends_in_a(&family->word) && c->n_family > 1 &&
        family->genders == BOTH && !is_southern(seen))
        *weight = .6f;
    if (c->lone)
        return cases;
    const bool native = f > 0 && shb_is_usual_surname(&family->word);
    if (g > 0 && given->unknown) { /* only beside a surname that shows its case */
        *weight = native ? 4 : 2;
        return native || (f > 0 && !family->unknown && c->family[0].unknown) ? cases : 0;
    }
    if (g > 0 && f == 0) {
        /* A woman's surname in a consonant does not decline, a foreign one in -a rarely.
         */
        const bool foreign = ends_in_a(&family->word);
        const bool whole = (given->genders & WOMAN) &&
                           !shb_ends_in_vowel(&family->word) &&
                           last_letter(&family->word) != FOLD_RU(0x439);
        /* "Toni Brenton" is hardly of Tonya. */
        if (!c->given[0].unknown && given->genders == WOMAN)
            *weight = .3f;
        else if (foreign)
            *weight = ends_in_a(seen) ? .01f : .3f;
        return whole || foreign ? given->cases : cases;
    }
    /* "Guzel", "Daut" in a consonant would have an ending before a man's surname that has
     * one; not the one syllable of China. */
    if (g == 0 && f > 0 && given->unknown && syllables(seen) > 1 &&
        !shb_ends_in_vowel(seen) && (family->genders & MAN))
        *weight = .1f;
    return cases;
}

size_t shb_russian_readings(const shb_work *work, size_t first, size_t last,
                            bool nominative, shb_reading out[MAX_READINGS]) {
    const shb_tokens *tokens = &work->tokens;
    const shb_token *tail = &tokens->items[last];
    choice c;
    size_t n = 0;
    if (last - first >= FORM_MAX_WORDS)
        return 0;
    c.n_family =
        shb_russian_options(&work->gazetteer->name_words, tokens->folded + tail->folded,
                            tail->length, false, c.family);
    c.n_given = last > first ? given_options(work, &tokens->items[first], c.given) : 0;
    c.lone = c.n_given == 0;
    if (c.lone) {
        c.given[0] = (shb_option){.cases = ANY, .genders = BOTH, .weight = 1};
        c.n_given = 1;
    }
    for (size_t g = 0; g < c.n_given; g++)
        for (size_t f = 0; f < c.n_family; f++) {
            float weight;
            unsigned cases = agreement(&c, g, f, &weight);
            const unsigned genders = c.given[g].genders & c.family[f].genders;
            if (nominative)
                cases &= NOM;
            if (!cases || !genders)
                continue;
            shb_reading reading = {.woman = genders == WOMAN};
            if (!put_words(work, first, last, &c.given[g], &c.family[f], cases, genders,
                           &reading))
                return 0;
            reading.weight =
                weight * weight_of(cases) * c.given[g].weight * c.family[f].weight;
            if (genders == WOMAN)
                reading.weight *= woman_weight(&c, g, f);
            n = keep(&reading, out, n);
        }
    return n;
}
