/**
 * @file sources.h
 * Where the record of a network names measures and methods, and what their sources are.
 */
#ifndef SHB_METHODS_SOURCES_H
#define SHB_METHODS_SOURCES_H

#include <shabaka/status.h>

/** The source of a name in one of the tables, or NULL. */
typedef const char *shb_source_of(const char *name);

/** Which step names them under which member; {word} stands for them in a sentence. */
typedef struct shb_source_word {
    const char *word, *step, *member;
    shb_source_of *find;
} shb_source_word;

const shb_source_word *shb_source_words(size_t *count);
const shb_source_word *shb_source_word_by_name(const char *word);

/** A step that is a method itself: always (member NULL), or where it has that member. */
typedef struct shb_step_source {
    const char *step, *member, *source;
} shb_step_source;

const shb_step_source *shb_step_sources(size_t *count);

typedef void shb_each_source(void *user, const char *name, const char *source,
                             bool first);

/** The names of a list "a,b"; "all" is every one of the table. */
void shb_source_names(const shb_source_word *word, const char *list,
                      shb_each_source *each, void *user);

#endif
