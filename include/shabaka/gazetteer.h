/**
 * @file gazetteer.h
 * The names that the program knows, compiled for matching. Immutable once loaded, so that
 * all threads may share it.
 */
#ifndef SHABAKA_GAZETTEER_H
#define SHABAKA_GAZETTEER_H

#include <shabaka/output.h>
#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_type { SHB_PERSON, SHB_STATE, SHB_ORGANIZATION } shb_type;
#define SHB_N_TYPES 3

typedef enum shb_lang { SHB_AR, SHB_EN, SHB_RU } shb_lang;
#define SHB_N_LANGS 3
#define SHB_NO_ENTITY UINT32_MAX

SHB_API const char *shb_type_name(shb_type type); /**< "person" ... */
SHB_API bool shb_type_parse(const char *name, shb_type *out);
SHB_API const char *shb_lang_name(shb_lang lang); /**< "ar" ... */
/** The language in whose letters a name is written, by the first of them; English where
 * it has none of the three. */
SHB_API shb_lang shb_lang_of(shb_str name);

typedef struct shb_gazetteer shb_gazetteer;

/** One entity; strings are borrowed from the gazetteer. */
typedef struct shb_entity {
    const char *id;
    shb_type type;
    const char *labels[SHB_N_LANGS]; /**< first name of each language, or NULL */
} shb_entity;

/**
 * Load and compile JSON-lines files, in the order given.
 * Errors: SHB_ENOTFOUND, SHB_EIO, SHB_ESYNTAX (file and line), SHB_ENOMEM
 */
SHB_API shb_status shb_gazetteer_load(shb_ctx *ctx, const char *const *files,
                                      size_t n_files, shb_gazetteer **out);
/** Initialise with SHB_GAZETTEER_OPTIONS_INIT. */
typedef struct shb_gazetteer_options {
    /**
     * Files of a user's decisions about names, which add up: lines of text `same A B`,
     * `different A B`, `not NAME`, `rename A = text`, `name A = text`; A and B are ids or
     * names, quoted where they hold spaces; # begins a comment. Errors: SHB_ENOTFOUND for
     * an unknown name; SHB_ESYNTAX for a line that is none, is no UTF-8 or contradicts
     * others, with the lines
     */
    const char *const *decisions;
    size_t n_decisions;
    bool origins; /**< keep how each written form was made, for shb_gazetteer_bearer() */
    /**
     * Where the compiled gazetteer is kept between runs, or NULL; not with origins. With
     * decisions the one that they make is kept too, under that name and ".decided". One
     * that does not fit the files to the byte, or this program, or is damaged, is
     * compiled and written again; where that cannot be written nothing is. The shipped
     * names alone come so with the program, and are used without asking.
     */
    const char *compiled;
    /**
     * How many of the last files are the user's own, not shipped. Where one of their
     * names is also a name of a shipped entity, and the text does not tell which is
     * meant, it is theirs; a notice says how many such entities there are.
     */
    size_t n_own;
    bool listed_only; /**< without the tagger's models: for SHB_FIND_GAZETTEER */
    bool from_files;  /**< compile everything, the shipped names, too */
} shb_gazetteer_options;
#define SHB_GAZETTEER_OPTIONS_INIT                                                       \
    { NULL, 0, false, NULL, 0, false, false }

/** The same, as the options say. */
SHB_API shb_status shb_gazetteer_load_with(shb_ctx *ctx, const char *const *files,
                                           size_t n_files,
                                           const shb_gazetteer_options *options,
                                           shb_gazetteer **out);
/** The paths of the gazetteers that are shipped with the program, in their order. */
enum { SHB_N_SHIPPED = 3, SHB_PATH_SIZE = 4096 };
SHB_API shb_status shb_gazetteer_shipped(shb_ctx *ctx,
                                         char paths[SHB_N_SHIPPED][SHB_PATH_SIZE]);
/** They, loaded. */
SHB_API shb_status shb_gazetteer_load_shipped(shb_ctx *ctx, shb_gazetteer **out);
SHB_API void shb_gazetteer_free(shb_gazetteer *gazetteer);

SHB_API size_t
shb_gazetteer_count(const shb_gazetteer *gazetteer); /**< listed entities */
/** All indices are below this: the listed ones first, then bodies made for each state. */
SHB_API size_t shb_gazetteer_size(const shb_gazetteer *gazetteer);
SHB_API size_t shb_gazetteer_names(const shb_gazetteer *gazetteer); /**< written forms */
SHB_API const shb_entity *shb_gazetteer_entity(const shb_gazetteer *gazetteer,
                                               uint32_t i);

/** Index of an id, or SHB_NO_ENTITY. */
SHB_API uint32_t shb_gazetteer_by_id(const shb_gazetteer *gazetteer, const char *id);

/**
 * How alike are two names, once folded (case, vowel marks, variants of letters)? 1: they
 * are the same; else the share of letters that stay where the one is edited into the
 * other, or into a word of it. 0 where one has no letter.
 */
SHB_API shb_status shb_name_likeness(shb_ctx *ctx, const char *query, const char *name,
                                     double *out);

/**
 * Entities that a text in any of the scripts may name, as the matcher would match it.
 * @param out   at most max indices: by the user's own lines first, then in file order
 * @return how many were found
 */
SHB_API size_t shb_gazetteer_find(const shb_gazetteer *gazetteer, shb_str name,
                                  uint32_t *out, size_t max);
/** The same for a query, in which case does not matter where none is named as written. */
SHB_API size_t shb_gazetteer_find_any_case(const shb_gazetteer *gazetteer, shb_str name,
                                           uint32_t *out, size_t max);

/** One that may bear a written form; strings are borrowed from the gazetteer. */
typedef struct shb_bearer {
    uint32_t entity;  /**< SHB_NO_ENTITY: the head of a body, a word for patterns */
    const char *list; /**< of the gazetteer's line: "names", "alone", "short" ... */
    shb_lang lang;
    bool capitals;      /**< the form counts in capitals only */
    const char *listed; /**< the name as its line has it; NULL without origins */
    const char *made;   /**< how the form came of it: "as listed", "declined" ... */
    bool family;        /**< listed is the family name, taken out of a full name */
    const char *rule;   /**< the rule of context, as JSON; NULL: none */
} shb_bearer;

/** The i-th that may bear a form: those of the user's own lines, then the others, in file
 * order. @return false past the last */
SHB_API bool shb_gazetteer_bearer(const shb_gazetteer *gazetteer, uint32_t form, size_t i,
                                  shb_bearer *out);

/**
 * Would a list do well to hold the name, for everybody whom any text calls so? Not one
 * ordinary word, nor a person's given name alone or words that are all ordinary.
 */
SHB_API bool shb_gazetteer_is_telling(const shb_gazetteer *gazetteer, shb_type type,
                                      shb_str name);

/** Who of the listed an unlisted name may be. */
typedef struct shb_resembling shb_resembling;
SHB_API shb_status shb_resembling_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                      shb_resembling **out);
/**
 * Listed entities that are written so somewhere; of a person also those whose label
 * sounds like the name, by the rule that joins spellings of unlisted ones, or does but
 * for a given name cut short (Ben, Benjamin).
 * @param out  *n indices, to which those are added that are not among them, up to max:
 *             those written so first, then in file order
 */
SHB_API shb_status shb_resembling_find(shb_ctx *ctx, const shb_resembling *all,
                                       shb_type type, const char *name, uint32_t *out,
                                       size_t max, size_t *n);
SHB_API void shb_resembling_free(shb_resembling *all);

typedef enum shb_problem_kind {
    SHB_PROBLEM_DUPLICATE_ID,     /**< twice in one file */
    SHB_PROBLEM_SHARED_NAME,      /**< several entities bear it, and no rule decides */
    SHB_PROBLEM_COMMON_WORD,      /**< also an ordinary word, and no rule guards it */
    SHB_PROBLEM_MIXED_SCRIPTS,    /**< letters of two scripts in one word */
    SHB_PROBLEM_MISSING_NAMES,    /**< no name at all: it cannot be found */
    SHB_PROBLEM_MISSING_LANGUAGE, /**< no name in one of the languages */
    SHB_PROBLEM_DOUBTFUL_MEMBER   /**< read by nothing, or holds what says nothing */
} shb_problem_kind;
#define SHB_N_PROBLEMS 7

SHB_API const char *shb_problem_name(shb_problem_kind kind); /**< "duplicate-id" ... */

/** Something to look at; strings are valid during the call only. */
typedef struct shb_problem {
    shb_problem_kind kind;
    const char *file; /**< NULL for what concerns several lines */
    uint64_t line;
    const char *id;       /**< ids with ", " between for a shared name */
    const char *name;     /**< or of a member, or "" */
    const char *text;     /**< what it is */
    const char *accepted; /**< the reason why it is accepted, or NULL */
} shb_problem;

typedef struct shb_check_totals {
    uint64_t lines;
    uint64_t found[SHB_N_PROBLEMS], accepted[SHB_N_PROBLEMS];
} shb_check_totals;

/**
 * Look for what may be wrong in some files of a gazetteer that was loaded with origins.
 * A shared name goes to the first of its entities in file order, where context does not
 * decide: that is no error.
 *
 * @param files     whose lines are looked at; shared names are those of all
 * @param accepted  a file of what is known and right, or NULL: kind, id or *, name or *,
 *                  reason, with tabs between; what it accepts in vain is a notice
 * @param take      is given each problem, accepted ones too; may be NULL
 * Errors: those of loading; SHB_ESYNTAX for a line of `accepted` that is none
 */
SHB_API shb_status shb_gazetteer_check(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                       const char *const *files, size_t n_files,
                                       const char *accepted,
                                       void (*take)(void *user,
                                                    const shb_problem *problem),
                                       void *user, shb_check_totals *totals);

/** What a line of a file of decisions does. */
typedef enum shb_decision_kind {
    SHB_DECIDED_SAME,
    SHB_DECIDED_DIFFERENT,
    SHB_DECIDED_NOT,
    SHB_DECIDED_RENAME,
    SHB_DECIDED_NAME
} shb_decision_kind;
#define SHB_N_DECISION_KINDS 5

SHB_API const char *shb_decision_name(shb_decision_kind kind); /**< "same" ... */

/** A line of a file of decisions; strings are borrowed from the gazetteer. */
typedef struct shb_decision {
    shb_decision_kind kind;
    const char *file;
    uint64_t line;
    const char *a; /**< an id; of SHB_DECIDED_NOT also a name */
    const char *b; /**< the other id, a text, or NULL */
} shb_decision;

/** The decisions that a gazetteer was loaded with, in the order of their files and lines.
 */
SHB_API const shb_decision *shb_gazetteer_decisions(const shb_gazetteer *gazetteer,
                                                    size_t *n);

/** What of a gazetteer is the user's own. */
typedef struct shb_own_names {
    uint64_t entities, names; /**< lines of the user's files, and the names in them */
    uint64_t decisions[SHB_N_DECISION_KINDS];
    bool alone; /**< no shipped file beside them */
} shb_own_names;

SHB_API const shb_own_names *shb_gazetteer_own(const shb_gazetteer *gazetteer);

/** A digest of all that was loaded: 16 hexadecimal digits. */
SHB_API const char *shb_gazetteer_digest(const shb_gazetteer *gazetteer);

/** Folder of the shipped data: $SHABAKA_DATA, beside the uninstalled program, or
 * installed. */
SHB_API shb_status shb_data_path(shb_ctx *ctx, const char *relative, char *out,
                                 size_t size);

#ifdef __cplusplus
}
#endif
#endif
