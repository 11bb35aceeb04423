/* gazetteer suggest: unlisted names, as lines to edit and pass back. */
#include "cli/names.h"

#include <stdlib.h>
#include <string.h>

#include "cli/networks.h"

enum { EXAMPLES = 2, SEEN = 16, COMPARED = 400, MOST_LIKE = 5 };
static const double ALIKE = .75;

typedef struct suggestions {
    const shb_network *net;
    uint32_t *nodes; /* unlisted ones, by falling number of sentences */
    size_t count;
    uint32_t (*examples)[EXAMPLES]; /* sentences of each node; UINT32_MAX: none */
    bool *alone;                    /* was the last word of its label seen alone? */
    shb_resembling *resembling;
} suggestions;

static shb_type type_of(const shb_network *net, uint32_t node) {
    shb_type type = SHB_ORGANIZATION;
    const char *text = cli_node_text(net, "type", node);
    if (text)
        shb_type_parse(text, &type);
    return type;
}

static bool is_telling(const shb_network *net, const shb_gazetteer *gazetteer,
                       uint32_t node, const char *name) {
    return shb_gazetteer_is_telling(gazetteer, type_of(net, node),
                                    (shb_str){name, strlen(name)});
}

/* State bodies are found by pattern, but the gazetteer knows them. Passed back, a mere
 * word or given name would be whoever is called so. */
static bool is_unlisted(const shb_network *net, const shb_gazetteer *gazetteer,
                        uint32_t node) {
    return cli_node_text(net, "found", node) &&
           shb_gazetteer_by_id(gazetteer, net->nodes[node].id) == SHB_NO_ENTITY &&
           is_telling(net, gazetteer, node, net->nodes[node].label);
}

/* The last word of a full name; NULL where it is the whole. */
static const char *surname(const char *name) {
    const char *space = strrchr(name, ' ');
    return space ? space + 1 : NULL;
}

/* Declined or not: is the marked text one word, much like the surname? */
static shb_status see_alone(shb_ctx *ctx, const shb_network *net,
                            const shb_evidence *sentence, const shb_marked *marked,
                            bool *alone) {
    char written[128];
    size_t len = marked->end - marked->start;
    const char *last = surname(net->nodes[marked->node].label);
    double alike = 0;
    if (*alone || !last || len >= sizeof written)
        return SHB_OK;
    memcpy(written, sentence->text + marked->start, len);
    written[len] = '\0';
    if (strchr(written, ' '))
        return SHB_OK;
    shb_status st = shb_name_likeness(ctx, written, last, &alike);
    *alone = alike >= ALIKE;
    return st;
}

static int gather(cli_run *run, const shb_network *net, const shb_gazetteer *gazetteer,
                  suggestions *out) {
    size_t n = net->n_nodes;
    const shb_column *sentences = shb_node_column(net, "sentences");
    *out = (suggestions){net,
                         NULL,
                         0,
                         malloc((n + 1) * sizeof *out->examples),
                         calloc(n + 1, sizeof *out->alone),
                         NULL};
    double *weights = calloc(n + 1, sizeof *weights);
    for (size_t i = 0; weights && sentences && i < n; i++)
        weights[i] = shb_cell_number(sentences, i);
    uint32_t *order = weights ? cli_order(run, weights, n) : NULL;
    free(weights);
    if (!order || !out->examples || !out->alone) {
        free(order);
        return shb_fail_memory(&run->ctx), cli_failed(run);
    }
    memset(out->examples, 0xff, (n + 1) * sizeof *out->examples);
    for (size_t i = 0; i < n; i++)
        if (is_unlisted(net, gazetteer, order[i]))
            order[out->count++] = order[i];
    out->nodes = order;
    for (uint32_t e = 0; e < net->n_evidence; e++)
        for (size_t k = 0; k < net->evidence[e].n_marked; k++) {
            const shb_marked *marked = &net->evidence[e].marked[k];
            uint32_t *own = out->examples[marked->node];
            if (see_alone(&run->ctx, net, &net->evidence[e], marked,
                          &out->alone[marked->node]) != SHB_OK)
                return cli_failed(run);
            for (size_t x = 0; x < EXAMPLES && own[x] != e; x++)
                if (own[x] == UINT32_MAX) {
                    own[x] = e;
                    break;
                }
        }
    return 0;
}

/* Of a person whose spellings were joined, a name in each script; else NULL but in its
 * own.
 */
static const char *name_of(const shb_network *net, uint32_t node, shb_lang lang) {
    static const char *const columns[SHB_N_LANGS] = {
        [SHB_AR] = "label_ar", [SHB_EN] = "label_en", [SHB_RU] = "label_ru"};
    const char *label = net->nodes[node].label;
    return lang == shb_lang_of((shb_str){label, strlen(label)})
               ? label
               : cli_node_text(net, columns[lang], node);
}

/* Listed ones that it may be, then others of the same type that are written much alike:
 * spellings of one name, perhaps. */
static shb_status put_like(shb_ctx *ctx, const suggestions *s,
                           const shb_gazetteer *gazetteer, size_t at, shb_output *out) {
    const shb_network *net = s->net;
    uint32_t own = s->nodes[at], listed[MOST_LIKE];
    size_t put = 0, n = 0, end = s->count < COMPARED ? s->count : COMPARED;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *name = name_of(net, own, lang);
        shb_status st = name ? shb_resembling_find(ctx, s->resembling, type_of(net, own),
                                                   name, listed, MOST_LIKE, &n)
                             : SHB_OK;
        if (st != SHB_OK)
            return st;
    }
    for (; put < n; put++) {
        shb_puts(out, put ? ", " : ", \"like\": [");
        shb_put_json_z(out, shb_gazetteer_entity(gazetteer, listed[put])->id);
    }
    for (size_t i = 0; at < end && i < end && put < MOST_LIKE; i++) {
        uint32_t other = s->nodes[i];
        double alike = 0;
        if (i == at || strcmp(cli_node_text(net, "type", own),
                              cli_node_text(net, "type", other)) != 0)
            continue;
        shb_status st = shb_name_likeness(ctx, net->nodes[own].label,
                                          net->nodes[other].label, &alike);
        if (st != SHB_OK)
            return st;
        if (alike < ALIKE)
            continue;
        shb_puts(out, put++ ? ", " : ", \"like\": [");
        shb_put_json_z(out, net->nodes[other].id);
    }
    shb_puts(out, put ? "]" : "");
    return SHB_OK;
}

/* The others that were joined to it, in that language. */
static void put_spellings(const shb_network *net, uint32_t node, shb_lang lang,
                          const char *name, shb_output *out) {
    const char *lines = cli_node_text(net, "spellings", node);
    while (lines && *lines) {
        shb_str line = {lines, strcspn(lines, "\n")};
        if (shb_lang_of(line) == lang &&
            (strlen(name) != line.len || memcmp(name, line.data, line.len) != 0)) {
            shb_puts(out, ", ");
            shb_put_json(out, line);
        }
        lines += line.len + (lines[line.len] == '\n');
    }
}

static void put_names(const shb_network *net, uint32_t node, shb_output *out) {
    const char *comma = "";
    shb_puts(out, ", \"names\": {");
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *name = name_of(net, node, lang);
        if (!name)
            continue;
        shb_printf(out, "%s\"%s\": [", comma, shb_lang_name(lang));
        shb_put_json_z(out, name);
        put_spellings(net, node, lang, name, out);
        shb_puts(out, "]");
        comma = ", ";
    }
    shb_puts(out, "}");
}

/* The surname alone, where the texts have it so and it is no mere word. */
static void put_short(const suggestions *s, const shb_gazetteer *gazetteer, uint32_t node,
                      shb_output *out) {
    const char *label = s->net->nodes[node].label, *last = surname(label);
    if (type_of(s->net, node) != SHB_PERSON || !s->alone[node] || !last ||
        !is_telling(s->net, gazetteer, node, last))
        return;
    shb_printf(out, ", \"short\": {\"%s\": [",
               shb_lang_name(shb_lang_of((shb_str){label, strlen(label)})));
    shb_put_json_z(out, last);
    shb_puts(out, "]}");
}

static shb_status put_line(shb_ctx *ctx, const suggestions *s,
                           const shb_gazetteer *gazetteer, size_t at, shb_output *out) {
    const shb_network *net = s->net;
    uint32_t node = s->nodes[at];
    shb_puts(out, "{\"id\": ");
    shb_put_json_z(out, net->nodes[node].id);
    shb_puts(out, ", \"type\": ");
    shb_put_json_z(out, cli_node_text(net, "type", node));
    put_names(net, node, out);
    put_short(s, gazetteer, node, out);
    shb_puts(out, ", \"found\": ");
    shb_put_json_z(out, cli_node_text(net, "found", node));
    static const char *const counts[] = {"sentences", "documents"};
    for (size_t i = 0; i < 2; i++) {
        const shb_column *column = shb_node_column(net, counts[i]);
        if (column)
            shb_printf(out, ", \"%s\": %.0f", counts[i], shb_cell_number(column, node));
    }
    shb_status st = put_like(ctx, s, gazetteer, at, out);
    const uint32_t *examples = s->examples[node];
    for (size_t i = 0; i < EXAMPLES && examples[i] != UINT32_MAX; i++) {
        shb_puts(out, i ? ", " : ", \"examples\": [");
        shb_put_json_z(out, net->evidence[examples[i]].text);
    }
    shb_puts(out, examples[0] != UINT32_MAX ? "]}\n" : "}\n");
    return st;
}

static void say_closing(cli_run *run, size_t unlisted, size_t nodes, uint64_t doubtful) {
    cli_say(run, "%zu unlisted names of %zu", unlisted, nodes);
    if (doubtful)
        cli_say(run,
                "; left out are %llu that only the tagger found, once and unsure "
                "(--min-confidence 0 keeps them)",
                (unsigned long long)doubtful);
    cli_say(run, "\n");
}

int cli_suggest(cli_run *run, const cli_list *texts, const cli_text_values *how,
                const cli_suggest_values *v, const shb_gazetteer *gazetteer) {
    const char *mentions = v->mentions;
    shb_pipeline_options options;
    shb_pipeline_totals totals;
    shb_network *net = NULL;
    shb_output *out = NULL;
    suggestions s = {0};
    char **paths = NULL;
    size_t n_paths = 0;
    int status = cli_text_options(run, how, v->jobs, &options);
    if (status || (!mentions && (status = cli_paths(run, texts, NULL, &paths, &n_paths))))
        return status;
    options.count.evidence = SEEN;
    options.count.names_in_full = true;
    options.count.min_confidence = (float)v->min_confidence;
    memcpy(options.count.types, v->types, sizeof options.count.types);
    options.labels = "en"; /* unlisted names stay as the texts have them, in full */
    shb_status st = mentions ? shb_build_mentions(&run->ctx, gazetteer, mentions,
                                                  &options, &net, &totals)
                             : shb_build(&run->ctx, gazetteer, (const char *const *)paths,
                                         n_paths, &options, &net, &totals);
    if (st != SHB_OK || (status = gather(run, net, gazetteer, &s)) != 0 ||
        (st = shb_resembling_new(&run->ctx, gazetteer, &s.resembling)) != SHB_OK ||
        (st = shb_output_open(&run->ctx, v->path ? v->path : "-", &out)) != SHB_OK)
        goto done;
    for (size_t i = 0; st == SHB_OK && i < s.count; i++)
        st = put_line(&run->ctx, &s, gazetteer, i, out);
    if (st != SHB_OK)
        shb_output_abandon(out);
    else if ((st = shb_output_close(&run->ctx, out)) == SHB_OK)
        say_closing(run, s.count, net->n_nodes, totals.doubtful);
done:
    if (st != SHB_OK && !status)
        status = cli_failed(run);
    free(s.nodes);
    free(s.examples);
    free(s.alone);
    shb_resembling_free(s.resembling);
    shb_network_free(net);
    cli_free_paths(paths, n_paths);
    return status ? status : cli_done(run);
}
