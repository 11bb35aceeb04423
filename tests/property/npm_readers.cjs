// Reads networks as web programs do, and prints what they see, as one JSON list.
// usage: node npm_readers.cjs MODULES FILE...   (MODULES: a node_modules folder)
const fs = require('fs');
const path = require('path');
const modules = process.argv[2];
const load = name => require(path.join(modules, name));
const graphology = load('graphology');
const gexf = load('graphology-gexf');
const graphml = load('graphology-graphml');
const cytoscape = load('cytoscape');

function ofGraph(graph) {
  return {
    labels: graph.mapNodes((id, attributes) => attributes.label ?? id),
    weights: graph.mapEdges((id, attributes) => Number(attributes.weight ?? 1)),
  };
}

const readers = {
  // without an edge its reader takes no graph to be undirected
  '.gexf': text => ofGraph(gexf.parse(text.includes('<edge ') ? graphology.UndirectedGraph : graphology.Graph, text)),
  '.graphml': text => ofGraph(graphml.parse(graphology.UndirectedGraph, text)),
  '.graphology.json': text => ofGraph(graphology.UndirectedGraph.from(JSON.parse(text))),
  '.cyjs': text => {
    const cy = cytoscape({headless: true, ...JSON.parse(text)});
    return {
      labels: cy.nodes().map(node => node.data('label')),
      weights: cy.edges().map(edge => edge.data('weight')),
    };
  },
};

console.log(JSON.stringify(process.argv.slice(3).map(file => {
  const extension = Object.keys(readers).find(end => file.endsWith(end));
  try {
    return readers[extension](fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return {error: String(error)};
  }
})));
