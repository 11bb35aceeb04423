/* The only place that knows the order: read -> annotate -> count -> network. */
#include <shabaka/pipeline.h>

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"

enum { BATCH_BYTES = 1 << 20, BATCH_DOCS = 512, MAX_JOBS = 64 };

typedef enum batch_state { BATCH_FREE, BATCH_READY, BATCH_TAKEN, BATCH_DONE } batch_state;

/* Some documents, copied from the reader so that a worker can have them. */
typedef struct batch {
    shb_doc docs[BATCH_DOCS];
    size_t count, bytes;
    shb_arena arena;
    shb_output *lines; /* their mention lines, when these are wanted */
    batch_state state;
} batch;

typedef struct line line_of_work;

typedef struct worker {
    line_of_work *line;
    pthread_t thread;
    bool started;
    shb_ctx ctx;
    shb_annotator *annotator;
    shb_slices *slices; /* NULL where mention lines are wanted */
} worker;

/* Batches go round a ring: the reader fills, workers take the oldest ready one. */
struct line {
    pthread_mutex_t lock;
    pthread_cond_t ready, done;
    batch *ring;
    size_t n_ring, filled, taken, emptied; /* counters of batches, modulo n_ring */
    shb_output *out;                       /* where mention lines go, or NULL */
    bool closed;
    atomic_bool failed;
    worker workers[MAX_JOBS];
    size_t n_workers;
};

static shb_status copy_text(shb_ctx *ctx, shb_arena *arena, shb_str *text) {
    char *copy = shb_arena_strndup(arena, text->data, text->len);
    if (!copy)
        return shb_fail_memory(ctx);
    text->data = copy;
    return SHB_OK;
}

static shb_status copy_doc(shb_ctx *ctx, batch *b, const shb_doc *doc) {
    shb_doc own = *doc;
    shb_status st;
    if ((st = copy_text(ctx, &b->arena, &own.id)) != SHB_OK ||
        (st = copy_text(ctx, &b->arena, &own.text)) != SHB_OK ||
        (st = copy_text(ctx, &b->arena, &own.date)) != SHB_OK)
        return st;
    own.title = (shb_str){"", 0};
    b->docs[b->count++] = own;
    b->bytes += doc->text.len;
    return SHB_OK;
}

/* Fill a batch; *last is true when the reader has no more. */
static shb_status fill(shb_ctx *ctx, shb_reader *reader, batch *b, bool *last) {
    b->count = b->bytes = 0;
    shb_arena_reset(&b->arena);
    while (b->count < BATCH_DOCS && b->bytes < BATCH_BYTES) {
        shb_doc doc;
        shb_status st = shb_reader_next(ctx, reader, &doc, last);
        if (st != SHB_OK || *last)
            return st;
        if ((st = copy_doc(ctx, b, &doc)) != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* What the batch holds goes out. A memory sink has no rewind: a new one a batch costs
 * nothing beside the matching. */
static shb_status hand_out(shb_ctx *ctx, batch *b, shb_output *out) {
    shb_str bytes = shb_output_bytes(b->lines);
    if (bytes.len == 0)
        return shb_output_status(ctx, out);
    shb_write(out, bytes.data, bytes.len);
    shb_output_abandon(b->lines);
    b->lines = NULL;
    shb_status st = shb_output_status(ctx, out);
    return st == SHB_OK ? shb_output_memory(ctx, &b->lines) : st;
}

/* Only the oldest batch is handed out: whoever works it off has the output alone. */
static bool is_oldest(line_of_work *line, const batch *b) {
    pthread_mutex_lock(&line->lock);
    bool oldest = b == &line->ring[line->emptied % line->n_ring];
    pthread_mutex_unlock(&line->lock);
    return oldest;
}

/* The lines of a text are several times as long: those of the oldest batch do not wait in
 * memory. */
static shb_status write_lines(worker *w, batch *b, const shb_doc *doc,
                              const shb_annotation *annotation) {
    if (!is_oldest(w->line, b))
        return shb_mentions_write(&w->ctx, doc, annotation, b->lines);
    shb_status st = hand_out(&w->ctx, b, w->line->out);
    return st == SHB_OK ? shb_mentions_write(&w->ctx, doc, annotation, w->line->out) : st;
}

static shb_status work_off(worker *w, batch *b) {
    for (size_t i = 0; i < b->count; i++) {
        shb_annotation annotation;
        shb_status st = shb_check_cancel(&w->ctx);
        if (st == SHB_OK)
            st = shb_annotate(&w->ctx, w->annotator, &b->docs[i], &annotation);
        if (st == SHB_OK && w->slices)
            st = shb_slices_add(&w->ctx, w->slices, &b->docs[i], &annotation, NULL);
        else if (st == SHB_OK)
            st = write_lines(w, b, &b->docs[i], &annotation);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static void *worker_main(void *user) {
    worker *w = user;
    line_of_work *line = w->line;
    pthread_mutex_lock(&line->lock);
    for (;;) {
        while (line->taken == line->filled && !line->closed)
            pthread_cond_wait(&line->ready, &line->lock);
        if (line->taken == line->filled)
            break;
        batch *b = &line->ring[line->taken++ % line->n_ring];
        b->state = BATCH_TAKEN;
        pthread_mutex_unlock(&line->lock);
        bool ok = line->failed || work_off(w, b) == SHB_OK;
        pthread_mutex_lock(&line->lock);
        if (!ok)
            line->failed = true;
        b->state = BATCH_DONE;
        pthread_cond_broadcast(&line->done);
    }
    pthread_mutex_unlock(&line->lock);
    return NULL;
}

/* Empty the oldest batch, in order; waits for it. */
static shb_status empty_oldest(shb_ctx *ctx, line_of_work *line) {
    batch *b = &line->ring[line->emptied % line->n_ring];
    pthread_mutex_lock(&line->lock);
    while (b->state != BATCH_DONE)
        pthread_cond_wait(&line->done, &line->lock);
    pthread_mutex_unlock(&line->lock);
    shb_status st = line->out && !line->failed ? hand_out(ctx, b, line->out) : SHB_OK;
    pthread_mutex_lock(&line->lock);
    b->state = BATCH_FREE;
    line->emptied++;
    pthread_mutex_unlock(&line->lock);
    return st;
}

static void report_progress(shb_ctx *ctx, shb_reader *reader) {
    if (!ctx->progress)
        return;
    shb_progress progress = {"reading", 0, 0, shb_reader_totals(reader)->documents};
    shb_reader_position(reader, &progress.done_bytes, &progress.total_bytes);
    ctx->progress(ctx->user, &progress);
}

static shb_status start(shb_ctx *ctx, line_of_work *line, const shb_gazetteer *gazetteer,
                        const shb_pipeline_options *options, bool counting) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = options->jobs ? options->jobs : processors > 0 ? (size_t)processors : 1;
    if (jobs > MAX_JOBS)
        jobs = MAX_JOBS;
    line->n_ring = jobs * 2 + 1;
    line->ring = shb_alloc_array(line->n_ring, sizeof *line->ring);
    if (!line->ring)
        return shb_fail_memory(ctx);
    shb_status st = SHB_OK;
    for (size_t i = 0; !counting && st == SHB_OK && i < line->n_ring; i++)
        st = shb_output_memory(ctx, &line->ring[i].lines);
    for (size_t i = 0; st == SHB_OK && i < jobs; i++) {
        worker *w = &line->workers[i];
        w->line = line;
        w->ctx.cancel = ctx->cancel;
        line->n_workers = i + 1;
        st = shb_annotator_new(ctx, gazetteer, &options->annotate, &w->annotator);
        if (st == SHB_OK && counting)
            st = shb_slices_new(ctx, gazetteer, &options->count, &options->slice,
                                &w->slices);
        /* One job is the calling thread itself. */
        if (st == SHB_OK && jobs > 1) {
            int why = pthread_create(&w->thread, NULL, worker_main, w);
            w->started = why == 0;
            if (why != 0 && i == 0)
                st = shb_fail_errno(ctx, why, NULL, "cannot start a thread");
            if (why != 0 && i > 0)
                break; /* fewer workers give the same result */
        }
    }
    return st;
}

static shb_status run(shb_ctx *ctx, line_of_work *line, shb_reader *reader) {
    shb_status st = SHB_OK;
    bool last = false, threaded = line->workers[0].started;
    while (st == SHB_OK && !last && !line->failed) {
        if (line->filled - line->emptied == line->n_ring &&
            (st = empty_oldest(ctx, line)) != SHB_OK)
            break;
        batch *b = &line->ring[line->filled % line->n_ring];
        if ((st = fill(ctx, reader, b, &last)) != SHB_OK)
            break;
        report_progress(ctx, reader);
        pthread_mutex_lock(&line->lock);
        b->state = BATCH_READY;
        line->filled++;
        pthread_cond_signal(&line->ready);
        pthread_mutex_unlock(&line->lock);
        if (!threaded) {
            line->taken++;
            if (work_off(&line->workers[0], b) != SHB_OK)
                line->failed = true;
            b->state = BATCH_DONE;
            st = empty_oldest(ctx, line);
        }
    }
    pthread_mutex_lock(&line->lock);
    line->closed = true;
    if (st != SHB_OK)
        line->failed = true;
    pthread_cond_broadcast(&line->ready);
    pthread_mutex_unlock(&line->lock);
    while (line->emptied < line->filled) {
        shb_status emptied = empty_oldest(ctx, line);
        st = st == SHB_OK ? emptied : st;
    }
    return st;
}

/* Join the workers; the first error of any is the caller's. */
static shb_status finish(shb_ctx *ctx, line_of_work *line, shb_status st) {
    for (size_t i = 0; i < line->n_workers; i++) {
        worker *w = &line->workers[i];
        if (w->started)
            pthread_join(w->thread, NULL);
        if (st == SHB_OK && w->ctx.err.status != SHB_OK) {
            ctx->err = w->ctx.err;
            st = w->ctx.err.status;
        }
    }
    return st;
}

static void free_ring(line_of_work *line) {
    for (size_t i = 0; line->ring && i < line->n_ring; i++) {
        shb_arena_done(&line->ring[i].arena);
        shb_output_abandon(line->ring[i].lines);
    }
    shb_free(line->ring);
    line->ring = NULL;
}

static void close_line(line_of_work *line) {
    for (size_t i = 0; i < line->n_workers; i++) {
        shb_annotator_free(line->workers[i].annotator);
        shb_slices_free(line->workers[i].slices);
    }
    free_ring(line);
    pthread_mutex_destroy(&line->lock);
    pthread_cond_destroy(&line->ready);
    pthread_cond_destroy(&line->done);
    shb_free(line);
}

static line_of_work *open_line(shb_ctx *ctx) {
    line_of_work *line = shb_alloc_array(1, sizeof *line);
    if (!line) {
        shb_fail_memory(ctx);
        return NULL;
    }
    pthread_mutex_init(&line->lock, NULL);
    pthread_cond_init(&line->ready, NULL);
    pthread_cond_init(&line->done, NULL);
    return line;
}

/* Texts through all workers: to lines where `out` is given, else to counts. */
static shb_status read_all(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                           const char *const *paths, size_t n_paths,
                           const shb_pipeline_options *options, shb_output *out,
                           line_of_work *line, shb_pipeline_totals *totals) {
    shb_reader *reader = NULL;
    line->out = out;
    shb_status st = shb_reader_open(ctx, paths, n_paths, &options->read, &reader);
    if (st == SHB_OK)
        st = start(ctx, line, gazetteer, options, out == NULL);
    if (st == SHB_OK)
        st = run(ctx, line, reader);
    else
        line->closed = true;
    if (line->closed && st != SHB_OK) {
        pthread_mutex_lock(&line->lock);
        pthread_cond_broadcast(&line->ready);
        pthread_mutex_unlock(&line->lock);
    }
    st = finish(ctx, line, st);
    if (reader && totals)
        totals->read = *shb_reader_totals(reader);
    for (size_t i = 0; i < line->n_workers; i++) {
        worker *w = &line->workers[i];
        for (size_t k = 0; w->annotator && k < SHB_N_WHYS; k++)
            totals->decided[k] += shb_annotator_decided(w->annotator)[k];
        /* Before the counts are joined, which takes the most memory. */
        shb_annotator_free(w->annotator);
        w->annotator = NULL;
    }
    free_ring(line);
    shb_reader_free(reader);
    shb_alloc_trim();
    return st;
}

static shb_status nothing_read(shb_ctx *ctx, const shb_read_totals *read) {
    if (read->files > 0 || read->skipped_files == 0)
        return SHB_OK;
    return shb_fail(ctx, SHB_EIO, NULL,
                    "nothing could be read: all %llu inputs were skipped",
                    (unsigned long long)read->skipped_files);
}

shb_status shb_annotate_all(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                            const char *const *paths, size_t n_paths,
                            const shb_pipeline_options *options, shb_output *out,
                            shb_pipeline_totals *totals) {
    shb_pipeline_totals own;
    if (!totals)
        totals = &own;
    memset(totals, 0, sizeof *totals);
    line_of_work *line = open_line(ctx);
    if (!line)
        return SHB_ENOMEM;
    shb_status st = read_all(ctx, gazetteer, paths, n_paths, options, out, line, totals);
    if (st == SHB_OK)
        st = nothing_read(ctx, &totals->read);
    close_line(line);
    return st;
}

static shb_status count_texts(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                              const char *const *paths, size_t n_paths,
                              const shb_pipeline_options *options, shb_slices **out,
                              shb_pipeline_totals *totals) {
    line_of_work *line = open_line(ctx);
    if (!line)
        return SHB_ENOMEM;
    shb_status st = read_all(ctx, gazetteer, paths, n_paths, options, NULL, line, totals);
    if (st == SHB_OK)
        st = nothing_read(ctx, &totals->read);
    for (size_t i = 1; st == SHB_OK && i < line->n_workers; i++) {
        if (!line->workers[i].slices)
            continue;
        st = shb_slices_merge(ctx, line->workers[0].slices, line->workers[i].slices);
        shb_slices_free(line->workers[i].slices);
        line->workers[i].slices = NULL;
        shb_alloc_trim();
    }
    if (st == SHB_OK) {
        *out = line->workers[0].slices;
        line->workers[0].slices = NULL;
    }
    close_line(line);
    return st;
}

static shb_status count_mentions(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                 const char *path, const shb_pipeline_options *options,
                                 shb_slices **out, shb_pipeline_totals *totals) {
    shb_mentions_reader *reader = NULL;
    shb_slices *slices = NULL;
    if (gazetteer && shb_gazetteer_own(gazetteer)->decisions[SHB_DECIDED_NAME])
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "'name' decides what is found in texts: lines of mentions stay as "
                   "they are; the other decisions hold for their ids");
    shb_status st = shb_mentions_open(ctx, path, &reader);
    if (st == SHB_OK)
        st = shb_slices_new(ctx, gazetteer, &options->count, &options->slice, &slices);
    while (st == SHB_OK) {
        shb_doc doc;
        shb_annotation annotation;
        const shb_str *texts;
        bool done = false;
        if ((st = shb_check_cancel(ctx)) != SHB_OK ||
            (st = shb_mentions_next(ctx, reader, &doc, &annotation, &texts, &done)) !=
                SHB_OK ||
            done)
            break;
        totals->read.documents++;
        st = shb_slices_add(ctx, slices, &doc, &annotation, texts);
    }
    if (st == SHB_OK) {
        *out = slices;
        slices = NULL;
    }
    shb_slices_free(slices);
    shb_mentions_free(reader);
    return st;
}

shb_status shb_count_all(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                         const char *const *paths, size_t n_paths, const char *mentions,
                         const shb_pipeline_options *options, shb_slices **out,
                         shb_pipeline_totals *totals) {
    shb_pipeline_totals own;
    if (!totals)
        totals = &own;
    memset(totals, 0, sizeof *totals);
    if (mentions)
        return count_mentions(ctx, gazetteer, mentions, options, out, totals);
    return count_texts(ctx, gazetteer, paths, n_paths, options, out, totals);
}

/* All in one slice. */
static shb_status build(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                        const char *const *paths, size_t n_paths, const char *mentions,
                        const shb_pipeline_options *options, shb_network **out,
                        shb_pipeline_totals *totals) {
    shb_pipeline_options whole = *options;
    shb_slices *slices = NULL;
    shb_slice slice;
    whole.slice = (shb_slice_options)SHB_SLICE_OPTIONS_INIT;
    shb_status st =
        shb_count_all(ctx, gazetteer, paths, n_paths, mentions, &whole, &slices, totals);
    if (st == SHB_OK)
        st = shb_slices_take(ctx, slices, options->labels, &slice, out);
    if (st == SHB_OK && totals) {
        totals->count = slice.totals;
        totals->doubtful = slice.doubtful;
        totals->joined = slice.joined;
    }
    shb_slices_free(slices);
    return st;
}

shb_status shb_build(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                     const char *const *paths, size_t n_paths,
                     const shb_pipeline_options *options, shb_network **out,
                     shb_pipeline_totals *totals) {
    return build(ctx, gazetteer, paths, n_paths, NULL, options, out, totals);
}

shb_status shb_build_mentions(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                              const char *path, const shb_pipeline_options *options,
                              shb_network **out, shb_pipeline_totals *totals) {
    return build(ctx, gazetteer, NULL, 0, path, options, out, totals);
}
