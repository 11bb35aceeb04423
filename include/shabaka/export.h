/**
 * @file export.h
 * Networks to files and back.
 */
#ifndef SHABAKA_EXPORT_H
#define SHABAKA_EXPORT_H

#include <shabaka/network.h>
#include <shabaka/output.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_EXPORT_OPTIONS_INIT. */
typedef struct shb_export_options {
    bool bare;                /**< no record and evidence in .graphml */
    const char *gexf_version; /**< "1.3" (default) or "1.2" */
    const char *labels;    /**< "ar", "en", "ru": label column to show; NULL: as it is */
    const char *title;     /**< of a picture or page; NULL: none */
    const char *titles[3]; /**< likewise, in Arabic, English, Russian: go before title
                              where the picture or page is in that language */
    uint32_t dpi;          /**< of .png; 0: 110, or what the page is made for */
    uint32_t draw_limit; /**< nodes drawn at most in a picture; 0: what can be read on the
                              page, else all up to 500, and of more the 100 strongest */
    const char *page;  /**< of a picture, one of shb_pages(); NULL: as large as needed */
    const char *chart; /**< kind of picture: "map" (default), "top" or "top:COLUMN",
                            "matrix", "time"; then draw_limit counts its rows */
    const uint32_t *highlight; /**< nodes of a picture that stand out with their ties and
                                    neighbours, while the rest pales; NULL: none */
    size_t n_highlight;
} shb_export_options;

#define SHB_EXPORT_OPTIONS_INIT                                                          \
    { false, "1.3", NULL, NULL, {NULL, NULL, NULL}, 0, 0, NULL, NULL, NULL, 0 }

/** A size that pictures can have. */
typedef struct shb_page {
    const char *name;             /**< "a4" */
    double width, height, margin; /**< points */
    uint32_t nodes;               /**< drawn at most: what can be read at that size */
    uint32_t dpi;                 /**< of .png */
} shb_page;

/** All of them, in the order of the help. */
SHB_API const shb_page *shb_pages(size_t *count);

/** One format that can be written. */
typedef struct shb_format {
    const char *name;      /**< "graphml" */
    const char *extension; /**< "graphml"; may be two: "vosviewer.json" */
    const char *summary;
    bool shows; /**< shows the network: wants position, size and colour */
    bool reads; /**< shb_network_load() reads it back */
} shb_format;

/** All formats, in the order of the help. */
SHB_API const shb_format *shb_formats(size_t *count);
/** By name ("graphml") or by a path's extension; NULL where unknown. */
SHB_API const shb_format *shb_format_by_name(const char *name);
SHB_API const shb_format *shb_format_by_path(const char *path);

/**
 * The i-th file that a path stands for in a format: NAME.nodes.csv and NAME.edges.csv of
 * `csv`, else the path itself.
 * @return false past the last, and where the name needs more than size bytes
 */
SHB_API bool shb_format_file(const shb_format *format, const char *path, size_t i,
                             char *out, size_t size);

/**
 * Write a network to a path ("-": standard output). `csv` writes NAME.nodes.csv and
 * NAME.edges.csv. The old files stay whole on any failure.
 */
SHB_API shb_status shb_network_save(shb_ctx *ctx, const shb_network *net,
                                    const shb_format *format, const char *path,
                                    const shb_export_options *options);

/**
 * What would stop shb_network_save(), as far as it can be told before: options, a folder
 * that is not there or not to be written in, a missing drawing program; with a network
 * also one without what the format needs (dates, evidence, a node to draw).
 * @param net  NULL: there is none yet
 */
SHB_API shb_status shb_export_check(shb_ctx *ctx, const shb_network *net,
                                    const shb_format *format, const char *path,
                                    const shb_export_options *options);

/**
 * Read a network: .json and .graphml of ours losslessly; those of others, and whatever
 * other format says that it reads, tolerantly; NAME.edges.csv with the nodes beside it.
 * "-": standard input. The format is told by the content, and so are gzip and zstd. What
 * had to be mended is told by ctx->notice.
 * Errors: SHB_ENOTFOUND, SHB_EIO, SHB_EENCODING, SHB_ESYNTAX (also of a format that is
 * written and not read, by its name), SHB_ELIMIT, SHB_ENOMEM
 */
SHB_API shb_status shb_network_load(shb_ctx *ctx, const char *path, shb_network **out);

#ifdef __cplusplus
}
#endif
#endif
