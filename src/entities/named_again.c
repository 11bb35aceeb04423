/* A person whom a pattern or the tagger has found by the words around, named in full
 * again where nothing around tells it: a headline, a byline. Arabic, which has no
 * capitals. */
#include "entities/persons.h"

/* "Abd Allah", "Izz al-Din": two words, but one given name. */
static bool is_compound(const shb_patterns *p, const shb_found *found) {
    static const char *const closers[] = {"الدين", "الله"};
    return found->last == found->first + 1 &&
           ((p->kinds[found->first] & WORD_LINK) ||
            TOKEN_IS_ONE_OF(p->work, found->last, closers));
}

/* The find is a full name, without proclitic, and a sure one: behind a title, or with a
 * given name that is no other word. */
static bool is_full_name(const shb_patterns *p, const shb_found *found) {
    bool given = (p->kinds[found->first] & (WORD_GIVEN | WORD_COMMON)) == WORD_GIVEN;
    return (given || found->after_title) && found->person != SHB_NO_ENTITY &&
           found->first < found->last && found->entity != SHB_NO_ENTITY &&
           !found->given_up && !(p->kinds[found->first] & IS_CLITIC) &&
           !is_compound(p, found) &&
           (p->work->tokens.items[found->first].flags & TOKEN_ARABIC);
}

/* Do the words from token i on spell the name, none of them in another? */
static bool spells_again(const shb_patterns *p, const shb_found *found, size_t i,
                         size_t end) {
    const shb_token *tokens = p->work->tokens.items;
    const uint32_t other = IS_TAKEN | IS_KNOWN;
    size_t more = found->last - found->first;
    if (i + more >= end)
        return false;
    for (size_t k = 0; k <= more; k++)
        if (tokens[i + k].hash != tokens[found->first + k].hash ||
            (p->kinds[i + k] & other) || (k && !shb_joined(p, i + k)))
            return false;
    return true;
}

/* Behind a given name or "bin" they are the end of another's name; before "bin" and the
 * like they may be the beginning. */
static bool is_part_of_another(const shb_patterns *p, size_t first, size_t last,
                               size_t start, size_t end) {
    const uint32_t named = WORD_GIVEN | WORD_LINK | IS_TAKEN;
    bool behind = first > start && shb_joined(p, first) && (p->kinds[first - 1] & named);
    bool before = last + 1 < end && shb_joined(p, last + 1) &&
                  (p->kinds[last + 1] & (WORD_LINK | IS_TAKEN));
    return behind || before;
}

shb_status shb_find_named_again(shb_patterns *p) {
    const shb_work *work = p->work;
    const size_t n = p->n_found;
    uint64_t begins = 0; /* a bit for the first word of each name */
    for (size_t k = 0; k < n; k++)
        if (is_full_name(p, &p->found[k]))
            begins |= UINT64_C(1) << (work->tokens.items[p->found[k].first].hash & 63);
    for (size_t s = 0; begins && s < work->sentences.count; s++) {
        size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; i < end; i++) {
            if (!(begins >> (work->tokens.items[i].hash & 63) & 1) ||
                (p->kinds[i] & (IS_TAKEN | IS_KNOWN)))
                continue;
            for (size_t k = 0; k < n && k < NAMES_ASKED; k++) {
                const shb_token *tokens = work->tokens.items;
                const shb_found again = p->found[k];
                if (tokens[again.first].hash != tokens[i].hash)
                    continue;
                size_t last = i + (again.last - again.first);
                if (!is_full_name(p, &again) || !spells_again(p, &again, i, end))
                    continue;
                if (is_part_of_another(p, i, last, start, end) ||
                    shb_names_a_thing(p, i, start))
                    break;
                shb_found found = {.first = (uint32_t)i,
                                   .last = (uint32_t)last,
                                   .sentence = (uint32_t)s,
                                   .person = again.person,
                                   .entity = again.entity,
                                   .how = again.how,
                                   .confidence = again.confidence};
                shb_status st = shb_patterns_take(p, found);
                if (st != SHB_OK)
                    return st;
                i = last;
                break;
            }
        }
    }
    return SHB_OK;
}
