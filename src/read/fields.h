/**
 * @file fields.h
 * Which field of a file's records holds the text, the id, the date and the title: as the
 * user says, else by common names in English, Arabic and Russian.
 */
#ifndef SHB_READ_FIELDS_H
#define SHB_READ_FIELDS_H

#include <shabaka/status.h>

typedef enum shb_role {
    SHB_ROLE_TEXT,
    SHB_ROLE_ID,
    SHB_ROLE_DATE,
    SHB_ROLE_TITLE
} shb_role;
#define SHB_N_ROLES 4

enum { SHB_GUESS_LONGEST = 63 };

/** The fields of one file's records. */
typedef struct shb_record_fields {
    struct {
        const char *name; /**< NULL until it is settled */
        size_t len;
        bool asked; /**< for by the user, rather than guessed */
        bool found; /**< in some record of the file */
        bool told;
        char guessed[SHB_GUESS_LONGEST + 1];
    } of[SHB_N_ROLES];
    char there[160]; /**< names of the fields there are, for a message: "'a', 'b'" */
} shb_record_fields;

/** @param asked  the user's names, each or NULL; borrowed */
void shb_fields_begin(shb_record_fields *fields, const char *const asked[SHB_N_ROLES]);

/** From now on the role is played by the field of this name (at most the longest guess).
 */
void shb_fields_settle(shb_record_fields *fields, shb_role role, const char *name,
                       size_t len);

/**
 * Which role may a field of this name play, and how good a guess is it (0 the best)?
 * Case, blanks, '_' and '-' do not matter.
 */
bool shb_field_guess(const char *name, size_t len, shb_role *role, unsigned *rank);

/** Add a name to fields->there. */
void shb_fields_note(shb_record_fields *fields, const char *name, size_t len);

/**
 * What was guessed and not told yet: "text is read from field 'body', ..."; names that
 * say so themselves are not worth it.
 * @return whether there is anything to tell
 */
bool shb_fields_describe(shb_record_fields *fields, char *out, size_t size);

#endif
