#include "export/picture_text.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "export/formats.h"

static const char lri[] = "\u2066", rli[] = "\u2067", fsi[] = "\u2068", pdi[] = "\u2069";
static const char lrm[] = "\u200e", ellipsis[] = "\u2026";

enum { ARABIC, ENGLISH, RUSSIAN, LANGUAGES };

static const shb_picture_words arabic = {
    .language = ARABIC,
    .direction = SHB_RIGHT_TO_LEFT,
    .kinds = {"أشخاص", "دول", "منظمات", "أخرى"},
    .dots = "أقل ارتباطًا",
    .names = "الأسماء",
    .ties = "الروابط",
    .ties_between = "الروابط بينها",
    .texts = "النصوص",
    .of = "من",
    .alone = "بلا روابط، غير معروضة",
    .period = "الفترة",
    .filter = "المرشّح",
    .weight = "الوزن",
    .tied = "بلا أسماء منفردة",
    .only = "فقط:",
    .around = "حول",
    .component = "المكوّن",
    .first = "أول",
    .by_measure = "حسب",
    .backbone = "الروابط المؤكدة:",
    .through = "عبر",
    .mentions = "مرات الذكر",
    .strength = "قوة الروابط",
    .interval = "الشريط الرفيع: مجال القيمة",
    .darker = "كلما غمق المربع قويت الصلة، والرقم فيه",
    .bar = "العمود",
    .dated = "الجمل المؤرّخة",
    .by = {"لكل سنة", "لكل شهر", "لكل يوم"},
    .comma = "، ",
    .units = {"الجمل", "الفقرات", NULL, "النوافذ"},
    .reading = {"الخط يصل اسمين ذُكرا في جملة واحدة، وكلما كثرت الجمل زاد سُمكه",
                "الخط يصل اسمين ذُكرا في فقرة واحدة، وكلما كثرت الفقرات زاد سُمكه",
                "الخط يصل اسمين ذُكرا في نص واحد، وكلما كثرت النصوص زاد سُمكه",
                "الخط يصل اسمين ذُكرا في جمل متقاربة، وكلما تكرر ذلك زاد سُمكه",
                "كلما قويت الصلة زاد سُمك الخط"}};

static const shb_picture_words english = {
    .language = ENGLISH,
    .direction = SHB_LEFT_TO_RIGHT,
    .kinds = {"people", "states", "organizations", "others"},
    .dots = "less connected",
    .names = "names",
    .ties = "ties",
    .ties_between = "ties between them",
    .texts = "texts",
    .of = "of",
    .alone = "without ties, not shown",
    .period = "period",
    .filter = "filter",
    .weight = "weight",
    .tied = "no isolates",
    .only = "only",
    .around = "around",
    .component = "component",
    .first = "top",
    .by_measure = "by",
    .backbone = "ties by",
    .through = "through",
    .mentions = "mentions",
    .strength = "strength of ties",
    .interval = "thin line: interval",
    .darker = "The darker a square, the stronger the tie; its number",
    .bar = "bar",
    .dated = "dated sentences",
    .by = {"by year", "by month", "by day"},
    .comma = ", ",
    .units = {"sentences", "paragraphs", NULL, "windows"},
    .reading = {
        "A line joins two names of one sentence; the more sentences, the thicker",
        "A line joins two names of one paragraph; the more paragraphs, the thicker",
        "A line joins two names of one text; the more texts, the thicker",
        "A line joins two names of nearby sentences; the more often, the thicker",
        "The stronger a tie, the thicker its line"}};

static const shb_picture_words russian = {
    .language = RUSSIAN,
    .direction = SHB_LEFT_TO_RIGHT,
    .kinds = {"люди", "государства", "организации", "прочие"},
    .dots = "менее связанные",
    .names = "имена",
    .ties = "связи",
    .ties_between = "связи между ними",
    .texts = "тексты",
    .of = "из",
    .alone = "без связей, не показаны",
    .period = "период",
    .filter = "фильтр",
    .weight = "вес",
    .tied = "без одиночных имён",
    .only = "только",
    .around = "вокруг:",
    .component = "компонента",
    .first = "первые",
    .by_measure = "по:",
    .backbone = "связи по",
    .through = "через:",
    .mentions = "упоминания",
    .strength = "сила связей",
    .interval = "тонкая линия: интервал",
    .darker = "Чем темнее клетка, тем сильнее связь; число в ней",
    .bar = "столбец",
    .dated = "предложения с датой",
    .by = {"по годам", "по месяцам", "по дням"},
    .comma = ", ",
    .units = {"предложения", "абзацы", NULL, "окна"},
    .reading = {"Линия соединяет имена из одного предложения; чем чаще, тем она толще",
                "Линия соединяет имена из одного абзаца; чем чаще, тем она толще",
                "Линия соединяет имена из одного текста; чем чаще, тем она толще",
                "Линия соединяет имена из соседних предложений; чем чаще, тем она толще",
                "Чем сильнее связь, тем толще линия"}};

static const struct {
    const char *code, *column;
    const shb_picture_words *words;
    shb_direction direction;
} languages[] = {{"ar", "label_ar", &arabic, SHB_RIGHT_TO_LEFT},
                 {"en", "label_en", &english, SHB_LEFT_TO_RIGHT},
                 {"ru", "label_ru", &russian, SHB_LEFT_TO_RIGHT}};

/* ---- language and direction ---- */

static size_t script_of_letter(uint32_t c) {
    if ((c >= 0x620 && c <= 0x6ff) || (c >= 0xfb50 && c <= 0xfefc && c != 0xfeff))
        return ARABIC;
    if (c >= 0x400 && c <= 0x52f)
        return RUSSIAN;
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? ENGLISH : LANGUAGES;
}

/* By the first letter that tells. */
static size_t script_of(const char *text) {
    size_t len = strlen(text), script = LANGUAGES;
    for (size_t at = 0; at < len && script == LANGUAGES;)
        script = script_of_letter(shb_utf8_next(text, len, &at));
    return script;
}

const char *shb_title_in(const shb_export_options *options, size_t language) {
    const char *title = options->titles[language];
    return title ? title : options->title;
}

const char *shb_title_for(const shb_network *net, const shb_export_options *options) {
    return shb_title_in(options, shb_picture_words_for(net, options)->language);
}

shb_direction shb_title_direction(const char *title) {
    size_t len = strlen(title), counts[LANGUAGES + 1] = {0};
    for (size_t at = 0; at < len;)
        counts[script_of_letter(shb_utf8_next(title, len, &at))]++;
    size_t others = counts[ENGLISH] + counts[RUSSIAN];
    if (counts[ARABIC] + others == 0)
        return SHB_FIRST_STRONG;
    return counts[ARABIC] >= others ? SHB_RIGHT_TO_LEFT : SHB_LEFT_TO_RIGHT;
}

const shb_picture_words *shb_picture_words_for(const shb_network *net,
                                               const shb_export_options *options) {
    size_t counts[LANGUAGES + 1] = {0};
    for (size_t i = 0; options->labels && i < LANGUAGES; i++)
        if (strcmp(options->labels, languages[i].code) == 0)
            return languages[i].words;
    const shb_column *labels = shb_label_column(net, options);
    for (size_t v = 0; v < net->n_nodes; v++)
        counts[script_of(shb_shown_label(net, labels, v))]++;
    size_t most = ENGLISH;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (counts[i] > counts[most])
            most = i;
    return languages[most].words;
}

shb_direction shb_label_direction(const shb_network *net, size_t node,
                                  const char *label) {
    for (size_t i = 0; i < LANGUAGES; i++) {
        const shb_column *column = shb_node_column(net, languages[i].column);
        if (!column || column->type != SHB_STRING || !column->cells.strings[node])
            continue;
        if (strcmp(column->cells.strings[node], label) == 0)
            return languages[i].direction;
    }
    return SHB_FIRST_STRONG;
}

/* ---- text ---- */

static bool is_mark(uint32_t c) {
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x64b && c <= 0x65f) || c == 0x670 ||
           (c >= 0x200b && c <= 0x200f);
}

size_t shb_label_length(shb_str text) {
    size_t length = 0;
    for (size_t at = 0; at < text.len;)
        length += !is_mark(shb_utf8_next(text.data, text.len, &at));
    return length;
}

bool shb_put_isolated(shb_output *out, shb_str clean, shb_direction direction,
                      size_t most) {
    static const char *const openers[] = {fsi, lri, rli};
    size_t shown = 0;
    shb_puts(out, openers[direction]);
    for (size_t at = 0; at < clean.len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(clean.data, clean.len, &at);
        shown += !is_mark(c);
        if (shown > most) {
            shb_puts(out, ellipsis);
            break;
        }
        shb_write(out, clean.data + start, at - start);
        if (c == '+' && direction != SHB_LEFT_TO_RIGHT)
            shb_puts(out, lrm);
    }
    shb_puts(out, pdi);
    return shown > 0;
}

size_t shb_label_break(shb_str clean) {
    enum { LONG = 22 };
    size_t length = shb_label_length(clean), best = clean.len;
    size_t smallest = length;
    if (length <= LONG)
        return clean.len;
    size_t seen = 0;
    for (size_t at = 0; at < clean.len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(clean.data, clean.len, &at);
        seen += !is_mark(c);
        size_t off = 2 * seen > length ? 2 * seen - length : length - 2 * seen;
        if (c == ' ' && off < smallest) {
            smallest = off;
            best = start;
        }
    }
    return best;
}

/* ---- the record ---- */

enum { UNKNOWN_UNIT = 4 };

size_t shb_picture_unit(const shb_network *net) {
    static const char *const names[] = {"sentence", "paragraph", "document", "window"};
    const char *value = net->made ? strstr(net->made, "\"unit\"") : NULL;
    if (!value)
        return UNKNOWN_UNIT;
    value += strlen("\"unit\"");
    value += strspn(value, " :\"");
    for (size_t i = 0; i < UNKNOWN_UNIT; i++)
        if (strncmp(value, names[i], strlen(names[i])) == 0)
            return i;
    return UNKNOWN_UNIT;
}

size_t shb_picture_weight_unit(const shb_network *net) {
    bool weighed = net->made && strstr(net->made, "\"do\":\"weight\"");
    return weighed ? UNKNOWN_UNIT : shb_picture_unit(net);
}
