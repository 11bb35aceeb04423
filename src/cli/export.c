#include "cli/export.h"

#include <stdlib.h>
#include <string.h>

#include "cli/networks.h"

#define AT(member) offsetof(cli_export_values, member)
const cli_option cli_export_group[] = {
    {"", 0, 0, 0, NULL, "Writing"},
    {"output", 'o', CLI_OUTPUT, AT(outputs), "FILE",
     "write FILE, its format by its extension; may be given again; - is standard "
     "output"},
    {"format", 0, CLI_FORMAT, AT(outputs), "NAME", "format of the next -o"},
    {"layout", 0, CLI_TEXT, AT(layout), "auto|given|none",
     "positions in files that show them: made where missing, only those there, or "
     "none (auto)"},
    {"title", 0, CLI_LIST, AT(title), "[LANG=]TEXT",
     "title of a picture or page; again with ar=, en= or ru= before it: of those in that "
     "language"},
    {"highlight", 0, CLI_LIST, AT(highlight), "NAME",
     "in a picture, let NAME stand out with its ties; may be given again"},
    {"chart", 0, CLI_TEXT, AT(chart), "KIND",
     "what a picture is: the network (map), bars of the names with most mentions "
     "or of another column (top, top:COLUMN), squares of who with whom (matrix), "
     "the heaviest ties over time (time)"},
    {"page", 0, CLI_TEXT, AT(page), "NAME",
     "size of a picture: a4, a3, a4-portrait, a3-portrait, slide (as large as "
     "needed)"},
    {"draw", 0, CLI_SOME, AT(draw), "N",
     "draw the N strongest nodes, or so many rows of a chart, at most (500, of more 100; "
     "on a page as many as can be read)"},
    {"dpi", 0, CLI_SOME, AT(dpi), "N",
     "resolution of .png (110; of a4 and a3 300, of slide 144)"},
    {"bare", 0, CLI_FLAG, AT(bare), NULL, "no record and evidence inside .graphml"},
    {"gexf-version", 0, CLI_TEXT, AT(gexf_version), "1.3|1.2",
     "version of .gexf; 1.2 for networkx before 3.6 (1.3)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static bool knows_language(const char *name) {
    shb_lang lang = 0;
    while (lang < SHB_N_LANGS && strcmp(name, shb_lang_name(lang)) != 0)
        lang++;
    return lang < SHB_N_LANGS;
}

const cli_option cli_relabel_group[] = {
    CLI_GROUP_AT(0, cli_export_group),
    {"labels", 0, CLI_TEXT, AT(labels), "ar|en|ru", "show the labels of that language",
     knows_language},
    {NULL, 0, 0, 0, NULL, NULL},
};

static const char *const layouts[] = {"auto", "given", "none", NULL};

/* "ar=TEXT" is the title in that language, any other the one for all. */
static void take_titles(const cli_list *titles, shb_export_options *out) {
    for (size_t i = 0; i < titles->count; i++) {
        const char *text = titles->items[i];
        shb_lang lang = 0;
        while (lang < SHB_N_LANGS &&
               (strncmp(text, shb_lang_name(lang), 2) != 0 || text[2] != '='))
            lang++;
        if (lang < SHB_N_LANGS)
            out->titles[lang] = text + 3;
        else
            out->title = text;
    }
}

static shb_export_options options_of(const cli_export_values *values) {
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.bare = values->bare;
    options.labels = values->labels;
    take_titles(&values->title, &options);
    options.dpi = values->dpi;
    options.page = values->page;
    options.chart = values->chart;
    options.draw_limit = values->draw;
    if (values->gexf_version)
        options.gexf_version = values->gexf_version;
    return options;
}

static int check_outputs(cli_run *run, const shb_network *net,
                         const cli_export_values *values) {
    shb_export_options options = options_of(values);
    for (size_t i = 0; i < values->outputs.count; i++)
        if (shb_export_check(&run->ctx, net, values->outputs.items[i].format,
                             values->outputs.items[i].path, &options) != SHB_OK)
            return cli_failed(run);
    return 0;
}

/* Which files heed an option of writing. */
static const struct {
    const char *option, *formats, *what;
} heeded[] = {
    {"title", "svg png pdf html cyjs graphology", "picture or page"},
    {"highlight", "svg png pdf", "picture"},
    {"chart", "svg png pdf", "picture"},
    {"page", "svg png pdf", "picture"},
    {"draw", "svg png pdf", "picture"},
    {"dpi", "png", ".png"},
    {"bare", "graphml", ".graphml"},
    {"gexf-version", "gexf gexf-dynamic", ".gexf"},
};

static bool names_format(const char *formats, const char *name) {
    size_t len = strlen(name);
    for (const char *at = formats; (at = strstr(at, name)) != NULL; at += len)
        if ((at == formats || at[-1] == ' ') && (!at[len] || at[len] == ' '))
            return true;
    return false;
}

static int check_heeded(cli_run *run, const cli_common *common,
                        const cli_outputs *outputs) {
    for (size_t i = 0; i < sizeof heeded / sizeof *heeded; i++) {
        bool heeds = !cli_given(run->command, common, heeded[i].option);
        for (size_t o = 0; !heeds && o < outputs->count; o++)
            heeds = names_format(heeded[i].formats, outputs->items[o].format->name);
        if (!heeds)
            return cli_usage(run, "--%s needs a %s to write: -o FILE", heeded[i].option,
                             heeded[i].what);
    }
    return 0;
}

int cli_check_export(cli_run *run, const cli_command *command, const cli_common *common) {
    _Static_assert(offsetof(cli_export_values, outputs) == 0, "-o leads to all");
    cli_option options[CLI_MAX_OPTIONS];
    size_t n = cli_list_options(command, options), o = 0;
    while (o < n && (options[o].kind != CLI_OUTPUT))
        o++;
    if (o == n)
        return 0;
    const cli_export_values *values =
        (const cli_export_values *)(const void *)((const char *)common +
                                                  options[o].offset);
    if (values->layout && cli_choice(values->layout, layouts) < 0)
        return cli_usage(run, "--layout is auto, given or none, not '%s'",
                         values->layout);
    int status = check_heeded(run, common, &values->outputs);
    if (status)
        return status;
    return check_outputs(run, NULL, values);
}

int cli_save(cli_run *run, shb_network *net, const cli_export_values *values) {
    int layout = values->layout ? cli_choice(values->layout, layouts) : 0;
    int status = check_outputs(run, net, values);
    if (status || (status = cli_check_written(run, &values->outputs)) != 0)
        return status;
    shb_export_options options = options_of(values);
    uint32_t marked[sizeof values->highlight.items / sizeof *values->highlight.items];
    for (size_t i = 0; i < values->highlight.count; i++) {
        status = cli_find_node(run, net, values->highlight.items[i], &marked[i]);
        if (status)
            return status;
    }
    options.highlight = marked;
    options.n_highlight = values->highlight.count;
    enum { AUTO, GIVEN, NONE };
    bool laid_out = false;
    /* What does not show the network is written first, without the look. */
    for (int shows = 0; shows < 2; shows++)
        for (size_t i = 0; i < values->outputs.count; i++) {
            const cli_output *output = &values->outputs.items[i];
            if (output->format->shows != (shows == 1))
                continue;
            if (shows && layout == NONE) {
                shb_node_column_drop(net, "x");
                shb_node_column_drop(net, "y");
            }
            if (shows && !laid_out && layout == AUTO) {
                bool fast = false;
                if (shb_network_lay_out(&run->ctx, net, false, &fast) != SHB_OK)
                    return cli_failed(run);
                if (fast)
                    cli_say(run, "more than 5,000 nodes: laid out by a faster method\n");
                laid_out = true;
            }
            if (shb_network_save(&run->ctx, net, output->format, output->path,
                                 &options) != SHB_OK)
                return cli_failed(run);
        }
    return 0;
}
