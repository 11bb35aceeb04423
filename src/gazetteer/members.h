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

#endif
