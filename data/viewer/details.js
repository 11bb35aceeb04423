/* ==== details.js: the panel about a name, a tie, or the whole ==== */
'use strict';

const TIES_SHOWN = 12;
const PIECES_SHOWN = 100;

/**
 * @param app  {net, voice, scene, evidence, nameOf(node), select(node), selectTie(edge),
 *              close()}
 */
function createDetails(panel, app) {
  const {net, voice, scene, evidence} = app;
  let asked = 0; // the latest request for sentences; older answers are dropped

  const typeOf = (node) => net.types.values[net.types.codes[node]];
  const colourOf = (node) => scene.colours.colours[scene.colours.codes[node]];
  const typeWord = (type) => (voice.has(type) ? voice.say(type) : type);

  const swatch = (node) => make('span',
    {class: `swatch ${typeOf(node)}`, '--colour': colourOf(node), 'aria-hidden': 'true'});

  const shut = () => button('✕', app.close, {class: 'shut', 'aria-label': voice.say('close')});

  const fact = (term, value) =>
    [make('dt', {}, voice.has(term) ? voice.say(term) : term), make('dd', {}, value)];

  function valueOf(column, row) {
    const value = column.at(row);
    if (value === null || value === '') return null;
    if (column.isText) return isolated(/^(first|last|date)$/.test(column.name)
      ? voice.date(value) : value);
    return column.isNumber ? voice.number(value) : value ? '✓' : '✗';
  }

  function facts(columns, row, left_out) {
    const list = [];
    for (const column of columns.values()) {
      if (left_out.includes(column.name)) continue;
      const value = valueOf(column, row);
      if (value !== null) list.push(...fact(column.name, value));
    }
    return make('dl', {class: 'facts'}, list);
  }

  /* ---- lists ---- */

  function tieItem(edge, from, strongest) {
    const far = from >= 0 ? net.other(edge, from) : net.a[edge];
    const who = from >= 0 ? [isolated(app.nameOf(far))]
      : [isolated(app.nameOf(net.a[edge])), ' — ', isolated(app.nameOf(net.b[edge]))];
    const bar = make('span', {class: 'bar', '--colour': colourOf(far)});
    bar.style.width = `${Math.max(2, 60 * net.weights[edge] / strongest)}%`;
    return make('li', {}, make('button',
      {type: 'button', onclick: () => app.selectTie(edge), 'data-edge': edge},
      swatch(far), make('span', {class: 'who'}, who),
      make('span', {class: 'weight'}, voice.number(net.weights[edge])), bar));
  }

  function tieList(edges, from) {
    const list = make('ul', {class: 'ties'});
    const show = (some) => list.append(...some.map((e) => tieItem(e, from, net.weights[edges[0]])));
    show(edges.slice(0, TIES_SHOWN));
    if (edges.length <= TIES_SHOWN) return [list];
    const more = button(voice.say('showAll', {n: voice.number(edges.length)}), () => {
      show(edges.slice(TIES_SHOWN));
      more.remove();
    }, {class: 'link more'});
    return [list, more];
  }

  /* ---- the whole network ---- */

  function showOverview() {
    const names = Array.from(net.bySize.filter((v) => scene.shown.nodes[v]))
      .sort((p, q) => net.degree(q) - net.degree(p)).slice(0, TIES_SHOWN);
    const ties = [];
    for (const e of net.byWeight) {
      if (scene.shown.edges[e]) ties.push(e);
      if (ties.length === TIES_SHOWN) break;
    }
    const most = Math.max(1, ...names.map(net.degree));
    const items = names.map((v) => {
      const bar = make('span', {class: 'bar', '--colour': colourOf(v)});
      bar.style.width = `${Math.max(2, 60 * net.degree(v) / most)}%`;
      return make('li', {}, make('button', {type: 'button', onclick: () => app.select(v)},
        swatch(v), make('span', {class: 'who'}, isolated(app.nameOf(v))),
        make('span', {class: 'weight'}, voice.number(net.degree(v))), bar));
    });
    const sizes = [voice.count('name', net.n), voice.count('tie', net.m)];
    if (net.data.documents > 0) sizes.push(voice.count('document', net.data.documents));
    panel.replaceChildren(
      make('header', {}, make('p', {class: 'soft'}, sizes.join(' · ')), shut()),
      make('h3', {}, voice.say('strongestNames')), make('ul', {class: 'ties'}, items),
      make('h3', {}, voice.say('strongestTies')), ...tieList(ties, -1));
    addRecord();
  }

  function addRecord() {
    const lines = Object.entries(net.made).filter(([, value]) => value !== null && value !== '');
    if (lines.length === 0) return;
    panel.append(make('h3', {}, voice.say('aboutThis')), make('dl', {class: 'facts', dir: 'ltr'},
      lines.flatMap(([name, value]) => [make('dt', {}, name),
        make('dd', {}, isolated(typeof value === 'string' ? value : JSON.stringify(value)))])));
  }

  /* ---- a name ---- */

  function showNode(node) {
    const name = app.nameOf(node);
    const others = LANGUAGES.map((lang) => ({lang, text: net.columns.get('label_' + lang)?.at(node)}))
      .filter(({text}) => text && text !== name);
    const edges = Array.from(net.tiesOf(node)).filter((e) => scene.shown.edges[e]);
    const left_out = [...DRAWN_COLUMNS, 'type', 'label_ar', 'label_en', 'label_ru'];
    const details = facts(net.columns, node, left_out);
    details.prepend(...fact('degree', voice.number(net.degree(node))));
    details.append(...fact('id', make('bdi', {dir: 'ltr'}, clean(net.ids[node]))));
    panel.replaceChildren(
      make('header', {}, make('h2', {}, isolated(name)), shut()),
      make('p', {class: 'chip'}, swatch(node), typeWord(typeOf(node))),
      make('ul', {class: 'others'}, others.map(({lang, text}) =>
        make('li', {lang}, isolated(text)))),
      make('h3', {}, voice.say('ties'), make('span', {}, voice.number(edges.length))),
      ...(edges.length > 0 ? tieList(edges, node) : [make('p', {class: 'soft'}, voice.say('noTies'))]),
      details);
  }

  /* ---- a tie and its sentences ---- */

  function showEdge(edge) {
    const [a, b] = [net.a[edge], net.b[edge]];
    const end = (node, order) => make('button',
      {type: 'button', class: order, onclick: () => app.select(node)}, isolated(app.nameOf(node)));
    const sentences = make('ol', {class: 'sentences'}, make('li', {class: 'soft'}, voice.say('loading')));
    const kept = make('span', {});
    panel.replaceChildren(
      make('header', {}, make('h2', {class: 'pair'}, end(a, 'first'), ' — ', end(b, 'second')), shut()),
      edgeFacts(edge),
      make('h3', {}, voice.say('sentences'), kept), sentences);
    fillSentences(edge, sentences, kept);
  }

  function edgeFacts(edge) {
    const list = facts(net.edgeColumns, edge, []);
    list.prepend(...fact('weight', voice.number(net.weights[edge])));
    return list;
  }

  async function fillSentences(edge, list, kept) {
    const request = ++asked;
    const tell = (word) => list.replaceChildren(make('li', {class: 'soft'}, voice.say(word)));
    if (!evidence.exists) return tell('noSentences');
    if (!evidence.canUnpack) return tell('cannotUnpack');
    const pieces = await evidence.of(edge);
    const first = await evidence.unpack(pieces.slice(0, PIECES_SHOWN));
    if (request !== asked) return undefined;
    if (pieces.length === 0) return tell('noSentences');
    if (pieces.length < net.weights[edge])
      kept.textContent = voice.say('keptSentences',
        {m: voice.number(pieces.length), n: voice.number(net.weights[edge])});
    list.replaceChildren(...first.map((piece) => pieceItem(piece, edge)));
    offerMore(edge, list, pieces.slice(PIECES_SHOWN), request);
    return undefined;
  }

  /* A heavy tie has thousands of sentences: to unpack them all would take long. */
  function offerMore(edge, list, rest, request) {
    if (rest.length === 0) return;
    const some = rest.slice(0, PIECES_SHOWN);
    const more = button(voice.say('showMore', {n: voice.number(some.length)}), async () => {
      more.disabled = true;
      const shown = await evidence.unpack(some);
      if (request !== asked) return;
      more.remove();
      list.append(...shown.map((piece) => pieceItem(piece, edge)));
      offerMore(edge, list, rest.slice(PIECES_SHOWN), request);
    }, {class: 'link more'});
    list.after(more);
  }

  function pieceItem(piece, edge) {
    const distinct = piece[0] === piece[1] ? piece.slice(0, 1) : piece;
    const {doc, date} = distinct[0];
    const numbers = distinct.map((s) => voice.say('sentenceNumber', {n: voice.number(s.number)}));
    const source = [isolated(doc)];
    if (date) source.push(' · ', voice.date(date));
    source.push(' · ', make('span', {class: 'nowrap'}, numbers.join(' + ')));
    return make('li', {}, distinct.map((s) => sentenceText(s, edge)), make('footer', {}, source));
  }

  /* The sentence in its own direction, the two names marked. */
  function sentenceText(sentence, edge) {
    const parts = [];
    let at = 0;
    for (const {node, start, end} of sentence.marked) {
      const isFirst = node === net.a[edge];
      if (start < at || end <= start || (!isFirst && node !== net.b[edge])) continue;
      parts.push(clean(sentence.text.slice(at, start)),
        make('mark', {class: isFirst ? 'first' : 'second'}, clean(sentence.text.slice(start, end))));
      at = end;
    }
    parts.push(clean(sentence.text.slice(at)));
    return make('p', {dir: 'auto'}, parts);
  }

  return {
    /** Fill the panel; -1 for none. */
    show(node, edge) {
      asked++;
      if (edge >= 0) showEdge(edge);
      else if (node >= 0) showNode(node);
      else showOverview();
      panel.scrollTop = 0;
    },
  };
}
