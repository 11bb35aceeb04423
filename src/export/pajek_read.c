/*
 * Pajek's .net back: *Vertices with numbers, labels and places, *Edges and *Arcs as pairs
 * of numbers, *Edgeslist and *Arcslist as one number and those it is tied to.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "export/draft.h"
#include "export/formats.h"

typedef enum section { NOTHING, VERTICES, PAIRS, LISTS, OTHER } section;

typedef struct reading {
    shb_draft draft;
    uint64_t line;
    section section;
    unsigned long n_vertices;
    size_t x, y; /* columns, once a place was met */
    bool places;
} reading;

static shb_status syntax(shb_ctx *ctx, const reading *r, const char *what) {
    return shb_fail_at(ctx, SHB_ESYNTAX, r->draft.file, r->line, 0, "%s", what);
}

/* The next word, or quoted text, cut out in place; NULL at the end of the line. */
static char *next_word(char **from) {
    char *p = *from;
    while (*p == ' ' || *p == '\t')
        p++;
    if (!*p)
        return NULL;
    char *start = p, quote = *p == '"' || *p == '\'' ? *p : 0;
    if (quote)
        for (start = ++p; *p && *p != quote;)
            p++;
    else
        while (*p && *p != ' ' && *p != '\t')
            p++;
    if (*p)
        *p++ = '\0';
    *from = p;
    return start;
}

static bool is_number(const char *word) {
    char *end;
    if (!word)
        return false;
    double value = strtod(word, &end);
    return !*end && end != word && value - value == 0;
}

/* Ids are numbers of one length, so that their order is that of the file. */
static shb_status numbered(shb_ctx *ctx, reading *r, unsigned long number, bool declare,
                           uint32_t *out) {
    char id[24], most[24];
    int width = snprintf(most, sizeof most, "%lu", r->n_vertices);
    snprintf(id, sizeof id, "%0*lu", width, number);
    return shb_draft_node(ctx, &r->draft, id, declare, out);
}

static shb_status vertex(shb_ctx *ctx, reading *r, const char *word, uint32_t *out) {
    char *end = NULL;
    errno = 0;
    unsigned long number = word ? strtoul(word, &end, 10) : 0;
    if (!word || *end || errno || number == 0 || *word == '-')
        return syntax(ctx, r, "a vertex has a number from 1 on");
    if (r->n_vertices && number > r->n_vertices)
        return syntax(ctx, r, "a vertex past the number of vertices");
    return numbered(ctx, r, number, r->n_vertices == 0 && r->section == VERTICES, out);
}

static shb_status place(shb_ctx *ctx, reading *r, uint32_t node, char **rest) {
    const char *x = next_word(rest), *y = x ? next_word(rest) : NULL;
    shb_status st = SHB_OK;
    if (!is_number(x) || !is_number(y))
        return SHB_OK;
    if (!r->places) {
        if ((st = shb_draft_column(ctx, &r->draft, SHB_OF_NODES, "x", SHB_DOUBLE,
                                   &r->x)) != SHB_OK ||
            (st = shb_draft_column(ctx, &r->draft, SHB_OF_NODES, "y", SHB_DOUBLE,
                                   &r->y)) != SHB_OK)
            return st;
        r->places = true;
    }
    st = shb_draft_cell(ctx, &r->draft, SHB_OF_NODES, r->x, node, x);
    return st == SHB_OK ? shb_draft_cell(ctx, &r->draft, SHB_OF_NODES, r->y, node, y)
                        : st;
}

static shb_status read_vertex(shb_ctx *ctx, reading *r, char *line) {
    uint32_t node;
    shb_status st = vertex(ctx, r, next_word(&line), &node);
    const char *label = st == SHB_OK ? next_word(&line) : NULL;
    if (label)
        st = shb_draft_label(ctx, &r->draft, node, label);
    return st == SHB_OK && label ? place(ctx, r, node, &line) : st;
}

static shb_status read_pair(shb_ctx *ctx, reading *r, char *line) {
    uint32_t a, b;
    size_t edge;
    shb_status st = vertex(ctx, r, next_word(&line), &a);
    if (st == SHB_OK)
        st = vertex(ctx, r, next_word(&line), &b);
    if (st == SHB_OK)
        st = shb_draft_edge(ctx, &r->draft, a, b, &edge);
    const char *weight = st == SHB_OK ? next_word(&line) : NULL;
    if (weight)
        shb_draft_weight(&r->draft, edge, weight);
    return st;
}

static shb_status read_list(shb_ctx *ctx, reading *r, char *line) {
    uint32_t a, b;
    size_t edge;
    shb_status st = vertex(ctx, r, next_word(&line), &a);
    for (char *word; st == SHB_OK && (word = next_word(&line));)
        if ((st = vertex(ctx, r, word, &b)) == SHB_OK)
            st = shb_draft_edge(ctx, &r->draft, a, b, &edge);
    return st;
}

/* All of them at once: some may have no line of their own. */
static shb_status begin_vertices(shb_ctx *ctx, reading *r, const char *count) {
    enum { MOST = 10000000 };
    char *end;
    unsigned long n = strtoul(count, &end, 10);
    uint32_t node;
    shb_status st = SHB_OK;
    if (*end || *count == '-' || r->n_vertices)
        return syntax(ctx, r, "*Vertices stands once, with a whole number");
    if (n > MOST)
        return shb_fail(ctx, SHB_ELIMIT, r->draft.file, "more than %d vertices", MOST);
    r->n_vertices = n;
    for (unsigned long i = 1; st == SHB_OK && i <= n; i++)
        st = numbered(ctx, r, i, true, &node);
    return st;
}

static shb_status read_header(shb_ctx *ctx, reading *r, char *line) {
    static const struct {
        const char *word;
        section section;
        bool directed;
    } words[] = {{"*vertices", VERTICES, false}, {"*edges", PAIRS, false},
                 {"*arcs", PAIRS, true},         {"*edgeslist", LISTS, false},
                 {"*arcslist", LISTS, true},     {"*network", NOTHING, false}};
    const char *word = next_word(&line);
    r->section = OTHER; /* *Matrix, *Partition, *Vector... */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(word, words[i].word) == 0) {
            r->section = words[i].section;
            r->draft.mended.directed += words[i].directed;
        }
    if (r->section == OTHER)
        return syntax(ctx, r, "only *Vertices, *Edges, *Arcs and their lists are read");
    const char *count = r->section == VERTICES ? next_word(&line) : NULL;
    return count ? begin_vertices(ctx, r, count) : SHB_OK;
}

static shb_status read_line(shb_ctx *ctx, reading *r, char *line) {
    size_t len = strlen(line);
    while (len && strchr(" \t\r", line[len - 1]))
        line[--len] = '\0';
    char *p = line + strspn(line, " \t");
    if (!*p || *p == '%')
        return SHB_OK;
    if (*p == '*')
        return read_header(ctx, r, p);
    switch (r->section) {
    case VERTICES:
        return read_vertex(ctx, r, p);
    case PAIRS:
        return read_pair(ctx, r, p);
    case LISTS:
        return read_list(ctx, r, p);
    default:
        return syntax(ctx, r, "no section was begun: *Vertices is missing");
    }
}

shb_status shb_pajek_read(shb_ctx *ctx, shb_source *source, shb_network **out) {
    reading r = {.section = NOTHING};
    char *bytes = NULL, *copy = NULL;
    size_t len = 0;
    shb_status st = shb_draft_begin(ctx, &r.draft, source->name);
    if (st != SHB_OK || (st = shb_source_all(ctx, source, &bytes, &len)) != SHB_OK)
        goto done;
    if (!(copy = shb_alloc(len + 1))) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    size_t bom = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    memcpy(copy, bytes + bom, len - bom);
    copy[len - bom] = '\0';
    if (strlen(copy) != len - bom) {
        st = shb_fail(ctx, SHB_ESYNTAX, source->name,
                      "it holds a zero byte: no .net file");
        goto done;
    }
    for (char *line = copy, *end; st == SHB_OK && line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        r.line++;
        if (r.line % 4096 == 0 && (st = shb_check_cancel(ctx)) != SHB_OK)
            break;
        st = read_line(ctx, &r, line);
    }
    if (st == SHB_OK)
        st = shb_draft_finish(ctx, &r.draft);
    if (st == SHB_OK)
        st = shb_draft_take(ctx, &r.draft, out);
done:
    shb_draft_done(&r.draft);
    shb_free(copy);
    shb_free(bytes);
    return st;
}
