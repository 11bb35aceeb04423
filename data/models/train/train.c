/*
 * Trains the tagger of one language, or measures it.
 *
 * usage: train [OPTION]... FILE.tsv...
 *   -d FOLDER     the program's data (default: data)
 *   -c CLASSES    word classes, as `classes` writes them
 *   -V VECTORS    of words, as `vectors` writes them: from them, how often each word is
 *                 part of a name
 *   -u TEXT       or from running text, in which a first tagger, that knows no words,
 *                 counts it; repeatable
 *   -o MODEL      write a model
 *   -x FOLDS      instead, cross-validate by document: nothing of a fold is seen by the
 *                 taggers that are tested on it
 *   -f FOLDS      tests that many of them, the first: to choose by
 *   -j JOBS       folds at a time (default: 1)
 *   -b LISTS      cross-validate a plain tagger, too, with the lists of this folder
 *   -B            whose features are word classes, too
 *   -t FILE.tsv   train on all, test on this
 *   -e FILE.tsv  train on this, too, but do not test on it; repeatable
 *   -U           test as if no person were listed
 *   -v           print the sentences with mistakes
 *   -k SLOPE,OFFSET  of the log odds of its confidence, as -x prints them
 *   -n MODELS    that many, trained in other orders of the sentences, averaged
 *   -g SENTENCES  how many of those before a sentence its words are remembered from, as
 *                 texts have no ends in the corpora (default: 20; 0: no memory)
 *   -q DROP       that share of the features is left out at random, every time
 *   -A PASSES     the mean of so many passes, the last ones (default: 1)
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
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "baseline.h"
#include "crf.h"
#include "entities/facts.h"
#include "measure.h"
#include "shares.h"

enum { MAX_INPUTS = 32 };

typedef struct settings {
    const char *data, *classes, *vectors, *model, *lists, *test;
    const char *texts[MAX_INPUTS], *files[MAX_INPUTS];
    size_t n_texts, n_files, n_tested;
    int folds, tested, jobs;
    uint32_t window; /* sentences */
    bool unlisted, verbose;
    const word_vectors *words;
    float calibration[2];
    crf_options crf;
} settings;

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
            words[k].seen = 0;
            place.around[k] = &words[k];
        }
    return features_of(&place, out);
}

/* -------------------------------------------------------------------- word classes */

static shb_word_classes read_classes(const char *path) {
    shb_word_classes classes = {.n_slots = (size_t)1 << 19};
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
        if (shb_tagging_begin(&ctx, tagging, looked.tokens->count) != SHB_OK)
            fail(ctx.err.text, NULL);
        for (size_t s = 0; s < looked.n_sentences; s++) {
            const shb_tagged *names;
            size_t n;
            if (shb_tag_sentence(&ctx, tagging, tagger, looked.tokens, looked.facts, s,
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

/* Chances of every word, by one of some taggers that has not seen its document. */
static void first_pass(corpus *c, const bool *use, const crf_options *given) {
    enum { PARTS = 5 };
    bool *some = need(calloc(c->count, 1));
    uint32_t *number = need(calloc(c->count, sizeof *number)), documents = 0;
    uint32_t last = UINT32_MAX;
    for (size_t k = 0; k < c->count; k++)
        if (use[k]) {
            documents += c->items[k].document != last;
            last = c->items[k].document;
            number[k] = documents - 1;
        }
    crf_options options = *given;
    options.models = 1;
    options.use = some;
    for (uint32_t part = 0; part < PARTS; part++) {
        crf model;
        for (size_t k = 0; k < c->count; k++)
            some[k] = use[k] && number[k] * PARTS / documents != part;
        crf_train(&model, c, &options);
        for (size_t k = 0; k < c->count; k++) {
            sentence *s = &c->items[k];
            if (!use[k] || some[k] || !s->count)
                continue;
            s->chances = need(realloc(s->chances, s->count * N_TAGS * sizeof *s->chances));
            crf_marginals(&model, s, s->chances);
        }
        crf_free(&model);
    }
    free(number);
    free(some);
}

static crf train(corpus *c, const bool *use, shb_word_classes *classes,
                 const shb_gazetteer *gazetteer, const settings *set) {
    crf_options options = set->crf;
    options.use = use;
    crf model;
    forget_names(classes);
    if (set->words)
        shares_guess(set->words, c, use, classes);
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
    corpus_forget_seen(c);
    if (set->window) {
        first_pass(c, use, &options);
        corpus_recall_all(c, use, set->window);
    }
    crf_train(&model, c, &options);
    fprintf(stderr, "%zu features\n", model.n_kept);
    return model;
}

/* ------------------------------------------------------------------ cross-validation */

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

/* Measures one fold. */
static void validate(corpus *c, const int *fold_of, int fold, shb_word_classes *classes,
                     const shb_gazetteer *gazetteer, const settings *set, tally tallies[2]) {
    bool *use = need(calloc(c->count, 1)), *test = need(calloc(c->count, 1));
    for (int k = 0; k < 2; k++)
        tallies[k].fold = (uint8_t)fold;
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
        corpus_forget_seen(c);
        tally_count(&model, c, test, 0, false, &tallies[0]);
        crf_free(&model);
    }
    crf model = train(c, use, classes, gazetteer, set);
    tally_count(&model, c, test, set->window, set->verbose, &tallies[1]);
    crf_free(&model);
    free(use);
    free(test);
}

/* Each fold in a process of its own, some at a time. */
static void cross_validate(corpus *c, shb_word_classes *classes,
                           const shb_gazetteer *gazetteer, const settings *set) {
    enum { MAX_FOLDS = 32 };
    tally sums[2] = {{{0}}};
    FILE *results[MAX_FOLDS];
    int tested = set->tested ? set->tested : set->folds;
    int *fold_of = folds_of(c, set->folds), status = 0, running = 0;
    fflush(stdout);
    for (int fold = 0; fold < tested && fold < MAX_FOLDS; fold++) {
        results[fold] = need(tmpfile());
        if (running == set->jobs && (wait(&status) < 0 || status))
            fail("a fold failed", NULL);
        else if (running < set->jobs)
            running++;
        pid_t child = fork();
        if (child < 0)
            fail("no process", NULL);
        if (child)
            continue;
        tally own[2] = {{{0}}}; /* plain, tagger */
        validate(c, fold_of, fold, classes, gazetteer, set, own);
        for (int k = 0; k < 2; k++)
            tally_write(&own[k], results[fold]);
        exit(fflush(results[fold]) || fflush(stdout));
    }
    while (wait(&status) > 0)
        if (status)
            fail("a fold failed", NULL);
    for (int fold = 0; fold < tested && fold < MAX_FOLDS; fold++) {
        rewind(results[fold]);
        for (int k = 0; k < 2; k++)
            tally_add(&sums[k], results[fold]);
        fclose(results[fold]);
    }
    if (set->lists)
        tally_print("plain", &sums[0]);
    tally_print("tagger", &sums[1]);
    tally_calibrate(&sums[1], set->folds);
    free(fold_of);
}

/* ------------------------------------------------------------------------------ main */

static void read_options(int argc, char **argv, settings *set) {
    const char *extra[MAX_INPUTS];
    size_t n_extra = 0;
    int option;
    while (n_extra < MAX_INPUTS && (option = getopt(argc, argv, "A:q:V:f:g:d:c:u:o:x:j:b:Be:Ut:p:n:k:r:l:m:w:s:a:v")) != -1)
        switch (option) {
        case 'd': set->data = optarg; break;
        case 'c': set->classes = optarg; break;
        case 'V': set->vectors = optarg; break;
        case 'u':
            if (set->n_texts < MAX_INPUTS)
                set->texts[set->n_texts++] = optarg;
            break;
        case 'o': set->model = optarg; break;
        case 'f': set->tested = atoi(optarg); break;
        case 'x': set->folds = atoi(optarg); break;
        case 'j': set->jobs = atoi(optarg); break;
        case 'b': set->lists = optarg; break;
        case 'e': extra[n_extra++] = optarg; break;
        case 'g': set->window = (uint32_t)atoi(optarg); break;
        case 'U': set->unlisted = true; break;
        case 'v': set->verbose = true; break;
        case 'B': baseline_classes = true; break;
        case 't': set->test = optarg; break;
        case 'p': set->crf.passes = atoi(optarg); break;
        case 'k':
            if (sscanf(optarg, "%f,%f", &set->calibration[0], &set->calibration[1]) != 2)
                fail("-k takes SLOPE,OFFSET", NULL);
            break;
        case 'q': set->crf.drop = strtof(optarg, NULL); break;
        case 'A': set->crf.averaged = atoi(optarg); break;
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
                    .jobs = 1,
                    .window = 20,
                    .calibration = {1, 0},
                    .crf = {.passes = 6, .averaged = 1, .rate = .05f, .least = 2, .least_weight = .06f,
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
    if (set.vectors)
        set.words = vectors_read(set.vectors, &classes);
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
        tally_count(&model, &c, test, set.window, set.verbose, &t);
        tally_print("tagger", &t);
    }
    if (set.model) {
        shb_tagger *tagger = crf_compile(&model, &classes, set.calibration);
        tagger_write(tagger, set.model);
        shb_tagger_free(tagger);
    }
    return 0;
}
