#include "gazetteer/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/search.h"
#include "base/utf8.h"
#include "gazetteer/compiled.h"
#include "text/arabic_letters.h"

enum {
    LAST_ARABIC = YA,
    MAX_LETTERS = 64,
    LEAST_CONSONANTS = 5,
    LEAST_CHANGED = 4, /* letters of a word that may differ */
    SHORT_WORD = 5,    /* up to it one edit */
    MOST_EDITS = 2,
    LONG_NAME = 12 /* letters; past it one edit more */
};

/* Of the Arab League, beside each other. */
static const char arab_states[] = "AEBHDJDZEGIQJOKMKWLBLYMAMROMPSQASASDSOSYTNYE";

/* A name as it is compared: its letters without spaces, and where its words begin. */
typedef struct spelling {
    uint8_t letters[MAX_LETTERS];
    uint8_t begins[FORM_MAX_WORDS + 1]; /* one more: the end */
    uint64_t hashes[FORM_MAX_WORDS];    /* of the words */
    size_t n_words, length;
    uint64_t key; /* 0: nothing is compared with it */
} spelling;

static bool is_vowel(uint8_t letter) {
    return letter == ALEF || letter == WAW || letter == YA;
}

/* Letters that stand for one foreign sound. */
static uint8_t class_of(uint8_t letter) {
    switch (letter) {
    case FOLD_AR(0x63a): /* ghain: g, as jim */
        return FOLD_AR(0x62c);
    case FOLD_AR(0x637): /* emphatic t */
    case FOLD_AR(0x62b): /* th */
        return TA;
    case FOLD_AR(0x630): /* dh */
        return DAL;
    case TA_MARBUTA: /* ta marbuta */
        return HA;
    default:
        return letter;
    }
}

static bool add_word(spelling *s, const uint8_t *letters, size_t n) {
    if (s->n_words == FORM_MAX_WORDS || n == 0)
        return false;
    s->begins[s->n_words] = (uint8_t)s->length;
    uint64_t hash = SHB_HASH_SEED;
    for (size_t i = 0; i < n; i++) {
        if (letters[i] < FOLD_ARABIC || letters[i] > LAST_ARABIC)
            return false;
        if (letters[i] == HAMZA ||
            (letters[i] == TA && i + 1 < n && letters[i + 1] == SHIN))
            continue;
        if (s->length == MAX_LETTERS)
            return false;
        s->letters[s->length] = class_of(letters[i]);
        hash = shb_hash_stable(hash, &s->letters[s->length++], 1);
    }
    s->hashes[s->n_words++] = hash;
    s->begins[s->n_words] = (uint8_t)s->length;
    return s->length > s->begins[s->n_words - 1];
}

/* The first letter, and all consonants behind it. */
static void set_key(spelling *s) {
    uint8_t kept[MAX_LETTERS];
    size_t n = 0;
    for (size_t i = 0; i < s->length; i++)
        if ((i == 0 || !is_vowel(s->letters[i])) &&
            (n == 0 || kept[n - 1] != s->letters[i]))
            kept[n++] = s->letters[i];
    if (n > 1 && kept[n - 1] == HA)
        n--;
    s->key = s->n_words > 1 && n >= LEAST_CONSONANTS
                 ? shb_hash_stable(SHB_HASH_SEED, kept, n) | 1
                 : 0;
}

/* From words with a 0 behind each. */
static bool spell_form(const shb_lexicon *lexicon, const shb_form *form, spelling *out) {
    const uint8_t *word = lexicon->folded + form->folded;
    out->n_words = out->length = 0;
    for (size_t i = 0; i < form->n_words; i++) {
        size_t n = strlen((const char *)word);
        if (!add_word(out, word, n))
            return false;
        word += n + 1;
    }
    set_key(out);
    return true;
}

/* ------------------------------------------------------------------------------ Russian
 */

enum { LEAST_RUSSIAN = 8 /* letters of a name that is compared */ };

/* Of a Russian name's letters, э as е and doubled ones as one; 0: nothing is compared. */
static uint64_t russian_key(const shb_phrase_word *words, size_t n_words) {
    uint64_t hash = SHB_HASH_SEED;
    size_t length = 0;
    for (size_t i = 0; i < n_words; i++) {
        uint8_t last = 0;
        for (size_t k = 0; k < words[i].length; k++) {
            uint8_t letter = words[i].letters[k];
            if (letter < FOLD_RU(0x430) || letter > FOLD_RU(0x44f))
                return 0;
            letter = letter == FOLD_RU(0x44d) ? FOLD_RU(0x435) : letter;
            if (letter != last)
                hash = shb_hash_stable(hash, &letter, 1);
            length += letter != last;
            last = letter;
        }
        hash = shb_hash_stable(hash, "", 1);
    }
    return n_words > 1 && length >= LEAST_RUSSIAN ? hash | 1 : 0;
}

static bool parse_label(shb_ctx *ctx, const shb_gazetteer *gazetteer, uint32_t entity,
                        shb_tokens *scratch, shb_phrase *out) {
    const char *label = gazetteer->entities[entity].labels[SHB_RU];
    return label && gazetteer->entities[entity].type == SHB_PERSON &&
           shb_phrase_parse(ctx, scratch, label, strlen(label), out);
}

static shb_status add_russian_labels(shb_ctx *ctx, shb_gazetteer *gazetteer,
                                     size_t *capacity) {
    shb_alike *alike = &gazetteer->alike;
    shb_tokens scratch = SHB_TOKENS_INIT;
    shb_status st = SHB_OK;
    for (uint32_t i = 0; st == SHB_OK && i < gazetteer->n_listed; i++) {
        shb_phrase label;
        const uint64_t key = parse_label(ctx, gazetteer, i, &scratch, &label)
                                 ? russian_key(label.words, label.count)
                                 : 0;
        if (!key)
            continue;
        st = shb_grow(ctx, (void **)&alike->names, capacity, alike->n_names + 1,
                      sizeof *alike->names);
        if (st == SHB_OK)
            alike->names[alike->n_names++] = (shb_alike_name){key, SHB_NO_FORM, i};
    }
    shb_tokens_done(&scratch);
    return st;
}

/* ------------------------------------------------------------------------------- making
 */

static bool is_arab(const shb_gazetteer *gazetteer, uint32_t state) {
    const char *id = gazetteer->entities[state].id;
    const char *code = strchr(id, ':');
    for (size_t i = 0; code && i + 2 < sizeof arab_states; i += 2)
        if (strncmp(code + 1, arab_states + i, 2) == 0 && code[3] == '\0')
            return true;
    return false;
}

/* The person whose name in Arabic it is, the only one; or SHB_NO_ENTITY. */
static uint32_t bearer(const shb_gazetteer *gazetteer, const shb_form *form) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    uint32_t entity = SHB_NO_ENTITY;
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + i];
        if (sense->kind != SENSE_NAME || sense->lang != SHB_AR ||
            gazetteer->entities[sense->value].type != SHB_PERSON)
            continue;
        if (entity != SHB_NO_ENTITY && entity != sense->value)
            return SHB_NO_ENTITY;
        entity = sense->value;
    }
    return entity;
}

static int by_key(const void *a, const void *b) {
    const shb_alike_name *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1)
                            : (x->form > y->form) - (x->form < y->form);
}

static int by_hash(const void *a, const void *b) {
    const shb_alike_word *x = a, *y = b;
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1)
                              : (x->entity > y->entity) - (x->entity < y->entity);
}

static void join_words(shb_alike *alike) {
    size_t kept = 0;
    qsort(alike->words, alike->n_words, sizeof *alike->words, by_hash);
    for (size_t i = 0; i < alike->n_words; i++) {
        shb_alike_word *last = kept ? &alike->words[kept - 1] : NULL;
        if (!last || last->hash != alike->words[i].hash)
            alike->words[kept++] = alike->words[i];
        else if (last->entity != alike->words[i].entity)
            last->entity = SHB_NO_ENTITY;
    }
    alike->n_words = kept;
}

shb_status shb_alike_make(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    shb_alike *alike = &gazetteer->alike;
    size_t names_capacity = 0, words_capacity = 0;
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < lexicon->n_forms; i++) {
        const shb_form *form = &lexicon->forms[i];
        uint32_t entity = form->n_words > 1 ? bearer(gazetteer, form) : SHB_NO_ENTITY;
        spelling name;
        if (entity == SHB_NO_ENTITY || !spell_form(lexicon, form, &name) ||
            (st = shb_grow(ctx, (void **)&alike->words, &words_capacity,
                           alike->n_words + name.n_words, sizeof *alike->words)) !=
                SHB_OK)
            continue;
        for (size_t k = 0; k < name.n_words; k++)
            alike->words[alike->n_words++] = (shb_alike_word){name.hashes[k], entity, 0};
        uint32_t state = gazetteer->more[entity].owner;
        if (!name.key || state == SHB_NO_ENTITY || is_arab(gazetteer, state))
            continue;
        st = shb_grow(ctx, (void **)&alike->names, &names_capacity, alike->n_names + 1,
                      sizeof *alike->names);
        if (st == SHB_OK)
            alike->names[alike->n_names++] =
                (shb_alike_name){name.key, (uint32_t)i, entity};
    }
    if (st == SHB_OK)
        st = add_russian_labels(ctx, gazetteer, &names_capacity);
    if (st != SHB_OK)
        return st;
    if (alike->n_names)
        qsort(alike->names, alike->n_names, sizeof *alike->names, by_key);
    if (alike->n_words)
        join_words(alike);
    return SHB_OK;
}

void shb_alike_done(shb_alike *alike) {
    shb_free(alike->names);
    shb_free(alike->words);
    *alike = (shb_alike){0};
}

/* ------------------------------------------------------------------------------- asking
 */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Levenshtein's distance of two runs of letters. */
static size_t edits(const uint8_t *a, size_t n, const uint8_t *b, size_t m) {
    size_t row[MAX_LETTERS + 1];
    for (size_t k = 0; k <= m; k++)
        row[k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t above = row[k];
            row[k] =
                least(least(row[k], row[k - 1]) + 1, diagonal + (a[i - 1] != b[k - 1]));
            diagonal = above;
        }
    }
    return row[m];
}

static size_t word_length(const spelling *s, size_t i) {
    return s->begins[i + 1] - s->begins[i];
}

static const uint8_t *word_at(const spelling *s, size_t i) {
    return s->letters + s->begins[i];
}

static bool has_article(const spelling *s, size_t i) {
    return word_length(s, i) > 2 && word_at(s, i)[0] == ALEF && word_at(s, i)[1] == LAM;
}

static bool word_fits(const spelling *a, const spelling *b, size_t i) {
    size_t shorter = least(word_length(a, i), word_length(b, i));
    return a->hashes[i] == b->hashes[i] ||
           (shorter >= LEAST_CHANGED && has_article(a, i) == has_article(b, i) &&
            edits(word_at(a, i), word_length(a, i), word_at(b, i), word_length(b, i)) <=
                (shorter > SHORT_WORD ? MOST_EDITS : 1));
}

/* Where both have as many words, each stands for the one in its place. */
static bool words_fit(const spelling *a, const spelling *b) {
    for (size_t i = 0; a->n_words == b->n_words && i < a->n_words; i++)
        if (!word_fits(a, b, i))
            return false;
    return true;
}

static bool spelled_alike(const spelling *a, const spelling *b) {
    bool ya = a->letters[a->length - 1] == YA;
    return a->letters[0] == b->letters[0] &&
           *word_at(a, a->n_words - 1) == *word_at(b, b->n_words - 1) &&
           ya == (b->letters[b->length - 1] == YA) && words_fit(a, b) &&
           edits(a->letters, a->length, b->letters, b->length) <=
               MOST_EDITS + (a->length > LONG_NAME);
}

static bool has_word(const spelling *s, uint64_t hash) {
    for (size_t i = 0; i < s->n_words; i++)
        if (s->hashes[i] == hash)
            return true;
    return false;
}

static bool has_lower_hash(const void *word, const void *hash) {
    return ((const shb_alike_word *)word)->hash < *(const uint64_t *)hash;
}

static bool has_lower_key(const void *name, const void *key) {
    return ((const shb_alike_name *)name)->key < *(const uint64_t *)key;
}

/* Is there a word that this listed name lacks and that another person is called by? */
static bool names_another(const shb_alike *alike, const spelling *name,
                          const spelling *listed, uint32_t entity) {
    for (size_t i = 0; i < name->n_words; i++) {
        if (has_word(listed, name->hashes[i]))
            continue;
        size_t at = shb_lower_bound(alike->words, alike->n_words, sizeof *alike->words,
                                    &name->hashes[i], has_lower_hash);
        if (at < alike->n_words && alike->words[at].hash == name->hashes[i] &&
            alike->words[at].entity != entity)
            return true;
    }
    return false;
}

/* As listed it would have been found, were it he. */
static bool is_label(const char *label, const shb_phrase_word *words, size_t n_words) {
    const size_t length = strlen(label);
    size_t at = 0;
    for (size_t i = 0; i < n_words; i++)
        for (size_t k = 0; k < words[i].length;) {
            uint8_t letter =
                at < length ? (uint8_t)shb_fold_char(shb_utf8_next(label, length, &at))
                            : 0;
            if (at == length && !letter)
                return false;
            if (!letter || letter < FOLD_RU(0x430))
                continue; /* between the words */
            if (letter != words[i].letters[k++])
                return false;
        }
    return at == length;
}

/* The one of that Russian label, which is spelled otherwise. */
static uint32_t russian_person(const shb_gazetteer *gazetteer,
                               const shb_phrase_word *words, size_t n_words,
                               uint64_t key) {
    const shb_alike *alike = &gazetteer->alike;
    size_t at = shb_lower_bound(alike->names, alike->n_names, sizeof *alike->names, &key,
                                has_lower_key);
    if (at == alike->n_names || alike->names[at].key != key ||
        (at + 1 < alike->n_names && alike->names[at + 1].key == key))
        return SHB_NO_ENTITY;
    const uint32_t entity = alike->names[at].entity;
    return is_label(gazetteer->entities[entity].labels[SHB_RU], words, n_words)
               ? SHB_NO_ENTITY
               : entity;
}

uint32_t shb_alike_person(const shb_gazetteer *gazetteer, const shb_phrase_word *words,
                          size_t n_words) {
    const shb_alike *alike = &gazetteer->alike;
    spelling name = {.n_words = 0};
    const uint64_t russian = russian_key(words, n_words);
    if (russian)
        return russian_person(gazetteer, words, n_words, russian);
    for (size_t i = 0; i < n_words; i++)
        if (!add_word(&name, words[i].letters, words[i].length))
            return SHB_NO_ENTITY;
    set_key(&name);
    if (!name.key)
        return SHB_NO_ENTITY;
    size_t at = shb_lower_bound(alike->names, alike->n_names, sizeof *alike->names,
                                &name.key, has_lower_key);
    uint32_t found = SHB_NO_ENTITY;
    for (; at < alike->n_names && alike->names[at].key == name.key; at++) {
        const shb_alike_name *candidate = &alike->names[at];
        spelling listed;
        if (candidate->entity == found || candidate->form == SHB_NO_FORM ||
            !spell_form(&gazetteer->lexicon, &gazetteer->lexicon.forms[candidate->form],
                        &listed) ||
            !spelled_alike(&name, &listed) ||
            names_another(alike, &name, &listed, candidate->entity))
            continue;
        if (found != SHB_NO_ENTITY)
            return SHB_NO_ENTITY;
        found = candidate->entity;
    }
    return found;
}
