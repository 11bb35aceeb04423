#include "export/html_data.h"
#include "export/picture_text.h"

#define ZLIB_CONST /* zlib then only reads its input */
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "export/formats.h"

enum {
    PLAIN_LIMIT = 2 * 1024 * 1024, /* bytes of evidence from which on it is packed */
    SENTENCES_PER_BLOCK = 1024,
    TIES_PER_BLOCK = 8192,
    GZIP_LEVEL = 6,
    GZIP_WINDOW = 15 + 16, /* zlib: largest window, gzip header */
    OS_UNKNOWN = 255       /* so that the bytes are the same everywhere */
};

/* ---- JSON that cannot leave its <script> ---- */

static bool is_plain(uint32_t c) {
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' &&
           c != 0x7f && c != 0x2028 && c != 0x2029 && c != SHB_BAD_CHAR;
}

static void put_string(shb_output *out, const char *text) {
    size_t len = strlen(text), from = 0;
    shb_putc(out, '"');
    for (size_t at = 0; at < len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(text, len, &at);
        if (is_plain(c))
            continue;
        shb_write(out, text + from, start - from);
        shb_printf(out, "\\u%04x", c == SHB_BAD_CHAR ? 0xfffdu : (unsigned)c);
        from = at;
    }
    shb_write(out, text + from, len - from);
    shb_putc(out, '"');
}

static void put_string_or_null(shb_output *out, const char *text) {
    if (text)
        put_string(out, text);
    else
        shb_puts(out, "null");
}

static void put_comma(shb_output *out, size_t i) {
    if (i > 0)
        shb_putc(out, ',');
}

/* ---- the graph ---- */

static void put_numbers(shb_output *out, const shb_column *column, size_t rows) {
    bool place = strcmp(column->name, "x") == 0 || strcmp(column->name, "y") == 0;
    shb_puts(out, "\"cells\":[");
    for (size_t i = 0; i < rows; i++) {
        double value = shb_cell_number(column, i);
        put_comma(out, i);
        if (!isfinite(value))
            shb_puts(out, "null");
        else if (column->type == SHB_DOUBLE)
            shb_put_double(out, place ? shb_round9(value) : value);
        else
            shb_put_int(out, column->cells.ints[i]);
    }
    shb_putc(out, ']');
}

/* Most strings of a column are alike (types, dates, colours): each is written once. */
static shb_status put_strings(shb_ctx *ctx, shb_output *out, const shb_column *column,
                              size_t rows) {
    shb_status st = SHB_OK;
    shb_map places = SHB_MAP_INIT;
    uint32_t *cells = shb_alloc_array(rows, sizeof *cells);
    uint32_t n_values = 0;
    if (!cells)
        return shb_fail_memory(ctx);
    shb_puts(out, "\"values\":[");
    for (size_t i = 0; i < rows; i++) {
        const char *text = column->cells.strings[i];
        if (!text)
            continue;
        cells[i] = shb_map_get(&places, text, strlen(text));
        if (cells[i] != SHB_MAP_NONE)
            continue;
        cells[i] = n_values;
        if ((st = shb_map_set(ctx, &places, text, strlen(text), n_values)) != SHB_OK)
            goto done;
        put_comma(out, n_values++);
        put_string(out, text);
    }
    shb_puts(out, "],\"cells\":[");
    for (size_t i = 0; i < rows; i++) {
        put_comma(out, i);
        shb_put_int(out, column->cells.strings[i] ? (int64_t)cells[i] : -1);
    }
    shb_putc(out, ']');
done:
    shb_map_done(&places);
    shb_free(cells);
    return st;
}

static shb_status put_columns(shb_ctx *ctx, shb_output *out, const char *member,
                              const shb_columns *columns, size_t rows) {
    static const char *const types[] = {"int", "double", "string", "bool"};
    shb_status st = SHB_OK;
    shb_printf(out, ",\n\"%s\":[", member);
    for (size_t i = 0; i < columns->count && st == SHB_OK; i++) {
        const shb_column *column = &columns->items[i];
        put_comma(out, i);
        shb_puts(out, "\n{\"name\":");
        put_string(out, column->name);
        shb_printf(out, ",\"type\":\"%s\",", types[column->type]);
        if (column->type == SHB_STRING)
            st = put_strings(ctx, out, column, rows);
        else
            put_numbers(out, column, rows);
        shb_putc(out, '}');
    }
    shb_putc(out, ']');
    return st;
}

static void put_nodes(shb_output *out, const shb_network *net,
                      const shb_export_options *options) {
    const shb_column *labels = shb_label_column(net, options);
    shb_puts(out, ",\n\"ids\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        put_comma(out, i);
        put_string(out, net->nodes[i].id);
    }
    shb_puts(out, "],\n\"names\":[");
    for (size_t i = 0; i < net->n_nodes; i++) {
        put_comma(out, i);
        put_string(out, shb_shown_label(net, labels, i));
    }
    shb_putc(out, ']');
}

static void put_edges(shb_output *out, const shb_network *net) {
    shb_puts(out, ",\n\"a\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        put_comma(out, i);
        shb_put_int(out, net->edges[i].a);
    }
    shb_puts(out, "],\n\"b\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        put_comma(out, i);
        shb_put_int(out, net->edges[i].b);
    }
    shb_puts(out, "],\n\"weights\":[");
    for (size_t i = 0; i < net->n_edges; i++) {
        put_comma(out, i);
        shb_put_double(out, net->edges[i].weight);
    }
    shb_putc(out, ']');
}

/* Small evidence stays readable in the file; the estimate is of its plain size. */
static bool is_packed(const shb_network *net) {
    enum { PER_SENTENCE = 40, PER_NAME = 10, PER_SUPPORT = 6 };
    size_t size = 0;
    for (size_t i = 0; i < net->n_evidence; i++) {
        const shb_evidence *piece = &net->evidence[i];
        size += strlen(piece->text) + strlen(piece->doc) + PER_SENTENCE +
                PER_NAME * piece->n_marked;
    }
    for (size_t i = 0; i < net->n_edges; i++)
        size += PER_SUPPORT * net->supports[i].count;
    return size >= PLAIN_LIMIT;
}

shb_status shb_html_put_graph(shb_ctx *ctx, const shb_network *net,
                              const shb_export_options *options, shb_output *out) {
    static const char *const languages[] = {"ar", "en", "ru"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        shb_printf(out, "%s\"%s\":", i ? "," : "{\"titles\":{", languages[i]);
        put_string_or_null(out, shb_title_in(options, i));
    }
    shb_putc(out, '}');
    shb_puts(out, ",\"labels\":");
    put_string_or_null(out, options->labels);
    shb_puts(out, ",\n\"made\":");
    put_string_or_null(out, net->made);
    shb_printf(out, ",\n\"documents\":%llu,\"units\":%llu",
               (unsigned long long)net->margins.documents,
               (unsigned long long)net->margins.units);
    put_nodes(out, net, options);
    shb_status st =
        put_columns(ctx, out, "node_columns", &net->node_columns, net->n_nodes);
    if (st != SHB_OK || (st = shb_check_cancel(ctx)) != SHB_OK)
        return st;
    put_edges(out, net);
    st = put_columns(ctx, out, "edge_columns", &net->edge_columns, net->n_edges);
    if (net->supports)
        shb_printf(out,
                   ",\n\"evidence\":{\"sentences\":%zu,\"packed\":%s,"
                   "\"sentences_per_block\":%d,\"ties_per_block\":%d}}",
                   net->n_evidence, is_packed(net) ? "true" : "false",
                   SENTENCES_PER_BLOCK, TIES_PER_BLOCK);
    else
        shb_puts(out, ",\n\"evidence\":null}");
    return st;
}

/* ---- the evidence ---- */

/* A place in a text, counted in bytes and in the UTF-16 units of JavaScript. */
typedef struct place {
    size_t byte, unit;
} place;

/* On to the first character that starts at `byte` or later. */
static place advance(const char *text, size_t len, place from, size_t byte) {
    while (from.byte < byte && from.byte < len) {
        uint32_t c = shb_utf8_next(text, len, &from.byte);
        from.unit += c != SHB_BAD_CHAR && c >= 0x10000 ? 2 : 1;
    }
    return from;
}

static void put_marked(shb_output *out, const shb_evidence *piece) {
    size_t len = strlen(piece->text);
    place start = {0, 0};
    shb_putc(out, '[');
    for (size_t i = 0; i < piece->n_marked; i++) {
        const shb_marked *mark = &piece->marked[i];
        if (mark->start < start.byte)
            start = (place){0, 0};
        start = advance(piece->text, len, start, mark->start);
        place end = advance(piece->text, len, start, mark->end);
        put_comma(out, i);
        shb_printf(out, "%u,%zu,%zu", (unsigned)mark->node, start.unit, end.unit);
    }
    shb_putc(out, ']');
}

static void put_sentences(shb_output *out, const shb_network *net, size_t from,
                          size_t to) {
    shb_putc(out, '[');
    for (size_t i = from; i < to; i++) {
        const shb_evidence *piece = &net->evidence[i];
        shb_puts(out, i > from ? ",\n[" : "[");
        put_string(out, piece->doc);
        shb_putc(out, ',');
        put_string(out, piece->date);
        shb_printf(out, ",%u,", (unsigned)piece->sentence);
        put_string(out, piece->text);
        shb_putc(out, ',');
        put_marked(out, piece);
        shb_putc(out, ']');
    }
    shb_putc(out, ']');
}

static void put_supports(shb_output *out, const shb_network *net, size_t from,
                         size_t to) {
    shb_putc(out, '[');
    for (size_t i = from; i < to; i++) {
        const shb_supports *supports = &net->supports[i];
        put_comma(out, i - from);
        shb_putc(out, '[');
        for (size_t j = 0; j < supports->count; j++) {
            shb_support piece = supports->items[j];
            put_comma(out, j);
            if (piece.first == piece.second)
                shb_put_int(out, piece.first);
            else
                shb_printf(out, "[%u,%u]", (unsigned)piece.first, (unsigned)piece.second);
        }
        shb_putc(out, ']');
    }
    shb_putc(out, ']');
}

void shb_html_put_base64(shb_output *out, const void *data, size_t len) {
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = data;
    for (size_t i = 0; i < len; i += 3) {
        size_t n = len - i < 3 ? len - i : 3;
        uint32_t group = (uint32_t)bytes[i] << 16 |
                         (n > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                         (n > 2 ? bytes[i + 2] : 0);
        char four[4] = {digits[group >> 18], digits[group >> 12 & 63],
                        n > 1 ? digits[group >> 6 & 63] : '=',
                        n > 2 ? digits[group & 63] : '='};
        shb_write(out, four, sizeof four);
    }
}

static void *zlib_alloc(void *user, unsigned items, unsigned size) {
    (void)user;
    return shb_alloc_array(items, size);
}

static void zlib_free(void *user, void *p) {
    (void)user;
    shb_free(p);
}

static shb_status put_gzip(shb_ctx *ctx, shb_output *out, shb_str text) {
    shb_status st = SHB_OK;
    z_stream z = {.zalloc = zlib_alloc, .zfree = zlib_free};
    gz_header header = {.os = OS_UNKNOWN};
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return shb_fail_memory(ctx);
    deflateSetHeader(&z, &header);
    size_t bound = deflateBound(&z, (uLong)text.len);
    unsigned char *packed = shb_alloc(bound);
    if (!packed) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    /* zlib counts in unsigned int: feed what fits until all is in */
    z.next_in = (const unsigned char *)text.data;
    z.next_out = packed;
    int did;
    do {
        size_t in_left =
            text.len - (size_t)(z.next_in - (const unsigned char *)text.data);
        size_t out_left = bound - (size_t)(z.next_out - packed);
        z.avail_in = in_left < UINT32_MAX ? (uInt)in_left : UINT32_MAX;
        z.avail_out = out_left < UINT32_MAX ? (uInt)out_left : UINT32_MAX;
        did = deflate(&z, z.avail_in == in_left ? Z_FINISH : Z_NO_FLUSH);
    } while (did == Z_OK);
    if (did == Z_STREAM_END)
        shb_html_put_base64(out, packed, (size_t)(z.next_out - packed));
    else
        st = shb_fail(ctx, SHB_EINTERNAL, NULL, "cannot pack the evidence: zlib says %d",
                      did);
done:
    shb_free(packed);
    deflateEnd(&z);
    return st;
}

typedef void put_rows(shb_output *out, const shb_network *net, size_t from, size_t to);

/* Rows in blocks, each an element of its own that can be read without the others. */
static shb_status put_blocks(shb_ctx *ctx, shb_output *out, const shb_network *net,
                             const char *name, put_rows *put, size_t rows, size_t step) {
    bool packed = is_packed(net);
    for (size_t from = 0, block = 0; from < rows; from += step, block++) {
        size_t to = rows - from < step ? rows : from + step;
        shb_status st = shb_check_cancel(ctx);
        if (st != SHB_OK)
            return st;
        shb_printf(out, "<script type=\"%s\" id=\"%s-%zu\">",
                   packed ? "application/gzip" : "application/json", name, block);
        if (packed) {
            shb_output *plain = NULL;
            if ((st = shb_output_memory(ctx, &plain)) != SHB_OK)
                return st;
            put(plain, net, from, to);
            st = put_gzip(ctx, out, shb_output_bytes(plain));
            shb_status closed = shb_output_close(ctx, plain);
            if (st != SHB_OK || (st = closed) != SHB_OK)
                return st;
        } else {
            put(out, net, from, to);
        }
        shb_puts(out, "</script>\n");
    }
    return SHB_OK;
}

shb_status shb_html_put_evidence(shb_ctx *ctx, const shb_network *net, shb_output *out) {
    if (!net->supports)
        return SHB_OK;
    shb_status st =
        put_blocks(ctx, out, net, "supports", put_supports, net->n_edges, TIES_PER_BLOCK);
    return st != SHB_OK ? st
                        : put_blocks(ctx, out, net, "sentences", put_sentences,
                                     net->n_evidence, SENTENCES_PER_BLOCK);
}
