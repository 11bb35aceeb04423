/**
 * @file members.h
 * Members of a gazetteer's line that would be passed over in silence.
 */
#ifndef SHB_GAZETTEER_MEMBERS_H
#define SHB_GAZETTEER_MEMBERS_H

#include "gazetteer/compiled.h"

/** Each member that is not read, or holds what says nothing, with the reason; names of
 * members are the line's own. */
void shb_doubtful_members(const shb_gazetteer *gazetteer, const shb_json *line,
                          void (*tell)(void *user, const char *member, const char *why),
                          void *user);

/** The first member that nothing reads, or NULL. */
const char *shb_unread_member(const shb_json *line);

/** An id may begin with anything, but not with another type. */
bool shb_id_fits_type(const char *id, shb_type type);

#endif
