/* SPDX-License-Identifier: MIT */
/* The lines of protocol.h, taken apart in place; anything that is not as it says ends us.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draw/draw.h"

enum { MAX_FIELDS = 10 };

/* One line under way: its number for messages, and its fields without the first word. */
typedef struct line {
    size_t number;
    char *fields[MAX_FIELDS];
    size_t count;
} line;

char *read_input(size_t *len) {
    size_t room = 1 << 16, used = 0;
    char *bytes = need(NULL, room, 1);
    for (;;) {
        ssize_t n = read(STDIN_FILENO, bytes + used, room - used - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            die(1, "cannot read standard input: %s", strerror(errno));
        if (n == 0)
            break;
        used += (size_t)n;
        if (used > DRAW_MAX_INPUT)
            die(2, "the picture has more than %d bytes", DRAW_MAX_INPUT);
        if (room - used < 2)
            bytes = need(bytes, room *= 2, 1);
    }
    bytes[used] = '\0';
    *len = used;
    return bytes;
}

/* ---- fields ---- */

/* Length of the UTF-8 character at p, 0 where it is none or a control character. */
static size_t character(const unsigned char *p) {
    static const unsigned char least[] = {0, 0, 0xc2, 0xe0, 0xf0};
    if (p[0] < 0x80)
        return p[0] >= 0x20 && p[0] != 0x7f;
    size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < least[len] || p[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    bool surrogate = p[0] == 0xed && p[1] >= 0xa0;
    bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool beyond = p[0] == 0xf4 && p[1] >= 0x90;
    bool c1 = p[0] == 0xc2 && p[1] < 0xa0;
    bool noncharacter = p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe;
    return surrogate || overlong || beyond || c1 || noncharacter ? 0 : len;
}

static const char *take_text(const line *l, const char *field) {
    const unsigned char *p = (const unsigned char *)field;
    while (*p) {
        size_t len = character(p);
        if (len == 0)
            die(2, "line %zu: byte %zu of a text is no printable UTF-8", l->number,
                (size_t)(p - (const unsigned char *)field));
        p += len;
    }
    if ((size_t)(p - (const unsigned char *)field) > DRAW_MAX_TEXT)
        die(2, "line %zu: a text is longer than %d bytes", l->number, DRAW_MAX_TEXT);
    return field;
}

static double take_number(const line *l, const char *field, double low, double high) {
    char *end;
    double value = strtod(field, &end);
    if (end == field || *end || !isfinite(value) || value < low || value > high)
        die(2, "line %zu: '%.40s' is no number from %g to %g", l->number, field, low,
            high);
    return value;
}

static const char *take_colour(const line *l, const char *field) {
    size_t len = strlen(field);
    if (field[0] != '#' || (len != 7 && len != 9) ||
        strspn(field + 1, "0123456789abcdefABCDEF") != len - 1)
        die(2, "line %zu: '%.40s' is no colour", l->number, field);
    return field;
}

static form take_form(const line *l, const char *field) {
    static const char *const names[] = {"person", "state", "organization", "other",
                                        "dot"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field, names[i]) == 0)
            return (form)i;
    die(2, "line %zu: there is no form '%.40s'", l->number, field);
}

static size_t take_node(const picture *p, const line *l, const char *field) {
    double value = take_number(l, field, 0, DRAW_MAX_NODES);
    if (value != floor(value) || value >= (double)p->n_nodes)
        die(2, "line %zu: there is no node '%.40s'", l->number, field);
    return (size_t)value;
}

/* ---- lines ---- */

static cell *add_cell(const line *l, cell_list *to) {
    if (to->count == DRAW_MAX_CELLS)
        die(2, "line %zu: more than %d cells of a kind", l->number, DRAW_MAX_CELLS);
    return &to->items[to->count++];
}

static void read_direction(picture *p, const line *l) {
    p->rtl = strcmp(l->fields[0], "rtl") == 0;
    if (!p->rtl && strcmp(l->fields[0], "ltr") != 0)
        die(2, "line %zu: there is no direction '%.40s'", l->number, l->fields[0]);
}

static void read_page(picture *p, const line *l) {
    p->page_width = take_number(l, l->fields[0], DRAW_MIN_PAGE, DRAW_MAX_PAGE);
    p->page_height = take_number(l, l->fields[1], DRAW_MIN_PAGE, DRAW_MAX_PAGE);
    p->margin = take_number(l, l->fields[2], 0, DRAW_MIN_PAGE / 4);
}

static void read_title(picture *p, const line *l) {
    p->title = take_text(l, l->fields[0]);
}

static void read_kind(picture *p, const line *l) {
    *add_cell(l, &p->kinds) =
        (cell){{take_form(l, l->fields[0]), take_colour(l, l->fields[1]),
                take_colour(l, l->fields[2]), take_colour(l, l->fields[3])},
               take_text(l, l->fields[4])};
}

static void read_group(picture *p, const line *l) {
    const char *colour = take_colour(l, l->fields[0]);
    *add_cell(l, &p->groups) =
        (cell){{FORM_OTHER, colour, colour, colour}, take_text(l, l->fields[1])};
}

static void read_width(picture *p, const line *l) {
    const char *colour = take_colour(l, l->fields[1]);
    *add_cell(l, &p->widths) = (cell){{FORM_OTHER, colour, colour, colour},
                                      take_text(l, l->fields[2]),
                                      take_number(l, l->fields[0], 0, 100)};
}

static void read_note(picture *p, const line *l) {
    add_cell(l, &p->notes)->text = take_text(l, l->fields[0]);
}

static void read_node(picture *p, const line *l) {
    if (p->n_nodes == DRAW_MAX_NODES)
        die(2, "line %zu: more than %d nodes", l->number, DRAW_MAX_NODES);
    if (p->n_nodes == p->nodes_room)
        p->nodes =
            need(p->nodes, p->nodes_room = p->nodes_room * 2 + 64, sizeof *p->nodes);
    bool placed = strcmp(l->fields[1], "-") != 0;
    if (p->n_nodes > 0 && placed != p->placed)
        die(2, "line %zu: some nodes have a position and some have none", l->number);
    p->placed = placed;
    p->nodes[p->n_nodes++] = (node){
        .look = {take_form(l, l->fields[0]), take_colour(l, l->fields[4]),
                 take_colour(l, l->fields[5]), take_colour(l, l->fields[6])},
        .x = placed ? take_number(l, l->fields[1], -1e9, 1e9) : 0,
        .y = placed ? take_number(l, l->fields[2], -1e9, 1e9) : 0,
        .size = take_number(l, l->fields[3], 1, 200),
        .label = {take_text(l, l->fields[7]),
                  l->count > 8 ? take_text(l, l->fields[8]) : NULL},
    };
}

static void read_edge(picture *p, const line *l) {
    if (p->n_edges == DRAW_MAX_EDGES)
        die(2, "line %zu: more than %d edges", l->number, DRAW_MAX_EDGES);
    if (p->n_edges == p->edges_room)
        p->edges =
            need(p->edges, p->edges_room = p->edges_room * 2 + 64, sizeof *p->edges);
    p->edges[p->n_edges++] = (edge){
        .a = take_node(p, l, l->fields[0]),
        .b = take_node(p, l, l->fields[1]),
        .pull = take_number(l, l->fields[2], 0, 1),
        .width = take_number(l, l->fields[3], 0, 100),
        .colour = take_colour(l, l->fields[4]),
    };
}

static mark *add_shape(picture *p, const line *l) {
    if (p->n_shapes == DRAW_MAX_SHAPES)
        die(2, "line %zu: more than %d boxes and texts", l->number, DRAW_MAX_SHAPES);
    if (p->n_shapes == p->shapes_room)
        p->shapes =
            need(p->shapes, p->shapes_room = p->shapes_room * 2 + 256, sizeof *p->shapes);
    return &p->shapes[p->n_shapes++];
}

static void read_box(picture *p, const line *l) {
    *add_shape(p, l) = (mark){
        .x = take_number(l, l->fields[0], -1e5, 1e5),
        .y = -take_number(l, l->fields[1], -1e5, 1e5),
        .width = take_number(l, l->fields[2], 0, 1e5),
        .height = take_number(l, l->fields[3], 0, 1e5),
        .colour = take_colour(l, l->fields[4]),
        .words = take_text(l, l->fields[5]),
    };
}

static align take_align(const line *l, const char *field) {
    static const char *const names[] = {"left", "middle", "right"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field, names[i]) == 0)
            return (align)i;
    die(2, "line %zu: no text is aligned to '%.40s'", l->number, field);
}

static void read_text(picture *p, const line *l) {
    *add_shape(p, l) = (mark){
        .x = take_number(l, l->fields[0], -1e5, 1e5),
        .y = -take_number(l, l->fields[1], -1e5, 1e5),
        .size = take_number(l, l->fields[2], 1, 500),
        .align = take_align(l, l->fields[3]),
        .colour = take_colour(l, l->fields[4]),
        .words = take_text(l, l->fields[5]),
    };
}

static const struct {
    const char *word;
    size_t fewest, most; /* fields after the word */
    void (*read)(picture *p, const line *l);
} kinds_of_line[] = {
    {"direction", 1, 1, read_direction}, {"page", 3, 3, read_page},
    {"title", 1, 1, read_title},         {"kind", 5, 5, read_kind},
    {"width", 3, 3, read_width},         {"group", 2, 2, read_group},
    {"note", 1, 1, read_note},           {"node", 8, 9, read_node},
    {"edge", 5, 5, read_edge},           {"box", 6, 6, read_box},
    {"text", 6, 6, read_text},
};

/* Cuts off the next line at its newline, and the next field at its tab. */
static char *cut(char **rest, char sign) {
    char *here = *rest, *end = here ? strchr(here, sign) : NULL;
    *rest = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return here;
}

static void read_line(picture *p, char *bytes, size_t number) {
    line l = {.number = number};
    char *rest = bytes;
    const char *word = cut(&rest, '\t');
    while (rest) {
        if (l.count == MAX_FIELDS)
            die(2, "line %zu has too many fields", number);
        l.fields[l.count++] = cut(&rest, '\t');
    }
    for (size_t i = 0; i < sizeof kinds_of_line / sizeof *kinds_of_line; i++) {
        if (strcmp(word, kinds_of_line[i].word) != 0)
            continue;
        if (l.count < kinds_of_line[i].fewest || l.count > kinds_of_line[i].most)
            die(2, "line %zu: '%s' has %zu fields", number, word, l.count);
        kinds_of_line[i].read(p, &l);
        return;
    }
    die(2, "line %zu: '%.40s' is no line of a picture", number, word);
}

picture read_picture(char *input, size_t len) {
    picture p = {.n_nodes = 0};
    if (memchr(input, '\0', len))
        die(2, "the picture holds a NUL byte");
    char *rest = input;
    const char *first = cut(&rest, '\n');
    if (strcmp(first, DRAW_GREETING) != 0)
        die(2, "standard input does not begin with '%s'", DRAW_GREETING);
    for (size_t number = 2;; number++) {
        char *bytes = cut(&rest, '\n');
        if (!bytes || !rest)
            die(2, "the picture ends too early, at line %zu", number);
        if (strcmp(bytes, "end") == 0)
            break;
        read_line(&p, bytes, number);
    }
    if (p.n_nodes + p.n_shapes == 0)
        die(2, "the picture has no nodes");
    if (p.n_nodes > 0 && p.n_shapes > 0)
        die(2, "the picture is a network and a chart at once");
    return p;
}
