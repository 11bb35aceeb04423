#include "cli/networks.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool cli_types(const char *list, bool types[SHB_N_TYPES]) {
    char name[32];
    for (shb_type t = 0; t < SHB_N_TYPES; t++)
        types[t] = list == NULL;
    while (list && *list) {
        size_t len = strcspn(list, ",");
        shb_type type;
        if (len >= sizeof name)
            return false;
        memcpy(name, list, len);
        name[len] = '\0';
        if (!shb_type_parse(name, &type))
            return false;
        types[type] = true;
        list += len + (list[len] == ',');
    }
    return true;
}

bool cli_distance(const char *name, shb_distance *out) {
    static const char *const names[] = {"inverse", "log", "none", NULL};
    int which = name ? cli_choice(name, names) : 0;
    if (which < 0)
        return false;
    *out = (shb_distance)which;
    return true;
}

int cli_find_measure(cli_run *run, const char *text, bool edges, cli_measure *out) {
    char name[sizeof out->name], *end;
    size_t len = strcspn(text, ":");
    snprintf(name, sizeof name, "%.*s", (int)len, text);
    snprintf(out->name, sizeof out->name, "%s", text);
    out->measure = edges ? shb_edge_measure_by_name(name) : shb_measure_by_name(name);
    out->parameter = -1;
    if (!out->measure)
        return cli_usage(run, "unknown measure%s '%s'", edges ? " of edges" : "", name);
    if (!text[len])
        return 0;
    out->parameter = strtod(text + len + 1, &end);
    if (!out->measure->parameter)
        return cli_usage(run, "%s takes no number, as in '%s'", name, text);
    if (*end || end == text + len + 1 || !(out->parameter >= 0))
        return cli_usage(run, "'%s' needs a number: %s", text, out->measure->parameter);
    if (out->measure->whole && floor(out->parameter) < out->parameter)
        return cli_usage(run, "'%s' needs a whole number: %s", text,
                         out->measure->parameter);
    return 0;
}

int cli_load(cli_run *run, const char *path, shb_network **out) {
    return shb_network_load(&run->ctx, path, out) == SHB_OK ? 0 : cli_failed(run);
}

const char *cli_node_text(const shb_network *net, const char *name, uint32_t node) {
    const shb_column *column = shb_node_column(net, name);
    return column && column->type == SHB_STRING ? column->cells.strings[node] : NULL;
}

/* Was the node's spelling of this id joined to another? */
static bool was_id(const shb_network *net, uint32_t node, const char *id) {
    const char *ids = cli_node_text(net, "same_as", node);
    for (size_t len; ids && *ids; ids += len + (ids[len] == ' ')) {
        len = strcspn(ids, " ");
        if (strlen(id) == len && memcmp(ids, id, len) == 0)
            return true;
    }
    return false;
}

/* The best of its labels. */
static double likeness(const shb_network *net, uint32_t node, const char *name) {
    static const char *const columns[] = {"label_ar", "label_en", "label_ru"};
    shb_ctx quiet = SHB_CTX_INIT;
    double best = 0, own;
    if (shb_name_likeness(&quiet, name, net->nodes[node].label, &own) == SHB_OK)
        best = own;
    for (size_t i = 0; i < 3; i++) {
        const char *label = cli_node_text(net, columns[i], node);
        if (label && shb_name_likeness(&quiet, name, label, &own) == SHB_OK && own > best)
            best = own;
    }
    return best;
}

/* Up to five nodes that are written much like it. */
static void suggest(cli_run *run, const shb_network *net, const double *alike) {
    const double ENOUGH = .7;
    uint32_t *order = cli_order(run, alike, net->n_nodes);
    for (size_t k = 0; order && k < net->n_nodes && k < 5; k++) {
        const shb_node *node = &net->nodes[order[k]];
        if (alike[order[k]] < ENOUGH)
            break;
        fputs(k ? " " : "perhaps:\n ", stderr);
        cli_say_plain(node->label);
        fputs(" (", stderr);
        cli_say_plain(node->id);
        fputs(")\n", stderr);
    }
    free(order);
}

/* The node of the first entity of that name that the network holds; the others are told.
 */
static uint32_t find_by_gazetteer(cli_run *run, const shb_network *net,
                                  const char *name) {
    shb_ctx quiet = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    uint32_t entities[16], node = UINT32_MAX;
    bool told = false;
    if (shb_gazetteer_load_shipped(&quiet, &gazetteer) != SHB_OK)
        return UINT32_MAX;
    size_t n = shb_gazetteer_find_any_case(gazetteer, (shb_str){name, strlen(name)},
                                           entities, 16);
    for (size_t i = 0; i < n; i++) {
        const char *id = shb_gazetteer_entity(gazetteer, entities[i])->id;
        const uint32_t own = shb_network_node(net, id);
        if (node == UINT32_MAX) {
            node = own;
        } else if (own != UINT32_MAX && own != node) {
            if (!told)
                cli_say(run, "'%s' is taken for %s, but may be", name,
                        net->nodes[node].id);
            cli_say(run, "%s %s", told ? "," : "", id);
            told = true;
        }
    }
    if (told)
        cli_say(run, " here: write the id\n");
    shb_gazetteer_free(gazetteer);
    return node;
}

int cli_find_node(cli_run *run, const shb_network *net, const char *name, uint32_t *out) {
    uint32_t node = shb_network_node(net, name);
    double *alike = NULL;
    if (node == UINT32_MAX) {
        if (!(alike = malloc((net->n_nodes + 1) * sizeof *alike))) {
            shb_fail_memory(&run->ctx);
            return cli_failed(run);
        }
        for (uint32_t i = net->n_nodes; i-- > 0;)
            if ((alike[i] = likeness(net, i, name)) >= 1 || was_id(net, i, name))
                node = i;
    }
    if (node == UINT32_MAX)
        node = find_by_gazetteer(run, net, name);
    if (node == UINT32_MAX) {
        shb_fail(&run->ctx, SHB_ENOTFOUND, NULL, "no node is named '%s' in this network",
                 name);
        cli_failed(run);
        suggest(run, net, alike);
    }
    free(alike);
    *out = node;
    return node == UINT32_MAX ? EXIT_FAILED : 0;
}

int cli_step(cli_run *run, shb_network *net, const char *format, ...) {
    char step[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(step, sizeof step, format, args);
    va_end(args);
    return shb_network_add_step(&run->ctx, net, step) == SHB_OK ? 0 : cli_failed(run);
}
