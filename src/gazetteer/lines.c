/* The files of a gazetteer: JSON lines, and the digest of their bytes. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "read/utf8_check.h"

enum { MAX_LINE = 1 << 20, READ_BLOCK = 1 << 18 };

typedef struct line_reader {
    char *bytes;
    size_t used, capacity;
} line_reader;

static shb_status open_file(shb_ctx *ctx, const char *file, int *fd) {
    *fd = open(file, O_RDONLY | O_CLOEXEC);
    if (*fd >= 0)
        return SHB_OK;
    int why = errno;
    if (why == ENOENT)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", file,
                        strerror(why));
    return shb_fail_errno(ctx, why, NULL, "cannot open '%s'", file);
}

/* Some bytes; 0 at the end. */
static shb_status read_some(shb_ctx *ctx, const char *file, int fd, char *to,
                            size_t *got) {
    for (;;) {
        ssize_t n = read(fd, to, READ_BLOCK);
        if (n < 0 && errno == EINTR)
            continue;
        *got = n > 0 ? (size_t)n : 0;
        return n < 0 ? shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", file)
                     : SHB_OK;
    }
}

static shb_status read_whole(shb_ctx *ctx, const char *file, line_reader *r) {
    int fd;
    size_t got = 1;
    shb_status st = open_file(ctx, file, &fd);
    if (st != SHB_OK)
        return st;
    while (st == SHB_OK && got) {
        if ((st = shb_grow(ctx, (void **)&r->bytes, &r->capacity, r->used + READ_BLOCK,
                           1)) == SHB_OK)
            st = read_some(ctx, file, fd, r->bytes + r->used, &got);
        r->used += st == SHB_OK ? got : 0;
    }
    close(fd);
    return st;
}

shb_status shb_file_digest(shb_ctx *ctx, const char *file, uint64_t *digest) {
    int fd;
    size_t got = 1;
    char *block = shb_alloc(READ_BLOCK);
    if (!block)
        return shb_fail_memory(ctx);
    shb_status st = open_file(ctx, file, &fd);
    if (st == SHB_OK) {
        while ((st = read_some(ctx, file, fd, block, &got)) == SHB_OK && got)
            *digest = shb_hash_stable(*digest, block, got);
        close(fd);
    }
    shb_free(block);
    return st;
}

shb_status shb_check_utf8(shb_ctx *ctx, const char *file, uint64_t line, shb_str text) {
    if (shb_utf8_valid(text.data, text.len) == text.len &&
        !memchr(text.data, 0, text.len))
        return SHB_OK;
    return shb_fail_at(ctx, SHB_ESYNTAX, file, line, 0,
                       "this is not UTF-8: save the file as UTF-8");
}

/* What stands there instead, and what to do. */
static shb_status no_object(shb_ctx *ctx, const char *file, uint64_t number, shb_str line,
                            const char *why) {
    static const struct {
        const char *beginning, *text;
    } others[] = {
        {"\x1f\x8b", "this is compressed: unpack it with gunzip"},
        {"\x28\xb5\x2f\xfd", "this is compressed: unpack it with unzstd"},
        {"[", "this is an array: write one JSON object a line"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (line.len >= strlen(others[i].beginning) &&
            memcmp(line.data, others[i].beginning, strlen(others[i].beginning)) == 0)
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0, "%s", others[i].text);
    shb_status st = shb_check_utf8(ctx, file, number, line);
    if (st != SHB_OK)
        return st;
    if (line.data[0] == '{')
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "this is no JSON object in one line: %s", why);
    return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                       "this is no JSON object: 'shabaka gazetteer import' makes such "
                       "lines of tables and other lists");
}

shb_status shb_take_lines(shb_ctx *ctx, const char *file, const char *bytes, size_t used,
                          uint64_t *digest, shb_take_line *take, void *user) {
    shb_status st = SHB_OK;
    *digest = shb_hash_stable(*digest, bytes, used);
    size_t at = used >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (uint64_t number = 1; st == SHB_OK && at < used; number++) {
        const char *line = bytes + at;
        const char *end = memchr(line, '\n', used - at);
        size_t len = end ? (size_t)(end - line) : used - at;
        at += len + 1;
        while (len && (line[len - 1] == '\r' || line[len - 1] == ' '))
            len--;
        if (len == 0)
            continue;
        if (len > MAX_LINE) {
            st = shb_fail_at(ctx, SHB_ELIMIT, file, number, 0,
                             "the line is longer than %d bytes", MAX_LINE);
            break;
        }
        json_error_t why;
        json_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
        if (!object || !json_is_object(object))
            st = no_object(ctx, file, number, (shb_str){line, len}, why.text);
        else
            st = take(ctx, user, object, file, number);
        json_decref(object);
    }
    return st;
}

shb_status shb_json_lines(shb_ctx *ctx, const char *file, uint64_t *digest,
                          shb_take_line *take, void *user) {
    line_reader r = {NULL, 0, 0};
    shb_status st = read_whole(ctx, file, &r);
    if (st == SHB_OK)
        st = shb_take_lines(ctx, file, r.bytes, r.used, digest, take, user);
    shb_free(r.bytes);
    return st;
}
