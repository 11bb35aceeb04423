#include <shabaka/backbones.h>

#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/backbone_structure.h"
#include "network/backbone_units.h"
#include "network/backbone_weights.h"
#include "network/chance.h"

/* What a backbone is computed by: one of these three. */
typedef struct ways {
    shb_status (*units)(shb_ctx *, const shb_network *, const shb_tables *, double *p);
    shb_status (*weights)(shb_ctx *, const shb_network *, double *p); /* or a column */
    shb_status (*with_parameter)(shb_ctx *, const shb_network *, double, double *p);
    shb_status (*structure)(shb_ctx *, const shb_network *, bool *keep);
    shb_status (*cut)(shb_ctx *, const shb_network *, double, bool *keep);
} ways;

/* A new backbone is one line in each of these two. */
static const shb_backbone backbones[] = {
    {"fixedrow", "p = P(X >= n_ij), X hypergeometric (N, n_i, n_j)",
     "together more often than units drawn evenly would have it",
     "Tumminello et al. 2011, doi:10.1371/journal.pone.0017994", NULL, 0, 0, true, true},
    {"sdsm",
     "p = P(X >= n_ij), X = sum over units u of Bernoulli(p_iu p_ju), p_iu = x_i y_u / "
     "(1 + x_i y_u)",
     "the same, where units name as many as they do: long ones count for less",
     "Neal 2014, doi:10.1016/j.socnet.2014.06.001; Saracco et al. 2017, "
     "doi:10.1088/1367-2630/aa6b38",
     NULL, 0, 0, true, true},
    {"fdsm", "p = (1 + trials in which i and j meet n_ij times or more) / (1 + trials)",
     "the same by random networks, exact in both margins; from build --fdsm TRIALS",
     "Neal 2014, doi:10.1016/j.socnet.2014.06.001; Godard and Neal 2022, "
     "doi:10.1093/comnet/cnac049",
     NULL, 0, 0, true, true},
    {"disparity", "p = min over both ends i of (1 - w_ij / s_i)^(k_i - 1)",
     "heavier than an even spread of one end's strength over its ties",
     "Serrano et al. 2009, doi:10.1073/pnas.0808904106", NULL, 0, 0, true, false},
    {"noise",
     "p = P(Z >= L / sd(L)), L = (w_ij - E) / (w_ij + E), E = s_i s_j / sum_k s_k",
     "heavier than both ends' strengths, beyond the error of the estimate; favours pairs "
     "of rare names that met once",
     "Coscia and Neffke 2017, doi:10.1109/ICDE.2017.100", NULL, 0, 0, true, false},
    {"mlf",
     "p = P(X >= w_ij), X binomial (T, s_i s_j / (2 T^2)), T the sum of all weights",
     "heavier than chance between ends of these strengths; counts",
     "Dianati 2016, doi:10.1103/PhysRevE.93.012304", NULL, 0, 0, true, false},
    {"lans", "p = min over both ends of the share of its ties that are heavier than w_ij",
     "among the heaviest ties of one of its ends",
     "Foti et al. 2011, doi:10.1371/journal.pone.0016431", NULL, 0, 0, true, false},
    {"polya",
     "p = min over both ends i of P(Y >= w_ij), Y beta-binomial (s_i, 1 / X, (k_i - 1) / "
     "X)",
     "heavier than Polya's urn gives an end of this strength; counts",
     "Marcaccioli and Livan 2019, doi:10.1038/s41467-019-08667-3",
     "the reinforcement a of the urn", 1, 0, true, false},
    {"mst", "the forest of the largest sum of weights", "the maximum spanning forest",
     "Kruskal 1956, doi:10.1090/S0002-9939-1956-0078686-7", NULL, 0, 0, false, false},
    {"kcore", "min(core_i, core_j) >= X", "ties between nodes of coreness X or more",
     "Seidman 1983, doi:10.1016/0378-8733(83)90028-X", "the least coreness", 2, 0, false,
     false},
    {"top", "w_ij >= the X-th heaviest of either end", "the X heaviest ties of each node",
     "", "ties a node", 3, 1, false, false},
    {"threshold", "w_ij >= X", "ties of weight X or more", "", "the least weight", 2, 0,
     false, false},
    {"metric", "1 / w_ij = d_ij, the length of the shortest way",
     "ties that are a shortest way between their ends, lengths 1 / weight",
     "Simas et al. 2021, doi:10.1093/comnet/cnab021", NULL, 0, 0, false, false},
    {"ultrametric",
     "w_ij >= max over all ways from i to j of the least weight on the way",
     "ties that no way of heavier ties goes round",
     "Simas et al. 2021, doi:10.1093/comnet/cnab021", NULL, 0, 0, false, false},
};
static const ways computations[] = {
    {.units = shb_fixedrow},
    {.units = shb_sdsm},
    {.weights = shb_fdsm},
    {.weights = shb_disparity},
    {.weights = shb_noise_corrected},
    {.weights = shb_mlf},
    {.weights = shb_lans},
    {.with_parameter = shb_polya},
    {.structure = shb_keep_spanning},
    {.cut = shb_keep_core},
    {.cut = shb_keep_top},
    {.cut = shb_keep_threshold},
    {.structure = shb_keep_metric},
    {.structure = shb_keep_ultrametric},
};
enum { N_BACKBONES = sizeof backbones / sizeof *backbones };
_Static_assert(sizeof computations / sizeof *computations == N_BACKBONES,
               "one computation a backbone");

const shb_backbone *shb_backbones(size_t *count) {
    *count = N_BACKBONES;
    return backbones;
}

const shb_backbone *shb_backbone_by_name(const char *name) {
    for (size_t i = 0; i < N_BACKBONES; i++)
        if (strcmp(backbones[i].name, name) == 0)
            return &backbones[i];
    return NULL;
}

const char *shb_correction_name(shb_correction correction) {
    static const char *const names[] = {"none", "bh", "holm"};
    return names[correction];
}

static shb_status p_values(shb_ctx *ctx, const shb_network *net, const ways *w,
                           double parameter, double *p) {
    if (w->weights)
        return w->weights(ctx, net, p);
    if (w->with_parameter)
        return w->with_parameter(ctx, net, parameter, p);
    shb_tables tables;
    shb_status st = shb_tables_init(ctx, net, &tables);
    if (st == SHB_OK) {
        st = w->units(ctx, net, &tables, p);
        shb_tables_done(&tables);
    }
    return st;
}

static shb_status test(shb_ctx *ctx, const shb_network *net, const shb_backbone *backbone,
                       const shb_backbone_options *options, double parameter, double *p,
                       double *q, bool *keep, double *tests) {
    static const shb_correction_kind kinds[] = {CORRECT_NONE, CORRECT_BH, CORRECT_HOLM};
    size_t n = net->n_edges;
    double nodes = (double)net->n_nodes, made = (double)n;
    double *own = shb_alloc_array(2 * n, sizeof *own);
    if (!own)
        return shb_fail_memory(ctx);
    if (backbone->of_units)
        made = nodes > 1 ? nodes * (nodes - 1) / 2 : 0;
    shb_status st =
        p_values(ctx, net, &computations[backbone - backbones], parameter, own);
    if (st == SHB_OK)
        st = shb_correct(ctx, own, n, made, kinds[options->correction], own + n);
    for (size_t e = 0; st == SHB_OK && e < n; e++) {
        keep[e] = own[n + e] <= options->alpha;
        if (p)
            p[e] = shb_round9(own[e]);
        if (q)
            q[e] = shb_round9(own[n + e]);
    }
    if (st == SHB_OK && tests)
        *tests = made;
    shb_free(own);
    return st;
}

shb_status shb_backbone_compute(shb_ctx *ctx, const shb_network *net,
                                const shb_backbone *backbone,
                                const shb_backbone_options *options, double *p, double *q,
                                bool *keep, double *tests) {
    const shb_backbone *known = backbone ? shb_backbone_by_name(backbone->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such backbone");
    double parameter = options->parameter >= 0 ? options->parameter : known->standard;
    const ways *w = &computations[known - backbones];
    if (known->tests)
        return test(ctx, net, known, options, parameter, p, q, keep, tests);
    for (size_t e = 0; e < net->n_edges; e++) {
        if (p)
            p[e] = NAN;
        if (q)
            q[e] = NAN;
    }
    if (tests)
        *tests = 0;
    return w->cut ? w->cut(ctx, net, parameter, keep) : w->structure(ctx, net, keep);
}
