/* A network as one page that opens in any browser, offline. */
#include "export/formats.h"

#include <string.h>

#include "base/utf8.h"
#include "export/html_data.h"
#include "export/picture_text.h"
#include "export/sha256.h"

/* Made from data/viewer by embed. */
extern const unsigned char viewer_html[], viewer_css[], viewer_js[];
extern const size_t viewer_html_size, viewer_css_size, viewer_js_size;

typedef struct page {
    const shb_network *net;
    const shb_export_options *options;
    shb_output *out;
} page;

/* ---- what stands in place of {{name}} in viewer.html ---- */

static shb_status put_title(shb_ctx *ctx, const page *p) {
    (void)ctx;
    const char *given = shb_title_for(p->net, p->options),
               *title = given ? given : "shabaka";
    size_t len = strlen(title);
    for (size_t at = 0; at < len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(title, len, &at);
        if (c == '<')
            shb_puts(p->out, "&lt;");
        else if (c == '&')
            shb_puts(p->out, "&amp;");
        else if (c == SHB_BAD_CHAR || c < 0x20)
            shb_puts(p->out, "\xef\xbf\xbd");
        else
            shb_write(p->out, title + start, at - start);
    }
    return SHB_OK;
}

static void put_digest(const page *p, const unsigned char *bytes, size_t size) {
    uint8_t digest[SHB_SHA256_SIZE];
    shb_sha256(bytes, size, digest);
    shb_puts(p->out, "'sha256-");
    shb_html_put_base64(p->out, digest, sizeof digest);
    shb_putc(p->out, '\'');
}

static shb_status put_style_digest(shb_ctx *ctx, const page *p) {
    (void)ctx;
    put_digest(p, viewer_css, viewer_css_size);
    return SHB_OK;
}

static shb_status put_script_digest(shb_ctx *ctx, const page *p) {
    (void)ctx;
    put_digest(p, viewer_js, viewer_js_size);
    return SHB_OK;
}

static shb_status put_style(shb_ctx *ctx, const page *p) {
    (void)ctx;
    shb_write(p->out, viewer_css, viewer_css_size);
    return SHB_OK;
}

static shb_status put_script(shb_ctx *ctx, const page *p) {
    (void)ctx;
    shb_write(p->out, viewer_js, viewer_js_size);
    return SHB_OK;
}

static shb_status put_version(shb_ctx *ctx, const page *p) {
    (void)ctx;
    shb_puts(p->out, SHB_VERSION);
    return SHB_OK;
}

static shb_status put_graph(shb_ctx *ctx, const page *p) {
    return shb_html_put_graph(ctx, p->net, p->options, p->out);
}

static shb_status put_evidence(shb_ctx *ctx, const page *p) {
    return shb_html_put_evidence(ctx, p->net, p->out);
}

static const struct {
    const char *name;
    shb_status (*put)(shb_ctx *ctx, const page *p);
} parts[] = {
    {"title", put_title},
    {"version", put_version},
    {"style-digest", put_style_digest},
    {"script-digest", put_script_digest},
    {"style", put_style},
    {"script", put_script},
    {"graph", put_graph},
    {"evidence", put_evidence},
};

static shb_status put_part(shb_ctx *ctx, const page *p, const char *name, size_t len) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strlen(parts[i].name) == len && memcmp(parts[i].name, name, len) == 0)
            return parts[i].put(ctx, p);
    return shb_fail(ctx, SHB_EINTERNAL, NULL, "viewer.html asks for an unknown '%.*s'",
                    (int)len, name);
}

shb_status shb_html_write(shb_ctx *ctx, const shb_network *net,
                          const shb_export_options *options, shb_output *out) {
    const page p = {net, options, out};
    const char *at = (const char *)viewer_html, *end = at + viewer_html_size;
    while (at < end) {
        const char *open = memmem(at, (size_t)(end - at), "{{", 2);
        const char *close = open ? memmem(open, (size_t)(end - open), "}}", 2) : NULL;
        if (!close)
            break;
        shb_write(out, at, (size_t)(open - at));
        shb_status st = put_part(ctx, &p, open + 2, (size_t)(close - open) - 2);
        if (st != SHB_OK)
            return st;
        at = close + 2;
    }
    shb_write(out, at, (size_t)(end - at));
    return SHB_OK;
}
