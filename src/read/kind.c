#include "read/kind.h"

#include <shabaka/reader.h>

#include <string.h>
#include <strings.h>

#include "read/utf8_check.h"

static const struct {
    const char *extension;
    shb_format_kind kind;
} extensions[] = {
    {".jsonl", SHB_JSON_LINES},
    {".ndjson", SHB_JSON_LINES},
    {".csv", SHB_CSV},
    {".tsv", SHB_TSV},
};

static bool ends_with(const char *path, size_t len, const char *ending) {
    size_t n = strlen(ending);
    return len > n && strncasecmp(path + len - n, ending, n) == 0;
}

static size_t without_packing(const char *path) {
    static const char *const packings[] = {".gz", ".zst", ".zstd"};
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (ends_with(path, len, packings[i]))
            return len - strlen(packings[i]);
    return len;
}

shb_format_kind shb_kind_by_name(const char *path) {
    size_t len = without_packing(path);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (ends_with(path, len, extensions[i].extension))
            return extensions[i].kind;
    return SHB_PLAIN_TEXT;
}

bool shb_kind_is_json(const char *path) {
    return ends_with(path, without_packing(path), ".json");
}

/* First bytes, or bytes at an offset; the more exact before the more general. */
static const struct {
    size_t offset, len;
    const char *bytes;
    const char *what, *tool;
    bool of_text; /* needs no other bytes beside */
} signatures[] = {
    {0, 5, "%PDF-", "is a PDF document", "pdftotext", true},
    {30, 19, "[Content_Types].xml", "is a Word or other Office document",
     "pandoc -t plain, or libreoffice --convert-to txt", false},
    {30, 39, "mimetypeapplication/vnd.oasis.opendocum", "is an OpenDocument file",
     "pandoc -t plain, or libreoffice --convert-to txt", false},
    {30, 28, "mimetypeapplication/epub+zip", "is an EPUB book", "pandoc -t plain", false},
    {30, 6, "_rels/", "is a Word or other Office document",
     "pandoc -t plain, or libreoffice --convert-to txt", false},
    {30, 5, "word/", "is a Word document",
     "pandoc -t plain, or libreoffice --convert-to txt", false},
    {0, 4, "PK\x03\x04", "is a ZIP archive", "unzip", false},
    {0, 4, "PK\x05\x06", "is a ZIP archive without files", NULL, false},
    {0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word or other Office document",
     "catdoc or antiword", false},
    {0, 5, "{\\rtf", "is an RTF document", "unrtf --text", true},
    {0, 8, "\x89PNG\r\n\x1a\n", "is a PNG picture", NULL, false},
    {0, 3, "\xff\xd8\xff", "is a JPEG picture", NULL, false},
    {0, 6, "GIF87a", "is a GIF picture", NULL, false},
    {0, 6, "GIF89a", "is a GIF picture", NULL, false},
    {8, 4, "WEBP", "is a WebP picture", NULL, false},
    {0, 4, "II*\0", "is a TIFF picture", NULL, false},
    {0, 4, "MM\0*", "is a TIFF picture", NULL, false},
    {4, 4, "ftyp", "is a film", NULL, false},
    {0, 4, "\x1a\x45\xdf\xa3", "is a film", NULL, false},
    {0, 4, "OggS", "is a sound recording", NULL, false},
    {0, 3, "ID3", "is a sound recording", NULL, false},
    {0, 4, "\177ELF", "is a program", NULL, false},
    {0, 16, "SQLite format 3\0", "is an SQLite database", "sqlite3 -csv", false},
    {0, 4, "PAR1", "is a Parquet table", "duckdb or pandas", false},
    {0, 2, "\x1f\x8b", "is compressed twice", "gunzip", false},
    {0, 4, "\x28\xb5\x2f\xfd", "is compressed twice", "unzstd", false},
    {0, 3, "BZh", "is compressed with bzip2", "bunzip2", false},
    {0, 6, "\3757zXZ\0", "is compressed with xz", "unxz", false},
    {0, 6, "7z\xbc\xaf\x27\x1c", "is a 7-Zip archive", "7z x", false},
    {0, 6, "Rar!\x1a\x07", "is a RAR archive", "unrar", false},
    {257, 5, "ustar", "is a tar archive", "tar -x", false},
};

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_html(shb_str text) {
    static const char doctype[] = "<!doctype html", html[] = "<html";
    size_t at = 0;
    while (at < text.len && is_blank(text.data[at]))
        at++;
    const char *p = text.data + at;
    size_t left = text.len - at;
    if (left >= sizeof doctype - 1 && strncasecmp(p, doctype, sizeof doctype - 1) == 0)
        return true;
    if (left >= 5 && strncasecmp(p, html, 5) == 0)
        return true;
    if (left < 5 || memcmp(p, "<?xml", 5) != 0)
        return false;
    for (; left >= 5; p++, left--) /* XHTML */
        if (strncasecmp(p, html, 5) == 0)
            return true;
    return false;
}

/* Networks and drawings, as this program and others write them. */
static const struct {
    const char *beginning, *within; /* within: right behind, or after a preamble */
    const char *what;
} networks[] = {
    {"<?xml", "<graphml", "is a network (GraphML)"},
    {"<?xml", "<gexf", "is a network (GEXF)"},
    {"<?xml", "<svg", "is a picture (SVG)"},
    {"<svg", "", "is a picture (SVG)"},
    {"{\"directed\":", "\"multigraph\":", "is a network (JSON)"},
    {"{\"format_version\":", "\"elements\":", "is a network (JSON)"},
    {"{\"attributes\":", "\"nodes\":[", "is a network (JSON)"},
    {"{\"network\":{\"items\":[", "", "is a network (JSON)"},
    {"graph \"shabaka\" {", "", "is a network (DOT)"},
    {"*Vertices ", "", "is a network (Pajek)"},
};

static const char *network_kind(shb_str text) {
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        size_t n = strlen(networks[i].beginning), m = strlen(networks[i].within);
        if (text.len < n || memcmp(text.data, networks[i].beginning, n) != 0)
            continue;
        for (size_t at = n; at + m <= text.len; at++)
            if (memcmp(text.data + at, networks[i].within, m) == 0)
                return networks[i].what;
    }
    return NULL;
}

/* A text may begin with "ID3" or "BZh"; a file that is one of the kinds also holds bytes
 * that no text holds. The last character may be cut. */
static bool has_other_bytes(shb_str text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 && (c < '\t' || c > '\r'))
            return true;
    }
    return shb_utf8_valid(text.data, text.len) + 4 <= text.len;
}

const char *shb_kind_not_text(shb_str beginning, const char **tool) {
    bool binary = has_other_bytes(beginning);
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        size_t end = signatures[i].offset + signatures[i].len;
        if (!binary && !signatures[i].of_text)
            continue;
        if (beginning.len >= end && memcmp(beginning.data + signatures[i].offset,
                                           signatures[i].bytes, signatures[i].len) == 0) {
            *tool = signatures[i].tool;
            return signatures[i].what;
        }
    }
    if (is_html(beginning)) {
        *tool = "w3m -dump, or pandoc -t plain";
        return "is a web page (HTML)";
    }
    *tool = NULL;
    return network_kind(beginning);
}

const char *shb_reader_not_text(const char *beginning, size_t len) {
    const char *tool;
    return shb_kind_not_text((shb_str){beginning, len}, &tool);
}
