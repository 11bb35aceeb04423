/**
 * @file cli.h
 * What all commands share: options, context, tables, networks in and out.
 */
#ifndef SHB_CLI_H
#define SHB_CLI_H

#include <shabaka/shabaka.h>
#include <stdio.h>

/* Exit statuses: the contract of every command. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_SKIPPED = 3 };

/* ---------------------------------------------------------------------------- options */

typedef enum cli_kind {
    CLI_FLAG,   /* bool */
    CLI_TEXT,   /* const char * */
    CLI_LIST,   /* cli_list, each use appends */
    CLI_NAMES,  /* const char *, names with commas between; each use appends */
    CLI_COUNT,  /* uint32_t, a whole number */
    CLI_SOME,   /* the same, from 1 */
    CLI_NUMBER, /* double */
    CLI_OUTPUT, /* cli_outputs: -o, with the format named before it */
    CLI_FORMAT  /* cli_outputs: the format of the next -o */
} cli_kind;

typedef struct cli_list {
    const char *items[256];
    size_t count;
} cli_list;

typedef struct cli_output {
    const char *path;
    const shb_format *format;
} cli_output;

typedef struct cli_outputs {
    cli_output items[32];
    size_t count;
    const shb_format *next;
} cli_outputs;

/** One option: the list that parses is the list that the help prints. */
typedef struct cli_option {
    const char *name; /* without --; NULL ends the list, "" is a heading */
    char letter;      /* or 0 */
    cli_kind kind;
    size_t offset; /* of the value in the command's struct */
    const char *argument;
    const char *help;
    bool (*knows)(const char *value); /* of CLI_TEXT, or of each of CLI_NAMES; or NULL */
    const char *needs; /* options, | between, of which one must stand beside it; or NULL */
} cli_option;

/** First member of every command's values. */
typedef struct cli_common {
    bool help, json, quiet;
    uint32_t jobs;
    cli_list words;    /* what is no option */
    uint64_t given;    /* options used, a bit each in the order of the command's list */
    cli_list appended; /* texts of CLI_NAMES that were made, and are freed */
} cli_common;

struct cli_run;

typedef struct cli_command {
    const char *name, *arguments, *summary, *text;
    const char *examples; /* one a line */
    const cli_option *options;
    const void *defaults; /* of size values_size */
    size_t values_size;
    unsigned min_words, max_words;
    bool prints_table; /* has --json */
    int (*run)(struct cli_run *run, void *values);
} cli_command;

extern const cli_command *const cli_commands[];

/** Parse into values; prints what is wrong. @return false: exit with EXIT_USAGE */
bool cli_parse(const cli_command *command, int argc, char **argv, cli_common *values);
/** Was the option of that name used? */
bool cli_given(const cli_command *command, const cli_common *values, const char *name);
/** Free what parsing made. */
void cli_parse_done(cli_common *values);
void cli_print_help(const cli_command *command, FILE *to);
void cli_print_overview(FILE *to);
/** The man page (roff) and completion scripts, from the same tables. */
void cli_print_man(FILE *to);
bool cli_print_completion(const char *shell, FILE *to);

/* ---------------------------------------------------------------------------- context */

typedef struct cli_run {
    shb_ctx ctx;
    const cli_command *command;
    bool quiet;
    uint64_t skipped; /* notices of SHB_NOTICE_SKIPPED */
    bool progress_shown, pipe_closed;
    double started, last_progress;
} cli_run;

/** Print ctx.err and give the exit status that goes with it. Silent where the user
 * stopped it, and where the reader of a pipe went away: main() ends by SIGPIPE then. */
int cli_failed(cli_run *run);
/** A usage error: prints "shabaka COMMAND: ..." and returns EXIT_USAGE. */
int cli_usage(cli_run *run, const char *format, ...) SHB_PRINTF(2, 3);
/** EXIT_DONE, or EXIT_SKIPPED where something was left out. */
int cli_done(cli_run *run);
/** Chatter on standard error, unless --quiet. */
void cli_say(cli_run *run, const char *format, ...) SHB_PRINTF(2, 3);
void cli_clear_progress(cli_run *run);
bool cli_colours(FILE *to);

/* --------------------------------------------------------- gazetteer and text options */

typedef struct cli_text_values {
    cli_list gazetteer;
    const char *gazetteer_only, *find, *capitals, *adjectives, *decisions;
    const char *encoding, *text_field, *id_field, *date_field, *title_field, *files_from;
    bool strict, not_compiled, origins; /* origins: see shb_gazetteer_options */
} cli_text_values;

typedef struct cli_count_values {
    const char *unit, *without, *type, *spellings;
    uint32_t min_mentions;
    double min_confidence;
} cli_count_values;

#define CLI_COUNT_DEFAULTS                                                               \
    { .min_mentions = 1, .min_confidence = 0.8 }

/** Options of every command that counts; `values` has a member `count`. */
#define CLI_COUNT_OPTIONS(values)                                                        \
    {"unit",                                                                             \
     0,                                                                                  \
     CLI_TEXT,                                                                           \
     offsetof(values, count.unit),                                                       \
     "sentence|paragraph|document|window:N",                                             \
     "where two names count as named together (sentence)"},                              \
        {"without",                                                                      \
         0,                                                                              \
         CLI_NAMES,                                                                      \
         offsetof(values, count.without),                                                \
         "dateline,source,byline",                                                       \
         "leave out mentions in datelines, of news sources, in bylines"},                \
        {"type",    0,                                                                   \
         CLI_NAMES, offsetof(values, count.type),                                        \
         "LIST",    "only these types: person,state,organization"},                      \
        {"min-mentions",                                                                 \
         0,                                                                              \
         CLI_SOME,                                                                       \
         offsetof(values, count.min_mentions),                                           \
         "N",                                                                            \
         "leave out what is mentioned less often (1)"},                                  \
        {"min-confidence",                                                               \
         0,                                                                              \
         CLI_NUMBER,                                                                     \
         offsetof(values, count.min_confidence),                                         \
         "C",                                                                            \
         "leave out what only the tagger found, once, with less confidence (0.8)"},      \
    {                                                                                    \
        "spellings", 0, CLI_TEXT, offsetof(values, count.spellings), "join|apart",       \
            "spellings and scripts of one unlisted person: join those that sound "       \
            "alike, "                                                                    \
            "stand in no text together and are like no third (join)"                     \
    }

/** Options of every command that reads texts; `type` has a member `texts`. */
#define CLI_TEXT_OPTIONS(type)                                                            \
    {"", 0, 0, 0, NULL, "Reading"},                                                       \
        {"files-from",                                                                    \
         0,                                                                               \
         CLI_TEXT,                                                                        \
         offsetof(type, texts.files_from),                                                \
         "FILE",                                                                          \
         "read the names of inputs from FILE, one a line (- is standard input)"},         \
        {"encoding", 0,                                                                   \
         CLI_TEXT,   offsetof(type, texts.encoding),                                      \
         "NAME",     "encoding of texts without BOM: windows-1256, koi8-r, ... (UTF-8)"}, \
        {"text-field", 0,                                                                 \
         CLI_TEXT,     offsetof(type, texts.text_field),                                  \
         "NAME",       "field of a record that holds the text (guessed)"},                \
        {"id-field", 0,                                                                   \
         CLI_TEXT,   offsetof(type, texts.id_field),                                      \
         "NAME",     "field that holds the id (guessed; else PATH#LINE)"},                \
        {"date-field",                                                                    \
         0,                                                                               \
         CLI_TEXT,                                                                        \
         offsetof(type, texts.date_field),                                                \
         "NAME",                                                                          \
         "field that holds the date (guessed; else from the file's or folder's name)"},   \
        {"title-field", 0,                                                                \
         CLI_TEXT,      offsetof(type, texts.title_field),                                \
         "NAME",        "field that holds the title (guessed)"},                          \
        {"strict", 0,                                                                     \
         CLI_FLAG, offsetof(type, texts.strict),                                          \
         NULL,     "stop, and write nothing, at the first input that cannot be read"},    \
        {"", 0, 0, 0, NULL, "Names"},                                                     \
        {"gazetteer", 0,                                                                  \
         CLI_LIST,    offsetof(type, texts.gazetteer),                                    \
         "FILE",      "add the names of FILE to the built-in ones"},                      \
        {"gazetteer-only", 0,                                                             \
         CLI_TEXT,         offsetof(type, texts.gazetteer_only),                          \
         "FILE",           "use the names of FILE alone"},                                \
        {"not-compiled",                                                                  \
         0,                                                                               \
         CLI_FLAG,                                                                        \
         offsetof(type, texts.not_compiled),                                              \
         NULL,                                                                            \
         "neither use nor write .FILE.compiled beside a large list of names"},            \
        {"decisions", 0,                                                                  \
         CLI_TEXT,    offsetof(type, texts.decisions),                                    \
         "FILE",      "apply a file of decisions: same, different, not, rename, name"},   \
        {"find",                                                                          \
         0,                                                                               \
         CLI_TEXT,                                                                        \
         offsetof(type, texts.find),                                                      \
         "gazetteer|patterns|all",                                                        \
         "listed names only, unlisted ones by pattern too, or by the tagger, too "        \
         "(all)"},                                                                        \
        {"capitals",   0,                                                                 \
         CLI_TEXT,     offsetof(type, texts.capitals),                                    \
         "state|drop", "a capital or palace is its state, or no mention (state)"},        \
    {                                                                                     \
        "adjectives", 0, CLI_TEXT, offsetof(type, texts.adjectives), "ignore|state",      \
            "an adjective of nationality is no mention, or its state (ignore)"            \
    }

/** The files that the options name, the shipped ones first; 0: these are not there. */
size_t cli_gazetteer_files(cli_run *run, const cli_text_values *texts,
                           const char *files[3 + 256]);
/** Load the gazetteers that the options name. 0 or an exit status. */
int cli_load_gazetteer(cli_run *run, const cli_text_values *texts, shb_gazetteer **out);
/** The words of a command as names or sentences: a table of what each name in them is. An
 * exit status. */
int cli_explain_names(cli_run *run, const cli_common *common,
                      const shb_gazetteer *gazetteer);
/** Into out, whose other members stay as they are. @return 0 or a usage error's status */
int cli_count_options(cli_run *run, const cli_count_values *values,
                      shb_count_options *out);

/** Fill the pipeline's reading and finding options. 0 or an exit status. */
int cli_text_options(cli_run *run, const cli_text_values *texts, uint32_t jobs,
                     shb_pipeline_options *out);
/** The inputs: words and --files-from. Free with cli_free_paths(). 0 or an exit status.
 */
int cli_paths(cli_run *run, const cli_list *words, const char *files_from, char ***out,
              size_t *count);
void cli_free_paths(char **paths, size_t count);

/* --------------------------------------------------------------------------- networks */

typedef struct cli_export_values {
    cli_outputs outputs; /* first, so that the option -o leads to all */
    const char *layout, *gexf_version, *labels, *page, *chart;
    cli_list title, highlight;
    bool bare;
    uint32_t dpi, draw;
} cli_export_values;

#define CLI_EXPORT_OPTIONS(type)                                                         \
    {"", 0, 0, 0, NULL, "Writing"},                                                      \
        {"output",                                                                       \
         'o',                                                                            \
         CLI_OUTPUT,                                                                     \
         offsetof(type, export.outputs),                                                 \
         "FILE",                                                                         \
         "write FILE, its format by its extension; may be given again; - is standard "   \
         "output"},                                                                      \
        {"format",   0,                                                                  \
         CLI_FORMAT, offsetof(type, export.outputs),                                     \
         "NAME",     "format of the next -o"},                                           \
        {"layout",                                                                       \
         0,                                                                              \
         CLI_TEXT,                                                                       \
         offsetof(type, export.layout),                                                  \
         "auto|given|none",                                                              \
         "positions in files that show them: made where missing, only those there, or "  \
         "none (auto)"},                                                                 \
        {"title",                                                                        \
         0,                                                                              \
         CLI_LIST,                                                                       \
         offsetof(type, export.title),                                                   \
         "[LANG=]TEXT",                                                                  \
         "title of a picture or page; again with ar=, en= or ru= before it: of those "   \
         "in "                                                                           \
         "that language"},                                                               \
        {"highlight",                                                                    \
         0,                                                                              \
         CLI_LIST,                                                                       \
         offsetof(type, export.highlight),                                               \
         "NAME",                                                                         \
         "in a picture, let NAME stand out with its ties; may be given again"},          \
        {"chart",                                                                        \
         0,                                                                              \
         CLI_TEXT,                                                                       \
         offsetof(type, export.chart),                                                   \
         "KIND",                                                                         \
         "what a picture is: the network (map), bars of the names with most mentions "   \
         "or of another column (top, top:COLUMN), squares of who with whom (matrix), "   \
         "the heaviest ties over time (time)"},                                          \
        {"page",                                                                         \
         0,                                                                              \
         CLI_TEXT,                                                                       \
         offsetof(type, export.page),                                                    \
         "NAME",                                                                         \
         "size of a picture: a4, a3, a4-portrait, a3-portrait, slide (as large as "      \
         "needed)"},                                                                     \
        {"draw",                                                                         \
         0,                                                                              \
         CLI_SOME,                                                                       \
         offsetof(type, export.draw),                                                    \
         "N",                                                                            \
         "draw the N strongest nodes, or so many rows of a chart, at most (500, of "     \
         "more "                                                                         \
         "100; on a page as many as can be read)"},                                      \
        {"dpi",     0,                                                                   \
         CLI_SOME,  offsetof(type, export.dpi),                                          \
         "N",       "resolution of .png (110; of a4 and a3 300, of slide 144)"},         \
        {"bare",   0,                                                                    \
         CLI_FLAG, offsetof(type, export.bare),                                          \
         NULL,     "no record and evidence inside .graphml"},                            \
    {                                                                                    \
        "gexf-version", 0, CLI_TEXT, offsetof(type, export.gexf_version), "1.3|1.2",     \
            "version of .gexf; 1.2 for networkx before 3.6 (1.3)"                        \
    }

/* of networks that carry labels in several languages */
#define CLI_LABELS_OPTION(type)                                                          \
    {                                                                                    \
        "labels", 0, CLI_TEXT, offsetof(type, export.labels), "ar|en|ru",                \
            "show the labels of that language", cli_knows_language                       \
    }
bool cli_knows_language(const char *name);

/** Before the work: would writing fail, as far as can be told? 0 or an exit status. */
int cli_check_export(cli_run *run, const cli_command *command, const cli_common *values);
/** Write all outputs, or none where it can be told that one fails. 0 or an exit status.
 */
int cli_save(cli_run *run, shb_network *net, const cli_export_values *values);
/** Load a network or print why not. 0 or an exit status. */
int cli_load(cli_run *run, const char *path, shb_network **out);
/** A node's text in a column of strings, or NULL; borrowed. */
const char *cli_node_text(const shb_network *net, const char *name, uint32_t node);

/**
 * A node by id, by any of its labels, or by any name in any script that the gazetteer
 * knows. Prints what is near where there is none. 0 or an exit status.
 */
int cli_find_node(cli_run *run, const shb_network *net, const char *name, uint32_t *out);
/**
 * Numbers of n values by falling value, missing ones last, equal ones by number. free()
 * it; NULL: memory ran out, recorded in run->ctx.
 */
uint32_t *cli_order(cli_run *run, const double *values, size_t n);
/** --type LIST into flags. False: unknown type. */
bool cli_types(const char *list, bool types[SHB_N_TYPES]);
bool cli_distance(const char *name, shb_distance *out);

/** A measure as asked for: "reach:3". */
typedef struct cli_measure {
    const shb_measure *measure;
    double parameter; /* -1: not said */
    char name[64];    /* as written */
} cli_measure;
/** Of nodes or of edges. 0 or an exit status. */
int cli_find_measure(cli_run *run, const char *text, bool edges, cli_measure *out);

/* ----------------------------------------------------------------------- associations */

typedef struct cli_association_values {
    const char *measures, *weight;
} cli_association_values;

#define CLI_ASSOCIATION_OPTIONS(type)                                                    \
    {"", 0, 0, 0, NULL, "Associations"},                                                 \
        {"measures",                                                                     \
         0,                                                                              \
         CLI_NAMES,                                                                      \
         offsetof(type, association.measures),                                           \
         "NAME,...|all",                                                                 \
         "add association measures as columns of the edges; all: those of the counts "   \
         "(below)",                                                                      \
         cli_knows_associations},                                                        \
    {                                                                                    \
        "weight", 0, CLI_TEXT, offsetof(type, association.weight), "NAME",               \
            "weigh edges by that measure; edges not above 0 are dropped",                \
            cli_knows_association                                                        \
    }

/** Is it a measure; or, of --measures, "all" of them? */
bool cli_knows_association(const char *name);
bool cli_knows_associations(const char *name);
/** What the counting must keep for these. 0 or an exit status. */
int cli_association_needs(cli_run *run, const cli_association_values *values,
                          shb_count_options *count);
/** Add the columns and weights asked for, and record it. 0 or an exit status. */
int cli_associate(cli_run *run, shb_network **net, const cli_association_values *values);
/** Record what was done to a network: a JSON object as printf. 0 or an exit status. */
int cli_step(cli_run *run, shb_network *net, const char *format, ...) SHB_PRINTF(3, 4);

/* ------------------------------------------------------------- what needs the units */

/** Of a usage error, with the option's name and its value. */
#define CLI_NO_PERIOD                                                                    \
    "--%s is day, week, month, quarter, year or ascending dates YYYY-MM-DD,..., not "    \
    "'%s'"

typedef struct cli_unit_values {
    uint32_t bootstrap, jackknife, fdsm, seed;
    const char *resample, *trend, *burst;
} cli_unit_values;

#define CLI_UNIT_DEFAULTS                                                                \
    { .seed = 1, .resample = "strength,degree,pagerank" }

#define CLI_UNIT_OPTIONS(type)                                                             \
    {"", 0, 0, 0, NULL, "How sure it is"},                                                 \
        {"fdsm",                                                                           \
         0,                                                                                \
         CLI_SOME,                                                                         \
         offsetof(type, of_units.fdsm),                                                    \
         "TRIALS",                                                                         \
         "in how many random networks of the same units and names a pair meets as "        \
         "often: column p_fdsm, at least 1/(TRIALS+1), for filter --backbone fdsm"},       \
        {"bootstrap",                                                                      \
         0,                                                                                \
         CLI_SOME,                                                                         \
         offsetof(type, of_units.bootstrap),                                               \
         "N",                                                                              \
         "draw the texts N times anew: 95 % intervals of measures and ranks, share of "    \
         "the draws that have an edge (presence)"},                                        \
        {"jackknife", 0,                                                                   \
         CLI_SOME,    offsetof(type, of_units.jackknife),                                  \
         "G",         "leave out each of G groups of texts: standard errors of measures"}, \
        {"resample",                                                                       \
         0,                                                                                \
         CLI_TEXT,                                                                         \
         offsetof(type, of_units.resample),                                                \
         "MEASURE,...",                                                                    \
         "measures for both (strength,degree,pagerank; also betweenness, "                 \
         "betweenness_sampled, harmonic, coreness), and for --bootstrap groups: do "       \
         "they hold (columns group_stability, together)",                                  \
         NULL,                                                                             \
         "bootstrap|jackknife"},                                 \
        {"seed",    0,                                                                     \
         CLI_COUNT, offsetof(type, of_units.seed),                                         \
         "S",       "of all that is drawn (1)",                                            \
         NULL,      "bootstrap|jackknife|fdsm"},                                           \
        {"", 0, 0, 0, NULL, "Edges over time"},                                            \
        {"trend",                                                                          \
         0,                                                                                \
         CLI_TEXT,                                                                         \
         offsetof(type, of_units.trend),                                                   \
         "PERIOD",                                                                         \
         "do the shares of the units by PERIOD (as --slice) rise or fall: "                \
         "z, p, q of the Cochran-Armitage test as columns trend, trend_p, "                \
         "trend_q"},                                                                       \
    {                                                                                      \
        "burst", 0, CLI_TEXT, offsetof(type, of_units.burst), "PERIOD[/S[/G]]",            \
            "bursts by Kleinberg's automaton, S times the usual share (2), cost G of a "   \
            "beginning (1): columns bursts, burst, burst_first, burst_last"                \
    }

/** Check them, and say what the counting must keep. 0 or an exit status. */
int cli_units_needs(cli_run *run, const cli_unit_values *values,
                    const cli_association_values *association, shb_count_options *count);
/** Compute what they ask for, before the edges are weighed anew. 0 or an exit status. */
int cli_units(cli_run *run, shb_network *net, const cli_unit_values *values,
              const cli_association_values *association);

/* ----------------------------------------------------------------------------- tables */

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

/** Of compare --permute. */
typedef struct cli_permute_values {
    uint32_t permute, seed, least;
    const char *by, *split, *correct, *labels;
} cli_permute_values;

/** Do two sets of texts differ by more than chance? @param files  of mention lines */
int cli_permute(cli_run *run, const cli_permute_values *values,
                const cli_count_values *count, const cli_list *files, uint32_t top,
                bool json);

/** Standard output as an shb_output; close with cli_close(). NULL: said, fail. */
shb_output *cli_stdout(cli_run *run);
int cli_close(cli_run *run, shb_output *out);

/** gazetteer suggest: lines of the names in texts, or in mention lines, that no list has.
 */
int cli_suggest(cli_run *run, const cli_list *texts, const char *mentions,
                const cli_text_values *how, uint32_t jobs, const char *path,
                const shb_gazetteer *gazetteer);

#endif
