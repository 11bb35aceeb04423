/**
 * @file compiled.h
 * The inside of a gazetteer, for the stage that matches with it.
 */
#ifndef SHB_GAZETTEER_COMPILED_H
#define SHB_GAZETTEER_COMPILED_H

#include "gazetteer/alike.h"
#include "gazetteer/image.h"
#include "gazetteer/lexicon.h"
#include "gazetteer/name_words.h"
#include "gazetteer/origins.h"
#include "gazetteer/terms.h"
#include "tagger/tagger.h"

/** What the matching needs to know of an entity beside its names. */
typedef struct shb_entity_more {
    uint32_t owner;   /* a body's or person's state, or SHB_NO_ENTITY */
    uint32_t offices; /* that a person holds or held: bits, by number of the office */
    uint8_t gender;   /* 'm', 'f' or 0 */
    bool family_first : 1; /* Chinese, Korean, Vietnamese order */
    bool one_piece : 1;    /* Burmese: no family, in Russian the last word declines */
    bool made : 1;         /* a body made from its head and its owner */
    bool medium : 1;       /* news agency, paper, broadcaster */
    bool has_branches : 1; /* company, society: Samsung India is of it */
    bool left_out : 1;     /* by decision: no mention at all */
    /* Of a person's labels: the first letters, folded, and the first word where they have
     * several, as a place in shb_openings; or 0. */
    uint8_t openings[SHB_N_LANGS][2];
    uint32_t first_word[SHB_N_LANGS];
} shb_entity_more;

/** openings.c: first words of persons' labels, each once, with a 0 behind. */
typedef struct shb_openings {
    char *words;
    size_t used, capacity;
} shb_openings;

/** A kind of state body: foreign ministry, parliament, central bank. */
typedef struct shb_body {
    const char *name;                /* "foreign-ministry" */
    const char *labels[SHB_N_LANGS]; /* with {state} */
    const char *otherwise;           /* a state without a line of it has this body */
    const char *of;   /* " US JP ": named alone it is one of theirs; NULL: anybody's */
    bool follows;     /* named alone it is the state's that it was last, not the listed */
    bool by_name;     /* a listed one, named otherwise, owns the head behind it */
    bool needs_owner; /* without one in the text it is none */
    bool party;       /* of a kind that several states have: named alone one of `of` */
    bool force;       /* an army: only with its owner right beside it */
    uint32_t first_made; /* entity of state 0; the others follow */
} shb_body;

/** "Photo by", "Reporting by", "contributed to this report": hashes of folded words. */
typedef struct shb_credit {
    uint64_t words[4];
    uint8_t n;
    bool colon;  /* stands behind it */
    bool behind; /* the names are before it */
} shb_credit;
enum { CREDIT_STARTS = 8192 };

/** When a name that is also a word is the name; words are hashes of folded words. */
typedef struct shb_rule {
    uint64_t *after, *before, *not_after, *not_before, *near, *not_near;
    uint16_t n_after, n_before, n_not_after, n_not_before, n_near, n_not_near;
    uint16_t window;      /* tokens to each side for near and not_near */
    bool near_state;      /* a state within three tokens is as good as `after` */
    bool listed;          /* so is a state that a comma or "and" joins to it */
    bool only;            /* needs one of after, before, near */
    bool alone_in_quotes; /* or stands alone in quotes */
    bool no_clitic;
    const char *text; /* as its file has it; NULL without origins */
} shb_rule;

/** The decisions that were applied, in the order of their files and lines. */
typedef struct shb_decided {
    shb_decision *items;
    size_t count;
    shb_arena strings;
} shb_decided;

/** An office and its titles: "Vice President" before a surname tells whose it is. */
enum { MAX_OFFICES = 32 };
typedef struct shb_office {
    const char **called;              /* in the members "offices" of the data */
    const char **titles[SHB_N_LANGS]; /* in texts; Russian in the nominative */
    size_t n_called, n_titles[SHB_N_LANGS];
} shb_office;

/** A bit for each word that a title may end with, by its hash, in Russian, which
 * declines, by its first two letters: what stands before most names is no title, and
 * fails here. */
enum { OFFICE_ENDS = 1 << 16 };
static inline size_t shb_office_end_bit(const uint8_t *letters, uint64_t hash) {
    return letters[0] >= FOLD_CYRILLIC ? (size_t)letters[0] << 8 | letters[1]
                                       : hash % OFFICE_ENDS;
}

struct shb_gazetteer {
    shb_entity *entities;
    shb_entity_more *more;
    size_t n_entities, capacity; /* made ones included */
    size_t n_listed;
    uint32_t *state_number; /* of an entity: its rank among states, or SHB_NO_ENTITY */
    uint32_t *states;       /* entities that own bodies, by rank */
    size_t n_states;
    shb_body *bodies;
    size_t n_bodies;
    shb_rule *rules;
    size_t n_rules;
    shb_office offices[MAX_OFFICES];
    size_t n_offices;
    uint32_t office_ends[OFFICE_ENDS / 32];
    uint64_t *sources;  /* hashes of words before a medium: according to, told */
    uint64_t *reports;  /* and behind it: reports */
    uint64_t *agencies; /* beside a stroke: Getty, Shutterstock */
    size_t n_sources, n_reports, n_agencies;
    shb_credit *credits;
    size_t n_credits;
    uint64_t credit_starts[CREDIT_STARTS / 64]; /* a bit for each first word */
    shb_map rule_of;                            /* folded name -> rule, while loading */
    shb_map no_short; /* folded words that are no short forms, while loading */
    shb_lexicon lexicon;
    shb_alike alike;
    shb_terms terms;
    shb_openings openings;
    shb_name_words name_words;
    shb_tagger *taggers[SHB_N_LANGS]; /* NULL where there is no model */
    shb_map by_id;
    uint32_t *meant; /* of an entity: the one that its mentions go to, or SHB_NO_ENTITY */
    shb_map never;   /* folded names that are no mentions, by decision */
    shb_map apart;   /* pairs of ids that are different, by decision */
    shb_arena strings;
    shb_origins origins;
    bool keeps_origins;
    size_t n_forms;
    /* Of a mapped one: arrays without a pointer in them lie in the image. */
    shb_image image;
    const void *image_ids;
    const char *image_strings;
    size_t n_image_ids;
    shb_own_names own;
    shb_decided decided;
    uint64_t names_digest; /* of all files but the taggers' */
    char digest[17];
};

/** The entity of a body with its owner, or SHB_NO_ENTITY. */
uint32_t shb_body_entity(const shb_gazetteer *gazetteer, uint32_t body, uint32_t owner);

/** Lines of one JSON-lines file, each to `take`; the error names file and line. */
typedef struct json_t shb_json;
typedef shb_status shb_take_line(shb_ctx *ctx, void *user, const shb_json *line,
                                 const char *file, uint64_t number);
shb_status shb_json_lines(shb_ctx *ctx, const char *file, uint64_t *digest,
                          shb_take_line *take, void *user);
/** The same of lines in memory; the errors name `file`. */
shb_status shb_take_lines(shb_ctx *ctx, const char *file, const char *bytes, size_t len,
                          uint64_t *digest, shb_take_line *take, void *user);

/** Refuse a line in another encoding: SHB_ESYNTAX. */
shb_status shb_check_utf8(shb_ctx *ctx, const char *file, uint64_t line, shb_str text);

/** The digest that reading a file goes on with. */
shb_status shb_file_digest(shb_ctx *ctx, const char *file, uint64_t *digest);

/**
 * A name as the matcher compares it: folded words with a space between; free *out.
 * NULL and 0 where it has no word.
 */
shb_status shb_folded_name(shb_ctx *ctx, shb_tokens *tokens, shb_str name, char **out,
                           size_t *len);

/* forms.c: every way in which a name is written */
typedef struct shb_form_maker {
    shb_gazetteer *gazetteer;
    shb_tokens tokens;
    bool company; /* names of one that belongs to a state */
    bool derived; /* from a full name's family name, for the origins */
    shb_whose whose;
    size_t added; /* names so far */
} shb_form_maker;

shb_status shb_forms_add(shb_ctx *ctx, shb_form_maker *maker, const char *name,
                         shb_lang lang, shb_sense_kind kind, uint32_t value);

/* language.c: bodies, rules and words of the three languages */
shb_status shb_language_load(shb_ctx *ctx, shb_form_maker *maker, const char *folder,
                             uint64_t *digest);
/* offices.c: a line of offices; the offices that an entity's line names, as bits. */
shb_status shb_office_add(shb_ctx *ctx, shb_gazetteer *gazetteer, const shb_json *line,
                          const char *file, uint64_t number);
/* All of them, for a gazetteer that was not made from its files. */
shb_status shb_offices_load(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *folder);

/** sources.c: the same of the words that say where the news comes from */
shb_status shb_source_add(shb_ctx *ctx, shb_gazetteer *gazetteer, const shb_json *line);
shb_status shb_sources_load(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *folder);
uint32_t shb_offices_held(const shb_gazetteer *gazetteer, const shb_json *entity);
/** Of a title in the data; NULL has none. */
uint32_t shb_office_bits(const shb_gazetteer *gazetteer, const char *title);
shb_status shb_language_digest(shb_ctx *ctx, const char *folder, uint64_t *digest);
/* Entities of all bodies of all states; after the last gazetteer file. */
shb_status shb_bodies_make(shb_ctx *ctx, shb_gazetteer *gazetteer);

/* openings.c: after the last label is known. */
shb_status shb_openings_make(shb_ctx *ctx, shb_gazetteer *gazetteer);
void shb_openings_done(shb_openings *openings);

/* gazetteer.c: is the name no mention, by decision? */
shb_status shb_is_never(shb_ctx *ctx, const shb_gazetteer *gazetteer, shb_tokens *scratch,
                        shb_str name, bool *never);

/* gazetteer.c: two ids that a decision calls different. */
bool shb_told_apart(const shb_gazetteer *gazetteer, const char *a, const char *b);
shb_status shb_tell_apart(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *a,
                          const char *b);

/* own.c: a notice of the user's own names that shipped entities bear, too. */
void shb_own_tell_shared(shb_ctx *ctx, const shb_gazetteer *gazetteer);

shb_status shb_gazetteer_entity_add(shb_ctx *ctx, shb_gazetteer *gazetteer,
                                    const char *id, shb_type type, uint32_t *out);

#endif
