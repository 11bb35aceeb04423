/* The two tables back, or an edge table of others: types are found from all the cells. */
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "export/draft.h"
#include "export/escape.h"
#include "export/formats.h"

/* A whole table: cells are cut out of the file's own bytes. */
struct table {
    const char *file;
    char *bytes;
    size_t len;
    char **cells;
    size_t n_cells, capacity;
    uint64_t *lines; /* of each row */
    size_t n_rows, rows_capacity;
    size_t n_columns;
};

static void table_done(struct table *table) {
    shb_free(table->bytes);
    shb_free(table->cells);
    shb_free(table->lines);
}

/* The separator that the header has most of; a comma where it has none. */
static char separator_of(const char *bytes) {
    static const char separators[] = ",;\t";
    char best = ',';
    size_t most = 0, end = strcspn(bytes, "\r\n");
    for (const char *s = separators; *s; s++) {
        size_t count = 0;
        for (size_t i = 0; i < end; i++)
            count += bytes[i] == *s;
        if (count > most) {
            most = count;
            best = *s;
        }
    }
    return best;
}

/* RFC 4180: the cell at *from, unquoted in place. NULL where a quote is never closed. */
static char *cut_cell(char **from, char separator, uint64_t *line, char *stop) {
    char *start = *from, *p = start, *to = start;
    if (*p == '"') {
        for (p++; *p; p++) {
            if (*p == '"' && *++p != '"')
                break;
            *line += *p == '\n';
            *to++ = *p;
        }
        if (p[-1] != '"')
            return NULL;
    }
    while (*p && *p != separator && *p != '\n' && !(*p == '\r' && p[1] == '\n'))
        *to++ = *p++;
    *stop = *p;
    if (*p == '\r')
        *stop = *++p;
    if (*p)
        p++;
    *to = '\0';
    *from = p;
    return start;
}

static shb_status add_cell(shb_ctx *ctx, struct table *table, char *cell) {
    shb_status st = shb_grow(ctx, (void **)&table->cells, &table->capacity,
                             table->n_cells + 1, sizeof *table->cells);
    if (st == SHB_OK)
        table->cells[table->n_cells++] = cell;
    return st;
}

/* Rows get as many cells as the header has; where they have more, that is an error. */
static shb_status end_row(shb_ctx *ctx, struct table *table, size_t first,
                          uint64_t line) {
    static char nothing[] = "";
    size_t n = table->n_cells - first;
    shb_status st = SHB_OK;
    if (n == 1 && table->cells[first][0] == '\0' && table->n_columns > 1) {
        table->n_cells = first; /* an empty line */
        return SHB_OK;
    }
    if (table->n_columns == 0)
        table->n_columns = n;
    if (n > table->n_columns)
        return shb_fail_at(ctx, SHB_ESYNTAX, table->file, line, 0,
                           "it has %zu cells, the header has %zu", n, table->n_columns);
    for (; n < table->n_columns && st == SHB_OK; n++)
        st = add_cell(ctx, table, nothing);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&table->lines, &table->rows_capacity,
                      table->n_rows + 1, sizeof *table->lines);
    if (st == SHB_OK)
        table->lines[table->n_rows++] = line;
    return st;
}

static shb_status check_text(shb_ctx *ctx, const struct table *table) {
    uint64_t line = 1;
    for (size_t at = 0; at < table->len;) {
        size_t start = at;
        if ((signed char)table->bytes[at] > 0) {
            line += table->bytes[at++] == '\n';
            continue;
        }
        if (shb_utf8_next(table->bytes, table->len, &at) == SHB_BAD_CHAR ||
            at == start + 1)
            return shb_fail_at(ctx, SHB_EENCODING, table->file, line, start,
                               "it is no UTF-8: save it again as UTF-8");
    }
    return SHB_OK;
}

static shb_status table_read(shb_ctx *ctx, shb_source *source, struct table *table) {
    table->file = source->name;
    shb_status st = shb_source_all(ctx, source, &table->bytes, &table->len);
    if (st != SHB_OK)
        return st;
    if ((st = check_text(ctx, table)) != SHB_OK)
        return st;
    char *p = table->bytes;
    if (strncmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    const char separator = separator_of(p);
    uint64_t line = 1;
    while (*p && st == SHB_OK) {
        size_t first = table->n_cells;
        uint64_t row_line = line;
        char stop = separator;
        while (stop == separator && st == SHB_OK) {
            char *cell = cut_cell(&p, separator, &line, &stop);
            if (!cell)
                return shb_fail_at(ctx, SHB_ESYNTAX, table->file, row_line, 0,
                                   "a quote is never closed");
            st = add_cell(ctx, table, cell);
        }
        line++;
        if (st == SHB_OK)
            st = end_row(ctx, table, first, row_line);
    }
    if (st == SHB_OK && table->n_rows == 0)
        st = shb_fail(ctx, SHB_ESYNTAX, table->file, "it is empty: it has no header");
    return st;
}

static const char *cell_at(const struct table *table, size_t row, size_t column) {
    return table->cells[row * table->n_columns + column];
}

#define NONE SIZE_MAX

/* The column with one of two names, in any case, or NONE. */
static size_t find_column(const struct table *table, const char *name,
                          const char *other) {
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcasecmp(cell_at(table, 0, i), name) == 0 ||
            strcasecmp(cell_at(table, 0, i), other) == 0)
            return i;
    return NONE;
}

/* ---- types ---- */

static bool is_whole(const char *text) {
    const char *digits = text + (*text == '-' || *text == '+');
    size_t n = strspn(digits, "0123456789");
    return n > 0 && n <= 18 && digits[n] == '\0' && (n == 1 || digits[0] != '0');
}

static bool is_truth(const char *text) {
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

/* A number like 007 is a code, and stays text. */
static bool is_fraction(const char *text) {
    const char *digits = text + (*text == '-' || *text == '+');
    return shb_is_number(text) &&
           !(digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9');
}

static shb_column_type type_of(const struct table *table, size_t column) {
    bool any = false, whole = true, number = true, truth = true;
    for (size_t row = 1; row < table->n_rows; row++) {
        const char *text = cell_at(table, row, column);
        if (*text == '\0')
            continue;
        any = true;
        whole = whole && is_whole(text);
        number = number && is_fraction(text);
        truth = truth && is_truth(text);
    }
    return !any     ? SHB_STRING
           : whole  ? SHB_INT
           : number ? SHB_DOUBLE
           : truth  ? SHB_BOOL
                    : SHB_STRING;
}

/* ---- tables to a network ---- */

/* Columns of a table that are data: those not in `known`. */
static shb_status add_columns(shb_ctx *ctx, shb_draft *draft, shb_side side,
                              const struct table *table, const size_t *known,
                              size_t n_known, size_t **out) {
    size_t *columns = shb_alloc_array(table->n_columns, sizeof *columns);
    shb_status st = columns ? SHB_OK : shb_fail_memory(ctx);
    for (size_t i = 0; i < table->n_columns && st == SHB_OK; i++) {
        bool is_known = false;
        for (size_t k = 0; k < n_known; k++)
            is_known = is_known || known[k] == i;
        columns[i] = NONE;
        if (!is_known)
            st = shb_draft_column(ctx, draft, side, cell_at(table, 0, i),
                                  type_of(table, i), &columns[i]);
    }
    *out = columns;
    return st;
}

static shb_status put_cells(shb_ctx *ctx, shb_draft *draft, shb_side side,
                            const struct table *table, size_t row, const size_t *columns,
                            size_t to) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < table->n_columns && st == SHB_OK; i++) {
        const char *text = cell_at(table, row, i);
        if (columns[i] != NONE && *text)
            st =
                shb_draft_cell(ctx, draft, side, columns[i], to, shb_csv_unguarded(text));
    }
    return st;
}

static shb_status take_nodes(shb_ctx *ctx, shb_draft *draft, const struct table *table) {
    const size_t known[] = {find_column(table, "id", "id"),
                            find_column(table, "label", "label")};
    size_t *columns = NULL;
    if (known[0] == NONE)
        return shb_fail(ctx, SHB_ESYNTAX, table->file, "its header has no 'Id'");
    shb_status st = add_columns(ctx, draft, SHB_OF_NODES, table, known, 2, &columns);
    for (size_t row = 1; row < table->n_rows && st == SHB_OK; row++) {
        const char *id = cell_at(table, row, known[0]);
        uint32_t node;
        if (*id == '\0') {
            draft->mended.rows++;
            continue;
        }
        st = shb_draft_node(ctx, draft, shb_csv_unguarded(id), true, &node);
        if (st == SHB_OK && known[1] != NONE)
            st = shb_draft_label(ctx, draft, node,
                                 shb_csv_unguarded(cell_at(table, row, known[1])));
        if (st == SHB_OK)
            st = put_cells(ctx, draft, SHB_OF_NODES, table, row, columns, node);
    }
    shb_free(columns);
    return st;
}

static bool holds_weights(const struct table *table, size_t column) {
    double weight;
    for (size_t row = 1; row < table->n_rows; row++)
        if (!shb_weight_parse(cell_at(table, row, column), &weight))
            return false;
    return true;
}

/* The column of weights; where it has another name, that is said, and so is the first
 * column of numbers that is none. */
static size_t find_weight(shb_ctx *ctx, const struct table *table, const size_t *others,
                          size_t n_others) {
    static const char *const names[] = {"count", "value", "n", "times", "frequency",
                                        "freq"};
    size_t found = find_column(table, "weight", "weight");
    for (size_t i = 0; found == NONE && i < sizeof names / sizeof *names; i++) {
        size_t column = find_column(table, names[i], names[i]);
        if (column == NONE || !holds_weights(table, column))
            continue;
        found = column;
        shb_notify(ctx, SHB_NOTICE_INFO, table->file, 0, 0,
                   "'%s' is taken for the weight of the edges", cell_at(table, 0, column));
    }
    for (size_t i = 0; found == NONE && i < table->n_columns; i++) {
        bool known = false;
        for (size_t k = 0; k < n_others; k++)
            known |= others[k] == i;
        shb_column_type type = known ? SHB_STRING : type_of(table, i);
        if (type != SHB_INT && type != SHB_DOUBLE)
            continue;
        shb_notify(ctx, SHB_NOTICE_WARNING, table->file, 0, 0,
                   "it has no column 'Weight': each edge weighs 1, whatever number '%s' "
                   "has",
                   cell_at(table, 0, i));
        break;
    }
    return found;
}

/* Where there is no table of nodes, the ends of edges are all the nodes there are. */
static shb_status take_edges(shb_ctx *ctx, shb_draft *draft, const struct table *table,
                             bool declare) {
    enum { SOURCE, TARGET, TYPE, ID, WEIGHT, N_KNOWN };
    size_t known[N_KNOWN] = {
        find_column(table, "source", "from"), find_column(table, "target", "to"),
        find_column(table, "type", "type"), find_column(table, "id", "id"), NONE};
    known[WEIGHT] = find_weight(ctx, table, known, WEIGHT);
    size_t *columns = NULL;
    if (known[SOURCE] == NONE || known[TARGET] == NONE)
        return shb_fail(
            ctx, SHB_ESYNTAX, table->file,
            "it is no table of edges: its header has no 'Source' and 'Target'");
    shb_status st =
        add_columns(ctx, draft, SHB_OF_EDGES, table, known, N_KNOWN, &columns);
    for (size_t row = 1; row < table->n_rows && st == SHB_OK; row++) {
        const char *source = cell_at(table, row, known[SOURCE]);
        const char *target = cell_at(table, row, known[TARGET]);
        uint32_t a, b;
        size_t edge;
        if (*source == '\0' || *target == '\0') {
            draft->mended.rows++;
            continue;
        }
        if ((st = shb_draft_node(ctx, draft, shb_csv_unguarded(source), false, &a)) !=
                SHB_OK ||
            (st = shb_draft_node(ctx, draft, shb_csv_unguarded(target), false, &b)) !=
                SHB_OK ||
            (st = shb_draft_edge(ctx, draft, a, b, &edge)) != SHB_OK)
            break;
        draft->declared[a] = draft->declared[a] || declare;
        draft->declared[b] = draft->declared[b] || declare;
        draft->mended.directed +=
            known[TYPE] != NONE &&
            strcasecmp(cell_at(table, row, known[TYPE]), "directed") == 0;
        if (known[WEIGHT] != NONE)
            shb_draft_weight(draft, edge, cell_at(table, row, known[WEIGHT]));
        st = put_cells(ctx, draft, SHB_OF_EDGES, table, row, columns, edge);
    }
    shb_free(columns);
    return st;
}

shb_status shb_csv_read(shb_ctx *ctx, shb_source *nodes, shb_source *edges,
                        shb_network **out) {
    struct table node_table = {0}, edge_table = {0};
    shb_draft draft;
    shb_status st = shb_draft_begin(ctx, &draft, edges->name);
    if (st != SHB_OK)
        return st;
    if ((nodes && (st = table_read(ctx, nodes, &node_table)) != SHB_OK) ||
        (st = table_read(ctx, edges, &edge_table)) != SHB_OK ||
        (nodes && (st = take_nodes(ctx, &draft, &node_table)) != SHB_OK) ||
        (st = take_edges(ctx, &draft, &edge_table, !nodes)) != SHB_OK ||
        (st = shb_draft_finish(ctx, &draft)) != SHB_OK)
        goto done;
    st = shb_draft_take(ctx, &draft, out);
done:
    table_done(&node_table);
    table_done(&edge_table);
    shb_draft_done(&draft);
    return st;
}
