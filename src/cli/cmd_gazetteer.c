/* gazetteer: the names that it knows. */
#include "cli/cli.h"

#include <string.h>

typedef struct values {
    cli_common common;
    cli_text_values texts;
    const char *type;
} values;

static const cli_option options[] = {
    {"gazetteer", 0, CLI_LIST, offsetof(values, texts.gazetteer), "FILE",
     "add the names of FILE to the built-in ones"},
    {"gazetteer-only", 0, CLI_TEXT, offsetof(values, texts.gazetteer_only), "FILE",
     "use the names of FILE alone"},
    {"type", 0, CLI_NAMES, offsetof(values, type), "LIST", "list only these types"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static const cli_column columns[] = {{"id", "id", CELL_TEXT},
                                     {"type", "type", CELL_TEXT},
                                     {"ar", "label_ar", CELL_TEXT},
                                     {"en", "label_en", CELL_TEXT},
                                     {"ru", "label_ru", CELL_TEXT}};

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
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
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

static int find(cli_run *run, const values *v, const shb_gazetteer *gazetteer) {
    cli_table table;
    cli_table_start(&table, columns, 5, v->common.json);
    bool ok = true;
    size_t found = 0;
    for (size_t w = 1; w < v->common.words.count; w++) {
        const char *name = v->common.words.items[w];
        uint32_t entities[64];
        size_t n =
            shb_gazetteer_find(gazetteer, (shb_str){name, strlen(name)}, entities, 64);
        uint32_t by_id = shb_gazetteer_by_id(gazetteer, name);
        if (n == 0 && by_id != SHB_NO_ENTITY)
            entities[n++] = by_id;
        for (size_t i = 0; ok && i < n; i++)
            ok = add_entity(&table, shb_gazetteer_entity(gazetteer, entities[i]));
        found += n;
        if (n == 0)
            cli_say(run, "no entity is named '%s'\n", name);
    }
    int status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    return status ? status : found ? EXIT_DONE : EXIT_FAILED;
}

static int check(cli_run *run, const shb_gazetteer *gazetteer) {
    size_t problems = 0;
    if (shb_gazetteer_check(&run->ctx, gazetteer, &problems) != SHB_OK)
        return cli_failed(run);
    cli_say(run,
            "%zu entities, %zu written forms, %zu names that several entities share\n",
            shb_gazetteer_count(gazetteer), shb_gazetteer_names(gazetteer), problems);
    return EXIT_DONE;
}

static int run_gazetteer(cli_run *run, void *user) {
    values *v = user;
    const char *what = v->common.words.items[0];
    bool checks = strcmp(what, "check") == 0, finds = strcmp(what, "find") == 0,
         lists = strcmp(what, "list") == 0;
    if (!checks && !finds && !lists)
        return cli_usage(run, "it does check, list and find, not '%s'", what);
    if (finds && v->common.words.count < 2)
        return cli_usage(run, "find needs a NAME");
    /* check FILE... checks these beside the built-in ones. */
    for (size_t i = 1; checks && i < v->common.words.count; i++)
        v->texts.gazetteer.items[v->texts.gazetteer.count++] = v->common.words.items[i];
    shb_gazetteer *gazetteer = NULL;
    int status = cli_load_gazetteer(run, &v->texts, &gazetteer);
    if (status)
        return status;
    status = checks  ? check(run, gazetteer)
             : finds ? find(run, v, gazetteer)
                     : list(run, v, gazetteer);
    shb_gazetteer_free(gazetteer);
    return status ? status : cli_done(run);
}

const cli_command cli_gazetteer = {
    "gazetteer",
    "check [FILE]... | list | find NAME...",
    "the names that it knows",
    "list prints the entities; find tells which entity a name in any script stands for, "
    "as a\n"
    "text's word would be matched; check reads gazetteer files and reports names that "
    "several\n"
    "entities share.",
    "shabaka gazetteer find بوتين Путина Xi\nshabaka gazetteer list --type organization\n"
    "shabaka gazetteer check my-names.jsonl",
    options,
    NULL,
    sizeof(values),
    1,
    200,
    true,
    run_gazetteer,
};
