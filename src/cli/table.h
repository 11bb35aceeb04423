/**
 * @file table.h
 * Results on standard output: tables, figures, text.
 */
#ifndef SHB_CLI_TABLE_H
#define SHB_CLI_TABLE_H

#include "cli/run.h"

/* CELL_LIST: texts with \n between, ", " on the terminal, an array in JSON */
typedef enum cli_cell_kind { CELL_TEXT, CELL_NUMBER, CELL_LIST } cli_cell_kind;

typedef struct cli_column {
    const char *title;  /* on the terminal */
    const char *member; /* in JSON */
    cli_cell_kind kind;
} cli_column;

/** Prints rows as an aligned table, or as a list of JSON objects. */
typedef struct cli_table {
    const cli_column *columns;
    size_t n_columns;
    char **cells; /* row by row; NULL = missing */
    size_t n_cells, capacity;
    bool json;
} cli_table;

void cli_table_start(cli_table *table, const cli_column *columns, size_t n, bool json);
bool cli_table_text(cli_table *table, const char *text); /* copies; NULL = missing */
bool cli_table_number(cli_table *table, double value);   /* NaN = missing */
/** Print and free. 0 or an exit status. */
int cli_table_end(cli_run *run, cli_table *table);
void cli_table_free(cli_table *table);

/** A row of a table of figures. */
typedef struct cli_figure {
    const char *name;
    double value; /* NaN = missing */
} cli_figure;
/** Print figures, one a row. 0 or an exit status. */
int cli_print_figures(cli_run *run, bool json, const cli_figure *figures, size_t n);

/** Standard output as an shb_output; close with cli_close(). NULL: said, fail. */
shb_output *cli_stdout(cli_run *run);
int cli_close(cli_run *run, shb_output *out);

#endif
