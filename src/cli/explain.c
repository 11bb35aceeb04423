/* Names and sentences: what each listed name in them is, how it is written, and why. */
#include "cli/names.h"

#include <string.h>

#include "cli/table.h"

static const cli_column columns[] = {
    {"text", "text", CELL_TEXT},       {"entity", "id", CELL_TEXT},
    {"label", "label", CELL_TEXT},     {"listed as", "listed", CELL_TEXT},
    {"written", "written", CELL_TEXT}, {"decided by", "decided", CELL_TEXT},
};
static const cli_column json_columns[] = {
    {"", "text", CELL_TEXT},     {"", "start", CELL_NUMBER},  {"", "end", CELL_NUMBER},
    {"", "id", CELL_TEXT},       {"", "type", CELL_TEXT},     {"", "label_ar", CELL_TEXT},
    {"", "label_en", CELL_TEXT}, {"", "label_ru", CELL_TEXT}, {"", "chosen", CELL_NUMBER},
    {"", "list", CELL_TEXT},     {"", "lang", CELL_TEXT},     {"", "listed", CELL_TEXT},
    {"", "written", CELL_TEXT},  {"", "decided", CELL_TEXT},  {"", "why", CELL_TEXT},
    {"", "rule", CELL_TEXT},     {"", "decision", CELL_TEXT},
};

static const char body_list[] = "body of a state";

typedef struct explanation {
    cli_table *table;
    const shb_gazetteer *gazetteer;
    const char *text;
    size_t rows;
    bool ok;
} explanation;

static void put(explanation *e, const char *text) {
    e->ok = e->ok && cli_table_text(e->table, text);
}

static void put_number(explanation *e, double number) {
    e->ok = e->ok && cli_table_number(e->table, number);
}

/* How the text came from the listed name, step by step. */
static void steps(const explanation *e, const shb_considered *c, const shb_bearer *bearer,
                  char *out, size_t size) {
    size_t n = 0, len = bearer->listed ? strlen(bearer->listed) : 0;
    bool same =
        len == c->end - c->start && memcmp(e->text + c->start, bearer->listed, len) == 0;
    bool declined = bearer->made && strcmp(bearer->made, "as listed") != 0;
    /* lil-: the article melted into the preposition. */
    bool melted = len > 4 && strncmp(e->text + c->start, "لل", 4) == 0 &&
                  strncmp(bearer->listed, "ال", 4) == 0;
    bool whole = strcmp(bearer->list, body_list) != 0;
    out[0] = '\0';
    const struct {
        bool is;
        const char *what;
    } parts[] = {
        {melted, "لل for ال"},
        {bearer->family, "family name"},
        {declined, bearer->made},
        {whole && !same && !declined && !melted, "folded"},
        {bearer->capitals, "in capitals only"},
    };
    if (c->start > c->word && c->clitics)
        n += (size_t)snprintf(out, size, "proclitic %.*s off", (int)(c->start - c->word),
                              e->text + c->word);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && n < size; i++)
        if (parts[i].is)
            n +=
                (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", parts[i].what);
    if (n == 0)
        snprintf(out, size, "as listed");
}

/* A rule may have a hundred words; --json has it whole. */
enum { RULE_SHOWN = 120 };
static const char *beginning(const char *text, char *out, size_t size) {
    size_t len = strlen(text);
    if (len < size)
        return text;
    for (len = size - 4; len && ((unsigned char)text[len] & 0xc0) == 0x80;)
        len--;
    snprintf(out, size, "%.*s...", (int)len, text);
    return out;
}

static bool is_id(const shb_gazetteer *gazetteer, uint32_t entity, const char *id) {
    return entity != SHB_NO_ENTITY &&
           strcmp(shb_gazetteer_entity(gazetteer, entity)->id, id) == 0;
}

/* Is a bearer of the name, by the decision, the entity that was found? */
static bool went_to_another(const explanation *e, const shb_decision *d,
                            const shb_considered *c) {
    shb_bearer bearer;
    for (size_t i = 0; shb_gazetteer_bearer(e->gazetteer, c->form, i, &bearer); i++)
        if (bearer.entity != c->entity && c->entity != SHB_NO_ENTITY &&
            (is_id(e->gazetteer, bearer.entity, d->a) ||
             is_id(e->gazetteer, bearer.entity, d->b)))
            return true;
    return false;
}

/* Does it bear on this row: its name, its label, whose it is, whether it counts? */
static bool bears_on(const explanation *e, const shb_decision *d, const shb_considered *c,
                     const shb_bearer *bearer, const char *text) {
    double alike = 0;
    shb_ctx ctx = SHB_CTX_INIT;
    switch (d->kind) {
    case SHB_DECIDED_NAME:
        return is_id(e->gazetteer, bearer->entity, d->a) && bearer->listed &&
               strcmp(bearer->listed, d->b) == 0;
    case SHB_DECIDED_RENAME:
        return is_id(e->gazetteer, bearer->entity, d->a);
    case SHB_DECIDED_SAME:
        return went_to_another(e, d, c);
    case SHB_DECIDED_NOT:
        return c->why == SHB_WHY_NOT_DECIDED &&
               (is_id(e->gazetteer, bearer->entity, d->a) ||
                (shb_name_likeness(&ctx, d->a, text, &alike) == SHB_OK && alike == 1));
    default:
        return false;
    }
}

/* The first decision that bears on the row, as its file has it; "" where none does. */
static void decision_on(const explanation *e, const shb_considered *c,
                        const shb_bearer *bearer, const char *text, char *out,
                        size_t size) {
    size_t n, i = 0;
    const shb_decision *all = shb_gazetteer_decisions(e->gazetteer, &n);
    while (i < n && !bears_on(e, &all[i], c, bearer, text))
        i++;
    out[0] = '\0';
    if (i == n)
        return;
    bool equals = all[i].kind == SHB_DECIDED_NAME || all[i].kind == SHB_DECIDED_RENAME;
    snprintf(out, size, "%s:%llu: %s %s%s%s", all[i].file,
             (unsigned long long)all[i].line, shb_decision_name(all[i].kind), all[i].a,
             !all[i].b ? ""
             : equals  ? " = "
                       : " ",
             all[i].b ? all[i].b : "");
}

static void add_row(explanation *e, const shb_considered *c, const shb_bearer *bearer,
                    bool chosen, bool first) {
    const shb_entity *entity = bearer->entity == SHB_NO_ENTITY
                                   ? NULL
                                   : shb_gazetteer_entity(e->gazetteer, bearer->entity);
    char text[512], written[256] = "", listed[512] = "", decided[2048], rule[RULE_SHOWN],
                    decision[1024];
    const char *id = entity ? entity->id : chosen ? c->id : NULL;
    const char *label = entity ? entity->labels[bearer->lang] : chosen ? c->label : NULL;
    for (shb_lang lang = 0; entity && !label && lang < SHB_N_LANGS; lang++)
        label = entity->labels[lang];
    snprintf(text, sizeof text, "%.*s", (int)(c->end - c->start), e->text + c->start);
    if (bearer->listed) {
        steps(e, c, bearer, written, sizeof written);
        snprintf(listed, sizeof listed, "%s (%s, %s)", bearer->listed, bearer->list,
                 shb_lang_name(bearer->lang));
    }
    bool refused = c->why >= SHB_WHY_FIRST_NOT;
    bool says = chosen || (refused && first);
    bool ruled =
        says && bearer->rule && (c->why == SHB_WHY_RULE || c->why == SHB_WHY_NOT_RULE);
    decision_on(e, c, bearer, text, decision, sizeof decision);
    bool tells = decision[0] && !e->table->json;
    snprintf(decided, sizeof decided, "%s%s%s%s%s%s",
             says && refused ? "no mention: " : "",
             says ? shb_why_text(c->why) : "also bears it", ruled ? ": " : "",
             ruled && !e->table->json ? beginning(bearer->rule, rule, sizeof rule) : "",
             tells ? "; " : "", tells ? decision : "");
    e->rows += entity != NULL || chosen;
    if (!e->table->json) {
        const char *cells[] = {
            text,   id, label, listed[0] ? listed : NULL, written[0] ? written : NULL,
            decided};
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
            put(e, cells[i]);
        return;
    }
    put(e, text);
    put_number(e, c->start);
    put_number(e, c->end);
    put(e, id);
    put(e, entity ? shb_type_name(entity->type) : chosen ? shb_type_name(c->type) : NULL);
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        put(e, entity ? entity->labels[lang] : NULL);
    put_number(e, chosen);
    put(e, bearer->list);
    put(e, shb_lang_name(bearer->lang));
    put(e, bearer->listed);
    put(e, written[0] ? written : NULL);
    put(e, decided);
    put(e, says ? shb_why_name(c->why) : NULL);
    put(e, bearer->rule);
    put(e, decision[0] ? decision : NULL);
}

static size_t rank_of(const char *list) {
    static const char *const ranks[] = {"names", "alone", "capital", "weak", "short"};
    size_t k = 0;
    while (k < sizeof ranks / sizeof *ranks && strcmp(list, ranks[k]) != 0)
        k++;
    return k;
}

/* Of several lists that name the same entity by this form the strongest counts. */
static bool is_best(const shb_gazetteer *gazetteer, uint32_t form, size_t number) {
    shb_bearer own, other;
    shb_gazetteer_bearer(gazetteer, form, number, &own);
    size_t mine = rank_of(own.list);
    for (size_t i = 0; shb_gazetteer_bearer(gazetteer, form, i, &other); i++) {
        size_t theirs = rank_of(other.list);
        if (i != number && other.entity == own.entity &&
            (theirs < mine || (theirs == mine && i < number)))
            return false;
    }
    return true;
}

/* One row for each that may bear the name; the chosen one's says what decided. */
static void add_considered(explanation *e, const shb_considered *c) {
    shb_bearer bearer, lead = {.entity = SHB_NO_ENTITY, .list = ""};
    bool among = false, first = true;
    for (size_t i = 0; shb_gazetteer_bearer(e->gazetteer, c->form, i, &bearer); i++) {
        among |= bearer.entity == c->entity && c->entity != SHB_NO_ENTITY;
        /* The head of a body, or an adjective: the entity is made from it. */
        if (i == 0 || strcmp(bearer.list, body_list) == 0)
            lead = bearer;
    }
    if (c->id && !among) {
        lead.entity = c->entity;
        add_row(e, c, &lead, true, true);
    }
    for (size_t i = 0; shb_gazetteer_bearer(e->gazetteer, c->form, i, &bearer); i++) {
        if (bearer.entity == SHB_NO_ENTITY &&
            (c->id || strcmp(bearer.list, body_list) != 0))
            continue;
        if (!is_best(e->gazetteer, c->form, i))
            continue;
        add_row(e, c, &bearer, among && bearer.entity == c->entity, first);
        first = false;
    }
}

static void add_id(explanation *e, const char *id, uint32_t entity) {
    shb_considered c = {
        .end = (uint32_t)strlen(id), .form = UINT32_MAX, .entity = entity};
    const shb_bearer bearer = {.entity = entity, .list = "id", .lang = SHB_EN};
    c.why = SHB_WHY_LISTED;
    add_row(e, &c, &bearer, true, true);
}

int cli_explain_names(cli_run *run, const cli_common *common, const char *date,
                      const shb_gazetteer *gazetteer) {
    shb_annotate_options options = SHB_ANNOTATE_OPTIONS_INIT;
    options.find = SHB_FIND_GAZETTEER;
    options.explain = true;
    shb_annotator *annotator = NULL;
    if (shb_annotator_new(&run->ctx, gazetteer, &options, &annotator) != SHB_OK)
        return cli_failed(run);
    cli_table table;
    explanation e = {&table, gazetteer, "", 0, true};
    size_t found = 0;
    cli_table_start(&table, common->json ? json_columns : columns,
                    common->json ? sizeof json_columns / sizeof *json_columns
                                 : sizeof columns / sizeof *columns,
                    common->json);
    for (size_t w = 1; e.ok && w < common->words.count; w++) {
        shb_doc doc = {.text = {common->words.items[w], strlen(common->words.items[w])}};
        doc.id = doc.text;
        doc.date = (shb_str){date, strlen(date)};
        shb_annotation annotation;
        if (shb_annotate(&run->ctx, annotator, &doc, &annotation) != SHB_OK) {
            cli_table_free(&table);
            shb_annotator_free(annotator);
            return cli_failed(run);
        }
        size_t n;
        const shb_considered *considered = shb_annotator_considered(annotator, &n);
        e.text = doc.text.data;
        e.rows = 0;
        for (size_t i = 0; i < n; i++)
            add_considered(&e, &considered[i]);
        uint32_t by_id = shb_gazetteer_by_id(gazetteer, e.text);
        if (e.rows == 0 && by_id != SHB_NO_ENTITY)
            add_id(&e, e.text, by_id);
        if (e.rows == 0)
            cli_say(run, "no entity is named '%s'\n", e.text);
        found += e.rows;
    }
    shb_annotator_free(annotator);
    int status = e.ok ? cli_table_end(run, &table) : EXIT_FAILED;
    return status ? status : found ? EXIT_DONE : EXIT_FAILED;
}
