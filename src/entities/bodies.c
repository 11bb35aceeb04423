/* Ministries, parliaments, central banks: a head and its owner are one organization. */
#include <string.h>

#include "entities/bodies.h"
#include "text/arabic_letters.h"

static uint32_t state_of(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY && !c->seat &&
                   work->gazetteer->entities[c->entity].type == SHB_STATE
               ? c->entity
               : SHB_NO_ENTITY;
}

/* "of", "of the": what stands between an English head and its owner behind. */
static size_t skip_of(const shb_work *work, size_t token, size_t end) {
    if (token < end && shb_token_is(work, token, "of"))
        token++;
    else
        return token;
    if (token < end && shb_token_is(work, token, "the"))
        token++;
    return token;
}

/* "The ministry advised the Chinese": -in, -un behind a singular head are a people. */
static bool is_people(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->last];
    const uint8_t *end = work->tokens.folded + token->folded + token->length;
    return c->adjective != SHB_NO_ENTITY && shb_is_arabic(work, c) && token->length > 5 &&
           end[-1] == NUN && (end[-2] == YA || end[-2] == WAW) && end[-3] == YA;
}

static bool owner_behind(const shb_work *work, size_t i, shb_owner_found *out) {
    const shb_candidate *c = &work->candidates[i];
    if (i + 1 >= work->n_candidates)
        return false;
    const shb_candidate *next = &work->candidates[i + 1];
    size_t end = work->sentence_tokens[c->sentence + 1];
    size_t wanted = c->last + 1u;
    bool latin = work->tokens.items[c->last].flags & TOKEN_LATIN;
    if (next->sentence != c->sentence || wanted >= end)
        return false;
    shb_gap gap = shb_token_gap(&work->tokens, wanted);
    if (gap != GAP_SPACE && gap != GAP_HYPHEN)
        return false;
    if (latin) {
        wanted = skip_of(work, wanted, end);
        bool ends_in_of = shb_token_is(work, c->last, "of");
        if (ends_in_of && shb_token_is(work, wanted, "the") && wanted + 1 < end)
            wanted++;
        if (wanted == c->last + 1u && !ends_in_of)
            return false;
    }
    uint32_t state = SHB_NO_ENTITY;
    if (next->first == wanted) {
        /* "The Security Council and Germany": behind a proclitic stands another; only
         * "in" may tell whose a body of two words is. */
        uint8_t letter = work->tokens.folded[work->tokens.items[wanted].folded];
        bool bare = !shb_is_arabic(work, c) || next->clitics == 0 ||
                    (letter == BA && next->clitics == 1 && c->first < c->last);
        if (bare)
            state = shb_is_arabic(work, c) && next->adjective != SHB_NO_ENTITY
                        ? next->adjective
                        : state_of(work, next);
    } else if (shb_is_arabic(work, c) && !c->dual && !c->joined &&
               next->first == wanted + 1 && !work->gazetteer->bodies[c->body].party &&
               !work->gazetteer->bodies[c->body].force &&
               next->adjective != SHB_NO_ENTITY && next->clitics == 0) {
        /* One word of the body's own name between: defence and aviation, foreign affairs.
         */
        const shb_token *token = &work->tokens.items[wanted];
        const uint8_t *p = work->tokens.folded + token->folded;
        bool joined = token->length > 4 && p[0] == WAW && p[1] == ALEF && p[2] == LAM;
        if (joined && shb_token_gap(&work->tokens, wanted + 1) == GAP_SPACE)
            state = next->adjective;
    }
    /* "critics in Congress of Israel's war" */
    bool possessive = latin && next->last + 1u < end &&
                      shb_token_is(work, next->last + 1u, "s") &&
                      shb_token_gap(&work->tokens, next->last + 1u) == GAP_APOSTROPHE;
    if (state == SHB_NO_ENTITY || possessive || (is_people(work, next) && !c->joined))
        return false;
    *out = (shb_owner_found){state, i + 1, false};
    return true;
}

/* A word of the body's own name between it and its owner. */
static bool is_rank(const shb_work *work, size_t i) {
    static const char *const words[] = {"state",   "national", "general", "federal",
                                        "central", "royal",    "supreme", "public"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_is(work, i, words[k]))
            return (work->tokens.items[i].flags & TOKEN_CAPITAL) != 0;
    return false;
}

static bool owner_before(const shb_work *work, size_t i, shb_owner_found *out) {
    const shb_candidate *c = &work->candidates[i];
    if (i == 0 || shb_is_arabic(work, c))
        return false;
    const shb_candidate *previous = &work->candidates[i - 1];
    if (previous->sentence != c->sentence)
        return false;
    size_t gap_token = previous->last + 1u;
    bool touches = gap_token == c->first;
    bool possessive = gap_token + 1 == c->first && shb_token_is(work, gap_token, "s") &&
                      shb_token_gap(&work->tokens, gap_token) == GAP_APOSTROPHE;
    if (touches && shb_token_gap(&work->tokens, c->first) != GAP_SPACE) {
        /* "Iraq' foreign ministry" does not happen; "the states' central banks" is none.
         */
        return false;
    }
    /* "the Indonesian State Intelligence Agency" */
    bool ranked = gap_token + 1 == c->first && previous->adjective != SHB_NO_ENTITY &&
                  is_rank(work, gap_token) &&
                  shb_token_gap(&work->tokens, gap_token) == GAP_SPACE &&
                  shb_token_gap(&work->tokens, c->first) == GAP_SPACE;
    if (!touches && !possessive && !ranked)
        return false;
    uint32_t state = previous->adjective;
    if (state == SHB_NO_ENTITY)
        state = state_of(work, previous);
    /* "Tehran's Supreme National Security Council" */
    if (state == SHB_NO_ENTITY && possessive && previous->seat)
        state = previous->entity;
    bool cyrillic = work->tokens.items[c->first].flags & TOKEN_CYRILLIC;
    if (cyrillic && previous->adjective == SHB_NO_ENTITY)
        return false;
    if (state == SHB_NO_ENTITY)
        return false;
    *out = (shb_owner_found){state, i - 1, true};
    return true;
}

bool shb_owner_beside(const shb_work *work, size_t i, shb_owner_found *out) {
    return owner_behind(work, i, out) || owner_before(work, i, out);
}

/* A short Arabic head without nisba names the body only where someone speaks for it. */
static bool is_spoken_for(const shb_work *work, size_t i) {
    static const char *const words[] = {
        "باسم", "بيان",  "مقر",  "قالت",  "وقالت",  "أعلنت", "وأعلنت", "أكدت", "وأكدت",
        "مبنى", "أفادت", "ذكرت", "وذكرت", "متحدثة", "نددت",  "أدانت",  "دعت",  "طالبت"};
    const shb_candidate *c = &work->candidates[i];
    if (c->first == work->sentence_tokens[c->sentence])
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (shb_token_is(work, c->first - 1, words[k]))
            return true;
    return false;
}

/* "the air defence", "the civil defence": no ministry's. */
static bool is_other_defence(const shb_work *work, const shb_candidate *c) {
    static const char *const kinds[] = {"المدني",  "الجوي",   "الصاروخي", "الذاتي",
                                        "المشترك", "الساحلي", "الشعبي",   "الشرعي"};
    const size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE &&
           shb_token_is(work, c->last, "الدفاع") && TOKEN_IS_ONE_OF(work, next, kinds);
}

/* al-Kharijiyya after "minister", "policy" or "affairs" is a portfolio, no body; so is
 * the presidency, for which somebody stands, unless somebody speaks for it. */
bool shb_is_portfolio(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    if (c->first != c->last || !shb_is_arabic(work, c) || c->joined)
        return false;
    if (is_other_defence(work, c))
        return true;
    static const char *const presidency[] = {"الرئاسة", "للرئاسة", "بالرئاسة",
                                             "والرئاسة"};
    if (TOKEN_IS_ONE_OF(work, c->first, presidency))
        return c->clitics > 0 || !is_spoken_for(work, i);
    const size_t start = work->sentence_tokens[c->sentence];
    if (c->first > start && shb_token_classes(work, c->first - 1) & WORD_OFFICE)
        return true;
    /* "wazira al-kharijiyya wal-difa'", the ministers of both */
    return c->clitics > 0 && c->first > start + 1u &&
           (shb_token_classes(work, c->first - 2u) & WORD_OFFICE);
}

void shb_own_body(shb_work *work, size_t i, uint32_t state) {
    shb_candidate *c = &work->candidates[i];
    c->entity = shb_body_entity(work->gazetteer, c->body, state);
    c->how = SHB_HOW_PATTERN;
    c->why = SHB_WHY_OWNER_TEXT;
}

/* "Роспотребнадзора РФ": a listed body of a state and that state are one name. */
static void take_own_state(shb_work *work, size_t i) {
    shb_candidate *c = &work->candidates[i], *next = shb_next_adjacent(work, i);
    if (!next || !shb_is_mention(c) || c->entity >= LOCAL_ENTITY || next->seat ||
        !(work->tokens.items[c->last].flags & TOKEN_CYRILLIC) ||
        shb_token_gap(&work->tokens, next->first) != GAP_SPACE ||
        shb_work_type(work, c->entity) != SHB_ORGANIZATION ||
        work->gazetteer->more[c->entity].medium ||
        work->gazetteer->more[c->entity].owner == SHB_NO_ENTITY ||
        work->gazetteer->more[c->entity].owner != state_of(work, next))
        return;
    c->last = next->last;
    c->end = next->end;
    next->eaten = true;
}

/* "Wizarat al-bi'a wal-miyah wal-zira'a": the portfolio goes on. */
static void take_whole_portfolio(shb_work *work, size_t i) {
    shb_candidate *c = &work->candidates[i];
    const size_t end = work->sentence_tokens[c->sentence + 1];
    if (c->first == c->last || !shb_is_arabic(work, c) || c->dual || c->joined ||
        !shb_is_ministry(work->gazetteer, c->body))
        return;
    const shb_candidate *next = c + 1, *stop = work->candidates + work->n_candidates;
    for (size_t n;
         c->last + 1u < end && (n = shb_joined_field(work, c->last + 1u, end)) > 0;
         c->end = work->tokens.items[c->last].end) {
        for (; next < stop && next->first <= c->last + n; next++)
            if (shb_is_mention(next))
                return;
        c->last += (uint32_t)n;
    }
}

void shb_take_beside(shb_work *work, size_t i, size_t beside) {
    shb_candidate *c = &work->candidates[i], *part = &work->candidates[beside];
    if (beside < i) {
        c->start = part->start;
        c->first = part->first;
    } else {
        c->end = part->end;
        c->last = part->last;
    }
    c->why = SHB_WHY_OWNER_BESIDE;
    part->eaten = true;
}

static void join(shb_work *work, size_t i, const shb_owner_found *owner) {
    shb_candidate *c = &work->candidates[i];
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (!gazetteer->bodies[c->body].otherwise && !gazetteer->bodies[c->body].party &&
        !shb_has_body(gazetteer, owner->state, c->body)) {
        c->body = SHB_NO_ENTITY;
        return;
    }
    shb_own_body(work, i, owner->state);
    if (c->entity != SHB_NO_ENTITY)
        shb_take_beside(work, i, owner->candidate);
}

void shb_join_short_owners(shb_work *work) {
    for (size_t i = 0; i + 1 < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->body >= work->gazetteer->n_bodies || c->eaten ||
            !(work->tokens.items[c->first].flags & TOKEN_CYRILLIC))
            continue;
        const shb_candidate *next = shb_next_adjacent(work, i);
        if (next && next->how == SHB_HOW_SHORT && state_of(work, next) != SHB_NO_ENTITY)
            join(work, i, &(shb_owner_found){next->entity, i + 1, false});
    }
}

/* Nazbank, TsB: one capitalised Cyrillic word names the body, "the central bank" only
 * describes it. */
static bool is_contraction(const shb_work *work, const shb_candidate *c) {
    const uint8_t flags = work->tokens.items[c->first].flags;
    return c->first == c->last && (flags & TOKEN_CYRILLIC) && (flags & TOKEN_CAPITAL);
}

/* "the Office of the President", "the Prosecutor General's Office" */
static bool is_small_part(const shb_work *work, size_t i) {
    static const char *const parts[] = {"of", "the", "for", "and", "s"};
    return TOKEN_IS_ONE_OF(work, i, parts);
}

/*
 * "the Supreme Court", "the Foreign Intelligence Service": two capitals or more inside a
 * sentence, in Russian one, name the body. A congress or a senate so named is another's.
 */
static bool is_proper_name(const shb_work *work, const shb_candidate *c) {
    const shb_token *tokens = work->tokens.items;
    bool listed = c->entity != SHB_NO_ENTITY || work->gazetteer->bodies[c->body].follows;
    if (listed || c->first == c->last || shb_is_arabic(work, c) ||
        c->first == work->sentence_tokens[c->sentence])
        return false;
    size_t last = tokens[c->first].flags & TOKEN_CYRILLIC ? c->first : c->last;
    for (size_t i = c->first; i <= last; i++)
        if ((!(tokens[i].flags & TOKEN_CAPITAL) && !is_small_part(work, i)) ||
            tokens[i].flags & TOKEN_CAPITALS)
            return false;
    return true;
}

/* "Texas Senate", "the House of Representatives of the state of Ohio": no state's. */
static bool is_of_province(const shb_work *work, size_t i) {
    static const char *const parts[] = {"штата", "штатов", "области", "края",
                                        "провинции"};
    const shb_candidate *c = &work->candidates[i];
    static const char *const regional[] = {
        "scottish",   "welsh",   "catalan",   "crimean",    "chechen",
        "kurdish",    "basque",  "bavarian",  "regional",   "state",
        "чеченск",    "крымск",  "каталонск", "шотландск",  "курдск",
        "баскск",     "баварск", "областн",   "региональн", "местн",
        "дагестанск", "татарск", "городск",   "краев",      "европейск"};
    static const char *const elections[] = {"seat",     "race",     "candidate",
                                            "primary",  "election", "nominee",
                                            "campaign", "runoff",   "contest"};
    const shb_candidate *before = shb_previous_adjacent(work, i);
    size_t next = c->last + 1u, end = work->sentence_tokens[c->sentence + 1];
    /* But "the Alabama Senate seat" is one in Washington. */
    for (size_t k = 0; next < end && k < sizeof elections / sizeof *elections; k++)
        if (shb_token_is(work, next, elections[k]))
            return false;
    if (before && (before->words & WORD_PROVINCE))
        return true;
    size_t start = work->sentence_tokens[c->sentence];
    for (size_t k = 0; c->first > start && k < sizeof regional / sizeof *regional; k++)
        if (shb_token_spells(work, c->first - 1, regional[k], strlen(regional[k])))
            return true;
    const shb_candidate *after = shb_next_adjacent(work, i);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (next < end && shb_token_is(work, next, parts[k]))
            return true;
    return after && ((after->words & WORD_PROVINCE) ||
                     (!shb_is_arabic(work, c) && (after->words & WORD_CITY)));
}

/* A listed body by its own name, the Verkhovna Rada: "the parliament" behind is it; so is
 * the ministry behind a listed one. */
static void remember_listed(const shb_work *work, const shb_candidate *c,
                            uint32_t *last_owner) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY ||
        gazetteer->entities[c->entity].type != SHB_ORGANIZATION ||
        gazetteer->more[c->entity].owner == SHB_NO_ENTITY)
        return;
    for (size_t b = 0; b < gazetteer->n_bodies; b++)
        if ((gazetteer->bodies[b].by_name || shb_is_ministry(gazetteer, (uint32_t)b)) &&
            shb_body_entity(gazetteer, (uint32_t)b, gazetteer->more[c->entity].owner) ==
                c->entity)
            last_owner[b] = gazetteer->more[c->entity].owner;
}

uint32_t shb_body_named(const shb_gazetteer *gazetteer, const char *name) {
    uint32_t b = 0;
    while (b < gazetteer->n_bodies && strcmp(gazetteer->bodies[b].name, name) != 0)
        b++;
    return b;
}

/* "The European Parliament", then "the parliament": no state's. */
static bool is_european_parliament(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->body == SHB_NO_ENTITY && c->entity < LOCAL_ENTITY &&
           strcmp(work->gazetteer->entities[c->entity].id,
                  "organization:eu-parliament") == 0;
}

/* Majlis al-shuyukh: the Senate by its name, as "the Chamber of Deputies" is. */
static bool is_arabic_senate(const shb_work *work, const shb_candidate *c) {
    static const char *const names[] = {"الشيوخ", "والشيوخ"};
    return shb_is_arabic(work, c) && (c->first < c->last || c->joined) &&
           TOKEN_IS_ONE_OF(work, c->last, names);
}

/* "The secretary of the National Security and Defence Council, Umerov": his state's. But
 * "the chairman of the Council of Ministers" is the prime minister's title. */
static bool stands_before_officer(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    return shb_is_arabic(work, c) && c->first < c->last &&
           strcmp(work->gazetteer->bodies[c->body].name, "cabinet") != 0 &&
           c->first > work->sentence_tokens[c->sentence] &&
           (shb_token_classes(work, c->first - 1u) & WORD_TITLE) &&
           shb_owner_by_person(work, i) != SHB_NO_ENTITY;
}

/* "The High Electoral Commission in Iraq", in Arabic: by its name. The presidency and the
 * council of ministers in Lebanon are offices rather. */
static bool is_in_state(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    const char *name = work->gazetteer->bodies[c->body].name;
    return shb_is_arabic(work, c) && c->first < c->last && strcmp(name, "cabinet") != 0 &&
           strcmp(name, "presidential-office") != 0 &&
           shb_owner_by_seat(work, i) != SHB_NO_ENTITY;
}

/* "The Independent High Electoral Commission": a name of three words or more. */
static bool is_arabic_commission(const shb_work *work, const shb_candidate *c) {
    return shb_is_arabic(work, c) && c->last >= c->first + 2u &&
           strcmp(work->gazetteer->bodies[c->body].name, "election-commission") == 0;
}

/* @param named  the text has named the body with its owner before: "the central bank" */
static bool lacks_owner(const shb_work *work, size_t i, bool named) {
    const shb_candidate *c = &work->candidates[i];
    if (c->body == SHB_NO_ENTITY || c->eaten || c->entity != SHB_NO_ENTITY ||
        shb_is_portfolio(work, i) || (shb_is_doubtful_head(work, c) && !named) ||
        (work->gazetteer->bodies[c->body].needs_owner && !named &&
         !is_contraction(work, c) && !is_proper_name(work, c) &&
         !is_arabic_senate(work, c) && !is_arabic_commission(work, c) &&
         !stands_before_officer(work, i) && !is_in_state(work, i)))
        return false;
    bool bare = shb_is_arabic(work, c) && c->first == c->last && !c->joined;
    return !bare || is_spoken_for(work, i);
}

shb_status shb_resolve_bodies(shb_work *work) {
    enum { MAX_BODIES = 256 };
    uint32_t first_owner[MAX_BODIES], last_owner[MAX_BODIES];
    bool several[MAX_BODIES] = {false}; /* has the body more than one owner beside it? */
    uint32_t european = SHB_NO_ENTITY;  /* named since any state's parliament was */
    const uint32_t parliament = shb_body_named(work->gazetteer, "parliament");
    shb_owner_found owner;
    for (size_t b = 0; b < MAX_BODIES; b++)
        first_owner[b] = last_owner[b] = SHB_NO_ENTITY;
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->body >= MAX_BODIES && !c->eaten)
            take_own_state(work, i);
        if (c->body >= MAX_BODIES || c->eaten || shb_is_portfolio(work, i))
            continue;
        if (work->gazetteer->bodies[c->body].force)
            continue;
        take_whole_portfolio(work, i);
        if (shb_is_half_a_party(work, c))
            c->eaten = true;
        else if (shb_owner_beside(work, i, &owner)) {
            join(work, i, &owner);
            if (c->body == SHB_NO_ENTITY)
                continue;
            if (c->dual)
                shb_own_second(work, i);
            several[c->body] |= first_owner[c->body] != SHB_NO_ENTITY &&
                                first_owner[c->body] != owner.state;
            if (first_owner[c->body] == SHB_NO_ENTITY)
                first_owner[c->body] = owner.state;
        }
    }
    shb_settle_forces(work);
    shb_share_owner(work);
    shb_join_staffs(work);
    shb_settle_councils(work);
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->body >= MAX_BODIES) {
            remember_listed(work, c, last_owner);
            if (parliament < work->gazetteer->n_bodies &&
                is_european_parliament(work, c)) {
                european = c->entity;
                last_owner[parliament] = SHB_NO_ENTITY;
            }
            continue;
        }
        if (c->how == SHB_HOW_PATTERN && c->entity < LOCAL_ENTITY) {
            last_owner[c->body] = work->gazetteer->more[c->entity].owner;
            continue;
        }
        if (work->gazetteer->bodies[c->body].party) {
            if (!c->eaten)
                shb_settle_party(work, i, &last_owner[c->body], first_owner[c->body]);
            continue;
        }
        /* "Peru's Congress", then "Congress", which alone would be another's. */
        if (c->entity != SHB_NO_ENTITY && !c->eaten &&
            work->gazetteer->bodies[c->body].follows &&
            last_owner[c->body] != SHB_NO_ENTITY)
            shb_own_body(work, i, last_owner[c->body]);
        if (is_of_province(work, i) || shb_is_of_several(work, i) ||
            shb_is_another_congress(work, i)) {
            c->entity = SHB_NO_ENTITY;
            continue;
        }
        if (shb_leaves_owner(work, i) ||
            !lacks_owner(work, i, last_owner[c->body] != SHB_NO_ENTITY))
            continue;
        if (c->body == parliament && european != SHB_NO_ENTITY &&
            last_owner[parliament] == SHB_NO_ENTITY) {
            c->entity = european;
            c->how = SHB_HOW_SHORT;
            continue;
        }
        if (is_arabic_senate(work, c)) {
            uint32_t senate = shb_owner_of_senate(work, i);
            if (senate != SHB_NO_ENTITY)
                shb_own_body(work, i, senate);
            shb_share_back(work, i, senate, last_owner);
            continue;
        }
        uint32_t state = shb_owner_by_context(work, i, last_owner[c->body],
                                              first_owner[c->body], !several[c->body]);
        if (state != SHB_NO_ENTITY) {
            shb_own_body(work, i, state);
            last_owner[c->body] = state;
        }
    }
    shb_share_owner(work);
    return SHB_OK;
}
