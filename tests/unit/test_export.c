/* What is written: escapes, names, each format to the byte, and files that are never
 * half. */
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/nmtoken.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/json.h"
#include "export/names.h"

static shb_network *network(const char *json) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    assert_int_equal(shb_json_read(&ctx, (shb_str){json, strlen(json)}, "test", &net),
                     SHB_OK);
    return net;
}

/* ---- formats ---- */

static void test_formats(void **state) {
    (void)state;
    static const struct {
        const char *name, *path;
        bool shows;
    } wanted[] = {{"graphml", "a.graphml", true},
                  {"gexf", "a.gexf", true},
                  {"gexf-dynamic", "a.dynamic.gexf", true},
                  {"dot", "a.dot", true},
                  {"svg", "a.svg", true},
                  {"png", "a.png", true},
                  {"pdf", "a.pdf", true},
                  {"json", "a.json", false},
                  {"csv", "a.csv", false},
                  {"evidence", "a.evidence.csv", false},
                  {"jsonl", "a.jsonl", false},
                  {"html", "a.html", true},
                  {"cyjs", "a.cyjs", true},
                  {"graphology", "a.Graphology.json", true},
                  {"vosviewer", "a.vosviewer.json", true},
                  {"net", "a.net", false}};
    size_t count;
    const shb_format *formats = shb_formats(&count);
    assert_int_equal(count, LENGTH(wanted));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(formats[i].name, wanted[i].name);
        assert_ptr_equal(shb_format_by_name(wanted[i].name), &formats[i]);
        assert_ptr_equal(shb_format_by_path(wanted[i].path), &formats[i]);
        assert_int_equal(formats[i].shows, wanted[i].shows);
    }
    assert_string_equal(shb_format_by_path("vosviewer.json")->name, "json");
    assert_string_equal(shb_format_by_path("a.b/c.d.GraphML")->name, "graphml");
    assert_null(shb_format_by_path("a.svg/c"));
    assert_null(shb_format_by_path("dir/.csv"));
    assert_null(shb_format_by_path("-"));
    assert_null(shb_format_by_path("x."));
    assert_null(shb_format_by_name("xml"));
}

/* ---- escapes ---- */

typedef void putter(shb_output *out, const char *text);

struct escape {
    putter *put;
    const char *text, *written;
};

static void put_comment(shb_output *out, const char *text) {
    shb_put_xml_comment_json(out, (shb_str){text, strlen(text)});
}

static const struct escape escapes[] = {
    {shb_put_xml_text, "", ""},
    {shb_put_xml_text, "a > b \"c\" 'd'\n\te", "a > b \"c\" 'd'\n\te"},
    {shb_put_xml_text, "AT&T", "AT&amp;T"},
    {shb_put_xml_text, "a & b < c", "<![CDATA[a & b < c]]>"},
    {shb_put_xml_text, "&&]]>", "&amp;&amp;]]&gt;"},
    {shb_put_xml_text, "a\x01\x1b\rb\x7f", "ab\x7f"},
    {shb_put_xml_text, "\xef\xbf\xbf\xef\xbf\xbex", "x"},
    {shb_put_xml_text, "\xff\xed\xa0\x80",
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {shb_put_xml_text, "\u200fنص\u200e", "\u200fنص\u200e"},
    {shb_put_xml_attribute, "\"<&>'\n\t\x02\r", "&quot;&lt;&amp;&gt;'&#10;&#9;"},
    {put_comment, "{\"a-b\":-1e-5,\"\\\"--\":\"\\\\-\"}",
     "{\"a\\u002db\":-1e-5,\"\\\"\\u002d\\u002d\":\"\\\\\\u002d\"}"},
    {put_comment, "\"\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd\"",
     "\"\\ufffe\\uffff\xef\xbf\xbd\""},
    {shb_put_dot, "say \"hi\"\\N\nx\ty", "\"say \\\"hi\\\"\\\\N\\nx y\""},
    {shb_put_dot, "AT&T &lt; &#x202e; & &;", "\"AT&T &amp;lt; &amp;#x202e; & &;\""},
    {shb_put_dot, "a\u202eb\u2066c\x1b\u200fd", "\"abc\u200fd\""},
    {shb_put_dot, "", "\"\""},
    {shb_put_csv, "", ""},
    {shb_put_csv, "person:a-b", "person:a-b"},
    {shb_put_csv, "a,b", "\"a,b\""},
    {shb_put_csv, "say \"hi\"", "\"say \"\"hi\"\"\""},
    {shb_put_csv, "two\nlines", "\"two\nlines\""},
    {shb_put_csv, " x", "\" x\""},
    {shb_put_csv, "=1+1", "'=1+1"},
    {shb_put_csv, "@x", "'@x"},
    {shb_put_csv, "\t=x", "\"'\t=x\""},
    {shb_put_csv, "\x01=x", "'=x"},
    {shb_put_csv, "'=x", "''=x"},
    {shb_put_csv, "'tis", "'tis"},
    {shb_put_csv, "-5.5e-3", "-5.5e-3"},
    {shb_put_csv, "-5-3", "'-5-3"},
    {shb_put_csv, "a\\b\\", "a\uff3cb\uff3c"},
};

static void test_escapes(void **state) {
    (void)state;
    for (size_t i = 0; i < LENGTH(escapes); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        escapes[i].put(out, escapes[i].text);
        shb_putc(out, '\0');
        assert_string_equal(shb_output_bytes(out).data, escapes[i].written);
        shb_output_abandon(out);
    }
}

static void test_csv_guard_comes_off(void **state) {
    (void)state;
    static const char *const texts[] = {"=x", "'=x", "''=x", "'tis",
                                        "-5", "'-5", "plain"};
    for (size_t i = 0; i < LENGTH(texts); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_put_csv(out, texts[i]);
        shb_putc(out, '\0');
        assert_string_equal(shb_csv_unguarded(shb_output_bytes(out).data), texts[i]);
        shb_output_abandon(out);
    }
}

static void test_dot_is_cut_at_a_character(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out;
    char *text = shb_alloc(10001);
    for (size_t i = 0; i < 10000; i += 2)
        memcpy(text + i, "ب", 2);
    memmove(text + 1, text, 9999);
    text[0] = 'x';
    text[9999] = '\0';
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    shb_put_dot(out, text);
    shb_str bytes = shb_output_bytes(out);
    assert_int_equal(bytes.len, 2 + 8191);
    assert_memory_equal(bytes.data + bytes.len - 3, "ب\"", 3);
    shb_output_abandon(out);
    shb_free(text);
}

static void test_label_clean(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"  a \n\t b  ", "a b"}, {"\u202eabc\u202c", "abc"}, {"\x1b[31m", "[31m"},
        {"\u2028", ""},          {"نص\u200f", "نص\u200f"},   {"\U000e0041x", "x"}};
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        char *clean;
        assert_int_equal(shb_label_clean(&ctx, pairs[i][0], &clean), SHB_OK);
        assert_string_equal(clean, pairs[i][1]);
        shb_free(clean);
    }
}

/* ---- names ---- */

static bool is_nmtoken(const char *text) {
    return shb_is_nmtoken((shb_str){text, strlen(text)});
}

static void test_nmtokens(void **state) {
    (void)state;
    assert_true(is_nmtoken("person:a-b.c_1"));
    assert_true(is_nmtoken("اسم"));
    assert_false(is_nmtoken(""));
    assert_false(is_nmtoken("a b"));
    assert_false(is_nmtoken("a\xff"));
    assert_false(is_nmtoken("😀×")); /* the times sign is none, the face would be */
    shb_ctx ctx = SHB_CTX_INIT;
    char *name;
    assert_int_equal(shb_nmtoken_make(&ctx, "Page Rank/х", &name), SHB_OK);
    assert_string_equal(name, "page_rank_х");
    shb_free(name);
    assert_int_equal(shb_nmtoken_make(&ctx, "", &name), SHB_OK);
    assert_string_equal(name, "_");
    shb_free(name);
}

static void test_ids_fit(void **state) {
    (void)state;
    static const struct {
        const char *json;
        bool fit;
    } cases[] = {
        {"{\"nodes\":[{\"id\":\"state:RU\"},{\"id\":\"x\"}],\"links\":[]}", true},
        {"{\"nodes\":[],\"links\":[]}", true},
        {"{\"nodes\":[{\"id\":\"a b\"}],\"links\":[]}", false},
        {"{\"nodes\":[{\"id\":\"e7\"}],\"links\":[]}", false},
        {"{\"nodes\":[{\"id\":\"e7x\"}],\"links\":[]}", true},
        {"{\"nodes\":[{\"id\":\"Graph\"}],\"links\":[]}", false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_network *net = network(cases[i].json);
        assert_int_equal(shb_ids_fit(net), cases[i].fit);
        shb_network_free(net);
    }
}

/* ---- each format to the byte ---- */

/* Ours: a node that is drawn, one without ties, a cell missing, quotes. */
static const char small[] =
    "{\"nodes\":[{\"id\":\"person:a\",\"label\":\"A \\\"b\\\"\",\"mentions\":3,"
    "\"label_ar\":\"أ\",\"x\":1.5,\"y\":-2,\"size\":12,\"color\":\"#0a10ff\"},"
    "{\"id\":\"state:X\",\"label\":\"X & Y\",\"share\":0.1,\"mentions\":1},"
    "{\"id\":\"state:Y\",\"label\":\"Y\",\"kept\":true}],"
    "\"links\":[{\"source\":\"person:a\",\"target\":\"state:X\",\"weight\":2,"
    "\"mentions\":7,\"first\":\"2024-05-06\"}]}";

/* From elsewhere: ids that fit nowhere, names that mean something else there. */
static const char foreign[] =
    "{\"nodes\":[{\"id\":\"a b\",\"label\":\"same\",\"size\":\"large\",\"r\":1,"
    "\"shape\":\"box\"},{\"id\":\"node\",\"label\":\"same\"}],"
    "\"links\":[{\"source\":\"a b\",\"target\":\"node\",\"weight\":0.5,\"r\":0.25,"
    "\"label\":\"tie\"}]}";

static char *written(const shb_network *net, shb_writer *write,
                     const shb_export_options *options) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(write(&ctx, net, options, out), SHB_OK);
    shb_putc(out, '\0');
    char *copy = shb_strdup(shb_output_bytes(out).data);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    return copy;
}

#define GRAPHML_START                                                                    \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                       \
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"                        \
    "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"

static const struct {
    const char *network;
    shb_writer *write;
    const char *labels, *text;
} files[] = {
    {small, shb_graphml_write, NULL,
     GRAPHML_START
     "<key id=\"mentions\" for=\"node\" attr.name=\"mentions\" attr.type=\"long\"/>\n"
     "<key id=\"label_ar\" for=\"node\" attr.name=\"label_ar\" attr.type=\"string\"/>\n"
     "<key id=\"x\" for=\"node\" attr.name=\"x\" attr.type=\"double\"/>\n"
     "<key id=\"y\" for=\"node\" attr.name=\"y\" attr.type=\"long\"/>\n"
     "<key id=\"size\" for=\"node\" attr.name=\"size\" attr.type=\"long\"/>\n"
     "<key id=\"color\" for=\"node\" attr.name=\"color\" attr.type=\"string\"/>\n"
     "<key id=\"share\" for=\"node\" attr.name=\"share\" attr.type=\"double\"/>\n"
     "<key id=\"kept\" for=\"node\" attr.name=\"kept\" attr.type=\"boolean\"/>\n"
     "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
     "<key id=\"edge_mentions\" for=\"edge\" attr.name=\"mentions\" "
     "attr.type=\"long\"/>\n"
     "<key id=\"first\" for=\"edge\" attr.name=\"first\" attr.type=\"string\"/>\n"
     "<graph edgedefault=\"undirected\">\n"
     "<node id=\"person:a\"><data key=\"label\">A \"b\"</data><data key=\"mentions\">3"
     "</data><data key=\"label_ar\">أ</data><data key=\"x\">1.5</data><data key=\"y\">-2"
     "</data><data key=\"size\">12</data><data key=\"color\">#0a10ff</data></node>\n"
     "<node id=\"state:X\"><data key=\"label\">X &amp; Y</data><data key=\"mentions\">1"
     "</data><data key=\"share\">0.1</data></node>\n"
     "<node id=\"state:Y\"><data key=\"label\">Y</data><data key=\"kept\">true</data>"
     "</node>\n"
     "<edge id=\"e0\" source=\"person:a\" target=\"state:X\"><data "
     "key=\"weight\">2</data>"
     "<data key=\"edge_mentions\">7</data><data key=\"first\">2024-05-06</data></edge>\n"
     "</graph>\n</graphml>\n"},
    {foreign, shb_graphml_write, NULL,
     GRAPHML_START
     "<key id=\"size_value\" for=\"node\" attr.name=\"size_value\" "
     "attr.type=\"string\"/>\n"
     "<key id=\"r_value\" for=\"node\" attr.name=\"r_value\" attr.type=\"long\"/>\n"
     "<key id=\"shape\" for=\"node\" attr.name=\"shape\" attr.type=\"string\"/>\n"
     "<key id=\"original_id\" for=\"node\" attr.name=\"original_id\" "
     "attr.type=\"string\"/>\n"
     "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
     "<key id=\"edge_r_value\" for=\"edge\" attr.name=\"r_value\" "
     "attr.type=\"double\"/>\n"
     "<key id=\"edge_label\" for=\"edge\" attr.name=\"label\" attr.type=\"string\"/>\n"
     "<graph edgedefault=\"undirected\">\n"
     "<node id=\"n0\"><data key=\"label\">same</data><data "
     "key=\"size_value\">large</data>"
     "<data key=\"r_value\">1</data><data key=\"shape\">box</data>"
     "<data key=\"original_id\">a b</data></node>\n"
     "<node id=\"n1\"><data key=\"label\">same</data><data "
     "key=\"original_id\">node</data>"
     "</node>\n"
     "<edge id=\"e0\" source=\"n0\" target=\"n1\"><data key=\"weight\">0.5</data>"
     "<data key=\"edge_r_value\">0.25</data><data key=\"edge_label\">tie</data></edge>\n"
     "</graph>\n</graphml>\n"},
    {small, shb_gexf_write, "ar",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" "
     "version=\"1.3\">\n<meta><creator>shabaka</creator></meta>\n"
     "<graph mode=\"static\" defaultedgetype=\"undirected\">\n"
     "<attributes class=\"node\">\n"
     "<attribute id=\"0\" title=\"mentions\" type=\"long\"/>\n"
     "<attribute id=\"1\" title=\"label_ar\" type=\"string\"/>\n"
     "<attribute id=\"2\" title=\"share\" type=\"double\"/>\n"
     "<attribute id=\"3\" title=\"kept\" type=\"boolean\"/>\n</attributes>\n"
     "<attributes class=\"edge\">\n"
     "<attribute id=\"0\" title=\"mentions\" type=\"long\"/>\n"
     "<attribute id=\"1\" title=\"first\" type=\"string\"/>\n</attributes>\n<nodes>\n"
     "<node id=\"person:a\" label=\"أ\"><attvalues><attvalue for=\"0\" value=\"3\"/>"
     "<attvalue for=\"1\" value=\"أ\"/></attvalues><viz:size value=\"12\"/>"
     "<viz:position x=\"1.5\" y=\"-2\" z=\"0\"/><viz:color r=\"10\" g=\"16\" b=\"255\"/>"
     "</node>\n"
     "<node id=\"state:X\" label=\"X &amp; Y\"><attvalues><attvalue for=\"0\" "
     "value=\"1\"/><attvalue for=\"2\" value=\"0.1\"/></attvalues></node>\n"
     "<node id=\"state:Y\" label=\"Y\"><attvalues><attvalue for=\"3\" value=\"true\"/>"
     "</attvalues></node>\n</nodes>\n<edges>\n"
     "<edge id=\"e0\" source=\"person:a\" target=\"state:X\" weight=\"2\"><attvalues>"
     "<attvalue for=\"0\" value=\"7\"/><attvalue for=\"1\" value=\"2024-05-06\"/>"
     "</attvalues></edge>\n</edges>\n</graph>\n</gexf>\n"},
    {small, shb_dot_write, NULL,
     "graph \"shabaka\" {\n"
     "\"person:a\" [\"label\"=\"A \\\"b\\\"\", \"mentions\"=\"3\", \"label_ar\"=\"أ\", "
     "\"pos\"=\"1.5,-2\", \"style\"=\"filled\", \"fillcolor\"=\"#0a10ff\"];\n"
     "\"state:X\" [\"label\"=\"X & Y\", \"mentions\"=\"1\", \"share\"=\"0.1\"];\n"
     "\"state:Y\" [\"label\"=\"Y\", \"kept\"=\"true\"];\n"
     "\"person:a\" -- \"state:X\" [\"weight\"=\"2\", \"mentions\"=\"7\", "
     "\"first\"=\"2024-05-06\"];\n}\n"},
    {foreign, shb_dot_write, NULL,
     "graph \"shabaka\" {\n"
     "\"n0\" [\"label\"=\"same\", \"size_value\"=\"large\", \"r\"=\"1\", "
     "\"shape_value\"=\"box\", \"original_id\"=\"a b\"];\n"
     "\"n1\" [\"label\"=\"same\", \"original_id\"=\"node\"];\n"
     "\"n0\" -- \"n1\" [\"weight\"=\"0.5\", \"r\"=\"0.25\", "
     "\"label_value\"=\"tie\"];\n}\n"},
    {small, shb_csv_write_nodes, NULL,
     "Id,Label,mentions,label_ar,x,y,size,color,share,kept\n"
     "person:a,\"A \"\"b\"\"\",3,أ,1.5,-2,12,#0a10ff,,\n"
     "state:X,X & Y,1,,,,,,0.1,\n"
     "state:Y,Y,,,,,,,,true\n"},
    {small, shb_csv_write_edges, NULL,
     "Source,Target,Type,Id,Weight,mentions,first\n"
     "person:a,state:X,Undirected,e0,2,7,2024-05-06\n"},
    {foreign, shb_csv_write_edges, NULL,
     "Source,Target,Type,Id,Weight,r,label\n"
     "a b,node,Undirected,e0,0.5,0.25,tie\n"},
    {small, shb_pajek_write, NULL,
     "*Vertices 3\n1 \"A 'b'\" 0.5 0.5 0.5\n2 \"X & Y\"\n3 \"Y\"\n*Edges\n1 2 2\n"},
    {foreign, shb_pajek_write, NULL,
     "*Vertices 2\n1 \"same\"\n2 \"same (node)\"\n*Edges\n1 2 0.5\n"},
};

static void test_bytes(void **state) {
    (void)state;
    for (size_t i = 0; i < LENGTH(files); i++) {
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        options.bare = true;
        options.labels = files[i].labels;
        shb_network *net = network(files[i].network);
        char *text = written(net, files[i].write, &options);
        assert_string_equal(text, files[i].text);
        shb_free(text);
        shb_network_free(net);
    }
}

static void test_empty_network(void **state) {
    (void)state;
    static const struct {
        shb_writer *write;
        const char *text;
    } empty[] = {
        {shb_dot_write, "graph \"shabaka\" {\n}\n"},
        {shb_csv_write_nodes, "Id,Label\n"},
        {shb_csv_write_edges, "Source,Target,Type,Id,Weight\n"},
        {shb_pajek_write, "*Vertices 0\n*Edges\n"},
    };
    const shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = network("{\"nodes\":[],\"links\":[]}");
    for (size_t i = 0; i < LENGTH(empty); i++) {
        char *text = written(net, empty[i].write, &options);
        assert_string_equal(text, empty[i].text);
        shb_free(text);
    }
    shb_network_free(net);
}

static void test_gexf_version(void **state) {
    (void)state;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = network(small);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out;
    options.gexf_version = "1.2";
    char *text = written(net, shb_gexf_write, &options);
    assert_non_null(strstr(text, "<gexf xmlns=\"http://www.gexf.net/1.2draft\""));
    shb_free(text);
    options.gexf_version = "2";
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_gexf_write(&ctx, net, &options, out), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'2'"));
    shb_output_abandon(out);
    shb_network_free(net);
}

/* ---- files ---- */

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/shabaka-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *in_folder(const char *name) {
    static char paths[4][128];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_file(const char *path, const char *text) {
    char bytes[4096];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(bytes, text);
}

static void test_csv_is_two_files(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const shb_format *csv = shb_format_by_name("csv");
    static const char *const names[] = {"p.csv", "p.edges.csv", "p.nodes.csv", "p"};
    shb_network *net = network(foreign), *back = NULL;
    for (size_t i = 0; i < LENGTH(names); i++) {
        assert_int_equal(shb_network_save(&ctx, net, csv, in_folder(names[i]), NULL),
                         SHB_OK);
        assert_file(in_folder("p.edges.csv"), "Source,Target,Type,Id,Weight,r,label\n"
                                              "a b,node,Undirected,e0,0.5,0.25,tie\n");
        assert_file(in_folder("p.nodes.csv"), "Id,Label,size,r,shape\n"
                                              "a b,same,large,1,box\nnode,same,,,\n");
        assert_int_equal(unlink(in_folder("p.nodes.csv")), 0);
        assert_int_equal(unlink(in_folder("p.edges.csv")), 0);
    }
    assert_int_equal(shb_network_save(&ctx, net, csv, in_folder("p.csv"), NULL), SHB_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(shb_network_load(&ctx, in_folder(names[i]), &back), SHB_OK);
        assert_int_equal(back->n_nodes, 2);
        assert_int_equal(back->n_edges, 1);
        assert_string_equal(shb_node_column(back, "shape")->cells.strings[0], "box");
        shb_network_free(back);
    }
    shb_network_free(net);
}

/* Neither table changes where the other cannot be written. */
static void test_csv_fails_whole(void **state) {
    (void)state;
    static const char *const ends[] = {"q.nodes.csv", "q.edges.csv"};
    shb_network *net = network(small);
    for (int broken = 0; broken < 2; broken++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_int_equal(mkdir(in_folder(ends[broken]), 0700), 0);
        put_file(in_folder(ends[1 - broken]), "old");
        assert_int_equal(shb_network_save(&ctx, net, shb_format_by_name("csv"),
                                          in_folder("q.csv"), NULL),
                         SHB_EIO);
        assert_file(in_folder(ends[1 - broken]), "old");
        assert_int_equal(rmdir(in_folder(ends[broken])), 0);
        assert_int_equal(unlink(in_folder(ends[1 - broken])), 0);
    }
    char command[128];
    snprintf(command, sizeof command, "test -z \"$(ls -A %s | grep shabaka)\"", folder);
    assert_int_equal(system(command), 0); /* and nothing temporary stays */
    shb_network_free(net);
}

static void test_csv_keeps_mode_and_link(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct stat info;
    shb_network *net = network(small);
    put_file(in_folder("real"), "old");
    assert_int_equal(chmod(in_folder("real"), 0640), 0);
    assert_int_equal(symlink("real", in_folder("l.edges.csv")), 0);
    assert_int_equal(
        shb_network_save(&ctx, net, shb_format_by_name("csv"), in_folder("l.csv"), NULL),
        SHB_OK);
    assert_int_equal(lstat(in_folder("l.edges.csv"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(in_folder("real"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
    assert_true(info.st_size > 10);
    shb_network_free(net);
}

static void test_full_disk(void **state) {
    (void)state;
    shb_network *net = network(small);
    for (const char *const *name =
             (const char *const[]){"graphml", "gexf", "dot", "net", "json", NULL};
         *name; name++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_int_equal(
            shb_network_save(&ctx, net, shb_format_by_name(*name), "/dev/full", NULL),
            SHB_EIO);
        assert_non_null(strstr(ctx.err.text, "'/dev/full'"));
    }
    assert_int_equal(symlink("/dev/full", in_folder("f.edges.csv")), 0);
    shb_ctx ctx = SHB_CTX_INIT;
    assert_int_equal(
        shb_network_save(&ctx, net, shb_format_by_name("csv"), in_folder("f.csv"), NULL),
        SHB_EIO);
    assert_int_equal(access(in_folder("f.nodes.csv"), F_OK), -1);
    shb_network_free(net);
}

/* ---- memory ---- */

/* Each allocation fails once: the failure is told, or the bytes are the same. */
static void test_memory_runs_out(void **state) {
    (void)state;
    static shb_writer *const writers[] = {shb_graphml_write,   shb_gexf_write,
                                          shb_dot_write,       shb_pajek_write,
                                          shb_csv_write_nodes, shb_csv_write_edges};
    const shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = network(foreign);
    for (size_t i = 0; i < LENGTH(writers); i++) {
        char *whole = written(net, writers[i], &options);
        shb_status st = SHB_ENOMEM;
        for (long n = 1; st != SHB_OK; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            shb_output *out = NULL;
            assert_true(n < 2000);
            shb_alloc_fail_after(n, false);
            st = shb_output_memory(&ctx, &out);
            if (st == SHB_OK)
                st = writers[i](&ctx, net, &options, out);
            if (st == SHB_OK) {
                shb_putc(out, '\0');
                char *text = strdup(shb_output_bytes(out).data);
                st = shb_output_close(&ctx, out);
                shb_alloc_fail_after(0, false);
                if (st == SHB_OK)
                    assert_string_equal(text, whole);
                free(text);
            } else {
                shb_alloc_fail_after(0, false);
                shb_output_abandon(out);
            }
            if (st != SHB_OK)
                assert_int_equal(st, SHB_ENOMEM);
        }
        shb_free(whole);
    }
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_csv_guard_comes_off),
        cmocka_unit_test(test_dot_is_cut_at_a_character),
        cmocka_unit_test(test_label_clean),
        cmocka_unit_test(test_nmtokens),
        cmocka_unit_test(test_ids_fit),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_empty_network),
        cmocka_unit_test(test_gexf_version),
        cmocka_unit_test(test_csv_is_two_files),
        cmocka_unit_test(test_csv_fails_whole),
        cmocka_unit_test(test_csv_keeps_mode_and_link),
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
