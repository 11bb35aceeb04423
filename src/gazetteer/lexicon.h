/**
 * @file lexicon.h
 * The compiled gazetteer: every written form, as word hashes, with what it may mean.
 *
 * A form is a run of folded words. Its key is built word by word, so that one table
 * answers both "does a form begin like this?" and "is this a form?".
 */
#ifndef SHB_GAZETTEER_LEXICON_H
#define SHB_GAZETTEER_LEXICON_H

#include <shabaka/gazetteer.h>

#include "base/arena.h"
#include "base/map.h"
#include "text/tokens.h"

/** What a form may stand for. */
typedef enum shb_sense_kind {
    SENSE_NAME,      /* the entity's name */
    SENSE_ALONE,     /* a surname that names the person without the full name */
    SENSE_SHORT,     /* a short form: only beside the full name in the same text */
    SENSE_WEAK,      /* a name that is a word: by context only */
    SENSE_SEAT,      /* a capital or seat of power: its state */
    SENSE_ADJECTIVE, /* of nationality: the owner of a body, no mention */
    SENSE_BODY,      /* head of a body that an owner completes: value = body */
    SENSE_WORD       /* a word that patterns use: value = shb_word_class bits */
} shb_sense_kind;

/* Classes of words that patterns use: bits. */
enum {
    WORD_TITLE = 1,        /* before or after a person's name */
    WORD_GIVEN = 2,        /* a given name */
    WORD_SAY = 4,          /* a verb of saying */
    WORD_LINK = 8,         /* inside a person's name: bin, al, von */
    WORD_HEAD = 16,        /* head of an organization's name */
    WORD_STOP = 32,        /* never in a name */
    WORD_AGENCY = 64,      /* "agencies", "follow-ups" in a dateline */
    WORD_CITY = 128,       /* a city that is no capital: datelines */
    WORD_COMMON = 256,     /* a common word of the language */
    WORD_OFFICE = 512,     /* the office in a title: of foreign affairs, of defence */
    WORD_WORLD = 1024,     /* "international", "European" as owner of a body */
    WORD_PLACE = 2048,     /* a region, water, ship, pipeline: a name of no entity */
    WORD_PROVINCE = 4096,  /* of a federal state: what stands before it is a town there */
    WORD_HONOUR = 8192,    /* a title that stands before a given name alone: Sir */
    WORD_NAMESAKE = 16384, /* a water, paper, school named after the state beside it */
    WORD_TREATY = 32768,   /* named after the capital beside it */
    /* Asked of words beside a name alone, else they are as any word. */
    WORD_STREET = 65536,    /* a street or square, named after who or what is beside it */
    WORD_MEMORIAL = 131072, /* an airport, theatre or prize, named after a person */
    WORD_THING = 262144,    /* a missile, a film, a law: its quoted name is no entity's */
    WORD_BEARER = 524288,   /* a town, a river, an order: nor is a bare name behind it */
    WORD_CLUB = 1048576,    /* of sport, before the capital that it plays for */
    WORD_BESIDE = WORD_STREET | WORD_MEMORIAL | WORD_THING | WORD_BEARER | WORD_CLUB,
    WORD_FIELD = 2097152, /* what a body works on: goes on with its name behind "and" */
    WORD_DESCRIBES = 4194304, /* what stands behind a body's name and is none of it */
    WORD_ASKED = WORD_BESIDE | WORD_FIELD | WORD_DESCRIBES
};

/** Whose line gives a form its sense: of several senses the highest goes first. */
typedef enum shb_whose {
    WHOSE_SHIPPED,
    WHOSE_OWN,    /* a list of the user's */
    WHOSE_DECIDED /* a decision: it also goes before what the text around tells */
} shb_whose;

typedef struct shb_sense {
    uint32_t value; /* entity, body or word classes */
    uint8_t kind;
    uint8_t lang : 6;
    uint8_t whose : 2; /* shb_whose */
    uint16_t rule;     /* 1 + index of a context rule, or 0 */
} shb_sense;

/** May a text call the entity so anywhere, or where a rule allows it? */
static inline bool shb_sense_names(const shb_sense *sense) {
    return sense->kind == SENSE_NAME || sense->kind == SENSE_SEAT ||
           (sense->kind == SENSE_WEAK && sense->rule);
}

enum {
    FORM_CAPITALS = 1, /* only in capitals: US, NATO */
    FORM_SHORT_OK = 2, /* may lose a proclitic though it is short */
    FORM_NO_NAME = 4,  /* names nothing: a word that patterns use */
    FORM_MIXED = 8,    /* only with two capitals and a small letter: МИДа, БиГ */
    FORM_COMMA = 16,   /* a comma may stand between its words */
    FORM_SIGN = 32,    /* another sign may: H&M, CDU/CSU, Lenta.ru */
    FORM_WORD = 64,    /* one word, with classes */
    FORM_BESIDE = 128  /* never matched: WORD_ASKED alone */
};

#define SHB_NO_FORM 0x0fffffffu
#define FORM_ANY_CASE 0xff

typedef struct shb_form {
    uint32_t first_sense, folded; /* folded: offset of its words, 0-separated */
    uint16_t n_senses, folded_length;
    uint8_t n_words, flags;
    uint8_t capital; /* the word that must have a capital, or FORM_ANY_CASE */
    uint8_t unused;  /* 0: forms are also written to files */
} shb_form;

/** Eight bytes, for a million names shall be near the cache. Of the key there is what
 * does not follow from the place; no two keys of one lexicon are alike in it. */
typedef struct shb_lexicon_slot {
    uint64_t tag : 35;   /* 0: an empty slot */
    uint64_t form : 28;  /* SHB_NO_FORM: only a beginning */
    uint64_t longer : 1; /* longer forms begin with it */
} shb_lexicon_slot;

/** First words of all forms, of those that name something, of words with classes, also of
 * those that have only WORD_ASKED. Most words of a text fail here, at two bits each. */
typedef enum shb_filter {
    FILTER_ALL,
    FILTER_NAMES,
    FILTER_WORDS,
    FILTER_BESIDE,
    N_FILTERS
} shb_filter;

/* The two bits: a form begins with the word; one begins with it in small letters, too. */
enum { BEGINS = 1, BEGINS_SMALL = 2 };

typedef struct shb_lexicon {
    shb_form *forms;
    size_t n_forms, forms_capacity;
    shb_sense *senses;
    size_t n_senses, senses_capacity;
    uint8_t *folded;
    size_t folded_used, folded_capacity;
    shb_lexicon_slot *slots;
    size_t n_slots;               /* a power of two */
    uint32_t *filters[N_FILTERS]; /* BEGINS bits of each first word */
    unsigned filter_shift[N_FILTERS];
    uint32_t *longer; /* a bit for each key of two words or more */
    unsigned longer_shift;
    /* while building: senses pending, by form */
    struct shb_pending *pending;
    size_t n_pending, pending_capacity;
    shb_map by_folded;
    shb_arena keys;
} shb_lexicon;

/** A form's words, for adding: folded letters. */
enum { FORM_MAX_WORDS = 24, WORD_MAX_LETTERS = 48 };
typedef struct shb_phrase_word {
    uint8_t letters[WORD_MAX_LETTERS];
    uint8_t length, flags; /* flags of tokens.h */
    bool joined;           /* a hyphen leads to the next word */
} shb_phrase_word;
typedef struct shb_phrase {
    shb_phrase_word words[FORM_MAX_WORDS];
    size_t count;
    uint8_t signs; /* between the words: FORM_COMMA, FORM_SIGN or both */
} shb_phrase;

/** The signs before token i that only forms with them may have inside: 0, FORM_COMMA or
 * FORM_SIGN; UINT8_MAX where no form goes on. */
uint8_t shb_sign_inside(const shb_tokens *tokens, size_t i);

/** Split and fold a name. False where it has no word, too many or too long ones. */
bool shb_phrase_parse(shb_ctx *ctx, shb_tokens *scratch, const char *name, size_t len,
                      shb_phrase *out);

/** Add a form and what it may mean; a sense already there is not added again. out_form
 * may be NULL. */
shb_status shb_lexicon_add(shb_ctx *ctx, shb_lexicon *lexicon, const shb_phrase *phrase,
                           uint8_t capital, uint8_t flags, shb_sense sense,
                           uint32_t *out_form);

/** After the last shb_lexicon_add(): order forms, lay out senses, build table and filter.
 * @param numbers  the new number of each form; free it, also on failure */
shb_status shb_lexicon_compile(shb_ctx *ctx, shb_lexicon *lexicon, uint32_t **numbers);
void shb_lexicon_done(shb_lexicon *lexicon);

static inline uint64_t shb_key_next(uint64_t key, uint64_t word) {
    uint64_t next = (key ^ word) * 0xff51afd7ed558ccdu;
    return next ^ next >> 32;
}

/** One of the filters, as a loop over a text's words asks it. */
typedef struct shb_first_words {
    const uint32_t *cells;
    unsigned shift;
} shb_first_words;

static inline shb_first_words shb_lexicon_first_words(const shb_lexicon *lexicon,
                                                      shb_filter filter) {
    return (shb_first_words){lexicon->filters[filter], lexicon->filter_shift[filter]};
}

/** The BEGINS bits of a first word; never too few. */
static inline unsigned shb_begins(shb_first_words words, uint64_t hash) {
    uint64_t cell = hash >> words.shift;
    return words.cells[cell >> 4] >> (cell & 15) * 2 & 3;
}

static inline void shb_begins_prefetch(shb_first_words words, uint64_t hash) {
    __builtin_prefetch(&words.cells[hash >> words.shift >> 4]);
}

/** The last key of a form that only certain capitals write. */
static inline uint64_t shb_key_shaped(uint64_t key, uint8_t flags) {
    return flags & FORM_CAPITALS ? ~key
           : flags & FORM_MIXED  ? ~key ^ 0x9e3779b97f4a7c15u
                                 : key;
}

static inline bool shb_lexicon_may_go_on(const shb_lexicon *lexicon, uint64_t key) {
    uint64_t bit = key >> lexicon->longer_shift;
    return lexicon->longer[bit >> 5] >> (bit & 31) & 1;
}

static inline void shb_lexicon_prefetch(const shb_lexicon *lexicon, uint64_t key) {
    __builtin_prefetch(&lexicon->slots[key & (lexicon->n_slots - 1)]);
}

static inline void shb_lexicon_prefetch_longer(const shb_lexicon *lexicon, uint64_t key) {
    __builtin_prefetch(&lexicon->longer[key >> lexicon->longer_shift >> 5]);
}

/** Classes (WORD_...) of a folded word without WORD_ASKED, 0 where it has none. */
uint32_t shb_lexicon_word(const shb_lexicon *lexicon, uint64_t hash);
/** All its classes; slower. */
uint32_t shb_lexicon_word_beside(const shb_lexicon *lexicon, uint64_t hash);

/** The slot of a key, or NULL. That of one key in 2^34 that is in no form, too: what is
 * found is to be compared, see shb_match_holds(). */
const shb_lexicon_slot *shb_lexicon_slot_of(const shb_lexicon *lexicon, uint64_t key);

#endif
