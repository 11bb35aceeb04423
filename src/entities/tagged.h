/**
 * @file tagged.h
 * From what the tagger finds to names. Order: tagged_names (is it one, and where does it
 * begin and end), outranked (where patterns have found another there) -> tagged (the pass
 * over the text).
 */
#ifndef SHB_ENTITIES_TAGGED_H
#define SHB_ENTITIES_TAGGED_H

#include "entities/persons.h"
#include "tagger/tagger.h"

/** tagged_names.c: between signs, without titles; an Arabic person's whole name. */
void shb_bound_tagged(const shb_patterns *p, size_t sentence, shb_tagged *name);
/** Is it a person or an organization, sure enough, of one script, and free: in nothing
 * that is known, or outranking it? */
bool shb_is_tagged_name(const shb_patterns *p, size_t sentence, const shb_tagged *name,
                        uint8_t script, bool outranks);
/** The token of an Arabic name at which the next person begins ("Adil Fathi wa-Faraj
 * Shalabi"), or the one behind its last. */
uint32_t shb_next_person(const shb_patterns *p, const shb_tagged *name);
/** Is the first letter of an Arabic name wa-, bi-, li-, no letter of its own? */
bool shb_begins_with_proclitic(const shb_patterns *p, const shb_tagger *tagger,
                               const shb_tagged *name);

/** outranked.c: do finds 0..n-1, in order of tokens, stand where the name does, all of
 * them worse bounded? */
bool shb_outranks_finds(const shb_patterns *p, size_t n, const shb_tagged *name);
void shb_give_up_finds(shb_patterns *p, size_t n, const shb_tagged *name);
/** Does the word end or begin a person's name that was found so far; or end a listed
 * one's? */
bool shb_is_in_found_name(const shb_patterns *p, size_t i);
bool shb_is_in_full_name(const shb_patterns *p, size_t i);

#endif
