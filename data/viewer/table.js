/* ==== table.js: all names and ties as a table; only the rows in sight are elements ==== */
'use strict';

const ROW_HEIGHT = 32;
const SPARE_ROWS = 12; // above and below the window

/** What the two tables have: {title, columns: [{name, isNumber, at(row), show(row)}], rows} */
function createSheets(net, app) {
  const {voice, scene} = app;
  const word = (name) => (voice.has(name) ? voice.say(name) : name);
  const type = (v) => net.types.values[net.types.codes[v]];
  const cell = (column) => ({name: column.name, isNumber: column.isNumber, at: column.at});
  const isEmpty = (column) => (column.isText ? column.values.length === 0
    : column.cells.every((value) => value === null));
  const extra = (columns, left_out) =>
    [...columns.values()].filter((c) => !left_out.includes(c.name) && !isEmpty(c)).map(cell);
  const shownRows = (flags) => {
    const rows = [];
    for (let i = 0; i < flags.length; i++) if (flags[i]) rows.push(i);
    return rows;
  };
  return {
    nodes: () => ({
      columns: [
        {name: 'name', at: app.nameOf, open: (v) => app.select(v)},
        {name: 'type', at: (v) => word(type(v))},
        {name: 'degree', isNumber: true, at: net.degree},
        ...extra(net.columns, [...DRAWN_COLUMNS, 'type', 'degree']),
        {name: 'id', at: (v) => net.ids[v]},
      ],
      rows: shownRows(scene.shown.nodes),
      sort: {name: 'degree', down: true},
    }),
    edges: () => ({
      columns: [
        {name: 'a', at: (e) => app.nameOf(net.a[e]), open: (e) => app.selectTie(e)},
        {name: 'b', at: (e) => app.nameOf(net.b[e]), open: (e) => app.selectTie(e)},
        {name: 'weight', isNumber: true, at: (e) => net.weights[e]},
        ...extra(net.edgeColumns, []),
      ],
      rows: shownRows(scene.shown.edges),
      sort: {name: 'weight', down: true},
    }),
  };
}

/** Rows in the order of one column; what is missing comes last either way. */
function sortRows(rows, column, down, language) {
  const values = new Map(rows.map((row) => [row, column.at(row)]));
  const order = new Intl.Collator(language);
  const isMissing = (value) => value === null || value === undefined || value === '';
  const sign = down ? -1 : 1;
  return rows.sort((p, q) => {
    const x = values.get(p), y = values.get(q);
    if (isMissing(x) || isMissing(y)) return isMissing(x) - isMissing(y) || p - q;
    return sign * (column.isNumber ? x - y : order.compare(x, y)) || p - q;
  });
}

function createTable(element, app) {
  const {net, voice} = app;
  const sheets = createSheets(net, app);
  let kind = 'nodes', sheet = null, rows = [], body = null, scroll = null, typed = '';

  const word = (name) => (name === 'name' ? voice.say('a') : voice.has(name) ? voice.say(name) : name);

  function open(which) {
    kind = which;
    sheet = sheets[kind]();
    build();
    arrange();
  }

  function build() {
    const tab = (which) => button(voice.say(which), () => {
      typed = '';
      app.setTable(which);
    }, {role: 'tab', 'aria-selected': String(which === kind)});
    const input = make('input', {type: 'search', dir: 'auto', value: typed,
      placeholder: voice.say('rows'), 'aria-label': voice.say('rows')});
    input.addEventListener('input', () => {
      typed = input.value;
      arrange();
    });
    const heads = sheet.columns.map((column) => make('th',
      {scope: 'col', class: column.isNumber ? 'number' : undefined, 'data-column': column.name},
      button(word(column.name), () => sortBy(column))));
    body = make('tbody');
    scroll = make('div', {class: 'scroll', tabindex: 0},
      make('table', {}, make('thead', {}, make('tr', {}, heads)), body));
    let asked = false;
    scroll.addEventListener('scroll', () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        fill();
      });
    });
    element.replaceChildren(
      make('div', {class: 'head'},
        make('div', {class: 'tabs', role: 'tablist'}, tab('nodes'), tab('edges')), input,
        make('span', {class: 'soft counted'}), make('span', {class: 'space'}),
        button(voice.say(kind === 'nodes' ? 'saveNodes' : 'saveEdges'), () => app.saveTable(kind)),
        button('✕', () => app.setTable(''), {'aria-label': voice.say('close')})),
      scroll);
  }

  function sortBy(column) {
    const again = sheet.sort.name === column.name;
    sheet.sort = {name: column.name, down: again ? !sheet.sort.down : Boolean(column.isNumber)};
    arrange();
  }

  function arrange() {
    const query = fold(typed);
    const texts = sheet.columns.filter((column) => !column.isNumber);
    const matching = query
      ? sheet.rows.filter((row) => texts.some((column) => fold(column.at(row) ?? '').includes(query)))
      : sheet.rows.slice();
    const column = sheet.columns.find((c) => c.name === sheet.sort.name);
    rows = sortRows(matching, column, sheet.sort.down, voice.language);
    for (const head of element.querySelectorAll('th')) {
      if (head.dataset.column === sheet.sort.name)
        head.setAttribute('aria-sort', sheet.sort.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    element.querySelector('.counted').textContent =
      voice.count(kind === 'nodes' ? 'name' : 'tie', rows.length);
    element.querySelector('table').setAttribute('aria-rowcount', rows.length + 1);
    scroll.scrollTop = 0;
    fill();
  }

  function fill() {
    const seen = Math.ceil((scroll.clientHeight || 600) / ROW_HEIGHT);
    const from = Math.max(0, Math.floor(scroll.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const to = Math.min(rows.length, from + seen + 2 * SPARE_ROWS);
    body.replaceChildren(spacer(from), ...rows.slice(from, to).map((row, i) => rowOf(row, from + i)),
      spacer(rows.length - to));
  }

  function spacer(count) {
    const space = make('td', {colspan: sheet.columns.length});
    space.style.height = `${count * ROW_HEIGHT}px`;
    return make('tr', {class: 'spacer', 'aria-hidden': 'true', hidden: count === 0}, space);
  }

  function rowOf(row, place) {
    const cells = sheet.columns.map((column) => {
      const value = column.at(row);
      const text = value === null || value === undefined ? ''
        : column.isNumber ? voice.number(value) : clean(String(value));
      return make('td', {class: column.isNumber ? 'number' : undefined}, column.open
        ? make('button', {type: 'button'}, isolated(text)) : isolated(text));
    });
    return make('tr', {class: 'row', 'aria-rowindex': place + 2,
      onclick: () => sheet.columns[0].open(row)}, cells);
  }

  return {
    open,
    /** A sheet as it is sorted and filtered now, or all shown rows of the other one. */
    sheetOf(which) {
      if (which === kind && sheet && !element.hidden) return {columns: sheet.columns, rows};
      const other = sheets[which]();
      const column = other.columns.find((c) => c.name === other.sort.name);
      return {columns: other.columns, rows: sortRows(other.rows, column, true, voice.language)};
    },
  };
}
