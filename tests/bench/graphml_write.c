/*
 * GraphML beside igraph's own writer, in one run: the same random network with labels,
 * types and weights, written to the same folder; the fastest of several runs of each.
 *
 *     build/tests/graphml_write [NODES EDGES [RUNS]]
 */
#include <igraph/igraph.h>
#include <shabaka/shabaka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"

static const char *const types[] = {"person", "state", "organization"};

/* On the wall, and of this process's processors: others may be at work here. */
typedef struct took {
    double wall, cpu;
} took;

static double read_clock(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static took now(void) {
    return (took){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};
}

static took since(took start) {
    took end = now();
    return (took){end.wall - start.wall, end.cpu - start.cpu};
}

static void keep_best(took *best, took one) {
    best->wall = one.wall < best->wall ? one.wall : best->wall;
    best->cpu = one.cpu < best->cpu ? one.cpu : best->cpu;
}

static void check(bool good, const char *what) {
    if (good)
        return;
    fprintf(stderr, "graphml_write: %s failed\n", what);
    exit(1);
}

/* Pairs a < b in canonical order: each node has ties to some that follow it. */
static shb_network *random_network(size_t n, size_t m) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    shb_column *type, *mentions;
    char text[64];
    check(shb_network_new(&ctx, &net) == SHB_OK, "memory");
    net->nodes = shb_alloc_array(n, sizeof *net->nodes);
    net->edges = shb_alloc_array(m, sizeof *net->edges);
    check(net->nodes && net->edges, "memory");
    net->n_nodes = n;
    for (size_t v = 0; v < n; v++) {
        snprintf(text, sizeof text, "%s:n%07zu", types[v % 3], v);
        net->nodes[v].id = shb_strdup(text);
        snprintf(text, sizeof text, "الاسم رقم %zu", v);
        net->nodes[v].label = shb_strdup(text);
    }
    srand(1);
    for (size_t v = 0, left = m; v + 1 < n && left > 0; v++) {
        size_t own = left / (n - 1 - v) + (left % (n - 1 - v) != 0);
        size_t step = 1 + (size_t)rand() % 7;
        for (size_t k = 1; k <= own && v + k * step < n && left > 0; k++, left--)
            net->edges[net->n_edges++] =
                (shb_edge){(uint32_t)v, (uint32_t)(v + k * step), 1 + rand() % 50};
    }
    check(shb_node_column_add(&ctx, net, "type", SHB_STRING, &type) == SHB_OK, "memory");
    for (size_t v = 0; v < n; v++)
        check(shb_cell_set_string(&ctx, type, v, types[v % 3]) == SHB_OK, "memory");
    check(shb_node_column_add(&ctx, net, "mentions", SHB_INT, &mentions) == SHB_OK,
          "memory");
    for (size_t v = 0; v < n; v++)
        mentions->cells.ints[v] = (int64_t)(v % 100);
    return net;
}

static void to_igraph(const shb_network *net, igraph_t *out) {
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, 2 * (igraph_integer_t)net->n_edges);
    for (size_t e = 0; e < net->n_edges; e++) {
        VECTOR(ends)[2 * e] = net->edges[e].a;
        VECTOR(ends)[2 * e + 1] = net->edges[e].b;
    }
    igraph_create(out, &ends, (igraph_integer_t)net->n_nodes, false);
    igraph_vector_int_destroy(&ends);
    for (size_t v = 0; v < net->n_nodes; v++) {
        SETVAS(out, "name", (igraph_integer_t)v, net->nodes[v].id);
        SETVAS(out, "label", (igraph_integer_t)v, net->nodes[v].label);
        SETVAS(out, "type", (igraph_integer_t)v, types[v % 3]);
        SETVAN(out, "mentions", (igraph_integer_t)v, (double)(v % 100));
    }
    for (size_t e = 0; e < net->n_edges; e++)
        SETEAN(out, "weight", (igraph_integer_t)e, net->edges[e].weight);
}

static void report(const char *who, took best, const char *path) {
    struct stat file;
    check(stat(path, &file) == 0, path);
    printf("%-8s %6.3f s  %6.3f s of processors  %6.1f MB\n", who, best.wall, best.cpu,
           (double)file.st_size / 1e6);
}

static took write_ours(const shb_network *net, const char *path) {
    shb_ctx ctx = SHB_CTX_INIT;
    took start = now();
    check(shb_network_save(&ctx, net, shb_format_by_name("graphml"), path, NULL) ==
              SHB_OK,
          "our writer");
    return since(start);
}

static took write_igraph(const igraph_t *graph, const char *path) {
    took start = now();
    FILE *file = fopen(path, "w");
    check(file && igraph_write_graph_graphml(graph, file, true) == IGRAPH_SUCCESS,
          "igraph's writer");
    check(fclose(file) == 0, "closing");
    return since(start);
}

/* What the disk allows: the bytes of our file, written in one go and kept. */
static took write_bytes(const char *from, const char *path) {
    struct stat file;
    FILE *in = fopen(from, "r");
    check(in && stat(from, &file) == 0, from);
    char *bytes = malloc((size_t)file.st_size);
    check(bytes && fread(bytes, 1, (size_t)file.st_size, in) == (size_t)file.st_size,
          from);
    fclose(in);
    took start = now();
    FILE *out = fopen(path, "w");
    check(out && fwrite(bytes, 1, (size_t)file.st_size, out) == (size_t)file.st_size &&
              fflush(out) == 0 && fsync(fileno(out)) == 0 && fclose(out) == 0,
          path);
    took time = since(start);
    free(bytes);
    return time;
}

int main(int argc, char **argv) {
    size_t n = argc > 2 ? strtoul(argv[1], NULL, 10) : 100000;
    size_t m = argc > 2 ? strtoul(argv[2], NULL, 10) : 500000;
    int runs = argc > 3 ? atoi(argv[3]) : 5;
    char folder[] = "/tmp/shabaka-graphml-XXXXXX", ours[64], theirs[64], plain[64];
    check(mkdtemp(folder) != NULL, "a folder in /tmp");
    snprintf(ours, sizeof ours, "%s/ours.graphml", folder);
    snprintf(theirs, sizeof theirs, "%s/igraph.graphml", folder);
    snprintf(plain, sizeof plain, "%s/plain", folder);
    igraph_set_attribute_table(&igraph_cattribute_table);
    igraph_t graph;
    shb_network *net = random_network(n, m);
    to_igraph(net, &graph);
    took best = {1e9, 1e9}, best_igraph = best, best_plain = best;
    for (int i = 0; i < runs; i++) {
        keep_best(&best, write_ours(net, ours));
        keep_best(&best_igraph, write_igraph(&graph, theirs));
        keep_best(&best_plain, write_bytes(ours, plain));
    }
    printf("%zu nodes, %zu edges, best of %d\n", net->n_nodes, net->n_edges, runs);
    report("ours", best, ours);
    report("igraph", best_igraph, theirs);
    report("bytes", best_plain, plain);
    printf("%.1f times as fast as igraph\n", best_igraph.wall / best.wall);
    unlink(ours);
    unlink(theirs);
    unlink(plain);
    rmdir(folder);
    igraph_destroy(&graph);
    shb_network_free(net);
    return 0;
}
