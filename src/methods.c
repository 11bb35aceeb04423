/* The paragraph for a paper, from the record in the network alone. */
#include <shabaka/methods.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* What the record says, ready for the sentences below. */
typedef struct record {
    const char *version, *unit, *digest, *since, *until;
    json_int_t window, min_mentions, max_entities, dropped;
    bool sentence;
} record;

static const char *text_of(const json_t *made, const char *member) {
    const char *text = json_string_value(json_object_get(made, member));
    return text ? text : "";
}

static record read_record(const json_t *made) {
    record r = {text_of(made, "version"),
                text_of(made, "unit"),
                text_of(made, "gazetteer"),
                text_of(made, "since"),
                text_of(made, "until"),
                0,
                json_integer_value(json_object_get(made, "min_mentions")),
                json_integer_value(json_object_get(made, "max_entities")),
                json_integer_value(json_object_get(made, "units_dropped")),
                false};
    if (strncmp(r.unit, "window:", 7) == 0)
        r.window = (json_int_t)strtol(r.unit + 7, NULL, 10);
    r.sentence = strcmp(r.unit, "sentence") == 0;
    return r;
}

/* The unit's name in each language: sentence, paragraph, document, window. */
static const char *const units[4][SHB_N_LANGS] = {
    {"الجملة", "sentence", "предложение"},
    {"الفقرة", "paragraph", "абзац"},
    {"الوثيقة", "document", "документ"},
    {"نافذة الجمل", "window of sentences", "окно предложений"}};

static const char *unit_name(const record *r, shb_lang lang) {
    static const char *const names[] = {"sentence", "paragraph", "document"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(r->unit, names[i]) == 0)
            return units[i][lang];
    return units[3][lang];
}

typedef unsigned long long ull;

static void write_english(const shb_network *net, const record *r, shb_output *out) {
    const shb_margins *m = &net->margins;
    shb_printf(
        out,
        "The network was made with shabaka %s from %llu texts. Names of persons, states "
        "and organizations were found with its gazetteer (digest %s), by patterns, and "
        "by short forms of names that the same text gives in full; every spelling, "
        "script and case of one entity is one node, and a capital or seat of government "
        "counts as its state. ",
        r->version, (ull)m->documents, r->digest);
    shb_printf(
        out,
        "The unit of counting was the %s (%llu units): two entities are tied when a unit "
        "names both, each pair counted once a unit, and the weight of an edge is the "
        "number of such units. ",
        unit_name(r, SHB_EN), (ull)m->units);
    if (r->window)
        shb_printf(out, "A window holds %lld consecutive sentences of one text. ",
                   (long long)r->window);
    if (r->since[0] || r->until[0])
        shb_printf(out, "Only texts dated %s%s%s%s were counted. ",
                   r->since[0] ? "from " : "", r->since, r->until[0] ? " to " : "",
                   r->until);
    if (r->min_mentions > 1)
        shb_printf(out, "Entities mentioned fewer than %lld times were left out. ",
                   (long long)r->min_mentions);
    if (r->dropped)
        shb_printf(
            out, "%lld units that name more than %lld entities were counted in no pair. ",
            (long long)r->dropped, (long long)r->max_entities);
    shb_printf(out, "The network has %zu nodes and %zu edges.\n", net->n_nodes,
               net->n_edges);
}

static void write_arabic(const shb_network *net, const record *r, shb_output *out) {
    const shb_margins *m = &net->margins;
    shb_printf(
        out,
        "بُنيت الشبكة ببرنامج shabaka الإصدار %s من %llu نصا. عُثر على أسماء الأشخاص "
        "والدول والمنظمات بمعجم البرنامج (البصمة %s) وبالأنماط وبالصيغ القصيرة لأسماء "
        "وردت كاملة في النص نفسه. كل رسم وكل لغة لكيان واحد عقدة واحدة، والعاصمة أو مقر "
        "الحكم تُحسب لدولتها. ",
        r->version, (ull)m->documents, r->digest);
    shb_printf(
        out,
        "وحدة العد هي %s (%llu وحدة): يرتبط كيانان إذا سمتهما وحدة واحدة، ويُحسب كل زوج "
        "مرة في الوحدة، ووزن الرابط عدد هذه الوحدات. ",
        unit_name(r, SHB_AR), (ull)m->units);
    if (r->window)
        shb_printf(out, "تضم النافذة %lld جملة متتالية من نص واحد. ",
                   (long long)r->window);
    if (r->since[0] || r->until[0])
        shb_printf(out, "لم تُحسب إلا النصوص المؤرخة%s%s%s%s. ", r->since[0] ? " من " : "",
                   r->since, r->until[0] ? " إلى " : "", r->until);
    if (r->min_mentions > 1)
        shb_printf(out, "تُركت الكيانات التي ذُكرت أقل من %lld مرة. ",
                   (long long)r->min_mentions);
    if (r->dropped)
        shb_printf(out, "لم تُحسب أزواج %lld وحدة تسمي أكثر من %lld كيانا. ",
                   (long long)r->dropped, (long long)r->max_entities);
    shb_printf(out, "في الشبكة %zu عقدة و%zu رابطا.\n", net->n_nodes, net->n_edges);
}

static void write_russian(const shb_network *net, const record *r, shb_output *out) {
    const shb_margins *m = &net->margins;
    shb_printf(
        out,
        "Сеть построена программой shabaka %s по текстам (%llu). Имена людей, государств "
        "и организаций найдены по её словарю (отпечаток %s), по шаблонам и по кратким "
        "формам имён, названных в том же тексте полностью; все написания, языки и падежи "
        "одной сущности — один узел, столица или резиденция власти считается своим "
        "государством. ",
        r->version, (ull)m->documents, r->digest);
    shb_printf(out,
               "Единица подсчёта — %s (единиц: %llu): две сущности связаны, если единица "
               "называет обе, каждая пара считается один раз на единицу, вес ребра — "
               "число таких "
               "единиц. ",
               unit_name(r, SHB_RU), (ull)m->units);
    if (r->window)
        shb_printf(out, "Окно — %lld предложений одного текста подряд. ",
                   (long long)r->window);
    if (r->since[0] || r->until[0])
        shb_printf(out, "Учтены только тексты с датой%s%s%s%s. ",
                   r->since[0] ? " с " : "", r->since, r->until[0] ? " по " : "",
                   r->until);
    if (r->min_mentions > 1)
        shb_printf(out, "Опущены сущности, упомянутые менее %lld раз. ",
                   (long long)r->min_mentions);
    if (r->dropped)
        shb_printf(
            out, "Единицы, называющие более %2$lld сущностей (%1$lld), в пары не вошли. ",
            (long long)r->dropped, (long long)r->max_entities);
    shb_printf(out, "Узлов %zu, рёбер %zu.\n", net->n_nodes, net->n_edges);
}

shb_status shb_methods_write(shb_ctx *ctx, const shb_network *net, shb_lang lang,
                             shb_output *out) {
    static void (*const writers[SHB_N_LANGS])(
        const shb_network *, const record *, shb_output *) = {write_arabic, write_english,
                                                              write_russian};
    if (!net->made)
        return shb_fail(
            ctx, SHB_ENOTFOUND, NULL,
            "this network carries no record of how it was made: use the .json or "
            ".graphml that 'shabaka build' wrote, without --bare");
    json_error_t why;
    json_t *made = json_loads(net->made, 0, &why);
    if (!made)
        return shb_fail(ctx, SHB_ESYNTAX, NULL, "the record of the network is broken: %s",
                        why.text);
    record r = read_record(made);
    writers[lang](net, &r, out);
    json_decref(made);
    return SHB_OK;
}

shb_status shb_network_add_step(shb_ctx *ctx, shb_network *net, const char *step) {
    json_error_t why;
    shb_status st = SHB_OK;
    json_t *made = json_loads(net->made ? net->made : "{}", 0, &why), *steps = NULL;
    json_t *one = made ? json_loads(step, 0, &why) : NULL;
    char *text = NULL;
    if (!made || !one || !json_is_object(made) || !json_is_object(one)) {
        st = shb_fail(ctx, SHB_ESYNTAX, NULL, "the record of the network is broken: %s",
                      made && one ? "no object" : why.text);
        goto done;
    }
    steps = json_object_get(made, "steps");
    if (!json_is_array(steps) &&
        json_object_set_new(made, "steps", steps = json_array()) != 0)
        steps = NULL;
    if (!steps || json_array_append(steps, one) != 0 ||
        !(text = json_dumps(made, JSON_COMPACT | JSON_REAL_PRECISION(15))))
        st = shb_fail_memory(ctx);
    if (st == SHB_OK) {
        char *copy = shb_strdup(text);
        if (copy) {
            shb_free(net->made);
            net->made = copy;
        } else {
            st = shb_fail_memory(ctx);
        }
    }
done:
    free(text);
    json_decref(one);
    json_decref(made);
    return st;
}
