#include <shabaka/incidence.h>

#include "base/alloc.h"

static void free_rows(shb_rows *rows) {
    shb_free(rows->starts);
    shb_free(rows->nodes);
    shb_free(rows->sentences);
}

void shb_incidence_free(shb_incidence *incidence) {
    if (!incidence)
        return;
    for (size_t i = 0; incidence->documents && i < incidence->n_documents; i++)
        shb_free(incidence->documents[i].id);
    shb_free(incidence->documents);
    free_rows(&incidence->units);
    free_rows(&incidence->sentences);
    shb_free(incidence);
}
