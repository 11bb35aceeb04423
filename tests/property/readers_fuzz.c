/*
 * Every reader of networks against files that were damaged in many ways: each is read or
 * refused, never a crash; what was read is written in every format that is read back, and
 * read once more, the same. Run it under AddressSanitizer.
 *
 *     readers_fuzz ROUNDS SEED FILE...
 */
#include <shabaka/export.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FILES = 64, LARGEST = 1 << 17, MOST_OPERATIONS = 3, WRITTEN_EVERY = 8 };

typedef struct sample {
    unsigned char *bytes;
    size_t len;
} sample;

static sample samples[MOST_FILES];
static size_t n_samples;
static uint64_t state;

/* xorshift64*: Vigna 2016, doi:10.1145/2845077 */
static size_t draw(size_t below) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return below ? (size_t)((state * UINT64_C(2685821657736338717)) >> 33) % below : 0;
}

static sample read_sample(const char *path) {
    sample s = {malloc(LARGEST), 0};
    FILE *f = fopen(path, "rb");
    if (!f || !s.bytes) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(2);
    }
    s.len = fread(s.bytes, 1, LARGEST / 2, f);
    fclose(f);
    return s;
}

static const char *const tokens[] = {
    "<node id=\"",  "</graph>", "<data key=\"weight\">",
    "<![CDATA[",    "]]>",      "<!--",
    "<!DOCTYPE",    "&#0;",     "&#x110000;",
    "&amp;",        "<?",       "\xef\xbb\xbf",
    "1e999",        "-1",       "nan",
    "\"\"",         "[[[[",     "{\"a\":",
    "\\ud800",      "\\u0000",  "9223372036854775808",
    "null",         ",,,,",     "\"",
    "*Vertices",    "*Edges\n", "*Arcs\n",
    "\r\n",         "\0",       "\xc3",
    "\xed\xa0\x80", "xmlns=\"", "Source,Target",
    "\t",           "true",     "evidence",
};

static void replace(sample *s, size_t at, size_t gone, const void *by, size_t len) {
    if (s->len - gone + len > LARGEST)
        return;
    memmove(s->bytes + at + len, s->bytes + at + gone, s->len - at - gone);
    memcpy(s->bytes + at, by, len);
    s->len += len - gone;
}

static void damage(sample *s) {
    static unsigned char piece[LARGEST];
    size_t at = draw(s->len + 1), left = s->len - at;
    size_t span = draw(left < 200 ? left + 1 : 200);
    const sample *other = &samples[draw(n_samples)];
    switch (draw(7)) {
    case 0:
        if (left)
            s->bytes[at] ^= (unsigned char)(1u << draw(8));
        break;
    case 1:
        replace(s, at, span, "", 0);
        break;
    case 2: /* again and again: nesting, columns, rows */
        memcpy(piece, s->bytes + at, span);
        for (size_t times = draw(40); times > 0; times--)
            replace(s, at, 0, piece, span);
        break;
    case 3: {
        const char *token = tokens[draw(sizeof tokens / sizeof *tokens)];
        replace(s, at, draw(2) ? span : 0, token, *token ? strlen(token) : 1);
        break;
    }
    case 4:
        s->len = at;
        break;
    case 5: {
        size_t from = draw(other->len + 1), rest = other->len - from;
        replace(s, at, span, other->bytes + from, draw(rest < 300 ? rest + 1 : 300));
        break;
    }
    default:
        for (size_t i = 0; i < span; i++)
            s->bytes[at + i] = (unsigned char)draw(256);
    }
}

static bool write_file(const char *path, const sample *s) {
    FILE *f = fopen(path, "wb");
    bool good = f && fwrite(s->bytes, 1, s->len, f) == s->len;
    return f && fclose(f) == 0 && good;
}

/* Written and read again it is as large as it was. */
static bool comes_back(const shb_network *net, const char *folder) {
    static const char *const formats[] = {"graphml", "json"};
    char path[256];
    bool good = true;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && good; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        shb_network *again = NULL;
        snprintf(path, sizeof path, "%s/again.%s", folder, formats[i]);
        good = shb_network_save(&ctx, net, shb_format_by_name(formats[i]), path,
                                &options) == SHB_OK &&
               shb_network_load(&ctx, path, &again) == SHB_OK &&
               again->n_nodes == net->n_nodes && again->n_edges == net->n_edges;
        if (!good)
            fprintf(stderr, "%s: %zu nodes, %zu edges; %s\n", formats[i], net->n_nodes,
                    net->n_edges, ctx.err.text);
        shb_network_free(again);
    }
    return good;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: readers_fuzz ROUNDS SEED FILE...\n");
        return 2;
    }
    char folder[] = "/tmp/readers_fuzz.XXXXXX", path[64], command[80];
    size_t rounds = strtoul(argv[1], NULL, 10), accepted = 0;
    uint64_t seed = strtoull(argv[2], NULL, 10);
    for (int i = 3; i < argc && n_samples < MOST_FILES; i++)
        samples[n_samples++] = read_sample(argv[i]);
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/damaged", folder);
    sample damaged = {malloc(LARGEST), 0};
    int status = damaged.bytes ? 0 : 1;
    for (size_t round = 0; round < rounds && !status; round++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_network *net = NULL;
        state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) + round + 1;
        for (int i = 0; i < 8; i++)
            draw(2); /* near seeds part */
        const sample *whole = &samples[draw(n_samples)];
        memcpy(damaged.bytes, whole->bytes, damaged.len = whole->len);
        for (size_t left = 1 + draw(MOST_OPERATIONS); left > 0; left--)
            damage(&damaged);
        if (!write_file(path, &damaged))
            status = 1;
        else if (shb_network_load(&ctx, path, &net) == SHB_OK) {
            accepted++;
            if (accepted % WRITTEN_EVERY == 0 && !comes_back(net, folder)) {
                fprintf(stderr, "round %zu of seed %llu\n", round,
                        (unsigned long long)seed);
                status = 1;
            }
        } else if (!ctx.err.text[0]) {
            fprintf(stderr, "refused without a word: round %zu\n", round);
            status = 1;
        }
        shb_network_free(net);
    }
    printf("%zu files read, %zu refused\n", accepted, rounds - accepted);
    free(damaged.bytes);
    for (size_t i = 0; i < n_samples; i++)
        free(samples[i].bytes);
    if (status)
        return status; /* the file stays, to be looked at */
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) == 0 ? 0 : 1;
}
