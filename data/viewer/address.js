/* ==== address.js: where one is, as the address says it and can be sent to others ==== */
'use strict';

function readFragment() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/* The address's, else the names' own, else the browser's. */
function firstLanguage(net, place) {
  const browser = navigator.languages.map((tag) => tag.slice(0, 2));
  return [place.lang, net.labelLanguage, ...browser, 'en'].find((lang) => LANGUAGES.includes(lang));
}

/** Only what differs from how the page opens. */
function addressOf(net, {filter, selected, usualColour, colourBy, sizeBy, names, table, theme, language, usualLanguage,
  camera}) {
  const now = new URLSearchParams(), fresh = openFilter(net);
  const put = (name, value, usual) => { if (value !== usual) now.set(name, value); };
  const ties = (count) => (count === Infinity ? 'all' : String(count));
  const hidden = (codes, all) => [...codes].map((code) => all.values[code]).sort().join(',');
  const apart = (shown) => (shown ? 'shown' : 'hidden');
  if (selected.edge >= 0) {
    now.set('node', net.ids[net.a[selected.edge]]);
    now.set('with', net.ids[net.b[selected.edge]]);
  } else if (selected.node >= 0) {
    now.set('node', net.ids[selected.node]);
  }
  put('ties', ties(filter.perName), ties(fresh.perName));
  put('weight', filter.minWeight, fresh.minWeight);
  if (net.days.length > 0) {
    put('from', net.days[filter.from], net.days[0]);
    put('until', net.days[filter.until], net.days[net.days.length - 1]);
  }
  put('without', hidden(filter.hiddenTypes, net.types), '');
  put('groups-off', hidden(filter.hiddenGroups, net.groups), '');
  put('apart', apart(filter.apart), apart(fresh.apart));
  put('names', names, '');
  put('colour', colourBy, usualColour);
  put('size', sizeBy, '');
  put('table', table, '');
  if (theme) now.set('theme', theme);
  put('lang', language, usualLanguage);
  if (camera) now.set('view', [camera.x.toFixed(1), camera.y.toFixed(1), camera.zoom.toPrecision(4)].join(','));
  const text = now.toString();
  return text ? '#' + text : '';
}

/** What an address leaves in; nonsense in it changes nothing. */
function filterOf(net, from) {
  const filter = openFilter(net);
  const codesIn = (list, all) => new Set((list ?? '').split(',')
    .map((value) => all.values.indexOf(value)).filter((code) => code >= 0 && list));
  const ties = from.ties === 'all' ? Infinity : Number(from.ties);
  if (ties > 0) filter.perName = PER_NAME_STEPS.find((step) => step >= ties);
  if (Number(from.weight) > 0) filter.minWeight = Number(from.weight);
  filter.hiddenTypes = codesIn(from.without, net.types);
  filter.hiddenGroups = codesIn(from['groups-off'], net.groups);
  if (from.from) filter.from = Math.max(0, net.days.findIndex((day) => day >= from.from));
  if (from.until) {
    const last = net.days.findLastIndex((day) => day <= from.until);
    if (last >= 0) filter.until = last;
  }
  if (from.apart) filter.apart = from.apart === 'shown';
  return filter;
}

/** The name or the tie that an address points at; -1: none. */
function selectionOf(net, from) {
  const a = from.node ? net.ids.indexOf(from.node) : -1;
  const b = from.with ? net.ids.indexOf(from.with) : -1;
  const edge = a >= 0 && b >= 0 ? net.tiesOf(a).find((e) => net.other(e, a) === b) ?? -1 : -1;
  return {node: edge >= 0 ? -1 : a, edge};
}
