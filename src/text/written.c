#include "text/written.h"

/* The script by the first byte of a character: sixteen bits of a sum for each, the lowest
 * for none. A sign of the script's block counts as a letter of it, which does not matter
 * in so many letters. */
enum { LANE = 16 };
_Static_assert(WRITTEN_BYTES < 1 << LANE && SHB_N_LANGS == 3, "each sum has its lane");
#define LANE_OF(lang) (LANE * ((lang) + 1))
static const uint8_t lane_of[256] = {
    ['A' ... 'Z'] = LANE_OF(SHB_EN),   ['a' ... 'z'] = LANE_OF(SHB_EN),
    [0xc3 ... 0xc9] = LANE_OF(SHB_EN), [0xd0 ... 0xd4] = LANE_OF(SHB_RU),
    [0xd8 ... 0xdb] = LANE_OF(SHB_AR), [0xef] = LANE_OF(SHB_AR), /* presentation forms */
};

/* The language with most letters; *lead: before the next. */
static int most_written(uint64_t sums, unsigned *lead) {
    unsigned most = 0, next = 0;
    int best = 0;
    for (int lang = 0; lang < SHB_N_LANGS; lang++) {
        unsigned letters = sums >> LANE_OF(lang) & ((1 << LANE) - 1);
        if (letters > most) {
            next = most;
            most = letters;
            best = lang;
        } else if (letters > next) {
            next = letters;
        }
    }
    *lead = most - next;
    return most > 0 ? best : -1;
}

bool shb_written_add(shb_written *written, shb_str text) {
    const size_t len = text.len < written->left ? text.len : written->left;
    unsigned lead = 0;
    for (size_t at = 0; at < len; at++)
        written->sums += UINT64_C(1) << lane_of[(unsigned char)text.data[at]];
    written->left -= len;
    written->most = most_written(written->sums, &lead);
    return written->left <= lead;
}
