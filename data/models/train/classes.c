/*
 * Word classes from running text, for the tagger: the exchange algorithm (Martin, Liermann
 * and Ney 1998, 10.1016/S0167-6393(97)00062-9): each word goes to the class that makes the
 * text likeliest under a model of pairs of classes.
 *
 * usage: classes [-n WORDS] [-i PASSES] -k SIZE,SIZE,SIZE -o OUT TEXT...
 *
 * OUT: a line a word: key of the word, one class for each size, tab-separated. TEXT: what
 * `shabaka build` reads. The same input gives the same classes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

enum { MAX_SIZES = 3, LOG_TABLE = 1 << 20 };

typedef struct neighbour {
    uint32_t word, count;
} neighbour;

typedef struct neighbours {
    size_t *first; /* of each word; one more at the end */
    neighbour *items;
} neighbours;

static double log_table[LOG_TABLE];

static double n_log_n(int64_t n) {
    if (n < LOG_TABLE)
        return log_table[n];
    return (double)n * log((double)n);
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Which words follow each word, how often; or, turned, which go before it. */
static neighbours count_neighbours(const text *c, size_t n_words, bool turned) {
    uint64_t *pairs = need(malloc(c->count * sizeof *pairs));
    size_t n = 0;
    for (size_t i = 1; i < c->count; i++) {
        uint64_t a = c->words[i - 1], b = c->words[i];
        if (a == RARE || b == RARE)
            continue;
        pairs[n++] = turned ? b << 32 | a : a << 32 | b;
    }
    qsort(pairs, n, sizeof *pairs, by_value);
    neighbours out = {need(calloc(n_words + 2, sizeof *out.first)),
                      need(malloc((n + 1) * sizeof *out.items))};
    size_t used = 0;
    for (size_t i = 0; i < n;) {
        size_t k = i;
        while (k < n && pairs[k] == pairs[i])
            k++;
        out.items[used++] = (neighbour){(uint32_t)pairs[i], (uint32_t)(k - i)};
        out.first[(pairs[i] >> 32) + 1] = used;
        i = k;
    }
    for (size_t w = 1; w <= n_words + 1; w++)
        if (out.first[w] < out.first[w - 1])
            out.first[w] = out.first[w - 1];
    free(pairs);
    return out;
}

typedef struct model {
    size_t size;
    uint16_t *class_of;      /* from 0 */
    int32_t *pairs;          /* class x class */
    int64_t *left, *right;   /* of each class: as first, as second of a pair */
    int32_t *after, *before; /* of the word at hand: by class */
    uint16_t *after_list, *before_list;
    size_t n_after, n_before;
    int32_t self; /* pairs of the word with itself */
} model;

static void gather(model *m, const neighbours *next, const neighbours *last, size_t w) {
    m->n_after = m->n_before = 0;
    m->self = 0;
    for (size_t i = next->first[w]; i < next->first[w + 1]; i++) {
        if (next->items[i].word == w) {
            m->self = (int32_t)next->items[i].count;
            continue;
        }
        uint16_t c = m->class_of[next->items[i].word];
        if (!m->after[c])
            m->after_list[m->n_after++] = c;
        m->after[c] += (int32_t)next->items[i].count;
    }
    for (size_t i = last->first[w]; i < last->first[w + 1]; i++) {
        if (last->items[i].word == w)
            continue;
        uint16_t c = m->class_of[last->items[i].word];
        if (!m->before[c])
            m->before_list[m->n_before++] = c;
        m->before[c] += (int32_t)last->items[i].count;
    }
}

static void forget(model *m) {
    for (size_t i = 0; i < m->n_after; i++)
        m->after[m->after_list[i]] = 0;
    for (size_t i = 0; i < m->n_before; i++)
        m->before[m->before_list[i]] = 0;
}

/* Add (sign 1) or take out (-1) the word's pairs, as a member of class c. */
static void move(model *m, size_t c, int sign) {
    int64_t all_after = m->self, all_before = m->self;
    for (size_t i = 0; i < m->n_after; i++) {
        size_t g = m->after_list[i];
        m->pairs[c * m->size + g] += sign * m->after[g];
        all_after += m->after[g];
    }
    for (size_t i = 0; i < m->n_before; i++) {
        size_t g = m->before_list[i];
        m->pairs[g * m->size + c] += sign * m->before[g];
        all_before += m->before[g];
    }
    m->pairs[c * m->size + c] += sign * m->self;
    m->left[c] += sign * all_after;
    m->right[c] += sign * all_before;
}

/* What the likelihood gains when the word, in no class now, joins class c. */
static double gain(const model *m, size_t c) {
    double sum = 0;
    int64_t all_after = m->self, all_before = m->self;
    for (size_t i = 0; i < m->n_after; i++) {
        size_t g = m->after_list[i];
        int64_t old = m->pairs[c * m->size + g];
        int64_t more = m->after[g] + (g == c ? m->before[c] + m->self : 0);
        sum += n_log_n(old + more) - n_log_n(old);
        all_after += m->after[g];
    }
    for (size_t i = 0; i < m->n_before; i++) {
        size_t g = m->before_list[i];
        all_before += m->before[g];
        if (g == c && m->after[c])
            continue; /* counted above */
        int64_t old = m->pairs[g * m->size + c];
        sum += n_log_n(old + m->before[g] + (g == c ? m->self : 0)) - n_log_n(old);
    }
    if (m->self && !m->after[c] && !m->before[c]) {
        int64_t old = m->pairs[c * m->size + c];
        sum += n_log_n(old + m->self) - n_log_n(old);
    }
    sum -= n_log_n(m->left[c] + all_after) - n_log_n(m->left[c]);
    sum -= n_log_n(m->right[c] + all_before) - n_log_n(m->right[c]);
    return sum;
}

static uint16_t *cluster(size_t n_words, size_t size, int passes, const neighbours *next,
                         const neighbours *last) {
    model m = {.size = size};
    m.class_of = need(calloc(n_words + 1, sizeof *m.class_of));
    m.pairs = need(calloc(size * size, sizeof *m.pairs));
    m.left = need(calloc(size, sizeof *m.left));
    m.right = need(calloc(size, sizeof *m.right));
    m.after = need(calloc(size, sizeof *m.after));
    m.before = need(calloc(size, sizeof *m.before));
    m.after_list = need(calloc(size, sizeof *m.after_list));
    m.before_list = need(calloc(size, sizeof *m.before_list));
    for (size_t w = 1; w <= n_words; w++)
        m.class_of[w] = (uint16_t)(w <= size ? w - 1 : w % size);
    for (size_t w = 1; w <= n_words; w++)
        for (size_t i = next->first[w]; i < next->first[w + 1]; i++) {
            size_t a = m.class_of[w], b = m.class_of[next->items[i].word];
            m.pairs[a * size + b] += (int32_t)next->items[i].count;
            m.left[a] += next->items[i].count;
            m.right[b] += next->items[i].count;
        }
    for (int pass = 0; pass < passes; pass++) {
        size_t moved = 0;
        for (size_t w = 1; w <= n_words; w++) {
            size_t old = m.class_of[w], best = old;
            gather(&m, next, last, w);
            move(&m, old, -1);
            double most = gain(&m, old) + 1e-9;
            for (size_t c = 0; c < size; c++) {
                double g = gain(&m, c);
                if (g > most) {
                    most = g;
                    best = c;
                }
            }
            move(&m, best, 1);
            forget(&m);
            moved += best != old;
            m.class_of[w] = (uint16_t)best;
        }
        fprintf(stderr, "%zu classes, pass %d: %zu words moved\n", size, pass + 1, moved);
        if (moved < n_words / 500)
            break;
    }
    free(m.pairs);
    free(m.left);
    free(m.right);
    free(m.after);
    free(m.before);
    free(m.after_list);
    free(m.before_list);
    return m.class_of;
}

int main(int argc, char **argv) {
    size_t n_words = 60000, sizes[MAX_SIZES] = {0}, n_sizes = 0;
    int passes = 8, option;
    const char *path = NULL;
    while ((option = getopt(argc, argv, "n:i:k:o:")) != -1) {
        if (option == 'n')
            n_words = strtoul(optarg, NULL, 10);
        else if (option == 'i')
            passes = atoi(optarg);
        else if (option == 'o')
            path = optarg;
        else if (option == 'k')
            for (char *at = strtok(optarg, ","); at && n_sizes < MAX_SIZES;
                 at = strtok(NULL, ","))
                sizes[n_sizes++] = strtoul(at, NULL, 10);
        else
            return 2;
    }
    if (!path || !n_sizes || optind == argc) {
        fputs("usage: classes [-n WORDS] [-i PASSES] -k SIZE,... -o OUT TEXT...\n", stderr);
        return 2;
    }
    for (size_t i = 1; i < LOG_TABLE; i++)
        log_table[i] = (double)i * log((double)i);
    text c = {NULL, 0, 0};
    text_read(&c, argv + optind, (size_t)(argc - optind));
    uint32_t *keys = text_number(&c, &n_words);
    fprintf(stderr, "%zu words of text, %zu kept\n", c.count, n_words);
    neighbours next = count_neighbours(&c, n_words, false);
    neighbours last = count_neighbours(&c, n_words, true);
    uint16_t *classes[MAX_SIZES];
    for (size_t s = 0; s < n_sizes; s++)
        classes[s] = cluster(n_words, sizes[s], passes, &next, &last);
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        return 1;
    }
    for (size_t w = 1; w <= n_words; w++) {
        fprintf(out, "%u", keys[w]);
        for (size_t s = 0; s < n_sizes; s++)
            fprintf(out, "\t%u", classes[s][w] + 1u);
        fputc('\n', out);
    }
    bool bad = ferror(out) != 0;
    bad |= fclose(out) != 0;
    return bad;
}
