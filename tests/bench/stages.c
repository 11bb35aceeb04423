/*
 * Where the time from text to pairs goes, stage by stage.
 *
 *     stages [--names FILE] [--runs N] FILE...
 *
 * Plain records (.jsonl), one thread. Each stage runs alone over all texts, which lie in
 * memory; its time is the least of N runs, in seconds of the processor. Megabytes are
 * 10^6 bytes of text; reading is measured in bytes of the files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <shabaka/shabaka.h>

#include "entities/work.h"
#include "read/utf8_check.h"

typedef struct bench {
    shb_ctx ctx;
    const char *const *files;
    size_t n_files;
    shb_doc *docs;
    size_t n_docs, capacity, text_bytes, file_bytes;
    shb_gazetteer *gazetteer;
    shb_annotate_options options;
    shb_work work;
    shb_annotator *annotator;
    size_t matches, mentions;
} bench;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static char *copy(shb_str text) {
    char *own = malloc(text.len + 16);
    if (own)
        memcpy(own, text.data, text.len);
    return own;
}

static bool keep(bench *b, const shb_doc *doc) {
    if (b->n_docs == b->capacity) {
        b->capacity = b->capacity * 2 + 64;
        if (!(b->docs = realloc(b->docs, b->capacity * sizeof *b->docs)))
            return false;
    }
    shb_doc own = *doc;
    own.id.data = copy(doc->id);
    own.text.data = copy(doc->text);
    own.date = own.title = (shb_str){"", 0};
    b->docs[b->n_docs++] = own;
    b->text_bytes += doc->text.len;
    return own.id.data && own.text.data;
}

static bool read_all(bench *b, bool keeping) {
    shb_reader *reader = NULL;
    shb_read_options how = SHB_READ_OPTIONS_INIT;
    bool done = false;
    shb_doc doc;
    if (shb_reader_open(&b->ctx, b->files, b->n_files, &how, &reader) != SHB_OK)
        return false;
    while (shb_reader_next(&b->ctx, reader, &doc, &done) == SHB_OK && !done)
        if (keeping && !keep(b, &doc))
            break;
    shb_reader_free(reader);
    return done;
}

/* ----------------------------------------------------------------------------- stages */

static bool run_read(bench *b) { return read_all(b, false); }

static bool run_validate(bench *b) {
    bool valid = true;
    for (size_t i = 0; i < b->n_docs; i++)
        valid &= shb_utf8_valid(b->docs[i].text.data, b->docs[i].text.len) ==
                 b->docs[i].text.len;
    return valid;
}

static bool run_sentences(bench *b) {
    bool ok = true;
    for (size_t i = 0; i < b->n_docs; i++)
        ok &= shb_split_sentences(&b->ctx, &b->work.sentences, b->docs[i].text.data,
                                  b->docs[i].text.len) == SHB_OK;
    return ok;
}

static bool run_fold(bench *b) {
    bool ok = true;
    for (size_t i = 0; i < b->n_docs; i++)
        ok &= shb_tokenize(&b->ctx, &b->work.tokens, b->docs[i].text.data,
                           b->docs[i].text.len) == SHB_OK;
    return ok;
}

static bool run_match(bench *b) {
    bool ok = true;
    b->matches = 0;
    for (size_t i = 0; ok && i < b->n_docs; i++) {
        const shb_str text = b->docs[i].text;
        ok = shb_split_sentences(&b->ctx, &b->work.sentences, text.data, text.len) ==
                 SHB_OK &&
             shb_tokenize(&b->ctx, &b->work.tokens, text.data, text.len) == SHB_OK &&
             shb_find_candidates(&b->work) == SHB_OK;
        b->matches += b->work.n_candidates;
    }
    return ok;
}

static bool run_resolve(bench *b) {
    bool ok = true;
    b->mentions = 0;
    for (size_t i = 0; ok && i < b->n_docs; i++) {
        shb_annotation annotation;
        ok = shb_annotate(&b->ctx, b->annotator, &b->docs[i], &annotation) == SHB_OK;
        b->mentions += ok ? annotation.n_mentions : 0;
    }
    return ok;
}

static bool run_count(bench *b) {
    bool ok = true;
    shb_count_options how = SHB_COUNT_OPTIONS_INIT;
    shb_counts *counts = NULL;
    how.evidence = 0;
    ok = shb_counts_new(&b->ctx, b->gazetteer, &how, &counts) == SHB_OK;
    for (size_t i = 0; ok && i < b->n_docs; i++) {
        shb_annotation annotation;
        ok = shb_annotate(&b->ctx, b->annotator, &b->docs[i], &annotation) == SHB_OK &&
             shb_counts_add(&b->ctx, counts, &b->docs[i], &annotation, NULL) == SHB_OK;
    }
    shb_counts_free(counts);
    return ok;
}

static const struct {
    const char *name;
    bool (*run)(bench *b);
    bool of_files;
} stages[] = {
    {"read", run_read, true},
    {"validate", run_validate, false},
    {"sentences", run_sentences, false},
    {"fold", run_fold, false},
    {"match", run_match, false},
    {"resolve", run_resolve, false},
    {"count", run_count, false},
};
enum { N_STAGES = sizeof stages / sizeof *stages };

static double least(bench *b, size_t stage, int runs) {
    double best = 1e9;
    for (int i = 0; i < runs; i++) {
        double start = seconds();
        if (!stages[stage].run(b))
            return -1;
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    return best;
}

static void print_row(const char *name, double took, size_t bytes, double all) {
    printf("%-22s %8.3f s %10.0f MB/s %6.1f %%\n", name, took,
           took > 0 ? (double)bytes / 1e6 / took : 0, 100 * took / all);
}

static bool run(bench *b, const char *names, int runs) {
    const char *files[4];
    char paths[3][4096];
    static const char *const shipped[] = {"gazetteer/states.jsonl",
                                          "gazetteer/organizations.jsonl",
                                          "gazetteer/persons.jsonl"};
    char compiled[4200];
    for (size_t i = 0; i < 3; i++) {
        if (shb_data_path(&b->ctx, shipped[i], paths[i], sizeof paths[i]) != SHB_OK)
            return false;
        files[i] = paths[i];
    }
    files[3] = names;
    snprintf(compiled, sizeof compiled, "%s.bench", names ? names : "");
    const shb_gazetteer_options options = {.compiled = names ? compiled : NULL};
    double start = seconds(), loaded;
    if (shb_gazetteer_load_with(&b->ctx, files, names ? 4 : 3, &options, &b->gazetteer) !=
        SHB_OK)
        return false;
    loaded = seconds() - start;
    b->options = (shb_annotate_options)SHB_ANNOTATE_OPTIONS_INIT;
    b->options.find = SHB_FIND_GAZETTEER;
    b->work =
        (shb_work){.ctx = &b->ctx, .options = &b->options, .gazetteer = b->gazetteer};
    if (!read_all(b, true) ||
        shb_annotator_new(&b->ctx, b->gazetteer, &b->options, &b->annotator) != SHB_OK)
        return false;
    double took[N_STAGES], all = 0;
    for (size_t i = 0; i < N_STAGES; i++)
        if ((took[i] = least(b, i, runs)) < 0)
            return false;
    /* These run the ones before them again: they are charged with what they add. */
    double match = took[4], resolve = took[5], count = took[6];
    took[4] = match - took[2] - took[3];
    took[5] = resolve - match;
    took[6] = count - resolve;
    for (size_t i = 0; i < N_STAGES; i++)
        all += i == 1 ? 0 : took[i];
    printf(
        "%zu texts, %.1f MB of text in %.1f MB of files; %zu forms, loaded in %.3f s\n",
        b->n_docs, (double)b->text_bytes / 1e6, (double)b->file_bytes / 1e6,
        shb_gazetteer_names(b->gazetteer), loaded);
    for (size_t i = 0; i < N_STAGES; i++)
        print_row(i == 1 ? "  of which validate" : stages[i].name, took[i],
                  stages[i].of_files ? b->file_bytes : b->text_bytes, all);
    print_row("all", all, b->text_bytes, all);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%zu candidates, %zu mentions; peak %.0f MB, texts included\n", b->matches,
           b->mentions, (double)usage.ru_maxrss / 1e3);
    return true;
}

int main(int argc, char **argv) {
    bench b = {.ctx = SHB_CTX_INIT};
    const char *names = NULL;
    int runs = 3, i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (strcmp(argv[i], "--names") == 0)
            names = argv[i + 1];
        else if (strcmp(argv[i], "--runs") == 0)
            runs = atoi(argv[i + 1]);
    }
    b.files = (const char *const *)argv + i;
    b.n_files = (size_t)(argc - i);
    for (size_t k = 0; k < b.n_files; k++) {
        struct stat info;
        if (stat(b.files[k], &info) == 0)
            b.file_bytes += (size_t)info.st_size;
    }
    if (run(&b, names, runs > 0 ? runs : 1))
        return 0;
    char line[1024];
    fprintf(stderr, "%s\n", shb_error_format(&b.ctx.err, line, sizeof line));
    return 1;
}
