/*
 * Trains the tagger of one language, or measures it.
 *
 * usage: train [OPTION]... FILE.tsv...
 *   -d FOLDER     the program's data (default: data)
 *   -c CLASSES    word classes, as `classes` writes them
 *   -u TEXT       running text in which a first tagger, that knows no words, counts how
 *                 often each word is part of a name; repeatable
 *   -o MODEL      write a model
 *   -x FOLDS      instead, cross-validate by document: nothing of a fold is seen by the
 *                 taggers that are tested on it
 *   -b LISTS      cross-validate a plain tagger, too, with the lists of this folder
 *   -B            whose features are word classes, too
 *   -t FILE.tsv   train on all, test on this
 *   -e FILE.tsv  train on this, too, but do not test on it; repeatable
 *   -U           test as if no person were listed
 *   -v           print the sentences with mistakes
 *   -k SLOPE,OFFSET  of the log odds of its confidence, as -x prints them
 *   -n MODELS    that many, trained in other orders of the sentences, averaged
 *   -p PASSES, -r RATE, -l L2, -a BOLDNESS, -m LEAST, -w LEAST_WEIGHT, -s SEED
 *
 * FILE.tsv: token TAB IOB2 tag (PER, LOC, ORG, MISC) a line, a blank line between
 * sentences. A span is right when its words and its type are.
 */
#include <math.h>
#include <shabaka/reader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "baseline.h"
#include "crf.h"
#include "entities/facts.h"

enum { MAX_INPUTS = 32, N_TYPES = 3 };

typedef struct settings {
    const char *data, *classes, *model, *lists, *test;
    const char *texts[MAX_INPUTS], *files[MAX_INPUTS];
    size_t n_texts, n_files, n_tested;
    int folds;
    bool unlisted;
    float calibration[2];
    crf_options crf;
} settings;

static bool verbose;
static const char *const type_names[N_TYPES] = {"PER", "LOC", "ORG"};

/* ------------------------------------------------------------------------- features */

static size_t features_of(const shb_tag_place *place, uint32_t *out) {
    size_t n = 0;
    for (int k = 0; k < PLACES; k++)
        if (place->around[k])
            n += shb_tag_word_features(place->around[k], k - REACH, out + n);
    return n + shb_tag_context_features(place, out + n);
}

static size_t own_features(const sentence *s, size_t i, uint32_t *out) {
    shb_tag_place place = place_of(s, i);
    return features_of(&place, out);
}

/* Without the words themselves: what it says of a word comes from classes and context.
 * Each word is another one every time, so that its features fall with those seen once. */
static size_t wordless_features(const sentence *s, size_t i, uint32_t *out) {
    static uint32_t unheard = 1;
    shb_tag_place place = place_of(s, i);
    shb_tag_word words[PLACES];
    for (size_t k = 0; k < PLACES; k++)
        if (place.around[k]) {
            words[k] = *place.around[k];
            words[k].form = words[k].stem = unheard++ * 2654435761u;
            words[k].head[3] = words[k].tail[3] = words[k].form;
            words[k].person = words[k].organization = 0;
            place.around[k] = &words[k];
        }
    return features_of(&place, out);
}

/* -------------------------------------------------------------------- word classes */

static shb_word_classes read_classes(const char *path) {
    shb_word_classes classes = {.n_slots = (size_t)1 << 18};
    classes.slots = need(shb_alloc_array(classes.n_slots, sizeof *classes.slots));
    FILE *in = path ? fopen(path, "r") : NULL;
    if (path && !in)
        fail("cannot open", path);
    char line[256];
    while (in && fgets(line, sizeof line, in)) {
        shb_word_class word = {0};
        if (sscanf(line, "%u %hu %hu %hu", &word.word, &word.classes[0], &word.classes[1],
                   &word.classes[2]) < 1 ||
            classes.count > classes.n_slots / 2)
            fail("no word classes", path);
        *shb_word_class_of(&classes, word.word) = word;
        classes.count++;
    }
    if (in)
        fclose(in);
    return classes;
}

static uint8_t eighths(float mass, float count) {
    static const float bounds[] = {.01f, .04f, .12f, .3f, .55f, .8f, .93f};
    if (count < 4)
        return 0;
    float share = mass / (count + 1);
    uint8_t out = 1;
    while (out <= 7 && share >= bounds[out - 1])
        out++;
    return out;
}

/* How often each word is part of a name, as the tagger sees it in the texts. */
static void count_names(shb_word_classes *classes, const shb_tagger *tagger,
                        const shb_gazetteer *gazetteer, const settings *set) {
    float *mass[2], *count = need(calloc(classes->n_slots, sizeof *count));
    for (size_t k = 0; k < 2; k++)
        mass[k] = need(calloc(classes->n_slots, sizeof **mass));
    shb_ctx ctx = SHB_CTX_INIT;
    shb_reader *reader = NULL;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    shb_annotate_options annotate = SHB_ANNOTATE_OPTIONS_INIT;
    shb_annotator *annotator = NULL;
    shb_tagging *tagging = NULL;
    if (shb_reader_open(&ctx, set->texts, set->n_texts, &options, &reader) != SHB_OK ||
        shb_annotator_new(&ctx, gazetteer, &annotate, &annotator) != SHB_OK ||
        shb_tagging_new(&ctx, &tagging) != SHB_OK)
        fail(ctx.err.text, NULL);
    shb_doc doc;
    bool done = false;
    while (shb_reader_next(&ctx, reader, &doc, &done) == SHB_OK && !done) {
        shb_looked_up looked;
        if (shb_annotator_look(&ctx, annotator, &doc, &looked) != SHB_OK)
            fail(ctx.err.text, NULL);
        for (size_t s = 0; s < looked.n_sentences; s++) {
            const shb_tagged *names;
            size_t n;
            if (shb_tag_sentence(&ctx, tagging, tagger, looked.tokens, looked.facts,
                                 looked.sentences[s], looked.sentences[s + 1], &names,
                                 &n) != SHB_OK)
                fail(ctx.err.text, NULL);
            for (size_t i = looked.sentences[s]; i < looked.sentences[s + 1]; i++) {
                uint32_t key = shb_tag_word_key(looked.tokens, i, 0);
                const shb_word_class *slot = shb_word_class_of(classes, key);
                while (n && names->last < i)
                    names++, n--;
                bool inside = n && names->first <= i;
                size_t at = (size_t)(slot - classes->slots);
                if (!slot->word)
                    continue;
                count[at]++;
                if (inside && names->tag == TAG_B_PERSON)
                    mass[0][at] += names->chance;
                else if (inside && names->tag == TAG_B_ORGANIZATION)
                    mass[1][at] += names->chance;
            }
        }
    }
    if (ctx.err.text[0])
        fail(ctx.err.text, ctx.err.file);
    for (size_t i = 0; i < classes->n_slots; i++) {
        classes->slots[i].person = eighths(mass[0][i], count[i]);
        classes->slots[i].organization = eighths(mass[1][i], count[i]);
    }
    shb_tagging_free(tagging);
    shb_annotator_free(annotator);
    shb_reader_free(reader);
    free(count);
    free(mass[0]);
    free(mass[1]);
}

/* ------------------------------------------------------------------------- training */

static void forget_names(shb_word_classes *classes) {
    for (size_t i = 0; i < classes->n_slots; i++)
        classes->slots[i].person = classes->slots[i].organization = 0;
}

static crf train(corpus *c, const bool *use, shb_word_classes *classes,
                 const shb_gazetteer *gazetteer, const settings *set) {
    crf_options options = set->crf;
    options.use = use;
    crf model;
    forget_names(classes);
    corpus_classify(c);
    if (set->n_texts) {
        options.features = wordless_features;
        crf_train(&model, c, &options);
        static const float none[2] = {1, 0};
        shb_tagger *teacher = crf_compile(&model, classes, none);
        crf_free(&model);
        count_names(classes, teacher, gazetteer, set);
        shb_tagger_free(teacher);
        corpus_classify(c);
    }
    options.features = own_features;
    crf_train(&model, c, &options);
    fprintf(stderr, "%zu features\n", model.n_kept);
    return model;
}

/* ------------------------------------------------------------------------- measuring */

typedef struct judged {
    double confidence;
    bool right;
    uint8_t fold;
} judged;

typedef struct tally {
    size_t gold[N_TYPES], found[N_TYPES], right[N_TYPES];
    judged *spans; /* persons and organizations found */
    size_t n_spans, capacity;
    uint8_t fold; /* at hand */
} tally;

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
static void print_calibration(tally *t, int folds) {
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

static void print_tally(const char *name, const tally *t) {
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

static void evaluate(const crf *model, const corpus *c, const bool *use, tally *t) {
    for (size_t k = 0; k < c->count; k++) {
        const sentence *s = &c->items[k];
        if (!use[k] || !s->count)
            continue;
        uint8_t *tags = need(malloc(s->count));
        crf_tag(model, s, tags);
        if (verbose)
            print_sentence(s, tags);
        count_spans(t, s, tags);
        judge(t, model, s, tags);
        free(tags);
    }
}

/* The fold of every sentence: runs of documents of each file, so that neighbours stay
 * together. */
static int *folds_of(const corpus *c, int folds) {
    uint32_t first[MAX_INPUTS], last[MAX_INPUTS];
    int *out = need(calloc(c->count, sizeof *out));
    for (size_t i = 0; i < c->count; i++) {
        const sentence *s = &c->items[i];
        if (i == 0 || s->file != c->items[i - 1].file)
            first[s->file] = s->document;
        last[s->file] = s->document;
    }
    for (size_t i = 0; i < c->count; i++) {
        uint32_t file = c->items[i].file, own = c->items[i].document - first[file];
        out[i] = (int)(own * (uint32_t)folds / (last[file] - first[file] + 1));
    }
    return out;
}

static void cross_validate(corpus *c, shb_word_classes *classes,
                           const shb_gazetteer *gazetteer, const settings *set) {
    tally own = {{0}}, plain = {{0}};
    bool *use = need(calloc(c->count, 1)), *test = need(calloc(c->count, 1));
    int *fold_of = folds_of(c, set->folds);
    for (int fold = 0; fold < set->folds; fold++) {
        own.fold = plain.fold = (uint8_t)fold;
        for (size_t k = 0; k < c->count; k++) {
            const sentence *s = &c->items[k];
            use[k] = fold_of[k] != fold && s->file < set->n_tested;
            use[k] |= s->file >= set->n_tested;
            test[k] = !use[k] && s->hidden == set->unlisted;
        }
        if (set->lists) {
            crf model;
            crf_options options = set->crf;
            options.use = use;
            options.features = baseline_features;
            corpus_classify(c);
            crf_train(&model, c, &options);
            evaluate(&model, c, test, &plain);
            crf_free(&model);
        }
        crf model = train(c, use, classes, gazetteer, set);
        evaluate(&model, c, test, &own);
        crf_free(&model);
    }
    if (set->lists)
        print_tally("plain", &plain);
    print_tally("tagger", &own);
    print_calibration(&own, set->folds);
    free(fold_of);
    free(use);
    free(test);
}

/* ------------------------------------------------------------------------------ main */

static void read_options(int argc, char **argv, settings *set) {
    const char *extra[MAX_INPUTS];
    size_t n_extra = 0;
    int option;
    while (n_extra < MAX_INPUTS && (option = getopt(argc, argv, "d:c:u:o:x:b:Be:Ut:p:n:k:r:l:m:w:s:a:v")) != -1)
        switch (option) {
        case 'd': set->data = optarg; break;
        case 'c': set->classes = optarg; break;
        case 'u':
            if (set->n_texts < MAX_INPUTS)
                set->texts[set->n_texts++] = optarg;
            break;
        case 'o': set->model = optarg; break;
        case 'x': set->folds = atoi(optarg); break;
        case 'b': set->lists = optarg; break;
        case 'e': extra[n_extra++] = optarg; break;
        case 'U': set->unlisted = true; break;
        case 'v': verbose = true; break;
        case 'B': baseline_classes = true; break;
        case 't': set->test = optarg; break;
        case 'p': set->crf.passes = atoi(optarg); break;
        case 'k':
            if (sscanf(optarg, "%f,%f", &set->calibration[0], &set->calibration[1]) != 2)
                fail("-k takes SLOPE,OFFSET", NULL);
            break;
        case 'n': set->crf.models = atoi(optarg); break;
        case 'r': set->crf.rate = strtof(optarg, NULL); break;
        case 'l': set->crf.l2 = strtof(optarg, NULL); break;
        case 'm': set->crf.least = (unsigned)atoi(optarg); break;
        case 'w': set->crf.least_weight = strtof(optarg, NULL); break;
        case 'a': set->crf.boldness = strtof(optarg, NULL); break;
        case 's': set->crf.seed = strtoull(optarg, NULL, 10); break;
        default: exit(2);
        }
    for (int i = optind; i < argc && set->n_files < MAX_INPUTS; i++)
        set->files[set->n_files++] = argv[i];
    set->n_tested = set->n_files;
    for (size_t i = 0; i < n_extra && set->n_files < MAX_INPUTS; i++)
        set->files[set->n_files++] = extra[i];
    if (!set->n_files || (!set->model && !set->folds && !set->test)) {
        fputs("usage: train -o MODEL | -x FOLDS | -t TEST [OPTION]... FILE.tsv...\n",
              stderr);
        exit(2);
    }
}

int main(int argc, char **argv) {
    settings set = {.data = "data",
                    .calibration = {1, 0},
                    .crf = {.passes = 6, .rate = .05f, .least = 2, .least_weight = .06f,
                            .seed = 1}};
    read_options(argc, argv, &set);
    setenv("SHABAKA_DATA", set.data, 1);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    if (shb_gazetteer_load_shipped(&ctx, &gazetteer) != SHB_OK)
        fail(ctx.err.text, ctx.err.file);
    if (set.lists)
        baseline_lists(set.lists);
    shb_word_classes classes = read_classes(set.classes);
    corpus c = {.classes = &classes};
    for (size_t i = 0; i < set.n_files; i++)
        corpus_read(&c, gazetteer, set.files[i]);
    fprintf(stderr, "%zu sentences\n", c.count);
    if (set.folds) {
        cross_validate(&c, &classes, gazetteer, &set);
        return 0;
    }
    size_t trained = c.count;
    if (set.test)
        corpus_read(&c, gazetteer, set.test);
    bool *use = need(calloc(c.count, 1)), *test = need(calloc(c.count, 1));
    for (size_t k = 0; k < c.count; k++) {
        use[k] = k < trained;
        test[k] = !use[k] && c.items[k].hidden == set.unlisted;
    }
    crf model = train(&c, use, &classes, gazetteer, &set);
    if (set.test) {
        tally t = {{0}};
        evaluate(&model, &c, test, &t);
        print_tally("tagger", &t);
    }
    if (set.model) {
        shb_tagger *tagger = crf_compile(&model, &classes, set.calibration);
        tagger_write(tagger, set.model);
        shb_tagger_free(tagger);
    }
    return 0;
}
