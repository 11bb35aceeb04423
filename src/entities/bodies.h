/**
 * @file bodies.h
 * What the rooms share that give ministries, parliaments and the like their owners.
 *
 * Order: bodies, forces (owner beside: one name) -> councils (a state's Security Council,
 * or the United Nations') -> owners, parties (whose a body or a party is that stands
 * alone).
 */
#ifndef SHB_ENTITIES_BODIES_H
#define SHB_ENTITIES_BODIES_H

#include "entities/work.h"

static inline bool shb_is_arabic(const shb_work *work, const shb_candidate *c) {
    return (work->tokens.items[c->first].flags & TOKEN_ARABIC) != 0;
}

/** Whose a body is: the candidate beside it that says so. */
typedef struct shb_owner_found {
    uint32_t state;
    size_t candidate;
    bool before;
} shb_owner_found;

/** bodies.c: the owner right beside the head that candidate i is; false: none. */
bool shb_owner_beside(const shb_work *work, size_t i, shb_owner_found *out);
/** bodies.c: the candidate takes the one beside it into its name. */
void shb_take_beside(shb_work *work, size_t i, size_t beside);
/** bodies.c: the number of the body of that name, n_bodies where there is none. */
uint32_t shb_body_named(const shb_gazetteer *gazetteer, const char *name);
/** bodies.c: make the candidate that state's body. */
void shb_own_body(shb_work *work, size_t i, uint32_t state);

/**
 * owners.c: whose the body is that candidate i names without an owner, or SHB_NO_ENTITY.
 * @param last   the owner that this body last had in the text, or SHB_NO_ENTITY
 * @param first  the owner that it has first beside it, anywhere in the text, or so
 * @param sole   the text gives it no other
 */
uint32_t shb_owner_by_context(const shb_work *work, size_t i, uint32_t last,
                              uint32_t first, bool sole);
/** owners.c: of the listed person right behind it or behind his title, the state; or
 * SHB_NO_ENTITY. */
uint32_t shb_owner_by_person(const shb_work *work, size_t i);
/** owners.c: of those that have a Senate, the state that the text around candidate i
 * names most, its persons counted twice; the first of a list that begins with the United
 * States.
 */
uint32_t shb_owner_of_senate(const shb_work *work, size_t i);
/** owners.c: of a government, which each state has. */
bool shb_is_ministry(const shb_gazetteer *gazetteer, uint32_t body);
/** Is the state one of those that have such a body, where few do: Russia has no House of
 * Representatives, the United States no administration of the president beside the state?
 */
bool shb_has_body(const shb_gazetteer *gazetteer, uint32_t state, uint32_t body);
/** The state that a candidate is or is the adjective of; _behind: or a person's own. */
uint32_t shb_state_or_nationality(const shb_work *work, const shb_candidate *c);
uint32_t shb_state_behind(const shb_work *work, const shb_candidate *c);
/** The nearest state before candidate i, which heads a body. */
uint32_t shb_state_before(const shb_work *work, size_t i);
/** The state that the candidates before number i name most. */
uint32_t shb_state_most_named(const shb_work *work, size_t i);
/** How often those around number i name the state. */
size_t shb_times_named(const shb_work *work, size_t i, uint32_t state);

/** The nearest state or nationality before candidate i in its sentence. */
uint32_t shb_state_in_sentence(const shb_work *work, size_t i);

/** objects.c: does the state that candidate c names, or is the adjective of, stand behind
 * a preposition of what is spoken of, "with Turkey", or behind "citizens of"? */
bool shb_is_object(const shb_work *work, const shb_candidate *c);
/** objects.c: a capital that is none: "the talks with Turkey, said the ministry in
 * Moscow".
 */
bool shb_is_place_of_report(const shb_work *work, const shb_candidate *c);

/** several.c: of the ministries of several states, "МИД двух стран": none of them. */
bool shb_is_of_several(const shb_work *work, size_t i);

/** congress.c: is the congress that candidate i heads no state's, or not the listed one?
 */
bool shb_is_another_congress(const shb_work *work, size_t i);
/** lists.c: whose the other bodies of a list are, "Israel's Security Council and Foreign
 * Ministry", "в МИД и Минобороны Великобритании"; or SHB_NO_ENTITY. */
uint32_t shb_owner_of_list(const shb_work *work, size_t i);
/** owners.c: the state where the body is, "the foreign ministry in Warsaw"; or
 * SHB_NO_ENTITY. */
uint32_t shb_owner_by_seat(const shb_work *work, size_t i);

/** fields.c: how many tokens from token i, at most to token `end`, go on with the name of
 * an Arabic body: "wal-jamarik" and customs, "wa-mukafahat al-fasad" and the combating of
 * corruption; 0: it ends before. */
size_t shb_joined_field(const shb_work *work, size_t i, size_t end);

/** dual_heads.c: is the owner of candidate i another's, behind the same head, or none? */
bool shb_leaves_owner(const shb_work *work, size_t i);
/** dual_heads.c: bodies behind one head have one owner. */
void shb_share_owner(shb_work *work);
/** dual_heads.c: what stands before candidate i behind the same head is that state's,
 * too, and the last owner of its body. */
void shb_share_back(shb_work *work, size_t i, uint32_t state, uint32_t *last_owner);
/** dual_heads.c: "the foreign ministries of Russia and of China": the second is one, too.
 */
bool shb_own_second(shb_work *work, size_t i);

/** parties.c: is it the half of a longer name, "Constitutional-democratic party"? */
bool shb_is_half_a_party(const shb_work *work, const shb_candidate *c);
/** parties.c: whose party it is that has no owner beside it. */
void shb_settle_party(shb_work *work, size_t i, uint32_t *last, uint32_t first);

/** forces.c: armies, navies of the state beside them; the others head nothing. */
void shb_settle_forces(shb_work *work);
/** bodies.c: is it no body, but a minister's portfolio? */
bool shb_is_portfolio(const shb_work *work, size_t i);
/** led.c: does one stand behind it as its head who never headed Russia's? */
bool shb_is_led_by_unlisted(const shb_work *work, size_t i);
/** led.c: "КС", "МО", which are other things, too: do no words near it tell? */
bool shb_is_doubtful_head(const shb_work *work, const shb_candidate *c);
/** forces.c: a general staff is that of the army behind it. */
void shb_join_staffs(shb_work *work);

/** councils.c: which Security Council it is. */
void shb_settle_councils(shb_work *work);

#endif
