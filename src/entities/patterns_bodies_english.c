/* English names of bodies, which no list has: a head in capitals ("University",
 * "Council") with the capitals before it and what stands behind "of", "for", "on",
 * "against".
 */
#include "entities/patterns.h"

#include <string.h>

/* Ordinary words may be MORE than the others. */
enum { MAX_BEFORE = 5, MAX_BEHIND = 3, MAX_ORDINARY = 7, MAX_LISTED = 6, MAX_ITEM = 4 };

/* A name that is no ordinary word, or one that is known. */
#define IS_SOME_NAME (IS_KNOWN | IS_NAME | WORD_GIVEN | IS_STATE | IS_ADJECTIVE)

static bool is_capital(const shb_patterns *p, size_t i) {
    const uint8_t capital = TOKEN_CAPITAL | TOKEN_LATIN;
    return (p->work->tokens.items[i].flags & capital) == capital;
}

/* "Crown Court", "Council of Justice", "Justice Committee": what is no title there. */
static bool is_no_title(const shb_patterns *p, size_t i) {
    static const char *const joins[] = {"of", "for", "and"};
    if (shb_token_is(p->work, i, "crown"))
        return true;
    return shb_token_is(p->work, i, "justice") &&
           ((i > 0 && TOKEN_IS_ONE_OF(p->work, i - 1, joins)) ||
            (i + 1 < p->work->tokens.count && is_capital(p, i + 1) &&
             (p->kinds[i + 1] & WORD_HEAD) && shb_joined(p, i + 1)));
}

bool shb_is_body_word(const shb_patterns *p, size_t i) {
    return is_capital(p, i) && !(p->kinds[i] & (IS_TAKEN | IS_END)) &&
           (!(p->kinds[i] & WORD_TITLE) || is_no_title(p, i)) &&
           p->work->tokens.items[i].length > 1 && !shb_in_mention(p, i, false);
}

/* "Fish & Wildlife": only that stands before token i. */
static bool is_ampersand(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint32_t from = token[-1].end;
    return token->start - from == 3 && memcmp(p->work->tokens.text + from, " & ", 3) == 0;
}

static bool is_joined(const shb_patterns *p, size_t i) {
    return shb_joined(p, i) || is_ampersand(p, i);
}

static bool is_of(const shb_patterns *p, size_t i) {
    return shb_token_is(p->work, i, "of") || shb_token_is(p->work, i, "for") ||
           (shb_token_is(p->work, i, "on") && !shb_token_is(p->work, i - 1, "service")) ||
           shb_token_is(p->work, i, "against");
}

/* "Ministry of Gender, Labour and Youth": there it is no party. */
static bool is_labour(const shb_patterns *p, size_t i) {
    static const char *const names[] = {"labour", "labor"};
    return TOKEN_IS_ONE_OF(p->work, i, names) && is_capital(p, i) && i > 0 &&
           !(p->kinds[i] & IS_TAKEN) &&
           (shb_token_gap(&p->work->tokens, i) == GAP_COMMA ||
            shb_token_is(p->work, i - 1, "and"));
}

static bool is_ordinary(const shb_patterns *p, size_t i) {
    if (is_labour(p, i))
        return true;
    return shb_is_body_word(p, i) && (p->kinds[i] & (IS_COMMON | IS_NEVER)) &&
           !(p->kinds[i] & IS_SOME_NAME);
}

/* "the Securities and Futures Commission", of two words that stand alone: one may be a
 * name. */
static bool is_pair(const shb_patterns *p, size_t first, size_t head, size_t start) {
    return first + 1 == head && first >= start + 3 &&
           shb_token_is(p->work, first - 3, "the") && shb_joined(p, first - 2) &&
           !((p->kinds[first] | p->kinds[first - 2]) & (IS_KNOWN | IS_STATE));
}

/* "Health, Education, Labor and Pensions Committee": to the first of the list before
 * `first`, where "the" or a body stands before it, or first. */
static size_t over_commas(const shb_patterns *p, size_t first, size_t start) {
    size_t at = first;
    while (at > start && first - at < MAX_LISTED && is_ordinary(p, at - 1) &&
           shb_token_gap(&p->work->tokens, at) == GAP_COMMA)
        at--;
    return at < first && at > start && shb_joined(p, at) &&
                   (shb_token_is(p->work, at - 1, "the") ||
                    shb_in_mention(p, at - 1, false))
               ? at
               : first;
}

/* "Ways and Means Committee": to the word before an "and" that joins two ordinary words;
 * but "the Government and State Council". */
static size_t over_and(const shb_patterns *p, size_t first, size_t head, size_t start) {
    static const char *const bodies[] = {"government", "parliament", "army",  "church",
                                         "cabinet",    "state",      "police"};
    const bool joined = first >= start + 2 && shb_joined(p, first) &&
                        shb_token_is(p->work, first - 1, "and") &&
                        shb_is_body_word(p, first - 2) &&
                        !TOKEN_IS_ONE_OF(p->work, first - 2, bodies);
    if (!joined)
        return first;
    const bool ordinary = is_ordinary(p, first) && is_ordinary(p, first - 2);
    if (shb_token_gap(&p->work->tokens, first - 1) == GAP_COMMA) {
        const size_t listed = ordinary ? over_commas(p, first - 2, start) : first;
        return listed < first - 2 ? listed : first;
    }
    if (!shb_joined(p, first - 1) || (!ordinary && !is_pair(p, first, head, start)))
        return first;
    return over_commas(p, first - 2, start);
}

/* A body that is found right before token `first`, in the same sentence. */
static const shb_found *found_before(const shb_patterns *p, size_t first) {
    const shb_found *last = p->n_found ? &p->found[p->n_found - 1] : NULL;
    return last && last->last + 1 == first && last->person == SHB_NO_ENTITY ? last : NULL;
}

/* "Senate Foreign Relations Committee", "Hamas Political Bureau", "City University
 * Student Union": where the body begins that stands right before its own organ. But
 * Citigroup Inc is Citigroup. */
static size_t with_body_before(const shb_patterns *p, size_t head, size_t first,
                               size_t start) {
    static const char *const organs[] = {
        "committee",  "subcommittee", "commission",  "caucus",  "council",
        "bureau",     "department",   "directorate", "school",  "college",
        "institute",  "center",       "centre",      "service", "network",
        "court",      "tribunal",     "foundation",  "agency",  "authority",
        "laboratory", "secretariat",  "academy",     "fund",    "society",
        "union",      "association"};
    if (first == start || shb_token_gap(&p->work->tokens, first) != GAP_SPACE ||
        (!TOKEN_IS_ONE_OF(p->work, head, organs) &&
         !shb_token_is(p->work, first, "working")))
        return first;
    const shb_found *found = found_before(p, first);
    if (found && first < head)
        return found->first;
    if (!shb_in_mention(p, first - 1, false))
        return first;
    const shb_candidate *c = &p->work->candidates[p->candidate[first - 1]];
    return c->last + 1 == first && c->first >= start &&
                   shb_work_type(p->work, c->entity) == SHB_ORGANIZATION
               ? c->first
               : first;
}

/* "Committee on the Communist Party", "Council of the African Union": the last word of
 * the body that stands behind "of" or "on", or last. */
static size_t with_body_behind(const shb_patterns *p, size_t last, size_t name,
                               size_t end) {
    if (name >= end || !shb_joined(p, name) || !shb_in_mention(p, name, false) ||
        (p->kinds[name] & IS_TAKEN))
        return last;
    const shb_candidate *c = &p->work->candidates[p->candidate[name]];
    return c->first == name && shb_work_type(p->work, c->entity) == SHB_ORGANIZATION
               ? c->last
               : last;
}

/* A headline of capitalised words: there a capital shows nothing. */
static bool is_headline(const shb_patterns *p, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        const shb_token *token = &p->work->tokens.items[i];
        if ((token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) &&
            !(token->flags & TOKEN_CAPITAL) && token->length > 3)
            return false;
    }
    return true;
}

/* "State Space Agency of Ukraine Ivan Petrenko": who heads it stands right behind. */
static bool begins_person(const shb_patterns *p, size_t i, size_t end) {
    return (p->kinds[i] & WORD_GIVEN) && i + 1 < end && shb_joined(p, i + 1) &&
           shb_is_body_word(p, i + 1);
}

/* "the Obama Administration", "Administration of Justice Act": no body. */
static bool is_no_administration(const shb_patterns *p, size_t first, size_t head) {
    return shb_token_is(p->work, head, "administration") &&
           (first == head || (p->kinds[first] & IS_SHORT));
}

static size_t with_capitals(const shb_patterns *p, size_t last, size_t end) {
    while (last + 1 < end && is_joined(p, last + 1) && shb_is_body_word(p, last + 1) &&
           !begins_person(p, last + 1, end))
        last++;
    return last;
}

/* The last of at most MAX_ITEM ordinary words from i on, or 0: also where another capital
 * follows, "National Security Adviser". */
static size_t listed_item(const shb_patterns *p, size_t i, size_t end) {
    size_t last = i;
    if (i >= end || !is_ordinary(p, i) || (p->kinds[i] & WORD_HEAD))
        return 0;
    while (last + 1 < end && last + 1 < i + MAX_ITEM && shb_joined(p, last + 1) &&
           is_ordinary(p, last + 1))
        last++;
    return (p->kinds[last] & WORD_HEAD) ||
                   (last + 1 < end && shb_joined(p, last + 1) && is_capital(p, last + 1))
               ? 0
               : last;
}

/* "Ministry of Agriculture, Fisheries and Food": the last word of such a list, of which
 * the first stands before `last`, or last; ", and Trade" goes on with one. */
static size_t with_list(const shb_patterns *p, size_t last, size_t end, bool listed) {
    size_t at = last;
    for (size_t n = 0; n < MAX_LISTED && at + 1 < end; n++) {
        const bool comma = shb_token_gap(&p->work->tokens, at + 1) == GAP_COMMA;
        const bool final =
            shb_token_is(p->work, at + 1, "and") && at + 2 < end && shb_joined(p, at + 2);
        if (!comma && !(final && n && shb_joined(p, at + 1)))
            return last;
        at = listed_item(p, at + 1 + final, end);
        if (at == 0 || final)
            return at && (n || listed) ? at : last;
    }
    return last;
}

/* What goes on with the complement behind `last`: the first word of it, or 0. */
static size_t next_of_complement(const shb_patterns *p, size_t last, size_t end,
                                 bool purpose) {
    size_t name = last + 2;
    const bool of = shb_token_is(p->work, last + 1, "of");
    const bool the = name < end && shb_token_is(p->work, name, "the");
    static const char *const joins[] = {"and", "or"};
    if (!of && !TOKEN_IS_ONE_OF(p->work, last + 1, joins))
        return 0;
    name += the;
    if (name >= end || !shb_joined(p, name) || !shb_is_body_word(p, name))
        return 0;
    if (of)
        return purpose || (p->kinds[name] & IS_COMMON) ||
                       shb_token_is(p->work, last, "district")
                   ? name
                   : 0;
    /* "Education and the Workforce"; but "of Bristol and Cardiff University" */
    if (the)
        return is_ordinary(p, name) && listed_item(p, name, end) == name &&
                       !shb_token_is(p->work, name, "district")
                   ? name
                   : 0;
    const size_t run = with_capitals(p, name, end);
    return run == name || (p->kinds[run] & (WORD_HEAD | WORD_COMMON)) != WORD_HEAD ? name
                                                                                   : 0;
}

/* "Authority for Breaking the Siege" */
static bool is_doing(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    return token->length > 5 && (p->kinds[i] & IS_COMMON) &&
           memcmp(p->work->tokens.text + token->end - 3, "ing", 3) == 0;
}

/* "Institute of Allergy and Infectious Diseases", "Council of Heads of State", "Council
 * for the Development of Physical Culture and Sport": the last word of what its first
 * words in capitals, which end at `last`, are of. @param purpose  behind "for", "on" */
static size_t with_complement(const shb_patterns *p, size_t last, size_t end,
                              bool purpose) {
    bool listed = false;
    while (last + 2 < end) {
        const size_t list = is_ordinary(p, last) ? with_list(p, last, end, listed) : last;
        if (list > last) {
            last = list;
            listed = true;
            continue;
        }
        if (!shb_joined(p, last + 1))
            break;
        size_t name = next_of_complement(p, last, end, purpose);
        if (!name && is_doing(p, last) && shb_token_is(p->work, last + 1, "the") &&
            shb_joined(p, last + 2) && shb_is_body_word(p, last + 2))
            name = last + 2;
        const bool joins = !shb_token_is(p->work, last + 1, "of") && !is_doing(p, last);
        if (!name || (joins && listed))
            break;
        listed |= joins;
        last = with_capitals(p, name, end);
    }
    return last;
}

/* "Committee on Defence of the Ruritanian Senate": over what a nationality at its end
 * begins, or without the nationality. */
static size_t without_nationality(const shb_patterns *p, size_t of, size_t last,
                                  size_t end) {
    if (last + 1 >= end || !shb_joined(p, last + 1) || !is_capital(p, last + 1) ||
        (p->kinds[last] & (IS_ADJECTIVE | IS_STATE)) != IS_ADJECTIVE)
        return last;
    const size_t behind = with_body_behind(p, last, last + 1, end);
    if (behind > last)
        return behind;
    for (last--; last > of && (shb_token_is(p->work, last, "the") || is_of(p, last));)
        last--;
    return last > of ? last : of - 1;
}

/* "Southend-on-Sea": is what stands before token i a small word between hyphens? */
static bool is_hyphened_link(const shb_patterns *p, size_t i, size_t start) {
    const shb_tokens *tokens = &p->work->tokens;
    return i >= start + 2 && shb_token_gap(tokens, i) == GAP_HYPHEN &&
           shb_token_gap(tokens, i - 1) == GAP_HYPHEN &&
           tokens->items[i - 1].length < 6 && !is_capital(p, i - 1) &&
           shb_is_body_word(p, i - 2);
}

/* "King Hamad University", "General Authority for Statistics": a title that begins the
 * name; "the Attorney General Smith Foundation" has another before it. */
static bool is_title_of_name(const shb_patterns *p, size_t i, size_t head, size_t start) {
    static const char *const royal[] = {"king",     "queen", "prince",
                                        "princess", "duke",  "premier"};
    static const char *const main[] = {"general", "chief"};
    if ((p->kinds[i] & (IS_TAKEN | IS_KNOWN)) || !is_capital(p, i) ||
        shb_token_gap(&p->work->tokens, i + 1) != GAP_SPACE)
        return false;
    const bool behind_name = i > start && shb_joined(p, i) && is_capital(p, i - 1) &&
                             !shb_token_is(p->work, i - 1, "the");
    if (TOKEN_IS_ONE_OF(p->work, i, royal))
        return i + 1 < head && !behind_name;
    return TOKEN_IS_ONE_OF(p->work, i, main) &&
           (!behind_name || (p->kinds[i - 1] & (IS_ADJECTIVE | IS_STATE)));
}

/* "O'Connor", "John F. Kennedy": one letter that goes on with the word behind it. */
static bool is_letter_of_name(const shb_patterns *p, size_t i) {
    return is_capital(p, i) && p->work->tokens.items[i].length == 1 &&
           !(p->kinds[i] & (IS_TAKEN | IS_END)) &&
           ((p->kinds[i] & IS_INITIAL) ||
            shb_token_gap(&p->work->tokens, i + 1) == GAP_APOSTROPHE);
}

/* Where the capitals before the head begin. */
static size_t first_word(const shb_patterns *p, size_t head, size_t start) {
    size_t first = head, most = MAX_BEFORE;
    while (first > start && head - first < most && is_joined(p, first)) {
        const size_t before = first - 1;
        /* "Smith & Co", but "Law & Economics" */
        if (first == head && is_ampersand(p, head) && !shb_token_is(p->work, head, "co"))
            break;
        if (is_hyphened_link(p, first, start)) {
            first -= 2;
            most += 2;
            continue;
        }
        if (!shb_is_body_word(p, before) && !is_title_of_name(p, before, head, start) &&
            !is_letter_of_name(p, before))
            break;
        const bool opens = before == start && (p->kinds[before] & IS_COMMON) &&
                           !(p->kinds[before] & IS_NEVER) && !is_ampersand(p, first);
        if (opens || shb_token_is(p->work, before, "the"))
            break;
        most += shb_token_gap(&p->work->tokens, first) != GAP_SPACE;
        first--;
        const size_t whole = over_and(p, first, head, start);
        most += first - whole; /* "National Security and Foreign Policy Committee" */
        first = whole;
    }
    return first;
}

/* "the 9th Circuit Court", "24th Mechanised Brigade": the number tells which. */
static bool is_number_of(const shb_patterns *p, size_t i, size_t head) {
    static const char *const numbered[] = {"brigade", "court"};
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    const shb_token *token = &p->work->tokens.items[i];
    if (!(token->flags & TOKEN_DIGIT) || token->end - token->start < 3 ||
        shb_token_gap(&p->work->tokens, i + 1) != GAP_SPACE ||
        !TOKEN_IS_ONE_OF(p->work, head, numbered))
        return false;
    const char *end = p->work->tokens.text + token->end;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (end[-3] >= '0' && end[-3] <= '9' && memcmp(end - 2, endings[k], 2) == 0)
            return true;
    return false;
}

/* How many capitals stand from `name` on, behind "of": more where they are ordinary. */
static size_t words_behind(const shb_patterns *p, size_t name, size_t end) {
    size_t words = 0;
    while (name + words < end && words < MAX_ORDINARY && is_joined(p, name + words) &&
           shb_is_body_word(p, name + words) &&
           (words < MAX_BEHIND || is_ordinary(p, name + words)) &&
           !(words && begins_person(p, name + words, end)))
        words++;
    return words;
}

shb_status shb_find_english_body(shb_patterns *p, size_t sentence, size_t head,
                                 size_t *behind) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    size_t last = head;
    const size_t first = first_word(p, head, start);
    size_t owner = with_body_before(p, head, first, start);
    /* What is only "Russian" or "France" before it describes. */
    size_t named = owner < first;
    for (size_t i = first; i < head; i++)
        named += !(p->kinds[i] & (IS_KNOWN | IS_ADJECTIVE | IS_STATE));
    while (last + 1 < end && shb_joined(p, last + 1) && shb_is_body_word(p, last + 1) &&
           (p->kinds[last + 1] & WORD_HEAD))
        last++;
    const size_t head_end = last;
    size_t of = last + 1;
    *behind = last;
    /* "Co-op"; "Co-operative", "Co-ordinator" */
    if (shb_token_is(p->work, last, "co") && of < end &&
        shb_token_gap(&p->work->tokens, of) == GAP_HYPHEN) {
        if (!shb_token_is(p->work, of, "op"))
            return SHB_OK;
        *behind = last = of++;
    }
    /* "Brady Press Briefing Room": a head that is a word of other names, too. */
    if ((p->kinds[last] & WORD_COMMON) && of < end && shb_joined(p, of) &&
        shb_is_body_word(p, of))
        return SHB_OK;
    bool goes_on = of < end && shb_joined(p, of) && is_of(p, of);
    size_t name = of + 1;
    if (goes_on && name < end && shb_token_is(p->work, name, "the"))
        name++;
    const bool purpose = goes_on && !shb_token_is(p->work, of, "of");
    size_t words = goes_on ? words_behind(p, name, end) : 0;
    if (words > 0) {
        last = with_complement(p, name + words - 1, end, purpose);
        last = without_nationality(p, of, last, end);
        words = last < name ? 0 : words;
    } else if (goes_on && named && !shb_token_is(p->work, of, "for") &&
               !shb_token_is(p->work, of, "against"))
        last = with_body_behind(p, last, name, end);
    *behind = last;
    bool ordinary = true;
    for (size_t i = first; i <= last; i++)
        ordinary &= (p->kinds[i] & (IS_COMMON | WORD_HEAD)) != 0;
    /* "Ghana News Agency", but "Russian agency" */
    bool of_state = first < head && head < head_end && (p->kinds[first] & IS_PLACE);
    if ((named == 0 && words == 0 && !of_state) ||
        (ordinary && is_headline(p, start, end)) || is_no_administration(p, first, head))
        return SHB_OK;
    if (owner < first && found_before(p, first))
        p->n_found--; /* goes on */
    else if (owner == first && first > start && is_number_of(p, first - 1, head))
        owner--;
    return shb_take_body(p, sentence, owner, last);
}
