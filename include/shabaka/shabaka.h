/**
 * @file shabaka.h
 * Everything. A whole program:
 *
 * @code
 * #include <shabaka/shabaka.h>
 * #include <stdio.h>
 *
 * int main(int argc, char **argv) {
 *     shb_ctx ctx = SHB_CTX_INIT;
 *     shb_gazetteer *gazetteer = NULL;
 *     shb_network *net = NULL;
 *     shb_pipeline_options options = SHB_PIPELINE_OPTIONS_INIT;
 *     char line[1024];
 *     if (shb_gazetteer_load_shipped(&ctx, &gazetteer) != SHB_OK ||
 *         shb_build(&ctx, gazetteer, (const char *const *)argv + 1, (size_t)argc - 1,
 *                   &options, &net, NULL) != SHB_OK) {
 *         fprintf(stderr, "%s\n", shb_error_format(&ctx.err, line, sizeof line));
 *         return 1;
 *     }
 *     for (size_t i = 0; i < net->n_edges; i++)
 *         printf("%g\t%s\t%s\n", net->edges[i].weight, net->nodes[net->edges[i].a].label,
 *                net->nodes[net->edges[i].b].label);
 *     shb_network_free(net);
 *     shb_gazetteer_free(gazetteer);
 *     return 0;
 * }
 * @endcode
 */
#ifndef SHABAKA_SHABAKA_H
#define SHABAKA_SHABAKA_H

#include <shabaka/associations.h>
#include <shabaka/backbones.h>
#include <shabaka/cooccurrence.h>
#include <shabaka/decided.h>
#include <shabaka/degrees.h>
#include <shabaka/export.h>
#include <shabaka/gazetteer.h>
#include <shabaka/gazetteer_import.h>
#include <shabaka/groups.h>
#include <shabaka/measures.h>
#include <shabaka/mentions.h>
#include <shabaka/methods.h>
#include <shabaka/network.h>
#include <shabaka/output.h>
#include <shabaka/periods.h>
#include <shabaka/pipeline.h>
#include <shabaka/reader.h>
#include <shabaka/permutation.h>
#include <shabaka/resampling.h>
#include <shabaka/series.h>
#include <shabaka/slices.h>
#include <shabaka/status.h>

#endif
