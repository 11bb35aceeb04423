/* ==== keys.js: everything without a mouse ==== */
'use strict';

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/* The keys of letters by their place, so that they work with any keyboard. */
const KEY_CODES = {KeyT: 't', KeyF: 'f', Slash: '/'};

/** The neighbour in that direction whose tie is strongest, or -1. */
function strongestTowards(net, shown, from, dx, dy) {
  let best = -1, most = 0;
  for (const e of net.tiesOf(from)) {
    if (!shown.edges[e]) continue;
    const to = net.other(e, from);
    const ex = net.x[to] - net.x[from], ey = net.y[to] - net.y[from];
    const along = (ex * dx + ey * dy) / (Math.hypot(ex, ey) || 1);
    const pull = along > .4 ? along * Math.log1p(net.weights[e]) : 0;
    if (pull > most) [most, best] = [pull, to];
  }
  return best;
}

/**
 * keys: {key: act} that work wherever nobody types; onPicture: {step([dx, dy]), enter()} for
 * arrows and Enter where the picture has the focus.
 */
function listenToKeys(canvas, dialog, keys, onPicture) {
  const pictureFocused = () => [canvas, document.body].includes(document.activeElement);
  addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, select, textarea') || dialog.open;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key in keys ? event.key : event.shiftKey ? '' : KEY_CODES[event.code];
    if (key === 'Escape' ? !dialog.open : key && !typing) keys[key]();
    else if (pictureFocused() && event.key in ARROWS) onPicture.step(ARROWS[event.key]);
    else if (pictureFocused() && event.key === 'Enter') onPicture.enter();
    else return;
    event.preventDefault();
  });
}
