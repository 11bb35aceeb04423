/* Documents as strings, for tests of what is counted in them. */
#ifndef PAGES_H
#define PAGES_H

#include <shabaka/mentions.h>

#include <stdio.h>
#include <string.h>

/*
 * A document as a string: '|' ends a sentence, '/' a paragraph; each capital letter is a
 * mention of the person of that letter (X, Y, Z: organizations), each small one a mention
 * of the same in a dateline. Everything else is text.
 */
struct page {
    shb_doc doc;
    shb_annotation annotation;
    shb_sentence sentences[64];
    shb_mention mentions[256];
};

static char ids[26][24], labels[26][2];
static shb_entity_ref letters[26];

static inline int set_up(void **state) {
    (void)state;
    for (int i = 0; i < 26; i++) {
        bool person = i < 'X' - 'A';
        snprintf(ids[i], sizeof ids[i], "%s:%c", person ? "person" : "organization",
                 'a' + i);
        labels[i][0] = (char)('A' + i);
        letters[i] = (shb_entity_ref){
            ids[i], labels[i], person ? SHB_PERSON : SHB_ORGANIZATION, SHB_NO_ENTITY};
    }
    return 0;
}

static inline shb_str str(const char *text) { return (shb_str){text, strlen(text)}; }

static inline void parse(struct page *page, const char *id, const char *date,
                         const char *text) {
    uint32_t n = 0, found = 0, paragraph = 0, start = 0;
    page->doc = (shb_doc){str(id), str(text), str(""), str(date)};
    for (uint32_t i = 0;; i++) {
        char c = text[i];
        bool small = c >= 'a' && c <= 'z';
        if (c == '\0' || c == '|' || c == '/') {
            shb_sentence *sentence = &page->sentences[n];
            uint32_t first = n ? sentence[-1].first + sentence[-1].count : 0;
            *sentence = (shb_sentence){start, i, paragraph, first, found - first};
            n++;
            paragraph += c == '/';
            start = i + 1;
        }
        if (c == '\0')
            break;
        if (small || (c >= 'A' && c <= 'Z'))
            page->mentions[found++] =
                (shb_mention){i,
                              i + 1,
                              (uint32_t)(small ? c - 'a' : c - 'A'),
                              small ? SHB_HOW_PATTERN : SHB_HOW_GAZETTEER,
                              small ? SHB_MARK_DATELINE : SHB_MARK_NONE,
                              -1};
    }
    page->annotation = (shb_annotation){page->sentences, *text ? n : 0, page->mentions,
                                        found,           letters,       26};
}

#endif
