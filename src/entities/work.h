/**
 * @file work.h
 * What the rooms of this stage share while one document is annotated.
 *
 * Order: candidates (what the gazetteer matches) -> names, short_forms (which entity) ->
 * bodies (ministries with their owners) -> patterns (names that no list has)
 * -> marks (datelines, sources). Every choice says how it was made.
 */
#ifndef SHB_ENTITIES_WORK_H
#define SHB_ENTITIES_WORK_H

#include <shabaka/decided.h>

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "gazetteer/match.h"
#include "text/sentences.h"

/** Entities that this document alone names are numbered from here. */
#define LOCAL_ENTITY 0x80000000u

/** A stretch of words that the gazetteer knows, or that a pattern found. */
typedef struct shb_candidate {
    uint32_t first, last; /* tokens */
    uint32_t start, end;  /* bytes of the mention */
    uint32_t sentence;
    uint32_t form;      /* of the lexicon, or SHB_NO_FORM for a pattern's find */
    uint32_t entity;    /* chosen entity, or SHB_NO_ENTITY: no mention (yet) */
    uint32_t adjective; /* the state that it is an adjective of, or SHB_NO_ENTITY */
    uint32_t body;      /* the body that it heads, or SHB_NO_ENTITY */
    uint32_t words;     /* classes of words (WORD_...) */
    uint8_t how, mark;
    float confidence;      /* of the tagger */
    uint8_t clitics, why;  /* why: shb_why as first noted, see shb_why_of() */
    bool weak, short_form; /* waits for other evidence */
    bool seat;             /* a capital or palace */
    bool contested;        /* several entities bear the name */
    bool eaten;            /* part of a longer name */
    bool melted;           /* lil-: see shb_match */
    bool refused;          /* a listed name, here of a ship, a treaty: nobody's else */
    bool tagged_person;    /* the tagger is sure that the short form is a person */
    bool dual, joined;     /* its head names two; its head stands before another name */
} shb_candidate;

typedef struct shb_local_entity {
    char *id, *label;
    shb_type type;
} shb_local_entity;

typedef struct shb_work {
    shb_ctx *ctx;
    const shb_gazetteer *gazetteer;
    const shb_annotate_options *options;
    unsigned year; /* of the text's date; 0: it has none */
    shb_tokens tokens;
    shb_sentences sentences;
    uint32_t *sentence_tokens; /* first token of each sentence; one more at the end */
    size_t sentence_tokens_capacity;
    shb_candidate *candidates; /* by first token, without overlap but for eaten ones */
    size_t n_candidates, candidates_capacity;
    shb_local_entity *locals;
    size_t n_locals, locals_capacity;
    shb_map local_ids;    /* id -> number among locals */
    shb_arena arena;      /* strings of this document */
    shb_tagging *tagging; /* made when first needed */
    /* First and last candidate that names a gazetteer entity in full, so that no question
     * of the kind "named elsewhere?" walks the text; SHB_NO_ENTITY where none. */
    uint32_t *first_named, *last_named;
    uint64_t may_be_named; /* a bit for the entities of each number modulo 64 */
} shb_work;

/** candidates.c: match every sentence. */
shb_status shb_find_candidates(shb_work *work);

/** dual_heads.c: the names that are joined behind an Arabic head in the dual. */
shb_status shb_join_dual_heads(shb_work *work);

/** names.c: choose among what a form may stand for; weak names by context. */
shb_status shb_resolve_names(shb_work *work);

/** context.c: does the rule let the candidate be that entity, here? */
bool shb_rule_accepts(const shb_work *work, size_t index, const shb_rule *rule,
                      uint32_t entity);

/** adjectives.c: is an Arabic state's name, here, its adjective of nationality? */
bool shb_reads_as_adjective(const shb_work *work, const shb_candidate *c);
/** Does the word before the candidate have the article? */
bool shb_previous_has_article(const shb_work *work, const shb_candidate *c);
/** adjectives.c: an adjective of nationality that is in no other name is its state. */
void shb_count_adjectives(shb_work *work);

/** namesakes.c: is it, here, the name of a thing, or part of another's name? Notes in
 * the candidate where nobody else may take it either. */
bool shb_is_of_something(const shb_work *work, shb_candidate *c, const shb_sense *sense);
/** "Lenin Street", "theatre named after Lenin": the person gives his name to a thing;
 * notes in the candidate where nobody else may take it either. */
bool shb_is_on_a_sign(const shb_work *work, shb_candidate *c, uint32_t person);
/** "Oslo accords", "Minsk-2": the capital gives its name to a treaty. */
bool shb_is_of_treaty(const shb_work *work, const shb_candidate *c,
                      const shb_sense *sense);

/** contested.c: which of the entities that bear a name; part of shb_resolve_names(). */
void shb_resolve_contested(shb_work *work);
/** Does its context let the candidate have this sense? */
bool shb_sense_usable(const shb_work *work, size_t index, const shb_sense *sense);

/** bodies.c: ministries, parliaments and the like with their owners. */
shb_status shb_resolve_bodies(shb_work *work);

/** bracketed.c: "Тоомас Ильвес (Toomas Ilves)" is one person. */
shb_status shb_join_bracketed(shb_work *work);

/** bodies.c: "МИД РК": owners that are known by short forms alone, once these are. */
void shb_join_short_owners(shb_work *work);

/** patterns.c: persons (and bodies) by pattern, unless only listed names are wanted. */
shb_status shb_find_by_pattern(shb_work *work);

/** patterns.c: what is known of each token (FACT_...) before the tagger sees it; in the
 * document's arena. */
shb_status shb_look_for_facts(shb_work *work, const uint32_t **facts);

/** short_forms.c: short forms to the last full name that fits. After all full names. */
shb_status shb_resolve_short_forms(shb_work *work);

/** given_before.c: tokens before a short form where a given name or initials may begin;
 * SIZE_MAX: none. The same for all who bear the surname. */
typedef struct shb_given_places {
    bool known;
    size_t name, initials;
} shb_given_places;
shb_given_places shb_given_places_at(const shb_work *work, size_t index);
/** Where the full name begins that the short form ends: "Frank Steinmeier", "S.V.
 * Lavrov"; the short form's own first token where none does. */
size_t shb_given_name_before(const shb_work *work, size_t index, const shb_sense *sense,
                             const shb_given_places *places);

/** "[President Vladimir] Putin": does a bracket close right before token i, where an
 * editor has put in what stands before it? */
bool shb_closes_bracket(const shb_work *work, size_t i);

/** titled.c: whose short form this is, by the office in the title before it, and how that
 * was told; or SHB_NO_ENTITY. */
uint32_t shb_office_holder(const shb_work *work, size_t index, uint8_t *why);
/** dated.c: of the persons who bear the form and held one of the offices (of the state,
 * unless that is SHB_NO_ENTITY) the one whom the text's date fits best; SHB_NO_ENTITY:
 * nobody, or several. */
uint32_t shb_holder_at_date(const shb_work *work, const shb_candidate *c,
                            uint32_t offices, uint32_t state);
/** dated.c: was it more than a year before the person held any of the offices? Who is
 * elected is called so before. */
bool shb_is_before_office(const shb_work *work, uint32_t person, uint32_t offices);
/** dated.c: how many others who bear the name and held his office does the text's date
 * fit less? */
unsigned shb_date_speaks_for(const shb_work *work, const shb_candidate *c,
                             uint32_t person);
/** dated.c: the person's one predecessor or successor who bears the form and held the
 * office at the text's date; SHB_NO_ENTITY: nobody, or several. */
uint32_t shb_relative_at_date(const shb_work *work, const shb_candidate *c,
                              uint32_t person);
/** function_words.c: is token i of a sentence that begins at token `start` a pronoun or
 * particle ("He said", "To win") rather than a person's short form? */
bool shb_is_function_word(const shb_work *work, size_t i, size_t start);
/** Is it an ordinary word at the sentence's start that goes on: "Ban on weapons"? */
bool shb_opens_phrase(const shb_work *work, size_t i, size_t start, size_t end);
/** titled.c: how many tokens the title has that ends right before token i of a sentence
 * that begins at token `start`; 0: it does not. */
size_t shb_title_before(const shb_work *work, size_t start, size_t i, const char *title);
/** titled.c: the state of the candidate's title: "King Abdullah of Saudi Arabia". */
uint32_t shb_title_state(const shb_work *work, size_t index);
/** titled.c: a king's title before the candidate, and the person was none. */
bool shb_title_denies(const shb_work *work, size_t index, uint32_t person);
/** titled.c: the offices of the title before the candidate, as bits; 0: none. */
uint32_t shb_title_offices(const shb_work *work, size_t index);
/** titled.c: 'm' or 'f' where Mr or Mrs stands before the candidate; 0: nothing tells. */
uint8_t shb_title_gender(const shb_work *work, size_t index);
/** honoured.c: "Sir Keir" to the person whom the text names in full. */
shb_status shb_resolve_given_names(shb_work *work);

/** abbreviations.c: abbreviations in brackets behind the names that they shorten, and
 * wherever the text has them again. */
shb_status shb_resolve_abbreviations(shb_work *work);

/** marks.c: datelines, sources, bylines. */
shb_status shb_mark_places(shb_work *work);
/** marks.c: a listed paper, station or agency. */
bool shb_is_medium(const shb_work *work, const shb_candidate *c);
/** credits.c: who wrote the text or took its picture. */
void shb_mark_credits(shb_work *work);

/** decided.c: what decided a candidate, when all stages are done. */
shb_why shb_why_of(const shb_candidate *c);

/* Helpers. */

/** Insert a candidate found by a pattern, keeping the order; *out may be NULL. */
shb_status shb_candidate_insert(shb_work *work, const shb_candidate *candidate);
/** Many at once, sorted here; behind those that begin at the same token. */
shb_status shb_candidates_merge(shb_work *work, shb_candidate *more, size_t n);

/** local_entities.c: a copy with one space for each run of white space, for names go over
 * line breaks; NULL where memory ran out. */
char *shb_label_copy(shb_arena *arena, const char *text, size_t len);
/**
 * An entity that only this document names: id made from type and folded name, the same in
 * every run. Returns its number through out (>= LOCAL_ENTITY).
 */
shb_status shb_local_entity_add(shb_work *work, shb_type type, const char *label,
                                size_t len, uint32_t *out);

static inline shb_type shb_work_type(const shb_work *work, uint32_t entity) {
    return entity >= LOCAL_ENTITY ? work->locals[entity - LOCAL_ENTITY].type
                                  : work->gazetteer->entities[entity].type;
}

/** Is the candidate a mention as things stand? */
static inline bool shb_is_mention(const shb_candidate *c) {
    return c->entity != SHB_NO_ENTITY && !c->eaten;
}

/** The candidate right after / before one, with only a space (or hyphen) between; or
 * NULL. */
shb_candidate *shb_next_adjacent(const shb_work *work, size_t i);
shb_candidate *shb_previous_adjacent(const shb_work *work, size_t i);

/** Is the hash of token i, or of it without Arabic proclitics, among n hashes? */
bool shb_token_among(const shb_work *work, size_t i, const uint64_t *hashes, size_t n);

/** How many candidates to a side are asked for a name; bounded, or crafted text takes
 * quadratic time. */
enum { NAMES_ASKED = 1000 };

/** A mention that has no form of the lexicon. */
shb_candidate shb_candidate_found(const shb_work *work, size_t first, size_t last,
                                  size_t sentence, uint32_t entity, shb_how how);

/** Is token i one of n words? See shb_token_is(). */
bool shb_token_is_one_of(const shb_work *work, size_t i, const char *const *words,
                         size_t n);
#define TOKEN_IS_ONE_OF(work, i, words)                                                  \
    shb_token_is_one_of(work, i, words, sizeof(words) / sizeof *(words))

/** regnal.c: a longer name whose first word is King, Pope or the like. */
bool shb_begins_with_crown(const shb_work *work, const shb_candidate *c);
/** regnal.c: an Arabic ordinal, "the third". */
bool shb_is_ordinal(const shb_work *work, size_t i);
/** A number behind the person chosen: part of the name, or another of that name. */
void shb_settle_number(shb_work *work, size_t index);

/** Does the name at token i stand behind "bin": the father in another man's name? */
bool shb_is_father(const shb_work *work, size_t i);

/** Classes (WORD_...) of token i, proclitics considered; for words that patterns use. */
uint32_t shb_token_classes(const shb_work *work, size_t i);
/** WORD_BESIDE classes of token i. */
uint32_t shb_token_things(const shb_work *work, size_t i);

/** Does token i spell this word (folded comparison; proclitics not considered)? */
bool shb_token_is_n(const shb_work *work, size_t i, const char *word, size_t len);
static inline bool shb_token_is(const shb_work *work, size_t i, const char *word) {
    const unsigned char *bytes = (const unsigned char *)word;
    /* The words of the three languages begin below U+0800. */
    size_t first =
        bytes[0] < 0x80 ? bytes[0] : (bytes[0] & 0x1f) << 6 | (bytes[1] & 0x3f);
    return (uint8_t)shb_fold_table[first] ==
               work->tokens.folded[work->tokens.items[i].folded] &&
           shb_token_is_n(work, i, word, strlen(word));
}
/** given_before.c: the same, in Russian in any case of the word. */
bool shb_token_spells(const shb_work *work, size_t i, const char *word, size_t len);

#endif
