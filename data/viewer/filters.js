/* ==== filters.js: the panel that says what is shown, and the key to the picture ==== */
'use strict';

const PER_NAME_STEPS = [1, 2, 3, 4, 5, 7, 10, 15, 25, 50, Infinity];

/**
 * @param app  {net, voice, scene, filter, nameOf(node), nameLanguage, colourBy, sizeBy,
 *              filterChanged(), setNames(language), setColours(by), setSizes(by), reset(),
 *              arrange(), isArranging(), isDrawing(), close()}
 */
function createFilters(panel, app) {
  const {net, voice} = app;
  const leaders = leadersOfGroups();
  const player = createPlayer(app, showTime);
  let untilSlider = null, playButton = null;

  /* The two largest names of each group: what it is called. */
  function leadersOfGroups() {
    const lists = net.groups.values.map(() => []);
    for (const v of net.bySize) {
      const list = lists[net.groups.codes[v]];
      if (list && list.length < 2) list.push(v);
    }
    return lists;
  }

  function slider(title, max, value, describe, onchange) {
    const shown = make('span', {class: 'value'}, describe(value));
    const input = make('input', {type: 'range', min: 0, max, step: 1, value, 'aria-label': title,
      'aria-valuetext': describe(value)});
    const tell = (now) => {
      input.value = now;
      shown.textContent = describe(now);
      input.setAttribute('aria-valuetext', describe(now));
    };
    input.addEventListener('input', () => {
      const now = Number(input.value);
      tell(now);
      onchange(now);
      app.filterChanged();
    });
    return Object.assign([make('h3', {}, title, shown), input], {tell});
  }

  function perNameSlider() {
    if (net.m <= net.n) return [];
    const {filter} = app;
    const value = PER_NAME_STEPS.findIndex((step) => step >= filter.perName);
    return slider(voice.say('perName'), PER_NAME_STEPS.length - 1, value,
      (i) => (PER_NAME_STEPS[i] === Infinity ? voice.say('all') : voice.number(PER_NAME_STEPS[i])),
      (i) => { filter.perName = PER_NAME_STEPS[i]; });
  }

  function weightSlider() {
    const {filter} = app, steps = net.weightSteps;
    if (steps.length < 2) return [];
    const value = Math.max(0, steps.findIndex((step) => step >= filter.minWeight));
    return slider(voice.say('minWeight'), steps.length - 1, value,
      (i) => voice.count('times', steps[i]),
      (i) => { filter.minWeight = i > 0 ? steps[i] : 0; });
  }

  function timeSliders() {
    const {filter} = app, last = net.days.length - 1;
    if (last < 1) return [];
    const ends = (key, value, onchange) => slider(`${voice.say('time')}: ${voice.say(key)}`, last, value,
      (i) => voice.date(net.days[i]), (i) => {
        player.stop();
        onchange(i);
      });
    untilSlider = ends('until', filter.until, (i) => { filter.until = i; });
    playButton = button('', player.toggle, {id: 'play-button'});
    showTime();
    return [...ends('from', filter.from, (i) => { filter.from = i; }), ...untilSlider, playButton];
  }

  function showTime() {
    const playing = player.isPlaying();
    untilSlider?.tell(app.filter.until);
    if (!playButton) return;
    playButton.textContent = `${playing ? '❚❚' : '▶'} ${voice.say(playing ? 'stop' : 'play')}`;
    playButton.setAttribute('aria-pressed', String(playing));
  }

  function checkbox(hidden, code, words, count, mark) {
    const input = make('input', {type: 'checkbox', 'data-code': code});
    input.checked = !hidden.has(code);
    input.addEventListener('change', () => {
      if (input.checked) hidden.delete(code);
      else hidden.add(code);
      app.filterChanged();
    });
    const text = make('span', {class: 'words'}, words);
    text.dir = isRightToLeft(text.textContent) ? 'rtl' : 'ltr'; // cut at the end of reading
    return make('label', {}, input, mark, text,
      make('span', {class: 'number'}, voice.number(count)));
  }

  function typeBoxes() {
    const {values, counts} = net.types;
    if (values.length < 2 && values[0] === '') return [];
    const boxes = values.map((type, code) => {
      const colour = app.colourBy === 'type'
        ? app.scene.colours.colours[app.scene.colours.codes[net.types.codes.indexOf(code)]] : undefined;
      const mark = make('span', {class: `swatch ${type}`, '--colour': colour});
      const words = KNOWN_TYPES.includes(type) ? voice.say(type + 's') : type || '—';
      return checkbox(app.filter.hiddenTypes, code, words, counts[code], mark);
    });
    return [make('h3', {}, voice.say('types')), ...boxes];
  }

  function apartBox() {
    if (net.nApart === 0) return [];
    const input = make('input', {type: 'checkbox', id: 'apart-box'});
    input.checked = app.filter.apart;
    input.addEventListener('change', () => {
      app.filter.apart = input.checked;
      app.filterChanged();
    });
    return [make('label', {}, input, make('span', {class: 'words'}, voice.say('apart')),
      make('span', {class: 'number'}, voice.number(net.nApart)))];
  }

  function groupBoxes() {
    const {values, counts, codes} = net.groups;
    if (values.length < 2) return [];
    const hidden = app.filter.hiddenGroups;
    const {colours} = app.scene;
    const boxes = values.map((_, code) => {
      const names = leaders[code].flatMap((v, i) =>
        (i > 0 ? [' · ', isolated(app.nameOf(v))] : [isolated(app.nameOf(v))]));
      const mark = make('span', {class: 'swatch', '--colour': ['file', 'group'].includes(app.colourBy)
        ? colours.colours[colours.codes[leaders[code][0]]] : undefined});
      return checkbox(hidden, code, names, counts[code], mark);
    });
    const all = (on) => {
      hidden.clear();
      if (!on) values.forEach((_, code) => hidden.add(code));
      app.filterChanged();
      show();
    };
    return [
      make('h3', {}, voice.say('groups'), make('span', {},
        button(voice.say('everyGroup'), () => all(true), {class: 'link'}),
        button(voice.say('noGroup'), () => all(false), {class: 'link'}))),
      make('div', {class: 'groups'}, boxes.slice(0, 200)),
    ];
  }

  function choice(title, options, chosen, onchange) {
    if (options.length < 2) return [];
    const select = make('select', {'aria-label': title}, options.map(([value, words]) =>
      make('option', {value, selected: value === chosen}, words)));
    select.addEventListener('change', () => onchange(select.value));
    return [make('div', {class: 'row'}, make('span', {class: 'soft'}, title), select)];
  }

  function namesChoice() {
    const names = {ar: 'العربية', en: 'English', ru: 'Русский'};
    return choice(voice.say('namesIn'), [['', voice.say('asInFile')],
      ...net.labelLanguages.map((lang) => [lang, names[lang]])], app.nameLanguage, app.setNames);
  }

  function colourChoice() {
    const ways = [];
    if (net.columns.has('color')) ways.push(['file', voice.say('colourFile')]);
    if (net.groups.values.length > 1) ways.push(['group', voice.say('colourGroup')]);
    if (net.types.values.length > 1) ways.push(['type', voice.say('colourType')]);
    const columns = coloursOf(net);
    ways.push(...columns.map(({name}) => [name, wordFor(name)]));
    const way = columns.find(({name}) => name === app.colourBy);
    return [...choice(voice.say('colourBy'), ways, app.colourBy, app.setColours), ...(way ? keyTo(way) : [])];
  }

  const wordFor = (name) => (voice.has(name) ? voice.say(name) : name);

  /* What the colours of a column mean. */
  function keyTo(way) {
    if (!way.isNumber)
      return [make('ul', {class: 'key'}, way.values.map((value, code) => make('li', {class: 'chip'},
        make('span', {class: 'swatch', '--colour': value === '' ? GREY : PALETTE[code]}),
        value === '' ? '—' : isolated(value))))];
    const {low, high} = stepsOf(net, way);
    if (low === undefined) return [];
    return [make('div', {class: 'key ramp'}, make('span', {class: 'number'}, voice.number(low)),
      make('span', {class: 'colours'}, RAMP.map((colour) => make('span', {class: 'swatch state', '--colour': colour}))),
      make('span', {class: 'number'}, voice.number(high)))];
  }

  function sizeChoice() {
    const ways = numbersOf(net).map(({name}) => [name, wordFor(name)]);
    return choice(voice.say('sizeBy'), [['', voice.say('asInFile')], ...ways], app.sizeBy, app.setSizes);
  }

  function show() {
    const place = panel.scrollTop;
    panel.replaceChildren(
      ...perNameSlider(), ...weightSlider(), ...timeSliders(), ...typeBoxes(), ...apartBox(),
      ...groupBoxes(), ...namesChoice(), ...colourChoice(), ...sizeChoice(),
      make('div', {class: 'buttons'},
        button(voice.say('reset'), app.reset),
        app.canArrange ? button(voice.say(app.isArranging() ? 'stop' : 'arrange'), app.arrange,
          {id: 'arrange-button'}) : null));
    panel.scrollTop = place;
  }

  return {show, stop: () => player.stop()};
}
