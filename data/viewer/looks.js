/* ==== looks.js: colour and size of names, by any of their columns ==== */
'use strict';

const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7',
  '#7d4453', '#6718da', '#b63286', '#8d7ed7', '#a02b1e', '#935954'];
/* Of numbers, from low to high; each can be seen on light and on dark paper. */
const RAMP = ['#8fa7c4', '#6a97d0', '#4e83d1', '#6368cf', '#8a51c2', '#b23c9c', '#d62f6b'];
const GREY = '#8a919c';
const MOST_VALUES = 12; // of a column of words that can be told apart by colour

/**
 * Columns by which names can be coloured: numbers, and words that are few. The number of
 * ties and their strength are there for every network.
 * @returns [{name, isNumber, at(node), values}]; values of words, the commonest first
 */
function coloursOf(net) {
  const ways = [...numbersOf(net)];
  for (const column of net.columns.values()) {
    if (column.isNumber || [...DRAWN_COLUMNS, 'type'].includes(column.name)) continue;
    const {values, codes} = codesOf(net.n, (v) => column.at(v) ?? '');
    if (values.length > 1 && values.length <= MOST_VALUES)
      ways.push({name: column.name, isNumber: false, values, code: (v) => codes[v]});
  }
  return ways;
}

/** Columns of numbers, which can also be sizes. */
function numbersOf(net) {
  const given = [...net.columns.values()].filter((column) =>
    column.isNumber && ![...DRAWN_COLUMNS, 'group', 'degree', 'strength'].includes(column.name));
  return [
    {name: 'degree', isNumber: true, at: net.degree},
    {name: 'strength', isNumber: true, at: (v) => net.strength[v]},
    ...given.map(({name, at}) => ({name, isNumber: true, at})),
  ];
}

const isGiven = (value) => value !== null && value !== undefined && Number.isFinite(value);

/** Where one colour of numbers ends and the next begins: so that each has as many values. */
function stepsOf(net, way) {
  const found = new Set();
  for (let v = 0; v < net.n; v++) if (isGiven(way.at(v))) found.add(way.at(v));
  const values = [...found].sort((p, q) => p - q);
  const steps = RAMP.slice(1).map((_, i) => values[Math.floor((i + 1) * values.length / RAMP.length)]);
  return {low: values[0], high: values[values.length - 1], steps};
}

/** A colour for each name by 'file', 'group', 'type' or a column: numbers into a list of colours. */
function colourNodes(net, by) {
  const colours = [], codes = new Uint16Array(net.n), place = new Map();
  const colourOf = painterOf(net, by);
  for (let v = 0; v < net.n; v++) {
    let colour = colourOf(v);
    if (!/^#[0-9a-f]{6}$/i.test(colour)) colour = GREY;
    if (!place.has(colour)) place.set(colour, colours.push(colour) - 1);
    codes[v] = place.get(colour);
  }
  return {colours, codes};
}

function painterOf(net, by) {
  const {groups, types} = net, given = net.columns.get('color');
  const way = coloursOf(net).find(({name}) => name === by);
  if (by === 'file' && given) return (v) => given.at(v);
  if (by === 'type') return (v) => PALETTE[(types.codes[v] * 5) % PALETTE.length];
  if (way?.isNumber) {
    const {steps} = stepsOf(net, way);
    return (v) => (isGiven(way.at(v)) ? RAMP[steps.filter((step) => way.at(v) >= step).length] : GREY);
  }
  if (way) return (v) => (way.values[way.code(v)] === '' ? GREY : PALETTE[way.code(v)]);
  return (v) => (groups.values.length > 1 && groups.values[groups.codes[v]] !== ''
    ? PALETTE[groups.codes[v] % PALETTE.length] : GREY);
}

/** Sizes by a column of numbers, else as the file has them: '' . Areas tell the value. */
function sizeNodes(net, by, fileSizes) {
  const way = numbersOf(net).find(({name}) => name === by);
  setSizes(net, way ? (v) => Math.sqrt(Math.max(0, way.at(v) || 0)) : (v) => fileSizes[v]);
}
