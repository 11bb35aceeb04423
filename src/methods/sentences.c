#include "methods/sentences.h"

#include <string.h>

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
static bool without_gazetteer(const subject *s) { return !has_text(s, "gazetteer"); }
static bool own_list_is(const subject *s, const char *how) {
    const char *own = json_string_value(json_object_get(s->item, "own_list"));
    return own && strcmp(own, how) == 0;
}
static bool with_own_alone(const subject *s) { return own_list_is(s, "alone"); }
static bool with_own_added(const subject *s) { return own_list_is(s, "added"); }
static bool with_gazetteer(const subject *s) {
    return has_text(s, "gazetteer") && !with_own_alone(s);
}
static bool with_decisions(const subject *s) {
    return json_object_size(json_object_get(s->item, "decisions")) > 0;
}
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
static bool with_joined(const subject *s) {
    return json_integer_value(json_object_get(s->item, "persons_joined")) > 0;
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
static bool with_newman(const subject *s) { return has_text(s, "newman"); }
static bool with_runs(const subject *s) { return has_text(s, "agreement"); }
static bool with_measures(const subject *s) { return has_text(s, "measures"); }
static bool with_drawn_groups(const subject *s) {
    return json_object_get(s->item, "nmi");
}
static bool with_start(const subject *s) { return has_text(s, "from"); }
static bool tests(const subject *s) { return json_object_get(s->item, "tests"); }
static bool tests_nothing(const subject *s) { return !tests(s); }

const sentence shb_sentences[] = {
    {NULL,
     always,
     {"بُنيت الشبكة ببرنامج shabaka الإصدار {version} من {documents} نصا.",
      "The network was made with shabaka {version} from {documents} texts.",
      "Сеть построена программой shabaka {version} по текстам ({documents})."}},
    {NULL,
     with_gazetteer,
     {"عُثر على أسماء الأشخاص والدول والمنظمات بمعجم البرنامج (البصمة {gazetteer}) "
      "وبالصيغ القصيرة لأسماء وردت كاملة في النص نفسه. ولكل كيان عقدة واحدة مهما اختلف "
      "رسم اسمه أو لغته، وتُحسب العاصمة أو مقر الحكم، حيث يُذكران، لدولتهما.",
      "Names of persons, states and organizations were found with its gazetteer (digest "
      "{gazetteer}) and by short forms of names that the same text gives in full; every "
      "spelling, script and case of one entity is one node, and a capital or seat of "
      "government, where it is a mention, counts as its state.",
      "Имена людей, государств и организаций найдены по словарю программы (отпечаток "
      "{gazetteer}) и по кратким формам имён, названных в том же тексте полностью; все "
      "написания, языки и падежи одной сущности — один узел, столица или резиденция "
      "власти, если она упомянута, считается упоминанием своего государства."}},
    {NULL,
     with_own_alone,
     {"عُثر على أسماء الأشخاص والدول والمنظمات بقائمة المستخدم وحدها، لا بمعجم البرنامج "
      "(الكيانات: {own_entities}، الأسماء: {own_names}، البصمة {gazetteer})، وبالصيغ "
      "القصيرة لأسماء وردت كاملة في النص نفسه. ولكل كيان عقدة واحدة مهما اختلف رسم اسمه أو "
      "لغته.",
      "Names of persons, states and organizations were found with a list of the user's "
      "own alone, not with the program's gazetteer (entities: {own_entities}, names: "
      "{own_names}, digest {gazetteer}), and by short forms of names that the same text "
      "gives in full; every spelling, script and case of one entity is one node.",
      "Имена людей, государств и организаций найдены только по списку пользователя, а не "
      "по словарю программы (сущностей: {own_entities}, имён: {own_names}, отпечаток "
      "{gazetteer}), и по кратким формам имён, названных в том же тексте полностью; все "
      "написания, языки и падежи одной сущности — один узел."}},
    {NULL,
     with_own_added,
     {"وأُضيفت إلى المعجم قائمة المستخدم (الكيانات: {own_entities}، الأسماء: "
      "{own_names})؛ وحيث يحمل الاسمَ كيانٌ منها وآخر من المعجم، ولا يبيّن النص المقصود، "
      "أُخذ الذي منها.",
      "A list of the user's own was added to the gazetteer (entities: {own_entities}, "
      "names: {own_names}); where both have a name and the text does not tell which is "
      "meant, it is the user's.",
      "К словарю добавлен список пользователя (сущностей: {own_entities}, имён: "
      "{own_names}); где имя есть в обоих, а текст не говорит, кто имеется в виду, взято "
      "имя из списка пользователя."}},
    {NULL,
     with_decisions,
     {"وطُبقت قرارات المستخدم في الأسماء، وعددها {decisions}.",
      "Decisions of the user's own about names were applied: {decisions}.",
      "Применены решения пользователя об именах: {decisions}."}},
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
      "{doubtful_dropped} names that only the tagger found, once, with a confidence "
      "under "
      "{min_confidence}, were left out.",
      "Опущены имена ({doubtful_dropped}), найденные только разметчиком, один раз, с "
      "уверенностью ниже {min_confidence}."}},
    {NULL,
     with_joined,
     {"جُمعت كتابات {persons_joined} شخصا ليسوا في المعجم وخطوطهم حيث تتطابق أصوات الاسم كلمة "
      "كلمة ولا يجتمع الاسمان في نص ولا يشبه أي منهما اسما ثالثا.",
      "Spellings and scripts of {persons_joined} persons that the gazetteer does not list were "
      "joined, where the names sound alike word for word, stand in no text together, and none "
      "is like a third that is not like the others.",
      "Написания и языки людей, которых нет в словаре ({persons_joined}), объединены там, где "
      "имена звучат одинаково слово в слово, не стоят вместе ни в одном тексте и ни одно не "
      "похоже на третье, не похожее на остальные."}},
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
     {"سُحبت النصوص {replicates} مرة من جديد (bootstrap، البذرة {seed}؛ Efron 1979, "
      "doi:10.1214/aos/1176344552)، وأوزان الروابط: {resampled_weight}؛ presence حصة "
      "السحبات التي فيها الرابط.",
      "The texts were drawn {replicates} times anew (bootstrap, seed {seed}; Efron 1979, "
      "doi:10.1214/aos/1176344552), with edges weighed by {resampled_weight}; presence "
      "is "
      "the share of the draws that have an edge.",
      "Тексты выбраны заново {replicates} раз (бутстрэп, зерно {seed}; Efron 1979, "
      "doi:10.1214/aos/1176344552), рёбра взвешены: {resampled_weight}; presence — доля "
      "выборок, где есть ребро."}},
    {"bootstrap",
     with_measures,
     {"فترات {resampled} ورتبها من 2.5 إلى 97.5 في المئة من هذه السحبات. تفوت السحبة "
      "روابط "
      "نص واحد، فتقع فترات degree دون قيمته.",
      "Intervals of {resampled} and of the ranks by them are the 2.5 and 97.5 % "
      "quantiles "
      "of these draws. A draw misses ties that one text alone names, so that intervals "
      "of "
      "degree lie below it.",
      "Интервалы {resampled} и рангов по ним — квантили 2,5 и 97,5 % по этим выборкам. "
      "Выборка теряет связи из одного текста, поэтому интервалы degree лежат ниже его."}},
    {"bootstrap",
     with_drawn_groups,
     {"وقُسمت كل سحبة إلى جماعات بطريقة leiden (Traag et al. 2019, "
      "doi:10.1038/s41598-019-41695-z؛ الدقة 1): تشابهها مع الجماعات الـ{groups} للشبكة "
      "كلها (NMI؛ Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008) {nmi} في "
      "المتوسط، ومن {nmi_low} إلى {nmi_high} في 95 في المئة من السحبات؛ وgroup_stability "
      "حصة السحبات التي تبقى فيها العقدة مع معظم جماعتها، وtogether حصة السحبات التي "
      "تجمع "
      "طرفي الرابط في جماعة واحدة، وكلتاهما مما لهما فيه روابط.",
      "Every draw was divided into communities by leiden (Traag et al. 2019, "
      "doi:10.1038/s41598-019-41695-z; resolution 1): their likeness to the {groups} of "
      "the "
      "whole network (NMI; Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008) is "
      "{nmi} in the mean and {nmi_low} to {nmi_high} in 95 % of the draws; "
      "group_stability "
      "is the share of the draws in which a node stays with most of its community, "
      "together "
      "the share in which both ends of an edge are in one, of those in which they have "
      "ties.",
      "Каждая выборка разделена на сообщества методом leiden (Traag et al. 2019, "
      "doi:10.1038/s41598-019-41695-z; разрешение 1): сходство с сообществами всей сети "
      "({groups}) по NMI (Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008) в "
      "среднем {nmi}, в 95 % выборок от {nmi_low} до {nmi_high}; group_stability — доля "
      "выборок, где узел остаётся с большинством своего сообщества, together — доля "
      "выборок, где концы ребра в одном сообществе, из тех, где у них есть связи."}},
    {"jackknife",
     always,
     {"الأخطاء المعيارية لـ {resampled} بطريقة جاكنايف مع حذف كل مجموعة من {replicates} "
      "مجموعات النصوص (البذرة {seed}؛ Tukey 1958, doi:10.1214/aoms/1177706647; Kott "
      "2001).",
      "Standard errors of {resampled} are those of the jackknife that leaves out each of "
      "{replicates} groups of texts (seed {seed}; Tukey 1958, "
      "doi:10.1214/aoms/1177706647; "
      "Kott 2001).",
      "Стандартные ошибки {resampled} — по методу складного ножа с исключением каждой из "
      "{replicates} групп текстов (зерно {seed}; Tukey 1958, "
      "doi:10.1214/aoms/1177706647; "
      "Kott 2001)."}},
    {"fdsm",
     always,
     {"قورن كل رابط بـ {trials} شبكة عشوائية (البذرة {seed}) تسمي فيها كل وحدة العدد "
      "نفسه "
      "ويُسمى كل كيان في العدد نفسه من الوحدات: {tried}؛ ولا تقل p عن {least} (Phipson "
      "and "
      "Smyth 2010, doi:10.2202/1544-6115.1585).",
      "Each edge was compared with {trials} random networks (seed {seed}) in which every "
      "unit names as many and every entity is named in as many units: {tried}; no p can "
      "be "
      "under {least} (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).",
      "Каждое ребро сравнено со случайными сетями ({trials}, зерно {seed}), где каждая "
      "единица называет столько же, а каждая сущность названа в стольких же единицах: "
      "{tried}; p не может быть меньше {least} (Phipson and Smyth 2010, "
      "doi:10.2202/1544-6115.1585)."}},
    {"trend",
     always,
     {"صعود حصة كل رابط من الوحدات المؤرخة أو هبوطها، بحسب {period}: اختبار كوكران "
      "وأرميتاج "
      "(Armitage 1955, doi:10.2307/3001775)، وكأن الوحدات مستقلة، بتصحيح بنياميني "
      "وهوشبرغ 1995 على كل الروابط.",
      "Whether the share of an edge in the dated units rises or falls, by {period}, is "
      "told "
      "by the Cochran-Armitage test (Armitage 1955, doi:10.2307/3001775), which takes "
      "units as independent, corrected over all edges by Benjamini and Hochberg 1995.",
      "Рост или спад доли ребра в датированных единицах (период: {period}) — по критерию "
      "Кокрана — Армитиджа (Armitage 1955, doi:10.2307/3001775; единицы считаются "
      "независимыми) с поправкой Бенджамини и Хохберга 1995 по всем рёбрам."}},
    {"burst",
     always,
     {"فورات الروابط، بحسب {period}، بآلة كلاينبرغ ذات الحالتين (Kleinberg 2002, "
      "doi:10.1145/775047.775061): {scale} أضعاف الحصة المعتادة، وغاما {gamma}.",
      "Bursts of edges, by {period}, were found by Kleinberg's automaton of two states "
      "in "
      "batches (Kleinberg 2002, doi:10.1145/775047.775061): {scale} times the usual "
      "share, "
      "gamma {gamma}.",
      "Всплески рёбер (период: {period}) найдены автоматом Клейнберга с двумя "
      "состояниями "
      "(Kleinberg 2002, doi:10.1145/775047.775061): обычная доля × {scale}, гамма "
      "{gamma}."}},
    {"project",
     always,
     {"رُبطت كيانات من نوع {ends} عبر كيانات من نوع {through} يرتبط بها كلاهما.",
      "Entities of type {ends} were tied through entities of type {through} that both "
      "are tied to.",
      "Сущности типа {ends} связаны через сущности типа {through}, с которыми связаны "
      "обе."}},
    {"project",
     with_newman,
     {"يُحسب كل منها بمقدار 1 / (روابطه - 1): {newman}.",
      "Each of these counts 1 / (its ties - 1): {newman}.",
      "Каждая из них учтена с весом 1 / (число её связей - 1): {newman}."}},
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
    {"rank",
     with_start,
     {"يبدأ السائر ويعود إلى: {from}.", "The walker starts, and starts anew, at {from}.",
      "Блуждание начинается, и начинается заново, с {from}."}},
    {"rank_edges",
     always,
     {"حُسبت مقاييس الروابط {edge_measures}؛ طول الطريق على الرابط: {distance}.",
      "The edge measures {edge_measures} were computed; length of a way along an edge: "
      "{distance}.",
      "Вычислены меры рёбер {edge_measures}; длина пути по ребру: {distance}."}},
    {"groups",
     always,
     {"عُثر على الجماعات بطريقة {method_source}، الدقة {resolution}، البذرة {seed}: "
      "{groups} جماعات، النمطية {modularity}.",
      "Communities were found by {method_source}, resolution {resolution}, seed {seed}: "
      "{groups} groups, modularity {modularity}.",
      "Сообщества найдены методом {method_source}, разрешение {resolution}, зерно "
      "{seed}: групп {groups}, модулярность {modularity}."}},
    {"groups",
     with_runs,
     {"الجماعات هي ما اتفقت عليه {runs} دورة ببذور متتالية: {agreement}.",
      "They are what {runs} runs with seeds from there on agree on: {agreement}.",
      "Это то, на чём сходятся {runs} прогонов с зёрнами подряд: {agreement}."}},
    {NULL, NULL, {NULL, NULL, NULL}},
};
