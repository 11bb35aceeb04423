#include <shabaka/associations.h>

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include <shabaka/output.h>
#include "network/chance.h"
#include "network/contributions.h"
#include "network/tables.h"

/* The 2x2 table of one edge. */
typedef struct table {
    double n, i, j, ij; /* N, n_i, n_j, n_ij */
    double expected;    /* n_i n_j / N */
} table;

typedef double formula(const table *t);

static double expected(const table *t) { return t->expected; }
static double obsexp(const table *t) { return t->ij / t->expected; }
static double cosine(const table *t) { return t->ij / sqrt(t->i * t->j); }
static double jaccard(const table *t) { return t->ij / (t->i + t->j - t->ij); }
static double dice(const table *t) { return 2 * t->ij / (t->i + t->j); }
static double logdice(const table *t) { return 14 + log2(dice(t)); }
static double overlap(const table *t) { return t->ij / fmin(t->i, t->j); }
static double equivalence(const table *t) { return t->ij / t->i * t->ij / t->j; }
static double pmi(const table *t) { return log2(obsexp(t)); }
static double ppmi(const table *t) { return fmax(0, pmi(t)); }
static double pmi2(const table *t) { return pmi(t) + log2(t->ij / t->n); }
static double pmi3(const table *t) { return pmi(t) + 2 * log2(t->ij / t->n); }

static double npmi(const table *t) {
    return t->ij == t->n ? NAN : pmi(t) / -log2(t->ij / t->n);
}

/* Rare pairs are drawn towards 0, by their own count and by the rarer one's. */
static double pmi_discounted(const table *t) {
    double rarer = fmin(t->i, t->j);
    return pmi(t) * t->ij / (t->ij + 1) * rarer / (rarer + 1);
}

static double one_cell(double observed, double by_chance) {
    return observed > 0 ? observed * log(observed / by_chance) : 0;
}

static double g2(const table *t) {
    double i = t->n - t->i, j = t->n - t->j;
    double sum = one_cell(t->ij, t->expected) + one_cell(t->i - t->ij, t->i * j / t->n) +
                 one_cell(t->j - t->ij, i * t->j / t->n) +
                 one_cell(t->n - t->i - t->j + t->ij, i * j / t->n);
    return copysign(2 * fmax(0, sum), t->ij - t->expected);
}

/* (ad - bc) of the table's four cells. */
static double phi(const table *t) {
    double cross = t->n * t->ij - t->i * t->j;
    return cross / sqrt(t->i * t->j * (t->n - t->i) * (t->n - t->j));
}

static double chi2(const table *t) { return t->n * phi(t) * phi(t); }
static double tscore(const table *t) { return (t->ij - t->expected) / sqrt(t->ij); }
static double zscore(const table *t) { return (t->ij - t->expected) / sqrt(t->expected); }

/* Half a unit is added to each cell, so that an empty one gives no infinity. */
static double log_odds(const table *t, double *error) {
    double a = t->ij + .5, b = t->i - t->ij + .5, c = t->j - t->ij + .5;
    double d = t->n - t->i - t->j + t->ij + .5;
    *error = sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    return log(a * d / (b * c));
}

static double odds_at(const table *t, double errors) {
    double error, middle = log_odds(t, &error);
    return exp(middle + errors * error);
}

#define NORMAL_975 1.959963984540054
static double oddsratio(const table *t) { return odds_at(t, 0); }
static double oddsratio_low(const table *t) { return odds_at(t, -NORMAL_975); }
static double oddsratio_high(const table *t) { return odds_at(t, NORMAL_975); }

static double deltap_ab(const table *t) {
    return t->ij / t->i - (t->j - t->ij) / (t->n - t->i);
}

static double deltap_ba(const table *t) {
    return t->ij / t->j - (t->i - t->ij) / (t->n - t->j);
}

static double p_hypergeometric(const table *t) {
    return shb_hypergeometric_tail((uint64_t)t->ij, (uint64_t)t->n, (uint64_t)t->i,
                                   (uint64_t)t->j);
}

static double count(const table *t) { return t->ij; }

/* clang-format off: a table */
#define ASSOCIATIONS(M)                                                                  \
    /* name, formula, what it says and its range, source */                              \
    M(count, "n_ij", "units that name both, from 1",                                     \
      "Newman 2001, doi:10.1103/PhysRevE.64.016132")                                     \
    M(expected, "E = n_i n_j / N", "units that would name both by chance, above 0",      \
      "van Eck and Waltman 2009, doi:10.1002/asi.21075")                                 \
    M(obsexp, "n_ij / E",                                                                \
      "observed by expected, the association strength; 1 is chance, from 0; high for "   \
      "rare pairs",                                                                      \
      "van Eck and Waltman 2009, doi:10.1002/asi.21075")                                 \
    M(cosine, "n_ij / sqrt(n_i n_j)", "Salton's cosine (Ochiai), 0 to 1",                \
      "van Eck and Waltman 2009, doi:10.1002/asi.21075")                                 \
    M(jaccard, "n_ij / (n_i + n_j - n_ij)",                                              \
      "share of the units that name either which name both, 0 to 1",                     \
      "Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x")                            \
    M(dice, "2 n_ij / (n_i + n_j)",                                                      \
      "harmonic mean of the shares of each one's units that name both, 0 to 1",          \
      "Dice 1945, doi:10.2307/1932409")                                                  \
    M(logdice, "14 + log2(dice)",                                                        \
      "dice on a scale that does not depend on N, at most 14; 1 more is twice as often", \
      "Rychly 2008, https://nlp.fi.muni.cz/raslan/2008/papers/13.pdf")                   \
    M(overlap, "n_ij / min(n_i, n_j)",                                                   \
      "share of the rarer one's units that name both, 0 to 1",                           \
      "Simpson 1960, Am. J. Sci. 258-A, 300")                                            \
    M(equivalence, "n_ij^2 / (n_i n_j)", "the cosine squared, 0 to 1",                   \
      "Callon et al. 1991, doi:10.1007/BF02019280")                                      \
    M(pmi, "log2(n_ij / E)",                                                             \
      "pointwise mutual information, bits; 0 is chance; high for rare pairs",            \
      "Church and Hanks 1990, https://aclanthology.org/J90-1003")                        \
    M(ppmi, "max(0, pmi)", "pmi where above chance, else 0",                             \
      "Bullinaria and Levy 2007, doi:10.3758/BF03193020")                                \
    M(npmi, "pmi / -log2(n_ij / N)",                                                     \
      "pmi between -1 (never together) and 1 (never apart); 0 is chance",                \
      "Bouma 2009, Proc. GSCL, 31")                                                      \
    M(pmi2, "pmi + log2(n_ij / N)", "pmi^k with k = 2, against rare pairs; at most 0",   \
      "Daille 1994, thesis, Universite Paris 7")                                         \
    M(pmi3, "pmi + 2 log2(n_ij / N)", "pmi^k with k = 3, against rare pairs; at most 0", \
      "Daille 1994, thesis, Universite Paris 7")                                         \
    M(pmi_discounted, "pmi n_ij / (n_ij + 1) m / (m + 1), m = min(n_i, n_j)",            \
      "pmi with the shrinkage of rare pairs, bits",                                      \
      "Pantel and Lin 2002, doi:10.1145/775047.775138")                                  \
    M(g2, "2 sum O ln(O / E) over the four cells, signed",                               \
      "log-likelihood; negative where rarer than by chance; 3.84 is p = 0.05, 10.83 is " \
      "0.001",                                                                           \
      "Dunning 1993, https://aclanthology.org/J93-1003")                                 \
    M(chi2, "N phi^2",                                                                   \
      "Pearson's chi-squared of the table, from 0; not for expected counts below 5",     \
      "Pearson 1900, doi:10.1080/14786440009463897")                                     \
    M(phi, "(N n_ij - n_i n_j) / sqrt(n_i n_j (N - n_i) (N - n_j))",                     \
      "correlation of being named, -1 to 1", "Yule 1912, doi:10.2307/2340126")           \
    M(tscore, "(n_ij - E) / sqrt(n_ij)",                                                 \
      "above chance in standard errors of the count; favours frequent pairs",            \
      "Church et al. 1991, in Zernik (ed.), Lexical Acquisition, 115")                   \
    M(zscore, "(n_ij - E) / sqrt(E)",                                                    \
      "above chance in standard errors of the expected count; high for rare pairs",      \
      "Evert 2005, doi:10.18419/opus-2556")                                              \
    M(oddsratio, "a d / (b c), half a unit added to each cell",                          \
      "odds of naming one beside the other by those without; 1 is chance, above 0",      \
      "Haldane 1956, doi:10.1111/j.1469-1809.1956.tb01285.x")                            \
    M(oddsratio_low, "oddsratio e^(-1.959964 s), s^2 = 1/a + 1/b + 1/c + 1/d",               \
      "lower end of its 95 % interval",                                                  \
      "Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x")                              \
    M(oddsratio_high, "oddsratio e^(1.959964 s)", "upper end of its 95 % interval",          \
      "Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x")                              \
    M(deltap_ab, "n_ij / n_i - (n_j - n_ij) / (N - n_i)",                                \
      "how much more often b is named where a is than where a is not, -1 to 1 (a: the "  \
      "first id)",                                                                       \
      "Gries 2013, doi:10.1075/ijcl.18.1.09gri")                                         \
    M(deltap_ba, "n_ij / n_j - (n_i - n_ij) / (N - n_j)",                                \
      "the same the other way, -1 to 1", "Gries 2013, doi:10.1075/ijcl.18.1.09gri")      \
    M(p_hypergeometric, "P(X >= n_ij), X hypergeometric (N, n_i, n_j)",                  \
      "exact probability of so many by chance or more (Fisher's one-sided test), 0 to "  \
      "1",                                                                               \
      "Fisher 1935, The Design of Experiments; Tumminello et al. 2011, "                 \
      "doi:10.1371/journal.pone.0017994")
/* Sums over the units themselves. */
#define SUMS(M)                                                                          \
    M(fractional, "sum of 1 / (k - 1) over the units that name both, k entities of the network in all", \
      "units that name both, long ones for less: each gives everybody it names 1 in "    \
      "all; from build alone",                                                           \
      "Newman 2001, doi:10.1103/PhysRevE.64.016132")                                     \
    M(decay, "sum of e^-d over pairs of sentences d apart, one names i, the other j",    \
      "sentences that name both, and near ones for less; from build with --unit "        \
      "window:N alone, d below N",                                                       \
      "Spitz and Gertz 2016, doi:10.1145/2911451.2911529")
/* clang-format on */

#define DESCRIPTION(name, formula, summary, source)                                      \
    {#name, formula, summary, source, false},
#define SUM_DESCRIPTION(name, formula, summary, source)                                  \
    {#name, formula, summary, source, true},
#define FORMULA(name, formula, summary, source) name,
static const shb_association associations[] = {ASSOCIATIONS(DESCRIPTION)
                                                   SUMS(SUM_DESCRIPTION)};
static formula *const formulas[] = {ASSOCIATIONS(FORMULA)};
enum { N_ASSOCIATIONS = sizeof associations / sizeof *associations };

const shb_association *shb_associations(size_t *count_) {
    *count_ = N_ASSOCIATIONS;
    return associations;
}

const shb_association *shb_association_by_name(const char *name) {
    for (size_t i = 0; i < N_ASSOCIATIONS; i++)
        if (strcmp(associations[i].name, name) == 0)
            return &associations[i];
    return NULL;
}

/* From the units, or as they were counted once. */
static shb_status sum_of_units(shb_ctx *ctx, const shb_network *net,
                               const shb_association *measure, double *out) {
    const shb_column *counted = shb_edge_column(net, measure->name);
    shb_contributions all;
    shb_share share = SHB_SHARE_COUNT;
    if (!net->incidence && counted) {
        for (size_t e = 0; e < net->n_edges; e++)
            out[e] = shb_cell_number(counted, e);
        return SHB_OK;
    }
    shb_share_by_name(measure->name, &share);
    shb_status st = shb_contributions_make(ctx, net, share, &all);
    if (st != SHB_OK)
        return st;
    memset(out, 0, net->n_edges * sizeof *out);
    for (size_t i = 0; i < all.starts[all.n_documents]; i++)
        out[all.items[i].edge] += all.items[i].weight;
    for (size_t e = 0; e < net->n_edges; e++)
        out[e] = shb_round9(out[e]);
    shb_contributions_done(&all);
    return SHB_OK;
}

shb_status shb_association_compute(shb_ctx *ctx, const shb_network *net,
                                   const shb_association *measure, double *out) {
    const shb_association *known =
        measure ? shb_association_by_name(measure->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such association measure");
    if (known->of_units)
        return sum_of_units(ctx, net, known, out);
    shb_tables tables;
    shb_status st = shb_tables_init(ctx, net, &tables);
    if (st != SHB_OK)
        return st;
    formula *value_of = formulas[known - associations];
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        table t = {(double)tables.total, (double)tables.named[edge->a],
                   (double)tables.named[edge->b], (double)tables.together[e], 0};
        t.expected = t.i * t.j / t.n;
        double value = value_of(&t);
        out[e] = isfinite(value) ? shb_round9(value) : NAN;
    }
    shb_tables_done(&tables);
    return SHB_OK;
}

/* The weights into the column `units`, unless they are there. */
static shb_status keep_counts(shb_ctx *ctx, shb_network *net) {
    shb_column *units;
    if (shb_edge_column(net, "units"))
        return SHB_OK;
    shb_status st = shb_edge_column_add(ctx, net, "units", SHB_INT, &units);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++)
        units->cells.ints[e] = (int64_t)net->edges[e].weight;
    return st;
}

shb_status shb_association_weigh(shb_ctx *ctx, shb_network **net,
                                 const shb_association *measure, size_t *dropped) {
    size_t n = (*net)->n_edges, n_dropped = 0;
    shb_network *part = NULL;
    double *values = shb_alloc_array(n, sizeof *values);
    bool *keep_nodes = shb_alloc_array((*net)->n_nodes, sizeof *keep_nodes);
    bool *keep = shb_alloc_array(n, sizeof *keep);
    shb_status st = SHB_OK;
    if (!values || !keep || !keep_nodes) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    if ((st = shb_association_compute(ctx, *net, measure, values)) != SHB_OK ||
        (st = keep_counts(ctx, *net)) != SHB_OK)
        goto done;
    memset(keep_nodes, true, (*net)->n_nodes);
    for (size_t e = 0; e < n; e++) {
        keep[e] = shb_weight_fits(values[e]);
        n_dropped += !keep[e];
        if (keep[e])
            (*net)->edges[e].weight = values[e];
    }
    if (n_dropped &&
        (st = shb_network_part(ctx, *net, keep_nodes, keep, &part)) == SHB_OK) {
        shb_network_free(*net);
        *net = part;
    }
    if (st == SHB_OK && dropped)
        *dropped = n_dropped;
done:
    shb_free(values);
    shb_free(keep_nodes);
    shb_free(keep);
    return st;
}
