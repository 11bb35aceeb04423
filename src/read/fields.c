#include "read/fields.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const char *const role_words[SHB_N_ROLES] = {"text", "id", "date", "title"};

/* Folded names, the best guess first. */
static const char *const text_names[] = {
    "text",        "fulltext",    "body",        "content",  "articletext", "article",
    "articlebody", "maintext",    "bodytext",    "newstext", "plaintext",   "rawtext",
    "cleantext",   "story",       "pagecontent", "contents", "message",     "paragraph",
    "transcript",  "description", "نص",          "النص",     "نصالخبر",     "المحتوى",
    "محتوى",       "متن",         "المتن",       "الخبر",    "текст",       "полныйтекст",
    "статья",      "содержание",  "содержимое",  NULL,
};
static const char *const id_names[] = {
    "id",     "docid", "documentid", "articleid", "newsid", "recordid",
    "guid",   "uuid",  "uid",        "key",       "doc",    "identifier",
    "url",    "link",  "permalink",  "uri",       "href",   "معرف",
    "المعرف", "رابط",  "الرابط",     "ид",        "код",    "идентификатор",
    "ссылка", NULL,
};
static const char *const date_names[] = {
    "date",
    "published",
    "publishedat",
    "pubdate",
    "publishdate",
    "publisheddate",
    "datetime",
    "datepublished",
    "publicationdate",
    "publishedon",
    "publishtime",
    "publishedtime",
    "dateextracted",
    "articledate",
    "newsdate",
    "created",
    "createdat",
    "createddate",
    "timestamp",
    "time",
    "day",
    "posted",
    "postedat",
    "تاريخ",
    "التاريخ",
    "تاريخالنشر",
    "дата",
    "датапубликации",
    "опубликовано",
    "время",
    NULL,
};
static const char *const title_names[] = {
    "title",      "headline",  "heading",      "head",  "header",
    "subject",    "newstitle", "articletitle", "عنوان", "العنوان",
    "عنوانالخبر", "заголовок", "название",     NULL,
};
static const char *const *const role_names[SHB_N_ROLES] = {text_names, id_names,
                                                           date_names, title_names};

/* Lower case for Latin and Cyrillic letters; blanks, '_' and '-' left out. */
static size_t fold(const char *name, size_t len, char *out) {
    size_t n = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = shb_utf8_next(name, len, &at);
        if (c == SHB_BAD_CHAR || c == ' ' || c == '_' || c == '-')
            continue;
        if ((c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42f))
            c += 0x20;
        n += shb_utf8_put(c, out + n);
    }
    return n;
}

bool shb_field_guess(const char *name, size_t len, shb_role *role, unsigned *rank) {
    char folded[SHB_GUESS_LONGEST];
    if (len == 0 || len > SHB_GUESS_LONGEST)
        return false;
    size_t n = fold(name, len, folded);
    if (n == 0)
        return false;
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        for (unsigned i = 0; role_names[r][i]; i++) {
            const char *known = role_names[r][i];
            if (known[0] == folded[0] && strncmp(known, folded, n) == 0 &&
                known[n] == '\0') {
                *role = (shb_role)r;
                *rank = i;
                return true;
            }
        }
    }
    return false;
}

void shb_fields_begin(shb_record_fields *fields, const char *const asked[SHB_N_ROLES]) {
    memset(fields, 0, sizeof *fields);
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        if (!asked[r])
            continue;
        fields->of[r].name = asked[r];
        fields->of[r].len = strlen(asked[r]);
        fields->of[r].asked = true;
    }
}

void shb_fields_settle(shb_record_fields *fields, shb_role role, const char *name,
                       size_t len) {
    memcpy(fields->of[role].guessed, name, len);
    fields->of[role].guessed[len] = '\0';
    fields->of[role].name = fields->of[role].guessed;
    fields->of[role].len = len;
}

void shb_fields_note(shb_record_fields *fields, const char *name, size_t len) {
    size_t used = strlen(fields->there);
    size_t left = sizeof fields->there - used;
    if (len + 8 < left)
        snprintf(fields->there + used, left, "%s'%.*s'", used ? ", " : "", (int)len,
                 name);
    else if (left > 5 && !strstr(fields->there, " ..."))
        snprintf(fields->there + used, left, " ...");
}

bool shb_fields_describe(shb_record_fields *fields, char *out, size_t size) {
    size_t used = 0;
    out[0] = '\0';
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        const char *role = role_words[r];
        if (!fields->of[r].found || fields->of[r].told)
            continue;
        fields->of[r].told = true;
        if (fields->of[r].asked || strcmp(fields->of[r].name, role) == 0)
            continue;
        int n = snprintf(out + used, size - used, "%s%s is read from field '%s'",
                         used ? ", " : "", role, fields->of[r].name);
        if (n > 0 && (size_t)n < size - used)
            used += (size_t)n;
    }
    return used > 0;
}
