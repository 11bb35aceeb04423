/* How alike two divisions are, from the table of how many nodes are in both groups. */
#include <shabaka/groups.h>

#include <math.h>
#include <stdlib.h>

#include <shabaka/output.h>

#include "base/alloc.h"

typedef struct place {
    uint32_t a, b, item;
} place;

static int by_b(const void *x, const void *y) {
    const place *p = x, *q = y;
    return (p->b > q->b) - (p->b < q->b);
}

static int by_a_and_b(const void *x, const void *y) {
    const place *p = x, *q = y;
    return p->a != q->a ? (p->a > q->a) - (p->a < q->a) : by_b(x, y);
}

static int by_all(const void *x, const void *y) {
    const place *p = x, *q = y;
    int order = by_a_and_b(x, y);
    return order ? order : (p->item > q->item) - (p->item < q->item);
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

/* Sorted by a, then b, then as they come; NULL without memory. */
static place *list_places(const uint32_t *a, const uint32_t *b, size_t n) {
    place *list = shb_alloc_array(n, sizeof *list);
    for (size_t v = 0; list && v < n; v++)
        list[v] = (place){a[v], b[v], (uint32_t)v};
    if (list)
        qsort(list, n, sizeof *list, by_all);
    return list;
}

shb_status shb_groups_agreement(shb_ctx *ctx, const uint32_t *a, const uint32_t *b,
                                size_t n, shb_agreement *out) {
    place *list = list_places(a, b, n);
    if (!list)
        return shb_fail_memory(ctx);
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

shb_status shb_groups_moved(shb_ctx *ctx, const uint32_t *a, const uint32_t *b, size_t n,
                            bool *out) {
    place *list = list_places(a, b, n);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t from = 0, end; from < n; from = end) {
        size_t best = from, most = 0;
        for (end = from; end < n && list[end].a == list[from].a;) {
            size_t cell = end;
            while (end < n && by_a_and_b(&list[end], &list[cell]) == 0)
                end++;
            if (end - cell > most ||
                (end - cell == most && list[cell].item < list[best].item)) {
                most = end - cell;
                best = cell;
            }
        }
        for (size_t i = from; i < end; i++)
            out[list[i].item] = list[i].b != list[best].b;
    }
    shb_free(list);
    return SHB_OK;
}
