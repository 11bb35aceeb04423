#include "methods/sources.h"

#include <stdio.h>
#include <string.h>

#include <shabaka/associations.h>
#include <shabaka/backbones.h>
#include <shabaka/measures.h>

static const char *source_of_association(const char *name) {
    const shb_association *a = shb_association_by_name(name);
    return a ? a->source : NULL;
}
static const char *source_of_backbone(const char *name) {
    const shb_backbone *b = shb_backbone_by_name(name);
    return b ? b->source : NULL;
}
static const char *source_of_measure(const char *name) {
    const shb_measure *m = shb_measure_by_name(name);
    return m ? m->source : NULL;
}
static const char *source_of_edge_measure(const char *name) {
    const shb_measure *m = shb_edge_measure_by_name(name);
    return m ? m->source : NULL;
}
static const char *source_of_method(const char *name) {
    const shb_group_method *m = shb_group_method_by_name(name);
    return m ? m->source : NULL;
}

/* What is not in a table, because there is one way to do it. */
static const char *source_of_practice(const char *name) {
    static const char *const practices[][2] = {
        {"consensus", "Lancichinetti and Fortunato 2012, doi:10.1038/srep00336"},
        {"newman", "Newman 2001, doi:10.1103/PhysRevE.64.016132"}};
    for (size_t i = 0; i < sizeof practices / sizeof *practices; i++)
        if (strcmp(name, practices[i][0]) == 0)
            return practices[i][1];
    return NULL;
}

static const shb_source_word source_words[] = {
    {"associations", "measures", "names", source_of_association},
    {"association", "weight", "measure", source_of_association},
    {"backbone_source", "backbone", "backbone", source_of_backbone},
    {"tried", "fdsm", "backbone", source_of_backbone},
    {"centralities", "rank", "names", source_of_measure},
    {"resampled", "bootstrap", "measures", source_of_measure},
    {"resampled", "jackknife", "measures", source_of_measure},
    {"resampled_weight", "bootstrap", "weight", source_of_association},
    {"resampled_weight", "jackknife", "weight", source_of_association},
    {"edge_measures", "rank_edges", "names", source_of_edge_measure},
    {"method_source", "groups", "method", source_of_method},
    {"agreement", "groups", "agreement", source_of_practice},
    {"newman", "project", "newman", source_of_practice},
};
enum { N_SOURCE_WORDS = sizeof source_words / sizeof *source_words };

static const shb_step_source step_sources[] = {
    {"bootstrap", NULL, "10.1214/aos/1176344552"},
    {"bootstrap", "nmi", "10.1038/s41598-019-41695-z, 10.1088/1742-5468/2005/09/P09008"},
    {"jackknife", NULL, "10.1214/aoms/1177706647, Kott 2001"},
    {"fdsm", NULL, "10.2202/1544-6115.1585"},
    {"trend", NULL, "10.2307/3001775, 10.1111/j.2517-6161.1995.tb02031.x"},
    {"burst", NULL, "10.1145/775047.775061"},
};

const shb_step_source *shb_step_sources(size_t *count) {
    *count = sizeof step_sources / sizeof *step_sources;
    return step_sources;
}

const shb_source_word *shb_source_words(size_t *count) {
    *count = N_SOURCE_WORDS;
    return source_words;
}

const shb_source_word *shb_source_word_by_name(const char *word) {
    for (size_t i = 0; i < N_SOURCE_WORDS; i++)
        if (strcmp(word, source_words[i].word) == 0)
            return &source_words[i];
    return NULL;
}

void shb_source_names(const shb_source_word *word, const char *list,
                      shb_each_source *each, void *user) {
    bool first = true;
    if (strcmp(list, "all") == 0) {
        size_t n;
        const shb_association *a = shb_associations(&n);
        for (size_t i = 0; word->find == source_of_association && i < n; i++)
            if (!a[i].of_units)
                each(user, a[i].name, a[i].source, i == 0);
        const shb_measure *m = shb_measures(&n);
        for (size_t i = 0; word->find == source_of_measure && i < n; i++)
            each(user, m[i].name, m[i].source, i == 0);
        return;
    }
    while (*list) {
        char name[64], bare[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        snprintf(bare, sizeof bare, "%.*s", (int)strcspn(name, ":"), name);
        each(user, name, word->find(bare), first); /* "reach:3" is reach */
        first = false;
        list += len + (list[len] == ',');
    }
}
