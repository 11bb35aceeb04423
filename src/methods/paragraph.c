/*
 * The paragraph for a paper, from the record in the network alone: the sentences whose
 * conditions hold, with what the record says in their braces.
 */
#include <shabaka/methods.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/associations.h>
#include <shabaka/backbones.h>
#include <shabaka/measures.h>

#include "base/alloc.h"
#include "methods/citations.h"
#include "methods/sentences.h"

/* Of every network, after all steps. */
static const char *const size_text[SHB_N_LANGS] = {
    "في الشبكة {nodes} عقدة و{ties} رابطا.",
    "The network has {nodes} nodes and {ties} edges.", "Узлов {nodes}, рёбер {ties}."};

/* ---- what stands in braces ---- */

static const char *const unit_names[][SHB_N_LANGS] = {
    {"الجملة", "sentence", "предложение"},
    {"الفقرة", "paragraph", "абзац"},
    {"الوثيقة", "document", "документ"},
    {"نافذة الجمل", "window of sentences", "окно предложений"}};
static const char *const unit_words[] = {"sentence", "paragraph", "document", "window"};

static const char *text_of(const json_t *object, const char *member) {
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

static void put_unit(const subject *s, shb_output *out) {
    for (size_t i = 0; i < 4; i++)
        if (strcmp(text_of(s->item, "unit"), unit_words[i]) == 0)
            shb_puts(out, unit_names[i][s->lang]);
}

static void put_named(shb_output *out, const char *name, const char *source) {
    shb_puts(out, name);
    if (source && *source)
        shb_printf(out, " (%s)", source);
}

/* The source of a name in one of the tables, or NULL. */
typedef const char *source_of(const char *name);

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
static const char *source_of_method(const char *name) {
    const shb_group_method *m = shb_group_method_by_name(name);
    return m ? m->source : NULL;
}

typedef void each_name(void *user, const char *name, const char *source, bool first);

/* The names of a list "a,b"; "all" is every one of the table. */
static void for_names(const char *list, source_of *find, each_name *each, void *user) {
    bool first = true;
    if (strcmp(list, "all") == 0) {
        size_t n;
        const shb_association *a = shb_associations(&n);
        for (size_t i = 0; find == source_of_association && i < n; i++)
            if (!a[i].of_units)
                each(user, a[i].name, a[i].source, i == 0);
        const shb_measure *m = shb_measures(&n);
        for (size_t i = 0; find == source_of_measure && i < n; i++)
            each(user, m[i].name, m[i].source, i == 0);
        return;
    }
    while (*list) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        each(user, name, find(name), first);
        first = false;
        list += len + (list[len] == ',');
    }
}

static void put_name(void *user, const char *name, const char *source, bool first) {
    shb_output *out = user;
    shb_puts(out, first ? "" : ", ");
    put_named(out, name, source);
}

static const char *const corrections[][SHB_N_LANGS] = {
    {"بلا تصحيح", "none", "без поправки"},
    {"بنياميني وهوشبرغ 1995", "Benjamini and Hochberg 1995", "Бенджамини и Хохберг 1995"},
    {"هولم 1979", "Holm 1979", "Холм 1979"}};

static const struct {
    const char *word, *names[SHB_N_LANGS];
} periods[] = {{"day", {"اليوم", "day", "день"}},
               {"week", {"الأسبوع", "week", "неделя"}},
               {"month", {"الشهر", "month", "месяц"}},
               {"quarter", {"ربع السنة", "quarter", "квартал"}},
               {"year", {"السنة", "year", "год"}}};

/* Dates are said as they are. */
static void put_period(const subject *s, shb_output *out) {
    const char *period = text_of(s->item, "period");
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (strcmp(period, periods[i].word) == 0)
            period = periods[i].names[s->lang];
    shb_puts(out, period);
}

static void put_correction(const subject *s, shb_output *out) {
    for (shb_correction c = 0; c < SHB_N_CORRECTIONS; c++)
        if (strcmp(text_of(s->item, "correct"), shb_correction_name(c)) == 0)
            shb_puts(out, corrections[c][s->lang]);
}

/* Which step names its source under which member, and how it is put. */
static const struct source_word {
    const char *word, *step, *member;
    source_of *find;
} source_words[] = {
    {"associations", "measures", "names", source_of_association},
    {"association", "weight", "measure", source_of_association},
    {"backbone_source", "backbone", "backbone", source_of_backbone},
    {"tried", "fdsm", "backbone", source_of_backbone},
    {"centralities", "rank", "names", source_of_measure},
    {"resampled", "bootstrap", "measures", source_of_measure},
    {"resampled", "jackknife", "measures", source_of_measure},
    {"resampled_weight", "bootstrap", "weight", source_of_association},
    {"resampled_weight", "jackknife", "weight", source_of_association},
    {"method_source", "groups", "method", source_of_method},
};
enum { N_SOURCE_WORDS = sizeof source_words / sizeof *source_words };

/* Steps that are a method themselves. */
static const struct {
    const char *step, *source;
} step_sources[] = {
    {"bootstrap", "10.1214/aos/1176344552"},
    {"jackknife", "10.1214/aoms/1177706647, Kott 2001"},
    {"fdsm", "10.2202/1544-6115.1585"},
    {"trend", "10.2307/3001775, 10.1111/j.2517-6161.1995.tb02031.x"},
    {"burst", "10.1145/775047.775061"},
};
enum { N_STEP_SOURCES = sizeof step_sources / sizeof *step_sources };

static void put_list(shb_output *out, const json_t *list) {
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item) {
        shb_puts(out, i ? ", " : "");
        shb_puts(out, json_string_value(item) ? json_string_value(item) : "");
    }
}

static void put_word(const subject *s, const char *word, shb_output *out) {
    for (size_t i = 0; i < N_SOURCE_WORDS; i++)
        if (strcmp(word, source_words[i].word) == 0) {
            for_names(text_of(s->item, source_words[i].member), source_words[i].find,
                      put_name, out);
            return;
        }
    if (strcmp(word, "unit") == 0)
        put_unit(s, out);
    else if (strcmp(word, "period") == 0)
        put_period(s, out);
    else if (strcmp(word, "correction") == 0)
        put_correction(s, out);
    else if (strcmp(word, "documents") == 0)
        shb_put_int(out, (int64_t)s->net->margins.documents);
    else if (strcmp(word, "units") == 0)
        shb_put_int(out, (int64_t)s->net->margins.units);
    else if (strcmp(word, "nodes") == 0)
        shb_put_int(out, (int64_t)s->net->n_nodes);
    else if (strcmp(word, "ties") == 0)
        shb_put_int(out, (int64_t)s->net->n_edges);
    else {
        const json_t *value = json_object_get(s->item, word);
        if (json_is_array(value))
            put_list(out, value);
        else if (json_is_number(value))
            shb_put_double(out, shb_round9(json_number_value(value)));
        else
            shb_puts(out, json_string_value(value) ? json_string_value(value) : "-");
    }
}

static void put_sentence(const subject *s, const char *text, shb_output *out, bool *any) {
    shb_puts(out, *any ? " " : "");
    *any = true;
    while (*text) {
        char word[32];
        size_t plain = strcspn(text, "{"), len;
        shb_write(out, text, plain);
        text += plain;
        if (!*text)
            break;
        len = strcspn(++text, "}");
        snprintf(word, sizeof word, "%.*s", (int)len, text);
        put_word(s, word, out);
        text += len + (text[len] == '}');
    }
}

/* Sentences of the counting, or of one step. */
static void put_all(const subject *s, const char *step, shb_output *out, bool *any) {
    for (const sentence *line = shb_sentences; line->when; line++) {
        bool same = step ? line->step && strcmp(line->step, step) == 0 : !line->step;
        if (same && line->when(s))
            put_sentence(s, line->text[s->lang], out, any);
    }
}

/* ---- from outside ---- */

static shb_status load_record(shb_ctx *ctx, const shb_network *net, json_t **out) {
    json_error_t why;
    if (!net->made)
        return shb_fail(
            ctx, SHB_ENOTFOUND, NULL,
            "this network carries no record of how it was made: use the .json or "
            ".graphml that 'shabaka build' wrote, without --bare");
    *out = json_loads(net->made, 0, &why);
    return *out ? SHB_OK
                : shb_fail(ctx, SHB_ESYNTAX, NULL,
                           "the record of the network is broken: %s", why.text);
}

shb_status shb_methods_write(shb_ctx *ctx, const shb_network *net, shb_lang lang,
                             shb_output *out) {
    json_t *made = NULL, *step;
    size_t i;
    bool any = false;
    shb_status st = load_record(ctx, net, &made);
    if (st != SHB_OK)
        return st;
    subject s = {net, made, made, lang};
    if (*text_of(made, "version"))
        put_all(&s, NULL, out, &any);
    json_array_foreach(json_object_get(made, "steps"), i, step) {
        s.item = step;
        put_all(&s, text_of(step, "do"), out, &any);
    }
    put_sentence(&s, size_text[lang], out, &any);
    shb_putc(out, '\n');
    json_decref(made);
    return SHB_OK;
}

static void mark(void *user, const char *name, const char *source, bool first) {
    (void)name, (void)first;
    if (source)
        shb_citations_mark(source, user);
}

shb_status shb_methods_cite(shb_ctx *ctx, const shb_network *net, shb_output *out) {
    json_t *made = NULL, *step;
    size_t i;
    bool *wanted = NULL;
    shb_status st = load_record(ctx, net, &made);
    if (st == SHB_OK && !(wanted = shb_alloc_array(shb_citations(), sizeof *wanted)))
        st = shb_fail_memory(ctx);
    if (st != SHB_OK)
        goto done;
    json_array_foreach(json_object_get(made, "steps"), i, step) {
        for (size_t k = 0; k < N_SOURCE_WORDS; k++)
            if (strcmp(text_of(step, "do"), source_words[k].step) == 0)
                for_names(text_of(step, source_words[k].member), source_words[k].find,
                          mark, wanted);
        for (size_t k = 0; k < N_STEP_SOURCES; k++)
            if (strcmp(text_of(step, "do"), step_sources[k].step) == 0)
                shb_citations_mark(step_sources[k].source, wanted);
        if (strcmp(text_of(step, "correct"), "bh") == 0)
            shb_citations_mark("doi:10.1111/j.2517-6161.1995.tb02031.x", wanted);
        if (strcmp(text_of(step, "correct"), "holm") == 0)
            shb_citations_mark("Holm 1979", wanted);
    }
    const char *version = text_of(made, "version");
    shb_printf(out,
               "@software{shabaka,\n  title = {{shabaka: networks of who is named with "
               "whom}},\n  version = {%s}\n}\n",
               *version ? version : SHB_VERSION);
    shb_citations_put(out, wanted);
done:
    shb_free(wanted);
    json_decref(made);
    return st;
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
