#include "methods/citations.h"

#include <string.h>

/* By key. `mark` is how the tables of measures write the source: its DOI or address, or
 * its author and year where it has neither. */
static const struct citation {
    const char *key, *type, *mark, *author, *title, *place, *year;
} citations[] = {
    {"armitage1955", "article", "10.2307/3001775", "Armitage, P.",
     "Tests for linear trends in proportions and frequencies", "Biometrics", "1955"},
    {"barrat2004", "article", "10.1073/pnas.0400087101",
     "Barrat, A. and Barth{\\'e}lemy, M. and Pastor-Satorras, R. and Vespignani, A.",
     "The architecture of complex weighted networks",
     "Proceedings of the National Academy of Sciences", "2004"},
    {"benjamini1995", "article", "10.1111/j.2517-6161.1995.tb02031.x",
     "Benjamini, Yoav and Hochberg, Yosef",
     "Controlling the false discovery rate: a practical and powerful approach to "
     "multiple testing",
     "Journal of the Royal Statistical Society B", "1995"},
    {"blondel2008", "article", "10.1088/1742-5468/2008/10/P10008",
     "Blondel, Vincent D. and Guillaume, Jean-Loup and Lambiotte, Renaud and Lefebvre, "
     "Etienne",
     "Fast unfolding of communities in large networks",
     "Journal of Statistical Mechanics: Theory and Experiment", "2008"},
    {"boldi2014", "article", "10.1080/15427951.2013.865686",
     "Boldi, Paolo and Vigna, Sebastiano", "Axioms for centrality",
     "Internet Mathematics", "2014"},
    {"bonacich1972", "article", "10.1080/0022250X.1972.9989806", "Bonacich, Phillip",
     "Factoring and weighting approaches to status scores and clique identification",
     "Journal of Mathematical Sociology", "1972"},
    {"borgatti2006", "article", "10.1007/s10588-006-7084-x", "Borgatti, Stephen P.",
     "Identifying sets of key players in a social network",
     "Computational and Mathematical Organization Theory", "2006"},
    {"bouma2009", "inproceedings", "Bouma 2009", "Bouma, Gerlof",
     "Normalized (pointwise) mutual information in collocation extraction",
     "Proceedings of the Biennial GSCL Conference", "2009"},
    {"brandes2001", "article", "10.1080/0022250X.2001.9990249", "Brandes, Ulrik",
     "A faster algorithm for betweenness centrality", "Journal of Mathematical Sociology",
     "2001"},
    {"brandes2007", "article", "10.1142/S0218127407018403",
     "Brandes, Ulrik and Pich, Christian", "Centrality estimation in large networks",
     "International Journal of Bifurcation and Chaos", "2007"},
    {"brin1998", "article", "10.1016/S0169-7552(98)00110-X",
     "Brin, Sergey and Page, Lawrence",
     "The anatomy of a large-scale hypertextual web search engine",
     "Computer Networks and ISDN Systems", "1998"},
    {"bullinaria2007", "article", "10.3758/BF03193020",
     "Bullinaria, John A. and Levy, Joseph P.",
     "Extracting semantic representations from word co-occurrence statistics: a "
     "computational study",
     "Behavior Research Methods", "2007"},
    {"burt1992", "book", "10.4159/9780674029095", "Burt, Ronald S.",
     "Structural holes: the social structure of competition", "Harvard University Press",
     "1992"},
    {"burt2004", "article", "10.1086/421787", "Burt, Ronald S.",
     "Structural holes and good ideas", "American Journal of Sociology", "2004"},
    {"callon1991", "article", "10.1007/BF02019280",
     "Callon, Michel and Courtial, Jean-Pierre and Laville, Fran{\\c{c}}oise",
     "Co-word analysis as a tool for describing the network of interactions between "
     "basic and technological research",
     "Scientometrics", "1991"},
    {"church1990", "article", "https://aclanthology.org/J90-1003",
     "Church, Kenneth Ward and Hanks, Patrick",
     "Word association norms, mutual information, and lexicography",
     "Computational Linguistics", "1990"},
    {"church1991", "incollection", "Church et al. 1991",
     "Church, Kenneth and Gale, William and Hanks, Patrick and Hindle, Donald",
     "Using statistics in lexical analysis",
     "Lexical Acquisition: Exploiting On-Line Resources to Build a Lexicon", "1991"},
    {"coscia2017", "inproceedings", "10.1109/ICDE.2017.100",
     "Coscia, Michele and Neffke, Frank M. H.", "Network backboning with noisy data",
     "IEEE International Conference on Data Engineering", "2017"},
    {"daille1994", "phdthesis", "Daille 1994", "Daille, B{\\'e}atrice",
     "Approche mixte pour l'extraction automatique de terminologie",
     "Universit{\\'e} Paris 7", "1994"},
    {"danon2005", "article", "10.1088/1742-5468/2005/09/P09008",
     "Danon, Leon and D{\\'i}az-Guilera, Albert and Duch, Jordi and Arenas, Alex",
     "Comparing community structure identification",
     "Journal of Statistical Mechanics: Theory and Experiment", "2005"},
    {"dianati2016", "article", "10.1103/PhysRevE.93.012304", "Dianati, Navid",
     "Unwinding the hairball graph: pruning algorithms for weighted complex networks",
     "Physical Review E", "2016"},
    {"dice1945", "article", "10.2307/1932409", "Dice, Lee R.",
     "Measures of the amount of ecologic association between species", "Ecology", "1945"},
    {"dunning1993", "article", "https://aclanthology.org/J93-1003", "Dunning, Ted",
     "Accurate methods for the statistics of surprise and coincidence",
     "Computational Linguistics", "1993"},
    {"efron1979", "article", "10.1214/aos/1176344552", "Efron, Bradley",
     "Bootstrap methods: another look at the jackknife", "The Annals of Statistics",
     "1979"},
    {"evert2005", "phdthesis", "10.18419/opus-2556", "Evert, Stefan",
     "The statistics of word cooccurrences: word pairs and collocations",
     "Universit{\\\"a}t Stuttgart", "2005"},
    {"fisher1935", "book", "Fisher 1935", "Fisher, Ronald A.",
     "The design of experiments", "Oliver and Boyd", "1935"},
    {"foti2011", "article", "10.1371/journal.pone.0016431",
     "Foti, Nicholas J. and Hughes, James M. and Rockmore, Daniel N.",
     "Nonparametric sparsification of complex multiscale networks", "PLoS ONE", "2011"},
    {"freeman1977", "article", "10.2307/3033543", "Freeman, Linton C.",
     "A set of measures of centrality based on betweenness", "Sociometry", "1977"},
    {"freeman1978", "article", "10.1016/0378-8733(78)90021-7", "Freeman, Linton C.",
     "Centrality in social networks: conceptual clarification", "Social Networks",
     "1978"},
    {"girvan2002", "article", "10.1073/pnas.122653799",
     "Girvan, Michelle and Newman, M. E. J.",
     "Community structure in social and biological networks",
     "Proceedings of the National Academy of Sciences", "2002"},
    {"granovetter1973", "article", "10.1086/225469", "Granovetter, Mark S.",
     "The strength of weak ties", "American Journal of Sociology", "1973"},
    {"godard2022", "article", "10.1093/comnet/cnac049",
     "Godard, Karl and Neal, Zachary P.",
     "fastball: a fast algorithm to randomly sample bipartite graphs with fixed degree "
     "sequences",
     "Journal of Complex Networks", "2022"},
    {"gries2013", "article", "10.1075/ijcl.18.1.09gri", "Gries, Stefan Th.",
     "50-something years of work on collocations: what is or should be next",
     "International Journal of Corpus Linguistics", "2013"},
    {"guimera2005", "article", "10.1038/nature03288",
     "Guimer{\\`a}, Roger and Amaral, Lu{\\'i}s A. Nunes",
     "Functional cartography of complex metabolic networks", "Nature", "2005"},
    {"hage1995", "article", "10.1016/0378-8733(94)00248-9", "Hage, Per and Harary, Frank",
     "Eccentricity and centrality in networks", "Social Networks", "1995"},
    {"haldane1956", "article", "10.1111/j.1469-1809.1956.tb01285.x", "Haldane, J. B. S.",
     "The estimation and significance of the logarithm of a ratio of frequencies",
     "Annals of Human Genetics", "1956"},
    {"haveliwala2002", "inproceedings", "10.1145/511446.511513", "Haveliwala, Taher H.",
     "Topic-sensitive PageRank",
     "Proceedings of the International Conference on World Wide Web", "2002"},
    {"hoeffding1963", "article", "10.1080/01621459.1963.10500830", "Hoeffding, Wassily",
     "Probability inequalities for sums of bounded random variables",
     "Journal of the American Statistical Association", "1963"},
    {"holm1979", "article", "Holm 1979", "Holm, Sture",
     "A simple sequentially rejective multiple test procedure",
     "Scandinavian Journal of Statistics", "1979"},
    {"hopcroft1973", "article", "10.1145/362248.362272",
     "Hopcroft, John and Tarjan, Robert",
     "Algorithm 447: efficient algorithms for graph manipulation",
     "Communications of the ACM", "1973"},
    {"jaccard1912", "article", "10.1111/j.1469-8137.1912.tb05611.x", "Jaccard, Paul",
     "The distribution of the flora in the alpine zone", "New Phytologist", "1912"},
    {"katz1953", "article", "10.1007/BF02289026", "Katz, Leo",
     "A new status index derived from sociometric analysis", "Psychometrika", "1953"},
    {"kleinberg2002", "inproceedings", "10.1145/775047.775061", "Kleinberg, Jon",
     "Bursty and hierarchical structure in streams",
     "Proceedings of the ACM SIGKDD International Conference on Knowledge Discovery and "
     "Data Mining",
     "2002"},
    {"kott2001", "article", "Kott 2001", "Kott, Phillip S.",
     "The delete-a-group jackknife", "Journal of Official Statistics", "2001"},
    {"kruskal1956", "article", "10.1090/S0002-9939-1956-0078686-7", "Kruskal, Joseph B.",
     "On the shortest spanning subtree of a graph and the traveling salesman problem",
     "Proceedings of the American Mathematical Society", "1956"},
    {"lancichinetti2012", "article", "10.1038/srep00336",
     "Lancichinetti, Andrea and Fortunato, Santo",
     "Consensus clustering in complex networks", "Scientific Reports", "2012"},
    {"marcaccioli2019", "article", "10.1038/s41467-019-08667-3",
     "Marcaccioli, Riccardo and Livan, Giacomo",
     "A P{\\'o}lya urn approach to information filtering in complex networks",
     "Nature Communications", "2019"},
    {"marchiori2000", "article", "10.1016/S0378-4371(00)00311-3",
     "Marchiori, Massimo and Latora, Vito", "Harmony in the small-world", "Physica A",
     "2000"},
    {"neal2014", "article", "10.1016/j.socnet.2014.06.001", "Neal, Zachary",
     "The backbone of bipartite projections: inferring relationships from co-authorship, "
     "co-sponsorship, co-attendance and other co-behaviors",
     "Social Networks", "2014"},
    {"newman2001", "article", "10.1103/PhysRevE.64.016132", "Newman, M. E. J.",
     "Scientific collaboration networks. II. Shortest paths, weighted networks, and "
     "centrality",
     "Physical Review E", "2001"},
    {"onnela2005", "article", "10.1103/PhysRevE.71.065103",
     "Onnela, Jukka-Pekka and Saram{\\\"a}ki, Jari and Kert{\\'e}sz, J{\\'a}nos and "
     "Kaski, Kimmo",
     "Intensity and coherence of motifs in weighted complex networks",
     "Physical Review E", "2005"},
    {"onnela2007", "article", "10.1073/pnas.0610245104",
     "Onnela, Jukka-Pekka and Saram{\\\"a}ki, Jari and Hyv{\\\"o}nen, J{\\\"o}rkki and "
     "Szab{\\'o}, Gabor and Lazer, David and Kaski, Kimmo and Kert{\\'e}sz, J{\\'a}nos "
     "and Barab{\\'a}si, Albert-L{\\'a}szl{\\'o}",
     "Structure and tie strengths in mobile communication networks",
     "Proceedings of the National Academy of Sciences", "2007"},
    {"pantel2002", "inproceedings", "10.1145/775047.775138",
     "Pantel, Patrick and Lin, Dekang", "Discovering word senses from text",
     "Proceedings of the ACM SIGKDD International Conference on Knowledge Discovery and "
     "Data Mining",
     "2002"},
    {"pearson1900", "article", "10.1080/14786440009463897", "Pearson, Karl",
     "On the criterion that a given system of deviations from the probable in the case "
     "of a correlated system of variables is such that it can be reasonably supposed to "
     "have arisen from random sampling",
     "Philosophical Magazine", "1900"},
    {"phipson2010", "article", "10.2202/1544-6115.1585",
     "Phipson, Belinda and Smyth, Gordon K.",
     "Permutation p-values should never be zero: calculating exact p-values when "
     "permutations are randomly drawn",
     "Statistical Applications in Genetics and Molecular Biology", "2010"},
    {"pons2006", "article", "10.7155/jgaa.00124", "Pons, Pascal and Latapy, Matthieu",
     "Computing communities in large networks using random walks",
     "Journal of Graph Algorithms and Applications", "2006"},
    {"raghavan2007", "article", "10.1103/PhysRevE.76.036106",
     "Raghavan, Usha Nandini and Albert, R{\\'e}ka and Kumara, Soundar",
     "Near linear time algorithm to detect community structures in large-scale networks",
     "Physical Review E", "2007"},
    {"rosvall2008", "article", "10.1073/pnas.0706851105",
     "Rosvall, Martin and Bergstrom, Carl T.",
     "Maps of random walks on complex networks reveal community structure",
     "Proceedings of the National Academy of Sciences", "2008"},
    {"rychly2008", "inproceedings", "https://nlp.fi.muni.cz/raslan/2008/papers/13.pdf",
     "Rychl{\\'y}, Pavel", "A lexicographer-friendly association score",
     "Proceedings of Recent Advances in Slavonic Natural Language Processing", "2008"},
    {"saracco2017", "article", "10.1088/1367-2630/aa6b38",
     "Saracco, Fabio and Straka, Mika J. and Di Clemente, Riccardo and Gabrielli, Andrea "
     "and Caldarelli, Guido and Squartini, Tiziano",
     "Inferring monopartite projections of bipartite networks: an entropy-based approach",
     "New Journal of Physics", "2017"},
    {"seidman1983", "article", "10.1016/0378-8733(83)90028-X", "Seidman, Stephen B.",
     "Network structure and minimum degree", "Social Networks", "1983"},
    {"serrano2009", "article", "10.1073/pnas.0808904106",
     "Serrano, M. {\\'A}ngeles and Bogu{\\~n}{\\'a}, Mari{\\'a}n and Vespignani, "
     "Alessandro",
     "Extracting the multiscale backbone of complex weighted networks",
     "Proceedings of the National Academy of Sciences", "2009"},
    {"simas2021", "article", "10.1093/comnet/cnab021",
     "Simas, Tiago and Correia, Rion Brattig and Rocha, Luis M.",
     "The distance backbone of complex networks", "Journal of Complex Networks", "2021"},
    {"simpson1960", "article", "Simpson 1960", "Simpson, George Gaylord",
     "Notes on the measurement of faunal resemblance", "American Journal of Science",
     "1960"},
    {"tarjan1974", "article", "10.1016/0020-0190(74)90003-9", "Tarjan, R. Endre",
     "A note on finding the bridges of a graph", "Information Processing Letters",
     "1974"},
    {"traag2011", "article", "10.1103/PhysRevE.84.016114",
     "Traag, Vincent A. and Van Dooren, Paul and Nesterov, Yurii",
     "Narrow scope for resolution-limit-free community detection", "Physical Review E",
     "2011"},
    {"spitz2016", "inproceedings", "10.1145/2911451.2911529",
     "Spitz, Andreas and Gertz, Michael",
     "Terms over LOAD: leveraging named entities for cross-document extraction and "
     "summarization of events",
     "Proceedings of the International ACM SIGIR Conference on Research and Development "
     "in Information Retrieval",
     "2016"},
    {"traag2019", "article", "10.1038/s41598-019-41695-z",
     "Traag, Vincent A. and Waltman, Ludo and van Eck, Nees Jan",
     "From Louvain to Leiden: guaranteeing well-connected communities",
     "Scientific Reports", "2019"},
    {"tukey1958", "article", "10.1214/aoms/1177706647", "Tukey, John W.",
     "Bias and confidence in not-quite large samples",
     "The Annals of Mathematical Statistics", "1958"},
    {"tumminello2011", "article", "10.1371/journal.pone.0017994",
     "Tumminello, Michele and Miccich{\\`e}, Salvatore and Lillo, Fabrizio and Piilo, "
     "Jyrki and Mantegna, Rosario N.",
     "Statistically validated networks in bipartite complex systems", "PLoS ONE", "2011"},
    {"vaneck2009", "article", "10.1002/asi.21075", "van Eck, Nees Jan and Waltman, Ludo",
     "How to normalize cooccurrence data? An analysis of some well-known similarity "
     "measures",
     "Journal of the American Society for Information Science and Technology", "2009"},
    {"watts1998", "article", "10.1038/30918", "Watts, Duncan J. and Strogatz, Steven H.",
     "Collective dynamics of `small-world' networks", "Nature", "1998"},
    {"woolf1955", "article", "10.1111/j.1469-1809.1955.tb01348.x", "Woolf, Barnet",
     "On estimating the relation between blood group and disease",
     "Annals of Human Genetics", "1955"},
    {"yule1912", "article", "10.2307/2340126", "Yule, G. Udny",
     "On the methods of measuring association between two attributes",
     "Journal of the Royal Statistical Society", "1912"},
};
enum { N_CITATIONS = sizeof citations / sizeof *citations };

size_t shb_citations(void) { return N_CITATIONS; }

size_t shb_citations_mark(const char *source, bool *wanted) {
    size_t n = 0;
    for (size_t i = 0; i < N_CITATIONS; i++) {
        const char *at = strstr(source, citations[i].mark);
        size_t len = strlen(citations[i].mark);
        if (!at || (at[len] && !strchr(",; ", at[len])))
            continue;
        wanted[i] = true;
        n++;
    }
    return n;
}

void shb_citations_put(shb_output *out, const bool *wanted) {
    static const struct {
        const char *type, *place;
    } places[] = {{"article", "journal"},
                  {"inproceedings", "booktitle"},
                  {"incollection", "booktitle"},
                  {"phdthesis", "school"},
                  {"book", "publisher"}};
    for (size_t i = 0; i < N_CITATIONS; i++) {
        const struct citation *c = &citations[i];
        const char *place = "note";
        if (!wanted[i])
            continue;
        for (size_t k = 0; k < sizeof places / sizeof *places; k++)
            if (strcmp(places[k].type, c->type) == 0)
                place = places[k].place;
        shb_printf(out, "@%s{%s,\n  author = {%s},\n  title = {{%s}},\n  %s = {%s},\n",
                   c->type, c->key, c->author, c->title, place, c->place);
        shb_printf(out, "  year = {%s}", c->year);
        if (strncmp(c->mark, "10.", 3) == 0)
            shb_printf(out, ",\n  doi = {%s}", c->mark);
        else if (strncmp(c->mark, "https:", 6) == 0)
            shb_printf(out, ",\n  url = {%s}", c->mark);
        shb_puts(out, "\n}\n");
    }
}
