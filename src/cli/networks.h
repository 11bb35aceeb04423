/**
 * @file networks.h
 * Networks in, and what is found in them by name.
 */
#ifndef SHB_CLI_NETWORKS_H
#define SHB_CLI_NETWORKS_H

#include "cli/run.h"

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

/** Record what was done to a network: a JSON object as printf. 0 or an exit status. */
int cli_step(cli_run *run, shb_network *net, const char *format, ...) SHB_PRINTF(3, 4);

#endif
