/*
 * A program of the build: files to a C file that holds their bytes.
 *
 *     embed OUT.c NAME=FILE [NAME=FILE]...
 *
 * Each NAME becomes `const unsigned char NAME[]` and `const size_t NAME_size`. Files that
 * follow each other under one NAME are joined.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *out;
static const char *out_path;

static void fail(const char *what, const char *path) {
    fprintf(stderr, "embed: cannot %s '%s': %s\n", what, path, strerror(errno));
    if (out) {
        fclose(out);
        remove(out_path);
    }
    exit(1);
}

/* Append a file's bytes as decimal numbers; returns how many there were. */
static size_t put_bytes(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("open", path);
    size_t size = 0;
    for (int c; (c = getc(in)) != EOF; size++)
        fprintf(out, size % 20 == 19 ? "%d,\n" : "%d,", c);
    if (ferror(in))
        fail("read", path);
    fclose(in);
    return size;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: embed OUT.c NAME=FILE [NAME=FILE]...\n", stderr);
        return 2;
    }
    out_path = argv[1];
    out = fopen(out_path, "wb");
    if (!out)
        fail("write", out_path);
    fputs("#include <stddef.h>\n", out);
    for (int i = 2; i < argc;) {
        const char *name = argv[i];
        size_t name_len = strcspn(name, "="), size = 0;
        fprintf(out,
                "extern const unsigned char %.*s[];\nextern const size_t %.*s_size;\n",
                (int)name_len, name, (int)name_len, name);
        fprintf(out, "const unsigned char %.*s[] = {\n", (int)name_len, name);
        for (; i < argc && strncmp(argv[i], name, name_len + 1) == 0; i++) {
            if (argv[i][name_len] != '=') {
                fprintf(stderr, "embed: '%s' is not NAME=FILE\n", argv[i]);
                fclose(out);
                remove(out_path);
                return 2;
            }
            size += put_bytes(argv[i] + name_len + 1);
        }
        fprintf(out, "0};\nconst size_t %.*s_size = %zu;\n", (int)name_len, name, size);
    }
    if (ferror(out) || fclose(out) != 0) {
        out = NULL;
        fail("write", out_path);
    }
    return 0;
}
