#include "gazetteer/duals.h"

#include <string.h>

#include "text/spells.h"

/* The singular, then the dual in both cases and the plural, where names are joined behind
 * them; "the newspapers" and "the councils" stand before other words rather. */
static const char *const heads[][1 + DUALS_MAX] = {
    {"وزارة", "وزارتا", "وزارتي", "وزارات"}, {"وكالة", "وكالتا", "وكالتي", "وكالات"},
    {"صحيفة", "صحيفتا", "صحيفتي", NULL},     {"مجلة", "مجلتا", "مجلتي", NULL},
    {"قناة", "قناتا", "قناتي", "قنوات"},     {"شبكة", "شبكتا", "شبكتي", NULL},
    {"موقع", "موقعا", "موقعي", NULL},        {"حركة", "حركتا", "حركتي", NULL},
    {"جماعة", "جماعتا", "جماعتي", NULL},     {"منظمة", "منظمتا", "منظمتي", NULL},
    {"تنظيم", "تنظيما", "تنظيمي", NULL},     {"حزب", "حزبا", "حزبي", NULL},
    {"كتلة", "كتلتا", "كتلتي", NULL},        {"مجلس", "مجلسا", "مجلسي", NULL},
    {"هيئة", "هيئتا", "هيئتي", NULL},        {"مجموعة", "مجموعتا", "مجموعتي", NULL},
    {"شركة", "شركتا", "شركتي", "شركات"},     {"بنك", "بنكا", "بنكي", NULL},
    {"جامعة", "جامعتا", "جامعتي", NULL},
};
enum { N_HEADS = sizeof heads / sizeof *heads };

size_t shb_duals(const shb_phrase *name, shb_phrase out[DUALS_MAX]) {
    size_t n = 0, h = 0;
    if (name->count < 2)
        return 0;
    while (h < N_HEADS && !shb_spell(name->words[0].letters, name->words[0].length,
                                     heads[h][0], strlen(heads[h][0])))
        h++;
    for (size_t k = 1; h < N_HEADS && k <= DUALS_MAX && heads[h][k]; k++, n++) {
        out[n] = *name;
        out[n].words[0].length = (uint8_t)shb_fold_word(heads[h][k], strlen(heads[h][k]),
                                                        out[n].words[0].letters);
    }
    return n;
}

const char *shb_singular_head(const uint8_t *letters, size_t n) {
    for (size_t h = 0; h < N_HEADS; h++)
        for (size_t k = 1; k <= DUALS_MAX && heads[h][k]; k++)
            if (shb_spell(letters, n, heads[h][k], strlen(heads[h][k])))
                return heads[h][0];
    return NULL;
}
