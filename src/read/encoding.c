#include "read/encoding.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { UNITS = 8192 };

static const char BAD_SEQUENCE = (char)0xff;

struct shb_decoder {
    UConverter *converter;
    char name[64];
    uint64_t taken;
    uint64_t first_bad;
    bool failed;
    UChar lead; /* half a pair that the last piece ended with, or 0 */
    UChar units[UNITS];
};

/* The longer marks first: UTF-32's begins with UTF-16's. */
static const struct {
    const char *bytes;
    size_t len;
    const char *encoding;
} marks[] = {
    {"\xef\xbb\xbf", 3, "UTF-8"},    {"\xff\xfe\0\0", 4, "UTF-32LE"},
    {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

const char *shb_bom_encoding(const void *data, size_t len, size_t *bom_len) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (len >= marks[i].len && memcmp(data, marks[i].bytes, marks[i].len) == 0) {
            *bom_len = marks[i].len;
            return marks[i].encoding;
        }
    }
    *bom_len = 0;
    return NULL;
}

bool shb_encoding_is_utf8(const char *name) {
    UErrorCode code = U_ZERO_ERROR;
    const char *standard = ucnv_getStandardName(name, "IANA", &code);
    return standard && strcmp(standard, "UTF-8") == 0;
}

shb_status shb_decoder_new(shb_ctx *ctx, const char *encoding, shb_decoder **out) {
    shb_decoder *d = shb_alloc_array(1, sizeof *d);
    if (!d)
        return shb_fail_memory(ctx);
    UErrorCode code = U_ZERO_ERROR;
    /* ICU takes an empty name for the machine's own encoding. */
    if (encoding[0])
        d->converter = ucnv_open(encoding, &code);
    if (d->converter)
        ucnv_setToUCallBack(d->converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL,
                            &code);
    const char *name = d->converter ? ucnv_getName(d->converter, &code) : NULL;
    if (!name || U_FAILURE(code)) {
        shb_decoder_free(d);
        if (code == U_MEMORY_ALLOCATION_ERROR)
            return shb_fail_memory(ctx);
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "unknown encoding '%.60s'; known are windows-1256, windows-1251, "
                        "koi8-r, iso-8859-6, utf-16le and whatever 'iconv -l' lists",
                        encoding);
    }
    size_t len = strlen(encoding);
    memcpy(d->name, encoding, len < sizeof d->name ? len : sizeof d->name - 1);
    *out = d;
    return SHB_OK;
}

void shb_decoder_free(shb_decoder *d) {
    if (!d)
        return;
    if (d->converter)
        ucnv_close(d->converter);
    shb_free(d);
}

/* ICU may part the two halves of a pair; a lone half is no text. */
static size_t put_utf8(shb_decoder *d, const UChar *units, size_t n, char *to) {
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        UChar unit = units[i];
        bool completes = d->lead && U16_IS_TRAIL(unit);
        if (d->lead && !completes)
            to[len++] = BAD_SEQUENCE;
        if (completes)
            len += shb_utf8_put((uint32_t)U16_GET_SUPPLEMENTARY(d->lead, unit), to + len);
        else if (U16_IS_TRAIL(unit))
            to[len++] = BAD_SEQUENCE;
        else if (!U16_IS_LEAD(unit))
            len += shb_utf8_put(unit, to + len);
        d->lead = U16_IS_LEAD(unit) ? unit : 0;
    }
    return len;
}

void shb_decoder_run(shb_decoder *d, const char *in, size_t *in_len, bool last, char *to,
                     size_t *to_len) {
    /* A unit becomes at most 3 bytes, a pair 4; one byte is kept for the mark of a fault.
     */
    size_t units = (*to_len - 8) / 3;
    if (units > UNITS)
        units = UNITS;
    const char *from = in;
    UChar *into = d->units;
    UErrorCode code = U_ZERO_ERROR;
    ucnv_toUnicode(d->converter, &into, d->units + units, &from, in + *in_len, NULL, last,
                   &code);
    d->taken += (uint64_t)(from - in);
    *in_len = (size_t)(from - in);
    size_t len = put_utf8(d, d->units, (size_t)(into - d->units), to);
    if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR) {
        char bad[16];
        int8_t n = sizeof bad;
        UErrorCode unused = U_ZERO_ERROR;
        ucnv_getInvalidChars(d->converter, bad, &n, &unused);
        if (!d->failed)
            d->first_bad = d->taken - (U_SUCCESS(unused) && n > 0 ? (uint64_t)n : 0);
        d->failed = true;
        to[len++] = BAD_SEQUENCE;
        /* After an unfinished last sequence ICU would report it again and again. */
        if (last && from == in && into == d->units)
            ucnv_resetToUnicode(d->converter);
    }
    *to_len = len;
}

bool shb_decoder_failed(const shb_decoder *d, uint64_t *byte) {
    if (d->failed)
        *byte = d->first_bad;
    return d->failed;
}

const char *shb_decoder_name(const shb_decoder *d) { return d->name; }
