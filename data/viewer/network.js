/* ==== network.js: the data as typed arrays, and what of it is shown ==== */
'use strict';

const KNOWN_TYPES = ['person', 'state', 'organization'];
const PARTED = 60, PARTED_NETWORK = 120, PART_SWEEPS = 60; // of the largest names, see partLargest()
const USUAL_WINDOW = 600; // pixels for the whole network
const MANY_APART = 20; // names apart from the rest that only clutter the first sight
/* What is shown by drawing it, and needs no line in a table. */
const DRAWN_COLUMNS = ['x', 'y', 'size', 'color'];

/** Columns by name, strings looked up by row. */
function readColumns(list) {
  const columns = new Map();
  for (const column of list) {
    const isText = column.type === 'string';
    columns.set(column.name, {
      name: column.name,
      isText,
      isNumber: column.type === 'int' || column.type === 'double',
      cells: column.cells,
      values: column.values,
      at: isText ? (row) => column.values[column.cells[row]] ?? null
        : (row) => column.cells[row],
    });
  }
  return columns;
}

/** The network from the page's JSON: plain arrays become typed ones. */
function readNetwork(data) {
  const n = data.ids.length, m = data.weights.length;
  const columns = readColumns(data.node_columns);
  const edgeColumns = readColumns(data.edge_columns);
  const net = {
    n, m, data, columns, edgeColumns,
    ids: data.ids,
    a: Uint32Array.from(data.a),
    b: Uint32Array.from(data.b),
    weights: Float64Array.from(data.weights),
    made: parseOr(data.made, {}),
    evidence: data.evidence,
  };
  net.types = codesOf(n, (node) => columns.get('type')?.at(node) ?? '');
  net.groups = codesOf(n, (node) => columns.get('group')?.at(node) ?? '');
  net.labelLanguages = LANGUAGES.filter((lang) => columns.has('label_' + lang));
  net.labelLanguage = LANGUAGES.find((lang) =>
    lang === (data.labels ?? net.made.labels)) ?? null;
  addTies(net);
  addApart(net);
  addPlaces(net);
  partLargest(net);
  addTimes(net);
  return net;
}

function parseOr(json, otherwise) {
  try {
    return JSON.parse(json) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/* Values as small numbers, the commonest first. */
function codesOf(n, valueOf) {
  const counts = new Map();
  for (let i = 0; i < n; i++) {
    const value = String(valueOf(i));
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const byCount = [...counts].sort((p, q) => q[1] - p[1] || (p[0] < q[0] ? -1 : 1));
  const code = new Map(byCount.map(([value], i) => [value, i]));
  const codes = new Uint16Array(n);
  for (let i = 0; i < n; i++) codes[i] = Math.min(code.get(String(valueOf(i))), 65535);
  return {codes, values: byCount.map((p) => p[0]), counts: byCount.map((p) => p[1])};
}

/*
 * Ties of each node, strongest first (net.tiesOf), and each edge's rank: 1 when it is the
 * strongest tie of one of its ends, 2 when the second …
 */
function addTies(net) {
  const {n, m, a, b, weights} = net;
  const steps = [...new Set(Float64Array.from(weights).sort())];
  const step = new Map(steps.map((weight, i) => [weight, steps.length - 1 - i]));
  const order = countingSort(m, steps.length, (edge) => step.get(weights[edge]));

  const starts = new Uint32Array(n + 1), strength = new Float64Array(n);
  for (let e = 0; e < m; e++) {
    starts[a[e] + 1]++;
    starts[b[e] + 1]++;
    strength[a[e]] += weights[e];
    strength[b[e]] += weights[e];
  }
  for (let v = 0; v < n; v++) starts[v + 1] += starts[v];
  const next = starts.slice(), edges = new Uint32Array(2 * m), ranks = new Uint32Array(m);
  for (const e of order) {
    ranks[e] = 1 + Math.min(next[a[e]] - starts[a[e]], next[b[e]] - starts[b[e]]);
    edges[next[a[e]]++] = e;
    edges[next[b[e]]++] = e;
  }
  net.weightSteps = steps;
  net.byWeight = order;
  net.ranks = ranks;
  net.strength = strength;
  net.tiesOf = (node) => edges.subarray(starts[node], starts[node + 1]);
  net.degree = (node) => starts[node + 1] - starts[node];
  net.other = (edge, node) => (a[edge] === node ? b[edge] : a[edge]);
}

/*
 * Names that no chain of ties leads to from most others (net.apart), and how many. Where
 * there is no such part of most, or few are apart, there is nothing to be put aside.
 */
function addApart(net) {
  const {n, m, a, b} = net;
  const parent = Uint32Array.from({length: n}, (_, v) => v), sizes = new Uint32Array(n);
  const rootOf = (v) => {
    while (parent[v] !== v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (let e = 0; e < m; e++) parent[rootOf(a[e])] = rootOf(b[e]);
  for (let v = 0; v < n; v++) sizes[rootOf(v)]++;
  let main = 0;
  for (let v = 1; v < n; v++) if (sizes[v] > sizes[main]) main = v;
  const most = n > 0 && sizes[main] * 5 >= n && sizes[main] > 2;
  net.apart = Uint8Array.from({length: n}, (_, v) => (most && rootOf(v) !== main ? 1 : 0));
  net.nApart = net.apart.reduce((sum, flag) => sum + flag, 0);
}

/** Row numbers ordered by a small key, stable. */
function countingSort(rows, keys, keyOf) {
  const starts = new Uint32Array(keys + 1), order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) starts[keyOf(i) + 1]++;
  for (let k = 0; k < keys; k++) starts[k + 1] += starts[k];
  for (let i = 0; i < rows; i++) order[starts[keyOf(i)]++] = i;
  return order;
}

/* Positions (y grows downwards, as on screens) and sizes from 0 to 1. */
function addPlaces(net) {
  const {n, columns} = net;
  const x = columns.get('x'), y = columns.get('y'), size = columns.get('size');
  net.x = new Float64Array(n);
  net.y = new Float64Array(n);
  for (let v = 0; v < n; v++) {
    const angle = 2 * Math.PI * v / n;
    const placed = x?.cells[v] != null && y?.cells[v] != null;
    net.x[v] = placed ? x.cells[v] : 50 * n / Math.PI * Math.sin(angle);
    net.y[v] = placed ? y.cells[v] : -50 * n / Math.PI * Math.cos(angle);
  }
  scalePlaces(net);
  net.size = new Float64Array(n);
  net.bySize = Uint32Array.from({length: n}, (_, v) => v);
  setSizes(net, (v) => (size ? size.cells[v] ?? 0 : Math.sqrt(net.strength[v])));
}

/** Sizes in proportion to a value, the largest 1; in place, for many hold these arrays. */
function setSizes(net, valueOf) {
  let max = 0;
  for (let v = 0; v < net.n; v++) max = Math.max(max, net.size[v] = Math.max(0, valueOf(v) || 0));
  for (let v = 0; v < net.n; v++) net.size[v] /= max || 1;
  net.bySize.sort((p, q) => net.size[q] - net.size[p] || p - q);
}

/*
 * The ties of the strongest must be seen, so these may not lie on each other: each pair
 * that does is pushed apart, by halves, until none is left or patience is.
 */
function partLargest(net) {
  if (net.n > PARTED_NETWORK) return; // there they would be pushed out of their groups
  const {x, y, size} = net, list = net.bySize.slice(0, PARTED);
  const {largest, smallest} = radiiFor(net.n);
  const unit = 100 * Math.sqrt(net.n) / USUAL_WINDOW; // of the world, a pixel
  const reach = (v) => unit * (6 + 1.25 * (smallest + (largest - smallest) * size[v]));
  for (let sweep = 0, met = true; met && sweep < PART_SWEEPS; sweep++) {
    met = false;
    list.forEach((p, i) => {
      for (const q of list.subarray(i + 1)) {
        const dx = x[q] - x[p] || unit * .1, dy = y[q] - y[p];
        const apart = Math.hypot(dx, dy), missing = reach(p) + reach(q) - apart;
        if (missing <= 0) continue;
        met = true;
        const push = missing / apart / 2;
        x[p] -= dx * push;
        y[p] -= dy * push;
        x[q] += dx * push;
        y[q] += dy * push;
      }
    });
  }
}

/* Coordinates from elsewhere may be of any scale: the longer side becomes 100 √n. */
function scalePlaces(net) {
  const extent = (places) => {
    let low = Infinity, high = -Infinity;
    for (const value of places) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  };
  const longer = Math.max(extent(net.x), extent(net.y));
  if (!(longer > 0)) return;
  const scale = 100 * Math.sqrt(net.n) / longer;
  for (const places of [net.x, net.y])
    for (let v = 0; v < net.n; v++) places[v] *= scale;
}

/* First and last day of each edge as places in net.days; none where no edge has any. */
function addTimes(net) {
  const first = net.edgeColumns.get('first'), last = net.edgeColumns.get('last');
  net.days = [];
  if (!first?.isText || !last?.isText) return;
  net.days = [...new Set([...first.values, ...last.values])].filter(Boolean).sort();
  const place = new Map(net.days.map((day, i) => [day, i]));
  const code = (column) => {
    const codes = column.values.map((day) => place.get(day) ?? -1);
    return Int32Array.from(column.cells, (cell) => (cell < 0 ? -1 : codes[cell]));
  };
  net.first = code(first);
  net.last = code(last);
}

/** What may be left out of the picture. Sets hold codes of types and groups. */
function openFilter(net) {
  const dense = net.m > 3 * net.n && net.m > 150;
  return {
    perName: dense ? 3 : Infinity,
    minWeight: 0,
    hiddenTypes: new Set(),
    hiddenGroups: new Set(),
    apart: net.nApart <= MANY_APART,
    from: 0,
    until: net.days.length - 1,
  };
}

/** Flags of nodes and edges that pass, and how many. perName is left to the drawing. */
function applyFilter(net, filter) {
  const {n, m, a, b, weights, types, groups} = net;
  const nodes = new Uint8Array(n), edges = new Uint8Array(m), tied = new Uint8Array(n);
  const timed = net.days.length > 0 &&
    (filter.from > 0 || filter.until < net.days.length - 1);
  for (let v = 0; v < n; v++)
    nodes[v] = !filter.hiddenTypes.has(types.codes[v]) &&
      !filter.hiddenGroups.has(groups.codes[v]) && (filter.apart || !net.apart[v]) ? 1 : 0;
  let nEdges = 0, nNodes = 0;
  for (let e = 0; e < m; e++) {
    if (weights[e] < filter.minWeight) continue;
    if (timed && (net.first[e] > filter.until || net.last[e] < filter.from ||
      net.first[e] < 0)) continue;
    tied[a[e]] = tied[b[e]] = 1;
    if (!nodes[a[e]] || !nodes[b[e]]) continue;
    edges[e] = 1;
    nEdges++;
  }
  // a name that weight or time has left without any tie only clutters the picture
  if (timed || filter.minWeight > 0)
    for (let v = 0; v < n; v++) nodes[v] &= tied[v];
  for (let v = 0; v < n; v++) nNodes += nodes[v];
  return {nodes, edges, nNodes, nEdges};
}
