/*
 * The paragraph for a paper, from the record in the network alone: a table of sentences
 * in three languages, each with a condition; {name} stands for what the record says.
 */
#include <shabaka/methods.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/backbones.h>

#include "base/alloc.h"
#include "methods/citations.h"
#include "methods/sentences.h"
#include "methods/sources.h"

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

static void put_list(shb_output *out, const json_t *list) {
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item) {
        shb_puts(out, i ? ", " : "");
        shb_puts(out, json_string_value(item) ? json_string_value(item) : "");
    }
}

/* "12 (same 8, not 3, rename 1)", in the words of the user's file. */
static void put_decisions(const json_t *decisions, shb_output *out) {
    int64_t sum = 0;
    const char *kind;
    json_t *count;
    bool first = true;
    json_object_foreach((json_t *)decisions, kind, count) {
        sum += json_integer_value(count);
    }
    shb_put_int(out, sum);
    json_object_foreach((json_t *)decisions, kind, count) {
        shb_printf(out, "%s%s ", first ? " (" : ", ", kind);
        shb_put_int(out, json_integer_value(count));
        first = false;
    }
    shb_puts(out, first ? "" : ")");
}

/* Options are said as they were given; of what was found three places are enough. */
static bool was_measured(const char *word) {
    return strcmp(word, "modularity") == 0 || strncmp(word, "nmi", 3) == 0;
}

static void put_word(const subject *s, const char *word, shb_output *out) {
    const shb_source_word *names = shb_source_word_by_name(word);
    if (names) {
        shb_source_names(names, text_of(s->item, names->member), put_name, out);
        return;
    }
    if (strcmp(word, "unit") == 0)
        put_unit(s, out);
    else if (strcmp(word, "period") == 0)
        put_period(s, out);
    else if (strcmp(word, "correction") == 0)
        put_correction(s, out);
    else if (strcmp(word, "decisions") == 0)
        put_decisions(json_object_get(s->item, word), out);
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
        else if (json_is_real(value) && was_measured(word))
            shb_printf(out, "%.3f", json_number_value(value));
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
        size_t n_words;
        const shb_source_word *words = shb_source_words(&n_words);
        for (size_t k = 0; k < n_words; k++)
            if (strcmp(text_of(step, "do"), words[k].step) == 0)
                shb_source_names(&words[k], text_of(step, words[k].member), mark, wanted);
        size_t n_sources;
        const shb_step_source *sources = shb_step_sources(&n_sources);
        for (size_t k = 0; k < n_sources; k++)
            if (strcmp(text_of(step, "do"), sources[k].step) == 0 &&
                (!sources[k].member || json_object_get(step, sources[k].member)))
                shb_citations_mark(sources[k].source, wanted);
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
