#include "base/nmtoken.h"

#include "base/utf8.h"

/* Beyond ASCII. */
static const struct {
    uint32_t first, last;
} ranges[] = {
    {0xb7, 0xb7},       {0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x37d},
    {0x37f, 0x1fff},    {0x200c, 0x200d}, {0x203f, 0x2040}, {0x2070, 0x218f},
    {0x2c00, 0x2fef},   {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd},
    {0x10000, 0xeffff},
};

bool shb_is_name_char(uint32_t c) {
    if (c < 0x80)
        return (c >= '0' && c <= ':') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
               c == '-' || c == '.' || c == '_';
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

bool shb_is_nmtoken(shb_str text) {
    for (size_t at = 0; at < text.len;)
        if (!shb_is_name_char(shb_utf8_next(text.data, text.len, &at)))
            return false;
    return text.len > 0;
}
