/*
 * The paragraph for a paper, from the record in the network alone: a table of sentences
 * in three languages, each with a condition; {name} stands for what the record says.
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

/* What a sentence is about: the record of the counting, or one step after it. */
typedef struct subject {
    const shb_network *net;
    const json_t *made;
    const json_t *item; /* the step, or made itself */
    shb_lang lang;
} subject;

typedef bool condition(const subject *s);

/* ---- conditions ---- */

static bool has_text(const subject *s, const char *member) {
    const char *text = json_string_value(json_object_get(s->item, member));
    return text && *text;
}

static bool found_by(const subject *s, const char *how) {
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(s->made, "found"), i, item) {
        if (json_string_value(item) && strcmp(json_string_value(item), how) == 0)
            return true;
    }
    return false;
}

static bool always(const subject *s) {
    (void)s;
    return true;
}
static bool with_gazetteer(const subject *s) { return has_text(s, "gazetteer"); }
static bool without_gazetteer(const subject *s) { return !with_gazetteer(s); }
static bool with_patterns(const subject *s) { return found_by(s, "pattern"); }
static bool with_tagger(const subject *s) { return found_by(s, "tagger"); }
static bool with_window(const subject *s) { return json_object_get(s->item, "window"); }
static bool since_only(const subject *s) {
    return has_text(s, "since") && !has_text(s, "until");
}
static bool until_only(const subject *s) {
    return has_text(s, "until") && !has_text(s, "since");
}
static bool since_and_until(const subject *s) {
    return has_text(s, "since") && has_text(s, "until");
}
static bool with_minimum(const subject *s) {
    return json_integer_value(json_object_get(s->item, "min_mentions")) > 1;
}
static bool with_doubtful(const subject *s) {
    return json_integer_value(json_object_get(s->item, "doubtful_dropped")) > 0;
}
static bool with_dropped_units(const subject *s) {
    return json_integer_value(json_object_get(s->item, "units_dropped")) > 0;
}
static bool without_marks(const subject *s) {
    return json_array_size(json_object_get(s->item, "without")) > 0;
}
static bool some_types(const subject *s) {
    size_t n = json_array_size(json_object_get(s->item, "types"));
    return n > 0 && n < SHB_N_TYPES;
}
static bool tests(const subject *s) { return json_object_get(s->item, "tests"); }
static bool tests_nothing(const subject *s) { return !tests(s); }

/* ---- sentences ---- */

typedef struct sentence {
    const char *step; /* NULL: of the counting; else the "do" of a step */
    condition *when;
    const char *text[SHB_N_LANGS];
} sentence;

static const sentence sentences[] = {
    {NULL,
     always,
     {"بُنيت الشبكة ببرنامج shabaka الإصدار {version} من {documents} نصا.",
      "The network was made with shabaka {version} from {documents} texts.",
      "Сеть построена программой shabaka {version} по текстам ({documents})."}},
    {NULL,
     with_gazetteer,
     {"عُثر على أسماء الأشخاص والدول والمنظمات بمعجم البرنامج (البصمة {gazetteer}) "
      "وبالصيغ القصيرة لأسماء وردت كاملة في النص نفسه. كل رسم وكل لغة لكيان واحد عقدة "
      "واحدة، والعاصمة أو مقر الحكم، إذا عُدّا اسما، يُحسبان لدولتهما.",
      "Names of persons, states and organizations were found with its gazetteer (digest "
      "{gazetteer}) and by short forms of names that the same text gives in full; every "
      "spelling, script and case of one entity is one node, and a capital or seat of "
      "government, where it is a mention, counts as its state.",
      "Имена людей, государств и организаций найдены по словарю программы (отпечаток "
      "{gazetteer}) и по кратким формам имён, названных в том же тексте полностью; все "
      "написания, языки и падежи одной сущности — один узел, столица или резиденция "
      "власти, если она упоминание, считается своим государством."}},
    {NULL,
     without_gazetteer,
     {"أسماء الأشخاص والدول والمنظمات كما وسمها ملف الإشارات.",
      "Names of persons, states and organizations are those that the file of mentions "
      "marks.",
      "Имена людей, государств и организаций — те, что отмечены в файле упоминаний."}},
    {NULL,
     with_patterns,
     {"وعُثر بالأنماط (ألقاب وأسماء وأفعال قول) على أشخاص وهيئات ليست في المعجم.",
      "Persons and bodies that the gazetteer does not list were found by patterns "
      "(titles, given names, verbs of saying, heads of bodies).",
      "Люди и органы, которых нет в словаре, найдены по шаблонам (титулы, имена, глаголы "
      "речи, названия органов)."}},
    {NULL,
     with_tagger,
     {"وعُثر على أسماء أخرى بواسم إحصائي.",
      "Further names were found by its statistical tagger.",
      "Прочие имена найдены статистическим разметчиком."}},
    {NULL,
     some_types,
     {"لم تُؤخذ إلا كيانات من نوع: {types}.", "Only entities of type {types} were taken.",
      "Взяты только сущности типа: {types}."}},
    {NULL,
     without_marks,
     {"لم تُحسب الإشارات في: {without}.",
      "Mentions in {without} were left out (datelines, sources, bylines as named).",
      "Не учтены упоминания в: {without}."}},
    {NULL,
     always,
     {"وحدة العد هي {unit} ({units} وحدة): يرتبط كيانان إذا سمتهما وحدة واحدة، ويُحسب كل "
      "زوج مرة في الوحدة، ووزن الرابط عدد هذه الوحدات.",
      "The unit of counting was the {unit} ({units} units): two entities are tied when a "
      "unit names both, each pair counted once a unit, and the weight of an edge is the "
      "number of such units.",
      "Единица подсчёта — {unit} (единиц: {units}): две сущности связаны, если единица "
      "называет обе, каждая пара считается один раз на единицу, вес ребра — число таких "
      "единиц."}},
    {NULL,
     with_window,
     {"تضم النافذة {window} جملة متتالية من نص واحد.",
      "A window holds {window} consecutive sentences of one text.",
      "Окно — {window} предложений одного текста подряд."}},
    {NULL,
     since_only,
     {"لم تُحسب إلا النصوص المؤرخة من {since}.",
      "Only texts dated {since} or later were counted.",
      "Учтены только тексты с датой не ранее {since}."}},
    {NULL,
     until_only,
     {"لم تُحسب إلا النصوص المؤرخة حتى {until}.",
      "Only texts dated {until} or earlier were counted.",
      "Учтены только тексты с датой не позднее {until}."}},
    {NULL,
     since_and_until,
     {"لم تُحسب إلا النصوص المؤرخة من {since} إلى {until}.",
      "Only texts dated {since} to {until} were counted.",
      "Учтены только тексты с датой от {since} до {until}."}},
    {NULL,
     with_minimum,
     {"تُركت الكيانات التي ذُكرت أقل من {min_mentions} مرة.",
      "Entities mentioned fewer than {min_mentions} times were left out.",
      "Опущены сущности, упомянутые менее {min_mentions} раз."}},
    {NULL,
     with_doubtful,
     {"تُركت {doubtful_dropped} من الأسماء التي لم يجدها إلا الواسم مرة واحدة بثقة دون "
      "{min_confidence}.",
      "{doubtful_dropped} names that only the tagger found, once, with a confidence under "
      "{min_confidence}, were left out.",
      "Опущены имена ({doubtful_dropped}), найденные только разметчиком, один раз, с "
      "уверенностью ниже {min_confidence}."}},
    {NULL,
     with_dropped_units,
     {"لم تُحسب أزواج {units_dropped} وحدة تسمي أكثر من {max_entities} كيانا.",
      "{units_dropped} units that name more than {max_entities} entities were counted in "
      "no pair.",
      "Единицы, называющие более {max_entities} сущностей ({units_dropped}), в пары не "
      "вошли."}},
    {"measures",
     always,
     {"أُضيفت إلى الروابط مقاييس الاقتران: {associations}.",
      "Edges carry the association measures {associations}.",
      "К рёбрам добавлены меры связи: {associations}."}},
    {"weight",
     always,
     {"وُزنت الروابط بمقياس {association}، وأُسقط {dropped} رابطا لا تزيد قيمته على صفر.",
      "Edges are weighed by {association}; {dropped} edges whose value is not above 0 "
      "were dropped.",
      "Рёбра взвешены мерой {association}; рёбра со значением не выше 0 отброшены "
      "({dropped})."}},
    {"backbone",
     tests,
     {"من {edges} رابطا أُبقي {kept} وجدها العمود الفقري {backbone_source} دالة عند مستوى "
      "{alpha}؛ تصحيح الاختبارات المتعددة ({tests} اختبارا): {correction}.",
      "Of {edges} edges the {kept} were kept that the backbone {backbone_source} finds "
      "significant at {alpha}; correction for {tests} tests: {correction}.",
      "Из рёбер ({edges}) оставлены {kept}, значимые по остову {backbone_source} на "
      "уровне "
      "{alpha}; поправка на число проверок ({tests}): {correction}."}},
    {"backbone",
     tests_nothing,
     {"من {edges} رابطا أُبقي {kept} يضمها العمود الفقري {backbone_source} (المعامل "
      "{parameter}).",
      "Of {edges} edges the {kept} of the backbone {backbone_source} were kept "
      "(parameter "
      "{parameter}).",
      "Из рёбер ({edges}) оставлены {kept}, входящие в остов {backbone_source} (параметр "
      "{parameter})."}},
    {"bootstrap",
     always,
     {"سُحبت النصوص {replicates} مرة من جديد (البذرة {seed}؛ Efron 1979, "
      "doi:10.1214/aos/1176344552)، ومنها فترات {resampled} ورتبها من "
      "2.5 إلى 97.5 في المئة وحصة السحبات التي فيها الرابط (presence)؛ أوزان الروابط: "
      "{resampled_weight}. تفوت السحبة روابط نص واحد، فتقع فترات degree دون قيمته.",
      "Intervals of {resampled} and of the ranks by them are the 2.5 and 97.5 % quantiles "
      "of {replicates} draws of the texts (bootstrap, seed {seed}; Efron 1979, "
      "doi:10.1214/aos/1176344552), with edges weighed by {resampled_weight}; "
      "presence is the share of the draws that have an edge. A draw misses ties that one "
      "text alone names, so that intervals of degree lie below it.",
      "Интервалы {resampled} и рангов по ним — квантили 2,5 и 97,5 % по {replicates} "
      "выборкам текстов (бутстрэп, зерно {seed}; Efron 1979, "
      "doi:10.1214/aos/1176344552), рёбра взвешены: {resampled_weight}; presence — "
      "доля выборок, где есть ребро. Выборка теряет связи из одного текста, поэтому "
      "интервалы degree лежат ниже его."}},
    {"jackknife",
     always,
     {"الأخطاء المعيارية لـ {resampled} بطريقة جاكنايف مع حذف كل مجموعة من {replicates} "
      "مجموعات النصوص (البذرة {seed}؛ Tukey 1958, doi:10.1214/aoms/1177706647; Kott 2001).",
      "Standard errors of {resampled} are those of the jackknife that leaves out each of "
      "{replicates} groups of texts (seed {seed}; Tukey 1958, doi:10.1214/aoms/1177706647; "
      "Kott 2001).",
      "Стандартные ошибки {resampled} — по методу складного ножа с исключением каждой из "
      "{replicates} групп текстов (зерно {seed}; Tukey 1958, doi:10.1214/aoms/1177706647; "
      "Kott 2001)."}},
    {"fdsm",
     always,
     {"قورن كل رابط بـ {trials} شبكة عشوائية (البذرة {seed}) تسمي فيها كل وحدة العدد نفسه "
      "ويُسمى كل كيان في العدد نفسه من الوحدات: {tried}؛ ولا تقل p عن {least} (Phipson and "
      "Smyth 2010, doi:10.2202/1544-6115.1585).",
      "Each edge was compared with {trials} random networks (seed {seed}) in which every "
      "unit names as many and every entity is named in as many units: {tried}; no p can be "
      "under {least} (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).",
      "Каждое ребро сравнено со случайными сетями ({trials}, зерно {seed}), где каждая "
      "единица называет столько же, а каждая сущность названа в стольких же единицах: "
      "{tried}; p не может быть меньше {least} (Phipson and Smyth 2010, "
      "doi:10.2202/1544-6115.1585)."}},
    {"trend",
     always,
     {"صعود حصة كل رابط من الوحدات المؤرخة أو هبوطها، بحسب {period}: اختبار كوكران وأرميتاج "
      "(Armitage 1955, doi:10.2307/3001775)، بتصحيح بنياميني وهوشبرغ 1995 على كل الروابط.",
      "Whether the share of an edge in the dated units rises or falls, by {period}, is told "
      "by the Cochran-Armitage test (Armitage 1955, doi:10.2307/3001775), corrected over "
      "all edges by Benjamini and Hochberg 1995.",
      "Рост или спад доли ребра в датированных единицах (период: {period}) — по критерию "
      "Кокрана — Армитиджа (Armitage 1955, doi:10.2307/3001775) с поправкой Бенджамини и "
      "Хохберга 1995 по всем рёбрам."}},
    {"burst",
     always,
     {"فورات الروابط، بحسب {period}، بآلة كلاينبرغ ذات الحالتين (Kleinberg 2002, "
      "doi:10.1145/775047.775061): {scale} أضعاف الحصة المعتادة، وغاما {gamma}.",
      "Bursts of edges, by {period}, were found by Kleinberg's automaton of two states in "
      "batches (Kleinberg 2002, doi:10.1145/775047.775061): {scale} times the usual share, "
      "gamma {gamma}.",
      "Всплески рёбер (период: {period}) найдены автоматом Клейнберга с двумя состояниями "
      "(Kleinberg 2002, doi:10.1145/775047.775061): обычная доля × {scale}, гамма "
      "{gamma}."}},
    {"filter",
     always,
     {"أُخذ جزء من الشبكة: {what}.", "A part of the network was taken: {what}.",
      "Взята часть сети: {what}."}},
    {"rank",
     always,
     {"حُسبت مقاييس المركزية {centralities}؛ طول الطريق على الرابط: {distance}.",
      "The centralities {centralities} were computed; length of a way along an edge: "
      "{distance}.",
      "Вычислены центральности {centralities}; длина пути по ребру: {distance}."}},
    {"groups",
     always,
     {"عُثر على الجماعات بطريقة {method_source}، الدقة {resolution}، البذرة {seed}: "
      "{groups} جماعات، النمطية {modularity}.",
      "Communities were found by {method_source}, resolution {resolution}, seed {seed}: "
      "{groups} groups, modularity {modularity}.",
      "Сообщества найдены методом {method_source}, разрешение {resolution}, зерно "
      "{seed}: групп {groups}, модулярность {modularity}."}},
    {NULL, NULL, {NULL, NULL, NULL}},
};

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
    for (const sentence *line = sentences; line->when; line++) {
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
