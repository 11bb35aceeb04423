/* Walks of life, by the words before a person's name: who is a player to one text is not
 * the bishop of another. */
#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "cooccurrence/spellings.h"

enum { STATE = 1, FAITH = 2, SPORT = 4, ART = 8, LOOK_BACK = 90, WORDS = 3, SLOTS = 1024 };

static const struct {
    uint8_t walk;
    const char *words[64];
} walks[] = {
    {STATE,
     {"president", "minister", "premier", "chancellor", "ambassador", "spokesman", "spokesperson",
      "spokeswoman", "senator", "sen", "governor", "mayor", "secretary", "general", "gen",
      "colonel", "col", "admiral", "lieutenant", "commander", "congressman", "deputy",
      "президент", "министр", "премьер", "посол", "сенатор", "депутат", "губернатор", "мэр",
      "генерал", "полковник", "адмирал", "госсекретарь", "секретарь", "канцлер", "спикер",
      "رئيس", "الرئيس", "وزير", "الوزير", "وزيرة", "سفير", "السفير", "النائب", "السيناتور",
      "محافظ", "اللواء", "لواء", "العقيد", "العميد", "الفريق", "الجنرال", "المتحدث", "الأمير",
      "الملك", "المقدم", "النقيب", "الرائد"}},
    {FAITH,
     {"pope", "cardinal", "bishop", "archbishop", "patriarch", "imam", "rabbi", "mufti",
      "ayatollah", "rev", "reverend", "папа", "кардинал", "епископ", "архиепископ", "патриарх",
      "митрополит", "имам", "раввин", "муфтий", "аятолла", "البابا", "الكاردينال", "المطران",
      "البطريرك", "إمام", "خطيب", "المفتي", "مفتي", "الحاخام", "القس", "الداعية"}},
    {SPORT,
     {"player", "striker", "midfielder", "defender", "goalkeeper", "winger", "coach", "referee",
      "boxer", "wrestler", "quarterback", "sprinter", "swimmer", "футболист", "нападающий",
      "полузащитник", "защитник", "вратарь", "тренер", "хоккеист", "боксер", "теннисист",
      "теннисистка", "гонщик", "форвард", "голкипер", "لاعب", "اللاعب", "لاعبه", "مهاجم",
      "المهاجم", "المدافع", "مدافع", "حارس", "مدرب", "المدرب", "الحكم", "الملاكم"}},
    {ART,
     {"singer", "actor", "actress", "rapper", "filmmaker", "novelist", "composer", "painter",
      "poet", "comedian", "певец", "певица", "актер", "актриса", "режиссер", "поэт", "художник",
      "композитор", "рэпер", "комик", "الفنان", "الفنانة", "فنان", "فنانة", "المطرب", "المطربة",
      "الممثل", "الممثلة", "الشاعر", "الشاعرة", "المخرج", "الروائي"}},
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

static void fill(void) {
    shb_fold_init();
    for (size_t k = 0; k < sizeof walks / sizeof *walks; k++)
        for (size_t i = 0; i < 64 && walks[k].words[i]; i++) {
            uint8_t letters[40] = {0};
            size_t n = 0;
            for (const unsigned char *p = (const unsigned char *)walks[k].words[i]; *p;) {
                uint32_t c = *p < 0x80 ? *p : (*p & 0x1fu) << 6 | (p[1] & 0x3fu);
                p += *p < 0x80 ? 1 : 2;
                letters[n++] = (uint8_t)shb_fold_char(c);
            }
            size_t slot = slot_of(shb_word_hash(letters, n));
            slots[slot].hash = shb_word_hash(letters, n);
            slots[slot].walk = walks[k].walk;
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
