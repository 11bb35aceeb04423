/* Walks of life, by the words before a person's name: who is a player to one text is not
 * the bishop of another. */
#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "cooccurrence/spellings.h"

enum {
    STATE = 1,
    FAITH = 2,
    SPORT = 4,
    ART = 8,
    LOOK_BACK = 90,
    WORDS = 3,
    SLOTS = 4096,
    LONGEST = 40
};

static const struct {
    uint8_t walk;
    const char *words;
} walks[] = {
    {STATE,
     "president minister premier chancellor ambassador envoy consul "
     "diplomat spokesman spokesperson spokeswoman senator sen governor gov mayor "
     "secretary congressman congresswoman lawmaker mp deputy parliamentarian "
     "legislator councillor politician statesman king queen prince princess emir "
     "sultan emperor general gen colonel col major maj admiral lieutenant lt "
     "brigadier brig marshal sergeant sgt corporal commander"},
    {STATE,
     "президент министр премьер посол посла послу послом посланник консул дипломат "
     "атташе сенатор депутат губернатор мэр госсекретарь секретарь канцлер спикер "
     "парламентарий конгрессмен политик король королева принц принцесса князь "
     "император султан эмир генерал полковник подполковник майор лейтенант сержант "
     "адмирал маршал прапорщик командир командующий"},
    {STATE,
     "رئيس الرئيس رئيسة الرئيسة وزير الوزير وزيرة الوزيرة سفير السفير سفيرة السفيرة "
     "قنصل القنصل دبلوماسي الدبلوماسي النائب النائبة سيناتور السيناتور محافظ المحافظ "
     "عمدة العمدة متحدث المتحدث المتحدثة ملك الملك ملكة الملكة الأمير الأميرة "
     "السلطان لواء اللواء العقيد العميد الجنرال جنرال المشير الملازم الأميرال المقدم "
     "النقيب الرائد"},
    {FAITH,
     "pope cardinal bishop archbishop patriarch metropolitan abbot monk nun friar "
     "priest pastor preacher vicar chaplain deacon archdeacon archimandrite prelate "
     "nuncio clergyman cleric imam rabbi mufti mullah ayatollah rev reverend "
     "missionary theologian evangelist"},
    {FAITH, "папа понтифик кардинал епископ архиепископ патриарх митрополит архимандрит "
            "игумен архиерей протоиерей иерей священник священнослужитель дьякон диакон "
            "монах монахиня пастор проповедник ксендз аббат викарий нунций миссионер "
            "богослов имам мулла раввин муфтий аятолла"},
    {FAITH,
     "البابا كاردينال الكاردينال أسقف الأسقف مطران المطران بطريرك البطريرك قس القس "
     "قسيس القسيس كاهن الكاهن راهب الراهب راهبة الراهبة القمص الأنبا إمام الإمام "
     "خطيب مفتي المفتي حاخام الحاخام داعية الداعية واعظ الواعظ"},
    {SPORT,
     "player footballer striker midfielder defender goalkeeper winger fullback coach "
     "referee umpire athlete olympian cricketer batsman bowler shortstop linebacker "
     "quarterback cornerback basketballer golfer jockey cyclist skater skier "
     "snowboarder gymnast swimmer sprinter runner hurdler rower fencer boxer "
     "wrestler judoka weightlifter grandmaster"},
    {SPORT,
     "игрок футболист футболистка нападающий полузащитник защитник вратарь голкипер "
     "форвард хавбек тренер арбитр рефери спортсмен спортсменка атлет легкоатлет "
     "легкоатлетка тяжелоатлет штангист хоккеист баскетболист баскетболистка "
     "волейболист волейболистка гандболист регбист боксер самбист дзюдоист каратист "
     "гимнаст гимнастка теннисист теннисистка гонщик велогонщик велосипедист лыжник "
     "лыжница биатлонист биатлонистка фигурист фигуристка конькобежец саночник "
     "пловец бегун бегунья спринтер прыгун шахматист шахматистка гроссмейстер"},
    {SPORT,
     "لاعب اللاعب لاعبة اللاعبة مهاجم المهاجم مدافع المدافع حارس الحارس هداف الهداف "
     "مدرب المدرب المدربة الحكم ملاكم الملاكم مصارع المصارع السباح الرباع الدراج"},
    {ART, "singer songwriter rapper actor actress filmmaker novelist poet playwright "
          "dramatist screenwriter composer musician pianist violinist cellist guitarist "
          "drummer bassist saxophonist trumpeter soprano tenor baritone dancer ballerina "
          "choreographer painter sculptor cartoonist comedian entertainer"},
    {ART,
     "певец певица вокалист вокалистка солист солистка рэпер актер актриса артист "
     "артистка режиссер кинорежиссер поэт поэтесса романист прозаик драматург "
     "сценарист композитор музыкант пианист пианистка скрипач скрипачка гитарист "
     "барабанщик дирижер балерина танцор танцовщик танцовщица хореограф балетмейстер "
     "художник художница живописец скульптор комик юморист"},
    {ART, "فنان الفنان فنانة الفنانة مطرب المطرب مطربة المطربة مغني المغني مغنية المغنية "
          "الممثل الممثلة شاعر الشاعر شاعرة الشاعرة المخرج المخرجة روائي الروائي روائية "
          "الروائية موسيقار الموسيقار ملحن الملحن عازف العازف راقصة الراقصة رسام الرسام "
          "نحات النحات الكوميدي"},
};

/* Russian nouns as they end, and are declined; those of none of these ends are of the
 * last. */
static const struct {
    const char *end, *declined;
} endings[] = {
    {"щий", "щего щему щим щем"},
    {"ий", "ия ию ием ии"},
    {"ей", "ея ею еем ее"},
    {"ец", "ца цу цом цем це"},
    {"ь", "я ю ем е"},
    {"а", "ы и е у ой ей"},
    {"я", "и е ю ей"},
    {"", "а у ом ем е"},
};

static struct {
    uint64_t hash;
    uint8_t walk;
} slots[SLOTS];

static size_t slot_of(uint64_t hash) {
    size_t i = hash % SLOTS;
    while (slots[i].walk && slots[i].hash != hash)
        i = (i + 1) % SLOTS;
    return i;
}

static void add(uint8_t walk, shb_str stem, shb_str ending) {
    uint8_t letters[LONGEST];
    size_t n = 0;
    const shb_str parts[] = {stem, ending};
    for (size_t i = 0; i < 2; i++)
        for (size_t at = 0; at < parts[i].len && n < LONGEST;) {
            const unsigned char *p = (const unsigned char *)parts[i].data + at;
            bool wide = *p >= 0x80; /* two bytes: no letter here has more */
            letters[n++] =
                (uint8_t)shb_fold_char(wide ? (*p & 0x1fu) << 6 | (p[1] & 0x3fu) : *p);
            at += wide ? 2 : 1;
        }
    uint64_t hash = shb_word_hash(letters, n);
    size_t slot = slot_of(hash);
    slots[slot].hash = hash;
    slots[slot].walk |= walk;
}

/* The next word of a list; empty at its end. */
static shb_str next_word(const char **list) {
    *list += strspn(*list, " ");
    shb_str word = {*list, strcspn(*list, " ")};
    *list += word.len;
    return word;
}

static void add_declined(uint8_t walk, shb_str word) {
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i].end);
        if (word.len < end ||
            memcmp(word.data + word.len - end, endings[i].end, end) != 0)
            continue;
        const char *list = endings[i].declined;
        for (shb_str other; (other = next_word(&list)).len > 0;)
            add(walk, (shb_str){word.data, word.len - end}, other);
        return;
    }
}

static void fill(void) {
    shb_fold_init();
    for (size_t k = 0; k < sizeof walks / sizeof *walks; k++) {
        const char *list = walks[k].words;
        for (shb_str word; (word = next_word(&list)).len > 0;) {
            add(walks[k].walk, word, (shb_str){"", 0});
            if (shb_lang_of(word) == SHB_RU)
                add_declined(walks[k].walk, word);
        }
    }
}

shb_status shb_walks_before(shb_ctx *ctx, shb_tokens *scratch, shb_str text, size_t name,
                            uint8_t *out) {
    static pthread_once_t filled = PTHREAD_ONCE_INIT;
    pthread_once(&filled, fill);
    size_t from = name > LOOK_BACK ? name - LOOK_BACK : 0;
    while (from > 0 && from < name && ((unsigned char)text.data[from] & 0xc0) == 0x80)
        from++;
    *out = 0;
    shb_status st = shb_tokenize(ctx, scratch, text.data + from, name - from);
    for (size_t i = scratch->count, n = 0; st == SHB_OK && i-- > 0 && n < WORDS; n++) {
        *out |= slots[slot_of(scratch->items[i].hash)].walk;
        shb_gap gap = i > 0 ? shb_token_gap(scratch, i) : GAP_LINE;
        if (*out || (gap != GAP_SPACE && gap != GAP_HYPHEN && gap != GAP_DOT))
            break;
    }
    return st;
}
