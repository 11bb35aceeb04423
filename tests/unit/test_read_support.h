/* A folder of its own for each test, and a run of the reader over it. */
#ifndef TEST_READ_SUPPORT_H
#define TEST_READ_SUPPORT_H

#include "unit.h"

#include <ftw.h>
#include <shabaka/reader.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define ENDED_BY(text) text, sizeof(text) - 1

/* All documents of a run as lines "id|date|title|text", and all notices as lines
 * "kind path:line:byte text". */
typedef struct run {
    char docs[65536], notices[65536];
    shb_status status;
    shb_error err;
    shb_read_totals totals;
} run;

static inline int enter_test_folder(void **state) {
    char *folder = strdup("/tmp/shabaka-test-XXXXXX");
    if (!folder || !mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    *state = folder;
    return 0;
}

static inline int remove_one(const char *path, const struct stat *info, int kind,
                             struct FTW *ftw) {
    (void)info, (void)kind, (void)ftw;
    return remove(path);
}

static inline int leave_test_folder(void **state) {
    int failed = chdir("/");
    failed |= nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return failed;
}

static inline void put_file(const char *path, const char *data, size_t len) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void put_text(const char *path, const char *text) {
    put_file(path, text, strlen(text));
}

/* One gzip member; returns its length. */
static inline size_t gzip_member(const void *data, size_t len, unsigned char *out,
                                 size_t room) {
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)data;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static inline void put_gzip(const char *path, const char *data, size_t len) {
    size_t room = len + len / 100 + 200;
    unsigned char *packed = malloc(room);
    assert_non_null(packed);
    put_file(path, (char *)packed, gzip_member(data, len, packed, room));
    free(packed);
}

static inline void note(void *user, const shb_notice *notice) {
    static const char *const kinds[] = {"info", "warning", "skipped"};
    run *r = user;
    size_t used = strlen(r->notices);
    snprintf(r->notices + used, sizeof r->notices - used, "%s %s:%llu:%llu %s\n",
             kinds[notice->kind], notice->file ? notice->file : "",
             (unsigned long long)notice->line, (unsigned long long)notice->byte,
             notice->text);
}

static inline void read_paths(run *r, const shb_read_options *options, size_t n,
                              const char *const *paths) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_reader *reader = NULL;
    bool done = false;
    memset(r, 0, sizeof *r);
    ctx.notice = note;
    ctx.user = r;
    r->status = shb_reader_open(&ctx, paths, n, options, &reader);
    while (r->status == SHB_OK) {
        shb_doc doc;
        r->status = shb_reader_next(&ctx, reader, &doc, &done);
        if (r->status != SHB_OK || done)
            break;
        size_t used = strlen(r->docs);
        snprintf(r->docs + used, sizeof r->docs - used, "%.*s|%.*s|%.*s|%.*s\n",
                 (int)doc.id.len, doc.id.data, (int)doc.date.len, doc.date.data,
                 (int)doc.title.len, doc.title.data,
                 (int)(doc.text.len < 200 ? doc.text.len : 200), doc.text.data);
    }
    r->err = ctx.err;
    if (reader)
        r->totals = *shb_reader_totals(reader);
    shb_reader_free(reader);
}

static inline void read_path(run *r, const shb_read_options *options, const char *path) {
    read_paths(r, options, 1, &path);
}

static inline void assert_has(const char *text, const char *part) {
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

#endif
