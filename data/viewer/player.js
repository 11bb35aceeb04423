/* ==== player.js: time that passes by itself ==== */
'use strict';

const PLAY_STEPS = 90, PLAY_MS = 140;

/**
 * Moves the end of the time that is shown from its beginning to the last day.
 * @param app  {net, filter, filterChanged(), isDrawing()}
 * @param onchange  called at each step, and when it starts and stops
 */
function createPlayer(app, onchange) {
  const {net, filter} = app, last = net.days.length - 1;
  const times = net.days.map((day, i) => (Number.isNaN(Date.parse(day)) ? i * 864e5 : Date.parse(day)));
  let timer = 0, now = 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
    onchange();
  }

  /* What is not drawn yet is waited for: no step may be skipped unseen. */
  function step() {
    if (app.isDrawing()) return;
    now += (times[last] - times[0]) / PLAY_STEPS;
    let until = filter.until;
    while (until < last && times[until + 1] <= now) until++;
    if (until !== filter.until) {
      filter.until = until;
      app.filterChanged();
    }
    if (until === last) stop();
    else onchange();
  }

  return {
    isPlaying: () => timer !== 0,
    stop() { if (timer) stop(); },
    toggle() {
      if (timer) {
        stop();
        return;
      }
      if (filter.until >= last) filter.until = filter.from;
      now = times[filter.until];
      timer = setInterval(step, PLAY_MS);
      app.filterChanged();
      onchange();
    },
  };
}
