/* gazetteer: the names that it knows. */
#include <string.h>

#include "cli/names.h"
#include "cli/networks.h"
#include "cli/table.h"

typedef struct values {
    cli_common common;
    cli_text_values texts;
    const char *type, *classes, *output, *accept, *mentions, *date;
    double min_confidence;
    bool all, strict;
} values;

static const values defaults = {.min_confidence = 0.8};

static const cli_option options[] = {
    {"gazetteer", 0, CLI_FILES, offsetof(values, texts.gazetteer), "FILE",
     "add the names of FILE to the built-in ones"},
    {"gazetteer-only", 0, CLI_FILE, offsetof(values, texts.gazetteer_only), "FILE",
     "use the names of FILE alone"},
    {"not-compiled", 0, CLI_FLAG, offsetof(values, texts.not_compiled), NULL,
     "read all names from their files; neither use nor write .FILE.compiled beside a "
     "large list"},
    {"decisions", 0, CLI_FILES, offsetof(values, texts.decisions), "FILE",
     "find, list and suggest: apply a file of decisions; may be given again"},
    {"date", 0, CLI_TEXT, offsetof(values, date), "DATE",
     "find: as in a text of that date, for who held an office then"},
    {"type", 0, CLI_NAMES, offsetof(values, type), "LIST",
     "list and suggest only these types; import: the type of what does not say its own"},
    {"output", 'o', CLI_WRITTEN, offsetof(values, output), "FILE",
     "import and suggest write FILE (standard output)"},
    {"mentions", 0, CLI_FILE, offsetof(values, mentions), "FILE",
     "suggest from the mention lines in FILE (- is standard input) instead of texts"},
    {"min-confidence", 0, CLI_NUMBER, offsetof(values, min_confidence), "C",
     "suggest: leave out what only the tagger found, once, with less confidence (0.8)"},
    {"accept", 0, CLI_FILE, offsetof(values, accept), "FILE",
     "check: what is known and right: kind, id or *, name or *, reason, with tabs"},
    {"all", 0, CLI_FLAG, offsetof(values, all), NULL,
     "check: show the accepted ones too, with the reason"},
    {"strict", 0, CLI_FLAG, offsetof(values, strict), NULL,
     "check: exit status 1 where anything is found that is not accepted"},
    {"classes", 0, CLI_FILE, offsetof(values, classes), "FILE",
     "import takes Wikidata items of these classes too: class, tab, type"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static const cli_column columns[] = {{"id", "id", CELL_TEXT},
                                     {"type", "type", CELL_TEXT},
                                     {"ar", "label_ar", CELL_TEXT},
                                     {"en", "label_en", CELL_TEXT},
                                     {"ru", "label_ru", CELL_TEXT}};

#define WRONG_TYPE "--type takes person, state and organization, not '%s'"

static bool add_entity(cli_table *table, const shb_entity *entity) {
    return cli_table_text(table, entity->id) &&
           cli_table_text(table, shb_type_name(entity->type)) &&
           cli_table_text(table, entity->labels[SHB_AR]) &&
           cli_table_text(table, entity->labels[SHB_EN]) &&
           cli_table_text(table, entity->labels[SHB_RU]);
}

static int list(cli_run *run, const values *v, const shb_gazetteer *gazetteer) {
    bool types[SHB_N_TYPES];
    if (!cli_types(v->type, types))
        return cli_usage(run, WRONG_TYPE, v->type);
    cli_table table;
    cli_table_start(&table, columns, 5, v->common.json);
    size_t by[SHB_N_TYPES] = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < shb_gazetteer_count(gazetteer); i++) {
        const shb_entity *entity = shb_gazetteer_entity(gazetteer, i);
        by[entity->type]++;
        if (types[entity->type])
            ok = add_entity(&table, entity);
    }
    int status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    cli_say(run,
            "%zu persons, %zu states, %zu organizations; %zu written forms; digest %s\n",
            by[SHB_PERSON], by[SHB_STATE], by[SHB_ORGANIZATION],
            shb_gazetteer_names(gazetteer), shb_gazetteer_digest(gazetteer));
    return status;
}

static const cli_column problem_columns[] = {
    {"kind", "kind", CELL_TEXT}, {"where", "where", CELL_TEXT},
    {"id", "id", CELL_TEXT},     {"name", "name", CELL_TEXT},
    {"what", "what", CELL_TEXT}, {"accepted", "accepted", CELL_TEXT}};

typedef struct problem_table {
    cli_table table;
    bool all, ok;
    size_t shown[SHB_N_PROBLEMS];
} problem_table;

enum { MOST_SHOWN = 1000 }; /* of a kind; a list of others may lack a whole language */

static void add_problem(void *user, const shb_problem *problem) {
    problem_table *t = user;
    if ((problem->accepted && !t->all) || t->shown[problem->kind]++ >= MOST_SHOWN)
        return;
    char where[512] = "";
    const char *slash = problem->file ? strrchr(problem->file, '/') : NULL;
    if (problem->file)
        snprintf(where, sizeof where, "%s:%llu", slash ? slash + 1 : problem->file,
                 (unsigned long long)problem->line);
    const char *cells[] = {shb_problem_name(problem->kind),
                           where[0] ? where : NULL,
                           problem->id,
                           problem->name[0] ? problem->name : NULL,
                           problem->text,
                           problem->accepted};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        t->ok = t->ok && cli_table_text(&t->table, cells[i]);
}

/* FILE... beside the shipped ones, else these themselves. */
static int check(cli_run *run, const values *v, const shb_gazetteer *gazetteer) {
    const char *files[512];
    char accepted[4096];
    size_t n = cli_gazetteer_files(run, &v->texts, files);
    const cli_list *own = &v->texts.gazetteer;
    bool shipped = own->count == 0 && !v->texts.gazetteer_only;
    if (n == 0 || shb_data_path(&run->ctx, "gazetteer/accepted.tsv", accepted,
                                sizeof accepted) != SHB_OK)
        return cli_failed(run);
    const char *accept = v->accept ? v->accept : shipped ? accepted : NULL;
    problem_table t = {.all = v->all, .ok = true};
    shb_check_totals totals;
    cli_table_start(&t.table, problem_columns,
                    sizeof problem_columns / sizeof *problem_columns, v->common.json);
    if (shb_gazetteer_check(&run->ctx, gazetteer, own->count ? own->items : files,
                            own->count ? own->count : n, accept, add_problem, &t,
                            &totals) != SHB_OK) {
        cli_table_free(&t.table);
        return cli_failed(run);
    }
    bool rows = t.table.n_cells > 0;
    int status = !t.ok ? EXIT_FAILED : 0;
    if (t.ok && (rows || v->common.json))
        status = cli_table_end(run, &t.table);
    uint64_t open = 0;
    cli_say(run, "%llu lines, %zu entities, %zu written forms",
            (unsigned long long)totals.lines, shb_gazetteer_count(gazetteer),
            shb_gazetteer_names(gazetteer));
    for (shb_problem_kind kind = 0; kind < SHB_N_PROBLEMS; kind++) {
        open += totals.found[kind] - totals.accepted[kind];
        cli_say(run, "; %s %llu", shb_problem_name(kind),
                (unsigned long long)(totals.found[kind] - totals.accepted[kind]));
        if (totals.accepted[kind])
            cli_say(run, " (and %llu accepted)",
                    (unsigned long long)totals.accepted[kind]);
        if (t.shown[kind] > MOST_SHOWN)
            cli_say(run, " (%d shown)", MOST_SHOWN);
    }
    cli_say(run, "\n");
    return status ? status : v->strict && open ? EXIT_FAILED : EXIT_DONE;
}

static int import(cli_run *run, const values *v) {
    if (v->common.words.count < 2)
        return cli_usage(run, "import needs a FILE");
    shb_output *out = NULL;
    if (shb_output_open(&run->ctx, v->output ? v->output : "-", &out) != SHB_OK)
        return cli_failed(run);
    shb_import_options how = {v->type, v->classes};
    shb_import_totals t;
    if (shb_gazetteer_import(&run->ctx, v->common.words.items + 1,
                             v->common.words.count - 1, &how, out, &t) != SHB_OK) {
        shb_output_abandon(out);
        return run->ctx.err.status == SHB_EINVALID
                   ? cli_usage(run, "%s", run->ctx.err.text)
                   : cli_failed(run);
    }
    if (shb_output_close(&run->ctx, out) != SHB_OK)
        return cli_failed(run);
    cli_say(
        run, "%llu lines: %llu persons, %llu states, %llu organizations, %llu names\n",
        (unsigned long long)t.lines, (unsigned long long)t.entities[SHB_PERSON],
        (unsigned long long)t.entities[SHB_STATE],
        (unsigned long long)t.entities[SHB_ORGANIZATION], (unsigned long long)t.names);
    const struct {
        uint64_t count;
        const char *what;
    } rest[] = {
        {t.repeated,
         "lines repeat an id: their names are joined when the file is loaded"},
        {t.passed_over, "lines are no person, state or organization"},
        {t.dropped_names, "names in no letters of ours, or too long, are left out"},
        {t.skipped, "lines skipped"},
    };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i].count)
            cli_say(run, "%llu %s\n", (unsigned long long)rest[i].count, rest[i].what);
    return cli_done(run);
}

static int suggest(cli_run *run, const values *v, const shb_gazetteer *gazetteer) {
    cli_suggest_values how = {
        v->mentions, v->output, {false}, v->min_confidence, v->common.jobs};
    cli_list texts = v->common.words;
    if (!cli_types(v->type, how.types))
        return cli_usage(run, WRONG_TYPE, v->type);
    memmove(texts.items, texts.items + 1, (texts.count - 1) * sizeof *texts.items);
    texts.count--;
    return cli_suggest(run, &texts, &v->texts, &how, gazetteer);
}

/* What `find` and `check` say needs how each form was made. */
static int load(cli_run *run, values *v, bool explains, shb_gazetteer **out) {
    v->texts.origins = explains;
    return cli_load_gazetteer(run, &v->texts, out);
}

static int run_gazetteer(cli_run *run, void *user) {
    values *v = user;
    const char *what = v->common.words.items[0];
    if (strcmp(what, "import") == 0)
        return v->texts.decisions.count
                   ? cli_usage(run, "import makes lists: it takes no --decisions")
                   : import(run, v);
    bool checks = strcmp(what, "check") == 0, finds = strcmp(what, "find") == 0,
         lists = strcmp(what, "list") == 0, suggests = strcmp(what, "suggest") == 0;
    if (!checks && !finds && !lists && !suggests)
        return cli_usage(run, "it does check, find, import, list and suggest, not '%s'",
                         what);
    if (lists && v->common.words.count > 1)
        return cli_usage(run, "list takes no '%s'; find looks for a name",
                         v->common.words.items[1]);
    if (suggests && (v->common.words.count < 2) == !v->mentions)
        return cli_usage(run, "suggest needs TEXT..., or --mentions FILE");
    if (!suggests && cli_given(run->command, &v->common, "min-confidence"))
        return cli_usage(run, "--min-confidence is suggest's");
    if (!(v->min_confidence >= 0 && v->min_confidence <= 1))
        return cli_usage(run, "--min-confidence is a number from 0 to 1");
    if (checks && v->texts.decisions.count)
        return cli_usage(run, "check looks at lists: it takes no --decisions");
    char date[11] = "";
    if (finds && v->common.words.count < 2)
        return cli_usage(run, "find needs a NAME or TEXT");
    if (!cli_date(v->date, date))
        return cli_usage(run, "--date takes YYYY-MM-DD, not '%s'", v->date);
    /* check FILE... checks these beside the built-in ones. */
    for (size_t i = 1; checks && i < v->common.words.count; i++)
        v->texts.gazetteer.items[v->texts.gazetteer.count++] = v->common.words.items[i];
    shb_gazetteer *gazetteer = NULL;
    int status = load(run, v, finds || checks, &gazetteer);
    if (status)
        return status;
    status = checks     ? check(run, v, gazetteer)
             : finds    ? cli_explain_names(run, &v->common, date, gazetteer)
             : suggests ? suggest(run, v, gazetteer)
                        : list(run, v, gazetteer);
    shb_gazetteer_free(gazetteer);
    return status ? status : cli_done(run);
}

const cli_command cli_gazetteer = {
    "gazetteer",
    "check [FILE]... | list | find NAME|TEXT... | import FILE... -o OUT.jsonl | suggest "
    "TEXT...",
    "the names that it knows",
    "list prints the entities; find tells of every listed name in a name or sentence, "
    "in\n"
    "any script, which entity it stands for, which listed name it is written from and\n"
    "how, who else bears it, and what decided, with --decisions also which of these;\n"
    "check reports ids that come twice, names that several entities share without a\n"
    "rule, names that are ordinary words, words of two scripts, missing names and\n"
    "languages, and members that nothing reads (1,000 of a kind at most), in FILE or\n"
    "the built-in names; import makes such files\n"
    "of CSV, TSV and JSON lines, of Wikidata dumps and of FollowTheMoney entities\n"
    "(OpenSanctions), a line at a time; suggest lists the names in TEXT that no list "
    "has,\n"
    "the most frequent first, with two sentences each, listed ones that they may be "
    "and\n"
    "others written alike, as lines to edit and pass back with --gazetteer.",
    "shabaka gazetteer find بوتين Путина Xi\n"
    "shabaka gazetteer find 'وصل الرئيس إلى عمان'\n"
    "shabaka gazetteer find 'President Bush spoke' --date 1991-01-17\n"
    "shabaka gazetteer find 'Brussels and Belgium' --decisions mine.txt\nshabaka "
    "gazetteer list --type "
    "organization\n"
    "shabaka gazetteer check my-names.jsonl\n"
    "shabaka gazetteer import entities.ftm.json.gz -o sanctions.jsonl\n"
    "shabaka gazetteer import people.csv --type person -o people.jsonl\n"
    "shabaka gazetteer suggest articles/ -o mine.jsonl",
    options,
    &defaults,
    sizeof(values),
    1,
    200,
    true,
    run_gazetteer,
};
