/* ==== viewer.js: puts the page together: state, selection, keys ==== */
'use strict';

function startViewer() {
  const net = readNetwork(JSON.parse(byId('data').textContent));
  const place = readFragment();
  const voice = createVoice(firstLanguage(net, place));
  const canvas = byId('picture'), stage = byId('stage');
  const filter = openFilter(net);
  const fileSizes = net.size.slice();
  const scene = {shown: null, perName: Infinity, colours: null, look: null, names: null, focus: null};
  const selected = {node: -1, edge: -1};
  let wide = matchMedia('(min-width: 1100px)').matches;
  let hovered = {node: -1, edge: -1};
  let tableKind = '', detailsOpen = wide, filtersOpen = wide, dragging = false;
  let arranging = null;

  const usualColour = net.columns.has('color') ? 'file' : net.groups.values.length > 1 ? 'group' : 'type';
  const waysToColour = ['file', 'group', 'type', ...coloursOf(net).map(({name}) => name)];

  const app = {
    net, voice, scene, filter,
    evidence: createEvidence(net),
    nameLanguage: '', // as in the file
    colourBy: usualColour,
    sizeBy: '', // as in the file
    canArrange: net.n <= ARRANGE_LIMIT && net.m > 0,
    nameOf: (node) => scene.names[node],
    kindOf: (node) => kindOf(node),
    isArranging: () => arranging !== null,
    select: (node) => select(node, -1, true),
    selectTie: (edge) => select(-1, edge, true),
    close: () => closeDetails(),
    filterChanged: () => filterChanged(),
    setNames: (language) => setNames(language),
    setColours: (by) => setColours(by),
    setSizes: (by) => setSizesBy(by),
    isDrawing: () => picture.isDrawing(),
    reset: () => reset(),
    found: (node) => found(node),
    leaveSearch: () => canvas.focus({preventScroll: true}),
    arrange: () => toggleArranging(),
    setTable: (kind) => setTable(kind),
    saveTable: (kind) => saveCsv(table.sheetOf(kind), `${fileName()}.${kind}`),
  };

  scene.names = namesIn(app.nameLanguage);
  scene.colours = colourNodes(net, app.colourBy);
  scene.shown = applyFilter(net, filter);
  const picture = createPicture(canvas, net, scene);
  const details = createDetails(byId('details'), app);
  const filters = createFilters(byId('filters'), app);
  const table = createTable(byId('table'), app);
  createFinder(byId('query'), byId('results'), app);

  /* ---- names, colours, language, theme ---- */

  function namesIn(language) {
    const column = net.columns.get('label_' + language);
    return column ? net.data.names.map((name, v) => column.at(v) || name) : net.data.names;
  }

  function setNames(language) {
    app.nameLanguage = language;
    scene.names = namesIn(language);
    showPanels();
    picture.refresh();
    keepPlace();
  }

  function setColours(by) {
    app.colourBy = by;
    scene.colours = colourNodes(net, by);
    showPanels();
    picture.changed();
    keepPlace();
  }

  function setSizesBy(by) {
    app.sizeBy = by;
    sizeNodes(net, by, fileSizes);
    showPanels();
    picture.changed();
    keepPlace();
  }

  function setLanguage(language) {
    voice.speak(language);
    translatePage(voice, clean(net.data.titles[language] ?? voice.say('untitled')));
  }

  /* The interface and, where the file has them, the names. */
  function changeLanguage(language) {
    setLanguage(language);
    if (net.labelLanguages.includes(language)) {
      app.nameLanguage = language;
      scene.names = namesIn(language);
    }
    layOutPanels();
    if (tableKind) table.open(tableKind);
    if (moved) picture.refresh();
    else fitAgain(); // the panels may have changed sides
    keepPlace();
  }

  function setTheme(dark) {
    scene.look = putOnTheme(dark);
    picture.changed();
  }

  /* ---- what is shown ---- */

  function filterChanged() {
    scene.perName = filter.perName;
    scene.shown = applyFilter(net, filter);
    const {node, edge} = selected;
    if ((node >= 0 && !scene.shown.nodes[node]) || (edge >= 0 && !scene.shown.edges[edge]))
      Object.assign(selected, {node: -1, edge: -1});
    setFocus();
    if (detailsOpen && selected.edge < 0) details.show(selected.node, -1);
    if (tableKind) table.open(tableKind);
    picture.changed();
    countShown();
    keepPlace();
  }

  function countShown() {
    const {nNodes} = scene.shown;
    const part = (count, all, key) => (count === all ? voice.count(key, all)
      : voice.say('shown', {m: voice.number(count), n: voice.count(key, all)}));
    const words = {names: part(nNodes, net.n, 'name'), ties: part(picture.countDrawn(), net.m, 'tie')};
    byId('count').textContent = `${words.names} · ${words.ties}`;
    return words;
  }

  function reset() {
    filters.stop();
    Object.assign(filter, openFilter(net));
    filterChanged();
    filters.show();
    picture.fit(true);
    announce(voice.say('filtered', countShown()));
  }

  /* ---- selection ---- */

  function focusOn(node, edge, pinned) {
    if (node < 0 && edge < 0) return null;
    const lit = new Uint8Array(net.n);
    let edges;
    if (node >= 0) {
      edges = net.tiesOf(node).filter((e) => scene.shown.edges[e]).reverse();
      lit[node] = 1;
      for (const e of edges) lit[net.other(e, node)] = 1;
    } else {
      edges = Uint32Array.of(edge);
      lit[net.a[edge]] = lit[net.b[edge]] = 1;
    }
    return {node, edge, edges, lit, pinned};
  }

  /* What is pointed at, else what is selected; the ties of a selected name stay in sight. */
  function setFocus() {
    const {node, edge} = selected;
    const keep = hovered.node < 0 && (hovered.edge < 0 || node >= 0 || edge >= 0);
    scene.focus = keep ? focusOn(node, edge, true) : focusOn(hovered.node, hovered.edge, false);
    picture.refresh();
  }

  function select(node, edge, bring) {
    Object.assign(selected, {node, edge});
    hovered = {node: -1, edge: -1};
    byId('tip').hidden = true;
    setFocus();
    if (node >= 0 || edge >= 0) {
      detailsOpen = true;
      if (tableKind) setTable('');
    }
    if (detailsOpen) details.show(node, edge);
    layOutPanels(false);
    if (bring && node >= 0) picture.show([node]);
    if (bring && edge >= 0) picture.show([net.a[edge], net.b[edge]]);
    announceSelection();
    keepPlace();
  }

  function announceSelection() {
    const {node, edge} = selected;
    if (edge >= 0)
      announce(voice.say('selectedTie', {a: app.nameOf(net.a[edge]), b: app.nameOf(net.b[edge]),
        ties: voice.count('times', net.weights[edge])}));
    else if (node >= 0)
      announce(voice.say('selected', {name: app.nameOf(node), kind: kindOf(node),
        ties: voice.count('tie', net.degree(node))}));
    else announce(voice.say('nothingSelected'));
  }

  function kindOf(node) {
    const type = net.types.values[net.types.codes[node]];
    return voice.has(type) ? voice.say(type) : type;
  }

  const announce = (text) => { byId('live').textContent = clean(text); };

  /* ---- panels ---- */

  function closeDetails() {
    if (selected.node >= 0 || selected.edge >= 0) {
      if (!wide) detailsOpen = false;
      select(-1, -1, false);
    } else {
      detailsOpen = false;
      layOutPanels();
      keepPlace();
    }
    canvas.focus({preventScroll: true});
  }

  function showPanels() {
    if (detailsOpen) details.show(selected.node, selected.edge);
    if (filtersOpen) filters.show();
    countShown();
  }

  function layOutPanels(fill = true) {
    const open = {details: detailsOpen, filters: filtersOpen && !(detailsOpen && isNarrow())};
    byId('details').hidden = !open.details;
    byId('filters').hidden = !open.filters;
    byId('filters-button').setAttribute('aria-expanded', String(open.filters));
    stage.classList.toggle('with-details', open.details);
    stage.classList.toggle('with-filters', open.filters);
    if (fill) showPanels();
    const rtl = document.documentElement.dir === 'rtl';
    const start = open.filters ? 280 : 0, end = open.details ? 356 : 0;
    if (isNarrow()) picture.setInsets(0, 0, 0, start || end ? stage.clientHeight * .46 : 0);
    else picture.setInsets(rtl ? end : start, rtl ? start : end, 0, 0);
  }

  const isNarrow = () => matchMedia('(max-width: 700px)').matches;

  function toggleFilters() {
    filtersOpen = byId('filters').hidden;
    if (filtersOpen && isNarrow()) detailsOpen = false;
    layOutPanels();
    keepPlace();
  }

  function setTable(kind) {
    tableKind = kind;
    byId('table').hidden = !kind;
    byId('table-button').setAttribute('aria-expanded', String(Boolean(kind)));
    if (kind) table.open(kind);
    keepPlace();
  }

  /* ---- the pointer ---- */

  listenToPointer(canvas, picture, {
    hover(node, edge, x, y) {
      if (dragging) return;
      canvas.classList.toggle('over', node >= 0 || edge >= 0);
      const same = hovered.node === node && hovered.edge === edge;
      hovered = {node, edge};
      if (!same) setFocus();
      showTip(byId('tip'), app, hovered, x, y);
    },
    leave() {
      hovered = {node: -1, edge: -1};
      byId('tip').hidden = true;
      setFocus();
    },
    click(node, edge) {
      canvas.focus({preventScroll: true});
      select(node, edge, false);
    },
    grab(node) {
      dragging = true;
      byId('tip').hidden = true;
      hovered = {node, edge: -1};
      setFocus();
    },
    drag(node, x, y) {
      picture.moveNode(node, x, y);
      arranging?.hold(node);
    },
    drop() {
      dragging = false;
      hovered = {node: -1, edge: -1};
      setFocus();
      picture.changed();
    },
  });

  /* A name that was looked for is shown, whatever the filters say. */
  function found(node) {
    if (!scene.shown.nodes[node]) {
      filter.hiddenTypes.delete(net.types.codes[node]);
      filter.hiddenGroups.delete(net.groups.codes[node]);
      filter.apart ||= net.apart[node] === 1;
      filterChanged();
      if (!scene.shown.nodes[node]) reset();
      if (filtersOpen) filters.show();
    }
    canvas.focus({preventScroll: true});
    select(node, -1, true);
  }

  /* ---- keys ---- */

  function escape() {
    if (!byId('save-menu').hidden) showMenu(false);
    else if (tableKind) setTable('');
    else if (selected.node >= 0 || selected.edge >= 0) select(-1, -1, false);
    canvas.focus({preventScroll: true});
  }

  /* Along the strongest tie that leads in that direction. */
  function step([dx, dy]) {
    const from = selected.edge >= 0 ? net.a[selected.edge] : selected.node;
    const to = from >= 0 ? strongestTowards(net, scene.shown, from, dx, dy) : -1;
    if (from < 0) picture.pan(-60 * dx, -60 * dy);
    else if (to >= 0) select(to, -1, true);
  }

  function enter() {
    if (selected.node < 0 && selected.edge < 0) select(net.bySize.find((v) => scene.shown.nodes[v]) ?? -1, -1, true);
    else byId('details').querySelector('.ties button, .pair button')?.focus();
  }

  listenToKeys(canvas, byId('help'), {
    '/': () => byId('query').focus(),
    '+': () => picture.zoom(1.3),
    '=': () => picture.zoom(1.3),
    '-': () => picture.zoom(1 / 1.3),
    '0': () => picture.fit(true),
    '?': () => showHelp(byId('help'), voice),
    t: () => setTable(tableKind ? '' : 'nodes'),
    f: toggleFilters,
    Escape: escape,
  }, {step, enter});

  /* ---- buttons ---- */

  function showMenu(open) {
    byId('save-menu').hidden = !open;
    byId('save-button').setAttribute('aria-expanded', String(open));
    if (open) byId('save-png').focus();
  }

  const fileName = () => fold(document.title).replaceAll(' ', '-').slice(0, 60) || 'network';
  const actions = {
    'filters-button': toggleFilters,
    'table-button': () => setTable(tableKind ? '' : 'nodes'),
    'save-button': () => showMenu(byId('save-menu').hidden),
    'save-png': () => savePng(picture, scene, fileName()),
    'save-svg': () => saveSvg(picture, scene, fileName(), document.title),
    'save-nodes': () => app.saveTable('nodes'),
    'save-edges': () => app.saveTable('edges'),
    'theme-button': () => {
      setTheme(!document.documentElement.classList.contains('dark'));
      place.theme = document.documentElement.classList.contains('dark') ? 'dark' : 'light';
      keepPlace();
    },
    'help-button': () => showHelp(byId('help'), voice),
    'zoom-in': () => picture.zoom(1.4),
    'zoom-out': () => picture.zoom(1 / 1.4),
    'zoom-fit': () => picture.fit(true),
  };
  for (const [id, act] of Object.entries(actions)) byId(id).addEventListener('click', act);
  for (const element of document.querySelectorAll('[data-language]'))
    element.addEventListener('click', () => changeLanguage(element.dataset.language));
  addEventListener('click', (event) => {
    if (!event.target.closest?.('#save-button')) showMenu(false);
  });

  /* ---- rearranging ---- */

  function toggleArranging() {
    if (arranging) {
      arranging.stop();
      return;
    }
    arranging = createArrangement(net, scene, {
      step: () => picture.changed(),
      done() {
        arranging = null;
        if (filtersOpen) filters.show();
        picture.fit(true);
      },
    });
    filters.show();
  }

  /* ---- the place: what the address says ---- */

  let placeTimer = 0, written = '';

  function keepPlace() {
    clearTimeout(placeTimer);
    placeTimer = setTimeout(() => {
      written = placeOf();
      try {
        history.replaceState(null, '', written || '#');
      } catch {
        // some browsers refuse it in files: the page then only forgets its place
      }
    }, 250);
  }

  function placeOf() {
    return addressOf(net, {
      filter, selected, usualColour, colourBy: app.colourBy, sizeBy: app.sizeBy, names: app.nameLanguage,
      table: tableKind, theme: place.theme, language: voice.language, usualLanguage: firstLanguage(net, {}),
      camera: moved ? picture.camera() : null,
    });
  }

  function restore(from) {
    Object.assign(filter, filterOf(net, from));
    app.colourBy = waysToColour.includes(from.colour) ? from.colour : usualColour;
    scene.colours = colourNodes(net, app.colourBy);
    app.sizeBy = numbersOf(net).some(({name}) => name === from.size) ? from.size : '';
    sizeNodes(net, app.sizeBy, fileSizes);
    if (LANGUAGES.includes(from.names)) app.nameLanguage = from.names;
    scene.names = namesIn(app.nameLanguage);
    scene.perName = filter.perName;
    scene.shown = applyFilter(net, filter);
    Object.assign(selected, selectionOf(net, from));
    if (selected.node >= 0 || selected.edge >= 0) detailsOpen = true;
    scene.focus = focusOn(selected.node, selected.edge, true);
  }

  function restoreView(from) {
    const [x, y, zoom] = (from.view ?? '').split(',').map(Number);
    if (zoom > 0 && Number.isFinite(x) && Number.isFinite(y)) {
      moved = true;
      picture.setCamera(x, y, zoom);
    } else {
      moved = false;
      picture.fit(false);
    }
  }

  addEventListener('hashchange', () => {
    if (location.hash === written) return;
    const from = readFragment();
    restore(from);
    if (LANGUAGES.includes(from.lang)) setLanguage(from.lang);
    layOutPanels();
    restoreView(from);
    setTable(['nodes', 'edges'].includes(from.table) ? from.table : '');
  });

  /* ---- start ---- */

  let moved = false, fitted = false, lastCamera = '';
  const darkPreferred = matchMedia('(prefers-color-scheme: dark)');
  darkPreferred.addEventListener('change', () => { if (!place.theme) setTheme(darkPreferred.matches); });

  /* Not a move of the user's, that the address would have to keep. */
  function fitAgain() {
    fitted = true;
    picture.fit(false);
  }

  restore(place);
  setLanguage(voice.language);
  layOutPanels();
  picture.onFrame((complete) => {
    const camera = JSON.stringify(picture.camera());
    if (lastCamera && camera !== lastCamera && !fitted) {
      moved = true;
      keepPlace();
      countShown();
    }
    lastCamera = camera;
    fitted = false;
    document.documentElement.dataset.drawn = complete ? 'all' : 'part';
  });
  setTheme(place.theme ? place.theme === 'dark' : darkPreferred.matches);
  picture.resize();
  countShown();
  if (place.view) restoreView(place);
  else if (selected.edge >= 0) picture.show([net.a[selected.edge], net.b[selected.edge]]);
  if (['nodes', 'edges'].includes(place.table)) setTable(place.table);
  new ResizeObserver(() => {
    const wasWide = wide;
    wide = matchMedia('(min-width: 1100px)').matches;
    if (wasWide && !wide && selected.node < 0 && selected.edge < 0) {
      detailsOpen = filtersOpen = false;
      layOutPanels();
    }
    if (picture.resize() && !moved) fitAgain();
  }).observe(stage);
}

startViewer();
