/* How alike two divisions are, from the table of how many nodes are in both groups. */
#include <shabaka/groups.h>

#include <math.h>
#include <stdlib.h>

#include <shabaka/output.h>

#include "base/alloc.h"

typedef struct place {
    uint32_t a, b;
} place;

static int by_b(const void *x, const void *y) {
    const place *p = x, *q = y;
    return (p->b > q->b) - (p->b < q->b);
}

static int by_a_and_b(const void *x, const void *y) {
    const place *p = x, *q = y;
    return p->a != q->a ? (p->a > q->a) - (p->a < q->a) : by_b(x, y);
}

/* Of the groups, or of the cells of the table: - sum p log p, and pairs of nodes in one.
 */
typedef struct sums {
    double entropy, pairs;
} sums;

static sums add_up(const place *list, size_t n, int (*same)(const void *, const void *)) {
    sums s = {0, 0};
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && same(&list[from], &list[to]) == 0;)
            to++;
        double size = (double)(to - from), share = size / (double)n;
        s.entropy -= share * log(share);
        s.pairs += size * (size - 1) / 2;
    }
    return s;
}

static int by_a(const void *x, const void *y) {
    const place *p = x, *q = y;
    return (p->a > q->a) - (p->a < q->a);
}

shb_status shb_groups_agreement(shb_ctx *ctx, const uint32_t *a, const uint32_t *b,
                                size_t n, shb_agreement *out) {
    place *list = shb_alloc_array(n, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++)
        list[v] = (place){a[v], b[v]};
    qsort(list, n, sizeof *list, by_a_and_b);
    sums both = add_up(list, n, by_a_and_b), first = add_up(list, n, by_a);
    qsort(list, n, sizeof *list, by_b);
    sums second = add_up(list, n, by_b);
    shb_free(list);

    double all = (double)n * ((double)n - 1) / 2, total = first.entropy + second.entropy;
    double shared = fmax(0, total - both.entropy);
    double expected = all > 0 ? first.pairs * second.pairs / all : 0;
    double most = (first.pairs + second.pairs) / 2;
    bool trivial = most - expected == 0; /* both all in one, or each alone */
    out->nmi = n == 0 ? NAN : shb_round9(total > 0 ? fmin(1, 2 * shared / total) : 1);
    out->ari =
        n == 0 ? NAN
               : shb_round9(trivial ? 1 : (both.pairs - expected) / (most - expected));
    /* Equal sums of logarithms differ in their last bits. */
    double vi = 2 * both.entropy - total;
    out->vi = n == 0 ? NAN : shb_round9(vi > 1e-12 ? vi : 0);
    return SHB_OK;
}
