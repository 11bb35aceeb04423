/* ==== finder.js: the search for names, with its list of what was found ==== */
'use strict';

const RESULTS = 10;

/**
 * @param app  {net, voice, scene, nameOf(node), found(node), leaveSearch()}
 */
function createFinder(query, results, app) {
  const {net, voice} = app;
  const find = createSearch(
    net.ids.map((id, v) => [net.data.names[v], id, ...net.labelLanguages.map((lang) =>
      net.columns.get('label_' + lang).at(v)), net.columns.get('same_as')?.at(v)].filter(Boolean)),
    net.size, RESULTS);
  let hits = [], chosen = -1;

  function showResults() {
    hits = find(query.value);
    chosen = hits.length > 0 ? 0 : -1;
    results.replaceChildren(...hits.map((v, i) => make('li',
      {role: 'option', id: `result-${i}`, onpointerdown: (event) => {
        event.preventDefault();
        take(i);
      }},
      make('span', {class: `swatch ${net.types.values[net.types.codes[v]]}`,
        '--colour': app.scene.colours.colours[app.scene.colours.codes[v]]}),
      make('span', {class: 'main'}, isolated(app.nameOf(v))),
      make('span', {class: 'soft'}, otherNames(v)))));
    if (hits.length === 0 && query.value.trim())
      results.append(make('li', {class: 'soft'}, voice.say('noResults')));
    results.hidden = !query.value.trim();
    query.setAttribute('aria-expanded', String(!results.hidden));
    markChosen();
  }

  function otherNames(v) {
    const texts = [net.data.names[v], ...net.labelLanguages.map((lang) => net.columns.get('label_' + lang).at(v))];
    return [...new Set(texts)].filter((text) => text && text !== app.nameOf(v))
      .flatMap((text, i) => (i > 0 ? [' · ', isolated(text)] : [isolated(text)]));
  }

  function markChosen() {
    [...results.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === chosen)));
    if (chosen >= 0) query.setAttribute('aria-activedescendant', `result-${chosen}`);
    else query.removeAttribute('aria-activedescendant');
    results.children[chosen]?.scrollIntoView({block: 'nearest'});
  }

  function take(i) {
    const node = hits[i];
    closeResults();
    app.found(node);
  }

  function closeResults() {
    query.value = '';
    results.hidden = true;
    query.setAttribute('aria-expanded', 'false');
  }

  query.addEventListener('input', showResults);
  query.addEventListener('focus', () => { if (query.value) showResults(); });
  query.addEventListener('blur', () => { results.hidden = true; });
  query.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (hits.length > 0)
        chosen = (chosen + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      markChosen();
    } else if (event.key === 'Enter' && chosen >= 0) {
      take(chosen);
    } else if (event.key === 'Escape') {
      closeResults();
      app.leaveSearch();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}
