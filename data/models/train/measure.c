#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[N_TYPES] = {"PER", "LOC", "ORG"};

static bool same_span(const uint8_t *a, const uint8_t *b, size_t first, size_t n) {
    if (a[first] != b[first])
        return false;
    for (size_t i = first + 1;; i++) {
        bool in_a = i < n && a[i] == a[first] + 1, in_b = i < n && b[i] == b[first] + 1;
        if (in_a != in_b)
            return false;
        if (!in_a)
            return true;
    }
}

static void count_spans(tally *t, const sentence *s, const uint8_t *tags) {
    for (size_t i = 0; i < s->count; i++) {
        size_t gold = s->tags[i] / 2u, found = tags[i] / 2u;
        if (s->tags[i] % 2 && gold < N_TYPES)
            t->gold[gold]++;
        if (tags[i] % 2 && found < N_TYPES) {
            t->found[found]++;
            t->right[found] += same_span(s->tags, tags, i, s->count);
        }
    }
}

static void judge(tally *t, const crf *model, const sentence *s, const uint8_t *tags) {
    crf_span *spans = need(malloc(s->count * sizeof *spans));
    size_t n = crf_spans(model, s, tags, spans);
    for (size_t i = 0; i < n; i++) {
        size_t first = spans[i].first, type = tags[first] / 2u;
        if (type != TAG_B_PERSON / 2 && type != TAG_B_ORGANIZATION / 2)
            continue;
        if (t->n_spans == t->capacity) {
            t->capacity = t->capacity ? 2 * t->capacity : 1024;
            t->spans = need(realloc(t->spans, t->capacity * sizeof *t->spans));
        }
        t->spans[t->n_spans++] =
            (judged){spans[i].confidence, same_span(s->tags, tags, first, s->count), t->fold};
    }
    free(spans);
}

/* How often it is right when it is so sure: ten bins of confidence, and the expected error
 * of calibration (Naeini, Cooper and Hauskrecht 2015). */
static void print_reliability(const char *name, const tally *t) {
    enum { BINS = 10 };
    double sure[BINS] = {0}, off = 0;
    size_t right[BINS] = {0}, count[BINS] = {0};
    for (size_t i = 0; i < t->n_spans; i++) {
        double c = t->spans[i].confidence;
        size_t bin = c >= 1 ? BINS - 1 : (size_t)(c * BINS);
        sure[bin] += c;
        right[bin] += t->spans[i].right;
        count[bin]++;
    }
    printf("%s\n  bin       mean   right   count\n", name);
    for (size_t b = 0; b < BINS; b++) {
        if (!count[b])
            continue;
        double n = (double)count[b], mean = sure[b] / n, share = (double)right[b] / n;
        printf("  %.1f-%.1f  %.3f   %.3f  %6zu\n", (double)b / BINS, (double)(b + 1) / BINS, mean,
               share, count[b]);
        off += fabs(mean - share) * n / (double)t->n_spans;
    }
    printf("  expected calibration error %.4f over %zu names\n", off, t->n_spans);
}

static double log_odds(double p) {
    double least = 1e-6, own = p < least ? least : p > 1 - least ? 1 - least : p;
    return log(own / (1 - own));
}

static double calibrated(double confidence, const double fit[2]) {
    return 1 / (1 + exp(-(fit[0] * log_odds(confidence) + fit[1])));
}

/* How unlikely a fit makes the names outside `fold`; as if one more name asked for none. */
static double unlikeliness(const tally *t, int fold, const double fit[2]) {
    double sum = ((fit[0] - 1) * (fit[0] - 1) + fit[1] * fit[1]) / 2;
    for (size_t i = 0; i < t->n_spans; i++) {
        double z = fit[0] * log_odds(t->spans[i].confidence) + fit[1];
        double wrong = t->spans[i].right ? -z : z;
        if (t->spans[i].fold != fold)
            sum += wrong > 0 ? wrong + log1p(exp(-wrong)) : log1p(exp(wrong));
    }
    return sum;
}

/* Slope and offset of the log odds that make the names outside `fold` likeliest (Platt
 * 1999), by Newton's method with shorter steps where it goes too far; fold -1: of all
 * names. */
static void fit_calibration(const tally *t, int fold, double fit[2]) {
    fit[0] = 1;
    fit[1] = 0;
    double now = unlikeliness(t, fold, fit);
    for (int step = 0; step < 50; step++) {
        double g[2] = {fit[0] - 1, fit[1]}, h[3] = {1, 0, 1}, next[2], then = now;
        for (size_t i = 0; i < t->n_spans; i++) {
            if (t->spans[i].fold == fold)
                continue;
            double x = log_odds(t->spans[i].confidence);
            double p = calibrated(t->spans[i].confidence, fit);
            double off = p - t->spans[i].right, weight = p * (1 - p);
            g[0] += off * x;
            g[1] += off;
            h[0] += weight * x * x;
            h[1] += weight * x;
            h[2] += weight;
        }
        double det = h[0] * h[2] - h[1] * h[1];
        double move[2] = {(h[2] * g[0] - h[1] * g[1]) / det,
                          (h[0] * g[1] - h[1] * g[0]) / det};
        for (double length = 1; length > 1e-6; length /= 2) {
            next[0] = fit[0] - length * move[0];
            next[1] = fit[1] - length * move[1];
            if ((then = unlikeliness(t, fold, next)) < now)
                break;
        }
        if (then >= now)
            return;
        now = then;
        fit[0] = next[0];
        fit[1] = next[1];
    }
}

/* What the model says, and what a calibration says that has not seen the fold. */
void tally_calibrate(tally *t, int folds) {
    double fit[2];
    print_reliability("as the model says", t);
    double *raw = need(malloc((t->n_spans + 1) * sizeof *raw));
    for (size_t i = 0; i < t->n_spans; i++)
        raw[i] = t->spans[i].confidence;
    double *own = need(malloc((t->n_spans + 1) * sizeof *own));
    for (int fold = 0; fold < folds; fold++) {
        fit_calibration(t, fold, fit);
        for (size_t i = 0; i < t->n_spans; i++)
            if (t->spans[i].fold == fold)
                own[i] = calibrated(raw[i], fit);
    }
    fit_calibration(t, -1, fit);
    for (size_t i = 0; i < t->n_spans; i++)
        t->spans[i].confidence = own[i];
    print_reliability("calibrated on the other folds", t);
    printf("to train with: -k %.3f,%.3f\n", fit[0], fit[1]);
    free(raw);
    free(own);
}

void tally_print(const char *name, const tally *t) {
    size_t gold = 0, found = 0, right = 0;
    printf("%-10s", name);
    for (size_t k = 0; k <= N_TYPES; k++) {
        size_t g = k < N_TYPES ? t->gold[k] : gold, f = k < N_TYPES ? t->found[k] : found,
               r = k < N_TYPES ? t->right[k] : right;
        double p = f ? (double)r / (double)f : 0, q = g ? (double)r / (double)g : 0;
        printf("  %s P %.3f R %.3f F1 %.3f", k < N_TYPES ? type_names[k] : "all", p, q,
               p + q > 0 ? 2 * p * q / (p + q) : 0);
        gold += g;
        found += f;
        right += r;
    }
    printf("\n");
    fflush(stdout);
}

/* Folded letters as text again. */
static void print_letters(const char *letters) {
    for (const unsigned char *p = (const unsigned char *)letters; *p; p++) {
        uint32_t c = *p < 0x80   ? *p
                     : *p < 0xc0 ? *p - 0x80u + 0x620u
                                 : *p - 0xc0u + 0x430u;
        if (c < 0x80)
            putchar((int)c);
        else
            printf("%c%c", (int)(0xc0 | c >> 6), (int)(0x80 | (c & 0x3f)));
    }
}

/* A sentence with a mistake: [PER by hand], {PER found}, <PER both>. */
static void print_sentence(const sentence *s, const uint8_t *tags) {
    if (memcmp(s->tags, tags, s->count) == 0)
        return;
    for (size_t i = 0; i < s->count; i++) {
        unsigned gold = s->tags[i], found = tags[i];
        if (gold || found)
            printf("%s", gold == found ? "<" : "");
        if (gold != found && gold)
            printf("[%u:", gold);
        if (gold != found && found)
            printf("{%u:", found);
        print_letters(s->text + s->at[i]);
        if (gold == found && gold)
            printf(":%u>", gold);
        if (gold != found)
            printf("%s%s", found ? "}" : "", gold ? "]" : "");
        putchar(' ');
    }
    putchar('\n');
}

/* What the sentences around say of the words of sentence k, as the program remembers. */
static void recall_around(corpus *c, const bool *use, size_t k, uint32_t window,
                          float *const *chances) {
    static shb_tag_memory memory;
    const uint32_t file = c->items[k].file;
    size_t from = k, to = k + 1;
    shb_tag_forget(&memory);
    for (uint32_t n = 0; from > 0 && n < window && c->items[from - 1].file == file;)
        n += use[--from];
    for (uint32_t n = 0; to < c->count && n < window && c->items[to].file == file; to++)
        n += use[to];
    for (size_t i = from; i < to; i++)
        if (i != k && chances[i])
            corpus_remember(&memory, &c->items[i], chances[i]);
    corpus_recall(&memory, &c->items[k]);
}

/* By the sentences before alone, as a text is read first: chances of each word. */
static void tag_once(const crf *model, corpus *c, const bool *use, uint32_t window,
                     float **chances) {
    static shb_tag_memory memory;
    shb_tag_forget(&memory);
    memory.window = window;
    for (size_t k = 0; k < c->count; k++) {
        sentence *s = &c->items[k];
        if (k && s->file != c->items[k - 1].file)
            shb_tag_forget(&memory);
        if (!use[k] || !s->count)
            continue;
        chances[k] = need(malloc(s->count * N_TAGS * sizeof **chances));
        corpus_recall(&memory, s);
        crf_marginals(model, s, chances[k]);
        corpus_remember(&memory, s, chances[k]);
    }
}

void tally_count(const crf *model, corpus *c, const bool *use, uint32_t window,
                 bool verbose, tally *t) {
    float **chances = need(calloc(c->count + 1, sizeof *chances));
    if (window)
        tag_once(model, c, use, window, chances);
    for (size_t k = 0; k < c->count; k++) {
        sentence *s = &c->items[k];
        if (!use[k] || !s->count)
            continue;
        if (window)
            recall_around(c, use, k, window, chances);
        uint8_t *tags = need(malloc(s->count));
        crf_tag(model, s, tags);
        if (verbose)
            print_sentence(s, tags);
        count_spans(t, s, tags);
        judge(t, model, s, tags);
        free(tags);
    }
    for (size_t k = 0; k < c->count; k++)
        free(chances[k]);
    free(chances);
}

void tally_write(const tally *t, FILE *out) {
    if (fwrite(t, sizeof *t, 1, out) != 1 ||
        fwrite(t->spans, sizeof *t->spans, t->n_spans, out) != t->n_spans)
        fail("cannot write a tally", NULL);
}

void tally_add(tally *t, FILE *in) {
    tally more;
    if (fread(&more, sizeof more, 1, in) != 1)
        fail("no tally", NULL);
    for (size_t k = 0; k < N_TYPES; k++) {
        t->gold[k] += more.gold[k];
        t->found[k] += more.found[k];
        t->right[k] += more.right[k];
    }
    t->spans = need(realloc(t->spans, (t->n_spans + more.n_spans + 1) * sizeof *t->spans));
    if (fread(t->spans + t->n_spans, sizeof *t->spans, more.n_spans, in) != more.n_spans)
        fail("no tally", NULL);
    t->n_spans += more.n_spans;
}
