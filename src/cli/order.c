/* The order that rankings are printed in. */
#include "cli/networks.h"

#include <math.h>
#include <stdlib.h>

typedef struct ranked {
    double value;
    uint32_t node;
} ranked;

static int by_value(const void *x, const void *y) {
    const ranked *a = x, *b = y;
    if (isnan(a->value) != isnan(b->value))
        return isnan(a->value) ? 1 : -1;
    if (!isnan(a->value) && a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

uint32_t *cli_order(cli_run *run, const double *values, size_t n) {
    ranked *list = malloc((n + 1) * sizeof *list);
    uint32_t *order = malloc((n + 1) * sizeof *order);
    if (!list || !order) {
        shb_fail_memory(&run->ctx);
        free(order);
        order = NULL;
    } else {
        for (size_t i = 0; i < n; i++)
            list[i] = (ranked){values[i], (uint32_t)i};
        qsort(list, n, sizeof *list, by_value);
        for (size_t i = 0; i < n; i++)
            order[i] = list[i].node;
    }
    free(list);
    return order;
}
