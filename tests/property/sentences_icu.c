/*
 * Our sentence ends beside ICU's on whole texts.
 *
 *     sentences_icu FILE...
 *
 * The two need not agree: ICU knows no abbreviations, and ends no sentence at a line break
 * alone. So every line is given to ICU by itself, and the share of our sentences that are
 * also ICU's must be high; each text is a test.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/sentences.h"

enum { MOST = 1 << 22 };

/* Marks each byte at which ICU ends a sentence, white space before it left out. */
static bool mark_ends(const char *text, size_t len, bool *ends) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_SENTENCE, "en@ss=standard", NULL, 0, &status);
    for (size_t from = 0; from < len && U_SUCCESS(status);) {
        const char *line = text + from;
        const char *newline = memchr(line, '\n', len - from);
        size_t n = newline ? (size_t)(newline - line) : len - from;
        UText *view = utext_openUTF8(NULL, line, (int64_t)n, &status);
        ubrk_setUText(breaks, view, &status);
        for (int32_t at = ubrk_first(breaks); U_SUCCESS(status) && at != UBRK_DONE;
             at = ubrk_next(breaks)) {
            size_t end = (size_t)at;
            while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\r'))
                end--;
            ends[from + end] = true;
        }
        utext_close(view);
        from += n + 1;
    }
    ubrk_close(breaks);
    return U_SUCCESS(status);
}

int main(int argc, char **argv) {
    char *text = malloc(MOST);
    bool *ends = malloc(MOST + 1);
    shb_sentences sentences = SHB_SENTENCES_INIT;
    shb_ctx ctx = SHB_CTX_INIT;
    size_t all = 0, shared = 0;
    int passed = 0, failed = 0;
    for (int i = 1; i < argc && text && ends; i++) {
        FILE *file = fopen(argv[i], "rb");
        size_t len = file ? fread(text, 1, MOST, file) : 0, agreed = 0;
        if (file)
            fclose(file);
        memset(ends, 0, len + 1);
        bool good = len > 0 && mark_ends(text, len, ends) &&
                    shb_split_sentences(&ctx, &sentences, text, len) == SHB_OK;
        for (size_t k = 0; good && k < sentences.count; k++)
            agreed += ends[sentences.items[k].end];
        all += sentences.count;
        shared += agreed;
        good = good && (double)agreed >= 0.9 * (double)sentences.count;
        passed += good;
        failed += !good;
        if (!good)
            printf("not ok %s: %zu of %zu ends are ICU's too\n", argv[i], agreed,
                   sentences.count);
    }
    printf("%zu of %zu sentence ends are ICU's too\n", shared, all);
    printf("%d passed, %d failed\n", passed, failed);
    shb_sentences_done(&sentences);
    free(text);
    free(ends);
    return failed > 0 || passed == 0;
}
