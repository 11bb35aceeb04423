/* What is read back: our own whole, that of others mended and told, the broken refused.
 */
#include "unit.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zstd.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/json.h"

/* ---- from memory, by a file without a name ---- */

struct told {
    int count;
    char text[2000];
};

static void remember(void *user, const shb_notice *notice) {
    struct told *told = user;
    size_t used = strlen(told->text);
    told->count++;
    snprintf(told->text + used, sizeof told->text - used, "%s\n", notice->text);
}

static shb_status load_bytes(shb_ctx *ctx, const char *bytes, size_t len,
                             shb_network **out) {
    char path[32];
    int fd = memfd_create("test", 0);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    shb_status st = shb_network_load(ctx, path, out);
    close(fd);
    return st;
}

static shb_network *load(struct told *told, const char *text) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    *told = (struct told){0};
    ctx.notice = remember;
    ctx.user = told;
    if (load_bytes(&ctx, text, strlen(text), &net) != SHB_OK)
        fail_msg("%s", ctx.err.text);
    return net;
}

static char *written(const shb_network *net, shb_writer *write, bool bare) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_output *out;
    options.bare = bare;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(write(&ctx, net, &options, out), SHB_OK);
    shb_putc(out, '\0');
    char *copy = shb_strdup(shb_output_bytes(out).data);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    return copy;
}

/* ---- ours ---- */

static const char ours[] =
    "{\"nodes\":[{\"id\":\"person:a\",\"label\":\"A --> B\",\"x\":0.5,\"note\":\"\"},"
    "{\"id\":\"state:X\",\"label\":\"س\",\"mentions\":2}],"
    "\"links\":[{\"source\":\"person:a\",\"target\":\"state:X\",\"weight\":2,"
    "\"first\":\"2024-05-06\",\"evidence\":[0,[0,1]]}],"
    "\"shabaka\":{\"format\":1,\"made\":{\"command\":\"build -- x\",\"p\":1e-5},"
    "\"margins\":{\"documents\":2,\"units\":9,\"unit_sizes\":[7,0,2],"
    "\"document_sizes\":[0,2]},\"columns\":{\"nodes\":[[\"x\",\"double\"],"
    "[\"note\",\"string\"],[\"mentions\",\"int\"],[\"empty\",\"bool\"]],"
    "\"edges\":[[\"first\",\"string\"]]}},"
    "\"evidence\":[{\"doc\":\"d-1\",\"date\":\"2024-05-06\",\"sentence\":4,\"start\":10,"
    "\"end\":19,\"text\":\"A -- s -->\",\"mentions\":[[0,0,1],[1,5,6]]},"
    "{\"doc\":\"d-2\",\"date\":\"2024-05-07\",\"sentence\":0,\"start\":0,\"end\":1,"
    "\"text\":\"\\u0001\\uffff\",\"mentions\":[]}]}";

/* Texts that XML cannot hold, names that mean something in GraphML, ids that cannot stay.
 */
static const char hostile[] =
    "{\"nodes\":[{\"id\":\"a b\",\"label\":\"\\u0007\\r\\ufffe--><!--{\\\"shabaka\\\":\","
    "\"size\":\"L\","
    "\"r\":1,\"g\":2,\"b\":3},"
    "{\"id\":\"e1\",\"label\":\"]]>&<\",\"name\":\"n\",\"color\":\"red\"},"
    "{\"id\":\"\\u001b\",\"label\":\"x\",\"size_value\":\"\\r\"}],"
    "\"links\":[{\"source\":\"a b\",\"target\":\"e1\",\"weight\":0.1,\"r\":-1,"
    "\"label\":\"\\u0002\",\"edgelabel\":true,\"name\":4}]}";

static shb_network *from_json(const char *json) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    if (shb_json_read(&ctx, (shb_str){json, strlen(json)}, "test", &net) != SHB_OK)
        fail_msg("%s", ctx.err.text);
    return net;
}

static void assert_same_again(const char *json) {
    struct told told;
    shb_network *net = from_json(json);
    char *first = written(net, shb_graphml_write, false);
    char *whole = written(net, shb_json_write, false);
    shb_network *back = load(&told, first);
    char *second = written(back, shb_graphml_write, false);
    char *again = written(back, shb_json_write, false);
    assert_int_equal(told.count, 0);
    assert_string_equal(again, whole);
    assert_string_equal(second, first);
    shb_free(first), shb_free(second), shb_free(whole), shb_free(again);
    shb_network_free(net), shb_network_free(back);
}

static void test_lossless(void **state) {
    (void)state;
    assert_same_again(ours);
    assert_same_again(hostile);
    assert_same_again("{\"nodes\":[],\"links\":[]}");
    assert_same_again("{\"nodes\":[{\"id\":\"n1\"}],\"links\":[]}");
}

static void test_comment_is_one_json(void **state) {
    (void)state;
    shb_network *net = from_json(ours), *alone;
    char *text = written(net, shb_graphml_write, false);
    char *start = strstr(text, "<!--"), *end = strstr(text, "-->\n</graphml>\n");
    assert_non_null(start);
    assert_non_null(end);
    assert_ptr_equal(strstr(start + 4, "--"), end);
    assert_int_equal(strlen(end), strlen("-->\n</graphml>\n"));
    assert_memory_equal(start, "<!--{\"shabaka\":", 15);
    shb_free(text);
    text = written(net, shb_graphml_write, true);
    assert_null(strstr(text, "<!--"));
    struct told told;
    alone = load(&told, text);
    assert_null(alone->made);
    assert_null(alone->supports);
    shb_network_free(alone);
    shb_network_free(net);
    shb_free(text);
}

/* The record of a file that somebody changed is not believed. */
static void test_changed_file(void **state) {
    (void)state;
    struct told told;
    shb_network *net = from_json(ours);
    char *text = written(net, shb_graphml_write, false);
    char *id = strstr(text, "<node id=\"state:X\"");
    id[strlen("<node id=\"state:")] = 'Y';
    id = strstr(text, "target=\"state:X\"");
    id[strlen("target=\"state:")] = 'Y';
    shb_network *back = load(&told, text);
    assert_int_equal(told.count, 1);
    assert_non_null(strstr(told.text, "changed since"));
    assert_null(back->supports);
    assert_int_equal(back->margins.units, 0);
    assert_int_equal(back->n_edges, 1);
    shb_network_free(back);
    shb_network_free(net);
    shb_free(text);
}

static void test_every_cut_is_noticed(void **state) {
    (void)state;
    shb_network *net = from_json(ours), *back = NULL;
    static shb_writer *const writers[] = {shb_graphml_write, shb_gexf_write};
    for (size_t i = 0; i < LENGTH(writers); i++) {
        char *text = written(net, writers[i], false);
        for (size_t len = 0; len + 1 < strlen(text); len++) {
            shb_ctx ctx = SHB_CTX_INIT;
            assert_int_equal(load_bytes(&ctx, text, len, &back), SHB_ESYNTAX);
            assert_null(back);
        }
        shb_free(text);
    }
    shb_network_free(net);
}

/* The record's start falls on each place around the border of a block. */
static void test_block_borders(void **state) {
    (void)state;
    shb_network *net = from_json(ours);
    char *text = written(net, shb_graphml_write, false);
    char *json = written(net, shb_json_write, false);
    size_t before = (size_t)(strstr(text, "<graph ") - text);
    size_t record = (size_t)(strstr(text, "<!--") - text);
    char *padded = shb_alloc(SHB_SOURCE_BLOCK + 4096);
    for (size_t over = 0; over < 24; over++) {
        struct told told;
        size_t pad = SHB_SOURCE_BLOCK - record - over;
        memcpy(padded, text, before);
        memset(padded + before, ' ', pad);
        strcpy(padded + before + pad, text + before);
        shb_network *back = load(&told, padded);
        char *again = written(back, shb_json_write, false);
        assert_string_equal(again, json);
        shb_free(again);
        shb_network_free(back);
    }
    shb_free(padded);
    shb_free(text);
    shb_free(json);
    shb_network_free(net);
}

/* libxml2 alone refuses comments of more than 10 MB. */
static void test_large_record(void **state) {
    (void)state;
    enum { PIECE = 12 * 1024 * 1024 };
    shb_network *net = from_json(ours);
    struct told told;
    char *large = shb_alloc(PIECE + 1);
    memset(large, '-', PIECE);
    large[PIECE] = '\0';
    shb_free(net->evidence[0].text);
    net->evidence[0].text = large;
    char *text = written(net, shb_graphml_write, false);
    shb_network *back = load(&told, text);
    assert_string_equal(back->evidence[0].text, large);
    shb_network_free(back);
    shb_network_free(net);
    shb_free(text);
}

/* ---- of others ---- */

#define HEAD                                                                             \
    "<?xml version='1.0'?><graphml xmlns='http://graphml.graphdrawing.org/xmlns'>"
#define PLAIN HEAD "<graph edgedefault='undirected'>"
#define END "</graph></graphml>"

static const struct {
#define NO_WEIGHT "edges whose weight is no number from 1e-300 to 1e300 were left out "
    const char *text, *nodes, *edges; /* "id=label ..." and "a-b:weight ..." */
    const char *notices;              /* words that must stand there; NULL: none at all */
} mended[] = {
    {PLAIN "<node id='b'/><node id='a'/>" END, "a=a b=b", "", NULL},
    {HEAD
     "<key id='d0' for='node' attr.name='label' attr.type='string'/>"
     "<key id='d1' for='edge' attr.name='Weight' attr.type='double'/>"
     "<graph edgedefault='undirected'><node id='a'><data key='d0'>A &amp; B</data></node>"
     "<edge source='a' target='b'><data key='d1'> 2.5 </data></edge><node id='b'/>" END,
     "a=A & B b=b", "a-b:2.5", NULL},
    {HEAD "<key id='v_name' for='node' attr.name='name' attr.type='string'/>"
          "<graph edgedefault='undirected'><node id='n0'><data "
          "key='v_name'>x</data></node>" END,
     "n0=x", "", NULL},
    {HEAD "<key id='w' for='edge' attr.name='weight' attr.type='double'>"
          "<default>3</default></key><graph edgedefault='undirected'><node id='a'/>"
          "<node id='b'/><edge source='a' target='b'/>" END,
     "a=a b=b", "a-b:3", NULL},
    {HEAD "<graph><node id='a'/><node id='b'/><edge source='b' target='a'/>"
          "<edge source='a' target='b'/><edge source='a' target='a'/>" END,
     "a=a b=b", "a-b:2",
     "directed edges were made undirected (3)\nparallel edges were joined, their weights "
     "added "
     "(1)\nedges from a node to itself were left out (1)\n"},
    {PLAIN "<node id='a'/><edge source='a' target='z' directed='true'/>" END, "a=a z=z",
     "a-z:1",
     "directed edges were made undirected (1)\nends of edges that are no node of the "
     "file were "
     "made nodes (1)\n"},
    {PLAIN "<node id='a'/><node id='a'/>" END, "a=a", "",
     "nodes whose id was there before were joined with the first (1)\n"},
    {PLAIN "<node id='a'><graph edgedefault='undirected'><node id='b'/></graph></node>"
           "<hyperedge><endpoint node='a'/></hyperedge>" END,
     "a=a b=b", "",
     "graphs inside nodes were read as part of the whole (1)\nhyperedges, ties of more "
     "than "
     "two, were left out (1)\n"},
    {PLAIN "<node id='a'/></graph><graph edgedefault='undirected'><node id='b'/>" END,
     "a=a b=b", "", "more than one graph: they were read as one (1)\n"},
    {HEAD "<key id='weight' for='edge' attr.name='weight' attr.type='string'/>"
          "<graph edgedefault='undirected'><node id='a'/><node id='b'/><node id='c'/>"
          "<edge source='a' target='b'><data key='weight'>0</data></edge>"
          "<edge source='a' target='c'><data key='weight'>-1</data></edge>"
          "<edge source='b' target='c'><data key='weight'>much</data></edge>"
          "<edge source='c' target='d'><data key='weight'>  </data></edge>"
          "<edge source='a' target='d'><data key='weight'>1e999</data></edge>"
          "<edge source='b' target='d'><data key='weight'>1e301</data></edge>"
          "<node id='d'/>" END,
     "a=a b=b c=c d=d", "c-d:1", NO_WEIGHT "(5)\n"},
    /* 3,5 is no number; a loop without weight is told once */
    {"Source;Target;Weight\na;b;3,5\nb;c;1e999\na;c;\nc;c;much\n", "a=a b=b c=c", "a-c:1",
     NO_WEIGHT "(3)\n"},
    {"Source,Target,Weight\na,b,1e300\na,c,1e-300\nb,c,1e-301\n", "a=a b=b c=c",
     "a-b:1e+300 a-c:1e-300", NO_WEIGHT "(1)\n"},
    {HEAD
     "<key id='d5' for='node' yfiles.type='nodegraphics'/>"
     "<graph edgedefault='undirected'><node id='n0'><data key='d5'><s><NodeLabel>\n yEd"
     "</NodeLabel></s></data></node>" END,
     "n0=yEd", "", NULL},
    {"<gexf version='1.1'><graph defaultedgetype='undirected'><nodes><node id='0' "
     "label='A'>"
     "<nodes><node id='1' label='B'/></nodes></node></nodes><edges>"
     "<edge source='0' target='1' weight='0.5'/></edges></graph></gexf>",
     "0=A 1=B", "0-1:0.5", "graphs inside nodes were read as part of the whole (1)\n"},
    {"Source;Target;Weight\na;b;2\n\n\"c;c\";a;\n", "a=a b=b c;c=c;c", "a-b:2 a-c;c:1",
     NULL},
    {"\xef\xbb\xbf"
     "from,to,Type\r\nb,a,Directed\r\n,x,\r\n",
     "a=a b=b", "a-b:1",
     "directed edges were made undirected (1)\nlines without an id or an end were left "
     "out (1)\n"},
};

static void describe(const shb_network *net, char *nodes, char *edges, size_t size) {
    size_t used = 0;
    nodes[0] = edges[0] = '\0';
    for (size_t i = 0; i < net->n_nodes; i++)
        used += (size_t)snprintf(nodes + used, size - used, "%s%s=%s", i ? " " : "",
                                 net->nodes[i].id, net->nodes[i].label);
    used = 0;
    for (size_t i = 0; i < net->n_edges; i++)
        used += (size_t)snprintf(edges + used, size - used, "%s%s-%s:%g", i ? " " : "",
                                 net->nodes[net->edges[i].a].id,
                                 net->nodes[net->edges[i].b].id, net->edges[i].weight);
}

static void test_mended(void **state) {
    (void)state;
    for (size_t i = 0; i < LENGTH(mended); i++) {
        struct told told;
        char nodes[500], edges[500];
        shb_network *net = load(&told, mended[i].text);
        describe(net, nodes, edges, sizeof nodes);
        assert_string_equal(nodes, mended[i].nodes);
        assert_string_equal(edges, mended[i].edges);
        assert_string_equal(told.text, mended[i].notices ? mended[i].notices : "");
        shb_network_free(net);
    }
}

static void test_types(void **state) {
    (void)state;
    struct told told;
    shb_network *net =
        load(&told, HEAD "<key id='i' for='node' attr.name='Big Count' attr.type='long'/>"
                         "<key id='f' for='node' attr.name='f' attr.type='float'/>"
                         "<key id='b' for='node' attr.name='flag' attr.type='boolean'/>"
                         "<key id='t' for='node' attr.name='big_count' attr.type='date'/>"
                         "<key id='s' for='edge' attr.name='source' attr.type='int'/>"
                         "<graph edgedefault='undirected'><node id='a'><data "
                         "key='i'>9007199254740993</data>"
                         "<data key='f'>INF</data><data key='b'>True</data><data "
                         "key='t'>2024</data></node>"
                         "<node id='b'><data key='i'>3.0</data><data key='f'>1e3</data>"
                         "<data key='b'>maybe</data></node><edge source='a' target='b'>"
                         "<data key='s'>99999999999999999999</data></edge>" END);
    assert_int_equal(net->node_columns.count, 4);
    assert_int_equal(shb_node_column(net, "big_count")->cells.ints[0], 9007199254740993);
    assert_int_equal(shb_node_column(net, "big_count")->cells.ints[1], 3);
    assert_string_equal(shb_node_column(net, "big_count_2")->cells.strings[0], "2024");
    assert_null(shb_node_column(net, "big_count_2")->cells.strings[1]);
    assert_true(shb_cell_number(shb_node_column(net, "f"), 1) == 1000);
    assert_int_equal(shb_node_column(net, "flag")->cells.ints[0], 1);
    assert_int_equal(shb_node_column(net, "flag")->cells.ints[1], SHB_MISSING_INT);
    assert_non_null(shb_edge_column(net, "source_2"));
    assert_string_equal(told.text,
                        "values that are not of their column's type were left out (3)\n");
    shb_network_free(net);
}

/* Gephi's own colours, as its GraphML and its GEXF have them. */
static void test_colors(void **state) {
    (void)state;
    static const char *const texts[] = {
        HEAD "<key id='r' for='node' attr.name='r' attr.type='int'/>"
             "<key id='g' for='node' attr.name='g' attr.type='int'/>"
             "<key id='b' for='node' attr.name='b' attr.type='int'/>"
             "<key id='x' for='node' attr.name='x' attr.type='float'/>"
             "<graph edgedefault='undirected'><node id='a'><data key='r'>10</data>"
             "<data key='g'>16</data><data key='b'>255</data><data "
             "key='x'>2.5</data></node>" END,
        "<gexf xmlns:viz='v'><graph defaultedgetype='undirected'><nodes><node id='a' "
        "label='a'>"
        "<viz:color r='10' g='16' b='255'/><viz:position x='2.5' y='0'/></node></nodes>"
        "<edges/></graph></gexf>"};
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct told told;
        shb_network *net = load(&told, texts[i]);
        assert_string_equal(shb_node_column(net, "color")->cells.strings[0], "#0a10ff");
        assert_null(shb_node_column(net, "r"));
        assert_true(shb_node_column(net, "x")->cells.doubles[0] == 2.5);
        shb_network_free(net);
    }
}

static void test_csv_types(void **state) {
    (void)state;
    struct told told;
    shb_network *net = load(&told, "source,target,weight,n,f,t,code,text,none\n"
                                   "a,b,1,1,1.0,true,007,'=x,\n"
                                   "a,c,1,-2,,false,12,\"two\nlines \"\"q\"\"\",\n");
    assert_int_equal(shb_edge_column(net, "n")->type, SHB_INT);
    assert_int_equal(shb_edge_column(net, "f")->type, SHB_DOUBLE);
    assert_int_equal(shb_edge_column(net, "t")->type, SHB_BOOL);
    assert_int_equal(shb_edge_column(net, "code")->type, SHB_STRING);
    assert_int_equal(shb_edge_column(net, "n")->cells.ints[1], -2);
    assert_string_equal(shb_edge_column(net, "text")->cells.strings[0], "=x");
    assert_string_equal(shb_edge_column(net, "text")->cells.strings[1],
                        "two\nlines \"q\"");
    assert_int_equal(told.count, 0);
    shb_network_free(net);
}

/* ---- refused ---- */

static char *repeated(const char *before, const char *part, size_t times,
                      const char *after) {
    size_t len = strlen(part);
    char *text = shb_alloc(strlen(before) + times * len + strlen(after) + 1);
    strcpy(text, before);
    char *p = text + strlen(before);
    for (size_t i = 0; i < times; i++, p += len)
        memcpy(p, part, len);
    strcpy(p, after);
    return text;
}

static const struct {
    const char *before, *part;
    size_t times;
    const char *after;
    shb_status status;
    uint64_t line;
    const char *word; /* of the message */
} refused[] = {
    {"", "", 0, "", SHB_ESYNTAX, 0, "empty"},
    {" \n\t", "", 0, "", SHB_ESYNTAX, 0, "empty"},
    {"<graphml>\n<graph>\n", "", 0, "<node id='a'>", SHB_ESYNTAX, 3, ""},
    {"<!DOCTYPE graphml [<!ENTITY a 'b'>]>\n", "", 0, "<graphml/>", SHB_ESYNTAX, 1,
     "DOCTYPE"},
    {"<graphml>&nbsp;", "", 0, "</graphml>", SHB_ESYNTAX, 1, "nbsp"},
    {"<graphml>\x08", "", 0, "</graphml>", SHB_ESYNTAX, 1, ""},
    {"<other/>", "", 0, "", SHB_ESYNTAX, 1, "<graphml>"},
    {"<html/>", "", 0, "", SHB_ESYNTAX, 0, "a web page"},
    {"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "", 0, "", SHB_ESYNTAX, 0,
     "an SVG picture"},
    {"graph {\n", "", 0, "}", SHB_ESYNTAX, 0, "Graphviz"},
    {"{\"source\":\"a\",\"target\":\"b\"}\n", "", 0, "{\"source\"", SHB_ESYNTAX, 0,
     "JSON lines"},
    {PLAIN "\n<node/>", "", 0, END, SHB_ESYNTAX, 2, "no id"},
    {PLAIN "\n<edge source='a'/>", "", 0, END, SHB_ESYNTAX, 2, "no target"},
    {HEAD "<key id='k' for='node'/><key id='k' for='edge'/>", "", 0, "</graphml>",
     SHB_ESYNTAX, 1, "same id"},
    {"<graphml>", "<data>", 100000, "", SHB_ELIMIT, 1, "64"},
    {HEAD "<key id='k' for='node' attr.name='k' attr.type='string'/><graph><node id='a'>"
          "<data key='k'>",
     "a&gt;", 600000, "</data></node>" END, SHB_ELIMIT, 1, "1 MiB"},
    {"<graphml/>\n<graphml/>", "", 0, "", SHB_ESYNTAX, 2, ""},
    {PLAIN "</graph><!--{\"shabaka\":", "x", 300000, "", SHB_ESYNTAX, 1, "comment"},
    {PLAIN "</graph><!--{\"shabaka\":1", "", 0, "}--></graphml>", SHB_ESYNTAX, 0,
     "record"},
    {"word,freq\n", "", 0, "a,1\n", SHB_ESYNTAX, 0, "'Source'"},
    {"source,target\na,b,c\n", "", 0, "", SHB_ESYNTAX, 2, "3 cells"},
    {"source,target\na,\xc7\xe1\n", "", 0, "", SHB_EENCODING, 2, "UTF-8"},
    {"source,target\na,b\n\"c", "", 0, ",d\n", SHB_ESYNTAX, 3, "quote"},
};

static void test_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < LENGTH(refused); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_network *net = NULL;
        char *text = repeated(refused[i].before, refused[i].part, refused[i].times,
                              refused[i].after);
        shb_status st = load_bytes(&ctx, text, strlen(text), &net);
        assert_null(net);
        assert_int_equal(st, refused[i].status);
        assert_int_equal(ctx.err.line, refused[i].line);
        if (!strstr(ctx.err.text, refused[i].word))
            fail_msg("'%s' has no '%s'", ctx.err.text, refused[i].word);
        shb_free(text);
    }
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    assert_int_equal(shb_network_load(&ctx, "/not/there.graphml", &net), SHB_ENOTFOUND);
    assert_non_null(strstr(ctx.err.text, "'/not/there.graphml'"));
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_network_load(&ctx, "/not/there.csv", &net), SHB_ENOTFOUND);
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_network_load(&ctx, "/tmp", &net), SHB_EIO);
}

/* Larger than a block, packed and unpacked. */
static void test_packed(void **state) {
    (void)state;
    enum { NODES = 60000 };
    size_t room = NODES * 48 + 200, used = 0;
    char *text = shb_alloc(room), *packed = shb_alloc(2 * room);
    uint32_t seed = 1;
    used += (size_t)sprintf(text, "%s", PLAIN);
    for (int i = 0; i < NODES; i++) {
        seed = seed * 1664525 + 1013904223;
        used += (size_t)sprintf(text + used, "<node id='n%u-%d'/>", seed, i);
    }
    used += (size_t)sprintf(text + used, "%s", END);
    for (int frames = 1; frames <= 2; frames++) {
        size_t half = frames == 1 ? used : used / 2;
        size_t len = ZSTD_compress(packed, 2 * room, text, half, 1);
        if (frames == 2)
            len += ZSTD_compress(packed + len, room, text + half, used - half, 1);
        shb_ctx ctx = SHB_CTX_INIT;
        shb_network *net = NULL;
        assert_true(len > 300000);
        assert_int_equal(load_bytes(&ctx, packed, len, &net), SHB_OK);
        assert_int_equal(net->n_nodes, NODES);
        shb_network_free(net);
        for (size_t cut = len - 1; cut > 4; cut -= cut / 3 + 1) {
            shb_ctx broken = SHB_CTX_INIT;
            assert_int_equal(load_bytes(&broken, packed, cut, &net), SHB_ESYNTAX);
        }
    }
    shb_free(text);
    shb_free(packed);
}

static void test_cancelled(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const volatile int now = 1;
    shb_network *net = NULL;
    ctx.cancel = &now;
    assert_int_equal(load_bytes(&ctx, PLAIN END, strlen(PLAIN END), &net),
                     SHB_ECANCELLED);
}

/* ---- memory ---- */

static void test_memory_runs_out(void **state) {
    (void)state;
    shb_network *net = from_json(ours);
    char *texts[] = {written(net, shb_graphml_write, false),
                     written(net, shb_gexf_write, false),
                     shb_strdup("Source,Target,n\na,b,1\n\"=c\",d,2\n"), NULL};
    shb_network_free(net);
    net = from_json(
        "{\"nodes\":[{\"id\":\"a b\",\"label\":\"\\u0001\",\"r\":1,\"s\":\"\\r\"}],"
        "\"links\":[]}");
    texts[3] = written(net, shb_graphml_write, false);
    shb_network_free(net);
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct told told;
        net = load(&told, texts[i]);
        char *whole = written(net, shb_json_write, false);
        shb_network_free(net);
        for (int persistent = 0; persistent < 2; persistent++) {
            shb_status st = SHB_ENOMEM;
            for (long n = 1; st != SHB_OK; n++) {
                shb_ctx ctx = SHB_CTX_INIT;
                shb_network *back = NULL;
                assert_true(n < 5000);
                shb_alloc_fail_after(n, persistent);
                st = load_bytes(&ctx, texts[i], strlen(texts[i]), &back);
                shb_alloc_fail_after(0, false);
                if (st == SHB_OK) {
                    char *again = written(back, shb_json_write, false);
                    assert_string_equal(again, whole);
                    shb_free(again);
                    shb_network_free(back);
                } else {
                    assert_int_equal(st, SHB_ENOMEM);
                    assert_int_equal(ctx.err.status, SHB_ENOMEM);
                    assert_null(back);
                }
            }
        }
        shb_free(whole);
        shb_free(texts[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lossless),      cmocka_unit_test(test_comment_is_one_json),
        cmocka_unit_test(test_changed_file),  cmocka_unit_test(test_every_cut_is_noticed),
        cmocka_unit_test(test_block_borders), cmocka_unit_test(test_large_record),
        cmocka_unit_test(test_mended),        cmocka_unit_test(test_types),
        cmocka_unit_test(test_colors),        cmocka_unit_test(test_csv_types),
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_packed),
        cmocka_unit_test(test_cancelled),     cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
