#include "cli/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cli_table_start(cli_table *table, const cli_column *columns, size_t n, bool json) {
    *table = (cli_table){columns, n, NULL, 0, 0, json};
}

static bool add(cli_table *table, char *cell) {
    if (table->n_cells == table->capacity) {
        size_t larger = table->capacity * 2 + 64;
        char **moved = realloc(table->cells, larger * sizeof *moved);
        if (!moved) {
            free(cell);
            return false;
        }
        table->cells = moved;
        table->capacity = larger;
    }
    table->cells[table->n_cells++] = cell;
    return true;
}

bool cli_table_text(cli_table *table, const char *text) {
    char *copy = text ? strdup(text) : NULL;
    return (copy || !text) && add(table, copy);
}

bool cli_table_number(cli_table *table, double value) {
    char text[32];
    if (isnan(value))
        return cli_table_text(table, NULL);
    if (table->json || (value == floor(value) && fabs(value) < 1e15))
        text[shb_double_text(value, text)] = '\0';
    else
        snprintf(text, sizeof text,
                 fabs(value) < 1e-4   ? "%.3g"
                 : fabs(value) < 1e15 ? "%.4f"
                                      : "%.6g",
                 value);
    return cli_table_text(table, text);
}

void cli_table_free(cli_table *table) {
    for (size_t i = 0; i < table->n_cells; i++)
        free(table->cells[i]);
    free(table->cells);
    table->cells = NULL;
    table->n_cells = 0;
}

static shb_str str(const char *text) { return (shb_str){text, strlen(text)}; }

static void print_array(shb_output *out, const char *list) {
    shb_putc(out, '[');
    for (const char *from = list; *list; from = *from ? from + 1 : from) {
        size_t len = strcspn(from, "\n");
        shb_put_json(out, (shb_str){from, len});
        from += len;
        if (!*from)
            break;
        shb_puts(out, ", ");
    }
    shb_putc(out, ']');
}

/* A list is a text on the terminal. */
static void join_lists(cli_table *table) {
    for (size_t i = 0; i < table->n_cells; i++) {
        if (table->columns[i % table->n_columns].kind != CELL_LIST || !table->cells[i])
            continue;
        size_t lines = 0, used = 0;
        const char *from = table->cells[i];
        for (const char *p = from; *p; p++)
            lines += *p == '\n';
        char *joined = malloc(strlen(from) + lines + 1);
        if (!joined)
            continue; /* the breaks are then shown as spaces */
        for (const char *p = from; *p; p++) {
            if (*p == '\n')
                joined[used++] = ',';
            joined[used++] = *p == '\n' ? ' ' : *p;
        }
        joined[used] = '\0';
        free(table->cells[i]);
        table->cells[i] = joined;
    }
}

static void print_json(const cli_table *table, shb_output *out) {
    size_t rows = table->n_cells / table->n_columns;
    shb_puts(out, "[");
    for (size_t r = 0; r < rows; r++) {
        shb_puts(out, r ? ",\n {" : "\n {");
        for (size_t c = 0; c < table->n_columns; c++) {
            const char *cell = table->cells[r * table->n_columns + c];
            shb_puts(out, c ? ", " : "");
            shb_put_json_z(out, table->columns[c].member);
            shb_puts(out, ": ");
            if (!cell)
                shb_puts(out, "null");
            else if (table->columns[c].kind == CELL_NUMBER)
                shb_puts(out, cell);
            else if (table->columns[c].kind == CELL_LIST)
                print_array(out, cell);
            else
                shb_put_json_z(out, cell);
        }
        shb_putc(out, '}');
    }
    shb_puts(out, rows ? "\n]\n" : "]\n");
}

static void pad(shb_output *out, size_t n) {
    while (n--)
        shb_putc(out, ' ');
}

static void print_cell(shb_output *out, const cli_column *column, const char *cell,
                       size_t width, bool last) {
    shb_str text = str(cell ? cell : "-");
    size_t own = shb_text_width(text);
    size_t space = width > own ? width - own : 0;
    if (column->kind == CELL_NUMBER)
        pad(out, space);
    shb_put_plain(out, text);
    if (column->kind != CELL_NUMBER && !last)
        pad(out, space);
    shb_puts(out, last ? "\n" : "  ");
}

static void print_text(cli_table *table, shb_output *out) {
    join_lists(table);
    size_t rows = table->n_cells / table->n_columns;
    size_t width[32] = {0};
    for (size_t c = 0; c < table->n_columns && c < 32; c++) {
        width[c] = shb_text_width(str(table->columns[c].title));
        for (size_t r = 0; r < rows; r++) {
            const char *cell = table->cells[r * table->n_columns + c];
            size_t own = cell ? shb_text_width(str(cell)) : 1;
            if (own > width[c])
                width[c] = own;
        }
    }
    for (size_t c = 0; c < table->n_columns; c++)
        print_cell(out, &table->columns[c], table->columns[c].title, width[c],
                   c + 1 == table->n_columns);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < table->n_columns; c++)
            print_cell(out, &table->columns[c], table->cells[r * table->n_columns + c],
                       width[c], c + 1 == table->n_columns);
}

int cli_table_end(cli_run *run, cli_table *table) {
    shb_output *out = cli_stdout(run);
    int status = EXIT_FAILED;
    if (out) {
        if (table->json)
            print_json(table, out);
        else
            print_text(table, out);
        status = cli_close(run, out);
    }
    cli_table_free(table);
    return status;
}

int cli_print_figures(cli_run *run, bool json, const cli_figure *figures, size_t n) {
    static const cli_column columns[] = {{"figure", "figure", CELL_TEXT},
                                         {"value", "value", CELL_NUMBER}};
    cli_table table;
    cli_table_start(&table, columns, 2, json);
    for (size_t i = 0; i < n; i++)
        if (!cli_table_text(&table, figures[i].name) ||
            !cli_table_number(&table, figures[i].value)) {
            cli_table_free(&table);
            shb_fail_memory(&run->ctx);
            return cli_failed(run);
        }
    return cli_table_end(run, &table);
}

shb_output *cli_stdout(cli_run *run) {
    shb_output *out = NULL;
    if (shb_output_open(&run->ctx, "-", &out) != SHB_OK)
        cli_failed(run);
    return out;
}

int cli_close(cli_run *run, shb_output *out) {
    return shb_output_close(&run->ctx, out) == SHB_OK ? 0 : cli_failed(run);
}
