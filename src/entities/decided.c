/* What decided each candidate, in words and numbers. */
#include "entities/work.h"

static const struct {
    const char *name, *text;
} whys[SHB_N_WHYS] = {
    [SHB_WHY_NONE] = {"none", "nothing"},
    [SHB_WHY_LISTED] = {"listed", "the one that bears this name"},
    [SHB_WHY_RULE] = {"rule", "a rule of context accepts it"},
    [SHB_WHY_MARKS] = {"marks",
                       "several bear it: the vowel marks are those of its label"},
    [SHB_WHY_AROUND] = {"around",
                        "several bear it: the text names it, or its state, otherwise"},
    [SHB_WHY_NAME_FIRST] = {"name-first",
                            "several bear it: a name goes before a capital"},
    [SHB_WHY_ORDER] = {"order", "several bear it: your own, else the first listed"},
    [SHB_WHY_BEFORE] = {"before", "short form: its bearer named last before"},
    [SHB_WHY_AFTER] = {"after", "short form: its bearer named first after"},
    [SHB_WHY_ALONE] = {"alone", "short form that stands alone"},
    [SHB_WHY_GIVEN] = {"given", "short form behind its bearer's given name or initials"},
    [SHB_WHY_OFFICE] = {"office", "short form behind the title of its bearer's office"},
    [SHB_WHY_OFFICE_DATE] = {"office-date",
                             "several held the title's office: he who did at the date"},
    [SHB_WHY_DATE] = {"date", "several bear it: who held the office at the text's date"},
    [SHB_WHY_OWNER_BESIDE] = {"owner-beside", "body of the state beside it"},
    [SHB_WHY_OWNER_TEXT] = {"owner-text", "body of the state that the text gives it"},
    [SHB_WHY_PATTERN] = {"pattern", "unlisted, found by pattern"},
    [SHB_WHY_PATTERN_SHORT] = {"pattern-short",
                               "a name from elsewhere in the text, found again"},
    [SHB_WHY_ADJECTIVE] = {"adjective", "adjective of nationality, counted as its state"},
    [SHB_WHY_TAGGER] = {"tagger", "unlisted, found by the tagger"},
    [SHB_WHY_ALIKE] = {"alike", "a listed name in another spelling"},
    [SHB_WHY_DECIDED] = {"decided", "several bear it: it is yours by decision"},
    [SHB_WHY_NOT_RULE] = {"not-rule", "a rule of context refuses it"},
    [SHB_WHY_NOT_SEAT] = {"not-seat", "capitals and seats are left out"},
    [SHB_WHY_NOT_STATE] = {"not-state", "the adjective here, not the state"},
    [SHB_WHY_NOT_ADJECTIVE] = {"not-adjective",
                               "an adjective of nationality is no mention"},
    [SHB_WHY_NOT_WHOLE] = {"not-whole", "part of a longer name"},
    [SHB_WHY_NOT_PERSON] = {"not-person",
                            "father's name, or what is named after a person"},
    [SHB_WHY_NOT_WEAK] = {"not-weak", "a word that the context makes no name"},
    [SHB_WHY_NOT_ANOTHER] = {"not-another", "another person's surname, or a title"},
    [SHB_WHY_NOT_NAMED] = {"not-named", "short form whose bearer the text does not name"},
    [SHB_WHY_NOT_OWNED] = {"not-owned", "head of a body without owner"},
    [SHB_WHY_NOT_DECIDED] = {"not-decided", "a decision of the user's"},
    [SHB_WHY_NOT_NAME] = {"not-name", "a word of the language"},
};

const char *shb_why_name(shb_why why) { return whys[why].name; }
const char *shb_why_text(shb_why why) { return whys[why].text; }

/* What was noted first may have been overruled by a later stage. */
shb_why shb_why_of(const shb_candidate *c) {
    if (c->eaten)
        return SHB_WHY_NOT_WHOLE;
    if (c->entity != SHB_NO_ENTITY) {
        if (c->why > SHB_WHY_NONE && c->why < SHB_WHY_FIRST_NOT)
            return (shb_why)c->why;
        return c->how == SHB_HOW_SHORT     ? SHB_WHY_PATTERN_SHORT
               : c->how == SHB_HOW_PATTERN ? SHB_WHY_PATTERN
               : c->how == SHB_HOW_TAGGER  ? SHB_WHY_TAGGER
                                           : SHB_WHY_LISTED;
    }
    if (c->why >= SHB_WHY_FIRST_NOT)
        return (shb_why)c->why;
    return c->body != SHB_NO_ENTITY        ? SHB_WHY_NOT_OWNED
           : c->adjective != SHB_NO_ENTITY ? SHB_WHY_NOT_ADJECTIVE
                                           : SHB_WHY_NOT_NAME;
}
