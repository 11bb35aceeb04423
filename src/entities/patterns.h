/**
 * @file patterns.h
 * What the rooms share that find persons and organizations whom no list has.
 *
 * Order: words (what is known of each word) -> bodies (HEAD + "quoted name", X
 * University)
 * -> cased and Arabic persons -> nominatives -> one entity a person, surnames alone ->
 * the finds become candidates. Rules and figures: doc comments of each room.
 */
#ifndef SHB_ENTITIES_PATTERNS_H
#define SHB_ENTITIES_PATTERNS_H

#include "entities/work.h"

/* What is known of a word, beside the WORD_... bits of the lexicon below these. */
enum {
    IS_NAME = 1 << 16,    /* in the list of name words, in any case of it */
    IS_LAST = 1 << 17,    /* there, but never the first of a name */
    IS_COMMON = 1 << 18,  /* an ordinary word */
    IS_NEVER = 1 << 19,   /* belongs to another kind of name */
    IS_END = 1 << 20,     /* a name ends before it */
    IS_KNOWN = 1 << 21,   /* in a mention, a body or an adjective of nationality */
    IS_SHORT = 1 << 22,   /* a listed short or weak form that waits for its full name */
    IS_PLACE = 1 << 23,   /* a single-word state or seat: "Jordan" */
    IS_CAPITAL = 1 << 24, /* begins with a capital (and is not all capitals) */
    IS_INITIAL = 1 << 25, /* "J." or "J.K." */
    IS_CLITIC = 1 << 26,  /* the name stands behind one Arabic proclitic */
    IS_PATRONYMIC = 1 << 27,
    IS_TAKEN = 1 << 28,     /* in a find */
    IS_ADJECTIVE = 1 << 29, /* of nationality */
    IS_STATE = 1 << 30      /* in a mention of a state or a body */
};

/** What a pattern found. */
typedef struct shb_found {
    uint32_t first, last; /* tokens */
    uint32_t start, end;  /* bytes */
    uint32_t sentence;
    uint32_t person; /* number, or SHB_NO_ENTITY for an organization */
    uint32_t entity;
    uint8_t how;
    float confidence;  /* of the tagger */
    bool surname_only; /* one word: an initial or a given name is not known */
    bool after_title, woman;
    bool given_up; /* the tagger bounds the name otherwise */
} shb_found;

/** Percent of the text's words that are among a language's commonest; -1 where there are
 * too few of them, or no model. Other languages share the letters (Persian, Turkish,
 * Ukrainian), but not the common words. */
typedef struct shb_known_share {
    int all, small; /* of those that begin with no capital */
} shb_known_share;

typedef struct shb_span {
    uint32_t first, last; /* tokens */
} shb_span;

typedef struct shb_patterns {
    shb_work *work;
    uint32_t *kinds;     /* of each token */
    uint32_t *candidate; /* of each token, or SHB_NO_ENTITY */
    shb_known_share known_words[SHB_N_LANGS];
    bool other_language; /* none that the program reads: left alone */
    shb_found *found;    /* in order of tokens, once sorted */
    size_t n_found, found_capacity;
    uint32_t
        *things; /* tokens where a name may be shown to be a thing's, once asked for */
    size_t n_things;
    uint64_t *speakers; /* hashes of the words that speak alone, sorted */
    size_t n_speakers;
    shb_span places[16]; /* "in Larch Springs": a place's, wherever the text has it */
    size_t n_places;
} shb_patterns;

/** patterns_words.c */
shb_status shb_patterns_init(shb_work *work, shb_patterns *out);
/** Is the word another one than it is folded to, by its hamza or last letter: "ala", not
 * Ali? */
bool shb_is_another_word(const shb_work *work, size_t i);
/** Does the name at token `first` of a sentence that begins at `start` stand behind a
 * ship or a train: "the aircraft carrier «X»"? */
bool shb_is_on_a_ship(const shb_work *work, size_t first, size_t start);
/** Behind an Arabic title at token i an organization, or "in" and one or a place: "the
 * researcher at the University of Oslo". Its last token; 0: none. */
size_t shb_seat_of_title(const shb_patterns *p, size_t i, size_t end);
/** sa- before an Arabic verb, "will travel", behind so many words of a name, which it
 * ends? A second word may be a rare surname, Seabrook, unless it is a dual or plural. */
bool shb_is_future_verb(const shb_patterns *p, size_t i, size_t words);
/** Does the word stand right behind the one before it, in one sentence? */
bool shb_joined(const shb_patterns *p, size_t i);
/** Take tokens first..last; the bytes run from the first's proclitic to the last's end.
 */
shb_status shb_patterns_take(shb_patterns *p, shb_found found);

/** given_beside.c: is the word the first of places' names, "Wadi"; does what stands at
 * `behind` make the name before it a street's, a prize's, an airport's? */
bool shb_begins_like_place(const shb_patterns *p, size_t first);
bool shb_belongs_to_thing(const shb_patterns *p, size_t behind, size_t end);

/** Is token i a surname behind a given name, though it is a title or a place's word? */
bool shb_is_surname_and_word(const shb_patterns *p, size_t i, size_t end);

/** speakers.c: note the words that speak alone in the text; are these two unknown words
 * the full name of one that does? */
shb_status shb_note_speakers(shb_patterns *p);
bool shb_is_full_name_of_speaker(const shb_patterns *p, size_t first, size_t last,
                                 size_t start);

/** Where in the capitals first..last a given name begins behind words that are in no
 * name; 0: nowhere. */
size_t shb_given_behind_words(const shb_patterns *p, size_t first, size_t last);

/** bodies_again.c: bodies by the last words of a name that the text has in full. */
shb_status shb_settle_short_bodies(shb_patterns *p);

/** places.c: is the run first..last, of `several` words, of which the first is a `given`
 * name, that of a place, ship or event, as what stands before it shows? */
bool shb_is_of_place(shb_patterns *p, size_t first, size_t last, bool several,
                     size_t start, bool given);
/** places.c: without the finds that are places' names elsewhere in the text. */
void shb_forget_places(shb_patterns *p);
/** run_together.c: a name and the next word, without a space between: "Netanyahusaid"? */
bool shb_is_run_together(const shb_patterns *p, size_t i, bool person);

/** patterns_cased.c: persons in Latin and Cyrillic letters. */
shb_status shb_find_cased(shb_patterns *p, size_t sentence);
/** chinese.c: do this word and the next make a Chinese name in pinyin: "Liu Dejun"? */
bool shb_is_chinese_name(const shb_patterns *p, size_t surname);
/** Is it a surname of East Asia before a given name of two halves: "Tsai Ing-wen"? */
bool shb_is_hyphenated_name(const shb_patterns *p, size_t surname, size_t end);
/** May the token be the second half of a given name, in small letters: "Ing-wen"? */
bool shb_is_second_half(const shb_patterns *p, size_t i);
/** korean.c: a Korean name of three words in Cyrillic letters: "Ли Сок Бэ"? */
bool shb_is_korean_name(const shb_patterns *p, size_t first, size_t end);
/** A Russian adjective in some case with its noun behind: "of Northern Cyprus"? */
bool shb_describes_next(const shb_patterns *p, size_t i, size_t end);
/** patterns_arabic.c */
shb_status shb_find_arabic(shb_patterns *p, size_t sentence);
/** Is the name at `first` that of a street, a prize, a university? `start`: first token
 * of the sentence. */
bool shb_names_a_thing(const shb_patterns *p, size_t first, size_t start);
/** things.c: what stands before or in the name says that it is a missile's, a film's, a
 * street's: here, or where the text has the same name again. */
shb_status shb_is_thing(shb_patterns *p, size_t first, size_t last, bool person,
                        bool *out);
/** things.c: does the word right before show that it is no person's? */
bool shb_is_shown_no_person(const shb_patterns *p, size_t first);
/** arabic_endings.c: wa- before a written hamza, which stands at the start of words only:
 * "and Ahmad", "and Iman". */
bool shb_is_and_hamza(const shb_work *work, size_t i);
/** Is the first letter an alef with its hamza, which no article's is: "Albert"? */
bool shb_bears_hamza(const shb_work *work, size_t i);
/** Does the token end in an alef without its dots of ya, as no nisba does? */
bool shb_ends_in_maqsura(const shb_work *work, size_t i);
/** "Their brutality", "her revolution": a word with a pronoun behind, in no name. */
bool shb_is_of_pronoun(const shb_patterns *p, size_t i);
/** -u of "they drove out". */
bool shb_ends_like_plural_verb(const shb_patterns *p, size_t i);
/** "Ali, son of the ninth", of nine years; "son of the writer". */
bool shb_is_son_by_age(const shb_patterns *p, size_t son);
/** Right behind "Abd al-Aziz" a word with the article that may be his surname? */
bool shb_is_surname_of_servant(const shb_patterns *p, size_t i, size_t end);
/** "Democratic", "international": a nisba that is a person's or a thing's, no family. */
bool shb_is_party_word(const shb_patterns *p, size_t i);
/** "Prince Turki", "Turki bin Abdullah": is the nationality at token i a given name?
 * `joined`: behind a proclitic. */
bool shb_is_given_here(const shb_patterns *p, size_t i, bool joined);
/** patterns_bodies.c: organizations; before the persons. */
shb_status shb_find_bodies(shb_patterns *p, size_t sentence);
/** An organization of tokens first..last. */
shb_status shb_take_body(shb_patterns *p, size_t sentence, size_t first, size_t last);
/** The organization whose name stands in quotes right behind token `head`. */
shb_status shb_take_quoted(shb_patterns *p, size_t sentence, size_t head, size_t end);
/** Is the token in a mention of a state, or (`of_state` false) of something else? */
bool shb_in_mention(const shb_patterns *p, size_t i, bool of_state);
/** patterns_bodies_arabic.c: what the head at that token heads; behind: the last token
 * that was asked. */
shb_status shb_find_arabic_body(shb_patterns *p, size_t sentence, size_t head,
                                size_t *behind);
/** patterns_bodies_english.c: the same, in English; in capitals, and may it be a word of
 * a body's name? */
shb_status shb_find_english_body(shb_patterns *p, size_t sentence, size_t head,
                                 size_t *behind);
bool shb_is_body_word(const shb_patterns *p, size_t i);
/** patterns_bodies_russian.c: the body whose name begins at token first, inside the
 * sentence. */
shb_status shb_find_russian_body(shb_patterns *p, size_t sentence, size_t first,
                                 size_t *behind);
/** Behind token last: "имени Н. Ф. Гамалеи РАН", its last token, else `last`. */
size_t shb_with_patron(const shb_patterns *p, size_t last, size_t end);
/** described_arabic.c: "the giant", "owned by", "to obtain": what stands at token i
 * behind a body's name and is none of it. */
bool shb_describes_body(const shb_patterns *p, size_t i);
/** "The jury", "another university": token i right behind a head makes no name with it.
 */
bool shb_is_any_body(const shb_patterns *p, size_t i);
/** Do the tokens head..last only say what kind of body it is: "the oil company", "the
 * German airline" before its own name? */
bool shb_is_described_body(const shb_patterns *p, size_t head, size_t last, size_t end);
/** patterns_purposes_arabic.c: behind the name of a body, its last token `last`: where it
 * ends with what it is for, "Qatar Petroleum Company for Distribution", or last. */
size_t shb_with_purpose(const shb_patterns *p, size_t last, size_t end, bool of_state);
/** patterns_purposes_arabic.c: bodies that are shown by what they are for, at token i. */
shb_status shb_find_arabic_purpose(shb_patterns *p, size_t sentence, size_t i,
                                   size_t *behind);

/** named_again.c: Arabic full names of the finds wherever else the text has them; the new
 * finds come behind the others. */
shb_status shb_find_named_again(shb_patterns *p);

/** "Macquarie", a firm in Latin letters whose name the text gives with its head. */
shb_status shb_find_firms_again(shb_patterns *p);
/** given_names.c: a given name alone to whom the text names in full by it, or to nobody;
 * after all finds, which are in order of tokens. */
shb_status shb_settle_given_names(shb_patterns *p);

/** tagged.c: FACT_... of every token, in the document's arena; NULL without memory. */
uint32_t *shb_facts(const shb_patterns *p);
/** tagged.c: of the words in that language's script. */
shb_known_share shb_known_words(const shb_work *work, shb_lang lang);
/** tagged.c: what the tagger finds where nothing else has found a name, or has bounded it
 * worse (`given_up`). The finds are in order of tokens; new ones come behind them. */
shb_status shb_find_tagged(shb_patterns *p, bool *gave_up);

/** outranked.c: without finds that were given up, and without surnames alone. */
void shb_forget_given_up(shb_patterns *p);

/* nominative.c: Russian names back to the nominative. */

/** One way to read a name in some case: its nominative. */
typedef struct shb_reading {
    shb_phrase nominative;
    uint64_t key; /* of the nominative's words */
    float weight; /* how likely, beside the other readings of the same words */
    bool woman;
} shb_reading;
enum { MAX_READINGS = 8 };

/** Is the word, in any case, in the list of name words? Flags of shb_name_word(). */
unsigned shb_russian_name_word(const shb_name_words *words, const shb_token *token,
                               const uint8_t *letters);
/** Do the folded letters end so? `ending` is UTF-8. */
bool shb_russian_ends(const uint8_t *letters, size_t n, const char *ending);
bool shb_russian_patronymic(const uint8_t *letters, size_t n);

/** The nominatives of tokens first..last, likeliest first. @return how many */
size_t shb_russian_readings(const shb_work *work, size_t first, size_t last,
                            bool nominative, shb_reading out[MAX_READINGS]);

#endif
