/* How alike two names are written. */
#include <shabaka/gazetteer.h>

#include <string.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"

/* Folded letters, one byte each. */
typedef struct letters {
    const char *data;
    size_t len;
} letters;

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Insertions, deletions, replacements and swaps of neighbours: optimal string alignment
 * (Damerau 1964, doi:10.1145/363958.363994). rows: 3 * (b.len + 1). */
static size_t edits(letters a, letters b, size_t *rows) {
    size_t width = b.len + 1, *before = rows, *last = rows + width, *now = last + width;
    for (size_t j = 0; j < width; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j < width; j++) {
            bool same = a.data[i - 1] == b.data[j - 1];
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.len];
}

static double share_kept(letters a, letters b, size_t *rows) {
    size_t longer = a.len > b.len ? a.len : b.len;
    return longer ? 1 - (double)edits(a, b, rows) / (double)longer : 0;
}

static double likeness(letters query, letters name, size_t *rows) {
    const double OF_A_WORD = .99, OF_A_PART = .8; /* below the same name, and above */
    double best = share_kept(query, name, rows);
    for (size_t from = 0; from < name.len;) {
        const char *space = memchr(name.data + from, ' ', name.len - from);
        size_t end = space ? (size_t)(space - name.data) : name.len;
        double word =
            OF_A_WORD * share_kept(query, (letters){name.data + from, end - from}, rows);
        best = word > best ? word : best;
        from = end + 1;
    }
    bool part = query.len > 1 && memmem(name.data, name.len, query.data, query.len);
    return part && best < OF_A_PART ? OF_A_PART : best;
}

shb_status shb_name_likeness(shb_ctx *ctx, const char *query, const char *name,
                             double *out) {
    shb_tokens tokens = SHB_TOKENS_INIT;
    char *a = NULL, *b = NULL;
    size_t a_len = 0, b_len = 0, *rows = NULL;
    shb_status st =
        shb_folded_name(ctx, &tokens, (shb_str){query, strlen(query)}, &a, &a_len);
    if (st == SHB_OK)
        st = shb_folded_name(ctx, &tokens, (shb_str){name, strlen(name)}, &b, &b_len);
    if (st == SHB_OK && a_len && b_len &&
        !(rows = shb_alloc_array(3 * (b_len + 1), sizeof *rows)))
        st = shb_fail_memory(ctx);
    if (st == SHB_OK)
        *out = rows ? likeness((letters){a, a_len}, (letters){b, b_len}, rows) : 0;
    shb_free(rows);
    shb_free(a);
    shb_free(b);
    shb_tokens_done(&tokens);
    return st;
}
